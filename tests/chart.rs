//! `weighup chart`: every picture is a sound file that says what it shows, holds the figures of its analysis, and is refused where
//! there is nothing to draw.

#[path = "support/program.rs"]
mod program;

use std::path::Path;

use program::Place;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

const NAMES: [&str; 7] = ["contributions", "weights", "stability", "tornado", "rank-acceptability", "cost-value", "triangles"];
const RETURNS: [&str; 2] = ["--stakeholders", "returns.csv"];
const FEW: [&str; 2] = ["-n", "400"];

/// The example round with its returns.
fn board_round() -> Place {
    let place = Place::new();
    for (file, name) in
        [("interventions.csv", "data.csv"), ("criteria.toml", "criteria.toml"), ("stakeholders.csv", "returns.csv")]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/board-round").join(file);
        place.write(name, std::fs::read(path).expect("the example"));
    }
    place
}

/// Two interventions, two criteria and nothing else.
fn plain() -> Place {
    let place = Place::new();
    place.write("data.csv", "id,name,health,care\nA,One,3,5\nB,Two,6,1\n");
    let criterion = |id: &str| format!("[[criteria]]\nid = \"{id}\"\nbetter = \"higher\"\nswing = 50\nworst = 0\nbest = 10\n");
    place.write("criteria.toml", format!("[weights]\nstatus = \"elicited\"\n{}{}", criterion("health"), criterion("care")));
    place
}

fn drawn(place: &Place, arguments: &[&str]) -> String {
    String::from_utf8(place.done(&[&["chart"], arguments].concat())).expect("UTF-8")
}

/// The same with what a picture of the example needs.
fn of_example(place: &Place, name: &str) -> String {
    let draws: &[&str] = if name == "rank-acceptability" { &FEW } else { &[] };
    drawn(place, &[&[name, "data.csv"], &RETURNS[..], draws].concat())
}

fn json(place: &Place, arguments: &[&str]) -> Value {
    let bytes = place.done(&[arguments, &["-f", "json"]].concat());
    serde_json::from_slice::<Value>(&bytes).expect("JSON")["results"].clone()
}

/// Names of elements, and values of attributes; panics where a file is not well-formed.
fn parsed(svg: &str) -> (Vec<String>, Vec<String>) {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let (mut elements, mut values, mut open) = (Vec::new(), Vec::new(), 0);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                open += 1;
                elements.push(start.name().as_ref().to_owned());
                let attributes = start.attributes().map(|attribute| attribute.expect("a sound attribute"));
                values.extend(attributes.map(|attribute| attribute.value.into_owned()));
            }
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0, "an element stays open");
    (elements, values)
}

/// What stands between the tags of the first such element.
fn content<'a>(svg: &'a str, element: &str) -> &'a str {
    let (_, rest) = svg.split_once(&format!("<{element}>")).expect("an element of that name");
    rest.split_once("</").expect("an end").0
}

#[test]
fn every_picture_is_a_sound_file_that_says_what_it_shows() {
    let place = board_round();
    for name in NAMES {
        let svg = of_example(&place, name);
        let (elements, values) = parsed(&svg);
        assert_eq!(elements[0], "svg", "{name}");
        assert!(values.iter().any(|value| value == "http://www.w3.org/2000/svg"), "{name}");
        assert!(content(&svg, "title").len() > 10 && content(&svg, "desc").len() > 20, "{name}: {svg}");
        let root = svg.split_once("<svg ").expect("a root").1.split_once('>').expect("its end").0;
        assert!(root.contains("role=\"img\" width=\"") && root.contains("viewBox=\"0 0 "), "{name}: {root}");
        for foreign in ["script", "image", "use", "foreignObject", "a"] {
            assert!(!elements.iter().any(|element| element == foreign), "{name}: {foreign}");
        }
        assert_eq!(svg.matches("://").count(), 1, "{name} names something outside");
        for bad in ["NaN", "inf", "var(", " style="] {
            assert!(!svg.contains(bad), "{name}: {bad}");
        }
        assert!(svg.contains("Read 24 rows: analysed 24, set aside 0."), "{name}");
        assert_eq!(svg, of_example(&place, name), "{name}: other bytes");
    }
}

