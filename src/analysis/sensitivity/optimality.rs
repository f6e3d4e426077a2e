//! Who could come first, and what values there could be, over all admissible weights: proven by linear programmes.
//!
//! A programme begins without rivals and takes in the one that is furthest ahead at its optimum until none is: the answer
//! is that of the whole programme, of which most rivals never matter.
//!
//! # Source
//! Hazen (1986), Operations Research 34 (potential optimality); Ríos Insua & French (1991), European Journal of Operational
//! Research 54 (closest competitors).

use super::admissible::{Admissible, terms};
use super::present::Present;
use crate::numeric::linear_program::{Bound, LinearProgram, NoOptimum, Optimum, Variable};

/// Points of value by which a solver may be off, and a lead still count as none.
pub const SOLVED: f64 = 1e-9;

/// How far beyond that a solver may stop, of a rival that it was told of.
const ROUNDED: f64 = 1e-6;

/// The solver came to no answer that could be proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsolved;

impl From<NoOptimum> for Unsolved {
    fn from(_: NoOptimum) -> Self {
        Self
    }
}

/// Scores by intervention, for sums over criteria.
pub struct Rows<'a> {
    pub present: &'a Present<'a>,
    rows: Vec<Vec<f64>>,
}

impl<'a> Rows<'a> {
    #[must_use]
    pub fn new(present: &'a Present<'a>) -> Self {
        let rows = present.scores.row_iter().map(|row| row.iter().copied().collect()).collect();
        Self { present, rows }
    }

