//! `sensitivity` and `explain` on every file of the corpus: they accept what `rank` accepts, and nothing breaks their outputs.

use super::corpus::{Case, accepted, answers, manifest};
use super::outputs::{HOSTILE, every, fault, hostile_file};
use super::run::{BASE_CRITERIA, none_fails, on_two_threads, run};
use super::verdict::control;

#[test]
fn sensitivity_accepts_exactly_what_rank_accepts() {
    let ranked = |case: &Case| answers().iter().find(|answer| answer.case.file == case.file).map(|answer| answer.run.code);
    let cases = manifest();
    let found = on_two_threads(&cases, |case| {
        let analysed = case.run("sensitivity", &[]);
        (Some(analysed.code) != ranked(case) || analysed.crashed()).then(|| format!("{}: {}", case.file, analysed.summary()))
    });
    none_fails("sensitivity and rank agree", &found.into_iter().flatten().collect::<Vec<_>>());
}

#[test]
fn every_question_on_every_accepted_file_is_answered_whole() {
    every("all questions in json and markdown", &accepted(), |case| {
        let options = ["--ranks", "--order", "-f"];
        ["json", "markdown", "table"].into_iter().find_map(|form| {
            let run = case.run("sensitivity", &[&options[..], &[form]].concat());
            fault(&run, form).or_else(|| not_a_figure(&run.stdout())).map(|why| format!("-f {form}: {why}"))
        })
    });
}

/// A figure that is none, in what people or machines read.
fn not_a_figure(text: &str) -> Option<String> {
    let is_one = |word: &&str| ["NaN", "inf", "-inf", "Infinity"].contains(word);
    text.split([' ', ',', ':', '\n', '|']).find(is_one).map(|word| format!("shows {word}"))
}

#[test]
fn hostile_ids_are_only_ids() {
    let data = hostile_file("challenge");
    for (id, _) in HOSTILE {
        for form in ["json", "markdown", "table", "csv", "tsv"] {
            // After `--` an id may begin as an option does.
            let run = run(&["explain", "-c", BASE_CRITERIA, "-f", form, "--", &data, id]);
            assert_eq!(fault(&run, form), None, "{id:?} -f {form}: {}", run.summary());
        }
    }
    for form in ["json", "markdown", "table", "csv"] {
        let run = run(&["sensitivity", &data, "-c", BASE_CRITERIA, "-f", form]);
        assert_eq!(fault(&run, form), None, "-f {form}: {}", run.summary());
    }
    let nobody = run(&["explain", &data, "\u{1b}[2Jgone", "-c", BASE_CRITERIA]);
    assert_eq!(nobody.code, Some(2), "{}", nobody.summary());
    assert_eq!(control(&nobody.stderr), None, "{}", nobody.summary());
}
