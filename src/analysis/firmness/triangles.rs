//! Value for money as triangles: cost across, benefit up, the steepest first, each from where the one before ended.
//!
//! # Source
//! Airoldi, Morton, Smith & Bevan (2014), STAR: people-powered prioritization, Medical Decision Making 34(8).

use std::sync::Arc;

use serde::Serialize;

use crate::analysis::fund::{Considered, Funding};

/// The triangles of a round.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Triangles {
    /// Pounds and points of what costs nothing, or releases money, and brings something: the triangles start there.
    pub start_cost: f64,
    pub start_benefit: f64,
    /// The steepest first.
    pub triangles: Vec<Triangle>,
    /// What has no triangle: it brings nothing, or loses, or costs nothing.
    pub without: Vec<Arc<str>>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Triangle {
    pub id: Arc<str>,
    pub name: String,
    /// Pounds: its base.
    pub cost: f64,
    /// Points: its height.
    pub benefit: f64,
    /// Points per pound: its slope.
    pub value_for_money: f64,
    pub cumulative_cost: f64,
    pub cumulative_benefit: f64,
    pub selected: bool,
}

/// The triangles, where benefit may be divided by cost.
#[must_use]
pub fn triangles(funding: &Funding) -> Triangles {
    let mut sloped: Vec<(&Considered, f64)> =
        funding.interventions.iter().filter_map(|row| Some((row, row.value_for_money?))).collect();
    sloped.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let free = funding.interventions.iter().filter(|row| row.cost <= 0.0 && row.benefit > 0.0);
    let (start_cost, start_benefit) = free.fold((0.0, 0.0), |(cost, benefit), row| (cost + row.cost, benefit + row.benefit));
    let (mut cost, mut benefit) = (start_cost, start_benefit);
    let triangle = |(row, slope): (&Considered, f64)| {
        cost += row.cost;
        benefit += row.benefit;
        Triangle {
            id: Arc::clone(&row.id),
            name: row.name.clone(),
            cost: row.cost,
            benefit: row.benefit,
            value_for_money: slope,
            cumulative_cost: cost,
            cumulative_benefit: benefit,
            selected: row.selected,
        }
    };
    let without = funding.interventions.iter().filter(|row| row.value_for_money.is_none());
    Triangles {
        start_cost,
        start_benefit,
        triangles: sloped.into_iter().map(triangle).collect(),
        without: without.map(|row| Arc::clone(&row.id)).collect(),
    }
}
