//! `weighup report`: which sections a paper has, what it refuses, and that nobody is shown alone.

#[path = "support/program.rs"]
mod program;

use program::Place;

/// The example round with its returns.
fn board_round() -> Place {
    let place = Place::new();
    for (file, name) in
        [("interventions.csv", "data.csv"), ("criteria.toml", "criteria.toml"), ("stakeholders.csv", "returns.csv")]
    {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/board-round").join(file);
        place.write(name, std::fs::read(path).expect("the example"));
    }
    place
}

fn paper(place: &Place, options: &[&str]) -> String {
    let bytes = place.done(&[&["report", "data.csv", "-f", "markdown", "-n", "300"], options].concat());
    String::from_utf8(bytes).expect("a text")
}

fn titles(paper: &str) -> Vec<&str> {
    paper.lines().filter_map(|line| line.strip_prefix("# ")).skip(1).collect()
}

#[test]
fn a_paper_has_every_section_in_the_order_of_a_board() {
    let paper = paper(&board_round(), &[]);
    let wanted = [
        "The decision and the answer",
        "What counts, and how much",
        "What each is expected to do",
        "The ranking, and what makes it",
        "Value for money",
        "What to fund",
        "How firm this is",
        "Who sees it differently",
        "Equality",
        "What the board decides otherwise",
        "Limitations",
        "Checklist of good practice",
        "Annex: complete tables",
        "Assumptions, assurance and manifest",
    ];
    assert_eq!(titles(&paper), wanted);
    for words in [
        "| Mental health investment standard | IC16 and IC17 | £2,240,000 |",
        "DRAFT",
        "Fund 16 of 24",
        "Fictional integrated care board",
        "SHA-256",
        "Read 24 rows",
    ] {
        assert!(paper.contains(words), "no {words:?}");
    }
}

/// Pooled weights are drawn from the people as they are; the paper itself shows no group of fewer than three.
#[test]
fn returns_are_drawn_whole_and_shown_in_groups() {
    let paper = paper(&board_round(), &["--stakeholders", "returns.csv"]);
    assert!(
        paper.contains("If figures and weights turn out differently (300 draws)") && !paper.contains("0.0 points of 0.0"),
        "{paper}"
    );
    assert!(paper.contains("Policy and board") && !paper.contains("Carers and partners"), "small groups are merged");
    assert!(!paper.contains("S08"), "no return is named");
    assert!(!paper.contains("Three ways to pool"), "other pools would give away the groups that stand together");
    assert!(paper.contains("in 5 groups (2 of them"), "{paper}");
}

#[test]
fn sections_are_chosen_and_appear_where_there_is_something_to_say() {
    let place = Place::new();
    place.write("criteria.toml", "[[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = 100\n");
    place.write("data.csv", "id,value\nA,50\nB,40\n");
    let found = paper(&place, &[]);
    let wanted = [
        "The decision and the answer",
        "What counts, and how much",
        "What each is expected to do",
        "The ranking, and what makes it",
        "How firm this is",
        "Limitations",
        "Checklist of good practice",
        "Annex: complete tables",
        "Assumptions, assurance and manifest",
    ];
    assert_eq!(titles(&found), wanted);
    let chosen = paper(&place, &["--sections", "ranking,decision"]);
    assert_eq!(titles(&chosen), ["The decision and the answer", "The ranking, and what makes it", "Rows and doubts"]);
    assert!(chosen.contains("Read 2 rows"), "rows are always accounted for");
}

#[test]
fn what_the_board_decides_otherwise_is_printed() {
    let place = Place::new();
    place.write(
        "criteria.toml",
        "[[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = 100\n\
         [[overrides]]\nid = \"B\"\ndecision = \"fund\"\nreason = \"Winter <b>pressure</b>\"\nby = \"Board, 26 March\"\n\
         [assurance]\nanalyst = \"Ann\"\n[decision]\nowner = \"Board\"\ndate = 2026-03-26\n",
    );
    place.write("data.csv", "id,value\nA,50\nB,40\n");
    let found = paper(&place, &[]);
    for words in ["| B | rank 2 | fund |", "Board, 26 March", "| Analyst | Ann |", "| Date | 2026-03-26 |"] {
        assert!(found.contains(words), "no {words:?} in {found}");
    }
    let page = String::from_utf8(place.done(&["report", "data.csv", "-f", "html"])).expect("a page");
    assert!(page.contains("&lt;b&gt;pressure") && !page.contains("<b>pressure"), "texts are escaped");
}

