//! The ranking as formulas on two sheets: points, weights and scales on one, performances, scores and values on the other.
//!
//! Results kept in the cells are the program's own, so that viewers that do not calculate show them. Only functions that
//! Excel 2010, `LibreOffice` and Google Sheets share; texts of inputs stand in cells and never in a formula.

mod formulas;
mod layout;
mod scales;
mod values;
mod weights;

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

use super::caches::Kept;
use super::chart::{Cells, Words, stacked};
use super::names::Names;
use super::styles::{self, TextStyle};
use super::{Unfit, check_length};
use crate::document::live::Points;
use crate::document::model::Model;
use crate::document::{Block, Document};
use crate::printable::one_line;
use layout::Layout;

/// What the first of the two sheets holds, and the second.
pub const CAPTION: &str = "Points, weights and scales, with the picture that moves with them";
const VALUES: &str = "Performances, scores, contributions and values of all interventions";
/// Interventions whose names label the picture as long as none is longer.
const LABEL: usize = 60;
/// Columns of running text, and how many digits wide they are together.
const TEXT: (u16, usize) = (6, 115);

/// A model and the names of its sheets.
pub struct Sheets<'a> {
    of: &'a Model,
    pub model: String,
    pub values: String,
}

impl Sheets<'_> {
    #[must_use]
    pub fn is_of(&self, block: &Block) -> bool {
        matches!(block, Block::Model(model) if std::ptr::eq(&raw const **model, self.of))
    }

    /// Each sheet with what it holds.
    pub fn captions(&self) -> [(&str, String); 2] {
        let of = self.of.part.as_ref().map_or(String::new(), |part| format!(" ({part})"));
        [(self.model.as_str(), format!("{CAPTION}{of}")), (self.values.as_str(), format!("{VALUES}{of}"))]
    }
}

/// The models of a document with names for their sheets.
pub fn sheets<'a>(document: &'a Document, names: &mut Names) -> Vec<Sheets<'a>> {
    let models = document.blocks.iter().filter_map(|block| if let Block::Model(model) = block { Some(&**model) } else { None });
    let models: Vec<_> = models.collect();
    let number = |at: usize| if models.len() > 1 { format!(" {}", at + 1) } else { String::new() };
    let give = |(at, of): (usize, &&'a Model)| {
        let (model, values) = (format!("Model{}", number(at)), format!("Model values{}", number(at)));
        Sheets { of, model: names.give(&model), values: names.give(&values) }
    };
    models.iter().enumerate().map(give).collect()
}

/// Adds both sheets.
///
/// - `document`: whose title and banners stand above
/// - result: what the picture shows
///
/// # Errors
/// A text that no cell can hold.
pub fn fill(workbook: &mut Workbook, sheets: &Sheets<'_>, document: &Document) -> Result<Kept, Unfit> {
    let layout = Layout::new(sheets.of, &sheets.model, &sheets.values);
    let sheet = workbook.add_worksheet().set_name(&sheets.model)?;
    for (column, width) in (0..).zip([40, 15, 15, 15, 15, 13, 60]) {
        sheet.set_column_width(column, width)?;
    }
    // The picture stands beside the tables on the screen, and on a page of its own in print.
    sheet.set_print_scale(70).set_vertical_page_breaks(&[u32::from(TEXT.0) + 1 + u32::from(layout.shares_out)])?;
    opening(sheet, sheets, document)?;
    weights::fill(sheet, sheets.of, &layout)?;
    scales::fill(sheet, sheets.of, &layout)?;
    picture(sheet, sheets, &layout)?;
    values::fill(workbook.add_worksheet().set_name(&sheets.values)?, sheets.of, &layout)?;
    Ok(layout.shown(sheets.of))
}

/// What the sheet is, and what may be changed.
fn opening(sheet: &mut Worksheet, sheets: &Sheets<'_>, document: &Document) -> Result<(), Unfit> {
    let of = sheets.of.part.as_ref().map_or(String::new(), |part| format!(", {part}"));
    let title = document.title().map_or(String::new(), |title| format!(" · {title}"));
    text(sheet, layout::TITLE, &format!("The ranking as formulas{of}{title}"), styles::title(), 1.6)?;
    let banners = document.banners();
    if !banners.is_empty() {
        text(sheet, layout::BANNER, &banners.join(" · "), styles::banner(), 1.6)?;
    }
    let points = match sheets.of.points {
        Points::Swings => {
            "Points say how much the move from worst to best is worth beside its neighbours; only their ratios matter."
        }
        Points::Weights => {
            "The weights were not judged as swings: the points are the weights used, so scaled that the largest of its \
             neighbours is 100; only their ratios matter."
        }
    };
    let lines = [
        format!(
            "Change what stands in blue on yellow: points and scales here, figures on the sheet \u{201c}{}\u{201d}. Weights, scores, \
             contributions, values and ranks follow by formulas on these two sheets; all other sheets stay as they are. Rows stay in \
             their places until they are sorted by rank.",
            sheets.values
        ),
        points.to_owned(),
        "Columns headed \u{201c}before\u{201d} keep the program's figures; differences from them are 0 until something is changed."
            .to_owned(),
    ];
    for (row, words) in (layout::TITLE + 1..).zip(&lines) {
        text(sheet, row, words, styles::wrapped(), 1.0)?;
    }
    Ok(())
}

/// Running text over the columns of the sheet.
fn text(sheet: &mut Worksheet, row: u32, words: &str, format: Format, size: f64) -> Result<(), Unfit> {
    let words = kept(sheet, row, words)?;
    let style = TextStyle::new(format);
    sheet.merge_range(row, 0, row, TEXT.0, &words, style.of(&words))?;
    sheet.set_row_height(row, styles::height(styles::lines(&words, TEXT.1)) * size)?;
    Ok(())
}

/// A text on one line that fits into a cell.
fn kept(sheet: &Worksheet, row: u32, words: &str) -> Result<String, Unfit> {
    let words = one_line(words);
    check_length(&sheet.name(), usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1), &words)?;
    Ok(words)
}

/// Writes a text into a cell.
fn write(sheet: &mut Worksheet, (row, column): (u32, u16), words: &str, format: Format) -> Result<(), Unfit> {
    let words = kept(sheet, row, words)?;
    Ok(TextStyle::new(format).write(sheet, row, column, &words)?)
}

/// Writes a formula with the result that the program has for it.
fn formula(sheet: &mut Worksheet, (row, column): (u32, u16), words: &str, result: f64, format: &Format) -> Result<(), Unfit> {
    sheet.write_formula_with_format(row, column, Formula::new(words).set_result(result.to_string()), format)?;
    Ok(())
}

/// The native picture of contributions, beside the points that move it.
fn picture(sheet: &mut Worksheet, sheets: &Sheets<'_>, layout: &Layout) -> Result<(), Unfit> {
    let model = sheets.of;
    let rows = model.rows.len().min(model.picture.rows);
    let Some(last) = u32::try_from(rows).ok().and_then(|rows| rows.checked_sub(1)) else { return Ok(()) };
    let names_fit = model.rows.iter().take(rows).all(|row| row.name.chars().count() <= LABEL);
    let cells = Cells {
        sheet: &sheets.values,
        head: layout::HEAD,
        rows: (layout.first_row, layout.first_row + last),
        names: if names_fit { layout::NAME } else { layout::ID },
        series: (layout.contributions, model.criteria.len()),
    };
    let words = Words { title: &model.picture.title, finding: &model.picture.finding, across: "Overall value, in points" };
    sheet.insert_chart(layout::TITLE, layout.used().max(TEXT.0) + 2, &stacked(&cells, &words))?;
    Ok(())
}
