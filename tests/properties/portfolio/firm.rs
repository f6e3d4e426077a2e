//! Efficient plans and the money for which a plan stays the best, against looking at every set.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq};
use proptest::sample::Index;
use proptest::test_runner::{TestCaseError, TestCaseResult};
use weighup::analysis::firmness::frontier::{EVEN, Extent, Found, efficient};
use weighup::analysis::firmness::money::{Purse, money};
use weighup::analysis::fund::Case;
use weighup::analysis::fund::keep::broken_rule;
use weighup::analysis::fund::programme::NoPlan;
use weighup::model::portfolio_rules::pence;

use super::brute_force::{self, as_flags, as_set, forced, keeps};
use super::decided::decision;
use super::for_all;
use super::instance::{Instance, decidable_instance, instance, large_instance};

const ALL: usize = 5_000;

/// The rules without budgets.
fn unlimited(instance: &Instance) -> Instance {
    Instance { budgets: Vec::new(), ..instance.clone() }
}

/// Cost and worth of every efficient set, cheapest first, by looking at all sets.
fn enumerated(instance: &Instance) -> Vec<(i64, i64)> {
    let free = unlimited(instance);
    let forced = forced(&free);
    let mut most: BTreeMap<i64, i64> = BTreeMap::new();
    for set in (0..1_u32 << free.rows.len()).filter(|set| set & forced == forced && keeps(&free, *set)) {
        let worth = brute_force::worth(&free, set);
        let found = most.entry(brute_force::cost(&free, set)).or_insert(worth);
        *found = worth.max(*found);
    }
    let mut best = i64::MIN;
    most.into_iter()
        .filter(|(_, worth)| {
            *worth > best && {
                best = *worth;
                true
            }
        })
        .collect()
}

fn found(instance: &Instance, most: usize) -> Result<Option<Found>, TestCaseError> {
    match efficient(&instance.rules(), &instance.worth(), most) {
        Ok(found) => Ok(Some(found)),
        Err(NoPlan::Infeasible) => Ok(None),
        Err(other) => Err(TestCaseError::fail(format!("{other:?}: {instance:?}"))),
    }
}

fn points(found: &Found) -> Vec<(i64, i64)> {
    found.points.iter().map(|point| (point.cost, point.worth)).collect()
}

fn all_are_found(instance: &Instance) -> TestCaseResult {
    let wanted = enumerated(instance);
    let Some(found) = found(instance, ALL)? else {
        prop_assert!(wanted.is_empty(), "{wanted:?} of {instance:?}");
        return Ok(());
    };
    prop_assert_eq!(found.extent, Extent::All);
    prop_assert_eq!(points(&found), wanted, "{:?}", instance);
    let rules = unlimited(instance).rules();
    for point in &found.points {
        prop_assert_eq!(broken_rule(&rules, &point.chosen), None);
        let set = as_set(&point.chosen);
        let sums = (brute_force::cost(instance, set), brute_force::worth(instance, set));
        prop_assert_eq!(sums, (point.cost, point.worth), "{:?} of {:?}", point, instance);
    }
    Ok(())
}

#[test]
fn efficient_plans_are_those_of_all_sets() {
    for_all(vec(instance(), 10), |batch| batch.iter().try_for_each(all_are_found));
}

#[test]
fn efficient_plans_of_sixteen_are_those_of_all_sets() {
    for_all(large_instance(), |instance| all_are_found(&instance));
}

/// Only money decides: the way of all budgets at once.
#[test]
fn efficient_plans_where_only_money_decides_are_those_of_all_sets() {
    for_all((large_instance(), any::<bool>()), |(mut instance, hundredths)| {
        instance.streams.clear();
        instance.limits.clear();
        for row in &mut instance.rows {
            (row.labels, row.requires) = (Vec::new(), Vec::new());
            row.costs.iter_mut().for_each(|cost| *cost = cost.abs() + i64::from(hundredths));
        }
        all_are_found(&instance)
    });
}

/// Invariant 35: worth rises with money; at each step another plan is the best, and just below it the one before.
#[test]
fn steps_of_the_frontier_are_those_of_plans_solved_at_and_below_them() {
    for_all(vec(instance(), 5), |batch| {
        for all in &batch {
            let Some(found) = found(all, ALL)? else { continue };
            // A budget for all years together stands in one year.
            let mut one = unlimited(all);
            one.rows.iter_mut().for_each(|row| row.costs = vec![row.cost()]);
            for pair in found.points.windows(2) {
                prop_assert!(pair[0].cost < pair[1].cost && pair[0].worth < pair[1].worth);
            }
            for (at, point) in found.points.iter().enumerate() {
                one.budgets = vec![point.cost];
                prop_assert_eq!(super::plan(&one)?.map(|plan| plan.chosen), Some(point.chosen.clone()), "{:?}", one);
                one.budgets = vec![point.cost - 1];
                let below = at.checked_sub(1).map(|below| found.points[below].chosen.clone());
                prop_assert_eq!(super::plan(&one)?.map(|plan| plan.chosen), below, "{:?}", one);
            }
        }
        Ok(())
    });
}

