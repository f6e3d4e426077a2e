//! `weighup report`.

use serde_json::{Map, Value};

use super::arguments::{Format, ReportArgs};
use super::compare::{Others, in_part, named_weights, scenarios};
use super::destination::Destination;
use super::failure::Failure;
use super::files::{FileIdentity, Inputs, Understood};
use super::fund::refuse_hidden_losses;
use super::output::{self, Forms};
use super::progress::watched;
use super::rigour;
use super::sampled;
use super::terminal::Terminal;
use super::unfundable::{budget_option, has_money, leave_streams_out, refuse_one_budget};
use crate::analysis::compare::funding::Search;
use crate::analysis::compare::{Wanted, compared};
use crate::analysis::doubts::Use;
use crate::analysis::equality::equality;
use crate::analysis::firmness::robust::Sampling;
use crate::analysis::firmness::{Firmness, Questions as Firm, firmness};
use crate::analysis::fund::{Case, Questions as Money, Unfundable, fund};
use crate::analysis::rank::{SortBy, rank};
use crate::analysis::sensitivity::tornado::tornado;
use crate::analysis::sensitivity::{Present, Questions, Target, sensitivity};
use crate::analysis::simulate::{Progress, Simulation, simulate};
use crate::analysis::weights::{People, weights};
use crate::export::file::end_on_interrupt;
use crate::export::xlsx::Sheet;
use crate::input::assemble::{Choices, Round, Slice};
use crate::model::decision::{CostRole, Decision};
use crate::present::frame::Part;
use crate::present::fund::no_plan;
use crate::present::report::{Analyses, Section, Statements, View, document};

/// How many of the first views are compared by.
const TOP: usize = 3;
/// Interventions up to which the plan of least largest regret is searched for; beyond it a paper would be long in the making.
const SEARCHED: usize = 300;

pub fn run(args: &ReportArgs, terminal: &Terminal) -> anyhow::Result<()> {
    sampled::refuse_contradictions(&args.sampling)?;
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?.with_draws(&args.sampling)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    refuse_records(&destination)?;
    let choices = Choices { budget: (!args.budget.is_empty()).then(|| args.budget.clone()), ..args.inputs.choices() };
    let Understood { mut round, mut findings, title, governance } = inputs.assemble_with(args.inputs.net, &choices)?;
    refuse_one_budget(&args.budget, &round)?;
    sampled::refuse_what_is_not_stated(&args.sampling, &round)?;
    let money = round.slices.iter().filter_map(Slice::decision).any(has_money);
    if money {
        leave_streams_out(&mut round, &mut findings);
        refuse_hidden_losses(&mut findings)?;
    }
    let sections = if args.sections.is_empty() { Section::ALL.to_vec() } else { args.sections.clone() };
    let others = if args.inputs.scenario.is_none() && inputs.stakeholders.is_none() {
        scenarios(&inputs, args.inputs.net, &choices, &mut findings)?
    } else {
        Vec::new()
    };
    super::rank::add_doubts(&round, Use::Money, &mut findings);
    let mut shown = findings.clone();
    rigour::count_returns(&mut shown);
    rigour::check(&args.inputs, &governance, &shown)?;
    terminal.findings(&shown);
    end_on_interrupt();
    // Draws take people from the groups as they are.
    let drawn: Vec<_> = watched(terminal.is_quiet(), |progress| {
        round
            .slices
            .iter()
            .map(|slice| slice.decision().map(|decision| Drawn::new(args, &sections, decision, progress)))
            .collect()
    });
    // A paper is for publication: nobody is shown alone.
    rigour::shield(&mut round, &mut findings);
    let part = |(slice, drawn)| {
        Part::new(slice, |decision| analyses(slice, &sections, decision, &others, Option::<Drawn>::unwrap_or_default(drawn)))
    };
    let parts: Vec<_> = round.slices.iter().zip(drawn).map(part).collect();
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let view = View {
        sections,
        precision: usize::from(args.precision),
        top: args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX)),
        medium: destination.medium(terminal),
    };
    let statements = statements(args, &inputs, &round);
    Forms {
        document: &|| document(&parts, round.by.as_deref(), &notes, &statements, &view),
        records: &Vec::<Sheet>::new,
        envelope: &|| (),
    }
    .write(&destination, terminal)?;
    output::conclude(&destination, &notes, Some("analysed"), terminal);
    Ok(())
}

/// A paper is read; figures for scripts come from the single analyses.
fn refuse_records(destination: &Destination) -> Result<(), Failure> {
    match destination.format {
        Format::Csv | Format::Tsv | Format::Json | Format::Xlsx => Err(Failure::Usage(
            "report makes a document: -o paper.html, .md, .tex or .txt; for figures ask rank, fund, sensitivity, simulate or compare"
                .to_owned(),
        )),
        Format::Table | Format::Markdown | Format::Html | Format::Latex => Ok(()),
    }
}

fn any(sections: &[Section], needs: fn(Section) -> bool) -> bool {
    sections.iter().any(|section| needs(*section))
}

/// What is drawn, or stands beside it.
#[derive(Default)]
struct Drawn {
    plan: Option<Firmness>,
    simulation: Option<Simulation>,
    lacking: Vec<String>,
}

