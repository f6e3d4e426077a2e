//! Holds the floors: every `crate::` path in `src/` leads to a strictly lower floor, or stays inside its own folder.
//!
//! Stands in for the walls that separate crates would be.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms and their floors; rooms on one floor do not know one another.
const FLOORS: [(&str, usize); 12] = [
    ("main", 6),
    ("lib", 6),
    ("cli", 5),
    ("present", 4),
    ("input", 3),
    ("analysis", 3),
    ("export", 3),
    ("weighting", 2),
    ("model", 1),
    ("numeric", 0),
    ("document", 0),
    ("diagnostic", 0),
];

/// A room of floor 0 that the other rooms of floor 0 may use: how text is made safe.
const FOUNDATION: &str = "printable";

/// Lines a file may have before it must be split by what it is about.
const LONGEST_FILE: usize = 400;
const MEDIAN_FILE: usize = 160;

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("src can be listed").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("a source file can be read");
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The room a file belongs to: its folder below `src/`, or its own name.
fn room_of(path: &Path) -> String {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("a path below src");
    let first = below.components().next().expect("a file name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that the code of a file names after `crate::`, tests at its end included.
fn named_rooms(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.match_indices("crate::").map(move |(at, _)| &line[at + "crate::".len()..]).collect::<Vec<_>>())
        .map(|rest| rest.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect())
        .collect()
}

#[test]
fn every_path_leads_to_a_lower_floor_or_stays_in_its_room() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        let own = if room == FOUNDATION { Some(0) } else { floor(&room) };
        let Some(own) = own else {
            wrong.push(format!("{}: the room `{room}` has no floor", path.display()));
            continue;
        };
        for named in named_rooms(&text) {
            let allowed = named == room || named == FOUNDATION || floor(&named).is_some_and(|other| other < own);
            if !allowed {
                wrong.push(format!("{}: `{room}` (floor {own}) uses `{named}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn analyses_are_pure() {
    const IMPURE: [&str; 6] = ["std::fs", "std::io", "std::time", "std::env", "println!", "crate::export"];
    for (path, text) in
        sources().into_iter().filter(|(path, _)| ["analysis", "weighting", "model", "numeric"].contains(&room_of(path).as_str()))
    {
        for word in IMPURE {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn files_stay_small_and_say_what_they_own() {
    let mut lengths = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines", path.display());
        assert!(text.starts_with("//! "), "{} does not say what it owns", path.display());
        lengths.push(lines);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= MEDIAN_FILE, "the median file has {median} lines");
}

#[test]
fn the_program_itself_stays_short() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).expect("main.rs can be read");
    assert!(main.lines().count() < 40);
}

/// The codes of all doubts that the sources make.
fn doubts_made() -> std::collections::BTreeSet<String> {
    let mut found = std::collections::BTreeSet::new();
    for (_, text) in sources() {
        for rest in text.split("Diagnostic::warning(").skip(1) {
            let code: String =
                rest.trim_start().trim_start_matches('"').chars().take_while(|character| *character != '"').collect();
            if rest.trim_start().starts_with('"') && !code.is_empty() {
                found.insert(code);
            }
        }
    }
    found
}

#[test]
fn every_doubt_can_be_accepted_and_is_documented() {
    let reference =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/criteria-file.md")).expect("the reference");
    for code in doubts_made() {
        assert!(weighup::diagnostic::DOUBTS.contains(&code.as_str()), "`{code}` is made, and is not among DOUBTS");
        assert!(reference.contains(&format!("`{code}`")), "`{code}` is not in docs/criteria-file.md");
    }
}
