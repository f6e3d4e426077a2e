//! The money for which a plan is the best, and the best plans with a little less and a little more.
//!
//! Money moves as a whole: every budget and stream in proportion. What can be had grows with it, so that the ends are found by
//! halving, each step solved.

use std::sync::Arc;

use serde::Serialize;

use super::Unanswered;
use super::stability::Swap;
use crate::analysis::fund::Case;
use crate::analysis::fund::keep::broken_rule;
use crate::analysis::fund::programme::{NoPlan, Plan, best};
use crate::model::portfolio_rules::{PortfolioRules, in_pounds};

/// Per cent of the money that is looked at.
const STEPS: [i64; 4] = [-10, -5, 5, 10];

/// The money, all years together, for which the plan is the best, in pounds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MoneyInterval {
    /// What there is: the budgets, else what the streams hold.
    pub budget: f64,
    /// With less the plan cannot be paid.
    pub low: f64,
    /// With this much another plan is worth more; `None`: no money changes the plan.
    pub high: Option<f64>,
    /// What changes a penny below `low`; `None` where no plan keeps the rules there, or nothing is less than `low`.
    pub swap_low: Option<Swap>,
    pub swap_high: Option<Swap>,
    /// Whether several amounts move in proportion.
    #[serde(skip)]
    pub in_proportion: bool,
    pub steps: Vec<Step>,
}

/// The best plan with a little less or more money.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// More money, in per cent; below 0 less.
    pub percent: i64,
    /// Pounds.
    pub budget: f64,
    /// Points more than the present plan; `None` where no plan keeps the rules.
    pub gain: Option<f64>,
    pub enters: Vec<Arc<str>>,
    pub leaves: Vec<Arc<str>>,
}

/// The money for which a plan is the best.
///
/// # Errors
/// That a plan was not found, or not proven.
pub fn money(case: &Case<'_>, plan: &Plan) -> Result<MoneyInterval, Unanswered> {
    let purse = Purse::new(case.rules);
    let now = purse.all;
    let low = least(0, now, |pence| broken_rule(&purse.with(pence), &plan.chosen).is_none());
    let solved = |pence: i64| proven(best(&purse.with(pence), &case.worth));
    let below = if low > 0 { solved(low - 1)? } else { None };
    let is_better = |pence: i64| Ok::<_, Unanswered>(solved(pence)?.is_some_and(|found| found.worth > plan.worth));
    let most = purse.enough(case.rules);
    let high = if is_better(most)? { Some(try_least(now, most, is_better)?) } else { None };
    let above = high.map(solved).transpose()?.flatten();
    let steps = STEPS.map(|percent| {
        let pence = share(now, 100 + percent, 100);
        let found = solved(pence)?;
        let swap = found.as_ref().map(|found| Swap::between(case, plan, found));
        let (enters, leaves) = swap.map_or_else(Default::default, |swap| (swap.enters, swap.leaves));
        let gain = found.map(|found| case.gain(&found, plan));
        Ok(Step { percent, budget: in_pounds(pence), gain, enters, leaves })
    });
    Ok(MoneyInterval {
        budget: in_pounds(now),
        low: in_pounds(low),
        high: high.map(in_pounds),
        swap_low: below.map(|below| Swap::between(case, plan, &below)),
        swap_high: above.map(|above| Swap::between(case, plan, &above)),
        in_proportion: purse.amounts().count() > 1,
        steps: steps.into_iter().collect::<Result<_, Unanswered>>()?,
    })
}

/// All amounts of the rules, to be moved in proportion.
pub struct Purse<'a> {
    rules: &'a PortfolioRules,
    /// Pence in all: the budgets, else the streams.
    pub all: i64,
}

impl<'a> Purse<'a> {
    #[must_use]
    pub fn new(rules: &'a PortfolioRules) -> Self {
        let streams = || rules.streams.iter().map(|stream| stream.amount);
        let all = if rules.budgets.is_empty() { streams().sum() } else { rules.budgets.iter().sum() };
        Self { rules, all }
    }

    fn amounts(&self) -> impl Iterator<Item = i64> {
        self.rules.budgets.iter().copied().chain(self.rules.streams.iter().map(|stream| stream.amount))
    }

    /// The rules with so much money in all, in pence.
    #[must_use]
    pub fn with(&self, pence: i64) -> PortfolioRules {
        let mut rules = self.rules.clone();
        let moved = |amount: i64| if self.all == 0 { amount } else { share(amount, pence, self.all) };
        match &mut rules.budgets[..] {
            [only] => *only = pence,
            budgets => budgets.iter_mut().for_each(|budget| *budget = moved(*budget)),
        }
        rules.streams.iter_mut().for_each(|stream| stream.amount = moved(stream.amount));
        rules
    }

    /// Money with which every amount that there is pays for everything.
    fn enough(&self, rules: &PortfolioRules) -> i64 {
        let costs = rules.members.iter().flat_map(|member| &member.costs);
        let everything: i64 = costs.map(|cost| cost.abs()).sum();
        let smallest = self.amounts().filter(|amount| *amount > 0).min().unwrap_or(1);
        let all = i128::from(self.all.max(1)) * (i128::from(everything) / i128::from(smallest) + 1);
        i64::try_from(all.min(1 << 52)).unwrap_or(0).max(self.all)
    }
}

/// A part of an amount, rounded down.
#[must_use]
pub fn share(amount: i64, part: i64, whole: i64) -> i64 {
    i64::try_from(i128::from(amount) * i128::from(part) / i128::from(whole)).unwrap_or(i64::MAX)
}

/// `None` where no plan keeps the rules.
fn proven(found: Result<Plan, NoPlan>) -> Result<Option<Plan>, Unanswered> {
    match found {
        Ok(plan) if plan.is_proven() => Ok(Some(plan)),
        Ok(_) => Err(Unanswered::Unproven),
        Err(NoPlan::Infeasible) => Ok(None),
        Err(other) => Err(Unanswered::NoPlan(other.into())),
    }
}

/// The least amount from `low` to `high` that will do; `high` does.
fn least(low: i64, high: i64, will_do: impl Fn(i64) -> bool) -> i64 {
    let found: Result<_, std::convert::Infallible> = try_least(low, high, |pence| Ok(will_do(pence)));
    found.unwrap_or(high)
}

fn try_least<E>(mut low: i64, mut high: i64, will_do: impl Fn(i64) -> Result<bool, E>) -> Result<i64, E> {
    while low < high {
        let middle = low + (high - low) / 2;
        if will_do(middle)? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}
