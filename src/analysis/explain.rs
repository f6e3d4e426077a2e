//! Why one intervention stands where it does beside another: what each criterion adds, what decides, and what would have to
//! change. The words belong to `present`.
//!
//! # Source
//! Keeney & Raiffa (1976), Decisions with Multiple Objectives, ch. 3 (what a unit of one thing is worth in another).

use std::sync::Arc;

use serde::Serialize;

use super::ByName;
use super::fund::{Standing, Unfundable, standing};
use super::rank::{NoRatio, Shown, contributions, performances, ratio};
use super::sensitivity::Present;
use super::sensitivity::break_even::{BreakEven, Reach, break_even_costs, reach_by_money};
use super::sensitivity::columns::{NeededFigure, figures_reaching};
use super::sensitivity::level::{LevelWeight, level_weights};
use super::sensitivity::needed::needed;
use super::sensitivity::summary::open_rows;
use super::sensitivity::tornado::tornado;
use crate::model::decision::{CostRole, Decision};
use crate::model::performance::Performance;
use crate::numeric::tolerance::tie_key;

/// Criteria that are named as deciding.
const DECIDING: usize = 3;

/// Points of value that rounding may make of none: half of what parts two values.
const NONE: f64 = 1e-10;

/// One intervention beside another.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    pub id: Arc<str>,
    /// `None` where there is no other.
    pub against: Option<Arc<str>>,
    pub rank: usize,
    pub interventions: usize,
    /// Overall value, 0–100.
    pub own_value: f64,
    pub other_rank: Option<usize>,
    pub other_value: Option<f64>,
    /// Value less that of the other.
    pub value_gap: Option<f64>,
    /// Largest absolute difference first.
    pub differences: Vec<Difference>,
    /// The criteria with the largest differences, at most three.
    pub deciding: Vec<Arc<str>>,
    /// What whoever is behind would have to perform to draw level, criterion by criterion.
    pub draw_level: Vec<DrawLevel>,
    /// The same for each column of the data, with everything that reads it; empty where columns are performances.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub draw_level_by_column: Vec<NeededFigure>,
    /// Weights at which the two draw level, nearest first.
    pub level_weights: Vec<LevelWeight>,
    /// The weights nearest to the present ones at which they do; `None` where there are none.
    pub closest_weights: Option<ByName<f64>>,
    /// What one unit more is worth, at the intervention's present performances.
    pub trade_offs: Vec<TradeOff>,
    pub break_even: Option<Money>,
    /// Why there is no value for money, where there is a cost column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_ratio: Option<NoRatio>,
    /// The next place up; `None` for the first.
    pub next_up: Option<NextUp>,
    /// How far from the first few it is by value, where these are looked at and it is not among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap_to_top: Option<f64>,
    /// Best and worst rank where one uncertain figure of its own is at its low or high.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranks_by_own_figures: Option<(usize, usize)>,
    /// Of either, where a figure is missing: the id with its least and largest value, whose middle counts.
    pub provisional: Vec<(Arc<str>, f64, f64)>,
    /// Where it and the other stand beside the best plan, or why there is no plan; `None` where no money is stated.
    #[serde(skip)]
    pub funding: Option<Result<Standing, Unfundable>>,
    /// How many of the first are looked at.
    #[serde(skip)]
    pub top: Option<usize>,
    /// Rows of the two.
    #[serde(skip)]
    pub rows: (usize, Option<usize>),
}

/// Who stands above.
#[derive(Debug, Clone, Serialize)]
pub struct NextUp {
    pub id: Arc<str>,
    pub rank: usize,
    /// Points that are lacking.
    pub gap: f64,
}

/// What one criterion does to the difference.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    pub criterion: Arc<str>,
    pub weight: f64,
    pub performance: Shown,
    pub other_performance: Option<Shown>,
    /// 0–100.
    pub score: f64,
    pub other_score: Option<f64>,
    /// w·v, summing to the value.
    pub contribution: f64,
    pub other_contribution: Option<f64>,
    /// w × (score − other score), summing to the gap.
    pub contribution_gap: Option<f64>,
}

/// One figure that would close the gap.
#[derive(Debug, Clone, Serialize)]
pub struct DrawLevel {
    pub criterion: Arc<str>,
    pub performance: Shown,
    /// Null: no performance on this criterion alone does it.
    pub needed: Shown,
}

/// One unit more of a criterion (less, where lower is better) in units of another one.
#[derive(Debug, Clone, Serialize)]
pub struct TradeOff {
    pub criterion: Arc<str>,
    /// Units of `of` that are worth one unit of `criterion`.
    pub is_worth: f64,
    pub of: Arc<str>,
}

