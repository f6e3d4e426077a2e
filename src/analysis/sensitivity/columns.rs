//! One figure of the data at a time: what a column would have to hold for an intervention to come first, everything that
//! reads the column moving with it.
//!
//! A criterion may be made of several columns, and a column may count in several criteria; then the performance that is
//! needed on one criterion (`needed`) is no figure that anyone enters. Between the knots of its value functions overall value
//! is followed outwards from the present figure, and the first stretch on which it reaches the goal is halved to the last
//! digit.

use std::sync::Arc;

use serde::Serialize;

use super::present::Present;
use crate::model::criterion::Criterion;
use crate::model::decision::Decision;
use crate::model::value_function::{Outside, Shape};
use crate::numeric::rounding::{self, MOST_DECIMALS};

/// Points by which rounding may leave the goal short.
const SHORT: f64 = 1e-9;
/// Pieces that a stretch is cut into where criteria pull in different ways along a curve, so that a peak within is not missed.
const PIECES: usize = 64;
/// How often a stretch beyond the last knot is doubled.
const DOUBLINGS: usize = 60;

/// What one column would have to hold for one intervention.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeededFigure {
    pub id: Arc<str>,
    pub column: Arc<str>,
    pub figure: Option<f64>,
    /// To come first, or joint first; null: no figure of this column alone does it.
    pub needed_for_first: Option<f64>,
    /// From the figure to what is needed.
    pub change: Option<f64>,
    /// The needed figure with few decimals, and how many: still enough.
    #[serde(skip)]
    pub rounded: Option<(f64, usize)>,
    /// The low and the high that are stated for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_range: Option<(f64, f64)>,
}

/// The columns that weighed criteria read, in the order of the criteria; empty where each is the one column of one criterion,
/// whose performance is the figure. A column whose cells are levels as well holds no figure that could be any other.
#[must_use]
pub fn columns(decision: &Decision) -> Vec<Arc<str>> {
    let counts = |leaf: &usize| {
        let criterion = &decision.criteria[*leaf];
        decision.weights.criteria[*leaf] > 0.0 && !matches!(criterion.value.shape, Shape::Levels(_)) && !criterion.is_left_out()
    };
    let readings: Vec<_> =
        (0..decision.criteria.len()).filter(counts).flat_map(|leaf| decision.criteria[leaf].reading.columns()).collect();
    let several = (0..decision.criteria.len()).filter(counts).any(|leaf| decision.criteria[leaf].reading.columns().count() > 1);
    let is_level = |column: &str| {
        let mut levels = decision.criteria.iter().filter(|criterion| matches!(criterion.value.shape, Shape::Levels(_)));
        levels.any(|criterion| criterion.reading.columns().any(|read| read == column))
    };
    let mut found: Vec<Arc<str>> = Vec::new();
    for column in readings.iter().filter(|column| !is_level(column)) {
        if found.iter().all(|known| **known != **column) {
            found.push(Arc::from(*column));
        }
    }
    if several || found.len() < readings.len() { found } else { Vec::new() }
}

/// What every intervention that is not first would need, column by column, in the order of the ranking.
#[must_use]
pub fn needed_figures(present: &Present<'_>) -> Vec<NeededFigure> {
    let behind: Vec<_> = present.order.iter().copied().filter(|&row| present.rank(row) > 1).collect();
    figures_reaching(present, &behind, present.values[present.order[0]])
}

/// What some interventions would need to reach a value, column by column.
#[must_use]
pub fn figures_reaching(present: &Present<'_>, rows: &[usize], goal: f64) -> Vec<NeededFigure> {
    let columns: Vec<_> = columns(present.decision).into_iter().map(|name| Entered::new(present.decision, name)).collect();
    rows.iter().flat_map(|&row| columns.iter().map(move |column| needed_figure(present, row, column, goal))).collect()
}

/// A column as it was entered.
struct Entered {
    name: Arc<str>,
    /// Where no figure of the column is below 0, none is looked for there.
    least: f64,
    /// The most that a figure is written with.
    decimals: usize,
}

impl Entered {
    fn new(decision: &Decision, name: Arc<str>) -> Self {
        let figures = || (0..decision.interventions.len()).filter_map(|row| decision.figure(row, &name));
        let least = if figures().all(|figure| figure >= 0.0) { 0.0 } else { f64::NEG_INFINITY };
        let decimals = rounding::most_decimals(figures());
        Self { name, least, decimals }
    }
}

