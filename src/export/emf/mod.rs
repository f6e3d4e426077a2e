//! Charts as Enhanced Metafiles, the pictures that Word and other office programs draw with their own lines and letters.
//!
//! Draws nothing itself: `read` takes the picture that `export::svg` has drawn, `style` its colours from the same style sheet,
//! `canvas` and `records` write it. So no picture can differ from that of a page. Such a file knows no transparency: what is seen
//! through is given the colour that it has on the page.

mod canvas;
mod draw;
mod path;
mod read;
mod records;
mod style;

use super::svg::{self, Above};
use crate::document::chart::Chart;

/// A picture, and its size in the units of its view box: 96 to the inch.
#[derive(Debug, Clone, PartialEq)]
pub struct Emf {
    pub bytes: Vec<u8>,
    pub width: f64,
    pub height: f64,
}

/// A picture with what its signs mean below it, for a document that has its title and what it says as text.
#[must_use]
pub fn picture(chart: &Chart) -> Emf {
    draw::drawn(&read::read(&svg::bare(chart)))
}

/// A picture as a file of its own, with all that `svg::file` has.
#[must_use]
pub fn file(chart: &Chart, above: &Above) -> Emf {
    draw::drawn(&read::read(&svg::file(chart, above)))
}

#[cfg(test)]
mod tests;
