//! Every folder of `examples/` does what it shows: the commands of its README run, and the outputs kept in its `expected/`
//! come out byte for byte.
//!
//! The name of an expected file states its command. `WEIGHUP_BLESS=1 cargo test --test examples` rewrites the files that
//! are there and adds those the example can make; read the difference before committing it.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use weighup::input::criteria_file;

/// From the name of an expected file to its command, `DATA` left out; one file more for each scenario.
const COMMANDS: [(&str, &[&str]); 18] = [
    ("rank.table.txt", &["rank"]),
    ("rank.csv", &["rank", "--format", "csv"]),
    ("rank.json", &["rank", "--format", "json"]),
    ("rank.md", &["rank", "--format", "markdown"]),
    ("rank-value-for-money.csv", &["rank", "--sort", "value-for-money", "--format", "csv"]),
    ("check.txt", &["check"]),
    ("weights.table.txt", &["weights"]),
    ("compare-methods.csv", &["compare", "--methods", "--format", "csv"]),
    ("fund.table.txt", &["fund", "--price-of-mandates", "--shadow-prices"]),
    ("fund.json", &["fund", "--format", "json"]),
    ("report.md", &["report", "--format", "markdown"]),
    ("report.html", &["report", "--format", "html"]),
    ("fund-firm.table.txt", &["fund", "--stability", "--frontier", "--robust"]),
    ("sensitivity.table.txt", &["sensitivity"]),
    ("simulate-uniform.table.txt", &["simulate", "--weights", "uniform"]),
    ("sensitivity.csv", &["sensitivity", "--format", "csv"]),
    ("chart-contributions.svg", &["chart", "contributions"]),
    ("chart-cost-value.svg", &["chart", "cost-value"]),
];

/// The same for folders that hold `stakeholders.csv`, which is added.
const WITH_STAKEHOLDERS: [(&str, &[&str]); 3] = [
    ("weights-stakeholders.table.txt", &["weights", "--people"]),
    ("weights-stakeholders.json", &["weights", "--format", "json"]),
    ("compare-stakeholders.md", &["compare", "--format", "markdown"]),
];

/// What every example shows; the others where they fit.
const REQUIRED: [&str; 4] = ["rank.table.txt", "rank.csv", "rank.json", "check.txt"];

