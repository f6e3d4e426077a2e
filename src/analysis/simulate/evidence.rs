//! The second passage over the draws, once mean scores and central weights are known: how often an intervention comes first at
//! its own central weights, and what better evidence would be worth.
//!
//! # Source
//! Confidence factors: Lahdelma & Salminen (2001). Value of information: Raiffa & Schlaifer (1961); of single inputs: Strong,
//! Oakley & Brennan (2014).

use pulp::{Simd, WithSimd};

use super::best::Best;
use super::conditional::Expected;
use super::found::Found;
use super::performances::{Cell, Performances};
use super::weights::{WeightDraws, WeightRoom};
use crate::numeric::exact_sum::ExactSum;
use crate::numeric::lanes::{self, LANES, Lanes};
use crate::numeric::tolerance::tie_key;

/// Draws that are compared together.
const FEW: usize = 8;
/// Values nearer than this may tie, which the rule of ties then decides.
const NEAR: f64 = 1e-9;

/// What the first passage found, and what is asked of the second.
pub struct Evidence<'a> {
    pub performances: &'a Performances<'a>,
    pub weights: &'a WeightDraws<'a>,
    /// Mean scores, rows × criteria.
    pub means: &'a [f64],
    pub mean_weights: &'a [f64],
    /// How many are chosen at a time.
    pub top: usize,
    /// The row that is first in the base case.
    pub winner: usize,
    /// Of sums of values.
    pub scale: f64,
    /// Rows with central weights.
    contenders: Vec<Contender>,
    /// For each row and input its cells that the input is part of.
    by_input: Vec<Vec<Known>>,
    inputs: usize,
}

/// A row that wins some draws.
struct Contender {
    row: usize,
    weights: Vec<f64>,
    /// √Σw².
    length: f64,
    /// The others, with their mean values at these weights: the strongest first.
    rivals: Vec<(f64, usize)>,
}

/// What an input tells of a row.
struct Known {
    input: usize,
    cells: Vec<(usize, Told)>,
}

/// How an input bears on a score.
enum Told {
    /// The score hangs on nothing else.
    All,
    /// On others, too: by the index of the figure.
    Expected(usize, Expected),
}

/// Room for a block, kept from one to the next.
pub struct Room {
    weights: WeightRoom,
    figures: Vec<Lanes>,
    /// Of one row, a score for each criterion.
    row: Vec<Lanes>,
    expected: Lanes,
    values: Lanes,
    known: Lanes,
    distances: Lanes,
    /// [`FEW`] draws of all scores of all rows, then the next.
    scores: Vec<[f64; FEW]>,
    /// Squared distance of the scores from their means, the largest of any row in each few draws.
    farthest: Vec<f64>,
    best: Best,
    by_input: Vec<Best>,
}

impl<'a> Evidence<'a> {
    /// - `central`: the central weights of each row that has any
    #[allow(clippy::too_many_arguments)] // each is a result of the first passage
    pub fn new(
        performances: &'a Performances<'a>,
        weights: &'a WeightDraws<'a>,
        means: &'a [f64],
        mean_weights: &'a [f64],
        central: &[Option<Vec<f64>>],
        top: usize,
        winner: usize,
        scale: f64,
    ) -> Self {
        let criteria = mean_weights.len();
        let contender = |(row, central): (usize, &Option<Vec<f64>>)| {
            let weights = central.clone()?;
            let value = |other: usize| value(&means[other * criteria..(other + 1) * criteria], &weights);
            let mut rivals: Vec<_> =
                (0..performances.rows.len()).filter(|&other| other != row).map(|other| (value(other), other)).collect();
            rivals.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let length = weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
            Some(Contender { row, weights, length, rivals })
        };
        let contenders = central.iter().enumerate().filter_map(contender).collect();
        let by_input = performances.rows.iter().map(known).collect();
        let inputs = performances.inputs.len();
        Self { performances, weights, means, mean_weights, top, winner, scale, contenders, by_input, inputs }
    }

