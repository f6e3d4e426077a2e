//! `sensitivity` and `explain` from the command line: what each option answers, in which form, and what it refuses.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop

#[path = "support/program.rs"]
mod program;

use std::io::{Cursor, Read};

use calamine::{DataType, Reader, Xlsx};
use program::{CRITERIA, Place, said};
use serde_json::Value;

const EXACT: f64 = 1e-9;

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("results are JSON")
}

fn results(place: &Place, arguments: &[&str]) -> Value {
    let mut all = arguments.to_vec();
    all.extend(["-q", "-f", "json"]);
    json(&place.done(&all))["results"].clone()
}

fn near(found: &Value, wanted: f64) {
    let figure = found.as_f64().unwrap_or_else(|| panic!("{found} is no number"));
    assert!((figure - wanted).abs() <= EXACT, "{figure}, not {wanted}");
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

fn of<'a>(list: &'a Value, key: &str, id: &str) -> &'a Value {
    let list = list.as_array().expect("a list");
    list.iter().find(|entry| entry[key] == id).unwrap_or_else(|| panic!("no {key} {id}"))
}

// Weights .5 .3 .2; scores A 60 60 40, B 44 70 60, C 90 50 30: values 56, 55, 66.

#[test]
fn every_weight_has_its_interval_and_the_nearest_change_comes_first() {
    let place = Place::with_round();
    let found = results(&place, &["sensitivity", "data.csv"]);
    assert_eq!(found["target"], "winner");
    // C against B: health 46 ahead, quality 20 and equity 30 behind.
    let weights = found["weights"].as_array().expect("weights");
    let order: Vec<_> = weights.iter().map(|weight| weight["criterion"].as_str().expect("a criterion")).collect();
    assert_eq!(order, ["health", "equity", "quality"]);
    let health = of(&found["weights"], "criterion", "health");
    // Without health, quality and equity weigh 3 to 2: B leads by 24, and 46t = 24(1 − t) at 24 ÷ 70.
    near(&health["stable_low"], 24.0 / 70.0);
    near(&health["stable_high"], 1.0);
    assert_eq!((&health["challenger_low"], &health["challenger_high"]), (&Value::from("B"), &Value::Null));
    let distance = |weight: &Value| {
        let [now, low, high] = ["weight", "stable_low", "stable_high"].map(|key| weight[key].as_f64().expect(key));
        let low = (!weight["challenger_low"].is_null()).then_some(now - low);
        let high = (!weight["challenger_high"].is_null()).then_some(high - now);
        low.into_iter().chain(high).fold(f64::INFINITY, f64::min)
    };
    let distances: Vec<_> = weights.iter().map(distance).collect();
    assert!(distances.is_sorted(), "{distances:?}");
}

#[test]
fn targets_are_the_winner_the_first_few_or_the_whole_order() {
    let place = Place::with_round();
    let few = results(&place, &["sensitivity", "data.csv", "--top", "2"]);
    assert_eq!((&few["target"], &few["k"]), (&Value::from("top-k"), &Value::from(2)));
    assert_eq!(ids(&few["holds"]), ["C", "A"]);
    let equity = of(&few["weights"], "criterion", "equity");
    assert_eq!(equity["challenger_high"], serde_json::json!({"up": "B", "down": "A"}));
    let plain = results(&place, &["sensitivity", "data.csv", "--target", "top-k"]);
    assert_eq!(plain["k"], 3);
    let order = results(&place, &["sensitivity", "data.csv", "--order"]);
    assert_eq!(order["target"], "order");
    assert_eq!(order, results(&place, &["sensitivity", "data.csv", "--target", "order"]));
    // The first two of three stay as long as the last two keep their order.
    assert_eq!(of(&order["weights"], "criterion", "equity")["stable_high"], equity["stable_high"]);
}

#[test]
fn scores_flips_and_who_can_lead_are_there_without_an_option() {
    let place = Place::with_round();
    let found = results(&place, &["sensitivity", "data.csv"]);
    // A lacks 10 points, 20 of score on health: 40 of 50.
    let needed = found["scores"].as_array().expect("scores");
    let a = needed.iter().find(|entry| entry["id"] == "A" && entry["criterion"] == "health").expect("A on health");
    near(&a["needed_for_first"], 40.0);
    near(&a["change"], 10.0);
    let b = needed.iter().find(|entry| entry["id"] == "B" && entry["criterion"] == "quality").expect("B on quality");
    assert!(b["needed_for_first"].is_null() && b["change"].is_null(), "{b}");
    assert!(needed.iter().all(|entry| entry["id"] != "C"), "the first needs nothing");
    let flips = found["closest_flips"].as_array().expect("flips");
    assert_eq!(flips[0]["id"], "B");
    // From health to equity every unit of weight is worth 46 + 30 to B, which lacks 11.
    near(&flips[0]["l1"], 2.0 * 11.0 / 76.0);
    near(&flips[0]["weights"]["health"], 0.5 - 11.0 / 76.0);
    assert_eq!(ids(&found["potentially_optimal"]), ["C", "B"]);
    let a = of(&found["closest_flips"], "id", "A");
    assert!(a["l1"].is_null() && a["weights"].is_null(), "{a}");
}

#[test]
fn break_even_costs_are_where_ratios_meet() {
    let place = Place::with_round();
    let found = results(&place, &["sensitivity", "data.csv"]);
    // 55 ÷ 80, 56 ÷ 120, 66 ÷ 200 points a pound.
    let costs = &found["break_even_costs"];
    near(&of(costs, "id", "C")["break_even_cost"], 66.0 * 80.0 / 55.0);
    near(&of(costs, "id", "B")["break_even_cost"], 55.0 * 120.0 / 56.0);
    near(&of(costs, "id", "C")["change"], 66.0 * 80.0 / 55.0 - 200.0);
    let ranked = String::from_utf8(place.done(&[
        "rank",
        "data.csv",
        "-q",
        "--sort",
        "value-for-money",
        "-f",
        "csv",
        "--set",
        "C.cost=95",
    ]));
    assert!(ranked.expect("text").lines().nth(1).is_some_and(|first| first.contains(",C,")));
}

