//! Points drawn evenly from the shares whose proportions to one another lie within bounds: exact and independent, no Markov chain.
//!
//! The shares are w ≥ 0 with Σw = 1 and w = t·x for some x in the box `low` ≤ x ≤ `high`. Seen from the origin that box shows
//! the faces on which some `x_i` is at its `high_i` (or, where some bounds leave no room, the box of the others). A point of such a
//! face stands for its projection Σw = 1 with density (Σx)^−m; that power is a mixture over λ of `e^(−λ Σx)`, so that given λ
//! the coordinates are independent truncated exponentials. λ has a log-concave density for each face, which is drawn by
//! rejection from a hull of tangents. So nothing is approximated and no draw hangs on the one before.
//!
//! # Source
//! Rejection under tangents: Gilks & Wild (1992), Adaptive rejection sampling for Gibbs sampling, Applied Statistics 41(2).

use super::chacha::Reader;

/// Draws shares within bounds of their proportions.
#[derive(Debug, Clone)]
pub struct Proportions {
    low: Vec<f64>,
    high: Vec<f64>,
    faces: Vec<Face>,
}

/// One of the faces that the box shows to the origin.
#[derive(Debug, Clone)]
struct Face {
    /// The coordinate at its upper end; `None` where coordinates without room take that part.
    at_high: Option<usize>,
    /// Coordinates that move, by their index.
    free: Vec<usize>,
    /// Σ of the coordinates that do not move.
    fixed: f64,
    hull: [Piece; 3],
}

/// A piece of the hull: `e^(height + slope·(λ − from))` between its ends.
#[derive(Debug, Clone, Copy)]
struct Piece {
    from: f64,
    /// Infinite for the last.
    to: f64,
    height: f64,
    slope: f64,
    area: f64,
}

impl Proportions {
    /// - `bounds`: lowest and highest of each, 0 ≤ low ≤ high and high above 0; only their proportions matter
    #[must_use]
    pub fn new(bounds: &[(f64, f64)]) -> Self {
        let largest = bounds.iter().map(|(_, high)| *high).fold(0.0, f64::max);
        let (low, high): (Vec<_>, Vec<_>) = bounds.iter().map(|(low, high)| (low / largest, high / largest)).unzip();
        let (free, still): (Vec<_>, Vec<_>) = (0..low.len()).partition(|&index| low[index] < high[index]);
        let others = |face: usize| free.iter().copied().filter(|&index| index != face).collect::<Vec<_>>();
        let mut faces: Vec<Face> = Vec::new();
        if still.is_empty() {
            faces.extend(free.iter().map(|&face| Face::new(Some(face), others(face), high[face], &low, &high)));
        } else if !free.is_empty() {
            let fixed = still.iter().map(|&index| high[index]).sum();
            faces.push(Face::new(None, free, fixed, &low, &high));
        }
        // Areas are taken relative to the highest piece, so that none overflows.
        let highest = faces.iter().flat_map(|face| &face.hull).map(|piece| piece.height).fold(f64::NEG_INFINITY, f64::max);
        for piece in faces.iter_mut().flat_map(|face| &mut face.hull) {
            piece.area = piece.area(highest);
        }
        Self { low, high, faces }
    }

    /// One point.
    ///
    /// - `shares`: as many as there are bounds; they sum to 1
    pub fn draw(&self, words: &mut Reader, shares: &mut [f64]) {
        shares.copy_from_slice(&self.high);
        if let Some((face, rate)) = self.face_and_rate(words) {
            for &index in &face.free {
                let (low, width) = (self.low[index], self.high[index] - self.low[index]);
                let through = words.share() * libm::expm1(-rate * width);
                shares[index] = (low - libm::log1p(through) / rate).min(self.high[index]);
            }
        }
        let total: f64 = shares.iter().sum();
        for share in shares {
            *share /= total;
        }
    }