#[test]
fn a_file_holds_what_standard_output_would() {
    let place = board_round();
    let said = place.run(&["chart", "contributions", "data.csv", "-o", "value.SVG"]);
    assert!(said.status.success() && program::said(&said).contains("Wrote value.SVG"), "{}", program::said(&said));
    assert_eq!(place.read("value.SVG"), place.done(&["chart", "contributions", "data.csv"]));
}

/// The words of a metafile, of which each letter takes two bytes; panics where the file is not sound.
fn words_of_metafile(bytes: &[u8]) -> Vec<String> {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
    let (mut at, mut count, mut words) = (0, 0, Vec::new());
    while at < bytes.len() {
        if word(at) == 84 {
            let (letters, from) = (word(at + 44), at + word(at + 48));
            let letters = bytes[from..from + 2 * letters].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            words.push(String::from_utf16(&letters.collect::<Vec<_>>()).expect("letters"));
        }
        assert!(word(at + 4).is_multiple_of(4) && word(at + 4) > 0);
        (at, count) = (at + word(at + 4), count + 1);
    }
    assert_eq!((&bytes[40..44], word(48), word(52)), (&b" EMF"[..], at, count));
    words
}

#[test]
fn every_picture_says_as_a_metafile_what_it_says_as_svg() {
    let place = board_round();
    for name in NAMES {
        let draws: &[&str] = if name == "rank-acceptability" { &FEW } else { &[] };
        place.done(&[&["chart", name, "data.csv", "-o", "out.EMF"], &RETURNS[..], draws].concat());
        let bytes = place.read("out.EMF");
        let mut words = words_of_metafile(&bytes);
        // Halos are copies of the words over them.
        words.dedup();
        let svg = of_example(&place, name).replace("&lt;", "<");
        let text = |part: &str| part.split_once('>').expect("a tag").1.split_once("</text>").expect("its end").0.to_owned();
        let mut texts: Vec<_> = svg.split("<text ").skip(1).map(text).collect();
        texts.dedup();
        assert_eq!(words, texts, "{name}");
        place.done(&[&["chart", name, "data.csv", "-o", "out.EMF"], &RETURNS[..], draws].concat());
        assert!(bytes == place.read("out.EMF"), "{name}: other bytes");
    }
}

#[test]
fn contributions_are_those_of_the_ranking() {
    let place = board_round();
    let svg = drawn(&place, &["contributions", "data.csv"]);
    for row in json(&place, &["rank", "data.csv"])["ranking"].as_array().expect("rows") {
        let id = row["id"].as_str().expect("an id");
        let mark = if row["value_low"].is_null() { "" } else { "≈" };
        let total = format!(">{mark}{:.1}</text>", row["value"].as_f64().expect("a value"));
        assert!(svg.contains(&total), "{id}: {total}");
        let part = format!("{id}: Experience of care {:.1}<", row["contributions"]["quality_of_care"].as_f64().expect("points"));
        assert!(svg.contains(&part), "{part}");
    }
}

#[test]
fn weights_are_those_of_the_groups_and_small_groups_are_merged() {
    let place = board_round();
    let svg = of_example(&place, "weights");
    let result = json(&place, &["weights", "data.csv", RETURNS[0], RETURNS[1]]);
    for (_, weight) in result["weights"].as_object().expect("weights") {
        let used = format!(">{:.1}%</text>", 100.0 * weight.as_f64().expect("a share"));
        assert!(svg.contains(&used), "{used}");
    }
    assert!(svg.contains(">Professionals (4)</text>") && svg.contains("other (5)"), "{svg}");
    assert!(!svg.contains("Carers"), "a group of two is shown");
    let scenarios = drawn(&place, &["weights", "data.csv"]);
    assert!(scenarios.contains("<title>Weights by scenario</title>") && scenarios.contains(">Equity first</text>"));
}

#[test]
fn intervals_are_those_of_the_sensitivity_analysis() {
    let place = board_round();
    for target in ["winner", "top-k", "order", "funded"] {
        let svg = drawn(&place, &["stability", "data.csv", "--target", target]);
        let result = json(&place, &["sensitivity", "data.csv", "--target", target]);
        for row in result["weights"].as_array().expect("weights") {
            for (side, end, challenger) in
                [("below", "stable_low", "challenger_low"), ("above", "stable_high", "challenger_high")]
            {
                let share = 1000.0 * row[end].as_f64().expect("a share");
                let inward = if side == "below" { (share - 1e-9).ceil() } else { (share + 1e-9).floor() };
                let said = format!(">{side} {:.1}%: ", inward / 10.0);
                assert!(row[challenger].is_null() || svg.contains(&said), "{target}: {said} is not in {svg}");
            }
        }
    }
}

