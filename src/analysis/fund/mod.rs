//! From a ranking to a funded plan: the set of interventions that is worth most under every rule, with proof.
//!
//! What there is to choose from (`case`), the optimum (`programme`, checked by `keep`), the order of value for money beside it (`order`), why each intervention is in or
//! out (`reasons`), what mandates and a little more money are worth (`prices`), and which rules contradict one another (`conflict`).
//!
//! # Source
//! Phillips & Bana e Costa (2007), Annals of Operations Research 154; Kleinmuntz (2007), in Advances in Decision Analysis.

pub mod case;
pub mod conflict;
pub mod keep;
pub mod order;
pub mod prices;
pub mod programme;
pub mod reasons;
pub mod standing;

use std::sync::Arc;

use serde::Serialize;

pub use case::{Case, Unfundable, benefits_at};
pub use conflict::Rule;
pub use order::Ordered;
pub use prices::{MandatePrices, MorePrice};
use programme::Plan;
pub use reasons::Reason;
pub use standing::{Outline, Standing, standing};

use crate::model::decision::{CostRole, Decision};
use crate::model::portfolio_rules::{PortfolioRules, in_pounds, pence};

/// What to work out beside the plan.
#[derive(Debug, Clone, Copy, Default)]
pub struct Questions {
    pub price_of_mandates: bool,
    pub shadow_prices: bool,
    /// How many interventions that just missed are forced in and solved again; `None`: as many as take no time.
    pub displaced: Option<usize>,
}

/// The result of `fund`.
#[derive(Debug, Clone, Serialize)]
pub struct Funding {
    /// Pounds; what the streams hold where no budget is stated.
    pub budget: Yearly,
    /// The value of doing nothing, from which benefit is measured.
    pub baseline: f64,
    /// Ids, in the order of the data.
    pub selected: Vec<Arc<str>>,
    pub total_cost: Yearly,
    /// Sum of benefit: points on the 0–100 scale, times size where there is one.
    pub total_value: f64,
    pub unspent: Yearly,
    /// Whether no plan is worth more, proven.
    pub optimal: bool,
    /// How much more the best plan could be worth at most, as a share of this one's; `None` where this one is worth nothing.
    pub gap: Option<f64>,
    /// No plan is worth more than this.
    pub bound: f64,
    /// Whether another plan is worth as much.
    pub equally_good: bool,
    pub streams: Vec<StreamUse>,
    pub limits: Vec<LimitUse>,
    /// In the order of the data.
    pub interventions: Vec<Considered>,
    pub greedy: Greedy,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_of_mandates: Option<MandatePrices>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shadow_prices: Option<Vec<MorePrice>>,
}

/// Pounds: one amount, or one a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Yearly(pub Vec<f64>);

impl Yearly {
    /// All years together.
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }
}

impl Serialize for Yearly {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0[..] {
            [only] => serializer.serialize_f64(only),
            _ => self.0.serialize(serializer),
        }
    }
}

/// How a stream's money is used, in pounds.
#[derive(Debug, Clone, Serialize)]
pub struct StreamUse {
    pub stream: String,
    pub amount: f64,
    /// What its own interventions cost.
    pub spent: f64,
    /// What streams that top up pay of that.
    pub topped_up: f64,
    /// What it pays for other streams.
    pub lent: f64,
    pub left: f64,
}

/// How much of a limit is used.
#[derive(Debug, Clone, Serialize)]
pub struct LimitUse {
    pub limit: String,
    pub used: f64,
    pub at_least: Option<f64>,
    pub at_most: Option<f64>,
}

/// An intervention and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Considered {
    pub id: Arc<str>,
    pub name: String,
    pub selected: bool,
    #[serde(flatten)]
    pub reason: Reason,
    /// Pounds, all years together.
    pub cost: f64,
    pub benefit: f64,
    /// Benefit per pound, where it costs and brings something.
    pub value_for_money: Option<f64>,
}

/// What the order of value for money would fund.
#[derive(Debug, Clone, Serialize)]
pub struct Greedy {
    /// Going on past what does not fit; `None` where that keeps not every rule.
    pub skipping: Option<Ordered>,
    /// Stopping at the first that does not fit.
    pub stopping: Option<Ordered>,
}

