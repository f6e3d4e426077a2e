//! `[portfolio]`: read and checked whole, kept as far as ranking uses it.

use toml::Spanned;
use toml::de::DeValue;

use super::PortfolioSection;
use super::reader::{Converted, NUMBER, Refusal, TableReader, list, not_negative, text};
use super::sections::{named, words};
use crate::diagnostic::quote;

/// Reads the section; `other` collects the columns that only later commands use.
pub fn read(table: &TableReader<'_>, other: &mut Vec<Spanned<String>>) -> PortfolioSection {
    let budget = table.read("budget", amounts);
    let cost =
        table.read("cost", |value| if value.is_array() { list(value, text) } else { text(value).map(|column| vec![column]) });
    let size = table.text("size");
    let baseline = table.number("baseline");
    other.extend(["mandated", "exclusive", "requires", "stream"].into_iter().filter_map(|key| table.text(key)));
    let by_value = table.table("budgets", "[portfolio.budgets]").map_or_else(Vec::new, |budgets| named(&budgets, not_negative));
    let streams = table.table("streams", "[portfolio.streams]").map_or_else(Vec::new, |streams| streams_of(&streams));
    for limit in table.tables("limits", "[[portfolio.limits]]") {
        limit.text("name");
        other.extend(limit.text("column"));
        limit.boolean("count");
        limit.number("at_least");
        limit.number("at_most");
        if let Some(filter) = limit.table("where", "where") {
            other.extend(named(&filter, words).into_iter().map(|(column, _)| column));
        }
        limit.finish();
    }
    let states_nothing = ["budget", "budgets", "streams", "size", "baseline"].iter().all(|key| table.value(key).is_none());
    if states_nothing {
        table.lacks("states no `budget`", "write budget = AMOUNT, or the amounts of [portfolio.streams] or [portfolio.budgets]");
    }
    let stream_total: f64 = streams.iter().sum();
    let stated: Vec<f64> = budget.iter().flat_map(|budget| budget.get_ref().iter().copied()).collect();
    let (total, most) = match stated[..] {
        [] => {
            let largest = by_value.iter().map(|(_, amount)| *amount).fold(stream_total, f64::max);
            let most = (!by_value.is_empty() || !streams.is_empty()).then_some(largest);
            ((!streams.is_empty()).then_some(stream_total), most)
        }
        [budget] => (Some(budget), Some(budget)),
        // A sum of years may be enough where one of the years is not.
        _ => (None, Some(stated.iter().sum())),
    };
    let file = &table.file;
    let section = PortfolioSection {
        place: file.place(budget.as_ref().map_or(table.span.clone(), Spanned::span)),
        most,
        total,
        by_value,
        cost: cost.map_or_else(Vec::new, |cost| {
            let span = cost.span();
            cost.into_inner().into_iter().map(|column| Spanned::new(span.clone(), column)).collect()
        }),
        size,
        baseline: baseline.map(Spanned::into_inner),
    };
    table.finish();
    section
}

fn amounts(value: &DeValue<'_>) -> Converted<Vec<f64>> {
    if value.is_array() { list(value, not_negative) } else { not_negative(value).map(|amount| vec![amount]) }
}

/// The amounts of the streams: a number, or a table with `amount` and `tops_up`.
fn streams_of(table: &TableReader<'_>) -> Vec<f64> {
    let mut amounts = Vec::new();
    for (name, value) in table.entries() {
        if let Some(inner) = value.get_ref().as_table() {
            let stream = TableReader::new(table.file, inner, value.span(), format!("stream \"{}\"", quote(name.get_ref())));
            let amount = stream.read("amount", not_negative);
            if stream.value("amount").is_none() {
                stream.lacks("has no `amount`", "write { amount = … }");
            }
            stream.boolean("tops_up");
            amounts.extend(amount.map(Spanned::into_inner));
            stream.finish();
        } else {
            match not_negative(value.get_ref()) {
                Ok(amount) => amounts.push(amount),
                Err(Refusal::Type(_)) => table.refuse(name.get_ref(), value, Refusal::Type(NUMBER)),
                Err(refusal) => table.refuse(name.get_ref(), value, refusal),
            }
        }
    }
    amounts
}
