//! `weighup fund`.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::arguments::{Format, FundArgs};
use super::destination::Destination;
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::output::{self, Envelope, Forms};
use super::progress::watched;
use super::results::results;
use super::rigour;
use super::sampled;
use super::terminal::Terminal;
use super::unfundable::{budget_option, failure, leave_streams_out, refuse_one_budget, unfirm};
use crate::analysis::doubts::Use;
use crate::analysis::firmness::robust::Sampling;
use crate::analysis::firmness::{Firmness, Questions as Firm, firmness};
use crate::analysis::fund::{Case, Questions, fund};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, quote};
use crate::document::words;
use crate::export::file::end_on_interrupt;
use crate::export::xlsx::Sheet;
use crate::input::assemble::{Choices, Round, Slice};
use crate::model::decision::Decision;
use crate::present::frame::Part;
use crate::present::fund::{Asked, View, detail, document, records};

/// Decimals of points in the words that machines get.
const PRECISION: usize = 1;

pub fn run(args: &FundArgs, terminal: &Terminal) -> anyhow::Result<()> {
    refuse_what_is_idle(args)?;
    sampled::refuse_contradictions(&args.sampling)?;
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?;
    let inputs = inputs.with_draws(&args.sampling)?.with_proposed(args.proposed.as_deref())?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    let budget = (!args.budget.is_empty()).then(|| args.budget.clone());
    let choices = Choices { budget, ..args.inputs.choices() };
    let Understood { mut round, mut findings, title, governance } = inputs.assemble_with(args.inputs.net, &choices)?;
    refuse_what_is_shared(args, &round)?;
    sampled::refuse_what_is_not_stated(&args.sampling, &round)?;
    leave_streams_out(&mut round, &mut findings);
    refuse_hidden_losses(&mut findings)?;
    let proposed = inputs.proposed_ids(&round, &mut findings)?;
    say_what_is_not_drawn(&inputs, &round, &mut findings);
    super::rank::add_doubts(&round, Use::Money, &mut findings);
    rigour::hide_returns(&args.inputs, &mut findings);
    rigour::check(&args.inputs, &governance, &findings)?;
    terminal.findings(&findings);
    end_on_interrupt();
    let funded = |slice| Part::of(slice, |decision| answer(args, decision, slice, proposed.as_ref(), terminal));
    let parts = round.slices.iter().map(funded).collect::<Result<Vec<_>, Failure>>()?;
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let top = args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX));
    let view = View { precision: usize::from(args.precision), top, medium: destination.medium(terminal) };
    Forms {
        inputs: &inputs,
        document: &|| document(&parts, round.by.as_deref(), &notes, view),
        records: &|| {
            let sheet = |asked: &Asked| Sheet { name: asked.sheet(), records: records(&parts, round.by.as_deref(), *asked) };
            let (plan, beside) = (&Asked::ALL[..1], &Asked::ALL[1..]);
            let beside = beside.iter().map(sheet).filter(|sheet| !sheet.records.rows.is_empty());
            plan.iter().map(sheet).chain(beside).collect()
        },
        envelope: &|| {
            let told: Vec<_> = parts.iter().map(|part| part.then(told)).collect();
            let results = results(round.by.as_deref(), &told, Clone::clone);
            let envelope = Envelope::new("fund", &inputs, options(args), Some(&round), &findings, results);
            if args.robust { envelope.seeded(args.sampling.seed()) } else { envelope }
        },
    }
    .write(&destination, terminal)?;
    say_what_csv_leaves_out(args, &destination, terminal);
    output::conclude(&destination, &notes, Some("analysed"), terminal);
    Ok(())
}

/// With `--by`, money for all parts together is no part's own.
fn refuse_what_is_shared(args: &FundArgs, round: &Round) -> Result<(), Failure> {
    refuse_one_budget(&args.budget, round)?;
    let Some(by) = &round.by else { return Ok(()) };
    let lacks = |slice: &&Slice| {
        slice.decision().is_some_and(|decision| decision.portfolio.as_ref().is_none_or(|rules| rules.budgets.is_empty()))
    };
    let without: Vec<_> = round.slices.iter().filter(lacks).filter_map(|slice| slice.value.as_deref()).map(quote).collect();
    if without.is_empty() {
        return Ok(());
    }
    let message = format!(
        "--by {}: no amount for {}; write one for each under [portfolio.budgets] in the criteria file, for example {} = 4_000_000",
        quote(by),
        words::first_few(&without.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>(), 8),
        without.first().map_or_else(String::new, |value| format!("\"{value}\""))
    );
    Err(Failure::Usage(message))
}

/// A loss that a clamped scale hides would be money for nothing.
pub fn refuse_hidden_losses(findings: &mut Diagnostics) -> Result<(), Failure> {
    let losses = findings.take("clamped-loss");
    if losses.is_empty() {
        return Ok(());
    }
    for loss in losses {
        findings.push(Diagnostic { severity: Severity::Error, ..loss });
    }
    Err(std::mem::take(findings).into())
}

