//! What a session is about to write, for a last look.

use super::per_cent;
use crate::document::{Block, Cell, Column, ColumnKind, Document, Table, figure, words};

/// What will change in which file.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The criteria file that is written.
    pub criteria: String,
    pub changes: Vec<Change>,
    pub source: String,
    /// Keys that go: criterion and key.
    pub removed: Vec<(String, String)>,
    /// The file of returns that is written, and the ids of the people added.
    pub returns: Option<(String, Vec<String>)>,
}

/// One swing as it stands and as it will.
#[derive(Debug, Clone)]
pub struct Change {
    pub name: String,
    /// The judgement that goes, such as `weight 0.4`.
    pub before: String,
    pub swing: f64,
    /// Its share of everything.
    pub weight: f64,
}

#[must_use]
pub fn plan(plan: &Plan) -> Document {
    let row = |change: &Change| {
        vec![
            Cell::Text(change.name.clone()),
            Cell::Text(change.before.clone()),
            Cell::Text(figure::plain(change.swing)),
            Cell::Text(per_cent(change.weight)),
        ]
    };
    let columns = vec![
        Column::new("Swing", ColumnKind::Prose),
        Column::new("Before", ColumnKind::Figure),
        Column::new("Now", ColumnKind::Figure),
        Column::new("Weight", ColumnKind::Figure),
    ];
    let table = Table { columns, rows: plan.changes.iter().map(row).collect(), ..Table::default() };
    let mut blocks = vec![
        Block::Heading(format!("Into {}", plan.criteria)),
        Block::Table(table),
        Block::Paragraph(format!("Marked as elicited, with the source \"{}\".", plan.source)),
    ];
    for (id, key) in &plan.removed {
        let text = format!("`{key}` of `{id}` goes: the new swing lies beyond it, and the doubt about it was not asked for.");
        blocks.push(Block::Paragraph(text));
    }
    if let Some((file, people)) = &plan.returns {
        blocks.push(Block::Heading(format!("Into {file}")));
        let rows = words::count(people.len(), "row");
        blocks.push(Block::Paragraph(format!("{rows} at the end: {}.", words::listed(people.iter().cloned()))));
    }
    Document { blocks }
}
