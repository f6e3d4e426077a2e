//! What rules cost: the plan without mandates, and the plan with a little more money.

use std::sync::Arc;

use serde::Serialize;

use super::programme::{NoPlan, Plan, best};
use super::{Case, Unfundable};
use crate::model::portfolio_rules::{PortfolioRules, in_pounds};

/// How much more money a shadow price asks about, in per cent.
pub const MORE_PERCENT: i64 = 5;

/// What the mandates cost in benefit.
#[derive(Debug, Clone, Serialize)]
pub struct MandatePrices {
    /// Benefit of the best plan if every mandate were optional, minus benefit with them.
    pub total: f64,
    /// What would be funded if they were optional and is not, and the reverse.
    pub enters: Vec<Arc<str>>,
    pub leaves: Vec<Arc<str>>,
    /// One at a time, in the order of the data.
    pub mandates: Vec<MandatePrice>,
}

#[derive(Debug, Clone, Serialize)]
pub struct MandatePrice {
    pub id: Arc<str>,
    /// Pounds.
    pub cost: f64,
    pub price: f64,
    pub enters: Vec<Arc<str>>,
    pub leaves: Vec<Arc<str>>,
}

/// What more of one budget or stream would add.
#[derive(Debug, Clone, Serialize)]
pub struct MorePrice {
    /// The stream, or the year from 1; neither for the one budget.
    pub stream: Option<String>,
    pub year: Option<usize>,
    /// Pounds.
    pub amount: f64,
    /// Pounds more.
    pub more: f64,
    /// Points of benefit.
    pub gain: f64,
    pub enters: Vec<Arc<str>>,
    pub leaves: Vec<Arc<str>>,
}

/// What the mandates displace.
///
/// # Errors
/// That a plan was not found.
pub fn of_mandates(case: &Case<'_>, plan: &Plan) -> Result<MandatePrices, Unfundable> {
    let mandated: Vec<_> = (0..case.worth.len()).filter(|&row| case.rules.members[row].mandated).collect();
    let optional = |rows: &[usize]| {
        let mut rules = case.rules.clone();
        for &row in rows {
            rules.members[row].mandated = false;
        }
        solved(case, plan, &rules)
    };
    let all = optional(&mandated)?;
    let price = |&row: &usize| {
        let found = optional(&[row])?;
        let cost = in_pounds(case.rules.members[row].cost());
        Ok(MandatePrice { id: case.id(row), cost, price: found.gain, enters: found.enters, leaves: found.leaves })
    };
    Ok(MandatePrices {
        total: all.gain,
        enters: all.enters,
        leaves: all.leaves,
        mandates: mandated.iter().map(price).collect::<Result<_, Unfundable>>()?,
    })
}

/// What 5 % more of each budget and stream would add.
///
/// # Errors
/// That a plan was not found.
pub fn of_more(case: &Case<'_>, plan: &Plan) -> Result<Vec<MorePrice>, Unfundable> {
    let rules = case.rules;
    let mut prices = Vec::new();
    for (at, &amount) in rules.budgets.iter().enumerate() {
        let mut more = rules.clone();
        more.budgets[at] += share(amount);
        let year = (rules.budgets.len() > 1).then_some(at + 1);
        prices.push(price(amount, None, year, solved(case, plan, &more)?));
    }
    for (at, stream) in rules.streams.iter().enumerate() {
        let mut more = rules.clone();
        more.streams[at].amount += share(stream.amount);
        prices.push(price(stream.amount, Some(stream.name.clone()), None, solved(case, plan, &more)?));
    }
    Ok(prices)
}

fn price(amount: i64, stream: Option<String>, year: Option<usize>, found: Change) -> MorePrice {
    let Change { gain, enters, leaves } = found;
    MorePrice { stream, year, amount: in_pounds(amount), more: in_pounds(share(amount)), gain, enters, leaves }
}

/// In whole pence, rounded down.
fn share(pence: i64) -> i64 {
    pence * MORE_PERCENT / 100
}

struct Change {
    gain: f64,
    enters: Vec<Arc<str>>,
    leaves: Vec<Arc<str>>,
}

/// The best plan under looser rules, beside the present one.
fn solved(case: &Case<'_>, plan: &Plan, rules: &PortfolioRules) -> Result<Change, Unfundable> {
    let found = best(rules, &case.worth).map_err(|no_plan| match no_plan {
        // Looser rules have a plan where the tighter ones do.
        NoPlan::Infeasible => Unfundable::NotFound,
        other => other.into(),
    })?;
    Ok(Change { gain: case.gain(&found, plan), enters: case.only(&found, plan), leaves: case.only(plan, &found) })
}
