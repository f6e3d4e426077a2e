//! What the tables of a comparison do not say by themselves, in sentences.

use std::sync::Arc;

use super::{Subject, View};
use crate::analysis::compare::reasons::{Disagreement, Move};
use crate::analysis::compare::{Comparison, NoView};
use crate::analysis::methods::Undefined;
use crate::diagnostic::quote;
use crate::document::{figure, words};
use crate::model::decision::Decision;

/// Interventions named in one sentence.
const NAMED: usize = 5;
/// Views told of one by one; beyond it the table must do.
const TOLD: usize = 8;

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
        said.extend(self.agreement());
        said
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
            return format!("Who comes first does not hang on {hangs} here: {leaders} in all {} views.", all.len());
        }
        let mut answers: Vec<(&Vec<Arc<str>>, Vec<String>)> = Vec::new();
        for (view, other) in others {
            match answers.iter_mut().find(|(known, _)| *known == *other) {
                Some((_, views)) => views.push(format!("\"{view}\"")),
                None => answers.push((other, vec![format!("\"{view}\"")])),
            }
        }
        let told: Vec<_> = answers
            .iter()
            .take(TOLD)
            .map(|(other, views)| format!("{} in {}", self.names(other), words::first_few(views, NAMED)))
            .collect();
        let more = answers.len().saturating_sub(TOLD);
        let rest = if more > 0 { format!("; and {}", words::count(more, "other answer")) } else { String::new() };
        format!("Who comes first hangs on {hangs}: {leaders} in \"{base}\", but {}{rest}.", told.join("; "))
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

    /// Who is among the first few in every view, and who in some.
    fn first_few(&self) -> Option<String> {
        let views = &self.comparison.views;
        let top = self.comparison.top.min(self.comparison.table.len());
        if views.len() < 2 || top < 2 {
            return None;
        }
        let among =
            |row: &&crate::analysis::compare::Row, view: &String| row.ranks.get(view).copied().flatten().map(|rank| rank <= top);
        let counts = |row: &&crate::analysis::compare::Row| {
            let known: Vec<_> = views.iter().filter_map(|view| among(row, view)).collect();
            (known.iter().filter(|among| **among).count(), known.len())
        };
        let rows = || self.comparison.table.iter().map(|row| (row.id.to_string(), counts(&row)));
        let always: Vec<_> = rows().filter(|(_, (times, known))| times == known && *known > 0).map(|(id, _)| id).collect();
        let sometimes: Vec<_> = rows()
            .filter(|(_, (times, known))| *times > 0 && times < known)
            .map(|(id, (times, known))| format!("{id} ({times} of {known})"))
            .collect();
        let held = if always.is_empty() {
            format!("Nobody is among the first {top} in every view")
        } else {
            format!("Among the first {top} in every view: {}", words::first_few(&always, 2 * NAMED))
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
        let with = |(tau, view): &(f64, &str)| format!("{} with \"{view}\"", figure::fixed(*tau, 2));
        if taus.len() == 1 {
            return Some(format!(
                "Agreement of the whole order with \"{base}\" (Kendall's τ-b, 1 is the same order): {}.",
                with(least)
            ));
        }
        Some(format!(
            "Agreement of the whole order with \"{base}\" (Kendall's τ-b, 1 is the same order): from {} to {}.",
            with(least),
            with(most)
        ))
    }

    /// Views that rank nothing, and why.
    pub fn undefined(&self) -> Vec<String> {
        self.comparison.undefined.iter().map(|(view, why)| format!("{}.", no_view(self.decision, view, why))).collect()
    }

    /// The largest moves of each view, and what does them.
    pub fn moves(&self) -> Vec<String> {
        let told = |view: &String| {
            let moves: Vec<_> =
                self.comparison.moves.iter().filter(|found| found.view == *view).map(|found| self.moved(found)).collect();
            (!moves.is_empty()).then(|| format!("{view}: {}.", moves.join("; ")))
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
        let weight = |view: &str, id: &str| {
            let weights = self.comparison.weights.get(view)?.as_ref()?;
            weights.get(id).map(|weight| format!("{} %", figure::fixed(100.0 * weight, 1)))
        };
        let reason = found.because.as_ref().and_then(|id| {
            let base = self.comparison.views.first()?;
            let name = self.decision.criteria.iter().find(|criterion| criterion.id == *id)?.name.as_str();
            Some(format!(", mostly because {name} weighs {} in place of {}", weight(&found.view, id)?, weight(base, id)?))
        });
        format!("{} from {} to {}{}", found.id, ordinal(found.from), ordinal(found.to), reason.unwrap_or_default())
    }

    /// Which single weight of a group would change the answer if it were put in alone.
    pub fn disagreements(&self) -> Vec<String> {
        let Some(all) = &self.comparison.disagreements else { return Vec::new() };
        let top = self.comparison.top;
        let (first, few): (Vec<_>, Vec<_>) = all.iter().partition(|found| found.changes_first);
        let mut said = vec![if first.is_empty() {
            "No group's weight for any one criterion, put in alone, changes who comes first.".to_owned()
        } else {
            format!("{}, put in alone, changes who comes first:", one_weight(first.len()))
        }];
        said.extend(first.iter().take(2 * TOLD).map(|found| format!("{}: then {}.", self.one(found), self.named(&found.first))));
        let few: Vec<_> = few.into_iter().filter(|found| !found.enters.is_empty()).collect();
        if few.is_empty() {
            said.push(format!("None changes who else is among the first {top}."));
        } else {
            said.push(format!(
                "{} who is among the first {top}:",
                if few.len() == 1 { "This one changes" } else { "These change" }
            ));
            let ids = |ids: &[Arc<str>]| words::listed(ids.iter().map(ToString::to_string));
            let told =
                |found: &&Disagreement| format!("{}: {} in, {} out.", self.one(found), ids(&found.enters), ids(&found.leaves));
            said.extend(few.iter().take(2 * TOLD).map(told));
        }
        said
    }

    fn one(&self, found: &Disagreement) -> String {
        let criterion = self.decision.criteria.iter().find(|criterion| criterion.id == found.criterion);
        format!(
            "{} on {} ({} % where the pool has {} %)",
            found.group,
            criterion.map_or(&*found.criterion, |criterion| &criterion.name),
            figure::fixed(100.0 * found.weight, 1),
            figure::fixed(100.0 * found.pooled, 1)
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
        let text = "The other methods take the raw performances, those beyond a scale in full, with the same weights. VIKOR counts \
                    what is missed: lower is better.";
        (self.view.subject == Subject::Methods).then(|| text.to_owned()).into_iter().collect()
    }

    pub fn about_agreement(&self) -> Vec<String> {
        let overlap = format!("Common: the share of the first {} that both have.", self.comparison.top);
        let w = self
            .comparison
            .kendall_w
            .map(|w| format!("Agreement of all views together (Kendall's W, 0 none to 1 all): {}.", figure::fixed(w, 2)));
        std::iter::once(overlap).chain(w).collect()
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

fn one_weight(count: usize) -> String {
    if count == 1 { "One weight of a group".to_owned() } else { format!("Any one of {count} weights of groups") }
}

/// `1st`, `2nd`, `11th`.
fn ordinal(rank: usize) -> String {
    let ending = match (rank % 100, rank % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn ordinals_end_as_people_say_them() {
        assert_eq!([1, 2, 3, 4, 11, 12, 21, 113].map(ordinal).join(" "), "1st 2nd 3rd 4th 11th 12th 21st 113th");
    }
}
