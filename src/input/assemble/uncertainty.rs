//! Whether the spreads that the criteria file states fit the figures: bounds in order, shares between 0 and 1.

use super::cells::{Cell, Cells, error};
use crate::diagnostic::{Diagnostic, Place, quote};
use crate::document::words;
use crate::input::criteria_file::CriteriaFile;
use crate::input::criteria_file::uncertainty::{Distribution, Law, UncertaintyEntry};
use crate::input::criteria_file::value::ValueEntry;

/// By how much of their width bounds may be off their figure before a normal distribution misfits.
const OFF_CENTRE: f64 = 0.05;

/// Reports every spread that does not fit.
pub fn check(file: &CriteriaFile, cells: &mut Cells<'_>) {
    for entry in &file.uncertainty {
        let Some(column) = cells.sheet.column(entry.column.get_ref()) else { continue };
        let parts: Vec<_> = entry.law.columns().map(|part| cells.sheet.column(part.get_ref())).collect();
        match (&entry.law, &parts[..]) {
            (Law::Bounds { distribution, .. }, [Some(low), Some(high)]) => {
                bounds(file, entry, *distribution, [column, *low, *high], cells);
            }
            (Law::Deviation(_), [Some(deviation)]) => {
                each(column, *deviation, cells, |_, deviation| (deviation < 0.0).then_some("is a standard deviation below 0"));
            }
            (Law::Events { .. }, [Some(events), Some(sample)]) => {
                let whole = |figure: f64| figure >= 0.0 && figure.fract().abs() <= 0.0;
                each(column, *events, cells, |_, events| (!whole(events)).then_some("is no count of events"));
                each(column, *sample, cells, |_, sample| (!whole(sample)).then_some("is no size of a sample"));
                each(*events, *sample, cells, |events, sample| {
                    (events > sample).then_some("is a sample smaller than its events")
                });
                shares(column, cells);
            }
            (Law::Beta { .. }, [Some(alpha), Some(beta)]) => {
                for part in [alpha, beta] {
                    each(column, *part, cells, |_, shape| (shape <= 0.0).then_some("must be above 0 for a beta distribution"));
                }
                shares(column, cells);
            }
            (Law::Relative(_), _) => drop(cells.column(column)),
            _ => {}
        }
    }
    curved_on_local_scales(file, cells);
}

/// Calls for every row with a figure; the part must be there and pass.
fn each(column: usize, part: usize, cells: &mut Cells<'_>, wrong: impl Fn(f64, f64) -> Option<&'static str>) {
    let (figures, parts) = (cells.column(column), cells.column(part));
    for (at, &row) in cells.rows.clone().iter().enumerate() {
        let what = match (figures[at], parts[at]) {
            (Cell::Number(figure), Cell::Number(part)) => wrong(figure, part),
            (Cell::Number(_), Cell::Missing) => Some("is missing, though the figure it belongs to is given"),
            _ => None,
        };
        if let Some(what) = what {
            let sheet = cells.sheet;
            let remedy = "correct it; a figure that is certain has bounds equal to it".to_owned();
            cells.findings.push_error(sheet.source().name(), || Diagnostic {
                code: "uncertainty",
                ..error(sheet, row, part, what, remedy)
            });
        }
    }
}

fn shares(column: usize, cells: &mut Cells<'_>) {
    each(column, column, cells, |share, _| {
        (!(0.0..=1.0).contains(&share)).then_some("is no proportion between 0 and 1, as a beta distribution needs")
    });
}

fn bounds(
    file: &CriteriaFile,
    entry: &UncertaintyEntry,
    distribution: Distribution,
    [column, low, high]: [usize; 3],
    cells: &mut Cells<'_>,
) {
    each(column, low, cells, |figure, low| (low > figure).then_some("is a lower bound above its figure"));
    each(column, high, cells, |figure, high| (high < figure).then_some("is an upper bound below its figure"));
    match distribution {
        Distribution::Lognormal => {
            each(column, low, cells, |_, low| (low <= 0.0).then_some("must be above 0 for a lognormal distribution"));
        }
        Distribution::Normal => off_centre(file, entry, [column, low, high], cells),
        Distribution::Triangular | Distribution::Uniform | Distribution::Pert => {}
    }
}

/// A normal distribution has its mean in the middle of its interval.
fn off_centre(file: &CriteriaFile, entry: &UncertaintyEntry, columns: [usize; 3], cells: &mut Cells<'_>) {
    let [figures, lows, highs] = columns.map(|column| cells.column(column));
    let off = |at: &usize| match (figures[*at], lows[*at], highs[*at]) {
        (Cell::Number(figure), Cell::Number(low), Cell::Number(high)) => {
            ((figure - low) - (high - figure)).abs() > OFF_CENTRE * (high - low)
        }
        _ => false,
    };
    let lines: Vec<_> = (0..cells.rows.len()).filter(off).map(|at| cells.sheet.rows[cells.rows[at]].line.to_string()).collect();
    if !lines.is_empty() {
        let message = format!(
            "bounds of `{}` do not lie evenly about the figure on line {}",
            quote(entry.column.get_ref()),
            words::first_few(&lines, 5)
        );
        let place = Place::new(&file.source, entry.column.span());
        let remedy = "a normal distribution takes only their width; use \"triangular\" or \"pert\" if the spread is lopsided";
        cells.findings.push(Diagnostic::warning("off-centre", message).at(Some(place)).remedy(remedy));
    }
}

/// A curve has no meaning beyond a scale that draws can leave.
fn curved_on_local_scales(file: &CriteriaFile, cells: &mut Cells<'_>) {
    let uncertain = |column: &str| file.uncertainty.iter().any(|entry| entry.column.get_ref() == column);
    for criterion in file.criteria.iter().filter(|criterion| !criterion.is_report && criterion.scale.is_none()) {
        let columns = [Some(criterion.main_column()), criterion.times.as_ref(), criterion.per.as_ref()];
        let curved = matches!(criterion.value, ValueEntry::Curvature(_) | ValueEntry::Midpoint(_));
        if curved && columns.into_iter().flatten().any(|column| uncertain(column.get_ref())) {
            let message =
                format!("criterion `{}` is curved, its figures are uncertain, and its scale is local", criterion.id.get_ref());
            let place = Place::new(&file.source, criterion.id.span());
            cells.findings.push(Diagnostic::error("uncertainty", message).at(Some(place)).remedy("declare worst and best"));
        }
    }
}

/// Whether the equality table's figures can be what they are said to be.
pub fn check_equality(file: &CriteriaFile, cells: &mut Cells<'_>) {
    let Some(equality) = &file.equality else { return };
    if let Some(column) = cells.sheet.column(equality.column.get_ref()) {
        each(column, column, cells, |share, _| {
            (!(0.0..=100.0).contains(&share)).then_some("is no share between 0 and 100 per cent")
        });
    }
    if let Some(column) = cells.sheet.column(equality.people.get_ref()) {
        each(column, column, cells, |people, _| (people < 0.0).then_some("is no number of people"));
    }
}
