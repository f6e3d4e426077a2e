//! A table with its heads, its figures to the right and its bars as pictures with words.

use maud::{Markup, html};

use crate::document::captions::Caption;
use crate::document::{Cell, ColumnKind, Segment, Table, key, shade};
use crate::printable::one_line;

/// Colours in the style; with more series they come round again, and letters tell them apart.
const COLOURS: usize = 8;
/// Narrowest share of a bar that has room for its letter.
const LETTERED: f64 = 0.07;
/// Least share of its column that a range takes, so that it can be seen.
const NARROWEST: f64 = 0.01;
/// Longest id kept on one line.
const ONE_LINE: usize = 24;

/// A table that scrolls by itself where the screen is narrower.
///
/// - `caption`: what it shows; `number`: its place among the tables of the page
pub fn table(table: &Table, caption: &Caption, number: usize) -> Markup {
    let row_head = table.row_head();
    let id = format!("table-{number}");
    html! {
        div class="scroll" role="group" aria-labelledby=(id) tabindex="0" {
            table class=[table.has_bars().then_some("barred")] {
                caption id=(id) class=[caption.is_heading.then_some("unseen")] { (caption.words) }
                thead {
                    tr {
                        @for column in &table.columns {
                            // A head without words is none.
                            @if column.heading.is_empty() { td class=(class(column.kind)) {} } @else {
                                th scope="col" class=(class(column.kind)) { (one_line(&column.heading)) }
                            }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (index, cell) in row.iter().enumerate() {
                                (self::cell(cell, table, index, row_head == Some(index)))
                            }
                        }
                    }
                }
            }
        }
        @if table.has_bars() && !table.legend.is_empty() { (legend(&table.legend)) }
    }
}

fn class(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Label => "label",
        ColumnKind::Prose => "prose",
        ColumnKind::Figure => "figure",
        ColumnKind::Bar => "bar",
    }
}

fn cell(cell: &Cell, table: &Table, column: usize, is_row_head: bool) -> Markup {
    let kind = table.columns.get(column).map_or(ColumnKind::Prose, |column| column.kind);
    let words = one_line(&cell.words());
    let class = if kind == ColumnKind::Label && words.chars().count() > ONE_LINE { "label long" } else { class(kind) };
    html! {
        @if let Cell::Bar(segments) = cell {
            td class=(class) { (bar(segments, &table.legend)) }
        } @else if let Cell::Range { low, at, high } = cell {
            td class=(class) { (range(*low, *at, *high)) }
        } @else if let Cell::Share(share) = cell {
            td class=(format!("{class} shade{}", shade(*share))) { (words) }
        } @else if is_row_head {
            th scope="row" class=(class) { (words) }
        } @else {
            td class=(class) { (words) }
        }
    }
}

/// A bar: a rectangle for each part, with its letter where there is room, and all parts in words.
///
/// Without names there is one series, whose figures stand beside it: then the bar is decoration.
fn bar(segments: &[Segment], names: &[String]) -> Markup {
    let mut start = 0.0;
    let mut parts = Vec::new();
    for segment in segments {
        let width = segment.share.max(0.0).min(1.0 - start);
        parts.push((segment.series, start, width));
        start += width;
    }
    html! {
        svg role=[(!names.is_empty()).then_some("img")] aria-hidden=[names.is_empty().then_some("true")] {
            @if !names.is_empty() { title { (in_words(segments, names)) } }
            rect class="track" width="100%" height="100%" {}
            @for (series, start, width) in parts {
                rect class=(colour(series)) x=(percent(start)) width=(percent(width)) height="100%" {}
                @if width >= LETTERED && !names.is_empty() { text x=(percent(start + width / 2.0)) y="50%" { (key(series)) } }
            }
        }
    }
}

/// A range with a figure in it: decoration, as the figures stand beside it.
fn range(low: f64, at: Option<f64>, high: f64) -> Markup {
    let width = (high - low).max(NARROWEST);
    html! {
        svg aria-hidden="true" {
            rect class="track" width="100%" height="100%" {}
            rect class="range" x=(percent(low.min(1.0 - width))) width=(percent(width)) y="25%" height="50%" {}
            @if let Some(at) = at { line class="at" x1=(percent(at)) x2=(percent(at)) y1="0" y2="100%" {} }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.2}%", 100.0 * share)
}

fn colour(series: usize) -> String {
    format!("part c{}", series % COLOURS)
}

fn in_words(segments: &[Segment], names: &[String]) -> String {
    let name = |series: usize| names.get(series).map_or_else(|| key(series), |name| one_line(name));
    let part = |segment: &Segment| format!("{} {:.1}", name(segment.series), 100.0 * segment.share);
    format!("{}, of 100", segments.iter().map(part).collect::<Vec<_>>().join(", "))
}

/// What the letters of the bars stand for.
fn legend(names: &[String]) -> Markup {
    html! {
        ul class="legend" {
            @for (series, name) in names.iter().enumerate() { li { (swatch(series)) (one_line(name)) } }
        }
    }
}

/// The colour and letter of a series.
pub fn swatch(series: usize) -> Markup {
    html! {
        svg class="swatch-letter" aria-hidden="true" {
            rect class=(colour(series)) width="100%" height="100%" {}
            text x="50%" y="50%" { (key(series)) }
        }
    }
}
