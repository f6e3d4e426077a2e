//! One `[[criteria]]` table.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::Judged;
use super::preference;
use super::reader::{Converted, Refusal, TableReader, not_negative, number, pair, text};
use super::sections::stated;
use super::uncertainty::{self, UncertaintyEntry};
use super::value::{self, ValueEntry};
use crate::model::criterion::{Judgement, MissingPolicy};
use crate::model::preference::PreferenceFunction;
use crate::model::value_function::{Direction, Outside};

#[derive(Debug)]
pub struct CriterionEntry {
    pub id: Spanned<String>,
    pub name: Option<Spanned<String>>,
    pub column: Option<Spanned<String>>,
    pub times: Option<Spanned<String>>,
    pub per: Option<Spanned<String>>,
    pub unit: Option<String>,
    pub description: Option<String>,
    pub group: Option<Spanned<String>>,
    pub better: Option<Direction>,
    /// `worst`, `best`, with the place of the first.
    pub scale: Option<Spanned<(f64, f64)>>,
    pub nothing: Option<Spanned<Scalar>>,
    pub outside: Outside,
    pub value: ValueEntry,
    /// `role = "report"`: shown, never weighed.
    pub is_report: bool,
    /// `None` for a report criterion, or where comparisons or returns weigh it.
    pub judgement: Option<Spanned<Judgement>>,
    /// `swing_low`, `swing_high`; the swing itself for one that is left out.
    pub swing_bounds: Option<(f64, f64)>,
    pub swing_for: Option<Spanned<(f64, f64)>>,
    pub missing: MissingPolicy,
    /// `flat = "ignore"`.
    pub ignore_if_flat: bool,
    /// The uncertainty of its main column.
    pub uncertainty: Option<UncertaintyEntry>,
    /// `None`: any difference counts in full.
    pub preference: Option<PreferenceFunction>,
    pub span: Range<usize>,
}

impl CriterionEntry {
    /// The column read: `column`, or else the id.
    #[must_use]
    pub fn main_column(&self) -> &Spanned<String> {
        self.column.as_ref().unwrap_or(&self.id)
    }
}

/// A number, or the text of a level.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    Number(f64),
    Text(String),
}

const DIRECTIONS: [(&str, Direction); 2] = [("higher", Direction::Higher), ("lower", Direction::Lower)];

/// Reads one criterion; `None` where it is too broken to go on with, its errors reported.
pub fn read(mut table: TableReader<'_>, judged: Judged) -> Option<CriterionEntry> {
    let id = identifier(&table);
    if let Some(id) = &id {
        table.name = format!("criterion `{}`", id.get_ref());
    }
    let is_report = table.choice("role", &[("report", ())]).is_some();
    let better = table.choice("better", &DIRECTIONS);
    let value = value::read(&table);
    let worst = table.number("worst");
    let best = table.number("best");
    let outside =
        table.choice("outside", &[("error", Outside::Error), ("clamp", Outside::Clamp), ("extrapolate", Outside::Extrapolate)]);
    let judgement = judgement(&table);
    let swing_bounds = swing_bounds(&table, judgement.as_ref());
    let uncertain = table.table("uncertainty", &format!("`uncertainty` of {}", table.name));
    let mut entry = CriterionEntry {
        name: table.text("name"),
        column: table.text("column"),
        times: table.text("times"),
        per: table.text("per"),
        unit: table.text("unit").map(Spanned::into_inner),
        description: stated(table.text("description")).map(Spanned::into_inner),
        group: table.text("group"),
        scale: scale(&table, worst, best, better.as_ref().map(|better| *better.get_ref()), &value),
        better: better.as_ref().map(|better| *better.get_ref()),
        nothing: table.read("nothing", scalar),
        outside: outside.as_ref().map_or(Outside::Error, |outside| *outside.get_ref()),
        value,
        swing_for: table.read("swing_for", pair),
        missing: table
            .choice(
                "missing",
                &[
                    ("error", MissingPolicy::Error),
                    ("worst", MissingPolicy::Worst),
                    ("drop", MissingPolicy::Drop),
                    ("range", MissingPolicy::Range),
                ],
            )
            .map_or(MissingPolicy::Error, Spanned::into_inner),
        ignore_if_flat: table.choice("flat", &[("error", false), ("ignore", true)]).is_some_and(Spanned::into_inner),
        uncertainty: None,
        is_report,
        preference: preference::read(&table),
        judgement,
        swing_bounds,
        id: id.unwrap_or_else(|| Spanned::new(table.span.clone(), String::new())),
        span: table.span.clone(),
    };
    entry.uncertainty = uncertain.and_then(|statement| uncertainty::read(&statement, entry.main_column().clone()));
    check(&table, &entry, judged);
    let sound = !entry.id.get_ref().is_empty();
    table.finish();
    sound.then_some(entry)
}

