//! One figure at a time: needed performances, tornado bars and costs, each put in and ranked again.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_assume};
use proptest::test_runner::TestCaseResult;
use weighup::analysis::rank::{Ranking, Shown, SortBy, rank};
use weighup::analysis::sensitivity::Present;
use weighup::analysis::sensitivity::break_even::break_even_costs;
use weighup::analysis::sensitivity::needed::needed_scores;
use weighup::analysis::sensitivity::tornado::tornado;
use weighup::input::assemble::Choices;
use weighup::model::decision::Decision;
use weighup::model::performance::Performance;
use weighup::model::value_function::{Outside as Beyond, ScaleOrigin, Shape as Curve};

use super::moved::Case;
use super::support::model::{Factors, Model, Shape, csv};
use super::support::recipe::{Kind, Recipe, Scales, model};
use super::support::{for_all, near, ranking_of, row};

const NEAR: f64 = 1e-9;

fn rank_of<'a>(ranking: &'a Ranking, id: &str) -> (usize, f64, f64) {
    let best = ranking.ranking.iter().map(|row| row.value).fold(f64::MIN, f64::max);
    let found: &'a _ = row(ranking, id);
    (found.rank, found.value, best)
}

/// The ranking, had one row another performance on one criterion; scales and norms stay.
fn with(decision: &Decision, row: usize, leaf: usize, performance: Performance) -> Ranking {
    let mut changed = decision.clone();
    changed.performances[(row, leaf)] = performance;
    rank(&changed, SortBy::Value)
}

/// The performance that scores most.
fn best_performance(decision: &Decision, leaf: usize) -> Performance {
    let value = &decision.criteria[leaf].value;
    match &value.shape {
        Curve::Levels(levels) => {
            let best = (0..levels.len()).max_by(|&a, &b| levels[a].value.total_cmp(&levels[b].value));
            Performance::Level(best.expect("a level"))
        }
        Curve::Relative { norm, better, .. } => {
            Performance::Number(if *better == weighup::model::value_function::Direction::Higher { *norm } else { 0.0 })
        }
        _ => Performance::Number(value.scale.expect("a scale").best),
    }
}

/// The value of whoever takes a place, the other's own change apart.
fn value_of_place(case: &Case, without: usize, place: usize) -> f64 {
    let mut values: Vec<_> = case.rows().filter(|&row| row != without).map(|row| case.value(row, &case.weights)).collect();
    values.sort_by(|a, b| b.total_cmp(a));
    values[place - 1]
}

/// A needed performance, put in, brings exactly what was asked for; a hair less does not; none is missed.
fn brings(case: &Case, id: &str, leaf: usize, needed: &Shown, place: usize) -> TestCaseResult {
    let (row, decision) = (case.row(id), &case.decision);
    let (value, criterion) = (&decision.criteria[leaf].value, &case.model.criteria[leaf]);
    let wanted = value_of_place(case, row, place);
    let number = |found: &Shown| match found {
        Shown::Number(x) => Some(*x),
        Shown::Text(text) => text.parse().ok(),
        Shown::Absent(_) => None,
    };
    let Some(x) = number(needed) else {
        let extrapolates = matches!(value.shape, Curve::Linear) && value.outside == Beyond::Extrapolate;
        prop_assert!(!extrapolates || case.weights[leaf] <= 0.0, "a straight line that goes on reaches anything");
        let (_, most, _) = rank_of(&with(decision, row, leaf, best_performance(decision, leaf)), id);
        prop_assert!(case.weights[leaf] <= 0.0 || most < wanted - NEAR / 2.0, "the best end makes {most}, {wanted} is enough");
        return Ok(());
    };
    if let Curve::Levels(levels) = &value.shape {
        let level = levels.iter().position(|level| level.label.parse() == Ok(x)).expect("a level of the criterion");
        let (found, reached, _) = rank_of(&with(decision, row, leaf, Performance::Level(level)), id);
        prop_assert!(found <= place || reached >= wanted - NEAR, "{reached} of {wanted}");
        for (other, _) in levels.iter().enumerate().filter(|(_, other)| other.value < levels[level].value) {
            let (_, reached, _) = rank_of(&with(decision, row, leaf, Performance::Level(other)), id);
            prop_assert!(reached < wanted - NEAR / 2.0, "level {other} is enough");
        }
        return Ok(());
    }
    let (found, reached, _) = rank_of(&with(decision, row, leaf, Performance::Number(x)), id);
    near("what the needed performance makes", reached, wanted, NEAR * wanted.abs().max(1.0))?;
    prop_assert!(found <= place || (reached - wanted).abs() <= NEAR, "rank {found} with {x}");
    // A hair towards worse: no flat part lies there, or the performance was not the smallest that does it.
    let hair = 1e-4 * criterion.unit.to_string().parse::<f64>().expect("a number").abs();
    let less = if criterion.higher() { x - hair } else { x + hair };
    let (_, reached, _) = rank_of(&with(decision, row, leaf, Performance::Number(less)), id);
    // Curves may be next to flat: what a hair is worth at the worse end of it is what must be lacking.
    let hair_is_worth = value.slope(f64::midpoint(less, x)).map_or(0.0, f64::abs) * hair * case.weights[leaf];
    prop_assert!(wanted - reached > 0.5 * hair_is_worth.min(1e-7), "{less} does as well as {x}");
    Ok(())
}

