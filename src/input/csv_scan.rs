//! Where the fields of a CSV text stand, and whether its quotes are sound.
//!
//! The `csv` crate reads the values; it neither reports an unclosed quote nor says where a field stands.
//! This scan does both, only when quotes occur or a message needs a place.

use std::ops::Range;

/// What parts cells and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    /// The file has no LF: a CR ends a line. Elsewhere a lone CR is part of a cell.
    pub lone_cr: bool,
}

impl Dialect {
    #[must_use]
    pub fn new(text: &str, delimiter: u8) -> Self {
        Self { delimiter, lone_cr: !text.contains('\n') }
    }

    /// Whether the cell ends before the byte at `at`.
    fn ends(self, bytes: &[u8], at: usize) -> bool {
        match bytes[at] {
            b'\n' => true,
            b'\r' => self.lone_cr || bytes.get(at + 1) == Some(&b'\n'),
            byte => byte == self.delimiter,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuoteProblem {
    /// Opened here, never closed: everything after it would be one field.
    Unclosed { opened: usize },
    /// Opened here; after the closing quote comes neither a delimiter nor a line end.
    TextAfterClose { opened: usize, close: usize },
}

/// The byte ranges of the fields of the record that starts at `start`, quotes included.
#[must_use]
pub fn fields(text: &str, start: usize, dialect: Dialect) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = start;
    loop {
        let (field, end) = field(text.as_bytes(), at, dialect);
        found.push(field);
        match end {
            FieldEnd::Delimiter(next) => at = next,
            FieldEnd::Record(_) | FieldEnd::Problem(_) => return found,
        }
    }
}

/// The first unsound quote from `start` on.
#[must_use]
pub fn quote_problem(text: &str, start: usize, dialect: Dialect) -> Option<QuoteProblem> {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        match field(bytes, at, dialect).1 {
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

fn field(bytes: &[u8], start: usize, dialect: Dialect) -> (Range<usize>, FieldEnd) {
    let ends = |at: usize| at >= bytes.len() || dialect.ends(bytes, at);
    let mut at = start;
    if bytes.get(start) == Some(&b'"') {
        at += 1;
        loop {
            match (bytes.get(at), bytes.get(at + 1)) {
                (None, _) => return (start..at, FieldEnd::Problem(QuoteProblem::Unclosed { opened: start })),
                (Some(b'"'), Some(b'"')) => at += 2,
                (Some(b'"'), _) => {
                    at += 1;
                    if !ends(at) {
                        let problem = QuoteProblem::TextAfterClose { opened: start, close: at - 1 };
                        return (start..at, FieldEnd::Problem(problem));
                    }
                    break;
                }
                _ => at += 1,
            }
        }
    } else {
        while !ends(at) {
            at += 1;
        }
    }
    let end = match bytes.get(at) {
        Some(&byte) if byte == dialect.delimiter => FieldEnd::Delimiter(at + 1),
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
        let found: Vec<_> = fields(text, 0, Dialect::new(text, b',')).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["a", "\"b \"\"c\"\"\n\"", "d"]);
    }

    #[test]
    fn unsound_quotes_are_told_apart() {
        let quote_problem = |text: &str| quote_problem(text, 0, Dialect::new(text, b','));
        assert_eq!(quote_problem("a,\"b\nc,d"), Some(QuoteProblem::Unclosed { opened: 2 }));
        let reopened = quote_problem("a,\"b\nc,\"d\",e");
        assert_eq!(reopened, Some(QuoteProblem::TextAfterClose { opened: 2, close: 7 }));
        assert_eq!(quote_problem("a,5\" pipe\nc,\"d\""), None);
    }
}
