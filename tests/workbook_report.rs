//! `report -o paper.xlsx` and the model of every workbook: parts that hold together, every figure read back, texts that stay
//! texts, and formulas that `LibreOffice` works out to the program's values.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop

#[path = "workbook_report/book.rs"]
mod book;
#[path = "support/markdown.rs"]
mod markdown;
#[path = "support/office.rs"]
mod office;
#[path = "support/parts.rs"]
mod parts;
#[path = "support/program.rs"]
mod program;
#[path = "browser/rounds.rs"]
#[allow(dead_code)] // browsers need more of it
mod rounds;
#[path = "workbook_report/sheets.rs"]
mod sheets;

use calamine::Data;
use serde_json::Value;

use book::Book;
use markdown::{plain, tables};
use program::{Place, said};
use sheets::{agrees, cells, number, row_of, text};

/// What `LibreOffice` may differ by.
const TOLERANCE: f64 = 1e-9;

/// Every kind of scale, groups in groups, one that only heads its criteria, a criterion on which all perform alike, missing
/// figures of both policies, figures beyond scales, and levels that differ by capitals or mean something to a search.
const KINDS: &str = r#"title = "Every kind"
[[groups]]
id = "care"
name = "Care"
swing = 100
[[groups]]
id = "deep"
parent = "care"
swing = 30
[[groups]]
id = "wide"
swing = 70
[[groups]]
id = "heading"
parent = "wide"
[[criteria]]
id = "clamped"
group = "care"
better = "lower"
worst = 97
best = 3
swing = 33.3
outside = "clamp"
[[criteria]]
id = "on"
name = "Goes on"
group = "care"
better = "higher"
worst = -7
best = 50
swing = 80
outside = "extrapolate"
missing = "range"
[[criteria]]
id = "bent"
group = "deep"
better = "higher"
worst = 0
best = 9
value = { midpoint = 3 }
swing = 60
[[criteria]]
id = "steep"
group = "deep"
better = "lower"
worst = 900
best = 100
value = { curvature = -12.5 }
swing = 40
[[criteria]]
id = "nearly"
group = "wide"
better = "higher"
worst = 0
best = 1
value = { curvature = 0.0004 }
swing = 20
[[criteria]]
id = "straight"
group = "wide"
better = "higher"
worst = 0
best = 10
value = { midpoint = 5 }
swing = 15
[[criteria]]
id = "knots"
group = "wide"
value = { points = [[0, 0], [10, 60], [20, 60], [40, 100]] }
swing = 55
missing = "worst"
outside = "clamp"
[[criteria]]
id = "down"
group = "wide"
value = { points = [[1, 100], [2, 70], [8, 0]] }
swing = 10
missing = "range"
[[criteria]]
id = "level"
group = "wide"
value = { levels = { "low" = 5, "LOW" = 20, "*" = 40, "a~?" = 45, "=1+1" = 60, "_x0041_" = 80, "high" = 90 } }
swing = 45
missing = "range"
[[criteria]]
id = "share"
group = "wide"
better = "higher"
value = "relative"
swing = 25
missing = "range"
[[criteria]]
id = "burden"
group = "wide"
better = "lower"
value = "relative"
swing = 5
missing = "worst"
[[criteria]]
id = "local"
group = "heading"
better = "lower"
swing = 30
missing = "range"
[[criteria]]
id = "flat"
group = "heading"
better = "higher"
flat = "ignore"
swing = 12
"#;

const KINDS_DATA: &str = "id,name,clamped,on,bent,steep,nearly,straight,knots,down,level,share,burden,local,flat\n\
    A,Alpha,40,12,4,250,0.3,2.5,5,1.5,low,3,2,7.7,1\nB,Beta,110,-20,6,900,0.9,7,15,4,LOW,0,5,-2,1\n\
    C,Gamma,3,80,3,100,0,10,25,8,*,12.5,0,,1\nD,Delta,97,,9,555.5,1,0,50,,a~?,,1,3,1\n\
    E,Epsilon,1,50,0,899.9,0.55,5,,1,=1+1,4,,19,1\nF,Zeta,20,-7,0.1,101,0.01,1,40,2,_x0041_,7,9,4,1\n\
    G,Eta,20,-7,0.1,101,0.01,1,40,2,_x0041_,7,9,4,1\nH,Theta,60,33,8.9,430,0.77,3,10,7.9,high,1,3,5,1\n\
    I,Iota,60,33,8.9,430,0.77,3,0,3,,1,3,5,1\n";

