//! What a session is about to write, for a last look.

use super::{cited_criterion, per_cent};
use crate::document::{Block, Cell, Column, ColumnKind, Table, figure, words};
use crate::model::stakeholders::Aggregate;
use crate::weighting::dialogue::pool::{Made, Says, Unpoolable};
use crate::weighting::dialogue::{Person, Sitting};

/// What will change in the criteria file.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The criteria file that is written.
    pub criteria: String,
    pub changes: Vec<Change>,
    pub source: String,
    /// How several people became one.
    pub pooled: Option<Made>,
    /// Keys that go: criterion and key.
    pub removed: Vec<(String, String)>,
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

/// How several people's weights became one, for the source of them.
#[must_use]
pub fn pooling(made: Made) -> String {
    let aggregate = match made.aggregate {
        Aggregate::Mean => "mean",
        Aggregate::Median => "median",
        Aggregate::Geometric => "geometric mean",
    };
    let over = match made.says {
        _ if made.groups < 2 => "of their weights".to_owned(),
        Says::Same => format!("within {} groups, each with the same say", made.groups),
        Says::AsStated => format!("within {} groups, each with its say in [stakeholders.groups]", made.groups),
    };
    let decimals = words::count(usize::try_from(made.decimals).unwrap_or(0), "decimal");
    format!("{aggregate} {over}; points rounded to {decimals}")
}

/// Why several people cannot become one, and what can be done.
#[must_use]
pub fn unpoolable(sitting: &Sitting<'_>, why: &Unpoolable) -> (String, String) {
    let (why, remedy) = match why {
        Unpoolable::GeometricZero { person, criterion } => (
            format!(
                "{person} gives {} 0 points, over which no geometric mean can be taken",
                cited_criterion(sitting, *criterion)
            ),
            "choose aggregate = \"mean\" or \"median\" in [stakeholders]",
        ),
        Unpoolable::NoSay => {
            ("none of the groups that took part has any say".to_owned(), "give one a number above 0 in [stakeholders.groups]")
        }
    };
    (why, format!("{remedy}, or write the returns alone with --returns-only"))
}

#[must_use]
pub fn plan(plan: &Plan) -> Vec<Block> {
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
    if let Some(made) = plan.pooled.map(pooling).filter(|made| !plan.source.contains(made.as_str())) {
        blocks.push(Block::Paragraph(format!("Pooled: {made}.")));
    }
    for (id, key) in &plan.removed {
        let text = format!("`{key}` of `{id}` goes: the new swing lies beyond it, and the doubt about it was not asked for.");
        blocks.push(Block::Paragraph(text));
    }
    blocks
}

/// What will be added to a file of returns.
#[must_use]
///
/// - `earlier`: how many returns it holds already
/// - `pooled`: whether the swings of this sitting are written as well
pub fn plan_of_returns(file: &str, people: &[Person], earlier: usize, pooled: bool) -> Vec<Block> {
    let (rows, ids) = (words::count(people.len(), "row"), words::listed(people.iter().map(|person| person.id.clone())));
    let mut blocks = vec![Block::Heading(format!("Into {file}")), Block::Paragraph(format!("{rows} at the end: {ids}."))];
    if earlier > 0 && pooled {
        blocks.push(Block::Paragraph(format!(
            "{file} holds {} already. The swings above are those of this sitting alone; weighup weights --stakeholders {file} pools \
             all. With --returns-only the criteria file stays as it is.",
            words::count(earlier, "return")
        )));
    }
    blocks
}
