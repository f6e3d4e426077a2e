//! `weighup compare`.

use serde_json::{Map, Value};

use super::arguments::CompareArgs;
use super::destination::Destination;
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::output::{self, Envelope, Forms};
use super::results::results;
use super::rigour;
use super::terminal::Terminal;
use super::unfundable::{budget_option, has_money, leave_streams_out, refuse_one_budget};
use crate::analysis::compare::{self, Comparison, NoView, Other, ViewKind, Wanted, comparison, views};
use crate::analysis::doubts::Use;
use crate::analysis::methods::Undefined;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::xlsx::Sheet;
use crate::input::assemble::{Choices, Round, Slice};
use crate::model::decision::Decision;
use crate::present::compare::{Listed, Subject, View, document, no_view, records};
use crate::present::frame::Part;

pub fn run(args: &CompareArgs, terminal: &Terminal) -> anyhow::Result<()> {
    rigour::refuse_people_in_final(args.people, &args.inputs)?;
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    let Understood { mut round, mut findings, title, governance } = inputs.assemble_with(args.inputs.net, &choices(args))?;
    let asked = Asked::new(args, &inputs, &round)?;
    refuse_one_budget(&args.budget, &round)?;
    let others = others(args, &asked, &inputs, &mut findings)?;
    let money = !args.methods && round.slices.iter().filter_map(Slice::decision).any(has_money);
    if money {
        leave_streams_out(&mut round, &mut findings);
    }
    super::rank::add_doubts(&round, if money { Use::Money } else { Use::Values }, &mut findings);
    rigour::publish(&args.inputs, &mut round, &mut findings);
    let parts: Vec<_> =
        round.slices.iter().map(|slice| Part::new(slice, |decision| compared(args, &asked, slice, decision, &others))).collect();
    say_what_is_undefined(&parts, &mut findings);
    rigour::check(&args.inputs, &governance, &findings)?;
    terminal.findings(&findings);
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let subject = if args.methods { Subject::Methods } else { Subject::Weights };
    let view = View { subject, precision: usize::from(args.precision), medium: destination.medium(terminal) };
    Forms {
        inputs: &inputs,
        document: &|| document(&parts, round.by.as_deref(), &notes, view),
        records: &|| {
            let sheet = |listed: &Listed| Sheet { name: listed.sheet(), records: records(&parts, round.by.as_deref(), *listed) };
            let beside = Listed::BESIDE.iter().map(sheet).filter(|sheet| !sheet.records.rows.is_empty());
            std::iter::once(sheet(&Listed::Comparison)).chain(beside).collect()
        },
        envelope: &|| {
            let results = results(round.by.as_deref(), &parts, Clone::clone);
            Envelope::new("compare", &inputs, options(args), Some(&round), &findings, results)
        },
    }
    .write(&destination, terminal)?;
    output::conclude(&destination, &notes, Some("ranked"), terminal);
    Ok(())
}

/// Which views are wanted: those asked for, else those that the inputs offer.
struct Asked {
    scenarios: bool,
    groups: bool,
}

/// Rounds that differ from the present one, each a view.
pub type Others = Vec<(ViewKind, String, Round)>;

impl Asked {
    fn new(args: &CompareArgs, inputs: &Inputs, round: &Round) -> Result<Self, Failure> {
        let has_scenarios = inputs.criteria_file().is_some_and(|file| !file.scenarios.is_empty());
        let has_groups = round.slices.iter().filter_map(Slice::decision).any(|decision| decision.weighing.panel.is_some());
        if args.scenarios && !has_scenarios {
            let message = "--scenarios: the criteria file has no [[scenarios]]; give each a name and its swings";
            return Err(Failure::Usage(message.to_owned()));
        }
        if args.people && !has_groups {
            return Err(Failure::Usage("--people needs the returns of stakeholders: --stakeholders FILE".to_owned()));
        }
        let unjudged = inputs.criteria_file().is_some_and(|file| {
            file.weights.method.is_none()
                && file.criteria.iter().any(|criterion| !criterion.is_report && criterion.judgement.is_none())
        });
        if args.own_swings && unjudged {
            return Err(Failure::Usage(
                "--own-swings: the criteria file has none for some criteria; give them, or leave the option out".to_owned(),
            ));
        }
        if args.own_swings && !has_groups {
            return Err(Failure::Usage(
                "--own-swings needs the returns of stakeholders that replace them: --stakeholders FILE".to_owned(),
            ));
        }
        if args.equal || args.leave_one_out || args.methods || args.scenarios || args.inputs.stakeholders.is_some() {
            let groups = args.inputs.stakeholders.is_some() || args.people;
            return Ok(Self { scenarios: args.scenarios, groups: groups && !args.methods });
        }
        // Scenarios that change swings cannot stand beside pooled weights.
        let scenarios = has_scenarios && !has_groups;
        if scenarios || has_groups {
            return Ok(Self { scenarios, groups: has_groups });
        }
        let message = "say what to compare: --scenarios, --stakeholders FILE, --equal, --leave-one-out or --methods";
        Err(Failure::Usage(message.to_owned()))
    }
}

