//! Answers drawn again, with other threads, other numbers of draws, or rows and criteria in other places: invariants 22, 23, 25
//! and 28.

use std::cell::Cell;
use std::fmt::Debug;
use std::num::NonZeroUsize;
use std::sync::Arc;

use proptest::option;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq};
use proptest::sample::Index;
use proptest::test_runner::TestCaseResult;
use serde_json::{Value, json};
use weighup::analysis::simulate::{Alternative, Draws, Questions, Simulation, Space};

use super::chance::near_shares;
use super::support::model::{Outside, Row};
use super::support::recipe::{Extra, Kind, Recipe, Scales, keys, shuffled};
use super::support::{for_all, near};
use super::uncertain::{alternative, asked, by_row, simulated, uncertain, uncertain_by};
use super::{NEAR, shares, text};

/// A property over one in sixteen of its inputs, where each takes many draws.
fn for_few<S: Strategy>(inputs: S, property: impl Fn(S::Value) -> TestCaseResult)
where
    S::Value: Debug,
{
    for_all(option::weighted(1.0 / 16.0, inputs), |input| input.map_or(Ok(()), &property));
}

/// Invariant 22: a seed gives the same result for any number of threads, and another seed gives another.
#[test]
fn the_number_of_threads_changes_no_bit_and_another_seed_does() {
    for_all((uncertain(), asked()), |(uncertain, questions)| {
        let decision = uncertain.decision(questions.space)?;
        let Some(found) = simulated(&decision, &questions)? else { return Ok(()) };
        for threads in [2, 3, 7, 64] {
            let threads = NonZeroUsize::new(threads).expect("some");
            let other = simulated(&decision, &Questions { threads, ..questions })?.expect("as uncertain");
            prop_assert_eq!(text(&other), text(&found), "{} threads", threads);
        }
        let other = simulated(&decision, &Questions { seed: questions.seed ^ 1, ..questions })?.expect("as uncertain");
        let means = |found: &Simulation| found.alternatives.iter().map(|own| own.mean).collect::<Vec<_>>();
        // Few people can answer alike twice, and figures that are clamped nearly always are as good as certain.
        let varies = found.alternatives.iter().any(|own| own.p05 < own.p95) && questions.draws != Draws::Count(1);
        prop_assert!(questions.space == Space::Stakeholders || !varies || means(&other) != means(&found));
        Ok(())
    });
}

/// Invariant 23: the first N of 2N draws are the N draws, so that no count of theirs is larger, nor is one of the rest above N.
#[test]
fn the_first_half_of_the_draws_are_the_draws_of_half_as_many() {
    for_all((uncertain(), asked()), |(uncertain, questions)| {
        let decision = uncertain.decision(questions.space)?;
        let Draws::Count(count) = questions.draws else { return Ok(()) };
        let Some(half) = simulated(&decision, &questions)? else { return Ok(()) };
        let whole = simulated(&decision, &Questions { draws: Draws::Count(2 * count), ..questions })?.expect("as uncertain");
        #[allow(clippy::cast_precision_loss)]
        let draws = count as f64;
        let rest = |half: f64, whole: f64| 2.0 * draws * whole - draws * half;
        let is_count = |what: &str, rest: f64| -> TestCaseResult {
            prop_assert!((-NEAR * draws..=draws + NEAR * draws).contains(&rest), "{what} in {rest} of the other {draws} draws");
            Ok(())
        };
        for (half, whole) in shares(&half).into_iter().flatten().zip(shares(&whole).into_iter().flatten()) {
            is_count("a place", rest(*half, *whole))?;
        }
        for (half, whole) in half.pairwise.wins.iter().flatten().zip(whole.pairwise.wins.iter().flatten()) {
            is_count("a win", rest(*half, *whole))?;
        }
        for (half, whole) in half.mean_weights.entries().iter().zip(whole.mean_weights.entries()) {
            is_count("a weight", rest(*half, *whole))?;
        }
        // Σ(x − c)² of the rest is no less than 0, about any c.
        for (half, whole) in by_row(&half).into_iter().zip(by_row(&whole)) {
            let squares = |of: &Alternative| of.sd * of.sd + (of.mean - half.mean) * (of.mean - half.mean);
            let rest = 2.0 * squares(whole) - squares(half);
            prop_assert!(rest >= -NEAR * squares(half).max(1.0), "{rest}: {half:?} {whole:?}");
        }
        Ok(())
    });
}

