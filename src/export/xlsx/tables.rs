//! A table of a document as a sheet of its own: one head that stays in sight, figures as figures, absent ones as empty cells.
//!
//! The first row is the head, so that filters and formulas of a reader find it; what the table shows stands right of it.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet};
use unicode_width::UnicodeWidthStr;

use super::figures::{figure, printed};
use super::styles::{self, TextStyle};
use super::{COLUMNS, ROWS, Unfit, check_length, last_column, last_row, names, row_number};
use crate::document::{Cell, ColumnKind, Table};
use crate::printable::one_line;

/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (7, 60);
/// Widest that a heading alone makes a column; it wraps beyond.
const HEADING: usize = 24;
/// Room for the button of the filter.
const BUTTON: usize = 3;
/// Characters side by side on a printed page, in small type.
const PRINTED: usize = 180;
/// Least room for what is said below a table, over as many columns as it takes, and the width of those that have none.
const NOTES: usize = 90;
const UNASKED: usize = 9;
/// Characters that columns may take that stay in sight.
const LEADING: usize = 75;

/// What stands right of a table.
pub struct Beside<'a> {
    pub caption: &'a str,
    /// The sheet that lists all.
    pub contents: &'a str,
    /// What is said below it.
    pub notes: &'a [&'a str],
}

/// Columns without bars.
fn shown(table: &Table) -> Vec<usize> {
    (0..table.columns.len()).filter(|&index| table.columns[index].kind != ColumnKind::Bar).collect()
}

pub fn fill(sheet: &mut Worksheet, table: &Table, beside: &Beside<'_>) -> Result<(), Unfit> {
    let shown = shown(table);
    if table.rows.len() >= ROWS {
        return Err(Unfit::TooManyRows { sheet: sheet.name(), rows: table.rows.len() });
    }
    if shown.len() + 2 > COLUMNS {
        return Err(Unfit::TooManyColumns { sheet: sheet.name(), columns: shown.len() });
    }
    let mut lines = vec![1; table.rows.len() + 1];
    let mut widths = Vec::new();
    for (column, &index) in shown.iter().enumerate() {
        widths.push(self::column(sheet, table, index, column, &mut lines)?);
    }
    for (row, lines) in lines.iter().enumerate().filter(|(_, lines)| **lines > 1) {
        sheet.set_row_height(row_number(row)?, styles::height(*lines))?;
    }
    let leading = leading(table, &shown, &widths);
    sheet.set_freeze_panes(1, leading)?.set_repeat_rows(0, 0)?;
    let pages = widths.iter().sum::<usize>().div_ceil(PRINTED);
    sheet.set_print_fit_to_pages(u16::try_from(pages).unwrap_or(u16::MAX), 0);
    let across = write_notes(sheet, table.rows.len() + 2, &widths, beside.notes)?;
    if !shown.is_empty() {
        sheet.autofilter(0, 0, last_row(table.rows.len() + 1)?, last_column(shown.len())?)?;
        let notes = if beside.notes.is_empty() { 0 } else { beside.notes.len() + 1 };
        sheet.set_print_area(0, 0, last_row(table.rows.len() + 1 + notes)?, last_column(across)?)?;
    }
    write_beside(sheet, beside, shown.len())
}

/// What is said below a table, a row away from it, so that neither filters nor sums take it in; how many columns it takes.
fn write_notes(sheet: &mut Worksheet, first: usize, widths: &[usize], notes: &[&str]) -> Result<usize, Unfit> {
    let mut widths = widths.to_vec();
    while !notes.is_empty() && (widths.len() < 2 || widths.iter().sum::<usize>() < NOTES) {
        widths.push(UNASKED);
    }
    let room = widths.iter().sum::<usize>().min(PRINTED);
    let style = TextStyle::new(styles::wrapped());
    for (row, note) in (first..).zip(notes) {
        let words = one_line(note);
        check_length(&sheet.name(), row + 1, &words)?;
        sheet.merge_range(row_number(row)?, 0, row_number(row)?, last_column(widths.len())?, &words, style.of(&words))?;
        sheet.set_row_height(row_number(row)?, styles::height(styles::lines(&words, room)))?;
    }
    Ok(widths.len())
}

