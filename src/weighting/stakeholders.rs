//! Weights from the swing points of many people: each person's are normalised, then pooled in groups, then across groups.
//!
//! # Source
//! Group means of individual weights, as multi-criteria studies of integrated care pool them (Rutten-van Mölken et al. 2018);
//! agreement by Kendall & Babington Smith (1939).

use crate::model::stakeholders::{Aggregate, Panel, Person, ReturnNote, Spread, StakeholderGroup};
use crate::numeric::agreement::concordance;
use crate::numeric::statistics::median;
use crate::numeric::tolerance::tie_key;

use super::swing;
use super::tree::SiblingSet;
use crate::model::hierarchy::Node;

/// The group of those who name none.
pub const UNGROUPED: &str = "all";

/// Points for every criterion and every weighed group; `None` where left blank.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    pub criteria: Vec<Option<f64>>,
    pub groups: Vec<Option<f64>>,
}

impl Points {
    fn of(&self, node: Node) -> Option<f64> {
        match node {
            Node::Criterion(leaf) => self.criteria[leaf],
            Node::Group(group) => self.groups[group],
        }
    }
}

/// A set of siblings to which somebody gave no points above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllZero {
    pub parent: Option<usize>,
}

/// One person's weights, normalised over what was answered.
///
/// - `sets`: the sets of siblings, top down
/// - result: one weight for each criterion, summing to 1; `None` where it, or a group above it, was left blank
///
/// A group counts as answered if it has points and something in it does. What has no sibling needs no points: its share is
/// the whole.
///
/// # Errors
/// A set that carries weight and whose points are all 0.
pub fn weights_of(points: &Points, sets: &[SiblingSet]) -> Result<Vec<Option<f64>>, AllZero> {
    let mut answered = vec![false; points.groups.len()];
    let mut alone = vec![];
    for set in sets.iter().filter(|set| set.nodes.len() == 1) {
        alone.extend(&set.nodes);
    }
    let is_answered = |node: Node, answered: &[bool]| {
        (points.of(node).is_some() || alone.contains(&node))
            && match node {
                Node::Criterion(_) => true,
                Node::Group(group) => answered[group],
            }
    };
    for set in sets.iter().rev() {
        if let Some(parent) = set.parent {
            answered[parent] = set.nodes.iter().any(|node| is_answered(*node, &answered));
        }
    }
    let mut weights = vec![None; points.criteria.len()];
    let mut share_of: Vec<Option<f64>> = vec![None; points.groups.len()];
    for set in sets {
        let Some(above) = set.parent.map_or(Some(1.0), |parent| share_of[parent]) else { continue };
        let nodes: Vec<_> = set.nodes.iter().copied().filter(|node| is_answered(*node, &answered)).collect();
        let figures: Vec<_> = nodes.iter().filter_map(|node| points.of(*node)).collect();
        let shares = match swing::shares(&figures) {
            _ if set.nodes.len() == 1 => vec![1.0; nodes.len()],
            Some(shares) => shares,
            // What weighs nothing may be shared out anyhow.
            None if above <= 0.0 => vec![0.0; nodes.len()],
            None => return Err(AllZero { parent: set.parent }),
        };
        for (node, share) in nodes.into_iter().zip(shares) {
            match node {
                Node::Criterion(leaf) => weights[leaf] = Some(above * share),
                Node::Group(group) => share_of[group] = Some(above * share),
            }
        }
    }
    Ok(weights)
}

/// Why returns cannot be pooled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PoolError {
    /// A geometric mean over a weight of 0.
    GeometricZero { person: String, criterion: usize },
    /// A criterion to which nobody with a say gave points.
    NobodyAnswered { criterion: usize },
}

