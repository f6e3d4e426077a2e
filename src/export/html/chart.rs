//! A chart as a figure: its picture, its caption, and what its labels stand for.

use maud::{Markup, html};

use crate::document::chart::{Chart, ChartKind, Line, Region};
use crate::document::words::first_few;
use crate::export::svg;
use crate::printable::one_line;

/// Most ids listed of those that do not come first.
const OTHERS: usize = 30;

/// A figure whose picture scrolls by itself where the screen is narrower.
///
/// - `number`: its place among the charts of the page
pub fn chart(chart: &Chart, number: usize) -> Markup {
    let id = format!("chart-{number}");
    html! {
        figure class="chart" {
            div class="scroll" role="group" aria-labelledby=(id) tabindex="0" { (svg::chart(chart)) }
            figcaption {
                p id=(id) { (one_line(&chart.title)) }
                @if !chart.finding.is_empty() { p { (one_line(&chart.finding)) } }
                @match &chart.kind {
                    ChartKind::Lines { lines, .. } => (of_lines(lines)),
                    ChartKind::Regions { regions, .. } => (of_regions(regions)),
                    _ => (of_signs(&svg::legend(chart))),
                }
            }
        }
    }
}

/// Lines that lead, each as it is drawn; the others, which cannot be told apart, by their ids.
fn of_lines(lines: &[Line]) -> Markup {
    let swatch = |class: &str| {
        html! {
            svg class="swatch" aria-hidden="true" { line class=(class) x1="0" x2="100%" y1="50%" y2="50%" {} }
        }
    };
    let mut lines: Vec<_> = lines.iter().collect();
    lines.sort_by_key(|line| line.series);
    let (leaders, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.leads);
    let others: Vec<_> = others.iter().map(|line| one_line(&line.label)).collect();
    html! {
        ul class="legend" {
            @for line in leaders {
                li { (swatch(&svg::leading(line.series))) (named(&line.label, &line.name)) }
            }
            @if !others.is_empty() {
                li class="others" { (swatch("other")) span { "not first at any weight here: " (first_few(&others, OTHERS)) } }
            }
        }
    }
}

/// Everything that has a region, once.
fn of_regions(regions: &[Region]) -> Markup {
    let mut once: Vec<_> = regions.iter().collect();
    once.sort_by_key(|region| region.series);
    once.dedup_by_key(|region| region.series);
    html! {
        ul class="legend" {
            @for region in once {
                li {
                    svg aria-hidden="true" { rect class={ "part " (svg::colour(region.series)) } width="100%" height="100%" {} }
                    (named(&region.label, &region.name))
                }
            }
        }
    }
}

/// What the signs of a picture stand for.
fn of_signs(entries: &[svg::Entry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            ul class="legend" {
                @for entry in entries {
                    li {
                        svg aria-hidden="true" viewBox="0 0 26 20" { (entry.sign) }
                        span { @if !entry.name.is_empty() { b { (entry.name) } " " } (entry.words) }
                    }
                }
            }
        }
    }
}

fn named(id: &str, name: &str) -> Markup {
    html! { span { b { (one_line(id)) } " " (one_line(name)) } }
}
