//! Invariants of value and ranking over random models, through the real parser: 256 models each, or `PROPTEST_CASES`.
//!
//! Each test is one promise. Models and their files are made in `support::recipe` and `support::model`; exact answers
//! come from `support::oracle`. Figures are on 0–100, so 1e-10 here is 1e-12 of the scale.

#![allow(clippy::disallowed_methods)] // the independent formula is compared with a tolerance

#[path = "properties/equality.rs"]
mod equality;
#[path = "properties/methods.rs"]
mod methods;
#[path = "properties/portfolio.rs"]
mod portfolio;
#[path = "properties/sensitivity.rs"]
mod sensitivity;
#[path = "properties/simulation.rs"]
mod simulation;
mod support;
#[path = "properties/weighing.rs"]
mod weighing;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_assume};
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseResult;
use support::model::{Criterion, Decimal, Factors, Group, Missing, Model, Outside, Row, Shape, Weighing, csv};
use support::oracle::{self, TOLERANCE, solve};
use support::recipe::{Extra, Grouping, Kind, Recipe, Scales, criterion, give_each_family_a_swing, keys, model, shuffled};
use support::{
    for_all, near, order, ranking, ranking_of, round, row, same_bits, same_order_beyond, same_pairs, same_ranks, same_within,
};
use weighup::analysis::rank::{SortBy, rank};
use weighup::input::assemble::Choices;

/// Scores that rise strictly or stay, step by step; no words, and nothing that depends on all rows together.
const MONOTONE: &[Kind] = &[Kind::Linear, Kind::Linear, Kind::Points, Kind::Curvature, Kind::Midpoint];
/// Everything exact arithmetic can follow, with cells beyond their scales and cells missing.
const EXACT_WITH_EXTRAS: Recipe = Recipe { extras: &[Extra::Beyond, Extra::Gaps], ..Recipe::EXACT };

/// Invariant 1: any order of the rows gives the same bits and ranks.
#[test]
fn row_order_changes_no_bit() {
    for_all((model(Recipe::ANY), keys()), |(model, keys)| {
        let (before, after) = (ranking(&model)?, ranking(&model.with_rows(&shuffled(model.rows.len(), &keys)))?);
        same_bits(&before, &after)?;
        same_ranks(&before, &after)
    });
}

/// Invariant 2: any order of criteria and groups gives the same values within 1e-12, and the same ranks.
#[test]
fn criterion_order_changes_no_value_and_no_rank() {
    let reordered = |model: &Model, keys: &[u8], others: &[u8]| {
        let criteria = shuffled(model.criteria.len(), keys);
        model.with_criteria(&criteria).with_groups(&shuffled(model.groups.len(), others))
    };
    for_all((model(Recipe::ANY), keys(), keys()), |(model, keys, others)| {
        same_within(&ranking(&model)?, &ranking(&reordered(&model, &keys, &others))?, TOLERANCE)
    });
    for_all((model(EXACT_WITH_EXTRAS), keys(), keys()), |(model, keys, others)| {
        prop_assume!(solve(&model).is_decidable());
        same_ranks(&ranking(&model)?, &ranking(&reordered(&model, &keys, &others))?)
    });
}

/// Invariant 3: neither the order of columns nor columns that nothing reads matter.
#[test]
fn column_order_and_unused_columns_change_no_bit() {
    let note = select(vec!["", "7", "-1.5", "TBC", "£1k; see p. 3"]);
    for_all((model(Recipe::ANY), keys(), vec(note, 9), any::<bool>()), |(model, keys, notes, named)| {
        let mut table = model.table();
        for (cells, note) in table.iter_mut().zip(&notes) {
            cells.push((*note).to_owned());
        }
        *table[0].last_mut().expect("a header") = if named { "note" } else { "Cost " }.to_owned();
        let columns = shuffled(table[0].len(), &keys);
        let moved: Vec<Vec<_>> =
            table.iter().map(|cells| columns.iter().map(|&column| cells[column].clone()).collect()).collect();
        let (before, after) = (ranking(&model)?, ranking_of(&model.toml(), &csv(&moved), &Choices::default())?);
        same_bits(&before, &after)?;
        prop_assert_eq!(order(&before), order(&after));
        same_ranks(&before, &after)
    });
}

/// Invariant 4: swings may be multiplied by anything, each set of siblings by its own factor.
#[test]
fn the_unit_of_swing_points_changes_no_weight() {
    let factor = (1_i64..=9, 0_u32..=6, any::<bool>()).prop_map(|(digit, power, small)| {
        if small { Decimal::new(digit, power) } else { Decimal::whole(digit * 10_i64.pow(power)) }
    });
    for_all((model(Recipe::EXACT), vec(factor, 5)), |(model, factors)| {
        prop_assume!(solve(&model).is_decidable());
        let mut scaled = model.clone();
        for (anchor, judged) in scaled.judged() {
            *judged = judged.times(factors[anchor.map_or(0, |group| group + 1)]);
        }
        let (before, after) = (ranking(&model)?, ranking(&scaled)?);
        for ((criterion, weight), (_, other)) in before.weights.iter().zip(after.weights.iter()) {
            near(&format!("weight of {criterion}"), *weight, *other, 1e-14)?;
        }
        same_ranks(&before, &after)
    });
}

