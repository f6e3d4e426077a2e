//! `weighup elicit`: sessions at a pseudo-terminal and from files of answers, and what they leave in the files.

#[cfg(unix)]
#[path = "elicit/at_the_terminal.rs"]
mod at_the_terminal;
#[path = "support/program.rs"]
mod program;
#[cfg(unix)]
#[path = "support/pty.rs"]
mod pty;

use program::Place;

const BOARD: &str = include_str!("../examples/board-round/criteria.toml");
const DAY: [&str; 2] = ["--date", "2026-11-22"];

/// Every answer that counts in a session of two people over the board's three criteria.
const ANSWERS: [&str; 27] = [
    "S01",
    "Board",
    "health_outcomes",
    "3 2",
    "60",
    "40.5",
    "same",
    "yes",
    "2",
    "45",
    "accept",
    "yes", // the first person
    "S02",
    "none",
    "equity",
    "1 2",
    "60",
    "70",
    "change",
    "55",
    "less",
    "keep",
    "change",
    "50",
    "yes",
    "accept",
    "no",
];

fn place() -> Place {
    let place = Place::new();
    place.write("criteria.toml", BOARD);
    place
}

fn elicit<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["elicit"], more, &DAY].concat()
}

/// Lines that differ, as they were and as they are; none may be added or lost but those named.
fn changed<'a>(before: &'a str, after: &'a str) -> Vec<(&'a str, &'a str)> {
    assert_eq!(before.lines().count(), after.lines().count(), "{after}");
    before.split('\n').zip(after.split('\n')).filter(|(before, after)| before != after).collect()
}

fn text(place: &Place, name: &str) -> String {
    String::from_utf8(place.read(name)).expect("UTF-8")
}

/// A file of answers that ends in the yes to write.
fn answers(lines: &[&str]) -> String {
    format!("# by hand\n\n{}\nyes\n", lines.join("\n"))
}

fn check_board(place: &Place) {
    let after = text(place, "criteria.toml");
    let weight = |one: f64, two: f64| one / 205.0 + two / 210.0;
    let points = |one, two| (weight(one, two) / weight(100.0, 60.0) * 1e3).round() / 10.0;
    let source = "Swing weighting session of 22 November 2026, 2 people; mean within 2 groups, each with the same say; points rounded to 1 decimal";
    let lines = after.lines().filter(|line| *line != "status = \"elicited\"").collect::<Vec<_>>().join("\n") + "\n";
    let wanted = [
        format!("source = \"{source}\""),
        format!("swing = {}                         # synthetic", points(45.0, 50.0)),
        format!("swing = {}                         # synthetic", points(60.0, 100.0)),
    ];
    let found: Vec<_> = changed(BOARD, &lines).into_iter().map(|(_, after)| after.to_owned()).collect();
    assert_eq!(found, wanted);
    let returns = "stakeholder,group,health_outcomes,quality_of_care,equity\nS01,Board,100,45,60\nS02,,60,50,100\n";
    assert_eq!(text(place, "returns.csv"), returns);
}

/// The swings written weigh as the returns written do, within 0.05 percentage points.
fn check_pooled(place: &Place) {
    let results = |more: &[&str]| {
        let shown = place.done(&[&["weights", "-c", "criteria.toml", "-f", "json"], more].concat());
        serde_json::from_slice::<serde_json::Value>(&shown).expect("JSON")["results"].clone()
    };
    let (swings, returns) = (results(&[]), results(&["--stakeholders", "returns.csv"]));
    let wanted = returns["weights"].as_object().expect("pooled weights");
    assert!(wanted.len() > 2);
    for (criterion, weight) in wanted {
        let found = swings["weights"][criterion].as_f64().expect("a weight");
        assert!((found - weight.as_f64().expect("a weight")).abs() <= 0.0005, "{criterion}: {found} and {weight}");
    }
}

#[test]
fn answers_from_a_file_end_in_both_files() {
    let place = place();
    place.write("answers.txt", answers(&ANSWERS));
    place.done(&elicit(&["--stakeholders", "returns.csv", "--answers", "answers.txt"]));
    check_board(&place);
    check_pooled(&place);
    let again = place.refused(&elicit(&["--stakeholders", "returns.csv", "--answers", "answers.txt"]), 1);
    assert!(again.contains("answers.txt:3") && again.contains("That id is in use already"), "{again}");
}

