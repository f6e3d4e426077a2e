//! Orders of many draws at once: a sorting network, whose steps are the same in every lane.
//!
//! A value becomes its tie key, a whole number, with the number of its row behind it: sorting such numbers gives the order, and
//! equal keys stand side by side. The rule of ties is that of [`super::tolerance`].
//!
//! # Source
//! Odd-even merge sort: Batcher (1968), Sorting networks and their applications, AFIPS Proceedings 32.

use super::lanes::{Lanes, ROUNDER};
use super::tolerance::tie_key;

/// Draws that are sorted together: as many as keep the keys of some hundred rows near at hand.
pub const TOGETHER: usize = 32;
/// 2⁵²: whole numbers below it are exact, and their bits are the number itself.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// 2000 points, as a key: beyond them the products that round a value lose digits.
const FAR: f64 = 2e13;
/// 0 and 100 points, as keys, with room for what rounding does.
const LEAST: f64 = -1e3;
const MOST: f64 = 1e12 + 1e3;

/// Values of one row in the draws that are sorted together; later their keys.
pub type Few = [f64; TOGETHER];

/// Sorts the rows of draws.
#[derive(Debug, Clone)]
pub struct Sorter {
    rows: usize,
    steps: Vec<(u16, u16)>,
    /// Binary digits that the number of a row takes.
    digits: u32,
    keys: Vec<Few>,
    /// For each place, best first, the row there in each draw.
    pub order: Vec<[u16; TOGETHER]>,
    /// Draws in which some rows tie.
    pub tied: [bool; TOGETHER],
}

impl Sorter {
    /// - `rows`: at most 2¹⁶
    #[must_use]
    pub fn new(rows: usize) -> Self {
        Self {
            rows,
            steps: network(rows),
            digits: rows.next_power_of_two().trailing_zeros(),
            keys: vec![[0.0; TOGETHER]; rows],
            order: vec![[0; TOGETHER]; rows],
            tied: [false; TOGETHER],
        }
    }

    /// Orders the rows of each draw, best first; rows that tie stand in their own order.
    ///
    /// - `values`: of a row, in the draws that are sorted together
    /// - `on_scale`: whether they are known to lie within 0–100, but for rounding
    #[inline(always)]
    pub fn sort<'a>(&mut self, values: impl Fn(usize) -> &'a Few, on_scale: bool) {
        #[allow(clippy::cast_precision_loss)] // a power of two below 2¹⁷
        let room = (1_u64 << self.digits) as f64;
        if on_scale && (MOST - LEAST) * room < WHOLE {
            let mut number = 0.0;
            for (row, keys) in self.keys.iter_mut().enumerate() {
                for (key, value) in keys.iter_mut().zip(values(row)) {
                    // Turned round, so that the best comes first; a row of its own for each number behind it.
                    *key = (MOST - quantum_from_0(*value)) * room + number;
                }
                number += 1.0;
            }
            self.sort_keys();
            return;
        }
        let (mut lowest, mut highest) = ([f64::INFINITY; TOGETHER], [f64::NEG_INFINITY; TOGETHER]);
        for (row, keys) in self.keys.iter_mut().enumerate() {
            for (((key, value), lowest), highest) in keys.iter_mut().zip(values(row)).zip(&mut lowest).zip(&mut highest) {
                *key = -quantum(*value);
                *lowest = if *key < *lowest { *key } else { *lowest };
                *highest = if *key > *highest { *key } else { *highest };
            }
        }
        let lowest = lowest.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = highest.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // Values far beyond 0–100, as extrapolation may give, are not rounded rightly, or leave no room for the number of the row.
        if highest - lowest + 1.0 < WHOLE / room && lowest > -FAR && highest < FAR {
            let mut number = 0.0;
            for keys in &mut self.keys {
                for key in keys {
                    *key = (*key - lowest) * room + number;
                }
                number += 1.0;
            }
            self.sort_keys();
        } else {
            self.sort_each(values);
        }
    }

    #[inline(always)]
    fn sort_keys(&mut self) {
        for &(one, other) in &self.steps {
            let Ok([one, other]) = self.keys.get_disjoint_mut([usize::from(one), usize::from(other)]) else { continue };
            for (one, other) in one.iter_mut().zip(other) {
                let (a, b) = (*one, *other);
                *one = if a < b { a } else { b };
                *other = if a < b { b } else { a };
            }
        }
        let mask = (1_u64 << self.digits) - 1;
        let mut before = [u64::MAX; TOGETHER];
        let mut tied = [0_u64; TOGETHER];
        for (order, keys) in self.order.iter_mut().zip(&self.keys) {
            for lane in 0..TOGETHER {
                let bits = (keys[lane] + WHOLE).to_bits();
                let quantum = bits >> self.digits;
                tied[lane] |= u64::from(quantum == before[lane]);
                before[lane] = quantum;
                #[allow(clippy::cast_possible_truncation)] // at most 16 digits are left
                {
                    order[lane] = (bits & mask) as u16;
                }
            }
        }
        self.tied = tied.map(|tied| tied != 0);
    }

    /// The same by comparing keys of any size, draw by draw.
    fn sort_each<'a>(&mut self, values: impl Fn(usize) -> &'a Few) {
        for lane in 0..TOGETHER {
            let keys: Vec<_> = (0..self.rows).map(|row| tie_key(values(row)[lane])).collect();
            let mut order: Vec<_> = (0..self.rows).collect();
            order.sort_by_key(|&row| std::cmp::Reverse(keys[row]));
            self.tied[lane] = order.windows(2).any(|pair| keys[pair[0]] == keys[pair[1]]);
            for (place, row) in order.into_iter().enumerate() {
                self.order[place][lane] = u16::try_from(row).unwrap_or(u16::MAX);
            }
        }
    }
}

