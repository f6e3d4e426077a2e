//! The JSON Schema of the criteria file agrees with the reader; completions and manual pages tell of every command.

#[path = "support/json_schema.rs"]
mod json_schema;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use clap::CommandFactory;
use json_schema::{accepts, resolve};
use serde_json::{Map, Value};
use weighup::cli::Cli;

const EVERY_KEY: &str = "tests/cases/every-key.toml";
/// The keys that exclude others of that file.
const COMPARED: &str = "tests/cases/every-key-compared.toml";
const DATA: &str = "tests/cases/every-key.csv";
/// Named by the file of every key, and looked for beside it.
const RETURNS: &str = "every-key-returns.csv";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn weighup(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weighup"));
    command.args(args).current_dir(root()).env("NO_COLOR", "1").output().expect("the program starts")
}

fn printed(args: &[&str]) -> String {
    let output = weighup(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{args:?} speaks on standard error");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a file of the project can be read")
}

fn schema() -> Value {
    serde_json::from_str(&printed(&["schema"])).expect("the schema is JSON")
}

/// TOML as editors show it to a schema: dates are texts.
fn json(text: &str) -> Value {
    fn converted(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(figure) => figure.into(),
            toml::Value::Float(figure) => figure.into(),
            toml::Value::Boolean(yes) => yes.into(),
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(list) => list.into_iter().map(converted).collect(),
            toml::Value::Table(table) => {
                table.into_iter().map(|(key, value)| (key, converted(value))).collect::<Map<_, _>>().into()
            }
        }
    }
    converted(toml::Value::Table(toml::from_str(text).expect("a criteria file is TOML")))
}

/// The criteria files that come with the program.
fn shipped() -> Vec<PathBuf> {
    let listed =
        |folder: &str| fs::read_dir(root().join(folder)).expect("a folder can be listed").flatten().map(|entry| entry.path());
    let examples = listed("examples").map(|folder| folder.join("criteria.toml"));
    let presets = listed("criteria").filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    examples.chain(presets).collect()
}

#[test]
fn the_schema_is_a_schema() {
    let draft: Value = serde_json::from_str(&read("tests/support/draft-07.schema.json")).expect("draft-07 is JSON");
    assert!(accepts(&draft, &draft, &draft), "draft-07 describes itself");
    assert!(accepts(&draft, &draft, &schema()));
    assert!(!accepts(&draft, &draft, &serde_json::json!({ "properties": { "id": { "type": "text" } } })));
}

#[test]
fn the_schema_accepts_every_criteria_file_that_comes_with_the_program() {
    let schema = schema();
    let files = shipped();
    assert!(files.len() >= 9, "only {} files were found", files.len());
    for path in files {
        let text = fs::read_to_string(&path).expect("a criteria file can be read");
        assert!(accepts(&schema, &schema, &json(&text)), "{} is refused", path.display());
    }
}

