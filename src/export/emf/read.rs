//! Our own pictures read back: from the text of an SVG file to shapes and words with their styles.
//!
//! Knows what `export::svg` draws and nothing else. Whatever it does not know is told, and a test holds that no picture has any.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::path;
use super::style::{Colour, Name, Sheet, Style};

/// Across and down.
pub type Place = (f64, f64);

#[derive(Debug, Clone, PartialEq)]
pub enum Outline {
    /// From place to place; of one place, a dot.
    Line(Vec<Place>),
    Polygon(Vec<Place>),
    Circle {
        centre: Place,
        radius: f64,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Shape(Outline, Style),
    /// Words on a baseline.
    Words(Place, String, Style),
}

/// A picture: what it shows from the back to the front, in the units of its view box.
#[derive(Debug, Default)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    pub title: String,
    /// The colour of what it is drawn on.
    pub page: Option<Colour>,
    pub items: Vec<Item>,
    /// What was not understood.
    pub strange: Vec<String>,
}

/// Reads a file of `export::svg`.
pub fn read(svg: &str) -> Drawing {
    let mut reading = Reading::default();
    let mut reader = Reader::from_str(svg);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => reading.begin(&start),
            Ok(Event::Empty(start)) => {
                reading.begin(&start);
                reading.end();
            }
            Ok(Event::End(_)) => reading.end(),
            Ok(Event::Text(text)) => reading.content.push_str(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => match character(&reference) {
                Some(character) => reading.content.push(character),
                None => reading.drawing.strange.push(format!("{reference:?}")),
            },
            Ok(Event::Eof) => return reading.drawing,
            Ok(Event::Decl(_)) => {}
            Ok(other) => reading.drawing.strange.push(format!("{other:?}")),
            Err(error) => {
                reading.drawing.strange.push(error.to_string());
                return reading.drawing;
            }
        }
    }
}

fn character(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    let known = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];
    let name = reference.xml10_content();
    known.iter().find(|(known, _)| *known == name).map(|(_, character)| *character)
}

/// An element that is not at its end yet.
struct Open {
    name: Name,
    style: Style,
    /// From the view box to its own places.
    shift: Place,
    /// Where its words begin.
    at: Place,
}

#[derive(Default)]
struct Reading {
    drawing: Drawing,
    sheet: Sheet,
    open: Vec<Open>,
    /// Text since the last tag.
    content: String,
}

impl Reading {
    fn begin(&mut self, start: &BytesStart<'_>) {
        self.content.clear();
        let mut given = Given::of(start);
        let name = Name { element: start.name().as_ref().to_owned(), classes: given.classes() };
        let around = self.open.last();
        let mut shift = around.map_or((0.0, 0.0), |open| open.shift);
        let path: Vec<_> = self.open.iter().map(|open| &open.name).chain([&name]).collect();
        let style = self.sheet.style(&path, around.map_or(&Style::default(), |open| &open.style));
        let mut at = (0.0, 0.0);
        match name.element.as_str() {
            "svg" => self.size(&mut given),
            "style" | "title" | "desc" => {}
            "g" => {
                let by = given.translation();
                shift = (shift.0 + by.0, shift.1 + by.1);
                // The opacity of a group is that of the whole, which no item alone can show.
                if style.opacity < 1.0 {
                    self.drawing.strange.push("g with opacity".to_owned());
                }
            }
            "text" => {
                let down = given.shift_of_words() * style.size;
                at = (shift.0 + given.figure("x"), shift.1 + given.figure("y") + down);
            }
            element => self.shape(element, &mut given, &style, shift, &name),
        }
        let strange = given.strange.into_iter().chain(given.pairs.into_iter().map(|(key, value)| format!("{key}=\"{value}\"")));
        self.drawing.strange.extend(strange.map(|what| format!("{}: {what}", name.element)));
        self.open.push(Open { name, style, shift, at });
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let content = std::mem::take(&mut self.content);
        match open.name.element.as_str() {
            "style" => self.sheet = Sheet::parsed(&content, &mut self.drawing.strange),
            // Others are the names of shapes.
            "title" if self.open.len() == 1 && self.drawing.title.is_empty() => self.drawing.title = content,
            "text" => self.drawing.items.push(Item::Words(open.at, content, open.style)),
            _ => {}
        }
    }