const KINDS_NAMES: [(&str, &str); 13] = [
    ("clamped", "clamped"),
    ("on", "Goes on"),
    ("bent", "bent"),
    ("steep", "steep"),
    ("nearly", "nearly"),
    ("straight", "straight"),
    ("knots", "knots"),
    ("down", "down"),
    ("level", "level"),
    ("share", "share"),
    ("burden", "burden"),
    ("local", "local"),
    ("flat", "flat"),
];
const BOARD_NAMES: [(&str, &str); 3] = [
    ("health_outcomes", "Health gain"),
    ("quality_of_care", "Experience of care"),
    ("equity", "Health gain in the most deprived fifth"),
];
const TREE_NAMES: [(&str, &str); 7] = [
    ("health", "health"),
    ("flat", "flat"),
    ("wait", "wait"),
    ("safety", "safety"),
    ("equity", "equity"),
    ("access", "access"),
    ("alone", "alone"),
];

fn kinds() -> Place {
    let place = Place::new();
    place.write("criteria.toml", KINDS);
    place.write("data.csv", KINDS_DATA);
    place
}

/// A workbook of a command, made twice with the same bytes.
fn made(place: &Place, arguments: &[&str]) -> Vec<u8> {
    let name = "made.xlsx";
    place.done(&[arguments, &["-q", "-o", name]].concat());
    let once = place.read(name);
    place.done(&[arguments, &["-q", "-o", name]].concat());
    assert!(once == place.read(name), "{arguments:?}: other bytes");
    Book::of(&once).check();
    once
}

fn results(place: &Place, options: &[&str]) -> Value {
    let printed = place.done(&[&["rank", "data.csv", "-q", "-f", "json"], options].concat());
    serde_json::from_slice::<Value>(&printed).expect("JSON")["results"].clone()
}

#[test]
fn results_kept_in_the_model_are_those_of_the_program_to_the_last_bit() {
    for (place, names) in
        [(rounds::board().place, &BOARD_NAMES[..]), (rounds::tree().place, &TREE_NAMES), (kinds(), &KINDS_NAMES)]
    {
        let found = results(&place, &[]);
        agrees(&made(&place, &["rank", "data.csv"]), &found, names, 0.0);
        agrees(&made(&place, &["report", "data.csv", "-n", "100"]), &found, names, 0.0);
    }
}

/// A figure as the paper prints it, from how it is kept at full precision.
fn prints_as(value: f64, wanted: &str) -> bool {
    let plain = wanted.trim_start_matches(['≈', '^', '+']).replace(['£', ',', '='], "").replace('−', "-");
    match plain.as_str() {
        "<1%" => value > 0.0 && value <= 0.005,
        ">99%" => (0.995..1.0).contains(&value),
        "" => value <= 0.0,
        percent if percent.ends_with('%') => format!("{:.0}%", 100.0 * value) == percent,
        number => {
            let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let printed = format!("{value:.decimals$}");
            printed == number || printed == format!("-{number}") && number.bytes().all(|byte| b"0.".contains(&byte))
        }
    }
}

