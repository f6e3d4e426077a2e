//! Two weights at once: the exact polygon of weights in which each intervention comes first.
//!
//! All other weights keep their proportions. Overall value is linear in the two weights, so each region is the triangle of
//! possible weights cut by one straight line for each rival (Sutherland & Hodgman 1974).

use std::sync::Arc;

use serde::Serialize;

use super::lines::SAME;
use super::one_weight::WeightOf;
use super::present::Present;
use crate::model::hierarchy::Node;
use crate::weighting::moving::{Moving, holds, proportions};

/// Regions smaller than this share of the triangle are points and lines on which others lead as well.
const LEAST_SHARE: f64 = 1e-12;

/// Where each intervention leads.
#[derive(Debug, Clone, Serialize)]
pub struct TwoWay {
    pub x: WeightOf,
    pub y: WeightOf,
    /// The present weights.
    pub at: (f64, f64),
    /// Largest first.
    pub regions: Vec<Region>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Region {
    pub id: Arc<str>,
    /// Share of all pairs of weights, 0–1.
    pub share: f64,
    /// Corners in order; two where the two weights always sum to 1.
    pub polygon: Vec<[f64; 2]>,
}

/// Why two weights cannot be moved against one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTwo {
    /// One is the other, or stands inside it.
    Nested,
}

/// The regions of two weights.
///
/// # Errors
/// The two share a criterion.
pub fn two_way(present: &Present<'_>, x: Node, y: Node) -> Result<TwoWay, NotTwo> {
    let decision = present.decision;
    let leaves = 0..decision.criteria.len();
    if leaves.clone().any(|leaf| holds(decision, x, leaf) && holds(decision, y, leaf)) {
        return Err(NotTwo::Nested);
    }
    let (along_x, along_y) = (Moving::new(decision, x), Moving::new(decision, y));
    let corner = |moving: &Moving| present.values_at(&moving.inside);
    let present_weights: Vec<_> = decision.weights.criteria.iter().copied().collect();
    let is_rest = |leaf: usize| !holds(decision, x, leaf) && !holds(decision, y, leaf);
    let rest = proportions(decision, &present_weights, is_rest);
    let plane = Plane { x: corner(&along_x), y: corner(&along_y), rest: rest.as_ref().map(|weights| present.values_at(weights)) };
    let mut regions: Vec<_> = plane
        .regions()
        .into_iter()
        .map(|(row, share, polygon)| Region { id: Arc::clone(&decision.interventions[row].id), share, polygon })
        .collect();
    regions.sort_by(|a, b| b.share.total_cmp(&a.share));
    let of = |node| WeightOf::new(decision, node);
    Ok(TwoWay { x: of(x), y: of(y), at: (along_x.weight, along_y.weight), regions })
}

/// Overall values at the corners of the triangle: all weight on x, on y, on the rest.
struct Plane {
    x: Vec<f64>,
    y: Vec<f64>,
    rest: Option<Vec<f64>>,
}

impl Plane {
    /// Row, share and corners of every region.
    fn regions(&self) -> Vec<(usize, f64, Vec<[f64; 2]>)> {
        let rows = || 0..self.x.len();
        // The strongest rivals first: most regions are empty after a few cuts.
        let mut rivals: Vec<_> = rows().collect();
        let middle = |row: usize| self.x[row] + self.y[row] + self.rest.as_ref().map_or(0.0, |rest| rest[row]);
        rivals.sort_by(|&a, &b| middle(b).total_cmp(&middle(a)));
        let region = |row: usize| {
            let mut polygon = self.whole();
            for &rival in rivals.iter().filter(|&&rival| rival != row) {
                polygon = cut(&polygon, |point| self.lead(row, rival, point));
                if self.share(&polygon) < LEAST_SHARE {
                    return None;
                }
            }
            Some((row, self.share(&polygon), polygon))
        };
        rows().filter_map(region).collect()
    }

