//! What the property tests share: running the library on a model's two files, and comparing two results.
//!
//! `model` is what a random model is, `recipe` how it is made, `oracle` what it must yield.

#![allow(clippy::panic)] // a property that fails must say on which model and stop

pub mod model;
pub mod oracle;
pub mod recipe;

use std::fmt::Debug;

use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq};
use proptest::test_runner::{FileFailurePersistence, TestCaseError, TestCaseResult, TestRunner};
use weighup::analysis::rank::{Ranked, Ranking, SortBy, rank};
use weighup::diagnostic::Diagnostics;
use weighup::input::assemble::{Choices, Refusal, Round, assemble};
use weighup::input::{criteria_file, sheet};

use model::Model;

/// Runs a property over random inputs: 256, or as many as `PROPTEST_CASES` says.
///
/// Inputs that failed once are kept beside the test file and tried first.
pub fn for_all<S: Strategy>(inputs: S, property: impl Fn(S::Value) -> TestCaseResult)
where
    S::Value: Debug,
{
    let config = ProptestConfig {
        max_global_rejects: 1_000_000,
        source_file: Some("tests/properties.rs"),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    };
    if let Err(failure) = TestRunner::new(config).run(&inputs, property) {
        panic!("{failure}");
    }
}

/// The round of two files; a refusal fails the property with all its findings.
pub fn round(toml: &str, csv: &str, choices: &Choices) -> Result<Round, TestCaseError> {
    let refused = |why: String| TestCaseError::fail(format!("refused: {why}\ncriteria.toml:\n{toml}\ndata.csv:\n{csv}"));
    let faulty = |findings: Diagnostics| refused(findings.iter().map(|finding| finding.message.clone() + "\n").collect());
    let file = criteria_file::parse("criteria.toml", toml.as_bytes()).map_err(faulty)?;
    let sheet = sheet::read_csv("data.csv", csv.as_bytes(), None).map_err(faulty)?;
    let round = assemble(&file.value, sheet.value, choices).map_err(|refusal| match refusal {
        Refusal::Choice(why) => refused(why),
        Refusal::Inputs(findings) => faulty(findings),
    });
    Ok(round?.value)
}

/// The ranking of the only slice of two files.
pub fn ranking_of(toml: &str, csv: &str, choices: &Choices) -> Result<Ranking, TestCaseError> {
    let round = round(toml, csv, choices)?;
    Ok(rank(round.slices[0].decision().expect("a ranked slice"), SortBy::Value))
}

pub fn ranking(model: &Model) -> Result<Ranking, TestCaseError> {
    ranking_of(&model.toml(), &model.csv(), &Choices::default())
}

pub fn row<'a>(ranking: &'a Ranking, id: &str) -> &'a Ranked {
    ranking.ranking.iter().find(|row| *row.id == *id).expect("an intervention that is ranked")
}

/// The ids in the order shown.
pub fn order(ranking: &Ranking) -> Vec<&str> {
    ranking.ranking.iter().map(|row| &*row.id).collect()
}

/// Every row of `one` has the same bits in `other`: value, scores, contributions, money.
pub fn same_bits(one: &Ranking, other: &Ranking) -> TestCaseResult {
    for mine in &one.ranking {
        let theirs = row(other, &mine.id);
        prop_assert_eq!(mine.value.to_bits(), theirs.value.to_bits(), "value of {}: {} {}", mine.id, mine.value, theirs.value);
        let bits = |figure: Option<f64>| figure.map(f64::to_bits);
        prop_assert_eq!(bits(mine.value_low), bits(theirs.value_low), "least value of {}", mine.id);
        prop_assert_eq!(bits(mine.value_high), bits(theirs.value_high), "largest value of {}", mine.id);
        prop_assert_eq!(bits(mine.value_for_money), bits(theirs.value_for_money), "value for money of {}", mine.id);
        for (criterion, score) in mine.scores.iter() {
            if let Some(found) = theirs.scores.get(criterion) {
                prop_assert_eq!(score.to_bits(), found.to_bits(), "score of {} on {}", mine.id, criterion);
                prop_assert_eq!(
                    bits(mine.contributions.get(criterion).copied()),
                    bits(theirs.contributions.get(criterion).copied()),
                    "contribution of {} on {}",
                    mine.id,
                    criterion
                );
            }
        }
    }
    Ok(())
}

/// Every row of `one` has the same rank in `other`, and is dominated by the same.
pub fn same_ranks(one: &Ranking, other: &Ranking) -> TestCaseResult {
    prop_assert_eq!(one.ranking.len(), other.ranking.len(), "interventions ranked");
    for mine in &one.ranking {
        let theirs = row(other, &mine.id);
        prop_assert_eq!(mine.rank, theirs.rank, "rank of {}, values {} and {}", mine.id, mine.value, theirs.value);
        let sorted = |row: &Ranked| {
            let mut ids = row.dominated_by.clone().unwrap_or_default();
            ids.sort();
            ids
        };
        prop_assert_eq!(sorted(mine), sorted(theirs), "what dominates {}", mine.id);
    }
    Ok(())
}

/// Every row of `one` has the same value in `other`, and the same scores on the criteria of both, within a tolerance.
pub fn same_within(one: &Ranking, other: &Ranking, tolerance: f64) -> TestCaseResult {
    for mine in &one.ranking {
        let theirs = row(other, &mine.id);
        near(&format!("value of {}", mine.id), mine.value, theirs.value, tolerance)?;
        for (criterion, score) in mine.scores.iter() {
            if let Some(found) = theirs.scores.get(criterion) {
                near(&format!("score of {} on {criterion}", mine.id), *score, *found, tolerance)?;
            }
        }
    }
    Ok(())
}

pub fn near(what: &str, one: f64, other: f64, tolerance: f64) -> TestCaseResult {
    prop_assert!((one - other).abs() <= tolerance, "{what}: {one:?} and {other:?}");
    Ok(())
}

/// Whether any two rows that both results hold stand the same way round in both, ties being ties in both.
pub fn same_pairs(one: &Ranking, other: &Ranking) -> TestCaseResult {
    let shared: Vec<_> = one.ranking.iter().filter(|mine| other.ranking.iter().any(|theirs| theirs.id == mine.id)).collect();
    for (at, first) in shared.iter().enumerate() {
        for second in &shared[at + 1..] {
            let there = row(other, &first.id).rank.cmp(&row(other, &second.id).rank);
            prop_assert_eq!(first.rank.cmp(&second.rank), there, "{} against {}", first.id, second.id);
        }
    }
    Ok(())
}

/// Any two rows whose values differ by more than a margin stand the same way round.
pub fn same_order_beyond(one: &Ranking, other: &Ranking, margin: f64) -> TestCaseResult {
    for first in &one.ranking {
        for second in one.ranking.iter().filter(|second| first.value - second.value > margin) {
            prop_assert!(row(other, &first.id).rank < row(other, &second.id).rank, "{} against {}", first.id, second.id);
        }
    }
    Ok(())
}
