//! What stands on every page: the banner and the title above, what made the document and the page's number below.

use maud::{Markup, html};

use super::package::{Kind, Part, relation_id, xml};
use super::table::run;
use super::{styles, words};
use crate::document::Document;

/// Their places among the parts.
const HEADER: usize = 2;
const FOOTER: usize = 3;
const FIRST_FOOTER: usize = 4;
const NAMES: (&str, &str) = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
);

/// What made a document, for the foot of its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// On the first page, in whole.
    pub lines: Vec<String>,
    /// On every other, in a line.
    pub short: String,
}

/// The parts that every document has.
pub fn parts(document: &Document, title: &str, manifest: &Manifest) -> Vec<Part> {
    let banners: Vec<_> = document.banners().into_iter().map(words).collect();
    let part = |name: &str, kind, content: &Markup| Part { name: name.to_owned(), kind, bytes: xml(content) };
    vec![
        styles(),
        part("settings.xml", Kind::Settings, &settings()),
        part("header1.xml", Kind::Header, &header(title, &banners)),
        part("footer1.xml", Kind::Footer, &footer(std::slice::from_ref(&manifest.short))),
        part("footer2.xml", Kind::Footer, &footer(&manifest.lines)),
    ]
}

/// The end of a stretch of paper: A4 upright or across, with what stands on every page.
///
/// - `is_first`: whether it holds the first page
pub fn section(is_across: bool, is_first: bool) -> Markup {
    let (width, height) = if is_across { ("16838", "11906") } else { ("11906", "16838") };
    html! {
        w:sectPr {
            w:headerReference w:type="default" r:id=(relation_id(HEADER)) {}
            w:footerReference w:type="default" r:id=(relation_id(FOOTER)) {}
            @if is_first {
                w:headerReference w:type="first" r:id=(relation_id(HEADER)) {}
                w:footerReference w:type="first" r:id=(relation_id(FIRST_FOOTER)) {}
            }
            w:type w:val="nextPage" {}
            w:pgSz w:w=(width) w:h=(height) w:orient=[is_across.then_some("landscape")] {}
            w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="454" w:gutter="0" {}
            @if is_first { w:titlePg {} }
        }
    }
}

fn header(title: &str, banners: &[String]) -> Markup {
    html! {
        w:hdr xmlns:w=(NAMES.0) xmlns:r=(NAMES.1) {
            @for banner in banners { w:p { w:pPr { w:pStyle w:val="HeaderBanner" {} } (run(banner)) } }
            w:p { w:pPr { w:pStyle w:val="Header" {} } (run(title)) }
        }
    }
}

fn footer(manifest: &[String]) -> Markup {
    html! {
        w:ftr xmlns:w=(NAMES.0) xmlns:r=(NAMES.1) {
            w:p { w:pPr { w:pStyle w:val="Footer" {} } (run("Page ")) (field(" PAGE ")) (run(" of ")) (field(" NUMPAGES ")) }
            @for line in manifest { w:p { w:pPr { w:pStyle w:val="Manifest" {} } (run(&words(line))) } }
        }
    }
}

fn field(instruction: &str) -> Markup {
    html! { w:fldSimple w:instr=(instruction) { (run("1")) } }
}

fn settings() -> Markup {
    html! {
        w:settings xmlns:w=(NAMES.0) {
            w:zoom w:percent="100" {}
            w:defaultTabStop w:val="567" {}
            w:characterSpacingControl w:val="doNotCompress" {}
            w:compat {
                w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15" {}
            }
            w:themeFontLang w:val="en-GB" {}
            w:decimalSymbol w:val="." {}
            w:listSeparator w:val="," {}
        }
    }
}