#[test]
fn a_budget_makes_who_is_funded_the_question() {
    let place = Place::with_round();
    place.write("criteria.toml", format!("{CRITERIA}\n[portfolio]\nbudget = 330\n"));
    let found = results(&place, &["sensitivity", "data.csv"]);
    // A for 120 and C for 200: B, for 80, adds less than either.
    assert_eq!((&found["target"], ids(&found["holds"])), (&Value::from("funded"), vec!["A", "C"]));
    assert_eq!((&found["plan"]["interventions"], &found["plan"]["total_cost"]), (&Value::from(2), &Value::from(320.0)));
    let health = found["weights"].as_array().expect("weights").iter().find(|row| row["criterion"] == "health").expect("health");
    // On health A leads B by 16 of 100; on the others, which weigh 60 to 40, it lags by 10 and 20.
    let rest = 0.6 * 10.0 + 0.4 * 20.0;
    near(&health["stable_low"], rest / (rest + 16.0));
    assert_eq!(health["challenger_low"], serde_json::json!({"up": ["B"], "down": ["A"]}));
    let said = String::from_utf8(place.done(&["sensitivity", "data.csv", "-q"])).expect("text").replace('\n', " ");
    assert!(said.contains("The best plan under [portfolio] funds 2 of 3 interventions for £320 of £330: A and C."), "{said}");
    assert!(said.contains("then Diabetes coaching (B) enters and Falls clinic (A) leaves."), "{said}");
    assert!(said.contains("Who comes first changes if"), "{said}");
    let records = String::from_utf8(place.done(&["sensitivity", "data.csv", "-q", "-f", "csv"])).expect("text");
    assert!(records.lines().any(|line| line.starts_with("criterion,health,") && line.contains(",B,A,")), "{records}");
    for (options, target) in [(&["--target", "winner"][..], "winner"), (&["--top", "2"], "top-k"), (&["--order"], "order")] {
        let other = results(&place, &[&["sensitivity", "data.csv"], options].concat());
        assert_eq!((&other["target"], &other["plan"]), (&Value::from(target), &Value::Null));
    }
}

