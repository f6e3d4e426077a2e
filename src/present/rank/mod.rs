//! The ranking as a document: the answer in a sentence, then the tables that show why.

mod records;
mod tables;

pub use records::{cut, records};
pub use tables::set_aside;

use super::{Medium, RunNotes};
use crate::analysis::rank::{NoRatio, Ranked, Ranking, SortBy};
use crate::document::{Block, Document, figure, words};
use crate::input::assemble::SliceContent;
use crate::model::decision::{CostRole, Decision};
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

/// One ranking of a run: the whole, or one value of `--by`.
pub struct Part<'a> {
    /// `column = value` of `--by`.
    pub heading: Option<String>,
    pub content: PartContent<'a>,
}

pub enum PartContent<'a> {
    Ranked { decision: &'a Decision, ranking: &'a Ranking },
    Single { id: &'a str, name: &'a str },
}

impl<'a> PartContent<'a> {
    /// The content of a slice; `ranking` where it was ranked.
    #[must_use]
    pub fn of(slice: &'a SliceContent, ranking: Option<&'a Ranking>) -> Self {
        match (slice, ranking) {
            (SliceContent::Ranked(decision), Some(ranking)) => Self::Ranked { decision, ranking },
            (SliceContent::Ranked(_), None) => Self::Single { id: "", name: "" },
            (SliceContent::Single { id, name }, _) => Self::Single { id, name },
        }
    }
}

/// The document of a run.
#[must_use]
pub fn document(parts: &[Part<'_>], notes: &RunNotes, view: View) -> Document {
    let mut blocks = Vec::new();
    let title = notes.title.clone().unwrap_or_else(|| "Ranking".to_owned());
    let scenario = notes.scenario.as_ref().map_or(String::new(), |name| format!(" — scenario \"{name}\""));
    blocks.push(Block::Title(format!("{title}{scenario}")));
    if let Some(decision) = parts.iter().find_map(decision_of) {
        if let Some(question) = &decision.question {
            blocks.push(Block::Paragraph(question.clone()));
        }
        if decision.weights_status == WeightsStatus::Placeholder {
            blocks.push(Block::Banner("PLACEHOLDER WEIGHTS: nobody has judged these weights. Not for decisions.".to_owned()));
        }
    }
    if !notes.what_ifs.is_empty() {
        blocks.push(Block::Banner(format!("What if: {}", notes.what_ifs.join(" · "))));
    }
    for part in parts {
        if let Some(heading) = &part.heading {
            blocks.push(Block::Heading(heading.clone()));
        }
        match &part.content {
            PartContent::Ranked { decision, ranking } => ranked(&mut blocks, decision, ranking, view),
            PartContent::Single { id, name } => {
                blocks.push(Block::Paragraph(format!(
                    "{name} ({id}) is the only intervention here: there is nothing to rank it against."
                )));
            }
        }
    }
    closing(&mut blocks, notes, view.medium);
    Document { blocks }
}

fn decision_of<'a>(part: &Part<'a>) -> Option<&'a Decision> {
    match part.content {
        PartContent::Ranked { decision, .. } => Some(decision),
        PartContent::Single { .. } => None,
    }
}

fn ranked(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, view: View) {
    blocks.push(Block::Paragraph(answer(ranking, view.precision)));
    let shown = &ranking.ranking[..view.top.unwrap_or(usize::MAX).min(ranking.ranking.len())];
    if view.sort == SortBy::ValueForMoney {
        let with_ratio = shown.iter().filter(|row| row.value_for_money.is_some()).collect::<Vec<_>>();
        blocks.push(Block::Heading("In order of value for money".to_owned()));
        blocks.push(Block::Table(tables::ranking(decision, &with_ratio, view)));
        let apart = shown.iter().filter(|row| row.value_for_money.is_none()).collect::<Vec<_>>();
        if !apart.is_empty() {
            blocks.push(Block::Heading("Listed apart, without a ratio".to_owned()));
            blocks.push(Block::Table(tables::apart(&apart, view)));
        }
    } else {
        blocks.push(Block::Table(tables::ranking(decision, &shown.iter().collect::<Vec<_>>(), view)));
    }
    if shown.len() < ranking.ranking.len() {
        blocks.push(Block::Paragraph(format!(
            "{} more not shown (--top).",
            words::count(ranking.ranking.len() - shown.len(), "intervention")
        )));
    }
    remarks(blocks, decision, ranking, shown, view);
    blocks.push(Block::Heading("Weights".to_owned()));
    if let Some(source) = &decision.weights_source {
        blocks.push(Block::Paragraph(format!("Source: {source}")));
    }
    blocks.push(Block::Table(tables::weights(decision)));
    blocks.extend(tables::groups(decision).map(Block::Table));
    if decision.criteria.len() > tables::MOST_CRITERIA {
        blocks.push(Block::Paragraph(format!(
            "{} criteria are too many for a table of scores: see --format csv or json.",
            decision.criteria.len()
        )));
    } else {
        blocks.push(Block::Heading("Contributions, in points of overall value".to_owned()));
        blocks.extend(
            tables::by_criterion(decision, shown, view.precision, |row| &row.contributions).into_iter().map(Block::Table),
        );
        blocks.push(Block::Heading("Scores, 0 (worst) to 100 (best)".to_owned()));
        blocks.extend(tables::by_criterion(decision, shown, view.precision, |row| &row.scores).into_iter().map(Block::Table));
    }
    if let Some(beside) = tables::beside(decision, shown) {
        blocks.push(Block::Heading("Beside the ranking, not weighed".to_owned()));
        blocks.push(Block::Table(beside));
    }
}

