//! Which cell of the two sheets holds what; every formula asks here for its references. Rows and columns count from 0.

use rust_xlsxwriter::utility::{column_number_to_name, quote_sheet_name};

use crate::document::live::Node;
use crate::document::model::{Criterion, Model, Scale};
use crate::export::xlsx::caches::Kept;

/// The first row of the model sheet, which names it; three lines of text follow, and one for what must not be overlooked.
pub const TITLE: u32 = 0;
pub const BANNER: u32 = 4;
const WEIGHTS: u32 = 6;

/// Columns of the model sheet, for weights.
pub const NODE: u16 = 0;
pub const POINTS: u16 = 1;
pub const SHARE: u16 = 2;
pub const WEIGHT: u16 = 3;
pub const ADOPTED: u16 = 4;
pub const MOVED: u16 = 5;
pub const SWING: u16 = 6;
/// The same, for scales.
pub const WORST: u16 = 1;
pub const BEST: u16 = 2;
pub const PARAMETER: u16 = 3;
pub const ABSENT: u16 = 4;
pub const HOW: u16 = 6;
/// The same, for points on a scale and for levels.
pub const KNOT: u16 = 1;
pub const KNOT_SCORE: u16 = 2;
pub const SLOPE: u16 = 3;

/// Rows of the values sheet: what a run of columns holds, then the head.
pub const RUNS: u32 = 0;
pub const HEAD: u32 = 1;
/// Its leading columns.
pub const RANK: u16 = 0;
pub const ID: u16 = 1;
pub const NAME: u16 = 2;
pub const VALUE: u16 = 3;
pub const ADOPTED_VALUE: u16 = 4;
pub const DIFFERENCE: u16 = 5;
pub const ADOPTED_RANK: u16 = 6;
/// Where figures of the data begin, which make performances.
pub const FIGURES: u16 = 7;

/// Where a set of siblings stands.
pub struct SetPlace {
    /// The row that says whose weight they share; none where there is one set only.
    pub title: Option<u32>,
    /// The rows of its nodes, one after the other.
    pub first: u32,
    pub last: u32,
}

pub struct Layout {
    model: String,
    values: String,
    pub weights_title: u32,
    pub sets: Vec<SetPlace>,
    /// Whether weights of criteria on which all perform alike are shared out in a column more.
    pub shares_out: bool,
    /// The row of the sum of the weights that count, where they are shared out.
    pub total: u32,
    criteria: Vec<u32>,
    groups: Vec<Option<u32>>,
    pub scales_title: u32,
    pub knots_title: u32,
    /// First and last row of the points or levels of each criterion.
    pub knots: Vec<Option<(u32, u32)>>,
    pub first_row: u32,
    pub last_row: u32,
    pub performances: u16,
    pub scores: u16,
    pub contributions: u16,
}

impl Layout {
    pub fn new(model: &Model, model_sheet: &str, values_sheet: &str) -> Self {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let columns = u16::try_from(model.criteria.len()).unwrap_or(u16::MAX);
        let performances = FIGURES + u16::try_from(model.columns.len()).unwrap_or(u16::MAX);
        let mut criteria = vec![0; model.criteria.len()];
        let mut groups = vec![None; model.groups.len()];
        // Under the heading and the heads.
        let mut row = WEIGHTS + 2;
        let mut sets = Vec::new();
        for set in &model.sets {
            let title = (model.sets.len() > 1).then_some(row);
            row += u32::from(title.is_some());
            let first = row;
            for weighed in &set.nodes {
                match weighed.node {
                    Node::Criterion(index) => criteria[index] = row,
                    Node::Group(index) => groups[index] = Some(row),
                }
                row += 1;
            }
            sets.push(SetPlace { title, first, last: row.saturating_sub(1) });
        }
        let total = row;
        let shares_out = model.criteria.iter().any(Criterion::is_left_out);
        let scales_title = row + 1 + u32::from(shares_out);
        let knots_title = scales_title + 2 + count(model.criteria.len()) + 1;
        let mut row = knots_title + 2;
        let mut knots = Vec::new();
        for criterion in &model.criteria {
            let length = match &criterion.scale {
                Scale::Points(points) => points.len(),
                Scale::Levels(levels) => levels.len(),
                Scale::Line(_) | Scale::Curve { .. } | Scale::Relative { .. } | Scale::LeftOut => 0,
            };
            knots.push((length > 0).then(|| (row, row + count(length) - 1)));
            row += count(length);
        }
        let first_row = HEAD + 1;
        Self {
            model: quote_sheet_name(model_sheet),
            values: quote_sheet_name(values_sheet),
            weights_title: WEIGHTS,
            sets,
            shares_out,
            total,
            criteria,
            groups,
            scales_title,
            knots_title,
            knots,
            first_row,
            last_row: first_row + count(model.rows.len()).saturating_sub(1),
            performances,
            scores: performances + columns,
            contributions: performances + 2 * columns,
        }
    }

    /// The row of a node among the weights.
    pub fn node(&self, node: Node) -> u32 {
        match node {
            Node::Criterion(index) => self.criteria[index],
            Node::Group(index) => self.groups[index].unwrap_or(WEIGHTS),
        }
    }

    /// The column of the weights that count.
    pub fn used(&self) -> u16 {
        if self.shares_out { SWING + 1 } else { WEIGHT }
    }

    /// The row of a criterion among the scales.
    pub fn scale(&self, criterion: usize) -> u32 {
        self.scales_title + 2 + u32::try_from(criterion).unwrap_or(0)
    }

    /// What the picture shows: the contributions of its rows by the reference of their cells.
    pub fn shown(&self, model: &Model) -> Kept {
        let rows = model.rows.len().min(model.picture.rows);
        let Some(last) = u32::try_from(rows).ok().and_then(|rows| rows.checked_sub(1)) else { return Kept::new() };
        let series = |(column, index): (u16, usize)| {
            let cells = format!("{}:{}", fixed(self.first_row, column), fixed(self.first_row + last, column));
            let figures = model.rows[..rows].iter().map(|row| row.contributions[index]).collect();
            (format!("{}!{cells}", self.values), figures)
        };
        (self.contributions..).zip(0..model.criteria.len()).map(series).collect()
    }

    /// The column of rounded values, after everything else.
    pub fn rounded(&self) -> u16 {
        self.contributions + (self.contributions - self.scores)
    }

    /// A cell of the model sheet, from the sheet of values.
    pub fn on_model(&self, row: u32, column: u16) -> String {
        format!("{}!{}", self.model, fixed(row, column))
    }

    /// A column of the points or levels of a criterion, from the sheet of values.
    pub fn knots_on_model(&self, criterion: usize, column: u16) -> String {
        self.knots[criterion]
            .map_or_else(String::new, |(first, last)| format!("{}!{}:{}", self.model, fixed(first, column), fixed(last, column)))
    }

    /// The performances on a criterion, from the model sheet.
    pub fn performances_on_values(&self, criterion: usize) -> String {
        let column = self.performances + u16::try_from(criterion).unwrap_or(0);
        format!("{}!{}:{}", self.values, fixed(self.first_row, column), fixed(self.last_row, column))
    }
}

/// `$B$3`.
pub fn fixed(row: u32, column: u16) -> String {
    format!("${}${}", column_number_to_name(column), row + 1)
}

/// `B3`.
pub fn cell(row: u32, column: u16) -> String {
    format!("{}{}", column_number_to_name(column), row + 1)
}

/// `B$3:B$9`.
pub fn down(first: u32, last: u32, column: u16) -> String {
    let column = column_number_to_name(column);
    format!("{column}${}:{column}${}", first + 1, last + 1)
}
