//! Linear programmes, solved by a library: the one place that knows which.

use microlp::{ComparisonOp, OptimizationDirection, Problem};

/// A variable of one programme.
#[derive(Debug, Clone, Copy)]
pub struct Variable(microlp::Variable);

/// How a sum stands to its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    AtMost,
    AtLeast,
    Equal,
}

/// Minimise Σ c·x over variables within their limits, under linear constraints.
pub struct LinearProgram(Problem);

/// The values at an optimum.
pub struct Optimum(microlp::Solution);

impl LinearProgram {
    #[must_use]
    pub fn minimise() -> Self {
        Self(Problem::new(OptimizationDirection::Minimize))
    }

    /// Adds a variable with its coefficient in the objective and its limits, which may be infinite.
    pub fn variable(&mut self, coefficient: f64, low: f64, high: f64) -> Variable {
        Variable(self.0.add_var(coefficient, (low, high)))
    }

    /// Adds Σ a·x ≤, ≥ or = `right`.
    pub fn constrain(&mut self, terms: &[(Variable, f64)], bound: Bound, right: f64) {
        let terms: Vec<_> = terms.iter().map(|(variable, factor)| (variable.0, *factor)).collect();
        let comparison = match bound {
            Bound::AtMost => ComparisonOp::Le,
            Bound::AtLeast => ComparisonOp::Ge,
            Bound::Equal => ComparisonOp::Eq,
        };
        self.0.add_constraint(terms, comparison, right);
    }

    /// An optimum; `None` if there is none.
    #[must_use]
    pub fn solve(&self) -> Option<Optimum> {
        self.0.solve().ok()?.into_solution().ok().map(Optimum)
    }
}

impl Optimum {
    #[must_use]
    pub fn value(&self, variable: Variable) -> f64 {
        self.0.var_value(variable.0)
    }
}
