//! What a swing-weighting session says: each question with what it needs to be answered, and the picture of the weights.
//!
//! Plain words for people who have not weighed anything before. Every text holds for a screen reader, too: no picture says
//! what no figure says.

mod people;
mod plan;
mod question;
mod refusal;

pub use people::side_by_side;
pub use plan::{Change, Plan, plan, plan_of_returns, pooling, unpoolable};
pub use question::{answer_line, ask, line};
pub use refusal::refusal;

use crate::document::{Block, Cell, Column, ColumnKind, Document, Segment, Table, figure, words};
use crate::export::text::render;
pub use crate::export::text::wrapped;
use crate::model::criterion::Criterion;
use crate::model::value_function::{Direction, Level, Shape};
use crate::printable::one_line;
use crate::weighting::dialogue::{People, Question, Sitting};
use crate::weighting::{Node, swing};

/// What can be typed at every question.
const COMMANDS: [(&str, &str); 5] = [
    ("back", "take back the last answer"),
    ("show", "the points and weights so far"),
    ("help", "this list"),
    ("save", "keep the session in a file and stop; --resume goes on with it"),
    ("quit", "stop without writing anything"),
];

/// What stands above the first question.
#[must_use]
pub fn introduction(sitting: &Sitting<'_>, title: Option<&str>, width: usize) -> String {
    let title = title.map_or("Swing weighting".to_owned(), |title| format!("Swing weighting: {title}"));
    let who = match sitting.people {
        People::One => "",
        People::Several { .. } => " One person answers after the other.",
    };
    let text = format!(
        "You will say how much each improvement is worth beside the others. There is no right answer, and everything can be \
         changed until the end.{who} Type an answer and press Enter; help lists what else you can type."
    );
    render(&Document { blocks: vec![Block::Title(title), Block::Paragraph(text)] }, width).trim_end().to_owned()
}

/// What `help` says.
#[must_use]
pub fn help(width: usize) -> String {
    let why = "The worth of a criterion is the worth of moving it from its worst to its best, in the ranges shown. The move \
               that is worth most has 100 points; one that is worth half as much has 50. Weights are each one's share of the \
               points beside which it was judged. For a swing you can type its number, its id or its name.";
    let mut out = format!("{}\n\n", wrapped(why, width));
    for (command, meaning) in COMMANDS {
        out.push_str(&hanging(&format!("  {command}  "), meaning, width));
    }
    out
}

/// The points so far, with the weights they make, of the set that is asked about or else of all sets.
#[must_use]
pub fn show(sitting: &Sitting<'_>, question: &Question, width: usize) -> String {
    let sets = match question.about.set() {
        Some(set) => set..set + 1,
        None => 0..question.points.len(),
    };
    let judged = |set: &usize| question.points[*set].len() > 1 && question.points[*set].iter().any(Option::is_some);
    let shown: Vec<_> = sets.filter(judged).map(|set| picture(sitting, set, &question.points[set], width)).collect();
    if shown.is_empty() { "Nothing has points yet.\n".to_owned() } else { shown.join("\n") }
}

/// Points, weights and bars of one set.
fn picture(sitting: &Sitting<'_>, set: usize, points: &[Option<f64>], width: usize) -> String {
    let judged: Vec<_> = points.iter().flatten().copied().collect();
    let mut shares = swing::shares(&judged).unwrap_or_default().into_iter();
    let rows = points.iter().enumerate().map(|(at, points)| {
        let mut row = vec![Cell::Text((at + 1).to_string()), Cell::Text(name(sitting, sitting.node(set, at)))];
        match (points, points.and_then(|_| shares.next())) {
            (Some(points), Some(share)) => row.extend([
                Cell::Text(figure::plain(*points)),
                Cell::Text(per_cent(share)),
                Cell::Bar(vec![Segment { share: points / 100.0, series: 0 }]),
            ]),
            _ => row.extend([Cell::Absent, Cell::Absent, Cell::Bar(Vec::new())]),
        }
        row
    });
    let all = judged.len() == points.len();
    let columns = vec![
        Column::new("", ColumnKind::Figure),
        Column::new("From worst to best", ColumnKind::Prose),
        Column::new("Points", ColumnKind::Figure),
        Column::new(if all { "Weight" } else { "So far" }, ColumnKind::Figure),
        Column::new("", ColumnKind::Bar),
    ];
    let table = Table { columns, rows: rows.collect(), ..Table::default() };
    let drawn = render(&Document { blocks: vec![Block::Table(table)] }, width);
    format!("{}{}\n", heading(sitting, set), drawn.trim_end())
}

