//! `[weights]` and `[stakeholders]`: how swings are read, and the comparisons or returns that stand in their place.

use toml::Spanned;
use toml::de::DeValue;

use super::reader::{Converted, Refusal, TableReader, a_type, not_negative, number};
use super::sections::{named, stated};
use super::{OnRangeChange, StakeholdersSection, WeightsSection};
use crate::diagnostic::{nearest, quote};
use crate::model::stakeholders::Aggregate;
use crate::model::weights::WeightsStatus;
use crate::weighting::pairwise;
use crate::weighting::rank_order::RankRule;

/// Comparisons over the members of one set of siblings.
#[derive(Debug)]
pub enum ComparisonEntry {
    /// Square, positive and reciprocal.
    Pairwise(Spanned<Vec<Vec<f64>>>),
    BestWorst(BestWorstEntry),
}

#[derive(Debug)]
pub struct BestWorstEntry {
    pub best: Spanned<String>,
    pub worst: Spanned<String>,
    pub best_to_others: Vec<(Spanned<String>, f64)>,
    pub others_to_worst: Vec<(Spanned<String>, f64)>,
}

/// Largest ratio that a comparison may state; scales in use end at 9.
const LARGEST_RATIO: f64 = 1000.0;
/// How far the product of two opposite entries may be from 1: people write 1/3 as 0.33.
const ROUNDED: f64 = 0.010_001;

/// Whether criteria may do without a judgement of their own, because something else in the file weighs them.
pub fn weighs_elsewhere(root: &TableReader<'_>) -> bool {
    let has = |table: &'static str, key: &str| {
        root.value(table).and_then(|table| table.get_ref().as_table()).is_some_and(|table| table.get(key).is_some())
    };
    has("weights", "method") || has("stakeholders", "file")
}

pub fn weights(root: &TableReader<'_>) -> WeightsSection {
    let default = WeightsSection {
        status: WeightsStatus::Unstated,
        source: None,
        from_ranks: RankRule::Centroid,
        on_range_change: OnRangeChange::Error,
        place: None,
        method: None,
        comparison: None,
    };
    let Some(table) = root.table("weights", "[weights]") else { return default };
    let status = table.choice("status", &[("elicited", WeightsStatus::Elicited), ("placeholder", WeightsStatus::Placeholder)]);
    let rules = [("roc", RankRule::Centroid), ("sum", RankRule::Sum), ("reciprocal", RankRule::Reciprocal)];
    let ranges = [("error", OnRangeChange::Error), ("rescale", OnRangeChange::Rescale)];
    let method = table.choice("method", &[("ahp", ()), ("bwm", ())]);
    let comparison = comparison(&table);
    if let (Some(method), Some(comparison)) = (&method, &comparison) {
        let stands = table.value("method").and_then(|value| value.get_ref().as_str()).unwrap_or("");
        if stands != comparison.method() {
            let message = format!("[weights] has method = \"{stands}\" and the comparisons of \"{}\"", comparison.method());
            let remedy = "ahp needs `pairwise`; bwm needs `best`, `worst`, `best_to_others` and `others_to_worst`";
            table.file.error("criteria-file", method.span(), message, remedy);
        }
    }
    let section = WeightsSection {
        status: status.as_ref().map_or(default.status, |status| *status.get_ref()),
        source: stated(table.text("source")).map(Spanned::into_inner),
        from_ranks: table.choice("from_ranks", &rules).map_or(default.from_ranks, Spanned::into_inner),
        on_range_change: table.choice("on_range_change", &ranges).map_or(default.on_range_change, Spanned::into_inner),
        place: root.file.place(status.map_or(table.span.clone(), |status| status.span())),
        method: method.map(|method| Spanned::new(method.span(), ())),
        comparison,
    };
    table.finish();
    section
}

