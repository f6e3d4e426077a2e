//! What a model must yield, by the definitions of the methods page, in exact fractions.
//!
//! Owns linear, points and levels values, weights over the tree, ranks with exact ties, dominance, value for money, and
//! how a result of the library is held against them. Curves and relative values are irrational and not its own.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::{prop_assert, prop_assert_eq};
use proptest::test_runner::TestCaseResult;
use weighup::analysis::rank::Ranking;

use super::model::{Criterion, Decimal, Group, Missing, Model, Outside, Shape, Weighing};

type Exact = BigRational;

/// What the library may differ by, on 0–100 (1e-12 on the 0–1 scale).
pub const TOLERANCE: f64 = 1e-10;
/// Two values apart by less than this may or may not tie; models that hold such a pair are passed over.
const DECIDABLE: Decimal = Decimal::new(1, 9);
/// Decimals at which the library compares values.
const TIE_DECIMALS: u32 = 10;

#[derive(Debug)]
pub struct Solution {
    pub weights: Vec<Exact>,
    pub group_weights: Vec<Exact>,
    pub nothing: Exact,
    /// In the order of the data.
    pub rows: Vec<SolvedRow>,
}

#[derive(Debug)]
pub struct SolvedRow {
    pub scores: Vec<Exact>,
    pub value: Exact,
    pub low: Exact,
    pub high: Exact,
    pub rank: usize,
    /// Indices of rows.
    pub dominated_by: Vec<usize>,
    /// Benefit, before it is divided by cost; `None` where there is no ratio.
    pub benefit: Option<Exact>,
}

pub fn whole(number: i64) -> Exact {
    Exact::from_integer(BigInt::from(number))
}

/// Scores of one cell: least, middle, largest.
type Interval = [Exact; 3];

pub fn solve(model: &Model) -> Solution {
    let scales: Vec<_> = (0..model.criteria.len()).map(|criterion| scale(model, criterion)).collect();
    let (weights, group_weights) = weights(model, &scales);
    let cells: Vec<Vec<Interval>> = (0..model.rows.len())
        .map(|row| (0..scales.len()).map(|criterion| interval(model, row, criterion, scales[criterion].as_ref())).collect())
        .collect();
    let sum = |row: usize, end: usize| -> Exact {
        weights.iter().zip(&cells[row]).fold(whole(0), |sum, (weight, cell)| sum + weight * &cell[end])
    };
    let values: Vec<_> = (0..cells.len()).map(|row| sum(row, 1)).collect();
    let nothing = nothing(model, &weights, &scales);
    let dominates = |a: usize, b: usize| {
        let weighed = (0..weights.len()).filter(|&criterion| weights[criterion] > whole(0));
        let pairs: Vec<_> = weighed.map(|criterion| cells[a][criterion][0].cmp(&cells[b][criterion][2])).collect();
        pairs.iter().all(|order| *order != Ordering::Less) && pairs.contains(&Ordering::Greater)
    };
    let rows = (0..cells.len()).map(|row| SolvedRow {
        scores: cells[row].iter().map(|cell| cell[1].clone()).collect(),
        low: sum(row, 0),
        high: sum(row, 2),
        rank: 1 + values.iter().filter(|value| **value > values[row]).count(),
        dominated_by: (0..cells.len()).filter(|&other| dominates(other, row)).collect(),
        benefit: benefit(model, row, &values[row] - &nothing),
        value: values[row].clone(),
    });
    let rows = rows.collect();
    Solution { weights, group_weights, nothing, rows }
}

/// Whether the data make no scale for a criterion that takes its scale from them.
pub fn is_flat(model: &Model, criterion: usize) -> bool {
    let entry = &model.criteria[criterion];
    match entry.shape {
        Shape::Relative => model.rows.iter().all(|row| row.cells[criterion].is_none()),
        _ => entry.is_local() && scale(model, criterion).is_none(),
    }
}

pub fn has_flat_scale(model: &Model) -> bool {
    (0..model.criteria.len()).any(|criterion| is_flat(model, criterion))
}

/// The performance of a cell: its column × `reach` ÷ `people`, as far as the criterion reads them.
fn performance(model: &Model, row: usize, criterion: usize) -> Option<Exact> {
    let (row, entry) = (&model.rows[row], &model.criteria[criterion]);
    let mut performance = entry.number(row.cells[criterion]?).exact();
    if entry.factors.times() {
        performance *= row.reach.exact();
    }
    if entry.factors.per() {
        performance /= row.people.exact();
    }
    Some(performance)
}

