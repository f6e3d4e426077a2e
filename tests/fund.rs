//! `weighup fund` from the command line: what it prints, in every form, and what it refuses.

#[path = "support/program.rs"]
mod program;

use program::{Place, said};
use serde_json::Value;

/// One criterion from -100 to 100, so that a benefit in points is half the figure.
const VALUE: &str = "[[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = -100\nbest = 100\nnothing = 0\nswing = 100\n";

const PORTFOLIO: &str = "[portfolio]\ncost = \"cost\"\nbudget = 100\nmandated = \"must\"\nexclusive = \"label\"\n\
                         requires = \"needs\"\n";

/// M is mandated; P and Q exclude each other; T needs S; Z costs nothing; R releases money and loses a little.
const DATA: &str = "id,name,place,cost,cost2,beds,must,label,needs,value\n\
    M,Must,North,30,10,1,yes,,,10\n\
    P,Pair one,North,40,10,2,no,pair,,60\n\
    Q,Pair two,South,30,10,1,no,pair,,30\n\
    S,Step,South,20,10,1,no,,,6\n\
    T,Then,South,20,10,1,no,,S,40\n\
    Z,Free,North,0,0,1,no,,,4\n\
    R,Release,North,-10,-5,1,no,,,-2\n";

fn place(portfolio: &str) -> Place {
    let place = Place::new();
    place.write("criteria.toml", format!("{VALUE}{portfolio}"));
    place.write("data.csv", DATA);
    place
}

fn funded(place: &Place, options: &[&str]) -> Vec<u8> {
    place.done(&[&["fund", "data.csv"], options].concat())
}

fn json(place: &Place, options: &[&str]) -> Value {
    let bytes = funded(place, &[options, &["-f", "json"]].concat());
    serde_json::from_slice::<Value>(&bytes).expect("results are JSON")["results"].clone()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn selected(found: &Value) -> Vec<&str> {
    found["selected"].as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

fn intervention<'a>(found: &'a Value, id: &str) -> &'a Value {
    let all = found["interventions"].as_array().expect("a list");
    all.iter().find(|one| one["id"] == id).expect("an intervention")
}

/// By hand: 100 to spend, 30 of it on M; P and R leave 40 for S and T.
#[test]
fn the_results_have_the_keys_of_the_contract() {
    let found = json(&place(PORTFOLIO), &[]);
    assert_eq!(selected(&found), ["M", "P", "S", "T", "Z", "R"]);
    for (key, figure) in [("budget", 100.0), ("baseline", 50.0), ("total_cost", 100.0), ("unspent", 0.0), ("gap", 0.0)] {
        assert_eq!(found[key].as_f64(), Some(figure), "{key}");
    }
    assert!(found["total_value"].as_f64().is_some_and(|total| (total - 59.0).abs() < 1e-9), "{found}");
    assert_eq!((&found["optimal"], &found["equally_good"]), (&Value::Bool(true), &Value::Bool(false)));
    assert_eq!(found["streams"], serde_json::json!([]));
    for way in ["skipping", "stopping"] {
        assert!(found["greedy"][way]["total_value"].is_number() && found["greedy"][way]["selected"].is_array(), "{way}");
    }
    for one in found["interventions"].as_array().expect("a list") {
        assert!(one["selected"].is_boolean() && one["reason"].is_string() && one["detail"].is_string(), "{one}");
        assert!(one["cost"].is_number() && one["benefit"].is_number(), "{one}");
    }
    let code = |id: &str| intervention(&found, id)["reason"].as_str().expect("a code").to_owned();
    assert_eq!([code("M"), code("P"), code("Q")], ["mandated", "funded", "excluded-by"]);
    assert_eq!(intervention(&found, "Q")["by"], "P");
    assert!(intervention(&found, "Z")["value_for_money"].is_null());
    assert!(found.get("price_of_mandates").is_none() && found.get("shadow_prices").is_none());
}

#[test]
fn yearly_budgets_give_arrays() {
    let found = json(&place("[portfolio]\ncost = [\"cost\", \"cost2\"]\nbudget = [100, 20]\n"), &[]);
    for key in ["budget", "total_cost", "unspent"] {
        assert_eq!(found[key].as_array().map(Vec::len), Some(2), "{key}");
    }
    assert_eq!(found["budget"], serde_json::json!([100.0, 20.0]));
}

