//! The rules that a funded plan must keep: budgets, streams, limits, mandates, exclusions and prerequisites.
//!
//! Money is in whole pence, so that a budget is kept exactly. What a plan is worth is for the analysis to say.

use std::sync::Arc;

use crate::diagnostic::Place;

/// Every rule of `[portfolio]`, for the interventions of one decision.
#[derive(Debug, Clone)]
pub struct PortfolioRules {
    /// The cost columns, one a year.
    pub cost_columns: Vec<String>,
    /// The column of savings, where these are taken off each year's cost.
    pub saving_column: Option<String>,
    /// What there is to spend in all, in pence: one amount, or one a year; empty where only the streams limit spending.
    pub budgets: Vec<i64>,
    /// Where the budget stands in the criteria file; `None` when it came from the command line, or is not stated.
    pub budget_place: Option<Place>,
    /// In file order.
    pub streams: Vec<Stream>,
    /// In file order.
    pub limits: Vec<Limit>,
    /// The exclusive labels, in the order of the data.
    pub labels: Vec<String>,
    /// One for each intervention, in the order of the data.
    pub members: Vec<Member>,
    /// Mandated rows that were set aside: no plan can hold them.
    pub lost_mandates: Vec<LostMandate>,
}

/// Money for the interventions of one label.
#[derive(Debug, Clone)]
pub struct Stream {
    pub name: String,
    /// Pence.
    pub amount: i64,
    /// Whether it may also pay what other streams cannot.
    pub tops_up: bool,
    pub place: Option<Place>,
}

/// A linear limit on what the funded interventions use together.
#[derive(Debug, Clone)]
pub struct Limit {
    pub name: String,
    /// The column that is summed; `None`: interventions are counted.
    pub column: Option<String>,
    /// What each intervention uses, in the column's unit; 0 where `where` leaves it out.
    pub uses: Vec<f64>,
    pub at_least: Option<f64>,
    pub at_most: Option<f64>,
    pub place: Option<Place>,
}

/// What the rules say about one intervention.
#[derive(Debug, Clone)]
pub struct Member {
    /// Pence, one amount a year; negative where money is released.
    pub costs: Vec<i64>,
    pub mandated: bool,
    /// Indices into [`PortfolioRules::labels`]; of each label at most one intervention is funded.
    pub labels: Vec<usize>,
    /// Funded only together with all of these.
    pub requires: Vec<Prerequisite>,
    /// Index into [`PortfolioRules::streams`]; `None`: only streams that top up may pay.
    pub stream: Option<usize>,
}

impl Member {
    /// Pence, all years together.
    #[must_use]
    pub fn cost(&self) -> i64 {
        self.costs.iter().sum()
    }
}

/// What another intervention must bring along.
#[derive(Debug, Clone)]
pub enum Prerequisite {
    /// Index of an intervention of the decision.
    Row(usize),
    /// A row that is not analysed, so that what needs it cannot be funded.
    Gone { id: Arc<str>, reason: String },
}

/// A mandated row that is not analysed.
#[derive(Debug, Clone)]
pub struct LostMandate {
    pub id: Arc<str>,
    pub reason: String,
    pub place: Option<Place>,
}

impl Prerequisite {
    /// The index of the intervention, unless it is gone.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        match self {
            Self::Row(row) => Some(*row),
            Self::Gone { .. } => None,
        }
    }
}

const PENCE: f64 = 100.0;

/// Pence as pounds: exact, as a double tells pence apart up to far more than any budget.
#[must_use]
pub fn in_pounds(pence: i64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let pence = pence as f64;
    pence / PENCE
}

/// Pounds in whole pence; saturates far beyond any budget.
#[must_use]
pub fn pence(pounds: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation)]
    let pence = (pounds * PENCE).round() as i64;
    pence
}
