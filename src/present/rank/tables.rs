//! The tables of a ranking.

use std::collections::HashMap;

use super::View;
use crate::analysis::ByName;
use crate::analysis::rank::{Ranked, Shown};
use crate::document::{Cell, Column, ColumnKind, Segment, Table, key, words};
use crate::model::criterion::Criterion;
use crate::model::decision::{CostRole, Decision};
use crate::model::value_function::Outside;
use crate::present::columns::{label, numbers, prose, text};
use crate::present::{Medium, RunNotes};

/// Criteria beyond which tables of scores help nobody.
pub const MOST_CRITERIA: usize = 40;
/// Criteria side by side in one table.
const ABREAST: usize = 8;
const MILLION: f64 = 1e6;

/// The main table.
pub fn ranking(decision: &Decision, rows: &[Ranked], view: View) -> Table {
    let mut columns =
        vec![numbers("Rank"), label("ID"), prose("Intervention"), numbers("Value"), Column::new("Made of", ColumnKind::Bar)];
    let priced = decision.cost_role != CostRole::Absent;
    let ratios = decision.cost_role == CostRole::Denominator;
    columns.extend(priced.then(|| numbers(cost_heading(decision)).short("Cost")));
    columns.extend(ratios.then(|| numbers("Per £m")));
    let longest = rows.iter().map(|row| row.value).fold(100.0, f64::max);
    let cells = |row: &Ranked| {
        let mut cells = vec![rank(row), text(row.id.as_ref()), text(row.name.clone()), value(row, view.precision)];
        cells.push(bar(&row.contributions, longest));
        cells.extend(priced.then(|| row.cost.map_or(Cell::Absent, Cell::Pounds)));
        cells.extend(ratios.then(|| per_million(row, view.precision)));
        cells
    };
    let legend = decision.criteria.iter().map(|criterion| criterion.name.clone()).collect();
    Table { rows: rows.iter().map(cells).collect(), columns, legend, ..Table::default() }
}

/// The order of value for money with running costs; those without a ratio are listed apart.
pub fn by_money(decision: &Decision, rows: &[Ranked], view: View) -> Table {
    let with_ratio: Vec<_> = rows.iter().filter(|row| row.value_for_money.is_some()).collect();
    let same = |a: &&Ranked, b: &&Ranked| a.value_for_money == b.value_for_money;
    let mut cells = Vec::new();
    let mut order = 1;
    for tied in with_ratio.chunk_by(same) {
        cells.extend(tied.iter().map(|row| {
            vec![
                Cell::Rank { rank: order, tied: tied.len() > 1 },
                text(row.id.as_ref()),
                text(row.name.clone()),
                per_million(row, view.precision),
                row.cost.map_or(Cell::Absent, Cell::Pounds),
                row.cumulative_cost.map_or(Cell::Absent, Cell::Pounds),
                value(row, view.precision),
                rank(row),
            ]
        }));
        order += tied.len();
    }
    let columns = vec![
        numbers("Order"),
        label("ID"),
        prose("Intervention"),
        numbers("Per £m"),
        numbers(cost_heading(decision)).short("Cost"),
        numbers("Running total").short("Total"),
        numbers("Value"),
        numbers("By value"),
    ];
    Table { rows: cells, columns, ..Table::default() }
}

/// What the costs are.
#[must_use]
pub fn cost_heading(decision: &Decision) -> &'static str {
    if decision.cost_is_net { "Net cost" } else { "Cost a year" }
}

fn rank(row: &Ranked) -> Cell {
    Cell::Rank { rank: row.rank, tied: row.tied }
}

fn per_million(row: &Ranked, precision: usize) -> Cell {
    row.value_for_money.map_or(Cell::Absent, |ratio| approximately(row.value_low.is_some(), ratio * MILLION, precision))
}

fn value(row: &Ranked, precision: usize) -> Cell {
    approximately(row.value_low.is_some(), row.value, precision)
}

/// A figure, marked where a missing performance stands behind it.
fn approximately(open: bool, value: f64, precision: usize) -> Cell {
    let cell = Cell::Number { value, decimals: precision };
    if open { cell.marked("≈") } else { cell }
}