#[test]
fn without_a_terminal_or_answers_it_says_so() {
    let place = place();
    let said = place.refused(&["elicit"], 2);
    assert!(said.contains("standard input is no terminal") && said.contains("--answers"), "{said}");
}

#[test]
fn answers_that_do_not_fit_are_named_with_their_question_and_nothing_is_written() {
    let place = place();
    let line = "1\nskip\n50\n50\nsame\nyes\naccept\n";
    for (lines, wanted) in [
        ("1\nskip\n# why\n150\n", ["answers.txt:4", "Points for 'Experience of care'", "More than 100"]),
        (
            "1\nskip\n50\n",
            ["answers.txt:3", "the answers end before the question", "Points for 'Health gain in the most deprived fifth'"],
        ),
        ("", ["answers.txt:1", "the answers end before the question", "Which one first"]),
        (&format!("{line}yes\nmore\n"), ["answers.txt:9", "the session is over before this line", "more"]),
        (&format!("{line}no\n"), ["answers.txt:8", "Write this?", "Nothing has been written"]),
        ("back\n", ["answers.txt:1", "Which one first", "\"back\" cannot be chosen here"]),
        (
            "# weighup session: one judgement, criteria 0123456789abcdef\n1\n",
            ["answers.txt:1", "for other criteria", "start anew"],
        ),
    ] {
        place.write("answers.txt", lines);
        let said = place.refused(&elicit(&["--answers", "answers.txt"]), 1);
        for part in wanted.into_iter().chain(["Stopped: 1 error, nothing was written."]) {
            assert!(said.contains(part), "{lines:?}: {part}: {said}");
        }
        let resumable = said.contains("go on from here at the terminal: elicit --resume answers.txt");
        assert_eq!(resumable, !said.contains("is over") && !said.contains("for other criteria"), "{said}");
        assert_eq!(text(&place, "criteria.toml"), BOARD);
    }
    place.refused(&elicit(&["--answers", "none.txt"]), 4);
}

#[test]
fn an_order_is_told_in_numbers_ids_or_names() {
    let place = place();
    for order in [
        "3 1",
        "3,1",
        "2 3 1",
        "equity health_outcomes",
        "Health gain in the most deprived fifth, Health gain",
        "experience of care; health  gain in the MOST deprived fifth health gain",
        "'Health gain in the most deprived fifth' 1",
    ] {
        for accept in ["accept", "YES", "y", "Ok"] {
            place.write("criteria.toml", BOARD);
            place.write("answers.txt", format!("'experience of care'\n{order}\n90\n80\nmore\nyes\n{accept}\nyes\n"));
            place.done(&elicit(&["--answers", "answers.txt"]));
            let after = text(&place, "criteria.toml");
            let block = after.split("[[").find(|block| block.contains("id = \"equity\"")).expect("a criterion");
            assert!(block.contains("\nswing = 90 "), "{order}: {block}");
        }
    }
    for (order, wanted) in [
        ("3 2 1", "2 is already first: put 1 and 3 in order"),
        ("2 2 1", "stands there twice"),
        ("Health gain", "Not yet in the order: 'Health gain in the most deprived fifth'"),
        ("Health gain, Life years, 3", "\"Life years\" cannot be chosen here"),
        ("1 4", "\"4\" cannot be chosen here"),
    ] {
        place.write("answers.txt", format!("2\n{order}\n"));
        let said = place.refused(&elicit(&["--answers", "answers.txt"]), 1);
        assert!(said.contains(wanted), "{order}: {said}");
    }
}

/// The answers of one person over the board's three criteria, up to the next person.
fn judged(id: &str, group: &str, points: [u8; 2]) -> String {
    let (together, trade) = (u16::from(points[0]) + u16::from(points[1]), if points == [0, 0] { "" } else { "yes\n" });
    let together = match together {
        _ if points.contains(&0) => "",
        ..100 => "less\n",
        100 => "same\n",
        _ => "more\n",
    };
    format!("{id}\n{group}\n1\nskip\n{}\n{}\n{together}{trade}accept\n", points[0], points[1])
}

