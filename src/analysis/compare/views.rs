//! The views that a decision offers: other weights on the same scores, and other methods on the same performances.

use nalgebra::{DMatrix, DVector};

use super::{NoView, View, ViewKind};
use crate::analysis::methods::{self, Method};
use crate::analysis::rank::values;
use crate::model::decision::Decision;
use crate::model::stakeholders::Panel;
use crate::numeric::tolerance::tie_key;
use crate::weighting::without;

/// Values by the additive model at other weights.
///
/// - `scores`: interventions × criteria, 0–100
/// - `weights`: one for each criterion, summing to 1
fn weighed(scores: &DMatrix<f64>, kind: ViewKind, name: &str, weights: Vec<f64>) -> View {
    let found = values(scores, &DVector::from_vec(weights.clone()));
    View {
        name: name.to_owned(),
        kind,
        keys: found.iter().map(|value| Some(tie_key(*value))).collect(),
        values: found.into_iter().map(Some).collect(),
        weights: Some(weights),
        undefined: None,
    }
}

/// A view that ranks nothing.
#[must_use]
pub fn undefined(decision: &Decision, kind: ViewKind, name: &str, why: NoView) -> View {
    let rows = decision.interventions.len();
    View { name: name.to_owned(), kind, values: vec![None; rows], keys: vec![None; rows], weights: None, undefined: Some(why) }
}

/// The present weights.
#[must_use]
pub fn base(decision: &Decision) -> View {
    present(decision, ViewKind::Base, "base")
}

fn present(decision: &Decision, kind: ViewKind, name: &str) -> View {
    weighed(&decision.scores().middle, kind, name, decision.weights.criteria.iter().copied().collect())
}

/// The same weight for every criterion that has a scale.
#[must_use]
pub fn equal(decision: &Decision) -> View {
    let counts: Vec<_> = decision.criteria.iter().map(|criterion| !criterion.is_left_out()).collect();
    #[allow(clippy::cast_precision_loss)] // a count of criteria
    let share = 1.0 / counts.iter().filter(|counts| **counts).count() as f64;
    weighed(
        &decision.scores().middle,
        ViewKind::Equal,
        "equal",
        counts.into_iter().map(|counts| if counts { share } else { 0.0 }).collect(),
    )
}

/// One view for each criterion with weight, without it: its weight is shared out in proportion.
#[must_use]
pub fn leave_one_out(decision: &Decision) -> Vec<View> {
    let groups: Vec<_> = decision.criteria.iter().map(|criterion| criterion.group).collect();
    let scores = decision.scores().middle;
    let view = |out: usize| {
        let name = format!("without {}", decision.criteria[out].id);
        let left_out: Vec<_> = (0..groups.len()).map(|criterion| criterion == out).collect();
        match without(&decision.weights, &left_out, &groups, &decision.groups) {
            Some(weights) => weighed(&scores, ViewKind::Without(out), &name, weights.criteria.iter().copied().collect()),
            None => undefined(decision, ViewKind::Without(out), &name, NoView::NothingLeft),
        }
    };
    (0..groups.len()).filter(|&criterion| decision.weights.criteria[criterion] > 0.0).map(view).collect()
}

/// One view for each group of stakeholders.
#[must_use]
pub fn groups(decision: &Decision, panel: &Panel) -> Vec<View> {
    let scores = decision.scores().middle;
    panel.groups.iter().map(|group| answered(decision, &scores, ViewKind::Group, &group.name, &group.weights)).collect()
}

/// One view for each person.
#[must_use]
pub fn people(decision: &Decision, panel: &Panel) -> Vec<View> {
    let scores = decision.scores().middle;
    panel.people.iter().map(|person| answered(decision, &scores, ViewKind::Person, &person.id, &person.weights)).collect()
}

fn answered(decision: &Decision, scores: &DMatrix<f64>, kind: ViewKind, name: &str, weights: &[Option<f64>]) -> View {
    match weights.iter().copied().collect() {
        Some(complete) => weighed(scores, kind, name, complete),
        None => undefined(decision, kind, name, NoView::Incomplete),
    }
}

/// Another decision over some of the same interventions, such as that of a scenario.
///
/// Its weights can be compared with the present ones only where its scores are the same.
#[must_use]
pub fn other(decision: &Decision, kind: ViewKind, name: &str, other: &Decision) -> View {
    let scores = [decision, other].map(|decision| decision.scores().middle);
    let found = values(&scores[1], &other.weights.criteria);
    let rows: std::collections::HashMap<_, _> =
        other.interventions.iter().enumerate().map(|(row, intervention)| (&intervention.id, row)).collect();
    let places: Vec<_> = decision.interventions.iter().map(|intervention| rows.get(&intervention.id).copied()).collect();
    let same =
        places.iter().enumerate().all(|(row, place)| place.is_some_and(|place| scores[0].row(row) == scores[1].row(place)));
    View {
        name: name.to_owned(),
        kind,
        values: places.iter().map(|place| place.map(|place| found[place])).collect(),
        keys: places.iter().map(|place| place.map(|place| tie_key(found[place]))).collect(),
        weights: same.then(|| other.weights.criteria.iter().copied().collect()),
        undefined: None,
    }
}

/// The additive model and the other methods.
#[must_use]
pub fn by_method(decision: &Decision) -> Vec<View> {
    let mut views = vec![present(decision, ViewKind::Additive, "additive")];
    views.extend(Method::ALL.map(|method| {
        let found = methods::view(decision, method);
        let Some(ranks) = found.ranks() else {
            let why = found.values.err().unwrap_or(methods::Undefined::OneIntervention);
            return undefined(decision, ViewKind::Method(method), method.name(), NoView::Method(why));
        };
        View {
            name: method.name().to_owned(),
            kind: ViewKind::Method(method),
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
