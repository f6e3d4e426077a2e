//! Whom interventions reach: how many people, and which share of them live where needs are greatest.

/// Where the figures come from, and what they are held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Equality {
    /// The column of shares, in per cent.
    pub column: String,
    /// The column of people reached.
    pub people: String,
    /// The share that is parity, in per cent.
    pub benchmark: Option<f64>,
}

/// Whom one intervention reaches; `None` where the figure is absent, or none is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Reached {
    pub people: Option<f64>,
    /// Share of them in the group looked at, in per cent.
    pub share: Option<f64>,
}

impl Reached {
    /// People of the group looked at; needs both figures.
    #[must_use]
    pub fn of_group(self) -> Option<f64> {
        Some(self.people? * self.share? / 100.0)
    }
}
