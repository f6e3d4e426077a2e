//! Whole answers of `fund`, each part of which is found again by brute force.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::{any, prop_assert, prop_assert_eq};
use proptest::sample::Index;
use proptest::test_runner::{TestCaseError, TestCaseResult};
use weighup::analysis::fund::conflict::irreducible;
use weighup::analysis::fund::prices::MORE_PERCENT;
use weighup::analysis::fund::reasons::IfForced;
use weighup::analysis::fund::{Case, Funding, Ordered, Questions, Reason, Rule, Unfundable, fund};
use weighup::input::assemble::Choices;
use weighup::model::decision::Decision;

use super::brute_force::{Best, Set, all_required, as_set, best, cost, forced, holds, keeps, lacks_what_is_gone, worth};
use super::for_all;
use super::instance::{Instance, decidable_instance, instance, label};
use crate::support::{near, round};

/// A benefit of one, in points: the scale runs from -100 to 100.
const POINT: f64 = 0.5;
const NEAR: f64 = 1e-9;
const POUND: i64 = 100;
const ALL: Questions = Questions { price_of_mandates: true, shadow_prices: true, displaced: None };

const CRITERIA: &str = "[[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = -100\nbest = 100\nnothing = 0\nswing = 100\n";

pub fn decision(instance: &Instance) -> Result<Decision, TestCaseError> {
    let rows = instance.rows.iter().map(|row| format!("{},{}\n", row.id, row.worth));
    let csv = format!("id,value\n{}", rows.collect::<String>());
    let mut decision = round(CRITERIA, &csv, &Choices::default())?.slices[0].decision().expect("a decision").clone();
    decision.portfolio = Some(instance.rules());
    Ok(decision)
}

/// The answer of `fund` and the brute force's; `None` where no set keeps the rules.
fn decided(instance: &Instance) -> Result<Option<(Funding, Best)>, TestCaseError> {
    let (found, wanted) = (fund(&decision(instance)?, &ALL), best(instance));
    match (found, wanted) {
        (Ok(found), Some(wanted)) => Ok(Some((found, wanted))),
        (Err(Unfundable::Infeasible(_) | Unfundable::MandateNeeds { .. }), None) => Ok(None),
        (found, wanted) => Err(TestCaseError::fail(format!("{found:?}, not {wanted:?}, of {instance:?}"))),
    }
}

fn points(worth: i64) -> f64 {
    f64::from(i32::try_from(worth).expect("a small worth")) * POINT
}

fn pounds(pence: i64) -> f64 {
    f64::from(i32::try_from(pence).expect("a small sum")) / 100.0
}

fn rows(instance: &Instance, ids: &[Arc<str>]) -> Set {
    ids.iter().map(|id| 1 << instance.at(id).expect("an id of the instance")).sum()
}

/// Set, worth, cost and what is left are those of the best set; an optimum has no gap, and every stream's account balances.
#[test]
fn the_plan_and_its_accounts_are_those_of_the_best_set() {
    for_all(decidable_instance(), |instance| {
        let Some((found, wanted)) = decided(&instance)? else { return Ok(()) };
        prop_assert_eq!(rows(&instance, &found.selected), wanted.set, "{:?}", instance);
        near("worth", found.total_value, points(wanted.worth), NEAR)?;
        near("cost", found.total_cost.sum(), pounds(cost(&instance, wanted.set)), NEAR)?;
        near("left", found.unspent.sum(), found.budget.sum() - found.total_cost.sum(), NEAR)?;
        prop_assert_eq!((found.optimal, found.gap, found.equally_good), (true, Some(0.0), wanted.is_tied));
        let spent: f64 = found.streams.iter().map(|stream| stream.spent).sum();
        let is_paid_by_streams = instance.streams.iter().any(|stream| stream.tops_up);
        if is_paid_by_streams {
            near("spent of all streams", spent, pounds(cost(&instance, wanted.set)), NEAR)?;
        }
        for (stream, stated) in found.streams.iter().zip(&instance.streams) {
            near("a stream's account", stream.left, stream.amount + stream.topped_up - stream.spent - stream.lent, NEAR)?;
            prop_assert!(stream.left >= 0.0 || stated.tops_up, "{stream:?} of {instance:?}");
            prop_assert!(stream.lent <= 0.0 || stated.tops_up, "{stream:?} of {instance:?}");
        }
        for considered in &found.interventions {
            let row = instance.at(&considered.id).expect("a row");
            prop_assert_eq!(considered.selected, holds(wanted.set, row));
            near("benefit", considered.benefit, points(instance.rows[row].worth), NEAR)?;
        }
        Ok(())
    });
}

