//! When two overall values count as equal.

/// Units of the twelfth decimal, on the 0–100 scale: still far above the noise of sums.
const FINE: f64 = 1e12;
/// How many of them make a unit of the tenth decimal, at which values are compared.
const COARSE: i128 = 100;

/// The value rounded to 10 decimals, as a whole number that can be compared exactly.
///
/// Rounding is transitive where a tolerance is not; plain floating-point comparison would part many pairs
/// that tie in exact arithmetic.
///
/// - `value`: an overall value, normally 0–100
#[must_use]
pub fn tie_key(value: f64) -> i128 {
    // The cast saturates for extrapolated values beyond any use; they still compare in order.
    #[allow(clippy::cast_possible_truncation)]
    let fine = (value * FINE).round() as i128;
    // In two steps: values that tie exactly halfway between two tenth decimals (binary fractions do) go the same way.
    (fine + COARSE / 2).div_euclid(COARSE)
}

#[cfg(test)]
mod tests {
    use super::tie_key;

    #[test]
    fn noise_in_the_last_bit_is_a_tie_and_a_billionth_is_not() {
        assert_eq!(tie_key(0.1 + 0.2), tie_key(0.3));
        assert_ne!(tie_key(56.0), tie_key(56.000_000_001));
        assert_eq!(tie_key(31.437_988_281_25 - 4e-15), tie_key(31.437_988_281_25 + 4e-15));
    }
}
