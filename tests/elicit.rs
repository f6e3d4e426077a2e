//! `weighup elicit`: sessions at a pseudo-terminal and from files of answers, and what they leave in the files.

#[path = "support/program.rs"]
mod program;
#[cfg(unix)]
#[path = "support/pty.rs"]
mod pty;

use std::process::Command;

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

#[cfg(unix)]
mod at_the_terminal {
    use super::pty::Session;
    use super::*;

    fn session(place: &Place, arguments: &[&str]) -> Session {
        let mut command: Command = place.command(&elicit(arguments));
        command.env("TERM", "xterm-256color");
        Session::start(command)
    }

    #[test]
    fn a_session_with_second_thoughts_comes_to_the_same() {
        let place = place();
        let mut session = session(&place, &["--stakeholders", "returns.csv"]);
        session.answers(&["=cmd()", "S01", "Board", "2", "back", "9", "health_outcomes", "3", "3 2", "60", "140", "back", "80"]);
        session
            .answers(&["back", "60", "40.5", "show", "?", "", "perhaps", "same", "yes", "2", "45", "", "yes", "S01", "S02", ""]);
        session.answers(&["equity", "1 2", "60", "70", "change", "55", "less", "3", "keep", "change", "50", "yes", "accept"]);
        session.answers(&["no", "no", "quit", "no"]);
        let last = session.answer("yes");
        assert!(last.contains("2 rows at the end: S01 and S02"), "{last}");
        let (shown, ended) = session.end();
        assert!(ended.success(), "{shown}");
        check_board(&place);
        for said in [
            "It must start with a letter or a digit",
            "\"9\" cannot be chosen here",
            "Not yet in the order: 'Experience of care'",
            "More than 100 says",
            "Please type more, less or same",
            "That id is in use already",
            "You put 'Health gain' before 'Experience of care', but now 'Experience of care' has 70",
            "That one stays at 100",
            "Nothing has been written. Type back",
            "Wrote returns.csv: 2 rows added",
        ] {
            assert!(shown.split_whitespace().collect::<Vec<_>>().join(" ").contains(said), "{said}: {shown}");
        }
        assert!(shown.contains("\n        Total QALYs gained in one year of operation, undiscounted\n"), "{shown}");
        assert!(!shown.contains('\u{1b}'), "{shown}");
        for line in shown.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
        }
    }

    #[test]
    fn what_is_wanted_stands_above_every_prompt() {
        let place = place();
        let mut session = session(&place, &[]);
        let wanted = |shown: &str, said: &str, line: &str| {
            let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(shown.contains(said), "{said}: {shown}");
            let last = shown.rsplit_once(line).unwrap_or_else(|| panic!("{line}: {shown}")).1;
            assert!(last.len() < 100, "{line}: {last}");
        };
        for (typed, said) in
            [("", "Type an answer"), ("help", "this list"), ("show", "Nothing has points"), ("back", "first question")]
        {
            session.answer(typed);
            wanted(&session.prompt(), said, "Which one first? A number, id or name");
        }
        session.answer("2");
        session.answer("1 2 3");
        wanted(&session.prompt(), "2 is already first: put 1 and 3 in order.", "Or press Enter to skip this");
        session.answers(&["2 1 3", "80", "90", "never"]);
        wanted(
            &session.prompt(),
            "Please type keep, or a number from 0 to 100.",
            "other points for 'Health gain in the most deprived fifth', 0 to 100",
        );
        session.answer("101");
        wanted(
            &session.prompt(),
            "More than 100 says that 'Health gain in the most deprived fifth' is worth more than 'Experience of care'",
            "0 to 100",
        );
        session.answers(&["60", "more", "yes", "perhaps"]);
        wanted(
            &session.prompt(),
            "or an id: health_outcomes, quality_of_care, equity. Or press Enter to accept.",
            "Press Enter to accept this.",
        );
        let last = session.answer("ok");
        assert!(last.contains("Press Enter to accept this."), "{last}");
        let last = session.answer("yes");
        assert!(last.contains("Write this?"), "{last}");
        assert!(session.end().1.success());
        for (id, swing) in [("health_outcomes", 80), ("quality_of_care", 100), ("equity", 60)] {
            let after = text(&place, "criteria.toml");
            let block = after.split("[[").find(|block| block.contains(&format!("id = \"{id}\""))).expect("a criterion");
            assert!(block.contains(&format!("\nswing = {swing} ")), "{block}");
        }
    }

    #[test]
    fn points_that_no_longer_say_what_was_said_are_named_at_the_review() {
        let place = place();
        let mut session = session(&place, &[]);
        session.answers(&["1", "2 3", "80", "60", "more", "yes"]);
        let plain = |shown: String| shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let agreed = plain(session.answer("2"));
        assert!(!agreed.contains("the points now"), "{agreed}");
        session.answer("30");
        let doubted = plain(session.answer(""));
        for said in [
            "You put 'Experience of care' before 'Health gain in the most deprived fifth'; the points now give 'Health gain in the most deprived fifth' more.",
            "You said that 'Experience of care' and 'Health gain in the most deprived fifth' together are worth more than 'Health gain'; the points now say less.",
        ] {
            assert!(doubted.contains(said), "{doubted}");
        }
        // Nothing is blocked, and a list begun again knows nothing of the first.
        session.answers(&["back", "1", "1", "", "20", "90", "more", "yes"]);
        let anew = plain(session.answer(""));
        assert!(anew.contains("Press Enter to accept") && !anew.contains("the points now"), "{anew}");
        session.answer("yes");
        assert!(session.end().1.success());
    }

    #[test]
    fn people_stand_side_by_side_before_the_last_yes() {
        let place = place();
        for count in [2, 6, 7] {
            let mut session = session(&place, &["--people"]);
            let name = if count == 6 { "Person of the board, number " } else { "S" };
            for person in 1..=count {
                let points = if person == 2 { ["10", "20"] } else { ["80", "60"] };
                let together = if person == 2 { "less" } else { "more" };
                let shown = session.answer(&format!("{name}{person}"));
                // The answers of the last person have left a screen of 40 lines.
                assert_eq!(
                    shown.contains(&"\n".repeat(40)) && shown.contains(&format!("Person {person}. There")),
                    person > 1,
                    "{shown}"
                );
                session.answers(&["", "1", "skip", points[0], points[1], together, "yes", "accept"]);
                session.answer(if person < count { "yes" } else { "no" });
            }
            let shown = session.prompt();
            let table = shown.split_once("side by side: weights in %").expect("a table").1;
            assert_eq!(table.lines().nth(2).expect("a heading").contains("S2"), count == 2, "{shown}");
            let row = table.lines().find(|line| line.starts_with("Health gain ") && line.contains("76.9")).expect("a row");
            let row: Vec<_> = row.split_whitespace().skip(2).collect();
            match count {
                2 => assert_eq!(row, ["41.7", "76.9", "41.7", "59.3", "76.9"], "{shown}"),
                6 => assert_eq!(row.len(), 9, "{shown}"),
                _ => assert_eq!(row, ["41.7", "46.7", "76.9"], "{shown}"),
            }
            assert_eq!(table.contains("number 5 and 6 is Person"), count == 6, "{shown}");
            let others = match count {
                2 => format!("{name}1"),
                _ => format!("{name}1, {name}3, {name}4 and {} more", count - 4),
            };
            let plain = shown.split_whitespace().collect::<Vec<_>>().join(" ");
            let wanted = format!("They lie furthest apart on 'Health gain': from 41.7% ({others}) to 76.9% ({name}2).");
            assert!(plain.contains(&wanted), "{plain}");
            for line in shown.lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
            }
            session.answers(&["quit", "yes"]);
            assert!(session.end().1.success());
        }
    }

    #[test]
    fn groups_of_people_are_spelt_in_one_way() {
        let place = place();
        let header = "stakeholder,group,health_outcomes,quality_of_care,equity";
        place.write("returns.csv", format!("{header}\nS01,Board,100,50,50\nS02,Primary care,100,50,50\nS03,,100,50,50\n"));
        let mut session = session(&place, &["--stakeholders", "returns.csv"]);
        session.answer("s01");
        let taken = session.prompt();
        assert!(taken.contains("in use already, as \"S01\""), "{taken}");
        session.answers(&["S04"]);
        let shown = session.answer("3");
        assert!(shown.contains("Groups so far:\n\n   1  Board\n   2  Primary care\n"), "{shown}");
        let refused = session.answer("2");
        assert!(refused.contains("There is no such group.") && refused.contains("Enter for none"), "{refused}");
        let judged = ["1", "skip", "50", "50", "same", "yes", "accept"];
        session.answers(&[&judged[..], &["yes", "S05", "Borad"]].concat());
        let asked = session.answer("yes");
        assert!(asked.contains("There is a group 'Board'. Did you mean it?"), "{asked}");
        session.answers(&[&judged[..], &["yes", "S06", "Boards", "no"], &judged, &["yes", "S07"]].concat());
        let shown = session.answer(" primaryCARE ");
        assert!(shown.contains("   3  Boards\n"), "{shown}");
        session.answers(&judged);
        // The number that was typed hangs on the file as it was: the name is kept.
        session.answer("save");
        assert!(session.end().1.success());
        let saved = text(&place, "criteria.session");
        assert!(saved.contains("or Enter for none\nPrimary care\n"), "{saved}");
        place.write("answers.txt", format!("{saved}\nno\nyes\n"));
        place.done(&elicit(&["--stakeholders", "returns.csv", "--answers", "answers.txt"]));
        let returns = text(&place, "returns.csv");
        for row in ["S04,Primary care,", "S05,Board,", "S06,Boards,", "S07,Primary care,"] {
            assert!(returns.contains(&format!("\n{row}")), "{returns}");
        }
    }

    #[test]
    fn a_saved_session_goes_on_to_the_same_files() {
        let place = place();
        let arguments = ["--stakeholders", "returns.csv"];
        let mut saved = String::new();
        for stop in [3, 14, ANSWERS.len()] {
            place.write("criteria.toml", BOARD);
            let _ = std::fs::remove_file(place.path("returns.csv"));
            let mut first = session(&place, &arguments);
            first.answers(&ANSWERS[..stop]);
            if stop == 14 {
                first.end_of_input();
            } else {
                first.answers(&["save"]);
            }
            let (shown, ended) = first.end();
            assert!(ended.success() && shown.contains("--resume criteria.session"), "{shown}");
            assert_eq!(text(&place, "criteria.toml"), BOARD);
            saved = text(&place, "criteria.session");
            let mut second = session(&place, &[&arguments[..], &["--resume", "criteria.session"]].concat());
            second.answers(&ANSWERS[stop..]);
            second.answers(&["yes"]);
            let (shown, ended) = second.end();
            assert!(ended.success() && shown.contains("Removed criteria.session: its session has been written"), "{shown}");
            assert!(!place.names().contains(&"criteria.session".to_owned()));
            check_board(&place);
        }
        // A session that was saved is a file of answers, with its questions.
        assert!(saved.contains("\n# S01: Points for 'Experience of care', 0 to 100\n40.5\n"), "{saved}");
        place.write("criteria.toml", BOARD);
        std::fs::remove_file(place.path("returns.csv")).expect("the returns");
        place.write("all.txt", format!("{saved}\nyes\n"));
        place.done(&elicit(&["--stakeholders", "returns.csv", "--answers", "all.txt"]));
        check_board(&place);
        // ... and is about these ranges.
        place.write("criteria.toml", BOARD.replace("-25", "-20"));
        let said = place.refused(&elicit(&["--stakeholders", "new.csv", "--answers", "all.txt"]), 1);
        assert!(said.contains("for other ranges"), "{said}");
    }

    #[test]
    fn a_session_that_was_not_resumed_is_not_written_over_unasked() {
        let place = place();
        let mut first = session(&place, &[]);
        first.answers(&["1", "save"]);
        assert!(first.end().1.success());
        let saved = text(&place, "criteria.session");
        for name in ["criteria.session-2", "criteria.session-3"] {
            let mut other = session(&place, &[]);
            other.answers(&["2"]);
            other.end_of_input();
            let (shown, _) = other.end();
            assert!(
                shown.contains("A session is saved in criteria.session") && shown.contains(&format!("Saved in {name}.")),
                "{shown}"
            );
            assert!(text(&place, name).ends_with("\n2\n"));
        }
        assert_eq!(text(&place, "criteria.session"), saved);
        // One from elsewhere stays when it has been written.
        let mut second = session(&place, &["--resume", "criteria.session-2"]);
        second.answers(&["skip", "50", "50", "same", "yes", "yes", "yes"]);
        let (shown, ended) = second.end();
        assert!(ended.success() && !shown.contains("Removed"), "{shown}");
        // Whoever asks for it replaces the old one.
        place.write("criteria.toml", BOARD);
        let mut third = session(&place, &[]);
        third.answers(&["3", "save"]);
        assert!(third.end().1.success());
        assert!(text(&place, "criteria.session").ends_with("\n3\n"));
        assert_eq!(place.names(), ["criteria.session", "criteria.session-2", "criteria.session-3", "criteria.toml"]);
    }

    #[test]
    fn colour_comes_only_where_it_is_wanted() {
        let place = place();
        for (when, coloured) in [("always", true), ("never", false)] {
            let mut command = place.command(&elicit(&["--colour", when]));
            command.env_remove("NO_COLOR").env("TERM", "xterm-256color");
            let mut session = Session::start(command);
            session.answers(&["1", "skip", "50", "show", "quit", "yes"]);
            let (shown, _) = session.end();
            assert_eq!(shown.contains('\u{1b}'), coloured, "{shown}");
        }
    }

    #[test]
    fn leaving_writes_nothing() {
        let place = place();
        for leave in ["quit", "end", "interrupt"] {
            let mut session = session(&place, &[]);
            if leave == "quit" {
                session.answers(&["1", "quit", "yes"]);
            } else if leave == "end" {
                session.end_of_input();
            } else {
                session.answers(&["1"]);
                session.interrupt();
            }
            let (shown, ended) = session.end();
            assert_eq!(ended.code(), Some(if leave == "interrupt" { 130 } else { 0 }), "{shown}");
            assert_eq!((place.names(), text(&place, "criteria.toml").as_str()), (vec!["criteria.toml".to_owned()], BOARD));
        }
    }

    #[test]
    fn what_others_write_meanwhile_stays_and_the_session_is_kept() {
        let place = place();
        let mut session = session(&place, &[]);
        session.answers(&["1", "skip", "50", "50", "same", "yes", "accept"]);
        session.prompt();
        place.write("criteria.toml", format!("{BOARD}# more\n"));
        session.answers(&["yes"]);
        let (shown, ended) = session.end();
        assert_eq!(ended.code(), Some(4), "{shown}");
        assert!(shown.contains("was changed while the session ran") && shown.contains("Saved in criteria.session"), "{shown}");
        assert_eq!(text(&place, "criteria.toml"), format!("{BOARD}# more\n"));
    }
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
