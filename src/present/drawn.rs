//! What is said of draws wherever there are any: what bounds are, what happens to blanks and beyond scales.

use crate::document::words;
use crate::model::criterion::Criterion;
use crate::model::decision::Decision;
use crate::model::uncertainty::{BoundsAre, Law};
use crate::model::value_function::Outside;

/// Columns named.
const NAMED: usize = 5;

/// What the bounds of uncertain figures are, and what happens beyond scales.
///
/// - `read`: whether figures of a column are drawn
/// - `missing`: columns of which blanks are drawn
pub fn bounds(decision: &Decision, read: &dyn Fn(&str) -> bool, missing: &[&str]) -> Option<String> {
    let given =
        |column: &str| decision.draws.as_ref().is_some_and(|draws| draws.columns.iter().any(|given| *given.column == *column));
    let mut said = Vec::new();
    let inputs = || decision.uncertain.iter().filter(|input| read(&input.column) && !given(&input.column));
    for (are, meaning) in [
        (BoundsAre::Extremes, "the least and the largest that a figure can be"),
        (BoundsAre::Interval95, "the ends of a 95% interval"),
    ] {
        let columns: Vec<_> = inputs()
            .filter(|input| input.law.bounds() == are && input.law != Law::Beta)
            .map(|input| format!("`{}`", input.column))
            .collect();
        if !columns.is_empty() {
            said.push(format!("Bounds, where stated, of {} are {meaning}.", words::first_few(&columns, NAMED)));
        }
    }
    if !missing.is_empty() {
        let columns: Vec<_> = missing.iter().map(|column| format!("`{column}`")).collect();
        said.push(format!("Figures missing in {} are drawn evenly over the whole scale.", words::first_few(&columns, NAMED)));
    }
    let is_read = |criterion: &&Criterion| criterion.reading.columns().any(read);
    let fixed = decision.criteria.iter().filter(is_read).any(|criterion| {
        criterion.value.scale.is_some() && !criterion.value.is_local() && criterion.value.outside != Outside::Extrapolate
    });
    if fixed {
        said.push("A figure drawn beyond a fixed scale counts as the nearer end.".to_owned());
    }
    let local = decision.criteria.iter().filter(is_read).any(|criterion| criterion.value.is_local());
    if local {
        said.push("Scales made by the data stay those of the base case.".to_owned());
    }
    (!said.is_empty()).then(|| said.join(" "))
}
