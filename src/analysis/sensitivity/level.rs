//! Two interventions alone: the weights at which they draw level.

use serde::Serialize;

use super::lines::{Lines, Way};
use super::one_weight::WeightOf;
use super::present::Present;
use crate::model::hierarchy::Node;
use crate::weighting::moving::Moving;

/// The weight of one criterion or group at which one intervention, moving up or down from the present weight, draws level
/// with another; with the present weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelWeight {
    #[serde(flatten)]
    pub of: WeightOf,
    pub weight: f64,
    /// Where the two tie.
    pub level_at: f64,
}

/// Every weight at which two interventions draw level, nearest first.
#[must_use]
pub fn level_weights(present: &Present<'_>, behind: usize, ahead: usize) -> Vec<LevelWeight> {
    let level = |node: Node| {
        let moving = Moving::new(present.decision, node);
        let lines = Lines::new(present, &moving)?;
        let met = [Way::Down, Way::Up].into_iter().filter_map(|way| lines.first_exchange(&[ahead], &[behind], way));
        let nearest = met.min_by(|a, b| (a.weight - moving.weight).abs().total_cmp(&(b.weight - moving.weight).abs()))?;
        Some(LevelWeight { of: WeightOf::new(present.decision, node), weight: moving.weight, level_at: nearest.weight })
    };
    let mut found: Vec<_> = present.nodes().into_iter().filter_map(level).collect();
    found.sort_by(|a, b| (a.level_at - a.weight).abs().total_cmp(&(b.level_at - b.weight).abs()));
    found
}