fn bar(contributions: &ByName<f64>, longest: f64) -> Cell {
    let segment = |(series, points): (usize, &f64)| Segment { share: points / longest, series };
    Cell::Bar(contributions.entries().iter().enumerate().map(segment).collect())
}

/// Interventions without a ratio, and why.
pub fn apart(decision: &Decision, rows: &[&Ranked], view: View) -> Table {
    let cells = |row: &&Ranked| {
        vec![
            rank(row),
            text(row.id.as_ref()),
            text(row.name.clone()),
            value(row, view.precision),
            row.cost.map_or(Cell::Absent, Cell::Pounds),
            text(row.no_ratio.map_or("", super::sentences::no_ratio)),
        ]
    };
    Table {
        columns: vec![
            numbers("Rank"),
            label("ID"),
            prose("Intervention"),
            numbers("Value"),
            numbers(cost_heading(decision)).short("Cost"),
            prose("Why"),
        ],
        rows: rows.iter().map(cells).collect(),
        ..Table::default()
    }
}

/// A cell for each intervention and criterion, a few criteria abreast.
pub fn by_criterion(decision: &Decision, rows: &[Ranked], cell: impl Fn(&Ranked, usize) -> Cell) -> Vec<Table> {
    let all: Vec<_> = decision.criteria.iter().enumerate().collect();
    let chunks = if all.len() > ABREAST + 2 { ABREAST } else { ABREAST + 2 };
    let table = |part: &[(usize, &Criterion)]| {
        let mut columns = vec![numbers("Rank"), label("ID")];
        columns.extend(part.iter().map(|(index, criterion)| numbers(&criterion.name).short(key(*index))));
        let cells = |row: &Ranked| {
            let mut cells = vec![rank(row), text(row.id.as_ref())];
            cells.extend(part.iter().map(|(index, _)| cell(row, *index)));
            cells
        };
        Table { rows: rows.iter().map(cells).collect(), columns, ..Table::default() }
    };
    all.chunks(chunks).map(table).collect()
}

/// Performances with cost and the grade of the evidence, a few criteria abreast.
pub fn performances(decision: &Decision, rows: &[&Ranked]) -> Vec<Table> {
    let priced = rows.iter().any(|row| row.cost.is_some());
    let graded = rows.iter().any(|row| row.evidence.is_some());
    let all: Vec<_> = decision.criteria.iter().enumerate().collect();
    let table = |part: &[(usize, &Criterion)]| {
        let mut columns = vec![label("ID"), prose("Intervention")];
        columns.extend(part.iter().map(|(index, criterion)| numbers(&with_unit(criterion)).short(key(*index))));
        columns.extend(graded.then(|| label("Evidence").short("Ev.")));
        columns.extend(priced.then(|| numbers(cost_heading(decision)).short("Cost")));
        let cells = |row: &&Ranked| {
            let mut cells = vec![text(row.id.as_ref()), text(row.name.clone())];
            cells.extend(part.iter().map(|(index, _)| performance(row, *index)));
            cells.extend(graded.then(|| row.evidence.clone().map_or(Cell::Absent, Cell::Text)));
            cells.extend(priced.then(|| row.cost.map_or(Cell::Absent, Cell::Pounds)));
            cells
        };
        Table { rows: rows.iter().map(cells).collect(), columns, ..Table::default() }
    };
    all.chunks(ABREAST).map(table).collect()
}

fn with_unit(criterion: &Criterion) -> String {
    let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(", {unit}"));
    format!("{}{unit}", criterion.name)
}

fn is_absent(row: &Ranked, criterion: usize) -> bool {
    matches!(row.performances.entries()[criterion], Shown::Absent(_))
}

/// What a criterion adds to the overall value.
pub fn contribution(row: &Ranked, criterion: usize, precision: usize) -> Cell {
    approximately(is_absent(row, criterion), row.contributions.entries()[criterion], precision)
}