#[test]
fn people_are_pooled_as_their_returns_are() {
    let place = place();
    let several = |people: &[String]| format!("{}no\nyes\n", people.join("yes\n"));
    let people = [
        judged("A", "Board", [80, 60]),
        judged("B", "Board", [20, 70]),
        judged("C", "Patients", [5, 95]),
        judged("D", "GPs", [90, 33]),
    ];
    place.write("answers.txt", several(&people));
    let run = ["--stakeholders", "returns.csv", "--answers", "answers.txt"];
    let says = "[stakeholders.groups]\nGPs = 1\nBoard = 3\nPatients = 2\n";
    for (settings, wanted) in [
        (String::new(), "mean within 3 groups, each with the same say; points rounded to "),
        (
            format!("[stakeholders]\naggregate = \"median\"\n{says}"),
            "median within 3 groups, each with its say in [stakeholders.groups]; ",
        ),
        ("[stakeholders]\naggregate = \"geometric\"\n".to_owned(), "geometric mean within 3 groups, each with the same say; "),
    ] {
        let _ = std::fs::remove_file(place.path("returns.csv"));
        place.write("criteria.toml", format!("{BOARD}\n{settings}"));
        place.done(&elicit(&run));
        check_pooled(&place);
        let after = text(&place, "criteria.toml");
        assert!(after.contains(&format!("22 November 2026, 4 people; {wanted}")), "{after}");
    }
    // Small weights need more decimals.
    place.write("answers.txt", several(&[judged("A", "none", [1, 0]), judged("B", "none", [0, 0])]));
    place.write("criteria.toml", BOARD);
    place.done(&elicit(&["--people", "--answers", "answers.txt"]));
    let after = text(&place, "criteria.toml");
    assert!(
        after.contains("2 people; mean of their weights; points rounded to 1 decimal\"") && after.contains("swing = 0.5 "),
        "{after}"
    );
    for (settings, wanted) in [
        ("aggregate = \"geometric\"\n", "A gives 'Health gain in the most deprived fifth' 0 points"),
        ("[stakeholders.groups]\nBoard = 0\nPatients = 1\n", "none of the groups that took part has any say"),
    ] {
        place.write("answers.txt", several(&[judged("A", "Board", [1, 0]), judged("B", "Board", [20, 20])]));
        let before = format!("{BOARD}\n[stakeholders]\n{settings}");
        place.write("criteria.toml", &before);
        let said = place.refused(&elicit(&["--people", "--answers", "answers.txt"]), 1);
        assert!(said.contains(wanted) && said.contains("nothing was written"), "{said}");
        assert_eq!(text(&place, "criteria.toml"), before);
    }
}

#[test]
fn returns_can_be_collected_and_nothing_else() {
    let place = place();
    // A geometric mean over 0 points and a group without a say stand in nobody's way.
    let before = format!("{BOARD}\n[stakeholders]\nfile = \"returns.csv\"\naggregate = \"geometric\"\n");
    place.write("criteria.toml", &before);
    place.write("answers.txt", format!("{}yes\n{}no\nyes\n", judged("A", "none", [1, 0]), judged("B", "none", [20, 30])));
    let run = ["--stakeholders", "returns.csv", "--returns-only", "--answers", "answers.txt"];
    let said = program::said(&place.run(&elicit(&run)));
    assert!(said.contains("Wrote returns.csv: 2 rows added") && said.contains("criteria.toml is as it was"), "{said}");
    assert!(!said.contains("Analyses use the returns"), "{said}");
    assert_eq!(text(&place, "criteria.toml"), before);
    assert!(text(&place, "returns.csv").ends_with("\nA,,100,1,0\nB,,100,20,30\n"));
    // A preset needs no file to be written to.
    place.write("answers.txt", format!("{}no\nyes\n", "A\nnone\nhealth_and_wellbeing\n"));
    let said = place
        .refused(&elicit(&["-c", "triple-aim", "--stakeholders", "new.csv", "--returns-only", "--answers", "answers.txt"]), 1);
    assert!(said.contains("cannot be chosen here"), "{said}");
    for wrong in [&["--returns-only"][..], &["--returns-only", "--stakeholders", "r.csv", "-o", "x.toml"]] {
        place.refused(&elicit(&[wrong, &["--answers", "answers.txt"]].concat()), 2);
    }
}

#[test]
fn declared_groups_are_the_only_ones() {
    let place = place();
    place.write("criteria.toml", format!("{BOARD}\n[stakeholders.groups]\nBoard = 3\nPatients = 1\n"));
    for (group, wanted) in [
        ("Bord", "Did you mean \"Board\"? Only groups of [stakeholders.groups] have a say: \"Board\" and \"Patients\""),
        ("none", "There is no such group"),
        ("3", "There is no such group"),
    ] {
        place.write("answers.txt", format!("S01\n{group}\n"));
        let said = place.refused(&elicit(&["--people", "--answers", "answers.txt"]), 1);
        assert!(said.contains(wanted) && said.contains("A number or a name"), "{said}");
    }
}

