//! How often each intervention takes each rank over the draws of a simulation.

use super::{ROWS, first_of};
use crate::analysis::simulate::{Alternative, Simulation};
use crate::document::chart::{Chart, ChartKind};
use crate::document::figure::{fixed, whole_percent};
use crate::document::rows::{Grid, Named};
use crate::document::words;
use crate::present::named::with_id;
use crate::present::simulate::bands;

/// A heat map, lowest mean rank first; ranks are put together where there are many.
#[must_use]
pub fn acceptability(simulation: &Simulation) -> Chart {
    let all = &simulation.alternatives;
    let bands = bands(all.len());
    let row = |alternative: &Alternative| {
        let share = |&(from, to): &(usize, usize)| alternative.rank_acceptability[from - 1..to].iter().sum();
        (Named { label: alternative.id.to_string(), name: alternative.name.clone() }, bands.iter().map(share).collect())
    };
    let heading = |&(from, to): &(usize, usize)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    let rows: Vec<_> = all.iter().take(ROWS).map(row).collect();
    let by = if all.len() > rows.len() { ", by mean rank" } else { "" };
    Chart {
        title: format!("How often each takes each rank, in % of draws{}{by}", first_of(all.len(), rows.len())),
        finding: finding(simulation),
        x: "Rank".to_owned(),
        y: "Intervention, lowest mean rank first".to_owned(),
        kind: ChartKind::Grid(Grid { columns: bands.iter().map(heading).collect(), rows }),
    }
}

/// Who is first most often.
fn finding(simulation: &Simulation) -> String {
    let first = |alternative: &&Alternative| alternative.rank_acceptability.first().copied().unwrap_or(0.0);
    let most = simulation.alternatives.iter().rev().max_by(|a, b| first(a).total_cmp(&first(b)));
    let draws = words::count(usize::try_from(simulation.draws).unwrap_or(usize::MAX), "draw");
    let error = fixed(100.0 * simulation.max_standard_error, 2);
    most.map_or_else(String::new, |most| {
        format!(
            "{} comes first most often, in {} of {draws} (seed {}, largest standard error {error} percentage points).",
            with_id(&most.name, &most.id),
            whole_percent(first(&most)),
            simulation.seed
        )
    })
}
