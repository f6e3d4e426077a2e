//! Runs the program in a folder of its own, which goes when the test ends.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop
#![allow(dead_code)] // not every test uses all of it

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Three criteria with fixed scales, so that no row moves another.
pub const CRITERIA: &str = r#"title = "Community services"

[[criteria]]
id = "health"
better = "higher"
worst = 0
best = 50
swing = 100

[[criteria]]
id = "quality"
name = "Quality of evidence"
better = "higher"
worst = 0
best = 10
swing = 60

[[criteria]]
id = "equity"
better = "higher"
worst = 0
best = 10
swing = 40
"#;

pub const DATA: &str = "id,name,cost,health,quality,equity\n\
    A,Falls clinic,120,30,6,4\nB,Diabetes coaching,80,22,7,6\nC,Virtual wards,200,45,5,3\n";

pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder can be made") }
    }

    /// A folder with `criteria.toml` and `data.csv`.
    pub fn with_round() -> Self {
        let place = Self::new();
        place.write("criteria.toml", CRITERIA);
        place.write("data.csv", DATA);
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).expect("a file can be written");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Everything in the folder, hidden files too.
    pub fn names(&self) -> Vec<String> {
        let entries = self.folder.path().read_dir().expect("a folder that can be listed");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weighup"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("COLUMNS").env("NO_COLOR", "1");
        command.stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// Runs what must succeed; its standard output.
    pub fn done(&self, arguments: &[&str]) -> Vec<u8> {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        output.stdout
    }

    /// Runs what must be refused with an exit code; what it says.
    pub fn refused(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", said(&output));
        said(&output)
    }
}

/// Standard error as text.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
