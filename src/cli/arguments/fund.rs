//! What can be typed to fund.

use std::path::PathBuf;

use clap::Args;

use super::{InputArgs, OutputArgs, SamplingArgs, TerminalArgs};

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each a question of its own
pub struct FundArgs {
    /// Interventions: a .csv, .tsv or .xlsx file, or - for CSV on standard input
    pub data: PathBuf,
    /// What there is to spend, in place of [portfolio] budget: 15.6m, 800k, 15600000; a comma parts years: 4m,4.5m
    #[arg(short, long, value_name = "AMOUNT", value_parser = amount, value_delimiter = ',', allow_hyphen_values = true)]
    pub budget: Vec<f64>,
    /// What the mandates cost in benefit: the plan without them, all together and one at a time
    #[arg(long)]
    pub price_of_mandates: bool,
    /// What 5% more of each budget and stream would add
    #[arg(long)]
    pub shadow_prices: bool,
    /// Force in the N that missed most narrowly and solve again: what leaves, what is lost, the price to enter
    ///
    /// Nearest by value for money. Without it, all of up to 40 interventions; of more the few nearest, at least one.
    #[arg(long, value_name = "N")]
    pub displaced: Option<u32>,
    /// Every efficient plan, whatever the budget: none costs as little and is worth more; value for money as triangles
    #[arg(long)]
    pub frontier: bool,
    /// How far each weight, the value of doing nothing and the money can move before another plan is worth more. Exact
    #[arg(long)]
    pub stability: bool,
    /// Draw weights, performances and costs and solve each draw: how often each is funded, and what the plan may cost in regret
    #[arg(long)]
    pub robust: bool,
    /// A set of your own, with --frontier and --robust: a file with a column `id`, such as an earlier plan in CSV
    #[arg(long, value_name = "FILE")]
    pub proposed: Option<PathBuf>,
    /// Rows of each table; JSON and workbooks always carry all, and CSV the whole plan
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    #[command(flatten, next_help_heading = "Draws, with --robust")]
    pub sampling: SamplingArgs,
    #[command(flatten, next_help_heading = "Inputs and output")]
    pub inputs: InputArgs,
    /// Decimals of points in tables, 0 to 10; CSV, JSON and workbooks always carry full precision
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=10))]
    pub precision: u8,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub terminal: TerminalArgs,
}

/// Pounds, with k, m or bn for thousands, millions and thousands of millions.
pub(super) fn amount(text: &str) -> Result<f64, String> {
    let form = || format!("`{text}` is no amount: write 15.6m, 800k, 1.2bn, 15600000 or 15_600_000 (a comma parts years)");
    let plain = text.trim().trim_start_matches('£').replace('_', "").to_ascii_lowercase();
    let units = [("bn", 9), ("m", 6), ("k", 3)];
    let found = units.iter().find_map(|(unit, zeros)| Some((plain.strip_suffix(unit)?, *zeros)));
    let (digits, zeros) = found.unwrap_or((&plain, 0));
    if digits.starts_with('-') {
        return Err("a budget is 0 or more".to_owned());
    }
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Err(form());
    }
    // As a decimal with its exponent, so that 15.6m is 15,600,000 to the last digit.
    match format!("{digits}e{zeros}").parse::<f64>() {
        Ok(pounds) if pounds <= 1e12 => Ok(pounds),
        Ok(_) => Err("a budget is at most 1,000bn".to_owned()),
        Err(_) => Err(form()),
    }
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_are_read_as_they_are_said() {
        let read = ["15.6m", "800k", "1.2bn", "15_600_000", "£0"].map(|text| amount(text).map(|pounds| format!("{pounds}")));
        assert_eq!(read, ["15600000", "800000", "1200000000", "15600000", "0"].map(|text| Ok(text.to_owned())));
        assert!(["", "m", "1e6", "-4m", "lots", "2000bn", "nan", "1.2.3"].iter().all(|text| amount(text).is_err()));
    }
}
