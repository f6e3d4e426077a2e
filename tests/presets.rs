//! Every ready criterion set does what `weighup init` promises: both files are written, they run at once, and the values of
//! the made-up rows are right.
//!
//! The figures were worked out apart from this program, in exact fractions from the scales and swings that the comments of
//! each file describe.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use toml::{Table, Value};
use weighup::input::presets::{PRESETS, Preset};

const BANNER: &str = "PLACEHOLDER WEIGHTS";
const TOLERANCE: f64 = 1e-9;

/// What the rows of a preset's template come to.
struct Expected {
    preset: &'static str,
    /// Overall values, best first.
    values: &'static [(&'static str, f64)],
    /// Points of benefit per pound, of the rows that have it.
    value_for_money: &'static [(&'static str, f64)],
    /// Doubts that the template raises, beside that the weights are placeholders.
    doubts: &'static [&'static str],
}

const EXPECTED: [Expected; 6] = [
    Expected {
        preset: "integrated-care",
        values: &[("EX1", 34.285_024_248_344_45), ("EX2", 29.174_133_086_644_975), ("EX3", 16.366_521_974_455_68)],
        value_for_money: &[("EX1", 3.245_150_870_201_814e-5), ("EX2", 7.409_908_792_873_062e-5)],
        doubts: &[],
    },
    Expected {
        preset: "selfie",
        values: &[("programme", 58.400_622_930_118_46), ("usual_care", 51.853_139_421_614_77)],
        value_for_money: &[],
        doubts: &["local-scale", "no-discrimination"],
    },
    Expected {
        preset: "triple-aim",
        values: &[
            ("EX2", 46.760_010_822_510_82),
            ("EX1", 42.380_275_974_025_98),
            ("EX3", 40.618_283_279_220_776),
            ("EX4", 35.210_227_272_727_27),
        ],
        value_for_money: &[
            ("EX1", 1.082_814_754_689_754_7e-5),
            ("EX2", 4.350_649_350_649_35e-5),
            ("EX3", 1.479_654_947_916_666_7e-5),
        ],
        doubts: &["missing-values"],
    },
    Expected {
        preset: "star",
        // 4,000 × 12, 900 × 40, 1,500 × 8 and 60 × 90, in thousands.
        values: &[("EX1", 48.0), ("EX3", 36.0), ("EX4", 12.0), ("EX2", 5.4)],
        value_for_money: &[
            ("EX1", 48.0 / 180_000.0),
            ("EX2", 5.4 / 450_000.0),
            ("EX3", 36.0 / 300_000.0),
            ("EX4", 12.0 / 60_000.0),
        ],
        doubts: &[],
    },
    Expected {
        preset: "evidem",
        values: &[("EX2", 740.0 / 13.0), ("EX1", 720.0 / 13.0), ("EX3", 680.0 / 13.0), ("EX4", 510.0 / 13.0)],
        value_for_money: &[],
        doubts: &[],
    },
    Expected {
        preset: "icb-matrix",
        values: &[("EX3", 67.61), ("EX2", 58.82), ("EX1", 56.085), ("EX4", 53.455)],
        value_for_money: &[],
        doubts: &[],
    },
];

/// A folder into which a preset was written.
struct Written {
    preset: &'static Preset,
    folder: PathBuf,
}

impl Written {
    /// `weighup init NAME --into` a folder that is not there yet.
    fn new(preset: &'static Preset, test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("presets").join(test).join(preset.name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.parent().expect("a parent")).expect("a folder can be made");
        let into = folder.display().to_string();
        run(Path::new(env!("CARGO_TARGET_TMPDIR")), &["init", preset.name, "--into", &into]);
        Self { preset, folder }
    }

    /// Standard output of a command that must succeed, run in the folder.
    fn run(&self, arguments: &[&str]) -> String {
        run(&self.folder, arguments)
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join(file)).unwrap_or_else(|error| panic!("{}: {file}: {error}", self.preset.name))
    }
}

fn weighup(place: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weighup"));
    command.args(arguments).current_dir(place).env_remove("COLUMNS").env("NO_COLOR", "1");
    command.output().expect("the program starts")
}

fn run(place: &Path, arguments: &[&str]) -> String {
    let output = weighup(place, arguments);
    assert!(output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// All presets, freshly written.
fn all(test: &'static str) -> impl Iterator<Item = Written> {
    PRESETS.iter().map(move |preset| Written::new(preset, test))
}

fn expected(preset: &str) -> &'static Expected {
    EXPECTED.iter().find(|expected| expected.preset == preset).unwrap_or_else(|| panic!("no figures for the preset {preset}"))
}

fn criteria(preset: &Preset) -> Table {
    preset.criteria.parse().unwrap_or_else(|error| panic!("{}: {error}", preset.name))
}

fn text<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    table.get(key).and_then(Value::as_str)
}

