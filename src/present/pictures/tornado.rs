//! What each uncertain figure does to a value between its low and its high.

use crate::analysis::sensitivity::Present;
use crate::analysis::sensitivity::tornado::TornadoBar;
use crate::document::chart::{Chart, ChartKind};
use crate::document::figure::fixed;
use crate::document::rows::{Named, Swing, Swings};
use crate::document::words;
use crate::model::decision::Decision;
use crate::present::named::{bound, intervention};

/// Bars in a picture.
const MOST: usize = 15;
/// A width that is none but for rounding.
const SEEN: f64 = 1e-9;

/// Bars around the present value of one intervention or, of several, around no change; widest first. `None` where no uncertain
/// figure moves a value.
///
/// - `bars`: of a sensitivity analysis
/// - `precision`: decimals of points
#[must_use]
pub fn tornado(decision: &Decision, bars: &[TornadoBar], precision: usize) -> Option<Chart> {
    let seen: Vec<_> = bars.iter().filter(|bar| bar.width() > SEEN).collect();
    let first = seen.first()?;
    let values = Present::new(decision).values;
    let value = |bar: &TornadoBar| {
        let row = decision.interventions.iter().position(|intervention| intervention.id == bar.id);
        row.map_or(0.0, |row| values[row])
    };
    let only = bars.iter().all(|bar| bar.id == first.id).then_some(*first);
    let from = |bar: &TornadoBar| if only.is_some() { 0.0 } else { value(bar) };
    let row = |bar: &&TornadoBar| Swing {
        of: match only {
            Some(_) => Named { label: bar.input.to_string(), name: String::new() },
            None => Named { label: bar.id.to_string(), name: bar.input.to_string() },
        },
        at_low: bar.low_value - from(bar),
        at_high: bar.high_value - from(bar),
        low: bound(decision, &bar.input, bar.low),
        high: bound(decision, &bar.input, bar.high),
    };
    let rows: Vec<_> = seen.iter().take(MOST).map(row).collect();
    let rest = if seen.len() > rows.len() {
        format!(": the widest {} of {}", rows.len(), words::count(seen.len(), "bar"))
    } else {
        String::new()
    };
    let (title, x) = about(decision, only.map(|bar| (bar, value(bar))), &rest, precision);
    Some(Chart {
        title,
        finding: widest(decision, first, value(first), precision),
        x,
        y: "One uncertain figure at a time, from its low to its high".to_owned(),
        kind: ChartKind::Swings(Swings { rows, base: only.map_or(0.0, value), decimals: precision }),
    })
}

/// Title and axis.
///
/// - `only`: the intervention that all bars are about, and its present value
fn about(decision: &Decision, only: Option<(&TornadoBar, f64)>, rest: &str, precision: usize) -> (String, String) {
    match only {
        Some((bar, now)) => (
            format!("What uncertain figures do to the value of {}{rest}", intervention(decision, &bar.id)),
            format!("Overall value of {}, in points; now {}", bar.id, fixed(now, precision)),
        ),
        None => (format!("What uncertain figures do to values{rest}"), "Change of the overall value, in points".to_owned()),
    }
}

/// What the widest bar says.
fn widest(decision: &Decision, bar: &TornadoBar, now: f64, precision: usize) -> String {
    let end = |figure: f64, value: f64, rank: usize| {
        format!("{} points ({}) at {}", fixed(value, precision), words::ordinal(rank), bound(decision, &bar.input, figure))
    };
    format!(
        "What moves a value most is {} of {}: {} and {}, now {}.",
        bar.input,
        bar.id,
        end(bar.low, bar.low_value, bar.low_rank),
        end(bar.high, bar.high_value, bar.high_rank),
        fixed(now, precision)
    )
}
