//! What stands in each cell of a chart in a terminal, as letters, and what the letters stand for.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use super::{LABEL, coloured, cut};
use crate::document::key;
use crate::document::words::count;
use crate::printable::one_line;

/// Series that have a letter of their own; the others share a sign.
const LETTERS: usize = 52;
const OTHERS: char = '+';

/// A picture in cells: which series, if any, each row shows in each column.
pub type Cells = Vec<Vec<Option<usize>>>;

/// The series that a picture shows, each by its letter.
pub struct Letters {
    /// In ascending order.
    seen: BTreeSet<usize>,
}

impl Letters {
    pub fn new(cells: &Cells) -> Self {
        Self { seen: cells.iter().flatten().flatten().copied().collect() }
    }

    fn letter(series: usize) -> char {
        if series < LETTERS { key(series).chars().next().unwrap_or(OTHERS) } else { OTHERS }
    }

    /// A row of cells.
    ///
    /// - `over`: a character that stands over one column
    pub fn row(&self, cells: &[Option<usize>], over: Option<(usize, char)>) -> String {
        let mut row: Vec<char> = cells.iter().map(|cell| cell.map_or(' ', Self::letter)).collect();
        if let Some((column, character)) = over
            && let Some(cell) = row.get_mut(column)
        {
            *cell = character;
        }
        let row: String = row.into_iter().collect();
        coloured(row.trim_end(), |character| self.with_letter().find(|&series| Self::letter(series) == character))
    }

    /// Those seen that have a letter of their own.
    fn with_letter(&self) -> impl Iterator<Item = usize> {
        self.seen.range(..LETTERS).copied()
    }

    /// A line for each letter.
    ///
    /// - `name_of`: id and name of a series
    pub fn legend<'a>(&self, name_of: impl Fn(usize) -> Option<(&'a str, &'a str)>, width: usize) -> String {
        let named = |series| name_of(series).map(|(id, name)| (series, cut(&one_line(id), LABEL), one_line(name)));
        let named: Vec<_> = self.with_letter().filter_map(named).collect();
        let widest = named.iter().map(|(_, id, _)| id.width()).max().unwrap_or(0);
        let line = |(series, id, name): &(usize, String, String)| {
            let letter = Self::letter(*series).to_string();
            let padding = " ".repeat(widest - id.width());
            let line = cut(format!("{letter}  {id}{padding}  {name}").trim_end(), width);
            let rest = line.strip_prefix(&letter).unwrap_or_default();
            format!("{}{rest}", coloured(&letter, |_| Some(*series)))
        };
        let mut lines: Vec<_> = named.iter().map(line).collect();
        let others = self.seen.range(LETTERS..).count();
        if others > 0 {
            lines.push(format!("{OTHERS}  {}", count(others, "other")));
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_letters_all_share_a_sign() {
        let cells = vec![vec![Some(60), Some(51), Some(0), None, Some(52)]];
        let letters = Letters::new(&cells);
        let plain = |styled: &str| anstream::adapter::strip_str(styled).to_string();
        assert_eq!(plain(&letters.row(&cells[0], None)), "+zA +");
        assert_eq!(
            plain(&letters.legend(|series| Some((if series == 0 { "a" } else { "zz" }, "")), 40)),
            "A  a\nz  zz\n+  2 others"
        );
    }
}
