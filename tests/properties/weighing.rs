//! What must hold of weights from comparisons and from many people, whatever they say.

use nalgebra::DMatrix;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq};
use weighup::model::hierarchy::Node;
use weighup::model::stakeholders::{Aggregate, Panel, Person};
use weighup::numeric::agreement::{concordance, kendall_tau_b, spearman_rho};
use weighup::weighting::best_worst::{BestWorst, fitted};
use weighup::weighting::pairwise::compared;
use weighup::weighting::stakeholders::{Points, merge_small_groups, pool, weights_of};
use weighup::weighting::tree::SiblingSet;

use super::support::for_all;

const NEAR: f64 = 1e-12;
/// A solver's optimum is exact to its own tolerance only.
const SOLVED: f64 = 1e-7;

fn near(found: &[f64], wanted: &[f64], tolerance: f64) -> bool {
    found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() <= tolerance)
}

fn flat(count: usize) -> Vec<SiblingSet> {
    vec![SiblingSet { parent: None, nodes: (0..count).map(Node::Criterion).collect() }]
}

/// People with points for all of a few criteria, and their groups.
fn people() -> impl Strategy<Value = Vec<(usize, Vec<f64>)>> {
    (1_usize..7).prop_flat_map(|criteria| vec((0_usize..3, vec(1.0..=1000.0, criteria)), 1..12))
}

fn pooled(people: &[(usize, Vec<f64>)], says: [f64; 3], aggregate: Aggregate) -> Panel {
    let count = people[0].1.len();
    let person = |(index, (group, points)): (usize, &(usize, Vec<f64>))| {
        let points = Points { criteria: points.iter().copied().map(Some).collect(), groups: Vec::new() };
        Person { id: index.to_string(), group: *group, weights: weights_of(&points, &flat(count)).expect("points above 0") }
    };
    let groups: Vec<_> = says.iter().enumerate().map(|(index, say)| (index.to_string(), *say)).collect();
    let people = people.iter().enumerate().map(person).collect();
    pool(people, &groups, aggregate, &vec![false; count], (0, Vec::new())).expect("every criterion is answered")
}

#[test]
fn pooled_weights_are_weights_whoever_comes_first_and_however_large_the_points() {
    let inputs = (people(), any::<bool>(), 0.01..100.0);
    for_all(inputs, |(people, median, times)| {
        let aggregate = if median { Aggregate::Median } else { Aggregate::Mean };
        let says = [1.0, 2.0, 5.0];
        let panel = pooled(&people, says, aggregate);
        for weights in [&panel.pooled, &panel.equal_groups, &panel.equal_person] {
            prop_assert!(weights.iter().all(|weight| *weight >= 0.0));
            prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() <= NEAR);
        }
        let turned: Vec<_> = people.iter().rev().cloned().collect();
        prop_assert!(near(&pooled(&turned, says, aggregate).pooled, &panel.pooled, NEAR));
        let mut scaled = people.clone();
        scaled[0].1.iter_mut().for_each(|points| *points *= times);
        prop_assert!(near(&pooled(&scaled, says, aggregate).pooled, &panel.pooled, NEAR));
        let tenfold = pooled(&people, says.map(|say| 10.0 * say), aggregate);
        prop_assert!(near(&tenfold.pooled, &panel.pooled, NEAR));
        for (criterion, spread) in panel.spread.iter().enumerate() {
            prop_assert!(spread.min <= spread.median && spread.median <= spread.max);
            if aggregate == Aggregate::Mean {
                let weight = panel.pooled[criterion];
                prop_assert!(spread.min - NEAR <= weight && weight <= spread.max + NEAR);
            }
        }
        prop_assert!(panel.kendall_w.is_none_or(|w| (-NEAR..=1.0 + NEAR).contains(&w)));
        Ok(())
    });
}

#[test]
fn publication_hides_small_groups_and_changes_no_weight() {
    for_all(people(), |people| {
        let panel = pooled(&people, [1.0, 2.0, 5.0], Aggregate::Mean);
        let mut published = panel.clone();
        merge_small_groups(&mut published);
        prop_assert_eq!(&published.pooled, &panel.pooled);
        prop_assert!(published.people.is_empty());
        let count = |panel: &Panel| panel.groups.iter().map(|group| group.people).sum::<usize>();
        prop_assert_eq!(count(&published), count(&panel));
        prop_assert!(published.groups.iter().all(|group| group.people >= 3 || group.name == "other"));
        let across = |criterion: usize| {
            published.groups.iter().map(|group| group.say * group.weights[criterion].unwrap_or(0.0)).sum::<f64>()
        };
        let weights: Vec<_> = (0..panel.pooled.len()).map(across).collect();
        prop_assert!(near(&weights, &panel.pooled, 1e-9));
        Ok(())
    });
}

