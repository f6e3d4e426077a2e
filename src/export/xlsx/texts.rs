//! Texts as a workbook can hold them: nothing that XML forbids, that steers a terminal, or that would be read as an escape.

use std::borrow::Cow;

use crate::printable;

/// Text with the characters written out that a workbook cannot hold or that steer a terminal; line ends and tabs stay.
pub fn storable(text: &str) -> Cow<'_, str> {
    let unfit = |character: char| {
        character.is_control() && !matches!(character, '\t' | '\n' | '\r') || matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    if !text.contains(unfit) {
        return Cow::Borrowed(text);
    }
    let write = |character: char| if unfit(character) { character.escape_default().to_string() } else { character.to_string() };
    Cow::Owned(text.chars().map(write).collect())
}

/// The same on one line.
pub fn one_line(text: &str) -> String {
    storable(&printable::one_line(text)).into_owned()
}

/// Text that reads back as it stands: `_x0041_` would come back as `A`, so that its first mark is written as an escape.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, character) in text.char_indices() {
        if is_escape(&text[at..]) {
            out.push_str("_x005F");
        }
        out.push(character);
    }
    Cow::Owned(out)
}

/// Whether text begins as `_xHHHH_` does.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.starts_with(b"_x") && bytes.get(6) == Some(&b'_') && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// The first of so many characters, counted in UTF-16, with an ellipsis where more were there.
pub fn shortened(text: &str, characters: usize) -> String {
    if text.encode_utf16().count() <= characters {
        return text.to_owned();
    }
    let mut left = characters.saturating_sub(1);
    let fits = |character: &char| {
        let fits = character.len_utf16() <= left;
        left = left.saturating_sub(character.len_utf16());
        fits
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_seen_and_line_ends_stay() {
        assert_eq!(storable("a\u{1b}b\u{0}\u{9b}\u{ffff}\r\n\tc"), "a\\u{1b}b\\u{0}\\u{9b}\\u{ffff}\r\n\tc");
        assert_eq!(one_line("a\n\u{fffe}b"), "a \\u{fffe}b");
    }

    #[test]
    fn what_looks_like_an_escape_is_written_as_one() {
        assert_eq!(escaped("_x0041_ _x004_ _xé041_"), "_x005F_x0041_ _x004_ _xé041_");
        assert_eq!(escaped("_x0041_x0042_"), "_x005F_x0041_x005F_x0042_");
        assert_eq!(escaped("_x005F_"), "_x005F_x005F_");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shortened("abc", 3), "abc");
        assert_eq!(shortened("abcd", 3), "ab…");
        assert_eq!(shortened("a👩👩", 4), "a👩…");
    }
}
