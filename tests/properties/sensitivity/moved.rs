//! Weights on their way from 0 to 1 and the answers on it, by the definitions of the methods page and nothing cleverer: every
//! weight, every value and every crossing is worked out anew.

use proptest::prelude::{Strategy, any};
use proptest::test_runner::TestCaseError;
use weighup::analysis::rank::{SortBy, rank};
use weighup::analysis::sensitivity::Target;
use weighup::input::assemble::Choices;
use weighup::model::decision::Decision;
use weighup::model::hierarchy::Node;

use super::support::model::{Decimal, Missing, Model};
use super::support::oracle;
use super::support::recipe::{Recipe, model};
use super::support::round;

/// Values apart by less than this tie; the exact models of these tests hold none between this and [`APART`].
const TIED: f64 = 1e-10;
/// Values apart by more than this do not.
const APART: f64 = 1e-8;
/// Crossings nearer than this, in weight, are the same one.
const SAME_PLACE: f64 = 1e-11;
/// Crossings further apart than this are two; where some are neither, the weight is passed over.
const OTHER_PLACE: f64 = 2e-6;

/// A model with what the ranking makes of it.
pub struct Case {
    pub model: Model,
    pub decision: Decision,
    /// Row by row in the order of the data, criterion by criterion.
    pub scores: Vec<Vec<f64>>,
    pub weights: Vec<f64>,
    /// Criteria without a scale, whose weight went to the others.
    pub left_out: Vec<bool>,
}

impl Case {
    pub fn new(model: &Model) -> Result<Self, TestCaseError> {
        Self::of_files(model, &model.toml(), &model.csv())
    }

    /// The model with its files changed in what values and weights do not depend on.
    pub fn of_files(model: &Model, toml: &str, csv: &str) -> Result<Self, TestCaseError> {
        let decision = round(toml, csv, &Choices::default())?.slices[0].decision().expect("a ranked slice").clone();
        let ranking = rank(&decision, SortBy::Value);
        let scores = |row: &super::support::model::Row| super::support::row(&ranking, &row.id).scores.entries().to_vec();
        Ok(Self {
            scores: model.rows.iter().map(scores).collect(),
            weights: ranking.weights.entries().to_vec(),
            left_out: (0..model.criteria.len()).map(|criterion| oracle::is_flat(model, criterion)).collect(),
            model: model.clone(),
            decision,
        })
    }

    pub fn id(&self, row: usize) -> &str {
        &self.model.rows[row].id
    }

    pub fn row(&self, id: &str) -> usize {
        self.model.rows.iter().position(|row| row.id == id).expect("an id of the data")
    }

    pub fn rows(&self) -> std::ops::Range<usize> {
        0..self.scores.len()
    }

    pub fn name(&self, node: Node) -> &str {
        match node {
            Node::Criterion(criterion) => &self.model.criteria[criterion].id,
            Node::Group(group) => &self.model.groups[group].id,
        }
    }

    /// All criteria and groups that hold a scale, in the order of the file.
    pub fn nodes(&self) -> Vec<Node> {
        let criteria = (0..self.weights.len()).map(Node::Criterion);
        let all = criteria.chain((0..self.model.groups.len()).map(Node::Group));
        all.filter(|&node| (0..self.weights.len()).any(|leaf| self.holds(node, leaf) && !self.left_out[leaf])).collect()
    }

    pub fn holds(&self, node: Node, leaf: usize) -> bool {
        match node {
            Node::Criterion(criterion) => criterion == leaf,
            Node::Group(group) => {
                let above = self.model.criteria[leaf].group;
                std::iter::successors(above, |&above| self.model.groups[above].parent).any(|above| above == group)
            }
        }
    }

    pub fn weight(&self, node: Node) -> f64 {
        (0..self.weights.len()).filter(|&leaf| self.holds(node, leaf)).map(|leaf| self.weights[leaf]).sum()
    }

