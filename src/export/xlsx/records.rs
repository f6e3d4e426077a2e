//! Records as a sheet: one header that stays in sight, numbers as numbers at full precision, everything else as text.

use rust_xlsxwriter::Worksheet;
use unicode_width::UnicodeWidthStr;

use super::styles::{self, TextStyle};
use super::texts::storable;
use super::{COLUMNS, ROWS, Unfit, check_length, last_column, last_row, row_number};
use crate::export::csv::{Field, Records};

/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (7, 50);
/// Widest that a heading alone makes a column; it wraps beyond.
const HEADING: usize = 32;
/// Characters that columns may take that stay in sight.
const LEADING: usize = 75;
/// Characters side by side on a printed page, in small type.
const PRINTED: usize = 220;
/// Room for the button of the filter.
const BUTTON: usize = 3;
/// Room for a figure as it is shown.
const FIGURE: usize = 10;

pub fn fill(sheet: &mut Worksheet, records: &Records) -> Result<(), Unfit> {
    refuse_too_large(&sheet.name(), records)?;
    // What each row needs, the head first.
    let mut lines = vec![1; records.rows.len() + 1];
    let mut width = 0;
    for (index, column) in (0..).zip(0..records.header.len()) {
        width += fill_column(sheet, records, column, index, &mut lines)?;
    }
    sheet.set_print_fit_to_pages(u16::try_from(width.div_ceil(PRINTED)).unwrap_or(u16::MAX), 0);
    for (row, lines) in (0..).zip(lines).filter(|(_, lines)| *lines > 1) {
        sheet.set_row_height(row, styles::height(lines))?;
    }
    let leading = leading(records);
    sheet.set_freeze_panes(1, leading)?.set_repeat_rows(0, 0)?;
    if leading > 0 {
        sheet.set_repeat_columns(0, leading - 1)?;
    }
    if !records.header.is_empty() {
        sheet.autofilter(0, 0, last_row(records.rows.len() + 1)?, last_column(records.header.len())?)?;
    }
    Ok(())
}

/// Columns before the first figure: they say what a row is about and stay in sight, unless they would fill the window.
fn leading(records: &Records) -> u16 {
    let is_figure = |column: &usize| records.rows.iter().any(|row| matches!(row.get(*column), Some(Field::Number(_))));
    let mut columns: Vec<_> = (0..records.header.len()).take_while(|column| !is_figure(column)).collect();
    let is_text = |column: &usize| records.rows.iter().any(|row| matches!(row.get(*column), Some(Field::Text(_))));
    // Counts before the texts belong to them, such as a rank; those after them are figures of their own.
    let texts = columns.iter().rposition(is_text).map_or(0, |last| last + 1);
    columns.truncate(texts);
    let width = |column: &usize| width(&records.header[*column], records.rows.iter().filter_map(|row| row.get(*column)));
    let together: usize = columns.iter().map(width).sum();
    if together <= LEADING { u16::try_from(columns.len()).unwrap_or(0) } else { 0 }
}

fn refuse_too_large(sheet: &str, records: &Records) -> Result<(), Unfit> {
    if records.rows.len() >= ROWS {
        return Err(Unfit::TooManyRows { sheet: sheet.to_owned(), rows: records.rows.len() });
    }
    if records.header.len() > COLUMNS {
        return Err(Unfit::TooManyColumns { sheet: sheet.to_owned(), columns: records.header.len() });
    }
    Ok(())
}