fn needed_figure(present: &Present<'_>, row: usize, column: &Entered, goal: f64) -> NeededFigure {
    let decision = present.decision;
    let figure = decision.figure(row, &column.name);
    let search = Search::new(present, row, column, goal);
    let needed = figure.and_then(|now| search.nearest(now));
    let stated = decision.uncertain.iter().find(|input| input.column == column.name).and_then(|input| input.figures[row]);
    NeededFigure {
        id: Arc::clone(&decision.interventions[row].id),
        column: Arc::clone(&column.name),
        figure,
        needed_for_first: needed,
        change: needed.zip(figure).map(|(needed, now)| needed - now),
        rounded: needed.zip(figure).map(|(needed, now)| search.rounded(needed, needed > now)),
        own_range: stated.map(|spread| (spread.low, spread.high)),
    }
}

/// The search for a figure of one row.
struct Search<'a> {
    present: &'a Present<'a>,
    row: usize,
    column: &'a Entered,
    /// Criteria with a performance that the column makes.
    readers: Vec<usize>,
    /// What the readers must add up to.
    goal: f64,
}

impl<'a> Search<'a> {
    fn new(present: &'a Present<'a>, row: usize, column: &'a Entered, goal: f64) -> Self {
        let decision = present.decision;
        let reads = |leaf: &usize| {
            // Where another figure is missing the performance stays so, whatever this one is.
            let is_known = decision.performances[(row, *leaf)].number().is_some();
            let counts = decision.weights.criteria[*leaf] > 0.0;
            counts && is_known && decision.criteria[*leaf].reading.columns().any(|read| *read == *column.name)
        };
        let readers: Vec<_> = (0..decision.criteria.len()).filter(reads).collect();
        let added: f64 = readers.iter().map(|&leaf| decision.weights.criteria[leaf] * present.scores[(row, leaf)]).sum();
        Self { present, row, column, readers, goal: goal - present.values[row] + added }
    }

    fn criterion(&self, leaf: usize) -> &Criterion {
        &self.present.decision.criteria[leaf]
    }

    fn performance(&self, leaf: usize, x: f64) -> Option<f64> {
        self.present.decision.performance_with(self.row, leaf, &self.column.name, x).number()
    }

    /// By how much the goal is missed or passed; `None` where a performance leaves a scale that it may not.
    fn lead(&self, x: f64) -> Option<f64> {
        let mut sum = -self.goal;
        for &leaf in &self.readers {
            let criterion = self.criterion(leaf);
            let performance = self.performance(leaf, x)?;
            let is_bound = criterion.value.outside == Outside::Error || criterion.value.is_local();
            if matches!(criterion.value.shape, Shape::Relative { .. })
                && !(-SHORT..=100.0 + SHORT).contains(&criterion.value.score_number(performance))
            {
                return None;
            }
            if is_bound && criterion.value.scale.is_some_and(|scale| !scale.contains(performance)) {
                return None;
            }
            sum += self.present.decision.weights.criteria[leaf] * criterion.value.score_number(performance);
        }
        Some(sum)
    }

    /// The figure nearest to the present one that reaches the goal.
    fn nearest(&self, now: f64) -> Option<f64> {
        let knots = self.knots(now);
        let up = self.first_beyond(now, knots.iter().copied().filter(|knot| *knot > now).collect(), 1.0);
        let down = knots.iter().rev().copied().filter(|knot| *knot < now && *knot >= self.column.least);
        let down = self.first_beyond(now, down.collect(), -1.0);
        [up, down].into_iter().flatten().min_by(|a, b| (a - now).abs().total_cmp(&(b - now).abs()))
    }

    /// With no more decimals than the column's figures carry, unless that is not enough.
    fn rounded(&self, needed: f64, up: bool) -> (f64, usize) {
        let least = self.lead(needed).map_or(0.0, |lead| lead.min(0.0));
        let mut tries =
            (self.column.decimals..=MOST_DECIMALS).map(|decimals| (rounding::towards(needed, decimals, up), decimals));
        let found = tries.find(|(figure, _)| self.lead(*figure).is_some_and(|lead| lead >= least));
        found.unwrap_or((needed, MOST_DECIMALS))
    }

