//! CSV with comma, semicolon or tab, as people save it.
//!
//! Owns the delimiter, line ends, blank rows and quotes; the `csv` crate reads the values.

use std::sync::Arc;

use super::{Layout, Row, Sheet, Unsound, shape};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, Warned, quote};
use crate::input::csv_scan::{self, Dialect, QuoteProblem};
use crate::input::encoding;

/// Reads a CSV text of any encoding and delimiter.
///
/// # Errors
/// What makes its shape unsure, with the rows that are sound.
pub fn read(name: &str, bytes: &[u8], delimiter: Option<u8>) -> Result<Warned<Sheet>, Box<Unsound>> {
    let nothing = |findings| Box::new(Unsound { findings, rest: None });
    let decoded = encoding::decode(name, bytes).map_err(nothing)?;
    let mut findings = decoded.findings;
    let source = decoded.value;
    let (start, delimiter) = dialect(&source, delimiter, &mut findings);
    let dialect = Dialect::new(&source.text()[start..], delimiter);
    if findings.has_errors() {
        return Err(nothing(findings));
    }
    if source.text()[start..].trim().is_empty() {
        findings.push(
            Diagnostic::error("empty-file", "the file is empty")
                .at(Some(Place::new(&source, 0..0)))
                .remedy("the first line names the columns, each line below it is a row"),
        );
        return Err(nothing(findings));
    }
    if source.text().contains('"')
        && let Some(problem) = csv_scan::quote_problem(source.text(), start, dialect)
    {
        findings.push(unsound_quote(&source, &problem));
        return Err(nothing(findings));
    }
    let mut reader = Reader { source: &source, dialect, findings };
    let records = reader.records(start);
    shape::checked(&source, Layout::Text(dialect), records, reader.findings)
}

/// Where the table starts and what parts its cells: a `sep=` line, the stated delimiter, or the most frequent in the header.
fn dialect(source: &Arc<Source>, stated: Option<u8>, findings: &mut Diagnostics) -> (usize, u8) {
    let text = source.text();
    let first_line = |from: usize| text[from..].lines().next().map_or("", |line| line.split('\r').next().unwrap_or(line));
    let mut start = 0;
    let first = first_line(0);
    let mut by_sep = None;
    let stated_first = first.trim_matches('"').strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    if let Some(separator) = stated_first {
        if !separator.is_ascii() {
            let message = format!("the first line `{}` names a delimiter that is not read", quote(first));
            let place = Place::new(source, 0..first.len());
            findings.push(
                Diagnostic::error("delimiter", message).at(Some(place)).remedy("save the file with commas, semicolons or tabs"),
            );
        }
        let rest = &text[first.len()..];
        start = first.len() + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        by_sep = Some(separator);
        findings.push(Diagnostic::note(
            "sep-line",
            format!("the first line `{}` was read as Excel's note of the delimiter", quote(first)),
        ));
    }
    if let Some(delimiter) = stated.or(by_sep) {
        return (start, delimiter);
    }
    let header = text[start..].split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or("");
    // Every second part between quotes is quoted; a delimiter there parts nothing.
    let count = |delimiter: char| header.split('"').step_by(2).map(|part| part.matches(delimiter).count()).sum::<usize>();
    let (delimiter, word) = if count('\t') > count(',').max(count(';')) {
        (b'\t', "tabs")
    } else if count(';') > count(',') {
        (b';', "semicolons")
    } else {
        (b',', "commas")
    };
    if delimiter != b',' {
        findings.push(Diagnostic::note(
            "delimiter",
            format!("the cells of {} are parted by {word} (delimiter detected)", source.name()),
        ));
    }
    (start, delimiter)
}

