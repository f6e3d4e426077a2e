//! What ids are called in sentences, and how figures of criteria are rounded there.

use std::sync::Arc;

use crate::analysis::rank::Shown;
use crate::analysis::sensitivity::columns::NeededFigure;
use crate::analysis::sensitivity::one_weight::WeightOf;
use crate::document::{figure, words};
use crate::model::criterion::Criterion;
use crate::model::decision::Decision;
use crate::numeric::rounding;

/// `Falls clinic (A)`, or the id alone where it is the name.
pub fn intervention(decision: &Decision, id: &str) -> String {
    let found = decision.interventions.iter().find(|intervention| *intervention.id == *id);
    found.map_or_else(|| id.to_owned(), |found| with_id(&found.name, &found.id))
}

/// Interventions whose values rest on missing figures: their ids carry a mark.
#[derive(Clone, Copy)]
pub struct Marks<'a>(pub &'a [Arc<str>]);

impl Marks<'_> {
    /// `≈IC19` where figures are missing.
    pub fn id(self, id: &str) -> String {
        if self.0.iter().any(|open| **open == *id) { format!("≈{id}") } else { id.to_owned() }
    }

    /// The first few ids, and how many more there are.
    pub fn ids(self, ids: &[Arc<str>], few: usize) -> String {
        words::first_few(&ids.iter().map(|id| self.id(id)).collect::<Vec<_>>(), few)
    }
}

/// A name with its id, or the id alone where it is the name.
pub fn with_id(name: &str, id: &str) -> String {
    if name == id { name.to_owned() } else { format!("{name} ({id})") }
}

/// The name of a criterion or group.
pub fn weight_of(decision: &Decision, of: &WeightOf) -> String {
    match of {
        WeightOf::Criterion(id) => criterion(decision, id).map_or_else(|| id.to_string(), |found| found.name.clone()),
        WeightOf::Group(id) => {
            let found = decision.groups.iter().find(|group| group.id == *id);
            found.map_or_else(|| id.to_string(), |group| format!("{} (group)", group.name))
        }
    }
}

pub fn criterion<'a>(decision: &'a Decision, id: &str) -> Option<&'a Criterion> {
    decision.criteria.iter().find(|criterion| *criterion.id == *id)
}

/// A share as a percentage with one decimal.
pub fn percent(share: f64) -> String {
    format!("{}%", figure::fixed(100.0 * share, 1))
}

/// An end of an interval rounded to a thousandth towards the present weight, so that the interval shown holds.
pub fn inward(end: f64, weight: f64, is_low: bool) -> f64 {
    let nearest = (1000.0 * weight).round() / 1000.0;
    if is_low {
        ((1000.0 * end - 1e-9).ceil() / 1000.0).min(nearest.max(end))
    } else {
        ((1000.0 * end + 1e-9).floor() / 1000.0).max(nearest.min(end))
    }
}

/// Decimals that the figures of a criterion carry, at most as many as tell its scale apart by a thousandth.
///
/// A product or quotient of columns has more digits than anyone measured.
pub fn decimals(decision: &Decision, leaf: usize) -> usize {
    let column = decision.performances.column(leaf);
    let carried = rounding::most_decimals(column.iter().filter_map(|found| found.number()));
    let (from, to) = decision.criteria[leaf].value.performance_ends();
    let mut useful = 0;
    let mut step = (to - from).abs() / 1000.0;
    while step < 0.5 && useful < rounding::MOST_DECIMALS {
        step *= 10.0;
        useful += 1;
    }
    carried.min(useful)
}

/// A performance with no more digits than its criterion's figures carry.
pub fn performance(decision: &Decision, leaf: usize, shown: &Shown) -> String {
    match shown {
        Shown::Number(x) => figure::fixed(*x, decimals(decision, leaf)),
        Shown::Text(text) => text.clone(),
        Shown::Absent(_) => "–".to_owned(),
    }
}

/// A performance that is needed: rounded towards better, so that the figure shown is enough.
pub fn needed(decision: &Decision, leaf: usize, shown: &Shown) -> String {
    let Shown::Number(x) = shown else { return performance(decision, leaf, shown) };
    let decimals = decimals(decision, leaf);
    let (from, to) = decision.criteria[leaf].value.performance_ends();
    let rounded = rounding::towards(*x, decimals, to > from);
    // Not past the end of a scale that ends there.
    let past = if to > from { rounded > to && *x <= to } else { rounded < to && *x >= to };
    if past {
        return figure::plain(to);
    }
    figure::fixed(rounded, decimals)
}

/// The figures that a column holds, from least to largest.
pub fn column_range(decision: &Decision, column: &str) -> Option<(f64, f64)> {
    let figures = || (0..decision.interventions.len()).filter_map(|row| decision.figure(row, column));
    figures().min_by(f64::total_cmp).zip(figures().max_by(f64::total_cmp))
}

/// An end of what is stated for a figure of a column, with at most one decimal more than its figures carry: ends that are worked
/// out have more digits than anyone measured.
pub fn bound(decision: &Decision, column: &str, end: f64) -> String {
    let figures = (0..decision.interventions.len()).filter_map(|row| decision.figure(row, column));
    figure::fixed(end, rounding::decimals_of(end).min(rounding::most_decimals(figures) + 1))
}

/// A figure of a column that is needed, so rounded that the figure shown is enough; marked where it lies beyond its own low or
/// high or, where these are not stated, beyond every figure of its column.
pub fn needed_figure(decision: &Decision, found: &NeededFigure) -> Option<String> {
    let (enough, decimals) = found.rounded?;
    let range = found.own_range.or_else(|| column_range(decision, &found.column));
    let beyond = range.is_some_and(|(low, high)| enough < low || enough > high);
    Some(format!("{}{}", figure::fixed(enough, decimals), if beyond { "†" } else { "" }))
}

/// A figure with two significant digits, or whole from ten up: what an exchange of judgements can bear.
pub fn two_digits(x: f64) -> String {
    let mut decimals = 0;
    let mut size = x.abs();
    while size < 9.95 && decimals < 12 && size > 0.0 {
        size *= 10.0;
        decimals += 1;
    }
    if x.abs() < 99.5 {
        return figure::fixed(x, decimals);
    }
    let mut unit = 1.0;
    while x.abs() / unit >= 99.5 {
        unit *= 10.0;
    }
    figure::fixed((x / unit).round() * unit, 0)
}

/// An amount with three significant digits, rounded down: what may be spent at most.
pub fn three_digits_down(x: f64) -> f64 {
    if x.abs() < 100.0 {
        return (100.0 * x + 1e-9).floor() / 100.0;
    }
    let mut unit = 1.0;
    while x.abs() / unit >= 1000.0 {
        unit *= 10.0;
    }
    (x / unit + 1e-9).floor() * unit
}

#[cfg(test)]
mod tests {
    use super::{three_digits_down, two_digits};

    #[test]
    fn what_may_be_spent_is_rounded_down() {
        let shown = [870_183.0, 227_999.0, 999.0, 640_000.0, 0.456].map(three_digits_down);
        assert!(shown.iter().zip([870_000.0, 227_000.0, 999.0, 640_000.0, 0.45]).all(|(a, b)| (a - b).abs() < 1e-6), "{shown:?}");
    }

    #[test]
    fn exchanges_have_two_digits() {
        let shown = [3.2456, 0.032_456, 32.7, 327.0, 99.6, 9.96, 1.0, 123_456.0].map(two_digits);
        assert_eq!(shown, ["3.2", "0.032", "33", "330", "100", "10", "1.0", "120,000"]);
    }
}
