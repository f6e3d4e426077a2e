//! The ranking by the additive value model: contributions, overall values, ties, dominance and value for money.
//!
//! # Source
//! Keeney & Raiffa (1976), Decisions with Multiple Objectives; Belton & Stewart (2002).

use std::sync::Arc;

use nalgebra::{DMatrix, DVector};
use serde::Serialize;

use super::ByName;
use crate::model::decision::{CostRole, Decision, Scores};
use crate::model::intervention::Intervention;
use crate::model::performance::Performance;
use crate::numeric::tolerance::tie_key;

/// Interventions up to which every pair is compared for dominance.
pub const DOMINANCE_LIMIT: usize = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// Overall value.
    #[default]
    Value,
    /// Benefit per pound; interventions without a ratio follow, listed apart.
    ValueForMoney,
}

/// The result of `rank`.
#[derive(Debug, Clone, Serialize)]
pub struct Ranking {
    pub weights: ByName<f64>,
    pub group_weights: ByName<f64>,
    /// What benefit is measured from, 0–100.
    pub value_of_nothing: f64,
    /// Best first.
    pub ranking: Vec<Ranked>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Ranked {
    /// By overall value; ties share the better rank.
    pub rank: usize,
    pub id: Arc<str>,
    pub name: String,
    /// Overall value, 0–100.
    pub value: f64,
    /// Least and largest value, where a performance is absent and may lie anywhere on its scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_high: Option<f64>,
    /// Pounds a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// Cashable saving a year and one-off cost, in pounds, shown apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saving: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setup: Option<f64>,
    /// Points of benefit per pound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_for_money: Option<f64>,
    /// Why there is no ratio, where there is a cost column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_ratio: Option<NoRatio>,
    /// Pounds spent down to and with this intervention, in the order of value for money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cumulative_cost: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    pub performances: ByName<Shown>,
    /// 0–100.
    pub scores: ByName<f64>,
    /// w·v, summing to the value.
    pub contributions: ByName<f64>,
    pub report: ByName<Shown>,
    /// Ids at least as good on every weighed criterion and better on one; `None` beyond [`DOMINANCE_LIMIT`].
    pub dominated_by: Option<Vec<Arc<str>>>,
    /// Whether another intervention has the same rank.
    #[serde(skip)]
    pub tied: bool,
}

/// A performance as results carry it: a number, the text of a level, or null.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Shown {
    Number(f64),
    Text(String),
    Absent(Option<()>),
}

/// Why value is not divided by cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoRatio {
    ZeroCost,
    ReleasesMoney,
    NoBenefit,
    NoCost,
    NoSaving,
    NoSize,
    CostIsWeighed,
}

/// Ranks the interventions.
///
/// - `decision`: checked; n interventions × m criteria
/// - result: best first; values on 0–100 tie when equal after rounding to 10 decimals, and tied rows keep the data's order
#[must_use]
pub fn rank(decision: &Decision, sort: SortBy) -> Ranking {
    let ranker = Ranker::new(decision);
    let mut ranking: Vec<_> = ranker.order.iter().map(|&row| ranker.row(row)).collect();
    if sort == SortBy::ValueForMoney {
        by_value_for_money(&mut ranking);
    }
    let groups = decision.groups.iter().map(|group| Arc::clone(&group.id)).collect();
    Ranking {
        weights: ByName::new(&ranker.names, decision.weights.criteria.iter().copied().collect()),
        group_weights: ByName::new(&groups, decision.weights.groups.clone()),
        value_of_nothing: ranker.nothing,
        ranking,
    }
}

/// Everything that is worked out once, before the rows are made.
struct Ranker<'a> {
    decision: &'a Decision,
    scores: Scores,
    contributions: DMatrix<f64>,
    values: Vec<f64>,
    /// Rows, best first.
    order: Vec<usize>,
    /// For each row its rank, and how many share it.
    places: Vec<(usize, usize)>,
    /// Lowest and highest values, where any performance is absent.
    ranges: Option<(Vec<f64>, Vec<f64>)>,
    dominated: Option<Vec<Vec<usize>>>,
    nothing: f64,
    names: Arc<[Arc<str>]>,
    report_names: Arc<[Arc<str>]>,
}

