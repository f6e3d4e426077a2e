//! The files of a run: read whole, hashed, and handed to `input`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::arguments::{InputArgs, SamplingArgs};
use super::disk::{is_standard_input, name_of, read_data, read_file, read_table, shown};
use super::failure::Failure;
use super::rigour::Governance;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostics, Place, Warned, nearest};
use crate::input::assemble::{self, Choices, Refusal, Round};
use crate::input::criteria_file::{self, CriteriaFile};
use crate::input::presets;
use crate::input::proposed;
use crate::input::sheet::{self, Sheet};

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

    /// Its name and hash.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}, SHA-256 {}", self.file, self.sha256)
    }
}

/// Both inputs, understood together.
pub struct Understood {
    pub round: Round,
    pub findings: Diagnostics,
    pub title: Option<String>,
    pub governance: Governance,
}

/// The inputs of a run, read and not yet compared with one another.
pub struct Inputs {
    pub data: Option<FileIdentity>,
    pub criteria: FileIdentity,
    pub stakeholders: Option<FileIdentity>,
    pub draws: DrawFiles,
    /// A set that is looked at beside the plan.
    pub proposed: Option<TableFile>,
    /// Every file read, none of which an output may replace.
    pub paths: Vec<PathBuf>,
    data_bytes: Vec<u8>,
    stakeholder_bytes: Vec<u8>,
    parsed: Result<Warned<CriteriaFile>, Diagnostics>,
}

/// Draws that were made elsewhere.
#[derive(Default)]
pub struct DrawFiles {
    pub performances: Option<TableFile>,
    pub weights: Option<TableFile>,
}

/// A file of rows and columns, read whole.
pub struct TableFile {
    pub identity: FileIdentity,
    bytes: Vec<u8>,
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
    /// - `data`: `None` where the criteria are looked at by themselves; then the working folder counts as theirs
    pub fn new(data: Option<&Path>, criteria: Option<&Path>) -> Self {
        if let Some(path) = criteria {
            let preset = if path.exists() { None } else { path.to_str().and_then(presets::find) };
            return preset.map_or_else(|| Self::File(path.to_path_buf()), Self::Preset);
        }
        let folder = data.and_then(Path::parent).unwrap_or(Path::new(""));
        let beside = folder.join("criteria.toml");
        if !data.is_some_and(is_standard_input) && beside.exists() { Self::Beside(beside) } else { Self::Nowhere }
    }

    /// The file, if there is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Beside(path) => Some(path),
            Self::Preset(_) | Self::Nowhere => None,
        }
    }
}

impl Inputs {
    /// Reads all files.
    ///
    /// - `data`: `None` where the criteria are looked at by themselves
    ///
    /// # Errors
    /// A file that is missing, unreadable or of a kind that is not read.
    pub fn read(data: Option<&Path>, args: &InputArgs, terminal: &Terminal) -> Result<Self, Failure> {
        refuse_swapped(data, args.criteria.as_deref())?;
        let mut paths = Vec::new();
        let (data, data_bytes) = match data {
            Some(path) => {
                paths.push(if is_standard_input(path) { PathBuf::from("/dev/stdin") } else { path.to_path_buf() });
                let (name, bytes) = read_data(path)?;
                (Some((path, FileIdentity::new(&name, &bytes))), bytes)
            }
            None => (None, Vec::new()),
        };
        let from = CriteriaFrom::new(data.as_ref().map(|(path, _)| *path), args.criteria.as_deref());
        let (name, bytes) = read_criteria(&from, terminal)?;
        let criteria = FileIdentity::new(&name, &bytes);
        // Returns weigh the criteria, which then need no swings of their own.
        let parse = if args.stakeholders.is_some() { criteria_file::parse_unjudged } else { criteria_file::parse };
        let parsed = parse(&name, &bytes);
        paths.extend(from.path().map(Path::to_path_buf));
        let (stakeholders, stakeholder_bytes) = match stakeholder_path(args, &from, &parsed) {
            Some((path, named_by)) => {
                let (name, bytes) = read_table(&path).map_err(|failure| named_in(failure, named_by))?;
                paths.push(path);
                (Some(FileIdentity::new(&name, &bytes)), bytes)
            }
            None => (None, Vec::new()),
        };
        let data = data.map(|(_, identity)| identity);
        let draws = DrawFiles::default();
        Ok(Self { data, criteria, stakeholders, draws, proposed: None, paths, data_bytes, stakeholder_bytes, parsed })
    }

