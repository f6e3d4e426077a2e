//! The plan and how firm it is in one paragraph, for the top of a paper.

use std::sync::Arc;

use super::sentences::Sentences;
use super::words::ids;
use super::{View, robust, stability};
use crate::analysis::firmness::Firmness;
use crate::analysis::firmness::robust::Robust;
use crate::document::{figure, words};
use crate::model::decision::Decision;

/// Interventions named in the paragraph; the table of the plan names all.
const NAMED: usize = 30;

/// What to fund, what is proven, what just missed, and how much it takes to change that.
#[must_use]
pub fn brief(decision: &Decision, result: &Firmness, view: View) -> String {
    let sentences = Sentences { decision, result: &result.funding, precision: view.precision };
    let mut said = sentences.answer();
    let funded = &result.funding.selected;
    if !funded.is_empty() && said.len() > 1 {
        said.insert(
            1,
            format!("They are {}.", words::first_few(&funded.iter().map(ToString::to_string).collect::<Vec<_>>(), NAMED)),
        );
    }
    // What stays in the purse belongs to the plan itself.
    said.pop();
    said.extend(result.stability.iter().map(|found| stability::holds(decision, found)));
    said.extend(result.robust.as_ref().and_then(firm_in_draws));
    said.join(" ")
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
    let paid = (found.this.p_affordable < 1.0)
        .then(|| format!(" Its money suffices for all of it in {} of draws.", figure::whole_percent(found.this.p_affordable)));
    Some(format!("{firm}{weakest}{}", paid.unwrap_or_default()))
}
