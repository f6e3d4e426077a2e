//! The text of an input, and places in it that a message can underline.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::QUOTED;
use crate::printable;

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

    /// Byte offset of its start, for ordering.
    #[must_use]
    pub fn start(&self) -> usize {
        self.span.start
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
}
