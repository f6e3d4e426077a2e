//! The ranking as a workbook works it out again: points, scales and performances as they are, results beside them.
//!
//! Leaves the formulas to `export`, whose results must be those of `weighting`, `ValueFunction` and `analysis::rank`.

use super::live::{points, sets, shown_groups};
use super::pictures;
use super::weights::move_of;
use crate::analysis::rank::{Ranked, Ranking};
use crate::document::chart::ChartKind;
use crate::document::model::{Criterion, Ends, MadeOf, Missing, Model, Outside, Performance, Picture, Row, Scale};
use crate::document::{Block, words};
use crate::model::criterion::MissingPolicy;
use crate::model::decision::Decision;
use crate::model::value_function::{self, Direction, Shape, ValueFunction};
use crate::model::{criterion, performance};

/// Beyond these a workbook would be slow to work out, and its formulas of no help.
const MOST_ROWS: usize = 2_000;
const MOST_CRITERIA: usize = 40;

/// The block that a workbook makes formulas of; a paragraph where there would be too many.
///
/// - `ranking`: of the same decision, at the adopted weights
/// - `decimals`: of points; `part`: what it is called, with `--by`
#[must_use]
pub fn model(decision: &Decision, ranking: &Ranking, decimals: usize, part: Option<String>) -> Block {
    let (rows, criteria) = decision.performances.shape();
    if rows > MOST_ROWS || criteria > MOST_CRITERIA {
        return Block::Paragraph(format!(
            "No model as formulas: they are made for up to {} and {MOST_CRITERIA} criteria.",
            words::count(MOST_ROWS, "intervention")
        ));
    }
    let points = points(decision);
    let places: std::collections::HashMap<&str, usize> =
        decision.interventions.iter().enumerate().map(|(row, intervention)| (intervention.id.as_ref(), row)).collect();
    let mut ranked: Vec<_> = ranking.ranking.iter().collect();
    // By value, whatever the order of the table; equal ranks keep the order of the data.
    ranked.sort_by_key(|row| (row.rank, places.get(row.id.as_ref()).copied()));
    let columns = columns(decision);
    let row = |ranked: &Ranked| places.get(ranked.id.as_ref()).map(|&place| self::row(decision, ranked, place, &columns));
    Block::Model(Box::new(Model {
        part,
        criteria: decision
            .criteria
            .iter()
            .zip(&decision.weights.criteria)
            .map(|(read, weight)| self::criterion(read, *weight, &columns))
            .collect(),
        groups: shown_groups(decision),
        sets: sets(decision, points),
        points,
        rows: ranked.into_iter().filter_map(row).collect(),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        decimals,
        picture: picture(decision, ranking, decimals),
    }))
}

fn picture(decision: &Decision, ranking: &Ranking, decimals: usize) -> Picture {
    let chart = pictures::contributions(decision, ranking, decimals);
    let rows = match &chart.kind {
        ChartKind::Stacks(stacks) => stacks.rows.len(),
        _ => 0,
    };
    Picture { title: chart.title, finding: chart.finding, rows }
}

/// Columns whose figures make performances, so that one figure changed there changes all of them.
fn columns(decision: &Decision) -> Vec<&str> {
    let readings: Vec<_> = decision.criteria.iter().filter(|read| read.reads_figures()).map(|read| &read.reading).collect();
    let mut columns: Vec<&str> = Vec::new();
    for reading in &readings {
        for column in reading.columns() {
            let readers = readings.iter().filter(|other| other.columns().any(|name| name == column)).count();
            if (readers > 1 || reading.columns().count() > 1) && !columns.contains(&column) {
                columns.push(column);
            }
        }
    }
    columns
}

fn criterion(read: &criterion::Criterion, weight: f64, columns: &[&str]) -> Criterion {
    let index = |name: &str| columns.iter().position(|column| *column == name);
    let reading = &read.reading;
    let made_of =
        |column| MadeOf { column, times: reading.times.as_deref().and_then(index), per: reading.per.as_deref().and_then(index) };
    let (low, high) = read.value.ends();
    let (missing, absent_score) = match read.missing {
        MissingPolicy::Worst => (Missing::Worst, low),
        MissingPolicy::Range => (Missing::Middle, f64::midpoint(low, high)),
        MissingPolicy::Drop | MissingPolicy::Error => (Missing::Nothing, low),
    };
    Criterion {
        name: read.name.clone(),
        unit: read.unit.clone(),
        swing: move_of(read),
        weight,
        made_of: index(&reading.column).filter(|_| read.reads_figures()).map(made_of),
        scale: scale(&read.value),
        missing,
        absent_score,
    }
}

fn scale(value: &ValueFunction) -> Scale {
    let ends = value.scale.map(|scale| Ends {
        worst: scale.worst,
        best: scale.best,
        is_local: value.is_local(),
        outside: match value.outside {
            value_function::Outside::Error => Outside::Stops,
            value_function::Outside::Clamp => Outside::NearerEnd,
            value_function::Outside::Extrapolate => Outside::GoesOn,
        },
    });
    match (&value.shape, ends) {
        (Shape::Relative { norm, better, .. }, _) => {
            Scale::Relative { norm: *norm, is_higher_better: *better == Direction::Higher }
        }
        (Shape::Levels(levels), _) => Scale::Levels(levels.iter().map(|level| (level.label.clone(), level.value)).collect()),
        (Shape::Points(points), _) => Scale::Points(points.clone()),
        (Shape::Exponential { curvature }, Some(ends)) => Scale::Curve { ends, curvature: *curvature },
        (Shape::Linear, Some(ends)) => Scale::Line(ends),
        (Shape::Linear | Shape::Exponential { .. }, None) => Scale::LeftOut,
    }
}

fn row(decision: &Decision, ranked: &Ranked, place: usize, columns: &[&str]) -> Row {
    let performance = |(index, criterion): (usize, &criterion::Criterion)| match decision.performances[(place, index)] {
        performance::Performance::Number(x) => Performance::Number(x),
        performance::Performance::Level(level) => {
            criterion.value.level_label(level).map_or(Performance::Absent, |label| Performance::Level(label.to_owned()))
        }
        performance::Performance::Absent => Performance::Absent,
    };
    Row {
        id: ranked.id.to_string(),
        name: ranked.name.clone(),
        figures: columns.iter().map(|column| decision.figure(place, column)).collect(),
        performances: decision.criteria.iter().enumerate().map(performance).collect(),
        scores: ranked.scores.entries().to_vec(),
        contributions: ranked.contributions.entries().to_vec(),
        value: ranked.value,
        rank: ranked.rank,
    }
}
