//! `weighup fund` with --frontier, --stability, --robust and --proposed: what it says, against hand and brute force.

#[path = "support/program.rs"]
mod program;

use program::Place;
use serde_json::{Value, json};

/// One criterion from -100 to 100, so that a benefit in points is half the figure.
const VALUE: &str = "[[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = -100\nbest = 100\nnothing = 0\nswing = 100\n";
const PORTFOLIO: &str = "[portfolio]\ncost = \"cost\"\nbudget = 10\n";
/// The oracle of greedy and exact: 6.6 for 6, 5 for 5, 5 for 5.
const DATA: &str = "id,name,cost,value\nA,Alpha,6,13.2\nB,Beta,5,10\nC,Gamma,5,10\nD,Delta,4,2\n";

fn place(criteria: &str, data: &str) -> Place {
    let place = Place::new();
    place.write("criteria.toml", criteria);
    place.write("data.csv", data);
    place
}

fn simple() -> Place {
    place(&format!("{VALUE}{PORTFOLIO}"), DATA)
}

fn results(place: &Place, options: &[&str]) -> Value {
    let bytes = place.done(&[&["fund", "data.csv", "-f", "json"], options].concat());
    serde_json::from_slice::<Value>(&bytes).expect("results are JSON")["results"].clone()
}

fn refused(place: &Place, options: &[&str], code: i32) -> String {
    place.refused(&[&["fund", "data.csv"], options].concat(), code)
}

fn near(found: &Value, wanted: f64) -> bool {
    found.as_f64().is_some_and(|found| (found - wanted).abs() < 1e-9)
}

/// By hand: D for 4, B for 5, A for 6, B and C for 10, A and B for 11, and so on; those on the hull are supported.
#[test]
fn the_frontier_of_four_is_that_of_all_sixteen_sets() {
    let found = results(&simple(), &["--frontier"]);
    let frontier = found["frontier"].as_array().expect("a list");
    let steps: Vec<_> = frontier.iter().map(|plan| (plan["cost"].as_f64().expect("a cost"), plan["supported"] == true)).collect();
    let wanted = [
        (0.0, true),
        (4.0, false),
        (5.0, false),
        (6.0, true),
        (10.0, false),
        (11.0, true),
        (15.0, false),
        (16.0, true),
        (20.0, true),
    ];
    assert_eq!(steps, wanted, "{frontier:?}");
    for (plan, value) in frontier.iter().zip([0.0, 1.0, 5.0, 6.6, 10.0, 11.6, 12.6, 16.6, 17.6]) {
        assert!(near(&plan["value"], value), "{plan}, not {value}");
    }
    assert_eq!(found["frontier_extent"], "all");
    assert_eq!(frontier[4]["selected"], json!(["B", "C"]));
    let placed = &found["placed"][0];
    assert_eq!((&placed["set"], &placed["efficient"], &placed["breaks"]), (&json!("plan"), &json!(true), &Value::Null));
    assert_eq!((&placed["cheaper"]["selected"], &placed["better"]["selected"]), (&json!(["A"]), &json!(["A", "B"])));
    let slopes: Vec<_> = found["triangles"].as_array().expect("a list").iter().map(|one| one["id"].clone()).collect();
    assert_eq!(slopes, ["A", "B", "C", "D"]);
    assert!(near(&found["triangles"][3]["cumulative_benefit"], 17.6) && near(&found["triangles"][2]["cumulative_cost"], 16.0));
}

