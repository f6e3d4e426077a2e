//! The principal eigenvector of a positive matrix, by power iteration.
//!
//! Plain sums in a fixed order, because a library's products may fuse operations on some processors and give other last
//! digits.

use nalgebra::DMatrix;

/// Far more than any matrix of judgements needs; a dozen are usual.
const MOST_STEPS: usize = 10_000;
const SETTLED: f64 = 1e-15;

/// The eigenvector, scaled to sum to 1, and its eigenvalue.
///
/// - `matrix`: n × n, every entry positive, so that by Perron and Frobenius the vector is positive and the iteration settles
#[must_use]
pub fn principal(matrix: &DMatrix<f64>) -> (Vec<f64>, f64) {
    let count = matrix.nrows();
    #[allow(clippy::cast_precision_loss)] // a count of rows
    let mut vector = vec![1.0 / count as f64; count];
    let mut eigenvalue = 0.0;
    for _ in 0..MOST_STEPS {
        let product: Vec<f64> =
            (0..count).map(|row| (0..count).map(|column| matrix[(row, column)] * vector[column]).sum()).collect();
        eigenvalue = product.iter().sum();
        let next: Vec<f64> = product.iter().map(|entry| entry / eigenvalue).collect();
        let moved = vector.iter().zip(&next).map(|(before, after)| (before - after).abs()).fold(0.0, f64::max);
        vector = next;
        if moved <= SETTLED {
            break;
        }
    }
    (vector, eigenvalue)
}