/// Caption and the way back, a column away from the table.
fn write_beside(sheet: &mut Worksheet, beside: &Beside<'_>, columns: usize) -> Result<(), Unfit> {
    let column = last_column(columns + 2)?;
    let caption = one_line(beside.caption);
    check_length(&sheet.name(), 1, &caption)?;
    TextStyle::new(Format::new().set_bold().set_align(FormatAlign::Bottom)).write(sheet, 0, column, &caption)?;
    let url = Url::new(names::link(beside.contents, 0)).set_text(format!("Back to {}", beside.contents));
    sheet.write_url_with_format(1, column, url, &styles::link())?;
    Ok(())
}

/// Writes a column with its head; its width.
///
/// - `lines`: what each row needs so far, raised where a text here is broken into more
fn column(sheet: &mut Worksheet, table: &Table, index: usize, column: usize, lines: &mut [usize]) -> Result<usize, Unfit> {
    let head = one_line(&table.columns[index].heading);
    let cells = || table.rows.iter().map(|row| &row[index]);
    let width = width(&head, cells());
    let at = last_column(column + 1)?;
    #[allow(clippy::cast_precision_loss)] // at most a few dozen
    sheet.set_column_width(at, width as f64)?;
    let is_figure = table.columns[index].kind == ColumnKind::Figure;
    let aligned = |format: Format| if is_figure { format.set_align(FormatAlign::Right) } else { styles::indented(format) };
    check_length(&sheet.name(), 1, &head)?;
    TextStyle::new(aligned(styles::head())).write(sheet, 0, at, &head)?;
    lines[0] = lines[0].max(styles::lines(&head, width.saturating_sub(BUTTON - 1)));
    let texts = TextStyle::new(aligned(styles::wrapped()));
    for (row, cell) in cells().enumerate() {
        let line = row_number(row + 1)?;
        let in_words = |cell: &Cell| if let (Cell::Text(text), true) = (cell, is_figure) { printed(text) } else { None };
        if let Some((value, format)) = figure(cell).or_else(|| in_words(cell)) {
            let format = styles::cell().set_num_format(format);
            let format = if let Cell::Share(share) = cell { styles::shaded(format, *share) } else { format };
            sheet.write_number_with_format(line, at, value, &format)?;
        } else if *cell != Cell::Absent || !is_figure {
            let words = one_line(&cell.words());
            check_length(&sheet.name(), row + 2, &words)?;
            if !words.is_empty() {
                texts.write(sheet, line, at, &words)?;
                lines[row + 1] = lines[row + 1].max(styles::lines(&words, width));
            }
        }
    }
    Ok(width)
}

/// Characters that a column needs, within reason.
fn width<'a>(head: &str, cells: impl Iterator<Item = &'a Cell>) -> usize {
    let content = cells.map(|cell| one_line(&cell.words()).width() + 2).max().unwrap_or(0);
    let word = head.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let heading = (head.width() + BUTTON).min(HEADING).max(word + BUTTON);
    content.max(heading).clamp(WIDTHS.0, WIDTHS.1)
}

/// Columns before the first figure behind a name: they say what a row is about and stay in sight, unless they fill the window.
fn leading(table: &Table, shown: &[usize], widths: &[usize]) -> u16 {
    let kinds: Vec<_> = shown.iter().map(|&index| table.columns[index].kind).collect();
    let start = usize::from(kinds.first() == Some(&ColumnKind::Figure));
    let names = kinds[start.min(kinds.len())..].iter().take_while(|kind| **kind != ColumnKind::Figure).count();
    let count = start + names;
    let fits = names > 0 && count < kinds.len() && widths[..count].iter().sum::<usize>() <= LEADING;
    if fits { u16::try_from(count).unwrap_or(0) } else { 0 }
}

/// A line that leads to a sheet, in a cell.
///
/// # Errors
/// A text that no cell can hold.
pub fn write_link(sheet: &mut Worksheet, (row, column): (u32, u16), words: &str, to: &str, at: u32) -> Result<(), Unfit> {
    let words = one_line(words);
    check_length(&sheet.name(), usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1), &words)?;
    let style = TextStyle::new(styles::link());
    let url = Url::new(names::link(to, at)).set_text(&words);
    sheet.write_url_with_format(row, column, url, style.of(&words))?;
    Ok(())
}