/// A proposed set that costs 10 and brings 7.6: B and C bring more for the same, A brings nearly as much for less.
#[test]
fn a_proposed_set_is_placed_against_a_cheaper_and_a_better_one() {
    let place = simple();
    place.write("set.csv", "id\nA\nD\n");
    let found = results(&place, &["--frontier", "--proposed", "set.csv"]);
    let placed = &found["placed"][1];
    assert_eq!((&placed["set"], &placed["efficient"], &placed["breaks"]), (&json!("proposed"), &json!(false), &Value::Null));
    assert!(near(&placed["cost"], 10.0) && near(&placed["value"], 7.6), "{placed}");
    assert!(placed["cheaper"].is_null(), "nothing for less brings as much: {placed}");
    assert_eq!((&placed["better"]["selected"], &placed["better"]["leaves"]), (&json!(["B", "C"]), &json!(["A", "D"])));
    let words = String::from_utf8(place.done(&["fund", "data.csv", "--frontier", "--proposed", "set.csv"])).expect("words");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("The proposed set (2 interventions) costs £10 and adds 7.6 points: it is not efficient."), "{words}");
    assert!(words.contains("A better one adds 2.4 points more for the same money: A and D leave and B and C enter."), "{words}");
    // Over the budget: said, and placed all the same.
    place.write("dear.csv", "name,id,selected\nAlpha,A,yes\nBeta,B,y\nGamma,C,no\n");
    let dear = &results(&place, &["--frontier", "--proposed", "dear.csv"])["placed"][1];
    assert!(dear["breaks"].as_str().is_some_and(|rule| rule.contains("£11 of a budget of £10")), "{dear}");
    assert_eq!((&dear["efficient"], &dear["selected"]), (&json!(true), &json!(["A", "B"])));
}

#[test]
fn a_plan_that_fund_wrote_can_be_proposed_again() {
    let place = simple();
    place.done(&["fund", "data.csv", "-o", "plan.csv"]);
    let found = results(&place, &["--frontier", "--proposed", "plan.csv"]);
    assert_eq!((&found["placed"][1]["selected"], &found["placed"][1]["efficient"]), (&json!(["B", "C"]), &json!(true)));
}

#[test]
fn a_proposed_set_that_is_wrong_is_refused_line_by_line() {
    let place = simple();
    place.write("set.csv", "id,selected\nA,yes\nEE,yes\nA,yes\n,yes\nB,perhaps\n");
    let run = refused(&place, &["--frontier", "--proposed", "set.csv"], 1);
    for words in ["set.csv:3", "`EE`", "proposed twice", "an id is missing", "neither yes nor no", "set.csv:6"] {
        assert!(run.contains(words), "no {words:?} in {run}");
    }
    place.write("headless.csv", "A\nB\n");
    assert!(refused(&place, &["--frontier", "--proposed", "headless.csv"], 1).contains("write `id` above the ids"));
    place.write("gone.csv", "id\nA\nB\n");
    let run = refused(&place, &["--frontier", "--proposed", "gone.csv", "--where", "name=Alpha", "--where", "name=Gamma"], 1);
    assert!(run.contains("`B` is proposed and not analysed"), "{run}");
    assert!(refused(&place, &["--frontier", "--proposed", "nowhere.csv"], 4).contains("no file nowhere.csv"));
    assert!(refused(&place, &["--proposed", "gone.csv"], 2).contains("--frontier or --robust"));
}

/// The budget of 10 buys B and C from 10 on, and A and B from 11; the weight of the only criterion cannot move.
#[test]
fn the_interval_of_the_money_is_that_of_the_steps() {
    let found = results(&simple(), &["--stability"]);
    let money = &found["stability"]["budget"];
    assert!(near(&money["low"], 10.0) && near(&money["high"], 11.0), "{money}");
    assert_eq!(money["swap_high"], json!({ "enters": ["A"], "leaves": ["C"] }));
    assert_eq!(money["swap_low"], json!({ "enters": ["A"], "leaves": ["B", "C"] }));
    let percent: Vec<_> = money["steps"].as_array().expect("steps").iter().map(|step| step["percent"].clone()).collect();
    assert_eq!(percent, [-10, -5, 5, 10]);
    let weight = &found["stability"]["weights"][0];
    assert_eq!((&weight["criterion"], &weight["swap_low"], &weight["swap_high"]), (&json!("value"), &Value::Null, &Value::Null));
    // B and C bring 5 each: taken as a constant, 5 points more of doing nothing and both are worth nothing.
    let nothing = &found["stability"]["baseline"];
    assert!(near(&nothing["value"], 50.0), "{nothing}");
    assert!(near(&nothing["high"], 53.4), "10 − 2x and 6.6 − x draw level at 3.4: {nothing}");
}

const TWO: &str = "[[criteria]]\nid = \"gain\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nnothing = 10\nswing = 60\n\
    [[criteria]]\nid = \"fair\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nnothing = 0\nswing = 40\n\
    [portfolio]\ncost = \"cost\"\nbudget = 100\nmandated = \"must\"\nexclusive = \"label\"\n";
const IDS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];
const DRAWS: usize = 60;

