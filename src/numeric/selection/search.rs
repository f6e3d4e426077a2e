//! Branch and bound: depth first, on the relaxation, under bounds that hold exactly.
//!
//! At every node items are decided by what deciding them otherwise would cost, and by those alike: of items alike the earlier come
//! first. Branching also splits on how many items are chosen, which closes problems where worth is about proportional to cost.

use super::bound::Bound;
use super::model::Model;
use super::relaxation::{Ending, Relaxation, float};
use super::rounding::rounded;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// A choice of the most gain.
    Best,
    /// A choice of the most gain, and whether another has as much worth.
    BestAndTies(Worth),
    /// Any choice that gains enough.
    Any,
}

/// How worth is read off a gain that is worth·weight − cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Worth {
    pub weight: i64,
    /// No cost is above this.
    pub dearest: i64,
}

impl Worth {
    /// The most worth that a choice of this gain can have; its very worth, if the gain is that of a choice.
    pub fn of(self, gain: i64) -> i64 {
        gain.saturating_add(self.dearest).div_euclid(self.weight)
    }

    /// The least gain of as much worth as a gain has.
    fn least(self, gain: i64) -> i64 {
        self.of(gain) * self.weight - self.dearest
    }
}

/// Which choices are taken note of at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// None: only bounds are wanted.
    Nothing,
    /// Whole points of the relaxation.
    Points,
    /// Those and choices near other points.
    Near,
}

/// A search of one model, and what it has found.
pub(super) struct Search<'a> {
    model: &'a Model,
    aim: Aim,
    /// Only choices that gain this much are wanted; rises with every choice found under `Aim::Best`.
    pub target: i64,
    /// Gain of the best choice known, also if that was found before.
    best: Option<i64>,
    /// The best choice known, if it is one of this model.
    pub found: Option<Vec<bool>>,
    pub has_improved: bool,
    pub is_tied: bool,
    /// What a gain here lacks to that of the whole problem.
    base: i64,
    /// Nodes that may still be looked at; large ones count for several.
    pub nodes: u64,
    /// The highest bound of what was left out for want of nodes.
    pub left_open: Option<i64>,
    pub takes: Takes,
    bound: Bound,
    point: Vec<f64>,
    prices: Vec<f64>,
    spare: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    relaxation: Relaxation,
    decided: Vec<Option<bool>>,
    open: usize,
}

impl Node {
    /// Becomes the same as another, in the memory there is.
    fn copy(&mut self, from: &Self) {
        self.relaxation.copy(&from.relaxation);
        self.decided.clone_from(&from.decided);
        self.open = from.open;
    }
}

/// What was learnt of a node by bounding it.
enum Bounded {
    /// Nothing wanted is in it.
    Closed,
    /// All that is left has this bound; whether the relaxation has an optimum.
    Open(i64, bool),
}

const STEPS_AT_ROOT: usize = 20_000;
const STEPS_AT_NODE: usize = 400;
/// How often a node is solved anew because items were decided in it.
const ROUNDS: usize = 4;

