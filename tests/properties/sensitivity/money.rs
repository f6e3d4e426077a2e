//! Costs within a budget: put in, the budget reaches the intervention down the order of value for money; a pound more, it does not.

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_assume};
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
    if decision.budget.as_ref().expect("a budget").pays_cost {
        changed.interventions[row].portfolio_cost = Some(cost);
    }
    let by_money = break_even_costs(&Present::new(&changed), None);
    let reach = reach_by_money(&changed, &by_money).expect("a budget");
    by_money.iter().take(reach.reaches).any(|found| found.row == row)
}

#[test]
fn the_cost_within_a_budget_is_the_largest_that_is_paid_for() {
    let inputs = (model(Recipe::ANY), vec((1_u32..=400, 0_u32..=400), 9), 1_u32..=900, any::<bool>());
    for_all(inputs, |(model, costs, budget, pays_cost)| {
        let mut decision = Case::new(&model)?.decision;
        decision.cost_role = CostRole::Denominator;
        decision.cost_is_net = false;
        decision.size_column = None;
        for (intervention, (cost, draws)) in decision.interventions.iter_mut().zip(costs.iter().cycle()) {
            let draws = if pays_cost { cost } else { draws };
            (intervention.cost, intervention.portfolio_cost) = (Some(f64::from(*cost)), Some(f64::from(*draws)));
        }
        let total = Some(f64::from(budget));
        decision.budget = Some(Budget { most: f64::from(budget), total, pays_cost, cheapest: None, place: None });
        let all = break_even_costs(&Present::new(&decision), None);
        prop_assume!(!all.is_empty());
        let reach = reach_by_money(&decision, &all).expect("a budget");
        for found in &all {
            let Some(largest) = found.break_even_cost_for_budget else {
                let is_paid_anyway = !pays_cost && reach.reaches == all.len();
                prop_assert_eq!(reaches(&decision, found.row, 0.01), is_paid_anyway, "{:?} at a penny", found);
                prop_assert_eq!(reaches(&decision, found.row, 1e9), is_paid_anyway, "{:?} at any cost", found);
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
