//! Weights from pairwise comparisons: the analytic hierarchy process (AHP).
//!
//! # Source
//! Saaty (1980), The Analytic Hierarchy Process.

use nalgebra::DMatrix;

use crate::numeric::eigenvector::principal;

/// Saaty's mean consistency index of random matrices, for 1 to 10 rows.
const RANDOM_INDEX: [f64; 10] = [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49];

/// Most things compared in one matrix: 30 of them are 435 questions already.
pub const LARGEST: usize = 30;

/// Weights with the check of the judgements behind them.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Shares of 1.
    pub shares: Vec<f64>,
    /// CI ÷ RI; 0 for one or two rows, `None` beyond ten, for which Saaty gives no random index.
    pub consistency_ratio: Option<f64>,
    /// The judgement to ask about first, where the matrix is not consistent.
    pub revisit: Option<Revisit>,
}

/// The judgement whose replacement by what the weights imply lowers the consistency ratio most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Revisit {
    /// Said to be `stated` (1 or more) times as important as the thing in `column`.
    pub row: usize,
    pub column: usize,
    pub stated: f64,
    /// The ratio of the two weights.
    pub implied: f64,
    /// The consistency ratio after it.
    pub ratio_after: f64,
}

/// Shares and consistency of a pairwise matrix.
///
/// - `matrix`: n × n, positive and reciprocal; entry (i, j) says how many times as important i is as j
///
/// ```
/// use nalgebra::DMatrix;
/// use weighup::weighting::pairwise::compared;
///
/// let found = compared(&DMatrix::from_row_slice(2, 2, &[1.0, 3.0, 1.0 / 3.0, 1.0]));
/// assert!((found.shares[0] - 0.75).abs() < 1e-12);
/// assert_eq!(found.consistency_ratio, Some(0.0));
/// ```
#[must_use]
pub fn compared(matrix: &DMatrix<f64>) -> Compared {
    let (shares, _) = principal(matrix);
    let consistency_ratio = ratio(matrix);
    let revisit = consistency_ratio.filter(|ratio| *ratio > 1e-9).and_then(|before| revisit(matrix, &shares, before));
    Compared { shares, consistency_ratio, revisit }
}

fn ratio(matrix: &DMatrix<f64>) -> Option<f64> {
    let count = matrix.nrows();
    let random = *RANDOM_INDEX.get(count.checked_sub(1)?)?;
    if random <= 0.0 {
        return Some(0.0);
    }
    let (_, eigenvalue) = principal(matrix);
    #[allow(clippy::cast_precision_loss)] // a count of criteria
    let count = count as f64;
    // A consistent matrix has the eigenvalue n, which rounding may put a hair lower.
    Some(((eigenvalue - count) / (count - 1.0) / random).max(0.0))
}

fn revisit(matrix: &DMatrix<f64>, shares: &[f64], before: f64) -> Option<Revisit> {
    let mut best: Option<Revisit> = None;
    for row in 0..matrix.nrows() {
        for column in row + 1..matrix.ncols() {
            let implied = shares[row] / shares[column];
            let mut changed = matrix.clone();
            changed[(row, column)] = implied;
            changed[(column, row)] = 1.0 / implied;
            let Some(ratio_after) = ratio(&changed) else { continue };
            // With three things any judgement would do: rounding must not choose.
            if ratio_after < best.map_or(before, |best| best.ratio_after) - 1e-12 {
                // Asked the way round in which it is above 1.
                let stated = matrix[(row, column)];
                let turned = stated < 1.0;
                best = Some(Revisit {
                    row: if turned { column } else { row },
                    column: if turned { row } else { column },
                    stated: if turned { matrix[(column, row)] } else { stated },
                    implied: if turned { 1.0 / implied } else { implied },
                    ratio_after,
                });
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consistent_matrix_gives_back_its_weights() {
        let weights = [0.5, 0.3, 0.2];
        let matrix = DMatrix::from_fn(3, 3, |row, column| weights[row] / weights[column]);
        let found = compared(&matrix);
        for (share, weight) in found.shares.iter().zip(weights) {
            assert!((share - weight).abs() < 1e-12);
        }
        assert!(found.consistency_ratio.is_some_and(|ratio| ratio < 1e-12) && found.revisit.is_none());
    }

    #[test]
    fn the_odd_judgement_is_the_one_to_revisit() {
        // 1 : 2 : 4 : 8 but for the first against the last, said to be worth half of it.
        let mut matrix =
            DMatrix::from_fn(4, 4, |row, column| 2_f64.powi(i32::try_from(column).unwrap() - i32::try_from(row).unwrap()));
        matrix[(0, 3)] = 0.5;
        matrix[(3, 0)] = 2.0;
        let revisit = compared(&matrix).revisit.unwrap();
        assert_eq!((revisit.row, revisit.column, revisit.stated), (3, 0, 2.0));
        assert!(revisit.implied < 1.0);
    }

    #[test]
    fn two_are_always_consistent_and_eleven_have_no_ratio() {
        assert_eq!(compared(&DMatrix::from_row_slice(2, 2, &[1.0, 9.0, 1.0 / 9.0, 1.0])).consistency_ratio, Some(0.0));
        assert_eq!(compared(&DMatrix::from_element(11, 11, 1.0)).consistency_ratio, None);
    }
}
