//! A random round of interventions and every kind of rule, in whole numbers: what the brute force reads.
//!
//! The rules that the library reads are made from it, and so are changed rounds: rows left out, rules left out, other orders.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::Index;
use weighup::analysis::fund::Rule;
use weighup::model::portfolio_rules::{Limit as ListedLimit, Member, PortfolioRules, Prerequisite, Stream as ListedStream};

/// Labels of which at most one row is funded.
const LABELS: usize = 3;
/// Limits are kept in hundredths of their unit.
const HUNDREDTHS: i64 = 100;

#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    pub rows: Vec<Row>,
    /// Pence, one a year.
    pub budgets: Vec<i64>,
    pub streams: Vec<Stream>,
    pub limits: Vec<Limit>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub id: String,
    pub worth: i64,
    /// Pence, one a year.
    pub costs: Vec<i64>,
    pub mandated: bool,
    pub labels: Vec<usize>,
    /// Ids; one that no row has is that of a row set aside.
    pub requires: Vec<String>,
    pub stream: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    pub amount: i64,
    pub tops_up: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Hundredths, one for each row.
    pub uses: Vec<i64>,
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub counts: bool,
}

impl Row {
    pub fn cost(&self) -> i64 {
        self.costs.iter().sum()
    }
}

impl Instance {
    pub fn at(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    pub fn worth(&self) -> Vec<i64> {
        self.rows.iter().map(|row| row.worth).collect()
    }

    /// The rules as the library has them.
    pub fn rules(&self) -> PortfolioRules {
        PortfolioRules {
            cost_columns: (1..=self.budgets.len().max(1)).map(|year| format!("year {year}")).collect(),
            saving_column: None,
            budgets: self.budgets.clone(),
            budget_place: None,
            streams: self.streams.iter().enumerate().map(|(at, stream)| listed_stream(at, stream)).collect(),
            limits: self.limits.iter().enumerate().map(|(at, limit)| listed_limit(at, limit)).collect(),
            labels: (0..LABELS).map(label).collect(),
            members: self.rows.iter().map(|row| self.member(row)).collect(),
            lost_mandates: Vec::new(),
        }
    }

    fn member(&self, row: &Row) -> Member {
        let needed = |id: &String| match self.at(id) {
            Some(row) => Prerequisite::Row(row),
            None => Prerequisite::Gone { id: Arc::from(id.as_str()), reason: "set aside".to_owned() },
        };
        Member {
            costs: row.costs.clone(),
            mandated: row.mandated,
            labels: row.labels.clone(),
            requires: row.requires.iter().map(needed).collect(),
            stream: row.stream,
        }
    }

    /// The rows of these places, in this order.
    pub fn with_rows(&self, places: &[usize]) -> Self {
        let limit = |limit: &Limit| Limit { uses: places.iter().map(|&row| limit.uses[row]).collect(), ..limit.clone() };
        Self {
            rows: places.iter().map(|&row| self.rows[row].clone()).collect(),
            limits: self.limits.iter().map(limit).collect(),
            ..self.clone()
        }
    }

    /// With one more row that no rule but that of money is about.
    pub fn with_row(&self, row: Row) -> Self {
        let mut more = self.clone();
        more.rows.push(row);
        more.limits.iter_mut().for_each(|limit| limit.uses.push(0));
        more
    }

    pub fn with_mandate(&self, row: usize, mandated: bool) -> Self {
        let mut changed = self.clone();
        changed.rows[row].mandated = mandated;
        changed
    }

    /// Only the rules that a list names.
    pub fn with_only(&self, named: &[Rule]) -> Self {
        let mut kept = self.clone();
        let named = |found: &dyn Fn(&Rule) -> bool| named.iter().any(found);
        for (at, budget) in kept.budgets.iter_mut().enumerate() {
            if !named(&|rule| matches!(rule, Rule::Budget { year, .. } if year.is_none_or(|year| year == at + 1))) {
                *budget = i64::from(i32::MAX) * HUNDREDTHS;
            }
        }
        for (at, own) in kept.streams.iter_mut().enumerate() {
            if !named(&|rule| matches!(rule, Rule::Stream { stream, .. } if *stream == stream_name(at))) {
                own.amount = i64::from(i32::MAX) * HUNDREDTHS;
            }
        }
        for (at, own) in kept.limits.iter_mut().enumerate() {
            let is_own = |name: &String| *name == limit_name(at);
            own.least = own.least.filter(|_| named(&|rule| matches!(rule, Rule::AtLeast { limit, .. } if is_own(limit))));
            own.most = own.most.filter(|_| named(&|rule| matches!(rule, Rule::AtMost { limit, .. } if is_own(limit))));
        }
        for row in &mut kept.rows {
            row.mandated = row.mandated && named(&|rule| matches!(rule, Rule::Mandate { id, .. } if **id == *row.id));
            row.labels.retain(|own| named(&|rule| matches!(rule, Rule::Exclusive { label: found, .. } if *found == label(*own))));
            row.requires.retain(|own| {
                named(&|rule| matches!(rule, Rule::Requires { id, needed } if **id == *row.id && **needed == **own))
            });
        }
        kept
    }
}

pub fn label(at: usize) -> String {
    format!("label {at}")
}

fn stream_name(at: usize) -> String {
    format!("stream {at}")
}

fn limit_name(at: usize) -> String {
    format!("limit {at}")
}

fn listed_stream(at: usize, stream: &Stream) -> ListedStream {
    ListedStream { name: stream_name(at), amount: stream.amount, tops_up: stream.tops_up, place: None }
}

fn listed_limit(at: usize, limit: &Limit) -> ListedLimit {
    #[allow(clippy::cast_precision_loss)] // far below 2^53
    let figure = |hundredths: i64| hundredths as f64 / 100.0;
    ListedLimit {
        name: limit_name(at),
        column: (!limit.counts).then(|| "staff".to_owned()),
        uses: limit.uses.iter().map(|used| figure(*used)).collect(),
        at_least: limit.least.map(figure),
        at_most: limit.most.map(figure),
        place: None,
    }
}

/// What is drawn for one row; the places of other rows and streams are settled when all are known.
#[derive(Debug, Clone)]
struct Draft {
    worth: i64,
    costs: [i64; 2],
    mandated: bool,
    labels: Vec<usize>,
    /// Which row, and whether that one is set aside.
    requires: Vec<(Index, bool)>,
    /// A row requires only rows of a lower key, or of the same key and before it.
    key: u8,
    stream: Option<Index>,
    uses: [Option<i64>; 2],
}

/// What is drawn for all rules that are about many rows; shares are in per cent of what all rows use together.
#[derive(Debug, Clone)]
struct Shares {
    years: usize,
    /// Pence of one unit of cost.
    unit: i64,
    budgets: [i64; 2],
    streams: Vec<(i64, bool)>,
    limits: Vec<(bool, Option<i64>, Option<i64>)>,
}

/// Benefit in few different amounts, so that there are ties.
pub fn small_worth() -> impl Strategy<Value = i64> {
    prop_oneof![8 => 1_i64..=9, 1 => Just(0_i64), 1 => -4_i64..=-1]
}

/// Small amounts, and such that hardly ever tie.
fn any_worth() -> impl Strategy<Value = i64> {
    prop_oneof![2 => small_worth(), 1 => -2_000_i64..=900_000]
}

fn draft(worth: impl Strategy<Value = i64>) -> impl Strategy<Value = Draft> {
    let cost = || prop_oneof![10 => 1_i64..=12, 1 => Just(0_i64), 1 => -6_i64..=-1];
    let used = || prop_oneof![1 => Just(None), 3 => (-150_i64..=900).prop_map(Some)];
    let labels = vec(0..LABELS, 0..=2).prop_map(|mut labels| {
        labels.sort_unstable();
        labels.dedup();
        labels
    });
    let labels = prop_oneof![3 => Just(Vec::new()), 1 => labels];
    let needed = (any::<Index>(), prop_oneof![19 => Just(false), 1 => Just(true)]);
    let requires = prop_oneof![3 => Just(Vec::new()), 1 => vec(needed, 1..=2)];
    let stream = prop_oneof![1 => Just(None), 4 => any::<Index>().prop_map(Some)];
    let mandated = prop_oneof![9 => Just(false), 1 => Just(true)];
    (worth, [cost(), cost()], mandated, labels, requires, 0_u8..=3, stream, [used(), used()]).prop_map(
        |(worth, costs, mandated, labels, requires, key, stream, uses)| Draft {
            worth,
            costs,
            mandated,
            labels,
            requires,
            key,
            stream,
            uses,
        },
    )
}

fn shares() -> impl Strategy<Value = Shares> {
    let unit = prop_oneof![Just(1_i64), Just(100), Just(12_345)];
    let streams = prop_oneof![1 => Just(Vec::new()), 1 => vec((0_i64..=60, any::<bool>()), 1..=4)];
    let least = prop_oneof![2 => Just(None), 1 => (-5_i64..=50).prop_map(Some)];
    let most = prop_oneof![1 => Just(None), 2 => (10_i64..=90).prop_map(Some)];
    let limits = vec((any::<bool>(), least, most), 0..=2);
    (0_usize..=2, unit, [10_i64..=90, 10_i64..=90], streams, limits).prop_map(|(years, unit, budgets, streams, limits)| Shares {
        years,
        unit,
        budgets,
        streams,
        limits,
    })
}

/// Up to seven rows, seldom more, up to twelve.
pub fn instance() -> impl Strategy<Value = Instance> {
    let rows = prop_oneof![5 => vec(draft(any_worth()), 0..=7), 1 => vec(draft(any_worth()), 8..=12)];
    (rows, shares()).prop_map(|(rows, shares)| settled(&rows, &shares))
}

/// Thirteen to sixteen rows.
pub fn large_instance() -> impl Strategy<Value = Instance> {
    (vec(draft(any_worth()), 13..=16), shares()).prop_map(|(rows, shares)| settled(&rows, &shares))
}

/// One to nine rows with small benefits, and money to spend: what a decision can be made of.
pub fn decidable_instance() -> impl Strategy<Value = Instance> {
    (vec(draft(small_worth()), 1..=9), shares()).prop_map(|(rows, mut shares)| {
        if shares.streams.is_empty() {
            shares.years = shares.years.max(1);
        }
        settled(&rows, &shares)
    })
}

fn settled(drafts: &[Draft], shares: &Shares) -> Instance {
    // Yearly budgets beside streams are refused by the input.
    let years = if shares.streams.is_empty() { shares.years } else { shares.years.min(1) };
    let id = |at: usize| format!("r{at:02}");
    let requires = |at: usize, draft: &Draft| {
        let mut ids = Vec::new();
        for (needed, is_gone) in &draft.requires {
            let needed = needed.index(drafts.len());
            if *is_gone {
                ids.push(format!("gone{needed}"));
            } else if (drafts[needed].key, needed) < (draft.key, at) {
                ids.push(id(needed));
            }
        }
        ids.sort();
        ids.dedup();
        ids
    };
    let row = |(at, draft): (usize, &Draft)| Row {
        id: id(at),
        worth: draft.worth,
        costs: draft.costs.iter().take(years.max(1)).map(|cost| cost * shares.unit).collect(),
        mandated: draft.mandated,
        labels: draft.labels.clone(),
        requires: requires(at, draft),
        stream: draft.stream.filter(|_| !shares.streams.is_empty()).map(|stream| stream.index(shares.streams.len())),
    };
    let rows: Vec<_> = drafts.iter().enumerate().map(row).collect();
    let demanded = |year: usize| rows.iter().map(|row| row.costs[year].max(0)).sum::<i64>();
    let share = |percent: i64, of: i64| percent * of / 100;
    let limit = |(at, (counts, least, most)): (usize, &(bool, Option<i64>, Option<i64>))| {
        let uses = drafts.iter().map(|draft| draft.uses[at].map_or(0, |used| if *counts { HUNDREDTHS } else { used }));
        let uses: Vec<_> = uses.collect();
        let all: i64 = uses.iter().map(|used| (*used).max(0)).sum();
        Limit { least: least.map(|part| share(part, all)), most: most.map(|part| share(part, all)), uses, counts: *counts }
    };
    Instance {
        budgets: (0..years).map(|year| share(shares.budgets[year], demanded(year))).collect(),
        streams: shares
            .streams
            .iter()
            .map(|(part, tops_up)| Stream { amount: share(*part, demanded(0)), tops_up: *tops_up })
            .collect(),
        limits: shares.limits.iter().enumerate().map(limit).collect(),
        rows,
    }
}
