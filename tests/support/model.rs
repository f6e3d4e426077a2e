//! A random model as data: criteria, groups and rows on grids of decimals, and the two files it writes.
//!
//! A performance is a step on its criterion's grid (start + unit × step), so that small grids make exact ties and a change
//! of unit is a change of the grid alone. How models are made belongs to `recipe`; what they must yield to `oracle`.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;

/// A number that a file can hold exactly: units ÷ 10^places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    pub units: i64,
    pub places: u32,
}

impl Decimal {
    pub const ZERO: Self = Self::whole(0);

    pub const fn new(units: i64, places: u32) -> Self {
        Self { units, places }
    }

    pub const fn whole(units: i64) -> Self {
        Self::new(units, 0)
    }

    pub fn plus(self, other: Self) -> Self {
        let places = self.places.max(other.places);
        let at = |number: Self| number.units * 10_i64.pow(places - number.places);
        Self::new(at(self) + at(other), places)
    }

    pub fn times(self, other: Self) -> Self {
        Self::new(self.units * other.units, self.places + other.places)
    }

    pub fn exact(self) -> BigRational {
        BigRational::new(BigInt::from(self.units), BigInt::from(10).pow(self.places))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = self.places as usize;
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let point = if places > 0 { "." } else { "" };
        write!(formatter, "{sign}{whole}{point}{fraction}")
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Linear,
    /// (step, value), steps rising; values rise from 0 or fall from 100.
    Points(Vec<(i64, i64)>),
    /// The value of each step; the cell holds the step's number as a text.
    Levels(Vec<i64>),
    Curvature(Decimal),
    /// The step worth half.
    Midpoint(i64),
    Relative,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    Error,
    Clamp,
    Extrapolate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Error,
    Worst,
    Drop,
    Range,
}

/// Other columns that make a performance: × `reach`, ÷ `people`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factors {
    None,
    Times,
    Per,
    Both,
}

impl Factors {
    pub fn times(self) -> bool {
        matches!(self, Self::Times | Self::Both)
    }

    pub fn per(self) -> bool {
        matches!(self, Self::Per | Self::Both)
    }
}

#[derive(Debug, Clone)]
pub struct Criterion {
    pub id: String,
    /// Index into the model's groups.
    pub group: Option<usize>,
    /// Swing points, direct weight or rank, as the model's `weighing` says.
    pub judged: Decimal,
    /// The steps `swing_for` names; a swing on another scale is then rescaled.
    pub judged_on: Option<(i64, i64)>,
    pub shape: Shape,
    /// Performance at step 0.
    pub start: Decimal,
    /// Performance from one step to the next; negative on a flipped grid.
    pub unit: Decimal,
    /// The last step of the scale; the first is 0.
    pub width: i64,
    /// Whether higher steps are better.
    pub rises: bool,
    /// Whether a scale is declared; points and levels are their own.
    pub fixed: bool,
    pub outside: Outside,
    pub missing: Missing,
    /// The step that doing nothing reaches.
    pub nothing: Option<i64>,
    pub factors: Factors,
    /// `flat = "ignore"`.
    pub ignore_flat: bool,
}

impl Criterion {
    pub fn number(&self, step: i64) -> Decimal {
        self.start.plus(self.unit.times(Decimal::whole(step)))
    }

    /// The worst and best step of the scale.
    pub fn ends(&self) -> (i64, i64) {
        if self.rises { (0, self.width) } else { (self.width, 0) }
    }

    /// Whether more of the criterion's unit is better.
    pub fn higher(&self) -> bool {
        self.rises == (self.unit.units > 0)
    }

    pub fn is_local(&self) -> bool {
        !self.fixed && matches!(self.shape, Shape::Linear | Shape::Curvature(_))
    }

    /// The step moved towards the best end, and not beyond it.
    pub fn improved(&self, step: i64, by: i64) -> i64 {
        (if self.rises { step + by } else { step - by }).clamp(0, self.width)
    }

    fn cell(&self, step: Option<i64>) -> String {
        match (step, &self.shape) {
            (None, _) => "NA".to_owned(),
            (Some(step), Shape::Levels(_)) => step.to_string(),
            (Some(step), _) => self.number(step).to_string(),
        }
    }