impl ComparisonEntry {
    /// The value of `method` that it belongs to.
    #[must_use]
    pub fn method(&self) -> &'static str {
        match self {
            Self::Pairwise(_) => "ahp",
            Self::BestWorst(_) => "bwm",
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> std::ops::Range<usize> {
        match self {
            Self::Pairwise(matrix) => matrix.span(),
            Self::BestWorst(entry) => entry.best.span(),
        }
    }
}

/// The comparisons of `[weights]` or of a group, if it has any.
pub fn comparison(table: &TableReader<'_>) -> Option<ComparisonEntry> {
    let pairwise = table.value("pairwise");
    let best = table.text("best");
    let worst = table.text("worst");
    let [to_others, to_worst] = ["best_to_others", "others_to_worst"].map(|key| (key, table.table(key, key)));
    let any = best.is_some() || worst.is_some() || to_others.1.is_some() || to_worst.1.is_some();
    match (pairwise, any) {
        (Some(value), false) => matrix(table, value).map(ComparisonEntry::Pairwise),
        (Some(value), true) => {
            let message = format!("{} has `pairwise` and also the keys of the best-worst method", table.name);
            table.file.error("criteria-file", value.span(), message, "keep the comparisons that were made");
            None
        }
        (None, false) => None,
        (None, true) => {
            for key in ["best", "worst", "best_to_others", "others_to_worst"] {
                if table.value(key).is_none() {
                    table.lacks(&format!("lacks `{key}`"), "the best-worst method needs all four keys");
                }
            }
            let (best, worst) = (best?, worst?);
            let best_to_others = vector(&to_others.1?, &best);
            let others_to_worst = vector(&to_worst.1?, &worst);
            Some(ComparisonEntry::BestWorst(BestWorstEntry { best, worst, best_to_others, others_to_worst }))
        }
    }
}

/// How many times as important: 1 or more, and 1 for the one compared with itself.
fn vector(table: &TableReader<'_>, own: &Spanned<String>) -> Vec<(Spanned<String>, f64)> {
    let entries = named(table, |value| match ratio(value)? {
        times if times < 1.0 => Err(Refusal::Value(
            format!("is {times}, below 1"),
            "the best is at least as important as each, and each at least as important as the worst".to_owned(),
        )),
        times => Ok(times),
    });
    let id = quote(own.get_ref());
    match entries.iter().find(|(name, _)| name.get_ref() == own.get_ref()) {
        Some((_, times)) if (times - 1.0).abs() <= 0.0 => {}
        Some((name, times)) => {
            let message = format!("`{}` says {times} for `{id}` itself, not 1", table.name);
            table.file.error("best-worst", name.span(), message, format!("write {id} = 1"));
        }
        None if table.value_of(own.get_ref()).is_none() => {
            let message = format!("`{}` lacks the 1 of `{id}`, which is compared with itself", table.name);
            let near = nearest(own.get_ref(), entries.iter().map(|(name, _)| name.get_ref().as_str()));
            let remedy =
                near.map_or_else(|| format!("add {id} = 1"), |near| format!("add {id} = 1, or did you mean `{}`?", quote(near)));
            table.file.error("best-worst", table.span.clone(), message, remedy);
        }
        None => {}
    }
    entries
}

/// A ratio of importance: a number above 0, or a fraction in quotes.
fn ratio(value: &DeValue<'_>) -> Converted<f64> {
    let fraction = |text: &str| {
        let (above, below) = text.split_once('/')?;
        let (above, below): (f64, f64) = (above.trim().parse().ok()?, below.trim().parse().ok()?);
        Some(above / below)
    };
    let found = match value.as_str() {
        Some(text) => fraction(text).ok_or(Refusal::Type("a number, or a fraction in quotes such as \"1/3\""))?,
        None => number(value)?,
    };
    if (1.0 / LARGEST_RATIO..=LARGEST_RATIO).contains(&found) {
        return Ok(found);
    }
    Err(Refusal::Value(
        format!("must lie between 1/{LARGEST_RATIO} and {LARGEST_RATIO}"),
        "1 means equally important, 9 extremely more important, \"1/9\" extremely less".to_owned(),
    ))
}

/// The pairwise matrix: square, with 1 on the diagonal and opposite entries that are each other's reciprocal.
fn matrix(table: &TableReader<'_>, value: &Spanned<DeValue<'_>>) -> Option<Spanned<Vec<Vec<f64>>>> {
    const FORM: &str = "write one row for each criterion, as in [[1, 3], [\"1/3\", 1]]";
    let refuse = |span, what: String, remedy: String| {
        table.file.error("pairwise", span, format!("`pairwise` in {} {what}", table.name), remedy);
    };
    let Some(lines) = value.get_ref().as_array() else {
        table.refuse("pairwise", value, Refusal::Type("a list of rows, each a list of numbers"));
        return None;
    };
    let count = lines.len();
    if count > pairwise::LARGEST {
        refuse(value.span(), format!("compares {count} things"), "at most 30 can be compared: use groups".to_owned());
        return None;
    }
    let mut sound = true;
    let mut cells: Vec<Vec<Spanned<f64>>> = Vec::with_capacity(count);
    for (row, line) in lines.iter().enumerate() {
        let Some(entries) = line.get_ref().as_array() else {
            refuse(line.span(), format!("has {} as row {}", a_type(line.get_ref()), row + 1), FORM.to_owned());
            return None;
        };
        if entries.len() != count {
            refuse(line.span(), format!("has {count} rows, and row {} has {} entries", row + 1, entries.len()), FORM.to_owned());
            return None;
        }
        let mut read = Vec::with_capacity(count);
        for entry in entries {
            match ratio(entry.get_ref()) {
                Ok(ratio) => read.push(Spanned::new(entry.span(), ratio)),
                Err(refusal) => {
                    table.refuse("pairwise", entry, refusal);
                    sound = false;
                }
            }
        }
        cells.push(read);
    }
    if !sound {
        return None;
    }
    let mut found = vec![vec![1.0; count]; count];
    for row in 0..count {
        let own = &cells[row][row];
        if (own.get_ref() - 1.0).abs() > 0.0 {
            let what =
                format!("says {} in row {}, column {}, where a thing is compared with itself", own.get_ref(), row + 1, row + 1);
            refuse(own.span(), what, "write 1".to_owned());
            sound = false;
        }
        for column in row + 1..count {
            let (upper, lower) = (&cells[row][column], &cells[column][row]);
            let (there, back) = (*upper.get_ref(), *lower.get_ref());
            if (there * back - 1.0).abs() > ROUNDED {
                let what = format!(
                    "is not reciprocal: {there} in row {}, column {}, but {back} in row {}, column {}",
                    row + 1,
                    column + 1,
                    column + 1,
                    row + 1
                );
                refuse(lower.span(), what, format!("write {} there, or correct the other entry", reciprocal(there)));
                sound = false;
            }
            // The entry from 1 up is the one that was judged; its reciprocal may have been rounded.
            found[row][column] = if there >= 1.0 { there } else { 1.0 / back };
            found[column][row] = if there >= 1.0 { 1.0 / there } else { back };
        }
    }
    sound.then(|| Spanned::new(value.span(), found))
}

fn reciprocal(ratio: f64) -> String {
    if ratio > 1.0 { format!("\"1/{ratio}\"") } else { crate::document::figure::plain(1.0 / ratio) }
}

pub fn stakeholders(root: &TableReader<'_>) -> StakeholdersSection {
    let Some(table) = root.table("stakeholders", "[stakeholders]") else { return StakeholdersSection::default() };
    let aggregates = [("mean", Aggregate::Mean), ("median", Aggregate::Median), ("geometric", Aggregate::Geometric)];
    let section = StakeholdersSection {
        file: stated(table.text("file")),
        aggregate: table.choice("aggregate", &aggregates).map_or_else(Aggregate::default, Spanned::into_inner),
        groups: table.table("groups", "[stakeholders.groups]").map_or_else(Vec::new, |groups| named(&groups, not_negative)),
    };
    if !section.groups.is_empty() && section.groups.iter().all(|(_, say)| *say <= 0.0) {
        let span = section.groups[0].0.span();
        table.file.error("criteria-file", span, "no group in [stakeholders.groups] has any say", "give one a number above 0");
    }
    table.finish();
    section
}
