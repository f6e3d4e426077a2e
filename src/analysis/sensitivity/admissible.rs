//! The weights that may be: any, those in the present order, or those within the bounds of their swings.
//!
//! Every condition compares two siblings of the value tree; the weight of a group being the sum of its criteria's, all are
//! linear in the weights of the criteria.
//!
//! # Source
//! Hazen (1986), Partial information, dominance, and potential optimality in multiattribute utility theory, Operations
//! Research 34; Salo & Hämäläinen (1992) for bounds on ratios of weights.

use crate::model::criterion::Judgement;
use crate::model::decision::Decision;
use crate::model::hierarchy::Node;
use crate::numeric::linear_program::{Bound, LinearProgram, Variable};
use crate::weighting::moving::holds;
use crate::weighting::{Leaf, judged_sets};

/// Which weights may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Space {
    /// Any that sum to 1.
    Free,
    /// In the order of the present ones; equal ones stay unordered between themselves.
    Ordinal,
    /// `swing_low` to `swing_high` of each; a swing without bounds stays as it is beside the others.
    Interval,
}

/// The admissible weights as a polytope.
pub struct Admissible {
    /// Criteria that may carry weight.
    pub carries: Vec<bool>,
    /// Σ a·w ≥ 0 for each of these.
    pub conditions: Vec<Vec<f64>>,
}

/// Whether any criterion or group states bounds of its swing.
#[must_use]
pub fn has_bounds(decision: &Decision) -> bool {
    decision.criteria.iter().any(|criterion| criterion.swing_bounds.is_some())
        || decision.groups.iter().any(|group| group.swing_bounds.is_some())
}

impl Admissible {
    /// The weights of a space. A weight of 0 stays 0 in every space: nobody would give anything for that move.
    #[must_use]
    pub fn new(decision: &Decision, space: Space) -> Self {
        let carries = decision.weights.criteria.iter().map(|weight| *weight > 0.0).collect();
        let conditions = match space {
            Space::Free => Vec::new(),
            Space::Ordinal => conditions(decision, |a, b| (a.1 - b.1 > EQUAL).then_some((1.0, 1.0))),
            Space::Interval => conditions(decision, |a, b| {
                let ((low, _), (_, high)) = (bounds(decision, a.0, a.1), bounds(decision, b.0, b.1));
                (low > 0.0).then(|| (high / low.max(high), low / low.max(high)))
            }),
        };
        Self { carries, conditions }
    }

    /// Adds the weights to a programme, with their coefficients in its objective.
    pub fn variables(&self, programme: &mut LinearProgram, coefficient: impl Fn(usize) -> f64) -> Vec<Variable> {
        let high = |leaf: usize| if self.carries[leaf] { 1.0 } else { 0.0 };
        let weights: Vec<_> =
            (0..self.carries.len()).map(|leaf| programme.variable(coefficient(leaf), 0.0, high(leaf))).collect();
        let all: Vec<_> = weights.iter().map(|&weight| (weight, 1.0)).collect();
        programme.constrain(&all, Bound::Equal, 1.0);
        for condition in &self.conditions {
            programme.constrain(&terms(&weights, condition), Bound::AtLeast, 0.0);
        }
        weights
    }
}

/// The terms of a sum that are not 0.
#[must_use]
pub fn terms(variables: &[Variable], factors: &[f64]) -> Vec<(Variable, f64)> {
    variables.iter().copied().zip(factors.iter().copied()).filter(|(_, factor)| factor.abs() > 0.0).collect()
}

/// What a node may be worth beside its siblings: from its present weight down and up in the proportions of its swing's
/// bounds to the swing; its present weight where it has no bounds.
///
/// Among siblings weights are as swings, but where a criterion was left out and its weight shared out over the whole tree:
/// there bounds as stated would shut out the present weights.
fn bounds(decision: &Decision, node: Node, weight: f64) -> (f64, f64) {
    let (stated, judgement) = match node {
        Node::Criterion(leaf) => (decision.criteria[leaf].swing_bounds, decision.criteria[leaf].judgement),
        Node::Group(group) => (decision.groups[group].swing_bounds, decision.groups[group].judgement),
    };
    match (stated, judgement) {
        (Some((low, high)), Some(Judgement::Swing(swing))) if swing > 0.0 => (weight * (low / swing), weight * (high / swing)),
        _ => (weight, weight),
    }
}

/// A condition for pairs of siblings a, b: weight of a · p ≥ weight of b · q.
///
/// - `factors`: p and q of two nodes with their present weights; `None` where the pair is free
fn conditions(decision: &Decision, factors: impl Fn((Node, f64), (Node, f64)) -> Option<(f64, f64)>) -> Vec<Vec<f64>> {
    let leaves: Vec<_> =
        decision.criteria.iter().map(|criterion| Leaf { judgement: criterion.judgement, group: criterion.group }).collect();
    let weighed = |node: Node| match node {
        Node::Criterion(leaf) => (node, decision.weights.criteria[leaf]),
        Node::Group(group) => (node, decision.weights.groups[group]),
    };
    let condition = |a: (Node, f64), b: (Node, f64)| {
        let (p, q) = factors(a, b)?;
        let inside = |node: Node, leaf: usize| f64::from(u8::from(holds(decision, node, leaf)));
        Some((0..leaves.len()).map(|leaf| p * inside(a.0, leaf) - q * inside(b.0, leaf)).collect())
    };
    let mut found = Vec::new();
    for set in judged_sets(&leaves, &decision.groups) {
        let carrying: Vec<_> = set.nodes.iter().copied().map(weighed).filter(|(_, weight)| *weight > 0.0).collect();
        let pairs = carrying.iter().flat_map(|a| carrying.iter().map(move |b| (*a, *b))).filter(|(a, b)| a.0 != b.0);
        found.extend(pairs.filter_map(|(a, b)| condition(a, b)));
    }
    found
}

/// Weights nearer than this are equal, and stay unordered.
const EQUAL: f64 = 1e-12;
