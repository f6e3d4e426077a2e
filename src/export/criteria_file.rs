//! New swings in the text of a criteria file: only the bytes that say something else change.
//!
//! Owns where a judgement stands in the text and how it is put there. Comments, order, blank lines and line ends stay,
//! because nothing is written anew but values, and keys that were not there before. What the swings mean is not its business.
//!
//! The places come from the parser; an editor that renders the whole document would normalise its line ends.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A criterion or group, and what becomes of its judgement.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSwing {
    pub id: String,
    pub swing: f64,
    /// The range it was judged on; `None` leaves none in the file.
    pub range: Option<(f64, f64)>,
}

/// The new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    pub text: String,
    /// Bounds that the new swings leave, and which were taken out: id and key.
    pub removed: Vec<(String, String)>,
}

/// Puts swings, status and source into the text of a sound criteria file.
///
/// - `text`: as it is in the file; a byte order mark is kept
/// - result: `None` if the text is no TOML or lacks one of the ids, which a checked criteria file is and does not
#[must_use]
pub fn rewrite(text: &str, swings: &[NewSwing], source: &str) -> Option<Rewritten> {
    let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text), |body| ("\u{feff}", body));
    let root = DeTable::parse(body).ok()?;
    let root = root.get_ref();
    let mut editor = Editor { text: body, end: if body.contains("\r\n") { "\r\n" } else { "\n" }, edits: Vec::new() };
    let mut removed = Vec::new();
    let entries = ["groups", "criteria"].into_iter().filter_map(|key| root.get(key)?.get_ref().as_array());
    let entries: Vec<_> = entries.flatten().filter_map(|entry| Some((entry.span(), entry.get_ref().as_table()?))).collect();
    for swing in swings {
        let is_it = |table: &DeTable<'_>| table.get("id").and_then(|id| id.get_ref().as_str()) == Some(&swing.id);
        let (span, table) = entries.iter().find(|(_, table)| is_it(table))?;
        let left = editor.judge(table, Layout::of(&body[span.clone()]), swing)?;
        removed.extend(left.into_iter().map(|key| (swing.id.clone(), key.to_owned())));
    }
    let stated = [("status", quoted("elicited")), ("source", quoted(source))];
    editor.weights(root.get("weights"), &stated)?;
    Some(Rewritten { text: format!("{mark}{}", editor.apply()), removed })
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

/// How a table stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Below a header, a key a line.
    Section,
    /// In braces.
    Inline,
    /// Without a header, in dotted keys.
    Dotted,
}

impl Layout {
    /// - `start`: what the parser takes for the place of the table: its header, its braces or its first key
    fn of(start: &str) -> Self {
        match start.as_bytes().first() {
            Some(b'[') => Self::Section,
            Some(b'{') => Self::Inline,
            _ => Self::Dotted,
        }
    }
}

struct Editor<'a> {
    text: &'a str,
    /// The line end of the file.
    end: &'static str,
    edits: Vec<(Range<usize>, String)>,
}

