//! Figures that are not sure: how those of a column spread, row by row, and the raw figures that performances are made of.
//!
//! Holds what was checked; reading spreads belongs to `input`, drawing from them to the analyses.

use std::sync::Arc;

/// How many standard deviations from its middle a normal 95 % interval ends.
pub const INTERVAL_95: f64 = 1.959_964;

/// A column whose figures are uncertain.
#[derive(Debug, Clone, PartialEq)]
pub struct UncertainInput {
    pub column: Arc<str>,
    pub law: Law,
    /// For each intervention of the decision, in its order; `None` where the figure is absent.
    pub figures: Vec<Option<Spread>>,
}

/// The distribution of a column's figures; its parameters stand row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Law {
    /// The figure is the mode.
    Triangular,
    /// The figure has no part in it but to lie between the ends.
    Uniform,
    /// The figure is the mode, with λ = 4.
    Pert,
    /// The figure is the mean.
    Normal,
    /// The figure is the median.
    Lognormal,
    /// The figure has no part in it: it is the base case beside the distribution.
    Beta,
}

/// What the two ends of a spread are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoundsAre {
    /// The least and the largest that the figure can be.
    Extremes,
    /// The ends of a 95 % interval, 2.5 % on either side.
    Interval95,
}

impl Law {
    /// What low and high are: the least and largest it can be, or the ends of a 95 % interval.
    #[must_use]
    pub fn bounds(self) -> BoundsAre {
        match self {
            Self::Triangular | Self::Uniform | Self::Pert => BoundsAre::Extremes,
            Self::Normal | Self::Lognormal | Self::Beta => BoundsAre::Interval95,
        }
    }
}

/// The figure and its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The base case. It lies between the ends, but for a beta distribution that was stated beside it.
    pub figure: f64,
    pub low: f64,
    pub high: f64,
    pub parameters: Parameters,
}

/// What a draw needs beyond the figure and its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Parameters {
    /// Nothing: triangular, uniform, PERT.
    Ends,
    /// The standard deviation: of the figure (normal), or of its logarithm (lognormal).
    Deviation(f64),
    /// Of a beta distribution; both above 0.
    Beta { alpha: f64, beta: f64 },
}

impl UncertainInput {
    /// The input over some of its rows.
    #[must_use]
    pub fn of_rows(&self, rows: &[usize]) -> Self {
        Self { figures: rows.iter().map(|&row| self.figures[row]).collect(), column: Arc::clone(&self.column), law: self.law }
    }
}

/// The figures, as the data have them, that performances are made of.
///
/// Kept for weighed criteria without levels that read several columns or an uncertain one. Of any other its performance is
/// its figure, so that data without products and without uncertain figures cost nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawFigures {
    columns: Vec<(Arc<str>, Vec<Option<f64>>)>,
}

impl RawFigures {
    /// - `columns`: each column once, one figure for each intervention; `None` where it is absent
    #[must_use]
    pub fn new(columns: Vec<(Arc<str>, Vec<Option<f64>>)>) -> Self {
        Self { columns }
    }

    /// One figure for each intervention; `None` for a column that is not kept.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&[Option<f64>]> {
        self.columns.iter().find(|(column, _)| **column == *name).map(|(_, figures)| figures.as_slice())
    }

    /// The same columns over some of the rows.
    #[must_use]
    pub fn of_rows(&self, rows: &[usize]) -> Self {
        let picked = |figures: &[Option<f64>]| rows.iter().map(|&row| figures[row]).collect();
        Self { columns: self.columns.iter().map(|(column, figures)| (Arc::clone(column), picked(figures))).collect() }
    }
}
