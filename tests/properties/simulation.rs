//! What must hold of every answer of `simulate`: here invariants 20, 21, 26 and 27, whatever the model.
//!
//! `repeated` draws again and compares: 22, 23, 25 and 28. What chance must bring about on average is worked out exactly in
//! `weights` (24 and the spaces), `evidence` and `laws`. `uncertain` makes the models, `chance` says how far chance may lead.

#[path = "simulation/chance.rs"]
mod chance;
#[path = "simulation/evidence.rs"]
mod evidence;
#[path = "simulation/laws.rs"]
mod laws;
#[path = "simulation/repeated.rs"]
mod repeated;
#[path = "simulation/uncertain.rs"]
mod uncertain;
#[path = "simulation/weights.rs"]
mod weights;

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_assume};
use proptest::sample::{Index, select};
use serde::Serialize;
use weighup::analysis::rank::{Ranked, SortBy, rank};
use weighup::analysis::simulate::{Alternative, Questions, Simulation, Space};

use super::support;
use super::support::model::{Criterion, Decimal, Outside, Row, csv};
use super::support::oracle::solve;
use super::support::recipe::{Extra, Grouping, Recipe, give_each_family_a_swing, model};
use super::support::{for_all, near, row};
use super::{MONOTONE, flat_criterion};
use uncertain::{alternative, asked, by_row, decision, questions, simulated, uncertain, uncertain_by};

/// Sums of shares that are counts over the draws.
const NEAR: f64 = 1e-9;
/// Half a step of the histogram that quantiles come from, and rounding.
const HALF_STEP: f64 = 0.005_000_1;

#[allow(clippy::cast_precision_loss)]
fn float(count: usize) -> f64 {
    count as f64
}

fn text(result: &impl Serialize) -> String {
    serde_json::to_string(result).expect("a result has a text")
}

/// Shares of first places and others, row by row in the order of the data.
fn shares(simulation: &Simulation) -> Vec<&[f64]> {
    by_row(simulation).into_iter().map(|alternative| &*alternative.rank_acceptability).collect()
}

/// Invariants 20 and 27: acceptabilities sum to 1 both ways; expected ranks, pairwise wins and the first few agree with them.
#[test]
fn acceptabilities_are_shares_and_agree_with_all_that_is_made_of_them() {
    for_all((uncertain(), asked()), |(uncertain, questions)| {
        let Some(found) = uncertain.simulated(&questions)? else { return Ok(()) };
        let (shares, wins) = (shares(&found), &found.pairwise.wins);
        let rows = 0..shares.len();
        for (at, own) in by_row(&found).into_iter().enumerate() {
            near("sum of a row", own.rank_acceptability.iter().sum(), 1.0, NEAR)?;
            near("sum of a column", rows.clone().map(|row| shares[row][at]).sum(), 1.0, NEAR)?;
            prop_assert!(own.rank_acceptability.iter().all(|share| (0.0..=1.0).contains(share)), "{own:?}");
            let by_places: f64 = (1..).zip(&own.rank_acceptability).map(|(place, share)| f64::from(place) * share).sum();
            near("expected rank", own.expected_rank, by_places, NEAR)?;
            let losses: f64 = rows.clone().filter(|row| *row != at).map(|row| wins[row][at]).sum();
            near("expected rank by losses", own.expected_rank, 1.0 + losses, NEAR)?;
            for row in rows.clone() {
                near("wins of a pair", wins[at][row] + wins[row][at], 1.0, 1e-15)?;
                prop_assert!((0.0..=1.0).contains(&wins[at][row]));
            }
            let tops: Vec<_> = own.p_top.iter().map(|(count, share)| (count.parse().expect("a count"), *share)).collect();
            for &(count, share) in &tops {
                near("the first few", share, own.rank_acceptability.iter().take(count).sum(), NEAR)?;
            }
            let is_there = |count: usize| tops.iter().any(|top| top.0 == count);
            prop_assert!(is_there(1) && is_there(3) && questions.top.is_none_or(is_there), "{tops:?}");
        }
        let winner = by_row(&found).into_iter().find(|own| own.base_rank == 1).map(|own| &own.id);
        prop_assert_eq!(winner, Some(&found.base_winner), "the first in the data of those that come first");
        let ranks: Vec<_> = found.alternatives.iter().map(|alternative| alternative.expected_rank).collect();
        prop_assert!(ranks.is_sorted(), "lowest expected rank first: {ranks:?}");
        let variances = shares.iter().flat_map(|own| own.iter()).map(|share| share * (1.0 - share));
        #[allow(clippy::cast_precision_loss)]
        let largest = (variances.fold(0.0, f64::max) / found.draws as f64).sqrt();
        near("largest standard error", found.max_standard_error, largest, NEAR)
    });
}

