//! What a command line gets that asks for what is not there, and what pipes, disks and foreign systems change: nothing.
//!
//! Exit codes as the interface promises them: 2 for a wrong wish, 4 for a file, 0 for a reader that has seen enough.

use std::fs;
use std::io::Read;

use super::run::{
    BASE_CRITERIA, BASE_DATA, PATIENCE, command, finish, folder, none_fails, rank, run, run_fed, scratch, wait, written,
};
use super::verdict::missing_mentions;

/// The base criteria with a scenario, a group and a second kind of row.
const CRITERIA: &str = "
groups = [{ id = 'benefit' }]
criteria = [
  { id = 'health', better = 'higher', worst = 0, best = 50, swing = 100, group = 'benefit' },
  { id = 'equity', better = 'higher', worst = 0, best = 10, swing = 40 },
  { id = 'quality', better = 'higher', role = 'report' },
]
scenarios = [
  { name = 'Equity first', swing = { equity = 100 } },
  { name = 'North only', where = { place = 'North' } },
  { name = 'Slip', where = { place = 'Noth' } },
]
";
const DATA: &str = "id,name,cost,health,quality,equity,place\nfalls,Falls,120,30,6,4,North\ncoach,Coaching,80,22,7,6,South\n";

/// Runs `rank` on both files above.
fn on_own_files(folder: &str, cases: &[(&[&str], i32, &str)]) {
    let folder = scratch(folder);
    let (data, criteria) = (written(&folder, "data.csv", DATA), written(&folder, "criteria.toml", CRITERIA));
    let failure = |(options, code, says): &(&[&str], i32, &str)| {
        let run = rank(&data, &criteria, options);
        let missing = missing_mentions(says, "", &run.text());
        (run.code != Some(*code) || !missing.is_empty()).then(|| format!("{options:?} lacks {missing:?}: {}", run.summary()))
    };
    none_fails("exit code and words", &cases.iter().filter_map(failure).collect::<Vec<_>>());
}

#[test]
fn a_wish_for_what_is_not_there_ends_with_2_and_the_nearest_name() {
    on_own_files(
        "wishes",
        &[
            (&["--formatt", "csv"], 2, "--formatt;--format"),
            (&["-f", "jsn"], 2, "jsn;json"),
            (&["--scenario", "Equity frist"], 2, "Equity frist;did you mean `Equity first`"),
            (&["--scenario", "zzz"], 2, "zzz;`Equity first`"),
            (&["--where", "plaice=North"], 2, "plaice;did you mean `place`"),
            (&["--where", "place=Noth"], 2, "Noth;did you mean `North`"),
            (&["--where", "place"], 2, "COLUMN=VALUE"),
            (&["--where", "place=North", "--where", "id=coach"], 2, "no intervention is left"),
            (&["--by", "plac"], 2, "plac;did you mean `place`"),
            (&["--set", "fals.cost=1"], 2, "fals;did you mean `falls`"),
            (&["--set", "falls.costs=1"], 2, "costs;did you mean `cost`"),
            (&["--set", "falls.id=1"], 2, "id cannot be changed"),
            (&["--set", "falls"], 2, "ID.COLUMN=VALUE"),
            (&["--swing", "helth=5"], 2, "helth;did you mean `health`"),
            (&["--swing", "quality=5"], 2, "quality;only reported"),
            (&["--set", "falls.health=lots"], 2, "--set;lots;health;no figure"),
            (&["--swing", "health=0", "--swing", "equity=0"], 2, "--swing;above 0"),
            (&["--swing", "benefit=5"], 2, "benefit;has none"),
            (&["--swing", "health=-5"], 2, "0 or more"),
            (&["--swing", "health=inf"], 2, "0 or more"),
            (&["--swing", "health=x"], 2, "CRITERION=POINTS"),
            (&["--top", "0"], 2, "--top"),
            (&["--precision", "11"], 2, "--precision"),
        ],
    );
}

/// A what-if is checked as the cell it replaces.
#[test]
fn a_what_if_that_breaks_the_data_ends_with_1_and_says_where_it_came_from() {
    on_own_files(
        "what_ifs",
        &[
            (&["--set", "falls.health=51"], 1, "51;--set;scale"),
            (&["--scenario", "Slip"], 1, "Slip;no row;Noth;did you mean `North`;@line11"),
            (&["--set", "falls.health="], 1, "--set;missing"),
        ],
    );
}

