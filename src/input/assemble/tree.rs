//! The value tree: groups with their parents, criteria with their judgements; `swings` puts scenarios and what-ifs into it.

use std::collections::{HashMap, HashSet};

use toml::Spanned;

use super::{Choices, Refusal, comparisons, swings};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote, suggestion};
use crate::document::figure;
use crate::input::criteria_file::CriteriaFile;
use crate::model::criterion::Judgement;
use crate::model::hierarchy::{Group, ancestors};
use crate::model::weighing::WeightsKind;
use crate::weighting::{self, Comparison, Leaf, Node, SiblingSet, WeighingError, sibling_sets};

/// The judged tree over the weighed criteria.
pub struct Tree {
    pub groups: Vec<Group>,
    /// Indices into the file's criteria, in file order.
    pub weighed: Vec<usize>,
    pub leaves: Vec<Leaf>,
    /// For each leaf, least and largest points that its swing may be worth.
    pub swing_bounds: Vec<Option<(f64, f64)>>,
    /// What is weighed against what, top down.
    pub sets: Vec<SiblingSet>,
    /// One for each set, where comparisons replace the swings.
    pub comparisons: Option<Vec<Option<Comparison>>>,
    /// What `--swing` changed.
    pub what_ifs: Vec<String>,
}

/// Builds and checks the tree.
///
/// # Errors
/// [`Refusal::Choice`] for a `--swing` that fits nothing, [`Refusal::Inputs`] for everything wrong with groups, judgements and scenarios.
pub fn build(file: &CriteriaFile, choices: &Choices, findings: &mut Diagnostics) -> Result<Tree, Refusal> {
    let mut builder = Builder { file, findings };
    let groups = builder.groups();
    let group_index: HashMap<&str, usize> =
        file.groups.iter().enumerate().map(|(at, group)| (group.id.get_ref().as_str(), at)).collect();
    let mut tree = Tree {
        groups,
        weighed: Vec::new(),
        leaves: Vec::new(),
        swing_bounds: Vec::new(),
        sets: Vec::new(),
        comparisons: None,
        what_ifs: Vec::new(),
    };
    let mut has_child = vec![false; file.groups.len()];
    for group in &tree.groups {
        if let Some(parent) = group.parent {
            has_child[parent] = true;
        }
    }
    for (index, criterion) in file.criteria.iter().enumerate() {
        let group = criterion.group.as_ref().and_then(|group| {
            let found = group_index.get(group.get_ref().as_str()).copied();
            if found.is_none() {
                builder.unknown_group(group);
            }
            found
        });
        if let Some(group) = group {
            has_child[group] = true;
        }
        if !criterion.is_report {
            tree.weighed.push(index);
            tree.swing_bounds.push(criterion.swing_bounds);
            tree.leaves.push(Leaf { judgement: criterion.judgement.as_ref().map(|judgement| *judgement.get_ref()), group });
        }
    }
    // A group whose name is misspelt only seems empty.
    if !builder.findings.iter().any(|finding| matches!(finding.code, "unknown-group" | "group-cycle")) {
        builder.check_children(&tree, &has_child);
    }
    builder.check_scenarios();
    comparisons::check_method(file, builder.findings);
    if builder.findings.has_errors() {
        return Err(std::mem::take(builder.findings).into());
    }
    tree.apply(file, choices, findings)?;
    let compared = comparisons::replace_swings(file) && choices.returns.is_none();
    let nodes = comparisons::groups_are_nodes(file);
    tree.sets = if compared {
        sibling_sets(&weighting::leaf_groups(&tree.leaves), &tree.groups, |_| nodes)
    } else {
        weighting::judged_sets(&tree.leaves, &tree.groups)
    };
    if compared {
        tree.comparisons = comparisons::fitted(file, &tree, findings);
    } else if tree.leaves.iter().all(|leaf| leaf.judgement.is_some()) || choices.returns.is_none() {
        tree.check_judgements(file, choices, findings)?;
    }
    Ok(tree)
}

struct Builder<'a> {
    file: &'a CriteriaFile,
    findings: &'a mut Diagnostics,
}

