//! The ranking as a document: the answer in a sentence, then the tables that show why.

mod records;
mod sentences;
mod tables;

pub use records::{cut, records};
pub use sentences::no_ratio;
pub use tables::{cost_heading, set_aside};

use std::collections::HashMap;

use super::frame::{self, Frame};
use super::model::model;
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
    frame.document(parts, |blocks, decision, ranking| {
        body(blocks, decision, ranking, notes, view);
        if view.medium == Medium::Workbook {
            blocks.push(model(decision, ranking, view.precision, frame::name_of(parts, by, decision)));
        }
    })
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
    behind(blocks, decision, ranking, view, &[Grid::Contributions, Grid::Scores, Grid::Performances]);
}

/// The same without performances, which stand elsewhere.
pub fn workings(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, view: View) {
    behind(blocks, decision, ranking, view, &[Grid::Contributions, Grid::Scores]);
}

/// What each is expected to do, in the order of the data: performances with the grade of their evidence, and cost.
///
/// - `rows`: most rows shown
#[must_use]
pub fn performances(decision: &Decision, ranking: &Ranking, rows: usize) -> Vec<Table> {
    let by_id: HashMap<&str, &Ranked> = ranking.ranking.iter().map(|row| (row.id.as_ref(), row)).collect();
    let rows: Vec<_> = decision
        .interventions
        .iter()
        .take(rows)
        .filter_map(|intervention| by_id.get(intervention.id.as_ref()).copied())
        .collect();
    tables::performances(decision, &rows)
}

fn behind(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, view: View, grids: &[Grid]) {
    let shown = &ranking.ranking[..view.rows(ranking)];
    if view.medium != Medium::Workbook {
        by_criterion(blocks, decision, shown, view, grids);
        if let Some(beside) = tables::beside(decision, shown) {
            blocks.push(Block::Heading("Beside the ranking, not weighed".to_owned()));
            blocks.push(Block::Table(beside));
        }
    }
    let sentences = sentences::Sentences { decision, ranking, shown, view };
    blocks.extend(sentences.dominance().map(Block::Paragraph));
}

/// What stands in a cell for an intervention and a criterion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grid {
    Contributions,
    Scores,
    Performances,
}

fn apart(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, view: View) {
    let apart = ranking.ranking.iter().filter(|row| row.value_for_money.is_none()).collect::<Vec<_>>();
    if !apart.is_empty() {
        blocks.push(Block::Heading("Listed apart, without a ratio".to_owned()));
        blocks.push(Block::Table(tables::apart(decision, &apart, view)));
    }
}

fn by_criterion(blocks: &mut Vec<Block>, decision: &Decision, shown: &[Ranked], view: View, grids: &[Grid]) {
    if decision.criteria.len() > tables::MOST_CRITERIA {
        let count = decision.criteria.len();
        let more = if view.medium == Medium::Board { "" } else { ": see --format csv or json" };
        blocks.push(Block::Paragraph(format!("{count} criteria are too many for tables of scores{more}.")));
        return;
    }
    for grid in grids {
        let heading = match grid {
            Grid::Contributions => "Contributions, in points of overall value",
            Grid::Scores => "Scores, 0 (worst) to 100 (best)",
            Grid::Performances => "Performances, in the units of the criteria",
        };
        let cell = |row: &Ranked, index| match grid {
            Grid::Contributions => tables::contribution(row, index, view.precision),
            Grid::Scores => tables::score(decision, row, index, view.precision),
            Grid::Performances => tables::performance(row, index),
        };
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.extend(tables::by_criterion(decision, shown, cell).into_iter().map(Block::Table));
    }
    let clamped = |row: &Ranked| (0..decision.criteria.len()).any(|index| tables::is_clamped(decision, row, index));
    if shown.iter().any(clamped) {
        blocks.push(Block::Paragraph("^ The performance lies beyond the scale and counts as its nearer end.".to_owned()));
    }
}
