//! The efficient plans under every rule but the budget: of each, no plan costs as little and is worth more.
//!
//! From the plan that is worth most downwards, each found as the best that costs less than the one before. Where nothing but
//! money says what goes together, all budgets are solved at once.
//!
//! # Source
//! Haimes, Lasdon & Wismer (1971) for the steps down; Aneja & Nair (1979), Bicriteria transportation problem, Management Science
//! 25, for the supported plans.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::analysis::fund::Case;
use crate::analysis::fund::keep::broken_rule;
use crate::analysis::fund::programme::{Further, NoPlan, best_under, only_money};
use crate::model::portfolio_rules::{Member, PortfolioRules, in_pounds};
use crate::numeric::knapsack::EveryBudget;

/// Efficient plans that are listed at most.
pub const MOST: usize = 5_000;
/// Even budgets where there are more.
pub const EVEN: i64 = 100;
/// Effort that goes into one plan at most.
const NODES: u64 = 50_000;
/// Effort that listing all may take: plans times interventions squared, which is about how the time of a plan grows.
const LISTING: usize = 60_000_000;
/// The largest sum that a mixture of benefit and cost may have.
const MOST_MIXED: f64 = 1_125_899_906_842_624.0; // 2^50

/// The efficient plans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frontier {
    /// Cheapest first.
    #[serde(rename = "frontier")]
    pub plans: Vec<Efficient>,
    #[serde(rename = "frontier_extent")]
    pub extent: Extent,
    /// How many there are at least.
    #[serde(rename = "frontier_at_least")]
    pub at_least: usize,
    /// Even budgets whose best plan was not proven; they are left out.
    #[serde(rename = "frontier_unproven")]
    pub unproven: usize,
}

/// Which of the efficient plans are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    All,
    /// There are more than [`MOST`].
    TooMany,
    /// How many there are would take too long to find out.
    TooLong,
}

/// A plan than which none is both as cheap and worth more.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Efficient {
    /// Pounds, all years together.
    pub cost: f64,
    /// Points of benefit.
    pub value: f64,
    pub selected: Vec<Arc<str>>,
    /// Whether it lies on the convex hull: the best for some worth of a pound.
    pub supported: bool,
}

/// A plan as it was found: pence, and benefit in whole units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub cost: i64,
    pub worth: i64,
    pub chosen: Vec<bool>,
}

/// The efficient plans of a case.
///
/// # Errors
/// That no plan keeps the rules, or the best of all was not found.
pub fn frontier(case: &Case<'_>) -> Result<Frontier, NoPlan> {
    let found = efficient(case.rules, &case.worth, MOST)?;
    let supported = hull(&found.points.iter().map(|point| (point.cost, point.worth)).collect::<Vec<_>>());
    let plan = |(point, supported): (Point, bool)| Efficient {
        cost: in_pounds(point.cost),
        value: case.value(&point.chosen),
        selected: case.ids((0..point.chosen.len()).filter(|&row| point.chosen[row])),
        supported,
    };
    let plans = found.points.into_iter().zip(supported).map(plan).collect();
    Ok(Frontier { plans, extent: found.extent, at_least: found.at_least, unproven: found.unproven })
}

/// What was found of the efficient plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Cheapest first.
    pub points: Vec<Point>,
    pub extent: Extent,
    /// How many efficient plans there are at least.
    pub at_least: usize,
    /// Even budgets whose best plan was not proven.
    pub unproven: usize,
}

/// The efficient plans under every rule but the budgets.
///
/// - `worth`: benefit of each intervention in whole units
/// - `most`: how many are listed at most; of more, the supported ones and those at even budgets
///
/// # Errors
/// As `frontier`.
pub fn efficient(rules: &PortfolioRules, worth: &[i64], most: usize) -> Result<Found, NoPlan> {
    let search = Search::new(rules, worth);
    match search.at_every_budget() {
        Some(all) => Ok(search.read_off(&all, most)),
        None => search.step_by_step(most),
    }
}

/// The rules without their budgets.
pub struct Search<'a> {
    worth: &'a [i64],
    /// Pence, all years together.
    costs: Vec<i64>,
    rules: PortfolioRules,
}

impl<'a> Search<'a> {
    #[must_use]
    pub fn new(rules: &PortfolioRules, worth: &'a [i64]) -> Self {
        let mut rules = rules.clone();
        rules.budgets.clear();
        let costs = rules.members.iter().map(Member::cost).collect();
        Self { worth, costs, rules }
    }

