//! Lines over a weight as places in letters: a row for each place, a column for each small step of the weight.
//!
//! Values would run into each other in so few lines; who overtakes whom, and where, can be read from places.

use super::chart::{axis, pointer, weights};
use super::letters::{Cells, Letters};
use super::{cut, wrapped};
use crate::document::chart::{Chart, Line};
use crate::document::words::ordinal;
use crate::numeric::tolerance::tie_key;
use crate::printable::one_line;

/// Columns beyond which steps of the weight are below one hundredth.
const WIDEST: usize = 100;
const NARROWEST: usize = 16;
const TICKS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

pub fn render(chart: &Chart, lines: &[Line], at: f64, places: usize, width: usize) -> String {
    let places = places.min(lines.len());
    let margin = ordinal(places).len() + 2;
    let columns = width.saturating_sub(margin).clamp(NARROWEST, WIDEST);
    let cells = cells(lines, places, columns);
    let letters = Letters::new(&cells);
    let mut out = vec![wrapped(&format!("Place by {}", in_a_sentence(&one_line(&chart.y))), width)];
    out.extend((1..).zip(&cells).map(|(place, row)| {
        let place = ordinal(place);
        format!("{place:>0$}  {1}", margin - 2, letters.row(row, None))
    }));
    let indent = " ".repeat(margin);
    let [rule, figures] = axis(&weights(&TICKS), margin, columns, width);
    out.push(pointer(at, margin, columns, width));
    out.push(format!("{indent}{rule}"));
    out.push(figures);
    out.push(format!("{indent}{}", cut(&one_line(&chart.x), width.saturating_sub(margin))));
    out.push(String::new());
    out.push(letters.legend(|series| named(lines, series), width));
    out.join("\n")
}

/// Id and name of a series.
fn named(lines: &[Line], series: usize) -> Option<(&str, &str)> {
    lines.iter().find(|line| line.series == series).map(|line| (line.label.as_str(), line.name.as_str()))
}

/// Which series has which place in the middle of each column; of equal values the earlier line comes first.
fn cells(lines: &[Line], places: usize, columns: usize) -> Cells {
    let mut cells = vec![vec![None; columns]; places];
    for column in 0..columns {
        #[allow(clippy::cast_precision_loss)] // at most a hundred
        let weight = (column as f64 + 0.5) / columns as f64;
        let mut order: Vec<_> = (0..lines.len()).collect();
        order.sort_by_cached_key(|&line| std::cmp::Reverse(tie_key(lines[line].value(weight))));
        for (row, line) in cells.iter_mut().zip(order) {
            row[column] = Some(lines[line].series);
        }
    }
    cells
}

/// A label inside a sentence: `Overall value` loses its capital, `QALYs` does not.
fn in_a_sentence(label: &str) -> String {
    let mut rest = label.chars();
    match (rest.next(), rest.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(rest).collect(),
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::render;
    use super::*;
    use crate::document::chart::ChartKind;
    use crate::document::{Block, Document};

    fn line(series: usize, label: &str, from: f64, to: f64) -> Line {
        Line { label: label.to_owned(), name: format!("Name of {label}"), series, from, to, leads: true }
    }

    /// The chart in plain letters.
    fn drawn(lines: Vec<Line>, at: f64, places: usize, width: usize) -> String {
        let kind = ChartKind::Lines { lines, at, marks: Vec::new(), places };
        let (x, y) = ("Weight of Health gain".to_owned(), "Overall value".to_owned());
        let chart = Chart { title: "Who comes first.".to_owned(), finding: String::new(), x, y, kind };
        let text = render(&Document { blocks: vec![Block::Chart(chart)] }, width);
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn lines_that_cross_once() {
        let lines = vec![line(2, "never", 10.0, 10.0), line(1, "steady", 60.0, 60.0), line(0, "riser", 20.0, 100.0)];
        let expected = "\
Who comes first.

Place by overall value
1st  BBBBBBBBBBBBBBBBBBAAAAAAAAAAAAAAAAA
2nd  AAAAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBB
                ▲ now 33%
     ┬───────┬────────┬────────┬───────┬
     0%     25%      50%      75%   100%
     Weight of Health gain

A  riser   Name of riser
B  steady  Name of steady
";
        assert_eq!(drawn(lines, 0.33, 2, 40), expected);
    }

    #[test]
    fn the_present_weight_is_shown_at_both_ends_and_inside_the_width() {
        let at = |at: f64| {
            let drawn = drawn(vec![line(0, "a", 1.0, 2.0), line(1, "b", 2.0, 1.0)], at, 9, 40);
            assert!(drawn.lines().all(|line| line.chars().count() <= 40), "{drawn}");
            drawn.lines().find(|line| line.contains('▲')).expect("a pointer").to_owned()
        };
        assert_eq!(at(0.0), "     ▲ now 0%");
        assert_eq!(at(1.0), format!("{}now 100% ▲", " ".repeat(30)));
        assert_eq!(at(1.0 / 3.0), format!("{}▲ now 33.3%", " ".repeat(16)));
    }

    #[test]
    fn equal_values_keep_their_order_and_long_names_are_cut() {
        let drawn = drawn(vec![line(0, "first", 0.1 + 0.2, 5.0), line(1, &"long ".repeat(9), 0.3, 5.0)], 0.5, 5, 40);
        assert!(drawn.contains(&format!("1st  {}\n2nd  {}\n", "A".repeat(35), "B".repeat(35))), "{drawn}");
        assert!(drawn.ends_with("B  long long long long lon…  Name of lo…\n"), "{drawn}");
    }
}
