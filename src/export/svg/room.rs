//! Room for words among triangles: the labels of plans first, then the ids that hide nothing.

use maud::{Markup, html};

use super::labels::{Anchor, LINE, Room, fitted};
use super::triangles::{Piece, RIGHT};
use super::{Plot, unit, words_over};
use crate::document::triangles::Mark;

/// Longest id and longest label of a plan.
const LONGEST: f64 = 140.0;
/// How far from its diamond the label of a plan may stand, and beyond which distance it is led to it.
const AWAY: std::ops::RangeInclusive<u32> = 12..=160;
const LED: f64 = 20.0;
/// Between words and what they are led to.
const GAP: f64 = 3.0;
/// Length of the pieces in which a line is looked at.
const STEP: f64 = 5.0;

/// Across and down.
pub type Place = (f64, f64);

/// Words and where they stand.
pub struct Label {
    pub words: String,
    pub at: Place,
    pub anchor: Anchor,
    /// The line that leads from its diamond to it.
    pub led: Option<(Place, Place)>,
}

impl Label {
    /// The words, and the line that leads to them.
    pub fn draw(&self, class: &str) -> Markup {
        html! {
            @if let Some((from, to)) = self.led { line class="led" x1=(unit(from.0)) y1=(unit(from.1)) x2=(unit(to.0)) y2=(unit(to.1)) {} }
            (words_over(format!("{class} {}", self.anchor.class()).trim_start(), self.at, &self.words))
        }
    }

    fn room(&self) -> Room {
        Room::of_words(&self.words, self.at, self.anchor)
    }

    /// What the line to it takes.
    fn line(&self) -> impl Iterator<Item = Room> {
        self.led.into_iter().flat_map(|(from, to)| slope(from, to, 1.0, None))
    }
}

/// What words must not hide.
pub struct Taken {
    inside: Room,
    shapes: Vec<Room>,
    diamonds: Vec<Room>,
    words: Vec<Room>,
}

impl Taken {
    /// - `line`, `dots`: of the frontier
    /// - `budget`: where it stands across
    pub fn new(plot: &Plot, pieces: &[Piece], line: &[Place], dots: &[Place], budget: Option<f64>) -> Self {
        let (left, top, right, bottom) = (plot.left, plot.top, plot.right() + RIGHT, plot.bottom());
        let mut shapes: Vec<_> = dots.iter().map(|&at| Room::around(at, 4.0, 4.0)).collect();
        shapes.extend(line.windows(2).flat_map(|ends| slope(ends[0], ends[1], 2.0, None)));
        shapes.extend(pieces.iter().flat_map(|piece| slope(piece.from, piece.to, 0.0, Some(piece.from.1))));
        shapes.extend(budget.map(|x| Room { left: x - 2.0, top, right: x + 2.0, bottom }));
        Self { inside: Room { left, top, right, bottom }, shapes, diamonds: Vec::new(), words: Vec::new() }
    }

    /// What points must not be hidden by.
    ///
    /// - `stairs`: of the frontier
    pub fn of_points(plot: &Plot, points: &[Place], stairs: &[Place]) -> Self {
        let (left, top, right, bottom) = (plot.left, plot.top - 14.0, plot.right() + RIGHT, plot.bottom());
        let shapes = stairs.windows(2).flat_map(|ends| slope(ends[0], ends[1], 2.0, None)).collect();
        let diamonds = points.iter().map(|&at| Room::around(at, 11.0, 11.0)).collect();
        Self { inside: Room { left, top, right, bottom }, shapes, diamonds, words: Vec::new() }
    }

    /// The id of a point: beside it where it hides nothing.
    ///
    /// - `leads`: whether it may stand further off, with a line to it
    pub fn label_of_point(&mut self, id: &str, at: Place, leads: bool) -> Option<Label> {
        let id = fitted(id, LONGEST);
        let near = close(&id, at);
        if leads { self.take(near.chain(around(&id, at)), Some(0)) } else { self.take(near, None) }
    }

    /// Labels of plans beside their diamonds, where they hide nothing or at least no other words.
    pub fn labels_of_marks(&mut self, marks: &[(&Mark, Place)]) -> Vec<Label> {
        self.diamonds = marks.iter().map(|&(_, at)| Room::around(at, 16.0, 16.0)).collect();
        let label = |&(mark, at): &(&Mark, Place)| self.take(around(&fitted(&mark.label, LONGEST), at), Some(0));
        marks.iter().filter_map(label).collect()
    }

    /// Ids of triangles where they hide nothing: large ones first.
    pub fn ids(&mut self, pieces: &[Piece]) -> Vec<Label> {
        let mut order: Vec<_> = pieces.iter().filter(|piece| piece.of.len() == 1).collect();
        order.sort_by(|a, b| b.size().total_cmp(&a.size()));
        order.into_iter().filter_map(|piece| self.take(beside(&fitted(&piece.of[0].label, LONGEST), piece), None)).collect()
    }

    /// The first of some labels that hides nothing.
    ///
    /// - `otherwise`: which of those that hide no words stands in for it
    fn take(&mut self, labels: impl Iterator<Item = Label>, otherwise: Option<usize>) -> Option<Label> {
        let legible: Vec<_> = labels.filter(|label| self.is_legible(label)).collect();
        let nothing_hidden = legible.iter().position(|label| is_free(&label.room(), &self.shapes));
        let label = legible.into_iter().nth(nothing_hidden.or(otherwise)?)?;
        self.words.push(label.room());
        self.shapes.extend(label.line());
        Some(label)
    }