    /// The same with the files of draws that the command line names.
    ///
    /// # Errors
    /// A file that is missing or unreadable.
    pub fn with_draws(mut self, args: &SamplingArgs) -> Result<Self, Failure> {
        self.draws = DrawFiles {
            performances: self.table(args.performance_draws.as_deref())?,
            weights: self.table(args.weight_draws.as_deref())?,
        };
        Ok(self)
    }

    /// The same with the file of a proposed set.
    ///
    /// # Errors
    /// A file that is missing or unreadable.
    pub fn with_proposed(mut self, path: Option<&Path>) -> Result<Self, Failure> {
        self.proposed = self.table(path)?;
        Ok(self)
    }

    /// The ids of the proposed set; what is wrong joins the findings.
    ///
    /// # Errors
    /// The findings, if any of them is an error.
    pub fn proposed_ids(&self, round: &Round, findings: &mut Diagnostics) -> Result<Option<Vec<Arc<str>>>, Failure> {
        let Some(file) = &self.proposed else { return Ok(None) };
        let sheet = read_sheet(&file.identity.file, &file.bytes, sheet::Options::default(), findings);
        let id = self.criteria_file().and_then(|file| file.data.id.as_ref()).map(|id| id.get_ref().as_str());
        let ids = sheet.map(|sheet| proposed::read(&sheet, id, round, findings));
        if findings.has_errors() { Err(std::mem::take(findings).into()) } else { Ok(ids) }
    }

    /// A file that the command line names, if it does.
    fn table(&mut self, path: Option<&Path>) -> Result<Option<TableFile>, Failure> {
        let Some(path) = path else { return Ok(None) };
        let (name, bytes) = read_table(path)?;
        self.paths.push(path.to_path_buf());
        Ok(Some(TableFile { identity: FileIdentity::new(&name, &bytes), bytes }))
    }

    /// Understands all files together.
    ///
    /// # Errors
    /// Every problem of any file; of all of them, where each can be read on its own.
    pub fn assemble(&self, args: &InputArgs) -> Result<Understood, Failure> {
        self.assemble_with(args.net, &args.choices())
    }

    /// The same with the criteria file's own weights, whatever returns there are.
    ///
    /// # Errors
    /// As [`Inputs::assemble`].
    pub fn assemble_without_returns(&self, net: bool, choices: &Choices) -> Result<Understood, Failure> {
        self.assemble_from(net, choices, None)
    }

    /// The same with other choices than those of the command line.
    ///
    /// # Errors
    /// As [`Inputs::assemble`].
    pub fn assemble_with(&self, net: bool, choices: &Choices) -> Result<Understood, Failure> {
        self.assemble_from(net, choices, self.stakeholders.as_ref())
    }

    fn assemble_from(&self, net: bool, choices: &Choices, returns: Option<&FileIdentity>) -> Result<Understood, Failure> {
        let mut findings = Diagnostics::default();
        let stated = self.parsed.as_ref().ok().map(|file| &file.value.data);
        let options = sheet::Options {
            delimiter: stated.and_then(|data| data.delimiter),
            sheet: stated.and_then(|data| data.sheet.as_ref()).map(|sheet| sheet.get_ref().as_str()),
        };
        let data = self.data.as_ref().map(|data| read_sheet(&data.file, &self.data_bytes, options, &mut findings));
        let returns =
            returns.map(|file| read_sheet(&file.file, &self.stakeholder_bytes, sheet::Options::default(), &mut findings));
        let mut draws = |file: &Option<TableFile>| {
            let file = file.as_ref()?;
            Some(read_sheet(&file.identity.file, &file.bytes, sheet::Options::default(), &mut findings).map(Arc::new))
        };
        let (performance_draws, weight_draws) = (draws(&self.draws.performances), draws(&self.draws.weights));
        let file = match &self.parsed {
            Ok(parsed) => parsed,
            Err(errors) => {
                let mut errors = errors.clone();
                errors.append(findings);
                return Err(errors.into());
            }
        };
        findings.append(file.findings.clone());
        let file = &file.value;
        let unread = [performance_draws.as_ref(), weight_draws.as_ref()].into_iter().flatten().any(Option::is_none);
        if unread || data.as_ref().is_some_and(Option::is_none) || returns.as_ref().is_some_and(Option::is_none) {
            return Err(findings.into());
        }
        if net && file.data.saving.is_none() {
            return Err(Failure::Usage("--net needs to know the savings: name their column with [data] saving".to_owned()));
        }
        let choices = Choices {
            returns: returns.flatten().map(Arc::new),
            performance_draws: performance_draws.flatten(),
            weight_draws: weight_draws.flatten(),
            ..choices.clone()
        };
        let round = match data.flatten() {
            Some(sheet) => assemble::assemble(file, sheet, &choices),
            None => assemble::without_data(file, &choices),
        };
        match round {
            Ok(round) => {
                findings.append(round.findings);
                if !findings.has_errors() {
                    let governance = Governance {
                        decision: file.decision.clone(),
                        assurance: file.assurance.clone(),
                        weights_have_source: file.weights.source.is_some(),
                    };
                    return Ok(Understood { round: round.value, findings, title: file.title.clone(), governance });
                }
            }
            Err(Refusal::Inputs(errors)) => findings.append(errors),
            // Rows that were left out as unsound may be what the command line names: the file comes first.
            Err(_) if findings.has_errors() => {}
            Err(refusal) => return Err(refusal.into()),
        }
        Err(findings.into())
    }

