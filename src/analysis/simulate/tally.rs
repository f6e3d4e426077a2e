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
/// 2⁵²: added, it leaves a whole number in the lower bits.
const WHOLE: f64 = 4_503_599_627_370_496.0;
/// Weights are summed in units of 2⁻⁵².
pub const WEIGHT_UNIT: f64 = WHOLE;
/// A share of a win is counted to 2⁻³².
pub const PART: u32 = 32;

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
    /// Values by steps, row after row.
    values: Vec<u32>,
    /// Values beyond 0–100.
    beyond: BTreeMap<(usize, i64), u64>,
    /// Of a row: value less base value, and its square.
    pub deviations: Vec<[ExactSum; 2]>,
    /// Of uncertain scores, rows × criteria.
    pub scores: Vec<ExactSum>,
    pub weights: Vec<ExactSum>,
    /// Weights over draws that a row wins, rows × criteria, in units of 2⁻⁵² and 2⁻³².
    pub winning: Vec<u128>,
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
            values: vec![0; rows * STEPS],
            beyond: BTreeMap::new(),
            deviations: vec![[ExactSum::default(); 2]; rows],
            scores: vec![ExactSum::default(); rows * criteria],
            weights: vec![ExactSum::default(); criteria],
            winning: vec![0; rows * criteria],
            regret: ExactSum::default(),
        }
    }

    /// Adds what another thread has counted.
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
        let sums = self.scores.iter_mut().zip(other.scores).chain(self.weights.iter_mut().zip(other.weights));
        sums.for_each(|(mine, theirs)| mine.join(theirs));
        self.winning.iter_mut().zip(other.winning).for_each(|(mine, theirs)| *mine += theirs);
        self.regret.join(other.regret);
    }

    /// The value below which a share of the draws lies, to half a step.
    #[must_use]
    pub fn quantile(&self, row: usize, draws: u64, share: f64) -> f64 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)] // below 2⁵³
        let wanted = ((draws as f64 * share).ceil() as u64).max(1);
        let beyond = |(&(_, step), &count): (&(usize, i64), &u64)| (step, count);
        let mut steps = self.beyond.range((row, i64::MIN)..(row, 0)).map(beyond).collect::<Vec<_>>();
        let inside = self.values[row * STEPS..(row + 1) * STEPS].iter().zip(0_i64..);
        steps.extend(inside.filter(|(count, _)| **count > 0).map(|(&count, step)| (step, u64::from(count))));
        steps.extend(self.beyond.range((row, 0)..(row + 1, i64::MIN)).map(beyond));
        let mut seen = 0;
        let reached = steps.iter().find(|(_, count)| {
            seen += count;
            seen >= wanted
        });
        #[allow(clippy::cast_precision_loss)]
        let value = |step: i64| step as f64 * STEP;
        reached.or(steps.last()).map_or(0.0, |(step, _)| value(*step))
    }

    /// Counts the values of a row in the first `count` draws of a block.
    ///
    /// - `base`: its value in the base case; `scale`: of the sums of deviations and of their squares
    #[inline(always)]
    pub fn count_values(&mut self, row: usize, values: &Lanes, count: usize, base: f64, scale: [f64; 2]) {
        let mut steps = [0_u64; LANES];
        let mut off = [0.0; LANES];
        let mut squares = [0.0; LANES];
        for lane in 0..LANES {
            steps[lane] = (values[lane] * (1.0 / STEP) + WHOLE).to_bits();
            off[lane] = values[lane] - base;
            squares[lane] = off[lane] * off[lane];
        }
        let own = &mut self.values[row * STEPS..(row + 1) * STEPS];
        for (lane, &step) in steps.iter().enumerate().take(count) {
            // Below 0 the upper bits differ, so that the difference is huge.
            let step = step.wrapping_sub(WHOLE.to_bits());
            match usize::try_from(step).ok().and_then(|step| own.get_mut(step)) {
                Some(counted) => *counted += 1,
                None => count_beyond(&mut self.beyond, own, row, values[lane]),
            }
        }
        let [sum, sum_of_squares] = &mut self.deviations[row];
        sum.add(lanes::sum(&off, count), scale[0]);
        sum_of_squares.add(lanes::sum(&squares, count), scale[1]);
    }
}

#[inline(never)]
fn count_beyond(beyond: &mut BTreeMap<(usize, i64), u64>, own: &mut [u32], row: usize, value: f64) {
    #[allow(clippy::cast_possible_truncation)] // saturates
    let step = (value / STEP).round() as i64;
    // A hair below 0 is 0.
    match usize::try_from(step).ok().and_then(|step| own.get_mut(step)) {
        Some(counted) => *counted += 1,
        None => *beyond.entry((row, step)).or_default() += 1,
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
}

impl Place for u8 {
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)] // chosen for at most 256 rows
    fn of(place: usize) -> Self {
        place as Self
    }
}

impl Place for u16 {
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)] // rows are at most 2¹⁶
    fn of(place: usize) -> Self {
        place as Self
    }
}

impl Ranks {
    #[must_use]
    pub fn new(rows: usize) -> Self {
        let places = if rows <= 256 { Places::Short(vec![[0; LANES]; rows]) } else { Places::Long(vec![[0; LANES]; rows]) };
        Self { sorter: Sorter::new(rows), places }
    }

