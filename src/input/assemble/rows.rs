//! Which rows are analysed: what-ifs, `--where`, scenarios and gates.

use std::collections::HashSet;
use std::sync::Arc;

use super::columns::Columns;
use super::{Choices, Refusal};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote, suggestion};
use crate::document::figure;
use crate::input::criteria_file::{CriteriaFile, GateEntry, GateRule, ScenarioEntry};
use crate::input::number::{self, DecimalMark};
use crate::input::sheet::Sheet;
use crate::model::decision::SetAside;

/// Puts the figures of `--set ID.COLUMN=VALUE` into the cells; says what stood there before.
///
/// # Errors
/// A what-if that names no intervention or column.
pub fn apply_what_ifs(sheet: &mut Sheet, columns: &Columns, what_ifs: &[String]) -> Result<Vec<String>, Refusal> {
    let mut said = Vec::new();
    for typed in what_ifs {
        let (row, column, value) = what_if(sheet, columns, typed).map_err(Refusal::Choice)?;
        let before = sheet.cell(row, column).trim();
        let before = if before.is_empty() { "empty" } else { before };
        said.push(format!(
            "{}.{} = {} (was {})",
            sheet.cell(row, columns.id),
            sheet.headers()[column],
            quote(&value),
            quote(before)
        ));
        sheet.replace(row, column, &value);
    }
    Ok(said)
}

fn what_if(sheet: &Sheet, columns: &Columns, typed: &str) -> Result<(usize, usize, String), String> {
    let shown = quote(typed);
    let splits = typed
        .match_indices('=')
        .filter_map(|(at, _)| typed[..at].rsplit_once('.').map(|(id, column)| (id, column, &typed[at + 1..])));
    let row_of = |id: &str| (0..sheet.rows.len()).find(|&row| sheet.cell(row, columns.id) == id);
    let mut last = Err(format!("--set {shown}: write ID.COLUMN=VALUE, for example --set IC18.annual_cost_gbp=640000"));
    for (id, column, value) in splits {
        last = match (row_of(id), sheet.column(column.trim())) {
            (Some(_), Some(index)) if index == columns.id => Err(format!("--set {shown}: an id cannot be changed")),
            (Some(row), Some(index)) => return Ok((row, index, value.to_owned())),
            (None, _) => {
                let ids = (0..sheet.rows.len()).map(|row| sheet.cell(row, columns.id));
                Err(format!("--set {shown}: no intervention has the id `{}`; {}", quote(id), suggestion(id, ids)))
            }
            (_, None) => Err(format!("--set {shown}: there is no column `{}`; {}", quote(column), sheet.column_remedy(column))),
        };
    }
    last
}

/// Rows kept, and rows set aside with the reason.
pub struct Selection {
    pub kept: Vec<usize>,
    pub set_aside: Vec<SetAside>,
}

/// Applies `--where`, the scenario's `where` and the gates.
///
/// # Errors
/// A filter that names no column, or leaves nothing.
pub fn select(
    file: &CriteriaFile,
    sheet: &Sheet,
    columns: &Columns,
    choices: &Choices,
    totals: &HashSet<usize>,
    findings: &mut Diagnostics,
) -> Result<Selection, Refusal> {
    let filters = filters(file, sheet, choices)?;
    let mark = file.data.decimal.unwrap_or(DecimalMark::Point);
    let mut selection = Selection { kept: Vec::new(), set_aside: Vec::new() };
    for row in (0..sheet.rows.len()).filter(|row| !totals.contains(row)) {
        let filtered =
            filters.iter().find(|filter| !filter.values.iter().any(|value| value == sheet.cell(row, filter.column).trim()));
        let reason = match filtered {
            Some(filter) => Some(filter.reason.clone()),
            None => file
                .gates
                .iter()
                .zip(&columns.gates)
                .find_map(|(gate, column)| fails(gate, sheet, row, (*column)?, mark, findings)),
        };
        match reason {
            None => selection.kept.push(row),
            Some(reason) => selection.set_aside.push(SetAside {
                id: Arc::from(sheet.cell(row, columns.id)),
                line: sheet.rows[row].line,
                reason,
            }),
        }
    }
    if selection.kept.is_empty() && !findings.has_errors() {
        let reasons = crate::document::words::listed(selection.set_aside.iter().map(|row| row.reason.clone()).take(3));
        let message = format!("no intervention is left to analyse: {reasons}");
        return if choices.filter.is_empty() && choices.scenario.is_none() {
            let place = sheet.header_place(columns.id);
            findings.push(Diagnostic::error("nothing-left", message).at(place).remedy("loosen the gates of the criteria file"));
            Err(std::mem::take(findings).into())
        } else {
            Err(Refusal::Choice(message))
        };
    }
    Ok(selection)
}

struct Filter {
    column: usize,
    values: Vec<String>,
    reason: String,
}

