//! The problem as the search sees it: one objective, columns of whole coefficients, top-ups as columns of their own.
//!
//! Owns what is true of every choice without searching: rows divided by what their coefficients share, rows that cannot bind,
//! items that a row decides, and which items are alike.

use super::{Envelopes, Problem, Row};
use crate::numeric::units::common_divisor;

/// Maximise Σ gain·z over binary z under rows; with a pool, what rows with a top-up use above their limits comes out of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub gain: Vec<i64>,
    /// For each item its rows, ascending, and its coefficients there, none of them zero.
    pub columns: Vec<Vec<(usize, i64)>>,
    pub limits: Vec<i64>,
    /// Whether a row may go above its limit at the pool's expense.
    pub topped_up: Vec<bool>,
    /// The row that pays for top-ups.
    pub pool: Option<usize>,
    /// The next item later in order that is alike in everything, and the one before.
    pub next_alike: Vec<Option<usize>>,
    pub previous_alike: Vec<Option<usize>>,
}

/// What is left of a model once some items are decided.
#[derive(Debug)]
pub(super) struct Reduced {
    pub model: Model,
    /// The item of the larger model that each item stands for.
    pub items: Vec<usize>,
    /// What is decided: the choice of the larger model wherever no item is left.
    pub decided: Vec<bool>,
    /// Gain of what is decided.
    pub gain: i64,
}

/// Amounts beyond this are as good as without end; sums of them stay far within 127 bits.
const MOST: i128 = 1 << 58;

impl Model {
    /// The model of a problem with another objective, and perhaps further rows.
    pub fn new(problem: &Problem, gain: Vec<i64>, further: &[Row]) -> Self {
        let mut model = Self { columns: vec![Vec::new(); gain.len()], gain, ..Self::default() };
        for row in problem.rows.iter().chain(further) {
            model.add_row(&row.terms, row.at_most, false);
        }
        if let Some(envelopes) = &problem.envelopes {
            model.add_envelopes(envelopes);
        }
        model
    }

    fn add_row(&mut self, terms: &[(usize, i64)], at_most: i64, topped_up: bool) {
        let row = self.limits.len();
        for (item, coefficient) in terms.iter().filter(|(_, coefficient)| *coefficient != 0) {
            self.columns[*item].push((row, *coefficient));
        }
        self.limits.push(at_most);
        self.topped_up.push(topped_up);
    }

    fn add_envelopes(&mut self, envelopes: &Envelopes) {
        let terms = |payer| -> Vec<_> {
            let paid = envelopes.payer.iter().enumerate().filter(|(_, by)| **by == payer);
            paid.map(|(item, _)| (item, envelopes.uses[item])).collect()
        };
        for (envelope, amount) in envelopes.amounts.iter().enumerate() {
            self.add_row(&terms(Some(envelope)), *amount, true);
        }
        self.pool = Some(self.limits.len());
        self.add_row(&terms(None), envelopes.pool, false);
    }

    pub fn items(&self) -> usize {
        self.gain.len()
    }

    pub fn rows(&self) -> usize {
        self.limits.len()
    }

