//! An explanation in sentences: plain first, each with the figures that bear it out.

use super::tables::{self, Points};
use crate::analysis::explain::{Difference, Explanation};
use crate::analysis::rank::Shown;
use crate::analysis::sensitivity::columns::NeededFigure;
use crate::document::{figure, words};
use crate::model::criterion::Criterion;
use crate::model::decision::Decision;
use crate::present::named::{bound, column_range, intervention, needed, needed_figure, percent, performance, weight_of};
use crate::present::sensitivity::moves;

/// Weights told of that let two draw level.
const TOLD: usize = 3;

pub struct Sentences<'a> {
    pub decision: &'a Decision,
    pub found: &'a Explanation,
    pub precision: usize,
    points: Points,
    me: String,
    other: Option<String>,
}

impl<'a> Sentences<'a> {
    pub fn new(decision: &'a Decision, found: &'a Explanation, precision: usize) -> Self {
        let me = intervention(decision, &found.id);
        let other = found.against.as_ref().map(|against| intervention(decision, against));
        Self { decision, found, precision, points: Points::new(found, precision), me, other }
    }

    fn points_of(&self, value: f64) -> String {
        figure::fixed(value, self.precision)
    }

    pub fn leaf(&self, id: &str) -> Option<(usize, &'a Criterion)> {
        self.decision.criteria.iter().enumerate().find(|(_, criterion)| *criterion.id == *id)
    }

    fn name(&self, id: &str) -> String {
        self.leaf(id).map_or_else(|| id.to_owned(), |(_, criterion)| criterion.name.clone())
    }

    pub fn heading_of_points(&self) -> String {
        match &self.found.against {
            Some(against) => format!("What each criterion adds: {} beside {against}", self.found.id),
            None => format!("What each criterion adds to {}", self.found.id),
        }
    }

    /// Where it stands, what decides, and whether that is provisional.
    pub fn answer(&self) -> Vec<String> {
        let mut said = vec![self.place()];
        said.extend(self.deciding());
        let ranges: Vec<_> = self
            .found
            .provisional
            .iter()
            .map(|(id, low, high)| {
                format!("{id} could have anywhere from {} to {} points", self.points_of(*low), self.points_of(*high))
            })
            .collect();
        if !ranges.is_empty() {
            said.push(format!(
                "PROVISIONAL: figures are missing and count as the middle of what they could be. {}.",
                words::listed(ranges)
            ));
        }
        said.extend(self.prospects());
        said
    }

    fn place(&self) -> String {
        let (mine, theirs) = self.points.totals();
        let of = format!("{} of {}", words::ordinal(self.found.rank), self.found.interventions);
        let me = &self.me;
        let (Some(other), Some((theirs, gap))) = (&self.other, theirs) else {
            return format!(
                "{me} is the only intervention, with {} points of 100: there is nothing to hold it against.",
                self.points_of(mine)
            );
        };
        let rank = self.found.other_rank.map_or(String::new(), words::ordinal);
        let mine = self.points_of(mine);
        let ahead = match self.behind() {
            None => format!("as many as {other}"),
            Some(true) => format!("{} behind {other}, which comes {rank} with {}", self.apart(-gap), self.points_of(theirs)),
            Some(false) => {
                format!("{} ahead of {other}, which comes {rank} with {}", self.apart(gap), self.points_of(theirs))
            }
        };
        format!("{me} comes {of} with {mine} points of 100, {ahead}.")
    }

    fn apart(&self, gap: f64) -> String {
        words::apart(gap, self.precision)
    }

