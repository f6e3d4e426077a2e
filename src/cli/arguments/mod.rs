//! What can be typed: commands, and the options they share.

mod challenge;
mod chart;
mod fund;
mod report;
mod sampling;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub use challenge::{CompareArgs, ExplainArgs, SensitivityArgs, TargetArg};
pub use chart::{ChartArgs, Picture};
pub use fund::FundArgs;
pub use report::ReportArgs;
pub use sampling::{SamplingArgs, SimulateArgs};

use super::elicit::ElicitArgs;
use super::help::{
    CHART_HELP, COMPARE_HELP, ELICIT_HELP, EXPLAIN_HELP, FILES_HELP, FUND_HELP, HELP, PRESETS_HELP, REPORT_HELP,
    SENSITIVITY_HELP, SIMULATE_HELP, WEIGHTS_HELP,
};
use crate::analysis::rank::SortBy;
use crate::input::assemble::Choices;

/// Weighs up health and care interventions and shows which to fund, and why.
#[derive(Debug, Parser)]
#[command(name = "weighup", version, about, help_template = HELP, infer_subcommands = false)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

// Only the options of the command that is run are set up.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// A commented criteria file and a matching CSV template to start from.
    ///
    /// Writes criteria.toml and interventions.csv into a folder, never over files that are there. The template's rows
    /// are made up, so that `weighup rank interventions.csv` runs at once; replace them with your own.
    #[command(after_long_help = PRESETS_HELP)]
    Init(InitArgs),
    /// Everything wrong or doubtful with the inputs, all at once, without an analysis.
    ///
    /// Exit code 0 if `rank` would run, 1 if it would not.
    #[command(after_long_help = FILES_HELP)]
    Check(CheckArgs),
    /// Which interventions come first, and which criteria put them there?
    ///
    /// Scores every intervention on every criterion from 0 (worst) to 100 (best), weighs the scores by the swing
    /// weights and adds them up. Shows contributions, ties, dominance, cost and value for money.
    #[command(after_long_help = FILES_HELP)]
    Rank(RankArgs),
    /// Which set should the budget buy? Proven optimum, frontier, robustness.
    ///
    /// Finds the set of interventions that together add most to doing nothing and keeps every rule of [portfolio]: budgets, ring-fenced
    /// streams, limits, mandates, exclusions and prerequisites. Proves that no set is worth more, shows the order of value
    /// for money beside it, and says of every intervention why it is in or out. On request also how firm the plan is: what else is
    /// efficient, how far weights and money can move, and how it fares where figures and weights are uncertain.
    #[command(after_long_help = FUND_HELP)]
    Fund(FundArgs),
    /// The board paper: one document with the whole analysis.
    ///
    /// In the order in which a board reads: the decision and the answer, criteria and weights, ranking, value for money, what to fund and how firm that is, what would
    /// change the ranking and how sure it is, who sees it differently, overrides, assurance and manifest. Sections appear where
    /// the inputs say something for them. A paper that is not checked with --final says that it is a draft.
    #[command(after_long_help = REPORT_HELP)]
    Report(ReportArgs),
    /// How far can each weight and score move before the answer changes, and who takes over?
    ///
    /// Everything is exact: closed forms and proven optima, no grid and no sampling. For every criterion and group the interval
    /// of its weight over which the winner, the first few or the whole order stays, nearest change first; for every rival the
    /// smallest move of all weights that puts it first, the performance it would need on each criterion, and the cost at which
    /// value for money draws level.
    #[command(after_long_help = SENSITIVITY_HELP)]
    Sensitivity(SensitivityArgs),
    /// With uncertain data and disputed weights, how sure are we?
    ///
    /// Stochastic multicriteria acceptability analysis (SMAA): draws weights from those that are admissible and figures from
    /// their distributions, ranks the interventions in every draw, and says how often each takes each rank, how often it is ahead
    /// of each other one, which weights put it first, and which evidence would be worth having before the choice. The same seed
    /// gives the same figures, whatever the number of threads.
    #[command(after_long_help = SIMULATE_HELP)]
    Simulate(SimulateArgs),
    /// Why is an intervention where it is, in words and numbers?
    ///
    /// Holds it against another one: what each criterion adds to both, the three criteria that decide, what would have to change
    /// for the one behind to draw level, the price at which it would move up by value for money, and what a step on one
    /// criterion is worth in the others.
    #[command(after_long_help = EXPLAIN_HELP)]
    Explain(ExplainArgs),
    /// Ranks side by side: by scenario, by stakeholder, with equal weights, by other methods.
    ///
    /// Says whether the answer holds: who comes first in each view, who is among the first few in all of them, how far the
    /// orders agree, who moves and which weight moves them; with stakeholders, which single disagreement about a weight would
    /// change the answer; with money, who would fund what. Without an option, the scenarios of the criteria file, or the groups
    /// of its stakeholders.
    #[command(after_long_help = COMPARE_HELP)]
    Compare(CompareArgs),
    /// The weights themselves: normalised, by group, by stakeholder, with consistency and agreement.
    ///
    /// Shows what each weight stands for: the move of a criterion from its worst to its best, and how much that move is worth
    /// beside the others. With returns of stakeholders (--stakeholders, or `[stakeholders] file`) also what each group makes of
    /// them, how far people differ, and what was done with every return that was not plain. DATA is needed only where a scale
    /// comes from the interventions.
    #[command(after_long_help = WEIGHTS_HELP)]
    Weights(WeightsArgs),
    /// An interactive swing-weighting session that writes the criteria file.
    ///
    /// Asks, in plain words and at the terminal, how much each criterion's move from worst to best is worth beside the
    /// others, and puts the points into the criteria file; its comments and layout stay.
    #[command(after_long_help = ELICIT_HELP)]
    Elicit(ElicitArgs),
    /// One picture of the report as SVG or EMF, for slides.
    ///
    /// A file of its own on a white page, with its title, what it says, and what its signs mean; in colours that people with any
    /// colour vision tell apart, and readable in black and white. Placeholder weights and what-ifs are named in the picture.
    #[command(after_long_help = CHART_HELP)]
    Chart(ChartArgs),
    /// The JSON Schema of the criteria file, for editors that check while you type.
    ///
    /// Save it beside the criteria file with `weighup schema > criteria.schema.json` and put the line
    /// `#:schema ./criteria.schema.json` at the top of the criteria file: editors with Even Better TOML or taplo then
    /// offer the keys, explain them and underline mistakes. What only the data can show is left to `weighup check`.
    Schema,
    /// What makes a shell complete commands and options.
    ///
    /// Save it where the shell looks for completions, for example
    /// `weighup completions fish > ~/.config/fish/completions/weighup.fish`, or run it at the start of each session with
    /// `source <(weighup completions bash)`.
    Completions(CompletionsArgs),
    /// The manual page of the program, or of one command.
    ///
    /// In roff, for `man`: `weighup man rank > weighup-rank.1` makes a page that `man ./weighup-rank.1` shows.
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub struct InitArgs {
    /// Which ready criterion set to start from
    #[arg(default_value = "integrated-care")]
    pub preset: String,
    /// Folder to write into
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub into: PathBuf,
    #[command(flatten)]
    pub terminal: TerminalArgs,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Interventions: a .csv, .tsv or .xlsx file, or - for CSV on standard input
    pub data: PathBuf,
    #[command(flatten)]
    pub inputs: InputArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub terminal: TerminalArgs,
}

