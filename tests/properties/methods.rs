//! Invariants of weighted product, TOPSIS, VIKOR and PROMETHEE II over random models.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof};
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;
use weighup::analysis::methods::promethee::promethee_ii;
use weighup::analysis::methods::vikor::{Vikor, vikor};
use weighup::analysis::methods::weighted_product::weighted_product;
use weighup::analysis::methods::{Method, Undefined, view};
use weighup::input::assemble::Choices;
use weighup::model::decision::Decision;
use weighup::model::preference::PreferenceFunction;

use super::support::model::{Criterion, Decimal, Model, Row};
use super::support::recipe::{Extra, Kind, Recipe, keys, model, positive, shuffled};
use super::support::{for_all, near, round};
use super::{IN_UNITS, MONOTONE, in_other_units, units};

/// Rounding of figures between 0 and 1, magnified where they hardly differ.
const CLOSE: f64 = 1e-9;

fn decision(model: &Model) -> Result<Decision, TestCaseError> {
    let round = round(&model.toml(), &model.csv(), &Choices::default())?;
    Ok(round.slices[0].decision().expect("a ranked slice").clone())
}

fn with_preferences(model: &Model, preferences: &[PreferenceFunction]) -> Result<Decision, TestCaseError> {
    let mut decision = decision(model)?;
    for (criterion, preference) in decision.criteria.iter_mut().zip(preferences) {
        criterion.preference = *preference;
    }
    Ok(decision)
}

/// One for each criterion, its thresholds on the grid of cells or between.
fn preferences() -> impl Strategy<Value = Vec<PreferenceFunction>> {
    let figure = || (1_u32..=24).prop_map(|halves| f64::from(halves) / 2.0);
    let one = prop_oneof![
        figure().prop_map(|_| PreferenceFunction::Usual),
        figure().prop_map(|q| PreferenceFunction::U { q }),
        figure().prop_map(|p| PreferenceFunction::V { p }),
        (figure(), figure()).prop_map(|(q, more)| PreferenceFunction::Level { q, p: q + more }),
        (figure(), figure()).prop_map(|(q, more)| PreferenceFunction::Linear { q, p: q + more }),
        figure().prop_map(|s| PreferenceFunction::Gaussian { s }),
    ];
    vec(one, 5)
}

/// The model with all performances above 0, for products.
fn above_0(mut model: Model) -> Model {
    for criterion in &mut model.criteria {
        criterion.start = positive(criterion.start, criterion.unit);
    }
    model
}

const PRODUCT: Recipe = Recipe { kinds: MONOTONE, extras: &[], ..Recipe::ANY };

#[test]
fn row_order_changes_no_bit_of_any_method() {
    for_all((model(Recipe::ANY), keys(), preferences()), |(model, keys, preferences)| {
        let order = shuffled(model.rows.len(), &keys);
        let before = with_preferences(&model, &preferences)?;
        let after = with_preferences(&model.with_rows(&order), &preferences)?;
        for method in Method::ALL {
            let (before, after) = (view(&before, method).values, view(&after, method).values);
            prop_assert_eq!(before.is_ok(), after.is_ok());
            let Ok((before, after)) = before.and_then(|before| after.map(|after| (before, after))) else { continue };
            for (at, &row) in order.iter().enumerate() {
                prop_assert_eq!(before[row].to_bits(), after[at].to_bits(), "{} of row {}", method.name(), row);
            }
        }
        Ok(())
    });
}

#[test]
fn no_method_ranks_against_dominance() {
    let recipe = Recipe { kinds: &[Kind::Relative, Kind::Linear, Kind::Points, Kind::Curvature], ..PRODUCT };
    let steps = vec(0_i64..=3, 5);
    for_all((model(recipe), any::<bool>(), any::<Index>(), steps, preferences()), |(model, lift, chosen, steps, preferences)| {
        let model = if lift { above_0(model) } else { model };
        let better = chosen.index(model.rows.len());
        let worse = |(cell, (criterion, by)): (&Option<i64>, (&Criterion, &i64))| cell.map(|step| criterion.improved(step, -by));
        let cells = model.rows[better].cells.iter().zip(model.criteria.iter().zip(&steps)).map(worse).collect();
        let worse = Row { id: "worse".to_owned(), cells, ..model.rows[better].clone() };
        let decision = with_preferences(&model.with_row(worse), &preferences)?;
        for method in Method::ALL {
            let Some(ranks) = view(&decision, method).ranks() else { continue };
            prop_assert!(ranks[better] <= ranks[ranks.len() - 1], "{}: {:?}", method.name(), ranks);
        }
        Ok(())
    });
}

#[test]
fn values_of_all_methods_stay_in_their_ranges() {
    let recipe = Recipe { extras: &[Extra::Beyond, Extra::Gaps, Extra::Rough], ..Recipe::ANY };
    for_all((model(recipe), preferences()), |(model, preferences)| {
        let decision = with_preferences(&model, &preferences)?;
        for method in Method::ALL {
            let lowest = if method == Method::PrometheeII { -1.0 - CLOSE } else { 0.0 };
            match view(&decision, method).values {
                Ok(values) => {
                    let inside = |value: &f64| (lowest..=1.0 + CLOSE).contains(value);
                    prop_assert!(values.iter().all(inside), "{}: {:?}", method.name(), values);
                }
                Err(Undefined::NotPositive { .. }) => prop_assert_eq!(method, Method::WeightedProduct),
                Err(Undefined::AllAlike) => prop_assert_eq!(method, Method::Topsis),
                Err(other) => prop_assert!(false, "{}: {:?}", method.name(), other),
            }
        }
        let net = promethee_ii(&decision).expect("few interventions").net;
        near("sum of the net flows", net.iter().sum(), 0.0, CLOSE)
    });
}

/// Other units (x → ax + b), turned round too, leave VIKOR and the usual preferences of PROMETHEE II as they were.
#[test]
fn other_units_change_neither_vikor_nor_usual_preferences() {
    for_all((model(IN_UNITS), units(), any::<bool>()), |(model, mut units, turned)| {
        for (factor, _) in units.iter_mut().filter(|_| turned) {
            *factor = factor.times(Decimal::whole(-1));
        }
        let (before, after) = (decision(&model)?, decision(&in_other_units(&model, &units))?);
        let figures = |decision: &Decision| {
            let Vikor { s, r, q, .. } = vikor(decision).expect("defined");
            [s, r, q, promethee_ii(decision).expect("defined").net].concat()
        };
        for (before, after) in figures(&before).iter().zip(figures(&after)) {
            near("S, R, Q or net flow", *before, after, CLOSE)?;
        }
        Ok(())
    });
}

/// A column in units of another size leaves the ratios of weighted products as they were.
#[test]
fn the_size_of_units_changes_no_ratio_of_products() {
    for_all((model(PRODUCT), units()), |(model, units)| {
        let model = above_0(model);
        let scaled: Vec<_> = units.into_iter().map(|(factor, _)| (factor, 0)).collect();
        let before = weighted_product(&decision(&model)?).expect("defined");
        let after = weighted_product(&decision(&in_other_units(&model, &scaled))?).expect("defined");
        for (one, other) in before.iter().zip(&after) {
            near("ratio to the first", one / before[0], other / after[0], CLOSE * (one / before[0]))?;
        }
        Ok(())
    });
}