#[test]
fn every_table_of_a_paper_is_read_back_cell_by_cell() {
    for place in [rounds::board().place, rounds::tree().place, kinds()] {
        let paper = ["report", "data.csv", "-n", "100"];
        let book = made(&place, &paper);
        let printed = String::from_utf8(place.done(&[&paper[..], &["-q", "-f", "markdown"]].concat())).expect("a text");
        let tables = tables(&printed);
        let names: Vec<_> = Book::of(&book).sheets().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names[..4], ["Contents", "Text", "Model", "Model values"]);
        assert_eq!(names.len(), tables.len() + 4, "a sheet for each table");
        let (mut numbers, mut texts) = (0, 0);
        for (at, (table, name)) in tables.iter().zip(&names[4..]).enumerate() {
            assert!(name.starts_with(&format!("{} ", at + 1)), "{name}");
            let found = cells(&book, name);
            // A row away from the table stands what is said below it, and nothing else.
            let below = u32::try_from(table.len()).expect("few rows");
            assert!(found.keys().all(|(row, column)| *row != below && (*row < below || *column == 0)), "{name}");
            for (row, wanted) in (0..).zip(table) {
                for (column, wanted) in (0..).zip(wanted) {
                    let place = format!("{name}, row {row}, column {column}: {wanted}");
                    match found.get(&(row, column)) {
                        Some(Data::Float(value)) => {
                            numbers += 1;
                            assert!(prints_as(*value, wanted), "{place} is {value}");
                        }
                        Some(Data::String(text)) => {
                            texts += 1;
                            assert_eq!(text, wanted, "{place}");
                        }
                        None => assert!(wanted.is_empty() || wanted == "–", "{place} is empty"),
                        other => panic!("{place}: {other:?}"),
                    }
                }
            }
        }
        assert!(numbers > 100 && texts > 100, "{numbers} figures, {texts} texts");
    }
}

/// Nothing of the paper is lost: every line that is no table stands on the sheet of its words.
#[test]
fn the_words_of_a_paper_stand_on_a_sheet_with_links_in_place_of_tables() {
    let place = rounds::board().place;
    let paper = ["report", "data.csv", "-n", "100"];
    let book = made(&place, &paper);
    let lines: Vec<_> = cells(&book, "Text").values().map(ToString::to_string).collect();
    let printed = String::from_utf8(place.done(&[&paper[..], &["-q", "-f", "markdown"]].concat())).expect("a text");
    for line in printed.lines().filter(|line| !line.is_empty() && !line.starts_with('|')) {
        let wanted = plain(line.trim_start_matches(['#', '>', ' ']).trim_matches('*'));
        assert!(lines.contains(&wanted), "no {wanted:?}");
    }
    let contents: Vec<_> = cells(&book, "Contents").values().map(ToString::to_string).collect();
    for wanted in ["Example round of a fictional integrated care board: board paper", "The decision and the answer", "Limits"] {
        assert!(contents.iter().any(|line| line == wanted), "no {wanted:?} in {contents:?}");
    }
    assert!(contents.iter().any(|line| line.starts_with("DRAFT")));
}

#[test]
fn each_part_of_a_round_has_a_model_and_a_picture() {
    let place = rounds::board().place;
    let by = ["--by", "place"];
    let data = String::from_utf8(place.read("data.csv")).expect("a text");
    assert!(data.lines().next().is_some_and(|head| head.split(',').any(|name| name == "place")), "{data:.200}");
    for command in [&["report", "data.csv", "-n", "50"][..], &["rank", "data.csv"]] {
        let output = place.run(&[command, &by, &["-q", "-o", "by.xlsx"]].concat());
        assert!(output.status.success(), "{}", said(&output));
        let parts = Book::of(&place.read("by.xlsx"));
        parts.check();
        let models = parts.sheets().iter().filter(|(name, _)| name.starts_with("Model ") && !name.contains("values")).count();
        assert!(models > 1, "{:?}", parts.sheets());
        assert_eq!(parts.0.keys().filter(|name| name.starts_with("xl/charts/chart")).count(), models);
    }
}

/// Without a model the picture has a sheet of its own.
#[test]
fn too_many_for_a_model_still_have_a_picture() {
    let place = Place::new();
    place.write("criteria.toml", "[[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = 0\nbest = 3000\nswing = 1\n");
    let rows: String = (0..2_001).map(|row| format!("R{row},{row}\n")).collect::<Vec<_>>().concat();
    place.write("data.csv", format!("id,value\n{rows}"));
    place.done(&["report", "data.csv", "-q", "-n", "20", "--sections", "ranking", "-o", "many.xlsx"]);
    let book = place.read("many.xlsx");
    let parts = Book::of(&book);
    parts.check();
    assert!(parts.sheets().iter().any(|(name, _)| name == "Picture 1") && parts.0.contains_key("xl/charts/chart1.xml"));
    assert_eq!(text(&cells(&book, "Picture 1"), 1, 0), "R2000");
}

