//! How a set that was settled beforehand fares in the draws: whether it can be paid, what it costs, and what it lacks to the best.
//!
//! Where it cannot be paid as a whole, its interventions are taken in an order that was settled beforehand too, as far as the money
//! goes: a board that runs short does not know the draw.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::{float, ratio};
use crate::analysis::firmness::Which;
use crate::analysis::fund::Case;
use crate::analysis::fund::keep::broken_rule;
use crate::analysis::fund::programme::forced;
use crate::model::portfolio_rules::{PortfolioRules, in_pounds};
use crate::numeric::exact_sum::ExactSum;

/// Steps of the stated cost in which costs are counted, and how many there are.
const STEPS: i64 = 1_000;
const MOST_STEPS: usize = 5_000;

/// A set that is looked at in every draw.
#[derive(Debug, Clone)]
pub struct Beside {
    pub which: Which,
    /// One for each intervention.
    pub chosen: Vec<bool>,
    /// What is mandated, with what that requires.
    forced: Vec<bool>,
    /// The rest of its rows: what costs nothing first, then by value for money.
    order: Vec<usize>,
    /// Pence of a step in which its costs are counted.
    step: i64,
}

/// How a set fares.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fare {
    pub set: Which,
    pub selected: Vec<Arc<str>>,
    /// Share of draws in which it can be paid as a whole and no plan is worth more.
    pub p_this_set: f64,
    /// Share of draws in which it can be paid as a whole.
    pub p_affordable: f64,
    /// Points by which the best plan is worth more, on average and at most.
    pub expected_regret: f64,
    pub max_regret: f64,
    /// Pounds, all years together.
    pub expected_cost: f64,
    /// What it costs at most in nine draws of ten, to a thousandth of its stated cost.
    pub cost_p90: f64,
}

/// What was counted of a set.
#[derive(Debug, Clone, Default)]
pub struct SetTally {
    unbeaten: u64,
    affordable: u64,
    regret: ExactSum,
    max_regret: f64,
    /// Pence.
    cost: i128,
    costs: Vec<u64>,
}

/// What of a set is had in a draw.
pub enum Held<'a> {
    Whole(&'a [bool]),
    Part(Vec<bool>),
}

impl Held<'_> {
    #[must_use]
    pub fn chosen(&self) -> &[bool] {
        match self {
            Self::Whole(chosen) => chosen,
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
        let across = |worth: usize, price: usize| i128::from(case.worth[worth]) * i128::from(cost(price));
        order.sort_by(|&a, &b| (cost(a) > 0).cmp(&(cost(b) > 0)).then(across(b, a).cmp(&across(a, b))));
        let stated: i64 = (0..chosen.len()).filter(|&row| chosen[row]).map(cost).sum();
        Self { which, chosen, forced, order, step: (stated.abs() / STEPS).max(1) }
    }

    /// What is had of it under the rules of a draw.
    #[must_use]
    pub fn held(&self, rules: &PortfolioRules) -> Held<'_> {
        if broken_rule(rules, &self.chosen).is_none() { Held::Whole(&self.chosen) } else { Held::Part(self.part(rules)) }
    }

    /// What can be paid, down the order; a least that is missed then is let pass.
    fn part(&self, rules: &PortfolioRules) -> Vec<bool> {
        let mut rules = Cow::Borrowed(rules);
        if rules.limits.iter().any(|limit| limit.at_least.is_some()) {
            rules.to_mut().limits.iter_mut().for_each(|limit| limit.at_least = None);
        }
        let mut chosen = self.forced.clone();
        loop {
            let mut any = false;
            for &row in &self.order {
                if !chosen[row] {
                    chosen[row] = true;
                    chosen[row] = broken_rule(&rules, &chosen).is_none();
                    any |= chosen[row];
                }
            }
            if !any {
                return chosen;
            }
        }
    }
}

impl SetTally {
    /// Counts a draw.
    ///
    /// - `regret`: in points
    pub fn count(&mut self, set: &Beside, rules: &PortfolioRules, held: &Held<'_>, regret: f64, scale: f64) {
        let is_whole = matches!(held, Held::Whole(_));
        self.affordable += u64::from(is_whole);
        self.unbeaten += u64::from(is_whole && regret <= 0.0);
        self.regret.add(regret, scale);
        self.max_regret = self.max_regret.max(regret);
        let cost: i64 =
            rules.members.iter().zip(&set.chosen).filter(|(_, chosen)| **chosen).map(|(member, _)| member.cost()).sum();
        self.cost += i128::from(cost);
        self.costs.resize(MOST_STEPS, 0);
        // Upwards, so that no cost is shown as less than it is.
        let step = usize::try_from((cost + set.step - 1).div_euclid(set.step)).unwrap_or(0);
        self.costs[step.min(MOST_STEPS - 1)] += 1;
    }

    pub fn join(&mut self, other: &Self) {
        self.unbeaten += other.unbeaten;
        self.affordable += other.affordable;
        self.regret.join(other.regret);
        self.max_regret = self.max_regret.max(other.max_regret);
        self.cost += other.cost;
        self.costs.resize(MOST_STEPS, 0);
        self.costs.iter_mut().zip(&other.costs).for_each(|(sum, count)| *sum += count);
    }

    /// Mean regret over so many draws, in points.
    #[must_use]
    pub fn mean_regret(&self, draws: u64, scale: f64) -> f64 {
        self.regret.total(scale) / float(draws)
    }

    /// How the set fares over so many draws.
    #[must_use]
    pub fn fare(&self, case: &Case<'_>, set: &Beside, draws: u64, scale: f64) -> Fare {
        let selected = (0..set.chosen.len()).filter(|&row| set.chosen[row]);
        Fare {
            set: set.which,
            selected: case.ids(selected),
            p_this_set: ratio(self.unbeaten, draws),
            p_affordable: ratio(self.affordable, draws),
            expected_regret: self.mean_regret(draws, scale),
            max_regret: self.max_regret,
            expected_cost: self.mean_cost(draws),
            cost_p90: self.ninth_of_ten(set, draws),
        }
    }

    #[allow(clippy::cast_precision_loss)] // pounds of a mean
    fn mean_cost(&self, draws: u64) -> f64 {
        self.cost as f64 / 100.0 / float(draws)
    }

    fn ninth_of_ten(&self, set: &Beside, draws: u64) -> f64 {
        let mut below = 0;
        let reaches = |count: &u64| {
            below += count;
            10 * below >= 9 * draws
        };
        let step = self.costs.iter().position(reaches).unwrap_or(0);
        in_pounds(i64::try_from(step).unwrap_or(0).saturating_mul(set.step))
    }
}
