//! The best plan under the rules: what is forced and what is ruled out is settled here, the rest is chosen by
//! [`crate::numeric::selection`], and what comes back is checked against the rules themselves.

use super::keep::broken_rule;
use crate::model::portfolio_rules::{Limit, Member, PortfolioRules, Prerequisite};
use crate::numeric::rounding::decimals_of;
use crate::numeric::selection::{self, Choice, Envelopes, NoChoice, Problem, Row};

/// Decimals of the figures of a limit; finer ones are rounded.
const LIMIT_DECIMALS: usize = 6;
/// The largest sum of a limit's figures as whole numbers.
const LIMIT_MOST: f64 = 4_503_599_627_370_496.0; // 2^52

/// A set of interventions, and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// One for each intervention, in the order of the data.
    pub chosen: Vec<bool>,
    /// Benefit in whole units.
    pub worth: i64,
    /// No plan is worth more.
    pub bound: i64,
    /// Whether another plan is worth as much.
    pub is_tied: bool,
}

impl Plan {
    /// Rows of the data, in order.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.chosen.iter().enumerate().filter(|(_, chosen)| **chosen).map(|(row, _)| row)
    }

    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.bound <= self.worth
    }
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPlan {
    /// No set keeps every rule.
    Infeasible,
    /// The effort allowed did not find out.
    NotFound,
    /// What the solver found breaks a rule: a fault of this program.
    Unsound(String),
}

/// The plan worth most; of equal ones the cheapest, then the one with the earliest row in which they differ.
///
/// - `worth`: benefit of each intervention in whole units
///
/// # Errors
/// Why there is none.
pub fn best(rules: &PortfolioRules, worth: &[i64]) -> Result<Plan, NoPlan> {
    best_within(rules, worth, selection::NODES)
}

/// The same, with the most effort that may go into it.
///
/// # Errors
/// Why there is none.
pub fn best_within(rules: &PortfolioRules, worth: &[i64], nodes: u64) -> Result<Plan, NoPlan> {
    best_under(rules, worth, &[], nodes)
}

/// A rule that only a question sets: the sum over what is chosen is at most so much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Further {
    /// One for each intervention; the sum of absolute values is below 2^53.
    pub uses: Vec<i64>,
    pub at_most: i64,
}

/// The plan worth most that keeps further rules as well.
///
/// # Errors
/// Why there is none.
pub fn best_under(rules: &PortfolioRules, worth: &[i64], further: &[Further], nodes: u64) -> Result<Plan, NoPlan> {
    let settled = Settled::of(rules, worth, further).ok_or(NoPlan::Infeasible)?;
    let (chosen, found) = settled.choose(&settled.problem(rules, worth, further), rules, nodes)?;
    let forced = settled.of_forced(|row| worth[row]);
    Ok(Plan { chosen, worth: forced + found.worth, bound: forced + found.bound, is_tied: found.is_tied })
}

