//! A ranking that a reader can move: its controls, the heads of its tables, and its data for the script.
//!
//! Hidden until the script shows it, so that without a script there is no dead control. `live/*.js` fills the tables; texts
//! of inputs stand in elements here and in the data, never in an attribute or in the script.

use maud::{Markup, PreEscaped, html};

use super::table::swatch;
use crate::document::figure;
use crate::document::live::{Costs, Live, Node, Points, Set, Weighed};
use crate::printable::one_line;

/// The one script of a page that has something to move; it holds no text from an input.
pub const SCRIPT: &str = concat!(
    "\"use strict\";\n{\n",
    include_str!("live/figures.js"),
    include_str!("live/model.js"),
    include_str!("live/fragment.js"),
    include_str!("live/rows.js"),
    include_str!("live/sentences.js"),
    include_str!("live/page.js"),
    "}\n"
);

/// The section of one ranking.
///
/// - `level`: of its heading; `number`: its place among those of the page
pub fn live(live: &Live, level: usize, number: usize) -> Markup {
    let id = format!("live-{number}");
    let heading = "Move the weights";
    html! {
        section class="live" hidden aria-labelledby=(id) {
            @match level {
                2 => h2 id=(id) { (heading) },
                _ => h3 id=(id) { (heading) },
            }
            p class="banner notice" role="note" hidden { strong { "Weights moved by the reader, not adopted." } }
            p { (what_points_are(live)) }
            @for (index, set) in live.sets.iter().enumerate() { (controls(live, index, set, number)) }
            p class="buttons" {
                button type="button" class="reset" disabled { "Back to the paper's weights" }
                button type="button" class="copy" hidden { "Copy a link to these weights" }
            }
            p class="said" role="status" {}
            (ranking(live, number))
            p class="open" hidden {}
            (money(live, number))
            p class="aside" { (what_stays(&live.costs)) }
            script type="application/json" { (PreEscaped(data(live))) }
        }
    }
}

fn what_points_are(live: &Live) -> String {
    let points = match live.points {
        Points::Swings => {
            "What if the judges had seen it otherwise? Points say how much the move from worst to best is worth beside its \
             neighbours; only their ratios matter."
        }
        Points::Weights => {
            "What if the weights were other? They were not judged as swings: the points are the paper's weights, so scaled that \
             the largest of its neighbours is 100; only their ratios matter."
        }
    };
    let follows = match live.costs {
        Costs::Divided { .. } => "Values, ranks and value for money follow",
        Costs::Absent | Costs::Shown { .. } => "Values and ranks follow",
    };
    format!("{points} {follows} at once, and the page's address carries the points, so that a view can be shared.")
}

fn what_stays(costs: &Costs) -> &'static str {
    match costs {
        Costs::Divided { .. } => {
            "Not worked out again here: which set to fund under all rules, how firm the ranking and that set are, draws of \
             figures, and everything else on this page stay at the paper's weights. The order of value for money does not \
             consider mandates, prerequisites and choices that exclude one another."
        }
        Costs::Absent | Costs::Shown { .. } => {
            "Not worked out again here: how firm the ranking is, draws of figures, and everything else on this page stay at \
             the paper's weights."
        }
    }
}

/// A slider and a field for each of the siblings, where there are several.
fn controls(live: &Live, index: usize, set: &Set, number: usize) -> Markup {
    let movable = live.movable(set);
    let legend = match set.parent {
        Some(group) => format!("Points within {}", one_line(&live.groups[group].name)),
        None if live.sets.len() > 1 => "Points at the top".to_owned(),
        None => "Points".to_owned(),
    };
    html! {
        @if !movable.is_empty() {
            fieldset {
                legend { (legend) }
                div class="sliders" { @for weighed in movable { (control(live, weighed, &format!("live-{number}-{index}"))) } }
            }
        }
    }
}

/// One slider, marked for the script by what it moves.
fn control(live: &Live, weighed: &Weighed, set: &str) -> Markup {
    let (kind, index, name) = match weighed.node {
        Node::Criterion(index) => ("criterion", index, &live.criteria[index].name),
        Node::Group(index) => ("group", index, &live.groups[index].name),
    };
    let id = format!("{set}-{kind}-{index}");
    let moves = match weighed.node {
        Node::Criterion(index) => one_line(&live.criteria[index].swing),
        Node::Group(_) => "all its moves together".to_owned(),
    };
    html! {
        div class="slider" data-kind=(kind) data-index=(index) {
            span class="name" {
                @if let Node::Criterion(series) = weighed.node { (swatch(series)) }
                label for=(id) id={ (id) "-name" } { (one_line(name)) }
            }
            span class="move" id={ (id) "-move" } { (moves) }
            input type="range" id=(id) min="0" value="0" aria-describedby={ (id) "-move" };
            span class="figures" {
                input type="number" min="0" step="any" value="0" inputmode="decimal" autocomplete="off"
                    aria-labelledby={ (id) "-name " (id) "-unit" };
                span id={ (id) "-unit" } { "points" }
                output for=(id) aria-live="off" {}
            }
            span class="was" { "in the paper " (figure::plain(weighed.points)) }
        }
    }
}

