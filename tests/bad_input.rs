//! Broken, hostile and huge inputs: 148 files of `badinput/`, eight generated ones and tables of mistakes.
//!
//! Each test here is one promise kept on every file of the corpus, ranked once through the program itself; the modules
//! hold what outputs, messages, the command line and the readers promise beyond that.

#[path = "badinput/challenge.rs"]
mod challenge;
#[path = "badinput/command_line.rs"]
mod command_line;
#[path = "badinput/corpus.rs"]
mod corpus;
#[path = "badinput/criteria_mistakes.rs"]
mod criteria_mistakes;
#[path = "badinput/data_mistakes.rs"]
mod data_mistakes;
#[path = "badinput/giants.rs"]
mod giants;
#[path = "badinput/messages.rs"]
mod messages;
#[path = "badinput/mutations.rs"]
mod mutations;
#[path = "badinput/outputs.rs"]
mod outputs;
#[path = "badinput/portfolio_mistakes.rs"]
mod portfolio_mistakes;
#[path = "badinput/run.rs"]
mod run;
#[path = "badinput/simulation.rs"]
mod simulation;
#[path = "badinput/verdict.rs"]
mod verdict;

use corpus::{Answer, answers};
use run::{BASE_CRITERIA, BASE_DATA, none_fails, rank};
use verdict::{control, missing_mentions, not_finite};

/// Every answer of the corpus that breaks a rule, with the reason.
fn every_answer(rule: &str, broken: impl Fn(&Answer) -> Option<String>) {
    assert!(rank(BASE_DATA, BASE_CRITERIA, &[]).accepted(), "the base files must be accepted");
    let failure = |answer: &Answer| broken(answer).map(|why| format!("{}: {why}", answer.case.file));
    none_fails(rule, &answers().iter().filter_map(failure).collect::<Vec<_>>());
}

#[test]
fn no_file_makes_the_program_crash() {
    every_answer("never a panic or a signal", |answer| answer.run.crashed().then(|| answer.run.summary()));
}

#[test]
fn no_file_makes_the_program_hang() {
    every_answer("never over the time limit", |answer| answer.run.hung.then(|| answer.run.summary()));
}

#[test]
fn no_file_sends_control_characters_to_the_terminal() {
    every_answer("only plain text on both streams", |answer| control(&answer.run.stdout).or_else(|| control(&answer.run.stderr)));
}

#[test]
fn no_file_makes_the_program_show_a_figure_that_is_none() {
    every_answer("neither NaN nor infinity as a result", |answer| {
        // Words that are no figures: an id that other tools read as missing, and the letters of the 6,922nd criterion.
        let is_id = answer.case.file.contains("id_true_null") || answer.case.file.ends_with("criteria_50k.toml");
        not_finite(&answer.run.stdout()).filter(|_| !is_id)
    });
}

#[test]
fn every_file_is_accepted_or_refused_as_it_should_be() {
    every_answer("the exit code of the manifest", |answer| {
        let wanted = answer.case.exits();
        let is_wanted = answer.run.code.is_some_and(|code| wanted.contains(&code));
        (!is_wanted).then(|| format!("wanted {wanted:?}, got {}", answer.run.summary()))
    });
}

#[test]
fn every_message_names_the_place_and_the_trouble() {
    every_answer("the words of the manifest", |answer| {
        if answer.case.owes_a_note(&answer.run) && answer.run.stderr().trim().is_empty() {
            return Some("accepted without a word".to_owned());
        }
        let missing = missing_mentions(answer.case.mentions(&answer.run), &answer.case.file, &answer.run.text());
        (!missing.is_empty()).then(|| format!("no word of {missing:?} in {}", answer.run.summary()))
    });
}

#[test]
fn a_harmless_difference_changes_no_byte_of_the_result() {
    let base = rank(BASE_DATA, BASE_CRITERIA, &[]).stdout;
    every_answer("the same result as the base file", |answer| {
        let differs = answer.case.is_as_base() && answer.run.accepted() && answer.run.stdout != base;
        differs.then(|| answer.run.summary())
    });
}
