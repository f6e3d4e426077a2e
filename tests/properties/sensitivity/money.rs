//! Costs within a budget: put in, the budget reaches the intervention down the order of value for money; a pound more, it does not.

use proptest::collection::vec;
use proptest::prelude::{prop_assert, prop_assume};
use weighup::analysis::sensitivity::Present;
use weighup::analysis::sensitivity::break_even::{break_even_costs, reach_by_money};
use weighup::model::decision::{Budget, CostRole, Decision};

use super::moved::Case;
use super::support::for_all;
use super::support::recipe::{Recipe, model};

/// Whether the budget reaches a row at a cost.
fn reaches(decision: &Decision, row: usize, cost: f64) -> bool {
    let mut changed = decision.clone();
    changed.interventions[row].cost = Some(cost);
    changed.interventions[row].portfolio_cost = Some(cost);
    let by_money = break_even_costs(&Present::new(&changed), None);
    let reach = reach_by_money(&changed, &by_money).expect("a budget");
    by_money.iter().take(reach.reaches).any(|found| found.row == row)
}

#[test]
fn the_cost_within_a_budget_is_the_largest_that_is_paid_for() {
    for_all((model(Recipe::ANY), vec(1_u32..=400, 9), 1_u32..=900), |(model, costs, budget)| {
        let mut decision = Case::new(&model)?.decision;
        decision.cost_role = CostRole::Denominator;
        decision.cost_is_net = false;
        decision.size_column = None;
        for (intervention, cost) in decision.interventions.iter_mut().zip(costs.iter().cycle()) {
            (intervention.cost, intervention.portfolio_cost) = (Some(f64::from(*cost)), Some(f64::from(*cost)));
        }
        let total = Some(f64::from(budget));
        decision.budget = Some(Budget { most: f64::from(budget), total, cheapest: None, place: None });
        let all = break_even_costs(&Present::new(&decision), None);
        prop_assume!(!all.is_empty());
        for found in all {
            let Some(largest) = found.break_even_cost_for_budget else {
                prop_assert!(!reaches(&decision, found.row, 0.01), "{found:?} is reached at a penny");
                continue;
            };
            // Level with another, either may come first: a hair less is ahead, a hair more is behind.
            let hair = 1e-6 * largest.max(1.0);
            prop_assert!(reaches(&decision, found.row, largest - hair), "{found:?} is not reached");
            prop_assert!(!reaches(&decision, found.row, largest + hair), "{found:?} is reached beyond");
        }
        Ok(())
    });
}
