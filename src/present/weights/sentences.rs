//! What the tables of weights do not say by themselves, in sentences.

use super::tables::{move_of, percent_of};
use crate::analysis::doubts::MOST_INCONSISTENT;
use crate::analysis::weights::WeightsResult;
use crate::document::{figure, words};
use crate::model::criterion::{Criterion, Judgement};
use crate::model::decision::Decision;
use crate::model::hierarchy::Node;
use crate::model::stakeholders::{Aggregate, Panel};
use crate::model::weighing::{RankRule, Revisit, SetCheck, WeightsKind};

/// Weights nearer than this are the same but for rounding in the last bits.
const ALIKE: f64 = 1e-12;

/// Which moves carry most and least.
pub fn answer(decision: &Decision) -> String {
    let weights: Vec<_> = decision.weights.criteria.iter().copied().collect();
    let said = |index: usize| {
        let criterion = &decision.criteria[index];
        format!("{} ({}, {})", criterion.name, move_of(criterion), percent_of(&weights, index))
    };
    let most = weights.iter().copied().fold(0.0, f64::max);
    let least = weights.iter().copied().fold(f64::INFINITY, f64::min);
    let alike =
        |weight: f64| (0..weights.len()).filter(|&index| (weights[index] - weight).abs() <= ALIKE).map(said).collect::<Vec<_>>();
    match weights.len() {
        0 => String::new(),
        1 => format!("{} is the only criterion.", said(0)),
        count if most - least <= ALIKE => format!("All {count} criteria carry the same weight."),
        _ => {
            let (heaviest, lightest) = (alike(most), alike(least));
            let moves = if heaviest.len() == 1 { "The move that carries most is" } else { "The moves that carry most are" };
            let carry = if lightest.len() == 1 { "carries" } else { "carry" };
            format!("{moves} {}; least {carry} {}.", words::first_few(&heaviest, 4), words::first_few(&lightest, 4))
        }
    }
}

/// What the move of each criterion is worth beside the move that is worth most among its siblings, heaviest first.
///
/// Only for swings: other judgements name no move.
pub fn swings(decision: &Decision) -> Vec<String> {
    let is_judged = decision.groups.iter().any(|group| group.judgement.is_some());
    let set_of = |criterion: &Criterion| criterion.group.filter(|_| is_judged);
    let mut sets: Vec<Option<usize>> = decision.criteria.iter().map(set_of).collect();
    sets.sort_unstable();
    sets.dedup();
    sets.into_iter().filter_map(|set| swings_of(decision, set, |criterion| set_of(criterion) == set)).collect()
}

fn swings_of(decision: &Decision, set: Option<usize>, is_member: impl Fn(&Criterion) -> bool) -> Option<String> {
    let points = |criterion: &Criterion| match criterion.judgement {
        Some(Judgement::Swing(points)) => Some(points),
        _ => None,
    };
    let mut members: Vec<(&Criterion, f64)> = Vec::new();
    for criterion in decision.criteria.iter().filter(|criterion| is_member(criterion)) {
        members.push((criterion, points(criterion)?));
    }
    members.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (first, most) = members.first().copied().filter(|(_, most)| *most > 0.0 && members.len() > 1)?;
    let within = set.map_or(String::new(), |group| format!("Within {}: ", decision.groups[group].name));
    let beside = |(criterion, points): &(&Criterion, f64)| {
        format!("moving {} {} is worth {}", criterion.name, move_of(criterion), figure::fixed(100.0 * points / most, 0))
    };
    let others: Vec<_> = members[1..].iter().map(beside).collect();
    Some(format!("{within}Moving {} {} counts 100; beside it, {}.", first.name, move_of(first), words::listed(others)))
}

/// How the criteria were weighed.
pub fn kind(decision: &Decision, result: &WeightsResult) -> Option<String> {
    Some(match result.kind {
        WeightsKind::Swing if decision.groups.iter().any(|group| group.judgement.is_some()) => {
            "Swing points say how much moving one criterion from its worst to its best is worth beside the others of its group, \
             and how much a group's moves together are worth beside other groups; a weight is the share within the group times \
             the group's share."
                .to_owned()
        }
        WeightsKind::Swing => {
            "Swing points say how much moving one criterion from its worst to its best is worth beside moving each other one; a \
             weight is its share of all points."
                .to_owned()
        }
        WeightsKind::Weight => "The weights were given directly, as shares of 1.".to_owned(),
        WeightsKind::Rank => {
            let rule = match decision.weighing.rule {
                RankRule::Centroid => "rank order centroid",
                RankRule::Sum => "rank sum",
                RankRule::Reciprocal => "rank reciprocal",
            };
            format!("The weights follow from an order of importance alone, by the {rule} rule.")
        }
        WeightsKind::Ahp => "The weights come from pairwise comparisons (analytic hierarchy process).".to_owned(),
        WeightsKind::Bwm => {
            "The weights come from comparisons with the best and the worst criterion (best-worst method).".to_owned()
        }
        WeightsKind::Mixed => "Parts of the value tree are weighed in different ways.".to_owned(),
        WeightsKind::Stakeholders => return pooled(decision),
    })
}

