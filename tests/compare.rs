//! `compare`: every view is what `rank` makes of the same weights, agreement is what its definition says.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop

#[path = "support/program.rs"]
mod program;

use program::{CRITERIA, DATA, Place};
use serde_json::Value;

const EXACT: f64 = 1e-9;

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("results are JSON")
}

fn compared(place: &Place, options: &[&str]) -> Value {
    let mut arguments = vec!["compare", "data.csv", "-q", "-f", "json"];
    arguments.extend(options);
    json(&place.done(&arguments))["results"].clone()
}

/// Rank and value of every intervention, by `rank`.
fn ranked(place: &Place, options: &[&str]) -> Vec<(String, u64, f64)> {
    let mut arguments = vec!["rank", "data.csv", "-q", "-f", "json"];
    arguments.extend(options);
    let results = json(&place.done(&arguments))["results"]["ranking"].clone();
    let row = |row: &Value| {
        let id = row["id"].as_str().expect("an id").to_owned();
        (id, row["rank"].as_u64().expect("a rank"), row["value"].as_f64().expect("a value"))
    };
    results.as_array().expect("a ranking").iter().map(row).collect()
}

/// A view ranks as `rank` does with these options.
fn same(results: &Value, view: &str, ranking: &[(String, u64, f64)]) {
    let table = results["table"].as_array().expect("a table");
    assert_eq!(table.len(), ranking.len());
    for (id, rank, value) in ranking {
        let row = table.iter().find(|row| row["id"] == id.as_str()).unwrap_or_else(|| panic!("{id} is not compared"));
        assert_eq!(row["ranks"][view].as_u64(), Some(*rank), "{id} in {view}");
        let found = row["values"][view].as_f64().expect("a value");
        assert!((found - value).abs() <= EXACT, "{id} in {view}: {found}, not {value}");
    }
}

fn pair<'a>(results: &'a Value, a: &str, b: &str) -> &'a Value {
    let all = results["agreement"].as_array().expect("pairs");
    all.iter().find(|pair| pair["a"] == a && pair["b"] == b).unwrap_or_else(|| panic!("{a} and {b} are not compared"))
}

fn views(results: &Value) -> Vec<&str> {
    results["views"].as_array().expect("views").iter().filter_map(Value::as_str).collect()
}

const SCENARIOS: &str = "[[scenarios]]\nname = 'Equity first'\nswing = { equity = 200 }\n\
    [[scenarios]]\nname = 'Cheap ones'\nwhere = { cost = ['120', '80'] }\n";

#[test]
fn scenarios_equal_weights_and_criteria_left_out_are_what_rank_makes_of_them() {
    let place = Place::with_round();
    place.write("criteria.toml", format!("{CRITERIA}{SCENARIOS}"));
    let results = compared(&place, &["--scenarios", "--equal", "--leave-one-out", "--top", "2"]);
    let wanted = ["base", "Equity first", "Cheap ones", "equal", "without health", "without quality", "without equity"];
    assert_eq!(views(&results), wanted);
    same(&results, "base", &ranked(&place, &[]));
    same(&results, "Equity first", &ranked(&place, &["--scenario", "Equity first"]));
    same(&results, "equal", &ranked(&place, &["--swing", "health=1", "--swing", "quality=1", "--swing", "equity=1"]));
    for criterion in ["health", "quality", "equity"] {
        same(&results, &format!("without {criterion}"), &ranked(&place, &["--swing", &format!("{criterion}=0")]));
    }
    // A scenario of two rows ranks those two.
    let third = results["table"].as_array().expect("a table").iter().find(|row| row["id"] == "C").expect("C");
    assert!(third["ranks"]["Cheap ones"].is_null() && third["values"]["Cheap ones"].is_null());
    assert_eq!(pair(&results, "base", "Cheap ones")["kendall_tau_b"], 1.0);
    assert_eq!(results["first"]["base"][0], "C");
    assert!(results.get("disagreements").is_none());
}

