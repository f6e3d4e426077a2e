//! The best set of rows by looking at every one: its own reading of the rules, in pence and hundredths, sharing nothing with
//! the program but their words.

use super::instance::{Instance, Row};

/// A set of rows: the bit of each.
pub type Set = u32;

#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    pub set: Set,
    pub worth: i64,
    /// Whether a set without rows that bring nothing is worth as much.
    pub is_tied: bool,
}

pub fn holds(set: Set, row: usize) -> bool {
    set >> row & 1 == 1
}

pub fn as_flags(set: Set, count: usize) -> Vec<bool> {
    (0..count).map(|row| holds(set, row)).collect()
}

pub fn as_set(flags: &[bool]) -> Set {
    flags.iter().enumerate().map(|(row, flag)| Set::from(*flag) << row).sum()
}

pub fn worth(instance: &Instance, set: Set) -> i64 {
    members(instance, set).map(|row| row.worth).sum()
}

pub fn cost(instance: &Instance, set: Set) -> i64 {
    members(instance, set).map(Row::cost).sum()
}

fn members(instance: &Instance, set: Set) -> impl Iterator<Item = &Row> {
    instance.rows.iter().enumerate().filter(move |(row, _)| holds(set, *row)).map(|(_, row)| row)
}

/// Most worth, then the cheapest, then the set that holds the earliest row in which two differ; `None`: none keeps the rules.
pub fn best(instance: &Instance) -> Option<Best> {
    let all = Set::MAX >> (Set::BITS - 1) << instance.rows.len();
    let (forced, useless) = (forced(instance), useless(instance));
    let mut best: Option<(Best, i64)> = None;
    for set in 0..all {
        // A set that leaves out what is forced breaks a rule; one that holds what brings nothing is never better.
        if set & forced != forced || set & useless & !forced != 0 || !keeps(instance, set) {
            continue;
        }
        let (worth, cost) = (worth(instance, set), cost(instance, set));
        match &mut best {
            Some((found, least)) if found.worth == worth => {
                let is_earlier = || (set ^ found.set).trailing_zeros() == (set & !found.set).trailing_zeros();
                if cost < *least || cost == *least && is_earlier() {
                    (found.set, *least) = (set, cost);
                }
                found.is_tied = true;
            }
            Some((found, _)) if found.worth > worth => {}
            _ => best = Some((Best { set, worth, is_tied: false }, cost)),
        }
    }
    best.map(|(found, _)| found)
}

/// Every rule, in its own words.
pub fn keeps(instance: &Instance, set: Set) -> bool {
    for (year, budget) in instance.budgets.iter().enumerate() {
        if members(instance, set).map(|row| row.costs[year]).sum::<i64>() > *budget {
            return false;
        }
    }
    for limit in &instance.limits {
        let used: i64 = (0..instance.rows.len()).filter(|&row| holds(set, row)).map(|row| limit.uses[row]).sum();
        if limit.least.is_some_and(|least| used < least) || limit.most.is_some_and(|most| used > most) {
            return false;
        }
    }
    let has = |id: &str| instance.at(id).is_some_and(|row| holds(set, row));
    let alone = |row: &Row| {
        let shares = |other: &Row| other.id != row.id && other.labels.iter().any(|label| row.labels.contains(label));
        !members(instance, set).any(shares)
    };
    if !instance.rows.iter().all(|row| !row.mandated || has(&row.id)) {
        return false;
    }
    members(instance, set).all(|row| row.requires.iter().all(|id| has(id)) && (row.labels.is_empty() || alone(row)))
        && (instance.streams.is_empty() || can_be_paid(instance, set))
}

/// Pays the bills one by one: each stream its own first, then those that top up whatever is still open, in turn.
fn can_be_paid(instance: &Instance, set: Set) -> bool {
    let mut purses: Vec<_> = instance.streams.iter().map(|stream| stream.amount).collect();
    let mut homeless = 0;
    for row in members(instance, set) {
        match row.stream {
            Some(stream) => purses[stream] -= row.cost(),
            None => homeless += row.cost(),
        }
    }
    let mut open: Vec<i64> = purses.iter().filter(|purse| **purse < 0).map(|purse| -purse).collect();
    let mut lenders: Vec<i64> = purses
        .iter()
        .zip(&instance.streams)
        .filter(|(purse, stream)| stream.tops_up && **purse > 0)
        .map(|(purse, _)| *purse)
        .collect();
    // Rows without a stream leave a bill, or the money they release.
    if homeless > 0 {
        open.push(homeless);
    } else {
        lenders.push(-homeless);
    }
    for bill in &mut open {
        for lender in &mut lenders {
            let paid = (*bill).min(*lender);
            *bill -= paid;
            *lender -= paid;
        }
    }
    open.iter().all(|bill| *bill == 0)
}

/// What is mandated, and whatever that requires.
pub fn forced(instance: &Instance) -> Set {
    let mut forced: Set = 0;
    for (row, member) in instance.rows.iter().enumerate().filter(|(_, row)| row.mandated) {
        forced |= 1 << row | all_required(instance, member);
    }
    forced
}

/// What a row requires, directly or not.
pub fn all_required(instance: &Instance, row: &Row) -> Set {
    let rows = row.requires.iter().filter_map(|id| instance.at(id));
    rows.fold(0, |found, needed| found | 1 << needed | all_required(instance, &instance.rows[needed]))
}

/// Whether a row cannot be had because a row that it requires, directly or not, is set aside.
pub fn lacks_what_is_gone(instance: &Instance, row: usize) -> bool {
    let required = all_required(instance, &instance.rows[row]) | 1 << row;
    members(instance, required).any(|member| member.requires.iter().any(|id| instance.at(id).is_none()))
}

/// What brings nothing: no benefit, no money released, no room under a limit, and no row requires it.
fn useless(instance: &Instance) -> Set {
    let is_useless = |(at, row): (usize, &Row)| {
        let is_required = instance.rows.iter().any(|other| other.requires.contains(&row.id));
        let makes_room = instance
            .limits
            .iter()
            .any(|limit| limit.most.is_some() && limit.uses[at] < 0 || limit.least.is_some() && limit.uses[at] > 0);
        row.worth < 0 && row.costs.iter().all(|cost| *cost >= 0) && !is_required && !makes_room
    };
    let bits = instance.rows.iter().enumerate().map(|(at, row)| Set::from(is_useless((at, row))) << at);
    bits.sum()
}
