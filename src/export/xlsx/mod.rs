//! A workbook: a sheet for each table of records, as data for scripts; then the document, its words on one sheet and each of its
//! tables on its own. A paper is the same without records (`paper`). The ranking stands in both as formulas too (`model`).
//!
//! Text is text whatever it begins with; what begins as a formula also carries the mark that Excel sets for a leading
//! apostrophe, so that editing the cell does not bring it to life. Nothing is cut: what does not fit is refused. No clock,
//! so that the same inputs give the same bytes.

mod caches;
mod chart;
mod figures;
mod model;
mod names;
mod notes;
mod paper;
mod records;
mod styles;
mod tables;
mod texts;

use std::fmt;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, IgnoreError, Workbook, Worksheet, XlsxError};

use names::Names;
use paper::Placed;
pub use paper::paper;

use super::csv::Records;
use crate::diagnostic::quote;
use crate::document::{Document, figure};
use crate::printable::one_line;

/// Rows of a sheet, the header among them.
const ROWS: usize = 1_048_576;
const COLUMNS: usize = 16_384;
/// Characters of a cell, counted as Excel does: in UTF-16.
const CHARACTERS: usize = 32_767;
/// Paper of 210 × 297 mm, by its number in the format.
const A4: u8 = 9;
const NOTES: &str = "Notes";
/// Characters of each half of what stands above a page: the format has room for 255, and a sign may take two.
const HALF: usize = 60;

/// A table of records with the name of its sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub name: &'static str,
    pub records: Records,
}

/// Why a workbook cannot be made.
#[derive(Debug)]
pub enum Unfit {
    TooManyRows { sheet: String, rows: usize },
    TooManyColumns { sheet: String, columns: usize },
    TooLong { sheet: String, row: usize, text: String, characters: usize },
    Library(XlsxError),
    Container(std::io::Error),
}

/// Makes a workbook.
///
/// - `sheets`: each with a name of its own, which is not "Notes"
/// - `notes`: what people read: its words on the sheet after them, its tables on one each
///
/// # Errors
/// What does not fit into a sheet, with its place.
pub fn workbook(sheets: &[Sheet], notes: &Document) -> Result<Vec<u8>, Unfit> {
    let mut workbook = begun()?;
    let mut names = Names::default();
    names.give(NOTES);
    for sheet in sheets {
        names.give(sheet.name);
    }
    for Sheet { name, records } in sheets {
        records::fill(workbook.add_worksheet().set_name(*name)?, records)?;
    }
    let placed = Placed::new(notes, names);
    notes::fill(workbook.add_worksheet().set_name(NOTES)?, notes, &placed.links(notes))?;
    let kept = placed.fill(&mut workbook, notes, NOTES)?;
    finished(workbook, notes, NOTES, &kept)
}

/// A workbook without a clock.
fn begun() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    Ok(workbook)
}

/// Sets the pages; the bytes.
///
/// - `words`: the sheet that carries what must not be overlooked, which then opens first
/// - `kept`: figures of formulas that pictures show
fn finished(mut workbook: Workbook, document: &Document, words: &str, kept: &caches::Kept) -> Result<Vec<u8>, Unfit> {
    let banner = document.banners().join(" · ");
    let title = document.title().unwrap_or_default();
    for sheet in workbook.worksheets_mut() {
        set_page(sheet, title, &banner)?;
    }
    if !banner.is_empty() {
        workbook.worksheet_from_name(words)?.set_active(true);
    }
    caches::filled(workbook.save_to_buffer()?, kept)
}

