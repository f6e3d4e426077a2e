//! From a performance to a partial value ("score"): 0 at the worst end of the scale, 100 at the best.
//!
//! # Source
//! Keeney & Raiffa (1976); Belton & Stewart (2002); the multi-criteria analysis manual of DCLG (2009), ch. 6.
//! `Relative` is the standardisation of the SELFIE project (Rutten-van Mölken et al. 2018).

use super::performance::Performance;
use crate::numeric::exponential;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Higher,
    Lower,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleOrigin {
    /// Declared in the criteria file: other interventions cannot move it.
    Fixed,
    /// The worst and best performance among the interventions analysed.
    Local,
}

/// The two ends of a scale, in the criterion's unit; `worst` may be the larger number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    pub worst: f64,
    pub best: f64,
    pub origin: ScaleOrigin,
}

/// Share of a scale's width that multiplying and dividing columns may be off by.
pub const ROUNDING: f64 = 1e-12;

impl Scale {
    /// Whether a performance lies on the scale; a product that rounding puts a hair beyond an end does.
    #[must_use]
    pub fn contains(&self, x: f64) -> bool {
        let x = self.snap(x);
        x >= self.worst.min(self.best) && x <= self.worst.max(self.best)
    }

    /// The performance, or the end of the scale that rounding has put it a hair beyond.
    fn snap(&self, x: f64) -> f64 {
        let end = self.clamp(x);
        if (x - end).abs() <= ROUNDING * (self.best - self.worst).abs() { end } else { x }
    }

    fn clamp(&self, x: f64) -> f64 {
        x.clamp(self.worst.min(self.best), self.worst.max(self.best))
    }

    /// Share of the way from worst to best.
    #[must_use]
    pub fn position(&self, x: f64) -> f64 {
        (x - self.worst) / (self.best - self.worst)
    }
}

/// What a performance beyond a fixed scale does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// Stops the run.
    Error,
    /// Counts as the nearer end of the scale, and says so.
    Clamp,
    /// Continues the straight line.
    Extrapolate,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    pub label: String,
    /// 0–100.
    pub value: f64,
}

impl Level {
    /// The first of the worst and the first of the best levels.
    #[must_use]
    pub fn ends(levels: &[Self]) -> Option<(&Self, &Self)> {
        let worst = levels.iter().reduce(|worst, next| if next.value < worst.value { next } else { worst })?;
        let best = levels.iter().reduce(|best, next| if next.value > best.value { next } else { best })?;
        Some((worst, best))
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Linear,
    /// `curvature` > 0: diminishing returns; < 0: increasing returns.
    Exponential {
        curvature: f64,
    },
    /// (performance, value) pairs, performances strictly increasing; straight lines between them.
    Points(Vec<(f64, f64)>),
    /// A value for each text a cell may hold.
    Levels(Vec<Level>),
    /// 100·x/√Σx² over the interventions, or 100 minus that where lower is better.
    ///
    /// `least` and `most` are the ends of the performances found.
    Relative {
        norm: f64,
        better: Direction,
        least: f64,
        most: f64,
    },
}

/// A shape on its scale.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueFunction {
    pub shape: Shape,
    /// `None` for levels and relative values, which have no ends in a unit.
    pub scale: Option<Scale>,
    pub outside: Outside,
}

impl ValueFunction {
    /// The score of a performance; `None` where it is absent.
    #[must_use]
    pub fn score(&self, performance: Performance) -> Option<f64> {
        match (performance, &self.shape) {
            (Performance::Number(x), _) => Some(self.score_number(x)),
            (Performance::Level(level), Shape::Levels(levels)) => levels.get(level).map(|level| level.value),
            (Performance::Level(_) | Performance::Absent, _) => None,
        }
    }

