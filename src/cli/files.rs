//! The files of a run: read whole, hashed, and handed to `input`.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::arguments::InputArgs;
use super::failure::Failure;
use super::rigour::Governance;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostics, nearest, quote};
use crate::input::assemble::{self, Refusal, Round};
use crate::input::{criteria_file, presets, sheet};

/// A file as results name it: no path, so that the same inputs give the same bytes anywhere.
#[derive(Debug, Clone, Serialize)]
pub struct FileIdentity {
    pub file: String,
    pub sha256: String,
}

impl FileIdentity {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let mut sha256 = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            sha256.push_str(&format!("{byte:02x}"));
        }
        Self { file: name.to_owned(), sha256 }
    }
}

/// Both inputs, understood together.
pub struct Understood {
    pub round: Round,
    pub findings: Diagnostics,
    pub title: Option<String>,
    pub governance: Governance,
}

/// Both inputs of a run, read and not yet understood.
pub struct Inputs {
    pub data: FileIdentity,
    pub criteria: FileIdentity,
    data_bytes: Vec<u8>,
    criteria_bytes: Vec<u8>,
}

/// Where the criteria come from.
pub enum CriteriaFrom {
    File(PathBuf),
    /// `criteria.toml` beside the data.
    Beside(PathBuf),
    Preset(&'static presets::Preset),
    Nowhere,
}

impl CriteriaFrom {
    pub fn of(data: Option<&Path>, criteria: Option<&Path>) -> Self {
        if let Some(path) = criteria {
            let preset = if path.exists() { None } else { path.to_str().and_then(presets::find) };
            return preset.map_or_else(|| Self::File(path.to_owned()), Self::Preset);
        }
        let beside = data.and_then(Path::parent).unwrap_or(Path::new("")).join("criteria.toml");
        if beside.exists() { Self::Beside(beside) } else { Self::Nowhere }
    }
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Beside(path) => Some(path),
            Self::Preset(_) | Self::Nowhere => None,
        }
    }

    fn new(args: &InputArgs) -> Self {
        if let Some(path) = &args.criteria {
            let preset = if path.exists() { None } else { path.to_str().and_then(presets::find) };
            return preset.map_or_else(|| Self::File(path.clone()), Self::Preset);
        }
        let beside = args.data.parent().unwrap_or(Path::new("")).join("criteria.toml");
        if !is_standard_input(&args.data) && beside.exists() { Self::Beside(beside) } else { Self::Nowhere }
    }
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// The files that a run reads, none of which its output may replace.
#[must_use]
pub fn read_by(args: &InputArgs) -> Vec<PathBuf> {
    let data = if is_standard_input(&args.data) { PathBuf::from("/dev/stdin") } else { args.data.clone() };
    match CriteriaFrom::new(args) {
        CriteriaFrom::File(path) | CriteriaFrom::Beside(path) => vec![data, path],
        CriteriaFrom::Preset(_) | CriteriaFrom::Nowhere => vec![data],
    }
}

impl Inputs {
    /// Reads both files.
    ///
    /// # Errors
    /// A file that is missing, unreadable or of a kind that is not read.
    pub fn read(args: &InputArgs, terminal: &Terminal) -> Result<Self, Failure> {
        refuse_swapped(args)?;
        let (data_name, data_bytes) = read_data(&args.data)?;
        let (criteria_name, criteria_bytes) = read_criteria(&CriteriaFrom::new(args), terminal)?;
        let data = FileIdentity::new(&data_name, &data_bytes);
        let criteria = FileIdentity::new(&criteria_name, &criteria_bytes);
        Ok(Self { data, criteria, data_bytes, criteria_bytes })
    }

