//! A funded plan as records for CSV and workbooks, every figure at full precision.

use std::sync::Arc;

use super::{detail, firm_records};
use crate::analysis::firmness::Firmness;
use crate::analysis::fund::prices::MandatePrice;
use crate::analysis::fund::reasons::IfForced;
use crate::analysis::fund::{Considered, Funding, LimitUse, MorePrice, StreamUse};
use crate::export::csv::{Field, Records};
use crate::model::decision::Decision;
use crate::present::frame::Part;

/// Decimals of points in the words of a record.
const PRECISION: usize = 1;

/// A table of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Interventions,
    ForcedIn,
    Streams,
    Limits,
    Ways,
    Mandates,
    More,
    Frontier,
    Placed,
    Triangles,
    Weights,
    Nothing,
    Money,
    Robust,
    Sets,
    Budgets,
}

impl Asked {
    /// All of them; a file that holds one table has the first.
    pub const ALL: [Self; 16] = [
        Self::Interventions,
        Self::ForcedIn,
        Self::Streams,
        Self::Limits,
        Self::Ways,
        Self::Mandates,
        Self::More,
        Self::Frontier,
        Self::Placed,
        Self::Triangles,
        Self::Weights,
        Self::Nothing,
        Self::Money,
        Self::Robust,
        Self::Sets,
        Self::Budgets,
    ];

    /// What its sheet in a workbook is called.
    #[must_use]
    pub fn sheet(self) -> &'static str {
        match self {
            Self::Interventions => "Plan",
            Self::ForcedIn => "If forced in",
            Self::Streams => "Streams",
            Self::Limits => "Limits",
            Self::Ways => "Ways of choosing",
            Self::Mandates => "Price of mandates",
            Self::More => "More money",
            Self::Frontier => "Efficient plans",
            Self::Placed => "Sets placed",
            Self::Triangles => "Triangles",
            Self::Weights => "Weights",
            Self::Nothing => "Value of doing nothing",
            Self::Money => "Less and more money",
            Self::Robust => "Over the draws",
            Self::Sets => "Sets over the draws",
            Self::Budgets => "Draws by budget",
        }
    }

    fn header(self) -> Vec<String> {
        let named: &[&str] = match self {
            Self::Interventions => &["id", "name", "selected", "reason", "detail", "cost", "benefit", "value_for_money"],
            Self::ForcedIn => &["id", "loss", "leaves", "enters", "enters_at"],
            Self::Streams => &["stream", "amount", "spent", "topped_up", "lent", "left"],
            Self::Limits => &["limit", "used", "at_least", "at_most"],
            Self::Ways => &["way", "id"],
            Self::Mandates => &["id", "cost", "price", "enters", "leaves"],
            Self::More => &["stream", "year", "amount", "more", "gain", "enters", "leaves"],
            Self::Frontier => &["cost", "value", "supported", "selected"],
            Self::Placed => &["set", "plan", "cost", "value", "efficient", "breaks", "enters", "leaves", "selected"],
            Self::Triangles => &["id", "cost", "benefit", "value_for_money", "cumulative_cost", "cumulative_benefit", "selected"],
            Self::Nothing => &["now", "low", "high", "enters_below", "leaves_below", "enters_above", "leaves_above"],
            Self::Weights => &["of", "now", "low", "high", "enters_below", "leaves_below", "enters_above", "leaves_above"],
            Self::Money => &["money", "budget", "gain", "enters", "leaves"],
            Self::Robust => &["id", "p_funded", "in_set"],
            Self::Sets => {
                &["set", "p_affordable", "expected_cost", "cost_p90", "p_this_set", "expected_regret", "max_regret", "selected"]
            }
            Self::Budgets => &["percent", "budget", "id", "p_funded"],
        };
        named.iter().map(|name| (*name).to_owned()).collect()
    }

    fn rows(self, decision: &Decision, firm: &Firmness) -> Vec<Vec<Field>> {
        let result = &firm.funding;
        match self {
            Self::Interventions => result.interventions.iter().map(|row| intervention(decision, row)).collect(),
            Self::Streams => {
                let cells = |stream: &StreamUse| {
                    let amounts = [stream.amount, stream.spent, stream.topped_up, stream.lent, stream.left];
                    std::iter::once(Field::from(stream.stream.as_str())).chain(amounts.map(Field::Number)).collect()
                };
                result.streams.iter().map(cells).collect()
            }
            Self::Limits => {
                let cells = |limit: &LimitUse| {
                    let bounds = [limit.at_least, limit.at_most].map(Field::from);
                    [Field::from(limit.limit.as_str()), Field::Number(limit.used)].into_iter().chain(bounds).collect()
                };
                result.limits.iter().map(cells).collect()
            }
            Self::ForcedIn => result.interventions.iter().filter_map(forced_in).collect(),
            Self::Ways => ways(result),
            Self::Mandates => result.price_of_mandates.iter().flat_map(|prices| &prices.mandates).map(mandate).collect(),
            Self::More => result.shadow_prices.iter().flatten().map(more).collect(),
            Self::Frontier => firm.frontier.iter().flat_map(|found| &found.plans).map(firm_records::efficient).collect(),
            Self::Placed => firm.placed.iter().flat_map(firm_records::placed).collect(),
            Self::Triangles => firm.triangles.iter().flat_map(|found| &found.triangles).map(firm_records::triangle).collect(),
            Self::Weights => firm.stability.iter().flat_map(firm_records::weights).collect(),
            Self::Nothing => firm.stability.iter().map(firm_records::nothing).collect(),
            Self::Money => firm.stability.iter().flat_map(firm_records::money).collect(),
            Self::Robust => firm.robust.iter().flat_map(firm_records::robust).collect(),
            Self::Sets => firm.robust.iter().flat_map(firm_records::fares).collect(),
            Self::Budgets => firm.robust.iter().flat_map(firm_records::budgets).collect(),
        }
    }
}

