//! Texts of a workbook: shared strings, runs of formatted text, and the escapes that XML cannot hold.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::Problem;

/// The strings that cells refer to by number.
pub fn shared_strings(text: &str, part: &str) -> Result<Vec<String>, Problem> {
    let damaged = |why: String| Problem::Damaged { part: part.to_owned(), why };
    let mut reader = Reader::from_str(text);
    let mut strings = Vec::new();
    let mut open: Option<Gathered> = None;
    loop {
        match reader.read_event().map_err(|error| damaged(error.to_string()))? {
            Event::Start(element) if element.local_name().as_ref() == "si" => open = Some(Gathered::default()),
            Event::Empty(element) if element.local_name().as_ref() == "si" => strings.push(String::new()),
            Event::End(element) if element.local_name().as_ref() == "si" => strings.extend(open.take().map(Gathered::finish)),
            Event::Eof => return Ok(strings),
            event => {
                if let Some(gathered) = &mut open {
                    gathered.take(&event).map_err(damaged)?;
                }
            }
        }
    }
}

/// Text gathered from the `t` elements of a string, phonetic readings left out.
#[derive(Debug, Default)]
pub struct Gathered {
    text: String,
    inside: bool,
    phonetic: bool,
}

impl Gathered {
    pub fn take(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => self.inside = true,
                "rPh" => self.phonetic = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => self.inside = false,
                "rPh" => self.phonetic = false,
                _ => {}
            },
            _ if self.inside && !self.phonetic => push(&mut self.text, event)?,
            _ => {}
        }
        Ok(())
    }

    pub fn finish(self) -> String {
        unescaped(&self.text)
    }
}

/// Adds the text of an event.
pub fn push(text: &mut String, event: &Event<'_>) -> Result<(), String> {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => text.push(resolved(reference)?),
        _ => {}
    }
    Ok(())
}

/// The character of a reference; only the five of XML itself and numbers, never an entity.
fn resolved(reference: &BytesRef<'_>) -> Result<char, String> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Ok(character);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(format!("unknown entity &{};", crate::diagnostic::quote(other))),
    }
}

/// `_x0041_` stands for the character with that number; `_x005F_` protects a literal one.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let character = code.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        if let Some(character) = character {
            out.push(character);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_come_back_and_protected_ones_stay() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x0041_"), "_x0041_");
        assert_eq!(unescaped("_xé_ _x12"), "_xé_ _x12");
    }
}