    /// A face and its λ; none where nothing can move.
    fn face_and_rate(&self, words: &mut Reader) -> Option<(&Face, f64)> {
        let total: f64 = self.faces.iter().flat_map(|face| &face.hull).map(|piece| piece.area).sum();
        let (last, _) = self.faces.split_last()?;
        loop {
            let mut left = words.share() * total;
            let pieces = self.faces.iter().flat_map(|face| face.hull.iter().map(move |piece| (face, piece)));
            let mut chosen = (last, &last.hull[1]);
            for (face, piece) in pieces {
                chosen = (face, piece);
                if left < piece.area {
                    break;
                }
                left -= piece.area;
            }
            let (face, piece) = chosen;
            let rate = piece.draw(words.share());
            let hull = piece.height + piece.slope * (rate - piece.from);
            if rate > 0.0 && libm::log(words.share()) <= face.log_density(rate, &self.low, &self.high) - hull {
                return Some((face, rate));
            }
        }
    }
}

impl Face {
    fn new(at_high: Option<usize>, free: Vec<usize>, fixed: f64, low: &[f64], high: &[f64]) -> Self {
        let empty = Piece { from: 0.0, to: 0.0, height: 0.0, slope: 0.0, area: 0.0 };
        let mut face = Self { at_high, free, fixed, hull: [empty; 3] };
        let mode = face.mode(low, high);
        // Tangents at the mode and about a standard deviation to either side.
        let deviation = 1.0 / face.curvature(mode, low, high).sqrt();
        let points = [(mode - 1.2 * deviation).max(0.3 * mode), mode, mode + 1.2 * deviation];
        let tangents = points.map(|at| (at, face.log_density(at, low, high), face.slope(at, low, high)));
        let meet = |(a, va, sa): (f64, f64, f64), (b, vb, sb): (f64, f64, f64)| {
            let between = (vb - va + sa * a - sb * b) / (sa - sb);
            if between.is_finite() { between.clamp(a, b) } else { f64::midpoint(a, b) }
        };
        let ends = [0.0, meet(tangents[0], tangents[1]), meet(tangents[1], tangents[2]), f64::INFINITY];
        for (index, (at, value, slope)) in tangents.into_iter().enumerate() {
            let (from, to) = (ends[index], ends[index + 1]);
            face.hull[index] = Piece { from, to, height: value + slope * (from - at), slope, area: 0.0 };
        }
        face
    }

    /// ln of λ's density, up to a constant that all faces share.
    fn log_density(&self, rate: f64, low: &[f64], high: &[f64]) -> f64 {
        let start = if let Some(face) = self.at_high { libm::log(high[face]) } else { 0.0 };
        let term = |&index: &usize| libm::log(-libm::expm1(-rate * (high[index] - low[index]))) - rate * low[index];
        start - rate * self.fixed + self.free.iter().map(term).sum::<f64>()
    }

    fn slope(&self, rate: f64, low: &[f64], high: &[f64]) -> f64 {
        let term = |&index: &usize| {
            let width = high[index] - low[index];
            width / libm::expm1(rate * width) - low[index]
        };
        self.free.iter().map(term).sum::<f64>() - self.fixed
    }

    /// Minus the second derivative of ln of the density.
    fn curvature(&self, rate: f64, low: &[f64], high: &[f64]) -> f64 {
        let term = |&index: &usize| {
            let width = high[index] - low[index];
            let rise = libm::expm1(rate * width);
            width * width * (1.0 + rise) / (rise * rise)
        };
        self.free.iter().map(term).sum()
    }

    /// Where the density is highest: its slope falls from infinity to below 0. Where nothing moves it is highest at 0.
    fn mode(&self, low: &[f64], high: &[f64]) -> f64 {
        let (mut below, mut above) = (0.0, 1.0);
        while self.slope(above, low, high) > 0.0 {
            below = above;
            above *= 2.0;
        }
        for _ in 0..60 {
            let middle = f64::midpoint(below, above);
            if self.slope(middle, low, high) > 0.0 { below = middle } else { above = middle }
        }
        f64::midpoint(below, above)
    }
}

impl Piece {
    /// The area under the piece over e^`highest`.
    fn area(&self, highest: f64) -> f64 {
        let start = libm::exp(self.height - highest);
        if self.is_level() { start * (self.to - self.from) } else { start * self.grown(self.to) / self.slope }
    }

    /// A point of the piece: the share of its area to the left of it.
    fn draw(&self, share: f64) -> f64 {
        if self.is_level() {
            return self.from + share * (self.to - self.from);
        }
        self.from + libm::log1p(share * self.grown(self.to)) / self.slope
    }

