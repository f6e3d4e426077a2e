//! Why an intervention is in the plan or not, in words.

use std::sync::Arc;

use crate::analysis::fund::reasons::IfForced;
use crate::analysis::fund::{Considered, Reason};
use crate::document::{figure, words};
use crate::model::decision::Decision;
use crate::model::portfolio_rules::pence;

/// Ids named before "and n more".
const FEW: usize = 6;

/// What became of an intervention, and what would change it.
///
/// - `precision`: decimals of points
#[must_use]
pub fn detail(decision: &Decision, row: &Considered, precision: usize) -> String {
    format!("{}{}", why(decision, row, precision), forced(row.reason.if_forced().and_then(Option::as_ref), precision))
}

/// What became of an intervention.
#[must_use]
pub fn why(decision: &Decision, row: &Considered, precision: usize) -> String {
    match &row.reason {
        Reason::Mandated { for_id: None } => mandated(decision, &row.id),
        Reason::Mandated { for_id: Some(id) } => format!("needed by {id}, which is mandated"),
        Reason::Funded if row.cost < 0.0 => format!("funded: releases {}", figure::pounds(-row.cost)),
        Reason::Funded if row.benefit < 0.0 => "funded for what it makes possible".to_owned(),
        Reason::Funded => "funded".to_owned(),
        Reason::ExcludedBy { by, label, .. } => format!("excluded by {by}: at most one of {label}"),
        Reason::Needs { needed, why: Some(why), .. } => format!("needs {needed}, which is not among the rows here: {why}"),
        Reason::Needs { needed, why: None, .. } => format!("needs {needed}, which is not funded"),
        Reason::NotWorth { .. } if row.cost < 0.0 => {
            let lost = figure::fixed(-row.benefit, precision);
            format!("releases {} and loses {lost} points", figure::pounds(-row.cost))
        }
        Reason::NotWorth { .. } if row.benefit < 0.0 => {
            format!("is {} points worse than doing nothing", words::apart(-row.benefit, precision))
        }
        Reason::NotWorth { .. } => "adds nothing to doing nothing".to_owned(),
        Reason::Displaced { if_forced: Some(IfForced::None) } if is_beyond_budget(decision, row) => {
            "costs more than the whole budget".to_owned()
        }
        Reason::Displaced { if_forced: Some(IfForced::None) } => "no plan that keeps the rules can hold it".to_owned(),
        Reason::Displaced { .. } => "what would have to leave adds more".to_owned(),
    }
}

/// That it must be funded, and by what, where that is stated.
fn mandated(decision: &Decision, id: &str) -> String {
    let found = decision.interventions.iter().find(|intervention| *intervention.id == *id);
    found
        .and_then(|found| found.mandate_source.as_ref())
        .map_or_else(|| "mandated".to_owned(), |source| format!("mandated: {source}"))
}

fn is_beyond_budget(decision: &Decision, row: &Considered) -> bool {
    let budgets = decision.portfolio.as_ref().map_or(&[][..], |rules| &rules.budgets);
    matches!(budgets, [budget] if pence(row.cost) > *budget)
}

/// What the best plan with it looks like.
fn forced(if_forced: Option<&IfForced>, precision: usize) -> String {
    match if_forced {
        None => String::new(),
        Some(IfForced::None) => "; no plan with it keeps the rules".to_owned(),
        Some(IfForced::Found { loss, leaves, enters, enters_at, never_enters }) => {
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
            if let Some(price) = enters_at {
                said.push_str(&format!("; would enter at {}", figure::pounds(*price)));
            } else if *never_enters {
                said.push_str("; would not enter at any price");
            }
            said
        }
    }
}

/// Who enters a plan and who leaves it: `IC02 leaves and IC13 enters`.
pub fn swap(enters: &[Arc<str>], leaves: &[Arc<str>]) -> String {
    let enter = if enters.len() == 1 { "enters" } else { "enter" };
    match (enters.is_empty(), leaves.is_empty()) {
        (true, true) => "the same".to_owned(),
        (true, false) => format!("{} {}", ids(leaves), leave(leaves)),
        (false, true) => format!("{} {enter}", ids(enters)),
        (false, false) => format!("{} {} and {} {enter}", ids(leaves), leave(leaves), ids(enters)),
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
