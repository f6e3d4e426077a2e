//! From a ranking to a funded plan: the set of interventions that is worth most under every rule, with proof.
//!
//! The optimum (`programme`, checked by `keep`), the order of value for money beside it (`order`), why each intervention is in or
//! out (`reasons`), what mandates and a little more money are worth (`prices`), and which rules contradict one another (`conflict`).
//!
//! # Source
//! Phillips & Bana e Costa (2007), Annals of Operations Research 154; Kleinmuntz (2007), in Advances in Decision Analysis.

pub mod conflict;
pub mod keep;
pub mod order;
pub mod prices;
pub mod programme;
pub mod reasons;
pub mod standing;

use std::sync::Arc;

use nalgebra::DVector;
use serde::Serialize;

pub use conflict::Rule;
pub use order::Ordered;
pub use prices::{MandatePrices, MorePrice};
use programme::{NoPlan, Plan, best};
pub use reasons::Reason;
pub use standing::{Outline, Standing, standing};

use super::rank::values;
use crate::model::decision::{CostRole, Decision};
use crate::model::portfolio_rules::{LostMandate, PortfolioRules, Prerequisite};
use crate::numeric::tolerance::tie_key;
use crate::numeric::units::whole;

/// The largest sum of costs, in pence, that is worked with.
const MOST_PENCE: i64 = 1 << 52;
const PENCE: f64 = 100.0;

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

/// Why there is no plan to show.
#[derive(Debug, Clone)]
pub enum Unfundable {
    /// There is no budget, and no rule.
    NothingStated,
    LostMandates(Vec<LostMandate>),
    /// Mandated, and the prerequisite that is not analysed.
    MandateNeeds {
        id: Arc<str>,
        needed: Arc<str>,
        reason: String,
    },
    /// Interventions without a figure for size.
    NoSize(Vec<Arc<str>>),
    /// No set keeps every rule; drop any one of these and one does.
    Infeasible(Vec<Rule>),
    /// The effort allowed found no plan.
    NotFound,
    /// Costs too large to be added up in pence.
    TooLarge,
    /// A fault of this program: the plan found breaks a rule.
    Unsound(String),
}

impl From<NoPlan> for Unfundable {
    fn from(no_plan: NoPlan) -> Self {
        match no_plan {
            NoPlan::Infeasible => Self::Infeasible(Vec::new()),
            NoPlan::NotFound => Self::NotFound,
            NoPlan::Unsound(rule) => Self::Unsound(rule),
        }
    }
}

/// What benefit there is, in points and in whole units, and under which rules it is to be had.
pub struct Case<'a> {
    pub decision: &'a Decision,
    pub rules: &'a PortfolioRules,
    /// One for each intervention.
    pub benefits: Vec<f64>,
    pub worth: Vec<i64>,
    /// Points of one whole unit.
    pub unit: f64,
}

impl<'a> Case<'a> {
    /// The case of a decision that states a budget.
    ///
    /// # Errors
    /// What makes it no case.
    pub fn new(decision: &'a Decision) -> Result<Self, Unfundable> {
        let rules = decision.portfolio.as_ref().ok_or(Unfundable::NothingStated)?;
        if rules.budgets.is_empty() && rules.streams.is_empty() {
            return Err(Unfundable::NothingStated);
        }
        if !rules.lost_mandates.is_empty() {
            return Err(Unfundable::LostMandates(rules.lost_mandates.clone()));
        }
        let costs = rules.members.iter().flat_map(|member| &member.costs);
        if costs.map(|cost| i128::from(cost.abs())).sum::<i128>() >= i128::from(MOST_PENCE) {
            return Err(Unfundable::TooLarge);
        }
        let forced = programme::forced(rules);
        let gone = (0..forced.len()).filter(|&row| forced[row]).find_map(|row| {
            rules.members[row].requires.iter().find_map(|needed| match needed {
                Prerequisite::Gone { id, reason } => Some((row, id, reason)),
                Prerequisite::Row(_) => None,
            })
        });
        if let Some((row, needed, reason)) = gone {
            let id = Arc::clone(&decision.interventions[row].id);
            return Err(Unfundable::MandateNeeds { id, needed: Arc::clone(needed), reason: reason.clone() });
        }
        refuse_unsized(decision)?;
        let benefits = benefits_at(decision, &decision.weights.criteria);
        let whole = whole(&benefits);
        Ok(Self { decision, rules, benefits, worth: whole.numbers, unit: whole.unit })
    }