/// Who comes first, by how much.
fn answer(ranking: &Ranking, precision: usize) -> String {
    let points = |value: f64| figure::fixed(value, precision);
    let named = |row: &Ranked| if *row.name == *row.id { row.name.clone() } else { format!("{} ({})", row.name, row.id) };
    let count = words::count(ranking.ranking.len(), "intervention");
    let first: Vec<_> = ranking.ranking.iter().filter(|row| row.rank == 1).collect();
    let [leader] = first[..] else {
        let leaders: Vec<_> = first.iter().map(|row| named(row)).collect();
        let value = first.first().map_or(0.0, |row| row.value);
        return format!(
            "{} share first place among {count}, with {} points of 100.",
            words::first_few(&leaders, 3),
            points(value)
        );
    };
    let second = ranking.ranking.iter().find(|row| row.rank == 2);
    let lead =
        second.map_or(String::new(), |second| format!(", {} ahead of {}", points(leader.value - second.value), named(second)));
    format!("{} comes first of {count} with {} points of 100{lead}.", named(leader), points(leader.value))
}

/// What the table alone does not say: ratios withheld, missing figures, dominance.
fn remarks(blocks: &mut Vec<Block>, decision: &Decision, ranking: &Ranking, shown: &[Ranked], view: View) {
    const NAMED: usize = 8;
    let mut remark = |text: String| blocks.push(Block::Paragraph(text));
    let points = |value: f64| figure::fixed(value, view.precision);
    if decision.cost_role == CostRole::Denominator {
        remark(format!(
            "Per £m: points of benefit, counted from {} for doing nothing{}, for each £1m a year.",
            points(ranking.value_of_nothing),
            decision.size_column.as_ref().map_or(String::new(), |size| format!(", times {size}"))
        ));
        let apart: Vec<_> = shown.iter().filter_map(|row| Some(format!("{} ({})", row.id, no_ratio(row.no_ratio?)))).collect();
        if view.sort == SortBy::Value && !apart.is_empty() {
            remark(format!("No ratio: {}.", words::first_few(&apart, NAMED)));
        }
    }
    let open: Vec<_> = shown
        .iter()
        .filter_map(|row| Some(format!("{} anywhere from {} to {}", row.id, points(row.value_low?), points(row.value_high?))))
        .collect();
    if !open.is_empty() {
        remark(format!("Figures are missing, so the value is the middle of a range (~): {}.", words::first_few(&open, NAMED)));
    }
    match ranking.ranking.first().map(|row| &row.dominated_by) {
        Some(None) => remark("Dominance is not checked beyond 2,000 interventions.".to_owned()),
        Some(Some(_)) => {
            let dominated: Vec<_> = shown.iter().filter_map(dominated).collect();
            if !dominated.is_empty() {
                let named = dominated.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
                let more = dominated.len().saturating_sub(NAMED);
                let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
                remark(format!("Dominated (another is as good on every criterion and better on one): {named}{rest}."));
            }
        }
        None => {}
    }
}

fn dominated(row: &Ranked) -> Option<String> {
    let by: Vec<_> = row.dominated_by.as_ref()?.iter().map(ToString::to_string).collect();
    (!by.is_empty()).then(|| format!("{} by {}", row.id, words::first_few(&by, 2)))
}

/// Why there is no ratio, in words.
fn no_ratio(reason: NoRatio) -> &'static str {
    match reason {
        NoRatio::ZeroCost => "costs nothing",
        NoRatio::ReleasesMoney => "releases money",
        NoRatio::NoBenefit => "no better than doing nothing",
        NoRatio::NoCost => "no cost given",
        NoRatio::NoSize => "no size given",
        NoRatio::CostIsWeighed => "cost is weighed",
    }
}

fn closing(blocks: &mut Vec<Block>, notes: &RunNotes, medium: Medium) {
    if !notes.set_aside.is_empty() {
        blocks.push(Block::Heading("Set aside".to_owned()));
        blocks.push(Block::Table(tables::set_aside(notes, medium)));
    }
    blocks.push(Block::Paragraph(notes.reconciliation("ranked")));
    if notes.findings.is_empty() {
        return;
    }
    match medium {
        Medium::Terminal => {
            let codes = words::listed(notes.findings.iter().map(|(code, _)| (*code).to_owned()));
            blocks.push(Block::Paragraph(format!("Doubts and notes, explained on standard error: {codes}.")));
        }
        Medium::Paper => {
            blocks.push(Block::Heading("Doubts and notes".to_owned()));
            blocks.push(Block::Table(tables::findings(notes)));
        }
    }
}
