//! Whether an intervention is in the best plan, in an explanation of where it stands.

use serde_json::{Value, json};

use super::sentences::Sentences;
use crate::analysis::explain::Explanation;
use crate::analysis::fund::{Considered, Outline};
use crate::document::{figure, words};
use crate::model::decision::Decision;
use crate::present::fund::{detail, no_plan};
use crate::present::named::intervention;

/// Decimals of points in the words that machines get.
const PRECISION: usize = 1;

/// The same for machines; `None` where no money is stated.
#[must_use]
pub fn funding(decision: &Decision, found: &Explanation) -> Option<Value> {
    match found.funding.as_ref()? {
        Ok(standing) => standing.rows.first().map(
            |own| json!({"selected": own.selected, "reason": own.reason.code(), "detail": detail(decision, own, PRECISION)}),
        ),
        Err(unfundable) => Some(json!({"selected": null, "reason": null, "detail": no_plan(unfundable)})),
    }
}

impl Sentences<'_> {
    /// On which side of the funding line it stands and why, and the other where it stands on the other side.
    pub fn funding(&self) -> Vec<String> {
        match &self.found.funding {
            None => Vec::new(),
            Some(Err(unfundable)) => vec![format!("No plan can be made under [portfolio]: {}.", no_plan(unfundable))],
            Some(Ok(standing)) => {
                let Some((own, others)) = standing.rows.split_first() else { return Vec::new() };
                let other = others.iter().filter(|other| other.selected != own.selected);
                let mut said = vec![self.stands(own, Some(&standing.plan))];
                said.extend(other.map(|other| self.stands(other, None)));
                said
            }
        }
    }

    /// - `plan`: where it is told what the plan is
    fn stands(&self, row: &Considered, plan: Option<&Outline>) -> String {
        let name = intervention(self.decision, &row.id);
        let of = plan.map_or(String::new(), |plan| {
            let best = if plan.optimal { "" } else { " found" };
            format!(
                "{best} under [portfolio], which funds {} of {} for {} of {}",
                plan.interventions,
                words::count(self.decision.interventions.len(), "intervention"),
                figure::pounds(plan.total_cost.sum()),
                figure::pounds(plan.budget.sum())
            )
        });
        let why = detail(self.decision, row, self.precision);
        let is_in = if row.selected { "is in" } else { "is not in" };
        match why.strip_prefix("funded") {
            Some(rest) if rest.starts_with(' ') => format!("{name} {is_in} the best plan{of},{rest}."),
            Some(rest) => format!("{name} {is_in} the best plan{of}{rest}."),
            None => format!("{name} {is_in} the best plan{of}: {why}."),
        }
    }
}