const HOSTILE: [&str; 8] = [
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "_x0041__x000D_x0042_",
    "</t></si><f>1+1</f>&amp;",
    "'; [a]:*?/\\ 'b'",
    "\u{feff}\u{202e}\u{fffe}\u{ffff}x",
    "{=1+1}",
];

#[test]
fn texts_stay_texts_wherever_they_stand() {
    for hostile in HOSTILE {
        let place = Place::new();
        let quoted = hostile.chars().map(|character| format!("\\U{:08X}", u32::from(character))).collect::<Vec<_>>().concat();
        let criteria = KINDS
            .replace("name = \"Care\"", &format!("name = \"{quoted}\""))
            .replace("id = \"bent\"", &format!("id = \"bent\"\nname = \"{quoted}\"\nunit = \"{quoted}\""))
            .replace("title = \"Every kind\"", &format!("title = \"{quoted}\""))
            .replace("\"high\" = 90", &format!("\"{quoted}\" = 90"));
        let escaped = format!("\"{}\"", hostile.replace('"', "\"\""));
        let data = KINDS_DATA.replace("Alpha", &escaped).replace(",high,", &format!(",{escaped},"));
        place.write("criteria.toml", criteria);
        place.write("data.csv", data);
        let found = results(&place, &[]);
        for command in [&["rank", "data.csv"][..], &["report", "data.csv", "-n", "20"]] {
            let output = place.run(&[command, &["-q", "-o", "hostile.xlsx"]].concat());
            assert!(output.status.success(), "{hostile}: {}", said(&output));
            let book = place.read("hostile.xlsx");
            Book::of(&book).check();
            let values = cells(&book, "Model values");
            let row = (2..100).find(|row| text(&values, *row, 1) == "A").expect("a row");
            let shown = text(&values, row, 2);
            if !hostile.contains('\u{feff}') {
                assert_eq!(shown, hostile, "read back");
            }
            assert!(number(&values, row, 3) > 0.0 && found["ranking"].is_array());
        }
    }
}

#[test]
fn a_text_too_long_for_a_cell_is_refused_with_its_place() {
    let place = kinds();
    place.write("data.csv", KINDS_DATA.replace("Alpha", &"x".repeat(32_768)));
    let before = place.names();
    for command in [&["rank", "data.csv"][..], &["report", "data.csv", "-n", "20"]] {
        let message = place.refused(&[command, &["-q", "-o", "long.xlsx"]].concat(), 4);
        assert!(message.contains("32,768 characters") && message.contains("row "), "{message}");
    }
    assert_eq!(place.names(), before);
}

#[test]
fn microsofts_rules_find_nothing() {
    if !office::can_judge("workbooks held against the rules") {
        return;
    }
    let judged = |place: &Place, arguments: &[&str]| {
        place.done(&[arguments, &["-q", "-o", "judged.xlsx"]].concat());
        office::judge(&place.path("judged.xlsx"));
    };
    let board = rounds::board().place;
    for analysis in ["report", "rank", "fund", "sensitivity", "simulate", "compare --equal", "weights", "check"] {
        let words: Vec<_> = analysis.split(' ').collect();
        judged(&board, &[&words[..1], &["data.csv"], &words[1..]].concat());
    }
    judged(&kinds(), &["report", "data.csv", "-n", "20"]);
    let hostile = kinds();
    hostile.write("data.csv", KINDS_DATA.replace("Alpha", "\"=1+1_x0041_\u{1b}\u{fffe}</v>&#0;\""));
    judged(&hostile, &["report", "data.csv", "-n", "20"]);
}

/// A workbook as `LibreOffice` works it out: every result that the program kept is taken out first.
fn recalculated(place: &Place, mut parts: Book) -> Vec<u8> {
    parts.forget_results();
    place.write("forgotten.xlsx", parts.bytes());
    let converted = office::convert(&place.path("forgotten.xlsx"), "xlsx");
    std::fs::read(converted).expect("the converted workbook")
}