/// Writes a column with its head.
///
/// - `lines`: what each row needs so far, raised where a text here is broken into more
/// - result: the width, in characters
fn fill_column(sheet: &mut Worksheet, records: &Records, column: usize, index: u16, lines: &mut [usize]) -> Result<usize, Unfit> {
    let fields = || records.rows.iter().filter_map(|row| row.get(column));
    let width = width(&records.header[column], fields());
    #[allow(clippy::cast_precision_loss)] // at most a few dozen
    sheet.set_column_width(index, width as f64)?;
    let is_text = fields().any(|field| matches!(field, Field::Text(_)));
    let head = if is_text { styles::indented(styles::head()) } else { styles::head() };
    write_text(sheet, 0, index, &records.header[column], &TextStyle::new(head))?;
    lines[0] = lines[0].max(styles::lines(&records.header[column], width));
    let figures = styles::cell().set_num_format(number_format(fields()));
    let is_wrapped = width == WIDTHS.1;
    let texts = TextStyle::new(styles::indented(if is_wrapped { styles::wrapped() } else { styles::cell() }));
    for (row, field) in records.rows.iter().enumerate().filter_map(|(row, fields)| Some((row, fields.get(column)?))) {
        if let Field::Text(text) = field {
            write_text(sheet, row + 1, index, text, &texts)?;
            if is_wrapped {
                lines[row + 1] = lines[row + 1].max(styles::lines(text, width));
            }
        } else if let Some(figure) = figure(field) {
            sheet.write_number_with_format(row_number(row + 1)?, index, figure, &figures)?;
        }
    }
    Ok(width)
}

fn write_text(sheet: &mut Worksheet, row: usize, column: u16, text: &str, style: &TextStyle) -> Result<(), Unfit> {
    let text = storable(text);
    check_length(&sheet.name(), row + 1, &text)?;
    Ok(style.write(sheet, row_number(row)?, column, &text)?)
}

fn figure(field: &Field) -> Option<f64> {
    match field {
        Field::Number(figure) => Some(*figure),
        #[allow(clippy::cast_precision_loss)] // rows are far fewer than 2^53
        Field::Count(count) => Some(*count as f64),
        Field::Text(_) | Field::Empty => None,
    }
}

/// How the figures of a column are shown; they are kept at full precision.
fn number_format<'a>(fields: impl Iterator<Item = &'a Field>) -> &'static str {
    let mut largest: f64 = 0.0;
    let mut whole = true;
    for figure in fields.filter_map(figure) {
        largest = largest.max(figure.abs());
        whole &= figure.fract().abs() < 1e-9;
    }
    match largest {
        _ if whole => "#,##0",
        1000.0.. => "#,##0",
        // A share of the whole may be above 1 by the noise of a sum.
        _ if largest > 1.0 + 1e-9 => "#,##0.0",
        0.001.. => "0.0000",
        _ => "0.00E+00",
    }
}

/// Characters that a column needs, within reason.
fn width<'a>(heading: &str, fields: impl Iterator<Item = &'a Field>) -> usize {
    let needed = |field: &Field| match field {
        Field::Text(text) => text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0) + 2,
        Field::Number(_) => FIGURE,
        Field::Count(_) | Field::Empty => 0,
    };
    let content = fields.map(needed).max().unwrap_or(0);
    content.max((heading.width() + BUTTON).min(HEADING)).clamp(WIDTHS.0, WIDTHS.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_shown_by_their_size() {
        let shown =
            |figures: &[f64]| number_format(figures.iter().map(|figure| Field::Number(*figure)).collect::<Vec<_>>().iter());
        assert_eq!(shown(&[1.0, -650_000.0]), "#,##0");
        assert_eq!(shown(&[66.3, 6.9]), "#,##0.0");
        assert_eq!(shown(&[1.01, 0.2]), "#,##0.0");
        assert_eq!(shown(&[0.5]), "0.0000");
        // Shares up to the whole are still shares.
        assert_eq!(shown(&[0.183, 1.0]), "0.0000");
        assert_eq!(shown(&[-1.0, 0.183, 1.0 + f64::EPSILON]), "0.0000");
        assert_eq!(shown(&[0.0, 1.0]), "#,##0");
        assert_eq!(shown(&[0.000_057]), "0.00E+00");
        assert_eq!(shown(&[4195.12]), "#,##0");
    }
}
