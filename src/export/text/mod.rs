//! A document in a terminal: right-aligned figures, bars where the width allows, charts in letters, safe whatever the inputs
//! hold.
//!
//! Colour only repeats what glyphs and words already say.

mod bar;
mod chart;
mod frame;
mod letters;
mod places;
mod regions;
mod rows;
mod scatter;
mod triangles;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Row, Table as Grid, Width, presets::NOTHING};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::document::{Block, Cell, Column, ColumnKind, Document, RowHeight, Table, glyph};
use crate::printable::one_line;
use bar::{bar, range, shaded, share, tinted};

/// Narrowest bar worth drawing, and the widest.
const BAR: std::ops::RangeInclusive<usize> = 12..=40;
/// Narrowest column of running text.
const PROSE: usize = 16;
/// Lines a wrapped cell may take before it is cut with an ellipsis.
const CELL_LINES: usize = 3;
/// Widest a label may grow.
const LABEL: usize = 24;
/// Headings up to this long stay on one line.
const HEADING: usize = 11;
/// Width up to which a heading may widen its column.
const WIDE_HEADING: usize = 20;
const GAP: usize = 2;

/// Colours of the series, told apart by people with any colour vision on dark and light terminals.
const SERIES: [AnsiColor; 6] =
    [AnsiColor::Blue, AnsiColor::Yellow, AnsiColor::Cyan, AnsiColor::Magenta, AnsiColor::Green, AnsiColor::BrightBlack];

/// Renders a document.
///
/// - `width`: columns of the terminal
/// - result: text with ANSI styles; the stream it goes to strips them where they are not wanted
#[must_use]
pub fn render(document: &Document, width: usize) -> String {
    let mut out = String::new();
    for (index, block) in document.blocks.iter().filter(|block| !matches!(block, Block::Live(_) | Block::Model(_))).enumerate() {
        if index > 0 {
            out.push('\n');
        }
        match block {
            Block::Title(text) | Block::Part(text) | Block::Heading(text) => {
                styled(&mut out, Style::new().bold(), &wrapped(&one_line(text), width));
            }
            Block::Paragraph(text) => out.push_str(&wrapped(&one_line(text), width)),
            Block::Banner(text) => {
                let rule = "━".repeat(width.min(text.width()));
                let framed = format!("{rule}\n{}\n{rule}", wrapped(&one_line(text), width));
                styled(&mut out, AnsiColor::Yellow.on_default().bold(), &framed);
            }
            Block::Table(table) => out.push_str(&Layout::new(table, width).render()),
            Block::Chart(chart) => out.push_str(&chart::render(chart, width)),
            Block::Live(_) | Block::Model(_) => {}
        }
        out.push('\n');
    }
    out
}

fn styled(out: &mut String, style: Style, text: &str) {
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(&format!("{style}{line}{style:#}"));
    }
}

/// Text broken at spaces; a word longer than the line stands alone.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// Text no wider than some columns, cut with an ellipsis.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut left = width.saturating_sub(1);
    for character in text.chars() {
        let Some(less) = left.checked_sub(character.width().unwrap_or(0)) else { break };
        left = less;
        out.push(character);
    }
    format!("{}…", out.trim_end())
}

/// A line in which every character may have the colour of a series; characters of one colour in a row share it.
fn coloured(line: &str, series_of: impl Fn(char) -> Option<usize>) -> String {
    let mut out = String::new();
    let mut open: Option<usize> = None;
    for character in line.chars() {
        let series = series_of(character);
        if series != open {
            if open.is_some() {
                out.push_str(&format!("{:#}", Style::new().bold()));
            }
            if let Some(series) = series {
                out.push_str(&format!("{}", SERIES[series % SERIES.len()].on_default()));
            }
            open = series;
        }
        out.push(character);
    }
    if open.is_some() {
        out.push_str(&format!("{:#}", Style::new().bold()));
    }
    out
}

/// How the width is shared out among the columns of one table.
struct Layout<'a> {
    table: &'a Table,
    /// Columns shown, with their headings and widths.
    shown: Vec<(usize, String, usize)>,
    series: usize,
    width: usize,
    /// The words of every cell, made safe once.
    words: Vec<Vec<String>>,
}

impl<'a> Layout<'a> {
    fn new(table: &'a Table, width: usize) -> Self {
        let segments = table.rows.iter().flatten().filter_map(|cell| match cell {
            Cell::Bar(segments) => segments.iter().map(|segment| segment.series + 1).max(),
            _ => None,
        });
        let words = |cell: &Cell| match cell {
            Cell::Share(of) => share(*of),
            _ => one_line(&cell.words()),
        };
        let words = table.rows.iter().map(|row| row.iter().map(words).collect()).collect();
        let mut layout = Self { table, shown: Vec::new(), series: segments.max().unwrap_or(0), width, words };
        if !layout.fits(width, false) {
            layout.fits(width, true);
        }
        layout
    }

