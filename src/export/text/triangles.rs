//! Triangles of value for money in cells, with the frontier and the plans that have a name as letters.

use unicode_width::UnicodeWidthStr;

use super::frame::Frame;
use super::{LABEL, coloured, cut, wrapped};
use crate::document::chart::Chart;
use crate::document::figure::short_pounds;
use crate::document::key;
use crate::document::triangles::{Triangles, worth};
use crate::printable::one_line;

const ROWS: std::ops::RangeInclusive<usize> = 16..=20;
const FUNDED: char = '█';
const UNFUNDED: char = '░';
const FRONTIER: char = 'o';
const BUDGET: char = '│';

pub fn render(chart: &Chart, shown: &Triangles, width: usize) -> String {
    let (costs, benefits) = (shown.costs(), shown.benefits());
    let frame = Frame::new((&costs, &benefits), &ROWS, width);
    let cells = cells(shown, &frame);
    let mut out = frame.around(chart, &cells, shaded);
    out.push(legend(shown, &cells, width));
    out.join("\n")
}

/// Rows from the lowest up: the budget behind the frontier, both behind the triangles, and the plans that have a name in front:
/// on the curve of the triangles the frontier would hide what is funded.
fn cells(shown: &Triangles, frame: &Frame<'_>) -> Vec<Vec<char>> {
    let (across, up) = (|cost: f64| frame.across(cost), |benefit: f64| frame.up(benefit));
    let mut cells = vec![vec![' '; frame.columns]; frame.rows];
    if let Some(budget) = shown.budget {
        for row in &mut cells {
            row[across(budget)] = BUDGET;
        }
    }
    for point in &shown.frontier {
        cells[up(point.benefit)][across(point.cost)] = FRONTIER;
    }
    // How often each cell is met, of which by what is funded.
    let mut votes = vec![vec![(0_u32, 0_u32); frame.columns]; frame.rows];
    for (triangle, tips) in shown.triangles.iter().zip(shown.tips().windows(2)) {
        let ((cost, benefit), (to, top)) = (tips[0], tips[1]);
        // Twice as many steps as it has cells leave none out.
        let steps = 2 * (across(to).abs_diff(across(cost)) + up(top).abs_diff(up(benefit)) + 1);
        for step in 0..=steps {
            #[allow(clippy::cast_precision_loss)] // a few hundred
            let share = step as f64 / steps as f64;
            let (across, top) = (across(cost + share * (to - cost)), up(benefit + share * (top - benefit)));
            for row in &mut votes[up(benefit).min(top)..=top] {
                row[across].0 += u32::from(triangle.funded);
                row[across].1 += 1;
            }
        }
    }
    for (cell, (funded, all)) in cells.iter_mut().flatten().zip(votes.into_iter().flatten()).filter(|&(_, (_, all))| all > 0) {
        *cell = if 2 * funded >= all { FUNDED } else { UNFUNDED };
    }
    for (index, mark) in shown.marks.iter().enumerate() {
        let (row, at) = (&mut cells[up(mark.benefit)], across(mark.cost));
        // Beside another plan in the same cell.
        let nearest =
            (0..frame.columns).rev().filter(|&column| !row[column].is_ascii_uppercase()).min_by_key(|column| column.abs_diff(at));
        row[nearest.unwrap_or(at)] = letter(index);
    }
    cells
}

/// What stands for a plan that has a name.
fn letter(mark: usize) -> char {
    key(mark).chars().next().unwrap_or('+')
}

/// What the characters stand for, where they are seen, and the figures of each plan that has a name.
fn legend(shown: &Triangles, cells: &[Vec<char>], width: usize) -> String {
    let budget = shown.budget.map(|budget| format!("budget {}", short_pounds(budget)));
    let signs = [
        (FUNDED, "funded"),
        (UNFUNDED, "not funded"),
        (FRONTIER, "frontier outside them"),
        (BUDGET, budget.as_deref().unwrap_or_default()),
    ];
    let seen = signs.into_iter().filter(|(sign, _)| cells.iter().flatten().any(|cell| cell == sign));
    let signs: Vec<_> = seen.map(|(sign, words)| format!("{sign} {words}").replace(' ', "\u{a0}")).collect();
    let mut lines = vec![shaded(&wrapped(&signs.join(" · "), width).replace('\u{a0}', " "))];
    let labels: Vec<_> = shown.marks.iter().map(|mark| cut(&one_line(&mark.label), LABEL)).collect();
    let widest = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    lines.extend(shown.marks.iter().zip(&labels).enumerate().map(|(index, (mark, label))| {
        let padding = " ".repeat(widest - label.width());
        cut(&format!("{}  {label}{padding}  {}", letter(index), worth(&short_pounds(mark.cost), mark.benefit)), width)
    }));
    lines.join("\n")
}