/// Quantiles rise, and lie as near to the mean as the standard deviation says (Cantelli's inequality).
#[test]
fn quantiles_fit_the_mean_and_the_deviation() {
    for_all((uncertain(), asked()), |(uncertain, questions)| {
        let Some(found) = uncertain.simulated(&questions)? else { return Ok(()) };
        for own in &found.alternatives {
            prop_assert!(own.p05 <= own.p50 && own.p50 <= own.p95 && own.sd >= 0.0, "{own:?}");
            for (quantile, share) in [(own.p05, 0.05_f64), (own.p50, 0.50), (own.p95, 0.95)] {
                let off = quantile - own.mean;
                // Values beyond 200 points are kept to twelve binary digits, half a step of the last of which is 2⁻¹³.
                let beyond = if quantile.abs() > 200.0 { quantile.abs() / 8_192.0 } else { 0.0 };
                let room = HALF_STEP + beyond + NEAR * own.mean.abs().max(own.sd);
                let (below, above) = (((1.0 - share) / share).sqrt(), (share / (1.0 - share)).sqrt());
                prop_assert!(off >= -below * own.sd - room && off <= above * own.sd + room, "{share} of {own:?}");
            }
        }
        Ok(())
    });
}

/// Central weights, weighted by first places, average to the mean weights; confidence is there where they are.
#[test]
fn central_weights_average_to_the_mean_weights() {
    for_all((uncertain(), asked()), |(uncertain, questions)| {
        let Some(found) = uncertain.simulated(&questions)? else { return Ok(()) };
        near("sum of the mean weights", found.mean_weights.entries().iter().sum(), 1.0, NEAR)?;
        for (criterion, mean) in found.mean_weights.iter() {
            let part = |own: &Alternative| {
                own.central_weights
                    .as_ref()
                    .and_then(|weights| weights.get(criterion))
                    .map_or(0.0, |w| w * own.rank_acceptability[0])
            };
            near(&format!("weight of {criterion}"), found.alternatives.iter().map(part).sum(), *mean, NEAR)?;
        }
        for own in &found.alternatives {
            let wins = own.rank_acceptability[0] > 0.0;
            prop_assert_eq!((own.central_weights.is_some(), own.confidence_factor.is_some()), (wins, wins), "{:?}", own);
            if let (Some(weights), Some(confidence)) = (&own.central_weights, own.confidence_factor) {
                near("sum of central weights", weights.entries().iter().sum(), 1.0, NEAR)?;
                prop_assert!((0.0..=1.0).contains(&confidence), "{own:?}");
                if found.weights_space == Space::Fixed {
                    near("confidence where only figures vary", confidence, own.rank_acceptability[0], NEAR)?;
                }
            }
        }
        Ok(())
    });
}

/// Invariant 21: where all that varies is an outsider far behind, the others rank as they do without draws, ties shared.
#[test]
fn certain_figures_rank_as_they_do_without_draws() {
    for_all((model(Recipe::EXACT), 10_i64..=100, any::<u64>()), |(model, swing, seed)| {
        let far =
            Criterion { id: "far".to_owned(), width: 1, fixed: true, outside: Outside::Extrapolate, ..flat_criterion(swing) };
        let model = model.with_criterion(Criterion { start: Decimal::ZERO, ..far }, &[Some(1); 8]);
        let mut outsider = Row { id: "outsider".to_owned(), ..model.rows[0].clone() };
        *outsider.cells.last_mut().expect("its last cell") = Some(-10_000);
        let model = model.with_row(outsider);
        prop_assume!(solve(&model).is_decidable());
        let mut table = model.table();
        for (at, cells) in table.iter_mut().enumerate() {
            cells.push(
                if at == 0 {
                    "spread"
                } else if at < model.rows.len() {
                    "0"
                } else {
                    "100"
                }
                .to_owned(),
            );
        }
        let toml = format!("{}[uncertainty]\nfar = {{ sd = \"spread\" }}\n", model.toml());
        let decision = decision(&toml, &csv(&table), None)?;
        let found = simulated(&decision, &questions(Space::Fixed, 300, seed))?.expect("the outsider varies");
        let ranking = rank(&decision, SortBy::Value);
        for own in &ranking.ranking {
            let sharing = ranking.ranking.iter().filter(|other| other.rank == own.rank).count();
            let drawn = alternative(&found, &own.id);
            for (share, place) in drawn.rank_acceptability.iter().zip(1..) {
                let takes = (own.rank..own.rank + sharing).contains(&place);
                near(&format!("{} at {place}", own.id), *share, if takes { 1.0 / float(sharing) } else { 0.0 }, 1e-15)?;
            }
            let confidence = (own.rank == 1).then(|| 1.0 / float(sharing));
            prop_assert_eq!((drawn.base_rank, drawn.confidence_factor), (own.rank, confidence), "{}", own.id);
        }
        Ok(())
    });
}

