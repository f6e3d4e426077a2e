//! Costs at which an intervention's place by value for money changes, its benefit staying as it is.

use std::sync::Arc;

use serde::Serialize;

use super::present::Present;
use crate::analysis::rank::ratio;
use crate::model::decision::Decision;

/// The costs at which one intervention draws level with others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BreakEven {
    pub id: Arc<str>,
    /// Place by value for money; ties share the better one.
    pub rank: usize,
    /// Pounds a year.
    pub cost: f64,
    /// Points of benefit per pound.
    pub value_for_money: f64,
    /// The largest cost at which it comes first, or joint first, by value for money; for the first itself the cost up to
    /// which it stays so. Null where there is nobody else.
    pub break_even_cost: Option<f64>,
    /// The same for the first few, where these are looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub break_even_cost_for_top: Option<f64>,
    /// The largest cost at which the budget, paid out in the order of value for money up to the first that does not fit,
    /// reaches it; null where no cost does. Only where there is a budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub break_even_cost_for_budget: Option<f64>,
    /// From the present cost to the break-even cost.
    pub change: Option<f64>,
    #[serde(skip)]
    pub row: usize,
}

/// How many of an order a budget pays for, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reach {
    pub budget: f64,
    /// Interventions that it pays for in full, from the first down to the first that does not fit.
    pub reaches: usize,
    /// What they cost together.
    pub spent: f64,
}

/// How many of the first by value for money a budget pays for; `None` without a budget.
#[must_use]
pub fn reach_by_money(decision: &Decision, by_money: &[BreakEven]) -> Option<Reach> {
    let budget = decision.budget.as_ref()?.total?;
    let most = budget + rounding(budget);
    let (mut reaches, mut spent) = (0, 0.0);
    for row in by_money.iter().map(|found| found.row) {
        let Some(cost) = decision.interventions[row].portfolio_cost.filter(|cost| spent + cost <= most) else { break };
        spent += cost;
        reaches += 1;
    }
    Some(Reach { budget, reaches, spent })
}

/// What adding up costs may be off by.
fn rounding(budget: f64) -> f64 {
    1e-9 * budget.max(1.0)
}

/// Break-even costs; empty where nothing has a ratio.
///
/// - `k`: how many of the first are looked at, where they are
/// - result: best value for money first
#[must_use]
pub fn break_even_costs(present: &Present<'_>, k: Option<usize>) -> Vec<BreakEven> {
    let order = Order::new(present);
    let budget = present.decision.budget.as_ref().and_then(|budget| Some((budget.total?, budget.pays_cost)));
    let mut rank = 1;
    let mut found = Vec::with_capacity(order.rows.len());
    for (place, one) in order.rows.iter().enumerate() {
        if place > 0 && one.ratio < order.rows[place - 1].ratio {
            rank = place + 1;
        }
        let break_even_cost = order.level_with(place, 1);
        found.push(BreakEven {
            id: Arc::clone(&present.decision.interventions[one.row].id),
            rank,
            cost: one.cost,
            value_for_money: one.ratio,
            break_even_cost,
            break_even_cost_for_top: k.and_then(|k| order.level_with(place, k)),
            break_even_cost_for_budget: budget.and_then(|(budget, pays_cost)| order.within(place, budget, pays_cost)),
            change: break_even_cost.map(|needed| needed - one.cost),
            row: one.row,
        });
    }
    found
}

struct Priced {
    row: usize,
    cost: f64,
    ratio: f64,
    /// What it draws on the budget.
    draws: f64,
}

/// Interventions by value for money, with what those before each draw on the budget.
struct Order {
    rows: Vec<Priced>,
    /// One more than there are rows: the last is what all draw.
    before: Vec<f64>,
}

impl Order {
    fn new(present: &Present<'_>) -> Self {
        let nothing = present.decision.value_of_nothing();
        let priced = |row: usize| {
            let intervention = &present.decision.interventions[row];
            let ratio = ratio(present.decision, intervention, present.values[row] - nothing).ok()?;
            // What has no cost there cannot be paid for.
            let draws = intervention.portfolio_cost.unwrap_or(f64::INFINITY);
            Some(Priced { row, cost: intervention.cost?, ratio, draws })
        };
        // Equal ratios stay in the order of value, as in the ranking by value for money.
        let mut rows: Vec<_> = present.order.iter().copied().filter_map(priced).collect();
        rows.sort_by(|a, b| b.ratio.total_cmp(&a.ratio));
        let mut before = vec![0.0];
        for one in &rows {
            before.push(before[before.len() - 1] + one.draws);
        }
        Self { rows, before }
    }

    /// The cost that brings the benefit's ratio to that of the k-th of all others.
    fn level_with(&self, place: usize, k: usize) -> Option<f64> {
        let one = &self.rows[place];
        self.rows.get(if place < k { k } else { k - 1 }).map(|rival| one.ratio * one.cost / rival.ratio)
    }

    /// The largest cost at which a budget reaches it: as the k-th it must give at least as much for money as the k-th of the
    /// others, and fit into what those before it leave. The one rises with k and the other falls.
    ///
    /// - `pays_cost`: whether what it draws on the budget rises with its cost, or stays
    fn within(&self, place: usize, budget: f64, pays_cost: bool) -> Option<f64> {
        let one = &self.rows[place];
        let others = self.rows.len() - 1;
        let level = |k: usize| self.level_with(place, k).unwrap_or(f64::INFINITY);
        let room = |k: usize| {
            let before = if k - 1 <= place { self.before[k - 1] } else { self.before[k] - one.draws };
            let left = budget - before - one.draws;
            match pays_cost {
                true => left + one.cost,
                false if left >= -rounding(budget) => f64::INFINITY,
                false => f64::NEG_INFINITY,
            }
        };
        let (mut low, mut high) = (1, others + 1);
        while low < high {
            let middle = usize::midpoint(low, high);
            if level(middle) >= room(middle) { high = middle } else { low = middle + 1 }
        }
        let fits = room(low).min(level(low));
        let earlier = if low > 1 { level(low - 1) } else { f64::NEG_INFINITY };
        let largest = fits.max(earlier);
        // What adding up is off by changes nothing.
        let largest = if (largest - one.cost).abs() <= rounding(budget) { one.cost } else { largest };
        (largest.is_finite() && largest > 0.0).then_some(largest)
    }
}