impl Editor<'_> {
    /// Changes one judgement; the bounds it took out.
    fn judge(&mut self, table: &DeTable<'_>, layout: Layout, new: &NewSwing) -> Option<Vec<&'static str>> {
        let judged = ["swing", "weight", "rank"].into_iter().find_map(|key| table.get_key_value(key));
        let (key, value) = judged.or_else(|| table.get_key_value("id"))?;
        match key.get_ref().as_ref() {
            "id" => self.insert_after(key, value, layout, &[("swing", number(new.swing))]),
            "swing" if figure(value) == Some(new.swing) => {}
            "swing" => self.edits.push((value.span(), number(new.swing))),
            _ => self.edits.extend([(key.span(), "swing".to_owned()), (value.span(), number(new.swing))]),
        }
        match (table.get_key_value("swing_for"), new.range) {
            (Some((_, old)), Some(range)) if pair(old) != Some(range) => self.edits.push((old.span(), self.range(table, range))),
            (None, Some(range)) => self.insert_after(key, value, layout, &[("swing_for", self.range(table, range))]),
            (Some((key, old)), None) => self.remove(key, old, layout),
            _ => {}
        }
        let beyond = |key: &'static str, leaves: fn(f64, f64) -> bool| {
            let (at, value) = table.get_key_value(key)?;
            figure(value).is_some_and(|bound| leaves(new.swing, bound)).then_some((key, at, value))
        };
        let left = [beyond("swing_low", |swing, low| swing < low), beyond("swing_high", |swing, high| swing > high)];
        let left = left.into_iter().flatten();
        let mut removed = Vec::new();
        for (name, key, value) in left {
            self.remove(key, value, layout);
            removed.push(name);
        }
        Some(removed)
    }

    /// A range as `worst` and `best` have it, where they are there: people may have parted their thousands.
    fn range(&self, table: &DeTable<'_>, (worst, best): (f64, f64)) -> String {
        let end = |key: &str, end: f64| {
            let stated = table.get(key).filter(|value| figure(value) == Some(end));
            stated.map_or_else(|| number(end), |value| self.text[value.span()].to_owned())
        };
        format!("[{}, {}]", end("worst", worst), end("best", best))
    }

    /// Changes or adds keys of `[weights]`; adds the section at the end where there is none.
    fn weights(&mut self, section: Option<&Spanned<DeValue<'_>>>, stated: &[(&'static str, String); 2]) -> Option<()> {
        let Some(section) = section else {
            let end = if self.text.ends_with('\n') { "" } else { self.end };
            let lines = ["", "[weights]", &assigned(&stated[0]), &assigned(&stated[1]), ""].join(self.end);
            self.edits.push((self.text.len()..self.text.len(), format!("{end}{lines}")));
            return Some(());
        };
        let table = section.get_ref().as_table()?;
        let new: Vec<_> = stated.iter().filter(|(key, _)| !table.contains_key(*key)).cloned().collect();
        for (key, value) in stated {
            if let Some(old) = table.get(*key)
                && old.get_ref().as_str().map(quoted).as_ref() != Some(value)
            {
                self.edits.push((old.span(), value.clone()));
            }
        }
        let layout = Layout::of(&self.text[section.span()]);
        let last = table.iter().max_by_key(|(key, _)| key.span().start);
        match (layout, last) {
            _ if new.is_empty() => {}
            (Layout::Section, _) => self.insert_line(section.span().end, &new, ""),
            (_, Some((key, value))) => self.insert_after(key, value, layout, &new),
            (_, None) => {
                let keys: Vec<_> = new.iter().map(assigned).collect();
                self.edits.push((section.span(), format!("{{ {} }}", keys.join(", "))));
            }
        }
        Some(())
    }

    /// Adds keys behind another: on lines of their own, or within its braces.
    fn insert_after(&mut self, key: &Key<'_>, value: &Value<'_>, layout: Layout, new: &[(&str, String)]) {
        let end = value.span().end;
        if layout == Layout::Inline {
            self.edits.extend(new.iter().map(|key| (end..end, format!(", {}", assigned(key)))));
        } else {
            // Indented, or dotted, as the key above.
            let before = self.before(key.span().start).to_owned();
            self.insert_line(end, new, &before);
        }
    }

    /// Adds lines below the one that a place stands on, each with the same beginning.
    fn insert_line(&mut self, place: usize, new: &[(&str, String)], before: &str) {
        let line_end = self.text[place..].find('\n').map(|length| place + length + 1);
        let at = line_end.unwrap_or(self.text.len());
        for key in new {
            let line = format!("{before}{}", assigned(key));
            let line = if line_end.is_some() { format!("{line}{}", self.end) } else { format!("{}{line}", self.end) };
            self.edits.push((at..at, line));
        }
    }

    /// Takes a key out with its line, or in braces with its comma; a comment on the line stays.
    fn remove(&mut self, key: &Key<'_>, value: &Value<'_>, layout: Layout) {
        let (start, end) = (key.span().start, value.span().end);
        let rest = &self.text[end..];
        if layout == Layout::Inline {
            let is_first = self.text[..start].trim_end().ends_with('{');
            let before = self.text[..start].rfind(',').unwrap_or(start);
            let after = end + rest.find(',').map_or(0, |comma| comma + 1);
            return self.edits.push((if is_first { start..after } else { before..end }, String::new()));
        }
        let line = rest.find('\n').map_or(rest.len(), |length| length + 1);
        if rest[..line].trim().starts_with('#') {
            let blanks = rest.len() - rest.trim_start().len();
            self.edits.push((start..end + blanks, String::new()));
        } else {
            self.edits.push((start - self.before(start).len()..end + line, String::new()));
        }
    }

    /// What stands before a place on its line.
    fn before(&self, place: usize) -> &str {
        let start = self.text[..place].rfind('\n').map_or(0, |at| at + 1);
        &self.text[start..place]
    }

    fn apply(mut self) -> String {
        // Stable: what is put at one place stays in the order it was added.
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(self.text.len() + 256);
        let mut at = 0;
        for (range, new) in self.edits {
            out.push_str(&self.text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
        out.push_str(&self.text[at..]);
        out
    }
}

fn assigned((key, value): &(&str, String)) -> String {
    format!("{key} = {value}")
}

fn figure(value: &Spanned<DeValue<'_>>) -> Option<f64> {
    let digits = match value.get_ref() {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok()?.to_string(),
        DeValue::Float(float) => float.as_str().to_owned(),
        _ => return None,
    };
    digits.parse().ok()
}

fn pair(value: &Spanned<DeValue<'_>>) -> Option<(f64, f64)> {
    let ends = value.get_ref().as_array()?;
    Some((figure(ends.first()?)?, figure(ends.get(1)?)?))
}

/// A number as TOML has it, the shortest that reads back to the same bits.
fn number(value: f64) -> String {
    if value.abs() >= 1e15 { format!("{value:e}") } else { format!("{value}") }
}

/// A text in quotes.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Judged<'a> = (&'a str, f64, Option<(f64, f64)>);

    fn rewritten(text: &str, swings: &[Judged<'_>]) -> Rewritten {
        let swings: Vec<_> = swings.iter().map(|&(id, swing, range)| NewSwing { id: id.to_owned(), swing, range }).collect();
        rewrite(text, &swings, "who").unwrap()
    }

    #[test]
    fn only_values_change_and_keys_are_added() {
        let text = "# top\n[weights] # w\nstatus = \"placeholder\"   # why\n\n[[criteria]]\nid = \"a\"\nworst = -1_000\nbest = 0x10\n  \
                    weight = 0.4  # old\n# after\n\n[[criteria]]\nid='b'\nrank=2";
        let found = rewritten(text, &[("a", 62.5, Some((-1000.0, 16.0))), ("b", 100.0, None)]);
        let wanted = "# top\n[weights] # w\nsource = \"who\"\nstatus = \"elicited\"   # why\n\n[[criteria]]\nid = \"a\"\nworst = -1_000\nbest = 0x10\n  \
                      swing = 62.5  # old\n  swing_for = [-1_000, 0x10]\n# after\n\n[[criteria]]\nid='b'\nswing=100";
        assert_eq!(found, Rewritten { text: wanted.to_owned(), removed: Vec::new() });
    }

    #[test]
    fn what_is_right_already_stays_as_it_is_written() {
        let text = "\u{feff}[weights]\nsource = 'who'\nstatus = 'elicited'\n[[criteria]]\nid = \"a\"\nswing = 1_00.0\nswing_for=[ 0,\n 1_0 ]\n";
        assert_eq!(rewritten(text, &[("a", 100.0, Some((0.0, 10.0)))]).text, text);
    }

    #[test]
    fn bounds_that_the_swing_leaves_go_and_their_comments_stay() {
        let text =
            "[[criteria]]\r\nid = \"a\"\r\nswing = 50\r\nswing_low = 40 # least\r\nswing_high = 60\r\nswing_for = [0, 1]\r\n";
        let found = rewritten(text, &[("a", 30.0, None)]);
        assert_eq!(found.removed, [("a".to_owned(), "swing_low".to_owned())]);
        let wanted = "[[criteria]]\r\nid = \"a\"\r\nswing = 30\r\n# least\r\nswing_high = 60\r\n\r\n[weights]\r\nstatus = \"elicited\"\r\nsource = \"who\"\r\n";
        assert_eq!(found.text, wanted);
        assert!(!rewritten(text, &[("a", 70.0, None)]).text.contains("swing_high"));
    }

    #[test]
    fn what_has_no_swing_gets_one_and_keeps_its_range() {
        let text = "[[criteria]]\nid = \"a\"\nswing_for = [0, 1]\nworst = 0\nbest = 2\n[weights]\nsource = \"who\"\nstatus = \"elicited\"\n";
        let wanted = text.replace("swing_for = [0, 1]", "swing = 5\nswing_for = [0, 2]");
        assert_eq!(rewritten(text, &[("a", 5.0, Some((0.0, 2.0)))]).text, wanted);
        let wanted = text.replace("swing_for = [0, 1]", "swing = 5");
        assert_eq!(rewritten(text, &[("a", 5.0, None)]).text, wanted);
    }

    #[test]
    fn what_returns_weighed_gets_a_swing() {
        let text = "[weights]\n[[criteria]]\nid = \"a\" # first\nworst = 0\nbest = 1";
        let wanted = "[weights]\nstatus = \"elicited\"\nsource = \"who\"\n[[criteria]]\nid = \"a\" # first\nswing = 5\n\
                      swing_for = [0, 1]\nworst = 0\nbest = 1";
        assert_eq!(rewritten(text, &[("a", 5.0, Some((0.0, 1.0)))]).text, wanted);
    }

    #[test]
    fn braces_and_dotted_keys_keep_their_form() {
        let text = "weights.status = 'placeholder'\ncriteria = [\n  { id = 'a', swing = 1, swing_low = 1 }, # one\n  { id = 'b',\n    rank = 2 },\n]";
        let found = rewritten(text, &[("a", 0.5, Some((0.0, 1.0))), ("b", 100.0, Some((2.0, 1.0)))]);
        let wanted = "weights.status = \"elicited\"\nweights.source = \"who\"\ncriteria = [\n  { id = 'a', swing = 0.5, swing_for = [0, 1] }, # one\n  { id = 'b',\n    swing = 100, swing_for = [2, 1] },\n]";
        assert_eq!(found.text, wanted);
        assert_eq!(
            rewritten("weights = {}\n[[criteria]]\nid='a'\nswing=100", &[("a", 100.0, None)]).text.lines().next(),
            Some("weights = { status = \"elicited\", source = \"who\" }")
        );
    }
}
