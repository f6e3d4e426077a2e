//! Pictures in the cells of a table: bars of several series, and ranges with a figure in them.

use super::coloured;
use crate::document::{Segment, figure, glyph, shade};

/// What draws a range: outside it, inside it, and the figure in it.
const RANGE: [char; 3] = ['·', '━', '●'];

/// A bar in characters: as long as all segments together, shared out by largest remainder, so that none is lost unfairly.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few dozen columns
pub fn bar(segments: &[Segment], size: usize, series: usize) -> String {
    let exact: Vec<_> = segments.iter().map(|segment| segment.share.max(0.0) * size as f64).collect();
    let length = (exact.iter().sum::<f64>().round() as usize).min(size);
    let mut drawn: Vec<_> = exact.iter().map(|length| *length as usize).collect();
    let mut order: Vec<_> = (0..exact.len()).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()));
    let open = length.saturating_sub(drawn.iter().sum());
    for &index in order.iter().take(open) {
        drawn[index] += 1;
    }
    let pieces =
        segments.iter().zip(drawn).flat_map(|(segment, length)| std::iter::repeat_n(glyph(segment.series, series), length));
    pieces.take(size).collect()
}

/// A range in characters over the full width, so that the rows of a table can be compared.
pub fn range(low: f64, at: Option<f64>, high: f64, size: usize) -> String {
    let [outside, inside, figure] = RANGE;
    let (first, last, at) = (column(low, size), column(high, size), at.map(|at| column(at, size)));
    let drawn = |index| if (first..=last).contains(&index) { inside } else { outside };
    (0..size).map(|index| if at == Some(index) { figure } else { drawn(index) }).collect()
}

/// Which of some columns shows a share: the last one shows the end, too.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few dozen columns
pub fn column(share: f64, columns: usize) -> usize {
    ((share.max(0.0) * columns as f64) as usize).min(columns.saturating_sub(1))
}

/// A share in whole per cent behind a shade that says it without colour.
pub fn share(share: f64) -> String {
    let percent = figure::whole_percent(share).replace('%', "");
    match shade(share).checked_sub(1) {
        None => String::new(),
        // The largest share has the darkest of the glyphs.
        Some(quarter) => format!("{}{percent:>3}", glyph(3 - quarter, 4)),
    }
}

/// Wraps the shades of shares in one colour.
pub fn tinted(line: &str) -> String {
    coloured(line, |character| (0..4).any(|series| glyph(series, 4) == character).then_some(0))
}

/// Wraps the shades of bars, and ranges, in their colours.
pub fn shaded(line: &str) -> String {
    let [_, inside, figure] = RANGE;
    coloured(line, |character| match character {
        _ if character == inside || character == figure => Some(0),
        _ => (0..4).find(|&series| glyph(series, 4) == character),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_darker_the_larger_they_are() {
        let drawn = [0.0, 0.001, 0.25, 0.4, 0.75, 0.76, 0.999, 1.0].map(share);
        assert_eq!(drawn, ["", "░ <1", "░ 25", "▒ 40", "▓ 75", "█ 76", "█>99", "█100"]);
    }

    #[test]
    fn a_range_shows_all_of_its_column_and_always_its_figure() {
        assert_eq!(range(0.2, Some(0.5), 0.79, 10), "··━━━●━━··");
        assert_eq!(range(0.0, Some(0.0), 0.4, 10), "●━━━━·····");
        assert_eq!(range(0.6, Some(1.0), 1.0, 10), "······━━━●");
        assert_eq!(range(0.5, Some(0.5), 0.5, 10), "·····●····");
        assert_eq!(range(1.0, None, 1.0, 10), "·········━");
    }
}
