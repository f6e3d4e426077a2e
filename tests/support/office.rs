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

/// Whether a test can run. Standard error is written to directly, as the harness hides what a passing test prints.
pub fn can_run(test: &str) -> bool {
    let version = Command::new(program()).arg("--version").stdin(Stdio::null()).output();
    if version.is_ok_and(|output| output.status.success()) {
        return true;
    }
    let lack = format!("no LibreOffice: {} (or WEIGHUP_SOFFICE) does not run", program());
    assert!(std::env::var("WEIGHUP_OFFICE").as_deref() != Ok("required"), "{test}: {lack}");
    let message = format!("\n*** SKIPPED: {test}: {lack}. The file was NOT opened in an office program. ***\n");
    std::io::stderr().write_all(message.as_bytes()).expect("standard error can be written");
    false
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
