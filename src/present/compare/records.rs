//! A comparison as records for CSV: every figure at full precision, one row an intervention.

use crate::analysis::compare::Comparison;
use crate::export::csv::{Field, Records};
use crate::present::frame::{Content, Part};

/// `id,name,rank.<view>…,value.<view>…`, the `--by` column first; empty where a view does not rank.
#[must_use]
pub fn records(parts: &[Part<'_, Comparison>], by: Option<&str>) -> Records {
    let mut views: Vec<&str> = Vec::new();
    for (_, comparison) in parts.iter().filter_map(Part::analysed) {
        for view in &comparison.views {
            if !views.contains(&view.as_str()) {
                views.push(view);
            }
        }
    }
    let mut header: Vec<String> = by.map(str::to_owned).into_iter().collect();
    header.extend(["id", "name"].map(str::to_owned));
    header.extend(views.iter().map(|view| format!("rank.{view}")));
    header.extend(views.iter().map(|view| format!("value.{view}")));
    let mut rows = Vec::new();
    for part in parts {
        let first: Vec<Field> = part.value.map(Field::from).into_iter().collect();
        match &part.content {
            Content::Analysed { result, .. } => rows.extend(result.table.iter().map(|row| {
                let mut fields = first.clone();
                fields.extend([Field::Text(row.id.clone()), Field::from(row.name.as_str())]);
                let rank = |view: &&str| row.ranks.get(view).copied().flatten().map_or(Field::Empty, Field::Count);
                fields.extend(views.iter().map(rank));
                fields.extend(views.iter().map(|view| Field::from(row.values.get(view).copied().flatten())));
                fields
            })),
            Content::Single { id, name } => {
                let mut fields = first;
                fields.extend([Field::from(*id), Field::from(*name)]);
                fields.resize(header.len(), Field::Empty);
                rows.push(fields);
            }
        }
    }
    Records { header, rows }
}