impl Builder<'_> {
    fn error<T>(&mut self, at: &Spanned<T>, code: &'static str, message: String, remedy: impl Into<Box<str>>) {
        let place = Place::new(&self.file.source, at.span());
        self.findings.push(Diagnostic::error(code, message).at(Some(place)).remedy(remedy));
    }

    fn unknown_group(&mut self, named: &Spanned<String>) {
        let ids: Vec<_> = self.file.groups.iter().map(|group| group.id.get_ref().as_str()).collect();
        let remedy = if ids.is_empty() { "the file has no [[groups]]".to_owned() } else { suggestion(named.get_ref(), ids) };
        self.error(named, "unknown-group", format!("there is no group `{}`", quote(named.get_ref())), remedy);
    }

    /// The groups; parents that are unknown or run in a circle are reported and left out.
    fn groups(&mut self) -> Vec<Group> {
        let entries = &self.file.groups;
        let index: HashMap<&str, usize> =
            entries.iter().enumerate().map(|(at, group)| (group.id.get_ref().as_str(), at)).collect();
        let mut groups: Vec<Group> = Vec::with_capacity(entries.len());
        for entry in entries {
            let parent = entry.parent.as_ref().and_then(|parent| {
                let found = index.get(parent.get_ref().as_str()).copied();
                if found.is_none() {
                    self.unknown_group(parent);
                }
                found
            });
            groups.push(Group {
                id: entry.id.get_ref().as_str().into(),
                name: entry.name.clone().unwrap_or_else(|| entry.id.get_ref().clone()),
                parent,
                judgement: entry.judgement.as_ref().map(|judgement| *judgement.get_ref()),
                swing_bounds: entry.swing_bounds,
            });
        }
        self.break_circles(&mut groups);
        groups
    }

    /// Reports groups that stand above themselves; each group is walked once.
    fn break_circles(&mut self, groups: &mut [Group]) {
        let mut walk_of = vec![usize::MAX; groups.len()];
        for start in 0..groups.len() {
            let mut at = start;
            while walk_of[at] == usize::MAX {
                walk_of[at] = start;
                match groups[at].parent {
                    Some(parent) => at = parent,
                    None => break,
                }
            }
            if walk_of[at] == start && groups[at].parent.is_some() {
                let entry = &self.file.groups[at];
                let message = format!("group `{}` is its own parent, directly or in a circle", groups[at].id);
                self.error(
                    entry.parent.as_ref().unwrap_or(&entry.id),
                    "group-cycle",
                    message,
                    "a parent must stand above the group",
                );
                groups[at].parent = None;
            }
        }
    }

    fn check_children(&mut self, tree: &Tree, has_child: &[bool]) {
        let mut weighed_below = vec![false; tree.groups.len()];
        for leaf in &tree.leaves {
            for group in ancestors(&tree.groups, leaf.group) {
                if std::mem::replace(&mut weighed_below[group], true) {
                    break;
                }
            }
        }
        for (index, group) in tree.groups.iter().enumerate() {
            if !has_child[index] {
                let at = &self.file.groups[index].id;
                self.error(
                    at,
                    "empty-group",
                    format!("no criterion stands in group `{}`", group.id),
                    "put criteria into it with `group`, or remove it",
                );
            } else if !weighed_below[index] && group.judgement.is_some() {
                let at = &self.file.groups[index].id;
                self.error(
                    at,
                    "empty-group",
                    format!("group `{}` is weighed, but no criterion in it is", group.id),
                    "weigh one of its criteria, or remove the group's judgement",
                );
            }
        }
    }

    /// Every scenario must fit the file, chosen or not.
    fn check_scenarios(&mut self) {
        let mut names = HashSet::new();
        for scenario in &self.file.scenarios {
            if !names.insert(scenario.name.get_ref()) {
                self.error(
                    &scenario.name,
                    "repeated-name",
                    format!("two scenarios are called \"{}\"", quote(scenario.name.get_ref())),
                    "give each a name of its own",
                );
            }
            for (name, _) in &scenario.swing {
                if let Err(problem) = swings::target(self.file, name.get_ref()) {
                    let message = format!("scenario \"{}\" {}", quote(scenario.name.get_ref()), problem.0);
                    self.error(name, "unknown-criterion", message, problem.1);
                }
            }
        }
    }
}

impl Tree {
    /// Reports sets of siblings that cannot be weighed.
    fn check_judgements(&self, file: &CriteriaFile, choices: &Choices, findings: &mut Diagnostics) -> Result<(), Refusal> {
        let Err(errors) = weighting::weigh(&self.leaves, &self.groups, file.weights.from_ranks) else { return Ok(()) };
        if !choices.swing.is_empty() && errors.iter().all(|error| matches!(error, WeighingError::AllZero { .. })) {
            return Err(Refusal::Choice("--swing leaves no swing above 0 among its siblings".to_owned()));
        }
        for error in errors {
            findings.push(self.describe(file, &error));
        }
        Ok(())
    }

