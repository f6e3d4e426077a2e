//! The page in a real browser: its figures are the program's, it can be used by everyone, and it runs nothing but its own script.
//!
//! Needs Chromium, node and `npm ci` in `tests/browser`; `ci.sh` sees to them. Without them a test says that it is skipped,
//! and fails where `WEIGHUP_BROWSER=required`.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop

#[path = "support/program.rs"]
mod program;
#[path = "browser/rounds.rs"]
mod rounds;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use program::Place;
use rounds::{board, large, tree};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser")
}

fn chromium() -> String {
    std::env::var("WEIGHUP_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned())
}

/// What the tests need and this machine does not have.
fn lacking() -> Option<String> {
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    match () {
        () if !Path::new(&chromium()).exists() => Some(format!("no Chromium at {} (or WEIGHUP_CHROMIUM)", chromium())),
        () if !has_node => Some("no node".to_owned()),
        () if !folder().join("node_modules/playwright-core").exists() => Some("no `npm ci` was run in tests/browser".to_owned()),
        () => None,
    }
}

/// Whether a test can run. Standard error is written to directly, as the harness hides what a passing test prints.
fn can_run(test: &str) -> bool {
    let Some(lack) = lacking() else { return true };
    assert!(std::env::var("WEIGHUP_BROWSER").as_deref() != Ok("required"), "{test}: {lack}");
    let message = format!("\n*** SKIPPED: {test}: {lack}. The page was NOT tested in a browser. ***\n");
    std::io::stderr().write_all(message.as_bytes()).expect("standard error can be written");
    false
}

/// Runs a check of `tests/browser/checks`.
fn check(name: &str, plan: &Value) {
    let place = Place::new();
    place.write("plan.json", plan.to_string());
    let output = Command::new("node").arg(folder().join("check.mjs")).arg(name).arg(place.path("plan.json")).output();
    let output = output.expect("node starts");
    let found = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{found}\n{}", program::said(&output));
}

#[test]
fn figures_are_those_of_the_program_to_the_printed_digit() {
    if !can_run("figures in the browser") {
        return;
    }
    let rounds = [(board(), 12), (tree(), 14), (large(), 6)];
    let plan: Vec<_> = rounds
        .iter()
        .map(|(round, count)| json!({ "file": round.page("paper.html", &[]), "views": round.views(*count, 20_260_329) }))
        .collect();
    check("numbers", &plan.into());
}

/// Pooled weights are no swings: the page shows them as points, and the adopted ranking to the last digit.
#[test]
fn weights_that_are_no_swings_can_be_moved_too() {
    if !can_run("pooled weights in the browser") {
        return;
    }
    let round = board();
    let file = round.page("pooled.html", &["--stakeholders", "returns.csv"]);
    let printed = round.place.done(&["rank", "data.csv", "--stakeholders", "returns.csv", "-f", "markdown"]);
    let printed = String::from_utf8(printed).expect("a text").replace('\\', "");
    let ranking = rounds::columns(&printed, &["Rank", "ID", "Value", "Intervention", "Cost a year", "Per £m"]);
    let view = json!({ "fragment": "", "ranking": ranking, "money": null, "open": null, "weights": null });
    check("numbers", &json!([{ "file": file, "views": [view] }]));
}

#[test]
fn a_reader_can_move_share_reset_and_print() {
    if !can_run("use of the page") {
        return;
    }
    let round = board();
    let file = round.page("paper.html", &[]);
    let page = String::from_utf8(round.place.read("paper.html")).expect("a page");
    let (tables, of_live) = (page.matches("<table").count(), 2);
    check("use", &json!({ "file": file, "tables": tables - of_live }));
}

/// A round whose every text means something to a browser.
fn hostile(text: &str) -> rounds::Round {
    let mut round = tree();
    let quoted = text.chars().map(|character| format!("\\U{:08X}", u32::from(character))).collect::<Vec<_>>().concat();
    let criteria = String::from_utf8(round.place.read("criteria.toml")).expect("a text");
    let criteria = criteria
        .replace("\"A tree\"", &format!("\"{quoted}\"\n[weights]\nstatus = \"placeholder\"\nsource = \"{quoted}\""))
        .replace("name = \"Care\"", &format!("name = \"{quoted}\""))
        .replace("id = \"wait\"", &format!("id = \"wait\"\nname = \"{quoted}\"\nunit = \"{quoted}\""))
        .replace("\"middle\"", &format!("\"level {quoted}.\""));
    let escaped = text.replace('"', "\"\"");
    let data = String::from_utf8(round.place.read("data.csv")).expect("a text");
    let data = data
        .replace("Falls clinic", &format!("\"{escaped}\""))
        .replace(",middle,", &format!(",\"level {escaped}.\","))
        .replace("\nC,", &format!("\n\"{escaped}\","));
    round.place.write("criteria.toml", format!("{criteria}[decision]\nquestion = \"{quoted}\"\n"));
    round.place.write("data.csv", data);
    round.options = &[];
    round
}

const HOSTILE: [&str; 9] = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "</title></style><svg/onload=alert(1)>",
    "\" onmouseover=\"alert(1)\" x=\"",
    "' autofocus onfocus='alert(1)",
    "<img src=x onerror=alert(1)>&lt;b&gt;",
    "\u{2028}\u{2029}\u{202e}\u{1b}[2J\u{7}",
    "__proto__",
    "[a](javascript:alert(1)) | `b` ../../etc/passwd C:\\temp\\x",
];