#[test]
fn line_ends_and_a_missing_last_one_stay() {
    let place = Place::new();
    let before = program::CRITERIA.replace('\n', "\r\n");
    let before = before.trim_end().replace("swing = 60", "weight = 0.6 # was a share").replace("swing = 40", "rank = 2");
    // Judgements of several kinds are no obstacle: all of them go.
    place.write("criteria.toml", &before);
    place.write("answers.txt", "health\r\nskip\r\n60\r\n30\r\nless\r\nyes\r\n\r\naccept\r\nyes\r\n");
    place.done(&elicit(&["--answers", "answers.txt", "--source", "Board of 12 March"]));
    let wanted = before
        .replace("swing = 100", "swing = 100\r\nswing_for = [0, 50]")
        .replace("weight = 0.6 # was a share", "swing = 60 # was a share\r\nswing_for = [0, 10]")
        .replace("rank = 2", "swing = 30\r\nswing_for = [0, 10]");
    let weights = "\r\n\r\n[weights]\r\nstatus = \"elicited\"\r\nsource = \"Board of 12 March\"\r\n";
    assert_eq!(text(&place, "criteria.toml"), wanted + weights);
    place.done(&["weights", "-c", "criteria.toml"]);
}

#[test]
fn groups_are_judged_after_what_is_in_them() {
    let place = Place::new();
    let said = place.refused(&elicit(&["-c", "triple-aim", "--answers", "a.txt"]), 2);
    assert!(said.contains("--output"), "{said}");
    place.write("a.txt", "");
    let said = place.refused(&elicit(&["-c", "triple-aim", "-o", "criteria.toml", "--answers", "a.txt"]), 1);
    assert!(said.contains("Which one first"), "{said}");
    let before = include_str!("../criteria/triple-aim.toml");
    let inside = "prevention\n50\nyes\naccept\n1\nskip\n80\n60\n40\nsame\nyes\naccept\n";
    let top = "health_and_wellbeing\nskip\n40\n30\n20\nless\nyes\naccept\nyes\n";
    place.write("a.txt", format!("{inside}{top}"));
    place.done(&elicit(&["-c", "triple-aim", "-o", "criteria.toml", "--answers", "a.txt"]));
    let after = text(&place, "criteria.toml");
    let comments = |text: &str| text.lines().filter_map(|line| Some(line.split_once('#')?.1.to_owned())).collect::<Vec<_>>();
    assert_eq!(comments(before), comments(&after));
    // Two people who see the groups otherwise.
    let other = "1\n20\nyes\naccept\n2\nskip\n90\n10\n10\nsame\nyes\naccept\nequity\nskip\n0\n80\n5\nless\nyes\naccept\nno\n";
    place.write("a.txt", format!("A\nnone\n{inside}{top}B\nnone\n{other}yes\n"));
    place.done(&elicit(&["--stakeholders", "returns.csv", "--answers", "a.txt"]));
    check_pooled(&place);
}

#[test]
fn criteria_that_nobody_judged_yet_are_no_obstacle() {
    let place = Place::new();
    let none = program::CRITERIA.replace("swing = 100\n", "").replace("swing = 60\n", "").replace("swing = 40\n", "");
    let some = program::CRITERIA.replace("swing = 60\n", "swing_for = [0, 5]\n");
    let wanted = [
        ("health", ["\nswing = 100\n", "\nswing_for = [0, 50]\n"]),
        ("quality", ["\nswing = 60\n", "\nswing_for = [0, 10]\n"]),
        ("equity", ["\nswing = 30\n", "\nswing_for = [0, 10]\n"]),
    ];
    place.write("answers.txt", "health\nskip\n60\n30\nless\nyes\naccept\nyes\n");
    for before in [none, some] {
        place.write("criteria.toml", &before);
        place.refused(&["weights", "-c", "criteria.toml"], 1);
        place.done(&elicit(&["--answers", "answers.txt"]));
        let after = text(&place, "criteria.toml");
        for (id, lines) in wanted {
            let block = after.split("[[").find(|block| block.contains(&format!("id = \"{id}\""))).expect("a criterion");
            assert!(lines.iter().all(|line| block.contains(line)), "{block}");
        }
        place.done(&["weights", "-c", "criteria.toml"]);
    }
    // A group beside one that is weighed is weighed, too.
    let grouped = || {
        let care = "[[groups]]\nid = \"care\"\nswing = 100\n\n[[groups]]\nid = \"reach\"\n";
        let criteria = program::CRITERIA.replacen("swing = 100", "swing = 100\ngroup = \"care\"", 1);
        let criteria = criteria.replacen("swing = 60", "swing = 60\ngroup = \"care\"", 1);
        format!("{}\n{care}", criteria.replacen("swing = 40", "swing = 40\ngroup = \"reach\"", 1))
    };
    place.write("criteria.toml", grouped());
    place.refused(&["weights", "-c", "criteria.toml"], 1);
    place.write("answers.txt", "health\n60\nyes\naccept\ncare\n50\naccept\nyes\n");
    place.done(&elicit(&["--answers", "answers.txt"]));
    let after = text(&place, "criteria.toml");
    assert!(after.contains("id = \"care\"\nswing = 100\n") && after.contains("id = \"reach\"\nswing = 50\n"), "{after}");
}

