//! What every command that draws does alike: which weights are drawn, and what contradicts or is missing.

use serde_json::{Map, Value};

use super::arguments::SamplingArgs;
use super::failure::Failure;
use crate::analysis::sensitivity::admissible::has_bounds;
use crate::analysis::simulate::{MOST_DRAWS, Questions, Space};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::words;
use crate::input::assemble::{Round, Slice};
use crate::model::decision::Decision;

/// κ of Dirichlet weights unless --concentration says otherwise.
const CONCENTRATION: f64 = 50.0;

/// Options that contradict one another.
pub fn refuse_contradictions(args: &SamplingArgs) -> Result<(), Failure> {
    if args.concentration.is_some() && args.weights != Some(Space::Dirichlet) {
        let message = "--concentration says how near Dirichlet weights stay to the present ones: add --weights dirichlet";
        return Err(Failure::Usage(message.to_owned()));
    }
    if args.weight_draws.is_some() && args.weights.is_some() {
        let message = "--weight-draws brings the weights of every draw: leave out --weights";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(())
}

/// Weights that need judgements which the files do not hold.
pub fn refuse_what_is_not_stated(args: &SamplingArgs, round: &Round) -> Result<(), Failure> {
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

/// What a simulation is asked.
///
/// - `top`: how many of the first to look at
pub fn questions(args: &SamplingArgs, decision: &Decision, top: Option<usize>) -> Questions {
    Questions {
        space: space(args, decision),
        concentration: concentration(args),
        draws: args.draws(),
        seed: args.seed(),
        threads: args.threads(),
        top,
    }
}

/// Which weights are drawn.
pub fn space(args: &SamplingArgs, decision: &Decision) -> Space {
    args.weights.unwrap_or_else(|| default_space(decision))
}

pub fn concentration(args: &SamplingArgs) -> f64 {
    args.concentration.unwrap_or(CONCENTRATION)
}

fn default_space(decision: &Decision) -> Space {
    match &decision.weighing.panel {
        _ if has_bounds(decision) => Space::Interval,
        Some(_) => Space::Stakeholders,
        None => Space::Fixed,
    }
}

pub fn out_of_reach(part: &str) -> Failure {
    Failure::Usage(format!(
        "{part}--precision-target: more than {} would be needed; ask for a larger one",
        words::count(usize::try_from(MOST_DRAWS).unwrap_or(usize::MAX), "draw")
    ))
}

pub fn nothing_uncertain(part: &str) -> Failure {
    let mut findings = Diagnostics::default();
    let message = format!("{part}nothing is uncertain: neither figures nor weights vary");
    findings.push(Diagnostic::error("nothing-uncertain", message).remedy(
        "state a spread with `uncertainty = { low = \"…\", high = \"…\", distribution = \"triangular\" }` in a criterion, \
         or under [uncertainty]; or bounds of swings (swing_low, swing_high), or stakeholders' returns; or ask for \
         --weights uniform, ordinal or dirichlet",
    ));
    findings.into()
}

/// The options that can change a number, as typed.
pub fn put_options(args: &SamplingArgs, options: &mut Map<String, Value>) {
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            options.insert(key.to_owned(), value);
        }
    };
    let name = |space: Space| clap::ValueEnum::to_possible_value(&space).map(|value| value.get_name().into());
    put("weights", args.weights.and_then(name));
    put("concentration", args.concentration.map(Into::into));
    put("draws", args.draws.map(Into::into));
    put("precision-target", args.precision_target.map(Into::into));
}
