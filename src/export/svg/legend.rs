//! What the signs of a picture stand for: each sign in a box of its own, with its words.

use maud::{Markup, html};

use super::scatter::class;
use super::{colour, diamond, views, words};
use crate::document::chart::{Chart, ChartKind};
use crate::document::figure::pounds;
use crate::document::key;
use crate::document::rows::{Grid, Stacks, Views};
use crate::document::scatter::Scatter;
use crate::document::triangles::{Triangles, worth};
use crate::printable::one_line;

/// The box of a sign.
pub const BOX: (f64, f64) = (26.0, 20.0);
const MIDDLE: (f64, f64) = (13.0, 10.0);

/// A sign and what it stands for.
pub struct Entry {
    /// Drawn in a box 26 wide and 20 high.
    pub sign: Markup,
    /// Words that stand out, or none.
    pub name: String,
    pub words: String,
}

fn entry(sign: Markup, words: &str) -> Entry {
    Entry { sign, name: String::new(), words: words.to_owned() }
}

/// What the signs of a picture stand for; nothing where labels in it say so.
#[must_use]
pub fn legend(chart: &Chart) -> Vec<Entry> {
    match &chart.kind {
        ChartKind::Triangles(shown) => of_triangles(shown),
        ChartKind::Stacks(shown) => of_stacks(shown),
        ChartKind::Views(shown) => of_views(shown),
        ChartKind::Intervals(_) => of_intervals(),
        ChartKind::Swings(_) => of_swings(),
        ChartKind::Grid(shown) => of_grid(shown),
        ChartKind::Scatter(shown) => of_scatter(shown),
        ChartKind::Lines { .. } | ChartKind::Regions { .. } => Vec::new(),
    }
}

/// What is drawn how, and the figures of each plan that has a name.
fn of_triangles(shown: &Triangles) -> Vec<Entry> {
    let triangle = |class: &str| html! { polygon class=(class) points="2,18 24,18 24,3" {} };
    let has = |funded: bool| shown.triangles.iter().any(|triangle| triangle.funded == funded);
    let is = |supported: bool| shown.frontier.iter().any(|point| point.supported == supported);
    let mut entries = Vec::new();
    entries.extend(has(true).then(|| entry(triangle("funded"), "funded")));
    entries.extend(has(false).then(|| entry(triangle("unfunded"), "not funded")));
    let line = || html! { path class="frontier" d="M1 10h24" {} };
    entries.extend(is(true).then(|| entry(line(), "frontier: no plan lies above it")));
    let dots = || html! { path class="dots" d="M6 13h0M13 10h0M20 8h0" {} };
    entries.extend(is(false).then(|| entry(dots(), "plans under it that none beats")));
    entries.extend(shown.marks.iter().map(|mark| Entry {
        sign: html! { polygon class="mark" points=(diamond(MIDDLE)) {} },
        name: one_line(&mark.label),
        words: worth(&pounds(mark.cost), mark.benefit),
    }));
    entries
}

/// The letter and colour of each criterion.
fn of_stacks(shown: &Stacks) -> Vec<Entry> {
    let of = |(series, name): (usize, &String)| Entry {
        sign: html! {
            rect class={ "part " (colour(series)) } x="1" y="1" width="24" height="18" {}
            (words("on", MIDDLE, &key(series)))
        },
        name: String::new(),
        words: one_line(name),
    };
    let mut entries: Vec<_> = shown.series.iter().enumerate().map(of).collect();
    if shown.rows.iter().any(|row| row.range.is_some()) {
        let whisker = html! { path class="whisker" d="M3 10H23M3 5v10M23 5v10" {} };
        entries.push(entry(whisker, "≈ figures are missing: from the least to the largest value there could be"));
    }
    entries
}

/// The shape of each view.
fn of_views(shown: &Views) -> Vec<Entry> {
    let used = html! { line class="used" x1="13" x2="13" y1="1" y2="19" {} };
    let view = |(number, view): (usize, &crate::document::rows::View)| entry(views::sign(number, MIDDLE), &one_line(&view.name));
    std::iter::once(entry(used, &one_line(&shown.used.name))).chain(shown.views.iter().enumerate().map(view)).collect()
}

fn of_intervals() -> Vec<Entry> {
    let now = html! { polygon class="mark" points=(diamond(MIDDLE)) {} };
    let range = html! {
        rect class="track" x="1" y="2" width="24" height="16" {}
        rect class="range" x="5" y="5" width="14" height="10" {}
    };
    vec![entry(now, "the weight now"), entry(range, "nothing changes")]
}

fn of_swings() -> Vec<Entry> {
    let bar = |class: &str| html! { rect class=(class) x="1" y="3" width="24" height="14" {} };
    vec![entry(bar("low"), "at the low of the figure"), entry(bar("high"), "at its high")]
}

/// The shades, lightest first.
fn of_grid(shown: &Grid) -> Vec<Entry> {
    let cell = |shade: usize| html! { rect class={ "cell heat" (shade) } x="1" y="1" width="24" height="18" {} };
    let seen =
        |shade: &usize| shown.rows.iter().flat_map(|(_, shares)| shares).any(|share| crate::document::shade(*share) == *shade);
    let words = ["never", "up to 25%", "up to 50%", "up to 75%", "more than 75%"];
    (1..words.len()).filter(seen).map(|shade| entry(cell(shade), words[shade])).collect()
}

/// Which signs are seen, and the frontier.
fn of_scatter(shown: &Scatter) -> Vec<Entry> {
    let sign = |efficient: bool, funded: bool| {
        html! {
            @if efficient { polygon class=(class(shown, funded)) points=(diamond(MIDDLE)) {} }
            @else { circle class=(class(shown, funded)) cx="13" cy="10" r="4.5" {} }
        }
    };
    let kinds = [(true, true), (true, false), (false, true), (false, false)];
    let is_seen =
        |(efficient, funded): &(bool, bool)| shown.dots.iter().any(|dot| dot.efficient == *efficient && dot.funded == *funded);
    let said = |(efficient, funded): (bool, bool)| {
        let place = if efficient { "on the frontier" } else { "below it" };
        let plan = match (shown.has_plan, funded) {
            (false, _) => "",
            (true, true) => ", funded",
            (true, false) => ", not funded",
        };
        entry(sign(efficient, funded), &format!("{place}{plan}"))
    };
    let line = html! { path class="frontier" d="M1 15h9v-10h15" {} };
    let frontier = entry(line, "frontier: no other one costs as little and brings more");
    std::iter::once(frontier).chain(kinds.into_iter().filter(is_seen).map(said)).collect()
}