/// Worst and best; `None` for levels, and for local scales without width.
fn scale(model: &Model, criterion: usize) -> Option<(Exact, Exact)> {
    let entry = &model.criteria[criterion];
    let (worst, best) = entry.ends();
    if matches!(entry.shape, Shape::Levels(_)) {
        return None;
    }
    if !entry.is_local() {
        return Some((entry.number(worst).exact(), entry.number(best).exact()));
    }
    let mut found: Vec<_> = (0..model.rows.len()).filter_map(|row| performance(model, row, criterion)).collect();
    found.sort();
    let (low, high) = (found.first()?.clone(), found.last()?.clone());
    (low < high).then(|| if entry.higher() { (low, high) } else { (high, low) })
}

fn interval(model: &Model, row: usize, criterion: usize, scale: Option<&(Exact, Exact)>) -> Interval {
    let entry = &model.criteria[criterion];
    let same = |score: Exact| [score.clone(), score.clone(), score];
    match (&entry.shape, model.rows[row].cells[criterion], performance(model, row, criterion)) {
        (Shape::Levels(values), Some(step), _) => same(level(values, step)),
        (_, _, Some(x)) => same(score(entry, scale, x)),
        _ => {
            let (low, high) = ends(&entry.shape);
            let middle = (&low + &high) / whole(2);
            if entry.missing == Missing::Range { [low, middle, high] } else { same(low) }
        }
    }
}

/// The scores of the worst and the best there can be: levels may stop short of 0 and 100.
fn ends(shape: &Shape) -> (Exact, Exact) {
    match shape {
        Shape::Levels(values) => {
            let of = |value: Option<&i64>| whole(*value.expect("there are levels"));
            (of(values.iter().min()), of(values.iter().max()))
        }
        _ => (whole(0), whole(100)),
    }
}

fn level(values: &[i64], step: i64) -> Exact {
    whole(values[usize::try_from(step).expect("a level's number")])
}

/// 0 on a local scale without width, whose weight is 0.
fn score(criterion: &Criterion, scale: Option<&(Exact, Exact)>, x: Exact) -> Exact {
    let Some((worst, best)) = scale else { return whole(0) };
    let (low, high) = if worst < best { (worst, best) } else { (best, worst) };
    let x = if criterion.outside == Outside::Clamp { x.clamp(low.clone(), high.clone()) } else { x };
    match &criterion.shape {
        Shape::Points(knots) => between_knots(criterion, knots, &x),
        _ => whole(100) * (x - worst) / (best - worst),
    }
}

fn between_knots(criterion: &Criterion, knots: &[(i64, i64)], x: &Exact) -> Exact {
    let at = |step: i64| criterion.number(step).exact();
    let inside = |from: i64, to: i64| {
        let (from, to) = (at(from), at(to));
        (from <= *x && *x <= to) || (to <= *x && *x <= from)
    };
    let pair = knots.windows(2).find(|pair| inside(pair[0].0, pair[1].0)).expect("inside the points");
    let (from, to) = (at(pair[0].0), at(pair[1].0));
    whole(pair[0].1) + whole(pair[1].1 - pair[0].1) * (x - &from) / (to - from)
}

/// A judged criterion or group: the group whose weight it shares, and its swing, share or rank.
type Node = (Option<usize>, Exact);

/// Global weights of criteria and groups.
fn weights(model: &Model, scales: &[Option<(Exact, Exact)>]) -> (Vec<Exact>, Vec<Exact>) {
    let criterion =
        |index: usize| (model.anchor(model.criteria[index].group), rescaled(&model.criteria[index], scales[index].as_ref()));
    let criteria: Vec<Node> = (0..scales.len()).map(criterion).collect();
    let group = |group: &Group| Some((model.anchor(group.parent), group.judged?.exact()));
    let nodes: Vec<Node> = criteria.iter().cloned().chain(model.groups.iter().filter_map(group)).collect();
    let mut weights: Vec<_> = criteria.iter().map(|node| path(model, &nodes, node)).collect();
    for ignored in (0..weights.len()).filter(|&criterion| is_flat(model, criterion)) {
        weights[ignored] = whole(0);
    }
    let total = weights.iter().fold(whole(0), |sum, weight| sum + weight);
    for weight in &mut weights {
        *weight /= &total;
    }
    let below = |group: usize, criterion: usize| {
        std::iter::successors(model.criteria[criterion].group, |&above| model.groups[above].parent).any(|above| above == group)
    };
    let of_group = |group: usize| {
        (0..weights.len()).filter(|&criterion| below(group, criterion)).fold(whole(0), |sum, criterion| sum + &weights[criterion])
    };
    let groups = (0..model.groups.len()).map(of_group).collect();
    (weights, groups)
}

