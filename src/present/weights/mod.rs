//! The weights as a document: who gave them, for which moves, how far people agree.

mod panel;
mod records;
mod sentences;
mod tables;

pub use records::records;
pub use tables::{move_of, percent_of, shares};

use super::frame::{Frame, Part};
use super::{Medium, RunNotes};
use crate::analysis::weights::WeightsResult;
use crate::document::{Block, Document};
use crate::model::decision::Decision;
use crate::model::weighing::WeightsKind;

/// How weights are shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Decimals of percentages.
    pub precision: usize,
    pub medium: Medium,
}

/// The document of a run.
#[must_use]
pub fn document(parts: &[Part<'_, WeightsResult>], by: Option<&str>, notes: &RunNotes, view: View) -> Document {
    let frame = Frame { what: "Weights", done: "used", by, notes, medium: view.medium };
    frame.document(parts, |blocks, decision, result| body(blocks, decision, result, notes, view))
}

/// What stands between the opening and the closing of the document.
pub fn body(blocks: &mut Vec<Block>, decision: &Decision, result: &WeightsResult, notes: &RunNotes, view: View) {
    blocks.push(Block::Paragraph(sentences::answer(decision)));
    blocks.extend(sentences::kind(decision, result).map(Block::Paragraph));
    blocks.extend(source(decision, notes).map(Block::Paragraph));
    if view.medium != Medium::Workbook {
        blocks.push(Block::Table(tables::swings(decision, view.precision)));
    }
    blocks.extend(tables::groups(decision, view.precision).map(Block::Table));
    let weights: Vec<_> = decision.weights.criteria.iter().copied().collect();
    if tables::is_adjusted(&weights, view.precision) {
        blocks.push(Block::Paragraph("The shares are rounded so that they sum to 100.".to_owned()));
    }
    blocks.extend(sentences::checks(decision, result).into_iter().map(Block::Paragraph));
    if let Some(panel) = &decision.weighing.panel {
        panel::blocks(blocks, decision, panel, result, view);
    }
}

/// What each move was judged to be worth beside the others, in words.
#[must_use]
pub fn in_words(decision: &Decision) -> Vec<String> {
    sentences::swings(decision)
}

/// The weights as other results show them.
pub fn brief(blocks: &mut Vec<Block>, decision: &Decision, notes: &RunNotes) {
    blocks.push(Block::Heading("Weights".to_owned()));
    blocks.extend(provenance(decision, notes).into_iter().map(Block::Paragraph));
    blocks.push(Block::Table(tables::weights(decision)));
    blocks.extend(tables::groups(decision, 1).map(Block::Table));
}

/// Whose weights these are.
#[must_use]
pub fn provenance(decision: &Decision, notes: &RunNotes) -> Vec<String> {
    sentences::pooled(decision).into_iter().chain(source(decision, notes)).collect()
}

/// Who stands behind the weights, and whether they were changed since.
fn source(decision: &Decision, notes: &RunNotes) -> Option<String> {
    let source = decision.weights_source.as_ref()?;
    // The source of the file's own weights says nothing about returns that replace them.
    let replaced = decision.weighing.kind == WeightsKind::Stakeholders;
    let changed = notes.scenario.is_some() || notes.what_ifs.iter().any(|change| change.starts_with("swing "));
    let before = match (replaced, changed) {
        (true, _) => " (of the criteria file; these weights are pooled from returns)",
        (false, true) => " (before the changes named above)",
        (false, false) => "",
    };
    Some(format!("Source{before}: {source}"))
}
