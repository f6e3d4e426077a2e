//! The relaxation in which items may be chosen in part, by the dual simplex method on a dense table with bounded variables.
//!
//! Its figures are floating-point and steer only: where to look, and which multipliers to bound with. Every bound is worked out
//! anew in whole numbers by `bound`.
//!
//! # Source
//! Bounded dual simplex with bound flipping: Maros (2003), A generalized dual phase-2 simplex algorithm, EJOR 149(1).

use super::model::Model;

/// Sizes below this count as none: entries of the table, which is scaled to about 1, and distances from limits.
const TINY: f64 = 1e-9;
const FEASIBLE: f64 = 1e-8;

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Optimal,
    /// No point keeps the rows: `sink` lowers the bound without end.
    Empty,
    /// Too many steps, or the bound is low enough; the multipliers bound all the same.
    Stopped,
}

/// A basis and its table. Variables: items, then top-ups, then the slack of each row; the last row counts the items.
#[derive(Debug, Default)]
pub(super) struct Relaxation {
    items: usize,
    rows: usize,
    width: usize,
    table: Vec<f64>,
    /// Value of the basic variable of each row, and which it is.
    value: Vec<f64>,
    basis: Vec<usize>,
    is_basic: Vec<bool>,
    at_upper: Vec<bool>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    /// What a unit more of each variable is worth, per `gain_scale`.
    price: Vec<f64>,
    row_scale: Vec<f64>,
    gain_scale: f64,
    candidates: Vec<(f64, usize)>,
    /// Where a solve found no point: the row that shows it, towards which side, and what the bound loses for each step.
    ray: (usize, f64, f64),
    /// What the prices bound the gain by, per `gain_scale`.
    objective: f64,
    line: Vec<f64>,
}

fn largest(numbers: impl Iterator<Item = i64>) -> f64 {
    to_float(numbers.map(i64::unsigned_abs).max().unwrap_or(0).max(1))
}

#[allow(clippy::cast_precision_loss)] // steers only
fn to_float(number: u64) -> f64 {
    number as f64
}

#[allow(clippy::cast_precision_loss)] // steers only
pub(super) fn float(number: i64) -> f64 {
    number as f64
}

#[allow(clippy::cast_precision_loss)] // counts
fn count(number: usize) -> f64 {
    number as f64
}

impl Relaxation {
    /// The table at the start: every item that gains is in, every row has its slack.
    pub fn new(model: &Model) -> Self {
        let (items, limits) = (model.items(), model.rows());
        let rows = limits + 1;
        let top_ups: Vec<usize> = (0..limits).filter(|row| model.topped_up[*row]).collect();
        let width = items + top_ups.len() + rows;
        let mut row_scale = vec![1.0_f64; rows];
        for (row, coefficient) in model.columns.iter().flatten() {
            row_scale[*row] = row_scale[*row].max(float(coefficient.abs()));
        }
        let gain_scale = largest(model.gain.iter().copied());
        let mut table = vec![0.0; rows * width];
        for (item, column) in model.columns.iter().enumerate() {
            for (row, coefficient) in column {
                table[row * width + item] = float(*coefficient) / row_scale[*row];
            }
            table[limits * width + item] = 1.0;
        }
        if let Some(pool) = model.pool {
            for (index, row) in top_ups.iter().enumerate() {
                table[row * width + items + index] = -1.0;
                table[pool * width + items + index] = row_scale[*row] / row_scale[pool];
            }
        }
        let first_slack = width - rows;
        for row in 0..rows {
            table[row * width + first_slack + row] = 1.0;
        }
        let mut value: Vec<f64> = model.limits.iter().zip(&row_scale).map(|(limit, scale)| float(*limit) / scale).collect();
        value.push(count(items));
        let mut high = vec![1.0; items];
        high.resize(width, f64::INFINITY);
        let mut price: Vec<f64> = model.gain.iter().map(|gain| float(*gain) / gain_scale).collect();
        price.resize(width, 0.0);
        let mut start = Self {
            items,
            rows,
            width,
            table,
            value,
            basis: (first_slack..width).collect(),
            is_basic: (0..width).map(|variable| variable >= first_slack).collect(),
            at_upper: price.iter().map(|price| *price > 0.0).collect(),
            low: vec![0.0; width],
            high,
            price,
            row_scale,
            gain_scale,
            candidates: Vec::new(),
            ray: (0, 0.0, 1.0),
            objective: 0.0,
            line: Vec::new(),
        };
        for item in (0..items).filter(|item| start.at_upper[*item]).collect::<Vec<_>>() {
            start.shift(item, 1.0);
            start.objective += start.price[item];
        }
        start
    }

