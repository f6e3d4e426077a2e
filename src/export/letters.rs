//! About how wide words are, where no font can be asked.

use unicode_width::UnicodeWidthChar;

/// How wide a character is, as a share of its size: somewhat more than in most fonts without serifs.
#[must_use]
pub fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' => 0.28,
        ' ' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '-' => 0.38,
        'm' | 'M' | 'W' | '@' | '%' | '—' | '…' => 0.92,
        'w' | 'A'..='Z' | '&' => 0.72,
        _ => match character.width() {
            None | Some(0) => 0.0,
            Some(1) => 0.58,
            Some(_) => 1.05,
        },
    }
}

/// How wide a text is, in sizes of its type.
#[must_use]
pub fn width(text: &str) -> f64 {
    text.chars().map(advance).sum()
}
