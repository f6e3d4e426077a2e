//! Draws from gamma, beta and Dirichlet distributions, by their logarithms: shapes of any size keep their digits.
//!
//! # Source
//! Marsaglia & Tsang (2000), A simple method for generating gamma variables, ACM Transactions on Mathematical Software 26(3);
//! shapes below 1 by their power of a uniform draw.

use std::f64::consts::TAU;

use super::chacha::Reader;

/// The logarithm of a gamma draw of scale 1.
///
/// - `shape`: above 0; one below 10⁻²⁰⁰ counts as that, whose draws are as near to 0
pub fn log_gamma_draw(words: &mut Reader, shape: f64) -> f64 {
    let shape = shape.max(1e-200);
    if shape < 1.0 {
        let larger = log_gamma_draw(words, shape + 1.0);
        return larger + libm::log(words.share()) / shape;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let z = normal(words);
        let root = 1.0 + c * z;
        if root <= 0.0 {
            continue;
        }
        let cube = root * root * root;
        if libm::log(words.share()) < 0.5 * z * z + d - d * cube + d * libm::log(cube) {
            return libm::log(d) + 3.0 * libm::log(root);
        }
    }
}

fn normal(words: &mut Reader) -> f64 {
    (-2.0 * libm::log(words.share())).sqrt() * libm::cos(TAU * words.share())
}

/// A beta draw, 0–1.
///
/// - `a`, `b`: above 0
pub fn beta_draw(words: &mut Reader, a: f64, b: f64) -> f64 {
    let ahead = log_gamma_draw(words, b) - log_gamma_draw(words, a);
    1.0 / (1.0 + libm::exp(ahead))
}

/// A draw of shares that sum to 1.
///
/// - `parameters`: above 0
pub fn dirichlet_draw(words: &mut Reader, parameters: &[f64], shares: &mut [f64]) {
    for (share, &shape) in shares.iter_mut().zip(parameters) {
        *share = log_gamma_draw(words, shape);
    }
    let largest = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for share in shares.iter_mut() {
        *share = libm::exp(*share - largest);
    }
    let total: f64 = shares.iter().sum();
    for share in shares {
        *share /= total;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::chacha::Streams;

    /// Four standard errors: a share of the fixed seed's draws that no change of code should move.
    fn near(found: f64, wanted: f64, deviation: f64, draws: f64) {
        assert!((found - wanted).abs() < 4.0 * deviation / draws.sqrt(), "{found}, not {wanted}");
    }

    #[test]
    fn beta_draws_have_their_mean_and_spread() {
        const DRAWS: u32 = 20_000;
        for (a, b) in [(2.0, 5.0), (0.4, 0.7), (8.0, 121.0), (1e6, 2e6), (1.0, 1.0)] {
            let mut words = Reader::new(Streams::new(7).named(&["beta"]), 0);
            let draws: Vec<f64> = (0..DRAWS).map(|_| beta_draw(&mut words, a, b)).collect();
            let count = f64::from(DRAWS);
            let mean = draws.iter().sum::<f64>() / count;
            let variance = draws.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / count;
            let expected = a * b / ((a + b) * (a + b) * (a + b + 1.0));
            near(mean, a / (a + b), expected.sqrt(), count);
            // The variance of a variance is at most a few times its square for these shapes.
            near(variance / expected, 1.0, 2.0, count);
            assert!(draws.iter().all(|draw| (0.0..=1.0).contains(draw)));
        }
    }

    #[test]
    fn shapes_of_any_size_give_shares() {
        let mut words = Reader::new(Streams::new(7).named(&["shares"]), 0);
        let mut shares = [0.0; 3];
        for shapes in [[1e-300, 1.0, 2.0], [1e-3, 1e-3, 1e-3], [1e12, 1e-9, 1e12]] {
            dirichlet_draw(&mut words, &shapes, &mut shares);
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12 && shares.iter().all(|share| share.is_finite()));
        }
        assert!((0.0..=1.0).contains(&beta_draw(&mut words, 1e-300, 1e-300)));
    }
}
