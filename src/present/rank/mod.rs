//! The ranking as a document: the answer in a sentence, then the tables that show why.

mod records;
mod sentences;
mod tables;

pub use records::{cut, records};
pub use tables::set_aside;

use super::{Medium, RunNotes};
use crate::analysis::rank::{Ranked, Ranking, SortBy, rank};
use crate::document::{Block, Document, Table, words};
use crate::input::assemble::{Slice, SliceContent};
use crate::model::decision::Decision;
use crate::model::weights::WeightsStatus;

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

/// One ranking of a run: the whole, or one value of `--by`.
pub struct Part<'a> {
    /// The value of `--by`.
    pub value: Option<&'a str>,
    pub content: PartContent<'a>,
}

pub enum PartContent<'a> {
    Ranked {
        decision: &'a Decision,
        ranking: Ranking,
    },
    /// The only intervention of its value.
    Single {
        id: &'a str,
        name: &'a str,
    },
}

impl<'a> Part<'a> {
    /// A slice of the round, ranked where there is more than one intervention to rank.
    #[must_use]
    pub fn new(slice: &'a Slice, sort: SortBy) -> Self {
        let content = match &slice.content {
            SliceContent::Ranked(decision) => PartContent::Ranked { decision, ranking: rank(decision, sort) },
            SliceContent::Single { id, name } => PartContent::Single { id, name },
        };
        Self { value: slice.value.as_deref(), content }
    }
}

/// The document of a run.
#[must_use]
pub fn document(parts: &[Part<'_>], by: Option<&str>, notes: &RunNotes, view: View) -> Document {
    let mut blocks = Vec::new();
    let decision = parts.iter().find_map(decision_of);
    opening(&mut blocks, decision, notes);
    for part in parts {
        if let (Some(by), Some(value)) = (by, part.value) {
            blocks.push(Block::Title(format!("{by}: {}", if value.is_empty() { "(empty)" } else { value })));
        }
        match &part.content {
            PartContent::Ranked { decision, ranking } => ranked(&mut blocks, decision, ranking, notes, view),
            PartContent::Single { id, name } => {
                blocks.push(Block::Paragraph(format!(
                    "{name} ({id}) is the only intervention here: there is nothing to rank it against."
                )));
            }
        }
    }
    closing(&mut blocks, notes, view.medium);
    blocks.extend(decision.and_then(placeholder_banner));
    Document { blocks }
}

fn decision_of<'a>(part: &Part<'a>) -> Option<&'a Decision> {
    match &part.content {
        PartContent::Ranked { decision, .. } => Some(decision),
        PartContent::Single { .. } => None,
    }
}

fn placeholder_banner(decision: &Decision) -> Option<Block> {
    let text = "PLACEHOLDER WEIGHTS: nobody has judged these weights. Not for decisions.";
    (decision.weights_status == WeightsStatus::Placeholder).then(|| Block::Banner(text.to_owned()))
}

/// What is asked, and everything that makes this run differ from the plain one.
fn opening(blocks: &mut Vec<Block>, decision: Option<&Decision>, notes: &RunNotes) {
    let title = notes.title.clone().unwrap_or_else(|| "Ranking".to_owned());
    let scenario = notes.scenario.as_ref().map_or(String::new(), |name| format!(", scenario \"{name}\""));
    blocks.push(Block::Title(format!("{title}{scenario}")));
    blocks.extend(decision.and_then(|decision| decision.question.clone()).map(Block::Paragraph));
    blocks.extend(decision.and_then(placeholder_banner));
    if !notes.filters.is_empty() {
        blocks.push(Block::Heading(format!("Only rows with {}", notes.filters.join(" · "))));
    }
    if !notes.what_ifs.is_empty() {
        blocks.push(Block::Heading(format!("What if: {}", notes.what_ifs.join(" · "))));
    }
}

fn ranked(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, notes: &RunNotes, view: View) {
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
    weights(blocks, decision, notes);
    if view.medium != Medium::Workbook {
        by_criterion(blocks, decision, shown, view);
        if let Some(beside) = tables::beside(decision, shown) {
            blocks.push(Block::Heading("Beside the ranking, not weighed".to_owned()));
            blocks.push(Block::Table(beside));
        }
    }
    blocks.extend(sentences.dominance().map(Block::Paragraph));
}

fn apart(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, view: View) {
    let apart = ranking.ranking.iter().filter(|row| row.value_for_money.is_none()).collect::<Vec<_>>();
    if !apart.is_empty() {
        blocks.push(Block::Heading("Listed apart, without a ratio".to_owned()));
        blocks.push(Block::Table(tables::apart(decision, &apart, view)));
    }
}

fn weights(blocks: &mut Vec<Block>, decision: &Decision, notes: &RunNotes) {
    blocks.push(Block::Heading("Weights".to_owned()));
    if let Some(source) = &decision.weights_source {
        let changed = notes.scenario.is_some() || notes.what_ifs.iter().any(|change| change.starts_with("swing "));
        let before = if changed { " (before the changes named above)" } else { "" };
        blocks.push(Block::Paragraph(format!("Source{before}: {source}")));
    }
    blocks.push(Block::Table(tables::weights(decision)));
    blocks.extend(tables::groups(decision).map(Block::Table));
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

fn closing(blocks: &mut Vec<Block>, notes: &RunNotes, medium: Medium) {
    if !notes.set_aside.is_empty() {
        blocks.push(Block::Heading("Set aside".to_owned()));
        blocks.push(Block::Table(tables::set_aside(notes, medium)));
    }
    if !notes.findings.is_empty() && medium != Medium::Terminal {
        blocks.push(Block::Heading("Doubts and notes".to_owned()));
        blocks.push(Block::Table(tables::findings(notes)));
    }
    let made = |code: &str| notes.findings.iter().any(|(found, _)| *found == code);
    let accepted: Vec<_> =
        notes.accepted.iter().filter(|(code, _)| made(code)).map(|(code, reason)| format!("{code}: {reason}")).collect();
    if !accepted.is_empty() {
        blocks.push(Block::Paragraph(format!("Doubts accepted, with the reason. {}.", accepted.join("; "))));
    }
    blocks.push(Block::Paragraph(notes.reconciliation("ranked")));
    if !notes.findings.is_empty() && medium == Medium::Terminal {
        let codes = words::listed(notes.findings.iter().map(|(code, _)| (*code).to_owned()));
        blocks.push(Block::Paragraph(format!("Doubts and notes, explained above the table: {codes}.")));
    }
}
