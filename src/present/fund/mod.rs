//! A funded plan as a document: what to fund, what it costs, what just missed and why, what the rules displaced.

mod brief;
mod firm_records;
mod frontier;
mod records;
mod robust;
mod rules;
mod sentences;
mod stability;
mod tables;
mod words;

pub use brief::brief;
pub use frontier::{TRIANGLES, triangles};
pub use records::{Asked, records};
pub use rules::{contradiction, no_plan};
use sentences::Sentences;
pub use words::{detail, why};

use super::frame::{Frame, Part};
use super::{Medium, RunNotes, weights};
use crate::analysis::firmness::Firmness;
use crate::analysis::fund::{Considered, Funding, MandatePrices};
use crate::document::{Block, Document, Table, words as prose};
use crate::model::decision::Decision;

/// Interventions in a table of people's formats unless asked for more; machine formats hold all.
const ROWS: usize = 60;

/// How a plan is shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Decimals of points.
    pub precision: usize,
    /// Rows of the tables of interventions; `None`: as many as help.
    pub top: Option<usize>,
    pub medium: Medium,
}

/// The document of a run.
#[must_use]
pub fn document(parts: &[Part<'_, Firmness>], by: Option<&str>, notes: &RunNotes, view: View) -> Document {
    let frame = Frame { what: "Funded plan", done: "analysed", by, notes, medium: view.medium };
    frame.document(parts, |blocks, decision, result| body(blocks, decision, result, notes, view))
}

/// What stands between the opening and the closing of the document.
pub fn body(blocks: &mut Vec<Block>, decision: &Decision, result: &Firmness, notes: &RunNotes, view: View) {
    let said = answer(decision, result, view).into_iter().chain(in_short(decision, result, view));
    blocks.extend(said.map(Block::Paragraph));
    details(blocks, decision, result, view);
    blocks.extend(weights::provenance(decision, notes).into_iter().map(Block::Paragraph));
}

/// What stands behind the answer.
fn details(blocks: &mut Vec<Block>, decision: &Decision, result: &Firmness, view: View) {
    let mut page = Page { blocks, decision, firm: result, result: &result.funding, view };
    page.plan();
    page.money();
    page.beside();
    page.prices();
    page.frontier();
    page.triangles();
    page.stability();
    page.robust();
    page.say(page.open());
    page.say(page.sentences().how());
}

/// What is funded and what is not, how the money is used, and what the rules displace.
pub fn plan(blocks: &mut Vec<Block>, decision: &Decision, result: &Firmness, view: View) {
    let mut page = Page { blocks, decision, firm: result, result: &result.funding, view };
    page.plan();
    page.money();
    page.prices();
    // What an option would add is left out.
    page.say(page.sentences().how().into_iter().take(1));
}

/// What is funded and what is not, in full.
pub fn sets(blocks: &mut Vec<Block>, decision: &Decision, result: &Firmness, view: View) {
    Page { blocks, decision, firm: result, result: &result.funding, view }.plan();
}

/// How firm the plan is, as tables, and what the sorted list would fund.
pub fn firmness(blocks: &mut Vec<Block>, decision: &Decision, result: &Firmness, view: View) {
    let mut page = Page { blocks, decision, firm: result, result: &result.funding, view };
    page.forced_in(&page.left_out());
    page.beside();
    page.frontier();
    if let Some(found) = &result.triangles {
        page.blocks.push(Block::Heading("Value for money as triangles, in figures".to_owned()));
        page.figures_of_triangles(found);
    }
    page.stability();
    page.robust();
    page.say(page.open());
}

/// How firm the plan is, in a few sentences.
#[must_use]
pub fn in_short(decision: &Decision, result: &Firmness, view: View) -> Vec<String> {
    Page { blocks: &mut Vec::new(), decision, firm: result, result: &result.funding, view }.in_short()
}

/// The answer in a few sentences.
#[must_use]
pub fn answer(decision: &Decision, result: &Firmness, view: View) -> Vec<String> {
    Sentences { decision, result: &result.funding, precision: view.precision }.answer()
}

struct Page<'a> {
    blocks: &'a mut Vec<Block>,
    decision: &'a Decision,
    firm: &'a Firmness,
    result: &'a Funding,
    view: View,
}

