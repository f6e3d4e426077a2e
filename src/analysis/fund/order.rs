//! The order of value for money: what a sorted list would fund under the same rules, going on past what does not fit, or stopping.

use std::cmp::Ordering;
use std::sync::Arc;

use serde::Serialize;

use super::Case;
use super::keep::broken_rule;
use super::programme::{forced, whole_limit};
use crate::model::portfolio_rules::{Member, PortfolioRules, Prerequisite, in_pounds};

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
    let mut list = List::new(case);
    // An unmet least is no reason to stop: the line is drawn by money.
    for limit in &case.rules.limits {
        if let (uses, Some(least), _) = whole_limit(limit) {
            list.fund(skips, |list, bundle| list.used(&uses) < least && bundle.iter().any(|&row| uses[row] > 0));
        }
    }
    list.passed.fill(false);
    list.fund(skips, |_, _| true);
    let chosen = list.chosen;
    if broken_rule(case.rules, &chosen).is_some() {
        return None;
    }
    let rows = || (0..chosen.len()).filter(|&row| chosen[row]);
    let pence: i64 = rows().map(|row| case.rules.members[row].cost()).sum();
    Some(Ordered { total_value: case.value(&chosen), total_cost: in_pounds(pence), selected: case.ids(rows()) })
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
    caps: Vec<Cap>,
    chosen: Vec<bool>,
    /// Looked at, and did not fit.
    passed: Vec<bool>,
}

/// A budget or the most of a limit, in whole numbers.
struct Cap {
    uses: Vec<i64>,
    most: i64,
    /// What is used of it.
    used: i64,
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

impl<'a> List<'a> {
    /// What is forced, and nothing else.
    fn new(case: &'a Case<'a>) -> Self {
        let rules = without_least(case.rules);
        let costs = |year: usize| rules.members.iter().map(|member| member.costs[year]).collect();
        let mut caps: Vec<_> =
            rules.budgets.iter().enumerate().map(|(year, most)| Cap { uses: costs(year), most: *most, used: 0 }).collect();
        caps.extend(rules.limits.iter().filter_map(|limit| {
            let (uses, _, most) = whole_limit(limit);
            Some(Cap { uses, most: most?, used: 0 })
        }));
        let mut list = Self { case, caps, chosen: forced(case.rules), passed: vec![false; case.worth.len()], rules };
        let used: Vec<_> = list.caps.iter().map(|cap| list.used(&cap.uses)).collect();
        list.caps.iter_mut().zip(used).for_each(|(cap, used)| cap.used = used);
        list
    }

    fn fund(&mut self, skips: bool, wanted: impl Fn(&Self, &[usize]) -> bool) {
        let mut order = self.order();
        let mut at = 0;
        while let Some(bundle) = order.get(at) {
            at += 1;
            if self.chosen[bundle[0]] || self.passed[bundle[0]] || !wanted(self, bundle) {
                continue;
            }
            if let Some(with) = self.with(bundle) {
                let came = bundle.clone();
                for cap in &mut self.caps {
                    cap.used += came.iter().map(|&row| cap.uses[row]).sum::<i64>();
                }
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

    /// What is funded together with a bundle; `None` where that breaks a rule.
    fn with(&self, bundle: &[usize]) -> Option<Vec<bool>> {
        // Most do not fit for want of money or staff, which is told at once.
        let more = |cap: &Cap| bundle.iter().map(|&row| cap.uses[row]).sum::<i64>();
        if self.caps.iter().any(|cap| cap.used + more(cap) > cap.most) {
            return None;
        }
        let mut with = self.chosen.clone();
        for &row in bundle {
            with[row] = true;
        }
        broken_rule(&self.rules, &with).is_none().then_some(with)
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

    /// Sum over what is funded.
    fn used(&self, uses: &[i64]) -> i64 {
        uses.iter().zip(&self.chosen).filter(|(_, chosen)| **chosen).map(|(each, _)| each).sum()
    }
}
