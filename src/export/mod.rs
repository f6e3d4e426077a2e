//! Documents and records to bytes, one file a format. Each makes texts from inputs harmless in its own way.

pub mod csv;
pub mod json;
pub mod markdown;
pub mod text;