    /// Shares out the width; false if even without bars the columns do not fit.
    fn fits(&mut self, width: usize, short: bool) -> bool {
        let columns = &self.table.columns;
        let heading = |column: &Column| match (&column.short, short) {
            (Some(short), true) => short.clone(),
            _ => one_line(&column.heading),
        };
        let widest = |index: usize| self.words.iter().map(|row| row[index].width()).max().unwrap_or(0);
        let longest_word = |text: &str| {
            let longest = text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
            if text.width() <= HEADING { text.width() } else { longest }
        };
        let mut fixed = 0;
        let mut prose = Vec::new();
        let mut bars = Vec::new();
        self.shown.clear();
        for (index, column) in columns.iter().enumerate() {
            let heading = heading(column);
            let size = match column.kind {
                ColumnKind::Label => widest(index).min(LABEL).max(longest_word(&heading)),
                ColumnKind::Figure => widest(index).max(longest_word(&heading)),
                ColumnKind::Prose => {
                    prose.push(index);
                    widest(index).max(longest_word(&heading))
                }
                ColumnKind::Bar => {
                    bars.push(index);
                    0
                }
            };
            if !matches!(column.kind, ColumnKind::Prose | ColumnKind::Bar) {
                fixed += size;
            }
            self.shown.push((index, heading, size));
        }
        let gaps = |count: usize| GAP * count.saturating_sub(1);
        let room = |count: usize| width.saturating_sub(fixed + gaps(count));
        let natural: usize = self.shown.iter().filter(|(index, ..)| prose.contains(index)).map(|(.., size)| size).sum();
        let least = natural.min(PROSE * prose.len());
        let with_bars = room(columns.len());
        let bar = with_bars.saturating_sub(natural).max(with_bars.saturating_sub(least) / 2).max(*BAR.start() * bars.len());
        let mut left = if !bars.is_empty() && with_bars >= least + *BAR.start() * bars.len() {
            let each = (bar / bars.len()).min(*BAR.end());
            self.shown.iter_mut().filter(|(index, ..)| bars.contains(index)).for_each(|(.., size)| *size = each);
            with_bars - each * bars.len()
        } else {
            self.shown.retain(|(index, ..)| !bars.contains(index));
            room(self.shown.len())
        };
        let fits = left >= least && fixed + gaps(self.shown.len()) <= width;
        let mut open = prose.len();
        for (_, _, size) in self.shown.iter_mut().filter(|(index, ..)| prose.contains(index)) {
            *size = (*size).min((left / open).max(PROSE.min(*size)));
            left = left.saturating_sub(*size);
            open -= 1;
        }
        self.widen_headings(left);
        fits
    }

    /// Gives the width that is left to headings that would wrap, a column at a time.
    fn widen_headings(&mut self, mut left: usize) {
        while left > 0 {
            let narrow =
                self.shown.iter_mut().filter(|(_, heading, size)| *size > 0 && heading.width().min(WIDE_HEADING) > *size);
            let Some((.., size)) = narrow.min_by_key(|(.., size)| *size) else { break };
            *size += 1;
            left -= 1;
        }
    }

    fn render(&self) -> String {
        let mut grid = Grid::new();
        grid.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        grid.set_truncation_indicator("…");
        grid.set_header(self.shown.iter().map(|(_, heading, _)| heading.clone()).collect::<Vec<_>>());
        for (cells, words) in self.table.rows.iter().zip(&self.words) {
            let mut row = Row::new();
            for (index, _, size) in &self.shown {
                let text = match &cells[*index] {
                    Cell::Bar(segments) => bar(segments, *size, self.series),
                    Cell::Range { low, at, high } => range(*low, *at, *high, *size),
                    _ if self.table.rows_as == RowHeight::One => cut(&words[*index], *size),
                    _ => words[*index].clone(),
                };
                row.add_cell(comfy_table::Cell::new_owned(text));
            }
            match self.table.rows_as {
                RowHeight::One => _ = row.max_height(1),
                RowHeight::Few => _ = row.max_height(CELL_LINES),
                RowHeight::Whole => {}
            }
            grid.add_row(row);
        }
        self.set_columns(&mut grid);
        let mut out = self.finish(&grid);
        let has_bars = self.shown.iter().any(|(index, ..)| self.table.columns[*index].kind == ColumnKind::Bar);
        if has_bars && !self.table.legend.is_empty() {
            let entry = |(series, name): (usize, &String)| {
                format!("{}\u{a0}{}", glyph(series, self.series), one_line(name).replace(' ', "\u{a0}"))
            };
            let legend = self.table.legend.iter().enumerate().map(entry).collect::<Vec<_>>().join(" · ");
            out.push_str(&format!("\n\n{}", shaded(&wrapped(&legend, self.width).replace('\u{a0}', " "))));
        }
        out
    }

    fn set_columns(&self, grid: &mut Grid) {
        for (position, (index, _, size)) in self.shown.iter().enumerate() {
            let Some(column) = grid.column_mut(position) else { continue };
            let last = position + 1 == self.shown.len();
            column.set_padding((0, if last { 0 } else { u16::try_from(GAP).unwrap_or(2) }));
            let padding = if last { 0 } else { GAP };
            let width = u16::try_from((*size).max(1) + padding).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            if self.table.columns[*index].kind == ColumnKind::Figure {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }

    /// Rules the header off and colours the bars.
    fn finish(&self, grid: &Grid) -> String {
        let mut lines: Vec<String> = grid.lines().map(|line| line.trim_end().to_owned()).collect();
        let total = self.shown.iter().map(|(.., size)| size).sum::<usize>() + GAP * self.shown.len().saturating_sub(1);
        let heights = self.shown.iter().map(|(_, heading, size)| wrapped(heading, *size).lines().count()).max().unwrap_or(1);
        let header = heights.max(1).min(lines.len());
        lines.insert(header, "─".repeat(total));
        let has_shares = self.table.rows.iter().flatten().any(|cell| matches!(cell, Cell::Share(_)));
        for line in lines.iter_mut().skip(header + 1) {
            *line = if has_shares { tinted(line) } else { shaded(line) };
        }
        lines.join("\n")
    }
}
