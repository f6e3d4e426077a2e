//! Groups of criteria: a value tree of any depth, as indices into one list.

use std::sync::Arc;

use super::criterion::Judgement;

/// A criterion or a group, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    Criterion(usize),
    Group(usize),
}

#[derive(Debug, Clone)]
pub struct Group {
    pub id: Arc<str>,
    pub name: String,
    /// Index of the group this one stands in.
    pub parent: Option<usize>,
    /// `None`: the group only heads its criteria, which are weighed across groups.
    pub judgement: Option<Judgement>,
    /// Least and largest points that the group's swing may be worth, the swing between them.
    pub swing_bounds: Option<(f64, f64)>,
}

/// The groups above a node, nearest first; `from` is the node's own group.
pub fn ancestors(groups: &[Group], from: Option<usize>) -> impl Iterator<Item = usize> {
    std::iter::successors(from, |&group| groups[group].parent)
}
