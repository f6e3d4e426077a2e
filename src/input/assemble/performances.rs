//! Performances: `column` × `times` ÷ `per`, levels, and what absence means.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::cells::{Cell, Cells, error};
use super::columns::{Columns, CriterionColumns};
use super::portfolio::{self, Demand};
use crate::diagnostic::{Diagnostic, Place, quote, suggestion};
use crate::document::words;
use crate::input::criteria_file::CriteriaFile;
use crate::input::criteria_file::criterion::CriterionEntry;
use crate::input::criteria_file::value::ValueEntry;
use crate::input::number::{self, LARGEST};
use crate::model::criterion::{MissingPolicy, Reading};
use crate::model::decision::SetAside;
use crate::model::equality::Reached;
use crate::model::performance::Performance;
use crate::model::value_function::Level;

/// What was read of the analysed rows.
pub struct Read {
    /// The sheet's rows, without those dropped for a missing figure.
    pub rows: Vec<usize>,
    /// For each criterion of the file, weighed or not, one performance for each row.
    pub criteria: Vec<Vec<Performance>>,
    pub costs: Vec<Option<f64>>,
    pub sizes: Vec<Option<f64>>,
    pub savings: Vec<Option<f64>>,
    pub setups: Vec<Option<f64>>,
    pub reached: Vec<Reached>,
    /// Cost by the columns of `[portfolio]`, else by that of `[data]`: for each row, one figure a year.
    pub portfolio_costs: Vec<Option<Vec<f64>>>,
    /// For each limit of `[portfolio]`, what each row uses of it.
    pub limit_uses: Vec<Vec<f64>>,
    pub dropped: Vec<SetAside>,
}

/// Reads every criterion, cost and size.
///
/// - `net`: savings are taken off costs
pub fn read(file: &CriteriaFile, columns: &Columns, net: bool, cells: &mut Cells<'_>) -> Read {
    let mut missing = Missing { reported: HashSet::new() };
    let mut criteria = Vec::with_capacity(file.criteria.len());
    let mut drop_reason: Vec<Option<String>> = vec![None; cells.rows.len()];
    for (entry, at) in file.criteria.iter().zip(&columns.criteria) {
        let Some(at) = at else {
            criteria.push(vec![Performance::Absent; cells.rows.len()]);
            continue;
        };
        let performances = match &entry.value {
            ValueEntry::Levels(levels) => read_levels(entry, *at, levels, cells),
            _ => read_numbers(entry, *at, cells),
        };
        if !entry.is_report {
            missing.treat(entry, *at, columns.id, &performances, cells, &mut drop_reason);
        }
        criteria.push(performances.into_iter().map(|found| found.unwrap_or(Performance::Absent)).collect::<Vec<_>>());
    }
    let spent = portfolio::Spent { file, columns, net };
    for demand in spent.demands(cells.sheet) {
        missing.refuse_in(&demand, &drop_reason, cells);
    }
    let portfolio_costs = spent.costs(cells);
    let limit_uses = spent.uses(cells);
    let costs = optional_figures(columns.cost, "no value for money for it", &missing, cells);
    let savings =
        optional_figures(columns.saving, if net { "no net cost for it" } else { "no saving shown for it" }, &missing, cells);
    let setups = optional_figures(columns.setup, "no one-off cost shown for it", &missing, cells);
    let costs: Vec<_> =
        costs.iter().zip(&savings).map(|(cost, saving)| if net { Some((*cost)? - (*saving)?) } else { *cost }).collect();
    let sizes = optional_figures(columns.size, "no benefit by size for it", &missing, cells);
    let reached = reached(file, cells);
    let indices: Vec<_> = (0..cells.rows.len()).filter(|&at| drop_reason[at].is_none()).collect();
    let dropped = drop_reason
        .iter()
        .enumerate()
        .filter_map(|(at, reason)| {
            let row = cells.rows[at];
            let id = Arc::from(cells.sheet.cell(row, columns.id));
            Some(SetAside { id, line: cells.sheet.rows[row].line, reason: reason.clone()? })
        })
        .collect();
    if indices.is_empty() && !cells.rows.is_empty() && !cells.findings.has_errors() {
        let message = "every intervention lacks a figure that the criteria need";
        let place = cells.sheet.header_place(columns.id);
        cells.findings.push(
            Diagnostic::error("nothing-left", message).at(place).remedy("complete the figures, or choose missing = \"range\""),
        );
    }
    Read {
        rows: picked(&cells.rows, &indices),
        criteria: criteria.iter().map(|all| picked(all, &indices)).collect(),
        costs: picked(&costs, &indices),
        sizes: picked(&sizes, &indices),
        savings: picked(&savings, &indices),
        setups: picked(&setups, &indices),
        reached: picked(&reached, &indices),
        portfolio_costs: picked(&portfolio_costs, &indices),
        limit_uses: limit_uses.iter().map(|uses| picked(uses, &indices)).collect(),
        dropped,
    }
}

