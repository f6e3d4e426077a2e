//! Records as CSV or TSV: one header line, full precision, text that a spreadsheet would run made harmless.

use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

use crate::printable::is_hidden;

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    Text(Arc<str>),
    Number(f64),
    Count(usize),
    Empty,
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<Option<f64>> for Field {
    fn from(figure: Option<f64>) -> Self {
        figure.map_or(Self::Empty, Self::Number)
    }
}

/// A header and the records below it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Records {
    pub header: Vec<String>,
    pub rows: Vec<Vec<Field>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formulas {
    /// An apostrophe goes before text that a spreadsheet would run.
    Harmless,
    /// Text stays as it was read (`--raw`).
    Raw,
}

/// Writes records.
///
/// - `delimiter`: `b','` or `b'\t'`
///
/// # Errors
/// What the writer says.
pub fn write(records: &Records, delimiter: u8, formulas: Formulas, out: impl Write) -> std::io::Result<()> {
    write_records(records, delimiter, formulas, out).map_err(|error| match error.into_kind() {
        // The kind tells a closed pipe from a full disk, which the wrapped error would hide.
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    })
}

fn write_records(records: &Records, delimiter: u8, formulas: Formulas, out: impl Write) -> csv::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    writer.write_record(records.header.iter().map(|name| guarded(name, formulas).into_owned()))?;
    for row in &records.rows {
        for field in row {
            match field {
                Field::Text(text) => writer.write_field(guarded(text, formulas).as_bytes())?,
                Field::Number(figure) => writer.write_field(figure.to_string())?,
                Field::Count(count) => writer.write_field(count.to_string())?,
                Field::Empty => writer.write_field("")?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.flush()?)
}

/// Text that begins as a formula would, with an apostrophe before it.
fn guarded(text: &str, formulas: Formulas) -> Cow<'_, str> {
    if formulas == Formulas::Harmless && starts_as_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Whether a spreadsheet would run a text, or a program that trims or narrows it first.
#[must_use]
pub fn starts_as_formula(text: &str) -> bool {
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let inner = text.trim_start_matches(|first: char| first.is_whitespace() || is_hidden(first));
    text.starts_with(STARTS) || inner.starts_with(STARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: Vec<Vec<Field>>, formulas: Formulas) -> String {
        let mut out = Vec::new();
        write(&Records { header: vec!["a".to_owned()], rows }, b',', formulas, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn formulas_are_text_and_negative_numbers_stay_numbers() {
        let rows = vec![vec![Field::from("=1+1")], vec![Field::Number(-2.5)], vec![Field::from("x,\"=1")]];
        assert_eq!(written(rows.clone(), Formulas::Harmless), "a\n'=1+1\n-2.5\n\"x,\"\"=1\"\n");
        assert!(written(rows, Formulas::Raw).contains("\n=1+1\n"));
    }
}
