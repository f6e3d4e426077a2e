//! A workbook as its parts: texts by name, what is well-formed, what names what, and cells changed as a reader would.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub struct Parts(pub BTreeMap<String, String>);

impl Parts {
    pub fn of(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a container");
        let mut parts = BTreeMap::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).expect("a part");
            let name = file.name().expect("a name in UTF-8").into_owned();
            let mut text = String::new();
            file.read_to_string(&mut text).expect("a part is text");
            assert!(parts.insert(name, text).is_none(), "a part twice");
        }
        Self(parts)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.0 {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part can be started");
            zip.write_all(text.as_bytes()).expect("a part can be written");
        }
        zip.finish().expect("the workbook is whole").into_inner()
    }

    /// The names of the sheets with the parts that hold them.
    pub fn sheets(&self) -> Vec<(String, String)> {
        let links = self.links("xl/_rels/workbook.xml.rels");
        let sheet = |start: &Element| {
            let target = &links[&start["r:id"]];
            (start["name"].clone(), format!("xl/{target}"))
        };
        elements(&self.0["xl/workbook.xml"]).iter().filter(|(name, _)| name == "sheet").map(|(_, start)| sheet(start)).collect()
    }

    pub fn sheet(&self, wanted: &str) -> String {
        let sheets = self.sheets();
        sheets.iter().find(|(name, _)| name == wanted).unwrap_or_else(|| panic!("no {wanted} in {sheets:?}")).1.clone()
    }

    /// Ids and targets of a part of relationships.
    fn links(&self, part: &str) -> BTreeMap<String, String> {
        let mut links = BTreeMap::new();
        for (name, start) in elements(&self.0[part]) {
            if name == "Relationship" {
                let twice = links.insert(start["Id"].clone(), start["Target"].clone());
                assert!(twice.is_none(), "{part}: an id twice");
            }
        }
        links
    }

    /// Takes out every result that is kept with a formula, so that only working it out can bring it back.
    pub fn forget_results(&mut self) {
        for (_, part) in self.sheets() {
            let text = self.0.get_mut(&part).expect("a sheet");
            let mut out = String::new();
            for piece in text.split("</f>") {
                if out.is_empty() {
                    out.push_str(piece);
                    continue;
                }
                out.push_str("</f>");
                out.push_str(piece.split_once("</v>").expect("a result after a formula").1);
            }
            *text = out;
        }
    }

    /// Types another figure into a cell that holds one.
    pub fn type_into(&mut self, sheet: &str, cell: &str, figure: f64) {
        let part = self.sheet(sheet);
        let text = self.0.get_mut(&part).expect("a sheet");
        let from = text.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no {cell} in {sheet}"));
        let value = from + text[from..].find("<v>").expect("a figure") + 3;
        let end = value + text[value..].find("</v>").expect("its end");
        text.replace_range(value..end, &figure.to_string());
    }

    /// Everything that holds of every workbook: parts are well-formed, have types, and lead to parts that are there.
    pub fn check(&self) {
        let types = elements(&self.0["[Content_Types].xml"]);
        let stated = |kind: &str, key: &str| -> BTreeSet<String> {
            types.iter().filter(|(name, _)| name == kind).map(|(_, start)| start[key].clone()).collect()
        };
        let (defaults, overrides) = (stated("Default", "Extension"), stated("Override", "PartName"));
        for (name, text) in &self.0 {
            elements(text);
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            let is_typed =
                overrides.contains(&format!("/{name}")) || ["rels", "xml"].contains(&ending) && defaults.contains(ending);
            assert!(is_typed, "{name} has no type");
            assert!(ending == "rels" || name == "[Content_Types].xml" || overrides.contains(&format!("/{name}")), "{name}");
        }
        for part in &overrides {
            assert!(self.0.contains_key(&part[1..]), "{part} has a type and is not there");
        }
        for part in self.0.keys().filter(|name| name.contains("_rels/")) {
            for target in self.links(part).values() {
                let found = resolved(part, target);
                assert!(target.starts_with('#') || self.0.contains_key(&found), "{part} leads to {target}, {found}");
            }
        }
        self.check_sheets();
    }

    fn check_sheets(&self) {
        let sheets = self.sheets();
        let names: BTreeSet<_> = sheets.iter().map(|(name, _)| name.to_lowercase()).collect();
        assert_eq!(names.len(), sheets.len(), "two sheets of one name");
        for (name, part) in &sheets {
            assert!(name.encode_utf16().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{name}");
            assert!(!name.starts_with('\'') && !name.ends_with('\'') && !name.eq_ignore_ascii_case("history"), "{name}");
            let text = &self.0[part];
            let has_formulas = elements(text).iter().any(|(element, _)| element == "f");
            assert_eq!(has_formulas, name.starts_with("Model"), "formulas of {name}");
            let cells: Vec<_> = elements(text).into_iter().filter(|(element, _)| element == "c").collect();
            let places: BTreeSet<_> = cells.iter().map(|(_, start)| start["r"].clone()).collect();
            assert_eq!(places.len(), cells.len(), "a cell twice in {name}");
            for (_, start) in elements(text).iter().filter(|(element, _)| element == "hyperlink") {
                let place = &start["location"];
                let (to, _) = place.rsplit_once('!').expect("a sheet and a cell");
                let to = to.trim_matches('\'').replace("''", "'");
                assert!(sheets.iter().any(|(name, _)| *name == to), "{name} leads to {place}");
            }
        }
    }
}

/// Attributes of an element by name.
type Element = BTreeMap<String, String>;

/// Every element of a part, in order; fails where it is not well-formed.
pub fn elements(text: &str) -> Vec<(String, Element)> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut found = Vec::new();
    let mut open = 0_i32;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {text:.200}")) {
            Event::Start(start) => {
                open += 1;
                found.push(element(&start));
            }
            Event::Empty(start) => found.push(element(&start)),
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0, "elements are closed");
    assert!(!text.contains(|character: char| character.is_control() && !"\t\n\r".contains(character)), "a control character");
    assert!(!text.contains(['\u{fffe}', '\u{ffff}']), "a character that XML forbids");
    found
}

fn element(start: &BytesStart<'_>) -> (String, Element) {
    let name = start.name().as_ref().to_owned();
    let attribute = |found: Result<quick_xml::events::attributes::Attribute<'_>, _>| {
        let found = found.expect("an attribute");
        let value = quick_xml::escape::unescape(&found.value).expect("escapes").into_owned();
        (found.key.as_ref().to_owned(), value)
    };
    (name, start.attributes().map(attribute).collect())
}

/// The part that a target of a part of relationships means.
fn resolved(rels: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let (folder, _) = rels.rsplit_once("_rels/").expect("a part of relationships");
    let mut path: Vec<_> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        if step == ".." {
            path.pop();
        } else {
            path.push(step);
        }
    }
    path.join("/")
}