#[test]
fn every_key_is_accepted_by_the_schema_and_by_check() {
    let schema = schema();
    for file in [EVERY_KEY, COMPARED] {
        assert!(accepts(&schema, &schema, &json(&read(file))), "{file}");
        let output = weighup(&["check", DATA, "-c", file]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

/// A change to the file of every key: what stands there, what stands there instead.
type Change = (&'static str, &'static str);

const ACCEPTED: [Change; 15] = [
    ("schema = 1", "schema = 1.0"),
    ("date = 2026-03-26", "date = \"26 March\""),
    ("budget = 500_000", "budget = [500_000]"),
    ("cost = \"cost\"\nsize", "cost = [\"cost\"]\nsize"),
    ("count = true", "column = \"staff\"\ncount = false"),
    ("threshold = [25_000, 35_000]", "threshold = 25_000"),
    ("delimiter = \",\"\n", ""),
    ("type = \"linear\", q = 1, p = 10", "type = \"usual\""),
    ("type = \"linear\", q = 1, p = 10", "type = \"v\", p = 1"),
    ("type = \"linear\", q = 1, p = 10", "type = \"level\", q = 1, p = 1"),
    ("distribution = \"pert\"", "distribution = \"lognormal\""),
    ("nothing = \"none\"\n", ""),
    // The returns weigh it.
    ("rank = 2\n", ""),
    ("role = \"report\"", "role = \"report\"\nmissing = \"drop\""),
    ("outside = \"error\"\nvalue = \"linear\"", "outside = \"extrapolate\""),
];

const WRONG: [Change; 65] = [
    // Unknown keys, at each level.
    ("schema = 1", "shema = 1"),
    ("effect =", "effects ="),
    ("horizon =", "horizont ="),
    ("analyst =", "analist ="),
    ("outlier =", "outliers ="),
    ("pass = [", "passes = ["),
    ("from_ranks =", "from_rank ="),
    ("parent = \"care\"", "parents = \"care\""),
    ("unit =", "units ="),
    ("{ curvature =", "{ curve ="),
    ("{ events =", "{ event ="),
    ("q = 1,", "q = 1, r = 2,"),
    ("benchmark =", "bench ="),
    ("where = { place = \"North\", r", "were = { place = \"North\", r"),
    ("aggregate =", "aggregates ="),
    ("mandated =", "mandate ="),
    ("tops_up =", "topsup ="),
    ("at_most = 15", "at_mots = 15"),
    ("independent =", "independant ="),
    ("reason =", "reasons ="),
    // Wrong types.
    ("title = \"Every key\"", "title = 1"),
    ("schema = 1", "schema = \"1\""),
    ("weight = 0.5", "weight = \"0.5\""),
    ("pass = [\"approved\"]", "pass = \"approved\""),
    ("at_least = 2", "at_least = \"2\""),
    ("count = true", "count = 1"),
    ("count = true\n", ""),
    ("count = true", "count = false"),
    ("count = true", "count = true\ncolumn = \"staff\""),
    ("at_most = 15\n", ""),
    ("budget = 500_000", "budget = []"),
    ("budget = 500_000", "budget = 5e12"),
    ("stream = \"stream\"\n", ""),
    ("cost = \"cost\"\nsize", "cost = []\nsize"),
    ("swing_for = [0, 1]", "swing_for = [0, 1, 2]"),
    ("date = 2026-03-26", "date = 2026"),
    ("swing = { fit = 100 }", "swing = 100"),
    ("cost = { sd = \"pounds_sd\" }", "cost = \"pounds_sd\""),
    ("{ sd = \"pounds_sd\" }", "{ sd = 100 }"),
    ("stage = [\"approved\", \"plan\"]", "stage = [1, 2]"),
    // Figures and words that cannot be.
    ("schema = 1", "schema = 2"),
    ("weight = 0.5", "weight = -0.5"),
    ("rank = 2", "rank = 1.5"),
    ("benchmark = 20", "benchmark = 120"),
    ("national = 100", "national = 101"),
    ("decimal = \".\"", "decimal = \"point\""),
    ("missing = \"range\"", "missing = \"best\""),
    ("aggregate = \"mean\"", "aggregate = \"mode\""),
    ("id = \"equity\"", "id = \"equity of care\""),
    // Keys that exclude or need one another.
    ("swing = 40", "swing = 40\nweight = 0.4"),
    ("swing = 60", "swing = 60\nrank = 1"),
    ("role = \"report\"", "role = \"report\"\nswing = 10"),
    ("pass = [\"approved\"]", "pass = [\"approved\"]\nat_least = 1"),
    ("best = 150_000", ""),
    ("better = \"higher\"\nvalue = \"relative\"", "value = \"relative\""),
    ("value = \"relative\"", "value = \"relative\"\nworst = 0\nbest = 9"),
    ("value = { midpoint = 0.4 }", "value = { midpoint = 0.4, curvature = 1 }"),
    ("nothing = \"none\"", "nothing = \"none\"\nbetter = \"higher\""),
    ("outside = \"clamp\"", "outside = \"extrapolate\""),
    ("sample = \"sample\"", "sd = \"sample\""),
    ("q = 1, ", ""),
    ("type = \"linear\", q = 1, p = 10", "type = \"usual\", s = 1"),
    ("type = \"linear\", q = 1, p = 10", "type = \"v\", p = 0"),
    ("s = 2", "s = 0"),
    ("column = \"readiness\"", ""),
];

/// The same for the file of comparisons.
const COMPARED_WRONG: [Change; 10] = [
    ("method = \"ahp\"", ""),
    ("method =", "methods ="),
    ("method = \"ahp\"", "method = \"saaty\""),
    ("pairwise = [[1, 3], [\"1/3\", 1]]", "pairwise = [[1, 3], [\"third\", 1]]"),
    ("pairwise = [[1, 3], [\"1/3\", 1]]", "pairwise = [[1, 3000], [\"1/3000\", 1]]"),
    ("best = \"health\"\n", ""),
    ("worst = \"comfort\"\n", ""),
    ("equity = 2", "equity = 0.5"),
    ("pairwise = [[1, 2], [0.5, 1]]", "pairwise = 2"),
    ("id = \"care\"\n", "id = \"care\"\nbest = \"safety\"\n"),
];

/// What the schema and `check` say of a changed file.
fn verdicts(schema: &Value, file: &str, (from, to): Change, place: &Path) -> (bool, bool) {
    let text = read(file);
    assert!(text.contains(from), "`{from}` does not stand in {file}");
    let changed = text.replacen(from, to, 1);
    fs::write(place, &changed).expect("a file can be written");
    let path = place.to_str().expect("a path is a text");
    (accepts(schema, schema, &json(&changed)), weighup(&["check", DATA, "-c", path]).status.success())
}

#[test]
fn the_schema_and_check_accept_and_refuse_alike() {
    let schema = schema();
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("more_criteria.toml");
    fs::copy(root().join("tests/cases").join(RETURNS), place.with_file_name(RETURNS)).expect("the returns can be copied");
    for (file, changes, wanted) in
        [(EVERY_KEY, &ACCEPTED[..], true), (EVERY_KEY, &WRONG[..], false), (COMPARED, &COMPARED_WRONG[..], false)]
    {
        for change in changes {
            let found = verdicts(&schema, file, *change, &place);
            assert_eq!(found, (wanted, wanted), "schema and check on {change:?}");
        }
    }
}

/// Every property that a schema names below a path but none of the values has.
fn unused(root: &Value, schema: &Value, values: &[&Value], path: &str, found: &mut Vec<String>) {
    if let Some(reference) = schema.get("$ref") {
        return unused(root, resolve(root, reference), values, path, found);
    }
    for (key, below) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let here: Vec<_> = values.iter().filter_map(|value| value.get(key)).collect();
        let path = format!("{path}.{key}");
        if here.is_empty() {
            found.push(path);
        } else {
            unused(root, below, &here, &path, found);
        }
    }
    if let Some(items) = schema.get("items") {
        let here: Vec<_> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
        unused(root, items, &here, path, found);
    }
    if let Some(others) = schema.get("additionalProperties").filter(|others| others.is_object()) {
        let here: Vec<_> = values.iter().filter_map(|value| value.as_object()).flat_map(Map::values).collect();
        unused(root, others, &here, &format!("{path}.*"), found);
    }
    for branch in ["oneOf", "anyOf", "allOf"].iter().filter_map(|key| schema.get(key)?.as_array()).flatten() {
        unused(root, branch, values, path, found);
    }
}

#[test]
fn every_key_of_the_schema_stands_in_the_file_of_every_key() {
    let schema = schema();
    let mut found = Vec::new();
    let best_worst = json("[weights]\nbest = 'a'\nworst = 'b'\nbest_to_others = { a = 1 }\nothers_to_worst = { b = 1 }");
    unused(&schema, &schema, &[&json(&read(EVERY_KEY)), &json(&read(COMPARED)), &best_worst], "", &mut found);
    assert!(found.is_empty(), "{found:?}");
}

/// The names of all properties below a schema.
fn properties<'a>(schema: &'a Value, names: &mut BTreeSet<&'a str>) {
    let below = schema.as_object().into_iter().flat_map(Map::values).chain(schema.as_array().into_iter().flatten());
    below.for_each(|inner| properties(inner, names));
    let here = schema.get("properties").and_then(Value::as_object);
    names.extend(here.into_iter().flat_map(Map::keys).map(String::as_str));
}

/// The keys that the reader of the criteria file asks for, from its source.
fn keys_of_the_reader() -> BTreeSet<String> {
    const CALLS: [&str; 8] = ["text(", "number(", "boolean(", "choice(", "read(", "table(", "tables(", "value("];
    let mut keys = BTreeSet::new();
    for file in ["mod", "criterion", "preference", "sections", "uncertainty", "weighing"] {
        let source = read(&format!("src/input/criteria_file/{file}.rs"));
        // What stands between the quotes that follow a call; and the lists of keys that are read in one go.
        let pieces: Vec<_> = source.split('"').collect();
        for pair in pieces.windows(2) {
            if CALLS.iter().any(|call| pair[0].trim_end().ends_with(call)) {
                keys.insert(pair[1].to_owned());
            }
        }
        for line in
            source.lines().filter(|line| line.contains("texts(") || line.contains("for key in [") || line.contains("in [\""))
        {
            keys.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    keys
}

#[test]
fn every_key_that_the_reader_knows_stands_in_the_schema() {
    let schema = schema();
    let mut named = BTreeSet::new();
    properties(&schema, &mut named);
    let keys = keys_of_the_reader();
    assert!(keys.len() >= 80, "only {} keys were found in the source: {keys:?}", keys.len());
    let missing: Vec<_> = keys.iter().filter(|key| !named.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let codes = schema.pointer("/definitions/assurance/properties/accepted/propertyNames/enum").expect("codes of doubts");
    assert_eq!(codes, &Value::from(weighup::diagnostic::DOUBTS.to_vec()));
}

fn commands() -> Vec<clap::Command> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    program.get_subcommands().cloned().collect()
}

#[test]
fn completions_name_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        for command in commands() {
            assert!(script.contains(command.get_name()), "{shell} does not know {}", command.get_name());
        }
    }
    assert_eq!(weighup(&["completions", "cmd"]).status.code(), Some(2));
}

/// Roff escapes hyphens.
fn page(args: &[&str]) -> String {
    printed(args).replace("\\-", "-")
}

#[test]
fn the_manual_page_of_every_command_holds_its_name_and_options() {
    let program = page(&["man"]);
    for command in commands() {
        let name = command.get_name();
        assert!(program.contains(&format!("weighup-{name}(1)")), "the page of the program does not list {name}");
        let page = page(&["man", name]);
        assert!(page.contains(&format!(".TH weighup-{name} 1")), "{name}: {page}");
        for long in command.get_arguments().filter_map(clap::Arg::get_long) {
            assert!(page.contains(&format!("--{long}")), "the page of {name} lacks --{long}");
        }
        let has_notes = command.get_after_long_help().is_some();
        assert_eq!(page.contains(".SH NOTES\n.nf"), has_notes, "the notes of {name}");
    }
}

#[test]
fn every_command_says_first_what_it_answers() {
    let overview = printed(&["--help"]);
    for command in commands() {
        let name = command.get_name();
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        assert!(!about.is_empty(), "{name} says nothing");
        assert!(overview.contains(about.trim_end_matches('.')), "{name}: the overview does not say \"{about}\"");
        let help = printed(&[name, "--help"]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.starts_with(about.trim_end_matches('.')), "{name}: {help}");
        assert!(page(&["man", name]).contains(about.trim_end_matches('.')), "the page of {name}");
    }
}

#[test]
fn an_unknown_command_has_no_page() {
    let output = weighup(&["man", "rnak"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("there is no command `rnak`; did you mean `rank`?"), "{said}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    for args in [&["schema"][..], &["completions", "zsh"], &["man"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_weighup"));
        let status = command.args(args).stdout(writer).stderr(Stdio::null()).status().expect("the program starts");
        assert_eq!(status.code(), Some(0), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disc_is_a_failure() {
    for args in [&["schema"][..], &["completions", "zsh"], &["man"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device opens");
        let mut command = Command::new(env!("CARGO_BIN_EXE_weighup"));
        let status = command.args(args).stdout(full).stderr(Stdio::null()).status().expect("the program starts");
        assert_eq!(status.code(), Some(4), "{args:?}");
    }
}
