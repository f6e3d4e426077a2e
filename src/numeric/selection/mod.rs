//! Which of n things to choose, 0 or 1 each, so that they are worth most: the one place that knows how it is solved.
//!
//! Everything is in whole numbers, so that limits hold exactly and ties are ties. What the numbers mean is the caller's.

mod bound;
mod model;
mod phases;
mod relaxation;
mod rounding;
mod search;
#[cfg(test)]
mod tests;

/// Chooses among `worth.len()` items under every row and the envelopes.
#[derive(Debug, Clone, Default)]
pub struct Problem {
    /// What each item adds; the sum of their absolute values is below 2^53.
    pub worth: Vec<i64>,
    /// What each item costs; among choices of equal worth the cheapest is wanted. The sum of absolute values is below 2^53.
    pub cost: Vec<i64>,
    pub rows: Vec<Row>,
    pub envelopes: Option<Envelopes>,
}

/// Σ a·z ≤ `at_most`.
#[derive(Debug, Clone)]
pub struct Row {
    /// Item and its coefficient; every item at most once. The sum of absolute values is below 2^53.
    pub terms: Vec<(usize, i64)>,
    pub at_most: i64,
}

/// Ring-fenced amounts that a pool tops up: use of the pool's own items + Σ max(0, use of an envelope − its amount) ≤ `pool`.
#[derive(Debug, Clone)]
pub struct Envelopes {
    /// For each item the envelope that pays it first; `None`: only the pool pays.
    pub payer: Vec<Option<usize>>,
    /// What each item uses; the sum of absolute values is below 2^53.
    pub uses: Vec<i64>,
    /// One for each envelope.
    pub amounts: Vec<i64>,
    pub pool: i64,
}

/// A choice, and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// One for each item: of the most worth, then the cheapest, then the one that holds the earliest item in which they differ.
    pub chosen: Vec<bool>,
    pub worth: i64,
    /// No choice that keeps the rules is worth more. Equal to `worth` exactly when the choice is proven.
    pub bound: i64,
    /// Whether another choice is worth as much; `false` where that was not found out.
    pub is_tied: bool,
}

/// Why there is no choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoChoice {
    /// Proven: no choice keeps every rule.
    Infeasible,
    /// Not found out within the effort allowed.
    NotFound,
}

impl Problem {
    /// Whether a choice keeps every row and the envelopes.
    #[must_use]
    pub fn allows(&self, chosen: &[bool]) -> bool {
        let total = |terms: &[(usize, i64)]| terms.iter().filter(|(item, _)| chosen[*item]).map(|(_, a)| a).sum::<i64>();
        self.rows.iter().all(|row| total(&row.terms) <= row.at_most)
            && self.envelopes.as_ref().is_none_or(|envelopes| envelopes.allow(chosen))
    }
}

impl Envelopes {
    fn allow(&self, chosen: &[bool]) -> bool {
        let mut pool = self.pool;
        let mut left = self.amounts.clone();
        for (item, _) in chosen.iter().enumerate().filter(|(_, chosen)| **chosen) {
            match self.payer[item] {
                Some(envelope) => left[envelope] -= self.uses[item],
                None => pool -= self.uses[item],
            }
        }
        pool + left.iter().map(|left| (*left).min(0)).sum::<i64>() >= 0
    }
}

/// Nodes that `choose` may look at: well under a minute of work for most problems.
const NODES: u64 = 3_000_000;

/// The best choice, with proof unless the effort runs out: `choose_with` 3 million nodes.
///
/// # Errors
/// As `choose_with`.
pub fn choose(problem: &Problem) -> Result<Choice, NoChoice> {
    choose_with(problem, NODES)
}

/// The best choice that a search of so many nodes finds, the same on every machine.
///
/// Where nodes run out before the worth is proven, `bound` is above `worth`. Where they run out after, the choice has the most
/// worth, but another may be cheaper, hold earlier items, or tie unnoticed.
///
/// - `problem`: `cost`, `payer` and `uses` are as long as `worth`, every item in a row is below that length, every payer below the
///   number of amounts; amounts, pool and limits may be of any sign
/// - `nodes`: how many parts of the problem may be looked at, large ones counting for several
///
/// # Errors
/// That no choice keeps every rule, or that none was found within the nodes.
///
/// # Source
/// Land & Doig (1960), An automatic method of solving discrete programming problems, Econometrica 28(3); deciding items by what
/// the bound loses: Martello & Toth (1990), Knapsack Problems, ch. 2 and 5.
pub fn choose_with(problem: &Problem, nodes: u64) -> Result<Choice, NoChoice> {
    phases::choose(problem, nodes)
}
