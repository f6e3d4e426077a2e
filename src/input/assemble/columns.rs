//! The columns that the criteria file names, found in the header.

use toml::Spanned;

use crate::diagnostic::{Diagnostic, Diagnostics, quote};
use crate::input::criteria_file::criterion::CriterionEntry;
use crate::input::criteria_file::{CriteriaFile, LimitEntry, PortfolioSection};
use crate::input::sheet::Sheet;

/// Indices into the header.
#[derive(Debug)]
pub struct Columns {
    pub id: usize,
    pub name: Option<usize>,
    pub cost: Option<usize>,
    pub evidence: Option<usize>,
    pub saving: Option<usize>,
    pub setup: Option<usize>,
    pub size: Option<usize>,
    /// Costs that `[portfolio]`, or a budget on the command line, needs for every row.
    pub portfolio_costs: Vec<usize>,
    pub portfolio: PortfolioColumns,
    pub gates: Vec<Option<usize>>,
    /// One for each criterion, weighed or not, in file order; `None` where a column was not found.
    pub criteria: Vec<Option<CriterionColumns>>,
}

impl Columns {
    /// Whether a plan reads the column as cost, saving or size.
    pub fn is_money_or_size(&self, column: usize) -> bool {
        self.portfolio_costs.contains(&column) || [self.saving, self.size].contains(&Some(column))
    }
}

/// The columns of the rules of `[portfolio]`.
#[derive(Debug, Default)]
pub struct PortfolioColumns {
    pub mandated: Option<usize>,
    pub mandate_source: Option<usize>,
    pub exclusive: Option<usize>,
    pub requires: Option<usize>,
    pub stream: Option<usize>,
    /// One for each limit, in file order.
    pub limits: Vec<LimitColumns>,
}

#[derive(Debug)]
pub struct LimitColumns {
    /// The column that is summed.
    pub column: Option<usize>,
    /// The rows it is about: a column, and what its cells may say.
    pub filter: Vec<(usize, Vec<String>)>,
}

impl LimitColumns {
    /// Whether the limit is about a row.
    pub fn covers(&self, sheet: &Sheet, row: usize) -> bool {
        self.filter.iter().all(|(column, values)| values.iter().any(|value| value.trim() == sheet.cell(row, *column).trim()))
    }
}

#[derive(Debug, Clone, Copy)]
pub struct CriterionColumns {
    pub main: usize,
    pub times: Option<usize>,
    pub per: Option<usize>,
}

/// Finds every column named in the criteria file.
///
/// - `has_budget`: the command line brings one
///
/// # Errors
/// No column of ids. Other names that are not in the header are reported and left out.
pub fn resolve(file: &CriteriaFile, sheet: &Sheet, has_budget: bool, findings: &mut Diagnostics) -> Result<Columns, Diagnostics> {
    let mut finder = Finder { file, sheet, findings };
    let id = finder.id();
    let name = finder.optional(file.data.name.as_ref(), "name", "[data]");
    let cost = finder.optional(file.data.cost.as_ref(), "cost", "[data]");
    let evidence = file.data.evidence.as_ref().and_then(|column| finder.named(column, "[data]"));
    let saving = file.data.saving.as_ref().and_then(|column| finder.named(column, "[data]"));
    let setup = file.data.setup.as_ref().and_then(|column| finder.named(column, "[data]"));
    let portfolio = file.portfolio.as_ref();
    let size = portfolio.and_then(|portfolio| finder.named(portfolio.size.as_ref()?, "[portfolio]"));
    let portfolio_costs = match portfolio {
        Some(portfolio) if portfolio.cost.is_empty() => cost.into_iter().collect(),
        Some(portfolio) => portfolio.cost.iter().filter_map(|column| finder.named(column, "[portfolio]")).collect(),
        None => cost.filter(|_| has_budget).into_iter().collect(),
    };
    let portfolio = portfolio.map_or_else(PortfolioColumns::default, |portfolio| finder.portfolio(portfolio));
    let gates = file.gates.iter().map(|gate| finder.named(&gate.column, "a gate")).collect();
    let criteria: Vec<_> = file.criteria.iter().map(|criterion| finder.criterion(criterion)).collect();
    for column in &file.other_columns {
        finder.named(column, "the criteria file");
    }
    for entry in &file.uncertainty {
        finder.named(&entry.column, "[uncertainty]");
        for part in entry.law.columns() {
            finder.named(part, "[uncertainty]");
        }
    }
    if let Some(equality) = &file.equality {
        finder.named(&equality.column, "[equality]");
        finder.named(&equality.people, "[equality]");
    }
    for scenario in &file.scenarios {
        for (column, _) in &scenario.filter {
            finder.named(column, "a scenario");
        }
    }
    let Some(id) = id else { return Err(std::mem::take(findings)) };
    Ok(Columns { id, name, cost, evidence, saving, setup, size, portfolio_costs, portfolio, gates, criteria })
}

