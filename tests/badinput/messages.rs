//! Whether every mistake is named with its place and its remedy, once, and every doubt is spoken.
//!
//! The mistakes are tables in `criteria_mistakes`, `data_mistakes` and `portfolio_mistakes`.

use std::path::PathBuf;

use super::criteria_mistakes::{
    COMPARED, HEALTH, OF_A_CRITERION, OF_A_PAIR, OF_A_SECTION, OF_COMPARISONS, OF_LEVELS, PAIR, PLAIN, WHOLE,
};
use super::data_mistakes::{BOTH, CELLS, DOUBTS, HEADER, TABLES};
use super::portfolio_mistakes::{DOUBTS_OF_ROWS, OF_PORTFOLIO, OF_ROWS, RULES};
use super::run::{BASE_CRITERIA, BASE_DATA, Run, none_fails, on_two_threads, run, scratch, written};
use super::verdict::{control, missing_mentions};

/// One mistake, with its two files as arguments.
struct Mistake {
    name: String,
    data: String,
    criteria: String,
    says: String,
    exit: i32,
}

/// Writes the files of mistakes; a file that is not given is the base file.
struct Scribe(PathBuf);

impl Scribe {
    fn file(&self, name: &str, ending: &str, text: &str) -> String {
        written(&self.0, &format!("{}.{ending}", name.replace([' ', '\''], "_")), text)
    }

    fn files(&self, name: String, criteria: Option<&str>, data: Option<&str>, says: &str, exit: i32) -> Mistake {
        Mistake {
            criteria: criteria.map_or_else(|| BASE_CRITERIA.to_owned(), |text| self.file(&name, "toml", text)),
            data: data.map_or_else(|| BASE_DATA.to_owned(), |text| self.file(&name, "csv", text)),
            says: says.to_owned(),
            exit,
            name,
        }
    }

    /// A mistake causes one error, unless its words count more.
    fn mistake(&self, name: String, criteria: Option<&str>, data: Option<&str>, says: &str) -> Mistake {
        let says = if says.contains(" errors") { says.to_owned() } else { format!("{says};Stopped: 1 error,") };
        self.files(name, criteria, data, &says, 1)
    }

    fn in_criteria(&self) -> Vec<Mistake> {
        let parts = [
            ("criterion", HEALTH, OF_A_CRITERION),
            ("section", HEALTH, OF_A_SECTION),
            ("portfolio", HEALTH, OF_PORTFOLIO),
            ("levels", PLAIN, OF_LEVELS),
            ("comparisons", COMPARED, OF_COMPARISONS),
        ];
        let part = |(table, start, rows): &(&str, &str, &[(&str, &str, &str)])| {
            let row = |(name, lines, says): &(&str, &str, &str)| {
                self.mistake(format!("{table} {name}"), Some(&format!("{start}{lines}\n")), None, says)
            };
            rows.iter().map(row).collect::<Vec<_>>()
        };
        let whole = |(name, text, says): &(&str, &str, &str)| self.mistake(format!("whole {name}"), Some(text), None, says);
        let pair = |(name, first, second, rest, says): &(&str, &str, &str, &str, &str)| {
            let text = PAIR.replace("{first}", first).replace("{second}", second) + rest;
            self.mistake(format!("pair {name}"), Some(&text), None, says)
        };
        parts.iter().flat_map(part).chain(WHOLE.iter().map(whole)).chain(OF_A_PAIR.iter().map(pair)).collect()
    }

    fn in_data(&self) -> Vec<Mistake> {
        let cell = |(index, (cell, says)): (usize, &(&str, &str))| {
            let text = format!("{HEADER}\nA,Falls clinic,120,\"{cell}\",6,4\nB,Diabetes coaching,80,22,7,6\n");
            self.mistake(format!("cell {index}"), None, Some(&text), &format!("@file;@line2;`health`;{says}"))
        };
        let table = |(name, text, says): &(&str, &str, &str)| self.mistake(format!("table {name}"), None, Some(text), says);
        let both = |(name, criteria, data, says): &(&str, &str, &str, &str)| {
            self.mistake(format!("both {name}"), Some(criteria), Some(data), says)
        };
        let cells = CELLS.iter().enumerate().map(cell);
        let related = |(name, lines, rows, says): &(&str, &str, &str, &str)| {
            self.mistake(format!("rows {name}"), Some(&rules(lines)), Some(&related(rows)), says)
        };
        let tables = TABLES.iter().map(table).chain(BOTH.iter().map(both));
        cells.chain(tables).chain(OF_ROWS.iter().map(related)).collect()
    }

    /// What is accepted, and the words it owes.
    fn doubtful(&self) -> Vec<Mistake> {
        let doubt = |(name, criteria, data, says): &(&str, &str, &str, &str)| {
            self.files((*name).to_owned(), Some(criteria), Some(data), says, 0)
        };
        let of_rows = |(name, lines, rows, says): &(&str, &str, &str, &str)| {
            self.files((*name).to_owned(), Some(&rules(lines)), Some(&related(rows)), says, 0)
        };
        DOUBTS.iter().map(doubt).chain(DOUBTS_OF_ROWS.iter().map(of_rows)).collect()
    }
}

