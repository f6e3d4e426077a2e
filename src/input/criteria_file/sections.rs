//! Every section of the criteria file but the criteria themselves.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::DeValue;

use super::criterion::{self, CriterionEntry};
use super::reader::{Converted, Refusal, TableReader, list, not_negative, number, text};
use super::uncertainty::{self, UncertaintyEntry};
use super::{
    AssuranceSection, CriteriaFile, DataSection, DecisionSection, EqualitySection, GateEntry, GateRule, GroupEntry, Judged,
    OverrideEntry, ScenarioEntry,
};
use super::{portfolio, weighing};
use crate::diagnostic::{DOUBTS, Diagnostic, quote, suggestion};
use crate::input::number::DecimalMark;

/// Reads the whole file; what is wrong with it goes to the file's problems.
pub fn read(root: &TableReader<'_>, judged: Judged) -> CriteriaFile {
    if let Some(schema) = root.number("schema")
        && (*schema.get_ref() - 1.0).abs() > 0.0
    {
        let message = format!("`schema` is {}; this version reads schema 1", schema.get_ref());
        root.file.error("criteria-file", schema.span(), message, "write schema = 1, or use a newer weighup");
    }
    let mut other_columns = Vec::new();
    let mut other_ids = Vec::new();
    let data = data(root, &mut other_columns);
    let decision = root.table("decision", "[decision]").map(|table| decision(&table));
    let assurance = root.table("assurance", "[assurance]").map(|table| assurance(&table));
    let mut uncertainty = uncertainty_of_columns(root);
    let equality = root.table("equality", "[equality]").and_then(|table| equality(&table));
    let stakeholders = weighing::stakeholders(root);
    cea(root);
    let mut overrides = Vec::new();
    for over in root.tables("overrides", "[[overrides]]") {
        let id = over.text("id");
        let said = |key: &'static str| stated(over.text(key)).map(Spanned::into_inner);
        let [decision, reason, by] = ["decision", "reason", "by"].map(said);
        over.finish();
        overrides.extend(id.as_ref().map(|id| OverrideEntry { id: id.get_ref().clone(), decision, reason, by }));
        other_ids.extend(id);
    }
    let portfolio = root.table("portfolio", "[portfolio]").map(|table| portfolio::read(&table));
    let gates = root.tables("gates", "[[gates]]").iter().filter_map(gate).collect();
    let weights = weighing::weights(root);
    let groups: Vec<_> = root.tables("groups", "[[groups]]").into_iter().filter_map(group).collect();
    let criteria = criteria(root, judged);
    check_ids(root, &criteria, &groups);
    uncertainty.extend(criteria.iter().filter_map(|criterion| criterion.uncertainty.clone()));
    let uncertainty = one_each(root, uncertainty);
    let scenarios = root.tables("scenarios", "[[scenarios]]").into_iter().filter_map(scenario).collect();
    let title = root.text("title").map(Spanned::into_inner);
    root.text("description");
    let source = std::sync::Arc::clone(&root.file.source);
    CriteriaFile {
        source,
        title,
        question: decision.as_ref().and_then(|decision| decision.question.clone()),
        decision,
        assurance,
        uncertainty,
        equality,
        overrides,
        data,
        gates,
        weights,
        stakeholders,
        groups,
        criteria,
        scenarios,
        portfolio,
        other_columns,
        other_ids,
    }
}

fn criteria(root: &TableReader<'_>, judged: Judged) -> Vec<CriterionEntry> {
    let tables = root.tables("criteria", "[[criteria]]");
    if root.value("criteria").is_none_or(|value| value.get_ref().as_array().is_some_and(|array| array.is_empty())) {
        let remedy = "a criteria file needs at least one [[criteria]] table: `weighup init` writes a file to start from";
        root.file.error("criteria-file", 0..0, "there are no criteria", remedy);
    }
    let count = tables.len();
    let judged = if weighing::weighs_elsewhere(root) { Judged::Elsewhere } else { judged };
    let criteria: Vec<_> = tables.into_iter().filter_map(|table| criterion::read(table, judged)).collect();
    if count > 0
        && criteria.len() == count
        && criteria.iter().all(|criterion| criterion.is_report)
        && !root.file.problems.borrow().has_errors()
    {
        root.file.error(
            "criteria-file",
            criteria[0].span.clone(),
            "no criterion is weighed: all are reports",
            "give at least one criterion a `swing`",
        );
    }
    criteria
}

