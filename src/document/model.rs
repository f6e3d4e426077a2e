//! What a workbook needs to work the ranking out again by formulas, from performances, scales and points.
//!
//! Owns the shape of these data; what goes in belongs to `present`, the sheets and their formulas to `export`.

use super::live::{Group, Node, Points, Set};

/// A ranking as formulas. Figures have full precision and are the program's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The part of the round it is about, with `--by`: column and value.
    pub part: Option<String>,
    /// In the order of the criteria file, which is the order of all sums.
    pub criteria: Vec<Criterion>,
    pub groups: Vec<Group>,
    /// Each after the set that holds its parent.
    pub sets: Vec<Set>,
    pub points: Points,
    /// Columns of the data that make performances: those that several criteria read, or that are multiplied or divided.
    pub columns: Vec<String>,
    /// Best first at the adopted weights, so that a picture of them is sorted.
    pub rows: Vec<Row>,
    /// Decimals of points.
    pub decimals: usize,
    pub picture: Picture,
}

/// The picture of what values are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub title: String,
    /// What it says at the adopted weights.
    pub finding: String,
    /// Interventions in it, best first.
    pub rows: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    pub name: String,
    pub unit: Option<String>,
    /// The move that its points are the worth of: `from 0 to 250 QALYs a year`.
    pub swing: String,
    /// The adopted weight.
    pub weight: f64,
    /// What its performances are made of, by index of the columns; `None`: they are figures of their own.
    pub made_of: Option<MadeOf>,
    pub scale: Scale,
    pub missing: Missing,
    /// The score where the performance is absent and the criterion says what it counts as.
    pub absent_score: f64,
}

impl Criterion {
    #[must_use]
    pub fn is_left_out(&self) -> bool {
        self.scale == Scale::LeftOut
    }
}

/// A column, times another one, divided by a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MadeOf {
    pub column: usize,
    pub times: Option<usize>,
    pub per: Option<usize>,
}

/// How a performance becomes a score.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    Line(Ends),
    Curve {
        ends: Ends,
        curvature: f64,
    },
    /// (performance, score), straight lines between them; beyond them the score of the nearer end.
    Points(Vec<(f64, f64)>),
    /// Label and score.
    Levels(Vec<(String, f64)>),
    /// 100·x/√Σx², or 100 minus that where lower is better.
    Relative {
        norm: f64,
        is_higher_better: bool,
    },
    /// All perform alike: no scale, and its weight goes to the others.
    LeftOut,
}

/// The ends of a scale in the unit of its criterion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    pub worst: f64,
    pub best: f64,
    /// Whether the performances themselves make them.
    pub is_local: bool,
    pub outside: Outside,
}

/// What a performance beyond the ends does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// The program stops.
    Stops,
    /// It counts as the nearer end.
    NearerEnd,
    /// The line goes on.
    GoesOn,
}

/// What an absent performance counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Worst,
    /// The middle between the worst and the best there can be.
    Middle,
    /// Nothing: there is none among these rows, and the program would stop, or set the row aside.
    Nothing,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub id: String,
    pub name: String,
    /// One for each column of the model.
    pub figures: Vec<Option<f64>>,
    /// One for each criterion, as the rest.
    pub performances: Vec<Performance>,
    pub scores: Vec<f64>,
    pub contributions: Vec<f64>,
    /// The overall value, and its place among all.
    pub value: f64,
    pub rank: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Performance {
    Number(f64),
    /// The label of a level.
    Level(String),
    Absent,
}

impl Model {
    /// The adopted weight of a node.
    #[must_use]
    pub fn weight(&self, node: Node) -> f64 {
        match node {
            Node::Criterion(index) => self.criteria[index].weight,
            Node::Group(index) => self
                .sets
                .iter()
                .filter(|set| set.parent == Some(index))
                .flat_map(|set| &set.nodes)
                .fold(0.0, |sum, weighed| sum + self.weight(weighed.node)),
        }
    }

    #[must_use]
    pub fn name(&self, node: Node) -> &str {
        match node {
            Node::Criterion(index) => &self.criteria[index].name,
            Node::Group(index) => &self.groups[index].name,
        }
    }

    /// Whether points of a set can be moved: a node with no sibling has the whole weight of its set.
    #[must_use]
    pub fn is_movable(&self, set: &Set) -> bool {
        let left_out = |node: Node| matches!(node, Node::Criterion(index) if self.criteria[index].is_left_out());
        set.nodes.iter().filter(|weighed| !left_out(weighed.node)).count() > 1
    }
}