/// Invariant 5: weights are never negative and sum to 1, a group's being its criteria's, however unequal the swings.
#[test]
fn weights_are_shares_of_one() {
    let swing = (0_i64..=9, 0_u32..=17, any::<bool>()).prop_map(|(digit, power, small)| {
        if small { Decimal::new(digit, power) } else { Decimal::whole(digit * 10_i64.pow(power)) }
    });
    for_all((model(Recipe::ANY), vec(swing, 9)), |(mut model, swings)| {
        for ((_, judged), swing) in model.judged().into_iter().zip(swings) {
            *judged = swing;
        }
        give_each_family_a_swing(&mut model);
        let ranking = ranking(&model)?;
        let total: f64 = ranking.weights.iter().map(|(_, weight)| weight).sum();
        near("sum of the weights", total, 1.0, 1e-12)?;
        let shares = ranking.weights.iter().chain(ranking.group_weights.iter());
        for (id, weight) in shares {
            prop_assert!((0.0..=1.0 + 1e-12).contains(weight), "weight of {id}: {weight}");
        }
        for (index, group) in model.groups.iter().enumerate() {
            let below = |criterion: &&Criterion| {
                std::iter::successors(criterion.group, |&above| model.groups[above].parent).any(|above| above == index)
            };
            let leaves = model.criteria.iter().filter(below).filter_map(|criterion| ranking.weights.get(&criterion.id));
            let found = ranking.group_weights.get(&group.id).copied().unwrap_or(f64::NAN);
            near(&format!("weight of {}", group.id), found, leaves.sum(), 1e-12)?;
        }
        Ok(())
    });
}

/// The model with each number x of its criteria as a·x + b.
fn in_other_units(model: &Model, units: &[(Decimal, i64)]) -> Model {
    let mut changed = model.clone();
    for (criterion, (factor, shift)) in changed.criteria.iter_mut().zip(units) {
        criterion.start = criterion.start.times(*factor).plus(Decimal::whole(*shift));
        criterion.unit = criterion.unit.times(*factor);
    }
    changed
}

fn units() -> impl Strategy<Value = Vec<(Decimal, i64)>> {
    let factors =
        [(1, 1), (5, 1), (2, 0), (3, 0), (75, 1), (12, 0), (1000, 0)].map(|(units, places)| Decimal::new(units, places));
    vec((select(factors.to_vec()), -20_i64..=20), 5)
}

/// All scores, values and the value of doing nothing stay, and so does the order of values that differ.
fn same_but_for_units(model: &Model, changed: &Model) -> TestCaseResult {
    let (before, after) = (ranking(model)?, ranking(changed)?);
    same_within(&before, &after, 1e-9)?;
    // Doing nothing may lie far beyond a local scale.
    let tolerance = 1e-9 * before.value_of_nothing.abs().max(1.0);
    near("value of doing nothing", before.value_of_nothing, after.value_of_nothing, tolerance)?;
    same_order_beyond(&before, &after, 1e-8)
}

const IN_UNITS: Recipe = Recipe { kinds: Recipe::FIXED.kinds, ..Recipe::ANY };

/// Invariant 6: other units (x → ax + b, a > 0) leave every score within 1e-9.
#[test]
fn other_units_change_no_score() {
    for_all((model(IN_UNITS), units()), |(model, units)| same_but_for_units(&model, &in_other_units(&model, &units)));
}

/// Invariant 7: so does turning a unit round (a < 0), higher becoming lower.
#[test]
fn a_unit_turned_round_changes_no_score() {
    for_all((model(IN_UNITS), units()), |(model, units)| {
        let turned: Vec<_> = units.iter().map(|(factor, shift)| (factor.times(Decimal::whole(-1)), *shift)).collect();
        same_but_for_units(&model, &in_other_units(&model, &turned))
    });
}

/// Invariant 8: values stay within 0–100 where cells lie on their scales or are clamped to them.
#[test]
fn values_stay_on_the_scale() {
    let recipe = Recipe { extras: &[Extra::Beyond, Extra::Gaps, Extra::Rough], ..Recipe::ANY };
    for_all(model(recipe), |mut model| {
        for criterion in model.criteria.iter_mut().filter(|criterion| criterion.outside == Outside::Extrapolate) {
            criterion.outside = Outside::Clamp;
        }
        for row in &ranking(&model)?.ranking {
            prop_assert!((0.0..=100.0).contains(&row.value), "value of {}: {:?}", row.id, row.value);
            for (criterion, score) in row.scores.iter() {
                prop_assert!((0.0..=100.0).contains(score), "score of {} on {criterion}: {score:?}", row.id);
            }
        }
        Ok(())
    });
}

