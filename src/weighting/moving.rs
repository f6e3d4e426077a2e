//! One weight on its way from 0 to 1 while the others keep their proportions.
//!
//! Owns which weights every criterion has at either end; what the way does to an answer belongs to the analyses.
//!
//! # Source
//! Mareschal (1988), Weight stability intervals in multicriteria decision aid, European Journal of Operational Research 33.

use super::{Leaf, weigh};
use crate::model::criterion::Judgement;
use crate::model::decision::Decision;
use crate::model::hierarchy::{Group, Node, ancestors};

/// The ends of a weight's way: at weight t criterion j has t · `inside[j]` + (1 − t) · `outside[j]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Moving {
    pub node: Node,
    /// Where it stands now, 0–1.
    pub weight: f64,
    /// Weights at 1: the criterion alone, or a group's criteria in their proportions.
    pub inside: Vec<f64>,
    /// Weights at 0; `None` where nothing else can carry weight, so that the weight cannot move.
    pub outside: Option<Vec<f64>>,
}

impl Moving {
    /// The way of a criterion's or group's weight.
    ///
    /// Proportions among criteria that all weigh 0 are equal; those of a group's own follow its judgements where there are any.
    #[must_use]
    pub fn new(decision: &Decision, node: Node) -> Self {
        let is_inside = |leaf: usize| holds(decision, node, leaf);
        let weights = &decision.weights.criteria;
        let weight = match node {
            Node::Criterion(leaf) => weights[leaf],
            Node::Group(group) => decision.weights.groups[group].min(1.0),
        };
        // Where nothing else carries weight it is 1, whatever rounding made of the sum.
        let is_all = (0..weights.len()).all(|leaf| is_inside(leaf) || weights[leaf] <= 0.0);
        let weight = if is_all { 1.0 } else { weight };
        let judged = match node {
            Node::Group(group) if weight <= 0.0 => judged_inside(decision, group),
            _ => None,
        };
        let present: Vec<_> = weights.iter().copied().collect();
        let inside = proportions(decision, judged.as_ref().unwrap_or(&present), is_inside);
        let inside = inside.unwrap_or_else(|| vec![0.0; weights.len()]);
        Self { node, weight, inside, outside: proportions(decision, &present, |leaf| !is_inside(leaf)) }
    }

    /// The weights where the moving one is `weight`.
    #[must_use]
    pub fn at(&self, weight: f64) -> Vec<f64> {
        let outside = self.outside.as_ref().unwrap_or(&self.inside);
        self.inside.iter().zip(outside).map(|(inside, outside)| weight * inside + (1.0 - weight) * outside).collect()
    }
}

/// Whether a criterion is the node or stands below it.
#[must_use]
pub fn holds(decision: &Decision, node: Node, leaf: usize) -> bool {
    match node {
        Node::Criterion(criterion) => criterion == leaf,
        Node::Group(group) => ancestors(&decision.groups, decision.criteria[leaf].group).any(|above| above == group),
    }
}

/// Shares of 1 for the criteria that belong: as their weights stand to one another, equal if these are all 0.
///
/// Criteria on which all perform alike were left out and carry nothing; `None` if no other is left.
#[must_use]
pub fn proportions(decision: &Decision, weights: &[f64], belongs: impl Fn(usize) -> bool) -> Option<Vec<f64>> {
    let counts: Vec<_> = (0..weights.len()).map(|leaf| belongs(leaf) && !decision.criteria[leaf].is_left_out()).collect();
    let members = || (0..weights.len()).filter(|leaf| counts[*leaf]);
    let total: f64 = members().map(|leaf| weights[leaf]).sum();
    #[allow(clippy::cast_precision_loss)] // a count of criteria
    let equal = 1.0 / members().count() as f64;
    let share = |leaf: usize| if total > 0.0 { weights[leaf] / total } else { equal };
    members().next().map(|_| (0..weights.len()).map(|leaf| if counts[leaf] { share(leaf) } else { 0.0 }).collect())
}

/// What the swings inside a group say of its criteria, though the group itself is worth nothing.
fn judged_inside(decision: &Decision, group: usize) -> Option<Vec<f64>> {
    let leaf = |criterion: &crate::model::criterion::Criterion| Leaf { judgement: criterion.judgement, group: criterion.group };
    let leaves: Vec<_> = decision.criteria.iter().map(leaf).collect();
    let above: Vec<_> = ancestors(&decision.groups, Some(group)).collect();
    let mut groups: Vec<Group> = decision.groups.clone();
    for &index in above.iter().filter(|&&index| groups[index].judgement == Some(Judgement::Swing(0.0))).collect::<Vec<_>>() {
        groups[index].judgement = Some(Judgement::Swing(1.0));
    }
    weigh(&leaves, &groups, decision.weighing.rule).ok().map(|weights| weights.criteria.iter().copied().collect())
}
