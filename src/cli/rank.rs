//! `weighup rank`.

use serde::Serialize;

use super::arguments::{RankArgs, Sort};
use super::destination::Destination;
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::output::{self, Envelope, Forms};
use super::rigour;
use super::terminal::Terminal;
use crate::analysis::doubts::doubts;
use crate::analysis::rank::Ranking;
use crate::diagnostic::{Diagnostic, Diagnostics, quote};
use crate::input::assemble::{Round, Slice};
use crate::model::decision::CostRole;
use crate::present::rank::{Part, PartContent, View, cut, document, records};

pub fn run(args: &RankArgs, terminal: &Terminal) -> anyhow::Result<()> {
    let destination = Destination::new(&args.output, &args.inputs)?;
    let inputs = Inputs::read(&args.inputs, terminal)?;
    let Understood { round, mut findings, title, governance } = inputs.assemble(&args.inputs)?;
    refuse_sort_by_weighed_cost(args, &round)?;
    let parts: Vec<_> = round.slices.iter().map(|slice| Part::new(slice, args.sort.into())).collect();
    add_doubts(&round, &mut findings);
    rigour::check(&args.inputs, &governance, &findings)?;
    terminal.findings(&findings);
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let top = args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX));
    let medium = destination.medium(terminal);
    let view = View { sort: args.sort.into(), precision: usize::from(args.precision), top, medium };
    Forms {
        sheet: "Ranking",
        document: &|| document(&parts, round.by.as_deref(), &notes, view),
        records: &|| records(&parts, round.by.as_deref(), view.sort, top),
        envelope: &|| Envelope::new("rank", &inputs, options(args), Some(&round), &findings, results(&round, &parts, top)),
    }
    .write(&destination, terminal)?;
    terminal.say(&notes.reconciliation("ranked"));
    Ok(())
}

fn refuse_sort_by_weighed_cost(args: &RankArgs, round: &Round) -> Result<(), Failure> {
    let role = round.slices.iter().find_map(Slice::decision).map(|decision| decision.cost_role);
    let why = match (args.sort, role) {
        (Sort::ValueForMoney, Some(CostRole::Weighed)) => "cost is a weighed criterion, and counting it twice would mislead",
        (Sort::ValueForMoney, Some(CostRole::Absent)) => "the data have no cost column: name it with `[data] cost`",
        _ => return Ok(()),
    };
    Err(Failure::Usage(format!("--sort value-for-money is not possible: {why}")))
}

/// The doubts of every decision; one that all slices share is said once, others name their slice.
pub fn add_doubts(round: &Round, findings: &mut Diagnostics) {
    let decisions: Vec<_> =
        round.slices.iter().filter_map(|slice| Some((slice.value.as_deref(), doubts(slice.decision()?)))).collect();
    let everywhere = |doubt: &Diagnostic| decisions.iter().all(|(_, all)| all.iter().any(|other| other.says_the_same(doubt)));
    for (value, doubts) in &decisions {
        for doubt in doubts {
            let mut doubt = doubt.clone();
            if let Some(value) = value.filter(|_| !everywhere(&doubt)) {
                doubt.message = format!("{}: {}", quote(value), doubt.message);
            }
            findings.push_once(doubt);
        }
    }
}

fn options(args: &RankArgs) -> serde_json::Map<String, serde_json::Value> {
    let mut options = output::options(&args.inputs);
    if args.sort == Sort::ValueForMoney {
        options.insert("sort".to_owned(), "value-for-money".into());
    }
    if let Some(top) = args.top {
        options.insert("top".to_owned(), top.into());
    }
    options
}

/// The result of one run, or one for each value of `--by`.
#[derive(Serialize)]
#[serde(untagged)]
enum Results {
    By { by: String, groups: Vec<Group> },
    One(GroupContent),
}

#[derive(Serialize)]
struct Group {
    value: String,
    #[serde(flatten)]
    content: GroupContent,
}

#[derive(Serialize)]
#[serde(untagged)]
enum GroupContent {
    Ranked(Ranking),
    /// A value with one intervention.
    Single {
        not_ranked: Vec<String>,
    },
}

fn results(round: &Round, parts: &[Part<'_>], top: Option<usize>) -> Option<Results> {
    let content = |part: &Part<'_>| match &part.content {
        PartContent::Ranked { ranking, .. } => GroupContent::Ranked(cut(ranking.clone(), top)),
        PartContent::Single { id, .. } => GroupContent::Single { not_ranked: vec![(*id).to_owned()] },
    };
    let group = |part: &Part<'_>| Group { value: part.value.unwrap_or("").to_owned(), content: content(part) };
    match &round.by {
        Some(by) => Some(Results::By { by: by.clone(), groups: parts.iter().map(group).collect() }),
        None => parts.first().map(|part| Results::One(content(part))),
    }
}
