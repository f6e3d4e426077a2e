//! `weights` and everything that replaces swings: comparisons, stakeholders' returns, ranges that change.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop

#[path = "support/program.rs"]
mod program;

use program::{CRITERIA, DATA, Place};
use serde_json::Value;

const EXACT: f64 = 1e-12;

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("results are JSON")
}

/// The results of `weights` on files in the place.
fn weights(place: &Place, options: &[&str]) -> Value {
    let mut arguments = vec!["weights", "-q", "-f", "json"];
    arguments.extend(options);
    json(&place.done(&arguments))["results"].clone()
}

fn near(found: &Value, wanted: f64, tolerance: f64) {
    let found = found.as_f64().unwrap_or_else(|| panic!("{found} is no figure"));
    assert!((found - wanted).abs() <= tolerance, "{found} is not {wanted}");
}

fn all_near(found: &Value, wanted: &[(&str, f64)], tolerance: f64) {
    assert_eq!(found.as_object().map(serde_json::Map::len), Some(wanted.len()), "{found}");
    for (id, weight) in wanted {
        near(&found[id], *weight, tolerance);
    }
}

fn case(file: &str) -> String {
    format!("{}/tests/cases/stakeholders/{file}", env!("CARGO_MANIFEST_DIR"))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("results are text")
}

#[test]
fn swings_are_said_as_moves_and_need_no_data_on_fixed_scales() {
    let place = Place::with_round();
    let results = weights(&place, &[]);
    all_near(&results["weights"], &[("health", 0.5), ("quality", 0.3), ("equity", 0.2)], EXACT);
    assert_eq!(results["kind"], "swing");
    assert_eq!((&results["swings"][0]["from"], &results["swings"][0]["to"]), (&Value::from(0.0), &Value::from(50.0)));
    for absent in ["consistency_ratio", "xi", "stakeholders"] {
        assert!(results.get(absent).is_none(), "{absent}");
    }
    for none in ["equal_person", "spread"] {
        assert!(results[none].is_null(), "{none}");
    }
    let table = text(place.done(&["weights", "-q"]));
    assert!(table.contains("from 0 to 50") && table.contains("50.0"), "{table}");
    let envelope = json(&place.done(&["weights", "-q", "-f", "json"]));
    assert!(envelope["rows"].is_null() && envelope["inputs"].get("data").is_none());
}

#[test]
fn a_scale_from_the_data_needs_the_data() {
    let place = Place::with_round();
    place.write("criteria.toml", CRITERIA.replacen("worst = 0\nbest = 50\n", "", 1));
    let said = place.refused(&["weights"], 2);
    assert!(said.contains("`health`") && said.contains("name the data file"), "{said}");
    let results = weights(&place, &["data.csv"]);
    assert_eq!((&results["swings"][0]["from"], &results["swings"][0]["to"]), (&Value::from(22.0), &Value::from(45.0)));
    for (option, value) in [("--where", "name=x"), ("--by", "name"), ("--set", "A.health=3")] {
        let said = place.refused(&["weights", option, value], 2);
        assert!(said.contains(option) && said.contains("data file"), "{said}");
    }
}

#[test]
fn every_form_holds_the_weights() {
    let place = Place::with_round();
    for form in ["table", "csv", "tsv", "json", "markdown", "html", "latex"] {
        let shown = text(place.done(&["weights", "-q", "-f", form]));
        assert!(shown.contains("health") && (shown.contains("50.0") || shown.contains("0.5")), "{form}: {shown}");
    }
    place.done(&["weights", "-q", "-o", "weights.xlsx"]);
    assert!(place.read("weights.xlsx").starts_with(b"PK"));
    let csv = text(place.done(&["weights", "-q", "-f", "csv"]));
    assert_eq!(csv.lines().next(), Some("criterion,name,group,weight,judged,from,to,unit"));
    assert_eq!(csv.lines().nth(1), Some("health,health,,0.5,100,0,50,"));
}

