//! The records of a metafile: a kind, a size, and whole words of 32 bits each.
//!
//! # Source
//! Microsoft, \[MS-EMF\]: Enhanced Metafile Format; sections are named beside each record.

/// Kinds of records (2.1.1).
pub const POLYGON: u32 = 3;
pub const POLYLINE: u32 = 4;
pub const POLYLINES: u32 = 7;
pub const SET_WINDOW_EXTENT: u32 = 9;
pub const SET_WINDOW_ORIGIN: u32 = 10;
pub const SET_VIEWPORT_EXTENT: u32 = 11;
pub const SET_VIEWPORT_ORIGIN: u32 = 12;
pub const SET_MAP_MODE: u32 = 17;
pub const SET_BACKGROUND_MODE: u32 = 18;
pub const SET_POLYGON_FILL_MODE: u32 = 19;
pub const SET_TEXT_ALIGN: u32 = 22;
pub const SET_TEXT_COLOUR: u32 = 24;
pub const SELECT_OBJECT: u32 = 37;
pub const CREATE_BRUSH: u32 = 39;
pub const DELETE_OBJECT: u32 = 40;
pub const ELLIPSE: u32 = 42;
pub const CREATE_FONT: u32 = 82;
pub const TEXT: u32 = 84;
pub const CREATE_PEN: u32 = 95;
const HEADER: u32 = 1;
const END: u32 = 14;

/// What every file begins with after the size of its frame (2.2.9).
const SIGNATURE: u32 = 0x464D_4520;
const VERSION: u32 = 0x0001_0000;
/// Bytes of a header with both extensions, before its description.
const HEADER_BYTES: usize = 108;
/// A screen of 96 dots an inch: its dots and its millimetres.
const DOTS: (u32, u32) = (1920, 960);
const MILLIMETRES: (u32, u32) = (508, 254);
/// Hundredths of a millimetre in a dot.
const FINE: f64 = 2540.0 / 96.0;

/// Records in their order.
#[derive(Debug, Default)]
pub struct Records {
    bytes: Vec<u8>,
    count: u32,
}

impl Records {
    pub fn push(&mut self, kind: u32, words: &[u32]) {
        push(&mut self.bytes, kind, words);
        self.count += 1;
    }

    /// The whole file.
    ///
    /// - `width`, `height`: in dots
    /// - `handles`: of objects, without the one that stands for the file itself
    pub fn finish(mut self, (width, height): (u32, u32), handles: u32, title: &str) -> Vec<u8> {
        // No palette, and the size of the end itself (2.3.4.1).
        self.push(END, &[0, 16, 20]);
        let said: Vec<u16> = format!("weighup\0{title}\0\0").encode_utf16().collect();
        let packed = packed(&said);
        let whole = HEADER_BYTES + 4 * packed.len() + self.bytes.len();
        let hundredths = |dots: u32| signed(f64::from(dots) * FINE);
        let mut words =
            vec![0, 0, width.saturating_sub(1), height.saturating_sub(1), 0, 0, hundredths(width), hundredths(height)];
        words.extend([SIGNATURE, VERSION, length(whole), self.count + 1, handles + 1]);
        words.extend([length(said.len()), length(HEADER_BYTES), 0, DOTS.0, DOTS.1, MILLIMETRES.0, MILLIMETRES.1]);
        words.extend([0, 0, 0, 1000 * MILLIMETRES.0, 1000 * MILLIMETRES.1]);
        words.extend(packed);
        let mut bytes = Vec::with_capacity(whole);
        push(&mut bytes, HEADER, &words);
        bytes.extend(self.bytes);
        bytes
    }
}

fn push(bytes: &mut Vec<u8>, kind: u32, words: &[u32]) {
    let size = length(4 * (words.len() + 2));
    bytes.extend([kind, size].iter().chain(words).flat_map(|word| word.to_le_bytes()));
}

/// Letters of 16 bits, two in a word.
pub fn packed(letters: &[u16]) -> Vec<u32> {
    let pair = |pair: &[u16]| u32::from(pair[0]) | u32::from(pair.get(1).copied().unwrap_or(0)) << 16;
    letters.chunks(2).map(pair).collect()
}

/// A figure rounded, with its sign as records have it.
#[allow(clippy::cast_possible_truncation)] // what is beyond has its nearest end
pub fn signed(figure: f64) -> u32 {
    (figure.round() as i32).cast_unsigned()
}

/// How long something is; a picture is far from having four thousand million of anything.
pub fn length(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
