//! Rankings side by side: how far they agree, who moves, and which disagreement changes the answer.
//!
//! Owns views that are made (`views`), the reasons for what moves (`reasons`), and with money who would fund what (`funding`,
//! `regret`); what a view is called in words belongs to `present`.
//!
//! # Source
//! Kendall & Gibbons (1990) for the agreement of orders.

pub mod funding;
pub mod reasons;
pub mod regret;
pub mod views;

use std::sync::Arc;

use serde::Serialize;

use super::ByName;
use super::methods::{Method, Undefined};
use crate::model::decision::Decision;
use crate::numeric::agreement::{concordance, kendall_tau_b, spearman_rho};
use funding::{Funding, Search, funding};
use reasons::{Disagreement, Move, disagreements, moves};

/// Views, and interventions, up to which each view is compared with each; beyond either, each with the first.
pub const PAIRS_OF: usize = 60;
pub const PAIRS_OVER: usize = 5_000;

/// What a view looks at in place of the present weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewKind {
    /// The present weights.
    Base,
    /// The criteria file's own weights, where returns replace them.
    Own,
    Scenario,
    Group,
    Person,
    Equal,
    /// Without this criterion, by index.
    Without(usize),
    /// The additive model beside other methods.
    Additive,
    Method(Method),
}

/// One ranking of the same interventions.
#[derive(Debug, Clone)]
pub struct View {
    pub name: String,
    pub kind: ViewKind,
    /// In the order of the data; `None` where the view does not rank an intervention.
    pub values: Vec<Option<f64>>,
    /// The same as whole numbers that tie where values tie, larger first.
    pub keys: Vec<Option<i128>>,
    /// The weights behind it, where they act on the same scores as the first view's.
    pub weights: Option<Vec<f64>>,
    /// Why it ranks nothing.
    pub undefined: Option<NoView>,
}

/// Why a view ranks nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum NoView {
    Method(Undefined),
    /// A group or person that left criteria unanswered.
    Incomplete,
    /// Nothing carries weight once a criterion is out.
    NothingLeft,
    /// A scenario leaves fewer than two of these interventions.
    NotInScenario,
}

/// The result of `compare`.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    pub views: Vec<String>,
    /// How many of the first are looked at.
    pub top: usize,
    /// In the order of the first view.
    pub table: Vec<Row>,
    pub agreement: Vec<Agreement>,
    /// Of all views that rank something, on the interventions that all of these rank; `None` where it is not defined.
    pub kendall_w: Option<f64>,
    /// The ids that share first place in each view.
    pub first: ByName<Vec<Arc<str>>>,
    /// The weights of each view, where weights are what differs.
    pub weights: ByName<Option<ByName<f64>>>,
    pub moves: Vec<Move>,
    /// Groups of stakeholders whose weight for one criterion alone changes who comes first, or who is among the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disagreements: Option<Vec<Disagreement>>,
    /// Who would fund what, where there is money to spend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding: Option<Funding>,
    #[serde(skip)]
    pub kinds: Vec<ViewKind>,
    #[serde(skip)]
    pub undefined: Vec<(String, NoView)>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Row {
    pub id: Arc<str>,
    pub name: String,
    /// Whether a performance is absent and may lie anywhere on its scale, so that its places rest on the middle.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    pub ranks: ByName<Option<usize>>,
    pub values: ByName<Option<f64>>,
}

/// How far two views agree on the interventions that both rank.
#[derive(Debug, Clone, Serialize)]
pub struct Agreement {
    pub a: String,
    pub b: String,
    pub kendall_tau_b: Option<f64>,
    pub spearman_rho: Option<f64>,
    /// Share of the first few common to both; `None` where either ranks nothing.
    pub top_k_overlap: Option<f64>,
}

/// Which views of a decision are compared with its own.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools)] // each a kind of views of its own
pub struct Wanted {
    /// Of the groups of stakeholders, and of each person.
    pub groups: bool,
    pub people: bool,
    pub equal: bool,
    pub leave_one_out: bool,
    pub least_regret: Search,
}

/// A decision that differs: what it is, its name, and itself unless it has too few interventions.
pub type Other<'a> = (ViewKind, &'a str, Option<&'a Decision>);

