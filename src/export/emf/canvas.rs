//! What a metafile is drawn on: keeps pens, brushes and fonts, and says what has changed only.

use super::read::Place;
use super::records::{
    CREATE_BRUSH, CREATE_FONT, CREATE_PEN, DELETE_OBJECT, ELLIPSE, POLYGON, POLYLINE, POLYLINES, Records, SELECT_OBJECT,
    SET_BACKGROUND_MODE, SET_MAP_MODE, SET_POLYGON_FILL_MODE, SET_TEXT_ALIGN, SET_TEXT_COLOUR, SET_VIEWPORT_EXTENT,
    SET_VIEWPORT_ORIGIN, SET_WINDOW_EXTENT, SET_WINDOW_ORIGIN, TEXT, length, packed, signed,
};
use super::style::{Anchor, Cap, Colour, Join};
use crate::export::letters::{Weight, advance};

/// Parts of a unit of the view box that a place is rounded to.
const FINE: f64 = 20.0;
/// Axes that each have their own scale; ours have the same (2.1.21).
const ANISOTROPIC: u32 = 8;
/// Letters without a box behind them (2.1.4).
const TRANSPARENT: u32 = 1;
/// Surfaces with holes where lines cross themselves an even number of times; ours never do (2.1.27).
const ALTERNATE: u32 = 1;
/// No pen and no brush, and what stands in for a font when none of ours may be in use (2.1.31).
const NO_PEN: u32 = 0x8000_0008;
const NO_BRUSH: u32 = 0x8000_0005;
const PLAIN_FONT: u32 = 0x8000_000D;
/// Pens whose widths are those of the picture, and their ends and corners (2.1.25).
const GEOMETRIC: u32 = 0x0001_0000;
const FLAT_CAP: u32 = 0x200;
const MITRED: u32 = 0x2000;
/// Bytes of the record of a pen, after which a pattern would stand.
const PEN_BYTES: u32 = 52;
/// Letters on their baseline, and which part of them stands at their place (2.1.31).
const BASELINE: u32 = 24;
const RIGHT: u32 = 2;
const CENTRE: u32 = 6;
/// Letters that are placed as any other drawing (2.1.16).
const ADVANCED: u32 = 2;
/// Bytes of a text record before its letters (2.3.5.8), and words of a font (2.2.13, 2.2.15).
const BEFORE_LETTERS: usize = 76;
const FONT_WORDS: usize = 80;
const FACE: &str = "Arial";
/// A font of any width, without serifs (2.2.13).
const SWISS: u32 = 0x22;
/// Hundredths of a millimetre in a dot.
const HUNDREDTHS: f64 = 2540.0 / 96.0;

/// How lines are drawn; lengths as records have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pen {
    width: u32,
    colour: Colour,
    join: Join,
    cap: Cap,
}

impl Pen {
    /// - `width`: in units of the view box
    pub fn new(width: f64, colour: Colour, join: Join, cap: Cap) -> Self {
        Self { width: signed((FINE * width).max(1.0)), colour, join, cap }
    }
}

/// What is made once and used by its handle.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Object {
    Pen(Pen),
    Brush(Colour),
    /// Height and weight.
    Font(u32, Weight),
}

#[derive(Debug)]
pub struct Canvas {
    records: Records,
    /// Width and height in dots, and as places.
    size: (u32, u32),
    places: (u32, u32),
    /// In the order of their handles, which begin with 1.
    objects: Vec<Object>,
    /// In use: pen, brush and font.
    pen: u32,
    brush: u32,
    font: u32,
    ink: Option<Colour>,
    align: Option<Anchor>,
}

impl Canvas {
    /// - `width`, `height`: of the view box
    pub fn new(width: f64, height: f64) -> Self {
        let size = (signed(width.ceil()), signed(height.ceil()));
        let places = (fine(width.ceil()), fine(height.ceil()));
        let mut records = Records::default();
        records.push(SET_MAP_MODE, &[ANISOTROPIC]);
        records.push(SET_WINDOW_ORIGIN, &[0, 0]);
        records.push(SET_WINDOW_EXTENT, &[places.0, places.1]);
        records.push(SET_VIEWPORT_ORIGIN, &[0, 0]);
        records.push(SET_VIEWPORT_EXTENT, &[size.0, size.1]);
        records.push(SET_BACKGROUND_MODE, &[TRANSPARENT]);
        records.push(SET_POLYGON_FILL_MODE, &[ALTERNATE]);
        Self { records, size, places, objects: Vec::new(), pen: 0, brush: 0, font: 0, ink: None, align: None }
    }

    /// A line from place to place.
    pub fn line(&mut self, places: &[Place], pen: Pen) {
        self.take_pen(Some(pen));
        self.drawn(POLYLINE, places);
    }

    /// Several lines, such as the dashes of one.
    pub fn lines(&mut self, lines: &[Vec<Place>], pen: Pen) {
        if lines.is_empty() {
            return;
        }
        self.take_pen(Some(pen));
        let mut record = self.bounds().to_vec();
        record.extend([length(lines.len()), length(lines.iter().map(Vec::len).sum())]);
        record.extend(lines.iter().map(|line| length(line.len())));
        record.extend(lines.iter().flatten().flat_map(|&(x, y)| [fine(x), fine(y)]));
        self.records.push(POLYLINES, &record);
    }

    pub fn polygon(&mut self, corners: &[Place], brush: Option<Colour>, pen: Option<Pen>) {
        self.take_pen(pen);
        self.take_brush(brush);
        self.drawn(POLYGON, corners);
    }

    pub fn circle(&mut self, (x, y): Place, radius: f64, brush: Option<Colour>, pen: Option<Pen>) {
        self.take_pen(pen);
        self.take_brush(brush);
        self.records.push(ELLIPSE, &[x - radius, y - radius, x + radius, y + radius].map(fine));
    }

