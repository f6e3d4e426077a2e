//! How wide letters are: the advances of Arial, which are those of Helvetica but for a few signs.
//!
//! # Source
//! Adobe Systems, Font Metrics (AFM) of Helvetica and Helvetica Bold; in thousandths of the size.

use unicode_normalization::char::decompose_canonical;
use unicode_width::UnicodeWidthChar;

/// A letter that is in no table.
const OTHER: u16 = 556;
/// A letter that takes the whole size, such as Chinese ones do.
const WHOLE: u16 = 1000;

/// How strong letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// How wide a letter is, as a share of its size.
#[must_use]
pub fn advance(letter: char, weight: Weight) -> f64 {
    f64::from(known(letter, weight).unwrap_or_else(|| in_no_table(letter, weight))) / 1000.0
}

/// How wide a text is, as a share of its size.
#[must_use]
pub fn width(text: &str, weight: Weight) -> f64 {
    text.chars().map(|letter| advance(letter, weight)).sum()
}

fn known(letter: char, weight: Weight) -> Option<u16> {
    let (ascii, latin) = match weight {
        Weight::Regular => (&ASCII, &LATIN),
        Weight::Bold => (&BOLD_ASCII, &BOLD_LATIN),
    };
    let of = |table: &[u16], first: char| table.get(usize::try_from(u32::from(letter) - u32::from(first)).ok()?).copied();
    match letter {
        ' '..='~' => of(ascii, ' '),
        '\u{a0}'..='\u{ff}' => of(latin, '\u{a0}'),
        _ => SIGNS.iter().find(|(sign, ..)| *sign == letter).map(|&(_, regular, bold)| match weight {
            Weight::Regular => regular,
            Weight::Bold => bold,
        }),
    }
}

/// A letter with an accent is as wide as the one without.
fn in_no_table(letter: char, weight: Weight) -> u16 {
    match letter.width() {
        None | Some(0) => 0,
        Some(1) => {
            let mut base = None;
            decompose_canonical(letter, |part| base = base.or(Some(part)));
            base.and_then(|base| known(base, weight)).unwrap_or(OTHER)
        }
        Some(_) => WHOLE,
    }
}

/// From the space to the tilde.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
    722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
    500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// From the space without a break to `ÿ`.
const LATIN: [u16; 96] = [
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 552, 400, 549, 333, 333, 333, 576, 537, 278, 333,
    333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722,
    778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556,
    556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 549, 611, 556, 556, 556, 556, 500, 556, 500,
];
/// The same in bold.
const BOLD_ASCII: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778,
    722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278,
    556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
/// The same in bold.
const BOLD_LATIN: [u16; 96] = [
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 552, 400, 549, 333, 333, 333, 576, 556, 278, 333,
    333, 365, 556, 834, 834, 834, 611, 722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722,
    778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556,
    556, 278, 278, 278, 278, 611, 611, 611, 611, 611, 611, 611, 549, 611, 611, 611, 611, 611, 556, 611, 556,
];
/// Signs and letters beyond, regular and bold.
const SIGNS: [(char, u16, u16); 24] = [
    ('–', 556, 556),
    ('—', 1000, 1000),
    ('‘', 222, 278),
    ('’', 222, 278),
    ('‚', 222, 278),
    ('“', 333, 500),
    ('”', 333, 500),
    ('„', 333, 500),
    ('•', 350, 350),
    ('…', 1000, 1000),
    ('‰', 1000, 1000),
    ('€', 556, 556),
    ('™', 1000, 1000),
    ('→', 1000, 1000),
    ('−', 584, 584),
    ('≈', 549, 549),
    ('≠', 549, 549),
    ('≤', 549, 549),
    ('≥', 549, 549),
    ('ı', 278, 278),
    ('ł', 222, 278),
    ('Œ', 1000, 1000),
    ('œ', 944, 944),
    ('Ł', 556, 611),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_published() {
        for (letter, regular, bold) in [
            (' ', 0.278, 0.278),
            ('A', 0.667, 0.722),
            ('W', 0.944, 0.944),
            ('i', 0.222, 0.278),
            ('~', 0.584, 0.584),
            ('£', 0.556, 0.556),
            ('ÿ', 0.5, 0.556),
            ('ő', 0.556, 0.611),
            ('…', 1.0, 1.0),
            ('界', 1.0, 1.0),
            ('\u{301}', 0.0, 0.0),
            ('Ж', 0.556, 0.556),
            ('\u{7}', 0.0, 0.0),
        ] {
            let found = [advance(letter, Weight::Regular), advance(letter, Weight::Bold)];
            assert!((found[0] - regular).abs() < 1e-9 && (found[1] - bold).abs() < 1e-9, "{letter:?}: {found:?}");
        }
    }
}
