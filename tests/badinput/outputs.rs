//! What every accepted file's outputs promise: rows that add up, `check` that agrees, and names that stay only names.
//!
//! Outputs are read back as a spreadsheet, a JSON reader or a Markdown viewer would read them.

use std::fs;

use serde_json::Value;

use super::corpus::{Answer, Case, accepted, answers, manifest};
use super::run::{BASE_CRITERIA, Run, folder, none_fails, on_two_threads, rank, run, scratch, written};
use super::verdict::{control, not_finite, without_colours};

/// What a spreadsheet would run as a formula.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Ids and names that some reader of the output would act on.
pub const HOSTILE: [(&str, &str); 12] = [
    ("=1+1", "=HYPERLINK(\"http://evil.example\",\"click\")"),
    ("+1", "+44 20 7946 0000"),
    ("-1", "-2+3+cmd|' /C calc'!A0"),
    ("@1", "@SUM(1+9)"),
    ("＝1", "＋１"),
    ("\t=1", "\n=1"),
    ("a|b", "x | y\n| z |"),
    ("<b>", "<img src=x onerror=alert(1)>&amp;"),
    ("`c`", "[l](javascript:x) **b** _i_ # h"),
    ("\u{1b}[8m", "\u{1b}[2Jgone\u{1b}]52;c;aGk=\u{7}"),
    ("a\rb", "\u{202e}txt.exe\u{9b}31m\u{7f}\u{8}"),
    ("日本", "👩\u{200d}⚕ e\u{301}"),
];

/// Every file that `wrong` finds fault with.
pub fn every<'a>(rule: &str, cases: &[&'a Case], wrong: impl Fn(&'a Case) -> Option<String> + Sync) {
    let found = on_two_threads(cases, |case| wrong(case).map(|why| format!("{}: {why}", case.file)));
    none_fails(rule, &found.into_iter().flatten().collect::<Vec<_>>());
}

/// Invariant 46.
#[test]
fn check_accepts_exactly_what_rank_accepts() {
    let ranked = |case: &Case| answers().iter().find(|answer| answer.case.file == case.file).map(|answer| answer.run.code);
    let cases = manifest();
    let found = on_two_threads(&cases, |case| {
        let checked = case.run("check", &[]);
        (Some(checked.code) != ranked(case) || checked.crashed()).then(|| format!("{}: {}", case.file, checked.summary()))
    });
    none_fails("check and rank agree", &found.into_iter().flatten().collect::<Vec<_>>());
}

/// The numbers of `Read 5 rows: ranked 4, set aside 1.`
fn reconciliation(run: &Run) -> Option<[usize; 3]> {
    let said = run.stderr();
    let line = said.lines().rev().find(|line| line.starts_with("Read "))?;
    let words = line.split([' ', ':', '.']).map(|word| word.replace(',', ""));
    let figures: Vec<_> = words.filter_map(|word| word.parse().ok()).collect();
    <[usize; 3]>::try_from(figures).ok()
}

/// What is wrong with what a run said of its rows.
fn miscount(run: &Run, wanted: Option<usize>) -> Option<String> {
    let Some([read, ranked, aside]) = reconciliation(run) else { return Some("no word of the rows".to_owned()) };
    let right = read == ranked + aside && Some(read) == wanted;
    (!right).then(|| format!("read {read}, ranked {ranked}, set aside {aside}, wanted {wanted:?}"))
}

/// Invariant 45.
#[test]
fn the_rows_said_to_be_read_are_those_of_the_file_and_add_up() {
    let runs = answers().iter().filter(|answer| answer.run.accepted());
    let failure = |answer: &Answer| miscount(&answer.run, answer.case.rows).map(|why| format!("{}: {why}", answer.case.file));
    none_fails("read = ranked + set aside", &runs.filter_map(failure).collect::<Vec<_>>());
}

