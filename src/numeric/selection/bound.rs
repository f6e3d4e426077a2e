//! Bounds that hold whatever multipliers are given: Lagrange's, in whole numbers.
//!
//! For u ≥ 0 no choice that keeps the rows gains more than Σ u·limit + Σ max(0, gain − Σ u·a). Multipliers are rounded to
//! fractions with a common denominator, so nothing else is rounded.
//!
//! # Source
//! Safe bounds from approximate duals: Neumaier & Shcherbina (2004), Mathematical Programming 99(2).

use super::model::Model;
use super::relaxation::Relaxation;

/// No multiplier is above this many denominators, so that sums over up to 2^16 rows stay within 127 bits.
const LARGEST: f64 = 72_057_594_037_927_936.0;

/// A bound and what it says of each item.
#[derive(Debug, Clone, Default)]
pub(super) struct Bound {
    /// The denominator is 2 to this.
    shift: u32,
    multipliers: Vec<i128>,
    /// Bound times the denominator.
    total: i128,
    /// What choosing an item is worth beyond what it uses, times the denominator.
    pub surplus: Vec<i128>,
}

impl Bound {
    pub fn new(model: &Model) -> Self {
        let largest = model.gain.iter().map(|gain| gain.unsigned_abs()).max().unwrap_or(0);
        let bits = u64::BITS - largest.leading_zeros();
        Self { shift: 48_u32.saturating_sub(bits).clamp(4, 24), ..Self::default() }
    }

    /// Works the bound out where some items are decided.
    pub fn update(&mut self, model: &Model, relaxation: &Relaxation, decided: &[Option<bool>]) {
        self.round_multipliers(model, relaxation);
        let counter = relaxation.counter();
        let for_each = self.multipliers[model.rows()];
        // Between items − high and items − low are chosen.
        let slack = if for_each >= 0 { relaxation.low[counter] } else { relaxation.high[counter].min(1e15) };
        self.total = for_each * (i128::try_from(model.items()).unwrap_or(0) - whole(slack));
        for (limit, multiplier) in model.limits.iter().zip(&self.multipliers) {
            self.total += i128::from(*limit) * multiplier;
        }
        self.surplus.clear();
        for (item, column) in model.columns.iter().enumerate() {
            let used: i128 = column.iter().map(|(row, a)| i128::from(*a) * self.multipliers[*row]).sum();
            let surplus = (i128::from(model.gain[item]) << self.shift) - used - for_each;
            self.surplus.push(surplus);
            self.total += match decided[item] {
                None => surplus.max(0),
                Some(true) => surplus,
                Some(false) => 0,
            };
        }
    }

    fn round_multipliers(&mut self, model: &Model, relaxation: &Relaxation) {
        let unit = f64::from(1_u32 << self.shift);
        self.multipliers.clear();
        for row in 0..model.rows() {
            self.multipliers.push(whole((relaxation.multiplier(row) * unit).clamp(0.0, LARGEST).round()));
        }
        if let Some(pool) = model.pool {
            // A unit of top-up costs a unit of the pool, so it is never worth more than that.
            for row in (0..model.rows()).filter(|row| model.topped_up[*row]) {
                self.multipliers[row] = self.multipliers[row].min(self.multipliers[pool]);
            }
        }
        let free = relaxation.high[relaxation.counter()].is_infinite();
        let counted = (relaxation.multiplier(model.rows()) * unit).clamp(if free { 0.0 } else { -LARGEST }, LARGEST);
        self.multipliers.push(whole(counted.round()));
    }

    /// No choice gains more than this.
    pub fn gain(&self) -> i64 {
        i64::try_from(self.total >> self.shift).unwrap_or(i64::MAX)
    }

    /// What an item must be if a choice is to gain `target`.
    pub fn decides(&self, item: usize, target: i64) -> Option<bool> {
        let surplus = self.surplus[item];
        (self.total - surplus.abs() < i128::from(target) << self.shift).then_some(surplus > 0)
    }
}

#[allow(clippy::cast_possible_truncation)] // clamped by the callers; a conversion from a float saturates anyway
fn whole(number: f64) -> i128 {
    number as i128
}
