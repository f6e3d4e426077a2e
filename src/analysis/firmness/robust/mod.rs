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
mod passage;

use std::num::NonZeroUsize;
use std::sync::Arc;

use serde::Serialize;

use super::Unanswered;
use super::money::Purse;
use crate::analysis::ByName;
use crate::analysis::fund::Case;
use crate::analysis::fund::programme::{NoPlan, best};
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

/// How a set fares over the draws.
///
/// Probabilities and means are over the draws in which some plan keeps the rules.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Robust {
    pub draws: u64,
    pub weights_space: Space,
    pub seed: u64,
    /// The set that is looked at: the plan, or the proposed one.
    pub set: Vec<Arc<str>>,
    /// In the order of the data.
    pub interventions: Vec<Funded>,
    /// Share of draws in which no plan is worth more than the set.
    pub p_this_set: f64,
    /// Share of draws in which the set as a whole can be paid.
    pub p_affordable: f64,
    /// Points by which the best plan is worth more than the set, or than what of it can be paid, on average and at most.
    pub expected_regret: f64,
    pub max_regret: f64,
    /// Mean benefit of the best plan.
    pub expected_value: f64,
    /// Mean points gained by knowing every figure before choosing, at the mean weights; `None` where no plan keeps the rules at
    /// the mean costs.
    pub evpi: Option<f64>,
    /// Largest standard error of a probability of being funded.
    pub max_standard_error: f64,
    /// Draws in which no plan keeps the rules, and such whose best plan was not proven, so that the best found stands for it.
    pub draws_without_plan: u64,
    pub draws_unproven: u64,
    pub affordability: Vec<Affordable>,
    /// The columns whose figures vary.
    pub uncertain: Vec<Arc<str>>,
}

/// How often an intervention is in the best plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Funded {
    pub id: Arc<str>,
    pub p_funded: f64,
}

/// How a set fares.
///
/// - `set`: keeps every rule but perhaps those of money
/// - `progress`: is told how far the run has come
///
/// # Errors
/// That nothing is uncertain, or no draw has a plan.
pub fn robust(case: &Case<'_>, set: &[bool], sampling: &Sampling, progress: &Progress) -> Result<Robust, Unanswered> {
    let streams = Streams::new(sampling.seed);
    let decision = case.decision;
    let weights = WeightDraws::new(decision, sampling.space, sampling.concentration, &streams);
    let performances = Performances::new(decision, &weights.carries, &streams);
    let source = Drawn::new(case, &weights, &performances, &streams);
    if !source.weights_vary() && !source.figures_vary() {
        return Err(Unanswered::NothingUncertain);
    }
    let largest: f64 = case.benefits.iter().map(|benefit| benefit.abs()).sum();
    let passage = Passage { drawn: &source, rules: case.rules, set, at: None, scale: ExactSum::scale(largest.max(1.0) * 4.0) };
    let (tally, draws) = all_draws(&passage, decision.draws.as_ref().map(|draws| draws.count as u64), sampling, progress)?;
    let counted = draws - tally.without_plan;
    if counted == 0 {
        return Err(Unanswered::NoDrawHasAPlan);
    }
    let share = |count: u64| ratio(count, counted);
    let mean = |sum: ExactSum| sum.total(passage.scale) / float(counted);
    let evpi = evpi(case, &passage, &tally, draws, sampling, progress)?;
    let funded = |(row, &count): (usize, &u64)| Funded { id: case.id(row), p_funded: share(count) };
    let errors = tally.funded.iter().map(|&count| (share(count) * (1.0 - share(count)) / float(counted)).sqrt());
    Ok(Robust {
        draws,
        weights_space: if decision.draws.as_ref().is_some_and(|draws| draws.weights.is_some()) {
            Space::Draws
        } else {
            sampling.space
        },
        seed: sampling.seed,
        set: case.ids((0..set.len()).filter(|&row| set[row])),
        interventions: tally.funded.iter().enumerate().map(funded).collect(),
        p_this_set: share(tally.unbeaten),
        p_affordable: share(tally.affordable),
        expected_regret: mean(tally.regret),
        max_regret: tally.max_regret,
        expected_value: mean(tally.best),
        evpi,
        max_standard_error: errors.fold(0.0, f64::max),
        draws_without_plan: tally.without_plan,
        draws_unproven: tally.unproven,
        affordability: curve::curve(case, &passage, draws, sampling.threads, progress)?,
        uncertain: source.columns(),
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

/// What knowing every figure is worth: the best plan of each draw at the mean weights, against the one plan that is best on the
/// mean figures.
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
    let again = Passage { at: Some(&weights), set: &on_the_means.chosen, ..*passage };
    let found = again.drawn_through(0..draws, sampling.threads, progress)?;
    let counted = draws - found.without_plan;
    Ok((counted > 0).then(|| found.regret.total(passage.scale) / float(counted)))
}
