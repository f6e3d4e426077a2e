//! The criteria file as it was written: every key typed and placed, nothing yet compared with the data.
//!
//! Owns the words people may write. What they mean together with the data belongs to `assemble`.

pub mod criterion;
pub mod portfolio;
mod preference;
pub mod reader;
mod sections;
mod syntax;
pub mod uncertainty;
pub mod value;
pub mod weighing;

use std::cell::RefCell;
use std::sync::Arc;

use toml::Spanned;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, Warned};
use crate::input::number::DecimalMark;
use crate::model::criterion::Judgement;
use crate::model::stakeholders::Aggregate;
use crate::model::weights::WeightsStatus;
use crate::weighting::rank_order::RankRule;
use criterion::CriterionEntry;
use reader::{FileReader, TableReader};
use uncertainty::UncertaintyEntry;
use weighing::ComparisonEntry;

/// Largest criteria file read, in bytes.
pub const MAX_BYTES: usize = 5_000_000;

#[derive(Debug)]
pub struct CriteriaFile {
    pub source: Arc<Source>,
    pub title: Option<String>,
    pub question: Option<String>,
    pub decision: Option<DecisionSection>,
    pub assurance: Option<AssuranceSection>,
    /// One for each uncertain column.
    pub uncertainty: Vec<UncertaintyEntry>,
    pub equality: Option<EqualitySection>,
    pub overrides: Vec<OverrideEntry>,
    pub data: DataSection,
    pub gates: Vec<GateEntry>,
    pub weights: WeightsSection,
    pub stakeholders: StakeholdersSection,
    pub groups: Vec<GroupEntry>,
    pub criteria: Vec<CriterionEntry>,
    pub scenarios: Vec<ScenarioEntry>,
    pub portfolio: Option<PortfolioSection>,
    /// Columns that other sections name, which must exist in the data.
    pub other_columns: Vec<Spanned<String>>,
    /// Ids that other sections name, which must exist in the data.
    pub other_ids: Vec<Spanned<String>>,
}

/// `[data]`; a column left out has its default.
#[derive(Debug, Default)]
pub struct DataSection {
    pub id: Option<Spanned<String>>,
    pub name: Option<Spanned<String>>,
    pub cost: Option<Spanned<String>>,
    pub evidence: Option<Spanned<String>>,
    pub saving: Option<Spanned<String>>,
    pub setup: Option<Spanned<String>>,
    /// The sheet of a workbook.
    pub sheet: Option<Spanned<String>>,
    pub delimiter: Option<u8>,
    pub decimal: Option<DecimalMark>,
}

