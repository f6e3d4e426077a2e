//! From the long list to the ranking: what was considered, what counts, what each is expected to do, and the order.

use super::{Page, Section, heading, say, whole};
use crate::analysis::rank::SortBy;
use crate::document::chart::Chart;
use crate::document::{Block, Cell, ColumnKind, words};
use crate::model::criterion::Criterion;
use crate::present::columns::{label, prose, text};
use crate::present::live::live;
use crate::present::model::model;
use crate::present::{Medium, fund, pictures, rank, weights};

impl Page<'_> {
    /// What was set aside, by reason; nothing where everything is analysed.
    pub fn long_list(&self) -> Vec<Block> {
        let notes = self.notes;
        // With --by the counts are those of all parts, and stand at the end.
        if notes.set_aside.is_empty() || self.part.is_some() {
            return Vec::new();
        }
        let said = format!(
            "{} were put forward. {} passed what was asked of all and {} analysed below; the others were set aside, each for the \
             first reason that applies. All are listed at the end.",
            words::count(notes.rows_read, "intervention"),
            notes.analysed,
            if notes.analysed == 1 { "is" } else { "are" }
        );
        vec![say(said), Block::Table(rank::set_aside(notes, Medium::Terminal))]
    }

    /// Definitions, ranges, swings and weights.
    pub fn criteria(&self) -> Vec<Block> {
        let (precision, medium) = (self.view.precision, Medium::Board);
        let mut blocks: Vec<_> = weights::in_words(self.decision).into_iter().map(Block::Paragraph).collect();
        weights::body(&mut blocks, self.decision, &self.analyses.weights, self.notes, weights::View { precision, medium });
        let groups = pictures::group_views(&self.analyses.weights);
        blocks.extend(pictures::weights_by_view(self.decision, "stakeholder group", &groups).map(Block::Chart));
        blocks.extend([heading("What each criterion means"), self.definitions()]);
        blocks
    }

    fn definitions(&self) -> Block {
        let row = |criterion: &Criterion| {
            let meaning = criterion.description.clone().map_or(Cell::Absent, Cell::Text);
            vec![text(criterion.name.clone()), meaning, text(measured(criterion)), text(better(criterion))]
        };
        let columns = vec![prose("Criterion"), prose("What it means"), prose("Read from"), label("Better")];
        whole(columns, self.decision.criteria.iter().map(row).collect())
    }

    /// What each is expected to do, in its own units, with the grade of the evidence.
    pub fn performances(&self) -> Vec<Block> {
        let tables = rank::performances(self.decision, &self.analyses.ranking, self.rows());
        let mut blocks: Vec<_> = tables.into_iter().map(Block::Table).collect();
        blocks.extend(self.grades().map(|grades| say(format!("Evidence: {grades}. The grades are those of the data file."))));
        blocks.extend(self.elsewhere());
        blocks
    }

    /// How many rest on evidence of which grade.
    pub fn grades(&self) -> Option<String> {
        let mut grades: Vec<(&str, usize)> = Vec::new();
        for grade in self.decision.interventions.iter().filter_map(|row| row.evidence.as_deref()) {
            match grades.iter_mut().find(|(known, _)| *known == grade) {
                Some((_, count)) => *count += 1,
                None => grades.push((grade, 1)),
            }
        }
        grades.sort_unstable();
        let all_graded: usize = grades.iter().map(|(_, count)| count).sum();
        let ungraded = self.decision.interventions.len() - all_graded;
        let each: Vec<_> = grades.iter().map(|(grade, count)| format!("{count} of grade {grade}")).collect();
        let rest = if ungraded > 0 { format!("; {ungraded} without a grade") } else { String::new() };
        (all_graded > 0).then(|| format!("{}{rest}", words::first_few(&each, 8)))
    }

    pub fn ranking(&self) -> Vec<Block> {
        let (decision, ranking) = (self.decision, &self.analyses.ranking);
        let mut blocks = Vec::new();
        rank::order(&mut blocks, decision, ranking, self.rank_view(SortBy::Value, Some(self.rows())));
        blocks.iter_mut().for_each(without_bars);
        blocks.extend(self.elsewhere());
        blocks.push(Block::Chart(pictures::contributions(decision, ranking, self.view.precision)));
        blocks.extend(self.model());
        if !self.shows_views() {
            blocks.extend(self.live());
        }
        blocks
    }

    /// The ranking as formulas. Like what a reader can move, it holds no more than the paper shows.
    fn model(&self) -> Option<Block> {
        if self.view.medium != Medium::Workbook || self.is_cut() && !self.has(Section::Annex) {
            return None;
        }
        Some(model(self.decision, &self.analyses.ranking, self.view.precision, self.part.clone()))
    }

    /// The ranking that a reader can move. It holds no more than the paper shows: all rows only with the annex, the budget only
    /// where money is spoken of.
    pub fn live(&self) -> Option<Block> {
        if self.is_cut() && !self.has(Section::Annex) {
            return None;
        }
        let block = live(self.decision, &self.analyses.ranking, self.view.precision, Some(self.rows()))?;
        let speaks_of_money = self.has(Section::Plan) || self.has(Section::ValueForMoney);
        Some(match block {
            Block::Live(live) if !speaks_of_money => Block::Live(Box::new(live.without_budget())),
            block => block,
        })
    }

    /// The order of value for money, and cost against benefit as pictures.
    pub fn value_for_money(&self) -> Vec<Block> {
        let decision = self.decision;
        let mut blocks = Vec::new();
        let Some(ranking) = &self.analyses.by_money else { return blocks };
        rank::order(&mut blocks, decision, ranking, self.rank_view(SortBy::ValueForMoney, Some(self.rows())));
        blocks.extend(self.elsewhere());
        let plan = self.analyses.plan.as_ref();
        blocks.extend(pictures::cost_value(decision, plan.map(|plan| &plan.funding)).map(Block::Chart));
        // The explanation goes with the picture, which not every format has.
        blocks.extend(plan.and_then(pictures::triangles).map(|chart| {
            let finding = format!("{} {}", fund::TRIANGLES, chart.finding);
            Block::Chart(Chart { finding, ..chart })
        }));
        blocks
    }

    /// Where the rows are that the text leaves out.
    pub fn elsewhere(&self) -> Option<Block> {
        let all = self.decision.interventions.len();
        let annex = if self.has(Section::Annex) { "; the annex holds all" } else { "" };
        self.is_cut().then(|| say(format!("The first {} of {all}{annex}.", self.rows())))
    }
}

/// A table without its bars, which stand in a picture of their own.
pub fn without_bars(block: &mut Block) {
    let Block::Table(table) = block else { return };
    while let Some(bars) = table.columns.iter().position(|column| column.kind == ColumnKind::Bar) {
        table.columns.remove(bars);
        for row in &mut table.rows {
            row.remove(bars);
        }
    }
}

/// The columns that make a performance: `people_reached × qaly_gain`.
fn measured(criterion: &Criterion) -> String {
    let reading = &criterion.reading;
    let times = reading.times.as_ref().map_or(String::new(), |column| format!(" × {column}"));
    let per = reading.per.as_ref().map_or(String::new(), |column| format!(" ÷ {column}"));
    let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(", in {unit}"));
    format!("{}{times}{per}{unit}", reading.column)
}

fn better(criterion: &Criterion) -> &'static str {
    if !criterion.reads_figures() {
        return "by level";
    }
    let (from, to) = criterion.value.performance_ends();
    if to >= from { "more" } else { "less" }
}