#[test]
fn libreoffice_works_out_what_the_program_says() {
    if !office::can_run("the model worked out by LibreOffice") {
        return;
    }
    for (place, names) in
        [(rounds::board().place, &BOARD_NAMES[..]), (rounds::tree().place, &TREE_NAMES), (kinds(), &KINDS_NAMES)]
    {
        let parts = Book::of(&made(&place, &["rank", "data.csv"]));
        agrees(&recalculated(&place, parts), &results(&place, &[]), names, TOLERANCE);
    }
    // A paper, whose model has sheets of tables around it.
    let board = rounds::board().place;
    let parts = Book::of(&made(&board, &["report", "data.csv", "-n", "100"]));
    agrees(&recalculated(&board, parts), &results(&board, &[]), &BOARD_NAMES, TOLERANCE);
}

/// Types points into the model as a reader would.
fn with_points(book: &[u8], points: &[(&str, f64)]) -> Book {
    let model = cells(book, "Model");
    let head = row_of(&model, "Criterion or group", 0);
    let mut parts = Book::of(book);
    for (name, points) in points {
        parts.type_into("Model", &format!("B{}", row_of(&model, name, head) + 1), *points);
    }
    parts
}

#[test]
fn libreoffice_follows_points_that_a_reader_moves() {
    if !office::can_run("moved points worked out by LibreOffice") {
        return;
    }
    let board = rounds::board().place;
    let moved = with_points(&made(&board, &["rank", "data.csv"]), &[("Experience of care", 137.5), ("Health gain", 12.0)]);
    let wanted = results(&board, &["--swing", "quality_of_care=137.5", "--swing", "health_outcomes=12"]);
    agrees(&recalculated(&board, moved), &wanted, &BOARD_NAMES, TOLERANCE);
    let kinds = kinds();
    let moved =
        with_points(&made(&kinds, &["rank", "data.csv"]), &[("Care", 11.0), ("level", 99.0), ("deep", 300.0), ("bent", 1.0)]);
    let options = ["care=11", "level=99", "deep=300", "bent=1"].map(|swing| ["--swing", swing]).concat();
    agrees(&recalculated(&kinds, moved), &results(&kinds, &options), &KINDS_NAMES, TOLERANCE);
}

/// Weights that were not judged as swings follow from points that stand for them.
/// One figure of the data makes the performances of two criteria: changed once, it changes both.
#[test]
fn libreoffice_follows_a_figure_that_a_reader_changes() {
    if !office::can_run("a changed figure worked out by LibreOffice") {
        return;
    }
    let board = rounds::board().place;
    let made = made(&board, &["rank", "data.csv"]);
    let values = cells(&made, "Model values");
    let column = (0..999).find(|&column| text(&values, 1, column) == "qaly_gain").expect("the column");
    let row = (2..999).find(|&row| text(&values, row, 1) == "IC15").expect("the row");
    let mut changed = Book::of(&made);
    changed.type_into("Model values", &format!("{}{}", letters(column), row + 1), 140.0);
    let wanted = results(&board, &["--set", "IC15.qaly_gain=140"]);
    agrees(&recalculated(&board, changed), &wanted, &BOARD_NAMES, TOLERANCE);
}

/// The cell of a criterion among the scales or among points and levels.
fn scale_cell(book: &[u8], name: &str, letter: char, nth: u32) -> String {
    let model = cells(book, "Model");
    let scales = row_of(&model, "Scales", 0);
    let from = if nth == 0 { scales } else { row_of(&model, "Scores of levels, and of points on a scale", scales) };
    format!("{letter}{}", row_of(&model, name, from) + 1 + nth.saturating_sub(1))
}

