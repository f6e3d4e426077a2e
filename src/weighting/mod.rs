//! From judgements to weights: each set of siblings becomes shares of 1, and shares multiply down the value tree.
//!
//! Owns which nodes are siblings and that they are judged in one kind; each kind has its own file.
//! Groups that carry no judgement are transparent: their criteria are weighed across groups.
//!
//! # Source
//! von Winterfeldt & Edwards (1986); HM Treasury Green Book guidance on multi-criteria decision analysis (2024).

pub mod dialogue;
pub mod direct;
pub mod rank_order;
pub mod swing;

use nalgebra::DVector;

use crate::model::criterion::Judgement;
use crate::model::hierarchy::{Group, ancestors};
use crate::model::weights::Weights;
use rank_order::RankRule;

/// A criterion or a group, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    Criterion(usize),
    Group(usize),
}

/// A leaf of the value tree, as weighing sees it.
#[derive(Debug, Clone, Copy)]
pub struct Leaf {
    pub judgement: Judgement,
    pub group: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum WeighingError {
    /// Siblings judged in different kinds: the first of each.
    MixedKinds { first: Node, other: Node },
    /// Some groups of one parent carry a judgement and some do not.
    SomeGroupsJudged { judged: usize, unjudged: usize },
    /// No sibling has a swing above 0.
    AllZero { first: Node },
    /// Direct weights of siblings that do not sum to 1.
    SumNotOne { first: Node, sum: f64 },
}

/// What is judged against one another: the children of one parent, criteria first, each in file order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiblingSet {
    /// The group they stand in; `None` at the top.
    pub parent: Option<usize>,
    pub nodes: Vec<Node>,
}

/// Every set of siblings, those of a group before those that it belongs to itself.
#[must_use]
pub fn sibling_sets(leaves: &[Leaf], groups: &[Group]) -> Vec<SiblingSet> {
    let tree = Tree::new(leaves, groups);
    let mut sets = Vec::new();
    let mut open = vec![None];
    while let Some(parent) = open.pop() {
        let mut nodes = tree.siblings(parent);
        nodes.sort_unstable();
        open.extend(nodes.iter().filter_map(|node| match node {
            Node::Group(group) => Some(Some(*group)),
            Node::Criterion(_) => None,
        }));
        sets.push(SiblingSet { parent, nodes });
    }
    sets.reverse();
    sets
}

/// Weights of all criteria and groups.
///
/// - `leaves`: the weighed criteria, in file order
/// - `groups`: the value tree's inner nodes; parents form no cycle
///
/// # Errors
/// Every set of siblings that cannot be weighed.
pub fn weigh(leaves: &[Leaf], groups: &[Group], rule: RankRule) -> Result<Weights, Vec<WeighingError>> {
    let tree = Tree::new(leaves, groups);
    let mut errors = tree.partly_judged();
    let mut criteria = DVector::zeros(leaves.len());
    let mut open = vec![(None, 1.0)];
    while let Some((parent, share)) = open.pop() {
        let siblings = tree.siblings(parent);
        match tree.shares(&siblings, rule) {
            Ok(shares) => {
                for (node, part) in siblings.into_iter().zip(shares) {
                    match node {
                        Node::Criterion(leaf) => criteria[leaf] = share * part,
                        Node::Group(group) => open.push((Some(group), share * part)),
                    }
                }
            }
            Err(error) => {
                errors.push(error);
                open.extend(siblings.iter().filter_map(|node| match node {
                    Node::Group(group) => Some((Some(*group), 0.0)),
                    Node::Criterion(_) => None,
                }));
            }
        }
    }
    if errors.is_empty() { Ok(with_groups(criteria, leaves, groups)) } else { Err(errors) }
}

/// The weights after some criteria are taken out and their weight is shared out in proportion.
///
/// `None` if nothing remains.
#[must_use]
pub fn without(weights: &Weights, out: &[bool], leaves: &[Leaf], groups: &[Group]) -> Option<Weights> {
    let kept = DVector::from_fn(out.len(), |leaf, _| if out[leaf] { 0.0 } else { weights.criteria[leaf] });
    let total: f64 = kept.iter().sum();
    (total > 0.0).then(|| with_groups(kept / total, leaves, groups))
}

