//! What is around a picture: the lines and figures of its axes, and what the axes are.

use maud::{Markup, html};

use super::labels::fitted;
use super::{Plot, unit};
use crate::document::chart::Chart;
use crate::document::figure::{percent, plain};

/// Steps across.
const WEIGHTS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
/// Steps up that a reader is glad of, about.
const STEPS: f64 = 5.0;

/// The figures of an axis that begins and ends with one of them, a round step apart.
pub fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = high - low;
    if !(span.is_finite() && span > 0.0) {
        return if low.is_finite() { ticks(low - 0.5, low + 0.5) } else { vec![0.0, 1.0] };
    }
    let tenth = libm::pow(10.0, libm::floor(libm::log10(span / STEPS)));
    let step = [1.0, 2.0, 5.0].map(|step| step * tenth).into_iter().find(|step| span / step <= STEPS).unwrap_or(10.0 * tenth);
    // A figure that misses a step by the noise of a sum does not need another step.
    let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a dozen
    let count = (last - first).max(1.0) as u32;
    (0..=count).map(|index| (first + f64::from(index)) * step).collect()
}

/// Lines and figures of both axes, and their labels.
///
/// - `up`: the figures up, with their words
/// - `width`: of the view box
pub fn axes(chart: &Chart, plot: &Plot, up: &[(f64, String)], width: f64) -> Markup {
    let (left, right, bottom) = (plot.left, plot.right(), plot.bottom());
    let middle = f64::midpoint(left, right);
    let room = 2.0 * middle.min(width - middle);
    html! {
        text class="axis start" x="4" y="14" { (fitted(&chart.y, width)) }
        @for (figure, words) in up {
            @let y = unit(plot.down(*figure));
            line class="grid" x1=(unit(left)) x2=(unit(plot.across(plot.reach(*figure)))) y1=(y) y2=(y) {}
            text class="tick end" x=(unit(left - 8.0)) y=(y) { (words) }
        }
        @for weight in WEIGHTS {
            @let x = unit(plot.across(weight));
            line class="grid" x1=(x) x2=(x) y1=(unit(bottom - plot.height * plot.reach(weight))) y2=(unit(bottom + 5.0)) {}
            text class="tick" x=(x) y=(unit(bottom + 17.0)) { (percent(weight)) }
        }
        line class="base" x1=(unit(left)) x2=(unit(right)) y1=(unit(bottom)) y2=(unit(bottom)) {}
        text class="axis" x=(unit(middle)) y=(unit(bottom + 40.0)) { (fitted(&chart.x, room)) }
    }
}

/// Figures up as values.
pub fn values(ticks: &[f64]) -> Vec<(f64, String)> {
    ticks.iter().map(|&tick| (tick, plain(tick))).collect()
}

/// Figures up as weights.
pub fn weights() -> Vec<(f64, String)> {
    WEIGHTS.iter().map(|&weight| (weight, percent(weight))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_round_figures_that_enclose_all_values() {
        let written = |low, high| values(&ticks(low, high)).into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" ");
        assert_eq!(written(3.0, 97.0), "0 20 40 60 80 100");
        assert_eq!(written(0.0, 100.0), "0 20 40 60 80 100");
        assert_eq!(written(41.2, 43.9), "41 42 43 44");
        assert_eq!(written(-12.0, 0.1 + 0.2), "-15 -10 -5 0 5");
        assert_eq!(written(0.1, 0.3), "0.1 0.15 0.2 0.25 0.3");
        assert_eq!(written(50.0, 50.0), "49.4 49.6 49.8 50 50.2 50.4 50.6");
        assert_eq!(ticks(f64::NEG_INFINITY, f64::INFINITY), [0.0, 1.0]);
    }
}
