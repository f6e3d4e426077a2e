//! What is weighed: a criteria file with its ranges, as if nothing had been judged yet.

use std::path::{Path, PathBuf};

use toml::Spanned;

use super::arguments::ElicitArgs;
use crate::cli::failure::Failure;
use crate::cli::files::{self, CriteriaFrom, shown};
use crate::cli::terminal::Terminal;
use crate::document::{figure, words};
use crate::input::assemble::{self, Choices};
use crate::input::criteria_file::value::ValueEntry;
use crate::input::criteria_file::{self, CriteriaFile};
use crate::model::criterion::Judgement;
use crate::model::decision::Decision;
use crate::weighting::dialogue::{People, Sitting, TOP};
use crate::weighting::{Leaf, Node, SiblingSet, sibling_sets};

pub struct Subject {
    /// The criteria file's name, for messages.
    pub name: String,
    /// `None` for a preset.
    pub path: Option<PathBuf>,
    /// The criteria file as it was read.
    pub text: String,
    decision: Decision,
    /// What is judged against one another, in the order of the questions.
    sets: Vec<SiblingSet>,
    /// What was judged before, by id.
    before: Vec<(String, String)>,
}

impl Subject {
    /// Reads the criteria, and the data where a range comes from them.
    ///
    /// # Errors
    /// Files that are missing or wrong, a range that is nowhere, nothing to weigh.
    pub fn read(args: &ElicitArgs, terminal: &Terminal) -> Result<Self, Failure> {
        let from = CriteriaFrom::of(args.data.as_deref(), args.criteria.as_deref());
        let path = from.path().map(Path::to_owned);
        let (name, bytes) = files::read_criteria(&from, terminal)?;
        let parsed = criteria_file::parse(&name, &bytes)?;
        let mut file = parsed.value;
        let before = forget(&mut file);
        let decision = decide(&file, args)?;
        let leaf = |judgement, group| Leaf { judgement, group };
        let leaves: Vec<_> = decision.criteria.iter().map(|criterion| leaf(criterion.judgement, criterion.group)).collect();
        let sets = sibling_sets(&leaves, &decision.groups);
        if sets.iter().all(|set| set.nodes.len() < 2) {
            return Err(Failure::Usage(format!("{name} has one criterion: there is nothing to weigh it against")));
        }
        // Checked to be UTF-8 when it was parsed.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Self { name, path, text, decision, sets, before })
    }

    pub fn title(&self) -> Option<&str> {
        self.decision.title.as_deref()
    }

    pub fn sitting<'a>(&'a self, people: People<'a>) -> Sitting<'a> {
        Sitting { criteria: &self.decision.criteria, groups: &self.decision.groups, sets: &self.sets, people }
    }

    /// The judgement that a swing replaces, in words.
    pub fn before(&self, id: &str) -> &str {
        self.before.iter().find(|(known, _)| known == id).map_or("", |(_, judged)| judged)
    }

    /// The range that a swing belongs to: that of a criterion measured in numbers.
    pub fn range(&self, node: Node) -> Option<(f64, f64)> {
        let Node::Criterion(criterion) = node else { return None };
        self.decision.criteria[criterion].value.scale.map(|scale| (scale.worst, scale.best))
    }

    /// The ids of everything weighed: criteria in file order, then groups.
    pub fn ids(&self) -> Vec<String> {
        let sitting = self.sitting(People::One);
        let mut nodes: Vec<_> = self.sets.iter().flat_map(|set| set.nodes.iter().copied()).collect();
        nodes.sort_unstable();
        nodes.into_iter().map(|node| sitting.id(node).to_owned()).collect()
    }
}

/// Puts equal swings in place of all judgements, so that what was wrong or out of date with them stands in nobody's way.
///
/// The result is what was judged, by id.
fn forget(file: &mut CriteriaFile) -> Vec<(String, String)> {
    let mut before = Vec::new();
    let mut forget = |id: &Spanned<String>, judgement: &mut Option<Spanned<Judgement>>| {
        if let Some(old) = judgement {
            let words = format!("{} {}", old.get_ref().key(), figure::plain(old.get_ref().figure()));
            before.push((id.get_ref().clone(), words));
            *old = Spanned::new(old.span(), Judgement::Swing(TOP));
        }
    };
    for group in &mut file.groups {
        forget(&group.id, &mut group.judgement);
    }
    for criterion in &mut file.criteria {
        forget(&criterion.id, &mut criterion.judgement);
        criterion.swing_for = None;
    }
    before
}

/// The checked round, from whose criteria the ranges are taken.
fn decide(file: &CriteriaFile, args: &ElicitArgs) -> Result<Decision, Failure> {
    let ranged = |value: &ValueEntry| matches!(value, ValueEntry::Points(_) | ValueEntry::Levels(_));
    let local = file.criteria.iter().filter(|entry| !entry.is_report() && entry.scale.is_none() && !ranged(&entry.value));
    let local: Vec<_> = local.map(|entry| format!("`{}`", entry.id.get_ref())).collect();
    if !local.is_empty() && args.data.is_none() {
        return Err(Failure::Usage(format!(
            "the range of {} comes from the data, and a swing means nothing without its range: name the data file, as in \
             `weighup elicit DATA -c CRITERIA`, or give worst and best",
            words::listed(local)
        )));
    }
    let path = args.data.as_deref().unwrap_or("".as_ref());
    let (name, bytes) = files::read_data(path)?;
    let options = crate::input::sheet::Options { delimiter: file.data.delimiter, sheet: None };
    let sheet = crate::input::sheet::read(&name, &bytes, options).map_err(|unsound| unsound.findings)?.value;
    let round = assemble::assemble(file, sheet, &Choices::default());
    let decisions = round?.value.slices.into_iter().find_map(|slice| slice.decision().cloned());
    let nothing =
        || format!("{} has one intervention: no range can be taken from it", shown(args.data.as_deref().unwrap_or("".as_ref())));
    decisions.ok_or_else(|| Failure::Usage(nothing()))
}
