//! `simulate` on every file of the corpus, on files of draws that others got wrong, and on wishes that cannot be met.

use super::corpus::{Case, accepted, answers, manifest};
use super::outputs::{every, fault};
use super::run::{none_fails, on_two_threads, run, scratch, written};
use super::verdict::missing_mentions;

const CRITERIA: &str = "
criteria = [
  { id = 'health', better = 'higher', worst = 0, best = 50, swing = 100, uncertainty = { low = 'low', high = 'high', distribution = 'triangular' } },
  { id = 'equity', better = 'higher', worst = 0, best = 10, swing = 40 },
  { id = 'fit', swing = 20, value = { levels = { no = 0, yes = 100 } } },
]
";
const DATA: &str = "id,name,health,low,high,equity,fit\nfalls,Falls,30,20,40,4,yes\ncoach,Coaching,22,,,6,no\n";

/// A file of figures, one of weights, options, the exit code and what must be said.
type Mistake = (&'static str, &'static str, &'static [&'static str], i32, &'static str);

const FIGURES: &str = "draw,id,health\n1,falls,30\n1,coach,20\n2,falls,31\n2,coach,24\n";
const WEIGHTS: &str = "draw,health,equity,fit\n1,0.5,0.3,0.2\n2,0.2,0.3,0.5\n";

const MISTAKES: &[Mistake] = &[
    (FIGURES, "", &[], 0, "2 draws"),
    ("", WEIGHTS, &["--set", "coach.low=20", "--set", "coach.high=24"], 0, "2 draws"),
    (FIGURES, WEIGHTS, &[], 0, "2 draws"),
    ("draw,id,health\n1,falls,30\n1,coach,20\n2,falls,31\n", "", &[], 1, "figures.csv;`coach` is absent from draw 2"),
    ("draw,id,health\n1,falls,30\n2,falls,20\n", "", &[], 1, "`coach` is absent from every draw"),
    ("draw,id,health\n1,falls,30\n1,coach,\n", "", &[], 1, "figures.csv:3;missing;draw 1;health"),
    ("draw,id,health\n1,falls,30\n1,coach,tbc\n", "", &[], 1, "figures.csv:3;`tbc`;not a number;health"),
    ("draw,id,health\n1,falls,30\n1,coach,inf\n", "", &[], 1, "figures.csv:3;`inf`;finite"),
    ("draw,id,health\n1,falls,30\n1,coach,3\n1,falls,4\n", "", &[], 1, "figures.csv:4;draw 1 has `falls` twice"),
    ("draw,id,health\n1,fals,30\n1,coach,3\n", "", &[], 1, "figures.csv:2;`fals`;did you mean `falls`;absent"),
    ("draw,id,health\n,falls,30\n1,coach,3\n", "", &[], 1, "figures.csv:2;a draw has no number"),
    ("draw,id,helth\n1,falls,30\n1,coach,3\n", "", &[], 1, "figures.csv:1;`helth`;did you mean `health`"),
    ("draw,id,fit\n1,falls,yes\n1,coach,no\n", "", &[], 1, "figures.csv:1;`fit`;levels"),
    ("draw,id,low\n1,falls,3\n1,coach,3\n", "", &[], 1, "figures.csv:1;no column that a weighed criterion reads;`health`"),
    ("draw,health\n1,30\n", "", &[], 1, "figures.csv:1;no column `id`"),
    ("run,id,health\n1,falls,30\n1,coach,3\n", "", &[], 1, "figures.csv:1;no column `draw`"),
    ("draw,id,health\n", "", &[], 1, "figures.csv:1;no row"),
    ("draw,id,health\n1,falls\n", "", &[], 1, "figures.csv:2;2 fields"),
    ("", "draw,health,equity\n1,0.5,0.5\n", &[], 1, "weights.csv:1;no column `fit`"),
    ("", "draw,health,equity,fit,cost\n1,0.5,0.3,0.1,0.1\n", &[], 1, "weights.csv:1;`cost`;no weighed criterion"),
    ("", "draw,health,equity,fit\n1,100,50,20\n", &[], 1, "weights.csv:2;draw 1;170;not to 1;swing points"),
    ("", "draw,health,equity,fit\n1,1.5,-0.5,0\n", &[], 1, "weights.csv:2;`-0.5`;below 0"),
    ("", "draw,health,equity,fit\n1,0.5,,0.5\n", &[], 1, "weights.csv:2;missing;equity"),
    ("", "draw,health,equity,fit\n1,0.5,0.3,0.2\n1,0.5,0.3,0.2\n", &[], 1, "weights.csv:3;draw 1 comes twice"),
    (FIGURES, "draw,health,equity,fit\n1,0.5,0.3,0.2\n3,0.5,0.3,0.2\n", &[], 1, "no weights for draw 2;without figures: 3"),
    (FIGURES, "", &["--draws", "100"], 2, "--performance-draws;--draws"),
    ("", WEIGHTS, &["--weights", "uniform"], 2, "--weight-draws;leave out --weights"),
    ("", "", &["--draws", "0"], 2, "from 1 to 1,000,000,000"),
    ("", "", &["-n", "1000000000000"], 2, "at most 1,000,000,000 draws fit;1,000,000"),
    ("", "", &["-n", "many"], 2, "whole number"),
    ("", "", &["-n", "-5"], 2, "-5"),
    ("", "", &["--precision-target", "0"], 2, "standard error"),
    ("", "", &["--precision-target", "1e-9"], 2, "0.00002"),
    ("", "", &["--precision-target", "0.01", "-n", "5"], 2, "--precision-target;--draws"),
    ("", "", &["--threads", "0"], 2, "--threads"),
    ("", "", &["--weights", "unifrom"], 2, "unifrom;uniform"),
    ("", "", &["--weights", "interval"], 2, "no swing has bounds;swing_low"),
    ("", "", &["--weights", "stakeholders"], 2, "no returns;--stakeholders"),
    ("", "", &["--concentration", "20"], 2, "--weights dirichlet"),
    ("", "", &["--weights", "dirichlet", "--concentration", "0"], 2, "above 0"),
    ("", "", &["--set", "falls.low=35"], 1, "35;lower bound above its figure"),
    (
        "",
        "",
        &["--set", "falls.low=30", "--set", "falls.high=30", "--set", "coach.low=22", "--set", "coach.high=22"],
        1,
        "nothing is uncertain;swing_low;--weights uniform;[uncertainty]",
    ),
];

