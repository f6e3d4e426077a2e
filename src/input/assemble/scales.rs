//! Scales and value functions: fixed ends checked against the data, local ends taken from it.

use super::cells::error;
use super::columns::{Columns, CriterionColumns};
use super::performances::{Read, criterion_place, level_of};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote, suggestion};
use crate::document::{figure, words};
use crate::input::criteria_file::CriteriaFile;
use crate::input::criteria_file::criterion::{CriterionEntry, Scalar};
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

/// Reports performances beyond fixed scales, as the criterion's `outside` says.
pub fn check_fixed(file: &CriteriaFile, columns: &Columns, read: &Read, sheet: &Sheet, findings: &mut Diagnostics) {
    for (index, entry) in file.criteria.iter().enumerate().filter(|(_, entry)| !entry.is_report()) {
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
    let id = entry.id.get_ref();
    let refuse = |code: &'static str, message: String, remedy: &str| {
        Err(Diagnostic::error(code, message).at(place.clone()).remedy(remedy))
    };
    let numbers = || performances.iter().filter_map(|performance| performance.number());
    let better = entry.better.unwrap_or(Direction::Higher);
    let of = |shape: Shape, scale: Option<Scale>| ValueFunction { shape, scale, outside: entry.outside };
    if let ValueEntry::Levels(levels) = &entry.value {
        return Ok(Valued::On(of(Shape::Levels(levels.clone()), None)));
    }
    let ends = numbers().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    if ends.0 > ends.1 && fixed(entry).is_none() {
        return flat(entry, place, of(Shape::Linear, None), "no intervention has a figure for it");
    }
    if entry.value == ValueEntry::Relative {
        if numbers().any(|x| x < 0.0) {
            return refuse(
                "relative-negative",
                format!("criterion `{id}` is relative and has negative performances"),
                "relative values need performances from 0 up: use a scale instead",
            );
        }
        // Squares are summed from small to large, so that the order of the rows cannot change a bit.
        let mut squares: Vec<_> = numbers().map(|x| x * x).collect();
        squares.sort_by(f64::total_cmp);
        let norm = squares.iter().sum::<f64>().sqrt();
        if norm > 0.0 && norm.is_finite() {
            return Ok(Valued::On(of(Shape::Relative { norm, better, least: ends.0, most: ends.1 }, None)));
        }
        return flat(entry, place, of(Shape::Linear, None), "all performances on it are 0 or missing");
    }
    let scale = if let Some(scale) = fixed(entry) {
        scale
    } else {
        let (low, high) = ends;
        // Products that differ only by rounding make no scale.
        if high - low <= ROUNDING * low.abs().max(high.abs()) {
            return flat(
                entry,
                place,
                of(Shape::Linear, None),
                "all interventions perform alike on it, so its local scale has no width",
            );
        }
        let (worst, best) = if better == Direction::Higher { (low, high) } else { (high, low) };
        Scale { worst, best, origin: ScaleOrigin::Local }
    };
    let shape = match &entry.value {
        ValueEntry::Curvature(curvature) => Shape::Exponential { curvature: *curvature },
        ValueEntry::Midpoint(midpoint) => {
            let position = scale.position(*midpoint.get_ref());
            if position <= 0.0 || position >= 1.0 {
                let message = format!(
                    "the midpoint {} of criterion `{id}` is not inside its scale, {} to {}",
                    midpoint.get_ref(),
                    scale.worst,
                    scale.best
                );
                let place = Some(Place::new(&file.source, midpoint.span()));
                return Err(Diagnostic::error("midpoint", message)
                    .at(place)
                    .remedy("choose a performance strictly between worst and best"));
            }
            Shape::Exponential { curvature: exponential::curvature_of_midpoint(position) }
        }
        ValueEntry::Points(points) => Shape::Points(points.clone()),
        _ => Shape::Linear,
    };
    Ok(Valued::On(of(shape, Some(scale))))
}

fn flat(entry: &CriterionEntry, place: Option<Place>, value: ValueFunction, why: &str) -> Result<Valued, Diagnostic> {
    if entry.ignore_if_flat {
        return Ok(Valued::Flat(value));
    }
    let message = format!("criterion `{}` cannot be scored: {why}", entry.id.get_ref());
    Err(Diagnostic::error("flat-scale", message)
        .at(place)
        .remedy("declare worst and best, or set flat = \"ignore\" to leave it out"))
}

/// The score of doing nothing on a criterion.
///
/// # Errors
/// A `nothing` that is no performance of the criterion.
pub fn score_of_nothing(
    file: &CriteriaFile,
    entry: &CriterionEntry,
    value: &ValueFunction,
    findings: &mut Diagnostics,
) -> Result<Option<f64>, Diagnostic> {
    let Some(stated) = &entry.nothing else { return Ok(None) };
    let refuse = |message: String, remedy: String| {
        let place = Some(Place::new(&file.source, stated.span()));
        Err(Diagnostic::error("nothing", format!("`nothing` of criterion `{}` {message}", entry.id.get_ref()))
            .at(place)
            .remedy(remedy))
    };
    match (&value.shape, stated.get_ref()) {
        (Shape::Levels(levels), scalar) => {
            let text = match scalar {
                Scalar::Text(text) => text.clone(),
                Scalar::Number(number) => number.to_string(),
            };
            match level_of(levels, &text) {
                Some(level) => Ok(Some(levels[level].value)),
                None => refuse(
                    format!("is \"{}\", which is no level", quote(&text)),
                    suggestion(&text, levels.iter().map(|level| level.label.as_str())),
                ),
            }
        }
        (_, Scalar::Text(text)) => {
            refuse(format!("must be a number, not \"{}\"", quote(text)), "write the performance if nothing is done".to_owned())
        }
        (shape, Scalar::Number(number)) => {
            let beyond = value.scale.filter(|scale| !scale.contains(*number));
            let ends = beyond.map(|scale| {
                format!(
                    "{}, outside its scale, {} to {}",
                    figure::plain(*number),
                    figure::plain(scale.worst),
                    figure::plain(scale.best)
                )
            });
            match (ends, value.outside) {
                (Some(ends), Outside::Clamp) => findings.push_once(
                    Diagnostic::warning(
                        "clamped",
                        format!("`nothing` of criterion `{}` is {ends}: counted as its nearer end", entry.id.get_ref()),
                    )
                    .at(Some(Place::new(&file.source, stated.span())))
                    .remedy("widen the scale so that doing nothing lies on it"),
                ),
                (Some(ends), Outside::Error)
                    if value.scale.is_some_and(|scale| scale.origin == ScaleOrigin::Fixed) || *shape != Shape::Linear =>
                {
                    return refuse(format!("is {ends}"), "declare a scale on which doing nothing lies".to_owned());
                }
                _ => {}
            }
            let score = value.score_number(*number);
            if score.is_finite() {
                Ok(Some(score))
            } else {
                refuse("lies too far beyond the scale".to_owned(), "declare worst and best".to_owned())
            }
        }
    }
}