/// Whom each row reaches, by the columns of `[equality]`.
fn reached(file: &CriteriaFile, cells: &mut Cells<'_>) -> Vec<Reached> {
    let mut figures = |column: Option<&str>| column.and_then(|name| cells.sheet.column(name)).map(|column| cells.column(column));
    let equality = file.equality.as_ref();
    let people = figures(equality.map(|equality| equality.people.get_ref().as_str()));
    let shares = figures(equality.map(|equality| equality.column.get_ref().as_str()));
    let at = |of: &Option<std::rc::Rc<[Cell]>>, row: usize| of.as_ref().and_then(|cells| cells[row].number());
    (0..cells.rows.len()).map(|row| Reached { people: at(&people, row), share: at(&shares, row) }).collect()
}

fn picked<T: Clone>(all: &[T], indices: &[usize]) -> Vec<T> {
    indices.iter().map(|&at| all[at].clone()).collect()
}

/// `None`: a cell is no number, already reported. `Absent`: a figure is missing.
type Found = Option<Performance>;

fn read_numbers(entry: &CriterionEntry, at: CriterionColumns, cells: &mut Cells<'_>) -> Vec<Found> {
    let main = cells.column(at.main);
    let times = at.times.map(|column| cells.column(column));
    let per = at.per.map(|column| cells.column(column));
    let one = |factor: &Option<std::rc::Rc<[Cell]>>, row: usize| factor.as_ref().map_or(Cell::Number(1.0), |cells| cells[row]);
    let mut found = Vec::with_capacity(cells.rows.len());
    for row in 0..cells.rows.len() {
        found.push(match (main[row], one(&times, row), one(&per, row)) {
            (Cell::Bad, ..) | (_, Cell::Bad, _) | (_, _, Cell::Bad) => None,
            (Cell::Number(main), Cell::Number(times), Cell::Number(per)) => match Reading::figure(main, times, per) {
                None => {
                    if !entry.is_report {
                        let remedy =
                            "a performance cannot be divided by 0: correct the figure, or set the intervention aside with a gate";
                        cells.findings.push(error(
                            cells.sheet,
                            cells.rows[row],
                            at.per.unwrap_or(at.main),
                            "is a divisor of 0",
                            remedy.to_owned(),
                        ));
                    }
                    (entry.is_report).then_some(Performance::Absent)
                }
                Some(figure) if figure.abs() > LARGEST => {
                    let remedy = "use larger units in the columns that make it";
                    cells.findings.push(error(
                        cells.sheet,
                        cells.rows[row],
                        at.main,
                        "makes too large a performance",
                        remedy.to_owned(),
                    ));
                    None
                }
                Some(figure) => Some(Performance::Number(figure)),
            },
            _ => Some(Performance::Absent),
        });
    }
    found
}

fn read_levels(entry: &CriterionEntry, at: CriterionColumns, levels: &[Level], cells: &mut Cells<'_>) -> Vec<Found> {
    let sheet = cells.sheet;
    let mut known: HashMap<&str, Option<usize>> = HashMap::new();
    let mut found = Vec::with_capacity(cells.rows.len());
    for &row in &cells.rows {
        let text = sheet.cell(row, at.main).trim();
        found.push(match *known.entry(text).or_insert_with(|| level_of(levels, text)) {
            Some(level) => Some(Performance::Level(level)),
            None if number::is_missing(text) => Some(Performance::Absent),
            None => {
                cells.findings.push_error(sheet.source().name(), || {
                    let known = suggestion(text, levels.iter().map(|level| level.label.as_str()));
                    Diagnostic {
                        code: "unknown-level",
                        ..error(sheet, row, at.main, &format!("is no level of criterion `{}`", entry.id.get_ref()), known)
                    }
                });
                None
            }
        });
    }
    found
}

/// The level a text names: the same text, or the same whole number.
pub fn level_of(levels: &[Level], text: &str) -> Option<usize> {
    let same = |label: &str| {
        label == text
            || matches!((label.parse::<f64>(), text.parse::<f64>()), (Ok(level), Ok(found))
                if level.fract().abs() <= 0.0 && level.total_cmp(&found).is_eq())
    };
    levels.iter().position(|level| level.label == text).or_else(|| levels.iter().position(|level| same(&level.label)))
}