#[test]
fn draws_that_others_got_wrong_are_told_where_and_why() {
    let folder = scratch("draws");
    let (data, criteria) =
        (written(&folder, "data.csv", DATA.replace(",,,6", ",21,23,6")), written(&folder, "criteria.toml", CRITERIA));
    let failure = |(figures, weights, options, code, says): &Mistake| {
        let files = [("--performance-draws", "figures.csv", figures), ("--weight-draws", "weights.csv", weights)];
        let files: Vec<_> = files.into_iter().filter(|(.., text)| !text.is_empty()).collect();
        let paths: Vec<_> = files.iter().map(|(option, name, text)| (*option, written(&folder, name, text))).collect();
        let mut arguments = vec!["simulate", &data, "-c", &criteria];
        arguments.extend(paths.iter().flat_map(|(option, path)| [*option, path.as_str()]));
        arguments.extend(options.iter().copied());
        let run = run(&arguments);
        let missing = missing_mentions(says, "", &run.text());
        let is_wanted = run.code == Some(*code) && missing.is_empty();
        (!is_wanted).then(|| format!("{figures:?} {weights:?} {options:?} lacks {missing:?}: {}", run.summary()))
    };
    none_fails("exit code and words", &MISTAKES.iter().filter_map(failure).collect::<Vec<_>>());
}

#[test]
fn a_blank_is_filled_by_draws_and_a_bound_that_is_missing_is_not() {
    let folder = scratch("blank");
    let (data, criteria) = (
        written(&folder, "data.csv", DATA.replace("coach,Coaching,22", "coach,Coaching,")),
        written(&folder, "criteria.toml", CRITERIA),
    );
    let figures = written(&folder, "figures.csv", FIGURES);
    let refused = run(&["simulate", &data, "-c", &criteria]);
    assert_eq!(refused.code, Some(1), "{}", refused.summary());
    let filled = run(&["simulate", &data, "-c", &criteria, "--performance-draws", &figures]);
    assert!(filled.accepted() && filled.stderr().contains("1 figure missing in the data"), "{}", filled.summary());
}

#[test]
fn a_file_of_draws_is_never_written_over() {
    let folder = scratch("over");
    let (data, criteria) =
        (written(&folder, "data.csv", DATA.replace(",,,6", ",21,23,6")), written(&folder, "criteria.toml", CRITERIA));
    let figures = written(&folder, "figures.csv", FIGURES);
    let run = run(&["simulate", &data, "-c", &criteria, "--performance-draws", &figures, "-o", &figures]);
    assert_eq!(run.code, Some(4), "{}", run.summary());
    assert_eq!(std::fs::read_to_string(&figures).expect("the file is still there"), FIGURES);
}

#[test]
fn a_table_of_a_million_columns_is_refused_at_once() {
    let folder = scratch("wide");
    let (data, criteria) =
        (written(&folder, "data.csv", DATA.replace(",,,6", ",21,23,6")), written(&folder, "criteria.toml", CRITERIA));
    let header = (0..1_000_000).map(|column| column.to_string()).collect::<Vec<_>>().join(",");
    let figures = written(&folder, "figures.csv", format!("draw,id,{header}\n"));
    let run = run(&["simulate", &data, "-c", &criteria, "--performance-draws", &figures]);
    assert!(run.code == Some(1) && run.stderr().contains("at most 200000 are read"), "{}", run.summary());
}

#[test]
fn simulate_accepts_what_rank_accepts() {
    // What compares each with each has a limit, which ranking does not have; and the weight of a lone criterion cannot vary.
    const REASONS: [&str; 2] = ["of at most 5,000 interventions", "nothing is uncertain"];
    let ranked = |case: &Case| answers().iter().find(|answer| answer.case.file == case.file).map(|answer| answer.run.code);
    let cases = manifest();
    let found = on_two_threads(&cases, |case| {
        let simulated = case.run("simulate", &["--weights", "uniform", "-n", "300"]);
        let is_same = Some(simulated.code) == ranked(case) || REASONS.iter().any(|reason| simulated.stderr().contains(reason));
        (!is_same || simulated.crashed()).then(|| format!("{}: {}", case.file, simulated.summary()))
    });
    none_fails("simulate and rank agree", &found.into_iter().flatten().collect::<Vec<_>>());
}

#[test]
fn every_form_of_every_accepted_file_is_whole() {
    every("a simulation in every form", &accepted(), |case| {
        ["json", "csv", "markdown", "html", "table"].into_iter().find_map(|form| {
            let run = case.run("simulate", &["--weights", "uniform", "-n", "300", "-f", form]);
            // A file that is too large for it, or a single criterion, of which nothing varies.
            let is_refused = matches!(run.code, Some(1 | 2));
            if is_refused { None } else { fault(&run, form).map(|why| format!("-f {form}: {why}")) }
        })
    });
}