    /// The plan that is worth most.
    ///
    /// # Errors
    /// Why there is none.
    pub fn plan(&self) -> Result<Plan, Unfundable> {
        best(self.rules, &self.worth).map_err(|no_plan| match no_plan {
            NoPlan::Infeasible => Unfundable::Infeasible(conflict::irreducible(self)),
            other => other.into(),
        })
    }

    /// Whole units as points.
    #[must_use]
    pub fn points(&self, units: i64) -> f64 {
        #[allow(clippy::cast_precision_loss)] // below 2^53
        let units = units as f64;
        units * self.unit
    }

    /// Benefit of a plan, summed in the order of the data.
    #[must_use]
    pub fn value(&self, chosen: &[bool]) -> f64 {
        self.benefits.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(benefit, _)| benefit).sum()
    }

    #[must_use]
    pub fn id(&self, row: usize) -> Arc<str> {
        Arc::clone(&self.decision.interventions[row].id)
    }

    /// Ids of the chosen rows, in the order of the data.
    #[must_use]
    pub fn ids(&self, rows: impl Iterator<Item = usize>) -> Vec<Arc<str>> {
        rows.map(|row| self.id(row)).collect()
    }
}

fn refuse_unsized(decision: &Decision) -> Result<(), Unfundable> {
    let lacking: Vec<_> = decision
        .interventions
        .iter()
        .filter(|intervention| decision.size_column.is_some() && intervention.size.is_none())
        .map(|intervention| Arc::clone(&intervention.id))
        .collect();
    if lacking.is_empty() { Ok(()) } else { Err(Unfundable::NoSize(lacking)) }
}

/// What each intervention adds to doing nothing; what rounding parts from nothing is nothing.
#[must_use]
pub fn benefits_at(decision: &Decision, weights: &DVector<f64>) -> Vec<f64> {
    let nothing = decision.value_of_nothing_at(weights);
    let values = values(&decision.scores().middle, weights);
    let benefit = |(value, size): (f64, Option<f64>)| {
        let gain = value - nothing;
        if tie_key(gain) == 0 { 0.0 } else { gain * size.unwrap_or(1.0) }
    };
    let sizes = decision.interventions.iter().map(|intervention| intervention.size);
    values.into_iter().zip(sizes).map(benefit).collect()
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
    let total_cost = Yearly(totals(case.rules, &plan));
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
fn budgets(rules: &PortfolioRules) -> Yearly {
    if rules.budgets.is_empty() {
        return Yearly(vec![in_pounds(rules.streams.iter().map(|stream| stream.amount).sum())]);
    }
    Yearly(rules.budgets.iter().map(|budget| in_pounds(*budget)).collect())
}

/// What a plan costs, in pounds, a year each.
fn totals(rules: &PortfolioRules, plan: &Plan) -> Vec<f64> {
    let years = rules.cost_columns.len().max(1);
    let of = |year: usize| plan.rows().map(|row| rules.members[row].costs.get(year).copied().unwrap_or(0)).sum();
    (0..years).map(|year| in_pounds(of(year))).collect()
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

/// Pence as pounds: exact, as a double tells pence apart up to far more than any budget.
#[must_use]
pub fn in_pounds(pence: i64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let pence = pence as f64;
    pence / PENCE
}

/// Pounds as pence.
#[must_use]
pub fn pence(pounds: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation)] // saturates far beyond MOST_PENCE
    let pence = (pounds * PENCE).round() as i64;
    pence
}
