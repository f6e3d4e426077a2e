//! Why a command ended without its result, and the exit code that says so.

use std::fmt;

use crate::diagnostic::Diagnostics;
use crate::input::assemble::Refusal;

#[derive(Debug)]
pub enum Failure {
    /// Exit 1: the inputs are wrong.
    Inputs(Box<Diagnostics>),
    /// Exit 1: `check` found errors and has already printed them.
    Checked,
    /// Exit 2: the command line asks for what cannot be.
    Usage(String),
    /// Exit 3: no set keeps every rule. The first line says so, the others which.
    Infeasible(String),
    /// Exit 4: a file or standard output cannot be read or written.
    File(String),
}

impl Failure {
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Inputs(_) | Self::Checked => 1,
            Self::Usage(_) => 2,
            Self::Infeasible(_) => 3,
            Self::File(_) => 4,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inputs(_) | Self::Checked => formatter.write_str("the inputs are wrong"),
            Self::Usage(message) | Self::Infeasible(message) | Self::File(message) => formatter.write_str(message),
        }
    }
}

impl std::error::Error for Failure {}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Choice(message) => Self::Usage(message),
            Refusal::Inputs(findings) => Self::Inputs(Box::new(findings)),
        }
    }
}

impl From<Diagnostics> for Failure {
    fn from(findings: Diagnostics) -> Self {
        Self::Inputs(Box::new(findings))
    }
}