/// Criteria and groups share one set of ids; two of one name would be confused in a paper.
fn check_ids(root: &TableReader<'_>, criteria: &[CriterionEntry], groups: &[GroupEntry]) {
    let ids = groups.iter().map(|group| &group.id).chain(criteria.iter().map(|criterion| &criterion.id));
    let mut seen: HashMap<&str, &Spanned<String>> = HashMap::new();
    for id in ids {
        if let Some(first) = seen.insert(id.get_ref(), id) {
            let line = |id: &Spanned<String>| root.file.source.line(id.span().start);
            let message = format!("the id `{}` stands twice: on line {} and line {}", id.get_ref(), line(first), line(id));
            root.file.error("repeated-id", id.span(), message, "criteria and groups need an id each of their own");
        }
    }
    let mut names: HashMap<&str, &str> = HashMap::new();
    for criterion in criteria {
        let Some(name) = &criterion.name else { continue };
        if let Some(first) = names.insert(name.get_ref(), criterion.id.get_ref()) {
            let message =
                format!("criteria `{first}` and `{}` are both called \"{}\"", criterion.id.get_ref(), quote(name.get_ref()));
            let finding = Diagnostic::warning("repeated-name", message).at(root.file.place(name.span()));
            root.file.problems.borrow_mut().push(finding.remedy("give each a name of its own, or readers will confuse them"));
        }
    }
}

fn data(root: &TableReader<'_>, other: &mut Vec<Spanned<String>>) -> DataSection {
    let Some(table) = root.table("data", "[data]") else { return DataSection::default() };
    other.extend(table.text("effect"));
    let delimiter = table.read("delimiter", |value| match text(value)?.as_str() {
        "," => Ok(b','),
        ";" => Ok(b';'),
        "\t" | "tab" => Ok(b'\t'),
        _ => Err(Refusal::Value("must be \",\", \";\" or \"\\t\"".to_owned(), "leave it out to have it detected".to_owned())),
    });
    let section = DataSection {
        id: table.text("id"),
        name: table.text("name"),
        cost: table.text("cost"),
        evidence: table.text("evidence"),
        saving: table.text("saving"),
        setup: table.text("setup"),
        sheet: table.text("sheet"),
        delimiter: delimiter.map(Spanned::into_inner),
        decimal: table.choice("decimal", &[(".", DecimalMark::Point), (",", DecimalMark::Comma)]).map(Spanned::into_inner),
    };
    table.finish();
    section
}

/// A text that says something.
pub fn stated(text: Option<Spanned<String>>) -> Option<Spanned<String>> {
    text.filter(|text| !text.get_ref().trim().is_empty())
}

fn decision(table: &TableReader<'_>) -> DecisionSection {
    let question = stated(table.text("question")).map(Spanned::into_inner);
    let keys = ["owner", "horizon", "perspective", "conflicts", "recommendation", "monitoring"];
    let mut said: Vec<_> = keys.into_iter().filter_map(|key| Some((key, stated(table.text(key))?.into_inner()))).collect();
    let has_owner = said.iter().any(|(key, _)| *key == "owner");
    let date = table.read("date", |value| match value {
        DeValue::Datetime(date) => Ok(date.to_string()),
        DeValue::String(date) => Ok(date.to_string()),
        _ => Err(Refusal::Type("a date such as 2026-03-26")),
    });
    said.extend(stated(date).map(|date| ("date", date.into_inner())));
    table.finish();
    DecisionSection { question, has_owner, stated: said, place: table.file.place(table.span.clone()) }
}

