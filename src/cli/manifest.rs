//! What made a result: the program and every file that it rests on.

use super::files::{FileIdentity, Inputs};
use crate::export::docx::Manifest;
use crate::printable::head;

/// Digits of a hash by which a reader tells two files apart.
const SHORT: usize = 12;

impl Inputs {
    /// Every file that a result rests on, with what it is.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &FileIdentity)> {
        let files = [
            ("Data", self.data.as_ref()),
            ("Criteria", Some(&self.criteria)),
            ("Stakeholders", self.stakeholders.as_ref()),
            ("Draws of figures", self.draws.performances.as_ref().map(|file| &file.identity)),
            ("Draws of weights", self.draws.weights.as_ref().map(|file| &file.identity)),
            ("Proposed", self.proposed.as_ref().map(|file| &file.identity)),
        ];
        files.into_iter().filter_map(|(what, file)| Some((what, file?)))
    }

    /// What made a result, for the foot of its pages.
    #[must_use]
    pub fn manifest(&self) -> Manifest {
        let program = concat!("Made by weighup ", env!("CARGO_PKG_VERSION"));
        let whole = self.files().map(|(what, file)| format!("{what}: {}", file.words()));
        let short = self.files().map(|(_, file)| format!("{} {}", file.file, head(&file.sha256, SHORT)));
        let lines = std::iter::once(program.to_owned()).chain(whole).collect();
        Manifest { lines, short: std::iter::once(program.to_owned()).chain(short).collect::<Vec<_>>().join(" · ") }
    }
}
