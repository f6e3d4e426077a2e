//! Several people side by side, before anything is written, and what stands between one person and the next.

use unicode_width::UnicodeWidthStr;

use super::{name, per_cent};
use crate::document::{Block, Cell, Column, ColumnKind, Table, figure, words};
use crate::export::text::wrapped;
use crate::printable::one_line;
use crate::weighting::dialogue::pool::weights;
use crate::weighting::dialogue::{Person, Sitting};

/// Most people who have a column of their own.
const COLUMNS: usize = 6;
/// Widest id at the head of a column; longer ones are numbered.
const HEADING: usize = 8;
/// Most people whom the sentence names at one end.
const NAMED: usize = 3;
/// Weights that differ by less look the same in the table.
const SAME: f64 = 0.0005;

/// What stands above the question who comes next.
pub fn divider(number: usize, width: usize) -> String {
    let text = format!("Person {number}. There is no right answer, and what others answered is no guide.");
    format!("{}\n\n{}\n", "━".repeat(width), wrapped(&text, width))
}

/// The weights of two people or more: least, mean and most of each swing, and where they lie furthest apart.
#[must_use]
pub fn side_by_side(sitting: &Sitting<'_>, people: &[Person]) -> Vec<Block> {
    if people.len() < 2 {
        return Vec::new();
    }
    let weights: Vec<Vec<f64>> = people.iter().map(|person| weights(sitting, &person.points).concat()).collect();
    let nodes: Vec<_> = sitting.sets.iter().flat_map(|set| set.nodes.iter().copied()).collect();
    let spreads: Vec<_> = (0..nodes.len()).map(|node| Spread::of(weights.iter().map(|weights| weights[node]))).collect();
    let own = if people.len() <= COLUMNS { people } else { &[] };
    let mut columns = vec![Column::new("Swing", ColumnKind::Prose)];
    let is_long = own.iter().any(|person| person.id.width() > HEADING);
    let heading = |(at, person): (usize, &Person)| if is_long { (at + 1).to_string() } else { one_line(&person.id) };
    columns.extend(own.iter().enumerate().map(|person| Column::new(heading(person), ColumnKind::Figure)));
    columns.extend(["Least", "Mean of people", "Most"].map(|heading| Column::new(heading, ColumnKind::Figure)));
    let share = |share: f64| Cell::Text(figure::fixed(100.0 * share, 1));
    let row = |node: usize| {
        let spread = &spreads[node];
        let own = weights.iter().take(own.len()).map(|weights| share(weights[node]));
        let name = Cell::Text(name(sitting, nodes[node]));
        std::iter::once(name).chain(own).chain([spread.least, spread.mean, spread.most].map(share)).collect()
    };
    let table = Table { columns, rows: (0..nodes.len()).map(row).collect(), ..Table::default() };
    let width = |spread: &Spread| spread.most - spread.least;
    // The first of equals, as it stands first in the table.
    let furthest = (0..nodes.len()).rev().max_by(|&one, &other| width(&spreads[one]).total_cmp(&width(&spreads[other])));
    let sentence = match furthest {
        Some(node) if width(&spreads[node]) >= SAME => {
            let end = |share: f64| {
                let at = |(weights, _): &(&Vec<f64>, &Person)| (weights[node] - share).abs() < SAME;
                let there: Vec<_> = weights.iter().zip(people).filter(at).map(|(_, person)| one_line(&person.id)).collect();
                format!("{} ({})", per_cent(share), words::first_few(&there, NAMED))
            };
            let (least, most) = (end(spreads[node].least), end(spreads[node].most));
            format!("They lie furthest apart on '{}': from {least} to {most}.", name(sitting, nodes[node]))
        }
        _ => "All of them give the same weights.".to_owned(),
    };
    let heading = format!("{} side by side: weights in %", words::people(people.len()));
    let mut blocks = vec![Block::Heading(heading), Block::Table(table), Block::Paragraph(sentence)];
    if is_long {
        let who = own.iter().enumerate().map(|(at, person)| format!("{} is {}", at + 1, one_line(&person.id)));
        blocks.insert(1, Block::Paragraph(format!("{}.", words::listed(who))));
    }
    blocks
}

struct Spread {
    least: f64,
    mean: f64,
    most: f64,
}

impl Spread {
    #[allow(clippy::cast_precision_loss)] // a count of people
    fn of(weights: impl Iterator<Item = f64> + Clone) -> Self {
        let count = weights.clone().count() as f64;
        Self {
            least: weights.clone().fold(f64::INFINITY, f64::min),
            mean: weights.clone().sum::<f64>() / count,
            most: weights.fold(0.0, f64::max),
        }
    }
}
