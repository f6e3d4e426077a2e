//! Everything in full: what the text only summarises.

use super::opening::without_bars;
use super::{Page, heading, say, whole};
use crate::analysis::rank::{SortBy, performances};
use crate::document::{Block, Cell, figure, key};
use crate::present::columns::{label, numbers, prose, text};
use crate::present::named;
use crate::present::{compare, fund, rank, sensitivity, simulate};

impl Page<'_> {
    pub fn annex(&self) -> Vec<Block> {
        let mut blocks = self.promises();
        if self.is_cut() {
            self.cut_tables(&mut blocks);
        }
        let Self { decision, analyses, .. } = *self;
        rank::workings(&mut blocks, decision, &analyses.ranking, self.rank_view(SortBy::Value, None));
        if let Some(plan) = &analyses.plan {
            fund::firmness(&mut blocks, decision, plan, self.fund_view(usize::MAX));
        }
        if let Some(found) = &analyses.sensitivity {
            sensitivity::details(&mut blocks, decision, found, self.sensitivity_view());
        }
        if let Some(found) = &analyses.simulation {
            simulate::details(&mut blocks, decision, found, self.simulate_view());
        }
        if let Some(found) = analyses.comparison.as_ref().filter(|_| decision.criteria.len() > 1) {
            compare::details(&mut blocks, decision, found, self.compare_view());
        }
        blocks
    }

    /// The whole of what the text shows the first rows of.
    fn cut_tables(&self, blocks: &mut Vec<Block>) {
        let Self { decision, analyses, .. } = *self;
        blocks.push(heading("Performances of all"));
        blocks.extend(rank::performances(decision, &analyses.ranking, usize::MAX).into_iter().map(Block::Table));
        blocks.push(heading("The ranking of all"));
        let start = blocks.len();
        rank::order(blocks, decision, &analyses.ranking, self.rank_view(SortBy::Value, None));
        blocks[start..].iter_mut().for_each(without_bars);
        if let Some(ranking) = &analyses.by_money {
            blocks.push(heading("The order of value for money of all"));
            rank::order(blocks, decision, ranking, self.rank_view(SortBy::ValueForMoney, None));
        }
        if let Some(plan) = &analyses.plan {
            fund::sets(blocks, decision, plan, self.fund_view(usize::MAX));
        }
        if let Some(equality) = self.equality_of_all() {
            blocks.extend([heading("Equality: all interventions"), equality]);
        }
    }

    /// What the funded interventions promise on each criterion: the figures that next year's are held against.
    fn promises(&self) -> Vec<Block> {
        let (decision, Some(plan)) = (self.decision, &self.analyses.plan) else { return Vec::new() };
        let mut columns = vec![label("ID"), prose("Intervention")];
        let numbered = decision.criteria.iter().enumerate();
        columns.extend(numbered.map(|(index, criterion)| {
            let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(", {unit}"));
            numbers(&format!("{}{unit}", criterion.name)).short(key(index))
        }));
        columns.push(numbers("Cost"));
        let is_funded = |row: &usize| plan.funding.selected.contains(&decision.interventions[*row].id);
        let rows: Vec<_> = (0..decision.interventions.len()).filter(is_funded).map(|row| self.promise(row)).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        vec![
            heading("What the plan promises: to be measured after a year"),
            say(
                "Performances as they stand in the data, with the least and the most that they would be if one uncertain figure alone went \
                 to its low or its high. Next year's figures are held against these.",
            ),
            whole(columns, rows),
        ]
    }

    fn promise(&self, row: usize) -> Vec<Cell> {
        let decision = self.decision;
        let intervention = &decision.interventions[row];
        let mut cells = vec![text(intervention.id.as_ref()), text(intervention.name.clone())];
        cells.extend((0..decision.criteria.len()).map(|leaf| self.promised(row, leaf)));
        cells.push(intervention.portfolio_cost.map_or(Cell::Absent, Cell::Pounds));
        cells
    }

    /// A performance with the least and the most that it would be at the ends of one uncertain column at a time.
    fn promised(&self, row: usize, leaf: usize) -> Cell {
        let decision = self.decision;
        let Some(x) = decision.performances[(row, leaf)].number() else {
            return text(named::performance(decision, leaf, &performances(decision, row)[leaf]));
        };
        let decimals = named::decimals(decision, leaf);
        let reading = &decision.criteria[leaf].reading;
        let uncertain = decision.uncertain.iter().filter(|input| reading.columns().any(|column| *input.column == *column));
        let spreads = uncertain.filter_map(|input| Some((&input.column, input.figures[row]?)));
        let ends = spreads.flat_map(|(column, spread)| [(column, spread.low), (column, spread.high)]);
        let ends: Vec<_> = ends.filter_map(|(column, end)| decision.performance_with(row, leaf, column, end).number()).collect();
        let (low, high) = ends.iter().fold((x, x), |(low, high), end| (low.min(*end), high.max(*end)));
        let [shown, low, high] = [x, low, high].map(|figure| figure::fixed(figure, decimals));
        text(if low == high { shown } else { format!("{shown} ({low} to {high})") })
    }
}
