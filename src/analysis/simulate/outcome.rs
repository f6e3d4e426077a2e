//! From counts and sums to shares, means and what evidence is worth.

use std::sync::Arc;

use super::evidence::Evidence;
use super::figure::Figure;
use super::found::Found;
use super::performances::{Cell, Row};
use super::tally::Tally;
use super::{Alternative, Pairwise, Progress, Questions, Run, Simulation, Space, in_block, parallel};
use crate::analysis::ByName;
use crate::analysis::rank::places;
use crate::model::decision::Decision;
use crate::numeric::exact_sum::ExactSum;
use crate::numeric::lanes::LANES;
use crate::numeric::tolerance::tie_key;

/// Largest b(1 − b) of any rank acceptability.
pub(super) fn largest_variance(tally: &Tally, rows: usize, draws: u64) -> f64 {
    let shares = acceptability(tally, rows, draws);
    shares.iter().map(|share| share * (1.0 - share)).fold(0.0, f64::max)
}

/// Share of draws in which each row takes each place, row after row; shared places count in part.
#[allow(clippy::cast_precision_loss)] // counts below 2⁵³
fn acceptability(tally: &Tally, rows: usize, draws: u64) -> Vec<f64> {
    let mut counts: Vec<f64> = tally.places.iter().map(|count| f64::from(*count)).collect();
    for (&(row, place, sharing), &count) in &tally.shared {
        let from = row as usize * rows + place as usize;
        for counted in &mut counts[from..from + sharing as usize] {
            *counted += count as f64 / f64::from(sharing);
        }
    }
    counts.iter().map(|count| count / draws as f64).collect()
}