fn assurance(table: &TableReader<'_>) -> AssuranceSection {
    let (commissioner, approver) = (stated(table.text("commissioner")), stated(table.text("approver")));
    let (analyst, assurer) = (stated(table.text("analyst")), stated(table.text("assurer")));
    let filled = [("commissioner", &commissioner), ("analyst", &analyst), ("assurer", &assurer), ("approver", &approver)];
    let roles = filled.into_iter().filter_map(|(role, who)| Some((role, who.as_ref()?.get_ref().clone()))).collect();
    let accepted = table.table("accepted", "[assurance.accepted]").map_or_else(Vec::new, |accepted| named(&accepted, text));
    for (code, reason) in &accepted {
        if reason.trim().is_empty() {
            let message = format!("`{}` is accepted without a reason", quote(code.get_ref()));
            table.file.error("unknown-doubt", code.span(), message, "write why the doubt is no obstacle");
        }
        if !DOUBTS.contains(&code.get_ref().as_str()) {
            let message = format!("no doubt has the code `{}`", quote(code.get_ref()));
            table.file.error("unknown-doubt", code.span(), message, suggestion(code.get_ref(), DOUBTS));
        }
    }
    table.finish();
    AssuranceSection { analyst, assurer, roles, accepted, place: table.file.place(table.span.clone()) }
}

fn uncertainty_of_columns(root: &TableReader<'_>) -> Vec<UncertaintyEntry> {
    let Some(table) = root.table("uncertainty", "[uncertainty]") else { return Vec::new() };
    let read = |(column, value): (Spanned<String>, &Spanned<DeValue<'_>>)| {
        if let Some(statement) = value.get_ref().as_table() {
            let name = format!("[uncertainty] {}", quote(column.get_ref()));
            uncertainty::read(&TableReader::new(root.file, statement, value.span(), name), column)
        } else {
            table.refuse(column.get_ref(), value, Refusal::Type("a table in { }"));
            None
        }
    };
    table.entries().into_iter().filter_map(read).collect()
}

/// One statement for each column; two that differ are an error.
fn one_each(root: &TableReader<'_>, statements: Vec<UncertaintyEntry>) -> Vec<UncertaintyEntry> {
    let mut kept: Vec<UncertaintyEntry> = Vec::new();
    for statement in statements {
        match kept.iter().find(|other| other.column.get_ref() == statement.column.get_ref()) {
            None => kept.push(statement),
            Some(first) if first.law.says_the_same(&statement.law) => {}
            Some(first) => {
                let line = root.file.source.line(first.column.span().start);
                let message = format!("column `{}` has another uncertainty on line {line}", quote(statement.column.get_ref()));
                root.file.error("uncertainty", statement.column.span(), message, "a column has one spread: keep one of the two");
            }
        }
    }
    kept
}

fn equality(table: &TableReader<'_>) -> Option<EqualitySection> {
    let (column, people) = (table.text("column"), table.text("people"));
    for key in ["column", "people"] {
        if table.value(key).is_none() {
            table.lacks(&format!("has no `{key}`"), "name the column");
        }
    }
    let benchmark = table.read("benchmark", |value| match number(value)? {
        share if (0.0..=100.0).contains(&share) => Ok(share),
        _ => Err(Refusal::Value(
            "must be a share between 0 and 100".to_owned(),
            "20 is parity for the most deprived fifth".to_owned(),
        )),
    });
    table.finish();
    Some(EqualitySection { column: column?, people: people?, benchmark: benchmark.map(Spanned::into_inner) })
}

