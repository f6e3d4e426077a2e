//! Sums that are the same in any order: figures become whole numbers before they are added.
//!
//! So that several threads may add up what they have when they have it.

/// Binary digits behind the point.
const DIGITS: i32 = 60;

/// A sum of floating-point numbers, exact to 2⁻⁶⁰ of the magnitude for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExactSum(i128);

impl ExactSum {
    /// Adds a figure.
    ///
    /// - `scale`: a power of two near the largest that is summed, from [`ExactSum::scale`]
    #[inline(always)]
    pub fn add(&mut self, figure: f64, scale: f64) {
        #[allow(clippy::cast_possible_truncation)] // below 2⁶⁰ times a few; what is larger saturates
        let whole = (figure / scale * UNIT) as i128;
        self.0 = self.0.saturating_add(whole);
    }

    /// Adds another sum of the same scale.
    pub fn join(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }

    /// What the figures sum to.
    #[must_use]
    pub fn total(self, scale: f64) -> f64 {
        #[allow(clippy::cast_precision_loss)] // to the last digit of the result
        let sum = self.0 as f64;
        sum / UNIT * scale
    }

    /// The least power of two that is no less than a figure.
    #[must_use]
    pub fn scale(largest: f64) -> f64 {
        let mut scale = 1.0;
        while scale < largest && scale < 1e300 {
            scale *= 2.0;
        }
        scale
    }
}

/// 2⁶⁰.
#[allow(clippy::cast_precision_loss)] // a power of two
const UNIT: f64 = (1_u64 << DIGITS) as f64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_does_not_matter() {
        let figures = [0.1, 1e-9, -33.3, 99.999_999, 7.0 / 3.0];
        let scale = ExactSum::scale(100.0);
        assert!((scale - 128.0).abs() < f64::EPSILON);
        let sum = |order: &[usize]| {
            let mut sum = ExactSum::default();
            for &index in order {
                sum.add(figures[index], scale);
            }
            sum
        };
        assert_eq!(sum(&[0, 1, 2, 3, 4]), sum(&[4, 2, 0, 3, 1]));
        let mut joined = sum(&[0, 1]);
        joined.join(sum(&[2, 3, 4]));
        assert_eq!(joined, sum(&[0, 1, 2, 3, 4]));
        assert!((joined.total(scale) - figures.iter().sum::<f64>()).abs() < 1e-13);
    }
}
