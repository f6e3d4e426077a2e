//! Tables as Word's own: heads that are repeated on every page, rows that are not parted, figures to the right, shares shaded, bars
//! as shaded text.

use maud::{Markup, html};

use super::widths::Band;
use super::words;
use crate::document::{Cell, Column, ColumnKind, Segment, Table, key};
use crate::export::csv::starts_as_formula;
use crate::export::palette::{self, INK, PAGE, TRACK, digits};

/// Parts that the length of a bar is counted in; each is a space.
const LENGTH: usize = 36;
/// Narrowest part of a bar that has room for its letter.
const LETTERED: usize = 3;
const SPACE: &str = "\u{a0}";

/// Columns of a table that stand side by side.
///
/// - `caption`: what it shows, for those who do not see it
pub fn table(table: &Table, band: &Band, caption: &str) -> Markup {
    let head = table.row_head();
    let last = table.rows.len().saturating_sub(1);
    html! {
        w:tbl {
            w:tblPr {
                w:tblStyle w:val="WeighupTable" {}
                w:tblW w:w=(band.widths.iter().sum::<usize>()) w:type="dxa" {}
                // Word may widen a column whose words would break, as in a larger type.
                w:tblLayout w:type="autofit" {}
                w:tblLook w:val=(if head == Some(0) { "06A0" } else { "0620" }) w:firstRow="1" w:lastRow="0"
                    w:firstColumn=(if head == Some(0) { "1" } else { "0" }) w:lastColumn="0" w:noHBand="1" w:noVBand="1" {}
                w:tblCaption w:val=(caption) {}
                w:tblDescription w:val=(description(table, band)) {}
            }
            w:tblGrid { @for width in &band.widths { w:gridCol w:w=(width) {} } }
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                @for (&index, &width) in band.columns.iter().zip(&band.widths) { (column_head(&table.columns[index], width)) }
            }
            @for (number, row) in table.rows.iter().enumerate() {
                // Neither the first nor the last row stands alone on a page.
                @let is_kept = number != last && (number == 0 || number + 1 == last);
                w:tr {
                    w:trPr { w:cantSplit {} }
                    @for (&index, &width) in band.columns.iter().zip(&band.widths) {
                        @let look = Look { kind: table.columns[index].kind, width, is_head: head == Some(index), is_kept };
                        (cell(&row[index], &table.legend, look))
                    }
                }
            }
        }
    }
}

/// The columns that say what a row is about: up to the first with words, which may stand behind a rank.
pub fn heads(table: &Table) -> usize {
    table.row_head().map_or(0, |index| index + 1)
}

fn description(table: &Table, band: &Band) -> String {
    let heads = band.columns.iter().map(|&index| words(&table.columns[index].heading));
    let heads: Vec<_> = heads.filter(|head| !head.is_empty()).collect();
    format!("{} rows. Columns: {}.", table.rows.len(), heads.join("; "))
}

fn column_head(column: &Column, width: usize) -> Markup {
    let style = if column.kind == ColumnKind::Figure { "TableHeadFigure" } else { "TableHead" };
    html! {
        w:tc {
            w:tcPr { w:tcW w:w=(width) w:type="dxa" {} w:vAlign w:val="bottom" {} }
            w:p { w:pPr { w:pStyle w:val=(style) {} } (run(&harmless(words(&column.heading), ColumnKind::Prose))) }
        }
    }
}

/// How a cell looks.
#[derive(Clone, Copy)]
struct Look {
    kind: ColumnKind,
    width: usize,
    /// Whether it says what its row is about.
    is_head: bool,
    /// Whether its row stays on one page with the next.
    is_kept: bool,
}

fn cell(cell: &Cell, legend: &[String], look: Look) -> Markup {
    let style = match look.kind {
        ColumnKind::Figure => "TableFigure",
        _ if look.is_head => "TableName",
        _ => "TableText",
    };
    let fill = match cell {
        Cell::Share(share) => palette::shade(*share),
        _ => None,
    };
    html! {
        w:tc {
            w:tcPr {
                w:tcW w:w=(look.width) w:type="dxa" {}
                @if let Some(fill) = fill { w:shd w:val="clear" w:color="auto" w:fill=(digits(fill)) {} }
            }
            w:p {
                w:pPr { w:pStyle w:val=(style) {} @if look.is_kept { w:keepNext {} } }
                @match cell {
                    Cell::Bar(segments) => (bar(segments, legend)),
                    Cell::Range { low, at, high } => (range(*low, *at, *high)),
                    _ => (run(&harmless(words(&cell.words()), look.kind))),
                }
            }
        }
    }
}

/// Text as it stands.
pub fn run(text: &str) -> Markup {
    html! { @if !text.is_empty() { w:r { w:t xml:space="preserve" { (text) } } } }
}

/// Shaded text.
pub fn shaded(text: &str, fill: u32, ink: u32) -> Markup {
    html! {
        @if !text.is_empty() {
            w:r {
                w:rPr { w:color w:val=(digits(ink)) {} w:shd w:val="clear" w:color="auto" w:fill=(digits(fill)) {} }
                w:t xml:space="preserve" { (text) }
            }
        }
    }
}

