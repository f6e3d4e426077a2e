//! The good practice checklist, filled in from the run, with its gaps.
//!
//! # Source
//! Marsh et al. (2016), Multiple Criteria Decision Analysis for Health Care Decision Making: Emerging Good Practices, report 2
//! of the ISPOR task force, Value in Health 19(2): eight steps, 17 items, here in our own words.

use super::assurance::shape;
use super::{Page, Section, say, whole};
use crate::document::{Block, figure, words};
use crate::model::criterion::Criterion;
use crate::model::weighing::WeightsKind;
use crate::model::weights::WeightsStatus;
use crate::present::columns::{label, prose, text};

/// Rows from which on criteria are checked for overlap.
const OVERLAP_ROWS: usize = 8;

/// How far an item is met by what the files and the run hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Met {
    Yes,
    InPart,
    /// Nothing in the files says it.
    Gap,
}

struct Item {
    step: &'static str,
    what: &'static str,
    met: Met,
    /// What there is, or what is lacking.
    filled: String,
}

fn item(step: &'static str, what: &'static str, met: Met, filled: impl Into<String>) -> Item {
    Item { step, what, met, filled: filled.into() }
}

/// Met if all is there, in part if something is.
fn all_of(there: &[bool]) -> Met {
    match there.iter().filter(|is_there| **is_there).count() {
        0 => Met::Gap,
        count if count == there.len() => Met::Yes,
        _ => Met::InPart,
    }
}