/// The tables of a list such as `[[criteria]]`.
fn list<'a>(file: &'a Table, key: &str) -> Vec<&'a Table> {
    file.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table).collect()
}

fn is_placeholder(file: &Table) -> bool {
    let weights = file.get("weights").and_then(Value::as_table);
    weights.and_then(|weights| text(weights, "status")) == Some("placeholder")
}

/// A CSV as its heading and, row by row, its cells.
fn records(csv: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = cells(reader.headers().expect("a heading"));
    let rows = reader.records().map(|record| cells(&record.expect("a whole row"))).collect();
    (header, rows)
}

/// One column of a CSV; empty cells left out.
fn column(csv: &str, name: &str) -> Vec<(String, f64)> {
    let (header, rows) = records(csv);
    let place = |wanted: &str| header.iter().position(|heading| heading == wanted);
    let Some(at) = place(name) else { return Vec::new() };
    let id = place("id").expect("an id column");
    rows.iter().filter(|row| !row[at].is_empty()).map(|row| (row[id].clone(), row[at].parse().expect("a number"))).collect()
}

fn close(found: f64, wanted: f64) -> bool {
    (found - wanted).abs() <= TOLERANCE * wanted.abs().max(f64::MIN_POSITIVE)
}

#[test]
fn init_writes_both_files_as_they_are_embedded() {
    for written in all("files") {
        assert_eq!(written.read("criteria.toml"), written.preset.criteria, "{}", written.preset.name);
        assert_eq!(written.read("interventions.csv"), written.preset.template, "{}", written.preset.name);
    }
}

#[test]
fn templates_run_and_raise_no_doubt_but_the_stated_ones() {
    for written in all("check") {
        let findings = written.run(&["check", "interventions.csv", "--format", "csv"]);
        let (_, rows) = records(&findings);
        let found: BTreeSet<&str> = rows.iter().map(|row| row[1].as_str()).collect();
        let mut wanted: BTreeSet<&str> = expected(written.preset.name).doubts.iter().copied().collect();
        wanted.extend(is_placeholder(&criteria(written.preset)).then_some("placeholder-weights"));
        assert_eq!(found, wanted, "{}", written.preset.name);
    }
}

#[test]
fn values_of_the_templates_are_those_worked_out_apart() {
    for written in all("values") {
        let name = written.preset.name;
        let ranking = written.run(&["rank", "interventions.csv", "--format", "csv"]);
        let values = column(&ranking, "value");
        let wanted = expected(name).values;
        let ids: Vec<_> = values.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, wanted.iter().map(|(id, _)| *id).collect::<Vec<_>>(), "{name}: the order");
        for ((id, value), (_, wanted)) in values.iter().zip(wanted) {
            assert!(close(*value, *wanted), "{name}: {id} has {value}, not {wanted}");
        }
    }
}

#[test]
fn values_for_money_of_the_templates_are_those_worked_out_apart() {
    for written in all("money") {
        let name = written.preset.name;
        let ranking = written.run(&["rank", "interventions.csv", "--format", "csv"]);
        let mut found = column(&ranking, "value_for_money");
        found.sort_by(|a, b| a.0.cmp(&b.0));
        let wanted = expected(name).value_for_money;
        assert_eq!(found.len(), wanted.len(), "{name}: {found:?}");
        for ((id, value), (wanted_id, wanted)) in found.iter().zip(wanted) {
            assert!(id == wanted_id && close(*value, *wanted), "{name}: {id} has {value}, not {wanted}");
        }
    }
}

#[test]
fn templates_have_the_columns_that_are_read_and_room_for_notes() {
    for preset in &PRESETS {
        let file = criteria(preset);
        let data = file.get("data").and_then(Value::as_table).expect("a [data] section");
        let mut read: BTreeSet<String> = data.values().filter_map(Value::as_str).map(str::to_owned).collect();
        for criterion in list(&file, "criteria") {
            let column = text(criterion, "column").or_else(|| text(criterion, "id")).expect("an id");
            let factors = ["times", "per"].into_iter().filter_map(|key| text(criterion, key));
            read.extend([column].into_iter().chain(factors).map(str::to_owned));
        }
        let (header, rows) = records(preset.template);
        let named: BTreeSet<String> = header.iter().filter(|heading| *heading != "notes").cloned().collect();
        assert_eq!(named, read, "{}", preset.name);
        let notes = usize::from(header.iter().any(|heading| heading == "notes"));
        assert_eq!(header.len(), named.len() + notes, "{}: a heading stands twice", preset.name);
        assert!((2..=5).contains(&rows.len()), "{}", preset.name);
        for row in &rows {
            assert!(row.iter().any(|cell| cell.contains("replace me")), "{}: {row:?} may be taken for real", preset.name);
        }
    }
}