#[test]
fn bars_of_a_tornado_are_the_widest_of_all_or_of_one() {
    let place = board_round();
    let svg = drawn(&place, &["tornado", "data.csv"]);
    let result = json(&place, &["sensitivity", "data.csv", "--tornado"]);
    let widest = &result["tornado"][0];
    let change = |end: &str| {
        let base = json(&place, &["rank", "data.csv"])["ranking"]
            .as_array()
            .and_then(|rows| rows.iter().find(|row| row["id"] == widest["id"])?["value"].as_f64())
            .expect("a value");
        format!(": {:.1}</title>", widest[end].as_f64().expect("a value") - base)
    };
    assert!(svg.contains(&change("low_value")) && svg.contains(&change("high_value")), "{svg}");
    assert_eq!((svg.matches("<rect class=\"low\"").count(), svg.matches("<rect class=\"high\"").count()), (16, 16));
    let one = drawn(&place, &["tornado", "data.csv", "--of", "IC18"]);
    assert!(one.contains("do to the value of Dementia") && one.matches("<rect class=\"low\"").count() < 10, "{one}");
    assert!(place.refused(&["chart", "tornado", "data.csv", "--of", "IC188"], 2).contains("IC18"));
}

#[test]
fn shares_are_those_of_the_simulation() {
    let place = board_round();
    let svg = of_example(&place, "rank-acceptability");
    let result = json(&place, &[&["simulate", "data.csv"], &RETURNS[..], &FEW].concat());
    let first = &result["alternatives"][0];
    let share = first["rank_acceptability"][0].as_f64().expect("a share");
    assert!(svg.contains(&format!(">{:.0}</text>", 100.0 * share)), "{share}");
    assert!(svg.contains("of 400 draws (seed 1, largest standard error"), "{svg}");
    assert_eq!(svg.matches("<rect class=\"cell heat").count(), 24 * 9 + legend_cells(&svg));
}

/// Shades in the legend: those that are there.
fn legend_cells(svg: &str) -> usize {
    svg.matches("<g transform").count() - 1
}

#[test]
fn nothing_costs_less_and_brings_more_than_what_is_on_the_frontier() {
    let place = board_round();
    let svg = drawn(&place, &["cost-value", "data.csv"]);
    let rows = json(&place, &["rank", "data.csv"])["ranking"].as_array().expect("rows").clone();
    let figures = |row: &Value| (row["cost"].as_f64().expect("a cost"), row["value"].as_f64().expect("a value"));
    let is_beaten = |row: &Value| {
        let (cost, value) = figures(row);
        rows.iter().any(|other| other["id"] != row["id"] && figures(other).0 <= cost && figures(other).1 >= value)
    };
    let (beaten, leading): (Vec<_>, Vec<_>) = rows.iter().partition(|row| is_beaten(row));
    assert!(svg.contains(&format!("{} of 24 lie on the frontier", leading.len())), "{svg}");
    assert_eq!(svg.matches("<circle").count(), beaten.len() + 2, "two signs in the legend");
    for row in &leading {
        assert!(content(&svg, "desc").contains(row["id"].as_str().expect("an id")), "{row}");
    }
}

#[test]
fn names_are_text_and_nothing_else() {
    let place = board_round();
    let edited = |file: &str, from: &str, to: &str| {
        let text = String::from_utf8(place.read(file)).expect("UTF-8");
        assert!(text.contains(from), "{from} is not in {file}");
        text.replace(from, to)
    };
    let data = edited("data.csv", "Virtual ward - 40 beds", "</title><script>alert(1)</script>]]>&amp;");
    place.write("data.csv", data);
    let criteria = edited("criteria.toml", "\"Experience of care\"", "'\" onload=\"alert(1)\" <x>'");
    place.write("criteria.toml", criteria);
    for name in NAMES {
        let svg = of_example(&place, name);
        let (elements, values) = parsed(&svg);
        assert!(!elements.iter().any(|element| ["script", "x"].contains(&element.as_str())), "{name}");
        assert!(!values.iter().any(|value| value.contains("alert")), "{name}");
    }
}

