//! What a score made of several uncertain figures is expected to be once one of them is known.
//!
//! Worked out beforehand at points of the known figure, each averaged over points of the others; straight lines between.

use super::performances::{Cell, Row};
use crate::numeric::lanes::LANES;

/// A block of draws that no simulation reaches.
const ASIDE: u64 = 1 << 30;
/// Blocks of draws from which the points are taken.
const BLOCKS: u64 = 16;
/// Points of the known figure.
const KNOWN: usize = 129;
/// Points of the others, taken together.
const OTHERS: usize = 256;
/// Odd, so that stepping by it goes through all points of the second of the others.
const STRIDE: usize = 159;

/// An expected score as a function of one figure.
#[derive(Debug, Clone)]
pub struct Expected {
    figures: Vec<f64>,
    scores: Vec<f64>,
}

impl Expected {
    /// - `known`: index of the figure in its row
    #[must_use]
    pub fn new(row: &Row<'_>, cell: &Cell<'_>, known: usize) -> Self {
        let read: Vec<_> = cell.figures().collect();
        let drawn = |figure: usize| if read.contains(&figure) { sample(row, figure) } else { vec![0.0] };
        let sorted: Vec<_> = (0..row.figures.len()).map(drawn).collect();
        #[allow(clippy::integer_division)]
        let point = |figure: usize, at: usize, of: usize| sorted[figure][(sorted[figure].len() - 1) * at / (of - 1)];
        let mut figures: Vec<_> = (0..KNOWN).map(|at| point(known, at, KNOWN)).collect();
        figures.dedup_by(|next, before| *next <= *before);
        let expected = |x: &f64| {
            let score = |at: usize| {
                cell.score(|figure| {
                    if figure == known {
                        return *x;
                    }
                    // Each of the others goes through its middle points in an order of its own.
                    let before = read.iter().take_while(|other| **other != figure).count();
                    let place = (0..before).fold(at, |place, _| place * STRIDE % OTHERS);
                    point(figure, 2 * place + 1, 2 * OTHERS + 1)
                })
            };
            #[allow(clippy::cast_precision_loss)] // a small count
            let count = OTHERS as f64;
            (0..OTHERS).map(score).sum::<f64>() / count
        };
        let scores = figures.iter().map(expected).collect();
        Self { figures, scores }
    }

    /// Moves all scores up by so much.
    pub fn shift(&mut self, by: f64) {
        for score in &mut self.scores {
            *score += by;
        }
    }

    /// The expected score; beyond the points the outermost straight line goes on.
    #[must_use]
    pub fn score(&self, x: f64) -> f64 {
        let Some(last) = self.figures.len().checked_sub(1).filter(|last| *last > 0) else { return self.scores[0] };
        let after = self.figures.partition_point(|figure| *figure < x).clamp(1, last);
        let (from, to) = (self.figures[after - 1], self.figures[after]);
        let share = (x - from) / (to - from);
        self.scores[after - 1] + share * (self.scores[after] - self.scores[after - 1])
    }
}

/// Draws of a figure, rising.
fn sample(row: &Row<'_>, figure: usize) -> Vec<f64> {
    let mut draws = Vec::new();
    for block in 0..BLOCKS {
        let mut lanes = [0.0; LANES];
        row.draw(figure, ASIDE + block, &mut lanes);
        draws.extend(lanes);
    }
    draws.sort_by(f64::total_cmp);
    draws
}
