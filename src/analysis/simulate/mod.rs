//! With uncertain figures and disputed weights, how sure is the ranking? Stochastic multicriteria acceptability analysis.
//!
//! Every draw takes weights from those that are admissible and figures from their distributions, independently, and ranks all.
//! Draws come in blocks with streams of their own, so that the same seed gives the same result for any number of threads, and
//! the first N of 2N draws are the N draws.
//!
//! # Source
//! Lahdelma, Hokkanen & Salminen (1998), SMAA, European Journal of Operational Research 106; Lahdelma & Salminen (2001), SMAA-2,
//! Operations Research 49(3).

mod best;
mod conditional;
mod evidence;
pub mod figure;
mod found;
mod outcome;
pub mod parallel;
pub mod performances;
mod ranks;
mod tally;
pub mod weights;

use std::num::NonZeroUsize;
use std::sync::Arc;

use pulp::{Simd, WithSimd};
use serde::Serialize;

use super::ByName;
use super::rank::values;
use crate::model::decision::Decision;
use crate::numeric::chacha::Streams;
use crate::numeric::exact_sum::ExactSum;
use crate::numeric::lanes::{self, LANES, Lanes};
use crate::numeric::tolerance::tie_key;
pub use parallel::Progress;
use performances::Performances;
use ranks::Ranks;
use tally::Tally;
use weights::{WeightDraws, WeightRoom};

/// Interventions up to which all are compared with all.
pub const LIMIT: usize = 5_000;
/// Draws that a run may have: their counts fit 32 bits, with room to spare.
pub const MOST_DRAWS: u64 = 1_000_000_000;
/// Draws unless something else is asked for.
pub const DRAWS: u64 = 10_000;

/// Which weights are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Space {
    /// None: the present ones.
    Fixed,
    /// Any that sum to 1, each as likely.
    Uniform,
    /// Any in the order of the present ones.
    Ordinal,
    /// Any within the bounds of the swings.
    Interval,
    /// About the present ones.
    Dirichlet,
    /// Those that other people of the same groups might have given.
    Stakeholders,
    /// From a file.
    Draws,
}

/// How many draws there are to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Draws {
    /// At least 1, at most [`MOST_DRAWS`].
    Count(u64),
    /// As many as it takes for the largest standard error of a rank acceptability to be no larger.
    Until(f64),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Questions {
    pub space: Space,
    /// κ of a Dirichlet space: the larger, the nearer to the present weights.
    pub concentration: f64,
    pub draws: Draws,
    pub seed: u64,
    pub threads: NonZeroUsize,
    /// How many of the first to look at, and how many are chosen where evidence is valued; `None`: 1 is chosen.
    pub top: Option<usize>,
}

/// The result of `simulate`.
#[derive(Debug, Clone, Serialize)]
pub struct Simulation {
    pub draws: u64,
    pub weights_space: Space,
    pub seed: u64,
    /// Lowest expected rank first.
    pub alternatives: Vec<Alternative>,
    pub pairwise: Pairwise,
    pub max_standard_error: f64,
    /// How many are chosen where evidence is valued.
    pub chosen: usize,
    /// Mean gain in points, over the `chosen` best together, of knowing every figure before choosing.
    pub evpi: f64,
    /// The same of knowing one column; `None` where draws from outside leave open what goes with what.
    pub evppi: ByName<Option<f64>>,
    /// How far, in points and on average, the best is ahead of the base case's winner because weights differ.
    pub disagreement: f64,
    pub mean_weights: ByName<f64>,
    /// Who comes first in the base case, the first in the data of several.
    pub base_winner: Arc<str>,
    /// κ, where weights are Dirichlet.
    #[serde(skip)]
    pub concentration: f64,
    /// For each input whether some figures are missing and drawn over the whole scale.
    #[serde(skip)]
    pub gaps: Vec<bool>,
}

/// An intervention over all draws.
#[derive(Debug, Clone, Serialize)]
pub struct Alternative {
    pub id: Arc<str>,
    pub mean: f64,
    pub sd: f64,
    pub p05: f64,
    pub p50: f64,
    pub p95: f64,
    pub expected_rank: f64,
    pub rank_acceptability: Vec<f64>,
    /// For 1, 3 and the number asked for.
    pub p_top: ByName<f64>,
    /// Mean weights over the draws that it wins; `None` if it never does.
    pub central_weights: Option<ByName<f64>>,
    pub confidence_factor: Option<f64>,
    pub base_rank: usize,
    #[serde(skip)]
    pub name: String,
    /// Its row in the data.
    #[serde(skip)]
    pub row: usize,
}

