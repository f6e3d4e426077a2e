//! Any bytes at all as either file, and the corpus torn and stitched: the readers answer, they never panic.
//!
//! In process, from bytes to every document that a ranking can become; 256 cases each, or `PROPTEST_CASES`.

use std::fs;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};
use proptest::test_runner::TestRunner;
use weighup::analysis::doubts::{Use, doubts};
use weighup::analysis::rank::{SortBy, rank};
use weighup::diagnostic::{Diagnostics, Place, Severity};
use weighup::export::{markdown, text};
use weighup::input::assemble::{Choices, Refusal, Slice, assemble};
use weighup::input::criteria_file;
use weighup::input::sheet::{self, Sheet};
use weighup::present::frame::Part;
use weighup::present::rank::{View, document};
use weighup::present::{Medium, RunNotes};

use super::run::{BASE_CRITERIA, BASE_DATA, folder, run_fed};

/// What a random byte would take long to hit.
const WORDS: [&[u8]; 36] = [
    b"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"sep=",
    b"nan",
    b"-inf",
    b"1e308",
    b"-0",
    b"%",
    b"\xc2\xa3",
    b"(",
    b"99999999999999999999",
    b"[[criteria]]\n",
    b"[",
    b"]",
    b"{",
    b"}",
    b"=",
    b"'",
    b"\"\"\"",
    b"#",
    b"value = { levels = { a = 1 } }\n",
    b"parent = 'g'\n",
    b"missing = 'range'\n",
    b"id",
];

type Bytes = Vec<u8>;

/// Every file of one kind.
fn seeds(kind: &str, base: &str) -> Vec<Bytes> {
    let files = fs::read_dir(folder().join(kind)).expect("the corpus");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.push(folder().join(base));
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a file of the corpus")).collect()
}

static TABLES: LazyLock<Vec<Bytes>> = LazyLock::new(|| seeds("csv", BASE_DATA));
static CRITERIA: LazyLock<Vec<Bytes>> = LazyLock::new(|| seeds("toml", BASE_CRITERIA));

