//! What is wrong or doubtful with an input, and where exactly it stands.
//!
//! Owns the text of the inputs as read (`Source`), a place in them (`Place`), one finding (`Diagnostic`),
//! many findings (`Diagnostics`), and a result that carries findings beside it (`Warned`).
//! Leaves drawing them to the terminal and to JSON to the floors above.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::printable;

/// Errors shown for one file before the rest is only counted.
pub const SHOWN_PER_FILE: usize = 20;
/// Characters of an offending text that a message quotes at most.
const QUOTED: usize = 80;
/// Characters of a line kept to the left and right of an underlined place.
const MARGIN: usize = 60;

/// The text of one input, as read, with its name for messages.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: OnceLock<Vec<usize>>,
    /// A workbook's sheet, and the row that each line shows.
    rows: Option<(String, Vec<usize>)>,
}

impl Source {
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into(), line_starts: OnceLock::new(), rows: None })
    }

    /// A workbook's sheet: one line for each row with content, and the numbers of those rows.
    #[must_use]
    pub fn of_rows(name: &str, sheet: &str, text: String, rows: Vec<usize>) -> Arc<Self> {
        Arc::new(Self { name: name.to_owned(), text, line_starts: OnceLock::new(), rows: Some((sheet.to_owned(), rows)) })
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// One-based line of a byte offset. LF and CRLF end a line; a lone CR does where the text has no LF at all.
    ///
    /// In a workbook, the number of the row.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        let line = self.text_line(offset);
        self.rows.as_ref().and_then(|(_, rows)| rows.get(line - 1).copied()).unwrap_or(line)
    }

    fn text_line(&self, offset: usize) -> usize {
        self.starts().partition_point(|&start| start <= offset)
    }

    fn starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let lone_cr = !self.text.contains('\n');
            let after_line_end = bytes.iter().enumerate().filter_map(|(at, &byte)| match byte {
                b'\n' => Some(at + 1),
                b'\r' if lone_cr => Some(at + 1),
                _ => None,
            });
            std::iter::once(0).chain(after_line_end).collect()
        })
    }
}

/// A span of bytes in a source: what a message underlines.
#[derive(Debug, Clone)]
pub struct Place {
    source: Arc<Source>,
    span: Range<usize>,
    /// The reference of a workbook's cell.
    cell: Option<Box<str>>,
}

/// One line of a source made safe to print, with the characters to underline.
#[derive(Debug)]
pub struct Excerpt {
    pub text: String,
    /// Bytes of `text` to underline.
    pub underlined: Range<usize>,
    /// Whether the line was cut, so that columns of `text` are not columns of the file.
    pub cut: bool,
}

impl Place {
    #[must_use]
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        let end = source.text.len();
        let start = span.start.min(end);
        Self { source: Arc::clone(source), span: start..span.end.clamp(start, end), cell: None }
    }

    /// The same place, known by a workbook's cell reference.
    #[must_use]
    pub fn cell(mut self, reference: String) -> Self {
        self.cell = Some(reference.into());
        self
    }

    /// `file:Sheet!C3`, for places in a workbook.
    #[must_use]
    pub fn in_workbook(&self) -> Option<String> {
        let (sheet, _) = self.source.rows.as_ref()?;
        Some(format!("{}:{sheet}!{}", self.source.name, self.cell.as_deref()?))
    }

    #[must_use]
    pub fn file(&self) -> &str {
        &self.source.name
    }

    #[must_use]
    pub fn line(&self) -> usize {
        self.source.line(self.span.start)
    }

    /// One-based column, in characters.
    #[must_use]
    pub fn column(&self) -> usize {
        let start = self.line_range().start;
        self.source.text.get(start..self.span.start).map_or(1, |before| before.chars().count() + 1)
    }

    /// `file:line`, the form machines get; `file:C3` in a workbook.
    #[must_use]
    pub fn at(&self) -> String {
        match &self.cell {
            Some(cell) => format!("{}:{cell}", self.source.name),
            None => format!("{}:{}", self.source.name, self.line()),
        }
    }

    /// The whole line of the place, without its end.
    #[must_use]
    pub fn line_text(&self) -> &str {
        self.source.text.get(self.line_range()).unwrap_or("")
    }

    fn line_range(&self) -> Range<usize> {
        let starts = self.source.starts();
        let line = self.source.text_line(self.span.start);
        let end = starts.get(line).copied().unwrap_or(self.source.text.len());
        let start = starts[line - 1];
        let text = self.source.text.get(start..end).unwrap_or("");
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }

    /// The line of the place with its control characters made visible, cut to a window around the place.
    #[must_use]
    pub fn excerpt(&self) -> Excerpt {
        let text = &self.source.text;
        let line = self.line_range();
        let start = self.span.start.min(line.end);
        let end = self.span.end.clamp(start, line.end);
        let before = text.get(line.start..start).unwrap_or("");
        let marked = text.get(start..end).unwrap_or("");
        let after = text.get(end..line.end).unwrap_or("");
        let left = printable::tail(before, MARGIN);
        let middle = printable::head(marked, QUOTED);
        let right = printable::head(after, MARGIN);
        let cut = left.len() < before.len() || middle.len() < marked.len() || right.len() < after.len();
        let mut shown = printable::visible(left).into_owned();
        if left.len() < before.len() {
            shown.insert(0, '…');
        }
        let from = shown.len();
        shown.push_str(&printable::visible(middle));
        if middle.len() < marked.len() {
            shown.push('…');
        }
        let to = shown.len();
        shown.push_str(&printable::visible(right));
        if right.len() < after.len() {
            shown.push('…');
        }
        Excerpt { text: shown, underlined: from..to, cut }
    }
}

/// The codes of all doubts: what is not wrong, but would be asked about.
pub const DOUBTS: [&str; 31] = [
    "baseline-not-stated",
    "clamped",
    "clamped-loss",
    "cost-twice",
    "dominant-weight",
    "extrapolated",
    "flat-ignored",
    "hidden-rows",
    "hidden-sheet",
    "importance-weights",
    "local-scale",
    "merged-cells",
    "missing-values",
    "no-discrimination",
    "not-splittable",
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
    "unnamed-column",
    "unsourced-weights",
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

    /// Adds a finding that several parts of a run may make, once.
    pub fn push_once(&mut self, diagnostic: Diagnostic) {
        if !self.entries.iter().any(|entry| entry.code == diagnostic.code && entry.message == diagnostic.message) {
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
        found.sort_by_key(|entry| entry.place.as_ref().map(|place| (place.file().to_owned(), place.span.start)));
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
    fn lines_count_all_three_line_ends() {
        let lines = |text: &str| {
            let source = Source::new("f", text);
            ['a', 'b', 'c'].map(|letter| source.line(text.find(letter).unwrap()))
        };
        assert_eq!(lines("a\nb\r\nc"), [1, 2, 3]);
        assert_eq!(lines("a\rb\rc"), [1, 2, 3]);
        assert_eq!(lines("a\rb\nc"), [1, 1, 2]);
    }

    #[test]
    fn an_excerpt_is_cut_around_its_place_and_safe() {
        let text = format!("{}\u{1b}[2Jbad{}", "x".repeat(500), "y".repeat(500));
        let place = Place::new(&Source::new("f", text), 500..507);
        let excerpt = place.excerpt();
        assert!(excerpt.cut && excerpt.text.chars().count() < 250);
        assert_eq!(&excerpt.text[excerpt.underlined.clone()], "\\u{1b}[2Jbad");
    }

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
