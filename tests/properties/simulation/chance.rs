//! How far chance may lead.
//!
//! A limit of four standard errors is passed by chance in one cell of 16,000, which hundreds of random models reach. So every
//! cell has a limit that chance passes once in 10⁹, and standard scores over all models must be standard: 0 on average, and 1
//! squared, which shows faults of a fraction of a standard error.

use std::cell::{Cell, RefCell};

use proptest::prelude::prop_assert;
use proptest::test_runner::TestCaseResult;

/// ln(2·10⁹): how rare it is that a limit is passed by chance.
const RARE: f64 = 21.42;
/// Standard deviations by which averages over models may be off.
const FAR: f64 = 6.0;
/// Models below which averages tell nothing.
const FEW: usize = 60;

/// How far the mean of draws may be from what is expected (Bernstein's inequality).
///
/// - `range`: how far one draw can be from what is expected
pub fn limit(variance: f64, range: f64, draws: f64) -> f64 {
    (2.0 * RARE * variance / draws).sqrt() + 2.0 * RARE * range / (3.0 * draws)
}

/// Fails where a share of the draws is not the probability.
pub fn near_share(what: &str, found: f64, probability: f64, draws: f64) -> TestCaseResult {
    let limit = limit(probability * (1.0 - probability), 1.0, draws);
    prop_assert!((found - probability).abs() <= limit, "{what}: {found} of {draws} draws, not {probability}");
    Ok(())
}

/// Fails where two shares of as many draws each cannot be of one probability.
pub fn near_shares(what: &str, one: f64, other: f64, draws: f64) -> TestCaseResult {
    let pooled = f64::midpoint(one, other);
    let limit = limit(2.0 * pooled * (1.0 - pooled), 1.0, draws);
    prop_assert!((one - other).abs() <= limit, "{what}: {one} and {other} of {draws} draws");
    Ok(())
}

/// Standard scores, independent of one another: one for each model.
#[derive(Debug, Default)]
pub struct Scores(RefCell<Vec<f64>>);

impl Scores {
    /// Adds a figure with what was expected of it; without a standard error it tells nothing.
    pub fn add(&self, found: f64, expected: f64, standard_error: f64) {
        if standard_error > 0.0 {
            self.0.borrow_mut().push((found - expected) / standard_error);
        }
    }

    /// Fails unless the scores are 0 on average.
    pub fn average_to_0(&self) {
        let scores = self.0.borrow();
        let count = super::float(scores.len());
        let sum: f64 = scores.iter().sum();
        assert!(scores.len() < FEW || sum.abs() <= FAR * count.sqrt(), "{sum} in {count} models");
    }

    /// Fails unless they are, and 1 squared.
    pub fn are_standard(&self) {
        self.average_to_0();
        let scores = self.0.borrow();
        let count = super::float(scores.len());
        let squares: f64 = scores.iter().map(|score| score * score).sum();
        // A square has a variance of 2.
        assert!(scores.len() < FEW || (squares - count).abs() <= FAR * (2.0 * count).sqrt(), "{squares} in {count} models");
    }
}

/// Variances found, as shares of what they should be.
#[derive(Default)]
pub struct Ratios(Cell<(f64, f64)>);

impl Ratios {
    /// Adds a variance of 2,000 draws with what was expected of it.
    pub fn add(&self, found: f64, exact: f64) {
        let (count, sum) = self.0.get();
        self.0.set((count + 1.0, sum + found / exact));
    }

    /// Fails unless they are 1 on average. Of 2,000 draws from a law whose fourth moment is twenty squares of its variance,
    /// more than those have that are looked at, such a share has a standard deviation of 0.1.
    pub fn is_right(&self) {
        let (count, sum) = self.0.get();
        assert!(
            (sum / count - 1.0).abs() <= FAR * 0.1 / f64::sqrt(count) || count < 1.0,
            "variances are {} of theirs",
            sum / count
        );
    }
}
