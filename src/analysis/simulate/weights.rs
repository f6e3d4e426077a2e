//! Weights drawn from those that are admissible: one draw for each set of siblings, multiplied down the value tree.
//!
//! All draws are independent of one another; none comes from a Markov chain.
//!
//! # Source
//! Even draws from a simplex: exponentials over their sum (Rubinstein 1982); sorted for an order (Tervonen & Lahdelma 2007,
//! European Journal of Operational Research 178); within bounds of swings by [`crate::numeric::simplex`]. People are drawn again
//! from those who answered, within their groups (bootstrap: Efron 1979).

use pulp::Simd;

use super::Space;
use crate::model::criterion::{Criterion, Judgement};
use crate::model::decision::Decision;
use crate::model::hierarchy::Node;
use crate::model::stakeholders::Panel;
use crate::numeric::chacha::{Reader, Stream, Streams, WORDS};
use crate::numeric::gamma::dirichlet_draw;
use crate::numeric::lanes::{self, LANES, Lanes};
use crate::numeric::places::{network, sort_falling};
use crate::numeric::simplex::Proportions;
use crate::weighting::stakeholders::repooled;
use crate::weighting::{Leaf, judged_sets};

/// Weights nearer than this are equal, and stay unordered.
const EQUAL: f64 = 1e-12;

/// Draws weights.
#[derive(Debug, Clone)]
pub struct WeightDraws<'a> {
    /// Criteria that may have weight.
    pub carries: Vec<bool>,
    /// Whether they are the same in every draw.
    pub are_fixed: bool,
    kind: Kind<'a>,
}

#[derive(Debug, Clone)]
enum Kind<'a> {
    Fixed(Vec<f64>),
    /// From the top down.
    Tree {
        sets: Vec<Set>,
        groups: usize,
    },
    People {
        panel: &'a Panel,
        left_out: Vec<bool>,
        members: Vec<Vec<usize>>,
        stream: Stream,
    },
    Given(&'a [Vec<f64>]),
}

/// Siblings that may have weight.
#[derive(Debug, Clone)]
struct Set {
    /// The group whose weight they share.
    parent: Option<usize>,
    nodes: Vec<Node>,
    law: Law,
    stream: Stream,
}

#[derive(Debug, Clone)]
enum Law {
    /// One alone, or shares that nobody disputes.
    Fixed(Vec<f64>),
    Uniform,
    /// The nodes by falling weight, how many each run of equal ones has, and the network that sorts as many.
    Ordinal {
        falling: Vec<usize>,
        runs: Vec<usize>,
        steps: Vec<(u16, u16)>,
    },
    Interval(Proportions),
    Dirichlet(Vec<f64>),
}

/// Room for the draws of a block, kept from one block to the next.
#[derive(Debug, Clone)]
pub struct WeightRoom {
    /// One for each criterion.
    pub weights: Vec<Lanes>,
    groups: Vec<Lanes>,
    shares: Vec<Lanes>,
    few: Vec<f64>,
}

impl<'a> WeightDraws<'a> {
    /// - `concentration`: κ of a Dirichlet space
    #[must_use]
    pub fn new(decision: &'a Decision, space: Space, concentration: f64, streams: &Streams) -> Self {
        let present: Vec<f64> = decision.weights.criteria.iter().copied().collect();
        let carries: Vec<_> = present.iter().map(|weight| *weight > 0.0).collect();
        if let Some(given) = decision.draws.as_ref().and_then(|draws| draws.weights.as_deref()) {
            let carries = (0..present.len()).map(|leaf| given.iter().any(|weights| weights[leaf] > 0.0)).collect();
            return Self { carries, are_fixed: false, kind: Kind::Given(given) };
        }
        match (space, &decision.weighing.panel) {
            (Space::Stakeholders, Some(panel)) => {
                let of_group =
                    |group: usize| (0..panel.people.len()).filter(|&person| panel.people[person].group == group).collect();
                let members = (0..panel.groups.len()).map(of_group).collect();
                let left_out: Vec<_> = decision.criteria.iter().map(Criterion::is_left_out).collect();
                // Whom a median passes over may have a say in another draw.
                let weighs =
                    |leaf: usize| panel.people.iter().any(|person| person.weights[leaf].is_some_and(|weight| weight > 0.0));
                let carries = (0..present.len()).map(|leaf| !left_out[leaf] && weighs(leaf)).collect();
                let stream = streams.named(&["people"]);
                Self { carries, are_fixed: false, kind: Kind::People { panel, left_out, members, stream } }
            }
            (Space::Fixed | Space::Stakeholders | Space::Draws, _) => {
                Self { carries, are_fixed: true, kind: Kind::Fixed(present) }
            }
            _ => {
                let sets = sets(decision, space, concentration, streams);
                let are_fixed = sets.iter().all(|set| matches!(set.law, Law::Fixed(_)));
                Self { carries, are_fixed, kind: Kind::Tree { sets, groups: decision.groups.len() } }
            }
        }
    }

