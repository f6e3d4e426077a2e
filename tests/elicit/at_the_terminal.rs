//! Sessions typed at a pseudo-terminal of 80 columns.

#![allow(clippy::panic)] // a prompt that lacks its question must say which

use std::process::Command;

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
    session.answers(&["back", "60", "40.5", "show", "?", "", "perhaps", "same", "yes", "2", "45", "", "yes", "S01", "S02", ""]);
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
    // Nor does whoever types save mean to lose another's answers.
    place.write("criteria.toml", BOARD);
    let mut third = session(&place, &[]);
    third.answers(&["3", "save"]);
    assert!(third.end().1.success());
    assert_eq!(text(&place, "criteria.session"), saved);
    assert!(text(&place, "criteria.session-4").ends_with("\n3\n"));
    let names = ["criteria.session", "criteria.session-2", "criteria.session-3", "criteria.session-4", "criteria.toml"];
    assert_eq!(place.names(), names);
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

#[test]
fn what_was_said_can_be_said_anew() {
    let place = place();
    let mut session = session(&place, &[]);
    session.answers(&["1", "skip", "70", "60", "same", "perhaps"]);
    let refused = session.answer("more");
    let refused = refused.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(refused.contains("Or type keep; or more, less or same to say that anew."), "{refused}");
    session.answers(&["no", "65", "yes"]);
    let shown = session.answer("");
    assert!(shown.contains("100   42.6%") && !shown.contains("the points now"), "{shown}");
    session.answers(&["yes"]);
    assert!(session.end().1.success());
}
