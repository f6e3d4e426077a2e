//! One weight on its way: intervals, ranks, sweeps, and what a swing does.

#![allow(clippy::float_cmp)] // ends of all weights, and ends that meet, are exact

use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_assert_ne, prop_assume};
use proptest::sample::Index;
use proptest::test_runner::{TestCaseError, TestCaseResult};
use weighup::analysis::sensitivity::level::level_weights;
use weighup::analysis::sensitivity::one_weight::{Challenger, WeightOf, WeightStability, intervals};
use weighup::analysis::sensitivity::ranks::rank_intervals;
use weighup::analysis::sensitivity::sweep::sweep;
use weighup::analysis::sensitivity::{Present, Target};
use weighup::input::assemble::Choices;
use weighup::model::hierarchy::Node;

use super::moved::{Case, Way, answer, cases, ranks};
use super::support::model::{Model, Weighing};
use super::support::recipe::{Recipe, model};
use super::support::{for_all, near, ranking, ranking_of, row};

/// In weight: where a change happens.
const PLACE: f64 = 1e-9;
/// In points: who ties there.
const TIE: f64 = 1e-9;
/// In weight: just beyond a change.
const BEYOND: f64 = 1e-6;

fn node_of(case: &Case, of: &WeightOf) -> Node {
    let found = case.nodes().into_iter().find(|&node| {
        case.name(node) == &**of.id()
            && matches!((node, of), (Node::Criterion(_), WeightOf::Criterion(_)) | (Node::Group(_), WeightOf::Group(_)))
    });
    found.expect("a criterion or group of the file")
}

fn for_every_interval(
    model: &Model,
    target: Target,
    check: impl Fn(&Case, Node, &WeightStability) -> TestCaseResult,
) -> TestCaseResult {
    let case = Case::new(model)?;
    let found = intervals(&Present::new(&case.decision), target);
    prop_assert_eq!(found.len(), case.nodes().len(), "every criterion and group with a scale");
    for stability in &found {
        let node = node_of(&case, &stability.of);
        let about = |fault: TestCaseError| TestCaseError::fail(format!("{target:?}, {stability:?}: {fault}"));
        check(&case, node, stability).map_err(about)?;
    }
    Ok(())
}

fn targets(k: usize) -> [Target; 3] {
    [Target::Winner, Target::TopK(k), Target::Order]
}