    /// Sees to it that expected scores have the mean of the scores themselves over all draws.
    ///
    /// They come from points of their own, whose mean is a little off: by as much the best would seem to gain in every draw.
    ///
    /// - `each_block`: does something with every block of draws and the count of its draws, and gathers what it gives
    pub fn centre(
        &mut self,
        draws: u64,
        each_block: impl Fn(&(dyn Fn(&mut Vec<ExactSum>, u64, usize) + Sync)) -> Vec<Vec<ExactSum>>,
    ) {
        let expected = self.expected();
        if expected.is_empty() {
            return;
        }
        let count = |sums: &mut Vec<ExactSum>, block: u64, count: usize| {
            sums.resize(expected.len(), ExactSum::default());
            let mut figure = [0.0; LANES];
            for (sum, &(row, known, cell)) in sums.iter_mut().zip(&expected) {
                if let (_, Told::Expected(index, curve)) = &self.by_input[row][known].cells[cell] {
                    self.performances.rows[row].draw(*index, block, &mut figure);
                    let scores = figure.iter().take(count).map(|x| curve.score(*x));
                    sum.add(scores.sum(), self.scale);
                }
            }
        };
        let mut sums = vec![ExactSum::default(); expected.len()];
        for part in each_block(&count) {
            sums.iter_mut().zip(part).for_each(|(sum, part)| sum.join(part));
        }
        let criteria = self.mean_weights.len();
        for (sum, (row, known, cell)) in sums.into_iter().zip(expected) {
            let (leaf, told) = &mut self.by_input[row][known].cells[cell];
            if let Told::Expected(_, curve) = told {
                #[allow(clippy::cast_precision_loss)] // a count below 2⁵³
                curve.shift(self.means[row * criteria + *leaf] - sum.total(self.scale) / draws as f64);
            }
        }
    }

    /// Where scores are expected ones: the row, and the indices of the input and of the cell there.
    fn expected(&self) -> Vec<(usize, usize, usize)> {
        let mut found = Vec::new();
        for (row, inputs) in self.by_input.iter().enumerate() {
            for (known, input) in inputs.iter().enumerate() {
                let is_expected = |told: &Told| matches!(told, Told::Expected(..));
                let cells = input.cells.iter().enumerate().filter(|(_, (_, told))| is_expected(told));
                found.extend(cells.map(|(cell, _)| (row, known, cell)));
            }
        }
        found
    }

    #[must_use]
    pub fn room(&self) -> Room {
        let (rows, criteria) = (self.performances.rows.len(), self.mean_weights.len());
        Room {
            weights: self.weights.room(),
            figures: vec![[0.0; LANES]; self.performances.most_figures()],
            row: vec![[0.0; LANES]; criteria],
            expected: [0.0; LANES],
            values: [0.0; LANES],
            known: [0.0; LANES],
            distances: [0.0; LANES],
            scores: vec![[0.0; FEW]; rows * criteria * LANES / FEW],
            farthest: vec![0.0; LANES / FEW],
            best: Best::new(self.top),
            by_input: (0..self.inputs).map(|_| Best::new(self.top)).collect(),
        }
    }

    #[must_use]
    pub fn nothing_found(&self) -> Found {
        Found::new(self.performances.rows.len(), self.inputs)
    }

    /// Goes through a block of which the first `count` draws count.
    pub fn count(&self, block: u64, count: usize, room: &mut Room, found: &mut Found) {
        pulp::Arch::new().dispatch(Passage { evidence: self, block, count, room, found });
    }

