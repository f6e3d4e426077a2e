//! How random models are made: a `Recipe` says which shapes, scales, trees and extras an invariant allows.
//!
//! Everything is drawn as small whole numbers and then fitted (steps into widths, groups into a tree), so that failing
//! models shrink to a few short lines.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Just, any};
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::strategy::{BoxedStrategy, Strategy, Union};

use super::model::{Criterion, Decimal, Factors, Group, Missing, Model, Outside, Portfolio, Row, Shape, Weighing};
use super::oracle;

const MOST_CRITERIA: usize = 5;
const MOST_ROWS: usize = 8;
const MOST_GROUPS: usize = 4;
const DEEPEST: usize = 3;
/// Drawn for a cell, then fitted into its grid.
const SEEDS: i64 = 120;
/// From here on a seed is a missing cell, where cells may be missing.
const MISSING_FROM: i64 = 108;
/// Steps beyond each end of a scale, where cells may lie there.
const BEYOND: i64 = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Linear,
    Points,
    Levels,
    Curvature,
    Midpoint,
    Relative,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scales {
    Fixed,
    Local,
    Either,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    None,
    /// Groups without judgement: criteria are weighed across them.
    Heads,
    /// Judged, unjudged or no groups, up to three deep.
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// Cells beyond fixed scales, clamped or extrapolated.
    Beyond,
    /// Missing cells, scored as the worst or as a range.
    Gaps,
    /// Performances made of several columns.
    Factors,
    /// `[portfolio]` with a baseline and sizes.
    Portfolio,
    /// Scales with any ends of up to five digits.
    Rough,
}

#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    pub kinds: &'static [Kind],
    pub scales: Scales,
    pub grouping: Grouping,
    pub extras: &'static [Extra],
}

impl Recipe {
    /// Everything a criteria file can say about values.
    pub const ANY: Self = Self {
        kinds: &[Kind::Linear, Kind::Linear, Kind::Points, Kind::Levels, Kind::Curvature, Kind::Midpoint, Kind::Relative],
        scales: Scales::Either,
        grouping: Grouping::Any,
        extras: &[Extra::Beyond, Extra::Gaps],
    };
    /// What exact arithmetic can follow.
    pub const EXACT: Self = Self {
        kinds: &[Kind::Linear, Kind::Linear, Kind::Points, Kind::Levels],
        scales: Scales::Either,
        grouping: Grouping::Any,
        extras: &[],
    };
    /// Scales that other rows cannot move.
    pub const FIXED: Self = Self {
        kinds: &[Kind::Linear, Kind::Linear, Kind::Points, Kind::Levels, Kind::Curvature, Kind::Midpoint],
        scales: Scales::Fixed,
        ..Self::ANY
    };
    /// As [`Self::EXACT`], weighed across all criteria.
    pub const FLAT: Self = Self { grouping: Grouping::Heads, ..Self::EXACT };

    fn has(&self, extra: Extra) -> bool {
        self.extras.contains(&extra)
    }
}

/// A model of this recipe: 1–5 criteria, 2–8 rows.
pub fn model(recipe: Recipe) -> impl Strategy<Value = Model> {
    let portfolio = if recipe.has(Extra::Portfolio) { option::of(portfolio()).boxed() } else { Just(None).boxed() };
    let criteria = vec(criterion(recipe), 1..=MOST_CRITERIA);
    let made = (criteria, vec(row(), 2..=MOST_ROWS), tree(), portfolio)
        .prop_map(move |(criteria, rows, tree, portfolio)| build(recipe, criteria, rows, &tree, portfolio));
    made.prop_filter("a local scale without width", |model| !oracle::has_flat_scale(model))
}

