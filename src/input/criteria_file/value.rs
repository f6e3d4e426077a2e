//! The `value` of a criterion: the shape of its value function.

use toml::Spanned;
use toml::de::DeValue;

use super::reader::{Converted, Refusal, TableReader, choose, list, number, pair};
use crate::model::value_function::Level;

#[derive(Debug, Clone, PartialEq)]
pub enum ValueEntry {
    Linear,
    Relative,
    Curvature(f64),
    Midpoint(Spanned<f64>),
    Points(Vec<(f64, f64)>),
    Levels(Vec<Level>),
}

impl ValueEntry {
    /// As a message calls it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Relative => "relative",
            Self::Curvature(_) | Self::Midpoint(_) => "curved",
            Self::Points(_) => "points",
            Self::Levels(_) => "levels",
        }
    }
}

/// Reads `value`; linear where it is not stated or not sound, its errors reported.
pub fn read(table: &TableReader<'_>) -> ValueEntry {
    const SHAPES: &str =
        "\"linear\", \"relative\", { curvature = c }, { midpoint = x }, { points = [[x, value], …] } or { levels = { … } }";
    let Some(value) = table.value("value") else { return ValueEntry::Linear };
    if value.get_ref().is_str() {
        return match choose(value.get_ref(), &[("linear", false), ("relative", true)]) {
            Ok(true) => ValueEntry::Relative,
            Ok(false) => ValueEntry::Linear,
            Err(refusal) => {
                table.refuse("value", value, refusal);
                ValueEntry::Linear
            }
        };
    }
    let Some(shape) = value.get_ref().as_table() else {
        table.refuse("value", value, Refusal::Type("a shape"));
        return ValueEntry::Linear;
    };
    let shape = TableReader::new(table.file, shape, value.span(), format!("the value function of {}", table.name));
    let curvature = shape.number("curvature").map(|c| ValueEntry::Curvature(c.into_inner()));
    let midpoint = shape.number("midpoint").map(ValueEntry::Midpoint);
    let points = shape.read("points", points).map(|points| ValueEntry::Points(points.into_inner()));
    let levels =
        shape.table("levels", &format!("the levels of {}", table.name)).map(|levels| ValueEntry::Levels(read_levels(&levels)));
    let count = shape.entries().len();
    let found = [curvature, midpoint, points, levels].into_iter().flatten().next();
    if count != 1 {
        shape.lacks(&format!("states {count} shapes"), format!("write one of {SHAPES}"));
    }
    shape.finish();
    found.unwrap_or(ValueEntry::Linear)
}

fn points(value: &DeValue<'_>) -> Converted<Vec<(f64, f64)>> {
    let points = list(value, pair)?;
    let refuse = |message: &str| {
        Err(Refusal::Value(
            message.to_owned(),
            "write [[x, value], …], x rising, values from 0 to 100 or from 100 to 0".to_owned(),
        ))
    };
    let (Some((first_x, first)), Some((last_x, last))) = (points.first(), points.last()) else {
        return refuse("must not be empty");
    };
    let pairs = || points.iter().zip(points.iter().skip(1));
    if points.len() < 2 || pairs().any(|((x, _), (next, _))| x >= next) {
        return refuse("must be at least two, with x strictly rising");
    }
    if first_x.abs().max(last_x.abs()) > crate::input::number::LARGEST {
        return refuse("must stay below 1e100");
    }
    let is = |value: f64, wanted: f64| value.total_cmp(&wanted).is_eq();
    let rises = is(*first, 0.0) && is(*last, 100.0);
    let falls = is(*first, 100.0) && is(*last, 0.0);
    if !rises && !falls {
        return refuse(&format!("must run from 0 to 100 or from 100 to 0, not from {first} to {last}"));
    }
    if pairs().any(|((_, value), (_, next))| if rises { value > next } else { value < next }) {
        return refuse("must not turn round: values only rise or only fall");
    }
    Ok(points)
}

fn read_levels(table: &TableReader<'_>) -> Vec<Level> {
    let mut levels = Vec::new();
    for (label, value) in table.entries() {
        match number(value.get_ref()) {
            Ok(figure) if (0.0..=100.0).contains(&figure) => levels.push(Level { label: label.into_inner(), value: figure }),
            Ok(_) => table.refuse(
                label.get_ref(),
                value,
                Refusal::Value("must lie between 0 and 100".to_owned(), "the worst level is worth 0, the best 100".to_owned()),
            ),
            Err(refusal) => table.refuse(label.get_ref(), value, refusal),
        }
    }
    if table.entries().is_empty() {
        table.lacks("are empty", "write { \"text in the cell\" = value, … }");
    }
    levels
}
