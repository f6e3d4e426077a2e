//! The answer as it stands, which every question of sensitivity starts from.

use nalgebra::{DMatrix, DVector};

use crate::analysis::rank::{places, values};
use crate::model::decision::Decision;
use crate::model::hierarchy::Node;
use crate::weighting::moving::holds;

/// Scores, values and places at the present weights; missing figures count as the middle of what they could be.
pub struct Present<'a> {
    pub decision: &'a Decision,
    /// interventions × criteria, 0–100
    pub scores: DMatrix<f64>,
    pub values: Vec<f64>,
    /// Rows, best first; tied ones in the data's order.
    pub order: Vec<usize>,
    /// For each row its rank, and how many share it.
    pub places: Vec<(usize, usize)>,
}

impl<'a> Present<'a> {
    #[must_use]
    pub fn new(decision: &'a Decision) -> Self {
        let scores = decision.scores().middle;
        let values = values(&scores, &decision.weights.criteria);
        let (order, places) = places(&values);
        Self { decision, scores, values, order, places }
    }

    /// Overall values at other weights.
    #[must_use]
    pub fn values_at(&self, weights: &[f64]) -> Vec<f64> {
        values(&self.scores, &DVector::from_column_slice(weights))
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.values.len()
    }

    #[must_use]
    pub fn rank(&self, row: usize) -> usize {
        self.places[row].0
    }

    /// The rows with rank `k` or better: `k` of them, or more where some tie at the end.
    #[must_use]
    pub fn first(&self, k: usize) -> Vec<usize> {
        self.order.iter().copied().take_while(|&row| self.rank(row) <= k).collect()
    }

    /// The rows that [`Present::first`] leaves out.
    #[must_use]
    pub fn rest(&self, k: usize) -> Vec<usize> {
        (0..self.count()).filter(|&row| self.rank(row) > k).collect()
    }

    /// The criteria and groups whose weight can be looked at: those with a scale, in file order.
    pub fn nodes(&self) -> Vec<Node> {
        let counts = |node: &Node| {
            let criteria = self.decision.criteria.iter().enumerate();
            criteria.filter(|(leaf, _)| holds(self.decision, *node, *leaf)).any(|(_, criterion)| !criterion.is_left_out())
        };
        let criteria = (0..self.decision.criteria.len()).map(Node::Criterion);
        criteria.chain((0..self.decision.groups.len()).map(Node::Group)).filter(counts).collect()
    }
}
