//! Rankings side by side as a document: whether the answer holds, then who stands where and why.

mod funding;
mod labels;
mod records;
mod sentences;
mod tables;

pub use records::{Listed, records};
pub use sentences::no_view;

use super::frame::{Frame, Part};
use super::{Medium, RunNotes};
use crate::analysis::compare::Comparison;
use crate::document::{Block, Document, Table};
use crate::model::decision::Decision;

/// What differs between the views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Weights: scenarios, groups, equal weights, criteria left out.
    Weights,
    /// The method of aggregation.
    Methods,
}

/// How a comparison is shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    pub subject: Subject,
    /// Decimals of points.
    pub precision: usize,
    pub medium: Medium,
}

/// The document of a run.
#[must_use]
pub fn document(parts: &[Part<'_, Comparison>], by: Option<&str>, notes: &RunNotes, view: View) -> Document {
    let frame = Frame { what: "Comparison", done: "ranked", by, notes, medium: view.medium };
    frame.document(parts, |blocks, decision, comparison| body(blocks, decision, comparison, view))
}

/// What stands between the opening and the closing of the document.
pub fn body(blocks: &mut Vec<Block>, decision: &Decision, comparison: &Comparison, view: View) {
    let sentences = sentences::Sentences { decision, comparison, view };
    blocks.extend(sentences.opening().into_iter().map(Block::Paragraph));
    let mut push = |heading: &str, tables: Vec<Table>, below: Vec<String>| {
        if !tables.is_empty() && view.medium != Medium::Workbook || !below.is_empty() {
            blocks.push(Block::Heading(heading.to_owned()));
        }
        if view.medium != Medium::Workbook {
            blocks.extend(tables.into_iter().map(Block::Table));
        }
        blocks.extend(below.into_iter().map(Block::Paragraph));
    };
    push("Ranks", tables::ranks(decision, comparison), sentences.below_ranks());
    if let Some(funding) = &comparison.funding {
        let who = funding::WhoFunds { sentences: &sentences, funding };
        push("Who would fund what", who.disputed(), who.about_plans());
        push("The plans", who.plans(), who.least_regret());
        push("Regret, in points", who.regrets(), Vec::new());
    }
    push("Why they move", Vec::new(), sentences.moves());
    push("Which disagreement matters", Vec::new(), sentences.disagreements());
    push("Weights, in %", tables::weights(decision, comparison), Vec::new());
    push(sentences.heading_of_values(), tables::values(decision, comparison, view), sentences.about_values());
    push("Agreement with the first column", tables::agreement(decision, comparison), sentences.about_agreement());
}
