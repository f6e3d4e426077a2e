//! The data file as rows of cells that know where they stand. CSV with comma, semicolon or tab.
//!
//! Owns the shape of the file: delimiter, header, ragged and blank rows, quotes. What cells mean belongs to `assemble`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, Warned, quote, suggestion};
use crate::input::csv_scan::{self, Dialect, QuoteProblem};
use crate::input::encoding;
use crate::printable;

/// Most columns read. Wide enough for any survey export, small enough to refuse a runaway file.
pub const MAX_COLUMNS: usize = 200_000;
/// Longest cell read, in bytes.
pub const MAX_CELL: usize = 1_000_000;

#[derive(Debug)]
pub struct Row {
    cells: csv::StringRecord,
    offset: usize,
    /// One-based line where the row starts.
    pub line: usize,
}

#[derive(Debug)]
pub struct Sheet {
    source: Arc<Source>,
    dialect: Dialect,
    header_offset: usize,
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

/// Reads a CSV file.
///
/// - `name`: the file's name, for messages
/// - `delimiter`: as the criteria file states it; detected if `None`
///
/// # Errors
/// Everything that makes the shape of the file unsure: encoding, quotes, ragged rows, repeated headers.
pub fn read_csv(name: &str, bytes: &[u8], delimiter: Option<u8>) -> Result<Warned<Sheet>, Diagnostics> {
    read_soundly(name, bytes, delimiter).map_err(|unsound| unsound.findings)
}

/// Like [`read_csv`], but keeps the sound rows of an unsound file.
///
/// # Errors
/// As [`read_csv`].
pub fn read_soundly(name: &str, bytes: &[u8], delimiter: Option<u8>) -> Result<Warned<Sheet>, Box<Unsound>> {
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
                .remedy("the first line names the columns, one line for each intervention follows"),
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
    let sheet = reader.sheet(records);
    let findings = reader.findings;
    match sheet {
        Some(value) if !findings.has_errors() => Ok(Warned { value, findings }),
        rest => Err(Box::new(Unsound { findings, rest })),
    }
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
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.dialect.delimiter)
            .terminator(if self.dialect.lone_cr { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .from_reader(&text.as_bytes()[start..]);
        let mut rows = Vec::new();
        let mut blank = 0;
        let mut record = csv::StringRecord::new();
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

    fn sheet(&mut self, records: Vec<Row>) -> Option<Sheet> {
        let mut records = records.into_iter();
        let Some(header) = records.next() else {
            let place = Place::new(self.source, 0..0);
            let remedy = "the first line names the columns, one line for each intervention follows";
            self.findings.push(Diagnostic::error("empty-file", "the file holds only empty cells").at(Some(place)).remedy(remedy));
            return None;
        };
        let rows: Vec<_> = records.collect();
        let headers: Vec<String> = header.cells.iter().map(|cell| cell.trim().to_owned()).collect();
        let mut sheet = Sheet {
            source: Arc::clone(self.source),
            dialect: self.dialect,
            header_offset: header.offset,
            headers,
            by_name: HashMap::new(),
            rows,
            replaced: HashMap::new(),
        };
        if sheet.headers.len() > MAX_COLUMNS {
            let message = format!("the file has {} columns; at most {MAX_COLUMNS} are read", sheet.headers.len());
            self.findings.push(Diagnostic::error("too-large", message).at(sheet.header_place(0)));
            return None;
        }
        if let Some(found) = title_above(&sheet) {
            self.findings.push(found);
            return None;
        }
        self.name_columns(&mut sheet);
        self.check_rows(&sheet);
        let columns = sheet.headers.len();
        sheet.rows.retain(|row| row.cells.len() == columns);
        Some(sheet).filter(|sheet| !sheet.rows.is_empty())
    }

    fn name_columns(&mut self, sheet: &mut Sheet) {
        let mut unnamed = Vec::new();
        for index in 0..sheet.headers.len() {
            let name = &sheet.headers[index];
            if name.is_empty() {
                unnamed.push(index);
            } else if let Some(&first) = sheet.by_name.get(name) {
                let message = format!("a second column is called `{}` (columns {} and {})", quote(name), first + 1, index + 1);
                let remedy = "give each column its own name";
                self.findings.push(Diagnostic::error("repeated-header", message).at(sheet.header_place(index)).remedy(remedy));
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
            self.findings.push(Diagnostic::warning("unnamed-column", message).at(sheet.header_place(filled[0])).remedy(remedy));
        }
        if !empty.is_empty() {
            let message =
                format!("{} empty unnamed {} ignored", empty.len(), if empty.len() == 1 { "column was" } else { "columns were" });
            self.findings.push(Diagnostic::note("empty-columns", message));
        }
    }

    fn check_rows(&mut self, sheet: &Sheet) {
        let wanted = sheet.headers.len();
        let file = self.source.name().to_owned();
        if sheet.rows.is_empty() {
            self.findings.push(
                Diagnostic::error("no-rows", "there is a header but no row with an intervention")
                    .at(sheet.header_place(0))
                    .remedy("write one line for each intervention below the header"),
            );
        }
        for row in &sheet.rows {
            if row.cells.len() != wanted {
                self.findings.push_error(&file, || sheet.ragged(row));
            } else if row.cells.as_slice().len() > MAX_CELL && row.cells.iter().any(|cell| cell.len() > MAX_CELL) {
                self.findings.push_error(&file, || {
                    let message = format!("a cell on line {} is longer than {MAX_CELL} bytes", row.line);
                    Diagnostic::error("too-large", message).at(Some(Place::new(&sheet.source, row.offset..row.offset)))
                });
            }
        }
    }
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
            .at(Some(Place::new(&sheet.source, sheet.header_offset..sheet.header_offset)))
            .remedy(remedy)
    })
}

/// The CR of a CRLF line end, which the reader leaves on the last cell.
fn without_cr(record: &mut csv::StringRecord) {
    let last = record.len() - 1;
    if let Some(kept) = record.get(last).and_then(|cell| cell.strip_suffix('\r')).map(str::to_owned) {
        record.truncate(last);
        record.push_field(&kept);
    }
}

impl Sheet {
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
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
        let fields = csv_scan::fields(self.source.text(), self.rows[row].offset, self.dialect);
        fields.get(column).map(|span| Place::new(&self.source, span.clone()))
    }

