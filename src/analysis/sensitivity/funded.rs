//! How far one weight can move before another set of interventions is worth more, and who then enters and leaves.
//!
//! What the best plan is worth is convex in a weight, made of straight pieces. Steps from the end of the weight, each to where
//! the plan that is best there draws level with the present one, come to the first change without passing it.
//!
//! # Source
//! Eisner & Severance (1976), Mathematical techniques for efficient record segmentation in large shared databases, Journal of
//! the ACM 23.

use nalgebra::DVector;

use super::Unanswered;
use super::lines::{Lines, SAME, Way};
use super::one_weight::{Challenger, WeightOf, WeightStability, nearest_first};
use super::present::Present;
use crate::analysis::fund::programme::{NoPlan, Plan, best};
use crate::analysis::fund::{Case, Outline, Unfundable, benefits_at};
use crate::analysis::rank::values;
use crate::model::decision::Decision;
use crate::model::hierarchy::Node;
use crate::numeric::units::whole;
use crate::weighting::moving::Moving;

/// Points of the scale of values.
const FULL: f64 = 100.0;

/// The best plan at the present weights.
pub struct Funded<'a> {
    case: Case<'a>,
    plan: Plan,
}

/// The closed interval of the value of doing nothing over which the funded set stays, in points.
#[derive(Debug, Clone, PartialEq)]
pub struct BaselineStability {
    /// The present one.
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// Who enters and leaves below and above; `None`: nothing changes up to the end of the scale.
    pub challenger_low: Option<Challenger>,
    pub challenger_high: Option<Challenger>,
}

/// Where another plan draws level.
struct Change {
    weight: f64,
    plan: Plan,
}

impl<'a> Funded<'a> {
    /// # Errors
    /// Why there is no plan, or that it is not proven.
    pub fn new(decision: &'a Decision) -> Result<Self, Unanswered> {
        let case = Case::new(decision)?;
        let plan = proven(case.plan()?)?;
        Ok(Self { case, plan })
    }

    #[must_use]
    pub fn outline(&self) -> Outline {
        Outline::new(&self.case, &self.plan)
    }

    /// Rows of the data that are funded.
    #[must_use]
    pub fn rows(&self) -> Vec<usize> {
        self.plan.rows().collect()
    }

    /// For every weight the interval over which no plan is worth more than the present one, nearest change first.
    ///
    /// # Errors
    /// The solver came to no proven answer.
    pub fn intervals(&self, present: &Present<'_>) -> Result<Vec<WeightStability>, Unanswered> {
        let found = present.nodes().into_iter().map(|node| self.interval(node)).collect::<Result<Vec<_>, _>>()?;
        Ok(nearest_first(found))
    }

    fn interval(&self, node: Node) -> Result<WeightStability, Unanswered> {
        let decision = self.case.decision;
        let moving = Moving::new(decision, node);
        let benefits = |weights: &[f64]| benefits_at(decision, &DVector::from_column_slice(weights));
        let lines = moving.outside.as_ref().map(|outside| Lines {
            at: moving.weight,
            inside: benefits(&moving.inside),
            outside: benefits(outside),
        });
        let (down, up) = lines.map_or(Ok((None, None)), |lines| self.changes(&lines))?;
        Ok(WeightStability {
            of: WeightOf::new(decision, node),
            weight: moving.weight,
            stable_low: down.as_ref().map_or(0.0, |change| change.weight),
            stable_high: up.as_ref().map_or(1.0, |change| change.weight),
            challenger_low: down.map(|change| self.challenger(&change.plan)),
            challenger_high: up.map(|change| self.challenger(&change.plan)),
        })
    }