/// A bar: shaded spaces for each part, with its letter where there is room and a legend says what it stands for.
fn bar(segments: &[Segment], legend: &[String]) -> Markup {
    let mut share = 0.0;
    let mut start = 0;
    let mut parts = Vec::new();
    for segment in segments {
        share += segment.share.max(0.0);
        let end = place(share);
        parts.push((segment.series, end - start));
        start = end;
    }
    html! {
        @for (series, length) in parts {
            @let letter = if length >= LETTERED && !legend.is_empty() { key(series) } else { String::new() };
            // A letter is about as wide as two spaces.
            @let free = length.saturating_sub(2 * letter.chars().count());
            @let text = format!("{}{letter}{}", SPACE.repeat(free / 2), SPACE.repeat(free - free / 2));
            (shaded(&text, palette::series(series), PAGE))
        }
        (shaded(&SPACE.repeat(LENGTH - start), TRACK, INK))
    }
}

/// A range with a figure in it; the figures stand beside it.
fn range(low: f64, at: Option<f64>, high: f64) -> Markup {
    let (low, high) = (place(low).min(LENGTH - 1), place(high));
    let high = high.max(low + 1);
    let at = at.map(|at| place(at).clamp(low, high - 1));
    let colour = palette::series(0);
    html! {
        (shaded(&SPACE.repeat(low), TRACK, INK))
        @if let Some(at) = at {
            (shaded(&SPACE.repeat(at - low), colour, PAGE))
            (shaded(SPACE, INK, PAGE))
            (shaded(&SPACE.repeat(high - at - 1), colour, PAGE))
        } @else {
            (shaded(&SPACE.repeat(high - low), colour, PAGE))
        }
        (shaded(&SPACE.repeat(LENGTH - high), TRACK, INK))
    }
}

/// Where a share of the length lies.
fn place(share: f64) -> usize {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few dozen
    let place = (share.clamp(0.0, 1.0) * LENGTH as f64).round() as usize;
    place
}

/// Text that a spreadsheet would run, were it pasted there, with an apostrophe before it; our own figures are none.
fn harmless(text: String, kind: ColumnKind) -> String {
    let is_run = starts_as_formula(&text) && !is_range(&text) && !(kind == ColumnKind::Figure && is_figure(&text));
    if is_run { format!("'{text}") } else { text }
}

/// Whether there is nothing but figures, as in `-9 (-20 to -2)`.
fn is_figure(text: &str) -> bool {
    let mut words = text.split([' ', '(', ')']).filter(|word| !word.is_empty() && *word != "to").peekable();
    words.peek().is_some() && words.all(figure)
}

/// Whether a range comes first, as in `-25 to 275 QALYs`: no spreadsheet makes anything of that, whatever follows.
fn is_range(text: &str) -> bool {
    let mut words = text.split(' ');
    words.next().is_some_and(figure) && words.next() == Some("to") && words.next().is_some_and(figure)
}

/// Whether a word is a figure with its sign.
fn figure(word: &str) -> bool {
    let digits = word.trim_start_matches(['+', '-']).trim_start_matches('£').trim_end_matches('%');
    digits.starts_with(|first: char| first.is_ascii_digit()) && digits.chars().all(|letter| "0123456789.,".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_made_harmless_and_figures_stay() {
        for text in ["=1+1", "+1", "-2+3", "@SUM(A1)", "－1", "-1+cmd|' /C calc'!A0"] {
            assert_eq!(harmless(text.to_owned(), ColumnKind::Prose), format!("'{text}"));
        }
        for text in ["-1+cmd|' /C calc'!A0", "-2+3", "-", "+ to"] {
            assert_eq!(harmless(text.to_owned(), ColumnKind::Figure), format!("'{text}"));
        }
        assert_eq!(harmless("-25 to 275 QALYs a year".to_owned(), ColumnKind::Prose), "-25 to 275 QALYs a year");
        for text in ["-25 to =1", "-25 too 3"] {
            assert_eq!(harmless(text.to_owned(), ColumnKind::Prose), format!("'{text}"));
        }
        for figure in ["-9 (-20 to -2)", "+4.8", "-£650,000", "+10%", "–"] {
            assert_eq!(harmless(figure.to_owned(), ColumnKind::Figure), figure);
        }
    }

    #[test]
    fn a_bar_has_always_its_whole_length() {
        let count = |drawn: &Markup| drawn.0.matches('\u{a0}').count();
        let segments =
            |shares: &[f64]| -> Vec<_> { shares.iter().enumerate().map(|(series, &share)| Segment { share, series }).collect() };
        for shares in [&[0.2, 0.31, 0.01][..], &[], &[0.7, 0.6], &[-0.5]] {
            assert_eq!(count(&bar(&segments(shares), &[])), LENGTH, "{shares:?}");
        }
        for (low, at, high) in [(0.0, None, 0.0), (1.0, Some(1.0), 1.0), (0.2, Some(0.3), 0.9)] {
            assert_eq!(count(&range(low, at, high)), LENGTH);
        }
    }
}
