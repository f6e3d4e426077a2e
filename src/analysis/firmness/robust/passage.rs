//! A passage over draws: the best plan of each, and sets beside it.

use std::num::NonZeroUsize;
use std::ops::Range;

use super::Unanswered;
use super::drawn::{Block, Drawn, Moments};
use super::fare::{Beside, SetTally};
use crate::analysis::fund::programme::{NoPlan, best, best_within};
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
    pub sets: &'a [Beside],
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
    /// Of the best plans.
    pub best: ExactSum,
    pub without_plan: u64,
    pub unproven: u64,
    /// Draws in which a cost that is stated above 0 is below it.
    pub below_zero: u64,
    /// One for each set.
    pub sets: Vec<SetTally>,
    pub moments: Moments,
    /// A fault that ends the run.
    pub fault: Option<NoPlan>,
}

/// What a thread works with.
struct Worker {
    tally: Tally,
    block: Block,
    rules: PortfolioRules,
}

impl Tally {
    #[must_use]
    pub fn new(passage: &Passage<'_>) -> Self {
        Self {
            funded: vec![0; passage.rules.members.len()],
            best: ExactSum::default(),
            without_plan: 0,
            unproven: 0,
            below_zero: 0,
            sets: passage.sets.iter().map(|_| SetTally::default()).collect(),
            moments: passage.drawn.moments(),
            fault: None,
        }
    }

    pub fn join(&mut self, other: &Self) {
        self.funded.iter_mut().zip(&other.funded).for_each(|(sum, count)| *sum += count);
        self.best.join(other.best);
        self.without_plan += other.without_plan;
        self.unproven += other.unproven;
        self.below_zero += other.below_zero;
        self.sets.iter_mut().zip(&other.sets).for_each(|(sum, more)| sum.join(more));
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
        let new = || Worker { tally: Tally::new(self), block: self.drawn.block(), rules: self.rules.clone() };
        let work = |worker: &mut Worker, number: u64| {
            let count = usize::try_from(draws.end - number * lanes).map_or(LANES, |left| left.min(LANES));
            self.block(number, count, worker);
        };
        let mut all = Tally::new(self);
        for worker in parallel::shared_out(blocks, threads, progress, new, work) {
            all.join(&worker.tally);
        }
        match all.fault.take() {
            Some(fault) => Err(Unanswered::from(fault)),
            None => Ok(all),
        }
    }

    fn block(&self, number: u64, count: usize, worker: &mut Worker) {
        let Worker { tally, block, rules } = worker;
        self.drawn.fill(number, self.at, block, Some((&mut tally.moments, count)));
        for lane in 0..count {
            let benefits: Vec<_> = block.benefits.iter().map(|benefits| benefits[lane]).collect();
            block.set_costs(lane, rules);
            let stated = self.rules.members.iter().flat_map(|member| &member.costs);
            let pairs = stated.zip(rules.members.iter().flat_map(|member| &member.costs));
            tally.below_zero += u64::from(pairs.into_iter().any(|(stated, drawn)| *stated > 0 && *drawn < 0));
            self.draw(rules, &benefits, tally);
        }
    }

    fn draw(&self, rules: &PortfolioRules, benefits: &[f64], tally: &mut Tally) {
        for (set, tally) in self.sets.iter().zip(&mut tally.sets) {
            tally.count_cost(set, rules);
        }
        let units = whole(benefits);
        // What finds nothing in the effort for one draw is worth more of it.
        let found = match best_within(rules, &units.numbers, NODES) {
            Err(NoPlan::NotFound) => best(rules, &units.numbers),
            found => found,
        };
        let plan = match found {
            Ok(plan) => plan,
            Err(NoPlan::Infeasible) => return tally.without_plan += 1,
            Err(fault) => return tally.fault = Some(fault),
        };
        tally.unproven += u64::from(!plan.is_proven());
        for (count, chosen) in tally.funded.iter_mut().zip(&plan.chosen) {
            *count += u64::from(*chosen);
        }
        #[allow(clippy::cast_precision_loss)] // below 2^53
        let points = |of: i64| of as f64 * units.unit;
        tally.best.add(points(plan.worth), self.scale);
        for (set, tally) in self.sets.iter().zip(&mut tally.sets) {
            let held = set.held(rules);
            let worth: i64 = units.numbers.iter().zip(held.chosen()).filter(|(_, held)| **held).map(|(worth, _)| worth).sum();
            tally.count(&held, points((plan.worth - worth).max(0)), self.scale);
        }
    }
}

impl Moments {
    fn join(&mut self, other: &Self) {
        let sums =
            |own: &mut Vec<ExactSum>, other: &Vec<ExactSum>| own.iter_mut().zip(other).for_each(|(sum, more)| sum.join(*more));
        sums(&mut self.weights, &other.weights);
        sums(&mut self.scores, &other.scores);
        sums(&mut self.sizes, &other.sizes);
        self.costs.iter_mut().zip(&other.costs).for_each(|(sum, more)| *sum += more);
    }
}
