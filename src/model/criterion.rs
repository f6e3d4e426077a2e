//! A criterion: what is measured, on which scale, how it is valued, and what the swing over it was judged to be worth.

use std::sync::Arc;

use super::preference::PreferenceFunction;
use super::value_function::ValueFunction;
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
    /// Where methods are compared; `Usual` if the file does not say.
    pub preference: PreferenceFunction,
    /// Index into the decision's groups.
    pub group: Option<usize>,
    /// Score of doing nothing, 0–100 (beyond it on a local scale); `None` if the file does not say.
    pub nothing: Option<f64>,
    /// Where the criterion stands in its file.
    pub place: Option<Place>,
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
