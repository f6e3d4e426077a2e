//! What is counted while draws go by: places, wins, values and weights. Nothing here grows with the number of draws.
//!
//! Counts are whole numbers and sums are exact, so that joining the tallies of several threads gives the same in any order.

use std::collections::{BTreeMap, HashMap};

use crate::numeric::exact_sum::ExactSum;
use crate::numeric::lanes::{self, LANES, Lanes};

/// Points that a step of the histogram of values is wide.
pub const STEP: f64 = 0.01;
/// Steps from 0 to 100 points; values beyond are counted one by one.
const STEPS: usize = 10_001;
/// The step of those, which is not looked at.
const ELSEWHERE: u16 = 10_001;
/// Draws of a row whose steps are counted together, as the counts of many rows are far apart in memory.
const RECENT: usize = 8 * LANES;
/// Points up to which steps are as wide; farther values have 12 of their 52 binary digits, none of which come as low as the
/// steps up to there.
const FINE: f64 = 200.0;
const FINEST: i64 = 20_000;
const LEFT_OUT: u32 = 40;
/// 2⁵²: added, it leaves a whole number in the lower bits.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// All counts and sums.
#[derive(Debug, Clone)]
pub struct Tally {
    pub rows: usize,
    /// Draws with row a alone at place r: rows × places.
    pub places: Vec<u32>,
    /// Draws in which a row shares places: the row, the first of these places, and how many share them.
    pub shared: BTreeMap<(u32, u32, u32), u64>,
    /// Draws in which a is ahead of b, for a < b, row after row.
    pub ahead: Vec<u32>,
    /// The same for draws in which they tie; empty until two do.
    pub level: Vec<u32>,
    /// Values by steps, row after row, and one more for what is counted elsewhere.
    values: Vec<u32>,
    /// Of each row the steps of recent draws, which are still to be counted, and how many there are.
    steps: Vec<[u16; RECENT]>,
    recent: usize,
    /// Of each row the values beyond 0–100.
    beyond: Vec<HashMap<i64, u64>>,
    /// Of a row: value less base value, and its square.
    pub deviations: Vec<[ExactSum; 2]>,
    /// Of uncertain scores, rows × criteria.
    pub scores: Vec<ExactSum>,
    pub weights: Vec<ExactSum>,
    /// Weights over draws that a row wins, rows × criteria.
    pub winning: Vec<ExactSum>,
    /// By how much the best is ahead of the one that is first in the base case.
    pub regret: ExactSum,
}

impl Tally {
    #[must_use]
    pub fn new(rows: usize, criteria: usize) -> Self {
        Self {
            rows,
            places: vec![0; rows * rows],
            shared: BTreeMap::new(),
            ahead: vec![0; rows * (rows - 1) / 2],
            level: Vec::new(),
            values: vec![0; rows * (STEPS + 1)],
            steps: vec![[0; RECENT]; rows],
            recent: 0,
            beyond: vec![HashMap::new(); rows],
            deviations: vec![[ExactSum::default(); 2]; rows],
            scores: vec![ExactSum::default(); rows * criteria],
            weights: vec![ExactSum::default(); criteria],
            winning: vec![ExactSum::default(); rows * criteria],
            regret: ExactSum::default(),
        }
    }

    /// Counts what is still to be counted.
    pub fn settle(&mut self) {
        for (steps, counts) in self.steps.iter().zip(self.values.chunks_exact_mut(STEPS + 1)) {
            for &step in &steps[..self.recent] {
                counts[usize::from(step)] += 1;
            }
        }
        self.recent = 0;
    }

    /// Ends a block of `count` draws.
    pub fn end_block(&mut self, count: usize) {
        self.recent += count;
        if self.recent + LANES > RECENT {
            self.settle();
        }
    }

    /// Adds what another thread has counted and settled.
    pub fn join(&mut self, other: Self) {
        add(&mut self.places, &other.places);
        add(&mut self.ahead, &other.ahead);
        add(&mut self.values, &other.values);
        if self.level.is_empty() {
            self.level = other.level;
        } else if !other.level.is_empty() {
            add(&mut self.level, &other.level);
        }
        for (key, count) in other.shared {
            *self.shared.entry(key).or_default() += count;
        }
        for (mine, theirs) in self.beyond.iter_mut().zip(other.beyond) {
            for (step, count) in theirs {
                *mine.entry(step).or_default() += count;
            }
        }
        for (mine, theirs) in self.deviations.iter_mut().zip(other.deviations) {
            mine[0].join(theirs[0]);
            mine[1].join(theirs[1]);
        }
        let (scores, weights) = (self.scores.iter_mut().zip(other.scores), self.weights.iter_mut().zip(other.weights));
        let winning = self.winning.iter_mut().zip(other.winning);
        scores.chain(weights).chain(winning).for_each(|(mine, theirs)| mine.join(theirs));
        self.regret.join(other.regret);
    }