/// What every draw has of each intervention, by rule of thumb rather than by chance.
struct Draw {
    weights: [f64; 2],
    /// gain, fair, cost
    rows: Vec<[f64; 3]>,
}

fn draws() -> Vec<Draw> {
    let digit = |seed: usize, most: usize| (seed * 7919 + seed * seed * 31 + 17) % most;
    let figure = |seed: usize, most: usize| f64::from(u32::try_from(digit(seed, most)).expect("small"));
    let draw = |at: usize| {
        let share = figure(at * 5 + 3, 101) / 100.0;
        let row = |row: usize| {
            let seed = at * 97 + row * 13;
            [figure(seed, 101), figure(seed + 1, 101), 15.0 + figure(seed + 2, 40)]
        };
        Draw { weights: [share, 1.0 - share], rows: (0..IDS.len()).map(row).collect() }
    };
    (0..DRAWS).map(draw).collect()
}

/// A is mandated; C and D exclude each other; 100 to spend.
fn keeps(set: u32, costs: &[f64]) -> bool {
    let has = |row: usize| set >> row & 1 == 1;
    let cost: f64 = (0..IDS.len()).filter(|&row| has(row)).map(|row| costs[row]).sum();
    has(0) && !(has(2) && has(3)) && cost <= 100.0 + 1e-9
}

fn worth(set: u32, benefits: &[f64]) -> f64 {
    (0..IDS.len()).filter(|&row| set >> row & 1 == 1).map(|row| benefits[row]).sum()
}

/// The best set that keeps the rules, among the parts of another.
fn best(within: u32, benefits: &[f64], costs: &[f64]) -> Option<(u32, f64)> {
    let sets = (0..1_u32 << IDS.len()).filter(|set| set & !within == 0 && keeps(*set, costs));
    sets.map(|set| (set, worth(set, benefits))).max_by(|(_, a), (_, b)| a.total_cmp(b))
}

fn benefits(rows: &[[f64; 3]], weights: [f64; 2]) -> Vec<f64> {
    rows.iter().map(|[gain, fair, _]| weights[0] * (gain - 10.0) + weights[1] * fair).collect()
}

fn costs(rows: &[[f64; 3]]) -> Vec<f64> {
    rows.iter().map(|row| row[2]).collect()
}

/// What of a set is had in a draw: all of it, or what is left when the worst value for money is given up until the rest can be
/// paid, and what fits after all comes back.
fn held(set: u32, order: &[usize], costs: &[f64]) -> (u32, bool) {
    if keeps(set, costs) {
        return (set, true);
    }
    let mut part = set;
    for row in order.iter().rev() {
        if !keeps(part, costs) {
            part &= !(1 << row);
        }
    }
    for row in order.iter().filter(|row| set >> *row & 1 == 1) {
        if keeps(part | 1 << row, costs) {
            part |= 1 << row;
        }
    }
    (part, false)
}

