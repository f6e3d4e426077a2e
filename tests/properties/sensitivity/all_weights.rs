//! All weights that may be: closest flips, who can come first, values and ranks, against every corner of every cell.

use proptest::collection::vec;
use proptest::prelude::{Strategy, prop_assert, prop_assert_eq};
use proptest::sample::select;
use proptest::test_runner::{TestCaseError, TestCaseResult};
use weighup::analysis::sensitivity::admissible::{Admissible, Space, has_bounds};
use weighup::analysis::sensitivity::{Questions, Sensitivity, Target, sensitivity};

use super::moved::{Case, with_one_left_out};
use super::support::model::Model;
use super::support::recipe::{Recipe, model};
use super::support::{for_all, near};
use super::vertices::{Face, corners, dot};

/// Points or weight by which a solver may be off.
const SOLVED: f64 = 1e-8;
/// Points by which the corners may be off: a lead of less is none.
const NONE: f64 = 1e-9;
/// Points from which a lead is one; models with a lead between cannot tell, and are passed over there.
const LEAD: f64 = 1e-5;

/// Low and high of a swing, as shares of it, for each criterion and then each group; `None`: no bounds.
type Bounds = Vec<Option<(u32, u32)>>;

/// Models small enough for all their corners to be looked at, and bounds of their swings in hundredths.
fn small() -> impl Strategy<Value = (Model, Bounds)> {
    let low = select(vec![0_u32, 50, 80, 100]);
    let bounds = vec(proptest::option::of((low, select(vec![100_u32, 125, 200]))), 9);
    let small = model(Recipe::EXACT).prop_filter("few", |model| model.criteria.len() <= 4 && model.rows.len() <= 5);
    (small, bounds, proptest::bool::weighted(0.2))
        .prop_map(|(model, bounds, flat)| (if flat { with_one_left_out(model) } else { model }, bounds))
}

/// The criteria file with bounds beside the swings.
fn with_bounds(model: &Model, bounds: &Bounds) -> String {
    let mut lines = Vec::new();
    let mut stated = None;
    for line in model.toml().lines() {
        lines.push(line.to_owned());
        if let Some(id) = line.strip_prefix("id = ") {
            stated = bound_of(model, bounds, id.trim_matches('"'));
        }
        if let (Some(swing), Some((low, high))) = (line.strip_prefix("swing = "), stated) {
            let swing: f64 = swing.parse().expect("a number");
            let share = |hundredths: u32| swing * f64::from(hundredths) / 100.0;
            lines.extend([format!("swing_low = {}", share(low)), format!("swing_high = {}", share(high))]);
        }
    }
    lines.join("\n")
}

fn bound_of(model: &Model, bounds: &Bounds, id: &str) -> Option<(u32, u32)> {
    let criterion = model.criteria.iter().position(|criterion| criterion.id == *id);
    let group = model.groups.iter().position(|group| group.id == *id);
    criterion.or(group.map(|group| 5 + group)).and_then(|at| bounds[at])
}

/// Every condition that two siblings put on one another.
fn conditions(case: &Case, bounds: &Bounds, space: Space) -> Vec<Face> {
    use weighup::model::hierarchy::Node;
    let model = &case.model;
    let criteria = (0..model.criteria.len()).map(|leaf| (Node::Criterion(leaf), model.anchor(model.criteria[leaf].group)));
    let judged = (0..model.groups.len()).filter(|&group| model.groups[group].judged.is_some());
    let groups = judged.map(|group| (Node::Group(group), model.anchor(model.groups[group].parent)));
    let all: Vec<_> = criteria.chain(groups).filter(|&(node, _)| case.weight(node) > 0.0).collect();
    let of = |node: Node| -> (f64, f64) {
        // What weights are shared out in proportion to: the present ones, whatever is left out.
        let weight = case.weight(node);
        let (low, high) = bound_of(model, bounds, case.name(node)).unwrap_or((100, 100));
        (weight * f64::from(low) / 100.0, weight * f64::from(high) / 100.0)
    };
    let mut found = Vec::new();
    for &(a, anchor) in &all {
        for &(b, _) in all.iter().filter(|&&(b, other)| b != a && other == anchor) {
            let inside = |node: Node, leaf: usize| f64::from(u8::from(case.holds(node, leaf)));
            let face = |of_a: f64, of_b: f64| {
                let factors = (0..case.weights.len()).map(|leaf| of_a * inside(a, leaf) - of_b * inside(b, leaf));
                Face::level(&factors.collect::<Vec<_>>())
            };
            match space {
                Space::Ordinal if case.weight(a) > case.weight(b) + 1e-12 => found.push(face(1.0, 1.0)),
                Space::Free | Space::Ordinal => {}
                // a ÷ b is at least low of a ÷ high of b.
                Space::Interval => found.push(face(of(b).1, of(a).0)),
            }
        }
    }
    found
}

