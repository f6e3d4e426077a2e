//! The weights of several views side by side: of groups of stakeholders, or of scenarios.

use crate::analysis::weights::{GroupWeights, WeightsResult};
use crate::document::chart::{Chart, ChartKind};
use crate::document::rows::{View, Views};
use crate::model::decision::Decision;
use crate::present::named::percent;

/// Views in a picture; more cannot be told apart.
const MOST: usize = 12;

/// The name of a view, and its weight for each criterion; `None` where nobody answered.
pub type WeightView = (String, Vec<Option<f64>>);

/// The weights of each group of stakeholders.
#[must_use]
pub fn group_views(result: &WeightsResult) -> Vec<WeightView> {
    let view = |group: &GroupWeights| (format!("{} ({})", group.group, group.people), group.weights.entries().to_vec());
    result.groups.iter().map(view).collect()
}

/// The weights of several views beside those used; `None` without a view.
///
/// - `kind`: what a view is, such as "stakeholder group"
/// - `views`: for each one entry a criterion, in the order of the decision
#[must_use]
pub fn weights_by_view(decision: &Decision, kind: &str, views: &[WeightView]) -> Option<Chart> {
    if views.is_empty() {
        return None;
    }
    let shown = &views[..views.len().min(MOST)];
    let rest = if views.len() > shown.len() { format!(": the first {} of {}", shown.len(), views.len()) } else { String::new() };
    let used = if decision.weighing.panel.is_some() { "All together, as used" } else { "Used" };
    let view = |(name, shares): &WeightView| View { name: name.clone(), shares: shares.clone() };
    Some(Chart {
        title: format!("Weights by {kind}{rest}"),
        finding: furthest(decision, shown),
        x: "Weight, in % of the whole".to_owned(),
        y: "Criterion".to_owned(),
        kind: ChartKind::Views(Views {
            rows: decision.criteria.iter().map(|criterion| criterion.name.clone()).collect(),
            used: View { name: used.to_owned(), shares: decision.weights.criteria.iter().copied().map(Some).collect() },
            views: shown.iter().map(view).collect(),
        }),
    })
}

/// The criterion on which the views and the weights used lie furthest apart.
fn furthest(decision: &Decision, views: &[WeightView]) -> String {
    let ends = |criterion: usize| {
        let used = ("used", decision.weights.criteria[criterion]);
        let answered = views.iter().filter_map(|(name, shares)| Some((name.as_str(), shares.get(criterion).copied().flatten()?)));
        let all: Vec<_> = std::iter::once(used).chain(answered).collect();
        let least = all.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let most = all.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((criterion, least, most))
    };
    let apart = (0..decision.criteria.len()).filter_map(ends).max_by(|(_, a, b), (_, c, d)| (b.1 - a.1).total_cmp(&(d.1 - c.1)));
    match apart {
        Some((criterion, least, most)) if most.1 > least.1 => {
            let is_said = [least.0, most.0].contains(&"used");
            let used = percent(decision.weights.criteria[criterion]);
            format!(
                "Furthest apart on {}: from {} ({}) to {} ({}){}.",
                decision.criteria[criterion].name,
                percent(least.1),
                least.0,
                percent(most.1),
                most.0,
                if is_said { String::new() } else { format!("; {used} is used") }
            )
        }
        _ => "All weigh the criteria alike.".to_owned(),
    }
}