/// Invariant 8: best on everything is exactly 100, worst on everything exactly 0 (and not −0), whatever the ends.
#[test]
fn the_ends_of_all_scales_are_worth_exactly_0_and_100() {
    let kinds = Recipe::FIXED.kinds;
    for_all(model(Recipe { kinds, extras: &[Extra::Rough], ..Recipe::ANY }), |mut model| {
        for criterion in &mut model.criteria {
            if let Shape::Levels(values) = &mut criterion.shape {
                let last = values.len() - 1;
                (values[0], values[last]) = if criterion.rises { (0, 100) } else { (100, 0) };
            }
        }
        let (worst, best): (Vec<_>, Vec<_>) = model.criteria.iter().map(Criterion::ends).unzip();
        let at = |id: &str, steps: Vec<i64>| {
            let cells = steps.into_iter().map(Some).collect();
            Row { id: id.to_owned(), cells, ..model.rows[0].clone() }
        };
        let ranking = ranking(&model.with_row(at("worst", worst)).with_row(at("best", best)))?;
        for (id, wanted) in [("worst", 0.0_f64), ("best", 100.0)] {
            let found = row(&ranking, id);
            prop_assert_eq!(found.value.to_bits(), wanted.to_bits(), "value of {}: {:?}", id, found.value);
            for (criterion, score) in found.scores.iter() {
                prop_assert_eq!(score.to_bits(), wanted.to_bits(), "score of {} on {}: {:?}", id, criterion, score);
            }
        }
        prop_assert_eq!(row(&ranking, "best").rank, 1);
        Ok(())
    });
}

/// Invariant 9: at least as good on everything never ranks below; alike on everything that is weighed ranks the same.
#[test]
fn dominance_is_never_ranked_against() {
    let recipe = Recipe { kinds: MONOTONE, extras: &[Extra::Beyond], ..Recipe::ANY };
    for_all((model(recipe), any::<Index>(), vec(0_i64..=3, 5)), |(model, chosen, steps)| {
        let better = &model.rows[chosen.index(model.rows.len())];
        let worse = |(cell, (criterion, by)): (&Option<i64>, (&Criterion, &i64))| {
            cell.map(|step| if (0..=criterion.width).contains(&step) { criterion.improved(step, -by) } else { step })
        };
        let cells = better.cells.iter().zip(model.criteria.iter().zip(&steps)).map(worse).collect();
        let ranking = ranking(&model.with_row(Row { id: "worse".to_owned(), cells, ..better.clone() }))?;
        let (better, worse) = (row(&ranking, &better.id), row(&ranking, "worse"));
        prop_assert!(better.value >= worse.value, "{} < {}", better.value, worse.value);
        prop_assert!(better.rank <= worse.rank);
        prop_assert!(better.rank < worse.rank || better.value - worse.value < 1e-9);
        let gains = |(criterion, weight): (&str, &f64)| {
            *weight > 0.0
                && better.scores.get(criterion).zip(worse.scores.get(criterion)).is_some_and(|(mine, theirs)| mine > theirs)
        };
        let dominates = ranking.weights.iter().any(gains);
        let named = worse.dominated_by.as_ref().is_some_and(|ids| ids.contains(&better.id));
        prop_assert_eq!(named, dominates, "whether it is named as dominated");
        prop_assert!(dominates || better.rank == worse.rank);
        Ok(())
    });
}

/// Invariant 10: a row that repeats another under a new id ties with it.
#[test]
fn a_duplicate_ties() {
    for_all((model(Recipe::ANY), any::<Index>()), |(model, chosen)| {
        let original = model.rows[chosen.index(model.rows.len())].clone();
        let ranking = ranking(&model.with_row(Row { id: "twin".to_owned(), ..original.clone() }))?;
        let (original, twin) = (row(&ranking, &original.id), row(&ranking, "twin"));
        prop_assert_eq!(original.rank, twin.rank);
        prop_assert_eq!(original.value.to_bits(), twin.value.to_bits());
        prop_assert!(original.tied && twin.tied);
        Ok(())
    });
}

/// A criterion to add, with a group (or none) and its column.
fn newcomer(recipe: Recipe) -> impl Strategy<Value = (Criterion, Index, Vec<i64>)> {
    (criterion(recipe), any::<Index>(), vec(0_i64..120, 8))
}

/// The model with the newcomer in one of its groups.
fn joined(model: &Model, (criterion, home, seeds): (Criterion, Index, Vec<i64>)) -> Model {
    let group = home.index(model.groups.len() + 1).checked_sub(1);
    let criterion = Criterion { id: "new".to_owned(), group, ..criterion };
    let cells: Vec<_> = seeds.iter().map(|seed| Some(seed % (criterion.width + 1))).collect();
    model.with_criterion(criterion, &cells)
}

/// Invariant 11: a criterion without swing can go, wherever it stands in the tree.
#[test]
fn a_criterion_without_swing_can_go() {
    for_all((model(Recipe::ANY), newcomer(Recipe::ANY)), |(model, (mut criterion, home, seeds))| {
        criterion.judged = Decimal::ZERO;
        let with = joined(&model, (criterion, home, seeds));
        prop_assume!(!oracle::has_flat_scale(&with));
        let (without, with) = (ranking(&model)?, ranking(&with)?);
        prop_assert_eq!(with.weights.get("new").map(|weight| weight.to_bits()), Some(0.0_f64.to_bits()));
        prop_assert_eq!(without.value_of_nothing.to_bits(), with.value_of_nothing.to_bits());
        same_bits(&without, &with)?;
        same_ranks(&without, &with)
    });
}

/// Invariant 12: on fixed scales, who else is there changes no bit of a value and no order.
#[test]
fn on_fixed_scales_entrants_and_leavers_move_nobody() {
    for_all((model(Recipe::FIXED), any::<Index>()), |(model, leaver)| {
        let (all, fewer) = (ranking(&model)?, ranking(&model.without_row(leaver.index(model.rows.len())))?);
        same_bits(&fewer, &all)?;
        same_pairs(&fewer, &all)
    });
}

