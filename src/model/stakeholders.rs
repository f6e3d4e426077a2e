//! The people who judged the swings: what each of them, each group and all together make of the weights.

use serde::Serialize;

/// How the people of one group are pooled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aggregate {
    #[default]
    Mean,
    Median,
    Geometric,
}

/// One person with a usable return.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub id: String,
    /// Index into the panel's groups.
    pub group: usize,
    /// One weight for each criterion, summing to 1 over those answered; `None` where the person left it blank.
    pub weights: Vec<Option<f64>>,
}

impl Person {
    /// Whether every criterion was answered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.weights.iter().all(Option::is_some)
    }
}

/// A group of stakeholders, pooled.
#[derive(Debug, Clone, PartialEq)]
pub struct StakeholderGroup {
    pub name: String,
    /// How many usable returns it has.
    pub people: usize,
    /// Its share of the say, of 1.
    pub say: f64,
    /// One weight for each criterion; `None` where nobody in the group answered.
    pub weights: Vec<Option<f64>>,
}

/// Least, middle and largest weight that a person gave a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    pub min: f64,
    pub median: f64,
    pub max: f64,
}

/// What was found about a return, and what was done with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReturnNote {
    pub stakeholder: String,
    pub line: usize,
    pub finding: String,
    pub treatment: String,
}

/// All returns, pooled.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    pub aggregate: Aggregate,
    /// Those with at least one person, in the order of the criteria file, else of the returns.
    pub groups: Vec<StakeholderGroup>,
    pub people: Vec<Person>,
    /// How many groups of fewer than three stand together as one; 0 where each stands for itself.
    pub merged: usize,
    /// Pooled weights at each group's say.
    pub pooled: Vec<f64>,
    /// The same with one say for each group.
    pub equal_groups: Vec<f64>,
    /// The same with one say for each person.
    pub equal_person: Vec<f64>,
    /// One for each criterion, over the people who answered it.
    pub spread: Vec<Spread>,
    /// Agreement of the complete returns on the order of the criteria, 0 to 1; `None` for fewer than two.
    pub kendall_w: Option<f64>,
    /// Returns that were read, those set aside among them.
    pub read: usize,
    /// What was odd about returns, in the order of their lines.
    pub returns: Vec<ReturnNote>,
}
