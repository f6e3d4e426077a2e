//! One criterion at a time: the performance an intervention would need to come first, or to enter the first few.
//!
//! All other figures, the scales and the weights stay.

use std::sync::Arc;

use serde::Serialize;

use super::present::Present;
use crate::analysis::rank::{Shown, performances};

/// What one intervention would have to perform on one criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeededScore {
    pub id: Arc<str>,
    pub criterion: Arc<str>,
    pub performance: Shown,
    /// To come first, or joint first; null: no performance on this criterion alone does it.
    pub needed_for_first: Shown,
    /// To enter the first few, where these are looked at; those that are among them need nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed_for_top: Option<Shown>,
    /// From the present performance to what is needed to come first; null for levels and absent figures.
    pub change: Option<f64>,
}

/// The performance that puts a value at or above another one.
///
/// - `gap`: points of overall value that are lacking; more than 0
/// - result: [`Shown::Absent`] where the criterion carries no weight or its scale ends before
pub fn needed(present: &Present<'_>, row: usize, leaf: usize, gap: f64) -> Shown {
    let criterion = &present.decision.criteria[leaf];
    let weight = present.decision.weights.criteria[leaf];
    if weight <= 0.0 {
        return Shown::Absent(None);
    }
    let score = present.scores[(row, leaf)] + gap / weight;
    if let Some(level) = criterion.value.level_reaching(score) {
        return criterion.value.level_label(level).map_or(Shown::Absent(None), |label| Shown::Text(label.to_owned()));
    }
    criterion.value.performance_reaching(score).map_or(Shown::Absent(None), Shown::Number)
}

/// What every intervention that is not first would need, criterion by criterion.
///
/// - `k`: how many of the first are looked at, where it is not the winner alone
/// - result: interventions in the order of the ranking, criteria in file order
#[must_use]
pub fn needed_scores(present: &Present<'_>, k: Option<usize>) -> Vec<NeededScore> {
    let best = present.values[present.order[0]];
    let enough = k.map(|k| present.values[present.order[k.clamp(1, present.count()) - 1]]);
    let lacking = |row: usize, wanted: f64| wanted - present.values[row];
    let mut found = Vec::new();
    for &row in present.order.iter().filter(|&&row| present.rank(row) > 1) {
        let now = performances(present.decision, row);
        for (leaf, (criterion, performance)) in present.decision.criteria.iter().zip(now).enumerate() {
            let needed_for_first = needed(present, row, leaf, lacking(row, best));
            let change = match (&needed_for_first, &performance) {
                (Shown::Number(needed), Shown::Number(now)) => Some(needed - now),
                _ => None,
            };
            let outside = |k: usize| present.rank(row) > k;
            found.push(NeededScore {
                id: Arc::clone(&present.decision.interventions[row].id),
                criterion: Arc::clone(&criterion.id),
                performance,
                needed_for_first,
                needed_for_top: enough
                    .filter(|_| k.is_some_and(outside))
                    .map(|enough| needed(present, row, leaf, lacking(row, enough))),
                change,
            });
        }
    }
    found
}
