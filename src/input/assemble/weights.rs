//! From judgements, comparisons or returns to the weights of one decision.

use super::returns::{PersonPoints, Returns, without_voice};
use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Diagnostics, quote};
use crate::input::criteria_file::CriteriaFile;
use crate::model::stakeholders::{Panel, Person, ReturnNote};
use crate::model::weighing::{Weighing, WeightsKind};
use crate::model::weights::Weights;
use crate::weighting::stakeholders::{Points, PoolError, pool, weights_of};
use crate::weighting::tree::with_groups;
use crate::weighting::{self, Leaf};

/// What the weights of a decision come from.
pub struct Sources<'a> {
    pub file: &'a CriteriaFile,
    pub tree: &'a Tree,
    pub returns: Option<&'a Returns>,
}

impl Sources<'_> {
    /// The weights, those of flat criteria shared out among the others.
    ///
    /// - `leaves`: judgements after rescaling; `factors`: by how much each swing was rescaled, for returns
    /// - `flat`: criteria on which all perform alike
    ///
    /// `None` where something is wrong, which is then among the findings; also where all criteria are flat, which is not.
    pub fn weigh(
        &self,
        leaves: &[Leaf],
        factors: &[f64],
        flat: &[bool],
        findings: &mut Diagnostics,
    ) -> Option<(Weights, Weighing)> {
        let Tree { groups, sets, .. } = self.tree;
        let leaf_groups = weighting::leaf_groups(leaves);
        let rule = self.file.weights.from_ranks;
        let of = |kind, checks| Weighing { kind, rule, checks, panel: None };
        let (weights, weighing) = if let Some(returns) = self.returns {
            let panel = self.panel(returns, factors, flat, findings)?;
            let weights = with_groups(panel.pooled.clone(), &leaf_groups, groups);
            return Some((weights, Weighing { panel: Some(panel), ..of(WeightsKind::Stakeholders, Vec::new()) }));
        } else if let Some(comparisons) = &self.tree.comparisons {
            match weighting::weigh_compared(sets, comparisons, &leaf_groups, groups) {
                Ok((weights, checks)) => (weights, of(self.tree.method(), checks)),
                Err(parent) => {
                    findings.push(self.tree.unsolved(self.file, parent));
                    return None;
                }
            }
        } else {
            match weighting::weigh(leaves, groups, rule) {
                Ok(weights) => (weights, of(weighting::kind_of(leaves, groups), Vec::new())),
                Err(errors) => {
                    for error in &errors {
                        findings.push(self.tree.describe(self.file, error));
                    }
                    return None;
                }
            }
        };
        if !flat.contains(&true) {
            return Some((weights, weighing));
        }
        weighting::without(&weights, flat, &leaf_groups, groups).map(|weights| (weights, weighing))
    }

    fn panel(&self, returns: &Returns, factors: &[f64], flat: &[bool], findings: &mut Diagnostics) -> Option<Panel> {
        let mut notes = returns.notes.clone();
        let mut people = Vec::new();
        for person in &returns.people {
            let criteria =
                person.points.criteria.iter().zip(factors).map(|(points, factor)| points.map(|points| points * factor));
            let points = Points { criteria: criteria.collect(), groups: person.points.groups.clone() };
            let weights = weights_of(&points, &self.tree.sets).ok().and_then(|weights| left_out(weights, flat));
            match weights {
                Some(weights) => people.push(Person { id: person.id.clone(), group: person.group, weights }),
                None => notes.push(nothing_left(person, findings)),
            }
        }
        if people.is_empty() {
            let message = "no return gives weight to a criterion on which the interventions differ";
            let error = Diagnostic::error("stakeholder-return", message).at(returns.place.clone());
            findings.push_once(error.remedy("declare worst and best of the criteria that were left out"));
            return None;
        }
        match pool(people, &returns.groups, self.file.stakeholders.aggregate, flat, (returns.read, notes)) {
            Ok(panel) => {
                for (name, _) in returns.people.iter().map(|person| &returns.groups[person.group]) {
                    if panel.groups.iter().all(|group| group.name != *name) {
                        findings.push_once(without_voice(name, returns.place.clone()));
                    }
                }
                self.say_what_no_one_answered(&panel, returns, findings);
                Some(panel)
            }
            Err(errors) => {
                for error in &errors {
                    findings.push_once(self.describe(error, returns));
                }
                None
            }
        }
    }

    fn criterion(&self, leaf: usize) -> &str {
        self.file.criteria[self.tree.weighed[leaf]].id.get_ref()
    }

    fn say_what_no_one_answered(&self, panel: &Panel, returns: &Returns, findings: &mut Diagnostics) {
        for group in &panel.groups {
            for (leaf, _) in group.weights.iter().enumerate().filter(|(_, weight)| weight.is_none()) {
                let message = format!(
                    "nobody in group \"{}\" gave points to `{}`: averaged over the other groups only",
                    quote(&group.name),
                    self.criterion(leaf)
                );
                let warning = Diagnostic::warning("unanswered-criterion", message).at(returns.place.clone());
                findings.push_once(warning.remedy("ask the group for what is missing"));
            }
        }
    }

    fn describe(&self, error: &PoolError, returns: &Returns) -> Diagnostic {
        let (message, remedy) = match error {
            PoolError::GeometricZero { person, criterion } => (
                format!(
                    "`{}` gives `{}` 0 points, over which no geometric mean can be taken",
                    quote(person),
                    self.criterion(*criterion)
                ),
                "choose aggregate = \"mean\" or \"median\", or ask whether the swing is worth nothing at all",
            ),
            PoolError::NobodyAnswered { criterion } => (
                format!("nobody with a say gave points to `{}`", self.criterion(*criterion)),
                "ask for them, or show the criterion with role = \"report\"",
            ),
        };
        let whose = match error {
            PoolError::GeometricZero { person, .. } => returns.people.iter().find(|found| found.id == *person),
            PoolError::NobodyAnswered { .. } => None,
        };
        let place = whose.and_then(|person| person.place.clone()).or_else(|| returns.place.clone());
        Diagnostic::error("stakeholder-return", message).at(place).remedy(remedy)
    }
}

/// A return whose weight lies all on criteria that were left out.
fn nothing_left(person: &PersonPoints, findings: &mut Diagnostics) -> ReturnNote {
    let finding = "gives weight only to criteria on which all interventions perform alike";
    let treatment = "the return is set aside";
    let message = format!("{} (line {}): {finding}: {treatment}", quote(&person.id), person.line);
    let doubt = Diagnostic::warning("stakeholder-return", message).at(person.place.clone());
    findings.push_once(doubt.remedy("declare worst and best of those criteria, so that they count"));
    ReturnNote { stakeholder: person.id.clone(), line: person.line, finding: finding.to_owned(), treatment: treatment.to_owned() }
}

/// A person's weights without flat criteria, summing to 1 again; `None` if nothing is left.
fn left_out(weights: Vec<Option<f64>>, flat: &[bool]) -> Option<Vec<Option<f64>>> {
    if !flat.contains(&true) {
        return Some(weights);
    }
    let kept: Vec<_> = weights.iter().zip(flat).map(|(weight, flat)| if *flat { Some(0.0) } else { *weight }).collect();
    let total: f64 = kept.iter().flatten().sum();
    (total > 0.0).then(|| kept.into_iter().map(|weight| weight.map(|weight| weight / total)).collect())
}