fn asked(case: &Case, space: Space) -> Result<Sensitivity, TestCaseError> {
    let questions = Questions { space, programmes: true, intervals: true, ..Questions::about(Target::Winner) };
    sensitivity(&case.decision, &questions).map_err(|why| TestCaseError::fail(format!("{why:?}")))
}

/// Faces on which two rows tie.
fn ties(case: &Case) -> Vec<Face> {
    let pairs = case.rows().flat_map(|a| (a + 1..case.scores.len()).map(move |b| (a, b)));
    pairs.map(|(a, b)| Face::level(&lead(case, a, b))).collect()
}

fn lead(case: &Case, row: usize, rival: usize) -> Vec<f64> {
    case.scores[row].iter().zip(&case.scores[rival]).map(|(mine, theirs)| mine - theirs).collect()
}

fn least(of: impl Iterator<Item = f64>) -> f64 {
    of.fold(f64::INFINITY, f64::min)
}

fn most(of: impl Iterator<Item = f64>) -> f64 {
    of.fold(f64::NEG_INFINITY, f64::max)
}

fn in_every_space(check: impl Fn(&Case, &Bounds, Space) -> TestCaseResult) {
    for_all(small(), |(model, bounds)| {
        let case = Case::of_files(&model, &with_bounds(&model, &bounds), &model.csv())?;
        for space in [Space::Free, Space::Ordinal, Space::Interval] {
            check(&case, &bounds, space).map_err(|fault| TestCaseError::fail(format!("{space:?}, {bounds:?}: {fault}")))?;
        }
        Ok(())
    });
}

#[test]
fn the_present_weights_are_among_those_that_may_be() {
    in_every_space(|case, bounds, space| {
        let admissible = Admissible::new(&case.decision, space);
        for condition in &admissible.conditions {
            prop_assert!(dot(condition, &case.weights) >= -1e-12, "{condition:?} at {:?}", case.weights);
        }
        for (leaf, weight) in case.weights.iter().enumerate() {
            prop_assert_eq!(admissible.carries[leaf], *weight > 0.0);
        }
        prop_assert!(space != Space::Interval || !has_bounds(&case.decision) || bounds.iter().any(Option::is_some));
        Ok(())
    });
}

#[test]
fn values_ranks_and_who_can_come_first_are_those_of_the_corners() {
    in_every_space(|case, bounds, space| {
        let carries: Vec<_> = case.weights.iter().map(|weight| *weight > 0.0).collect();
        let conditions = conditions(case, bounds, space);
        let all = corners(&carries, &conditions, &ties(case));
        prop_assert!(!all.is_empty());
        let found = asked(case, space)?;
        let first = found.potentially_optimal.as_ref().expect("few rows");
        for interval in found.intervals.as_ref().expect("asked for") {
            let row = case.row(&interval.id);
            let leads: Vec<Vec<f64>> = case.rows().filter(|&rival| rival != row).map(|rival| lead(case, rival, row)).collect();
            let values = || all.iter().map(|weights| case.value(row, weights));
            near(&format!("least value of {}", interval.id), interval.value_min, least(values()), SOLVED)?;
            near(&format!("largest value of {}", interval.id), interval.value_max, most(values()), SOLVED)?;
            // How far ahead of all others it can be at once.
            let ahead = most(all.iter().map(|weights| least(leads.iter().map(|lead| -dot(lead, weights)))));
            if !(-LEAD..=-NONE).contains(&ahead) {
                prop_assert_eq!(first.contains(&interval.id), ahead > -NONE, "{} can be ahead by {}", interval.id, ahead);
            }
            // A lead that is needed is seen at a corner, where those that are not are ties.
            let counts = |from: f64| all.iter().map(move |weights| (weights, from));
            let passed = |(weights, from): (&Vec<f64>, f64)| leads.iter().filter(|lead| dot(lead, weights) > from).count();
            let best = (counts(NONE).map(passed).min(), counts(LEAD).map(passed).min());
            if best.0 == best.1 {
                prop_assert_eq!(interval.rank_best, 1 + best.0.expect("a corner"), "best rank of {}", interval.id);
            }
            let worst = [NONE, LEAD].map(|from| most_ahead(&leads, &all, from));
            if worst[0] == worst[1] {
                prop_assert_eq!(interval.rank_worst, 1 + worst[0], "worst rank of {}", interval.id);
            }
        }
        let order: Vec<_> = found.intervals.iter().flatten().map(|interval| &interval.id).collect();
        prop_assert!(first.iter().eq(order.into_iter().filter(|id| first.contains(id))), "in the order of the ranking");
        Ok(())
    });
}