#[test]
fn places_become_weights_by_the_rule_that_is_named() {
    let ranked = |rule: &str| {
        let place = Place::with_round();
        let criteria =
            CRITERIA.replace("swing = 100", "rank = 1").replace("swing = 60", "rank = 2").replace("swing = 40", "rank = 2");
        place.write("criteria.toml", format!("{criteria}[weights]\nfrom_ranks = \"{rule}\"\n"));
        (weights(&place, &[]), text(place.done(&["weights", "-q"])))
    };
    // The second and third place shared: half of what both have together.
    for (rule, first, words) in
        [("roc", 11.0 / 18.0, "centroid"), ("sum", 0.5, "rank sum"), ("reciprocal", 6.0 / 11.0, "reciprocal")]
    {
        let (results, table) = ranked(rule);
        let rest = (1.0 - first) / 2.0;
        all_near(&results["weights"], &[("health", first), ("quality", rest), ("equity", rest)], EXACT);
        assert!(results["kind"] == "rank" && table.contains(words), "{table}");
    }
}

/// Four criteria without judgements, compared as `weights` says.
fn compared(weights_section: &str) -> Place {
    let criterion = |id: &str| format!("[[criteria]]\nid = '{id}'\nbetter = 'higher'\nworst = 0\nbest = 1\n");
    let place = Place::new();
    let criteria: String = ["a", "b", "c", "d"].map(criterion).concat();
    place.write("criteria.toml", format!("{criteria}[weights]\n{weights_section}\n"));
    place
}

/// Eigenvector and ratio of an independent linear algebra library (`LAPACK` through `NumPy`).
#[test]
fn pairwise_comparisons_give_the_eigenvector_and_its_consistency() {
    let place =
        compared("method = 'ahp'\npairwise = [[1, 3, 5, 7], ['1/3', 1, 2, 5], ['1/5', 0.5, 1, 3], ['1/7', 0.2, '1/3', 1]]");
    let results = weights(&place, &[]);
    let wanted = [
        ("a", 0.573_811_259_903_133_2),
        ("b", 0.238_828_968_414_841_16),
        ("c", 0.131_014_313_713_974_6),
        ("d", 0.056_345_457_968_051_07),
    ];
    all_near(&results["weights"], &wanted, EXACT);
    near(&results["consistency_ratio"], 0.028_750_516_902_042_916, EXACT);
    assert_eq!(results["kind"], "ahp");
    let said = program::said(&place.run(&["weights"]));
    assert!(said.contains("importance-weights") && !said.contains("inconsistent"), "{said}");
}

#[test]
fn judgements_that_contradict_one_another_are_doubted_and_the_worst_is_named() {
    // a : b : c : d is 8 : 4 : 2 : 1 but for d, said to be twice a.
    let place = compared("method = 'ahp'\npairwise = [[1, 2, 4, 0.5], [0.5, 1, 2, 4], [0.25, 0.5, 1, 2], [2, 0.25, 0.5, 1]]");
    let results = weights(&place, &[]);
    assert!(results["consistency_ratio"].as_f64().is_some_and(|ratio| ratio > 0.1));
    let revisit = &results["comparisons"][0]["revisit"];
    assert_eq!((&revisit["more"], &revisit["less"], &revisit["stated"]), (&"d".into(), &"a".into(), &2.0.into()));
    assert!(revisit["consistency_ratio_after"].as_f64() < results["consistency_ratio"].as_f64());
    let said = program::said(&place.run(&["weights"]));
    assert!(said.contains("inconsistent-judgements") && said.contains("over 0.10"), "{said}");
    assert!(text(place.done(&["weights", "-q"])).contains("Ask first about d against a"));
}