/// Invariant 13: on local scales, an entrant inside the others' range on every criterion changes no other's bits.
#[test]
fn on_local_scales_an_entrant_within_the_range_moves_nobody() {
    let kinds = &[Kind::Linear, Kind::Linear, Kind::Curvature, Kind::Levels];
    let recipe = Recipe { kinds, scales: Scales::Local, extras: &[Extra::Gaps], ..Recipe::ANY };
    for_all((model(recipe), vec(0_i64..120, 5)), |(model, seeds)| {
        let between = |(criterion, seed): (usize, &i64)| {
            let steps = || model.rows.iter().filter_map(|row| row.cells[criterion]);
            let (low, high) = (steps().min().unwrap_or(0), steps().max().unwrap_or(0));
            Some(low + seed % (high - low + 1))
        };
        let cells = seeds[..model.criteria.len()].iter().enumerate().map(between).collect();
        let entrant = Row { id: "entrant".to_owned(), cells, ..model.rows[0].clone() };
        let (before, after) = (ranking(&model)?, ranking(&model.with_row(entrant))?);
        same_bits(&before, &after)?;
        same_pairs(&before, &after)
    });
}

/// Invariant 14: on fixed scales, any two rows alone stand to each other as among all.
#[test]
fn any_pair_alone_agrees_with_the_full_ranking() {
    for_all((model(Recipe::FIXED), keys()), |(model, keys)| {
        let pair = &shuffled(model.rows.len(), &keys)[..2];
        let (all, alone) = (ranking(&model)?, ranking(&model.with_rows(pair))?);
        same_bits(&alone, &all)?;
        same_pairs(&alone, &all)
    });
}

/// The model with one cell moved towards its best end, and that cell's row.
fn with_a_better_cell(model: &Model, (row, criterion, by): (Index, Index, i64)) -> (Model, usize) {
    let (row, criterion) = (row.index(model.rows.len()), criterion.index(model.criteria.len()));
    let mut better = model.clone();
    let entry = &model.criteria[criterion];
    let cell = &mut better.rows[row].cells[criterion];
    *cell = cell.map(|step| if (0..=entry.width).contains(&step) { entry.improved(step, by) } else { step });
    (better, row)
}

/// Invariant 15: a better cell lowers neither the value nor the rank of its row.
#[test]
fn a_better_cell_never_hurts() {
    let recipe = Recipe { kinds: MONOTONE, scales: Scales::Fixed, extras: &[Extra::Beyond, Extra::Gaps], ..Recipe::ANY };
    for_all((model(recipe), (any::<Index>(), any::<Index>(), 1_i64..=4)), |(model, change)| {
        let (better, at) = with_a_better_cell(&model, change);
        let (before, after) = (ranking(&model)?, ranking(&better)?);
        let (before, after) = (row(&before, &model.rows[at].id), row(&after, &model.rows[at].id));
        prop_assert!(after.value >= before.value, "{} < {}", after.value, before.value);
        prop_assert!(after.rank <= before.rank);
        Ok(())
    });
}

/// Invariant 15 on local scales, which the better cell may stretch or shrink.
#[test]
fn a_better_cell_never_hurts_on_local_scales() {
    let recipe = Recipe { kinds: &[Kind::Linear], scales: Scales::Local, ..Recipe::EXACT };
    for_all((model(recipe), (any::<Index>(), any::<Index>(), 1_i64..=4)), |(model, change)| {
        let (better, at) = with_a_better_cell(&model, change);
        prop_assume!(!oracle::has_flat_scale(&better));
        prop_assume!(solve(&model).is_decidable() && solve(&better).is_decidable());
        let (before, after) = (ranking(&model)?, ranking(&better)?);
        let (before, after) = (row(&before, &model.rows[at].id), row(&after, &model.rows[at].id));
        prop_assert!(after.value >= before.value - TOLERANCE, "{} < {}", after.value, before.value);
        prop_assert!(after.rank <= before.rank);
        Ok(())
    });
}

/// Invariant 16: whoever is better on a criterion and not behind stays not behind when its swing is raised.
#[test]
fn a_heavier_swing_keeps_its_winner_ahead() {
    for_all((model(Recipe::FLAT), any::<Index>(), 1_i64..=100), |(model, chosen, points)| {
        let chosen = chosen.index(model.criteria.len());
        let mut heavier = model.clone();
        heavier.criteria[chosen].judged = heavier.criteria[chosen].judged.plus(Decimal::whole(points));
        prop_assume!(solve(&model).is_decidable() && solve(&heavier).is_decidable());
        let (before, after) = (ranking(&model)?, ranking(&heavier)?);
        let score = |id: &str| row(&before, id).scores.get(&model.criteria[chosen].id).copied().unwrap_or(f64::NAN);
        for (at, ahead) in before.ranking.iter().enumerate() {
            for behind in before.ranking.iter().skip(at).chain(&before.ranking[..at]) {
                if ahead.rank <= behind.rank && score(&ahead.id) > score(&behind.id) {
                    let (ahead, behind) = (row(&after, &ahead.id), row(&after, &behind.id));
                    prop_assert!(ahead.rank < behind.rank, "{} fell behind {}", ahead.id, behind.id);
                }
            }
        }
        Ok(())
    });
}

