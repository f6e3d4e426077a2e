//! Rules that no plan can keep together, none of which can be spared.

use std::sync::Arc;

use serde::Serialize;

use super::Case;
use super::programme::{NoPlan, best};
use crate::model::portfolio_rules::{PortfolioRules, Prerequisite, in_pounds};

/// A sum that no plan comes near.
const NO_LIMIT: i64 = 1 << 53;

/// One rule of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "rule")]
pub enum Rule {
    /// Pounds; which year, from 1, where there are several.
    Budget {
        amount: f64,
        year: Option<usize>,
    },
    Stream {
        stream: String,
        amount: f64,
    },
    AtLeast {
        limit: String,
        least: f64,
    },
    AtMost {
        limit: String,
        most: f64,
    },
    Mandate {
        id: Arc<str>,
        cost: f64,
    },
    Exclusive {
        label: String,
        ids: Vec<Arc<str>>,
    },
    Requires {
        id: Arc<str>,
        needed: Arc<str>,
    },
}

/// Where a rule stands.
#[derive(Debug, Clone, Copy)]
enum At {
    Budget(usize),
    Stream(usize),
    Least(usize),
    Most(usize),
    Mandate(usize),
    Label(usize),
    /// Intervention and place in its list.
    Requires(usize, usize),
}

/// Rules that contradict one another: drop any one of them and a plan exists.
///
/// Of rules that do the same, those stated first in this order are kept: budgets, streams, limits, mandates, labels, prerequisites.
#[must_use]
pub fn irreducible(case: &Case<'_>) -> Vec<Rule> {
    let worth = vec![0; case.worth.len()];
    let infeasible = |rules: &PortfolioRules| best(rules, &worth) == Err(NoPlan::Infeasible);
    let mut rules = case.rules.clone();
    let mut kept = Vec::new();
    // What need not be in it goes first from the end, so that budgets and limits stay where they can.
    for at in all(case.rules).into_iter().rev() {
        let fewer = without(&rules, at);
        if infeasible(&fewer) {
            rules = fewer;
        } else {
            kept.push(at);
        }
    }
    kept.reverse();
    kept.into_iter().map(|at| named(case, at)).collect()
}

fn all(rules: &PortfolioRules) -> Vec<At> {
    let mut all: Vec<_> = (0..rules.budgets.len()).map(At::Budget).collect();
    all.extend((0..rules.streams.len()).map(At::Stream));
    for (at, limit) in rules.limits.iter().enumerate() {
        all.extend(limit.at_least.map(|_| At::Least(at)));
        all.extend(limit.at_most.map(|_| At::Most(at)));
    }
    all.extend((0..rules.members.len()).filter(|&row| rules.members[row].mandated).map(At::Mandate));
    all.extend((0..rules.labels.len()).map(At::Label));
    for (row, member) in rules.members.iter().enumerate() {
        all.extend((0..member.requires.len()).map(|at| At::Requires(row, at)));
    }
    all
}

fn without(rules: &PortfolioRules, at: At) -> PortfolioRules {
    let mut rules = rules.clone();
    match at {
        At::Budget(year) => rules.budgets[year] = NO_LIMIT,
        At::Stream(stream) => rules.streams[stream].amount = NO_LIMIT,
        At::Least(limit) => rules.limits[limit].at_least = None,
        At::Most(limit) => rules.limits[limit].at_most = None,
        At::Mandate(row) => rules.members[row].mandated = false,
        At::Label(label) => rules.members.iter_mut().for_each(|member| member.labels.retain(|own| *own != label)),
        // From the end, so that the places before it stay what they are.
        At::Requires(row, place) => drop(rules.members[row].requires.remove(place)),
    }
    rules
}

fn named(case: &Case<'_>, at: At) -> Rule {
    let rules = case.rules;
    let limit = |at: usize| rules.limits[at].name.clone();
    match at {
        At::Budget(year) => {
            Rule::Budget { amount: in_pounds(rules.budgets[year]), year: (rules.budgets.len() > 1).then_some(year + 1) }
        }
        At::Stream(stream) => {
            Rule::Stream { stream: rules.streams[stream].name.clone(), amount: in_pounds(rules.streams[stream].amount) }
        }
        At::Least(at) => Rule::AtLeast { limit: limit(at), least: rules.limits[at].at_least.unwrap_or(0.0) },
        At::Most(at) => Rule::AtMost { limit: limit(at), most: rules.limits[at].at_most.unwrap_or(0.0) },
        At::Mandate(row) => Rule::Mandate { id: case.id(row), cost: in_pounds(rules.members[row].cost()) },
        At::Label(label) => {
            let holders = (0..rules.members.len()).filter(|&row| rules.members[row].labels.contains(&label));
            Rule::Exclusive { label: rules.labels[label].clone(), ids: case.ids(holders) }
        }
        At::Requires(row, place) => {
            let needed = match &rules.members[row].requires[place] {
                Prerequisite::Row(needed) => case.id(*needed),
                Prerequisite::Gone { id, .. } => Arc::clone(id),
            };
            Rule::Requires { id: case.id(row), needed }
        }
    }
}
