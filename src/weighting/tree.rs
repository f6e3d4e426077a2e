//! The value tree as weighing sees it: sets of siblings, and shares that multiply down the tree.

use nalgebra::DVector;

use crate::model::hierarchy::{Group, Node, ancestors};
use crate::model::weights::Weights;

/// Nodes that share one parent's weight: criteria in file order, then groups in file order.
#[derive(Debug, Clone, PartialEq)]
pub struct SiblingSet {
    /// The group whose weight they share; `None` at the top.
    pub parent: Option<usize>,
    pub nodes: Vec<Node>,
}

/// The sets of siblings, each after the set that holds its parent.
///
/// - `leaf_groups`: the group of each weighed criterion; `groups`: parents form no cycle
/// - `is_node`: whether a group is weighed itself; one that is not is looked through, its criteria belong to the set above
#[must_use]
pub fn sibling_sets(leaf_groups: &[Option<usize>], groups: &[Group], is_node: impl Fn(usize) -> bool) -> Vec<SiblingSet> {
    let top = groups.len();
    let mut children = vec![Vec::new(); top + 1];
    for (leaf, group) in leaf_groups.iter().enumerate() {
        children[group.unwrap_or(top)].push(Node::Criterion(leaf));
    }
    for (index, group) in groups.iter().enumerate() {
        children[group.parent.unwrap_or(top)].push(Node::Group(index));
    }
    let mut sets = Vec::new();
    let mut parents = std::collections::VecDeque::from([None]);
    while let Some(parent) = parents.pop_front() {
        let mut nodes = Vec::new();
        let mut open = vec![parent.unwrap_or(top)];
        while let Some(level) = open.pop() {
            for &child in &children[level] {
                match child {
                    Node::Group(group) if !is_node(group) => open.push(group),
                    node => nodes.push(node),
                }
            }
        }
        nodes.sort_unstable();
        parents.extend(nodes.iter().filter_map(|node| match node {
            Node::Group(group) => Some(Some(*group)),
            Node::Criterion(_) => None,
        }));
        sets.push(SiblingSet { parent, nodes });
    }
    sets
}

/// Shares multiplied down the tree.
///
/// - `shares`: for each set its nodes' shares, which sum to 1
/// - result: one weight for each of the `count` criteria
#[must_use]
pub fn multiplied(sets: &[SiblingSet], shares: &[Vec<f64>], count: usize, groups: usize) -> Vec<f64> {
    let mut criteria = vec![0.0; count];
    let mut share_of = vec![1.0; groups];
    for (set, shares) in sets.iter().zip(shares) {
        let above = set.parent.map_or(1.0, |parent| share_of[parent]);
        for (node, share) in set.nodes.iter().zip(shares) {
            match node {
                Node::Criterion(leaf) => criteria[*leaf] = above * share,
                Node::Group(group) => share_of[*group] = above * share,
            }
        }
    }
    criteria
}

/// The weights of the criteria, with those of the groups: the sum over the criteria below each.
#[must_use]
pub fn with_groups(criteria: Vec<f64>, leaf_groups: &[Option<usize>], groups: &[Group]) -> Weights {
    let mut sums = vec![0.0; groups.len()];
    for (group, weight) in leaf_groups.iter().zip(&criteria) {
        for group in ancestors(groups, *group) {
            sums[group] += weight;
        }
    }
    Weights { criteria: DVector::from_vec(criteria), groups: sums }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_come_from_the_top_down_and_plain_groups_are_looked_through() {
        let group = |parent| Group { id: "g".into(), name: String::new(), parent, judgement: None, swing_bounds: None };
        // 0 plain, 1 weighed inside it, 2 weighed at the top.
        let groups = [group(None), group(Some(0)), group(None)];
        let sets = sibling_sets(&[Some(1), Some(2), Some(0), None], &groups, |index| index > 0);
        let nodes: Vec<_> = sets.iter().map(|set| (set.parent, set.nodes.clone())).collect();
        let top = vec![Node::Criterion(2), Node::Criterion(3), Node::Group(1), Node::Group(2)];
        assert_eq!(nodes, [(None, top), (Some(1), vec![Node::Criterion(0)]), (Some(2), vec![Node::Criterion(1)])]);
        let weights = multiplied(&sets, &[vec![0.1, 0.2, 0.3, 0.4], vec![1.0], vec![1.0]], 4, 3);
        assert_eq!(weights, [0.3, 0.4, 0.1, 0.2]);
    }
}
