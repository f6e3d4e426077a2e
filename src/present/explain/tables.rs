//! The tables of an explanation. Shown points add up: parts to values, values to the difference.

use crate::analysis::explain::{Difference, Explanation};
use crate::analysis::rank::Shown;
use crate::document::{Cell, Table};
use crate::model::decision::Decision;
use crate::present::columns::{numbers, prose, text};
use crate::present::named::{needed, performance};

/// Points of both and their difference as shown, in the order of the differences.
pub struct Points {
    pub mine: Vec<f64>,
    pub theirs: Option<Vec<f64>>,
}

impl Points {
    pub fn new(found: &Explanation, precision: usize) -> Self {
        let of = |points: &dyn Fn(&Difference) -> Option<f64>| -> Option<Vec<f64>> {
            let exact: Option<Vec<_>> = found.differences.iter().map(points).collect();
            exact.map(|exact| rounded_to_sum(&exact, precision))
        };
        let mine = of(&|difference| Some(difference.contribution)).unwrap_or_default();
        Self { mine, theirs: of(&|difference| difference.other_contribution) }
    }

    /// The difference a criterion makes.
    pub fn gap(&self, at: usize) -> Option<f64> {
        Some(self.mine[at] - self.theirs.as_ref()?[at])
    }

    /// Both values, and by how much the first is ahead.
    pub fn totals(&self) -> (f64, Option<(f64, f64)>) {
        let mine: f64 = self.mine.iter().sum();
        (mine, self.theirs.as_ref().map(|theirs| theirs.iter().sum::<f64>()).map(|theirs| (theirs, mine - theirs)))
    }
}

/// Figures with some decimals that sum to their rounded sum: the largest remainders are rounded up.
fn rounded_to_sum(exact: &[f64], decimals: usize) -> Vec<f64> {
    let unit = 10.0_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let total = (exact.iter().sum::<f64>() * unit).round();
    // What is a hair below a whole unit is that unit.
    let mut whole: Vec<_> = exact.iter().map(|figure| (figure * unit + 1e-6).floor()).collect();
    let mut order: Vec<_> = (0..exact.len()).collect();
    let rest = |at: usize| exact[at] * unit - (exact[at] * unit + 1e-6).floor();
    order.sort_by(|&a, &b| rest(b).total_cmp(&rest(a)));
    let mut open = total - whole.iter().sum::<f64>();
    for at in order {
        if open < 0.5 {
            break;
        }
        whole[at] += 1.0;
        open -= 1.0;
    }
    whole.into_iter().map(|figure| figure / unit).collect()
}

/// Characters of an id that fit into a heading.
const HEADING: usize = 8;

/// What heads the columns of the two: their ids or, where these are long, A and B.
pub fn headings(found: &Explanation) -> (String, Option<String>) {
    let fits = |id: &str| id.chars().count() <= HEADING;
    if fits(&found.id) && found.against.as_ref().is_none_or(|against| fits(against)) {
        return (found.id.to_string(), found.against.as_ref().map(ToString::to_string));
    }
    ("A".to_owned(), found.against.as_ref().map(|_| "B".to_owned()))
}

/// What each criterion adds to both, largest difference first.
pub fn points(decision: &Decision, found: &Explanation, precision: usize) -> Table {
    let points = Points::new(found, precision);
    let number = |value: f64| Cell::Number { value, decimals: precision };
    let score = |score: Option<f64>| score.map_or(Cell::Absent, number);
    let (mine, theirs_id) = headings(found);
    let mut columns = vec![prose("Criterion"), numbers("Weight %").short("Wt %"), numbers(&format!("Score {mine}"))];
    columns.extend(theirs_id.as_ref().map(|id| numbers(&format!("Score {id}"))));
    columns.push(numbers(&format!("Points {mine}")));
    if let Some(id) = &theirs_id {
        columns.push(numbers(&format!("Points {id}")));
        columns.push(numbers("Gap"));
    }
    let row = |(at, difference): (usize, &Difference)| {
        let mut cells = vec![
            text(name(decision, &difference.criterion)),
            Cell::Number { value: 100.0 * difference.weight, decimals: 1 },
            score(Some(difference.score)),
        ];
        cells.extend(found.against.as_ref().map(|_| score(difference.other_score)));
        cells.push(number(points.mine[at]));
        if let Some(theirs) = &points.theirs {
            cells.push(number(theirs[at]));
            cells.push(points.gap(at).map_or(Cell::Absent, number));
        }
        cells
    };
    let mut rows: Vec<_> = found.differences.iter().enumerate().map(row).collect();
    let (mine, theirs) = points.totals();
    let mut total = vec![text("Overall value"), Cell::Number { value: 100.0, decimals: 1 }, text("")];
    total.extend(found.against.as_ref().map(|_| text("")));
    total.push(number(mine));
    total.extend(theirs.into_iter().flat_map(|(theirs, gap)| [number(theirs), number(gap)]));
    rows.push(total);
    Table { columns, rows, ..Table::default() }
}

/// What both achieve, and what the one behind would need.
pub fn performances(decision: &Decision, found: &Explanation) -> Table {
    let leaf = |id: &str| decision.criteria.iter().position(|criterion| *criterion.id == *id);
    let (mine, theirs) = headings(found);
    let mut columns = vec![prose("Criterion"), prose("Unit"), numbers(&mine)];
    columns.extend(theirs.as_ref().map(|id| numbers(id)));
    let levels = !found.draw_level.is_empty();
    columns.extend(levels.then(|| numbers("Draws level at")));
    let row = |difference: &Difference| {
        let leaf = leaf(&difference.criterion)?;
        let criterion = &decision.criteria[leaf];
        let show = |shown: &Shown| match shown {
            Shown::Absent(_) => Cell::Absent,
            shown => text(performance(decision, leaf, shown)),
        };
        let mut cells =
            vec![text(criterion.name.clone()), text(criterion.unit.clone().unwrap_or_default()), show(&difference.performance)];
        cells.extend(difference.other_performance.as_ref().map(show));
        let level = found.draw_level.iter().find(|level| level.criterion == difference.criterion);
        cells.extend(level.map(|level| match &level.needed {
            Shown::Absent(_) => text("✗"),
            shown => text(needed(decision, leaf, shown)),
        }));
        Some(cells)
    };
    Table { columns, rows: found.differences.iter().filter_map(row).collect(), ..Table::default() }
}

fn name(decision: &Decision, id: &str) -> String {
    crate::present::named::criterion(decision, id).map_or_else(|| id.to_owned(), |criterion| criterion.name.clone())
}

#[cfg(test)]
mod tests {
    use super::rounded_to_sum;

    #[test]
    fn shown_parts_add_up() {
        let close = |found: Vec<f64>, wanted: &[f64]| found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(close(rounded_to_sum(&[33.333, 33.333, 33.334], 1), &[33.3, 33.3, 33.4]));
        assert!(close(rounded_to_sum(&[-0.06, -0.06, 10.0], 1), &[0.0, -0.1, 10.0]));
        assert!(close(rounded_to_sum(&[0.3 - 1e-17, 0.7], 1), &[0.3, 0.7]));
    }
}