/// How often one is ahead of another; ties count half.
#[derive(Debug, Clone, Serialize)]
pub struct Pairwise {
    /// In the order of the data.
    pub ids: Vec<Arc<str>>,
    /// `wins[a][b]`: share of draws in which a is ahead of b.
    pub wins: Vec<Vec<f64>>,
}

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    TooMany {
        count: usize,
    },
    /// Neither figures nor weights vary.
    NothingUncertain,
    /// The standard error asked for would take more than [`MOST_DRAWS`].
    OutOfReach,
}

/// Ranks the interventions in every draw.
///
/// - `decision`: checked; n interventions × m criteria
/// - `progress`: is told how far the run has come
///
/// # Errors
/// Why there is nothing to draw, or too much.
pub fn simulate(decision: &Decision, questions: &Questions, progress: &Progress) -> Result<Simulation, Unanswered> {
    let count = decision.interventions.len();
    if count > LIMIT {
        return Err(Unanswered::TooMany { count });
    }
    let streams = Streams::new(questions.seed);
    let weights = WeightDraws::new(decision, questions.space, questions.concentration, &streams);
    let performances = Performances::new(decision, &weights.carries, &streams);
    if weights.are_fixed && !performances.vary() {
        return Err(Unanswered::NothingUncertain);
    }
    let base = values(&decision.scores().middle, &decision.weights.criteria);
    let winner = (0..count).rev().max_by_key(|&row| tie_key(base[row])).unwrap_or(0);
    let mut run = Run {
        weights: &weights,
        performances: &performances,
        base: &base,
        winner,
        scales: [1.0; 2],
        on_scale: performances.stay_on_scale(),
    };
    run.scales = run.scales();
    let (tally, draws) = run.drawn(decision, questions, progress)?;
    Ok(outcome::outcome(decision, questions, &run, &tally, draws, progress))
}

/// The first passage over the draws.
struct Run<'a> {
    weights: &'a WeightDraws<'a>,
    performances: &'a Performances<'a>,
    /// Values in the base case.
    base: &'a [f64],
    winner: usize,
    /// Of sums of values, and of squares.
    scales: [f64; 2],
    /// Whether no value leaves 0–100.
    on_scale: bool,
}

/// Room for a block, kept from one to the next.
struct Room {
    weights: WeightRoom,
    figures: Vec<Lanes>,
    score: Lanes,
    values: Vec<Lanes>,
    ranks: Ranks,
}