#[test]
fn a_file_of_returns_keeps_its_bytes() {
    let place = place();
    let returns =
        "\u{feff}stakeholder;role;group;equity;quality_of_care;health_outcomes\r\nS16;Chair;\"Policy; board\";100;75;85";
    place.write("returns.csv", returns);
    place.write("answers.txt", answers(&ANSWERS));
    place.done(&elicit(&["--stakeholders", "returns.csv", "--answers", "answers.txt"]));
    assert_eq!(text(&place, "returns.csv"), format!("{returns}\r\nS01;;Board;60;45;100\r\nS02;;;100;50;60\r\n"));
    place.done(&["weights", "-c", "criteria.toml", "--stakeholders", "returns.csv"]);
    let header = "stakeholder,group,health_outcomes,quality_of_care,equity";
    place.write("returns.csv", header);
    place.done(&elicit(&["--stakeholders", "returns.csv", "--answers", "answers.txt"]));
    assert_eq!(text(&place, "returns.csv"), format!("{header}\nS01,Board,100,45,60\nS02,,60,50,100\n"));
    for (name, bytes, code, wanted) in [
        ("lacking.csv", &b"stakeholder,group,equity\nS1,a,1\n"[..], 1, "health_outcomes"),
        ("latin.csv", b"stakeholder,group,equity,quality_of_care,health_outcomes\nS1,caf\xe9,1,1,1\n", 2, "UTF-8"),
        ("book.xlsx", b"PK", 2, ".csv"),
    ] {
        place.write(name, bytes);
        let said = place.refused(&elicit(&["--stakeholders", name, "--answers", "answers.txt"]), code);
        assert!(said.contains(wanted), "{said}");
        assert_eq!(place.read(name), bytes);
    }
}

#[test]
fn ranges_come_from_the_data_where_they_are_nowhere_else() {
    let place = Place::with_round();
    place.write("criteria.toml", program::CRITERIA.replace("worst = 0\nbest = 50\n", ""));
    place.write("answers.txt", "health\nskip\n60\n30\nless\nyes\naccept\nyes\n");
    let said = place.refused(&elicit(&["--answers", "answers.txt"]), 2);
    assert!(said.contains("`health`") && said.contains("elicit DATA"), "{said}");
    place.done(&elicit(&["data.csv", "--answers", "answers.txt"]));
    assert!(text(&place, "criteria.toml").contains("swing = 100\nswing_for = [22, 45]\n"));
    place.done(&["rank", "data.csv"]);
}

#[test]
fn what_cannot_be_weighed_is_refused_with_a_remedy() {
    let place = place();
    let said = place.refused(&elicit(&["-c", "star", "-o", "x.toml", "--answers", "a.txt"]), 2);
    assert!(said.contains("nothing to weigh it against"), "{said}");
    place.write(
        "ahp.toml",
        format!("{}[weights]\nmethod = \"ahp\"\npairwise = [[1, 2, 3], [0.5, 1, 2], [0.333, 0.5, 1]]\n", {
            program::CRITERIA.replace("swing = 100\n", "").replace("swing = 60\n", "").replace("swing = 40\n", "")
        }),
    );
    let said = place.refused(&elicit(&["-c", "ahp.toml", "--answers", "a.txt"]), 1);
    assert!(said.contains("remove `method`"), "{said}");
    let output = place.run(&["elicit", "--date", "2026-02-30"]);
    assert_eq!(output.status.code(), Some(2), "{}", program::said(&output));
}
