//! A chart in letters: its title, its picture, its axes, and what the letters stand for.
//!
//! `places` draws lines, `regions` regions, `letters` the cells of both; `triangles` draws triangles,
//! `scatter` points, and `rows` makes tables of what has a row for each thing.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::bar::column;
use super::{Layout, places, regions, rows, scatter, styled, triangles, wrapped};
use crate::document::Table;
use crate::document::chart::{Chart, ChartKind};
use crate::document::figure::percent;
use crate::printable::one_line;

/// Renders a chart.
///
/// - `width`: columns of the terminal
pub fn render(chart: &Chart, width: usize) -> String {
    let mut out = String::new();
    styled(&mut out, Style::new().bold(), &wrapped(&one_line(&chart.title), width));
    let picture = match &chart.kind {
        ChartKind::Lines { lines, at, places, .. } => places::render(chart, lines, *at, *places, width),
        ChartKind::Regions { regions, at } => regions::render(chart, regions, *at, width),
        ChartKind::Triangles(shown) => triangles::render(chart, shown, width),
        ChartKind::Scatter(shown) => scatter::render(chart, shown, width),
        ChartKind::Stacks(shown) => as_table(&rows::stacks(shown), width),
        ChartKind::Views(shown) => as_table(&rows::views(shown), width),
        ChartKind::Intervals(shown) => as_table(&rows::intervals(shown), width),
        ChartKind::Swings(shown) => as_table(&rows::swings(shown), width),
        ChartKind::Grid(shown) => as_table(&rows::grid(shown), width),
    };
    if !chart.finding.is_empty() {
        out.push_str(&format!("\n{}", wrapped(&one_line(&chart.finding), width)));
    }
    out.push_str(&format!("\n\n{picture}"));
    out
}

fn as_table(table: &Table, width: usize) -> String {
    Layout::new(table, width).render()
}

/// The axis across and its figures; one that would run into the last is left out.
///
/// - `ticks`: shares of the picture, in ascending order, and their figures
/// - `margin`: columns to the left of the picture
/// - `columns`: of the picture
/// - `width`: of the terminal, which the figures at the right end must not leave
pub fn axis(ticks: &[(f64, String)], margin: usize, columns: usize, width: usize) -> [String; 2] {
    let mut rule = vec!['─'; columns];
    let mut figures = Vec::new();
    for (tick, figure) in ticks {
        let at = column(*tick, columns);
        rule[at] = '┬';
        let length = figure.width();
        let centred = (margin + at).saturating_sub(length.saturating_sub(1) / 2).min(width.saturating_sub(length));
        if figures.is_empty() || centred > figures.len() {
            write(&mut figures, centred, figure);
        }
    }
    [rule.into_iter().collect(), figures.into_iter().collect()]
}

/// Weights as the figures of an axis.
pub fn weights(ticks: &[f64]) -> Vec<(f64, String)> {
    ticks.iter().map(|&tick| (tick, percent(tick))).collect()
}

/// A line that points up at a weight and names it, to that side where there is room.
pub fn pointer(at: f64, margin: usize, columns: usize, width: usize) -> String {
    let (column, now) = (margin + column(at, columns), format!("now {}", percent(at)));
    let mut line = Vec::new();
    if column + 2 + now.width() <= width {
        write(&mut line, column, &format!("▲ {now}"));
    } else {
        write(&mut line, (column + 1).saturating_sub(now.width() + 2), &format!("{now} ▲"));
    }
    line.into_iter().collect()
}

/// Writes text into a line from a column on.
fn write(line: &mut Vec<char>, from: usize, text: &str) {
    for (index, character) in (from..).zip(text.chars()) {
        if line.len() <= index {
            line.resize(index + 1, ' ');
        }
        line[index] = character;
    }
}
