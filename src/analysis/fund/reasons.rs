//! Why each intervention is in the plan or not.
//!
//! What just missed is forced in and the plan solved again: what leaves, what is lost, and the price at which it would enter.

use std::sync::Arc;

use serde::Serialize;

use super::programme::{NoPlan, Plan, best_within, cheapest, forced};
use super::{Case, Unfundable};
use crate::model::portfolio_rules::{PortfolioRules, Prerequisite, in_pounds};

/// Interventions up to which every one that is out is solved again.
const ALL_UP_TO: usize = 40;
/// How many are beyond that, nearest first by value for money: fewer the more there are, as each takes longer.
const NEAREST_OF: usize = 600;
/// Effort that may go into one of them: what takes more is left open, and said.
const NODES: u64 = 500;
/// A pound, in pence: prices of entry are whole pounds.
const POUND: i64 = 100;

/// What became of an intervention.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum Reason {
    /// In because it must be; `for_id`: because that mandated one needs it.
    Mandated {
        for_id: Option<Arc<str>>,
    },
    Funded,
    /// Of one label at most one is funded.
    ExcludedBy {
        by: Arc<str>,
        label: String,
        if_forced: Option<IfForced>,
    },
    /// `why`: the prerequisite is not analysed; otherwise it is not funded.
    Needs {
        needed: Arc<str>,
        why: Option<String>,
        if_forced: Option<IfForced>,
    },
    NotWorth {
        if_forced: Option<IfForced>,
    },
    Displaced {
        if_forced: Option<IfForced>,
    },
}

impl Reason {
    /// Its code, as in JSON.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Mandated { .. } => "mandated",
            Self::Funded => "funded",
            Self::ExcludedBy { .. } => "excluded-by",
            Self::Needs { .. } => "needs",
            Self::NotWorth { .. } => "not-worth",
            Self::Displaced { .. } => "displaced",
        }
    }

    /// What forcing it in would do; the inner `None`: that was not worked out. The outer one: it is in, or cannot be.
    #[must_use]
    pub fn if_forced(&self) -> Option<&Option<IfForced>> {
        match self {
            Self::Mandated { .. } | Self::Funded | Self::Needs { why: Some(_), .. } => None,
            Self::ExcludedBy { if_forced, .. }
            | Self::Needs { if_forced, .. }
            | Self::NotWorth { if_forced }
            | Self::Displaced { if_forced } => Some(if_forced),
        }
    }

    /// Benefit lost if it were forced in, where that was worked out and can be done.
    #[must_use]
    pub fn loss(&self) -> Option<f64> {
        match self.if_forced()? {
            Some(IfForced::Found { loss, .. }) => Some(*loss),
            Some(IfForced::None) | None => None,
        }
    }

    /// Whether it is out and was not forced in to see what that would cost.
    #[must_use]
    pub fn was_left_open(&self) -> bool {
        matches!(self.if_forced(), Some(None))
    }
}

/// The best plan that holds an intervention which the best plan does not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "plan")]
pub enum IfForced {
    /// No plan that holds it keeps the rules.
    None,
    Found {
        /// Points of benefit lost.
        loss: f64,
        leaves: Vec<Arc<str>>,
        /// What comes along.
        enters: Vec<Arc<str>>,
        /// The most it may cost, in whole pounds, to be in the best plan.
        enters_at: Option<f64>,
        /// Whether it would not be in the best plan if it cost nothing; where neither is said, it was not worked out.
        never_enters: bool,
    },
}

/// The reason of every intervention.
///
/// # Errors
/// That a plan was not found.
pub fn reasons(case: &Case<'_>, plan: &Plan, displaced: Option<usize>) -> Result<Vec<Reason>, Unfundable> {
    let forced = forced(case.rules);
    let again = nearest(case, plan, displaced);
    (0..case.worth.len()).map(|row| reason(case, plan, row, forced[row], again[row])).collect()
}

/// The reason of one intervention, forced in and solved again if it is out.
///
/// # Errors
/// That a plan was not found.
pub fn reason_of(case: &Case<'_>, plan: &Plan, row: usize) -> Result<Reason, Unfundable> {
    reason(case, plan, row, forced(case.rules)[row], true)
}

