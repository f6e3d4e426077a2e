//! The file that each person's points are added to.

use std::path::Path;

use super::subject::Subject;
use crate::cli::disk::{read_file, shown};
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity, quote};
use crate::export::stakeholder_file::{GROUP, PERSON, Returns};
use crate::input::number::DecimalMark;
use crate::input::sheet::{self, Sheet};
use crate::weighting::dialogue::{Person, Sitting};

pub struct ReturnsFile {
    /// What stood there; `None` if there is no file yet.
    pub bytes: Option<Vec<u8>>,
    returns: Returns,
    decimal: Option<DecimalMark>,
    /// The ids in it.
    pub people: Vec<String>,
    /// The groups in it.
    pub groups: Vec<String>,
}

impl ReturnsFile {
    /// Reads the file, or prepares a new one.
    ///
    /// # Errors
    /// A file that is no sound CSV in UTF-8, or lacks a column that is needed.
    pub fn open(path: &Path, subject: &Subject) -> Result<Self, Failure> {
        let is_text =
            path.extension().is_some_and(|ending| ["csv", "tsv", "txt"].iter().any(|text| ending.eq_ignore_ascii_case(text)));
        if !is_text {
            return Err(Failure::Usage(format!("rows are added to .csv files only, and {} is none", shown(path))));
        }
        let ids = subject.ids();
        if !path.exists() {
            return Ok(Self {
                bytes: None,
                decimal: subject.decimal,
                returns: Returns::new(ids.into_iter()),
                people: Vec::new(),
                groups: Vec::new(),
            });
        }
        let bytes = read_file(path)?;
        let name = shown(path);
        let sheet = read(&name, &bytes)?;
        let Ok(text) = String::from_utf8(bytes.clone()) else {
            return Err(Failure::Usage(format!("{name} is not in UTF-8, so nothing can be added: save it as \"CSV UTF-8\"")));
        };
        let returns = Returns::existing(text, sheet.delimiter().unwrap_or(b','), sheet.headers().to_vec());
        let needed = [PERSON, GROUP].into_iter().chain(ids.iter().map(String::as_str));
        if let Some(lacking) = returns.lacking(needed) {
            let message = format!("the file has no column `{lacking}`, into which the session would write");
            let near = sheet.headers().iter().find(|header| header.trim().eq_ignore_ascii_case(lacking));
            let remedy = near.map_or_else(
                || "add the column, or name a new file".to_owned(),
                |near| format!("head the column `{}` with `{lacking}`, or name a new file", quote(near)),
            );
            let mut findings = Diagnostics::default();
            let place = sheet.header_place(0).or_else(|| Some(Place::new(sheet.source(), 0..0)));
            findings.push(Diagnostic::error("missing-column", message).at(place).remedy(remedy));
            return Err(findings.into());
        }
        let stated = |heading: &str| -> Vec<String> {
            let column = sheet.column(heading).unwrap_or(0);
            (0..sheet.rows.len()).map(|row| sheet.cell(row, column).trim().to_owned()).collect()
        };
        let mut groups = Vec::new();
        for group in stated(GROUP) {
            if !group.is_empty() && !groups.contains(&group) {
                groups.push(group);
            }
        }
        Ok(Self { bytes: Some(bytes), decimal: subject.decimal, returns, people: stated(PERSON), groups })
    }

    /// The text with a row for each person.
    pub fn with(&self, sitting: &Sitting<'_>, people: &[Person]) -> String {
        let row = |person: &Person| {
            let points = sitting.sets.iter().zip(&person.points).flat_map(|(set, points)| set.nodes.iter().zip(points));
            let mark = if self.decimal == Some(DecimalMark::Comma) { "," } else { "." };
            let points = points.map(|(node, points)| (sitting.id(*node).to_owned(), points.to_string().replace('.', mark)));
            let who = [(PERSON.to_owned(), person.id.clone()), (GROUP.to_owned(), person.group.clone())];
            who.into_iter().chain(points).collect()
        };
        self.returns.with(&people.iter().map(row).collect::<Vec<_>>())
    }
}

/// The file as it stands; one with a header alone is read as if the header stood there twice.
fn read(name: &str, bytes: &[u8]) -> Result<Sheet, Failure> {
    match sheet::read_csv(name, bytes, None) {
        Ok(sheet) => Ok(sheet.value),
        Err(findings) if findings.in_order(Severity::Error).iter().all(|finding| finding.code == "no-rows") => {
            let header = bytes.trim_ascii_end().rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
            Ok(sheet::read_csv(name, &[bytes.trim_ascii_end(), b"\n", header].concat(), None)?.value)
        }
        Err(findings) => Err(findings.into()),
    }
}
