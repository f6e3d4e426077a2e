//! Ids: there, each one's own, and none of them a sum of the rows above.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::columns::Columns;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote, suggestion};
use crate::document::words;
use crate::input::criteria_file::CriteriaFile;
use crate::input::sheet::Sheet;

/// Ids or names that stand for a sum of the rows above.
const TOTALS: [&str; 7] = ["total", "totals", "grand total", "sum", "subtotal", "sub-total", "overall total"];

/// Checks the ids of all rows. Returns the total rows, whose other cells need no complaint.
pub fn check(sheet: &Sheet, columns: &Columns, findings: &mut Diagnostics) -> HashSet<usize> {
    let file = sheet.source().name();
    let ids = Ids { sheet, column: columns.id };
    let mut totals = HashSet::new();
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(sheet.rows.len());
    let mut folded: HashMap<String, usize> = HashMap::with_capacity(sheet.rows.len());
    for row in 0..sheet.rows.len() {
        let text = sheet.cell(row, columns.id);
        let name = columns.name.map_or("", |name| sheet.cell(row, name));
        if let Some(total) = [text, name].into_iter().find(|text| is_total(text)) {
            totals.insert(row);
            findings.push_error(file, || ids.total(row, total));
        } else if text.trim().is_empty() {
            findings.push_error(file, || ids.empty(row));
        } else if let Some(&first) = seen.get(text) {
            findings.push_error(file, || ids.repeated(row, first));
        } else {
            seen.insert(text, row);
            if let Some(first) = folded.insert(fold(text), row) {
                findings.push(ids.similar(row, first));
            }
        }
    }
    nameless(sheet, columns, findings);
    totals
}

pub fn is_total(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 13 && TOTALS.iter().any(|total| text.eq_ignore_ascii_case(total))
}

/// The text as people tell ids apart: without case, outer spaces and ways of writing accents.
fn fold(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.nfc().collect::<String>().to_lowercase() }
}

/// What can be wrong with the id of a row.
struct Ids<'a> {
    sheet: &'a Sheet,
    column: usize,
}

impl Ids<'_> {
    fn line(&self, row: usize) -> usize {
        self.sheet.rows[row].line
    }

    fn id(&self, row: usize) -> String {
        quote(self.sheet.cell(row, self.column))
    }

    fn total(&self, row: usize, text: &str) -> Diagnostic {
        let message = format!("line {} looks like a total row (`{}`), not an intervention", self.line(row), quote(text));
        let remedy = "remove the row, or give it an id and a name that are no total";
        Diagnostic::error("total-row", message).at(self.sheet.place(row, self.column)).remedy(remedy)
    }

    fn empty(&self, row: usize) -> Diagnostic {
        Diagnostic::error("empty-id", format!("the id on line {} is empty", self.line(row)))
            .at(self.sheet.place(row, self.column))
            .label(format!("column `{}`", quote(&self.sheet.headers()[self.column])))
            .remedy("give each intervention an id of its own")
    }

    fn repeated(&self, row: usize, first: usize) -> Diagnostic {
        let message = format!("the id `{}` stands on line {} and line {}", self.id(row), self.line(first), self.line(row));
        let place = self.sheet.place(row, self.column);
        Diagnostic::error("repeated-id", message).at(place).remedy("give each intervention an id of its own")
    }

    fn similar(&self, row: usize, first: usize) -> Diagnostic {
        let message = format!(
            "the ids `{}` (line {}) and `{}` (line {}) differ only in case, spaces or accents",
            self.id(first),
            self.line(first),
            self.id(row),
            self.line(row)
        );
        let place = self.sheet.place(row, self.column);
        Diagnostic::warning("similar-ids", message).at(place).remedy("they count as two interventions: check that they are")
    }
}

fn nameless(sheet: &Sheet, columns: &Columns, findings: &mut Diagnostics) {
    let Some(name) = columns.name.filter(|&name| name != columns.id) else { return };
    let rows: Vec<_> = (0..sheet.rows.len()).filter(|&row| sheet.cell(row, name).trim().is_empty()).collect();
    if let Some(&first) = rows.first() {
        let message = format!("{} without a name: the id is shown instead", words::count(rows.len(), "intervention"));
        findings.push(Diagnostic::note("empty-name", message).at(sheet.place(first, name)));
    }
}

/// Ids that the criteria file names must stand in the data.
pub fn check_references(file: &CriteriaFile, sheet: &Sheet, id: usize, findings: &mut Diagnostics) {
    if file.other_ids.is_empty() {
        return;
    }
    let ids = (0..sheet.rows.len()).map(|row| sheet.cell(row, id));
    let known: HashSet<&str> = ids.clone().collect();
    for named in file.other_ids.iter().filter(|named| !known.contains(named.get_ref().as_str())) {
        let message = format!("an override names `{}`, which is no id in {}", quote(named.get_ref()), sheet.source().name());
        let place = Place::new(&file.source, named.span());
        let remedy = suggestion(named.get_ref(), ids.clone());
        findings.push(Diagnostic::error("unknown-id", message).at(Some(place)).remedy(remedy));
    }
}