#[test]
fn a_what_if_beyond_its_own_bounds_widens_them_and_one_in_a_bound_is_taken_at_its_word() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/board-round/interventions.csv");
    let (figure, low) = ("IC18.annual_cost_gbp=640000", "IC18.cost_low_gbp=700000");
    let note = "note[what-if-bounds];`annual_cost_gbp` of `IC18` is now 640,000;740,000 to 960,000;640,000 to 960,000;@line19";
    let error = "error[uncertainty];`700000` (from --set) in column `cost_low_gbp` is a lower bound above its figure";
    let cases: [(&[&str], i32, &str); 5] = [
        (&["rank", data, "--set", figure], 0, note),
        (&["explain", data, "IC18", "--set", figure], 0, note),
        (&["sensitivity", data, "--tornado=IC18", "--set", figure], 0, note),
        (&["rank", data, "--set", figure, "--set", low], 1, error),
        (&["rank", data, "--set", "IC18.cost_low_gbp=900000"], 1, "error[uncertainty];`900000` (from --set);cost_low_gbp"),
    ];
    let failure = |(arguments, code, says): &(&[&str], i32, &str)| {
        let run = run(arguments);
        let missing = missing_mentions(says, "", &run.text());
        (run.code != Some(*code) || !missing.is_empty()).then(|| format!("{arguments:?} lacks {missing:?}: {}", run.summary()))
    };
    none_fails("exit code and words", &cases.iter().filter_map(failure).collect::<Vec<_>>());
}

#[test]
fn the_fault_of_a_row_is_told_before_the_wish_for_that_row() {
    let data = "id,cost,health,quality,equity\nA,1,2,3,4\nB,1,2,3\nC,1,3,3,3\n";
    let data = written(&scratch("lost_row"), "data.csv", data);
    for wish in [["--set", "B.cost=5"], ["--where", "id=B"]] {
        let run = rank(&data, BASE_CRITERIA, &wish);
        let is_told = run.code == Some(1) && run.stderr().contains("line 3 has 4 fields");
        assert!(is_told, "wanted exit 1 and `line 3 has 4 fields`, got {}", run.summary());
    }
}

#[test]
fn wishes_that_can_be_met_are_met() {
    on_own_files(
        "met",
        &[
            (&["--scenario", "Equity first"], 0, "ranked 2"),
            (&["--scenario", "North only"], 0, "ranked 1, set aside 1"),
            (&["--where", "place=North", "--where", "place=South"], 0, "ranked 2"),
            (&["--by", "place"], 0, "single-intervention"),
            (&["--set", "falls.health=1", "--swing", "equity=90"], 0, "ranked 2"),
        ],
    );
}

#[test]
fn unknown_commands_and_presets_end_with_2_or_4_and_the_nearest_name() {
    let folder = scratch("unknown");
    let into = folder.to_str().expect("a path in UTF-8");
    let cases: [(&[&str], i32, &str); 6] = [
        (&["rnak", BASE_DATA], 2, "rnak;rank"),
        (&[], 2, "usage"),
        (&["init", "selfi", "--into", into], 2, "selfi;selfie"),
        (&["rank", BASE_DATA, "-c", "selfi"], 4, "selfi;selfie"),
        (&["rank", "-"], 2, "-c"),
        (&["rank", BASE_CRITERIA, "-c", BASE_DATA], 2, "swapped"),
    ];
    for (arguments, code, says) in cases {
        let run = run(arguments);
        assert_eq!(run.code, Some(code), "{}", run.summary());
        assert_eq!(missing_mentions(says, "", &run.text()), [""; 0], "{}", run.summary());
    }
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 0, "a preset that is not there writes nothing");
}

#[test]
fn files_that_cannot_be_read_end_with_4() {
    let folder = scratch("unreadable");
    let path = |name: &str| folder.join(name).to_str().expect("a path in UTF-8").to_owned();
    written(&folder, "interventions.csv", DATA);
    let near = rank(&path("intervention.csv"), BASE_CRITERIA, &[]);
    assert_eq!(near.code, Some(4), "{}", near.summary());
    assert!(near.stderr().contains("did you mean interventions.csv?"), "{}", near.stderr());
    for (data, criteria, word) in [
        (path("nowhere/x.csv"), BASE_CRITERIA.to_owned(), "there is no file"),
        (path(""), BASE_CRITERIA.to_owned(), "is a directory"),
        (BASE_DATA.to_owned(), path(""), "is a directory"),
        (BASE_DATA.to_owned(), path("criteria.toml"), "there is no file"),
        (path("interventions.csv/x.csv"), BASE_CRITERIA.to_owned(), "x.csv"),
    ] {
        for command in ["rank", "check"] {
            let run = run(&[command, &data, "-c", &criteria]);
            assert_eq!(run.code, Some(4), "{}", run.summary());
            assert!(run.stderr().contains(word) && run.stdout.is_empty(), "{}", run.summary());
        }
    }
}

