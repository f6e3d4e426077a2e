//! Scales in cells: their ends, what bends them, the scores of points and levels, and in words how a score comes about.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::formulas::{FLAT, Following, following};
use super::layout::{ABSENT, BEST, HOW, KNOT, KNOT_SCORE, Layout, NODE, PARAMETER, SLOPE, WORST, cell};
use super::{formula, write};
use crate::document::figure;
use crate::document::model::{Criterion, Ends, Missing, Model, Outside, Performance, Scale};
use crate::export::xlsx::{Unfit, styles};

pub fn fill(sheet: &mut Worksheet, model: &Model, layout: &Layout) -> Result<(), Unfit> {
    let title = layout.scales_title;
    write(sheet, (title, NODE), "Scales", styles::heading())?;
    let is_bent = |criterion: &Criterion| matches!(criterion.scale, Scale::Curve { .. } | Scale::Relative { .. });
    let parameter = if model.criteria.iter().any(is_bent) { "Curve or norm" } else { "" };
    let heads = ["Criterion", "Worst", "Best", parameter, "Score if missing", "", "How a performance becomes a score"];
    head(sheet, title + 1, &heads, HOW)?;
    for (index, criterion) in model.criteria.iter().enumerate() {
        scale(sheet, model, (index, criterion), layout)?;
    }
    if layout.knots.iter().any(Option::is_some) {
        let title = layout.knots_title;
        write(sheet, (title, NODE), "Scores of levels, and of points on a scale", styles::heading())?;
        head(sheet, title + 1, &["Criterion", "Performance", "Score", "Points per unit"], NODE)?;
    }
    for (criterion, place) in model.criteria.iter().zip(&layout.knots) {
        if let Some((first, _)) = place {
            knots(sheet, criterion, *first)?;
        }
    }
    Ok(())
}

/// - `words`: the column besides the first that holds words
fn head(sheet: &mut Worksheet, row: u32, heads: &[&str], words: u16) -> Result<(), Unfit> {
    for (column, head) in (0..).zip(heads) {
        let format = match column {
            NODE => styles::head(),
            _ if column == words => styles::indented(styles::head()),
            _ => styles::head().set_align(FormatAlign::Right),
        };
        write(sheet, (row, column), head, format)?;
    }
    Ok(())
}

fn scale(sheet: &mut Worksheet, model: &Model, (index, criterion): (usize, &Criterion), layout: &Layout) -> Result<(), Unfit> {
    let row = layout.scale(index);
    let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(", {unit}"));
    let (name, how) = (format!("{}{unit}", criterion.name), in_words(criterion));
    for column in NODE..=HOW {
        sheet.write_blank(row, column, &lined())?;
    }
    write(sheet, (row, NODE), &name, lined().set_text_wrap())?;
    write(sheet, (row, HOW), &how, styles::indented(lined().set_text_wrap()))?;
    sheet.set_row_height(row, styles::height(styles::lines(&name, 40).max(styles::lines(&how, 60))))?;
    let Following { worst, best, parameter, absent } = following(criterion, index, found(model, index), layout);
    let mut figure = |column, value: f64, words: Option<String>| -> Result<(), Unfit> {
        if let Some(words) = words {
            return formula(sheet, (row, column), &words, value, &lined().set_num_format(number_format(value)));
        }
        let format = styles::input(styles::cell()).set_num_format(number_format(value));
        sheet.write_number_with_format(row, column, value, &format)?;
        Ok(())
    };
    match &criterion.scale {
        Scale::Line(Ends { worst: low, best: high, .. }) | Scale::Curve { ends: Ends { worst: low, best: high, .. }, .. } => {
            figure(WORST, *low, worst)?;
            figure(BEST, *high, best)?;
        }
        Scale::Points(_) | Scale::Levels(_) | Scale::Relative { .. } | Scale::LeftOut => {}
    }
    match &criterion.scale {
        Scale::Curve { curvature, .. } => figure(PARAMETER, *curvature, None)?,
        Scale::Relative { norm, .. } => figure(PARAMETER, *norm, parameter)?,
        Scale::Line(_) | Scale::Points(_) | Scale::Levels(_) | Scale::LeftOut => {}
    }
    if criterion.missing != Missing::Nothing && !criterion.is_left_out() {
        figure(ABSENT, criterion.absent_score, absent)?;
    }
    Ok(())
}

