//! `weighup chart`.

mod drawn;

use super::arguments::{ChartArgs, Picture};
use super::compare::scenarios;
use super::destination::{Outlet, PictureForm};
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::fund::refuse_hidden_losses;
use super::output;
use super::rigour;
use super::sampled;
use super::terminal::Terminal;
use crate::analysis::doubts::Use;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::file::end_on_interrupt;
use crate::export::{emf, svg};
use crate::input::assemble::{Choices, Round, Slice};
use crate::model::decision::Decision;
use crate::present::pictures::above;

pub fn run(args: &ChartArgs, terminal: &Terminal) -> anyhow::Result<()> {
    refuse_what_is_idle(args)?;
    sampled::refuse_contradictions(&args.sampling)?;
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?.with_draws(&args.sampling)?;
    let (outlet, form) = Outlet::of_picture(args.output.as_deref(), &inputs.paths)?;
    let choices = Choices { budget: (!args.budget.is_empty()).then(|| args.budget.clone()), ..args.inputs.choices() };
    let Understood { mut round, mut findings, title, governance } = inputs.assemble_with(args.inputs.net, &choices)?;
    sampled::refuse_what_is_not_stated(&args.sampling, &round)?;
    let is_by_scenario = args.name == Picture::Weights && args.inputs.scenario.is_none() && inputs.stakeholders.is_none();
    let others = if is_by_scenario { scenarios(&inputs, args.inputs.net, &choices, &mut findings)? } else { Vec::new() };
    if args.name.has_money() {
        refuse_hidden_losses(&mut findings)?;
    }
    super::rank::add_doubts(&round, uses(args.name), &mut findings);
    // Slides are for publication: nobody is shown alone. Draws take people from the groups as they are.
    match args.name {
        Picture::Weights => rigour::shield(&mut round, &mut findings),
        _ => rigour::count_returns(&mut findings),
    }
    rigour::check(&args.inputs, &governance, &findings)?;
    terminal.findings(&findings);
    end_on_interrupt();
    let decision = only(&round)?;
    let chart = drawn::chart(args, &round, &others, terminal)?;
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let above = above(decision, &notes);
    let file = match form {
        PictureForm::Svg => svg::file(&chart, &above).into_bytes(),
        PictureForm::Emf => emf::file(&chart, &above).bytes,
    };
    outlet.write(terminal, |out| out.write_all(&file))?;
    terminal.say(&notes.reconciliation("analysed"));
    Ok(())
}

/// Options that the picture has no use for.
fn refuse_what_is_idle(args: &ChartArgs) -> Result<(), Failure> {
    if args.inputs.by.is_some() {
        let message = "chart draws one picture: choose a part with --where COLUMN=VALUE in place of --by";
        return Err(Failure::Usage(message.to_owned()));
    }
    let is = |picture| args.name == picture;
    let idle = [
        ("--target", args.target.is_some() && !is(Picture::Stability), "stability"),
        ("--of", args.of.is_some() && !is(Picture::Tornado), "tornado"),
        ("--budget", !args.budget.is_empty() && !args.name.has_money(), "stability, cost-value and triangles"),
    ];
    let idle = idle.into_iter().find(|(_, is_idle, _)| *is_idle).map(|(option, _, with)| (option, with));
    let drawn = args.sampling.given().filter(|_| !is(Picture::RankAcceptability)).map(|option| (option, "rank-acceptability"));
    idle.or(drawn)
        .map_or(Ok(()), |(option, with)| Err(Failure::Usage(format!("{option} has nothing to do here: it goes with {with}"))))
}

fn uses(picture: Picture) -> Use {
    match picture {
        Picture::Weights => Use::Weights,
        Picture::Contributions | Picture::Tornado | Picture::RankAcceptability => Use::Values,
        Picture::Stability | Picture::CostValue | Picture::Triangles => Use::Money,
    }
}

/// The decision; a single intervention is none.
fn only(round: &Round) -> Result<&Decision, Failure> {
    let decision = round.slices.first().and_then(Slice::decision);
    decision.ok_or_else(|| nothing("there is only one intervention, and nothing to hold it against", "let more rows through"))
}

/// That there is nothing to draw.
fn nothing(why: &str, remedy: &'static str) -> Failure {
    let mut findings = Diagnostics::default();
    findings.push(Diagnostic::error("no-picture", format!("nothing to draw: {why}")).remedy(remedy));
    findings.into()
}