impl<'a> Ranker<'a> {
    fn new(decision: &'a Decision) -> Self {
        let scores = decision.scores();
        let weights = &decision.weights.criteria;
        let values = values(&scores.middle, weights);
        let (order, places) = places(&values);
        Self {
            contributions: contributions(&scores.middle, weights),
            ranges: (scores.low != scores.high)
                .then(|| (self::values(&scores.low, weights), self::values(&scores.high, weights))),
            dominated: dominated_by(&scores, weights),
            nothing: decision.value_of_nothing(),
            names: decision.criteria.iter().map(|criterion| Arc::clone(&criterion.id)).collect(),
            report_names: decision.report_criteria.iter().map(|criterion| Arc::clone(&criterion.id)).collect(),
            decision,
            scores,
            values,
            order,
            places,
        }
    }

    fn row(&self, row: usize) -> Ranked {
        let intervention = &self.decision.interventions[row];
        let (rank, sharing) = self.places[row];
        let ratio = ratio(self.decision, intervention, self.values[row] - self.nothing);
        let range = self.ranges.as_ref().map(|(low, high)| (low[row], high[row])).filter(|(low, high)| low < high);
        let of = |matrix: &DMatrix<f64>| ByName::new(&self.names, matrix.row(row).iter().copied().collect());
        let id = |&other: &usize| Arc::clone(&self.decision.interventions[other].id);
        Ranked {
            rank,
            id: Arc::clone(&intervention.id),
            name: intervention.name.clone(),
            value: self.values[row],
            value_low: range.map(|(low, _)| low),
            value_high: range.map(|(_, high)| high),
            cost: intervention.cost,
            saving: intervention.saving,
            setup: intervention.setup,
            value_for_money: ratio.ok(),
            no_ratio: ratio.err().filter(|_| self.decision.cost_role != CostRole::Absent),
            cumulative_cost: None,
            evidence: intervention.evidence.clone(),
            performances: ByName::new(&self.names, performances(self.decision, row)),
            scores: of(&self.scores.middle),
            contributions: of(&self.contributions),
            report: ByName::new(&self.report_names, report(self.decision, row)),
            dominated_by: self.dominated.as_ref().map(|all| all[row].iter().map(id).collect()),
            tied: sharing > 1,
        }
    }
}

/// The order of the rows, best first and tied rows in the data's order; and each row's rank with the count that shares it.
pub(super) fn places(values: &[f64]) -> (Vec<usize>, Vec<(usize, usize)>) {
    let keys: Vec<_> = values.iter().map(|value| tie_key(*value)).collect();
    let mut order: Vec<_> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[b].cmp(&keys[a]));
    let mut places = vec![(0, 0); keys.len()];
    let mut rank = 1;
    for tied in order.chunk_by(|&a, &b| keys[a] == keys[b]) {
        for &row in tied {
            places[row] = (rank, tied.len());
        }
        rank += tied.len();
    }
    (order, places)
}

/// w·v for every cell.
pub(super) fn contributions(scores: &DMatrix<f64>, weights: &DVector<f64>) -> DMatrix<f64> {
    let mut contributions = scores.clone();
    for (mut column, weight) in contributions.column_iter_mut().zip(weights.iter()) {
        column *= *weight;
    }
    contributions
}

/// Overall values, summed in criterion order.
///
/// A weighted mean never leaves the range of what it averages, but rounding may: it is brought back, so that an
/// intervention best on everything has exactly 100. Plain sums column by column, because a library's matrix product
/// may fuse operations on some processors and give other last digits.
pub(super) fn values(scores: &DMatrix<f64>, weights: &DVector<f64>) -> Vec<f64> {
    let rows = scores.nrows();
    let mut sums = vec![0.0; rows];
    let mut lowest = vec![f64::INFINITY; rows];
    let mut highest = vec![f64::NEG_INFINITY; rows];
    for (column, &weight) in scores.column_iter().zip(weights.iter()).filter(|(_, weight)| **weight > 0.0) {
        for (row, &score) in column.iter().enumerate() {
            sums[row] += weight * score;
            lowest[row] = lowest[row].min(score);
            highest[row] = highest[row].max(score);
        }
    }
    (0..rows).map(|row| sums[row].max(lowest[row]).min(highest[row])).collect()
}

