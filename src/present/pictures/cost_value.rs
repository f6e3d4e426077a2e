//! What each intervention costs and brings, and which ones no other beats on both.

use std::collections::HashSet;

use super::NAMED;
use crate::analysis::fund::{Funding, benefits_at};
use crate::analysis::sensitivity::summary::open_rows;
use crate::document::chart::{Chart, ChartKind};
use crate::document::figure::plain;
use crate::document::scatter::{Dot, Scatter};
use crate::document::words;
use crate::model::decision::{CostRole, Decision};
use crate::model::intervention::Intervention;
use crate::model::portfolio_rules::pence;
use crate::numeric::tolerance::tie_key;
use crate::present::rank::cost_heading;

/// Cost across and benefit up, with the stairs of those that no other one beats on both; `None` where nothing has a cost, or cost
/// is weighed, so that benefit holds it already.
///
/// - `plan`: of which those funded are told apart
#[must_use]
pub fn cost_value(decision: &Decision, plan: Option<&Funding>) -> Option<Chart> {
    if decision.cost_role != CostRole::Denominator {
        return None;
    }
    let dots = dots(decision, plan);
    let left_out = decision.interventions.len() - dots.len();
    let rest = if left_out > 0 {
        format!("; {} without a cost left out", words::count(left_out, "intervention"))
    } else {
        String::new()
    };
    (!dots.is_empty()).then(|| Chart {
        title: format!("Cost against benefit{rest}"),
        finding: finding(&dots, plan),
        x: cost_heading(decision).to_owned(),
        y: up(decision),
        kind: ChartKind::Scatter(Scatter { dots, has_plan: plan.is_some() }),
    })
}

/// Everything that has a cost, by cost, and of equal ones the best first.
fn dots(decision: &Decision, plan: Option<&Funding>) -> Vec<Dot> {
    let funded: HashSet<_> = plan.iter().flat_map(|plan| &plan.selected).collect();
    let benefits = benefits_at(decision, &decision.weights.criteria);
    let open: HashSet<_> = open_rows(decision).into_iter().map(|(row, _)| row).collect();
    let dot = |(row, (intervention, benefit)): (usize, (&Intervention, f64))| {
        let is_sized = decision.size_column.is_none() || intervention.size.is_some();
        Some(Dot {
            label: format!("{}{}", if open.contains(&row) { "≈" } else { "" }, intervention.id),
            name: intervention.name.clone(),
            cost: intervention.cost.filter(|_| is_sized)?,
            benefit,
            efficient: false,
            funded: funded.contains(&intervention.id),
        })
    };
    let mut dots: Vec<_> = decision.interventions.iter().zip(benefits).enumerate().filter_map(dot).collect();
    dots.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(b.benefit.total_cmp(&a.benefit)));
    mark_efficient(&mut dots);
    dots
}

/// What benefit is.
fn up(decision: &Decision) -> String {
    let nothing = decision.value_of_nothing();
    let above = if tie_key(nothing) == 0 {
        String::new()
    } else {
        format!(" above doing nothing ({})", plain((10.0 * nothing).round() / 10.0))
    };
    let size = decision.size_column.as_ref().map_or(String::new(), |size| format!(", times {size}"));
    format!("Benefit: points of overall value{above}{size}")
}

/// Of equals in both, all are efficient; what costs something and brings nothing is beaten by doing nothing.
///
/// - `dots`: by cost, of equal ones the best first
fn mark_efficient(dots: &mut [Dot]) {
    let mut best: Option<(i64, i128)> = None;
    for dot in dots {
        let (cost, benefit) = (pence(dot.cost), tie_key(dot.benefit));
        let is_worse_than_nothing = cost >= 0 && benefit <= 0 && (cost, benefit) != (0, 0);
        let leads = best.is_none_or(|(at, most)| benefit > most || (benefit == most && cost == at));
        dot.efficient = leads && !is_worse_than_nothing;
        if dot.efficient {
            best = Some((cost, benefit));
        }
    }
}

fn finding(dots: &[Dot], plan: Option<&Funding>) -> String {
    let efficient: Vec<_> = dots.iter().filter(|dot| dot.efficient).map(|dot| dot.label.clone()).collect();
    let lies = if efficient.len() == 1 { "lies" } else { "lie" };
    let of_plan = plan.map_or_else(String::new, |plan| {
        format!(" The plan funds {} of {}.", plan.selected.len(), words::count(plan.interventions.len(), "intervention"))
    });
    format!(
        "{} of {} {lies} on the frontier, where no other one costs as little and brings more: {}.{of_plan}",
        efficient.len(),
        dots.len(),
        words::first_few(&efficient, NAMED)
    )
}
