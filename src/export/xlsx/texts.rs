//! Texts as a workbook can hold them: nothing that XML forbids or that steers a terminal.

use std::borrow::Cow;

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

/// The first of so many characters, counted in UTF-16.
pub fn cut(text: &str, characters: usize) -> &str {
    let mut left = characters;
    let fits = |(_, letter): &(usize, char)| {
        let fits = letter.len_utf16() <= left;
        left = if fits { left - letter.len_utf16() } else { 0 };
        fits
    };
    let end = text.char_indices().take_while(fits).last().map_or(0, |(at, letter)| at + letter.len_utf8());
    &text[..end]
}

/// The same with an ellipsis where more were there.
pub fn shortened(text: &str, characters: usize) -> String {
    if text.encode_utf16().count() <= characters {
        return text.to_owned();
    }
    format!("{}…", cut(text, characters.saturating_sub(1)).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_seen_and_line_ends_stay() {
        assert_eq!(storable("a\u{1b}b\u{0}\u{9b}\u{ffff}\r\n\tc"), "a\\u{1b}b\\u{0}\\u{9b}\\u{ffff}\r\n\tc");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shortened("abc", 3), "abc");
        assert_eq!(shortened("abcd", 3), "ab…");
        assert_eq!(shortened("a👩👩", 4), "a👩…");
    }
}
