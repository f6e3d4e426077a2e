//! Documents and records to bytes, one file or folder a format. Each makes texts from inputs harmless in its own way.
//!
//! `file` brings bytes to the disk, whole or not at all.

pub mod criteria_file;
pub mod csv;
pub mod docx;
pub mod emf;
pub mod file;
pub mod html;
pub mod json;
pub mod latex;
pub mod letters;
pub mod markdown;
pub mod palette;
pub mod stakeholder_file;
pub mod svg;
pub mod text;
pub mod xlsx;