/// Puts everything together, with the second passage where scores vary.
pub(super) fn outcome(
    decision: &Decision,
    questions: &Questions,
    run: &Run<'_>,
    tally: &Tally,
    draws: u64,
    progress: &Progress,
) -> Simulation {
    let rows = decision.interventions.len();
    let names: Arc<[Arc<str>]> = decision.criteria.iter().map(|criterion| Arc::clone(&criterion.id)).collect();
    let shares = acceptability(tally, rows, draws);
    let variance = shares.iter().map(|share| share * (1.0 - share)).fold(0.0, f64::max);
    #[allow(clippy::cast_precision_loss)]
    let max_standard_error = (variance / draws as f64).sqrt();
    let means = mean_scores(run, tally, draws);
    let mean_weights = mean_weights(tally, draws);
    let central: Vec<_> = (0..rows).map(|row| central_weights(tally, row, shares[row * rows], draws)).collect();
    let chosen = questions.top.unwrap_or(1).min(rows);
    let mut evidence =
        Evidence::new(run.performances, run.weights, &means, &mean_weights, &central, chosen, run.winner, run.scales[0]);
    evidence.centre(draws, |count| {
        let work = |sums: &mut Vec<ExactSum>, block: u64| count(sums, block, in_block(block, draws));
        parallel::shared_out(0..draws.div_ceil(LANES as u64), questions.threads, &Progress::default(), Vec::new, work)
    });
    let found = run.performances.vary().then(|| passage(&evidence, questions, draws, progress));
    let value = |row: usize, weights: &[f64]| -> f64 {
        means[row * weights.len()..(row + 1) * weights.len()].iter().zip(weights).map(|(mean, weight)| weight * mean).sum()
    };
    let expected_best = best_of((0..rows).map(|row| value(row, &mean_weights)).collect(), chosen);
    // What is known beforehand never makes the choice worse, whatever the last digit says.
    let gain = |best: f64| (best - expected_best).max(0.0);
    let (evpi, by_input) = match &found {
        Some(found) => {
            let (best, by_input) = found.mean_best(draws, run.scales[0]);
            (gain(best), by_input.into_iter().map(gain).collect())
        }
        None => (0.0, Vec::new()),
    };
    // What goes with what is unknown of draws from outside, and of all that makes one score with them.
    let is_beside_given = |row: &Row<'_>, figure: &Figure| {
        let reads_both = |cell: &Cell<'_>| {
            let read: Vec<_> = cell.figures().map(|index| &row.figures[index]).collect();
            read.iter().any(|other| other.input == figure.input) && read.iter().any(|other| other.is_given())
        };
        row.cells.iter().any(reads_both)
    };
    let from_outside = run.performances.inputs_with(is_beside_given);
    let inputs: Arc<[Arc<str>]> = run.performances.inputs.iter().cloned().collect();
    // One column tells no more than all.
    let of_inputs = by_input.into_iter().zip(from_outside).map(|(gain, outside)| (!outside).then_some(gain.min(evpi))).collect();
    #[allow(clippy::cast_precision_loss)]
    let disagreement = match &found {
        _ if run.weights.are_fixed => 0.0,
        Some(found) => found.mean_regret(draws, run.scales[0]),
        None => tally.regret.total(run.scales[0]) / draws as f64,
    };
    let confidence = |row: usize| {
        central[row].as_ref().map(|weights| match &found {
            Some(found) => found.confidence(row, draws),
            None => certain_confidence(row, &(0..rows).map(|other| value(other, weights)).collect::<Vec<_>>()),
        })
    };
    let (_, base_places) = places(run.base);
    let alternative = |row: usize| {
        let mut alternative = summary(decision, run, tally, row, draws);
        let own = &shares[row * rows..(row + 1) * rows];
        #[allow(clippy::cast_precision_loss)]
        let rank = |(place, share): (usize, &f64)| (place + 1) as f64 * share;
        alternative.expected_rank = own.iter().enumerate().map(rank).sum();
        alternative.p_top = first_few(own, questions.top);
        alternative.rank_acceptability = own.to_vec();
        alternative.central_weights = central[row].clone().map(|weights| ByName::new(&names, weights));
        alternative.confidence_factor = confidence(row);
        alternative.base_rank = base_places[row].0;
        alternative
    };
    let mut alternatives: Vec<_> = (0..rows).map(alternative).collect();
    alternatives.sort_by(|a, b| a.expected_rank.total_cmp(&b.expected_rank).then(a.row.cmp(&b.row)));
    let is_given = decision.draws.as_ref().is_some_and(|draws| draws.weights.is_some());
    Simulation {
        draws,
        weights_space: if is_given { Space::Draws } else { questions.space },
        seed: questions.seed,
        alternatives,
        pairwise: pairwise(decision, tally, draws),
        max_standard_error,
        chosen,
        evpi,
        evppi: ByName::new(&inputs, of_inputs),
        disagreement,
        mean_weights: ByName::new(&names, mean_weights),
        base_winner: Arc::clone(&decision.interventions[run.winner].id),
        concentration: questions.concentration,
        gaps: run.performances.inputs_with(|_, figure| figure.is_gap()),
    }
}

/// The second passage over the draws.
fn passage(evidence: &Evidence<'_>, questions: &Questions, draws: u64, progress: &Progress) -> Found {
    let blocks = draws.div_ceil(LANES as u64);
    let new = || (evidence.nothing_found(), evidence.room());
    let work = |(found, room): &mut (Found, super::evidence::Room), block: u64| {
        evidence.count(block, in_block(block, draws), room, found);
    };
    let parts = parallel::shared_out(0..blocks, questions.threads, progress, new, work);
    let mut found = evidence.nothing_found();
    for (part, _) in parts {
        found.join(part);
    }
    found
}

/// Mean scores, rows × criteria.
fn mean_scores(run: &Run<'_>, tally: &Tally, draws: u64) -> Vec<f64> {
    let cells = run.performances.rows.iter().flat_map(|row| &row.cells);
    let mean = |(cell, sum): (&Cell<'_>, &ExactSum)| match cell {
        Cell::Certain(score) => *score,
        #[allow(clippy::cast_precision_loss)]
        _ => sum.total(run.scales[0]) / draws as f64,
    };
    cells.zip(&tally.scores).map(mean).collect()
}