    /// e^(slope·length) − 1.
    fn grown(&self, to: f64) -> f64 {
        libm::expm1(self.slope * (to - self.from))
    }

    fn is_level(&self) -> bool {
        (self.slope * (self.to - self.from)).abs() < 1e-9
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::chacha::Streams;

    const DRAWS: usize = 40_000;

    fn drawn(bounds: &[(f64, f64)], name: &str) -> Vec<Vec<f64>> {
        let proportions = Proportions::new(bounds);
        let mut words = Reader::new(Streams::new(1).named(&[name]), 0);
        let mut shares = vec![0.0; bounds.len()];
        let mut draw = || {
            proportions.draw(&mut words, &mut shares);
            shares.clone()
        };
        (0..DRAWS).map(|_| draw()).collect()
    }

    /// Even draws from the simplex of which those within the bounds are kept.
    fn kept(bounds: &[(f64, f64)]) -> Vec<Vec<f64>> {
        let mut words = Reader::new(Streams::new(2).named(&["even"]), 0);
        let mut found = Vec::new();
        while found.len() < DRAWS {
            let draws: Vec<f64> = bounds.iter().map(|_| -libm::log(words.share())).collect();
            let least = draws.iter().zip(bounds).map(|(x, (_, high))| x / high).fold(0.0, f64::max);
            let most = draws.iter().zip(bounds).map(|(x, (low, _))| x / low).fold(f64::INFINITY, f64::min);
            if least <= most {
                let total: f64 = draws.iter().sum();
                found.push(draws.iter().map(|x| x / total).collect());
            }
        }
        found
    }

    #[test]
    fn draws_lie_within_the_bounds_and_are_even() {
        let cases: [&[(f64, f64)]; 5] = [
            &[(0.5, 1.0), (0.2, 0.6), (0.1, 0.9)],
            &[(0.0, 1.0), (0.0, 1.0), (0.0, 1.0), (0.0, 1.0)],
            &[(80.0, 100.0), (0.0, 70.0), (10.0, 40.0), (20.0, 100.0)],
            &[(1.0, 2.0), (3.0, 9.0)],
            &[(0.01, 1.0), (0.01, 1.0), (0.3, 0.4)],
        ];
        for (case, bounds) in cases.iter().enumerate() {
            let (found, expected) = (drawn(bounds, &format!("case {case}")), kept(bounds));
            for shares in &found {
                for (a, (low, _)) in shares.iter().zip(*bounds) {
                    assert!(shares.iter().zip(*bounds).all(|(b, (_, high))| b * low <= a * high + 1e-12), "{shares:?}");
                }
            }
            let mean = |draws: &[Vec<f64>], index: usize, power: i32| {
                draws.iter().map(|shares| shares[index].powi(power)).sum::<f64>() / 40_000.0
            };
            for index in 0..bounds.len() {
                let variance = mean(&expected, index, 2) - mean(&expected, index, 1).powi(2);
                let error = (variance * 2.0 / 40_000.0).sqrt();
                for power in [1, 2, 3] {
                    let (one, other) = (mean(&found, index, power), mean(&expected, index, power));
                    assert!((one - other).abs() < 4.5 * error, "case {case}, share {index}: {one}, not {other}");
                }
            }
        }
    }

    #[test]
    fn shares_without_room_keep_their_proportions() {
        // One share moves and two do not: then it is even between its ends, w = x ÷ (2 + x) for x from 1 to 4.
        let found = drawn(&[(1.0, 1.0), (1.0, 1.0), (1.0, 4.0)], "one moves");
        let (low, high) = (1.0 / 3.0, 2.0 / 3.0);
        let below = |share: f64| found.iter().filter(|shares| shares[2] < low + share * (high - low)).count();
        for (share, wanted) in [(0.25, 10_000), (0.5, 20_000), (0.75, 30_000)] {
            assert!(below(share).abs_diff(wanted) < 400);
        }
        assert!(found.iter().all(|shares| (shares[0] - shares[1]).abs() < 1e-15));
        assert_eq!(drawn(&[(2.0, 2.0), (6.0, 6.0)], "none moves")[9], [0.25, 0.75]);
    }
}