    /// Room for as many criteria as there are.
    #[must_use]
    pub fn room(&self) -> WeightRoom {
        let (widest, groups) = match &self.kind {
            Kind::Tree { sets, groups } => (sets.iter().map(|set| set.nodes.len()).max().unwrap_or(0), *groups),
            _ => (0, 0),
        };
        WeightRoom {
            weights: vec![[0.0; LANES]; self.carries.len()],
            groups: vec![[0.0; LANES]; groups],
            shares: vec![[0.0; LANES]; widest],
            few: vec![0.0; widest],
        }
    }

    /// The weights of a block of draws.
    #[inline(always)]
    pub fn fill<S: Simd>(&self, simd: S, block: u64, room: &mut WeightRoom) {
        match &self.kind {
            Kind::Fixed(weights) => {
                for (lanes, weight) in room.weights.iter_mut().zip(weights) {
                    lanes.fill(*weight);
                }
            }
            Kind::Tree { sets, .. } => {
                for set in sets {
                    set.fill(simd, block, room);
                }
            }
            Kind::People { panel, left_out, members, stream } => {
                let mut words = Reader::new(*stream, block);
                each_lane(&mut room.weights, |_| {
                    let chosen = |group: &Vec<usize>| group.iter().map(|_| group[words.below(group.len())]).collect();
                    repooled(panel, &members.iter().map(chosen).collect::<Vec<_>>(), left_out)
                });
            }
            Kind::Given(given) => {
                let from = usize::try_from(block).unwrap_or(usize::MAX).saturating_mul(LANES);
                let draw = |lane: usize| given.get(from.saturating_add(lane)).unwrap_or(&given[0]).clone();
                each_lane(&mut room.weights, draw);
            }
        }
    }
}

/// Weights that are made draw by draw.
#[inline(never)]
fn each_lane(weights: &mut [Lanes], mut draw: impl FnMut(usize) -> Vec<f64>) {
    for lane in 0..LANES {
        for (lanes, weight) in weights.iter_mut().zip(draw(lane)) {
            lanes[lane] = weight;
        }
    }
}

/// The sets of siblings with what is drawn in each.
fn sets(decision: &Decision, space: Space, concentration: f64, streams: &Streams) -> Vec<Set> {
    let leaf = |criterion: &Criterion| Leaf { judgement: criterion.judgement, group: criterion.group };
    let leaves: Vec<_> = decision.criteria.iter().map(leaf).collect();
    let weight = |node: &Node| match *node {
        Node::Criterion(leaf) => decision.weights.criteria[leaf],
        Node::Group(group) => decision.weights.groups[group],
    };
    let name = |parent: Option<usize>| parent.map_or("", |group| &*decision.groups[group].id);
    let set = |set: crate::weighting::SiblingSet| {
        let nodes: Vec<_> = set.nodes.into_iter().filter(|node| weight(node) > 0.0).collect();
        let total: f64 = nodes.iter().map(weight).sum();
        let shares: Vec<f64> = nodes.iter().map(|node| weight(node) / total).collect();
        let bounds = nodes.iter().zip(&shares).map(|(node, share)| bounds(decision, *node, *share)).collect::<Vec<_>>();
        let law = Law::new(space, shares, &bounds, concentration);
        Set { parent: set.parent, nodes, law, stream: streams.named(&["weights", name(set.parent)]) }
    };
    judged_sets(&leaves, &decision.groups).into_iter().map(set).filter(|set| !set.nodes.is_empty()).collect()
}

/// From its present share down and up in the proportions of its swing's bounds to the swing; the share itself without bounds.
fn bounds(decision: &Decision, node: Node, share: f64) -> (f64, f64) {
    let (stated, judgement) = match node {
        Node::Criterion(leaf) => (decision.criteria[leaf].swing_bounds, decision.criteria[leaf].judgement),
        Node::Group(group) => (decision.groups[group].swing_bounds, decision.groups[group].judgement),
    };
    match (stated, judgement) {
        (Some((low, high)), Some(Judgement::Swing(swing))) if swing > 0.0 => (share * (low / swing), share * (high / swing)),
        _ => (share, share),
    }
}

