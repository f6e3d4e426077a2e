//! `weighup rank`.

use super::arguments::{RankArgs, Sort};
use super::destination::Destination;
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::output::{self, Envelope, Forms};
use super::results::results;
use super::rigour;
use super::terminal::Terminal;
use crate::analysis::doubts::{Use, doubts};
use crate::analysis::rank::rank;
use crate::diagnostic::{Diagnostic, Diagnostics, quote};
use crate::export::xlsx::Sheet;
use crate::input::assemble::{Round, Slice};
use crate::model::decision::CostRole;
use crate::present::frame::parts;
use crate::present::rank::{View, cut, document, records};

pub fn run(args: &RankArgs, terminal: &Terminal) -> anyhow::Result<()> {
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    let Understood { mut round, mut findings, title, governance } = inputs.assemble(&args.inputs)?;
    refuse_sort_by_weighed_cost(args, &round)?;
    rigour::publish(&args.inputs, &mut round, &mut findings);
    let parts = parts(&round, |decision| rank(decision, args.sort.into()));
    add_doubts(&round, Use::Money, &mut findings);
    rigour::check(&args.inputs, &governance, &findings)?;
    terminal.findings(&findings);
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let top = args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX));
    let medium = destination.medium(terminal);
    let view = View { sort: args.sort.into(), precision: usize::from(args.precision), top, medium };
    Forms {
        inputs: &inputs,
        document: &|| document(&parts, round.by.as_deref(), &notes, view),
        records: &|| vec![Sheet { name: "Ranking", records: records(&parts, round.by.as_deref(), view.sort, top) }],
        envelope: &|| {
            Envelope::new(
                "rank",
                &inputs,
                options(args),
                Some(&round),
                &findings,
                results(round.by.as_deref(), &parts, |ranking| cut(ranking.clone(), top)),
            )
        },
    }
    .write(&destination, terminal)?;
    output::conclude(&destination, &notes, Some("ranked"), terminal);
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
pub fn add_doubts(round: &Round, uses: Use, findings: &mut Diagnostics) {
    let decisions: Vec<_> =
        round.slices.iter().filter_map(|slice| Some((slice.value.as_deref(), doubts(slice.decision()?, uses)))).collect();
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
