//! Documents and records to bytes, one file or folder a format. Each makes texts from inputs harmless in its own way.

pub mod csv;
pub mod html;
pub mod json;
pub mod latex;
pub mod markdown;
pub mod text;
pub mod xlsx;
