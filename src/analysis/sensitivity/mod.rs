//! What would change the answer: weights, figures and costs one at a time, and all weights together. Closed forms and proven
//! optima; nothing is sampled.
//!
//! Each question has its file: `one_weight`, `funded`, `ranks`, `sweep` and `regions` move weights along straight lines (`lines`);
//! `needed` and `tornado` move figures; `optimality` and `attainable` look at all `admissible` weights.

pub mod admissible;
pub mod attainable;
pub mod break_even;
pub mod columns;
pub mod flips;
pub mod funded;
pub mod level;
mod lines;
pub mod needed;
pub mod one_weight;
pub mod optimality;
mod present;
pub mod ranks;
pub mod regions;
pub mod summary;
pub mod sweep;
pub mod tornado;

use std::sync::Arc;

use serde::Serialize;

use super::fund::{Outline, Unfundable};
use crate::model::decision::Decision;
use crate::model::hierarchy::Node;
use admissible::{Admissible, Space};
use attainable::{Attainable, attainable};
use break_even::{BreakEven, break_even_costs};
use columns::{NeededFigure, needed_figures};
use flips::{ClosestFlip, closest_flips, potentially_optimal};
use funded::Funded;
use needed::{NeededScore, needed_scores};
use one_weight::{WeightStability, intervals};
use optimality::{Rows, Unsolved};
pub use present::Present;
use ranks::{RankStability, rank_intervals};
use regions::{NotTwo, TwoWay, two_way};
use summary::{ByFigures, Lead, by_figures, lead, open_rows};
use sweep::{Sweep, sweep};
use tornado::{TornadoBar, tornado};

/// Interventions for which closest flips and potential optimality are worked out unasked: a programme or two for each.
pub const PROGRAMMES_LIMIT: usize = 500;

/// The answer that is to stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Who comes first, alone or together.
    Winner,
    /// Who is among the first k.
    TopK(usize),
    /// Every place.
    Order,
    /// Which interventions the best plan under `[portfolio]` funds.
    Funded,
}

impl Target {
    /// As results name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Winner => "winner",
            Self::TopK(_) => "top-k",
            Self::Order => "order",
            Self::Funded => "funded",
        }
    }

    /// How many of the first are looked at, where that is the question.
    #[must_use]
    pub fn k(self) -> Option<usize> {
        match self {
            Self::TopK(k) => Some(k),
            Self::Winner | Self::Order | Self::Funded => None,
        }
    }
}

/// What is asked beside how far each weight can move.
#[derive(Debug, Clone)]
pub struct Questions {
    pub target: Target,
    pub space: Space,
    /// Flips and potential optimality however many interventions there are.
    pub programmes: bool,
    pub ranks: bool,
    pub intervals: bool,
    pub sweep: Option<Node>,
    pub two_way: Option<(Node, Node)>,
    /// Every row's uncertain figures, or one row's.
    pub tornado: Option<Option<usize>>,
}

impl Questions {
    /// Nothing but the answer that is to stay, over all weights.
    #[must_use]
    pub fn about(target: Target) -> Self {
        Self {
            target,
            space: Space::Free,
            programmes: false,
            ranks: false,
            intervals: false,
            sweep: None,
            two_way: None,
            tornado: None,
        }
    }
}

/// The result of `sensitivity`.
#[derive(Debug, Clone, Serialize)]
pub struct Sensitivity {
    pub target: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<usize>,
    /// The best plan, where its interventions are looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Outline>,
    /// Who stays: those that come first, are among the first few, or are funded; for the order, all.
    pub holds: Vec<Arc<str>>,
    /// Nearest change first.
    pub weights: Vec<WeightStability>,
    pub scores: Vec<NeededScore>,
    /// The same by column, where columns are not the criteria's performances.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<NeededFigure>,
    /// Nearest first; `None` where there are too many interventions and nobody asked.
    pub closest_flips: Option<Vec<ClosestFlip>>,
    pub weights_space: Space,
    pub potentially_optimal: Option<Vec<Arc<str>>>,
    /// Where value is divided by cost.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub break_even_costs: Vec<BreakEven>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranks: Option<Vec<RankStability>>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "stretches")]
    pub sweep: Option<Sweep>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "regions", serialize_with = "polygons")]
    pub two_way: Option<TwoWay>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tornado: Option<Vec<TornadoBar>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intervals: Option<Vec<Attainable>>,
    /// Interventions of which figures are missing, so that their values are the middle of what they could be.
    pub provisional: Vec<Arc<str>>,
    /// The solver came to no proven answer about flips or about who can come first, so that it is left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unproven: bool,
    /// Least and largest value of each of these, over what is missing.
    #[serde(skip)]
    pub blanks: Vec<(f64, f64)>,
    /// Who comes first, alone or together, and how the first stands to the second.
    #[serde(skip)]
    pub first: Vec<Arc<str>>,
    #[serde(skip)]
    pub lead: Option<Lead>,
    /// What single uncertain figures do to who comes first.
    #[serde(skip)]
    pub by_figures: Option<ByFigures>,
    /// Why the winner is looked at though there is money to spend.
    #[serde(skip)]
    pub instead_of_funded: Option<Unanswered>,
    /// Where the winner is not what is looked at: how far the weights can move before it changes, nearest first.
    #[serde(skip)]
    pub winner: Vec<WeightStability>,
}

