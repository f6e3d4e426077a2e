//! What the second passage over the draws has counted.

use std::collections::BTreeMap;

use crate::numeric::exact_sum::ExactSum;

/// What is counted.
#[derive(Debug, Clone)]
pub struct Found {
    /// Draws in which a row comes first alone at its central weights.
    pub alone: Vec<u64>,
    /// The same with others: the row, and how many share the first place.
    pub shared: BTreeMap<(usize, usize), u64>,
    /// The best with all evidence in hand.
    pub best: ExactSum,
    /// The best with the evidence of one input in hand.
    pub by_input: Vec<ExactSum>,
    /// By how much the best is ahead of the winner, at mean scores.
    pub regret: ExactSum,
}

impl Found {
    /// Nothing yet, of so many rows and inputs.
    #[must_use]
    pub fn new(rows: usize, inputs: usize) -> Self {
        Self {
            alone: vec![0; rows],
            shared: BTreeMap::new(),
            best: ExactSum::default(),
            by_input: vec![ExactSum::default(); inputs],
            regret: ExactSum::default(),
        }
    }

    pub fn join(&mut self, other: Self) {
        self.alone.iter_mut().zip(other.alone).for_each(|(mine, theirs)| *mine += theirs);
        for (key, count) in other.shared {
            *self.shared.entry(key).or_default() += count;
        }
        self.best.join(other.best);
        self.by_input.iter_mut().zip(other.by_input).for_each(|(mine, theirs)| mine.join(theirs));
        self.regret.join(other.regret);
    }

    /// How often a row comes first at its central weights; a shared first place counts in part.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // counts below 2⁵³
    pub fn confidence(&self, row: usize, draws: u64) -> f64 {
        let shared = self.shared.range((row, 0)..(row + 1, 0)).map(|((_, sharing), count)| *count as f64 / *sharing as f64);
        (self.alone[row] as f64 + shared.sum::<f64>()) / draws as f64
    }

    /// The mean value of the best with all evidence in hand, and with that of each input.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn mean_best(&self, draws: u64, scale: f64) -> (f64, Vec<f64>) {
        let mean = |sum: &ExactSum| sum.total(scale) / draws as f64;
        (mean(&self.best), self.by_input.iter().map(mean).collect())
    }

    /// By how much the best is ahead of the winner on average.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn mean_regret(&self, draws: u64, scale: f64) -> f64 {
        self.regret.total(scale) / draws as f64
    }
}
