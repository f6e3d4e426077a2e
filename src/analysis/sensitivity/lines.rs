//! Overall values as straight lines over one weight, and where a set of interventions is first left by one of its members.
//!
//! # Source
//! Mareschal (1988), Weight stability intervals in multicriteria decision aid, European Journal of Operational Research 33.

use super::present::Present;
use crate::weighting::moving::Moving;

/// Values nearer than this are the same: half of what rounding to 10 decimals parts (see `numeric::tolerance`), and far
/// above the noise of sums.
pub const SAME: f64 = 1e-10;
/// Crossings nearer than this, in weight, are one.
pub const TOGETHER: f64 = 1e-12;

/// Which way a weight goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Down,
    Up,
}

/// V(t) = t · `inside` + (1 − t) · `outside` for every intervention.
#[derive(Debug, Clone)]
pub struct Lines {
    /// Where the weight stands now.
    pub at: f64,
    pub inside: Vec<f64>,
    pub outside: Vec<f64>,
}

/// Who leaves a set first, and who enters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exchange {
    pub weight: f64,
    pub leaves: usize,
    pub enters: usize,
}

impl Lines {
    /// The lines of a weight; `None` where it cannot move.
    pub fn new(present: &Present<'_>, moving: &Moving) -> Option<Self> {
        let outside = moving.outside.as_ref()?;
        Some(Self { at: moving.weight, inside: present.values_at(&moving.inside), outside: present.values_at(outside) })
    }

    pub fn value(&self, row: usize, weight: f64) -> f64 {
        weight * self.inside[row] + (1.0 - weight) * self.outside[row]
    }

    /// Whether two interventions have the same value whatever the weight.
    pub fn coincide(&self, a: usize, b: usize) -> bool {
        (self.inside[a] - self.inside[b]).abs() <= SAME && (self.outside[a] - self.outside[b]).abs() <= SAME
    }

    /// Values at the end that the weight goes to.
    fn end(&self, way: Way) -> &[f64] {
        match way {
            Way::Down => &self.outside,
            Way::Up => &self.inside,
        }
    }

    /// The weight at which two interventions tie, one being ahead at one end and the other at the other end.
    pub fn crossing(&self, a: usize, b: usize) -> Option<f64> {
        let (outside, inside) = (self.outside[a] - self.outside[b], self.inside[a] - self.inside[b]);
        let crosses = outside.abs() > SAME && inside.abs() > SAME && (outside > 0.0) != (inside > 0.0);
        crosses.then(|| outside / (outside - inside))
    }

    /// The first weight beyond the present one at which the lowest of `members` meets the highest of `others`; `None` if it
    /// stays ahead up to the end.
    ///
    /// The gap between the two is concave in the weight, so that steps from the end, each to where the two that were worst
    /// placed tie, come to the first crossing without passing it.
    ///
    /// - `members`: all ahead of all `others` at the present weight; several at once: the first in the data
    pub fn first_exchange(&self, members: &[usize], others: &[usize], way: Way) -> Option<Exchange> {
        let mut weight = if way == Way::Up { 1.0 } else { 0.0 };
        let mut found: Option<Exchange> = None;
        loop {
            // Of those that meet at this point the one that goes on to be furthest ahead, or behind, at the end.
            let rank = |row: usize| (self.value(row, weight), self.end(way)[row]);
            let mut leaves = *members.first()?;
            for &row in &members[1..] {
                if before(rank(row), rank(leaves)) {
                    leaves = row;
                }
            }
            let mut enters = *others.first()?;
            for &row in &others[1..] {
                if before(rank(enters), rank(row)) {
                    enters = row;
                }
            }
            let gap = self.value(leaves, weight) - self.value(enters, weight);
            if gap >= -SAME {
                // The last step led to a tie: who meets here is known now.
                return found.map(|_| Exchange { weight, leaves, enters });
            }
            let crossing = self.crossing(leaves, enters).unwrap_or(self.at);
            let next = if way == Way::Up { crossing.max(self.at) } else { crossing.min(self.at) };
            let progress = if way == Way::Up { next < weight } else { next > weight };
            if !progress {
                return Some(Exchange { weight, leaves, enters });
            }
            weight = next;
            found = Some(Exchange { weight, leaves, enters });
        }
    }

    /// Whether a weight can go that way at all.
    pub fn has_room(&self, way: Way) -> bool {
        if way == Way::Up { self.at < 1.0 } else { self.at > 0.0 }
    }

    /// The lowest of `members` on the way of the weight, each with where it comes to be lowest; the first at the present weight.
    pub fn lowest_onwards<'a>(&'a self, members: &'a [usize], way: Way) -> impl Iterator<Item = (f64, usize)> + 'a {
        let end = self.end(way);
        let now = |row: usize| (self.value(row, self.at), end[row]);
        let lowest = members.iter().copied().reduce(|lowest, row| if before(now(row), now(lowest)) { row } else { lowest });
        std::iter::successors(lowest.map(|row| (self.at, row)), move |&(_, lowest)| {
            let falls = members.iter().copied().filter(|&row| end[row] < end[lowest] - SAME);
            let meets = falls.filter_map(|row| Some((self.crossing(row, lowest)?, row)));
            // The nearest; of several at one place, who goes on to be lowest.
            meets.reduce(|first, next| {
                let nearer = if way == Way::Up { first.0 - next.0 } else { next.0 - first.0 };
                let lower = nearer >= -TOGETHER && end[next.1] < end[first.1] - SAME;
                if nearer > TOGETHER || lower { next } else { first }
            })
        })
    }
}

/// Whether one value is below another or, where they tie, its line ends below.
fn before((value, end): (f64, f64), (other, other_end): (f64, f64)) -> bool {
    if (value - other).abs() <= SAME { end < other_end - SAME } else { value < other }
}
