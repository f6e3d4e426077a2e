//! `weighup sensitivity`.

use serde_json::{Map, Value};

use super::arguments::{SensitivityArgs, TargetArg};
use super::destination::Destination;
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::names::{find, node, unknown};
use super::output::{self, Envelope, Forms};
use super::results::results;
use super::rigour;
use super::terminal::Terminal;
use super::unfundable::{failure, has_money, leave_streams_out};
use crate::analysis::doubts::Use;
use crate::analysis::fund::Unfundable;
use crate::analysis::sensitivity::admissible::{Space, has_bounds};
use crate::analysis::sensitivity::attainable::RANK_LIMIT;
use crate::analysis::sensitivity::regions::NotTwo;
use crate::analysis::sensitivity::sweep::SWEEP_LIMIT;
use crate::analysis::sensitivity::{Questions, Sensitivity, Target, Unanswered, sensitivity};
use crate::diagnostic::quote;
use crate::document::words;
use crate::export::xlsx::Sheet;
use crate::input::assemble::{Round, Slice};
use crate::model::decision::Decision;
use crate::present::frame::Part;
use crate::present::sensitivity::{Asked, ROWS, View, document, records};

/// How many of the first are looked at unless `--top` says otherwise.
const TOP: usize = 3;

pub fn run(args: &SensitivityArgs, terminal: &Terminal) -> anyhow::Result<()> {
    refuse_contradictions(args)?;
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    let tables = tables(args, destination.holds_one_table())?;
    let Understood { mut round, mut findings, title, governance } = inputs.assemble(&args.inputs)?;
    refuse_what_is_not_stated(args, &round)?;
    leave_streams_out(&mut round, &mut findings);
    super::rank::add_doubts(&round, Use::Money, &mut findings);
    rigour::publish(&args.inputs, &mut round, &mut findings);
    let answered = |slice| Part::of(slice, |decision| answer(args, decision, slice));
    let parts = round.slices.iter().map(answered).collect::<Result<Vec<_>, Failure>>()?;
    rigour::check(&args.inputs, &governance, &findings)?;
    terminal.findings(&findings);
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let view = View { precision: usize::from(args.precision), rows: ROWS, medium: destination.medium(terminal) };
    Forms {
        inputs: &inputs,
        document: &|| document(&parts, round.by.as_deref(), &notes, view),
        records: &|| {
            let sheet = |asked: &Asked| Sheet { name: asked.sheet(), records: records(&parts, round.by.as_deref(), *asked) };
            tables.iter().map(sheet).collect()
        },
        envelope: &|| {
            let results = results(round.by.as_deref(), &parts, Clone::clone);
            Envelope::new("sensitivity", &inputs, options(args), Some(&round), &findings, results)
        },
    }
    .write(&destination, terminal)?;
    output::conclude(&destination, &notes, Some("analysed"), terminal);
    Ok(())
}

/// The tables that records hold: the weights and what is asked for; in a file that holds one table, what is asked for alone.
fn tables(args: &SensitivityArgs, one_table: bool) -> Result<Vec<Asked>, Failure> {
    let all = [
        (args.ranks, Asked::Ranks, "--ranks"),
        (args.criterion.is_some(), Asked::Sweep, "--criterion"),
        (args.two_way.is_some(), Asked::Regions, "--two-way"),
        (args.tornado.is_some(), Asked::Tornado, "--tornado"),
        (args.intervals, Asked::Intervals, "--intervals"),
    ];
    let asked: Vec<_> = all.iter().filter(|(asked, ..)| *asked).collect();
    if asked.len() > 1 && one_table {
        let names = words::listed(asked.iter().map(|(.., name)| (*name).to_owned()));
        let message = format!("CSV and TSV hold one table: of {names} give one at a time, or write JSON");
        return Err(Failure::Usage(message));
    }
    let weights = (asked.is_empty() || !one_table).then_some(Asked::Weights);
    Ok(weights.into_iter().chain(asked.iter().map(|(_, asked, _)| *asked)).collect())
}

/// How many of the first are looked at says nothing about another answer.
fn refuse_contradictions(args: &SensitivityArgs) -> Result<(), Failure> {
    match args.target {
        Some(target @ (TargetArg::Winner | TargetArg::Order | TargetArg::Funded)) if args.top.is_some() => Err(Failure::Usage(
            format!("--top goes with --target top-k, not with --target {}: leave one of them out", target.name()),
        )),
        _ => Ok(()),
    }
}

/// Questions about uncertain figures and bounds of swings need these to be stated.
fn refuse_what_is_not_stated(args: &SensitivityArgs, round: &Round) -> Result<(), Failure> {
    let decisions = || round.slices.iter().filter_map(Slice::decision);
    if args.tornado.is_some() && decisions().all(|decision| decision.uncertain.is_empty()) {
        let message = "--tornado: no figure is uncertain; state a spread with `uncertainty = { low = \"…\", high = \"…\", \
                       distribution = \"triangular\" }` in a criterion, or under [uncertainty]";
        return Err(Failure::Usage(message.to_owned()));
    }
    if let Some(id) = args.tornado.as_deref().filter(|id| !id.is_empty())
        && decisions().all(|decision| find(decision, id).is_none())
    {
        return Err(unknown("--tornado", id, &decisions().collect::<Vec<_>>(), &round.set_aside));
    }
    if args.weights == Some(Space::Interval) && !decisions().any(has_bounds) {
        let pooled = decisions().any(|decision| decision.weighing.panel.is_some());
        let why = if pooled {
            "the weights are pooled from returns, which state no bounds; `weighup compare` shows how far people differ"
        } else {
            "no swing has bounds; give swing_low and swing_high beside `swing`"
        };
        return Err(Failure::Usage(format!("--weights interval: {why}")));
    }
    Ok(())
}