    /// The value function as the criteria file states it.
    fn value(&self) -> String {
        let list = |entries: Vec<String>| entries.join(", ");
        match &self.shape {
            Shape::Linear => "\"linear\"".to_owned(),
            Shape::Relative => "\"relative\"".to_owned(),
            Shape::Curvature(curvature) => format!("{{ curvature = {curvature} }}"),
            Shape::Midpoint(step) => format!("{{ midpoint = {} }}", self.number(*step)),
            Shape::Levels(values) => {
                let entry = |(step, value)| format!("\"{step}\" = {value}");
                format!("{{ levels = {{ {} }} }}", list(values.iter().enumerate().map(entry).collect()))
            }
            Shape::Points(knots) => {
                let mut pairs: Vec<_> = knots.iter().map(|(step, value)| format!("[{}, {value}]", self.number(*step))).collect();
                if self.unit.units < 0 {
                    pairs.reverse();
                }
                format!("{{ points = [{}] }}", list(pairs))
            }
        }
    }

    fn toml(&self, key: &str, groups: &[Group]) -> Vec<String> {
        let mut lines = vec!["[[criteria]]".to_owned(), format!("id = \"{}\"", self.id), format!("{key} = {}", self.judged)];
        let mut add = |key: &str, text: &str| lines.push(format!("{key} = {text}"));
        add("value", &self.value());
        if let Some(group) = self.group {
            add("group", &format!("\"{}\"", groups[group].id));
        }
        if !matches!(self.shape, Shape::Points(_) | Shape::Levels(_)) {
            add("better", if self.higher() { "\"higher\"" } else { "\"lower\"" });
        }
        if self.fixed && !matches!(self.shape, Shape::Points(_) | Shape::Levels(_) | Shape::Relative) {
            let (worst, best) = self.ends();
            add("worst", &self.number(worst).to_string());
            add("best", &self.number(best).to_string());
        }
        match self.outside {
            Outside::Error => {}
            Outside::Clamp => add("outside", "\"clamp\""),
            Outside::Extrapolate => add("outside", "\"extrapolate\""),
        }
        match self.missing {
            Missing::Error => {}
            Missing::Worst => add("missing", "\"worst\""),
            Missing::Drop => add("missing", "\"drop\""),
            Missing::Range => add("missing", "\"range\""),
        }
        if let Some(step) = self.nothing {
            let text = self.cell(Some(step));
            add("nothing", &if matches!(self.shape, Shape::Levels(_)) { format!("\"{text}\"") } else { text });
        }
        if let Some((worst, best)) = self.judged_on {
            add("swing_for", &format!("[{}, {}]", self.number(worst), self.number(best)));
        }
        if self.factors.times() {
            add("times", "\"reach\"");
        }
        if self.factors.per() {
            add("per", "\"people\"");
        }
        if self.ignore_flat {
            add("flat", "\"ignore\"");
        }
        lines
    }
}

#[derive(Debug, Clone)]
pub struct Group {
    pub id: String,
    pub parent: Option<usize>,
    /// `None`: the group only heads its criteria.
    pub judged: Option<Decimal>,
}

#[derive(Debug, Clone)]
pub struct Row {
    pub id: String,
    pub place: &'static str,
    pub cost: Option<Decimal>,
    pub size: Option<Decimal>,
    pub reach: Decimal,
    pub people: Decimal,
    /// One step for each criterion; `None` is missing.
    pub cells: Vec<Option<i64>>,
}

/// `[portfolio]`, as far as value for money reads it.
#[derive(Debug, Clone, Copy)]
pub struct Portfolio {
    pub baseline: Option<Decimal>,
    /// Whether benefit is multiplied by the column `size`.
    pub by_size: bool,
}

/// What `judged` means on criteria and groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighing {
    Swings,
    Shares,
    /// By the rule `[weights] from_ranks` names.
    Ranks(&'static str),
}

#[derive(Clone)]
pub struct Model {
    pub weighing: Weighing,
    pub groups: Vec<Group>,
    pub criteria: Vec<Criterion>,
    pub rows: Vec<Row>,
    pub portfolio: Option<Portfolio>,
}

