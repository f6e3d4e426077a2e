//! Answers in a file: one a line, written by hand or by `save`.
//!
//! A saved session opens with a line that says which criteria, on which ranges, its answers are about.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Failure;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};
use crate::present::elicit;
use crate::weighting::Node;
use crate::weighting::dialogue::{People, Person, Replay, Sitting, Step, replay};

/// How the first line of a saved session begins.
pub const MARK: &str = "# weighup session: ";

/// Answers with their places.
pub struct Answers {
    source: Arc<Source>,
    pub lines: Vec<String>,
    starts: Vec<usize>,
}

impl Answers {
    /// Reads a file of answers.
    ///
    /// # Errors
    /// A session about other criteria or ranges.
    pub fn parse(name: &str, bytes: &[u8], sitting: &Sitting<'_>) -> Result<Self, Failure> {
        let text = String::from_utf8_lossy(bytes);
        let mut found =
            Self { source: Source::new(name, text.trim_start_matches('\u{feff}')), lines: Vec::new(), starts: Vec::new() };
        let source = Arc::clone(&found.source);
        if let Some(stated) = source.text().lines().next().and_then(|line| line.strip_prefix(MARK))
            && stated.trim() != about(sitting)
        {
            let message = "the session was saved for other criteria, for other ranges or for another number of people";
            let remedy = "points hold only for the ranges they were judged on: start anew, or with the files and options it was saved with";
            return Err(found.refused(0, message, remedy));
        }
        let mut start = 0;
        for line in source.text().split_inclusive('\n') {
            let answer = line.trim();
            if !answer.is_empty() && !answer.starts_with('#') {
                found.lines.push(answer.to_owned());
                found.starts.push(start);
            }
            start += line.len();
        }
        Ok(found)
    }

    /// The judgements, if the answers are all there and nothing more; else the question that comes next, where `open` allows.
    ///
    /// # Errors
    /// The line that is refused, left over, or missing.
    pub fn judged(&self, sitting: &Sitting<'_>, open: bool) -> Result<Option<Vec<Person>>, Failure> {
        match replay(sitting, &self.lines).step {
            Step::Done { people, answers } => match self.starts.get(answers) {
                None => Ok(Some(people)),
                Some(&start) => Err(self.refused(start, "the session is over before this line", "remove it and what follows")),
            },
            Step::Refused { at, question, why } => {
                let message = format!("no answer to the question \"{}\"", elicit::line(sitting, &question));
                let why = elicit::refusal(sitting, &question, &why);
                let remedy = format!("{why} Or remove this line and what follows, and {}", self.go_on());
                Err(self.refused(self.starts[at], &message, &remedy))
            }
            Step::Ask(_) if open => Ok(None),
            Step::Ask(question) => {
                let message = format!("the answers end before the question \"{}\"", elicit::line(sitting, &question));
                let remedy = format!("add its answer and those that follow, or {}", self.go_on());
                Err(self.refused(self.source.text().trim_end().len().saturating_sub(1), &message, &remedy))
            }
        }
    }

    fn go_on(&self) -> String {
        format!("go on from here at the terminal: elicit --resume {}", self.source.name())
    }

    fn refused(&self, start: usize, message: &str, remedy: &str) -> Failure {
        let text = &self.source.text()[start..];
        let end = start + text.lines().next().unwrap_or("").trim_end().len();
        let mut findings = Diagnostics::default();
        let place = Place::new(&self.source, start..end);
        findings.push(Diagnostic::error("answers", message).at(Some(place)).remedy(remedy));
        findings.into()
    }
}

/// A session as a file: every answer below its question.
pub fn saved(sitting: &Sitting<'_>, session: &Replay, answers: &[String]) -> String {
    let mut out = format!("{MARK}{}\n", about(sitting));
    out.push_str("# One answer a line, each below its question; go on with --resume, or change a line first.\n");
    for (question, answer) in session.answered.iter().zip(answers) {
        out.push_str(&format!("\n# {}\n{answer}\n", elicit::answer_line(sitting, question)));
    }
    out
}

/// What the answers of a session are about, in a few characters: who answers, and each set's swings with their ranges.
fn about(sitting: &Sitting<'_>) -> String {
    let mut hash = Sha256::new();
    for set in sitting.sets {
        for &node in &set.nodes {
            let range = match node {
                Node::Criterion(criterion) => {
                    let value = &sitting.criteria[criterion].value;
                    format!("{:?} {:?}", value.shape, value.scale)
                }
                Node::Group(_) => String::new(),
            };
            hash.update(format!("{}\t{range}\n", sitting.id(node)));
        }
        hash.update("\n");
    }
    let start = hash.finalize().iter().take(8).fold(0_u64, |start, byte| start << 8 | u64::from(*byte));
    let who = match sitting.people {
        People::One => "one judgement",
        People::Several { .. } => "several people",
    };
    format!("{who}, criteria {start:016x}")
}
