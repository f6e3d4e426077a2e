//! Why an intervention is in the plan or not, in words.

use std::sync::Arc;

use crate::analysis::fund::reasons::IfForced;
use crate::analysis::fund::{Considered, Reason};
use crate::document::{figure, words};
use crate::model::decision::Decision;

/// Ids named before "and n more".
const FEW: usize = 6;

/// What became of an intervention, and what would change it.
///
/// - `precision`: decimals of points
#[must_use]
pub fn detail(decision: &Decision, row: &Considered, precision: usize) -> String {
    let forced = |if_forced: &Option<IfForced>| forced(row, if_forced.as_ref(), precision);
    match &row.reason {
        Reason::Mandated { for_id: None } => "mandated".to_owned(),
        Reason::Mandated { for_id: Some(id) } => format!("needed by {id}, which is mandated"),
        Reason::Funded => funded(row),
        Reason::ExcludedBy { by, label, if_forced } => {
            format!("excluded by {by}: of {label} at most one is funded{}", forced(if_forced))
        }
        Reason::Needs { needed, why: Some(why), .. } => format!("needs {needed}, which is not analysed: {why}"),
        Reason::Needs { needed, why: None, if_forced } => format!("needs {needed}, which is not funded{}", forced(if_forced)),
        Reason::NotWorth { if_forced } if row.cost < 0.0 => {
            let lost = figure::fixed(-row.benefit, precision);
            format!("releases {} and loses {lost} points{}", figure::pounds(-row.cost), forced(if_forced))
        }
        Reason::NotWorth { .. } => "adds nothing to doing nothing".to_owned(),
        Reason::Displaced { if_forced } => format!("{}{}", displaced(decision, row), forced(if_forced)),
    }
}

fn funded(row: &Considered) -> String {
    if row.cost < 0.0 {
        return format!("releases {}", figure::pounds(-row.cost));
    }
    if row.benefit <= 0.0 { "in the best plan for what it makes possible" } else { "in the best plan" }.to_owned()
}

fn displaced(decision: &Decision, row: &Considered) -> String {
    let rules = decision.portfolio.as_ref();
    let one_budget = rules.and_then(|rules| if rules.budgets.len() == 1 { rules.budgets.first() } else { None });
    if one_budget.is_some_and(|budget| crate::analysis::fund::pence(row.cost) > *budget) {
        return "costs more than the whole budget".to_owned();
    }
    "the money does more elsewhere".to_owned()
}

/// What the best plan with it looks like.
fn forced(row: &Considered, if_forced: Option<&IfForced>, precision: usize) -> String {
    match if_forced {
        None => String::new(),
        Some(IfForced::None) => "; no plan with it keeps the rules".to_owned(),
        Some(IfForced::Found { loss, leaves, enters, enters_at }) => {
            let mut said = String::from("; forced in, ");
            match (leaves.is_empty(), enters.is_empty()) {
                (true, true) => said.push_str("nothing leaves"),
                (false, true) => said.push_str(&format!("{} {}", ids(leaves), leave(leaves))),
                (true, false) => said.push_str(&format!("{} {} in as well", ids(enters), come(enters))),
                (false, false) => {
                    said.push_str(&format!("{} {} and {} {} in", ids(leaves), leave(leaves), ids(enters), come(enters)));
                }
            }
            let lost = words::apart(*loss, precision);
            said.push_str(&if *loss > 0.0 { format!(": {lost} points lost") } else { ": as good".to_owned() });
            if row.benefit > 0.0 {
                said.push_str(&match enters_at {
                    Some(price) => format!("; would enter at {}", figure::pounds(*price)),
                    None if row.cost > 0.0 => "; would not enter at any price".to_owned(),
                    None => String::new(),
                });
            }
            said
        }
    }
}

pub fn ids(ids: &[Arc<str>]) -> String {
    words::first_few(&ids.iter().map(ToString::to_string).collect::<Vec<_>>(), FEW)
}

fn leave(ids: &[Arc<str>]) -> &'static str {
    if ids.len() == 1 { "leaves" } else { "leave" }
}

fn come(ids: &[Arc<str>]) -> &'static str {
    if ids.len() == 1 { "comes" } else { "come" }
}
