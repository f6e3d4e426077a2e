//! Results in the form asked for, on standard output or in a file: documents for people, the envelope for machines.

use std::io::{BufWriter, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::arguments::{Format, InputArgs};
use super::destination::Destination;
use super::files::{FileIdentity, Inputs};
use super::rigour::Governance;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::document::Document;
use crate::export::xlsx::Sheet;
use crate::export::{csv, docx, html, json, latex, markdown, text, xlsx};
use crate::input::assemble::Round;
use crate::model::decision::SetAside;
use crate::present::RunNotes;
use crate::printable::one_line;

/// The stable object around every JSON result.
#[derive(Debug, Serialize)]
pub struct Envelope<'a, R: Serialize> {
    weighup: &'static str,
    schema: u8,
    command: &'a str,
    inputs: InputsOut<'a>,
    rows: Option<Rows<'a>>,
    warnings: Vec<WarningOut<'a>>,
    results: R,
}

#[derive(Debug, Serialize)]
struct InputsOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a FileIdentity>,
    criteria: &'a FileIdentity,
    #[serde(skip_serializing_if = "Option::is_none")]
    stakeholders: Option<&'a FileIdentity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    performance_draws: Option<&'a FileIdentity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight_draws: Option<&'a FileIdentity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed: Option<&'a FileIdentity>,
    options: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Rows<'a> {
    read: usize,
    analysed: usize,
    set_aside: &'a [SetAside],
}

/// A finding as machines get it.
#[derive(Debug, Serialize)]
pub struct WarningOut<'a> {
    code: &'static str,
    message: &'a str,
    at: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    remedy: &'a str,
}

impl<'a> WarningOut<'a> {
    fn new(finding: &'a Diagnostic) -> Self {
        Self { code: finding.code, message: &finding.message, at: finding.place.as_ref().map(Place::at), remedy: &finding.remedy }
    }

    /// The findings of some severities.
    #[must_use]
    pub fn all(findings: &'a Diagnostics, severities: &[Severity]) -> Vec<Self> {
        severities.iter().flat_map(|severity| findings.in_order(*severity)).map(Self::new).collect()
    }
}

/// Warnings and notes: what was dropped, clamped or assumed.
pub const REMARKS: [Severity; 2] = [Severity::Warning, Severity::Note];

impl<'a, R: Serialize> Envelope<'a, R> {
    #[must_use]
    pub fn new(
        command: &'a str,
        inputs: &'a Inputs,
        options: Map<String, Value>,
        round: Option<&'a Round>,
        findings: &'a Diagnostics,
        results: R,
    ) -> Self {
        Self {
            weighup: env!("CARGO_PKG_VERSION"),
            schema: 1,
            command,
            inputs: InputsOut {
                data: inputs.data.as_ref(),
                criteria: &inputs.criteria,
                stakeholders: inputs.stakeholders.as_ref(),
                performance_draws: inputs.draws.performances.as_ref().map(|file| &file.identity),
                weight_draws: inputs.draws.weights.as_ref().map(|file| &file.identity),
                proposed: inputs.proposed.as_ref().map(|file| &file.identity),
                options,
                seed: None,
            },
            rows: round.map(|round| Rows { read: round.rows_read, analysed: round.analysed(), set_aside: &round.set_aside }),
            warnings: WarningOut::all(findings, &REMARKS),
            results,
        }
    }

    /// The same of a run that drew random numbers.
    #[must_use]
    pub fn seeded(mut self, seed: u64) -> Self {
        self.inputs.seed = Some(seed);
        self
    }
}

/// The options that can change a number, as typed.
#[must_use]
pub fn options(args: &InputArgs) -> Map<String, Value> {
    let mut options = Map::new();
    let mut put = |key: &str, value: Value| {
        options.insert(key.to_owned(), value);
    };
    if let Some(scenario) = &args.scenario {
        put("scenario", scenario.as_str().into());
    }
    if !args.filter.is_empty() {
        put("where", args.filter.iter().map(|(column, value)| format!("{column}={value}")).collect());
    }
    if let Some(by) = &args.by {
        put("by", by.as_str().into());
    }
    if !args.set.is_empty() {
        put("set", args.set.iter().cloned().collect());
    }
    if !args.swing.is_empty() {
        put("swing", args.swing.iter().map(|(criterion, points)| format!("{criterion}={points}")).collect());
    }
    if args.net {
        put("net", true.into());
    }
    options
}

