//! What there is to choose from: what each intervention adds to doing nothing, and the rules; and why there may be no plan.

use std::sync::Arc;

use nalgebra::DVector;

use super::conflict::{Rule, irreducible};
use super::programme::{self, NoPlan, Plan, best};
use crate::analysis::rank::values;
use crate::model::decision::Decision;
use crate::model::portfolio_rules::{LostMandate, PortfolioRules, Prerequisite};
use crate::numeric::tolerance::tie_key;
use crate::numeric::units::whole;

/// The largest sum of costs, in pence, that is worked with.
const MOST_PENCE: i64 = 1 << 52;

/// Why there is no plan to show.
#[derive(Debug, Clone)]
pub enum Unfundable {
    /// There is no budget, and no rule.
    NothingStated,
    LostMandates(Vec<LostMandate>),
    /// Mandated, and the prerequisite that is not analysed.
    MandateNeeds {
        id: Arc<str>,
        needed: Arc<str>,
        reason: String,
    },
    /// Interventions without a figure for size.
    NoSize(Vec<Arc<str>>),
    /// No set keeps every rule; drop any one of these and one does.
    Infeasible(Vec<Rule>),
    /// The effort allowed found no plan.
    NotFound,
    /// Costs too large to be added up in pence.
    TooLarge,
    /// A fault of this program: the plan found breaks a rule.
    Unsound(String),
}

impl Unfundable {
    /// What machines call it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NothingStated => "nothing-stated",
            Self::LostMandates(_) | Self::MandateNeeds { .. } => "mandate-set-aside",
            Self::NoSize(_) => "missing-size",
            Self::Infeasible(_) => "infeasible",
            Self::NotFound => "not-found",
            Self::TooLarge => "costs-too-large",
            Self::Unsound(_) => "unsound-plan",
        }
    }
}

impl From<NoPlan> for Unfundable {
    fn from(no_plan: NoPlan) -> Self {
        match no_plan {
            NoPlan::Infeasible => Self::Infeasible(Vec::new()),
            NoPlan::NotFound => Self::NotFound,
            NoPlan::Unsound(rule) => Self::Unsound(rule),
        }
    }
}

/// What benefit there is, in points and in whole units, and under which rules it is to be had.
pub struct Case<'a> {
    pub decision: &'a Decision,
    pub rules: &'a PortfolioRules,
    /// One for each intervention.
    pub benefits: Vec<f64>,
    pub worth: Vec<i64>,
    /// Points of one whole unit.
    pub unit: f64,
}

impl<'a> Case<'a> {
    /// The case of a decision that states a budget.
    ///
    /// # Errors
    /// What makes it no case.
    pub fn new(decision: &'a Decision) -> Result<Self, Unfundable> {
        Self::at(decision, &decision.weights.criteria)
    }

    /// The same at other weights.
    ///
    /// # Errors
    /// As [`Case::new`].
    pub fn at(decision: &'a Decision, weights: &DVector<f64>) -> Result<Self, Unfundable> {
        let rules = decision.portfolio.as_ref().ok_or(Unfundable::NothingStated)?;
        if rules.budgets.is_empty() && rules.streams.is_empty() {
            return Err(Unfundable::NothingStated);
        }
        if !rules.lost_mandates.is_empty() {
            return Err(Unfundable::LostMandates(rules.lost_mandates.clone()));
        }
        let costs = rules.members.iter().flat_map(|member| &member.costs);
        if costs.map(|cost| i128::from(cost.abs())).sum::<i128>() >= i128::from(MOST_PENCE) {
            return Err(Unfundable::TooLarge);
        }
        let forced = programme::forced(rules);
        let gone = (0..forced.len()).filter(|&row| forced[row]).find_map(|row| {
            rules.members[row].requires.iter().find_map(|needed| match needed {
                Prerequisite::Gone { id, reason } => Some((row, id, reason)),
                Prerequisite::Row(_) => None,
            })
        });
        if let Some((row, needed, reason)) = gone {
            let id = Arc::clone(&decision.interventions[row].id);
            return Err(Unfundable::MandateNeeds { id, needed: Arc::clone(needed), reason: reason.clone() });
        }
        refuse_unsized(decision)?;
        let benefits = benefits_at(decision, weights);
        let whole = whole(&benefits);
        Ok(Self { decision, rules, benefits, worth: whole.numbers, unit: whole.unit })
    }

    /// The plan that is worth most.
    ///
    /// # Errors
    /// Why there is none.
    pub fn plan(&self) -> Result<Plan, Unfundable> {
        best(self.rules, &self.worth).map_err(|no_plan| match no_plan {
            NoPlan::Infeasible => Unfundable::Infeasible(irreducible(self)),
            other => other.into(),
        })
    }

    /// Whole units as points.
    #[must_use]
    pub fn points(&self, units: i64) -> f64 {
        #[allow(clippy::cast_precision_loss)] // below 2^53
        let units = units as f64;
        units * self.unit
    }

    /// Benefit of a plan, summed in the order of the data.
    #[must_use]
    pub fn value(&self, chosen: &[bool]) -> f64 {
        // The sum of nothing is 0, without a sign.
        self.benefits.iter().zip(chosen).filter(|(_, chosen)| **chosen).fold(0.0, |sum, (benefit, _)| sum + benefit)
    }

    #[must_use]
    pub fn id(&self, row: usize) -> Arc<str> {
        Arc::clone(&self.decision.interventions[row].id)
    }

    /// What one plan holds and another does not, in the order of the data.
    #[must_use]
    pub fn only(&self, one: &Plan, other: &Plan) -> Vec<Arc<str>> {
        self.ids(one.rows().filter(|&row| !other.chosen[row]))
    }

    /// By how much benefit one plan is above another; nothing where they tie.
    #[must_use]
    pub fn gain(&self, one: &Plan, other: &Plan) -> f64 {
        if one.worth == other.worth { 0.0 } else { self.value(&one.chosen) - self.value(&other.chosen) }
    }

    /// Ids of the chosen rows, in the order of the data.
    #[must_use]
    pub fn ids(&self, rows: impl Iterator<Item = usize>) -> Vec<Arc<str>> {
        rows.map(|row| self.id(row)).collect()
    }
}

fn refuse_unsized(decision: &Decision) -> Result<(), Unfundable> {
    let lacking: Vec<_> = decision
        .interventions
        .iter()
        .filter(|intervention| decision.size_column.is_some() && intervention.size.is_none())
        .map(|intervention| Arc::clone(&intervention.id))
        .collect();
    if lacking.is_empty() { Ok(()) } else { Err(Unfundable::NoSize(lacking)) }
}

/// What each intervention adds to doing nothing; what rounding parts from nothing is nothing.
#[must_use]
pub fn benefits_at(decision: &Decision, weights: &DVector<f64>) -> Vec<f64> {
    let nothing = decision.value_of_nothing_at(weights);
    let values = values(&decision.scores().middle, weights);
    let benefit = |(value, size): (f64, Option<f64>)| {
        let gain = value - nothing;
        if tie_key(gain) == 0 { 0.0 } else { gain * size.unwrap_or(1.0) }
    };
    let sizes = decision.interventions.iter().map(|intervention| intervention.size);
    values.into_iter().zip(sizes).map(benefit).collect()
}
