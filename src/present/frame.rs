//! What every result has around it: its parts by the values of `--by`, what is asked, what was set aside, and the doubts.

use super::rank::set_aside;
use super::{Medium, RunNotes};
use crate::document::{Block, Cell, Document, RowHeight, Table, words};
use crate::input::assemble::{Round, Slice, SliceContent};
use crate::model::decision::Decision;
use crate::model::weights::WeightsStatus;
use crate::present::columns::{label, prose};

/// One result of a run: of the whole, or of one value of `--by`.
pub struct Part<'a, R> {
    /// The value of `--by`.
    pub value: Option<&'a str>,
    pub content: Content<'a, R>,
}

pub enum Content<'a, R> {
    Analysed {
        decision: &'a Decision,
        result: R,
    },
    /// The only intervention of its value: nothing to compare it with.
    Single {
        id: &'a str,
        name: &'a str,
    },
}

impl<'a, R> Part<'a, R> {
    /// A slice of the round, analysed where there is more than one intervention.
    #[must_use]
    pub fn new(slice: &'a Slice, analyse: impl FnOnce(&'a Decision) -> R) -> Self {
        let Ok(part) = Self::of(slice, |decision| Ok::<_, std::convert::Infallible>(analyse(decision)));
        part
    }

    /// A slice of the round, analysed where there is more than one intervention.
    ///
    /// # Errors
    /// What the analysis says.
    pub fn of<E>(slice: &'a Slice, analyse: impl FnOnce(&'a Decision) -> Result<R, E>) -> Result<Self, E> {
        let content = match &slice.content {
            SliceContent::Ranked(decision) => Content::Analysed { decision, result: analyse(decision)? },
            SliceContent::Single { id, name } => Content::Single { id, name },
        };
        Ok(Self { value: slice.value.as_deref(), content })
    }

    /// The same part with what another step makes of its result.
    pub fn then<S>(&self, step: impl FnOnce(&'a Decision, &R) -> S) -> Part<'a, S> {
        let content = match &self.content {
            Content::Analysed { decision, result } => Content::Analysed { decision, result: step(decision, result) },
            Content::Single { id, name } => Content::Single { id, name },
        };
        Part { value: self.value, content }
    }

    /// The decision and its result, where there is one.
    #[must_use]
    pub fn analysed(&self) -> Option<(&'a Decision, &R)> {
        match &self.content {
            Content::Analysed { decision, result } => Some((decision, result)),
            Content::Single { .. } => None,
        }
    }
}

/// The parts of a round.
pub fn parts<R>(round: &Round, analyse: impl Fn(&Decision) -> R) -> Vec<Part<'_, R>> {
    round.slices.iter().map(|slice| Part::new(slice, &analyse)).collect()
}

/// What the part of a decision is called: the column and value of `--by`.
#[must_use]
pub fn name_of<R>(parts: &[Part<'_, R>], by: Option<&str>, decision: &Decision) -> Option<String> {
    let is_it = |part: &&Part<'_, R>| part.analysed().is_some_and(|(other, _)| std::ptr::eq(other, decision));
    let part = parts.iter().find(is_it)?;
    Some(titled(by?, part.value?))
}

fn titled(by: &str, value: &str) -> String {
    format!("{by}: {}", if value.is_empty() { "(empty)" } else { value })
}

/// How a result is framed.
pub struct Frame<'a> {
    /// What the document is, such as "Ranking".
    pub what: &'a str,
    /// What was done with the rows, such as "ranked".
    pub done: &'a str,
    /// The column of `--by`.
    pub by: Option<&'a str>,
    pub notes: &'a RunNotes,
    pub medium: Medium,
}

