//! Returns added to a stakeholder file: what stands in it already keeps its bytes.
//!
//! Owns how a row is put at the end of a table of comma-separated values; which columns there are is told.

/// Column headings that every such file has.
pub const PERSON: &str = "stakeholder";
pub const GROUP: &str = "group";

/// A file of returns as it is before the first row is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returns {
    text: String,
    delimiter: u8,
    headings: Vec<String>,
}

impl Returns {
    /// A new file: a person, a group, and a column for each swing.
    #[must_use]
    pub fn new(swings: impl Iterator<Item = String>) -> Self {
        let headings: Vec<_> = [PERSON, GROUP].into_iter().map(str::to_owned).chain(swings).collect();
        Self { text: row(headings.iter().map(String::as_str), b',') + "\n", delimiter: b',', headings }
    }

    /// A file that is there.
    ///
    /// - `text`: the whole of it; `headings`: its columns as they were read
    #[must_use]
    pub fn existing(text: String, delimiter: u8, headings: Vec<String>) -> Self {
        Self { text, delimiter, headings }
    }

    /// The first of the columns needed that the file does not have.
    pub fn lacking<'a>(&self, needed: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        needed.into_iter().find(|needed| !self.headings.iter().any(|heading| heading == needed))
    }

    /// The text with one row more for each person; columns that are not named stay empty.
    ///
    /// - `rows`: for each person the values by column
    #[must_use]
    pub fn with(&self, rows: &[Vec<(String, String)>]) -> String {
        let ends = ["\r\n", "\n", "\r"];
        let end = ends.into_iter().find(|end| self.text.contains(end)).unwrap_or("\n");
        let mut out = self.text.clone();
        if !out.ends_with(end) {
            out.push_str(end);
        }
        for values in rows {
            let cell = |heading: &String| values.iter().find(|(column, _)| column == heading).map_or("", |(_, value)| value);
            out.push_str(&row(self.headings.iter().map(cell), self.delimiter));
            out.push_str(end);
        }
        out
    }
}

/// Cells of one row, quoted where they must be.
fn row<'a>(cells: impl Iterator<Item = &'a str>, delimiter: u8) -> String {
    let delimiter = char::from(delimiter);
    let quoted = |cell: &str| {
        if cell.contains([delimiter, '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    };
    cells.map(quoted).collect::<Vec<_>>().join(&delimiter.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_below_whatever_stands_there() {
        let rows = [vec![
            (PERSON.to_owned(), "S2".to_owned()),
            ("a".to_owned(), "62.5".to_owned()),
            (GROUP.to_owned(), "Health; care".to_owned()),
        ]];
        let new = Returns::new(["a", "b"].into_iter().map(str::to_owned));
        assert_eq!(new.with(&rows), "stakeholder,group,a,b\nS2,Health; care,62.5,\n");
        let old = "\u{feff}role;a;stakeholder;group\r\nx;1;S1;g";
        let headings = ["role", "a", "stakeholder", "group"].map(str::to_owned).to_vec();
        let old = Returns::existing(old.to_owned(), b';', headings);
        assert_eq!(old.with(&rows), "\u{feff}role;a;stakeholder;group\r\nx;1;S1;g\r\n;62.5;S2;\"Health; care\"\r\n");
        assert_eq!(old.lacking(["a", "b"].into_iter()), Some("b"));
    }
}
