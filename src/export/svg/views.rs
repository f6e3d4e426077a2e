//! The weights of several views: a row for each criterion, in it a sign of its own shape for each view, led to the weight used.

use maud::{Markup, html};

use super::axes::axes;
use super::rows::{Rows, WIDTH};
use super::{Picture, colour, corners, unit, words};
use crate::document::chart::Chart;
use crate::document::figure::{fixed, percent};
use crate::document::key;
use crate::document::rows::{Named, View, Views};
use crate::printable::one_line;

/// From one view to the next, and what a row has beside.
const LANE: f64 = 13.0;
const ROW: f64 = 14.0;
/// Room for the figure at the right.
const FIGURE: f64 = 56.0;
/// Half of a sign.
const SIZE: f64 = 5.0;

pub fn draw(chart: &Chart, shown: &Views) -> Picture {
    let of = |(index, name): (usize, &String)| Named { label: key(index), name: name.clone() };
    let names: Vec<_> = shown.rows.iter().enumerate().map(of).collect();
    #[allow(clippy::cast_precision_loss)] // a dozen
    let pitch = ROW + LANE * shown.views.len() as f64;
    let rows = Rows::new(names.iter(), pitch, (6.0, FIGURE));
    let ticks = shown.ticks();
    let most = ticks.last().copied().unwrap_or(1.0);
    let across: Vec<_> = ticks.iter().map(|&tick| (tick / most, percent(tick))).collect();
    let place = |share: f64| rows.plot.across(share / most);
    let content = html! {
        (axes(chart, &rows.plot, &across, &[], WIDTH))
        @for (index, name) in names.iter().enumerate() {
            @let top = rows.middle(index) - pitch / 2.0;
            @if index > 0 { line class="grid" x1="4" x2=(unit(WIDTH)) y1=(unit(top)) y2=(unit(top)) {} }
            (rows.named(rows.middle(index), name))
            @if let Some(used) = share(&shown.used, index) {
                @let x = unit(place(used));
                line class="used" x1=(x) x2=(x) y1=(unit(top + 4.0)) y2=(unit(top + pitch - 4.0)) {}
                @for (number, view) in shown.views.iter().enumerate() {
                    (mark(view, number, index, (place(used), top), &place))
                }
                (words("strong end", (WIDTH - 2.0, rows.middle(index)), &format!("{}%", fixed(100.0 * used, 1))))
            }
        }
    };
    Picture { class: "views", width: WIDTH, height: rows.height(), content }
}

fn share(view: &View, row: usize) -> Option<f64> {
    view.shares.get(row).copied().flatten()
}

/// - `used`: where the weight used stands across, and the top of the row
fn mark(view: &View, number: usize, row: usize, (used, top): (f64, f64), place: &dyn Fn(f64) -> f64) -> Markup {
    #[allow(clippy::cast_precision_loss)] // a dozen
    let y = top + f64::midpoint(ROW, LANE) + LANE * number as f64;
    html! {
        @if let Some(share) = share(view, row) {
            line class={ "leader " (colour(number)) } x1=(unit(used)) x2=(unit(place(share))) y1=(unit(y)) y2=(unit(y)) {}
            g { title { (one_line(&view.name)) " " (percent(share)) } (sign(number, (place(share), y))) }
        }
    }
}

/// The shape of a view: filled shapes, then the same ones hollow.
pub fn sign(number: usize, (x, y): (f64, f64)) -> Markup {
    let at = |points: &[(f64, f64)]| corners(&points.iter().map(|(a, b)| (x + a * SIZE, y + b * SIZE)).collect::<Vec<_>>());
    let class = format!("{} {}", if (number / SHAPES).is_multiple_of(2) { "full" } else { "hollow" }, colour(number));
    html! {
        @match number % SHAPES {
            0 => circle class=(class) cx=(unit(x)) cy=(unit(y)) r=(unit(SIZE)) {},
            1 => polygon class=(class) points=(at(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])) {},
            2 => polygon class=(class) points=(at(&[(0.0, -1.1), (1.1, 0.9), (-1.1, 0.9)])) {},
            3 => polygon class=(class) points=(at(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)])) {},
            4 => polygon class=(class) points=(at(&[(0.0, 1.1), (1.1, -0.9), (-1.1, -0.9)])) {},
            _ => polygon class=(class) points=(at(&CROSS)) {},
        }
    }
}

/// Shapes that are told apart at a glance.
const SHAPES: usize = 6;
const CROSS: [(f64, f64); 12] = [
    (-0.4, -1.2),
    (0.4, -1.2),
    (0.4, -0.4),
    (1.2, -0.4),
    (1.2, 0.4),
    (0.4, 0.4),
    (0.4, 1.2),
    (-0.4, 1.2),
    (-0.4, 0.4),
    (-1.2, 0.4),
    (-1.2, -0.4),
    (-0.4, -0.4),
];
