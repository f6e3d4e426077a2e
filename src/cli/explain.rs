//! `weighup explain`.

use serde::Serialize;

use super::arguments::ExplainArgs;
use super::destination::Destination;
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::names::{find, unknown};
use super::output::{self, Envelope, Forms};
use super::results::results;
use super::rigour;
use super::terminal::Terminal;
use super::unfundable::leave_streams_out;
use crate::analysis::doubts::Use;
use crate::analysis::explain::{Explanation, explain};
use crate::diagnostic::quote;
use crate::export::xlsx::Sheet;
use crate::input::assemble::{Round, Slice};
use crate::present::explain::{View, document, funding, records, text};
use crate::present::frame::Part;

pub fn run(args: &ExplainArgs, terminal: &Terminal) -> anyhow::Result<()> {
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    let Understood { mut round, mut findings, title, governance } = inputs.assemble(&args.inputs)?;
    leave_streams_out(&mut round, &mut findings);
    super::rank::add_doubts(&round, Use::Money, &mut findings);
    rigour::publish(&args.inputs, &mut round, &mut findings);
    let parts = explained(args, &round)?;
    rigour::check(&args.inputs, &governance, &findings)?;
    terminal.findings(&findings);
    let notes = output::notes(&args.inputs, title, &governance, &round, &findings);
    let view = View { precision: usize::from(args.precision), medium: destination.medium(terminal) };
    let told = || {
        parts.iter().map(|part| {
            part.then(|decision, found| Told {
                text: text(decision, found, view.precision),
                funding: funding(decision, found),
                explanation: found.clone(),
            })
        })
    };
    Forms {
        inputs: &inputs,
        document: &|| document(&parts, round.by.as_deref(), &notes, view),
        records: &|| vec![Sheet { name: "Explanation", records: records(&parts, round.by.as_deref()) }],
        envelope: &|| {
            let told: Vec<_> = told().collect();
            let results = results(round.by.as_deref(), &told, Clone::clone);
            Envelope::new("explain", &inputs, options(args), Some(&round), &findings, results)
        },
    }
    .write(&destination, terminal)?;
    output::conclude(&destination, &notes, Some("analysed"), terminal);
    Ok(())
}

/// An explanation with its words.
#[derive(Debug, Clone, Serialize)]
struct Told {
    #[serde(flatten)]
    explanation: Explanation,
    #[serde(skip_serializing_if = "Option::is_none")]
    funding: Option<serde_json::Value>,
    text: String,
}

/// The part of the round that holds the intervention, explained.
fn explained<'a>(args: &ExplainArgs, round: &'a Round) -> Result<Vec<Part<'a, Explanation>>, Failure> {
    let decisions: Vec<_> = round.slices.iter().filter_map(Slice::decision).collect();
    let top = args.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX));
    let slice = round.slices.iter().find(|slice| slice.decision().is_some_and(|decision| find(decision, &args.id).is_some()));
    let Some((slice, decision)) = slice.and_then(|slice| Some((slice, slice.decision()?))) else {
        return Err(unknown("explain", &args.id, &decisions, &round.set_aside));
    };
    let against = match args.against.as_deref() {
        None => None,
        Some(other) if other == args.id => {
            return Err(Failure::Usage(format!("--against: `{}` is the intervention itself; name another one", quote(other))));
        }
        Some(other) => Some(find(decision, other).ok_or_else(|| {
            let elsewhere = decisions.iter().any(|decision| find(decision, other).is_some());
            if elsewhere {
                let by = round.by.as_deref().unwrap_or_default();
                return Failure::Usage(format!(
                    "--against: `{}` has another `{}` than `{}`, so the two are ranked apart; leave --by out",
                    quote(other),
                    quote(by),
                    quote(&args.id)
                ));
            }
            unknown("--against", other, &decisions, &round.set_aside)
        })?),
    };
    let row = find(decision, &args.id).unwrap_or_default();
    Ok(vec![Part::new(slice, |decision| explain(decision, row, against, top))])
}

fn options(args: &ExplainArgs) -> serde_json::Map<String, serde_json::Value> {
    let mut options = output::options(&args.inputs);
    options.insert("id".to_owned(), args.id.as_str().into());
    if let Some(against) = &args.against {
        options.insert("against".to_owned(), against.as_str().into());
    }
    if let Some(top) = args.top {
        options.insert("top".to_owned(), top.into());
    }
    options
}
