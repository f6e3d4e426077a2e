//! `weighup schema`.

use super::output::plain;

const SCHEMA: &str = include_str!("../../docs/criteria.schema.json");

pub fn run() -> anyhow::Result<()> {
    plain(|out| out.write_all(SCHEMA.as_bytes()))?;
    Ok(())
}