#[test]
fn what_must_be_known_stands_on_the_picture() {
    let place = board_round();
    let svg = drawn(&place, &["contributions", "data.csv", "--swing", "equity=90", "--where", "place=Northvale"]);
    assert!(svg.contains("What if: ") && svg.contains("Only rows with place = Northvale"), "{svg}");
    assert!(!svg.contains("PLACEHOLDER"));
    let banner = "PLACEHOLDER WEIGHTS: nobody has judged these weights. Not for decisions.";
    place.done(&["init", "triple-aim", "--into", "new"]);
    let unjudged = drawn(&place, &["contributions", "new/interventions.csv"]);
    assert!(unjudged.contains(banner), "{unjudged}");
    let said = place.run(&["chart", "contributions", "new/interventions.csv"]);
    assert!(program::said(&said).contains("placeholder-weights"), "{}", program::said(&said));
    assert!(place.refused(&["chart", "contributions", "new/interventions.csv", "--strict"], 1).contains("placeholder-weights"));
}

#[test]
fn what_cannot_be_drawn_is_refused_with_what_to_state() {
    let place = plain();
    for (name, why, remedy) in [
        ("weights", "there are no groups of stakeholders, and no scenarios", "--stakeholders FILE"),
        ("tornado", "no figure is uncertain", "state a spread"),
        ("rank-acceptability", "nothing is uncertain", "--weights uniform"),
        ("cost-value", "the data have no cost", "[data] cost"),
        ("triangles", "there is no budget", "--budget 15.6m"),
    ] {
        let said = place.refused(&["chart", name, "data.csv"], 1);
        assert!(said.contains(why) && said.contains(remedy), "{name}: {said}");
    }
    let said = place.refused(&["chart", "stability", "data.csv", "--target", "funded"], 1);
    assert!(said.contains("there is no budget"), "{said}");
    assert!(drawn(&place, &["stability", "data.csv"]).contains("before another comes first"));
    place.write("one.csv", "id,name,health,care\nA,One,3,5\n");
    assert!(place.refused(&["chart", "stability", "one.csv"], 1).contains("no weight can change the answer"));
    assert!(drawn(&place, &["contributions", "one.csv"]).contains("is the only intervention"));
}

#[test]
fn command_lines_that_ask_for_what_cannot_be_are_refused() {
    let place = board_round();
    for (arguments, said) in [
        (&["contributions", "data.csv", "-o", "out.png"][..], "chart draws SVG and EMF: end the name of out.png in .svg or .emf"),
        (&["contributions", "data.csv", "-o", "out"], "in .svg or .emf"),
        (&["contributions", "data.csv", "--by", "place"], "--where COLUMN=VALUE in place of --by"),
        (&["contributions", "data.csv", "--budget", "4m"], "--budget has nothing to do here"),
        (&["contributions", "data.csv", "--draws", "50"], "--draws has nothing to do here: it goes with rank-acceptability"),
        (&["triangles", "data.csv", "--of", "IC18"], "--of has nothing to do here"),
        (&["tornado", "data.csv", "--target", "winner"], "--target has nothing to do here"),
        (&["contribution", "data.csv"], "contributions"),
    ] {
        let message = place.refused(&[&["chart"], arguments].concat(), 2);
        assert!(message.contains(said), "{arguments:?}: {message}");
    }
    let message = place.refused(&["rank", "data.csv", "-o", "out.svg"], 2);
    assert!(message.contains("weighup chart NAME DATA -o FILE.svg"), "{message}");
    let message = place.refused(&["rank", "data.csv", "-o", "out.emf"], 2);
    assert!(message.contains("weighup chart NAME DATA -o FILE.emf"), "{message}");
    assert!(!place.names().iter().any(|name| name.starts_with("out")), "{:?}", place.names());
    place.write("in.svg", place.read("data.csv"));
    let message = place.refused(&["chart", "contributions", "in.svg", "-c", "criteria.toml", "-o", "in.svg"], 4);
    assert!(message.contains("in.svg"), "{message}");
}