/// The swing of a criterion on its present scale: × new range ÷ the range it was judged on.
fn rescaled(criterion: &Criterion, scale: Option<&(Exact, Exact)>) -> Exact {
    let judged = criterion.judged.exact();
    let (Some((worst, best)), Some((from, to))) = (criterion.judged_on, scale) else { return judged };
    judged * (to - from) / (criterion.number(best).exact() - criterion.number(worst).exact())
}

/// The product of the shares from a node up to the top.
fn path(model: &Model, nodes: &[Node], (anchor, judged): &Node) -> Exact {
    let family: Vec<_> = nodes.iter().filter(|(other, _)| other == anchor).map(|(_, judged)| judged).collect();
    let share = share(model.weighing, &family, judged);
    let above = |group: usize| Some((model.anchor(model.groups[group].parent), model.groups[group].judged?.exact()));
    match anchor.and_then(above) {
        Some(group) => share * path(model, nodes, &group),
        None => share,
    }
}

fn share(weighing: Weighing, family: &[&Exact], judged: &Exact) -> Exact {
    let Weighing::Ranks(rule) = weighing else {
        return judged / family.iter().fold(whole(0), |sum, figure| sum + *figure);
    };
    let better = family.iter().filter(|rank| **rank < judged).count();
    let alike = family.iter().filter(|rank| **rank == judged).count();
    let count = |number: usize| whole(i64::try_from(number).expect("few criteria"));
    let places = (better + 1)..=(better + alike);
    places.fold(whole(0), |sum, place| sum + place_weight(rule, place, family.len())) / count(alike)
}

/// The published weight of the k-th of m: rank order centroid, rank sum, rank reciprocal.
fn place_weight(rule: &str, place: usize, count: usize) -> Exact {
    let number = |number: usize| whole(i64::try_from(number).expect("few criteria"));
    let reciprocals = |from: usize| (from..=count).fold(whole(0), |sum, i| sum + number(i).recip());
    match rule {
        "roc" => reciprocals(place) / number(count),
        "sum" => number(2 * (count + 1 - place)) / number(count * (count + 1)),
        _ => number(place).recip() / reciprocals(1),
    }
}

fn nothing(model: &Model, weights: &[Exact], scales: &[Option<(Exact, Exact)>]) -> Exact {
    if let Some(baseline) = model.portfolio.and_then(|portfolio| portfolio.baseline) {
        return baseline.exact();
    }
    let stated = |criterion: usize| {
        let entry = &model.criteria[criterion];
        entry.nothing.map(|step| match &entry.shape {
            Shape::Levels(values) => level(values, step),
            _ => score(entry, scales[criterion].as_ref(), entry.number(step).exact()),
        })
    };
    (0..weights.len()).fold(whole(0), |sum, criterion| sum + &weights[criterion] * stated(criterion).unwrap_or_else(|| whole(0)))
}

/// Gain over doing nothing × size, where it may be divided by cost: cost and benefit known and above 0.
fn benefit(model: &Model, row: usize, gain: Exact) -> Option<Exact> {
    let row = &model.rows[row];
    let by_size = model.portfolio.is_some_and(|portfolio| portfolio.by_size);
    let benefit = if by_size { gain * row.size?.exact() } else { gain };
    (row.cost?.units > 0 && benefit > whole(0)).then_some(benefit)
}

impl Solution {
    /// Whether the library's rounding to 10 decimals must find exactly the exact ties: distinct values are well apart, and
    /// tied ones do not lie where noise in the last bits decides which way they round.
    pub fn is_decidable(&self) -> bool {
        let near = DECIDABLE.exact();
        let apart = |a: &Exact, b: &Exact| a == b || (a - b > near || b - a > near);
        let values: Vec<_> = self.rows.iter().map(|row| &row.value).chain([&self.nothing]).collect();
        values.iter().enumerate().all(|(at, value)| {
            values.iter().enumerate().all(|(other, against)| {
                other == at || (apart(value, against) && (value != against || !is_at_rounding_boundary(value)))
            })
        })
    }

    /// The ids best first, ties in the order of the data.
    pub fn order<'a>(&self, model: &'a Model) -> Vec<&'a str> {
        let mut order: Vec<_> = (0..self.rows.len()).collect();
        order.sort_by_key(|&row| self.rows[row].rank);
        order.into_iter().map(|row| model.rows[row].id.as_str()).collect()
    }
}

/// Within 1e-12 of halfway between two neighbours at 10 decimals.
fn is_at_rounding_boundary(value: &Exact) -> bool {
    let scaled = value * Exact::from_integer(BigInt::from(10).pow(TIE_DECIMALS));
    let past_half = &scaled - scaled.floor() - Decimal::new(5, 1).exact();
    let margin = Decimal::new(1, 2).exact();
    -&margin < past_half && past_half < margin
}

