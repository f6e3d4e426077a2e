//! A whole paper as a workbook: what it holds, its words, the ranking as formulas, and a sheet for each of its tables.

use rust_xlsxwriter::{Workbook, Worksheet};

use super::caches::Kept;
use super::names::Names;
use super::notes::{self, Link};
use super::styles::{self, TextStyle};
use super::tables::{self, Beside, write_link};
use super::{Unfit, begun, chart, check_length, finished, model};
use crate::document::captions::Captions;
use crate::document::chart::ChartKind;
use crate::document::{Block, Document};
use crate::printable::one_line;

const CONTENTS: &str = "Contents";
const TEXT: &str = "Text";
/// Columns of the list: what kind of sheet, what it shows.
const KIND: u16 = 0;
const SHOWS: u16 = 1;

/// Makes a workbook of a paper.
///
/// # Errors
/// What does not fit into a sheet, with its place.
pub fn paper(document: &Document) -> Result<Vec<u8>, Unfit> {
    let mut workbook = begun()?;
    let mut names = Names::default();
    names.give(CONTENTS);
    names.give(TEXT);
    let placed = Placed::new(document, names);
    workbook.add_worksheet().set_name(CONTENTS)?;
    let rows = notes::fill(workbook.add_worksheet().set_name(TEXT)?, document, &placed.links(document))?;
    let kept = placed.fill(&mut workbook, document, CONTENTS)?;
    contents(workbook.worksheet_from_name(CONTENTS)?, document, &placed, &rows)?;
    finished(workbook, document, CONTENTS, &kept)
}

/// A block that stands on a sheet.
struct Part {
    /// `Table 7`.
    kind: String,
    caption: String,
    sheet: String,
    /// Whether the sheet is for it alone.
    is_own: bool,
}

/// Which blocks stand on which sheets.
pub struct Placed<'a> {
    /// One for each block.
    parts: Vec<Option<Part>>,
    models: Vec<model::Sheets<'a>>,
}

impl<'a> Placed<'a> {
    /// - `names`: those taken already
    pub fn new(document: &'a Document, mut names: Names) -> Self {
        let models = model::sheets(document, &mut names);
        let is_stack = |block: &&Block| matches!(block, Block::Chart(chart) if matches!(chart.kind, ChartKind::Stacks(_)));
        // Each ranking has one picture of its contributions: where all have a model, the pictures stand there.
        let shared = document.blocks.iter().filter(is_stack).count() == models.len();
        let mut counter = Counter { names, shared, ..Counter::default() };
        let parts = document.blocks.iter().map(|block| counter.part(block, &models)).collect();
        Self { parts, models }
    }

    /// Adds a sheet for each block that has one.
    ///
    /// - `contents`: the sheet that leads to all
    /// - result: what pictures of formulas show
    ///
    /// # Errors
    /// What does not fit into a sheet, with its place.
    pub fn fill(&self, workbook: &mut Workbook, document: &Document, contents: &str) -> Result<Kept, Unfit> {
        let mut kept = Kept::new();
        for sheets in &self.models {
            kept.extend(model::fill(workbook, sheets, document)?);
        }
        for (at, (block, part)) in document.blocks.iter().zip(&self.parts).enumerate() {
            let Some(part) = part else { continue };
            match block {
                Block::Table(table) => {
                    let notes = notes_of(&document.blocks[at + 1..]);
                    let beside = Beside { caption: &format!("{} · {}", part.kind, part.caption), contents, notes: &notes };
                    tables::fill(workbook.add_worksheet().set_name(&part.sheet)?, table, &beside)?;
                }
                Block::Chart(content) if part.is_own => {
                    if let ChartKind::Stacks(stacks) = &content.kind {
                        chart::fill(workbook.add_worksheet().set_name(&part.sheet)?, content, stacks)?;
                    }
                }
                _ => {}
            }
        }
        Ok(kept)
    }

    /// A line in place of each block that has a sheet.
    pub fn links(&self, document: &Document) -> Vec<Option<Link>> {
        let link = |(part, block): (&Option<Part>, &Block)| {
            let part = part.as_ref()?;
            let to = if matches!(block, Block::Model(_)) { String::new() } else { format!(": {}", part.caption) };
            Some(Link { words: format!("{}{to} → sheet \u{201c}{}\u{201d}", part.kind, part.sheet), sheet: part.sheet.clone() })
        };
        self.parts.iter().zip(&document.blocks).map(link).collect()
    }
}

