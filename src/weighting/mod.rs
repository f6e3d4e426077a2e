//! From judgements to weights: each set of siblings becomes shares of 1, and shares multiply down the value tree.
//!
//! Owns that siblings are judged in one kind; each kind has its own file, and so have the tree (`tree`) and the returns of
//! many people (`stakeholders`). Groups that carry no judgement are transparent: their criteria are weighed across groups.
//!
//! # Source
//! von Winterfeldt & Edwards (1986); HM Treasury Green Book guidance on multi-criteria decision analysis (2024).

pub mod best_worst;
pub mod dialogue;
pub mod direct;
pub mod moving;
pub mod pairwise;
pub mod rank_order;
pub mod stakeholders;
pub mod swing;
pub mod tree;

use nalgebra::DMatrix;

use crate::model::criterion::Judgement;
use crate::model::hierarchy::Group;
pub use crate::model::hierarchy::Node;
use crate::model::weighing::{Revisit, SetCheck, WeightsKind};
use crate::model::weights::Weights;
use best_worst::BestWorst;
use rank_order::RankRule;
pub use tree::{SiblingSet, sibling_sets};
use tree::{multiplied, with_groups};

/// A leaf of the value tree, as weighing sees it.
#[derive(Debug, Clone, Copy)]
pub struct Leaf {
    /// `None` where comparisons or returns weigh it.
    pub judgement: Option<Judgement>,
    pub group: Option<usize>,
}

/// What was judged about one set of siblings as a whole, in the order of its nodes.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparison {
    Pairwise(DMatrix<f64>),
    BestWorst(BestWorst),
}

#[derive(Debug, Clone, PartialEq)]
pub enum WeighingError {
    /// Siblings judged in different kinds: the first of each.
    MixedKinds { first: Node, other: Node },
    /// A criterion that nothing weighs.
    Unjudged { node: Node },
    /// Some groups of one parent carry a judgement and some do not.
    SomeGroupsJudged { judged: usize, unjudged: usize },
    /// No sibling has a swing above 0.
    AllZero { first: Node },
    /// Direct weights of siblings that do not sum to 1.
    SumNotOne { first: Node, sum: f64 },
}

/// The group of every leaf.
#[must_use]
pub fn leaf_groups(leaves: &[Leaf]) -> Vec<Option<usize>> {
    leaves.iter().map(|leaf| leaf.group).collect()
}

/// The sets of siblings of judged criteria and groups.
#[must_use]
pub fn judged_sets(leaves: &[Leaf], groups: &[Group]) -> Vec<SiblingSet> {
    sibling_sets(&leaf_groups(leaves), groups, |group| groups[group].judgement.is_some())
}

