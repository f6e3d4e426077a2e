//! The ranking as a page lets a reader move it: the adopted points in their sets, the scores, and what money there is.
//!
//! Leaves the working out to the page's own script, which does what `weighting` and `analysis::rank` do, in the same order.

use std::collections::HashMap;
use std::sync::Arc;

use super::rank::{cost_heading, no_ratio};
use super::weights::move_of;
use crate::analysis::rank::{NoRatio, Ranking};
use crate::document::Block;
use crate::document::live::{Costs, Criterion, Group, Live, Node, Points, Row, Set, Weighed};
use crate::model::criterion::Judgement;
use crate::model::decision::{Baseline, CostRole, Decision, Scores};
use crate::model::hierarchy;
use crate::weighting::{Leaf, SiblingSet, judged_sets};

/// Beyond these a page would be slow, and its table of no help.
const MOST_ROWS: usize = 2_000;
const MOST_CRITERIA: usize = 40;

/// The block that lets a reader move the weights; `None` where there is nothing to move, or too much.
///
/// - `ranking`: of the same decision, at the adopted weights
/// - `decimals`: of points; `shown`: rows shown, best first
#[must_use]
pub fn live(decision: &Decision, ranking: &Ranking, decimals: usize, shown: Option<usize>) -> Option<Block> {
    let (rows, criteria) = decision.performances.shape();
    if !(2..=MOST_ROWS).contains(&rows) || criteria > MOST_CRITERIA {
        return None;
    }
    let points = points(decision);
    let live = Live {
        criteria: self::criteria(decision),
        groups: shown_groups(decision),
        sets: sets(decision, points),
        points,
        rows: self::rows(decision, ranking),
        nothing: match decision.baseline {
            Baseline::Constant(value) => Some(value),
            Baseline::Criteria => None,
        },
        costs: costs(decision),
        decimals,
        shown,
    };
    let moves = live.sets.iter().any(|set| !live.movable(set).is_empty());
    moves.then(|| Block::Live(Box::new(live)))
}

/// Swings where everything is judged so: only then do the points say what the judges said.
#[must_use]
pub fn points(decision: &Decision) -> Points {
    let is_swing = |judgement: &Judgement| matches!(judgement, Judgement::Swing(_));
    let criteria = decision.criteria.iter().all(|criterion| criterion.judgement.as_ref().is_some_and(is_swing));
    let groups = decision.groups.iter().all(|group| group.judgement.as_ref().is_none_or(is_swing));
    if criteria && groups { Points::Swings } else { Points::Weights }
}

fn criteria(decision: &Decision) -> Vec<Criterion> {
    let criterion = |(criterion, weight): (&crate::model::criterion::Criterion, &f64)| Criterion {
        id: criterion.id.to_string(),
        name: criterion.name.clone(),
        swing: move_of(criterion),
        weight: *weight,
        nothing: criterion.nothing.unwrap_or(0.0),
        left_out: criterion.is_left_out(),
    };
    decision.criteria.iter().zip(&decision.weights.criteria).map(criterion).collect()
}

/// The sets of siblings with their adopted points. Where comparisons or returns weigh the criteria, all are siblings.
#[must_use]
pub fn sets(decision: &Decision, points: Points) -> Vec<Set> {
    let leaf = |criterion: &crate::model::criterion::Criterion| Leaf { judgement: criterion.judgement, group: criterion.group };
    let leaves: Vec<_> = decision.criteria.iter().map(leaf).collect();
    let adopted = |set: SiblingSet| {
        let points = match points {
            Points::Swings => set.nodes.iter().map(|node| judged(decision, *node)).collect(),
            Points::Weights => scaled(&set.nodes.iter().map(|node| weight(decision, *node)).collect::<Vec<_>>()),
        };
        let weighed = |(node, points)| Weighed { node: shown(node), points };
        Set { parent: set.parent, nodes: set.nodes.into_iter().zip(points).map(weighed).collect() }
    };
    judged_sets(&leaves, &decision.groups).into_iter().map(adopted).collect()
}

/// The groups by name.
#[must_use]
pub fn shown_groups(decision: &Decision) -> Vec<Group> {
    decision.groups.iter().map(|group| Group { id: group.id.to_string(), name: group.name.clone() }).collect()
}

fn shown(node: hierarchy::Node) -> Node {
    match node {
        hierarchy::Node::Criterion(index) => Node::Criterion(index),
        hierarchy::Node::Group(index) => Node::Group(index),
    }
}

fn judged(decision: &Decision, node: hierarchy::Node) -> f64 {
    let judgement = match node {
        hierarchy::Node::Criterion(index) => decision.criteria[index].judgement,
        hierarchy::Node::Group(index) => decision.groups[index].judgement,
    };
    judgement.map_or(0.0, Judgement::figure)
}

fn weight(decision: &Decision, node: hierarchy::Node) -> f64 {
    match node {
        hierarchy::Node::Criterion(index) => decision.weights.criteria[index],
        hierarchy::Node::Group(index) => decision.weights.groups[index],
    }
}

/// Weights as points of which the largest is 100. Siblings that all weigh nothing are alike, as nothing tells them apart.
fn scaled(weights: &[f64]) -> Vec<f64> {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    weights.iter().map(|weight| if largest > 0.0 { 100.0 * (weight / largest) } else { 100.0 }).collect()
}

fn rows(decision: &Decision, ranking: &Ranking) -> Vec<Row> {
    let Scores { low, middle, high } = decision.scores();
    let ranked: HashMap<&Arc<str>, _> = ranking.ranking.iter().map(|row| (&row.id, row.no_ratio)).collect();
    let of = |matrix: &nalgebra::DMatrix<f64>, row: usize| matrix.row(row).iter().copied().collect::<Vec<_>>();
    let row = |(index, intervention): (usize, &crate::model::intervention::Intervention)| Row {
        id: intervention.id.to_string(),
        name: intervention.name.clone(),
        scores: of(&middle, index),
        range: (low.row(index) != high.row(index)).then(|| [of(&low, index), of(&high, index)]),
        cost: intervention.cost,
        size: intervention.size.filter(|_| decision.size_column.is_some()).unwrap_or(1.0),
        no_ratio: ranked.get(&intervention.id).copied().flatten().filter(|reason| *reason != NoRatio::NoBenefit).map(no_ratio),
    };
    decision.interventions.iter().enumerate().map(row).collect()
}

fn costs(decision: &Decision) -> Costs {
    let heading = cost_heading(decision);
    match decision.cost_role {
        CostRole::Absent => Costs::Absent,
        CostRole::Weighed => Costs::Shown { heading },
        // A reader may give weight to a criterion that reads the cost and has none: then a ratio would count it twice.
        CostRole::Denominator if reads_cost(decision) => Costs::Shown { heading },
        CostRole::Denominator => Costs::Divided { heading, budget: budget(decision), no_benefit: no_ratio(NoRatio::NoBenefit) },
    }
}

/// Whether a criterion, of whatever weight, reads the cost column.
fn reads_cost(decision: &Decision) -> bool {
    let is_cost = |column: &str| decision.cost_column.as_deref() == Some(column);
    decision.criteria.iter().any(|criterion| criterion.reading.columns().any(is_cost))
}

/// What there is to spend, where it is spent on the costs shown.
fn budget(decision: &Decision) -> Option<f64> {
    let same = |(cost, other): (f64, f64)| (cost - other).abs() < 0.005;
    let comparable = decision.interventions.iter().all(|row| row.cost.zip(row.portfolio_cost).is_none_or(same));
    decision.budget.as_ref().and_then(|budget| budget.total).filter(|_| comparable)
}
