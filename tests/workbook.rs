//! Workbooks as people keep them: several sheets, percentages, dates, formulas, hidden and merged parts, and files that lie.
//!
//! The workbooks are made here, part by part, so that each holds exactly what its test is about.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CRITERIA: &str = "[[criteria]]\nid = \"health\"\nbetter = \"higher\"\nworst = 0\nbest = 50\nswing = 1\n";

/// A sheet: its name, `visible` or `hidden`, and the XML inside `worksheet`.
type SheetText<'a> = (&'a str, &'a str, &'a str);

fn workbook(sheets: &[SheetText<'_>], styles: &str, extra: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut list = String::new();
    let mut links = String::new();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for (at, (name, state, inside)) in sheets.iter().enumerate() {
        let id = at + 1;
        list.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{id}\" state=\"{state}\" r:id=\"rId{id}\"/>"));
        links.push_str(&format!("<Relationship Id=\"rId{id}\" Type=\"{RELS}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"));
        parts.push((format!("xl/worksheets/sheet{id}.xml"), format!("<worksheet>{inside}</worksheet>").into_bytes()));
    }
    links.push_str(&format!("<Relationship Id=\"rIdS\" Type=\"{RELS}/styles\" Target=\"styles.xml\"/>"));
    parts.push(("xl/styles.xml".to_owned(), format!("<styleSheet>{styles}</styleSheet>").into_bytes()));
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns:r=\"{RELS}\"><sheets>{list}</sheets></workbook>").into_bytes(),
    ));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{links}</Relationships>").into_bytes()));
    let root = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{RELS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    parts.push(("_rels/.rels".to_owned(), root.into_bytes()));
    parts.extend(extra.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part can be started");
        zip.write_all(&bytes).expect("a part can be written");
    }
    zip.finish().expect("the workbook is whole").into_inner()
}

/// Rows of cells, a cell's XML after its reference.
fn rows(rows: &[&[&str]]) -> String {
    let cell = |row: usize, (column, inside): (usize, &&str)| {
        let letter = char::from(b'A' + u8::try_from(column).expect("few columns"));
        format!("<c r=\"{letter}{row}\"{inside}</c>")
    };
    let line = |(at, cells): (usize, &&[&str])| {
        let inside: String = cells.iter().enumerate().map(|entry| cell(at + 1, entry)).collect();
        format!("<row r=\"{}\">{inside}</row>", at + 1)
    };
    format!("<sheetData>{}</sheetData>", rows.iter().enumerate().map(line).collect::<String>())
}

macro_rules! text {
    ($text:literal) => {
        concat!(" t=\"inlineStr\"><is><t>", $text, "</t></is>")
    };
}

fn rank(test: &str, book: &[u8], criteria: &str, options: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("workbooks").join(test);
    fs::create_dir_all(&folder).expect("a folder can be made");
    fs::write(folder.join("round.xlsx"), book).expect("a workbook can be written");
    fs::write(folder.join("criteria.toml"), criteria).expect("criteria can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_weighup"));
    command.args(["rank", "round.xlsx", "-c", "criteria.toml"]).args(options).current_dir(folder).env("NO_COLOR", "1");
    command.output().expect("the program starts")
}

