//! The pictures of a report, each made of a result that is there: what it shows, and what it says.
//!
//! Every picture has a title and, for those who do not see it, a sentence with its finding. Where there is nothing to draw, there is
//! no picture.

mod acceptability;
mod contributions;
mod cost_value;
mod stability;
mod tornado;
mod weights;

pub use super::fund::triangles;
pub use acceptability::acceptability;
pub use contributions::contributions;
pub use cost_value::cost_value;
pub use stability::{plan_stability, stability};
pub use tornado::tornado;
pub use weights::{WeightView, group_views, weights_by_view};

use super::RunNotes;
use super::frame::placeholder;
use crate::document::words;
use crate::export::svg::Above;
use crate::model::decision::Decision;

/// Interventions in a picture; more make it too high to be seen at once.
const ROWS: usize = 30;
/// Names in one sentence.
const NAMED: usize = 6;

/// What must stand on a picture that goes about by itself.
#[must_use]
pub fn above(decision: &Decision, notes: &RunNotes) -> Above {
    let scenario = notes.scenario.as_ref().map(|name| format!("Scenario \"{name}\""));
    let filters = (!notes.filters.is_empty()).then(|| format!("Only rows with {}", notes.filters.join(" · ")));
    let title = notes.title.as_ref().map_or_else(String::new, |title| format!("{title} · "));
    Above {
        banners: placeholder(decision).into_iter().collect(),
        notes: scenario.into_iter().chain(filters).chain(notes.what_if()).collect(),
        foot: format!("{title}{}", notes.reconciliation("analysed")),
    }
}

/// What a title says where only the first rows are shown.
fn first_of(all: usize, shown: usize) -> String {
    if all > shown { format!(": the first {shown} of {}", words::count(all, "intervention")) } else { String::new() }
}
