//! What can be typed to challenge an answer: `sensitivity`, `explain`, `compare`.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::fund::amount;
use super::{InputArgs, OutputArgs, TerminalArgs};
use crate::analysis::sensitivity::admissible::Space;

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a switch of its own on the command line
pub struct SensitivityArgs {
    /// Interventions: a .csv, .tsv or .xlsx file, or - for CSV on standard input
    pub data: PathBuf,
    /// The answer that is to stay: with money in [portfolio] funded, else winner, unless --top or --order says otherwise
    #[arg(long, value_enum, conflicts_with = "order")]
    pub target: Option<TargetArg>,
    /// How many of the first; alone it means --target top-k, which has 3 without it
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    /// The whole order is to stay: --target order
    #[arg(long, conflicts_with = "top")]
    pub order: bool,
    /// The whole picture of one weight: every weight at which two change places, and the order between
    #[arg(long, value_name = "ID")]
    pub criterion: Option<String>,
    /// Two weights at once: the exact polygon of weights in which each intervention comes first
    #[arg(long, value_name = "A,B", value_parser = two)]
    pub two_way: Option<(String, String)>,
    /// For every intervention the interval of each weight over which it keeps its rank
    #[arg(long)]
    pub ranks: bool,
    /// Value and rank at the low and the high of every uncertain figure, of all interventions or of ID
    #[arg(long, value_name = "ID", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub tornado: Option<String>,
    /// Least and largest value, best and worst rank of each over the admissible weights; up to 100 interventions, which can take
    /// a minute
    #[arg(long)]
    pub intervals: bool,
    /// Admissible weights for --intervals and for who can come first: interval if swings have bounds, else free
    #[arg(long, value_enum)]
    pub weights: Option<Space>,
    /// Closest flips and who can come first for more than 500 interventions, too
    #[arg(long)]
    pub flips: bool,
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

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Interventions: a .csv, .tsv or .xlsx file, or - for CSV on standard input
    pub data: PathBuf,
    /// The intervention to explain, by its id
    pub id: String,
    /// The intervention to hold it against; without it, the winner, or the runner-up of the winner
    #[arg(long, value_name = "ID")]
    pub against: Option<String>,
    /// How many of the first by value for money count; without it, as many as the budget in [portfolio] pays for
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
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

/// The answer that is to stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TargetArg {
    /// Who comes first
    Winner,
    /// Who is among the first K
    TopK,
    /// Every place
    Order,
    /// Which interventions the best plan under [portfolio] funds
    Funded,
}

impl TargetArg {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Winner => "winner",
            Self::TopK => "top-k",
            Self::Order => "order",
            Self::Funded => "funded",
        }
    }
}

impl ValueEnum for Space {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Free, Self::Ordinal, Self::Interval]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Free => PossibleValue::new("free").help("Any weights"),
            Self::Ordinal => PossibleValue::new("ordinal").help("In the order of the present weights"),
            Self::Interval => PossibleValue::new("interval").help("Within swing_low and swing_high of each swing"),
        })
    }
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a switch of its own on the command line
pub struct CompareArgs {
    /// Interventions: a .csv, .tsv or .xlsx file, or - for CSV on standard input
    pub data: PathBuf,
    /// One view for each [[scenarios]] entry of the criteria file
    #[arg(long, conflicts_with = "scenario")]
    pub scenarios: bool,
    /// The criteria file's own swings beside the weights pooled from stakeholders
    #[arg(long)]
    pub own_swings: bool,
    /// The same weight for every criterion
    #[arg(long)]
    pub equal: bool,
    /// One view without each criterion, its weight shared out among the others
    #[arg(long)]
    pub leave_one_out: bool,
    /// Weighted product, TOPSIS, VIKOR and PROMETHEE II beside the additive model, on the raw performances
    #[arg(long, conflicts_with_all = ["scenarios", "equal", "leave_one_out", "people", "own_swings"])]
    pub methods: bool,
    /// One view for each person too; without it, only for groups
    #[arg(long)]
    pub people: bool,
    /// What there is to spend, in place of [portfolio] budget: who would fund what; a comma parts years: 4m,4.5m
    #[arg(short, long, value_name = "AMOUNT", value_parser = amount, value_delimiter = ',', allow_hyphen_values = true)]
    #[arg(conflicts_with = "methods")]
    pub budget: Vec<f64>,
    /// How many of the first to look at
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub top: u32,
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

fn two(text: &str) -> Result<(String, String), String> {
    let ids: Vec<_> = text.split(',').map(str::trim).collect();
    match ids[..] {
        [x, y] if !x.is_empty() && !y.is_empty() => Ok((x.to_owned(), y.to_owned())),
        _ => Err("name two criteria or groups by id, for example health,equity".to_owned()),
    }
}
