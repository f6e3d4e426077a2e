//! The order of value for money: what a sorted list would fund under the same rules, going on past what does not fit, or stopping.

use std::cmp::Ordering;
use std::sync::Arc;

use serde::Serialize;

use super::Case;
use super::keep::broken_rule;
use super::programme::{forced, whole_limit};
use crate::model::portfolio_rules::{Member, PortfolioRules, Prerequisite};

/// A plan that follows the order of value for money.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ordered {
    pub total_value: f64,
    /// Pounds, all years together.
    pub total_cost: f64,
    pub selected: Vec<Arc<str>>,
}

/// What the order funds, mandates first; an intervention and its unmet prerequisites count as one.
///
/// What costs nothing and brings something comes first; where a limit asks for a least, what helps to reach it comes before the rest.
///
/// - `skips`: goes on past what does not fit, else stops there
/// - result: `None` where the order does not keep every rule
#[must_use]
pub fn by_value_for_money(case: &Case<'_>, skips: bool) -> Option<Ordered> {
    let mut list =
        List { case, rules: without_least(case.rules), chosen: forced(case.rules), passed: vec![false; case.worth.len()] };
    // An unmet least is no reason to stop: the line is drawn by money.
    for least in 0..case.rules.limits.len() {
        list.fund(skips, |list, bundle| {
            list.is_short(least) && bundle.iter().any(|&row| case.rules.limits[least].uses[row] > 0.0)
        });
    }
    list.passed.fill(false);
    list.fund(skips, |_, _| true);
    let chosen = list.chosen;
    if broken_rule(case.rules, &chosen).is_some() {
        return None;
    }
    let rows = || (0..chosen.len()).filter(|&row| chosen[row]);
    let pence: i64 = rows().map(|row| case.rules.members[row].cost()).sum();
    Some(Ordered { total_value: case.value(&chosen), total_cost: super::in_pounds(pence), selected: case.ids(rows()) })
}

/// The rules that a list can keep on its way: a least is reached at the end.
fn without_least(rules: &PortfolioRules) -> PortfolioRules {
    let mut rules = rules.clone();
    for limit in &mut rules.limits {
        limit.at_least = None;
    }
    rules
}

struct List<'a> {
    case: &'a Case<'a>,
    rules: PortfolioRules,
    chosen: Vec<bool>,
    /// Looked at, and did not fit.
    passed: Vec<bool>,
}

/// How a bundle stands in the order: those that cost nothing before all ratios.
#[derive(Clone, Copy)]
struct Place {
    /// In whole units, so that equal ratios are equal.
    worth: i64,
    cost: i64,
}

impl Place {
    fn compare(self, other: Self) -> Ordering {
        match (self.cost <= 0, other.cost <= 0) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => {
                let across = |worth: i64, cost: i64| i128::from(worth) * i128::from(cost);
                across(other.worth, self.cost).cmp(&across(self.worth, other.cost))
            }
        }
    }
}

impl List<'_> {
    fn fund(&mut self, skips: bool, wanted: impl Fn(&Self, &[usize]) -> bool) {
        let mut order = self.order();
        let mut at = 0;
        while let Some(bundle) = order.get(at) {
            at += 1;
            if self.chosen[bundle[0]] || self.passed[bundle[0]] || !wanted(self, bundle) {
                continue;
            }
            let mut with = self.chosen.clone();
            for &row in bundle {
                with[row] = true;
            }
            if broken_rule(&self.rules, &with).is_none() {
                let came = bundle.clone();
                self.chosen = with;
                if self.reconsider(&came) {
                    (order, at) = (self.order(), 0);
                }
            } else if !skips && !self.is_excluded(bundle) {
                return;
            } else {
                self.passed[bundle[0]] = true;
            }
        }
    }

    /// Bundles of benefit in the order of value for money, the intervention itself first; equal ones in the data's order.
    fn order(&self) -> Vec<Vec<usize>> {
        let place = |bundle: &[usize]| Place {
            worth: bundle.iter().map(|&row| self.case.worth[row]).sum(),
            cost: bundle.iter().map(|&row| self.rules.members[row].cost()).sum(),
        };
        let open = (0..self.chosen.len()).filter(|&row| !self.chosen[row]);
        let bundles = open.filter_map(|row| self.bundle(row)).map(|bundle| (place(&bundle), bundle));
        let mut bundles: Vec<_> = bundles.filter(|(place, _)| place.worth > 0).collect();
        bundles.sort_by(|(a, _), (b, _)| a.compare(*b));
        bundles.into_iter().map(|(_, bundle)| bundle).collect()
    }

    /// What needed those that came has become cheaper: whether there is any.
    fn reconsider(&mut self, came: &[usize]) -> bool {
        let mut any = false;
        for row in (0..self.chosen.len()).filter(|&row| !self.chosen[row]) {
            if self.rules.members[row].requires.iter().any(|needed| needed.row().is_some_and(|row| came.contains(&row))) {
                self.passed[row] = false;
                any = true;
            }
        }
        any
    }

    /// An intervention with its prerequisites that are not funded yet; `None` where one of them is gone.
    fn bundle(&self, row: usize) -> Option<Vec<usize>> {
        let mut bundle = vec![row];
        let mut at = 0;
        while at < bundle.len() {
            for needed in &self.rules.members[bundle[at]].requires {
                let Prerequisite::Row(needed) = needed else { return None };
                if !self.chosen[*needed] && !bundle.contains(needed) {
                    bundle.push(*needed);
                }
            }
            at += 1;
        }
        Some(bundle)
    }

    /// Whether a funded intervention shares a label with one of a bundle.
    fn is_excluded(&self, bundle: &[usize]) -> bool {
        let taken = |label: &usize| {
            let held = |(member, chosen): (&Member, &bool)| *chosen && member.labels.contains(label);
            self.rules.members.iter().zip(&self.chosen).any(held)
        };
        bundle.iter().any(|&row| self.rules.members[row].labels.iter().any(taken))
    }

    fn is_short(&self, limit: usize) -> bool {
        let (uses, least, _) = whole_limit(&self.case.rules.limits[limit]);
        let total: i64 = uses.iter().zip(&self.chosen).filter(|(_, chosen)| **chosen).map(|(each, _)| each).sum();
        least.is_some_and(|least| total < least)
    }
}