/// The score on a criterion, marked where the performance was clamped.
pub fn score(decision: &Decision, row: &Ranked, criterion: usize, precision: usize) -> Cell {
    let score = row.scores.entries()[criterion];
    if is_clamped(decision, row, criterion) {
        return Cell::Number { value: score, decimals: precision }.marked("^");
    }
    approximately(is_absent(row, criterion), score, precision)
}

/// The performance on a criterion.
pub fn performance(row: &Ranked, criterion: usize) -> Cell {
    shown(&row.performances.entries()[criterion])
}

fn shown(shown: &Shown) -> Cell {
    match shown {
        Shown::Number(x) => Cell::Number { value: *x, decimals: decimals(*x) },
        Shown::Text(label) => text(label.clone()),
        Shown::Absent(_) => Cell::Absent,
    }
}

/// Whether a performance lies beyond its scale and counts as the nearer end.
pub fn is_clamped(decision: &Decision, row: &Ranked, criterion: usize) -> bool {
    let value = &decision.criteria[criterion].value;
    match (&row.performances.entries()[criterion], value.scale) {
        (Shown::Number(x), Some(scale)) => value.outside == Outside::Clamp && !scale.contains(*x),
        _ => false,
    }
}

/// Evidence grades and report criteria, if there are any.
pub fn beside(decision: &Decision, rows: &[Ranked]) -> Option<Table> {
    let graded = rows.iter().any(|row| row.evidence.is_some());
    let saves = rows.iter().any(|row| row.saving.is_some());
    let sets_up = rows.iter().any(|row| row.setup.is_some());
    if decision.report_criteria.is_empty() && !graded && !saves && !sets_up {
        return None;
    }
    let mut columns = vec![numbers("Rank"), label("ID")];
    columns.extend(graded.then(|| label("Evidence")));
    columns.extend(saves.then(|| numbers("Saving a year").short("Saving")));
    columns.extend(sets_up.then(|| numbers("One-off cost").short("One-off")));
    columns.extend(decision.report_criteria.iter().map(|criterion| {
        let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(", {unit}"));
        numbers(&format!("{}{unit}", criterion.name)).short(criterion.name.clone())
    }));
    let cells = |row: &Ranked| {
        let mut cells = vec![rank(row), text(row.id.as_ref())];
        cells.extend(graded.then(|| row.evidence.clone().map_or(Cell::Absent, Cell::Text)));
        cells.extend(saves.then(|| row.saving.map_or(Cell::Absent, Cell::Pounds)));
        cells.extend(sets_up.then(|| row.setup.map_or(Cell::Absent, Cell::Pounds)));
        cells.extend(row.report.entries().iter().map(shown));
        cells
    };
    Some(Table { rows: rows.iter().map(cells).collect(), columns, ..Table::default() })
}

/// Decimals for a figure in its own unit: none from 100 up or for whole numbers, else two.
fn decimals(x: f64) -> usize {
    if x.abs() >= 100.0 || x.fract().abs() < 1e-9 { 0 } else { 2 }
}

/// Rows read and not ranked, and why: a line for each in a document that is kept, a line for each reason elsewhere.
#[must_use]
pub fn set_aside(notes: &RunNotes, medium: Medium) -> Table {
    const NAMED: usize = 12;
    if medium != Medium::Terminal {
        let line = |line: usize| text(line.to_string());
        return Table {
            columns: vec![label("ID"), numbers("Line"), prose("Reason")],
            rows: notes
                .set_aside
                .iter()
                .map(|row| vec![text(row.id.as_ref()), line(row.line), text(row.reason.clone())])
                .collect(),
            ..Table::default()
        };
    }
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for row in &notes.set_aside {
        let at = *index.entry(&row.reason).or_insert_with(|| {
            reasons.push((&row.reason, Vec::new()));
            reasons.len() - 1
        });
        reasons[at].1.push(row.id.to_string());
    }
    let cells = |(reason, ids): &(&str, Vec<String>)| {
        vec![text(*reason), text(ids.len().to_string()), text(words::first_few(ids, NAMED))]
    };
    Table {
        columns: vec![prose("Reason"), numbers("Rows"), prose("IDs")],
        rows: reasons.iter().map(cells).collect(),
        ..Table::default()
    }
}
