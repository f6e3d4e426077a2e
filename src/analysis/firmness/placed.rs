//! A set placed against the efficient plans: one that costs less, and one that is worth more.

use std::sync::Arc;

use serde::Serialize;

use super::frontier::{Point, Search};
use super::{Unanswered, Which};
use crate::analysis::fund::Case;
use crate::analysis::fund::keep::broken_rule;
use crate::model::portfolio_rules::in_pounds;

/// Where a set stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placed {
    pub set: Which,
    pub selected: Vec<Arc<str>>,
    /// Pounds, all years together.
    pub cost: f64,
    /// Points of benefit.
    pub value: f64,
    /// The first rule that it breaks, in words.
    pub breaks: Option<String>,
    /// Whether no plan costs as little and is worth more, whatever the budget.
    pub efficient: bool,
    /// Of an efficient set the next cheaper efficient plan; of another the cheapest plan that is worth no less.
    pub cheaper: Option<Beside>,
    /// Of an efficient set the next better efficient plan; of another the best plan that costs no more.
    pub better: Option<Beside>,
}

/// Another plan beside a set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Beside {
    pub cost: f64,
    pub value: f64,
    pub selected: Vec<Arc<str>>,
    /// What it holds and the set does not, and the reverse.
    pub enters: Vec<Arc<str>>,
    pub leaves: Vec<Arc<str>>,
    /// The first rule that it breaks, in words: one about money.
    pub breaks: Option<String>,
}

/// Places a set.
///
/// - `chosen`: one for each intervention
///
/// # Errors
/// That another plan was not found.
pub fn placed(case: &Case<'_>, set: Which, chosen: &[bool]) -> Result<Placed, Unanswered> {
    let search = Search::new(case.rules, &case.worth);
    let own = search.point(chosen.to_vec());
    let at_most = search.best(Some(own.cost))?;
    let is_best = at_most.as_ref().is_some_and(|best| (best.cost, best.worth) == (own.cost, own.worth));
    let efficient = is_best && search.keeps(chosen);
    let (cheaper, better) = if efficient {
        (search.best(Some(own.cost - 1))?, search.cheapest(own.worth + 1)?)
    } else {
        let cheaper = search.cheapest(own.worth)?.filter(|found| found.cost < own.cost);
        (cheaper, at_most.filter(|found| found.worth > own.worth))
    };
    Ok(Placed {
        set,
        selected: ids(case, chosen, |_| true),
        cost: in_pounds(own.cost),
        value: case.value(chosen),
        breaks: broken_rule(case.rules, chosen),
        efficient,
        cheaper: cheaper.map(|found| beside(case, chosen, &found)),
        better: better.map(|found| beside(case, chosen, &found)),
    })
}

fn beside(case: &Case<'_>, own: &[bool], found: &Point) -> Beside {
    Beside {
        cost: in_pounds(found.cost),
        value: case.value(&found.chosen),
        selected: ids(case, &found.chosen, |_| true),
        enters: ids(case, &found.chosen, |row| !own[row]),
        leaves: ids(case, own, |row| !found.chosen[row]),
        breaks: broken_rule(case.rules, &found.chosen),
    }
}

fn ids(case: &Case<'_>, chosen: &[bool], also: impl Fn(usize) -> bool) -> Vec<Arc<str>> {
    case.ids((0..chosen.len()).filter(|&row| chosen[row] && also(row)))
}