/// Page and window of a sheet; what must not be overlooked also colours the tab and stands above every printed page.
fn set_page(sheet: &mut Worksheet, title: &str, banner: &str) -> Result<(), XlsxError> {
    sheet.set_paper_size(A4).set_landscape().set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
    sheet.set_footer("&L&F, &A&R&P / &N");
    // Ids such as 001 are meant as text, and no cell needs a mark that says so.
    sheet.ignore_error_range(0, 0, last_row(ROWS)?, last_column(COLUMNS)?, IgnoreError::NumberStoredAsText)?;
    if !banner.is_empty() {
        sheet.set_tab_color(styles::WARNING_EDGE);
    }
    let said = |text: &str| texts::shortened(&one_line(text), HALF).replace('&', "&&");
    let banner = if banner.is_empty() { String::new() } else { format!("&R&B{}", said(banner)) };
    sheet.set_header(format!("&L{}{banner}", said(title)));
    Ok(())
}

/// A row counted from 0, as the format does.
fn row_number(row: usize) -> Result<u32, XlsxError> {
    u32::try_from(row).map_err(|_| XlsxError::RowColumnLimitError)
}

/// The last of so many rows.
fn last_row(rows: usize) -> Result<u32, XlsxError> {
    row_number(rows.saturating_sub(1))
}

fn last_column(columns: usize) -> Result<u16, XlsxError> {
    u16::try_from(columns.saturating_sub(1)).map_err(|_| XlsxError::RowColumnLimitError)
}

/// Refuses a text that no cell can hold.
///
/// - `row`: as the sheet counts it, from 1
fn check_length(sheet: &str, row: usize, text: &str) -> Result<(), Unfit> {
    if text.len() <= CHARACTERS {
        return Ok(());
    }
    let characters = text.encode_utf16().count();
    if characters <= CHARACTERS {
        return Ok(());
    }
    Err(Unfit::TooLong { sheet: sheet.to_owned(), row, text: quote(text), characters })
}

impl From<XlsxError> for Unfit {
    fn from(error: XlsxError) -> Self {
        Self::Library(error)
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[allow(clippy::cast_precision_loss)] // shown, and far below 2^53
        let number = |count: usize| figure::fixed(count as f64, 0);
        match self {
            Self::TooManyRows { sheet, rows } => write!(
                formatter,
                "{} rows do not fit into a sheet of a workbook, which holds {} below the header (sheet {sheet}); write .csv, or \
                 fewer with --top",
                number(*rows),
                number(ROWS - 1)
            ),
            Self::TooManyColumns { sheet, columns } => write!(
                formatter,
                "{} columns do not fit into a sheet of a workbook, which holds {} (sheet {sheet}); write .csv",
                number(*columns),
                number(COLUMNS)
            ),
            Self::TooLong { sheet, row, text, characters } => write!(
                formatter,
                "a text of {} characters does not fit into a cell of a workbook, which holds {} (sheet {sheet}, row {}: `{text}`); \
                 shorten it, or write another form",
                number(*characters),
                number(CHARACTERS),
                number(*row)
            ),
            Self::Library(error) => write!(formatter, "the workbook cannot be made: {error}"),
            Self::Container(error) => write!(formatter, "the workbook cannot be made: {error}"),
        }
    }
}

impl std::error::Error for Unfit {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::csv::Field;

    #[test]
    fn more_rows_or_columns_than_a_sheet_has_are_refused() {
        let of = |columns, rows| Records { header: vec![String::new(); columns], rows: vec![Vec::new(); rows] };
        let refused = |records| {
            let sheets = [Sheet { name: "Small", records: of(1, 1) }, Sheet { name: "Large", records }];
            workbook(&sheets, &Document::default()).unwrap_err().to_string()
        };
        let rows = refused(of(1, 1_048_576));
        assert!(rows.starts_with("1,048,576 rows") && rows.contains("1,048,575 below the header (sheet Large)"), "{rows}");
        let columns = refused(of(16_385, 0));
        assert!(columns.starts_with("16,385 columns") && columns.contains("(sheet Large)"), "{columns}");
    }

    #[test]
    fn a_workbook_has_no_clock() {
        let records = Records { header: vec!["id".to_owned()], rows: vec![vec![Field::from("=1+1")]] };
        let sheets = ["Ranking", "More"].map(|name| Sheet { name, records: records.clone() });
        let written = || workbook(&sheets, &Document::default()).unwrap();
        assert_eq!(written(), written());
    }
}
