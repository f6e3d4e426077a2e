//! The points of several people as one set of points.

use super::{Person, Sitting, TOP};
use crate::weighting::{Node, swing};

/// Pooled points are whole multiples of one over this.
const GRAIN: f64 = 1e4;

/// Points for each swing of each set: one person's as they are, else the mean of all people's weights.
///
/// Each person's points become weights of the whole tree, so that everyone counts the same; their means are scaled so that
/// the largest of each set is 100, and rounded to four decimals.
///
/// - `people`: not empty
#[must_use]
pub fn pooled(sitting: &Sitting<'_>, people: &[Person]) -> Vec<Vec<f64>> {
    if let [person] = people {
        return person.points.clone();
    }
    let weights: Vec<_> = people.iter().map(|person| weights(sitting, &person.points)).collect();
    let shares: Vec<_> = people.iter().map(|person| shares(&person.points)).collect();
    let sum = |all: &[Vec<Vec<f64>>], set: usize| -> Vec<f64> {
        (0..sitting.sets[set].nodes.len()).map(|node| all.iter().map(|one| one[set][node]).sum()).collect()
    };
    let points = |set: usize| {
        let by_weight = sum(&weights, set);
        // What is in a group that is worth nothing to anyone is still judged.
        let sums = if by_weight.iter().any(|weight| *weight > 0.0) { by_weight } else { sum(&shares, set) };
        let largest = sums.iter().copied().fold(0.0, f64::max);
        sums.iter().map(|sum| (TOP * sum / largest * GRAIN).round() / GRAIN).collect()
    };
    (0..sitting.sets.len()).map(points).collect()
}

/// One person's weights: for each swing of each set, its share of everything.
#[must_use]
pub fn weights(sitting: &Sitting<'_>, points: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut weights = shares(points);
    let mut of_group = vec![1.0; sitting.groups.len()];
    // From the top down: a group is judged after what is in it.
    for (set, siblings) in sitting.sets.iter().enumerate().rev() {
        let whole = siblings.parent.map_or(1.0, |group| of_group[group]);
        for (node, weight) in siblings.nodes.iter().zip(&mut weights[set]) {
            *weight *= whole;
            if let Node::Group(group) = node {
                of_group[*group] = *weight;
            }
        }
    }
    weights
}

fn shares(points: &[Vec<f64>]) -> Vec<Vec<f64>> {
    points.iter().map(|set| swing::shares(set).unwrap_or_else(|| vec![0.0; set.len()])).collect()
}