/// Value for money beside the other's, and the costs at which its place changes.
#[derive(Debug, Clone, Serialize)]
pub struct Money {
    #[serde(flatten)]
    pub own: BreakEven,
    /// Interventions with a ratio.
    pub of: usize,
    /// The cost at which it gives as much for money as the other; `None` where the other has no ratio.
    pub level_with_other: Option<f64>,
    /// How many of the first are looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<usize>,
    /// How far a budget goes in the order of value for money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Reach>,
}

/// Explains where an intervention stands.
///
/// - `row`: the intervention
/// - `against`: the one it is held against; `None`: who comes first, or after it where it comes first itself
/// - `top`: how many of the first are looked at, by value and by value for money
#[must_use]
pub fn explain(decision: &Decision, row: usize, against: Option<usize>, top: Option<usize>) -> Explanation {
    let present = Present::new(decision);
    let other = against.or_else(|| present.order.iter().copied().find(|&other| other != row));
    let id = |row: usize| Arc::clone(&decision.interventions[row].id);
    let differences = differences(&present, row, other);
    let decides = |found: &&Difference| found.contribution_gap.is_some_and(|gap| tie_key(gap) != 0);
    let behind_ahead = other.and_then(|other| match tie_key(present.values[row]).cmp(&tie_key(present.values[other])) {
        std::cmp::Ordering::Less => Some((row, other)),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some((other, row)),
    });
    let all_open = open_rows(decision);
    let open = |of: usize| all_open.iter().find(|(row, _)| *row == of).map(|(row, (low, high))| (id(*row), *low, *high));
    Explanation {
        id: id(row),
        against: other.map(id),
        rank: present.rank(row),
        interventions: present.count(),
        own_value: present.values[row],
        other_rank: other.map(|other| present.rank(other)),
        other_value: other.map(|other| present.values[other]),
        value_gap: other.map(|other| present.values[row] - present.values[other]),
        deciding: differences.iter().filter(decides).take(DECIDING).map(|found| Arc::clone(&found.criterion)).collect(),
        differences,
        draw_level: behind_ahead.map_or_else(Vec::new, |(behind, ahead)| draw_level(&present, behind, ahead)),
        draw_level_by_column: behind_ahead
            .map_or_else(Vec::new, |(behind, ahead)| figures_reaching(&present, &[behind], present.values[ahead])),
        level_weights: behind_ahead.map_or_else(Vec::new, |(behind, ahead)| level_weights(&present, behind, ahead)),
        closest_weights: behind_ahead.and_then(|(behind, ahead)| closest_weights(&present, behind, ahead)),
        trade_offs: trade_offs(decision, row),
        break_even: money(&present, row, other, top),
        no_ratio: ratio(decision, &decision.interventions[row], present.values[row] - decision.value_of_nothing())
            .err()
            .filter(|_| decision.cost_role != CostRole::Absent),
        next_up: next_up(&present, row),
        gap_to_top: top
            .filter(|&top| present.rank(row) > top)
            .and_then(|top| present.order.get(top - 1))
            .map(|&last| present.values[last] - present.values[row]),
        ranks_by_own_figures: own_figures(&present, row),
        provisional: [Some(row), other].into_iter().flatten().filter_map(open).collect(),
        funding: funding(decision, row, other),
        top,
        rows: (row, other),
    }
}

fn differences(present: &Present<'_>, row: usize, other: Option<usize>) -> Vec<Difference> {
    let decision = present.decision;
    let added = contributions(&present.scores, &decision.weights.criteria);
    let (mine, theirs) = (performances(decision, row), other.map(|other| performances(decision, other)));
    let mut found: Vec<_> = mine
        .into_iter()
        .enumerate()
        .map(|(leaf, performance)| {
            let weight = decision.weights.criteria[leaf];
            let (score, other_score) = (present.scores[(row, leaf)], other.map(|other| present.scores[(other, leaf)]));
            Difference {
                criterion: Arc::clone(&decision.criteria[leaf].id),
                weight,
                performance,
                other_performance: theirs.as_ref().map(|theirs| theirs[leaf].clone()),
                score,
                other_score,
                contribution: added[(row, leaf)],
                other_contribution: other.map(|other| added[(other, leaf)]),
                contribution_gap: other_score.map(|other| weight * (score - other)),
            }
        })
        .collect();
    let size = |found: &Difference| found.contribution_gap.unwrap_or(found.contribution).abs();
    found.sort_by(|a, b| size(b).total_cmp(&size(a)));
    found
}