/// Whose returns were pooled, and how.
pub fn pooled(decision: &Decision) -> Option<String> {
    let Panel { aggregate, groups, read, merged, .. } = decision.weighing.panel.as_ref()?;
    let how = match aggregate {
        Aggregate::Mean => "mean",
        Aggregate::Median => "median",
        Aggregate::Geometric => "geometric mean",
    };
    let used = groups.iter().map(|group| group.people).sum();
    let who = words::people(used);
    let aside = match read.saturating_sub(used) {
        0 => String::new(),
        aside => {
            format!(" Of {} read, {aside} {} set aside.", words::count(*read, "return"), if aside == 1 { "was" } else { "were" })
        }
    };
    let same_say = groups.windows(2).all(|pair| (pair[0].say - pair[1].say).abs() < 1e-12);
    let say = match groups.len() {
        1 => String::new(),
        _ if same_say => "; each group has the same say".to_owned(),
        _ => {
            let says: Vec<_> = groups
                .iter()
                .map(|group| format!("{} {}", group.name, format_args!("{}%", figure::fixed(100.0 * group.say, 0))))
                .collect();
            format!("; the say of the groups: {}", words::listed(says))
        }
    };
    let within = if groups.len() > 1 {
        let asked = groups.len() + merged.saturating_sub(1);
        let together = groups.last().filter(|_| *merged > 1).map_or(String::new(), |last| {
            format!(" ({merged} of them, one or more of fewer than three people, stand together as \"{}\")", last.name)
        });
        format!("in {}{together}, the {how} within each", words::count(asked, "group"))
    } else {
        format!("by their {how}")
    };
    Some(format!("The weights are pooled from the returns of {who} {within}{say}.{aside}"))
}

/// What comparisons say of themselves.
pub fn checks(decision: &Decision, result: &WeightsResult) -> Vec<String> {
    let mut said = Vec::new();
    for check in &decision.weighing.checks {
        let of = |parent: Option<usize>| match parent {
            Some(group) => format!(" in {}", decision.groups[group].name),
            None if decision.weighing.checks.len() > 1 => " at the top".to_owned(),
            None => String::new(),
        };
        match check {
            // Two are always consistent: there is nothing to say.
            SetCheck::Pairwise { members: ..=2, .. } => {}
            SetCheck::Pairwise { parent, consistency_ratio: Some(ratio), revisit, .. } => {
                let verdict = if *ratio > MOST_INCONSISTENT {
                    "over 0.10: the judgements contradict one another"
                } else {
                    "up to 0.10 counts as consistent"
                };
                said.push(format!("Consistency ratio{} {} ({verdict}).", of(*parent), figure::fixed(*ratio, 3)));
                said.extend(revisit.filter(|_| *ratio > MOST_INCONSISTENT).map(|revisit| asked_first(decision, &revisit)));
            }
            SetCheck::Pairwise { parent, consistency_ratio: None, .. } => {
                said.push(format!("No consistency ratio{}: its random index ends at ten criteria.", of(*parent)));
            }
            SetCheck::BestWorst { parent, xi } => {
                said.push(format!(
                    "Largest deviation of the weights from the judgements{}: ξ = {} (0: they agree with one another).",
                    of(*parent),
                    figure::fixed(*xi, 4)
                ));
            }
        }
    }
    debug_assert_eq!(result.comparisons.len(), decision.weighing.checks.len());
    said
}

fn asked_first(decision: &Decision, revisit: &Revisit) -> String {
    let name = |node: Node| match node {
        Node::Criterion(criterion) => decision.criteria[criterion].name.clone(),
        Node::Group(group) => decision.groups[group].name.clone(),
    };
    format!(
        "Ask first about {} against {}: said to be {} times as important, where the weights make it {}; with that, the ratio would be {}.",
        name(revisit.more),
        name(revisit.less),
        figure::fixed(revisit.stated, 1),
        figure::fixed(revisit.implied, 1),
        figure::fixed(revisit.ratio_after, 3)
    )
}