    /// All pairs of weights there can be.
    fn whole(&self) -> Vec<[f64; 2]> {
        if self.rest.is_some() { vec![[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]] } else { vec![[1.0, 0.0], [0.0, 1.0]] }
    }

    /// By how much one is ahead of another.
    fn lead(&self, row: usize, rival: usize, [x, y]: [f64; 2]) -> f64 {
        let rest = self.rest.as_ref().map_or(0.0, |rest| (1.0 - x - y) * (rest[row] - rest[rival]));
        x * (self.x[row] - self.x[rival]) + y * (self.y[row] - self.y[rival]) + rest
    }

    /// The size of a part of the triangle, or of the line where there is no rest; 1 is the whole.
    fn share(&self, polygon: &[[f64; 2]]) -> f64 {
        match polygon {
            [] | [_] => 0.0,
            [[from, _], [to, _]] => {
                if self.rest.is_none() {
                    (from - to).abs()
                } else {
                    0.0
                }
            }
            [first, between @ ..] => {
                let turn =
                    |a: [f64; 2], b: [f64; 2]| (a[0] - first[0]) * (b[1] - first[1]) - (b[0] - first[0]) * (a[1] - first[1]);
                between.windows(2).map(|pair| turn(pair[0], pair[1])).sum()
            }
        }
    }
}

/// The part of a polygon, or of a line of two points, on which a linear function is not negative.
fn cut(polygon: &[[f64; 2]], value: impl Fn([f64; 2]) -> f64) -> Vec<[f64; 2]> {
    let mut kept: Vec<[f64; 2]> = Vec::with_capacity(polygon.len() + 1);
    let mut push = |point: [f64; 2]| {
        let near = |other: &[f64; 2]| (other[0] - point[0]).abs() <= 1e-14 && (other[1] - point[1]).abs() <= 1e-14;
        if !kept.last().is_some_and(near) && !kept.first().is_some_and(near) {
            kept.push(point);
        }
    };
    let edges = if polygon.len() == 2 { 1 } else { polygon.len() };
    for edge in 0..edges {
        let (from, to) = (polygon[edge], polygon[(edge + 1) % polygon.len()]);
        let (at_from, at_to) = (value(from), value(to));
        if at_from >= -SAME {
            push(from);
        }
        if at_from.abs() > SAME && at_to.abs() > SAME && (at_from > 0.0) != (at_to > 0.0) {
            let share = at_from / (at_from - at_to);
            push([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]);
        }
        // A line has an end of its own, a polygon closes.
        if edges == 1 && at_to >= -SAME {
            push(to);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_triangle_is_shared_out_without_rest() {
        // Each of three is best on one corner, by the same lead: a third each.
        let plane = Plane { x: vec![100.0, 0.0, 0.0], y: vec![0.0, 100.0, 0.0], rest: Some(vec![0.0, 0.0, 100.0]) };
        let regions = plane.regions();
        assert_eq!(regions.len(), 3);
        for (_, share, polygon) in &regions {
            assert!((share - 1.0 / 3.0).abs() < 1e-12 && polygon.len() == 4, "{share} {polygon:?}");
        }
    }

    #[test]
    fn two_weights_without_a_rest_share_a_line() {
        let plane = Plane { x: vec![80.0, 20.0], y: vec![0.0, 20.0], rest: None };
        let regions = plane.regions();
        assert_eq!(regions.iter().map(|region| region.2.len()).collect::<Vec<_>>(), [2, 2]);
        // 80x = 20 where x is a quarter.
        assert!((regions[0].1 - 0.75).abs() < 1e-12 && (regions[1].1 - 0.25).abs() < 1e-12, "{regions:?}");
    }

    #[test]
    fn who_leads_only_at_a_point_has_no_region() {
        let plane = Plane { x: vec![100.0, 100.0], y: vec![50.0, 0.0], rest: Some(vec![50.0, 0.0]) };
        assert_eq!(plane.regions().len(), 1);
    }
}