/// Missing cells reported as errors so far: a column read twice complains once.
struct Missing {
    reported: HashSet<(usize, usize)>,
}

impl Missing {
    fn treat(
        &mut self,
        entry: &CriterionEntry,
        at: CriterionColumns,
        id_column: usize,
        performances: &[Found],
        cells: &mut Cells<'_>,
        drop_reason: &mut [Option<String>],
    ) {
        let absent: Vec<_> = (0..performances.len()).filter(|&row| performances[row] == Some(Performance::Absent)).collect();
        if absent.is_empty() {
            return;
        }
        let id = entry.id.get_ref();
        let treatment = match entry.missing {
            MissingPolicy::Error => {
                for column in std::iter::once(at.main).chain(at.times).chain(at.per) {
                    for &row in &absent {
                        let row = cells.rows[row];
                        if number::is_missing(cells.sheet.cell(row, column)) {
                            let remedy = format!(
                                "write the figure; or add a line such as missing = \"range\" (or \"worst\", \"drop\") to criterion `{id}`, to say what absence means"
                            );
                            self.refuse(row, column, &remedy, cells);
                        }
                    }
                }
                return;
            }
            MissingPolicy::Worst => "scored as the worst (missing = \"worst\")",
            MissingPolicy::Range => "anywhere from worst to best, ranked at the middle (missing = \"range\")",
            MissingPolicy::Drop => {
                for &row in &absent {
                    drop_reason[row].get_or_insert_with(|| format!("no figure for criterion {id} (missing = \"drop\")"));
                }
                "set aside (missing = \"drop\")"
            }
        };
        let names: Vec<_> = absent.iter().map(|&row| cells.sheet.cell(cells.rows[row], id_column)).map(quote).collect();
        let message = format!("criterion `{id}` has no figure for {}: {treatment}", words::first_few(&names, 5));
        let place = cells.sheet.place(cells.rows[absent[0]], at.main);
        cells.findings.push(
            Diagnostic::warning("missing-values", message)
                .at(place)
                .label(format!("column `{}`", quote(&cells.sheet.headers()[at.main])))
                .remedy("find the figure; until then, read the values of these interventions as a range"),
        );
    }

    /// Every missing cell that is demanded is an error, but for rows set aside anyway.
    fn refuse_in(&mut self, demand: &Demand<'_>, dropped: &[Option<String>], cells: &mut Cells<'_>) {
        let read = cells.column(demand.column);
        for (at, cell) in read.iter().enumerate() {
            let row = cells.rows[at];
            let is_needed = demand.limit.is_none_or(|limit| limit.covers(cells.sheet, row));
            if *cell == Cell::Missing && dropped[at].is_none() && is_needed {
                self.refuse(row, demand.column, &demand.remedy, cells);
            }
        }
    }

    fn refuse(&mut self, row: usize, column: usize, remedy: &str, cells: &mut Cells<'_>) {
        if !self.reported.insert((row, column)) {
            return;
        }
        let sheet = cells.sheet;
        cells.findings.push_error(sheet.source().name(), || {
            let what =
                if sheet.cell(row, column).trim().is_empty() { "is missing its figure" } else { "stands for a missing figure" };
            error(sheet, row, column, what, remedy.to_owned())
        });
    }
}

/// Figures that may be missing: absent stays absent, with a warning.
fn optional_figures(column: Option<usize>, consequence: &str, missing: &Missing, cells: &mut Cells<'_>) -> Vec<Option<f64>> {
    let Some(column) = column else { return vec![None; cells.rows.len()] };
    let read = cells.column(column);
    let absent: Vec<_> = (0..read.len())
        .filter(|&at| read[at] == Cell::Missing && !missing.reported.contains(&(cells.rows[at], column)))
        .collect();
    if let Some(&first) = absent.first() {
        let name = quote(&cells.sheet.headers()[column]);
        let lines: Vec<_> = absent.iter().map(|&at| cells.sheet.rows[cells.rows[at]].line.to_string()).collect();
        let message = format!("column `{name}` has no figure on line {}: {consequence}", words::first_few(&lines, 5));
        let place = cells.sheet.place(cells.rows[first], column);
        cells.findings.push(Diagnostic::warning("missing-values", message).at(place).remedy("write the figure"));
    }
    read.iter().map(|cell| cell.number()).collect()
}

/// Where a criterion stands in its file.
pub fn criterion_place(file: &CriteriaFile, entry: &CriterionEntry) -> Place {
    Place::new(&file.source, entry.id.span())
}
