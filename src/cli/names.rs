//! Interventions, criteria and groups that the command line names.

use super::failure::Failure;
use crate::diagnostic::{nearest, quote};
use crate::model::decision::{Decision, SetAside};
use crate::model::hierarchy::Node;

/// The criterion or group of an id.
///
/// # Errors
/// There is none that carries weight.
pub fn node(decision: &Decision, option: &str, id: &str) -> Result<Node, Failure> {
    let criterion = by_id_or_name(&decision.criteria, id, |criterion| (&criterion.id, &criterion.name));
    let group = || by_id_or_name(&decision.groups, id, |group| (&group.id, &group.name));
    if let Some(found) = criterion {
        if decision.criteria[found].is_left_out() {
            let message = format!("{option}: all interventions perform alike on `{}`, so that it carries no weight", quote(id));
            return Err(Failure::Usage(message));
        }
        return Ok(Node::Criterion(found));
    }
    if let Some(found) = group() {
        return Ok(Node::Group(found));
    }
    if decision.report_criteria.iter().any(|criterion| *criterion.id == *id) {
        return Err(Failure::Usage(format!("{option}: `{}` is shown beside the ranking and never weighed", quote(id))));
    }
    let known = || decision.criteria.iter().map(|criterion| &*criterion.id).chain(decision.groups.iter().map(|group| &*group.id));
    Err(Failure::Usage(format!("{option}: there is no criterion or group `{}`{}", quote(id), instead(id, known()))))
}

/// The row of an id, or of a name that only one has, if it is there.
pub fn find(decision: &Decision, id: &str) -> Option<usize> {
    by_id_or_name(&decision.interventions, id, |intervention| (&intervention.id, &intervention.name))
}

/// The one with an id, else the only one with a name, whatever its case.
fn by_id_or_name<'a, T>(all: &'a [T], typed: &str, called: impl Fn(&'a T) -> (&'a str, &'a str)) -> Option<usize> {
    if let Some(found) = all.iter().position(|one| called(one).0 == typed) {
        return Some(found);
    }
    let mut named = (0..all.len()).filter(|&at| called(&all[at]).1.trim().to_lowercase() == typed.trim().to_lowercase());
    named.next().filter(|_| named.next().is_none())
}

/// That an intervention is not among those analysed: set aside, or misspelt.
pub fn unknown(option: &str, id: &str, decisions: &[&Decision], set_aside: &[SetAside]) -> Failure {
    if let Some(aside) = set_aside.iter().find(|row| *row.id == *id) {
        return Failure::Usage(format!("{option}: `{}` was set aside (line {}): {}", quote(id), aside.line, aside.reason));
    }
    let known = decisions.iter().flat_map(|decision| decision.interventions.iter().map(|intervention| &*intervention.id));
    Failure::Usage(format!("{option}: there is no intervention `{}`{}", quote(id), instead(id, known)))
}

/// A name that was perhaps meant, else the first few that there are.
fn instead<'a>(id: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(id, known.clone()) {
        return format!("; did you mean `{}`?", quote(near));
    }
    let all: Vec<_> = known.map(quote).collect();
    format!("; there are {}", crate::document::words::first_few(&all, 12))
}
