//! How far one intervention is preferred to another on a criterion, by how much further it gets there.
//!
//! # Source
//! Brans & Vincke (1985), A preference ranking organisation method, Management Science 31(6): the six generalised criteria.

/// From a difference in performance to a degree of preference; thresholds are in the criterion's unit.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum PreferenceFunction {
    /// Any difference counts in full.
    #[default]
    Usual,
    /// Nothing up to `q`, all beyond.
    U { q: f64 },
    /// In proportion up to `p`, which is above 0.
    V { p: f64 },
    /// Nothing up to `q`, half up to `p`, all beyond; `p` is not below `q`.
    Level { q: f64, p: f64 },
    /// Nothing up to `q`, then in proportion up to `p`, which is above `q`.
    Linear { q: f64, p: f64 },
    /// 1 − e^(−d² ÷ 2s²); `s` is above 0.
    Gaussian { s: f64 },
}

impl PreferenceFunction {
    /// The degree of preference, 0–1, that a difference makes; 0 unless it is in favour.
    ///
    /// - `difference`: how much better, in the criterion's unit
    /// - `rounding`: what computing the performances may have added to it; so little beyond a threshold is not beyond it
    #[must_use]
    pub fn degree(self, difference: f64, rounding: f64) -> f64 {
        let beyond = |threshold: f64| difference - threshold > rounding;
        if !beyond(0.0) {
            return 0.0;
        }
        let step = |threshold: f64| if beyond(threshold) { 1.0 } else { 0.0 };
        match self {
            Self::Usual => 1.0,
            Self::U { q } => step(q),
            Self::V { p } => (difference / p).min(1.0),
            Self::Level { q, p } => f64::midpoint(step(q), step(p)),
            Self::Linear { q, p } => ((difference - q) / (p - q)).clamp(0.0, 1.0),
            Self::Gaussian { s } => -libm::expm1(-0.5 * (difference / s) * (difference / s)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PreferenceFunction::{self, Gaussian, Level, Linear, U, Usual, V};

    fn degrees(function: PreferenceFunction) -> Vec<f64> {
        [-1.0, 0.0, 1.0, 1.5, 2.0, 3.0].iter().map(|difference| function.degree(*difference, 1e-12)).collect()
    }

    #[test]
    fn a_threshold_itself_is_not_beyond_it() {
        assert_eq!(degrees(Usual), [0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
        assert_eq!(degrees(U { q: 1.0 }), [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
        assert_eq!(degrees(V { p: 2.0 }), [0.0, 0.0, 0.5, 0.75, 1.0, 1.0]);
        assert_eq!(degrees(Level { q: 1.0, p: 2.0 }), [0.0, 0.0, 0.0, 0.5, 0.5, 1.0]);
        assert_eq!(degrees(Linear { q: 1.0, p: 2.0 }), [0.0, 0.0, 0.0, 0.5, 1.0, 1.0]);
        assert_eq!(U { q: 0.1 }.degree(0.4 - 0.3, 1e-13).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn extreme_figures_stay_between_0_and_1() {
        for function in [V { p: 5e-324 }, Linear { q: 0.0, p: 5e-324 }, Gaussian { s: 5e-324 }, Gaussian { s: 1e-200 }] {
            assert_eq!(function.degree(1e100, 0.0).to_bits(), 1.0_f64.to_bits(), "{function:?}");
        }
        assert_eq!(Gaussian { s: 1e300 }.degree(1e-100, 0.0).abs().to_bits(), 0.0_f64.to_bits());
    }
}