/// The least and the largest performance on a criterion.
fn found(model: &Model, index: usize) -> Option<(f64, f64)> {
    let numbers = model.rows.iter().filter_map(|row| match row.performances[index] {
        Performance::Number(x) => Some((x, x)),
        Performance::Level(_) | Performance::Absent => None,
    });
    numbers.reduce(|(least, most), (x, _)| (least.min(x), most.max(x)))
}

fn in_words(criterion: &Criterion) -> String {
    let score = match &criterion.scale {
        Scale::LeftOut => "All perform alike on it: it has no scale, and its weight goes to the others.".to_owned(),
        Scale::Line(ends) => {
            format!("In a straight line: 100 × (performance - worst) ÷ (best - worst){}.", beyond(ends))
        }
        Scale::Curve { ends, curvature } => {
            let bend = match curvature {
                _ if curvature.abs() < FLAT => "a curve that is practically a straight line",
                0.0.. => "a curve of diminishing returns",
                _ => "a curve of growing returns",
            };
            format!(
                "Along {bend}: 100 × (1 - e^(-c·t)) ÷ (1 - e^(-c)), with c the curvature, \
                 which stays as it is, and t = (performance - worst) ÷ (best - worst){}.",
                beyond(ends)
            )
        }
        Scale::Points(_) => "In straight lines between the points below; beyond them the nearer end counts.".to_owned(),
        Scale::Levels(_) => "By level, as listed below.".to_owned(),
        Scale::Relative { is_higher_better: true, .. } => {
            "Relative: 100 × performance ÷ norm, the root of the sum of all squared performances.".to_owned()
        }
        Scale::Relative { is_higher_better: false, .. } => {
            "Relative: 100 - 100 × performance ÷ norm, the root of the sum of all squared performances.".to_owned()
        }
    };
    let absent = match criterion.missing {
        _ if criterion.is_left_out() => "",
        Missing::Worst => " A missing performance counts as the worst.",
        Missing::Middle => " A missing performance counts as the middle of what it could be.",
        Missing::Nothing => "",
    };
    format!("{score}{absent}")
}

fn beyond(ends: &Ends) -> &'static str {
    match ends.outside {
        _ if ends.is_local => "; the ends are the worst and the best performance among all",
        Outside::NearerEnd => "; beyond the ends the nearer one counts",
        Outside::GoesOn => "; beyond the ends it goes on",
        Outside::Stops => "; beyond the ends it goes on here, where the program would stop",
    }
}

/// The points or the levels of a criterion, one below the other.
fn knots(sheet: &mut Worksheet, criterion: &Criterion, first: u32) -> Result<(), Unfit> {
    let input = |value: f64| styles::input(styles::cell()).set_num_format(number_format(value));
    match &criterion.scale {
        Scale::Points(points) => {
            for (at, (row, (x, score))) in (first..).zip(points).enumerate() {
                write(sheet, (row, NODE), &criterion.name, lined())?;
                sheet.write_number_with_format(row, KNOT, *x, &input(*x))?;
                sheet.write_number_with_format(row, KNOT_SCORE, *score, &input(*score))?;
                let format = lined().set_num_format("General");
                match points.get(at + 1) {
                    Some((next, value)) => {
                        let rise = |column| format!("({}-{})", cell(row + 1, column), cell(row, column));
                        let words = format!("{}/{}", rise(KNOT_SCORE), rise(KNOT));
                        formula(sheet, (row, SLOPE), &words, (value - score) / (next - x), &format)?;
                    }
                    None => {
                        sheet.write_number_with_format(row, SLOPE, 0.0, &format)?;
                    }
                }
            }
        }
        Scale::Levels(levels) => {
            for (row, (label, score)) in (first..).zip(levels) {
                write(sheet, (row, NODE), &criterion.name, lined())?;
                write(sheet, (row, KNOT), label, lined().set_text_wrap().set_align(FormatAlign::Right))?;
                sheet.write_number_with_format(row, KNOT_SCORE, *score, &input(*score))?;
            }
        }
        Scale::Line(_) | Scale::Curve { .. } | Scale::Relative { .. } | Scale::LeftOut => {}
    }
    Ok(())
}

/// As many decimals as a figure has, at most four.
fn number_format(value: f64) -> &'static str {
    let words = figure::plain(value);
    let decimals = words.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if words.contains('e') { "0.00E+00" } else { ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"][decimals.min(4)] }
}

fn lined() -> Format {
    styles::lined(styles::cell())
}