impl Law {
    fn new(space: Space, shares: Vec<f64>, bounds: &[(f64, f64)], concentration: f64) -> Self {
        if shares.len() < 2 {
            return Self::Fixed(shares);
        }
        match space {
            Space::Uniform => Self::Uniform,
            Space::Ordinal => {
                let mut falling: Vec<_> = (0..shares.len()).collect();
                falling.sort_by(|&a, &b| shares[b].total_cmp(&shares[a]));
                let runs = falling.chunk_by(|&a, &b| shares[a] - shares[b] <= EQUAL).map(<[_]>::len).collect();
                Self::Ordinal { steps: network(falling.len()), falling, runs }
            }
            Space::Interval if bounds.iter().any(|(low, high)| low < high) => Self::Interval(Proportions::new(bounds)),
            Space::Dirichlet => Self::Dirichlet(shares.iter().map(|share| concentration * share).collect()),
            Space::Interval | Space::Fixed | Space::Stakeholders | Space::Draws => Self::Fixed(shares),
        }
    }
}

impl Set {
    #[inline(always)]
    fn fill<S: Simd>(&self, simd: S, block: u64, room: &mut WeightRoom) {
        let WeightRoom { weights, groups, shares, few } = room;
        let shares = &mut shares[..self.nodes.len()];
        match &self.law {
            Law::Fixed(fixed) => {
                for (lanes, share) in shares.iter_mut().zip(fixed) {
                    lanes.fill(*share);
                }
            }
            Law::Uniform => self.even(simd, block, shares),
            Law::Ordinal { falling, runs, steps } => {
                self.even(simd, block, shares);
                in_order(shares, falling, runs, steps);
            }
            Law::Interval(proportions) => {
                let mut words = Reader::new(self.stream, block);
                one_by_one(shares, &mut few[..self.nodes.len()], |few| proportions.draw(&mut words, few));
            }
            Law::Dirichlet(parameters) => {
                let mut words = Reader::new(self.stream, block);
                one_by_one(shares, &mut few[..self.nodes.len()], |few| dirichlet_draw(&mut words, parameters, few));
            }
        }
        for (node, share) in self.nodes.iter().zip(shares) {
            if let Some(parent) = self.parent {
                for (share, above) in share.iter_mut().zip(&groups[parent]) {
                    *share *= above;
                }
            }
            match *node {
                Node::Criterion(leaf) => weights[leaf] = *share,
                Node::Group(group) => groups[group] = *share,
            }
        }
    }

    /// Even draws from the simplex.
    #[inline(always)]
    fn even<S: Simd>(&self, simd: S, block: u64, shares: &mut [Lanes]) {
        let (mut low, mut high) = ([0; WORDS], [0; WORDS]);
        let mut total = [0.0; LANES];
        let mut portion = 0;
        for lanes in shares.iter_mut() {
            self.stream.fill(simd, block, portion, &mut low);
            self.stream.fill(simd, block, portion + 1, &mut high);
            portion += 2;
            lanes::exponentials(&low, &high, lanes);
            for (total, share) in total.iter_mut().zip(lanes) {
                *total += *share;
            }
        }
        for lanes in shares.iter_mut() {
            for (share, total) in lanes.iter_mut().zip(&total) {
                *share /= total;
            }
        }
    }
}

#[inline(never)]
fn one_by_one(shares: &mut [Lanes], few: &mut [f64], mut draw: impl FnMut(&mut [f64])) {
    for lane in 0..LANES {
        draw(few);
        for (lanes, share) in shares.iter_mut().zip(&*few) {
            lanes[lane] = *share;
        }
    }
}

/// Puts even draws into an order; among equals they keep the order they were drawn in, which is as good as any.
#[inline(always)]
fn in_order(shares: &mut [Lanes], falling: &[usize], runs: &[usize], steps: &[(u16, u16)]) {
    let drawn = shares.to_vec();
    let mut sorted = drawn.clone();
    sort_falling(&mut sorted, steps);
    for (&node, lanes) in falling.iter().zip(&sorted) {
        shares[node] = *lanes;
    }
    let mut from = 0;
    for &length in runs {
        if length > 1 {
            mix_equals(shares, &drawn, &sorted[from..from + length], &falling[from..from + length]);
        }
        from += length;
    }
}

/// Gives the largest of some shares to the one of their nodes whose own draw was largest, and so on.
#[inline(never)]
fn mix_equals(shares: &mut [Lanes], drawn: &[Lanes], sorted: &[Lanes], nodes: &[usize]) {
    let mut order = nodes.to_vec();
    for lane in 0..LANES {
        order.sort_by(|&a, &b| drawn[b][lane].total_cmp(&drawn[a][lane]));
        for (&node, lanes) in order.iter().zip(sorted) {
            shares[node][lane] = lanes[lane];
        }
    }
}
