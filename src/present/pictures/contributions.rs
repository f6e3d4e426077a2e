//! What the value of each intervention is made of.

use super::{ROWS, first_of};
use crate::analysis::rank::{Ranked, Ranking, SortBy};
use crate::document::chart::{Chart, ChartKind};
use crate::document::figure::fixed;
use crate::document::rows::{Named, Stack, Stacks};
use crate::model::decision::Decision;
use crate::present::Medium;
use crate::present::rank::{self, View};

/// Stacked contributions, best first.
///
/// - `ranking`: by overall value
/// - `precision`: decimals of points
#[must_use]
pub fn contributions(decision: &Decision, ranking: &Ranking, precision: usize) -> Chart {
    let stack = |row: &Ranked| Stack {
        of: Named { label: row.id.to_string(), name: row.name.clone() },
        parts: row.contributions.entries().to_vec(),
        total: row.value,
        range: row.value_low.zip(row.value_high),
    };
    let rows: Vec<_> = ranking.ranking.iter().take(ROWS).map(stack).collect();
    let view = View { sort: SortBy::Value, precision, top: None, medium: Medium::Paper };
    let largest = ranking.ranking.first().and_then(|first| largest(decision, first, precision)).unwrap_or_default();
    Chart {
        title: format!("What each value is made of{}", first_of(ranking.ranking.len(), rows.len())),
        finding: format!("{}{largest}", rank::answer(decision, ranking, view)),
        x: "Overall value, in points".to_owned(),
        y: "Intervention, best first".to_owned(),
        kind: ChartKind::Stacks(Stacks {
            rows,
            series: decision.criteria.iter().map(|criterion| criterion.name.clone()).collect(),
            decimals: precision,
        }),
    }
}

/// The criterion that adds most to the first.
fn largest(decision: &Decision, first: &Ranked, precision: usize) -> Option<String> {
    let parts = first.contributions.entries();
    let most = (0..parts.len()).rev().max_by(|&a, &b| parts[a].total_cmp(&parts[b]))?;
    Some(format!(
        " The largest part of {} is {}, with {} points.",
        first.id,
        decision.criteria[most].name,
        fixed(parts[most], precision)
    ))
}
