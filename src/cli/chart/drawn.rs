//! The analysis behind each picture, and why there may be none.

use super::{nothing, only};
use crate::analysis::firmness::{Firmness, Questions as Firm, firmness};
use crate::analysis::fund::{Case, Funding, Questions as Money, fund};
use crate::analysis::rank::{SortBy, rank};
use crate::analysis::sensitivity::tornado::tornado;
use crate::analysis::sensitivity::{Present, Questions, Sensitivity, Target, sensitivity};
use crate::analysis::simulate::{Progress, simulate};
use crate::analysis::weights::{People, weights};
use crate::cli::arguments::{ChartArgs, Picture, TargetArg};
use crate::cli::compare::{Others, named_weights};
use crate::cli::failure::Failure;
use crate::cli::names::{find, unknown};
use crate::cli::progress::watched;
use crate::cli::sampled;
use crate::cli::terminal::Terminal;
use crate::cli::unfundable::{failure, has_money, unfirm};
use crate::document::chart::Chart;
use crate::input::assemble::Round;
use crate::model::decision::{CostRole, Decision};
use crate::present::pictures;

/// How many of the first `--target top-k` looks at.
const TOP: usize = 3;
const SPREAD: &str = "state a spread with `uncertainty = { low = \"…\", high = \"…\", distribution = \"triangular\" }` in a \
                      criterion, or under [uncertainty]";

/// The picture that is asked for.
///
/// # Errors
/// Why there is nothing to draw.
pub fn chart(args: &ChartArgs, round: &Round, others: &Others, terminal: &Terminal) -> Result<Chart, Failure> {
    let decision = only(round)?;
    let precision = usize::from(args.precision);
    match args.name {
        Picture::Contributions => Ok(pictures::contributions(decision, &rank(decision, SortBy::Value), precision)),
        Picture::Weights => by_view(decision, others),
        Picture::Stability => stability(args, decision),
        Picture::Tornado => bars(args, (round, decision), precision),
        Picture::RankAcceptability => acceptability(args, decision, terminal),
        Picture::CostValue => cost_value(decision),
        Picture::Triangles => triangles(decision),
    }
}

/// The weights of groups, or of scenarios where there are no returns.
fn by_view(decision: &Decision, others: &Others) -> Result<Chart, Failure> {
    let groups = pictures::group_views(&weights(decision, People::Hidden));
    let drawn = if groups.is_empty() {
        pictures::weights_by_view(decision, "scenario", &named_weights(decision, others))
    } else {
        pictures::weights_by_view(decision, "stakeholder group", &groups)
    };
    drawn.ok_or_else(|| {
        nothing(
            "there are no groups of stakeholders, and no scenarios",
            "name the returns with --stakeholders FILE or [stakeholders] file, or state [[scenarios]] in the criteria file",
        )
    })
}

fn stability(args: &ChartArgs, decision: &Decision) -> Result<Chart, Failure> {
    let target = match args.target {
        Some(TargetArg::TopK) => Target::TopK(TOP),
        Some(TargetArg::Order) => Target::Order,
        Some(TargetArg::Funded) => Target::Funded,
        None if has_money(decision) => Target::Funded,
        Some(TargetArg::Winner) | None => Target::Winner,
    };
    if target == Target::Funded && !has_money(decision) {
        return Err(no_money());
    }
    let drawn = pictures::stability(decision, &answered(decision, target)?);
    drawn.ok_or_else(|| nothing("no weight can change the answer", "weigh at least two criteria, and compare two interventions"))
}

fn answered(decision: &Decision, target: Target) -> Result<Sensitivity, Failure> {
    use crate::analysis::sensitivity::Unanswered;
    sensitivity(decision, &Questions::about(target)).map_err(|unanswered| match unanswered {
        Unanswered::NoPlan(unfundable) => failure(&unfundable, ""),
        _ => nothing("how far weights can move was not found out within the effort allowed", "choose rows with --where"),
    })
}

fn bars(args: &ChartArgs, (round, decision): (&Round, &Decision), precision: usize) -> Result<Chart, Failure> {
    if decision.uncertain.is_empty() {
        return Err(nothing("no figure is uncertain", SPREAD));
    }
    let row = match args.of.as_deref() {
        Some(id) => Some(find(decision, id).ok_or_else(|| unknown("--of", id, &[decision], &round.set_aside))?),
        None => None,
    };
    let found = tornado(&Present::new(decision), row);
    pictures::tornado(decision, &found, precision).ok_or_else(|| nothing("no uncertain figure moves a value here", SPREAD))
}

fn acceptability(args: &ChartArgs, decision: &Decision, terminal: &Terminal) -> Result<Chart, Failure> {
    let questions = sampled::questions(&args.sampling, decision, None);
    let answered = watched(terminal.is_quiet(), |progress| simulate(decision, &questions, progress));
    answered.map(|found| pictures::acceptability(&found)).map_err(|unanswered| crate::cli::simulate::why(unanswered, ""))
}

fn cost_value(decision: &Decision) -> Result<Chart, Failure> {
    match decision.cost_role {
        CostRole::Absent => Err(nothing("the data have no cost", "name its column with [data] cost")),
        CostRole::Weighed => Err(cost_is_weighed()),
        CostRole::Denominator => {
            let plan = if has_money(decision) { Some(plan(decision)?) } else { None };
            let drawn = pictures::cost_value(decision, plan.as_ref());
            drawn.ok_or_else(|| nothing("no intervention has a cost", "complete the column named by [data] cost"))
        }
    }
}

fn triangles(decision: &Decision) -> Result<Chart, Failure> {
    if !has_money(decision) {
        return Err(no_money());
    }
    if decision.cost_role == CostRole::Weighed {
        return Err(cost_is_weighed());
    }
    let funding = plan(decision)?;
    let case = Case::new(decision).map_err(|unfundable| failure(&unfundable, ""))?;
    let firm = Firm { frontier: true, ..Firm::default() };
    let found: Firmness = firmness(&case, funding, &firm, &Progress::default()).map_err(|unanswered| unfirm(unanswered, ""))?;
    pictures::triangles(&found).ok_or_else(no_money)
}

fn plan(decision: &Decision) -> Result<Funding, Failure> {
    fund(decision, &Money { displaced: Some(0), ..Money::default() }).map_err(|unfundable| failure(&unfundable, ""))
}

fn no_money() -> Failure {
    nothing("there is no budget", "give one with --budget 15.6m, or under [portfolio] in the criteria file")
}

fn cost_is_weighed() -> Failure {
    nothing(
        "cost is a weighed criterion, so that benefit holds it already",
        "look at the value itself: `chart contributions`; or take cost out of the criteria",
    )
}
