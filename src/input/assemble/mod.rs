//! Criteria file and data become a checked [`Decision`], or every problem with both at once.
//!
//! The steps, each in its file: names of columns (`columns`), ids (`ids`), which rows are analysed (`rows`), cells to numbers
//! (`cells`), performances (`performances`), their uncertainty (`bounds`, `uncertainty`, `spreads`, `draws`), the value tree (`tree`,
//! `swings`) with the comparisons (`comparisons`) or returns (`returns`) that weigh it (`weights`), scales and value functions
//! (`scales`, `criteria`), and one decision for each value of `--by` (`slices`) with the rules of its plans (`portfolio`).

mod bounds;
mod cells;
mod columns;
mod comparisons;
mod criteria;
mod draws;
mod ids;
mod nothing;
mod one_return;
mod performances;
mod portfolio;
mod returns;
mod rows;
mod scales;
mod slices;
mod spreads;
mod swings;
mod tree;
mod uncertainty;
mod weights;

use std::sync::Arc;

use nalgebra::DMatrix;

use crate::diagnostic::{Diagnostics, Warned, quote};
use crate::input::criteria_file::CriteriaFile;
use crate::input::sheet::Sheet;
use crate::model::decision::{Decision, SetAside};
use crate::model::performance::Performance;
pub use scales::is_local;

/// What the command line adds to the two files.
#[derive(Debug, Default, Clone)]
pub struct Choices {
    pub scenario: Option<String>,
    /// Column and value; several of one column are alternatives, different columns must all hold.
    pub filter: Vec<(String, String)>,
    pub by: Option<String>,
    /// `ID.COLUMN=VALUE`, as typed.
    pub set: Vec<String>,
    /// Criterion or group, and its points.
    pub swing: Vec<(String, f64)>,
    /// Savings are taken off costs.
    pub net: bool,
    /// Pounds, one amount or one a year, in place of `[portfolio] budget`.
    pub budget: Option<Vec<f64>>,
    /// The stakeholders' returns, as they came.
    pub returns: Option<Arc<Sheet>>,
    /// Figures and weights drawn elsewhere, as they came.
    pub performance_draws: Option<Arc<Sheet>>,
    pub weight_draws: Option<Arc<Sheet>>,
}

/// Why there is no decision.
#[derive(Debug)]
pub enum Refusal {
    /// The command line asks for something that is not there.
    Choice(String),
    /// The files are wrong.
    Inputs(Diagnostics),
}

impl From<Diagnostics> for Refusal {
    fn from(findings: Diagnostics) -> Self {
        Self::Inputs(findings)
    }
}

/// Everything a run analyses, and what it left out.
#[derive(Debug)]
pub struct Round {
    /// The column of `--by`.
    pub by: Option<String>,
    /// One without `--by`; else one for each value, in the order of the data.
    pub slices: Vec<Slice>,
    pub rows_read: usize,
    pub set_aside: Vec<SetAside>,
    /// What `--set` and `--swing` changed, with what stood there before.
    pub what_ifs: Vec<String>,
}

impl Round {
    #[must_use]
    pub fn analysed(&self) -> usize {
        self.slices.iter().filter_map(Slice::decision).map(|decision| decision.interventions.len()).sum()
    }
}

#[derive(Debug)]
pub struct Slice {
    /// The value of the `--by` column.
    pub value: Option<String>,
    pub content: SliceContent,
}

#[derive(Debug)]
pub enum SliceContent {
    Ranked(Box<Decision>),
    /// The only intervention of its value: nothing to rank it against.
    Single {
        id: Arc<str>,
        name: String,
    },
}

impl Slice {
    #[must_use]
    pub fn decision(&self) -> Option<&Decision> {
        match &self.content {
            SliceContent::Ranked(decision) => Some(decision),
            SliceContent::Single { .. } => None,
        }
    }

    /// The same to be changed.
    pub fn decision_mut(&mut self) -> Option<&mut Decision> {
        match &mut self.content {
            SliceContent::Ranked(decision) => Some(decision),
            SliceContent::Single { .. } => None,
        }
    }
}

