//! What every intervention scores in every draw: figures from their distributions, each drawn once however often it is read.

use std::sync::Arc;

use super::figure::{Figure, Source};
use crate::model::criterion::{Criterion, MissingPolicy, Reading};
use crate::model::decision::Decision;
use crate::model::performance::Performance;
use crate::model::value_function::{Direction, Outside, Scale, ScaleOrigin, Shape};
use crate::numeric::chacha::{Stream, Streams};
use crate::numeric::lanes::Lanes;

/// Every intervention's scores, certain and drawn.
#[derive(Debug, Clone)]
pub struct Performances<'a> {
    pub rows: Vec<Row<'a>>,
    /// What is uncertain, by its column, in the order of the criteria that read it.
    pub inputs: Vec<Arc<str>>,
}

/// An intervention.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    pub figures: Vec<Figure>,
    /// One for each criterion.
    pub cells: Vec<Cell<'a>>,
    /// The scores, where none varies.
    pub certain: Option<Vec<f64>>,
}

/// A score.
#[derive(Debug, Clone)]
pub enum Cell<'a> {
    Certain(f64),
    /// A straight line of one figure, by its index in the row, between two scores.
    Line {
        figure: usize,
        start: f64,
        slope: f64,
        low: f64,
        high: f64,
    },
    /// Any function of the figures.
    Made {
        parts: [Part; 3],
        criterion: &'a Criterion,
        otherwise: f64,
    },
}

/// A column of a reading.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    Certain(f64),
    /// By its index in the row.
    Figure(usize),
}

impl<'a> Performances<'a> {
    /// - `carries`: criteria that may have weight; of others nothing is drawn
    #[must_use]
    pub fn new(decision: &'a Decision, carries: &[bool], streams: &Streams) -> Self {
        let scores = decision.scores().middle;
        let mut inputs: Vec<Arc<str>> = Vec::new();
        for column in decision.criteria.iter().flat_map(|criterion| criterion.reading.columns()) {
            if inputs.iter().all(|name| **name != *column) {
                inputs.push(column.into());
            }
        }
        let rows = (0..decision.interventions.len()).map(|row| {
            let mut builder = Builder { decision, row, streams, inputs: &inputs, figures: Vec::new() };
            let cells = decision.criteria.iter().enumerate().map(|(leaf, criterion)| {
                let score = scores[(row, leaf)];
                if carries[leaf] { builder.cell(leaf, criterion, score) } else { Cell::Certain(score) }
            });
            let cells: Vec<_> = cells.collect();
            let certain = cells.iter().map(|cell| if let Cell::Certain(score) = cell { Some(*score) } else { None }).collect();
            Row { figures: builder.figures, cells, certain }
        });
        let mut rows: Vec<_> = rows.collect();
        // Only what varies is an input.
        let varies = |input: usize| rows.iter().any(|row: &Row<'_>| row.figures.iter().any(|figure| figure.input == input));
        let kept: Vec<_> = (0..inputs.len()).filter(|&input| varies(input)).collect();
        for figure in rows.iter_mut().flat_map(|row| &mut row.figures) {
            figure.input = kept.binary_search(&figure.input).unwrap_or(0);
        }
        Self { rows, inputs: kept.into_iter().map(|input| Arc::clone(&inputs[input])).collect() }
    }

    /// Whether any score varies.
    #[must_use]
    pub fn vary(&self) -> bool {
        self.rows.iter().any(|row| !row.figures.is_empty())
    }

    /// Whether no draw leaves 0–100.
    #[must_use]
    pub fn stay_on_scale(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).all(|cell| match cell {
            Cell::Certain(score) => (0.0..=100.0).contains(score),
            Cell::Line { low, high, .. } => *low >= 0.0 && *high <= 100.0,
            Cell::Made { criterion, .. } => !criterion.value.is_local() && criterion.value.outside != Outside::Extrapolate,
        })
    }

