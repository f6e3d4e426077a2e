//! `weighup weights`.

use serde_json::{Map, Value};

use super::arguments::WeightsArgs;
use super::destination::Destination;
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::output::{self, Envelope, Forms};
use super::results::results;
use super::rigour;
use super::terminal::Terminal;
use crate::analysis::doubts::Use;
use crate::analysis::weights::{People, weights};
use crate::export::xlsx::Sheet;
use crate::input::assemble::Slice;
use crate::present::frame::parts;
use crate::present::weights::{View, document, records};

pub fn run(args: &WeightsArgs, terminal: &Terminal) -> anyhow::Result<()> {
    refuse_without_data(args)?;
    let inputs = Inputs::read(args.data.as_deref(), &args.inputs, terminal)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    let Understood { mut round, mut findings, title, governance } = inputs.assemble(&args.inputs)?;
    let has_panel = round.slices.iter().filter_map(Slice::decision).any(|decision| decision.weighing.panel.is_some());
    if args.people && !has_panel {
        return Err(Failure::Usage("--people needs the returns of stakeholders: --stakeholders FILE".to_owned()).into());
    }
    // Weights hang on the data for their scales at most: doubts about figures belong to what uses them.
    if let Some(data) = &inputs.data {
        findings.leave_out(&data.file);
    }
    super::rank::add_doubts(&round, Use::Weights, &mut findings);
    rigour::publish(&args.inputs, &mut round, &mut findings);
    rigour::check(&args.inputs, &governance, &findings)?;
    terminal.findings(&findings);
    let people = if args.people { People::Shown } else { People::Hidden };
    let parts = parts(&round, |decision| weights(decision, people));
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let view = View { precision: usize::from(args.precision), medium: destination.medium(terminal) };
    let rows = args.data.is_some().then_some(&round);
    Forms {
        inputs: &inputs,
        document: &|| document(&parts, round.by.as_deref(), &notes, view),
        records: &|| vec![Sheet { name: "Weights", records: records(&parts, round.by.as_deref()) }],
        envelope: &|| {
            let results = results(round.by.as_deref(), &parts, Clone::clone);
            Envelope::new("weights", &inputs, options(args), rows, &findings, results)
        },
    }
    .write(&destination, terminal)?;
    output::conclude(&destination, &notes, args.data.is_some().then_some("used"), terminal);
    Ok(())
}

/// Options that look at rows need the data; individuals are not for publication.
fn refuse_without_data(args: &WeightsArgs) -> Result<(), Failure> {
    let inputs = &args.inputs;
    let asked = [
        (!inputs.filter.is_empty(), "--where"),
        (inputs.by.is_some(), "--by"),
        (!inputs.set.is_empty(), "--set"),
        (inputs.net, "--net"),
    ];
    if let Some((_, option)) = asked.iter().find(|(asked, _)| *asked).filter(|_| args.data.is_none()) {
        return Err(Failure::Usage(format!("{option} looks at the interventions: name the data file before it")));
    }
    rigour::refuse_people_in_final(args.people, inputs)
}

fn options(args: &WeightsArgs) -> Map<String, Value> {
    let mut options = output::options(&args.inputs);
    if args.people {
        options.insert("people".to_owned(), true.into());
    }
    options
}