fn filters(file: &CriteriaFile, sheet: &Sheet, choices: &Choices) -> Result<Vec<Filter>, Refusal> {
    let mut filters: Vec<Filter> = Vec::new();
    for (name, value) in &choices.filter {
        let unknown = || Refusal::Choice(format!("--where: there is no column `{}`; {}", quote(name), sheet.column_remedy(name)));
        let column = sheet.column(name.trim()).ok_or_else(unknown)?;
        check_value(sheet, column, value)?;
        if let Some(filter) = filters.iter_mut().find(|filter| filter.column == column) {
            filter.values.push(value.trim().to_owned());
            filter.reason = format!("{} or {}", filter.reason, quote(value));
        } else {
            let reason = format!("not selected: --where {}={}", quote(name), quote(value));
            filters.push(Filter { column, values: vec![value.trim().to_owned()], reason });
        }
    }
    if let Some(scenario) = chosen_scenario(file, choices)? {
        for (column, values) in &scenario.filter {
            let Some(index) = sheet.column(column.get_ref()) else { continue };
            if let Some(unknown) = unknown_value(sheet, index, values) {
                let place = Place::new(&file.source, column.span());
                let message = format!(
                    "scenario \"{}\": no row has {} = {}",
                    quote(scenario.name.get_ref()),
                    quote(column.get_ref()),
                    quote(&unknown.0)
                );
                let mut findings = Diagnostics::default();
                findings.push(Diagnostic::error("unknown-value", message).at(Some(place)).remedy(unknown.1));
                return Err(findings.into());
            }
            let reason = format!(
                "not in scenario \"{}\": {} is not {}",
                quote(scenario.name.get_ref()),
                column.get_ref(),
                values.join(" or ")
            );
            filters.push(Filter { column: index, values: values.clone(), reason });
        }
    }
    Ok(filters)
}

/// A value nobody has is a slip, not a wish for an empty ranking: the value, and what is near it.
pub fn unknown_value(sheet: &Sheet, column: usize, wanted: &[String]) -> Option<(String, String)> {
    let values = || (0..sheet.rows.len()).map(|row| sheet.cell(row, column).trim());
    let unknown = wanted.iter().find(|wanted| !values().any(|found| found == wanted.trim()))?;
    let mut known: Vec<_> = values().filter(|found| !found.is_empty()).take(1000).collect();
    known.sort_unstable();
    known.dedup();
    Some((unknown.clone(), suggestion(unknown, known)))
}

fn check_value(sheet: &Sheet, column: usize, value: &str) -> Result<(), Refusal> {
    let Some((value, known)) = unknown_value(sheet, column, &[value.to_owned()]) else { return Ok(()) };
    let column = quote(&sheet.headers()[column]);
    Err(Refusal::Choice(format!("--where {column}={}: no row has that value; {known}", quote(&value))))
}

/// The scenario the command line names.
///
/// # Errors
/// No scenario has that name.
pub fn chosen_scenario<'a>(file: &'a CriteriaFile, choices: &Choices) -> Result<Option<&'a ScenarioEntry>, Refusal> {
    let Some(name) = &choices.scenario else { return Ok(None) };
    let names = || file.scenarios.iter().map(|scenario| scenario.name.get_ref().as_str());
    let found = file.scenarios.iter().find(|scenario| scenario.name.get_ref() == name);
    found.map(Some).ok_or_else(|| {
        let known = if file.scenarios.is_empty() { "the criteria file has none".to_owned() } else { suggestion(name, names()) };
        Refusal::Choice(format!("--scenario: there is no scenario \"{}\"; {known}", quote(name)))
    })
}

/// Why a row fails a gate; `None` if it passes.
fn fails(
    gate: &GateEntry,
    sheet: &Sheet,
    row: usize,
    column: usize,
    mark: DecimalMark,
    findings: &mut Diagnostics,
) -> Option<String> {
    let text = sheet.cell(row, column).trim();
    let reason = |what: String| Some(format!("fails the gate \"{}\": {what}", quote(&gate.name)));
    match &gate.rule {
        GateRule::OneOf(words) if words.iter().any(|word| word.trim() == text) => None,
        GateRule::OneOf(_) if text.is_empty() => reason(format!("{} is empty", quote(gate.column.get_ref()))),
        GateRule::OneOf(_) => reason(format!("{} is \"{}\"", quote(gate.column.get_ref()), quote(text))),
        GateRule::Between { at_least, at_most } => match number::parse(text, mark) {
            Ok(None) => reason(format!("{} is missing", quote(gate.column.get_ref()))),
            Ok(Some(figure)) => {
                let below = at_least.filter(|bound| figure.value < *bound).map(|bound| format!("below {}", figure::plain(bound)));
                let above = at_most.filter(|bound| figure.value > *bound).map(|bound| format!("above {}", figure::plain(bound)));
                reason(format!("{} is {}, {}", quote(gate.column.get_ref()), figure::plain(figure.value), below.or(above)?))
            }
            Err(problem) => {
                findings.push_error(sheet.source().name(), || {
                    let column_name = quote(gate.column.get_ref());
                    Diagnostic::error("number", format!("`{}` in column `{column_name}` {}", quote(text), problem.what))
                        .at(sheet.place(row, column))
                        .label(format!("read by the gate \"{}\"", quote(&gate.name)))
                        .remedy(problem.remedy)
                });
                None
            }
        },
    }
}
