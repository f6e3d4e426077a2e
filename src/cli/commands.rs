//! From a parsed command line to an exit code.

use std::process::ExitCode;

use super::arguments::{Cli, Command};
use super::failure::Failure;
use super::terminal::Terminal;
use super::{
    chart, check, compare, completions, elicit, explain, fund, init, man, rank, report, schema, sensitivity, simulate, weights,
};

/// Runs a command, prints what went wrong if anything did, and says so in the exit code.
#[must_use]
pub fn run(cli: &Cli) -> ExitCode {
    let (terminal, result) = match &cli.command {
        Command::Init(args) => with(Terminal::new(&args.terminal), |terminal| init::run(args, terminal)),
        Command::Check(args) => with(Terminal::new(&args.terminal), |terminal| check::run(args, terminal)),
        Command::Rank(args) => with(Terminal::new(&args.terminal), |terminal| rank::run(args, terminal)),
        Command::Fund(args) => with(Terminal::new(&args.terminal), |terminal| fund::run(args, terminal)),
        Command::Report(args) => with(Terminal::new(&args.terminal), |terminal| report::run(args, terminal)),
        Command::Sensitivity(args) => with(Terminal::new(&args.terminal), |terminal| sensitivity::run(args, terminal)),
        Command::Simulate(args) => with(Terminal::new(&args.terminal), |terminal| simulate::run(args, terminal)),
        Command::Explain(args) => with(Terminal::new(&args.terminal), |terminal| explain::run(args, terminal)),
        Command::Compare(args) => with(Terminal::new(&args.terminal), |terminal| compare::run(args, terminal)),
        Command::Weights(args) => with(Terminal::new(&args.terminal), |terminal| weights::run(args, terminal)),
        Command::Elicit(args) => with(Terminal::new(&args.terminal), |terminal| elicit::run(args, terminal)),
        Command::Chart(args) => with(Terminal::new(&args.terminal), |terminal| chart::run(args, terminal)),
        Command::Schema => (Terminal::default(), schema::run()),
        Command::Completions(args) => (Terminal::default(), completions::run(args)),
        Command::Man(args) => (Terminal::default(), man::run(args)),
    };
    let Err(error) = result else { return ExitCode::SUCCESS };
    let undone = if matches!(cli.command, Command::Elicit(_)) { "nothing was written" } else { "nothing was analysed" };
    match error.downcast_ref::<Failure>() {
        Some(failure) => {
            terminal.failure(failure, undone);
            ExitCode::from(failure.exit_code())
        }
        None => write_failed(&terminal, &error, undone),
    }
}

fn with(terminal: Terminal, command: impl FnOnce(&Terminal) -> anyhow::Result<()>) -> (Terminal, anyhow::Result<()>) {
    let result = command(&terminal);
    (terminal, result)
}

/// A reader that has seen enough (`| head`) is no failure; anything else that stops the output is.
fn write_failed(terminal: &Terminal, error: &anyhow::Error, undone: &str) -> ExitCode {
    let closed = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    if error.downcast_ref::<std::io::Error>().is_some_and(closed) {
        return ExitCode::SUCCESS;
    }
    let failure = Failure::File(format!("the output cannot be written: {error:#}"));
    terminal.failure(&failure, undone);
    ExitCode::from(failure.exit_code())
}