/// One score: put in, it makes the intervention first, or joint first, or one of the first few.
#[test]
fn needed_performances_bring_what_they_are_needed_for_and_less_does_not() {
    for_all((model(Recipe::ANY), 1_usize..=4), |(model, k)| {
        let case = Case::new(&model)?;
        let present = Present::new(&case.decision);
        let (alone, found) = (needed_scores(&present, None), needed_scores(&present, Some(k)));
        let ranking = rank(&case.decision, SortBy::Value);
        let behind = ranking.ranking.iter().filter(|row| row.rank > 1).count();
        prop_assert_eq!((alone.len(), found.len()), (behind * model.criteria.len(), behind * model.criteria.len()));
        for (needed, winner) in found.iter().zip(&alone) {
            let leaf = model.criteria.iter().position(|criterion| criterion.id == *needed.criterion).expect("a criterion");
            prop_assert_eq!(&needed.needed_for_first, &winner.needed_for_first);
            prop_assert!(winner.needed_for_top.is_none());
            brings(&case, &needed.id, leaf, &needed.needed_for_first, 1)?;
            prop_assert_eq!(needed.needed_for_top.is_some(), row(&ranking, &needed.id).rank > k);
            if let Some(top) = &needed.needed_for_top {
                brings(&case, &needed.id, leaf, top, k)?;
            }
            let now = case.decision.performances[(case.row(&needed.id), leaf)].number();
            match (needed.change, now, &needed.needed_for_first) {
                (Some(change), Some(now), Shown::Number(x)) => near("the change", change, x - now, 0.0)?,
                (change, now, needed) => {
                    let levels = matches!(model.criteria[leaf].shape, Shape::Levels(_));
                    prop_assert!(levels || change.is_none() && (now.is_none() || !matches!(needed, Shown::Number(_))));
                }
            }
        }
        Ok(())
    });
}

/// The same through the data file, where scales do not hang on the data.
#[test]
fn a_needed_performance_set_in_the_data_comes_first() {
    const FILES: Recipe = Recipe { kinds: &[Kind::Linear, Kind::Points, Kind::Levels, Kind::Midpoint], ..Recipe::FIXED };
    for_all(model(FILES), |model| {
        let case = Case::new(&model)?;
        for needed in needed_scores(&Present::new(&case.decision), None) {
            let cell = match &needed.needed_for_first {
                Shown::Number(x) => x.to_string(),
                Shown::Text(text) => text.clone(),
                Shown::Absent(_) => continue,
            };
            let set = vec![format!("{}.{}={cell}", needed.id, needed.criterion)];
            let after = ranking_of(&model.toml(), &model.csv(), &Choices { set, ..Choices::default() })?;
            let (_, value, best) = rank_of(&after, &needed.id);
            prop_assert!(value >= best - NEAR, "{needed:?} leads to {value} of {best}");
        }
        Ok(())
    });
}

