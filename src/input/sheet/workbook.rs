//! A workbook's sheet as rows of cells, with what people cannot see in it said.

use super::{BETWEEN, Layout, Row, Sheet, Unsound, letters, shape, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, Warned, quote, suggestion};
use crate::document::words;
use crate::input::xlsx::{self, Grid, GridRow};

/// Rows or columns named in one message.
const NAMED: usize = 10;

/// Reads one sheet of an `.xlsx` workbook.
///
/// - `wanted`: the sheet's name; the first visible one if `None`
///
/// # Errors
/// A workbook that is damaged, too large, encrypted or empty, or whose table has no sound shape.
pub fn read(name: &str, bytes: &[u8], wanted: Option<&str>) -> Result<Warned<Sheet>, Box<Unsound>> {
    let mut findings = Diagnostics::default();
    let nothing = |findings| Box::new(Unsound { findings, rest: None });
    let grid = match xlsx::read(bytes, wanted) {
        Ok(grid) => grid,
        Err(problem) => {
            let place = Place::new(&Source::new(name, ""), 0..0);
            let remedy = match &problem {
                xlsx::Problem::NoSheet { wanted, names } => suggestion(wanted, names.iter().map(String::as_str)),
                _ => "open it in Excel and save it again, or save the sheet as \"CSV UTF-8\"".to_owned(),
            };
            findings.push(Diagnostic::error("workbook", problem.to_string()).at(Some(place)).remedy(remedy));
            return Err(nothing(findings));
        }
    };
    notes(name, &grid, &mut findings);
    let Some(header) = grid.rows.iter().find(|row| !row.is_blank()) else {
        let place = Place::new(&Source::new(name, ""), 0..0);
        let message = format!("the sheet \"{}\" is empty", quote(&grid.sheet));
        findings.push(Diagnostic::error("empty-file", message).at(Some(place)).remedy("the first row names the columns"));
        return Err(nothing(findings));
    };
    let width = header.width();
    let (source, rows) = lines(name, &grid, width);
    beyond(&grid, width, &source, &mut findings);
    merged(&grid, header, &source, &mut findings);
    let layout = Layout::Grid;
    shape::checked(&source, layout, rows, findings)
}

/// The rows with content as lines of text, and where each starts.
fn lines(name: &str, grid: &Grid, width: usize) -> (std::sync::Arc<Source>, Vec<Row>) {
    let mut text = String::new();
    let mut numbers = Vec::new();
    let mut rows = Vec::new();
    for row in grid.rows.iter().filter(|row| !row.is_blank()) {
        let cells = row.cells(width);
        rows.push(Row { offset: text.len(), line: row.number, cells: cells.iter().collect() });
        numbers.push(row.number);
        let line: Vec<_> = cells.iter().map(|cell| shown(cell)).collect();
        text.push_str(&line.join(BETWEEN));
        text.push('\n');
    }
    (Source::of_rows(name, &grid.sheet, text, numbers), rows)
}

/// What cannot be seen when the workbook is looked at: which of several sheets was read, hidden sheets, rows and columns.
fn notes(name: &str, grid: &Grid, findings: &mut Diagnostics) {
    if !grid.others.is_empty() || !grid.hidden_sheets.is_empty() {
        let left: Vec<_> = grid.others.iter().map(|sheet| format!("\"{}\"", quote(sheet))).collect();
        let hidden: Vec<_> = grid.hidden_sheets.iter().map(|sheet| format!("\"{}\" (hidden)", quote(sheet))).collect();
        let all = words::first_few(&[left, hidden].concat(), NAMED);
        findings
            .push(Diagnostic::note("sheet", format!("{name}: the sheet \"{}\" was read; not read: {all}", quote(&grid.sheet))));
    }
    if grid.is_hidden {
        let message = format!("the sheet \"{}\", which was asked for, is hidden", quote(&grid.sheet));
        findings.push(Diagnostic::warning("hidden-sheet", message).remedy("check that it is the sheet people see"));
    }
    let hidden: Vec<_> = grid.rows.iter().filter(|row| row.hidden && !row.is_blank()).collect();
    if !hidden.is_empty() {
        let shown = |row: &&GridRow| format!("{} ({})", row.number, quote(row.cells.first().map_or("", |(_, text)| text)));
        let names: Vec<_> = hidden.iter().map(shown).collect();
        let message = format!(
            "{} hidden in the workbook and read all the same: row {}",
            words::count(hidden.len(), "row"),
            words::first_few(&names, NAMED)
        );
        findings.push(Diagnostic::warning("hidden-rows", message).remedy("delete rows that do not belong, or clear the filter"));
    }
    if !grid.hidden_columns.is_empty() {
        let names: Vec<_> = grid.hidden_columns.iter().map(|column| letters(*column)).collect();
        findings.push(Diagnostic::note(
            "hidden-columns",
            format!("hidden columns were read all the same: {}", words::first_few(&names, NAMED)),
        ));
    }
    let filled = || grid.rows.iter().filter(|row| !row.is_blank());
    // Rows that the file leaves out are as empty as those it holds.
    let blank = filled().next_back().map_or(0, |last| last.number - filled().count());
    if blank > 0 {
        findings.push(Diagnostic::note(
            "empty-rows",
            format!("{} skipped", if blank == 1 { "1 empty row was".to_owned() } else { format!("{blank} empty rows were") }),
        ));
    }
}

/// Cells to the right of the header's last name.
fn beyond(grid: &Grid, width: usize, source: &std::sync::Arc<Source>, findings: &mut Diagnostics) {
    let far = |row: &GridRow| {
        let cell = row.cells.iter().find(|(column, text)| *column >= width && !text.trim().is_empty())?;
        Some(format!("{}{}", letters(cell.0), row.number))
    };
    let cells: Vec<_> = grid.rows.iter().filter_map(far).collect();
    if !cells.is_empty() {
        let message = format!("cells to the right of the last named column were left out: {}", words::first_few(&cells, NAMED));
        let place = Place::new(source, 0..0).cell(cells[0].clone());
        findings.push(
            Diagnostic::warning("unnamed-column", message)
                .at(Some(place))
                .remedy("name their columns in the header if they matter"),
        );
    }
}

/// Merged cells in the header leave columns without a name of their own.
fn merged(grid: &Grid, header: &GridRow, source: &std::sync::Arc<Source>, findings: &mut Diagnostics) {
    for range in grid.merged.iter().filter(|range| range.rows.contains(&header.number)) {
        let message = format!("the cells {} of the header are merged", range.reference);
        let place = Place::new(source, 0..0).cell(range.reference.clone());
        findings.push(
            Diagnostic::error("merged-header", message)
                .at(Some(place))
                .remedy("unmerge them, so that each column has a name of its own in one row"),
        );
    }
    let below = grid
        .merged
        .iter()
        .filter(|range| *range.rows.start() > header.number)
        .map(|range| range.reference.clone())
        .collect::<Vec<_>>();
    if !below.is_empty() {
        let message =
            format!("merged cells below the header hold their text only in the first cell: {}", words::first_few(&below, NAMED));
        findings.push(Diagnostic::warning("merged-cells", message).remedy("unmerge them and write each row's own text"));
    }
}
