//! What was assumed, who stands behind the analysis, and what made the paper.

use super::{Page, heading, pairs, say, whole};
use crate::document::{Block, Cell, figure};
use crate::model::criterion::{Criterion, MissingPolicy};
use crate::model::decision::Baseline;
use crate::model::performance::Performance;
use crate::model::value_function::{Outside, Shape};
use crate::present::columns::{label, prose, text};

impl Page<'_> {
    pub fn assurance(&self) -> Vec<Block> {
        let mut blocks = vec![heading("Assumptions"), self.assumptions()];
        blocks.push(say(self.measured_from()));
        blocks.push(heading("Who stands behind this"));
        blocks.push(pairs("Role", "Who", &self.statements.roles).unwrap_or_else(|| {
            say("Nobody is named: [assurance] in the criteria file names commissioner, analyst, assurer and approver.")
        }));
        if let Some(manifest) = pairs("Made from", "What", &self.statements.manifest) {
            blocks.extend([heading("What made this paper"), manifest]);
            blocks.push(say("The same inputs and options give the same bytes."));
        }
        blocks
    }

    /// How figures of each criterion become scores.
    fn assumptions(&self) -> Block {
        let missing = |leaf: usize| self.decision.performances.column(leaf).iter().any(|found| *found == Performance::Absent);
        let row = |(leaf, criterion): (usize, &Criterion)| {
            vec![
                text(criterion.name.clone()),
                text(shape_in_figures(criterion)),
                text(if criterion.value.is_local() { "local" } else { "fixed" }),
                text(outside(criterion)),
                text(format!("{}{}", absent(criterion.missing), if missing(leaf) { "" } else { " (none is)" })),
                criterion.nothing.map_or(Cell::Absent, |score| Cell::Plain((1000.0 * score).round() / 1000.0)),
            ]
        };
        let columns = vec![
            prose("Criterion"),
            prose("Value function"),
            label("Scale"),
            prose("Beyond the scale"),
            prose("A missing figure"),
            label("Score of doing nothing"),
        ];
        whole(columns, self.decision.criteria.iter().enumerate().map(row).collect())
    }

    fn measured_from(&self) -> String {
        match self.decision.baseline {
            Baseline::Constant(value) => {
                format!("Benefit is measured from a constant value of doing nothing, {} points.", figure::plain(value))
            }
            Baseline::Criteria => {
                "Benefit is measured from the value of doing nothing, criterion by criterion; where none is stated it counts as 0."
                    .to_owned()
            }
        }
    }
}

/// How a score grows from worst to best.
pub fn shape(criterion: &Criterion) -> String {
    match &criterion.value.shape {
        Shape::Linear => "a straight line".to_owned(),
        Shape::Exponential { curvature } if *curvature > 0.0 => "a curve, the first steps worth most".to_owned(),
        Shape::Exponential { .. } => "a curve, the last steps worth most".to_owned(),
        Shape::Points(points) => format!("straight lines through {} points", points.len()),
        Shape::Levels(levels) => format!("{} levels", levels.len()),
        Shape::Relative { .. } => "relative to all interventions".to_owned(),
    }
}

/// The same with all that is needed to work a score out again.
fn shape_in_figures(criterion: &Criterion) -> String {
    let listed = |scores: Vec<String>| format!("{}: {}", shape(criterion), scores.join(", "));
    match &criterion.value.shape {
        Shape::Linear | Shape::Relative { .. } => shape(criterion),
        Shape::Exponential { curvature } => format!("{} (curvature {})", shape(criterion), figure::plain(*curvature)),
        Shape::Points(points) => {
            listed(points.iter().map(|(x, score)| format!("{} scores {}", figure::plain(*x), figure::plain(*score))).collect())
        }
        Shape::Levels(levels) => {
            listed(levels.iter().map(|level| format!("\"{}\" {}", level.label, figure::plain(level.value))).collect())
        }
    }
}

fn outside(criterion: &Criterion) -> &'static str {
    match (&criterion.value.shape, criterion.value.outside) {
        (Shape::Levels(_) | Shape::Relative { .. }, _) => "there is no beyond",
        _ if criterion.value.is_local() => "there is no beyond",
        (_, Outside::Error) => "stops the run",
        (_, Outside::Clamp) => "counts as the nearer end",
        (_, Outside::Extrapolate) => "the line goes on",
    }
}

fn absent(policy: MissingPolicy) -> &'static str {
    match policy {
        MissingPolicy::Error => "stops the run",
        MissingPolicy::Worst => "counts as the worst",
        MissingPolicy::Drop => "sets the row aside",
        MissingPolicy::Range => "anywhere on the scale, ranked at the middle",
    }
}
