//! VIKOR: a compromise between the most gain for the majority and the least regret of the opponent.
//!
//! # Source
//! Opricovic & Tzeng (2004), Compromise solution by MCDM methods, European Journal of Operational Research 156(2).

use super::{Undefined, columns, ends};
use crate::model::decision::Decision;
use crate::model::value_function::ROUNDING;
use crate::numeric::tolerance::tie_key;

/// S, R and Q, each 0–1, lower better, in the order of the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Vikor {
    /// Sum over the criteria of weight × share of the column's range that is missed.
    pub s: Vec<f64>,
    /// The largest of these parts.
    pub r: Vec<f64>,
    /// Half the share of the range of S, and half that of R; where either does not vary, its half is 0.
    pub q: Vec<f64>,
    /// The best is ahead of the second in Q by at least 1 ÷ (n − 1).
    pub acceptable_advantage: bool,
    /// The best in Q is also best in S or in R.
    pub acceptable_stability: bool,
    /// The best; with the second where it is not stable; without the advantage, with all that are not behind by it.
    /// Rows in the order of the data.
    pub compromise: Vec<usize>,
}

/// VIKOR with v = ½, the weight of the majority.
///
/// A criterion on which all are alike adds nothing.
///
/// # Errors
/// Fewer than two interventions.
pub fn vikor(decision: &Decision) -> Result<Vikor, Undefined> {
    let count = decision.interventions.len();
    let (mut s, mut r) = (vec![0.0; count], vec![0.0_f64; count]);
    for column in columns(decision)? {
        let Some((worst, best)) = column.ends() else { continue };
        for ((sum, most), gain) in s.iter_mut().zip(&mut r).zip(&column.gains) {
            let missed = column.weight * ((best - gain) / (best - worst));
            *sum += missed;
            *most = most.max(missed);
        }
    }
    let q: Vec<_> = shares(&s).into_iter().zip(shares(&r)).map(|(s, r)| f64::midpoint(s, r)).collect();
    Ok(compromise(s, r, q))
}

/// The share of the range that each value lies above the least; 0 for all where only rounding parts them.
fn shares(values: &[f64]) -> Vec<f64> {
    let (low, high) = ends(values);
    let range = high - low;
    values.iter().map(|value| if range > ROUNDING { (value - low) / range } else { 0.0 }).collect()
}

/// The conditions, decided as ties are: what rounding parts is equal, and all that tie are treated alike.
fn compromise(s: Vec<f64>, r: Vec<f64>, q: Vec<f64>) -> Vikor {
    let key = |value: f64| tie_key(100.0 * value);
    let is_least = |values: &[f64], row: usize| key(values[row]) == key(ends(values).0);
    let best = ends(&q).0;
    #[allow(clippy::cast_precision_loss)]
    let advantage = key(1.0 / (q.len() - 1) as f64);
    let behind: Vec<_> = q.iter().map(|value| key(value - best)).collect();
    let mut order = behind.clone();
    order.sort_unstable();
    let second = order[1];
    let acceptable_advantage = second >= advantage;
    let acceptable_stability = (0..q.len()).any(|row| behind[row] == 0 && (is_least(&s, row) || is_least(&r, row)));
    let belongs = |&row: &usize| match (acceptable_advantage, acceptable_stability) {
        (false, _) => behind[row] < advantage,
        (true, false) => behind[row] <= second,
        (true, true) => behind[row] == 0,
    };
    let compromise = (0..q.len()).filter(belongs).collect();
    Vikor { s, r, q, acceptable_advantage, acceptable_stability, compromise }
}

#[cfg(test)]
mod tests {
    use super::compromise;

    /// No published case lacks stability: the best in Q is best in neither S nor R, and far ahead.
    #[test]
    fn an_unstable_best_shares_the_compromise_with_the_second() {
        let found = compromise(vec![0.2, 0.1, 0.9], vec![0.2, 0.9, 0.1], vec![0.0, 0.6, 0.7]);
        assert!(found.acceptable_advantage && !found.acceptable_stability);
        assert_eq!(found.compromise, [0, 1]);
    }
}
