//! A tornado: a bar for each uncertain figure around the present value, dark towards its low and light towards its high.

use maud::{Markup, html};

use super::axes::axes;
use super::labels::width;
use super::rows::{Rows, WIDTH};
use super::{Picture, unit, words_over};
use crate::document::chart::Chart;
use crate::document::figure::{fixed, plain};
use crate::document::rows::{Swing, Swings};
use crate::printable::one_line;

const PITCH: f64 = 28.0;
const BAR: f64 = 18.0;
/// Between the end of a bar and its figure.
const GAP: f64 = 6.0;
/// Shortest bar.
const SEEN: f64 = 0.05;

pub fn draw(chart: &Chart, shown: &Swings) -> Picture {
    let figures = shown.rows.iter().flat_map(|row| [width(&row.low), width(&row.high)]);
    let beside = figures.fold(0.0, f64::max) + GAP;
    let rows = Rows::new(shown.rows.iter().map(|row| &row.of), PITCH, (beside, beside));
    let ticks = shown.ticks();
    let (low, high) = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    let share = |value: f64| (value - low) / (high - low);
    let across: Vec<_> = ticks.iter().map(|&tick| (share(tick), plain((1e6 * tick).round() / 1e6))).collect();
    let place = |value: f64| rows.plot.across(share(value));
    let base = unit(place(shown.base));
    let content = html! {
        (axes(chart, &rows.plot, &across, &[], WIDTH))
        @for (index, row) in shown.rows.iter().enumerate() {
            (rows.named(rows.middle(index), &row.of))
            (bars(shown, row, rows.middle(index), &place))
        }
        line class="base-of" x1=(base) x2=(base) y1=(unit(rows.plot.top)) y2=(unit(rows.plot.bottom())) {}
    };
    Picture { class: "swings", width: WIDTH, height: rows.height(), content }
}

/// Both ends: across the whole height where they lie on two sides, else one above the other.
fn bars(shown: &Swings, row: &Swing, y: f64, place: &dyn Fn(f64) -> f64) -> Markup {
    let (base, low, high) = (place(shown.base), place(row.at_low), place(row.at_high));
    // Without a bar of its own, a figure stands where the other one has left room.
    let from = |end: f64, other: f64| if (end - base).abs() < SEEN { other } else { base };
    let is_split = (low - base) * (high - base) > 0.0;
    let half = BAR / 2.0;
    let (height, down) = if is_split { (half, half) } else { (BAR, 0.0) };
    let said = |figure: &str, value: f64| format!("{}: {}", one_line(figure), fixed(value, shown.decimals));
    let bar = |class: &str, end: f64, top: f64, said: String| {
        html! {
            rect class=(class) x=(unit(base.min(end))) y=(unit(top)) width=(unit((end - base).abs())) height=(unit(height)) {
                title { (said) }
            }
        }
    };
    html! {
        (bar("low", low, y - half, said(&row.low, row.at_low)))
        (bar("high", high, y - half + down, said(&row.high, row.at_high)))
        @if is_split {
            (figure(&format!("{} to {}", row.low, row.high), if (low - base).abs() > (high - base).abs() { low } else { high }, base, y))
        } @else {
            (figure(&row.low, low, from(low, high), y))
            (figure(&row.high, high, from(high, low), y))
        }
    }
}

/// A figure beyond the end of its bar.
fn figure(figure: &str, end: f64, from: f64, y: f64) -> Markup {
    let figure = one_line(figure);
    if end < from { words_over("small end", (end - GAP, y), &figure) } else { words_over("small start", (end + GAP, y), &figure) }
}