/// A model whose columns are uncertain, each figure with steps below and above it, and its cost.
fn uncertain() -> impl Strategy<Value = (Model, String, Vec<Vec<String>>)> {
    const KINDS: &[Kind] = &[Kind::Linear, Kind::Linear, Kind::Points, Kind::Midpoint];
    const EXTRAS: &[super::super::Extra] = {
        use super::super::Extra;
        &[Extra::Factors, Extra::Portfolio, Extra::Beyond]
    };
    let recipe = Recipe { kinds: KINDS, scales: Scales::Either, extras: EXTRAS, ..Recipe::ANY };
    // With factors, points and midpoints would leave their scale.
    let usable = model(recipe).prop_map(|mut model| {
        for criterion in &mut model.criteria {
            let bent = matches!(criterion.shape, Shape::Points(_) | Shape::Midpoint(_));
            if bent || criterion.fixed && criterion.outside == super::support::model::Outside::Error {
                criterion.factors = Factors::None;
            }
        }
        model
    });
    let usable = usable.prop_filter("a local scale without width", |model| !super::support::oracle::has_flat_scale(model));
    (usable, vec((0_i32..=3, 0_i32..=3), 64), any::<bool>()).prop_map(|(model, steps, money)| {
        let mut table = model.table();
        let mut lines = vec!["[uncertainty]".to_owned()];
        let mut steps = steps.into_iter().cycle();
        let by_size = model.portfolio.is_some_and(|portfolio| portfolio.by_size);
        let roles = [2, 3, 4].into_iter().filter(|&column| money && (column != 3 || by_size));
        let columns: Vec<usize> = roles.chain((0..model.criteria.len()).map(|at| 6 + at)).collect();
        for column in columns {
            let name = table[0][column].clone();
            lines.push(format!("{name} = {{ low = \"{name}_low\", high = \"{name}_high\", distribution = \"triangular\" }}"));
            table[0].extend([format!("{name}_low"), format!("{name}_high")]);
            for cells in &mut table[1..] {
                let (down, up) = steps.next().expect("endless");
                let figure = cells[column].clone();
                let by = |step: i32| match figure.parse::<f64>() {
                    // Costs and factors stay above 0.
                    Ok(x) if column < 6 => (x * (1.0 + 0.25 * f64::from(step))).to_string(),
                    Ok(x) => (x + 0.75 * f64::from(step)).to_string(),
                    Err(_) => figure.clone(),
                };
                let (low, high) = if figure.starts_with('-') && column < 6 { (by(up), by(-down)) } else { (by(-down), by(up)) };
                cells.extend([low, high]);
            }
        }
        (model.clone(), format!("{}{}\n", model.toml(), lines.join("\n")), table)
    })
}

/// Invariant 31: a bar's ends are those of runs with the figure set to its low and its high.
#[test]
fn tornado_bars_are_what_runs_with_their_figures_make() {
    for_all(uncertain(), |(model, toml, table)| {
        let case = Case::of_files(&model, &toml, &csv(&table))?;
        let decision = &case.decision;
        let present = Present::new(decision);
        let bars = tornado(&present, None);
        prop_assert!(bars.windows(2).all(|pair| pair[0].width() >= pair[1].width()), "widest first");
        for row in case.rows() {
            let own = tornado(&present, Some(row));
            let wanted: Vec<_> = bars.iter().filter(|bar| *bar.id == *case.id(row)).cloned().collect();
            prop_assert_eq!(own, wanted);
        }
        let mut expected = 0;
        for (column, name) in table[0].iter().enumerate() {
            let Some(low_column) = table[0].iter().position(|other| *other == format!("{name}_low")) else { continue };
            let read_by = |leaf: &usize| {
                let factors = model.criteria[*leaf].factors;
                let id = &model.criteria[*leaf].id;
                id == name || (name == "reach" && factors.times()) || (name == "people" && factors.per())
            };
            let readers: Vec<_> = (0..model.criteria.len()).filter(read_by).collect();
            let has_role = |role: &Option<String>| role.as_ref() == Some(name);
            if readers.is_empty() && !has_role(&decision.cost_column) && !has_role(&decision.size_column) {
                continue;
            }
            for row in case.rows() {
                let cell = |column: usize| table[row + 1][column].parse::<f64>().ok();
                let (Some(figure), Some(low), Some(high)) = (cell(column), cell(low_column), cell(low_column + 1)) else {
                    continue;
                };
                if low >= high {
                    continue;
                }
                expected += 1;
                let bar = bars.iter().find(|bar| *bar.id == *case.id(row) && *bar.input == **name);
                let bar = bar.ok_or_else(|| proptest::test_runner::TestCaseError::fail(format!("no bar of {name}")))?;
                prop_assert!((bar.figure, bar.low, bar.high) == (figure, low, high), "{bar:?}");
                for (at, value, place, money) in [
                    (low, bar.low_value, bar.low_rank, bar.money.and_then(|money| money.low_value_for_money)),
                    (high, bar.high_value, bar.high_rank, bar.money.and_then(|money| money.high_value_for_money)),
                ] {
                    let after = rank(&with_figure(&case, &table, row, name, at), SortBy::Value);
                    let wanted = super::support::row(&after, case.id(row));
                    near(&format!("value at {at} of {bar:?}"), value, wanted.value, 1e-9 * wanted.value.abs().max(1.0))?;
                    let clear = after
                        .ranking
                        .iter()
                        .all(|other| other.id == wanted.id || !(1e-11..1e-8).contains(&(other.value - wanted.value).abs()));
                    prop_assert!(place == wanted.rank || !clear, "rank at {at} of {bar:?} is {}", wanted.rank);
                    // A gain as small as none may or may not have a ratio.
                    if (wanted.value - after.value_of_nothing).abs() > 1e-8 {
                        prop_assert_eq!(money.is_some(), wanted.value_for_money.is_some(), "a ratio at {} of {:?}", at, bar);
                    }
                    if let (Some(found), Some(wanted)) = (money, wanted.value_for_money) {
                        near(&format!("value for money at {at} of {bar:?}"), found, wanted, 1e-9 * wanted.abs())?;
                    }
                }
            }
        }
        prop_assert_eq!(bars.len(), expected);
        Ok(())
    });
}

