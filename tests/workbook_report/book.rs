//! A workbook as its sheets: what holds of every one of them, and cells changed as a reader would.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::parts::{self, Element, tree};

pub struct Book(pub BTreeMap<String, Vec<u8>>);

impl Book {
    pub fn of(bytes: &[u8]) -> Self {
        Self(parts::parts(bytes))
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part can be started");
            zip.write_all(bytes).expect("a part can be written");
        }
        zip.finish().expect("the workbook is whole").into_inner()
    }

    fn tree(&self, part: &str) -> Element {
        tree(part, &self.0[part])
    }

    /// The names of the sheets with the parts that hold them.
    pub fn sheets(&self) -> Vec<(String, String)> {
        let relations = self.tree("xl/_rels/workbook.xml.rels");
        let attribute = |element: &Element, name: &str| element.attribute(name).expect("an attribute").to_owned();
        let target = |id: &str| {
            let relations = relations.all("Relationship");
            let found = relations.iter().find(|found| found.attribute("Id") == Some(id)).expect("a relationship");
            format!("xl/{}", attribute(found, "Target"))
        };
        let sheets = self.tree("xl/workbook.xml");
        sheets.all("sheet").iter().map(|sheet| (attribute(sheet, "name"), target(&attribute(sheet, "r:id")))).collect()
    }

    pub fn sheet(&self, wanted: &str) -> String {
        let sheets = self.sheets();
        sheets.iter().find(|(name, _)| name == wanted).unwrap_or_else(|| panic!("no {wanted} in {sheets:?}")).1.clone()
    }

    fn change(&mut self, part: &str, change: impl FnOnce(String) -> String) {
        let bytes = self.0.get_mut(part).expect("a part");
        *bytes = change(String::from_utf8(std::mem::take(bytes)).expect("UTF-8")).into_bytes();
    }

    /// Takes out every result that is kept with a formula, so that only working it out can bring it back.
    pub fn forget_results(&mut self) {
        for (_, part) in self.sheets() {
            self.change(&part, |text| {
                let mut pieces = text.split("</f>");
                let first = pieces.next().unwrap_or_default().to_owned();
                pieces.fold(first, |out, piece| {
                    format!("{out}</f>{}", piece.split_once("</v>").expect("a result after a formula").1)
                })
            });
        }
    }

    /// Types another figure into a cell that holds one.
    pub fn type_into(&mut self, sheet: &str, cell: &str, figure: f64) {
        let part = self.sheet(sheet);
        self.change(&part, |mut text| {
            let from = text.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no {cell} in {sheet}"));
            let value = from + text[from..].find("<v>").expect("a figure") + 3;
            let end = value + text[value..].find("</v>").expect("its end");
            text.replace_range(value..end, &figure.to_string());
            text
        });
    }

    /// Types a text into a cell that holds a figure, past what a cell accepts, as pasting does.
    pub fn paste_into(&mut self, sheet: &str, cell: &str, text: &str) {
        let part = self.sheet(sheet);
        self.change(&part, |mut content| {
            let from = content.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no {cell} in {sheet}"));
            let end = from + content[from..].find("</c>").expect("its end");
            let tag = from + content[from..].find('>').expect("a tag");
            content.replace_range(tag..end, &format!(" t=\"inlineStr\"><is><t>{text}</t></is>"));
            content
        });
    }

    /// Holds that every text that a spreadsheet would run has the mark of a leading apostrophe, and every picture its figures.
    fn check_marks(&self) {
        let styles = self.tree("xl/styles.xml");
        let formats = styles.child("cellXfs").expect("formats").all("xf");
        let strings = self.tree("xl/sharedStrings.xml");
        let strings: Vec<_> = strings.all("si").iter().map(|string| string.texts("t")).collect();
        for (name, part) in self.sheets() {
            for cell in self.tree(&part).all("c").into_iter().filter(|cell| cell.attribute("t") == Some("s")) {
                let index: usize = cell.texts("v").parse().expect("a number");
                if strings[index].starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']) {
                    let format: usize = cell.attribute("s").expect("a format").parse().expect("a number");
                    assert_eq!(formats[format].attribute("quotePrefix"), Some("1"), "{} in {name}", strings[index]);
                }
            }
        }
        for part in self.0.keys().filter(|name| name.starts_with("xl/charts/chart")) {
            for cache in self.tree(part).all("c:numCache") {
                let count: usize = cache.all("c:ptCount")[0].attribute("val").expect("a count").parse().expect("a number");
                assert_eq!(cache.all("c:pt").len(), count, "{part} keeps what it shows");
            }
        }
    }

    /// Everything that holds of every workbook.
    pub fn check(&self) {
        parts::check_package(&self.0);
        self.check_marks();
        let sheets = self.sheets();
        let names: BTreeSet<_> = sheets.iter().map(|(name, _)| name.to_lowercase()).collect();
        assert_eq!(names.len(), sheets.len(), "two sheets of one name");
        for (name, part) in &sheets {
            assert!(name.encode_utf16().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{name}");
            assert!(!name.starts_with('\'') && !name.ends_with('\'') && !name.eq_ignore_ascii_case("history"), "{name}");
            let sheet = self.tree(part);
            assert_eq!(sheet.all("f").is_empty(), !name.starts_with("Model"), "formulas of {name}");
            let cells = sheet.all("c");
            let places: BTreeSet<_> = cells.iter().map(|cell| cell.attribute("r").expect("a place")).collect();
            assert_eq!(places.len(), cells.len(), "a cell twice in {name}");
            for link in sheet.all("hyperlink") {
                let place = link.attribute("location").expect("a place");
                let (to, _) = place.rsplit_once('!').expect("a sheet and a cell");
                let to = to.trim_matches('\'').replace("''", "'");
                assert!(sheets.iter().any(|(name, _)| *name == to), "{name} leads to {place}");
            }
        }
    }
}