    #[inline(always)]
    fn scores<S: Simd>(&self, simd: S, block: u64, count: usize, room: &mut Room, found: &mut Found) {
        let criteria = self.mean_weights.len();
        let rows = self.performances.rows.len();
        room.farthest.fill(0.0);
        room.best.clear();
        room.by_input.iter_mut().for_each(Best::clear);
        for (row, performances) in self.performances.rows.iter().enumerate() {
            let means = &self.means[row * criteria..(row + 1) * criteria];
            for (figure, lanes) in performances.figures.iter().zip(&mut room.figures) {
                figure.fill(simd, block, lanes);
            }
            room.values.fill(0.0);
            room.distances.fill(0.0);
            for (leaf, cell) in performances.cells.iter().enumerate() {
                let score = &mut room.row[leaf];
                cell.fill(&room.figures, score);
                let (mean, weight) = (means[leaf], self.mean_weights[leaf]);
                for ((value, distance), score) in room.values.iter_mut().zip(&mut room.distances).zip(&*score) {
                    *value += weight * score;
                    *distance += (score - mean) * (score - mean);
                }
                let places = room.scores[row * criteria + leaf..].iter_mut().step_by(rows * criteria);
                for (place, scores) in places.zip(score.as_chunks::<FEW>().0) {
                    *place = *scores;
                }
            }
            for (farthest, distances) in room.farthest.iter_mut().zip(room.distances.as_chunks::<FEW>().0) {
                *farthest = distances.iter().copied().fold(*farthest, f64::max);
            }
            room.best.meet(&room.values);
            self.meet_inputs(row, means, room);
        }
        found.best.add(room.best.sum(count), self.scale);
        for (sum, best) in found.by_input.iter_mut().zip(&room.by_input) {
            sum.add(best.sum(count), self.scale);
        }
    }

    /// The row's expected value when one input is known, for each input.
    #[inline(always)]
    fn meet_inputs(&self, row: usize, means: &[f64], room: &mut Room) {
        let base = value(means, self.mean_weights);
        let mut known = self.by_input[row].iter().peekable();
        for (input, best) in room.by_input.iter_mut().enumerate() {
            room.known.fill(base);
            if let Some(known) = known.next_if(|known| known.input == input) {
                for (leaf, told) in &known.cells {
                    let score = match told {
                        Told::All => &room.row[*leaf],
                        Told::Expected(figure, expected) => {
                            conditional(expected, &room.figures[*figure], &mut room.expected);
                            &room.expected
                        }
                    };
                    let (mean, weight) = (means[*leaf], self.mean_weights[*leaf]);
                    for (known, score) in room.known.iter_mut().zip(score) {
                        *known += weight * (score - mean);
                    }
                }
            }
            best.meet(&room.known);
        }
    }

    /// By how much the best is ahead of the winner, as the weights of each draw have it.
    #[inline(always)]
    fn regrets<S: Simd>(&self, simd: S, block: u64, count: usize, room: &mut Room, found: &mut Found) {
        let criteria = self.mean_weights.len();
        self.weights.fill(simd, block, &mut room.weights);
        let mut best = [f64::NEG_INFINITY; LANES];
        let mut winner = [0.0; LANES];
        for row in 0..self.performances.rows.len() {
            lanes::weighted(&room.weights.weights, &self.means[row * criteria..], &mut room.values);
            for (best, value) in best.iter_mut().zip(&room.values) {
                *best = if *value > *best { *value } else { *best };
            }
            if row == self.winner {
                winner = room.values;
            }
        }
        for (best, winner) in best.iter_mut().zip(&winner) {
            *best -= winner;
        }
        found.regret.add(lanes::sum(&best, count), self.scale);
    }

