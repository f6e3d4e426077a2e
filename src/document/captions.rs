//! What tables are called: by the heading above them, with a number where there are several.

use crate::printable::one_line;

/// Goes along the blocks of a document.
#[derive(Debug, Default)]
pub struct Captions {
    /// The part that all that follows belongs to.
    part: String,
    heading: String,
    /// Tables below the heading so far.
    tables: usize,
}

/// What a table shows, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    pub words: String,
    /// Whether the heading above says the same.
    pub is_heading: bool,
}

impl Captions {
    /// Takes note of the part that opens.
    pub fn part(&mut self, text: &str) {
        self.part = one_line(text);
    }

    /// Takes note of a title or heading; its words on one line.
    pub fn heading(&mut self, text: &str) -> String {
        self.tables = 0;
        self.heading = one_line(text);
        self.heading.clone()
    }

    /// The caption of the next table.
    pub fn table(&mut self) -> Caption {
        self.tables += 1;
        let part = if self.part.is_empty() || self.part == self.heading { String::new() } else { format!(" ({})", self.part) };
        match self.tables {
            1 => Caption { words: format!("{}{part}", self.heading), is_heading: true },
            number => Caption { words: format!("{}, part {number}{part}", self.heading), is_heading: false },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_table_below_a_heading_is_its_second_part() {
        let mut captions = Captions::default();
        assert_eq!(captions.heading("The\nplan"), "The plan");
        assert_eq!(captions.table(), Caption { words: "The plan".to_owned(), is_heading: true });
        assert_eq!(captions.table(), Caption { words: "The plan, part 2".to_owned(), is_heading: false });
        captions.part("place: North");
        captions.heading("Streams");
        assert_eq!(captions.table().words, "Streams (place: North)");
    }
}