    #[must_use]
    pub fn point(&self, chosen: Vec<bool>) -> Point {
        let sum = |of: &[i64]| of.iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(each, _)| each).sum();
        Point { cost: sum(&self.costs), worth: sum(self.worth), chosen }
    }

    /// Whether a set keeps the rules, whatever it costs.
    #[must_use]
    pub fn keeps(&self, chosen: &[bool]) -> bool {
        broken_rule(&self.rules, chosen).is_none()
    }

    /// The best plan that costs so much at most; `None` where there is none.
    ///
    /// # Errors
    /// That it was not found, or not proven.
    pub fn best(&self, at_most: Option<i64>) -> Result<Option<Point>, NoPlan> {
        let further: Vec<_> = at_most.map(|at_most| Further { uses: self.costs.clone(), at_most }).into_iter().collect();
        self.solved(self.worth, &further)
    }

    /// The cheapest plan worth at least so much, and of those the one worth most; `None` where there is none.
    ///
    /// # Errors
    /// As `best`.
    pub fn cheapest(&self, at_least: i64) -> Result<Option<Point>, NoPlan> {
        let savings: Vec<_> = self.costs.iter().map(|cost| -cost).collect();
        let enough = Further { uses: self.worth.iter().map(|worth| -worth).collect(), at_most: -at_least };
        match self.solved(&savings, &[enough])? {
            Some(found) => self.best(Some(found.cost)),
            None => Ok(None),
        }
    }

    fn solved(&self, worth: &[i64], further: &[Further]) -> Result<Option<Point>, NoPlan> {
        match best_under(&self.rules, worth, further, NODES) {
            Ok(plan) if plan.is_proven() => Ok(Some(self.point(plan.chosen))),
            Ok(_) => Err(NoPlan::NotFound),
            Err(NoPlan::Infeasible) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// All budgets at once, with the rows that there is to choose from and what is forced.
    fn at_every_budget(&self) -> Option<(EveryBudget, Vec<usize>, Vec<bool>)> {
        let (forced, free) = only_money(&self.rules, self.worth)?;
        // What releases money may be given up as well: that is no purse to be filled.
        if free.iter().any(|&row| self.costs[row] < 0) {
            return None;
        }
        let helps = |&row: &usize| self.worth[row] > 0 || (self.worth[row] == 0 && self.costs[row] == 0);
        let free: Vec<_> = free.into_iter().filter(helps).collect();
        let items: Vec<_> = free.iter().map(|&row| (self.worth[row], self.costs[row])).collect();
        Some((EveryBudget::new(&items)?, free, forced))
    }

    fn read_off(&self, (all, free, forced): &(EveryBudget, Vec<usize>, Vec<bool>), most: usize) -> Found {
        let steps: Vec<_> = all.steps().collect();
        let point = |&(cost, _): &(i64, i64)| {
            let mut chosen = forced.clone();
            for (item, taken) in all.chosen(cost).into_iter().enumerate() {
                chosen[free[item]] = taken;
            }
            self.point(chosen)
        };
        if steps.len() <= most {
            let points: Vec<_> = steps.iter().map(point).collect();
            return Found { at_least: points.len(), points, extent: Extent::All, unproven: 0 };
        }
        let mut wanted = hull(&steps);
        let (first, last) = (steps[0].0, steps[steps.len() - 1].0);
        for budget in even(first, last) {
            wanted[steps.partition_point(|(cost, _)| *cost <= budget) - 1] = true;
        }
        let points = steps.iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(step, _)| point(step)).collect();
        Found { points, extent: Extent::TooMany, at_least: steps.len(), unproven: 0 }
    }

    fn step_by_step(&self, most: usize) -> Result<Found, NoPlan> {
        let Some(top) = self.best(None)? else { return Err(NoPlan::Infeasible) };
        let size = self.costs.len().max(1);
        let listed = most.min(LISTING / (size * size));
        let mut points = vec![top.clone()];
        let mut below = top.cost;
        while points.len() <= listed {
            match self.best(Some(below - 1)) {
                Ok(None) => {
                    points.reverse();
                    return Ok(Found { at_least: points.len(), points, extent: Extent::All, unproven: 0 });
                }
                Ok(Some(next)) => {
                    below = next.cost;
                    points.push(next);
                }
                Err(NoPlan::NotFound) => break,
                Err(other) => return Err(other),
            }
        }
        let extent = if points.len() > most { Extent::TooMany } else { Extent::TooLong };
        self.some_of_them(top, extent, points.len())
    }

    /// The supported plans and those at even budgets.
    fn some_of_them(&self, top: Point, extent: Extent, at_least: usize) -> Result<Found, NoPlan> {
        let savings: Vec<_> = self.costs.iter().map(|cost| -cost).collect();
        let Some(lowest) = self.solved(&savings, &[])? else { return Err(NoPlan::Infeasible) };
        let bottom = self.best(Some(lowest.cost))?.unwrap_or(lowest);
        let budgets = even(bottom.cost, top.cost);
        let mut found: BTreeMap<i64, Point> = BTreeMap::new();
        let mut unproven = 0;
        self.between(&bottom, &top, &mut found)?;
        for point in [bottom, top] {
            found.insert(point.cost, point);
        }
        for budget in budgets {
            match self.best(Some(budget)) {
                Ok(Some(point)) => _ = found.insert(point.cost, point),
                Ok(None) => {}
                Err(NoPlan::NotFound) => unproven += 1,
                Err(other) => return Err(other),
            }
        }
        let points: Vec<_> = found.into_values().collect();
        Ok(Found { at_least: at_least.max(points.len()), points, extent, unproven })
    }

    /// Supported plans between two: what is best where a pound is worth as much as between them, then on either side of it.
    fn between(&self, low: &Point, high: &Point, found: &mut BTreeMap<i64, Point>) -> Result<(), NoPlan> {
        let mut open = vec![(low.clone(), high.clone())];
        while let Some((low, high)) = open.pop() {
            let mixed = self.mixed(high.worth - low.worth, high.cost - low.cost);
            // Rounding may have passed over plans of the same cost.
            let best =
                match self.solved(&mixed, &[]).and_then(|found| found.map_or(Ok(None), |found| self.best(Some(found.cost)))) {
                    Ok(Some(best)) => best,
                    Ok(None) | Err(NoPlan::NotFound) => continue,
                    Err(other) => return Err(other),
                };
            if is_above(&best, &low, &high) {
                found.insert(best.cost, best.clone());
                open.push((low, best.clone()));
                open.push((best, high));
            }
        }
        Ok(())
    }

    /// Benefit less cost at an exchange rate of `worth` for `cost`, in whole numbers as fine as they may be.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // rounding is the purpose
    fn mixed(&self, worth: i64, cost: i64) -> Vec<i64> {
        let rate = worth as f64 / cost as f64;
        let mixed: Vec<_> = self.worth.iter().zip(&self.costs).map(|(worth, cost)| *worth as f64 - rate * *cost as f64).collect();
        let sum: f64 = mixed.iter().map(|each| each.abs()).sum();
        let scale = if sum > 0.0 { MOST_MIXED / sum } else { 1.0 };
        mixed.into_iter().map(|each| (each * scale).round() as i64).collect()
    }
}

