//! Doubts: what is not wrong with a decision but would be asked about in public, each with a code, a place and a remedy.
//!
//! Doubts that only reading can see (clamped figures, missing values, changed ranges) come from `input`.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place, quote};
use crate::document::{figure, words};
use crate::model::criterion::Criterion;
use crate::model::decision::{Baseline, CostRole, Decision, Scores};
use crate::model::intervention::Intervention;
use crate::model::performance::Performance;
use crate::model::weights::WeightsStatus;
use crate::numeric::statistics::{correlation, median};

const OVERLAP: f64 = 0.9;
const OVERLAP_ROWS: usize = 8;
/// Pairs of criteria compared for correlation; beyond it only shared columns are.
const OVERLAP_CRITERIA: usize = 100;
const DOMINANT: f64 = 0.5;
/// Consistency ratio up to which judgements count as consistent enough (Saaty 1980).
pub const MOST_INCONSISTENT: f64 = 0.10;
const SAME_SCORES: f64 = 5.0;
const OUTLIER: f64 = 10.0;
/// Names listed in one message.
const LISTED: usize = 5;

/// What a result makes use of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Weights only.
    Weights,
    /// Weights and values.
    Values,
    /// Value for money too.
    Money,
}

/// Every doubt about a decision, in the order of the field's own questions: weights, scales, data, money.
#[must_use]
pub fn doubts(decision: &Decision, uses: Use) -> Vec<Diagnostic> {
    let scores = decision.scores();
    let mut found = Vec::new();
    found.extend(placeholder_weights(decision));
    found.extend(importance_weights(decision));
    found.extend(inconsistent_judgements(decision));
    found.extend(dominant_weight(decision));
    found.extend(local_scale(decision));
    found.extend(overlapping_columns(decision));
    if uses == Use::Weights {
        return found;
    }
    found.extend(correlated(decision, &scores));
    found.extend(no_discrimination(decision, &scores));
    found.extend(outliers(decision, uses));
    if uses == Use::Values {
        return found;
    }
    if decision.cost_role == CostRole::Weighed {
        found.push(cost_twice(decision));
    }
    if decision.cost_role == CostRole::Denominator {
        found.extend(ratio_needs_size(decision));
        found.extend(baseline_not_stated(decision));
    }
    found.extend(saving_exceeds_cost(decision));
    found.extend(size_twice(decision));
    found.extend(not_splittable(decision));
    found.extend(nothing_affordable(decision));
    found
}

fn placeholder_weights(decision: &Decision) -> Option<Diagnostic> {
    let finding = Diagnostic::warning("placeholder-weights", "the weights are placeholders: nobody has judged them")
        .at(decision.weights_place.clone())
        .remedy("have the swings judged, then set `[weights] status = \"elicited\"` and name the source");
    (decision.weights_status == WeightsStatus::Placeholder).then_some(finding)
}

/// Comparisons of importance carry no range: more of what, they never say.
fn importance_weights(decision: &Decision) -> Option<Diagnostic> {
    let compared = !decision.weighing.checks.is_empty();
    let message = "the weights come from comparisons of importance, which name no range: nobody judged how much of each is meant";
    let finding = Diagnostic::warning("importance-weights", message)
        .at(decision.weights_place.clone())
        .remedy("show the ranges with the questions, or have swings judged: `swing` and `swing_for`");
    compared.then_some(finding)
}

/// Pairwise judgements that contradict one another more than chance tables of a tenth would.
fn inconsistent_judgements(decision: &Decision) -> Option<Diagnostic> {
    let ratio = decision.weighing.consistency_ratio().filter(|ratio| *ratio > MOST_INCONSISTENT)?;
    let message =
        format!("the pairwise judgements contradict one another: consistency ratio {}, over 0.10", figure::fixed(ratio, 3));
    let finding = Diagnostic::warning("inconsistent-judgements", message).at(decision.weights_place.clone());
    Some(finding.remedy("`weighup weights` names the judgement to ask about first"))
}