/// Invariant 17: contributions are weight × score, and sum to the value.
#[test]
fn contributions_sum_to_the_value() {
    for_all(model(Recipe::ANY), |model| {
        let ranking = ranking(&model)?;
        for row in &ranking.ranking {
            let sum: f64 = row.contributions.iter().map(|(_, contribution)| contribution).sum();
            near(&format!("value of {}", row.id), row.value, sum, TOLERANCE)?;
            let parts = row.contributions.iter().zip(row.scores.iter()).zip(ranking.weights.iter());
            for (((criterion, contribution), (_, score)), (_, weight)) in parts {
                near(&format!("contribution of {} on {criterion}", row.id), *contribution, weight * score, TOLERANCE)?;
            }
        }
        Ok(())
    });
}

/// Invariant 18: the products of the shares as direct weights without groups give the same values and ranks.
#[test]
fn flattened_groups_give_the_same_values() {
    let at_15_places = |weight: &num_rational::BigRational| {
        let scaled = (weight * Decimal::whole(10_i64.pow(15)).exact()).round().to_integer();
        Decimal::new(i64::try_from(scaled).expect("a weight of at most 1"), 15)
    };
    for_all(model(Recipe::EXACT), |model| {
        let solution = solve(&model);
        prop_assume!(solution.is_decidable());
        let mut flat = Model { weighing: Weighing::Shares, groups: Vec::new(), ..model.clone() };
        for (criterion, weight) in flat.criteria.iter_mut().zip(&solution.weights) {
            (criterion.group, criterion.judged) = (None, at_15_places(weight));
        }
        let (tree, flat) = (ranking(&model)?, ranking(&flat)?);
        same_within(&tree, &flat, TOLERANCE)?;
        same_ranks(&tree, &flat)
    });
}

/// Invariant 18: a group that holds one criterion weighs what the criterion would in its place.
#[test]
fn a_group_of_one_equals_its_child() {
    for_all((model(Recipe::EXACT), any::<Index>(), 1_i64..=100), |(model, chosen, points)| {
        prop_assume!(solve(&model).is_decidable());
        let chosen = chosen.index(model.criteria.len());
        let parent = model.criteria[chosen].group;
        let mut wrapped = model.clone();
        let judged = model.groups.iter().filter(|group| group.parent == parent).all(|group| group.judged.is_some());
        wrapped.groups.push(Group { id: "wrap".to_owned(), parent, judged: judged.then_some(model.criteria[chosen].judged) });
        let child = &mut wrapped.criteria[chosen];
        child.group = Some(model.groups.len());
        if judged {
            child.judged = Decimal::whole(points);
        }
        let (plain, wrapped) = (ranking(&model)?, ranking(&wrapped)?);
        let weight = plain.weights.get(&model.criteria[chosen].id).copied().unwrap_or(f64::NAN);
        near("weight of the group", wrapped.group_weights.get("wrap").copied().unwrap_or(f64::NAN), weight, 1e-12)?;
        same_within(&plain, &wrapped, TOLERANCE)?;
        same_ranks(&plain, &wrapped)
    });
}

/// Invariant 19: exact fractions agree on weights, scores, values, intervals and dominance, and on every rank and tie.
#[test]
fn exact_fractions_agree_on_values_ranks_and_dominance() {
    for_all(model(EXACT_WITH_EXTRAS), |model| {
        let solution = solve(&model);
        prop_assume!(solution.is_decidable());
        oracle::check(&model, &ranking(&model)?, &solution)
    });
}

/// Invariant 19 for performances made of several columns, where equal products come from different factors.
#[test]
fn exact_fractions_agree_on_performances_made_of_columns() {
    let recipe = Recipe { kinds: &[Kind::Linear], extras: &[Extra::Factors], grouping: Grouping::None, ..Recipe::EXACT };
    for_all(model(recipe), |mut model| {
        for criterion in model.criteria.iter_mut().filter(|criterion| criterion.factors != Factors::None) {
            criterion.start = Decimal::ZERO;
            criterion.outside = if criterion.fixed { Outside::Extrapolate } else { Outside::Error };
        }
        prop_assume!(!oracle::has_flat_scale(&model));
        let solution = solve(&model);
        prop_assume!(solution.is_decidable());
        oracle::check(&model, &ranking(&model)?, &solution)
    });
}

/// The model with a criterion whose products are all the best end of its scale, each made of other factors.
fn with_equal_products(mut model: Model, (unit, factors, multiply): (Decimal, Vec<i64>, bool), fixed: bool) -> Model {
    for (row, factor) in model.rows.iter_mut().zip(&factors) {
        (row.reach, row.people) = (Decimal::whole(*factor), Decimal::whole(*factor));
    }
    let (width, read) = if multiply { (12, Factors::Times) } else { (1, Factors::Per) };
    let (id, start) = ("new".to_owned(), Decimal::ZERO);
    let product = Criterion { id, start, unit, width, fixed, factors: read, ..flat_criterion(10) };
    let cells: Vec<_> = factors.iter().map(|factor| Some(if multiply { 12 / factor } else { *factor })).collect();
    model.with_criterion(product, &cells)
}

