//! Every command of the README runs, and every output it shows is the real one.
//!
//! `sh` blocks hold commands that must succeed; in `console` blocks each command stands after `$ ` and the start of its
//! standard output below it. They run in a copy of the project's examples, so that `init` can write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Step {
    command: String,
    /// The lines shown below the command.
    shown: String,
}

fn steps(readme: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut block = "";
    for line in readme.lines() {
        if let Some(kind) = line.strip_prefix("```") {
            block = kind;
        } else if block == "sh" {
            steps.push(Step { command: line.to_owned(), shown: String::new() });
        } else if block == "console" {
            match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => steps.push(Step { command: command.to_owned(), shown: String::new() }),
                (None, Some(step)) => {
                    step.shown.push_str(line);
                    step.shown.push('\n');
                }
                (None, None) => {}
            }
        }
    }
    steps
}

/// Words of a command, with double quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in command.chars() {
        match character {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("there is always a word").push(character),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be listed").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

fn workplace(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&place);
    for folder in ["examples", "tests/badinput"] {
        copy(&root.join(folder), &place.join(folder));
    }
    fs::create_dir_all(place.join("my-round")).expect("a folder can be made");
    place
}

fn run(words: &[String], place: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weighup"));
    command.args(&words[1..]).current_dir(place).env_remove("COLUMNS").env("NO_COLOR", "1");
    command.output().expect("the program starts")
}

#[test]
fn every_command_runs_and_shows_what_the_readme_shows() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md can be read");
    let place = workplace("readme_commands");
    let mut ran = 0;
    for step in steps(&readme) {
        let words = words(&step.command);
        // Cargo and the test script start this very test.
        if words.first().is_none_or(|program| program != "weighup") {
            continue;
        }
        let output = run(&words, &place);
        let stdout = String::from_utf8(output.stdout).expect("output is UTF-8");
        let stderr = String::from_utf8_lossy(&output.stderr);
        let wanted = if step.command.contains("badinput") { Some(1) } else { Some(0) };
        assert_eq!(output.status.code(), wanted, "{}\n{stderr}", step.command);
        let start: String = stdout.lines().take(step.shown.lines().count()).flat_map(|line| [line, "\n"]).collect();
        assert_eq!(start, step.shown, "`{}` shows something else than the README", step.command);
        ran += 1;
    }
    assert!(ran >= 10, "only {ran} commands were found in the README");
}

#[test]
fn every_command_of_the_guides_runs() {
    for name in ["stakeholders", "sensitivity"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{name}.md"));
        let guide = fs::read_to_string(path).expect("the guide");
        let place = workplace(&format!("readme_guide_{name}"));
        let steps = steps(&guide);
        assert!(steps.len() >= 5, "only {} commands were found in {name}.md", steps.len());
        for step in steps {
            let output = run(&words(&step.command), &place);
            assert!(output.status.success(), "{}\n{}", step.command, String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn the_criteria_file_in_the_readme_is_whole() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md can be read");
    let toml =
        readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the README shows a criteria file");
    let place = workplace("readme_files");
    fs::write(place.join("criteria.toml"), toml).expect("a file can be written");
    let csv = readme.split("```csv\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the README shows a data file");
    fs::write(place.join("data.csv"), csv).expect("a file can be written");
    let output = run(&["weighup", "rank", "data.csv"].map(str::to_owned), &place);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
