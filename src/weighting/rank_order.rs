//! Weights from an order of importance alone.
//!
//! # Source
//! Stillwell, Seaver & Edwards (1981); Barron & Barrett (1996).

pub use crate::model::weighing::RankRule;

/// Shares of 1 for siblings in order of importance.
///
/// - `ranks`: 1 is the most important; equal ranks tie and take the mean of the places they share, so
///   `1, 2, 2, 4` and `1, 2, 2, 3` say the same
///
/// ```
/// use weighup::weighting::rank_order::{RankRule, shares};
///
/// assert_eq!(shares(&[1.0, 2.0], RankRule::Centroid), [0.75, 0.25]);
/// ```
#[must_use]
pub fn shares(ranks: &[f64], rule: RankRule) -> Vec<f64> {
    let by_place = place_weights(ranks.len(), rule);
    let mut order: Vec<_> = (0..ranks.len()).collect();
    order.sort_by(|&a, &b| ranks[a].total_cmp(&ranks[b]));
    let mut shares = vec![0.0; ranks.len()];
    let mut place = 0;
    for tied in order.chunk_by(|&a, &b| ranks[a].total_cmp(&ranks[b]).is_eq()) {
        let places = &by_place[place..place + tied.len()];
        #[allow(clippy::cast_precision_loss)]
        let mean = places.iter().sum::<f64>() / tied.len() as f64;
        for &sibling in tied {
            shares[sibling] = mean;
        }
        place += tied.len();
    }
    shares
}

/// The weight of each place, first to last.
#[allow(clippy::cast_precision_loss)] // a count of criteria
fn place_weights(count: usize, rule: RankRule) -> Vec<f64> {
    let m = count as f64;
    let reciprocals: Vec<_> = (1..=count).map(|place| 1.0 / place as f64).collect();
    match rule {
        RankRule::Centroid => (0..count).map(|place| reciprocals[place..].iter().rev().sum::<f64>() / m).collect(),
        RankRule::Sum => (0..count).map(|place| 2.0 * (m - place as f64) / (m * (m + 1.0))).collect(),
        RankRule::Reciprocal => {
            let total: f64 = reciprocals.iter().rev().sum();
            reciprocals.iter().map(|reciprocal| reciprocal / total).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_places_however_they_are_numbered() {
        let standard = shares(&[1.0, 2.0, 2.0, 4.0], RankRule::Sum);
        for (found, wanted) in standard.iter().zip([0.4, 0.25, 0.25, 0.1]) {
            assert!((found - wanted).abs() < 1e-15);
        }
        assert_eq!(standard, shares(&[1.0, 2.0, 2.0, 3.0], RankRule::Sum));
    }
}
