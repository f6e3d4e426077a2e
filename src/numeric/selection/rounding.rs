//! A choice near a point of the relaxation: what is chosen in full, then whatever else fits, the most wanted first.
//!
//! Good choices early are what lets bounds decide items; nothing depends on one being found.

use super::model::Model;

/// Above this an item counts as chosen in full.
const FULL: f64 = 1.0 - 1e-6;
const SOME: f64 = 1e-6;

/// Uses of the rows by a choice in the making.
struct Uses<'a> {
    model: &'a Model,
    used: Vec<i64>,
    /// By how much rows are above their limits, those with a top-up apart.
    over: i128,
    topped_up: i128,
}

impl Uses<'_> {
    fn over(&self, row: usize) -> i128 {
        (i128::from(self.used[row]) - i128::from(self.model.limits[row])).max(0)
    }

    /// Adds an item `times` 1 or −1.
    fn add(&mut self, item: usize, times: i64) {
        for (row, coefficient) in &self.model.columns[item] {
            let before = self.over(*row);
            self.used[*row] += times * coefficient;
            let more = self.over(*row) - before;
            if self.model.topped_up[*row] {
                self.topped_up += more;
            } else if self.model.pool != Some(*row) {
                self.over += more;
            }
        }
    }

    /// By how much the rows are broken in all.
    fn broken(&self) -> i128 {
        let pool =
            self.model.pool.map_or(0, |pool| i128::from(self.used[pool]) + self.topped_up - i128::from(self.model.limits[pool]));
        self.over + pool.max(0)
    }
}

/// A choice near `point`; it may break rows.
///
/// - `surplus`: how much each item is wanted beyond what it uses
pub(super) fn rounded(model: &Model, point: &[f64], surplus: &[i128]) -> Vec<bool> {
    let mut uses = Uses { model, used: vec![0; model.rows()], over: 0, topped_up: 0 };
    for row in 0..model.rows() {
        let over = uses.over(row);
        if model.topped_up[row] {
            uses.topped_up += over;
        } else if model.pool != Some(row) {
            uses.over += over;
        }
    }
    let mut chosen: Vec<bool> = point.iter().map(|part| *part > FULL).collect();
    for item in (0..chosen.len()).filter(|item| chosen[*item]) {
        uses.add(item, 1);
    }
    let mut others: Vec<usize> = (0..chosen.len()).filter(|item| !chosen[*item]).collect();
    let part = |item: usize| if point[item] > SOME { point[item] } else { 0.0 };
    others.sort_unstable_by(|a, b| part(*b).total_cmp(&part(*a)).then(surplus[*b].cmp(&surplus[*a])).then(a.cmp(b)));
    for item in others {
        let before = uses.broken();
        uses.add(item, 1);
        let after = uses.broken();
        if after < before || (after == before && model.gain[item] > 0) {
            chosen[item] = true;
        } else {
            uses.add(item, -1);
        }
    }
    chosen
}
