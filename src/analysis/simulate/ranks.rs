//! Who takes which place in the draws of a block, who is ahead of whom, and the weights of those who come first.

use super::tally::Tally;
use crate::numeric::exact_sum::ExactSum;
use crate::numeric::lanes::{LANES, Lanes};
use crate::numeric::places::{Few, Sorter, TOGETHER};
use crate::numeric::tolerance::tie_key;

/// Ranks of many rows in the draws of a block.
#[derive(Debug, Clone)]
pub struct Ranks {
    sorter: Sorter,
    places: Places,
    winning: Winning,
}

/// Weights of the draws of a block that each row wins, rows × criteria.
#[derive(Debug, Clone)]
struct Winning {
    sums: Vec<f64>,
    /// Rows that win any.
    rows: Vec<usize>,
    wins: Vec<bool>,
}

impl Winning {
    /// Adds the weights of a draw, or a part of them.
    #[inline(always)]
    fn add(&mut self, row: usize, weights: &[Lanes], draw: usize, part: f64) {
        if !self.wins[row] {
            self.wins[row] = true;
            self.rows.push(row);
        }
        let sums = &mut self.sums[row * weights.len()..(row + 1) * weights.len()];
        for (sum, weights) in sums.iter_mut().zip(weights) {
            *sum += part * weights[draw];
        }
    }

    /// Hands everything over, and starts anew.
    fn hand_over(&mut self, sums: &mut [ExactSum], criteria: usize) {
        for row in self.rows.drain(..) {
            self.wins[row] = false;
            let cells = row * criteria..(row + 1) * criteria;
            for (sum, own) in sums[cells.clone()].iter_mut().zip(&mut self.sums[cells]) {
                sum.add(*own, 1.0);
                *own = 0.0;
            }
        }
    }
}

/// The better rank of ties, from 0 up, of each row in each draw.
#[derive(Debug, Clone)]
enum Places {
    Short(Vec<[u8; LANES]>),
    Long(Vec<[u16; LANES]>),
}

/// A rank, as short as the number of rows allows.
trait Place: Copy + PartialOrd + Default {
    fn of(place: usize) -> Self;
    fn place(self) -> usize;
    /// In how many draws two ranks compare as told.
    fn number(mine: &[Self; LANES], theirs: &[Self; LANES], holds: impl Fn(Self, Self) -> bool) -> u32;
}

impl Place for u8 {
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)] // chosen for at most 256 rows
    fn of(place: usize) -> Self {
        place as Self
    }

    #[inline(always)]
    fn place(self) -> usize {
        usize::from(self)
    }

    #[inline(always)]
    fn number(mine: &[Self; LANES], theirs: &[Self; LANES], holds: impl Fn(Self, Self) -> bool) -> u32 {
        // Parts of 128 draws, whose count fits a byte.
        let parts = mine.as_chunks::<128>().0.iter().zip(theirs.as_chunks::<128>().0);
        parts.fold(0, |number, (mine, theirs)| {
            let holds = |number: u8, (mine, theirs): (&u8, &u8)| number.wrapping_add(u8::from(holds(*mine, *theirs)));
            number + u32::from(mine.iter().zip(theirs).fold(0, holds))
        })
    }
}

impl Place for u16 {
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)] // rows are at most 2¹⁶
    fn of(place: usize) -> Self {
        place as Self
    }

    #[inline(always)]
    fn place(self) -> usize {
        usize::from(self)
    }

    #[inline(always)]
    fn number(mine: &[Self; LANES], theirs: &[Self; LANES], holds: impl Fn(Self, Self) -> bool) -> u32 {
        let holds = |number: u16, (mine, theirs): (&u16, &u16)| number.wrapping_add(u16::from(holds(*mine, *theirs)));
        u32::from(mine.iter().zip(theirs).fold(0, holds))
    }
}

impl Ranks {
    #[must_use]
    pub fn new(rows: usize, criteria: usize) -> Self {
        let winning = Winning { sums: vec![0.0; rows * criteria], rows: Vec::new(), wins: vec![false; rows] };
        let places = if rows <= 256 { Places::Short(vec![[0; LANES]; rows]) } else { Places::Long(vec![[0; LANES]; rows]) };
        Self { sorter: Sorter::new(rows), places, winning }
    }

