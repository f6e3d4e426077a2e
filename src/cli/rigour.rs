//! How much doubt a run may carry: `--strict` takes none, `--final` only what the paper accepts with a reason.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::document::words;
use crate::input::assemble::{Round, Slice, SliceContent};
use crate::input::criteria_file::{AssuranceSection, DecisionSection};
use crate::weighting::stakeholders::{SMALLEST_PUBLISHED, merge_small_groups};

use super::arguments::InputArgs;
use super::failure::Failure;

/// The doubt about a single return.
const RETURN: &str = "stakeholder-return";

/// Doubts that no reason makes acceptable in a paper that a decision rests on.
const NEVER_FINAL: [&str; 4] = ["placeholder-weights", "range-changed", "baseline-not-stated", "local-scale"];

/// What the criteria file says about who stands behind the analysis.
#[derive(Debug, Clone, Default)]
pub struct Governance {
    pub decision: Option<DecisionSection>,
    pub assurance: Option<AssuranceSection>,
    pub weights_have_source: bool,
}

impl Governance {
    /// Codes of accepted doubts with their reasons.
    #[must_use]
    pub fn accepted(&self) -> Vec<(String, String)> {
        let accepted = self.assurance.iter().flat_map(|assurance| &assurance.accepted);
        accepted.map(|(code, reason)| (code.get_ref().clone(), reason.clone())).collect()
    }
}

/// Stops a run that carries more doubt than it may.
///
/// # Errors
/// The doubts, as errors.
pub fn check(args: &InputArgs, governance: &Governance, findings: &Diagnostics) -> Result<(), Failure> {
    let mut refused = Diagnostics::default();
    if args.is_final {
        final_paper(governance, findings, &mut refused);
    }
    for doubt in findings.in_order(Severity::Warning).into_iter().filter(|_| args.strict && !args.is_final) {
        let remedy = format!("{} (with --strict, a doubt is an error)", doubt.remedy);
        refused.push(Diagnostic { severity: Severity::Error, remedy: remedy.into(), ..doubt.clone() });
    }
    if refused.has_errors() { Err(refused.into()) } else { Ok(()) }
}

/// Takes single people out of what a published paper shows: small groups are merged, findings about returns only counted.
pub fn publish(args: &InputArgs, round: &mut Round, findings: &mut Diagnostics) {
    if args.is_final {
        shield(round, findings);
    }
}

/// The same, whether or not the paper is final.
pub fn shield(round: &mut Round, findings: &mut Diagnostics) {
    count_returns(findings);
    for slice in &mut round.slices {
        if let SliceContent::Ranked(decision) = &mut slice.content
            && let Some(panel) = &mut decision.weighing.panel
        {
            merge_small_groups(panel);
        }
    }
}

/// Whoever reads the pool of one or two people reads what they answered.
pub fn warn_of_few_returns(round: &Round, findings: &mut Diagnostics) {
    let panels = round.slices.iter().filter_map(Slice::decision).filter_map(|decision| decision.weighing.panel.as_ref());
    let fewest = panels.map(|panel| panel.groups.iter().map(|group| group.people).sum::<usize>()).min();
    if let Some(people) = fewest.filter(|people| *people < SMALLEST_PUBLISHED) {
        let message = format!("the weights are pooled from {}: a paper shows what they answered", words::people(people));
        findings.push_once(
            Diagnostic::warning("few-returns", message)
                .remedy("ask more people, or let the board adopt the weights as its own swings"),
        );
    }
}

/// Counts findings about single returns in place of naming whose they are.
pub fn count_returns(findings: &mut Diagnostics) {
    let about = findings.take(RETURN);
    if let Some(first) = about.first() {
        let message = format!("{} needed attention; `weights` without --final names each", words::count(about.len(), "return"));
        findings.push(Diagnostic { message, place: None, label: "".into(), ..first.clone() });
    }
}

/// The same only in a final paper.
pub fn hide_returns(args: &InputArgs, findings: &mut Diagnostics) {
    if args.is_final {
        count_returns(findings);
    }
}

/// Individuals are for the workshop, not for the paper.
///
/// # Errors
/// Both are asked for.
pub fn refuse_people_in_final(people: bool, args: &InputArgs) -> Result<(), Failure> {
    if people && args.is_final {
        let message = "--people shows individuals, which a final paper may not: leave out --people or --final";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(())
}

fn final_paper(governance: &Governance, findings: &Diagnostics, refused: &mut Diagnostics) {
    let mut lacks = |message: &str, remedy: &str, place| {
        refused.push(Diagnostic::error("final", format!("--final: {message}")).at(place).remedy(remedy));
    };
    match &governance.decision {
        None => lacks("the criteria file has no [decision]", "say who decides what: owner and question at least", None),
        Some(decision) if decision.question.is_none() || !decision.has_owner => {
            lacks(
                "[decision] lacks its owner or its question",
                "write owner = \"…\" and question = \"…\"",
                decision.place.clone(),
            );
        }
        Some(_) => {}
    }
    match &governance.assurance {
        None => lacks("the criteria file has no [assurance]", "name analyst and assurer, who are two people", None),
        Some(assurance) => match (&assurance.analyst, &assurance.assurer) {
            (Some(analyst), Some(assurer)) if same_person(analyst.get_ref(), assurer.get_ref()) => {
                lacks("the assurer is the analyst", "have another person check the analysis", assurance.place.clone());
            }
            (Some(_), Some(_)) => {}
            _ => lacks(
                "[assurance] lacks its analyst or its assurer",
                "write analyst = \"…\" and assurer = \"…\"",
                assurance.place.clone(),
            ),
        },
    }
    if !governance.weights_have_source {
        lacks("the weights have no source", "write [weights] source = \"who judged them, and when\"", None);
    }
    let accepted = |code: &str| {
        governance.assurance.as_ref().is_some_and(|assurance| assurance.accepted.iter().any(|(found, _)| found.get_ref() == code))
    };
    for doubt in findings.in_order(Severity::Warning) {
        let remedy = if NEVER_FINAL.contains(&doubt.code) {
            format!("{}; no reason can make this acceptable in a final paper", doubt.remedy)
        } else if accepted(doubt.code) {
            continue;
        } else {
            format!("{}; or accept it: [assurance.accepted] {} = \"the reason\"", doubt.remedy, doubt.code)
        };
        refused.push(Diagnostic { severity: Severity::Error, remedy: remedy.into(), ..doubt.clone() });
    }
}

fn same_person(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
