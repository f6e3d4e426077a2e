//! What one intervention achieves on one criterion, in the criterion's own terms.

/// A performance. Absent stays absent: it is never a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Performance {
    /// In the criterion's unit.
    Number(f64),
    /// Index into the levels of the criterion's value function.
    Level(usize),
    Absent,
}

impl Performance {
    #[must_use]
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number(x) => Some(x),
            Self::Level(_) | Self::Absent => None,
        }
    }
}