#[test]
fn a_paper_is_no_table_and_a_final_one_needs_its_grounds() {
    let place = board_round();
    for format in ["csv", "tsv", "json"] {
        assert!(place.refused(&["report", "data.csv", "-f", format], 2).contains("report makes a document"), "{format}");
    }
    assert!(place.refused(&["report", "data.csv", "--final", "-f", "html"], 1).contains("assurance"));
    assert!(place.refused(&["report", "data.csv", "--sections", "rankings"], 2).contains("ranking"));
    let once = place.done(&["report", "data.csv", "-f", "html", "-n", "300", "--threads", "1"]);
    assert_eq!(once, place.done(&["report", "data.csv", "-f", "html", "-n", "300"]), "the same bytes");
}

/// Without any plan the paper stands and says why.
#[test]
fn a_paper_without_a_plan_says_why() {
    let found = paper(&board_round(), &["--budget", "1m"]);
    assert!(found.contains("# What to fund\n\nNo plan:") && !found.contains("## The plan"), "{found}");
}

/// Sums of whom the plan reaches, worked out here from the data.
#[test]
fn the_equality_table_adds_up() {
    let place = board_round();
    let data = String::from_utf8(place.read("data.csv")).expect("a text");
    let mut reader = csv::Reader::from_reader(data.as_bytes());
    let headers = reader.headers().expect("a head").clone();
    let column = |name: &str| headers.iter().position(|header| header == name).expect("a column");
    let (id, people, share) = (column("id"), column("people_reached"), column("core20_share_pct"));
    let funded = [2, 3, 7, 9, 10, 12, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24].map(|number| format!("IC{number:02}"));
    // IC24 closes a service.
    let is_counted = |id: &str| id != "IC24" && funded.iter().any(|funded| funded == id);
    let (mut reached, mut of_group) = (0.0, 0.0);
    for row in reader.records().map(|row| row.expect("a row")).filter(|row| is_counted(&row[id])) {
        let figure = |column: usize| row[column].parse::<f64>().expect("a figure");
        reached += figure(people);
        of_group += figure(people) * figure(share) / 100.0;
    }
    let found = paper(&place, &["--sections", "decision,equality"]);
    let named =
        &found[found.find("| ID | To be funded |").expect("what is funded")..found.find("# Equality").expect("the section")];
    assert_eq!(named.matches("| IC").count(), funded.len(), "{named}");
    assert!(funded.iter().all(|id| named.contains(&format!("| {id} |"))), "{named}");
    assert!(found.contains("IC09 alone is 180,000 of these people: without it 40.6% of those whom the plan reaches"), "{found}");
    let grouped = |figure: f64| format!("{},{:03}", (figure.round() / 1000.0).floor(), figure.round() % 1000.0);
    let sum = format!(
        "Of {} people whom the plan reaches, {} ({:.1}%) live",
        grouped(reached),
        grouped(of_group),
        100.0 * of_group / reached
    );
    assert!(found.contains(&sum), "{sum} is not in {found}");
    assert!(found.contains("Not in these sums: IC22 (a figure is missing); IC24 (releases money"), "{found}");
    assert!(
        found.contains("| IC22 | AI supported skin lesion triage | no | 9,500 | – | – | – |"),
        "absent stays absent: {found}"
    );
}

/// The checklist has all of its items, and says what nobody wrote down.
#[test]
fn the_checklist_is_filled_in_and_names_its_gaps() {
    let found = paper(&board_round(), &["--sections", "checklist"]);
    let items = found.lines().filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit()).count();
    assert_eq!(items, 17);
    for words in ["| 8 Reporting | findings examined | OPEN |", "overlapping-criteria", "300 draws"] {
        assert!(found.contains(words), "no {words:?} in {found}");
    }
    let place = board_round();
    let mut criteria = String::from_utf8(place.read("criteria.toml")).expect("a text");
    criteria.push_str("\n[assurance]\nanalyst = \"Ann\"\nassurer = \"Bea\"\n");
    place.write("criteria.toml", criteria);
    assert!(paper(&place, &["--sections", "checklist"]).contains("| 8 Reporting | findings examined | met |"));
}

