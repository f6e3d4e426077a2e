//! Interventions by cost and benefit in cells: a sign for each, and the frontier in words below.

use super::frame::Frame;
use super::{coloured, cut, wrapped};
use crate::document::chart::Chart;
use crate::document::figure::short_pounds;
use crate::document::scatter::{Dot, Scatter};
use crate::document::triangles::worth;
use crate::printable::one_line;

const ROWS: std::ops::RangeInclusive<usize> = 12..=20;
/// Whether on the frontier, and whether funded.
const SIGNS: [(bool, bool, char, &str); 4] = [
    (true, true, '◆', "on the frontier, funded"),
    (true, false, '◇', "on the frontier"),
    (false, true, '●', "funded"),
    (false, false, '○', "others"),
];

pub fn render(chart: &Chart, shown: &Scatter, width: usize) -> String {
    let (costs, benefits) = (shown.costs(), shown.benefits());
    let frame = Frame::new((&costs, &benefits), &ROWS, width);
    let cells = cells(shown, &frame);
    let mut out = frame.around(chart, &cells, tinted);
    out.push(legend(shown, width));
    out.join("\n")
}

fn sign(dot: &Dot) -> char {
    SIGNS.iter().find(|(efficient, funded, ..)| (*efficient, *funded) == (dot.efficient, dot.funded)).map_or('○', |sign| sign.2)
}

/// Rows from the lowest up; of several in a cell, one on the frontier is seen.
fn cells(shown: &Scatter, frame: &Frame<'_>) -> Vec<Vec<char>> {
    let mut cells = vec![vec![' '; frame.columns]; frame.rows];
    let mut order: Vec<_> = shown.dots.iter().collect();
    order.sort_by_key(|dot| (dot.efficient, dot.funded));
    for dot in order {
        cells[frame.up(dot.benefit)][frame.across(dot.cost)] = sign(dot);
    }
    cells
}

/// What the signs stand for, and the frontier from the cheapest on.
fn legend(shown: &Scatter, width: usize) -> String {
    let seen = SIGNS.iter().filter(|(.., sign, _)| shown.dots.iter().any(|dot| self::sign(dot) == *sign));
    let signs: Vec<_> = seen.map(|(.., sign, words)| format!("{sign} {words}").replace(' ', "\u{a0}")).collect();
    let mut lines = vec![tinted(&wrapped(&signs.join(" · "), width).replace('\u{a0}', " "))];
    let said = |dot: &Dot| {
        let figures = worth(&short_pounds(dot.cost), dot.benefit);
        cut(&format!("{} {}: {figures}", sign(dot), one_line(&dot.label)), width)
    };
    lines.extend(shown.dots.iter().filter(|dot| dot.efficient).map(said));
    lines.join("\n")
}

/// Colour for what is funded, and another for the rest of the frontier.
fn tinted(line: &str) -> String {
    coloured(line, |character| match character {
        '◆' | '●' => Some(0),
        '◇' => Some(1),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::render;
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::document::chart::ChartKind;
    use crate::document::{Block, Document};

    #[test]
    fn each_intervention_has_its_cell() {
        let dot = |label: &str, cost, benefit, efficient, funded| {
            let (label, name) = (label.to_owned(), String::new());
            Dot { label, name, cost, benefit, efficient, funded }
        };
        let dots = vec![dot("A", 1e6, 40.0, true, true), dot("B", 2e6, 20.0, false, false), dot("C", 4e6, 80.0, true, false)];
        let (title, finding) = ("Cost against benefit".to_owned(), "Two lead.".to_owned());
        let kind = ChartKind::Scatter(Scatter { dots, has_plan: true });
        let chart = Chart { title, finding, x: "Cost".to_owned(), y: "Benefit".to_owned(), kind };
        for width in [30, 40, 80] {
            let text = render(&Document { blocks: vec![Block::Chart(chart.clone())] }, width);
            let drawn = anstream::adapter::strip_str(&text).to_string();
            assert!(drawn.lines().all(|line| line.width() <= width), "{drawn}");
            assert!(drawn.contains("Two lead.") && drawn.contains("◆ A: £1m for 40.0 points"), "{drawn}");
            assert_eq!(["◆", "◇", "○"].map(|sign| drawn.matches(sign).count()), [3, 3, 2], "{drawn}");
        }
    }
}
