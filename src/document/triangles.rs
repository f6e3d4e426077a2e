//! Value for money as triangles: each as wide as its cost and as high as its benefit, stacked so that their tips draw the curve
//! of what money buys.
//!
//! Owns what such a picture shows and how far it reaches; the order in which triangles are stacked belongs to who makes it.
//! Follows Airoldi, Morton, Smith & Bevan (2014), STAR: people-powered prioritization, Medical Decision Making 34(8).

use super::figure::{fixed, ticks};

/// How much longer an axis is than what is shown, as a share.
const FREE: f64 = 0.04;

/// Costs in pounds, benefits in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Triangles {
    /// In the order in which they are stacked.
    pub triangles: Vec<Triangle>,
    /// The cost and benefit at which the first begins; the cost is negative where money is released before.
    pub start: (f64, f64),
    /// Efficient plans, in ascending order of cost.
    pub frontier: Vec<Point>,
    /// Plans that have a name.
    pub marks: Vec<Mark>,
    pub budget: Option<f64>,
}

/// What one intervention costs and brings.
#[derive(Debug, Clone, PartialEq)]
pub struct Triangle {
    /// Its id.
    pub label: String,
    pub name: String,
    pub cost: f64,
    pub benefit: f64,
    pub funded: bool,
}

/// An efficient plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub cost: f64,
    pub benefit: f64,
    /// Whether it is the best at some price of a point: a corner of the line that no plan lies above.
    pub supported: bool,
}

/// A plan that has a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Such as "Proposed".
    pub label: String,
    pub cost: f64,
    pub benefit: f64,
}

/// An axis and the round figures on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    pub low: f64,
    /// Above `low`.
    pub high: f64,
    pub ticks: Vec<f64>,
}

impl Axis {
    /// From the lowest to a little beyond the highest of some figures and 0.
    pub(super) fn over(figures: impl Iterator<Item = f64>) -> Self {
        let (low, high) = figures.fold((0.0_f64, 0.0_f64), |(low, high), figure| (low.min(figure), high.max(figure)));
        let high = if high > low { high + FREE * (high - low) } else { 1.0 };
        let ticks = ticks(low, high).into_iter().filter(|tick| (low..=high).contains(tick)).collect();
        Self { low, high, ticks }
    }

    /// The same, begun a little below the lowest where that lies below 0.
    pub(super) fn around(figures: impl Iterator<Item = f64>) -> Self {
        let axis = Self::over(figures);
        let low = if axis.low < 0.0 { axis.low - FREE * (axis.high - axis.low) } else { axis.low };
        Self { low, ..axis }
    }

    /// Where a figure lies, from 0 to 1.
    #[must_use]
    pub fn share(&self, figure: f64) -> f64 {
        (figure - self.low) / (self.high - self.low)
    }
}

impl Triangles {
    /// Where triangles meet: the start, and the tip of each.
    #[must_use]
    pub fn tips(&self) -> Vec<(f64, f64)> {
        let mut tips = vec![self.start];
        let (mut cost, mut benefit) = self.start;
        for triangle in &self.triangles {
            cost += triangle.cost;
            benefit += triangle.benefit;
            tips.push((cost, benefit));
        }
        tips
    }

    #[must_use]
    pub fn costs(&self) -> Axis {
        Axis::over(self.places().map(|(cost, _)| cost).chain(self.budget))
    }

    #[must_use]
    pub fn benefits(&self) -> Axis {
        Axis::over(self.places().map(|(_, benefit)| benefit))
    }

    fn places(&self) -> impl Iterator<Item = (f64, f64)> {
        let frontier = self.frontier.iter().map(|point| (point.cost, point.benefit));
        self.tips().into_iter().chain(frontier).chain(self.marks.iter().map(|mark| (mark.cost, mark.benefit)))
    }
}

/// A cost as it is written, and what it brings.
#[must_use]
pub fn worth(cost: &str, benefit: f64) -> String {
    format!("{cost} for {} points", fixed(benefit, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triangles(of: &[(f64, f64)], start: (f64, f64)) -> Triangles {
        let triangle = |&(cost, benefit): &(f64, f64)| {
            let (label, name) = (String::new(), String::new());
            Triangle { label, name, cost, benefit, funded: true }
        };
        Triangles { triangles: of.iter().map(triangle).collect(), start, frontier: vec![], marks: vec![], budget: None }
    }

    #[test]
    fn tips_are_sums_from_the_start_on() {
        let shown = triangles(&[(2e6, 30.0), (1e6, 10.0)], (-5e5, 4.0));
        assert_eq!(shown.tips(), [(-5e5, 4.0), (1.5e6, 34.0), (2.5e6, 44.0)]);
        let (costs, benefits) = (shown.costs(), shown.benefits());
        assert_eq!((costs.low, costs.ticks), (-5e5, vec![0.0, 1e6, 2e6]));
        assert!(benefits.low.abs() < 1e-9 && (benefits.high - 45.76).abs() < 1e-9, "{benefits:?}");
    }

    #[test]
    fn axes_have_a_length_whatever_they_hold() {
        let budget = |budget| Triangles { budget: Some(budget), ..triangles(&[], (0.0, 0.0)) };
        for shown in [triangles(&[], (0.0, 0.0)), triangles(&[(0.0, 0.0)], (-1e12, 1e-12)), budget(1e12), budget(1e-9)] {
            for axis in [shown.costs(), shown.benefits()] {
                assert!(axis.high > axis.low && axis.share(axis.high) <= 1.0 && !axis.ticks.is_empty(), "{axis:?}");
            }
        }
    }
}