/// A criterion that joins no group and is not yet named.
pub fn criterion(recipe: Recipe) -> impl Strategy<Value = Criterion> {
    let shapes = Union::new(recipe.kinds.iter().map(|&kind| shape(kind)));
    let grid = (start(recipe), unit(recipe), any::<bool>(), any::<bool>());
    let outside = if recipe.has(Extra::Beyond) {
        select(vec![Outside::Error, Outside::Clamp, Outside::Extrapolate]).boxed()
    } else {
        Just(Outside::Error).boxed()
    };
    let missing =
        if recipe.has(Extra::Gaps) { select(vec![Missing::Range, Missing::Worst]) } else { select(vec![Missing::Error]) };
    let factors = if recipe.has(Extra::Factors) {
        select(vec![Factors::Times, Factors::Per, Factors::Both, Factors::None]).boxed()
    } else {
        Just(Factors::None).boxed()
    };
    let rest = (swing(), outside, missing, option::of(0..SEEDS), factors);
    (shapes, grid, rest).prop_map(
        move |((shape, width), (start, unit, rises, fixed), (judged, outside, missing, nothing, factors))| {
            let fixed = match recipe.scales {
                Scales::Fixed => true,
                Scales::Local => false,
                Scales::Either => fixed || matches!(shape, Shape::Midpoint(_)),
            };
            let curved = matches!(shape, Shape::Curvature(_) | Shape::Midpoint(_));
            let start = if recipe.has(Extra::Rough) { start } else { start.times(unit) };
            Criterion {
                id: String::new(),
                group: None,
                judged,
                judged_on: None,
                start: if shape == Shape::Relative { positive(start, unit) } else { start },
                outside: fitting(outside, &shape, fixed),
                shape: if rises { shape } else { falling(shape) },
                unit,
                width,
                rises,
                fixed,
                missing,
                // A curve made by the data ends with them: doing nothing may lie beyond, and is refused there.
                nothing: nothing.map(|seed| seed % (width + 1)).filter(|_| fixed || !curved),
                factors,
                ignore_flat: false,
            }
        },
    )
}

/// A relative value needs performances above 0.
pub fn positive(start: Decimal, unit: Decimal) -> Decimal {
    Decimal::new(start.units.abs(), start.places).plus(unit)
}

/// Only straight lines go on beyond their scale, and only fixed scales have a beyond.
fn fitting(outside: Outside, shape: &Shape, fixed: bool) -> Outside {
    match (outside, shape) {
        (_, Shape::Levels(_) | Shape::Relative) => Outside::Error,
        (_, Shape::Linear | Shape::Curvature(_)) if !fixed => Outside::Error,
        (Outside::Extrapolate, shape) if *shape != Shape::Linear => Outside::Clamp,
        (outside, _) => outside,
    }
}

fn falling(shape: Shape) -> Shape {
    match shape {
        Shape::Points(knots) => Shape::Points(knots.into_iter().map(|(step, value)| (step, 100 - value)).collect()),
        other => other,
    }
}

/// A shape with the width of its grid.
fn shape(kind: Kind) -> BoxedStrategy<(Shape, i64)> {
    let curvature = prop_oneof![-60_i64..=-1, 1_i64..=60].prop_map(|tenths| Decimal::new(tenths, 1));
    match kind {
        Kind::Linear => (1_i64..=12).prop_map(|width| (Shape::Linear, width)).boxed(),
        Kind::Relative => (1_i64..=12).prop_map(|width| (Shape::Relative, width)).boxed(),
        Kind::Curvature => (curvature, 1_i64..=12).prop_map(|(curvature, width)| (Shape::Curvature(curvature), width)).boxed(),
        Kind::Midpoint => {
            let fitted = |(width, seed): (i64, i64)| (Shape::Midpoint(1 + seed % (width - 1)), width);
            (2_i64..=12, 0..SEEDS).prop_map(fitted).boxed()
        }
        Kind::Levels => vec(0_i64..=20, 2..=5).prop_map(levels).boxed(),
        Kind::Points => (vec(1_i64..=4, 1..=4), vec(0_i64..=20, 3)).prop_map(|(gaps, values)| points(&gaps, &values)).boxed(),
    }
}

fn levels(twentieths: Vec<i64>) -> (Shape, i64) {
    let width = i64::try_from(twentieths.len()).expect("few levels") - 1;
    (Shape::Levels(twentieths.into_iter().map(|value| 5 * value).collect()), width)
}

