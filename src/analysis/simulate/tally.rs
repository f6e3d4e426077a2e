//! What is counted while draws go by: places, wins, values and weights. Nothing here grows with the number of draws.
//!
//! Counts are whole numbers and sums are exact, so that joining the tallies of several threads gives the same in any order.

use std::collections::BTreeMap;

use crate::numeric::exact_sum::ExactSum;
use crate::numeric::lanes::{self, LANES, Lanes};
use crate::numeric::places::{Few, Sorter, TOGETHER};
use crate::numeric::tolerance::tie_key;

/// Points that a step of the histogram of values is wide.
pub const STEP: f64 = 0.01;
/// Steps from 0 to 100 points; values beyond are counted one by one.
const STEPS: usize = 10_001;
/// The step of those, which is not looked at.
const ELSEWHERE: u16 = 10_001;
/// Draws of a row whose steps are counted together, as the counts of many rows are far apart in memory.
const RECENT: usize = 8 * LANES;
/// 2⁵²: added, it leaves a whole number in the lower bits.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// All counts and sums.
#[derive(Debug, Clone)]
pub struct Tally {
    rows: usize,
    /// Draws with row a alone at place r: rows × places.
    pub places: Vec<u32>,
    /// Draws in which a row shares places: the row, the first of these places, and how many share them.
    pub shared: BTreeMap<(u32, u32, u32), u64>,
    /// Draws in which a is ahead of b, for a < b, row after row.
    pub ahead: Vec<u32>,
    /// The same for draws in which they tie; empty until two do.
    pub level: Vec<u32>,
    /// Values by steps, row after row, and one more for what is counted elsewhere.
    values: Vec<u32>,
    /// Of each row the steps of recent draws, which are still to be counted, and how many there are.
    steps: Vec<[u16; RECENT]>,
    recent: usize,
    /// Values beyond 0–100.
    beyond: BTreeMap<(usize, i64), u64>,
    /// Of a row: value less base value, and its square.
    pub deviations: Vec<[ExactSum; 2]>,
    /// Of uncertain scores, rows × criteria.
    pub scores: Vec<ExactSum>,
    pub weights: Vec<ExactSum>,
    /// Weights over draws that a row wins, rows × criteria.
    pub winning: Vec<ExactSum>,
    /// By how much the best is ahead of the one that is first in the base case.
    pub regret: ExactSum,
}

impl Tally {
    #[must_use]
    pub fn new(rows: usize, criteria: usize) -> Self {
        Self {
            rows,
            places: vec![0; rows * rows],
            shared: BTreeMap::new(),
            ahead: vec![0; rows * (rows - 1) / 2],
            level: Vec::new(),
            values: vec![0; rows * (STEPS + 1)],
            steps: vec![[0; RECENT]; rows],
            recent: 0,
            beyond: BTreeMap::new(),
            deviations: vec![[ExactSum::default(); 2]; rows],
            scores: vec![ExactSum::default(); rows * criteria],
            weights: vec![ExactSum::default(); criteria],
            winning: vec![ExactSum::default(); rows * criteria],
            regret: ExactSum::default(),
        }
    }

    /// Counts what is still to be counted.
    pub fn settle(&mut self) {
        for (steps, counts) in self.steps.iter().zip(self.values.chunks_exact_mut(STEPS + 1)) {
            for &step in &steps[..self.recent] {
                counts[usize::from(step)] += 1;
            }
        }
        self.recent = 0;
    }

    /// Ends a block of `count` draws.
    pub fn end_block(&mut self, count: usize) {
        self.recent += count;
        if self.recent + LANES > RECENT {
            self.settle();
        }
    }

