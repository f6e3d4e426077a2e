//! The views that a decision offers: other weights on the same scores, and other methods on the same performances.

use nalgebra::DVector;

use super::{NoView, View};
use crate::analysis::methods::{self, Method};
use crate::analysis::rank::values;
use crate::model::criterion::Criterion;
use crate::model::decision::Decision;
use crate::model::stakeholders::Panel;
use crate::model::value_function::Shape;
use crate::numeric::tolerance::tie_key;
use crate::weighting::without;

/// What the present weights are called.
pub const BASE: &str = "base";
/// What the additive model is called among methods.
pub const ADDITIVE: &str = "additive";

/// Values by the additive model at other weights.
///
/// - `weights`: one for each criterion, summing to 1
#[must_use]
pub fn weighed(decision: &Decision, name: &str, weights: Vec<f64>) -> View {
    let found = values(&decision.scores().middle, &DVector::from_vec(weights.clone()));
    View {
        name: name.to_owned(),
        keys: found.iter().map(|value| Some(tie_key(*value))).collect(),
        values: found.into_iter().map(Some).collect(),
        weights: Some(weights),
        undefined: None,
    }
}

/// A view that ranks nothing.
fn undefined(decision: &Decision, name: &str, why: NoView) -> View {
    let rows = decision.interventions.len();
    View { name: name.to_owned(), values: vec![None; rows], keys: vec![None; rows], weights: None, undefined: Some(why) }
}

/// The present weights.
#[must_use]
pub fn base(decision: &Decision, name: &str) -> View {
    weighed(decision, name, decision.weights.criteria.iter().copied().collect())
}

/// The same weight for every criterion that has a scale.
#[must_use]
pub fn equal(decision: &Decision) -> View {
    let counts: Vec<_> = decision.criteria.iter().map(|criterion| !is_left_out(criterion)).collect();
    #[allow(clippy::cast_precision_loss)] // a count of criteria
    let share = 1.0 / counts.iter().filter(|counts| **counts).count() as f64;
    weighed(decision, "equal", counts.into_iter().map(|counts| if counts { share } else { 0.0 }).collect())
}

/// Whether all interventions perform alike on it, so that it was left out.
fn is_left_out(criterion: &Criterion) -> bool {
    criterion.value.scale.is_none() && criterion.value.shape == Shape::Linear
}

/// One view for each criterion with weight, without it: its weight is shared out in proportion.
#[must_use]
pub fn leave_one_out(decision: &Decision) -> Vec<View> {
    let groups: Vec<_> = decision.criteria.iter().map(|criterion| criterion.group).collect();
    let view = |out: usize| {
        let name = format!("without {}", decision.criteria[out].id);
        let left_out: Vec<_> = (0..groups.len()).map(|criterion| criterion == out).collect();
        match without(&decision.weights, &left_out, &groups, &decision.groups) {
            Some(weights) => weighed(decision, &name, weights.criteria.iter().copied().collect()),
            None => undefined(decision, &name, NoView::NothingLeft),
        }
    };
    (0..groups.len()).filter(|&criterion| decision.weights.criteria[criterion] > 0.0).map(view).collect()
}

/// One view for each group of stakeholders.
#[must_use]
pub fn groups(decision: &Decision, panel: &Panel) -> Vec<View> {
    panel.groups.iter().map(|group| answered(decision, &group.name, &group.weights)).collect()
}

/// One view for each person.
#[must_use]
pub fn people(decision: &Decision, panel: &Panel) -> Vec<View> {
    panel.people.iter().map(|person| answered(decision, &person.id, &person.weights)).collect()
}

fn answered(decision: &Decision, name: &str, weights: &[Option<f64>]) -> View {
    match weights.iter().copied().collect() {
        Some(complete) => weighed(decision, name, complete),
        None => undefined(decision, name, NoView::Incomplete),
    }
}

/// Another decision over some of the same interventions, such as that of a scenario.
///
/// Its weights can be compared with the present ones only where its scores are the same.
#[must_use]
pub fn other(decision: &Decision, name: &str, other: &Decision) -> View {
    let scores = [decision, other].map(|decision| decision.scores().middle);
    let found = values(&scores[1], &other.weights.criteria);
    let rows: std::collections::HashMap<_, _> =
        other.interventions.iter().enumerate().map(|(row, intervention)| (&intervention.id, row)).collect();
    let places: Vec<_> = decision.interventions.iter().map(|intervention| rows.get(&intervention.id).copied()).collect();
    let same =
        places.iter().enumerate().all(|(row, place)| place.is_some_and(|place| scores[0].row(row) == scores[1].row(place)));
    View {
        name: name.to_owned(),
        values: places.iter().map(|place| place.map(|place| found[place])).collect(),
        keys: places.iter().map(|place| place.map(|place| tie_key(found[place]))).collect(),
        weights: same.then(|| other.weights.criteria.iter().copied().collect()),
        undefined: None,
    }
}

/// The additive model and the other methods.
#[must_use]
pub fn by_method(decision: &Decision) -> Vec<View> {
    let mut views = vec![base(decision, ADDITIVE)];
    views.extend(Method::ALL.map(|method| {
        let found = methods::view(decision, method);
        let Some(ranks) = found.ranks() else {
            let why = found.values.err().unwrap_or(methods::Undefined::OneIntervention);
            return undefined(decision, method.name(), NoView::Method(why));
        };
        View {
            name: method.name().to_owned(),
            values: found.values.into_iter().flatten().map(Some).collect(),
            // Ranks count down as keys count up.
            keys: ranks.into_iter().map(|rank| i128::try_from(rank).ok().map(|rank| -rank)).collect(),
            weights: None,
            undefined: None,
        }
    }));
    views
}

/// Gives views that share a name one of their own, so that none hides another.
pub fn part_names(views: &mut [View]) {
    let mut seen = std::collections::HashSet::new();
    for view in views {
        let plain = view.name.clone();
        let mut count = 2;
        while !seen.insert(view.name.clone()) {
            view.name = format!("{plain} ({count})");
            count += 1;
        }
    }
}