    /// Figures at which a value function has a knot or an end, rising.
    fn knots(&self, now: f64) -> Vec<f64> {
        let mut knots: Vec<_> =
            self.readers.iter().flat_map(|&leaf| self.knots_of(leaf)).filter(|knot| knot.is_finite()).collect();
        if self.readers.iter().any(|&leaf| self.divides(leaf)) {
            // Towards a divisor of 0 a quotient goes on without end, and at 0 there is none; the larger the divisor, the nearer to 0
            // it comes, without an end either.
            for factor in [0.5, 2.0] {
                knots.extend(std::iter::successors(Some(now * factor), |figure| Some(figure * factor)).take(DOUBLINGS));
            }
            // Beyond 0 the quotient comes back from the other end.
            knots.retain(|knot| knot * now > 0.0);
        } else if self.column.least.is_finite() {
            knots.push(self.column.least);
        }
        knots.sort_by(f64::total_cmp);
        knots.dedup();
        knots
    }

    fn divides(&self, leaf: usize) -> bool {
        self.criterion(leaf).reading.per.as_deref() == Some(&*self.column.name)
    }

    fn knots_of(&self, leaf: usize) -> Vec<f64> {
        let criterion = self.criterion(leaf);
        let mut performances: Vec<f64> = match &criterion.value.shape {
            Shape::Points(points) => points.iter().map(|(x, _)| *x).collect(),
            // From a score of 0 to one of 100; there are none beyond.
            Shape::Relative { norm, .. } => vec![0.0, *norm],
            _ => Vec::new(),
        };
        performances.extend(criterion.value.scale.iter().flat_map(|scale| [scale.worst, scale.best]));
        // What a figure of 1 makes: the factor that the other columns are.
        let Some(unit) = self.performance(leaf, 1.0).filter(|unit| unit.abs() > 0.0) else { return Vec::new() };
        performances
            .into_iter()
            .map(|performance| if self.divides(leaf) { unit / performance } else { performance / unit })
            .collect()
    }

    /// Along the knots on one side, and beyond the last as far as a straight line may go on.
    fn first_beyond(&self, now: f64, mut knots: Vec<f64>, way: f64) -> Option<f64> {
        let last = knots.last().copied().unwrap_or(now);
        let width = (last - now).abs().max(now.abs()).max(1.0);
        let goes_on = |&leaf: &usize| self.criterion(leaf).value.outside == Outside::Extrapolate;
        if self.readers.iter().any(goes_on) {
            let mut step = width;
            for _ in 0..DOUBLINGS {
                knots.push(last + way * step);
                step *= 2.0;
            }
            knots.retain(|knot| *knot >= self.column.least);
        }
        let mut from = now;
        for to in knots {
            for end in self.cut(from, to) {
                if self.lead(end)? >= -SHORT {
                    return Some(self.halved(from, end));
                }
                from = end;
            }
        }
        None
    }

    /// The ends of the pieces that a stretch is looked at in.
    fn cut(&self, from: f64, to: f64) -> Vec<f64> {
        let pieces = if self.is_mixed() { PIECES } else { 1 };
        #[allow(clippy::cast_precision_loss)] // a few dozen
        let end = |piece: usize| if piece == pieces { to } else { from + (to - from) * piece as f64 / pieces as f64 };
        (1..=pieces).map(end).collect()
    }

    /// Whether criteria may pull in different ways along a curve, so that the ends of a stretch do not tell all.
    fn is_mixed(&self) -> bool {
        let curved = |&leaf: &usize| {
            let criterion = self.criterion(leaf);
            criterion.reading.per.is_some() || matches!(criterion.value.shape, Shape::Exponential { .. })
        };
        self.readers.len() > 1 && self.readers.iter().any(curved)
    }

    /// The figure nearest to `start` that reaches the goal, between it and `end`, which does.
    fn halved(&self, start: f64, end: f64) -> f64 {
        // Where the end itself is short by a rounding, as much is enough on the way.
        let least = self.lead(end).map_or(0.0, |lead| lead.min(0.0));
        let (mut short, mut enough) = (start, end);
        loop {
            let middle = f64::midpoint(short, enough);
            if middle.total_cmp(&short).is_eq() || middle.total_cmp(&enough).is_eq() {
                return enough;
            }
            if self.lead(middle).is_some_and(|lead| lead >= least) { enough = middle } else { short = middle }
        }
    }
}
