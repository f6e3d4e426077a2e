//! The funded set on a weight's way: every plan that keeps the rules is tried, at the ends, inside and just outside.

use proptest::collection::vec;
use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, prop_assume};
use proptest::test_runner::{TestCaseError, TestCaseResult};
use weighup::analysis::sensitivity::funded::Funded;
use weighup::analysis::sensitivity::one_weight::{Challenger, WeightOf, WeightStability};
use weighup::analysis::sensitivity::{Present, Questions, Target, sensitivity};
use weighup::model::decision::{Baseline, Decision};
use weighup::model::hierarchy::Node;
use weighup::model::portfolio_rules::{Limit, Member, PortfolioRules, Prerequisite};

use super::moved::{Case, cases};
use super::support::{for_all, near};

/// In points: plans that tie.
const TIE: f64 = 1e-9;
/// In weight: just beyond an end.
const BEYOND: f64 = 1e-6;

/// Small whole numbers that rules are made of.
#[derive(Debug, Clone)]
struct Seeds {
    costs: Vec<i64>,
    budget: i64,
    mandated: Vec<bool>,
    labels: Vec<usize>,
    requires: Option<(usize, usize)>,
    at_most: Option<usize>,
    constant: Option<i64>,
    sizes: Option<Vec<u32>>,
}

fn seeds() -> impl Strategy<Value = Seeds> {
    let members = (vec(0_i64..=40, 9), vec(proptest::bool::weighted(0.08), 9), vec(0_usize..=6, 9));
    let rules = (10_i64..=120, proptest::option::of((0_usize..9, 0_usize..9)), proptest::option::of(1_usize..=5));
    let benefit = (proptest::option::of(0_i64..=60), proptest::option::of(vec(1_u32..=50, 9)));
    (members, rules, benefit).prop_map(|((costs, mandated, labels), (budget, requires, at_most), (constant, sizes))| Seeds {
        costs,
        budget,
        mandated,
        labels,
        requires,
        at_most,
        constant,
        sizes,
    })
}

#[allow(clippy::cast_precision_loss)] // small numbers
fn with_rules(decision: &Decision, seeds: &Seeds) -> Decision {
    let mut decision = decision.clone();
    let count = decision.interventions.len();
    let requires = seeds.requires.filter(|(row, needed)| *row < count && *needed < count && row != needed);
    let member = |row: usize| Member {
        costs: vec![seeds.costs[row]],
        mandated: seeds.mandated[row],
        labels: if seeds.labels[row] < 2 { vec![seeds.labels[row]] } else { Vec::new() },
        requires: requires.iter().filter(|(of, _)| *of == row).map(|(_, needed)| Prerequisite::Row(*needed)).collect(),
        stream: None,
    };
    let limit = seeds.at_most.map(|most| Limit {
        name: "count".to_owned(),
        column: None,
        uses: vec![1.0; count],
        at_least: None,
        at_most: Some(most as f64),
        place: None,
    });
    decision.portfolio = Some(PortfolioRules {
        cost_columns: vec!["cost".to_owned()],
        saving_column: None,
        budgets: vec![seeds.budget],
        budget_place: None,
        streams: Vec::new(),
        limits: limit.into_iter().collect(),
        labels: vec!["one".to_owned(), "other".to_owned()],
        members: (0..count).map(member).collect(),
        lost_mandates: Vec::new(),
    });
    decision.size_column = seeds.sizes.as_ref().map(|_| "size".to_owned());
    for (row, intervention) in decision.interventions.iter_mut().enumerate() {
        intervention.size = seeds.sizes.as_ref().map(|sizes| f64::from(sizes[row]));
    }
    decision.baseline = seeds.constant.map_or(decision.baseline, |value| Baseline::Constant(value as f64));
    decision
}

