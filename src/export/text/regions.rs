//! Regions over two weights as letters: a cell shows what holds in its middle.

use super::chart::{axis, weights};
use super::letters::{Cells, Letters};
use super::{bar::column, cut, wrapped};
use crate::document::chart::{Chart, Region};
use crate::document::figure::percent;
use crate::printable::one_line;

const WIDEST: usize = 60;
const NARROWEST: usize = 16;
const ROWS: std::ops::RangeInclusive<usize> = 10..=20;
/// Room for the figures of the axis up, and its line.
const MARGIN: usize = 6;
const TICKS: [f64; 3] = [0.0, 0.5, 1.0];
/// The present weights.
const NOW: char = '●';

pub fn render(chart: &Chart, regions: &[Region], at: (f64, f64), width: usize) -> String {
    let columns = width.saturating_sub(MARGIN + 2).clamp(NARROWEST, WIDEST);
    // Letters are about half as wide as a line is high; a third leaves room for the words below on a small screen.
    let rows = (columns / 3).clamp(*ROWS.start(), *ROWS.end());
    let cells = cells(regions, columns, rows);
    let letters = Letters::new(&cells);
    let now = (column(at.0, columns), column(at.1, rows));
    let mut out = vec![wrapped(&one_line(&chart.y), width)];
    for (index, row) in cells.iter().enumerate() {
        let up = rows - 1 - index;
        let tick = TICKS.iter().find(|&&tick| column(tick, rows) == up);
        let figure = tick.map_or(String::new(), |&tick| percent(tick));
        let line = if tick.is_some() { '┤' } else { '│' };
        let over = (now.1 == up).then_some((now.0, NOW));
        out.push(format!("{figure:>0$}{line}{1}", MARGIN - 1, letters.row(row, over)));
    }
    let [rule, figures] = axis(&weights(&TICKS), MARGIN, columns, width);
    out.push(format!("{}└{rule}", " ".repeat(MARGIN - 1)));
    out.push(figures);
    out.push(format!("{}{}", " ".repeat(MARGIN), cut(&one_line(&chart.x), width.saturating_sub(MARGIN))));
    out.push(String::new());
    out.push(letters.legend(|series| named(regions, series), width));
    out.push(cut(&format!("{NOW}  now {} across, {} up", percent(at.0), percent(at.1)), width));
    out.join("\n")
}

/// Id and name of a series.
fn named(regions: &[Region], series: usize) -> Option<(&str, &str)> {
    regions.iter().find(|region| region.series == series).map(|region| (region.label.as_str(), region.name.as_str()))
}

/// The series of the region that holds the middle of each cell, from the top row down.
fn cells(regions: &[Region], columns: usize, rows: usize) -> Cells {
    #[allow(clippy::cast_precision_loss)] // a few dozen
    let middle = |index: usize, count: usize| (index as f64 + 0.5) / count as f64;
    let holder = |point| regions.iter().find(|region| region.holds(point)).map(|region| region.series);
    let row = |up: usize| (0..columns).map(|across| holder((middle(across, columns), middle(up, rows)))).collect();
    (0..rows).rev().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::render;
    use super::*;
    use crate::document::chart::ChartKind;
    use crate::document::{Block, Document};

    fn drawn(at: (f64, f64), width: usize) -> String {
        let region = |series, label: &str, polygon: &[(f64, f64)]| Region {
            label: label.to_owned(),
            name: format!("Name of {label}"),
            series,
            polygon: polygon.to_vec(),
        };
        let regions = vec![
            region(1, "right", &[(0.4, 0.0), (1.0, 0.0), (0.4, 0.6)]),
            region(3, "left", &[(0.0, 0.0), (0.4, 0.0), (0.4, 0.6), (0.0, 1.0)]),
        ];
        let (x, y) = ("Weight of Health gain".to_owned(), "Weight of Fairness".to_owned());
        let chart = Chart {
            title: "Who comes first.".to_owned(),
            finding: String::new(),
            x,
            y,
            kind: ChartKind::Regions { regions, at },
        };
        let text = render(&Document { blocks: vec![Block::Chart(chart)] }, width);
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn two_regions() {
        let expected = "\
Who comes first.

Weight of Fairness
 100%┤DD
     │DDDDD
     │DDDDDDDD
     │DDDDDDDDDDD
  50%┤DDDDDDDDDDDDBB
     │DDDDDDDDDDDDBBBBB
     │DDDDDDDDDDDDBBBBBBBB
     │DDDDDDDDD●DDBBBBBBBBBBB
     │DDDDDDDDDDDDBBBBBBBBBBBBBB
   0%┤DDDDDDDDDDDDBBBBBBBBBBBBBBBBB
     └┬──────────────┬─────────────┬
      0%            50%           100%
      Weight of Health gain

B  right  Name of right
D  left   Name of left
●  now 30% across, 25% up
";
        assert_eq!(drawn((0.3, 0.25), 38), expected);
    }

    #[test]
    fn the_present_weights_are_shown_in_every_corner() {
        for at in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)] {
            let drawn = drawn(at, 40);
            assert_eq!(drawn.matches(NOW).count(), 2, "{drawn}");
            assert!(drawn.lines().all(|line| line.chars().count() <= 40), "{drawn}");
        }
    }
}
