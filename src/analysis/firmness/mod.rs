//! How firm a funded plan is: what else is efficient, how far weights and money can move, and how it fares where figures and
//! weights are uncertain.

pub mod frontier;
pub mod money;
pub mod placed;
pub mod robust;
pub mod stability;
pub mod triangles;

use std::collections::HashSet;
use std::sync::Arc;

use serde::Serialize;

use super::fund::keep::broken_rule;
use super::fund::programme::NoPlan;
use super::fund::{Case, Funding, Unfundable};
use super::sensitivity;
use super::simulate::Progress;
use crate::model::decision::CostRole;
use crate::model::portfolio_rules::PortfolioRules;
use frontier::Frontier;
use placed::Placed;
use robust::{Beside, Robust, Sampling};
use stability::Stability;
use triangles::{Triangles, triangles};

/// A plan, and what was asked about how firm it is.
#[derive(Debug, Clone, Serialize)]
pub struct Firmness {
    #[serde(flatten)]
    pub funding: Funding,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub frontier: Option<Frontier>,
    /// The plan, and a proposed set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub placed: Vec<Placed>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub triangles: Option<Triangles>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<Stability>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub robust: Option<Robust>,
    /// Questions that found no answer within the effort allowed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_found_out: Vec<&'static str>,
}

/// A set that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    Plan,
    Proposed,
    /// What the order of value for money funds, going on past what does not fit.
    SortedList,
}

/// What to work out beside the plan.
#[derive(Debug, Clone, Default)]
pub struct Questions {
    pub frontier: bool,
    pub stability: bool,
    pub robust: Option<Sampling>,
    /// Ids of a set that is looked at beside, or in draws in place of, the plan.
    pub proposed: Option<Vec<Arc<str>>>,
}

/// Why a question has no answer.
#[derive(Debug, Clone)]
pub enum Unanswered {
    NoPlan(Unfundable),
    /// That a plan is the best, or that none is better, was not proven within the effort allowed.
    Unproven,
    /// Neither figures nor weights vary.
    NothingUncertain,
    /// In no draw does a plan keep the rules.
    NoDrawHasAPlan,
    /// The standard error asked for would take too many draws.
    OutOfReach,
    /// The proposed set breaks a rule that is not about money, in words: no draw could mend that.
    BreaksRule(String),
}

impl From<Unfundable> for Unanswered {
    fn from(unfundable: Unfundable) -> Self {
        Self::NoPlan(unfundable)
    }
}

impl From<NoPlan> for Unanswered {
    fn from(no_plan: NoPlan) -> Self {
        match no_plan {
            NoPlan::NotFound => Self::Unproven,
            other => Self::NoPlan(other.into()),
        }
    }
}

impl From<sensitivity::Unanswered> for Unanswered {
    fn from(unanswered: sensitivity::Unanswered) -> Self {
        match unanswered {
            sensitivity::Unanswered::NoPlan(unfundable) => Self::NoPlan(unfundable),
            _ => Self::Unproven,
        }
    }
}

/// How firm a plan is.
///
/// - `progress`: is told how far the draws have come
///
/// # Errors
/// Why there is no answer.
pub fn firmness(case: &Case<'_>, funding: Funding, questions: &Questions, progress: &Progress) -> Result<Firmness, Unanswered> {
    let plan = case.plan()?;
    // Of several parts, those in which nothing is proposed are looked at without a proposed set.
    let is_about_this = |(ids, set): &(&Vec<Arc<str>>, Vec<bool>)| ids.is_empty() || set.contains(&true);
    let proposed = questions.proposed.as_ref().map(|ids| (ids, chosen(case, ids))).filter(is_about_this).map(|(_, set)| set);
    let sets = || std::iter::once((Which::Plan, &plan.chosen)).chain(proposed.iter().map(|set| (Which::Proposed, set)));
    let mut open = Vec::new();
    let (mut frontier, mut placed) = (None, Vec::new());
    if questions.frontier {
        frontier = found_out("frontier", frontier::frontier(case).map_err(Unanswered::from), &mut open)?;
        let each = sets().map(|(which, set)| placed::placed(case, which, set)).collect::<Result<_, _>>();
        placed = found_out("placed", each, &mut open)?.unwrap_or_default();
    }
    let mut stability = None;
    if questions.stability {
        stability = found_out("stability", stability::stability(case, &plan), &mut open)?;
    }
    let broken = proposed.as_ref().and_then(|set| broken_rule(&without_money(case.rules), set));
    let robust = match &questions.robust {
        Some(_) if broken.is_some() => return Err(Unanswered::BreaksRule(broken.unwrap_or_default())),
        Some(sampling) => {
            let list = funding.greedy.skipping.as_ref().map(|list| chosen(case, &list.selected));
            let all = [(Which::Proposed, proposed), (Which::Plan, Some(plan.chosen.clone())), (Which::SortedList, list)];
            let mut sets: Vec<Beside> = Vec::new();
            for (which, set) in all.into_iter().filter_map(|(which, set)| Some((which, set?))) {
                if which != Which::SortedList || sets.iter().all(|other| other.chosen != set) {
                    sets.push(Beside::new(case, which, set));
                }
            }
            Some(robust::robust(case, &sets, sampling, progress)?)
        }
        None => None,
    };
    Ok(Firmness {
        triangles: (questions.frontier && case.decision.cost_role != CostRole::Weighed).then(|| triangles(&funding)),
        funding,
        frontier,
        placed,
        stability,
        robust,
        not_found_out: open,
    })
}

/// An answer, unless the effort allowed did not suffice: then its question stays open.
fn found_out<T>(
    question: &'static str,
    answer: Result<T, Unanswered>,
    open: &mut Vec<&'static str>,
) -> Result<Option<T>, Unanswered> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(Unanswered::Unproven) => {
            open.push(question);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn without_money(rules: &PortfolioRules) -> PortfolioRules {
    PortfolioRules { budgets: Vec::new(), streams: Vec::new(), ..rules.clone() }
}

/// A set of ids as one flag for each intervention.
fn chosen(case: &Case<'_>, ids: &[Arc<str>]) -> Vec<bool> {
    let wanted: HashSet<_> = ids.iter().collect();
    case.decision.interventions.iter().map(|intervention| wanted.contains(&intervention.id)).collect()
}
