//! Whether a table has the shape of one: a header first, each column named once, as many cells in each row.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Layout, MAX_CELL, MAX_COLUMNS, Row, Sheet, Unsound};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, Warned, quote};
use crate::input::csv_scan::{self, Dialect};

/// A checked sheet of the records, the first of which is the header.
///
/// # Errors
/// What is wrong with the shape, with the rows that are sound.
pub fn checked(
    source: &Arc<Source>,
    layout: Layout,
    records: Vec<Row>,
    mut findings: Diagnostics,
) -> Result<Warned<Sheet>, Box<Unsound>> {
    let sheet = sheet(source, layout, records, &mut findings);
    match sheet {
        Some(value) if !findings.has_errors() => Ok(Warned { value, findings }),
        rest => Err(Box::new(Unsound { findings, rest })),
    }
}

fn sheet(source: &Arc<Source>, layout: Layout, records: Vec<Row>, findings: &mut Diagnostics) -> Option<Sheet> {
    let mut records = records.into_iter();
    let Some(header) = records.next() else {
        let place = Place::new(source, 0..0);
        let remedy = "the first line names the columns, each line below it is a row";
        findings.push(Diagnostic::error("empty-file", "the file holds only empty cells").at(Some(place)).remedy(remedy));
        return None;
    };
    let headers: Vec<String> = header.cells.iter().map(|cell| cell.trim().to_owned()).collect();
    let rows: Vec<_> = records.collect();
    let mut sheet =
        Sheet { source: Arc::clone(source), layout, header, headers, by_name: HashMap::new(), rows, replaced: HashMap::new() };
    if sheet.headers.len() > MAX_COLUMNS {
        let message = format!("the file has {} columns; at most {MAX_COLUMNS} are read", sheet.headers.len());
        findings.push(Diagnostic::error("too-large", message).at(sheet.header_place(0)));
        return None;
    }
    if let Some(found) = title_above(&sheet) {
        findings.push(found);
        return None;
    }
    name_columns(&mut sheet, findings);
    check_rows(&sheet, findings);
    let columns = sheet.headers.len();
    sheet.rows.retain(|row| row.cells.len() == columns);
    Some(sheet).filter(|sheet| !sheet.rows.is_empty())
}

/// A first line with one cell above rows with many is a title, and the header stands below it.
fn title_above(sheet: &Sheet) -> Option<Diagnostic> {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let row_cells = |row: &Row| row.cells.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let header = sheet.rows.iter().find(|row| filled(&row_cells(row)) >= 3)?;
    (filled(&sheet.headers) <= 1).then(|| {
        let message = format!("the first line is no header; the column names seem to stand on line {}", header.line);
        let remedy = format!("remove what stands above line {}, so that the column names come first", header.line);
        Diagnostic::error("title-row", message)
            .at(Some(Place::new(&sheet.source, sheet.header.offset..sheet.header.offset)))
            .remedy(remedy)
    })
}

/// Columns by name; those without one are left out, with a word if they hold anything.
fn name_columns(sheet: &mut Sheet, findings: &mut Diagnostics) {
    let mut unnamed = Vec::new();
    for index in 0..sheet.headers.len() {
        let name = &sheet.headers[index];
        if name.is_empty() {
            unnamed.push(index);
        } else if let Some(&first) = sheet.by_name.get(name) {
            let message = format!("a second column is called `{}` (columns {} and {})", quote(name), first + 1, index + 1);
            let remedy = "give each column its own name";
            findings.push(Diagnostic::error("repeated-header", message).at(sheet.header_place(index)).remedy(remedy));
        } else {
            sheet.by_name.insert(name.clone(), index);
        }
    }
    let (filled, empty): (Vec<_>, Vec<_>) = unnamed
        .into_iter()
        .partition(|&column| sheet.rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !cell.trim().is_empty())));
    let number =
        |columns: &[usize]| columns.iter().take(10).map(|column| (column + 1).to_string()).collect::<Vec<_>>().join(", ");
    if !filled.is_empty() {
        let message = format!("column {} has no name and was left out", number(&filled));
        let remedy = "name it in the first line if it matters";
        findings.push(Diagnostic::warning("unnamed-column", message).at(sheet.header_place(filled[0])).remedy(remedy));
    }
    if !empty.is_empty() {
        let message =
            format!("{} empty unnamed {} ignored", empty.len(), if empty.len() == 1 { "column was" } else { "columns were" });
        findings.push(Diagnostic::note("empty-columns", message));
    }
}

fn check_rows(sheet: &Sheet, findings: &mut Diagnostics) {
    let wanted = sheet.headers.len();
    let file = sheet.source.name().to_owned();
    if sheet.rows.is_empty() {
        findings.push(
            Diagnostic::error("no-rows", "there is a header but no row below it")
                .at(sheet.header_place(0))
                .remedy("write one line for each intervention, or each person, below the header"),
        );
    }
    for row in &sheet.rows {
        if row.cells.len() != wanted {
            if let Layout::Text(dialect) = sheet.layout {
                findings.push_error(&file, || ragged_row(sheet, dialect, row));
            }
        } else if row.cells.as_slice().len() > MAX_CELL && row.cells.iter().any(|cell| cell.len() > MAX_CELL) {
            findings.push_error(&file, || {
                let message = format!("a cell on line {} is longer than {MAX_CELL} bytes", row.line);
                Diagnostic::error("too-large", message).at(Some(Place::new(&sheet.source, row.offset..row.offset)))
            });
        }
    }
}

/// The error for a row that has more or fewer cells than the header.
fn ragged_row(sheet: &Sheet, dialect: Dialect, row: &Row) -> Diagnostic {
    let (found, wanted) = (row.cells.len(), sheet.headers.len());
    let fields = csv_scan::fields(sheet.source.text(), row.offset, dialect);
    let end = fields.last().map_or(row.offset, |field| field.end);
    let start = fields.get(wanted).filter(|_| found > wanted).map_or(row.offset, |field| field.start);
    let span = start..end;
    let quoted = row.cells.iter().any(|cell| cell.contains('"'));
    let thousands =
        row.cells.iter().zip(row.cells.iter().skip(1)).find(|(left, right)| is_split_thousands(left.trim(), right.trim()));
    if let Some((left, right)) = thousands.filter(|_| found > wanted) {
        let remedy = format!("perhaps `{left},{right}` is one figure: write {left}{right}, or put it in double quotes");
        return ragged(row, found, wanted, Place::new(&sheet.source, span), &remedy);
    }
    let remedy = match (found > wanted, quoted) {
        (true, true) => "a quote only counts right after the delimiter: remove the space before it",
        (true, false) => "put a text that holds the delimiter in double quotes, or remove the surplus cells",
        (false, _) => "add the missing cells, empty if need be",
    };
    ragged(row, found, wanted, Place::new(&sheet.source, span), remedy)
}

fn ragged(row: &Row, found: usize, wanted: usize, place: Place, remedy: &str) -> Diagnostic {
    let message = format!("line {} has {found} fields, the header has {wanted}", row.line);
    Diagnostic::error("ragged-row", message).at(Some(place)).remedy(remedy)
}

/// Whether two neighbouring cells look like one figure that its thousands comma has cut in two.
fn is_split_thousands(left: &str, right: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let head = left.trim_start_matches(['£', '-']);
    head.len() <= 3 && digits(head) && !head.starts_with('0') && right.len() == 3 && digits(right)
}