/// What documents say about their run.
#[must_use]
pub fn notes(
    args: &InputArgs,
    title: Option<String>,
    governance: &Governance,
    round: &Round,
    findings: &Diagnostics,
) -> RunNotes {
    RunNotes {
        title,
        scenario: args.scenario.clone(),
        accepted: governance.accepted(),
        filters: filters(&args.filter),
        what_ifs: round.what_ifs.clone(),
        rows_read: round.rows_read,
        analysed: round.analysed(),
        set_aside: round.set_aside.clone(),
        findings: REMARKS
            .iter()
            .flat_map(|severity| findings.in_order(*severity))
            .map(|finding| (finding.code, finding.message.clone()))
            .collect(),
    }
}

/// `column = value or other value`, a text for each column.
fn filters(typed: &[(String, String)]) -> Vec<String> {
    let mut said: Vec<(&str, String)> = Vec::new();
    for (column, value) in typed {
        match said.iter_mut().find(|(name, _)| name == column) {
            Some((_, text)) => text.push_str(&format!(" or {value}")),
            None => said.push((column, format!("{column} = {value}"))),
        }
    }
    said.into_iter().map(|(_, text)| text).collect()
}

/// The forms a result can take; only the one asked for is made.
pub struct Forms<'a, R: Serialize> {
    /// What made it.
    pub inputs: &'a Inputs,
    pub document: &'a dyn Fn() -> Document,
    /// A workbook has a sheet for each; CSV and TSV hold one table, the first.
    pub records: &'a dyn Fn() -> Vec<Sheet>,
    pub envelope: &'a dyn Fn() -> R,
}

impl<R: Serialize> Forms<'_, R> {
    /// Writes the form asked for to where it was asked for.
    ///
    /// # Errors
    /// What the stream or the disk says; a closed pipe is told apart by the caller.
    pub fn write(&self, destination: &Destination, terminal: &Terminal) -> anyhow::Result<()> {
        match destination.format {
            Format::Table if destination.is_standard_output() => {
                let mut out = BufWriter::new(terminal.stdout());
                out.write_all(text::render(&(self.document)(), Terminal::width()).as_bytes())?;
                Ok(out.flush()?)
            }
            Format::Table => {
                let styled = text::render(&(self.document)(), Terminal::width_of_files());
                let plain = anstream::adapter::strip_str(&styled).to_string();
                destination.write(terminal, |out| out.write_all(plain.as_bytes()))
            }
            Format::Xlsx => {
                let records = (self.records)();
                // A result without records is a paper.
                let workbook = if records.is_empty() {
                    xlsx::paper(&(self.document)())
                } else {
                    xlsx::workbook(&records, &(self.document)())
                };
                let bytes = workbook.map_err(|unfit| destination.refused(&unfit))?;
                destination.write(terminal, |out| out.write_all(&bytes))
            }
            _ => destination.write(terminal, |out| self.write_plain(destination, out)),
        }
    }

    /// Forms without colour go out byte for byte: no stream may take escape characters out of a name.
    fn write_plain(&self, destination: &Destination, out: &mut dyn Write) -> std::io::Result<()> {
        match destination.format {
            Format::Csv => self.write_table(destination, b',', out),
            Format::Tsv => self.write_table(destination, b'\t', out),
            Format::Json => json::write(&(self.envelope)(), out),
            Format::Markdown => out.write_all(markdown::render(&(self.document)()).as_bytes()),
            Format::Html => out.write_all(html::render(&(self.document)()).as_bytes()),
            Format::Latex => out.write_all(latex::render(&(self.document)()).as_bytes()),
            Format::Docx => out.write_all(&docx::render(&(self.document)(), &self.inputs.manifest())?),
            Format::Table | Format::Xlsx => Ok(()),
        }
    }

    fn write_table(&self, destination: &Destination, delimiter: u8, out: &mut dyn Write) -> std::io::Result<()> {
        (self.records)().first().map_or(Ok(()), |table| csv::write(&table.records, delimiter, destination.formulas, out))
    }
}

/// Says what was changed where the form has no room for it, and how many rows there were.
///
/// - `done`: what was done with these; `None` without any
pub fn conclude(destination: &Destination, notes: &RunNotes, done: Option<&str>, terminal: &Terminal) {
    if destination.holds_one_table()
        && let Some(what_if) = notes.what_if()
    {
        terminal.say(&one_line(&what_if));
    }
    if let Some(done) = done {
        terminal.say(&notes.reconciliation(done));
    }
}

/// Data go out byte for byte: no stream may take escape characters out of a name.
///
/// # Errors
/// What the stream says.
pub fn plain(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    write(&mut out)?;
    out.flush()
}