    /// The id of a criterion or group.
    pub fn id<'a>(&self, file: &'a CriteriaFile, node: Node) -> &'a Spanned<String> {
        match node {
            Node::Criterion(leaf) => &file.criteria[self.weighed[leaf]].id,
            Node::Group(group) => &file.groups[group].id,
        }
    }

    /// What the file calls a criterion or group beside its id.
    pub fn name<'a>(&self, file: &'a CriteriaFile, node: Node) -> Option<&'a str> {
        match node {
            Node::Criterion(leaf) => file.criteria[self.weighed[leaf]].name.as_ref().map(|name| name.get_ref().as_str()),
            Node::Group(group) => file.groups[group].name.as_deref(),
        }
    }

    /// A criterion or group as messages call it.
    pub fn called(&self, file: &CriteriaFile, node: Node) -> String {
        let kind = if matches!(node, Node::Criterion(_)) { "criterion" } else { "group" };
        format!("{kind} `{}`", self.id(file, node).get_ref())
    }

    /// Which comparisons there are.
    pub fn method(&self) -> WeightsKind {
        let all = || self.comparisons.iter().flatten().flatten();
        let is_pairwise = |comparison: &Comparison| matches!(comparison, Comparison::Pairwise(_));
        match (all().any(is_pairwise), all().all(is_pairwise)) {
            (true, false) => WeightsKind::Mixed,
            (false, false) => WeightsKind::Bwm,
            _ => WeightsKind::Ahp,
        }
    }

    /// A best-worst programme that the solver gave up on.
    pub fn unsolved(&self, file: &CriteriaFile, parent: Option<usize>) -> Diagnostic {
        let of = parent.map_or_else(|| "[weights]".to_owned(), |group| format!("group `{}`", self.groups[group].id));
        let span = file.weights.method.as_ref().map_or(0..0, Spanned::span);
        Diagnostic::error("weights", format!("no weights could be found that fit the comparisons of {of}"))
            .at(Some(Place::new(&file.source, span)))
            .remedy("bring the figures nearer together: scales in use end at 9")
    }

    /// How a criterion or group is weighed.
    pub fn judgement(&self, node: Node) -> Option<Judgement> {
        match node {
            Node::Criterion(leaf) => self.leaves[leaf].judgement,
            Node::Group(group) => self.groups[group].judgement,
        }
    }

    /// A weighing error with its place and remedy.
    pub fn describe(&self, file: &CriteriaFile, error: &WeighingError) -> Diagnostic {
        let id = |node: Node| self.id(file, node);
        let key = |node: Node| self.judgement(node).map_or("nothing", Judgement::key);
        let (node, message, remedy) = match *error {
            WeighingError::MixedKinds { first, other } => (
                other,
                format!(
                    "`{}` is weighed by `{}`, its sibling `{}` by `{}`",
                    id(other).get_ref(),
                    key(other),
                    id(first).get_ref(),
                    key(first)
                ),
                "criteria and groups side by side are all weighed in one way",
            ),
            WeighingError::Unjudged { node } => (
                node,
                format!("nothing weighs {}", self.called(file, node)),
                "give it a `swing`, `weight` or `rank`, or use stakeholders' returns for all",
            ),
            WeighingError::SomeGroupsJudged { judged, unjudged } => (
                Node::Group(unjudged),
                format!(
                    "group `{}` has no `{}`, its sibling `{}` has",
                    self.groups[unjudged].id,
                    key(Node::Group(judged)),
                    self.groups[judged].id
                ),
                "groups at one level are weighed all or none",
            ),
            WeighingError::AllZero { first } => {
                (first, format!("all swings beside `{}` are 0", id(first).get_ref()), "at least one swing must be above 0")
            }
            WeighingError::SumNotOne { first, sum } => (
                first,
                format!("the weights beside `{}` sum to {}, not 1", id(first).get_ref(), figure::plain(sum)),
                "correct them, or write them as `swing`, where only the ratios matter",
            ),
        };
        Diagnostic::error("weights", message).at(Some(Place::new(&file.source, id(node).span()))).remedy(remedy)
    }
}