    /// Adds what another thread has counted and settled.
    pub fn join(&mut self, other: Self) {
        add(&mut self.places, &other.places);
        add(&mut self.ahead, &other.ahead);
        add(&mut self.values, &other.values);
        if self.level.is_empty() {
            self.level = other.level;
        } else if !other.level.is_empty() {
            add(&mut self.level, &other.level);
        }
        for (key, count) in other.shared {
            *self.shared.entry(key).or_default() += count;
        }
        for (key, count) in other.beyond {
            *self.beyond.entry(key).or_default() += count;
        }
        for (mine, theirs) in self.deviations.iter_mut().zip(other.deviations) {
            mine[0].join(theirs[0]);
            mine[1].join(theirs[1]);
        }
        let (scores, weights) = (self.scores.iter_mut().zip(other.scores), self.weights.iter_mut().zip(other.weights));
        let winning = self.winning.iter_mut().zip(other.winning);
        scores.chain(weights).chain(winning).for_each(|(mine, theirs)| mine.join(theirs));
        self.regret.join(other.regret);
    }

    /// The values below which shares of the draws lie, to half a step.
    ///
    /// - `shares`: rising
    #[must_use]
    pub fn quantiles<const N: usize>(&self, row: usize, draws: u64, shares: [f64; N]) -> [f64; N] {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)] // below 2⁵³
        let wanted = shares.map(|share| ((draws as f64 * share).ceil() as u64).max(1));
        let beyond = |(&(_, step), &count): (&(usize, i64), &u64)| (step, count);
        let below = self.beyond.range((row, i64::MIN)..(row, 0)).map(beyond);
        let inside = (0..).zip(self.values[row * (STEPS + 1)..].iter().take(STEPS)).filter(|(_, count)| **count > 0);
        let inside = inside.map(|(step, &count)| (step, u64::from(count)));
        let above = self.beyond.range((row, 0)..(row + 1, i64::MIN)).map(beyond);
        let (mut seen, mut reached) = (0, 0);
        let mut values = [0.0; N];
        for (step, count) in below.chain(inside).chain(above) {
            seen += count;
            while reached < N && seen >= wanted[reached] {
                #[allow(clippy::cast_precision_loss)]
                {
                    values[reached] = step as f64 * STEP;
                }
                reached += 1;
            }
        }
        values
    }

    /// Counts the values of a row in the first `count` draws of a block.
    ///
    /// - `base`: its value in the base case; `scale`: of the sums of deviations and of their squares
    #[inline(always)]
    pub fn count_values(&mut self, row: usize, values: &Lanes, count: usize, base: f64, scale: [f64; 2]) {
        let steps = &mut self.steps[row][self.recent..self.recent + LANES];
        let mut is_beyond = false;
        for (step, value) in steps.iter_mut().zip(values) {
            // Below 0 the upper bits differ, so that the difference is huge.
            let found = (value * (1.0 / STEP) + WHOLE).to_bits().wrapping_sub(WHOLE.to_bits());
            is_beyond |= found >= STEPS as u64;
            #[allow(clippy::cast_possible_truncation)] // below 2¹⁴, or looked at again
            {
                *step = found as u16;
            }
        }
        if is_beyond {
            count_beyond(&mut self.beyond, steps, row, values, count);
        }
        let sums = lanes::sums(values, count, |value| [value - base, (value - base) * (value - base)]);
        for ((deviation, sum), scale) in self.deviations[row].iter_mut().zip(sums).zip(scale) {
            deviation.add(sum, scale);
        }
    }
}

/// Looks again at the values of a row of which some lie beyond 0–100.
#[inline(never)]
fn count_beyond(beyond: &mut BTreeMap<(usize, i64), u64>, steps: &mut [u16], row: usize, values: &Lanes, count: usize) {
    for (step, value) in steps.iter_mut().zip(values).take(count) {
        #[allow(clippy::cast_possible_truncation)] // saturates
        let found = (value / STEP).round() as i64;
        // A hair below 0 is 0.
        *step = u16::try_from(found).ok().filter(|found| usize::from(*found) < STEPS).unwrap_or(ELSEWHERE);
        if *step == ELSEWHERE {
            *beyond.entry((row, found)).or_default() += 1;
        }
    }
}

fn add(mine: &mut [u32], theirs: &[u32]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}

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
        let mut number = 0;
        for order in &sorter.order {
            let place = P::of(number);
            for (lane, &row) in order.iter().enumerate() {
                places[usize::from(row)][from + lane] = place;
            }
            number += 1;
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
            tied.iter().for_each(|&row| winning.add(row, weights, draw, part));
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
