//! The tables of a ranking.

use std::collections::HashMap;

use super::View;
use crate::analysis::ByName;
use crate::analysis::rank::{Ranked, Shown};
use crate::document::{Cell, Column, ColumnKind, Segment, Table, figure, key, words};
use crate::model::criterion::{Criterion, Judgement};
use crate::model::decision::{CostRole, Decision};
use crate::model::hierarchy::Group;
use crate::model::value_function::{Outside, ScaleOrigin, Shape};
use crate::present::{Medium, RunNotes};

/// Criteria beyond which tables of scores help nobody.
pub const MOST_CRITERIA: usize = 40;
/// Criteria side by side in one table.
const ABREAST: usize = 8;
const MILLION: f64 = 1e6;

fn label(heading: &str) -> Column {
    Column::new(heading, ColumnKind::Label)
}

fn prose(heading: &str) -> Column {
    Column::new(heading, ColumnKind::Prose)
}

fn numbers(heading: &str) -> Column {
    Column::new(heading, ColumnKind::Figure)
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// The main table.
pub fn ranking(decision: &Decision, rows: &[Ranked], view: View) -> Table {
    let mut columns =
        vec![numbers("Rank"), label("ID"), prose("Intervention"), numbers("Value"), Column::new("Made of", ColumnKind::Bar)];
    let priced = decision.cost_role != CostRole::Absent;
    let ratios = decision.cost_role == CostRole::Denominator;
    columns.extend(priced.then(|| numbers(cost_heading(decision)).short("Cost")));
    columns.extend(ratios.then(|| numbers("Per £m")));
    let longest = rows.iter().map(|row| row.value).fold(100.0, f64::max);
    let cells = |row: &Ranked| {
        let mut cells = vec![rank(row), text(row.id.as_ref()), text(row.name.clone()), value(row, view.precision)];
        cells.push(bar(&row.contributions, longest));
        cells.extend(priced.then(|| row.cost.map_or(Cell::Absent, Cell::Pounds)));
        cells.extend(ratios.then(|| per_million(row, view.precision)));
        cells
    };
    let legend = decision.criteria.iter().map(|criterion| criterion.name.clone()).collect();
    Table { rows: rows.iter().map(cells).collect(), columns, legend }
}

/// The order of value for money with running costs; those without a ratio are listed apart.
pub fn by_money(decision: &Decision, rows: &[Ranked], view: View) -> Table {
    let with_ratio: Vec<_> = rows.iter().filter(|row| row.value_for_money.is_some()).collect();
    let same = |a: &&Ranked, b: &&Ranked| a.value_for_money == b.value_for_money;
    let mut cells = Vec::new();
    let mut order = 1;
    for tied in with_ratio.chunk_by(same) {
        cells.extend(tied.iter().map(|row| {
            vec![
                Cell::Rank { rank: order, tied: tied.len() > 1 },
                text(row.id.as_ref()),
                text(row.name.clone()),
                per_million(row, view.precision),
                row.cost.map_or(Cell::Absent, Cell::Pounds),
                row.cumulative_cost.map_or(Cell::Absent, Cell::Pounds),
                value(row, view.precision),
                rank(row),
            ]
        }));
        order += tied.len();
    }
    let columns = vec![
        numbers("Order"),
        label("ID"),
        prose("Intervention"),
        numbers("Per £m"),
        numbers(cost_heading(decision)).short("Cost"),
        numbers("Running total").short("Total"),
        numbers("Value"),
        numbers("By value"),
    ];
    Table { rows: cells, columns, ..Table::default() }
}

/// What the costs are.
fn cost_heading(decision: &Decision) -> &'static str {
    if decision.cost_is_net { "Net cost" } else { "Cost a year" }
}

fn rank(row: &Ranked) -> Cell {
    Cell::Rank { rank: row.rank, tied: row.tied }
}

fn per_million(row: &Ranked, precision: usize) -> Cell {
    row.value_for_money.map_or(Cell::Absent, |ratio| approximately(row.value_low.is_some(), ratio * MILLION, precision))
}

fn value(row: &Ranked, precision: usize) -> Cell {
    approximately(row.value_low.is_some(), row.value, precision)
}

/// A figure, marked where a missing performance stands behind it.
fn approximately(open: bool, value: f64, precision: usize) -> Cell {
    if open { text(format!("≈{}", figure::fixed(value, precision))) } else { Cell::Number { value, decimals: precision } }
}

fn bar(contributions: &ByName<f64>, longest: f64) -> Cell {
    let segment = |(series, points): (usize, &f64)| Segment { share: points / longest, series };
    Cell::Bar(contributions.entries().iter().enumerate().map(segment).collect())
}