/// Of a long list the text shows the first few; the annex holds all.
#[test]
fn long_rounds_are_summarised_and_the_annex_is_complete() {
    let place = Place::new();
    place.write("criteria.toml", "[[gates]]\nname = \"Ready\"\ncolumn = \"ready\"\npass = [\"yes\"]\n[[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = 0\nbest = 1000\nswing = 100\n[[criteria]]\nid = \"other\"\nbetter = \"lower\"\nworst = 1000\nbest = 0\nswing = 50\n");
    let row = |n: usize| format!("P{n:03},{n},{},{}\n", (n * 7) % 1000, if n % 50 == 3 { "no" } else { "yes" });
    let rows: String = (0..300).map(row).collect();
    place.write("data.csv", format!("id,value,other,ready\n{rows}"));
    let found = paper(&place, &[]);
    let section = |title: &str| {
        let start = found.find(&format!("\n# {title}\n")).expect("the section") + 1;
        let end = found[start..].find("\n# ").map_or(found.len(), |end| start + end);
        &found[start..end]
    };
    let rows_of = |section: &str| section.lines().filter(|line| line.contains("| P")).count();
    assert_eq!(rows_of(section("The ranking, and what makes it")), 20);
    assert_eq!(rows_of(section("What each is expected to do")), 20);
    assert!(section("What each is expected to do").contains("The first 20 of 294; the annex holds all."));
    let annex = section("Annex: complete tables");
    for n in (0..300).filter(|n| n % 50 != 3) {
        assert!(annex.matches(&format!("| P{n:03} |")).count() >= 4, "P{n:03} is not everywhere");
    }
    let long = section("From the long list to the short list");
    assert!(long.contains("300 interventions were put forward. 294 passed") && long.contains("\"Ready\""), "{long}");
}

/// A service that saves more than it costs is no closure: with savings taken off, its people still count.
#[test]
fn savings_do_not_make_a_closure() {
    let place = board_round();
    let data = String::from_utf8(place.read("data.csv")).expect("a text");
    let changed =
        data.lines().map(|line| if line.starts_with("IC10,") { line.replace(",90000,", ",900000,") } else { line.to_owned() });
    let changed = changed.collect::<Vec<_>>().join("\n");
    assert_ne!(changed, data.trim_end());
    place.write("data.csv", changed);
    let found = paper(&place, &["--net", "--sections", "equality"]);
    assert!(found.contains("| yes | 3,600 | 71 | 2,556 | above |"), "{found}");
    assert!(found.contains("Not in these sums: IC22 (a figure is missing); IC24 (releases money"), "{found}");
}

/// Whoever reads the least and the most of two people reads both.
#[test]
fn few_people_are_not_told_apart() {
    let place = board_round();
    let returns = String::from_utf8(place.read("returns.csv")).expect("a text");
    let first = |count: usize| returns.lines().take(count + 1).collect::<Vec<_>>().join("\n");
    for (count, few) in [(1, true), (2, true), (4, true), (5, false)] {
        place.write("few.csv", first(count));
        let options = ["report", "data.csv", "-f", "html", "-n", "100", "--stakeholders", "few.csv", "--sections", "criteria"];
        let output = place.run(&options);
        let page = String::from_utf8(output.stdout.clone()).expect("a page");
        assert_eq!(page.contains("Fewer than five people answered"), few, "{count}");
        assert_eq!(page.contains("How far people differ"), !few, "{count}");
        assert_eq!(program::said(&output).contains("few-returns"), count < 3, "{count}");
    }
    assert!(
        place.refused(&["report", "data.csv", "--final", "-f", "html", "--stakeholders", "few.csv"], 1).contains("assurance")
    );
    place.write("few.csv", first(2));
    let message = place.refused(&["report", "data.csv", "--final", "-f", "html", "--stakeholders", "few.csv"], 1);
    assert!(message.contains("few-returns") && message.contains("2 people"), "{message}");
}

/// Where no plan can be made, a draft says so first and a final paper is refused.
#[test]
fn who_comes_first_and_is_not_funded_is_said_at_once() {
    let place = Place::with_round();
    place.write("criteria.toml", "[[criteria]]\nid = \"health\"\nbetter = \"higher\"\nworst = 0\nbest = 50\nswing = 1\n");
    let answer = |budget: &str| {
        let paper = place.done(&["report", "data.csv", "--budget", budget, "--sections", "decision", "-f", "markdown", "-q"]);
        String::from_utf8(paper).expect("UTF-8")
    };
    let words = "First in the ranking and not in the plan is Virtual wards (C): what would have to leave adds more.";
    assert!(answer("210").contains(words), "{}", answer("210"));
    assert!(!answer("400").contains("First in the ranking"));
}

