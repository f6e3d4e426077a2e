//! `[portfolio]`: what there is to spend, and what a plan must keep to.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::DeValue;

use super::reader::{Converted, NUMBER, Refusal, TableReader, list, not_negative, number, text};
use super::sections::{named, words};
use super::{LimitEntry, PortfolioSection, StreamEntry};
use crate::diagnostic::quote;
use crate::document::words::count;

/// The largest amount of money, in pounds, and the largest figure of a limit: beyond it a unit is wrong.
pub const MOST: f64 = 1e12;

/// Reads the section.
pub fn read(table: &TableReader<'_>) -> PortfolioSection {
    let budget = table.read("budget", amounts);
    let cost = cost(table);
    let size = table.text("size");
    let baseline = table.number("baseline");
    let [mandated, exclusive, requires, stream] = ["mandated", "exclusive", "requires", "stream"].map(|key| table.text(key));
    let mandate_source = table.text("mandate_source");
    if let (Some(source), None) = (&mandate_source, &mandated) {
        let message = "`mandate_source` in [portfolio] says where mandates come from, but no column of `mandated` is named";
        table.file.error("criteria-file", source.span(), message, "name that column, or take `mandate_source` out");
    }
    let budgets = table.table("budgets", "[portfolio.budgets]");
    let by_value = budgets.as_ref().map_or_else(Vec::new, |budgets| named(budgets, amount));
    if let Some(budgets) = &budgets {
        each_once(budgets, "two amounts are for", by_value.iter().map(|(value, _)| value));
    }
    let streams = table.table("streams", "[portfolio.streams]").map_or_else(Vec::new, |streams| streams_of(table, &streams));
    if let (Some(stream), None) = (&stream, table.value("streams")) {
        let message = "`stream` in [portfolio] names a column of streams, but there is no [portfolio.streams]";
        table.file.error("criteria-file", stream.span(), message, "write the amount of each stream there, or take `stream` out");
    }
    let limits: Vec<_> = table.tables("limits", "[[portfolio.limits]]").into_iter().filter_map(limit).collect();
    each_once(table, "two limits are called", limits.iter().map(|limit| &limit.name));
    let states_nothing = ["budget", "budgets", "streams", "size", "baseline"].iter().all(|key| table.value(key).is_none());
    if states_nothing {
        table.lacks("states no `budget`", "write budget = AMOUNT, or the amounts of [portfolio.streams] or [portfolio.budgets]");
    }
    let place = table.file.place(budget.as_ref().map_or(table.span.clone(), Spanned::span));
    let section = PortfolioSection {
        place,
        budget,
        by_value,
        cost,
        size,
        baseline: baseline.map(Spanned::into_inner),
        mandated,
        mandate_source,
        exclusive,
        requires,
        stream,
        streams,
        limits,
    };
    check_years(table, &section);
    table.finish();
    section
}

fn amount(value: &DeValue<'_>) -> Converted<f64> {
    not_negative(value).and_then(within_reach)
}

/// A figure that no slip of units made.
fn within_reach(figure: f64) -> Converted<f64> {
    if figure.abs() > MOST {
        return Err(Refusal::Value("is over 1,000,000,000,000".to_owned(), "check the unit: amounts are in pounds".to_owned()));
    }
    Ok(figure)
}

fn amounts(value: &DeValue<'_>) -> Converted<Vec<f64>> {
    let amounts = if value.is_array() { list(value, amount)? } else { vec![amount(value)?] };
    if amounts.is_empty() { Err(empty("an amount, or one for each year")) } else { Ok(amounts) }
}

fn empty(wanted: &str) -> Refusal {
    Refusal::Value("is an empty list".to_owned(), format!("write {wanted}"))
}

