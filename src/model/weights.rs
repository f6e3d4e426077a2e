//! The weights: non-negative, summing to 1 over the weighed criteria.

use nalgebra::DVector;

#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// One for each weighed criterion, in file order.
    pub criteria: DVector<f64>,
    /// One for each group, in file order: the sum over the criteria below it.
    pub groups: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightsStatus {
    /// The file does not say.
    Unstated,
    Elicited,
    /// Not judged by anyone: every output carries a banner.
    Placeholder,
}
