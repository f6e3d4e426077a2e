//! `weighup init`.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use super::arguments::InitArgs;
use super::disk::shown;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::diagnostic::{quote, suggestion};
use crate::input::presets::{self, PRESETS, Preset};

const CRITERIA: &str = "criteria.toml";
const DATA: &str = "interventions.csv";

pub fn run(args: &InitArgs, terminal: &Terminal) -> anyhow::Result<()> {
    let preset = find(&args.preset)?;
    let files = [(args.into.join(CRITERIA), preset.criteria), (args.into.join(DATA), preset.template)];
    refuse_existing(&files)?;
    let no_folder = |error| Failure::File(format!("the folder {} cannot be made: {error}", shown(&args.into)));
    std::fs::create_dir_all(&args.into).map_err(no_folder)?;
    write(&files)?;
    terminal.say(&format!("Wrote {} and {}: {}.", shown(&files[0].0), shown(&files[1].0), preset.about));
    let weights = if preset.criteria.contains("\nstatus = \"placeholder\"") { " and the placeholder weights" } else { "" };
    terminal.say(&format!("Replace the made-up rows{weights}; meanwhile this runs:"));
    let data = &files[1].0;
    terminal.say(&format!("  weighup rank {}", data.strip_prefix("./").unwrap_or(data).display()));
    Ok(())
}

fn find(name: &str) -> Result<&'static Preset, Failure> {
    let names = PRESETS.iter().map(|preset| preset.name);
    presets::find(name)
        .ok_or_else(|| Failure::Usage(format!("there is no preset `{}`; {}", quote(name), suggestion(name, names))))
}

fn refuse_existing(files: &[(PathBuf, &str)]) -> Result<(), Failure> {
    let there: Vec<_> = files.iter().filter(|(path, _)| path.symlink_metadata().is_ok()).map(|(path, _)| shown(path)).collect();
    if there.is_empty() {
        return Ok(());
    }
    let verb = if there.len() == 1 { "is" } else { "are" };
    Err(Failure::File(format!(
        "{} {verb} there already and will not be overwritten; choose another folder with --into",
        there.join(" and ")
    )))
}

/// Both files, or neither.
fn write(files: &[(PathBuf, &str)]) -> Result<(), Failure> {
    for (done, (path, text)) in files.iter().enumerate() {
        let written = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        if let Err(error) = written {
            let made = if error.kind() == std::io::ErrorKind::AlreadyExists { done } else { done + 1 };
            for (path, _) in &files[..made] {
                // The first error is the one to report; a file that was never made cannot be removed.
                let _ = std::fs::remove_file(path);
            }
            return Err(Failure::File(format!("{} cannot be written: {error}", shown(path))));
        }
    }
    Ok(())
}
