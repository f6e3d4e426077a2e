//! Needed figures of the data: put in, with everything that reads the column, they bring first place; nothing nearer does.

use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_assume};
use proptest::test_runner::TestCaseResult;
use weighup::analysis::sensitivity::Present;
use weighup::analysis::sensitivity::columns::{columns, needed_figures};
use weighup::model::decision::Decision;
use weighup::model::value_function::Outside;

use super::super::MONOTONE;
use super::moved::Case;
use super::support::for_all;
use super::support::model::{Decimal, Factors, Outside as Beyond, Shape};
use super::support::oracle;
use super::support::recipe::{Extra, Recipe, model};

const NEAR: f64 = 1e-7;
/// Figures tried on the way to the needed one.
const TRIED: u32 = 40;

/// The value of a row had a column another figure; `None` where a performance leaves a scale that it may not.
fn value_with(decision: &Decision, weights: &[f64], row: usize, column: &str, figure: f64) -> Option<f64> {
    let mut sum = 0.0;
    for (leaf, criterion) in decision.criteria.iter().enumerate() {
        let changed = criterion.reading.columns().any(|read| read == column) && weights[leaf] > 0.0;
        let performance =
            if changed { decision.performance_with(row, leaf, column, figure) } else { decision.performances[(row, leaf)] };
        if let (true, Some(x)) = (changed, performance.number()) {
            let bound = criterion.value.outside == Outside::Error || criterion.value.is_local();
            if bound && criterion.value.scale.is_some_and(|scale| !scale.contains(x)) {
                return None;
            }
        }
        let score = criterion.value.score(performance).unwrap_or_else(|| decision.scores().middle[(row, leaf)]);
        sum += weights[leaf] * score;
    }
    Some(sum)
}

fn brings_first_place(case: &Case) -> TestCaseResult {
    let (decision, weights) = (&case.decision, &case.weights[..]);
    let present = Present::new(decision);
    let found = needed_figures(&present);
    let behind = (0..decision.interventions.len()).filter(|&row| present.rank(row) > 1).count();
    prop_assert_eq!(found.len(), behind * columns(decision).len());
    let best = present.values[present.order[0]];
    for needed in found {
        let row = case.row(&needed.id);
        prop_assert_eq!(needed.figure, decision.figure(row, &needed.column));
        let Some(now) = needed.figure else { continue };
        let Some(x) = needed.needed_for_first else {
            for tried in [0.0, 0.25, 0.5, 1.5, 2.0, 4.0, 50.0].map(|share| share * now) {
                let value = value_with(decision, weights, row, &needed.column, tried);
                prop_assert!(
                    value.is_none_or(|value| value < best + NEAR),
                    "{tried} does it, {needed:?}\n{}\n{}",
                    case.model.toml(),
                    case.model.csv()
                );
            }
            continue;
        };
        let reached = value_with(decision, weights, row, &needed.column, x);
        prop_assert!(reached.is_some_and(|value| value >= best - NEAR), "{needed:?} makes {reached:?}, {best} is needed");
        let (shown, _) = needed.rounded.expect("it goes with what is needed");
        let made = value_with(decision, weights, row, &needed.column, shown);
        prop_assert!(made.is_some_and(|value| value >= best - NEAR), "{needed:?}, shown as {shown}, makes {made:?}");
        // Evenly on the way, and next to its end.
        for share in (1..TRIED).map(|step| f64::from(step) / f64::from(TRIED)).chain([0.999]) {
            let tried = now + (x - now) * share;
            let value = value_with(decision, weights, row, &needed.column, tried);
            prop_assert!(value.is_none_or(|value| value < best + NEAR), "{tried} does as well as {needed:?}");
        }
    }
    Ok(())
}

/// Performances of several columns, whatever their shape; words are made of none.
const MADE_OF_COLUMNS: Recipe = Recipe { kinds: MONOTONE, extras: &[Extra::Beyond, Extra::Gaps, Extra::Factors], ..Recipe::ANY };

#[test]
fn needed_figures_of_columns_bring_first_place_and_nothing_nearer_does() {
    for_all((model(MADE_OF_COLUMNS), any::<bool>()), |(mut model, extrapolates)| {
        // A product may leave any scale that is declared.
        for criterion in model.criteria.iter_mut().filter(|criterion| criterion.factors != Factors::None) {
            let is_line = criterion.shape == Shape::Linear;
            criterion.start = Decimal::ZERO;
            criterion.outside = match (criterion.fixed, is_line && extrapolates) {
                (true, true) => Beyond::Extrapolate,
                (false, _) if is_line => Beyond::Error,
                _ => Beyond::Clamp,
            };
        }
        prop_assume!(!oracle::has_flat_scale(&model));
        brings_first_place(&Case::new(&model)?)
    });
}
