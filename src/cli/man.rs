//! `weighup man`.

use clap::CommandFactory;
use clap_mangen::Man;

use super::arguments::{Cli, ManArgs};
use super::failure::Failure;
use super::output::plain;
use crate::diagnostic::{quote, suggestion};

/// What stands below the options in `--help` is laid out in columns: it is kept line by line, from the left edge.
const EXTRA: &str = "\n.SH EXTRA\n";
const NOTES: &str = "\n.SH NOTES\n.nf\n.in 0\n";

pub fn run(args: &ManArgs) -> anyhow::Result<()> {
    let page = Man::new(command(args.command.as_deref())?)
        .source(concat!("weighup ", env!("CARGO_PKG_VERSION")))
        .manual("User commands");
    let mut text = Vec::new();
    page.render(&mut text)?;
    let text = String::from_utf8(text)?.replacen(EXTRA, NOTES, 1);
    plain(|out| out.write_all(text.as_bytes()))?;
    Ok(())
}

/// The whole program, or the command of this name.
fn command(name: Option<&str>) -> Result<clap::Command, Failure> {
    // No page is made for `help`, so none is listed.
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let Some(name) = name else { return Ok(program) };
    let Some(command) = program.find_subcommand(name) else {
        let names: Vec<_> = program.get_subcommands().map(clap::Command::get_name).collect();
        let remedy = suggestion(name, names.iter().copied());
        return Err(Failure::Usage(format!("there is no command `{}`; {remedy}", quote(name))));
    };
    Ok(command.clone())
}
