//! The zip container and the parts that say what is where.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{MAX_RATIO, MAX_UNPACKED, Problem};

/// A part smaller than this may unpack at any ratio.
const SMALL: u64 = 1_000_000;

pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: u64,
}

/// What the workbook part and its relations say.
#[derive(Debug, Default)]
pub struct Workbook {
    pub sheets: Vec<SheetEntry>,
    pub strings: Option<String>,
    pub styles: Option<String>,
    /// Dates count from 1904.
    pub from_1904: bool,
}

#[derive(Debug)]
pub struct SheetEntry {
    pub name: String,
    pub hidden: bool,
    pub part: String,
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Problem::NotAWorkbook { why: error.to_string() })?;
        Ok(Self { archive, unpacked: 0 })
    }

    /// The text of a part, counted while it unpacks.
    pub fn text(&mut self, part: &str) -> Result<String, Problem> {
        let damaged = |why: String| Problem::Damaged { part: part.to_owned(), why };
        let file = self.archive.by_name(part).map_err(|error| damaged(error.to_string()))?;
        let packed = file.compressed_size();
        let allowed = (MAX_UNPACKED - self.unpacked).min(SMALL.max(packed.saturating_mul(MAX_RATIO)));
        let mut bytes = Vec::new();
        let read = file.take(allowed + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        if read as u64 > allowed {
            return Err(Problem::TooLarge { part: part.to_owned() });
        }
        self.unpacked += read as u64;
        let text = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, bom)) if encoding != encoding_rs::UTF_8 => {
                encoding.decode_without_bom_handling(&bytes[bom..]).0.into_owned()
            }
            Some((_, bom)) => String::from_utf8(bytes.split_off(bom)).map_err(|_| damaged("it is not UTF-8".to_owned()))?,
            None => String::from_utf8(bytes).map_err(|_| damaged("it is not UTF-8".to_owned()))?,
        };
        if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
            return Err(Problem::Entities { part: part.to_owned() });
        }
        Ok(text)
    }

    /// The sheets in their order, and where strings and styles stand.
    pub fn workbook(&mut self) -> Result<Workbook, Problem> {
        let root = self.relations("_rels/.rels", "")?;
        let find = |kind: &str| root.iter().find(|relation| relation.kind == kind);
        let part = find("officeDocument").map_or("xl/workbook.xml", |relation| &relation.target).to_owned();
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", &part));
        let relations = self.relations(&join(folder, &format!("_rels/{name}.rels")), folder)?;
        let text = self.text(&part)?;
        let mut book = Workbook::default();
        each_start(&text, &part, |element| {
            match element.local_name().as_ref() {
                "sheet" => {
                    let id = attribute(element, "id").unwrap_or_default();
                    if let Some(relation) = relations.iter().find(|relation| relation.id == id && relation.kind == "worksheet") {
                        let hidden = attribute(element, "state").is_some_and(|state| state != "visible");
                        let name = attribute(element, "name").unwrap_or_default();
                        book.sheets.push(SheetEntry { name, hidden, part: relation.target.clone() });
                    }
                }
                "workbookPr" => book.from_1904 = attribute(element, "date1904").is_some_and(|yes| yes == "1" || yes == "true"),
                _ => {}
            }
            Ok(())
        })?;
        let target = |kind: &str| relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.clone());
        book.strings = target("sharedStrings");
        book.styles = target("styles");
        if book.sheets.is_empty() {
            return Err(Problem::Damaged { part, why: "it names no sheet".to_owned() });
        }
        Ok(book)
    }

    fn relations(&mut self, part: &str, folder: &str) -> Result<Vec<Relation>, Problem> {
        let text = self.text(part)?;
        let mut relations = Vec::new();
        each_start(&text, part, |element| {
            if element.local_name().as_ref() == "Relationship"
                && attribute(element, "TargetMode").is_none_or(|mode| mode != "External")
            {
                let kind = attribute(element, "Type").unwrap_or_default();
                let target = attribute(element, "Target").unwrap_or_default();
                let target = target.strip_prefix('/').map_or_else(|| join(folder, &target), str::to_owned);
                let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
                relations.push(Relation { id: attribute(element, "Id").unwrap_or_default(), kind, target });
            }
            Ok(())
        })?;
        Ok(relations)
    }
}

fn join(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if folder.is_empty() { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            step => parts.push(step),
        }
    }
    parts.join("/")
}

/// Calls for every start of an element.
fn each_start(text: &str, part: &str, mut call: impl FnMut(&BytesStart<'_>) -> Result<(), Problem>) -> Result<(), Problem> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|error| Problem::Damaged { part: part.to_owned(), why: error.to_string() })? {
            Event::Start(element) | Event::Empty(element) => call(&element)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute, whatever its namespace prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}
