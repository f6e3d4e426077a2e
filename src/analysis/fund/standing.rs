//! Single interventions beside the best plan, and the plan in a few figures.
//!
//! For analyses that are about something else and speak of the funding line as well.

use serde::Serialize;

use super::programme::Plan;
use super::reasons::reason_of;
use super::{Case, Considered, Unfundable, Yearly, budgets, considered, totals};
use crate::model::decision::Decision;

/// The best plan in a few figures.
#[derive(Debug, Clone, Serialize)]
pub struct Outline {
    /// Interventions funded.
    pub interventions: usize,
    /// Pounds; what the streams hold where no budget is stated.
    pub budget: Yearly,
    pub total_cost: Yearly,
    pub total_value: f64,
    /// Whether no plan is worth more, proven.
    pub optimal: bool,
    /// Whether another plan is worth as much.
    pub equally_good: bool,
}

impl Outline {
    #[must_use]
    pub fn new(case: &Case<'_>, plan: &Plan) -> Self {
        Self {
            interventions: plan.rows().count(),
            budget: budgets(case.rules),
            total_cost: totals(case.rules, plan),
            total_value: case.value(&plan.chosen),
            optimal: plan.is_proven(),
            equally_good: plan.is_tied,
        }
    }
}

/// The best plan, and whether and why some interventions are in it.
#[derive(Debug, Clone)]
pub struct Standing {
    pub plan: Outline,
    /// As asked for.
    pub rows: Vec<Considered>,
}

/// Where single interventions stand beside the best plan.
///
/// # Errors
/// Why there is no plan.
pub fn standing(decision: &Decision, rows: &[usize]) -> Result<Standing, Unfundable> {
    let case = Case::new(decision)?;
    let plan = case.plan()?;
    let row = |&row: &usize| Ok(considered(&case, &plan, row, reason_of(&case, &plan, row)?));
    Ok(Standing { plan: Outline::new(&case, &plan), rows: rows.iter().map(row).collect::<Result<_, Unfundable>>()? })
}