fn gate(table: &TableReader<'_>) -> Option<GateEntry> {
    let name = table.text("name");
    let column = table.text("column");
    let pass = table.read("pass", |value| list(value, text));
    let (at_least, at_most) = (table.number("at_least"), table.number("at_most"));
    if let (Some(least), Some(most)) = (&at_least, &at_most)
        && least.get_ref() > most.get_ref()
    {
        table.file.error(
            "criteria-file",
            least.span(),
            format!("{} has at_least above at_most: no row could pass", table.name),
            "swap the two",
        );
    }
    if column.is_none() && table.value("column").is_none() {
        table.lacks("has no `column`", "name the column the gate looks at");
    }
    let rule = match (pass, at_least.or(at_most.clone())) {
        (Some(pass), None) => Some(GateRule::OneOf(pass.into_inner())),
        (None, Some(_)) => Some(GateRule::Between {
            at_least: table.number("at_least").map(Spanned::into_inner),
            at_most: at_most.map(Spanned::into_inner),
        }),
        (Some(_), Some(both)) => {
            table.file.error(
                "criteria-file",
                both.span(),
                format!("{} has `pass` and also a bound", table.name),
                "a gate looks at words or at numbers, not both",
            );
            None
        }
        (None, None) => {
            if ["pass", "at_least", "at_most"].iter().all(|key| table.value(key).is_none()) {
                table.lacks("has no rule", "write pass = [\"…\"], or at_least and at_most for numbers");
            }
            None
        }
    };
    let gate = column.zip(rule).map(|(column, rule)| GateEntry {
        name: name.map_or_else(|| column.get_ref().clone(), Spanned::into_inner),
        column,
        rule,
    });
    table.finish();
    gate
}

fn group(mut table: TableReader<'_>) -> Option<GroupEntry> {
    let id = criterion::read_identifier(&table);
    if let Some(id) = &id {
        table.name = format!("group `{}`", id.get_ref());
    }
    let name = table.text("name").map(Spanned::into_inner);
    let parent = table.text("parent");
    let judgement = criterion::judgement(&table);
    let swing_bounds = criterion::swing_bounds(&table, judgement.as_ref());
    let comparison = weighing::comparison(&table);
    table.finish();
    id.map(|id| GroupEntry { id, name, parent, judgement, swing_bounds, comparison })
}

fn scenario(mut table: TableReader<'_>) -> Option<ScenarioEntry> {
    let name = table.text("name");
    match &name {
        Some(name) => table.name = format!("scenario \"{}\"", quote(name.get_ref())),
        None if table.value("name").is_none() => table.lacks("has no `name`", "name it: --scenario NAME chooses it"),
        None => {}
    }
    let swing = table.table("swing", "swing").map_or_else(Vec::new, |swing| named(&swing, not_negative));
    let filter = table.table("where", "where").map_or_else(Vec::new, |filter| named(&filter, words));
    table.finish();
    name.map(|name| ScenarioEntry { name, swing, filter })
}

/// A text, a number or a list of texts: what a column must hold.
pub fn words(value: &DeValue<'_>) -> Converted<Vec<String>> {
    match value {
        DeValue::Array(_) => list(value, text),
        DeValue::Integer(_) | DeValue::Float(_) => number(value).map(|figure| vec![figure.to_string()]),
        DeValue::Boolean(yes) => Ok(vec![yes.to_string()]),
        _ => text(value).map(|word| vec![word]).map_err(|_| Refusal::Type("a text or a list of texts")),
    }
}

/// The entries of a table whose keys are names, each value converted.
pub fn named<T>(table: &TableReader<'_>, convert: impl Fn(&DeValue<'_>) -> Converted<T>) -> Vec<(Spanned<String>, T)> {
    let mut found = Vec::new();
    for (key, value) in table.entries() {
        match convert(value.get_ref()) {
            Ok(converted) => found.push((key, converted)),
            Err(refusal) => table.refuse(key.get_ref(), value, refusal),
        }
    }
    found
}

fn texts(table: &TableReader<'_>, keys: &[&'static str]) {
    for key in keys {
        table.text(key);
    }
}

fn cea(root: &TableReader<'_>) {
    let Some(table) = root.table("cea", "[cea]") else { return };
    table
        .read("threshold", |value| if value.is_array() { list(value, number) } else { number(value).map(|figure| vec![figure]) });
    table.number("opportunity_cost");
    table.boolean("independent");
    texts(&table, &["threshold_source", "comparator"]);
    table.finish();
}
