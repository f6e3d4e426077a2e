//! Regions over two weights: coloured surfaces with their ids, and the present weights as a ringed point.

use maud::{Markup, html};

use super::axes::{axes, weights};
use super::labels::{LINE, Room, fitted, width};
use super::{Picture, Plot, Shape, colour, corners, unit, words, words_over};
use crate::document::chart::{Chart, Region};
use crate::printable::one_line;

const WIDTH: f64 = 660.0;
const HEIGHT: f64 = 548.0;
const PLOT: Plot = Plot { left: 56.0, top: 40.0, width: 452.0, height: 452.0, low: 0.0, high: 1.0, shape: Shape::Triangle };
/// Longest id shown on a region.
const LONGEST: f64 = 120.0;
/// How many places for a label are tried each way.
const TRIED: u32 = 48;
/// How far outside the triangle the labels of small regions begin, and the steps they take to find room.
const OUTSIDE: f64 = 14.0;
const MOVE: f64 = 6.0;

/// Where the id of a region stands.
struct Label {
    series: usize,
    text: String,
    at: (f64, f64),
    /// The region it is led to, where it has no room in it.
    to: Option<(f64, f64)>,
}

pub fn draw(chart: &Chart, regions: &[Region], at: (f64, f64)) -> Picture {
    let point = place(at);
    let now = Room::around((point.0 + 24.0, point.1), 66.0, 22.0);
    let drawn = || regions.iter().filter(|region| region.polygon.len() > 2);
    // Two weights that always sum to 1 share out a line.
    let lines = regions.iter().filter_map(|region| match region.polygon[..] {
        [from, to] => Some((region, place(from), place(to))),
        _ => None,
    });
    let content = html! {
        @for region in drawn() {
            polygon class={ "part " (colour(region.series)) } points=(points(&region.polygon)) {
                title { (one_line(&region.label)) " " (one_line(&region.name)) }
            }
        }
        @for (region, from, to) in lines {
            line class={ "band " (colour(region.series)) } x1=(unit(from.0)) y1=(unit(from.1)) x2=(unit(to.0)) y2=(unit(to.1)) {
                title { (one_line(&region.label)) " " (one_line(&region.name)) }
            }
        }
        (axes(chart, &PLOT, &weights(), &weights(), WIDTH))
        @for label in labels(regions, now) { (self::label(&label)) }
        circle class="ring" cx=(unit(point.0)) cy=(unit(point.1)) r="7.5" {}
        circle class="dot" cx=(unit(point.0)) cy=(unit(point.1)) r="4.5" {}
        (words_over("strong start", (point.0 + 13.0, point.1), "now"))
    };
    Picture { class: "regions", width: WIDTH, height: HEIGHT, content }
}

fn place(weights: (f64, f64)) -> (f64, f64) {
    (PLOT.across(weights.0), PLOT.down(weights.1))
}

fn points(polygon: &[(f64, f64)]) -> String {
    corners(&polygon.iter().copied().map(place).collect::<Vec<_>>())
}

fn label(label: &Label) -> Markup {
    let ((x, y), colour) = (label.at, colour(label.series));
    html! {
        @if let Some(to) = label.to {
            circle class="foot" cx=(unit(to.0)) cy=(unit(to.1)) r="2.5" {}
            line class="led" x1=(unit(to.0)) y1=(unit(to.1)) x2=(unit(x - 3.0)) y2=(unit(y)) {}
            (words(&format!("name start {colour}"), (x, y), &label.text))
        } @else {
            (words("on", (x, y), &label.text))
        }
    }
}

/// Ids inside their regions where they fit, else beside the triangle.
fn labels(regions: &[Region], now: Room) -> Vec<Label> {
    let mut taken = vec![now];
    let mut found = Vec::new();
    let mut without_room = Vec::new();
    for region in regions {
        let text = fitted(&region.label, LONGEST);
        let series = region.series;
        if let [from, to] = region.polygon[..] {
            let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
            without_room.push((series, text, place(middle)));
            continue;
        }
        let Some(centre) = region.centre() else { continue };
        match inside(region, centre, width(&text) + 6.0, &taken) {
            Some(at) => {
                taken.push(Room::around(at, width(&text) + 6.0, LINE));
                found.push(Label { series, text, at, to: None });
            }
            None => without_room.push((series, text, place(centre))),
        }
    }
    // From the foot of the slope up: a label that is moved up then passes no label to its right.
    without_room.sort_by(|(.., a), (.., b)| (b.0 + b.1).total_cmp(&(a.0 + a.1)));
    for (series, text, to) in without_room {
        let Some(at) = beside(to, width(&text), &taken) else { continue };
        taken.push(room_from(at, width(&text)));
        found.push(Label { series, text, at, to: Some(to) });
    }
    found
}