impl Frame<'_> {
    /// The document of a run.
    ///
    /// - `body`: adds the blocks of one part
    #[must_use]
    pub fn document<R>(&self, parts: &[Part<'_, R>], body: impl Fn(&mut Vec<Block>, &Decision, &R)) -> Document {
        let mut blocks = Vec::new();
        let decision = parts.iter().find_map(Part::analysed).map(|(decision, _)| decision);
        self.opening(&mut blocks, decision);
        for part in parts {
            if let (Some(by), Some(value)) = (self.by, part.value) {
                blocks.push(Block::Part(titled(by, value)));
            }
            match &part.content {
                Content::Analysed { decision, result } => body(&mut blocks, decision, result),
                Content::Single { id, name } => {
                    blocks.push(Block::Paragraph(format!(
                        "{name} ({id}) is the only intervention here: there is nothing to rank it against."
                    )));
                }
            }
        }
        self.closing(&mut blocks);
        blocks.extend(decision.and_then(placeholder).map(Block::Banner));
        Document { blocks }
    }

    /// What is asked, and everything that makes this run differ from the plain one.
    fn opening(&self, blocks: &mut Vec<Block>, decision: Option<&Decision>) {
        let notes = self.notes;
        // The ranking is the main job: its title is the round's own.
        let title = match &notes.title {
            Some(title) if self.what == super::rank::WHAT => title.clone(),
            Some(title) => format!("{title}: {}", self.what.to_lowercase()),
            None => self.what.to_owned(),
        };
        let scenario = notes.scenario.as_ref().map_or(String::new(), |name| format!(", scenario \"{name}\""));
        blocks.push(Block::Title(format!("{title}{scenario}")));
        blocks.extend(decision.and_then(|decision| decision.question.clone()).map(Block::Paragraph));
        blocks.extend(decision.and_then(placeholder).map(Block::Banner));
        if !notes.filters.is_empty() {
            blocks.push(Block::Banner(format!("Only rows with {}", notes.filters.join(" · "))));
        }
        blocks.extend(notes.what_if().map(Block::Banner));
    }

    fn closing(&self, blocks: &mut Vec<Block>) {
        let Self { notes, medium, .. } = self;
        if !notes.set_aside.is_empty() {
            blocks.push(Block::Heading("Set aside".to_owned()));
            blocks.push(Block::Table(set_aside(notes, *medium)));
        }
        if !notes.findings.is_empty() && *medium != Medium::Terminal {
            blocks.push(Block::Heading("Doubts and notes".to_owned()));
            blocks.push(Block::Table(findings(notes)));
        }
        // Without data there are no rows to account for.
        if notes.rows_read > 0 {
            blocks.push(Block::Paragraph(notes.reconciliation(self.done)));
        }
        if *medium == Medium::Terminal {
            blocks.extend(accepted(notes).map(Block::Paragraph));
        }
        if !notes.findings.is_empty() && *medium == Medium::Terminal {
            let codes = words::listed(notes.findings.iter().map(|(code, _)| (*code).to_owned()));
            blocks.push(Block::Paragraph(format!("Doubts and notes, explained above the table: {codes}.")));
        }
    }
}

/// The banner of weights that nobody has judged.
#[must_use]
pub fn placeholder(decision: &Decision) -> Option<String> {
    let text = "PLACEHOLDER WEIGHTS: nobody has judged these weights. Not for decisions.";
    (decision.weights_status == WeightsStatus::Placeholder).then(|| text.to_owned())
}

/// Doubts and notes, for documents that are kept; with the reason where any of them is accepted.
fn findings(notes: &RunNotes) -> Table {
    let reason = |code: &str| notes.accepted.iter().find(|(accepted, _)| accepted == code).map(|(_, reason)| reason.clone());
    let is_any_accepted = notes.findings.iter().any(|(code, _)| reason(code).is_some());
    let cells = |(code, message): &(&str, String)| {
        let mut cells = vec![Cell::Text((*code).to_owned()), Cell::Text(message.clone())];
        cells.extend(is_any_accepted.then(|| reason(code).map_or(Cell::Absent, Cell::Text)));
        cells
    };
    let mut columns = vec![label("Code"), prose("What")];
    columns.extend(is_any_accepted.then(|| prose("Accepted because")));
    Table { columns, rows: notes.findings.iter().map(cells).collect(), rows_as: RowHeight::Whole, ..Table::default() }
}

/// Which doubts are accepted and why, where no table says so.
fn accepted(notes: &RunNotes) -> Option<String> {
    let made = |code: &str| notes.findings.iter().any(|(found, _)| *found == code);
    let accepted = notes.accepted.iter().filter(|(code, _)| made(code)).map(|(code, reason)| format!("{code}: {reason}"));
    let accepted = accepted.collect::<Vec<_>>().join("; ");
    (!accepted.is_empty()).then(|| format!("Doubts accepted, with the reason. {accepted}."))
}
