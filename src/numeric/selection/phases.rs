//! From problem to choice: the most worth, whether another choice has as much, the least cost, and the earliest items.
//!
//! Each phase is a search of its own, on what the phase before left undecided. Worth and cost make one objective where that stays
//! within what floating-point steers by; otherwise worth becomes a row.

use super::model::{Model, Reduced};
use super::search::{Aim, Search, Takes, Worth};
use super::{Choice, NoChoice, Problem, Row};
use crate::numeric::units::common_divisor;

/// Above this a combined objective would be steered too coarsely.
const LARGEST_COMBINED: i128 = 1 << 50;
/// Nodes of the first searches, before what they found decides more items.
const TRIALS: [u64; 3] = [0, 60, 1000];

/// What a search of a model came to.
struct Found {
    chosen: Option<Vec<bool>>,
    is_tied: bool,
    /// The highest gain that was not ruled out, where nodes ran out.
    left_open: Option<i64>,
}

/// Worth and cost in their own units: each divided by what all its figures share.
struct Objective {
    worth: Vec<i64>,
    cost: Vec<i64>,
    worth_unit: i64,
}

impl Objective {
    fn new(problem: &Problem) -> Self {
        let unit = |of: &[i64]| of.iter().fold(0, |shared, a| common_divisor(shared, *a)).max(1);
        let divided = |of: &[i64], unit: i64| of.iter().map(|a| a / unit).collect();
        let worth_unit = unit(&problem.worth);
        let mut cost = problem.cost.clone();
        cost.resize(problem.worth.len(), 0);
        Self { worth: divided(&problem.worth, worth_unit), cost: divided(&cost, unit(&cost)), worth_unit }
    }

    /// The highest cost there could be.
    fn dearest(&self) -> i64 {
        self.cost.iter().map(|cost| (*cost).max(0)).sum()
    }

    /// What a unit of worth must weigh so that no cost outweighs it, if worth and cost fit into one objective.
    fn weight(&self) -> Option<i64> {
        let size = |of: &[i64]| of.iter().map(|a| i128::from(a.abs())).sum::<i128>();
        let weight = size(&self.cost) + 1;
        let fits = size(&self.worth) * weight + weight <= LARGEST_COMBINED;
        if fits { i64::try_from(weight).ok() } else { None }
    }
}

/// The best choice within a number of nodes.
pub(super) fn choose(problem: &Problem, nodes: u64) -> Result<Choice, NoChoice> {
    let objective = Objective::new(problem);
    let weight = objective.weight();
    let gain = match weight {
        Some(weight) => objective.worth.iter().zip(&objective.cost).map(|(worth, cost)| worth * weight - cost).collect(),
        None => objective.worth.clone(),
    };
    let read = weight.map_or(Worth { weight: 1, dearest: 0 }, |weight| Worth { weight, dearest: objective.dearest() });
    let model = Model::new(problem, gain, &[]);
    let least = model.gain.iter().map(|gain| gain.min(&0)).sum();
    let mut nodes = nodes;
    let best = search(&model, Aim::BestAndTies(read), least, &mut nodes);
    let Some(mut chosen) = best.chosen else {
        return Err(if best.left_open.is_some() { NoChoice::NotFound } else { NoChoice::Infeasible });
    };
    let gain = model.gain_of(&chosen);
    let worth = read.of(gain);
    let bound = best.left_open.map_or(worth, |open| read.of(open).max(worth));
    if best.is_tied && bound == worth {
        chosen = match weight {
            Some(_) => earliest(&model, gain, chosen, &mut nodes),
            None => cheapest(problem, &objective, worth, chosen, &mut nodes),
        };
    }
    let unit = objective.worth_unit;
    Ok(Choice { chosen, worth: worth * unit, bound: bound.saturating_mul(unit), is_tied: best.is_tied && bound == worth })
}

/// Of the choices of as much worth, the cheapest, and of those the one with the earliest items.
fn cheapest(problem: &Problem, objective: &Objective, worth: i64, mut chosen: Vec<bool>, nodes: &mut u64) -> Vec<bool> {
    let terms = objective.worth.iter().enumerate().map(|(item, worth)| (item, -worth)).collect();
    let cheapest = Model::new(problem, objective.cost.iter().map(|cost| -cost).collect(), &[Row { terms, at_most: -worth }]);
    let gain = cheapest.gain_of(&chosen);
    if let Some(cheaper) = search(&cheapest, Aim::Best, gain + 1, nodes).chosen {
        chosen = cheaper;
    }
    earliest(&cheapest, cheapest.gain_of(&chosen), chosen, nodes)
}

/// Of the choices that gain as much, the one that holds the earliest item in which they differ.
fn earliest(model: &Model, gain: i64, mut chosen: Vec<bool>, nodes: &mut u64) -> Vec<bool> {
    let Some(mut rest) = undecided(model, gain) else { return chosen };
    chosen = rest.sorted(chosen);
    while let Some(position) = (0..rest.items.len()).find(|position| !chosen[rest.items[*position]]) {
        // Items before are in, which is best; this one is if any choice has it.
        let mut decided = vec![None; rest.items.len()];
        decided[..position].fill(Some(true));
        decided[position] = Some(true);
        let with = rest.further(&decided).and_then(|with| {
            let found = search_reduced(&with, Aim::Any, gain, nodes);
            found.chosen.map(|chosen| with.sorted(chosen))
        });
        let is_in = with.is_some();
        if let Some(better) = with {
            chosen = better;
        }
        decided[position] = Some(is_in);
        match rest.further(&decided) {
            Some(further) => rest = further,
            None => break,
        }
    }
    chosen
}