/// Pools people into groups and groups into one set of weights.
///
/// - `people`: at least one, their groups being indices into `groups`
/// - `groups`: name and say; only their ratios matter, and one with people is above 0
/// - `left_out`: criteria that weigh nothing whatever was answered
/// - the last: how many returns were read, and what was odd about them
/// - result: groups without people are left out
///
/// # Errors
/// Every person and criterion that makes a geometric mean impossible, every criterion that nobody answered.
pub fn pool(
    people: Vec<Person>,
    groups: &[(String, f64)],
    aggregate: Aggregate,
    left_out: &[bool],
    (read, returns): (usize, Vec<ReturnNote>),
) -> Result<Panel, Vec<PoolError>> {
    let mut errors = Vec::new();
    if aggregate == Aggregate::Geometric {
        for person in &people {
            let is_zero =
                |criterion: usize, weight: &Option<f64>| !left_out[criterion] && weight.is_some_and(|weight| weight <= 0.0);
            let zeros = person.weights.iter().enumerate().filter(|(criterion, weight)| is_zero(*criterion, weight));
            errors.extend(zeros.map(|(criterion, _)| PoolError::GeometricZero { person: person.id.clone(), criterion }));
        }
    }
    let mut position = vec![None; groups.len()];
    let mut pooled_groups = Vec::new();
    for (index, (name, say)) in groups.iter().enumerate() {
        let members: Vec<_> = people.iter().filter(|person| person.group == index).collect();
        if members.is_empty() {
            continue;
        }
        position[index] = Some(pooled_groups.len());
        let weights = pooled_people(&members, left_out, aggregate);
        pooled_groups.push(StakeholderGroup { name: name.clone(), people: members.len(), say: *say, weights });
    }
    let total: f64 = pooled_groups.iter().map(|group| group.say).sum();
    for group in &mut pooled_groups {
        group.say /= total;
    }
    let count = left_out.len();
    let pooled = across(&pooled_groups, count, |group| group.say);
    let unanswered = pooled.iter().enumerate().filter(|(_, weight)| weight.is_none());
    errors.extend(unanswered.map(|(criterion, _)| PoolError::NobodyAnswered { criterion }));
    if !errors.is_empty() {
        return Err(errors);
    }
    let equal_groups = across(&pooled_groups, count, |_| 1.0);
    let everyone: Vec<_> = people.iter().collect();
    let equal_person = pooled_people(&everyone, left_out, aggregate);
    let spread = spread(&people, count);
    let complete: Vec<_> = people.iter().filter(|person| person.is_complete()).collect();
    let keys = |person: &&Person| person.weights.iter().flatten().map(|weight| tie_key(100.0 * weight)).collect();
    let kendall_w = concordance(&complete.iter().map(keys).collect::<Vec<_>>());
    let known = |weights: Vec<Option<f64>>| weights.into_iter().map(|weight| weight.unwrap_or(0.0)).collect();
    let people = people.into_iter().filter_map(|person| Some(Person { group: position[person.group]?, ..person })).collect();
    Ok(Panel {
        merged: 0,
        aggregate,
        groups: pooled_groups,
        people,
        pooled: known(pooled),
        equal_groups: known(equal_groups),
        equal_person: known(equal_person),
        spread,
        kendall_w,
        read,
        returns,
    })
}

/// The pooled weights, had other people answered: as many of each group, chosen among those who did.
///
/// - `chosen`: for each group of the panel its people, by their index, each as often as chosen
/// - `left_out`: criteria that weigh nothing whatever was answered
/// - result: one weight for each criterion, summing to 1; all 0 where those with a say answered nothing
#[must_use]
pub fn repooled(panel: &Panel, chosen: &[Vec<usize>], left_out: &[bool]) -> Vec<f64> {
    let group = |(group, chosen): (&StakeholderGroup, &Vec<usize>)| {
        let members: Vec<_> = chosen.iter().map(|&person| &panel.people[person]).collect();
        StakeholderGroup { weights: pooled_people(&members, left_out, panel.aggregate), ..group.clone() }
    };
    let groups: Vec<_> = panel.groups.iter().zip(chosen).map(group).collect();
    across(&groups, left_out.len(), |group| group.say).into_iter().map(|weight| weight.unwrap_or(0.0)).collect()
}