/// Invariant 29: the interval is that which every crossing of every pair makes, and no other.
#[test]
fn the_answer_holds_between_the_ends_of_an_interval_and_changes_beyond_them() {
    for_all((cases(), 1_usize..=8), |(model, k)| {
        for target in targets(k) {
            for_every_interval(&model, target, |case, node, found| {
                near("the present weight", found.weight, case.weight(node), 1e-12)?;
                prop_assert!(found.stable_low <= found.weight && found.weight <= found.stable_high);
                prop_assert!(0.0 <= found.stable_low && found.stable_high <= 1.0);
                let Some(way) = Way::new(case, node) else { return cannot_move(case, node, found) };
                let now = answer(&way.now, target);
                let change = |up| way.onwards(up).into_iter().find(|(_, ranks)| answer(ranks, target) != now);
                let (low, high) = (change(false), change(true));
                let ends = (low.map_or(0.0, |(place, _)| place), high.map_or(1.0, |(place, _)| place));
                near("the lower end", found.stable_low, ends.0, PLACE)?;
                near("the upper end", found.stable_high, ends.1, PLACE)?;
                prop_assert_eq!(found.challenger_low.is_some(), low.is_some(), "whether something changes below");
                prop_assert_eq!(found.challenger_high.is_some(), high.is_some(), "whether something changes above");
                // An end without a challenger is the end of all weights, to the last bit.
                prop_assert!(low.is_some() || found.stable_low == 0.0);
                prop_assert!(high.is_some() || found.stable_high == 1.0);
                for share in [1e-4, 0.1, 0.37, 0.5, 0.82, 0.999] {
                    for end in [found.stable_low, found.stable_high] {
                        let t = found.weight + share * (end - found.weight);
                        if let Some(ranks) = ranks(&way.values(t)) {
                            prop_assert_eq!(answer(&ranks, target), now.clone(), "at {}", t);
                        }
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    });
}

/// A weight that is all there is has nothing to change with; other weights here are too near to call.
fn cannot_move(case: &Case, node: Node, found: &WeightStability) -> TestCaseResult {
    if case.weights_at(node, 0.0).is_none() {
        prop_assert!(found.stable_low == 0.0 && found.stable_high == 1.0);
        prop_assert!(found.challenger_low.is_none() && found.challenger_high.is_none());
    }
    Ok(())
}

/// Invariant 29: at each end the two that are named tie; just beyond, the one is past the other.
#[test]
fn whoever_is_named_at_an_end_ties_there_and_takes_over_beyond() {
    for_all((cases(), 1_usize..=8), |(model, k)| {
        for target in targets(k) {
            for_every_interval(&model, target, |case, node, found| {
                let Some(way) = Way::new(case, node) else { return Ok(()) };
                for (up, end, challenger) in
                    [(false, found.stable_low, &found.challenger_low), (true, found.stable_high, &found.challenger_high)]
                {
                    let Some(challenger) = challenger else { continue };
                    let beyond = if up { end + BEYOND } else { end - BEYOND };
                    let Some(there) = ranks(&way.values(beyond)) else { continue };
                    let at_end = way.values(end);
                    let (before, after) = (answer(&way.now, target), answer(&there, target));
                    prop_assert_ne!(&before, &after, "nothing changes at {}", beyond);
                    match challenger {
                        Challenger::First(id) => {
                            let best = at_end.iter().copied().fold(f64::MIN, f64::max);
                            near("the first and the challenger", at_end[case.row(id)], best, TIE)?;
                            let holder = case.rows().find(|&row| before[row] == 1).expect("someone is first");
                            near("who held the place and the challenger", at_end[case.row(id)], at_end[holder], TIE)?;
                            let first_of = |new: bool| case.rows().find(|&row| after[row] == 1 && (!new || before[row] == 0));
                            let wanted = first_of(true).or_else(|| first_of(false)).expect("someone is first");
                            prop_assert_eq!(&**id, case.id(wanted), "who takes over at {}, {:?}", beyond, there);
                        }
                        Challenger::Sets { .. } => prop_assert!(false, "plans are not looked at"),
                        Challenger::Swap { up, down } => {
                            let (up, down) = (case.row(up), case.row(down));
                            near("the two that swap", at_end[up], at_end[down], TIE)?;
                            prop_assert!(there[up] < there[down], "{there:?}");
                            prop_assert!(way.now[up] >= way.now[down], "{:?}", way.now);
                            if target != Target::Order {
                                prop_assert!(after[up] == 1 && (before[up] == 0 || after[down] == 0), "{before:?} {after:?}");
                            }
                        }
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    });
}

#[test]
fn a_present_tie_that_any_move_breaks_leaves_a_weight_no_room() {
    for_all(cases(), |model| {
        for_every_interval(&model, Target::Winner, |case, node, found| {
            let Some(way) = Way::new(case, node) else { return Ok(()) };
            let firsts: Vec<_> = case.rows().filter(|&row| way.now[row] == 1).collect();
            let (outside, inside) = (way.values(0.0), way.values(1.0));
            let parts =
                |row: &usize| (outside[*row] - outside[firsts[0]]).abs() + (inside[*row] - inside[firsts[0]]).abs() > 1e-8;
            if firsts.iter().any(parts) {
                let still = |end: f64, room: bool| !room || (end - found.weight).abs() <= 1e-15;
                prop_assert!(still(found.stable_low, found.weight > 0.0) && still(found.stable_high, found.weight < 1.0));
            }
            Ok(())
        })
    });
}

/// Each row's own rank against a look at all pairs.
#[test]
fn every_rank_holds_up_to_the_nearest_crossing_of_its_own() {
    for_all(cases(), |model| {
        let case = Case::new(&model)?;
        let found = rank_intervals(&Present::new(&case.decision));
        prop_assert_eq!(found.len(), case.nodes().len() * model.rows.len());
        for interval in &found {
            let (node, mine) = (node_of(&case, &interval.of), case.row(&interval.id));
            let Some(way) = Way::new(&case, node) else {
                prop_assert!(case.weights_at(node, 0.0).is_some() || (interval.low, interval.high) == (0.0, 1.0));
                continue;
            };
            let wanted = |up: bool| {
                let mut end = if up { 1.0 } else { 0.0 };
                for (place, ranks) in way.onwards(up) {
                    // Another passes it: the two stand the other way round than now, or part to its harm.
                    let passes = |other: usize| match way.now[other].cmp(&way.now[mine]) {
                        std::cmp::Ordering::Less => ranks[other] > ranks[mine],
                        std::cmp::Ordering::Greater | std::cmp::Ordering::Equal => ranks[other] < ranks[mine],
                    };
                    if case.rows().any(|other| other != mine && passes(other)) {
                        end = place;
                        break;
                    }
                }
                end
            };
            near(&format!("{interval:?}, low"), interval.low, wanted(false), PLACE)?;
            near(&format!("{interval:?}, high"), interval.high, wanted(true), PLACE)?;
        }
        Ok(())
    });
}

#[test]
fn a_sweep_leaves_no_gap_and_changes_order_at_every_break() {
    for_all(cases(), |model| {
        let case = Case::new(&model)?;
        let present = Present::new(&case.decision);
        for node in case.nodes() {
            let found = sweep(&present, node);
            let stretches = &found.stretches;
            prop_assert!(stretches[0].from == 0.0 && stretches[stretches.len() - 1].to == 1.0);
            for pair in stretches.windows(2) {
                prop_assert!(pair[0].to == pair[1].from && pair[0].from < pair[0].to);
                prop_assert_ne!(&pair[0].order, &pair[1].order, "nothing changes at {}", pair[0].to);
            }
            let Some(way) = Way::new(&case, node) else { continue };
            prop_assert_eq!(stretches.len(), way.ranks.len(), "stretches of {}", case.name(node));
            for (stretch, ranks) in stretches.iter().zip(&way.ranks) {
                let mut order: Vec<_> = case.rows().collect();
                order.sort_by_key(|&row| ranks[row]);
                let wanted: Vec<_> = order.into_iter().map(|row| case.id(row)).collect();
                let shown: Vec<_> = stretch.order.iter().map(|id| &**id).collect();
                prop_assert_eq!(shown, wanted, "{}, {:?}", case.name(node), stretch);
            }
            for (break_found, wanted) in stretches.iter().zip(&way.breaks) {
                near("a break", break_found.from, *wanted, PLACE)?;
            }
            for (row, (outside, inside)) in found.ends.iter().enumerate() {
                near("the value at 0", *outside, way.values(0.0)[row], 1e-10)?;
                near("the value at 1", *inside, way.values(1.0)[row], 1e-10)?;
            }
        }
        Ok(())
    });
}

/// Invariant 30: at 0 the values are those of the round without the criterion, at 1 those of the criterion alone.
#[test]
fn a_weight_of_0_leaves_the_criterion_out_and_of_1_leaves_it_alone() {
    for_all((model(Recipe { grouping: super::super::Grouping::None, ..Recipe::ANY }), any::<Index>()), |(model, which)| {
        prop_assume!(model.criteria.len() > 1);
        let out = which.index(model.criteria.len());
        let kept: Vec<_> = (0..model.criteria.len()).filter(|&criterion| criterion != out).collect();
        prop_assume!(kept.iter().any(|&criterion| model.criteria[criterion].judged.units > 0));
        let case = Case::new(&model)?;
        let found = sweep(&Present::new(&case.decision), Node::Criterion(out));
        let mut alone = model.with_criteria(&[out]);
        alone.criteria[0].judged = super::support::model::Decimal::whole(1);
        let (without, alone) = (ranking(&model.with_criteria(&kept))?, ranking(&alone)?);
        for (at, (outside, inside)) in found.ends.iter().enumerate() {
            near("left out", *outside, row(&without, case.id(at)).value, 1e-10)?;
            near("alone", *inside, row(&alone, case.id(at)).value, 1e-10)?;
        }
        Ok(())
    });
}

/// Invariant 16: whoever is ahead and better on a criterion stays ahead when it is weighed more.
#[test]
fn a_lead_on_a_criterion_survives_a_larger_swing() {
    for_all((cases(), any::<Index>(), 1_i32..=9), |(model, which, times)| {
        prop_assume!(model.weighing == Weighing::Swings);
        let case = Case::new(&model)?;
        let leaf = which.index(model.criteria.len());
        prop_assume!(!case.left_out[leaf] && model.criteria[leaf].judged.units > 0);
        let present = Present::new(&case.decision);
        let swing = model.criteria[leaf].judged.to_string().parse::<f64>().expect("a number");
        let swing = vec![(model.criteria[leaf].id.clone(), swing * f64::from(1 + times))];
        let after = ranking_of(&model.toml(), &model.csv(), &Choices { swing, ..Choices::default() })?;
        let flat = model.criteria.iter().all(|criterion| model.anchor(criterion.group).is_none());
        for (ahead, behind) in case.rows().flat_map(|a| case.rows().map(move |b| (a, b))) {
            let gap = case.value(ahead, &case.weights) - case.value(behind, &case.weights);
            if gap <= 1e-9 || case.scores[ahead][leaf] <= case.scores[behind][leaf] {
                continue;
            }
            // Inside a judged group a larger swing takes from its siblings alone.
            if flat {
                prop_assert!(row(&after, case.id(ahead)).rank < row(&after, case.id(behind)).rank);
            }
            for level in level_weights(&present, behind, ahead) {
                let own = level.of == WeightOf::Criterion(model.criteria[leaf].id.as_str().into());
                prop_assert!(!own || level.level_at < level.weight, "{level:?}");
            }
        }
        Ok(())
    });
}
