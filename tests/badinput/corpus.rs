//! Every file of the corpus ranked once, on two threads; the tests share the results.
//!
//! The manifest says of each file what is expected; how a verdict is reached belongs to `verdict` and the tests.

use std::sync::LazyLock;
use std::time::Duration;

use serde::Deserialize;

use super::giants::{GIANTS, Giant};
use super::run::{self, BASE_CRITERIA, BASE_DATA, PATIENCE, Run};

/// Debug builds take about eight times as long as what people run, on cores shared with other work.
const GIANT_PATIENCE: Duration = if cfg!(debug_assertions) { Duration::from_secs(60) } else { PATIENCE };

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expectation {
    Error,
    Accept,
    /// Accepted, with a warning that says what is odd.
    Warn,
    /// An error, or accepted with a word on standard error.
    Either,
}

/// One row of the manifest.
#[derive(Debug, Deserialize)]
pub struct Case {
    pub file: String,
    kind: String,
    pub expect: Expectation,
    exit: String,
    must_mention: String,
    same_as_base: String,
    /// Interventions in the file, counted by hand, where it is accepted.
    pub rows: Option<usize>,
    #[serde(skip)]
    generated: bool,
}

impl Case {
    /// The data file and the criteria file of a run.
    pub fn files(&self) -> (&str, &str) {
        if self.kind == "toml" { (BASE_DATA, &self.file) } else { (&self.file, BASE_CRITERIA) }
    }

    pub fn exits(&self) -> Vec<i32> {
        self.exit.split('|').map(|code| code.parse().expect("an exit code in the manifest")).collect()
    }

    /// What the answer must mention.
    pub fn mentions(&self, run: &Run) -> &str {
        let owes = self.generated || !run.accepted() || self.expect == Expectation::Warn;
        if owes { &self.must_mention } else { "" }
    }

    /// Accepted where an error was as good: something must have been said.
    pub fn owes_a_note(&self, run: &Run) -> bool {
        self.expect == Expectation::Either && run.accepted() && !self.must_mention.is_empty()
    }

    pub fn is_as_base(&self) -> bool {
        self.same_as_base == "yes"
    }

    /// Runs a command on the case's files.
    pub fn run(&self, command: &str, options: &[&str]) -> Run {
        let (data, criteria) = self.files();
        let arguments = [&[command, data, "-c", criteria], options].concat();
        run::finish(&mut run::command(&arguments), if self.generated { GIANT_PATIENCE } else { PATIENCE })
    }
}

/// A case with the answer of `rank`.
#[derive(Debug)]
pub struct Answer {
    pub case: Case,
    pub run: Run,
}

/// Every case, the giants first, so that neither thread is left with one at the end.
pub fn answers() -> &'static [Answer] {
    static ANSWERS: LazyLock<Vec<Answer>> = LazyLock::new(|| {
        let cases: Vec<_> = giants().into_iter().chain(manifest()).collect();
        let runs = run::on_two_threads(&cases, |case| case.run("rank", &[]));
        cases.into_iter().zip(runs).map(|(case, run)| Answer { case, run }).collect()
    });
    &ANSWERS
}

/// The cases of the manifest.
pub fn manifest() -> Vec<Case> {
    let mut reader = csv::Reader::from_path(run::folder().join("manifest.csv")).expect("the manifest");
    reader.deserialize().map(|row| row.expect("a row of the manifest")).collect()
}

/// The cases of the manifest that `rank` accepts.
pub fn accepted() -> Vec<&'static Case> {
    answers().iter().filter(|answer| answer.run.accepted() && !answer.case.generated).map(|answer| &answer.case).collect()
}

fn giants() -> Vec<Case> {
    let folder = run::scratch("giants");
    let case = |giant: Giant| Case {
        file: run::written(&folder, giant.name, (giant.make)()),
        kind: giant.name.rsplit('.').next().unwrap_or("csv").to_owned(),
        expect: if giant.rows.is_some() { Expectation::Accept } else { Expectation::Error },
        exit: if giant.rows.is_some() { "0" } else { "1" }.to_owned(),
        must_mention: giant.mentions.to_owned(),
        same_as_base: String::new(),
        rows: giant.rows,
        generated: true,
    };
    GIANTS.into_iter().map(case).collect()
}
