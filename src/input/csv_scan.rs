//! Where the fields of a CSV text stand, and whether its quotes are sound.
//!
//! The `csv` crate reads the values; it neither reports an unclosed quote nor says where a field stands.
//! This scan does both, only when quotes occur or a message needs a place.

use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuoteProblem {
    /// Opened here, never closed: everything after it would be one field.
    Unclosed { opened: usize },
    /// Opened here; after the closing quote comes neither a delimiter nor a line end.
    TextAfterClose { opened: usize, close: usize },
}

/// The byte ranges of the fields of the record that starts at `start`, quotes included.
#[must_use]
pub fn fields(text: &str, start: usize, delimiter: u8) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = start;
    loop {
        let (field, end) = field(text.as_bytes(), at, delimiter);
        found.push(field);
        match end {
            FieldEnd::Delimiter(next) => at = next,
            FieldEnd::Record(_) | FieldEnd::Problem(_) => return found,
        }
    }
}

/// The first unsound quote from `start` on.
#[must_use]
pub fn quote_problem(text: &str, start: usize, delimiter: u8) -> Option<QuoteProblem> {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        match field(bytes, at, delimiter).1 {
            FieldEnd::Delimiter(next) | FieldEnd::Record(next) => at = next,
            FieldEnd::Problem(problem) => return Some(problem),
        }
    }
    None
}

enum FieldEnd {
    /// Another field of this record starts here.
    Delimiter(usize),
    /// The next record starts here.
    Record(usize),
    Problem(QuoteProblem),
}

fn field(bytes: &[u8], start: usize, delimiter: u8) -> (Range<usize>, FieldEnd) {
    let ends = |byte: u8| byte == delimiter || byte == b'\n' || byte == b'\r';
    let mut at = start;
    if bytes.get(start) == Some(&b'"') {
        at += 1;
        loop {
            match (bytes.get(at), bytes.get(at + 1)) {
                (None, _) => return (start..at, FieldEnd::Problem(QuoteProblem::Unclosed { opened: start })),
                (Some(b'"'), Some(b'"')) => at += 2,
                (Some(b'"'), after) => {
                    at += 1;
                    if after.is_some_and(|&byte| !ends(byte)) {
                        let problem = QuoteProblem::TextAfterClose { opened: start, close: at - 1 };
                        return (start..at, FieldEnd::Problem(problem));
                    }
                    break;
                }
                _ => at += 1,
            }
        }
    } else {
        at += bytes[start..].iter().position(|&byte| ends(byte)).unwrap_or(bytes.len() - start);
    }
    let end = match bytes.get(at) {
        Some(&byte) if byte == delimiter => FieldEnd::Delimiter(at + 1),
        Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => FieldEnd::Record(at + 2),
        _ => FieldEnd::Record((at + 1).min(bytes.len())),
    };
    (start..at, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_with_their_quotes() {
        let text = "a,\"b \"\"c\"\"\n\",d\r\nnext";
        let found: Vec<_> = fields(text, 0, b',').into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["a", "\"b \"\"c\"\"\n\"", "d"]);
    }

    #[test]
    fn unsound_quotes_are_told_apart() {
        assert_eq!(quote_problem("a,\"b\nc,d", 0, b','), Some(QuoteProblem::Unclosed { opened: 2 }));
        let reopened = quote_problem("a,\"b\nc,\"d\",e", 0, b',');
        assert_eq!(reopened, Some(QuoteProblem::TextAfterClose { opened: 2, close: 7 }));
        assert_eq!(quote_problem("a,5\" pipe\nc,\"d\"", 0, b','), None);
    }
}
