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
    let mut page = Page { blocks, decision, comparison, view };
    page.answer();
    page.ranks();
    page.money();
    page.regrets();
    page.moves();
    page.disagreements();
    page.figures();
}

/// Whether the answer holds, who would fund what, and which disagreement matters.
pub fn main_part(blocks: &mut Vec<Block>, decision: &Decision, comparison: &Comparison, view: View) {
    let mut page = Page { blocks, decision, comparison, view };
    page.answer();
    page.money();
    page.disagreements();
}

/// Ranks, regret, what moves and why, weights, values and agreement in full.
pub fn details(blocks: &mut Vec<Block>, decision: &Decision, comparison: &Comparison, view: View) {
    let mut page = Page { blocks, decision, comparison, view };
    page.ranks();
    page.regrets();
    page.moves();
    page.figures();
}

struct Page<'a> {
    blocks: &'a mut Vec<Block>,
    decision: &'a Decision,
    comparison: &'a Comparison,
    view: View,
}

impl<'a> Page<'a> {
    fn sentences(&self) -> sentences::Sentences<'a> {
        sentences::Sentences { decision: self.decision, comparison: self.comparison, view: self.view }
    }

    fn push(&mut self, heading: &str, tables: Vec<Table>, below: Vec<String>) {
        let is_workbook = self.view.medium == Medium::Workbook;
        if !tables.is_empty() && !is_workbook || !below.is_empty() {
            self.blocks.push(Block::Heading(heading.to_owned()));
        }
        if !is_workbook {
            self.blocks.extend(tables.into_iter().map(Block::Table));
        }
        self.blocks.extend(below.into_iter().map(Block::Paragraph));
    }

    fn answer(&mut self) {
        let said = self.sentences().opening();
        self.blocks.extend(said.into_iter().map(Block::Paragraph));
    }

    fn ranks(&mut self) {
        self.push("Ranks", tables::ranks(self.decision, self.comparison), self.sentences().below_ranks());
    }

    fn money(&mut self) {
        let Some(funding) = &self.comparison.funding else { return };
        let sentences = self.sentences();
        let who = funding::WhoFunds { sentences: &sentences, funding };
        self.push("Who would fund what", who.disputed(), who.about_plans());
        self.push("The plans", who.plans(), who.least_regret());
    }

    fn regrets(&mut self) {
        let Some(funding) = &self.comparison.funding else { return };
        let sentences = self.sentences();
        self.push("Regret, in points", funding::WhoFunds { sentences: &sentences, funding }.regrets(), Vec::new());
    }

    fn moves(&mut self) {
        self.push("Why they move", Vec::new(), self.sentences().moves());
    }

    fn disagreements(&mut self) {
        self.push("Which disagreement matters", Vec::new(), self.sentences().disagreements());
    }

    fn figures(&mut self) {
        let (decision, comparison, sentences) = (self.decision, self.comparison, self.sentences());
        self.push("Weights, in %", tables::weights(decision, comparison), Vec::new());
        self.push(sentences.heading_of_values(), tables::values(decision, comparison, self.view), sentences.about_values());
        self.push("Agreement with the first column", tables::agreement(decision, comparison), sentences.about_agreement());
    }
}