    pub fn gain_of(&self, chosen: &[bool]) -> i64 {
        self.gain.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(gain, _)| gain).sum()
    }

    /// Whether a choice keeps every row, top-ups included.
    pub fn allows(&self, chosen: &[bool]) -> bool {
        let mut used = vec![0_i64; self.rows()];
        for (column, _) in self.columns.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
            for (row, coefficient) in column {
                used[*row] += coefficient;
            }
        }
        self.holds(&used)
    }

    /// Whether uses of the rows keep their limits, top-ups included.
    pub fn holds(&self, used: &[i64]) -> bool {
        let mut topped_up = 0_i128;
        for (row, used) in used.iter().enumerate() {
            let above = i128::from(*used) - i128::from(self.limits[row]);
            if self.topped_up[row] {
                topped_up += above.max(0);
            } else if above > 0 && self.pool != Some(row) {
                return false;
            }
        }
        self.pool.is_none_or(|pool| i128::from(used[pool]) + topped_up <= i128::from(self.limits[pool]))
    }

    /// What is left once `decided` holds and the rows have decided what they can; `None` if that breaks a row.
    pub fn reduced(&self, decided: &[Option<bool>]) -> Option<Reduced> {
        let mut decided = decided.to_vec();
        let by_row = self.by_row();
        while self.decide_by_rows(&by_row, &mut decided)? {}
        let items: Vec<usize> = (0..self.items()).filter(|item| decided[*item].is_none()).collect();
        let chosen: Vec<bool> = decided.iter().map(|decided| *decided == Some(true)).collect();
        let mut model = Self {
            gain: items.iter().map(|item| self.gain[*item]).collect(),
            columns: vec![Vec::new(); items.len()],
            ..Self::default()
        };
        let mut place = vec![usize::MAX; self.items()];
        for (index, item) in items.iter().enumerate() {
            place[*item] = index;
        }
        for (row, terms) in by_row.iter().enumerate() {
            let used = terms.iter().filter(|(item, _)| chosen[*item]).map(|(_, a)| i128::from(*a)).sum::<i128>();
            let free: Vec<_> =
                terms.iter().filter(|(item, _)| place[*item] != usize::MAX).map(|(item, a)| (place[*item], *a)).collect();
            model.take_row(self, row, &free, i128::from(self.limits[row]) - used)?;
        }
        model.drop_idle_pool();
        model.find_alike();
        Some(Reduced { gain: self.gain_of(&chosen), model, items, decided: chosen })
    }

    /// Takes over a row with what is left of its limit, divided by what its coefficients share; `None` if it cannot be kept.
    fn take_row(&mut self, from: &Self, row: usize, terms: &[(usize, i64)], left: i128) -> Option<()> {
        let most: i128 = terms.iter().map(|(_, a)| i128::from(*a).max(0)).sum();
        let least: i128 = terms.iter().map(|(_, a)| i128::from(*a).min(0)).sum();
        let with_pool = from.topped_up[row] || from.pool == Some(row);
        if left >= most && from.pool != Some(row) {
            return Some(());
        }
        if left < least && !from.topped_up[row] {
            return None;
        }
        // Beyond what its items can use, the size of a limit means nothing; a top-up, though, is owed to the last unit.
        let left = if with_pool { left } else { left.clamp(least, most) };
        let left = i64::try_from(left.clamp(-MOST, MOST)).ok()?;
        if with_pool {
            if from.pool == Some(row) {
                self.pool = Some(self.rows());
            }
            self.add_row(terms, left, from.topped_up[row]);
        } else {
            let shared = terms.iter().fold(0, |shared, (_, a)| common_divisor(shared, *a)).max(1);
            let terms: Vec<_> = terms.iter().map(|(item, a)| (*item, a / shared)).collect();
            self.add_row(&terms, left.div_euclid(shared), false);
        }
        Some(())
    }

    /// Without rows that may need it, a pool is a row like any other.
    fn drop_idle_pool(&mut self) {
        if !self.topped_up.contains(&true) {
            self.pool = None;
        }
    }

    /// Each row's items and coefficients.
    pub fn by_row(&self) -> Vec<Vec<(usize, i64)>> {
        let mut rows = vec![Vec::new(); self.rows()];
        for (item, column) in self.columns.iter().enumerate() {
            for (row, coefficient) in column {
                rows[*row].push((item, *coefficient));
            }
        }
        rows
    }

    /// Decides every item that alone would break a row; whether there was one, or `None` if a row is broken whatever is chosen.
    fn decide_by_rows(&self, by_row: &[Vec<(usize, i64)>], decided: &mut [Option<bool>]) -> Option<bool> {
        let mut any = false;
        for (row, terms) in by_row.iter().enumerate().filter(|(row, _)| !self.topped_up[*row]) {
            let least: i128 = terms.iter().map(|(item, a)| i128::from(least_use(*a, decided[*item]))).sum();
            let room = i128::from(self.limits[row]) - least;
            if room < 0 {
                return None;
            }
            for (item, a) in terms {
                if decided[*item].is_none() && i128::from(a.abs()) > room {
                    decided[*item] = Some(*a < 0);
                    any = true;
                }
            }
        }
        Some(any)
    }

    /// Finds which items are alike in gain and in every row.
    fn find_alike(&mut self) {
        let items = self.items();
        let mut order: Vec<usize> = (0..items).collect();
        order.sort_unstable_by(|a, b| (self.gain[*a], &self.columns[*a], *a).cmp(&(self.gain[*b], &self.columns[*b], *b)));
        (self.next_alike, self.previous_alike) = (vec![None; items], vec![None; items]);
        for pair in order.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            if self.gain[first] == self.gain[second] && self.columns[first] == self.columns[second] {
                self.next_alike[first] = Some(second);
                self.previous_alike[second] = Some(first);
            }
        }
    }
}

fn least_use(coefficient: i64, decided: Option<bool>) -> i64 {
    match decided {
        None => coefficient.min(0),
        Some(true) => coefficient,
        Some(false) => 0,
    }
}
