//! Weights from comparisons with the best and with the worst: the linear model of the best-worst method (BWM).
//!
//! # Source
//! Rezaei (2016), Best-worst multi-criteria decision-making method: some properties and a linear model, Omega 64.

use crate::numeric::linear_program::{Bound, LinearProgram};

/// Judgements over one set of siblings, each as a position in the set.
#[derive(Debug, Clone, PartialEq)]
pub struct BestWorst {
    pub best: usize,
    pub worst: usize,
    /// How many times as important the best is as each; 1 for the best itself.
    pub best_to_others: Vec<f64>,
    /// How many times as important each is as the worst; 1 for the worst itself.
    pub others_to_worst: Vec<f64>,
}

/// Weights with the largest deviation from the judgements.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Shares of 1.
    pub shares: Vec<f64>,
    /// ξ: the largest distance of a weight from what a judgement makes of another; 0 where the judgements agree with one another.
    pub xi: f64,
}

/// Shares that keep the largest deviation from the judgements as small as can be.
///
/// `None` if the programme has no solution within rounding, which positive judgements never cause.
#[must_use]
pub fn fitted(judgements: &BestWorst) -> Option<Fitted> {
    let count = judgements.best_to_others.len();
    let mut program = LinearProgram::minimise();
    let weights: Vec<_> = (0..count).map(|_| program.variable(0.0, 0.0, 1.0)).collect();
    let xi = program.variable(1.0, 0.0, f64::INFINITY);
    let all: Vec<_> = weights.iter().map(|weight| (*weight, 1.0)).collect();
    program.constrain(&all, Bound::Equal, 1.0);
    let mut near = |larger: usize, times: f64, smaller: usize| {
        if larger == smaller {
            return;
        }
        for sign in [1.0, -1.0] {
            program.constrain(&[(weights[larger], sign), (weights[smaller], -sign * times), (xi, -1.0)], Bound::AtMost, 0.0);
        }
    };
    for (other, times) in judgements.best_to_others.iter().enumerate() {
        near(judgements.best, *times, other);
    }
    for (other, times) in judgements.others_to_worst.iter().enumerate().filter(|(other, _)| *other != judgements.best) {
        near(other, *times, judgements.worst);
    }
    let solution = program.solve().ok()?;
    let shares: Vec<f64> = weights.iter().map(|weight| solution.value(*weight).max(0.0)).collect();
    let total: f64 = shares.iter().sum();
    Some(Fitted { shares: shares.iter().map(|share| share / total).collect(), xi: solution.value(xi).max(0.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consistent_judgements_are_met_exactly() {
        let judgements =
            BestWorst { best: 0, worst: 2, best_to_others: vec![1.0, 2.0, 8.0], others_to_worst: vec![8.0, 4.0, 1.0] };
        let found = fitted(&judgements).unwrap();
        for (share, wanted) in found.shares.iter().zip([8.0 / 13.0, 4.0 / 13.0, 1.0 / 13.0]) {
            assert!((share - wanted).abs() < 1e-12);
        }
        assert!(found.xi < 1e-12);
    }
}
