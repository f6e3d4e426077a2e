//! Which cell styles show a number as a date or as a percentage.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Problem;
use super::package::attribute;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Plain,
    Date,
    Percent,
    /// Whole numbers with leading zeros, at least so many digits: ids.
    Padded(usize),
}

/// The style of each cell format, in order.
pub fn read(text: &str, part: &str) -> Result<Vec<Style>, Problem> {
    let mut reader = Reader::from_str(text);
    let mut codes: HashMap<u32, Style> = HashMap::new();
    let mut styles = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event().map_err(|error| Problem::Damaged { part: part.to_owned(), why: error.to_string() })? {
            Event::Start(element) | Event::Empty(element) => {
                let number = |name: &str| attribute(&element, name).and_then(|value| value.parse::<u32>().ok());
                match element.local_name().as_ref() {
                    "numFmt" => {
                        if let (Some(id), Some(code)) = (number("numFmtId"), attribute(&element, "formatCode")) {
                            codes.insert(id, of_code(&code));
                        }
                    }
                    "cellXfs" => inside = true,
                    "xf" if inside => {
                        let id = number("numFmtId").unwrap_or(0);
                        styles.push(codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => inside = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

fn built_in(id: u32) -> Style {
    match id {
        9 | 10 => Style::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Style::Date,
        _ => Style::Plain,
    }
}

/// A format code with date letters outside quotes and brackets shows a date.
fn of_code(code: &str) -> Style {
    let mut quoted = false;
    let mut bracket = false;
    let mut skip = false;
    let mut plain = String::new();
    for character in code.chars() {
        match character {
            _ if skip => skip = false,
            '\\' | '_' | '*' => skip = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            _ if quoted || bracket => {}
            other => plain.push(other.to_ascii_lowercase()),
        }
    }
    if plain.contains(['y', 'd', 'h']) || (plain.contains('m') && !plain.contains(['0', '#'])) {
        Style::Date
    } else if plain.contains('%') {
        Style::Percent
    } else if plain.len() > 1 && plain.bytes().all(|byte| byte == b'0') {
        Style::Padded(plain.len())
    } else {
        Style::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        assert_eq!(of_code("dd/mm/yyyy"), Style::Date);
        assert_eq!(of_code("0.0%"), Style::Percent);
        assert_eq!(of_code("#,##0.0,,\"m\""), Style::Plain);
        assert_eq!(of_code("000"), Style::Padded(3));
        assert_eq!(of_code("[Red]-£#,##0"), Style::Plain);
    }
}
