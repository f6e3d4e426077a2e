//! Why an intervention stands where it does, in words for anyone and figures for those who check.

mod funding;
mod sentences;
mod tables;
mod worth;

use super::frame::{Frame, Part};
use super::{Medium, RunNotes, weights};
use crate::analysis::explain::Explanation;
use crate::document::{Block, Document};
use crate::export::csv::{Field, Records};
use crate::model::decision::Decision;
use crate::present::sensitivity::shown;
pub use funding::funding;
use sentences::Sentences;

/// How an explanation is shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Decimals of points.
    pub precision: usize,
    pub medium: Medium,
}

/// The document of a run.
#[must_use]
pub fn document(parts: &[Part<'_, Explanation>], by: Option<&str>, notes: &RunNotes, view: View) -> Document {
    let frame = Frame { what: "Explanation", done: "analysed", by, notes, medium: view.medium };
    frame.document(parts, |blocks, decision, found| {
        let sentences = Sentences::new(decision, found, view.precision);
        let say = |blocks: &mut Vec<Block>, heading: &str, paragraphs: Vec<String>| {
            if !paragraphs.is_empty() {
                blocks.push(Block::Heading(heading.to_owned()));
                blocks.extend(paragraphs.into_iter().map(Block::Paragraph));
            }
        };
        blocks.extend(sentences.answer().into_iter().map(Block::Paragraph));
        blocks.extend(weights::provenance(decision, notes).into_iter().map(Block::Paragraph));
        if view.medium != Medium::Workbook {
            blocks.push(Block::Heading(sentences.heading_of_points()));
            blocks.push(Block::Table(tables::points(decision, found, view.precision)));
            blocks.push(Block::Heading("Performances, in the units of the criteria".to_owned()));
            blocks.push(Block::Table(tables::performances(decision, found)));
            blocks.extend(sentences.below_the_tables().map(Block::Paragraph));
        }
        say(blocks, "What would have to change", sentences.changes());
        say(blocks, "Value for money", sentences.money());
        say(blocks, "The funding line", sentences.funding());
        say(blocks, "What is worth what", sentences.trade_offs());
    })
}

/// The explanation as plain text, a line for each paragraph.
#[must_use]
pub fn text(decision: &Decision, found: &Explanation, precision: usize) -> String {
    let sentences = Sentences::new(decision, found, precision);
    let all = [sentences.answer(), sentences.changes(), sentences.money(), sentences.funding(), sentences.trade_offs()];
    all.concat().join("\n")
}

/// One row for each criterion, the `--by` column first.
#[must_use]
pub fn records(parts: &[Part<'_, Explanation>], by: Option<&str>) -> Records {
    const HEADER: [&str; 12] = [
        "id",
        "against",
        "criterion",
        "weight",
        "performance",
        "other_performance",
        "score",
        "other_score",
        "contribution",
        "other_contribution",
        "contribution_gap",
        "draws_level_at",
    ];
    let header = by.into_iter().chain(HEADER).map(str::to_owned).collect();
    let mut rows = Vec::new();
    for (part, found) in parts.iter().filter_map(|part| Some((part, part.analysed()?.1))) {
        let first: Vec<Field> = part.value.map(Field::from).into_iter().collect();
        for difference in &found.differences {
            let level = found.draw_level.iter().find(|level| level.criterion == difference.criterion);
            let mut fields = first.clone();
            fields.push(Field::Text(found.id.clone()));
            fields.push(found.against.clone().map_or(Field::Empty, Field::Text));
            fields.extend([Field::Text(difference.criterion.clone()), Field::Number(difference.weight)]);
            fields.push(shown(&difference.performance));
            fields.push(difference.other_performance.as_ref().map_or(Field::Empty, shown));
            fields.extend([Field::Number(difference.score), Field::from(difference.other_score)]);
            fields.extend([Field::Number(difference.contribution), Field::from(difference.other_contribution)]);
            fields.push(Field::from(difference.contribution_gap));
            fields.push(level.map_or(Field::Empty, |level| shown(&level.needed)));
            rows.push(fields);
        }
    }
    Records { header, rows }
}
