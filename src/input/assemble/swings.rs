//! Swings that a scenario or the command line puts in place of those of the file, and what becomes of their bounds.

use super::tree::Tree;
use super::{Choices, Refusal, comparisons, rows};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote, suggestion};
use crate::document::figure;
use crate::input::criteria_file::CriteriaFile;
use crate::model::criterion::Judgement;
use crate::weighting::Node;

/// The node whose swing a scenario or what-if changes, or why it cannot.
pub fn target(file: &CriteriaFile, name: &str) -> Result<Node, (String, String)> {
    let shown = quote(name);
    let leaf = file.criteria.iter().filter(|criterion| !criterion.is_report).position(|criterion| criterion.id.get_ref() == name);
    let group = file.groups.iter().position(|group| group.id.get_ref() == name);
    let weighed = || file.criteria.iter().filter(|criterion| !criterion.is_report);
    let judgement = |node: Node| match node {
        Node::Criterion(leaf) => {
            weighed().nth(leaf).and_then(|criterion| criterion.judgement.as_ref()).map(|judgement| *judgement.get_ref())
        }
        Node::Group(group) => file.groups[group].judgement.as_ref().map(|judgement| *judgement.get_ref()),
    };
    match leaf.map(Node::Criterion).or(group.map(Node::Group)) {
        Some(_) if comparisons::replace_swings(file) => Err((
            format!("changes the swing of `{shown}`, but the weights come from comparisons"),
            "only swings can be changed: change the comparisons, or take out [weights] method".to_owned(),
        )),
        Some(node) => match judgement(node) {
            Some(Judgement::Swing(_)) => Ok(node),
            Some(other) => Err((
                format!("changes the swing of `{shown}`, which is weighed by `{}`", other.key()),
                "only swings can be changed".to_owned(),
            )),
            None if matches!(node, Node::Criterion(_)) => {
                Err((format!("changes the swing of `{shown}`, which has none"), "give the criterion a swing".to_owned()))
            }
            None => Err((
                format!("changes the swing of group `{shown}`, which has none"),
                "give the group a swing, or change its criteria".to_owned(),
            )),
        },
        None if file.criteria.iter().any(|criterion| criterion.id.get_ref() == name) => Err((
            format!("changes the swing of `{shown}`, which is only reported"),
            "a report criterion has no weight".to_owned(),
        )),
        None => {
            let ids: Vec<_> = weighed()
                .map(|criterion| criterion.id.get_ref().as_str())
                .chain(file.groups.iter().map(|group| group.id.get_ref().as_str()))
                .collect();
            Err((format!("names `{shown}`, which is no criterion"), suggestion(name, ids)))
        }
    }
}

impl Tree {
    /// Puts the swings of the chosen scenario, then those of the command line, into the tree.
    pub fn apply(&mut self, file: &CriteriaFile, choices: &Choices, findings: &mut Diagnostics) -> Result<(), Refusal> {
        let changed = rows::chosen_scenario(file, choices)?.filter(|scenario| !scenario.swing.is_empty());
        let asked = match (changed, choices.swing.is_empty()) {
            _ if choices.returns.is_none() => None,
            (_, false) => Some("--swing".to_owned()),
            (Some(scenario), _) => Some(format!("scenario \"{}\"", quote(scenario.name.get_ref()))),
            (None, true) => None,
        };
        if let Some(asked) = asked {
            let message = "changes swings, but the weights are pooled from the stakeholders' returns: leave out one of the two";
            return Err(Refusal::Choice(format!("{asked} {message}")));
        }
        if let Some(scenario) = changed {
            for (name, points) in &scenario.swing {
                if let Ok(node) = target(file, name.get_ref()) {
                    self.set(node, *points);
                }
            }
        }
        for (name, points) in &choices.swing {
            match target(file, name) {
                Ok(node) => {
                    let before = self.judgement(node).map_or(0.0, Judgement::figure);
                    self.what_ifs.push(format!("swing {name} = {} (was {})", figure::plain(*points), figure::plain(before)));
                    self.set(node, *points);
                }
                Err((what, remedy)) => return Err(Refusal::Choice(format!("--swing {what}; {remedy}"))),
            }
        }
        self.drop_bounds(file, findings);
        Ok(())
    }

    fn set(&mut self, node: Node, points: f64) {
        match node {
            Node::Criterion(leaf) => self.leaves[leaf].judgement = Some(Judgement::Swing(points)),
            Node::Group(group) => self.groups[group].judgement = Some(Judgement::Swing(points)),
        }
    }

    /// Takes away bounds that do not hold the swing put in its place: they were judged with the old one.
    fn drop_bounds(&mut self, file: &CriteriaFile, findings: &mut Diagnostics) {
        let nodes = (0..self.leaves.len()).map(Node::Criterion).chain((0..self.groups.len()).map(Node::Group));
        for node in nodes.collect::<Vec<_>>() {
            let (Some((low, high)), Some(Judgement::Swing(swing))) = (self.bounds(node), self.judgement(node)) else { continue };
            if low <= swing && swing <= high {
                continue;
            }
            match node {
                Node::Criterion(leaf) => self.swing_bounds[leaf] = None,
                Node::Group(group) => self.groups[group].swing_bounds = None,
            }
            let [swing, low, high] = [swing, low, high].map(figure::plain);
            let message = format!(
                "the swing of {} is now {swing}, outside {low} to {high}, the bounds of the swing before: they are left out",
                self.called(file, node)
            );
            let place = Place::new(&file.source, self.id(file, node).span());
            findings.push_once(Diagnostic::note("swing-bounds", message).at(Some(place)));
        }
    }

    /// Least and largest points that a swing may be worth.
    fn bounds(&self, node: Node) -> Option<(f64, f64)> {
        match node {
            Node::Criterion(leaf) => self.swing_bounds[leaf],
            Node::Group(group) => self.groups[group].swing_bounds,
        }
    }
}
