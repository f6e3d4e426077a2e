//! One alternative: a row of the data file that is analysed.

use std::sync::Arc;

use super::equality::Reached;
use super::performance::Performance;
use crate::diagnostic::Place;

#[derive(Debug, Clone)]
pub struct Intervention {
    pub id: Arc<str>,
    pub name: String,
    /// A year's cost in pounds; negative for a disinvestment; `None` where the cell is empty or there is no cost column.
    pub cost: Option<f64>,
    /// What funding it takes out of the budget, in pounds, all years together: by the columns of `[portfolio]`, else by the
    /// cost column; savings are taken off each year where asked. `None` where there is neither or a cell is empty.
    pub portfolio_cost: Option<f64>,
    /// Cashable saving a year, in pounds; shown apart, taken off the cost only where asked.
    pub saving: Option<f64>,
    /// One-off cost, in pounds; shown apart.
    pub setup: Option<f64>,
    /// The factor that turns benefit per person into benefit (`[portfolio] size`).
    pub size: Option<f64>,
    pub evidence: Option<String>,
    /// By what it is mandated, in the words of the column of `[portfolio] mandate_source`.
    pub mandate_source: Option<String>,
    /// Whom it reaches, by the columns of `[equality]`.
    pub reached: Reached,
    /// One performance for each `report` criterion, in file order.
    pub report: Vec<Performance>,
    /// The first cell of its row in the data file.
    pub place: Place,
}