    /// Counts who takes which place, who is ahead of whom, and the weights of those who come first.
    ///
    /// - `values`: one for each row; `weights`: one for each criterion
    #[inline(always)]
    pub fn count(&mut self, values: &[Lanes], weights: &[Lanes], count: usize, tally: &mut Tally) {
        let Self { sorter, places } = self;
        let any_tie = match places {
            Places::Short(places) => rank(sorter, places, values, weights, count, tally),
            Places::Long(places) => rank(sorter, places, values, weights, count, tally),
        };
        match places {
            Places::Short(places) => pairs(places, any_tie, count, tally),
            Places::Long(places) => pairs(places, any_tie, count, tally),
        }
    }
}

#[inline(always)]
fn rank<P: Place>(
    sorter: &mut Sorter,
    places: &mut [[P; LANES]],
    values: &[Lanes],
    weights: &[Lanes],
    count: usize,
    tally: &mut Tally,
) -> bool {
    let mut any_tie = false;
    let together = |row: usize, part: usize| -> &Few { &values[row].as_chunks::<TOGETHER>().0[part] };
    for part in 0..count.div_ceil(TOGETHER) {
        let from = part * TOGETHER;
        let here = TOGETHER.min(count - from);
        sorter.sort(|row| together(row, part));
        for (place, order) in sorter.order.iter().enumerate() {
            for (lane, &row) in order.iter().enumerate() {
                places[usize::from(row)][from + lane] = P::of(place);
            }
            for &row in &order[..here] {
                tally.places[usize::from(row) * tally.rows + place] += 1;
            }
        }
        let tied = sorter.tied[..here].iter().any(|tied| *tied);
        any_tie |= tied;
        for lane in 0..here {
            if tied && sorter.tied[lane] {
                share(sorter, lane, places, (values, weights), from + lane, tally);
            } else {
                let first = usize::from(sorter.order[0][lane]);
                let winning = &mut tally.winning[first * weights.len()..(first + 1) * weights.len()];
                for (sum, weight) in winning.iter_mut().zip(weights) {
                    *sum += u128::from(weight_units(weight[from + lane])) << PART;
                }
            }
        }
    }
    any_tie
}

/// A weight in units of 2⁻⁵².
#[inline(always)]
fn weight_units(weight: f64) -> u64 {
    // A weight of 1 would carry into the exponent, so the difference is taken.
    (weight * WEIGHT_UNIT + WHOLE).to_bits() - WHOLE.to_bits()
}

/// A draw in which rows tie: they share their places, and the win.
#[inline(never)]
fn share<P: Place>(
    sorter: &Sorter,
    lane: usize,
    places: &mut [[P; LANES]],
    (values, weights): (&[Lanes], &[Lanes]),
    draw: usize,
    tally: &mut Tally,
) {
    let order: Vec<_> = sorter.order.iter().map(|order| usize::from(order[lane])).collect();
    let mut place = 0;
    for tied in order.chunk_by(|&a, &b| tie_key(values[a][draw]) == tie_key(values[b][draw])) {
        if let [_, _, ..] = tied {
            for (index, &row) in tied.iter().enumerate() {
                places[row][draw] = P::of(place);
                tally.places[row * tally.rows + place + index] -= 1;
                let key = [row, place, tied.len()].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
                *tally.shared.entry((key[0], key[1], key[2])).or_default() += 1;
            }
        }
        if place == 0 {
            for &row in tied {
                let winning = &mut tally.winning[row * weights.len()..(row + 1) * weights.len()];
                for (sum, weight) in winning.iter_mut().zip(weights) {
                    *sum += (u128::from(weight_units(weight[draw])) << PART) / tied.len() as u128;
                }
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
    let mut pair = 0;
    for (row, mine) in places.iter().enumerate() {
        for theirs in &places[row + 1..] {
            tally.ahead[pair] += number(mine, theirs, |mine, theirs| mine < theirs);
            pair += 1;
        }
    }
    if any_tie {
        if tally.level.is_empty() {
            tally.level = vec![0; tally.ahead.len()];
        }
        let surplus = u32::try_from(LANES - count).unwrap_or(0);
        let mut pair = 0;
        for (row, mine) in places.iter().enumerate() {
            for theirs in &places[row + 1..] {
                tally.level[pair] += number(mine, theirs, |mine, theirs| mine == theirs) - surplus;
                pair += 1;
            }
        }
    }
}

/// In how many draws two ranks compare as told.
#[inline(always)]
fn number<P: Place>(mine: &[P; LANES], theirs: &[P; LANES], holds: impl Fn(P, P) -> bool) -> u32 {
    let mut number = 0;
    // Parts of 128 draws, whose count fits a byte: as many lanes as ranks of a byte have.
    for (mine, theirs) in mine.as_chunks::<128>().0.iter().zip(theirs.as_chunks::<128>().0) {
        let mut part = 0_u8;
        for (mine, theirs) in mine.iter().zip(theirs) {
            part = part.wrapping_add(u8::from(holds(*mine, *theirs)));
        }
        number += u32::from(part);
    }
    number
}
