//! `weighup completions`.

use clap::CommandFactory;

use super::arguments::{Cli, CompletionsArgs};
use super::output::plain;

pub fn run(args: &CompletionsArgs) -> anyhow::Result<()> {
    let mut script = Vec::new();
    // Into memory first: the generator does not return what a stream says.
    clap_complete::generate(args.shell, &mut Cli::command(), "weighup", &mut script);
    plain(|out| out.write_all(&script))?;
    Ok(())
}