fn with_groups(criteria: DVector<f64>, leaves: &[Leaf], groups: &[Group]) -> Weights {
    let mut sums = vec![0.0; groups.len()];
    for (leaf, weight) in leaves.iter().zip(criteria.iter()) {
        for group in ancestors(groups, leaf.group) {
            sums[group] += weight;
        }
    }
    Weights { criteria, groups: sums }
}

/// The children of every node, gathered once.
struct Tree<'a> {
    leaves: &'a [Leaf],
    groups: &'a [Group],
    /// Criteria by group; the last entry holds those of the top level.
    leaves_of: Vec<Vec<usize>>,
    groups_of: Vec<Vec<usize>>,
}

impl<'a> Tree<'a> {
    fn new(leaves: &'a [Leaf], groups: &'a [Group]) -> Self {
        let top = groups.len();
        let mut leaves_of = vec![Vec::new(); top + 1];
        let mut groups_of = vec![Vec::new(); top + 1];
        for (index, leaf) in leaves.iter().enumerate() {
            leaves_of[leaf.group.unwrap_or(top)].push(index);
        }
        for (index, group) in groups.iter().enumerate() {
            groups_of[group.parent.unwrap_or(top)].push(index);
        }
        Self { leaves, groups, leaves_of, groups_of }
    }

    fn partly_judged(&self) -> Vec<WeighingError> {
        let find =
            |level: &[usize], judged: bool| level.iter().copied().find(|&group| self.groups[group].judgement.is_some() == judged);
        let both = |level: &Vec<usize>| Some((find(level, true)?, find(level, false)?));
        self.groups_of
            .iter()
            .filter_map(both)
            .map(|(judged, unjudged)| WeighingError::SomeGroupsJudged { judged, unjudged })
            .collect()
    }

    /// The nodes that share one parent's weight, looking through groups that carry no judgement.
    fn siblings(&self, parent: Option<usize>) -> Vec<Node> {
        let mut found = Vec::new();
        let mut open = vec![parent.unwrap_or(self.groups.len())];
        while let Some(level) = open.pop() {
            found.extend(self.leaves_of[level].iter().copied().map(Node::Criterion));
            for &group in &self.groups_of[level] {
                if self.groups[group].judgement.is_some() {
                    found.push(Node::Group(group));
                } else {
                    open.push(group);
                }
            }
        }
        found
    }

    fn judgement(&self, node: Node) -> Option<Judgement> {
        match node {
            Node::Criterion(leaf) => Some(self.leaves[leaf].judgement),
            Node::Group(group) => self.groups[group].judgement,
        }
    }

    fn shares(&self, siblings: &[Node], rule: RankRule) -> Result<Vec<f64>, WeighingError> {
        let judgements: Vec<_> = siblings.iter().filter_map(|&node| self.judgement(node)).collect();
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(parent: Option<usize>, judgement: Option<Judgement>) -> Group {
        Group { id: "g".into(), name: String::new(), parent, judgement }
    }

    fn leaf(swing: f64, group: Option<usize>) -> Leaf {
        Leaf { judgement: Judgement::Swing(swing), group }
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

    #[test]
    fn a_group_is_judged_after_what_is_in_it() {
        let groups = [group(None, Some(Judgement::Swing(1.0))), group(Some(2), Some(Judgement::Swing(1.0))), group(None, None)];
        let leaves = [leaf(1.0, Some(0)), leaf(1.0, Some(1)), leaf(1.0, Some(0)), leaf(1.0, None)];
        let sets: Vec<_> = sibling_sets(&leaves, &groups).into_iter().map(|set| (set.parent, set.nodes)).collect();
        let [a, b, top] = [
            vec![Node::Criterion(0), Node::Criterion(2)],
            vec![Node::Criterion(1)],
            vec![Node::Criterion(3), Node::Group(0), Node::Group(1)],
        ];
        assert_eq!(sets, [(Some(0), a), (Some(1), b), (None, top)]);
    }
}
