//! Charts as pictures: one `svg` element each, drawn with shapes and classes; the style of the page gives them colours.
//!
//! `lines`, `regions` and `triangles` draw the kinds, `axes` what is around them, `labels` and `room` find room for words. No
//! text of an input goes into an attribute, and colour never tells alone: lines have dashes and labels, regions labels, and
//! triangles of two kinds differ as dark and light.

mod axes;
mod labels;
mod lines;
mod regions;
mod room;
mod triangles;

use maud::Markup;

use crate::document::chart::{Chart, ChartKind};
use crate::document::figure::fixed;

/// Colours in the style; further series take them again.
const COLOURS: usize = 8;
/// Dashes in the style: no common factor with the colours, so that both together tell many lines apart.
const DASHES: usize = 5;

/// Draws a chart.
#[must_use]
pub fn chart(chart: &Chart) -> Markup {
    match &chart.kind {
        ChartKind::Lines { lines, at, marks, .. } => lines::draw(chart, lines, *at, marks),
        ChartKind::Regions { regions, at } => regions::draw(chart, regions, *at),
        ChartKind::Triangles(shown) => triangles::draw(chart, shown),
    }
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
