//! For all interventions: the closest weights that put each first, and whether any do.

use std::sync::Arc;

use serde::Serialize;

use super::admissible::Admissible;
use super::optimality::{Rows, Unsolved, can_be_first, closest_weights};
use crate::analysis::ByName;

/// The nearest weights at which an intervention comes first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClosestFlip {
    pub id: Arc<str>,
    /// Sum of absolute differences from the present weights: twice the share of weight that moves. `None`: cannot.
    pub l1: Option<f64>,
    pub weights: Option<ByName<f64>>,
}

/// For every rival the nearest weights at which it comes first, nearest first; those that cannot follow in the ranking's order.
///
/// # Errors
/// The solver fails.
pub fn closest_flips(rows: &Rows<'_>) -> Result<Vec<ClosestFlip>, Unsolved> {
    let present = rows.present;
    let names: Arc<[Arc<str>]> = present.decision.criteria.iter().map(|criterion| Arc::clone(&criterion.id)).collect();
    let flip = |&row: &usize| {
        let weights = closest_weights(rows, row)?;
        let moved = |weights: &Vec<f64>| -> f64 {
            weights.iter().zip(present.decision.weights.criteria.iter()).map(|(new, old)| (new - old).abs()).sum()
        };
        Ok::<_, Unsolved>(ClosestFlip {
            id: Arc::clone(&present.decision.interventions[row].id),
            l1: weights.as_ref().map(moved),
            weights: weights.map(|weights| ByName::new(&names, weights)),
        })
    };
    let rivals = present.order.iter().filter(|&&row| present.rank(row) > 1);
    let mut flips = rivals.map(flip).collect::<Result<Vec<_>, _>>()?;
    flips.sort_by(|a, b| a.l1.unwrap_or(f64::INFINITY).total_cmp(&b.l1.unwrap_or(f64::INFINITY)));
    Ok(flips)
}

/// The ids that come first at some admissible weights, in the order of the ranking.
///
/// # Errors
/// The solver fails.
pub fn potentially_optimal(rows: &Rows<'_>, admissible: &Admissible) -> Result<Vec<Arc<str>>, Unsolved> {
    let mut found = Vec::new();
    for &row in &rows.present.order {
        if can_be_first(rows, admissible, row)? {
            found.push(Arc::clone(&rows.present.decision.interventions[row].id));
        }
    }
    Ok(found)
}
