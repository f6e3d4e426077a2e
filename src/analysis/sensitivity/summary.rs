//! What the headline of a sensitivity analysis needs to know: the lead, single uncertain figures, and what is missing.

use std::sync::Arc;

use super::present::Present;
use super::tornado::tornado;
use crate::analysis::rank::values;
use crate::model::decision::Decision;

/// The first beside the second.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    pub value: f64,
    pub second: Arc<str>,
    pub second_value: f64,
}

/// Who comes first, or no longer, where one uncertain figure is at its low or its high.
#[derive(Debug, Clone, PartialEq)]
pub struct ByFigures {
    /// Interventions that come first at an end of a figure of their own, and do not now.
    pub rise: Vec<Arc<str>>,
    /// The first at an end of a figure of its own: the column and the worst rank.
    pub fall: Option<(Arc<str>, usize)>,
}

/// Rows that lack a figure which may lie anywhere on its scale, with their least and largest value.
#[must_use]
pub fn open_rows(decision: &Decision) -> Vec<(usize, (f64, f64))> {
    let scores = decision.scores();
    let [low, high] = [&scores.low, &scores.high].map(|scores| values(scores, &decision.weights.criteria));
    (0..low.len()).filter(|&row| low[row] < high[row]).map(|row| (row, (low[row], high[row]))).collect()
}

/// The first beside the second.
#[must_use]
pub fn lead(present: &Present<'_>) -> Option<Lead> {
    let (&first, &second) = (present.order.first()?, present.order.get(1)?);
    let second_value = present.values[second];
    Some(Lead { value: present.values[first], second: Arc::clone(&present.decision.interventions[second].id), second_value })
}

/// Whether any single uncertain figure changes who comes first.
#[must_use]
pub fn by_figures(present: &Present<'_>) -> Option<ByFigures> {
    if present.decision.uncertain.is_empty() {
        return None;
    }
    let first: Vec<_> = present.first(1).into_iter().map(|row| &present.decision.interventions[row].id).collect();
    let (mut rise, mut fall) = (Vec::new(), None::<(Arc<str>, usize)>);
    for bar in tornado(present, None) {
        let worst = bar.low_rank.max(bar.high_rank);
        if !first.contains(&&bar.id) {
            if bar.low_rank.min(bar.high_rank) == 1 && !rise.contains(&bar.id) {
                rise.push(bar.id);
            }
        } else if worst > fall.as_ref().map_or(1, |(_, rank)| *rank) {
            fall = Some((bar.input, worst));
        }
    }
    Some(ByFigures { rise, fall })
}
