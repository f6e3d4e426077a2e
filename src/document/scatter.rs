//! Interventions by what they cost and what they bring, and the frontier of those that no other one beats on both.
//!
//! Owns what such a picture shows and how far it reaches; `export` draws it.

use super::triangles::Axis;

/// Costs in pounds, benefits in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Scatter {
    /// In ascending order of cost, of equal ones in descending order of benefit.
    pub dots: Vec<Dot>,
    /// Whether there is a plan, so that some are funded and others not.
    pub has_plan: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Its id.
    pub label: String,
    pub name: String,
    pub cost: f64,
    pub benefit: f64,
    /// Whether no other one costs as little and brings as much, or more of either.
    pub efficient: bool,
    pub funded: bool,
}

impl Scatter {
    /// The corners of the stairs that no point lies above, from the cheapest to the best, and on to the end of the axis.
    #[must_use]
    pub fn frontier(&self) -> Vec<(f64, f64)> {
        let mut stairs: Vec<(f64, f64)> = Vec::new();
        for dot in self.dots.iter().filter(|dot| dot.efficient) {
            if let Some(&(_, level)) = stairs.last() {
                stairs.push((dot.cost, level));
            }
            stairs.push((dot.cost, dot.benefit));
        }
        stairs.extend(stairs.last().map(|&(_, level)| (self.costs().high, level)));
        stairs
    }

    #[must_use]
    pub fn costs(&self) -> Axis {
        Axis::around(self.dots.iter().map(|dot| dot.cost))
    }

    #[must_use]
    pub fn benefits(&self) -> Axis {
        Axis::around(self.dots.iter().map(|dot| dot.benefit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frontier_is_stairs_from_the_cheapest_on() {
        let dot = |cost, benefit, efficient| {
            let (label, name) = (String::new(), String::new());
            Dot { label, name, cost, benefit, efficient, funded: false }
        };
        let dots = vec![dot(1.0, 2.0, true), dot(2.0, 1.0, false), dot(3.0, 5.0, true)];
        let high = 3.0 * 1.04;
        let stairs = Scatter { dots, has_plan: false }.frontier();
        assert_eq!(stairs, [(1.0, 2.0), (3.0, 2.0), (3.0, 5.0), (high, 5.0)]);
        assert!(Scatter { dots: Vec::new(), has_plan: false }.frontier().is_empty());
    }
}