fn values(output: &Output) -> Vec<String> {
    let stdout = String::from_utf8_lossy(&output.stdout);
    stdout.lines().skip(1).map(|line| line.split(',').take(4).collect::<Vec<_>>().join(" ")).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const PLAIN: [&[&str]; 3] = [&[text!("id"), text!("health")], &[text!("A"), "><v>10</v>"], &[text!("B"), "><f>4*5</f><v>20</v>"]];

#[test]
fn formulas_count_by_their_stored_value() {
    let output = rank("formula", &workbook(&[("Round", "visible", &rows(&PLAIN))], "", &[]), CRITERIA, &["-f", "csv"]);
    assert_eq!(values(&output), ["1 B B 40", "2 A A 20"], "{}", said(&output));
}

#[test]
fn percentages_and_dates_are_what_the_sheet_shows() {
    let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
                  <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"164\"/></cellXfs>";
    let percent =
        [&[text!("id"), text!("health")][..], &[text!("A"), " s=\"1\"><v>0.45</v>"], &[text!("B"), " s=\"1\"><v>0.07</v>"]];
    let output = rank("percent", &workbook(&[("Round", "visible", &rows(&percent))], styles, &[]), CRITERIA, &["-f", "csv"]);
    assert_eq!(values(&output), ["1 A A 90", "2 B B 14.000000000000002"], "{}", said(&output));
    assert!(said(&output).contains("with a per cent sign"));
    let date = [&[text!("id"), text!("health")][..], &[text!("A"), " s=\"2\"><v>45380</v>"]];
    let output = rank("date", &workbook(&[("Round", "visible", &rows(&date))], styles, &[]), CRITERIA, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("`2024-03-29`") && said(&output).contains("looks like a date"), "{}", said(&output));
    assert!(said(&output).contains("round.xlsx:Round!B2"), "{}", said(&output));
}

#[test]
fn the_first_visible_sheet_is_read_and_the_others_named() {
    let other = rows(&[&[text!("id"), text!("health")], &[text!("X"), "><v>1</v>"], &[text!("Y"), "><v>2</v>"]]);
    let book = workbook(&[("Old", "hidden", &other), ("Round", "visible", &rows(&PLAIN)), ("Notes", "visible", &other)], "", &[]);
    let output = rank("sheets", &book, CRITERIA, &["-f", "csv"]);
    assert_eq!(values(&output), ["1 B B 40", "2 A A 20"], "{}", said(&output));
    for word in ["\"Round\" was read", "\"Notes\"", "\"Old\" (hidden)"] {
        assert!(said(&output).contains(word), "{word}: {}", said(&output));
    }
    let asked = rank("asked", &book, &format!("[data]\nsheet = \"Old\"\n{CRITERIA}"), &["-f", "csv"]);
    assert_eq!(values(&asked), ["1 Y Y 4", "2 X X 2"], "{}", said(&asked));
    assert!(said(&asked).contains("is hidden"));
    let unknown = rank("unknown", &book, &format!("[data]\nsheet = \"Rounds\"\n{CRITERIA}"), &[]);
    assert!(unknown.status.code() == Some(1) && said(&unknown).contains("did you mean `Round`"), "{}", said(&unknown));
}

#[test]
fn merged_heads_are_refused_and_merged_rows_named() {
    let merged = |reference: &str| format!("{}<mergeCells><mergeCell ref=\"{reference}\"/></mergeCells>", rows(&PLAIN));
    let head = rank("merged_head", &workbook(&[("Round", "visible", &merged("A1:B1"))], "", &[]), CRITERIA, &[]);
    assert!(head.status.code() == Some(1) && said(&head).contains("the cells A1:B1 of the header are merged"), "{}", said(&head));
    let below = rank("merged_below", &workbook(&[("Round", "visible", &merged("A2:A3"))], "", &[]), CRITERIA, &[]);
    assert!(below.status.success() && said(&below).contains("A2:A3"), "{}", said(&below));
}

#[test]
fn bombs_are_refused_without_unpacking_them() {
    let mut inside = "<sheetData><row><c t=\"inlineStr\"><is><t>".to_owned();
    inside.push_str(&"0".repeat(60_000_000));
    inside.push_str("</t></is></c></row></sheetData>");
    let output = rank("bomb", &workbook(&[("Round", "visible", &inside)], "", &[]), CRITERIA, &[]);
    assert!(output.status.code() == Some(1) && said(&output).contains("expands beyond the limits"), "{}", said(&output));
}

#[test]
fn ids_stay_text_and_escapes_come_back() {
    let cells = [
        &[text!("id"), text!("health")][..],
        &[text!("007"), "><v>1</v>"],
        &["><v>23100000000000</v>", "><v>2</v>"],
        &[text!("_x005F_x0041_"), "><v>3</v>"],
    ];
    let output = rank("ids", &workbook(&[("Round", "visible", &rows(&cells))], "", &[]), CRITERIA, &["-f", "csv"]);
    assert_eq!(values(&output), ["1 _x0041_ _x0041_ 6", "2 23100000000000 23100000000000 4", "3 007 007 2"], "{}", said(&output));
}

#[test]
fn cells_twice_and_rows_beyond_the_sheet_are_refused() {
    let twice = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row></sheetData>";
    let output = rank("twice", &workbook(&[("Round", "visible", twice)], "", &[]), CRITERIA, &[]);
    assert!(output.status.code() == Some(1) && said(&output).contains("twice or out of order"), "{}", said(&output));
    let far = "<sheetData><row r=\"99999999\"><c><v>1</v></c></row></sheetData>";
    let output = rank("far", &workbook(&[("Round", "visible", far)], "", &[]), CRITERIA, &[]);
    assert!(output.status.code() == Some(1) && said(&output).contains("beyond the last row"), "{}", said(&output));
}

#[test]
fn padded_numbers_keep_their_zeros_and_times_are_times() {
    let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"000\"/><numFmt numFmtId=\"165\" formatCode=\"hh:mm\"/></numFmts>\
                  <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>";
    let cells = [
        &[text!("id"), text!("health")][..],
        &[" s=\"1\"><v>7</v>", "><v>1</v>"],
        &[" s=\"2\"><v>0.5208333333</v>", "><v>2</v>"],
    ];
    let output = rank("padded", &workbook(&[("Round", "visible", &rows(&cells))], styles, &[]), CRITERIA, &["-f", "csv"]);
    assert_eq!(values(&output), ["1 12:30 12:30 4", "2 007 007 2"], "{}", said(&output));
}
