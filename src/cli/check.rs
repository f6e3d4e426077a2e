//! `weighup check`.

use std::io::Write;

use serde::Serialize;

use super::arguments::{CheckArgs, Format};
use super::destination::Destination;
use super::failure::Failure;
use super::files::{Inputs, Understood};
use super::output::{self, Envelope, Forms, REMARKS, WarningOut};
use super::rigour::{self, Governance};
use super::terminal::Terminal;
use crate::analysis::doubts::Use;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::export::xlsx::Sheet;
use crate::input::assemble::Round;
use crate::present::RunNotes;
use crate::present::check::{document, records, verdict};
use crate::printable::one_line;

pub fn run(args: &CheckArgs, terminal: &Terminal) -> anyhow::Result<()> {
    let inputs = Inputs::read(Some(&args.data), &args.inputs, terminal)?;
    let destination = Destination::new(&args.output, &inputs.paths)?;
    let (round, title, findings) = understand(&inputs, args)?;
    let notes = round.as_ref().map(|round| output::notes(&args.inputs, title, &Governance::default(), round, &findings));
    if destination.format == Format::Table {
        print(&findings, notes.as_ref(), &destination, terminal)?;
    } else {
        Forms {
            inputs: &inputs,
            document: &|| document(&findings, notes.as_ref(), destination.medium(terminal)),
            records: &|| vec![Sheet { name: "Check", records: records(&findings) }],
            envelope: &|| {
                let results = Results {
                    errors: WarningOut::all(&findings, &[Severity::Error]),
                    warnings: WarningOut::all(&findings, &REMARKS),
                };
                Envelope::new("check", &inputs, output::options(&args.inputs), round.as_ref(), &findings, results)
            },
        }
        .write(&destination, terminal)?;
        terminal.say(&verdict(&findings, notes.as_ref()));
    }
    if findings.has_errors() { Err(Failure::Checked.into()) } else { Ok(()) }
}

/// The findings as the terminal shows them, with their places underlined.
fn print(findings: &Diagnostics, notes: Option<&RunNotes>, destination: &Destination, terminal: &Terminal) -> anyhow::Result<()> {
    const ALL: [Severity; 3] = [Severity::Note, Severity::Warning, Severity::Error];
    let what_if = notes.and_then(RunNotes::what_if).map_or(String::new(), |what_if| one_line(&what_if) + "\n");
    if destination.is_standard_output() {
        let mut out = terminal.stdout();
        Terminal::print(findings, &ALL, &mut out);
        writeln!(out, "{}{}", what_if, verdict(findings, notes))?;
        return Ok(out.flush()?);
    }
    let mut shown = Vec::new();
    Terminal::print(findings, &ALL, &mut shown);
    writeln!(shown, "{}{}", what_if, verdict(findings, notes))?;
    let plain = anstream::adapter::strip_bytes(&shown).into_vec();
    destination.write(terminal, |out| out.write_all(&plain))?;
    terminal.say(&verdict(findings, notes));
    Ok(())
}

/// The same reading that `rank` does, with its errors as a result.
fn understand(inputs: &Inputs, args: &CheckArgs) -> Result<(Option<Round>, Option<String>, Diagnostics), Failure> {
    match inputs.assemble(&args.inputs) {
        Ok(Understood { round, mut findings, title, governance }) => {
            super::rank::add_doubts(&round, Use::Money, &mut findings);
            match rigour::check(&args.inputs, &governance, &findings) {
                Err(Failure::Inputs(refused)) => Ok((Some(round), title, refused_instead(&findings, *refused))),
                _ => Ok((Some(round), title, findings)),
            }
        }
        Err(Failure::Inputs(findings)) => Ok((None, None, *findings)),
        Err(other) => Err(other),
    }
}

/// The findings with the doubts that were refused as errors.
fn refused_instead(findings: &Diagnostics, refused: Diagnostics) -> Diagnostics {
    let mut all = Diagnostics::default();
    let is_refused = |finding: &Diagnostic| refused.iter().any(|other| other.says_the_same(finding));
    findings.iter().filter(|finding| !is_refused(finding)).cloned().for_each(|finding| all.push(finding));
    all.append(refused);
    all
}

#[derive(Serialize)]
struct Results<'a> {
    errors: Vec<WarningOut<'a>>,
    warnings: Vec<WarningOut<'a>>,
}