fn per_cent(share: f64) -> String {
    format!("{}%", figure::fixed(100.0 * share, 1))
}

/// What stands above a set where there are several.
fn heading(sitting: &Sitting<'_>, set: usize) -> String {
    match sitting.sets[set].parent {
        Some(group) => format!("== {} ==\n\n", one_line(&sitting.groups[group].name)),
        None if sitting.sets.len() > 1 => "== Everything together ==\n\n".to_owned(),
        None => String::new(),
    }
}

fn name(sitting: &Sitting<'_>, node: Node) -> String {
    one_line(sitting.name(node))
}

/// A name within a sentence.
fn cited(sitting: &Sitting<'_>, set: usize, swing: usize) -> String {
    format!("'{}'", name(sitting, sitting.node(set, swing)))
}

fn cited_criterion(sitting: &Sitting<'_>, criterion: usize) -> String {
    format!("'{}'", name(sitting, Node::Criterion(criterion)))
}

/// The whole move of a swing: its name, and the range with its unit.
fn swing_in_words(sitting: &Sitting<'_>, node: Node) -> String {
    format!("{}: {}", name(sitting, node), range(sitting, node))
}

/// From its worst to its best, in words.
fn range(sitting: &Sitting<'_>, node: Node) -> String {
    match node {
        Node::Criterion(criterion) => range_of(&sitting.criteria[criterion]),
        Node::Group(group) => {
            let inside = sitting.sets.iter().find(|set| set.parent == Some(group));
            let all = inside.into_iter().flat_map(|set| &set.nodes).map(|&node| swing_in_words(sitting, node));
            format!("all of it together ({})", all.collect::<Vec<_>>().join("; "))
        }
    }
}

fn range_of(criterion: &Criterion) -> String {
    let value = &criterion.value;
    let (worst, best) = match (&value.shape, &value.scale) {
        (Shape::Levels(levels), _) => {
            let by_value = |one: &&Level, other: &&Level| one.value.total_cmp(&other.value);
            let label = |level: Option<&Level>| level.map_or_else(String::new, |level| format!("\"{}\"", one_line(&level.label)));
            (label(levels.iter().min_by(by_value)), label(levels.iter().max_by(by_value)))
        }
        (Shape::Relative { better, least, most, .. }, _) => {
            let (least, most) = (figure::plain(*least), figure::plain(*most));
            if *better == Direction::Higher { (least, most) } else { (most, least) }
        }
        (_, Some(scale)) => (figure::plain(scale.worst), figure::plain(scale.best)),
        (_, None) => return "from worst to best".to_owned(),
    };
    format!("from {worst} to {best}{}", unit(criterion))
}

fn unit(criterion: &Criterion) -> String {
    criterion.unit.as_deref().map_or_else(String::new, |unit| format!(" {}", one_line(unit)))
}

/// Swings with their ranges, by number.
fn numbered(sitting: &Sitting<'_>, set: usize, swings: impl Iterator<Item = usize>, width: usize) -> String {
    let row = |swing: usize| hanging(&format!("{:>4}  ", swing + 1), &swing_in_words(sitting, sitting.node(set, swing)), width);
    swings.map(row).collect()
}

/// Swings with their ranges, by number, and what each means.
fn explained(sitting: &Sitting<'_>, set: usize, width: usize) -> String {
    let meaning = |swing: usize| match sitting.node(set, swing) {
        Node::Criterion(criterion) => sitting.criteria[criterion].description.as_deref(),
        Node::Group(_) => None,
    };
    let row = |swing: usize| {
        let meaning = meaning(swing).map_or_else(String::new, |meaning| hanging("        ", &one_line(meaning), width));
        format!("{}{meaning}", numbered(sitting, set, std::iter::once(swing), width))
    };
    (0..sitting.sets[set].nodes.len()).map(row).collect()
}

/// The names of some swings, as a list in a sentence.
fn names(sitting: &Sitting<'_>, set: usize, swings: &[usize]) -> String {
    words::listed(swings.iter().map(|&swing| cited(sitting, set, swing)))
}

/// Text whose further lines stand below its first.
fn hanging(mark: &str, text: &str, width: usize) -> String {
    let indent = mark.chars().count();
    let lines = wrapped(text, width.saturating_sub(indent).max(20));
    format!("{mark}{}\n", lines.replace('\n', &format!("\n{}", " ".repeat(indent))))
}