    /// The score of a number on a scale: shape × 100, after clamping where the criterion clamps.
    #[must_use]
    pub fn score_number(&self, x: f64) -> f64 {
        match (&self.shape, &self.scale) {
            (Shape::Relative { norm, better: Direction::Higher, .. }, _) => 100.0 * x / norm,
            (Shape::Relative { norm, better: Direction::Lower, .. }, _) => 100.0 - 100.0 * x / norm,
            (shape, Some(scale)) => {
                let x = if self.outside == Outside::Clamp { scale.clamp(x) } else { scale.snap(x) };
                let score = match shape {
                    Shape::Points(points) => between_points(points, x),
                    Shape::Exponential { curvature } => 100.0 * exponential::curve(*curvature, scale.position(x)),
                    // The share first: it is exactly 1 at the best end.
                    _ => 100.0 * scale.position(x),
                };
                // Rounding may put the ends of a scale a hair beyond 0 and 100; adding 0 turns −0 into 0.
                if scale.contains(x) { score.clamp(0.0, 100.0) + 0.0 } else { score }
            }
            (_, None) => 0.0,
        }
    }

    /// The performance nearest to the worst that has this score; `None` for levels, and for a score beyond the ends.
    #[must_use]
    pub fn performance_at(&self, score: f64) -> Option<f64> {
        let (least, most) = self.ends();
        if !(least..=most).contains(&score) {
            return None;
        }
        let share = score / 100.0;
        match (&self.shape, &self.scale) {
            (Shape::Relative { norm, better: Direction::Higher, .. }, _) => Some(share * norm),
            (Shape::Relative { norm, better: Direction::Lower, .. }, _) => Some((1.0 - share) * norm),
            (Shape::Points(points), _) => reaching(points, score),
            (Shape::Levels(_), _) | (_, None) => None,
            (curve, Some(scale)) => {
                let position = match curve {
                    Shape::Exponential { curvature } => exponential::inverse(*curvature, share),
                    _ => share,
                };
                Some(scale.clamp(scale.worst * (1.0 - position) + scale.best * position))
            }
        }
    }

    /// The scores of the worst and the best performance there can be: 0 and 100, but for levels that stop short of
    /// them and for relative values, where they are those of the interventions.
    #[must_use]
    pub fn ends(&self) -> (f64, f64) {
        match &self.shape {
            Shape::Levels(levels) => {
                let values = levels.iter().map(|level| level.value);
                (values.clone().fold(100.0, f64::min), values.fold(0.0, f64::max))
            }
            Shape::Relative { least, most, .. } => {
                let (a, b) = (self.score_number(*least), self.score_number(*most));
                (a.min(b), a.max(b))
            }
            Shape::Linear | Shape::Exponential { .. } | Shape::Points(_) => (0.0, 100.0),
        }
    }

    /// The worst and the best performance there can be, in the criterion's unit; for levels, whose values stand for them,
    /// in points, and for relative values those of the interventions.
    #[must_use]
    pub fn performance_ends(&self) -> (f64, f64) {
        match (&self.scale, &self.shape) {
            (Some(scale), _) => (scale.worst, scale.best),
            (None, Shape::Relative { better: Direction::Higher, least, most, .. }) => (*least, *most),
            (None, Shape::Relative { better: Direction::Lower, least, most, .. }) => (*most, *least),
            (None, _) => self.ends(),
        }
    }

    /// Whether the scale is made by the interventions themselves.
    #[must_use]
    pub fn is_local(&self) -> bool {
        matches!(self.shape, Shape::Relative { .. }) || self.scale.is_some_and(|scale| scale.origin == ScaleOrigin::Local)
    }

    /// Whether further gain is worth less and less: the curve lies above the straight line somewhere.
    #[must_use]
    pub fn has_diminishing_returns(&self) -> bool {
        match &self.shape {
            // Less than rounding makes of a midpoint in the exact middle is no curve.
            Shape::Exponential { curvature } => *curvature > 1e-9,
            Shape::Points(points) => points
                .iter()
                .any(|(x, value)| self.scale.as_ref().is_some_and(|scale| *value > 100.0 * scale.position(*x) + 1e-9)),
            Shape::Linear | Shape::Levels(_) | Shape::Relative { .. } => false,
        }
    }

    /// The text of a level.
    #[must_use]
    pub fn level_label(&self, level: usize) -> Option<&str> {
        match &self.shape {
            Shape::Levels(levels) => levels.get(level).map(|level| level.label.as_str()),
            _ => None,
        }
    }
}