    /// Inputs of which some figure is as told, by their index.
    #[must_use]
    pub fn inputs_with(&self, is: impl Fn(&Row<'_>, &Figure) -> bool) -> Vec<bool> {
        let has =
            |input: usize| self.rows.iter().any(|row| row.figures.iter().any(|figure| figure.input == input && is(row, figure)));
        (0..self.inputs.len()).map(has).collect()
    }

    /// The most figures of any row.
    #[must_use]
    pub fn most_figures(&self) -> usize {
        self.rows.iter().map(|row| row.figures.len()).max().unwrap_or(0)
    }
}

struct Builder<'a, 'b> {
    decision: &'a Decision,
    row: usize,
    streams: &'b Streams,
    inputs: &'b [Arc<str>],
    figures: Vec<Figure>,
}

impl<'a> Builder<'a, '_> {
    fn cell(&mut self, leaf: usize, criterion: &'a Criterion, score: f64) -> Cell<'a> {
        let decision = self.decision;
        if decision.performances[(self.row, leaf)] == Performance::Absent {
            return self.missing(criterion, score);
        }
        if !criterion.reads_figures() || criterion.is_left_out() {
            return Cell::Certain(score);
        }
        let Reading { column, times, per } = &criterion.reading;
        let mut part = |column: Option<&str>| match column {
            None => Some(Part::Certain(1.0)),
            Some(column) => match source(decision, self.row, column) {
                Some(source) => Some(Part::Figure(self.figure(column, source))),
                None => self.certain(column).map(Part::Certain),
            },
        };
        let parts = (part(Some(column)), part(times.as_deref()), part(per.as_deref()));
        match parts {
            (Some(Part::Certain(_)), Some(Part::Certain(_)), Some(Part::Certain(_))) => Cell::Certain(score),
            (Some(Part::Figure(figure)), Some(Part::Certain(_)), Some(Part::Certain(_))) if times.is_none() && per.is_none() => {
                line(criterion, figure).unwrap_or(Cell::Made {
                    parts: [Part::Figure(figure), Part::Certain(1.0), Part::Certain(1.0)],
                    criterion,
                    otherwise: score,
                })
            }
            (Some(main), Some(times), Some(per)) => Cell::Made { parts: [main, times, per], criterion, otherwise: score },
            _ => Cell::Certain(score),
        }
    }

    /// Anywhere on the scale, where the criterion says so; a figure missing in one column is one draw for all that read it.
    fn missing(&mut self, criterion: &Criterion, score: f64) -> Cell<'a> {
        if criterion.missing != MissingPolicy::Range {
            return Cell::Certain(score);
        }
        let (worst, best) = criterion.value.ends();
        // A figure that is high is good for one criterion and bad for another.
        let is_falling = match (&criterion.value.shape, &criterion.value.scale) {
            (Shape::Relative { better, .. }, _) => *better == Direction::Lower,
            (_, Some(scale)) => scale.best < scale.worst,
            (_, None) => false,
        };
        let (start, end) = if is_falling { (best, worst) } else { (worst, best) };
        let absent = criterion.reading.columns().find(|column| criterion.reads_figures() && self.certain(column).is_none());
        let figure = self.figure(absent.unwrap_or(&criterion.reading.column), Source::Share);
        Cell::Line { figure, start, slope: end - start, low: worst, high: best }
    }

    /// The figure of a column that does not vary.
    fn certain(&self, column: &str) -> Option<f64> {
        self.decision.figure(self.row, column)
    }

    /// The index of a figure in the row, each column once.
    fn figure(&mut self, column: &str, source: Source) -> usize {
        let input = self.inputs.iter().position(|name| **name == *column).unwrap_or(0);
        if let Some(known) = self.figures.iter().position(|figure| figure.input == input) {
            return known;
        }
        self.figures.push(Figure { input, source, stream: stream_of(self.decision, self.streams, self.row, column) });
        self.figures.len() - 1
    }
}

/// How a column's figure varies; `None` where it does not.
fn source(decision: &Decision, row: usize, column: &str) -> Option<Source> {
    if let Some(given) = decision.draws.as_ref().and_then(|draws| draws.figures(column, row)) {
        return Some(Source::Given(Arc::clone(given)));
    }
    // With draws from outside, a column that is not among them keeps its figure.
    if decision.draws.as_ref().is_some_and(|draws| !draws.columns.is_empty()) {
        return None;
    }
    let input = decision.uncertain.iter().find(|input| *input.column == *column)?;
    let spread = input.figures[row]?;
    (spread.low < spread.high).then(|| Source::new(input.law, &spread))
}