/// Whether a number of the library is the exact one, within a tolerance.
pub fn close(found: f64, wanted: &Exact, tolerance: f64) -> bool {
    let exact = |number: f64| Exact::from_float(number).expect("a finite number");
    let difference = exact(found) - wanted;
    let tolerance = exact(tolerance);
    -&tolerance <= difference && difference <= tolerance
}

/// Fails where a number is not the exact one within [`TOLERANCE`].
pub fn check_close(what: &str, found: f64, wanted: &Exact) -> TestCaseResult {
    prop_assert!(close(found, wanted, TOLERANCE), "{what} is {found:?}, exactly {wanted}");
    Ok(())
}

/// Holds everything but money against the exact solution.
pub fn check(model: &Model, ranking: &Ranking, solution: &Solution) -> TestCaseResult {
    check_weights(model, ranking, solution)?;
    let order: Vec<_> = ranking.ranking.iter().map(|row| &*row.id).collect();
    prop_assert_eq!(order, solution.order(model), "the order");
    for (row, wanted) in model.rows.iter().zip(&solution.rows) {
        let found = super::row(ranking, &row.id);
        prop_assert_eq!(found.rank, wanted.rank, "the rank of {}", row.id);
        let sharing = solution.rows.iter().filter(|other| other.rank == wanted.rank).count();
        prop_assert_eq!(found.tied, sharing > 1, "whether {} ties", row.id);
        check_close(&format!("the value of {}", row.id), found.value, &wanted.value)?;
        for (criterion, score) in model.criteria.iter().zip(&wanted.scores) {
            let score_found = found.scores.get(&criterion.id).copied().unwrap_or(f64::MAX);
            check_close(&format!("the score of {} on {}", row.id, criterion.id), score_found, score)?;
        }
        let mut dominating: Vec<_> = found.dominated_by.iter().flatten().map(|id| &**id).collect();
        dominating.sort_unstable();
        let mut wanted_dominating: Vec<_> = wanted.dominated_by.iter().map(|&other| model.rows[other].id.as_str()).collect();
        wanted_dominating.sort_unstable();
        prop_assert_eq!(dominating, wanted_dominating, "what dominates {}", row.id);
        check_interval(&row.id, (found.value_low, found.value_high), wanted)?;
    }
    Ok(())
}

fn check_weights(model: &Model, ranking: &Ranking, solution: &Solution) -> TestCaseResult {
    for (criterion, weight) in model.criteria.iter().zip(&solution.weights) {
        let found = ranking.weights.get(&criterion.id).copied().unwrap_or(f64::MAX);
        prop_assert!(close(found, weight, 1e-12), "the weight of {} is {found:?}, exactly {weight}", criterion.id);
    }
    for (group, weight) in model.groups.iter().zip(&solution.group_weights) {
        let found = ranking.group_weights.get(&group.id).copied().unwrap_or(f64::MAX);
        prop_assert!(close(found, weight, 1e-12), "the weight of {} is {found:?}, exactly {weight}", group.id);
    }
    Ok(())
}

fn check_interval(id: &str, found: (Option<f64>, Option<f64>), wanted: &SolvedRow) -> TestCaseResult {
    let (Some(low), Some(high)) = found else {
        prop_assert!(wanted.low == wanted.high, "{id} has no interval, exactly {} to {}", wanted.low, wanted.high);
        return Ok(());
    };
    check_close(&format!("the least value of {id}"), low, &wanted.low)?;
    check_close(&format!("the largest value of {id}"), high, &wanted.high)
}

/// Holds value of doing nothing and value for money against the exact solution.
pub fn check_money(model: &Model, ranking: &Ranking, solution: &Solution) -> TestCaseResult {
    check_close("the value of doing nothing", ranking.value_of_nothing, &solution.nothing)?;
    for (row, wanted) in model.rows.iter().zip(&solution.rows) {
        let found = super::row(ranking, &row.id).value_for_money;
        prop_assert_eq!(found.is_some(), wanted.benefit.is_some(), "whether {} has a ratio", row.id);
        if let (Some(found), Some(benefit), Some(cost)) = (found, &wanted.benefit, row.cost) {
            let size = row.size.filter(|_| model.portfolio.is_some_and(|portfolio| portfolio.by_size));
            let per_pound = Decimal::new(1, 10).exact() * size.map_or_else(|| whole(1), Decimal::exact) / cost.exact();
            let difference = Exact::from_float(found).expect("a finite ratio") - benefit / cost.exact();
            prop_assert!(-&per_pound <= difference && difference <= per_pound, "value for money of {}: {found:?}", row.id);
        }
    }
    Ok(())
}