/// Draws made elsewhere of weights, performances and costs: every share, mean and regret again by looking at all sets.
#[test]
fn what_is_said_of_given_draws_is_what_all_sets_say() {
    let draws = draws();
    let place = place(
        TWO,
        "id,name,gain,fair,cost,must,label\nA,A,50,50,30,yes,\nB,B,60,40,30,,\nC,C,40,70,35,,x\nD,D,80,20,35,,x\nE,E,55,45,25,,\nF,F,20,90,30,,\n",
    );
    let mut figures = String::from("draw,id,gain,fair,cost\n");
    let mut weights = String::from("draw,gain,fair\n");
    for (at, draw) in draws.iter().enumerate() {
        weights.push_str(&format!("{at},{},{}\n", draw.weights[0], draw.weights[1]));
        for (id, [gain, fair, cost]) in IDS.iter().zip(&draw.rows) {
            figures.push_str(&format!("{at},{id},{gain},{fair},{cost}\n"));
        }
    }
    place.write("figures.csv", figures);
    place.write("weights.csv", weights);
    place.write("set.csv", "id\nA\nB\nD\n");
    let options = ["--robust", "--proposed", "set.csv", "--performance-draws", "figures.csv", "--weight-draws", "weights.csv"];
    let found = results(&place, &options)["robust"].clone();
    let (proposed, everything) = (0b00_1011, 0b11_1111);
    let base =
        [[50.0, 50.0, 30.0], [60.0, 40.0, 30.0], [40.0, 70.0, 35.0], [80.0, 20.0, 35.0], [55.0, 45.0, 25.0], [20.0, 90.0, 30.0]];
    let (base_benefits, base_costs) = (benefits(&base, [0.6, 0.4]), costs(&base));
    let mut order: Vec<usize> = (1..IDS.len()).collect();
    order.sort_by(|&a, &b| (base_benefits[b] / base_costs[b]).total_cmp(&(base_benefits[a] / base_costs[a])));

    let count = f64::from(u32::try_from(DRAWS).expect("few"));
    let mut funded = [0.0; 6];
    let (mut regret, mut largest, mut unbeaten, mut affordable, mut mean_best) = (0.0, 0.0_f64, 0.0, 0.0, 0.0);
    for draw in &draws {
        let (benefits, costs) = (benefits(&draw.rows, draw.weights), costs(&draw.rows));
        let (set, most) = best(everything, &benefits, &costs).expect("A alone can be paid");
        for (row, funded) in funded.iter_mut().enumerate() {
            *funded += f64::from(set >> row & 1) / count;
        }
        let (part, is_whole) = held(proposed, &order, &costs);
        let held = worth(part, &benefits);
        regret += (most - held) / count;
        largest = largest.max(most - held);
        affordable += f64::from(u8::from(is_whole)) / count;
        unbeaten += f64::from(u8::from(is_whole && most - held < 1e-9)) / count;
        mean_best += most / count;
    }
    for (key, wanted) in [
        ("expected_regret", regret),
        ("max_regret", largest),
        ("p_this_set", unbeaten),
        ("p_affordable", affordable),
        ("expected_value", mean_best),
    ] {
        assert!(near(&found[key], wanted), "{key}: {}, not {wanted}", found[key]);
    }
    assert!(affordable > 0.0 && affordable < 1.0 && unbeaten > 0.0, "the draws are worth a look");
    let sets: Vec<_> = found["beside"].as_array().expect("sets").iter().map(|fare| fare["set"].clone()).collect();
    assert_eq!((&found["set"], &sets[0]), (&json!("proposed"), &json!("plan")));
    for (row, wanted) in funded.iter().enumerate() {
        assert!(near(&found["interventions"][row]["p_funded"], *wanted), "{row}: {}, not {wanted}", found["interventions"][row]);
    }
    // What is known on average, and what knowing all would add.
    let mean = |of: &dyn Fn(&Draw) -> f64| draws.iter().map(of).sum::<f64>() / count;
    let mean_weights = [mean(&|draw| draw.weights[0]), mean(&|draw| draw.weights[1])];
    let mean_rows: Vec<[f64; 3]> = (0..6).map(|row| [0, 1, 2].map(|column| mean(&|draw| draw.rows[row][column]))).collect();
    let (on_means, _) = best(everything, &benefits(&mean_rows, mean_weights), &costs(&mean_rows)).expect("a plan");
    let (plan, _) = best(everything, &base_benefits, &base_costs).expect("a plan");
    let mut list = 1;
    for row in &order {
        list |= if keeps(list | 1 << row, &base_costs) { 1 << row } else { 0 };
    }
    let regret_at_the_mean = |set: u32| {
        mean(&|draw| {
            let (benefits, costs) = (benefits(&draw.rows, mean_weights), costs(&draw.rows));
            best(everything, &benefits, &costs).expect("a plan").1 - worth(held(set, &order, &costs).0, &benefits)
        })
    };
    let evpi = [proposed, plan, list, on_means].map(regret_at_the_mean).into_iter().fold(f64::INFINITY, f64::min);
    assert!(near(&found["evpi"], evpi) && evpi > 0.0, "{}, not {evpi}", found["evpi"]);
    let curve = found["affordability"].as_array().expect("a curve");
    let values: Vec<_> = curve.iter().map(|at| at["expected_value"].as_f64().expect("a value")).collect();
    assert!(
        values.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9) && near(&curve[5]["expected_value"], mean_best),
        "{values:?}"
    );
}