fn equal_products() -> impl Strategy<Value = (Decimal, Vec<i64>, bool)> {
    let unit = select([(1, 0), (1, 1), (5, 1), (7, 1), (1, 2)].map(|(units, places)| Decimal::new(units, places)).to_vec());
    (unit, vec(select(vec![1_i64, 2, 3, 4, 6, 12]), 8), any::<bool>())
}

/// Equal products of unequal factors are alike: a local scale made of them has no swing.
#[test]
fn equal_products_make_no_scale() {
    for_all((model(Recipe::FLAT), equal_products()), |(model, products)| {
        let with = with_equal_products(model, products, false);
        let solution = solve(&with);
        prop_assume!(solution.is_decidable());
        oracle::check(&with, &ranking(&with)?, &solution)
    });
}

/// A product that is exactly the end of a fixed scale lies on the scale, whatever its factors.
#[test]
fn a_product_at_the_end_of_its_scale_is_not_beyond_it() {
    for_all((model(Recipe::FLAT), equal_products()), |(model, products)| {
        let with = with_equal_products(model, products, true);
        let solution = solve(&with);
        prop_assume!(solution.is_decidable());
        oracle::check(&with, &ranking(&with)?, &solution)
    });
}

/// Invariant 19 for money: the value of doing nothing, who has a ratio, and the ratio.
#[test]
fn exact_fractions_agree_on_value_for_money() {
    for_all(model(Recipe { extras: &[Extra::Portfolio], ..Recipe::EXACT }), |model| {
        let solution = solve(&model);
        prop_assume!(solution.is_decidable());
        oracle::check_money(&model, &ranking(&model)?, &solution)
    });
}

/// Sorted by value for money: best ratio first with the running cost, those without a ratio last, ranks as by value.
#[test]
fn sorting_by_money_keeps_ranks_and_adds_up_costs() {
    for_all(model(Recipe { extras: &[Extra::Portfolio], ..Recipe::ANY }), |model| {
        let round = round(&model.toml(), &model.csv(), &Choices::default())?;
        let decision = round.slices[0].decision().expect("a ranked slice");
        let (by_value, by_money) = (rank(decision, SortBy::Value), rank(decision, SortBy::ValueForMoney));
        same_bits(&by_value, &by_money)?;
        same_ranks(&by_value, &by_money)?;
        let ratios: Vec<_> = by_money.ranking.iter().map(|row| row.value_for_money).collect();
        prop_assert!(ratios.windows(2).all(|pair| pair[0] >= pair[1]), "{ratios:?}");
        let mut spent = 0.0;
        for row in &by_money.ranking {
            spent += row.value_for_money.and(row.cost).unwrap_or(0.0);
            prop_assert_eq!(row.cumulative_cost, row.value_for_money.map(|_| spent));
            prop_assert!(row.value_for_money.is_some() != row.no_ratio.is_some());
        }
        Ok(())
    });
}

fn float(number: Decimal) -> f64 {
    number.to_string().parse().expect("a decimal is a number")
}

/// Curved values follow 100(1 − e^(−ct)) ÷ (1 − e^(−c)), with the standard library's e^x.
#[test]
fn curves_follow_the_published_formula() {
    for_all(model(Recipe { kinds: &[Kind::Curvature], extras: &[], ..Recipe::ANY }), |model| {
        let ranking = ranking(&model)?;
        for (index, criterion) in model.criteria.iter().enumerate() {
            let Shape::Curvature(curvature) = criterion.shape else { continue };
            let steps: Vec<_> = model.rows.iter().filter_map(|row| row.cells[index]).collect();
            let range = (steps.iter().min().copied().unwrap_or(0), steps.iter().max().copied().unwrap_or(0));
            let (low, high) = if criterion.fixed { (0, criterion.width) } else { range };
            let (worst, best) = if criterion.rises { (low, high) } else { (high, low) };
            let at = |step: i64| float(criterion.number(step));
            for (row_at, step) in steps.iter().enumerate() {
                let t = (at(*step) - at(worst)) / (at(best) - at(worst));
                let c = float(curvature);
                let wanted = 100.0 * (1.0 - (-c * t).exp()) / (1.0 - (-c).exp());
                let found = row(&ranking, &model.rows[row_at].id).scores.get(&criterion.id).copied().unwrap_or(f64::NAN);
                near(&format!("score of {} on {}", model.rows[row_at].id, criterion.id), found, wanted, 1e-9)?;
            }
        }
        Ok(())
    });
}

/// A curve by midpoint is worth 50 there, and is exponential: over equal steps its rises form a geometric series.
#[test]
fn a_midpoint_is_worth_half_of_an_exponential() {
    let recipe = Recipe { kinds: &[Kind::Midpoint], scales: Scales::Fixed, grouping: Grouping::None, extras: &[] };
    for_all(model(recipe), |mut model| {
        model.criteria.truncate(1);
        give_each_family_a_swing(&mut model);
        let Shape::Midpoint(middle) = model.criteria[0].shape else { panic!("a midpoint") };
        let (width, rises) = (model.criteria[0].width, model.criteria[0].rises);
        let sample = model.rows[0].clone();
        model.rows = (0..=width).map(|step| Row { id: format!("S{step}"), cells: vec![Some(step)], ..sample.clone() }).collect();
        let ranking = ranking(&model)?;
        let mut values: Vec<_> = (0..=width).map(|step| row(&ranking, &format!("S{step}")).value).collect();
        if !rises {
            values.reverse();
        }
        let middle = usize::try_from(if rises { middle } else { width - middle }).expect("a step");
        near("value at the midpoint", values[middle], 50.0, 1e-9)?;
        let ends = (values[0], values[values.len() - 1]);
        near("value at the worst end", ends.0, 0.0, 1e-9)?;
        near("value at the best end", ends.1, 100.0, 1e-9)?;
        let gains: Vec<_> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
        for three in gains.windows(3) {
            near("square of the middle gain", three[1] * three[1], three[0] * three[2], 1e-8)?;
        }
        Ok(())
    });
}

