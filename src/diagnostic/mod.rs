//! What is wrong or doubtful with an input, and where exactly it stands.
//!
//! Owns the text of the inputs as read and places in it (`source`), one finding (`Diagnostic`), many findings
//! (`Diagnostics`), and a result that carries findings beside it (`Warned`).
//! Leaves drawing them to the terminal and to JSON to the floors above.

mod source;

pub use source::{Excerpt, Place, Source};

use std::collections::BTreeMap;

use crate::printable;

/// Errors shown for one file before the rest is only counted.
pub const SHOWN_PER_FILE: usize = 20;
/// Characters of an offending text that a message quotes at most.
const QUOTED: usize = 80;

/// The codes of all doubts: what is not wrong, but would be asked about.
pub const DOUBTS: [&str; 42] = [
    "baseline-not-stated",
    "clamped",
    "clamped-loss",
    "cost-twice",
    "dominant-weight",
    "empty-limit",
    "few-returns",
    "empty-stakeholder-group",
    "extrapolated",
    "flat-ignored",
    "hidden-rows",
    "hidden-sheet",
    "importance-weights",
    "inconsistent-judgements",
    "local-scale",
    "mandate-without-source",
    "merged-cells",
    "missing-values",
    "no-discrimination",
    "not-splittable",
    "not-drawn",
    "evidence-undefined",
    "nothing-affordable",
    "off-centre",
    "outlier",
    "overlapping-criteria",
    "placeholder-weights",
    "range-changed",
    "ratio-needs-size",
    "repeated-name",
    "saving-exceeds-cost",
    "similar-ids",
    "similar-values",
    "single-intervention",
    "size-twice",
    "stakeholder-return",
    "streams-left-out",
    "unanswered-criterion",
    "unnamed-column",
    "unused-stream",
    "view-undefined",
    "windows-1252",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// One finding: a stable code, what stands where, and what to do about it.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    pub severity: Severity,
    pub code: &'static str,
    pub message: String,
    pub place: Option<Place>,
    /// Words beside the underlined place, such as the column's name.
    pub label: Box<str>,
    pub remedy: Box<str>,
}

impl Diagnostic {
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    #[must_use]
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { severity, code, message, place: None, label: "".into(), remedy: "".into() }
    }

    /// Whether another finding says the same, wherever it points.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.code == other.code && self.message == other.message
    }

    #[must_use]
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    #[must_use]
    pub fn label(mut self, label: impl Into<Box<str>>) -> Self {
        self.label = label.into();
        self
    }

    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<Box<str>>) -> Self {
        self.remedy = remedy.into();
        self
    }
}