    pub fn value(&self, row: usize, weights: &[f64]) -> f64 {
        self.scores[row].iter().zip(weights).map(|(score, weight)| score * weight).sum()
    }

    pub fn values(&self, weights: &[f64]) -> Vec<f64> {
        self.rows().map(|row| self.value(row, weights)).collect()
    }

    /// Shares of 1 of the criteria that belong, in proportion to `by`, equal if these are all 0; `None` if none belongs.
    pub fn in_proportion(&self, by: &[f64], belongs: impl Fn(usize) -> bool) -> Option<Vec<f64>> {
        let members: Vec<_> = (0..by.len()).filter(|&leaf| belongs(leaf) && !self.left_out[leaf]).collect();
        let total: f64 = members.iter().map(|&leaf| by[leaf]).sum();
        let mut shares = vec![0.0; by.len()];
        let equal = 1.0 / f64::from(u32::try_from(members.len()).expect("few criteria"));
        for &leaf in &members {
            shares[leaf] = if total > 0.0 { by[leaf] / total } else { equal };
        }
        (!members.is_empty()).then_some(shares)
    }

    /// What weights are where a node has all of it.
    pub fn alone(&self, node: Node) -> Vec<f64> {
        let belongs = |leaf: usize| self.holds(node, leaf);
        let by = match node {
            Node::Group(group) if self.weight(node) <= 0.0 => self.weights_had_it_any(group),
            _ => self.weights.clone(),
        };
        self.in_proportion(&by, belongs).expect("a node with a scale")
    }

    /// The exact weights, had the group and those above it a swing.
    fn weights_had_it_any(&self, group: usize) -> Vec<f64> {
        let mut model = self.model.clone();
        let above: Vec<_> = std::iter::successors(Some(group), |&group| model.groups[group].parent).collect();
        for group in above {
            if model.groups[group].judged.is_some_and(|judged| judged.units == 0) {
                model.groups[group].judged = Some(Decimal::whole(1));
            }
        }
        let exact = |weight: &num_rational::BigRational| {
            let (above, below) = (weight.numer().to_string(), weight.denom().to_string());
            above.parse::<f64>().expect("a number") / below.parse::<f64>().expect("a number")
        };
        oracle::solve(&model).weights.iter().map(exact).collect()
    }

    /// All weights where a node's is `t`; `None` where it cannot be but 1.
    pub fn weights_at(&self, node: Node, t: f64) -> Option<Vec<f64>> {
        let (inside, outside) = (self.alone(node), self.in_proportion(&self.weights, |leaf| !self.holds(node, leaf))?);
        Some(inside.iter().zip(&outside).map(|(inside, outside)| t * inside + (1.0 - t) * outside).collect())
    }

    pub fn values_at(&self, node: Node, t: f64) -> Option<Vec<f64>> {
        Some(self.values(&self.weights_at(node, t)?))
    }
}

/// The rank of every row, ties sharing the better one; `None` where two values may or may not tie.
pub fn ranks(values: &[f64]) -> Option<Vec<usize>> {
    let unclear = |a: &f64, b: &f64| (a - b).abs() > TIED && (a - b).abs() < APART;
    if values.iter().any(|a| values.iter().any(|b| unclear(a, b))) {
        return None;
    }
    Some(values.iter().map(|mine| 1 + values.iter().filter(|other| **other > mine + TIED).count()).collect())
}

/// What is to stay: for the order every rank, else who is in the set.
pub fn answer(ranks: &[usize], target: Target) -> Vec<usize> {
    let k = match target {
        Target::Winner => 1,
        Target::TopK(k) => k,
        Target::Order | Target::Funded => return ranks.to_vec(),
    };
    ranks.iter().map(|&rank| usize::from(rank <= k)).collect()
}

/// One weight's way: where it stands, the places on it at which any two cross, and the ranks between.
pub struct Way<'a> {
    pub case: &'a Case,
    pub node: Node,
    pub at: f64,
    /// 0, every crossing strictly between, 1.
    pub breaks: Vec<f64>,
    /// The ranks in the middle of each stretch between breaks.
    pub ranks: Vec<Vec<usize>>,
    pub now: Vec<usize>,
}

