//! A sensitivity analysis as a document: what would change the answer, nearest first.

mod charts;
mod legends;
mod records;
mod sentences;
mod tables;

pub use records::{Asked, records, shown};
use sentences::Sentences;
pub use tables::moves;

use std::sync::Arc;

use super::frame::{Frame, Part};
use super::named::Marks;
use super::{Medium, RunNotes, weights};
use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::sensitivity::columns::NeededFigure;
use crate::analysis::sensitivity::tornado::TornadoBar;
use crate::document::chart::Chart;
use crate::document::{Block, Document, Table};
use crate::model::decision::Decision;

/// Interventions in a table of people's formats; machine formats hold all.
pub const ROWS: usize = 25;
/// Rivals whose closest flip is shown.
const FLIPS: usize = 10;
/// Places followed in the picture of one weight.
const PLACES: usize = 8;

/// How an analysis is shown.
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
pub fn document(parts: &[Part<'_, Sensitivity>], by: Option<&str>, notes: &RunNotes, view: View) -> Document {
    let frame = Frame { what: "Sensitivity", done: "analysed", by, notes, medium: view.medium };
    frame.document(parts, |blocks, decision, result| body(blocks, decision, result, notes, view))
}

/// What stands between the opening and the closing of the document.
pub fn body(blocks: &mut Vec<Block>, decision: &Decision, result: &Sensitivity, notes: &RunNotes, view: View) {
    blocks.extend(answer(decision, result, view).into_iter().map(Block::Paragraph));
    let mut page = Page { blocks, heading: None, decision, result, view };
    page.weights();
    page.blocks.extend(weights::provenance(decision, notes).into_iter().map(Block::Paragraph));
    page.asked();
    page.rest_of_the_page();
}

/// The answer in a few sentences.
#[must_use]
pub fn answer(decision: &Decision, result: &Sensitivity, view: View) -> Vec<String> {
    Sentences { decision, result, precision: view.precision, medium: view.medium }.answer()
}

/// The tables behind the answer.
pub fn details(blocks: &mut Vec<Block>, decision: &Decision, result: &Sensitivity, view: View) {
    let mut page = Page { blocks, heading: None, decision, result, view };
    page.weights();
    page.rest_of_the_page();
}

/// Whether an option asked for something of its own.
fn is_one_question(result: &Sensitivity) -> bool {
    let asked = [result.sweep.is_some(), result.two_way.is_some(), result.ranks.is_some(), result.tornado.is_some()];
    asked.contains(&true) || result.intervals.is_some()
}

struct Page<'a> {
    blocks: &'a mut Vec<Block>,
    /// Of what comes next; without anything below it there is none.
    heading: Option<String>,
    decision: &'a Decision,
    result: &'a Sensitivity,
    view: View,
}