impl Drawn {
    fn new(args: &ReportArgs, sections: &[Section], decision: &Decision, progress: &Progress) -> Self {
        let mut drawn = Self::default();
        if has_money(decision) && any(sections, Section::needs_plan) {
            match plan(args, decision, progress) {
                Ok(found) => drawn.plan = Some(found),
                Err(unfundable) => drawn.lacking.push(format!("No plan: {}.", no_plan(&unfundable))),
            }
        }
        let questions = sampled::questions(&args.sampling, decision, None);
        // Where nothing is uncertain, the paper says nothing of draws.
        if any(sections, Section::needs_firmness) {
            drawn.simulation = simulate(decision, &questions, progress).ok();
        }
        drawn
    }
}

/// What the sections chosen need; the rest takes time for nothing.
fn analyses(slice: &Slice, sections: &[Section], decision: &Decision, others: &Others, drawn: Drawn) -> Analyses {
    let least_regret = if decision.interventions.len() > SEARCHED { Search::LeftOut } else { Search::Done };
    let wanted = Wanted { groups: true, equal: true, least_regret, ..Wanted::default() };
    let needs = |what| any(sections, what);
    let selected = drawn.plan.as_ref().map(|plan| plan.funding.selected.as_slice());
    Analyses {
        equality: equality(decision, selected),
        ranking: rank(decision, SortBy::Value),
        weights: weights(decision, People::Hidden),
        by_money: (decision.cost_role == CostRole::Denominator).then(|| rank(decision, SortBy::ValueForMoney)),
        plan: drawn.plan,
        sensitivity: needs(Section::needs_firmness)
            .then(|| sensitivity(decision, &Questions::about(Target::Winner)).ok())
            .flatten(),
        tornado: if decision.uncertain.is_empty() { Vec::new() } else { tornado(&Present::new(decision), None) },
        simulation: drawn.simulation,
        scenarios: named_weights(decision, others),
        comparison: needs(Section::needs_views).then(|| compared(decision, wanted, &in_part(others, slice), TOP)),
        lacking: drawn.lacking,
    }
}

/// The plan and how firm it is.
fn plan(args: &ReportArgs, decision: &Decision, progress: &Progress) -> Result<Firmness, Unfundable> {
    let funding = fund(decision, &Money { price_of_mandates: true, ..Money::default() })?;
    let case = Case::new(decision)?;
    let sampling = Sampling {
        space: sampled::space(&args.sampling, decision),
        concentration: sampled::concentration(&args.sampling),
        draws: args.sampling.draws(),
        seed: args.sampling.seed(),
        threads: args.sampling.threads(),
    };
    let firm = Firm { frontier: true, stability: true, robust: Some(sampling), proposed: None };
    let without_draws = Firm { robust: None, ..firm.clone() };
    // Where nothing is uncertain, or draws have no plan, the rest stands.
    firmness(&case, funding.clone(), &firm, progress)
        .or_else(|_| firmness(&case, funding, &without_draws, progress))
        .map_err(|_| Unfundable::NotFound)
}

/// The options that can change the paper, as typed.
fn options(args: &ReportArgs) -> Map<String, Value> {
    let mut options = output::options(&args.inputs);
    options.extend(budget_option(&args.budget).map(|budget| ("budget".to_owned(), budget)));
    if !args.sections.is_empty() {
        let names: Vec<_> = args.sections.iter().map(|section| section.name()).collect();
        options.insert("sections".to_owned(), names.into());
    }
    sampled::put_options(&args.sampling, &mut options);
    if args.inputs.is_final {
        options.insert("final".to_owned(), true.into());
    }
    options
}

fn statements(args: &ReportArgs, inputs: &Inputs, round: &Round) -> Statements {
    let Some(file) = inputs.criteria_file() else { return Statements::default() };
    let mut manifest = vec![("Program".to_owned(), format!("weighup {}, schema 1", env!("CARGO_PKG_VERSION")))];
    let mut add = |what: &str, file: Option<&FileIdentity>| {
        let said = |file: &FileIdentity| (what.to_owned(), format!("{}, SHA-256 {}", file.file, file.sha256));
        manifest.extend(file.map(said));
    };
    add("Data", inputs.data.as_ref());
    add("Criteria", Some(&inputs.criteria));
    add("Stakeholders", inputs.stakeholders.as_ref());
    add("Draws of figures", inputs.draws.performances.as_ref().map(|file| &file.identity));
    add("Draws of weights", inputs.draws.weights.as_ref().map(|file| &file.identity));
    manifest.push(("Command".to_owned(), "report".to_owned()));
    manifest.push(("Options".to_owned(), serde_json::Value::Object(options(args)).to_string()));
    manifest.push(("Seed".to_owned(), args.sampling.seed().to_string()));
    manifest.push((
        "Rows".to_owned(),
        format!("read {}, analysed {}, set aside {}", round.rows_read, round.analysed(), round.set_aside.len()),
    ));
    let or_not = |text: &Option<String>| text.clone().unwrap_or_else(|| "not stated".to_owned());
    Statements {
        decision: file.decision.as_ref().map_or_else(Vec::new, |decision| decision.stated.clone()),
        roles: file.assurance.as_ref().map_or_else(Vec::new, |assurance| assurance.roles.clone()),
        overrides: file
            .overrides
            .iter()
            .map(|over| [over.id.clone(), or_not(&over.decision), or_not(&over.reason), or_not(&over.by)])
            .collect(),
        manifest,
        is_final: args.inputs.is_final,
    }
}
