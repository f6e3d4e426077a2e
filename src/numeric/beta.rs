//! The beta distribution: the points between which 95 % of it lie.
//!
//! Uses `libm`, whose results are the same bits on every platform.
//!
//! # Source
//! Continued fraction of the regularised incomplete beta function, and its leading factor: Didonato & Morris (1992),
//! Algorithm 708, ACM Transactions on Mathematical Software 18(3), equation 9; evaluated by the modified Lentz method
//! (Thompson & Barnett 1986). The logarithms of gamma in the factor are parted into Stirling's main term and remainder, so
//! that large shapes keep their digits. First guess, and shapes too large for the fraction: Cornish & Fisher (1938).

use std::f64::consts::PI;

/// Where a standard normal distribution ends its middle 95 %, to all digits.
const NORMAL_END: f64 = 1.959_963_984_540_054;
/// Both shapes beyond this, the expansion of Cornish and Fisher is exact to more digits than are kept.
const NEARLY_NORMAL: f64 = 1e7;
/// Steps of the continued fraction; it needs a few times the root of the smaller shape.
const FRACTION_STEPS: usize = 100_000;
/// Steps towards a quantile; halving alone gets below 1e-60 in these.
const SEARCH_STEPS: usize = 200;

/// The points below which 2.5 % and 97.5 % of Beta(`a`, `b`) lie.
///
/// - `a`, `b`: above 0
#[must_use]
pub fn interval_95(a: f64, b: f64) -> (f64, f64) {
    (quantile(a, b, 0.025, -NORMAL_END), quantile(a, b, 0.975, NORMAL_END))
}

/// The point below which a share of Beta(`a`, `b`) lies.
///
/// - `normal`: the same of the standard normal distribution, to start from
fn quantile(a: f64, b: f64, share: f64, normal: f64) -> f64 {
    let sum = a + b;
    let mean = a / sum;
    let deviation = (mean * (b / sum) / (sum + 1.0)).sqrt();
    let guess = mean + deviation * standard_quantile(a, b, normal);
    if a.min(b) > NEARLY_NORMAL {
        return guess;
    }
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = if guess > low && guess < high { guess } else { mean };
    // Newton's steps inside a bracket that every step narrows; halving it where they would leave it.
    for _ in 0..SEARCH_STEPS {
        let (below, density) = share_and_density(a, b, x);
        if below < share {
            low = x;
        } else {
            high = x;
        }
        let newton = x - (below - share) / density;
        if newton > low && newton < high {
            // Each step squares the error, so after so small a one nothing is left of it.
            if (newton - x).abs() <= 1e-8 * deviation.min(x).min(1.0 - x) {
                return newton;
            }
            x = newton;
        } else {
            let middle = f64::midpoint(low, high);
            if middle <= low || middle >= high {
                return x;
            }
            x = middle;
        }
    }
    x
}

/// How many standard deviations from the mean a quantile lies, by the expansion in skewness and excess kurtosis.
fn standard_quantile(a: f64, b: f64, z: f64) -> f64 {
    let sum = a + b;
    let skewness = 2.0 * (b - a) * (sum + 1.0).sqrt() / ((sum + 2.0) * (a * b).sqrt());
    let excess = 6.0 * ((a - b) * (a - b) * (sum + 1.0) / (a * b) - (sum + 2.0)) / ((sum + 2.0) * (sum + 3.0));
    z + skewness * (z * z - 1.0) / 6.0 + excess * (z * z * z - 3.0 * z) / 24.0
        - skewness * skewness * (2.0 * z * z * z - 5.0 * z) / 36.0
}

/// The share of Beta(`a`, `b`) below `x`, `I_x(a, b)`, and the density there.
fn share_and_density(a: f64, b: f64, x: f64) -> (f64, f64) {
    let rest = 1.0 - x;
    // How far x is from the mean, taken from the smaller shape, which loses fewer digits.
    let beyond = if a <= b { x * (a + b) - a } else { b - rest * (a + b) };
    let factor = libm::exp(log_factor(a, b, x, beyond));
    // The fraction converges on the near side of the middle; the other side is its mirror image.
    let is_near = x < (a + 1.0) / (a + b + 2.0);
    let share = if is_near { factor / fraction(a, b, x, -beyond) } else { 1.0 - factor / fraction(b, a, rest, beyond) };
    (share, factor / x / rest)
}

/// ln( x^a (1−x)^b ÷ B(a, b) ).
///
/// - `beyond`: (a + b) x − a
fn log_factor(a: f64, b: f64, x: f64, beyond: f64) -> f64 {
    let sum = a + b;
    let gammas = stirling_remainder(sum) - stirling_remainder(a) - stirling_remainder(b);
    let log_ratio = |off: f64, ratio: f64| if off.abs() < 0.5 { libm::log1p(off) } else { libm::log(ratio) };
    a * log_ratio(beyond / a, x * sum / a)
        + b * log_ratio(-beyond / b, (1.0 - x) * sum / b)
        + 0.5 * libm::log(a / sum * b / (2.0 * PI))
        + gammas
}