/// Even budgets, in pence.
fn even(first: i64, last: i64) -> Vec<i64> {
    let at = |part: i64| first + i64::try_from(i128::from(last - first) * i128::from(part) / i128::from(EVEN)).unwrap_or(0);
    (1..=EVEN).map(at).collect()
}

/// Whether a plan lies above the line between two, and between them.
fn is_above(point: &Point, low: &Point, high: &Point) -> bool {
    let is_between = low.cost < point.cost && point.cost < high.cost;
    is_between && cross((low.cost, low.worth), (point.cost, point.worth), (high.cost, high.worth)) > 0
}

/// Above 0 where the middle one lies above the line between the others.
fn cross(low: (i64, i64), middle: (i64, i64), high: (i64, i64)) -> i128 {
    let wide = |a: i64, b: i64| i128::from(b) - i128::from(a);
    wide(low.1, middle.1) * wide(low.0, high.0) - wide(low.0, middle.0) * wide(low.1, high.1)
}

/// Which of the steps lie on their convex hull, on its edges included.
fn hull(steps: &[(i64, i64)]) -> Vec<bool> {
    let mut upper: Vec<usize> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        while let [.., before, last] = upper[..] {
            if cross(steps[before], steps[last], *step) >= 0 {
                break;
            }
            upper.pop();
        }
        upper.push(at);
    }
    let mut on_it = vec![false; steps.len()];
    for at in upper {
        on_it[at] = true;
    }
    on_it
}
