//! The tables of a simulation.

use crate::analysis::simulate::{Alternative, Simulation, Space};
use crate::document::{Cell, Column, ColumnKind, RowHeight, Table};
use crate::model::decision::Decision;
use crate::present::columns::{abreast, label, numbers, prose, text};

/// Ranks up to which each has a column of its own; as many columns there are where there are more ranks.
const ALL: usize = 9;

fn points(value: f64, decimals: usize) -> Cell {
    Cell::Number { value, decimals }
}

/// The first and last ranks of each column: single ones first, then bands.
#[must_use]
pub fn bands(ranks: usize) -> Vec<(usize, usize)> {
    if ranks <= ALL {
        return (1..=ranks).map(|rank| (rank, rank)).collect();
    }
    let (alone, ends): (_, &[usize]) = if ranks <= 30 { (5, &[10, 15, 20]) } else { (3, &[5, 10, 20, 50, 100]) };
    let mut bands: Vec<_> = (1..=alone).map(|rank| (rank, rank)).collect();
    let mut from = alone + 1;
    for &end in ends {
        if from <= ranks {
            bands.push((from, end.min(ranks)));
            from = end + 1;
        }
    }
    if from <= ranks {
        bands.push((from, ranks));
    }
    bands
}

/// How often each takes each rank.
pub fn ranks(shown: &[Alternative], all: usize) -> Table {
    let bands = bands(all);
    // Ids that are the names need not be said twice.
    let is_named = shown.iter().any(|alternative| *alternative.id != *alternative.name);
    let row = |alternative: &Alternative| {
        let share = |&(from, to): &(usize, usize)| Cell::Share(alternative.rank_acceptability[from - 1..to].iter().sum());
        let name = is_named.then(|| text(&*alternative.name));
        [text(&*alternative.id)].into_iter().chain(name).chain(bands.iter().map(share)).collect()
    };
    let heading = |&(from, to): &(usize, usize)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    let name = is_named.then(|| prose("Name"));
    let columns = [label("ID")].into_iter().chain(name).chain(bands.iter().map(|band| numbers(&heading(band))));
    let rows = shown.iter().map(row).collect();
    Table { columns: columns.collect(), rows, rows_as: RowHeight::One, ..Table::default() }
}

/// Ranks and values.
pub fn values(shown: &[Alternative], decimals: usize) -> Table {
    let low = shown.iter().map(|alternative| alternative.p05).fold(0.0, f64::min);
    let high = shown.iter().map(|alternative| alternative.p95).fold(100.0, f64::max);
    let at = |value: f64| ((value - low) / (high - low)).clamp(0.0, 1.0);
    let row = |alternative: &Alternative| {
        vec![
            text(&*alternative.id),
            points(alternative.expected_rank, 1),
            Cell::Rank { rank: alternative.base_rank, tied: false },
            points(alternative.mean, decimals),
            points(alternative.p05, decimals),
            points(alternative.p50, decimals),
            points(alternative.p95, decimals),
            Cell::Range { low: at(alternative.p05), at: Some(at(alternative.p50)), high: at(alternative.p95) },
        ]
    };
    let columns = vec![
        label("ID"),
        numbers("Mean rank").short("Rank"),
        numbers("Base rank").short("Base"),
        numbers("Mean value").short("Mean"),
        numbers("5%"),
        numbers("Median").short("50%"),
        numbers("95%"),
        Column::new("Value, 5% to 95%", ColumnKind::Bar),
    ];
    Table { columns, rows: shown.iter().map(row).collect(), ..Table::default() }
}

/// Whether there is more than one set of weights.
pub fn weights_vary(result: &Simulation) -> bool {
    result.weights_space != Space::Fixed
}

/// Those that come first in some draws, most often first.
pub fn winners(alternatives: &[Alternative], most: usize) -> Vec<&Alternative> {
    let mut winners: Vec<_> = alternatives.iter().filter(|alternative| alternative.central_weights.is_some()).collect();
    winners.sort_by(|a, b| b.rank_acceptability[0].total_cmp(&a.rank_acceptability[0]));
    winners.truncate(most);
    winners
}