impl Run<'_> {
    fn room(&self) -> Room {
        let rows = self.performances.rows.len();
        Room {
            weights: self.weights.room(),
            figures: vec![[0.0; LANES]; self.performances.most_figures()],
            score: [0.0; LANES],
            values: vec![[0.0; LANES]; rows],
            ranks: Ranks::new(rows, self.weights.carries.len()),
        }
    }

    /// Powers of two about the largest value and its square: what extrapolation makes may be far beyond 100.
    fn scales(&self) -> [f64; 2] {
        let mut largest: f64 = 100.0;
        if !self.on_scale {
            // The first draws tell: later ones may be a few times larger, for which there is room.
            let (mut room, mut tally) = (self.room(), Tally::new(self.base.len(), self.weights.carries.len()));
            self.block(0, 1, &mut room, &mut tally);
            largest = room.values.iter().flatten().map(|value| value.abs()).fold(largest, f64::max);
        }
        let scale = ExactSum::scale(largest);
        [scale, scale * scale]
    }

    /// Draws as many as are asked for.
    fn drawn(&self, decision: &Decision, questions: &Questions, progress: &Progress) -> Result<(Tally, u64), Unanswered> {
        let given = decision.draws.as_ref().map(|draws| draws.count as u64);
        let (first, target) = match (given, questions.draws) {
            (Some(count), _) | (None, Draws::Count(count)) => (count, None),
            // Whole blocks, so that it can go on.
            (None, Draws::Until(error)) => (DRAWS.next_multiple_of(LANES as u64), Some(error)),
        };
        let mut tally = None;
        let (mut done, mut wanted) = (0, first);
        loop {
            self.extend(&mut tally, done..wanted, questions.threads, progress);
            done = wanted;
            let Some(tally) = &tally else { continue };
            let variance = outcome::largest_variance(tally, self.base.len(), done);
            match target.map(|error| draws_for(variance, error)) {
                Some(more) if more > done => {
                    if more > MOST_DRAWS {
                        return Err(Unanswered::OutOfReach);
                    }
                    wanted = more;
                }
                _ => break,
            }
        }
        Ok((tally.unwrap_or_else(|| Tally::new(self.base.len(), self.weights.carries.len())), done))
    }

    /// Draws from where the last ones ended, which is the end of a block or the very last one.
    fn extend(&self, tally: &mut Option<Tally>, draws: std::ops::Range<u64>, threads: NonZeroUsize, progress: &Progress) {
        let lanes = LANES as u64;
        let blocks = draws.start / lanes..draws.end.div_ceil(lanes);
        // Where scores vary, every block comes by twice.
        let passages = 1 + u64::from(self.performances.vary());
        progress.expect(passages * (blocks.end - blocks.start));
        let (rows, criteria) = (self.base.len(), self.weights.carries.len());
        let new = || (Tally::new(rows, criteria), self.room());
        let work = |(tally, room): &mut (Tally, Room), block: u64| {
            self.block(block, in_block(block, draws.end), room, tally);
        };
        for (mut found, _) in parallel::shared_out(blocks, threads, progress, new, work) {
            found.settle();
            match tally {
                Some(tally) => tally.join(found),
                None => *tally = Some(found),
            }
        }
    }

    fn block(&self, block: u64, count: usize, room: &mut Room, tally: &mut Tally) {
        pulp::Arch::new().dispatch(Passage { run: self, block, count, room, tally });
    }
}

/// Draws of a block that count, of so many in all.
fn in_block(block: u64, draws: u64) -> usize {
    let left = draws.saturating_sub(block * LANES as u64);
    usize::try_from(left).map_or(LANES, |left| left.min(LANES))
}

/// Draws that bring the standard error down to `error`, in whole blocks.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
fn draws_for(variance: f64, error: f64) -> u64 {
    let draws = (variance / (error * error)).ceil().max(1.0) as u64;
    draws.div_ceil(LANES as u64).saturating_mul(LANES as u64)
}

struct Passage<'a, 'b> {
    run: &'a Run<'a>,
    block: u64,
    count: usize,
    room: &'b mut Room,
    tally: &'b mut Tally,
}

impl WithSimd for Passage<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { run, block, count, room, tally } = self;
        let criteria = run.weights.carries.len();
        run.weights.fill(simd, block, &mut room.weights);
        for (sum, lanes) in tally.weights.iter_mut().zip(&room.weights.weights) {
            sum.add(lanes::sum(lanes, count), 1.0);
        }
        let mut best = [f64::NEG_INFINITY; LANES];
        for (row, performances) in run.performances.rows.iter().enumerate() {
            for (figure, lanes) in performances.figures.iter().zip(&mut room.figures) {
                figure.fill(simd, block, lanes);
            }
            let values = &mut room.values[row];
            if let Some(scores) = &performances.certain {
                lanes::weighted(&room.weights.weights, scores, values);
            } else {
                values.fill(0.0);
                for ((leaf, cell), weights) in performances.cells.iter().enumerate().zip(&room.weights.weights) {
                    cell.fill(&room.figures, &mut room.score);
                    for ((value, weight), score) in values.iter_mut().zip(weights).zip(&room.score) {
                        *value += weight * score;
                    }
                    tally.scores[row * criteria + leaf].add(lanes::sum(&room.score, count), run.scales[0]);
                }
            }
            for (best, value) in best.iter_mut().zip(values.iter()) {
                *best = if *value > *best { *value } else { *best };
            }
            tally.count_values(row, values, count, run.base[row], run.scales);
        }
        for (best, winner) in best.iter_mut().zip(&room.values[run.winner]) {
            *best -= winner;
        }
        tally.regret.add(lanes::sum(&best, count), run.scales[0]);
        room.ranks.count(&room.values, &room.weights.weights, run.on_scale, count, tally);
        tally.end_block(count);
    }
}
