//! `--net`: savings taken off costs, from the command line.

use std::process::Command;

/// A costs £400 and saves £100 a year; B saves more than it costs; C has no saving stated.
const DATA: &str = "id,gain,cost,saving\nA,60,400,100\nB,30,200,250\nC,40,100,\nD,0,50,0\n";
const CRITERIA: &str = "schema = 1\n[data]\ncost = \"cost\"\nsaving = \"saving\"\n[portfolio]\nbaseline = 0\n\
    [[criteria]]\nid = \"gain\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = 100\n";

fn rank(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("data.csv"), DATA).expect("the data can be written");
    std::fs::write(folder.path().join("criteria.toml"), CRITERIA).expect("the criteria can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_weighup"));
    let output = command.current_dir(&folder).args(["rank", "data.csv", "-q"]).args(arguments).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// Id, cost, ratio and the reason for none.
type Money = (String, Option<f64>, Option<f64>, Option<String>);

/// The money of each intervention, best first.
fn money(arguments: &[&str]) -> Vec<Money> {
    let json: serde_json::Value = serde_json::from_str(&rank(arguments)).expect("JSON");
    let rows = json["results"]["ranking"].as_array().expect("a ranking");
    let money = |row: &serde_json::Value| {
        let text = |key: &str| row[key].as_str().map(str::to_owned);
        (text("id").unwrap_or_default(), row["cost"].as_f64(), row["value_for_money"].as_f64(), text("no_ratio"))
    };
    rows.iter().map(money).collect()
}

#[test]
fn savings_come_off_costs_only_when_asked() {
    let stated = |reason: &str| Some(reason.to_owned());
    let gross = [
        ("A".to_owned(), Some(400.0), Some(60.0 / 400.0), None),
        ("C".to_owned(), Some(100.0), Some(40.0 / 100.0), None),
        ("B".to_owned(), Some(200.0), Some(30.0 / 200.0), None),
        ("D".to_owned(), Some(50.0), None, stated("no-benefit")),
    ];
    assert_eq!(money(&["-f", "json"]), gross);
    let net = [
        ("A".to_owned(), Some(300.0), Some(60.0 / 300.0), None),
        ("C".to_owned(), None, None, stated("no-saving")),
        ("B".to_owned(), Some(-50.0), None, stated("releases-money")),
        ("D".to_owned(), Some(50.0), None, stated("no-benefit")),
    ];
    assert_eq!(money(&["-f", "json", "--net"]), net);
}

#[test]
fn every_table_of_net_costs_says_so() {
    let shown = rank(&["-f", "markdown", "--net", "--sort", "value-for-money"]);
    assert!(shown.contains("Listed apart") && shown.contains("releases money"), "{shown}");
    assert_eq!(shown.matches("| Net cost |").count(), 2, "{shown}");
    assert!(!shown.contains("Cost a year"), "{shown}");
}
