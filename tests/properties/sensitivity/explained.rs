//! One intervention beside another.

use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_assume};
use proptest::sample::Index;
use weighup::analysis::explain::explain;
use weighup::analysis::rank::{SortBy, rank};
use weighup::analysis::sensitivity::one_weight::WeightOf;
use weighup::model::performance::Performance;

use super::moved::{Case, cases};
use super::support::recipe::{Recipe, model};
use super::support::{for_all, near, row};
use super::vertices::{Face, corners};

#[test]
fn what_each_criterion_adds_sums_to_the_values_and_the_gap() {
    for_all((model(Recipe::ANY), any::<Index>(), any::<Option<Index>>()), |(model, which, against)| {
        let case = Case::new(&model)?;
        let mine = which.index(model.rows.len());
        let other = against.map(|index| (mine + 1 + index.index(model.rows.len() - 1)) % model.rows.len());
        let found = explain(&case.decision, mine, other, None);
        let ranking = rank(&case.decision, SortBy::Value);
        // Without a name: the winner, or whoever comes next where it is the winner itself.
        let default = ranking.ranking.iter().find(|other| *other.id != *case.id(mine)).expect("two rows");
        let wanted = other.map_or(&*default.id, |other| case.id(other));
        let against = found.against.as_deref().expect("another row");
        prop_assert_eq!(against, wanted);
        let (own, beside) = (row(&ranking, case.id(mine)), row(&ranking, wanted));
        prop_assert_eq!((found.rank, found.other_rank), (own.rank, Some(beside.rank)));
        let gap = found.value_gap.expect("another row");
        near("the gap", gap, own.value - beside.value, 0.0)?;
        let sum = |of: fn(&weighup::analysis::explain::Difference) -> f64| found.differences.iter().map(of).sum::<f64>();
        near("contributions", sum(|found| found.contribution), own.value, 1e-10)?;
        near("the other's contributions", sum(|found| found.other_contribution.unwrap_or(f64::NAN)), beside.value, 1e-10)?;
        near("gaps", sum(|found| found.contribution_gap.unwrap_or(f64::NAN)), gap, 1e-10)?;
        let sizes: Vec<_> = found.differences.iter().filter_map(|found| Some(found.contribution_gap?.abs())).collect();
        prop_assert_eq!(sizes.len(), model.criteria.len());
        prop_assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]), "{sizes:?}");
        for difference in &found.differences {
            let leaf = model.criteria.iter().position(|criterion| criterion.id == *difference.criterion).expect("a criterion");
            let scores = (case.scores[mine][leaf], case.scores[case.row(against)][leaf]);
            near("the score", difference.score, scores.0, 0.0)?;
            near("the other's score", difference.other_score.unwrap_or(f64::NAN), scores.1, 0.0)?;
            near("the weight", difference.weight, case.weights[leaf], 0.0)?;
            near(
                "the gap of one",
                difference.contribution_gap.unwrap_or(f64::NAN),
                case.weights[leaf] * (scores.0 - scores.1),
                1e-12,
            )?;
        }
        let deciding = sizes.iter().filter(|size| **size > 1e-9).count().min(3);
        prop_assert!(found.deciding.len() >= deciding && found.deciding.len() <= 3);
        prop_assert!(found.deciding.iter().zip(&found.differences).all(|(id, difference)| *id == difference.criterion));
        Ok(())
    });
}

