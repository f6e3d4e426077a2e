//! TOPSIS: near to the best on everything, and far from the worst.
//!
//! # Source
//! Hwang & Yoon (1981), Multiple Attribute Decision Making, with vector normalisation and Euclidean distances.

use super::{Undefined, ascending, columns};
use crate::model::decision::Decision;

/// Closeness to the ideal: D⁻ ÷ (D⁺ + D⁻), distances to the worst and the best of each column ÷ its norm × its weight.
///
/// - result: 0–1, in the order of the data
///
/// # Errors
/// Fewer than two interventions, or all alike.
pub fn topsis(decision: &Decision) -> Result<Vec<f64>, Undefined> {
    let mut squares = vec![(0.0, 0.0); decision.interventions.len()];
    for column in columns(decision)? {
        let Some((worst, best)) = column.ends() else { continue };
        // In units of the largest figure, so that no square leaves the range of numbers.
        let size = worst.abs().max(best.abs());
        let norm = ascending(&column.gains).iter().map(|gain| (gain / size) * (gain / size)).sum::<f64>().sqrt();
        for ((missed, gained), gain) in squares.iter_mut().zip(&column.gains) {
            let to_best = column.weight * ((best - gain) / size / norm);
            let to_worst = column.weight * ((gain - worst) / size / norm);
            *missed += to_best * to_best;
            *gained += to_worst * to_worst;
        }
    }
    let closeness = |(missed, gained): (f64, f64)| {
        let whole = missed.sqrt() + gained.sqrt();
        (whole > 0.0).then(|| gained.sqrt() / whole).ok_or(Undefined::AllAlike)
    };
    squares.into_iter().map(closeness).collect()
}