#[test]
fn every_form_funds_the_same_set() {
    let place = place(PORTFOLIO);
    let set = ["M", "P", "S", "T", "Z", "R"];
    let csv = text(&funded(&place, &["-f", "csv"]));
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("id,name,selected,reason,detail,cost,benefit,value_for_money"));
    let chosen: Vec<_> = lines.filter(|line| line.contains(",yes,")).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(chosen, set);
    for form in ["table", "markdown", "html", "latex"] {
        let shown = text(&funded(&place, &["-f", form]));
        let (before, after) = shown.split_once("Not funded, and why").unwrap_or((shown.as_str(), ""));
        assert!(["Must", "Pair one", "Step", "Then", "Free", "Release"].iter().all(|name| before.contains(name)), "{shown}");
        assert!(after.contains("Pair two"), "{form}: {shown}");
    }
    funded(&place, &["-o", "plan.xlsx"]);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(place.path("plan.xlsx")).expect("a workbook");
    let sheet = calamine::Reader::worksheet_range(&mut book, "Plan").expect("a sheet");
    let rows = sheet.rows().filter(|row| row[2] == "yes").map(|row| row[0].to_string());
    assert_eq!(rows.collect::<Vec<_>>(), set);
}

#[test]
fn rules_that_contradict_one_another_end_with_3_and_are_named() {
    let why = place(PORTFOLIO).refused(&["fund", "data.csv", "--budget", "15"], 3);
    assert!(why.contains("budget of £15") && why.contains("M is mandated (£30)"), "{why}");
}

#[test]
fn parts_need_amounts_of_their_own() {
    let shared = place(PORTFOLIO);
    assert!(shared.refused(&["fund", "data.csv", "--by", "place"], 2).contains("[portfolio.budgets]"));
    shared.refused(&["fund", "data.csv", "--by", "place", "--budget", "100"], 2);
    let own = place(&format!("{PORTFOLIO}[portfolio.budgets]\nNorth = 70\nSouth = 40\n"));
    let found = json(&own, &["--by", "place"]);
    let groups = found["groups"].as_array().expect("groups");
    let sets: Vec<_> = groups.iter().map(|group| (group["value"].as_str().expect("a value"), selected(group))).collect();
    assert_eq!(sets, [("North", vec!["M", "P", "Z"]), ("South", vec!["S", "T"])]);
    let half = place(&format!("{PORTFOLIO}[portfolio.budgets]\nNorth = 70\n"));
    assert!(half.refused(&["fund", "data.csv", "--by", "place"], 2).contains("South"));
}

#[test]
fn amounts_are_read_as_they_are_said_and_others_refused() {
    let place = place(PORTFOLIO);
    for (typed, pounds) in [("12.5m", 12_500_000.0), ("800k", 800_000.0), ("1.2bn", 1.2e9), ("15_600_000", 15_600_000.0)] {
        assert_eq!(json(&place, &["--budget", typed])["budget"].as_f64(), Some(pounds), "{typed}");
    }
    for typed in ["lots", "-4m", "1e6", "", "100,100"] {
        place.refused(&["fund", "data.csv", "--budget", typed], 2);
    }
    let plain = self::place("[data]\ncost = \"cost\"\n");
    plain.refused(&["fund", "data.csv"], 2);
    assert_eq!(json(&plain, &["--budget", "60"])["budget"].as_f64(), Some(60.0));
}

#[test]
fn prices_are_told_when_asked_for() {
    let found = json(&place(PORTFOLIO), &["--price-of-mandates", "--shadow-prices", "--budget", "90"]);
    let prices = &found["price_of_mandates"];
    assert!(prices["total"].as_f64().is_some_and(|total| total >= 0.0), "{prices}");
    assert_eq!(prices["mandates"][0]["id"], "M");
    assert_eq!(found["shadow_prices"].as_array().map(Vec::len), Some(1));
    assert_eq!(found["shadow_prices"][0]["more"].as_f64(), Some(4.5));
}

#[test]
fn forcing_in_may_be_left_out_and_tables_cut() {
    let place = place(PORTFOLIO);
    let one = |found: &Value| intervention(found, "Q")["if_forced"].clone();
    assert!(one(&json(&place, &["--displaced", "0"])).is_null());
    assert_eq!(one(&json(&place, &[]))["plan"], "found");
    let shown = text(&funded(&place, &["--top", "2"]));
    assert!(shown.contains("with --top"), "{shown}");
    assert_eq!(json(&place, &["--top", "2"])["interventions"].as_array().map(Vec::len), Some(7));
}

#[test]
fn a_mandate_set_aside_and_a_hidden_loss_are_refused() {
    let why = place(PORTFOLIO).refused(&["fund", "data.csv", "--where", "place=South"], 1);
    assert!(why.contains("`M`") && why.contains("mandated"), "{why}");
    let clamped = Place::new();
    let value = VALUE.replace("worst = -100", "worst = 0\noutside = \"clamp\"");
    clamped.write("criteria.toml", format!("{value}{PORTFOLIO}"));
    clamped.write("data.csv", DATA);
    assert!(clamped.refused(&["fund", "data.csv"], 1).contains("clamped-loss"));
}