/// A table of records holds the plan alone.
fn say_what_csv_leaves_out(args: &FundArgs, destination: &Destination, terminal: &Terminal) {
    let asked = [("--stability", args.stability), ("--frontier", args.frontier), ("--robust", args.robust)];
    let asked: Vec<_> = asked.iter().filter(|(_, asked)| *asked).map(|(option, _)| (*option).to_owned()).collect();
    if matches!(destination.format, Format::Csv | Format::Tsv) && !asked.is_empty() {
        terminal.say(&format!("One table holds the plan; what {} asked for is in JSON and workbooks.", words::listed(asked)));
    }
}

/// Money and sizes that the criteria file calls uncertain and the file of draws leaves out.
fn say_what_is_not_drawn(inputs: &Inputs, round: &Round, findings: &mut Diagnostics) {
    let Some(file) = inputs.criteria_file().filter(|_| inputs.draws.performances.is_some()) else { return };
    let decisions = || round.slices.iter().filter_map(Slice::decision);
    let reads = |decision: &Decision, column: &str| {
        let money = decision.portfolio.iter().flat_map(|rules| rules.cost_columns.iter().chain(&rules.saving_column));
        money.chain(&decision.size_column).any(|read| read == column)
    };
    let is_drawn = |decision: &Decision, column: &str| {
        decision.draws.iter().flat_map(|draws| &draws.columns).any(|given| *given.column == *column)
    };
    let left_out = |column: &&str| decisions().any(|decision| reads(decision, column) && !is_drawn(decision, column));
    let names: Vec<_> = file.uncertainty.iter().map(|entry| entry.column.get_ref().as_str()).filter(left_out).collect();
    if !names.is_empty() {
        let names: Vec<_> = names.into_iter().map(|name| format!("`{}`", quote(name))).collect();
        let message = format!("uncertain, but not among the draws: {}", words::first_few(&names, 5));
        let remedy = "these keep the data's figures in every draw; add their columns to the draws";
        findings.push(Diagnostic::warning("not-drawn", message).remedy(remedy));
    }
}

/// Options that mean nothing without another one.
fn refuse_what_is_idle(args: &FundArgs) -> Result<(), Failure> {
    let idle = args.sampling.given().filter(|_| !args.robust).map(|option| (option, "--robust"));
    let idle =
        idle.or((args.proposed.is_some() && !args.robust && !args.frontier).then_some(("--proposed", "--frontier or --robust")));
    idle.map_or(Ok(()), |(option, with)| Err(Failure::Usage(format!("{option} has nothing to do here: add {with}"))))
}

fn answer(
    args: &FundArgs,
    decision: &Decision,
    slice: &Slice,
    proposed: Option<&Vec<Arc<str>>>,
    terminal: &Terminal,
) -> Result<Firmness, Failure> {
    let questions = Questions {
        price_of_mandates: args.price_of_mandates,
        shadow_prices: args.shadow_prices,
        displaced: args.displaced.map(|most| usize::try_from(most).unwrap_or(usize::MAX)),
    };
    // With --by a refusal says which part it is about.
    let part = slice.value.as_ref().map_or(String::new(), |value| format!("{}: ", quote(value)));
    let refused = |unfundable| failure(&unfundable, &part);
    let funding = fund(decision, &questions).map_err(refused)?;
    let sampling = args.robust.then(|| Sampling {
        space: sampled::space(&args.sampling, decision),
        concentration: sampled::concentration(&args.sampling),
        draws: args.sampling.draws(),
        seed: args.sampling.seed(),
        threads: args.sampling.threads(),
    });
    let firm = Firm { frontier: args.frontier, stability: args.stability, robust: sampling, proposed: proposed.cloned() };
    let case = Case::new(decision).map_err(refused)?;
    let answered = watched(terminal.is_quiet() || !args.robust, |progress| firmness(&case, funding, &firm, progress));
    answered.map_err(|unanswered| unfirm(unanswered, &part))
}

/// A plan as machines get it: every reason in words as well.
fn told(decision: &Decision, firm: &Firmness) -> Value {
    let mut value = serde_json::to_value(firm).unwrap_or(Value::Null);
    if let Some(rows) = value.get_mut("interventions").and_then(Value::as_array_mut) {
        for (row, considered) in rows.iter_mut().zip(&firm.funding.interventions) {
            if let Some(row) = row.as_object_mut() {
                row.insert("detail".to_owned(), detail(decision, considered, PRECISION).into());
            }
        }
    }
    value
}

fn options(args: &FundArgs) -> Map<String, Value> {
    let mut options = output::options(&args.inputs);
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            options.insert(key.to_owned(), value);
        }
    };
    let asked = |asked: bool| asked.then(|| true.into());
    put("budget", budget_option(&args.budget));
    put("price-of-mandates", asked(args.price_of_mandates));
    put("shadow-prices", asked(args.shadow_prices));
    put("displaced", args.displaced.map(Into::into));
    put("frontier", asked(args.frontier));
    put("stability", asked(args.stability));
    put("robust", asked(args.robust));
    sampled::put_options(&args.sampling, &mut options);
    options
}
