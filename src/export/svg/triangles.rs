//! Triangles of value for money, the frontier over them, and the plans that have a name as diamonds.

use maud::{Markup, html};

use super::axes::axes;
use super::labels::width;
use super::room::{Place, Taken};
use super::{Picture, Plot, Shape, corners, diamond, unit, words};
use crate::document::chart::Chart;
use crate::document::figure::{pounds, short, short_pounds};
use crate::document::triangles::{Axis, Triangle, Triangles, worth};
use crate::document::words::count;
use crate::printable::one_line;

const WIDTH: f64 = 760.0;
const LEFT: f64 = 56.0;
const TOP: f64 = 52.0;
/// Right of the picture, where the last id may end.
pub const RIGHT: f64 = 16.0;
const HEIGHT: f64 = 400.0;
/// Below the picture: figures and label of the axis.
const BELOW: f64 = 56.0;
/// Width and height together of a triangle that can be told from its neighbours.
const LEAST: f64 = 4.0;
/// Across and up together from one corner of the frontier, or dot under it, to the next that is drawn.
const CORNERS: f64 = 3.0;
const DOTS: f64 = 8.0;

/// A triangle in the picture, or neighbours too small to be told apart as one.
pub struct Piece<'a> {
    pub of: &'a [Triangle],
    pub from: Place,
    pub to: Place,
}

impl Piece<'_> {
    /// Width and height together.
    pub fn size(&self) -> f64 {
        self.to.0 - self.from.0 + self.from.1 - self.to.1
    }
}

pub fn draw(chart: &Chart, shown: &Triangles) -> Picture {
    let (costs, benefits) = (shown.costs(), shown.benefits());
    let (low, high, shape) = (benefits.low, benefits.high, Shape::Square);
    let plot = Plot { left: LEFT, top: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT, low, high, shape };
    let place = |(cost, benefit): (f64, f64)| (plot.across(costs.share(cost)), plot.down(benefit));
    let pieces = pieces(shown, place);
    let on_frontier = |supported: bool, apart: f64| {
        let points = shown.frontier.iter().filter(move |point| point.supported == supported);
        thinned(points.map(|point| place((point.cost, point.benefit))), apart)
    };
    let (line, dots) = (on_frontier(true, CORNERS), on_frontier(false, DOTS));
    let marks: Vec<_> = shown.marks.iter().map(|mark| (mark, place((mark.cost, mark.benefit)))).collect();
    let budget = shown.budget.map(|budget| (budget, plot.across(costs.share(budget))));
    let mut taken = Taken::new(&plot, &pieces, &line, &dots, budget.map(|(_, x)| x));
    let plans = taken.labels_of_marks(&marks);
    let ids = taken.ids(&pieces);
    let content = html! {
        (axes(chart, &plot, &across(&costs), &up(&benefits), WIDTH))
        @for piece in &pieces { (self::piece(piece)) }
        @if !dots.is_empty() {
            // On a ring, to be seen on a filling.
            path class="ringed" d=(path(&dots, "h0M")) {}
            path class="dots" d=(path(&dots, "h0M")) {}
        }
        @if !line.is_empty() { path class="frontier" d=(path(&line, "L")) {} }
        @if let Some((budget, x)) = budget { (self::budget(&plot, budget, x)) }
        @for label in &ids { (label.draw("")) }
        @for label in &plans { (label.draw("strong")) }
        @for (mark, at) in &marks {
            polygon class="mark" points=(diamond(*at)) { title { (one_line(&mark.label)) ": " (worth(&pounds(mark.cost), mark.benefit)) } }
        }
    };
    Picture { class: "triangles", width: WIDTH, height: TOP + HEIGHT + BELOW, content }
}

pub fn across(costs: &Axis) -> Vec<(f64, String)> {
    costs.ticks.iter().map(|&tick| (costs.share(tick), short_pounds(tick))).collect()
}

pub fn up(benefits: &Axis) -> Vec<(f64, String)> {
    benefits.ticks.iter().map(|&tick| (tick, short(tick))).collect()
}

/// A large triangle stands for itself; small ones are put together until they can be seen, so that a page with thousands of
/// them stays small.
fn pieces(shown: &Triangles, place: impl Fn((f64, f64)) -> Place) -> Vec<Piece<'_>> {
    let tips: Vec<_> = shown.tips().into_iter().map(place).collect();
    let is_large = |from: usize, to: usize| tips[to].0 - tips[from].0 + tips[from].1 - tips[to].1 >= LEAST;
    let mut pieces = Vec::new();
    let mut first = 0;
    for next in 1..tips.len() {
        if next + 1 == tips.len() || is_large(first, next) || is_large(next, next + 1) {
            pieces.push(Piece { of: &shown.triangles[first..next], from: tips[first], to: tips[next] });
            first = next;
        }
    }
    pieces
}

fn piece(piece: &Piece) -> Markup {
    let (from, to) = (piece.from, piece.to);
    let sum = |figure: fn(&Triangle) -> f64| piece.of.iter().map(figure).sum::<f64>();
    let is_funded = 2 * piece.of.iter().filter(|triangle| triangle.funded).count() > piece.of.len();
    let name = match piece.of {
        [only] => format!("{} {}", one_line(&only.label), one_line(&only.name)),
        several => count(several.len(), "intervention"),
    };
    html! {
        polygon class=(if is_funded { "funded" } else { "unfunded" }) points=(corners(&[from, (to.0, from.1), to])) {
            title { (name.trim_end()) ": " (worth(&pounds(sum(|triangle| triangle.cost)), sum(|triangle| triangle.benefit))) }
        }
    }
}

