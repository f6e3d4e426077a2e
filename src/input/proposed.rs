//! A proposed set: a file with a column of ids, such as a plan that `fund` wrote, of which the selected rows count.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::assemble::{Round, SliceContent};
use super::number::yes_or_no;
use super::sheet::Sheet;
use crate::diagnostic::{Diagnostic, Diagnostics, quote, suggestion};

/// The column of ids, whatever the data call theirs.
const ID: &str = "id";
/// A yes/no column that leaves rows out.
const SELECTED: &str = "selected";

/// The ids of a proposed set, in the order of the file; what is wrong is among the findings.
///
/// - `id`: what the data call their column of ids, where the criteria file says
pub fn read(sheet: &Sheet, id: Option<&str>, round: &Round, findings: &mut Diagnostics) -> Vec<Arc<str>> {
    let Some(column) = id.and_then(|id| sheet.column(id)).or_else(|| sheet.column(ID)) else {
        let message = format!("{} has no column `{ID}`, which says what is proposed", sheet.source().name());
        let remedy = format!("write `{ID}` above the ids; {}", sheet.column_remedy(ID));
        findings.push(Diagnostic::error("proposed", message).at(sheet.header_place(0)).remedy(remedy));
        return Vec::new();
    };
    let mut reader = Reader { sheet, column, known: known(round), findings };
    let rows: Vec<_> = (0..sheet.rows.len()).filter(|&row| reader.is_selected(row)).collect();
    let mut seen = HashSet::new();
    rows.into_iter().filter_map(|row| reader.id(row, &mut seen)).collect()
}

/// Whether a row that was read is analysed; if not, why.
enum Known {
    Analysed(Arc<str>),
    SetAside(String),
}

fn known(round: &Round) -> HashMap<Arc<str>, Known> {
    let rows = round.slices.iter().flat_map(|slice| match &slice.content {
        SliceContent::Ranked(_) => {
            slice.decision().map_or(Vec::new(), |decision| decision.interventions.iter().map(|row| Arc::clone(&row.id)).collect())
        }
        SliceContent::Single { id, .. } => vec![Arc::clone(id)],
    });
    let set_aside = round.set_aside.iter().map(|row| (Arc::clone(&row.id), Known::SetAside(row.reason.clone())));
    rows.map(|id| (Arc::clone(&id), Known::Analysed(id))).chain(set_aside).collect()
}

struct Reader<'a> {
    sheet: &'a Sheet,
    column: usize,
    known: HashMap<Arc<str>, Known>,
    findings: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn is_selected(&mut self, row: usize) -> bool {
        let Some(column) = self.sheet.column(SELECTED) else { return true };
        yes_or_no(self.sheet.cell(row, column)).unwrap_or_else(|| {
            let text = self.sheet.cell(row, column);
            self.refuse(row, column, format!("`{}` is neither yes nor no", quote(text)), "write yes or no".to_owned());
            false
        })
    }

    fn id(&mut self, row: usize, seen: &mut HashSet<Arc<str>>) -> Option<Arc<str>> {
        let text = self.sheet.cell(row, self.column).trim();
        let (message, remedy) = match self.known.get(text) {
            Some(Known::Analysed(id)) if seen.insert(Arc::clone(id)) => return Some(Arc::clone(id)),
            Some(Known::Analysed(_)) => (format!("`{}` is proposed twice", quote(text)), "take one of them out".to_owned()),
            Some(Known::SetAside(reason)) => {
                let remedy = "let it through, or take it out of the proposed set";
                (format!("`{}` is proposed and not analysed: {reason}", quote(text)), remedy.to_owned())
            }
            None if text.is_empty() => ("an id is missing".to_owned(), "write it, or take the row out".to_owned()),
            None => {
                let remedy = suggestion(text, self.known.keys().map(AsRef::as_ref));
                (format!("no intervention of the data has the id `{}`", quote(text)), remedy)
            }
        };
        self.refuse(row, self.column, message, remedy);
        None
    }

    fn refuse(&mut self, row: usize, column: usize, message: String, remedy: String) {
        let sheet = self.sheet;
        self.findings.push_error(sheet.source().name(), || {
            let label = format!("column `{}`", quote(&sheet.headers()[column]));
            Diagnostic::error("proposed", message).at(sheet.place(row, column)).label(label).remedy(remedy)
        });
    }
}