/// For each intervention those that dominate it. An absent performance counts against the one and for the other,
/// so that dominance holds whatever the missing figure is.
fn dominated_by(scores: &Scores, weights: &DVector<f64>) -> Option<Vec<Vec<usize>>> {
    let count = scores.middle.nrows();
    if count > DOMINANCE_LIMIT {
        return None;
    }
    let weighed: Vec<_> = (0..weights.len()).filter(|&criterion| weights[criterion] > 0.0).collect();
    // Compared as overall values are: what rounding parts is equal.
    let rows = |matrix: &DMatrix<f64>| -> Vec<Vec<i128>> {
        (0..count).map(|row| weighed.iter().map(|&criterion| tie_key(matrix[(row, criterion)])).collect()).collect()
    };
    let (low, high) = (rows(&scores.low), rows(&scores.high));
    let dominates = |a: usize, b: usize| {
        let mut better = false;
        low[a].iter().zip(&high[b]).all(|(mine, theirs)| {
            better |= mine > theirs;
            mine >= theirs
        }) && better
    };
    Some((0..count).map(|b| (0..count).filter(|&a| dominates(a, b)).collect()).collect())
}

/// Benefit per pound, or why there is none.
pub(super) fn ratio(decision: &Decision, intervention: &Intervention, gain: f64) -> Result<f64, NoRatio> {
    if decision.cost_role == CostRole::Weighed {
        return Err(NoRatio::CostIsWeighed);
    }
    let size = match (&decision.size_column, intervention.size) {
        (None, _) => 1.0,
        (Some(_), Some(size)) => size,
        (Some(_), None) => return Err(NoRatio::NoSize),
    };
    let benefit = gain * size;
    match intervention.cost {
        None if decision.cost_is_net && intervention.saving.is_none() => Err(NoRatio::NoSaving),
        None => Err(NoRatio::NoCost),
        Some(cost) if cost < 0.0 => Err(NoRatio::ReleasesMoney),
        Some(cost) if cost <= 0.0 => Err(NoRatio::ZeroCost),
        // A gain that would count as a tie with doing nothing is none.
        Some(_) if tie_key(gain) <= 0 || benefit <= 0.0 => Err(NoRatio::NoBenefit),
        Some(cost) => Ok(benefit / cost),
    }
}

/// A row's performances as results carry them.
#[must_use]
pub fn performances(decision: &Decision, row: usize) -> Vec<Shown> {
    let cells = decision.criteria.iter().enumerate().map(|(column, criterion)| (criterion, decision.performances[(row, column)]));
    cells.map(|(criterion, found)| show(found, |level| criterion.value.level_label(level).unwrap_or("").to_owned())).collect()
}

fn report(decision: &Decision, row: usize) -> Vec<Shown> {
    let cells = decision.report_criteria.iter().zip(&decision.interventions[row].report);
    cells.map(|(criterion, found)| show(*found, |level| criterion.levels.get(level).cloned().unwrap_or_default())).collect()
}

fn show(performance: Performance, label: impl Fn(usize) -> String) -> Shown {
    match performance {
        Performance::Number(x) => Shown::Number(x),
        Performance::Level(level) => {
            let label = label(level);
            label.parse::<f64>().ok().filter(|number| number.is_finite()).map_or(Shown::Text(label), Shown::Number)
        }
        Performance::Absent => Shown::Absent(None),
    }
}

/// Highest ratio first with running costs; those without a ratio after them, in the order of value.
fn by_value_for_money(ranking: &mut [Ranked]) {
    ranking.sort_by(|a, b| match (a.value_for_money, b.value_for_money) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    let mut spent = 0.0;
    for row in ranking.iter_mut().filter(|row| row.value_for_money.is_some()) {
        spent += row.cost.unwrap_or(0.0);
        row.cumulative_cost = Some(spent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weighted_mean_stays_inside_its_scores() {
        let weights = DVector::from_element(10, 0.1);
        let scores = DMatrix::from_fn(2, 10, |row, _| if row == 0 { 100.0 } else { 0.0 });
        assert_eq!(values(&scores, &weights), [100.0, 0.0]);
    }

    #[test]
    fn an_absent_performance_neither_dominates_nor_is_dominated() {
        let scores = Scores {
            low: DMatrix::from_row_slice(2, 2, &[90.0, 0.0, 10.0, 10.0]),
            middle: DMatrix::from_row_slice(2, 2, &[90.0, 50.0, 10.0, 10.0]),
            high: DMatrix::from_row_slice(2, 2, &[90.0, 100.0, 10.0, 10.0]),
        };
        assert_eq!(dominated_by(&scores, &DVector::from_element(2, 0.5)), Some(vec![vec![], vec![]]));
    }
}
