//! Pictures: how an answer hangs on weights, as lines over one weight and regions over two, and every other kind by its name.
//!
//! Owns what a picture shows, with figures as figures; `export` draws it, as a picture or in letters.

use super::rows::{Grid, Intervals, Stacks, Swings, Views};
use super::scatter::Scatter;
use super::triangles::Triangles;

/// How near to the edge of a region a point may lie to belong to it: regions that share an edge leave no gap.
const EDGE: f64 = 1e-9;

#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it shows: its caption, and what a screen reader calls the picture.
    pub title: String,
    /// What it says, in a sentence or two, for those who do not see it; empty where the text beside it says so.
    pub finding: String,
    /// What runs across, such as "Weight of Health gain".
    pub x: String,
    /// What runs up, such as "Overall value".
    pub y: String,
    pub kind: ChartKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ChartKind {
    /// Straight lines over a weight from 0 to 1.
    Lines {
        lines: Vec<Line>,
        /// The present weight.
        at: f64,
        /// Weights at which the answer changes.
        marks: Vec<f64>,
        /// How many places the terminal shows.
        places: usize,
    },
    /// Polygons over two weights, inside the triangle x ≥ 0, y ≥ 0, x + y ≤ 1.
    Regions {
        regions: Vec<Region>,
        /// The present weights.
        at: (f64, f64),
    },
    /// What each intervention adds for its cost, and the plans that are best for theirs.
    Triangles(Triangles),
    /// What each value is made of.
    Stacks(Stacks),
    /// The weights of several views.
    Views(Views),
    /// How far each weight can move.
    Intervals(Intervals),
    /// What uncertain figures do: a tornado.
    Swings(Swings),
    /// How often each takes each rank.
    Grid(Grid),
    /// What each intervention costs and brings.
    Scatter(Scatter),
}

/// The value of an intervention over a weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its id.
    pub label: String,
    pub name: String,
    /// Its colour and letter, the same in every picture of a page.
    pub series: usize,
    /// The value where the weight is 0.
    pub from: f64,
    /// The value where the weight is 1.
    pub to: f64,
    /// Whether it comes first somewhere: then it is drawn strongly.
    pub leads: bool,
}

impl Line {
    /// The value at a weight; exact at both ends.
    #[must_use]
    pub fn value(&self, weight: f64) -> f64 {
        self.from * (1.0 - weight) + self.to * weight
    }
}

/// Where an answer holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// The id of what comes first there.
    pub label: String,
    pub name: String,
    /// Its colour and letter, the same in every picture of a page.
    pub series: usize,
    /// Its corners in order, in either sense.
    pub polygon: Vec<(f64, f64)>,
}

impl Region {
    /// Whether a point lies inside or on the edge.
    #[must_use]
    pub fn holds(&self, point: (f64, f64)) -> bool {
        let (x, y) = point;
        let mut inside = false;
        for (a, b) in self.edges() {
            if squared_distance(point, a, b) <= EDGE * EDGE {
                return true;
            }
            // A ray to the right crosses the edge.
            if (a.1 > y) != (b.1 > y) && x < a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0) {
                inside = !inside;
            }
        }
        inside
    }

    /// The middle of its surface; none where it has no surface.
    #[must_use]
    pub fn centre(&self) -> Option<(f64, f64)> {
        let (mut doubled, mut x, mut y) = (0.0, 0.0, 0.0);
        for (a, b) in self.edges() {
            let cross = a.0 * b.1 - b.0 * a.1;
            doubled += cross;
            x += (a.0 + b.0) * cross;
            y += (a.1 + b.1) * cross;
        }
        (doubled.abs() > EDGE).then(|| (x / (3.0 * doubled), y / (3.0 * doubled)))
    }

    fn edges(&self) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
        let next = self.polygon.iter().cycle().skip(1);
        self.polygon.iter().copied().zip(next.copied())
    }
}

/// From a point to the nearest point between two others, squared: that takes no root.
fn squared_distance(point: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (along, up) = (b.0 - a.0, b.1 - a.1);
    let squared = along * along + up * up;
    let share = if squared > 0.0 { ((point.0 - a.0) * along + (point.1 - a.1) * up) / squared } else { 0.0 };
    let share = share.clamp(0.0, 1.0);
    let (off, above) = (point.0 - a.0 - share * along, point.1 - a.1 - share * up);
    off * off + above * above
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_exact_at_both_ends() {
        let line = Line { label: String::new(), name: String::new(), series: 0, from: 0.1, to: 0.3, leads: true };
        assert_eq!((line.value(0.0).to_bits(), line.value(1.0).to_bits()), (0.1_f64.to_bits(), 0.3_f64.to_bits()));
    }

    #[test]
    fn a_region_holds_its_edge_and_knows_its_middle() {
        let region =
            |polygon: &[(f64, f64)]| Region { label: String::new(), name: String::new(), series: 0, polygon: polygon.to_vec() };
        let triangle = region(&[(0.0, 0.0), (0.6, 0.0), (0.0, 0.6)]);
        assert!([(0.1, 0.1), (0.3, 0.3), (0.0, 0.6), (0.2, 0.0)].iter().all(|&point| triangle.holds(point)));
        assert!([(0.31, 0.31), (-0.01, 0.2), (0.7, 0.0)].iter().all(|&point| !triangle.holds(point)));
        let (x, y) = triangle.centre().expect("a surface");
        assert!((x - 0.2).abs() < 1e-12 && (y - 0.2).abs() < 1e-12);
        assert_eq!(region(&[(0.0, 0.0), (1.0, 0.0)]).centre(), None);
        assert!(region(&[]).centre().is_none() && !region(&[]).holds((0.0, 0.0)));
    }
}
