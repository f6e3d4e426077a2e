//! Files that are containers of XML parts, taken apart: Word documents and workbooks.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop
#![allow(dead_code)] // not every test uses all of it

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::XmlVersion::Implicit1_0;
use quick_xml::events::{BytesStart, Event};

/// An element with what is in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Element>,
    /// Its own text, without that of its children.
    pub text: String,
    /// The same in pieces, each with how many children stand before it.
    flow: Vec<(usize, String)>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All elements of a name, at any depth, in order.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        self.collect(name, &mut found);
        found
    }

    fn collect<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        if self.name == name {
            found.push(self);
        }
        self.children.iter().for_each(|child| child.collect(name, found));
    }

    /// The texts of all elements of a name, one after the other.
    pub fn texts(&self, name: &str) -> String {
        self.all(name).into_iter().map(|element| element.text.as_str()).collect()
    }

    /// How many elements there are.
    pub fn count(&self) -> usize {
        1 + self.children.iter().map(Element::count).sum::<usize>()
    }

    fn push(&mut self, text: &str) {
        self.flow.push((self.children.len(), text.to_owned()));
        self.text.push_str(text);
    }

    /// All text at any depth in order, where some elements stand for a text.
    pub fn whole_text(&self, stands_for: &dyn Fn(&str) -> Option<&'static str>) -> String {
        let mut out = String::new();
        let mut pieces = self.flow.iter().peekable();
        for (index, child) in self.children.iter().enumerate() {
            while let Some((_, text)) = pieces.next_if(|(before, _)| *before <= index) {
                out.push_str(text);
            }
            out.push_str(&stands_for(&child.name).map_or_else(|| child.whole_text(stands_for), str::to_owned));
        }
        pieces.for_each(|(_, text)| out.push_str(text));
        out
    }
}

/// The parts of a file by their names. Reading a part checks its sum.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("a whole entry");
        let name = entry.name().expect("a name in UTF-8").into_owned();
        assert!(!parts.contains_key(&name), "{name} is there twice");
        parts.insert(name, content);
    }
    parts
}

/// Whether a file is a whole container.
pub fn is_whole(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    (0..archive.len())
        .all(|index| archive.by_index(index).is_ok_and(|mut entry| std::io::copy(&mut entry, &mut std::io::sink()).is_ok()))
}

/// A part as a tree; what is not well-formed fails the test.
pub fn tree(name: &str, bytes: &[u8]) -> Element {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    let unfit = |letter: char| letter < ' ' && !"\t\r\n".contains(letter) || matches!(letter, '\u{fffe}' | '\u{ffff}');
    assert!(!text.contains(unfit), "{name} holds what XML cannot");
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Start(start) => open.push(element(name, &start)),
            Event::Empty(start) => open.last_mut().expect("a parent").children.push(element(name, &start)),
            Event::End(_) => {
                let closed = open.pop().expect("an element");
                open.last_mut().expect("a parent").children.push(closed);
            }
            Event::Text(text) => open.last_mut().expect("a parent").push(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let known = quick_xml::escape::resolve_predefined_entity(&reference.xml10_content());
                let character = reference.resolve_char_ref().expect("a number").map(String::from);
                let written = character.or(known.map(str::to_owned));
                open.last_mut().expect("a parent").push(&written.expect("a known reference"));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let mut roots = open.pop().expect("the document").children;
    assert!(open.is_empty() && roots.len() == 1, "{name} has one root");
    roots.remove(0)
}

fn element(part: &str, start: &BytesStart<'_>) -> Element {
    let mut attributes = BTreeMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.unwrap_or_else(|error| panic!("{part}: {error}"));
        let value = attribute.normalized_value(Implicit1_0).expect("a value").into_owned();
        attributes.insert(attribute.key.as_ref().to_owned(), value);
    }
    Element { name: start.name().as_ref().to_owned(), attributes, ..Element::default() }
}

/// Every XML part as a tree.
pub fn trees(parts: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Element> {
    let is_xml = |name: &str| name.rsplit('.').next().is_some_and(|ending| ["xml", "rels", "vml"].contains(&ending));
    parts.iter().filter(|(name, _)| is_xml(name)).map(|(name, bytes)| (name.clone(), tree(name, bytes))).collect()
}

/// What every container of this kind must keep: each part has a kind, each relationship leads to a part and has an id of its own,
/// and nothing is there that nothing leads to.
pub fn check_package(parts: &BTreeMap<String, Vec<u8>>) {
    let trees = trees(parts);
    let types = &trees["[Content_Types].xml"];
    let defaults: BTreeSet<_> = types.all("Default").iter().filter_map(|found| found.attribute("Extension")).collect();
    let overrides: Vec<_> = types.all("Override").iter().filter_map(|found| found.attribute("PartName")).collect();
    assert_eq!(overrides.len(), overrides.iter().collect::<BTreeSet<_>>().len(), "a part has two kinds");
    for name in overrides.iter().map(|name| name.trim_start_matches('/')) {
        assert!(parts.contains_key(name), "{name} has a kind and is not there");
    }
    let mut reached = BTreeSet::from(["[Content_Types].xml".to_owned()]);
    for (name, tree) in trees.iter().filter(|(name, _)| name.contains("_rels/")) {
        reached.insert(name.clone());
        let folder = name.split("_rels/").next().expect("a folder");
        let mut ids = BTreeSet::new();
        for relationship in tree.all("Relationship") {
            assert!(ids.insert(relationship.attribute("Id").expect("an id")), "{name}: an id is there twice");
            let target = relationship.attribute("Target").expect("a target");
            if relationship.attribute("TargetMode") == Some("External") || target.starts_with('#') {
                continue;
            }
            let target = resolved(folder, target);
            assert!(parts.contains_key(&target), "{name} leads to {target}, which is not there");
            reached.insert(target);
        }
    }
    for name in parts.keys() {
        assert!(reached.contains(name), "nothing leads to {name}");
        let ending = name.rsplit('.').next().unwrap_or_default();
        let has_kind = defaults.contains(ending) || overrides.contains(&format!("/{name}").as_str());
        assert!(name == "[Content_Types].xml" || has_kind, "{name} is of no kind");
    }
}

/// A target beside a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<_> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        if step == ".." { path.pop().map_or((), drop) } else { path.push(step) }
    }
    path.join("/")
}
