//! The weighted product model: gains multiply, so that a fall to nothing on one criterion is made good by no other.
//!
//! # Source
//! Bridgman (1922), Dimensional Analysis; Triantaphyllou (2000), Multi-Criteria Decision Making Methods, ch. 2.

use super::{Undefined, ascending, columns, ends};
use crate::model::decision::Decision;

/// The product over the criteria of (share of the column's sum)^weight; columns are of 1 ÷ x where lower is better.
///
/// - result: between 0 and 1, in the order of the data; only ratios mean something
///
/// # Errors
/// Fewer than two interventions, or a performance that is not above 0.
pub fn weighted_product(decision: &Decision) -> Result<Vec<f64>, Undefined> {
    let mut totals = vec![0.0; decision.interventions.len()];
    // In logarithms, where neither 1 ÷ x nor a sum leaves the range of numbers.
    for column in columns(decision)? {
        let mut logs = Vec::with_capacity(totals.len());
        for (gain, intervention) in column.gains.iter().zip(&decision.interventions) {
            let performance = column.sign * gain;
            if performance <= 0.0 {
                let (criterion, intervention) = (column.criterion.id.clone(), intervention.id.clone());
                return Err(Undefined::NotPositive { criterion, intervention });
            }
            logs.push(column.sign * libm::log(performance));
        }
        let (_, best) = ends(&logs);
        let sum = best + libm::log(ascending(&logs).iter().map(|log| libm::exp(log - best)).sum());
        for (total, log) in totals.iter_mut().zip(&logs) {
            *total += column.weight * (log - sum);
        }
    }
    Ok(totals.into_iter().map(libm::exp).collect())
}
