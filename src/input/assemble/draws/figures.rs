//! Figures by draw and intervention.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::columns::Columns;
use super::{DrawnColumn, Draws, LISTED};
use crate::diagnostic::{Diagnostic, Diagnostics, quote, suggestion};
use crate::document::words;
use crate::input::criteria_file::CriteriaFile;
use crate::input::criteria_file::criterion::CriterionEntry;
use crate::input::criteria_file::value::ValueEntry;
use crate::input::number::{self, DecimalMark};
use crate::input::sheet::Sheet;

/// The column that numbers draws.
pub const DRAW: &str = "draw";

/// The columns that a criterion reads.
fn names(entry: &CriterionEntry) -> impl Iterator<Item = &String> {
    let columns = [Some(entry.main_column()), entry.times.as_ref(), entry.per.as_ref()];
    columns.into_iter().flatten().map(toml::Spanned::get_ref)
}

/// The columns that weighed criteria read.
pub fn weighed_columns(file: &CriteriaFile) -> impl Iterator<Item = &String> {
    file.criteria.iter().filter(|entry| !entry.is_report).flat_map(names)
}

/// The draw that a row belongs to.
pub fn label(given: &Sheet, row: usize) -> &str {
    given.column(DRAW).map_or("", |column| given.cell(row, column).trim())
}

/// Reads a file of draws.
pub struct Reader<'a> {
    pub given: &'a Sheet,
    pub mark: DecimalMark,
    pub findings: &'a mut Diagnostics,
}

