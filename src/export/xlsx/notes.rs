//! The words of a document as one sheet: titles, banners and paragraphs below each other, and links to what has a sheet of its own.

use rust_xlsxwriter::{Format, Url, Worksheet};

use super::styles::{self, TextStyle};
use super::{Unfit, check_length, names, row_number};
use crate::document::{Block, Document};
use crate::printable::one_line;

/// Characters of running text side by side, in columns of so many.
const TEXT: usize = 108;
const COLUMN: usize = 9;

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
    let mut page = Page::new(sheet)?;
    let mut rows = Vec::with_capacity(notes.blocks.len());
    for (at, block) in notes.blocks.iter().enumerate() {
        rows.push(row_number(page.row)?);
        if let Some(link) = links.get(at).and_then(Option::as_ref) {
            page.link(link)?;
        }
        match block {
            Block::Title(text) | Block::Part(text) => {
                page.row += usize::from(at > 0);
                page.text(text, styles::title(), 1.6)?;
            }
            Block::Heading(text) => {
                page.row += 1;
                page.text(text, styles::heading(), 1.2)?;
            }
            Block::Paragraph(text) => page.text(text, styles::wrapped(), 1.0)?,
            Block::Banner(text) => page.text(text, styles::banner(), 1.6)?,
            // Pictures stand in the paper and on the page; what they say is said here.
            Block::Chart(chart) if !chart.finding.is_empty() => {
                page.text(&format!("{}: {}", chart.title, chart.finding), styles::wrapped(), 1.0)?;
            }
            Block::Table(_) | Block::Chart(_) | Block::Live(_) | Block::Model(_) => {}
        }
    }
    Ok(rows)
}

struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: usize,
}

impl<'a> Page<'a> {
    fn new(sheet: &'a mut Worksheet) -> Result<Self, Unfit> {
        #[allow(clippy::cast_precision_loss)] // a few
        sheet.set_column_range_width(0, super::last_column(TEXT / COLUMN)?, COLUMN as f64)?;
        Ok(Self { sheet, row: 0 })
    }

    /// A line of running text over all columns, as high as it needs to be.
    ///
    /// - `size`: of its type, where the usual is 1
    fn text(&mut self, text: &str, format: Format, size: f64) -> Result<(), Unfit> {
        let lines = self.merged(text, &TextStyle::new(format))?;
        self.sheet.set_row_height(row_number(self.row)?, styles::height(lines) * size)?;
        self.row += 1;
        Ok(())
    }

    /// A line that leads to a sheet.
    fn link(&mut self, link: &Link) -> Result<(), Unfit> {
        let words = one_line(&link.words);
        self.merged(&words, &TextStyle::new(styles::link()))?;
        let url = Url::new(names::link(&link.sheet, 0)).set_text(&words);
        self.sheet.write_url_with_format(row_number(self.row)?, 0, url, TextStyle::new(styles::link()).of(&words))?;
        self.row += 1;
        Ok(())
    }

    /// Writes text over all columns; the lines it takes.
    fn merged(&mut self, text: &str, style: &TextStyle) -> Result<usize, Unfit> {
        let text = one_line(text);
        check_length(&self.sheet.name(), self.row + 1, &text)?;
        let row = row_number(self.row)?;
        self.sheet.merge_range(row, 0, row, super::last_column(TEXT / COLUMN)?, &text, style.of(&text))?;
        Ok(styles::lines(&text, TEXT))
    }
}
