//! What must hold of every plan: invariants 32 to 42, against a brute force over all sets of rows.
//!
//! `instance` makes rounds with every kind of rule, `brute_force` solves them; `decided` looks at whole answers of `fund`:
//! reasons, prices, the order of value for money, and rules that contradict one another; `firm` at how firm a plan is; `regret` at
//! what several views would fund.

#[path = "portfolio/brute_force.rs"]
mod brute_force;
#[path = "portfolio/decided.rs"]
mod decided;
#[path = "portfolio/firm.rs"]
mod firm;
#[path = "portfolio/instance.rs"]
mod instance;
#[path = "portfolio/regret.rs"]
mod regret;

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq};
use proptest::sample::{Index, select};
use proptest::test_runner::{TestCaseError, TestCaseResult};
use weighup::analysis::fund::keep::broken_rule;
use weighup::analysis::fund::programme::{NoPlan, Plan, best};
use weighup::numeric::selection::{Envelopes, NoChoice, Problem, Row as Line, choose_with};

use super::support::for_all;
use super::support::recipe::{keys, shuffled};
use brute_force::{as_flags, as_set, forced, holds, keeps};
use instance::{Instance, Row, instance, large_instance};

/// Instances in one case: with 256 cases, over 5,000.
const BATCH: usize = 20;

/// The library's plan; `None`: no set keeps the rules.
fn plan(instance: &Instance) -> Result<Option<Plan>, TestCaseError> {
    match best(&instance.rules(), &instance.worth()) {
        Ok(plan) => Ok(Some(plan)),
        Err(NoPlan::Infeasible) => Ok(None),
        Err(other) => Err(TestCaseError::fail(format!("{other:?}: {instance:?}"))),
    }
}

fn agrees_with_brute_force(instance: &Instance) -> TestCaseResult {
    let wanted =
        brute_force::best(instance).map(|best| (as_flags(best.set, instance.rows.len()), best.worth, best.worth, best.is_tied));
    let found = plan(instance)?.map(|plan| (plan.chosen, plan.worth, plan.bound, plan.is_tied));
    prop_assert_eq!(found, wanted, "{:?}", instance);
    Ok(())
}

/// Invariants 33 and 41, and 42 where the effort suffices: the same worth, set and ties as by looking at every set.
#[test]
fn plans_agree_with_looking_at_every_set() {
    for_all(vec(instance(), BATCH), |batch| batch.iter().try_for_each(agrees_with_brute_force));
}

/// The same with up to sixteen rows.
#[test]
fn larger_plans_agree_with_looking_at_every_set() {
    for_all(large_instance(), |instance| agrees_with_brute_force(&instance));
}

/// Invariant 32: the check that every plan passes agrees with the brute force's own reading of the rules, whatever the set.
#[test]
fn the_check_of_plans_agrees_with_another_reading_of_the_rules() {
    for_all((vec(instance(), BATCH), vec(any::<u32>(), 40)), |(batch, sets)| {
        for instance in &batch {
            let rules = instance.rules();
            for set in &sets {
                // Few sets at random hold what is forced.
                for set in [*set, *set | forced(instance)].map(|set| set & !(u32::MAX << instance.rows.len())) {
                    let broken = broken_rule(&rules, &as_flags(set, instance.rows.len()));
                    prop_assert_eq!(broken.is_none(), keeps(instance, set), "{:?} of {:?}: {:?}", set, instance, broken);
                }
            }
        }
        Ok(())
    });
}

/// Invariant 34: no set that keeps the rules is worth more than the plan.
#[test]
fn no_set_that_keeps_the_rules_is_worth_more() {
    for_all((large_instance(), vec(any::<u32>(), 200)), |(instance, sets)| {
        let found = plan(&instance)?;
        for set in sets {
            let set = (set | forced(&instance)) & !(u32::MAX << instance.rows.len());
            if keeps(&instance, set) {
                let worth = found.as_ref().map(|plan| plan.worth);
                prop_assert!(worth >= Some(brute_force::worth(&instance, set)), "{set:?} of {instance:?}");
            }
        }
        Ok(())
    });
}