/// The columns of costs, each where it stands.
fn cost(table: &TableReader<'_>) -> Vec<Spanned<String>> {
    let columns = |value: &DeValue<'_>| match value.as_array() {
        Some(array) if array.is_empty() => Err(empty("the column of costs, or one for each year")),
        Some(_) => list(value, text),
        None => text(value).map(|column| vec![column]),
    };
    let Some(read) = table.read("cost", columns) else { return Vec::new() };
    let span = read.span();
    let items = table.value("cost").and_then(|value| value.get_ref().as_array());
    let span_of = |at: usize| items.and_then(|items| items.get(at)).map_or(span.clone(), Spanned::span);
    read.into_inner().into_iter().enumerate().map(|(at, column)| Spanned::new(span_of(at), column)).collect()
}

/// The streams: each a number, or a table with `amount` and `tops_up`.
fn streams_of(portfolio: &TableReader<'_>, table: &TableReader<'_>) -> Vec<StreamEntry> {
    if portfolio.value("stream").is_none() {
        table.lacks("has no column that says which stream pays what", "write stream = \"COLUMN\" in [portfolio]");
    }
    let entries = table.entries();
    if entries.is_empty() {
        table.lacks("names no stream", "write \"NAME\" = AMOUNT");
    }
    each_once(table, "two streams are called", entries.iter().map(|(name, _)| name));
    entries.into_iter().filter_map(|(name, value)| stream(table, name, value)).collect()
}

fn stream(table: &TableReader<'_>, name: Spanned<String>, value: &Spanned<DeValue<'_>>) -> Option<StreamEntry> {
    let Some(inner) = value.get_ref().as_table() else {
        return match amount(value.get_ref()) {
            Ok(amount) => Some(StreamEntry { name, amount, tops_up: false }),
            Err(refusal) => {
                let refusal = if let Refusal::Type(_) = refusal { Refusal::Type(NUMBER) } else { refusal };
                table.refuse(name.get_ref(), value, refusal);
                None
            }
        };
    };
    let stream = TableReader::new(table.file, inner, value.span(), format!("stream \"{}\"", quote(name.get_ref())));
    let amount = stream.read("amount", amount);
    if stream.value("amount").is_none() {
        stream.lacks("has no `amount`", "write { amount = … }");
    }
    let tops_up = stream.boolean("tops_up").is_some_and(Spanned::into_inner);
    stream.finish();
    Some(StreamEntry { name, amount: amount?.into_inner(), tops_up })
}

/// A limit; one without a name has that of its column.
fn limit(mut table: TableReader<'_>) -> Option<LimitEntry> {
    let name = table.text("name").filter(|name| !name.get_ref().trim().is_empty());
    if let Some(name) = &name {
        table.name = format!("limit \"{}\"", quote(name.get_ref()));
    }
    let column = table.text("column");
    let counts = table.boolean("count").is_some_and(Spanned::into_inner);
    check_subject(&table, counts);
    let bound = |key| table.read(key, |value| number(value).and_then(within_reach));
    let (at_least, at_most) = (bound("at_least"), bound("at_most"));
    check_bounds(&table, at_least.as_ref(), at_most.as_ref());
    let filter = table.table("where", "where").map_or_else(Vec::new, |filter| named(&filter, words));
    table.finish();
    let unnamed = || column.clone().or_else(|| counts.then(|| Spanned::new(table.span.clone(), "count".to_owned())));
    Some(LimitEntry {
        name: name.or_else(unnamed)?,
        column,
        at_least: at_least.map(Spanned::into_inner),
        at_most: at_most.map(Spanned::into_inner),
        filter,
    })
}

/// What is limited: a column's sum or a count, one of the two.
fn check_subject(table: &TableReader<'_>, counts: bool) {
    let remedy = "write column = \"COLUMN\" to limit its sum, or count = true to limit how many are funded";
    match (table.value("column").is_some(), counts) {
        (true, true) => table.lacks("has `column` and also `count`", remedy),
        (false, false) if table.value("count").is_none_or(|value| value.get_ref().as_bool().is_some()) => {
            table.lacks("says neither `column` nor `count = true`", remedy);
        }
        _ => {}
    }
}

