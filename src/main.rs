//! The `weighup` program: parse, run, exit code.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    weighup::cli::run(&weighup::cli::Cli::parse())
}
