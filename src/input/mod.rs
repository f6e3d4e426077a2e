//! From files as people have them to a checked [`crate::model::decision::Decision`], or every problem with them at once.

pub mod assemble;
pub mod criteria_file;
pub mod csv_scan;
pub mod encoding;
pub mod number;
pub mod presets;
pub mod proposed;
pub mod sheet;
pub mod xlsx;