fn mean_weights(tally: &Tally, draws: u64) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss)]
    tally.weights.iter().map(|sum| sum.total(1.0) / draws as f64).collect()
}

/// Mean weights over the draws that a row wins.
///
/// - `first`: the share of draws that it wins
#[allow(clippy::cast_precision_loss)]
fn central_weights(tally: &Tally, row: usize, first: f64, draws: u64) -> Option<Vec<f64>> {
    let criteria = tally.weights.len();
    let wins = first * draws as f64;
    let mean = |sum: &ExactSum| sum.total(1.0) / wins;
    (first > 0.0).then(|| tally.winning[row * criteria..(row + 1) * criteria].iter().map(mean).collect())
}

/// Whether a row comes first where nothing varies; a shared first place counts in part.
fn certain_confidence(row: usize, values: &[f64]) -> f64 {
    let own = tie_key(values[row]);
    let sharing = values.iter().filter(|value| tie_key(**value) == own).count();
    #[allow(clippy::cast_precision_loss)]
    if values.iter().all(|value| tie_key(*value) <= own) { 1.0 / sharing as f64 } else { 0.0 }
}

/// The sum of the largest few.
fn best_of(mut values: Vec<f64>, count: usize) -> f64 {
    values.sort_by(|a, b| b.total_cmp(a));
    values.iter().take(count).sum()
}

/// The share of draws in which it is among the first 1, the first 3 and the first of the number asked for.
fn first_few(shares: &[f64], top: Option<usize>) -> ByName<f64> {
    let mut counts = vec![1, 3];
    counts.extend(top);
    counts.sort_unstable();
    counts.dedup();
    let names: Arc<[Arc<str>]> = counts.iter().map(|count| Arc::from(count.to_string())).collect();
    ByName::new(&names, counts.iter().map(|&count| shares.iter().take(count).sum::<f64>().min(1.0)).collect())
}

/// An alternative with its values; the rest is filled in.
#[allow(clippy::cast_precision_loss)]
fn summary(decision: &Decision, run: &Run<'_>, tally: &Tally, row: usize, draws: u64) -> Alternative {
    let intervention = &decision.interventions[row];
    let [sum, squares] = tally.deviations[row];
    let off = sum.total(run.scales[0]) / draws as f64;
    let variance = squares.total(run.scales[1]) / draws as f64 - off * off;
    let [p05, p50, p95] = tally.quantiles(row, draws, [5, 50, 95]);
    Alternative {
        id: Arc::clone(&intervention.id),
        mean: run.base[row] + off,
        sd: variance.max(0.0).sqrt(),
        p05,
        p50,
        p95,
        expected_rank: 0.0,
        rank_acceptability: Vec::new(),
        p_top: ByName::new(&Arc::from([]), Vec::new()),
        central_weights: None,
        confidence_factor: None,
        base_rank: 0,
        name: intervention.name.clone(),
        row,
    }
}

#[allow(clippy::cast_precision_loss)]
fn pairwise(decision: &Decision, tally: &Tally, draws: u64) -> Pairwise {
    let rows = decision.interventions.len();
    let mut wins = vec![vec![0.5; rows]; rows];
    let pairs = (0..rows).flat_map(|a| (a + 1..rows).map(move |b| (a, b)));
    for ((a, b), (pair, ahead)) in pairs.zip(tally.ahead.iter().enumerate()) {
        let level = tally.level.get(pair).copied().unwrap_or(0);
        let behind = draws - u64::from(*ahead) - u64::from(level);
        // Each from its own count, so that the order of the data changes no digit.
        let share = |count: u64| (count as f64 + f64::from(level) / 2.0) / draws as f64;
        wins[a][b] = share(u64::from(*ahead));
        wins[b][a] = share(behind);
    }
    Pairwise { ids: decision.interventions.iter().map(|intervention| Arc::clone(&intervention.id)).collect(), wins }
}
