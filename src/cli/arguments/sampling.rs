//! What can be typed to draw: `simulate`, and the options of everything that samples.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::{InputArgs, OutputArgs, TerminalArgs};
use crate::analysis::simulate::{DRAWS, Draws, MOST_DRAWS, Space};
use crate::document::words;

/// The seed unless another one is asked for.
const SEED: u64 = 1;

#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// Interventions: a .csv, .tsv or .xlsx file, or - for CSV on standard input
    pub data: PathBuf,
    /// How many of the first to look at; evidence is valued for choosing the best K, not the best one
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    #[command(flatten)]
    pub sampling: SamplingArgs,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// Decimals of points in tables, 0 to 10; CSV, JSON and workbooks always carry full precision
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=10))]
    pub precision: u8,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub terminal: TerminalArgs,
}

// No doc comment: it would stand in for what each command says of itself.
#[derive(Debug, Args)]
pub struct SamplingArgs {
    /// Admissible weights: interval if swings have bounds, else stakeholders if there are returns, else fixed
    #[arg(long, value_enum)]
    pub weights: Option<Space>,
    /// How near Dirichlet weights stay to the present ones: a weight w has variance w(1-w)/(K+1); 50 without it
    #[arg(long, value_name = "K", value_parser = positive)]
    pub concentration: Option<f64>,
    /// How many draws; 10,000 without it
    #[arg(short = 'n', long, value_name = "N", value_parser = draws, conflicts_with = "precision_target")]
    pub draws: Option<u64>,
    /// Draw until the largest standard error of any rank acceptability is at most P, for example 0.002
    #[arg(long, value_name = "P", value_parser = error)]
    pub precision_target: Option<f64>,
    /// Start of the random numbers: the same seed gives the same result [default: 1]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How many threads work; all there are without it. The result does not change
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<NonZeroUsize>,
    /// Figures drawn elsewhere, one row for each draw and intervention: draw, id, then columns named as in the data
    #[arg(long, value_name = "FILE", conflicts_with_all = ["draws", "precision_target"])]
    pub performance_draws: Option<PathBuf>,
    /// Weights drawn elsewhere, one row for each draw: draw, then one column for each criterion
    #[arg(long, value_name = "FILE", conflicts_with_all = ["draws", "precision_target"])]
    pub weight_draws: Option<PathBuf>,
}

impl SamplingArgs {
    #[must_use]
    pub fn draws(&self) -> Draws {
        self.precision_target.map_or(Draws::Count(self.draws.unwrap_or(DRAWS)), Draws::Until)
    }

    /// The first option that only sampling has a use for, as typed.
    #[must_use]
    pub fn given(&self) -> Option<&'static str> {
        let given = [
            ("--weights", self.weights.is_some()),
            ("--concentration", self.concentration.is_some()),
            ("--draws", self.draws.is_some()),
            ("--precision-target", self.precision_target.is_some()),
            ("--seed", self.seed.is_some()),
            ("--threads", self.threads.is_some()),
            ("--performance-draws", self.performance_draws.is_some()),
            ("--weight-draws", self.weight_draws.is_some()),
        ];
        given.into_iter().find(|(_, given)| *given).map(|(option, _)| option)
    }

    /// What the random numbers start from.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed.unwrap_or(SEED)
    }

    #[must_use]
    pub fn threads(&self) -> NonZeroUsize {
        self.threads.unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
    }
}

impl ValueEnum for Space {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Fixed, Self::Uniform, Self::Ordinal, Self::Interval, Self::Dirichlet, Self::Stakeholders]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Fixed => PossibleValue::new("fixed").help("The present weights"),
            Self::Uniform => PossibleValue::new("uniform").help("Any weights, each as likely"),
            Self::Ordinal => PossibleValue::new("ordinal").help("Any in the order of the present weights"),
            Self::Interval => PossibleValue::new("interval").help("Any within swing_low and swing_high of each swing"),
            Self::Dirichlet => PossibleValue::new("dirichlet").help("About the present weights: see --concentration"),
            Self::Stakeholders => PossibleValue::new("stakeholders").help("As if other people of the same groups had answered"),
            Self::Draws => return None,
        })
    }
}

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "write a whole number from 1 up".to_owned())
}

/// The number of draws, which may have underscores or commas.
fn draws(text: &str) -> Result<u64, String> {
    let most = words::count(usize::try_from(MOST_DRAWS).unwrap_or(usize::MAX), "draw");
    let digits = text.replace(['_', ','], "");
    match digits.parse::<u64>() {
        Ok(0) => Err(format!("there must be a draw: from 1 to {most}")),
        Ok(count) if count <= MOST_DRAWS => Ok(count),
        _ if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => Err(format!(
            "at most {most} fit; 1,000,000 already bring every standard error down to 0.0005 (see --precision-target)"
        )),
        _ => Err("write a whole number, for example 100000".to_owned()),
    }
}

/// A standard error that can be reached.
fn error(text: &str) -> Result<f64, String> {
    const LEAST: f64 = 0.000_02;
    match text.parse::<f64>() {
        Ok(error) if (LEAST..0.5).contains(&error) => Ok(error),
        Ok(error) if error > 0.0 && error < LEAST => {
            Err(format!("{LEAST} is the least that the largest number of draws reaches"))
        }
        _ => Err("write a standard error above 0 and below 0.5, for example 0.002".to_owned()),
    }
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(figure) if figure.is_finite() && figure > 0.0 => Ok(figure),
        _ => Err("write a number above 0, for example 50".to_owned()),
    }
}