fn dominant_weight(decision: &Decision) -> Option<Diagnostic> {
    let (criterion, weight) =
        decision.criteria.iter().zip(decision.weights.criteria.iter()).find(|(_, weight)| **weight > DOMINANT)?;
    (decision.criteria.len() > 1).then(|| {
        let message = format!("criterion `{}` carries {}% of all weight", criterion.id, figure::fixed(100.0 * weight, 0));
        Diagnostic::warning("dominant-weight", message)
            .at(criterion.place.clone())
            .remedy("ask whether its swing really outweighs all others together")
    })
}

/// The criteria that count: those with any weight.
fn weighed(decision: &Decision) -> impl Iterator<Item = (usize, &Criterion)> {
    decision.criteria.iter().enumerate().filter(|(index, _)| decision.weights.criteria[*index] > 0.0)
}

/// Quoted ids, and the place of the first.
fn named<'a>(criteria: impl Iterator<Item = &'a Criterion>) -> (Vec<String>, Option<Place>) {
    let mut place = None;
    let names = criteria
        .map(|criterion| {
            place = place.take().or_else(|| criterion.place.clone());
            format!("`{}`", criterion.id)
        })
        .collect();
    (names, place)
}

fn local(decision: &Decision) -> (Vec<String>, Option<Place>) {
    named(weighed(decision).map(|(_, criterion)| criterion).filter(|criterion| criterion.value.is_local()))
}

fn local_scale(decision: &Decision) -> Option<Diagnostic> {
    let (names, place) = local(decision);
    (!names.is_empty()).then(|| {
        let message = format!(
            "no fixed range for {}: these interventions make the scale, so the weight changes its meaning with them",
            words::first_few(&names, LISTED)
        );
        Diagnostic::warning("local-scale", message).at(place).remedy("declare worst and best, and judge the swing on that range")
    })
}

/// One column behind two weighed criteria; a size that several are multiplied by is none of them.
fn overlapping_columns(decision: &Decision) -> Vec<Diagnostic> {
    let mut readers: BTreeMap<&str, Vec<&Criterion>> = BTreeMap::new();
    for (_, criterion) in weighed(decision) {
        readers.entry(&criterion.reading.column).or_default().push(criterion);
    }
    for (_, criterion) in weighed(decision) {
        for column in criterion.reading.columns().skip(1) {
            if let Some(others) = readers.get_mut(column).filter(|others| others.iter().all(|other| other.id != criterion.id)) {
                others.push(criterion);
            }
        }
    }
    let shared = readers.into_iter().filter(|(_, criteria)| criteria.len() > 1);
    shared
        .map(|(column, criteria)| {
            let (names, _) = named(criteria.iter().copied());
            let message = format!("column `{}` counts in {}", quote(column), words::first_few(&names, LISTED));
            Diagnostic::warning("overlapping-criteria", message)
                .at(criteria[1].place.clone())
                .remedy("make sure that nothing is counted twice, or keep one of them")
        })
        .collect()
}

fn correlated(decision: &Decision, scores: &Scores) -> Vec<Diagnostic> {
    let criteria: Vec<_> = weighed(decision).collect();
    if criteria.len() > OVERLAP_CRITERIA {
        return Vec::new();
    }
    let known = |row: usize, column: usize| decision.performances[(row, column)] != Performance::Absent;
    let mut found = Vec::new();
    for (at, &(first, one)) in criteria.iter().enumerate() {
        for &(second, other) in criteria[at + 1..].iter().filter(|(_, other)| other.reading.column != one.reading.column) {
            let rows = (0..decision.interventions.len()).filter(|&row| known(row, first) && known(row, second));
            let (left, right): (Vec<_>, Vec<_>) =
                rows.map(|row| (scores.middle[(row, first)], scores.middle[(row, second)])).unzip();
            if let Some(r) = correlation(&left, &right).filter(|r| r.abs() >= OVERLAP && left.len() >= OVERLAP_ROWS) {
                let message = format!(
                    "criteria `{}` and `{}` move together (correlation {} over their scores)",
                    one.id,
                    other.id,
                    figure::fixed(r, 2)
                );
                let remedy = "ask whether they measure one thing twice";
                found.push(Diagnostic::warning("overlapping-criteria", message).at(other.place.clone()).remedy(remedy));
            }
        }
    }
    found
}