/// Invariant 23: draws that go on until a precision is met are as many draws at once.
#[test]
fn draws_until_a_precision_is_met_are_as_many_at_once() {
    let recipe = Recipe { extras: &[], ..Recipe::FIXED };
    for_few((uncertain_by(recipe), asked(), 0.003_f64..0.005), |(uncertain, questions, error)| {
        let decision = uncertain.decision(questions.space)?;
        let until = Questions { draws: Draws::Until(error), threads: NonZeroUsize::new(2).expect("some"), ..questions };
        let Some(found) = simulated(&decision, &until)? else { return Ok(()) };
        prop_assert!(found.max_standard_error <= error, "{} is above {error}", found.max_standard_error);
        let at_once = simulated(&decision, &Questions { draws: Draws::Count(found.draws), ..questions })?.expect("as uncertain");
        prop_assert_eq!(text(&found), text(&at_once));
        Ok(())
    });
}

/// The same of every intervention that is in `one`, to the last bit: all of its own, and its wins against the others.
fn same_of_each(one: &Simulation, other: &Simulation, of: impl Fn(&Alternative) -> Value) -> TestCaseResult {
    for own in &one.alternatives {
        prop_assert_eq!(of(own), of(alternative(other, &own.id)));
    }
    let at = |id: &Arc<str>| other.pairwise.ids.iter().position(|found| found == id).expect("an id of both");
    for (a, wins) in one.pairwise.ids.iter().zip(&one.pairwise.wins) {
        for (b, share) in one.pairwise.ids.iter().zip(wins) {
            prop_assert_eq!(share.to_bits(), other.pairwise.wins[at(a)][at(b)].to_bits(), "{} against {}", a, b);
        }
    }
    Ok(())
}

/// Invariant 25: draws are keyed by id, so that the order of the rows changes no bit.
#[test]
fn row_order_changes_no_bit_of_any_draw() {
    for_all((uncertain(), asked(), keys()), |(uncertain, questions, keys)| {
        let Some(before) = uncertain.simulated(&questions)? else { return Ok(()) };
        let order = shuffled(uncertain.model.rows.len(), &keys);
        let after = uncertain.with_model(uncertain.model.with_rows(&order)).simulated(&questions)?.expect("as uncertain");
        same_of_each(&before, &after, |own| json!(own))?;
        let others = |found: &Simulation| text(&(found.evpi, &found.evppi, &found.mean_weights, found.max_standard_error));
        prop_assert_eq!(others(&before), others(&after));
        // With several winners in the base case the first in the data stands for them.
        prop_assert!(before.base_winner != after.base_winner || json!(before.disagreement) == json!(after.disagreement));
        Ok(())
    });
}

/// Invariant 25: the order of criteria and groups only draws other weights.
#[test]
fn the_order_of_criteria_changes_nothing_but_chance() {
    for_all((uncertain(), asked(), keys(), keys()), |(uncertain, questions, keys, others)| {
        let questions = Questions { draws: Draws::Count(1_000), ..questions };
        let model = &uncertain.model;
        let criteria = shuffled(model.criteria.len(), &keys);
        let reordered = model.with_criteria(&criteria).with_groups(&shuffled(model.groups.len(), &others));
        let Some(before) = uncertain.simulated(&questions)? else { return Ok(()) };
        let after = uncertain.with_model(reordered).simulated(&questions)?.expect("as uncertain");
        for own in &before.alternatives {
            let other = alternative(&after, &own.id);
            for (one, other) in own.rank_acceptability.iter().zip(&other.rank_acceptability) {
                near_shares(&format!("a place of {}", own.id), *one, *other, 1_000.0)?;
            }
            if questions.space == Space::Fixed {
                near(&format!("mean of {}", own.id), own.mean, other.mean, NEAR * own.mean.abs().max(1.0))?;
                near(&format!("deviation of {}", own.id), own.sd, other.sd, 1e-6 * own.sd.max(1.0))?;
            }
        }
        Ok(())
    });
}