/// Level weights tie the two and nothing nearer does, looked at everywhere; the nearest weights at which they tie are no
/// further than any corner is.
#[test]
fn weights_at_which_two_draw_level_are_the_nearest_that_do() {
    for_all((cases(), any::<Index>(), any::<Index>()), |(model, which, against)| {
        let case = Case::new(&model)?;
        let mine = which.index(model.rows.len());
        let other = (mine + 1 + against.index(model.rows.len() - 1)) % model.rows.len();
        let found = explain(&case.decision, mine, Some(other), None);
        let gap_at = |weights: &[f64]| case.value(mine, weights) - case.value(other, weights);
        let gap = gap_at(&case.weights);
        prop_assume!(gap.abs() <= 1e-10 || gap.abs() > 1e-8);
        if gap.abs() <= 1e-10 {
            prop_assert!(found.level_weights.is_empty() && found.closest_weights.is_none() && found.draw_level.is_empty());
            return Ok(());
        }
        let mut nearest = 0.0;
        for level in &found.level_weights {
            let far = (level.level_at - level.weight).abs();
            prop_assert!(far >= nearest, "nearest first");
            nearest = far;
        }
        for node in case.nodes() {
            let level = found.level_weights.iter().find(|level| {
                let kind = matches!(
                    (&level.of, node),
                    (WeightOf::Criterion(_), weighup::model::hierarchy::Node::Criterion(_))
                        | (WeightOf::Group(_), weighup::model::hierarchy::Node::Group(_))
                );
                kind && **level.of.id() == *case.name(node)
            });
            let Some(ends) = [0.0, 1.0].iter().map(|t| case.weights_at(node, *t)).collect::<Option<Vec<_>>>() else {
                prop_assert!(level.is_none());
                continue;
            };
            let turned = |end: &Vec<f64>| gap_at(end) * gap.signum() < -1e-9;
            let touches = ends.iter().any(|end| gap_at(end).abs() < 1e-8);
            if let Some(level) = level {
                near("the weight", level.weight, case.weight(node), 1e-12)?;
                let there = case.weights_at(node, level.level_at).expect("a weight that moves");
                near(&format!("the two at {level:?}"), gap_at(&there), 0.0, 1e-9)?;
            }
            prop_assert!(touches || level.is_some() == ends.iter().any(turned), "{level:?} of {}", case.name(node));
        }
        let Some(closest) = &found.closest_weights else {
            // Then no single criterion turns the two round.
            for leaf in (0..case.weights.len()).filter(|&leaf| !case.left_out[leaf]) {
                prop_assert!((case.scores[mine][leaf] - case.scores[other][leaf]) * gap.signum() > 0.0);
            }
            return Ok(());
        };
        let closest = closest.entries();
        near("the sum of the closest weights", closest.iter().sum(), 1.0, 1e-12)?;
        prop_assert!(closest.iter().all(|weight| *weight >= 0.0));
        near("the two at the closest weights", gap_at(closest), 0.0, 1e-8)?;
        if model.criteria.len() <= 4 {
            let counts: Vec<_> = case.left_out.iter().map(|out| !out).collect();
            let stays: Vec<_> = (0..closest.len()).map(|leaf| Face::weight(closest.len(), leaf, case.weights[leaf])).collect();
            let turned: Vec<_> =
                (0..closest.len()).map(|leaf| (case.scores[other][leaf] - case.scores[mine][leaf]) * gap.signum()).collect();
            let moved = |weights: &[f64]| -> f64 { weights.iter().zip(&case.weights).map(|(new, old)| (new - old).abs()).sum() };
            let all = corners(&counts, &[Face::level(&turned)], &stays);
            let least = all.iter().map(|weights| moved(weights)).fold(f64::INFINITY, f64::min);
            near("what is moved", moved(closest), least, 1e-8)?;
        }
        Ok(())
    });
}

/// What a unit of one criterion is worth in another, by finite differences of the overall value.
#[test]
fn trade_offs_are_ratios_of_finite_differences() {
    for_all((model(Recipe::ANY), any::<Index>()), |(model, which)| {
        let case = Case::new(&model)?;
        let mine = which.index(model.rows.len());
        let found = explain(&case.decision, mine, None, None);
        let gain = |id: &str| {
            let leaf = model.criteria.iter().position(|criterion| criterion.id == *id).expect("a criterion");
            let criterion = &model.criteria[leaf];
            let unit = criterion.unit.to_string().parse::<f64>().expect("a number").abs();
            let Performance::Number(x) = case.decision.performances[(mine, leaf)] else { return None };
            let value = |x: f64| {
                let mut changed = case.decision.clone();
                changed.performances[(mine, leaf)] = Performance::Number(x);
                row(&rank(&changed, SortBy::Value), case.id(mine)).value
            };
            // Towards better, or, at the best end, from worse.
            let step = 1e-5 * unit * if criterion.higher() { 1.0 } else { -1.0 };
            let scale = case.decision.criteria[leaf].value.scale;
            let at_best = scale.is_some_and(|scale| (x - scale.best).abs() < 2.0 * step.abs());
            let step = if at_best { -step } else { step };
            Some(((value(x + step) - value(x)) / step).abs())
        };
        for trade in &found.trade_offs {
            let (one, other) = (gain(&trade.criterion).expect("a number"), gain(&trade.of).expect("a number"));
            near(&format!("{trade:?}"), trade.is_worth * other / one, 1.0, 1e-3)?;
        }
        let heaviest = found.trade_offs.first().map(|trade| trade.criterion.clone());
        for criterion in &found.differences {
            let slope = gain(&criterion.criterion).unwrap_or(0.0);
            let named = heaviest.as_ref() == Some(&criterion.criterion)
                || found.trade_offs.iter().any(|trade| trade.of == criterion.criterion);
            prop_assert!(slope <= 1e-6 || named || found.trade_offs.is_empty(), "{} is not traded", criterion.criterion);
            if let Some(heaviest) = &heaviest {
                let weight = found.differences.iter().find(|other| other.criterion == *heaviest).expect("a criterion").weight;
                prop_assert!(!named || criterion.weight <= weight);
            }
        }
        Ok(())
    });
}
