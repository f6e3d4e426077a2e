//! What the tables of a comparison do not say by themselves, in sentences.

use std::sync::Arc;

use super::funding::WhoFunds;
use super::labels::{cut_off, label, methods};
use super::{Subject, View};
use crate::analysis::compare::reasons::{Disagreement, Move};
use crate::analysis::compare::{Comparison, NoView, Row};
use crate::analysis::methods::Undefined;
use crate::diagnostic::quote;
use crate::document::{figure, words};
use crate::model::decision::Decision;
use crate::present::weights::percent_of;

/// Interventions named in one sentence.
pub const NAMED: usize = 5;
/// Views told of one by one; beyond it the table must do.
const TOLD: usize = 8;
/// Views named for one intervention; beyond it they are counted.
const FEW: usize = 2;

pub struct Sentences<'a> {
    pub decision: &'a Decision,
    pub comparison: &'a Comparison,
    pub view: View,
}

impl Sentences<'_> {
    /// Whether the answer holds: first place, the first few, agreement.
    pub fn opening(&self) -> Vec<String> {
        let mut said = vec![self.answer()];
        said.extend(self.first_few());
        said.extend((self.view.subject == Subject::Methods).then(|| cut_off(self.decision)).flatten());
        said.extend(self.agreement());
        said.extend(self.comparison.funding.as_ref().and_then(|funding| WhoFunds { sentences: self, funding }.answer()));
        said
    }

    /// What people call a view.
    pub fn label(&self, name: &str) -> String {
        let kind = self.comparison.views.iter().position(|view| view == name).map(|at| self.comparison.kinds[at]);
        kind.map_or_else(|| name.to_owned(), |kind| label(self.decision, name, kind))
    }

    pub fn quoted(&self, name: &str) -> String {
        format!("\"{}\"", self.label(name))
    }

    fn answer(&self) -> String {
        let all: Vec<_> = self.comparison.first.iter().filter(|(_, first)| !first.is_empty()).collect();
        let Some((base, first)) = all.first() else { return "No view ranks anything.".to_owned() };
        let leaders = self.named(first);
        let others: Vec<_> = all[1..].iter().filter(|(_, other)| other != first).collect();
        let hangs = match self.view.subject {
            Subject::Methods => "the method",
            Subject::Weights => "the weights",
        };
        if all.len() == 1 {
            return format!("{leaders}; there is no other view to compare with.");
        }
        if others.is_empty() {
            return format!(
                "Who comes first does not hang on {hangs} here: {leaders} in {}.",
                if all.len() == 2 { "both views".to_owned() } else { format!("all {} views", all.len()) }
            );
        }
        let mut answers: Vec<(&Vec<Arc<str>>, Vec<String>)> = Vec::new();
        for (view, other) in others {
            match answers.iter_mut().find(|(known, _)| *known == *other) {
                Some((_, views)) => views.push(self.quoted(view)),
                None => answers.push((other, vec![self.quoted(view)])),
            }
        }
        let told: Vec<_> = answers
            .iter()
            .take(TOLD)
            .map(|(other, views)| format!("{} in {}", self.names(other), words::first_few(views, NAMED)))
            .collect();
        let more = answers.len().saturating_sub(TOLD);
        let rest = if more > 0 { format!("; and {}", words::count(more, "other answer")) } else { String::new() };
        format!("Who comes first hangs on {hangs}: {leaders} in {}, but {}{rest}.", self.quoted(base), told.join("; "))
    }

    /// `Stop smoking (S3) comes first`, or several share first place.
    fn named(&self, ids: &[Arc<str>]) -> String {
        let verb = if ids.len() == 1 { "comes first" } else { "share first place" };
        format!("{} {verb}", self.names(ids))
    }

    fn names(&self, ids: &[Arc<str>]) -> String {
        let name = |id: &Arc<str>| {
            let row = self.comparison.table.iter().find(|row| row.id == *id);
            row.map_or_else(
                || id.to_string(),
                |row| if *row.name == **id { row.name.clone() } else { format!("{} ({id})", row.name) },
            )
        };
        words::first_few(&ids.iter().map(name).collect::<Vec<_>>(), NAMED)
    }

    /// Who is among the first few in every view that ranks them, and who in which.
    fn first_few(&self) -> Option<String> {
        let top = self.comparison.top;
        if self.comparison.views.len() < 2 || top < 2 || top >= self.comparison.table.len() {
            return None;
        }
        let (mut always, mut sometimes) = (Vec::new(), Vec::new());
        for row in &self.comparison.table {
            let known: Vec<_> = row.ranks.iter().filter_map(|(view, rank)| Some((view, (*rank)? <= top))).collect();
            let pick = |among: bool| {
                known.iter().filter(|(_, found)| *found == among).map(|(view, _)| self.quoted(view)).collect::<Vec<_>>()
            };
            let (within, without) = (pick(true), pick(false));
            match (within.len(), without.len()) {
                (0, _) => {}
                (_, 0) => always.push(row.id.to_string()),
                _ => sometimes.push(format!("{} ({})", row.id, in_which(within, without))),
            }
        }
        let partial = self.comparison.table.iter().any(|row| !self.ranked_by_all(row));
        let every = if partial { "every view that ranks them" } else { "every view" };
        let held = if always.is_empty() {
            format!("Nobody is among the first {top} in {every}")
        } else {
            format!("Among the first {top} in {every}: {}", words::first_few(&always, 2 * NAMED))
        };
        let open = if sometimes.is_empty() {
            "; nobody else in any".to_owned()
        } else {
            format!("; in some: {}", words::first_few(&sometimes, 2 * NAMED))
        };
        Some(format!("{held}{open}."))
    }

    /// Kendall's τ-b with the first view, or W over all.
    fn agreement(&self) -> Option<String> {
        let base = self.comparison.views.first()?;
        let mut taus: Vec<_> = self
            .comparison
            .agreement
            .iter()
            .filter(|pair| pair.a == *base)
            .filter_map(|pair| Some((pair.kendall_tau_b?, pair.b.as_str())))
            .collect();
        taus.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (least, most) = (taus.first()?, taus.last()?);
        if taus.len() > 1 && least.0 >= 1.0 {
            return Some("The whole order is the same in every view that ranks all of them.".to_owned());
        }
        let with = |(tau, view): &(f64, &str)| format!("{} with {}", figure::fixed(*tau, 2), self.quoted(view));
        if taus.len() == 1 {
            return Some(format!(
                "Agreement of the whole order with {} (Kendall's τ-b, 1 is the same order): {}.",
                self.quoted(base),
                with(least)
            ));
        }
        Some(format!(
            "Agreement of the whole order with {} (Kendall's τ-b, 1 is the same order): from {} to {}.",
            self.quoted(base),
            with(least),
            with(most)
        ))
    }

    /// Whose places rest on a missing figure, and which views rank nothing.
    pub fn below_ranks(&self) -> Vec<String> {
        let open: Vec<_> = self.comparison.table.iter().filter(|row| row.provisional).map(|row| row.id.to_string()).collect();
        let provisional = (!open.is_empty()).then(|| {
            format!(
                "≈ Figures are missing: {} {} ranked at the middle of what the value could be, and places around rest on that.",
                words::first_few(&open, 2 * NAMED),
                if open.len() == 1 { "is" } else { "are" }
            )
        });
        let undefined =
            self.comparison.undefined.iter().map(|(view, why)| format!("{}.", no_view(self.decision, &self.label(view), why)));
        provisional.into_iter().chain(undefined).collect()
    }

    /// The largest moves of each view, and what does them.
    pub fn moves(&self) -> Vec<String> {
        let told = |view: &String| {
            let moves: Vec<_> =
                self.comparison.moves.iter().filter(|found| found.view == *view).map(|found| self.moved(found)).collect();
            (!moves.is_empty()).then(|| format!("{}: {}.", self.label(view), moves.join("; ")))
        };
        let mut said: Vec<_> = self.comparison.views.iter().skip(1).filter_map(told).collect();
        let more = said.len().saturating_sub(2 * TOLD);
        if more > 0 {
            said.truncate(2 * TOLD);
            said.push(format!("{} more move somebody (all in JSON).", words::count(more, "view")));
        }
        said
    }

    fn moved(&self, found: &Move) -> String {
        let reason = found.because.as_ref().and_then(|id| {
            let base = self.comparison.views.first()?;
            let name = self.decision.criteria.iter().find(|criterion| criterion.id == *id)?.name.as_str();
            Some(format!(
                ", mostly because {name} weighs {} in place of {}",
                self.weight(&found.view, id)?,
                self.weight(base, id)?
            ))
        });
        format!("{} from {} to {}{}", found.id, words::ordinal(found.from), words::ordinal(found.to), reason.unwrap_or_default())
    }

    /// A criterion's weight in a view, as the table shows it.
    fn weight(&self, view: &str, criterion: &str) -> Option<String> {
        let weights = self.comparison.weights.get(view)?.as_ref()?;
        let index = weights.iter().position(|(id, _)| id == criterion)?;
        Some(percent_of(weights.entries(), index))
    }

    /// Which single weight of a group would change the answer if it were put in alone.
    pub fn disagreements(&self) -> Vec<String> {
        let Some(all) = &self.comparison.disagreements else { return Vec::new() };
        // Where all are among the first few, only first place can change.
        let top = if self.comparison.top < self.comparison.table.len() { self.comparison.top } else { 1 };
        let (first, few): (Vec<_>, Vec<_>) = all.iter().partition(|found| found.changes_first);
        let ids = |ids: &[Arc<str>]| words::listed(ids.iter().map(ToString::to_string));
        let swap = |found: &Disagreement| {
            let swapped = !found.enters.is_empty() && top > 1;
            swapped.then(|| format!("{} in, {} out", ids(&found.enters), ids(&found.leaves)))
        };
        let mut said = vec![
            "One weight at a time, taken from one group, the others keeping their proportions; a group's weights together may \
             do otherwise."
                .to_owned(),
        ];
        if first.is_empty() {
            said.push("None of them changes who comes first.".to_owned());
        }
        let told = |found: &&Disagreement| {
            let among = swap(found).map_or(String::new(), |swap| format!("; among the first {top}, {swap}"));
            format!("{}: then {}{among}.", self.one(found), self.named(&found.first))
        };
        said.extend(first.iter().take(2 * TOLD).map(told));
        let few: Vec<_> = few.into_iter().filter_map(|found| Some((found, swap(found)?))).collect();
        if few.is_empty() && first.iter().all(|found| swap(found).is_none()) && top > 1 {
            said.push(format!("None of them changes who is among the first {top}."));
        }
        said.extend(
            few.iter().take(2 * TOLD).map(|(found, swap)| format!("{}: among the first {top}, {swap}.", self.one(found))),
        );
        let more = first.len().saturating_sub(2 * TOLD) + few.len().saturating_sub(2 * TOLD);
        if more > 0 {
            said.push(format!(
                "{} more of them change something (all in JSON).",
                figure::plain(f64::from(u32::try_from(more).unwrap_or(u32::MAX)))
            ));
        }
        said
    }

    fn one(&self, found: &Disagreement) -> String {
        let criterion = self.decision.criteria.iter().find(|criterion| criterion.id == found.criterion);
        let alone = |weight: f64| format!("{}%", figure::fixed(100.0 * weight, 1));
        let base = self.comparison.views.first().and_then(|base| self.weight(base, &found.criterion));
        format!(
            "{} on {} ({} where the pool has {})",
            found.group,
            criterion.map_or(&*found.criterion, |criterion| &criterion.name),
            self.weight(&found.view, &found.criterion).unwrap_or_else(|| alone(found.weight)),
            base.unwrap_or_else(|| alone(found.pooled))
        )
    }

    pub fn heading_of_values(&self) -> &'static str {
        match self.view.subject {
            Subject::Methods => "Values, each on its method's own scale",
            Subject::Weights => "Values, in points",
        }
    }

    /// What the other methods look at.
    pub fn about_values(&self) -> Vec<String> {
        let lines = if self.view.subject == Subject::Methods { &methods()[..] } else { &[] };
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    /// Whether every view that ranks anything ranks it.
    fn ranked_by_all(&self, row: &Row) -> bool {
        let silent = |view: &str| self.comparison.undefined.iter().any(|(name, _)| name == view);
        row.ranks.iter().all(|(view, rank)| rank.is_some() || silent(view))
    }

    pub fn about_agreement(&self) -> Vec<String> {
        let overlap = format!("Common: the share of the first {} that both have.", self.comparison.top);
        let all = self.comparison.table.iter().filter(|row| self.ranked_by_all(row)).count();
        let over = if all < self.comparison.table.len() {
            format!(", over the {} that all of them rank", words::count(all, "intervention"))
        } else {
            String::new()
        };
        let w = self
            .comparison
            .kendall_w
            .map(|w| format!("Agreement of all views together (Kendall's W, 0 none to 1 all): {}{over}.", figure::fixed(w, 2)));
        std::iter::once(overlap).chain(w).collect()
    }
}

