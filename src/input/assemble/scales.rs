//! Scales and value functions: fixed ends checked against the data, local ends taken from it.

use super::cells::error;
use super::columns::{Columns, CriterionColumns};
use super::performances::{Read, criterion_place};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote};
use crate::document::{figure, words};
use crate::input::criteria_file::CriteriaFile;
use crate::input::criteria_file::criterion::CriterionEntry;
use crate::input::criteria_file::value::ValueEntry;
use crate::input::sheet::Sheet;
use crate::model::performance::Performance;
use crate::model::value_function::{Direction, Outside, ROUNDING, Scale, ScaleOrigin, Shape, ValueFunction};
use crate::numeric::exponential;

/// The scale declared in the file, if there is one.
fn fixed(entry: &CriterionEntry) -> Option<Scale> {
    let (worst, best) = match &entry.value {
        ValueEntry::Points(points) => {
            let ((first, value), (last, _)) = (points.first()?, points.last()?);
            if *value < 50.0 { (*first, *last) } else { (*last, *first) }
        }
        ValueEntry::Levels(_) | ValueEntry::Relative => return None,
        _ => *entry.scale.as_ref()?.get_ref(),
    };
    Some(Scale { worst, best, origin: ScaleOrigin::Fixed })
}

/// Whether a criterion has no scale before there are data.
#[must_use]
pub fn is_local(entry: &CriterionEntry) -> bool {
    !matches!(entry.value, ValueEntry::Levels(_)) && fixed(entry).is_none()
}

/// Reports performances beyond fixed scales, as the criterion's `outside` says.
pub fn check_fixed(file: &CriteriaFile, columns: &Columns, read: &Read, sheet: &Sheet, findings: &mut Diagnostics) {
    for (index, entry) in file.criteria.iter().enumerate().filter(|(_, entry)| !entry.is_report) {
        let Some(scale) = fixed(entry) else { continue };
        let beyond: Vec<_> = read
            .rows
            .iter()
            .zip(&read.criteria[index])
            .enumerate()
            .filter_map(|(at, (&row, performance))| Some((at, row, performance.number().filter(|x| !scale.contains(*x))?)))
            .collect();
        let Some(&(_, first, _)) = beyond.first() else { continue };
        let id = entry.id.get_ref();
        let Some(CriterionColumns { main: column, .. }) = columns.criteria[index] else { continue };
        let ends = format!("{} to {}", figure::plain(scale.worst), figure::plain(scale.best));
        let name = |row: usize, x: f64| format!("{} ({})", quote(sheet.cell(row, columns.id)), figure::plain(x));
        let names: Vec<_> = beyond.iter().map(|&(_, row, x)| name(row, x)).collect();
        match entry.outside {
            Outside::Error => {
                for &(_, row, x) in &beyond {
                    let made = entry.times.is_some() || entry.per.is_some();
                    let figure = if made { format!("makes {}, which", figure::plain(x)) } else { String::new() };
                    let what = format!(
                        "{figure} lies outside the scale of criterion `{id}`, worst {} to best {}",
                        figure::plain(scale.worst),
                        figure::plain(scale.best)
                    );
                    let remedy = "correct the figure, widen the scale, or choose outside = \"clamp\"".to_owned();
                    findings.push_error(sheet.source().name(), || Diagnostic {
                        code: "outside-scale",
                        ..error(sheet, row, column, what.trim(), remedy)
                    });
                }
            }
            Outside::Clamp => {
                let message = format!(
                    "criterion `{id}`: {} beyond its scale of {ends}, counted as its nearer end",
                    words::first_few(&names, 5)
                );
                findings.push(
                    Diagnostic::warning("clamped", message)
                        .at(sheet.place(first, column))
                        .label(format!("column `{}`", quote(&sheet.headers()[column])))
                        .remedy("check the figure; if it is right, consider a wider scale, on which it would count in full"),
                );
                clamped_loss(entry, scale, &beyond, read, sheet, (columns.id, column), findings);
            }
            Outside::Extrapolate => {
                let message = format!(
                    "criterion `{id}`: {} beyond its scale of {ends}, scored beyond 0 or 100",
                    words::first_few(&names, 5)
                );
                let place = sheet.place(first, column);
                findings.push(Diagnostic::warning("extrapolated", message).at(place).remedy("check the figure and the scale"));
            }
        }
    }
}

/// A row that releases money while its loss is cut off at the worst end: the saving looks free.
fn clamped_loss(
    entry: &CriterionEntry,
    scale: Scale,
    beyond: &[(usize, usize, f64)],
    read: &Read,
    sheet: &Sheet,
    (id, column): (usize, usize),
    findings: &mut Diagnostics,
) {
    let below_worst = |x: f64| (x < scale.worst) == (scale.worst < scale.best);
    for &(at, row, x) in beyond {
        if read.costs[at].is_some_and(|cost| cost < 0.0) && below_worst(x) {
            let message = format!(
                "`{}` releases money, and its loss on criterion `{}` ({}) is cut off at the worst end ({})",
                quote(sheet.cell(row, id)),
                entry.id.get_ref(),
                figure::plain(x),
                figure::plain(scale.worst)
            );
            let remedy = format!("move `worst` to {} or beyond, so that the whole loss counts", figure::plain(x));
            let place = sheet.place(row, column);
            findings.push(Diagnostic::warning("clamped-loss", message).at(place).remedy(remedy));
        }
    }
}