/// Colour for what is funded, and another for the frontier.
fn shaded(line: &str) -> String {
    coloured(line, |character| [FUNDED, FRONTIER].iter().position(|&sign| sign == character))
}

#[cfg(test)]
mod tests {
    use super::super::render;
    use super::*;
    use crate::document::chart::ChartKind;
    use crate::document::triangles::{Mark, Point, Triangle};
    use crate::document::{Block, Document};

    /// - `of`: cost in millions, benefit; the first two are funded
    fn triangles(of: &[(f64, f64)]) -> Triangles {
        let triangle = |(index, (millions, benefit)): (usize, &(f64, f64))| {
            let (label, name) = (String::new(), String::new());
            Triangle { label, name, cost: 1e6 * millions, benefit: *benefit, funded: index < 2 }
        };
        let triangles = of.iter().enumerate().map(triangle).collect();
        Triangles { triangles, start: (0.0, 0.0), frontier: Vec::new(), marks: Vec::new(), budget: None }
    }

    fn mark(label: &str, cost: f64, benefit: f64) -> Mark {
        Mark { label: label.to_owned(), cost, benefit }
    }

    fn sample() -> Triangles {
        let point = |cost, benefit| Point { cost, benefit, supported: true };
        let frontier = [(2e6, 45.0), (4e6, 55.0)].map(|(cost, benefit)| point(cost, benefit)).to_vec();
        let marks = vec![mark("Plan", 3e6, 70.0), mark("Sorted list", 3e6, 70.0), mark("Proposed", 4e6, 40.0)];
        let start = (-5e5, 0.0);
        Triangles { start, frontier, marks, budget: Some(4.5e6), ..triangles(&[(1.0, 40.0), (2.5, 30.0), (3.0, 9.0)]) }
    }

    fn drawn(shown: Triangles, width: usize) -> String {
        let (title, x, y) = ("What money buys.".to_owned(), "Cost".to_owned(), "Benefit in points".to_owned());
        let chart = Chart { title, finding: String::new(), x, y, kind: ChartKind::Triangles(shown) };
        let text = render(&Document { blocks: vec![Block::Chart(chart)] }, width);
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn three_triangles() {
        let expected = "\
What money buys.

Benefit in points
 80┤                                  │    ░░░░░░
   │                            ░░░░░░░░░░░░░░░░░
   │                      █AB░░░░░░░░░░░░░░░░░░░░
   │                   █████          │
 60┤                ████████          │
   │             ███████████      o   │
   │          ██████████████          │
   │       █████████████████          │
 40┤      ██████████████████      C   │
   │     ██                           │
   │    ███                           │
   │   ████                           │
 20┤  █████                           │
   │ ██████                           │
   │███████                           │
  0┤███████                           │
   └───┬─────────────┬────────────┬─────────────┬─
       £0           £2m          £4m           £6m
    Cost

█ funded · ░ not funded · o frontier outside them
· │ budget £4.5m
A  Plan         £3m for 70.0 points
B  Sorted list  £3m for 70.0 points
C  Proposed     £4m for 40.0 points
";
        assert_eq!(drawn(sample(), 50), expected);
    }

    #[test]
    fn the_picture_keeps_to_the_width() {
        for width in [40, 60, 80, 120] {
            let mut shown = sample();
            shown.marks.push(mark(&"long ".repeat(20), 1e12, 1e12));
            for shown in [sample(), shown] {
                let drawn = drawn(shown, width);
                assert!(drawn.lines().all(|line| line.width() <= width), "{drawn}");
            }
        }
    }

    #[test]
    fn a_cell_shows_what_most_of_it_is() {
        let mut many = triangles(&vec![(0.001, 1.0); 5_000]);
        for (index, triangle) in many.triangles.iter_mut().enumerate() {
            triangle.funded = index % 10 != 0;
        }
        let drawn = drawn(many, 60);
        assert!(drawn.contains('█') && !drawn.contains('░'), "{drawn}");
    }

    #[test]
    fn what_has_no_size_leaves_a_picture() {
        let marked = Triangles { marks: vec![mark("Plan", 0.0, 0.0)], ..triangles(&[(0.0, 0.0); 3]) };
        let far = Triangles { start: (-1e12, 0.0), budget: Some(1e-9), ..triangles(&[(1e-12, 1e-9)]) };
        for shown in [triangles(&[]), marked, far, triangles(&[(1e6, 1e12), (1e-12, 0.0)])] {
            let drawn = drawn(shown, 40);
            assert!(drawn.lines().count() > 18 && !drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
            assert!(drawn.lines().all(|line| line.width() <= 40), "{drawn}");
        }
    }
}
