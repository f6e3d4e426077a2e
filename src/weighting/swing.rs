//! Swing points: what moving each criterion from its worst to its best is worth, relative to its siblings.

/// Points as shares of 1; `None` if none is above 0.
///
/// - `points`: finite and non-negative
///
/// Where their sum is near the limits of floating point, points are divided by the largest first, so that they neither
/// overflow nor vanish.
#[must_use]
pub fn shares(points: &[f64]) -> Option<Vec<f64>> {
    let largest = points.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        return None;
    }
    let share = |points: &[f64], total: f64| points.iter().map(|point| point / total).collect();
    let total: f64 = points.iter().sum();
    if total.is_finite() && largest > f64::MIN_POSITIVE {
        return Some(share(points, total));
    }
    let scaled: Vec<_> = points.iter().map(|point| point / largest).collect();
    Some(share(&scaled, scaled.iter().sum()))
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn extreme_points_keep_their_ratios() {
        assert_eq!(shares(&[1e308, 1e308]), Some(vec![0.5, 0.5]));
        assert_eq!(shares(&[5e-324, 5e-324]), Some(vec![0.5, 0.5]));
        assert_eq!(shares(&[0.0, 0.0]), None);
    }
}