fn reason(case: &Case<'_>, plan: &Plan, row: usize, is_mandated: bool, again: bool) -> Result<Reason, Unfundable> {
    if is_mandated {
        let for_id = (!case.rules.members[row].mandated).then(|| mandated_above(case, row)).flatten();
        return Ok(Reason::Mandated { for_id });
    }
    if plan.chosen[row] {
        return Ok(Reason::Funded);
    }
    let if_forced = || if again { if_forced(case, plan, row) } else { Ok(None) };
    Ok(match blocked(case, plan, row) {
        Some(Blocked::Gone { id, reason }) => Reason::Needs { needed: id, why: Some(reason), if_forced: None },
        _ if case.worth[row] <= 0 => Reason::NotWorth { if_forced: if_forced()? },
        Some(Blocked::By { id, label }) => Reason::ExcludedBy { by: id, label, if_forced: if_forced()? },
        Some(Blocked::Needs(id)) => Reason::Needs { needed: id, why: None, if_forced: if_forced()? },
        None => Reason::Displaced { if_forced: if_forced()? },
    })
}

/// Which of those that are out are solved again: all, or the nearest by value for money.
fn nearest(case: &Case<'_>, plan: &Plan, displaced: Option<usize>) -> Vec<bool> {
    let count = plan.chosen.len();
    let most = displaced.unwrap_or(if count <= ALL_UP_TO { count } else { (NEAREST_OF / count).max(1) });
    let ratio = |row: usize| {
        let cost = in_pounds(case.rules.members[row].cost());
        if cost > 0.0 { case.benefits[row] / cost } else { f64::INFINITY }
    };
    let mut out: Vec<_> = (0..count).filter(|&row| !plan.chosen[row]).collect();
    out.sort_by(|&a, &b| ratio(b).total_cmp(&ratio(a)));
    let mut again = vec![false; count];
    for row in out.into_iter().take(most) {
        again[row] = true;
    }
    again
}

/// The first mandated intervention that needs a row, directly or not.
fn mandated_above(case: &Case<'_>, row: usize) -> Option<Arc<str>> {
    let mut above = vec![row];
    let mut at = 0;
    while at < above.len() {
        let needs = |member: &usize| case.rules.members[*member].requires.iter().any(|needed| needed.row() == Some(above[at]));
        let more: Vec<_> = (0..case.worth.len()).filter(|member| needs(member) && !above.contains(member)).collect();
        above.extend(more);
        at += 1;
    }
    above.into_iter().filter(|&row| case.rules.members[row].mandated).min().map(|row| case.id(row))
}

enum Blocked {
    Gone { id: Arc<str>, reason: String },
    By { id: Arc<str>, label: String },
    Needs(Arc<str>),
}

/// The rule that stands between an intervention and the plan as it is.
fn blocked(case: &Case<'_>, plan: &Plan, row: usize) -> Option<Blocked> {
    let members = &case.rules.members;
    let mut open = vec![row];
    let mut seen = vec![false; members.len()];
    let mut lacking = None;
    while let Some(at) = open.pop() {
        for needed in &members[at].requires {
            match needed {
                Prerequisite::Gone { id, reason } => {
                    return Some(Blocked::Gone { id: Arc::clone(id), reason: reason.clone() });
                }
                Prerequisite::Row(needed) if !std::mem::replace(&mut seen[*needed], true) => {
                    lacking = lacking.or_else(|| (!plan.chosen[*needed]).then_some(*needed));
                    open.push(*needed);
                }
                Prerequisite::Row(_) => {}
            }
        }
    }
    let held = |label: usize| plan.rows().find(|&other| other != row && members[other].labels.contains(&label));
    let excluded = members[row].labels.iter().find_map(|&label| Some((held(label)?, label)));
    excluded
        .map(|(by, label)| Blocked::By { id: case.id(by), label: case.rules.labels[label].clone() })
        .or_else(|| lacking.map(|needed| Blocked::Needs(case.id(needed))))
}

