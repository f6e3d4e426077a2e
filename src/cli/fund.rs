//! `weighup fund`.

use serde_json::{Map, Value};

use super::arguments::FundArgs;
use super::destination::Destination;
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::output::{self, Envelope, Forms};
use super::results::results;
use super::rigour;
use super::terminal::Terminal;
use super::unfundable::{budget_option, failure, leave_streams_out, refuse_one_budget};
use crate::analysis::doubts::Use;
use crate::analysis::fund::{Funding, Questions, fund};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, quote};
use crate::document::words;
use crate::export::xlsx::Sheet;
use crate::input::assemble::{Choices, Round, Slice};
use crate::model::decision::Decision;
use crate::present::frame::Part;
use crate::present::fund::{Asked, View, detail, document, records};

/// Decimals of points in the words that machines get.
const PRECISION: usize = 1;

pub fn run(args: &FundArgs, terminal: &Terminal) -> anyhow::Result<()> {
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    let budget = (!args.budget.is_empty()).then(|| args.budget.clone());
    let choices = Choices { budget, ..args.inputs.choices() };
    let Understood { mut round, mut findings, title, governance } = inputs.assemble_with(args.inputs.net, &choices)?;
    refuse_what_is_shared(args, &round)?;
    leave_streams_out(&mut round, &mut findings);
    refuse_hidden_losses(&mut findings)?;
    super::rank::add_doubts(&round, Use::Money, &mut findings);
    rigour::hide_returns(&args.inputs, &mut findings);
    rigour::check(&args.inputs, &governance, &findings)?;
    terminal.findings(&findings);
    let funded = |slice| Part::of(slice, |decision| answer(args, decision, slice));
    let parts = round.slices.iter().map(funded).collect::<Result<Vec<_>, Failure>>()?;
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let top = args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX));
    let view = View { precision: usize::from(args.precision), top, medium: destination.medium(terminal) };
    Forms {
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
            Envelope::new("fund", &inputs, options(args), Some(&round), &findings, results)
        },
    }
    .write(&destination, terminal)?;
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
fn refuse_hidden_losses(findings: &mut Diagnostics) -> Result<(), Failure> {
    let losses = findings.take("clamped-loss");
    if losses.is_empty() {
        return Ok(());
    }
    for loss in losses {
        findings.push(Diagnostic { severity: Severity::Error, ..loss });
    }
    Err(std::mem::take(findings).into())
}

fn answer(args: &FundArgs, decision: &Decision, slice: &Slice) -> Result<Funding, Failure> {
    let questions = Questions {
        price_of_mandates: args.price_of_mandates,
        shadow_prices: args.shadow_prices,
        displaced: args.displaced.map(|most| usize::try_from(most).unwrap_or(usize::MAX)),
    };
    // With --by a refusal says which part it is about.
    let part = slice.value.as_ref().map_or(String::new(), |value| format!("{}: ", quote(value)));
    fund(decision, &questions).map_err(|unfundable| failure(&unfundable, &part))
}

/// A plan as machines get it: every reason in words as well.
fn told(decision: &Decision, funding: &Funding) -> Value {
    let mut value = serde_json::to_value(funding).unwrap_or(Value::Null);
    if let Some(rows) = value.get_mut("interventions").and_then(Value::as_array_mut) {
        for (row, considered) in rows.iter_mut().zip(&funding.interventions) {
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
    options
}