    /// Becomes the same as another, in the memory there is.
    pub fn copy(&mut self, from: &Self) {
        (self.items, self.rows, self.width) = (from.items, from.rows, from.width);
        (self.gain_scale, self.ray, self.objective) = (from.gain_scale, from.ray, from.objective);
        self.table.clone_from(&from.table);
        self.value.clone_from(&from.value);
        self.basis.clone_from(&from.basis);
        self.is_basic.clone_from(&from.is_basic);
        self.at_upper.clone_from(&from.at_upper);
        self.low.clone_from(&from.low);
        self.high.clone_from(&from.high);
        self.price.clone_from(&from.price);
        self.row_scale.clone_from(&from.row_scale);
    }

    /// How many nodes of ordinary size this is worth in time.
    pub fn weight(&self) -> u64 {
        u64::try_from(1 + self.table.len() / 4096).unwrap_or(u64::MAX)
    }

    /// The slack of the row that counts the items.
    pub fn counter(&self) -> usize {
        self.width - 1
    }

    /// Moves a variable outside the basis by `by`.
    fn shift(&mut self, variable: usize, by: f64) {
        for (row, value) in self.value.iter_mut().enumerate() {
            *value -= self.table[row * self.width + variable] * by;
        }
    }

    fn outside_value(&self, variable: usize) -> f64 {
        if self.at_upper[variable] { self.high[variable] } else { self.low[variable] }
    }

    /// Narrows the limits of a variable; whether the point moved or broke a limit thereby.
    pub fn narrow(&mut self, variable: usize, low: f64, high: f64) -> bool {
        let before = self.outside_value(variable);
        (self.low[variable], self.high[variable]) = (low, high);
        if self.is_basic[variable] {
            return true;
        }
        let by = self.outside_value(variable) - before;
        let moves = by.abs() > 0.5;
        if moves {
            self.objective += self.price[variable] * by;
            self.shift(variable, by);
        }
        moves
    }

    /// The multiplier of a row per unit of gain and of the row.
    pub fn multiplier(&self, row: usize) -> f64 {
        -self.price[self.width - self.rows + row] * self.gain_scale / self.row_scale[row]
    }

    /// The point: how much of each item is chosen, into `into`.
    pub fn point(&self, into: &mut Vec<f64>) {
        into.clear();
        into.extend((0..self.items).map(|item| self.outside_value(item)));
        for (value, variable) in self.value.iter().zip(&self.basis) {
            if *variable < self.items {
                into[*variable] = *value;
            }
        }
    }

    /// Solves on from the basis there is.
    ///
    /// - `steps`: most pivots
    /// - `enough`: a bound on the gain below which there is no need to go on
    pub fn solve(&mut self, steps: usize, enough: f64) -> Ending {
        for _ in 0..steps {
            if self.objective * self.gain_scale < enough {
                return Ending::Stopped;
            }
            let Some((row, below)) = self.worst_row() else { return Ending::Optimal };
            let Some(entering) = self.entering(row, below) else { return Ending::Empty };
            self.pivot(row, entering, below);
        }
        Ending::Stopped
    }

    /// The row whose basic variable is furthest outside its limits, and whether it is below them.
    fn worst_row(&self) -> Option<(usize, bool)> {
        let mut worst = FEASIBLE;
        let mut found = None;
        for (row, (value, variable)) in self.value.iter().zip(&self.basis).enumerate() {
            let (below, above) = (self.low[*variable] - value, value - self.high[*variable]);
            if below > worst {
                (worst, found) = (below, Some((row, true)));
            } else if above > worst {
                (worst, found) = (above, Some((row, false)));
            }
        }
        found
    }

    /// The prices, to be given back after `sink`.
    pub fn swap_prices(&mut self, prices: &mut Vec<f64>) {
        std::mem::swap(&mut self.price, prices);
    }

    /// Sets prices to `from` moved along the direction that showed that there is no point, until the bound is lower by `lead`.
    /// They are good for nothing but that bound.
    pub fn sink(&mut self, from: &[f64], lead: f64) {
        let (row, sign, slope) = self.ray;
        let step = sign * (lead / self.gain_scale) / slope;
        self.price.clear();
        self.price.extend_from_slice(from);
        let line = &self.table[row * self.width..(row + 1) * self.width];
        for (price, entry) in self.price.iter_mut().zip(line) {
            *price -= step * entry;
        }
    }

