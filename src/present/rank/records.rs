//! The ranking as records for CSV: every figure at full precision, one row an intervention.

use super::Part;
use crate::analysis::rank::{Ranked, Ranking, Shown, SortBy};
use crate::export::csv::{Field, Records};
use crate::model::decision::{CostRole, Decision};
use crate::present::frame::Content;

/// `rank,id,name,value[,cost,value_for_money],score.…,contribution.…,report.…`, the `--by` column first.
///
/// - `by`: the column of `--by`
#[must_use]
pub fn records(parts: &[Part<'_>], by: Option<&str>, sort: SortBy, top: Option<usize>) -> Records {
    let mut records = Records::default();
    let decision = parts.iter().find_map(Part::analysed).map(|(decision, _)| decision);
    records.header.extend(by.map(str::to_owned));
    records.header.extend(
        decision.map_or_else(|| ["rank", "id", "name", "value"].map(str::to_owned).to_vec(), |decision| header(decision, sort)),
    );
    for part in parts {
        let first = part.value.map(Field::from);
        match &part.content {
            Content::Analysed { decision, result: ranking } => {
                records.rows.extend(ranking.ranking.iter().take(top.unwrap_or(usize::MAX)).map(|row| {
                    let mut fields: Vec<Field> = first.clone().into_iter().collect();
                    fields.extend(fields_of(decision, row, sort));
                    fields
                }));
            }
            Content::Single { id, name } => {
                let mut fields: Vec<Field> =
                    first.into_iter().chain([Field::Empty, Field::from(*id), Field::from(*name)]).collect();
                fields.resize(records.header.len(), Field::Empty);
                records.rows.push(fields);
            }
        }
    }
    records
}

fn header(decision: &Decision, sort: SortBy) -> Vec<String> {
    let mut header: Vec<String> = ["rank", "id", "name", "value"].map(str::to_owned).to_vec();
    if decision.cost_role != CostRole::Absent {
        header.extend(["cost", "value_for_money"].map(str::to_owned));
    }
    header.extend(decision.criteria.iter().map(|criterion| format!("score.{}", criterion.id)));
    header.extend(decision.criteria.iter().map(|criterion| format!("contribution.{}", criterion.id)));
    header.extend(decision.report_criteria.iter().map(|criterion| format!("report.{}", criterion.id)));
    header.extend((sort == SortBy::ValueForMoney).then(|| "cumulative_cost".to_owned()));
    header
}

fn fields_of(decision: &Decision, row: &Ranked, sort: SortBy) -> Vec<Field> {
    let mut fields =
        vec![Field::Count(row.rank), Field::Text(row.id.clone()), Field::from(row.name.as_str()), Field::Number(row.value)];
    if decision.cost_role != CostRole::Absent {
        fields.extend([Field::from(row.cost), Field::from(row.value_for_money)]);
    }
    fields.extend(row.scores.entries().iter().map(|score| Field::Number(*score)));
    fields.extend(row.contributions.entries().iter().map(|points| Field::Number(*points)));
    fields.extend(row.report.entries().iter().map(|shown| match shown {
        Shown::Number(x) => Field::Number(*x),
        Shown::Text(text) => Field::from(text.as_str()),
        Shown::Absent(_) => Field::Empty,
    }));
    fields.extend((sort == SortBy::ValueForMoney).then(|| Field::from(row.cumulative_cost)));
    fields
}

/// A ranking cut to its first rows, for results that machines read.
#[must_use]
pub fn cut(mut ranking: Ranking, top: Option<usize>) -> Ranking {
    ranking.ranking.truncate(top.unwrap_or(usize::MAX));
    ranking
}
