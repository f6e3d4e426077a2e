//! What can be typed to draw one picture.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::fund::amount;
use super::{InputArgs, SamplingArgs, TargetArg, TerminalArgs};

#[derive(Debug, Args)]
pub struct ChartArgs {
    /// Which picture
    #[arg(value_enum)]
    pub name: Picture,
    /// Interventions: a .csv, .tsv or .xlsx file, or - for CSV on standard input
    pub data: PathBuf,
    /// stability: the answer that is to stay; with money in [portfolio] funded, else winner
    #[arg(long, value_enum)]
    pub target: Option<TargetArg>,
    /// tornado: the value of this intervention, by its id; without it, of all
    #[arg(long, value_name = "ID")]
    pub of: Option<String>,
    /// stability, cost-value, triangles: what there is to spend, in place of [portfolio] budget: 15.6m; a comma parts years
    #[arg(short, long, value_name = "AMOUNT", value_parser = amount, value_delimiter = ',', allow_hyphen_values = true)]
    pub budget: Vec<f64>,
    #[command(flatten, next_help_heading = "Draws, for rank-acceptability")]
    pub sampling: SamplingArgs,
    #[command(flatten, next_help_heading = "Inputs and output")]
    pub inputs: InputArgs,
    /// Decimals of points, 0 to 10
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=10))]
    pub precision: u8,
    /// Write to FILE.svg, or to FILE.emf for Word, not to standard output as SVG; whole or not at all, and never over an input
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub terminal: TerminalArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Picture {
    /// What each value is made of, best first
    Contributions,
    /// The weights of each group of stakeholders, or of each scenario
    Weights,
    /// How far each weight can move before the answer changes
    Stability,
    /// What uncertain figures do to values, the widest first
    Tornado,
    /// How often each takes each rank, over draws
    RankAcceptability,
    /// What each costs and brings, and which no other one beats on both
    CostValue,
    /// Value for money as triangles, with the efficient plans
    Triangles,
}

impl Picture {
    /// Whether it may show what a budget buys.
    #[must_use]
    pub fn has_money(self) -> bool {
        matches!(self, Self::Stability | Self::CostValue | Self::Triangles)
    }
}