/// The tie key of a value as a whole floating-point number, without a branch.
#[inline(always)]
#[must_use]
pub fn quantum(value: f64) -> f64 {
    let fine = value * 1e12;
    let even = (fine + ROUNDER) - ROUNDER;
    // Halves go away from 0, not to the even number.
    let off = fine - even;
    // Nothing is further from the nearest whole number than a half.
    let up = if off >= 0.5 && fine > 0.0 { 1.0 } else { 0.0 };
    let down = if off <= -0.5 && fine < 0.0 { 1.0 } else { 0.0 };
    let fine = even + up - down;
    // The half of a unit of the last digit keeps the quotient off the points where rounding decides.
    ((fine * 0.01 + 0.005) + ROUNDER) - ROUNDER
}

/// Sorts the figures of each draw, largest first.
///
/// - `steps`: the network for as many rows as there are
#[inline(always)]
pub fn sort_falling(rows: &mut [Lanes], steps: &[(u16, u16)]) {
    for &(one, other) in steps {
        let Ok([one, other]) = rows.get_disjoint_mut([usize::from(one), usize::from(other)]) else { continue };
        for (one, other) in one.iter_mut().zip(other) {
            let (a, b) = (*one, *other);
            *one = if a > b { a } else { b };
            *other = if a > b { b } else { a };
        }
    }
}

/// The same of a value that is no less than 0, but for rounding.
///
/// There halves may go to the even number: no half of the twelfth decimal is next to a half of the tenth.
#[inline(always)]
fn quantum_from_0(value: f64) -> f64 {
    let fine = (value * 1e12 + ROUNDER) - ROUNDER;
    ((fine * 0.01 + 0.005) + ROUNDER) - ROUNDER
}

/// The comparisons that sort any `count` figures.
#[must_use]
pub fn network(count: usize) -> Vec<(u16, u16)> {
    let index = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
    let mut steps = Vec::new();
    let mut merged = 1;
    while merged < count {
        let mut apart = merged;
        while apart >= 1 {
            for start in (apart % merged..count.saturating_sub(apart)).step_by(2 * apart) {
                for place in start..(start + apart).min(count - apart) {
                    if place / (2 * merged) == (place + apart) / (2 * merged) {
                        steps.push((index(place), index(place + apart)));
                    }
                }
            }
            apart /= 2;
        }
        merged *= 2;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::chacha::{Reader, Streams};

    #[test]
    fn quanta_are_the_keys_of_ties() {
        let mut words = Reader::new(Streams::new(3).named(&["quanta"]), 0);
        for step in 0..20_000_u32 {
            let value = match step % 4 {
                0 => 100.0 * words.share(),
                1 => f64::from(step) / 1024.0,
                2 => f64::from(step) * 0.01 + 5e-11,
                _ => -30.0 * words.share(),
            };
            #[allow(clippy::cast_precision_loss)]
            let key = tie_key(value) as f64;
            assert!(value < 0.0 || (quantum_from_0(value) - key).abs() < 0.5, "{value}");
            assert!((quantum(value) - key).abs() < 0.5, "{value}: {} is not {key}", quantum(value));
        }
    }

    #[test]
    fn rows_are_ordered_in_every_draw_and_ties_are_seen() {
        let mut words = Reader::new(Streams::new(4).named(&["order"]), 0);
        for (rows, width) in [(1, 100.0), (2, 80.0), (5, 100.0), (30, 80.0), (30, 100.0), (257, 80.0), (257, 100.0), (7, 1e9)] {
            let mut values: Vec<Few> = (0..rows)
                .map(|_| [0.0; TOGETHER].map(|_| width * (words.share() - if width < 90.0 { 0.0 } else { 0.2 })))
                .collect();
            if rows > 4 {
                for lane in (0..TOGETHER).step_by(3) {
                    values[3][lane] = values[1][lane] + 1e-13;
                }
            }
            let mut sorter = Sorter::new(rows);
            let on_scale = values.iter().flatten().all(|value| (0.0..=100.0).contains(value));
            sorter.sort(|row| &values[row], on_scale);
            for lane in 0..TOGETHER {
                let mut expected: Vec<_> = (0..rows).collect();
                expected.sort_by_key(|&row| std::cmp::Reverse(tie_key(values[row][lane])));
                let found: Vec<_> = sorter.order.iter().map(|order| usize::from(order[lane])).collect();
                assert_eq!(found, expected, "{rows} rows, draw {lane}");
                assert_eq!(sorter.tied[lane], rows > 4 && lane % 3 == 0);
            }
        }
    }
}
