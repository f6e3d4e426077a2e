//! The exponential value curve and the curvature that puts its midpoint where it was judged to be.
//!
//! Uses `libm`, whose results are the same bits on every platform.

/// (1 − e^(−c·t)) / (1 − e^(−c)): rises from 0 at t = 0 to 1 at t = 1, linear as c → 0.
///
/// Written so that no power overflows, whatever the sign of c.
///
/// # Source
/// Belton & Stewart (2002), Multiple Criteria Decision Analysis, ch. 5.
#[must_use]
pub fn curve(c: f64, t: f64) -> f64 {
    if c.abs() < 1e-12 {
        return t;
    }
    let rise = libm::expm1(-c.abs() * t) / libm::expm1(-c.abs());
    if c > 0.0 { rise } else { libm::exp(c * (1.0 - t)) * rise }
}

/// The slope of the curve at t: c·e^(−c·t) / (1 − e^(−c)).
#[must_use]
pub fn slope(c: f64, t: f64) -> f64 {
    if c.abs() < 1e-12 {
        return 1.0;
    }
    // A curve of opposite sign is the same one turned round.
    let from_the_steep_end = if c > 0.0 { t } else { 1.0 - t };
    c.abs() * libm::exp(-c.abs() * from_the_steep_end) / -libm::expm1(-c.abs())
}

/// The t at which the curve reaches `share`: its inverse.
///
/// - `share`: 0–1
#[must_use]
pub fn inverse(c: f64, share: f64) -> f64 {
    if c.abs() < 1e-12 {
        return share;
    }
    // A curve of opposite sign is the same one turned round; at its flat end a steep one leaves no digits to invert.
    let rise = |share: f64| (-libm::log1p(share * libm::expm1(-c.abs())) / c.abs()).min(1.0);
    if c > 0.0 { rise(share) } else { 1.0 - rise(1.0 - share) }
}

/// The curvature for which the curve passes through one half at `t`.
///
/// - `t`: strictly between 0 and 1
///
/// The curve at a fixed t rises with c, so bisection finds it; it ends where rounding decides, since halving towards a
/// curvature of exactly 0 would go on through a thousand ever smaller numbers.
#[must_use]
pub fn curvature_of_midpoint(t: f64) -> f64 {
    const PRECISION: f64 = 1e-16;
    let (mut low, mut high) = (-1.0_f64, 1.0_f64);
    while curve(low, t) > 0.5 {
        low *= 2.0;
    }
    while curve(high, t) < 0.5 {
        high *= 2.0;
    }
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high || high - low <= PRECISION {
            return middle;
        }
        if curve(middle, t) < 0.5 { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_meets_its_ends_whatever_the_curvature() {
        for c in [-900.0, -3.0, -1e-9, 0.0, 1e-9, 1.5, 900.0] {
            assert!(curve(c, 0.0).abs() < 1e-15, "{c}");
            assert!((curve(c, 1.0) - 1.0).abs() < 1e-15, "{c}");
        }
        assert!((curve(1e-7, 0.3) - 0.3).abs() < 1e-7);
    }

    #[test]
    fn the_inverse_undoes_the_curve() {
        for c in [-30.0, -3.0, 0.0, 1.5, 30.0] {
            for share in [0.0, 1e-6, 0.3, 0.5, 0.999, 1.0] {
                assert!((curve(c, inverse(c, share)) - share).abs() < 1e-12, "{c} {share}");
            }
        }
        assert!(inverse(900.0, 1.0).is_finite() && inverse(-900.0, 0.0).is_finite());
    }

    #[test]
    fn the_slope_is_that_of_the_curve() {
        const STEP: f64 = 1e-6;
        for c in [-30.0, -3.0, -1e-9, 0.0, 1e-13, 1.5, 30.0] {
            for t in [0.0, 0.1, 0.5, 0.9, 1.0] {
                let difference = (curve(c, t + STEP) - curve(c, t - STEP)) / (2.0 * STEP);
                assert!((slope(c, t) - difference).abs() < 1e-6 * difference.max(1.0), "{c} {t}");
            }
        }
        assert!(slope(900.0, 0.0).is_finite() && slope(-900.0, 1.0).is_finite());
    }

    #[test]
    fn the_midpoint_is_hit() {
        for t in [0.001, 0.25, 0.5, 0.8, 0.999] {
            assert!((curve(curvature_of_midpoint(t), t) - 0.5).abs() < 1e-12, "{t}");
        }
    }
}
