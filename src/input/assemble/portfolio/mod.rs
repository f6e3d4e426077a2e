//! The rules of `[portfolio]`, or of a budget on the command line, for the interventions of one decision.
//!
//! Figures of the rows come from `figures`, what rows say of one another from `relations`, and what of it no plan can keep
//! is found by `conflicts`. Whether a plan exists is for the analysis to find.

mod conflicts;
mod figures;
mod relations;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;

use super::columns::Columns;
use super::performances::Read;
use super::rows::unknown_value;
use super::{Choices, Refusal};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote, suggestion};
use crate::document::words;
use crate::input::criteria_file::portfolio::{MOST, amounts_for};
use crate::input::criteria_file::{CriteriaFile, LimitEntry, PortfolioSection};
use crate::input::sheet::Sheet;
use crate::model::decision::{Budget, SetAside};
use crate::model::portfolio_rules::{Limit, LostMandate, Member, PortfolioRules, Prerequisite, Stream, pence};
pub use figures::{Demand, Spent};
pub use relations::{Relations, read as read_relations};

/// Checks a budget of the command line against the columns of costs.
///
/// # Errors
/// Amounts that do not fit: [`Refusal::Choice`].
pub fn check_budget(file: &CriteriaFile, columns: &Columns, choices: &Choices) -> Result<(), Refusal> {
    let Some(typed) = &choices.budget else { return Ok(()) };
    let refuse = |message: &str| Err(Refusal::Choice(format!("--budget: {message}")));
    let stated = file.portfolio.as_ref().map_or(0, |portfolio| portfolio.cost.len());
    let (years, columns_of_costs) = (typed.len(), stated.max(1));
    if choices.by.is_some() {
        return refuse("with --by each value has its own amount: write them in [portfolio.budgets]");
    }
    if stated == 0 && columns.cost.is_none() && file.data.cost.is_none() {
        return refuse("there is no column of costs: name it in the criteria file, [data] cost = \"COLUMN\"");
    }
    if years != columns_of_costs {
        return refuse(&format!(
            "{}: give one amount for each (a comma parts years; one amount is 1500000, 1_500_000 or 1.5m)",
            amounts_for(years, columns_of_costs)
        ));
    }
    match typed.iter().find(|amount| !(0.0..=MOST).contains(*amount)) {
        Some(amount) => refuse(&format!("{amount} is no amount from 0 to 1,000,000,000,000 pounds")),
        None => Ok(()),
    }
}

/// Money that nothing in the data can be paid from, or that pays for nothing that has a cost.
pub fn check_section(file: &CriteriaFile, sheet: &Sheet, columns: &Columns, relations: &Relations, findings: &mut Diagnostics) {
    let Some(portfolio) = &file.portfolio else { return };
    let place = |span: Range<usize>| Some(Place::new(&file.source, span));
    if portfolio.states_money() && portfolio.cost.is_empty() && file.data.cost.is_none() && columns.cost.is_none() {
        let message = format!("[portfolio] says what there is to spend, but {} has no column `cost`", sheet.source().name());
        let remedy = "name the column of costs: cost = \"COLUMN\" in [portfolio]";
        findings.push(Diagnostic::error("unknown-column", message).at(portfolio.place.clone()).remedy(remedy));
    }
    if let Some(column) = columns.portfolio.stream {
        let mut labels: Vec<_> = (0..sheet.rows.len()).map(|row| sheet.cell(row, column).trim()).collect();
        labels.sort_unstable();
        labels.dedup();
        labels.retain(|label| !label.is_empty());
        let used: HashSet<_> = relations.stream.iter().flatten().collect();
        let idle = portfolio.streams.iter().enumerate().filter(|(at, stream)| !used.contains(at) && !stream.tops_up);
        for (_, stream) in idle {
            let name = stream.name.get_ref();
            let heading = quote(&sheet.headers()[column]);
            let message = format!("the stream `{}` can pay for nothing: no row has it in column `{heading}`", quote(name));
            let doubt = Diagnostic::warning("unused-stream", message).at(place(stream.name.span()));
            findings.push(doubt.remedy(suggestion(name, labels.iter().copied())));
        }
    }
    warn_of_mandates(sheet, columns, relations, findings);
    for limit in &portfolio.limits {
        warn_of_values(limit, sheet, &place, findings);
    }
}

/// Mandates that nobody can trace, though the file says where to.
fn warn_of_mandates(sheet: &Sheet, columns: &Columns, relations: &Relations, findings: &mut Diagnostics) {
    let Some(column) = columns.portfolio.mandate_source else { return };
    let bare: Vec<_> =
        (0..sheet.rows.len()).filter(|&row| relations.mandated[row] && sheet.cell(row, column).trim().is_empty()).collect();
    if let Some(first) = bare.first() {
        let ids = words::listed(bare.iter().map(|&row| quote(sheet.cell(row, columns.id))));
        let verb = if bare.len() == 1 { "is mandated, and says" } else { "are mandated, and say" };
        let doubt = Diagnostic::warning("mandate-without-source", format!("{ids} {verb} not by what"));
        findings.push(doubt.at(sheet.place(*first, column)).remedy("write the plan, law or letter that demands it"));
    }
}