/// The place nearest to the middle of a region where words touch neither its edge nor what is taken.
fn inside(region: &Region, centre: (f64, f64), width: f64, taken: &[Room]) -> Option<(f64, f64)> {
    let (middle, step) = (place(centre), 1.0 / f64::from(TRIED));
    let candidates = (0..TRIED * TRIED).map(|index| (f64::from(index % TRIED) * step, f64::from(index / TRIED) * step));
    let distance = |(x, y): (f64, f64)| (x - middle.0) * (x - middle.0) + (y - middle.1) * (y - middle.1);
    let weights = |(x, y): (f64, f64)| ((x - PLOT.left) / PLOT.width, (PLOT.bottom() - y) / PLOT.height);
    let fits = |at: &(f64, f64)| {
        let room = Room::around(*at, width, LINE + 4.0);
        room.corners().iter().all(|&corner| region.holds(weights(corner))) && !taken.iter().any(|other| room.overlaps(other))
    };
    std::iter::once(middle).chain(candidates.map(place)).filter(fits).min_by(|&a, &b| distance(a).total_cmp(&distance(b)))
}

/// Straight out from a point over the slope of the triangle, and up until there is room. None where the picture ends: its name
/// is in the legend.
fn beside(from: (f64, f64), width: f64, taken: &[Room]) -> Option<(f64, f64)> {
    // On the slope x and y of the picture differ by a constant; outwards is right and up by the same.
    let out = ((PLOT.left - PLOT.top) - (from.0 - from.1)) / 2.0 + OUTSIDE;
    let (x, mut y) = ((from.0 + out).min(WIDTH - width - 4.0), from.1 - out);
    while taken.iter().any(|other| room_from((x, y), width).overlaps(other)) {
        y -= MOVE;
    }
    (y > PLOT.top).then_some((x, y))
}

/// What words take that begin at a point.
fn room_from((x, y): (f64, f64), width: f64) -> Room {
    Room::around((x + width / 2.0, y), width + 4.0, LINE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::chart::ChartKind;

    const NAMES: [&str; 2] = ["large", "small"];

    /// - `regions`: of each its series and its corners
    fn drawn(regions: Vec<(usize, Vec<(f64, f64)>)>, at: (f64, f64)) -> String {
        let region =
            |(series, polygon): (usize, _)| Region { label: NAMES[series].to_owned(), name: String::new(), series, polygon };
        let kind = ChartKind::Regions { regions: regions.into_iter().map(region).collect(), at };
        super::super::chart(&Chart { title: String::new(), finding: String::new(), x: String::new(), y: String::new(), kind })
            .into_string()
    }

    #[test]
    fn an_id_stands_on_its_region_or_is_led_to_it() {
        let small = vec![(0.9, 0.0), (1.0, 0.0), (0.9, 0.1)];
        let large = vec![(0.0, 0.0), (0.9, 0.0), (0.9, 0.1), (0.0, 1.0)];
        let picture = drawn(vec![(0, large), (1, small)], (0.1, 0.1));
        assert!(picture.contains("<text class=\"on\" x=\"") && picture.contains(">large</text>"), "{picture}");
        assert!(picture.contains("<text class=\"name start c1\""), "{picture}");
        assert_eq!((picture.matches("<polygon").count(), picture.matches("class=\"led\"").count()), (2, 1), "{picture}");
    }

    #[test]
    fn two_weights_without_a_rest_share_out_the_slope() {
        let picture = drawn(vec![(0, vec![(1.0, 0.0), (0.4, 0.6)]), (1, vec![(0.4, 0.6), (0.0, 1.0)])], (0.5, 0.5));
        assert_eq!((picture.matches("class=\"band c").count(), picture.matches("class=\"led\"").count()), (2, 2), "{picture}");
    }

    #[test]
    fn regions_of_one_series_have_one_colour() {
        let (left, right) = (vec![(0.0, 0.0), (0.2, 0.0), (0.0, 0.2)], vec![(0.8, 0.0), (1.0, 0.0), (0.8, 0.2)]);
        let picture = drawn(vec![(0, vec![(0.2, 0.0), (0.8, 0.0), (0.2, 0.6)]), (1, left), (1, right)], (0.1, 0.1));
        assert_eq!(picture.matches("class=\"part c1\"").count(), 2, "{picture}");
    }

    #[test]
    fn the_present_weights_are_inside_the_picture_in_every_corner() {
        for (at, x, y) in [((0.0, 0.0), "56.0", "492.0"), ((1.0, 0.0), "508.0", "492.0"), ((0.0, 1.0), "56.0", "40.0")] {
            let picture = drawn(Vec::new(), at);
            assert!(picture.contains(&format!("<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\"")), "{picture}");
        }
    }
}