    fn size(&mut self, given: &mut Given) {
        given.ignore(&["xmlns", "role", "width", "height"]);
        match given.figures("viewBox")[..] {
            [x, y, width, height] if x == 0.0 && y == 0.0 && self.open.is_empty() => {
                (self.drawing.width, self.drawing.height) = (width, height);
            }
            _ => self.drawing.strange.push("svg of another size".to_owned()),
        }
    }

    fn shape(&mut self, element: &str, given: &mut Given, style: &Style, (x, y): Place, name: &Name) {
        let placed = |places: Vec<Place>| places.into_iter().map(|place| (x + place.0, y + place.1)).collect::<Vec<_>>();
        let outlines = match element {
            "rect" => {
                let (left, top) = (given.figure("x"), given.figure("y"));
                let (right, bottom) = (left + given.figure("width"), top + given.figure("height"));
                vec![Outline::Polygon(placed(vec![(left, top), (right, top), (right, bottom), (left, bottom)]))]
            }
            "line" => {
                let (from, to) = ((given.figure("x1"), given.figure("y1")), (given.figure("x2"), given.figure("y2")));
                vec![Outline::Line(placed(vec![from, to]))]
            }
            "polygon" => vec![Outline::Polygon(placed(given.places()))],
            "circle" => {
                let centre = (x + given.figure("cx"), y + given.figure("cy"));
                vec![Outline::Circle { centre, radius: given.figure("r") }]
            }
            "path" => given.lines().into_iter().map(|line| Outline::Line(placed(line))).collect(),
            _ => {
                self.drawing.strange.push(element.to_owned());
                Vec::new()
            }
        };
        if name.classes == ["page"] {
            self.drawing.page = style.colours().0;
        }
        self.drawing.items.extend(outlines.into_iter().map(|outline| Item::Shape(outline, style.clone())));
    }
}

/// The attributes of an element; what is left at its end was not understood.
struct Given {
    pairs: Vec<(String, String)>,
    strange: Vec<String>,
}

impl Given {
    fn of(start: &BytesStart<'_>) -> Self {
        let pairs = start.attributes().flatten();
        let pairs = pairs.map(|given| (given.key.as_ref().to_owned(), given.value.into_owned())).collect();
        Self { pairs, strange: Vec::new() }
    }

    fn take(&mut self, key: &str) -> Option<String> {
        let at = self.pairs.iter().position(|(known, _)| known == key)?;
        Some(self.pairs.remove(at).1)
    }

    fn ignore(&mut self, keys: &[&str]) {
        self.pairs.retain(|(key, _)| !keys.contains(&key.as_str()));
    }

    /// An attribute as what it means; absent it means nothing, and what has no meaning is strange.
    fn meaning<T: Default>(&mut self, key: &str, of: impl Fn(&str) -> Option<T>) -> T {
        let Some(value) = self.take(key) else { return T::default() };
        of(&value).unwrap_or_else(|| {
            self.strange.push(format!("{key}=\"{value}\""));
            T::default()
        })
    }

    fn classes(&mut self) -> Vec<String> {
        self.take("class").unwrap_or_default().split_whitespace().map(str::to_owned).collect()
    }

    fn figure(&mut self, key: &str) -> f64 {
        self.meaning(key, |value| value.parse().ok())
    }

    fn figures(&mut self, key: &str) -> Vec<f64> {
        self.meaning(key, path::figures)
    }

    fn places(&mut self) -> Vec<Place> {
        self.figures("points").chunks_exact(2).map(|place| (place[0], place[1])).collect()
    }

    fn lines(&mut self) -> Vec<Vec<Place>> {
        self.meaning("d", path::lines)
    }

    fn translation(&mut self) -> Place {
        self.meaning("transform", |value| {
            let inner = value.strip_prefix("translate(")?.strip_suffix(')')?;
            match path::figures(inner)?[..] {
                [x, y] => Some((x, y)),
                _ => None,
            }
        })
    }

    /// How far words are moved down, as a share of their size.
    fn shift_of_words(&mut self) -> f64 {
        self.meaning("dy", |value| value.strip_suffix("em")?.parse().ok())
    }
}
