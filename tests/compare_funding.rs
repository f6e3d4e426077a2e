//! `weighup compare` with money: who would fund what, where all agree, and the plan of least largest regret.

#[path = "support/program.rs"]
mod program;

use program::{CRITERIA, DATA, Place, said};
use serde_json::{Value, json};

const EXACT: f64 = 1e-9;
/// Two criteria from 0 to 100, money for one intervention.
const TWO: &str = "[[criteria]]\nid = 'x'\nbetter = 'higher'\nworst = 0\nbest = 100\nswing = 50\n\
                   [[criteria]]\nid = 'y'\nbetter = 'higher'\nworst = 0\nbest = 100\nswing = 50\n\
                   [portfolio]\ncost = 'cost'\nbudget = 10\n";
const RETURNS: &str = "stakeholder,group,x,y\n1,only x,100,0\n2,only y,0,100\n";

fn two(rows: &str) -> Place {
    let place = Place::new();
    place.write("criteria.toml", TWO);
    place.write("returns.csv", RETURNS);
    place.write("data.csv", format!("id,name,cost,x,y\n{rows}"));
    place
}

fn results(place: &Place, options: &[&str]) -> Value {
    let bytes = place.done(&[&["compare", "data.csv", "-q", "-f", "json"], options].concat());
    serde_json::from_slice::<Value>(&bytes).expect("results are JSON")["results"].clone()
}

fn shown(place: &Place, options: &[&str]) -> String {
    let bytes = place.done(&[&["compare", "data.csv", "-q"], options].concat());
    String::from_utf8(bytes).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn near(found: &Value, wanted: f64) {
    assert!(found.as_f64().is_some_and(|found| (found - wanted).abs() < EXACT), "{found} is not {wanted}");
}

fn plan<'a>(funding: &'a Value, view: &str) -> &'a Value {
    let plans = funding["plans"].as_array().expect("plans");
    plans.iter().find(|plan| plan["view"] == view).expect("a plan of the view")
}

const GROUPS: [&str; 2] = ["--stakeholders", "returns.csv"];

/// By hand: "only x" would fund A (80 against 30), "only y" B (90 against 20), both together B (60 against 50).
#[test]
fn regret_of_two_interventions_is_that_worked_out_by_hand() {
    let place = two("A,Ay,10,80,20\nB,Bee,10,30,90\n");
    let funding = &results(&place, &GROUPS)["funding"];
    assert_eq!(funding["budget"], 10.0);
    let sets = ["base", "only x", "only y"].map(|view| plan(funding, view)["selected"].clone());
    assert_eq!(sets, [json!(["B"]), json!(["A"]), json!(["B"])]);
    near(&plan(funding, "only x")["total_value"], 80.0);
    near(&plan(funding, "base")["total_cost"], 10.0);
    assert_eq!((&funding["always"], &funding["never"]), (&json!([]), &json!([])));
    let disputed = json!([{"id": "A", "views": ["only x"]}, {"id": "B", "views": ["base", "only y"]}]);
    assert_eq!(funding["disputed"], disputed);
    for (plan, lost) in [(0, [0.0, 50.0, 0.0]), (1, [10.0, 0.0, 70.0]), (2, [0.0, 50.0, 0.0])] {
        for (view, lost) in ["base", "only x", "only y"].iter().zip(lost) {
            near(&funding["regrets"][plan]["by"][view], lost);
        }
    }
    let least = &funding["least_regret"];
    assert_eq!((&least["selected"], &least["view"], &least["proven"]), (&json!(["B"]), &json!("only x"), &json!(true)));
    near(&least["max_regret"], 50.0);
    near(&least["share"], 50.0 / 80.0);
    let shown = shown(&place, &GROUPS);
    let sentence = "The plan of \"Pooled weights\" is also that of least largest regret: no view then loses more than 50.0 points \
                    (\"only x\", 62.5% of its benefit). Proven: no plan that keeps the rules does better.";
    assert!(shown.contains(sentence), "{shown}");
}