/// What a final paper asks of `[decision]`.
#[derive(Debug, Clone)]
pub struct DecisionSection {
    pub question: Option<String>,
    pub has_owner: bool,
    /// Everything but the question, as stated: key and text.
    pub stated: Vec<(&'static str, String)>,
    pub place: Option<Place>,
}

/// Who stands behind the analysis, and which doubts they accept.
#[derive(Debug, Clone)]
pub struct AssuranceSection {
    pub analyst: Option<Spanned<String>>,
    pub assurer: Option<Spanned<String>>,
    /// Every role that is filled: key and text.
    pub roles: Vec<(&'static str, String)>,
    /// Codes of doubts, and the reason to accept each.
    pub accepted: Vec<(Spanned<String>, String)>,
    pub place: Option<Place>,
}

#[derive(Debug)]
pub struct EqualitySection {
    /// Share of those reached who live in the most deprived fifth, in per cent.
    pub column: Spanned<String>,
    pub people: Spanned<String>,
    /// The share that is parity, in per cent.
    pub benchmark: Option<f64>,
}

/// What the board decides beside the model's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverrideEntry {
    pub id: String,
    pub decision: Option<String>,
    pub reason: Option<String>,
    pub by: Option<String>,
}

#[derive(Debug)]
pub struct GateEntry {
    pub name: String,
    pub column: Spanned<String>,
    pub rule: GateRule,
}

#[derive(Debug)]
pub enum GateRule {
    OneOf(Vec<String>),
    Between { at_least: Option<f64>, at_most: Option<f64> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnRangeChange {
    Error,
    Rescale,
}

#[derive(Debug)]
pub struct WeightsSection {
    pub status: WeightsStatus,
    pub source: Option<String>,
    pub from_ranks: RankRule,
    pub on_range_change: OnRangeChange,
    pub place: Option<Place>,
    /// Where `method` stands: comparisons replace the swings.
    pub method: Option<Spanned<()>>,
    /// Over the criteria, or over what stands at the top of the value tree.
    pub comparison: Option<ComparisonEntry>,
}

/// `[stakeholders]`.
#[derive(Debug, Default)]
pub struct StakeholdersSection {
    /// Relative to the criteria file.
    pub file: Option<Spanned<String>>,
    pub aggregate: Aggregate,
    /// Each group's say; empty where all have the same.
    pub groups: Vec<(Spanned<String>, f64)>,
}

#[derive(Debug)]
pub struct GroupEntry {
    pub id: Spanned<String>,
    pub name: Option<String>,
    pub parent: Option<Spanned<String>>,
    pub judgement: Option<Spanned<Judgement>>,
    /// `swing_low`, `swing_high`; the swing itself for one that is left out.
    pub swing_bounds: Option<(f64, f64)>,
    /// Over the members of the group.
    pub comparison: Option<ComparisonEntry>,
}

#[derive(Debug)]
pub struct ScenarioEntry {
    pub name: Spanned<String>,
    pub swing: Vec<(Spanned<String>, f64)>,
    pub filter: Vec<(Spanned<String>, Vec<String>)>,
}

/// `[portfolio]`.
#[derive(Debug)]
pub struct PortfolioSection {
    /// The budget, else the section.
    pub place: Option<Place>,
    /// One amount, or one a year.
    pub budget: Option<Spanned<Vec<f64>>>,
    /// `[portfolio.budgets]`: amounts by value of `--by`.
    pub by_value: Vec<(Spanned<String>, f64)>,
    /// One column, or one a year; empty where `[data] cost` serves.
    pub cost: Vec<Spanned<String>>,
    pub size: Option<Spanned<String>>,
    pub baseline: Option<f64>,
    pub mandated: Option<Spanned<String>>,
    /// The column that says where a mandate comes from.
    pub mandate_source: Option<Spanned<String>>,
    pub exclusive: Option<Spanned<String>>,
    pub requires: Option<Spanned<String>>,
    pub stream: Option<Spanned<String>>,
    pub streams: Vec<StreamEntry>,
    pub limits: Vec<LimitEntry>,
}

/// One of `[portfolio.streams]`.
#[derive(Debug)]
pub struct StreamEntry {
    pub name: Spanned<String>,
    pub amount: f64,
    pub tops_up: bool,
}

/// `[[portfolio.limits]]`.
#[derive(Debug)]
pub struct LimitEntry {
    pub name: Spanned<String>,
    /// The column that is summed; `None`: interventions are counted.
    pub column: Option<Spanned<String>>,
    pub at_least: Option<f64>,
    pub at_most: Option<f64>,
    /// The rows it is about: a column, and what its cells may say.
    pub filter: Vec<(Spanned<String>, Vec<String>)>,
}

/// Reads a criteria file.
///
/// - `name`: the file's name, for messages
///
/// # Errors
/// Every key that is unknown, missing or of the wrong type, with its place; or the first syntax errors.
pub fn parse(name: &str, bytes: &[u8]) -> Result<Warned<CriteriaFile>, Diagnostics> {
    read(name, bytes, Judged::Demanded)
}

/// Reads a criteria file whose criteria are about to be judged: they may lack a `swing`.
///
/// # Errors
/// As [`parse`], but for swings that are not there yet.
pub fn parse_unjudged(name: &str, bytes: &[u8]) -> Result<Warned<CriteriaFile>, Diagnostics> {
    read(name, bytes, Judged::Elsewhere)
}

/// Where the judgements of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// Every weighed criterion has its own.
    Demanded,
    /// Something else weighs the criteria, or will.
    Elsewhere,
}

fn read(name: &str, bytes: &[u8], judged: Judged) -> Result<Warned<CriteriaFile>, Diagnostics> {
    let source = text_of(name, bytes)?;
    let table = syntax::parse(&source)?;
    let file = FileReader { source: Arc::clone(&source), problems: RefCell::default() };
    let root = TableReader::new(&file, table.get_ref(), 0..0, "the criteria file");
    let value = sections::read(&root, judged);
    root.finish();
    let findings = file.problems.into_inner();
    if findings.has_errors() { Err(findings) } else { Ok(Warned { value, findings }) }
}

fn text_of(name: &str, bytes: &[u8]) -> Result<Arc<Source>, Diagnostics> {
    let mut findings = Diagnostics::default();
    let start = usize::from(bytes.starts_with(b"\xef\xbb\xbf")) * 3;
    if bytes.len() > MAX_BYTES {
        let place = Place::new(&Source::new(name, ""), 0..0);
        let message = format!("the criteria file is over {} MB", MAX_BYTES / 1_000_000);
        findings.push(Diagnostic::error("too-large", message).at(Some(place)).remedy("split it, or generate fewer criteria"));
        return Err(findings);
    }
    match std::str::from_utf8(&bytes[start..]) {
        Ok(text) => Ok(Source::new(name, text)),
        Err(error) => {
            let upto = error.valid_up_to();
            let text = String::from_utf8_lossy(&bytes[start..]).into_owned();
            let place = Place::new(&Source::new(name, text), upto..upto + 1);
            findings.push(
                Diagnostic::error("encoding", "the criteria file is not UTF-8 from here on")
                    .at(Some(place))
                    .remedy("save it with the encoding UTF-8"),
            );
            Err(findings)
        }
    }
}
