//! Which questions test whether points mean what they say, and whether an answer agrees with them.

use super::{About, Comparison, Said, Sitting, TOP};
use crate::weighting::Node;

/// Share of the larger side within which two sides count as worth the same.
const NEAR: f64 = 0.1;
/// A swing worth nearly as much as another makes a question that says little.
const CLOSE: f64 = 0.95;

/// Two swings to be held together against the first: the pair whose points come nearest to its points.
pub(super) fn pair(points: &[f64], first: usize) -> Option<[usize; 2]> {
    let others: Vec<_> = (0..points.len()).filter(|&swing| swing != first && points[swing] > 0.0).collect();
    let pairs = others.iter().enumerate().flat_map(|(at, &a)| others[at + 1..].iter().map(move |&b| [a, b]));
    let distance = |[a, b]: &[usize; 2]| (points[*a] + points[*b] - TOP).abs();
    pairs.min_by(|one, other| distance(one).total_cmp(&distance(other)))
}

/// Whether the points say what was said about a pair beside the first.
pub(super) fn agrees(points: &[f64], [a, b]: [usize; 2], said: Comparison) -> bool {
    let together = points[a] + points[b];
    match said {
        Comparison::More => together > TOP,
        Comparison::Less => together < TOP,
        Comparison::Same => (together - TOP).abs() <= NEAR * together.max(TOP),
    }
}

/// How the points have a pair beside the first.
#[must_use]
pub fn compared(together: f64) -> Comparison {
    match together.total_cmp(&TOP) {
        std::cmp::Ordering::Less => Comparison::Less,
        std::cmp::Ordering::Equal => Comparison::Same,
        std::cmp::Ordering::Greater => Comparison::More,
    }
}

/// Whether the points still say what was said.
pub(super) fn holds(points: &[f64], said: &Said) -> bool {
    match *said {
        Said::Before { earlier, later } => points[later] <= points[earlier],
        Said::Together { pair, worth, .. } => agrees(points, pair, worth),
    }
}

/// A swing to be put back into the units of another: the dearest that is measured in numbers, against the swing worth
/// nearest to half as much.
pub(super) fn trade_off(sitting: &Sitting<'_>, set: usize, points: &[f64]) -> Option<About> {
    let swings = 0..points.len();
    let part = swings.clone().filter(|&part| at(sitting, set, part, 0.5).is_some() && points[part] > 0.0);
    // The first of equals, as it stands first on the screen.
    let part = part.rev().max_by(|&one, &other| points[one].total_cmp(&points[other]))?;
    let share = |whole: usize| points[whole] / points[part];
    let whole = swings.filter(|&whole| whole != part && share(whole) > 0.0 && share(whole) <= CLOSE);
    let whole = whole.min_by(|&one, &other| (share(one) - 0.5).abs().total_cmp(&(share(other) - 0.5).abs()))?;
    trade(sitting, set, whole, part, points)
}

/// The trade-off between two swings as their points have it; `None` where they have none.
pub(super) fn trade(sitting: &Sitting<'_>, set: usize, whole: usize, part: usize, points: &[f64]) -> Option<About> {
    let share = points[whole] / points[part];
    let performance = at(sitting, set, part, share).filter(|_| share > 0.0 && share <= 1.0)?;
    Some(About::TradeOff { set, whole, part, performance })
}

/// The performance that is worth a share of a criterion's swing.
fn at(sitting: &Sitting<'_>, set: usize, swing: usize, share: f64) -> Option<f64> {
    let Node::Criterion(criterion) = sitting.node(set, swing) else { return None };
    let value = &sitting.criteria[criterion].value;
    let (least, most) = value.ends();
    value.performance_at(least + (most - least) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pair_nearest_to_the_first_is_held_against_it() {
        assert_eq!(pair(&[100.0, 10.0, 70.0, 35.0], 0), Some([2, 3]));
        assert_eq!(pair(&[0.0, 100.0, 70.0], 1), None);
        assert!(agrees(&[100.0, 70.0, 35.0], [1, 2], Comparison::Same));
        assert!(agrees(&[100.0, 70.0, 35.0], [1, 2], Comparison::More));
        assert!(!agrees(&[100.0, 70.0, 35.0], [1, 2], Comparison::Less));
    }
}
