//! The tables of a funded plan.

use std::sync::Arc;

use super::words::{ids, why};
use crate::analysis::fund::reasons::IfForced;
use crate::analysis::fund::{Considered, Funding, MandatePrices, MorePrice, Ordered};
use crate::document::{Cell, RowHeight, Table};
use crate::model::decision::Decision;
use crate::model::performance::Performance;
use crate::present::columns::{label, numbers, prose, text};

const MILLION: f64 = 1e6;

/// Interventions with cost, benefit, and why they are in or out.
pub fn interventions(decision: &Decision, rows: &[&Considered], precision: usize) -> Table {
    let cells = |row: &&Considered| {
        vec![
            text(row.id.as_ref()),
            text(row.name.clone()),
            Cell::Pounds(row.cost),
            approximately(decision, row, row.benefit, precision),
            row.value_for_money.map_or(Cell::Absent, |ratio| approximately(decision, row, ratio * MILLION, precision)),
            text(why(decision, row, precision)),
        ]
    };
    Table {
        columns: vec![label("ID"), prose("Intervention"), numbers("Cost"), numbers("Benefit"), numbers("Per £m"), prose("Why")],
        rows: rows.iter().map(cells).collect(),
        rows_as: RowHeight::Whole,
        ..Table::default()
    }
}

/// A figure, marked where a missing performance stands behind it.
fn approximately(decision: &Decision, row: &Considered, value: f64, decimals: usize) -> Cell {
    let cell = Cell::Number { value, decimals };
    if rests_on_missing(decision, row) { cell.marked("≈") } else { cell }
}

/// Whether a performance that is weighed is missing.
pub fn rests_on_missing(decision: &Decision, row: &Considered) -> bool {
    let found = decision.interventions.iter().position(|intervention| intervention.id == row.id);
    let weights = &decision.weights.criteria;
    found.is_some_and(|at| {
        (0..weights.len()).any(|leaf| weights[leaf] > 0.0 && decision.performances[(at, leaf)] == Performance::Absent)
    })
}

/// What happens where those that missed are forced in and the plan is solved again.
pub fn forced_in(rows: &[&Considered], precision: usize) -> Option<Table> {
    let list = |ids: &[Arc<str>]| if ids.is_empty() { Cell::Absent } else { text(self::ids(ids)) };
    let cells = |row: &&Considered| match row.reason.if_forced()?.as_ref()? {
        IfForced::None => {
            let mut cells = vec![text(row.id.as_ref()), text("no plan with it keeps the rules")];
            cells.extend([Cell::Absent, Cell::Absent, Cell::Absent]);
            Some(cells)
        }
        IfForced::Found { loss, leaves, enters, enters_at, never_enters } => Some(vec![
            text(row.id.as_ref()),
            list(leaves),
            list(enters),
            Cell::Number { value: *loss, decimals: precision },
            match enters_at {
                Some(price) => Cell::Pounds(*price),
                None if *never_enters => text("no price"),
                None => Cell::Absent,
            },
        ]),
    };
    let rows: Vec<_> = rows.iter().filter_map(cells).collect();
    (!rows.is_empty()).then(|| Table {
        columns: vec![
            label("ID"),
            prose("Leaves"),
            prose("Comes along"),
            numbers("Points lost").short("Lost"),
            numbers("Would enter at").short("Enters at"),
        ],
        rows,
        rows_as: RowHeight::Whole,
        ..Table::default()
    })
}

/// Budget, cost and what is left of each year, where there are several.
pub fn years(result: &Funding) -> Option<Table> {
    (result.budget.0.len() > 1).then(|| {
        let figures = result.budget.0.iter().zip(&result.total_cost.0).zip(&result.unspent.0).enumerate();
        let rows = figures.map(|(year, ((budget, cost), unspent))| {
            vec![text((year + 1).to_string()), Cell::Pounds(*budget), Cell::Pounds(*cost), Cell::Pounds(*unspent)]
        });
        Table {
            columns: vec![label("Year"), numbers("Budget"), numbers("Cost"), numbers("Unspent")],
            rows: rows.collect(),
            ..Table::default()
        }
    })
}

