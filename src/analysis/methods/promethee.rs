//! PROMETHEE II: how far each intervention is preferred to the others, less how far they are preferred to it.
//!
//! # Source
//! Brans & Vincke (1985), A preference ranking organisation method, Management Science 31(6).

use super::{Undefined, ascending, columns};
use crate::model::decision::Decision;
use crate::model::value_function::ROUNDING;

/// Interventions up to which every pair is compared.
pub const PAIRS_LIMIT: usize = 5_000;

/// Mean degrees of preference, in the order of the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Flows {
    /// φ⁺, 0–1: over the others.
    pub plus: Vec<f64>,
    /// φ⁻, 0–1: of the others over it.
    pub minus: Vec<f64>,
    /// φ⁺ − φ⁻, from −1 to 1, summing to 0.
    pub net: Vec<f64>,
}

/// The flows by the preference functions of the criteria, sums over the others ÷ (n − 1).
///
/// # Errors
/// Fewer than two interventions, or more than [`PAIRS_LIMIT`].
pub fn promethee_ii(decision: &Decision) -> Result<Flows, Undefined> {
    let count = decision.interventions.len();
    let columns = columns(decision)?;
    if count > PAIRS_LIMIT {
        return Err(Undefined::TooMany { limit: PAIRS_LIMIT });
    }
    #[allow(clippy::cast_precision_loss)]
    let others = (count - 1) as f64;
    let (mut plus, mut minus) = (vec![0.0; count], vec![0.0; count]);
    for column in columns {
        // Multiplying and dividing columns is off by a share of each figure, so a pair is judged by its own size: by the
        // width of the column, one figure far out would hide the differences of all others.
        let degree =
            |gain: f64, other: f64| column.criterion.preference.degree(gain - other, ROUNDING * gain.abs().max(other.abs()));
        let sorted = ascending(&column.gains);
        for (row, &gain) in column.gains.iter().enumerate() {
            let ahead: f64 = sorted.iter().map(|&other| degree(gain, other)).sum();
            let behind: f64 = sorted.iter().map(|&other| degree(other, gain)).sum();
            plus[row] += column.weight * (ahead / others);
            minus[row] += column.weight * (behind / others);
        }
    }
    let net = plus.iter().zip(&minus).map(|(plus, minus)| plus - minus).collect();
    Ok(Flows { plus, minus, net })
}
