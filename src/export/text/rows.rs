//! Pictures with a row for each thing, as tables whose bars are drawn in characters.

use crate::document::figure::{fixed, percent};
use crate::document::rows::{Grid, Interval, Intervals, Named, Stack, Stacks, Swing, Swings, View, Views};
use crate::document::{Cell, Column, ColumnKind, RowHeight, Segment, Table};

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

fn columns(of: &[(&str, ColumnKind)]) -> Vec<Column> {
    of.iter().map(|(heading, kind)| Column::new(*heading, *kind)).collect()
}

/// Id and name as two cells; the name only where any row has one.
fn named(of: &Named, has_names: bool) -> Vec<Cell> {
    let name = if of.has_name() { &of.name } else { "" };
    std::iter::once(text(&of.label)).chain(has_names.then(|| text(name))).collect()
}

fn headings(label: &str, has_names: bool, name: &str) -> Vec<Column> {
    let name = has_names.then(|| Column::new(name, ColumnKind::Prose));
    std::iter::once(Column::new(label, ColumnKind::Label)).chain(name).collect()
}

pub fn stacks(shown: &Stacks) -> Table {
    let has_names = shown.rows.iter().any(|row| row.of.has_name());
    let end = |row: &Stack| row.pieces().map(|(_, _, to)| to).fold(0.0, f64::max);
    let longest = shown.rows.iter().map(end).fold(f64::MIN_POSITIVE, f64::max);
    let row = |row: &Stack| {
        let segment = |(series, points): (usize, &f64)| Segment { share: points / longest, series };
        let bar = Cell::Bar(row.parts.iter().enumerate().map(segment).collect());
        named(&row.of, has_names).into_iter().chain([text(&row.figure(shown.decimals)), bar]).collect()
    };
    let figures = columns(&[("Value", ColumnKind::Figure), ("Made of", ColumnKind::Bar)]);
    Table {
        columns: headings("ID", has_names, "Intervention").into_iter().chain(figures).collect(),
        rows: shown.rows.iter().map(row).collect(),
        legend: shown.series.clone(),
        rows_as: RowHeight::One,
    }
}

pub fn views(shown: &Views) -> Table {
    let most = shown.ticks().last().copied().unwrap_or(1.0);
    let share = |share: Option<f64>| share.map_or(Cell::Absent, |share| Cell::Number { value: 100.0 * share, decimals: 1 });
    let row = |(row, name): (usize, &String)| {
        let answered = || shown.of_row(row).flatten();
        let (low, high) = (answered().fold(f64::INFINITY, f64::min), answered().fold(0.0, f64::max));
        let at = shown.used.shares.get(row).copied().flatten().map(|at| at / most);
        let range = Cell::Range { low: low.min(high) / most, at, high: high / most };
        std::iter::once(text(name)).chain(shown.of_row(row).map(share)).chain([range]).collect()
    };
    let heading = |view: &View| Column::new(format!("{}, %", view.name), ColumnKind::Figure);
    let figures = std::iter::once(&shown.used).chain(&shown.views).map(heading);
    let bar = Column::new(format!("0 to {}", percent(most)), ColumnKind::Bar);
    Table {
        columns: std::iter::once(Column::new("Criterion", ColumnKind::Prose)).chain(figures).chain([bar]).collect(),
        rows: shown.rows.iter().enumerate().map(row).collect(),
        ..Table::default()
    }
}

pub fn intervals(shown: &Intervals) -> Table {
    let share = |share: f64| text(&percent(share));
    let beyond = |what: &Option<String>| text(what.as_deref().unwrap_or("no change"));
    let row = |row: &Interval| {
        let range = Cell::Range { low: row.low, at: Some(row.at), high: row.high };
        vec![text(&row.name), share(row.at), share(row.low), share(row.high), range, beyond(&row.below), beyond(&row.above)]
    };
    let kinds = [
        ("Weight of", ColumnKind::Prose),
        ("Now", ColumnKind::Figure),
        ("From", ColumnKind::Figure),
        ("to", ColumnKind::Figure),
        ("0 to 100%", ColumnKind::Bar),
        ("Below it", ColumnKind::Prose),
        ("Above it", ColumnKind::Prose),
    ];
    Table { columns: columns(&kinds), rows: shown.rows.iter().map(row).collect(), ..Table::default() }
}

pub fn swings(shown: &Swings) -> Table {
    let ticks = shown.ticks();
    let (least, most) = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    let place = |value: f64| if most > least { (value - least) / (most - least) } else { 0.5 };
    let has_names = shown.rows.iter().any(|row| row.of.has_name());
    let end = |figure: &str, value: f64| text(&format!("{figure}: {}", fixed(value, shown.decimals)));
    let row = |row: &Swing| {
        let (low, high) = (place(row.at_low), place(row.at_high));
        let range = Cell::Range { low: low.min(high), at: Some(place(shown.base)), high: low.max(high) };
        let ends = [end(&row.low, row.at_low), end(&row.high, row.at_high), range];
        named(&row.of, has_names).into_iter().chain(ends).collect()
    };
    let figures = columns(&[
        ("Points at its low", ColumnKind::Figure),
        ("at its high", ColumnKind::Figure),
        ("Low to high", ColumnKind::Bar),
    ]);
    Table {
        columns: headings(if has_names { "ID" } else { "Figure" }, has_names, "Figure").into_iter().chain(figures).collect(),
        rows: shown.rows.iter().map(row).collect(),
        ..Table::default()
    }
}

pub fn grid(shown: &Grid) -> Table {
    let has_names = shown.rows.iter().any(|(of, _)| of.has_name());
    let row = |(of, shares): &(Named, Vec<f64>)| {
        named(of, has_names).into_iter().chain(shares.iter().map(|share| Cell::Share(*share))).collect()
    };
    let ranks = shown.columns.iter().map(|rank| Column::new(rank.clone(), ColumnKind::Figure));
    Table {
        columns: headings("ID", has_names, "Intervention").into_iter().chain(ranks).collect(),
        rows: shown.rows.iter().map(row).collect(),
        rows_as: RowHeight::One,
        ..Table::default()
    }
}
