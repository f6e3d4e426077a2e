//! Figures with few digits: how many decimals one is written with, and rounding to one side.

/// Decimals that any figure is looked at with.
pub const MOST_DECIMALS: usize = 12;

/// Decimals that a figure is written with.
#[must_use]
pub fn decimals_of(x: f64) -> usize {
    (0..MOST_DECIMALS).find(|&decimals| is_round(x, decimals)).unwrap_or(MOST_DECIMALS)
}

/// Decimals of the figure that is written with most of them; 0 without figures.
pub fn most_decimals(figures: impl Iterator<Item = f64>) -> usize {
    figures.map(decimals_of).max().unwrap_or(0)
}

fn is_round(x: f64, decimals: usize) -> bool {
    let scaled = x * ten_to(decimals);
    (scaled - scaled.round()).abs() <= 1e-9 * scaled.abs().max(1.0)
}

fn ten_to(decimals: usize) -> f64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // a dozen
    10.0_f64.powi(decimals as i32)
}

/// Rounded up or down; what is a round figure but for rounding goes to that.
#[must_use]
pub fn towards(x: f64, decimals: usize, up: bool) -> f64 {
    let unit = ten_to(decimals);
    if is_round(x, decimals) {
        return (x * unit).round() / unit;
    }
    if up { (x * unit).ceil() / unit } else { (x * unit).floor() / unit }
}

#[cfg(test)]
mod tests {
    use super::{decimals_of, most_decimals, towards};

    #[test]
    fn rounding_goes_to_the_side_asked_for_and_leaves_round_figures() {
        let shown = [towards(1.21, 1, true), towards(1.21, 1, false), towards(1.2 + 1e-13, 1, true), towards(-1.21, 1, true)];
        assert!(shown.iter().zip([1.3, 1.2, 1.2, -1.2]).all(|(a, b): (_, f64)| (a - b).abs() < 1e-12), "{shown:?}");
        assert_eq!([0.1 + 0.2, 12.0, 0.125].map(decimals_of), [1, 0, 3]);
        assert_eq!(most_decimals([12.0, 0.25, 0.5].into_iter()), 2);
    }
}