fn between_points(points: &[(f64, f64)], x: f64) -> f64 {
    let after = points.partition_point(|(knot, _)| *knot < x).clamp(1, points.len() - 1);
    let ((x0, v0), (x1, v1)) = (points[after - 1], points[after]);
    if x <= x0 {
        return v0;
    }
    if x >= x1 {
        return v1;
    }
    v0 + (v1 - v0) * (x - x0) / (x1 - x0)
}

/// Where the way from the worst point first reaches a value: a flat part is not walked along.
fn reaching(points: &[(f64, f64)], value: f64) -> Option<f64> {
    let between = |(x0, v0): (f64, f64), (x1, v1): (f64, f64)| {
        let reached = v0 <= value && value <= v1;
        reached.then(|| if value > v0 { x0 + (x1 - x0) * (value - v0) / (v1 - v0) } else { x0 })
    };
    let rises = points.first()?.1 < points.last()?.1;
    if rises {
        points.windows(2).find_map(|pair| between(pair[0], pair[1]))
    } else {
        points.windows(2).rev().find_map(|pair| between(pair[1], pair[0]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(worst: f64, best: f64, outside: Outside) -> ValueFunction {
        ValueFunction { shape: Shape::Linear, scale: Some(Scale { worst, best, origin: ScaleOrigin::Fixed }), outside }
    }

    #[test]
    fn a_line_is_exact_at_its_ends_and_never_minus_zero() {
        let falling = linear(80.0, 0.0, Outside::Error);
        assert_eq!(falling.score_number(80.0).to_bits(), 0.0_f64.to_bits());
        assert_eq!(falling.score_number(0.0).to_bits(), 100.0_f64.to_bits());
    }

    #[test]
    fn beyond_the_scale_clamps_or_extrapolates_as_told() {
        assert_eq!(linear(0.0, 10.0, Outside::Clamp).score_number(12.0).to_bits(), 100.0_f64.to_bits());
        assert_eq!(linear(0.0, 10.0, Outside::Extrapolate).score_number(12.0).to_bits(), 120.0_f64.to_bits());
    }

    #[test]
    fn points_meet_their_knots_and_flat_parts() {
        let points = vec![(0.0, 0.0), (1.0, 0.0), (2.0, 100.0), (3.0, 100.0)];
        let found: Vec<_> = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0].iter().map(|x| between_points(&points, *x)).collect();
        assert_eq!(found, [0.0, 0.0, 0.0, 50.0, 100.0, 100.0, 100.0]);
    }

    #[test]
    fn the_nearest_performance_with_a_score_is_found_from_the_worst_end() {
        let points = |list: &[(f64, f64)]| {
            let (worst, best) = (list[0].0, list[list.len() - 1].0);
            let scale = Scale { worst, best, origin: ScaleOrigin::Fixed };
            ValueFunction { shape: Shape::Points(list.to_vec()), scale: Some(scale), outside: Outside::Error }
        };
        let rising = points(&[(0.0, 0.0), (1.0, 50.0), (2.0, 50.0), (3.0, 100.0)]);
        assert_eq!([0.0, 25.0, 50.0, 75.0, 100.0].map(|score| rising.performance_at(score)), [0.0, 0.5, 1.0, 2.5, 3.0].map(Some));
        let falling = points(&[(0.0, 100.0), (1.0, 50.0), (2.0, 50.0), (3.0, 0.0)]);
        assert_eq!([0.0, 50.0, 100.0].map(|score| falling.performance_at(score)), [3.0, 2.0, 0.0].map(Some));
        let lower = linear(80.0, 0.0, Outside::Error);
        assert_eq!([0.0, 25.0, 100.0, 101.0].map(|score| lower.performance_at(score)), [Some(80.0), Some(60.0), Some(0.0), None]);
        let relative = Shape::Relative { norm: 5.0, better: Direction::Lower, least: 3.0, most: 4.0 };
        let relative = ValueFunction { shape: relative, scale: None, outside: Outside::Error };
        let found = relative.performance_at(relative.score_number(3.5)).unwrap();
        assert!((found - 3.5).abs() < 1e-12);
    }
}