    /// The variable to enter for a row, once those before it have gone to their other limit.
    fn entering(&mut self, row: usize, below: bool) -> Option<usize> {
        let line = &self.table[row * self.width..(row + 1) * self.width];
        let leaving = self.basis[row];
        let mut slope = if below { self.low[leaving] - self.value[row] } else { self.value[row] - self.high[leaving] };
        let sign = if below { 1.0 } else { -1.0 };
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        for (variable, entry) in line.iter().enumerate() {
            let towards = if self.at_upper[variable] { entry * sign } else { -entry * sign };
            // Exact: limits of a decided item are the same number.
            if towards > TINY && !self.is_basic[variable] && self.high[variable] > self.low[variable] {
                candidates.push((self.price[variable].abs() / towards, variable));
            }
        }
        candidates.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut found = None;
        let mut flips = 0;
        let mut reached = 0.0;
        for (ratio, variable) in &candidates {
            self.objective -= slope * (ratio - reached);
            reached = *ratio;
            let after = slope - line[*variable].abs() * (self.high[*variable] - self.low[*variable]);
            if after < 0.0 {
                found = Some(*variable);
                break;
            }
            slope = after;
            flips += 1;
        }
        if found.is_some() {
            for (_, variable) in &candidates[..flips] {
                self.flip(*variable);
            }
        } else {
            self.ray = (row, sign, slope.max(TINY));
        }
        self.candidates = candidates;
        found
    }

    fn flip(&mut self, variable: usize) {
        let before = self.outside_value(variable);
        self.at_upper[variable] = !self.at_upper[variable];
        let by = self.outside_value(variable) - before;
        self.shift(variable, by);
    }

    fn pivot(&mut self, row: usize, entering: usize, below: bool) {
        let width = self.width;
        let leaving = self.basis[row];
        let to = if below { self.low[leaving] } else { self.high[leaving] };
        let entry = self.table[row * width + entering];
        let by = (self.value[row] - to) / entry;
        let enters_at = self.outside_value(entering) + by;
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        line.extend_from_slice(&self.table[row * width..(row + 1) * width]);
        for entry_of_line in &mut line {
            *entry_of_line /= entry;
        }
        for other in 0..self.rows {
            let lines = &mut self.table[other * width..(other + 1) * width];
            let factor = lines[entering];
            if other == row {
                lines.copy_from_slice(&line);
            } else if factor != 0.0 {
                self.value[other] -= factor * by;
                for (entry, of_line) in lines.iter_mut().zip(&line) {
                    *entry -= factor * of_line;
                }
                lines[entering] = 0.0;
            }
        }
        let factor = self.price[entering];
        for (price, of_line) in self.price.iter_mut().zip(&line) {
            *price -= factor * of_line;
        }
        self.price[entering] = 0.0;
        self.line = line;
        self.value[row] = enters_at;
        self.basis[row] = entering;
        self.is_basic[entering] = true;
        self.is_basic[leaving] = false;
        self.at_upper[leaving] = !below;
    }

    /// The variable to branch on and its value: that whose cheaper side costs most. Whether its lower side is the cheaper.
    pub fn branching(&self) -> Option<(usize, f64, bool)> {
        let mut best: Option<(f64, usize, f64, bool)> = None;
        for (row, variable) in self.basis.iter().enumerate() {
            if *variable >= self.items && *variable != self.counter() {
                continue;
            }
            let value = self.value[row];
            let part = value - value.floor();
            if !(1e-6..=1.0 - 1e-6).contains(&part) {
                continue;
            }
            let (down, up) = self.penalties(row);
            let (down, up) = (down * part, up * (1.0 - part));
            let score = down.min(up) * 8.0 + down.max(up).min(1e9) + part.min(1.0 - part) * 1e-9;
            if best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, *variable, value, down < up));
            }
        }
        best.map(|(_, variable, value, down)| (variable, value, down))
    }

    /// What a unit less and a unit more of a basic variable costs at least.
    fn penalties(&self, row: usize) -> (f64, f64) {
        let (mut down, mut up) = (1e9_f64, 1e9_f64);
        for (variable, entry) in self.table[row * self.width..(row + 1) * self.width].iter().enumerate() {
            if self.is_basic[variable] || entry.abs() <= TINY || self.high[variable] <= self.low[variable] {
                continue;
            }
            let ratio = self.price[variable].abs() / entry.abs();
            if (*entry > 0.0) == self.at_upper[variable] {
                up = up.min(ratio);
            } else {
                down = down.min(ratio);
            }
        }
        (down, up)
    }
}
