//! Room for words in a picture: how wide they are about, and where they hide nothing.

use unicode_width::UnicodeWidthChar;

use crate::printable::one_line;

/// Size of words, and the height of a line.
const SIZE: f64 = 13.0;
pub const LINE: f64 = 16.0;
/// How much wider than in most fonts words are taken to be.
const FREE: f64 = 1.1;

/// How wide a character is, as a share of its size: somewhat more than in most fonts without serifs.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' => 0.28,
        ' ' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '-' => 0.38,
        'm' | 'M' | 'W' | '@' | '%' | '—' | '…' => 0.92,
        'w' | 'A'..='Z' | '&' => 0.72,
        _ => match character.width() {
            None | Some(0) => 0.0,
            Some(1) => 0.58,
            Some(_) => 1.05,
        },
    }
}

/// About how wide a text is.
pub fn width(text: &str) -> f64 {
    SIZE * FREE * text.chars().map(advance).sum::<f64>()
}

/// A text on one line, cut to a width.
pub fn fitted(text: &str, room: f64) -> String {
    let line = one_line(text);
    if width(&line) <= room {
        return line;
    }
    let mut left = room - width("…");
    let fits = |character: &char| {
        left -= SIZE * FREE * advance(*character);
        left >= 0.0
    };
    let cut: String = line.chars().take_while(fits).collect();
    format!("{}…", cut.trim_end())
}

/// A text in lines of a width, broken at spaces; a word that is longer than a line is cut.
pub fn broken(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in one_line(text).split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line) + width(" ") + width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(fitted(word, room)),
        }
    }
    lines
}

/// Which part of words stands at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// The class that gives words this anchor.
    pub fn class(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A rectangle that words take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Room {
    /// Around a point.
    pub fn around((x, y): (f64, f64), width: f64, height: f64) -> Self {
        let (half, up) = (width / 2.0, height / 2.0);
        Self { left: x - half, top: y - up, right: x + half, bottom: y + up }
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Around words that begin, end or have their middle at a point, and a little beside them.
    pub fn of_words(words: &str, (x, y): (f64, f64), anchor: Anchor) -> Self {
        let width = width(words);
        let middle = match anchor {
            Anchor::Start => x + width / 2.0,
            Anchor::Middle => x,
            Anchor::End => x - width / 2.0,
        };
        Self::around((middle, y), width + 4.0, LINE)
    }

    pub fn lies_in(&self, other: &Self) -> bool {
        self.left >= other.left && self.top >= other.top && self.right <= other.right && self.bottom <= other.bottom
    }

    pub fn corners(&self) -> [(f64, f64); 4] {
        [(self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)]
    }
}

/// Places as near as possible to those asked for (least squares), in their order, a distance apart and inside limits.
///
/// Shifted by their index times the distance, such places only need to be in order: neighbours that are not share their
/// mean.
///
/// - `asked`: in ascending order
/// - result: of the same length; beyond the upper limit only where there is no room
pub fn apart(asked: &[f64], distance: f64, limits: (f64, f64)) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss)] // a few dozen
    let shift = |index: usize| index as f64 * distance;
    let mut groups: Vec<(f64, f64)> = Vec::new();
    for (index, place) in asked.iter().enumerate() {
        let (mut sum, mut count) = (place - shift(index), 1.0);
        while let Some(&(before, many)) = groups.last()
            && before / many >= sum / count
        {
            (sum, count) = (sum + before, count + many);
            groups.pop();
        }
        groups.push((sum, count));
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole numbers
    let shared = groups.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count, count as usize));
    let last = limits.1 - shift(asked.len().saturating_sub(1));
    shared.enumerate().map(|(index, place)| place.min(last).max(limits.0) + shift(index)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_apart_as_little_as_they_need() {
        let close = |places: Vec<f64>, expected: &[f64]| {
            places.len() == expected.len() && places.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9)
        };
        assert!(close(apart(&[10.0, 50.0], 10.0, (0.0, 100.0)), &[10.0, 50.0]));
        assert!(close(apart(&[50.0, 50.0, 50.0, 90.0], 10.0, (0.0, 100.0)), &[40.0, 50.0, 60.0, 90.0]));
        assert!(close(apart(&[0.0, 1.0], 10.0, (0.0, 100.0)), &[0.0, 10.0]));
        assert!(close(apart(&[99.0, 99.0, 100.0], 10.0, (0.0, 100.0)), &[80.0, 90.0, 100.0]));
        assert!(apart(&[], 10.0, (0.0, 100.0)).is_empty());
    }

    #[test]
    fn words_are_cut_and_broken_where_their_room_ends() {
        assert_eq!([fitted("short", 60.0), fitted("a longer one", 60.0)], ["short", "a long…"]);
        assert_eq!(broken("one two three", 60.0), ["one two", "three"]);
        assert_eq!(broken("one immeasurably two", 60.0), ["one", "imme…", "two"]);
        assert!(width("iiii") < width("mmmm") / 2.0 && width("") <= 0.0);
    }

    #[test]
    fn rooms_that_touch_do_not_overlap() {
        let room = Room::around((10.0, 10.0), 10.0, 10.0);
        assert!(!room.overlaps(&Room::around((20.0, 10.0), 10.0, 10.0)));
        assert!(room.overlaps(&Room::around((19.0, 19.0), 10.0, 10.0)));
    }
}
