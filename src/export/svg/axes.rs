//! What is around a picture: the lines and figures of its axes, and what the axes are.

use maud::{Markup, html};

use super::labels::fitted;
use super::{Plot, unit, words};
use crate::document::chart::Chart;
use crate::document::figure::{percent, plain};

/// Steps of a weight.
const WEIGHTS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// Lines and figures of both axes, and their labels.
///
/// - `across`: where the figures across stand, as shares of the width, with their words
/// - `up`: the figures up, with their words
/// - `width`: of the view box
pub fn axes(chart: &Chart, plot: &Plot, across: &[(f64, String)], up: &[(f64, String)], width: f64) -> Markup {
    let (left, right, bottom) = (plot.left, plot.right(), plot.bottom());
    let middle = f64::midpoint(left, right);
    let room = 2.0 * middle.min(width - middle);
    html! {
        (words("axis start", (4.0, 14.0), &fitted(&chart.y, width)))
        @for (figure, said) in up {
            @let y = unit(plot.down(*figure));
            line class="grid" x1=(unit(left)) x2=(unit(plot.across(plot.reach(*figure)))) y1=(y) y2=(y) {}
            (words("tick end", (left - 8.0, plot.down(*figure)), said))
        }
        @for (share, said) in across {
            @let x = unit(plot.across(*share));
            line class="grid" x1=(x) x2=(x) y1=(unit(bottom - plot.height * plot.reach(*share))) y2=(unit(bottom + 5.0)) {}
            (words("tick", (plot.across(*share), bottom + 17.0), said))
        }
        line class="base" x1=(unit(left)) x2=(unit(right)) y1=(unit(bottom)) y2=(unit(bottom)) {}
        (words("axis", (middle, bottom + 40.0), &fitted(&chart.x, room)))
    }
}

/// Figures up as values.
pub fn values(ticks: &[f64]) -> Vec<(f64, String)> {
    ticks.iter().map(|&tick| (tick, plain(tick))).collect()
}

/// Figures as weights.
pub fn weights() -> Vec<(f64, String)> {
    WEIGHTS.iter().map(|&weight| (weight, percent(weight))).collect()
}
