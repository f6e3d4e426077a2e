//! A paper is written whole or not at all, and the same inputs give the same bytes: killed, interrupted, out of room, side by side.

#![cfg(unix)]

#[path = "support/parts.rs"]
mod parts;
#[path = "support/program.rs"]
mod program;

use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::Duration;

use program::{Place, said};

const PAPER: [&str; 4] = ["report", "data.csv", "-o", "paper.html"];
/// Forms that are a container of parts.
const CONTAINERS: [&str; 2] = ["paper.docx", "paper.xlsx"];
/// Signals by their numbers on every Unix.
const KILL: i32 = 9;

/// A round large enough that a paper takes its time.
fn large() -> Place {
    let place = Place::with_round();
    let row = |n: usize| format!("P{n},Programme {n},{},{},{},{}\n", 100 + n, n % 50, n % 10, (n * 7) % 10);
    let rows: String = (0..200).map(row).collect();
    place.write("data.csv", format!("id,name,cost,health,quality,equity\n{rows}"));
    place
}

fn is_whole(page: &[u8]) -> bool {
    page.starts_with(b"<!DOCTYPE html>") && page.ends_with(b"</html>\n")
}

/// Temporary files that are left after a kill hold nothing that anybody reads; after anything else there are none.
fn litter(place: &Place) -> Vec<String> {
    let known = ["criteria.toml", "data.csv", "paper.html"];
    place.names().into_iter().filter(|name| !known.contains(&name.as_str())).collect()
}

/// Kills 200 runs that write a paper, each after a little longer.
fn kill_while_writing(name: &str, is_whole: fn(&[u8]) -> bool) {
    let place = large();
    let mut killed = 0;
    for attempt in 0..200_u64 {
        place.write(name, "old");
        let mut child =
            place.command(&["report", "data.csv", "-o", name]).stderr(Stdio::null()).spawn().expect("the program starts");
        std::thread::sleep(Duration::from_micros(250 * (attempt % 160)));
        child.kill().expect("it can be killed");
        killed += usize::from(child.wait().expect("it ends").signal() == Some(KILL));
        let paper = place.read(name);
        assert!(paper == b"old" || is_whole(&paper), "half a {name} at attempt {attempt}");
    }
    assert!(killed > 20, "only {killed} of 200 were killed while at work");
}

#[test]
fn a_kill_leaves_the_old_paper_or_the_whole_new_one() {
    kill_while_writing("paper.html", is_whole);
    for name in CONTAINERS {
        kill_while_writing(name, parts::is_whole);
    }
}

#[test]
fn an_interrupt_ends_with_130_and_leaves_no_litter() {
    let place = large();
    place.write("paper.html", "old");
    let mut seen = false;
    for wait in [5, 15, 30, 60, 90] {
        // Draws enough that it is still at work.
        let arguments = [&PAPER[..], &["--weights", "uniform", "-n", "3000000", "--threads", "1"]].concat();
        let mut child = place.command(&arguments).stderr(Stdio::null()).spawn().expect("the program starts");
        std::thread::sleep(Duration::from_millis(100 + wait));
        let pid = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("it can be interrupted");
        seen |= child.wait().expect("it ends").code() == Some(130);
        let page = place.read("paper.html");
        assert!(page == b"old" || is_whole(&page));
        assert!(litter(&place).is_empty(), "{:?}", litter(&place));
    }
    assert!(seen, "none was interrupted while at work");
}

#[test]
fn without_room_the_old_paper_stays() {
    let place = Place::with_round();
    place.write("paper.html", "old");
    // Files may have 512 bytes; the signal that tells of it is ignored, so that the write itself fails.
    let script = format!("trap '' XFSZ; ulimit -f 1; exec {} report data.csv -o paper.html", env!("CARGO_BIN_EXE_weighup"));
    let folder = place.path("");
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(folder).output().expect("a shell");
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
    assert!(said(&output).contains("paper.html") && !said(&output).contains("panicked"), "{}", said(&output));
    assert_eq!(place.read("paper.html"), b"old");
    assert!(litter(&place).is_empty(), "{:?}", litter(&place));
}

#[test]
fn eight_at_once_leave_one_whole_paper() {
    let place = Place::with_round();
    let alone = {
        place.done(&PAPER);
        place.read("paper.html")
    };
    let children: Vec<_> =
        (0..8).map(|_| place.command(&PAPER).stderr(Stdio::null()).spawn().expect("the program starts")).collect();
    for mut child in children {
        assert!(child.wait().expect("it ends").success());
    }
    assert_eq!(place.read("paper.html"), alone);
    assert!(litter(&place).is_empty(), "{:?}", litter(&place));
}

#[test]
fn a_link_is_written_through_and_a_missing_folder_is_named() {
    let place = Place::with_round();
    place.write("kept.html", "precious");
    symlink("kept.html", place.path("paper.html")).expect("a link can be made");
    place.done(&PAPER);
    assert!(place.path("paper.html").is_symlink() && is_whole(&place.read("kept.html")));
    for name in CONTAINERS {
        place.done(&["report", "data.csv", "-o", name]);
        assert!(parts::is_whole(&place.read(name)), "{name}");
    }
    for name in ["none/paper.html", "/etc/shadow.d/paper.html", "../none/../none/paper.html"] {
        let message = place.refused(&["report", "data.csv", "-o", name], 4);
        assert!(message.contains("there is no folder"), "{message}");
    }
    let message = place.refused(&["report", "data.csv", "-o", "data.csv"], 4);
    assert!(message.contains("is an input"), "{message}");
}

#[test]
fn threads_and_repeats_make_no_difference() {
    let place = large();
    let page = |threads: &str| {
        place.done(&["report", "data.csv", "-f", "html", "-n", "500", "--weights", "uniform", "--threads", threads])
    };
    let first = page("1");
    for threads in ["2", "3", "7", "1", "2"] {
        assert_eq!(first, page(threads), "{threads} threads");
    }
    let paper = |name: &str, threads: &str| {
        place.done(&["report", "data.csv", "-o", name, "-n", "500", "--weights", "uniform", "--threads", threads]);
        place.read(name)
    };
    for name in CONTAINERS {
        let first = paper(name, "1");
        assert!(["2", "7"].iter().all(|threads| first == paper(name, threads)), "{name}");
    }
    let again = Place::with_round();
    let page = || again.done(&["report", "data.csv", "-f", "html"]);
    let first = page();
    assert!((0..20).all(|_| page() == first));
}