#[test]
fn where_there_is_no_plan_the_winner_is_looked_at_unless_the_plan_was_asked_for() {
    let place = Place::with_round();
    place.write("data.csv", "id,cost,health,quality,equity,must\nA,120,30,6,4,yes\nB,80,22,7,6,no\nC,200,45,5,3,no\n");
    place.write("criteria.toml", format!("{CRITERIA}\n[portfolio]\nbudget = 100\nmandated = 'must'\n"));
    assert_eq!(results(&place, &["sensitivity", "data.csv"])["target"], "winner");
    let told = String::from_utf8(place.done(&["sensitivity", "data.csv", "-q"])).expect("text").replace('\n', " ");
    let note = "Who comes first is looked at, not who is funded: no plan can be made under [portfolio]: of these rules one must give \
                way: the budget of £100; A is mandated (£120).";
    assert!(told.contains(note), "{told}");
    let asked = place.run(&["sensitivity", "data.csv", "--target", "funded"]);
    assert_eq!(asked.status.code(), Some(3), "{}", said(&asked));
    assert!(said(&asked).contains("A is mandated (£120)"), "{}", said(&asked));
    let explained = results(&place, &["explain", "data.csv", "A"]);
    assert_eq!(explained["funding"]["selected"], Value::Null);
    assert!(explained["text"].as_str().is_some_and(|text| text.contains("No plan can be made under [portfolio]: of these")));
    place.write("criteria.toml", CRITERIA);
    let asked = place.run(&["sensitivity", "data.csv", "--target", "funded"]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(said(&asked).contains("there is no budget; state one with `budget` under [portfolio]"), "{}", said(&asked));
    assert_eq!(results(&place, &["explain", "data.csv", "A"]).get("funding"), None);
    let top = place.run(&["sensitivity", "data.csv", "--target", "funded", "--top", "2"]);
    assert_eq!(top.status.code(), Some(2), "{}", said(&top));
}

#[test]
fn explanations_say_on_which_side_of_the_funding_line_the_two_stand() {
    let place = Place::with_round();
    place.write("criteria.toml", format!("{CRITERIA}\n[portfolio]\nbudget = 330\n"));
    let out = results(&place, &["explain", "data.csv", "B", "--against", "C"]);
    assert_eq!((&out["funding"]["selected"], &out["funding"]["reason"]), (&Value::from(false), &Value::from("displaced")));
    let told = out["text"].as_str().expect("words");
    let own = "Diabetes coaching (B) is not in the best plan under [portfolio], which funds 2 of 3 interventions for £320 of £330: \
               what would have to leave adds more; forced in,";
    assert!(told.contains(own) && told.contains("would enter at £10"), "{told}");
    assert!(told.contains("Virtual wards (C) is in the best plan."), "{told}");
    let within = results(&place, &["explain", "data.csv", "A", "--against", "C"]);
    let told = within["text"].as_str().expect("words");
    assert!(told.contains("Falls clinic (A) is in the best plan under [portfolio]"), "{told}");
    assert!(!told.contains("Virtual wards (C) is in"), "both are: {told}");
}

#[test]
fn a_sweep_goes_from_0_to_1_without_gaps() {
    let place = Place::with_round();
    let found = results(&place, &["sensitivity", "data.csv", "--criterion", "health"]);
    let sweep = found["sweep"].as_array().expect("a sweep");
    near(&sweep[0]["from"], 0.0);
    near(&sweep[sweep.len() - 1]["to"], 1.0);
    assert!(sweep.windows(2).all(|pair| pair[0]["to"] == pair[1]["from"] && pair[0]["order"] != pair[1]["order"]));
    assert_eq!(ids(&sweep[0]["order"]), ["B", "A", "C"]);
    assert_eq!(ids(&sweep[sweep.len() - 1]["order"]), ["C", "A", "B"]);
    let shown = String::from_utf8(place.done(&["sensitivity", "data.csv", "-q", "--criterion", "health"])).expect("text");
    assert!(shown.contains("1st  ") && shown.contains("now 50%"), "{shown}");
    place.done(&["sensitivity", "data.csv", "-q", "--criterion", "health", "-o", "sweep.html"]);
    let page = String::from_utf8(place.read("sweep.html")).expect("a page");
    assert!(page.contains("<figure") && page.contains("<svg"), "the page has a picture");
}

#[test]
fn two_weights_share_the_triangle_out() {
    let place = Place::with_round();
    let found = results(&place, &["sensitivity", "data.csv", "--two-way", "health,equity"]);
    let regions = found["regions"].as_array().expect("regions");
    let shares: f64 = regions.iter().map(|region| region["share"].as_f64().expect("a share")).sum();
    assert!((shares - 1.0).abs() < EXACT);
    for region in regions {
        let corners = region["polygon"].as_array().expect("corners");
        assert!(corners.len() >= 3 && corners.iter().all(|corner| corner.as_array().is_some_and(|xy| xy.len() == 2)));
    }
    let shown = String::from_utf8(place.done(&["sensitivity", "data.csv", "-q", "--two-way", "health,equity"])).expect("text");
    assert!(shown.contains('●'), "the present weights are marked: {shown}");
}

#[test]
fn ranks_and_intervals_are_asked_for() {
    let place = Place::with_round();
    let plain = results(&place, &["sensitivity", "data.csv"]);
    assert!(["ranks", "intervals", "sweep", "regions", "tornado"].iter().all(|key| plain.get(key).is_none()));
    let found = results(&place, &["sensitivity", "data.csv", "--ranks", "--intervals"]);
    let ranks = found["ranks"].as_array().expect("ranks");
    assert_eq!(ranks.len(), 9);
    let mine = ranks.iter().find(|entry| entry["id"] == "C" && entry["criterion"] == "health").expect("C on health");
    near(&mine["low"], 24.0 / 70.0);
    let interval = of(&found["intervals"], "id", "A");
    near(&interval["value_min"], 40.0);
    near(&interval["value_max"], 60.0);
    // Ahead of C only where health weighs a quarter at most, ahead of B only where it weighs more; behind both at .3 0 .7.
    assert_eq!((&interval["rank_best"], &interval["rank_worst"]), (&Value::from(2), &Value::from(3)));
    let ordinal = results(&place, &["sensitivity", "data.csv", "--intervals", "--weights", "ordinal"]);
    assert_eq!(ordinal["weights_space"], "ordinal");
    let b = of(&ordinal["intervals"], "id", "B");
    near(&b["value_min"], 44.0);
    near(&b["value_max"], (44.0 + 70.0 + 60.0) / 3.0);
}

#[test]
fn bounds_of_swings_are_the_weights_that_may_be() {
    let place = Place::with_round();
    place.write("criteria.toml", CRITERIA.replace("swing = 60", "swing = 60\nswing_low = 20\nswing_high = 90"));
    let found = results(&place, &["sensitivity", "data.csv", "--intervals"]);
    assert_eq!(found["weights_space"], "interval");
    // Swings 100, 20 to 90, 40: quality weighs 1/8 to 9/23.
    let c = of(&found["intervals"], "id", "C");
    near(&c["value_max"], (100.0 * 90.0 + 20.0 * 50.0 + 40.0 * 30.0) / 160.0);
    near(&c["value_min"], (100.0 * 90.0 + 90.0 * 50.0 + 40.0 * 30.0) / 230.0);
    let free = results(&place, &["sensitivity", "data.csv", "--weights", "free", "--intervals"]);
    near(&of(&free["intervals"], "id", "C")["value_max"], 90.0);
}

const UNCERTAIN: &str = "id,cost,cost_low,cost_high,health,low,high,quality,equity\n\
    A,120,100,150,30,20,45,6,4\nB,80,70,90,22,22,22,7,6\nC,200,150,300,45,10,48,5,3\n";

/// A round with uncertain figures and costs.
fn uncertain() -> Place {
    let place = Place::with_round();
    place.write("data.csv", UNCERTAIN);
    let spread = "[uncertainty]\ncost = { low = 'cost_low', high = 'cost_high', distribution = 'pert' }\n";
    let health = "swing = 100\nuncertainty = { low = 'low', high = 'high', distribution = 'triangular' }";
    place.write("criteria.toml", format!("{}\n{spread}", CRITERIA.replace("swing = 100", health)));
    place
}

#[test]
fn an_intervention_has_one_letter_and_one_colour_in_all_pictures() {
    let place = Place::with_round();
    let page = |format| {
        let options = ["--criterion=health", "--two-way=health,equity", "-f", format];
        String::from_utf8(place.done(&[&["sensitivity", "data.csv", "-q"][..], &options].concat())).expect("text")
    };
    // C and B lead somewhere, in the order of the ranking; A comes second of three and leads nowhere.
    let text = page("table");
    let legends = ["\nA  C  Virtual wards\n", "\nB  B  Diabetes coaching\n", "\nC  A  Falls clinic\n"];
    assert_eq!(legends.map(|line| text.matches(line).count()), [2, 2, 1], "{text}");
    let html = page("html");
    for (series, named) in ["C Virtual wards", "B Diabetes coaching"].iter().enumerate() {
        let drawn: Vec<_> =
            html.split("<title>").zip(html.split("<title>").skip(1)).filter(|(_, after)| after.starts_with(named)).collect();
        let class =
            |element: &str| element.rsplit("class=\"").next().and_then(|rest| rest.split('"').next()).unwrap_or("").to_owned();
        let classes: Vec<_> = drawn.iter().map(|(before, _)| class(before)).collect();
        assert_eq!(classes, [format!("lead c{series} d{series}"), format!("part c{series}")], "{named}");
    }
    assert!(html.contains("not first at any weight here: A<"), "{html}");
}

#[test]
fn a_tornado_takes_every_uncertain_figure_to_its_ends() {
    let place = uncertain();
    let found = results(&place, &["sensitivity", "data.csv", "--tornado"]);
    let bars = found["tornado"].as_array().expect("bars");
    let bar = |input: &str, id: &str| bars.iter().find(|bar| bar["input"] == input && bar["id"] == id);
    let c = bar("health", "C").expect("C's health");
    // At 10 of 50 C has 66 − 35 = 31 points, at 48 it has 69.
    near(&c["low_value"], 31.0);
    near(&c["high_value"], 69.0);
    assert_eq!((&c["low_rank"], &c["high_rank"]), (&Value::from(3), &Value::from(1)));
    assert!(bar("health", "B").is_none(), "a figure without a spread has no bar");
    let cost = bar("cost", "C").expect("C's cost");
    assert_eq!(cost["low_value"], cost["high_value"]);
    near(&cost["money"]["low_value_for_money"], 66.0 / 150.0);
    let one = results(&place, &["sensitivity", "data.csv", "--tornado=A"]);
    assert!(one["tornado"].as_array().is_some_and(|bars| bars.len() == 2 && bars.iter().all(|bar| bar["id"] == "A")));
    let said = place.refused(&["sensitivity", "data.csv", "--tornado=Z"], 2);
    assert!(said.contains("no intervention `Z`"), "{said}");
}

#[test]
fn csv_holds_the_table_that_was_asked_for_and_only_one() {
    let place = Place::with_round();
    let header = |options: &[&str]| {
        let mut all = vec!["sensitivity", "data.csv", "-q", "-f", "csv"];
        all.extend(options);
        let text = String::from_utf8(place.done(&all)).expect("text");
        text.lines().next().unwrap_or_default().to_owned()
    };
    assert!(header(&[]).starts_with("kind,id,weight,stable_low,stable_high,challenger_low"));
    assert_eq!(header(&["--ranks"]), "id,kind,weight_of,low,high");
    assert_eq!(header(&["--criterion", "health"]), "from,to,place,id");
    assert_eq!(header(&["--two-way", "health,equity"]), "id,corner,x,y,share");
    assert_eq!(header(&["--intervals"]), "id,value_min,value_max,rank_best,rank_worst");
    let said = place.refused(&["sensitivity", "data.csv", "--ranks", "--intervals", "-f", "csv"], 2);
    assert!(said.contains("--ranks and --intervals give one at a time"), "{said}");
}

type Book = Xlsx<Cursor<Vec<u8>>>;

fn book(place: &Place, file: &str) -> Book {
    Xlsx::new(Cursor::new(place.read(file))).expect("a workbook")
}

/// What the first column of a sheet says.
fn first_column(book: &mut Book, sheet: &str) -> Vec<String> {
    let range = book.worksheet_range(sheet).expect("the sheet");
    range.rows().filter_map(|row| row[0].as_string()).filter(|text| !text.is_empty()).collect()
}

const EVERY_TABLE: [&str; 9] = [
    "sensitivity",
    "data.csv",
    "-q",
    "--ranks",
    "--criterion=health",
    "--two-way=health,equity",
    "--tornado",
    "--intervals",
    "--output=all.xlsx",
];

#[test]
fn a_workbook_has_a_sheet_for_every_table() {
    let place = uncertain();
    place.done(&EVERY_TABLE);
    let mut all = book(&place, "all.xlsx");
    let sheets = ["Weights", "Ranks", "Sweep", "Two weights", "Tornado", "Intervals", "Notes"];
    assert_eq!(all.sheet_names()[..sheets.len()], sheets);
    let options: [&[&str]; 6] =
        [&[], &["--ranks"], &["--criterion=health"], &["--two-way=health,equity"], &["--tornado"], &["--intervals"]];
    for (sheet, option) in sheets.iter().zip(options) {
        let mut arguments = vec!["sensitivity", "data.csv", "-q", "-f", "csv"];
        arguments.extend(option);
        let text = String::from_utf8(place.done(&arguments)).expect("text");
        let csv: Vec<Vec<_>> = text.lines().map(|line| line.split(',').collect()).collect();
        let range = all.worksheet_range(sheet).expect("the sheet");
        let cells: Vec<Vec<_>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        assert_eq!(cells, csv, "{sheet}");
    }
    let notes = first_column(&mut all, "Notes");
    let says = |words: &str| notes.iter().any(|text| text.starts_with(words));
    // Where a table has a sheet, its heading stays for what is said below it.
    assert!(says("What each could come to") && says("Over all weights") && says("Uncertain figures"), "{notes:?}");
    assert!(says("Weight of health, now") && says("Sheet \"Sweep\": Who stands where as the weight of health"), "{notes:?}");
    assert!(!says("How far each weight") && !says("Over which weights each keeps") && !says("Uncertain costs"), "{notes:?}");
    place.done(&["sensitivity", "data.csv", "-q", "-o", "plain.xlsx"]);
    assert_eq!(book(&place, "plain.xlsx").sheet_names()[..2], ["Weights", "Notes"]);
}

#[test]
fn every_sheet_of_records_has_a_head_that_stays_and_no_formula_and_no_clock() {
    let place = uncertain();
    place.write("data.csv", UNCERTAIN.replace("\nA,", "\n=A1+1,").replace("\nB,", "\n@B,"));
    place.done(&EVERY_TABLE);
    let first = place.read("all.xlsx");
    let mut all = book(&place, "all.xlsx");
    let mut archive = zip::ZipArchive::new(Cursor::new(first.clone())).expect("a ZIP archive");
    for (index, sheet) in (1..).zip(all.sheet_names()) {
        let mut part = String::new();
        let mut file = archive.by_name(&format!("xl/worksheets/sheet{index}.xml")).expect("the part");
        file.read_to_string(&mut part).expect("UTF-8");
        let is_notes = sheet == "Notes";
        assert_eq!((part.contains(" ySplit=\"1\""), part.contains("<autoFilter")), (!is_notes, !is_notes), "{sheet}");
        assert!(all.worksheet_formula(&sheet).expect("the sheet").cells().all(|(.., formula)| formula.is_empty()), "{sheet}");
    }
    assert!(first_column(&mut all, "Intervals").contains(&"=A1+1".to_owned()));
    place.done(&EVERY_TABLE);
    assert_eq!(place.read("all.xlsx"), first);
}

#[test]
fn what_cannot_be_asked_ends_with_2_and_says_what_can() {
    let place = Place::with_round();
    let cases: [(&[&str], &str); 10] = [
        (&["--criterion", "helth"], "did you mean `health`"),
        (&["--criterion", "zzzzzz"], "there are health, quality and equity"),
        (&["--two-way", "health"], "two"),
        (&["--two-way", "health,health"], "share a criterion"),
        (&["--two-way", "health,quality,equity"], "two"),
        (&["--tornado"], "no figure is uncertain"),
        (&["--weights", "interval"], "no swing has bounds"),
        (&["--weights", "some"], "free"),
        (&["--top", "0"], "--top"),
        (&["--order", "--top", "2"], "--top"),
    ];
    for (options, says) in cases {
        let mut all = vec!["sensitivity", "data.csv"];
        all.extend(options);
        let said = place.refused(&all, 2);
        assert!(said.contains(says), "{options:?}: {said}");
    }
}

#[test]
fn more_than_can_be_answered_exactly_is_refused_with_a_way_out() {
    let place = Place::with_round();
    let row = |row: usize| format!("R{row},Row {row},1,{},{},{}\n", row % 50, row % 10, (row / 7) % 10);
    place.write("data.csv", format!("id,name,cost,health,quality,equity\n{}", (0..201).map(row).collect::<String>()));
    let said = place.refused(&["sensitivity", "data.csv", "--criterion", "health"], 2);
    assert!(said.contains("at most 200 interventions, and here are 201") && said.contains("--where"), "{said}");
    let said = place.refused(&["sensitivity", "data.csv", "--intervals"], 2);
    assert!(said.contains("at most 100 interventions, and here are 201"), "{said}");
    place.write("data.csv", format!("id,name,cost,health,quality,equity\n{}", (0..501).map(row).collect::<String>()));
    let many = results(&place, &["sensitivity", "data.csv"]);
    assert!(many["closest_flips"].is_null() && many["potentially_optimal"].is_null());
    let asked = results(&place, &["sensitivity", "data.csv", "--flips"]);
    assert!(asked["closest_flips"].is_array() && asked["potentially_optimal"].is_array());
}

#[test]
fn what_ifs_are_echoed_and_parts_stand_apart() {
    let place = Place::with_round();
    let arguments = ["sensitivity", "data.csv", "-q", "--set", "A.health=50", "--swing", "equity=80"];
    let shown = String::from_utf8(place.done(&arguments)).expect("text").replace('\n', " ");
    assert!(shown.contains("What if: A.health") && shown.contains("equity"), "{shown}");
    let mut options = arguments.to_vec();
    options.extend(["-f", "json"]);
    let options = json(&place.done(&options))["inputs"]["options"].clone();
    assert_eq!(options, serde_json::json!({"set": ["A.health=50"], "swing": ["equity=80"]}));
    // So does every other command.
    for command in
        [&["explain", "data.csv", "A"][..], &["check", "data.csv"], &["compare", "data.csv", "--equal"], &["weights", "data.csv"]]
    {
        let told = String::from_utf8(place.done(&[command, &["-q", "--set", "A.health=50", "--swing", "equity=80"]].concat()))
            .expect("text");
        assert!(told.contains("What if: A.health = 50 (was 30) · swing equity = 80 (was 40)"), "{command:?}: {told}");
    }
    place.write("data.csv", "id,cost,health,quality,equity,place\nA,1,30,6,4,North\nB,1,22,7,6,North\nC,1,45,5,3,South\n");
    let by = results(&place, &["sensitivity", "data.csv", "--by", "place"]);
    let groups = by["groups"].as_array().expect("groups");
    assert_eq!((&groups[0]["value"], &groups[0]["target"]), (&Value::from("North"), &Value::from("winner")));
    assert_eq!(groups[1]["not_ranked"], serde_json::json!(["C"]));
}

#[test]
fn an_explanation_holds_the_pair_that_matters() {
    let place = Place::with_round();
    let found = results(&place, &["explain", "data.csv", "A"]);
    assert_eq!((&found["id"], &found["against"]), (&Value::from("A"), &Value::from("C")));
    near(&found["value_gap"], -10.0);
    let differences = found["differences"].as_array().expect("differences");
    let gaps: Vec<_> = differences.iter().map(|found| found["contribution_gap"].as_f64().expect("a gap")).collect();
    assert!((gaps.iter().sum::<f64>() + 10.0).abs() < EXACT);
    assert!(gaps.windows(2).all(|pair| pair[0].abs() >= pair[1].abs()), "{gaps:?}");
    assert_eq!(differences[0]["criterion"], "health");
    near(&differences[0]["contribution_gap"], -15.0);
    // The winner is held against the runner-up.
    assert_eq!(results(&place, &["explain", "data.csv", "C"])["against"], "A");
    let pair = results(&place, &["explain", "data.csv", "A", "--against", "B"]);
    near(&pair["value_gap"], 1.0);
    // One point of health's 50 is worth 2 × 0.5, one of quality's 10 is worth 10 × 0.3.
    near(&pair["trade_offs"][0]["is_worth"], 1.0 / 3.0);
    let text = found["text"].as_str().expect("words");
    assert!(text.starts_with("Falls clinic (A) comes 2nd of 3 with 56.0 points of 100, 10.0 behind Virtual wards (C)"), "{text}");
    assert!(text.contains("health of 40 (now 30)"), "{text}");
    assert!(text.contains("best value for money at £81.45 or less"), "{text}");
}

#[test]
fn an_explanation_says_what_is_missing() {
    let place = Place::with_round();
    let cases: [(&[&str], &str); 4] = [
        (&["explain", "data.csv", "D"], "no intervention `D`"),
        (&["explain", "data.csv", "A", "--against", "A"], "is the intervention itself"),
        (&["explain", "data.csv", "A", "--against", "F"], "--against: there is no intervention `F`"),
        (&["explain", "data.csv"], "<ID>"),
    ];
    for (arguments, says) in cases {
        let said = place.refused(arguments, 2);
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
    place.write("criteria.toml", format!("{CRITERIA}\n[[gates]]\nname = 'Ready'\ncolumn = 'cost'\nat_most = 150\n"));
    let said = place.refused(&["explain", "data.csv", "C"], 2);
    assert!(said.contains("`C` was set aside (line 4)") && said.contains("Ready"), "{said}");
    place.write("criteria.toml", CRITERIA);
    let north = "id,cost,health,quality,equity,place\nA,1,30,6,4,North\nB,1,22,7,6,North\n";
    place.write("data.csv", format!("{north}C,1,45,5,3,South\nD,1,40,5,3,South\n"));
    let said = place.refused(&["explain", "data.csv", "A", "--against", "C", "--by", "place"], 2);
    assert!(said.contains("`C` has another `place` than `A`") && said.contains("leave --by out"), "{said}");
    let south = results(&place, &["explain", "data.csv", "D", "--by", "place"]);
    assert_eq!((&south["groups"][0]["value"], &south["groups"][0]["against"]), (&Value::from("South"), &Value::from("C")));
}

#[test]
fn every_form_is_written() {
    let place = Place::with_round();
    for command in [&["sensitivity", "data.csv"][..], &["explain", "data.csv", "A"]] {
        for file in ["out.txt", "out.csv", "out.tsv", "out.json", "out.md", "out.html", "out.tex", "out.xlsx"] {
            let mut all = command.to_vec();
            all.extend(["-q", "-o", file]);
            let output = place.run(&all);
            assert!(output.status.success(), "{file}: {}", said(&output));
            assert!(!place.read(file).is_empty(), "{file}");
        }
    }
}

#[test]
fn a_column_that_counts_twice_is_moved_as_one() {
    let place = Place::new();
    let criterion =
        |id: &str, rest: &str| format!("[[criteria]]\nid = '{id}'\ncolumn = 'gain'\nbetter = 'higher'\nworst = 0\n{rest}\n");
    let toml = criterion("gain", "best = 100\nswing = 50") + &criterion("fair", "best = 10_000\ntimes = 'share'\nswing = 50");
    place.write("criteria.toml", toml);
    place.write("data.csv", "id,gain,share\nA,60,50\nB,20,100\n");
    let found = results(&place, &["sensitivity", "data.csv"]);
    // A has 30 + 15; B has gain · (½ + ½) and needs 45 in all, though 70 of `gain` alone and 3,500 of `fair` alone.
    let figures = found["figures"].as_array().expect("figures");
    let gain = figures.iter().find(|entry| entry["column"] == "gain").expect("the gain");
    near(&gain["needed_for_first"], 45.0);
    near(&found["scores"][0]["needed_for_first"], 70.0);
    let told = String::from_utf8(place.done(&["explain", "data.csv", "B", "-q"])).expect("text").replace('\n', " ");
    assert!(told.contains("gain = 45 (now 20, all figures now 20 to 60)"), "{told}");
    let first = json(&place.done(&["rank", "data.csv", "-q", "-f", "json", "--set", "B.gain=45"]));
    assert!(first["results"]["ranking"].as_array().is_some_and(|all| all.iter().all(|row| row["rank"] == 1)));
}

#[test]
fn a_budget_pays_down_the_order_of_value_for_money_in_explanations() {
    let place = Place::with_round();
    place.write("criteria.toml", format!("{CRITERIA}\n[portfolio]\nbudget = 190\n"));
    // B for 80, then A for 120 does not fit: it would at 110, and C, which then comes last, never but for 109 or less.
    let found = results(&place, &["explain", "data.csv", "A"]);
    near(&found["break_even"]["break_even_cost_for_budget"], 110.0);
    assert_eq!(found["break_even"]["budget"], serde_json::json!({"budget": 190.0, "reaches": 1, "spent": 80.0}));
    let told = found["text"].as_str().expect("words");
    assert!(told.contains("pays for 1 and reaches A at £110 a year or less"), "{told}");
    assert!(told.contains("Mandates, prerequisites"), "{told}");
}

#[test]
fn what_a_rise_of_the_cost_draws_on_the_budget_is_what_the_portfolio_says() {
    let place = Place::with_round();
    place.write("data.csv", "id,cost,health,quality,equity,draws\nA,120,30,6,4,5\nB,80,22,7,6,5\nC,200,45,5,3,5\n");
    let within = |budget: u32| {
        place.write("criteria.toml", format!("{CRITERIA}\n[portfolio]\nbudget = {budget}\ncost = 'draws'\n"));
        let found = results(&place, &["sensitivity", "data.csv"]);
        let costs = found["break_even_costs"].as_array().expect("costs").clone();
        costs.iter().map(|row| row["break_even_cost_for_budget"].as_f64()).collect::<Vec<_>>()
    };
    // 10 pay for two of the three: the second stays it up to where it gives as little for money as the third, the third has
    // to give as much as the second.
    let two = within(10);
    assert!(two.iter().all(Option::is_some), "{two:?}");
    assert_eq!(within(15), [None; 3], "whatever they cost, all are paid for");
    let told = results(&place, &["explain", "data.csv", "A"]);
    assert!(told["text"].as_str().is_some_and(|text| text.contains("reaches A whatever that costs")), "{}", told["text"]);
}

#[test]
fn of_a_figure_that_is_missing_nothing_is_said() {
    let place = Place::new();
    let criterion = |id: &str, column: &str| {
        format!(
            "[[criteria]]\nid = '{id}'\ncolumn = '{column}'\nbetter = 'higher'\nworst = 0\nbest = 100\nswing = 50\nmissing = 'range'\n"
        )
    };
    let twice = criterion("gain", "gain") + &criterion("fair", "share") + &criterion("again", "gain");
    place.write("criteria.toml", twice);
    place.write("data.csv", "id,gain,share\nA,60,50\nB,20,80\nC,,40\n");
    let said = String::from_utf8(place.done(&["sensitivity", "data.csv", "-q"])).expect("text");
    let table = said.split("in the figures of the data").nth(1).expect("the table");
    let row = table.lines().find(|line| line.starts_with("≈C")).expect("C's row");
    assert!(row.contains('–') && !row.contains("✗  "), "{row}");
    assert!(table.contains("–: the figure is missing"), "{table}");
}

#[test]
fn a_tie_that_a_weight_breaks_names_who_leads_on_either_side() {
    let place = Place::with_round();
    place.write("data.csv", "id,cost,health,quality,equity\nA,1,30,6,4\nB,1,30,6,4\nC,1,9,3,2\n");
    let same = said(&place.run(&["sensitivity", "data.csv"]));
    assert!(!same.contains("breaks a tie"), "twins tie whatever the weights: {same}");
    let toml = "schema = 1\n[[criteria]]\nid = 'one'\ncolumn = 'one'\nbetter = 'higher'\nworst = 0\nbest = 100\nswing = 50\n\
                [[criteria]]\nid = 'two'\ncolumn = 'two'\nbetter = 'higher'\nworst = 0\nbest = 100\nswing = 50\n";
    place.write("criteria.toml", toml);
    place.write("data.csv", "id,one,two\nA,80,20\nB,20,80\n");
    let told = String::from_utf8(place.done(&["sensitivity", "data.csv", "-q"])).expect("text").replace('\n', " ");
    let tie = "moves at all from its 50.0%, which breaks a tie: below it B comes first, above it A comes first.";
    assert!(told.contains(tie), "{told}");
}

#[test]
fn a_needed_figure_put_back_comes_first_to_the_last_digit() {
    let place = Place::new();
    for file in ["interventions.csv", "criteria.toml"] {
        let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/board-round/");
        place.write(file, std::fs::read(format!("{example}{file}")).expect("the example"));
    }
    // The equality table would refuse a share over 100 per cent, which some would need.
    let criteria = String::from_utf8(place.read("criteria.toml")).expect("a text");
    let (before, equality) = criteria.split_once("[equality]\n").expect("the section");
    let after = equality.split_once("benchmark = 20\n").expect("its last line").1;
    place.write("criteria.toml", format!("{before}{after}"));
    let found = results(&place, &["sensitivity", "interventions.csv"]);
    let figures = found["figures"].as_array().expect("figures");
    let needed: Vec<_> = figures.iter().filter(|figure| !figure["needed_for_first"].is_null()).collect();
    assert!(needed.len() > 20, "{}", needed.len());
    for figure in needed {
        let (id, column) = (figure["id"].as_str().expect("an id"), figure["column"].as_str().expect("a column"));
        let set = format!("{id}.{column}={}", figure["needed_for_first"]);
        let ranking = results(&place, &["rank", "interventions.csv", "--set", &set])["ranking"].clone();
        let row = ranking.as_array().and_then(|rows| rows.iter().find(|row| row["id"] == id)).expect("its row").clone();
        assert_eq!(row["rank"], 1, "{set}");
    }
}

#[test]
fn no_divisor_of_0_or_of_the_other_sign_is_asked_for() {
    let place = Place::new();
    let criterion = |id: &str, rest: &str| {
        format!("[[criteria]]\nid = '{id}'\nbetter = 'higher'\nworst = 0\nbest = 100\noutside = 'clamp'\nswing = 50\n{rest}\n")
    };
    place.write("criteria.toml", criterion("gain", "per = 'people'") + &criterion("fair", ""));
    place.write("data.csv", "id,gain,people,fair\nA,-60,-1,90\nB,-20,1,100\n");
    let found = results(&place, &["sensitivity", "data.csv"]);
    let people = found["figures"].as_array().and_then(|all| all.iter().find(|figure| figure["column"] == "people").cloned());
    // B's quotient is above 0 for people below 0 alone, and then its own column would have changed its meaning.
    assert!(people.expect("the divisor")["needed_for_first"].is_null());
}

#[test]
fn what_ifs_that_a_table_of_records_has_no_room_for_are_said_beside_it() {
    let place = Place::with_round();
    for command in ["rank", "sensitivity", "compare", "weights"] {
        let extra: &[&str] = if command == "compare" { &["--equal"] } else { &[] };
        let all = [&[command, "data.csv", "-f", "csv", "--set", "A.health=31", "--swing", "equity=61"], extra].concat();
        let output = place.run(&all);
        assert!(said(&output).contains("What if: "), "{command}: {}", said(&output));
        assert!(!String::from_utf8_lossy(&output.stdout).contains("What if"), "{command}");
    }
}

#[test]
fn budgets_of_single_years_are_kept_year_by_year() {
    let place = Place::with_round();
    place.write("criteria.toml", format!("{CRITERIA}\n[portfolio]\nbudget = [35, 350]\ncost = ['cost', 'cost']\n"));
    let found = results(&place, &["sensitivity", "data.csv"]);
    assert_eq!((&found["target"], &found["holds"]), (&Value::from("funded"), &serde_json::json!([])));
    let told = String::from_utf8(place.done(&["sensitivity", "data.csv", "-q"])).expect("text").replace('\n', " ");
    assert!(told.contains("The best plan funds none of 3 interventions."), "{told}");
    assert!(told.contains("No single weight, moved anywhere from 0 to 100%, changes the funded set."), "{told}");
}

#[test]
fn an_area_that_two_tie_over_is_said_to_count_for_both() {
    let place = Place::with_round();
    let told = |data: &str| {
        place.write("data.csv", format!("id,cost,health,quality,equity\nA,1,30,6,4\n{data}C,1,9,7,6\n"));
        String::from_utf8(place.done(&["sensitivity", "data.csv", "-q", "--two-way", "health,quality"])).expect("text")
    };
    let note = "Where some tie over an area, each of them counts it.";
    assert_eq!((told("B,1,30,6,4\n").contains(note), told("").contains(note)), (true, false));
}

#[test]
fn one_budget_for_all_is_no_part_s_own() {
    let place = Place::with_round();
    place.write(
        "data.csv",
        "id,cost,health,quality,equity,place\nA,1,30,6,4,North\nB,1,22,7,6,North\nC,1,45,5,3,South\nD,1,9,5,3,South\n",
    );
    place.write("criteria.toml", format!("{CRITERIA}\n[portfolio]\nbudget = 1\n"));
    let by = results(&place, &["sensitivity", "data.csv", "--by", "place"]);
    assert!(by["groups"].as_array().is_some_and(|groups| groups.iter().all(|group| group["target"] == "winner")), "{by}");
    let asked = place.run(&["sensitivity", "data.csv", "--by", "place", "--target", "funded"]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(said(&asked).contains("North: --target funded: there is no amount for this part"), "{}", said(&asked));
    place.write("criteria.toml", format!("{CRITERIA}\n[portfolio.budgets]\nNorth = 1\nSouth = 9\n"));
    let by = results(&place, &["sensitivity", "data.csv", "--by", "place"]);
    assert_eq!((&by["groups"][0]["target"], ids(&by["groups"][0]["holds"]).len()), (&Value::from("funded"), 1), "one in North");
    assert_eq!(ids(&by["groups"][1]["holds"]), ["C", "D"], "South is paid for whole");
}

#[test]
fn names_serve_where_they_are_unique() {
    let place = Place::with_round();
    assert_eq!(results(&place, &["explain", "data.csv", "diabetes coaching"])["id"], "B");
    let named = results(&place, &["sensitivity", "data.csv", "--criterion", "Quality of Evidence"]);
    assert_eq!(named["sweep"], results(&place, &["sensitivity", "data.csv", "--criterion", "quality"])["sweep"]);
    place.write("data.csv", "id,name,cost,health,quality,equity\nA,Twin,1,30,6,4\nB,Twin,1,22,7,6\n");
    assert!(place.refused(&["explain", "data.csv", "Twin"], 2).contains("no intervention `Twin`"));
}

#[test]
fn who_looks_at_the_first_few_cannot_ask_for_another_answer() {
    let place = Place::with_round();
    let said = place.refused(&["sensitivity", "data.csv", "--top", "2", "--target", "winner"], 2);
    assert!(said.contains("--top goes with --target top-k"), "{said}");
    let all = String::from_utf8(place.done(&["sensitivity", "data.csv", "-q", "--top", "9"])).expect("text");
    assert!(all.contains("All 3 are among the first 9"), "{all}");
}

#[test]
fn what_is_shown_of_an_interval_holds() {
    let place = Place::with_round();
    let shown = String::from_utf8(place.done(&["sensitivity", "data.csv", "-q"])).expect("text");
    // The end is 34.2857 %: the interval is shown from 34.3, the change at 34.2.
    let line = shown.lines().find(|line| line.starts_with("health")).expect("the weight of health");
    assert!(line.contains(" 34.3 "), "{line}");
    let equity = shown.lines().find(|line| line.starts_with("equity")).expect("the weight of equity");
    let high: f64 = equity.split_whitespace().nth(3).and_then(|word| word.parse().ok()).expect("a figure");
    let exact = of(&results(&place, &["sensitivity", "data.csv"])["weights"], "criterion", "equity")["stable_high"].as_f64();
    assert!(exact.is_some_and(|exact| high <= 100.0 * exact && high > 100.0 * exact - 0.1), "{high} of {exact:?}");
}
