//! The uncertain figures of the rows analysed, with their ends, and the raw figures that performances can be made anew from.
//!
//! Works on what `uncertainty` has checked, after the rows that lack a figure are gone.
//!
//! # Source
//! Beta from counts, events + 1 and sample − events + 1: a uniform prior updated by them (Bayes; Laplace's rule of succession).

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::bounds::Bounds;
use super::cells::{Cell, Cells};
use super::columns::Columns;
use super::performances::Read;
use crate::input::criteria_file::CriteriaFile;
use crate::input::criteria_file::criterion::CriterionEntry;
use crate::input::criteria_file::uncertainty::{Distribution, Law as Stated, UncertaintyEntry};
use crate::input::criteria_file::value::ValueEntry;
use crate::model::uncertainty::{INTERVAL_95, Law, Parameters, RawFigures, Spread, UncertainInput};
use crate::numeric::beta;

/// Over the rows of [`Read`].
#[derive(Default)]
pub struct Uncertain {
    pub inputs: Vec<UncertainInput>,
    pub raw: RawFigures,
}

/// Collects what is uncertain, and the raw figures; nothing where something is wrong.
///
/// - `entries`: the statements that count
pub fn read(
    (file, entries): (&CriteriaFile, &[UncertaintyEntry]),
    columns: &Columns,
    read: &Read,
    cells: &mut Cells<'_>,
) -> Uncertain {
    if cells.findings.has_errors() {
        return Uncertain::default();
    }
    let mut kept = read.rows.iter().peekable();
    let rows: Vec<_> = (0..cells.rows.len()).filter(|&at| kept.next_if(|row| **row == cells.rows[at]).is_some()).collect();
    let mut entries: Vec<_> = entries.iter().filter(|entry| !is_only_level(file, columns, entry, cells)).collect();
    // Statements of criteria and of their own section are in two lists.
    entries.sort_by_key(|entry| entry.column.span().start);
    let inputs = entries.into_iter().filter_map(|entry| input(entry, &rows, cells)).collect::<Vec<_>>();
    let raw = raw_figures(file, &inputs, &rows, cells);
    Uncertain { inputs, raw }
}

/// Whether nothing but levels, which are words, reads the column.
fn is_only_level(file: &CriteriaFile, columns: &Columns, entry: &UncertaintyEntry, cells: &Cells<'_>) -> bool {
    let name = entry.column.get_ref();
    let reads = |criterion: &&CriterionEntry| names(criterion).any(|column| column == name);
    let column = cells.sheet.column(name);
    let is_cost_or_size =
        columns.portfolio_costs.iter().copied().map(Some).chain([columns.cost, columns.size]).any(|own| own == column);
    let mut readers = file.criteria.iter().filter(reads).map(has_levels).peekable();
    !is_cost_or_size && readers.peek().is_some() && readers.all(|levels| levels)
}

fn has_levels(criterion: &CriterionEntry) -> bool {
    matches!(criterion.value, ValueEntry::Levels(_))
}

/// The columns that a criterion reads.
fn names(criterion: &CriterionEntry) -> impl Iterator<Item = &String> {
    let columns = [Some(criterion.main_column()), criterion.times.as_ref(), criterion.per.as_ref()];
    columns.into_iter().flatten().map(toml::Spanned::get_ref)
}

fn input(entry: &UncertaintyEntry, rows: &[usize], cells: &mut Cells<'_>) -> Option<UncertainInput> {
    let figures = column(entry.column.get_ref(), cells)?;
    let parts = match Bounds::of(entry, cells) {
        Some(bounds) => vec![bounds.low, bounds.high],
        None => entry.law.columns().map(|part| column(part.get_ref(), cells)).collect::<Option<Vec<_>>>()?,
    };
    let spread = |&at: &usize| {
        let figure = figures[at].number()?;
        let part = |index: usize| parts.get(index).and_then(|part| part[at].number());
        spread(&entry.law, figure, part)
    };
    let law = match entry.law {
        Stated::Bounds { distribution, .. } => law_of(distribution),
        Stated::Deviation(_) | Stated::Relative(_) => Law::Normal,
        Stated::Events { .. } | Stated::Beta { .. } => Law::Beta,
    };
    Some(UncertainInput { column: entry.column.get_ref().as_str().into(), law, figures: rows.iter().map(spread).collect() })
}

fn column(name: &str, cells: &mut Cells<'_>) -> Option<Rc<[Cell]>> {
    cells.sheet.column(name).map(|column| cells.column(column))
}

fn law_of(distribution: Distribution) -> Law {
    match distribution {
        Distribution::Triangular => Law::Triangular,
        Distribution::Uniform => Law::Uniform,
        Distribution::Pert => Law::Pert,
        Distribution::Normal => Law::Normal,
        Distribution::Lognormal => Law::Lognormal,
    }
}

/// A figure and its ends.
///
/// - `part`: the cells of the columns that the law names, in their order; bounds as [`Bounds`] has them
fn spread(law: &Stated, figure: f64, part: impl Fn(usize) -> Option<f64>) -> Option<Spread> {
    let normal = |sd: f64| {
        let reach = INTERVAL_95 * sd;
        Spread { figure, low: figure - reach, high: figure + reach, parameters: Parameters::Deviation(sd) }
    };
    let beta = |alpha: f64, shape: f64| {
        let (low, high) = beta::interval_95(alpha, shape);
        Spread { figure, low, high, parameters: Parameters::Beta { alpha, beta: shape } }
    };
    Some(match law {
        Stated::Bounds { distribution, .. } => {
            let (low, high) = (part(0)?, part(1)?);
            let parameters = match distribution {
                Distribution::Normal => Parameters::Deviation((high - low) / (2.0 * INTERVAL_95)),
                Distribution::Lognormal => Parameters::Deviation((libm::log(high) - libm::log(low)) / (2.0 * INTERVAL_95)),
                Distribution::Triangular | Distribution::Uniform | Distribution::Pert => Parameters::Ends,
            };
            Spread { figure, low, high, parameters }
        }
        Stated::Deviation(_) => normal(part(0)?),
        Stated::Relative(share) => normal(share * figure.abs()),
        Stated::Events { .. } => {
            let (events, sample) = (part(0)?, part(1)?);
            beta(events + 1.0, sample - events + 1.0)
        }
        Stated::Beta { .. } => beta(part(0)?, part(1)?),
    })
}

/// Every column of the weighed criteria that read several columns or an uncertain one, each once.
///
/// The only column of a certain criterion is left out: its figures are the performances.
fn raw_figures(file: &CriteriaFile, inputs: &[UncertainInput], rows: &[usize], cells: &mut Cells<'_>) -> RawFigures {
    let is_uncertain = |name: &String| inputs.iter().any(|input| *input.column == **name);
    let weighed = file.criteria.iter().filter(|criterion| !criterion.is_report && !has_levels(criterion));
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    let keeps = |criterion: &&CriterionEntry| names(criterion).count() > 1 || names(criterion).any(is_uncertain);
    for name in weighed.filter(keeps).flat_map(names) {
        if seen.insert(name)
            && let Some(figures) = column(name, cells)
        {
            kept.push((Arc::from(name.as_str()), rows.iter().map(|&at| figures[at].number()).collect()));
        }
    }
    RawFigures::new(kept)
}
