//! Where weights come from, and what is known about the judgements behind them.

use serde::Serialize;

use super::hierarchy::Node;
use super::stakeholders::Panel;

/// How the criteria were weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WeightsKind {
    Swing,
    Weight,
    Rank,
    /// Pairwise comparisons (analytic hierarchy process).
    Ahp,
    /// Comparisons with the best and the worst (best-worst method).
    Bwm,
    /// Pooled from the returns of several people.
    Stakeholders,
    /// Sets of siblings weighed in different ways.
    Mixed,
}

/// How an order of importance becomes weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RankRule {
    /// Rank order centroid: (1/m) Σ_{i=k..m} 1/i for place k of m.
    Centroid,
    /// Rank sum: 2(m+1−k) / (m(m+1)).
    Sum,
    /// Rank reciprocal: (1/k) / Σ 1/i.
    Reciprocal,
}

/// What the comparisons over one set of siblings say of themselves.
#[derive(Debug, Clone, PartialEq)]
pub enum SetCheck {
    Pairwise {
        /// The group whose members were compared; `None` at the top.
        parent: Option<usize>,
        members: usize,
        /// `None` beyond ten members.
        consistency_ratio: Option<f64>,
        revisit: Option<Revisit>,
    },
    BestWorst {
        parent: Option<usize>,
        /// The largest deviation of the weights from the judgements.
        xi: f64,
    },
}

/// The judgement whose replacement by what the weights imply lowers the consistency ratio most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Revisit {
    /// Said to be `stated` times as important as `less`.
    pub more: Node,
    pub less: Node,
    pub stated: f64,
    /// The ratio of their two weights.
    pub implied: f64,
    /// The consistency ratio after it.
    pub ratio_after: f64,
}

/// The origin of a decision's weights.
#[derive(Debug, Clone)]
pub struct Weighing {
    pub kind: WeightsKind,
    /// How ranks became weights, where there are any.
    pub rule: RankRule,
    pub checks: Vec<SetCheck>,
    /// The people whose returns were pooled.
    pub panel: Option<Panel>,
}

impl Weighing {
    /// The largest consistency ratio of all pairwise matrices; `None` without one.
    #[must_use]
    pub fn consistency_ratio(&self) -> Option<f64> {
        let ratios = self.checks.iter().filter_map(|check| match check {
            SetCheck::Pairwise { consistency_ratio, .. } => *consistency_ratio,
            SetCheck::BestWorst { .. } => None,
        });
        ratios.max_by(f64::total_cmp)
    }

    /// The largest deviation of all best-worst comparisons; `None` without one.
    #[must_use]
    pub fn xi(&self) -> Option<f64> {
        let deviations = self.checks.iter().filter_map(|check| match check {
            SetCheck::BestWorst { xi, .. } => Some(*xi),
            SetCheck::Pairwise { .. } => None,
        });
        deviations.max_by(f64::total_cmp)
    }
}
