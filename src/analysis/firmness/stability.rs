//! How far each weight, the value of doing nothing and the money can move before another plan is worth more.

use std::sync::Arc;

use serde::Serialize;

use super::Unanswered;
use super::money::{MoneyInterval, money};
use crate::analysis::fund::Case;
use crate::analysis::fund::programme::Plan;
use crate::analysis::sensitivity::Present;
use crate::analysis::sensitivity::funded::Funded;
use crate::analysis::sensitivity::one_weight::{Challenger, WeightOf, WeightStability};

/// How far things can move.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stability {
    /// Nearest change first.
    pub weights: Vec<WeightInterval>,
    pub baseline: BaselineInterval,
    pub budget: MoneyInterval,
}

/// The closed interval of a weight over which no plan is worth more.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightInterval {
    #[serde(flatten)]
    pub of: WeightOf,
    /// The present weight, 0–1.
    pub weight: f64,
    pub low: f64,
    pub high: f64,
    /// What changes below and above; `None`: nothing up to 0, or 1.
    pub swap_low: Option<Swap>,
    pub swap_high: Option<Swap>,
}

/// The closed interval of the value of doing nothing, as a constant, over which no plan is worth more; in points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BaselineInterval {
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// `None`: nothing changes up to the end of the scale of values.
    pub swap_low: Option<Swap>,
    pub swap_high: Option<Swap>,
}

/// Who enters the best plan and who leaves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Swap {
    pub enters: Vec<Arc<str>>,
    pub leaves: Vec<Arc<str>>,
}

/// How far weights, the value of doing nothing and money can move.
///
/// # Errors
/// That a plan was not found, or not proven.
pub fn stability(case: &Case<'_>, plan: &Plan) -> Result<Stability, Unanswered> {
    let funded = Funded::new(case.decision)?;
    let weights = funded.intervals(&Present::new(case.decision))?;
    let baseline = funded.baseline()?;
    Ok(Stability {
        weights: weights.into_iter().map(WeightInterval::from).collect(),
        baseline: BaselineInterval {
            value: baseline.value,
            low: baseline.low,
            high: baseline.high,
            swap_low: baseline.challenger_low.and_then(Swap::of),
            swap_high: baseline.challenger_high.and_then(Swap::of),
        },
        budget: money(case, plan)?,
    })
}

impl From<WeightStability> for WeightInterval {
    fn from(found: WeightStability) -> Self {
        Self {
            of: found.of,
            weight: found.weight,
            low: found.stable_low,
            high: found.stable_high,
            swap_low: found.challenger_low.and_then(Swap::of),
            swap_high: found.challenger_high.and_then(Swap::of),
        }
    }
}

impl WeightInterval {
    /// How far the weight is from the nearer change; `None` if nothing changes.
    #[must_use]
    pub fn nearest(&self) -> Option<f64> {
        let low = self.swap_low.as_ref().map(|_| self.weight - self.low);
        let high = self.swap_high.as_ref().map(|_| self.high - self.weight);
        low.into_iter().chain(high).min_by(f64::total_cmp)
    }
}

impl Swap {
    fn of(challenger: Challenger) -> Option<Self> {
        match challenger {
            Challenger::Sets { up, down } => Some(Self { enters: up, leaves: down }),
            Challenger::First(_) | Challenger::Swap { .. } => None,
        }
    }

    /// What another plan has and lacks.
    #[must_use]
    pub fn between(case: &Case<'_>, plan: &Plan, other: &Plan) -> Self {
        Self { enters: case.only(other, plan), leaves: case.only(plan, other) }
    }
}