/// Where not all are listed: every corner of the hull is there, every even budget has its plan, and nothing that is dominated.
#[test]
fn where_not_all_are_listed_the_supported_and_even_ones_are() {
    for_all((vec(instance(), 4), any::<bool>()), |(batch, only_money)| {
        for mut all in batch {
            if only_money {
                (all.streams, all.limits) = (Vec::new(), Vec::new());
                all.rows.iter_mut().for_each(|row| (row.labels, row.requires) = (Vec::new(), Vec::new()));
            }
            let wanted = enumerated(&all);
            let Some(found) = found(&all, 1)?.filter(|_| wanted.len() > 1) else { continue };
            let points = points(&found);
            prop_assert!(found.extent == Extent::TooMany && found.unproven == 0);
            prop_assert!(points.iter().all(|point| wanted.contains(point)), "{points:?}, not {wanted:?}");
            for (at, corner) in wanted.iter().enumerate().filter(|(at, _)| is_corner(&wanted, *at)) {
                prop_assert!(points.contains(corner), "{corner:?} ({at}) of {wanted:?} is not among {points:?}: {all:?}");
            }
            let (first, last) = (wanted[0].0, wanted[wanted.len() - 1].0);
            for part in 1..=EVEN {
                let budget = first + (last - first) * part / EVEN;
                let best = wanted.iter().rfind(|(cost, _)| *cost <= budget).expect("the first is cheap enough");
                prop_assert!(points.contains(best), "{best:?} at {budget} is not among {points:?}");
            }
        }
        Ok(())
    });
}

/// Whether a point lies above every line between one before and one after.
fn is_corner(points: &[(i64, i64)], at: usize) -> bool {
    let (cost, worth) = points[at];
    points[..at]
        .iter()
        .all(|low| points[at + 1..].iter().all(|high| (worth - low.1) * (high.0 - low.0) > (high.1 - low.1) * (cost - low.0)))
}

/// Within the interval nothing is worth more and the plan can be paid; a penny below it cannot, and at its end another is better.
#[test]
fn the_plan_is_the_best_for_the_money_that_is_said() {
    for_all((decidable_instance(), vec(any::<Index>(), 6)), |(instance, places)| {
        let decision = decision(&instance)?;
        let Some(wanted) = brute_force::best(&instance) else { return Ok(()) };
        let Ok(case) = Case::new(&decision) else { return Ok(()) };
        let plan = case.plan().expect("a plan");
        let found = money(&case, &plan).map_err(|why| TestCaseError::fail(format!("{why:?}")))?;
        let purse = Purse::new(case.rules);
        let with = |pence: i64| {
            let rules = purse.with(pence);
            let mut other = instance.clone();
            other.budgets = rules.budgets;
            other.streams.iter_mut().zip(&rules.streams).for_each(|(own, stream)| own.amount = stream.amount);
            other
        };
        let most = |pence: i64| brute_force::best(&with(pence)).map(|best| best.worth);
        let (low, high) = (pence(found.low), found.high.map(pence));
        prop_assert!(low <= purse.all && high.is_none_or(|high| high > purse.all), "{found:?}");
        prop_assert!(
            keeps(&with(low), wanted.set) && (low == 0 || !keeps(&with(low - 1), wanted.set)),
            "{found:?} of {instance:?}"
        );
        let inside = high.unwrap_or(purse.all * 3 + 1_000) - low;
        for place in places {
            let pence = low + i64::try_from(place.index(usize::try_from(inside).expect("above low"))).expect("small");
            prop_assert_eq!(most(pence), Some(wanted.worth), "at {} of {:?}: {:?}", pence, instance, found);
        }
        if let Some(high) = high {
            prop_assert!(most(high) > Some(wanted.worth) && most(high - 1) == Some(wanted.worth), "{found:?} of {instance:?}");
        }
        for step in &found.steps {
            let wanted_there = brute_force::best(&with(pence(step.budget)));
            prop_assert_eq!(step.gain.is_some(), wanted_there.is_some());
            let Some(there) = wanted_there else { continue };
            let mut set = as_flags(wanted.set, instance.rows.len());
            for (ids, enters) in [(&step.enters, true), (&step.leaves, false)] {
                for id in ids {
                    set[instance.at(id).expect("a row")] = enters;
                }
            }
            prop_assert_eq!(as_set(&set), there.set, "{:?} of {:?}", step, instance);
        }
        Ok(())
    });
}
