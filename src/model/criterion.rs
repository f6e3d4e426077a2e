//! A criterion: what is measured, on which scale, how it is valued, and what the swing over it was judged to be worth.

use std::sync::Arc;

use super::preference::PreferenceFunction;
use super::value_function::{Shape, ValueFunction};
use crate::diagnostic::Place;

/// Which columns make a performance: `column` × `times` ÷ `per`.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub column: String,
    pub times: Option<String>,
    pub per: Option<String>,
}

impl Reading {
    /// The columns read, the main one first.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.column.as_str()).chain(self.times.as_deref()).chain(self.per.as_deref())
    }

    /// What the figures make: `column` × `times` ÷ `per`, with 1 for a factor that is not read; `None` for a divisor of 0.
    ///
    /// The only place that works it out, so that a performance made anew from the same figures is the same to the last bit.
    #[must_use]
    pub fn figure(column: f64, times: f64, per: f64) -> Option<f64> {
        // Adding 0 turns −0 into 0.
        (per.abs() > 0.0).then(|| column * times / per + 0.0)
    }
}

/// What happens to an intervention whose performance is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingPolicy {
    Error,
    /// Scored as the worst performance.
    Worst,
    /// The intervention is set aside.
    Drop,
    /// Anywhere from worst to best: ranked at the middle, with the interval beside it.
    Range,
}

/// What was judged about a criterion or a group among its siblings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Judgement {
    /// Points for the move from worst to best; only their ratios matter.
    Swing(f64),
    /// A share of 1.
    Weight(f64),
    /// Place in the order of importance, 1 first; equal numbers tie.
    Rank(f64),
}

impl Judgement {
    /// The points, share or place.
    #[must_use]
    pub fn figure(self) -> f64 {
        match self {
            Self::Swing(figure) | Self::Weight(figure) | Self::Rank(figure) => figure,
        }
    }

    /// The key that states it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Swing(_) => "swing",
            Self::Weight(_) => "weight",
            Self::Rank(_) => "rank",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Criterion {
    pub id: Arc<str>,
    pub name: String,
    pub unit: Option<String>,
    /// What it means, in the words of the criteria file.
    pub description: Option<String>,
    pub reading: Reading,
    pub value: ValueFunction,
    pub missing: MissingPolicy,
    /// `None` where comparisons or stakeholders' returns weigh it.
    pub judgement: Option<Judgement>,
    /// Least and largest points that the swing may be worth, the swing between them; `None` where no bound is stated, and
    /// where something else weighs it.
    pub swing_bounds: Option<(f64, f64)>,
    /// Where methods are compared; `Usual` if the file does not say.
    pub preference: PreferenceFunction,
    /// Index into the decision's groups.
    pub group: Option<usize>,
    /// Score of doing nothing, 0–100 (beyond it on a local scale); `None` if the file does not say.
    pub nothing: Option<f64>,
    /// Where the criterion stands in its file.
    pub place: Option<Place>,
}

impl Criterion {
    /// Whether its cells are figures, not the words of levels.
    #[must_use]
    pub fn reads_figures(&self) -> bool {
        !matches!(self.value.shape, Shape::Levels(_))
    }

    /// Whether all interventions perform alike on it, so that it has no scale and was left out (`flat = "ignore"`).
    #[must_use]
    pub fn is_left_out(&self) -> bool {
        self.value.scale.is_none() && self.value.shape == Shape::Linear
    }
}

/// A criterion shown beside the ranking and never weighed.
#[derive(Debug, Clone)]
pub struct ReportCriterion {
    pub id: Arc<str>,
    pub name: String,
    pub unit: Option<String>,
    /// The texts of its levels, if it has any.
    pub levels: Vec<String>,
}
