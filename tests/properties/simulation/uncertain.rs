//! Random models whose figures and weights vary, and how they are drawn from.
//!
//! Laws, spreads, bounds of swings and returns belong to the ids of a model (`R3`, `c2`, `g1`), so that they stay with their
//! rows and criteria wherever these stand.

use std::num::NonZeroUsize;
use std::sync::Arc;

use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::TestCaseError;
use weighup::analysis::simulate::{Alternative, Draws, Progress, Questions, Simulation, Space, Unanswered, simulate};
use weighup::input::assemble::Choices;
use weighup::input::sheet;
use weighup::model::decision::Decision;

use super::support::model::{Decimal, Factors, Model, Outside, Row, Shape, csv};
use super::support::oracle;
use super::support::recipe::{Extra, Recipe, model, positive};
use super::support::round;

/// How the figures of a column vary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Law {
    Certain,
    /// By steps of the unit to either side.
    Steps(&'static str),
    /// By shares of the figure, which is above 0.
    Shares(&'static str),
    Deviation,
    Relative,
    /// Of a figure in twentieths.
    Events,
    Beta,
}

/// A model with what varies in it.
#[derive(Clone)]
pub struct Uncertain {
    pub model: Model,
    /// One for each criterion.
    pub laws: Vec<Law>,
    /// Of `reach` and `people`.
    pub factors: [Law; 2],
    /// Steps below and above a figure.
    spreads: Vec<(i64, i64)>,
    /// Low and high of a swing in hundredths of it, for each criterion, then each group.
    bounds: Vec<Option<(i64, i64)>>,
    /// The group of each person, and points in the order of the bounds.
    people: Vec<(bool, Vec<i64>)>,
}

/// Columns before those of the criteria.
const REACH: usize = 4;
const CRITERIA: usize = 6;
const MOST_CRITERIA: usize = 5;
const MOST_NODES: usize = 9;

/// Everything that can be uncertain, on every kind of scale, with missing figures, products of columns, groups and twins.
pub fn uncertain() -> impl Strategy<Value = Uncertain> {
    uncertain_by(Recipe { extras: &[Extra::Beyond, Extra::Gaps, Extra::Factors], ..Recipe::ANY })
}

pub fn uncertain_by(recipe: Recipe) -> impl Strategy<Value = Uncertain> {
    let steps = select(vec!["triangular", "uniform", "pert", "normal"]).prop_map(Law::Steps);
    let shares = || select(vec!["lognormal", "triangular", "uniform"]).prop_map(Law::Shares);
    let other = select(vec![Law::Certain, Law::Deviation, Law::Relative, Law::Events, Law::Beta]);
    let law = prop_oneof![2 => steps, 1 => shares(), 3 => other];
    let factor = || prop_oneof![1 => select(vec![Law::Certain]), 1 => shares()];
    // Rows without any spread tie with their twins in every draw.
    let spread = prop_oneof![1 => select(vec![(0, 0)]), 3 => (0_i64..=3, 0_i64..=3)];
    let bound = proptest::option::of((select(vec![0_i64, 50, 80, 100]), select(vec![100_i64, 125, 200])));
    let person = (any::<bool>(), vec(prop_oneof![4 => 1_i64..=100, 1 => 0_i64..=0], MOST_NODES));
    let varying = (vec(law, MOST_CRITERIA), [factor(), factor()], vec(spread, 63), vec(bound, MOST_NODES), vec(person, 2..6));
    // Products of uncertain figures take long, and are not the only thing to see to.
    let made = (model(recipe), varying, weighted(0.3), weighted(0.7));
    let made = made.prop_map(|(mut model, (laws, factors, spreads, bounds, people), twin, plain)| {
        model.criteria.iter_mut().filter(|_| plain).for_each(|criterion| criterion.factors = Factors::None);
        let mut made = Uncertain { model, laws, factors, spreads, bounds, people };
        made.fit();
        if twin {
            let first = made.model.rows[0].clone();
            made.model.rows.push(Row { id: "twin".to_owned(), ..first });
        }
        made
    });
    made.prop_filter("a local scale without width", |made| !oracle::has_flat_scale(&made.model))
}

/// The number behind an id's letter; 0 for the twin of the first.
fn number(id: &str) -> usize {
    id[1..].parse().unwrap_or(0)
}

impl Uncertain {
    /// Takes back what a criterion cannot be: draws need a scale, and products one that they may leave.
    fn fit(&mut self) {
        for (criterion, law) in self.model.criteria.iter_mut().zip(&mut self.laws) {
            let curved = matches!(criterion.shape, Shape::Curvature(_) | Shape::Midpoint(_));
            let is_bounded =
                criterion.outside == Outside::Error && (criterion.fixed || matches!(criterion.shape, Shape::Points(_)));
            if matches!(criterion.shape, Shape::Levels(_)) || (curved && !criterion.fixed) {
                *law = Law::Certain;
                criterion.factors = Factors::None;
            }
            if is_bounded {
                criterion.factors = Factors::None;
            }
            match law {
                // No step leads out of 0 to 1.
                Law::Events | Law::Beta => (criterion.start, criterion.unit) = (Decimal::new(1, 1), Decimal::new(5, 2)),
                Law::Shares(_) => {
                    let above = positive(criterion.start, criterion.unit);
                    criterion.start = above.plus(criterion.unit.times(Decimal::whole(2)));
                }
                _ => {}
            }
        }
        self.people[0].1.iter_mut().for_each(|points| *points = (*points).max(1));
    }

    pub fn with_model(&self, model: Model) -> Self {
        Self { model, ..self.clone() }
    }

    /// The criteria file, with bounds beside the swings and the laws at its end.
    pub fn toml(&self) -> String {
        let mut lines = Vec::new();
        let mut bound = None;
        for line in self.model.toml().lines() {
            lines.push(line.to_owned());
            if let Some(id) = line.strip_prefix("id = ") {
                let id = id.trim_matches('"');
                bound = self.bounds[if id.starts_with('c') { number(id) } else { MOST_CRITERIA + number(id) }];
            }
            if let (Some(swing), Some((low, high))) = (line.strip_prefix("swing = "), bound) {
                let swing: f64 = swing.parse().expect("a number");
                let hundredths = |count: i64| swing * Decimal::new(count, 2).to_string().parse::<f64>().expect("a number");
                lines.extend([format!("swing_low = {}", hundredths(low)), format!("swing_high = {}", hundredths(high))]);
            }
        }
        lines.push("[uncertainty]".to_owned());
        lines.extend(self.columns().into_iter().filter_map(|(name, _, law)| Some(format!("{name} = {}", law.statement(&name)?))));
        lines.join("\n")
    }

    /// Name, position and law of every column that may vary.
    fn columns(&self) -> Vec<(String, usize, Law)> {
        let factors = [("reach".to_owned(), REACH, self.factors[0]), ("people".to_owned(), REACH + 1, self.factors[1])];
        let criteria = self.model.criteria.iter().enumerate();
        let criteria = criteria.map(|(at, criterion)| (criterion.id.clone(), CRITERIA + at, self.laws[number(&criterion.id)]));
        factors.into_iter().chain(criteria).collect()
    }

    pub fn csv(&self) -> String {
        let mut table = self.model.table();
        for (name, _, law) in self.columns() {
            table[0].extend(law.parts().iter().map(|part| format!("{name}_{part}")));
        }
        for (cells, row) in table[1..].iter_mut().zip(&self.model.rows) {
            for (name, at, law) in self.columns() {
                let column = if at < CRITERIA { at - REACH } else { 2 + number(&name) };
                let spread = self.spreads[number(&row.id) % 9 * 7 + column];
                let criterion = at.checked_sub(CRITERIA);
                let (figure, unit) = match criterion {
                    None => (Some(if at == REACH { row.reach } else { row.people }), Decimal::ZERO),
                    Some(at) => {
                        let criterion = &self.model.criteria[at];
                        (row.cells[at].map(|step| criterion.number(step)), criterion.unit)
                    }
                };
                cells.extend(law.cells(figure, unit, spread));
            }
        }
        csv(&table)
    }

    /// Who was asked, as a file.
    fn returns(&self) -> String {
        let criteria = self.model.criteria.iter().map(|criterion| (criterion.id.clone(), number(&criterion.id)));
        let judged = self.model.groups.iter().filter(|group| group.judged.is_some());
        let nodes: Vec<_> = criteria.chain(judged.map(|group| (group.id.clone(), MOST_CRITERIA + number(&group.id)))).collect();
        let mut table = vec![
            ["stakeholder", "group"].map(str::to_owned).into_iter().chain(nodes.iter().map(|node| node.0.clone())).collect(),
        ];
        for (at, (group, points)) in self.people.iter().enumerate() {
            let row = [format!("S{at}"), format!("group {group}")];
            table.push(row.into_iter().chain(nodes.iter().map(|(_, node)| points[*node].to_string())).collect::<Vec<_>>());
        }
        csv(&table)
    }

    pub fn decision(&self, space: Space) -> Result<Decision, TestCaseError> {
        decision(&self.toml(), &self.csv(), (space == Space::Stakeholders).then(|| self.returns()).as_deref())
    }

    /// What is drawn; `None` where nothing varies.
    pub fn simulated(&self, questions: &Questions) -> Result<Option<Simulation>, TestCaseError> {
        simulated(&self.decision(questions.space)?, questions)
    }
}

impl Law {
    /// Columns beside the figures.
    fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Certain | Self::Relative => &[],
            Self::Steps(_) | Self::Shares(_) => &["low", "high"],
            Self::Deviation => &["sd"],
            Self::Events => &["events", "sample"],
            Self::Beta => &["alpha", "beta"],
        }
    }

    fn statement(self, column: &str) -> Option<String> {
        let named = |part: &&str| format!("{part} = \"{column}_{part}\"");
        let mut entries: Vec<_> = self.parts().iter().map(named).collect();
        match self {
            Self::Certain => return None,
            Self::Steps(law) | Self::Shares(law) => entries.push(format!("distribution = \"{law}\"")),
            Self::Relative => entries.push("relative = 0.2".to_owned()),
            Self::Deviation | Self::Events | Self::Beta => {}
        }
        Some(format!("{{ {} }}", entries.join(", ")))
    }

    /// The cells beside a figure.
    fn cells(self, figure: Option<Decimal>, unit: Decimal, (down, up): (i64, i64)) -> Vec<String> {
        let Some(figure) = figure else { return self.parts().iter().map(|_| "NA".to_owned()).collect() };
        let by = |steps: i64| figure.plus(unit.times(Decimal::new(75 * steps, 2)));
        let found = match self {
            Self::Certain | Self::Relative => vec![],
            Self::Steps(_) => vec![by(-down), by(up)],
            Self::Shares(_) => vec![figure.times(Decimal::new(10 - 2 * down, 1)), figure.times(Decimal::new(10 + 3 * up, 1))],
            Self::Deviation => vec![unit.times(Decimal::new(5 * up, 1))],
            Self::Events => {
                let sample = Decimal::whole(20 * (1 + up));
                vec![figure.times(sample), sample]
            }
            Self::Beta => vec![Decimal::new(5 + 10 * down, 1), Decimal::new(8 + 10 * up, 1)],
        };
        found.iter().map(Decimal::to_string).collect()
    }
}

