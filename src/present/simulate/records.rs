//! A simulation as records for CSV and workbooks, every figure at full precision.

use crate::analysis::ByName;
use crate::analysis::simulate::{Alternative, Simulation};
use crate::export::csv::{Field, Records};
use crate::present::frame::Part;

/// A table of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Alternatives,
    FirstFew,
    CentralWeights,
    Pairwise,
    Evidence,
}

impl Asked {
    /// All of them; a file that holds one table has the first.
    pub const ALL: [Self; 5] = [Self::Alternatives, Self::FirstFew, Self::CentralWeights, Self::Pairwise, Self::Evidence];

    /// What its sheet in a workbook is called.
    #[must_use]
    pub fn sheet(self) -> &'static str {
        match self {
            Self::Alternatives => "Rank acceptability",
            Self::FirstFew => "Among the first",
            Self::CentralWeights => "Central weights",
            Self::Pairwise => "Pairwise",
            Self::Evidence => "Evidence",
        }
    }

    fn header(self, places: usize) -> Vec<String> {
        let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        match self {
            Self::Alternatives => {
                let mut header = named(&["id", "mean", "sd", "p05", "p50", "p95", "expected_rank"]);
                header.extend((1..=places).map(|place| format!("b.{place}")));
                header.push("confidence_factor".to_owned());
                header
            }
            Self::FirstFew => named(&["id", "top", "probability"]),
            Self::CentralWeights => named(&["id", "criterion", "central_weight"]),
            Self::Pairwise => named(&["id", "ahead_of", "probability"]),
            Self::Evidence => named(&["input", "value_of_information"]),
        }
    }

    fn rows(self, result: &Simulation, places: usize) -> Vec<Vec<Field>> {
        match self {
            Self::Alternatives => result.alternatives.iter().map(|alternative| row(alternative, places)).collect(),
            Self::FirstFew => first_few(result),
            Self::CentralWeights => central_weights(result),
            Self::Pairwise => pairwise(result),
            Self::Evidence => evidence(result),
        }
    }
}

/// One of the tables, the `--by` column first.
#[must_use]
pub fn records(parts: &[Part<'_, Simulation>], by: Option<&str>, asked: Asked) -> Records {
    let results = || parts.iter().filter_map(|part| Some((part, part.analysed()?.1)));
    // With --by parts may have different numbers of places: those that a part lacks stay empty.
    let places = results().map(|(_, result)| result.alternatives.len()).max().unwrap_or(0);
    let header = by.map(str::to_owned).into_iter().chain(asked.header(places)).collect();
    let rows = results().flat_map(|(part, result)| {
        let first: Vec<Field> = part.value.map(Field::from).into_iter().collect();
        asked.rows(result, places).into_iter().map(move |row| first.iter().cloned().chain(row).collect())
    });
    Records { header, rows: rows.collect() }
}

fn row(alternative: &Alternative, places: usize) -> Vec<Field> {
    let Alternative { mean, sd, p05, p50, p95, expected_rank, rank_acceptability, .. } = alternative;
    let mut fields = vec![Field::Text(alternative.id.clone())];
    fields.extend([mean, sd, p05, p50, p95, expected_rank].map(|figure| Field::Number(*figure)));
    fields.extend((0..places).map(|place| Field::from(rank_acceptability.get(place).copied())));
    fields.push(Field::from(alternative.confidence_factor));
    fields
}

fn first_few(result: &Simulation) -> Vec<Vec<Field>> {
    let of = |alternative: &Alternative| {
        let id = alternative.id.clone();
        let entry = move |(count, share): (&str, &f64)| vec![Field::Text(id.clone()), Field::from(count), Field::Number(*share)];
        alternative.p_top.iter().map(entry).collect::<Vec<_>>()
    };
    result.alternatives.iter().flat_map(of).collect()
}

fn central_weights(result: &Simulation) -> Vec<Vec<Field>> {
    let of = |alternative: &Alternative| {
        let weights = alternative.central_weights.iter().flat_map(ByName::iter);
        let entry = |(criterion, weight): (&str, &f64)| {
            vec![Field::Text(alternative.id.clone()), Field::from(criterion), Field::Number(*weight)]
        };
        weights.map(entry).collect::<Vec<_>>()
    };
    result.alternatives.iter().flat_map(of).collect()
}

fn pairwise(result: &Simulation) -> Vec<Vec<Field>> {
    let ids = &result.pairwise.ids;
    let of = |a: usize| {
        (0..ids.len()).filter(move |b| *b != a).map(move |b| {
            vec![Field::Text(ids[a].clone()), Field::Text(ids[b].clone()), Field::Number(result.pairwise.wins[a][b])]
        })
    };
    (0..ids.len()).flat_map(of).collect()
}

fn evidence(result: &Simulation) -> Vec<Vec<Field>> {
    result.evppi.iter().map(|(input, gain)| vec![Field::from(input), Field::from(*gain)]).collect()
}