#[allow(clippy::ref_option)] // what serde hands over
fn stretches<S: serde::Serializer>(sweep: &Option<Sweep>, serializer: S) -> Result<S::Ok, S::Error> {
    sweep.as_ref().map(|sweep| &sweep.stretches).serialize(serializer)
}

#[allow(clippy::ref_option)] // what serde hands over
fn polygons<S: serde::Serializer>(two_way: &Option<TwoWay>, serializer: S) -> Result<S::Ok, S::Error> {
    two_way.as_ref().map(|two_way| &two_way.regions).serialize(serializer)
}

/// Why a question has no answer.
#[derive(Debug, Clone)]
pub enum Unanswered {
    TooManyForSweep {
        count: usize,
    },
    TooManyForRanks {
        count: usize,
    },
    NotTwo(NotTwo),
    /// The solver gave up.
    Unsolved,
    /// There is no plan.
    NoPlan(Unfundable),
    /// Whether a plan is the best was not found out within the effort allowed.
    PlanUnproven,
}

impl From<Unsolved> for Unanswered {
    fn from(_: Unsolved) -> Self {
        Self::Unsolved
    }
}

impl From<Unfundable> for Unanswered {
    fn from(unfundable: Unfundable) -> Self {
        Self::NoPlan(unfundable)
    }
}

/// Answers the questions.
///
/// # Errors
/// What is asked of more interventions than can be answered exactly, of weights that cannot move apart, or of a plan that
/// there is not.
pub fn sensitivity(decision: &Decision, questions: &Questions) -> Result<Sensitivity, Unanswered> {
    let present = Present::new(decision);
    let count = present.count();
    if questions.sweep.is_some() && count > sweep::SWEEP_LIMIT {
        return Err(Unanswered::TooManyForSweep { count });
    }
    if questions.intervals && count > attainable::RANK_LIMIT {
        return Err(Unanswered::TooManyForRanks { count });
    }
    let two_way = questions.two_way.map(|(x, y)| two_way(&present, x, y)).transpose().map_err(Unanswered::NotTwo)?;
    let target = questions.target;
    let funded = (target == Target::Funded).then(|| Funded::new(decision)).transpose()?;
    let weights = match &funded {
        Some(funded) => funded.intervals(&present)?,
        None => intervals(&present, target),
    };
    let rows = Rows::new(&present);
    let admissible = Admissible::new(decision, questions.space);
    let programmes = questions.programmes || count <= PROGRAMMES_LIMIT;
    let flips = if programmes { closest_flips(&rows).ok() } else { None };
    let leaders = if programmes { potentially_optimal(&rows, &admissible).ok() } else { None };
    let unproven = programmes && (flips.is_none() || leaders.is_none());
    let id = |row: usize| Arc::clone(&decision.interventions[row].id);
    let open = open_rows(decision);
    let held = match target {
        Target::Winner => present.first(1),
        Target::TopK(k) => present.first(k),
        Target::Order => present.order.clone(),
        Target::Funded => funded.as_ref().map_or_else(Vec::new, Funded::rows),
    };
    Ok(Sensitivity {
        target: target.name(),
        k: target.k(),
        plan: funded.as_ref().map(Funded::outline),
        holds: held.into_iter().map(id).collect(),
        weights,
        scores: needed_scores(&present, target.k()),
        figures: needed_figures(&present),
        closest_flips: flips,
        weights_space: questions.space,
        potentially_optimal: leaders,
        unproven,
        break_even_costs: break_even_costs(&present, target.k()),
        ranks: questions.ranks.then(|| rank_intervals(&present)),
        sweep: questions.sweep.map(|node| sweep(&present, node)),
        two_way,
        tornado: questions.tornado.map(|only| tornado(&present, only)),
        intervals: if questions.intervals { Some(attainable(&rows, &admissible)?) } else { None },
        blanks: open.iter().map(|(_, ends)| *ends).collect(),
        provisional: open.into_iter().map(|(row, _)| id(row)).collect(),
        first: present.first(1).into_iter().map(id).collect(),
        lead: lead(&present),
        by_figures: by_figures(&present),
        instead_of_funded: None,
        winner: if target == Target::Winner { Vec::new() } else { intervals(&present, Target::Winner) },
    })
}
