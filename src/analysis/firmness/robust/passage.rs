//! A passage over draws: the best plan of each, and a set beside it.

use std::num::NonZeroUsize;
use std::ops::Range;

use super::Unanswered;
use super::drawn::{Block, Drawn, Moments};
use crate::analysis::fund::Unfundable;
use crate::analysis::fund::keep::broken_rule;
use crate::analysis::fund::programme::{Further, NoPlan, best_under};
use crate::analysis::simulate::{Progress, parallel};
use crate::model::portfolio_rules::PortfolioRules;
use crate::numeric::exact_sum::ExactSum;
use crate::numeric::lanes::LANES;
use crate::numeric::units::whole;

/// Effort that goes into one draw at most.
const NODES: u64 = 20_000;

/// What a passage looks at.
#[derive(Clone, Copy)]
pub struct Passage<'a> {
    pub drawn: &'a Drawn<'a>,
    pub rules: &'a PortfolioRules,
    pub set: &'a [bool],
    /// Weights in place of those drawn.
    pub at: Option<&'a [f64]>,
    /// A power of two above the benefit of most plans.
    pub scale: f64,
}

/// What a passage found; the same in whatever order draws come.
#[derive(Debug, Clone)]
pub struct Tally {
    /// For each intervention in how many best plans it is.
    pub funded: Vec<u64>,
    /// Draws in which nothing beats the set, and in which it can be paid as a whole.
    pub unbeaten: u64,
    pub affordable: u64,
    pub regret: ExactSum,
    pub max_regret: f64,
    /// Of the best plans.
    pub best: ExactSum,
    pub without_plan: u64,
    pub unproven: u64,
    pub moments: Moments,
    /// A fault that ends the run.
    pub fault: Option<NoPlan>,
}

/// What a thread works with.
struct Worker {
    tally: Tally,
    block: Block,
    rules: PortfolioRules,
    /// Whether the set keeps the rules; `None` where that hangs on the draw.
    keeps: Option<bool>,
}

impl Tally {
    #[must_use]
    pub fn new(passage: &Passage<'_>) -> Self {
        Self {
            funded: vec![0; passage.set.len()],
            unbeaten: 0,
            affordable: 0,
            regret: ExactSum::default(),
            max_regret: 0.0,
            best: ExactSum::default(),
            without_plan: 0,
            unproven: 0,
            moments: passage.drawn.moments(),
            fault: None,
        }
    }

    pub fn join(&mut self, other: &Self) {
        self.funded.iter_mut().zip(&other.funded).for_each(|(sum, count)| *sum += count);
        self.unbeaten += other.unbeaten;
        self.affordable += other.affordable;
        self.regret.join(other.regret);
        self.max_regret = self.max_regret.max(other.max_regret);
        self.best.join(other.best);
        self.without_plan += other.without_plan;
        self.unproven += other.unproven;
        self.moments.join(&other.moments);
        self.fault = self.fault.take().or_else(|| other.fault.clone());
    }
}

impl Passage<'_> {
    /// Looks at draws from the start of a block on.
    ///
    /// # Errors
    /// A fault of this program: a plan that breaks a rule.
    pub fn drawn_through(&self, draws: Range<u64>, threads: NonZeroUsize, progress: &Progress) -> Result<Tally, Unanswered> {
        let lanes = LANES as u64;
        let blocks = draws.start / lanes..draws.end.div_ceil(lanes);
        progress.expect(blocks.end - blocks.start);
        let keeps = (!self.drawn.costs_vary()).then(|| broken_rule(self.rules, self.set).is_none());
        let new = || Worker { tally: Tally::new(self), block: self.drawn.block(), rules: self.rules.clone(), keeps };
        let work = |worker: &mut Worker, number: u64| {
            let count = usize::try_from(draws.end - number * lanes).map_or(LANES, |left| left.min(LANES));
            self.block(number, count, worker);
        };
        let mut all = Tally::new(self);
        for worker in parallel::shared_out(blocks, threads, progress, new, work) {
            all.join(&worker.tally);
        }
        match all.fault.take() {
            Some(fault) => Err(Unanswered::NoPlan(Unfundable::from(fault))),
            None => Ok(all),
        }
    }

    fn block(&self, number: u64, count: usize, worker: &mut Worker) {
        let Worker { tally, block, rules, keeps } = worker;
        self.drawn.fill(number, self.at, block, Some((&mut tally.moments, count)));
        for lane in 0..count {
            let benefits: Vec<_> = block.benefits.iter().map(|benefits| benefits[lane]).collect();
            block.set_costs(lane, rules);
            let keeps = keeps.unwrap_or_else(|| broken_rule(rules, self.set).is_none());
            self.draw(rules, &benefits, keeps, tally);
        }
    }

    fn draw(&self, rules: &PortfolioRules, benefits: &[f64], keeps: bool, tally: &mut Tally) {
        let units = whole(benefits);
        let plan = match best_under(rules, &units.numbers, &[], NODES) {
            Ok(plan) => plan,
            Err(NoPlan::Infeasible) => return tally.without_plan += 1,
            Err(NoPlan::NotFound) => {
                tally.unproven += 1;
                return tally.without_plan += 1;
            }
            Err(fault) => return tally.fault = Some(fault),
        };
        tally.unproven += u64::from(!plan.is_proven());
        for (count, chosen) in tally.funded.iter_mut().zip(&plan.chosen) {
            *count += u64::from(*chosen);
        }
        let held = if keeps { worth(&units.numbers, self.set) } else { self.best_part(rules, &units.numbers) };
        tally.affordable += u64::from(keeps);
        tally.unbeaten += u64::from(keeps && held >= plan.worth);
        #[allow(clippy::cast_precision_loss)] // below 2^53
        let points = |units_of_it: i64| units_of_it as f64 * units.unit;
        let regret = points((plan.worth - held).max(0));
        tally.regret.add(regret, self.scale);
        tally.max_regret = tally.max_regret.max(regret);
        tally.best.add(points(plan.worth), self.scale);
    }

    /// What the best part of the set that can be paid is worth; nothing where none of it can be had.
    fn best_part(&self, rules: &PortfolioRules, worth: &[i64]) -> i64 {
        let outside = Further { uses: self.set.iter().map(|held| i64::from(!held)).collect(), at_most: 0 };
        best_under(rules, worth, &[outside], NODES).map_or(0, |part| part.worth)
    }
}

/// Whole units of a set.
fn worth(worth: &[i64], set: &[bool]) -> i64 {
    worth.iter().zip(set).filter(|(_, held)| **held).map(|(worth, _)| worth).sum()
}

impl super::drawn::Moments {
    fn join(&mut self, other: &Self) {
        let sums =
            |own: &mut Vec<ExactSum>, other: &Vec<ExactSum>| own.iter_mut().zip(other).for_each(|(sum, more)| sum.join(*more));
        sums(&mut self.weights, &other.weights);
        sums(&mut self.scores, &other.scores);
        sums(&mut self.sizes, &other.sizes);
        self.costs.iter_mut().zip(&other.costs).for_each(|(sum, more)| *sum += more);
    }
}
