//! The interval of every weight over which each intervention keeps its own rank.
//!
//! Every pair counts, and none is looked at twice: whom a row meets first is found on the convex hull of the others, so that
//! a weight takes one pass over the ranking.

use std::sync::Arc;

use serde::Serialize;

use super::lines::{Lines, SAME};
use super::one_weight::WeightOf;
use super::present::Present;
use crate::weighting::moving::Moving;

/// The closed interval of one weight over which one intervention keeps its rank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankStability {
    pub id: Arc<str>,
    #[serde(flatten)]
    pub of: WeightOf,
    pub low: f64,
    pub high: f64,
}

/// Interventions in the order of the ranking, for each of them every weight in file order.
#[must_use]
pub fn rank_intervals(present: &Present<'_>) -> Vec<RankStability> {
    let columns: Vec<_> = present
        .nodes()
        .into_iter()
        .map(|node| {
            let moving = Moving::new(present.decision, node);
            let lines = Lines::new(present, &moving);
            (WeightOf::new(present.decision, node), lines.map(|lines| nearest_crossings(present, &lines)))
        })
        .collect();
    let of = |row: usize| {
        columns.iter().map(move |(of, ends)| {
            let (low, high) = ends.as_ref().map_or((0.0, 1.0), |(low, high)| (low[row], high[row]));
            RankStability { id: Arc::clone(&present.decision.interventions[row].id), of: of.clone(), low, high }
        })
    };
    present.order.iter().flat_map(|&row| of(row)).collect()
}

/// For each row the nearest weights below and above at which another has the same value; 0 and 1 where there is none.
fn nearest_crossings(present: &Present<'_>, lines: &Lines) -> (Vec<f64>, Vec<f64>) {
    let up = first_met(present, &lines.inside);
    let down = first_met(present, &lines.outside);
    let mut low: Vec<_> = down.into_iter().map(|way| way.map_or(0.0, |way| lines.at * (1.0 - way))).collect();
    let mut high: Vec<_> = up.into_iter().map(|way| way.map_or(1.0, |way| lines.at + way * (1.0 - lines.at))).collect();
    break_ties(present, lines, &mut low, &mut high);
    (low, high)
}

/// For each row the share of the way to the end of the weight at which it first meets one that is above or below it now.
///
/// - `ends`: values at the end of the weight's way
fn first_met(present: &Present<'_>, ends: &[f64]) -> Vec<Option<f64>> {
    let mut found = vec![None; ends.len()];
    let negated = |values: &[f64]| values.iter().map(|value| -value).collect::<Vec<_>>();
    meet_those_above(&present.order, &present.values, ends, &mut found);
    let rising: Vec<_> = present.order.iter().rev().copied().collect();
    meet_those_above(&rising, &negated(&present.values), &negated(ends), &mut found);
    found
}

/// Where each row first meets one that is above it now and ends below it.
///
/// Drawn with its end across and its value now up, whom a row meets first is the point up to its left that is seen lowest.
/// All points above a row lie inside their hull, so that it is the corner of the hull that the row's tangent touches; taking
/// the rows from the top down, each row's tangent is found where the hull grows by it (Andrew 1979), all in one pass.
///
/// - `order`: rows by `values`, highest first
/// - `found`: the share of the way, lowered where an earlier meeting is found
fn meet_those_above(order: &[usize], values: &[f64], ends: &[f64], found: &mut [Option<f64>]) {
    let mut hull: Vec<usize> = Vec::new();
    for tied in order.chunk_by(|&a, &b| values[a] - values[b] <= SAME) {
        // Those that tie do not meet later on. From below the leftmost of them is seen lowest, so that it alone is taken in.
        for &row in tied {
            let touched = touch(&hull, row, values, ends);
            if let Some(above) = touched.map(|at| hull[at]).filter(|&above| ends[above] < ends[row] - SAME) {
                let (now, then) = (values[above] - values[row], ends[row] - ends[above]);
                let way = now / (now + then);
                found[row] = Some(found[row].map_or(way, |other: f64| other.min(way)));
            }
        }
        if let Some(leftmost) = tied.iter().copied().min_by(|&a, &b| ends[a].total_cmp(&ends[b])) {
            grow(&mut hull, leftmost, values, ends);
            hull.push(leftmost);
        }
    }
}

/// Takes corners off the hull until its last one is where the tangent from a row touches.
fn grow(hull: &mut Vec<usize>, row: usize, values: &[f64], ends: &[f64]) {
    while let [.., before, last] = hull[..] {
        if !hides(before, last, row, values, ends) {
            break;
        }
        hull.pop();
    }
}

/// The corner where the tangent from a row touches, the hull staying as it is.
fn touch(hull: &[usize], row: usize, values: &[f64], ends: &[f64]) -> Option<usize> {
    let mut last = hull.len().checked_sub(1)?;
    while last > 0 && hides(hull[last - 1], hull[last], row, values, ends) {
        last -= 1;
    }
    Some(last)
}

/// Whether the corner before is seen lower from a row, to its left, than the last one.
fn hides(before: usize, last: usize, row: usize, values: &[f64], ends: &[f64]) -> bool {
    let across = |corner: usize| ends[corner] - ends[row];
    let up = |corner: usize| values[corner] - values[row];
    // The angle from the left, compared by its cotangent across ÷ up; everything in the hull is above.
    across(before) * up(last) <= across(last) * up(before)
}

/// Of two that tie now and part when the weight moves, the one that falls behind keeps its rank no way at all.
fn break_ties(present: &Present<'_>, lines: &Lines, low: &mut [f64], high: &mut [f64]) {
    for tied in present.order.chunk_by(|&a, &b| present.rank(a) == present.rank(b)).filter(|tied| tied.len() > 1) {
        let best = |end: &[f64]| tied.iter().map(|&row| end[row]).fold(f64::NEG_INFINITY, f64::max);
        let (best_inside, best_outside) = (best(&lines.inside), best(&lines.outside));
        for &row in tied {
            if lines.inside[row] < best_inside - SAME {
                high[row] = lines.at;
            }
            if lines.outside[row] < best_outside - SAME {
                low[row] = lines.at;
            }
        }
    }
}
