//! The weights themselves: normalised, by group of criteria and by stakeholder, with what is known of the judgements.
//!
//! # Source
//! von Winterfeldt & Edwards (1986); the sources of each kind stand with it in `weighting`.

use std::sync::Arc;

use serde::Serialize;

use super::ByName;
use super::rank::Shown;
use crate::model::criterion::Criterion;
use crate::model::decision::Decision;
use crate::model::hierarchy::Node;
use crate::model::stakeholders::{Panel, ReturnNote, Spread};
use crate::model::value_function::{Level, Shape};
use crate::model::weighing::{SetCheck, WeightsKind};

/// Whether single people are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    Hidden,
    Shown,
}

/// The result of `weights`; all weights are shares of 1.
#[derive(Debug, Clone, Serialize)]
pub struct WeightsResult {
    pub weights: ByName<f64>,
    pub group_weights: ByName<f64>,
    pub kind: WeightsKind,
    /// The largest of all pairwise matrices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consistency_ratio: Option<f64>,
    /// The largest of all best-worst comparisons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xi: Option<f64>,
    /// What each swing stands for.
    pub swings: Vec<Swing>,
    /// One for each set of siblings that was compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<Compared>,
    pub groups: Vec<GroupWeights>,
    pub equal_groups: Option<ByName<f64>>,
    pub equal_person: Option<ByName<f64>>,
    pub spread: Option<ByName<Spread>>,
    pub agreement: Agreement,
    pub returns: Vec<ReturnNote>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stakeholders: Option<Vec<PersonWeights>>,
}

/// The move that a weight is the worth of.
#[derive(Debug, Clone, Serialize)]
pub struct Swing {
    pub criterion: Arc<str>,
    /// Points, share or place as it was judged; `None` where comparisons or returns weigh it.
    pub judged: Option<f64>,
    /// Worst and best performance; `None` where the scale is relative to the other interventions.
    pub from: Option<Shown>,
    pub to: Option<Shown>,
    pub unit: Option<String>,
}

/// What the comparisons over one set of siblings say of themselves.
#[derive(Debug, Clone, Serialize)]
pub struct Compared {
    /// The group whose members were compared; `None` at the top.
    pub group: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consistency_ratio: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xi: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revisit: Option<Revisit>,
}

/// The judgement to ask about first.
#[derive(Debug, Clone, Serialize)]
pub struct Revisit {
    pub more: Arc<str>,
    pub less: Arc<str>,
    pub stated: f64,
    pub implied: f64,
    pub consistency_ratio_after: f64,
}

#[derive(Debug, Clone, Serialize)]
pub struct GroupWeights {
    pub group: String,
    pub people: usize,
    /// Share of the say, of 1.
    pub say: f64,
    pub weights: ByName<Option<f64>>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Agreement {
    /// Of the complete returns on the order of the criteria; `None` for fewer than two.
    pub kendall_w: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PersonWeights {
    pub stakeholder: String,
    pub group: String,
    pub weights: ByName<Option<f64>>,
}

/// The weights of a decision.
#[must_use]
pub fn weights(decision: &Decision, people: People) -> WeightsResult {
    let names: Arc<[Arc<str>]> = decision.criteria.iter().map(|criterion| Arc::clone(&criterion.id)).collect();
    let groups: Arc<[Arc<str>]> = decision.groups.iter().map(|group| Arc::clone(&group.id)).collect();
    let panel = decision.weighing.panel.as_ref();
    // Of few people a published panel does not say how far they differ, nor what would follow if they were pooled otherwise.
    let open = panel.filter(|panel| !panel.spread.is_empty());
    let unmerged = open.filter(|panel| panel.merged == 0);
    let all = |of: fn(&Panel) -> &Vec<f64>| unmerged.map(|panel| ByName::new(&names, of(panel).clone()));
    let shown = panel.filter(|_| people == People::Shown);
    WeightsResult {
        weights: ByName::new(&names, decision.weights.criteria.iter().copied().collect()),
        group_weights: ByName::new(&groups, decision.weights.groups.clone()),
        kind: decision.weighing.kind,
        consistency_ratio: decision.weighing.consistency_ratio(),
        xi: decision.weighing.xi(),
        swings: decision.criteria.iter().map(swing).collect(),
        comparisons: decision.weighing.checks.iter().map(|check| compared(decision, check)).collect(),
        groups: panel.map_or_else(Vec::new, |panel| group_weights(panel, &names)),
        equal_groups: all(|panel| &panel.equal_groups),
        equal_person: all(|panel| &panel.equal_person),
        spread: open.map(|panel| ByName::new(&names, panel.spread.clone())),
        agreement: Agreement { kendall_w: panel.and_then(|panel| panel.kendall_w) },
        returns: panel.map_or_else(Vec::new, |panel| panel.returns.clone()),
        stakeholders: shown.map(|panel| person_weights(panel, &names)),
    }
}

fn swing(criterion: &Criterion) -> Swing {
    let (from, to) = match (&criterion.value.shape, criterion.value.scale) {
        (Shape::Levels(levels), _) => {
            let text = |level: &Level| Some(Shown::Text(level.label.clone()));
            Level::ends(levels).map_or((None, None), |(worst, best)| (text(worst), text(best)))
        }
        (_, Some(scale)) => (Some(Shown::Number(scale.worst)), Some(Shown::Number(scale.best))),
        (_, None) => (None, None),
    };
    Swing {
        criterion: Arc::clone(&criterion.id),
        judged: criterion.judgement.map(crate::model::criterion::Judgement::figure),
        from,
        to,
        unit: criterion.unit.clone(),
    }
}

fn compared(decision: &Decision, check: &SetCheck) -> Compared {
    let group = |parent: Option<usize>| parent.map(|group| Arc::clone(&decision.groups[group].id));
    match check {
        SetCheck::Pairwise { parent, consistency_ratio, revisit, .. } => Compared {
            group: group(*parent),
            consistency_ratio: *consistency_ratio,
            xi: None,
            revisit: revisit.map(|revisit| Revisit {
                more: Arc::clone(id(decision, revisit.more)),
                less: Arc::clone(id(decision, revisit.less)),
                stated: revisit.stated,
                implied: revisit.implied,
                consistency_ratio_after: revisit.ratio_after,
            }),
        },
        SetCheck::BestWorst { parent, xi } => {
            Compared { group: group(*parent), consistency_ratio: None, xi: Some(*xi), revisit: None }
        }
    }
}

/// The id of a criterion or group.
fn id(decision: &Decision, node: Node) -> &Arc<str> {
    match node {
        Node::Criterion(criterion) => &decision.criteria[criterion].id,
        Node::Group(group) => &decision.groups[group].id,
    }
}

fn group_weights(panel: &Panel, names: &Arc<[Arc<str>]>) -> Vec<GroupWeights> {
    let of = |group: &crate::model::stakeholders::StakeholderGroup| GroupWeights {
        group: group.name.clone(),
        people: group.people,
        say: group.say,
        weights: ByName::new(names, group.weights.clone()),
    };
    panel.groups.iter().map(of).collect()
}

fn person_weights(panel: &Panel, names: &Arc<[Arc<str>]>) -> Vec<PersonWeights> {
    let of = |person: &crate::model::stakeholders::Person| PersonWeights {
        stakeholder: person.id.clone(),
        group: panel.groups[person.group].name.clone(),
        weights: ByName::new(names, person.weights.clone()),
    };
    panel.people.iter().map(of).collect()
}
