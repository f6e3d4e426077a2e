//! Linear and mixed-integer programmes, solved by a library: the one place that knows which.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions, SolveOutcome};

/// How far from 0 or 1 a binary may lie, and how far a variable or a sum beyond its bounds where there are binaries. Times the
/// coefficients beside them this is what a constraint that a binary switches may be off; the library's own 1e-6 and 1e-7 would
/// let a lead of 1e-4 points pass for none, and none for one.
const WHOLE: f64 = 1e-12;
const FEASIBLE: f64 = 1e-10;

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

/// Minimise or maximise Σ c·x over variables within their limits, under linear constraints.
pub struct LinearProgram(Problem);

/// Why there is no optimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoOptimum {
    /// The constraints contradict one another.
    Infeasible,
    /// The solver gave up, or the programme has no bound.
    NotFound,
}

/// The values at an optimum.
pub struct Optimum(microlp::Solution);

impl LinearProgram {
    #[must_use]
    pub fn minimise() -> Self {
        Self(Problem::new(OptimizationDirection::Minimize))
    }

    #[must_use]
    pub fn maximise() -> Self {
        Self(Problem::new(OptimizationDirection::Maximize))
    }

    /// Adds a variable that is 0 or 1.
    pub fn binary(&mut self, coefficient: f64) -> Variable {
        Variable(self.0.add_binary_var(coefficient))
    }

    /// Adds a variable with its coefficient in the objective and its limits, which may be infinite.
    pub fn variable(&mut self, coefficient: f64, low: f64, high: f64) -> Variable {
        Variable(self.0.add_var(coefficient, (low, high)))
    }

    /// Adds Σ a·x ≤, ≥ or = `right`.
    pub fn constrain(&mut self, terms: &[(Variable, f64)], bound: Bound, right: f64) {
        self.0.add_constraint(of_library(terms), bound.into(), right);
    }

    /// An optimum.
    ///
    /// # Errors
    /// That there is none, or that the solver did not find out.
    pub fn solve(&self) -> Result<Optimum, NoOptimum> {
        let mut options = SolveOptions::default();
        if self.0.has_integer_vars() {
            options.int_tol = WHOLE;
            options.tolerances.feasibility = FEASIBLE;
        }
        Optimum::from(self.0.solve_with(options))
    }
}

impl Optimum {
    /// The optimum under one more constraint, from where this one stands.
    ///
    /// # Errors
    /// That there is none, or that the solver did not find out.
    pub fn under(self, terms: &[(Variable, f64)], bound: Bound, right: f64) -> Result<Self, NoOptimum> {
        Self::from(self.0.add_constraint(of_library(terms), bound.into(), right))
    }

    fn from(outcome: Result<SolveOutcome, Error>) -> Result<Self, NoOptimum> {
        match outcome {
            Ok(outcome) => outcome.into_solution().map(Self).map_err(|_| NoOptimum::NotFound),
            Err(Error::Infeasible) => Err(NoOptimum::Infeasible),
            Err(_) => Err(NoOptimum::NotFound),
        }
    }

    #[must_use]
    pub fn objective(&self) -> f64 {
        self.0.objective()
    }

    #[must_use]
    pub fn value(&self, variable: Variable) -> f64 {
        self.0.var_value(variable.0)
    }
}

fn of_library(terms: &[(Variable, f64)]) -> Vec<(microlp::Variable, f64)> {
    terms.iter().map(|(variable, factor)| (variable.0, *factor)).collect()
}

impl From<Bound> for ComparisonOp {
    fn from(bound: Bound) -> Self {
        match bound {
            Bound::AtMost => Self::Le,
            Bound::AtLeast => Self::Ge,
            Bound::Equal => Self::Eq,
        }
    }
}
