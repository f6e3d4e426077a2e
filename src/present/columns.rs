//! Columns and cells that every table is made of.

use unicode_width::UnicodeWidthStr;

use crate::document::{Cell, Column, ColumnKind};

/// Characters that the columns of one table may take beside what heads its rows.
const ABREAST: usize = 58;
/// Characters that a figure takes, and the space between columns.
const FIGURE: usize = 5;
const BETWEEN: usize = 2;

/// Columns in runs that fit side by side: headings break between words only.
pub fn abreast(headings: &[String]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut used = ABREAST;
    for (index, heading) in headings.iter().enumerate() {
        let width = heading.split_whitespace().map(UnicodeWidthStr::width).fold(FIGURE, usize::max) + BETWEEN;
        if let Some(run) = runs.last_mut().filter(|_| used + width <= ABREAST) {
            run.push(index);
        } else {
            runs.push(vec![index]);
            used = 0;
        }
        used += width;
    }
    runs
}

pub fn label(heading: &str) -> Column {
    Column::new(heading, ColumnKind::Label)
}

pub fn prose(heading: &str) -> Column {
    Column::new(heading, ColumnKind::Prose)
}

pub fn numbers(heading: &str) -> Column {
    Column::new(heading, ColumnKind::Figure)
}

pub fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}