/// Weights of an independent solver (`HiGHS` through `SciPy`).
#[test]
fn best_and_worst_comparisons_give_the_weights_of_the_linear_model() {
    let place = compared(
        "method = 'bwm'\nbest = 'b'\nworst = 'd'\nbest_to_others = { a = 2, b = 1, c = 4, d = 8 }\n\
         others_to_worst = { a = 4, b = 8, c = 2, d = 1 }",
    );
    let results = weights(&place, &[]);
    let wanted = [("a", 4.0 / 15.0), ("b", 8.0 / 15.0), ("c", 2.0 / 15.0), ("d", 1.0 / 15.0)];
    all_near(&results["weights"], &wanted, 1e-9);
    near(&results["xi"], 0.0, 1e-9);
    assert_eq!(results["kind"], "bwm");

    let car = Place::new();
    let criterion = |id: &str| format!("[[criteria]]\nid = '{id}'\nbetter = 'higher'\nworst = 0\nbest = 1\n");
    let criteria: String = ["price", "quality", "comfort", "safety", "style"].map(criterion).concat();
    let section = "[weights]\nmethod = 'bwm'\nbest = 'quality'\nworst = 'style'\n\
        best_to_others = { price = 2, quality = 1, comfort = 4, safety = 3, style = 8 }\n\
        others_to_worst = { price = 4, quality = 8, comfort = 4, safety = 2, style = 1 }";
    car.write("criteria.toml", format!("{criteria}{section}\n"));
    let results = weights(&car, &[]);
    let wanted = [
        ("price", 0.246_153_846_153_846_2),
        ("quality", 0.430_769_230_769_230_8),
        ("comfort", 0.123_076_923_076_923_07),
        ("safety", 0.153_846_153_846_153_85),
        ("style", 0.046_153_846_153_846_156),
    ];
    all_near(&results["weights"], &wanted, 1e-9);
    near(&results["xi"], 0.061_538_461_538_461_56, 1e-9);
}

/// Group means, the mean over people, medians and Kendall's W of an independent program (`NumPy` and `SciPy`).
#[test]
fn sixteen_returns_are_pooled_as_an_independent_program_does() {
    let place = Place::new();
    let criteria = case("criteria.toml");
    let results = weights(&place, &["-c", &criteria]);
    let pooled = [
        ("health_outcomes", 0.181_856_407_472_891_09),
        ("quality_of_care", 0.167_467_953_659_468_93),
        ("cost_budget", 0.096_688_340_260_029_69),
        ("efficiency", 0.113_199_029_477_313_49),
        ("equity", 0.139_237_953_058_812_65),
        ("policy_compliance", 0.072_226_197_900_842_06),
        ("population_size", 0.092_533_027_375_588_08),
        ("whole_system_benefit", 0.136_791_090_795_054),
    ];
    all_near(&results["weights"], &pooled, EXACT);
    near(&results["equal_person"]["health_outcomes"], 0.184_242_976_244_198_5, EXACT);
    near(&results["equal_person"]["cost_budget"], 0.094_279_049_523_618_61, EXACT);
    near(&results["groups"][3]["weights"]["cost_budget"], 0.190_308_485_854, EXACT);
    near(&results["groups"][4]["weights"]["policy_compliance"], 0.114_704_433_498, EXACT);
    near(&results["spread"]["cost_budget"]["min"], 0.034_883_720_930_232_56, EXACT);
    near(&results["spread"]["cost_budget"]["median"], 0.077_412_613_981_762_91, EXACT);
    near(&results["spread"]["cost_budget"]["max"], 0.194_174_757_281_553_4, EXACT);
    near(&results["agreement"]["kendall_w"], 0.420_582_706_766_917_3, EXACT);
    let people: Vec<_> = results["groups"].as_array().expect("groups").iter().map(|group| group["people"].as_u64()).collect();
    assert_eq!(people, [4, 2, 4, 3, 3].map(Some));
    assert_eq!(results["kind"], "stakeholders");

    let toml = std::fs::read_to_string(&criteria).expect("the criteria");
    std::fs::copy(case("sixteen.csv"), place.path("sixteen.csv")).expect("the returns");
    for (aggregate, health, whole) in [
        ("median", 0.180_255_347_324_641_02, 0.138_432_974_355_181),
        ("geometric", 0.182_824_845_102_424_64, 0.137_082_816_728_489_74),
    ] {
        place.write("criteria.toml", toml.replace("[stakeholders]\n", &format!("[stakeholders]\naggregate = '{aggregate}'\n")));
        let results = weights(&place, &[]);
        near(&results["weights"]["health_outcomes"], health, EXACT);
        near(&results["weights"]["whole_system_benefit"], whole, EXACT);
    }
}