/// Findings in the order they were made. Errors of one file, and other findings of one file and code, are only counted
/// beyond [`SHOWN_PER_FILE`], so that nothing of another kind is crowded out.
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    entries: Vec<Diagnostic>,
    /// Found in all, by severity, file and (but for errors) code.
    counts: BTreeMap<(Severity, String, &'static str), usize>,
}

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let file = diagnostic.place.as_ref().map_or("", Place::file).to_owned();
        let code = if diagnostic.severity == Severity::Error { "" } else { diagnostic.code };
        self.push_with((diagnostic.severity, file, code), || diagnostic);
    }

    /// Adds an error of `file`, building it only if it will be shown: a million bad cells cost no million texts.
    pub fn push_error(&mut self, file: &str, build: impl FnOnce() -> Diagnostic) {
        self.push_with((Severity::Error, file.to_owned(), ""), build);
    }

    /// Takes out the findings of one code.
    pub fn take(&mut self, code: &str) -> Vec<Diagnostic> {
        let (taken, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut self.entries).into_iter().partition(|entry| entry.code == code);
        self.entries = kept;
        self.counts.retain(|(_, _, counted), _| *counted != code);
        taken
    }

    /// Leaves out doubts and notes about one file, for results that do not hang on it.
    pub fn leave_out(&mut self, file: &str) {
        let is_of = |severity: Severity, name: &str| severity != Severity::Error && name == file;
        self.entries.retain(|entry| !is_of(entry.severity, entry.place.as_ref().map_or("", Place::file)));
        self.counts.retain(|(severity, name, _), _| !is_of(*severity, name));
    }

    /// Adds a finding that several parts of a run may make, once.
    pub fn push_once(&mut self, diagnostic: Diagnostic) {
        if !self.entries.iter().any(|entry| entry.says_the_same(&diagnostic)) {
            self.push(diagnostic);
        }
    }

    fn push_with(&mut self, key: (Severity, String, &'static str), build: impl FnOnce() -> Diagnostic) {
        let count = self.counts.entry(key).or_default();
        *count += 1;
        if *count <= SHOWN_PER_FILE {
            self.entries.push(build());
        }
    }

    pub fn append(&mut self, other: Self) {
        for diagnostic in other.entries {
            self.push(diagnostic);
        }
        for (key, count) in other.counts {
            *self.counts.entry(key).or_default() += count.saturating_sub(SHOWN_PER_FILE);
        }
    }

    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.total(Severity::Error) > 0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Findings of a severity in all, shown or not.
    #[must_use]
    pub fn total(&self, severity: Severity) -> usize {
        self.counts.iter().filter(|((found, ..), _)| *found == severity).map(|(_, count)| count).sum()
    }

    /// Findings of a severity that were counted but not kept.
    #[must_use]
    pub fn hidden(&self, severity: Severity) -> usize {
        self.total(severity) - self.entries.iter().filter(|entry| entry.severity == severity).count()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.entries.iter()
    }

    /// Findings of one severity, in the order of their files and lines (those without a place first).
    #[must_use]
    pub fn in_order(&self, severity: Severity) -> Vec<&Diagnostic> {
        let mut found: Vec<_> = self.entries.iter().filter(|entry| entry.severity == severity).collect();
        found.sort_by_key(|entry| entry.place.as_ref().map(|place| (place.file().to_owned(), place.start())));
        found
    }
}

/// A result with the findings made on the way to it.
#[derive(Debug)]
pub struct Warned<T> {
    pub value: T,
    pub findings: Diagnostics,
}

/// The nearest of the known names to what was typed, if any is near enough to be meant.
#[must_use]
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = typed.trim().to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&folded, &name.to_lowercase()), name))
        .filter(|(distance, name)| {
            let (a, b) = (name.chars().count(), folded.chars().count());
            *distance <= 1 + a.min(b) / 4 && *distance < a.max(b)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `did you mean …?`, or what is known instead; ready to be a remedy.
#[must_use]
pub fn suggestion<'a>(typed: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    const LISTED: usize = 12;
    if let Some(name) = nearest(typed, known.clone()) {
        return format!("did you mean `{}`?", quote(name));
    }
    let all: Vec<_> = known.into_iter().collect();
    let listed: Vec<_> = all.iter().take(LISTED).map(|name| format!("`{}`", quote(name))).collect();
    match all.len() {
        0 => String::new(),
        count if count > LISTED => format!("known: {} and {} more", listed.join(", "), count - LISTED),
        _ => format!("known: {}", listed.join(", ")),
    }
}

/// A text from an input as a message may quote it: control characters visible, at most 80 characters.
#[must_use]
pub fn quote(text: &str) -> String {
    let head = printable::head(text, QUOTED);
    let mut shown = printable::visible(head).into_owned();
    if head.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_beyond_the_limit_are_counted_not_kept() {
        let mut found = Diagnostics::default();
        let source = Source::new("f", "x");
        for _ in 0..50 {
            found.push(Diagnostic::error("number", "bad").at(Some(Place::new(&source, 0..1))));
        }
        assert_eq!((found.iter().count(), found.hidden(Severity::Error), found.total(Severity::Error)), (20, 30, 50));
    }

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("equitty", ["health", "equity"]), Some("equity"));
        assert_eq!(nearest("Health", ["health", "equity"]), Some("health"));
        assert_eq!(nearest("costs", ["health", "equity"]), None);
    }
}
