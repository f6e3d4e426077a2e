//! Draws that were made elsewhere: figures of an economic model's probabilistic analysis, weights of another tool's sampling.
//!
//! Holds what was checked; reading them belongs to `input`.

use std::sync::Arc;

/// Draws that take the place of sampling. Draw k of the figures goes with draw k of the weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GivenDraws {
    pub count: usize,
    /// Figures by column; empty where only weights are given.
    pub columns: Vec<GivenColumn>,
    /// One set of weights for each draw, each summing to 1, over the criteria in file order.
    pub weights: Option<Vec<Vec<f64>>>,
}

/// The figures of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenColumn {
    pub column: Arc<str>,
    /// For each intervention of the decision, in its order, one figure for each draw.
    pub figures: Vec<Arc<[f64]>>,
}

impl GivenDraws {
    /// The figures of a row in a column.
    #[must_use]
    pub fn figures(&self, column: &str, row: usize) -> Option<&Arc<[f64]>> {
        self.columns.iter().find(|given| *given.column == *column).map(|given| &given.figures[row])
    }

    /// The same draws over some of the rows.
    #[must_use]
    pub fn of_rows(&self, rows: &[usize]) -> Self {
        let picked = |given: &GivenColumn| GivenColumn {
            column: Arc::clone(&given.column),
            figures: rows.iter().map(|&row| Arc::clone(&given.figures[row])).collect(),
        };
        Self { count: self.count, columns: self.columns.iter().map(picked).collect(), weights: self.weights.clone() }
    }
}