/// Invariant 25: on fixed scales an entrant changes no bit of the others' values, nor of who of them wins.
#[test]
fn on_fixed_scales_an_entrant_changes_no_value_of_the_others() {
    let recipe = Recipe { extras: &[Extra::Beyond, Extra::Gaps], ..Recipe::FIXED };
    for_all((uncertain_by(recipe), asked(), any::<Index>()), |(uncertain, questions, like)| {
        let mut uncertain = uncertain;
        for criterion in uncertain.model.criteria.iter_mut().filter(|criterion| criterion.outside == Outside::Extrapolate) {
            // Sums of values beyond 0–100 are kept to fewer digits.
            criterion.outside = Outside::Clamp;
        }
        let entrant = Row { id: "R8".to_owned(), ..uncertain.model.rows[like.index(uncertain.model.rows.len())].clone() };
        let joined = uncertain.with_model(uncertain.model.with_row(entrant));
        let Some(before) = uncertain.simulated(&questions)? else { return Ok(()) };
        let after = joined.simulated(&questions)?.expect("as uncertain");
        same_of_each(&before, &after, |own| json!([own.mean, own.sd, own.p05, own.p50, own.p95]))
    });
}

/// A local scale stays that of the base case in every draw, and goes on beyond it: as if it had been declared.
#[test]
fn a_local_scale_stays_as_it_is_and_goes_on() {
    let recipe = Recipe { kinds: &[Kind::Linear], scales: Scales::Local, extras: &[Extra::Gaps], ..Recipe::ANY };
    for_all((uncertain_by(recipe), asked()), |(uncertain, questions)| {
        let mut declared = uncertain.model.clone();
        for (leaf, criterion) in declared.criteria.iter_mut().enumerate() {
            let steps = || uncertain.model.rows.iter().filter_map(|row| row.cells[leaf]);
            let (least, most) = (steps().min().expect("a step"), steps().max().expect("a step"));
            (criterion.fixed, criterion.outside, criterion.nothing) = (true, Outside::Extrapolate, None);
            (criterion.start, criterion.width) = (criterion.number(least), most - least);
            declared.rows.iter_mut().for_each(|row| row.cells[leaf] = row.cells[leaf].map(|step| step - least));
        }
        let Some(local) = uncertain.simulated(&questions)? else { return Ok(()) };
        let fixed = uncertain.with_model(declared).simulated(&questions)?.expect("as uncertain");
        same_of_each(&local, &fixed, |own| json!(own))
    });
}

/// Invariant 28: four times the draws move a share by less than four standard errors, in at least 99 cells of a hundred.
#[test]
fn shares_converge() {
    const DRAWS: u64 = 256;
    let (moved, all) = (Cell::new(0_u32), Cell::new(0_u32));
    for_all((uncertain(), asked()), |(uncertain, questions)| {
        let decision = uncertain.decision(questions.space)?;
        let drawn = |draws: u64| simulated(&decision, &Questions { draws: Draws::Count(draws), ..questions });
        let (Some(few), Some(many)) = (drawn(DRAWS)?, drawn(4 * DRAWS)?) else { return Ok(()) };
        for (few, many) in shares(&few).into_iter().flatten().zip(shares(&many).into_iter().flatten()) {
            #[allow(clippy::cast_precision_loss)]
            let error = (many * (1.0 - many) / DRAWS as f64).sqrt();
            if error > 0.0 {
                all.set(all.get() + 1);
                moved.set(moved.get() + u32::from((few - many).abs() >= 4.0 * error));
            }
        }
        Ok(())
    });
    assert!(100 * moved.get() <= all.get() && all.get() > 0, "{} cells of {}", moved.get(), all.get());
}
