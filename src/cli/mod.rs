//! The command line: arguments, one handler a command, the terminal, and the exit code.

mod arguments;
mod chart;
mod check;
mod commands;
mod compare;
mod completions;
mod destination;
mod disk;
mod elicit;
mod explain;
mod failure;
mod files;
mod fund;
mod help;
mod init;
mod man;
mod manifest;
mod names;
mod output;
mod progress;
mod rank;
mod report;
mod results;
mod rigour;
mod sampled;
mod schema;
mod sensitivity;
mod simulate;
mod terminal;
mod unfundable;
mod weights;

pub use arguments::Cli;
pub use commands::run;