/// ln Γ(z) − ((z − ½) ln z − z + ½ ln 2π).
fn stirling_remainder(z: f64) -> f64 {
    if z < 16.0 {
        return libm::lgamma(z) - ((z - 0.5) * libm::log(z) - z + 0.5 * libm::log(2.0 * PI));
    }
    let square = 1.0 / (z * z);
    let tail = 1.0 / 1260.0 - square * (1.0 / 1680.0 - square / 1188.0);
    (1.0 / 12.0 - square * (1.0 / 360.0 - square * tail)) / z
}

/// The continued fraction by which the factor is divided to give `I_x(a, b)`; its terms need no difference of large figures.
///
/// - `lead`: a − (a + b) x
fn fraction(a: f64, b: f64, x: f64, lead: f64) -> f64 {
    /// In place of a denominator of 0.
    const TINY: f64 = 1e-300;
    let away_from_0 = |figure: f64| if figure.abs() < TINY { TINY } else { figure };
    let mut value = away_from_0(a * ((lead + 1.0) / (a + 1.0)));
    let (mut numerator, mut denominator) = (value, 0.0);
    let mut term = 0.0;
    for _ in 0..FRACTION_STEPS {
        term += 1.0;
        let odd = a + 2.0 * term - 1.0;
        let passed = term * (b - term) * x;
        let above = (a + term - 1.0) / odd * ((a + b + term - 1.0) / odd * x) * passed;
        let beside = term + passed / odd + (a + term) / (odd + 2.0) * (lead + 1.0 + term * (2.0 - x));
        denominator = 1.0 / away_from_0(beside + above * denominator);
        numerator = away_from_0(beside + above / numerator);
        let step = numerator * denominator;
        value *= step;
        if (step - 1.0).abs() <= 2.0 * f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shapes, and the points below which `SciPy` 1.17.1 (`scipy.stats.beta.ppf`) puts 2.5 % and 97.5 %;
    /// the last two by integrating the density to 30 digits with mpmath, as `SciPy` misses one of them.
    const KNOWN: [(f64, f64, f64, f64); 18] = [
        (1.0, 1.0, 0.025, 0.975),
        (0.5, 0.5, 0.001_541_333_133_436_012, 0.998_458_666_866_563_9),
        (1.0, 21.0, 0.001_204_883_448_363_512_7, 0.161_097_615_219_079_56),
        (13.0, 39.0, 0.143_262_583_759_728_03, 0.374_930_508_359_858_5),
        (31.0, 171.0, 0.107_259_927_254_149_64, 0.206_163_194_945_978_7),
        (2.5, 7.0, 0.052_422_577_666_035_02, 0.566_793_021_186_802_9),
        (0.05, 3.0, 2.091_880_560_933_363_6e-33, 0.199_440_319_215_244_47),
        (500.0, 0.2, 0.996_979_945_011_213, 0.999_999_999_987_244_8),
        (120.0, 1.0, 0.969_727_027_422_579_9, 0.999_789_040_521_878_3),
        (4001.0, 16001.0, 0.194_515_007_434_202_14, 0.205_601_804_085_877_5),
        (3.0, 999_999.0, 6.186_719_315_182_812e-7, 7.224_661_569_693_315e-06),
        (1e6, 1e6, 0.499_307_048_333_949_45, 0.500_692_951_666_050_5),
        (200_001.0, 3_000_001.0, 0.062_235_316_712_981_81, 0.062_765_748_135_200_13),
        (9e6, 9.5e6, 0.486_258_729_923_383_9, 0.486_714_245_817_019_1),
        (2e7, 3e7, 0.399_864_213_502_491_6, 0.400_135_794_074_732),
        (4.0, 1e12, 1.089_865_373_624_096_4e-12, 8.767_273_069_690_61e-12),
        (1e3, 1e12, 9.389_730_174_978_43e-10, 1.062_921_150_129_058e-9),
        (1e5, 1e9, 9.937_124_633_737_724e-5, 1.006_106_493_987_451e-4),
    ];

    #[test]
    fn quantiles_are_those_of_scipy() {
        for (a, b, low, high) in KNOWN {
            let found = interval_95(a, b);
            for (found, known) in [(found.0, low), (found.1, high)] {
                assert!((found - known).abs() <= 1e-10 * known, "Beta({a}, {b}): {found:e}, not {known:e}");
            }
        }
    }

    #[test]
    fn events_and_the_rest_mirror_one_another() {
        for (a, b, ..) in KNOWN.into_iter().filter(|(a, b, ..)| a.min(*b) >= 1.0 && a + b < 1e6) {
            let ((low, high), (mirror_low, mirror_high)) = (interval_95(a, b), interval_95(b, a));
            assert!((low + mirror_high - 1.0).abs() < 1e-12 && (high + mirror_low - 1.0).abs() < 1e-12, "Beta({a}, {b})");
        }
    }

    #[test]
    fn shapes_of_any_size_have_an_interval() {
        for (a, b) in [(1e-300, 1.0), (1.0, 1e-300), (1e-3, 1e-3), (1.0, 1e100), (1e100, 1.0), (1e100, 1e100), (5e7, 1e100)] {
            let (low, high) = interval_95(a, b);
            assert!(0.0 <= low && low <= high && high <= 1.0, "Beta({a}, {b}): {low} to {high}");
        }
    }
}