/// The decision, had one row another figure in one column: every criterion that reads it made anew, clamped as draws are.
fn with_figure(case: &Case, table: &[Vec<String>], row: usize, name: &str, figure: f64) -> Decision {
    let mut changed = case.decision.clone();
    let of = |column: &str| {
        let at = table[0].iter().position(|other| other == column).expect("a column");
        if column == name { figure } else { table[row + 1][at].parse().expect("a number") }
    };
    for (leaf, criterion) in case.model.criteria.iter().enumerate() {
        if changed.performances[(row, leaf)] == Performance::Absent {
            continue;
        }
        let times = if criterion.factors.times() { of("reach") } else { 1.0 };
        let per = if criterion.factors.per() { of("people") } else { 1.0 };
        let mut made = of(&criterion.id) * times / per;
        let value = &changed.criteria[leaf].value;
        if let Some(scale) = value.scale.filter(|scale| scale.origin == ScaleOrigin::Fixed)
            && value.outside != Beyond::Extrapolate
        {
            made = made.clamp(scale.worst.min(scale.best), scale.worst.max(scale.best));
        }
        changed.performances[(row, leaf)] = Performance::Number(made);
    }
    match name {
        "cost" => changed.interventions[row].cost = Some(figure),
        "size" => changed.interventions[row].size = Some(figure),
        _ => {}
    }
    changed
}

/// The cost at which an intervention gives as much for money, put in, makes it first or joint first; a penny more does not.
#[test]
fn break_even_costs_bring_what_they_are_break_even_for() {
    const MONEY: Recipe = Recipe { extras: &[super::super::Extra::Portfolio], ..Recipe::ANY };
    for_all((model(MONEY), 1_usize..=4), |(model, k)| {
        prop_assume!(model.portfolio.is_some());
        let case = Case::new(&model)?;
        let found = break_even_costs(&Present::new(&case.decision), Some(k));
        let by_money = rank(&case.decision, SortBy::ValueForMoney);
        let ratios = |ranking: &Ranking| -> Vec<(String, f64)> {
            ranking.ranking.iter().filter_map(|row| Some((row.id.to_string(), row.value_for_money?))).collect()
        };
        let now = ratios(&by_money);
        prop_assert_eq!(found.len(), now.len());
        let place = |ratios: &[(String, f64)], id: &str| {
            let own = ratios.iter().find(|(other, _)| other == id).expect("a ratio").1;
            // Rounding may part what is level.
            1 + ratios.iter().filter(|(other, ratio)| other != id && *ratio > own * (1.0 + 1e-12)).count()
        };
        for (even, (id, ratio)) in found.iter().zip(&now) {
            prop_assert_eq!(&*even.id, id.as_str());
            near("the ratio", even.value_for_money, *ratio, 0.0)?;
            prop_assert_eq!(even.break_even_cost.is_some(), found.len() > 1);
            prop_assert_eq!(even.break_even_cost_for_top.is_some(), found.len() > k);
            prop_assert_eq!(even.change, even.break_even_cost.map(|cost| cost - even.cost));
            for (cost, top) in [(even.break_even_cost, 1), (even.break_even_cost_for_top, k)] {
                let Some(cost) = cost else { continue };
                let with_cost = |cost: f64| {
                    let mut changed = case.decision.clone();
                    changed.interventions[case.row(id)].cost = Some(cost);
                    place(&ratios(&rank(&changed, SortBy::ValueForMoney)), id)
                };
                prop_assert!(with_cost(cost) <= top && with_cost(cost * (1.0 - 1e-6)) <= top, "{even:?} for {top}");
                prop_assert!(with_cost(cost * (1.0 + 1e-6)) > top, "{even:?}: more is enough for {top}");
            }
        }
        Ok(())
    });
}