    #[must_use]
    pub fn of(&self, row: usize) -> &[f64] {
        &self.rows[row]
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    #[must_use]
    pub fn value(&self, row: usize, weights: &[f64]) -> f64 {
        self.rows[row].iter().zip(weights).map(|(score, weight)| score * weight).sum()
    }

    /// Scores of one less those of another.
    #[must_use]
    pub fn lead(&self, row: usize, rival: usize) -> Vec<f64> {
        self.rows[row].iter().zip(&self.rows[rival]).map(|(mine, theirs)| mine - theirs).collect()
    }

    /// The rival with the highest value at these weights, and by how much it is ahead.
    fn strongest(&self, row: usize, weights: &[f64]) -> Option<(usize, f64)> {
        let mine = self.value(row, weights);
        let rivals = (0..self.count()).filter(|&rival| rival != row).map(|rival| (rival, self.value(rival, weights) - mine));
        rivals.max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Whether some admissible weights put an intervention first, or joint first.
///
/// max δ: V of `row` − V of b ≥ δ for all b; it can come first if and only if δ ≥ 0.
///
/// # Errors
/// The solver fails.
pub fn can_be_first(rows: &Rows<'_>, admissible: &Admissible, row: usize) -> Result<bool, Unsolved> {
    let mut programme = LinearProgram::maximise();
    let weights = admissible.variables(&mut programme, |_| 0.0);
    let lead = programme.variable(1.0, f64::NEG_INFINITY, f64::INFINITY);
    let Some((first, _)) = rows.strongest(row, rows.present.decision.weights.criteria.as_slice()) else { return Ok(true) };
    let cut = |rival: usize| {
        let mut cut = terms(&weights, &rows.lead(row, rival));
        cut.push((lead, -1.0));
        cut
    };
    programme.constrain(&cut(first), Bound::AtLeast, 0.0);
    let mut optimum = programme.solve()?;
    let mut taken = vec![first];
    loop {
        // No lead over some of the rivals can be larger, so none over all.
        if optimum.value(lead) < -SOLVED {
            return Ok(false);
        }
        let Some((rival, ahead)) = rows.strongest(row, &shares(&optimum, &weights)) else { return Ok(true) };
        if ahead <= SOLVED || taken.contains(&rival) {
            return if ahead <= ROUNDED { Ok(true) } else { Err(Unsolved) };
        }
        optimum = optimum.under(&cut(rival), Bound::AtLeast, 0.0)?;
        taken.push(rival);
    }
}

/// The weights nearest to the present ones, as a sum of absolute differences, at which an intervention comes first, or joint
/// first; `None` where there are none.
///
/// # Errors
/// The solver fails.
pub fn closest_weights(rows: &Rows<'_>, row: usize) -> Result<Option<Vec<f64>>, Unsolved> {
    match nearest_weights(rows, row) {
        Ok(weights) => Ok(Some(weights)),
        Err(NoOptimum::Infeasible) => Ok(None),
        Err(NoOptimum::NotFound) => Err(Unsolved),
    }
}

fn nearest_weights(rows: &Rows<'_>, row: usize) -> Result<Vec<f64>, NoOptimum> {
    let decision = rows.present.decision;
    let present = decision.weights.criteria.as_slice();
    let mut programme = LinearProgram::minimise();
    let room = |leaf: usize| if decision.criteria[leaf].is_left_out() { 0.0 } else { 1.0 - present[leaf] };
    let up: Vec<_> = (0..present.len()).map(|leaf| programme.variable(1.0, 0.0, room(leaf))).collect();
    let down: Vec<_> = present.iter().map(|&weight| programme.variable(1.0, 0.0, weight)).collect();
    let moves = |factors: &[f64]| {
        let mut both = terms(&up, factors);
        both.extend(terms(&down, &factors.iter().map(|factor| -factor).collect::<Vec<_>>()));
        both
    };
    programme.constrain(&moves(&vec![1.0; present.len()]), Bound::Equal, 0.0);
    let weights_at = |optimum: &Optimum| -> Vec<f64> {
        let at = |leaf: usize| (present[leaf] + optimum.value(up[leaf]) - optimum.value(down[leaf])).max(0.0);
        (0..present.len()).map(at).collect()
    };
    let cut = |rival: usize| {
        let lead = rows.lead(row, rival);
        let now: f64 = lead.iter().zip(present).map(|(lead, weight)| lead * weight).sum();
        (moves(&lead), -now)
    };
    let Some((first, _)) = rows.strongest(row, present) else { return Ok(present.to_vec()) };
    let (terms, right) = cut(first);
    programme.constrain(&terms, Bound::AtLeast, right);
    let mut optimum = programme.solve()?;
    let mut taken = vec![first];
    loop {
        let weights = weights_at(&optimum);
        let Some((rival, ahead)) = rows.strongest(row, &weights) else { return Ok(weights) };
        if ahead <= SOLVED || taken.contains(&rival) {
            return if ahead <= ROUNDED { Ok(weights) } else { Err(NoOptimum::NotFound) };
        }
        let (terms, right) = cut(rival);
        optimum = optimum.under(&terms, Bound::AtLeast, right)?;
        taken.push(rival);
    }
}

/// Least and largest Σ a·w over the admissible weights, such as an overall value for the scores of an intervention.
///
/// # Errors
/// The solver fails.
pub fn extremes(admissible: &Admissible, factors: &[f64]) -> Result<(f64, f64), Unsolved> {
    if admissible.conditions.is_empty() {
        let carried = || factors.iter().zip(&admissible.carries).filter(|(_, carries)| **carries).map(|(factor, _)| *factor);
        let ends = carried().min_by(f64::total_cmp).zip(carried().max_by(f64::total_cmp));
        return ends.ok_or(Unsolved);
    }
    let solve = |mut programme: LinearProgram| {
        let weights = admissible.variables(&mut programme, |leaf| factors[leaf]);
        let found = shares(&programme.solve()?, &weights);
        Ok::<_, Unsolved>(factors.iter().zip(&found).map(|(factor, weight)| factor * weight).sum::<f64>())
    };
    Ok((solve(LinearProgram::minimise())?, solve(LinearProgram::maximise())?))
}

/// Weights as a solver leaves them, brought back to shares of 1.
fn shares(optimum: &Optimum, weights: &[Variable]) -> Vec<f64> {
    let found: Vec<_> = weights.iter().map(|&weight| optimum.value(weight).max(0.0)).collect();
    let total: f64 = found.iter().sum();
    found.iter().map(|weight| weight / total).collect()
}