/// All sets that keep the rules.
fn plans(rules: &PortfolioRules) -> Vec<Vec<bool>> {
    let count = rules.members.len();
    let all = (0..1_u32 << count).map(|set| (0..count).map(|row| set >> row & 1 == 1).collect::<Vec<_>>());
    all.filter(|plan| {
        let members = || rules.members.iter().zip(plan).filter(|(_, chosen)| **chosen).map(|(member, _)| member);
        let once = |label: usize| members().filter(|member| member.labels.contains(&label)).count() <= 1;
        members().map(|member| member.costs[0]).sum::<i64>() <= rules.budgets[0]
            && rules.members.iter().zip(plan).all(|(member, chosen)| *chosen || !member.mandated)
            && once(0)
            && once(1)
            && members().all(|member| member.requires.iter().all(|needed| needed.row().is_some_and(|row| plan[row])))
            && rules.limits.iter().all(|limit| limit.at_most.is_none_or(|most| members().map(|_| 1.0).sum::<f64>() <= most))
    })
    .collect()
}

/// One instance with every plan, and what plans are worth along a weight.
struct Instance {
    case: Case,
    decision: Decision,
    plans: Vec<Vec<bool>>,
    /// Points of the largest size.
    scale: f64,
}

impl Instance {
    fn benefits(&self, weights: &[f64]) -> Vec<f64> {
        let nothing: f64 = match self.decision.baseline {
            Baseline::Constant(value) => value,
            Baseline::Criteria => {
                let of = self.decision.criteria.iter().zip(weights);
                of.map(|(criterion, weight)| criterion.nothing.unwrap_or(0.0) * weight).sum()
            }
        };
        let sized = |row: usize| (self.case.value(row, weights) - nothing) * self.decision.interventions[row].size.unwrap_or(1.0);
        self.case.rows().map(sized).collect()
    }

    fn worth(plan: &[bool], benefits: &[f64]) -> f64 {
        plan.iter().zip(benefits).filter(|(chosen, _)| **chosen).map(|(_, benefit)| benefit).sum()
    }

    fn most(&self, benefits: &[f64]) -> f64 {
        self.plans.iter().map(|plan| Self::worth(plan, benefits)).fold(f64::MIN, f64::max)
    }

    fn node(&self, of: &WeightOf) -> Node {
        let named = |node: &Node| {
            let is_same =
                matches!((node, of), (Node::Criterion(_), WeightOf::Criterion(_)) | (Node::Group(_), WeightOf::Group(_)));
            is_same && self.case.name(*node) == &**of.id()
        };
        self.case.nodes().into_iter().find(named).expect("a criterion or group of the file")
    }
}

fn check(instance: &Instance, held: &[bool], found: &WeightStability, shares: &[f64]) -> TestCaseResult {
    let node = instance.node(&found.of);
    near("the present weight", found.weight, instance.case.weight(node), 1e-12)?;
    prop_assert!(0.0 <= found.stable_low && found.stable_low <= found.weight);
    prop_assert!(found.weight <= found.stable_high && found.stable_high <= 1.0);
    let Some(now) = instance.case.weights_at(node, found.weight) else {
        prop_assert!(found.challenger_low.is_none() && found.challenger_high.is_none());
        return Ok(());
    };
    let tie = TIE * instance.scale;
    let at = |t: f64| instance.benefits(&instance.case.weights_at(node, t).unwrap_or_else(|| now.clone()));
    let lead = |t: f64| {
        let benefits = at(t);
        instance.most(&benefits) - Instance::worth(held, &benefits)
    };
    for share in shares {
        let t = found.stable_low + share * (found.stable_high - found.stable_low);
        prop_assert!(lead(t) <= tie, "{} more at {t}, inside", lead(t));
    }
    let sides = [(found.stable_low, &found.challenger_low, -1.0), (found.stable_high, &found.challenger_high, 1.0)];
    for (end, challenger, way) in sides {
        let Some(challenger) = challenger else {
            prop_assert!((end - f64::max(0.0, way)).abs() <= 0.0, "nothing changes up to the end of all weights");
            continue;
        };
        let Challenger::Sets { up, down } = challenger else { return Err(TestCaseError::fail("not a swap of sets")) };
        let mut other = held.to_vec();
        for (ids, enters) in [(up, true), (down, false)] {
            for id in ids {
                let row = instance.case.row(id);
                prop_assert_eq!(held[row], !enters);
                other[row] = enters;
            }
        }
        prop_assert!(other != held && instance.plans.contains(&other), "the other set is a plan");
        let benefits = at(end);
        near("the two sets", Instance::worth(&other, &benefits), Instance::worth(held, &benefits), tie)?;
        let beyond = end + way * BEYOND;
        if (0.0..=1.0).contains(&beyond) {
            let benefits = at(beyond);
            let (ahead, best) = (Instance::worth(&other, &benefits) - Instance::worth(held, &benefits), instance.most(&benefits));
            // Lines that part by less than a tie within this step are told apart further on only.
            prop_assert!(ahead > 0.0 && best - Instance::worth(held, &benefits) > 0.0, "{ahead} ahead at {beyond}");
        }
    }
    Ok(())
}