    /// Counts who takes which place, who is ahead of whom, and the weights of those who come first.
    ///
    /// - `values`: one for each row; `weights`: one for each criterion
    /// - `on_scale`: whether all values are known to lie within 0–100
    #[inline(always)]
    pub fn count(&mut self, values: &[Lanes], weights: &[Lanes], on_scale: bool, count: usize, tally: &mut Tally) {
        let Self { sorter, places, winning } = self;
        match places {
            Places::Short(places) => rank((sorter, on_scale), places, winning, (values, weights), count, tally),
            Places::Long(places) => rank((sorter, on_scale), places, winning, (values, weights), count, tally),
        }
        winning.hand_over(&mut tally.winning, weights.len());
    }
}

#[inline(always)]
fn rank<P: Place>(
    (sorter, on_scale): (&mut Sorter, bool),
    places: &mut [[P; LANES]],
    winning: &mut Winning,
    (values, weights): (&[Lanes], &[Lanes]),
    count: usize,
    tally: &mut Tally,
) {
    let mut any_tie = false;
    for part in 0..count.div_ceil(TOGETHER) {
        let from = part * TOGETHER;
        sorter.sort(|row| -> &Few { &values[row].as_chunks::<TOGETHER>().0[part] }, on_scale);
        for (place, order) in sorter.order.iter().enumerate() {
            for (lane, &row) in order.iter().enumerate() {
                places[usize::from(row)][from + lane] = P::of(place);
            }
        }
        for lane in 0..TOGETHER.min(count - from) {
            if sorter.tied[lane] {
                any_tie = true;
                share(sorter, lane, places, winning, (values, weights), from + lane, tally);
            } else {
                winning.add(usize::from(sorter.order[0][lane]), weights, from + lane, 1.0);
            }
        }
    }
    for (own, counts) in places.iter().zip(tally.places.chunks_exact_mut(tally.rows)) {
        for place in &own[..count] {
            if let Some(counted) = counts.get_mut(place.place()) {
                *counted = counted.wrapping_add(1);
            }
        }
    }
    pairs(places, any_tie, count, tally);
}

/// A draw in which rows tie: they share their places, and the win.
#[inline(never)]
fn share<P: Place>(
    sorter: &Sorter,
    lane: usize,
    places: &mut [[P; LANES]],
    winning: &mut Winning,
    (values, weights): (&[Lanes], &[Lanes]),
    draw: usize,
    tally: &mut Tally,
) {
    let order: Vec<_> = sorter.order.iter().map(|order| usize::from(order[lane])).collect();
    let mut place = 0;
    for tied in order.chunk_by(|&a, &b| tie_key(values[a][draw]) == tie_key(values[b][draw])) {
        if let [_, _, ..] = tied {
            for &row in tied {
                places[row][draw] = P::of(place);
                // It will be counted as alone at the first of these places.
                let counted = &mut tally.places[row * tally.rows + place];
                *counted = counted.wrapping_sub(1);
                let key = [row, place, tied.len()].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
                *tally.shared.entry((key[0], key[1], key[2])).or_default() += 1;
            }
        }
        if place == 0 {
            #[allow(clippy::cast_precision_loss)] // a count of rows
            let part = 1.0 / tied.len() as f64;
            for &row in tied {
                winning.add(row, weights, draw, part);
            }
        }
        place += tied.len();
    }
}

/// Who is ahead of whom, from the ranks of all draws of a block at once.
#[inline(always)]
fn pairs<P: Place>(places: &mut [[P; LANES]], any_tie: bool, count: usize, tally: &mut Tally) {
    // Beyond the last draw all rank alike, so that nobody is ahead.
    for places in places.iter_mut() {
        places[count..].fill(P::default());
    }
    each_pair(places, &mut tally.ahead, |mine, theirs| P::number(mine, theirs, |mine, theirs| mine < theirs));
    if any_tie {
        if tally.level.is_empty() {
            tally.level = vec![0; tally.ahead.len()];
        }
        let surplus = u32::try_from(LANES - count).unwrap_or(0);
        each_pair(places, &mut tally.level, |mine, theirs| P::number(mine, theirs, |mine, theirs| mine == theirs) - surplus);
    }
}

/// Adds what two rows' ranks come to, for every pair.
#[inline(always)]
fn each_pair<P>(places: &[[P; LANES]], counts: &mut [u32], number: impl Fn(&[P; LANES], &[P; LANES]) -> u32) {
    // So many rows meet each other one before the next comes in, so that it is fetched once for all of them.
    const MEET: usize = 8;
    let rows = places.len();
    // Pairs stand row after row; the first of a row's is with the next row.
    let start = |row: usize| row * (2 * rows - row - 1) / 2;
    for from in (0..rows).step_by(MEET) {
        for other in from + 1..rows {
            for row in from..other.min(from + MEET) {
                counts[start(row) + other - row - 1] += number(&places[row], &places[other]);
            }
        }
    }
}
