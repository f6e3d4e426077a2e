//! The plan and how firm it is in one paragraph, for the top of a paper.

use std::sync::Arc;

use super::sentences::Sentences;
use super::words::ids;
use super::{View, robust, stability};
use crate::analysis::firmness::Firmness;
use crate::analysis::firmness::robust::Robust;
use crate::document::{figure, words};
use crate::model::decision::Decision;
use crate::present::named::with_id;

/// Interventions named in one sentence.
const NAMED: usize = 4;

/// What to fund, what is proven, what just missed, and how much it takes to change that.
#[must_use]
pub fn brief(decision: &Decision, result: &Firmness, view: View) -> String {
    let sentences = Sentences { decision, result: &result.funding, precision: view.precision };
    let mut said = sentences.answer();
    // What stays in the purse belongs to the plan itself.
    said.pop();
    if !said.is_empty() {
        said.splice(1..1, beside_the_cost(decision, result));
    }
    if result.funding.selected.is_empty() {
        return said.join(" ");
    }
    said.extend(result.robust.as_ref().and_then(can_be_paid));
    said.extend(result.stability.iter().map(|found| stability::holds(decision, found)));
    said.extend(result.robust.as_ref().and_then(firm_in_draws));
    said.join(" ")
}

/// What is spent before anything is released, and what comes on top of the budget.
fn beside_the_cost(decision: &Decision, result: &Firmness) -> Vec<String> {
    let funded: Vec<_> = result.funding.interventions.iter().filter(|row| row.selected).collect();
    let releasing: Vec<_> = funded.iter().filter(|row| row.cost < 0.0).collect();
    let released: f64 = releasing.iter().map(|row| -row.cost).sum();
    let spent = result.funding.total_cost.sum() + released;
    let setup: f64 = decision
        .interventions
        .iter()
        .filter(|intervention| result.funding.selected.contains(&intervention.id))
        .filter_map(|intervention| intervention.setup)
        .sum();
    let named: Vec<_> = releasing.iter().map(|row| with_id(&row.name, &row.id)).collect();
    let net = (!named.is_empty()).then(|| {
        format!(
            "That is {} spent less {} released by {}.",
            figure::pounds(spent),
            figure::pounds(released),
            words::first_few(&named, NAMED)
        )
    });
    let on_top = (setup > 0.0).then(|| format!("One-off costs of {} come on top.", figure::pounds(setup)));
    net.into_iter().chain(on_top).collect()
}

/// In how many draws the money suffices, where it does not in all.
fn can_be_paid(found: &Robust) -> Option<String> {
    let suffices = figure::whole_percent(found.this.p_affordable);
    (found.this.p_affordable < 1.0)
        .then(|| format!("With costs varied within their ranges the money suffices for all of it in {suffices} of draws."))
}

/// How many of the plan are in the best plan of every draw, and which in fewest.
fn firm_in_draws(found: &Robust) -> Option<String> {
    let selected = &found.this.selected;
    let of_plan: Vec<_> = found.interventions.iter().filter(|row| selected.contains(&row.id)).collect();
    let least = of_plan.iter().map(|row| row.p_funded).min_by(f64::total_cmp)?;
    let always = of_plan.iter().filter(|row| row.p_funded >= 1.0).count();
    let draws = |count: u64| words::count(usize::try_from(count).unwrap_or(usize::MAX), "draw");
    let over = match found.draws_without_plan {
        0 => format!("Over {} of uncertain {}", draws(found.draws), robust::varies(found)),
        without => format!(
            "In {} of {} of uncertain {} no plan keeps the rules; over the others",
            figure::fixed(robust::figures(without), 0),
            draws(found.draws),
            robust::varies(found)
        ),
    };
    let weakest: Vec<Arc<str>> = of_plan.iter().filter(|row| row.p_funded <= least).map(|row| Arc::clone(&row.id)).collect();
    let firm = match always {
        all if all == of_plan.len() => format!("{over} all of them are always in the best plan."),
        0 => format!("{over} none of them is always in the best plan"),
        _ => format!(
            "{over} {always} of its {} {} always in the best plan",
            words::count(of_plan.len(), "intervention"),
            if always == 1 { "is" } else { "are" }
        ),
    };
    let weakest = if always == of_plan.len() {
        String::new()
    } else {
        format!("; least often {} ({}).", ids(&weakest), figure::whole_percent(least))
    };
    Some(format!("{firm}{weakest}"))
}
