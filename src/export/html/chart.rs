//! A chart as a figure: its picture, its caption, and what its labels stand for.

use maud::{Markup, html};

use crate::document::chart::{Chart, ChartKind, Line, Region};
use crate::document::figure::pounds;
use crate::document::triangles::{Triangles, worth};
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
                @match &chart.kind {
                    ChartKind::Lines { lines, .. } => (of_lines(lines)),
                    ChartKind::Regions { regions, .. } => (of_regions(regions)),
                    ChartKind::Triangles(shown) => (of_triangles(shown)),
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

/// What is drawn how, and the figures of each plan that has a name.
fn of_triangles(shown: &Triangles) -> Markup {
    let entry = |sign: Markup, words: &str| {
        html! {
            li { svg aria-hidden="true" viewBox="0 0 26 20" { (sign) } span { (words) } }
        }
    };
    let triangle = |class: &str| html! { polygon class=(class) points="2,18 24,18 24,3" {} };
    let has = |funded: bool| shown.triangles.iter().any(|triangle| triangle.funded == funded);
    let is = |supported: bool| shown.frontier.iter().any(|point| point.supported == supported);
    html! {
        ul class="legend" {
            @if has(true) { (entry(triangle("funded"), "funded")) }
            @if has(false) { (entry(triangle("unfunded"), "not funded")) }
            @if is(true) { (entry(html! { path class="frontier" d="M1 10h24" {} }, "frontier: no plan lies above it")) }
            @if is(false) { (entry(html! { path class="dots" d="M6 13h0M13 10h0M20 8h0" {} }, "plans under it that none beats")) }
            @for mark in &shown.marks {
                li {
                    svg aria-hidden="true" viewBox="0 0 26 20" { polygon class="mark" points=(svg::diamond((13.0, 10.0))) {} }
                    span { b { (one_line(&mark.label)) } " " (worth(&pounds(mark.cost), mark.benefit)) }
                }
            }
        }
    }
}

fn named(id: &str, name: &str) -> Markup {
    html! { span { b { (one_line(id)) } " " (one_line(name)) } }
}
