//! Whether the spreads that the criteria file states fit the figures: bounds in order, shares between 0 and 1.

use super::bounds::Bounds;
use super::cells::{Cell, Cells, error};
use super::columns::Columns;
use super::draws::Draws;
use crate::diagnostic::{Diagnostic, Place, quote};
use crate::document::words;
use crate::input::criteria_file::CriteriaFile;
use crate::input::criteria_file::uncertainty::{Distribution, Law, UncertaintyEntry};
use crate::input::criteria_file::value::ValueEntry;
use crate::input::number::LARGEST;
use crate::model::uncertainty::INTERVAL_95;

/// By how much of their width bounds may be off their figure before a normal distribution misfits.
const OFF_CENTRE: f64 = 0.05;

/// Reports every spread that does not fit, and the bounds that a what-if widens.
///
/// - `entries`: the statements that count
pub fn check((file, entries): (&CriteriaFile, &[UncertaintyEntry]), columns: &Columns, draws: &Draws, cells: &mut Cells<'_>) {
    for entry in entries {
        let Some(column) = cells.sheet.column(entry.column.get_ref()) else { continue };
        let parts: Vec<_> = entry.law.columns().map(|part| cells.sheet.column(part.get_ref())).collect();
        if let Some(bounds) = Bounds::of(entry, cells) {
            bounds.note_widened(columns.id, cells);
            check_bounds(file, entry, &bounds, cells);
        }
        match (&entry.law, &parts[..]) {
            (Law::Deviation(_), [Some(deviation)]) => {
                each(column, *deviation, cells, |figure, deviation| {
                    let below = (deviation < 0.0).then_some("is a standard deviation below 0");
                    below.or_else(|| too_wide(figure, deviation))
                });
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
            (Law::Relative(share), _) => {
                each(column, column, cells, |figure, _| too_wide(figure, share * figure.abs()));
            }
            _ => {}
        }
    }
    curved_on_local_scales((file, entries), draws, cells);
}

/// Calls for every row with a figure; the part must be there and pass.
fn each(column: usize, part: usize, cells: &mut Cells<'_>, wrong: impl Fn(f64, f64) -> Option<&'static str>) {
    let (figures, parts) = (cells.column(column), cells.column(part));
    each_of(&figures, (part, &parts), cells, wrong);
}

/// As [`each`], with what counts as the cells of the part.
fn each_of(
    figures: &[Cell],
    (part, parts): (usize, &[Cell]),
    cells: &mut Cells<'_>,
    wrong: impl Fn(f64, f64) -> Option<&'static str>,
) {
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

/// No figure is larger than any figure may be, within its interval.
fn too_wide(figure: f64, deviation: f64) -> Option<&'static str> {
    (figure.abs() + INTERVAL_95 * deviation > LARGEST).then_some("makes too wide an interval")
}

fn shares(column: usize, cells: &mut Cells<'_>) {
    each(column, column, cells, |share, _| {
        (!(0.0..=1.0).contains(&share)).then_some("is no proportion between 0 and 1, as a beta distribution needs")
    });
}

fn check_bounds(file: &CriteriaFile, entry: &UncertaintyEntry, bounds: &Bounds, cells: &mut Cells<'_>) {
    let Bounds { columns: [_, low_column, high_column], figures, .. } = bounds;
    let (low, high) = ((*low_column, &*bounds.low), (*high_column, &*bounds.high));
    each_of(figures, low, cells, |figure, low| (low > figure).then_some("is a lower bound above its figure"));
    each_of(figures, high, cells, |figure, high| (high < figure).then_some("is an upper bound below its figure"));
    match bounds.distribution {
        Distribution::Lognormal => {
            each_of(figures, low, cells, |_, low| (low <= 0.0).then_some("must be above 0 for a lognormal distribution"));
        }
        Distribution::Normal => off_centre(file, entry, bounds, cells),
        Distribution::Triangular | Distribution::Uniform | Distribution::Pert => {}
    }
}

/// A normal distribution has its mean in the middle of its interval. Of bounds that a what-if widened nobody stated that.
fn off_centre(file: &CriteriaFile, entry: &UncertaintyEntry, bounds: &Bounds, cells: &mut Cells<'_>) {
    let off = |at: &usize| match (bounds.figures[*at], bounds.low[*at], bounds.high[*at]) {
        (Cell::Number(figure), Cell::Number(low), Cell::Number(high)) => {
            ((figure - low) - (high - figure)).abs() > OFF_CENTRE * (high - low)
                && bounds.widened.iter().all(|widened| widened.at != *at)
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
fn curved_on_local_scales((file, entries): (&CriteriaFile, &[UncertaintyEntry]), draws: &Draws, cells: &mut Cells<'_>) {
    let uncertain = |column: &str| {
        entries.iter().any(|entry| entry.column.get_ref() == column) || draws.columns.iter().any(|drawn| drawn.name == column)
    };
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