    /// Where a row starts: its first cell.
    #[must_use]
    pub fn row_place(&self, row: usize) -> Place {
        let Row { cells, offset, .. } = &self.rows[row];
        Place::new(&self.source, *offset..offset + cells.get(0).map_or(0, str::len))
    }

    #[must_use]
    pub fn header_place(&self, column: usize) -> Option<Place> {
        let fields = csv_scan::fields(self.source.text(), self.header_offset, self.dialect);
        fields.get(column).map(|span| Place::new(&self.source, span.clone()))
    }

    /// The error for a row that has more or fewer cells than the header.
    fn ragged(&self, row: &Row) -> Diagnostic {
        let (found, wanted) = (row.cells.len(), self.headers.len());
        let fields = csv_scan::fields(self.source.text(), row.offset, self.dialect);
        let end = fields.last().map_or(row.offset, |field| field.end);
        let start = fields.get(wanted).filter(|_| found > wanted).map_or(row.offset, |field| field.start);
        let span = start..end;
        let quoted = row.cells.iter().any(|cell| cell.contains('"'));
        let thousands =
            row.cells.iter().zip(row.cells.iter().skip(1)).find(|(left, right)| is_split_thousands(left.trim(), right.trim()));
        if let Some((left, right)) = thousands.filter(|_| found > wanted) {
            let remedy = format!("perhaps `{left},{right}` is one figure: write {left}{right}, or put it in double quotes");
            return ragged(row, found, wanted, Place::new(&self.source, span), &remedy);
        }
        let remedy = match (found > wanted, quoted) {
            (true, true) => "a quote only counts right after the delimiter: remove the space before it",
            (true, false) => "put a text that holds the delimiter in double quotes, or remove the surplus cells",
            (false, _) => "add the missing cells, empty if need be",
        };
        ragged(row, found, wanted, Place::new(&self.source, span), remedy)
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

#[cfg(test)]
mod tests {
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