/// The paragraphs right after a table: they say what its marks mean.
fn notes_of(blocks: &[Block]) -> Vec<&str> {
    let notes = blocks.iter().map_while(|block| if let Block::Paragraph(text) = block { Some(text.as_str()) } else { None });
    notes.collect()
}

/// Counts what was placed.
#[derive(Default)]
struct Counter {
    names: Names,
    /// Whether pictures stand with the models.
    shared: bool,
    captions: Captions,
    tables: usize,
    charts: usize,
    models: usize,
}

impl Counter {
    fn part(&mut self, block: &Block, models: &[model::Sheets<'_>]) -> Option<Part> {
        match block {
            Block::Part(text) => {
                self.captions.part(text);
                self.captions.heading(text);
                None
            }
            Block::Title(text) | Block::Heading(text) => {
                self.captions.heading(text);
                None
            }
            Block::Table(_) => {
                self.tables += 1;
                let caption = self.captions.table().words;
                let sheet = self.names.give(&format!("{} {caption}", self.tables));
                Some(Part { kind: format!("Table {}", self.tables), caption, sheet, is_own: true })
            }
            Block::Chart(chart) if matches!(chart.kind, ChartKind::Stacks(_)) => {
                let model = models.get(self.charts).filter(|_| self.shared).map(|sheets| sheets.model.clone());
                self.charts += 1;
                let is_own = model.is_none();
                let sheet = model.unwrap_or_else(|| self.names.give(&format!("Picture {}", self.charts)));
                Some(Part { kind: "Picture".to_owned(), caption: one_line(&chart.title), sheet, is_own })
            }
            Block::Model(_) => {
                let sheets = models.get(self.models)?;
                self.models += 1;
                Some(Part {
                    kind: "The same as formulas, to follow and to try".to_owned(),
                    caption: model::CAPTION.to_owned(),
                    sheet: sheets.model.clone(),
                    is_own: true,
                })
            }
            Block::Paragraph(_) | Block::Banner(_) | Block::Chart(_) | Block::Live(_) => None,
        }
    }
}

/// The first sheet: what the paper is, and every sheet by the section it belongs to.
///
/// - `rows`: where each block stands in the text
fn contents(sheet: &mut Worksheet, document: &Document, placed: &Placed<'_>, rows: &[u32]) -> Result<(), Unfit> {
    sheet.set_column_width(KIND, 14)?.set_column_width(SHOWS, 110)?.set_print_fit_to_pages(1, 0);
    let mut row = 0;
    let mut titles = 0;
    for ((block, part), at) in document.blocks.iter().zip(&placed.parts).zip(rows) {
        match (block, part) {
            (Block::Title(text) | Block::Part(text), _) => {
                titles += 1;
                if titles == 1 {
                    line(sheet, &mut row, text, &TextStyle::new(styles::title()), 1.6)?;
                } else {
                    row += 1;
                    write_link(sheet, (row, KIND), text, TEXT, *at)?;
                    row += 1;
                }
            }
            (Block::Banner(text), _) if titles < 3 => line(sheet, &mut row, text, &TextStyle::new(styles::banner()), 1.6)?,
            (Block::Paragraph(text) | Block::Heading(text), _) if titles == 1 => {
                line(sheet, &mut row, text, &TextStyle::new(styles::wrapped()), 1.0)?;
            }
            (Block::Model(_), Some(_)) => {
                for (name, caption) in placed.models.iter().filter(|sheets| sheets.is_of(block)).flat_map(model::Sheets::captions)
                {
                    entry(sheet, &mut row, "Formulas", &caption, name)?;
                }
            }
            (_, Some(part)) => entry(sheet, &mut row, &part.kind, &part.caption, &part.sheet)?,
            _ => {}
        }
    }
    Ok(())
}

/// A line over both columns.
fn line(sheet: &mut Worksheet, row: &mut u32, text: &str, style: &TextStyle, size: f64) -> Result<(), Unfit> {
    let text = one_line(text);
    check_length(&sheet.name(), usize::try_from(*row).unwrap_or(usize::MAX).saturating_add(1), &text)?;
    sheet.merge_range(*row, KIND, *row, SHOWS, &text, style.of(&text))?;
    sheet.set_row_height(*row, styles::height(styles::lines(&text, 124)) * size)?;
    *row += 1;
    Ok(())
}

fn entry(sheet: &mut Worksheet, row: &mut u32, kind: &str, caption: &str, to: &str) -> Result<(), Unfit> {
    TextStyle::new(styles::indented(styles::cell())).write(sheet, *row, KIND, kind)?;
    write_link(sheet, (*row, SHOWS), if caption.is_empty() { to } else { caption }, to, 0)?;
    *row += 1;
    Ok(())
}
