//! `weighup rank`.

use serde::Serialize;

use super::arguments::{Format, RankArgs, Sort};
use super::failure::Failure;
use super::files::Inputs;
use super::output::{self, Envelope, Forms};
use super::terminal::Terminal;
use crate::analysis::doubts::doubts;
use crate::analysis::rank::{self, Ranking};
use crate::diagnostic::Diagnostics;
use crate::input::assemble::{Round, Slice};
use crate::model::decision::CostRole;
use crate::present::Medium;
use crate::present::rank::{Part, PartContent, View, cut, document, records};

pub fn run(args: &RankArgs, terminal: &Terminal) -> anyhow::Result<()> {
    let inputs = Inputs::read(&args.inputs, terminal)?;
    let (assembled, title) = inputs.assemble(&args.inputs)?;
    let (round, mut findings) = (assembled.value, assembled.findings);
    refuse_sort_by_weighed_cost(args, &round)?;
    let rankings: Vec<_> =
        round.slices.iter().map(|slice| slice.decision().map(|decision| rank::rank(decision, args.sort.into()))).collect();
    add_doubts(&round, &mut findings);
    terminal.findings(&findings);
    let notes = output::notes(&args.inputs, title, &round, &findings);
    let top = args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX));
    let parts = parts(&round, &rankings);
    let medium = if args.output.format == Format::Table { terminal.medium() } else { Medium::Paper };
    let view = View { sort: args.sort.into(), precision: usize::from(args.precision), top, medium };
    let values: Vec<String> = round.slices.iter().filter_map(|slice| slice.value.clone()).collect();
    Forms {
        document: &|| document(&parts, &notes, view),
        records: &|| records(&parts, round.by.as_deref().map(|by| (by, values.as_slice())), view.sort, top),
        envelope: &|| Envelope::new("rank", &inputs, options(args), Some(&round), &findings, results(&round, &rankings, top)),
    }
    .write(&args.output, terminal)?;
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

/// The doubts of every decision, each once.
pub fn add_doubts(round: &Round, findings: &mut Diagnostics) {
    let mut seen = std::collections::HashSet::new();
    for slice in &round.slices {
        for mut doubt in slice.decision().map_or_else(Vec::new, doubts) {
            if let Some(value) =
                slice.value.as_ref().filter(|_| matches!(doubt.code, "outlier" | "no-discrimination" | "overlapping-criteria"))
            {
                doubt.message = format!("{}: {}", crate::diagnostic::quote(value), doubt.message);
            }
            if seen.insert((doubt.code, doubt.message.clone())) {
                findings.push(doubt);
            }
        }
    }
}

fn parts<'a>(round: &'a Round, rankings: &'a [Option<Ranking>]) -> Vec<Part<'a>> {
    let part = |(slice, ranking): (&'a Slice, &'a Option<Ranking>)| Part {
        heading: round.by.as_ref().zip(slice.value.as_ref()).map(|(by, value)| {
            let value = if value.is_empty() { "(empty)" } else { value };
            format!("{by}: {value}")
        }),
        content: PartContent::of(&slice.content, ranking.as_ref()),
    };
    round.slices.iter().zip(rankings).map(part).collect()
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
    One(Option<Ranking>),
    By { by: String, groups: Vec<Group> },
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

fn results(round: &Round, rankings: &[Option<Ranking>], top: Option<usize>) -> Results {
    let Some(by) = &round.by else { return Results::One(rankings.first().cloned().flatten().map(|ranking| cut(ranking, top))) };
    let group = |(slice, ranking): (&Slice, &Option<Ranking>)| Group {
        value: slice.value.clone().unwrap_or_default(),
        content: match (ranking, PartContent::of(&slice.content, None)) {
            (Some(ranking), _) => GroupContent::Ranked(cut(ranking.clone(), top)),
            (None, PartContent::Single { id, .. }) => GroupContent::Single { not_ranked: vec![id.to_owned()] },
            (None, PartContent::Ranked { .. }) => GroupContent::Single { not_ranked: Vec::new() },
        },
    };
    Results::By { by: by.clone(), groups: round.slices.iter().zip(rankings).map(group).collect() }
}
