//! What is worth most at every budget at once, where nothing but money says what goes together.
//!
//! # Source
//! Bellman (1957), Dynamic Programming; Kellerer, Pferschy & Pisinger (2004), Knapsack Problems, ch. 2.

use super::units::common_divisor;

/// Decisions that are kept at most, one bit each: half a second of work, 64 MB.
const MOST_CELLS: usize = 1 << 29;
/// Bits of a word.
const BITS: usize = 64;

/// The best choices at all budgets.
#[derive(Debug, Clone)]
pub struct EveryBudget {
    /// In units of `unit`.
    costs: Vec<usize>,
    unit: i64,
    /// The most worth at each budget from 0 on, in units.
    most: Vec<i64>,
    /// For each item and budget whether the item is taken, given those after it.
    taken: Vec<Vec<u64>>,
}

impl EveryBudget {
    /// Solves for all budgets; `None` where that would take too much room.
    ///
    /// - `items`: worth and cost of each, neither negative; sums are below 2^62
    #[must_use]
    pub fn new(items: &[(i64, i64)]) -> Option<Self> {
        let unit = items.iter().fold(0, |shared, (_, cost)| common_divisor(shared, *cost)).max(1);
        let costs = items.iter().map(|(_, cost)| usize::try_from(cost / unit).ok()).collect::<Option<Vec<_>>>()?;
        let all = costs.iter().try_fold(0_usize, |sum, cost| sum.checked_add(*cost))?.checked_add(1)?;
        if all.checked_mul(items.len().max(1))? > MOST_CELLS {
            return None;
        }
        let mut most = vec![0; all];
        let mut next = vec![0; all];
        let mut taken = vec![Vec::new(); items.len()];
        // From the last item, so that of equal choices the one with the earliest items is read off.
        for (item, (worth, _)) in items.iter().enumerate().rev() {
            taken[item] = step(&most, &mut next, costs[item], *worth);
            std::mem::swap(&mut most, &mut next);
        }
        Some(Self { costs, unit, most, taken })
    }

    /// Every cost at which more can be had than below it, with what is worth most there, cheapest first.
    pub fn steps(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        let rises = move |budget: &usize| *budget == 0 || self.most[*budget] > self.most[budget - 1];
        // The budgets fit, as their sum does.
        (0..self.most.len()).filter(rises).map(|budget| (i64::try_from(budget).unwrap_or(0) * self.unit, self.most[budget]))
    }

    /// The best choice at one of the steps: of several the one that holds the earliest item in which they differ.
    #[must_use]
    pub fn chosen(&self, cost: i64) -> Vec<bool> {
        let mut left = usize::try_from(cost / self.unit).unwrap_or(0).min(self.most.len() - 1);
        let take = |(taken, cost): (&Vec<u64>, &usize)| {
            let is_taken = taken[left / BITS] >> (left % BITS) & 1 == 1;
            left -= if is_taken { *cost } else { 0 };
            is_taken
        };
        self.taken.iter().zip(&self.costs).map(take).collect()
    }
}

/// One more item at every budget, and where it is taken: where that is as good, so that earlier items come first.
fn step(most: &[i64], next: &mut [i64], cost: usize, worth: i64) -> Vec<u64> {
    let mut taken = vec![0; most.len().div_ceil(BITS)];
    let below = cost.min(most.len());
    next[..below].copy_from_slice(&most[..below]);
    for (budget, (next, (without, with))) in next[below..].iter_mut().zip(most[below..].iter().zip(most)).enumerate() {
        let with = with + worth;
        let is_taken = with >= *without;
        *next = if is_taken { with } else { *without };
        let at = budget + below;
        taken[at / BITS] |= u64::from(is_taken) << (at % BITS);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_budget_has_its_best_choice() {
        let items = [(66, 600), (50, 500), (50, 500), (0, 0)];
        let all = EveryBudget::new(&items).expect("small");
        assert_eq!(all.steps().collect::<Vec<_>>(), [(0, 0), (500, 50), (600, 66), (1000, 100), (1100, 116), (1600, 166)]);
        assert_eq!(all.chosen(500), [false, true, false, true]);
        assert_eq!(all.chosen(1000), [false, true, true, true]);
        assert_eq!(EveryBudget::new(&[]).expect("nothing").steps().collect::<Vec<_>>(), [(0, 0)]);
        assert!(EveryBudget::new(&[(1, i64::MAX / 2), (1, 1)]).is_none());
    }
}