impl<'a> Page<'a> {
    fn sentences(&self) -> Sentences<'_> {
        Sentences { decision: self.decision, result: self.result, precision: self.view.precision, medium: self.view.medium }
    }

    fn marks(&self) -> Marks<'a> {
        Marks(&self.result.provisional)
    }

    fn heading(&mut self, heading: &str) {
        self.heading = Some(heading.to_owned());
    }

    fn push(&mut self, block: Block) {
        self.blocks.extend(self.heading.take().map(Block::Heading));
        self.blocks.push(block);
    }

    fn say(&mut self, paragraphs: impl IntoIterator<Item = String>) {
        for paragraph in paragraphs {
            self.push(Block::Paragraph(paragraph));
        }
    }

    fn table(&mut self, table: Table) {
        self.push(Block::Table(table));
    }

    /// A table of what records hold, too.
    fn table_of_records(&mut self, table: Table) {
        if !self.has_sheets() {
            self.table(table);
        }
    }

    /// Whether tables of records have sheets of their own beside this document.
    fn has_sheets(&self) -> bool {
        self.view.medium == Medium::Workbook
    }

    /// A picture; beside sheets, in words, which of them holds its figures.
    fn picture(&mut self, chart: Chart, asked: Asked) {
        if self.has_sheets() {
            self.say([format!("Sheet \"{}\": {}.", asked.sheet(), chart.title)]);
        } else {
            self.push(Block::Chart(chart));
        }
    }

    fn rest_of_the_page(&mut self) {
        // Who asks for one thing gets that; all of it stands in JSON.
        if !is_one_question(self.result) {
            self.flips();
            self.needed();
            self.needed_figures();
            self.break_even();
        }
        let how = self.sentences().how();
        self.say([how]);
    }

    fn weights(&mut self) {
        if self.decision.interventions.len() > 1 {
            self.heading("How far each weight can move");
            self.table_of_records(tables::weights(self.decision, self.result));
            let said = self.sentences().about_weights();
            self.say(said);
        }
    }

    /// What options asked for.
    fn asked(&mut self) {
        let (decision, result, view) = (self.decision, self.result, self.view);
        self.pictures();
        if let Some(ranks) = result.ranks.as_ref().filter(|_| !self.has_sheets()) {
            self.heading("Over which weights each keeps its rank, in %");
            for table in tables::ranks(decision, result, ranks, self.view.rows) {
                self.table(table);
            }
            self.rest(decision.interventions.len(), self.view.rows);
        }
        if let Some(bars) = &result.tornado {
            self.heading("Uncertain figures, from their low to their high");
            if !self.has_sheets() {
                self.tornado(bars);
            }
            self.say(Sentences::about_tornado(bars));
        }
        if let Some(found) = &result.intervals {
            self.heading("What each could come to");
            self.table_of_records(tables::intervals(decision, found, view, self.marks()));
            let said = self.sentences().about_intervals();
            self.say([said]);
        }
    }

    /// One weight and two at once.
    fn pictures(&mut self) {
        let (decision, result) = (self.decision, self.result);
        if result.sweep.is_none() && result.two_way.is_none() {
            return;
        }
        let series = charts::series(decision, result);
        if let Some(sweep) = &result.sweep {
            let first = PLACES.min(decision.interventions.len());
            self.heading(&tables::now(decision, sweep));
            self.picture(charts::sweep(decision, sweep, &series, first), Asked::Sweep);
            self.table_of_records(tables::sweep(sweep, first.min(5), self.marks()));
        }
        if let Some(two_way) = &result.two_way {
            self.heading("Two weights at once");
            self.picture(charts::regions(decision, two_way, &series), Asked::Regions);
            self.table_of_records(tables::regions(decision, two_way));
            let shared = two_way.regions.iter().map(|region| region.share).sum::<f64>() > 1.0 + 1e-9;
            self.say(shared.then(|| "Where some tie over an area, each of them counts it.".to_owned()));
        }
    }

    fn tornado(&mut self, bars: &[TornadoBar]) {
        let (costs, figures): (Vec<_>, Vec<_>) = bars.iter().partition(|bar| bar.is_money && bar.width() <= 0.0);
        if !figures.is_empty() {
            self.table(tables::tornado(self.decision, &figures[..self.view.rows.min(figures.len())], self.view));
        }
        if figures.len() > self.view.rows {
            let rows = self.view.rows;
            self.say([format!("The {rows} widest; {} more in CSV and JSON.", figures.len() - rows)]);
        }
        let mut priced: Vec<_> = costs.into_iter().filter(|bar| bar.money.is_some()).collect();
        if !priced.is_empty() {
            let first = |bar: &&TornadoBar| bar.money.and_then(|money| money.low_rank.min(money.high_rank)).unwrap_or(usize::MAX);
            priced.sort_by_key(first);
            self.heading("Uncertain figures and value for money, from their low to their high");
            self.table(tables::tornado_of_money(self.decision, &priced[..self.view.rows.min(priced.len())]));
            self.rest(priced.len(), self.view.rows);
        }
    }

    fn rest(&mut self, all: usize, shown: usize) {
        if all > shown {
            self.say([format!("The first {shown}; {} more in CSV and JSON.", all - shown)]);
        }
    }

    fn flips(&mut self) {
        if self.decision.interventions.len() < 2 {
            return;
        }
        self.heading("Who could come first, and the smallest change of weights it takes");
        let flips = self.result.closest_flips.as_deref().unwrap_or(&[]);
        if let Some(table) = tables::flips(self.decision, flips, FLIPS, self.marks()) {
            self.table(table);
        }
        let said = self.sentences().about_flips();
        self.say(said);
    }

    fn needed(&mut self) {
        let per = self.decision.criteria.len().max(1);
        for top in [false, true].into_iter().filter(|top| !top || self.result.k.is_some()) {
            let all: Vec<_> = self.result.scores.chunks(per).filter(|of| !top || of[0].needed_for_top.is_some()).collect();
            if all.is_empty() {
                continue;
            }
            let (reach, none): (Vec<_>, Vec<_>) = all.into_iter().partition(|of| tables::is_reachable(of, top));
            let goal = self.result.k.filter(|_| top).map_or("come first".to_owned(), |k| format!("be among the first {k}"));
            self.heading(&format!("What each would need to {goal}"));
            if !reach.is_empty() {
                for table in tables::needed_scores(self.decision, &reach[..self.view.rows.min(reach.len())], top, self.marks()) {
                    self.table(table);
                }
            }
            let none: Vec<_> = none.iter().map(|of| Arc::clone(&of[0].id)).collect();
            let said = self.sentences().about_needed(self.view.rows.min(reach.len()), reach.len(), &none);
            self.say(said);
        }
    }

    /// The same in the columns of the data, where these are not the performances themselves.
    fn needed_figures(&mut self) {
        let Some(first) = self.result.figures.first() else { return };
        let per = self.result.figures.iter().take_while(|found| found.id == first.id).count();
        let reachable = |of: &&[NeededFigure]| of.iter().any(|found| found.needed_for_first.is_some());
        let reach: Vec<_> = self.result.figures.chunks(per).filter(reachable).collect();
        if reach.is_empty() {
            return;
        }
        let shown = &reach[..self.view.rows.min(reach.len())];
        self.heading("What each would need to come first, in the figures of the data");
        let tables = tables::needed_figures(self.decision, shown, self.marks());
        let beyond = tables.iter().flat_map(|table| table.rows.iter().flatten()).any(|cell| cell.words().ends_with('†'));
        for table in tables {
            self.table(table);
        }
        self.say(Sentences::about_figures(shown, reach.len(), beyond));
    }

    fn break_even(&mut self) {
        if self.result.break_even_costs.len() < 2 {
            return;
        }
        self.heading("Break-even costs, by value for money");
        self.table(tables::break_even(self.decision, self.result, self.view.rows));
        let said = self.sentences().about_break_even();
        self.say([said]);
        self.rest(self.result.break_even_costs.len(), self.view.rows);
    }
}