/// Rising knots from (0, 0) on; `twentieths` holds a value for each knot between the ends.
fn points(gaps: &[i64], twentieths: &[i64]) -> (Shape, i64) {
    let mut between: Vec<_> = twentieths[..gaps.len() - 1].iter().map(|value| 5 * value).collect();
    between.sort_unstable();
    let mut width = 0;
    let mut knots = vec![(0, 0)];
    for (gap, value) in gaps.iter().zip(between.into_iter().chain([100])) {
        width += gap;
        knots.push((width, value));
    }
    (Shape::Points(knots), width)
}

fn start(recipe: Recipe) -> BoxedStrategy<Decimal> {
    if recipe.has(Extra::Rough) {
        return (-99_999_i64..=99_999, 0_u32..=3).prop_map(|(units, places)| Decimal::new(units, places)).boxed();
    }
    (-20_i64..=20).prop_map(Decimal::whole).boxed()
}

fn unit(recipe: Recipe) -> BoxedStrategy<Decimal> {
    if recipe.has(Extra::Rough) {
        return (1_i64..=9_999, 0_u32..=3).prop_map(|(units, places)| Decimal::new(units, places)).boxed();
    }
    select(
        [(1, 0), (1, 1), (5, 1), (25, 2), (2, 0), (3, 0), (1, 2), (1000, 0)]
            .map(|(units, places)| Decimal::new(units, places))
            .to_vec(),
    )
    .boxed()
}

fn swing() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        6 => (1_i64..=10).prop_map(|tens| Decimal::whole(10 * tens)),
        2 => Just(Decimal::ZERO),
        2 => (1_i64..=100).prop_map(Decimal::whole),
        1 => (1_i64..=40).prop_map(|quarters| Decimal::new(25 * quarters, 2)),
    ]
}

/// A row whose cells are still seeds.
fn row() -> impl Strategy<Value = Row> {
    let cost = prop_oneof![
        8 => (1_i64..=40).prop_map(|quarters| Some(Decimal::new(25_000 * quarters, 2))),
        1 => Just(Some(Decimal::ZERO)),
        1 => (-20_i64..=-1).prop_map(|thousands| Some(Decimal::whole(1000 * thousands))),
        1 => Just(None),
    ];
    let size = option::weighted(0.9, (0_i64..=20).prop_map(Decimal::whole));
    let factor = || {
        select(vec![
            Decimal::whole(1),
            Decimal::whole(2),
            Decimal::whole(3),
            Decimal::new(1, 1),
            Decimal::new(3, 1),
            Decimal::whole(10),
        ])
    };
    let place = select(vec!["North", "South", "West"]);
    (vec(0..SEEDS, MOST_CRITERIA), place, cost, size, factor(), factor()).prop_map(|(seeds, place, cost, size, reach, people)| {
        Row { id: String::new(), place, cost, size, reach, people, cells: seeds.into_iter().map(Some).collect() }
    })
}

fn portfolio() -> impl Strategy<Value = Portfolio> {
    let baseline = option::of((0_i64..=120).prop_map(|halves| Decimal::new(5 * halves, 1)));
    (baseline, any::<bool>()).prop_map(|(baseline, by_size)| Portfolio { baseline, by_size })
}

/// Seeds of a tree: parents of the groups, groups of the criteria, which sets of groups are judged, and their swings.
#[derive(Debug, Clone)]
struct TreeSeeds {
    parents: Vec<usize>,
    homes: Vec<usize>,
    judged: Vec<bool>,
    swings: Vec<Decimal>,
}

fn tree() -> impl Strategy<Value = TreeSeeds> {
    let parents = vec(0_usize..=MOST_GROUPS, 0..=MOST_GROUPS);
    let homes = vec(0_usize..=MOST_GROUPS, MOST_CRITERIA);
    let judged = vec(any::<bool>(), MOST_GROUPS + 1);
    (parents, homes, judged, vec(swing(), MOST_GROUPS)).prop_map(|(parents, homes, judged, swings)| TreeSeeds {
        parents,
        homes,
        judged,
        swings,
    })
}