#[test]
fn weighed_criteria_state_their_scale_and_doing_nothing() {
    for preset in &PRESETS {
        let file = criteria(preset);
        let weighed = list(&file, "criteria").into_iter().filter(|criterion| text(criterion, "role") != Some("report"));
        for criterion in weighed.filter(|criterion| text(criterion, "value") != Some("relative")) {
            for key in ["worst", "best", "nothing", "swing"] {
                assert!(criterion.contains_key(key), "{}: {:?} has no {key}", preset.name, text(criterion, "id"));
            }
        }
    }
}

#[test]
fn placeholders_carry_a_banner() {
    for written in all("banner") {
        let table = written.run(&["rank", "interventions.csv"]);
        assert_eq!(table.contains(BANNER), is_placeholder(&criteria(written.preset)), "{}", written.preset.name);
    }
    // Where nothing is weighed there is nothing to judge; all others say so.
    let judged: Vec<_> = PRESETS.iter().filter(|preset| !is_placeholder(&criteria(preset))).map(|preset| preset.name).collect();
    assert_eq!(judged, ["star"]);
}

#[test]
fn a_name_gives_the_same_bytes_as_the_written_file() {
    for written in all("bytes") {
        let by_name = written.run(&["rank", "interventions.csv", "-c", written.preset.name, "-f", "csv"]);
        let by_file = written.run(&["rank", "interventions.csv", "-c", "criteria.toml", "-f", "csv"]);
        assert_eq!(by_name, by_file, "{}", written.preset.name);
    }
}

/// Ahuja, Phillips et al. (2023), Frontiers in Health Services 3:1204207, Table 5: nine interventions, the weights that
/// `icb-matrix` carries, and the weighted totals as printed.
#[test]
fn icb_matrix_reproduces_the_table_its_weights_come_from() {
    const PUBLISHED: &str = "\
id,name,annual_cost_gbp,clinically_effective,patients_involved,reduces_inequalities,implementable,sustainable
MHC BAME,,1,70,100,100,100,70
PhysChks,,1,100,0,81,50,100
IAPT svcs,,1,100,80,0,70,70
MHCaccLT,,1,90,20,25,80,80
CaregvrSup,,1,50,90,38,70,0
InCrSubAb,,1,70,70,50,0,20
Emplmnt,,1,30,65,25,20,30
PeerSupp,,1,0,100,13,70,0
HrmPrbsA,,1,20,10,100,30,20
";
    const TOTALS: [(&str, f64); 9] = [
        ("MHC BAME", 88.0),
        ("PhysChks", 68.0),
        ("IAPT svcs", 65.0),
        ("MHCaccLT", 62.0),
        ("CaregvrSup", 50.0),
        ("InCrSubAb", 40.0),
        ("Emplmnt", 33.0),
        ("PeerSupp", 36.0),
        ("HrmPrbsA", 36.0),
    ];
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("presets").join("mhin");
    fs::create_dir_all(&place).expect("a folder can be made");
    fs::write(place.join("interventions.csv"), PUBLISHED).expect("a file can be written");
    let values = column(&run(&place, &["rank", "interventions.csv", "-c", "icb-matrix", "-f", "csv"]), "value");
    for (id, printed) in TOTALS {
        let (_, value) = values.iter().find(|(found, _)| found == id).unwrap_or_else(|| panic!("`{id}` is not ranked"));
        assert!((value - printed).abs() <= 0.5, "{id} has {value}, printed {printed}");
    }
}

/// STAR shows losses as losses: what is taken away scores below 0 and does not stop the run.
#[test]
fn star_counts_a_loss_and_a_benefit_beyond_its_unit() {
    let data = "\
id,name,annual_cost_gbp,people_reached,benefit_per_person
CLOSES,A service that closes,-50000,400,-10
LARGE,A very large programme,900000,9000,30
";
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("presets").join("star-loss");
    fs::create_dir_all(&place).expect("a folder can be made");
    fs::write(place.join("interventions.csv"), data).expect("a file can be written");
    let ranking = run(&place, &["rank", "interventions.csv", "-c", "star", "-f", "csv"]);
    assert_eq!(column(&ranking, "value"), [("LARGE".to_owned(), 270.0), ("CLOSES".to_owned(), -4.0)]);
    let slopes = column(&ranking, "value_for_money");
    assert!(slopes.len() == 1 && close(slopes[0].1, 270.0 / 900_000.0), "{slopes:?}");
}