/// One of the tables, the `--by` column first.
#[must_use]
pub fn records(parts: &[Part<'_, Firmness>], by: Option<&str>, asked: Asked) -> Records {
    let header = by.map(str::to_owned).into_iter().chain(asked.header()).collect();
    let results = parts.iter().filter_map(|part| Some((part, part.analysed()?)));
    let rows = results.flat_map(|(part, (decision, result))| {
        let first: Vec<Field> = part.value.map(Field::from).into_iter().collect();
        asked.rows(decision, result).into_iter().map(move |row| first.iter().cloned().chain(row).collect())
    });
    Records { header, rows: rows.collect() }
}

fn intervention(decision: &Decision, row: &Considered) -> Vec<Field> {
    vec![
        Field::Text(row.id.clone()),
        Field::from(row.name.as_str()),
        Field::from(if row.selected { "yes" } else { "no" }),
        Field::from(row.reason.code()),
        Field::from(detail(decision, row, PRECISION).as_str()),
        Field::Number(row.cost),
        Field::Number(row.benefit),
        Field::from(row.value_for_money),
    ]
}

/// What each way of choosing funds.
fn ways(result: &Funding) -> Vec<Vec<Field>> {
    let greedy = [("skipping", &result.greedy.skipping), ("stopping", &result.greedy.stopping)];
    let ordered = greedy.into_iter().filter_map(|(way, found)| Some((way, &found.as_ref()?.selected)));
    let all = std::iter::once(("best", &result.selected)).chain(ordered);
    all.flat_map(|(way, ids)| ids.iter().map(move |id| vec![Field::from(way), Field::Text(id.clone())])).collect()
}

fn forced_in(row: &Considered) -> Option<Vec<Field>> {
    let IfForced::Found { loss, leaves, enters, enters_at, .. } = row.reason.if_forced()?.as_ref()? else { return None };
    Some(vec![Field::Text(row.id.clone()), Field::Number(*loss), ids(leaves), ids(enters), Field::from(*enters_at)])
}

fn mandate(price: &MandatePrice) -> Vec<Field> {
    let figures = [price.cost, price.price].map(Field::Number);
    let changes = [ids(&price.enters), ids(&price.leaves)];
    std::iter::once(Field::Text(price.id.clone())).chain(figures).chain(changes).collect()
}

fn more(price: &MorePrice) -> Vec<Field> {
    let what = [price.stream.as_deref().map_or(Field::Empty, Field::from), price.year.map_or(Field::Empty, Field::Count)];
    let figures = [price.amount, price.more, price.gain].map(Field::Number);
    what.into_iter().chain(figures).chain([ids(&price.enters), ids(&price.leaves)]).collect()
}

/// Ids in one cell.
pub fn ids(ids: &[Arc<str>]) -> Field {
    Field::from(ids.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join("; ").as_str())
}