impl Model {
    pub fn toml(&self) -> String {
        let mut lines = vec!["schema = 1".to_owned()];
        match self.weighing {
            Weighing::Ranks(rule) => lines.extend(["[weights]".to_owned(), format!("from_ranks = \"{rule}\"")]),
            _ if self.criteria.iter().any(|criterion| criterion.judged_on.is_some()) => {
                lines.extend(["[weights]".to_owned(), "on_range_change = \"rescale\"".to_owned()]);
            }
            _ => {}
        }
        if let Some(portfolio) = self.portfolio {
            lines.extend(["[portfolio]".to_owned(), "budget = 1000000".to_owned()]);
            lines.extend(portfolio.baseline.map(|baseline| format!("baseline = {baseline}")));
            lines.extend(portfolio.by_size.then(|| "size = \"size\"".to_owned()));
        }
        let key = match self.weighing {
            Weighing::Swings => "swing",
            Weighing::Shares => "weight",
            Weighing::Ranks(_) => "rank",
        };
        for group in &self.groups {
            lines.extend(["[[groups]]".to_owned(), format!("id = \"{}\"", group.id)]);
            lines.extend(group.parent.map(|parent| format!("parent = \"{}\"", self.groups[parent].id)));
            lines.extend(group.judged.map(|judged| format!("{key} = {judged}")));
        }
        for criterion in &self.criteria {
            lines.extend(criterion.toml(key, &self.groups));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// The data as cells, the header first.
    pub fn table(&self) -> Vec<Vec<String>> {
        let fixed = ["id", "place", "cost", "size", "reach", "people"].map(str::to_owned);
        let mut table: Vec<Vec<String>> =
            vec![fixed.into_iter().chain(self.criteria.iter().map(|criterion| criterion.id.clone())).collect()];
        for row in &self.rows {
            let figure = |figure: Option<Decimal>| figure.map_or_else(String::new, |figure| figure.to_string());
            let mut cells = vec![row.id.clone(), row.place.to_owned(), figure(row.cost), figure(row.size)];
            cells.extend([row.reach.to_string(), row.people.to_string()]);
            cells.extend(self.criteria.iter().zip(&row.cells).map(|(criterion, step)| criterion.cell(*step)));
            table.push(cells);
        }
        table
    }

    pub fn csv(&self) -> String {
        csv(&self.table())
    }

    /// The nearest group from `group` upwards that carries a judgement; its criteria share that group's weight.
    pub fn anchor(&self, group: Option<usize>) -> Option<usize> {
        std::iter::successors(group, |&group| self.groups[group].parent).find(|&group| self.groups[group].judged.is_some())
    }

    /// Every judged node (criteria first) as its anchor and its figure, to be changed in place.
    pub fn judged(&mut self) -> Vec<(Option<usize>, &mut Decimal)> {
        let of_criteria: Vec<_> = self.criteria.iter().map(|criterion| self.anchor(criterion.group)).collect();
        let of_groups: Vec<_> = self.groups.iter().map(|group| self.anchor(group.parent)).collect();
        let criteria = self.criteria.iter_mut().map(|criterion| Some(&mut criterion.judged));
        let groups = self.groups.iter_mut().map(|group| group.judged.as_mut());
        let anchors = of_criteria.into_iter().chain(of_groups);
        anchors.zip(criteria.chain(groups)).filter_map(|(anchor, judged)| Some((anchor, judged?))).collect()
    }

    pub fn with_rows(&self, order: &[usize]) -> Self {
        Self { rows: order.iter().map(|&row| self.rows[row].clone()).collect(), ..self.clone() }
    }

    pub fn without_row(&self, row: usize) -> Self {
        let kept: Vec<_> = (0..self.rows.len()).filter(|&other| other != row).collect();
        self.with_rows(&kept)
    }

    pub fn with_row(&self, row: Row) -> Self {
        let mut model = self.clone();
        model.rows.push(row);
        model
    }

    /// These criteria in this order; every group must keep one.
    pub fn with_criteria(&self, order: &[usize]) -> Self {
        let mut model = self.clone();
        model.criteria = order.iter().map(|&criterion| self.criteria[criterion].clone()).collect();
        for (row, before) in model.rows.iter_mut().zip(&self.rows) {
            row.cells = order.iter().map(|&criterion| before.cells[criterion]).collect();
        }
        model
    }

    /// The model with one more criterion, `cells` its column.
    pub fn with_criterion(&self, criterion: Criterion, cells: &[Option<i64>]) -> Self {
        let mut model = self.clone();
        model.criteria.push(criterion);
        for (row, cell) in model.rows.iter_mut().zip(cells) {
            row.cells.push(*cell);
        }
        model
    }

    /// The same groups written in another order.
    pub fn with_groups(&self, order: &[usize]) -> Self {
        let moved = |group: usize| order.iter().position(|&old| old == group);
        let mut model = self.clone();
        model.groups = order.iter().map(|&group| self.groups[group].clone()).collect();
        for group in &mut model.groups {
            group.parent = group.parent.and_then(moved);
        }
        for criterion in &mut model.criteria {
            criterion.group = criterion.group.and_then(moved);
        }
        model
    }
}

/// A table as CSV. Its cells hold neither quotes nor commas.
pub fn csv(table: &[Vec<String>]) -> String {
    table.iter().map(|cells| cells.join(",") + "\n").collect()
}

/// A failing model shows as the two files that reproduce it.
impl fmt::Debug for Model {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "criteria.toml:\n{}\ndata.csv:\n{}", self.toml(), self.csv())
    }
}
