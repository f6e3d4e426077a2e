//! A sensitivity analysis as records for CSV and workbooks: the tables that were asked for, every figure at full precision.

use crate::analysis::rank::Shown;
use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::sensitivity::one_weight::{Challenger, WeightOf};
use crate::analysis::sensitivity::tornado::MoneyEnds;
use crate::export::csv::{Field, Records};
use crate::present::frame::Part;

/// A table of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Weights,
    Ranks,
    Sweep,
    Regions,
    Tornado,
    Intervals,
}

impl Asked {
    /// What its sheet in a workbook is called.
    #[must_use]
    pub fn sheet(self) -> &'static str {
        match self {
            Self::Weights => "Weights",
            Self::Ranks => "Ranks",
            Self::Sweep => "Sweep",
            Self::Regions => "Two weights",
            Self::Tornado => "Tornado",
            Self::Intervals => "Intervals",
        }
    }

    fn header(self) -> &'static [&'static str] {
        match self {
            Self::Weights => &[
                "kind",
                "id",
                "weight",
                "stable_low",
                "stable_high",
                "challenger_low",
                "leaves_low",
                "challenger_high",
                "leaves_high",
            ],
            Self::Ranks => &["id", "kind", "weight_of", "low", "high"],
            Self::Sweep => &["from", "to", "place", "id"],
            Self::Regions => &["id", "corner", "x", "y", "share"],
            Self::Tornado => &[
                "input",
                "id",
                "figure",
                "low",
                "high",
                "low_value",
                "high_value",
                "low_rank",
                "high_rank",
                "low_value_for_money",
                "high_value_for_money",
                "low_rank_by_money",
                "high_rank_by_money",
            ],
            Self::Intervals => &["id", "value_min", "value_max", "rank_best", "rank_worst"],
        }
    }

    fn rows(self, result: &Sensitivity) -> Vec<Vec<Field>> {
        match self {
            Self::Weights => weights(result),
            Self::Ranks => ranks(result),
            Self::Sweep => sweep(result),
            Self::Regions => regions(result),
            Self::Tornado => tornado(result),
            Self::Intervals => intervals(result),
        }
    }
}

/// One of the tables, the `--by` column first.
#[must_use]
pub fn records(parts: &[Part<'_, Sensitivity>], by: Option<&str>, asked: Asked) -> Records {
    let header = by.into_iter().chain(asked.header().iter().copied()).map(str::to_owned).collect();
    let rows = parts.iter().filter_map(|part| Some((part, part.analysed()?.1))).flat_map(|(part, result)| {
        let first: Vec<Field> = part.value.map(Field::from).into_iter().collect();
        asked.rows(result).into_iter().map(move |row| first.iter().cloned().chain(row).collect())
    });
    Records { header, rows: rows.collect() }
}

fn kind(of: &WeightOf) -> [Field; 2] {
    let kind = match of {
        WeightOf::Criterion(_) => "criterion",
        WeightOf::Group(_) => "group",
    };
    [Field::from(kind), Field::Text(of.id().clone())]
}

/// Several ids in one field.
fn joined(ids: &[std::sync::Arc<str>]) -> Field {
    if ids.is_empty() { Field::Empty } else { Field::Text(ids.join("; ").into()) }
}

fn weights(result: &Sensitivity) -> Vec<Vec<Field>> {
    let who = |challenger: Option<&Challenger>| match challenger {
        None => [Field::Empty, Field::Empty],
        Some(Challenger::First(id)) => [Field::Text(id.clone()), Field::Empty],
        Some(Challenger::Swap { up, down }) => [Field::Text(up.clone()), Field::Text(down.clone())],
        Some(Challenger::Sets { up, down }) => [up, down].map(|ids| joined(ids)),
    };
    let row = |found: &crate::analysis::sensitivity::one_weight::WeightStability| {
        let mut fields = kind(&found.of).to_vec();
        fields.extend([found.weight, found.stable_low, found.stable_high].map(Field::Number));
        fields.extend(who(found.challenger_low.as_ref()));
        fields.extend(who(found.challenger_high.as_ref()));
        fields
    };
    result.weights.iter().map(row).collect()
}

fn ranks(result: &Sensitivity) -> Vec<Vec<Field>> {
    let all = result.ranks.iter().flatten();
    all.map(|found| {
        let mut fields = vec![Field::Text(found.id.clone())];
        fields.extend(kind(&found.of));
        fields.extend([found.low, found.high].map(Field::Number));
        fields
    })
    .collect()
}

fn sweep(result: &Sensitivity) -> Vec<Vec<Field>> {
    let stretches = result.sweep.iter().flat_map(|sweep| &sweep.stretches);
    stretches
        .flat_map(|stretch| {
            stretch.order.iter().enumerate().map(|(place, id)| {
                vec![Field::Number(stretch.from), Field::Number(stretch.to), Field::Count(place + 1), Field::Text(id.clone())]
            })
        })
        .collect()
}

fn regions(result: &Sensitivity) -> Vec<Vec<Field>> {
    let regions = result.two_way.iter().flat_map(|two_way| &two_way.regions);
    regions
        .flat_map(|region| {
            region.polygon.iter().enumerate().map(|(corner, [x, y])| {
                let figures = [Field::Number(*x), Field::Number(*y), Field::Number(region.share)];
                [Field::Text(region.id.clone()), Field::Count(corner + 1)].into_iter().chain(figures).collect()
            })
        })
        .collect()
}

fn tornado(result: &Sensitivity) -> Vec<Vec<Field>> {
    let all = result.tornado.iter().flatten();
    all.map(|bar| {
        let mut fields = vec![Field::Text(bar.input.clone()), Field::Text(bar.id.clone())];
        fields.extend([bar.figure, bar.low, bar.high, bar.low_value, bar.high_value].map(Field::Number));
        fields.extend([bar.low_rank, bar.high_rank].map(Field::Count));
        let money = |of: fn(&MoneyEnds) -> Option<f64>| Field::from(bar.money.as_ref().and_then(of));
        let rank = |of: fn(&MoneyEnds) -> Option<usize>| bar.money.as_ref().and_then(of).map_or(Field::Empty, Field::Count);
        fields.extend([money(|ends| ends.low_value_for_money), money(|ends| ends.high_value_for_money)]);
        fields.extend([rank(|ends| ends.low_rank), rank(|ends| ends.high_rank)]);
        fields
    })
    .collect()
}

fn intervals(result: &Sensitivity) -> Vec<Vec<Field>> {
    let all = result.intervals.iter().flatten();
    all.map(|found| {
        let mut fields = vec![Field::Text(found.id.clone())];
        fields.extend([found.value_min, found.value_max].map(Field::Number));
        fields.extend([found.rank_best, found.rank_worst].map(Field::Count));
        fields
    })
    .collect()
}

/// A performance as a field.
#[must_use]
pub fn shown(shown: &Shown) -> Field {
    match shown {
        Shown::Number(x) => Field::Number(*x),
        Shown::Text(text) => Field::from(text.as_str()),
        Shown::Absent(_) => Field::Empty,
    }
}
