//! `weighup` weighs up health and care interventions and shows which to fund, and why.
//!
//! The library is built in floors; a module may use those on lower floors and its own folder, never those above or beside:
//!
//! | floor | modules | what they own |
//! |---|---|---|
//! | 5 | [`cli`] | arguments, one handler a command, the terminal |
//! | 4 | [`present`] | results to documents |
//! | 3 | [`input`], [`analysis`], [`export`] | files to decisions; decisions to results; documents to bytes |
//! | 2 | [`weighting`] | judgements to weights |
//! | 1 | [`model`] | the checked round |
//! | 0 | [`numeric`], [`document`], [`diagnostic`], [`printable`] | arithmetic, document shapes, findings, safe text |

pub mod analysis;
pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod export;
pub mod input;
pub mod model;
pub mod numeric;
pub mod present;
pub mod printable;
pub mod weighting;