#[derive(Debug, Args)]
pub struct RankArgs {
    /// Interventions: a .csv, .tsv or .xlsx file, or - for CSV on standard input
    pub data: PathBuf,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Order of the ranking; value-for-money adds running costs and lists apart what has no ratio
    #[arg(long, value_enum, default_value_t = Sort::Value)]
    pub sort: Sort,
    /// Show only the first N interventions
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    /// Decimals of points in tables, 0 to 10; CSV, JSON and workbooks always carry full precision
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=10))]
    pub precision: u8,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub terminal: TerminalArgs,
}

#[derive(Debug, Args)]
pub struct WeightsArgs {
    /// Interventions, where a scale comes from them: a .csv, .tsv or .xlsx file, or - for CSV on standard input
    pub data: Option<PathBuf>,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Show the weights of each person; without it, only of groups
    #[arg(long)]
    pub people: bool,
    /// Decimals of percentages in tables, 0 to 10; CSV, JSON and workbooks always carry full precision
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=10))]
    pub precision: u8,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub terminal: TerminalArgs,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell to complete in
    #[arg(value_enum)]
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub struct ManArgs {
    /// The command to describe; without it, the whole program
    pub command: Option<String>,
}

// How the interventions are analysed. No doc comment: it would stand in for what each command says of itself.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Criteria file (TOML), or the name of a preset; without it, criteria.toml beside DATA
    #[arg(short, long, value_name = "CRITERIA")]
    pub criteria: Option<PathBuf>,
    /// Use the swings (and rows) of a [[scenarios]] entry
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Only rows with this value; repeat for more: AND across columns, OR within one
    #[arg(long = "where", value_name = "COLUMN=VALUE", value_parser = pair)]
    pub filter: Vec<(String, String)>,
    /// One analysis for each value of a column
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// What if a figure were different? The last dot parts id and column; repeatable
    #[arg(long, value_name = "ID.COLUMN=VALUE")]
    pub set: Vec<String>,
    /// What if a swing were different? Repeatable
    #[arg(long, value_name = "CRITERION=POINTS", value_parser = points)]
    pub swing: Vec<(String, f64)>,
    /// Weights pooled from the returns in FILE (CSV or .xlsx: stakeholder, group, and swing points for each criterion)
    #[arg(long, value_name = "FILE")]
    pub stakeholders: Option<PathBuf>,
    /// Take savings (`[data] saving`) off the costs
    #[arg(long)]
    pub net: bool,
    /// Refuse what a paper that a decision rests on may not carry: see the criteria file reference
    #[arg(long = "final")]
    pub is_final: bool,
    /// Warnings are errors
    #[arg(long)]
    pub strict: bool,
}

