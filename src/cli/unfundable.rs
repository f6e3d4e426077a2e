//! Money that parts share, and why a command ended without a plan.

use serde_json::Value;

use super::failure::Failure;
use super::sampled;
use crate::analysis::firmness::Unanswered;
use crate::analysis::fund::Unfundable;
use crate::diagnostic::{Diagnostic, Diagnostics, quote};
use crate::input::assemble::{Round, Slice};
use crate::model::decision::Decision;
use crate::present::fund::{contradiction, no_plan};

/// Whether there is money to spend.
pub fn has_money(decision: &Decision) -> bool {
    decision.portfolio.as_ref().is_some_and(|rules| !rules.budgets.is_empty() || !rules.streams.is_empty())
}

/// A part has the budget of its own; streams are money of all parts together.
pub fn leave_streams_out(round: &mut Round, findings: &mut Diagnostics) {
    if round.by.is_none() {
        return;
    }
    let mut place = None;
    for decision in round.slices.iter_mut().filter_map(Slice::decision_mut) {
        if let Some(rules) = &mut decision.portfolio {
            let first = rules.streams.first().filter(|_| !rules.budgets.is_empty());
            place = place.or_else(|| first.and_then(|stream| stream.place.clone()));
            rules.streams.clear();
            rules.members.iter_mut().for_each(|member| member.stream = None);
        }
    }
    if place.is_some() {
        let message =
            "with --by each part spends its own budget: the streams of [portfolio.streams], which all parts share, are left out";
        findings.push(
            Diagnostic::warning("streams-left-out", message)
                .at(place)
                .remedy("to keep the streams, leave out --by and choose parts with limits (`where`)"),
        );
    }
}

/// With `--by`, one amount is no part's own.
pub fn refuse_one_budget(budget: &[f64], round: &Round) -> Result<(), Failure> {
    let Some(by) = round.by.as_ref().filter(|_| !budget.is_empty()) else { return Ok(()) };
    Err(Failure::Usage(format!(
        "--budget with --by: one amount cannot be spent in every part; give each value of `{}` its own under \
         [portfolio.budgets] in the criteria file",
        quote(by)
    )))
}

/// `--budget` as machines get it: one amount, or one a year.
pub fn budget_option(budget: &[f64]) -> Option<Value> {
    match budget {
        [] => None,
        [only] => Some((*only).into()),
        _ => Some(budget.into()),
    }
}

/// What ends a command that was asked for a plan.
///
/// - `part`: which part of the data it is about, with a colon; empty for all of it
pub fn failure(unfundable: &Unfundable, part: &str) -> Failure {
    let said = no_plan(unfundable);
    match unfundable {
        Unfundable::NothingStated => {
            Failure::Usage(format!("{part}{said}: give one with --budget 15.6m, or under [portfolio] in the criteria file"))
        }
        Unfundable::Infeasible(rules) => Failure::Infeasible(format!("{part}{}", contradiction(rules))),
        Unfundable::LostMandates(lost) => {
            let mut findings = Diagnostics::default();
            for mandate in lost {
                let message = format!("{part}`{}` is mandated and not analysed: {}", quote(&mandate.id), mandate.reason);
                findings.push(
                    Diagnostic::error(unfundable.code(), message)
                        .at(mandate.place.clone())
                        .remedy("a plan must hold it: let it through, or take the mandate out of the data"),
                );
            }
            findings.into()
        }
        Unfundable::MandateNeeds { .. } => {
            one(unfundable.code(), part, &said, "let it through, or take the requirement out of the data")
        }
        Unfundable::NoSize(_) => one(unfundable.code(), part, &said, "complete the column named by `size` in [portfolio]"),
        Unfundable::TooLarge => one(unfundable.code(), part, &said, "state them in pounds"),
        Unfundable::NotFound => one(unfundable.code(), part, &said, "take rules out, or choose rows with --where"),
        Unfundable::Unsound(_) => one(unfundable.code(), part, &said, "please report it with the files"),
    }
}

/// What ends a command that was asked how firm a plan is.
pub fn unfirm(unanswered: Unanswered, part: &str) -> Failure {
    let said = |code, what: &str, remedy| one(code, part, what, remedy);
    match unanswered {
        Unanswered::NoPlan(unfundable) => failure(&unfundable, part),
        Unanswered::NothingUncertain => sampled::nothing_uncertain(part),
        Unanswered::OutOfReach => sampled::out_of_reach(part),
        Unanswered::Unproven => {
            said("not-proven", "how firm the plan is was not found out within the effort allowed", "choose rows with --where")
        }
        Unanswered::BreaksRule(rule) => said(
            "proposed",
            &format!("the proposed set cannot be compared with plans over the draws: {rule}"),
            "propose a set that keeps the rules; what it costs may be more than there is",
        ),
        Unanswered::NoDrawHasAPlan => {
            Failure::Infeasible(format!("{part}in no draw does a plan keep the rules: look at the costs drawn and at the budget"))
        }
    }
}

fn one(code: &'static str, part: &str, said: &str, remedy: &str) -> Failure {
    let mut findings = Diagnostics::default();
    findings.push(Diagnostic::error(code, format!("{part}{said}")).remedy(remedy));
    findings.into()
}