#[test]
fn agreement_is_what_its_definition_says() {
    let place = Place::new();
    let criterion =
        |id: &str, swing: u8| format!("[[criteria]]\nid = '{id}'\nbetter = 'higher'\nworst = 0\nbest = 10\nswing = {swing}\n");
    let scenario = "[[scenarios]]\nname = 'other'\nswing = { x = 0, y = 1 }\n";
    place.write("criteria.toml", format!("{}{}{scenario}", criterion("x", 1), criterion("y", 0)));
    // By x: a b c d; by y: b a = c d. Five pairs, one reversed, one tied on one side.
    place.write("data.csv", "id,x,y\na,9,5\nb,7,9\nc,5,5\nd,1,2\n");
    let results = compared(&place, &["--scenarios", "--top", "2"]);
    let found = pair(&results, "base", "other");
    let near = |value: &Value, wanted: f64| {
        let found = value.as_f64().expect("a figure");
        assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
    };
    // Concordant: ac tied in y, ad, bc, bd, cd; discordant: ab. tau-b = (4 - 1) / sqrt(6 * 5).
    near(&found["kendall_tau_b"], 3.0 / 30_f64.sqrt());
    // Ranks 1 2 3 4 and 2.5 1 2.5 4: covariance 3, spreads 5 and 4.5.
    near(&found["spearman_rho"], 3.0 / (5.0_f64 * 4.5).sqrt());
    near(&found["top_k_overlap"], 1.0);
    // Rank sums 3.5 3 5.5 8 about 5, so S = 15.5; W = 12 S / (4 * 60 - 2 * 6).
    near(&results["kendall_w"], 12.0 * 15.5 / (4.0 * 60.0 - 12.0));
    assert_eq!(results["table"][0]["ranks"]["other"], 2);
}

#[test]
fn groups_and_people_are_views_and_a_decisive_disagreement_is_named() {
    let place = Place::with_round();
    // Patients weigh what C lacks.
    place.write(
        "returns.csv",
        "stakeholder,group,health,quality,equity\nA,payers,100,10,10\nB,payers,100,20,0\nC,patients,30,60,100\nD,patients,,100,100\n",
    );
    let results = compared(&place, &["--stakeholders", "returns.csv", "--people"]);
    assert_eq!(views(&results), ["base", "payers", "patients", "A", "B", "C", "D"]);
    assert_eq!(results["first"]["payers"][0], "C");
    assert_eq!(results["first"]["patients"][0], "B");
    assert!(results["table"][0]["ranks"]["D"].is_null(), "D left a criterion out");
    let found = results["disagreements"].as_array().expect("disagreements");
    assert!(!found.is_empty());
    for disagreement in found.iter().filter(|found| found["changes_first"] == true) {
        // The group's weight put in alone, the others in their proportions, changes who is first.
        let id = disagreement["criterion"].as_str().expect("an id");
        let weight = disagreement["weight"].as_f64().expect("a weight");
        let rest: f64 = ["health", "quality", "equity"]
            .iter()
            .filter(|other| **other != id)
            .map(|other| results["weights"]["base"][*other].as_f64().expect("a weight"))
            .sum();
        let swing = |criterion: &str| {
            let own = results["weights"]["base"][criterion].as_f64().expect("a weight");
            let share = if criterion == id { weight } else { (1.0 - weight) * own / rest };
            format!("{criterion}={share}")
        };
        let swings = ["health", "quality", "equity"].map(swing);
        let options: Vec<&str> = swings.iter().flat_map(|swing| ["--swing", swing.as_str()]).collect();
        assert_eq!(ranked(&place, &options)[0].0, disagreement["first"][0].as_str().expect("an id"));
        assert_ne!(disagreement["first"], results["first"]["base"]);
    }
    let shown = String::from_utf8(place.done(&["compare", "data.csv", "-q", "--stakeholders", "returns.csv"])).expect("text");
    assert!(shown.contains("Which disagreement matters") && !shown.contains("\n D "), "{shown}");
    // Nobody is shown who was not asked for.
    assert_eq!(views(&compared(&place, &["--stakeholders", "returns.csv"])), ["base", "payers", "patients"]);
}

