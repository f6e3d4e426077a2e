//! What is weighed: a criteria file with its ranges, as if nothing had been judged yet.

use std::path::{Path, PathBuf};

use toml::Spanned;

use super::arguments::ElicitArgs;
use crate::cli::disk::read_table;
use crate::cli::failure::Failure;
use crate::cli::files::{self, CriteriaFrom};
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote};
use crate::document::{figure, words};
use crate::input::assemble::{self, Choices, Slice, is_local};
use crate::input::criteria_file::{self, CriteriaFile, GroupEntry};
use crate::input::number::DecimalMark;
use crate::input::sheet;
use crate::model::criterion::Judgement;
use crate::model::decision::Decision;
use crate::model::hierarchy::ancestors;
use crate::model::stakeholders::Aggregate;
use crate::weighting::dialogue::pool::Pooling;
use crate::weighting::dialogue::{People, Sitting, TOP};
use crate::weighting::{Leaf, Node, SiblingSet, judged_sets};

pub struct Subject {
    /// The criteria file's name, for messages.
    pub name: String,
    /// `None` for a preset.
    pub path: Option<PathBuf>,
    /// The criteria file as it was read.
    pub text: String,
    decision: Decision,
    /// As the criteria file states it for data and returns.
    pub decimal: Option<DecimalMark>,
    /// What is judged against one another, in the order of the questions.
    sets: Vec<SiblingSet>,
    /// The groups of people that the criteria file gives a say; empty where it leaves them open.
    pub groups: Vec<String>,
    aggregate: Aggregate,
    says: Vec<(String, f64)>,
    /// What was judged before, by id.
    before: Vec<(String, String)>,
}

impl Subject {
    /// Reads the criteria, and the data where a range comes from them.
    ///
    /// # Errors
    /// Files that are missing or wrong, a range that is nowhere, nothing to weigh.
    pub fn read(args: &ElicitArgs, terminal: &Terminal) -> Result<Self, Failure> {
        files::refuse_swapped(args.data.as_deref(), args.criteria.as_deref())?;
        let from = CriteriaFrom::new(args.data.as_deref(), args.criteria.as_deref());
        let path = from.path().map(Path::to_owned);
        let (name, bytes) = files::read_criteria(&from, terminal)?;
        let parsed = criteria_file::parse_unjudged(&name, &bytes)?;
        terminal.findings(&parsed.findings);
        let mut file = parsed.value;
        refuse_comparisons(&file)?;
        if let Some(returns) = file.stakeholders.file.as_ref().filter(|_| !args.returns_only) {
            terminal.say(&format!(
                "Analyses use the returns in {} as long as [stakeholders] names them, and not the swings that are judged here. \
                 To add returns, name the file with --stakeholders.",
                quote(returns.get_ref())
            ));
            let folder = |path: &Path| path.parent().map(Path::to_owned);
            let moved = args.output.as_deref().is_some_and(|output| folder(output) != path.as_deref().and_then(folder));
            if moved && Path::new(returns.get_ref()).is_relative() {
                terminal.say("The new file goes to another folder, from where that path leads elsewhere: correct it there.");
            }
        }
        let before = forget(&mut file);
        let decision = decide(&file, args)?;
        let leaves: Vec<_> =
            decision.criteria.iter().map(|criterion| Leaf { judgement: criterion.judgement, group: criterion.group }).collect();
        let mut sets = judged_sets(&leaves, &decision.groups);
        // What is in a group is judged before the group.
        sets.sort_by_key(|set| std::cmp::Reverse(ancestors(&decision.groups, set.parent).count()));
        if sets.iter().all(|set| set.nodes.len() < 2) {
            return Err(Failure::Usage(format!("{name} has one criterion: there is nothing to weigh it against")));
        }
        let says: Vec<_> = file.stakeholders.groups.iter().map(|(name, say)| (name.get_ref().clone(), *say)).collect();
        let groups = says.iter().map(|(name, _)| name.clone()).collect();
        let aggregate = file.stakeholders.aggregate;
        // Checked to be UTF-8 when it was parsed.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Self { name, path, text, decision, decimal: file.data.decimal, sets, groups, aggregate, says, before })
    }

    pub fn title(&self) -> Option<&str> {
        self.decision.title.as_deref()
    }

    pub fn sitting<'a>(&'a self, people: People<'a>) -> Sitting<'a> {
        Sitting { criteria: &self.decision.criteria, groups: &self.decision.groups, sets: &self.sets, people }
    }

    /// How returns are pooled, and with them the people of a session.
    pub fn pooling(&self) -> Pooling<'_> {
        Pooling { aggregate: self.aggregate, says: &self.says }
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

/// Comparisons would go on weighing the criteria, whatever swings stand beside them.
fn refuse_comparisons(file: &CriteriaFile) -> Result<(), Failure> {
    let Some(method) = &file.weights.method else { return Ok(()) };
    let mut findings = Diagnostics::default();
    let place = Place::new(&file.source, method.span());
    let message = "the criteria are weighed by the comparisons of `method`, in whose place no swings can be put";
    let remedy = "remove `method` and its comparisons from [weights] and [[groups]]";
    findings.push(Diagnostic::error("weights-method", message).at(Some(place)).remedy(remedy));
    Err(findings.into())
}

fn parent(group: &GroupEntry) -> Option<String> {
    group.parent.as_ref().map(|parent| parent.get_ref().clone())
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
        }
        *judgement = Some(Spanned::new(0..0, Judgement::Swing(TOP)));
    };
    // One group that is weighed makes all beside it so: groups at one level are weighed all or none.
    let weighed: Vec<_> = file.groups.iter().filter(|group| group.judgement.is_some()).map(parent).collect();
    for group in file.groups.iter_mut().filter(|group| weighed.contains(&parent(group))) {
        forget(&group.id, &mut group.judgement);
    }
    // Returns may weigh criteria that have no judgement of their own.
    for criterion in file.criteria.iter_mut().filter(|criterion| !criterion.is_report) {
        forget(&criterion.id, &mut criterion.judgement);
        criterion.swing_for = None;
    }
    before
}

/// The checked round, from whose criteria the ranges are taken.
fn decide(file: &CriteriaFile, args: &ElicitArgs) -> Result<Decision, Failure> {
    let local = file.criteria.iter().filter(|entry| !entry.is_report && is_local(entry));
    let local: Vec<_> = local.map(|entry| format!("`{}`", entry.id.get_ref())).collect();
    let round = match &args.data {
        _ if local.is_empty() => assemble::without_data(file, &Choices::default()),
        Some(path) => {
            let (name, bytes) = read_table(path)?;
            let sheet = sheet::Options {
                delimiter: file.data.delimiter,
                sheet: file.data.sheet.as_ref().map(|sheet| sheet.get_ref().as_str()),
            };
            let sheet = sheet::read(&name, &bytes, sheet).map_err(|unsound| unsound.findings)?.value;
            assemble::assemble(file, sheet, &Choices::default())
        }
        None => {
            let message = format!(
                "the range of {} comes from the data, and a swing means nothing without its range: name the data file, as in \
                 `weighup elicit DATA -c CRITERIA`, or give worst and best",
                words::listed(local)
            );
            return Err(Failure::Usage(message));
        }
    };
    let decision = round?.value.slices.iter().find_map(Slice::decision).cloned();
    decision.ok_or_else(|| Failure::Usage("the data have no interventions to take a range from".to_owned()))
}
