//! What each view loses with a plan that is not its own, and the plan whose largest loss is least.
//!
//! # Source
//! Savage (1951), The theory of statistical decision, JASA 46; Kouvelis & Yu (1997), Robust Discrete Optimization, ch. 1 and 3.

use crate::analysis::fund::programme::{Further, NoPlan, Plan, best_under};
use crate::model::portfolio_rules::PortfolioRules;

/// Nodes that one step of the search may look at, and after how many steps without an answer it stops.
const NODES: u64 = 100_000;
const FAILURES: usize = 4;

/// What is at stake for views that share the same rules.
pub struct Stakes<'a> {
    rules: &'a PortfolioRules,
    /// Benefit of every intervention, one list a view.
    worths: Vec<Vec<i64>>,
    /// Benefit of each view's own plan, the most that it can have.
    optima: Vec<i64>,
}

/// A plan of little regret.
#[derive(Debug, Clone)]
pub struct Least {
    pub plan: Plan,
    /// Whether no plan has a smaller largest regret, nor one as small and more benefit on average.
    pub is_proven: bool,
}

impl<'a> Stakes<'a> {
    /// - `worths`: benefit of every intervention in one whole unit, one list a view; the sum of all absolute values is below 2^52
    /// - `plans`: the best of each view
    #[must_use]
    pub fn new(rules: &'a PortfolioRules, worths: Vec<Vec<i64>>, plans: &[&Plan]) -> Self {
        let optima = worths.iter().zip(plans).map(|(worths, plan)| sum(worths, &plan.chosen)).collect();
        Self { rules, worths, optima }
    }

    /// What each view loses with a plan, in whole units.
    #[must_use]
    pub fn regrets(&self, chosen: &[bool]) -> Vec<i64> {
        self.worths.iter().zip(&self.optima).map(|(worths, optimum)| (optimum - sum(worths, chosen)).max(0)).collect()
    }

    /// The plan of least largest regret; of equal ones the best on average over the views, then as plans are told apart.
    ///
    /// By bisection over whole numbers: each step asks for a plan with which no view loses more than half-way. Where there is none, the
    /// next asks for one that is better at all, as a proof that there is none costs no more near the end.
    ///
    /// - `known`: at least one plan to start from
    #[must_use]
    pub fn least(&self, known: &[&Plan]) -> Least {
        let largest = |plan: &Plan| self.regrets(&plan.chosen).into_iter().max().unwrap_or(0);
        let mut plan = known.iter().copied().min_by_key(|plan| largest(plan)).unwrap_or(known[0]).clone();
        let mut high = largest(&plan);
        // Below `proven` there is none, below `low` none was found; whether the next step asks for anything better at all.
        let (mut proven, mut low, mut is_close, mut failures) = (0, 0, false, 0);
        while low < high && failures < FAILURES {
            let most = if is_close { high - 1 } else { low + (high - low) / 2 };
            let found = self.best_within(most);
            is_close = matches!(found, Err(NoPlan::Infeasible));
            match found {
                Ok(found) => {
                    high = largest(&found);
                    plan = found;
                }
                Err(NoPlan::Infeasible) => {
                    proven = most + 1;
                    low = proven;
                }
                Err(NoPlan::NotFound | NoPlan::Unsound(_)) => {
                    failures += 1;
                    low = if most < high - 1 { most + 1 } else { low };
                }
            }
        }
        // What was known or found on the way need not be the best on average.
        let last = self.best_within(high);
        let is_proven = proven >= high && last.as_ref().is_ok_and(Plan::is_proven);
        Least { plan: last.unwrap_or(plan), is_proven }
    }

    /// The best plan on average of those with which no view loses more than so much.
    fn best_within(&self, most: i64) -> Result<Plan, NoPlan> {
        let sums: Vec<_> = (0..self.rules.members.len()).map(|row| self.worths.iter().map(|worths| worths[row]).sum()).collect();
        let enough = |(worths, optimum): (&Vec<i64>, &i64)| Further {
            uses: worths.iter().map(|worth| -worth).collect(),
            at_most: most - optimum,
        };
        let further: Vec<_> = self.worths.iter().zip(&self.optima).map(enough).collect();
        best_under(self.rules, &sums, &further, NODES)
    }
}

/// Over what is chosen.
fn sum(worths: &[i64], chosen: &[bool]) -> i64 {
    worths.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(worth, _)| worth).sum()
}