#[test]
fn expected_outputs_come_out_byte_for_byte() {
    let bless = std::env::var_os("WEIGHUP_BLESS").is_some_and(|value| value == "1");
    let problems: Vec<_> =
        examples().iter().flat_map(|example| if bless { example.bless() } else { example.compare() }).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn commands_of_the_readmes_run() {
    let problems: Vec<_> = examples().iter().flat_map(Example::failing_readme_commands).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_line_is_split_as_a_shell_would() {
    let line = r#"weighup rank a.csv --scenario "Equity first" --where 'place=Harbour and Coast' --by """#;
    let words = ["weighup", "rank", "a.csv", "--scenario", "Equity first", "--where", "place=Harbour and Coast", "--by", ""];
    assert_eq!(split(line), words);
}

/// A folder with a criteria file and data.
struct Example {
    /// From the root of the repository.
    folder: PathBuf,
}

/// An output that an example can show.
struct Shown {
    file: String,
    arguments: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn examples() -> Vec<Example> {
    let mut folders: Vec<_> = entries(&root().join("examples"))
        .into_iter()
        .filter(|folder| folder.join("criteria.toml").exists())
        .map(|folder| folder.strip_prefix(root()).expect("a folder of the repository").to_owned())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "there are no examples");
    folders.into_iter().map(|folder| Example { folder }).collect()
}

/// What a folder holds; nothing where there is no folder.
fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("a readable folder").path()).collect()
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Runs the binary at the root of the repository, without colour and 80 columns wide.
fn weighup(arguments: &[String]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_weighup"))
        .args(arguments)
        .current_dir(root())
        .env_remove("COLUMNS")
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary runs")
}

impl Example {
    fn expected(&self) -> PathBuf {
        root().join(&self.folder).join("expected")
    }

    /// Everything the example can show.
    fn shown(&self) -> Vec<Shown> {
        let words = |arguments: &[&str]| arguments.iter().map(|word| (*word).to_owned()).collect();
        let listed = COMMANDS.iter().map(|(file, arguments)| ((*file).to_owned(), words(arguments)));
        let scenarios = self.scenarios().into_iter().map(|name| {
            let arguments = words(&["rank", "--scenario", &name, "--format", "csv"]);
            (format!("rank-{}.csv", slug(&name)), arguments)
        });
        let compared = (!self.scenarios().is_empty()).then(|| {
            ("compare-scenarios.table.txt".to_owned(), words(&["compare", "--scenarios", "--equal", "--leave-one-out"]))
        });
        let returns = self.folder.join("stakeholders.csv");
        let asked: &[(&str, &[&str])] = if root().join(&returns).exists() { &WITH_STAKEHOLDERS } else { &[] };
        let asked = asked.iter().map(|(file, arguments)| {
            let mut arguments: Vec<String> = words(arguments);
            arguments.extend(["--stakeholders".to_owned(), returns.display().to_string()]);
            ((*file).to_owned(), arguments)
        });
        // One for each id that a kept file names.
        let explained = entries(&self.expected()).into_iter().filter_map(|path| {
            let file = path.file_name()?.to_string_lossy().into_owned();
            let id = file.strip_prefix("explain-")?.strip_suffix(".table.txt")?.to_owned();
            Some((file, vec!["explain".to_owned(), id]))
        });
        let data = self.folder.join("interventions.csv").display().to_string();
        let with_data = |(file, mut arguments): (String, Vec<String>)| {
            // The name of a picture comes before the data.
            arguments.insert(if arguments[0] == "chart" { 2 } else { 1 }, data.clone());
            Shown { file, arguments }
        };
        listed.chain(scenarios).chain(compared).chain(asked).chain(explained).map(with_data).collect()
    }

    fn scenarios(&self) -> Vec<String> {
        let path = root().join(&self.folder).join("criteria.toml");
        let file = criteria_file::parse("criteria.toml", &read(&path)).expect("a sound criteria file").value;
        file.scenarios.iter().map(|scenario| scenario.name.get_ref().clone()).collect()
    }

    /// What differs, is missing, or has a name that states no command.
    fn compare(&self) -> Vec<String> {
        let shown = self.shown();
        let missing = REQUIRED
            .iter()
            .map(|file| self.expected().join(file))
            .filter(|path| !path.exists())
            .map(|path| format!("{} is missing: run with WEIGHUP_BLESS=1", path.display()));
        let differing = entries(&self.expected()).into_iter().filter_map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            match shown.iter().find(|shown| shown.file == name) {
                Some(shown) => difference(&path, &weighup(&shown.arguments)),
                None => Some(format!("{}: no command goes by this name", path.display())),
            }
        });
        missing.chain(differing).collect()
    }

    /// Writes every output that can be made; one that is kept or required and cannot be made is a problem.
    fn bless(&self) -> Vec<String> {
        std::fs::create_dir_all(self.expected()).expect("a folder that can be made");
        let mut problems = Vec::new();
        for shown in self.shown() {
            let path = self.expected().join(&shown.file);
            let output = weighup(&shown.arguments);
            if output.status.success() {
                std::fs::write(&path, output.stdout).expect("a file that can be written");
            } else if path.exists() || REQUIRED.contains(&shown.file.as_str()) {
                problems.push(failure(&path.display().to_string(), &output));
            }
        }
        problems
    }

    fn failing_readme_commands(&self) -> Vec<String> {
        let path = root().join(&self.folder).join("README.md");
        let commands = shell_commands(&String::from_utf8(read(&path)).expect("UTF-8"));
        assert!(!commands.is_empty(), "{}: no `sh` block has a line that begins with `weighup `", path.display());
        let failing = |line: &String| {
            let output = weighup(&split(line)[1..]);
            (!output.status.success()).then(|| failure(&format!("{}: {line}", path.display()), &output))
        };
        commands.iter().filter_map(failing).collect()
    }
}

fn failure(what: &str, output: &Output) -> String {
    format!("{what}\n{}: {}", output.status, String::from_utf8_lossy(&output.stderr))
}

/// How an output differs from the file that keeps it.
fn difference(path: &Path, output: &Output) -> Option<String> {
    if !output.status.success() {
        return Some(failure(&path.display().to_string(), output));
    }
    let kept = read(path);
    if kept == output.stdout {
        return None;
    }
    let (kept, found) = (String::from_utf8_lossy(&kept), String::from_utf8_lossy(&output.stdout));
    let same = kept.split('\n').zip(found.split('\n')).take_while(|(kept, found)| kept == found).count();
    let line = |text: &str| text.split('\n').nth(same).unwrap_or("(the end)").to_owned();
    Some(format!("{} differs on line {}\n  kept:  {}\n  found: {}", path.display(), same + 1, line(&kept), line(&found)))
}

/// The lines of the `sh` blocks of a Markdown text that call weighup.
fn shell_commands(markdown: &str) -> Vec<String> {
    let mut inside = false;
    let mut commands = Vec::new();
    for line in markdown.lines() {
        if let Some(language) = line.strip_prefix("```") {
            inside = language.trim() == "sh";
        } else if inside && line.starts_with("weighup ") {
            commands.push(line.to_owned());
        }
    }
    commands
}

/// Splits a command line at spaces outside quotes; quotes go.
fn split(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut quote = None;
    let mut between_words = true;
    for character in line.chars() {
        let is_space = quote.is_none() && character.is_whitespace();
        if !is_space && between_words {
            words.push(String::new());
        }
        between_words = is_space;
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            _ if !is_space => words.last_mut().expect("a word").push(character),
            _ => {}
        }
    }
    words
}

/// A name in lower case with one hyphen for whatever is no letter or digit.
fn slug(name: &str) -> String {
    let words: Vec<_> = name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase()
}
