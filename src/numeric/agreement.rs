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
#[must_use]
#[allow(clippy::cast_precision_loss)] // counts of pairs
pub fn kendall_tau_b(left: &[i128], right: &[i128]) -> Option<f64> {
    let (mut balance, mut in_left, mut in_right) = (0_i64, 0_i64, 0_i64);
    for a in 0..left.len() {
        for b in a + 1..left.len() {
            let (one, other) = (left[a].cmp(&left[b]) as i64, right[a].cmp(&right[b]) as i64);
            balance += one * other;
            in_left += one.abs();
            in_right += other.abs();
        }
    }
    let scale = (in_left as f64).sqrt() * (in_right as f64).sqrt();
    (scale > 0.0).then(|| (balance as f64 / scale).clamp(-1.0, 1.0))
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

    #[test]
    fn ties_are_corrected_for() {
        // Two judges, the first tying the last two: rank sums 2, 4.5, 5.5 about 4, so S = 6.5 and W = 78 ÷ (96 − 12).
        near(concordance(&[vec![9, 5, 5], vec![9, 5, 1]]), 78.0 / 84.0);
        // Five pairs agree of six, one is tied on the left: τ-b = 5 ÷ √(5·6).
        near(kendall_tau_b(&[4, 3, 2, 2], &[4, 3, 2, 1]), 5.0 / 30_f64.sqrt());
    }
}