/// The central weights of those that come first in some draws, below the mean weights.
pub fn central_weights(decision: &Decision, result: &Simulation, winners: &[&Alternative]) -> Vec<Table> {
    let names: Vec<_> = decision.criteria.iter().map(|criterion| criterion.name.clone()).collect();
    let table = |(index, run): (usize, Vec<usize>)| {
        let weights = |entries: &[f64]| -> Vec<Cell> { run.iter().map(|&leaf| points(100.0 * entries[leaf], 1)).collect() };
        let own = |first: Cell, confidence: Cell| if index == 0 { vec![first, confidence] } else { Vec::new() };
        let mean = [text("all draws")].into_iter().chain(own(text(""), text(""))).chain(weights(result.mean_weights.entries()));
        let row = |alternative: &&Alternative| {
            let confidence = alternative.confidence_factor.map_or(Cell::Absent, Cell::Share);
            let central = alternative.central_weights.as_ref().map_or(Vec::new(), |found| weights(found.entries()));
            let shares = own(Cell::Share(alternative.rank_acceptability[0]), confidence);
            [text(&*alternative.id)].into_iter().chain(shares).chain(central).collect()
        };
        let own_columns = if index == 0 { vec![numbers("First"), numbers("Confidence")] } else { Vec::new() };
        let columns = [label("ID")].into_iter().chain(own_columns).chain(run.iter().map(|&leaf| numbers(&names[leaf])));
        let rows = std::iter::once(mean.collect()).chain(winners.iter().map(row));
        Table { columns: columns.collect(), rows: rows.collect(), ..Table::default() }
    };
    // The shares stand in the first table, as wide as two more headings.
    let mut headings = vec!["First".to_owned(), "Confidence".to_owned()];
    headings.extend(names.iter().cloned());
    let runs = abreast(&headings);
    let leaves = |run: Vec<usize>| run.into_iter().filter_map(|at| at.checked_sub(2)).collect::<Vec<_>>();
    runs.into_iter().map(leaves).enumerate().filter(|(index, run)| *index == 0 || !run.is_empty()).map(table).collect()
}

/// Each beside each, in the order of mean rank.
pub fn matrix(result: &Simulation) -> Table {
    let all = &result.alternatives;
    let row = |a: &Alternative| {
        let share = |b: &Alternative| if a.row == b.row { text("") } else { Cell::Share(result.pairwise.wins[a.row][b.row]) };
        [text(&*a.id)].into_iter().chain(all.iter().map(share)).collect()
    };
    let columns = [label("Ahead of")].into_iter().chain(all.iter().map(|alternative| numbers(&alternative.id)));
    Table { columns: columns.collect(), rows: all.iter().map(row).collect(), ..Table::default() }
}

/// Each beside the next in the order of mean rank.
pub fn next(result: &Simulation, most: usize) -> Table {
    let row = |pair: &[Alternative]| {
        let (a, b) = (&pair[0], &pair[1]);
        vec![text(&*a.id), text(&*a.name), Cell::Share(result.pairwise.wins[a.row][b.row]), text(&*b.id), text(&*b.name)]
    };
    let columns = vec![label("ID"), prose("Name"), numbers("ahead in %").short("%"), label("of"), prose("the next")];
    let rows = result.alternatives.windows(2).take(most).map(row).collect();
    Table { columns, rows, rows_as: RowHeight::One, ..Table::default() }
}

/// What knowing each input is worth, the most first.
pub fn evidence(result: &Simulation, decimals: usize) -> Option<Table> {
    let mut known: Vec<_> = result.evppi.iter().filter_map(|(input, gain)| Some((input, (*gain)?))).collect();
    if known.is_empty() {
        return None;
    }
    known.sort_by(|a, b| b.1.total_cmp(&a.1));
    let decimals = decimals.max(2);
    let most = result.evpi.max(f64::MIN_POSITIVE);
    let bar = |gain: f64| Cell::Bar(vec![crate::document::Segment { share: (gain / most).min(1.0), series: 0 }]);
    let row = |(input, gain): (&str, f64)| vec![text(input), points(gain, decimals), bar(gain)];
    let mut rows: Vec<_> = known.into_iter().map(|(input, gain)| row((input, gain))).collect();
    rows.push(row(("all of them", result.evpi)));
    let columns = vec![prose("Knowing the column"), numbers("Points"), Column::new("Beside all", ColumnKind::Bar)];
    Some(Table { columns, rows, ..Table::default() })
}