/// A criteria file with more lines of `[portfolio]`.
fn rules(lines: &str) -> String {
    format!("{RULES}{lines}\n")
}

/// Rows under their header.
fn related(rows: &str) -> String {
    format!("id,cost,health,must,label,needs,fund\n{rows}")
}

/// What is wrong with the answer to a mistake.
fn fault(mistake: &Mistake, ranked: &Run, checked: &Run) -> Option<String> {
    if ranked.code != Some(mistake.exit) || ranked.crashed() {
        return Some(format!("wanted exit {}, got {}", mistake.exit, ranked.summary()));
    }
    let file = if mistake.criteria == BASE_CRITERIA { &mistake.data } else { &mistake.criteria };
    let missing = missing_mentions(&mistake.says, file, &ranked.stderr());
    if !missing.is_empty() {
        return Some(format!("no word of {missing:?} in\n{}", ranked.stderr()));
    }
    if checked.code != ranked.code {
        return Some(format!("check: {}", checked.summary()));
    }
    control(&ranked.stderr).or_else(|| control(&checked.stdout))
}

/// Each mistake with what is wrong with its answer.
fn answered(mistakes: &[Mistake]) -> Vec<(&str, Option<String>)> {
    on_two_threads(mistakes, |mistake| {
        let [ranked, checked] = ["rank", "check"].map(|command| run(&[command, &mistake.data, "-c", &mistake.criteria]));
        (mistake.name.as_str(), fault(mistake, &ranked, &checked))
    })
}

#[test]
fn every_mistake_is_named_with_its_place_and_its_remedy() {
    let scribe = Scribe(scratch("messages"));
    let mistakes: Vec<_> = scribe.in_criteria().into_iter().chain(scribe.in_data()).collect();
    let wrong = |(name, fault): &(&str, Option<String>)| fault.as_ref().map(|why| format!("{name}: {why}"));
    none_fails("every mistake is explained", &answered(&mistakes).iter().filter_map(wrong).collect::<Vec<_>>());
}

#[test]
fn every_doubt_is_spoken() {
    let doubts = Scribe(scratch("doubts")).doubtful();
    let found = answered(&doubts);
    let wrong = |(name, fault): &(&str, Option<String>)| fault.as_ref().map(|why| format!("{name}: {why}"));
    none_fails("accepted with a word", &found.iter().filter_map(wrong).collect::<Vec<_>>());
}

/// Bytes that are no CSV, or no TOML, whatever the file is called.
const FOREIGN: &[(&str, &[u8], &str)] = &[
    ("zip.csv", b"PK\x03\x04rest", "Excel workbook;CSV UTF-8"),
    ("old_workbook.csv", b"\xd0\xcf\x11\xe0rest", "Excel workbook;CSV UTF-8"),
    ("paper.csv", b"%PDF-1.7", "a PDF"),
    ("packed.csv", b"\x1f\x8b\x08", "gzip"),
    ("half_utf16.csv", b"\xff\xfei\0d\0,\0h", "UTF-16;damaged"),
    ("torn_utf16.csv", b"\xfe\xff\0i\0d\xd8\x00\0,\0h", "UTF-16;damaged"),
    ("torn_utf8.csv", b"\xef\xbb\xbfid,health\nA\xff\xc3(,1\n", "UTF-8;@line2"),
    ("nul.csv", b"id,health\nA,1\nB,\0\n", "U+0000;@line3"),
    ("utf16.toml", b"\xff\xfet\0i\0", "UTF-8;@line1"),
    ("windows.toml", b"title = 'x'\nname = 'Caf\xe9'\n", "UTF-8;@line2"),
    ("old_mac.toml", b"title = 'x'\rname = 'y'\r", "CR;line end"),
];

#[test]
fn a_file_of_another_kind_is_called_what_it_is() {
    let folder = scratch("foreign");
    let columns = ",x".repeat(200_001);
    let wide = format!("id{columns}\n");
    let long = format!("id,health\nA,{}\n", "9".repeat(1_000_001));
    let large = " ".repeat(5_000_001);
    let giants = [
        ("wide.csv", wide.as_bytes(), "200002 columns|200,002 columns;200000|200,000"),
        ("long_cell.csv", long.as_bytes(), "@line2;1000000|1,000,000"),
        ("large.toml", large.as_bytes(), "5 MB"),
    ];
    let failure = |(name, bytes, says): &(&str, &[u8], &str)| {
        let file = written(&folder, name, bytes);
        let is_data = !name.ends_with("toml");
        let (data, criteria) = if is_data { (file.as_str(), BASE_CRITERIA) } else { (BASE_DATA, file.as_str()) };
        let mistake = Mistake {
            name: (*name).to_owned(),
            data: data.to_owned(),
            criteria: criteria.to_owned(),
            says: format!("@file;{says}"),
            exit: 1,
        };
        answered(&[mistake]).into_iter().find_map(|(name, fault)| Some(format!("{name}: {}", fault?)))
    };
    none_fails("called what it is", &FOREIGN.iter().chain(&giants).filter_map(failure).collect::<Vec<_>>());
}
