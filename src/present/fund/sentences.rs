//! What a funded plan says in sentences.

use std::sync::Arc;

use super::words::ids;
use crate::analysis::fund::reasons::IfForced;
use crate::analysis::fund::{Considered, Funding, MandatePrices, Ordered, Reason};
use crate::document::{figure, words};
use crate::model::decision::{Baseline, Decision};
use crate::present::named::with_id;

pub struct Sentences<'a> {
    pub decision: &'a Decision,
    pub result: &'a Funding,
    pub precision: usize,
}

impl Sentences<'_> {
    fn points(&self, points: f64) -> String {
        figure::fixed(points, self.precision)
    }

    /// What to fund, what it costs, whether it is proven, and what stays in the purse.
    pub fn answer(&self) -> Vec<String> {
        let result = self.result;
        let all = result.interventions.len();
        let (cost, budget) = (result.total_cost.sum(), result.budget.sum());
        let years = result.budget.0.len();
        let over = if years > 1 { format!(" over {years} years") } else { String::new() };
        let what = match result.selected.len() {
            0 => format!(
                "Nothing can be funded with {}{over}: no intervention that brings something fits the money and the rules.",
                figure::pounds(budget)
            ),
            funded => format!(
                "Fund {funded} of {} for {} of {}{over}: {} {} points of benefit. {}",
                words::count(all, "intervention"),
                figure::pounds(cost),
                figure::pounds(budget),
                if funded == 1 { "it adds" } else { "together they add" },
                self.points(result.total_value),
                self.proof()
            ),
        };
        let mut said = vec![what];
        said.extend(self.mandated());
        said.extend(self.near_misses());
        said.push(self.purse());
        said
    }

    fn proof(&self) -> String {
        let result = self.result;
        if !result.optimal {
            let gap = result.gap.map_or(String::new(), |gap| format!(", {} more", figure::percent(gap)));
            return format!(
                "The search was stopped early: this is the best plan found, and none is worth more than {} points{gap}.",
                self.points(result.bound)
            );
        }
        if result.equally_good {
            return "Proven: no plan that keeps the rules is worth more; another one is worth as much, and costs as much or more \
                    or holds later rows of the data."
                .to_owned();
        }
        "Proven: no plan that keeps the rules is worth more.".to_owned()
    }

    fn purse(&self) -> String {
        let left: Vec<_> = self.result.unspent.0.iter().map(|unspent| figure::pounds(*unspent)).collect();
        let stays = format!("{} {} unspent.", left.join(" and "), if left.len() == 1 { "stays" } else { "stay" });
        let fenced: Vec<_> = self
            .result
            .streams
            .iter()
            .filter(|stream| stream.left > 0.0)
            .map(|stream| format!("{} in {}", figure::pounds(stream.left), stream.stream))
            .collect();
        let (held, budget) = (self.result.streams.iter().map(|stream| stream.amount).sum::<f64>(), self.result.budget.sum());
        let stays = if self.result.streams.is_empty() || (held - budget).abs() < 0.005 {
            stays
        } else if held < budget {
            format!("{stays} The streams hold no more than {} of the budget.", figure::pounds(held))
        } else {
            format!("{stays} The streams hold {} more than the budget, which caps them together.", figure::pounds(held - budget))
        };
        if fenced.is_empty() { stays } else { format!("{stays} Left by stream: {}.", fenced.join(", ")) }
    }

    fn mandated(&self) -> Option<String> {
        let mandated = || self.result.interventions.iter().filter(|row| matches!(row.reason, Reason::Mandated { .. }));
        let cost: f64 = mandated().map(|row| row.cost).sum();
        let named: Vec<_> = mandated().map(|row| row.id.clone()).collect();
        (!named.is_empty()).then(|| format!("Mandates take {} before any choice: {}.", figure::pounds(cost), ids(&named)))
    }

    /// What the table of those forced in means.
    pub fn about_forcing(out: &[&Considered]) -> Option<String> {
        let prices =
            out.iter().any(|row| matches!(row.reason.if_forced(), Some(Some(IfForced::Found { enters_at: Some(_), .. }))));
        let none = out.iter().any(|row| matches!(row.reason.if_forced(), Some(Some(IfForced::Found { never_enters: true, .. }))));
        let mut said = Vec::new();
        if prices {
            said.push("\"Would enter at\" is the most it may cost, all else the same, to be in the best plan.");
        }
        if none {
            said.push("No price: the best plan would be without it even at no cost.");
        }
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// The two that missed by least benefit.
    fn near_misses(&self) -> Option<String> {
        let mut missed: Vec<(&Considered, f64)> = self
            .result
            .interventions
            .iter()
            .filter_map(|row| Some((row, row.reason.loss()?)))
            .filter(|(row, _)| row.benefit > 0.0)
            .collect();
        missed.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        let said: Vec<_> = missed
            .iter()
            .take(2)
            .map(|(row, loss)| {
                let lost = words::apart(*loss, self.precision);
                let what = if *loss > 0.0 { format!("{lost} points lost") } else { "nothing lost".to_owned() };
                format!("{}, {what} if it were forced in", with_id(&row.name, &row.id))
            })
            .collect();
        (!said.is_empty()).then(|| format!("Nearest to the plan and not in it: {}.", said.join("; ")))
    }

    /// What the best plan does differently.
    pub fn about_the_order(&self) -> String {
        self.result.greedy.skipping.as_ref().map_or_else(
            || "The order of value for money does not lead to a plan that keeps every rule.".to_owned(),
            |list| self.difference(list),
        )
    }

    fn difference(&self, list: &Ordered) -> String {
        let lacks = |of: &[Arc<str>], other: &[Arc<str>]| of.iter().filter(|id| !other.contains(id)).cloned().collect::<Vec<_>>();
        let best = &self.result.selected;
        let (more, fewer) = (lacks(best, &list.selected), lacks(&list.selected, best));
        if more.is_empty() && fewer.is_empty() {
            return "The sorted list, skipping what does not fit, comes to the same plan.".to_owned();
        }
        let gained = self.result.total_value - list.total_value;
        if gained <= 1e-9 {
            return "The sorted list, skipping what does not fit, comes to another plan that is worth as much.".to_owned();
        }
        let part = |what: &str, rows: &[Arc<str>]| (!rows.is_empty()).then(|| format!("{what} {}", ids(rows)));
        let swap: Vec<_> = [part("funds", &more), part("leaves out", &fewer)].into_iter().flatten().collect();
        let percent = if list.total_value > 0.0 {
            format!(" ({} more)", figure::percent(gained / list.total_value))
        } else {
            String::new()
        };
        format!(
            "Against the sorted list, the best plan {}: {} points{percent}.",
            swap.join(" and "),
            words::apart(gained, self.precision)
        )
    }

    pub fn about_mandates(&self, prices: &MandatePrices) -> String {
        if prices.mandates.is_empty() {
            return "Nothing is mandated.".to_owned();
        }
        if prices.total <= 0.0 {
            return "If no mandate bound, the plan would be worth no more.".to_owned();
        }
        let enters = if prices.enters.is_empty() { String::new() } else { format!("; {} would enter", ids(&prices.enters)) };
        let leaves = if prices.leaves.is_empty() { String::new() } else { format!(", {} would leave", ids(&prices.leaves)) };
        format!("If no mandate bound, the plan would be worth {} points more{enters}{leaves}.", self.points(prices.total))
    }

    /// From what benefit is measured, and what was and was not solved again.
    pub fn how(&self) -> Vec<String> {
        let decision = self.decision;
        let size = decision.size_column.as_ref().map_or(String::new(), |column| format!(", times `{column}`"));
        let from = match decision.baseline {
            Baseline::Constant(value) => format!("a stated value of doing nothing of {}", figure::plain(value)),
            Baseline::Criteria => format!("the value of doing nothing, {} points", self.points(self.result.baseline)),
        };
        let mut said = vec![format!("Benefit is overall value above {from}{size}. Costs are compared in whole pence.")];
        let unasked = self.result.interventions.iter().filter(|row| row.reason.was_left_open()).count();
        if unasked > 0 {
            said.push(format!(
                "{} not forced in and solved again: --displaced N asks for the N nearest.",
                if unasked == 1 {
                    "1 intervention that is not funded was".to_owned()
                } else {
                    format!("{unasked} interventions that are not funded were")
                }
            ));
        }
        said
    }
}
