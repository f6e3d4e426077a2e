//! Why interventions move between views, and which single disagreement about a weight changes the answer.

use std::sync::Arc;

use nalgebra::{DMatrix, DVector};
use serde::Serialize;

use super::{View, first_few, leaders, ranks};
use crate::analysis::rank::values;
use crate::model::decision::Decision;
use crate::model::hierarchy::Node;
use crate::model::stakeholders::Panel;
use crate::numeric::tolerance::tie_key;
use crate::weighting::moving::Moving;

/// Moves told of one view.
const MOVES: usize = 3;

/// An intervention that stands elsewhere in another view.
#[derive(Debug, Clone, Serialize)]
pub struct Move {
    pub view: String,
    pub id: Arc<str>,
    /// Rank in the first view and in this one, among those that both rank.
    pub from: usize,
    pub to: usize,
    /// The criterion whose other weight does most of it; `None` where the views differ by more than weights.
    pub because: Option<Arc<str>>,
}

/// A group's weight for one criterion, put in alone, and what it changes.
#[derive(Debug, Clone, Serialize)]
pub struct Disagreement {
    pub group: String,
    /// What the group's view is called.
    pub view: String,
    pub criterion: Arc<str>,
    /// The pooled weight, and the group's.
    pub pooled: f64,
    pub weight: f64,
    pub changes_first: bool,
    /// Who then comes first.
    pub first: Vec<Arc<str>>,
    /// Who enters and leaves the first few.
    pub enters: Vec<Arc<str>>,
    pub leaves: Vec<Arc<str>>,
}

/// The largest moves between the first view and another, those that change first place before others.
///
/// - `scores`: interventions × criteria, 0–100
#[must_use]
pub fn moves(decision: &Decision, scores: &DMatrix<f64>, base: &View, view: &View) -> Vec<Move> {
    // Where a view ranks fewer, places are compared among those that both rank.
    let both = |one: &View, other: &View| -> Vec<Option<i128>> {
        one.keys.iter().zip(&other.keys).map(|(key, other)| other.and(*key)).collect()
    };
    let (before, after) = (ranks(&both(base, view)), ranks(&both(view, base)));
    let mut moved: Vec<_> = before
        .iter()
        .zip(&after)
        .enumerate()
        .filter_map(|(row, (from, to))| Some((row, (*from)?, (*to)?)))
        .filter(|(_, from, to)| from != to)
        .collect();
    moved.sort_by_key(|(_, from, to)| (*from != 1 && *to != 1, std::cmp::Reverse(from.abs_diff(*to)), *to));
    let of = |(row, from, to): (usize, usize, usize)| Move {
        view: view.name.clone(),
        id: Arc::clone(&decision.interventions[row].id),
        from,
        to,
        because: because(scores, base, view, row, to < from).map(|criterion| Arc::clone(&decision.criteria[criterion].id)),
    };
    moved.into_iter().take(MOVES).map(of).collect()
}

/// The criterion whose other weight moves a row most, up or down, against the mean of all rows.
fn because(scores: &DMatrix<f64>, base: &View, view: &View, row: usize, up: bool) -> Option<usize> {
    let (before, after) = (base.weights.as_ref()?, view.weights.as_ref()?);
    let effect = |criterion: usize| {
        let lead = scores[(row, criterion)] - scores.column(criterion).mean();
        let effect = (after[criterion] - before[criterion]) * lead;
        if up { effect } else { -effect }
    };
    (0..before.len())
        .map(|criterion| (effect(criterion), criterion))
        .filter(|(effect, _)| *effect > 0.0)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|found| found.1)
}

/// Every single weight of a group that, put in alone, changes who comes first or who is among the first few.
///
/// The other weights keep their proportions to one another.
///
/// - `views`: of the panel's groups, in their order
#[must_use]
pub fn disagreements(decision: &Decision, panel: &Panel, views: &[&View], top: usize) -> Vec<Disagreement> {
    let scores = decision.scores().middle;
    let weights = &decision.weights.criteria;
    let keys = |weights: &DVector<f64>| values(&scores, weights).iter().map(|value| Some(tie_key(*value))).collect::<Vec<_>>();
    let base = keys(weights);
    let (first, few) = (leaders(&base), first_few(&base, top));
    let ids = |rows: &[usize]| rows.iter().map(|&row| Arc::clone(&decision.interventions[row].id)).collect::<Vec<_>>();
    let mut found = Vec::new();
    for (group, view) in panel.groups.iter().zip(views) {
        for (criterion, weight) in group.weights.iter().enumerate().filter_map(|(index, weight)| Some((index, (*weight)?))) {
            let moved = Moving::new(decision, Node::Criterion(criterion)).at(weight);
            let changed = keys(&DVector::from_vec(moved));
            let (then_first, then_few) = (leaders(&changed), first_few(&changed, top));
            let missing =
                |from: &[usize], rows: &[usize]| rows.iter().copied().filter(|row| !from.contains(row)).collect::<Vec<_>>();
            let (enters, leaves) = (missing(&few, &then_few), missing(&then_few, &few));
            if then_first != first || !enters.is_empty() {
                found.push(Disagreement {
                    group: group.name.clone(),
                    view: view.name.clone(),
                    criterion: Arc::clone(&decision.criteria[criterion].id),
                    pooled: weights[criterion],
                    weight,
                    changes_first: then_first != first,
                    first: ids(&then_first),
                    enters: ids(&enters),
                    leaves: ids(&leaves),
                });
            }
        }
    }
    found
}