#[test]
fn a_final_paper_without_a_plan_is_refused() {
    let place = Place::new();
    place.write(
        "criteria.toml",
        "[weights]\nsource = \"Workshop\"\n[decision]\nowner = \"Board\"\nquestion = \"What first?\"\n\
         [assurance]\nanalyst = \"Ann\"\nassurer = \"Bea\"\n[assurance.accepted]\nratio-needs-size = \"small\"\nno-discrimination = \"small\"\n\
         dominant-weight = \"one\"\nnothing-affordable = \"known\"\nbaseline-not-stated = \"stated\"\n\
         [portfolio]\nbudget = 100\nmandated = \"must\"\n\
         [[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nnothing = 0\nswing = 100\n",
    );
    place.write("data.csv", "id,value,cost,must\nA,50,200,yes\nB,40,50,no\n");
    let output = place.run(&["report", "data.csv", "-f", "markdown", "--sections", "decision,plan"]);
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && program::said(&output).contains("note: No plan:"), "{}", program::said(&output));
    let (said, answer) = (found.find("No plan:").expect("why"), found.find("comes first").expect("the answer"));
    assert!(said < answer && found.contains("# What to fund\n\nNo plan:"), "{found}");
    for sections in ["decision", "ranking", "views,checklist"] {
        place.refused(&["report", "data.csv", "--final", "-o", "paper.html", "--sections", sections], 3);
    }
    assert!(!place.names().contains(&"paper.html".to_owned()), "nothing is written");
}

/// The paper speaks to people who run nothing.
#[test]
fn a_paper_names_no_option() {
    let place = board_round();
    for options in [&[][..], &["--stakeholders", "returns.csv"], &["--top", "3"]] {
        let found = paper(&place, options);
        let body = found.split("# Assumptions, assurance and manifest").next().expect("the text before");
        for line in
            body.lines().filter(|line| (line.contains(" --") && !line.starts_with("| ---")) || line.contains("in CSV and JSON"))
        {
            assert!(line.contains("DRAFT"), "{line}");
        }
    }
}

/// What the text leaves out stands in the annex: the plan, its reasons and the equality table, too.
#[test]
fn what_top_cuts_off_stands_in_the_annex() {
    let found = paper(&board_round(), &["--top", "3"]);
    let annex = &found[found.find("\n# Annex").expect("the annex")..];
    for heading in ["## The plan", "## Not funded, and why", "## Equality: all interventions", "## The ranking of all"] {
        assert!(annex.contains(heading), "no {heading:?}");
    }
    assert!(
        annex.contains("excluded by IC03") && annex.contains("| IC24 | Close low-uptake evening walk-in clinic | yes | 5,400 |")
    );
    assert!(found.contains("The first 3 of 24; the annex holds all."));
    let without = paper(&board_round(), &["--top", "3", "--sections", "ranking"]);
    assert!(without.contains("The first 3 of 24.") && !without.contains("annex"), "{without}");
    let page = |sections: &str| {
        let place = board_round();
        let options = ["report", "data.csv", "-f", "html", "-n", "100", "--top", "3", "--sections", sections];
        String::from_utf8(place.done(&options)).expect("a page")
    };
    assert!(!page("ranking").contains("application/json"), "no more is embedded than is shown");
    assert!(page("ranking,annex").contains("Move the weights"));
}

/// Where a mandate comes from is printed with it; one that says not is a doubt, and a column without mandates an error.
#[test]
fn mandates_say_by_what() {
    let found = paper(&board_round(), &["--sections", "decision,plan"]);
    let source = "National planning guidance";
    assert!(found.contains(&format!("| £1,950,000 | mandated: {source}")), "{found}");
    let place = board_round();
    let data = String::from_utf8(place.read("data.csv")).expect("a text");
    place.write("data.csv", data.replace(",yes,National planning guidance (synthetic)", ",yes,"));
    let said = program::said(&place.run(&["check", "data.csv"]));
    let check = String::from_utf8_lossy(&place.run(&["check", "data.csv"]).stdout).into_owned() + &said;
    assert!(check.contains("mandate-without-source") && check.contains("IC07"), "{check}");
    let criteria = String::from_utf8(place.read("criteria.toml")).expect("a text");
    place.write("criteria.toml", criteria.replace("mandated = \"national_mandate\"", ""));
    assert!(place.refused(&["report", "data.csv"], 1).contains("no column of `mandated` is named"));
}

/// Money that is stated for all parts together is nobody's with `--by`: the paper says so first, and a final one is refused.
#[test]
fn parts_without_money_of_their_own_have_no_plan() {
    let place = board_round();
    let output =
        place.run(&["report", "data.csv", "-f", "markdown", "-n", "100", "--by", "place", "--sections", "decision,plan"]);
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(
        found.matches("# What to fund\n\nNo plan: what there is to spend is stated for all parts together").count(),
        4,
        "{found}"
    );
    assert_eq!(found.matches("# Rows and doubts").count(), 1, "{found}");
    assert!(program::said(&output).contains("note: No plan"), "{}", program::said(&output));
}

/// The list that is minuted is not cut by --top.
#[test]
fn all_that_is_funded_is_named() {
    let found = paper(&board_round(), &["--top", "3", "--sections", "decision"]);
    assert_eq!(found.matches("\n| IC").count(), 16, "{found}");
}
