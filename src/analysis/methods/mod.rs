//! Other ways to aggregate, to see whether the answer hangs on the method: weighted product, TOPSIS, VIKOR, PROMETHEE II.
//!
//! Owns what they share: performances (not scores; beyond a scale they count in full) as numbers of which more is better,
//! with the weights of the additive model. Performances are at most 1e100 in size, so sums of them and of their squares are
//! finite. Whatever is summed over interventions is summed from small to large, so that the order of the rows changes no bit.

pub mod promethee;
pub mod topsis;
pub mod vikor;
pub mod weighted_product;

use std::sync::Arc;

use super::rank::places;
use crate::model::criterion::{Criterion, MissingPolicy};
use crate::model::decision::Decision;
use crate::model::performance::Performance;
use crate::model::value_function::{Direction, ROUNDING};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    WeightedProduct,
    Topsis,
    Vikor,
    PrometheeII,
}

impl Method {
    pub const ALL: [Self; 4] = [Self::WeightedProduct, Self::Topsis, Self::Vikor, Self::PrometheeII];

    /// As outputs and options call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::WeightedProduct => "weighted-product",
            Self::Topsis => "topsis",
            Self::Vikor => "vikor",
            Self::PrometheeII => "promethee-ii",
        }
    }

    /// Which values are good: VIKOR's count what is missed.
    #[must_use]
    pub fn better(self) -> Direction {
        if self == Self::Vikor { Direction::Lower } else { Direction::Higher }
    }
}

/// What one method makes of a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodView {
    pub method: Method,
    /// One for each intervention, in the order of the data: the product, the closeness, Q, or the net flow.
    pub values: Result<Vec<f64>, Undefined>,
}

/// Why a method has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undefined {
    /// There is nothing to compare it with.
    OneIntervention,
    /// The first performance that is not above 0, which a product needs.
    NotPositive { criterion: Arc<str>, intervention: Arc<str> },
    /// All perform alike on every criterion that counts, so that the best is the worst.
    AllAlike,
    /// More interventions than are compared two by two.
    TooMany { limit: usize },
}

/// The decision by one method; its details are in the method's own module.
#[must_use]
pub fn view(decision: &Decision, method: Method) -> MethodView {
    let values = match method {
        Method::WeightedProduct => weighted_product::weighted_product(decision),
        Method::Topsis => topsis::topsis(decision),
        Method::Vikor => vikor::vikor(decision).map(|result| result.q),
        Method::PrometheeII => promethee::promethee_ii(decision).map(|flows| flows.net),
    };
    MethodView { method, values }
}

impl MethodView {
    /// The rank of each intervention in the order of the data, 1 best; ties share the better rank.
    ///
    /// Values tie as overall values do, at 10 decimals of a scale of 100. Products have no scale, only ratios: theirs is the
    /// largest.
    #[must_use]
    pub fn ranks(&self) -> Option<Vec<usize>> {
        let values = self.values.as_ref().ok()?;
        let unit = match self.method {
            Method::WeightedProduct => values.iter().copied().fold(f64::MIN_POSITIVE, f64::max),
            Method::Vikor => -1.0,
            Method::Topsis | Method::PrometheeII => 1.0,
        };
        let points: Vec<_> = values.iter().map(|value| 100.0 * (value / unit)).collect();
        Some(places(&points).1.into_iter().map(|(rank, _)| rank).collect())
    }
}

/// A criterion that weighs something, with the performances of all interventions.
struct Column<'a> {
    criterion: &'a Criterion,
    weight: f64,
    /// 1, or −1 where lower is better.
    sign: f64,
    /// Performances × sign, so that more is better, in the order of the data.
    gains: Vec<f64>,
}

impl Column<'_> {
    /// The least and the largest gain; `None` where all are alike but for rounding, which no method may magnify.
    fn ends(&self) -> Option<(f64, f64)> {
        let (low, high) = ends(&self.gains);
        (high - low > ROUNDING * low.abs().max(high.abs())).then_some((low, high))
    }
}

/// The columns of the criteria with a weight above 0, in criterion order.
fn columns(decision: &Decision) -> Result<Vec<Column<'_>>, Undefined> {
    if decision.interventions.len() < 2 {
        return Err(Undefined::OneIntervention);
    }
    let weighed = decision.criteria.iter().zip(decision.weights.criteria.iter()).zip(decision.performances.column_iter());
    let counts = weighed.filter(|((_, weight), _)| **weight > 0.0);
    Ok(counts
        .map(|((criterion, &weight), performances)| {
            let (worst, best) = criterion.value.performance_ends();
            let sign = if best < worst { -1.0 } else { 1.0 };
            let figure = |&performance: &Performance| match performance {
                Performance::Number(x) => x,
                Performance::Level(_) => criterion.value.score(performance).unwrap_or(worst),
                Performance::Absent if criterion.missing == MissingPolicy::Range => f64::midpoint(worst, best),
                Performance::Absent => worst,
            };
            let gains = performances.iter().map(|performance| sign * figure(performance)).collect();
            Column { criterion, weight, sign, gains }
        })
        .collect())
}

/// The least and the largest of some values.
fn ends(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)))
}

fn ascending(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}
