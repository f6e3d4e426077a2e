//! What `check` found, as a document and as records.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::document::{Block, Cell, Column, ColumnKind, Document, RowHeight, Table, words};
use crate::export::csv::{Field, Records};
use crate::present::{Medium, RunNotes};

/// The verdict in a sentence.
#[must_use]
pub fn verdict(findings: &Diagnostics, notes: Option<&RunNotes>) -> String {
    let errors = findings.total(Severity::Error);
    let doubts = findings.total(Severity::Warning);
    let doubts = if doubts == 0 { "no doubts".to_owned() } else { words::count(doubts, "doubt") };
    match (errors, notes) {
        (0, Some(notes)) => format!("The inputs can be analysed: {doubts}. {}", notes.reconciliation("ready")),
        (0, None) => format!("The inputs can be analysed: {doubts}."),
        _ => format!("The inputs cannot be analysed: {}, {doubts}.", words::count(errors, "error")),
    }
}

/// Everything found, for documents that are kept; a workbook has the findings as records.
#[must_use]
pub fn document(findings: &Diagnostics, notes: Option<&RunNotes>, medium: Medium) -> Document {
    let mut blocks = vec![Block::Title("Check of the inputs".to_owned())];
    blocks.extend(notes.and_then(RunNotes::what_if).map(Block::Heading));
    blocks.push(Block::Paragraph(verdict(findings, notes)));
    if !findings.is_empty() && medium != Medium::Workbook {
        let columns = [
            ("Kind", ColumnKind::Label),
            ("Code", ColumnKind::Label),
            ("Where", ColumnKind::Label),
            ("What", ColumnKind::Prose),
            ("What to do", ColumnKind::Prose),
        ];
        let row = |finding: &Diagnostic| {
            let at = finding.place.as_ref().map_or(String::new(), crate::diagnostic::Place::at);
            [kind(finding.severity).to_owned(), finding.code.to_owned(), at, finding.message.clone(), finding.remedy.to_string()]
                .map(Cell::Text)
                .to_vec()
        };
        blocks.push(Block::Table(Table {
            columns: columns.into_iter().map(|(heading, kind)| Column::new(heading, kind)).collect(),
            rows: ordered(findings).map(row).collect(),
            rows_as: RowHeight::Whole,
            ..Table::default()
        }));
    }
    let hidden = findings.hidden(Severity::Error);
    if hidden > 0 {
        blocks.push(Block::Paragraph(format!("{} more of the same files are not listed.", words::count(hidden, "error"))));
    }
    if let Some(notes) = notes.filter(|notes| !notes.set_aside.is_empty()) {
        blocks.push(Block::Heading("Set aside".to_owned()));
        blocks.push(Block::Table(super::rank::set_aside(notes, medium)));
    }
    Document { blocks }
}

/// `severity,code,message,at,remedy`.
#[must_use]
pub fn records(findings: &Diagnostics) -> Records {
    let row = |finding: &Diagnostic| {
        let at = finding.place.as_ref().map_or(String::new(), crate::diagnostic::Place::at);
        [kind(finding.severity), finding.code, &finding.message, &at, &finding.remedy].map(Field::from).to_vec()
    };
    Records {
        header: ["severity", "code", "message", "at", "remedy"].map(str::to_owned).to_vec(),
        rows: ordered(findings).map(row).collect(),
    }
}

fn ordered(findings: &Diagnostics) -> impl Iterator<Item = &Diagnostic> {
    [Severity::Error, Severity::Warning, Severity::Note].into_iter().flat_map(|severity| findings.in_order(severity))
}

fn kind(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "doubt",
        Severity::Note => "note",
    }
}
