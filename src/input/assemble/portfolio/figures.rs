//! What funding a row costs, year by year, and what it uses of each limit.

use std::rc::Rc;

use super::super::cells::{Cell, Cells, error};
use super::super::columns::{Columns, LimitColumns};
use crate::diagnostic::quote;
use crate::input::criteria_file::portfolio::MOST;
use crate::input::criteria_file::{CriteriaFile, PortfolioSection};
use crate::input::sheet::Sheet;

/// A column whose figures must all be there.
pub struct Demand<'a> {
    pub column: usize,
    pub remedy: String,
    /// Only for the rows that it is about.
    pub limit: Option<&'a LimitColumns>,
}

/// The columns of figures that `[portfolio]`, or a budget on the command line, reads.
#[derive(Clone, Copy)]
pub struct Spent<'a> {
    pub file: &'a CriteriaFile,
    pub columns: &'a Columns,
    /// Savings are taken off costs.
    pub net: bool,
}

impl<'a> Spent<'a> {
    /// The figures that may not be missing.
    pub fn demands(self, sheet: &Sheet) -> Vec<Demand<'a>> {
        let section = self.file.portfolio.as_ref();
        let reader = if section.is_some() { "`[portfolio]`" } else { "the budget" };
        let all = |column, remedy| Demand { column, remedy, limit: None };
        let costs = self.columns.portfolio_costs.iter();
        let costs = costs.map(|&column| all(column, format!("write the figure: {reader} needs every cost")));
        let has_money = section.map_or(!self.columns.portfolio_costs.is_empty(), PortfolioSection::states_money);
        let saving = self.columns.saving.filter(|_| self.net && has_money);
        let saving = saving.map(|column| all(column, format!("write the figure, or 0: with --net, {reader} needs every saving")));
        let limits = self.columns.portfolio.limits.iter();
        let limits = limits.filter_map(|limit| {
            let column = limit.column?;
            let heading = quote(&sheet.headers()[column]);
            let remedy = format!("write the figure, or 0: a limit of [portfolio] sums column `{heading}`");
            Some(Demand { column, remedy, limit: Some(limit) })
        });
        costs.chain(saving).chain(limits).collect()
    }

    /// Pounds, one figure a year, for each analysed row; `None` where one is absent or there is no column.
    ///
    /// A saving comes off each year.
    pub fn costs(self, cells: &mut Cells<'_>) -> Vec<Option<Vec<f64>>> {
        let demanded = &self.columns.portfolio_costs;
        let columns = if demanded.is_empty() { self.columns.cost.into_iter().collect() } else { demanded.clone() };
        let years: Vec<_> = columns.iter().map(|&column| cells.column(column)).collect();
        if !demanded.is_empty() {
            for (&column, figures) in columns.iter().zip(&years) {
                refuse_large(column, figures, |_| true, cells);
            }
        }
        let savings = self.columns.saving.filter(|_| self.net).map(|column| cells.column(column));
        let cost = |row: usize| {
            let saving = savings.as_ref().map_or(Some(0.0), |savings| savings[row].number())?;
            years.iter().map(|year| Some(year[row].number()? - saving)).collect::<Option<Vec<_>>>()
        };
        (0..cells.rows.len()).map(|row| cost(row).filter(|years| !years.is_empty())).collect()
    }

    /// For each limit, what each analysed row uses: its figure, or 1 where interventions are counted.
    pub fn uses(self, cells: &mut Cells<'_>) -> Vec<Vec<f64>> {
        self.columns.portfolio.limits.iter().map(|limit| uses_of(limit, cells)).collect()
    }
}

fn uses_of(limit: &LimitColumns, cells: &mut Cells<'_>) -> Vec<f64> {
    let figures = limit.column.map(|column| (column, cells.column(column)));
    let sheet = cells.sheet;
    if let Some((column, figures)) = &figures {
        refuse_large(*column, figures, |row| limit.covers(sheet, row), cells);
    }
    let figure = |at: usize| figures.as_ref().map_or(1.0, |(_, figures)| figures[at].number().unwrap_or(0.0));
    let used = |(at, &row): (usize, &usize)| if limit.covers(sheet, row) { figure(at) } else { 0.0 };
    cells.rows.iter().enumerate().map(used).collect()
}

/// Figures that only a slip of units makes.
fn refuse_large(column: usize, figures: &Rc<[Cell]>, covers: impl Fn(usize) -> bool, cells: &mut Cells<'_>) {
    let sheet = cells.sheet;
    for (cell, &row) in figures.iter().zip(&cells.rows) {
        if cell.number().is_some_and(|figure| figure.abs() > MOST) && covers(row) {
            cells.findings.push_error(sheet.source().name(), || {
                error(
                    sheet,
                    row,
                    column,
                    "is over 1,000,000,000,000",
                    "check the unit: [portfolio] adds these figures up".to_owned(),
                )
            });
        }
    }
}