/// Keyed by id, so that neither the order of rows nor who else is there changes what is drawn.
fn stream_of(decision: &Decision, streams: &Streams, row: usize, column: &str) -> Stream {
    streams.named(&["figure", column, &decision.interventions[row].id])
}

/// A column's uncertain figure, drawn as criteria draw it, for whoever else reads the column; `None` where it does not vary.
#[must_use]
pub fn figure_of(decision: &Decision, streams: &Streams, row: usize, column: &str) -> Option<Figure> {
    let source = source(decision, row, column)?;
    Some(Figure { input: 0, source, stream: stream_of(decision, streams, row, column) })
}

/// The straight line of a linear criterion.
fn line<'a>(criterion: &Criterion, figure: usize) -> Option<Cell<'a>> {
    let value = &criterion.value;
    let free = (f64::NEG_INFINITY, f64::INFINITY);
    let (start, slope, (low, high)) = match (&value.shape, value.scale) {
        (Shape::Linear, Some(Scale { worst, best, origin })) => {
            let slope = 100.0 / (best - worst);
            let is_clamped = origin == ScaleOrigin::Fixed && value.outside != Outside::Extrapolate;
            (-worst * slope, slope, if is_clamped { (0.0, 100.0) } else { free })
        }
        (Shape::Relative { norm, better: Direction::Higher, .. }, _) => (0.0, 100.0 / norm, free),
        (Shape::Relative { norm, better: Direction::Lower, .. }, _) => (100.0, -100.0 / norm, free),
        _ => return None,
    };
    Some(Cell::Line { figure, start, slope, low, high })
}

impl Row<'_> {
    /// One of its figures in a block of draws.
    pub fn draw(&self, figure: usize, block: u64, out: &mut Lanes) {
        self.figures[figure].draw(block, out);
    }
}

impl Cell<'_> {
    /// The score in each draw, from the figures of the row.
    #[inline(always)]
    pub fn fill(&self, figures: &[Lanes], out: &mut Lanes) {
        match self {
            Self::Certain(score) => out.fill(*score),
            Self::Line { figure, start, slope, low, high } => {
                for (out, x) in out.iter_mut().zip(&figures[*figure]) {
                    let score = start + slope * x;
                    let score = if score < *low { *low } else { score };
                    *out = if score > *high { *high } else { score };
                }
            }
            Self::Made { .. } => self.make(figures, out),
        }
    }

    #[inline(never)]
    fn make(&self, figures: &[Lanes], out: &mut Lanes) {
        for (lane, out) in out.iter_mut().enumerate() {
            *out = self.score(|figure| figures[figure][lane]);
        }
    }

    /// The score of single figures.
    pub fn score(&self, figure: impl Fn(usize) -> f64) -> f64 {
        match self {
            Self::Certain(score) => *score,
            Self::Line { figure: index, start, slope, low, high } => (start + slope * figure(*index)).max(*low).min(*high),
            Self::Made { parts, criterion, otherwise } => {
                let [main, times, per] = parts.map(|part| match part {
                    Part::Certain(x) => x,
                    Part::Figure(index) => figure(index),
                });
                let made = Reading::figure(main, times, per).filter(|made| made.is_finite());
                made.and_then(|made| criterion.value.score_of_uncertain(Performance::Number(made))).unwrap_or(*otherwise)
            }
        }
    }

    /// The figures of the row that it is made of, by their index.
    pub fn figures(&self) -> impl Iterator<Item = usize> {
        let parts = match self {
            Self::Certain(_) => [Part::Certain(0.0); 3],
            Self::Line { figure, .. } => [Part::Figure(*figure), Part::Certain(0.0), Part::Certain(0.0)],
            Self::Made { parts, .. } => *parts,
        };
        parts.into_iter().filter_map(|part| match part {
            Part::Figure(index) => Some(index),
            Part::Certain(_) => None,
        })
    }
}
