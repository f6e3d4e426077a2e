//! Pictures with a row for each thing: what values are made of, weights of several views, how far weights can move, what uncertain
//! figures do, and how often each takes each rank.
//!
//! Owns what such pictures show and how far their axes reach; `export` draws them.

use super::figure::{fixed, ticks};

/// What a row is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Its id.
    pub label: String,
    /// Empty, or equal to the id, where there is no other name.
    pub name: String,
}

impl Named {
    /// The id, and the name where it is another one.
    #[must_use]
    pub fn words(&self) -> String {
        if self.has_name() { format!("{} {}", self.label, self.name) } else { self.label.clone() }
    }

    #[must_use]
    pub fn has_name(&self) -> bool {
        !self.name.is_empty() && self.name != self.label
    }
}

/// What each value is made of: a bar of parts, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Stacks {
    pub rows: Vec<Stack>,
    /// What the parts of a bar stand for.
    pub series: Vec<String>,
    /// Decimals of points.
    pub decimals: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    pub of: Named,
    /// Points, one for each series; a loss is negative.
    pub parts: Vec<f64>,
    pub total: f64,
    /// Least and largest total, where figures are missing.
    pub range: Option<(f64, f64)>,
}

impl Stack {
    /// The total, marked where it is the middle of a range.
    #[must_use]
    pub fn figure(&self, decimals: usize) -> String {
        format!("{}{}", if self.range.is_some() { "≈" } else { "" }, fixed(self.total, decimals))
    }

    /// Where each part begins and ends: gains to the right of 0, losses to the left.
    pub fn pieces(&self) -> impl Iterator<Item = (usize, f64, f64)> {
        let (mut low, mut high) = (0.0, 0.0);
        self.parts.iter().enumerate().map(move |(series, &part)| {
            let end = if part < 0.0 { &mut low } else { &mut high };
            let from = *end;
            *end += part;
            (series, from.min(*end), from.max(*end))
        })
    }
}

impl Stacks {
    /// The figures of the axis: from 0, or the largest loss, to the largest value.
    #[must_use]
    pub fn ticks(&self) -> Vec<f64> {
        let pieces = self.rows.iter().flat_map(|row| row.pieces().flat_map(|(_, from, to)| [from, to]));
        let ranges = self.rows.iter().filter_map(|row| row.range).flat_map(|(low, high)| [low, high]);
        let (low, high) = pieces.chain(ranges).fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
        if high > low { ticks(low, high) } else { vec![0.0, 100.0] }
    }
}

/// The weight of each criterion in several views, beside the one that is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Views {
    /// Criteria.
    pub rows: Vec<String>,
    /// What the weights used are called, and one for each row.
    pub used: View,
    pub views: Vec<View>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct View {
    pub name: String,
    /// Shares of 1; `None` where there is no answer.
    pub shares: Vec<Option<f64>>,
}

impl Views {
    /// All weights of a row, those used first.
    pub fn of_row(&self, row: usize) -> impl Iterator<Item = Option<f64>> {
        std::iter::once(&self.used).chain(&self.views).map(move |view| view.shares.get(row).copied().flatten())
    }

    /// The figures of the axis, from 0.
    #[must_use]
    pub fn ticks(&self) -> Vec<f64> {
        let most = (0..self.rows.len()).flat_map(|row| self.of_row(row)).flatten().fold(0.0, f64::max);
        // Whole per cent: a share has noise that a step does not.
        ticks(0.0, if most > 0.0 { 100.0 * most } else { 100.0 }).into_iter().map(|tick| tick / 100.0).collect()
    }
}

/// How far each weight can move before the answer changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Intervals {
    pub rows: Vec<Interval>,
}

/// The interval of a weight over which the answer stays; shares of 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Interval {
    pub name: String,
    pub low: f64,
    /// The present weight.
    pub at: f64,
    pub high: f64,
    /// What happens below and above; `None`: nothing changes down to 0, or up to 1.
    pub below: Option<String>,
    pub above: Option<String>,
}

/// What uncertain figures do between their low and their high.
#[derive(Debug, Clone, PartialEq)]
pub struct Swings {
    /// Widest first.
    pub rows: Vec<Swing>,
    /// Where bars begin: the present value, or 0 for changes of it.
    pub base: f64,
    /// Decimals of points.
    pub decimals: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Swing {
    /// An intervention and the figure that is uncertain.
    pub of: Named,
    /// Where the low and the high of the figure lead.
    pub at_low: f64,
    pub at_high: f64,
    /// The figure itself at its low and its high, as it is written.
    pub low: String,
    pub high: String,
}

impl Swings {
    /// The figures of the axis.
    #[must_use]
    pub fn ticks(&self) -> Vec<f64> {
        let ends = self.rows.iter().flat_map(|row| [row.at_low, row.at_high]);
        let (low, high) = ends.fold((self.base, self.base), |(low, high), end| (low.min(end), high.max(end)));
        ticks(low, high)
    }
}

/// Shares of 1 in rows and columns, shaded by how large they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    pub columns: Vec<String>,
    pub rows: Vec<(Named, Vec<f64>)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gains_and_losses_are_stacked_apart() {
        let of = Named { label: "A".to_owned(), name: String::new() };
        let stack = Stack { of, parts: vec![30.0, -5.0, 10.0], total: 35.0, range: None };
        let pieces: Vec<_> = stack.pieces().collect();
        assert_eq!(pieces, [(0, 0.0, 30.0), (1, -5.0, 0.0), (2, 30.0, 40.0)]);
        let stacks = Stacks { rows: vec![stack], series: Vec::new(), decimals: 1 };
        assert_eq!(stacks.ticks(), [-10.0, 0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(Stacks { rows: Vec::new(), series: Vec::new(), decimals: 1 }.ticks(), [0.0, 100.0]);
    }
}