#[test]
fn the_sentences_about_disagreements_say_what_the_figures_say() {
    let place = Place::new();
    let criterion = |id: &str| format!("[[criteria]]\nid = '{id}'\nbetter = 'higher'\nworst = 0\nbest = 10\nswing = 1\n");
    place.write("criteria.toml", ["x", "y", "z"].map(criterion).concat());
    place.write("data.csv", "id,x,y,z\na,9,5,1\nb,5,8,3\nc,2,2,9\nd,4,4,4\ne,6,1,8\n");
    // A group may be called as the first view is.
    place.write("returns.csv", "stakeholder,group,x,y,z\n1,base,100,10,10\n2,thirds,10,10,100\n3,middle,50,100,50\n");
    let results = compared(&place, &["--stakeholders", "returns.csv", "--top", "2"]);
    let found = results["disagreements"].as_array().expect("disagreements");
    assert!(found.iter().any(|one| one["view"] == "base (2)"), "{found:?}");
    let shown = String::from_utf8(place.done(&["compare", "data.csv", "-q", "--stakeholders", "returns.csv", "--top", "2"]));
    let shown = shown.expect("text").split_whitespace().collect::<Vec<_>>().join(" ");
    let ids = |list: &Value| list.as_array().expect("ids").iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" and ");
    for one in found {
        let told = format!("{} on {} (", one["group"].as_str().expect("a group"), one["criterion"].as_str().expect("an id"));
        assert!(shown.contains(&told), "{one}: {shown}");
        if !one["enters"].as_array().expect("ids").is_empty() {
            assert!(shown.contains(&format!("{} in, {} out", ids(&one["enters"]), ids(&one["leaves"]))), "{one}: {shown}");
        }
    }
    let swaps = found.iter().any(|one| !one["enters"].as_array().expect("ids").is_empty());
    assert_ne!(swaps, shown.contains("None of them changes who is among the first 2"), "{shown}");
}

#[test]
fn a_scenario_that_leaves_nothing_of_a_part_says_so_there() {
    let place = Place::with_round();
    let data = DATA.replace("id,", "place,id,").replace("\nA,", "\nN,A,").replace("\nB,", "\nN,B,").replace("\nC,", "\nS,C,");
    place.write("data.csv", data + "S,D,Walks,90,20,5,5\n");
    place.write("criteria.toml", format!("{CRITERIA}[[scenarios]]\nname = 'North'\nwhere = {{ place = 'N' }}\n"));
    let by = json(&place.done(&["compare", "data.csv", "--scenarios", "--by", "place", "-q", "-f", "json"]));
    for group in by["results"]["groups"].as_array().expect("groups") {
        assert_eq!(views(group), ["base", "North"]);
    }
    let said = program::said(&place.run(&["compare", "data.csv", "--scenarios", "--by", "place"]));
    assert!(said.contains("\"North\" ranks nothing"), "{said}");
}

#[test]
fn missing_figures_stay_marked_and_own_swings_stand_beside_the_pool() {
    let place = Place::with_round();
    place.write("criteria.toml", CRITERIA.replacen("swing = 60", "swing = 60\nmissing = 'range'", 1));
    place.write("data.csv", DATA.replace(",22,7,6", ",22,,6"));
    place.write("returns.csv", "stakeholder,health,quality,equity\n1,10,100,80\n");
    let results = compared(&place, &["--stakeholders", "returns.csv", "--own-swings"]);
    assert_eq!(views(&results), ["base", "swings", "all"]);
    same(&results, "swings", &ranked(&place, &[]));
    same(&results, "base", &ranked(&place, &["--stakeholders", "returns.csv"]));
    let marked: Vec<_> = results["table"]
        .as_array()
        .expect("a table")
        .iter()
        .filter(|row| row["provisional"] == true)
        .map(|row| row["id"].clone())
        .collect();
    assert_eq!(marked, ["B"]);
    let shown = String::from_utf8(place.done(&["compare", "data.csv", "-q", "--equal"])).expect("text");
    assert!(shown.contains("≈ Figures are missing: B is ranked"), "{shown}");
    let said = place.refused(&["compare", "data.csv", "--own-swings"], 2);
    assert!(said.contains("--stakeholders FILE"), "{said}");
}

