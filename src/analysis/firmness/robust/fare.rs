//! How a set that was settled beforehand fares in the draws: whether it can be paid, what it costs, and what it lacks to the best.
//!
//! Where it cannot be paid as a whole, it is cut down in an order that was settled beforehand too: a board that runs short does not
//! know the draw.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{float, ratio};
use crate::analysis::firmness::Which;
use crate::analysis::fund::Case;
use crate::analysis::fund::keep::broken_rule;
use crate::analysis::fund::programme::forced;
use crate::model::portfolio_rules::{PortfolioRules, Prerequisite, in_pounds};
use crate::numeric::exact_sum::ExactSum;

/// Costs are counted in steps of a thousandth of what the set costs and releases as stated.
const STEPS: i64 = 1_000;

/// A set that is looked at in every draw.
#[derive(Debug, Clone)]
pub struct Beside {
    pub which: Which,
    /// One for each intervention.
    pub chosen: Vec<bool>,
    /// What is mandated, with what that requires.
    forced: Vec<bool>,
    /// The rest of its rows: what costs nothing, what releases money with the least loss first, then by value for money.
    order: Vec<usize>,
    /// Of these the first that costs something.
    first_cost: usize,
    /// For each intervention those of the set that need it.
    needed_by: Vec<Vec<usize>>,
    /// Whether it loses benefit, as stated.
    loses: Vec<bool>,
    /// Pence of a step in which its costs are counted.
    step: i64,
}

/// How a set fares.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fare {
    pub set: Which,
    pub selected: Vec<Arc<str>>,
    /// Share of all draws in which it can be paid as a whole and no plan is worth more.
    pub p_this_set: f64,
    /// Share of all draws in which it can be paid as a whole.
    pub p_affordable: f64,
    /// Points by which the best plan is worth more, on average and at most, over the draws with a plan.
    pub expected_regret: f64,
    pub max_regret: f64,
    /// Pounds, all years together, over all draws.
    pub expected_cost: f64,
    /// What it costs at most in nine draws of ten, to a thousandth of what it costs and releases as stated.
    pub cost_p90: f64,
    /// Share of all draws with a plan in which not even what is mandated of it can be paid by what it releases and there is.
    pub p_unpayable: f64,
}

/// What was counted of a set.
#[derive(Debug, Clone, Default)]
pub struct SetTally {
    unbeaten: u64,
    affordable: u64,
    regret: ExactSum,
    max_regret: f64,
    unpayable: u64,
    /// Pence.
    cost: i128,
    /// How often it costs so many steps.
    costs: BTreeMap<i64, u64>,
    /// The most that it costs in any draw.
    dearest: Option<i64>,
}

/// What of a set is had in a draw.
pub enum Held<'a> {
    Whole(&'a [bool]),
    Part(Vec<bool>),
    /// What is mandated of it, though it cannot be paid.
    Forced(&'a [bool]),
}

impl Held<'_> {
    #[must_use]
    pub fn chosen(&self) -> &[bool] {
        match self {
            Self::Whole(chosen) | Self::Forced(chosen) => chosen,
            Self::Part(chosen) => chosen,
        }
    }
}

impl Beside {
    #[must_use]
    pub fn new(case: &Case<'_>, which: Which, chosen: Vec<bool>) -> Self {
        let forced: Vec<_> = forced(case.rules).iter().zip(&chosen).map(|(forced, chosen)| *forced && *chosen).collect();
        let cost = |row: usize| case.rules.members[row].cost();
        let mut order: Vec<_> = (0..chosen.len()).filter(|&row| chosen[row] && !forced[row]).collect();
        order.sort_by(|&a, &b| place(cost(a), case.worth[a]).compare(place(cost(b), case.worth[b])));
        let first_cost = order.iter().position(|&row| cost(row) > 0).unwrap_or(order.len());
        let mut needed_by = vec![Vec::new(); chosen.len()];
        for row in (0..chosen.len()).filter(|&row| chosen[row]) {
            for needed in case.rules.members[row].requires.iter().filter_map(Prerequisite::row) {
                needed_by[needed].push(row);
            }
        }
        let gross: i64 = (0..chosen.len()).filter(|&row| chosen[row]).map(|row| cost(row).abs()).sum();
        let loses = case.worth.iter().map(|worth| *worth < 0).collect();
        Self { which, chosen, forced, order, first_cost, needed_by, loses, step: (gross / STEPS).max(1) }
    }