/// A failing model shows as the files that reproduce it.
impl std::fmt::Debug for Uncertain {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "criteria.toml:\n{}\ndata.csv:\n{}\nreturns.csv:\n{}", self.toml(), self.csv(), self.returns())
    }
}

/// The decision of two files, weighed by returns where there are any.
pub fn decision(toml: &str, csv: &str, returns: Option<&str>) -> Result<Decision, TestCaseError> {
    let read = |text: &str| sheet::read_csv("returns.csv", text.as_bytes(), None).expect("a sheet").value;
    let choices = Choices { returns: returns.map(|text| Arc::new(read(text))), ..Choices::default() };
    Ok(round(toml, csv, &choices)?.slices[0].decision().expect("a ranked slice").clone())
}

pub fn simulated(decision: &Decision, questions: &Questions) -> Result<Option<Simulation>, TestCaseError> {
    match simulate(decision, questions, &Progress::default()) {
        Ok(found) => Ok(Some(found)),
        Err(Unanswered::NothingUncertain) => Ok(None),
        Err(other) => Err(TestCaseError::fail(format!("{other:?}"))),
    }
}

pub fn questions(space: Space, draws: u64, seed: u64) -> Questions {
    let threads = NonZeroUsize::MIN;
    Questions { space, concentration: 20.0, draws: Draws::Count(draws), seed, threads, top: None }
}

pub const SPACES: [Space; 6] =
    [Space::Fixed, Space::Uniform, Space::Ordinal, Space::Interval, Space::Dirichlet, Space::Stakeholders];

/// Any space, seed and number of draws up to a few blocks, whole or not.
pub fn asked() -> impl Strategy<Value = Questions> {
    let draws = prop_oneof![1 => (1_u64..=3).prop_map(|blocks| 256 * blocks), 3 => 1_u64..=800];
    let asked = (select(SPACES.to_vec()), draws, any::<u64>(), proptest::option::of(1_usize..=4));
    asked.prop_map(|(space, draws, seed, top)| Questions { top, ..questions(space, draws, seed) })
}

pub fn alternative<'a>(simulation: &'a Simulation, id: &str) -> &'a Alternative {
    simulation.alternatives.iter().find(|alternative| *alternative.id == *id).expect("an id of the data")
}

/// Alternatives in the order of the data.
pub fn by_row(simulation: &Simulation) -> Vec<&Alternative> {
    let mut found: Vec<_> = simulation.alternatives.iter().collect();
    found.sort_by_key(|alternative| alternative.row);
    found
}
