//! Benefit and cost of every intervention in every draw, from the same streams as `simulate`: a column drawn for a criterion is
//! drawn once, also where it is cost or size.

use std::sync::Arc;

use pulp::{Simd, WithSimd};

use crate::analysis::fund::Case;
use crate::analysis::simulate::figure::Figure;
use crate::analysis::simulate::performances::{Performances, figure_of};
use crate::analysis::simulate::weights::{WeightDraws, WeightRoom};
use crate::model::decision::{Baseline, Decision};
use crate::model::portfolio_rules::{PortfolioRules, pence};
use crate::model::value_function::Outside;
use crate::numeric::chacha::Streams;
use crate::numeric::exact_sum::ExactSum;
use crate::numeric::lanes::{self, LANES, Lanes};

/// What is drawn.
pub struct Drawn<'a> {
    decision: &'a Decision,
    rules: &'a PortfolioRules,
    weights: &'a WeightDraws<'a>,
    performances: &'a Performances<'a>,
    money: Vec<Money>,
    /// What each criterion's value of nothing is, or the constant that stands for all.
    nothing: Result<Vec<f64>, f64>,
    /// A power of two near the largest score times size.
    scale: f64,
}

/// What varies of an intervention beside its performances.
struct Money {
    /// The cost columns, and what is added to what is drawn, in pence.
    costs: Vec<(Option<Figure>, i64)>,
    saving: Option<Figure>,
    size: Option<Figure>,
}

/// Figures of a block of draws, and room to make them in.
pub struct Block {
    /// One for each criterion.
    pub weights: WeightRoom,
    /// One for each intervention, in points times size.
    pub benefits: Vec<Lanes>,
    /// One for each intervention and year, in pence; empty where no cost varies.
    pub costs: Vec<Vec<[i64; LANES]>>,
    figures: Vec<Lanes>,
    score: Lanes,
}

/// Sums over draws, the same in any order.
#[derive(Debug, Clone)]
pub struct Moments {
    /// One for each criterion.
    pub weights: Vec<ExactSum>,
    /// Of score times size, interventions × criteria.
    pub scores: Vec<ExactSum>,
    pub sizes: Vec<ExactSum>,
    /// Pence, interventions × years.
    pub costs: Vec<i128>,
}

impl<'a> Drawn<'a> {
    #[must_use]
    pub fn new(case: &Case<'a>, weights: &'a WeightDraws<'a>, performances: &'a Performances<'a>, streams: &Streams) -> Self {
        let decision = case.decision;
        let figure = |row: usize, column: &str| figure_of(decision, streams, row, column);
        let money = |row: usize| {
            let saving = case.rules.saving_column.as_deref().and_then(|column| figure(row, column));
            // Without a draw the cost stands as it is, savings taken off; of a draw they are taken off anew.
            let own = pence(decision.interventions[row].saving.filter(|_| case.rules.saving_column.is_some()).unwrap_or(0.0));
            let cost = |(column, cost): (&String, &i64)| {
                let drawn = figure(row, column);
                let rest = if drawn.is_some() { 0 } else { cost + own };
                (drawn, if saving.is_some() { rest } else { rest - own })
            };
            Money {
                costs: case.rules.cost_columns.iter().zip(&case.rules.members[row].costs).map(cost).collect(),
                saving,
                size: decision.size_column.as_deref().and_then(|column| figure(row, column)),
            }
        };
        let sizes = decision.interventions.iter().map(|intervention| intervention.size.unwrap_or(1.0).abs());
        Self {
            decision,
            rules: case.rules,
            weights,
            performances,
            money: (0..decision.interventions.len()).map(money).collect(),
            nothing: match decision.baseline {
                Baseline::Constant(value) => Err(value),
                Baseline::Criteria => Ok(decision.criteria.iter().map(|criterion| criterion.nothing.unwrap_or(0.0)).collect()),
            },
            scale: ExactSum::scale(100.0 * sizes.fold(1.0, f64::max)),
        }
    }

    #[must_use]
    pub fn weights_vary(&self) -> bool {
        !self.weights.are_fixed
    }

    #[must_use]
    pub fn costs_vary(&self) -> bool {
        self.money.iter().any(|money| money.saving.is_some() || money.costs.iter().any(|(drawn, _)| drawn.is_some()))
    }

    /// Whether anything varies but weights.
    #[must_use]
    pub fn figures_vary(&self) -> bool {
        self.performances.vary() || self.costs_vary() || self.money.iter().any(|money| money.size.is_some())
    }