    /// In which of a few draws a contender comes first.
    #[inline(always)]
    fn contend(&self, contender: &Contender, few: usize, count: usize, room: &Room, found: &mut Found) {
        let (rows, criteria) = (self.performances.rows.len(), self.mean_weights.len());
        let scores = &room.scores[few * rows * criteria..(few + 1) * rows * criteria];
        // A rival is at most this far from its mean value (Cauchy & Schwarz).
        let reach = contender.length * room.farthest[few].sqrt();
        let own = values(scores, contender.row, &contender.weights);
        let mut best = [f64::NEG_INFINITY; FEW];
        for &(mean, rival) in &contender.rivals {
            // Who may still be caught by this one or those after it, and has not been.
            let (out_of_reach, mut open) = (mean + reach + NEAR, 0);
            for (own, best) in own.iter().zip(&best) {
                // Without a branch.
                open |= u8::from(*own < out_of_reach) & u8::from(*best <= own + NEAR);
            }
            if open == 0 {
                break;
            }
            for (best, theirs) in best.iter_mut().zip(values(scores, rival, &contender.weights)) {
                *best = if theirs > *best { theirs } else { *best };
            }
        }
        for lane in 0..FEW.min(count - few * FEW) {
            if best[lane] < own[lane] - NEAR {
                found.alone[contender.row] += 1;
            } else if best[lane] <= own[lane] + NEAR {
                self.decide(contender, scores, lane, found);
            }
        }
    }

    /// A draw in which some rival is so near that the rule of ties decides.
    #[inline(never)]
    fn decide(&self, contender: &Contender, scores: &[[f64; FEW]], lane: usize, found: &mut Found) {
        let key = |row: usize| tie_key(values(scores, row, &contender.weights)[lane]);
        let own = key(contender.row);
        let keys: Vec<_> = (0..self.performances.rows.len()).map(key).collect();
        let sharing = keys.iter().filter(|key| **key == own).count();
        if keys.iter().all(|key| *key <= own) {
            if sharing == 1 {
                found.alone[contender.row] += 1;
            } else {
                *found.shared.entry((contender.row, sharing)).or_default() += 1;
            }
        }
    }
}

#[inline(never)]
fn conditional(expected: &Expected, figures: &Lanes, out: &mut Lanes) {
    for (out, x) in out.iter_mut().zip(figures) {
        *out = expected.score(*x);
    }
}

fn value(scores: &[f64], weights: &[f64]) -> f64 {
    scores.iter().zip(weights).map(|(score, weight)| weight * score).sum()
}

/// The values of a row in a few draws.
#[inline(always)]
fn values(scores: &[[f64; FEW]], row: usize, weights: &[f64]) -> [f64; FEW] {
    let mut values = [0.0; FEW];
    for (scores, weight) in scores[row * weights.len()..].iter().zip(weights) {
        for (value, score) in values.iter_mut().zip(scores) {
            *value += weight * score;
        }
    }
    values
}

/// What each input tells of a row's cells, in the order of the inputs.
fn known(row: &super::performances::Row<'_>) -> Vec<Known> {
    let mut found: Vec<Known> = Vec::new();
    for (figure, of) in row.figures.iter().enumerate() {
        let told = |(leaf, cell): (usize, &Cell<'_>)| {
            let read: Vec<_> = cell.figures().collect();
            match read.contains(&figure) {
                false => None,
                true if read.iter().all(|other| *other == figure) => Some((leaf, Told::All)),
                true => Some((leaf, Told::Expected(figure, Expected::new(row, cell, figure)))),
            }
        };
        found.push(Known { input: of.input, cells: row.cells.iter().enumerate().filter_map(told).collect() });
    }
    found.sort_by_key(|known| known.input);
    found
}

struct Passage<'a, 'b> {
    evidence: &'a Evidence<'a>,
    block: u64,
    count: usize,
    room: &'b mut Room,
    found: &'b mut Found,
}

impl WithSimd for Passage<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { evidence, block, count, room, found } = self;
        evidence.scores(simd, block, count, room, found);
        if !evidence.weights.are_fixed {
            evidence.regrets(simd, block, count, room, found);
        }
        // The scores of a few draws stay near at hand while all contenders go over them.
        for few in 0..count.div_ceil(FEW) {
            for contender in &evidence.contenders {
                evidence.contend(contender, few, count, room, found);
            }
        }
    }
}