#[test]
fn a_workbook_that_is_not_read_says_how_to_save_it() {
    let folder = scratch("workbooks");
    for (name, code) in [("round.xlsx", 1), ("ROUND.XLSX", 1), ("round.xlsm", 1), ("round.xls", 2), ("round.ods", 2)] {
        let run = rank(&written(&folder, name, b"PK\x03\x04rest"), BASE_CRITERIA, &[]);
        assert_eq!(run.code, Some(code), "{}", run.summary());
        assert_eq!(missing_mentions("@file;CSV UTF-8", name, &run.stderr()), [""; 0], "{}", run.summary());
    }
}

/// A round whose doubts are told apart by how much of them a paper may carry.
#[test]
fn strict_takes_no_doubt_and_a_final_paper_only_what_it_accepts() {
    let folder = scratch("rigour");
    let data = written(&folder, "data.csv", "id,cost,health\nA,10,1\nB,20,2\nC,30,3\n");
    let criterion = "[[criteria]]\nid = 'health'\nbetter = 'higher'\nworst = 0\nbest = 3\nnothing = 0\nswing = 1\n";
    let signed = "[decision]\nowner = 'Board'\nquestion = 'Which?'\n[weights]\nsource = 'Workshop'\n[assurance]\nanalyst = 'A'\nassurer = 'B'\n";
    let accepted = "[assurance.accepted]\nratio-needs-size = 'all reach as many people'\n";
    let of = |name: &str, text: String| written(&folder, name, text);
    let plain = of("plain.toml", criterion.to_owned());
    let unaccepted = of("signed.toml", format!("{signed}{criterion}"));
    let whole_text = format!("{signed}{accepted}{criterion}");
    let whole = of("whole.toml", whole_text.clone());
    let same = of("same.toml", whole_text.replace("'B'", "'a '"));
    let placeholder = of(
        "placeholder.toml",
        format!("{signed}{accepted}{criterion}").replace("[weights]", "[weights]\nstatus = 'placeholder'"),
    );
    let hollow = of("hollow.toml", whole_text.replace("'Board'", "' '").replace("'B'", "''").replace("'Workshop'", "''"));
    for (criteria, option, code, words) in [
        (&plain, "--strict", 1, "error[ratio-needs-size];a doubt is an error"),
        (&plain, "--final", 1, "no [decision];no [assurance];no source;error[ratio-needs-size]"),
        (&unaccepted, "--final", 1, "1 error;[assurance.accepted] ratio-needs-size"),
        (&whole, "--final", 0, "ranked 3"),
        (&same, "--final", 1, "the assurer is the analyst"),
        (&hollow, "--final", 1, "lacks its owner;lacks its analyst;no source"),
        (&plain, "--net", 2, "--net needs to know the savings"),
        (&placeholder, "--final", 1, "error[placeholder-weights];no reason can make this acceptable"),
    ] {
        for command in ["rank", "check"] {
            let run = run(&[command, &data, "-c", criteria, option]);
            assert_eq!(run.code, Some(code), "{command} {criteria} {option}: {}", run.summary());
            let said = format!("{}{}", run.stderr(), String::from_utf8_lossy(&run.stdout));
            let missing = missing_mentions(words, criteria, &said);
            assert!(
                missing.is_empty() || (code == 0 && command == "check"),
                "{command} {criteria} {option}: {missing:?} in {said}"
            );
        }
    }
}

