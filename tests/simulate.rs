//! `weighup simulate` from the command line: what it prints, in every form, and what must not change it.

#[path = "support/program.rs"]
mod program;

use program::{Place, said};
use serde_json::Value;

const BOARD: [&str; 2] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/examples/board-round/interventions.csv"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/examples/board-round/stakeholders.csv"),
];

fn simulated(options: &[&str]) -> Vec<u8> {
    Place::new().done(&[&["simulate", BOARD[0]], options].concat())
}

fn results(bytes: &[u8]) -> Value {
    serde_json::from_slice::<Value>(bytes).expect("results are JSON")["results"].clone()
}

fn json(options: &[&str]) -> Value {
    results(&simulated(&[options, &["-f", "json"]].concat()))
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[test]
fn the_results_have_the_keys_of_the_contract() {
    let found = json(&["--weights", "uniform", "--top", "5", "-n", "500"]);
    assert_eq!((found["draws"].as_u64(), found["weights_space"].as_str()), (Some(500), Some("uniform")));
    let alternatives = found["alternatives"].as_array().expect("a list");
    assert_eq!(alternatives.len(), 24);
    for alternative in alternatives {
        assert_eq!(alternative["rank_acceptability"].as_array().map(Vec::len), Some(24));
        let top = alternative["p_top"].as_object().expect("a map");
        assert_eq!(top.keys().collect::<Vec<_>>(), ["1", "3", "5"]);
        let is_ever_first = number(&alternative["rank_acceptability"][0]) > 0.0;
        assert_eq!(alternative["central_weights"].is_object(), is_ever_first);
        assert_eq!(alternative["confidence_factor"].is_number(), is_ever_first);
        for key in ["id", "mean", "sd", "p05", "p50", "p95", "expected_rank"] {
            assert!(!alternative[key].is_null(), "{key}");
        }
    }
    assert!(alternatives.windows(2).all(|pair| number(&pair[0]["expected_rank"]) <= number(&pair[1]["expected_rank"])));
    assert_eq!(found["pairwise"]["wins"].as_array().map(Vec::len), Some(24));
    assert_eq!(found["pairwise"]["ids"][0], "IC01");
    for key in ["max_standard_error", "evpi", "disagreement"] {
        assert!(found[key].is_number(), "{key}");
    }
    assert!(found["evppi"].as_object().expect("a map").contains_key("qaly_gain"));
}

#[test]
fn the_envelope_tells_the_seed_and_no_number_of_threads() {
    let whole: Value =
        serde_json::from_slice(&simulated(&["-f", "json", "--seed", "7", "--threads", "2", "-n", "300"])).expect("JSON");
    assert_eq!(whole["inputs"]["seed"], 7);
    assert_eq!(whole["inputs"]["options"], serde_json::json!({ "draws": 300 }));
    assert_eq!(whole["results"]["seed"], 7);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes_in_every_form() {
    for options in
        [&["--weights", "uniform"][..], &["--weights", "ordinal", "-n", "777"], &["--stakeholders", BOARD[1], "-n", "300"]]
    {
        for form in ["json", "csv", "table"] {
            let of = |threads: &str| simulated(&[options, &["-f", form, "--threads", threads]].concat());
            let one = of("1");
            assert!(["2", "3", "7", "64"].into_iter().all(|threads| of(threads) == one), "{options:?} -f {form}");
        }
    }
}

#[test]
fn csv_has_the_columns_of_the_contract() {
    let text = String::from_utf8(simulated(&["-f", "csv", "-n", "300"])).expect("UTF-8");
    let places: Vec<_> = (1..=24).map(|place| format!("b.{place}")).collect();
    let header = format!("id,mean,sd,p05,p50,p95,expected_rank,{},confidence_factor", places.join(","));
    assert_eq!(text.lines().next(), Some(header.as_str()));
    assert_eq!(text.lines().count(), 25);
}

#[test]
fn parts_of_a_round_are_drawn_each_by_itself_and_their_rows_say_which() {
    let text = String::from_utf8(simulated(&["-f", "csv", "-n", "300", "--by", "place"])).expect("UTF-8");
    let first = text.lines().next().expect("a header");
    assert!(first.starts_with("place,id,mean"), "{first}");
    // Those of a smaller part have fewer places.
    assert!(text.lines().skip(1).any(|line| line.contains(",,")), "{text}");
    let one = json(&["-n", "300", "--where", "place=Northvale"]);
    let both = results(&simulated(&["-n", "300", "--by", "place", "-f", "json"]));
    let group = both["groups"].as_array().expect("groups").iter().find(|group| group["value"] == "Northvale").expect("Northvale");
    assert_eq!(group["alternatives"], one["alternatives"]);
}

#[test]
fn a_target_of_precision_is_met_and_not_by_far() {
    let found = json(&["--weights", "uniform", "--precision-target", "0.004"]);
    let (error, draws) = (number(&found["max_standard_error"]), found["draws"].as_u64().expect("a count"));
    assert!(error <= 0.004 && (10_240..=16_384).contains(&draws), "{error} at {draws} draws");
    let at_once = json(&["--weights", "uniform", "-n", &draws.to_string()]);
    assert_eq!(found, at_once);
}

#[test]
fn people_are_drawn_again_in_a_final_paper_too_and_nobody_is_named() {
    let place = Place::new();
    let output = place.run(&["simulate", BOARD[0], "--stakeholders", BOARD[1], "--final", "-n", "300"]);
    let text = format!("{}{}", said(&output), String::from_utf8_lossy(&output.stdout));
    assert!(!text.contains("S01") && !text.contains("panicked"), "{text}");
    let found = json(&["--stakeholders", BOARD[1], "-n", "300"]);
    assert_eq!(found["weights_space"], "stakeholders");
}

#[test]
fn what_ifs_compare_like_with_like() {
    let rest = |found: &Value| {
        let all = found["alternatives"].as_array().expect("a list").clone();
        let mut rest: Vec<_> = all
            .into_iter()
            .filter(|one| one["id"] != "IC15")
            .map(|one| (one["id"].to_string(), one["mean"].to_string()))
            .collect();
        rest.sort();
        rest
    };
    let (now, other) = (json(&["-n", "300"]), json(&["-n", "300", "--set", "IC15.patient_experience=1"]));
    assert_eq!(rest(&now), rest(&other));
    assert_ne!(now["alternatives"], other["alternatives"]);
}

#[test]
fn a_workbook_has_a_sheet_for_every_table() {
    let place = Place::new();
    place.done(&["simulate", BOARD[0], "--weights", "uniform", "-n", "300", "-o", "found.xlsx"]);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(place.path("found.xlsx")).expect("a workbook");
    let names = calamine::Reader::sheet_names(&book);
    for sheet in ["Rank acceptability", "Among the first", "Central weights", "Pairwise", "Evidence"] {
        assert!(names.iter().any(|name| name == sheet), "{sheet} is not among {names:?}");
    }
    let table = calamine::Reader::worksheet_range(&mut book, "Pairwise").expect("a sheet");
    assert_eq!(table.height(), 1 + 24 * 23);
}

#[cfg(unix)]
#[test]
fn a_long_run_that_is_interrupted_ends_with_130_and_leaves_no_file() {
    let place = Place::new();
    let mut command = place.command(&["simulate", BOARD[0], "-n", "1000000000", "-o", "found.json"]);
    let mut child = command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().expect("it starts");
    std::thread::sleep(std::time::Duration::from_millis(500));
    let process = rustix::process::Pid::from_raw(child.id().cast_signed()).expect("a process");
    rustix::process::kill_process(process, rustix::process::Signal::INT).expect("it runs");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!(place.names(), Vec::<String>::new());
}

/// Of a product of two uncertain columns, each tells what it tells of the product's mean; it must not gain from noise.
#[test]
fn evidence_that_cannot_change_the_choice_is_worth_nothing() {
    let place = Place::new();
    let criteria = "[uncertainty]\nx = { low = 'xl', high = 'xh', distribution = 'triangular' }\n\
        t = { low = 'tl', high = 'th', distribution = 'pert' }\n[[criteria]]\nid = 'k'\ncolumn = 'x'\ntimes = 't'\n\
        better = 'higher'\nworst = 0\nbest = 20000\nswing = 1\n";
    place.write("criteria.toml", criteria);
    let rows = "id,x,xl,xh,t,tl,th\nA,50,49.9,50.1,100,20,300\nB,45,44.9,45.1,100,20,300\nC,40,39.9,40.1,100,20,300\n";
    place.write("data.csv", rows);
    let found = results(&place.done(&["simulate", "data.csv", "-n", "100000", "-f", "json"]));
    let (x, t, all) = (number(&found["evppi"]["x"]), number(&found["evppi"]["t"]), number(&found["evpi"]));
    // The ranges of x do not meet, so that A is the best choice whatever x is known to be; t decides everything.
    assert!(x < 1e-6 && t <= all && t > 0.95 * all, "x {x}, t {t}, all {all}");
}