fn build(recipe: Recipe, criteria: Vec<Criterion>, rows: Vec<Row>, tree: &TreeSeeds, portfolio: Option<Portfolio>) -> Model {
    let mut model = Model { weighing: Weighing::Swings, groups: Vec::new(), criteria, rows, portfolio };
    for (index, criterion) in model.criteria.iter_mut().enumerate() {
        criterion.id = format!("c{index}");
    }
    if recipe.grouping != Grouping::None {
        plant(&mut model, tree, recipe.grouping == Grouping::Any);
    }
    give_each_family_a_swing(&mut model);
    let gaps = recipe.has(Extra::Gaps);
    for (index, row) in model.rows.iter_mut().enumerate() {
        row.id = format!("R{index}");
        row.cells.truncate(model.criteria.len());
        for (cell, criterion) in row.cells.iter_mut().zip(&model.criteria) {
            *cell = cell.filter(|seed| !gaps || *seed < MISSING_FROM).map(|seed| fitted(seed, criterion));
        }
        if model.portfolio.is_some() && row.cost.is_none() {
            row.cost = Some(Decimal::whole(500));
        }
    }
    (0..model.criteria.len()).for_each(|criterion| widen(&mut model, criterion));
    model
}

/// A seed as a step of the criterion's grid, beyond it where the criterion says what that means.
fn fitted(seed: i64, criterion: &Criterion) -> i64 {
    if criterion.outside == Outside::Error {
        seed % (criterion.width + 1)
    } else {
        seed % (criterion.width + 1 + 2 * BEYOND) - BEYOND
    }
}

/// Parts the first two rows where all perform alike on a scale made from the data.
fn widen(model: &mut Model, criterion: usize) {
    let steps: Vec<_> = model.rows.iter().filter_map(|row| row.cells[criterion]).collect();
    let needs_steps = model.criteria[criterion].is_local() || model.criteria[criterion].shape == Shape::Relative;
    if needs_steps && steps.iter().all(|step| *step == steps[0]) {
        let width = model.criteria[criterion].width;
        let step = steps.first().copied().unwrap_or(0);
        model.rows[0].cells[criterion] = Some(step);
        model.rows[1].cells[criterion] = Some((step + 1) % (width + 1));
    }
}

/// Groups from seeds: at most three deep, none empty, judged all or none at each level.
fn plant(model: &mut Model, seeds: &TreeSeeds, may_judge: bool) {
    let mut groups: Vec<Group> = Vec::new();
    for (index, seed) in seeds.parents.iter().enumerate() {
        let depth = |group: usize| std::iter::successors(Some(group), |&above: &usize| groups[above].parent).count();
        let parent = (seed % (index + 1)).checked_sub(1).filter(|&parent| depth(parent) < DEEPEST);
        let judged = (may_judge && seeds.judged[parent.map_or(0, |parent| parent + 1)]).then_some(seeds.swings[index]);
        groups.push(Group { id: format!("g{index}"), parent, judged });
    }
    for (criterion, seed) in model.criteria.iter_mut().zip(&seeds.homes) {
        criterion.group = (seed % (groups.len() + 1)).checked_sub(1);
    }
    let homes = model.criteria.iter().filter_map(|criterion| criterion.group);
    let mut used = vec![false; groups.len()];
    homes.flat_map(|home| std::iter::successors(Some(home), |&above| groups[above].parent)).for_each(|group| used[group] = true);
    let kept: Vec<_> = (0..groups.len()).filter(|&group| used[group]).collect();
    model.groups = groups;
    *model = model.with_groups(&kept);
}

/// Among siblings at least one swing must be above 0.
pub fn give_each_family_a_swing(model: &mut Model) {
    let mut nodes = model.judged();
    for at in 0..nodes.len() {
        let family = nodes[at].0;
        if nodes.iter().filter(|(anchor, _)| *anchor == family).all(|(_, judged)| judged.units == 0) {
            *nodes[at].1 = Decimal::whole(10);
        }
    }
}

/// Keys to shuffle up to sixteen things by; all alike leaves them in order.
pub fn keys() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 16)
}

/// The order of `0..count` by its keys.
pub fn shuffled(count: usize, keys: &[u8]) -> Vec<usize> {
    let mut order: Vec<_> = (0..count).collect();
    order.sort_by_key(|&index| keys[index]);
    order
}