/// A criterion's value function, or that all perform alike on its local scale.
pub enum Valued {
    On(ValueFunction),
    /// `flat = "ignore"`: no swing, its weight goes to the others.
    Flat(ValueFunction),
}

/// The value function of a criterion over these performances.
///
/// # Errors
/// Why the performances make no scale.
pub fn value_function(file: &CriteriaFile, entry: &CriterionEntry, performances: &[Performance]) -> Result<Valued, Diagnostic> {
    let place = Some(criterion_place(file, entry));
    let numbers: Vec<_> = performances.iter().filter_map(|performance| performance.number()).collect();
    let of = |shape: Shape, scale: Option<Scale>| Valued::On(ValueFunction { shape, scale, outside: entry.outside });
    match &entry.value {
        ValueEntry::Levels(levels) => Ok(of(Shape::Levels(levels.clone()), None)),
        _ if numbers.is_empty() && fixed(entry).is_none() => flat(entry, place, "no intervention has a figure for it"),
        ValueEntry::Relative => match relative(entry, place.clone(), numbers)? {
            Some(shape) => Ok(of(shape, None)),
            None => flat(entry, place, "all performances on it are 0 or missing"),
        },
        _ => match fixed(entry).or_else(|| local(entry, &numbers)) {
            Some(scale) => Ok(of(shape_on(file, entry, scale)?, Some(scale))),
            None => flat(entry, place, "all interventions perform alike on it, so its local scale has no width"),
        },
    }
}

/// The shape of a relative value; `None` where all performances are 0.
fn relative(entry: &CriterionEntry, place: Option<Place>, mut numbers: Vec<f64>) -> Result<Option<Shape>, Diagnostic> {
    // Squares are summed from small to large, so that the order of the rows cannot change a bit.
    numbers.sort_by(f64::total_cmp);
    let (least, most) = (numbers[0], numbers[numbers.len() - 1]);
    if least < 0.0 {
        let message = format!("criterion `{}` is relative and has negative performances", entry.id.get_ref());
        let remedy = "relative values need performances from 0 up: use a scale instead";
        return Err(Diagnostic::error("relative-negative", message).at(place).remedy(remedy));
    }
    let norm = numbers.iter().map(|x| x * x).sum::<f64>().sqrt();
    let better = entry.better.unwrap_or(Direction::Higher);
    Ok((norm > 0.0 && norm.is_finite()).then_some(Shape::Relative { norm, better, least, most }))
}

/// The scale that the performances make; `None` if they are all alike, but for rounding.
fn local(entry: &CriterionEntry, numbers: &[f64]) -> Option<Scale> {
    let (low, high) = numbers.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)));
    let (worst, best) = if entry.better == Some(Direction::Lower) { (high, low) } else { (low, high) };
    (high - low > ROUNDING * low.abs().max(high.abs())).then_some(Scale { worst, best, origin: ScaleOrigin::Local })
}

fn shape_on(file: &CriteriaFile, entry: &CriterionEntry, scale: Scale) -> Result<Shape, Diagnostic> {
    let midpoint = match &entry.value {
        ValueEntry::Midpoint(midpoint) => midpoint,
        ValueEntry::Curvature(curvature) => return Ok(Shape::Exponential { curvature: *curvature }),
        ValueEntry::Points(points) => return Ok(Shape::Points(points.clone())),
        _ => return Ok(Shape::Linear),
    };
    let position = scale.position(*midpoint.get_ref());
    if position > 0.0 && position < 1.0 {
        return Ok(Shape::Exponential { curvature: exponential::curvature_of_midpoint(position) });
    }
    let [x, worst, best] = [*midpoint.get_ref(), scale.worst, scale.best].map(figure::plain);
    let message = format!("the midpoint {x} of criterion `{}` is not inside its scale, {worst} to {best}", entry.id.get_ref());
    let place = Some(Place::new(&file.source, midpoint.span()));
    Err(Diagnostic::error("midpoint", message).at(place).remedy("choose a performance strictly between worst and best"))
}

fn flat(entry: &CriterionEntry, place: Option<Place>, why: &str) -> Result<Valued, Diagnostic> {
    if entry.ignore_if_flat {
        return Ok(Valued::Flat(ValueFunction { shape: Shape::Linear, scale: None, outside: entry.outside }));
    }
    let message = format!("criterion `{}` cannot be scored: {why}", entry.id.get_ref());
    Err(Diagnostic::error("flat-scale", message)
        .at(place)
        .remedy("declare worst and best, or set flat = \"ignore\" to leave it out"))
}
