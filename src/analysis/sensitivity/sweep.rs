//! The whole picture of one weight: every weight at which two interventions change places, and the order between.

use std::sync::Arc;

use serde::Serialize;

use super::lines::{Lines, SAME, TOGETHER};
use super::one_weight::WeightOf;
use super::present::Present;
use crate::model::hierarchy::Node;
use crate::weighting::moving::Moving;

/// Interventions whose whole order is followed: the places at which two of them cross grow with the square of their number.
pub const SWEEP_LIMIT: usize = 200;

/// One weight from 0 to 1.
#[derive(Debug, Clone, Serialize)]
pub struct Sweep {
    #[serde(flatten)]
    pub of: WeightOf,
    pub weight: f64,
    /// From weight 0 to 1 without a gap.
    pub stretches: Vec<Stretch>,
    /// Overall value of each intervention, in the order of the data, at 0 and at 1; straight lines between.
    #[serde(skip)]
    pub ends: Vec<(f64, f64)>,
}

/// A stretch of weights over which the whole order stays.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stretch {
    pub from: f64,
    pub to: f64,
    /// Best first; what ties over the whole stretch keeps the order of the data.
    pub order: Vec<Arc<str>>,
}

/// Every stretch of one weight; `None` where it cannot move, with a single stretch then.
#[must_use]
pub fn sweep(present: &Present<'_>, node: Node) -> Sweep {
    let moving = Moving::new(present.decision, node);
    let inside = present.values_at(&moving.inside);
    let lines = Lines::new(present, &moving).unwrap_or_else(|| Lines { at: moving.weight, outside: inside.clone(), inside });
    let mut breaks = vec![0.0];
    breaks.extend(crossings(&lines));
    breaks.push(1.0);
    let id = |row: usize| Arc::clone(&present.decision.interventions[row].id);
    let stretch = |ends: &[f64]| {
        let order = order_at(&lines, f64::midpoint(ends[0], ends[1]));
        Stretch { from: ends[0], to: ends[1], order: order.into_iter().map(id).collect() }
    };
    Sweep {
        of: WeightOf::new(present.decision, node),
        weight: moving.weight,
        stretches: breaks.windows(2).map(stretch).collect(),
        ends: lines.outside.iter().copied().zip(lines.inside.iter().copied()).collect(),
    }
}

/// All weights strictly between 0 and 1 at which two cross, rising, each once.
fn crossings(lines: &Lines) -> Vec<f64> {
    let count = lines.inside.len();
    let mut found: Vec<_> =
        (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).filter_map(|(a, b)| lines.crossing(a, b)).collect();
    found.sort_by(f64::total_cmp);
    found.dedup_by(|next, kept| *next - *kept <= TOGETHER);
    found.retain(|weight| (TOGETHER..=1.0 - TOGETHER).contains(weight));
    found
}

/// Rows by value at a weight where no two cross; what has the same value everywhere keeps the data's order.
fn order_at(lines: &Lines, weight: f64) -> Vec<usize> {
    let mut order: Vec<_> = (0..lines.inside.len()).collect();
    order.sort_by(|&a, &b| lines.value(b, weight).total_cmp(&lines.value(a, weight)));
    // Rounding may part what coincides; neighbours that do are put back.
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        while end < order.len()
            && (lines.value(order[start], weight) - lines.value(order[end], weight)).abs() <= SAME
            && lines.coincide(order[start], order[end])
        {
            end += 1;
        }
        order[start..end].sort_unstable();
        start = end;
    }
    order
}