#[test]
fn the_rows_of_the_csv_are_those_said_to_be_ranked() {
    every("one record for each intervention ranked", &accepted(), |case| {
        let run = case.run("rank", &["-f", "csv"]);
        let written = records(&run, b',').len() - 1;
        let ranked = reconciliation(&run).map(|[_, ranked, _]| ranked);
        miscount(&run, case.rows).or_else(|| (Some(written) != ranked).then(|| format!("{written} records, {ranked:?} ranked")))
    });
}

#[test]
fn the_rows_of_the_json_add_up() {
    every("rows.read = rows.analysed + rows.set_aside", &accepted(), |case| {
        let run = case.run("rank", &["-f", "json"]);
        let Ok(json) = serde_json::from_slice::<Value>(&run.stdout) else { return Some(run.summary()) };
        let number = |key: &str| json["rows"][key].as_u64().and_then(|count| usize::try_from(count).ok());
        let (read, analysed) = (number("read"), number("analysed"));
        let ranked = json["results"]["ranking"].as_array().map(Vec::len);
        let aside = json["rows"]["set_aside"].as_array().map(Vec::len);
        let sum = ranked.zip(aside).map(|(ranked, aside)| ranked + aside);
        let right = read == case.rows && sum == read && ranked == analysed;
        (!right).then(|| format!("{}, {ranked:?} ranked, wanted {:?} read", json["rows"], case.rows))
    });
}

#[test]
fn every_output_of_every_accepted_file_is_whole() {
    every("csv, tsv, json, markdown and check", &accepted(), |case| {
        let forms = ["csv", "tsv", "json", "markdown"].map(|form| ("rank", form));
        let checks = ["csv", "tsv", "json", "markdown", "table"].map(|form| ("check", form));
        forms.into_iter().chain(checks).find_map(|(command, form)| {
            let run = case.run(command, &["-f", form]);
            fault(&run, form).map(|why| format!("{command} -f {form}: {why}"))
        })
    });
}

/// What is wrong with an output of a form.
pub fn fault(run: &Run, form: &str) -> Option<String> {
    if !run.accepted() || run.crashed() {
        return Some(run.summary());
    }
    match form {
        "json" => serde_json::from_slice::<Value>(&run.stdout).err().map(|error| error.to_string()),
        "csv" | "tsv" => {
            let delimiter = if form == "csv" { b',' } else { b'\t' };
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(&run.stdout[..]);
            reader.records().find_map(Result::err).map(|error| error.to_string())
        }
        "markdown" => control(&run.stdout).or_else(|| uneven_table(&run.stdout())).or_else(|| live_markup(&run.stdout())),
        _ => control(&run.stdout),
    }
    .or_else(|| control(&run.stderr))
}

/// A line of a Markdown table with more or fewer cells than the line before it.
fn uneven_table(text: &str) -> Option<String> {
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let lines: Vec<_> = text.lines().collect();
    let both = lines.windows(2).filter(|pair| pair.iter().all(|line| line.starts_with('|')));
    both.into_iter().find(|pair| cells(pair[0]) != cells(pair[1])).map(|pair| format!("uneven table: {}", pair[1]))
}

/// A tag, an open link or a bare entity in Markdown.
fn live_markup(text: &str) -> Option<String> {
    let mut lines = text.lines();
    lines.find(|line| line.contains('<') || line.replace("\\]", "").contains("](")).map(str::to_owned)
}

/// The base table with hostile ids and names, and a cost below 0 among the figures.
pub fn hostile_file(folder: &str) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; 7]| writer.write_record(cells).expect("a String takes every record");
    write(["id", "name", "cost", "health", "quality", "equity", "=place"]);
    for (id, name) in HOSTILE {
        write([id, name, "-80", "22", "7", "6", "-North"]);
    }
    let bytes = writer.into_inner().expect("a String takes every record");
    written(&scratch(folder), "hostile.csv", bytes)
}

