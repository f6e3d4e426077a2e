//! Lines over a weight: those that come first somewhere strongly and with their ids, the others thin behind them.

use maud::{Markup, html};

use super::axes::{axes, values, weights};
use super::labels::{LINE, apart, fitted, width};
use super::{Picture, Plot, Shape, colour, leading, unit, words};
use crate::document::chart::{Chart, Line};
use crate::document::figure::{percent, ticks};
use crate::printable::one_line;

const WIDTH: f64 = 760.0;
const LEFT: f64 = 56.0;
const TOP: f64 = 52.0;
/// Below the picture: figures and label of the axis.
const BELOW: f64 = 56.0;
const LEAST_HEIGHT: f64 = 340.0;
/// Room for ids at the ends of lines.
const IDS: std::ops::RangeInclusive<f64> = 48.0..=180.0;
/// From the end of a line to its id.
const LEADER: f64 = 20.0;

pub fn draw(chart: &Chart, lines: &[Line], at: f64, marks: &[f64]) -> Picture {
    let leaders: Vec<&Line> = lines.iter().filter(|line| line.leads).collect();
    let ends = lines.iter().flat_map(|line| [line.from, line.to]);
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
    let up = ticks(low, high);
    let ids = leaders.iter().map(|line| width(&one_line(&line.label))).fold(*IDS.start(), f64::max).min(*IDS.end());
    #[allow(clippy::cast_precision_loss)] // a few dozen
    let height = (leaders.len() as f64 * LINE).max(LEAST_HEIGHT);
    let plot = Plot {
        left: LEFT,
        top: TOP,
        width: WIDTH - LEFT - LEADER - ids - 4.0,
        height,
        low: up.first().copied().unwrap_or(0.0),
        high: up.last().copied().unwrap_or(1.0),
        shape: Shape::Square,
    };
    let content = html! {
        (axes(chart, &plot, &weights(), &values(&up), WIDTH))
        @for line in lines.iter().filter(|line| !line.leads) { (path(&plot, line, "other")) }
        @for line in &leaders { (path(&plot, line, &leading(line.series))) }
        (now(&plot, at))
        @for mark in marks { (self::mark(&plot, lines, *mark)) }
        (names(&plot, &leaders, ids))
    };
    Picture { class: "lines", width: WIDTH, height: TOP + height + BELOW, content }
}

/// A line, which says its name when pointed at.
fn path(plot: &Plot, line: &Line, class: &str) -> Markup {
    let (from, to) = (unit(plot.down(line.from)), unit(plot.down(line.to)));
    html! {
        line class=(class) x1=(unit(plot.left)) y1=(from) x2=(unit(plot.right())) y2=(to) {
            title { (one_line(&line.label)) " " (one_line(&line.name)) }
        }
    }
}

/// The present weight.
fn now(plot: &Plot, at: f64) -> Markup {
    let x = unit(plot.across(at));
    html! {
        line class="now" x1=(x) x2=(x) y1=(unit(plot.top - 6.0)) y2=(unit(plot.bottom())) {}
        (words("strong", (plot.across(at), plot.top - 15.0), &format!("now {}", percent(at))))
    }
}

/// A weight at which the answer changes: a point on what is highest there, and a notch in the axis.
fn mark(plot: &Plot, lines: &[Line], weight: f64) -> Markup {
    let highest = lines.iter().map(|line| line.value(weight)).fold(f64::NEG_INFINITY, f64::max);
    let (x, bottom) = (plot.across(weight), plot.bottom());
    let notch =
        format!("{},{} {},{} {},{}", unit(x), unit(bottom), unit(x - 5.0), unit(bottom + 8.0), unit(x + 5.0), unit(bottom + 8.0));
    html! {
        polygon class="notch" points=(notch) {}
        @if highest.is_finite() { circle class="mark" cx=(unit(x)) cy=(unit(plot.down(highest))) r="5" {} }
    }
}

/// Ids at the right ends of the lines that lead, moved apart and led to where they would cover each other.
fn names(plot: &Plot, leaders: &[&Line], room: f64) -> Markup {
    let mut order = leaders.to_vec();
    // Of lines that end together, the one that comes from below is named below.
    order.sort_by(|a, b| b.to.total_cmp(&a.to).then(b.from.total_cmp(&a.from)));
    let ends: Vec<_> = order.iter().map(|line| plot.down(line.to)).collect();
    let places = apart(&ends, LINE, (plot.top, plot.bottom()));
    let (end, start) = (plot.right(), plot.right() + LEADER);
    html! {
        @for ((line, from), to) in order.iter().zip(&ends).zip(&places) {
            line class={ "leader " (colour(line.series)) } x1=(unit(end)) y1=(unit(*from)) x2=(unit(start - 4.0)) y2=(unit(*to)) {}
            (words(&format!("name start {}", colour(line.series)), (start, *to), &fitted(&line.label, room)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::chart::ChartKind;

    fn drawn(lines: &[(f64, f64, bool)], at: f64, marks: Vec<f64>) -> String {
        let line = |(series, &(from, to, leads)): (usize, &(f64, f64, bool))| {
            let (label, name) = (format!("to{to}"), String::new());
            Line { label, name, series, from, to, leads }
        };
        let kind = ChartKind::Lines { lines: lines.iter().enumerate().map(line).collect(), at, marks, places: 1 };
        super::super::chart(&Chart { title: String::new(), finding: String::new(), x: String::new(), y: String::new(), kind })
            .into_string()
    }

    #[test]
    fn lines_that_lead_are_drawn_strongly_and_named() {
        let picture = drawn(&[(10.0, 20.0, false), (0.0, 100.0, true), (100.0, 0.0, true)], 0.5, vec![0.5]);
        assert_eq!((picture.matches("\"other\"").count(), picture.matches("\"lead c").count()), (1, 2), "{picture}");
        // Colour and dash are those of the series, wherever it stands.
        assert!(picture.contains("<line class=\"lead c2 d2\" x1=\"56.0\" y1=\"52.0\" x2=\"688.0\" y2=\"392.0\">"), "{picture}");
        assert!(picture.contains("<line class=\"lead c1 d1\" x1=\"56.0\" y1=\"392.0\" x2=\"688.0\" y2=\"52.0\">"), "{picture}");
        assert!(picture.contains(">to100</text>") && !picture.contains(">to20</text>"), "{picture}");
        // Where the answer changes, on what is highest there.
        assert!(picture.contains("<circle class=\"mark\" cx=\"372.0\" cy=\"222.0\""), "{picture}");
    }

    #[test]
    fn the_present_weight_is_inside_the_picture_at_both_ends() {
        for (at, x, words) in [(0.0, "56.0", "now 0%"), (1.0, "688.0", "now 100%")] {
            let picture = drawn(&[(1.0, 2.0, true)], at, Vec::new());
            assert!(picture.contains(&format!("<line class=\"now\" x1=\"{x}\" x2=\"{x}\"")), "{picture}");
            assert!(picture.contains(&format!(">{words}</text>")), "{picture}");
        }
    }

    #[test]
    fn no_lines_leave_an_empty_picture() {
        let picture = drawn(&[], 0.5, vec![0.5]);
        assert!(!picture.contains("NaN") && !picture.contains("inf"), "{picture}");
    }
}
