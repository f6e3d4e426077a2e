//! Figures as whole numbers of a common unit, so that sums of them compare exactly.
//!
//! Where all figures are multiples of one unit (scores out of a table, tenths of a point) that unit is found; otherwise they are
//! rounded to the tenth decimal, as values are when they are compared.

/// The largest sum of absolute whole numbers: far inside what a double holds exactly.
const MOST: f64 = 4_503_599_627_370_496.0; // 2^52
/// The largest numerator or denominator of a figure's ratio to the largest figure.
const LARGEST_PART: i64 = 1_000_000;
/// How far a ratio may lie from a fraction that it is taken for.
const NOISE: f64 = 2e-14;
/// The finest unit where there is no common one.
const FINEST: f64 = 1e-10;

/// Whole numbers, and the unit that they count.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    pub numbers: Vec<i64>,
    pub unit: f64,
}

/// The figures in whole units; the sum of their absolute values is below 2^52.
#[must_use]
pub fn whole(figures: &[f64]) -> Whole {
    let largest = figures.iter().fold(0.0, |most: f64, figure| most.max(figure.abs()));
    if largest <= 0.0 {
        return Whole { numbers: vec![0; figures.len()], unit: 1.0 };
    }
    let sum: f64 = figures.iter().map(|figure| figure.abs()).sum();
    let unit = common_unit(figures, largest).filter(|unit| sum / unit < MOST).unwrap_or_else(|| {
        let mut unit = FINEST;
        while sum / unit >= MOST {
            unit *= 10.0;
        }
        unit
    });
    // The cast is exact: the quotients are below 2^52.
    #[allow(clippy::cast_possible_truncation)]
    let numbers = figures.iter().map(|figure| (figure / unit).round() as i64).collect();
    Whole { numbers, unit }
}

/// The largest unit that all figures are multiples of, but for rounding.
fn common_unit(figures: &[f64], largest: f64) -> Option<f64> {
    let mut denominator = 1_i64;
    for figure in figures {
        let own = fraction(figure.abs() / largest)?;
        denominator = denominator / common_divisor(denominator, own) * own;
        if denominator > LARGEST_PART {
            return None;
        }
    }
    #[allow(clippy::cast_precision_loss)]
    Some(largest / denominator as f64)
}

/// The denominator of the simplest fraction that a ratio in 0–1 is, but for rounding.
fn fraction(ratio: f64) -> Option<i64> {
    let (mut before, mut denominator) = (0_i64, 1_i64);
    let mut rest = ratio;
    loop {
        #[allow(clippy::cast_precision_loss)]
        let times = ratio * denominator as f64;
        #[allow(clippy::cast_precision_loss)]
        if (times - times.round()).abs() <= NOISE * denominator as f64 {
            return Some(denominator);
        }
        rest = 1.0 / (rest - rest.floor());
        // The casts saturate; not a number becomes 0, which leads nowhere.
        #[allow(clippy::cast_possible_truncation)]
        let next = (rest.floor() as i64).saturating_mul(denominator).saturating_add(before);
        if next > LARGEST_PART || next <= before {
            return None;
        }
        (before, denominator) = (denominator, next);
    }
}

/// The greatest common divisor of two numbers' sizes; 0 shares everything.
#[must_use]
pub fn common_divisor(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn multiples_of_a_common_unit_are_counted_in_it() {
        let found = whole(&[100.0 / 3.0, 200.0 / 3.0, -100.0, 0.0]);
        assert_eq!(found.numbers, [1, 2, -3, 0]);
        let hundredths: Vec<f64> = [82_255, 109_714, 36_637].iter().map(|x| 100.0 * (f64::from(*x) / 100.0) / 1097.14).collect();
        assert_eq!(whole(&hundredths).numbers, [82_255, 109_714, 36_637]);
    }

    #[test]
    fn figures_without_a_common_unit_go_to_the_tenth_decimal() {
        let found = whole(&[std::f64::consts::PI, std::f64::consts::E]);
        assert_eq!(found.numbers, [31_415_926_536, 27_182_818_285]);
    }
}
