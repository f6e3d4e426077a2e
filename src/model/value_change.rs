//! How a score answers to a change: the slope of a value function, and what it takes to reach a score.
//!
//! Beyond what a ranking asks of a value function: the norm of relative values stays what the interventions made it, and a
//! straight line that is extrapolated goes on.

use super::performance::Performance;
use super::value_function::{Direction, Outside, ROUNDING, Scale, ScaleOrigin, Shape, ValueFunction};
use crate::numeric::exponential;

/// How near to a score, in points, counts as there: less than any table shows, more than rounding makes.
const NEAR: f64 = 1e-9;

impl ValueFunction {
    /// How many points a unit more of the performance adds at `x`; below 0 where lower is better.
    ///
    /// The derivative of [`Self::score_number`]; at a knot of points and at the worst end that of the side towards better, at
    /// the best end that of the last stretch. 0 on flat parts, beyond points, and beyond a scale that clamps. `None` for
    /// levels and where there is no scale.
    #[must_use]
    pub fn slope(&self, x: f64) -> Option<f64> {
        let scale = match (&self.shape, &self.scale) {
            (Shape::Relative { norm, better, .. }, _) => {
                return Some(if *better == Direction::Higher { 100.0 / norm } else { -100.0 / norm });
            }
            (Shape::Levels(_), _) | (_, None) => return None,
            (_, Some(scale)) => scale,
        };
        if self.outside == Outside::Clamp && !scale.contains(x) {
            return Some(0.0);
        }
        let width = scale.best - scale.worst;
        Some(match &self.shape {
            Shape::Points(points) => slope_of_points(points, scale, x),
            Shape::Exponential { curvature } => 100.0 * exponential::slope(*curvature, scale.position(x)) / width,
            Shape::Linear | Shape::Levels(_) | Shape::Relative { .. } => 100.0 / width,
        })
    }

    /// The score of a figure that may lie beyond its scale because it is uncertain: beyond a fixed scale the nearer end counts,
    /// unless the criterion extrapolates; a local scale goes on. `None` where the performance is absent.
    #[must_use]
    pub fn score_of_uncertain(&self, performance: Performance) -> Option<f64> {
        let score = self.score(performance)?;
        let is_fixed = self.scale.is_some_and(|scale| scale.origin == ScaleOrigin::Fixed);
        Some(if is_fixed && self.outside != Outside::Extrapolate { score.clamp(0.0, 100.0) } else { score })
    }

    /// The performance nearest to the worst that has this score, where any could have it; `None` for levels and beyond reach.
    ///
    /// As [`Self::performance_at`], but relative values reach any score up to 100 that a performance from 0 up makes, and a
    /// straight line that is extrapolated any score at all. A score within 1e-9 of an end or of a knot counts as that one's:
    /// rounding must not ask for the far end of a flat part.
    #[must_use]
    pub fn performance_reaching(&self, score: f64) -> Option<f64> {
        let knots: &[(f64, f64)] = if let Shape::Points(points) = &self.shape { points } else { &[] };
        let mut exact = [0.0, 100.0].into_iter().chain(knots.iter().map(|(_, value)| *value));
        let score = exact.find(|exact| (score - exact).abs() <= NEAR).unwrap_or(score);
        match (&self.shape, &self.scale) {
            (Shape::Relative { norm, better, .. }, _) => {
                let share = if *better == Direction::Higher { score / 100.0 } else { 1.0 - score / 100.0 };
                (score <= 100.0 && share >= 0.0).then_some(share * norm)
            }
            (Shape::Linear, Some(scale)) if self.outside == Outside::Extrapolate => {
                let position = score / 100.0;
                let x = scale.worst * (1.0 - position) + scale.best * position;
                x.is_finite().then_some(x)
            }
            _ => self.performance_at(score),
        }
    }

    /// The level with the least value that is at least this score (within 1e-9), the first of equals; `None` if none is, and
    /// for anything but levels.
    #[must_use]
    pub fn level_reaching(&self, score: f64) -> Option<usize> {
        let Shape::Levels(levels) = &self.shape else { return None };
        let enough = levels.iter().enumerate().filter(|(_, level)| level.value >= score - NEAR);
        enough.min_by(|(_, a), (_, b)| a.value.total_cmp(&b.value)).map(|(index, _)| index)
    }
}

/// The slope of the stretch that leads from `x` towards better; at the best end, of the one that led there.
fn slope_of_points(points: &[(f64, f64)], scale: &Scale, x: f64) -> f64 {
    if !scale.contains(x) {
        return 0.0;
    }
    // A product that rounding puts a hair beside a knot is at the knot.
    let hair = ROUNDING * (scale.best - scale.worst).abs();
    let last = points.len() - 1;
    let before = if scale.best > scale.worst {
        points.partition_point(|(knot, _)| *knot <= x + hair).clamp(1, last) - 1
    } else {
        points.partition_point(|(knot, _)| *knot < x - hair).clamp(1, last) - 1
    };
    let ((x0, v0), (x1, v1)) = (points[before], points[before + 1]);
    (v1 - v0) / (x1 - x0)
}

#[cfg(test)]
mod tests {
    use super::super::value_function::{Level, ScaleOrigin};
    use super::*;

    fn on(shape: Shape, worst: f64, best: f64, outside: Outside) -> ValueFunction {
        ValueFunction { shape, scale: Some(Scale { worst, best, origin: ScaleOrigin::Fixed }), outside }
    }

    fn relative(better: Direction) -> ValueFunction {
        ValueFunction {
            shape: Shape::Relative { norm: 5.0, better, least: 3.0, most: 4.0 },
            scale: None,
            outside: Outside::Error,
        }
    }

