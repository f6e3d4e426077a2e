//! How sure a column's figures are: one statement for each column, wherever it stands in the file.

use toml::Spanned;

use super::reader::{TableReader, not_negative};

/// A statement about the figures of a column.
#[derive(Debug, Clone)]
pub struct UncertaintyEntry {
    pub column: Spanned<String>,
    pub law: Law,
}

/// Where the spread of the figures stands; columns by name.
#[derive(Debug, Clone)]
pub enum Law {
    Bounds {
        low: Spanned<String>,
        high: Spanned<String>,
        distribution: Distribution,
    },
    Deviation(Spanned<String>),
    /// Standard deviation as a share of the figure.
    Relative(f64),
    Events {
        events: Spanned<String>,
        sample: Spanned<String>,
    },
    Beta {
        alpha: Spanned<String>,
        beta: Spanned<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distribution {
    Triangular,
    Uniform,
    Normal,
    Pert,
    Lognormal,
}

const DISTRIBUTIONS: [(&str, Distribution); 5] = [
    ("triangular", Distribution::Triangular),
    ("uniform", Distribution::Uniform),
    ("normal", Distribution::Normal),
    ("pert", Distribution::Pert),
    ("lognormal", Distribution::Lognormal),
];

/// The keys of a statement.
const KEYS: [&str; 9] = ["low", "high", "distribution", "sd", "relative", "events", "sample", "alpha", "beta"];

impl Law {
    /// The columns it names.
    pub fn columns(&self) -> impl Iterator<Item = &Spanned<String>> {
        let (first, second) = match self {
            Self::Bounds { low, high, .. } => (Some(low), Some(high)),
            Self::Deviation(deviation) => (Some(deviation), None),
            Self::Relative(_) => (None, None),
            Self::Events { events, sample } => (Some(events), Some(sample)),
            Self::Beta { alpha, beta } => (Some(alpha), Some(beta)),
        };
        first.into_iter().chain(second)
    }

    /// Whether two statements say the same.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let figures = |law: &Self| match law {
            Self::Bounds { distribution, .. } => Some((*distribution as u8).into()),
            Self::Relative(share) => Some(*share),
            _ => None,
        };
        std::mem::discriminant(self) == std::mem::discriminant(other)
            && figures(self) == figures(other)
            && self.columns().map(Spanned::get_ref).eq(other.columns().map(Spanned::get_ref))
    }
}

/// Reads one statement; `None` if it is none of the forms there are.
pub fn read(table: &TableReader<'_>, column: Spanned<String>) -> Option<UncertaintyEntry> {
    let text = |key: &'static str| table.text(key);
    let (low, high, deviation) = (text("low"), text("high"), text("sd"));
    let relative = table.read("relative", not_negative);
    let (events, sample, alpha, beta) = (text("events"), text("sample"), text("alpha"), text("beta"));
    let distribution = table.choice("distribution", &DISTRIBUTIONS);
    let keys: Vec<_> = table.entries().into_iter().map(|(key, _)| key.into_inner()).collect();
    table.finish();
    let only = |wanted: &[&str]| keys.len() == wanted.len() && wanted.iter().all(|key| keys.iter().any(|found| found == key));
    let law = if only(&["low", "high", "distribution"]) {
        Some(Law::Bounds { low: low?, high: high?, distribution: distribution?.into_inner() })
    } else if only(&["sd"]) {
        Some(Law::Deviation(deviation?))
    } else if only(&["relative"]) {
        Some(Law::Relative(relative?.into_inner()))
    } else if only(&["events", "sample"]) {
        Some(Law::Events { events: events?, sample: sample? })
    } else if only(&["alpha", "beta"]) {
        Some(Law::Beta { alpha: alpha?, beta: beta? })
    } else {
        None
    };
    let misspelt = keys.iter().any(|key| !KEYS.contains(&key.as_str()));
    if law.is_none() && !misspelt {
        table.lacks(
            "states no spread that is known",
            "write { low = \"…\", high = \"…\", distribution = \"triangular\" }, { sd = \"…\" }, { relative = 0.2 }, { events = \"…\", sample = \"…\" } or { alpha = \"…\", beta = \"…\" }",
        );
    }
    law.map(|law| UncertaintyEntry { column, law })
}
