//! Who would fund what: the best plan of every view, where they agree, and what each view loses with the plans of others.

use std::collections::HashSet;
use std::sync::Arc;

use nalgebra::DVector;
use serde::Serialize;

use super::View;
use super::regret::{Least, Stakes};
use crate::analysis::ByName;
use crate::analysis::fund::programme::Plan;
use crate::analysis::fund::{Case, Unfundable, Yearly, budgets, totals};
use crate::model::decision::Decision;
use crate::numeric::units::whole;

/// Which plans are searched for, which takes long where there are many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Search {
    /// That of every view, and that of least largest regret.
    #[default]
    Done,
    /// That of every view.
    LeftOut,
    /// None.
    NoPlans,
}

/// What the views of a comparison would fund.
#[derive(Debug, Clone, Serialize)]
pub struct Funding {
    /// Pounds; what the streams hold where no budget is stated.
    pub budget: Yearly,
    /// In the order of the views.
    pub plans: Vec<ViewPlan>,
    /// Ids in every plan, in the order of the data.
    pub always: Vec<Arc<str>>,
    /// Ids in no plan.
    pub never: Vec<Arc<str>>,
    /// Ids in some plans only.
    pub disputed: Vec<Disputed>,
    /// For each plan of a view that differs in weights only, what each of these views loses with it; empty with fewer than two.
    pub regrets: Vec<Regrets>,
    /// `None` with fewer than two views to compare, or where it was not searched for.
    pub least_regret: Option<LeastRegret>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without_plan: Vec<WithoutPlan>,
}

/// The best plan of a view.
#[derive(Debug, Clone, Serialize)]
pub struct ViewPlan {
    pub view: String,
    /// Ids, in the order of the data.
    pub selected: Vec<Arc<str>>,
    /// Pounds.
    pub total_cost: Yearly,
    /// Sum of benefit in this view: points, times size where there is one.
    pub total_value: f64,
    /// Whether no plan is worth more in this view, proven.
    pub optimal: bool,
}

/// An intervention that some views would fund, and others not.
#[derive(Debug, Clone, Serialize)]
pub struct Disputed {
    pub id: Arc<str>,
    /// The views that would.
    pub views: Vec<String>,
}

/// What is lost with a view's plan.
#[derive(Debug, Clone, Serialize)]
pub struct Regrets {
    /// The view whose plan it is.
    pub plan: String,
    /// Points of benefit that each view loses against its own best plan.
    pub by: ByName<f64>,
}

/// The plan whose largest regret in any view is least.
#[derive(Debug, Clone, Serialize)]
pub struct LeastRegret {
    /// Ids, in the order of the data.
    pub selected: Vec<Arc<str>>,
    /// Pounds.
    pub total_cost: Yearly,
    /// Points of benefit that each view loses.
    pub regrets: ByName<f64>,
    pub max_regret: f64,
    /// The view that loses most, the first of several; `None` where none loses anything.
    pub view: Option<String>,
    /// The largest regret as a share of the benefit of that view's own plan; `None` where that is worth nothing.
    pub share: Option<f64>,
    /// Whether no plan has a smaller largest regret, proven.
    pub proven: bool,
}

/// A view for which there is no plan to show.
#[derive(Debug, Clone, Serialize)]
pub struct WithoutPlan {
    pub view: String,
    /// The code of why.
    pub reason: &'static str,
    #[serde(skip)]
    pub why: Unfundable,
}

/// A view with its plan.
struct Found<'a> {
    view: &'a View,
    case: Case<'a>,
    plan: Plan,
}

/// What each view would fund.
///
/// - `rounds`: in the order of the views, the decision of each that is a round of its own; may end early
/// - `search`: whether the plan of least largest regret is searched for
/// - result: `None` where the decision states no money
#[must_use]
pub fn funding(decision: &Decision, views: &[View], rounds: &[Option<&Decision>], search: Search) -> Option<Funding> {
    if matches!(Case::new(decision), Err(Unfundable::NothingStated)) {
        return None;
    }
    let (found, without_plan) = planned(decision, views, rounds);
    let plans: Vec<_> = found.iter().map(Found::shown).collect();
    let sets: Vec<HashSet<_>> = plans.iter().map(|plan| plan.selected.iter().collect()).collect();
    let (mut always, mut never, mut disputed) = (Vec::new(), Vec::new(), Vec::new());
    for id in decision.interventions.iter().map(|intervention| &intervention.id).filter(|_| !plans.is_empty()) {
        let funds = plans.iter().zip(&sets).filter(|(_, set)| set.contains(id));
        let views: Vec<_> = funds.map(|(plan, _)| plan.view.clone()).collect();
        match views.len() {
            0 => never.push(Arc::clone(id)),
            all if all == plans.len() => always.push(Arc::clone(id)),
            _ => disputed.push(Disputed { id: Arc::clone(id), views }),
        }
    }
    let alike: Vec<_> = found.iter().filter(|found| found.view.weights.is_some()).collect();
    let (regrets, least_regret) = if alike.len() < 2 { (Vec::new(), None) } else { regretted(&alike, search) };
    let budget = decision.portfolio.as_ref().map_or(Yearly(Vec::new()), budgets);
    Some(Funding { budget, plans, always, never, disputed, regrets, least_regret, without_plan })
}