#[test]
fn one_person_alone_is_the_pool_and_a_blank_is_left_to_the_others() {
    for_all(vec(1.0..=1000.0, 1..8), |points: Vec<f64>| {
        let total: f64 = points.iter().sum();
        let own: Vec<_> = points.iter().map(|point| point / total).collect();
        for aggregate in [Aggregate::Mean, Aggregate::Median, Aggregate::Geometric] {
            prop_assert!(near(&pooled(&[(1, points.clone())], [1.0, 2.0, 5.0], aggregate).pooled, &own, NEAR));
        }
        let mut blank: Vec<_> = points.iter().copied().map(Some).collect();
        blank[0] = None;
        let weights = weights_of(&Points { criteria: blank, groups: Vec::new() }, &flat(points.len()));
        if points.len() > 1 {
            let weights = weights.expect("points above 0");
            prop_assert!(weights[0].is_none());
            prop_assert!((weights.iter().flatten().sum::<f64>() - 1.0).abs() <= NEAR);
        }
        Ok(())
    });
}

#[test]
fn comparisons_that_agree_give_back_the_weights_behind_them() {
    for_all(vec(1.0..9.0, 2..9), |raw: Vec<f64>| {
        let total: f64 = raw.iter().sum();
        let weights: Vec<_> = raw.iter().map(|weight| weight / total).collect();
        let matrix = DMatrix::from_fn(raw.len(), raw.len(), |row, column| raw[row] / raw[column]);
        let found = compared(&matrix);
        prop_assert!(near(&found.shares, &weights, 1e-9));
        prop_assert!(found.consistency_ratio.is_some_and(|ratio| ratio < 1e-9));
        let position = |best: bool| {
            let order = |a: &usize, b: &usize| raw[*a].total_cmp(&raw[*b]);
            let all = 0..raw.len();
            if best { all.max_by(order) } else { all.min_by(order) }.expect("an item")
        };
        let (best, worst) = (position(true), position(false));
        let judgements = BestWorst {
            best,
            worst,
            best_to_others: raw.iter().map(|weight| raw[best] / weight).collect(),
            others_to_worst: raw.iter().map(|weight| weight / raw[worst]).collect(),
        };
        let found = fitted(&judgements).expect("a solution");
        prop_assert!(near(&found.shares, &weights, SOLVED) && found.xi <= SOLVED);
        Ok(())
    });
}

#[test]
fn any_reciprocal_matrix_has_weights_and_the_judgement_to_revisit_lowers_its_ratio() {
    let entries = (3_usize..7).prop_flat_map(|count| (vec(1.0_f64..9.0, count * count), vec(any::<bool>(), count * count)));
    for_all(entries, |(sizes, turned)| {
        let count = (3..7).find(|count| count * count == sizes.len()).expect("a square");
        let at = |row: usize, column: usize| {
            let index = row * count + column;
            if turned[index] { sizes[index] } else { 1.0 / sizes[index] }
        };
        let matrix = DMatrix::from_fn(count, count, |row, column| match row.cmp(&column) {
            std::cmp::Ordering::Less => at(row, column),
            std::cmp::Ordering::Equal => 1.0,
            std::cmp::Ordering::Greater => 1.0 / at(column, row),
        });
        let found = compared(&matrix);
        prop_assert!((found.shares.iter().sum::<f64>() - 1.0).abs() <= NEAR);
        prop_assert!(found.shares.iter().all(|share| *share > 0.0));
        let ratio = found.consistency_ratio.expect("at most ten");
        if let Some(revisit) = found.revisit {
            let mut changed = matrix.clone();
            changed[(revisit.row, revisit.column)] = revisit.implied;
            changed[(revisit.column, revisit.row)] = 1.0 / revisit.implied;
            let after = compared(&changed).consistency_ratio.expect("at most ten");
            prop_assert!((after - revisit.ratio_after).abs() <= 1e-9 && after <= ratio + NEAR && revisit.stated >= 1.0);
        }
        Ok(())
    });
}

#[test]
fn agreement_is_whole_with_oneself_turned_with_the_reverse_and_the_same_both_ways() {
    for_all((vec(-5_i128..5, 2..30), any::<u64>()), |(one, seed)| {
        let other: Vec<_> = one.iter().enumerate().map(|(at, key)| (key * 7 + at as i128 * i128::from(seed % 11)) % 5).collect();
        let reverse: Vec<_> = one.iter().map(|key| -key).collect();
        let near = |found: Option<f64>, wanted: f64| found.is_none_or(|found| (found - wanted).abs() <= NEAR);
        prop_assert!(near(kendall_tau_b(&one, &one), 1.0) && near(kendall_tau_b(&one, &reverse), -1.0));
        prop_assert!(near(spearman_rho(&one, &one), 1.0) && near(spearman_rho(&one, &reverse), -1.0));
        prop_assert_eq!(kendall_tau_b(&one, &other), kendall_tau_b(&other, &one));
        prop_assert!(near(concordance(&[one.clone(), one.clone(), one.clone()]), 1.0));
        let w = concordance(&[one, other]);
        prop_assert!(w.is_none_or(|w| (-NEAR..=1.0 + NEAR).contains(&w)));
        Ok(())
    });
}