/// A cost anywhere from 0 to 200 keeps a budget of 100 in half of the draws.
#[test]
fn drawn_costs_keep_the_budget_as_often_as_they_should() {
    let criteria = format!(
        "{VALUE}[portfolio]\ncost = \"cost\"\nbudget = 100\n[uncertainty]\ncost = {{ low = \"low\", high = \"high\", \
         distribution = \"uniform\" }}\n"
    );
    let place = place(&criteria, "id,cost,low,high,value\nA,100,0,200,50\nB,0,0,0,10\n");
    let found = results(&place, &["--robust", "-n", "20_000"])["robust"].clone();
    let share = found["p_affordable"].as_f64().expect("a share");
    assert!((share - 0.5).abs() < 4.0 * 0.5 / 20_000_f64.sqrt(), "{share}");
    assert_eq!(found["interventions"][0]["p_funded"], found["p_affordable"]);
    assert_eq!((&found["uncertain"], &found["interventions"][1]["p_funded"]), (&json!(["cost"]), &json!(1.0)));
    assert!(near(&found["expected_regret"], 0.0), "what can be paid of it is the best there is: {found}");
}

/// The example round: streams, a limit, prerequisites and exclusions.
fn board_round() -> Place {
    let place = Place::new();
    for (file, name) in [("interventions.csv", "data.csv"), ("criteria.toml", "criteria.toml")] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/board-round").join(file);
        place.write(name, std::fs::read(path).expect("the example"));
    }
    place
}

/// With streams: the sorted list's set and the plan side by side, and one that the streams cannot pay.
#[test]
fn sets_of_the_example_round_stand_side_by_side() {
    let place = board_round();
    let list = results(&place, &[])["greedy"]["skipping"]["selected"].clone();
    let ids: Vec<_> = list.as_array().expect("ids").iter().filter_map(Value::as_str).collect();
    place.write("list.csv", format!("id\n{}\n", ids.join("\n")));
    let found = results(&place, &["--robust", "--frontier", "-n", "300", "--proposed", "list.csv"]);
    let robust = &found["robust"];
    assert_eq!((&robust["set"], robust["beside"].as_array().map(Vec::len)), (&json!("proposed"), Some(1)), "{robust}");
    assert_eq!((&robust["beside"][0]["set"], &robust["selected"]), (&json!("plan"), &list));
    let evpi = robust["evpi"].as_f64().expect("a figure");
    for fare in [robust, &robust["beside"][0]] {
        assert!(fare["expected_regret"].as_f64().is_some_and(|regret| regret >= evpi - 1e-9), "{fare}, not below {evpi}");
        assert!(fare["cost_p90"].as_f64() >= fare["expected_cost"].as_f64(), "{fare}");
    }
    assert!(found["placed"][1]["cheaper"]["selected"] == found["placed"][0]["selected"], "{}", found["placed"][1]);
    place.write("more.csv", format!("id\n{}\nIC01\n", ids.join("\n")));
    let more = results(&place, &["--frontier", "--robust", "-n", "50", "--set", "IC01.wte_required=0", "--proposed", "more.csv"]);
    let rule = more["placed"][1]["breaks"].as_str().expect("a rule").to_owned();
    assert!(rule.starts_with("the streams lack £"), "{rule}");
    assert_eq!(more["robust"]["set"], "proposed");
}

#[test]
fn threads_change_no_byte_and_seeds_do() {
    let place = board_round();
    let run = |options: &[&str]| {
        let fixed = ["fund", "data.csv", "--robust", "-n", "700", "--weights", "uniform", "-f", "json"];
        place.done(&[&fixed, options].concat())
    };
    let one = run(&["--threads", "1"]);
    assert_eq!(one, run(&["--threads", "3"]));
    assert_eq!(one, run(&[]));
    assert_ne!(one, run(&["--seed", "2"]));
    let target = run(&["--seed", "2"]);
    assert!(serde_json::from_slice::<Value>(&target).expect("JSON")["inputs"]["seed"] == 2);
}

#[test]
fn draws_go_on_until_the_error_is_small_enough() {
    let criteria = format!(
        "{VALUE}[portfolio]\ncost = \"cost\"\nbudget = 10\n[uncertainty]\nvalue = {{ low = \"low\", high = \"high\", distribution = \"uniform\" }}\n"
    );
    let place = place(&criteria, "id,cost,low,high,value\nA,10,0,20,10\nB,10,0,20,10\n");
    let found = results(&place, &["--robust", "--precision-target", "0.004"])["robust"].clone();
    assert!(found["draws"].as_u64().is_some_and(|draws| draws > 15_000), "{found}");
    assert!(found["max_standard_error"].as_f64().is_some_and(|error| error <= 0.004), "{found}");
}