    /// What is had of it under the rules of a draw.
    #[must_use]
    pub fn held(&self, rules: &PortfolioRules) -> Held<'_> {
        if broken_rule(rules, &self.chosen).is_none() {
            return Held::Whole(&self.chosen);
        }
        self.part(rules).map_or(Held::Forced(&self.forced), Held::Part)
    }

    /// What can be paid; a least that is missed then is let pass. `None` where nothing that holds the mandates can.
    ///
    /// What has the worst value for money is given up first, until the rest can be paid; then what loses benefit and is not needed
    /// any more; and what was given up and fits after all comes back.
    fn part(&self, rules: &PortfolioRules) -> Option<Vec<bool>> {
        let mut rules = Cow::Borrowed(rules);
        if rules.limits.iter().any(|limit| limit.at_least.is_some()) {
            rules.to_mut().limits.iter_mut().for_each(|limit| limit.at_least = None);
        }
        let keeps = |chosen: &[bool]| broken_rule(&rules, chosen).is_none();
        let mut chosen = self.chosen.clone();
        let mut dearest_first = self.order[self.first_cost..].iter().rev();
        while !keeps(&chosen) {
            self.give_up(*dearest_first.next()?, &mut chosen);
        }
        for &row in self.order[..self.first_cost].iter().rev().filter(|row| self.loses[**row]) {
            let mut without = chosen.clone();
            self.give_up(row, &mut without);
            let is_alone = without.iter().zip(&chosen).filter(|(without, with)| without != with).count() <= 1;
            if is_alone && keeps(&without) {
                chosen = without;
            }
        }
        loop {
            let mut any = false;
            for &row in self.order.iter().filter(|row| !self.loses[**row]) {
                if !chosen[row] {
                    chosen[row] = true;
                    chosen[row] = keeps(&chosen);
                    any |= chosen[row];
                }
            }
            if !any {
                return Some(chosen);
            }
        }
    }

    /// Takes out a row with all that need it.
    fn give_up(&self, row: usize, chosen: &mut [bool]) {
        if std::mem::replace(&mut chosen[row], false) {
            self.needed_by[row].iter().for_each(|&row| self.give_up(row, chosen));
        }
    }
}

/// Where a row stands among those of a set.
#[derive(Clone, Copy)]
struct Place {
    cost: i64,
    worth: i64,
}

fn place(cost: i64, worth: i64) -> Place {
    Place { cost, worth }
}

impl Place {
    /// Each class by itself, as ratios compare only within one.
    fn compare(self, other: Self) -> Ordering {
        let class = |cost: i64| match cost.signum() {
            0 => 0,
            -1 => 1,
            _ => 2,
        };
        let across = |worth: i64, cost: i64| i128::from(worth) * i128::from(cost);
        class(self.cost).cmp(&class(other.cost)).then_with(|| match class(self.cost) {
            0 => Ordering::Equal,
            // Loss per pound released, the least first: both costs are below 0.
            1 => across(self.worth, other.cost).cmp(&across(other.worth, self.cost)),
            // Benefit per pound, the most first.
            _ => across(other.worth, self.cost).cmp(&across(self.worth, other.cost)),
        })
    }
}

impl SetTally {
    /// Counts what the set costs in a draw.
    pub fn count_cost(&mut self, set: &Beside, rules: &PortfolioRules) {
        let members = rules.members.iter().zip(&set.chosen).filter(|(_, chosen)| **chosen);
        let cost: i64 = members.map(|(member, _)| member.cost()).sum();
        self.cost += i128::from(cost);
        self.dearest = self.dearest.max(Some(cost));
        // Upwards, so that no cost is shown as less than it is.
        *self.costs.entry(-(-cost).div_euclid(set.step)).or_insert(0) += 1;
    }

    /// Counts a draw that has a plan.
    ///
    /// - `regret`: in points
    pub fn count(&mut self, held: &Held<'_>, regret: f64, scale: f64) {
        let is_whole = matches!(held, Held::Whole(_));
        self.affordable += u64::from(is_whole);
        self.unbeaten += u64::from(is_whole && regret <= 0.0);
        self.unpayable += u64::from(matches!(held, Held::Forced(_)));
        self.regret.add(regret, scale);
        self.max_regret = self.max_regret.max(regret);
    }

    pub fn join(&mut self, other: &Self) {
        self.unbeaten += other.unbeaten;
        self.affordable += other.affordable;
        self.unpayable += other.unpayable;
        self.regret.join(other.regret);
        self.max_regret = self.max_regret.max(other.max_regret);
        self.cost += other.cost;
        self.dearest = self.dearest.max(other.dearest);
        for (step, count) in &other.costs {
            *self.costs.entry(*step).or_insert(0) += count;
        }
    }

    /// Mean regret over so many draws, in points.
    #[must_use]
    pub fn mean_regret(&self, draws: u64, scale: f64) -> f64 {
        self.regret.total(scale) / float(draws)
    }

    /// How the set fares over all draws, so many of them with a plan.
    #[must_use]
    pub fn fare(&self, case: &Case<'_>, set: &Beside, (draws, with_plan): (u64, u64), scale: f64) -> Fare {
        let selected = (0..set.chosen.len()).filter(|&row| set.chosen[row]);
        Fare {
            set: set.which,
            selected: case.ids(selected),
            p_this_set: ratio(self.unbeaten, draws),
            p_affordable: ratio(self.affordable, draws),
            expected_regret: self.mean_regret(with_plan, scale),
            max_regret: self.max_regret,
            expected_cost: self.mean_cost(draws),
            cost_p90: self.nine_of_ten(set, draws),
            p_unpayable: ratio(self.unpayable, with_plan),
        }
    }

    #[allow(clippy::cast_precision_loss)] // pounds of a mean
    fn mean_cost(&self, draws: u64) -> f64 {
        self.cost as f64 / 100.0 / float(draws)
    }

    fn nine_of_ten(&self, set: &Beside, draws: u64) -> f64 {
        let mut below = 0;
        let reaches = |(_, count): &(&i64, &u64)| {
            below += *count;
            10 * below >= 9 * draws
        };
        let step = self.costs.iter().find(reaches).map_or(0, |(step, _)| *step);
        // A step may end above the dearest draw; a cost that is certain is shown as it is.
        let pence = step.saturating_mul(set.step);
        in_pounds(self.dearest.map_or(pence, |dearest| pence.min(dearest)))
    }
}
