//! How a set fares where weights, performances and costs are uncertain: the best plan of every draw beside it.
//!
//! Draws are those of `simulate`, in blocks with streams of their own: the same seed gives the same result for any number of
//! threads.
//!
//! # Source
//! Liesiö, Mild & Salo (2007), Preference programming for robust portfolio modeling and project selection, European Journal of
//! Operational Research 181.

mod curve;
mod drawn;
mod fare;
mod passage;

use std::num::NonZeroUsize;
use std::sync::Arc;

use serde::Serialize;

use super::money::Purse;
use super::{Unanswered, Which};
use crate::analysis::ByName;
use crate::analysis::fund::Case;
use crate::analysis::fund::programme::{NoPlan, best};
use crate::analysis::simulate::figure::Figure;
use crate::analysis::simulate::performances::Performances;
use crate::analysis::simulate::weights::WeightDraws;
use crate::analysis::simulate::{DRAWS, Draws, MOST_DRAWS, Progress, Space};
use crate::model::portfolio_rules::in_pounds;
use crate::numeric::chacha::Streams;
use crate::numeric::exact_sum::ExactSum;
use crate::numeric::lanes::LANES;
use crate::numeric::units::whole;
pub use curve::Affordable;
use drawn::Drawn;
pub use fare::{Beside, Fare};
use passage::{Passage, Tally};

/// How the draws are to be made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampling {
    pub space: Space,
    /// κ of a Dirichlet space.
    pub concentration: f64,
    pub draws: Draws,
    pub seed: u64,
    pub threads: NonZeroUsize,
}

/// What the draws say.
///
/// Probabilities of being funded, benefit and regret are over the draws in which some plan keeps the rules.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Robust {
    pub draws: u64,
    pub weights_space: Space,
    pub seed: u64,
    /// In the order of the data.
    pub interventions: Vec<Funded>,
    /// The set that was asked about: the proposed one, else the plan.
    #[serde(flatten)]
    pub this: Fare,
    /// Others beside it: the plan, what the sorted list funds.
    pub beside: Vec<Fare>,
    /// Mean benefit of the best plan.
    pub expected_value: f64,
    /// Mean points gained by knowing every figure before choosing, at the mean weights; `None` where no plan keeps the rules at
    /// the mean costs. Exact where costs are certain; else against the best of the plan on the mean figures and the sets above.
    pub evpi: Option<f64>,
    /// Largest standard error of a probability of being funded.
    pub max_standard_error: f64,
    /// Draws in which no plan keeps the rules, and such whose best plan was not proven, so that the best found stands for it.
    pub draws_without_plan: u64,
    pub draws_unproven: u64,
    /// Draws in which a cost that is stated above 0 was drawn below it, which counts as money released.
    pub draws_below_zero: u64,
    pub affordability: Vec<Affordable>,
    /// Whether any cost is drawn.
    pub costs_drawn: bool,
    /// The columns whose figures vary.
    pub uncertain: Vec<Arc<str>>,
    /// Interventions with a missing figure, drawn over its whole scale.
    pub missing: Vec<Arc<str>>,
    /// Interventions that release money and may lose more in a draw than counts, as their scale ends there.
    pub cut_off_losses: Vec<Arc<str>>,
}

/// How often an intervention is in the best plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Funded {
    pub id: Arc<str>,
    pub p_funded: f64,
}

