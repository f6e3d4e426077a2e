//! Room for pictures with a row for each thing: ids and names at the left, the picture beside them.

use maud::{Markup, html};

use super::labels::{fitted, width};
use super::{Plot, Shape, words};
use crate::document::rows::Named;
use crate::printable::one_line;

pub const WIDTH: f64 = 760.0;
pub const TOP: f64 = 32.0;
/// Below the rows: figures and label of the axis.
pub const BELOW: f64 = 56.0;
const LEFT: f64 = 4.0;
/// Between ids, names and the picture.
const GAP: f64 = 10.0;
/// How much wider ids are, which stand out.
const BOLD: f64 = 1.08;
/// Longest id and longest name.
const LONGEST_ID: f64 = 150.0;
const LONGEST_NAME: f64 = 280.0;

/// Where everything stands.
pub struct Rows {
    /// Where names begin, and their room.
    names: f64,
    room: f64,
    pub plot: Plot,
    pub pitch: f64,
}

impl Rows {
    /// - `of`: what each row is about
    /// - `pitch`: from one row to the next
    /// - `beside`: room left free at the left and the right of the picture
    pub fn new<'a>(of: impl Iterator<Item = &'a Named>, pitch: f64, beside: (f64, f64)) -> Self {
        let (mut ids, mut room, mut count) = (0.0_f64, 0.0_f64, 0.0);
        for named in of {
            ids = ids.max(BOLD * width(&one_line(&named.label)));
            room = if named.has_name() { room.max(width(&one_line(&named.name))) } else { room };
            count += 1.0;
        }
        // Without names, ids have their room.
        let longest = if room > 0.0 { LONGEST_ID } else { LONGEST_ID + LONGEST_NAME / 2.0 };
        let (ids, room) = (ids.min(longest), room.min(LONGEST_NAME));
        let names = LEFT + ids + GAP;
        let left = if room > 0.0 { names + room + GAP } else { names } + beside.0;
        let (height, shape) = (count * pitch, Shape::Square);
        let plot = Plot { left, top: TOP, width: WIDTH - left - beside.1, height, low: 0.0, high: 1.0, shape };
        Self { names, room, plot, pitch }
    }

    /// The middle of a row, from the top down.
    #[allow(clippy::cast_precision_loss)] // a few dozen
    pub fn middle(&self, row: usize) -> f64 {
        self.plot.top + self.pitch * (row as f64 + 0.5)
    }

    /// Id and name of a row, at a height.
    pub fn named(&self, y: f64, of: &Named) -> Markup {
        // Where nothing stands beside it, nothing needs to stand out.
        let id = if self.room > 0.0 { "id start" } else { "start" };
        html! {
            (words(id, (LEFT, y), &fitted(&of.label, (self.names - GAP - LEFT + 1.0) / BOLD)))
            @if of.has_name() { (words("start", (self.names, y), &fitted(&of.name, self.room + 1.0))) }
        }
    }

    /// How high the whole is, with an axis below.
    pub fn height(&self) -> f64 {
        self.plot.bottom() + BELOW
    }
}
