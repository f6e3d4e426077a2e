//! `weighup report`.

mod drawn;

use serde_json::{Map, Value};

use drawn::{Drawn, analyses};

use crate::analysis::doubts::Use;
use crate::cli::arguments::{Format, ReportArgs};
use crate::cli::compare::{Others, scenarios};
use crate::cli::destination::Destination;
use crate::cli::failure::Failure;
use crate::cli::files::{Inputs, Understood};
use crate::cli::fund::refuse_hidden_losses;
use crate::cli::output::{self, Forms};
use crate::cli::progress::watched;
use crate::cli::rigour;
use crate::cli::sampled;
use crate::cli::terminal::Terminal;
use crate::cli::unfundable::{budget_option, failure, has_money, leave_streams_out, refuse_one_budget};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::words;
use crate::export::file::end_on_interrupt;
use crate::export::xlsx::Sheet;
use crate::input::assemble::{Choices, Round, Slice};
use crate::present::frame::Part;
use crate::present::report::{Section, Statements, View, document};

pub fn run(args: &ReportArgs, terminal: &Terminal) -> anyhow::Result<()> {
    sampled::refuse_contradictions(&args.sampling)?;
    refuse_what_ifs_in_final(args)?;
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?.with_draws(&args.sampling)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    refuse_records(&destination)?;
    let (mut understood, others) = understood(args, &inputs, terminal)?;
    end_on_interrupt();
    let sections = sections(args);
    let drawn = drawn(args, &sections, &understood.round, terminal)?;
    // A paper is for publication: nobody is shown alone.
    rigour::shield(&mut understood.round, &mut understood.findings);
    let Understood { round, findings, title, governance } = understood;
    let part = |(slice, drawn)| {
        Part::new(slice, |decision| analyses(slice, &sections, decision, &others, Option::<Drawn>::unwrap_or_default(drawn)))
    };
    let parts: Vec<_> = round.slices.iter().zip(drawn).map(part).collect();
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let view = View {
        precision: usize::from(args.precision),
        top: args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX)),
        medium: destination.medium(terminal),
        sections: sections.clone(),
    };
    let statements = statements(args, &inputs, &round);
    Forms {
        inputs: &inputs,
        document: &|| document(&parts, round.by.as_deref(), &notes, &statements, &view),
        records: &Vec::<Sheet>::new,
        envelope: &|| (),
    }
    .write(&destination, terminal)?;
    output::conclude(&destination, &notes, Some("analysed"), terminal);
    Ok(())
}

/// Both inputs and the scenarios beside them, with every doubt; a run that carries more doubt than it may stops here.
fn understood(args: &ReportArgs, inputs: &Inputs, terminal: &Terminal) -> Result<(Understood, Others), Failure> {
    let choices = Choices { budget: (!args.budget.is_empty()).then(|| args.budget.clone()), ..args.inputs.choices() };
    let mut understood = inputs.assemble_with(args.inputs.net, &choices)?;
    let Understood { round, findings, governance, .. } = &mut understood;
    refuse_one_budget(&args.budget, round)?;
    sampled::refuse_what_is_not_stated(&args.sampling, round)?;
    if round.slices.iter().filter_map(Slice::decision).any(has_money) {
        leave_streams_out(round, findings);
        refuse_hidden_losses(findings)?;
    }
    if args.inputs.is_final {
        refuse_bare_overrides(inputs)?;
    }
    let is_plain = args.inputs.scenario.is_none() && inputs.stakeholders.is_none();
    let others = if is_plain { scenarios(inputs, args.inputs.net, &choices, findings)? } else { Vec::new() };
    crate::cli::rank::add_doubts(round, Use::Money, findings);
    rigour::warn_of_few_returns(round, findings);
    let mut shown = findings.clone();
    rigour::count_returns(&mut shown);
    rigour::check(&args.inputs, governance, &shown)?;
    terminal.findings(&shown);
    Ok((understood, others))
}

/// Those chosen. Who stands behind a final paper, and what made it, is never left out.
fn sections(args: &ReportArgs) -> Vec<Section> {
    let chosen = if args.sections.is_empty() { &Section::ALL[..] } else { &args.sections };
    chosen.iter().copied().chain(args.inputs.is_final.then_some(Section::Assurance)).collect()
}

/// The plans and draws of every part, which take people from the groups as they are; what is not there is said.
fn drawn(args: &ReportArgs, sections: &[Section], round: &Round, terminal: &Terminal) -> Result<Vec<Option<Drawn>>, Failure> {
    let drawn: Vec<_> = watched(terminal.is_quiet(), |progress| {
        let of = |slice: &Slice| slice.decision().map(|decision| Drawn::new(args, sections, decision, progress));
        round.slices.iter().map(of).collect()
    });
    for lacking in drawn.iter().flatten().flat_map(|drawn| drawn.no_plan.iter().chain(&drawn.lacking)) {
        terminal.say(&format!("note: {lacking}"));
    }
    // A paper that a decision rests on must not go without its plan unseen.
    match drawn.iter().flatten().find_map(|drawn| drawn.unfundable.as_ref()) {
        Some(unfundable) if args.inputs.is_final => Err(failure(unfundable, "")),
        _ => Ok(drawn),
    }
}

/// A paper that a decision rests on is about the files as they stand.
fn refuse_what_ifs_in_final(args: &ReportArgs) -> Result<(), Failure> {
    let changes = args.inputs.set.iter().map(|set| format!("--set {set}"));
    let changes: Vec<_> = changes.chain(args.inputs.swing.iter().map(|(id, points)| format!("--swing {id}={points}"))).collect();
    if !args.inputs.is_final || changes.is_empty() {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "--final with {}: a final paper states what the files state; write the change into them, or leave out --final",
        changes.join(" and ")
    )))
}

/// In a paper that a decision rests on, the board says why it decides otherwise, and who did.
fn refuse_bare_overrides(inputs: &Inputs) -> Result<(), Failure> {
    let overrides = inputs.criteria_file().map_or(&[][..], |file| &file.overrides);
    let bare: Vec<_> =
        overrides.iter().filter(|over| over.reason.is_none() || over.by.is_none()).map(|over| over.id.clone()).collect();
    if bare.is_empty() {
        return Ok(());
    }
    let mut refused = Diagnostics::default();
    let message = format!("--final: [[overrides]] of {} say not why, or not by whom", words::listed(bare));
    refused.push(Diagnostic::error("final", message).remedy("write reason = \"…\" and by = \"…\""));
    Err(refused.into())
}

/// A paper is read; figures for scripts come from the single analyses.
fn refuse_records(destination: &Destination) -> Result<(), Failure> {
    match destination.format {
        Format::Csv | Format::Tsv | Format::Json => Err(Failure::Usage(
            "report makes a document: -o paper.html, .docx, .xlsx, .md, .tex or .txt; for figures ask rank, fund, sensitivity, simulate or \
             compare"
                .to_owned(),
        )),
        Format::Table | Format::Markdown | Format::Html | Format::Latex | Format::Docx | Format::Xlsx => Ok(()),
    }
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
    manifest.extend(inputs.files().map(|(what, file)| (what.to_owned(), file.words())));
    manifest.push(("Command".to_owned(), "report".to_owned()));
    let typed = options(args);
    let typed = if typed.is_empty() { "none".to_owned() } else { Value::Object(typed).to_string() };
    manifest.push(("Options".to_owned(), typed));
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