/// A text of the same length in which nothing means anything: long words can part a table in two.
fn harmless(text: &str) -> String {
    text.chars().map(|character| if character == ' ' { ' ' } else { 'x' }).collect()
}

/// What marks the files of the corpus whose texts mean something to a browser, Markdown, a terminal or XML.
const ACTING: [&str; 12] =
    ["html", "md_", "ansi", "xml", "cr_over", "backspace", "wide", "format", "unicode", "path", "script", "rtl"];

/// Those files of the corpus that the program accepts: each with the base criteria, or with the base data.
fn corpus(place: &Place) -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/badinput");
    let [base_data, base_criteria] = ["base/interventions.csv", "base/criteria.toml"].map(|name| root.join(name));
    let report = |data: &Path, criteria: &Path, page: &str| {
        let [data, criteria] = [data, criteria].map(Path::to_string_lossy);
        place.run(&["report", &data, "-c", &criteria, "-q", "-n", "100", "-o", page]).status.success()
    };
    assert!(report(&base_data, &base_criteria, "base.html"), "the base of the corpus");
    let mut made = Vec::new();
    for folder in ["csv", "toml", "xlsx"] {
        let entries = root.join(folder).read_dir().expect("the corpus").map(|entry| entry.expect("an entry").path());
        for file in entries {
            let page = format!("{}.html", file.file_name().expect("a name").to_string_lossy());
            let (data, criteria) = if folder == "toml" { (&base_data, &file) } else { (&file, &base_criteria) };
            if ACTING.iter().any(|word| page[..page.len() - 5].contains(word)) && report(data, criteria, &page) {
                made.push(json!({ "file": place.path(&page), "twin": place.path("base.html"), "alike": false }));
            }
        }
    }
    assert!(made.len() >= 12, "only {} cases of the corpus make a page", made.len());
    made
}

#[test]
fn no_text_acts_and_no_other_script_runs() {
    if !can_run("safety of the page") {
        return;
    }
    let pairs: Vec<_> = HOSTILE.iter().map(|text| (text, hostile(text), hostile(&harmless(text)))).collect();
    let page = |(text, hostile, harmless): &(&&str, rounds::Round, rounds::Round)| {
        // Control characters are written out on the page, and no part of the width by which tables are parted.
        let alike = !text.chars().any(char::is_control);
        json!({ "file": hostile.page("page.html", &[]), "twin": harmless.page("page.html", &[]), "alike": alike })
    };
    let mut pages: Vec<_> = pairs.iter().map(page).collect();
    let (place, board) = (Place::new(), board());
    pages.extend(corpus(&place));
    check("safety", &json!({ "hostile": pages, "page": board.page("paper.html", &[]) }));
}

#[test]
fn everyone_can_use_the_page() {
    if !can_run("accessibility of the page") {
        return;
    }
    let (board, messy) = (board(), hostile(HOSTILE[5]));
    check(
        "access",
        &json!([board.page("paper.html", &[]), messy.page("messy.html", &["--sections", "decision,criteria,ranking,plan"])]),
    );
}
