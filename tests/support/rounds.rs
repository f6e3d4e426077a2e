//! From the texts of a criteria file and a CSV file to a ranking, through the same readers that a user's files go through.
//!
//! The texts come from a folder of `tests/cases/` or are made in the test. A refusal stops the test with the messages a
//! user would see.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop

use std::path::PathBuf;

use weighup::analysis::rank::{Ranked, Ranking, SortBy, rank};
use weighup::diagnostic::Diagnostics;
use weighup::input::assemble::{Choices, Refusal, Slice, assemble};
use weighup::input::criteria_file;
use weighup::input::sheet::read_csv;
use weighup::model::decision::Decision;

/// Both files of a round, as texts.
pub struct Files {
    pub criteria: String,
    pub data: String,
}

impl Files {
    /// `criteria.toml` and `interventions.csv` of a folder in `tests/cases/`.
    pub fn of_case(case: &str) -> Self {
        Self::of_case_with(case, "criteria.toml")
    }

    /// The same with another criteria file of that folder.
    pub fn of_case_with(case: &str, criteria: &str) -> Self {
        let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "cases", case].iter().collect();
        let read = |file: &str| {
            let path = folder.join(file);
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        Self { criteria: read(criteria), data: read("interventions.csv") }
    }

    /// The ranking as the files stand.
    pub fn rank(&self) -> Ranking {
        self.rank_with(&Choices::default())
    }

    /// The ranking with the weights of a scenario.
    pub fn rank_scenario(&self, name: &str) -> Ranking {
        self.rank_with(&Choices { scenario: Some(name.to_owned()), ..Choices::default() })
    }

    /// The ranking with other swings.
    pub fn rank_swings(&self, swings: &[(&str, f64)]) -> Ranking {
        let swing = swings.iter().map(|(criterion, points)| ((*criterion).to_owned(), *points)).collect();
        self.rank_with(&Choices { swing, ..Choices::default() })
    }

    fn rank_with(&self, choices: &Choices) -> Ranking {
        rank(&self.decision(choices), SortBy::Value)
    }

    /// The decision that the files describe.
    pub fn decision(&self, choices: &Choices) -> Decision {
        let file = criteria_file::parse("criteria.toml", self.criteria.as_bytes())
            .unwrap_or_else(|findings| panic!("{}", messages(&findings)))
            .value;
        let sheet = read_csv("interventions.csv", self.data.as_bytes(), file.data.delimiter)
            .unwrap_or_else(|findings| panic!("{}", messages(&findings)))
            .value;
        let round = assemble(&file, sheet, choices).unwrap_or_else(|refusal| panic!("{}", reason(&refusal))).value;
        round.slices.first().and_then(Slice::decision).expect("a decision").clone()
    }
}

/// The row of an intervention.
pub fn row<'a>(ranking: &'a Ranking, id: &str) -> &'a Ranked {
    ranking.ranking.iter().find(|row| *row.id == *id).unwrap_or_else(|| panic!("`{id}` is not ranked"))
}

fn reason(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Choice(message) => message.clone(),
        Refusal::Inputs(findings) => messages(findings),
    }
}

fn messages(findings: &Diagnostics) -> String {
    findings.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>().join("\n")
}
