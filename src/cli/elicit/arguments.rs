//! What can be typed after `weighup elicit`.

use std::path::PathBuf;

use clap::Args;

use super::date::Date;
use crate::cli::arguments::TerminalArgs;
use crate::present::elicit;
use crate::printable::is_hidden;
use crate::weighting::dialogue::pool::Made;

#[derive(Debug, Args)]
pub struct ElicitArgs {
    /// Interventions (.csv, .tsv or .xlsx), needed only where a criterion has no range of its own
    pub data: Option<PathBuf>,
    /// Criteria file (TOML) to weigh, or a preset (with --output); without it, criteria.toml beside DATA or here
    #[arg(short, long, value_name = "CRITERIA")]
    pub criteria: Option<PathBuf>,
    /// Write the criteria file to FILE; without it, in place
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Several people, one after the other; the swings become what their pooled weights say
    #[arg(long)]
    pub people: bool,
    /// Add each person's points to FILE (CSV: stakeholder, group and the swings), made if it is not there; implies --people
    #[arg(long, value_name = "FILE")]
    pub stakeholders: Option<PathBuf>,
    /// Add the rows to the file of --stakeholders and leave the criteria file as it is
    #[arg(long, requires = "stakeholders", conflicts_with_all = ["output", "source"])]
    pub returns_only: bool,
    /// Take the answers from FILE, one a line, instead of asking
    #[arg(long, value_name = "FILE", conflicts_with_all = ["resume", "save"])]
    pub answers: Option<PathBuf>,
    /// Go on with a saved session
    #[arg(long, value_name = "FILE")]
    pub resume: Option<PathBuf>,
    /// Where `save` keeps the session; by default CRITERIA with the ending .session
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// The day that the source names; by default today (UTC)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = Date::parse)]
    pub date: Option<Date>,
    /// The source of the weights; by default the session, its date and the number of people
    #[arg(long, value_name = "TEXT", value_parser = source)]
    pub source: Option<String>,
    #[command(flatten)]
    pub terminal: TerminalArgs,
}

impl ElicitArgs {
    /// Whether people are asked for their ids.
    pub fn several(&self) -> bool {
        self.people || self.stakeholders.is_some()
    }

    /// The source of the weights that so many people judged.
    pub fn source_of(&self, people: usize, made: Option<Made>) -> String {
        if let Some(source) = &self.source {
            return source.clone();
        }
        let who = match made {
            Some(made) => format!(", {people} people; {}", elicit::pooling(made)),
            None if self.several() => ", 1 person".to_owned(),
            None => String::new(),
        };
        format!("Swing weighting session of {}{who}", self.date.unwrap_or_else(Date::today))
    }
}

fn source(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.contains(is_hidden) {
        return Err("write one line of text, for example \"Workshop of 12 March, 16 people\"".to_owned());
    }
    Ok(text.to_owned())
}
