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
use super::terminal::Terminal;
use crate::analysis::doubts::Use;
use crate::analysis::sensitivity::admissible::has_bounds;
use crate::analysis::simulate::{LIMIT, MOST_DRAWS, Questions, Simulation, Space, Unanswered, simulate};
use crate::diagnostic::{Diagnostic, Diagnostics, quote};
use crate::document::words;
use crate::export::file::end_on_interrupt;
use crate::export::xlsx::Sheet;
use crate::input::assemble::{Round, Slice};
use crate::model::decision::Decision;
use crate::present::frame::Part;
use crate::present::simulate::{Asked, View, document, records};

/// κ of Dirichlet weights unless --concentration says otherwise.
const CONCENTRATION: f64 = 50.0;

pub fn run(args: &SimulateArgs, terminal: &Terminal) -> anyhow::Result<()> {
    refuse_contradictions(args)?;
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?.with_draws(&args.sampling)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    let Understood { round, mut findings, title, governance } = inputs.assemble(&args.inputs)?;
    refuse_what_is_not_stated(args, &round)?;
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
    let view = View { precision: usize::from(args.precision), medium: destination.medium(terminal) };
    Forms {
        document: &|| document(&parts, round.by.as_deref(), &notes, view),
        records: &|| {
            let sheet = |asked: &Asked| Sheet { name: asked.sheet(), records: records(&parts, round.by.as_deref(), *asked) };
            Asked::ALL.iter().map(sheet).collect()
        },
        envelope: &|| {
            let results = results(round.by.as_deref(), &parts, Clone::clone);
            Envelope::new("simulate", &inputs, options(args), Some(&round), &findings, results).seeded(args.sampling.seed)
        },
    }
    .write(&destination, terminal)?;
    output::conclude(&destination, &notes, Some("analysed"), terminal);
    Ok(())
}

/// Options that contradict one another.
fn refuse_contradictions(args: &SimulateArgs) -> Result<(), Failure> {
    if args.concentration.is_some() && args.weights != Some(Space::Dirichlet) {
        let message = "--concentration says how near Dirichlet weights stay to the present ones: add --weights dirichlet";
        return Err(Failure::Usage(message.to_owned()));
    }
    if args.sampling.weight_draws.is_some() && args.weights.is_some() {
        let message = "--weight-draws brings the weights of every draw: leave out --weights";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(())
}

/// Weights that need judgements which the files do not hold.
fn refuse_what_is_not_stated(args: &SimulateArgs, round: &Round) -> Result<(), Failure> {
    let decisions = || round.slices.iter().filter_map(Slice::decision);
    let message = match args.weights {
        Some(Space::Interval) if decisions().any(|decision| decision.weighing.panel.is_some()) => {
            "--weights interval: the weights are pooled from returns, which state no bounds; ask for --weights stakeholders"
        }
        Some(Space::Interval) if !decisions().any(has_bounds) => {
            "--weights interval: no swing has bounds; give swing_low and swing_high beside `swing`"
        }
        Some(Space::Stakeholders) if decisions().all(|decision| decision.weighing.panel.is_none()) => {
            "--weights stakeholders: there are no returns; name them with --stakeholders FILE, or with [stakeholders] file"
        }
        _ => return Ok(()),
    };
    Err(Failure::Usage(message.to_owned()))
}

/// Which evidence matters cannot be told from draws whose dependence is unknown.
fn evidence_of_given_draws(inputs: &Inputs, round: &Round) -> Option<Diagnostic> {
    let file = inputs.draws.performances.as_ref()?;
    let draws = round.slices.iter().find_map(|slice| slice.decision()?.draws.as_ref())?;
    let columns: Vec<_> = draws.columns.iter().map(|given| format!("`{}`", quote(&given.column))).collect();
    let message = format!(
        "no value of information for single columns of {} ({}): what goes with what is unknown there",
        file.identity.file,
        words::first_few(&columns, 5)
    );
    Some(Diagnostic::warning("evidence-undefined", message).remedy("that of all columns together (evpi) is right"))
}

fn answer(args: &SimulateArgs, decision: &Decision, slice: &Slice, terminal: &Terminal) -> Result<Simulation, Failure> {
    let questions = Questions {
        space: args.weights.unwrap_or_else(|| default_space(decision)),
        concentration: args.concentration.unwrap_or(CONCENTRATION),
        draws: args.sampling.draws(),
        seed: args.sampling.seed,
        threads: args.sampling.threads(),
        top: args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX)),
    };
    let answered = watched(terminal.is_quiet(), |progress| simulate(decision, &questions, progress));
    // With --by a refusal says which part it is about.
    let part = slice.value.as_ref().map_or(String::new(), |value| format!("{}: ", quote(value)));
    answered.map_err(|unanswered| why(unanswered, &part))
}

fn default_space(decision: &Decision) -> Space {
    match &decision.weighing.panel {
        _ if has_bounds(decision) => Space::Interval,
        Some(_) => Space::Stakeholders,
        None => Space::Fixed,
    }
}

fn why(unanswered: Unanswered, part: &str) -> Failure {
    match unanswered {
        Unanswered::TooMany { count } => Failure::Usage(format!(
            "{part}`simulate` compares each of at most {} with each, and here are {}: choose with --where",
            words::count(LIMIT, "intervention"),
            words::count(count, "intervention")
        )),
        Unanswered::OutOfReach => Failure::Usage(format!(
            "{part}--precision-target: more than {} would be needed; ask for a larger one",
            words::count(usize::try_from(MOST_DRAWS).unwrap_or(usize::MAX), "draw")
        )),
        Unanswered::NothingUncertain => {
            let mut findings = Diagnostics::default();
            let message = format!("{part}nothing is uncertain: neither figures nor weights vary");
            findings.push(Diagnostic::error("nothing-uncertain", message).remedy(
                "state a spread with `uncertainty = { low = \"…\", high = \"…\", distribution = \"triangular\" }` in a criterion, \
                 or under [uncertainty]; or bounds of swings (swing_low, swing_high), or stakeholders' returns; or ask for \
                 --weights uniform, ordinal or dirichlet",
            ));
            findings.into()
        }
    }
}

fn options(args: &SimulateArgs) -> Map<String, Value> {
    let mut options = output::options(&args.inputs);
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            options.insert(key.to_owned(), value);
        }
    };
    let name = |space: Space| clap::ValueEnum::to_possible_value(&space).map(|value| value.get_name().into());
    put("weights", args.weights.and_then(name));
    put("concentration", args.concentration.map(Into::into));
    put("top", args.top.map(Into::into));
    put("draws", args.sampling.draws.map(Into::into));
    put("precision-target", args.sampling.precision_target.map(Into::into));
    options
}