/// Compares the views that a decision offers, with money also what each would fund.
///
/// - `top`: how many of the first are looked at
#[must_use]
pub fn compared(decision: &Decision, wanted: Wanted, others: &[Other<'_>], top: usize) -> Comparison {
    let mut all = vec![views::base(decision)];
    let mut rounds = vec![None];
    for &(kind, name, other) in others {
        rounds.push(other);
        all.push(other.map_or_else(
            || views::undefined(decision, kind, name, NoView::NotInScenario),
            |other| views::other(decision, kind, name, other),
        ));
    }
    let panel = decision.weighing.panel.as_ref().filter(|_| wanted.groups);
    if let Some(panel) = panel {
        all.extend(views::groups(decision, panel));
        all.extend(wanted.people.then(|| views::people(decision, panel)).into_iter().flatten());
    }
    all.extend(wanted.equal.then(|| views::equal(decision)));
    all.extend(wanted.leave_one_out.then(|| views::leave_one_out(decision)).into_iter().flatten());
    views::part_names(&mut all);
    let groups: Vec<_> = all.iter().filter(|view| view.kind == ViewKind::Group).collect();
    let found = panel.map(|panel| disagreements(decision, panel, &groups, top));
    Comparison {
        funding: match wanted.least_regret {
            Search::NoPlans => None,
            search => funding(decision, &all, &rounds, search),
        },
        ..comparison(decision, &all, top, found)
    }
}

/// Compares views.
///
/// - `views`: at least one; the first is what the others are compared with
/// - `top`: how many of the first are looked at
/// - `disagreements`: of groups of stakeholders, where these are compared
#[must_use]
pub fn comparison(decision: &Decision, views: &[View], top: usize, disagreements: Option<Vec<Disagreement>>) -> Comparison {
    let names: Arc<[Arc<str>]> = views.iter().map(|view| Arc::from(view.name.as_str())).collect();
    let criteria: Arc<[Arc<str>]> = decision.criteria.iter().map(|criterion| Arc::clone(&criterion.id)).collect();
    let ranks: Vec<_> = views.iter().map(|view| ranks(&view.keys)).collect();
    let first = |view: &View| leaders(&view.keys).into_iter().map(|row| Arc::clone(&decision.interventions[row].id)).collect();
    let weights = |view: &View| view.weights.clone().map(|weights| ByName::new(&criteria, weights));
    let scores = decision.scores();
    let row = |row: usize| Row {
        id: Arc::clone(&decision.interventions[row].id),
        name: decision.interventions[row].name.clone(),
        provisional: scores.low.row(row) != scores.high.row(row),
        ranks: ByName::new(&names, ranks.iter().map(|ranks| ranks[row]).collect()),
        values: ByName::new(&names, views.iter().map(|view| view.values[row]).collect()),
    };
    Comparison {
        views: views.iter().map(|view| view.name.clone()).collect(),
        kinds: views.iter().map(|view| view.kind).collect(),
        top,
        table: order(&views[0].keys).into_iter().map(row).collect(),
        agreement: agreements(views, top),
        kendall_w: concordance(&common(&views.iter().filter(|view| view.undefined.is_none()).collect::<Vec<_>>())),
        first: ByName::new(&names, views.iter().map(first).collect()),
        weights: ByName::new(&names, views.iter().map(weights).collect()),
        moves: views[1..].iter().flat_map(|view| moves(decision, &scores.middle, &views[0], view)).collect(),
        disagreements,
        funding: None,
        undefined: views.iter().filter_map(|view| Some((view.name.clone(), view.undefined.clone()?))).collect(),
    }
}

/// Rows from first to last, tied rows and those without a rank in the data's order.
fn order(keys: &[Option<i128>]) -> Vec<usize> {
    let mut order: Vec<_> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[b].cmp(&keys[a]));
    order
}

/// The rank of every row; ties share the better one.
fn ranks(keys: &[Option<i128>]) -> Vec<Option<usize>> {
    let order = order(keys);
    let mut ranks = vec![None; keys.len()];
    let mut before = 0;
    for tied in order.chunk_by(|&a, &b| keys[a] == keys[b]) {
        for &row in tied {
            ranks[row] = keys[row].map(|_| before + 1);
        }
        before += tied.len();
    }
    ranks
}

/// The rows that share first place.
fn leaders(keys: &[Option<i128>]) -> Vec<usize> {
    let best = keys.iter().copied().flatten().max();
    (0..keys.len()).filter(|&row| best.is_some() && keys[row] == best).collect()
}

/// The first few rows; fewer where fewer are ranked.
fn first_few(keys: &[Option<i128>], top: usize) -> Vec<usize> {
    order(keys).into_iter().filter(|&row| keys[row].is_some()).take(top).collect()
}

fn agreements(views: &[View], top: usize) -> Vec<Agreement> {
    let all = views.len() <= PAIRS_OF && views[0].keys.len() <= PAIRS_OVER;
    let firsts = if all { views.len() } else { 1 };
    let few: Vec<_> = views.iter().map(|view| first_few(&view.keys, top)).collect();
    let pair = |a: usize, b: usize| {
        let both = common(&[&views[a], &views[b]]);
        let (left, right) = (&few[a], &few[b]);
        let shared = left.iter().filter(|row| right.contains(row)).count();
        let most = left.len().max(right.len());
        #[allow(clippy::cast_precision_loss)] // counts of interventions
        let overlap = (!left.is_empty() && !right.is_empty()).then(|| shared as f64 / most as f64);
        Agreement {
            a: views[a].name.clone(),
            b: views[b].name.clone(),
            kendall_tau_b: kendall_tau_b(&both[0], &both[1]),
            spearman_rho: spearman_rho(&both[0], &both[1]),
            top_k_overlap: overlap,
        }
    };
    (0..firsts).flat_map(|a| (a + 1..views.len()).map(move |b| (a, b))).map(|(a, b)| pair(a, b)).collect()
}

/// The keys of the interventions that all these views rank.
fn common(views: &[&View]) -> Vec<Vec<i128>> {
    let rows = views.first().map_or(0, |view| view.keys.len());
    let all: Vec<_> = (0..rows).filter(|&row| views.iter().all(|view| view.keys[row].is_some())).collect();
    views.iter().map(|view| all.iter().filter_map(|&row| view.keys[row]).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_the_better_rank_and_what_is_not_ranked_has_none() {
        assert_eq!(ranks(&[Some(5), None, Some(9), Some(5), Some(1)]), [Some(2), None, Some(1), Some(2), Some(4)]);
        assert_eq!(leaders(&[None, Some(3), Some(3)]), [1, 2]);
        assert_eq!(first_few(&[Some(1), None, Some(3)], 5), [2, 0]);
    }
}