/// One change to a file; places are shares of its length.
#[derive(Debug, Clone)]
enum Change {
    Delete(Index, usize),
    Insert(Index, Bytes),
    Replace(Index, Bytes),
    Duplicate(Index, usize, Index),
    /// The rest is that of another file.
    Splice(Index, Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let piece = || prop_oneof![3 => select(&WORDS[..]).prop_map(<[u8]>::to_vec), 1 => vec(any::<u8>(), 1..8)];
    let at = any::<Index>;
    prop_oneof![
        (at(), 1..40_usize).prop_map(|(at, length)| Change::Delete(at, length)),
        (at(), piece()).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (at(), piece()).prop_map(|(at, piece)| Change::Replace(at, piece)),
        (at(), 1..80_usize, at()).prop_map(|(from, length, to)| Change::Duplicate(from, length, to)),
        (at(), at(), at()).prop_map(|(at, other, from)| Change::Splice(at, other, from)),
    ]
}

fn apply(bytes: &mut Bytes, change: &Change, seeds: &[Bytes]) {
    let place = |index: &Index, bytes: &[u8]| index.index(bytes.len() + 1);
    let span = |start: usize, length: usize, bytes: &[u8]| start..(start + length).min(bytes.len());
    match change {
        Change::Delete(at, length) => drop(bytes.drain(span(place(at, bytes), *length, bytes))),
        Change::Insert(at, piece) => drop(bytes.splice(span(place(at, bytes), 0, bytes), piece.iter().copied())),
        Change::Replace(at, piece) => drop(bytes.splice(span(place(at, bytes), piece.len(), bytes), piece.iter().copied())),
        Change::Duplicate(from, length, to) => {
            let copy = bytes[span(place(from, bytes), *length, bytes)].to_vec();
            drop(bytes.splice(span(place(to, bytes), 0, bytes), copy));
        }
        Change::Splice(at, other, from) => {
            let other = &seeds[other.index(seeds.len())];
            bytes.truncate(place(at, bytes));
            bytes.extend_from_slice(&other[place(from, other)..]);
        }
    }
}

/// A seed after a few changes.
fn mutated(seeds: &'static [Bytes]) -> impl Strategy<Value = Bytes> {
    (select(seeds), vec(change(), 1..6)).prop_map(move |(mut bytes, changes)| {
        for change in &changes {
            apply(&mut bytes, change, seeds);
        }
        bytes
    })
}

fn noise() -> impl Strategy<Value = Bytes> {
    prop_oneof![
        vec(any::<u8>(), 0..2000),
        vec(select(&WORDS[..]), 0..200).prop_map(|words| words.concat()),
        vec(select(&b"abid,;\"\n\r0123.-="[..]), 0..2000),
    ]
}

/// Data that once made the reader panic, or were refused without a reason.
const ONCE_AT_FAULT: [&[u8]; 3] = [b"id\n\r\",b", b",", "sep=é\nidé".as_bytes()];

#[test]
fn what_was_once_at_fault_is_refused_with_a_reason() {
    for data in ONCE_AT_FAULT {
        let run = run_fed(&["rank", "-", "-c", BASE_CRITERIA], data);
        assert_eq!(run.code, Some(1), "{}", run.summary());
        assert!(!run.stderr().contains(" 0 errors"), "{}", run.stderr());
    }
}

/// Everything the program does with two files, apart from reading and writing them.
fn answer(data: &[u8], criteria: &[u8], choices: &Choices) {
    let criteria = criteria_file::parse("criteria.toml", criteria);
    let delimiter = criteria.as_ref().ok().and_then(|file| file.value.data.delimiter);
    criteria.as_ref().map_or_else(explain, |file| show(&file.findings));
    let (rest, is_sound) = rows_of(data, delimiter);
    let (Ok(criteria), Some(rows)) = (criteria, rest) else { return };
    match assemble(&criteria.value, rows, choices) {
        Ok(round) => {
            show(&round.findings);
            // Rows of an unsound file are only checked, never ranked.
            round.value.slices.iter().filter(|_| is_sound).for_each(present);
            assert_eq!(round.value.rows_read, round.value.analysed() + round.value.set_aside.len(), "rows add up");
        }
        Err(Refusal::Inputs(findings)) => explain(&findings),
        Err(Refusal::Choice(message)) => assert!(!message.is_empty()),
    }
}

/// The rows that can be read, and whether they are all of the file.
fn rows_of(data: &[u8], delimiter: Option<u8>) -> (Option<Sheet>, bool) {
    match sheet::read("data.csv", data, sheet::Options { delimiter, sheet: None }) {
        Ok(sheet) => {
            show(&sheet.findings);
            (Some(sheet.value), true)
        }
        Err(unsound) => {
            let is_known_silence = !unsound.findings.has_errors();
            if !is_known_silence {
                explain(&unsound.findings);
            }
            (unsound.rest, false)
        }
    }
}

/// A refusal has a reason, and every reason a place.
fn explain(findings: &Diagnostics) {
    assert!(findings.has_errors(), "refused without an error");
    let lost = findings.in_order(Severity::Error).into_iter().find(|finding| finding.place.is_none());
    assert!(lost.is_none(), "an error without a place: {lost:?}");
    show(findings);
}

/// Draws the place of every finding, as the terminal does.
fn show(findings: &Diagnostics) {
    for place in findings.iter().filter_map(|finding| finding.place.as_ref()) {
        let excerpt = place.excerpt();
        assert!(excerpt.text.get(excerpt.underlined).is_some() && place.line() > 0 && place.column() > 0);
        assert!(!excerpt.text.contains(weighup::printable::is_hidden), "{:?}", Place::at(place));
    }
}

/// Ranks a slice and makes a document of it.
fn present(slice: &Slice) {
    let part = Part::new(slice, |decision| rank(decision, SortBy::Value));
    let doubtful = slice.decision().map(|decision| doubts(decision, Use::Money)).into_iter().flatten();
    show(&doubtful.fold(Diagnostics::default(), |mut all, doubt| {
        all.push(doubt);
        all
    }));
    if let Some((_, ranking)) = part.analysed() {
        assert!(ranking.ranking.iter().all(|row| row.value.is_finite()), "every value is finite");
    }
    let view = View { sort: SortBy::Value, precision: 1, top: Some(5), medium: Medium::Paper };
    let shown = document(&[part], None, &RunNotes::default(), view);
    assert!(!text::render(&shown, 80).is_empty() && !markdown::render(&shown).is_empty());
}

/// Runs 256 cases; what fails is printed at its smallest, not kept in a file.
fn for_all<S: Strategy>(strategy: &S, test: impl Fn(S::Value)) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let result = TestRunner::new(config).run(strategy, |value| {
        test(value);
        Ok(())
    });
    let fault = result.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(fault.is_empty(), "{fault}");
}

/// Bytes as both kinds of file show them.
fn base(path: &str) -> Bytes {
    fs::read(folder().join(path)).expect("the base file")
}

#[test]
fn any_bytes_as_data_are_answered() {
    let criteria = base(BASE_CRITERIA);
    for_all(&noise(), |data| answer(&data, &criteria, &Choices::default()));
}

#[test]
fn any_bytes_as_criteria_are_answered() {
    let data = base(BASE_DATA);
    for_all(&noise(), |criteria| answer(&data, &criteria, &Choices::default()));
}

#[test]
fn torn_data_are_answered() {
    let criteria = base(BASE_CRITERIA);
    for_all(&mutated(&TABLES), |data| answer(&data, &criteria, &Choices::default()));
}

#[test]
fn torn_criteria_are_answered() {
    let data = base(BASE_DATA);
    for_all(&mutated(&CRITERIA), |criteria| answer(&data, &criteria, &Choices::default()));
}

/// Both files torn, and a command line that may fit neither.
#[test]
fn torn_files_and_wild_choices_are_answered() {
    let word =
        || select(vec!["A", "B.health=3", "A.cost=£1k", "health", "name", "Falls clinic", "id", "", ".=", "a.b=c=d", "quality"]);
    let choices = (vec((word(), word()), 0..2), vec(word(), 0..3), vec((word(), 0.0..100.0), 0..2), proptest::option::of(word()));
    let owned = |(a, b): (&str, &str)| (a.to_owned(), b.to_owned());
    for_all(&(mutated(&TABLES), mutated(&CRITERIA), choices), |(data, criteria, (filter, set, swing, by))| {
        let choices = Choices {
            scenario: None,
            filter: filter.into_iter().map(owned).collect(),
            by: by.map(str::to_owned),
            set: set.into_iter().map(str::to_owned).collect(),
            swing: swing.into_iter().map(|(name, points)| (name.to_owned(), points)).collect(),
            ..Choices::default()
        };
        answer(&data, &criteria, &choices);
    });
}
