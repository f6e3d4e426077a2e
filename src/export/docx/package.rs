//! The container of a Word document: parts, what kind each is, and which part names which, in a fixed order and without a clock.

use std::io::{Cursor, Write};

use maud::{Markup, html};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Kinds of parts and of relationships, by what their names begin with.
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEADER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A part that the main one names.
pub struct Part {
    /// Below `word/`.
    pub name: String,
    pub kind: Kind,
    pub bytes: Vec<u8>,
}

/// What a part is to the main one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Styles,
    Settings,
    Header,
    Footer,
    Picture,
}

impl Kind {
    /// The last word of its relationship.
    fn relation(self) -> &'static str {
        match self {
            Self::Styles => "styles",
            Self::Settings => "settings",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::Picture => "image",
        }
    }
}

/// An XML part.
pub fn xml(content: &Markup) -> Vec<u8> {
    format!("{HEADER}{}", content.0).into_bytes()
}

/// How the main part names one of its parts.
///
/// - `index`: its place among them
pub fn relation_id(index: usize) -> String {
    format!("rId{}", index + 1)
}

/// The bytes of a document.
///
/// - `main`: the text; `parts`: in the order of the numbers by which the text names them
///
/// # Errors
/// What the container cannot hold.
pub fn zipped(main: &Markup, title: &str, parts: &[Part]) -> std::io::Result<Vec<u8>> {
    let mut container = Container { zip: ZipWriter::new(Cursor::new(Vec::new())) };
    container.add("[Content_Types].xml", &xml(&content_types(parts)))?;
    container.add("_rels/.rels", &xml(&root_relations()))?;
    container.add("docProps/core.xml", &xml(&core(title)))?;
    container.add("docProps/app.xml", &xml(&application()))?;
    container.add("word/document.xml", &xml(main))?;
    container.add("word/_rels/document.xml.rels", &xml(&relations(parts)))?;
    for part in parts {
        container.add(&format!("word/{}", part.name), &part.bytes)?;
    }
    Ok(container.zip.finish()?.into_inner())
}

struct Container {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Container {
    fn add(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.zip.start_file(name, options.last_modified_time(DateTime::default()).unix_permissions(0o644))?;
        self.zip.write_all(bytes)
    }
}

fn content_types(parts: &[Part]) -> Markup {
    html! {
        Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types" {
            Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" {}
            Default Extension="xml" ContentType="application/xml" {}
            @if parts.iter().any(|part| part.kind == Kind::Picture) {
                Default Extension="emf" ContentType="image/x-emf" {}
            }
            Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml" {}
            Override PartName="/docProps/app.xml"
                ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml" {}
            Override PartName="/word/document.xml" ContentType=(format!("{TYPES}.document.main+xml")) {}
            @for part in parts.iter().filter(|part| part.kind != Kind::Picture) {
                Override PartName={ "/word/" (part.name) } ContentType=(format!("{TYPES}.{}+xml", part.kind.relation())) {}
            }
        }
    }
}

fn root_relations() -> Markup {
    html! {
        Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships" {
            Relationship Id="rId1" Type=(format!("{RELATIONS}/officeDocument")) Target="word/document.xml" {}
            Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
                Target="docProps/core.xml" {}
            Relationship Id="rId3" Type=(format!("{RELATIONS}/extended-properties")) Target="docProps/app.xml" {}
        }
    }
}

fn relations(parts: &[Part]) -> Markup {
    html! {
        Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships" {
            @for (index, part) in parts.iter().enumerate() {
                Relationship Id=(relation_id(index)) Type=(format!("{RELATIONS}/{}", part.kind.relation())) Target=(part.name) {}
            }
        }
    }
}

fn core(title: &str) -> Markup {
    html! {
        cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
            xmlns:dc="http://purl.org/dc/elements/1.1/" {
            dc:title { (title) }
            dc:creator { "weighup" }
            dc:language { "en-GB" }
        }
    }
}

fn application() -> Markup {
    html! {
        Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" {
            Application { "weighup " (env!("CARGO_PKG_VERSION")) }
        }
    }
}