fn no_discrimination(decision: &Decision, scores: &Scores) -> Vec<Diagnostic> {
    if decision.interventions.len() < 2 {
        return Vec::new();
    }
    let flat = |column: usize| {
        let scores = scores.middle.column(column);
        scores.max() - scores.min() <= SAME_SCORES
    };
    let indifferent =
        decision.criteria.iter().enumerate().filter(|(column, _)| decision.weights.criteria[*column] > 0.0 && flat(*column));
    indifferent
        .map(|(_, criterion)| {
            let message =
                format!("criterion `{}` hardly tells the interventions apart: all scores lie within 5 points", criterion.id);
            Diagnostic::warning("no-discrimination", message)
                .at(criterion.place.clone())
                .remedy("check its scale; it cannot change the order much")
        })
        .collect()
}

/// Performances and costs over ten times the median in size.
fn outliers(decision: &Decision, uses: Use) -> Vec<Diagnostic> {
    let of = |criterion: usize| {
        let performances = decision.performances.column(criterion);
        let sizes: Vec<_> = performances.iter().map(|performance| performance.number().map(f64::abs)).collect();
        outlier(decision, &format!("criterion `{}`", decision.criteria[criterion].id), &sizes)
    };
    let costs: Vec<_> = decision.interventions.iter().map(|intervention| intervention.cost.map(f64::abs)).collect();
    let priced = decision.cost_role == CostRole::Denominator && uses == Use::Money;
    let of_costs = priced.then(|| outlier(decision, "cost", &costs)).flatten();
    (0..decision.criteria.len()).filter_map(of).chain(of_costs).collect()
}

fn outlier(decision: &Decision, what: &str, sizes: &[Option<f64>]) -> Option<Diagnostic> {
    let known: Vec<_> = sizes.iter().copied().flatten().collect();
    let middle = median(&known).filter(|middle| *middle > 0.0)?;
    let is_far = |(intervention, size): (&'_ Intervention, &Option<f64>)| {
        size.filter(|size| *size > OUTLIER * middle)
            .map(|size| (intervention.place.clone(), format!("{} ({})", quote(&intervention.id), figure::plain(size))))
    };
    let far: Vec<_> = decision.interventions.iter().zip(sizes).filter_map(is_far).collect();
    let place = far.first()?.0.clone();
    let names: Vec<_> = far.into_iter().map(|(_, name)| name).collect();
    let message = format!("{what}: {} over ten times the median of {}", words::first_few(&names, LISTED), figure::plain(middle));
    Some(
        Diagnostic::warning("outlier", message)
            .at(Some(place))
            .remedy("check the figure and its unit; if it is right, be ready to say why"),
    )
}

fn cost_twice(decision: &Decision) -> Diagnostic {
    let cost = decision.cost_column.as_deref().unwrap_or("");
    let reading = weighed(decision)
        .map(|(_, criterion)| criterion)
        .find(|criterion| criterion.reading.columns().any(|column| column == cost));
    let id = reading.map_or("", |criterion| &criterion.id);
    let message = format!("cost is weighed by criterion `{id}`, so value is not divided by it as well");
    Diagnostic::warning("cost-twice", message)
        .at(reading.and_then(|criterion| criterion.place.clone()))
        .remedy("for value for money, take cost out of the criteria; for a ranking of effects and cost together, leave it")
}