/// Enough rows that no pipe holds all the output.
fn long_file(test: &str) -> String {
    let row = |number: usize| format!("R{number},A name long enough to fill the pipe,10,{},5,5\n", number % 51);
    let rows: String = (0..3000).map(row).collect();
    written(&scratch(test), "long.csv", format!("id,name,cost,health,quality,equity\n{rows}"))
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let data = long_file("closed_pipe");
    for form in ["table", "csv", "tsv", "json", "markdown"] {
        let mut child = command(&["rank", &data, "-c", BASE_CRITERIA, "-f", form]).spawn().expect("the program starts");
        let mut pipe = child.stdout.take().expect("a pipe to read from");
        pipe.read_exact(&mut [0; 64]).expect("the program says something");
        drop(pipe);
        let run = wait(child, PATIENCE);
        assert_eq!(run.code, Some(0), "{form}: {}", run.summary());
        assert!(!run.crashed() && !run.stderr().contains("pipe"), "{form}: {}", run.stderr());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_with_4() {
    let full = || std::process::Stdio::from(fs::File::options().write(true).open("/dev/full").expect("/dev/full"));
    let data = long_file("full_disk");
    for file in [BASE_DATA, &data] {
        for form in ["table", "csv", "tsv", "json", "markdown"] {
            for name in ["rank", "check"] {
                let run = finish(command(&[name, file, "-c", BASE_CRITERIA, "-f", form]).stdout(full()), PATIENCE);
                assert_eq!(run.code, Some(4), "{name} -f {form}: {}", run.summary());
                assert!(!run.crashed() && run.stderr().contains("cannot be written"), "{name} -f {form}: {}", run.summary());
            }
        }
    }
    let said_nothing = finish(command(&["rank", BASE_DATA, "-c", BASE_CRITERIA]).stderr(full()), PATIENCE);
    assert!(said_nothing.accepted(), "standard error that is full stops nothing: {}", said_nothing.summary());
}

#[test]
fn standard_input_is_read_as_the_file_would_be() {
    let bytes = fs::read(folder().join(BASE_DATA)).expect("the base file");
    for form in ["table", "csv", "markdown"] {
        let fed = run_fed(&["rank", "-", "-c", BASE_CRITERIA, "-f", form], &bytes);
        let read = rank(BASE_DATA, BASE_CRITERIA, &["-f", form]);
        assert!(fed.accepted(), "{}", fed.summary());
        assert_eq!(fed.stdout(), read.stdout());
    }
    let nothing = run_fed(&["rank", "-", "-c", BASE_CRITERIA], b"");
    assert!(nothing.code == Some(1) && nothing.stderr().contains("empty"), "{}", nothing.summary());
}

/// The bytes of a text in UTF-16 after its byte order mark.
fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(to_bytes).collect()
}

/// Invariant 47.
#[test]
fn line_ends_and_encodings_change_no_byte() {
    let folder = scratch("encodings");
    let base = fs::read_to_string(super::run::folder().join(BASE_DATA)).expect("the base file");
    for text in [
        base.clone(),
        base.replace("Falls clinic", "Café – “£5” naïve"),
        base.replace("Falls clinic", "日本 e\u{301} 👩\u{200d}⚕"),
    ] {
        let wanted = rank(&written(&folder, "data.csv", &text), BASE_CRITERIA, &["-f", "csv"]);
        let crlf = text.replace('\n', "\r\n");
        let forms = [
            ("CRLF", crlf.clone().into_bytes()),
            ("CR", text.replace('\n', "\r").into_bytes()),
            ("no last line end", text.trim_end().into()),
            ("blank lines last", format!("{text}\n\r\n").into_bytes()),
            ("BOM", format!("\u{feff}{text}").into_bytes()),
            ("BOM and CRLF", format!("\u{feff}{crlf}").into_bytes()),
            ("UTF-16LE", utf16(&text, u16::to_le_bytes)),
            ("UTF-16BE and CRLF", utf16(&crlf, u16::to_be_bytes)),
            ("UTF-16LE and CR", utf16(&text.replace('\n', "\r"), u16::to_le_bytes)),
        ];
        for (form, bytes) in forms {
            let run = rank(&written(&folder, "data.csv", bytes), BASE_CRITERIA, &["-f", "csv"]);
            assert_eq!(run.stdout(), wanted.stdout(), "{form}: {}", run.summary());
        }
        let (latin, _, lossy) = encoding_rs::WINDOWS_1252.encode(&text);
        let run = rank(&written(&folder, "data.csv", &latin), BASE_CRITERIA, &["-f", "csv"]);
        assert!(lossy || run.stdout == wanted.stdout, "Windows-1252: {}", run.summary());
    }
}

#[test]
fn line_ends_and_a_mark_in_the_criteria_file_change_no_byte() {
    let folder = scratch("criteria_line_ends");
    let text = fs::read_to_string(super::run::folder().join(BASE_CRITERIA)).expect("the base file");
    let wanted = rank(BASE_DATA, BASE_CRITERIA, &["-f", "csv"]);
    for form in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text.trim_end().to_owned()] {
        let run = rank(BASE_DATA, &written(&folder, "criteria.toml", form), &["-f", "csv"]);
        assert!(run.accepted() && run.stdout == wanted.stdout, "{}", run.summary());
    }
}

/// Invariant 48.
#[test]
fn neither_language_nor_time_zone_changes_a_byte() {
    for form in ["table", "csv", "json", "markdown"] {
        let arguments = ["rank", BASE_DATA, "-c", BASE_CRITERIA, "-f", form];
        let wanted = run(&arguments);
        assert!(wanted.accepted(), "{}", wanted.summary());
        for (variable, value) in [
            ("LC_ALL", "C"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LC_ALL", "de_DE.UTF-8"),
            ("LANG", "en_GB.ISO-8859-1"),
            ("LC_NUMERIC", "fr_FR.UTF-8"),
            ("TZ", "Pacific/Kiritimati"),
        ] {
            let run = finish(command(&arguments).env(variable, value), PATIENCE);
            assert_eq!((run.stdout(), run.stderr()), (wanted.stdout(), wanted.stderr()), "{variable}={value}");
        }
    }
}

#[test]
fn the_same_run_twice_gives_the_same_bytes() {
    let data = long_file("twice");
    for form in ["table", "json"] {
        let [first, second] = [(), ()].map(|()| rank(&data, BASE_CRITERIA, &["-f", form]));
        assert!(first.stdout == second.stdout && first.stderr == second.stderr, "{form}");
    }
}