impl<'a> Search<'a> {
    /// A search for choices that gain `target` and more, as the whole problem counts, with `base` decided already.
    pub fn new(model: &'a Model, base: i64, aim: Aim, target: i64, nodes: u64) -> Self {
        Self {
            model,
            aim,
            target: target - base,
            best: None,
            found: None,
            has_improved: false,
            is_tied: false,
            base,
            nodes,
            left_open: None,
            takes: Takes::Points,
            bound: Bound::new(model),
            point: Vec::new(),
            prices: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// What the root alone decides of choices that gain the target; `None` if there are none.
    pub fn root(&mut self) -> Option<Vec<Option<bool>>> {
        let mut node = self.first();
        self.takes = Takes::Nothing;
        match self.bounded(&mut node, STEPS_AT_ROOT) {
            Bounded::Closed => None,
            Bounded::Open(..) => Some(node.decided),
        }
    }

    /// Searches the whole model.
    pub fn run(&mut self) {
        let mut node = self.first();
        if let Bounded::Open(bound, solved) = self.bounded(&mut node, STEPS_AT_ROOT) {
            self.branch(node, bound, solved);
        }
    }

    fn first(&self) -> Node {
        let items = self.model.items();
        Node { relaxation: Relaxation::new(self.model), decided: vec![None; items], open: items }
    }

    fn is_done(&self) -> bool {
        self.aim == Aim::Any && self.has_improved
    }

    fn look(&mut self, mut node: Node, above: i64) {
        if self.is_done() || above < self.target {
            return self.spare.push(node);
        }
        if self.nodes == 0 {
            self.left_open = Some(self.left_open.map_or(above, |open| open.max(above)));
            return self.spare.push(node);
        }
        self.nodes = self.nodes.saturating_sub(node.relaxation.weight());
        match self.bounded(&mut node, STEPS_AT_NODE) {
            Bounded::Closed => self.spare.push(node),
            Bounded::Open(bound, solved) => self.branch(node, bound.min(above), solved),
        }
    }

    /// Solves and bounds a node, deciding what the bound decides.
    fn bounded(&mut self, node: &mut Node, steps: usize) -> Bounded {
        let mut result = Bounded::Closed;
        for _ in 0..ROUNDS {
            // Low enough that the exact bound, a little higher for rounded multipliers, confirms it.
            let target = float(self.target);
            let mut ending = node.relaxation.solve(steps, target - 2.0 - 1e-7 * target.abs());
            self.bound.update(self.model, &node.relaxation, &node.decided);
            if self.bound.gain() >= self.target && ending == Ending::Stopped {
                ending = node.relaxation.solve(steps, f64::NEG_INFINITY);
                self.bound.update(self.model, &node.relaxation, &node.decided);
            }
            let bound = self.bound.gain();
            if bound < self.target {
                return Bounded::Closed;
            }
            if ending == Ending::Empty && self.is_empty(node, bound) {
                return Bounded::Closed;
            }
            result = Bounded::Open(bound, ending == Ending::Optimal);
            if self.takes != Takes::Nothing
                && ending == Ending::Optimal
                && self.try_rounded(node)
                && (self.is_done() || bound < self.target)
            {
                return Bounded::Closed;
            }
            let mut moved = false;
            for item in 0..node.decided.len() {
                if node.decided[item].is_none()
                    && let Some(chosen) = self.bound.decides(item, self.target)
                {
                    moved |= self.decide(node, item, chosen);
                }
            }
            if !moved || node.open == 0 {
                break;
            }
        }
        result
    }

    /// Whether the bound confirms that no wanted choice is in a node whose relaxation has no point.
    fn is_empty(&mut self, node: &mut Node, bound: i64) -> bool {
        let mut prices = std::mem::take(&mut self.prices);
        node.relaxation.swap_prices(&mut prices);
        let mut empty = false;
        let mut lead = (float(bound) - float(self.target) + 1.0) * 1.001;
        for _ in 0..4 {
            node.relaxation.sink(&prices, lead);
            self.bound.update(self.model, &node.relaxation, &node.decided);
            empty = self.bound.gain() < self.target;
            if empty {
                break;
            }
            lead *= 100.0;
        }
        node.relaxation.swap_prices(&mut prices);
        self.prices = prices;
        if !empty {
            self.bound.update(self.model, &node.relaxation, &node.decided);
        }
        empty
    }

    /// Decides an item, and with it those alike; whether the relaxation has to be solved anew.
    fn decide(&self, node: &mut Node, item: usize, chosen: bool) -> bool {
        let next = if chosen { &self.model.previous_alike } else { &self.model.next_alike };
        let value = f64::from(u8::from(chosen));
        let mut moved = false;
        let mut at = Some(item);
        while let Some(item) = at.filter(|item| node.decided[*item].is_none()) {
            node.decided[item] = Some(chosen);
            node.open -= 1;
            moved |= node.relaxation.narrow(item, value, value);
            at = next[item];
        }
        moved
    }

    /// Takes the point of the relaxation, rounded, if it is a choice that is wanted.
    fn try_rounded(&mut self, node: &Node) -> bool {
        node.relaxation.point(&mut self.point);
        if self.point.iter().any(|part| (part - part.round()).abs() > 1e-6) {
            return self.takes == Takes::Near && self.take(rounded(self.model, &self.point, &self.bound.surplus));
        }
        let chosen: Vec<bool> = self.point.iter().map(|part| *part > 0.5).collect();
        self.take(chosen)
    }

    /// Starts from a choice found before; `chosen` if it is one of this model.
    pub fn start_from(&mut self, gain: i64, chosen: Option<Vec<bool>>, is_tied: bool) {
        (self.best, self.found, self.is_tied) = (Some(gain - self.base), chosen, is_tied);
    }

    /// Notes a choice if it is allowed and wanted.
    fn take(&mut self, chosen: Vec<bool>) -> bool {
        let gain = self.model.gain_of(&chosen);
        if gain < self.target || self.found.as_ref() == Some(&chosen) || !self.model.allows(&chosen) {
            return false;
        }
        let base = self.base;
        if let Aim::BestAndTies(worth) = self.aim {
            self.is_tied = self.best.is_some_and(|best| worth.of(gain + base) == worth.of(best + base));
        }
        if self.best.is_none_or(|best| gain > best) {
            (self.best, self.found, self.has_improved) = (Some(gain), Some(chosen), true);
        }
        let best = self.best.unwrap_or(gain);
        self.target = match self.aim {
            Aim::BestAndTies(worth) if !self.is_tied => worth.least(best + base) - base,
            Aim::BestAndTies(_) | Aim::Best => best + 1,
            Aim::Any => self.target,
        };
        true
    }

    fn branch(&mut self, mut node: Node, bound: i64, solved: bool) {
        if node.open == 0 {
            self.take(node.decided.iter().map(|decided| *decided == Some(true)).collect());
            return self.spare.push(node);
        }
        let split = if solved { node.relaxation.branching() } else { None };
        let mut other = self.spare.pop().unwrap_or_default();
        other.copy(&node);
        if let Some((variable, value, down_first)) = split {
            self.split(&mut node, variable, value, down_first);
            self.split(&mut other, variable, value, !down_first);
        } else {
            let item = self.undecided(&node);
            let chosen = self.bound.surplus.get(item).is_some_and(|surplus| *surplus > 0);
            self.decide(&mut node, item, chosen);
            self.decide(&mut other, item, !chosen);
        }
        self.look(node, bound);
        self.look(other, bound);
    }

    /// Keeps the side of a branching variable.
    fn split(&self, node: &mut Node, variable: usize, value: f64, down: bool) {
        if variable < node.decided.len() {
            self.decide(node, variable, !down);
            return;
        }
        let (low, high) = (node.relaxation.low[variable], node.relaxation.high[variable]);
        let (low, high) = if down { (low, value.floor()) } else { (value.ceil(), high) };
        node.relaxation.narrow(variable, low, high);
    }

    /// The undecided item that matters most.
    fn undecided(&self, node: &Node) -> usize {
        let open = (0..node.decided.len()).filter(|item| node.decided[*item].is_none());
        open.max_by_key(|item| self.bound.surplus.get(*item).map_or(0, |surplus| surplus.abs())).unwrap_or(0)
    }
}