/// Invariant 21 for weights: with one criterion there are none to draw, whatever the space.
#[test]
fn one_criterion_has_one_weight_in_every_space() {
    let recipe = Recipe { grouping: Grouping::None, extras: &[Extra::Beyond, Extra::Gaps], ..Recipe::ANY };
    for_all((uncertain_by(recipe), asked()), |(uncertain, questions)| {
        let mut one = uncertain.model.with_criteria(&[0]);
        give_each_family_a_swing(&mut one);
        let one = uncertain.with_model(one);
        let fixed = one.simulated(&Questions { space: Space::Fixed, ..questions })?;
        // Resampled people all give it everything.
        let Some(drawn) = one.simulated(&questions)?.filter(|found| found.weights_space != Space::Stakeholders) else {
            return Ok(());
        };
        prop_assert_eq!(text(&Simulation { weights_space: Space::Fixed, ..drawn }), text(&fixed.expect("as uncertain")));
        Ok(())
    });
}

/// Invariant 26: with certain figures a dominated intervention never comes first, and whoever does comes first at its own
/// central weights: the weights with which it does are convex.
#[test]
fn the_dominated_never_win_and_winners_win_at_their_central_weights() {
    let recipe = Recipe { kinds: MONOTONE, extras: &[Extra::Beyond], ..Recipe::ANY };
    let inputs = (model(recipe), any::<Index>(), vec(0_i64..=3, 5), select(vec![Space::Uniform, Space::Ordinal]), any::<u64>());
    for_all(inputs, |(model, chosen, steps, space, seed)| {
        let better = &model.rows[chosen.index(model.rows.len())];
        let worse = |(cell, (criterion, by)): (&Option<i64>, (&Criterion, &i64))| {
            cell.map(|step| if (0..=criterion.width).contains(&step) { criterion.improved(step, -by) } else { step })
        };
        let cells = better.cells.iter().zip(model.criteria.iter().zip(&steps)).map(worse).collect();
        let model = model.with_row(Row { id: "worse".to_owned(), cells, ..better.clone() });
        let decision = decision(&model.toml(), &model.csv(), None)?;
        let Some(found) = simulated(&decision, &questions(space, 500, seed))? else { return Ok(()) };
        let ranking = rank(&decision, SortBy::Value);
        for own in &found.alternatives {
            let entry = row(&ranking, &own.id);
            let dominated = entry.dominated_by.as_ref().is_some_and(|ids| !ids.is_empty());
            prop_assert!(!dominated || own.rank_acceptability[0] <= 0.0, "{own:?}");
            let alike = |other: &&Ranked| {
                let pairs = entry.scores.iter().zip(other.scores.entries()).zip(ranking.weights.entries());
                pairs.into_iter().all(|(((_, mine), theirs), weight)| *weight <= 0.0 || (mine - theirs).abs() < NEAR)
            };
            let confidence = 1.0 / float(ranking.ranking.iter().filter(alike).count());
            prop_assert!(own.confidence_factor.is_none_or(|found| (found - confidence).abs() < NEAR), "{confidence}: {own:?}");
        }
        prop_assert!(found.evpi <= 0.0 && found.evppi.entries().is_empty(), "there is no evidence to wait for");
        Ok(())
    });
}
