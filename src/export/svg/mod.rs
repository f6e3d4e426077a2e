//! Charts as pictures: one `svg` element each, drawn with shapes and classes; the style of the page gives them colours, or that of
//! the file where a picture stands alone (`file`).
//!
//! Every kind has its file; `rows` lays out those with a row for each thing, `axes` draws what is around them, `labels` and `room`
//! find room for words, `legend` says what signs stand for. No text of an input goes into an attribute, and colour never tells
//! alone: lines have dashes and labels, parts of bars letters, views shapes, and what has two kinds differs as dark and light.

mod axes;
mod file;
mod grid;
mod intervals;
mod labels;
mod legend;
mod lines;
mod regions;
mod room;
mod rows;
mod scatter;
mod stacks;
mod swings;
mod triangles;
mod views;

pub use file::{Above, bare, file};
pub use legend::{Entry, legend};

use maud::{Markup, html};

use crate::document::chart::{Chart, ChartKind};
use crate::document::figure::fixed;
use crate::printable::one_line;

/// Colours in the style; further series take them again.
const COLOURS: usize = 8;
/// Dashes in the style: no common factor with the colours, so that both together tell many lines apart.
const DASHES: usize = 5;

/// A drawing and its size, in the units of its view box.
struct Picture {
    /// Its kind, for the style.
    class: &'static str,
    width: f64,
    height: f64,
    content: Markup,
}

/// Draws a chart.
#[must_use]
pub fn chart(chart: &Chart) -> Markup {
    let Picture { class, width, height, content } = picture(chart);
    html! {
        svg class=(class) role="img" viewBox=(format!("0 0 {width} {height}")) { (said(chart)) (content) }
    }
}

fn picture(chart: &Chart) -> Picture {
    match &chart.kind {
        ChartKind::Lines { lines, at, marks, .. } => lines::draw(chart, lines, *at, marks),
        ChartKind::Regions { regions, at } => regions::draw(chart, regions, *at),
        ChartKind::Triangles(shown) => triangles::draw(chart, shown),
        ChartKind::Stacks(shown) => stacks::draw(chart, shown),
        ChartKind::Views(shown) => views::draw(chart, shown),
        ChartKind::Intervals(shown) => intervals::draw(chart, shown),
        ChartKind::Swings(shown) => swings::draw(chart, shown),
        ChartKind::Grid(shown) => grid::draw(chart, shown),
        ChartKind::Scatter(shown) => scatter::draw(chart, shown),
    }
}

/// What a picture shows and says, for those who do not see it.
fn said(chart: &Chart) -> Markup {
    html! {
        title { (one_line(&chart.title)) }
        @if !chart.finding.is_empty() { desc { (one_line(&chart.finding)) } }
    }
}

/// Words on one line, about a height: programs differ in what they make of a dominant baseline, and all know a shift.
fn words(class: &str, (x, y): (f64, f64), words: &str) -> Markup {
    html! { text class=(class) x=(unit(x)) y=(unit(y)) dy=".35em" { (words) } }
}

/// The same over a drawing, with a halo: a text of its own, as not all programs paint strokes below fillings.
fn words_over(class: &str, at: (f64, f64), said: &str) -> Markup {
    html! { (words(&format!("{class} halo"), at, said)) (words(class, at, said)) }
}

/// The classes of a line that leads.
#[must_use]
pub fn leading(series: usize) -> String {
    format!("lead {} d{}", colour(series), series % DASHES)
}

/// The class that gives a series its colour.
#[must_use]
pub fn colour(series: usize) -> String {
    format!("c{}", series % COLOURS)
}

/// How far a picture reaches.
#[derive(Clone, Copy)]
enum Shape {
    /// All the way across at every height.
    Square,
    /// Up to where two weights together make the whole.
    Triangle,
}

/// Room for a picture inside its axes, in the units of its view box.
struct Plot {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    /// What the axis up begins and ends with.
    low: f64,
    high: f64,
    shape: Shape,
}

impl Plot {
    /// Where a weight, or a share of another axis, lies across.
    fn across(&self, share: f64) -> f64 {
        self.left + self.width * share.clamp(0.0, 1.0)
    }

    /// Where a figure lies, from the top down.
    fn down(&self, figure: f64) -> f64 {
        self.top + self.height * (self.high - figure) / (self.high - self.low)
    }

    /// How far across a line at a weight up reaches, and the other way round.
    fn reach(&self, weight: f64) -> f64 {
        match self.shape {
            Shape::Square => 1.0,
            Shape::Triangle => 1.0 - weight,
        }
    }

    fn right(&self) -> f64 {
        self.left + self.width
    }

    fn bottom(&self) -> f64 {
        self.top + self.height
    }
}

/// A length or a place in the view box: a tenth of a unit cannot be seen.
fn unit(length: f64) -> String {
    fixed(length, 1).replace(',', "")
}

/// Places in the view box as the corners of a polygon.
fn corners(places: &[(f64, f64)]) -> String {
    places.iter().map(|&(x, y)| format!("{},{}", unit(x), unit(y))).collect::<Vec<_>>().join(" ")
}

/// The corners of a diamond around a point.
#[must_use]
pub fn diamond((x, y): (f64, f64)) -> String {
    corners(&[(x - 6.5, y), (x, y - 6.5), (x + 6.5, y), (x, y + 6.5)])
}