/// Invariants 35 and 36: what tightens a rule never raises the worth, what loosens it never lowers it.
#[test]
fn tighter_rules_are_never_worth_more() {
    for_all((vec(instance(), BATCH), any::<Index>(), 0_usize..7, 1_i64..=500), |(batch, place, rule, by)| {
        for looser in batch.iter().filter(|instance| !instance.rows.is_empty()) {
            let mut tighter = looser.clone();
            let row = place.index(looser.rows.len());
            match rule {
                0 => tighter.budgets.iter_mut().for_each(|budget| *budget = (*budget - by).max(0)),
                1 => tighter.streams.iter_mut().for_each(|stream| stream.amount = (stream.amount - by).max(0)),
                2 => tighter.limits.iter_mut().for_each(|limit| limit.most = limit.most.map(|most| most - by)),
                3 => tighter.limits.iter_mut().for_each(|limit| limit.least = limit.least.map(|least| least + by)),
                4 => tighter.rows[row].mandated = true,
                5 => tighter.rows.iter_mut().for_each(|row| row.labels = vec![0]),
                _ => tighter.rows[row].requires.push("gone".to_owned()),
            }
            let worth = |instance: &Instance| Ok::<_, TestCaseError>(plan(instance)?.map(|plan| plan.worth));
            prop_assert!(worth(&tighter)? <= worth(looser)?, "{looser:?} and {tighter:?}");
        }
        Ok(())
    });
}

/// Invariant 37: a row that is not funded and that nothing requires may be left out.
///
/// Not one that alone requires a row without benefit: that row would bring nothing then.
#[test]
fn rows_that_are_out_may_be_left_out() {
    for_all(vec(instance(), BATCH), |batch| {
        for all in &batch {
            let Some(before) = plan(all)? else { continue };
            for out in (0..all.rows.len()).filter(|&row| !before.chosen[row]) {
                let is_required = all.rows.iter().any(|row| row.requires.contains(&all.rows[out].id));
                if is_required || all.rows.iter().any(|row| row.worth < 0 && all.rows[out].requires.contains(&row.id)) {
                    continue;
                }
                let rest: Vec<_> = (0..all.rows.len()).filter(|&row| row != out).collect();
                let after = plan(&all.with_rows(&rest))?.expect("the plan keeps the rules without the row as well");
                let kept: Vec<_> = rest.iter().map(|&row| before.chosen[row]).collect();
                prop_assert_eq!((after.worth, &after.chosen), (before.worth, &kept), "{} of {:?}", out, all);
            }
        }
        Ok(())
    });
}

/// Invariant 38: money may be counted in any unit.
#[test]
fn the_unit_of_money_changes_nothing() {
    for_all((vec(instance(), BATCH), 2_i64..=1_000), |(batch, factor)| {
        for instance in &batch {
            let mut dearer = instance.clone();
            dearer.rows.iter_mut().flat_map(|row| &mut row.costs).for_each(|cost| *cost *= factor);
            dearer.budgets.iter_mut().for_each(|budget| *budget *= factor);
            dearer.streams.iter_mut().for_each(|stream| stream.amount *= factor);
            prop_assert_eq!(plan(instance)?, plan(&dearer)?, "{} times {:?}", factor, instance);
        }
        Ok(())
    });
}

/// Invariant 39: what costs nothing, brings something and breaks no rule is always funded, and changes nothing else.
#[test]
fn what_is_free_and_brings_something_is_funded() {
    for_all((vec(instance(), BATCH), 1_i64..=9), |(batch, worth)| {
        for instance in &batch {
            let costs = vec![0; instance.budgets.len().max(1)];
            let free = Row {
                id: "free".to_owned(),
                worth,
                costs,
                mandated: false,
                labels: Vec::new(),
                requires: Vec::new(),
                stream: None,
            };
            let (before, after) = (plan(instance)?, plan(&instance.with_row(free))?);
            let wanted = before.map(|mut plan| {
                plan.chosen.push(true);
                Plan { worth: plan.worth + worth, bound: plan.bound + worth, ..plan }
            });
            prop_assert_eq!(after, wanted, "{:?}", instance);
        }
        Ok(())
    });
}