    /// The criteria file, where it could be read.
    #[must_use]
    pub fn criteria_file(&self) -> Option<&CriteriaFile> {
        self.parsed.as_ref().ok().map(|parsed| &parsed.value)
    }
}

/// A table of cells; what is wrong with it goes to the findings, its sound rows go on.
fn read_sheet(name: &str, bytes: &[u8], options: sheet::Options<'_>, findings: &mut Diagnostics) -> Option<Sheet> {
    match sheet::read(name, bytes, options) {
        Ok(sheet) => {
            findings.append(sheet.findings);
            Some(sheet.value)
        }
        Err(unsound) => {
            findings.append(unsound.findings);
            unsound.rest
        }
    }
}

/// The stakeholders' returns: those of the command line, else those that the criteria file names, beside itself; then with
/// the place that names them.
fn stakeholder_path(
    args: &InputArgs,
    from: &CriteriaFrom,
    parsed: &Result<Warned<CriteriaFile>, Diagnostics>,
) -> Option<(PathBuf, Option<Place>)> {
    if let Some(path) = &args.stakeholders {
        return Some((path.clone(), None));
    }
    let file = &parsed.as_ref().ok()?.value;
    let named = file.stakeholders.file.as_ref()?;
    let folder = from.path().and_then(Path::parent).unwrap_or(Path::new(""));
    Some((folder.join(named.get_ref()), Some(Place::new(&file.source, named.span()))))
}

/// Who asked for a file that cannot be read.
fn named_in(failure: Failure, by: Option<Place>) -> Failure {
    match (failure, by) {
        (Failure::File(message), Some(place)) => {
            Failure::File(format!("{message}; [stakeholders] file names it ({}), as a path from the criteria file", place.at()))
        }
        (failure, _) => failure,
    }
}

/// The data come first, the criteria after `-c`: the endings tell when it is the other way round.
pub fn refuse_swapped(data: Option<&Path>, criteria: Option<&Path>) -> Result<(), Failure> {
    let ends = |path: &Path, endings: &[&str]| {
        path.extension().is_some_and(|found| endings.iter().any(|ending| found.eq_ignore_ascii_case(ending)))
    };
    let criteria_is_data = criteria.is_some_and(|path| ends(path, &["csv", "tsv", "xlsx"]));
    if data.is_some_and(|data| ends(data, &["toml"])) || criteria_is_data {
        let message = "the data file comes first, the criteria file (.toml) after -c: these seem to be swapped";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(())
}

pub fn read_criteria(from: &CriteriaFrom, terminal: &Terminal) -> Result<(String, Vec<u8>), Failure> {
    match from {
        CriteriaFrom::File(path) => {
            read_file(path).map(|bytes| (name_of(path), bytes)).map_err(|failure| with_presets(failure, path))
        }
        CriteriaFrom::Beside(path) => {
            terminal.say(&format!("Criteria: {} (found there: no -c was given)", shown(path)));
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