/// The best plan of each view that ranks something by the additive model, or why there is none.
fn planned<'a>(decision: &'a Decision, views: &'a [View], rounds: &[Option<&'a Decision>]) -> (Vec<Found<'a>>, Vec<WithoutPlan>) {
    let (mut found, mut without) = (Vec::new(), Vec::new());
    // Rules that no plan keeps at some weights, none keeps at any.
    let mut contradiction: Option<Unfundable> = None;
    for (place, view) in views.iter().enumerate() {
        let case = match (&view.weights, rounds.get(place).copied().flatten()) {
            (Some(weights), _) => match contradiction.clone() {
                Some(why) => Err(why),
                None => Case::at(decision, &DVector::from_column_slice(weights)),
            },
            (None, Some(own)) => Case::new(own),
            (None, None) => continue,
        };
        match case.and_then(|case| Ok((case.plan()?, case))) {
            Ok((plan, case)) => found.push(Found { view, case, plan }),
            Err(why) => {
                if view.weights.is_some() && matches!(why, Unfundable::Infeasible(_)) {
                    contradiction = Some(why.clone());
                }
                without.push(WithoutPlan { view: view.name.clone(), reason: why.code(), why });
            }
        }
    }
    (found, without)
}

impl Found<'_> {
    fn shown(&self) -> ViewPlan {
        ViewPlan {
            view: self.view.name.clone(),
            selected: self.case.ids(self.plan.rows()),
            total_cost: totals(self.case.rules, &self.plan),
            total_value: self.case.value(&self.plan.chosen),
            optimal: self.plan.is_proven(),
        }
    }
}

/// What every view loses with every plan, and the plan of least largest regret.
///
/// - `found`: at least two, over the same interventions under the same rules
/// - `search`: whether that plan is searched for
fn regretted(found: &[&Found<'_>], search: Search) -> (Vec<Regrets>, Option<LeastRegret>) {
    let names: Arc<[Arc<str>]> = found.iter().map(|found| Arc::from(found.view.name.as_str())).collect();
    let benefits: Vec<_> = found.iter().flat_map(|found| found.case.benefits.iter().copied()).collect();
    let common = whole(&benefits);
    let rows = found[0].plan.chosen.len();
    let worths = common.numbers.chunks(rows).map(<[i64]>::to_vec).collect();
    let plans: Vec<_> = found.iter().map(|found| &found.plan).collect();
    let stakes = Stakes::new(found[0].case.rules, worths, &plans);
    #[allow(clippy::cast_precision_loss)] // below 2^53
    let points = |regrets: &[i64]| regrets.iter().map(|units| *units as f64 * common.unit).collect::<Vec<_>>();
    let by = |plan: &Plan| ByName::new(&names, points(&stakes.regrets(&plan.chosen)));
    let regrets = found.iter().map(|found| Regrets { plan: found.view.name.clone(), by: by(&found.plan) }).collect();
    if search == Search::LeftOut {
        return (regrets, None);
    }
    let Least { plan, is_proven } = stakes.least(&plans);
    let all_proven = plans.iter().all(|plan| plan.is_proven());
    let by = by(&plan);
    // The first of several.
    let (at, max_regret) = by.entries().iter().copied().enumerate().rev().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default();
    let own = found[at].case.value(&found[at].plan.chosen);
    let least = LeastRegret {
        selected: found[0].case.ids(plan.rows()),
        total_cost: totals(found[0].case.rules, &plan),
        regrets: by,
        max_regret,
        view: (max_regret > 0.0).then(|| found[at].view.name.clone()),
        share: (own > 0.0).then(|| max_regret / own),
        proven: is_proven && all_proven,
    };
    (regrets, Some(least))
}
