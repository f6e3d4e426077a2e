//! What can be typed to make the board paper.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::fund::amount;
use super::{InputArgs, OutputArgs, SamplingArgs, TerminalArgs};
use crate::present::report::Section;

#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Interventions: a .csv, .tsv or .xlsx file, or - for CSV on standard input
    pub data: PathBuf,
    /// Which sections, parted by commas; all that have something to say without it
    #[arg(long, value_enum, value_name = "SECTION", value_delimiter = ',')]
    pub sections: Vec<Section>,
    /// What there is to spend, in place of [portfolio] budget: 15.6m, 800k, 15600000; a comma parts years: 4m,4.5m
    #[arg(short, long, value_name = "AMOUNT", value_parser = amount, value_delimiter = ',', allow_hyphen_values = true)]
    pub budget: Vec<f64>,
    /// Rows of long tables
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    #[command(flatten, next_help_heading = "Draws")]
    pub sampling: SamplingArgs,
    #[command(flatten, next_help_heading = "Inputs and output")]
    pub inputs: InputArgs,
    /// Decimals of points, 0 to 10
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=10))]
    pub precision: u8,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub terminal: TerminalArgs,
}

impl ValueEnum for Section {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