/// Interventions without a ratio, and why.
pub fn apart(decision: &Decision, rows: &[&Ranked], view: View) -> Table {
    let cells = |row: &&Ranked| {
        vec![
            rank(row),
            text(row.id.as_ref()),
            text(row.name.clone()),
            value(row, view.precision),
            row.cost.map_or(Cell::Absent, Cell::Pounds),
            text(row.no_ratio.map_or("", super::sentences::no_ratio)),
        ]
    };
    Table {
        columns: vec![
            numbers("Rank"),
            label("ID"),
            prose("Intervention"),
            numbers("Value"),
            numbers(cost_heading(decision)).short("Cost"),
            prose("Why"),
        ],
        rows: rows.iter().map(cells).collect(),
        ..Table::default()
    }
}

/// What each criterion runs from and to, what its swing was judged to be worth, and its share.
pub fn weights(decision: &Decision) -> Table {
    let grouped = !decision.groups.is_empty();
    let mut columns = vec![label("Key"), prose("Criterion"), prose("From worst to best")];
    if grouped {
        columns.insert(2, prose("Group"));
    }
    columns.push(numbers(one_kind(decision.criteria.iter().map(|criterion| criterion.judgement))));
    columns.push(numbers("Weight %"));
    let shares = percentages(&decision.weights.criteria.iter().copied().collect::<Vec<_>>());
    let row = |(index, criterion): (usize, &Criterion)| {
        let mut cells = vec![text(key(index)), text(criterion.name.clone()), text(range(criterion))];
        if grouped {
            cells.insert(2, criterion.group.map_or(Cell::Absent, |group| text(decision.groups[group].name.clone())));
        }
        cells.push(judged(criterion.judgement));
        cells.push(Cell::Number { value: shares[index], decimals: 1 });
        cells
    };
    Table { rows: decision.criteria.iter().enumerate().map(row).collect(), columns, ..Table::default() }
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
    text(figure::plain(judgement.figure()))
}

/// The groups with their shares, if there are any.
pub fn groups(decision: &Decision) -> Option<Table> {
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
        cells.push(Cell::Number { value: 100.0 * weight, decimals: 1 });
        cells
    };
    Some(Table { rows: decision.groups.iter().zip(&decision.weights.groups).map(row).collect(), columns, ..Table::default() })
}

/// Percentages to one decimal that sum to 100: the largest remainders are rounded up.
fn percentages(weights: &[f64]) -> Vec<f64> {
    const PARTS: f64 = 1000.0;
    let exact: Vec<_> = weights.iter().map(|weight| weight * PARTS).collect();
    let mut parts: Vec<f64> = exact.iter().map(|part| part.floor()).collect();
    let mut order: Vec<_> = (0..exact.len()).collect();
    order.sort_by(|&a, &b| (exact[b] - parts[b]).total_cmp(&(exact[a] - parts[a])));
    let mut open = PARTS - parts.iter().sum::<f64>();
    for index in order {
        if open < 0.5 {
            break;
        }
        parts[index] += 1.0;
        open -= 1.0;
    }
    parts.into_iter().map(|part| part / 10.0).collect()
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
        (Shape::Levels(levels), _) => {
            let worst = levels.iter().min_by(|a, b| a.value.total_cmp(&b.value));
            let best = levels.iter().max_by(|a, b| a.value.total_cmp(&b.value));
            worst.zip(best).map_or(String::new(), |(worst, best)| format!("\"{}\" to \"{}\"{unit}", worst.label, best.label))
        }
        (Shape::Relative { .. }, _) => "relative to the other interventions".to_owned(),
        (_, Some(scale)) => {
            let origin = if scale.origin == ScaleOrigin::Local { " (from the data)" } else { "" };
            format!("{} to {}{unit}{curved}{origin}", figure::plain(scale.worst), figure::plain(scale.best))
        }
        (_, None) => "all alike: left out".to_owned(),
    }
}

/// A cell for each intervention and criterion, a few criteria abreast.
pub fn by_criterion(decision: &Decision, rows: &[Ranked], cell: impl Fn(&Ranked, usize) -> Cell) -> Vec<Table> {
    let all: Vec<_> = decision.criteria.iter().enumerate().collect();
    let chunks = if all.len() > ABREAST + 2 { ABREAST } else { ABREAST + 2 };
    let table = |part: &[(usize, &Criterion)]| {
        let mut columns = vec![numbers("Rank"), label("ID")];
        columns.extend(part.iter().map(|(index, criterion)| numbers(&criterion.name).short(key(*index))));
        let cells = |row: &Ranked| {
            let mut cells = vec![rank(row), text(row.id.as_ref())];
            cells.extend(part.iter().map(|(index, _)| cell(row, *index)));
            cells
        };
        Table { rows: rows.iter().map(cells).collect(), columns, ..Table::default() }
    };
    all.chunks(chunks).map(table).collect()
}

fn is_absent(row: &Ranked, criterion: usize) -> bool {
    matches!(row.performances.entries()[criterion], Shown::Absent(_))
}