impl<'a> Page<'a> {
    fn sentences(&self) -> Sentences<'a> {
        Sentences { decision: self.decision, result: self.result, precision: self.view.precision }
    }

    fn say(&mut self, paragraphs: impl IntoIterator<Item = String>) {
        self.blocks.extend(paragraphs.into_iter().map(Block::Paragraph));
    }

    /// What was asked and not found out.
    fn open(&self) -> Option<String> {
        let named = self.firm.not_found_out.iter().map(|question| match *question {
            "frontier" => "the efficient plans".to_owned(),
            "placed" => "where sets stand among the efficient plans".to_owned(),
            _ => "how far weights and money can move".to_owned(),
        });
        let named: Vec<_> = named.collect();
        (!named.is_empty()).then(|| format!("Not found out within the effort allowed: {}.", prose::listed(named)))
    }

    /// How firm the plan is, in a few sentences.
    fn in_short(&self) -> Vec<String> {
        let stability = self.firm.stability.iter().flat_map(|found| stability::in_short(self.decision, found));
        let robust = self.firm.robust.as_ref().map(|found| robust::in_short(self.result, found, self.view.precision));
        stability.chain(robust).collect()
    }

    /// How many rows are not shown, and where they are.
    fn rest(&mut self, count: usize, elsewhere: &str) {
        self.say([match self.view.medium {
            Medium::Board => format!("{count} more."),
            _ => format!("{count} more {elsewhere}, or with --top."),
        }]);
    }

    fn table(&mut self, heading: &str, table: Table) {
        self.blocks.push(Block::Heading(heading.to_owned()));
        self.blocks.push(Block::Table(table));
    }

    /// What is not funded, nearest first.
    fn left_out(&self) -> Vec<&'a Considered> {
        let mut out: Vec<_> = self.result.interventions.iter().filter(|row| !row.selected).collect();
        out.sort_by(|a, b| nearness(b).total_cmp(&nearness(a)));
        out
    }

    /// What is funded, and what is not: nearest first.
    fn plan(&mut self) {
        let funded: Vec<_> = self.result.interventions.iter().filter(|row| row.selected).collect();
        let out = self.left_out();
        let most = self.view.top.unwrap_or(ROWS);
        if self.view.medium == Medium::Workbook {
            return;
        }
        for (heading, rows) in [("The plan", &funded), ("Not funded, and why", &out)] {
            let shown = &rows[..most.min(rows.len())];
            if rows.is_empty() {
                continue;
            }
            self.table(heading, tables::interventions(self.decision, shown, self.view.precision));
            if rows.len() > shown.len() {
                self.rest(rows.len() - shown.len(), "in CSV and JSON");
            }
        }
        // A board finds it in the annex.
        if self.view.medium != Medium::Board {
            self.forced_in(&out[..most.min(out.len())]);
        }
        let open = self.result.interventions.iter().any(|row| tables::rests_on_missing(self.decision, row));
        self.say(open.then(|| "≈ A missing performance stands behind the figure: the middle of what is possible.".to_owned()));
    }

    /// What would happen if those nearest to the plan were forced in.
    fn forced_in(&mut self, out: &[&Considered]) {
        if let Some(table) = tables::forced_in(out, self.view.precision) {
            self.table("If it were forced in", table);
            self.say(Sentences::about_forcing(out));
        }
    }

    fn money(&mut self) {
        if let Some(table) = tables::years(self.result) {
            self.table("Year by year", table);
        }
        if !self.result.streams.is_empty() {
            self.table("Streams", tables::streams(self.result));
        }
        if !self.result.limits.is_empty() {
            self.table("Limits", tables::limits(self.result));
        }
    }

    fn beside(&mut self) {
        self.table("Beside the order of value for money", tables::beside(self.result, self.view.precision));
        self.say([self.sentences().about_the_order()]);
    }

    fn prices(&mut self) {
        let asked_for = |prices: &&MandatePrices| !prices.mandates.is_empty() || self.view.medium != Medium::Board;
        if let Some(prices) = self.result.price_of_mandates.as_ref().filter(asked_for) {
            self.table("What the mandates cost in benefit", tables::mandates(prices, self.view.precision));
            self.say([self.sentences().about_mandates(prices)]);
        }
        if let Some(prices) = &self.result.shadow_prices {
            self.table("What 5% more money would add", tables::more(prices, self.view.precision));
        }
    }
}

/// How near to the plan an intervention is: by value for money, what releases money or has no ratio last.
fn nearness(row: &Considered) -> f64 {
    row.value_for_money.unwrap_or(f64::NEG_INFINITY)
}