    /// The interval of the value of doing nothing, as a constant, over which no plan is worth more than the present one.
    ///
    /// It moves over the scale of values, or as far as it or the values reach beyond.
    ///
    /// # Errors
    /// The solver came to no proven answer.
    pub fn baseline(&self) -> Result<BaselineStability, Unanswered> {
        let decision = self.case.decision;
        let present = decision.value_of_nothing();
        let values = values(&decision.scores().middle, &decision.weights.criteria);
        let (low, high) =
            values.iter().chain([&present]).fold((0.0_f64, FULL), |(low, high), value| (low.min(*value), high.max(*value)));
        let benefits = |nothing: f64| {
            let sizes = decision.interventions.iter().map(|intervention| intervention.size.unwrap_or(1.0));
            values.iter().zip(sizes).map(|(value, size)| (value - nothing) * size).collect()
        };
        let share = (present - low) / (high - low);
        let lines = Lines { at: share, inside: benefits(high), outside: benefits(low) };
        let (down, up) = self.changes(&lines)?;
        // A change at the present value itself is there, whatever rounding makes of the share.
        let at =
            |change: &Change| if (change.weight - share).abs() <= 0.0 { present } else { low + change.weight * (high - low) };
        Ok(BaselineStability {
            value: present,
            low: down.as_ref().map_or(low, at),
            high: up.as_ref().map_or(high, at),
            challenger_low: down.map(|change| self.challenger(&change.plan)),
            challenger_high: up.map(|change| self.challenger(&change.plan)),
        })
    }

    /// What changes first on the way down and up.
    fn changes(&self, lines: &Lines) -> Result<(Option<Change>, Option<Change>), Unanswered> {
        let change = |way| if lines.has_room(way) { self.change(lines, way) } else { Ok(None) };
        Ok((change(Way::Down)?, change(Way::Up)?))
    }

    /// The first weight on the way at which another plan draws level and goes on to be worth more.
    ///
    /// Of those that draw level there it is worth most beyond: it was best further on.
    fn change(&self, lines: &Lines, way: Way) -> Result<Option<Change>, Unanswered> {
        let mut weight = if way == Way::Up { 1.0 } else { 0.0 };
        let mut found = None;
        loop {
            let other = best_at(&self.case, lines, weight)?;
            let (now, there) = (self.lead(lines, &other, lines.at), self.lead(lines, &other, weight));
            if there <= nothing(lines, weight) {
                return Ok(found);
            }
            // A plan that ties at the present weight is ahead as soon as the weight moves.
            let share = if now >= -nothing(lines, lines.at) { 0.0 } else { now / (now - there) };
            let next = lines.at + share * (weight - lines.at);
            let moves_on = share > 0.0 && (next - weight).abs() > 0.0;
            found = Some(Change { weight: next, plan: other });
            if !moves_on {
                return Ok(found);
            }
            weight = next;
        }
    }

    /// By how much another plan is worth more than the present one.
    fn lead(&self, lines: &Lines, other: &Plan, weight: f64) -> f64 {
        let differs = |row: &usize| other.chosen[*row] != self.plan.chosen[*row];
        let signed = |row: usize| {
            let benefit = lines.value(row, weight);
            if other.chosen[row] { benefit } else { -benefit }
        };
        (0..other.chosen.len()).filter(differs).map(signed).sum()
    }

    fn challenger(&self, other: &Plan) -> Challenger {
        Challenger::Sets { up: self.case.only(other, &self.plan), down: self.case.only(&self.plan, other) }
    }
}

fn best_at(case: &Case<'_>, lines: &Lines, weight: f64) -> Result<Plan, Unanswered> {
    let benefits: Vec<_> = (0..lines.inside.len()).map(|row| lines.value(row, weight)).collect();
    let plan = best(case.rules, &whole(&benefits).numbers).map_err(|no_plan: NoPlan| Unfundable::from(no_plan))?;
    proven(plan)
}

fn proven(plan: Plan) -> Result<Plan, Unanswered> {
    if plan.is_proven() { Ok(plan) } else { Err(Unanswered::PlanUnproven) }
}

/// A lead that is none: that of two values which tie, times the size of benefits where these are sized.
fn nothing(lines: &Lines, weight: f64) -> f64 {
    let largest = (0..lines.inside.len()).map(|row| lines.value(row, weight).abs()).fold(FULL, f64::max);
    SAME * (largest / FULL)
}