pub fn streams(result: &Funding) -> Table {
    let rows = result.streams.iter().map(|stream| {
        let amounts = [stream.amount, stream.spent, stream.topped_up, stream.lent, stream.left];
        std::iter::once(text(stream.stream.clone())).chain(amounts.map(Cell::Pounds)).collect()
    });
    Table {
        columns: vec![
            prose("Stream"),
            numbers("Amount"),
            numbers("Own cost"),
            numbers("Topped up by others").short("Topped up"),
            numbers("Pays for others").short("For others"),
            numbers("Left"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

pub fn limits(result: &Funding) -> Table {
    let plain = |figure: Option<f64>| figure.map_or(Cell::Absent, Cell::Plain);
    let rows = result
        .limits
        .iter()
        .map(|limit| vec![text(limit.limit.clone()), Cell::Plain(limit.used), plain(limit.at_least), plain(limit.at_most)]);
    Table {
        columns: vec![prose("Limit"), numbers("Used"), numbers("At least"), numbers("At most")],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// The best plan and what the sorted list would fund.
pub fn beside(result: &Funding, precision: usize) -> Table {
    let name = if result.optimal { "Best plan (proven)" } else { "Best plan found" };
    let mut rows = vec![plan(name, result.selected.len(), result.total_cost.sum(), result.total_value, Cell::Absent, precision)];
    let ways = [
        ("Down the list, skipping what does not fit", &result.greedy.skipping),
        ("Down the list, stopping there", &result.greedy.stopping),
    ];
    for (way, ordered) in ways {
        rows.push(ordered.as_ref().map_or_else(
            || vec![text(way), Cell::Absent, Cell::Absent, Cell::Absent, Cell::Absent],
            |found| against(way, found, result, precision),
        ));
    }
    Table {
        columns: vec![prose("Way"), numbers("Funded"), numbers("Cost"), numbers("Benefit"), numbers("Less than best")],
        rows,
        ..Table::default()
    }
}

fn against(way: &str, found: &Ordered, result: &Funding, precision: usize) -> Vec<Cell> {
    let less = result.total_value - found.total_value;
    // What rounding parts is nothing.
    let less = Cell::Number { value: less.max(0.0), decimals: precision };
    plan(way, found.selected.len(), found.total_cost, found.total_value, less, precision)
}

fn plan(way: &str, count: usize, cost: f64, value: f64, less: Cell, precision: usize) -> Vec<Cell> {
    vec![text(way), text(count.to_string()), Cell::Pounds(cost), Cell::Number { value, decimals: precision }, less]
}

pub fn mandates(prices: &MandatePrices, precision: usize) -> Table {
    let rows = prices.mandates.iter().map(|mandate| {
        let mut cells = vec![text(mandate.id.as_ref()), Cell::Pounds(mandate.cost)];
        cells.extend(change(mandate.price, &mandate.enters, &mandate.leaves, precision));
        cells
    });
    Table {
        columns: vec![
            label("Optional"),
            numbers("Cost"),
            numbers("Benefit gained").short("Gained"),
            prose("Would enter"),
            prose("Would leave"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

pub fn more(prices: &[MorePrice], precision: usize) -> Table {
    let rows = prices.iter().map(|price| {
        let what = match (&price.stream, price.year) {
            (Some(stream), _) => stream.clone(),
            (None, Some(year)) => format!("Budget of year {year}"),
            (None, None) => "Budget".to_owned(),
        };
        let mut cells = vec![text(what), Cell::Pounds(price.more)];
        cells.extend(change(price.gain, &price.enters, &price.leaves, precision));
        cells
    });
    Table {
        columns: vec![
            prose("More of"),
            numbers("Pounds more").short("More"),
            numbers("Benefit gained").short("Gained"),
            prose("Would enter"),
            prose("Would leave"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

fn change(gain: f64, enters: &[Arc<str>], leaves: &[Arc<str>], precision: usize) -> [Cell; 3] {
    let list = |rows: &[Arc<str>]| if rows.is_empty() { Cell::Absent } else { text(ids(rows)) };
    [Cell::Number { value: gain, decimals: precision }, list(enters), list(leaves)]
}