#[test]
fn libreoffice_follows_scales_that_a_reader_moves() {
    if !office::can_run("moved scales worked out by LibreOffice") {
        return;
    }
    let place = Place::with_round();
    let criteria = |worst: f64, curvature: f64, middle: f64, level: f64| {
        format!(
            "[[criteria]]\nid = \"health\"\nbetter = \"higher\"\nworst = {worst}\nbest = 60\nswing = 1\noutside = \"clamp\"\n\
             [[criteria]]\nid = \"cost\"\nbetter = \"lower\"\nworst = 300\nbest = 10\nswing = 2\nvalue = {{ curvature = {curvature} }}\n\
             [[criteria]]\nid = \"quality\"\nvalue = {{ points = [[0, 0], [6, {middle}], [10, 100]] }}\nswing = 3\n\
             [[criteria]]\nid = \"fit\"\nvalue = {{ levels = {{ low = 0, some = {level}, high = 100 }} }}\nswing = 1\n"
        )
    };
    place.write("data.csv", "id,health,cost,quality,fit\nA,30,120,6,low\nB,22,80,7,some\nC,5,200,5,high\n");
    let names = [("health", "health"), ("cost", "cost"), ("quality", "quality"), ("fit", "fit")];
    // From a curve that is practically straight to others, and back.
    for (before, after) in
        [((0.0, 0.0005, 40.0, 50.0), (10.0, 3.0, 70.0, 20.0)), ((10.0, 3.0, 70.0, 20.0), (0.0, -2.5, 40.0, 90.0))]
    {
        place.write("criteria.toml", criteria(before.0, before.1, before.2, before.3));
        let made = made(&place, &["rank", "data.csv"]);
        let mut moved = Book::of(&made);
        moved.type_into("Model", &scale_cell(&made, "health", 'B', 0), after.0);
        moved.type_into("Model", &scale_cell(&made, "cost", 'D', 0), after.1);
        moved.type_into("Model", &scale_cell(&made, "quality", 'C', 2), after.2);
        moved.type_into("Model", &scale_cell(&made, "fit", 'C', 2), after.3);
        place.write("criteria.toml", criteria(after.0, after.1, after.2, after.3));
        agrees(&recalculated(&place, moved), &results(&place, &[]), &names, TOLERANCE);
    }
}

#[test]
fn a_text_pasted_into_the_model_is_an_error_of_its_row_and_never_a_score() {
    if !office::can_run("a pasted text worked out by LibreOffice") {
        return;
    }
    let kinds = kinds();
    let made = made(&kinds, &["rank", "data.csv"]);
    let values = cells(&made, "Model values");
    let scores = (0..999).find(|&column| text(&values, 0, column).starts_with("Scores, 0")).expect("scores");
    let last = values.keys().map(|(row, _)| *row).max().expect("rows");
    let inputs = (7..scores).filter(|&column| matches!(values.get(&(2, column)), Some(Data::Float(_))));
    let mut tried = 0;
    for column in inputs {
        // Where all perform alike, nothing hangs on a performance.
        if text(&values, 1, column).contains("left out") {
            continue;
        }
        let mut pasted = Book::of(&made);
        pasted.paste_into("Model values", &format!("{}3", letters(column)), "TBC");
        let found = cells(&recalculated(&kinds, pasted), "Model values");
        let head = text(&values, 1, column);
        assert!(matches!(found.get(&(2, 3)), Some(Data::Error(_))), "{head}: {:?}", found.get(&(2, 3)));
        let ranked = (3..=last).filter(|&row| matches!(found.get(&(row, 0)), Some(Data::Float(rank)) if *rank >= 1.0)).count();
        // Where the performances themselves make the scale, one that is none may take the scale from all.
        assert!(ranked == last as usize - 2 || ranked == 0, "{head}: {ranked} ranks");
        tried += 1;
    }
    assert!(tried > 4, "{tried} columns");
}

/// The name of a column.
fn letters(column: u32) -> String {
    let letter = |index: u32| char::from(b'A' + u8::try_from(index).expect("a letter"));
    if column < 26 { letter(column).to_string() } else { format!("{}{}", letter(column / 26 - 1), letter(column % 26)) }
}

#[test]
fn libreoffice_works_out_pooled_weights_too() {
    if !office::can_run("pooled weights worked out by LibreOffice") {
        return;
    }
    let board = rounds::board().place;
    let options = ["--stakeholders", "returns.csv"];
    let parts = Book::of(&made(&board, &[&["rank", "data.csv"][..], &options].concat()));
    agrees(&recalculated(&board, parts), &results(&board, &options), &BOARD_NAMES, TOLERANCE);
}
