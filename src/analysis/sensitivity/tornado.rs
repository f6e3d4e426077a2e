//! One uncertain figure at a time: value and rank of its intervention at the low and at the high end.

use std::sync::Arc;

use nalgebra::DMatrix;
use serde::Serialize;

use super::present::Present;
use crate::analysis::rank::{ratio, values};
use crate::model::uncertainty::{BoundsAre, UncertainInput};
use crate::numeric::tolerance::tie_key;

/// What one figure does to its intervention between its low and its high.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TornadoBar {
    /// The column.
    pub input: Arc<str>,
    pub id: Arc<str>,
    /// The figure now, at its low and at its high.
    pub figure: f64,
    pub low: f64,
    pub high: f64,
    pub bounds: BoundsAre,
    pub low_value: f64,
    pub high_value: f64,
    pub low_rank: usize,
    pub high_rank: usize,
    /// The same by value for money, where there is a ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<MoneyEnds>,
    /// Whether the figure is the cost or the size, which move value for money alone.
    #[serde(skip)]
    pub is_money: bool,
}

/// Benefit per pound at the low and at the high of a figure, and the place by it; `None` at an end without a ratio.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MoneyEnds {
    pub low_value_for_money: Option<f64>,
    pub high_value_for_money: Option<f64>,
    pub low_rank: Option<usize>,
    pub high_rank: Option<usize>,
}

impl TornadoBar {
    /// By how much the value differs between the ends.
    #[must_use]
    pub fn width(&self) -> f64 {
        (self.high_value - self.low_value).abs()
    }
}

/// A bar for every uncertain figure, widest first.
///
/// - `only`: the row that is looked at; `None` for all
#[must_use]
pub fn tornado(present: &Present<'_>, only: Option<usize>) -> Vec<TornadoBar> {
    let drawer = Drawer::new(present);
    let rows = || (0..present.count()).filter(|row| only.is_none_or(|only| only == *row));
    let bars = present.decision.uncertain.iter().flat_map(|input| rows().filter_map(|row| drawer.bar(input, row)));
    let mut bars: Vec<_> = bars.collect();
    bars.sort_by(|a, b| b.width().total_cmp(&a.width()));
    bars
}

/// What every bar is held against.
struct Drawer<'a> {
    present: &'a Present<'a>,
    /// All values as keys, rising.
    values: Vec<i128>,
    /// All ratios of benefit to cost, rising.
    ratios: Vec<f64>,
    nothing: f64,
}

impl<'a> Drawer<'a> {
    fn new(present: &'a Present<'a>) -> Self {
        let nothing = present.decision.value_of_nothing();
        let mut values: Vec<_> = present.values.iter().map(|value| tie_key(*value)).collect();
        values.sort_unstable();
        let ratio_of =
            |row: usize| ratio(present.decision, &present.decision.interventions[row], present.values[row] - nothing).ok();
        let mut ratios: Vec<_> = (0..present.count()).filter_map(ratio_of).collect();
        ratios.sort_by(f64::total_cmp);
        Self { present, values, ratios, nothing }
    }

    fn bar(&self, input: &UncertainInput, row: usize) -> Option<TornadoBar> {
        let spread = input.figures[row].as_ref().filter(|spread| spread.low < spread.high)?;
        let decision = self.present.decision;
        let names = |column: &Option<String>| column.as_ref().is_some_and(|column| **column == *input.column);
        let (is_cost, is_size) = (names(&decision.cost_column), names(&decision.size_column));
        let is_read =
            decision.criteria.iter().any(|criterion| criterion.reading.columns().any(|column| *column == *input.column));
        if !is_cost && !is_size && !is_read {
            return None;
        }
        let intervention = &decision.interventions[row];
        let end = |figure: f64| {
            let mut changed = intervention.clone();
            if is_cost {
                // Savings were taken off where the cost is net: the figure's change is the cost's.
                changed.cost = changed.cost.map(|cost| cost + figure - spread.figure);
            }
            if is_size {
                changed.size = Some(figure);
            }
            let value = values(&self.scores_with(row, &input.column, figure), &decision.weights.criteria)[0];
            (value, ratio(decision, &changed, value - self.nothing).ok())
        };
        let (low, high) = (end(spread.low), end(spread.high));
        let rank = |value: f64| rank_among(&self.values, tie_key(self.present.values[row]), tie_key(value));
        Some(TornadoBar {
            input: Arc::clone(&input.column),
            id: Arc::clone(&intervention.id),
            figure: spread.figure,
            low: spread.low,
            high: spread.high,
            bounds: input.law.bounds(),
            low_value: low.0,
            high_value: high.0,
            low_rank: rank(low.0),
            high_rank: rank(high.0),
            money: (low.1.is_some() || high.1.is_some()).then(|| MoneyEnds {
                low_value_for_money: low.1,
                high_value_for_money: high.1,
                low_rank: low.1.map(|ratio| self.rank_by_money(row, ratio)),
                high_rank: high.1.map(|ratio| self.rank_by_money(row, ratio)),
            }),
            is_money: is_cost || is_size,
        })
    }

    /// The place of a row by value for money, had it another ratio.
    fn rank_by_money(&self, row: usize, other: f64) -> usize {
        let above = self.ratios.len() - self.ratios.partition_point(|ratio| *ratio <= other);
        let intervention = &self.present.decision.interventions[row];
        let now = ratio(self.present.decision, intervention, self.present.values[row] - self.nothing);
        1 + above - usize::from(now.is_ok_and(|now| now > other))
    }

    /// The scores of one row with one figure replaced; beyond a fixed scale the nearer end counts, as in draws.
    fn scores_with(&self, row: usize, column: &str, figure: f64) -> DMatrix<f64> {
        let decision = self.present.decision;
        DMatrix::from_fn(1, decision.criteria.len(), |_, leaf| {
            let criterion = &decision.criteria[leaf];
            let now = self.present.scores[(row, leaf)];
            if !criterion.reading.columns().any(|read| read == column) {
                return now;
            }
            let performance = decision.performance_with(row, leaf, column, figure);
            criterion.value.score_of_uncertain(performance).unwrap_or(now)
        })
    }
}

/// The rank of a value that takes the place of another one.
///
/// - `sorted`: all values as keys, rising
fn rank_among(sorted: &[i128], replaced: i128, value: i128) -> usize {
    let above = sorted.len() - sorted.partition_point(|other| *other <= value);
    1 + above - usize::from(replaced > value)
}