    /// The columns that vary.
    #[must_use]
    pub fn columns(&self) -> Vec<Arc<str>> {
        let mut columns = self.performances.inputs.clone();
        let mut add = |column: &str, varies: bool| {
            if varies && columns.iter().all(|known| **known != *column) {
                columns.push(column.into());
            }
        };
        for (year, column) in self.rules.cost_columns.iter().enumerate() {
            add(column, self.money.iter().any(|money| money.costs[year].0.is_some()));
        }
        add(self.rules.saving_column.as_deref().unwrap_or_default(), self.money.iter().any(|money| money.saving.is_some()));
        add(self.decision.size_column.as_deref().unwrap_or_default(), self.money.iter().any(|money| money.size.is_some()));
        columns
    }

    #[must_use]
    pub fn block(&self) -> Block {
        let rows = self.money.len();
        let years = self.money.first().map_or(0, |money| money.costs.len());
        Block {
            weights: self.weights.room(),
            benefits: vec![[0.0; LANES]; rows],
            costs: if self.costs_vary() { vec![vec![[0; LANES]; years]; rows] } else { Vec::new() },
            figures: vec![[0.0; LANES]; self.performances.most_figures()],
            score: [0.0; LANES],
        }
    }

    #[must_use]
    pub fn moments(&self) -> Moments {
        let (rows, criteria) = (self.money.len(), self.decision.criteria.len());
        let years = self.money.first().map_or(0, |money| money.costs.len());
        Moments {
            weights: vec![ExactSum::default(); criteria],
            scores: vec![ExactSum::default(); rows * criteria],
            sizes: vec![ExactSum::default(); rows],
            costs: vec![0; rows * years],
        }
    }

    /// Makes the figures of a block.
    ///
    /// - `at`: weights in place of those drawn
    /// - `moments`: what the first `count` draws are added to
    pub fn fill(&self, number: u64, at: Option<&[f64]>, block: &mut Block, moments: Option<(&mut Moments, usize)>) {
        pulp::Arch::new().dispatch(Fill { drawn: self, number, at, block, moments });
    }

    /// Writes the mean costs into the rules, in whole pence.
    pub fn set_mean_costs(&self, moments: &Moments, draws: u64, rules: &mut PortfolioRules) {
        if !self.costs_vary() {
            return;
        }
        let costs = rules.members.iter_mut().flat_map(|member| &mut member.costs);
        for (cost, sum) in costs.zip(&moments.costs) {
            *cost = i64::try_from(sum.div_euclid(i128::from(draws))).unwrap_or(*cost);
        }
    }

    /// Mean benefit of every intervention at the mean weights, and the mean weights.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // counts of draws
    pub fn means(&self, moments: &Moments, draws: u64) -> (Vec<f64>, Vec<f64>) {
        let mean = |sum: &ExactSum, scale: f64| sum.total(scale) / draws as f64;
        let weights: Vec<_> = moments.weights.iter().map(|sum| mean(sum, 1.0)).collect();
        let nothing = self.nothing(|leaf| weights[leaf]);
        let benefit = |row: usize| {
            let scores = &moments.scores[row * weights.len()..(row + 1) * weights.len()];
            let value: f64 = weights.iter().zip(scores).map(|(weight, score)| weight * mean(score, self.scale)).sum();
            value - nothing * mean(&moments.sizes[row], self.scale)
        };
        ((0..self.money.len()).map(benefit).collect(), weights)
    }

    fn nothing(&self, weight: impl Fn(usize) -> f64) -> f64 {
        match &self.nothing {
            Ok(each) => each.iter().enumerate().map(|(leaf, nothing)| weight(leaf) * nothing).sum(),
            Err(constant) => *constant,
        }
    }
}

/// What releases money and may lose more in a draw than counts: a figure drawn beyond the worst end of a fixed scale is cut off.
#[must_use]
pub fn cut_off_losses(decision: &Decision, rules: &PortfolioRules) -> Vec<usize> {
    let is_cut_off = |row: usize, leaf: usize| {
        let criterion = &decision.criteria[leaf];
        let is_clamped = !criterion.value.is_local() && criterion.value.outside != Outside::Extrapolate;
        let Some(scale) = criterion.value.scale.filter(|_| is_clamped && decision.weights.criteria[leaf] > 0.0) else {
            return false;
        };
        let is_beyond = |column: &str, figure: f64| {
            let drawn = decision.performance_with(row, leaf, column, figure).number();
            drawn.is_some_and(|drawn| (drawn - scale.worst) * (scale.best - scale.worst) < 0.0)
        };
        let spreads = decision.uncertain.iter().filter_map(|input| Some((&input.column, input.figures[row]?)));
        let given = decision.draws.iter().flat_map(|draws| &draws.columns);
        spreads.into_iter().any(|(column, spread)| is_beyond(column, spread.low) || is_beyond(column, spread.high))
            || given.into_iter().any(|given| given.figures[row].iter().any(|figure| is_beyond(&given.column, *figure)))
    };
    let releases = |row: &usize| rules.members[*row].cost() < 0;
    let any = |row: &usize| (0..decision.criteria.len()).any(|leaf| is_cut_off(*row, leaf));
    (0..rules.members.len()).filter(releases).filter(any).collect()
}

