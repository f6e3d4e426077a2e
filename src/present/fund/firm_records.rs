//! How firm a plan is as records, every figure at full precision.

use super::records::ids;
use crate::analysis::firmness::Which;
use crate::analysis::firmness::frontier::Efficient;
use crate::analysis::firmness::money::Step;
use crate::analysis::firmness::placed::Placed;
use crate::analysis::firmness::robust::{Fare, Robust};
use crate::analysis::firmness::stability::{Stability, Swap, WeightInterval};
use crate::analysis::firmness::triangles::Triangle;
use crate::export::csv::Field;

fn yes_or_no(yes: bool) -> Field {
    Field::from(if yes { "yes" } else { "no" })
}

/// A set as machines name it.
fn name(set: Which) -> &'static str {
    match set {
        Which::Plan => "plan",
        Which::Proposed => "proposed",
        Which::SortedList => "sorted-list",
    }
}

pub fn efficient(plan: &Efficient) -> Vec<Field> {
    vec![Field::Number(plan.cost), Field::Number(plan.value), yes_or_no(plan.supported), ids(&plan.selected)]
}

/// A set and the plans beside it.
pub fn placed(placed: &Placed) -> Vec<Vec<Field>> {
    let set = name(placed.set);
    let own = vec![
        Field::from(set),
        Field::from("itself"),
        Field::Number(placed.cost),
        Field::Number(placed.value),
        yes_or_no(placed.efficient),
        placed.breaks.as_deref().map_or(Field::Empty, Field::from),
        Field::Empty,
        Field::Empty,
        ids(&placed.selected),
    ];
    let beside = [("cheaper", &placed.cheaper), ("better", &placed.better)].into_iter().filter_map(|(which, found)| {
        let found = found.as_ref()?;
        Some(vec![
            Field::from(set),
            Field::from(which),
            Field::Number(found.cost),
            Field::Number(found.value),
            yes_or_no(true),
            Field::Empty,
            ids(&found.enters),
            ids(&found.leaves),
            ids(&found.selected),
        ])
    });
    std::iter::once(own).chain(beside).collect()
}

pub fn triangle(triangle: &Triangle) -> Vec<Field> {
    let figures =
        [triangle.cost, triangle.benefit, triangle.value_for_money, triangle.cumulative_cost, triangle.cumulative_benefit];
    std::iter::once(Field::Text(triangle.id.clone()))
        .chain(figures.map(Field::Number))
        .chain([yes_or_no(triangle.selected)])
        .collect()
}

/// Figures of an interval, then who enters and leaves below and above it.
fn interval(figures: [f64; 3], swaps: [&Option<Swap>; 2]) -> Vec<Field> {
    let change = |swap: &Option<Swap>, of: fn(&Swap) -> Field| swap.as_ref().map_or(Field::Empty, of);
    let changes =
        swaps.into_iter().flat_map(|swap| [change(swap, |swap| ids(&swap.enters)), change(swap, |swap| ids(&swap.leaves))]);
    figures.map(Field::Number).into_iter().chain(changes).collect()
}

pub fn weights(found: &Stability) -> Vec<Vec<Field>> {
    let row = |weight: &WeightInterval| {
        let figures = interval([weight.weight, weight.low, weight.high], [&weight.swap_low, &weight.swap_high]);
        std::iter::once(Field::Text(weight.of.id().clone())).chain(figures).collect()
    };
    found.weights.iter().map(row).collect()
}

/// The value of doing nothing.
pub fn nothing(found: &Stability) -> Vec<Field> {
    let nothing = &found.baseline;
    interval([nothing.value, nothing.low, nothing.high], [&nothing.swap_low, &nothing.swap_high])
}

/// The interval of the money, then steps below and above it.
pub fn money(found: &Stability) -> Vec<Vec<Field>> {
    let money = &found.budget;
    let end = |what: &str, pounds: f64, swap: &Option<Swap>| {
        let change = |of: fn(&Swap) -> Field| swap.as_ref().map_or(Field::Empty, of);
        vec![
            Field::from(what),
            Field::Number(pounds),
            Field::Empty,
            change(|swap| ids(&swap.enters)),
            change(|swap| ids(&swap.leaves)),
        ]
    };
    let ends =
        [Some(end("stays from", money.low, &money.swap_low)), money.high.map(|high| end("stays below", high, &money.swap_high))];
    let step = |step: &Step| {
        vec![
            Field::from(format!("{:+}%", step.percent).as_str()),
            Field::Number(step.budget),
            Field::from(step.gain),
            ids(&step.enters),
            ids(&step.leaves),
        ]
    };
    ends.into_iter().flatten().chain(money.steps.iter().map(step)).collect()
}

/// How sets fare.
pub fn fares(found: &Robust) -> Vec<Vec<Field>> {
    let row = |fare: &Fare| {
        let figures =
            [fare.p_affordable, fare.expected_cost, fare.cost_p90, fare.p_this_set, fare.expected_regret, fare.max_regret];
        let selected = ids(&fare.selected);
        std::iter::once(Field::from(name(fare.set))).chain(figures.map(Field::Number)).chain([selected]).collect()
    };
    std::iter::once(&found.this).chain(&found.beside).map(row).collect()
}

pub fn robust(found: &Robust) -> Vec<Vec<Field>> {
    let row = |row: &crate::analysis::firmness::robust::Funded| {
        vec![Field::Text(row.id.clone()), Field::Number(row.p_funded), yes_or_no(found.this.selected.contains(&row.id))]
    };
    found.interventions.iter().map(row).collect()
}

pub fn budgets(found: &Robust) -> Vec<Vec<Field>> {
    let at = |at: &crate::analysis::firmness::robust::Affordable| {
        #[allow(clippy::cast_precision_loss)] // a few per cent
        let (percent, budget) = (at.percent as f64, at.budget);
        let row = move |(id, share): (&str, &Option<f64>)| {
            vec![Field::Number(percent), Field::Number(budget), Field::from(id), Field::from(*share)]
        };
        at.p_funded.iter().map(row).collect::<Vec<_>>()
    };
    found.affordability.iter().flat_map(at).collect()
}