#[test]
fn methods_stand_beside_the_additive_model() {
    let place = Place::with_round();
    let results = compared(&place, &["--methods"]);
    assert_eq!(views(&results), ["additive", "weighted-product", "topsis", "vikor", "promethee-ii"]);
    same(&results, "additive", &ranked(&place, &[]));
    // VIKOR's Q is least where the rank is best.
    for row in results["table"].as_array().expect("a table") {
        assert_eq!(row["ranks"]["vikor"] == 1, row["values"]["vikor"].as_f64() == Some(0.0), "{row}");
    }
    let shown = String::from_utf8(place.done(&["compare", "data.csv", "-q", "--methods"])).expect("text");
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("hang") && shown.contains("the method") && shown.contains("lower is better"), "{shown}");
    // No product over nothing: null, and said.
    place.write("data.csv", DATA.replace(",30,6,4", ",30,0,4"));
    let results = compared(&place, &["--methods"]);
    assert!(results["table"].as_array().expect("a table").iter().all(|row| row["values"]["weighted-product"].is_null()));
    let said = program::said(&place.run(&["compare", "data.csv", "--methods"]));
    assert!(said.contains("view-undefined") && said.contains("Quality of evidence") && said.contains('A'), "{said}");
}

#[test]
fn without_an_option_what_the_inputs_offer_is_compared() {
    let place = Place::with_round();
    let said = place.refused(&["compare", "data.csv"], 2);
    assert!(said.contains("--scenarios") && said.contains("--methods"), "{said}");
    for (option, words) in [("--scenarios", "[[scenarios]]"), ("--people", "--stakeholders FILE")] {
        let said = place.refused(&["compare", "data.csv", option], 2);
        assert!(said.contains(words), "{said}");
    }
    place.refused(&["compare", "data.csv", "--methods", "--equal"], 2);
    place.write("criteria.toml", format!("{CRITERIA}{SCENARIOS}"));
    assert_eq!(views(&compared(&place, &[])), ["base", "Equity first", "Cheap ones"]);
    place.write("returns.csv", "stakeholder,group,health,quality,equity\nA,base,100,10,10\n");
    place.write("criteria.toml", format!("{CRITERIA}[stakeholders]\nfile = 'returns.csv'\n"));
    // A group may have any name, even one that is taken.
    assert_eq!(views(&compared(&place, &[])), ["base", "base (2)"]);
}

#[test]
fn every_form_and_every_part_is_compared() {
    let place = Place::with_round();
    for form in ["table", "csv", "tsv", "json", "markdown", "html", "latex"] {
        let shown = String::from_utf8(place.done(&["compare", "data.csv", "--equal", "-q", "-f", form])).expect("text");
        assert!(shown.to_lowercase().contains("equal") && shown.contains("Virtual wards"), "{form}: {shown}");
    }
    place.done(&["compare", "data.csv", "--equal", "-q", "-o", "views.xlsx"]);
    assert!(place.read("views.xlsx").starts_with(b"PK"));
    place.write(
        "data.csv",
        DATA.replace("id,", "place,id,").replace("\nA,", "\nN,A,").replace("\nB,", "\nN,B,").replace("\nC,", "\nS,C,"),
    );
    let csv =
        String::from_utf8(place.done(&["compare", "data.csv", "--equal", "-q", "-f", "csv", "--by", "place"])).expect("text");
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(lines[0], "place,id,name,rank.base,rank.equal,value.base,value.equal");
    assert!(lines[1].starts_with("N,B,") || lines[1].starts_with("N,A,"), "{csv}");
    assert_eq!(lines[3], "S,C,Virtual wards,,,,");
    let by = json(&place.done(&["compare", "data.csv", "--equal", "-q", "-f", "json", "--by", "place"]));
    assert_eq!(by["results"]["groups"][1]["not_ranked"][0], "C");
    assert_eq!(by["results"]["groups"][0]["views"][1], "equal");
}
