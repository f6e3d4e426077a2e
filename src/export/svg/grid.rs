//! Shares in rows and columns: shaded by how large they are, with the per cent in each cell.

use maud::{Markup, html};

use super::labels::fitted;
use super::rows::{Rows, WIDTH};
use super::{Picture, unit, words};
use crate::document::chart::Chart;
use crate::document::figure::whole_percent;
use crate::document::rows::Grid;
use crate::document::shade;
use crate::printable::one_line;

const PITCH: f64 = 23.0;
/// Widest column.
const WIDEST: f64 = 64.0;
/// Room above for the columns' heads.
const HEADS: f64 = 20.0;

pub fn draw(chart: &Chart, shown: &Grid) -> Picture {
    let mut rows = Rows::new(shown.rows.iter().map(|(of, _)| of), PITCH, (4.0, 6.0));
    rows.plot.top += HEADS;
    let count = u32::try_from(shown.columns.len().max(1)).unwrap_or(u32::MAX);
    let column = (rows.plot.width / f64::from(count)).min(WIDEST);
    let (left, top) = (rows.plot.left, rows.plot.top);
    let width = column * f64::from(count);
    let x = |index: u32| left + column * f64::from(index);
    let content = html! {
        (words("axis start", (4.0, top - 12.0), &fitted(&chart.y, left - 12.0)))
        (words("axis", (left + width / 2.0, top - 34.0), &fitted(&chart.x, width)))
        @for (index, head) in (0..).zip(&shown.columns) { (words("tick small", (x(index) + column / 2.0, top - 12.0), &one_line(head))) }
        @for (row, (of, shares)) in shown.rows.iter().enumerate() {
            (rows.named(rows.middle(row), of))
            @for (index, share) in (0..).zip(shares) { (cell(*share, (x(index), rows.middle(row)), column)) }
        }
    };
    Picture { class: "grid-of", width: WIDTH, height: rows.plot.bottom() + 10.0, content }
}

/// - `x`, `y`: its left edge and its middle
fn cell(share: f64, (x, y): (f64, f64), width: f64) -> Markup {
    let dark = shade(share);
    html! {
        rect class={ "cell heat" (dark) } x=(unit(x)) y=(unit(y - PITCH / 2.0)) width=(unit(width)) height=(unit(PITCH)) {}
        @if share > 0.0 {
            (words(if dark == 4 { "on" } else { "" }, (x + width / 2.0, y), &whole_percent(share).replace('%', "")))
        }
    }
}