/// The plan that is worth most, and what stands around it.
///
/// # Errors
/// Why there is none.
pub fn fund(decision: &Decision, questions: &Questions) -> Result<Funding, Unfundable> {
    let case = Case::new(decision)?;
    let plan = case.plan()?;
    let reasons = reasons::reasons(&case, &plan, questions.displaced)?;
    let greedy = Greedy { skipping: order::by_value_for_money(&case, true), stopping: order::by_value_for_money(&case, false) };
    let budget = budgets(case.rules);
    let total_cost = totals(case.rules, &plan);
    let total_value = case.value(&plan.chosen);
    let bound = if plan.is_proven() { total_value } else { case.points(plan.bound) };
    let considered = reasons.into_iter().enumerate().map(|(row, reason)| considered(&case, &plan, row, reason));
    Ok(Funding {
        unspent: Yearly(
            budget.0.iter().zip(&total_cost.0).map(|(budget, cost)| in_pounds(pence(*budget) - pence(*cost))).collect(),
        ),
        budget,
        baseline: decision.value_of_nothing(),
        selected: case.ids(plan.rows()),
        total_cost,
        total_value,
        optimal: plan.is_proven(),
        gap: if plan.is_proven() { Some(0.0) } else { (total_value > 0.0).then(|| (bound - total_value) / total_value) },
        bound,
        equally_good: plan.is_tied,
        streams: streams(case.rules, &plan),
        limits: limits(case.rules, &plan),
        interventions: considered.collect(),
        greedy,
        price_of_mandates: questions.price_of_mandates.then(|| prices::of_mandates(&case, &plan)).transpose()?,
        shadow_prices: questions.shadow_prices.then(|| prices::of_more(&case, &plan)).transpose()?,
    })
}

fn considered(case: &Case<'_>, plan: &Plan, row: usize, reason: Reason) -> Considered {
    let intervention = &case.decision.interventions[row];
    let benefit = case.benefits[row];
    let cost = in_pounds(case.rules.members[row].cost());
    let has_ratio = case.decision.cost_role != CostRole::Weighed && cost > 0.0 && benefit > 0.0;
    Considered {
        id: Arc::clone(&intervention.id),
        name: intervention.name.clone(),
        selected: plan.chosen[row],
        reason,
        cost,
        benefit,
        value_for_money: has_ratio.then(|| benefit / cost),
    }
}

/// What there is to spend: the budget, else what the streams hold.
pub(super) fn budgets(rules: &PortfolioRules) -> Yearly {
    if rules.budgets.is_empty() {
        return Yearly(vec![in_pounds(rules.streams.iter().map(|stream| stream.amount).sum())]);
    }
    Yearly(rules.budgets.iter().map(|budget| in_pounds(*budget)).collect())
}

/// What a plan costs, a year each.
pub(super) fn totals(rules: &PortfolioRules, plan: &Plan) -> Yearly {
    let years = rules.cost_columns.len().max(1);
    let of = |year: usize| plan.rows().map(|row| rules.members[row].costs.get(year).copied().unwrap_or(0)).sum();
    Yearly((0..years).map(|year| in_pounds(of(year))).collect())
}

fn streams(rules: &PortfolioRules, plan: &Plan) -> Vec<StreamUse> {
    let money = keep::money(rules, &plan.chosen).unwrap_or_default();
    let used = rules.streams.iter().zip(money).map(|(stream, money)| StreamUse {
        stream: stream.name.clone(),
        amount: in_pounds(stream.amount),
        spent: in_pounds(money.spent),
        topped_up: in_pounds(money.topped_up),
        lent: in_pounds(money.lent),
        left: in_pounds(stream.amount + money.topped_up - money.spent - money.lent),
    });
    used.collect()
}

fn limits(rules: &PortfolioRules, plan: &Plan) -> Vec<LimitUse> {
    let used = rules.limits.iter().map(|limit| LimitUse {
        limit: limit.name.clone(),
        used: plan.rows().map(|row| limit.uses[row]).sum(),
        at_least: limit.at_least,
        at_most: limit.at_most,
    });
    used.collect()
}