fn draw_level(present: &Present<'_>, behind: usize, ahead: usize) -> Vec<DrawLevel> {
    let gap = present.values[ahead] - present.values[behind];
    let now = performances(present.decision, behind).into_iter().enumerate();
    now.map(|(leaf, performance)| DrawLevel {
        criterion: Arc::clone(&present.decision.criteria[leaf].id),
        performance,
        needed: needed(present, behind, leaf, gap),
    })
    .collect()
}

/// The least weight moved that lets one draw level with another: from where it lags most to where it leads most.
fn closest_weights(present: &Present<'_>, behind: usize, ahead: usize) -> Option<ByName<f64>> {
    let decision = present.decision;
    let mut weights: Vec<_> = decision.weights.criteria.iter().copied().collect();
    let lead = |leaf: usize| present.scores[(behind, leaf)] - present.scores[(ahead, leaf)];
    let counts = |leaf: &usize| !decision.criteria[*leaf].is_left_out();
    let best = (0..weights.len()).filter(counts).max_by(|&a, &b| lead(a).total_cmp(&lead(b)))?;
    let mut from: Vec<_> = (0..weights.len()).filter(|&leaf| leaf != best && weights[leaf] > 0.0).collect();
    from.sort_by(|&a, &b| lead(a).total_cmp(&lead(b)));
    let mut lacking = present.values[ahead] - present.values[behind];
    for leaf in from {
        let gain = lead(best) - lead(leaf);
        if lacking <= NONE || gain <= NONE {
            break;
        }
        let moved = (lacking / gain).min(weights[leaf]);
        weights[leaf] -= moved;
        weights[best] += moved;
        lacking -= moved * gain;
    }
    let names: Arc<[Arc<str>]> = decision.criteria.iter().map(|criterion| Arc::clone(&criterion.id)).collect();
    (lacking <= NONE).then(|| ByName::new(&names, weights))
}

/// What a unit of the heaviest criterion is worth in each other: w·v′ of the one over w·v′ of the other.
fn trade_offs(decision: &Decision, row: usize) -> Vec<TradeOff> {
    let worth = |leaf: usize| match decision.performances[(row, leaf)] {
        Performance::Number(x) => {
            let worth = decision.weights.criteria[leaf] * decision.criteria[leaf].value.slope(x)?.abs();
            (worth > 0.0).then_some(worth)
        }
        Performance::Level(_) | Performance::Absent => None,
    };
    let known: Vec<_> = (0..decision.criteria.len()).filter_map(|leaf| Some((leaf, worth(leaf)?))).collect();
    let weight = |leaf: usize| decision.weights.criteria[leaf];
    let heavier = |a: (usize, f64), b: (usize, f64)| if weight(b.0) > weight(a.0) { b } else { a };
    let Some((measure, one)) = known.iter().copied().reduce(heavier) else { return Vec::new() };
    let id = |leaf: usize| Arc::clone(&decision.criteria[leaf].id);
    let others = known.iter().filter(|(leaf, _)| *leaf != measure);
    others.map(|&(leaf, other)| TradeOff { criterion: id(measure), is_worth: one / other, of: id(leaf) }).collect()
}

fn money(present: &Present<'_>, row: usize, other: Option<usize>, top: Option<usize>) -> Option<Money> {
    let all = break_even_costs(present, top);
    let of = |row: usize| all.iter().find(|found| found.row == row);
    let own = of(row)?.clone();
    let level_with_other = other.and_then(of).map(|other| own.value_for_money * own.cost / other.value_for_money);
    let budget = reach_by_money(present.decision, &all);
    Some(Money { own, of: all.len(), level_with_other, top, budget })
}

/// Where the two stand beside the best plan.
fn funding(decision: &Decision, row: usize, other: Option<usize>) -> Option<Result<Standing, Unfundable>> {
    let rows: Vec<_> = std::iter::once(row).chain(other).collect();
    match standing(decision, &rows) {
        Err(Unfundable::NothingStated) => None,
        found => Some(found),
    }
}

/// The next place up by value, and how far away it is.
fn next_up(present: &Present<'_>, row: usize) -> Option<NextUp> {
    let place = present.order.iter().position(|&other| other == row)?;
    let above = present.order[..place].iter().rev().find(|&&other| present.rank(other) < present.rank(row))?;
    Some(NextUp {
        id: Arc::clone(&present.decision.interventions[*above].id),
        rank: present.rank(*above),
        gap: present.values[*above] - present.values[row],
    })
}

/// The best and the worst rank that single uncertain figures of its own lead to.
fn own_figures(present: &Present<'_>, row: usize) -> Option<(usize, usize)> {
    let bars = tornado(present, Some(row));
    let ranks = || bars.iter().flat_map(|bar| [bar.low_rank, bar.high_rank]);
    ranks().min().zip(ranks().max())
}
