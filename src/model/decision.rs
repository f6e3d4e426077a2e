//! The checked round: interventions, criteria, performances and weights, ready for any analysis.

use std::sync::Arc;

use nalgebra::{DMatrix, DVector};

use super::criterion::{Criterion, MissingPolicy, Reading, ReportCriterion};
use super::draws::GivenDraws;
use super::equality::Equality;
use super::hierarchy::Group;
use super::intervention::Intervention;
use super::performance::Performance;
use super::portfolio_rules::PortfolioRules;
use super::uncertainty::{RawFigures, UncertainInput};
use super::weighing::Weighing;
use super::weights::{Weights, WeightsStatus};
use crate::diagnostic::Place;

/// What benefit is measured from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Baseline {
    /// Σ w·v(`nothing`), criterion by criterion; those that state none count 0.
    Criteria,
    /// `[portfolio] baseline`.
    Constant(f64),
}

/// Whether overall value may be divided by cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostRole {
    /// The data hold no cost.
    Absent,
    Denominator,
    /// A weighed criterion reads the cost column: a ratio would count cost twice.
    Weighed,
}

/// A row that was read and not analysed.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct SetAside {
    pub id: Arc<str>,
    pub line: usize,
    pub reason: String,
}

/// What `[portfolio]` says there is to spend.
#[derive(Debug, Clone)]
pub struct Budget {
    /// The largest amount, in pounds, that one intervention could draw on.
    pub most: f64,
    /// What there is to spend in all, in pounds: the amount of this value of `--by`, else `budget`, else the sum of the
    /// streams; `None` where only amounts for other values, or for single years, are stated.
    pub total: Option<f64>,
    /// Whether an intervention whose cost rises takes as much more out of it.
    pub pays_cost: bool,
    /// The least that an intervention costs, all years together.
    pub cheapest: Option<f64>,
    /// Where it stands in the criteria file.
    pub place: Option<Place>,
}

#[derive(Debug, Clone)]
pub struct Decision {
    pub title: Option<String>,
    pub question: Option<String>,
    /// Weighed criteria, in file order.
    pub criteria: Vec<Criterion>,
    pub report_criteria: Vec<ReportCriterion>,
    pub groups: Vec<Group>,
    pub weights: Weights,
    /// Where the weights come from.
    pub weighing: Weighing,
    pub weights_status: WeightsStatus,
    pub weights_source: Option<String>,
    /// Where the status of the weights stands.
    pub weights_place: Option<Place>,
    /// In the order of the data.
    pub interventions: Vec<Intervention>,
    /// interventions × criteria.
    pub performances: DMatrix<Performance>,
    pub baseline: Baseline,
    pub cost_role: CostRole,
    /// The column costs were read from.
    pub cost_column: Option<String>,
    /// Whether savings were taken off the costs.
    pub cost_is_net: bool,
    /// The column named by `[portfolio] size`.
    pub size_column: Option<String>,
    pub budget: Option<Budget>,
    /// The rules of `[portfolio]`, or those of a budget on the command line.
    pub portfolio: Option<PortfolioRules>,
    /// Whom the interventions reach, where `[equality]` asks.
    pub equality: Option<Equality>,
    /// The columns whose figures are uncertain, in the order of the criteria file, whether or not a criterion reads them.
    pub uncertain: Vec<UncertainInput>,
    /// The figures of every column of the readings that hold several columns or an uncertain one; see [`Decision::figure`].
    pub raw: RawFigures,
    /// Draws made elsewhere, which take the place of sampling.
    pub draws: Option<GivenDraws>,
}

/// Partial values 0–100, interventions × criteria.
///
/// `low` and `high` differ only where a performance is absent and may lie anywhere on its scale; `middle` lies between.
#[derive(Debug, Clone)]
pub struct Scores {
    pub low: DMatrix<f64>,
    pub middle: DMatrix<f64>,
    pub high: DMatrix<f64>,
}

impl Decision {
    /// The scores of every intervention on every criterion.
    #[must_use]
    pub fn scores(&self) -> Scores {
        let (rows, columns) = self.performances.shape();
        let ends: Vec<_> = self.criteria.iter().map(|criterion| (criterion.missing, criterion.value.ends())).collect();
        let score = |absent: fn(f64, f64) -> f64| {
            DMatrix::from_fn(rows, columns, |row, column| {
                let found = self.criteria[column].value.score(self.performances[(row, column)]);
                found.unwrap_or_else(|| match ends[column] {
                    (MissingPolicy::Range, (low, high)) => absent(low, high),
                    (MissingPolicy::Worst | MissingPolicy::Drop | MissingPolicy::Error, (low, _)) => low,
                })
            })
        };
        let middle = score(f64::midpoint);
        if self.performances.iter().all(|performance| *performance != Performance::Absent) {
            return Scores { low: middle.clone(), high: middle.clone(), middle };
        }
        Scores { low: score(|low, _| low), middle, high: score(|_, high| high) }
    }

    /// The figure that a row has in a column, as the data have it, with what-ifs.
    ///
    /// `None` where it is absent, and for a column that no weighed criterion without levels reads.
    #[must_use]
    pub fn figure(&self, row: usize, column: &str) -> Option<f64> {
        if let Some(kept) = self.raw.column(column) {
            return kept[row];
        }
        // Not kept, so the only column of every criterion that reads it.
        let is_reader = |criterion: &&Criterion| criterion.reads_figures() && criterion.reading.column == column;
        let (reader, _) = self.criteria.iter().enumerate().find(|(_, criterion)| is_reader(criterion))?;
        self.performances[(row, reader)].number()
    }

    /// The performance of a row on a criterion, had `column` another figure there.
    ///
    /// Given the present figure, it is the present performance to the last bit. It is also the present performance where the
    /// criterion does not read the column, or has levels. Absent where a figure it needs is, and where the quotient is no number
    /// (a divisor of 0, or next to it).
    #[must_use]
    pub fn performance_with(&self, row: usize, criterion: usize, column: &str, figure: f64) -> Performance {
        let read = &self.criteria[criterion];
        let Reading { column: main, times, per } = &read.reading;
        if !read.reads_figures() || read.reading.columns().all(|name| name != column) {
            return self.performances[(row, criterion)];
        }
        let cell = |name: &str| if name == column { Some(figure) } else { self.figure(row, name) };
        let factor = |name: Option<&str>| name.map_or(Some(1.0), cell);
        let made = match (cell(main), factor(times.as_deref()), factor(per.as_deref())) {
            (Some(main), Some(times), Some(per)) => Reading::figure(main, times, per).filter(|made| made.is_finite()),
            _ => None,
        };
        made.map_or(Performance::Absent, Performance::Number)
    }

    /// The value of doing nothing at the present weights.
    #[must_use]
    pub fn value_of_nothing(&self) -> f64 {
        self.value_of_nothing_at(&self.weights.criteria)
    }

    /// The value of doing nothing at other weights.
    #[must_use]
    pub fn value_of_nothing_at(&self, weights: &DVector<f64>) -> f64 {
        match self.baseline {
            Baseline::Constant(value) => value,
            Baseline::Criteria => self
                .criteria
                .iter()
                .zip(weights.iter())
                .map(|(criterion, weight)| weight * criterion.nothing.unwrap_or(0.0))
                .sum(),
        }
    }
}