fn answer(args: &SensitivityArgs, decision: &Decision, slice: &Slice) -> Result<Sensitivity, Failure> {
    // With --by a refusal says which part it is about.
    let part = slice.value.as_ref().map_or(String::new(), |value| format!("{}: ", quote(value)));
    let questions = questions(args, decision).map_err(|failure| match failure {
        Failure::Usage(message) => Failure::Usage(format!("{part}{message}")),
        other => other,
    })?;
    let is_default = args.target.is_none();
    match sensitivity(decision, &questions) {
        // Nobody asked about the plan: without one there is still who comes first.
        Err(why @ (Unanswered::NoPlan(_) | Unanswered::PlanUnproven)) if is_default => {
            let winner = Questions { target: Target::Winner, ..questions };
            let found = sensitivity(decision, &winner).map_err(|unanswered| refusal(&unanswered, &part))?;
            Ok(Sensitivity { instead_of_funded: Some(why), ..found })
        }
        other => other.map_err(|unanswered| refusal(&unanswered, &part)),
    }
}

fn questions(args: &SensitivityArgs, decision: &Decision) -> Result<Questions, Failure> {
    let top = args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX));
    let target = match (args.target, args.order, top) {
        (Some(TargetArg::Order), ..) | (None, true, _) => Target::Order,
        (Some(TargetArg::TopK), _, top) => Target::TopK(top.unwrap_or(TOP)),
        (Some(TargetArg::Funded), ..) => Target::Funded,
        (None, false, Some(top)) => Target::TopK(top),
        // Where there is money to spend, who is funded matters more than who comes first.
        (None, false, None) if has_money(decision) => Target::Funded,
        (Some(TargetArg::Winner), ..) | (None, false, None) => Target::Winner,
    };
    let two_way = match &args.two_way {
        Some((x, y)) => Some((node(decision, "--two-way", x)?, node(decision, "--two-way", y)?)),
        None => None,
    };
    let tornado = match args.tornado.as_deref() {
        None => None,
        Some("") => Some(None),
        // With --by it stands in one part only.
        Some(id) => find(decision, id).map(Some),
    };
    let default = if has_bounds(decision) { Space::Interval } else { Space::Free };
    Ok(Questions {
        target,
        space: args.weights.unwrap_or(default),
        programmes: args.flips,
        ranks: args.ranks,
        intervals: args.intervals,
        sweep: args.criterion.as_deref().map(|id| node(decision, "--criterion", id)).transpose()?,
        two_way,
        tornado,
    })
}

/// What ends the command; with --by it says which part it is about.
fn refusal(unanswered: &Unanswered, part: &str) -> Failure {
    match unanswered {
        Unanswered::NoPlan(Unfundable::NothingStated) if part.is_empty() => Failure::Usage(
            "--target funded: there is no budget; state one with `budget` under [portfolio] in the criteria file, or look at \
             the first few with --top"
                .to_owned(),
        ),
        Unanswered::NoPlan(Unfundable::NothingStated) => Failure::Usage(format!(
            "{part}--target funded: there is no amount for this part; give each value its own under [portfolio.budgets] in the \
             criteria file"
        )),
        Unanswered::NoPlan(unfundable) => failure(unfundable, part),
        other => Failure::Usage(format!("{part}{}", why(other))),
    }
}

fn why(unanswered: &Unanswered) -> String {
    match unanswered {
        Unanswered::TooManyForSweep { count } => format!(
            "--criterion follows the whole order of at most {SWEEP_LIMIT} interventions, and here are {count}: choose with --where, \
             or ask for --ranks"
        ),
        Unanswered::TooManyForRanks { count } => format!(
            "--intervals works out best and worst ranks of at most {RANK_LIMIT} interventions, and here are {count}: choose with \
             --where"
        ),
        Unanswered::NotTwo(NotTwo::Nested) => {
            "--two-way: the two share a criterion, so their weights cannot move apart; name two that do not".to_owned()
        }
        Unanswered::Unsolved | Unanswered::NoPlan(_) => "the solver did not come to a proven answer".to_owned(),
        Unanswered::PlanUnproven => {
            "--target funded: the search came to no proven best plan within the effort allowed".to_owned()
        }
    }
}

fn options(args: &SensitivityArgs) -> Map<String, Value> {
    let mut options = output::options(&args.inputs);
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            options.insert(key.to_owned(), value);
        }
    };
    let asked = |asked: bool| asked.then(|| true.into());
    put("target", args.target.map(|target| target.name().into()));
    put("top", args.top.map(Into::into));
    put("order", asked(args.order));
    put("criterion", args.criterion.as_deref().map(Into::into));
    put("two-way", args.two_way.as_ref().map(|(x, y)| format!("{x},{y}").into()));
    put("ranks", asked(args.ranks));
    put("tornado", args.tornado.as_deref().map(|id| if id.is_empty() { true.into() } else { id.into() }));
    put("intervals", asked(args.intervals));
    put("weights", args.weights.map(|space| space_name(space).into()));
    put("flips", asked(args.flips));
    options
}

fn space_name(space: Space) -> &'static str {
    match space {
        Space::Free => "free",
        Space::Ordinal => "ordinal",
        Space::Interval => "interval",
    }
}
