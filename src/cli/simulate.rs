//! `weighup simulate`.

use serde_json::{Map, Value};

use super::arguments::SimulateArgs;
use super::destination::Destination;
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::output::{self, Envelope, Forms};
use super::progress::watched;
use super::results::results;
use super::rigour;
use super::sampled;
use super::terminal::Terminal;
use crate::analysis::doubts::Use;
use crate::analysis::simulate::{LIMIT, Simulation, Unanswered, simulate};
use crate::diagnostic::{Diagnostic, quote};
use crate::document::words;
use crate::export::file::end_on_interrupt;
use crate::export::xlsx::Sheet;
use crate::input::assemble::{Round, Slice};
use crate::model::decision::Decision;
use crate::present::frame::Part;
use crate::present::simulate::{Asked, ROWS, View, document, records};

pub fn run(args: &SimulateArgs, terminal: &Terminal) -> anyhow::Result<()> {
    sampled::refuse_contradictions(&args.sampling)?;
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?.with_draws(&args.sampling)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    let Understood { round, mut findings, title, governance } = inputs.assemble(&args.inputs)?;
    sampled::refuse_what_is_not_stated(&args.sampling, &round)?;
    super::rank::add_doubts(&round, Use::Values, &mut findings);
    if let Some(doubt) = evidence_of_given_draws(&inputs, &round) {
        findings.push(doubt);
    }
    rigour::hide_returns(&args.inputs, &mut findings);
    rigour::check(&args.inputs, &governance, &findings)?;
    terminal.findings(&findings);
    end_on_interrupt();
    let simulated = |slice| Part::of(slice, |decision| answer(args, decision, slice, terminal));
    let parts = round.slices.iter().map(simulated).collect::<Result<Vec<_>, Failure>>()?;
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let view = View { precision: usize::from(args.precision), rows: ROWS, medium: destination.medium(terminal) };
    Forms {
        inputs: &inputs,
        document: &|| document(&parts, round.by.as_deref(), &notes, view),
        records: &|| {
            let sheet = |asked: &Asked| Sheet { name: asked.sheet(), records: records(&parts, round.by.as_deref(), *asked) };
            Asked::ALL.iter().map(sheet).collect()
        },
        envelope: &|| {
            let results = results(round.by.as_deref(), &parts, Clone::clone);
            Envelope::new("simulate", &inputs, options(args), Some(&round), &findings, results).seeded(args.sampling.seed())
        },
    }
    .write(&destination, terminal)?;
    output::conclude(&destination, &notes, Some("analysed"), terminal);
    Ok(())
}

/// Which evidence matters cannot be told from draws whose dependence is unknown.
fn evidence_of_given_draws(inputs: &Inputs, round: &Round) -> Option<Diagnostic> {
    let file = inputs.draws.performances.as_ref()?;
    let decision = round.slices.iter().find_map(Slice::decision)?;
    let is_read = |column: &str| decision.criteria.iter().any(|criterion| criterion.reading.columns().any(|read| read == column));
    let given = decision.draws.as_ref()?.columns.iter().filter(|given| is_read(&given.column));
    let columns: Vec<_> = given.map(|given| format!("`{}`", quote(&given.column))).collect();
    if columns.is_empty() {
        return None;
    }
    let message = format!(
        "no value of information for single columns of {} ({}): what goes with what is unknown there",
        file.identity.file,
        words::first_few(&columns, 5)
    );
    Some(Diagnostic::warning("evidence-undefined", message).remedy("that of all columns together (evpi) is right"))
}

fn answer(args: &SimulateArgs, decision: &Decision, slice: &Slice, terminal: &Terminal) -> Result<Simulation, Failure> {
    let questions = sampled::questions(&args.sampling, decision, args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX)));
    let answered = watched(terminal.is_quiet(), |progress| simulate(decision, &questions, progress));
    // With --by a refusal says which part it is about.
    let part = slice.value.as_ref().map_or(String::new(), |value| format!("{}: ", quote(value)));
    answered.map_err(|unanswered| why(unanswered, &part))
}

pub fn why(unanswered: Unanswered, part: &str) -> Failure {
    match unanswered {
        Unanswered::TooMany { count } => Failure::Usage(format!(
            "{part}`simulate` compares each of at most {} with each, and here are {}: choose with --where",
            words::count(LIMIT, "intervention"),
            words::count(count, "intervention")
        )),
        Unanswered::OutOfReach => sampled::out_of_reach(part),
        Unanswered::NothingUncertain => sampled::nothing_uncertain(part),
    }
}

fn options(args: &SimulateArgs) -> Map<String, Value> {
    let mut options = output::options(&args.inputs);
    if let Some(top) = args.top {
        options.insert("top".to_owned(), top.into());
    }
    sampled::put_options(&args.sampling, &mut options);
    options
}
