//! How far orders agree: Kendall's W and τ-b, Spearman's ρ, with ties.
//!
//! # Source
//! Kendall & Gibbons (1990), Rank Correlation Methods.

use super::statistics::correlation;

/// Ranks from 1 for the largest; equal keys share the mean of their places.
#[must_use]
#[allow(clippy::cast_precision_loss)] // counts of things ranked
pub fn shared_ranks(keys: &[i128]) -> Vec<f64> {
    let mut order: Vec<_> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[b].cmp(&keys[a]));
    let mut ranks = vec![0.0; keys.len()];
    let mut before = 0;
    for tied in order.chunk_by(|&a, &b| keys[a] == keys[b]) {
        let shared = before as f64 + f64::midpoint(tied.len() as f64, 1.0);
        for &index in tied {
            ranks[index] = shared;
        }
        before += tied.len();
    }
    ranks
}

/// Kendall's coefficient of concordance, 0 (none) to 1 (the same order), corrected for ties.
///
/// - `rankings`: one for each judge, over the same n things, larger keys first
///
/// `None` for fewer than two judges or things, or where every judge ties everything.
#[must_use]
#[allow(clippy::cast_precision_loss)] // counts of judges and things
pub fn concordance(rankings: &[Vec<i128>]) -> Option<f64> {
    let things = rankings.first()?.len();
    let (m, n) = (rankings.len() as f64, things as f64);
    if rankings.len() < 2 || things < 2 {
        return None;
    }
    let mut sums = vec![0.0; things];
    let mut ties = 0.0;
    for ranking in rankings {
        for (sum, rank) in sums.iter_mut().zip(shared_ranks(ranking)) {
            *sum += rank;
        }
        let mut sorted = ranking.clone();
        sorted.sort_unstable();
        ties += sorted.chunk_by(|a, b| a == b).map(|tied| (tied.len() as f64).powi(3) - tied.len() as f64).sum::<f64>();
    }
    let mean = m * (n + 1.0) / 2.0;
    let spread: f64 = sums.iter().map(|sum| (sum - mean) * (sum - mean)).sum();
    let most = m * m * (n * n * n - n) - m * ties;
    (most > 0.0).then(|| 12.0 * spread / most)
}

/// Kendall's τ-b, −1 to 1; `None` where either side ties everything.
///
/// - both sides: keys over the same things, larger first
///
/// In the order of n log n, so that long lists can be compared.
///
/// # Source
/// Knight (1966), A computer method for calculating Kendall's tau with ungrouped data.
#[must_use]
#[allow(clippy::cast_precision_loss)] // counts of pairs
pub fn kendall_tau_b(left: &[i128], right: &[i128]) -> Option<f64> {
    let mut pairs: Vec<_> = left.iter().copied().zip(right.iter().copied()).collect();
    pairs.sort_unstable();
    let all = pairs_of(pairs.len());
    let tied_left = tied(pairs.iter().map(|pair| pair.0));
    let tied_both = tied(pairs.iter().copied());
    let mut rights: Vec<_> = pairs.into_iter().map(|pair| pair.1).collect();
    let swaps = inversions(&mut rights);
    let tied_right = tied(rights.into_iter());
    let balance = (all + tied_both) as f64 - (tied_left + tied_right) as f64 - 2.0 * swaps as f64;
    let scale = ((all - tied_left) as f64).sqrt() * ((all - tied_right) as f64).sqrt();
    (scale > 0.0).then(|| (balance / scale).clamp(-1.0, 1.0))
}

fn pairs_of(count: usize) -> usize {
    count * count.saturating_sub(1) / 2
}

/// Pairs of equal neighbours in an ordered list.
fn tied<T: PartialEq>(ordered: impl Iterator<Item = T>) -> usize {
    let ordered: Vec<_> = ordered.collect();
    ordered.chunk_by(|a, b| a == b).map(|tied| pairs_of(tied.len())).sum()
}

/// Sorts by merging; how many pairs stood in falling order.
fn inversions(list: &mut [i128]) -> usize {
    if list.len() < 2 {
        return 0;
    }
    let middle = list.len() / 2;
    let mut found = inversions(&mut list[..middle]) + inversions(&mut list[middle..]);
    let mut merged = Vec::with_capacity(list.len());
    let (mut left, mut right) = (0, middle);
    while left < middle || right < list.len() {
        if right == list.len() || (left < middle && list[left] <= list[right]) {
            merged.push(list[left]);
            left += 1;
        } else {
            found += middle - left;
            merged.push(list[right]);
            right += 1;
        }
    }
    list.copy_from_slice(&merged);
    found
}

/// Spearman's ρ, −1 to 1: the correlation of shared ranks; `None` where either side ties everything.
#[must_use]
pub fn spearman_rho(left: &[i128], right: &[i128]) -> Option<f64> {
    correlation(&shared_ranks(left), &shared_ranks(right)).map(|rho| rho.clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, wanted: f64) {
        assert!(found.is_some_and(|found| (found - wanted).abs() < 1e-12), "{found:?}, not {wanted}");
    }

    #[test]
    fn the_same_order_agrees_wholly_and_the_reverse_not_at_all() {
        near(concordance(&[vec![3, 2, 1], vec![30, 20, 10]]), 1.0);
        near(kendall_tau_b(&[3, 2, 1], &[1, 2, 3]), -1.0);
        near(spearman_rho(&[3, 2, 1], &[1, 2, 3]), -1.0);
        assert_eq!(concordance(&[vec![3, 2, 1]]), None);
        assert_eq!(kendall_tau_b(&[1, 1], &[1, 2]), None);
    }

    /// The definition, pair by pair.
    fn by_pairs(left: &[i128], right: &[i128]) -> f64 {
        let (mut balance, mut in_left, mut in_right) = (0.0, 0.0, 0.0);
        for a in 0..left.len() {
            for b in a + 1..left.len() {
                let (one, other) = (f64::from(left[a].cmp(&left[b]) as i8), f64::from(right[a].cmp(&right[b]) as i8));
                balance += one * other;
                in_left += one.abs();
                in_right += other.abs();
            }
        }
        balance / (in_left * in_right).sqrt()
    }

    #[test]
    fn ties_are_corrected_for() {
        // Two judges, the first tying the last two: rank sums 2, 4.5, 5.5 about 4, so S = 6.5 and W = 78 ÷ (96 − 12).
        near(concordance(&[vec![9, 5, 5], vec![9, 5, 1]]), 78.0 / 84.0);
        let keys = |seed: i128| (0..60).map(|at| (at * seed) % 7).collect::<Vec<_>>();
        near(kendall_tau_b(&keys(5), &keys(11)), by_pairs(&keys(5), &keys(11)));
        // Five pairs agree of six, one is tied on the left: τ-b = 5 ÷ √(5·6).
        near(kendall_tau_b(&[4, 3, 2, 2], &[4, 3, 2, 1]), 5.0 / 30_f64.sqrt());
    }
}