#[test]
fn a_declared_say_is_what_counts_and_the_equal_ways_stand_beside_it() {
    let place = Place::with_round();
    place.write("returns.csv", "stakeholder,group,health,quality,equity\nA,x,100,0,0\nB,x,100,0,0\nC,y,0,100,0\n");
    place.write("criteria.toml", format!("{CRITERIA}[stakeholders.groups]\nx = 1\ny = 3\n"));
    let results = weights(&place, &["--stakeholders", "returns.csv"]);
    all_near(&results["weights"], &[("health", 0.25), ("quality", 0.75), ("equity", 0.0)], EXACT);
    all_near(&results["equal_groups"], &[("health", 0.5), ("quality", 0.5), ("equity", 0.0)], EXACT);
    all_near(&results["equal_person"], &[("health", 2.0 / 3.0), ("quality", 1.0 / 3.0), ("equity", 0.0)], EXACT);
}

#[test]
fn each_fault_of_the_messy_returns_has_its_line_and_its_treatment() {
    let place = Place::new();
    let criteria = case("criteria.toml");
    let results = weights(&place, &["-c", &criteria, "--stakeholders", &case("messy.csv")]);
    let found: Vec<_> = results["returns"]
        .as_array()
        .expect("returns")
        .iter()
        .map(|note| {
            let word = |key: &str| note[key].as_str().expect("a text").to_owned();
            (word("stakeholder"), note["line"].as_u64().expect("a line"), word("finding"), word("treatment"))
        })
        .collect();
    let wanted = [
        ("S17", 6, "every swing has the same 100 points", "kept"),
        ("S18", 7, "the largest figure is 80, not 100", "rescaled"),
        ("S19", 8, "nothing in `cost_budget` and `policy_compliance`", "weighed over what was answered"),
        ("S20", 9, "all points are 0", "set aside"),
        ("S21", 10, "`high` in column `quality_of_care` is not a number (and the largest figure is 120, not 100)", "set aside"),
        ("S01", 11, "the id stands on line 2 and line 11", "the second return is set aside"),
    ];
    assert_eq!(found.len(), wanted.len(), "{found:?}");
    for ((who, line, finding, treatment), wanted) in found.iter().zip(wanted) {
        assert_eq!((who.as_str(), *line, finding.as_str()), (wanted.0, wanted.1, wanted.2));
        assert!(treatment.contains(wanted.3), "{treatment}");
    }
    // S19 left two blanks; S17, S18 and the first four are kept.
    let people: u64 = results["groups"].as_array().expect("groups").iter().filter_map(|group| group["people"].as_u64()).sum();
    assert_eq!(people, 7);
    let carers = &results["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .find(|group| group["group"] == "Carers and partners")
        .expect("them")["weights"];
    assert!(carers["cost_budget"].is_null());
    near(&carers["health_outcomes"], 90.0 / 365.0, EXACT);
    let said = program::said(&place.run(&["weights", "-c", &criteria, "--stakeholders", &case("messy.csv")]));
    for line in 6..=11 {
        assert!(said.contains(&format!("messy.csv:{line}:")), "line {line}: {said}");
    }
    assert!(said.contains("unanswered-criterion") && said.contains("`cost_budget`"), "{said}");
}

#[test]
fn what_is_blank_is_averaged_over_those_who_answered() {
    let place = Place::with_round();
    place.write("returns.csv", "stakeholder,health,quality,equity\nA,100,100,\nB,100,100,300\n");
    let results = weights(&place, &["--stakeholders", "returns.csv", "--people"]);
    // Means .35, .35 and .6, which sum to 1.3; nobody names a group.
    all_near(&results["weights"], &[("health", 0.35 / 1.3), ("quality", 0.35 / 1.3), ("equity", 0.6 / 1.3)], EXACT);
    assert_eq!(results["groups"][0]["group"], "all");
    assert!(results["stakeholders"][0]["weights"]["equity"].is_null());
    assert!(results["agreement"]["kendall_w"].is_null(), "one complete return agrees with nobody");
}

const TREE: &str = "[[groups]]\nid = 'population'\nswing = 1\n[[groups]]\nid = 'care'\nswing = 1\n";

#[test]
fn a_hierarchy_is_weighed_down_its_branches_by_every_person() {
    let place = Place::with_round();
    let criteria = CRITERIA.replacen("id = \"health\"", "id = \"health\"\ngroup = 'population'", 1);
    let criteria = criteria.replacen("id = \"equity\"", "id = \"equity\"\ngroup = 'population'", 1);
    let criteria = criteria.replacen("id = \"quality\"", "id = \"quality\"\ngroup = 'care'", 1);
    place.write("criteria.toml", criteria + TREE);
    place.write("returns.csv", "stakeholder,population,care,health,quality,equity\nA,100,100,100,100,100\nB,100,50,100,7,50\n");
    let results = weights(&place, &["--stakeholders", "returns.csv"]);
    let (health, quality) = (f64::midpoint(0.25, 4.0 / 9.0), f64::midpoint(0.5, 1.0 / 3.0));
    all_near(&results["weights"], &[("health", health), ("quality", quality), ("equity", 1.0 - health - quality)], EXACT);
    all_near(&results["group_weights"], &[("population", 1.0 - quality), ("care", quality)], EXACT);
    place.write("flat.csv", "stakeholder,health,quality,equity\nA,100,100,100\n");
    let said = place.refused(&["weights", "--stakeholders", "flat.csv"], 1);
    assert!(said.contains("no column `population`") && said.contains("no column `care`"), "{said}");
    place.write("zero.csv", "stakeholder,population,care,health,quality,equity\nA,100,100,0,100,0\nB,100,50,100,7,50\n");
    let results = weights(&place, &["--stakeholders", "zero.csv"]);
    assert_eq!(results["returns"][0]["finding"], "all points in group `population` are 0");
}

#[test]
fn returns_that_cannot_be_used_stop_the_run() {
    let place = Place::with_round();
    let refused = |criteria: &str, returns: &str, words: &[&str]| {
        place.write("criteria.toml", format!("{CRITERIA}{criteria}"));
        place.write("returns.csv", returns);
        let said = place.refused(&["rank", "data.csv", "--stakeholders", "returns.csv"], 1);
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
    };
    refused("", "person,health,quality,equity\nA,1,2,3\n", &["no column `stakeholder`"]);
    refused("", "stakeholder,health,qualty,equity\nA,1,2,3\n", &["no column `quality`", "did you mean `qualty`"]);
    refused("", "stakeholder,health,quality,equity\nA,0,0,0\n", &["no return can be used", "line 2"]);
    refused("", "stakeholder,health,quality,equity\nA,100,50,\n", &["nobody with a say gave points to `equity`"]);
    refused(
        "[stakeholders.groups]\nPublic = 2\nStaff = 1\n",
        "stakeholder,group,health,quality,equity\nA,Public,100,50,50\nB,Pubic,100,50,50\nC,,100,50,50\n",
        &["group \"Pubic\" has no say", "returns.csv:3", "did you mean `Public`", "group \"all\"", "Stopped: 2 errors"],
    );
    refused(
        "[stakeholders]\naggregate = 'geometric'\n",
        "stakeholder,health,quality,equity\nA,100,0,50\nB,100,50,0\n",
        &["`A` gives `quality` 0 points", "`B` gives `equity` 0 points", "geometric"],
    );
    refused(
        "[stakeholders.groups]\nStaff = 0\nPublic = 1\n",
        "stakeholder,group,health,quality,equity\nA,Staff,1,2,3\n",
        &["has any say"],
    );
    place.write("criteria.toml", format!("{CRITERIA}[stakeholders.groups]\nPublic = 2\nStaff = 1\n"));
    place.write("returns.csv", "stakeholder,group,health,quality,equity\nA,Public,100,50,50\n");
    let said = program::said(&place.run(&["weights", "--stakeholders", "returns.csv"]));
    assert!(said.contains("no usable return comes from group \"Staff\""), "{said}");
    place.write("criteria.toml", CRITERIA);
    place.write(
        "returns.csv",
        "stakeholder,group,health,quality,equity\nA,Public,100,50,50\na,public,90,100,50\nC,Board,0,0,0\nD,,100,50,50\n",
    );
    let said = program::said(&place.run(&["weights", "--stakeholders", "returns.csv"]));
    for words in [
        "no usable return comes from group \"Board\"",
        "groups \"Public\" and \"public\"",
        "stakeholders `A` and `a`",
        "no group is named on line 5",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    place.write("criteria.toml", CRITERIA.replacen("id = \"health\"", "id = \"health\"\nname = \"Health gain\"", 1));
    place.write("returns.csv", "stakeholder,Health gain,quality,equity\nA,100,50,50\n");
    let said = place.refused(&["weights", "--stakeholders", "returns.csv"], 1);
    assert!(said.contains("columns go by ids: head `Health gain` with `health`"), "{said}");
    place.refused(&["weights", "--stakeholders", "nowhere.csv"], 4);
}

#[test]
fn pooled_weights_replace_the_swings_in_every_command_and_swings_cannot_be_changed_beside_them() {
    let place = Place::with_round();
    place.write("returns.csv", "stakeholder,health,quality,equity\nA,20,100,80\n");
    let pooled = json(&place.done(&["rank", "data.csv", "-q", "-f", "json", "--stakeholders", "returns.csv"]));
    all_near(&pooled["results"]["weights"], &[("health", 0.1), ("quality", 0.5), ("equity", 0.4)], EXACT);
    assert_eq!(pooled["inputs"]["stakeholders"]["file"], "returns.csv");
    let swings = ["--swing", "health=20", "--swing", "quality=100", "--swing", "equity=80"];
    let mut arguments = vec!["rank", "data.csv", "-q", "-f", "csv"];
    arguments.extend(swings);
    assert_eq!(place.done(&arguments), place.done(&["rank", "data.csv", "-q", "-f", "csv", "--stakeholders", "returns.csv"]));
    let said = place.refused(&["rank", "data.csv", "--stakeholders", "returns.csv", "--swing", "health=5"], 2);
    assert!(said.contains("--swing") && said.contains("pooled"), "{said}");
    place.write("criteria.toml", format!("{CRITERIA}[[scenarios]]\nname = 'x'\nswing = {{ health = 1 }}\n"));
    let said = place.refused(&["rank", "data.csv", "--stakeholders", "returns.csv", "--scenario", "x"], 2);
    assert!(said.contains("scenario \"x\"") && said.contains("pooled"), "{said}");
    // Then the criteria need no swings of their own.
    let unjudged = CRITERIA.replace("swing = 100\n", "").replace("swing = 60\n", "").replace("swing = 40\n", "");
    place.write("unjudged.toml", &unjudged);
    let results = weights(&place, &["-c", "unjudged.toml", "--stakeholders", "returns.csv"]);
    near(&results["weights"]["quality"], 0.5, EXACT);
    let said = place.refused(&["weights", "-c", "unjudged.toml"], 1);
    assert!(said.contains("criterion `health` has no `swing`"), "{said}");
    // Named by the criteria file, relative to it; the option goes before it.
    std::fs::create_dir(place.path("deep")).expect("a folder");
    place.write("deep/inside.csv", "stakeholder,health,quality,equity\nA,100,0,0\n");
    place.write("deep/criteria.toml", format!("{CRITERIA}[stakeholders]\nfile = 'inside.csv'\n"));
    near(&weights(&place, &["-c", "deep/criteria.toml"])["weights"]["health"], 1.0, EXACT);
    near(&weights(&place, &["-c", "deep/criteria.toml", "--stakeholders", "returns.csv"])["weights"]["health"], 0.1, EXACT);
    let said = place.refused(&["weights", "-c", "deep/criteria.toml", "-o", "deep/inside.csv"], 4);
    assert!(said.contains("input"), "{said}");
}

#[test]
fn a_final_paper_shows_no_group_of_fewer_than_three() {
    let place = Place::with_round();
    let governance = "[weights]\nsource = 'workshop'\n[decision]\nowner = 'board'\nquestion = 'which'\n[assurance]\nanalyst = 'a'\nassurer = 'b'\n";
    place.write("criteria.toml", format!("{CRITERIA}{governance}"));
    place.write(
        "returns.csv",
        "stakeholder,group,health,quality,equity\nA,big,100,50,50\nB,big,100,50,50\nC,big,100,50,50\nD,small,100,20,100\nE,few,10,100,60\nF,few,10,100,60\n",
    );
    let open = weights(&place, &["--stakeholders", "returns.csv"]);
    let published = weights(&place, &["--stakeholders", "returns.csv", "--final"]);
    assert_eq!(open["weights"], published["weights"], "publication changes no weight");
    let groups: Vec<_> = published["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|group| (group["group"].as_str(), group["people"].as_u64()))
        .collect();
    assert_eq!(groups, [(Some("big"), Some(3)), (Some("other"), Some(3))]);
    let other = &published["groups"][1]["weights"]["quality"];
    near(other, f64::midpoint(20.0 / 220.0, 100.0 / 170.0), EXACT);
    let compared = text(place.done(&["compare", "data.csv", "-q", "-f", "csv", "--stakeholders", "returns.csv", "--final"]));
    assert!(compared.starts_with("id,name,rank.base,rank.big,rank.other,"), "{compared}");
    let said = place.refused(&["weights", "--stakeholders", "returns.csv", "--final", "--people"], 2);
    assert!(said.contains("--people"), "{said}");
    // One person under another name is no group: the next smallest joins them. Nor is anybody named in a doubt.
    let accepted = "[assurance.accepted]\nstakeholder-return = 'asked again'\n";
    place.write("criteria.toml", format!("{CRITERIA}{governance}{accepted}"));
    place.write(
        "returns.csv",
        "stakeholder,group,health,quality,equity\nA,one,100,50,50\nB,other,100,20,50\nC,other,100,50,50\nD,other,100,20,100\n\
         Eve,large,100,50,60\nF,large,100,50,80\nG,large,100,60,80\nHal,large,80,60,80\n",
    );
    let published = weights(&place, &["--stakeholders", "returns.csv", "--final"]);
    let groups: Vec<_> = published["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|group| (group["group"].as_str(), group["people"].as_u64()))
        .collect();
    assert_eq!(groups, [(Some("large"), Some(4)), (Some("other"), Some(4))]);
    assert_eq!(published["returns"], Value::Array(Vec::new()));
    let run = place.run(&["rank", "data.csv", "--stakeholders", "returns.csv", "--final", "--set", "A.cost="]);
    assert!(!program::said(&run).contains("Hal"), "{}", program::said(&run));
    let run = place.run(&["weights", "--stakeholders", "returns.csv", "--final"]);
    assert!(run.status.success() && program::said(&run).contains("1 return needed attention"), "{}", program::said(&run));
}

#[test]
fn a_swing_on_another_range_stops_the_run_or_is_rescaled_whoever_gave_it() {
    let place = Place::with_round();
    let guarded = CRITERIA.replacen("swing = 100", "swing = 100\nswing_for = [0, 25]", 1);
    place.write("criteria.toml", &guarded);
    place.write("returns.csv", "stakeholder,health,quality,equity\nA,100,60,40\n");
    for arguments in [&["weights"][..], &["weights", "--stakeholders", "returns.csv"]] {
        let said = place.refused(arguments, 1);
        assert!(said.contains("range-changed") && said.contains("0 to 25") && said.contains("0 to 50"), "{said}");
    }
    place.write("criteria.toml", format!("{guarded}[weights]\non_range_change = 'rescale'\n"));
    for options in [&[][..], &["--stakeholders", "returns.csv"]] {
        // The range has doubled, and so has the worth of going through it.
        all_near(
            &weights(&place, options)["weights"],
            &[("health", 200.0 / 300.0), ("quality", 0.2), ("equity", 40.0 / 300.0)],
            EXACT,
        );
    }
}

#[test]
fn returns_come_as_semicolons_and_workbooks_too() {
    let place = Place::with_round();
    place.write("data.csv", DATA);
    place.write("returns.csv", "stakeholder;group;health;quality;equity\r\nA;x;100;60;40\r\n");
    all_near(
        &weights(&place, &["--stakeholders", "returns.csv"])["weights"],
        &[("health", 0.5), ("quality", 0.3), ("equity", 0.2)],
        EXACT,
    );
}

#[test]
fn a_return_that_weighs_only_what_does_not_vary_is_set_aside_and_its_group_missed() {
    let place = Place::with_round();
    place.write("criteria.toml", CRITERIA.replacen("worst = 0\nbest = 50\n", "flat = \"ignore\"\n", 1));
    place.write("data.csv", DATA.replace(",30,", ",7,").replace(",22,", ",7,").replace(",45,", ",7,"));
    place.write("returns.csv", "stakeholder,group,health,quality,equity\nA,x,100,50,10\nB,y,100,0,0\n");
    let results = weights(&place, &["data.csv", "--stakeholders", "returns.csv"]);
    all_near(&results["weights"], &[("health", 0.0), ("quality", 50.0 / 60.0), ("equity", 10.0 / 60.0)], EXACT);
    assert_eq!((&results["returns"][0]["stakeholder"], &results["returns"][0]["line"]), (&"B".into(), &3.into()));
    let said = program::said(&place.run(&["weights", "data.csv", "--stakeholders", "returns.csv"]));
    assert!(said.contains("no usable return comes from group \"y\"") && said.contains("perform alike"), "{said}");
    place.write("returns.csv", "stakeholder,health,quality,equity\nB,100,0,0\n");
    let said = place.refused(&["weights", "data.csv", "--stakeholders", "returns.csv"], 1);
    assert!(said.contains("no return gives weight"), "{said}");
}

#[test]
fn each_set_of_siblings_is_checked_by_itself() {
    let place = Place::with_round();
    let criteria = CRITERIA.replacen("id = \"health\"", "id = \"health\"\ngroup = 'population'", 1);
    let criteria = criteria.replacen("id = \"equity\"", "id = \"equity\"\ngroup = 'population'", 1);
    let criteria = criteria.replacen("id = \"quality\"", "id = \"quality\"\ngroup = 'care'", 1);
    place.write("criteria.toml", criteria + TREE);
    place.write(
        "returns.csv",
        "stakeholder,population,care,health,quality,equity\nA,100,50,60,100,30\nB,,100,100,100,50\nC,100,50,100,100,100\nD,80%,100,100,100,50\n\
         Total,1,1,1,1,1\n",
    );
    let results = weights(&place, &["--stakeholders", "returns.csv", "--people"]);
    let found: Vec<_> =
        results["returns"].as_array().expect("returns").iter().filter_map(|note| note["finding"].as_str()).collect();
    assert_eq!(
        found,
        [
            "the largest figure in group `population` is 60, not 100",
            "nothing in `population`",
            "points in group `population`, which was left blank itself",
            "every swing in group `population` has the same 100 points",
            "`80%` in column `population` is a percentage, not points",
            "the line looks like a total, not a person",
        ]
    );
    let table = text(place.done(&["weights", "-q", "--stakeholders", "returns.csv"]));
    assert!(!table.contains("Swing  Weight"), "the file's own swings were not used: {table}");
    let words = table.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Of 5 returns read, 2 were set aside"), "{table}");
}