    fn points(list: &[(f64, f64)], outside: Outside) -> ValueFunction {
        let ((left, value), (right, _)) = (list[0], list[list.len() - 1]);
        let (worst, best) = if value < 50.0 { (left, right) } else { (right, left) };
        on(Shape::Points(list.to_vec()), worst, best, outside)
    }

    fn near(found: Option<f64>, wanted: f64) -> bool {
        found.is_some_and(|found| (found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0))
    }

    #[test]
    fn slopes_are_those_of_finite_differences() {
        const STEP: f64 = 1e-5;
        let curve = |curvature| Shape::Exponential { curvature };
        let functions = [
            on(Shape::Linear, 0.0, 50.0, Outside::Error),
            on(Shape::Linear, 80.0, 0.0, Outside::Clamp),
            on(curve(1.5), 0.0, 50.0, Outside::Error),
            on(curve(-4.0), 0.0, 50.0, Outside::Clamp),
            on(curve(3.0), 60.0, -10.0, Outside::Error),
            points(&[(0.0, 0.0), (10.0, 70.0), (30.0, 70.0), (50.0, 100.0)], Outside::Error),
            points(&[(0.0, 100.0), (10.0, 70.0), (30.0, 70.0), (50.0, 0.0)], Outside::Clamp),
            relative(Direction::Higher),
            relative(Direction::Lower),
        ];
        for function in &functions {
            for x in [3.0, 7.7, 15.0, 29.0, 41.5, 49.0] {
                let difference = (function.score_number(x + STEP) - function.score_number(x - STEP)) / (2.0 * STEP);
                let slope = function.slope(x).unwrap();
                assert!((slope - difference).abs() < 1e-6, "{function:?} at {x}: {slope}, {difference}");
            }
        }
    }

    #[test]
    fn at_a_knot_the_slope_leads_towards_better() {
        let rising = points(&[(0.0, 0.0), (1.0, 50.0), (2.0, 50.0), (3.0, 100.0)], Outside::Clamp);
        let found = [-0.1, 0.0, 1.0, 1.0 - 1e-13, 2.0, 3.0, 3.1].map(|x| rising.slope(x));
        assert_eq!(found, [0.0, 50.0, 0.0, 0.0, 50.0, 50.0, 0.0].map(Some));
        let falling = points(&[(0.0, 100.0), (1.0, 50.0), (2.0, 50.0), (3.0, 0.0)], Outside::Error);
        let found = [-0.1, 0.0, 1.0, 2.0, 2.0 + 1e-13, 3.0, 3.1].map(|x| falling.slope(x));
        assert_eq!(found, [0.0, -50.0, -50.0, 0.0, 0.0, -50.0, 0.0].map(Some));
    }

    #[test]
    fn beyond_a_scale_the_slope_is_what_the_score_does_there() {
        let line = |outside| on(Shape::Linear, 0.0, 10.0, outside);
        assert_eq!([-1.0, 0.0, 10.0, 11.0].map(|x| line(Outside::Clamp).slope(x)), [0.0, 10.0, 10.0, 0.0].map(Some));
        assert_eq!([-1.0, 0.0, 10.0, 11.0].map(|x| line(Outside::Extrapolate).slope(x)), [10.0; 4].map(Some));
        let flat = ValueFunction { shape: Shape::Linear, scale: None, outside: Outside::Error };
        let levels = ValueFunction { shape: Shape::Levels(Vec::new()), scale: None, outside: Outside::Error };
        assert_eq!((flat.slope(1.0), levels.slope(1.0)), (None, None));
    }

    #[test]
    fn what_could_reach_a_score_is_found() {
        let line = |outside| on(Shape::Linear, 80.0, 0.0, outside);
        let reach =
            |function: &ValueFunction| [-25.0, -1e-10, 25.0, 100.0 + 1e-10, 125.0].map(|s| function.performance_reaching(s));
        assert_eq!(reach(&line(Outside::Error)), [None, Some(80.0), Some(60.0), Some(0.0), None]);
        assert_eq!(reach(&line(Outside::Extrapolate)), [100.0, 80.0, 60.0, 0.0, -20.0].map(Some));
        let (higher, lower) = (relative(Direction::Higher), relative(Direction::Lower));
        assert_eq!(reach(&higher), [None, Some(0.0), Some(1.25), Some(5.0), None]);
        assert_eq!(reach(&lower), [Some(6.25), Some(5.0), Some(3.75), Some(0.0), None]);
        let curve = on(Shape::Exponential { curvature: 2.0 }, 0.0, 10.0, Outside::Error);
        assert!(near(curve.performance_reaching(curve.score_number(3.7)), 3.7));
        let flat = points(&[(0.0, 0.0), (1.0, 50.0), (2.0, 50.0), (3.0, 100.0)], Outside::Error);
        assert!([50.0 - 1e-12, 50.0, 50.0 + 1e-12].iter().all(|score| near(flat.performance_reaching(*score), 1.0)));
    }

    #[test]
    fn the_next_sufficient_level_is_the_first_of_equals() {
        let level = |value: f64| Level { label: value.to_string(), value };
        let levels = [80.0, 0.0, 40.0, 100.0, 40.0].map(level).to_vec();
        let function = ValueFunction { shape: Shape::Levels(levels), scale: None, outside: Outside::Error };
        let found = [-5.0, 0.0, 1e-10, 40.0, 41.0, 100.0 + 1e-10, 101.0].map(|score| function.level_reaching(score));
        assert_eq!(found, [Some(1), Some(1), Some(1), Some(2), Some(0), Some(3), None]);
        assert_eq!(function.performance_reaching(40.0), None);
        assert_eq!(relative(Direction::Higher).level_reaching(0.0), None);
    }
}