impl<'a> Way<'a> {
    /// `None` where the weight cannot move, or anything on the way is too near to call.
    pub fn new(case: &'a Case, node: Node) -> Option<Self> {
        let at = case.weight(node).min(1.0);
        let (outside, inside) = (case.values_at(node, 0.0)?, case.values_at(node, 1.0)?);
        let mut breaks = vec![0.0, 1.0];
        for (a, b) in case.rows().flat_map(|a| (a + 1..outside.len()).map(move |b| (a, b))) {
            let (rest, own) = (outside[b] - outside[a], inside[a] - inside[b]);
            let place = rest / (own + rest);
            // Not where the two are the same all along.
            if (rest.abs() > TIED || own.abs() > TIED) && place > SAME_PLACE && place < 1.0 - SAME_PLACE {
                breaks.push(place);
            }
        }
        breaks.sort_by(f64::total_cmp);
        let mut places = breaks.clone();
        places.push(at);
        places.sort_by(f64::total_cmp);
        if places.windows(2).any(|pair| (SAME_PLACE..OTHER_PLACE).contains(&(pair[1] - pair[0]))) {
            return None;
        }
        breaks.dedup_by(|next, kept| *next - *kept <= SAME_PLACE);
        let middle = |pair: &[f64]| ranks(&case.values_at(node, f64::midpoint(pair[0], pair[1]))?);
        let found = breaks.windows(2).map(middle).collect::<Option<Vec<_>>>()?;
        Some(Self { case, node, at, breaks, ranks: found, now: ranks(&case.values(&case.weights))? })
    }

    /// Stretches from the present weight on, nearest first: where each begins, and the ranks on it.
    ///
    /// The one that the weight stands inside begins at the weight.
    pub fn onwards(&self, up: bool) -> Vec<(f64, &[usize])> {
        let stretches = self.breaks.windows(2).zip(&self.ranks);
        if up {
            let ahead = stretches.filter(|(ends, _)| ends[1] > self.at + SAME_PLACE);
            ahead.map(|(ends, ranks)| (ends[0].max(self.at), ranks.as_slice())).collect()
        } else {
            let behind = stretches.filter(|(ends, _)| ends[0] < self.at - SAME_PLACE);
            let mut found: Vec<_> = behind.map(|(ends, ranks)| (ends[1].min(self.at), ranks.as_slice())).collect();
            found.reverse();
            found
        }
    }

    pub fn values(&self, t: f64) -> Vec<f64> {
        self.case.values_at(self.node, t).expect("a weight that moves")
    }
}

/// Exact models, so that ties are ties, with missing figures as ranges; in half of those that can one criterion has no scale
/// and is left out.
pub fn cases() -> impl Strategy<Value = Model> {
    const WITH_GAPS: Recipe = Recipe { extras: &[super::super::Extra::Gaps], ..Recipe::EXACT };
    (model(WITH_GAPS), any::<bool>()).prop_map(|(model, flat)| if flat { with_one_left_out(model) } else { model })
}

/// The model with a local scale on which all perform alike, if it has one and another criterion bears weight.
pub fn with_one_left_out(model: Model) -> Model {
    let Some(flat) = model.criteria.iter().position(super::support::model::Criterion::is_local) else { return model };
    let mut changed = model.clone();
    changed.criteria[flat].ignore_flat = true;
    changed.criteria[flat].missing = Missing::Error;
    changed.rows.iter_mut().for_each(|row| row.cells[flat] = Some(0));
    let bears = |weight: &num_rational::BigRational| weight > &oracle::whole(0);
    let weights = oracle::solve(&model).weights;
    let others = weights.iter().enumerate().any(|(leaf, weight)| leaf != flat && bears(weight));
    if others { changed } else { model }
}