    /// Whether it stands in the picture and neither it nor the line to it touches other words.
    fn is_legible(&self, label: &Label) -> bool {
        let room = label.room();
        let covers_none = is_free(&room, &self.words) && is_free(&room, &self.diamonds);
        covers_none && room.lies_in(&self.inside) && label.line().all(|room| is_free(&room, &self.words))
    }
}

fn is_free(room: &Room, of: &[Room]) -> bool {
    !of.iter().any(|other| other.overlaps(room))
}

/// The id of a triangle right of its upright side, below it, or above its slope.
fn beside(words: &str, piece: &Piece) -> impl Iterator<Item = Label> {
    let (from, to) = (piece.from, piece.to);
    let (x, y) = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
    let under = to.1 + LINE / 2.0 + 2.5;
    let places = [
        ((to.0 + 4.0, y.max(under)), Anchor::Start),
        ((to.0 + 4.0, under), Anchor::Start),
        ((x, from.1 + LINE / 2.0 + 2.0), Anchor::Middle),
        ((x - 6.0, y - LINE / 2.0), Anchor::End),
    ];
    places.into_iter().map(|(at, anchor)| Label { words: words.to_owned(), at, anchor, led: None })
}

/// The label of a point, right beside it.
fn close(words: &str, (x, y): Place) -> impl Iterator<Item = Label> {
    let places = [
        ((x + 9.0, y), Anchor::Start),
        ((x - 9.0, y), Anchor::End),
        ((x, y - 14.0), Anchor::Middle),
        ((x, y + 14.0), Anchor::Middle),
        ((x + 8.0, y - 13.5), Anchor::Start),
        ((x - 8.0, y - 13.5), Anchor::End),
        ((x + 8.0, y + 13.5), Anchor::Start),
        ((x - 8.0, y + 13.5), Anchor::End),
    ];
    places.into_iter().map(|(at, anchor)| Label { words: words.to_owned(), at, anchor, led: None })
}

/// The label of a diamond, further and further away.
fn around(words: &str, (x, y): Place) -> impl Iterator<Item = Label> {
    let places = AWAY.step_by(8).map(f64::from).flat_map(move |away| {
        [
            ((x - away, y - away), Anchor::End),
            ((x + away, y + away), Anchor::Start),
            ((x, y + away.min(LED)), Anchor::Middle),
            ((x, y - away.min(LED)), Anchor::Middle),
            ((x - away, y - away / 2.0), Anchor::End),
            ((x + away, y + away / 2.0), Anchor::Start),
            ((x - away, y), Anchor::End),
            ((x + away, y), Anchor::Start),
        ]
    });
    places.map(move |(at, anchor)| {
        let end = (if anchor == Anchor::Start { at.0 - GAP } else { at.0 + GAP }, at.1);
        let led = ((at.0 - x).abs() > LED).then_some(((x, y), end));
        Label { words: words.to_owned(), at, anchor, led }
    })
}

/// Rooms along a line, each down to its foot where it has one: the surface under it.
///
/// - `half`: of its breadth
fn slope(from: Place, to: Place, half: f64, foot: Option<f64>) -> impl Iterator<Item = Room> {
    let (width, height) = (to.0 - from.0, to.1 - from.1);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within a picture
    let steps = ((width.abs() + height.abs()) / STEP).ceil().max(1.0) as u32;
    (0..steps).map(move |step| {
        let at = |step: u32| {
            let share = f64::from(step) / f64::from(steps);
            (from.0 + share * width, from.1 + share * height)
        };
        let (a, b) = (at(step), at(step + 1));
        let bottom = foot.unwrap_or(a.1.max(b.1) + half);
        Room { left: a.0.min(b.0) - half, top: a.1.min(b.1) - half, right: a.0.max(b.0) + half, bottom }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surface_is_covered_to_its_foot_and_a_line_is_not() {
        let (from, to) = ((0.0, 100.0), (100.0, 0.0));
        let under = Room::around((80.0, 80.0), 8.0, 8.0);
        let is_covered = |foot| slope(from, to, 1.0, foot).any(|room| room.overlaps(&under));
        assert!(is_covered(Some(100.0)) && !is_covered(None));
    }

    #[test]
    fn labels_at_one_place_find_room_beside_each_other() {
        let inside = Room { left: 0.0, top: 0.0, right: 400.0, bottom: 400.0 };
        let mut taken = Taken { inside, shapes: Vec::new(), diamonds: Vec::new(), words: Vec::new() };
        let mark = Mark { label: "Sorted list".to_owned(), cost: 0.0, benefit: 0.0 };
        assert_eq!(taken.labels_of_marks(&[(&mark, (200.0, 200.0)); 4]).len(), 4);
        let rooms = &taken.words;
        let apart = |(index, room): (usize, &Room)| rooms[..index].iter().all(|other| !other.overlaps(room));
        assert!(rooms.iter().enumerate().all(apart) && rooms.iter().all(|room| room.lies_in(&inside)));
    }
}
