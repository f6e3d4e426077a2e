//! The tables of a comparison: a column for each view.

use super::labels::labels;
use super::{Subject, View};
use crate::analysis::compare::{Comparison, Row};
use crate::document::{Cell, Column, RowHeight, Table, key};
use crate::model::decision::Decision;
use crate::present::columns::{abreast, label, numbers, prose, text};
use crate::present::weights::shares;

/// A row for each thing, a column for each view, a few views abreast.
pub fn by_view(
    rows_as: RowHeight,
    views: &[String],
    leading: impl Fn() -> Vec<Column>,
    rows: impl Fn() -> Vec<Vec<Cell>>,
    cells: impl Fn(usize) -> Vec<Cell>,
) -> Vec<Table> {
    let table = |part: Vec<usize>| {
        let (mut columns, mut rows) = (leading(), rows());
        for view in part {
            columns.push(numbers(&views[view]));
            for (row, cell) in rows.iter_mut().zip(cells(view)) {
                row.push(cell);
            }
        }
        Table { columns, rows, rows_as, ..Table::default() }
    };
    abreast(views).into_iter().map(table).collect()
}

fn named(comparison: &Comparison) -> Vec<Vec<Cell>> {
    comparison.table.iter().map(|row| vec![text(row.id.as_ref()), text(row.name.clone())]).collect()
}

/// Ranks, shared ones marked.
pub fn ranks(decision: &Decision, comparison: &Comparison) -> Vec<Table> {
    let cells = |view: usize| {
        let cell = |row: &Row| {
            row.ranks.entries()[view].map_or(Cell::Absent, |rank| {
                let tied = comparison.table.iter().filter(|other| other.ranks.entries()[view] == Some(rank)).count() > 1;
                let cell = Cell::Rank { rank, tied };
                if row.provisional { cell.marked("≈") } else { cell }
            })
        };
        comparison.table.iter().map(cell).collect()
    };
    let leading = || vec![label("ID"), prose("Intervention")];
    by_view(RowHeight::Few, &labels(decision, comparison), leading, || named(comparison), cells)
}

/// Values: points, or the method's own.
pub fn values(decision: &Decision, comparison: &Comparison, view: View) -> Vec<Table> {
    // Methods other than the additive one count from 0 to 1 or from -1 to 1.
    let decimals = |index: usize| if view.subject == Subject::Methods && index > 0 { view.precision + 2 } else { view.precision };
    let cells = |index: usize| {
        let cell = |row: &Row| {
            row.values.entries()[index].map_or(Cell::Absent, |value| {
                let cell = Cell::Number { value, decimals: decimals(index) };
                if row.provisional { cell.marked("≈") } else { cell }
            })
        };
        comparison.table.iter().map(cell).collect()
    };
    let rows = || comparison.table.iter().map(|row| vec![text(row.id.as_ref())]).collect();
    by_view(RowHeight::One, &labels(decision, comparison), || vec![label("ID")], rows, cells)
}

/// The weights behind the views, where they differ.
pub fn weights(decision: &Decision, comparison: &Comparison) -> Vec<Table> {
    let labels = labels(decision, comparison);
    let known: Vec<_> = labels
        .into_iter()
        .zip(comparison.weights.entries())
        .filter_map(|(view, weights)| Some((view, weights.as_ref()?)))
        .collect();
    if known.len() < 2 {
        return Vec::new();
    }
    let views: Vec<_> = known.iter().map(|(view, _)| view.clone()).collect();
    let rows = || {
        let row = |(index, criterion): (usize, &crate::model::criterion::Criterion)| {
            vec![text(key(index)), text(criterion.name.clone())]
        };
        decision.criteria.iter().enumerate().map(row).collect()
    };
    let cells = |view: usize| shares(&known[view].1.entries().iter().map(|weight| Some(*weight)).collect::<Vec<_>>(), 1);
    by_view(RowHeight::Few, &views, || vec![label("Key"), prose("Criterion")], rows, cells)
}

/// Agreement of every view with the first.
pub fn agreement(decision: &Decision, comparison: &Comparison) -> Vec<Table> {
    let labels = labels(decision, comparison);
    let called = |name: &str| {
        comparison.views.iter().position(|view| view == name).map_or_else(|| name.to_owned(), |at| labels[at].clone())
    };
    let Some(base) = comparison.views.first() else { return Vec::new() };
    let figure = |value: Option<f64>| value.map_or(Cell::Absent, |value| Cell::Number { value, decimals: 2 });
    let rows: Vec<_> = comparison
        .agreement
        .iter()
        .filter(|pair| pair.a == *base)
        .map(|pair| {
            vec![text(called(&pair.b)), figure(pair.kendall_tau_b), figure(pair.spearman_rho), figure(pair.top_k_overlap)]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = vec![prose("View"), numbers("Kendall's τ-b"), numbers("Spearman's ρ"), numbers("Common")];
    vec![Table { columns, rows, ..Table::default() }]
}