/// Why a row is in or out is true: what is forced, what excludes, what is lacking, and what forcing it in would do.
#[test]
fn reasons_are_true() {
    for_all(decidable_instance(), |instance| {
        let Some((found, plan)) = decided(&instance)? else { return Ok(()) };
        found.interventions.iter().enumerate().try_for_each(|(row, one)| is_true(&instance, &plan, row, &one.reason))
    });
}

fn is_true(instance: &Instance, plan: &Best, row: usize, reason: &Reason) -> TestCaseResult {
    let own = &instance.rows[row];
    let at = |id: &str| instance.at(id).expect("a row");
    let is_in = holds(plan.set, row);
    let if_forced = match reason {
        Reason::Mandated { for_id } => {
            let owner = for_id.as_ref().map_or(row, |id| at(id));
            prop_assert!(instance.rows[owner].mandated && is_in, "{reason:?} for {row} of {instance:?}");
            prop_assert!(owner == row || holds(all_required(instance, &instance.rows[owner]), row));
            None
        }
        Reason::Funded => {
            prop_assert!(is_in && !holds(forced(instance), row), "{reason:?} for {row} of {instance:?}");
            None
        }
        Reason::Needs { needed, why: Some(_), .. } => {
            prop_assert!(instance.at(needed).is_none() && lacks_what_is_gone(instance, row));
            None
        }
        Reason::Needs { needed, why: None, if_forced } => {
            prop_assert!(!holds(plan.set, at(needed)) && holds(all_required(instance, own), at(needed)));
            if_forced.as_ref()
        }
        Reason::ExcludedBy { by, label: named, if_forced } => {
            let shared = |other: &usize| label(*other) == *named && instance.rows[at(by)].labels.contains(other);
            prop_assert!(holds(plan.set, at(by)) && own.labels.iter().any(shared), "{reason:?} for {row} of {instance:?}");
            if_forced.as_ref()
        }
        Reason::NotWorth { if_forced } => {
            prop_assert!(own.worth <= 0);
            if_forced.as_ref()
        }
        Reason::Displaced { if_forced } => {
            let lacks = all_required(instance, own) & !plan.set != 0;
            prop_assert!(!lacks && own.worth > 0, "{reason:?} for {row} of {instance:?}");
            if_forced.as_ref()
        }
    };
    prop_assert_eq!(is_in, matches!(reason, Reason::Mandated { .. } | Reason::Funded), "{:?} of {:?}", row, instance);
    if_forced.map_or(Ok(()), |if_forced| forcing_does(instance, plan, row, if_forced))
}

fn forcing_does(instance: &Instance, plan: &Best, row: usize, told: &IfForced) -> TestCaseResult {
    let with = best(&instance.with_mandate(row, true));
    let (Some(with), IfForced::Found { loss, leaves, enters, enters_at, never_enters }) = (&with, told) else {
        prop_assert!(with.is_none() && *told == IfForced::None, "{told:?} for {row} of {instance:?}");
        return Ok(());
    };
    near("loss", *loss, points(plan.worth - with.worth), NEAR)?;
    prop_assert_eq!(rows(instance, leaves), plan.set & !with.set, "what leaves for {} of {:?}", row, instance);
    prop_assert_eq!(rows(instance, enters), with.set & !plan.set & !(1 << row), "what enters with {} of {:?}", row, instance);
    let is_in_at = |pounds: i64| {
        let mut changed = instance.clone();
        let (stated, total) = (instance.rows[row].costs.clone(), instance.rows[row].cost());
        // Every year in proportion, up to whole pence.
        changed.rows[row].costs = stated.iter().map(|cost| -(-cost * pounds * POUND).div_euclid(total)).collect();
        best(&changed).is_some_and(|best| holds(best.set, row))
    };
    match enters_at {
        Some(price) => {
            #[allow(clippy::cast_possible_truncation)]
            let price = *price as i64;
            prop_assert!(is_in_at(price), "{row} does not enter at {price}: {instance:?}");
            prop_assert!(!is_in_at(price + 1), "{row} enters at more than {price}: {instance:?}");
        }
        None if instance.rows[row].worth > 0 && instance.rows[row].cost() > 0 => {
            prop_assert!(never_enters, "the price of {row} was not worked out: {instance:?}");
            prop_assert!(!is_in_at(0), "{row} enters at 0: {instance:?}");
        }
        None => {}
    }
    Ok(())
}

