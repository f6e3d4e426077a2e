//! Who would fund what, against looking at every set of rows: plans of several weights, and the least largest regret.

use std::collections::HashMap;

use proptest::collection::vec;
use proptest::prelude::{Strategy, prop_assert, prop_assert_eq};
use proptest::test_runner::{TestCaseError, TestCaseResult};
use weighup::analysis::compare::funding::{Funding, Search, funding};
use weighup::analysis::compare::{View, ViewKind};
use weighup::input::assemble::Choices;
use weighup::model::decision::Decision;

use super::brute_force::{Set, as_set, best, holds, keeps, worth};
use super::for_all;
use super::instance::{Instance, decidable_instance, small_worth};
use crate::support::{near, round};

/// A benefit of one at a weight of one part, in points: scales run from -100 to 100, weights are in twelfths.
const POINT: f64 = 0.5 / 12.0;
const PARTS: i64 = 12;
const NEAR: f64 = 1e-9;

/// An instance, its figures on two more criteria, and the weights of views in parts.
type Case = (Instance, Vec<[i64; 2]>, Vec<[i64; 3]>);

fn cases() -> impl Strategy<Value = Case> {
    let weights = (0..=PARTS, 0..=PARTS).prop_map(|(one, other)| {
        let (low, high) = (one.min(other), one.max(other));
        [low, high - low, PARTS - high]
    });
    (decidable_instance(), vec([small_worth(), small_worth()], 9), vec(weights, 2..=4))
}

fn decision(instance: &Instance, figures: &[[i64; 2]]) -> Result<Decision, TestCaseError> {
    let criterion =
        |id: &str| format!("[[criteria]]\nid = '{id}'\nbetter = 'higher'\nworst = -100\nbest = 100\nnothing = 0\nswing = 100\n");
    let rows = instance.rows.iter().zip(figures).map(|(row, [y, z])| format!("{},{},{y},{z}\n", row.id, row.worth));
    let csv = format!("id,x,y,z\n{}", rows.collect::<String>());
    let round = round(&["x", "y", "z"].map(criterion).concat(), &csv, &Choices::default())?;
    let mut decision = round.slices[0].decision().expect("a decision").clone();
    decision.portfolio = Some(instance.rules());
    Ok(decision)
}

fn view(name: String, weights: [i64; 3]) -> View {
    let share = |parts: i64| f64::from(i32::try_from(parts).expect("a few parts")) / 12.0;
    View {
        name,
        kind: ViewKind::Group,
        values: Vec::new(),
        keys: Vec::new(),
        weights: Some(weights.map(share).to_vec()),
        undefined: None,
    }
}

/// The same round with the benefits of a view, in parts.
fn seen(instance: &Instance, figures: &[[i64; 2]], weights: [i64; 3]) -> Instance {
    let mut seen = instance.clone();
    for (row, [y, z]) in seen.rows.iter_mut().zip(figures) {
        row.worth = weights[0] * row.worth + weights[1] * y + weights[2] * z;
    }
    seen
}

fn points(parts: i64) -> f64 {
    f64::from(i32::try_from(parts).expect("a small worth")) * POINT
}

fn set(instance: &Instance, ids: &[std::sync::Arc<str>]) -> Set {
    as_set(&instance.rows.iter().map(|row| ids.iter().any(|id| **id == *row.id)).collect::<Vec<_>>())
}

fn is_right((instance, figures, weights): &Case) -> TestCaseResult {
    let decision = decision(instance, figures)?;
    let names: Vec<_> = (0..weights.len()).map(|at| format!("view {at}")).collect();
    let views: Vec<_> = names.iter().zip(weights).map(|(name, weights)| view(name.clone(), *weights)).collect();
    let Some(found) = funding(&decision, &views, &[], Search::Done) else {
        prop_assert!(instance.budgets.is_empty() && instance.streams.is_empty());
        return Ok(());
    };
    let seen: Vec<_> = weights.iter().map(|weights| seen(instance, figures, *weights)).collect();
    let Some(bests) = seen.iter().map(best).collect::<Option<Vec<_>>>() else {
        prop_assert_eq!((found.plans.len(), found.without_plan.len()), (0, views.len()), "{:?}", found);
        prop_assert!(found.least_regret.is_none() && found.always.is_empty() && found.never.is_empty());
        return Ok(());
    };
    for (at, (plan, best)) in found.plans.iter().zip(&bests).enumerate() {
        prop_assert_eq!((set(instance, &plan.selected), plan.optimal), (best.set, true), "{}", plan.view);
        near("worth", plan.total_value, points(best.worth), NEAR)?;
        for (regret, (seen, optimum)) in found.regrets[at].by.entries().iter().zip(seen.iter().zip(&bests)) {
            near("regret", *regret, points(optimum.worth - worth(seen, best.set)), NEAR)?;
        }
    }
    let sets: Vec<_> = bests.iter().map(|best| best.set).collect();
    agrees_on_who_funds_what(instance, &found, &sets)?;
    let regrets = |set: Set| seen.iter().zip(&bests).map(move |(seen, best)| best.worth - worth(seen, set));
    let largest = |set: Set| regrets(set).max().expect("views");
    let total = |set: Set| seen.iter().map(|seen| worth(seen, set)).sum::<i64>();
    let all = (0..1 << instance.rows.len()).filter(|set| keeps(instance, *set));
    // Least regret, and of those the most benefit over all views.
    let (least, most) = all.map(|set| (largest(set), -total(set))).min().expect("a plan");
    let regret = found.least_regret.expect("views to compare");
    let chosen = set(instance, &regret.selected);
    prop_assert!(regret.proven && keeps(instance, chosen), "{regret:?}");
    prop_assert_eq!((largest(chosen), -total(chosen)), (least, most), "{:?} of {:?}", regret, instance);
    near("largest regret", regret.max_regret, points(least), NEAR)?;
    prop_assert!(sets.iter().all(|set| largest(*set) >= least));
    for (points_lost, lost) in regret.regrets.entries().iter().zip(regrets(chosen)) {
        near("regret of a view", *points_lost, points(lost), NEAR)?;
    }
    let first = regrets(chosen).position(|lost| lost == least).filter(|_| least > 0);
    prop_assert_eq!(regret.view.as_ref(), first.map(|at| &names[at]));
    Ok(())
}

fn agrees_on_who_funds_what(instance: &Instance, found: &Funding, sets: &[Set]) -> TestCaseResult {
    let disputed: HashMap<_, _> = found.disputed.iter().map(|disputed| (&*disputed.id, &disputed.views)).collect();
    for (at, row) in instance.rows.iter().enumerate() {
        let funds: Vec<_> = (0..sets.len()).filter(|view| holds(sets[*view], at)).map(|view| format!("view {view}")).collect();
        let among = |ids: &[std::sync::Arc<str>]| ids.iter().any(|id| **id == *row.id);
        prop_assert_eq!(among(&found.always), funds.len() == sets.len(), "{}", row.id);
        prop_assert_eq!(among(&found.never), funds.is_empty(), "{}", row.id);
        let split = !funds.is_empty() && funds.len() < sets.len();
        prop_assert_eq!(disputed.get(row.id.as_str()).copied(), split.then_some(&funds), "{}", row.id);
    }
    Ok(())
}

/// Plans, who always and never funds what, every regret, and the least largest one over all sets that keep the rules.
#[test]
fn regret_is_least_over_all_sets() {
    for_all(vec(cases(), 4), |batch| batch.iter().try_for_each(is_right));
}
