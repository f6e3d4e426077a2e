//! The ranking as a document: the answer in a sentence, then the tables that show why.

mod records;
mod sentences;
mod tables;

pub use records::{cut, records};
pub use sentences::no_ratio;
pub use tables::{cost_heading, set_aside};

use super::frame::{self, Frame};
use super::{Medium, RunNotes, weights};
use crate::analysis::rank::{Ranked, Ranking, SortBy};
use crate::document::{Block, Document, Table};
use crate::model::decision::Decision;

/// How a ranking is shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    pub sort: SortBy,
    /// Decimals of points.
    pub precision: usize,
    /// Rows shown, best first; `None` for all.
    pub top: Option<usize>,
    pub medium: Medium,
}

impl View {
    /// How many rows of a ranking are shown.
    fn rows(&self, ranking: &Ranking) -> usize {
        self.top.unwrap_or(usize::MAX).min(ranking.ranking.len())
    }
}

/// What a ranking is called where the round has no title.
pub const WHAT: &str = "Ranking";

/// A ranked part of a run.
pub type Part<'a> = frame::Part<'a, Ranking>;

/// The document of a run.
#[must_use]
pub fn document(parts: &[Part<'_>], by: Option<&str>, notes: &RunNotes, view: View) -> Document {
    let frame = Frame { what: WHAT, done: "ranked", by, notes, medium: view.medium };
    frame.document(parts, |blocks, decision, ranking| body(blocks, decision, ranking, notes, view))
}

/// What stands between the opening and the closing of the document.
pub fn body(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, notes: &RunNotes, view: View) {
    order(blocks, decision, ranking, view);
    weights::brief(blocks, decision, notes);
    details(blocks, decision, ranking, view);
}

/// The answer in a sentence.
#[must_use]
pub fn answer(decision: &Decision, ranking: &Ranking, view: View) -> String {
    sentences::Sentences { decision, ranking, shown: &ranking.ranking[..view.rows(ranking)], view }.answer()
}

/// The answer, the table of the order, and what it does not say by itself.
pub fn order(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, view: View) {
    let shown = &ranking.ranking[..view.rows(ranking)];
    let sentences = sentences::Sentences { decision, ranking, shown, view };
    blocks.push(Block::Paragraph(sentences.answer()));
    if view.medium != Medium::Workbook {
        blocks.push(Block::Table(match view.sort {
            SortBy::Value => tables::ranking(decision, shown, view),
            SortBy::ValueForMoney => tables::by_money(decision, shown, view),
        }));
    }
    if view.sort == SortBy::ValueForMoney {
        apart(blocks, decision, ranking, view);
    }
    blocks.extend(sentences.below_the_table().into_iter().map(Block::Paragraph));
}

/// What stands behind the order: contributions, scores, performances, what is reported beside, and who dominates whom.
pub fn details(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, view: View) {
    let shown = &ranking.ranking[..view.rows(ranking)];
    if view.medium != Medium::Workbook {
        by_criterion(blocks, decision, shown, view);
        if let Some(beside) = tables::beside(decision, shown) {
            blocks.push(Block::Heading("Beside the ranking, not weighed".to_owned()));
            blocks.push(Block::Table(beside));
        }
    }
    let sentences = sentences::Sentences { decision, ranking, shown, view };
    blocks.extend(sentences.dominance().map(Block::Paragraph));
}

fn apart(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, view: View) {
    let apart = ranking.ranking.iter().filter(|row| row.value_for_money.is_none()).collect::<Vec<_>>();
    if !apart.is_empty() {
        blocks.push(Block::Heading("Listed apart, without a ratio".to_owned()));
        blocks.push(Block::Table(tables::apart(decision, &apart, view)));
    }
}

fn by_criterion(blocks: &mut Vec<Block>, decision: &Decision, shown: &[Ranked], view: View) {
    if decision.criteria.len() > tables::MOST_CRITERIA {
        let count = decision.criteria.len();
        blocks.push(Block::Paragraph(format!("{count} criteria are too many for tables of scores: see --format csv or json.")));
        return;
    }
    let mut push = |heading: &str, tables: Vec<Table>| {
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.extend(tables.into_iter().map(Block::Table));
    };
    let contribution = |row: &Ranked, index| tables::contribution(row, index, view.precision);
    push("Contributions, in points of overall value", tables::by_criterion(decision, shown, contribution));
    let score = |row: &Ranked, index| tables::score(decision, row, index, view.precision);
    push("Scores, 0 (worst) to 100 (best)", tables::by_criterion(decision, shown, score));
    push("Performances, in the units of the criteria", tables::by_criterion(decision, shown, tables::performance));
    let clamped = |row: &Ranked| (0..decision.criteria.len()).any(|index| tables::is_clamped(decision, row, index));
    if shown.iter().any(clamped) {
        blocks.push(Block::Paragraph("^ The performance lies beyond the scale and counts as its nearer end.".to_owned()));
    }
}
