//! The points of several people as one set of points, pooled as returns of the same people are.

use super::{Person, Sitting, TOP};
use crate::model::stakeholders::{Aggregate, Person as Return};
use crate::weighting::stakeholders::{Points, PoolError, UNGROUPED, pool, weights_of};
use crate::weighting::tree::with_groups;
use crate::weighting::{Node, swing};

/// Most decimals of pooled points.
const DECIMALS: i32 = 6;
/// How far rounding may move a weight: 0.05 percentage points.
const UNMOVED: f64 = 0.0005;
/// Says this near are the same.
const SAME: f64 = 1e-9;

/// How people become one, as the criteria file states it for returns.
#[derive(Debug, Clone, Copy)]
pub struct Pooling<'a> {
    pub aggregate: Aggregate,
    /// Each declared group's say; empty where all have the same.
    pub says: &'a [(String, f64)],
}

/// Points for each swing of each set, and how they came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooled {
    pub points: Vec<Vec<f64>>,
    /// `None` for one person, whose points are as they are.
    pub made: Option<Made>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    pub aggregate: Aggregate,
    /// How many groups took part.
    pub groups: usize,
    pub says: Says,
    /// Decimals that the points are rounded to.
    pub decimals: i32,
}

/// How much the groups that took part have to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    Same,
    AsStated,
}

/// Why people cannot be pooled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unpoolable {
    /// A geometric mean over nothing.
    GeometricZero { person: String, criterion: usize },
    /// None of the groups that took part has any say.
    NoSay,
}

/// Points for each swing of each set: one person's as they are, else those that weigh as the returns of all would.
///
/// The pooled weights are scaled so that the largest of each set is 100, and rounded to as few decimals as leave them where
/// they are.
///
/// - `people`: not empty
///
/// # Errors
/// People without any say, or points of 0 under a geometric mean.
pub fn pooled(sitting: &Sitting<'_>, people: &[Person], pooling: Pooling<'_>) -> Result<Pooled, Unpoolable> {
    let mut groups = pooling.says.to_vec();
    let returns: Vec<_> = people.iter().map(|person| returned(sitting, person, &mut groups)).collect();
    if !returns.iter().any(|person| groups[person.group].1 > 0.0) {
        return Err(Unpoolable::NoSay);
    }
    if let [person] = people {
        return Ok(Pooled { points: person.points.clone(), made: None });
    }
    let left_out = vec![false; sitting.criteria.len()];
    let panel = pool(returns, &groups, pooling.aggregate, &left_out, (0, Vec::new())).map_err(|errors| {
        let zero = errors.into_iter().find_map(|error| match error {
            PoolError::GeometricZero { person, criterion } => Some(Unpoolable::GeometricZero { person, criterion }),
            PoolError::NobodyAnswered { .. } => None,
        });
        zero.unwrap_or(Unpoolable::NoSay)
    })?;
    let points = scaled(sitting, &panel.pooled, people);
    let (points, decimals) = rounded(sitting, &points);
    let same = panel.groups.iter().all(|group| (group.say - panel.groups[0].say).abs() < SAME);
    let says = if same { Says::Same } else { Says::AsStated };
    Ok(Pooled { points, made: Some(Made { aggregate: pooling.aggregate, groups: panel.groups.len(), says, decimals }) })
}

/// What a person would have returned; a group that is new joins the others.
fn returned(sitting: &Sitting<'_>, person: &Person, groups: &mut Vec<(String, f64)>) -> Return {
    let name = if person.group.is_empty() { UNGROUPED } else { &person.group };
    let group = groups.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
        groups.push((name.to_owned(), 1.0));
        groups.len() - 1
    });
    let mut points = Points { criteria: vec![None; sitting.criteria.len()], groups: vec![None; sitting.groups.len()] };
    for (set, judged) in sitting.sets.iter().zip(&person.points) {
        for (node, judged) in set.nodes.iter().zip(judged) {
            match node {
                Node::Criterion(criterion) => points.criteria[*criterion] = Some(*judged),
                Node::Group(group) => points.groups[*group] = Some(*judged),
            }
        }
    }
    // A session judges from the leaves up, weights multiply from the top down.
    let sets: Vec<_> = sitting.sets.iter().rev().cloned().collect();
    let weights = weights_of(&points, &sets).unwrap_or_else(|_| vec![None; sitting.criteria.len()]);
    Return { id: person.id.clone(), group, weights }
}

/// Weights of the criteria as points, the largest of each set 100.
fn scaled(sitting: &Sitting<'_>, criteria: &[f64], people: &[Person]) -> Vec<Vec<f64>> {
    let leaf_groups: Vec<_> = sitting.criteria.iter().map(|criterion| criterion.group).collect();
    let weights = with_groups(criteria.to_vec(), &leaf_groups, sitting.groups);
    let weight = |node: &Node| match node {
        Node::Criterion(criterion) => weights.criteria[*criterion],
        Node::Group(group) => weights.groups[*group],
    };
    let points = |set: usize| {
        let by_weight: Vec<_> = sitting.sets[set].nodes.iter().map(weight).collect();
        // What is in a group that is worth nothing to anyone is still judged.
        let sums = if by_weight.iter().any(|weight| *weight > 0.0) { by_weight } else { shares_summed(people, set) };
        let largest = sums.iter().copied().fold(0.0, f64::max);
        sums.iter().map(|sum| TOP * (sum / largest)).collect()
    };
    (0..sitting.sets.len()).map(points).collect()
}

fn shares_summed(people: &[Person], set: usize) -> Vec<f64> {
    let shares: Vec<_> = people.iter().map(|person| shares(&person.points[set])).collect();
    (0..shares[0].len()).map(|node| shares.iter().map(|one| one[node]).sum()).collect()
}

/// Points with as few decimals as leave every weight where it is, and leave nothing without weight.
fn rounded(sitting: &Sitting<'_>, points: &[Vec<f64>]) -> (Vec<Vec<f64>>, i32) {
    let exact = weights(sitting, points);
    let with = |decimals: i32| -> Vec<Vec<f64>> {
        let grain = 10_f64.powi(decimals);
        points.iter().map(|set| set.iter().map(|points| (points * grain).round() / grain).collect()).collect()
    };
    let is_near = |found: &Vec<Vec<f64>>| {
        let moved = weights(sitting, found);
        let moved = exact.iter().flatten().zip(moved.iter().flatten()).any(|(exact, found)| (exact - found).abs() > UNMOVED);
        let lost = points.iter().flatten().zip(found.iter().flatten()).any(|(exact, found)| *exact > 0.0 && *found <= 0.0);
        !moved && !lost
    };
    let fewest = (1..DECIMALS).map(|decimals| (with(decimals), decimals)).find(|(found, _)| is_near(found));
    fewest.unwrap_or_else(|| (with(DECIMALS), DECIMALS))
}

/// One person's weights: for each swing of each set, its share of everything.
#[must_use]
pub fn weights(sitting: &Sitting<'_>, points: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut weights: Vec<_> = points.iter().map(|set| shares(set)).collect();
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

fn shares(points: &[f64]) -> Vec<f64> {
    swing::shares(points).unwrap_or_else(|| vec![0.0; points.len()])
}
