//! What each intervention could come to over all admissible weights: least and largest value, best and worst rank.
//!
//! Values are linear programmes; a rank is an integer programme that counts who can be ahead at the same weights.
//!
//! # Source
//! Kadziński, Greco & Słowiński (2012), Extreme ranking analysis in robust ordinal regression, Omega 40.

use std::sync::Arc;

use serde::Serialize;

use super::admissible::{Admissible, terms};
use super::optimality::{Rows, Unsolved, extremes};
use crate::numeric::linear_program::{Bound, LinearProgram};

/// Interventions up to which ranks are worked out.
pub const RANK_LIMIT: usize = 100;

/// A lead, in points, that counts as one: far below any that matters, far above what a solver rounds.
const AHEAD: f64 = 1e-6;

/// What an intervention could come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attainable {
    pub id: Arc<str>,
    pub value_min: f64,
    pub value_max: f64,
    pub rank_best: usize,
    pub rank_worst: usize,
}

/// Every intervention in the order of the ranking.
///
/// # Errors
/// The solver fails.
pub fn attainable(rows: &Rows<'_>, admissible: &Admissible) -> Result<Vec<Attainable>, Unsolved> {
    let leads = Leads::new(rows, admissible)?;
    let of = |&row: &usize| {
        let (value_min, value_max) = extremes(admissible, rows.of(row))?;
        let (rank_best, rank_worst) = (leads.best_rank(row)?, leads.worst_rank(row)?);
        let id = Arc::clone(&rows.present.decision.interventions[row].id);
        Ok(Attainable { id, value_min, value_max, rank_best, rank_worst })
    };
    rows.present.order.iter().map(of).collect()
}

/// How far each can be ahead of each.
struct Leads<'a> {
    rows: &'a Rows<'a>,
    admissible: &'a Admissible,
    /// The largest lead of a row over a rival, by row, then rival.
    largest: Vec<Vec<f64>>,
}

impl<'a> Leads<'a> {
    fn new(rows: &'a Rows<'a>, admissible: &'a Admissible) -> Result<Self, Unsolved> {
        let count = rows.count();
        let mut largest = vec![vec![0.0; count]; count];
        for (row, rival) in (0..count).flat_map(|row| (row + 1..count).map(move |rival| (row, rival))) {
            let (least, most) = extremes(admissible, &rows.lead(row, rival))?;
            (largest[row][rival], largest[rival][row]) = (most, -least);
        }
        Ok(Self { rows, admissible, largest })
    }

    /// How many are ahead whatever the weights, and who may be: rivals with their largest and least lead.
    fn rivals(&self, row: usize) -> (usize, Vec<(usize, f64, f64)>) {
        let mut always = 0;
        let mut open = Vec::new();
        for rival in (0..self.rows.count()).filter(|&rival| rival != row) {
            let (most, least) = (self.largest[rival][row], -self.largest[row][rival]);
            if least >= AHEAD {
                always += 1;
            } else if most >= AHEAD {
                open.push((rival, most, least));
            }
        }
        (always, open)
    }

    /// 1 + the fewest that must be ahead: lead of b ≤ its largest · z, fewest z.
    fn best_rank(&self, row: usize) -> Result<usize, Unsolved> {
        let (always, open) = self.rivals(row);
        let mut programme = LinearProgram::minimise();
        let weights = self.admissible.variables(&mut programme, |_| 0.0);
        let ahead: Vec<_> = open
            .iter()
            .map(|&(rival, most, _)| {
                let is_ahead = programme.binary(1.0);
                let mut lead = terms(&weights, &self.rows.lead(rival, row));
                lead.push((is_ahead, -most));
                programme.constrain(&lead, Bound::AtMost, 0.0);
                is_ahead
            })
            .collect();
        let optimum = programme.solve()?;
        Ok(1 + always + ahead.iter().filter(|&&is_ahead| optimum.value(is_ahead) > 0.5).count())
    }

    /// 1 + the most that can be ahead together: lead of b ≥ a hair where z = 1, ≥ its least where z = 0, most z.
    fn worst_rank(&self, row: usize) -> Result<usize, Unsolved> {
        let (always, open) = self.rivals(row);
        let mut programme = LinearProgram::maximise();
        let weights = self.admissible.variables(&mut programme, |_| 0.0);
        let ahead: Vec<_> = open
            .iter()
            .map(|&(rival, _, least)| {
                let is_ahead = programme.binary(1.0);
                let mut lead = terms(&weights, &self.rows.lead(rival, row));
                lead.push((is_ahead, least - AHEAD));
                programme.constrain(&lead, Bound::AtLeast, least);
                is_ahead
            })
            .collect();
        let optimum = programme.solve()?;
        Ok(1 + always + ahead.iter().filter(|&&is_ahead| optimum.value(is_ahead) > 0.5).count())
    }
}
