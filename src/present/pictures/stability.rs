//! How far each weight can move before the answer changes, and what happens then.

use std::sync::Arc;

use super::NAMED;
use crate::analysis::firmness::stability::{Stability, Swap, WeightInterval};
use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::sensitivity::one_weight::{Challenger, WeightStability};
use crate::document::chart::{Chart, ChartKind};
use crate::document::rows::{Interval, Intervals};
use crate::model::decision::Decision;
use crate::present::named::{Marks, inward, percent, weight_of};

/// Names that enter a plan, and that leave it.
const SWAPPED: usize = 2;

/// The interval of each weight over which the answer of a sensitivity analysis stays, nearest change first; `None` without one.
#[must_use]
pub fn stability(decision: &Decision, result: &Sensitivity) -> Option<Chart> {
    // The only intervention comes first at any weights.
    if decision.interventions.len() < 2 {
        return None;
    }
    let marks = Marks(&result.provisional);
    let row = |found: &WeightStability| Interval {
        name: weight_of(decision, &found.of),
        low: inward(found.stable_low, found.weight, true),
        at: found.weight,
        high: inward(found.stable_high, found.weight, false),
        below: found.challenger_low.as_ref().map(|challenger| takes_over(marks, challenger)),
        above: found.challenger_high.as_ref().map(|challenger| takes_over(marks, challenger)),
    };
    let stays = match (result.target, result.k) {
        ("top-k", Some(k)) => format!("the first {k} change"),
        ("order", _) => "the order changes".to_owned(),
        ("funded", _) => "another plan is worth more".to_owned(),
        _ => "another comes first".to_owned(),
    };
    let now =
        if result.target == "winner" { format!("{} comes first. ", marks.ids(&result.first, NAMED)) } else { String::new() };
    chart(result.weights.iter().map(row).collect(), &stays, &now)
}

/// The interval of each weight over which a plan stays the best, nearest change first; `None` without a weight.
#[must_use]
pub fn plan_stability(decision: &Decision, found: &Stability) -> Option<Chart> {
    let beyond = |change: &Swap| swap(Marks(&[]), &change.enters, &change.leaves);
    let row = |found: &WeightInterval| Interval {
        name: weight_of(decision, &found.of),
        low: inward(found.low, found.weight, true),
        at: found.weight,
        high: inward(found.high, found.weight, false),
        below: found.swap_low.as_ref().map(beyond),
        above: found.swap_high.as_ref().map(beyond),
    };
    chart(found.weights.iter().map(row).collect(), "another plan is worth more", "")
}

/// What happens at an end of an interval, in few words.
fn takes_over(marks: Marks<'_>, challenger: &Challenger) -> String {
    match challenger {
        Challenger::First(id) => format!("{} first", marks.id(id)),
        Challenger::Swap { up, down } => format!("{} for {}", marks.id(up), marks.id(down)),
        Challenger::Sets { up, down } => swap(marks, up, down),
    }
}

/// Who enters a plan and who leaves it, in few words.
fn swap(marks: Marks<'_>, enters: &[Arc<str>], leaves: &[Arc<str>]) -> String {
    let moved = |ids: &[Arc<str>], where_to: &str| (!ids.is_empty()).then(|| format!("{} {where_to}", marks.ids(ids, SWAPPED)));
    [moved(enters, "in"), moved(leaves, "out")].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// - `stays`: what the end of an interval means
/// - `now`: a sentence about what stands now, or nothing
fn chart(rows: Vec<Interval>, stays: &str, now: &str) -> Option<Chart> {
    if rows.is_empty() {
        return None;
    }
    let nearest = rows.first().and_then(nearest).unwrap_or_else(|| "No weight, moved by itself, changes that.".to_owned());
    Some(Chart {
        title: format!("How far each weight can move before {stays}"),
        finding: format!("{now}{nearest}"),
        x: "Weight, all others keeping their proportions".to_owned(),
        y: "Weight of".to_owned(),
        kind: ChartKind::Intervals(Intervals { rows }),
    })
}

/// Where the first row changes.
fn nearest(row: &Interval) -> Option<String> {
    let end = |side: &str, share: f64, what: &Option<String>| Some(format!("{side} {}: {}", percent(share), what.as_ref()?));
    let ends: Vec<_> = [end("below", row.low, &row.below), end("above", row.high, &row.above)].into_iter().flatten().collect();
    let said = format!("Nearest to a change is the weight of {}, now {}; {}.", row.name, percent(row.at), ends.join("; "));
    (!ends.is_empty()).then_some(said)
}
