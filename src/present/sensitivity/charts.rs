//! The pictures of a sensitivity analysis.

use crate::analysis::sensitivity::regions::TwoWay;
use crate::analysis::sensitivity::sweep::{Stretch, Sweep};
use crate::analysis::sensitivity::{Present, Sensitivity};
use crate::document::chart::{Chart, ChartKind, Line, Region};
use crate::document::words;
use crate::model::decision::Decision;
use crate::present::named::{percent, weight_of};

/// Interventions named in a sentence.
const NAMED: usize = 8;

/// The colour and letter of each intervention in all pictures of a page: those that come first in any of them have the first,
/// in the order of the ranking, and then come the others in that order.
///
/// - result: for each row its number, from 0
pub fn series(decision: &Decision, result: &Sensitivity) -> Vec<usize> {
    let is_first = |row: &usize| {
        let id = &decision.interventions[*row].id;
        let has_region = |two_way: &TwoWay| two_way.regions.iter().any(|region| region.id == *id);
        result.sweep.iter().any(|sweep| leads(sweep, id)) || result.two_way.iter().any(has_region)
    };
    let (first, others): (Vec<_>, Vec<_>) = Present::new(decision).order.into_iter().partition(is_first);
    let mut series = vec![0; decision.interventions.len()];
    for (number, row) in first.into_iter().chain(others).enumerate() {
        series[row] = number;
    }
    series
}

/// Whether an intervention comes first at some weight.
fn leads(sweep: &Sweep, id: &str) -> bool {
    sweep.stretches.iter().any(|stretch| stretch.order.first().is_some_and(|first| **first == *id))
}

/// Values over one weight: straight lines, those that lead somewhere drawn strongly.
///
/// - `series`: for each row
pub fn sweep(decision: &Decision, sweep: &Sweep, series: &[usize], places: usize) -> Chart {
    let line = |(row, (from, to)): (usize, &(f64, f64))| {
        let intervention = &decision.interventions[row];
        let (label, name) = (intervention.id.to_string(), intervention.name.clone());
        Line { leads: leads(sweep, &label), label, name, series: series[row], from: *from, to: *to }
    };
    let lines = sweep.ends.iter().enumerate().map(line).collect();
    let changes = sweep.stretches.windows(2).filter(|pair| pair[0].order.first() != pair[1].order.first());
    let marks = changes.map(|pair| pair[0].to).collect();
    let weight = format!("Weight of {}", weight_of(decision, &sweep.of));
    Chart {
        title: format!("Who stands where as the weight of {} moves from 0 to 100%", weight_of(decision, &sweep.of)),
        finding: leaders(sweep),
        x: weight,
        y: "Overall value".to_owned(),
        kind: ChartKind::Lines { lines, at: sweep.weight, marks, places },
    }
}

/// Who comes first from which weight to which.
fn leaders(sweep: &Sweep) -> String {
    let same = |a: &Stretch, b: &Stretch| a.order.first() == b.order.first();
    let said = |run: &[Stretch]| {
        let (from, to) = (run.first()?, run.last()?);
        Some(format!("{} from {} to {}", from.order.first()?, percent(from.from), percent(to.to)))
    };
    let runs: Vec<_> = sweep.stretches.chunk_by(same).filter_map(said).collect();
    format!("First: {}; now {}.", words::first_few(&runs, NAMED), percent(sweep.weight))
}

/// How large a part of all pairs of weights each has.
fn shares(two_way: &TwoWay) -> String {
    let share = |region: &crate::analysis::sensitivity::regions::Region| format!("{} {}", region.id, percent(region.share));
    let shares: Vec<_> = two_way.regions.iter().map(share).collect();
    format!(
        "First, in share of all pairs of weights: {}; now {} and {}.",
        words::first_few(&shares, NAMED),
        percent(two_way.at.0),
        percent(two_way.at.1)
    )
}

/// Who comes first over two weights.
///
/// - `series`: for each row
pub fn regions(decision: &Decision, two_way: &TwoWay, series: &[usize]) -> Chart {
    let region = |found: &crate::analysis::sensitivity::regions::Region| {
        let row = decision.interventions.iter().position(|intervention| intervention.id == found.id);
        Region {
            label: found.id.to_string(),
            name: row.map_or_else(String::new, |row| decision.interventions[row].name.clone()),
            series: row.map_or(0, |row| series[row]),
            polygon: found.polygon.iter().map(|[x, y]| (*x, *y)).collect(),
        }
    };
    let (x, y) = (weight_of(decision, &two_way.x), weight_of(decision, &two_way.y));
    Chart {
        title: format!("Who comes first over the weights of {x} and {y}, all others keeping their proportions"),
        finding: shares(two_way),
        x: format!("Weight of {x}"),
        y: format!("Weight of {y}"),
        kind: ChartKind::Regions { regions: two_way.regions.iter().map(region).collect(), at: two_way.at },
    }
}
