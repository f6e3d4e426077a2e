//! Results as JSON: the structs themselves, full precision, a line end at the end.

use std::io::Write;

use serde::Serialize;

/// Writes a value as indented JSON.
///
/// # Errors
/// What the writer says.
pub fn write(value: &impl Serialize, mut out: impl Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")
}