/// Fewest people whose weights may be published as those of a group.
pub const SMALLEST_PUBLISHED: usize = 3;
/// Fewest people of whom it may be published how far they differ: the least and the most of fewer are known people's own.
const FEWEST_APART: usize = 5;
/// What smaller groups are merged into.
const OTHER: &str = "other";

/// Merges groups of fewer than [`SMALLEST_PUBLISHED`] people into one, at their joint say; the pooled weights stay.
///
/// While those together are still fewer, the next smallest group joins them: one person under another name is no group.
pub fn merge_small_groups(panel: &mut Panel) {
    let (mut kept, mut small): (Vec<_>, Vec<_>) =
        std::mem::take(&mut panel.groups).into_iter().partition(|group| group.people >= SMALLEST_PUBLISHED);
    let people = |groups: &[StakeholderGroup]| groups.iter().map(|group| group.people).sum::<usize>();
    while !small.is_empty() && people(&small) < SMALLEST_PUBLISHED {
        let Some(next) = (0..kept.len()).min_by_key(|&at| kept[at].people) else { break };
        small.push(kept.remove(next));
    }
    if !small.is_empty() {
        // Groups without any say still have weights of their own.
        let by_say = small.iter().any(|group| group.say > 0.0);
        let weights = across(&small, panel.pooled.len(), |group| if by_say { group.say } else { 1.0 });
        let taken = |name: &str| kept.iter().any(|group| group.name == name);
        let mut name = OTHER.to_owned();
        while taken(&name) {
            name.push_str(" groups");
        }
        panel.merged = small.len();
        let say = small.iter().map(|group| group.say).sum();
        kept.push(StakeholderGroup { name, people: people(&small), say, weights });
    }
    // Single people, and what they answered, are not published.
    panel.people.clear();
    panel.returns.clear();
    panel.groups = kept;
    if people(&panel.groups) < FEWEST_APART {
        panel.spread.clear();
        panel.kendall_w = None;
    }
}

/// Several people's weights as one set, criterion by criterion over those who answered, summing to 1 again.
fn pooled_people(people: &[&Person], left_out: &[bool], aggregate: Aggregate) -> Vec<Option<f64>> {
    let of = |criterion: usize| {
        let given: Vec<f64> = people.iter().filter_map(|person| person.weights[criterion]).collect();
        if left_out[criterion] { Some(0.0) } else { average(&given, aggregate) }
    };
    renormalised((0..left_out.len()).map(of).collect())
}

#[allow(clippy::cast_precision_loss)] // a count of people
fn average(given: &[f64], aggregate: Aggregate) -> Option<f64> {
    let count = given.len() as f64;
    match aggregate {
        _ if given.is_empty() => None,
        Aggregate::Mean => Some(given.iter().sum::<f64>() / count),
        Aggregate::Median => median(given),
        Aggregate::Geometric => Some(libm::exp(given.iter().map(|weight| libm::log(*weight)).sum::<f64>() / count)),
    }
}

/// The arithmetic mean across groups, each criterion over the groups that answered it.
fn across(groups: &[StakeholderGroup], count: usize, say: impl Fn(&StakeholderGroup) -> f64) -> Vec<Option<f64>> {
    let of = |criterion: usize| {
        let given = || groups.iter().filter_map(|group| Some((say(group), group.weights[criterion]?)));
        let total: f64 = given().map(|(say, _)| say).sum();
        (total > 0.0).then(|| given().map(|(say, weight)| say * weight).sum::<f64>() / total)
    };
    renormalised((0..count).map(of).collect())
}

fn renormalised(weights: Vec<Option<f64>>) -> Vec<Option<f64>> {
    let total: f64 = weights.iter().flatten().sum();
    if total > 0.0 { weights.into_iter().map(|weight| weight.map(|weight| weight / total)).collect() } else { weights }
}

