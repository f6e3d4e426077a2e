//! `--output`: which form a file takes, and that it is written whole or not at all, never onto an input.

#[path = "support/program.rs"]
mod program;

use std::process::Stdio;

use program::{CRITERIA, DATA, Place, said};

/// Endings, and what `--format` calls the same form.
const FORMS: [(&str, &str); 9] = [
    ("txt", "table"),
    ("csv", "csv"),
    ("tsv", "tsv"),
    ("json", "json"),
    ("md", "markdown"),
    ("markdown", "markdown"),
    ("html", "html"),
    ("htm", "html"),
    ("tex", "latex"),
];

#[test]
fn the_ending_says_the_form_and_both_ways_give_the_same_bytes() {
    let place = Place::with_round();
    for (ending, format) in FORMS {
        let name = format!("out.{ending}");
        let stdout = place.done(&["rank", "data.csv", "-o", &name]);
        assert!(stdout.is_empty(), "{ending}");
        assert_eq!(place.read(&name), place.done(&["rank", "data.csv", "-f", format, "-q"]), "{ending}");
        assert_eq!(place.done(&["rank", "data.csv", "-f", format, "-o", &name]), b"", "{ending}");
    }
    place.done(&["rank", "data.csv", "-o", "OUT.CSV"]);
    assert_eq!(place.read("OUT.CSV"), place.read("out.csv"));
}

#[test]
fn the_same_inputs_give_the_same_bytes_again() {
    let (one, two) = (Place::with_round(), Place::with_round());
    for ending in FORMS.iter().map(|(ending, _)| *ending).chain(["docx", "xlsx"]) {
        let name = format!("out.{ending}");
        for command in ["rank", "check"] {
            one.done(&[command, "data.csv", "-o", &name]);
            std::thread::sleep(std::time::Duration::from_millis(20));
            two.done(&[command, "data.csv", "-o", &name]);
            assert_eq!(one.read(&name), two.read(&name), "{command} {ending}");
        }
    }
}

#[test]
fn a_form_that_contradicts_the_ending_and_an_ending_without_form_are_refused() {
    let place = Place::with_round();
    let message = place.refused(&["rank", "data.csv", "-f", "json", "-o", "out.csv"], 2);
    assert!(message.contains("out.csv") && message.contains(".json"), "{message}");
    for name in ["out.doc", "out.odt", "out", "csv", "out.", "-"] {
        let message = place.refused(&["rank", "data.csv", "-o", name], 2);
        assert!(message.contains(".csv, .tsv, .json, .md, .markdown, .html, .htm, .tex, .docx, .xlsx"), "{message}");
    }
    let message = place.refused(&["rank", "data.csv", "-o", "out.pdf"], 2);
    assert!(message.contains("a PDF comes from .docx or .html"), "{message}");
    for format in ["xlsx", "docx"] {
        let message = place.refused(&["rank", "data.csv", "-f", format], 2);
        assert!(message.contains("--output"), "{message}");
    }
    assert_eq!(place.names(), ["criteria.toml", "data.csv"]);
}

#[test]
fn what_was_written_is_said_unless_quiet() {
    let place = Place::with_round();
    let output = place.run(&["rank", "data.csv", "-o", "ranking.html"]);
    assert!(said(&output).contains("Wrote ranking.html\n"), "{}", said(&output));
    let output = place.run(&["rank", "data.csv", "-o", "ranking.html", "-q"]);
    assert!(said(&output).is_empty(), "{}", said(&output));
}

#[test]
fn a_missing_folder_is_named_and_not_made() {
    let place = Place::with_round();
    let message = place.refused(&["rank", "data.csv", "-o", "none/deeper/out.csv"], 4);
    assert!(message.contains("there is no folder none/deeper"), "{message}");
    place.write("file", "");
    place.refused(&["rank", "data.csv", "-o", "file/out.csv"], 4);
    assert_eq!(place.names(), ["criteria.toml", "data.csv", "file"]);
}