/// The most rivals that can be ahead at once: for each set of them, the corner at which the least lead is largest.
fn most_ahead(leads: &[Vec<f64>], all: &[Vec<f64>], from: f64) -> usize {
    let sets = 0_u32..1 << leads.len();
    let can = |set: u32| {
        let members = || (0..leads.len()).filter(move |at| set >> at & 1 == 1);
        most(all.iter().map(|weights| least(members().map(|at| dot(&leads[at], weights))))) > from
    };
    sets.filter(|&set| can(set)).map(u32::count_ones).max().expect("nobody at all") as usize
}

/// Present weights as corners too, so that the sum of moves is linear in every cell.
#[test]
fn closest_flips_come_first_and_no_nearer_weights_do() {
    for_all(small(), |(model, _)| {
        let case = Case::new(&model)?;
        let found = asked(&case, Space::Free)?.closest_flips.expect("few rows");
        let mut nearest = 0.0;
        let counts: Vec<_> = case.left_out.iter().map(|out| !out).collect();
        let present = &case.weights;
        for flip in &found {
            let row = case.row(&flip.id);
            let rivals = || case.rows().filter(|&rival| rival != row);
            let conditions: Vec<_> = rivals().map(|rival| Face::level(&lead(&case, row, rival))).collect();
            let stays: Vec<_> = (0..present.len()).map(|leaf| Face::weight(present.len(), leaf, present[leaf])).collect();
            let all = corners(&counts, &conditions, &stays);
            let moved = |weights: &Vec<f64>| -> f64 { weights.iter().zip(present).map(|(new, old)| (new - old).abs()).sum() };
            prop_assert_eq!(flip.l1.is_some(), flip.weights.is_some());
            let (Some(l1), Some(weights)) = (flip.l1, &flip.weights) else {
                prop_assert!(all.is_empty(), "{} comes first at {:?}", flip.id, all[0]);
                nearest = f64::INFINITY;
                continue;
            };
            let weights = weights.entries().to_vec();
            near("the sum of the weights", weights.iter().sum(), 1.0, 1e-9)?;
            prop_assert!(weights.iter().zip(&counts).all(|(weight, counts)| *weight >= 0.0 && (*counts || *weight == 0.0)));
            near("what is moved", l1, moved(&weights), 1e-12)?;
            let ahead = most(rivals().map(|rival| dot(&lead(&case, rival, row), &weights)));
            prop_assert!(ahead <= SOLVED, "{} is behind by {ahead} at {weights:?}", flip.id);
            near(&format!("the way of {}", flip.id), l1, least(all.iter().map(moved)), SOLVED)?;
            prop_assert!(l1 >= nearest - 1e-12, "nearest first");
            nearest = l1;
        }
        let behind = super::moved::ranks(&case.values(present)).map(|ranks| ranks.iter().filter(|rank| **rank > 1).count());
        prop_assert!(behind.is_none_or(|behind| behind == found.len()));
        Ok(())
    });
}
