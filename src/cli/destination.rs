//! Where results go and in which form: what `--format` and `--output` mean together.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::arguments::{Format, OutputArgs};
use super::disk::shown;
use super::failure::Failure;
use super::output::plain;
use super::terminal::Terminal;
use crate::export::csv::Formulas;
use crate::export::file::{Target, Unwritable};
use crate::export::xlsx::Unfit;
use crate::present::Medium;

/// Endings of files and the forms they stand for.
const ENDINGS: [(&str, Format); 11] = [
    ("txt", Format::Table),
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("json", Format::Json),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("tex", Format::Latex),
    ("docx", Format::Docx),
    ("xlsx", Format::Xlsx),
];

/// Endings of pictures and the forms they stand for.
const PICTURES: [(&str, PictureForm); 2] = [("svg", PictureForm::Svg), ("emf", PictureForm::Emf)];

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureForm {
    Svg,
    Emf,
}

/// A form, and a place that can take it.
#[derive(Debug)]
pub struct Destination {
    pub format: Format,
    pub formulas: Formulas,
    outlet: Outlet,
}

/// Standard output, or a file that can be written.
#[derive(Debug)]
pub struct Outlet(Option<Target>);

impl Outlet {
    /// Where a picture goes, and how it is written: on standard output as SVG.
    ///
    /// - `inputs`: the files read, none of which may be replaced
    ///
    /// # Errors
    /// A name that does not end in `.svg` or `.emf`; a file that cannot be written.
    pub fn of_picture(output: Option<&Path>, inputs: &[PathBuf]) -> Result<(Self, PictureForm), Failure> {
        let Some(path) = output else { return Ok((Self(None), PictureForm::Svg)) };
        let Some((_, form)) = picture(path) else {
            let message = format!("chart draws SVG and EMF: end the name of {} in .svg or .emf", shown(path));
            return Err(Failure::Usage(message));
        };
        Ok((Self(Some(Target::new(path, inputs)?)), form))
    }

    /// Writes bytes to standard output, or to the file, which is then named on standard error.
    ///
    /// # Errors
    /// What the stream or the disk says.
    pub fn write(&self, terminal: &Terminal, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<()> {
        let Some(target) = &self.0 else {
            return Ok(plain(fill)?);
        };
        target.write(fill).map_err(Failure::from)?;
        terminal.say(&format!("Wrote {}", target.named().display()));
        Ok(())
    }
}

impl Destination {
    /// Understands both options together, before anything is worked out.
    ///
    /// - `inputs`: the files read, none of which may be replaced
    ///
    /// # Errors
    /// A form that contradicts the ending, an ending that says nothing, a workbook without a file; a file that cannot be
    /// written.
    pub fn new(output: &OutputArgs, inputs: &[PathBuf]) -> Result<Self, Failure> {
        let formulas = if output.raw { Formulas::Raw } else { Formulas::Harmless };
        let Some(path) = &output.output else {
            let format = output.format.unwrap_or(Format::Table);
            return match format {
                Format::Xlsx => Err(Failure::Usage("a workbook goes to a file: name it with --output FILE.xlsx".to_owned())),
                Format::Docx => Err(Failure::Usage("a Word document goes to a file: name it with --output FILE.docx".to_owned())),
                _ => Ok(Self { format, formulas, outlet: Outlet(None) }),
            };
        };
        // A name without an ending says nothing against a form that is stated.
        let format = match output.format {
            Some(format) if path.extension().is_none() => format,
            _ => format_of(path)?,
        };
        match output.format {
            Some(wanted) if wanted != format => Err(contradiction(path, wanted)),
            _ => {
                let file = Target::new(path, inputs)?;
                Ok(Self { format, formulas, outlet: Outlet(Some(file)) })
            }
        }
    }

    #[must_use]
    pub fn is_standard_output(&self) -> bool {
        self.outlet.0.is_none()
    }

    /// Whether the form is one table of records and nothing else.
    #[must_use]
    pub fn holds_one_table(&self) -> bool {
        matches!(self.format, Format::Csv | Format::Tsv)
    }

    /// How a document of this form will be read.
    #[must_use]
    pub fn medium(&self, terminal: &Terminal) -> Medium {
        match self.format {
            Format::Table if self.is_standard_output() => terminal.medium(),
            Format::Xlsx => Medium::Workbook,
            _ => Medium::Paper,
        }
    }

    /// Writes bytes to standard output, or to the file, which is then named on standard error.
    ///
    /// # Errors
    /// What the stream or the disk says.
    pub fn write(&self, terminal: &Terminal, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<()> {
        self.outlet.write(terminal, fill)
    }

    /// A result that the form cannot hold.
    #[must_use]
    pub fn refused(&self, unfit: &Unfit) -> Failure {
        let name = self.outlet.0.as_ref().map_or_else(String::new, |file| shown(file.named()));
        Failure::File(format!("{name} cannot be written: {unfit}"))
    }
}

impl From<Unwritable> for Failure {
    fn from(error: Unwritable) -> Self {
        Self::File(error.to_string())
    }
}

/// The ending of a picture and what it stands for.
fn picture(path: &Path) -> Option<(&'static str, PictureForm)> {
    let ending = path.extension()?;
    PICTURES.into_iter().find(|(known, _)| ending.eq_ignore_ascii_case(known))
}

fn format_of(path: &Path) -> Result<Format, Failure> {
    if let Some((ending, _)) = picture(path) {
        let one = format!("one comes from `weighup chart NAME DATA -o FILE.{ending}`");
        return Err(Failure::Usage(format!("{} would be a picture, and this is none: {one}", shown(path))));
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let known = ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format);
    known.ok_or_else(|| {
        let endings: Vec<_> = ENDINGS.iter().map(|(ending, _)| format!(".{ending}")).collect();
        let way = match ending.as_str() {
            "pdf" => "; a PDF comes from .docx or .html, saved or printed as one",
            "doc" | "odt" => "; Word and LibreOffice open .docx",
            "xls" | "ods" => "; Excel and LibreOffice open .xlsx",
            _ => "",
        };
        Failure::Usage(format!("the ending of {} says no form; known: {}{way}", shown(path), endings.join(", ")))
    })
}

fn contradiction(path: &Path, wanted: Format) -> Failure {
    let endings: Vec<_> =
        ENDINGS.iter().filter(|(_, format)| *format == wanted).map(|(ending, _)| format!(".{ending}")).collect();
    Failure::Usage(format!(
        "--format contradicts the ending of {}: leave --format out, or end the name in {}",
        shown(path),
        endings.join(" or ")
    ))
}