    /// The next place up, and how far its own uncertain figures could move it.
    fn prospects(&self) -> Option<String> {
        let up = self.found.next_up.as_ref().filter(|up| Some(&up.id) != self.found.against.as_ref()).map(|up| {
            format!("The next place up is {} ({}), {} points away.", up.id, words::ordinal(up.rank), self.apart(up.gap))
        });
        let top = self.found.gap_to_top.map(|gap| format!("To be among the first it lacks {} points.", self.apart(gap)));
        let top = top.map(|said| match self.found.top {
            Some(top) => said.replace("the first it", &format!("the first {top} it")),
            None => said,
        });
        let own = self.found.ranks_by_own_figures.map(|(best, worst)| {
            let (best, worst) = (words::ordinal(best), words::ordinal(worst));
            if best == worst {
                format!("None of its uncertain figures, from its low to its high, takes it from {best} place.")
            } else {
                format!(
                    "Its own uncertain figures, one at a time from low to high, would put it anywhere from {best} to {worst}."
                )
            }
        });
        let all: Vec<_> = up.into_iter().chain(top).chain(own).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    /// Whether it lies behind the other; `None` if the two tie.
    fn behind(&self) -> Option<bool> {
        if self.found.draw_level.is_empty() { None } else { self.found.value_gap.map(|gap| gap < 0.0) }
    }

    /// The criteria with the largest differences, and how much of the whole they make.
    fn deciding(&self) -> Option<String> {
        let other = self.found.against.as_ref()?;
        let differences: Vec<_> = self.found.differences.iter().take(self.found.deciding.len()).enumerate().collect();
        if differences.is_empty() {
            return Some(format!(
                "On every criterion that carries weight the two do equally well: nothing parts {} and {other}.",
                self.found.id
            ));
        }
        let told = differences.iter().map(|(at, difference)| self.decides(*at, difference)).collect::<Vec<_>>().join("; ");
        let all = self.found.differences.iter().filter(|found| found.weight > 0.0).count();
        let opening = match differences.len() {
            1 => "One criterion decides",
            2 => "Two criteria decide",
            _ if all == 3 => "All three criteria count, the largest difference first",
            _ => "Three criteria decide",
        };
        let together: f64 = differences.iter().filter_map(|(at, _)| self.points.gap(*at)).sum();
        let (_, totals) = self.points.totals();
        let rest = totals.map(|(_, gap)| gap - together).filter(|_| self.found.differences.len() > differences.len());
        let rest = rest.map_or(String::new(), |rest| format!(" All others together: {} points.", self.signed(rest)));
        Some(format!("{opening}. {told}.{rest}"))
    }

    /// `Health gain: 24 against 205 QALYs a year, a score of 16 against 77, -25.3 points`.
    fn decides(&self, at: usize, difference: &Difference) -> String {
        let name = self.name(&difference.criterion);
        let gap = self.points.gap(at).map_or(String::new(), |gap| self.signed(gap));
        let Some((leaf, criterion)) = self.leaf(&difference.criterion) else { return format!("{name}: {gap} points") };
        let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
        let show = |shown: &Shown| match shown {
            Shown::Absent(_) => "no figure".to_owned(),
            shown => performance(self.decision, leaf, shown),
        };
        let theirs = difference.other_performance.as_ref().map_or(String::new(), |shown| format!(" against {}", show(shown)));
        format!(
            "{name}, with {} of the weight: {}{theirs}{unit}, {gap} points",
            percent(difference.weight),
            show(&difference.performance)
        )
    }

    fn signed(&self, points: f64) -> String {
        let sign = if points > 0.0 { "+" } else { "" };
        format!("{sign}{}", self.points_of(points))
    }

    /// How the tables are read.
    pub fn below_the_tables(&self) -> Option<String> {
        let against = self.found.against.as_ref()?;
        let none = self.found.draw_level.iter().any(|level| matches!(level.needed, Shown::Absent(_)));
        let cross = if none { " ✗: no performance on this criterion alone is enough." } else { "" };
        let behind = match self.behind() {
            Some(true) => format!(" \"Draws level at\" is what {} would need.", self.found.id),
            Some(false) => format!(" \"Draws level at\" is what {against} would need."),
            None => String::new(),
        };
        let letters = match tables::headings(self.found) {
            (mine, Some(theirs)) if *mine != *self.found.id => format!(" {mine}: {}, {theirs}: {against}.", self.found.id),
            _ => String::new(),
        };
        Some(format!("Points are rounded so that they add up.{letters}{behind}{cross}"))
    }

    /// What would let whoever is behind draw level: one figure, one weight, several weights.
    pub fn changes(&self) -> Vec<String> {
        let (Some(against), Some(is_behind)) = (&self.found.against, self.behind()) else {
            let tie = self.found.against.is_some().then(|| "The two tie.".to_owned());
            return tie.into_iter().collect();
        };
        let (behind, ahead) = if is_behind { (&self.found.id, against) } else { (against, &self.found.id) };
        let mut said = vec![self.figures(behind, ahead)];
        said.extend(self.columns(behind, ahead));
        said.push(self.weights(behind, ahead));
        if let Some(weights) = &self.found.closest_weights {
            let present = &self.decision.weights.criteria;
            let moved: f64 = weights.entries().iter().zip(present.iter()).map(|(new, old)| (new - old).abs()).sum::<f64>() / 2.0;
            said.push(format!(
                "Several weights at once: the smallest change that does it moves {} of all weight ({} percentage points).",
                percent(moved),
                moves(self.decision, weights.entries())
            ));
        }
        said
    }

    fn figures(&self, behind: &str, ahead: &str) -> String {
        let one = |level: &crate::analysis::explain::DrawLevel| {
            let (leaf, criterion) = self.leaf(&level.criterion)?;
            if matches!(level.needed, Shown::Absent(_)) {
                return None;
            }
            let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
            let now = match &level.performance {
                Shown::Absent(_) => "not known now".to_owned(),
                shown => format!("now {}", performance(self.decision, leaf, shown)),
            };
            let enough = needed(self.decision, leaf, &level.needed);
            Some(format!("{} of {enough}{unit} ({now})", criterion.name))
        };
        let enough: Vec<_> = self.found.draw_level.iter().filter_map(one).collect();
        if enough.is_empty() {
            return format!("No performance on one criterion alone would bring {behind} level with {ahead}.");
        }
        format!("One criterion at a time, {behind} would draw level with {ahead} at {}.", enough.join(", or at "))
    }

    /// The same in the columns of the data.
    fn columns(&self, behind: &str, ahead: &str) -> Option<String> {
        let all = &self.found.draw_level_by_column;
        let one = |found: &NeededFigure| {
            let needed = needed_figure(self.decision, found)?;
            let runs = |(whose, (low, high)): (&str, (f64, f64))| {
                let end = |end| bound(self.decision, &found.column, end);
                format!(", {whose} {} to {}", end(low), end(high))
            };
            let own = found.own_range.map(|range| ("its own range", range));
            let all = || column_range(self.decision, &found.column).map(|range| ("all figures now", range));
            let own = own.or_else(all).map_or(String::new(), runs);
            let now = found.figure.map_or(String::new(), figure::plain);
            Some(format!("{} = {} (now {now}{own})", found.column, needed.trim_end_matches('†')))
        };
        let enough: Vec<_> = all.iter().filter_map(one).collect();
        // Of a figure that is missing nothing is said.
        let known = all.iter().filter(|found| found.figure.is_some()).map(|found| found.column.to_string());
        let known: Vec<_> = known.collect();
        if known.is_empty() {
            return None;
        }
        Some(if enough.is_empty() {
            let opening = match &known[..] {
                [only] => format!("No figure of {only} alone"),
                _ => format!("Of the columns {}, no figure of one alone", words::listed(known)),
            };
            format!("{opening}, with everything it counts in, would bring {behind} level with {ahead}.")
        } else {
            format!(
                "In the figures of the data, one column at a time with everything it counts in, {behind} would draw level with {ahead} \
                 at {}.",
                enough.join(", or at ")
            )
        })
    }

    fn weights(&self, behind: &str, ahead: &str) -> String {
        let told: Vec<_> = self
            .found
            .level_weights
            .iter()
            .take(TOLD)
            .map(|level| {
                let verb = if level.level_at > level.weight { "rises" } else { "falls" };
                let name = weight_of(self.decision, &level.of);
                format!("the weight of {name} {verb} from {} to {}", percent(level.weight), percent(level.level_at))
            })
            .collect();
        if told.is_empty() {
            return format!("No single weight, moved anywhere from 0 to 100%, brings {behind} level with {ahead}.");
        }
        format!("One weight at a time, the others keeping their proportions, the two draw level if {}.", told.join(", or if "))
    }
}
