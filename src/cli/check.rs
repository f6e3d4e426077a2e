//! `weighup check`.

use std::io::Write;

use serde::Serialize;

use super::arguments::{CheckArgs, Format};
use super::failure::Failure;
use super::files::Inputs;
use super::output::{self, Envelope, Forms, REMARKS, WarningOut};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostics, Severity};
use crate::input::assemble::Round;
use crate::present::check::{document, records, verdict};

pub fn run(args: &CheckArgs, terminal: &Terminal) -> anyhow::Result<()> {
    let inputs = Inputs::read(&args.inputs, terminal)?;
    let (round, title, findings) = understand(&inputs, args)?;
    let notes = round.as_ref().map(|round| output::notes(&args.inputs, title, round, &findings));
    if args.output.format == Format::Table {
        let mut out = terminal.stdout();
        Terminal::print(&findings, &[Severity::Note, Severity::Warning, Severity::Error], &mut out);
        writeln!(out, "{}", verdict(&findings, notes.as_ref()))?;
        out.flush()?;
    } else {
        Forms {
            document: &|| document(&findings, notes.as_ref()),
            records: &|| records(&findings),
            envelope: &|| {
                let results = Results {
                    errors: WarningOut::all(&findings, &[Severity::Error]),
                    warnings: WarningOut::all(&findings, &REMARKS),
                };
                Envelope::new("check", &inputs, output::options(&args.inputs), round.as_ref(), &findings, results)
            },
        }
        .write(&args.output, terminal)?;
        terminal.say(&verdict(&findings, notes.as_ref()));
    }
    if findings.has_errors() { Err(Failure::Checked.into()) } else { Ok(()) }
}

/// The same reading that `rank` does, with its errors as a result.
fn understand(inputs: &Inputs, args: &CheckArgs) -> Result<(Option<Round>, Option<String>, Diagnostics), Failure> {
    match inputs.assemble(&args.inputs) {
        Ok((assembled, title)) => {
            let mut findings = assembled.findings;
            super::rank::add_doubts(&assembled.value, &mut findings);
            Ok((Some(assembled.value), title, findings))
        }
        Err(Failure::Inputs(findings)) => Ok((None, None, *findings)),
        Err(other) => Err(other),
    }
}

#[derive(Serialize)]
struct Results<'a> {
    errors: Vec<WarningOut<'a>>,
    warnings: Vec<WarningOut<'a>>,
}
