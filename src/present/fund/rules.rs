//! Rules that contradict one another, and whatever else leaves no plan, in words.

use std::sync::Arc;

use crate::analysis::fund::{Rule, Unfundable};
use crate::diagnostic::quote;
use crate::document::{figure, words};

/// Interventions named before "and n more".
const FEW: usize = 8;

/// A rule as a person would state it.
fn stated(rule: &Rule) -> String {
    match rule {
        Rule::Budget { amount, year: None } => format!("the budget of {}", figure::pounds(*amount)),
        Rule::Budget { amount, year: Some(year) } => format!("the budget of {} in year {year}", figure::pounds(*amount)),
        Rule::Stream { stream, amount } => format!("the {} of stream \"{stream}\"", figure::pounds(*amount)),
        Rule::AtLeast { limit, least } => format!("limit \"{limit}\": at least {}", figure::plain(*least)),
        Rule::AtMost { limit, most } => format!("limit \"{limit}\": at most {}", figure::plain(*most)),
        Rule::Mandate { id, cost } => format!("{id} is mandated ({})", figure::pounds(*cost)),
        Rule::Exclusive { label, ids } => {
            format!("at most one of {} ({label})", words::listed(ids.iter().map(ToString::to_string)))
        }
        Rule::Requires { id, needed } => format!("{id} requires {needed}"),
    }
}

/// Why no plan exists, and what to do.
///
/// - `rules`: irreducible: without any one of them there is a plan
#[must_use]
pub fn contradiction(rules: &[Rule]) -> String {
    let mandated: f64 = rules.iter().map(|rule| if let Rule::Mandate { cost, .. } = rule { *cost } else { 0.0 }).sum();
    let several = rules.iter().filter(|rule| matches!(rule, Rule::Mandate { .. })).count() > 1;
    let together =
        if several { format!("\n  (the mandates named cost {} together)", figure::pounds(mandated)) } else { String::new() };
    let list: Vec<_> = rules.iter().map(|rule| format!("  - {}", stated(rule))).collect();
    let remedy = if rules.len() == 1 { "change it" } else { "change one of them: without any one there is a plan" };
    format!("no plan keeps all rules. These cannot be kept together:\n{}{together}\n  {remedy}", list.join("\n"))
}

/// Why there is no plan, in words that follow a colon.
#[must_use]
pub fn no_plan(unfundable: &Unfundable) -> String {
    let ids = |ids: &[Arc<str>]| words::first_few(&ids.iter().map(|id| format!("`{}`", quote(id))).collect::<Vec<_>>(), FEW);
    match unfundable {
        Unfundable::NothingStated => "there is no budget".to_owned(),
        Unfundable::LostMandates(lost) => {
            let mandates: Vec<_> = lost
                .iter()
                .map(|mandate| format!("`{}` is mandated and not analysed: {}", quote(&mandate.id), mandate.reason))
                .collect();
            words::first_few(&mandates, FEW)
        }
        Unfundable::MandateNeeds { id, needed, reason } => {
            format!("`{}` must be funded and requires `{}`, which is not analysed: {reason}", quote(id), quote(needed))
        }
        Unfundable::NoSize(lacking) => format!("no size for {}: how much benefit they bring is unknown", ids(lacking)),
        Unfundable::Infeasible(rules) => {
            let stated: Vec<_> = rules.iter().map(stated).collect();
            format!("of these rules one must give way: {}", stated.join("; "))
        }
        Unfundable::NotFound => "the search found no plan within the effort allowed, nor that there is none".to_owned(),
        Unfundable::TooLarge => "the costs together exceed £40 million million".to_owned(),
        Unfundable::Unsound(rule) => {
            format!("the plan found breaks a rule ({rule}), so it is not shown: this is a fault of weighup")
        }
    }
}