/// The criteria file's own weights and all scenarios; what is odd about them joins the findings.
fn others(args: &CompareArgs, asked: &Asked, inputs: &Inputs, findings: &mut Diagnostics) -> Result<Others, Failure> {
    let mut rounds = Vec::new();
    if args.own_swings {
        let understood = inputs.assemble_without_returns(args.inputs.net, &choices(args))?;
        rounds.push((ViewKind::Own, "swings".to_owned(), taken(understood, findings)));
    }
    if asked.scenarios {
        rounds.extend(scenarios(inputs, args.inputs.net, &choices(args), findings)?);
    }
    Ok(rounds)
}

/// The decisions that stand for a part in other rounds.
pub fn in_part<'a>(others: &'a Others, slice: &Slice) -> Vec<Other<'a>> {
    let same = |round: &'a Round| round.slices.iter().find(|other| other.value == slice.value).and_then(Slice::decision);
    others.iter().map(|(kind, name, round)| (*kind, name.as_str(), same(round))).collect()
}

/// The name and the weights of each other round, for the criteria of a decision; of a round without rows there are none.
pub fn named_weights(decision: &Decision, others: &Others) -> Vec<(String, Vec<Option<f64>>)> {
    let of = |(_, name, round): &(ViewKind, String, Round)| {
        let other = round.slices.first().and_then(Slice::decision)?;
        let weight = |id: &str| {
            let found = other.criteria.iter().position(|criterion| *criterion.id == *id)?;
            Some(other.weights.criteria[found])
        };
        Some((name.clone(), decision.criteria.iter().map(|criterion| weight(&criterion.id)).collect()))
    };
    others.iter().filter_map(of).collect()
}

/// All scenarios of the criteria file.
pub fn scenarios(inputs: &Inputs, net: bool, choices: &Choices, findings: &mut Diagnostics) -> Result<Others, Failure> {
    let mut rounds = Vec::new();
    for scenario in inputs.criteria_file().iter().flat_map(|file| &file.scenarios) {
        let name = scenario.name.get_ref();
        let choices = Choices { scenario: Some(name.clone()), ..choices.clone() };
        let understood = inputs.assemble_with(net, &choices)?;
        rounds.push((ViewKind::Scenario, name.clone(), taken(understood, findings)));
    }
    Ok(rounds)
}

/// A round of its own; what is odd about it joins the findings.
fn taken(understood: Understood, findings: &mut Diagnostics) -> Round {
    let Understood { mut round, findings: mut found, .. } = understood;
    leave_streams_out(&mut round, &mut found);
    found.iter().for_each(|finding| findings.push_once(finding.clone()));
    round
}

/// What the command line chooses, its budget too.
fn choices(args: &CompareArgs) -> Choices {
    Choices { budget: (!args.budget.is_empty()).then(|| args.budget.clone()), ..args.inputs.choices() }
}

fn compared(args: &CompareArgs, asked: &Asked, slice: &Slice, decision: &Decision, others: &Others) -> Comparison {
    let top = usize::try_from(args.top).unwrap_or(usize::MAX);
    if args.methods {
        return comparison(decision, &views::by_method(decision), top, None);
    }
    let others = in_part(others, slice);
    let (people, equal, leave_one_out) = (args.people, args.equal, args.leave_one_out);
    compare::compared(decision, Wanted { groups: asked.groups, people, equal, leave_one_out, ..Wanted::default() }, &others, top)
}

/// A view that ranks nothing is a gap in the comparison, and said as such.
fn say_what_is_undefined(parts: &[Part<'_, Comparison>], findings: &mut Diagnostics) {
    for (decision, comparison) in parts.iter().filter_map(Part::analysed) {
        for (view, why) in &comparison.undefined {
            let doubt = Diagnostic::warning("view-undefined", format!("view {}", no_view(decision, view, why)));
            findings.push_once(doubt.remedy(remedy(why)));
        }
    }
}

fn remedy(why: &NoView) -> &'static str {
    match why {
        NoView::Incomplete => "ask for what is missing",
        NoView::NotInScenario => "look at the scenario's `where`",
        NoView::NothingLeft => "give another criterion weight",
        NoView::Method(Undefined::NotPositive { .. }) => "where 0 and losses are real figures, look at the other methods",
        NoView::Method(Undefined::TooMany { .. }) => "compare fewer, with --where",
        NoView::Method(Undefined::OneIntervention | Undefined::AllAlike) => "there is nothing to compare by this method",
    }
}

fn options(args: &CompareArgs) -> Map<String, Value> {
    let mut options = output::options(&args.inputs);
    let chosen = [
        ("scenarios", args.scenarios),
        ("equal", args.equal),
        ("leave_one_out", args.leave_one_out),
        ("methods", args.methods),
        ("own_swings", args.own_swings),
        ("people", args.people),
    ];
    for (name, _) in chosen.into_iter().filter(|(_, chosen)| *chosen) {
        options.insert(name.to_owned(), true.into());
    }
    options.extend(budget_option(&args.budget).map(|budget| ("budget".to_owned(), budget)));
    options.insert("top".to_owned(), args.top.into());
    options
}