impl Block {
    /// Writes the costs of a draw into the rules.
    pub fn set_costs(&self, lane: usize, rules: &mut PortfolioRules) {
        for (member, costs) in rules.members.iter_mut().zip(&self.costs) {
            for (cost, drawn) in member.costs.iter_mut().zip(costs) {
                *cost = drawn[lane];
            }
        }
    }
}

struct Fill<'a, 'b> {
    drawn: &'b Drawn<'a>,
    number: u64,
    at: Option<&'b [f64]>,
    block: &'b mut Block,
    moments: Option<(&'b mut Moments, usize)>,
}

impl WithSimd for Fill<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { drawn, number, at, block, mut moments } = self;
        match at {
            Some(weights) => block.weights.weights.iter_mut().zip(weights).for_each(|(lanes, weight)| lanes.fill(*weight)),
            None => drawn.weights.fill(simd, number, &mut block.weights),
        }
        let criteria = drawn.decision.criteria.len();
        let mut nothing = [0.0; LANES];
        for (lane, nothing) in nothing.iter_mut().enumerate() {
            *nothing = drawn.nothing(|leaf| block.weights.weights[leaf][lane]);
        }
        if let Some((moments, count)) = &mut moments {
            for (sum, lanes) in moments.weights.iter_mut().zip(&block.weights.weights) {
                sum.add(lanes::sum(lanes, *count), 1.0);
            }
        }
        for (row, performances) in drawn.performances.rows.iter().enumerate() {
            let mut size = [drawn.decision.interventions[row].size.unwrap_or(1.0); LANES];
            if let Some(figure) = &drawn.money[row].size {
                figure.fill(simd, number, &mut size);
            }
            for (figure, lanes) in performances.figures.iter().zip(&mut block.figures) {
                figure.fill(simd, number, lanes);
            }
            let values = &mut block.benefits[row];
            values.fill(0.0);
            for ((leaf, cell), weights) in performances.cells.iter().enumerate().zip(&block.weights.weights) {
                cell.fill(&block.figures, &mut block.score);
                for ((value, weight), score) in values.iter_mut().zip(weights).zip(&block.score) {
                    *value += weight * score;
                }
                if let Some((moments, count)) = &mut moments {
                    for (score, size) in block.score.iter_mut().zip(&size) {
                        *score *= size;
                    }
                    moments.scores[row * criteria + leaf].add(lanes::sum(&block.score, *count), drawn.scale);
                }
            }
            for ((value, nothing), size) in values.iter_mut().zip(&nothing).zip(&size) {
                *value = (*value - nothing) * size;
            }
            if let Some((moments, count)) = &mut moments {
                moments.sizes[row].add(lanes::sum(&size, *count), drawn.scale);
            }
        }
        drawn.fill_costs(simd, number, block);
        if let Some((moments, count)) = moments {
            for (sum, lanes) in moments.costs.iter_mut().zip(block.costs.iter().flatten()) {
                *sum += lanes[..count].iter().map(|cost| i128::from(*cost)).sum::<i128>();
            }
        }
    }
}

impl Drawn<'_> {
    #[inline(always)]
    fn fill_costs<S: Simd>(&self, simd: S, number: u64, block: &mut Block) {
        let (mut cost, mut saving) = ([0.0; LANES], [0.0; LANES]);
        for (money, years) in self.money.iter().zip(&mut block.costs) {
            if let Some(figure) = &money.saving {
                figure.fill(simd, number, &mut saving);
            }
            for ((figure, rest), pounds) in money.costs.iter().zip(years) {
                if let Some(figure) = figure {
                    figure.fill(simd, number, &mut cost);
                }
                for ((out, cost), saving) in pounds.iter_mut().zip(&cost).zip(&saving) {
                    let drawn = if figure.is_some() { pence(*cost) } else { 0 };
                    let saved = if money.saving.is_some() { pence(*saving) } else { 0 };
                    *out = rest + drawn - saved;
                }
            }
        }
    }
}
