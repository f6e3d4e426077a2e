//! How the tables of a sensitivity analysis are read.

use std::sync::Arc;

use super::sentences::{NAMED, Sentences};
use crate::analysis::sensitivity::admissible::Space;
use crate::analysis::sensitivity::columns::NeededFigure;
use crate::analysis::sensitivity::tornado::TornadoBar;
use crate::document::words;
use crate::model::uncertainty::BoundsAre;
use crate::model::value_function::Shape;
use crate::present::Medium;

impl Sentences<'_> {
    /// How the table of needed performances is read, and for whom no figure is enough.
    ///
    /// - `shown`, `reach`: rows shown, and rows there could be
    /// - `none`: ids that no figure alone brings there
    pub fn about_needed(&self, shown: usize, reach: usize, none: &[Arc<str>]) -> Vec<String> {
        let mut said = Vec::new();
        if reach > 0 {
            said.push(
                "One criterion at a time, all others as they are; rounded so that the figure shown is enough. ✗: no performance \
                 on this criterion alone is enough."
                    .to_owned(),
            );
            if self.decision.criteria.iter().any(|criterion| matches!(criterion.value.shape, Shape::Relative { .. })) {
                let held = "Relative values are held against the performances of now; a what-if with --set changes these, too.";
                said.push(held.to_owned());
            }
        }
        if shown < reach {
            said.push(format!("The next {shown} in the ranking; {} more in JSON.", reach - shown));
        }
        if !none.is_empty() {
            said.push(format!("No criterion alone is enough for {}.", self.ids(none, 3 * NAMED)));
        }
        said
    }

    /// How the table of needed figures is read.
    ///
    /// - `shown`: for each row shown what is needed in every column; `reach`: rows there could be
    /// - `beyond`: whether any figure shown lies beyond what is stated for it
    pub fn about_figures(shown: &[&[NeededFigure]], reach: usize, beyond: bool) -> Vec<String> {
        let mut said =
            vec!["One column at a time, with everything it counts in; rounded so that the figure shown is enough.".to_owned()];
        if beyond {
            said.push(
                "† Beyond the low or the high that is stated for it or, where none is, beyond every figure of its column."
                    .to_owned(),
            );
        }
        if shown.iter().copied().flatten().any(|found| found.figure.is_none()) {
            said.push("–: the figure is missing, so nothing is said of it.".to_owned());
        }
        let shown = shown.len();
        if shown < reach {
            said.push(format!("The next {shown} in the ranking; {} more in JSON.", reach - shown));
        }
        said
    }

    pub fn about_break_even(&self) -> String {
        let net = if self.decision.cost_is_net { ", savings taken off," } else { "" };
        let top = self.result.k;
        let mut line = top.map_or(String::new(), |k| format!(" Among the first {k}: the same for a place among these."));
        if self.decision.budget.as_ref().is_some_and(|budget| budget.total.is_some()) {
            line.push_str(
                " Within the budget: the most at which the budget, paid out in this order up to the first that does not fit, \
                 reaches it.",
            );
        }
        format!(
            "The most it may cost a year{net} to give as much benefit per pound as the first (the first itself: as the next), rounded \
             down to three digits; benefits as they are.{line}"
        )
    }

    /// What the ends of uncertain figures are, and whose rank they change.
    pub fn about_tornado(bars: &[TornadoBar]) -> Vec<String> {
        let mut said = Vec::new();
        if bars.is_empty() {
            said.push("No uncertain figure moves a value here.".to_owned());
        }
        let kinds = [
            (BoundsAre::Extremes, "the least and the largest they can be"),
            (BoundsAre::Interval95, "the ends of a 95% interval"),
        ];
        for (bounds, are) in kinds {
            let columns: Vec<_> = bars.iter().filter(|bar| bar.bounds == bounds).map(|bar| bar.input.to_string()).collect();
            if !columns.is_empty() {
                said.push(format!("Low and high of {} are {are}.", words::listed(columns)));
            }
        }
        said
    }

    /// How many swings have bounds, where these say which weights may be.
    pub(super) fn held(&self) -> String {
        let criteria = self.decision.criteria.iter().map(|criterion| (criterion.judgement, criterion.swing_bounds));
        let groups = self.decision.groups.iter().map(|group| (group.judgement, group.swing_bounds));
        let judged: Vec<_> = criteria.chain(groups).filter(|(judgement, _)| judgement.is_some()).collect();
        let bounded = judged.iter().filter(|(_, bounds)| bounds.is_some()).count();
        if self.result.weights_space != Space::Interval || bounded == judged.len() {
            return String::new();
        }
        let have = if bounded == 1 { "has" } else { "have" };
        format!(" Only {bounded} of {} swings {have} bounds; the others are held as they are.", judged.len())
    }

    /// Over which weights values and ranks are looked at.
    pub fn about_intervals(&self) -> String {
        let over = match self.result.weights_space {
            Space::Free => "all weights",
            Space::Ordinal => "all weights in the present order",
            Space::Interval => "all weights within the bounds of the swings",
        };
        format!("Over {over}; a swing of 0 stays 0. Ties share the better rank.{}", self.held())
    }

    /// The exactness of it all.
    pub fn how(&self) -> String {
        let searched = if self.result.figures.is_empty() {
            "none rests on chance or on steps between which something could be missed"
        } else {
            "none rests on chance; only where one column counts in several curves is its needed figure looked for in small steps"
        };
        let which = if self.medium == Medium::Board { "All figures of single changes" } else { "All figures" };
        format!("{which} are exact: {searched}.")
    }
}