fn spread(people: &[Person], count: usize) -> Vec<Spread> {
    let of = |criterion: usize| {
        let given: Vec<f64> = people.iter().filter_map(|person| person.weights[criterion]).collect();
        let min = given.iter().copied().fold(f64::INFINITY, f64::min);
        let max = given.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Spread { min, median: median(&given).unwrap_or(min), max }
    };
    (0..count).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(group: usize, weights: &[Option<f64>]) -> Person {
        Person { id: format!("S{group}"), group, weights: weights.to_vec() }
    }

    fn groups(says: &[f64]) -> Vec<(String, f64)> {
        says.iter().enumerate().map(|(index, say)| (format!("G{index}"), *say)).collect()
    }

    fn near(found: &[f64], wanted: &[f64]) {
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
        }
    }

    #[test]
    fn groups_count_by_their_say_and_people_by_their_number() {
        let people =
            vec![person(0, &[Some(0.8), Some(0.2)]), person(0, &[Some(0.6), Some(0.4)]), person(1, &[Some(0.1), Some(0.9)])];
        let panel = pool(people, &groups(&[1.0, 3.0, 5.0]), Aggregate::Mean, &[false; 2], (3, Vec::new())).unwrap();
        near(&panel.pooled, &[0.25, 0.75]);
        near(&panel.equal_groups, &[0.4, 0.6]);
        near(&panel.equal_person, &[0.5, 0.5]);
        assert_eq!((panel.groups.len(), panel.groups[1].people), (2, 1));
        assert_eq!(panel.spread[0], Spread { min: 0.1, median: 0.6, max: 0.8 });
    }

    #[test]
    fn what_was_left_blank_is_averaged_over_those_who_answered() {
        let people = vec![person(0, &[Some(0.5), Some(0.5), None]), person(0, &[Some(0.2), Some(0.2), Some(0.6)])];
        let panel = pool(people, &groups(&[1.0]), Aggregate::Mean, &[false; 3], (3, Vec::new())).unwrap();
        // Means .35, .35 and .6, which sum to 1.3.
        near(&panel.pooled, &[0.35 / 1.3, 0.35 / 1.3, 0.6 / 1.3]);
        assert_eq!(panel.kendall_w, None);
    }

    #[test]
    fn a_geometric_mean_over_nothing_names_the_person_and_the_criterion() {
        let people = vec![person(0, &[Some(1.0), Some(0.0)])];
        let errors = pool(people, &groups(&[1.0]), Aggregate::Geometric, &[false; 2], (3, Vec::new())).unwrap_err();
        assert_eq!(errors, [PoolError::GeometricZero { person: "S0".to_owned(), criterion: 1 }]);
    }

    #[test]
    fn a_person_is_weighed_down_the_tree() {
        let sets = [
            SiblingSet { parent: None, nodes: vec![Node::Criterion(2), Node::Group(0)] },
            SiblingSet { parent: Some(0), nodes: vec![Node::Criterion(0), Node::Criterion(1)] },
        ];
        let points =
            |inner: [Option<f64>; 2]| Points { criteria: vec![inner[0], inner[1], Some(25.0)], groups: vec![Some(75.0)] };
        let weights = weights_of(&points([Some(100.0), Some(50.0)]), &sets).unwrap();
        assert_eq!(weights, [Some(0.5), Some(0.25), Some(0.25)]);
        let lone = [
            SiblingSet { parent: None, nodes: vec![Node::Criterion(0), Node::Group(0)] },
            SiblingSet { parent: Some(0), nodes: vec![Node::Criterion(1)] },
        ];
        let blank = Points { criteria: vec![Some(20.0), None], groups: vec![Some(80.0)] };
        assert_eq!(weights_of(&blank, &lone).unwrap(), [Some(0.2), Some(0.8)]);
        // A group in which nothing was answered was not answered.
        assert_eq!(weights_of(&points([None, None]), &sets).unwrap(), [None, None, Some(1.0)]);
        assert_eq!(weights_of(&points([Some(0.0), Some(0.0)]), &sets), Err(AllZero { parent: Some(0) }));
    }
}