/// What mandates cost and what more money adds is the difference of two best sets.
#[test]
fn prices_are_differences_of_best_sets() {
    for_all(decidable_instance(), |instance| {
        let Some((found, plan)) = decided(&instance)? else { return Ok(()) };
        let check = |what: &str, other: &Instance, gain: f64, enters: &[Arc<str>], leaves: &[Arc<str>]| {
            let other = best(other).expect("looser rules leave the plan");
            near(what, gain, points(other.worth - plan.worth), NEAR)?;
            let moves = (rows(&instance, enters), rows(&instance, leaves));
            prop_assert_eq!(moves, (other.set & !plan.set, plan.set & !other.set), "{}: {:?}", what, instance);
            Ok::<(), TestCaseError>(())
        };
        let prices = found.price_of_mandates.as_ref().expect("as asked");
        let mut optional = instance.clone();
        optional.rows.iter_mut().for_each(|row| row.mandated = false);
        check("all mandates", &optional, prices.total, &prices.enters, &prices.leaves)?;
        let mandated: Vec<_> = (0..instance.rows.len()).filter(|&row| instance.rows[row].mandated).collect();
        prop_assert_eq!(prices.mandates.len(), mandated.len());
        for (one, row) in prices.mandates.iter().zip(mandated) {
            check("a mandate", &instance.with_mandate(row, false), one.price, &one.enters, &one.leaves)?;
        }
        let mut more = found.shadow_prices.as_ref().expect("as asked").iter();
        let share = |pence: i64| pence * MORE_PERCENT / 100;
        for (at, &budget) in instance.budgets.iter().enumerate() {
            let mut larger = instance.clone();
            larger.budgets[at] += share(budget);
            let price = more.next().expect("one for each budget");
            check("a budget", &larger, price.gain, &price.enters, &price.leaves)?;
        }
        for (at, stream) in instance.streams.iter().enumerate() {
            let mut larger = instance.clone();
            larger.streams[at].amount += share(stream.amount);
            let price = more.next().expect("one for each stream");
            check("a stream", &larger, price.gain, &price.enters, &price.leaves)?;
        }
        prop_assert!(more.next().is_none());
        Ok(())
    });
}

/// Invariant 34: both orders of value for money keep every rule, and are worth no more than the plan.
#[test]
fn the_orders_of_value_for_money_keep_the_rules_and_are_worth_no_more() {
    for_all(decidable_instance(), |instance| {
        let Some((found, plan)) = decided(&instance)? else { return Ok(()) };
        for ordered in found.greedy.skipping.iter().chain(&found.greedy.stopping) {
            let set = rows(&instance, &ordered.selected);
            prop_assert!(keeps(&instance, set), "{ordered:?} of {instance:?}");
            prop_assert!(worth(&instance, set) <= plan.worth, "{ordered:?} of {instance:?}");
            near("worth of an order", ordered.total_value, points(worth(&instance, set)), NEAR)?;
            near("cost of an order", ordered.total_cost, pounds(cost(&instance, set)), NEAR)?;
        }
        Ok(())
    });
}