/// C is nobody's first choice: it loses 30 for "only x" (50 against 80) and 30 for "only y" (60 against 90).
#[test]
fn the_plan_of_least_regret_may_be_nobodys_own() {
    let place = two("A,Ay,10,80,20\nB,Bee,10,30,90\nC,Sea,10,50,60\n");
    let funding = &results(&place, &GROUPS)["funding"];
    assert_eq!(funding["never"], json!(["C"]));
    let least = &funding["least_regret"];
    assert_eq!((&least["selected"], &least["view"], &least["total_cost"]), (&json!(["C"]), &json!("only x"), &json!(10.0)));
    for (view, lost) in [("base", 5.0), ("only x", 30.0), ("only y", 30.0)] {
        near(&least["regrets"][view], lost);
    }
    let shown = shown(&place, &GROUPS);
    for words in [
        "With £10, all 3 views would fund nothing in common; none would fund C; 2 hang on the weights: A (\"only x\") and B",
        "Against the plan of \"Pooled weights\", that of least largest regret funds C and leaves out B: no view then loses more \
         than 30.0 points (\"only x\", 37.5% of its benefit); with the plan of \"Pooled weights\" \"only x\" loses 50.0.",
        "Least largest regret 5.0 30.0 30.0",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn where_all_agree_it_is_said_and_nothing_is_regretted() {
    let place = two("A,Ay,10,80,70\nB,Bee,10,30,20\n");
    let found = &results(&place, &GROUPS)["funding"];
    assert_eq!((&found["always"], &found["never"], &found["disputed"]), (&json!(["A"]), &json!(["B"]), &json!([])));
    assert!(found["least_regret"]["view"].is_null() && found["least_regret"]["max_regret"] == 0.0, "{found}");
    let shown = shown(&place, &GROUPS);
    assert!(shown.contains("would fund A; none would fund B. What is funded does not hang on the weights here."), "{shown}");
    assert!(shown.contains("no view then loses anything. Proven") && !shown.contains("Regret, in points"), "{shown}");
}

/// By hand: at equal weights both are worth 50 and the cheaper A is funded; with B "only y" loses nothing either.
#[test]
fn a_plan_that_nobody_regrets_may_differ_from_the_first_views() {
    let place = two("A,Ay,9,50,50\nB,Bee,10,40,60\n");
    place.write("criteria.toml", format!("{TWO}[[scenarios]]\nname = 'only y'\nswing = {{ x = 0 }}\n"));
    let funding = &results(&place, &["--scenarios"])["funding"];
    assert_eq!((&plan(funding, "base")["selected"], &plan(funding, "only y")["selected"]), (&json!(["A"]), &json!(["B"])));
    assert_eq!((&funding["least_regret"]["selected"], &funding["least_regret"]["view"]), (&json!(["B"]), &Value::Null));
    let shown = shown(&place, &["--scenarios"]);
    let sentence =
        "funds B and leaves out A: no view then loses anything; with the plan of \"Present weights\" \"only y\" loses 10.0.";
    assert!(shown.contains(sentence), "{shown}");
}

/// Invented data: every group's plan against the benefits that its weights and values make.
#[test]
fn the_board_round_is_funded_by_every_group() {
    let round = format!("{}/examples/board-round", env!("CARGO_MANIFEST_DIR"));
    let (data, returns) = (format!("{round}/interventions.csv"), format!("{round}/stakeholders.csv"));
    let place = Place::new();
    let run = |command: &str| {
        let bytes = place.done(&[command, &data, "--stakeholders", &returns, "-q", "-f", "json"]);
        serde_json::from_slice::<Value>(&bytes).expect("results are JSON")["results"].clone()
    };
    let (compared, funded) = (run("compare"), run("fund"));
    let funding = &compared["funding"];
    for key in ["selected", "total_cost", "total_value", "optimal"] {
        assert_eq!(plan(funding, "base")[key], funded[key], "{key}");
    }
    // The scores of doing nothing: 25 of 300, 40,000 of 140,000 and 2,000 of 14,000.
    let nothing = [("health_outcomes", 25.0 / 3.0), ("quality_of_care", 200.0 / 7.0), ("equity", 100.0 / 7.0)];
    let figure = |value: &Value| value.as_f64().expect("a figure");
    let worth = |ids: &Value, view: &str| -> f64 {
        let weights = &compared["weights"][view];
        let start: f64 = nothing.iter().map(|(criterion, score)| score * figure(&weights[criterion])).sum();
        let rows = compared["table"].as_array().expect("a table").iter();
        let chosen = rows.filter(|row| ids.as_array().expect("ids").contains(&row["id"]));
        chosen.map(|row| figure(&row["values"][view]) - start).sum()
    };
    let views: Vec<_> = compared["views"].as_array().expect("views").iter().filter_map(Value::as_str).collect();
    assert_eq!(views.len(), 6);
    for regrets in funding["regrets"].as_array().expect("regrets") {
        let own = plan(funding, regrets["plan"].as_str().expect("a view"));
        for view in &views {
            let best = plan(funding, view);
            let lost = figure(&best["total_value"]) - worth(&own["selected"], view);
            assert!((figure(&regrets["by"][view]) - lost).abs() < 1e-6, "{view}: {regrets}, not {lost}");
            assert!((figure(&best["total_value"]) - worth(&best["selected"], view)).abs() < 1e-6, "{best}");
        }
    }
    let least = &funding["least_regret"];
    let largest = |by: &Value| by.as_object().expect("views").values().map(figure).fold(0.0, f64::max);
    for regrets in funding["regrets"].as_array().expect("regrets") {
        assert!(figure(&least["max_regret"]) <= largest(&regrets["by"]) + EXACT);
    }
    near(&least["max_regret"], largest(&least["regrets"]));
    assert_eq!(least["proven"], true);
}

/// A scenario of other rows is a round of its own: its plan is `fund`'s, and nobody's regret is worked out for it.
#[test]
fn scenarios_are_funded_as_fund_does_and_other_rows_are_not_compared() {
    let place = Place::new();
    let scenarios = "[[scenarios]]\nname = 'Equity first'\nswing = { equity = 200 }\n\
                     [[scenarios]]\nname = 'Cheap ones'\nwhere = { cost = ['120', '80'] }\n";
    place.write("criteria.toml", format!("{CRITERIA}[data]\ncost = 'cost'\n[portfolio]\nbudget = 200\n{scenarios}"));
    place.write("data.csv", DATA);
    let funding = &results(&place, &["--scenarios", "--leave-one-out"])["funding"];
    for scenario in ["Equity first", "Cheap ones"] {
        let bytes = place.done(&["fund", "data.csv", "-q", "-f", "json", "--scenario", scenario]);
        let funded = serde_json::from_slice::<Value>(&bytes).expect("JSON")["results"].clone();
        for key in ["selected", "total_cost", "total_value"] {
            assert_eq!(plan(funding, scenario)[key], funded[key], "{key} of {scenario}");
        }
    }
    let compared: Vec<_> =
        funding["regrets"].as_array().expect("regrets").iter().filter_map(|row| row["plan"].as_str()).collect();
    assert_eq!(compared, ["base", "Equity first", "without health", "without quality", "without equity"]);
    let alone = &results(&place, &["--scenarios", "--where", "cost=120", "--where", "cost=80"])["funding"];
    assert!(alone["least_regret"].is_object(), "{alone}");
}

#[test]
fn a_view_without_a_plan_says_why_and_the_others_go_on() {
    let place = two("A,Ay,10,80,20\nB,Bee,10,30,90\nM,Must,5,1,1\n");
    let mandates = "mandated = 'must'\n[[scenarios]]\nname = 'Without M'\nwhere = { cost = ['10'] }\n";
    place.write("criteria.toml", format!("{TWO}{mandates}"));
    place.write("data.csv", "id,cost,must,x,y\nA,10,no,80,20\nB,10,no,30,90\nC,4,no,9,9\nM,5,yes,1,1\n");
    let funding = &results(&place, &["--scenarios", "--equal"])["funding"];
    assert_eq!(funding["without_plan"], json!([{"view": "Without M", "reason": "mandate-set-aside"}]));
    assert_eq!(funding["plans"].as_array().map(Vec::len), Some(2));
    assert_eq!(funding["always"], json!(["C", "M"]));
    let said = shown(&place, &["--scenarios", "--equal"]);
    assert!(said.contains("No plan for \"Without M\": `M` is mandated and not analysed"), "{said}");
    // Rules that contradict one another do so at any weights.
    let funding = &results(&place, &["--equal", "--budget", "4"])["funding"];
    assert_eq!((&funding["plans"], &funding["always"], &funding["never"]), (&json!([]), &json!([]), &json!([])));
    assert!(funding["least_regret"].is_null());
    let reasons: Vec<_> = funding["without_plan"].as_array().expect("views").iter().map(|one| one["reason"].clone()).collect();
    assert_eq!(reasons, ["infeasible", "infeasible"]);
    let said = shown(&place, &["--equal", "--budget", "4"]);
    let words = "No plan for \"Present weights\" and \"Equal weights\": of these rules one must give way: the budget of £4; M is mandated";
    assert!(said.contains(words), "{said}");
}

#[test]
fn a_budget_may_be_typed_and_is_refused_where_it_means_nothing() {
    let place = Place::with_round();
    assert!(results(&place, &["--equal"]).get("funding").is_none());
    place.write("criteria.toml", format!("{CRITERIA}[data]\ncost = 'cost'\n"));
    assert!(results(&place, &["--equal"]).get("funding").is_none());
    let bytes = place.done(&["compare", "data.csv", "--equal", "-b", "0.2k", "-q", "-f", "json"]);
    let found: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!((&found["inputs"]["options"]["budget"], &found["results"]["funding"]["budget"]), (&json!(200.0), &json!(200.0)));
    let refused = place.refused(&["compare", "data.csv", "--methods", "--budget", "200"], 2);
    assert!(refused.contains("--methods") && refused.contains("--budget"), "{refused}");
    place.refused(&["compare", "data.csv", "--equal", "--budget", "lots"], 2);
    let refused = place.refused(&["compare", "data.csv", "--equal", "--budget", "200", "--by", "name"], 2);
    assert!(refused.contains("[portfolio.budgets]"), "{refused}");
    // Other methods make no additive values, whatever money there is.
    place.write("criteria.toml", format!("{CRITERIA}[data]\ncost = 'cost'\n[portfolio]\nbudget = 200\n"));
    assert!(results(&place, &["--methods"]).get("funding").is_none());
    // A loss that is cut off stays a doubt here, as nothing is bought.
    place.write("data.csv", DATA.replace(",80,22,", ",-80,-22,"));
    place.write(
        "criteria.toml",
        format!("{CRITERIA}[data]\ncost = 'cost'\n[portfolio]\nbudget = 200\n")
            .replace("best = 50", "best = 50\noutside = 'clamp'"),
    );
    let output = place.run(&["compare", "data.csv", "--equal"]);
    assert!(output.status.success() && said(&output).contains("clamped-loss"), "{}", said(&output));
}

#[test]
fn every_part_spends_its_own_and_workbooks_hold_every_plan() {
    let place = two("");
    place.write("data.csv", "id,place,cost,x,y\nA,N,10,80,20\nB,N,10,30,90\nC,S,10,50,60\nD,S,10,70,50\nE,T,10,1,1\n");
    place.write("criteria.toml", TWO.replace("budget = 10\n", "[portfolio.budgets]\nN = 10\nS = 20\nT = 5\n"));
    let options = [&GROUPS[..], &["--by", "place"]].concat();
    let groups = results(&place, &options)["groups"].clone();
    let sets = [0, 1].map(|part: usize| plan(&groups[part]["funding"], "base")["selected"].clone());
    assert_eq!(sets, [json!(["B"]), json!(["C", "D"])]);
    place.done(&[&["compare", "data.csv", "-q", "-o", "views.xlsx"], &options[..]].concat());
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(place.path("views.xlsx")).expect("a workbook");
    let mut sheet = |name: &str| {
        let range = calamine::Reader::worksheet_range(&mut book, name).expect("a sheet");
        range.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let funded = sheet("Who funds what");
    assert_eq!(funded[0], ["place", "id", "name", "funded.base", "funded.only x", "funded.only y"]);
    assert_eq!(funded[1], ["N", "A", "A", "no", "yes", "no"]);
    assert_eq!(funded.len(), 5);
    let regret = sheet("Regret");
    assert_eq!(regret[0][..5], ["place", "plan", "total_cost", "total_value", "max_regret"]);
    assert_eq!((regret[2][1].as_str(), regret[2][4].as_str()), ("only x", "70"));
    assert_eq!(regret[4][1], "least largest regret");
}