    /// The values below which shares of the draws lie, to half a step.
    ///
    /// - `percent`: rising
    #[must_use]
    pub fn quantiles<const N: usize>(&self, row: usize, draws: u64, percent: [u64; N]) -> [f64; N] {
        let wanted = percent.map(|percent| (draws * percent).div_ceil(100).max(1));
        let mut beyond: Vec<_> = self.beyond[row].iter().map(|(step, count)| (*step, *count)).collect();
        beyond.sort_unstable();
        let (below, above) = beyond.split_at(beyond.partition_point(|(step, _)| *step < 0));
        let inside = (0..).zip(self.values[row * (STEPS + 1)..].iter().take(STEPS)).filter(|(_, count)| **count > 0);
        let inside = inside.map(|(step, &count)| (step, u64::from(count)));
        let (mut seen, mut reached) = (0, 0);
        let mut values = [0.0; N];
        for (step, count) in below.iter().copied().chain(inside).chain(above.iter().copied()) {
            seen += count;
            while reached < N && seen >= wanted[reached] {
                values[reached] = value_of(step);
                reached += 1;
            }
        }
        values
    }

    /// Counts the values of a row in the first `count` draws of a block.
    ///
    /// - `base`: its value in the base case; `scale`: of the sums of deviations and of their squares
    #[inline(always)]
    pub fn count_values(&mut self, row: usize, values: &Lanes, count: usize, base: f64, scale: [f64; 2]) {
        let steps = &mut self.steps[row][self.recent..self.recent + LANES];
        let mut is_beyond = false;
        for (step, value) in steps.iter_mut().zip(values) {
            // Below 0 the upper bits differ, so that the difference is huge.
            let found = (value * (1.0 / STEP) + WHOLE).to_bits().wrapping_sub(WHOLE.to_bits());
            is_beyond |= found >= STEPS as u64;
            #[allow(clippy::cast_possible_truncation)] // below 2¹⁴, or looked at again
            {
                *step = found as u16;
            }
        }
        if is_beyond {
            count_beyond(&mut self.beyond[row], steps, values, count);
        }
        let sums = lanes::sums(values, count, |value| [value - base, (value - base) * (value - base)]);
        for ((deviation, sum), scale) in self.deviations[row].iter_mut().zip(sums).zip(scale) {
            deviation.add(sum, scale);
        }
    }
}

/// Looks again at the values of a row of which some lie beyond 0–100.
#[inline(never)]
fn count_beyond(beyond: &mut HashMap<i64, u64>, steps: &mut [u16], values: &Lanes, count: usize) {
    for (step, value) in steps.iter_mut().zip(values).take(count) {
        let found = step_of(*value);
        // A hair below 0 is 0.
        *step = u16::try_from(found).ok().filter(|found| usize::from(*found) < STEPS).unwrap_or(ELSEWHERE);
        if *step == ELSEWHERE {
            *beyond.entry(found).or_default() += 1;
        }
    }
}

/// The step of any value: of [`STEP`] up to [`FINE`] points to either side, beyond it as wide as twelve binary digits tell
/// apart, so that there are only so many.
#[allow(clippy::cast_possible_truncation)] // at most 20,000
fn step_of(value: f64) -> i64 {
    if value.abs() <= FINE {
        return (value / STEP).round() as i64;
    }
    let digits = (value.abs().to_bits() >> LEFT_OUT).cast_signed();
    if value < 0.0 { -digits } else { digits }
}

/// The value in the middle of a step.
#[allow(clippy::cast_precision_loss)] // at most 20,000
fn value_of(step: i64) -> f64 {
    if step.abs() <= FINEST {
        return step as f64 * STEP;
    }
    let value = f64::from_bits((step.unsigned_abs() << LEFT_OUT) | (1 << (LEFT_OUT - 1)));
    if step < 0 { -value } else { value }
}

fn add(mine: &mut [u32], theirs: &[u32]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_keep_the_order_and_the_size_of_values() {
        let values = [-1e300, -5e4, -200.01, -200.0, -0.02, 0.0, 100.02, 200.0, 200.1, 201.0, 1e3, 1e300];
        let steps = values.map(step_of);
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]), "{steps:?}");
        for (value, step) in values.into_iter().zip(steps) {
            assert!((value_of(step) - value).abs() <= 0.005_000_1 + value.abs() * 2.0_f64.powi(-13), "{value}");
        }
    }
}