/// Many rows that cost nothing, some that release money, and some that lose: their order is one.
#[test]
fn rows_that_cost_nothing_or_release_money_have_an_order() {
    let mut data = String::from("id,cost,low,high,value\n");
    for at in 0..24 {
        let (cost, value) = match at % 4 {
            0 => (0, 0),
            1 => (0, at),
            2 => (-10 - at, -1 - at % 3),
            _ => (20 + at, 5 + at % 7),
        };
        data.push_str(&format!("I{at:02},{cost},{},{},{value}\n", cost - 8, cost + 8));
    }
    let criteria = format!(
        "{VALUE}[portfolio]\ncost = \"cost\"\nbudget = 20\n[uncertainty]\ncost = {{ low = \"low\", high = \"high\", \
         distribution = \"uniform\" }}\n"
    );
    let place = place(&criteria, &data);
    let found = results(&place, &["--robust", "-n", "300"])["robust"].clone();
    let (mean, most) = (found["expected_cost"].as_f64().expect("a cost"), found["cost_p90"].as_f64().expect("a cost"));
    assert!(mean < most, "{mean} below {most}");
    assert!(found["expected_regret"].as_f64() >= found["evpi"].as_f64(), "{found}");
}

/// A set that releases more than it costs: what it costs at most is below 0 as well.
#[test]
fn what_releases_money_is_shown_as_released() {
    let criteria = format!(
        "{VALUE}[portfolio]\ncost = \"cost\"\nbudget = 0\n[uncertainty]\ncost = {{ low = \"low\", high = \"high\", \
         distribution = \"uniform\" }}\n"
    );
    let place = place(&criteria, "id,cost,low,high,value\nA,50,40,60,40\nB,-150,-160,-140,-1\n");
    let found = results(&place, &["--robust", "-n", "2000"])["robust"].clone();
    let (mean, most) = (found["expected_cost"].as_f64().expect("a cost"), found["cost_p90"].as_f64().expect("a cost"));
    assert!((mean + 100.0).abs() < 1.0 && (-95.0..-85.0).contains(&most), "{mean} and {most}");
}

/// Only weights vary: the plan costs in nine draws of ten what it costs.
#[test]
fn a_cost_that_is_certain_is_shown_as_it_is() {
    let other = VALUE.replace("\"value\"", "\"other\"");
    let criteria = format!("{VALUE}{other}[portfolio]\ncost = \"cost\"\nbudget = 1234567\n");
    let place = place(&criteria, "id,cost,value,other\nA,600123,50,20\nB,500321,30,60\nC,400777,40,40\n");
    let found = results(&place, &["--robust", "--weights", "uniform", "-n", "300"]);
    assert!(near(&found["robust"]["cost_p90"], found["total_cost"].as_f64().expect("a cost")), "{}", found["robust"]);
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let place = simple();
    for options in [&["--draws", "100"][..], &["--seed", "2"], &["--weights", "uniform"], &["--threads", "2"]] {
        let run = refused(&place, options, 2);
        assert!(run.contains(options[0]) && run.contains("--robust"), "{run}");
    }
    assert!(refused(&place, &["--robust"], 1).contains("nothing is uncertain"));
    place.write("criteria.toml", format!("{VALUE}{PORTFOLIO}[uncertainty]\nvalue = {{ relative = 0.1 }}\n"));
    place.write("none.csv", "id\nA\n");
    place.done(&["fund", "data.csv", "--robust", "-n", "50", "--proposed", "none.csv"]);
    place.write(
        "criteria.toml",
        format!("{VALUE}{PORTFOLIO}exclusive = \"label\"\n[uncertainty]\nvalue = {{ relative = 0.1 }}\n"),
    );
    place.write("data.csv", "id,name,cost,value,label\nA,Alpha,6,13.2,x\nB,Beta,5,10,x\n");
    place.write("both.csv", "id\nA\nB\n");
    let run = refused(&place, &["--robust", "--proposed", "both.csv"], 1);
    assert!(run.contains("it holds two of \"x\""), "{run}");
}
