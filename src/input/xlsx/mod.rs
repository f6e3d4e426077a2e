//! One sheet of an `.xlsx` workbook as texts of cells: formulas by their stored value, dates as dates, errors as they show.
//!
//! Owns the file format (ECMA-376) as far as a table needs it, with limits that no file can talk it out of: sizes are counted
//! while unpacking, never believed; no entity is resolved, nothing outside the file is read.

mod package;
mod sheet;
mod styles;
mod text;

use std::fmt;
use std::ops::RangeInclusive;

use package::Package;

/// Bytes that all parts read may unpack to.
pub const MAX_UNPACKED: u64 = 200_000_000;
/// How many times its packed size a part over a megabyte may unpack to.
pub const MAX_RATIO: u64 = 100;

/// A sheet, with what surrounds it.
#[derive(Debug)]
pub struct Grid {
    pub sheet: String,
    pub is_hidden: bool,
    /// Other visible sheets, not read.
    pub others: Vec<String>,
    pub hidden_sheets: Vec<String>,
    pub hidden_columns: Vec<usize>,
    pub merged: Vec<Merged>,
    /// In the order of the sheet.
    pub rows: Vec<GridRow>,
}

#[derive(Debug)]
pub struct GridRow {
    /// As Excel counts, from 1.
    pub number: usize,
    pub hidden: bool,
    /// Column from 0 and text, in the order of the sheet; empty cells may be left out.
    pub cells: Vec<(usize, String)>,
    /// The last column seen, empty or not.
    last: Option<usize>,
}

impl GridRow {
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// Columns up to the last with text.
    #[must_use]
    pub fn width(&self) -> usize {
        self.cells.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(column, _)| column + 1).max().unwrap_or(0)
    }

    /// The first `width` cells, empty ones included.
    #[must_use]
    pub fn cells(&self, width: usize) -> Vec<&str> {
        let mut cells = vec![""; width];
        for (column, text) in self.cells.iter().filter(|(column, _)| *column < width) {
            cells[*column] = text;
        }
        cells
    }
}

/// A merged range.
#[derive(Debug)]
pub struct Merged {
    pub reference: String,
    pub rows: RangeInclusive<usize>,
}

/// Why a workbook cannot be read.
#[derive(Debug)]
pub enum Problem {
    /// No zip file, or cut short.
    NotAWorkbook {
        why: String,
    },
    /// A part that must be there is missing or makes no sense.
    Damaged {
        part: String,
        why: String,
    },
    /// A part unpacks to more than the limits allow.
    TooLarge {
        part: String,
    },
    /// A part declares entities, which no spreadsheet does.
    Entities {
        part: String,
    },
    NoSheet {
        wanted: String,
        names: Vec<String>,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAWorkbook { why } => {
                write!(formatter, "this is no readable .xlsx workbook; it may be damaged, truncated or encrypted ({why})")
            }
            Self::Damaged { part, why } => write!(formatter, "the workbook is damaged: {part}: {why}"),
            Self::TooLarge { part } => write!(
                formatter,
                "the workbook's part {part} expands beyond the limits ({} MB unpacked in all, {MAX_RATIO} times its packed size)",
                MAX_UNPACKED / 1_000_000
            ),
            Self::Entities { part } => {
                write!(formatter, "the workbook's part {part} declares XML entities, which are never read")
            }
            Self::NoSheet { wanted, .. } if wanted.is_empty() => formatter.write_str("the workbook has no visible sheet"),
            Self::NoSheet { wanted, .. } => {
                write!(formatter, "the workbook has no sheet \"{}\"", crate::diagnostic::quote(wanted))
            }
        }
    }
}

impl std::error::Error for Problem {}

/// Reads one sheet.
///
/// - `wanted`: its name; the first visible sheet if `None`
///
/// # Errors
/// Why the workbook cannot be read.
///
/// # Source
/// ECMA-376 (Office Open XML), part 1, chapter 18.
pub fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Grid, Problem> {
    let mut package = Package::open(bytes)?;
    let book = package.workbook()?;
    let chosen = match wanted {
        Some(name) => book.sheets.iter().find(|sheet| sheet.name == name),
        None => book.sheets.iter().find(|sheet| !sheet.hidden),
    };
    let Some(chosen) = chosen else {
        let names = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        return Err(Problem::NoSheet { wanted: wanted.unwrap_or("").to_owned(), names });
    };
    let strings = match &book.strings {
        Some(part) => text::shared_strings(&package.text(part)?, part)?,
        None => Vec::new(),
    };
    let styles = match &book.styles {
        Some(part) => styles::read(&package.text(part)?, part)?,
        None => Vec::new(),
    };
    let context = sheet::Context { strings: &strings, styles: &styles, from_1904: book.from_1904, part: &chosen.part };
    let found = sheet::read(&package.text(&chosen.part)?, &context)?;
    let other = |hidden: bool| {
        book.sheets
            .iter()
            .filter(|sheet| sheet.hidden == hidden && sheet.name != chosen.name)
            .map(|sheet| sheet.name.clone())
            .collect()
    };
    Ok(Grid {
        sheet: chosen.name.clone(),
        is_hidden: chosen.hidden,
        others: other(false),
        hidden_sheets: other(true),
        hidden_columns: found.hidden_columns,
        merged: found.merged,
        rows: found.rows,
    })
}