/// What a cheapest plan costs that is worth at least so much and keeps every rule, in pence, and what that one is worth; `None`
/// where there is none.
///
/// # Errors
/// That it was not found.
pub fn cheapest(rules: &PortfolioRules, worth: &[i64], least: i64, nodes: u64) -> Result<Option<(i64, i64)>, NoPlan> {
    let enough = [Further { uses: worth.iter().map(|worth| -worth).collect(), at_most: -least }];
    let Some(settled) = Settled::of(rules, worth, &enough) else { return Ok(None) };
    let mut problem = settled.problem(rules, worth, &enough);
    problem.worth = problem.cost.iter().map(|cost| -cost).collect();
    problem.cost.fill(0);
    match settled.choose(&problem, rules, nodes) {
        Ok((_, found)) if found.bound > found.worth => Err(NoPlan::NotFound),
        Ok((chosen, _)) => {
            let sum = |of: &dyn Fn(usize) -> i64| (0..worth.len()).filter(|&row| chosen[row]).map(of).sum();
            Ok(Some((sum(&|row| rules.members[row].cost()), sum(&|row| worth[row]))))
        }
        Err(NoPlan::Infeasible) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What is forced, and what there is to choose from, where nothing but budgets says what goes together; else `None`.
#[must_use]
pub fn only_money(rules: &PortfolioRules, worth: &[i64]) -> Option<(Vec<bool>, Vec<usize>)> {
    let settled = Settled::of(rules, worth, &[])?;
    let problem = settled.problem(rules, worth, &[]);
    let is_free = problem.rows.len() == rules.budgets.len() && problem.envelopes.is_none();
    is_free.then_some((settled.forced, settled.free))
}

/// What needs no choice.
struct Settled {
    forced: Vec<bool>,
    /// Rows to choose among, in the order of the data.
    free: Vec<usize>,
}

impl Settled {
    /// `None` where what is forced is ruled out.
    fn of(rules: &PortfolioRules, worth: &[i64], further: &[Further]) -> Option<Self> {
        let forced = forced(rules);
        let ruled_out = ruled_out(rules, &forced);
        if forced.iter().zip(&ruled_out).any(|(forced, out)| *forced && *out) {
            return None;
        }
        let useless = useless(rules, worth, further);
        let free = (0..forced.len()).filter(|&row| !forced[row] && !ruled_out[row] && !useless[row]).collect();
        Some(Self { forced, free })
    }

    fn of_forced(&self, of: impl Fn(usize) -> i64) -> i64 {
        (0..self.forced.len()).filter(|&row| self.forced[row]).map(of).sum()
    }

    /// What is forced with what is chosen of the rest, checked against the rules.
    fn choose(&self, problem: &Problem, rules: &PortfolioRules, nodes: u64) -> Result<(Vec<bool>, Choice), NoPlan> {
        let found = selection::choose_with(problem, nodes).map_err(|no_choice| match no_choice {
            NoChoice::Infeasible => NoPlan::Infeasible,
            NoChoice::NotFound => NoPlan::NotFound,
        })?;
        let mut chosen = self.forced.clone();
        for (item, &row) in self.free.iter().enumerate() {
            chosen[row] = found.chosen[item];
        }
        broken_rule(rules, &chosen).map_or(Ok((chosen, found)), |rule| Err(NoPlan::Unsound(rule)))
    }

    fn problem(&self, rules: &PortfolioRules, worth: &[i64], further: &[Further]) -> Problem {
        let members: Vec<_> = self.free.iter().map(|&row| &rules.members[row]).collect();
        let mut rows = Vec::new();
        for (year, budget) in rules.budgets.iter().enumerate() {
            rows.push(self.row(|row| rules.members[row].costs[year], *budget));
        }
        rows.extend(further.iter().map(|further| self.row(|row| further.uses[row], further.at_most)));
        for limit in &rules.limits {
            let (uses, least, most) = whole_limit(limit);
            rows.extend(most.map(|most| self.row(|row| uses[row], most)));
            rows.extend(least.map(|least| self.row(|row| -uses[row], -least)));
        }
        for label in 0..rules.labels.len() {
            let terms: Vec<_> =
                (0..members.len()).filter(|&item| members[item].labels.contains(&label)).map(|item| (item, 1)).collect();
            rows.extend((terms.len() > 1).then_some(Row { terms, at_most: 1 }));
        }
        let mut item_of = vec![None; self.forced.len()];
        for (item, &row) in self.free.iter().enumerate() {
            item_of[row] = Some(item);
        }
        for (item, member) in members.iter().enumerate() {
            let needed = member.requires.iter().filter_map(|needed| match needed {
                Prerequisite::Row(row) => item_of[*row],
                Prerequisite::Gone { .. } => None,
            });
            rows.extend(needed.map(|needed| Row { terms: vec![(item, 1), (needed, -1)], at_most: 0 }));
        }
        Problem {
            worth: self.free.iter().map(|&row| worth[row]).collect(),
            cost: members.iter().map(|member| member.cost()).collect(),
            rows,
            envelopes: self.envelopes(rules, &members),
        }
    }

    /// Σ over what is free ≤ what what is forced leaves.
    fn row(&self, of: impl Fn(usize) -> i64, at_most: i64) -> Row {
        let taken = self.of_forced(&of);
        let terms = self.free.iter().enumerate().map(|(item, &row)| (item, of(row))).filter(|(_, use_)| *use_ != 0).collect();
        Row { terms, at_most: at_most - taken }
    }

    fn envelopes(&self, rules: &PortfolioRules, members: &[&Member]) -> Option<Envelopes> {
        if rules.streams.is_empty() {
            return None;
        }
        let fenced: Vec<_> = (0..rules.streams.len()).filter(|&stream| !rules.streams[stream].tops_up).collect();
        let payer = |member: &Member| fenced.iter().position(|stream| member.stream == Some(*stream));
        let mut amounts: Vec<_> = fenced.iter().map(|&stream| rules.streams[stream].amount).collect();
        let mut pool: i64 = rules.streams.iter().filter(|stream| stream.tops_up).map(|stream| stream.amount).sum();
        for (member, _) in rules.members.iter().zip(&self.forced).filter(|(_, forced)| **forced) {
            match payer(member) {
                Some(envelope) => amounts[envelope] -= member.cost(),
                None => pool -= member.cost(),
            }
        }
        let payer = members.iter().map(|member| payer(member)).collect();
        Some(Envelopes { payer, uses: members.iter().map(|member| member.cost()).collect(), amounts, pool })
    }
}

/// Mandated interventions with everything that they require.
#[must_use]
pub fn forced(rules: &PortfolioRules) -> Vec<bool> {
    let mut forced = vec![false; rules.members.len()];
    let mut open: Vec<_> = (0..forced.len()).filter(|&row| rules.members[row].mandated).collect();
    while let Some(row) = open.pop() {
        if !std::mem::replace(&mut forced[row], true) {
            open.extend(rules.members[row].requires.iter().filter_map(Prerequisite::row));
        }
    }
    forced
}

/// What shares a label with what is forced, what needs a row that is gone, and what needs either.
fn ruled_out(rules: &PortfolioRules, forced: &[bool]) -> Vec<bool> {
    let members = &rules.members;
    let mut out: Vec<_> = members.iter().map(|member| member.requires.iter().any(|needed| needed.row().is_none())).collect();
    for label in 0..rules.labels.len() {
        let holders: Vec<_> = (0..members.len()).filter(|&row| members[row].labels.contains(&label)).collect();
        if let Some(taken) = holders.iter().find(|row| forced[**row]) {
            for row in holders.iter().filter(|row| *row != taken) {
                out[*row] = true;
            }
        }
    }
    loop {
        let lost = |member: &Member| member.requires.iter().any(|needed| needed.row().is_some_and(|row| out[row]));
        let more: Vec<_> = (0..members.len()).filter(|&row| !out[row] && lost(&members[row])).collect();
        if more.is_empty() {
            return out;
        }
        for row in more {
            out[row] = true;
        }
    }
}

/// What only costs benefit: it brings no money and no room under a limit, and nothing needs it.
///
/// What is worth nothing stays in the choice: another plan that is worth as much may hold it.
fn useless(rules: &PortfolioRules, worth: &[i64], further: &[Further]) -> Vec<bool> {
    let mut needed = vec![false; worth.len()];
    for row in rules.members.iter().flat_map(|member| &member.requires).filter_map(Prerequisite::row) {
        needed[row] = true;
    }
    let helps = |limit: &Limit, row: usize| {
        limit.at_most.is_some() && limit.uses[row] < 0.0 || limit.at_least.is_some() && limit.uses[row] > 0.0
    };
    (0..worth.len())
        .map(|row| {
            let releases = rules.members[row].costs.iter().any(|cost| *cost < 0);
            let makes_room = releases || further.iter().any(|further| further.uses[row] < 0);
            worth[row] < 0 && !needed[row] && !makes_room && !rules.limits.iter().any(|limit| helps(limit, row))
        })
        .collect()
}

/// A limit in whole numbers: uses, the least and the most.
///
/// A figure with more than six decimals is rounded to these; so are, to fewer, figures whose sum has more digits than are kept.
#[must_use]
pub fn whole_limit(limit: &Limit) -> (Vec<i64>, Option<i64>, Option<i64>) {
    let all = || limit.uses.iter().chain(&limit.at_least).chain(&limit.at_most).copied();
    let decimals = all().map(decimals_of).max().unwrap_or(0).min(LIMIT_DECIMALS);
    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // at most six
    let mut unit = 10.0_f64.powi(decimals as i32);
    let sum: f64 = all().map(f64::abs).sum();
    while sum * unit >= LIMIT_MOST {
        unit /= 10.0;
    }
    // The cast is exact: every product is below LIMIT_MOST.
    #[allow(clippy::cast_possible_truncation)]
    let whole = |figure: f64| (figure * unit).round() as i64;
    (limit.uses.iter().map(|figure| whole(*figure)).collect(), limit.at_least.map(whole), limit.at_most.map(whole))
}
