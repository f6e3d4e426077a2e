//! A document for Word: its own headings, tables, captions and pictures, so that a house style can be laid over them.
//!
//! `body` knows the blocks and the paper they stand on, `table` and `widths` tables, `picture` pictures, `frame` what stands on every
//! page, `package` the container. No text from an input is written but as text, escaped, or as what describes a table or picture.

mod body;
mod frame;
mod package;
mod picture;
mod table;
mod widths;

use maud::{PreEscaped, html};

use crate::document::Document;
use crate::printable::one_line;
pub use frame::Manifest;
use package::{Kind, Part, xml, zipped};

const STYLES: &str = include_str!("styles.xml");

/// Renders a document.
///
/// # Errors
/// What the container cannot hold.
pub fn render(document: &Document, manifest: &Manifest) -> std::io::Result<Vec<u8>> {
    let title = document.title().map_or_else(|| "weighup".to_owned(), words);
    let mut parts = frame::parts(document, &title, manifest);
    let body = body::body(document, &mut parts);
    let main = html! {
        w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" {
            w:body { (body) }
        }
    };
    zipped(&main, &title, &parts)
}

/// A text on one line, without what is no character in XML.
fn words(text: &str) -> String {
    one_line(text)
}

/// The style sheet, as a part.
fn styles() -> Part {
    Part { name: "styles.xml".to_owned(), kind: Kind::Styles, bytes: xml(&PreEscaped(STYLES.to_owned())) }
}
