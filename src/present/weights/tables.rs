//! The tables of weights.

use crate::document::{Cell, Column, ColumnKind, Segment, Table, figure, key};
use crate::model::criterion::{Criterion, Judgement};
use crate::model::decision::Decision;
use crate::model::hierarchy::Group;
use crate::model::value_function::{Level, ScaleOrigin, Shape};
use crate::present::columns::{label, numbers, prose, text};

/// What each criterion runs from and to, what its swing was judged to be worth, and its share.
pub fn weights(decision: &Decision) -> Table {
    let grouped = !decision.groups.is_empty();
    let mut columns = vec![label("Key"), prose("Criterion"), prose("From worst to best")];
    if grouped {
        columns.insert(2, prose("Group"));
    }
    let judged_any = decision.criteria.iter().any(|criterion| criterion.judgement.is_some());
    columns.extend(judged_any.then(|| numbers(one_kind(decision.criteria.iter().filter_map(|criterion| criterion.judgement)))));
    columns.push(numbers("Weight %"));
    let shares = percentages(&decision.weights.criteria.iter().copied().collect::<Vec<_>>(), 1);
    let row = |(index, criterion): (usize, &Criterion)| {
        let mut cells = vec![text(key(index)), text(criterion.name.clone()), text(range(criterion))];
        if grouped {
            cells.insert(2, criterion.group.map_or(Cell::Absent, |group| text(decision.groups[group].name.clone())));
        }
        cells.extend(judged_any.then(|| criterion.judgement.map_or(Cell::Absent, judged)));
        cells.push(Cell::Number { value: shares[index], decimals: 1 });
        cells
    };
    Table { rows: decision.criteria.iter().enumerate().map(row).collect(), columns, ..Table::default() }
}

/// The move that each weight is the worth of, with a bar for its share.
pub fn swings(decision: &Decision, precision: usize) -> Table {
    let weights = &decision.weights.criteria;
    let judged_any = decision.criteria.iter().any(|criterion| criterion.judgement.is_some());
    let mut columns = vec![label("Key"), prose("Criterion"), prose("From worst to best")];
    columns.extend(judged_any.then(|| numbers(one_kind(decision.criteria.iter().filter_map(|criterion| criterion.judgement)))));
    columns.extend([numbers("Weight %"), Column::new("", ColumnKind::Bar)]);
    let longest = weights.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let shares = percentages(&weights.iter().copied().collect::<Vec<_>>(), precision);
    let row = |(index, criterion): (usize, &Criterion)| {
        let mut cells = vec![text(key(index)), text(criterion.name.clone()), text(move_of(criterion))];
        cells.extend(judged_any.then(|| criterion.judgement.map_or(Cell::Absent, judged)));
        cells.push(Cell::Number { value: shares[index], decimals: precision });
        cells.push(Cell::Bar(vec![Segment { share: weights[index] / longest, series: 0 }]));
        cells
    };
    Table { rows: decision.criteria.iter().enumerate().map(row).collect(), columns, ..Table::default() }
}

/// The move that a swing stands for, as part of a sentence: `from 0 to 250 QALYs a year`.
#[must_use]
pub fn move_of(criterion: &Criterion) -> String {
    match (&criterion.value.shape, &criterion.value.scale) {
        (Shape::Relative { .. }, _) | (_, None) if !matches!(criterion.value.shape, Shape::Levels(_)) => range(criterion),
        _ => format!("from {}", range(criterion)),
    }
}

/// The heading of a column of judgements.
fn one_kind(judgements: impl Iterator<Item = Judgement>) -> &'static str {
    let mut kinds = judgements.map(Judgement::key);
    let Some(first) = kinds.next() else { return "Judged" };
    if kinds.all(|kind| kind == first) { heading_of(first) } else { "Judged" }
}

fn heading_of(kind: &str) -> &'static str {
    match kind {
        "swing" => "Swing",
        "rank" => "Place",
        _ => "Given",
    }
}

fn judged(judgement: Judgement) -> Cell {
    Cell::Plain(judgement.figure())
}

/// The groups with their shares, if there are any.
pub fn groups(decision: &Decision, precision: usize) -> Option<Table> {
    if decision.groups.is_empty() {
        return None;
    }
    let nested = decision.groups.iter().any(|group| group.parent.is_some());
    let judged_any = decision.groups.iter().any(|group| group.judgement.is_some());
    let mut columns = vec![prose("Group")];
    columns.extend(nested.then(|| prose("In")));
    columns.extend(judged_any.then(|| numbers(one_kind(decision.groups.iter().filter_map(|group| group.judgement)))));
    columns.push(numbers("Weight %"));
    let row = |(group, weight): (&Group, &f64)| {
        let mut cells = vec![text(group.name.clone())];
        cells.extend(nested.then(|| group.parent.map_or(Cell::Absent, |parent| text(decision.groups[parent].name.clone()))));
        cells.extend(judged_any.then(|| group.judgement.map_or(Cell::Absent, judged)));
        cells.push(Cell::Number { value: 100.0 * weight, decimals: precision });
        cells
    };
    Some(Table { rows: decision.groups.iter().zip(&decision.weights.groups).map(row).collect(), columns, ..Table::default() })
}

