//! A simulation as a document: how sure the order is, in words before numbers.

mod records;
mod sentences;
mod tables;

pub use records::{Asked, records};
use sentences::Sentences;
pub use tables::bands;

use super::frame::{Frame, Part};
use super::{Medium, RunNotes, weights};
use crate::analysis::simulate::{Alternative, Simulation};
use crate::document::{Block, Document, Table};
use crate::model::decision::Decision;

/// Interventions in a table of people's formats; machine formats hold all.
pub const ROWS: usize = 30;
/// Interventions whose central weights are shown.
const CENTRAL: usize = 10;
/// Interventions up to which all are shown beside all.
const MATRIX: usize = 10;

/// How a simulation is shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Decimals of points.
    pub precision: usize,
    /// Interventions in a table.
    pub rows: usize,
    pub medium: Medium,
}

/// The document of a run.
#[must_use]
pub fn document(parts: &[Part<'_, Simulation>], by: Option<&str>, notes: &RunNotes, view: View) -> Document {
    let frame = Frame { what: "Simulation", done: "analysed", by, notes, medium: view.medium };
    frame.document(parts, |blocks, decision, result| body(blocks, decision, result, notes, view))
}

/// What stands between the opening and the closing of the document.
pub fn body(blocks: &mut Vec<Block>, decision: &Decision, result: &Simulation, notes: &RunNotes, view: View) {
    blocks.extend(answer(decision, result, view).into_iter().map(Block::Paragraph));
    details(blocks, decision, result, view);
    blocks.extend(weights::provenance(decision, notes).into_iter().map(Block::Paragraph));
}

/// The answer in a few sentences.
#[must_use]
pub fn answer(decision: &Decision, result: &Simulation, view: View) -> Vec<String> {
    Sentences { decision, result, precision: view.precision }.answer()
}

/// The tables behind the answer, and what was drawn.
pub fn details(blocks: &mut Vec<Block>, decision: &Decision, result: &Simulation, view: View) {
    let mut page = Page { blocks, decision, result, view };
    page.ranks();
    page.values();
    page.central_weights();
    page.pairwise();
    page.evidence();
    page.say(page.sentences().how());
}

struct Page<'a> {
    blocks: &'a mut Vec<Block>,
    decision: &'a Decision,
    result: &'a Simulation,
    view: View,
}

impl<'a> Page<'a> {
    fn sentences(&self) -> Sentences<'a> {
        Sentences { decision: self.decision, result: self.result, precision: self.view.precision }
    }

    fn say(&mut self, paragraphs: impl IntoIterator<Item = String>) {
        self.blocks.extend(paragraphs.into_iter().map(Block::Paragraph));
    }

    fn table(&mut self, heading: &str, tables: impl IntoIterator<Item = Table>) {
        self.blocks.push(Block::Heading(heading.to_owned()));
        self.blocks.extend(tables.into_iter().map(Block::Table));
    }

    /// Those that have room in a table, best first.
    fn shown(&self) -> &'a [Alternative] {
        &self.result.alternatives[..self.view.rows.min(self.result.alternatives.len())]
    }

    fn rest(&mut self) {
        let all = self.result.alternatives.len();
        if all > self.view.rows {
            let rows = self.view.rows;
            self.say([format!("The first {rows} by mean rank; {} more in CSV and JSON.", all - rows)]);
        }
    }

    fn ranks(&mut self) {
        self.table(
            "How often each takes each rank, in % of draws",
            [tables::ranks(self.shown(), self.result.alternatives.len())],
        );
        self.rest();
    }

    fn values(&mut self) {
        let table = tables::values(self.shown(), self.view.precision);
        self.table("Ranks and values over the draws", [table]);
        self.rest();
    }

    fn central_weights(&mut self) {
        let winners = tables::winners(&self.result.alternatives, CENTRAL);
        if tables::weights_vary(self.result) && !winners.is_empty() {
            let heading = "Weights that put each first, on average, in %";
            self.table(heading, tables::central_weights(self.decision, self.result, &winners));
            self.say([sentences::about_central_weights(&self.result.alternatives, winners.len())]);
        }
    }

    fn pairwise(&mut self) {
        if self.result.alternatives.len() < 2 {
            return;
        }
        if self.result.alternatives.len() <= MATRIX {
            self.table("How often each is ahead of each, in % of draws", [tables::matrix(self.result)]);
        } else {
            self.table("How often each is ahead of the next, in % of draws", [tables::next(self.result, self.view.rows)]);
        }
    }

    fn evidence(&mut self) {
        if let Some(table) = tables::evidence(self.result, self.view.precision) {
            self.table("What better evidence would be worth, in points", [table]);
            self.say([self.sentences().about_evidence()]);
        }
    }
}
