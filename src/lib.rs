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
//!
//! From two texts to a ranking:
//!
//! ```
//! use weighup::analysis::rank::{SortBy, rank};
//! use weighup::input::assemble::{Choices, assemble};
//! use weighup::input::{criteria_file, sheet};
//!
//! let toml = "[[criteria]]\nid = 'health'\nbetter = 'higher'\nworst = 0\nbest = 50\nswing = 100";
//! let csv = "id,health\nfalls,30\nsmoking,45";
//! let file = criteria_file::parse("criteria.toml", toml.as_bytes()).expect("sound criteria").value;
//! let data = sheet::read_csv("data.csv", csv.as_bytes(), None).expect("sound data").value;
//! let round = assemble(&file, data, &Choices::default()).expect("a sound round").value;
//! let decision = round.slices[0].decision().expect("interventions to rank");
//!
//! let ranking = rank(decision, SortBy::Value).ranking;
//! assert_eq!(&*ranking[0].id, "smoking");
//! assert!((ranking[0].value - 90.0).abs() < 1e-12);
//! ```

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