/// The rules that tie the keys of one criterion together.
fn check(table: &TableReader<'_>, entry: &CriterionEntry, judged: Judged) {
    let is_report = entry.is_report;
    let refuse = |span: Range<usize>, message: String, remedy: &str| {
        table.file.error("criteria-file", span, format!("{} {message}", table.name), remedy);
    };
    match (&entry.judgement, is_report) {
        (None, false)
            if judged == Judged::Demanded
                && table.value("role").is_none()
                && table.value("swing").is_none()
                && table.value("weight").is_none()
                && table.value("rank").is_none() =>
        {
            table.lacks(
                "has no `swing`",
                "give it `swing`, `weight` or `rank` (weighup elicit asks for swings), use returns with --stakeholders, or set role = \"report\" to show it without weighing it",
            );
        }
        (Some(judgement), true) => {
            refuse(
                judgement.span(),
                format!("has role = \"report\" and a `{}`", judgement.get_ref().key()),
                "a report criterion is never weighed: remove one of the two",
            );
        }
        _ => {}
    }
    check_better(table, entry, is_report);
    if entry.outside == Outside::Extrapolate && entry.value != ValueEntry::Linear {
        refuse(
            table.span.clone(),
            format!("extrapolates a value function that is {}", entry.value.word()),
            "only linear values go on beyond the scale: use outside = \"clamp\" or widen the scale",
        );
    }
    if let (Some(range), ValueEntry::Levels(_) | ValueEntry::Relative) = (&entry.swing_for, &entry.value) {
        refuse(
            range.span(),
            format!("has `swing_for`, but its value is {}", entry.value.word()),
            "a swing is only tied to a range of numbers: remove `swing_for`",
        );
    }
    if let (Some(times), ValueEntry::Levels(_)) = (entry.times.as_ref().or(entry.per.as_ref()), &entry.value) {
        refuse(
            times.span(),
            "has `levels` and also `times` or `per`".to_owned(),
            "levels are words, which cannot be multiplied: remove one of the two",
        );
    }
    if let (Some(swing_for), Some(_)) = (&entry.swing_for, &entry.judgement)
        && swing_for.get_ref().0.total_cmp(&swing_for.get_ref().1).is_eq()
    {
        refuse(swing_for.span(), "has a `swing_for` without width".to_owned(), "write [worst, best]");
    }
}

/// A direction is needed for numbers on a scale, and must not contradict points or levels, which have their own.
fn check_better(table: &TableReader<'_>, entry: &CriterionEntry, is_report: bool) {
    let Some(stated) = table.value("better") else {
        let own = table.value("value").is_some_and(|value| !value.get_ref().is_str())
            && !matches!(entry.value, ValueEntry::Curvature(_) | ValueEntry::Midpoint(_));
        if !is_report && !own && table.value("role").is_none() {
            table.lacks("has no `better`", "write better = \"higher\" or better = \"lower\"");
        }
        return;
    };
    let (what, wrong) = match &entry.value {
        ValueEntry::Levels(_) => ("has `better`, but its levels say themselves which are worth more", entry.better.is_some()),
        ValueEntry::Points(points) => {
            let rises = points.last().is_some_and(|(_, value)| *value > 50.0);
            (
                "has a `better` that its points contradict",
                entry.better.is_some_and(|better| (better == Direction::Higher) != rises),
            )
        }
        _ => return,
    };
    if wrong {
        table.file.error("criteria-file", stated.span(), format!("{} {what}", table.name), "remove `better`");
    }
}

fn identifier(table: &TableReader<'_>) -> Option<Spanned<String>> {
    let Some(id) = table.read("id", text) else {
        if table.value("id").is_none() {
            table.lacks("has no `id`", "give it an id of letters, digits, - and _: id = \"health\"");
        }
        return None;
    };
    let allowed = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let problem = if id.get_ref().is_empty() {
        "must not be empty".to_owned()
    } else if !id.get_ref().chars().all(allowed) {
        format!("is \"{}\"", crate::diagnostic::quote(id.get_ref()))
    } else {
        return Some(id);
    };
    let message = format!("`id` in {} {problem}", table.name);
    table.file.error(
        "criteria-file",
        id.span(),
        message,
        "an id is made of the letters a–z, digits, - and _; `name` may hold anything",
    );
    None
}

