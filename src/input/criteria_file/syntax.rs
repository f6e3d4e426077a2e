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
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(table);
    }
    let mut last_line = 0;
    for error in errors {
        let place = Place::new(source, error.span().unwrap_or(0..0));
        // The parser stumbles on after a mistake; the first error of a line is the one that helps.
        if place.line() == last_line {
            continue;
        }
        last_line = place.line();
        let line = text.lines().nth(place.line() - 1).unwrap_or("");
        let remedy = hint(text, line, error.message());
        findings.push(Diagnostic::error("toml", format!("not valid TOML: {}", error.message())).at(Some(place)).remedy(remedy));
    }
    Err(findings)
}

fn hint(text: &str, line: &str, message: &str) -> String {
    let hint = if text.trim_start().starts_with('{') {
        "this looks like JSON; a criteria file is TOML: `weighup init` writes one to start from"
    } else if message.contains("duplicate") {
        "each key and each table stands once: remove one of them"
    } else if line.contains('\\') && line.contains('"') {
        "put a text with backslashes in single quotes"
    } else if line.contains(':') && !line.contains('=') {
        "write `key = value`, with an equals sign"
    } else if line
        .split_once('=')
        .is_some_and(|(_, value)| value.contains(',') && value.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    {
        "write large numbers without commas: 300000 or 300_000"
    } else if line.split_once('=').is_some_and(|(_, value)| value.trim_start().starts_with('0')) {
        "write the number without leading zeros"
    } else if line.matches('"').count() % 2 == 1 {
        "close the text with a double quote on the same line"
    } else {
        ""
    };
    hint.to_owned()
}