#[test]
fn a_folder_is_no_file() {
    let place = Place::with_round();
    std::fs::create_dir(place.path("out.csv")).expect("a folder can be made");
    let message = place.refused(&["rank", "data.csv", "-o", "out.csv"], 4);
    assert!(message.contains("is a directory"), "{message}");
}

#[test]
fn inputs_that_cannot_be_ranked_leave_the_old_file() {
    let place = Place::with_round();
    place.write("data.csv", DATA.replace("120", "a lot"));
    place.write("out.csv", "old");
    place.refused(&["rank", "data.csv", "-o", "out.csv"], 1);
    assert_eq!(place.read("out.csv"), b"old");
    place.refused(&["check", "data.csv", "-o", "out.csv"], 1);
    assert!(place.read("out.csv").starts_with(b"severity,"), "a check that found errors is a result");
    place.refused(&["check", "data.csv", "-o", "out.txt"], 1);
    let text = String::from_utf8(place.read("out.txt")).expect("UTF-8");
    assert!(text.starts_with("error[number]") && text.contains("^^^^^"), "{text}");
    assert_eq!(place.names(), ["criteria.toml", "data.csv", "out.csv", "out.txt"]);
}

#[test]
fn no_input_is_written_over_under_its_own_name() {
    let place = Place::with_round();
    place.write("criteria.csv", CRITERIA);
    std::fs::create_dir(place.path("sub")).expect("a folder can be made");
    for name in ["data.csv", "./data.csv", "sub/../data.csv", place.path("data.csv").to_str().expect("UTF-8")] {
        let message = place.refused(&["rank", "data.csv", "-o", name], 4);
        assert!(message.contains("input"), "{message}");
        assert_eq!(place.read("data.csv"), DATA.as_bytes());
    }
    for name in ["notes.md", "data.csv", "criteria.csv"] {
        place.write("notes.md", CRITERIA);
        let arguments = ["rank", "data.csv", "-c", "notes.md", "-o", name];
        if name == "criteria.csv" {
            place.done(&arguments);
        } else {
            place.refused(&arguments, 4);
        }
        assert_eq!(place.read("notes.md"), CRITERIA.as_bytes());
    }
}

#[test]
fn a_text_too_long_for_a_cell_is_refused_and_nothing_written() {
    let place = Place::with_round();
    let row = |length: usize| format!("id,name,cost,health,quality,equity\nA,{},1,1,1,1\nB,b,1,2,2,2\n", "x".repeat(length));
    place.write("data.csv", row(32_768));
    let message = place.refused(&["rank", "data.csv", "-o", "out.xlsx"], 4);
    assert!(message.contains("32,768 characters") && message.contains("32,767"), "{message}");
    assert_eq!(place.names(), ["criteria.toml", "data.csv"]);
    place.done(&["rank", "data.csv", "-o", "out.csv"]);
}

#[cfg(unix)]
mod unix {
    use std::fs::{self, File, hard_link};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn no_input_is_written_over_under_another_name() {
        let place = Place::with_round();
        symlink("data.csv", place.path("link.csv")).expect("a link can be made");
        symlink("link.csv", place.path("second.csv")).expect("a link can be made");
        hard_link(place.path("data.csv"), place.path("hard.csv")).expect("a second name can be given");
        hard_link(place.path("criteria.toml"), place.path("criteria.md")).expect("a second name can be given");
        symlink(".", place.path("here")).expect("a link can be made");
        for name in ["link.csv", "second.csv", "hard.csv", "criteria.md", "here/data.csv", "here/here/link.csv"] {
            let message = place.refused(&["rank", "data.csv", "-o", name], 4);
            assert!(message.contains("leads to the input"), "{message}");
        }
        let message = place.refused(&["rank", "link.csv", "-o", "data.csv"], 4);
        assert!(message.contains("leads to the input"), "{message}");
        assert_eq!(place.read("data.csv"), DATA.as_bytes());
        assert_eq!(place.read("criteria.toml"), CRITERIA.as_bytes());
        assert!(place.path("link.csv").is_symlink());
    }