fn warn_of_values(limit: &LimitEntry, sheet: &Sheet, place: &impl Fn(Range<usize>) -> Option<Place>, findings: &mut Diagnostics) {
    for (name, values) in &limit.filter {
        let Some(column) = sheet.column(name.get_ref()) else { continue };
        for value in values {
            if let Some((unknown, known)) = unknown_value(sheet, column, std::slice::from_ref(value)) {
                let (limit, name_of) = (quote(limit.name.get_ref()), quote(name.get_ref()));
                let message = format!("limit \"{limit}\": no row has {name_of} = {}", quote(&unknown));
                findings.push(Diagnostic::warning("empty-limit", message).at(place(name.span())).remedy(known));
            }
        }
    }
}

/// All that the rules of each decision are made from.
pub struct Ruler<'a> {
    pub file: &'a CriteriaFile,
    pub sheet: &'a Sheet,
    pub columns: &'a Columns,
    pub read: &'a Read,
    pub relations: &'a Relations,
    pub typed: Option<&'a [f64]>,
    /// The column of `--by`.
    pub by: Option<usize>,
    /// Whether savings are taken off costs.
    pub net: bool,
    /// Why rows are not analysed, by row.
    pub gone: HashMap<usize, String>,
}

impl<'a> Ruler<'a> {
    pub fn new(
        (file, sheet, columns): (&'a CriteriaFile, &'a Sheet, &'a Columns),
        (read, relations): (&'a Read, &'a Relations),
        choices: &'a Choices,
        set_aside: &[SetAside],
    ) -> Self {
        let by_line: HashMap<usize, &str> = set_aside.iter().map(|row| (row.line, row.reason.as_str())).collect();
        let reason = |(row, line): (usize, usize)| by_line.get(&line).map(|reason| (row, (*reason).to_owned()));
        let lines = sheet.rows.iter().map(|row| row.line).enumerate();
        let gone = lines.filter_map(reason).collect();
        let by = choices.by.as_ref().and_then(|by| sheet.column(by.trim()));
        Self { file, sheet, columns, read, relations, typed: choices.budget.as_deref(), by, net: choices.net, gone }
    }

    /// The budget and the least that any intervention costs by `[portfolio]`'s own columns.
    pub fn budget(&self, members: &[usize], value: Option<&str>) -> Option<Budget> {
        let section = self.file.portfolio.as_ref();
        let costs = members.iter().filter_map(|&at| self.read.portfolio_costs[at].as_ref());
        let cheapest = costs.map(|years| years.iter().sum()).min_by(f64::total_cmp);
        let pays_cost = self.columns.cost.is_some_and(|cost| self.columns.portfolio_costs.contains(&cost));
        if let Some(typed) = self.typed {
            let total = if let [only] = *typed { Some(only) } else { None };
            return Some(Budget { most: typed.iter().sum(), total, pays_cost, cheapest, place: None });
        }
        let own = section?.by_value.iter().find(|(name, _)| is_for(name, value));
        // One budget for all parts is not any part's own.
        let total = own.map(|(_, amount)| *amount).or(section?.total().filter(|_| value.is_none()));
        Some(Budget { most: section?.most()?, total, pays_cost, cheapest, place: section?.place.clone() })
    }

    /// The rules of a decision; `None` where nothing states any, or there are no costs.
    ///
    /// - `members`: rows of [`Read`]
    /// - `value`: of the column of `--by`
    pub fn rules(&self, members: &[usize], value: Option<&str>) -> Option<PortfolioRules> {
        let section = self.file.portfolio.as_ref();
        if section.is_none() && self.typed.is_none() {
            return None;
        }
        let costs = members.iter().map(|&at| self.read.portfolio_costs[at].as_ref()).collect::<Option<Vec<_>>>()?;
        let rows: Vec<_> = members.iter().map(|&at| self.read.rows[at]).collect();
        let index: HashMap<usize, usize> = rows.iter().enumerate().map(|(at, &row)| (row, at)).collect();
        let mut labels = Labels { all: &self.relations.labels, index: HashMap::new(), named: Vec::new() };
        let member = |(&row, years): (&usize, &Vec<f64>)| Member {
            costs: years.iter().map(|&pounds| pence(pounds)).collect(),
            mandated: self.relations.mandated[row],
            labels: self.relations.labels_of[row].iter().map(|&label| labels.own(label)).collect(),
            requires: self.relations.requires[row].iter().map(|needed| self.prerequisite(*needed, &index, value)).collect(),
            stream: self.relations.stream[row],
        };
        let members_of: Vec<_> = rows.iter().zip(costs).map(member).collect();
        let (budgets, budget_place) = self.budgets(section, value);
        Some(PortfolioRules {
            cost_columns: self.cost_columns(),
            saving_column: self.columns.saving.filter(|_| self.net).map(|column| self.sheet.headers()[column].clone()),
            budgets,
            budget_place,
            streams: section.map_or_else(Vec::new, |section| self.streams(section)),
            limits: section.map_or_else(Vec::new, |section| self.limits(section, members)),
            labels: labels.named,
            members: members_of,
            lost_mandates: self.lost_mandates(value),
        })
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place::new(&self.file.source, span)
    }

    fn cost_columns(&self) -> Vec<String> {
        let demanded = self.columns.portfolio_costs.iter();
        demanded.map(|&column| self.sheet.headers()[column].clone()).collect()
    }

    /// What there is to spend in pence, and where it says so.
    fn budgets(&self, section: Option<&PortfolioSection>, value: Option<&str>) -> (Vec<i64>, Option<Place>) {
        if let Some(typed) = self.typed {
            return (typed.iter().map(|&pounds| pence(pounds)).collect(), None);
        }
        let Some(section) = section else { return (Vec::new(), None) };
        if value.is_some() {
            let own = section.by_value.iter().find(|(name, _)| is_for(name, value));
            return own.map_or((Vec::new(), None), |(name, amount)| (vec![pence(*amount)], Some(self.place(name.span()))));
        }
        let stated = section.budget.as_ref();
        stated.map_or((Vec::new(), None), |budget| {
            (budget.get_ref().iter().map(|&pounds| pence(pounds)).collect(), Some(self.place(budget.span())))
        })
    }

    fn streams(&self, section: &PortfolioSection) -> Vec<Stream> {
        let streams = section.streams.iter().map(|stream| Stream {
            name: stream.name.get_ref().trim().to_owned(),
            amount: pence(stream.amount),
            tops_up: stream.tops_up,
            place: Some(self.place(stream.name.span())),
        });
        streams.collect()
    }

    fn limits(&self, section: &PortfolioSection, members: &[usize]) -> Vec<Limit> {
        let limit = |(limit, uses): (&LimitEntry, &Vec<f64>)| Limit {
            name: limit.name.get_ref().trim().to_owned(),
            column: limit.column.as_ref().map(|column| column.get_ref().clone()),
            uses: members.iter().map(|&at| uses[at]).collect(),
            at_least: limit.at_least,
            at_most: limit.at_most,
            place: Some(self.place(limit.name.span())),
        };
        section.limits.iter().zip(&self.read.limit_uses).map(limit).collect()
    }

    fn id(&self, row: usize) -> Arc<str> {
        self.sheet.cell(row, self.columns.id).into()
    }

    fn prerequisite(&self, row: usize, index: &HashMap<usize, usize>, value: Option<&str>) -> Prerequisite {
        if let Some(&at) = index.get(&row) {
            return Prerequisite::Row(at);
        }
        let part = match value {
            Some("") => "in another part".to_owned(),
            Some(value) => format!("not in {}", quote(value)),
            None => "not analysed".to_owned(),
        };
        Prerequisite::Gone { id: self.id(row), reason: self.gone.get(&row).cloned().unwrap_or(part) }
    }

    /// The mandated rows of this part that were set aside.
    fn lost_mandates(&self, value: Option<&str>) -> Vec<LostMandate> {
        let is_here = |row: usize| self.by.is_none_or(|by| value.is_some_and(|value| self.sheet.cell(row, by).trim() == value));
        let mandated = (0..self.sheet.rows.len()).filter(|&row| self.relations.mandated[row] && is_here(row));
        let lost = |row: usize| {
            let place = self.columns.portfolio.mandated.and_then(|column| self.sheet.place(row, column));
            Some(LostMandate { id: self.id(row), reason: self.gone.get(&row)?.clone(), place })
        };
        mandated.filter_map(lost).collect()
    }
}

/// Whether an amount of `[portfolio.budgets]` is for a value of `--by`.
fn is_for(name: &Spanned<String>, value: Option<&str>) -> bool {
    value.is_some_and(|value| name.get_ref().trim() == value.trim())
}

/// The labels that the rows of one decision carry.
struct Labels<'a> {
    all: &'a [String],
    index: HashMap<usize, usize>,
    named: Vec<String>,
}

impl Labels<'_> {
    fn own(&mut self, label: usize) -> usize {
        *self.index.entry(label).or_insert_with(|| {
            self.named.push(self.all[label].clone());
            self.named.len() - 1
        })
    }
}