/// Checks both files against each other and against the choices.
///
/// # Errors
/// [`Refusal::Choice`] if the command line names what is not there, [`Refusal::Inputs`] with every problem of the files.
pub fn assemble(file: &CriteriaFile, mut sheet: Sheet, choices: &Choices) -> Result<Warned<Round>, Refusal> {
    let mut findings = Diagnostics::default();
    let columns = columns::resolve(file, &sheet, choices.budget.is_some(), &mut findings)?;
    portfolio::check_budget(file, &columns, choices)?;
    let tree = tree::build(file, choices, &mut findings)?;
    let returns = read_returns(file, &tree, choices, &mut findings);
    let totals = ids::check(&sheet, &columns, &mut findings);
    ids::check_references(file, &sheet, columns.id, &mut findings);
    let mut what_ifs = rows::apply_what_ifs(&mut sheet, &columns, &choices.set)?;
    what_ifs.extend(tree.what_ifs.iter().cloned());
    let draws = draws::read(file, &mut sheet, &columns, &tree, choices, &mut findings);
    if let Some((id, column)) = &draws.overruled {
        let message = format!(
            "--set {}.{}: the draws bring the figures of this column, so that a what-if there changes none of them",
            quote(id),
            quote(column)
        );
        return Err(Refusal::Choice(message));
    }
    // Figures that were drawn elsewhere take the place of distributions.
    let uncertainty: &[_] = if draws.have_figures() { &[] } else { &file.uncertainty };
    let relations = portfolio::read_relations(file, &sheet, &columns, &totals, &mut findings)?;
    portfolio::check_section(file, &sheet, &columns, &relations, &mut findings);
    let selection = rows::select(file, &sheet, &columns, choices, &totals, &mut findings)?;
    let mut cells = cells::Cells::new(&sheet, selection.kept, file.data.decimal, &mut findings);
    let read = performances::read(file, &columns, choices.net, &mut cells);
    uncertainty::check((file, uncertainty), &columns, &draws, &mut cells);
    uncertainty::check_equality(file, &mut cells);
    let uncertain = spreads::read((file, uncertainty), &columns, &read, &mut cells);
    if let Some(problem) = cells.unreadable_what_if() {
        return Err(Refusal::Choice(problem));
    }
    cells.finish();
    draws.check_complete(&read.rows, columns.id, &sheet, &mut findings);
    if findings.has_errors() {
        // Out-of-scale figures are worth reporting together with unreadable ones.
        scales::check_fixed(file, &columns, &read, &sheet, &mut findings);
        return Err(findings.into());
    }
    let mut round = Round {
        by: choices.by.clone(),
        slices: Vec::new(),
        rows_read: sheet.rows.len(),
        set_aside: selection.set_aside,
        what_ifs,
    };
    round.set_aside.extend(read.dropped.iter().cloned());
    scales::check_fixed(file, &columns, &read, &sheet, &mut findings);
    let sources = weights::Sources { file, tree: &tree, returns: returns.as_ref() };
    slices::build(sources, (&sheet, &columns), (&read, &relations), (&uncertain, &draws), choices, &mut round, &mut findings)?;
    round.set_aside.sort_by_key(|row| row.line);
    if findings.has_errors() { Err(findings.into()) } else { Ok(Warned { value: round, findings }) }
}

/// The criteria and their weights without any data, as a round that holds no intervention.
///
/// # Errors
/// As [`assemble`]; [`Refusal::Choice`] where a scale can only come from the data.
pub fn without_data(file: &CriteriaFile, choices: &Choices) -> Result<Warned<Round>, Refusal> {
    let mut findings = Diagnostics::default();
    let tree = tree::build(file, choices, &mut findings)?;
    let local: Vec<_> = tree.weighed.iter().map(|&index| &file.criteria[index]).filter(|entry| scales::is_local(entry)).collect();
    if let Some(first) = local.first() {
        let message = format!(
            "the swing of criterion `{}` runs over the performances in the data: name the data file, or declare worst and best",
            first.id.get_ref()
        );
        return Err(Refusal::Choice(message));
    }
    let returns = read_returns(file, &tree, choices, &mut findings);
    let performances = DMatrix::from_element(0, tree.weighed.len(), Performance::Absent);
    let sources = weights::Sources { file, tree: &tree, returns: returns.as_ref() };
    let mut round = Round { by: None, slices: Vec::new(), rows_read: 0, set_aside: Vec::new(), what_ifs: tree.what_ifs.clone() };
    if !findings.has_errors()
        && let Some(weighed) = sources.weighed(&performances, None, &mut findings)
    {
        let decision = Box::new(sources.decision(weighed, performances));
        round.slices.push(Slice { value: None, content: SliceContent::Ranked(decision) });
    }
    if findings.has_errors() { Err(findings.into()) } else { Ok(Warned { value: round, findings }) }
}

fn read_returns(
    file: &CriteriaFile,
    tree: &tree::Tree,
    choices: &Choices,
    findings: &mut Diagnostics,
) -> Option<returns::Returns> {
    choices.returns.as_ref().and_then(|sheet| returns::read(file, tree, sheet, findings))
}
