//! What an intervention is worth in money, and one criterion in another, in sentences.

use super::sentences::Sentences;
use crate::analysis::explain::{Money, TradeOff};
use crate::document::{figure, words};
use crate::model::criterion::Criterion;
use crate::model::value_function::ValueFunction;
use crate::present::named::{three_digits_down, two_digits};
use crate::present::rank::no_ratio;

const MILLION: f64 = 1e6;
/// Criteria in which a step is told.
const TRADED: usize = 5;

impl Sentences<'_> {
    /// Benefit per pound, and the costs at which that would change places; or why there is none.
    pub fn money(&self) -> Vec<String> {
        let Some(money) = &self.found.break_even else {
            let why = self.found.no_ratio.map(no_ratio);
            return why.map(|why| format!("{} has no ratio of benefit to cost ({why}).", self.found.id)).into_iter().collect();
        };
        let net = if self.decision.cost_is_net { ", savings taken off" } else { "" };
        let per_million = money.own.value_for_money * MILLION;
        let per_million = figure::fixed(per_million, if per_million.abs() < 1000.0 { self.precision } else { 0 });
        let mut said = vec![format!(
            "For each £1m a year {} gives {per_million} points of benefit, {} of {} that have such a ratio, at {} a year{net}.",
            self.found.id,
            words::ordinal(money.own.rank),
            money.of,
            figure::pounds(money.own.cost)
        )];
        let levels = self.levels(money);
        if !levels.is_empty() {
            said.push(format!("With its benefit as it is, {}. Amounts are rounded down.", words::listed(levels)));
        }
        if let Some(budget) = &money.budget {
            let id = &self.found.id;
            let reaches = money.own.break_even_cost_for_budget.map_or_else(
                || {
                    if budget.reaches >= money.of {
                        format!("reaches {id} whatever that costs")
                    } else {
                        let stays = self.decision.budget.as_ref().is_some_and(|budget| !budget.pays_cost);
                        let drawn = if stays { " while it draws as much as now" } else { "" };
                        format!("does not reach {id} at any cost{drawn}")
                    }
                },
                |cost| format!("reaches {id} at {} a year or less", figure::pounds(three_digits_down(cost))),
            );
            said.push(format!(
                "The budget of {}, paid out in the order of value for money up to the first that does not fit, pays for {} and \
                 {reaches}. Mandates, prerequisites, exclusive choices and ring-fences are not applied.",
                figure::pounds(budget.budget),
                budget.reaches
            ));
        }
        said
    }

    /// The costs at which its place by value for money changes.
    fn levels(&self, money: &Money) -> Vec<String> {
        let cost = |pounds: f64| figure::pounds(three_digits_down(pounds));
        let mut levels = Vec::new();
        if let Some(level) = money.own.break_even_cost {
            levels.push(if money.own.rank == 1 {
                format!("it stays the best value for money up to {}", cost(level))
            } else {
                format!("it would be the best value for money at {} or less", cost(level))
            });
        }
        if let (Some(top), Some(level)) = (money.top.filter(|top| *top > 1), money.own.break_even_cost_for_top) {
            levels.push(if money.own.rank <= top {
                format!("it stays among the first {top} by value for money up to {}", cost(level))
            } else {
                format!("it would be among the first {top} by value for money at {} or less", cost(level))
            });
        }
        let first_is_other = money.own.break_even_cost == money.level_with_other;
        if let (Some(level), Some(against), false) = (money.level_with_other, &self.found.against, first_is_other) {
            levels.push(format!("it gives as much for money as {against} at {}", cost(level)));
        }
        levels
    }

    /// What a step on one criterion is worth in each other.
    pub fn trade_offs(&self) -> Vec<String> {
        let Some(first) = self.found.trade_offs.first() else { return Vec::new() };
        let Some((_, measure)) = self.leaf(&first.criterion) else { return Vec::new() };
        let others: Vec<_> = self.found.trade_offs.iter().filter_map(|found| Some((found, self.leaf(&found.of)?.1))).collect();
        let step = step(&measure.value, &others);
        let worth = |(found, other): &(&TradeOff, &Criterion)| format!("{} {}", two_digits(step * found.is_worth), more(other));
        let mut all: Vec<_> = others.iter().take(TRADED).map(worth).collect();
        if others.len() > TRADED {
            all.push(format!("as in JSON for {} more criteria", others.len() - TRADED));
        }
        let curved = self.decision.criteria.iter().any(|criterion| !is_straight(&criterion.value));
        let here = if curved { format!(" where {} stands now", self.found.id) } else { String::new() };
        let step = if (step - 1.0).abs() < 1e-9 { "one".to_owned() } else { two_digits(step) };
        vec![format!(
            "By the weights and scales in use, {step} {} is worth about as much{here} as {}. If that sounds wrong, the swings need \
             another look.",
            more(measure),
            all.join(", or as ")
        )]
    }
}

/// `more on Health gain (QALYs a year)`.
fn more(criterion: &Criterion) -> String {
    let (worst, best) = criterion.value.performance_ends();
    let direction = if best > worst { "more" } else { "less" };
    let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(" ({unit})"));
    format!("{direction} on {}{unit}", criterion.name)
}

fn is_straight(value: &ValueFunction) -> bool {
    matches!(value.shape, crate::model::value_function::Shape::Linear)
}

/// A round step that is neither lost on its own scale nor most of it, nor worth more than a quarter of another's: 1, or a
/// power of ten.
fn step(value: &ValueFunction, others: &[(&TradeOff, &Criterion)]) -> f64 {
    let width = |value: &ValueFunction| {
        let (from, to) = value.performance_ends();
        (to - from).abs()
    };
    let fits = |step: f64| {
        step <= width(value) / 5.0 && others.iter().all(|(found, other)| step * found.is_worth <= width(&other.value) / 4.0)
    };
    let is_small = |step: f64| step * 2000.0 < width(value);
    let mut power = 0_i32;
    while power < 30 && is_small(10.0_f64.powi(power)) {
        power += 1;
    }
    while power > -30 && !fits(10.0_f64.powi(power)) {
        power -= 1;
    }
    10.0_f64.powi(power)
}
