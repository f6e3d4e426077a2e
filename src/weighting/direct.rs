//! Weights given directly, as shares of 1.

/// How far the sum of direct weights may be from 1: people round to a few decimals.
///
/// A hair over a millionth, so that sums of exactly 0.999999 pass whatever rounding makes of them.
const SUM_TOLERANCE: f64 = 1.000_001e-6;

/// The weights made to sum to 1 exactly.
///
/// # Errors
/// The sum, if it is not 1 within a millionth.
pub fn shares(weights: &[f64]) -> Result<Vec<f64>, f64> {
    let sum: f64 = weights.iter().sum();
    if (sum - 1.0).abs() > SUM_TOLERANCE {
        return Err(sum);
    }
    Ok(weights.iter().map(|weight| weight / sum).collect())
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn thirds_to_six_decimals_pass_and_percentages_do_not() {
        assert!(shares(&[0.333_333, 0.333_333, 0.333_334]).is_ok());
        assert!(shares(&[0.333_333, 0.333_333, 0.333_333]).is_ok());
        assert_eq!(shares(&[40.0, 60.0]), Err(100.0));
    }
}
