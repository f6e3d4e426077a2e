//! Whether a plan keeps the rules: the independent check that every plan passes before anyone sees it.
//!
//! It reads the rules as they were stated, in pence, and knows nothing of how plans are found.

use super::programme::whole_limit;
use crate::document::figure;
use crate::model::portfolio_rules::{PortfolioRules, Prerequisite, in_pounds};

/// The first rule that a plan breaks, in words.
///
/// - `chosen`: one for each intervention
#[must_use]
pub fn broken_rule(rules: &PortfolioRules, chosen: &[bool]) -> Option<String> {
    let members = || rules.members.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(member, _)| member);
    for (year, budget) in rules.budgets.iter().enumerate() {
        let spent: i64 = members().map(|member| member.costs[year]).sum();
        if spent > *budget {
            return Some(format!("it spends {} of a budget of {}", pounds(spent), pounds(*budget)));
        }
    }
    if !rules.streams.is_empty()
        && let Err(lacking) = purses(rules, chosen)
    {
        return Some(format!("the streams lack {} to pay for it", pounds(lacking)));
    }
    for limit in &rules.limits {
        let (uses, least, most) = whole_limit(limit);
        let total: i64 = uses.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(each, _)| each).sum();
        if least.is_some_and(|least| total < least) || most.is_some_and(|most| total > most) {
            let sum: f64 = limit.uses.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(each, _)| each).sum();
            let (bound, stated) =
                if least.is_some_and(|least| total < least) { ("at least", limit.at_least) } else { ("at most", limit.at_most) };
            let [sum, stated] = [sum, stated.unwrap_or_default()].map(figure::plain);
            return Some(format!("it uses {sum} of {bound} {stated} (limit \"{}\")", limit.name));
        }
    }
    if rules.members.iter().zip(chosen).any(|(member, chosen)| member.mandated && !chosen) {
        return Some("it leaves out what is mandated".to_owned());
    }
    let mut held = vec![false; rules.labels.len()];
    for label in members().flat_map(|member| &member.labels) {
        if std::mem::replace(&mut held[*label], true) {
            return Some(format!("it holds two of \"{}\"", rules.labels[*label]));
        }
    }
    let met = |needed: &Prerequisite| needed.row().is_some_and(|row| chosen[row]);
    (!members().all(|member| member.requires.iter().all(met))).then(|| "it lacks a prerequisite".to_owned())
}

/// How the money of one stream is used, in pence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StreamMoney {
    /// What its own interventions cost; of the first stream that tops up also what interventions without a stream cost.
    pub spent: i64,
    /// What other streams pay of it.
    pub topped_up: i64,
    /// What it pays of others.
    pub lent: i64,
}

/// How a plan uses the streams; `None` where they do not suffice.
#[must_use]
pub fn money(rules: &PortfolioRules, chosen: &[bool]) -> Option<Vec<StreamMoney>> {
    purses(rules, chosen).ok()
}

/// The same, or how many pence are lacking.
fn purses(rules: &PortfolioRules, chosen: &[bool]) -> Result<Vec<StreamMoney>, i64> {
    let first_pool = rules.streams.iter().position(|stream| stream.tops_up);
    let mut money = vec![StreamMoney::default(); rules.streams.len()];
    let mut unpaid = 0;
    for (member, _) in rules.members.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
        match member.stream.or(first_pool) {
            Some(stream) => money[stream].spent += member.cost(),
            None => unpaid += member.cost(),
        }
    }
    // Money released where no stream takes it in may top up as well.
    let mut wanted = unpaid;
    for (stream, money) in rules.streams.iter().zip(&mut money) {
        money.topped_up = (money.spent - stream.amount).max(0);
        wanted += money.topped_up;
    }
    for (stream, money) in rules.streams.iter().zip(&mut money).filter(|(stream, _)| stream.tops_up) {
        money.lent = (stream.amount - money.spent).clamp(0, wanted.max(0));
        wanted -= money.lent;
    }
    if wanted <= 0 { Ok(money) } else { Err(wanted) }
}

/// Pence as people write money.
#[must_use]
pub fn pounds(pence: i64) -> String {
    figure::pounds(in_pounds(pence))
}