/// Weights of all criteria and groups from their judgements.
///
/// - `leaves`: the weighed criteria, in file order
/// - `groups`: the value tree's inner nodes; parents form no cycle
///
/// # Errors
/// Every set of siblings that cannot be weighed.
pub fn weigh(leaves: &[Leaf], groups: &[Group], rule: RankRule) -> Result<Weights, Vec<WeighingError>> {
    let mut errors = partly_judged(groups);
    let sets = judged_sets(leaves, groups);
    let mut shares = Vec::with_capacity(sets.len());
    for set in &sets {
        match shares_of(&set.nodes, leaves, groups, rule) {
            Ok(found) => shares.push(found),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let leaf_groups = leaf_groups(leaves);
    let criteria = multiplied(&sets, &shares, leaves.len(), groups.len());
    Ok(with_groups(criteria, &leaf_groups, groups))
}

/// Weights of all criteria and groups from comparisons, and what those comparisons say of themselves.
///
/// - `sets`: the sets of siblings, top down; `comparisons`: one for each set, `None` for a set of one
///
/// # Errors
/// The parent of a set whose best-worst programme the solver could not solve.
pub fn weigh_compared(
    sets: &[SiblingSet],
    comparisons: &[Option<Comparison>],
    leaf_groups: &[Option<usize>],
    groups: &[Group],
) -> Result<(Weights, Vec<SetCheck>), Option<usize>> {
    let mut checks = Vec::new();
    let mut shares = Vec::with_capacity(sets.len());
    for (set, comparison) in sets.iter().zip(comparisons) {
        shares.push(match comparison {
            None => vec![1.0; set.nodes.len()],
            Some(Comparison::Pairwise(matrix)) => {
                let found = pairwise::compared(matrix);
                checks.push(SetCheck::Pairwise {
                    parent: set.parent,
                    members: set.nodes.len(),
                    consistency_ratio: found.consistency_ratio,
                    revisit: found.revisit.map(|found| Revisit {
                        more: set.nodes[found.row],
                        less: set.nodes[found.column],
                        stated: found.stated,
                        implied: found.implied,
                        ratio_after: found.ratio_after,
                    }),
                });
                found.shares
            }
            Some(Comparison::BestWorst(judgements)) => {
                let found = best_worst::fitted(judgements).ok_or(set.parent)?;
                checks.push(SetCheck::BestWorst { parent: set.parent, xi: found.xi });
                found.shares
            }
        });
    }
    let criteria = multiplied(sets, &shares, leaf_groups.len(), groups.len());
    Ok((with_groups(criteria, leaf_groups, groups), checks))
}

/// The one kind of all judgements, or that there are several.
#[must_use]
pub fn kind_of(leaves: &[Leaf], groups: &[Group]) -> WeightsKind {
    let mut kinds = leaves.iter().filter_map(|leaf| leaf.judgement).chain(groups.iter().filter_map(|group| group.judgement)).map(
        |judgement| match judgement {
            Judgement::Swing(_) => WeightsKind::Swing,
            Judgement::Weight(_) => WeightsKind::Weight,
            Judgement::Rank(_) => WeightsKind::Rank,
        },
    );
    let first = kinds.next().unwrap_or(WeightsKind::Swing);
    if kinds.all(|kind| kind == first) { first } else { WeightsKind::Mixed }
}

/// The weights after some criteria are taken out and their weight is shared out in proportion.
///
/// `None` if nothing remains.
#[must_use]
pub fn without(weights: &Weights, out: &[bool], leaf_groups: &[Option<usize>], groups: &[Group]) -> Option<Weights> {
    let kept: Vec<_> = out.iter().zip(&weights.criteria).map(|(out, weight)| if *out { 0.0 } else { *weight }).collect();
    let total: f64 = kept.iter().sum();
    (total > 0.0).then(|| with_groups(kept.iter().map(|weight| weight / total).collect(), leaf_groups, groups))
}

/// Levels of the tree at which some groups carry a judgement and others do not.
fn partly_judged(groups: &[Group]) -> Vec<WeighingError> {
    let mut levels: std::collections::BTreeMap<Option<usize>, [Option<usize>; 2]> = std::collections::BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        levels.entry(group.parent).or_default()[usize::from(group.judgement.is_some())].get_or_insert(index);
    }
    let both = |level: [Option<usize>; 2]| Some(WeighingError::SomeGroupsJudged { unjudged: level[0]?, judged: level[1]? });
    levels.into_values().filter_map(both).collect()
}

fn shares_of(siblings: &[Node], leaves: &[Leaf], groups: &[Group], rule: RankRule) -> Result<Vec<f64>, WeighingError> {
    let judgement = |node: Node| match node {
        Node::Criterion(leaf) => leaves[leaf].judgement,
        Node::Group(group) => groups[group].judgement,
    };
    let mut judgements = Vec::with_capacity(siblings.len());
    for &node in siblings {
        judgements.push(judgement(node).ok_or(WeighingError::Unjudged { node })?);
    }
    let Some(first) = judgements.first() else { return Ok(Vec::new()) };
    if let Some(other) = judgements.iter().position(|judgement| judgement.key() != first.key()) {
        return Err(WeighingError::MixedKinds { first: siblings[0], other: siblings[other] });
    }
    let figures: Vec<_> = judgements.iter().map(|judgement| judgement.figure()).collect();
    match first {
        Judgement::Swing(_) => swing::shares(&figures).ok_or(WeighingError::AllZero { first: siblings[0] }),
        Judgement::Weight(_) => direct::shares(&figures).map_err(|sum| WeighingError::SumNotOne { first: siblings[0], sum }),
        Judgement::Rank(_) => Ok(rank_order::shares(&figures, rule)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(parent: Option<usize>, judgement: Option<Judgement>) -> Group {
        Group { id: "g".into(), name: String::new(), parent, judgement, swing_bounds: None }
    }

    fn leaf(swing: f64, group: Option<usize>) -> Leaf {
        Leaf { judgement: Some(Judgement::Swing(swing)), group }
    }

    #[test]
    fn shares_multiply_down_the_tree() {
        let groups = [group(None, Some(Judgement::Swing(60.0))), group(None, Some(Judgement::Swing(40.0)))];
        let leaves = [leaf(100.0, Some(0)), leaf(100.0, Some(0)), leaf(7.0, Some(1))];
        let weights = weigh(&leaves, &groups, RankRule::Centroid).unwrap();
        for (found, wanted) in weights.criteria.iter().chain(&weights.groups).zip([0.3, 0.3, 0.4, 0.6, 0.4]) {
            assert!((found - wanted).abs() < 1e-15);
        }
    }

    #[test]
    fn groups_without_judgement_are_looked_through() {
        let groups = [group(None, None), group(Some(0), None)];
        let weights = weigh(&[leaf(30.0, Some(1)), leaf(70.0, None)], &groups, RankRule::Centroid).unwrap();
        assert!((weights.criteria[0] - 0.3).abs() < 1e-15);
        assert!((weights.groups[0] - 0.3).abs() < 1e-15 && (weights.groups[1] - 0.3).abs() < 1e-15);
    }

    #[test]
    fn one_level_of_groups_is_judged_all_or_none() {
        let groups = [group(None, Some(Judgement::Swing(1.0))), group(None, None)];
        let errors = weigh(&[leaf(1.0, Some(0)), leaf(1.0, Some(1))], &groups, RankRule::Sum).unwrap_err();
        assert_eq!(errors, [WeighingError::SomeGroupsJudged { judged: 0, unjudged: 1 }]);
    }
}
