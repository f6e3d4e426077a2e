//! TOML syntax: the parser's errors, all of them, with a hint for what people mistake for TOML.

use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};

/// The document as a tree with places.
///
/// # Errors
/// The parser's errors, one a line.
pub fn parse(source: &Arc<Source>) -> Result<Spanned<DeTable<'_>>, Diagnostics> {
    let text = source.text();
    let mut findings = Diagnostics::default();
    let lone_cr = text.bytes().zip(text.bytes().skip(1).chain([0])).position(|(byte, next)| byte == b'\r' && next != b'\n');
    if let Some(at) = lone_cr {
        let place = Place::new(source, at..at + 1);
        findings.push(
            Diagnostic::error(
                "toml",
                "a line ends with a lone CR, the line end of very old Macs; TOML needs LF or CRLF line ends",
            )
            .at(Some(place))
            .remedy("save the file with Unix or Windows line ends"),
        );
        return Err(findings);
    }
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map(|span| span.start));
    if errors.is_empty() {
        return Ok(table);
    }
    let mut last_line = 0;
    for error in errors {
        let place = Place::new(source, error.span().unwrap_or(0..0));
        let line = place.line();
        // The parser stumbles on after a mistake; the first error of a line is the one that helps.
        if line == last_line {
            continue;
        }
        last_line = line;
        findings.push_error(source.name(), || {
            let message = error.message().trim_end_matches(", expected literal string");
            let remedy = hint(text, place.line_text(), message);
            Diagnostic::error("toml", format!("not valid TOML: {message}")).at(Some(place)).remedy(remedy)
        });
    }
    Err(findings)
}

/// What people write in place of TOML, and what to write instead.
fn hint(text: &str, line: &str, message: &str) -> String {
    let value = line.split_once('=').map_or("", |(_, value)| value.split('#').next().unwrap_or(value).trim());
    let starts_as_number = value.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+'));
    let digits: String = value.chars().filter(|character| character.is_ascii_digit() || matches!(character, '-' | '.')).collect();
    let hint = if text.trim_start().starts_with('{') {
        "this looks like JSON; a criteria file is TOML: `weighup init` writes one to start from"
    } else if message.contains("duplicate") {
        "each key and each table stands once: remove one of them; if a new criterion starts here, the line [[criteria]] is missing above it"
    } else if line.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
        "write straight quotes (\"), not the curly ones of a word processor"
    } else if line.contains('\u{a0}') {
        "a non-breaking space stands in this line: type it again"
    } else if value.starts_with('£') || value.ends_with('%') || value.starts_with(['\u{2013}', '\u{2212}']) {
        return format!("write the plain figure, without £ or % and with an ordinary minus sign: {digits}");
    } else if line.contains('\\') && line.contains('"') {
        "put a text with backslashes in single quotes"
    } else if line.contains(':') && !line.contains('=') {
        "write `key = value`, with an equals sign"
    } else if starts_as_number && value.split(',').skip(1).all(|group| group.len() == 3) && value.contains(',') {
        return format!("write large numbers without commas: {digits}");
    } else if message.contains("string values must be quoted") && value.contains('/') && value.starts_with('[') {
        "put a fraction in quotes: \"1/3\""
    } else if starts_as_number && value.contains(',') {
        "write the decimal mark as a point: 20.83"
    } else if starts_as_number && value.starts_with('0') {
        "write the number without leading zeros"
    } else if line.trim_start().starts_with('[') {
        "a section stands alone on its line: [data] or [[criteria]]"
    } else if line.matches('"').count().is_multiple_of(2) && value.starts_with(|first: char| first.is_alphabetic()) {
        "put a text in double quotes"
    } else if line.matches('"').count() % 2 == 1 {
        "close the text with a double quote on the same line"
    } else if !line.contains('=') {
        "write `key = value`; a line of words for people starts with #"
    } else {
        ""
    };
    hint.to_owned()
}
