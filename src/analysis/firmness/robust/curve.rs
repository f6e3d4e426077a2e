//! The same over budgets: which interventions are in the best plan, and how much it is worth, with less and more money.

use std::num::NonZeroUsize;

use serde::Serialize;

use super::passage::Passage;
use super::{ByName, Case, Progress, Purse, Unanswered, float, in_pounds, ratio};
use crate::analysis::firmness::money::share;

/// Draws that are looked at for each budget.
const MOST: u64 = 1_000;
/// Per cent of the money.
const PERCENT: [i64; 10] = [50, 70, 80, 90, 95, 100, 105, 110, 120, 150];

/// What so much money buys over the draws.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Affordable {
    /// Of the money that there is.
    pub percent: i64,
    /// Pounds in all.
    pub budget: f64,
    pub draws: u64,
    /// Share of draws in which some plan keeps the rules; what follows is over these.
    pub p_plan: f64,
    /// Mean benefit of the best plan; `None` without a plan.
    pub expected_value: Option<f64>,
    /// In the order of the data; `None` without a plan.
    pub p_funded: ByName<Option<f64>>,
}

/// The curve over the first draws.
pub fn curve(
    case: &Case<'_>,
    passage: &Passage<'_>,
    draws: u64,
    threads: NonZeroUsize,
    progress: &Progress,
) -> Result<Vec<Affordable>, Unanswered> {
    let purse = Purse::new(case.rules);
    if purse.all == 0 {
        return Ok(Vec::new());
    }
    let draws = draws.min(MOST);
    let ids = (0..case.worth.len()).map(|row| case.id(row)).collect();
    let at = |percent: i64| {
        let money = share(purse.all, percent, 100);
        let rules = purse.with(money);
        let found = Passage { rules: &rules, sets: &[], ..*passage }.drawn_through(0..draws, threads, progress)?;
        let counted = draws - found.without_plan;
        let is_any = counted > 0;
        Ok(Affordable {
            percent,
            budget: in_pounds(money),
            draws,
            p_plan: ratio(counted, draws),
            expected_value: is_any.then(|| found.best.total(passage.scale) / float(counted)),
            p_funded: ByName::new(&ids, found.funded.iter().map(|&count| is_any.then(|| ratio(count, counted))).collect()),
        })
    };
    PERCENT.into_iter().map(at).collect()
}