/// A swing rescaled to another range keeps the order: what a step of the unit is worth does not change.
#[test]
fn rescaled_swings_keep_the_order() {
    let recipe = Recipe { kinds: &[Kind::Linear], scales: Scales::Fixed, ..Recipe::FLAT };
    for_all((model(recipe), vec(any::<bool>(), 5)), |(model, local)| {
        let mut rescaled = model.clone();
        for (criterion, local) in rescaled.criteria.iter_mut().zip(local) {
            criterion.judged_on = Some(criterion.ends());
            criterion.fixed = !local;
        }
        prop_assume!(!oracle::has_flat_scale(&rescaled));
        let solution = solve(&rescaled);
        prop_assume!(solution.is_decidable() && solve(&model).is_decidable());
        same_ranks(&ranking(&model)?, &ranking(&rescaled)?)?;
        oracle::check(&rescaled, &ranking(&rescaled)?, &solution)
    });
}

/// Any criterion may turn out flat, but not all that are weighed.
fn allowing_flat(mut model: Model) -> Model {
    model.criteria.iter_mut().for_each(|criterion| criterion.ignore_flat = true);
    model
}

/// Whether a judged criterion remains that is not flat, so that the rows can be ranked at all.
fn can_be_ranked(model: &Model) -> bool {
    let ranked = |criterion: usize| model.criteria[criterion].judged.units > 0 && !oracle::is_flat(model, criterion);
    (0..model.criteria.len()).any(ranked)
}

/// The rows of one value of the column `place`.
fn of_place(model: &Model, place: &str) -> Model {
    let rows: Vec<_> = (0..model.rows.len()).filter(|&row| model.rows[row].place == place).collect();
    model.with_rows(&rows)
}

/// `--by`: each slice is what its rows alone would give; a value with one row is not ranked.
#[test]
fn slices_equal_separate_rankings() {
    for_all(model(Recipe { grouping: Grouping::Heads, ..Recipe::ANY }).prop_map(allowing_flat), |model| {
        let parts: Vec<_> = ["North", "South", "West"].into_iter().map(|place| (place, of_place(&model, place))).collect();
        prop_assume!(parts.iter().all(|(_, part)| part.rows.len() < 2 || can_be_ranked(part)));
        let choices = Choices { by: Some("place".to_owned()), ..Choices::default() };
        let round = round(&model.toml(), &model.csv(), &choices)?;
        prop_assert_eq!(round.slices.len(), parts.iter().filter(|(_, part)| !part.rows.is_empty()).count());
        for slice in &round.slices {
            let (_, part) = parts.iter().find(|(place, _)| slice.value.as_deref() == Some(place)).expect("a value of the column");
            prop_assert_eq!(slice.decision().is_some(), part.rows.len() > 1);
            if let Some(decision) = slice.decision() {
                let (slice, alone) = (rank(decision, SortBy::Value), ranking(part)?);
                same_bits(&slice, &alone)?;
                same_ranks(&slice, &alone)?;
                prop_assert_eq!(order(&slice), order(&alone));
            }
        }
        Ok(())
    });
}

/// `--where`: as if the file held only the rows it keeps, and the others are counted as set aside.
#[test]
fn a_filter_equals_a_file_of_its_rows() {
    for_all(model(Recipe { grouping: Grouping::Heads, ..Recipe::ANY }).prop_map(allowing_flat), |model| {
        let place = model.rows[0].place;
        let part = of_place(&model, place);
        prop_assume!(can_be_ranked(&part));
        let choices = Choices { filter: vec![("place".to_owned(), place.to_owned())], ..Choices::default() };
        let round = round(&model.toml(), &model.csv(), &choices)?;
        prop_assert_eq!(round.set_aside.len() + part.rows.len(), round.rows_read);
        let filtered = rank(round.slices[0].decision().expect("a ranked slice"), SortBy::Value);
        same_bits(&filtered, &ranking(&part)?)?;
        same_ranks(&filtered, &ranking(&part)?)
    });
}

/// A local scale on which all perform alike.
fn flat_criterion(judged: i64) -> Criterion {
    Criterion {
        id: String::new(),
        group: None,
        judged: Decimal::whole(judged),
        judged_on: None,
        shape: Shape::Linear,
        start: Decimal::new(15, 1),
        unit: Decimal::whole(1),
        width: 0,
        rises: true,
        fixed: false,
        outside: Outside::Error,
        missing: Missing::Error,
        nothing: None,
        factors: Factors::None,
        ignore_flat: true,
    }
}