impl InputArgs {
    #[must_use]
    pub fn choices(&self) -> Choices {
        Choices {
            scenario: self.scenario.clone(),
            filter: self.filter.clone(),
            by: self.by.clone(),
            set: self.set.clone(),
            swing: self.swing.clone(),
            net: self.net,
            ..Choices::default()
        }
    }
}

#[derive(Debug, Args)]
pub struct OutputArgs {
    /// Form of the results: table unless this or the ending of FILE says otherwise
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Write to FILE, not to standard output; its ending says the form
    ///
    /// .txt (table), .csv, .tsv, .json, .md or .markdown, .html or .htm, .tex (LaTeX), .docx (Word), .xlsx. The file is written whole or
    /// not at all: until everything is on the disk, what was there before stays. A symbolic link stays, and the file that it
    /// leads to is replaced. A file of the inputs is never written over, a missing folder never made.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// CSV and TSV: leave text that a spreadsheet would run as a formula as it is
    #[arg(long)]
    pub raw: bool,
}

#[derive(Debug, Args)]
pub struct TerminalArgs {
    /// When to use colour
    #[arg(long, visible_alias = "colour", value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub color: Colour,
    /// No warnings, notes or row counts on standard error; errors still appear
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[value(alias = "txt")]
    Table,
    Csv,
    Tsv,
    Json,
    #[value(alias = "md")]
    Markdown,
    Html,
    #[value(alias = "tex")]
    Latex,
    /// A document for Word, for --output only.
    #[value(hide = true)]
    Docx,
    /// A workbook, for --output only.
    #[value(hide = true)]
    Xlsx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    Value,
    ValueForMoney,
}

impl From<Sort> for SortBy {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Value => Self::Value,
            Sort::ValueForMoney => Self::ValueForMoney,
        }
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (column, value) = text.split_once('=').ok_or("write COLUMN=VALUE, for example place=Northvale")?;
    Ok((column.trim().to_owned(), value.trim().to_owned()))
}

fn points(text: &str) -> Result<(String, f64), String> {
    const FORM: &str = "write CRITERION=POINTS, for example equity=80";
    let (criterion, figure) = text.split_once('=').ok_or(FORM)?;
    match figure.trim().parse::<f64>() {
        Ok(points) if points.is_finite() && points >= 0.0 => Ok((criterion.trim().to_owned(), points)),
        Ok(_) => Err("points are 0 or more".to_owned()),
        Err(_) => Err(FORM.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound_and_its_help_lists_every_command() {
        Cli::command().debug_assert();
        for command in Cli::command().get_subcommands().filter(|command| command.get_name() != "help") {
            assert!(HELP.contains(&format!("\n  {} ", command.get_name())), "{}", command.get_name());
        }
        for preset in &crate::input::presets::PRESETS {
            assert!(PRESETS_HELP.contains(&format!("\n  {} ", preset.name)), "{}", preset.name);
        }
    }
}