/// Which of all views: those, all but the others, or how many.
pub fn in_which(within: Vec<String>, without: Vec<String>) -> String {
    match (within.len(), without.len()) {
        (..=FEW, _) => words::listed(within),
        (_, ..=FEW) => format!("not {}", words::listed(without)),
        (times, others) => format!("{times} of {}", times + others),
    }
}

/// That a view ranks nothing, and why.
#[must_use]
pub fn no_view(decision: &Decision, view: &str, why: &NoView) -> String {
    let name = |id: &str| {
        let criterion = decision.criteria.iter().find(|criterion| *criterion.id == *id);
        criterion.map_or_else(|| id.to_owned(), |criterion| criterion.name.clone())
    };
    let why = match why {
        NoView::Incomplete => "criteria were left unanswered".to_owned(),
        NoView::NotInScenario => "the scenario leaves nothing to rank here".to_owned(),
        NoView::NothingLeft => "no other criterion carries weight".to_owned(),
        NoView::Method(Undefined::OneIntervention) => "there is only one intervention".to_owned(),
        NoView::Method(Undefined::NotPositive { criterion, intervention }) => {
            format!("it multiplies performances, and that of {} on {} is not above 0", quote(intervention), name(criterion))
        }
        NoView::Method(Undefined::AllAlike) => "all interventions perform alike".to_owned(),
        NoView::Method(Undefined::TooMany { limit }) => {
            format!("it compares every pair, for at most {}", words::count(*limit, "intervention"))
        }
    };
    format!("\"{}\" ranks nothing: {why}", quote(view))
}