impl Reader<'_> {
    pub fn name(&self) -> &str {
        self.given.source().name()
    }

    /// The column of a name; that it is not there is an error.
    pub fn needed(&mut self, name: &str, why: &str) -> Option<usize> {
        let found = self.given.column(name);
        if found.is_none() {
            let message = format!("{} has no column `{}`, {why}", self.name(), quote(name));
            let remedy = format!("name the column so; {}", self.given.column_remedy(name));
            self.findings.push(Diagnostic::error("draws", message).at(self.given.header_place(0)).remedy(remedy));
        }
        found
    }

    pub fn error(&mut self, row: usize, column: usize, message: impl FnOnce() -> String, remedy: &'static str) {
        let given = self.given;
        self.findings.push_error(given.source().name(), || {
            let label = format!("column `{}`", quote(&given.headers()[column]));
            Diagnostic::error("draws", message()).at(given.place(row, column)).label(label).remedy(remedy)
        });
    }

    /// The figure of a cell; what is none is an error.
    pub fn figure(&mut self, row: usize, column: usize) -> Option<f64> {
        let given = self.given;
        let text = given.cell(row, column);
        let of = || format!("in column `{}`, draw {}", quote(&given.headers()[column]), quote(label(given, row)));
        match number::parse(text, self.mark) {
            Ok(Some(number)) => return Some(number.value),
            Ok(None) => self.error(
                row,
                column,
                || format!("a figure is missing {}", of()),
                "every draw needs a figure for every intervention: complete the draws, or leave the draw out",
            ),
            Err(problem) => {
                self.error(row, column, || format!("`{}` {} {}", quote(text.trim()), problem.what, of()), "write a figure");
            }
        }
        None
    }

    /// The names of the draws in the order in which they come, and which of them each row belongs to.
    pub fn draws(&mut self, column: usize) -> (Vec<String>, Vec<Option<usize>>) {
        let mut labels: Vec<String> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        let given = self.given;
        let mut rows = Vec::with_capacity(given.rows.len());
        for row in 0..given.rows.len() {
            let text = given.cell(row, column).trim();
            if text.is_empty() {
                self.error(row, column, || "a draw has no number".to_owned(), "number the draws, for example from 1 up");
                rows.push(None);
                continue;
            }
            rows.push(Some(*known.entry(text).or_insert_with(|| {
                labels.push(text.to_owned());
                labels.len() - 1
            })));
        }
        if rows.is_empty() {
            let message = format!("{} holds no draw", self.name());
            self.findings.push(Diagnostic::error("draws", message).at(given.header_place(0)).remedy("add a row for each draw"));
        }
        (labels, rows)
    }

    pub fn figures(&mut self, file: &CriteriaFile, data: &Sheet, columns: &Columns, draws: &mut Draws) {
        let given = self.given;
        let id_name = data.headers()[columns.id].clone();
        let draw = self.needed(DRAW, "which says the draw of each row");
        let id = self.needed(&id_name, "which says the intervention of each row");
        let read = self.drawn_columns(file, data, columns, [draw, id]);
        let (Some(draw), Some(id)) = (draw, id) else { return };
        let (labels, of_rows) = self.draws(draw);
        let rows_by_id: HashMap<&str, usize> = (0..data.rows.len()).map(|row| (data.cell(row, columns.id), row)).collect();
        let mut figures: Vec<HashMap<usize, Vec<f64>>> = read.iter().map(|_| HashMap::new()).collect();
        for (row, of) in of_rows.into_iter().enumerate() {
            let (Some(of), name) = (of, given.cell(row, id)) else { continue };
            let Some(&intervention) = rows_by_id.get(name) else {
                let remedy = suggestion(name, rows_by_id.keys().copied());
                let unknown = || format!("no intervention of the data has the id `{}`; {remedy}", quote(name));
                self.error(row, id, unknown, "ids are compared exactly: write it as the data do, or leave the row out");
                continue;
            };
            let held = draws.held.entry(intervention).or_insert_with(|| vec![false; labels.len()]);
            if std::mem::replace(&mut held[of], true) {
                let again = || format!("draw {} has `{}` twice", quote(&labels[of]), quote(name));
                self.error(row, id, again, "each draw has one row for each intervention");
                continue;
            }
            for (&(column, _), figures) in read.iter().zip(&mut figures) {
                if let Some(figure) = self.figure(row, column) {
                    figures.entry(intervention).or_insert_with(|| vec![0.0; labels.len()])[of] = figure;
                }
            }
        }
        let shared = |(row, figures): (usize, Vec<f64>)| (row, Arc::from(figures));
        let column = |((_, name), figures): ((usize, String), HashMap<usize, Vec<f64>>)| DrawnColumn {
            name,
            figures: figures.into_iter().map(shared).collect(),
        };
        draws.columns = read.into_iter().zip(figures).map(column).collect();
        draws.count = labels.len();
        draws.labels = labels;
        draws.place = given.header_place(draw);
    }

    /// Columns of the draws that a weighed criterion or a plan reads, by index and name; others of the data are left alone.
    fn drawn_columns(
        &mut self,
        file: &CriteriaFile,
        data: &Sheet,
        columns: &Columns,
        own: [Option<usize>; 2],
    ) -> Vec<(usize, String)> {
        let given = self.given;
        let mut drawn = Vec::new();
        let mut idle = Vec::new();
        for (column, name) in given.headers().iter().enumerate().filter(|(column, _)| !own.contains(&Some(*column))) {
            let reads = |entry: &&CriterionEntry| !entry.is_report && names(entry).any(|read| read == name);
            let mut readers = file.criteria.iter().filter(reads).peekable();
            let place = given.header_place(column);
            match data.column(name) {
                _ if name.is_empty() => {}
                None => {
                    let message = format!("{} has a column `{}` that the data do not have", given.source().name(), quote(name));
                    let remedy =
                        format!("columns are named as in the data: rename it, or leave it out; {}", data.column_remedy(name));
                    self.findings.push(Diagnostic::error("draws", message).at(place).remedy(remedy));
                }
                Some(found) if Some(found) == columns.name => {}
                Some(found) if readers.peek().is_none() && columns.is_money_or_size(found) => drawn.push((column, name.clone())),
                Some(_) if readers.peek().is_none() => idle.push(format!("`{}`", quote(name))),
                Some(_) => match readers.find(|entry| matches!(entry.value, ValueEntry::Levels(_))) {
                    Some(entry) => {
                        let message =
                            format!("criterion `{}` reads `{}` as levels: draws hold figures", entry.id.get_ref(), quote(name));
                        let remedy = "leave the column out of the draws, or give the criterion points instead of levels";
                        self.findings.push(Diagnostic::error("draws", message).at(place).remedy(remedy));
                    }
                    None => drawn.push((column, name.clone())),
                },
            }
        }
        if drawn.is_empty() && !self.findings.has_errors() {
            let message = format!("{} has no column that a weighed criterion reads", given.source().name());
            let read = weighed_columns(file).map(|name| format!("`{name}`"));
            let remedy = format!("criteria read {}", words::first_few(&read.collect::<Vec<_>>(), LISTED));
            self.findings.push(Diagnostic::error("draws", message).at(given.header_place(0)).remedy(remedy));
        }
        if !idle.is_empty() {
            let message = format!("columns of {} that no weighed criterion reads: {}", given.source().name(), idle.join(", "));
            self.findings.push(Diagnostic::note("draws", message).at(given.header_place(0)).remedy("they are left alone"));
        }
        drawn
    }
}
