//! What the tables of a ranking do not say by themselves, in sentences.

use super::View;
use crate::analysis::rank::{NoRatio, Ranked, Ranking, SortBy};
use crate::document::{figure, words};
use crate::model::decision::{Baseline, CostRole, Decision};
use crate::numeric::tolerance::tie_key;
use crate::present::Medium;

/// Interventions named in one sentence.
const NAMED: usize = 8;
const MILLION: f64 = 1e6;

pub struct Sentences<'a> {
    pub decision: &'a Decision,
    pub ranking: &'a Ranking,
    pub shown: &'a [Ranked],
    pub view: View,
}

impl Sentences<'_> {
    fn points(&self, value: f64) -> String {
        figure::fixed(value, self.view.precision)
    }

    /// Who comes first, by how much, and whether a missing figure makes that provisional.
    pub fn answer(&self) -> String {
        let mut answer = match self.view.sort {
            SortBy::Value => self.by_value(),
            SortBy::ValueForMoney => self.by_money(),
        };
        let leader = &self.ranking.ranking[0];
        if let (Some(low), Some(high)) = (leader.value_low, leader.value_high) {
            answer.push_str(&format!(
                " PROVISIONAL: figures of {} are missing, its value lies anywhere from {} to {}.",
                leader.id,
                self.points(low),
                self.points(high)
            ));
        }
        answer
    }

    fn by_value(&self) -> String {
        let rows = &self.ranking.ranking;
        let count = words::count(rows.len(), "intervention");
        let first: Vec<_> = rows.iter().filter(|row| row.rank == 1).collect();
        match first[..] {
            [only] if rows.len() == 1 => {
                format!("{} is the only intervention: there is nothing to rank it against.", named(only))
            }
            [leader] => {
                let ahead =
                    |second: &Ranked| format!(", {} ahead of {}", self.points(leader.value - second.value), named(second));
                let lead = rows.iter().find(|row| row.rank == 2).map_or(String::new(), ahead);
                format!("{} comes first of {count} with {} points of 100{lead}.", named(leader), self.points(leader.value))
            }
            _ => {
                let leaders: Vec<_> = first.iter().map(|row| named(row)).collect();
                let value = first.first().map_or(0.0, |row| row.value);
                format!(
                    "{} share first place among {count}, with {} points of 100.",
                    words::first_few(&leaders, 3),
                    self.points(value)
                )
            }
        }
    }

    fn by_money(&self) -> String {
        let per_million = |row: &Ranked| row.value_for_money.map_or(String::new(), |ratio| self.points(ratio * MILLION));
        let mut rows = self.ranking.ranking.iter().filter(|row| row.value_for_money.is_some());
        let Some(first) = rows.next() else {
            return "No intervention has a ratio of value to cost.".to_owned();
        };
        let next =
            rows.next().map_or(String::new(), |second| format!("; next comes {} with {}", named(second), per_million(second)));
        format!("{} gives most for money, {} points of benefit for each £1m a year{next}.", named(first), per_million(first))
    }

    /// Doing nothing, ratios, missing figures, and what the order leaves out.
    pub fn below_the_table(&self) -> Vec<String> {
        let mut said = Vec::new();
        let rest = self.ranking.ranking.len() - self.shown.len();
        if rest > 0 && self.view.medium != Medium::Board {
            said.push(format!("{} more not shown (--top).", words::count(rest, "intervention")));
        }
        said.extend(self.doing_nothing());
        if self.decision.cost_role == CostRole::Denominator {
            said.extend(self.ratios());
        }
        let range = |row: &Ranked| {
            Some(format!("{} anywhere from {} to {}", row.id, self.points(row.value_low?), self.points(row.value_high?)))
        };
        let open: Vec<_> = self.shown.iter().filter_map(range).collect();
        if !open.is_empty() {
            said.push(format!(
                "≈ Figures are missing, so the value is the middle of a range: {}.",
                words::first_few(&open, NAMED)
            ));
        }
        said
    }

    fn doing_nothing(&self) -> Option<String> {
        let stated = self.decision.criteria.iter().any(|criterion| criterion.nothing.is_some())
            || self.decision.baseline != Baseline::Criteria;
        let nothing = self.ranking.value_of_nothing;
        let below: Vec<_> =
            self.shown.iter().filter(|row| tie_key(row.value) < tie_key(nothing)).map(|row| row.id.to_string()).collect();
        stated.then(|| {
            let worse =
                if below.is_empty() { String::new() } else { format!(" Below that: {}.", words::first_few(&below, NAMED)) };
            format!("Doing nothing scores {} points: what lies above that is gain.{worse}", self.points(nothing))
        })
    }

    fn ratios(&self) -> Vec<String> {
        let size = self.decision.size_column.as_ref().map_or(String::new(), |size| format!(", times {size}"));
        let net = if self.decision.cost_is_net { ", savings taken off" } else { "" };
        let mut said = vec![format!("Per £m: points above doing nothing{size}, for each £1m a year{net}.")];
        if self.view.sort == SortBy::ValueForMoney {
            said.push(
                "The running total takes one after the other in this order; mandates, prerequisites and choices that exclude \
                 one another are not considered."
                    .to_owned(),
            );
        } else {
            let why = |row: &Ranked| Some(format!("{} ({})", row.id, no_ratio(row.no_ratio?)));
            let apart: Vec<_> = self.shown.iter().filter_map(why).collect();
            if !apart.is_empty() {
                said.push(format!("No ratio: {}.", words::first_few(&apart, NAMED)));
            }
        }
        said
    }

    /// Who is dominated by whom.
    pub fn dominance(&self) -> Option<String> {
        if self.ranking.ranking.first()?.dominated_by.is_none() {
            return Some("Dominance is not checked beyond 2,000 interventions.".to_owned());
        }
        let dominated: Vec<_> = self.shown.iter().filter_map(dominated).collect();
        let most = if self.view.medium == Medium::Board { usize::MAX } else { NAMED };
        let named = dominated.iter().take(most).cloned().collect::<Vec<_>>().join("; ");
        let more = dominated.len().saturating_sub(most);
        let rest = if more > 0 { format!("; and {more} more (all in JSON)") } else { String::new() };
        let why = "Dominated (another is at least as good on every weighed criterion and better on one; cost is not considered)";
        (!dominated.is_empty()).then(|| format!("{why}: {named}{rest}."))
    }
}

fn named(row: &Ranked) -> String {
    if *row.name == *row.id { row.name.clone() } else { format!("{} ({})", row.name, row.id) }
}

fn dominated(row: &Ranked) -> Option<String> {
    let by: Vec<_> = row.dominated_by.as_ref()?.iter().map(ToString::to_string).collect();
    (!by.is_empty()).then(|| format!("{} by {}", row.id, words::first_few(&by, 2)))
}

/// Why there is no ratio, in words.
#[must_use]
pub fn no_ratio(reason: NoRatio) -> &'static str {
    match reason {
        NoRatio::ZeroCost => "costs nothing",
        NoRatio::ReleasesMoney => "releases money",
        NoRatio::NoBenefit => "no better than doing nothing",
        NoRatio::NoCost => "no cost given",
        NoRatio::NoSaving => "no saving given, so no net cost",
        NoRatio::NoSize => "no size given",
        NoRatio::CostIsWeighed => "cost is weighed",
    }
}