fn ranking(live: &Live, number: usize) -> Markup {
    let (heading, ratios) = match &live.costs {
        Costs::Absent => (None, false),
        Costs::Shown { heading } => (Some(*heading), false),
        Costs::Divided { heading, .. } => (Some(*heading), true),
    };
    let mut heads = vec![
        ("Rank", "figure"),
        ("Rank in the paper", "figure"),
        ("ID", "label"),
        ("Value", "figure"),
        ("Intervention", "prose"),
        ("Made of", "bar"),
    ];
    heads.extend(heading.map(|heading| (heading, "figure")));
    heads.extend(ratios.then_some(("Per £m", "figure")));
    table("The ranking at these weights", &format!("live-{number}-ranking"), "ranking barred", &heads)
}

fn money(live: &Live, number: usize) -> Markup {
    let Costs::Divided { heading, .. } = &live.costs else { return html! {} };
    let heads = [
        ("Order", "figure"),
        ("ID", "label"),
        ("Per £m", "figure"),
        ("Intervention", "prose"),
        (*heading, "figure"),
        ("Running total", "figure"),
        ("Value", "figure"),
        ("By value", "figure"),
    ];
    html! {
        (table("Value for money at these weights", &format!("live-{number}-money"), "money", &heads))
        p class="line" hidden {}
        p class="apart" hidden {}
    }
}

/// A table that the script fills. What changes stands before the names, so that a phone shows it.
fn table(caption: &str, id: &str, class: &str, heads: &[(&str, &str)]) -> Markup {
    html! {
        div class="scroll" role="group" aria-labelledby=(id) tabindex="0" {
            table class=(class) {
                caption id=(id) { (caption) }
                thead { tr { @for (head, class) in heads { th scope="col" class=(class) { (head) } } } }
                tbody {}
            }
        }
    }
}

/// The data as JSON in which nothing can end the element or begin a comment.
fn data(live: &Live) -> String {
    let mut out = String::new();
    for character in serde_json::to_string(live).unwrap_or_default().chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::live::{Criterion, Group, Row};

    fn sample(text: &str) -> Live {
        let criterion = |left_out| Criterion {
            id: text.to_owned(),
            name: text.to_owned(),
            swing: text.to_owned(),
            weight: 0.5,
            nothing: 0.0,
            left_out,
        };
        let weighed = |node| Weighed { node, points: 50.0 };
        Live {
            criteria: vec![criterion(false), criterion(false), criterion(true)],
            groups: vec![Group { id: text.to_owned(), name: text.to_owned() }],
            sets: vec![
                Set { parent: None, nodes: vec![weighed(Node::Criterion(0)), weighed(Node::Group(0))] },
                Set { parent: Some(0), nodes: vec![weighed(Node::Criterion(1)), weighed(Node::Criterion(2))] },
            ],
            points: Points::Swings,
            rows: vec![Row {
                id: text.to_owned(),
                name: text.to_owned(),
                scores: vec![1.0 / 3.0; 3],
                range: None,
                cost: Some(1.0),
                size: 1.0,
                no_ratio: None,
            }],
            nothing: None,
            costs: Costs::Divided { heading: "Cost a year", budget: None, no_benefit: "none" },
            decimals: 1,
            shown: None,
        }
    }

    #[test]
    fn data_cannot_end_their_element_and_keep_every_bit() {
        let text = "</script><!--<script>&lt;\u{2028}\"\\";
        let written = data(&sample(text));
        assert!(!written.contains(['<', '>', '&', '\u{2028}', '\n']), "{written}");
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["rows"][0]["name"], one_line(text));
        assert_eq!(read["rows"][0]["scores"][0].as_f64().map(f64::to_bits), Some((1.0_f64 / 3.0).to_bits()));
        assert_eq!(read["sets"][0]["nodes"][1]["group"], 0);
    }

    #[test]
    fn what_has_no_neighbour_to_be_weighed_against_has_no_slider() {
        let page = live(&sample("plain"), 3, 1).into_string();
        assert_eq!(page.matches("type=\"range\"").count(), 2);
        assert!(page.starts_with("<section class=\"live\" hidden"));
    }
}