    #[test]
    fn standard_input_from_a_file_is_an_input() {
        let place = Place::with_round();
        let data = File::open(place.path("data.csv")).expect("the data can be read");
        let mut command = place.command(&["rank", "-", "-c", "criteria.toml", "-o", "data.csv"]);
        let output = command.stdin(Stdio::from(data)).output().expect("the program starts");
        if place.path("/dev/stdin").exists() {
            assert_eq!(output.status.code(), Some(4), "{}", said(&output));
            assert_eq!(place.read("data.csv"), DATA.as_bytes());
        }
    }

    #[test]
    fn a_link_stays_and_what_it_leads_to_is_replaced() {
        let place = Place::with_round();
        fs::create_dir(place.path("kept")).expect("a folder can be made");
        fs::write(place.path("kept/old.csv"), "old").expect("a file can be written");
        symlink("kept/old.csv", place.path("out.csv")).expect("a link can be made");
        symlink("kept/new.csv", place.path("dangling.csv")).expect("a link can be made");
        symlink("none/new.csv", place.path("lost.csv")).expect("a link can be made");
        for (link, file) in [("out.csv", "kept/old.csv"), ("dangling.csv", "kept/new.csv")] {
            place.done(&["rank", "data.csv", "-o", link]);
            assert!(place.path(link).is_symlink());
            assert!(place.read(file).starts_with(b"rank,"));
        }
        let message = place.refused(&["rank", "data.csv", "-o", "lost.csv"], 4);
        assert!(message.contains("there is no folder none"), "{message}");
        assert_eq!(fs::read_dir(place.path("kept")).expect("a folder").count(), 2, "no litter beside the files");
    }

    #[test]
    fn a_second_name_of_the_old_file_keeps_the_old_text() {
        let place = Place::with_round();
        place.write("out.csv", "old");
        hard_link(place.path("out.csv"), place.path("other")).expect("a second name can be given");
        place.done(&["rank", "data.csv", "-o", "out.csv"]);
        assert_eq!(place.read("other"), b"old");
    }

    #[test]
    fn a_device_is_no_file_and_a_full_one_is_said() {
        let place = Place::with_round();
        symlink("/dev/full", place.path("full.csv")).expect("a link can be made");
        let message = place.refused(&["rank", "data.csv", "-o", "full.csv"], 4);
        assert!(message.contains("no ordinary file"), "{message}");
        let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
        for format in ["table", "csv", "json", "markdown", "html", "latex"] {
            let mut command = place.command(&["rank", "data.csv", "-f", format]);
            let full = full.try_clone().expect("a second handle");
            let output = command.stdout(full).output().expect("the program starts");
            assert_eq!(output.status.code(), Some(4), "{format}: {}", said(&output));
        }
    }

    #[test]
    fn what_may_not_be_written_is_left_alone() {
        let place = Place::with_round();
        fs::create_dir(place.path("closed")).expect("a folder can be made");
        place.write("closed.csv", "old");
        fs::set_permissions(place.path("closed"), PermissionsExt::from_mode(0o555)).expect("rights can be set");
        fs::set_permissions(place.path("closed.csv"), PermissionsExt::from_mode(0o444)).expect("rights can be set");
        let may_do_anything = File::create(place.path("closed/probe")).is_ok();
        if !may_do_anything {
            for name in ["closed/out.csv", "closed.csv"] {
                let message = place.refused(&["rank", "data.csv", "-o", name], 4);
                assert!(message.to_lowercase().contains("permission denied"), "{message}");
                assert!(!message.contains(".tmp"), "{message}");
            }
            assert_eq!(place.read("closed.csv"), b"old");
            assert_eq!(fs::read_dir(place.path("closed")).expect("a folder").count(), 0);
        }
        fs::set_permissions(place.path("closed"), PermissionsExt::from_mode(0o755)).expect("rights can be set");
    }

    #[test]
    fn a_new_file_has_the_rights_that_any_new_file_has() {
        let place = Place::with_round();
        place.write("plain", "");
        place.done(&["rank", "data.csv", "-o", "out.csv"]);
        let mode = |name: &str| place.path(name).metadata().expect("a file").mode() & 0o777;
        assert_eq!(mode("out.csv"), mode("plain"));
    }
}