/// How sets fare.
///
/// - `sets`: each keeps every rule but perhaps those of money; the first is the one asked about
/// - `progress`: is told how far the run has come
///
/// # Errors
/// That nothing is uncertain, or no draw has a plan.
pub fn robust(case: &Case<'_>, sets: &[Beside], sampling: &Sampling, progress: &Progress) -> Result<Robust, Unanswered> {
    let streams = Streams::new(sampling.seed);
    let decision = case.decision;
    let weights = WeightDraws::new(decision, sampling.space, sampling.concentration, &streams);
    let performances = Performances::new(decision, &weights.carries, &streams);
    let source = Drawn::new(case, &weights, &performances, &streams);
    if !source.weights_vary() && !source.figures_vary() {
        return Err(Unanswered::NothingUncertain);
    }
    let largest: f64 = case.benefits.iter().map(|benefit| benefit.abs()).sum();
    let passage = Passage { drawn: &source, rules: case.rules, sets, at: None, scale: ExactSum::scale(largest.max(1.0) * 4.0) };
    let given = decision.draws.as_ref();
    let (tally, draws) = all_draws(&passage, given.map(|given| given.count as u64), sampling, progress)?;
    let counted = draws - tally.without_plan;
    if counted == 0 {
        return Err(Unanswered::NoDrawHasAPlan);
    }
    let share = |count: u64| ratio(count, counted);
    let evpi = evpi(case, &passage, &tally, draws, sampling, progress)?;
    let funded = |(row, &count): (usize, &u64)| Funded { id: case.id(row), p_funded: share(count) };
    let errors = tally.funded.iter().map(|&count| (share(count) * (1.0 - share(count)) / float(counted)).sqrt());
    let mut fares = sets.iter().zip(&tally.sets).map(|(set, tally)| tally.fare(case, set, (draws, counted), passage.scale));
    let this = fares.next().ok_or(Unanswered::NoDrawHasAPlan)?;
    let has_gap = |&row: &usize| performances.rows[row].figures.iter().any(Figure::is_gap);
    Ok(Robust {
        draws,
        weights_space: if given.is_some_and(|given| given.weights.is_some()) { Space::Draws } else { sampling.space },
        seed: sampling.seed,
        interventions: tally.funded.iter().enumerate().map(funded).collect(),
        this,
        beside: fares.collect(),
        expected_value: tally.best.total(passage.scale) / float(counted),
        evpi,
        max_standard_error: errors.fold(0.0, f64::max),
        draws_without_plan: tally.without_plan,
        draws_unproven: tally.unproven,
        draws_below_zero: tally.below_zero,
        affordability: curve::curve(case, &passage, draws, sampling.threads, progress)?,
        costs_drawn: source.costs_vary(),
        uncertain: source.columns(),
        missing: case.ids((0..case.worth.len()).filter(has_gap)),
        cut_off_losses: case.ids(drawn::cut_off_losses(decision, case.rules).into_iter()),
    })
}

#[allow(clippy::cast_precision_loss)] // counts of draws
fn float(count: u64) -> f64 {
    count as f64
}

fn ratio(count: u64, of: u64) -> f64 {
    float(count) / float(of)
}

/// Draws as many as are asked for.
fn all_draws(
    passage: &Passage<'_>,
    given: Option<u64>,
    sampling: &Sampling,
    progress: &Progress,
) -> Result<(Tally, u64), Unanswered> {
    let lanes = LANES as u64;
    let (mut wanted, error) = match (given, sampling.draws) {
        (Some(count), _) | (None, Draws::Count(count)) => (count, None),
        // Whole blocks, so that it can go on.
        (None, Draws::Until(error)) => (DRAWS.next_multiple_of(lanes), Some(error)),
    };
    let (mut tally, mut done) = (Tally::new(passage), 0);
    loop {
        tally.join(&passage.drawn_through(done..wanted, sampling.threads, progress)?);
        done = wanted;
        let counted = (done - tally.without_plan).max(1);
        let variance = tally.funded.iter().map(|&count| ratio(count, counted)).map(|share| share * (1.0 - share));
        let Some(error) = error else { return Ok((tally, done)) };
        let needed = variance.fold(0.0, f64::max) / (error * error) * ratio(done, counted);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
        let needed = (needed.ceil() as u64).div_ceil(lanes).saturating_mul(lanes);
        if needed <= done {
            return Ok((tally, done));
        }
        if needed > MOST_DRAWS {
            return Err(Unanswered::OutOfReach);
        }
        wanted = needed;
    }
}

/// What knowing every figure is worth: the best plan of each draw at the mean weights, against the one set that is best on average.
fn evpi(
    case: &Case<'_>,
    passage: &Passage<'_>,
    tally: &Tally,
    draws: u64,
    sampling: &Sampling,
    progress: &Progress,
) -> Result<Option<f64>, Unanswered> {
    let source = passage.drawn;
    if !source.figures_vary() {
        return Ok(Some(0.0));
    }
    let (benefits, weights) = source.means(&tally.moments, draws);
    let mut rules = case.rules.clone();
    source.set_mean_costs(&tally.moments, draws, &mut rules);
    let on_the_means = match best(&rules, &whole(&benefits).numbers) {
        Ok(plan) => plan,
        Err(NoPlan::Infeasible | NoPlan::NotFound) => return Ok(None),
        Err(other) => return Err(Unanswered::NoPlan(other.into())),
    };
    let mut sets = passage.sets.to_vec();
    sets.push(Beside::new(case, Which::Plan, on_the_means.chosen));
    let again = Passage { at: Some(&weights), sets: &sets, ..*passage };
    let found = again.drawn_through(0..draws, sampling.threads, progress)?;
    let counted = draws - found.without_plan;
    let regrets = found.sets.iter().map(|tally| tally.mean_regret(counted, passage.scale));
    Ok((counted > 0).then(|| regrets.fold(f64::INFINITY, f64::min)))
}