/// Places joined, as the data of a path.
///
/// - `between`: lines from place to place, or a dot on each
pub fn path(places: &[Place], between: &str) -> String {
    let places: Vec<_> = places.iter().map(|&(x, y)| format!("{} {}", unit(x), unit(y))).collect();
    format!("M{}h0", places.join(between))
}

/// Places without those too near to the last one kept; the last of all stays.
fn thinned(places: impl Iterator<Item = Place>, apart: f64) -> Vec<Place> {
    let mut kept: Vec<Place> = Vec::new();
    let mut last = None;
    for place in places {
        let is_apart = |kept: &Place| (place.0 - kept.0).abs() + (place.1 - kept.1).abs() >= apart;
        if kept.last().is_none_or(is_apart) {
            kept.push(place);
            last = None;
        } else {
            last = Some(place);
        }
    }
    kept.extend(last);
    kept
}

fn budget(plot: &Plot, budget: f64, x: f64) -> Markup {
    let said = format!("budget {}", short_pounds(budget));
    let half = width(&said) / 2.0;
    html! {
        line class="now" x1=(unit(x)) x2=(unit(x)) y1=(unit(plot.top - 6.0)) y2=(unit(plot.bottom())) {}
        (words("strong", (x.clamp(half, WIDTH - half), plot.top - 15.0), &said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::chart::ChartKind;
    use crate::document::triangles::{Mark, Point};

    /// - `of`: cost in millions, benefit
    fn triangles(of: impl IntoIterator<Item = (f64, f64)>) -> Triangles {
        let triangle = |(index, (millions, benefit)): (usize, (f64, f64))| {
            let (label, name) = (format!("T{index}"), format!("Name {index}"));
            Triangle { label, name, cost: 1e6 * millions, benefit, funded: index == 0 }
        };
        let triangles = of.into_iter().enumerate().map(triangle).collect();
        Triangles { triangles, start: (0.0, 0.0), frontier: Vec::new(), marks: Vec::new(), budget: None }
    }

    fn point(cost: f64, benefit: f64, supported: bool) -> Point {
        Point { cost, benefit, supported }
    }

    fn mark(label: &str, cost: f64, benefit: f64) -> Mark {
        Mark { label: label.to_owned(), cost, benefit }
    }

    fn drawn(shown: Triangles) -> String {
        let (title, x, y) = ("Title".to_owned(), "Cost".to_owned(), "Points".to_owned());
        super::super::chart(&Chart { title, finding: String::new(), x, y, kind: ChartKind::Triangles(shown) }).into_string()
    }

    #[test]
    fn each_triangle_begins_where_the_last_ended() {
        let picture = drawn(Triangles { budget: Some(2.5e6), ..triangles([(1.0, 30.0), (1.5, 20.0)]) });
        // 688 across are 1.04 times 2.5 million, 400 up 1.04 times 50 points.
        for (class, points, words) in [
            ("funded", "56.0,452.0 320.6,452.0 320.6,221.2", "T0 Name 0: £1,000,000 for 30.0 points"),
            ("unfunded", "320.6,221.2 717.5,221.2 717.5,67.4", "T1 Name 1: £1,500,000 for 20.0 points"),
        ] {
            let polygon = format!("<polygon class=\"{class}\" points=\"{points}\"><title>{words}</title>");
            assert!(picture.contains(&polygon), "{polygon} is not in {picture}");
        }
        assert!(picture.contains("<line class=\"now\" x1=\"717.5\"") && picture.contains(">budget £2.5m</text>"), "{picture}");
        assert!(picture.contains(">£1m</text>") && picture.contains(">T0</text>"), "{picture}");
    }

    #[test]
    fn labels_of_plans_side_by_side_do_not_cover_each_other() {
        let marks = ["Plan", "Proposed", "Sorted list"].map(|label| mark(label, 1e6, 30.0)).to_vec();
        let picture = drawn(Triangles { marks, ..triangles([(1.0, 30.0), (1.5, 20.0)]) });
        let at = |label: &str| {
            let (before, _) = picture.split_once(&format!(">{label}</text>")).expect("a label");
            before.rsplit_once("<text").expect("an element").1.to_owned()
        };
        assert!(at("Plan") != at("Proposed") && at("Proposed") != at("Sorted list"), "{picture}");
        assert_eq!(picture.matches("<polygon class=\"mark\"").count(), 3);
    }

    #[test]
    fn thousands_of_triangles_and_points_stay_a_small_picture() {
        let mut shown = triangles((0..20_000).map(|index| (1.0, 1e5 / f64::from(index + 1))));
        let tips = shown.tips();
        shown.frontier = (0..).zip(tips.iter().step_by(4)).map(|(index, at)| point(at.0, at.1, index % 2 == 0)).collect();
        let picture = drawn(shown);
        assert!(picture.len() < 100_000, "{}", picture.len());
        assert!(picture.contains(" interventions: £") && picture.contains("class=\"dots\""));
        let ends = [(0.0, 0.0), (1.0, 0.0), (9.0, 0.0), (9.5, 0.0)];
        assert_eq!(thinned(ends.into_iter(), 8.0), [(0.0, 0.0), (9.0, 0.0), (9.5, 0.0)]);
    }

    #[test]
    fn what_has_no_size_leaves_a_picture() {
        let one = Triangles { frontier: vec![point(0.0, 0.0, true)], ..triangles([]) };
        let negative = Triangles { start: (-1e12, 0.0), budget: Some(0.0), ..triangles([(1e-12, 1e-9)]) };
        let marked = Triangles { marks: vec![mark("Plan", 0.0, 0.0)], ..triangles([(0.0, 0.0); 3]) };
        for shown in [triangles([]), one, negative, marked, triangles([(1e6, 1e12), (1e-12, 0.0)])] {
            let picture = drawn(shown);
            assert!(!picture.contains("NaN") && !picture.contains("inf"), "{picture}");
        }
    }
}