#[test]
fn what_costs_nothing_is_funded_with_no_money_at_all() {
    let place = place("[portfolio]\ncost = \"cost\"\nbudget = 0\n");
    place.write("data.csv", "id,cost,value\nA,5,50\nZ,0,1\nN,0,-1\n");
    assert_eq!(selected(&json(&place, &[])), ["Z"]);
}

#[test]
fn money_that_is_released_pays_for_more() {
    let place = place("[portfolio]\ncost = \"cost\"\nbudget = 0\n");
    place.write("data.csv", "id,cost,value\nR,-10,-5\nA,10,50\n");
    let found = json(&place, &[]);
    assert_eq!((selected(&found), found["total_value"].as_f64()), (vec!["R", "A"], Some(22.5)));
}

#[test]
fn benefit_is_counted_times_size_and_from_a_stated_baseline() {
    let rules = "[portfolio]\ncost = \"cost\"\nbudget = 10\nsize = \"beds\"\nbaseline = 60\n";
    let place = place(rules);
    place.write("data.csv", "id,cost,beds,value\nA,10,1,60\nB,10,3,40\nC,0,5,10\n");
    let found = json(&place, &[]);
    // (80 - 60) × 1 and (70 - 60) × 3; what is worth less than the baseline is not funded, though it costs nothing.
    assert_eq!(
        (selected(&found), found["total_value"].as_f64(), found["baseline"].as_f64()),
        (vec!["B"], Some(30.0), Some(60.0))
    );
    assert_eq!(intervention(&found, "C")["reason"], "not-worth");
}

#[test]
fn only_the_chosen_rows_are_funded() {
    let place = place(PORTFOLIO);
    let output = place.run(&["fund", "data.csv", "--where", "place=North", "-f", "json"]);
    assert!(output.status.success(), "{}", said(&output));
    let found = serde_json::from_slice::<Value>(&output.stdout).expect("JSON")["results"].clone();
    assert_eq!(selected(&found), ["M", "P", "Z"]);
}

/// Whole numbers of the sixth decimal would not hold the sum of these.
#[test]
fn limits_of_any_size_are_added_up() {
    let place = Place::new();
    let limit =
        "[portfolio]\nbudget = 50\n[[portfolio.limits]]\nname = \"Space\"\ncolumn = \"space\"\nat_most = 30_000_000_000\n";
    place.write("criteria.toml", format!("{VALUE}{limit}"));
    let rows = |at: usize| format!("I{at},1,{}\n", if at < 20 { "999999999999.5" } else { "1.000001" });
    place.write("data.csv", format!("id,cost,space,value\n{}", (0..40).map(rows).collect::<String>().replace('\n', ",10\n")));
    let found = json(&place, &[]);
    assert_eq!(selected(&found), (20..40).map(|at| format!("I{at}")).collect::<Vec<_>>());
}

#[test]
fn what_ties_loses_nothing_and_is_said() {
    let place = Place::new();
    place.write("criteria.toml", format!("{VALUE}[portfolio]\nbudget = 8\n"));
    place.write("data.csv", "id,cost,value\nA,4,60\nB,4,60\nC,4,60\n");
    let found = json(&place, &[]);
    assert_eq!((selected(&found), &found["equally_good"]), (vec!["A", "B"], &Value::from(true)));
    let shown = text(&funded(&place, &[])).replace('\n', " ");
    assert!(shown.contains("C, nothing lost if it were forced in"), "{shown}");
}

#[test]
fn a_workbook_has_a_sheet_for_each_table_that_has_rows() {
    let place = place(PORTFOLIO);
    funded(&place, &["-o", "plain.xlsx"]);
    funded(&place, &["--price-of-mandates", "--shadow-prices", "-o", "asked.xlsx"]);
    let sheets = |file: &str| {
        let book: calamine::Xlsx<_> = calamine::open_workbook(place.path(file)).expect("a workbook");
        calamine::Reader::sheet_names(&book)
    };
    let plain = sheets("plain.xlsx");
    assert_eq!(plain[..4], ["Plan", "If forced in", "Ways of choosing", "Notes"]);
    // After the notes each table that people read, by its number.
    assert!(plain[4..].iter().all(|name| name.starts_with(|first: char| first.is_ascii_digit())) && plain.len() > 5, "{plain:?}");
    assert_eq!(
        sheets("asked.xlsx")[..6],
        ["Plan", "If forced in", "Ways of choosing", "Price of mandates", "More money", "Notes"]
    );
}