/// What is left undecided among choices of enough gain; `None` if there are none.
fn undecided(model: &Model, target: i64) -> Option<Reduced> {
    let whole = model.reduced(&vec![None; model.items()])?;
    let decided = Search::new(&whole.model, whole.gain, Aim::Any, target, 0).root()?;
    whole.further(&decided)
}

fn search(model: &Model, aim: Aim, target: i64, nodes: &mut u64) -> Found {
    match model.reduced(&vec![None; model.items()]) {
        Some(reduced) => search_reduced(&reduced, aim, target, nodes),
        None => Found { chosen: None, is_tied: false, left_open: None },
    }
}

/// Searches what is left of a model: briefly first, so that what was found decides more before the search proper.
fn search_reduced(reduced: &Reduced, aim: Aim, mut target: i64, nodes: &mut u64) -> Found {
    let mut best: Option<(i64, Vec<bool>)> = None;
    let mut is_tied = false;
    let mut smaller: Option<Reduced> = None;
    for trial in TRIALS.into_iter().chain([u64::MAX]) {
        // The first search finds out what is worth a look; later ones profit from what it found.
        if best.is_some() || aim == Aim::Any {
            let decided = Search::new(&reduced.model, reduced.gain, aim, target, 0).root();
            smaller = decided.and_then(|decided| reduced.further(&decided));
            if smaller.is_none() {
                break;
            }
        }
        let small = smaller.as_ref().unwrap_or(reduced);
        let most = trial.min(*nodes);
        let mut search = Search::new(&small.model, small.gain, aim, target, most);
        search.takes = if trial < u64::MAX { Takes::Near } else { Takes::Points };
        if let Some((gain, best)) = &best {
            search.start_from(*gain, small.restricted(best), is_tied);
        }
        search.run();
        *nodes -= most - search.nodes;
        (target, is_tied) = (search.target + small.gain, search.is_tied);
        if let Some(found) = search.found.as_ref().filter(|_| search.has_improved) {
            best = Some((small.gain + small.model.gain_of(found), small.whole(found)));
        }
        let left_open = search.left_open.map(|open| open.saturating_add(small.gain));
        let is_done = left_open.is_none() || (aim == Aim::Any && best.is_some());
        if is_done || *nodes == 0 {
            is_tied |= best.as_ref().is_some_and(|(_, best)| small.splits_alike(best));
            return Found { chosen: best.map(|(_, chosen)| chosen), is_tied, left_open };
        }
    }
    Found { chosen: best.map(|(_, chosen)| chosen), is_tied, left_open: None }
}

impl Reduced {
    /// Decides more of what is left; `None` if that breaks a row.
    fn further(&self, decided: &[Option<bool>]) -> Option<Self> {
        let small = self.model.reduced(decided)?;
        let mut all = self.decided.clone();
        for (item, chosen) in self.items.iter().zip(&small.decided) {
            all[*item] = *chosen;
        }
        Some(Self {
            items: small.items.iter().map(|item| self.items[*item]).collect(),
            model: small.model,
            decided: all,
            gain: self.gain + small.gain,
        })
    }

    /// The choice of the larger model with what was found here.
    fn whole(&self, found: &[bool]) -> Vec<bool> {
        let mut whole = self.decided.clone();
        for (item, chosen) in self.items.iter().zip(found) {
            whole[*item] = *chosen;
        }
        whole
    }

    /// The part of a choice that is left here, if it agrees with what is decided.
    fn restricted(&self, chosen: &[bool]) -> Option<Vec<bool>> {
        let part: Vec<bool> = self.items.iter().map(|item| chosen[*item]).collect();
        (self.whole(&part) == chosen).then_some(part)
    }

    /// Whether of some items alike only a part is chosen, so that another part would do as well.
    fn splits_alike(&self, chosen: &[bool]) -> bool {
        let pairs = self.model.next_alike.iter().enumerate();
        pairs
            .filter_map(|(item, next)| next.map(|next| (self.items[item], self.items[next])))
            .any(|(a, b)| chosen[a] != chosen[b])
    }

    /// The same choice with the earlier of items alike first.
    fn sorted(&self, mut chosen: Vec<bool>) -> Vec<bool> {
        for (first, _) in self.model.previous_alike.iter().enumerate().filter(|(_, previous)| previous.is_none()) {
            let alike: Vec<_> = std::iter::successors(Some(first), |item| self.model.next_alike[*item]).collect();
            let held = alike.iter().filter(|item| chosen[self.items[**item]]).count();
            for (place, item) in alike.iter().enumerate() {
                chosen[self.items[*item]] = place < held;
            }
        }
        chosen
    }
}
