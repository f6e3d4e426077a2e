//! How wide the columns of a table are, whether it needs the paper across, and where it must be continued.
//!
//! Widths are in twentieths of a point. Words are taken to be somewhat wider than in Arial, as a house may have another type.

use super::words;
use crate::document::{Column, ColumnKind, Table};
use crate::export::letters::{self, Weight};

/// Between the margins, upright and across.
pub const UPRIGHT: usize = 9_638;
pub const ACROSS: usize = 14_570;
/// The size of the type in tables, and how much wider another may be.
const SIZE: f64 = 180.0;
const FREE: f64 = 1.06;
/// Left and right of a cell's text.
const PADDING: usize = 170;
/// Least of a column with running text: less makes towers of words.
const PROSE: usize = 1_500;
/// So that a column with running text is read easily.
const EASY: usize = 2_000;
/// Widest that a single word makes a column; beyond it is broken.
const WORD: usize = 2_400;
/// How wide a table may be for what it needs, in per cent.
const SPARE: usize = 115;
/// A column of bars.
pub const BAR: usize = 2_000;
/// Rows for whose sake paper is turned.
const MANY: usize = 8;
/// Word opens no table with more columns.
const COLUMNS: usize = 63;

/// What a column needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// So that no word is broken.
    least: usize,
    /// So that reading is easy.
    easy: usize,
    /// So that nothing is wrapped.
    natural: usize,
}

/// Columns that stand side by side, with their widths.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    pub columns: Vec<usize>,
    pub widths: Vec<usize>,
}

/// What every column of a table needs.
pub fn needs(table: &Table) -> Vec<Need> {
    table.columns.iter().enumerate().map(|(index, column)| need(table, index, column)).collect()
}

fn need(table: &Table, index: usize, column: &Column) -> Need {
    if column.kind == ColumnKind::Bar {
        return Need { least: BAR, easy: BAR, natural: BAR };
    }
    let cells: Vec<_> = table.rows.iter().filter_map(|row| row.get(index)).map(|cell| words(&cell.words())).collect();
    let weight = if table.row_head() == Some(index) { Weight::Bold } else { Weight::Regular };
    let most = |of: fn(&str, Weight) -> usize| cells.iter().map(|cell| of(cell, weight)).max().unwrap_or(0);
    let heading = words(&column.heading);
    let (heading_word, heading_line) = (longest_word(&heading, Weight::Bold), width(&heading, Weight::Bold));
    let line = most(width);
    let is_figure = column.kind == ColumnKind::Figure;
    let least = heading_word.max(if is_figure { line } else { most(longest_word) }).min(WORD);
    // A head is worth two or three lines, not a column of its width.
    let natural = line.max(heading_line.div_ceil(if is_figure { 3 } else { 2 })).max(heading_word);
    let (least, easy) = match column.kind {
        ColumnKind::Prose => (least.max(natural.min(PROSE)), least.max(natural.min(EASY))),
        _ => (least, least),
    };
    Need { least: least + PADDING, easy: easy + PADDING, natural: natural.max(easy) + PADDING }
}

/// How wide a text is in the type of tables.
fn width(text: &str, weight: Weight) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a text has far fewer than 2^53 letters
    let width = (SIZE * FREE * letters::width(text, weight)).ceil() as usize;
    width
}

fn longest_word(text: &str, weight: Weight) -> usize {
    text.split(' ').map(|word| width(word, weight)).max().unwrap_or(0)
}

/// Whether a table is better read on paper across: it does not fit otherwise, or has many rows that would be high.
///
/// - `rows`: below the head
pub fn is_wide(needs: &[Need], rows: usize) -> bool {
    let sum = |of: fn(&Need) -> usize| needs.iter().map(of).sum::<usize>();
    sum(|need| need.least) > UPRIGHT || (sum(|need| need.easy) > UPRIGHT && rows >= MANY)
}

/// Side by side what there is room for; the first columns, which say what a row is about, stand in every band.
///
/// - `repeated`: how many these are; `room`: between the margins
pub fn bands(needs: &[Need], repeated: usize, room: usize) -> Vec<Band> {
    let all: Vec<_> = (0..needs.len()).collect();
    let least = |columns: &[usize]| columns.iter().map(|&column| needs[column].least).sum::<usize>();
    if least(&all) <= room && all.len() <= COLUMNS {
        return vec![Band { widths: widths(needs, &all, room), columns: all }];
    }
    let heads: Vec<_> = (0..repeated.min(needs.len().saturating_sub(1))).collect();
    let mut bands: Vec<Vec<usize>> = Vec::new();
    for (column, need) in needs.iter().enumerate().skip(heads.len()) {
        match bands.last_mut() {
            Some(band) if least(band) + need.least <= room && band.len() < COLUMNS => band.push(column),
            _ => bands.push(heads.iter().copied().chain([column]).collect()),
        }
    }
    bands.into_iter().map(|columns| Band { widths: widths(needs, &columns, room), columns }).collect()
}

/// The widths of columns that stand side by side: as they like, else what they need and a share of what is left.
fn widths(needs: &[Need], columns: &[usize], room: usize) -> Vec<usize> {
    let sum = |of: fn(&Need) -> usize| columns.iter().map(|&column| of(&needs[column])).sum::<usize>();
    let (least, natural) = (sum(|need| need.least), sum(|need| need.natural));
    if natural <= room {
        // Some room to spare, for a larger type or a wider one.
        let wanted = room.min(natural * SPARE / 100);
        return columns.iter().map(|&column| needs[column].natural * wanted / natural.max(1)).collect();
    }
    if least >= room {
        // A single band that is too wide for any paper: everything is narrowed alike.
        return columns.iter().map(|&column| needs[column].least * room / least.max(1)).collect();
    }
    let share = |need: &Need| need.least + (need.natural - need.least) * (room - least) / (natural - least);
    columns.iter().map(|&column| share(&needs[column])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(least: usize, natural: usize) -> Need {
        Need { least, easy: least, natural }
    }

    #[test]
    fn what_is_left_goes_to_who_can_use_it() {
        let found = bands(&[of(1_000, 1_000), of(1_000, 3_000), of(1_000, 5_000)], 1, 6_000);
        assert_eq!(found, [Band { columns: vec![0, 1, 2], widths: vec![1_000, 2_000, 3_000] }]);
        assert_eq!(bands(&[of(500, 700)], 1, 6_000)[0].widths, [805]);
        assert_eq!(bands(&[of(500, 700)], 1, 750)[0].widths, [750]);
    }

    #[test]
    fn a_table_too_wide_is_continued_with_its_first_columns() {
        let found = bands(&[of(2_000, 2_000); 6], 1, 6_000);
        let columns: Vec<_> = found.iter().map(|band| band.columns.clone()).collect();
        assert_eq!(columns, [vec![0, 1, 2], vec![0, 3, 4], vec![0, 5]]);
        assert!(bands(&[of(10, 10); 200], 1, 10_000).iter().all(|band| band.columns.len() <= COLUMNS));
        // Nothing is lost where even two columns are too wide.
        assert_eq!(bands(&[of(9_000, 9_000); 2], 2, 6_000), [Band { columns: vec![0, 1], widths: vec![3_000, 3_000] }]);
        assert_eq!(bands(&[of(9_000, 9_000); 3], 1, 6_000).len(), 2);
    }
}