impl Page<'_> {
    pub fn checklist(&self) -> Vec<Block> {
        let items = [
            self.problem(),
            self.criteria_items(),
            self.measures(),
            self.scores(),
            self.weighing(),
            self.results(),
            self.uncertainty(),
            self.examined(),
        ];
        let items: Vec<_> = items.into_iter().flatten().collect();
        let count = |met: Met| items.iter().filter(|item| item.met == met).count();
        let said = format!(
            "The good practice checklist of ISPOR for such analyses (Marsh et al. 2016, 8 steps, {} items), filled in from the files and \
             this run: {} met, {} in part, {} open. What is open may have been done and is not written in the files.",
            items.len(),
            count(Met::Yes),
            count(Met::InPart),
            count(Met::Gap)
        );
        let row = |item: &Item| {
            let met = match item.met {
                Met::Yes => "met",
                Met::InPart => "in part",
                Met::Gap => "OPEN",
            };
            vec![text(item.step), text(item.what), text(met), text(item.filled.clone())]
        };
        let columns = vec![prose("Step"), prose("Item"), label("Met"), prose("From this run")];
        vec![say(said), whole(columns, items.iter().map(row).collect())]
    }

    /// What a section of the paper shows, where it is among those chosen.
    fn printed(&self, step: &'static str, what: &'static str, section: Section, shown: &str) -> Item {
        if self.has(section) {
            return item(step, what, Met::Yes, shown);
        }
        item(
            step,
            what,
            Met::InPart,
            format!("Worked out, and not in this paper: its section `{}` was left out.", section.name()),
        )
    }

    fn states(&self, key: &str) -> bool {
        self.statements.decision.iter().any(|(known, _)| *known == key)
    }

    fn has_role(&self, role: &str) -> bool {
        self.statements.roles.iter().any(|(known, _)| *known == role)
    }

    fn has_doubt(&self, code: &str) -> bool {
        self.notes.findings.iter().any(|(found, _)| *found == code)
    }

    fn problem(&self) -> Vec<Item> {
        let keys = ["owner", "horizon", "perspective"];
        let lacking: Vec<_> = keys.iter().filter(|key| !self.states(key)).map(|key| (*key).to_owned()).collect();
        let question = self.decision.question.is_some();
        let stated: Vec<_> = keys.iter().map(|key| self.states(key)).chain([question]).collect();
        let filled = if lacking.is_empty() && question {
            "Question, owner, horizon and perspective are stated.".to_owned()
        } else {
            let question = (!question).then(|| "question".to_owned());
            format!("[decision] lacks: {}.", words::listed(lacking.into_iter().chain(question)))
        };
        let agreed = [
            (self.has_role("commissioner"), "[assurance] commissioner"),
            (self.has_role("approver"), "[assurance] approver"),
            (self.states("conflicts"), "[decision] conflicts"),
        ];
        let open: Vec<_> = agreed.iter().filter(|(is_named, _)| !is_named).map(|(_, what)| (*what).to_owned()).collect();
        let who = if open.is_empty() {
            "Commissioner, approver and conflicts of interest are named.".to_owned()
        } else {
            format!("To be named: {}.", words::listed(open))
        };
        let agreed = agreed.map(|(is_named, _)| is_named);
        vec![
            item("1 Problem", "described clearly", all_of(&stated), filled),
            item("1 Problem", "agreed and reported", all_of(&agreed), who),
        ]
    }

    fn criteria_items(&self) -> Vec<Item> {
        let criteria = &self.decision.criteria;
        let defined =
            |criterion: &Criterion| criterion.description.is_some() && (criterion.unit.is_some() || !criterion.reads_figures());
        let lacking: Vec<_> =
            criteria.iter().filter(|criterion| !defined(criterion)).map(|criterion| criterion.name.clone()).collect();
        let met = match lacking.len() {
            0 => Met::Yes,
            count if count < criteria.len() => Met::InPart,
            _ => Met::Gap,
        };
        let filled = if lacking.is_empty() {
            "Every criterion has a definition and a unit.".to_owned()
        } else {
            format!("Without a definition or a unit: {}.", words::first_few(&lacking, 8))
        };
        let overlap = ["overlapping-criteria", "size-twice", "cost-twice"];
        let found: Vec<_> = overlap.iter().filter(|code| self.has_doubt(code)).map(|code| (*code).to_owned()).collect();
        let few = self.decision.interventions.len() < OVERLAP_ROWS;
        let (tree_met, tree) = match (found.is_empty(), few) {
            (true, false) => (Met::Yes, "Checked for overlap, double counting and cost counted twice: nothing found.".to_owned()),
            (true, true) => (
                Met::InPart,
                format!("No column counts twice. Whether criteria overlap cannot be told from fewer than {OVERLAP_ROWS} rows."),
            ),
            (false, _) => (Met::InPart, format!("Checked for overlap and double counting; found: {}.", words::listed(found))),
        };
        vec![
            item("2 Criteria", "how they were found", Met::Gap, "No file says it: tell it in the covering paper."),
            item("2 Criteria", "definitions", met, filled),
            item("2 Criteria", "structure checked", tree_met, tree),
        ]
    }

    fn measures(&self) -> Vec<Item> {
        let rows = &self.decision.interventions;
        let graded = rows.iter().filter(|row| row.evidence.is_some()).count();
        let sources = match graded {
            0 => item("3 Performance", "sources", Met::Gap, "No grade of evidence; sources are not in the data file."),
            _ => item(
                "3 Performance",
                "sources",
                Met::InPart,
                format!("Evidence graded for {graded} of {}; the source of each figure is not in the data file.", rows.len()),
            ),
        };
        let doubts = ["outlier", "missing-values", "clamped", "clamped-loss"];
        let found: Vec<_> = doubts.iter().filter(|code| self.has_doubt(code)).map(|code| (*code).to_owned()).collect();
        let printed = self.has(Section::Performances);
        let doubts = if found.is_empty() { String::new() } else { format!(" Doubts: {}.", words::listed(found)) };
        let matrix = if printed { "The matrix is printed" } else { "The matrix is not printed here" };
        let checked = format!("{matrix}; scales, gaps and outliers were checked.{doubts}");
        vec![sources, item("3 Performance", "matrix checked and reported", if printed { Met::Yes } else { Met::InPart }, checked)]
    }

    fn scores(&self) -> Vec<Item> {
        let shapes = words::listed(self.decision.criteria.iter().map(shape));
        let local = self.decision.criteria.iter().any(|criterion| criterion.value.is_local());
        let scale = if local { "Some scales are made by the list itself." } else { "All scales are fixed beforehand." };
        vec![
            item("4 Scores", "method", if local { Met::InPart } else { Met::Yes }, format!("Value functions: {shapes}. {scale}")),
            self.printed("4 Scores", "checked and reported", Section::Annex, "Scores and contributions stand in the annex."),
        ]
    }

    fn weighing(&self) -> Vec<Item> {
        let decision = self.decision;
        let sourced = decision.weights_source.is_some();
        let method = match (decision.weights_status, decision.weighing.kind) {
            (WeightsStatus::Placeholder, _) => item("5 Weights", "method", Met::Gap, "Placeholders: nobody has judged them."),
            (_, WeightsKind::Ahp | WeightsKind::Bwm) => {
                item("5 Weights", "method", Met::InPart, "Importance was compared without ranges.")
            }
            (_, kind) => {
                let is_local = decision.criteria.iter().any(|criterion| criterion.value.is_local());
                let how = match kind {
                    WeightsKind::Swing if is_local => "Swings, some over ranges that the list itself makes",
                    WeightsKind::Swing => "Swings over stated ranges",
                    WeightsKind::Stakeholders if is_local => {
                        "Swings pooled from people, some over ranges that the list itself makes"
                    }
                    WeightsKind::Stakeholders => "Swings over stated ranges, pooled from people",
                    WeightsKind::Rank => "An order of importance",
                    _ => "Weights given directly",
                };
                let source = if sourced { "their source is stated" } else { "their source is not stated" };
                let met = if sourced && !is_local && matches!(kind, WeightsKind::Swing | WeightsKind::Stakeholders) {
                    Met::Yes
                } else {
                    Met::InPart
                };
                item("5 Weights", "method", met, format!("{how}; {source}."))
            }
        };
        let weights = &self.analyses.weights;
        let checked = match (weights.groups.len(), weights.agreement.kendall_w, weights.consistency_ratio, weights.xi) {
            (1.., Some(w), ..) => {
                let by = if weights.groups.len() > 1 { "By group, with" } else { "With" };
                (Met::Yes, format!("{by} the spread of people; Kendall's W {}.", figure::fixed(w, 2)))
            }
            (1.., None, ..) => (Met::InPart, "Too few people, or criteria, to say how far they agree.".to_owned()),
            (_, _, Some(ratio), _) => (Met::Yes, format!("Consistency ratio {}.", figure::fixed(ratio, 3))),
            (_, _, _, Some(xi)) => (Met::Yes, format!("Largest deviation ξ = {}.", figure::fixed(xi, 4))),
            _ => (Met::InPart, "One set of weights; no returns to compare it with.".to_owned()),
        };
        vec![method, item("5 Weights", "checked and reported", checked.0, checked.1)]
    }

    fn results(&self) -> Vec<Item> {
        vec![
            item(
                "6 Aggregation",
                "function",
                Met::InPart,
                "A weighted sum. That what counts on one criterion does not hang on another is for those who set the swings to confirm.",
            ),
            self.printed("6 Aggregation", "results checked and reported", Section::Ranking, "Ranking with contributions."),
        ]
    }

    fn uncertainty(&self) -> Vec<Item> {
        let (decision, analyses) = (self.decision, self.analyses);
        let given = decision.draws.is_some();
        let columns: Vec<_> = decision.uncertain.iter().map(|input| format!("`{}`", input.column)).collect();
        let sources = match (columns.len(), given) {
            (_, true) => (Met::Yes, "Draws made elsewhere.".to_owned()),
            (0, _) => (Met::Gap, "No figure has a stated range.".to_owned()),
            _ => (
                Met::InPart,
                format!("Ranges are stated for {}; how they were found is not in the files.", words::listed(columns)),
            ),
        };
        // With one criterion there is one set of weights.
        let differs = decision.criteria.len() > 1;
        let done = [
            analyses.sensitivity.as_ref().filter(|_| differs).map(|_| "the exact interval of each weight".to_owned()),
            analyses.simulation.as_ref().map(|found| format!("{} draws", figure::fixed(count(found.draws), 0))),
            analyses
                .comparison
                .as_ref()
                .filter(|found| found.views.len() > 1 && differs)
                .map(|found| format!("{} views of the weights", found.views.len())),
        ];
        let done: Vec<_> = done.into_iter().flatten().collect();
        let met = match done.len() {
            _ if decision.interventions.len() < 2 => Met::Gap,
            0 => Met::Gap,
            1 => Met::InPart,
            _ => Met::Yes,
        };
        let done = if met == Met::Gap {
            "Nothing to compare, or nothing uncertain.".to_owned()
        } else {
            format!("{}.", words::capital(&words::listed(done)))
        };
        vec![item("7 Uncertainty", "sources", sources.0, sources.1), item("7 Uncertainty", "analysis", met, done)]
    }

    fn examined(&self) -> Vec<Item> {
        let (analyst, assurer) = (self.has_role("analyst"), self.has_role("assurer"));
        let checked = match (analyst, assurer) {
            (true, true) => "An assurer is named beside the analyst.",
            (_, false) => "No assurer is named: somebody other than the analyst has to check this ([assurance]).",
            (false, true) => "No analyst is named ([assurance]).",
        };
        vec![
            self.printed(
                "8 Reporting",
                "method and findings",
                Section::Assurance,
                "This paper, with hashes of its inputs and the options that made it.",
            ),
            item("8 Reporting", "findings examined", all_of(&[analyst, assurer]), checked),
        ]
    }
}

#[allow(clippy::cast_precision_loss)] // a count of draws
fn count(draws: u64) -> f64 {
    draws as f64
}