/// The id of a group or criterion, checked.
pub fn read_identifier(table: &TableReader<'_>) -> Option<Spanned<String>> {
    identifier(table)
}

/// At most one of `swing`, `weight`, `rank`.
pub fn judgement(table: &TableReader<'_>) -> Option<Spanned<Judgement>> {
    let swing = table.read("swing", |value| not_negative(value).map(Judgement::Swing));
    let weight = table.read("weight", |value| not_negative(value).map(Judgement::Weight));
    let rank = table.read("rank", |value| {
        let rank = number(value)?;
        if rank < 1.0 || rank.fract() > 0.0 {
            return Err(Refusal::Value(
                "must be a whole number from 1".to_owned(),
                "1 is the most important; equal ranks tie".to_owned(),
            ));
        }
        Ok(Judgement::Rank(rank))
    });
    let mut found = [swing, weight, rank].into_iter().flatten();
    let first = found.next()?;
    if let Some(second) = found.next() {
        let message = format!("{} has a `{}` and a `{}`", table.name, first.get_ref().key(), second.get_ref().key());
        table.file.error("criteria-file", second.span(), message, "keep the one that was judged");
    }
    Some(first)
}

/// Between which points a swing was judged to lie; `None` without either bound.
pub fn swing_bounds(table: &TableReader<'_>, judgement: Option<&Spanned<Judgement>>) -> Option<(f64, f64)> {
    let low = table.read("swing_low", not_negative);
    let high = table.read("swing_high", not_negative);
    let swing = match judgement.map(Spanned::get_ref) {
        Some(Judgement::Swing(swing)) => Some(*swing),
        _ => None,
    };
    let bound = low.as_ref().or(high.as_ref())?;
    let Some(swing) = swing else {
        table.file.error(
            "criteria-file",
            bound.span(),
            format!("{} has bounds of a swing but no `swing`", table.name),
            "give the swing itself too",
        );
        return None;
    };
    let below = low.as_ref().is_some_and(|low| *low.get_ref() > swing);
    let above = high.as_ref().is_some_and(|high| *high.get_ref() < swing);
    if below || above {
        let message = format!("{} has a swing of {swing}, which lies outside its bounds", table.name);
        table.file.error("criteria-file", bound.span(), message, "swing_low ≤ swing ≤ swing_high");
    }
    Some((low.map_or(swing, Spanned::into_inner), high.map_or(swing, Spanned::into_inner)))
}

/// The fixed scale, if both ends are given and agree with the direction.
fn scale(
    table: &TableReader<'_>,
    worst: Option<Spanned<f64>>,
    best: Option<Spanned<f64>>,
    better: Option<Direction>,
    value: &ValueEntry,
) -> Option<Spanned<(f64, f64)>> {
    let place = worst.as_ref().or(best.as_ref())?.span();
    let refuse = |message: &str, remedy: &str| {
        table.file.error("criteria-file", place.clone(), format!("{} {message}", table.name), remedy);
        None
    };
    if matches!(value, ValueEntry::Points(_) | ValueEntry::Levels(_) | ValueEntry::Relative) {
        return refuse(
            &format!("has `worst` or `best`, but its value is {}", value.word()),
            "points and levels are their own scale, and relative values have none: remove `worst` and `best`",
        );
    }
    let (Some(low), Some(high)) = (worst, best) else {
        if table.value("worst").is_some() && table.value("best").is_some() {
            return None;
        }
        let (given, absent) = if table.value("worst").is_some() { ("worst", "best") } else { ("best", "worst") };
        return refuse(
            &format!("has `{given}` but no `{absent}`"),
            "give both for a fixed scale, or neither for a local one, made from the data",
        );
    };
    let (worst, best) = (low.into_inner(), high.into_inner());
    if worst.total_cmp(&best).is_eq() {
        return refuse(&format!("has the same `worst` and `best`: {worst}"), "a scale needs two different ends");
    }
    if worst.abs().max(best.abs()) > crate::input::number::LARGEST {
        return refuse("has an end of its scale beyond 1e100", "use a larger unit");
    }
    if better.is_some_and(|better| (better == Direction::Higher) != (best > worst)) {
        let word = if best > worst { "higher" } else { "lower" };
        return refuse(
            &format!("has worst = {worst} and best = {best}, so {word} is better"),
            "swap `worst` and `best`, or change `better`",
        );
    }
    Some(Spanned::new(place, (worst, best)))
}

fn scalar(value: &DeValue<'_>) -> Converted<Scalar> {
    if let Some(text) = value.as_str() {
        return Ok(Scalar::Text(text.to_owned()));
    }
    number(value).map(Scalar::Number)
}