/// Invariant 40: in any order of the rows the plan is worth and costs the same; where no other is as good, it is the same.
#[test]
fn row_order_changes_no_worth_and_no_cost() {
    for_all((vec(instance(), BATCH), keys()), |(batch, keys)| {
        for instance in &batch {
            let places = shuffled(instance.rows.len(), &keys);
            let moved = instance.with_rows(&places);
            let (Some(before), Some(after)) = (plan(instance)?, plan(&moved)?) else {
                prop_assert_eq!(plan(instance)?, plan(&moved)?, "{:?}", instance);
                continue;
            };
            let cost = |instance: &Instance, plan: &Plan| brute_force::cost(instance, as_set(&plan.chosen));
            prop_assert_eq!((before.worth, before.is_tied), (after.worth, after.is_tied), "{:?} in {:?}", places, instance);
            prop_assert_eq!(cost(instance, &before), cost(&moved, &after), "{:?} in {:?}", places, instance);
            if !before.is_tied {
                let there: Vec<_> = places.iter().map(|&row| before.chosen[row]).collect();
                prop_assert_eq!(&after.chosen, &there, "{:?} in {:?}", places, instance);
            }
        }
        Ok(())
    });
}

/// Invariant 42: a search that stops early says a bound that holds, and calls nothing proven that is not.
#[test]
fn a_search_that_stops_early_claims_no_more_than_it_knows() {
    for_all((large_instance(), select(vec![0_u64, 1, 2, 5, 20])), |(instance, nodes)| {
        let problem = problem(&instance);
        let wanted = brute_force_of(&problem);
        match choose_with(&problem, nodes) {
            Ok(found) => {
                let wanted = wanted.expect("there is a choice");
                prop_assert!(problem.allows(&found.chosen), "{found:?} of {problem:?}");
                prop_assert!(found.worth <= wanted && wanted <= found.bound, "{found:?}, not {wanted}, of {problem:?}");
            }
            Err(NoChoice::Infeasible) => prop_assert_eq!(wanted, None, "{:?}", problem),
            Err(NoChoice::NotFound) => {}
        }
        Ok(())
    });
}

/// The rules of an instance as rows, with nothing settled beforehand.
fn problem(instance: &Instance) -> Problem {
    let line = |of: &dyn Fn(usize) -> i64, at_most: i64| Line {
        terms: (0..instance.rows.len()).map(|row| (row, of(row))).filter(|(_, part)| *part != 0).collect(),
        at_most,
    };
    let mut rows: Vec<_> =
        instance.budgets.iter().enumerate().map(|(year, budget)| line(&|row| instance.rows[row].costs[year], *budget)).collect();
    for limit in &instance.limits {
        rows.extend(limit.most.map(|most| line(&|row| limit.uses[row], most)));
        rows.extend(limit.least.map(|least| line(&|row| -limit.uses[row], -least)));
    }
    for (at, row) in instance.rows.iter().enumerate() {
        rows.extend(row.mandated.then(|| Line { terms: vec![(at, -1)], at_most: -1 }));
        let needed = row.requires.iter().filter_map(|id| instance.at(id));
        rows.extend(needed.map(|needed| Line { terms: vec![(at, 1), (needed, -1)], at_most: 0 }));
    }
    let fenced: Vec<_> = (0..instance.streams.len()).filter(|&stream| !instance.streams[stream].tops_up).collect();
    let envelopes = Envelopes {
        payer: instance.rows.iter().map(|row| fenced.iter().position(|stream| row.stream == Some(*stream))).collect(),
        uses: instance.rows.iter().map(Row::cost).collect(),
        amounts: fenced.iter().map(|&stream| instance.streams[stream].amount).collect(),
        pool: instance.streams.iter().filter(|stream| stream.tops_up).map(|stream| stream.amount).sum(),
    };
    Problem {
        worth: instance.worth(),
        cost: instance.rows.iter().map(Row::cost).collect(),
        rows,
        envelopes: (!instance.streams.is_empty()).then_some(envelopes),
    }
}

/// The most that any choice is worth.
fn brute_force_of(problem: &Problem) -> Option<i64> {
    let count = problem.worth.len();
    let worth = |set: u32| (0..count).filter(|&item| holds(set, item)).map(|item| problem.worth[item]).sum();
    (0..1_u32 << count).filter(|&set| problem.allows(&as_flags(set, count))).map(worth).max()
}
