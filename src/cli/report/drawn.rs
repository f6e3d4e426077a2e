//! The analyses of a paper: those that its sections need, and why one is not there.

use crate::analysis::compare::funding::Search;
use crate::analysis::compare::{Wanted, compared};
use crate::analysis::equality::equality;
use crate::analysis::firmness::robust::Sampling;
use crate::analysis::firmness::{Firmness, Questions as Firm, Unanswered as Unfirm, firmness};
use crate::analysis::fund::{Case, Questions as Money, Unfundable, fund};
use crate::analysis::rank::{SortBy, rank};
use crate::analysis::sensitivity::tornado::tornado;
use crate::analysis::sensitivity::{Present, Questions, Target, sensitivity};
use crate::analysis::simulate::{Progress, Simulation, Unanswered, simulate};
use crate::analysis::weights::{People, weights};
use crate::cli::arguments::ReportArgs;
use crate::cli::compare::{Others, in_part, named_weights};
use crate::cli::sampled;
use crate::cli::unfundable::has_money;
use crate::input::assemble::Slice;
use crate::model::decision::{CostRole, Decision};
use crate::present::fund::no_plan;
use crate::present::report::{Analyses, Section};

/// How many of the first views are compared by.
const TOP: usize = 3;
/// Interventions up to which the plan of least largest regret is searched for; beyond it a paper would be long in the making.
const SEARCHED: usize = 300;

/// Whether there are many rows and rules beside one budget: then every further plan takes long.
fn is_hard(decision: &Decision) -> bool {
    let rules = decision.portfolio.as_ref();
    let has_more = rules.is_some_and(|rules| !rules.streams.is_empty() || !rules.limits.is_empty() || rules.budgets.len() > 1);
    decision.interventions.len() > SEARCHED && has_more
}

fn any(sections: &[Section], needs: fn(Section) -> bool) -> bool {
    sections.iter().any(|section| needs(*section))
}

/// What is drawn, or stands beside it.
#[derive(Default)]
pub struct Drawn {
    plan: Option<Firmness>,
    simulation: Option<Simulation>,
    /// Why there is no plan, where one was asked for.
    pub unfundable: Option<Unfundable>,
    /// The same in words.
    pub no_plan: Option<String>,
    /// Why another analysis is not there.
    pub lacking: Vec<String>,
}

impl Drawn {
    pub fn new(args: &ReportArgs, sections: &[Section], decision: &Decision, progress: &Progress) -> Self {
        let mut drawn = Self::default();
        // A final paper must not go without its plan, whatever it shows.
        if any(sections, Section::needs_plan) || args.inputs.is_final {
            if has_money(decision) {
                drawn.fund(args, decision, progress);
            } else if decision.budget.is_some() {
                let why = "No plan: what there is to spend is stated for all parts together, or for others than this one; \
                           [portfolio.budgets] gives each part its own.";
                drawn.no_plan = Some(why.to_owned());
                drawn.unfundable = Some(Unfundable::NothingStated);
            }
        }
        if any(sections, Section::needs_firmness) {
            drawn.simulate(args, decision, progress);
        }
        drawn
    }

    fn fund(&mut self, args: &ReportArgs, decision: &Decision, progress: &Progress) {
        match self.plan(args, decision, progress) {
            Ok(found) => self.plan = Some(found),
            Err(unfundable) => {
                self.no_plan = Some(format!("No plan: {}.", no_plan(&unfundable)));
                self.unfundable = Some(unfundable);
            }
        }
    }

    /// The plan and how firm it is. Where draws say nothing, the rest stands.
    fn plan(&mut self, args: &ReportArgs, decision: &Decision, progress: &Progress) -> Result<Firmness, Unfundable> {
        let case = Case::new(decision)?;
        if is_hard(decision) {
            let why = "How firm the plan is, and what others would fund, is not worked out in a paper of so many interventions under such \
                       rules; each can be asked for by itself.";
            self.lacking.push(why.to_owned());
            let funding = fund(decision, &Money { displaced: Some(0), ..Money::default() })?;
            return firmness(&case, funding, &Firm::default(), progress).map_err(|_| Unfundable::NotFound);
        }
        let funding = fund(decision, &Money { price_of_mandates: true, ..Money::default() })?;
        let sampling = Sampling {
            space: sampled::space(&args.sampling, decision),
            concentration: sampled::concentration(&args.sampling),
            draws: args.sampling.draws(),
            seed: args.sampling.seed(),
            threads: args.sampling.threads(),
        };
        let firm = Firm { frontier: true, stability: true, robust: Some(sampling), proposed: None };
        let why = match firmness(&case, funding.clone(), &firm, progress) {
            Ok(found) => return Ok(found),
            Err(why) => why,
        };
        self.lacking.extend(
            match why {
                Unfirm::NothingUncertain => None,
                Unfirm::NoDrawHasAPlan => {
                    Some("How firm the plan is over draws is not known: in no draw does any plan keep the rules.")
                }
                Unfirm::OutOfReach => {
                    Some("How firm the plan is over draws is not known: the precision asked for takes too many.")
                }
                _ => Some("How firm the plan is over draws was not found out within the effort allowed."),
            }
            .map(str::to_owned),
        );
        firmness(&case, funding, &Firm { robust: None, ..firm }, progress).map_err(|_| Unfundable::NotFound)
    }

    fn simulate(&mut self, args: &ReportArgs, decision: &Decision, progress: &Progress) {
        match simulate(decision, &sampled::questions(&args.sampling, decision, None), progress) {
            Ok(found) => self.simulation = Some(found),
            // Where nothing is uncertain, the paper says nothing of draws.
            Err(Unanswered::NothingUncertain) => {}
            Err(Unanswered::TooMany { count }) => {
                self.lacking.push(format!("The ranking over draws is not worked out for so many interventions ({count})."));
            }
            Err(Unanswered::OutOfReach) => {
                self.lacking.push("The ranking over draws is not known: the precision asked for takes too many.".to_owned());
            }
        }
    }
}

/// What the sections chosen need; the rest takes time for nothing.
pub fn analyses(slice: &Slice, sections: &[Section], decision: &Decision, others: &Others, mut drawn: Drawn) -> Analyses {
    let least_regret = match decision.interventions.len() {
        _ if is_hard(decision) => Search::NoPlans,
        count if count > SEARCHED => Search::LeftOut,
        _ => Search::Done,
    };
    let wanted = Wanted { groups: true, equal: true, least_regret, ..Wanted::default() };
    let needs = |what| any(sections, what);
    let selected = drawn.plan.as_ref().map(|plan| plan.funding.selected.as_slice());
    let equality = equality(decision, selected);
    let found = needs(Section::needs_firmness).then(|| sensitivity(decision, &Questions::about(Target::Winner)));
    if matches!(found, Some(Err(_))) {
        drawn.lacking.push("How far weights can move was not found out within the effort allowed.".to_owned());
    }
    Analyses {
        equality,
        ranking: rank(decision, SortBy::Value),
        weights: weights(decision, People::Hidden),
        by_money: (decision.cost_role == CostRole::Denominator).then(|| rank(decision, SortBy::ValueForMoney)),
        plan: drawn.plan,
        sensitivity: found.and_then(Result::ok),
        tornado: if decision.uncertain.is_empty() { Vec::new() } else { tornado(&Present::new(decision), None) },
        simulation: drawn.simulation,
        scenarios: named_weights(decision, others),
        comparison: needs(Section::needs_views).then(|| compared(decision, wanted, &in_part(others, slice), TOP)),
        no_plan: drawn.no_plan,
        lacking: drawn.lacking,
    }
}
