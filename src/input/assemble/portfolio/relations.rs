//! What the rows say of one another: mandates, exclusive labels, prerequisites and streams, read over the whole file.
//!
//! Rows that are set aside count too: what is wrong with them is wrong whatever is asked.

use std::collections::{HashMap, HashSet};

use super::super::Refusal;
use super::super::cells::error;
use super::super::columns::Columns;
use super::conflicts;
use crate::diagnostic::{Diagnostic, Diagnostics, quote, suggestion};
use crate::document::words;
use crate::input::criteria_file::{CriteriaFile, StreamEntry};
use crate::input::number::{self, yes_or_no};
use crate::input::sheet::Sheet;

/// Ids that one message lists.
const LISTED: usize = 5;

/// Over all rows of the sheet.
#[derive(Debug, Default)]
pub struct Relations {
    pub mandated: Vec<bool>,
    /// Each label once, in the order of the data.
    pub labels: Vec<String>,
    /// Of each row, into `labels`.
    pub labels_of: Vec<Vec<usize>>,
    /// Of each row, the rows it needs.
    pub requires: Vec<Vec<usize>>,
    /// Of each row, into the streams of the criteria file.
    pub stream: Vec<Option<usize>>,
}

/// Reads the columns of relations and reports all that is wrong with them.
///
/// - `totals`: rows that are no interventions
///
/// # Errors
/// A what-if whose cell cannot be read.
pub fn read(
    file: &CriteriaFile,
    sheet: &Sheet,
    columns: &Columns,
    totals: &HashSet<usize>,
    findings: &mut Diagnostics,
) -> Result<Relations, Refusal> {
    let streams = file.portfolio.as_ref().map_or(&[][..], |section| &section.streams);
    let mut reader = Reader { sheet, columns, totals, findings, typed: None };
    let (labels, labels_of) = reader.labels();
    let relations = Relations {
        mandated: reader.mandates(),
        labels,
        labels_of,
        requires: reader.prerequisites(),
        stream: reader.streams(streams),
    };
    if let Some(problem) = reader.typed {
        return Err(Refusal::Choice(problem));
    }
    conflicts::check(&relations, sheet, columns, findings);
    Ok(relations)
}

/// The parts of a cell that holds several.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

struct Reader<'a> {
    sheet: &'a Sheet,
    columns: &'a Columns,
    totals: &'a HashSet<usize>,
    findings: &'a mut Diagnostics,
    /// The first what-if that cannot be read.
    typed: Option<String>,
}

impl<'a> Reader<'a> {
    fn count(&self) -> usize {
        self.sheet.rows.len()
    }