fn ratio_needs_size(decision: &Decision) -> Option<Diagnostic> {
    let (local, place) = local(decision);
    let grows = decision.size_column.is_some() || weighed(decision).any(|(_, criterion)| criterion.reading.times.is_some());
    let why = if !local.is_empty() {
        "criteria on local scales have no zero to count benefit from"
    } else if !grows {
        "no criterion grows with the size of an intervention, so cheap ones come first"
    } else {
        return None;
    };
    let place = place.or_else(|| decision.criteria.first().and_then(|criterion| criterion.place.clone()));
    Some(
        Diagnostic::warning("ratio-needs-size", format!("value for money may mislead: {why}"))
            .at(place)
            .remedy("use fixed scales, and `times` (or `[portfolio] size`) so that benefit grows with the people reached"),
    )
}

fn baseline_not_stated(decision: &Decision) -> Option<Diagnostic> {
    if decision.baseline != Baseline::Criteria {
        return None;
    }
    let (names, place) = named(weighed(decision).map(|(_, criterion)| criterion).filter(|criterion| criterion.nothing.is_none()));
    (!names.is_empty()).then(|| {
        let message = format!(
            "value for money counts benefit from the worst end of {}: doing nothing is not stated there",
            words::first_few(&names, LISTED)
        );
        Diagnostic::warning("baseline-not-stated", message)
            .at(place)
            .remedy("give each criterion `nothing`, its performance if nothing is done")
    })
}

fn saving_exceeds_cost(decision: &Decision) -> Option<Diagnostic> {
    let gross = |intervention: &Intervention| {
        let saving = intervention.saving.filter(|_| decision.cost_is_net).unwrap_or(0.0);
        intervention.cost.map(|cost| cost + saving)
    };
    let more: Vec<_> = decision
        .interventions
        .iter()
        .filter(|intervention| intervention.saving > gross(intervention).filter(|cost| *cost > 0.0).or(Some(f64::INFINITY)))
        .collect();
    let first = more.first()?;
    let names: Vec<_> = more.iter().map(|intervention| quote(&intervention.id)).collect();
    let message = format!("the saving is larger than the cost: {}", words::first_few(&names, LISTED));
    Some(
        Diagnostic::warning("saving-exceeds-cost", message)
            .at(Some(first.place.clone()))
            .remedy("ask for the evidence that the money can be taken out"),
    )
}

fn size_twice(decision: &Decision) -> Option<Diagnostic> {
    let size = decision.size_column.as_deref()?;
    let reads_size =
        |criterion: &&Criterion| criterion.reading.column == size || criterion.reading.times.as_deref() == Some(size);
    let grows = weighed(decision).map(|(_, criterion)| criterion).find(reads_size)?;
    let message = format!("benefit is multiplied by `{}`, and criterion `{}` already grows with it", quote(size), grows.id);
    Some(
        Diagnostic::warning("size-twice", message)
            .at(grows.place.clone())
            .remedy("take `times` out of the criterion, or `size` out of [portfolio]"),
    )
}

fn not_splittable(decision: &Decision) -> Vec<Diagnostic> {
    let concave = decision
        .criteria
        .iter()
        .filter(|criterion| criterion.reading.times.is_some() && criterion.value.has_diminishing_returns());
    concave
        .map(|criterion| {
            let message = format!(
                "criterion `{}` has diminishing returns on size: one programme cut in two would score more",
                criterion.id
            );
            Diagnostic::warning("not-splittable", message)
                .at(criterion.place.clone())
                .remedy("use a linear value for what grows with size, or compare programmes of one size")
        })
        .collect()
}

fn nothing_affordable(decision: &Decision) -> Option<Diagnostic> {
    let budget = decision.budget.as_ref()?;
    let cheapest = budget.cheapest?;
    (cheapest > budget.most).then(|| {
        let message = format!(
            "the budget of {} can fund nothing: the cheapest intervention costs {}",
            figure::pounds(budget.most),
            figure::pounds(cheapest)
        );
        Diagnostic::warning("nothing-affordable", message)
            .at(budget.place.clone())
            .remedy("check the budget and the unit of the costs")
    })
}