/// `None` where that takes more effort than it is worth.
fn if_forced(case: &Case<'_>, plan: &Plan, row: usize) -> Result<Option<IfForced>, Unfundable> {
    let mut rules = case.rules.clone();
    rules.members[row].mandated = true;
    let with = match best_within(&rules, &case.worth, NODES) {
        Ok(with) if with.is_proven() => with,
        Ok(_) | Err(NoPlan::NotFound) => return Ok(None),
        Err(NoPlan::Infeasible) => return Ok(Some(IfForced::None)),
        Err(other) => return Err(other.into()),
    };
    let own = case.id(row);
    let price = if case.worth[row] > 0 { price_of_entry(case, plan, row) } else { Entry::Unknown };
    Ok(Some(IfForced::Found {
        loss: case.gain(plan, &with),
        leaves: case.only(plan, &with),
        enters: case.only(&with, plan).into_iter().filter(|id| *id != own).collect(),
        enters_at: if let Entry::At(pounds) = price { Some(in_pounds(pounds * POUND)) } else { None },
        never_enters: price == Entry::Never,
    }))
}

/// At which price an intervention would be in the best plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// At so many pounds and fewer.
    At(i64),
    Never,
    Unknown,
}

fn price_of_entry(case: &Case<'_>, plan: &Plan, row: usize) -> Entry {
    let total = case.rules.members[row].cost();
    if total <= 0 {
        return Entry::Unknown;
    }
    let found = match case.rules.budgets[..] {
        [budget] if case.rules.streams.is_empty() => price_under_one_budget(case, plan, row, budget),
        _ => price_by_halving(case, row, total),
    };
    found.map_or(Entry::Unknown, |pounds| pounds.map_or(Entry::Never, Entry::At))
}

/// What the cheapest plan that is worth more with it leaves of the budget.
///
/// A plan that is worth as much must be cheaper than the present one.
fn price_under_one_budget(case: &Case<'_>, plan: &Plan, row: usize, budget: i64) -> Result<Option<i64>, NoPlan> {
    let mut rules = case.rules.clone();
    rules.members[row].mandated = true;
    rules.members[row].costs.fill(0);
    rules.budgets.clear();
    let present: i64 = plan.rows().map(|row| case.rules.members[row].cost()).sum();
    let Some((rest, worth)) = cheapest(&rules, &case.worth, plan.worth, NODES)? else { return Ok(None) };
    let better = if worth > plan.worth { Some((rest, worth)) } else { cheapest(&rules, &case.worth, plan.worth + 1, NODES)? };
    let better = better.map_or(-1, |(rest, _)| budget - rest);
    let as_cheap = present - rest;
    if as_cheap <= better || as_cheap < 0 {
        return Ok((better >= 0).then_some(better / POUND));
    }
    // As good and as cheap: the rows decide.
    let pounds = as_cheap / POUND;
    let mut rules = case.rules.clone();
    rules.members[row].costs.fill(pounds * POUND);
    let enters = pounds * POUND < as_cheap || best_within(&rules, &case.worth, NODES)?.chosen[row];
    let pounds = if enters { pounds } else { pounds - 1 };
    Ok(Some(pounds.max(better.div_euclid(POUND))).filter(|pounds| *pounds >= 0))
}

/// By halving, each step solved: with streams and years a price has no simpler form.
fn price_by_halving(case: &Case<'_>, row: usize, total: i64) -> Result<Option<i64>, NoPlan> {
    let mut rules = case.rules.clone();
    let stated = case.rules.members[row].clone();
    let mut enters = |pounds: i64| {
        at_cost(&mut rules, row, &stated.costs, total, pounds * POUND);
        match best_within(&rules, &case.worth, NODES) {
            Ok(found) if found.is_proven() => Ok(found.chosen[row]),
            Err(NoPlan::Infeasible) => Ok(false),
            Ok(_) => Err(NoPlan::NotFound),
            Err(other) => Err(other),
        }
    };
    if !enters(0)? {
        return Ok(None);
    }
    // Enters at the one, not at the other.
    let (mut low, mut high) = (0, total / POUND + 1);
    while high - low > 1 {
        let middle = i64::midpoint(low, high);
        if enters(middle)? {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(Some(low))
}

/// Another cost, each year's in proportion, rounded up to pence.
fn at_cost(rules: &mut PortfolioRules, row: usize, stated: &[i64], total: i64, pence: i64) {
    let part = |cost: &i64| {
        let share = i128::from(*cost) * i128::from(pence);
        i64::try_from(share.div_euclid(i128::from(total)) + i128::from(share.rem_euclid(i128::from(total)) > 0)).unwrap_or(*cost)
    };
    rules.members[row].costs = stated.iter().map(part).collect();
}