    /// The text of a row's cell; empty for a column that is not named and a row that is no intervention.
    fn text(&self, row: usize, column: Option<usize>) -> &'a str {
        column.filter(|_| !self.totals.contains(&row)).map_or("", |column| self.sheet.cell(row, column).trim())
    }

    fn refuse(&mut self, code: &'static str, (row, column): (usize, usize), what: &str, remedy: impl FnOnce() -> String) {
        let sheet = self.sheet;
        if sheet.is_replaced(row, column) {
            let found = error(sheet, row, column, what, String::new());
            self.typed.get_or_insert_with(|| format!("--set: {}; {}", found.message.replace(" (from --set)", ""), remedy()));
            return;
        }
        self.findings.push_error(sheet.source().name(), || Diagnostic { code, ..error(sheet, row, column, what, remedy()) });
    }

    fn mandates(&mut self) -> Vec<bool> {
        let (count, column) = (self.count(), self.columns.portfolio.mandated);
        let mandate = |row: usize| {
            let found = yes_or_no(self.text(row, column));
            if found.is_none() {
                let at = (row, column.unwrap_or_default());
                self.refuse("yes-or-no", at, "is neither yes nor no", || "write yes or no".to_owned());
            }
            found.unwrap_or(false)
        };
        (0..count).map(mandate).collect()
    }

    fn labels(&self) -> (Vec<String>, Vec<Vec<usize>>) {
        let mut index: HashMap<&str, usize> = HashMap::new();
        let mut labels = Vec::new();
        let mut of_row = |row: usize| {
            let mut own = Vec::new();
            let named = parts(self.text(row, self.columns.portfolio.exclusive)).filter(|label| !number::is_missing(label));
            for label in named {
                let label = *index.entry(label).or_insert_with(|| {
                    labels.push(label.to_owned());
                    labels.len() - 1
                });
                if !own.contains(&label) {
                    own.push(label);
                }
            }
            own
        };
        let labels_of = (0..self.count()).map(&mut of_row).collect();
        (labels, labels_of)
    }

    /// The row of each id; ids that differ only by outer spaces are found by the first.
    fn rows_by_id(&self) -> HashMap<&'a str, usize> {
        let rows = || (0..self.count()).filter(|row| !self.totals.contains(row));
        let id = |row: usize| self.sheet.cell(row, self.columns.id);
        let mut found = HashMap::with_capacity(self.count());
        for row in rows() {
            found.entry(id(row)).or_insert(row);
        }
        for row in rows() {
            found.entry(id(row).trim()).or_insert(row);
        }
        found
    }

    fn prerequisites(&mut self) -> Vec<Vec<usize>> {
        let Some(column) = self.columns.portfolio.requires else { return vec![Vec::new(); self.count()] };
        let known = self.rows_by_id();
        (0..self.count()).map(|row| self.prerequisites_of(row, column, &known)).collect()
    }

    fn prerequisites_of(&mut self, row: usize, column: usize, known: &HashMap<&str, usize>) -> Vec<usize> {
        let mut own = Vec::new();
        for id in parts(self.text(row, Some(column))) {
            match known.get(id) {
                Some(&needed) if needed == row => {
                    self.refuse("requires-itself", (row, column), "names the intervention's own id", || {
                        "name the other interventions that it needs, or leave the cell empty".to_owned()
                    });
                }
                Some(needed) if own.contains(needed) => {}
                Some(&needed) => own.push(needed),
                None if number::is_missing(id) => {}
                None => {
                    let (sheet, ids) = (self.sheet, self.columns.id);
                    let what = format!("names `{}`, which is no id in {}", quote(id), sheet.source().name());
                    self.refuse("unknown-id", (row, column), &what, || {
                        suggestion(id, (0..sheet.rows.len()).map(|row| sheet.cell(row, ids)))
                    });
                }
            }
        }
        own
    }

    fn streams(&mut self, streams: &[StreamEntry]) -> Vec<Option<usize>> {
        let Some(column) = self.columns.portfolio.stream else { return vec![None; self.count()] };
        let index: HashMap<_, _> = streams.iter().enumerate().map(|(at, stream)| (stream.name.get_ref().trim(), at)).collect();
        let mut unknown: Vec<(&str, Vec<usize>)> = Vec::new();
        let mut place_of: HashMap<&str, usize> = HashMap::new();
        let mut found = Vec::with_capacity(self.count());
        for row in 0..self.count() {
            let label = self.text(row, Some(column));
            let stream = index.get(label).copied();
            if stream.is_none() && !number::is_missing(label) {
                let at = *place_of.entry(label).or_insert_with(|| {
                    unknown.push((label, Vec::new()));
                    unknown.len() - 1
                });
                unknown[at].1.push(row);
            }
            found.push(stream);
        }
        for (label, rows) in &unknown {
            self.refuse_stream(label, rows, column, streams);
        }
        found
    }

    /// One message for all rows of one label.
    fn refuse_stream(&mut self, label: &str, rows: &[usize], column: usize, streams: &[StreamEntry]) {
        let names = || streams.iter().map(|stream| stream.name.get_ref().as_str());
        let shown: Vec<_> = rows.iter().take(LISTED).map(|&row| self.id_and_line(row)).collect();
        let others = match rows.len() {
            1 => String::new(),
            2..=LISTED => format!(": {}", words::listed(shown)),
            more => format!(": {} and {} more", shown.join(", "), more - LISTED),
        };
        let what = format!("is no stream of [portfolio.streams]{others}");
        self.refuse("unknown-stream", (rows[0], column), &what, || suggestion(label, names()));
    }

    fn id_and_line(&self, row: usize) -> String {
        format!("`{}` (line {})", quote(self.sheet.cell(row, self.columns.id)), self.sheet.rows[row].line)
    }
}