    /// Words with a place on their baseline.
    ///
    /// - `size`: of the letters, in units of the view box
    pub fn words(&mut self, (x, y): Place, words: &str, (size, weight): (f64, Weight), anchor: Anchor, ink: Colour) {
        let font = self.handle(&Object::Font(fine(-size), weight));
        take(&mut self.records, &mut self.font, font);
        if self.ink != Some(ink) {
            self.records.push(SET_TEXT_COLOUR, &[colour_word(ink)]);
            self.ink = Some(ink);
        }
        if self.align != Some(anchor) {
            let part = match anchor {
                Anchor::Start => 0,
                Anchor::Middle => CENTRE,
                Anchor::End => RIGHT,
            };
            self.records.push(SET_TEXT_ALIGN, &[BASELINE | part]);
            self.align = Some(anchor);
        }
        let letters: Vec<u16> = words.encode_utf16().collect();
        let packed = packed(&letters);
        // Dots to hundredths of a millimetre, for programs that ask although letters are placed as any other drawing.
        #[allow(clippy::cast_possible_truncation)] // near 1
        let scale = ((HUNDREDTHS / FINE) as f32).to_bits();
        let mut record = self.bounds().to_vec();
        record.extend([ADVANCED, scale, scale, fine(x), fine(y)]);
        record.extend([length(letters.len()), length(BEFORE_LETTERS), 0, 0, 0, u32::MAX, u32::MAX]);
        record.push(length(BEFORE_LETTERS + 4 * packed.len()));
        record.extend(packed);
        record.extend(advances(words, size, weight));
        self.records.push(TEXT, &record);
    }

    /// The whole file.
    pub fn finish(mut self, title: &str) -> Vec<u8> {
        let handles = length(self.objects.len());
        for stock in [NO_PEN, NO_BRUSH, PLAIN_FONT] {
            self.records.push(SELECT_OBJECT, &[stock]);
        }
        for handle in 1..=handles {
            self.records.push(DELETE_OBJECT, &[handle]);
        }
        self.records.finish(self.size, handles, title)
    }

    fn drawn(&mut self, kind: u32, places: &[Place]) {
        let mut record = self.bounds().to_vec();
        record.push(length(places.len()));
        record.extend(places.iter().flat_map(|&(x, y)| [fine(x), fine(y)]));
        self.records.push(kind, &record);
    }

    /// Where a record draws, for programs that redraw a part: somewhere in the picture, whether they read dots or places.
    fn bounds(&self) -> [u32; 4] {
        [0, 0, self.places.0, self.places.1]
    }

    fn take_pen(&mut self, pen: Option<Pen>) {
        let handle = pen.map_or(NO_PEN, |pen| self.handle(&Object::Pen(pen)));
        take(&mut self.records, &mut self.pen, handle);
    }

    fn take_brush(&mut self, brush: Option<Colour>) {
        let handle = brush.map_or(NO_BRUSH, |brush| self.handle(&Object::Brush(brush)));
        take(&mut self.records, &mut self.brush, handle);
    }

    /// The handle of an object, which is made where there is none yet.
    fn handle(&mut self, object: &Object) -> u32 {
        if let Some(at) = self.objects.iter().position(|known| known == object) {
            return length(at + 1);
        }
        self.objects.push(object.clone());
        let handle = length(self.objects.len());
        match object {
            Object::Brush(colour) => self.records.push(CREATE_BRUSH, &[handle, 0, colour_word(*colour), 0]),
            Object::Pen(pen) => self.records.push(CREATE_PEN, &pen_words(handle, pen)),
            Object::Font(height, weight) => self.records.push(CREATE_FONT, &font_words(handle, *height, *weight)),
        }
        handle
    }
}

/// Has an object used, if another one is.
fn take(records: &mut Records, used: &mut u32, handle: u32) {
    if *used != handle {
        records.push(SELECT_OBJECT, &[handle]);
        *used = handle;
    }
}

/// A length or a place as records have it.
fn fine(length: f64) -> u32 {
    signed(FINE * length)
}

fn colour_word(Colour([red, green, blue]): Colour) -> u32 {
    u32::from_le_bytes([red, green, blue, 0])
}

/// A pen without a pattern of dots (2.3.7.9).
fn pen_words(handle: u32, pen: &Pen) -> [u32; 11] {
    let cap = if pen.cap == Cap::Flat { FLAT_CAP } else { 0 };
    let join = if pen.join == Join::Mitre { MITRED } else { 0 };
    let style = GEOMETRIC | cap | join;
    [handle, PEN_BYTES, 0, PEN_BYTES, 0, style, pen.width, 0, colour_word(pen.colour), 0, 0]
}

/// A font by its face, without a full name (2.3.7.8).
fn font_words(handle: u32, height: u32, weight: Weight) -> Vec<u32> {
    let weight = if weight == Weight::Bold { 700 } else { 400 };
    let mut words = vec![handle, height, 0, 0, 0, weight, u32::from_le_bytes([0, 0, 0, 1]), SWISS << 24];
    words.extend(packed(&FACE.encode_utf16().collect::<Vec<_>>()));
    words.resize(FONT_WORDS + 1, 0);
    words
}

/// From each letter to the next: places are rounded, so that a long text ends where it should.
fn advances(words: &str, size: f64, weight: Weight) -> Vec<u32> {
    let (mut end, mut rounded, mut advances) = (0.0, 0, Vec::new());
    for letter in words.chars() {
        end += FINE * size * advance(letter, weight);
        let next = signed(end);
        advances.push(next.saturating_sub(rounded));
        // The second half of a letter of two.
        advances.extend((letter.len_utf16() > 1).then_some(0));
        rounded = next;
    }
    advances
}