/// What a criterion adds to the overall value.
pub fn contribution(row: &Ranked, criterion: usize, precision: usize) -> Cell {
    approximately(is_absent(row, criterion), row.contributions.entries()[criterion], precision)
}

/// The score on a criterion, marked where the performance was clamped.
pub fn score(decision: &Decision, row: &Ranked, criterion: usize, precision: usize) -> Cell {
    let score = row.scores.entries()[criterion];
    if is_clamped(decision, row, criterion) {
        return text(format!("^{}", figure::fixed(score, precision)));
    }
    approximately(is_absent(row, criterion), score, precision)
}

/// The performance on a criterion.
pub fn performance(row: &Ranked, criterion: usize) -> Cell {
    shown(&row.performances.entries()[criterion])
}

fn shown(shown: &Shown) -> Cell {
    match shown {
        Shown::Number(x) => Cell::Number { value: *x, decimals: decimals(*x) },
        Shown::Text(label) => text(label.clone()),
        Shown::Absent(_) => Cell::Absent,
    }
}

/// Whether a performance lies beyond its scale and counts as the nearer end.
pub fn is_clamped(decision: &Decision, row: &Ranked, criterion: usize) -> bool {
    let value = &decision.criteria[criterion].value;
    match (&row.performances.entries()[criterion], value.scale) {
        (Shown::Number(x), Some(scale)) => value.outside == Outside::Clamp && !scale.contains(*x),
        _ => false,
    }
}

/// Evidence grades and report criteria, if there are any.
pub fn beside(decision: &Decision, rows: &[Ranked]) -> Option<Table> {
    let graded = rows.iter().any(|row| row.evidence.is_some());
    let saves = rows.iter().any(|row| row.saving.is_some());
    let sets_up = rows.iter().any(|row| row.setup.is_some());
    if decision.report_criteria.is_empty() && !graded && !saves && !sets_up {
        return None;
    }
    let mut columns = vec![numbers("Rank"), label("ID")];
    columns.extend(graded.then(|| label("Evidence")));
    columns.extend(saves.then(|| numbers("Saving a year").short("Saving")));
    columns.extend(sets_up.then(|| numbers("One-off cost").short("One-off")));
    columns.extend(decision.report_criteria.iter().map(|criterion| {
        let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(", {unit}"));
        numbers(&format!("{}{unit}", criterion.name)).short(criterion.name.clone())
    }));
    let cells = |row: &Ranked| {
        let mut cells = vec![rank(row), text(row.id.as_ref())];
        cells.extend(graded.then(|| row.evidence.clone().map_or(Cell::Absent, Cell::Text)));
        cells.extend(saves.then(|| row.saving.map_or(Cell::Absent, Cell::Pounds)));
        cells.extend(sets_up.then(|| row.setup.map_or(Cell::Absent, Cell::Pounds)));
        cells.extend(row.report.entries().iter().map(shown));
        cells
    };
    Some(Table { rows: rows.iter().map(cells).collect(), columns, ..Table::default() })
}

/// Decimals for a figure in its own unit: none from 100 up or for whole numbers, else two.
fn decimals(x: f64) -> usize {
    if x.abs() >= 100.0 || x.fract().abs() < 1e-9 { 0 } else { 2 }
}

/// Rows read and not ranked, and why: a line for each in a document that is kept, a line for each reason elsewhere.
#[must_use]
pub fn set_aside(notes: &RunNotes, medium: Medium) -> Table {
    const NAMED: usize = 12;
    if medium != Medium::Terminal {
        let line = |line: usize| text(line.to_string());
        return Table {
            columns: vec![label("ID"), numbers("Line"), prose("Reason")],
            rows: notes
                .set_aside
                .iter()
                .map(|row| vec![text(row.id.as_ref()), line(row.line), text(row.reason.clone())])
                .collect(),
            ..Table::default()
        };
    }
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for row in &notes.set_aside {
        let at = *index.entry(&row.reason).or_insert_with(|| {
            reasons.push((&row.reason, Vec::new()));
            reasons.len() - 1
        });
        reasons[at].1.push(row.id.to_string());
    }
    let cells = |(reason, ids): &(&str, Vec<String>)| {
        vec![text(*reason), text(ids.len().to_string()), text(words::first_few(ids, NAMED))]
    };
    Table {
        columns: vec![prose("Reason"), numbers("Rows"), prose("IDs")],
        rows: reasons.iter().map(cells).collect(),
        ..Table::default()
    }
}

/// Doubts and notes, for documents that are kept.
pub fn findings(notes: &RunNotes) -> Table {
    Table {
        columns: vec![label("Code"), prose("What")],
        rows: notes.findings.iter().map(|(code, message)| vec![text(*code), text(message.clone())]).collect(),
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::percentages;

    #[test]
    fn percentages_sum_to_a_hundred() {
        let shown = percentages(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]);
        assert_eq!(shown, [33.4, 33.3, 33.3]);
    }
}
