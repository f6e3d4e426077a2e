//! What a page needs to work the ranking out again when a reader moves the weights.
//!
//! Owns the shape of these data and how they are written for a script; what goes in belongs to `present`, the page and its
//! script to `export`. Only a page with a script can show them: every other format leaves the block out.

use serde::{Serialize, Serializer};

use crate::printable::one_line;

/// A ranking that a reader can move. Figures have full precision; texts are put on one line when they are written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Live {
    /// In the order of the criteria file, which is the order of all sums.
    pub criteria: Vec<Criterion>,
    pub groups: Vec<Group>,
    /// Each after the set that holds its parent.
    pub sets: Vec<Set>,
    pub points: Points,
    /// In the order of the data.
    pub rows: Vec<Row>,
    /// The value of doing nothing, where it is the same at all weights; else it follows from the criteria.
    pub nothing: Option<f64>,
    pub costs: Costs,
    /// Decimals of points.
    pub decimals: usize,
    /// Rows shown, best first; `None` for all.
    pub shown: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Criterion {
    #[serde(serialize_with = "on_one_line")]
    pub id: String,
    #[serde(serialize_with = "on_one_line")]
    pub name: String,
    /// The move that its points are the worth of, as part of a sentence: `from 0 to 250 QALYs a year`.
    #[serde(skip)]
    pub swing: String,
    /// The adopted weight.
    pub weight: f64,
    /// Score of doing nothing.
    pub nothing: f64,
    /// All perform alike on it: its weight goes to the others.
    pub left_out: bool,
}

/// A group that is weighed itself, or only heads its criteria.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    #[serde(serialize_with = "on_one_line")]
    pub id: String,
    #[serde(serialize_with = "on_one_line")]
    pub name: String,
}

/// Criteria and groups that share one weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Set {
    /// The group whose weight they share; `None` at the top.
    pub parent: Option<usize>,
    pub nodes: Vec<Weighed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Weighed {
    #[serde(flatten)]
    pub node: Node,
    /// As adopted.
    pub points: f64,
}

/// A criterion or a group, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Node {
    Criterion(usize),
    Group(usize),
}

/// What the points are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Points {
    /// The judged swings.
    Swings,
    /// The adopted weights, so scaled that the largest of its siblings is 100.
    Weights,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    #[serde(serialize_with = "on_one_line")]
    pub id: String,
    #[serde(serialize_with = "on_one_line")]
    pub name: String,
    /// One for each criterion.
    pub scores: Vec<f64>,
    /// Scores at the worst and at the best that missing figures may be; `None` where none is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[Vec<f64>; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// What benefit is multiplied by.
    pub size: f64,
    /// Why it has no ratio, whatever the weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_ratio: Option<&'static str>,
}

/// What the page shows about money.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "lowercase", tag = "role")]
pub enum Costs {
    /// There are none.
    Absent,
    /// Shown beside the value, and not divided by.
    Shown { heading: &'static str },
    Divided {
        heading: &'static str,
        /// What there is to spend in all, in pounds.
        budget: Option<f64>,
        /// Why there is no ratio where there is no gain.
        no_benefit: &'static str,
    },
}

impl Live {
    /// The same where nothing is said of what there is to spend.
    #[must_use]
    pub fn without_budget(mut self) -> Self {
        if let Costs::Divided { budget, .. } = &mut self.costs {
            *budget = None;
        }
        self
    }

    /// Points that can be moved: those with a sibling to be weighed against.
    #[must_use]
    pub fn movable<'a>(&'a self, set: &'a Set) -> Vec<&'a Weighed> {
        let moves = |weighed: &&Weighed| !matches!(weighed.node, Node::Criterion(index) if self.criteria[index].left_out);
        let nodes: Vec<_> = set.nodes.iter().filter(moves).collect();
        if nodes.len() > 1 { nodes } else { Vec::new() }
    }
}

fn on_one_line<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&one_line(text))
}
