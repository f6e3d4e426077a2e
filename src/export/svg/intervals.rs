//! How far each weight can move: its interval on a track from 0 to 100%, where it is now, and what happens at either end.

use maud::{Markup, html};

use super::axes::{axes, weights};
use super::labels::{fitted, width};
use super::rows::{Rows, WIDTH};
use super::{Picture, diamond, unit, words_over};
use crate::document::chart::Chart;
use crate::document::figure::{fixed, percent};
use crate::document::rows::{Interval, Intervals, Named};

const TRACK: f64 = 16.0;
/// From the top of a row to the middle of its track, and from there to its words.
const UP: f64 = 16.0;
const DOWN: f64 = 22.0;
/// Height of a line of words, and what a row has beside.
const LINE: f64 = 15.0;
const ROW: f64 = 34.0;
/// Between the words of both ends.
const BETWEEN: f64 = 14.0;
/// How much narrower these words are than those of the usual size.
const SMALL: f64 = 12.0 / 13.0;
/// How far words may stand out at the right.
const OUT: f64 = 20.0;

pub fn draw(chart: &Chart, shown: &Intervals) -> Picture {
    let of = |row: &Interval| Named { label: row.name.clone(), name: String::new() };
    let names: Vec<_> = shown.rows.iter().map(of).collect();
    let laid_out = |lines: f64| Rows::new(names.iter(), ROW + lines * LINE, (6.0, OUT + 4.0));
    let mut rows = laid_out(1.0);
    let room = rows.plot.width + OUT;
    // Words of both ends stand on one line where all of them have room.
    let is_abreast = shown.rows.iter().all(|row| {
        let wide = |end: Option<String>| end.map_or(0.0, |words| SMALL * width(&words));
        wide(below(row)) + BETWEEN + wide(above(row)) <= room
    });
    if !is_abreast {
        rows = laid_out(2.0);
    }
    let content = html! {
        (axes(chart, &rows.plot, &weights(), &[], WIDTH))
        @for (index, (row, name)) in shown.rows.iter().zip(&names).enumerate() {
            @let y = rows.middle(index) - rows.pitch / 2.0 + UP;
            (rows.named(y, name))
            (interval(row, y, &rows, is_abreast))
        }
    };
    Picture { class: "intervals", width: WIDTH, height: rows.height(), content }
}

fn below(row: &Interval) -> Option<String> {
    Some(format!("below {}%: {}", fixed(100.0 * row.low, 1), row.below.as_ref()?))
}

fn above(row: &Interval) -> Option<String> {
    Some(format!("above {}%: {}", fixed(100.0 * row.high, 1), row.above.as_ref()?))
}

/// - `y`: the middle of the track
fn interval(row: &Interval, y: f64, rows: &Rows, is_abreast: bool) -> Markup {
    let plot = &rows.plot;
    let (low, at, high) = (plot.across(row.low), plot.across(row.at), plot.across(row.high));
    let top = y - TRACK / 2.0;
    html! {
        rect class="track" x=(unit(plot.left)) y=(unit(top)) width=(unit(plot.width)) height=(unit(TRACK)) {}
        rect class="range" x=(unit(low)) y=(unit(top + 3.0)) width=(unit((high - low).max(1.5))) height=(unit(TRACK - 6.0)) {}
        @for (x, what) in [(low, &row.below), (high, &row.above)] {
            @if what.is_some() { line class="end-of" x1=(unit(x)) x2=(unit(x)) y1=(unit(top - 2.0)) y2=(unit(top + TRACK + 2.0)) {} }
        }
        polygon class="mark" points=(diamond((at, y))) { title { "now " (percent(row.at)) } }
        (ends(row, (low, high), y + DOWN, (plot.left, plot.right() + OUT), is_abreast))
    }
}

/// What happens below the lower end, left of it, and above the upper one, right of it; moved where there is no room.
fn ends(row: &Interval, (low, high): (f64, f64), y: f64, (left, right): (f64, f64), is_abreast: bool) -> Markup {
    let fit = |words: String| fitted(&words, (right - left) / SMALL);
    let (below, above) = (below(row).map(fit), above(row).map(fit));
    let wide = |words: &Option<String>| words.as_ref().map_or(0.0, |words| SMALL * width(words));
    // Where words begin: the first end at the lower end, the second begin at the upper one.
    let mut first = (low - wide(&below)).max(left);
    let mut second = high.min(right - wide(&above));
    if is_abreast && below.is_some() && above.is_some() && second < first + wide(&below) + BETWEEN {
        second = (first + wide(&below) + BETWEEN).min(right - wide(&above));
        first = first.min(second - BETWEEN - wide(&below));
    }
    let next = if is_abreast || below.is_none() { y } else { y + LINE };
    html! {
        @if let Some(below) = &below { (words_over("small start", (first, y), below)) }
        @if let Some(above) = &above { (words_over("small start", (second, next), above)) }
        @if below.is_none() && above.is_none() { (words_over("small start", (left, y), "no change")) }
    }
}