fn check_bounds(table: &TableReader<'_>, at_least: Option<&Spanned<f64>>, at_most: Option<&Spanned<f64>>) {
    if ["at_least", "at_most"].iter().all(|key| table.value(key).is_none()) {
        table.lacks("has no bound", "write at_most or at_least");
    }
    if let (Some(least), Some(most)) = (at_least, at_most)
        && least.get_ref() > most.get_ref()
    {
        let message = format!("{} has at_least above at_most: no plan could keep it", table.name);
        table.file.error("criteria-file", least.span(), message, "swap the two");
    }
}

/// Names that are the same but for outer spaces would be confused.
fn each_once<'a>(table: &TableReader<'_>, what: &str, names: impl Iterator<Item = &'a Spanned<String>>) {
    let mut seen: HashMap<&str, &Spanned<String>> = HashMap::new();
    for name in names {
        if let Some(first) = seen.insert(name.get_ref().trim(), name) {
            let line = table.file.source.line(first.span().start);
            let message = format!("{what} \"{}\": the first stands on line {line}", quote(name.get_ref().trim()));
            table.file.error("repeated-name", name.span(), message, "give each a name of its own");
        }
    }
}

/// As many amounts as there are columns of costs, and one year where streams pay.
fn check_years(table: &TableReader<'_>, section: &PortfolioSection) {
    let columns = section.cost.len().max(1);
    let cost_is_known = table.value("cost").is_none() || !section.cost.is_empty();
    if let Some(budget) = &section.budget
        && cost_is_known
        && budget.get_ref().len() != columns
    {
        let message = format!("`budget` in [portfolio] holds {}", amounts_for(budget.get_ref().len(), columns));
        let remedy = "write one amount for each column of `cost`: budget = [4e6, 4e6] with cost = [\"cost_y1\", \"cost_y2\"]";
        table.file.error("criteria-file", budget.span(), message, remedy);
    }
    if let (Some((value, _)), true) = (section.by_value.first(), columns > 1) {
        let message = format!("[portfolio.budgets] holds one amount for each value, but `cost` names {columns} columns");
        table.file.error("criteria-file", value.span(), message, "name one column of costs");
    }
    let yearly = section.budget.as_ref().filter(|budget| budget.get_ref().len() > 1).map(Spanned::span);
    let yearly = yearly.or_else(|| section.cost.first().filter(|_| columns > 1).map(Spanned::span));
    if let (Some(span), false) = (yearly, section.streams.is_empty()) {
        let message = "[portfolio] has yearly amounts together with streams, which hold one amount each";
        table.file.error("criteria-file", span, message, "write one `budget` and one column of `cost`, or take the streams out");
    }
}

/// `2 amounts, one a year, but costs stand in 1 column`.
#[must_use]
pub fn amounts_for(amounts: usize, columns: usize) -> String {
    let yearly = if amounts > 1 { ", one a year" } else { "" };
    format!("{}{yearly}, but costs stand in {}", count(amounts, "amount"), count(columns, "column"))
}

impl PortfolioSection {
    /// The largest amount that one intervention could draw on.
    #[must_use]
    pub fn most(&self) -> Option<f64> {
        if let Some(budget) = &self.budget {
            // A sum of years may be enough where one of the years is not.
            return Some(budget.get_ref().iter().sum());
        }
        let largest = self.by_value.iter().map(|(_, amount)| *amount).fold(self.of_streams().unwrap_or(0.0), f64::max);
        self.states_money().then_some(largest)
    }

    /// `budget`, else the sum of the streams; `None` for yearly amounts, each of which has to be kept.
    #[must_use]
    pub fn total(&self) -> Option<f64> {
        match self.budget.as_ref().map(|budget| budget.get_ref().as_slice()) {
            Some(&[budget]) => Some(budget),
            Some(_) => None,
            None => self.of_streams(),
        }
    }

    /// Whether there is anything to spend.
    #[must_use]
    pub fn states_money(&self) -> bool {
        self.budget.is_some() || !self.by_value.is_empty() || !self.streams.is_empty()
    }

    fn of_streams(&self) -> Option<f64> {
        (!self.streams.is_empty()).then(|| self.streams.iter().map(|stream| stream.amount).sum())
    }
}