fn unsound_quote(source: &Arc<Source>, problem: &QuoteProblem) -> Diagnostic {
    let line = |at| source.line(at);
    let (opened, message) = match *problem {
        QuoteProblem::Unclosed { opened } => (opened, format!("the quote opened on line {} is never closed", line(opened))),
        QuoteProblem::TextAfterClose { opened, close } => {
            (opened, format!("the quote opened on line {} closes on line {} in the middle of a cell", line(opened), line(close)))
        }
    };
    Diagnostic::error("quote", message)
        .at(Some(Place::new(source, opened..opened + 1)))
        .label("opened here")
        .remedy("close it, or write a quote inside a quoted cell twice (\"\")")
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    dialect: Dialect,
    findings: Diagnostics,
}

impl Reader<'_> {
    /// The records with content, each with the offset of its first character.
    fn records(&mut self, start: usize) -> Vec<Row> {
        let text = self.source.text();
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.dialect.delimiter)
            .terminator(if self.dialect.lone_cr { ::csv::Terminator::CRLF } else { ::csv::Terminator::Any(b'\n') })
            .from_reader(&text.as_bytes()[start..]);
        let mut rows = Vec::new();
        let mut blank = 0;
        let mut record = ::csv::StringRecord::new();
        while let Ok(true) = reader.read_record(&mut record) {
            let at = start + record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
            // The reader's position is where it looked for the record; line ends and blank lines come before it.
            let (offset, skipped) = self.after_line_ends(at);
            blank += skipped;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                blank += 1;
                continue;
            }
            without_cr(&mut record);
            rows.push(Row { cells: record.clone(), offset, line: self.source.line(offset) });
        }
        if blank > 0 {
            let message = format!("{blank} empty {} skipped", if blank == 1 { "row was" } else { "rows were" });
            self.findings.push(Diagnostic::note("empty-rows", message));
        }
        rows
    }

    /// The first byte after the line ends at `at`, and how many there are. A lone CR ends no line where LF does.
    fn after_line_ends(&self, mut at: usize) -> (usize, usize) {
        let bytes = self.source.text().as_bytes();
        let mut count = 0;
        loop {
            at += match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'\r'), Some(b'\n')) => 2,
                (Some(b'\n'), _) => 1,
                (Some(b'\r'), _) if self.dialect.lone_cr => 1,
                _ => return (at, count),
            };
            count += 1;
        }
    }
}

/// The CR of a CRLF line end, which the reader leaves on the last cell.
fn without_cr(record: &mut ::csv::StringRecord) {
    let last = record.len() - 1;
    if let Some(kept) = record.get(last).and_then(|cell| cell.strip_suffix('\r')).map(str::to_owned) {
        record.truncate(last);
        record.push_field(&kept);
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_csv;
    use super::*;

    fn read(text: &str) -> Result<Warned<Sheet>, Diagnostics> {
        read_csv("f.csv", text.as_bytes(), None)
    }

    #[test]
    fn lines_survive_blank_lines_quoted_newlines_and_cr() {
        for text in
            ["id,x\n\nA,1\n\"B\nb\",2\nC,3\n", "id,x\r\n\r\nA,1\r\n\"B\r\nb\",2\r\nC,3\r\n", "id,x\r\rA,1\r\"B\rb\",2\rC,3"]
        {
            let sheet = read(text).unwrap().value;
            assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 4, 6], "{text:?}");
            assert_eq!(sheet.place(2, 1).unwrap().line(), 6);
        }
    }

    #[test]
    fn delimiters_are_detected() {
        for text in ["id;x\nA;1", "id\tx\nA\t1", "sep=;\nid;x\nA;1", "id,x\nA,1"] {
            assert_eq!(read(text).unwrap().value.cell(0, 1), "1", "{text:?}");
        }
    }

    #[test]
    fn an_unclosed_quote_never_loses_rows() {
        for text in ["id,x\nA,\"1\nB,2\n", "id,x\nA,\"1\nB,\"2\"\n"] {
            let found = read(text).unwrap_err();
            assert_eq!(found.iter().next().unwrap().place.as_ref().unwrap().line(), 2);
        }
    }
}