fn records(run: &Run, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(&run.stdout[..]);
    reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn spreadsheets_get_text_and_numbers_but_no_formula() {
    let data = hostile_file("spreadsheets");
    let guarded = |text: &str| if text.starts_with(FORMULA_STARTS) { format!("'{text}") } else { text.to_owned() };
    for (form, delimiter) in [("csv", b','), ("tsv", b'\t')] {
        for (raw, expected) in [(false, &guarded as &dyn Fn(&str) -> String), (true, &str::to_owned)] {
            let options = ["-f", form, "--by", "=place", "--raw"];
            let run = rank(&data, BASE_CRITERIA, &options[..if raw { 5 } else { 4 }]);
            let records = records(&run, delimiter);
            assert_eq!(records[0][..4], [expected("=place"), "rank".to_owned(), "id".to_owned(), "name".to_owned()]);
            for (record, (id, name)) in records[1..].iter().zip(HOSTILE) {
                assert_eq!(record[0], expected("-North"), "{form}");
                assert_eq!((&record[2], &record[3]), (&expected(id), &expected(name)), "{form}");
                assert_eq!(record[5], "-80", "a negative number stays a number");
                assert!(record[4..].iter().all(|cell| cell.is_empty() || cell.parse::<f64>().is_ok()), "{record:?}");
            }
            assert_eq!(records.len(), HOSTILE.len() + 1);
        }
    }
}

#[test]
fn json_keeps_hostile_names_as_they_are() {
    let run = rank(&hostile_file("json"), BASE_CRITERIA, &["-f", "json"]);
    let json: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let rows = json["results"]["ranking"].as_array().expect("a ranking");
    let found: Vec<_> = rows.iter().map(|row| (row["id"].as_str().unwrap_or(""), row["name"].as_str().unwrap_or(""))).collect();
    assert_eq!(found, HOSTILE);
}

#[test]
fn hostile_names_are_only_names_in_documents() {
    let data = hostile_file("documents");
    for options in [&["-f", "markdown"][..], &["-f", "table"], &["-f", "markdown", "--by", "=place"]] {
        let run = rank(&data, BASE_CRITERIA, options);
        assert_eq!(fault(&run, options[1]), None, "{options:?}");
    }
}

/// Styles are stripped from pipes, which could hide a leak: here they are kept.
#[test]
fn colour_does_not_let_control_characters_through() {
    let clean = |case: &Case| {
        let commands = ["rank", "check"].map(|command| case.run(command, &["--color", "always"]));
        let streams = commands.iter().flat_map(|run| [&run.stdout, &run.stderr]);
        streams.into_iter().find_map(|bytes| control(&without_colours(bytes)))
    };
    every("only colours", &manifest().iter().collect::<Vec<_>>(), clean);
    let run = run(&["rank", &hostile_file("colour"), "-c", BASE_CRITERIA, "--color", "always"]);
    let text = run.text();
    assert!(run.accepted() && !text.contains("\u{1b}[8m") && text.contains("\\u{1b}[8m"), "{}", run.summary());
    assert_eq!(control(&without_colours(&run.stdout)), None);
}

#[test]
fn no_machine_output_carries_a_figure_that_is_none() {
    every("neither NaN nor infinity", &accepted(), |case| {
        let numbers = |run: &Run| records(run, b',').iter().skip(1).find_map(|record| not_finite(&record[3..].join(" ")));
        numbers(&case.run("rank", &["-f", "csv"])).or_else(|| {
            let json = String::from_utf8(case.run("rank", &["-f", "json"]).stdout).ok()?;
            ["NaN", "Infinity", "\"value\": null"].iter().find(|word| json.contains(**word)).map(|word| (*word).to_owned())
        })
    });
}

#[test]
fn the_corpus_is_all_here() {
    let listed: std::collections::BTreeSet<_> = manifest().into_iter().map(|case| case.file).collect();
    let mut found = std::collections::BTreeSet::new();
    for kind in ["csv", "toml", "xlsx"] {
        let files = fs::read_dir(folder().join(kind)).expect("the corpus");
        found.extend(files.map(|file| format!("{kind}/{}", file.expect("a file").file_name().to_string_lossy())));
    }
    assert_eq!(listed, found);
    assert_eq!(found.len(), 158);
}