/// The same for the value of doing nothing as a constant.
fn check_baseline(instance: &Instance, held: &[bool], shares: &[f64]) -> TestCaseResult {
    let decision = &instance.decision;
    let funded = Funded::new(decision).map_err(|why| TestCaseError::fail(format!("{why:?}")))?;
    let found = funded.baseline().map_err(|why| TestCaseError::fail(format!("{why:?}")))?;
    let weights: Vec<f64> = decision.weights.criteria.iter().copied().collect();
    let at = |nothing: f64| -> Vec<f64> {
        let size = |row: usize| decision.interventions[row].size.unwrap_or(1.0);
        instance.case.rows().map(|row| (instance.case.value(row, &weights) - nothing) * size(row)).collect()
    };
    let lead = |nothing: f64| instance.most(&at(nothing)) - Instance::worth(held, &at(nothing));
    let tie = TIE * instance.scale;
    prop_assert!(found.low <= found.value && found.value <= found.high, "{found:?}");
    for share in shares {
        let nothing = found.low + share * (found.high - found.low);
        prop_assert!(lead(nothing) <= tie, "{} more at {nothing}, inside {found:?}", lead(nothing));
    }
    let ends = [(found.low, &found.challenger_low, -1e-4), (found.high, &found.challenger_high, 1e-4)];
    for (end, challenger, beyond) in ends {
        let Some(challenger) = challenger else { continue };
        let Challenger::Sets { up, down } = challenger else { return Err(TestCaseError::fail("not a swap of sets")) };
        let mut other = held.to_vec();
        for (ids, enters) in [(up, true), (down, false)] {
            for id in ids {
                other[instance.case.row(id)] = enters;
            }
        }
        prop_assert!(other != held && instance.plans.contains(&other), "the other set is a plan");
        near("the two sets", Instance::worth(&other, &at(end)), Instance::worth(held, &at(end)), tie * 10.0)?;
        let further = at(end + beyond);
        let ahead = Instance::worth(&other, &further) - Instance::worth(held, &further);
        prop_assert!(ahead > 0.0 && lead(end + beyond) > 0.0, "{ahead} ahead beyond {end}: {found:?}");
    }
    Ok(())
}

#[test]
fn the_funded_set_is_best_between_the_ends_and_beaten_beyond_them() {
    for_all((cases(), seeds(), vec(0.0_f64..=1.0, 6)), |(model, seeds, mut shares)| {
        let case = Case::new(&model)?;
        let decision = with_rules(&case.decision, &seeds);
        let plans = plans(decision.portfolio.as_ref().expect("rules"));
        prop_assume!(!plans.is_empty());
        let scale = decision.interventions.iter().filter_map(|row| row.size).fold(1.0, f64::max);
        let instance = Instance { case, decision, plans, scale };
        let found = sensitivity(&instance.decision, &Questions::about(Target::Funded)).expect("a plan");
        let held: Vec<_> = instance.case.rows().map(|row| found.holds.iter().any(|id| **id == *instance.case.id(row))).collect();
        prop_assert_eq!(found.weights.len(), Present::new(&instance.decision).nodes().len());
        shares.extend([0.0, 1e-4, 0.5, 0.999, 1.0]);
        for stability in &found.weights {
            let about = |fault: TestCaseError| TestCaseError::fail(format!("{stability:?}: {fault}"));
            check(&instance, &held, stability, &shares).map_err(about)?;
        }
        check_baseline(&instance, &held, &shares)?;
        Ok(())
    });
}