struct Finder<'a> {
    file: &'a CriteriaFile,
    sheet: &'a Sheet,
    findings: &'a mut Diagnostics,
}

impl Finder<'_> {
    fn id(&mut self) -> Option<usize> {
        if let Some(stated) = &self.file.data.id {
            return self.named(stated, "[data]");
        }
        let name = self.file.data.name.as_ref().map_or("name", |name| name.get_ref().as_str());
        let found = self.sheet.column("id").or_else(|| self.sheet.column(name));
        if found.is_none() {
            let headers: Vec<_> = self.sheet.headers().iter().take(6).map(|header| format!("`{}`", quote(header))).collect();
            let message = format!(
                "{} has no column `id` (nor `name`); its header line reads {}",
                self.sheet.source().name(),
                headers.join(", ")
            );
            let first = self.sheet.headers().iter().find(|header| !header.is_empty()).map_or("id", String::as_str);
            let remedy = format!(
                "the first line must name the columns; if one of them holds the ids under another name, say so in the criteria file: [data] id = \"{}\"",
                quote(first)
            );
            self.findings.push(Diagnostic::error("unknown-column", message).at(self.sheet.header_place(0)).remedy(remedy));
        }
        found
    }

    /// A stated column must exist; the default one may.
    fn optional(&mut self, stated: Option<&Spanned<String>>, default: &str, section: &str) -> Option<usize> {
        stated.map_or_else(|| self.sheet.column(default), |column| self.named(column, section))
    }

    fn named(&mut self, column: &Spanned<String>, reader: &str) -> Option<usize> {
        let name = column.get_ref();
        let found = self.sheet.column(name);
        if found.is_none() {
            let message = format!("{} has no column `{}`, which {reader} reads", self.sheet.source().name(), quote(name));
            let place = crate::diagnostic::Place::new(&self.file.source, column.span());
            self.findings
                .push(Diagnostic::error("unknown-column", message).at(Some(place)).remedy(self.sheet.column_remedy(name)));
        }
        found
    }

    fn portfolio(&mut self, section: &PortfolioSection) -> PortfolioColumns {
        let mut named = |column: Option<&Spanned<String>>, key| self.named(column?, &format!("`{key}` in [portfolio]"));
        PortfolioColumns {
            mandated: named(section.mandated.as_ref(), "mandated"),
            mandate_source: named(section.mandate_source.as_ref(), "mandate_source"),
            exclusive: named(section.exclusive.as_ref(), "exclusive"),
            requires: named(section.requires.as_ref(), "requires"),
            stream: named(section.stream.as_ref(), "stream"),
            limits: section.limits.iter().map(|limit| self.limit(limit)).collect(),
        }
    }

    fn limit(&mut self, limit: &LimitEntry) -> LimitColumns {
        let reader = format!("limit \"{}\" of [portfolio]", quote(limit.name.get_ref()));
        let column = limit.column.as_ref().and_then(|column| self.named(column, &reader));
        let filter = limit.filter.iter().filter_map(|(column, values)| Some((self.named(column, &reader)?, values.clone())));
        LimitColumns { column, filter: filter.collect() }
    }

    fn criterion(&mut self, entry: &CriterionEntry) -> Option<CriterionColumns> {
        let reader = format!("criterion `{}`", entry.id.get_ref());
        let main = self.named(entry.main_column(), &reader);
        let times = entry.times.as_ref().map(|column| self.named(column, &reader));
        let per = entry.per.as_ref().map(|column| self.named(column, &reader));
        Some(CriterionColumns {
            main: main?,
            times: times.map_or(Some(None), |found| found.map(Some))?,
            per: per.map_or(Some(None), |found| found.map(Some))?,
        })
    }
}
