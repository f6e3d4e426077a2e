//! The frame of pictures of cost against benefit: benefit up, cost across, cells between.

use std::ops::RangeInclusive;

use unicode_width::UnicodeWidthStr;

use super::bar::column;
use super::chart::axis;
use super::{cut, wrapped};
use crate::document::chart::Chart;
use crate::document::figure::{short, short_pounds};
use crate::document::triangles::Axis;
use crate::printable::one_line;

const WIDEST: usize = 100;
const NARROWEST: usize = 16;

/// Both axes, and the cells that they leave room for.
pub struct Frame<'a> {
    pub costs: &'a Axis,
    pub benefits: &'a Axis,
    pub columns: usize,
    pub rows: usize,
    /// Characters on the left, for the figures of the axis.
    margin: usize,
    width: usize,
}

impl<'a> Frame<'a> {
    /// - `rows`: fewest and most
    pub fn new((costs, benefits): (&'a Axis, &'a Axis), rows: &RangeInclusive<usize>, width: usize) -> Self {
        let margin = benefits.ticks.iter().map(|&tick| short(tick).width()).max().unwrap_or(0) + 2;
        let columns = width.saturating_sub(margin).clamp(NARROWEST, WIDEST);
        Self { costs, benefits, columns, rows: (columns / 4).clamp(*rows.start(), *rows.end()), margin, width }
    }

    /// The column of a cost, and the row of a benefit from the lowest up.
    pub fn across(&self, cost: f64) -> usize {
        column(self.costs.share(cost), self.columns)
    }

    pub fn up(&self, benefit: f64) -> usize {
        column(self.benefits.share(benefit), self.rows)
    }

    /// The picture, line by line.
    ///
    /// - `cells`: rows from the lowest up
    /// - `paint`: gives a line of cells its colours
    pub fn around(&self, chart: &Chart, cells: &[Vec<char>], paint: impl Fn(&str) -> String) -> Vec<String> {
        let mut out = vec![wrapped(&one_line(&chart.y), self.width)];
        for (up, row) in cells.iter().enumerate().rev() {
            let tick = self.benefits.ticks.iter().find(|&&tick| self.up(tick) == up);
            let figure = tick.map_or(String::new(), |&tick| short(tick));
            let line = if tick.is_some() { '┤' } else { '│' };
            let row: String = row.iter().collect();
            out.push(format!("{figure:>0$}{line}{1}", self.margin - 1, paint(row.trim_end())));
        }
        let ticks: Vec<_> = self.costs.ticks.iter().map(|&tick| (self.costs.share(tick), short_pounds(tick))).collect();
        let [rule, figures] = axis(&ticks, self.margin, self.columns, self.width);
        out.push(format!("{}└{rule}", " ".repeat(self.margin - 1)));
        out.push(figures);
        let named = cut(&one_line(&chart.x), self.width.saturating_sub(self.margin));
        out.push(format!("{}{named}", " ".repeat(self.margin)));
        out.push(String::new());
        out
    }
}