/// `flat = "ignore"`, weighed across groups: as if the criterion were not there.
#[test]
fn an_ignored_flat_criterion_equals_its_removal() {
    for_all((model(Recipe::FLAT), 1_i64..=200, any::<Index>()), |(model, swing, home)| {
        prop_assume!(solve(&model).is_decidable());
        let (without, with) = (ranking(&model)?, ranking(&joined(&model, (flat_criterion(swing), home, vec![0; 8])))?);
        prop_assert_eq!(with.weights.get("new").map(|weight| weight.to_bits()), Some(0.0_f64.to_bits()));
        same_within(&without, &with, TOLERANCE)?;
        same_ranks(&without, &with)
    });
}

/// `flat = "ignore"` in a judged tree: every other criterion keeps its proportion to every other.
#[test]
fn an_ignored_flat_criterion_shares_out_its_weight_in_proportion() {
    for_all((model(Recipe::EXACT), 1_i64..=200, any::<Index>()), |(model, swing, home)| {
        let with = joined(&model, (flat_criterion(swing), home, vec![0; 8]));
        let solution = solve(&with);
        prop_assume!(solution.is_decidable());
        oracle::check(&with, &ranking(&with)?, &solution)
    });
}

/// `--swing` and `[[scenarios]]`: as if the file said so, from 0 and to 0 too.
#[test]
fn what_if_swings_equal_an_edited_file() {
    for_all((model(Recipe::ANY), any::<Index>(), option::of(1_i64..=100)), |(model, chosen, points)| {
        let points = points.unwrap_or(0);
        let criteria = model.criteria.iter().map(|criterion| criterion.id.clone());
        let groups = model.groups.iter().filter(|group| group.judged.is_some()).map(|group| group.id.clone());
        let ids: Vec<_> = criteria.chain(groups).collect();
        let chosen = chosen.index(ids.len());
        let mut edited = model.clone();
        *edited.judged()[chosen].1 = Decimal::whole(points);
        let mut mended = edited.clone();
        give_each_family_a_swing(&mut mended);
        prop_assume!(mended.toml() == edited.toml());
        let wanted = ranking(&edited)?;
        let what_if = Choices { swing: vec![(ids[chosen].clone(), float(Decimal::whole(points)))], ..Choices::default() };
        let scenario = Choices { scenario: Some("other".to_owned()), ..Choices::default() };
        let with_scenario =
            format!("{}[[scenarios]]\nname = \"other\"\nswing = {{ {} = {points} }}\n", model.toml(), ids[chosen]);
        for (toml, choices) in [(model.toml(), what_if), (with_scenario, scenario)] {
            let found = ranking_of(&toml, &model.csv(), &choices)?;
            same_bits(&found, &wanted)?;
            same_ranks(&found, &wanted)?;
        }
        Ok(())
    });
}

/// `--set`: as if the cell said so, local scales included.
#[test]
fn what_if_cells_equal_an_edited_file() {
    for_all((model(Recipe::ANY), any::<Index>(), any::<Index>(), 0_i64..120), |(model, row_at, chosen, seed)| {
        let (row_at, chosen) = (row_at.index(model.rows.len()), chosen.index(model.criteria.len()));
        let mut edited = model.clone();
        edited.rows[row_at].cells[chosen] = Some(seed % (model.criteria[chosen].width + 1));
        prop_assume!(!oracle::has_flat_scale(&edited));
        let table = edited.table();
        let column = table[0].iter().position(|header| *header == model.criteria[chosen].id).expect("the criterion's column");
        let set = format!("{}.{}={}", model.rows[row_at].id, model.criteria[chosen].id, table[row_at + 1][column]);
        let found = ranking_of(&model.toml(), &model.csv(), &Choices { set: vec![set], ..Choices::default() })?;
        same_bits(&found, &ranking(&edited)?)?;
        same_ranks(&found, &ranking(&edited)?)
    });
}

/// `missing = "drop"`: as if the rows that lack a figure were not in the file, and each is named as set aside.
#[test]
fn dropped_rows_equal_a_file_without_them() {
    for_all(model(Recipe::ANY), |mut model| {
        model.criteria.iter_mut().for_each(|criterion| criterion.missing = Missing::Drop);
        let complete: Vec<_> = (0..model.rows.len()).filter(|&row| !model.rows[row].cells.contains(&None)).collect();
        let rest = model.with_rows(&complete);
        prop_assume!(!complete.is_empty() && !oracle::has_flat_scale(&rest));
        let round = round(&model.toml(), &model.csv(), &Choices::default())?;
        prop_assert_eq!(round.set_aside.len(), model.rows.len() - complete.len());
        let found = rank(round.slices[0].decision().expect("a ranked slice"), SortBy::Value);
        same_bits(&found, &ranking(&rest)?)?;
        same_ranks(&found, &ranking(&rest)?)
    });
}

/// Ranks become weights by the published formulas, ties taking the mean of the places they share.
#[test]
fn rank_order_weights_are_the_published_ones() {
    for_all((model(Recipe::EXACT), select(vec!["roc", "sum", "reciprocal"])), |(mut model, rule)| {
        model.weighing = Weighing::Ranks(rule);
        for (_, judged) in model.judged() {
            *judged = Decimal::whole(1 + judged.units % 5);
        }
        let solution = solve(&model);
        prop_assume!(solution.is_decidable());
        oracle::check(&model, &ranking(&model)?, &solution)
    });
}
