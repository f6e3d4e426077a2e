//! What makes an answer good or bad: what it mentions, which bytes it sends, which figures it shows.
//!
//! The rules are those of the corpus's own runner, restated.

/// The tokens of `wanted` (`a;b|c;@line4`) that the text lacks. Case does not count; `|` parts alternatives.
///
/// `@file` is the file's name; `@lineN` is `line N`, `row N`, `:N:`, a cell such as `C4`, or the gutter of an excerpt.
pub fn missing_mentions(wanted: &str, file: &str, text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let found = |alternative: &str| match alternative.trim() {
        "@file" => text.contains(&name),
        alternative => match alternative.strip_prefix("@line") {
            Some(number) => mentions_line(&text, number),
            None => text.contains(&alternative.to_lowercase()),
        },
    };
    wanted.split(';').filter(|token| !token.trim().is_empty() && !token.split('|').any(found)).map(str::to_owned).collect()
}

/// Whether a text in lower case names line `number`.
fn mentions_line(text: &str, number: &str) -> bool {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(number).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + number.len()..]);
        !after.starts_with(is_word) && (before.ends_with(':') || is_named(before) || is_cell(before) || is_gutter(before, after))
    })
}

/// `line 4`, `rows 4`, `record4`.
fn is_named(before: &str) -> bool {
    let before = before.trim_end();
    let before = before.strip_suffix('s').unwrap_or(before);
    ["line", "row", "record"].iter().any(|word| before.ends_with(word))
}

/// `C4`: one to three letters that no other letter precedes.
fn is_cell(before: &str) -> bool {
    let letters = before.chars().rev().take_while(char::is_ascii_alphabetic).count();
    let ahead = before.chars().rev().nth(letters);
    (1..=3).contains(&letters) && !ahead.is_some_and(|character| character.is_alphanumeric() || character == '_')
}

/// `4 |` at the start of a line.
fn is_gutter(before: &str, after: &str) -> bool {
    before.rsplit('\n').next().is_some_and(|start| start.trim().is_empty()) && after.trim_start_matches(' ').starts_with('|')
}

/// The first byte that could move a cursor, ring a bell or hide text: a control, DEL, C1 or a lone CR.
pub fn control(bytes: &[u8]) -> Option<String> {
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or(0);
    let is_bad = |at: usize| match bytes[at] {
        0 | 0x07 | 0x08 | 0x0b | 0x0c | 0x1b | 0x7f => true,
        b'\r' => next(at) != b'\n',
        0xc2 => (0x80..0xa0).contains(&next(at)),
        _ => false,
    };
    let at = (0..bytes.len()).find(|&at| is_bad(at))?;
    let around = &bytes[at.saturating_sub(20)..bytes.len().min(at + 20)];
    Some(format!("{:#04x} in {:?}", bytes[at], String::from_utf8_lossy(around)))
}

/// The bytes without the colours the program itself uses: `ESC [ digits m`.
pub fn without_colours(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes[at..].iter().skip(2).take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
        if bytes[at..].starts_with(b"\x1b[") && bytes.get(at + 2 + digits) == Some(&b'm') {
            at += digits + 3;
        } else {
            kept.push(bytes[at]);
            at += 1;
        }
    }
    kept
}

/// A word that is no figure and stands where one should.
pub fn not_finite(text: &str) -> Option<String> {
    let words = text.split(|character: char| !(character.is_alphanumeric() || matches!(character, '_' | '.')));
    let is_bad = |word: &&str| ["nan", "inf", "infinity"].iter().any(|bad| word.eq_ignore_ascii_case(bad));
    words.into_iter().find(is_bad).map(str::to_owned)
}

#[test]
fn lines_are_found_however_they_are_named() {
    let text = "in line 12 of f.csv:7:3, cell c9\n 15 | id\nwasline99 of 30 rows";
    for number in ["12", "7", "9", "15"] {
        assert!(mentions_line(text, number), "{number}");
    }
    for number in ["1", "3x", "30", "5"] {
        assert!(!mentions_line(text, number), "{number}");
    }
}

#[test]
fn dangerous_bytes_are_found_and_colours_are_not() {
    for bad in ["\u{1b}]52;c\u{7}", "a\rb", "\u{9b}31m", "\u{7f}", "\u{8}"] {
        assert!(control(bad.as_bytes()).is_some(), "{bad:?}");
    }
    assert_eq!(control("Café\tx\r\n".as_bytes()), None);
    assert_eq!(without_colours(b"\x1b[1;31mred\x1b[0m\x1b[2J"), b"red\x1b[2J");
    assert_eq!(not_finite("information, 3.inf, banana"), None);
    assert_eq!(not_finite("| -NaN |").as_deref(), Some("NaN"));
}