    /// Understands both files together.
    ///
    /// # Errors
    /// Every problem of either file; of both, where each can be read on its own.
    pub fn assemble(&self, args: &InputArgs) -> Result<Understood, Failure> {
        let criteria = criteria_file::parse(&self.criteria.file, &self.criteria_bytes);
        let stated = criteria.as_ref().ok().map(|file| &file.value.data);
        let options = sheet::Options {
            delimiter: stated.and_then(|data| data.delimiter),
            sheet: stated.and_then(|data| data.sheet.as_ref()).map(|sheet| sheet.get_ref().as_str()),
        };
        let sheet = sheet::read(&self.data.file, &self.data_bytes, options);
        let mut findings = Diagnostics::default();
        let rest = match sheet {
            Ok(sheet) => {
                findings.append(sheet.findings);
                Some(sheet.value)
            }
            Err(unsound) => {
                findings.append(unsound.findings);
                unsound.rest
            }
        };
        let (file, sheet) = match (criteria, rest) {
            (Ok(criteria), Some(sheet)) => {
                findings.append(criteria.findings);
                (criteria.value, sheet)
            }
            (Ok(_), None) => return Err(findings.into()),
            (Err(mut errors), _) => {
                errors.append(findings);
                return Err(errors.into());
            }
        };
        if args.net && file.data.saving.is_none() {
            return Err(Failure::Usage("--net needs to know the savings: name their column with [data] saving".to_owned()));
        }
        match assemble::assemble(&file, sheet, &args.choices()) {
            Ok(round) => {
                findings.append(round.findings);
                if !findings.has_errors() {
                    let governance = Governance {
                        decision: file.decision,
                        assurance: file.assurance,
                        weights_have_source: file.weights.source.is_some(),
                    };
                    return Ok(Understood { round: round.value, findings, title: file.title, governance });
                }
            }
            Err(Refusal::Inputs(errors)) => findings.append(errors),
            // Rows that were left out as unsound may be what the command line names: the file comes first.
            Err(_) if findings.has_errors() => {}
            Err(refusal) => return Err(refusal.into()),
        }
        Err(findings.into())
    }
}

/// The data come first, the criteria after `-c`: the endings tell when it is the other way round.
fn refuse_swapped(args: &InputArgs) -> Result<(), Failure> {
    let ends = |path: &Path, endings: &[&str]| {
        path.extension().is_some_and(|found| endings.iter().any(|ending| found.eq_ignore_ascii_case(ending)))
    };
    let criteria_is_data = args.criteria.as_deref().is_some_and(|path| ends(path, &["csv", "tsv", "xlsx"]));
    if ends(&args.data, &["toml"]) || criteria_is_data {
        let message = "the data file comes first, the criteria file (.toml) after -c: these seem to be swapped";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(())
}

pub fn read_data(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    if is_standard_input(path) {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(crate::input::encoding::MAX_BYTES as u64 + 1).read_to_end(&mut bytes);
        return read
            .map(|_| ("-".to_owned(), bytes))
            .map_err(|error| Failure::File(format!("standard input cannot be read: {error}")));
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let bytes = read_file(path)?;
    if matches!(ending.as_deref(), Some("xls" | "ods" | "xlsb" | "numbers")) {
        let message = format!("{} is a workbook of a kind that is not read; save it as .xlsx or as \"CSV UTF-8\"", shown(path));
        return Err(Failure::Usage(message));
    }
    Ok((name_of(path), bytes))
}

pub fn read_criteria(from: &CriteriaFrom, terminal: &Terminal) -> Result<(String, Vec<u8>), Failure> {
    match from {
        CriteriaFrom::File(path) => {
            read_file(path).map(|bytes| (name_of(path), bytes)).map_err(|failure| with_presets(failure, path))
        }
        CriteriaFrom::Beside(path) => {
            terminal.say(&format!("Criteria: {} (found beside the data)", shown(path)));
            read_file(path).map(|bytes| ("criteria.toml".to_owned(), bytes))
        }
        CriteriaFrom::Preset(preset) => Ok((format!("{}.toml", preset.name), preset.criteria.as_bytes().to_vec())),
        CriteriaFrom::Nowhere => {
            let names: Vec<_> = presets::PRESETS.iter().map(|preset| preset.name).collect();
            Err(Failure::Usage(format!(
                "no criteria: give a file or a preset with -c ({}), or put criteria.toml beside the data",
                names.join(", ")
            )))
        }
    }
}

fn with_presets(failure: Failure, path: &Path) -> Failure {
    let name = path.to_string_lossy();
    match (failure, nearest(&name, presets::PRESETS.iter().map(|preset| preset.name))) {
        (Failure::File(message), Some(preset)) => Failure::File(format!("{message}; the preset `{preset}` has a name like it")),
        (failure, _) => failure,
    }
}

/// Reads a file whole.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.is_dir() {
        return Err(Failure::File(format!("{} is a directory, not a file", shown(path))));
    }
    std::fs::read(path).map_err(|error| {
        let what = match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no file {}{}", shown(path), near(path)),
            std::io::ErrorKind::PermissionDenied => format!("{} may not be read: permission denied", shown(path)),
            _ => format!("{} cannot be read: {error}", shown(path)),
        };
        Failure::File(what)
    })
}

/// The file in the same folder whose name is nearest.
fn near(path: &Path) -> String {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let wanted = name_of(path);
    nearest(&wanted, names.iter().map(String::as_str)).map_or(String::new(), |name| format!("; did you mean {}?", quote(name)))
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.to_string_lossy(), std::ffi::OsStr::to_string_lossy).into_owned()
}

/// A path as messages show it.
pub fn shown(path: &Path) -> String {
    quote(&path.to_string_lossy())
}
