//! Columns and cells that every table is made of.

use crate::document::{Cell, Column, ColumnKind};

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
