//! How far each weight can move: its interval on a track from 0 to 100%, where it is now, and what happens at either end.

use maud::{Markup, html};

use super::axes::{axes, weights};
use super::labels::{fitted, width};
use super::rows::{Rows, WIDTH};
use super::{Picture, diamond, unit, words};
use crate::document::chart::Chart;
use crate::document::figure::percent;
use crate::document::rows::{Interval, Intervals, Named};

const PITCH: f64 = 48.0;
const TRACK: f64 = 16.0;
/// From the middle of a row up to its track, and down to its words.
const UP: f64 = 8.0;
const DOWN: f64 = 14.0;
/// Between the words of both ends.
const BETWEEN: f64 = 14.0;

pub fn draw(chart: &Chart, shown: &Intervals) -> Picture {
    let named = |row: &Interval| Named { label: row.name.clone(), name: String::new() };
    let names: Vec<_> = shown.rows.iter().map(named).collect();
    let rows = Rows::new(names.iter(), PITCH, (6.0, 24.0));
    let content = html! {
        (axes(chart, &rows.plot, &weights(), &[], WIDTH))
        @for (index, (row, name)) in shown.rows.iter().zip(&names).enumerate() {
            (rows.named(index, name))
            (interval(row, rows.middle(index), &rows))
        }
    };
    Picture { class: "intervals", width: WIDTH, height: rows.height(), content }
}

fn interval(row: &Interval, middle: f64, rows: &Rows) -> Markup {
    let plot = &rows.plot;
    let (low, at, high) = (plot.across(row.low), plot.across(row.at), plot.across(row.high));
    let y = middle - UP;
    let top = y - TRACK / 2.0;
    html! {
        rect class="track" x=(unit(plot.left)) y=(unit(top)) width=(unit(plot.width)) height=(unit(TRACK)) {}
        rect class="range" x=(unit(low)) y=(unit(top + 3.0)) width=(unit((high - low).max(1.5))) height=(unit(TRACK - 6.0)) {}
        @for (x, what) in [(low, &row.below), (high, &row.above)] {
            @if what.is_some() { line class="end-of" x1=(unit(x)) x2=(unit(x)) y1=(unit(top - 2.0)) y2=(unit(top + TRACK + 2.0)) {} }
        }
        polygon class="mark" points=(diamond((at, y))) { title { "now " (percent(row.at)) } }
        (ends(row, (low, high), middle + DOWN, (plot.left, plot.right() + 20.0)))
    }
}

/// What happens below the lower end, left of it, and above the upper one, right of it; moved where there is no room.
fn ends(row: &Interval, (low, high): (f64, f64), y: f64, (left, right): (f64, f64)) -> Markup {
    let said = |what: &Option<String>, side: &str, share: f64| {
        let what = what.as_ref()?;
        Some(fitted(&format!("{side} {}: {what}", percent((1000.0 * share).round() / 1000.0)), (right - left - BETWEEN) / 2.0))
    };
    let (below, above) = (said(&row.below, "below", row.low), said(&row.above, "above", row.high));
    // Where words begin: the first ends at the lower end, the second begins at the upper one.
    let wide = |words: &Option<String>| words.as_ref().map_or(0.0, |words| width(words));
    let mut first = (low - wide(&below)).max(left);
    let mut second = high.min(right - wide(&above));
    if below.is_some() && above.is_some() && second < first + wide(&below) + BETWEEN {
        second = (first + wide(&below) + BETWEEN).min(right - wide(&above));
        first = first.min(second - BETWEEN - wide(&below));
    }
    html! {
        @if let Some(below) = &below { (words("small start", (first, y), below)) }
        @if let Some(above) = &above { (words("small start", (second, y), above)) }
        @if below.is_none() && above.is_none() { (words("small start", (left, y), "no change")) }
    }
}
