//! Weights by draw.

use std::collections::HashMap;

use super::super::tree::Tree;
use super::figures::{DRAW, Reader, label};
use super::{Draws, LISTED};
use crate::diagnostic::{Diagnostic, quote, suggestion};
use crate::document::{figure, words};
use crate::input::criteria_file::CriteriaFile;

/// How far weights of a draw may be from summing to 1.
const SUM: f64 = 1e-6;

impl Reader<'_> {
    /// - `beside_figures`: whether figures were drawn, too
    pub fn weights(&mut self, file: &CriteriaFile, tree: &Tree, beside_figures: bool, draws: &mut Draws) {
        let given = self.given;
        let ids: Vec<_> = tree.weighed.iter().map(|&index| file.criteria[index].id.get_ref().as_str()).collect();
        let draw = self.needed(DRAW, "which says the draw of each row");
        let columns: Vec<_> = ids.iter().map(|id| self.needed(id, "the weight of a criterion")).collect();
        for (column, name) in given.headers().iter().enumerate() {
            let known = Some(column) == draw || columns.contains(&Some(column)) || name.is_empty();
            if !known {
                let message = format!("{} has a column `{}` that is no weighed criterion", given.source().name(), quote(name));
                let remedy = format!("leave it out; {}", suggestion(name, ids.iter().copied()));
                self.findings.push(Diagnostic::error("draws", message).at(given.header_place(column)).remedy(remedy));
            }
        }
        let (Some(draw), Some(columns)) = (draw, columns.into_iter().collect::<Option<Vec<_>>>()) else { return };
        let (labels, of_rows) = self.draws(draw);
        let mut weights: Vec<Option<Vec<f64>>> = vec![None; labels.len()];
        for (row, of) in of_rows.into_iter().enumerate() {
            let Some(of) = of else { continue };
            if weights[of].is_some() {
                self.error(row, draw, || format!("draw {} comes twice", quote(&labels[of])), "each draw has one row of weights");
                continue;
            }
            weights[of] = self.weights_of(row, draw, &columns).or(Some(Vec::new()));
        }
        let weights: Vec<_> = weights.into_iter().map(Option::unwrap_or_default).collect();
        if !beside_figures {
            draws.count = labels.len();
            draws.weights = Some(weights);
            return;
        }
        draws.weights = self.matched(&labels, weights, draws);
    }

    /// The weights of a row, which sum to 1.
    fn weights_of(&mut self, row: usize, draw: usize, columns: &[usize]) -> Option<Vec<f64>> {
        let given = self.given;
        let mut weights = Vec::with_capacity(columns.len());
        for &column in columns {
            let weight = self.figure(row, column);
            if weight.is_some_and(|weight| weight < 0.0) {
                let text = given.cell(row, column);
                self.error(row, column, || format!("`{}` is a weight below 0", quote(text.trim())), "weights are 0 or more");
                return None;
            }
            weights.extend(weight);
        }
        if weights.len() < columns.len() {
            return None;
        }
        let sum: f64 = weights.iter().sum();
        if (sum - 1.0).abs() > SUM {
            let message = || format!("the weights of draw {} sum to {}, not to 1", quote(label(given, row)), figure::plain(sum));
            self.error(row, draw, message, "divide each by their sum; swing points are no weights");
            return None;
        }
        Some(weights.into_iter().map(|weight| weight / sum).collect())
    }

    /// The weights in the order of the draws of figures.
    fn matched(&mut self, labels: &[String], weights: Vec<Vec<f64>>, draws: &Draws) -> Option<Vec<Vec<f64>>> {
        let mut by_label: HashMap<&str, Vec<f64>> = labels.iter().map(String::as_str).zip(weights).collect();
        let mut found = Vec::with_capacity(draws.count);
        let mut lacking = Vec::new();
        for label in &draws.labels {
            match by_label.remove(label.as_str()) {
                Some(weights) => found.push(weights),
                None => lacking.push(label.clone()),
            }
        }
        let mut surplus: Vec<_> = labels.iter().filter(|label| by_label.contains_key(label.as_str())).cloned().collect();
        surplus.truncate(LISTED + 1);
        let name = self.name().to_owned();
        for (labels, what) in [(lacking, "has no weights for draw"), (surplus, "has weights for draws without figures:")] {
            if !labels.is_empty() {
                let message = format!("{name} {what} {}", words::first_few(&labels, LISTED));
                let remedy = "draw k of the weights goes with draw k of the figures: both files hold the same draws";
                self.findings.push(Diagnostic::error("draws", message).at(self.given.header_place(0)).remedy(remedy));
            }
        }
        (found.len() == draws.count).then_some(found)
    }
}
