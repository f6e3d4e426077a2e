//! What values are made of: a bar for each, its parts with their letters, the total at its end.

use maud::{Markup, html};

use super::axes::axes;
use super::labels::width;
use super::rows::{Rows, WIDTH};
use super::{Picture, colour, unit, words, words_over};
use crate::document::chart::Chart;
use crate::document::figure::{fixed, plain};
use crate::document::key;
use crate::document::rows::{Stack, Stacks};
use crate::printable::one_line;

const PITCH: f64 = 24.0;
const BAR: f64 = 17.0;
/// Narrowest part that has room for its letter.
const LETTERED: f64 = 14.0;
/// Between the end of a bar and its total.
const GAP: f64 = 7.0;

pub fn draw(chart: &Chart, shown: &Stacks) -> Picture {
    let figures = shown.rows.iter().map(|row| width(&row.figure(shown.decimals)));
    let rows = Rows::new(shown.rows.iter().map(|row| &row.of), PITCH, (6.0, figures.fold(0.0, f64::max) + GAP + 4.0));
    let ticks = shown.ticks();
    let (low, high) = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    let share = |points: f64| (points - low) / (high - low);
    let across: Vec<_> = ticks.iter().map(|&tick| (share(tick), plain(tick))).collect();
    let place = |points: f64| rows.plot.across(share(points));
    let content = html! {
        (axes(chart, &rows.plot, &across, &[], WIDTH))
        @for (index, row) in shown.rows.iter().enumerate() {
            (rows.named(rows.middle(index), &row.of))
            (bar(shown, row, rows.middle(index), &place))
        }
    };
    Picture { class: "stacks", width: WIDTH, height: rows.height(), content }
}

/// - `y`: its middle
fn bar(shown: &Stacks, row: &Stack, y: f64, place: &dyn Fn(f64) -> f64) -> Markup {
    // A whisker takes the lower part of its row.
    let (y, height, below, letter) = if row.range.is_some() { (y - 3.5, 12.0, y + 7.0, "on tiny") } else { (y, BAR, y, "on") };
    let top = unit(y - height / 2.0);
    let pieces = row.pieces().filter(|(_, from, to)| to > from);
    let ends = row.pieces().map(|(_, _, to)| to).chain(row.range.map(|(_, high)| high));
    let end = place(ends.fold(0.0, f64::max));
    html! {
        @for (series, from, to) in pieces {
            @let (left, right) = (place(from), place(to));
            rect class={ "part " (colour(series)) } x=(unit(left)) y=(top) width=(unit(right - left)) height=(unit(height)) {
                title { (said(shown, row, series)) }
            }
            @if right - left >= LETTERED { (words(letter, (f64::midpoint(left, right), y), &key(series))) }
        }
        @if let Some((low, high)) = row.range { (whisker(place(low), place(high), below)) }
        (words_over("strong start", (end + GAP, f64::midpoint(y, below)), &row.figure(shown.decimals)))
    }
}

fn said(shown: &Stacks, row: &Stack, series: usize) -> String {
    let name = shown.series.get(series).map_or_else(|| key(series), |name| one_line(name));
    format!("{}: {name} {}", one_line(&row.of.label), fixed(row.parts[series], shown.decimals))
}

/// A line from low to high with its ends.
fn whisker(low: f64, high: f64, y: f64) -> Markup {
    let cap = |x: f64| format!("M{} {}v7", unit(x), unit(y - 3.5));
    let line = format!("M{} {}H{}{}{}", unit(low), unit(y), unit(high), cap(low), cap(high));
    html! {
        path class="whisker" d=(line) {}
    }
}
