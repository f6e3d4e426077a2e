//! How far one weight can move before the answer changes, and who takes over at either end.
//!
//! # Source
//! Mareschal (1988), Weight stability intervals in multicriteria decision aid, European Journal of Operational Research 33.

use std::sync::Arc;

use serde::Serialize;

use super::Target;
use super::lines::{Exchange, Lines, Way};
use super::present::Present;
use crate::model::decision::Decision;
use crate::model::hierarchy::Node;
use crate::weighting::moving::Moving;

/// The closed interval of one weight over which the answer stays.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightStability {
    #[serde(flatten)]
    pub of: WeightOf,
    /// The present weight, 0–1.
    pub weight: f64,
    pub stable_low: f64,
    pub stable_high: f64,
    /// Who takes over below and above; `None`: nothing changes up to 0, or 1.
    pub challenger_low: Option<Challenger>,
    pub challenger_high: Option<Challenger>,
}

/// What a weight belongs to, by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WeightOf {
    Criterion(Arc<str>),
    Group(Arc<str>),
}

impl WeightOf {
    #[must_use]
    pub fn new(decision: &Decision, node: Node) -> Self {
        match node {
            Node::Criterion(criterion) => Self::Criterion(Arc::clone(&decision.criteria[criterion].id)),
            Node::Group(group) => Self::Group(Arc::clone(&decision.groups[group].id)),
        }
    }

    #[must_use]
    pub fn id(&self) -> &Arc<str> {
        match self {
            Self::Criterion(id) | Self::Group(id) => id,
        }
    }
}

/// What happens at an end of an interval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Challenger {
    /// Who comes first then.
    First(Arc<str>),
    /// Who moves up and who moves down: into and out of the first few, or past one another.
    Swap { up: Arc<str>, down: Arc<str> },
    /// Who enters and who leaves the best plan.
    Sets { up: Vec<Arc<str>>, down: Vec<Arc<str>> },
}

impl WeightStability {
    /// How far the weight is from the nearer change; `None` if nothing changes.
    #[must_use]
    pub fn nearest(&self) -> Option<f64> {
        let low = self.challenger_low.as_ref().map(|_| self.weight - self.stable_low);
        let high = self.challenger_high.as_ref().map(|_| self.stable_high - self.weight);
        low.into_iter().chain(high).min_by(f64::total_cmp)
    }
}

/// The interval of every weight over which what is looked at in the ranking stays, nearest change first.
///
/// The funded set does not follow from the ranking: its intervals are those of [`super::funded`].
#[must_use]
pub fn intervals(present: &Present<'_>, target: Target) -> Vec<WeightStability> {
    nearest_first(present.nodes().into_iter().map(|node| interval(present, node, target)).collect())
}

/// The nearest change first; of equals, in file order.
#[must_use]
pub fn nearest_first(mut found: Vec<WeightStability>) -> Vec<WeightStability> {
    found.sort_by(|a, b| {
        let far = |stability: &WeightStability| stability.nearest().unwrap_or(f64::INFINITY);
        far(a).total_cmp(&far(b))
    });
    found
}

fn interval(present: &Present<'_>, node: Node, target: Target) -> WeightStability {
    let moving = Moving::new(present.decision, node);
    let id = |row: usize| Arc::clone(&present.decision.interventions[row].id);
    let challenger = |exchange: Exchange| match target {
        Target::Winner => Challenger::First(id(exchange.enters)),
        Target::TopK(_) | Target::Order | Target::Funded => {
            Challenger::Swap { up: id(exchange.enters), down: id(exchange.leaves) }
        }
    };
    let lines = Lines::new(present, &moving);
    let change = |way| lines.as_ref().and_then(|lines| change(present, lines, target, way));
    // Where one way breaks a tie, so does the other, as a rule: the answer at the present weight stands for itself alone.
    let (down, up) = (change(Way::Down), change(Way::Up));
    WeightStability {
        of: WeightOf::new(present.decision, node),
        weight: moving.weight,
        stable_low: down.map_or(0.0, |exchange| exchange.weight.min(moving.weight)),
        stable_high: up.map_or(1.0, |exchange| exchange.weight.max(moving.weight)),
        challenger_low: down.map(challenger),
        challenger_high: up.map(challenger),
    }
}

/// The first change of the answer on the way of a weight.
fn change(present: &Present<'_>, lines: &Lines, target: Target, way: Way) -> Option<Exchange> {
    match target {
        Target::Winner => set_change(present, lines, 1, way),
        Target::TopK(k) => set_change(present, lines, k, way),
        Target::Order => order_change(present, lines, way),
        Target::Funded => None,
    }
}

/// Who first leaves the set of those with rank `k` or better.
///
/// Ties at its end can make the set larger than `k`. It then stays as long as the lowest of it are so many that tie everywhere
/// that they still share a place within `k`: the first who comes to be lowest with fewer beside it falls out.
fn set_change(present: &Present<'_>, lines: &Lines, k: usize, way: Way) -> Option<Exchange> {
    let members = present.first(k);
    let past_end = lines.first_exchange(&members, &present.rest(k), way);
    if members.len() <= k || !lines.has_room(way) {
        return past_end;
    }
    let falls_out = |row: usize| members.iter().filter(|&&other| lines.coincide(row, other)).count() <= members.len() - k;
    let mut above = None;
    let mut behind_tied = None;
    for (weight, row) in lines.lowest_onwards(&members, way) {
        if falls_out(row) {
            let last = *members.last()?;
            let tied = || members.iter().copied().filter(|&row| present.rank(row) == present.rank(last)).collect::<Vec<_>>();
            let past = |enters| Some(Exchange { weight, leaves: row, enters });
            behind_tied = above.map_or_else(|| broken_tie(lines, &tied(), way), past);
            break;
        }
        above = Some(row);
    }
    [past_end, behind_tied].into_iter().flatten().reduce(|first, next| nearer(lines, first, next))
}

/// The first two neighbours in the order that change places: all others that cross do so later, or at the same weight.
fn order_change(present: &Present<'_>, lines: &Lines, way: Way) -> Option<Exchange> {
    for tied in present.order.chunk_by(|&a, &b| present.rank(a) == present.rank(b)) {
        if tied.iter().any(|&row| !lines.coincide(row, tied[0])) {
            return broken_tie(lines, tied, way);
        }
    }
    let pairs = present.order.windows(2).filter(|pair| present.rank(pair[0]) < present.rank(pair[1]));
    let meets = |pair: &[usize]| lines.first_exchange(&pair[..1], &pair[1..], way);
    pairs.filter_map(meets).reduce(|first, next| nearer(lines, first, next))
}

/// A tie that any move breaks: who then stands highest of those that tied, and who lowest.
fn broken_tie(lines: &Lines, tied: &[usize], way: Way) -> Option<Exchange> {
    let end = if way == Way::Up { &lines.inside } else { &lines.outside };
    let highest = tied.iter().copied().reduce(|best, row| if end[row] > end[best] { row } else { best })?;
    let lowest = tied.iter().copied().reduce(|worst, row| if end[row] < end[worst] { row } else { worst })?;
    lines.has_room(way).then_some(Exchange { weight: lines.at, leaves: lowest, enters: highest })
}

/// The exchange nearer to the present weight, the first of equals.
fn nearer(lines: &Lines, first: Exchange, next: Exchange) -> Exchange {
    let far = |exchange: &Exchange| (exchange.weight - lines.at).abs();
    if far(&next) + super::lines::TOGETHER < far(&first) { next } else { first }
}