/// Percentages at so many decimals that sum to 100: the largest remainders are rounded up.
///
/// Equal shares stay equal, even if the sum then misses 100 by their rounding.
pub fn percentages(weights: &[f64], decimals: usize) -> Vec<f64> {
    /// Remainders nearer than this are alike but for rounding in the last bits.
    const ALIKE: f64 = 1e-6;
    let unit = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let exact: Vec<_> = weights.iter().map(|weight| weight * 100.0 * unit).collect();
    let mut parts: Vec<f64> = exact.iter().map(|part| (part + ALIKE).floor()).collect();
    let remainder = |index: usize| (exact[index] - (exact[index] + ALIKE).floor()).max(0.0);
    let mut order: Vec<_> = (0..exact.len()).collect();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)));
    let mut open = 100.0 * unit - parts.iter().sum::<f64>();
    for alike in order.chunk_by(|&a, &b| remainder(a) - remainder(b) <= ALIKE) {
        #[allow(clippy::cast_precision_loss)] // a count of criteria
        let needed = alike.len() as f64;
        if open < 0.5 {
            break;
        }
        if needed > open + 0.5 {
            // Not enough for all of them: each is rounded by itself.
            for &index in alike.iter().filter(|&&index| remainder(index) >= 0.5) {
                parts[index] += 1.0;
            }
            break;
        }
        for &index in alike {
            parts[index] += 1.0;
        }
        open -= needed;
    }
    parts.into_iter().map(|part| part / unit).collect()
}

/// Whether shares are shown otherwise than each rounded by itself, so that they sum to 100.
pub fn is_adjusted(weights: &[f64], decimals: usize) -> bool {
    let plain = |weight: &f64| figure::fixed(100.0 * weight, decimals);
    percentages(weights, decimals).iter().zip(weights).any(|(shown, weight)| figure::fixed(*shown, decimals) != plain(weight))
}

/// One weight of a set as tables of one decimal show it, `38.2%`: no sentence says another figure than its table.
#[must_use]
pub fn percent_of(weights: &[f64], index: usize) -> String {
    format!("{}%", figure::fixed(percentages(weights, 1)[index], 1))
}

/// The same for a set of weights some of which may be absent: a complete one sums to 100.
#[must_use]
pub fn shares(weights: &[Option<f64>], decimals: usize) -> Vec<Cell> {
    let cell = |value: f64| Cell::Number { value, decimals };
    match weights.iter().copied().collect::<Option<Vec<_>>>() {
        Some(complete) => percentages(&complete, decimals).into_iter().map(cell).collect(),
        None => weights.iter().map(|weight| weight.map_or(Cell::Absent, |weight| cell(100.0 * weight))).collect(),
    }
}

/// The move that the swing stands for, in the criterion's own words.
fn range(criterion: &Criterion) -> String {
    let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
    let curved = match criterion.value.shape {
        Shape::Exponential { .. } => ", curved",
        Shape::Points(_) => ", in steps of points",
        _ => "",
    };
    match (&criterion.value.shape, &criterion.value.scale) {
        (Shape::Levels(levels), _) => Level::ends(levels)
            .map_or_else(String::new, |(worst, best)| format!("\"{}\" to \"{}\"{unit}", worst.label, best.label)),
        (Shape::Relative { .. }, _) => "relative to the other interventions".to_owned(),
        (_, Some(scale)) => {
            let origin = if scale.origin == ScaleOrigin::Local { " (from the data)" } else { "" };
            format!("{} to {}{unit}{curved}{origin}", figure::plain(scale.worst), figure::plain(scale.best))
        }
        (_, None) => "all alike: left out".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::percentages;

    #[test]
    fn percentages_sum_to_a_hundred() {
        assert_eq!(percentages(&[0.414, 0.335, 0.251], 0), [41.0, 34.0, 25.0]);
        assert_eq!(percentages(&[0.333_6, 0.333_4, 0.333], 1), [33.4, 33.3, 33.3]);
        assert_eq!(percentages(&[1.0 / 3.0; 3], 1), [33.3, 33.3, 33.3]);
        assert_eq!(percentages(&[1.0 / 6.0; 6], 1), [16.7; 6]);
        assert_eq!(percentages(&[0.5, 0.5], 1), [50.0, 50.0]);
        assert_eq!(percentages(&[0.381_719, 0.332_575, 0.285_706], 1), [38.2, 33.2, 28.6]);
    }
}