/// Under one budget and no other rule, the orders are those of a sorted list.
#[test]
fn under_one_budget_the_orders_are_those_of_a_sorted_list() {
    for_all(decidable_instance(), |mut instance| {
        let total: i64 = instance.rows.iter().map(|row| row.cost().max(0)).sum();
        instance.budgets = vec![instance.budgets.first().copied().unwrap_or(total / 2)];
        (instance.streams, instance.limits) = (Vec::new(), Vec::new());
        for row in &mut instance.rows {
            row.costs.truncate(1);
            (row.mandated, row.stream) = (false, None);
            row.labels.clear();
            row.requires.clear();
        }
        let Some((found, _)) = decided(&instance)? else { return Ok(()) };
        let mut order: Vec<_> = (0..instance.rows.len()).filter(|&row| instance.rows[row].worth > 0).collect();
        let free = |row: usize| instance.rows[row].cost() <= 0;
        // Stable, so that equal ratios stay in the order of the data.
        order.sort_by(|&a, &b| {
            let (one, other) = (&instance.rows[a], &instance.rows[b]);
            let by_ratio = (other.worth * one.cost()).cmp(&(one.worth * other.cost()));
            free(b).cmp(&free(a)).then(if free(a) { std::cmp::Ordering::Equal } else { by_ratio })
        });
        let (mut skipping, mut stopping, mut has_stopped): (Set, Set, bool) = (0, 0, false);
        for row in order {
            let fits = |set: Set| cost(&instance, set | 1 << row) <= instance.budgets[0];
            has_stopped |= !fits(stopping);
            if !has_stopped {
                stopping |= 1 << row;
            }
            if fits(skipping) {
                skipping |= 1 << row;
            }
        }
        let set = |ordered: &Option<Ordered>| ordered.as_ref().map(|ordered| rows(&instance, &ordered.selected));
        prop_assert_eq!(set(&found.greedy.skipping), Some(skipping), "skipping: {:?}", instance);
        prop_assert_eq!(set(&found.greedy.stopping), Some(stopping), "stopping: {:?}", instance);
        Ok(())
    });
}

/// Invariant 41: the rules named as contradicting one another have no plan, and any one of them left out have one.
#[test]
fn named_contradictions_are_such_and_none_of_them_can_be_spared() {
    for_all((proptest::collection::vec(instance(), 8), any::<Index>(), 0_i64..=3), |(batch, place, share)| {
        for mut instance in batch.into_iter().filter(|instance| !instance.rows.is_empty()) {
            // Scarcer money and one more mandate: most have no plan.
            instance.budgets.iter_mut().for_each(|budget| *budget = *budget * share / 6);
            instance.streams.iter_mut().for_each(|stream| stream.amount = stream.amount * share / 6);
            let row = place.index(instance.rows.len());
            instance.rows[row].mandated = true;
            if best(&instance).is_some() {
                continue;
            }
            let (decision, rules) = (decision_of_ids(&instance)?, instance.rules());
            let case = Case { decision: &decision, rules: &rules, benefits: Vec::new(), worth: instance.worth(), unit: 1.0 };
            let named = irreducible(&case);
            prop_assert!(best(&instance.with_only(&named)).is_none(), "{named:?} can be kept: {instance:?}");
            for spared in 0..named.len() {
                let mut fewer = named.clone();
                let rule: Rule = fewer.remove(spared);
                prop_assert!(best(&instance.with_only(&fewer)).is_some(), "{rule:?} can be spared: {instance:?}");
            }
            let texts: BTreeSet<_> = named.iter().map(|rule| format!("{rule:?}")).collect();
            prop_assert_eq!(texts.len(), named.len(), "each is named once");
        }
        Ok(())
    });
}

/// A decision in which only the ids matter.
fn decision_of_ids(instance: &Instance) -> Result<Decision, TestCaseError> {
    let mut alike = instance.clone();
    alike.rows.iter_mut().for_each(|row| row.worth = 1);
    decision(&alike)
}

/// What the brute force says of the plan's own set, so that a slip in it would be seen.
#[test]
fn the_brute_force_keeps_its_own_rules() {
    for_all(instance(), |instance| {
        let Some(found) = best(&instance) else { return Ok(()) };
        prop_assert!(keeps(&instance, found.set) && worth(&instance, found.set) == found.worth);
        prop_assert_eq!(as_set(&super::as_flags(found.set, instance.rows.len())), found.set);
        Ok(())
    });
}
