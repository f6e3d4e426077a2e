//! Interventions by cost and benefit: diamonds on the frontier, circles below it, dark where they are funded.

use maud::{Markup, html};

use super::axes::axes;
use super::room::{Place, Taken};
use super::triangles::{RIGHT, across, path, up};
use super::{Picture, Plot, Shape, diamond, unit};
use crate::document::chart::Chart;
use crate::document::figure::pounds;
use crate::document::scatter::{Dot, Scatter};
use crate::document::triangles::worth;
use crate::printable::one_line;

const WIDTH: f64 = 760.0;
const LEFT: f64 = 56.0;
const TOP: f64 = 40.0;
const HEIGHT: f64 = 420.0;
/// Below the picture: figures and label of the axis.
const BELOW: f64 = 56.0;

pub fn draw(chart: &Chart, shown: &Scatter) -> Picture {
    let (costs, benefits) = (shown.costs(), shown.benefits());
    let (low, high, shape) = (benefits.low, benefits.high, Shape::Square);
    let plot = Plot { left: LEFT, top: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT, low, high, shape };
    let place = |(cost, benefit): (f64, f64)| (plot.across(costs.share(cost)), plot.down(benefit));
    let stairs: Vec<_> = shown.frontier().into_iter().map(place).collect();
    let mut dots: Vec<_> = shown.dots.iter().map(|dot| (dot, place((dot.cost, dot.benefit)))).collect();
    // What matters most is drawn last, over the others, and finds room for its label first.
    dots.sort_by_key(|(dot, _)| (dot.efficient, dot.funded));
    let places: Vec<_> = dots.iter().map(|(_, at)| *at).collect();
    let mut taken = Taken::of_points(&plot, &places, &stairs);
    let labels: Vec<_> = dots
        .iter()
        .rev()
        .filter_map(|(dot, at)| Some((dot.efficient, taken.label_of_point(&dot.label, *at, dot.efficient)?)))
        .collect();
    let content = html! {
        (axes(chart, &plot, &across(&costs), &up(&benefits), WIDTH))
        @if !stairs.is_empty() { path class="frontier" d=(path(&stairs, "L")) {} }
        @for (is_efficient, label) in &labels { (label.draw(if *is_efficient { "strong" } else { "" })) }
        @for (dot, at) in dots { (self::dot(shown, dot, at)) }
    };
    Picture { class: "scatter", width: WIDTH, height: TOP + HEIGHT + BELOW, content }
}

fn dot(shown: &Scatter, dot: &Dot, (x, y): Place) -> Markup {
    let class = class(shown, dot.funded);
    let name = if dot.name == dot.label { "" } else { &dot.name };
    let said = format!("{} {}", one_line(&dot.label), one_line(name));
    let said = format!("{}: {}", said.trim_end(), worth(&pounds(dot.cost), dot.benefit));
    html! {
        @if dot.efficient {
            polygon class=(class) points=(diamond((x, y))) { title { (said) } }
        } @else {
            circle class=(class) cx=(unit(x)) cy=(unit(y)) r="4.5" { title { (said) } }
        }
    }
}

/// Dark where funded; where there is no plan, all are dark.
pub fn class(shown: &Scatter, funded: bool) -> &'static str {
    if funded || !shown.has_plan { "dark" } else { "light" }
}
