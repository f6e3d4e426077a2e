//! A document as one sheet: titles, banners, paragraphs and tables below each other, or links to what has a sheet of its own.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet};
use unicode_width::UnicodeWidthStr;

use super::figures::figure;
use super::styles::{self, TextStyle};
use super::{ROWS, Unfit, check_length, names, row_number};
use crate::document::{Block, Cell, ColumnKind, Document, Table};
use crate::printable::one_line;

/// Widest column, in characters.
const COLUMN: usize = 46;
/// Characters that running text has at least, over as many columns as it takes.
const TEXT: usize = 100;
/// Width of a column that no table asks for.
const UNASKED: usize = 9;

/// A line in place of a block that has a sheet of its own.
pub struct Link {
    pub words: String,
    pub sheet: String,
}

/// Writes the blocks, or links in place of those that have sheets.
///
/// - `links`: one for each block
/// - result: the row at which each block begins, from 0
pub fn fill(sheet: &mut Worksheet, notes: &Document, links: &[Option<Link>]) -> Result<Vec<u32>, Unfit> {
    sheet.set_print_fit_to_pages(1, 0);
    let mut page = Page::new(sheet, notes, links)?;
    let mut rows = Vec::with_capacity(notes.blocks.len());
    for (at, block) in notes.blocks.iter().enumerate() {
        rows.push(row_number(page.row)?);
        if let Some(link) = links.get(at).and_then(Option::as_ref) {
            page.link(link)?;
            continue;
        }
        match block {
            Block::Title(text) => {
                page.row += usize::from(at > 0);
                page.text(text, styles::title(), 1.6)?;
            }
            Block::Heading(text) => {
                page.row += 1;
                page.text(text, styles::heading(), 1.2)?;
            }
            Block::Paragraph(text) => page.text(text, styles::wrapped(), 1.0)?,
            Block::Banner(text) => page.text(text, styles::banner(), 1.6)?,
            Block::Table(table) => page.table(table)?,
            Block::Chart(_) | Block::Live(_) | Block::Model(_) => {}
        }
    }
    Ok(rows)
}

struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: usize,
    /// Widths of the columns that running text spans, in characters.
    widths: Vec<usize>,
}

impl<'a> Page<'a> {
    fn new(sheet: &'a mut Worksheet, notes: &Document, links: &[Option<Link>]) -> Result<Self, Unfit> {
        let mut widths = widths(notes, links);
        while widths.iter().sum::<usize>() < TEXT {
            widths.push(UNASKED);
        }
        for (column, width) in (0..).zip(&widths) {
            #[allow(clippy::cast_precision_loss)] // at most a few dozen
            sheet.set_column_width(column, *width as f64)?;
        }
        Ok(Self { sheet, row: 0, widths })
    }

    /// A line of running text over all columns, as high as it needs to be.
    ///
    /// - `size`: of its type, where the usual is 1
    fn text(&mut self, text: &str, format: Format, size: f64) -> Result<(), Unfit> {
        let lines = self.merged(0, text, &TextStyle::new(format))?;
        self.sheet.set_row_height(row_number(self.row)?, styles::height(lines) * size)?;
        self.row += 1;
        Ok(())
    }

    /// A line that leads to a sheet.
    fn link(&mut self, link: &Link) -> Result<(), Unfit> {
        let words = one_line(&link.words);
        self.merged(0, &words, &TextStyle::new(styles::link()))?;
        let url = Url::new(names::link(&link.sheet, 0)).set_text(&words);
        self.sheet.write_url_with_format(row_number(self.row)?, 0, url, TextStyle::new(styles::link()).of(&words))?;
        self.row += 1;
        Ok(())
    }

    /// Writes text from a column to the last one; the lines it takes.
    fn merged(&mut self, first: usize, text: &str, style: &TextStyle) -> Result<usize, Unfit> {
        let text = one_line(text);
        check_length(&self.sheet.name(), self.row + 1, &text)?;
        let row = row_number(self.row)?;
        let (from, to) = (super::last_column(first + 1)?, super::last_column(self.widths.len())?);
        if from == to {
            style.write(self.sheet, row, from, &text)?;
        } else {
            self.sheet.merge_range(row, from, row, to, &text, style.of(&text))?;
        }
        Ok(styles::lines(&text, self.widths.iter().skip(first).sum()))
    }

    fn table(&mut self, table: &Table) -> Result<(), Unfit> {
        let rows = self.row + table.rows.len() + 1;
        if rows > ROWS {
            return Err(Unfit::TooManyRows { sheet: self.sheet.name(), rows });
        }
        let shown = shown(table);
        let heads: Vec<_> = table.columns.iter().map(|column| Cell::Text(column.heading.clone())).collect();
        self.table_row(table, &shown, &heads, styles::head)?;
        for row in &table.rows {
            self.table_row(table, &shown, row, || styles::lined(styles::wrapped()))?;
        }
        self.row += 1;
        Ok(())
    }

    /// A row of a table; running text in its last column goes on over the columns that are left.
    fn table_row(&mut self, table: &Table, shown: &[usize], cells: &[Cell], format: fn() -> Format) -> Result<(), Unfit> {
        let mut lines = 1;
        for (column, &index) in shown.iter().enumerate() {
            let kind = table.columns[index].kind;
            let format = if kind == ColumnKind::Figure { format().set_align(FormatAlign::Right) } else { format() };
            let is_last = column + 1 == shown.len();
            lines = lines.max(if is_last && kind == ColumnKind::Prose {
                self.merged(column, &cells[index].words(), &TextStyle::new(format))?
            } else {
                self.cell(column, &cells[index], format)?
            });
        }
        self.sheet.set_row_height(row_number(self.row)?, styles::height(lines))?;
        self.row += 1;
        Ok(())
    }

    /// A cell of a table; the lines it takes.
    fn cell(&mut self, column: usize, cell: &Cell, format: Format) -> Result<usize, Unfit> {
        let (row, index) = (row_number(self.row)?, super::last_column(column + 1)?);
        if let Some((value, shown)) = figure(cell) {
            self.sheet.write_number_with_format(row, index, value, &format.set_num_format(shown))?;
            return Ok(1);
        }
        let words = one_line(&cell.words());
        check_length(&self.sheet.name(), self.row + 1, &words)?;
        TextStyle::new(format).write(self.sheet, row, index, &words)?;
        Ok(styles::lines(&words, self.widths[column]))
    }
}

/// Columns without bars.
pub fn shown(table: &Table) -> Vec<usize> {
    (0..table.columns.len()).filter(|&index| table.columns[index].kind != ColumnKind::Bar).collect()
}

/// Widths that serve every table that stands here, as the columns are shared.
fn widths(notes: &Document, links: &[Option<Link>]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    let is_here = |at: usize| links.get(at).is_none_or(Option::is_none);
    for (_, block) in notes.blocks.iter().enumerate().filter(|(at, _)| is_here(*at)) {
        let Block::Table(table) = block else { continue };
        for (column, index) in shown(table).into_iter().enumerate() {
            let cells = table.rows.iter().map(|row| one_line(&row[index].words()).width());
            let longest = cells.chain([one_line(&table.columns[index].heading).width()]).max().unwrap_or(0);
            let width = (longest + 3).min(COLUMN);
            match widths.get_mut(column) {
                Some(widest) => *widest = width.max(*widest),
                None => widths.push(width),
            }
        }
    }
    widths
}
