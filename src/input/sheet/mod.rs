//! The data file as rows of cells that know where they stand, whether it came as CSV or as a workbook.
//!
//! Owns cells, columns by name and places; `csv` and `workbook` read, `shape` checks header and rows. What cells mean
//! belongs to `assemble`.

mod csv;
mod shape;
mod workbook;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Place, Source, Warned, quote, suggestion};
use crate::input::csv_scan::{self, Dialect};
use crate::printable;

/// Most columns read. Wide enough for any survey export, small enough to refuse a runaway file.
pub const MAX_COLUMNS: usize = 200_000;
/// Longest cell read, in bytes.
pub const MAX_CELL: usize = 1_000_000;

#[derive(Debug)]
pub struct Row {
    cells: ::csv::StringRecord,
    offset: usize,
    /// One-based line where the row starts.
    pub line: usize,
}

/// How the text of a source holds its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Cells parted by a delimiter.
    Text(Dialect),
    /// A workbook's cells, a row a line, written with [`BETWEEN`] between them so that messages can show them.
    Grid,
}

/// What stands between the cells of a workbook's row in messages.
const BETWEEN: &str = " | ";

#[derive(Debug)]
pub struct Sheet {
    source: Arc<Source>,
    layout: Layout,
    header: Row,
    headers: Vec<String>,
    by_name: HashMap<String, usize>,
    pub rows: Vec<Row>,
    replaced: HashMap<(usize, usize), String>,
}

/// A file whose shape is unsure: what is wrong, and the rows that are sound, so that their cells can be checked too.
#[derive(Debug)]
pub struct Unsound {
    pub findings: Diagnostics,
    pub rest: Option<Sheet>,
}

/// How to read a data file, as the criteria file states it.
#[derive(Debug, Default, Clone, Copy)]
pub struct Options<'a> {
    /// Detected if `None`.
    pub delimiter: Option<u8>,
    /// The sheet of a workbook; the first visible one if `None`.
    pub sheet: Option<&'a str>,
}

/// Reads a CSV file.
///
/// - `name`: the file's name, for messages
/// - `delimiter`: as the criteria file states it; detected if `None`
///
/// # Errors
/// Everything that makes the shape of the file unsure: encoding, quotes, ragged rows, repeated headers.
pub fn read_csv(name: &str, bytes: &[u8], delimiter: Option<u8>) -> Result<Warned<Sheet>, Diagnostics> {
    csv::read(name, bytes, delimiter).map_err(|unsound| unsound.findings)
}

/// Reads a data file of any kind, by the ending of its name; keeps the sound rows of an unsound file.
///
/// # Errors
/// As [`read_csv`], and everything that makes a workbook unreadable.
pub fn read(name: &str, bytes: &[u8], options: Options<'_>) -> Result<Warned<Sheet>, Box<Unsound>> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if ["xlsx", "xlsm"].iter().any(|workbook| ending.eq_ignore_ascii_case(workbook)) {
        workbook::read(name, bytes, options.sheet)
    } else {
        csv::read(name, bytes, options.delimiter)
    }
}

/// The reference people know a cell by: `C3`.
fn reference(column: usize, row: usize) -> String {
    format!("{}{row}", letters(column))
}

/// The letters of a workbook's column, counted from 0.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// The bytes of a workbook's cell in the line that shows its row.
fn grid_span(row: &Row, column: usize) -> Option<Range<usize>> {
    let before: usize = row.cells.iter().take(column).map(|cell| shown(cell).len() + BETWEEN.len()).sum();
    let start = row.offset + before;
    Some(start..start + shown(row.cells.get(column)?).len())
}

/// A workbook's cell on one line.
fn shown(cell: &str) -> String {
    printable::one_line(cell)
}

impl Sheet {
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// What parts the cells of a text; `None` for a workbook.
    #[must_use]
    pub fn delimiter(&self) -> Option<u8> {
        match self.layout {
            Layout::Text(dialect) => Some(dialect.delimiter),
            Layout::Grid => None,
        }
    }

    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The text of a cell, as written or as a what-if replaced it.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        if !self.replaced.is_empty()
            && let Some(text) = self.replaced.get(&(row, column))
        {
            return text;
        }
        self.rows[row].cells.get(column).unwrap_or("")
    }

    /// Replaces a cell for a what-if.
    pub fn replace(&mut self, row: usize, column: usize, text: &str) {
        self.replaced.insert((row, column), text.to_owned());
    }

    #[must_use]
    pub fn is_replaced(&self, row: usize, column: usize) -> bool {
        self.replaced.contains_key(&(row, column))
    }

    /// Where a cell stands.
    #[must_use]
    pub fn place(&self, row: usize, column: usize) -> Option<Place> {
        self.place_in(&self.rows[row], column)
    }

    /// Where a row starts: its first cell.
    #[must_use]
    pub fn row_place(&self, row: usize) -> Place {
        let Row { cells, offset, .. } = &self.rows[row];
        let place = Place::new(&self.source, *offset..offset + cells.get(0).map_or(0, str::len));
        if self.layout == Layout::Grid { place.cell(reference(0, self.rows[row].line)) } else { place }
    }

    fn place_in(&self, row: &Row, column: usize) -> Option<Place> {
        match self.layout {
            Layout::Text(dialect) => {
                let fields = csv_scan::fields(self.source.text(), row.offset, dialect);
                fields.get(column).map(|span| Place::new(&self.source, span.clone()))
            }
            Layout::Grid => {
                let span = grid_span(row, column)?;
                Some(Place::new(&self.source, span).cell(reference(column, row.line)))
            }
        }
    }

    #[must_use]
    pub fn header_place(&self, column: usize) -> Option<Place> {
        self.place_in(&self.header, column)
    }

    /// What to do about a column name that is not in the header.
    #[must_use]
    pub fn column_remedy(&self, name: &str) -> String {
        let strip = |header: &str| header.chars().filter(|character| !printable::is_hidden(*character)).collect::<String>();
        if let Some(header) = self.headers.iter().find(|header| strip(header).contains(name) && strip(header) != **header) {
            return format!("the header `{}` holds a hidden character: type it again", quote(header));
        }
        let named = self.headers.iter().map(String::as_str).filter(|header| !header.is_empty());
        suggestion(name, named)
    }
}
