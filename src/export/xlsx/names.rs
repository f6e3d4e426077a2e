//! Names of sheets as a workbook allows them: short, without some characters, no two alike.

use super::texts;
use crate::printable::one_line;

/// Characters of a name, counted in UTF-16.
const LONGEST: usize = 31;
/// What the format keeps for itself, and what would part a reference.
const UNFIT: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// Names given so far.
#[derive(Debug, Default)]
pub struct Names {
    taken: Vec<String>,
}

impl Names {
    /// A name near to the words that no sheet has yet.
    pub fn give(&mut self, words: &str) -> String {
        let fitting = |text: &str| shortened(text).trim_matches([' ', '\'']).to_owned();
        let plain = one_line(words).replace(UNFIT, " ").replace("_x", " x");
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut name = fitting(&plain);
        let mut number = 2;
        // "History" is kept for changes that are tracked.
        while name.is_empty() || name.eq_ignore_ascii_case("history") || self.taken.contains(&name.to_lowercase()) {
            name = fitting(&format!("{number} {plain}"));
            number += 1;
        }
        self.taken.push(name.to_lowercase());
        name
    }
}

/// As many whole words as a name has room for; without an end that shows, as formulas name sheets too.
fn shortened(text: &str) -> String {
    let cut = texts::cut(text, LONGEST);
    match cut.rfind(' ') {
        Some(space) if cut.len() < text.len() && space > cut.len() / 2 && !text[cut.len()..].starts_with(' ') => {
            cut[..space].trim_end_matches([',', ';', ' ']).to_owned()
        }
        _ => cut.to_owned(),
    }
}

/// A name as references carry it.
pub fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

/// Where a link to a cell of a sheet leads.
///
/// - `row`: counted from 0
pub fn link(name: &str, row: u32) -> String {
    format!("internal:{}!A{}", quoted(name), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_plain_and_told_apart() {
        let mut names = Names::default();
        assert_eq!(names.give("7 The ranking"), "7 The ranking");
        assert_eq!(names.give("7 THE ranking"), "2 7 THE ranking");
        assert_eq!(names.give("'a[b]:c*d?e/f\\g'"), "a b c d e f g");
        assert_eq!(names.give("History"), "2 History");
        assert_eq!(names.give("'"), "2 '".trim_matches([' ', '\'']));
        let long = names.give(&"👩".repeat(40));
        assert!(long.encode_utf16().count() <= LONGEST, "{long}");
        assert_eq!(names.give("36 What each would need to come first"), "36 What each would need to come");
        assert_eq!(names.give("6 The ranking, and what makes it"), "6 The ranking, and what makes");
        assert_eq!(quoted("It's"), "'It''s'");
        assert_eq!(link("7 The ranking", 0), "internal:'7 The ranking'!A1");
    }
}
