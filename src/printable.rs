//! Text from inputs made safe to print: no character may move the cursor, hide or reverse what follows.
//!
//! Owns which characters are dangerous and how they are shown; leaves HTML, Markdown and spreadsheet safety to `export`.

use std::borrow::Cow;

/// Control characters, line and paragraph separators, invisible or direction-changing format characters, and what is no character.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// The text with every hidden character written out as `\u{…}`; line ends and tabs as `\n`, `\r`, `\t`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let write = |character: char| {
        if is_hidden(character) { character.escape_default().to_string() } else { character.to_string() }
    };
    Cow::Owned(text.chars().map(write).collect())
}

/// The text on one line: line ends become a space, other hidden characters are written out.
#[must_use]
pub fn one_line(text: &str) -> String {
    if !text.contains(is_hidden) {
        return text.to_owned();
    }
    let joined: Vec<_> = text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']).map(str::trim).collect();
    let unbroken = if joined.len() == 1 {
        text.to_owned()
    } else {
        joined.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    visible(&unbroken).into_owned()
}

/// The first `count` characters.
#[must_use]
pub fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

/// The last `count` characters.
#[must_use]
pub fn tail(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count.saturating_sub(1)).map_or(text, |(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_dangerous_survives() {
        let shown = visible("a\u{1b}]52;c\u{7}\u{8}\u{9b}\u{202e}b\r\n");
        assert!(!shown.chars().any(is_hidden));
        assert_eq!(one_line("Cheap\rEXPENSIVE\nthing"), "Cheap EXPENSIVE thing");
        assert_eq!(one_line("a\n\u{fffe}b"), "a \\u{fffe}b");
    }

    #[test]
    fn emoji_sequences_and_accents_stay() {
        let text = "日本語 👩\u{200d}⚕\u{fe0f} e\u{301}";
        assert_eq!(visible(text), text);
    }
}
