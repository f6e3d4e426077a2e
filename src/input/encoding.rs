//! Bytes to text: UTF-8 with or without BOM, UTF-16 with BOM, Windows-1252 with a warning; nothing else is guessed.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, Warned};

/// Largest data file read, in bytes.
pub const MAX_BYTES: usize = 200_000_000;

/// The text of a data file.
///
/// # Errors
/// Files that are no text (compressed, with NUL characters, damaged UTF-8) or too large.
pub fn decode(name: &str, bytes: &[u8]) -> Result<Warned<Arc<Source>>, Diagnostics> {
    let mut findings = Diagnostics::default();
    if bytes.len() > MAX_BYTES {
        let message = format!("the file is {} MB; at most {} MB are read", bytes.len() / 1_000_000, MAX_BYTES / 1_000_000);
        return Err(refusal(name, Diagnostic::error("too-large", message).remedy("keep only the rows and columns needed")));
    }
    if let Some((what, remedy)) = binary(bytes) {
        return Err(refusal(name, Diagnostic::error("not-text", format!("this is {what}, not a text file")).remedy(remedy)));
    }
    let text = if let Some((encoding, bom)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[bom..]);
        if damaged && encoding != encoding_rs::UTF_8 {
            return Err(refusal(
                name,
                Diagnostic::error("encoding", format!("the {} text is damaged", encoding.name())).remedy(SAVE_AS_UTF8),
            ));
        }
        if encoding == encoding_rs::UTF_8 {
            utf8(name, &bytes[bom..], &mut findings)?
        } else {
            findings.push(Diagnostic::note("utf-16", format!("{name} is {} text and was read as such", encoding.name())));
            text.into_owned()
        }
    } else {
        utf8(name, bytes, &mut findings)?
    };
    if let Some(at) = text.find('\0') {
        let source = Source::new(name, text);
        let place = Place::new(&source, at..at + 1);
        return Err(refusal(
            name,
            Diagnostic::error("not-text", "a NUL character (U+0000) stands here: the file looks damaged")
                .at(Some(place))
                .remedy("open the original and save it again as CSV UTF-8"),
        ));
    }
    Ok(Warned { value: Source::new(name, text), findings })
}

const SAVE_AS_UTF8: &str = "save the file as \"CSV UTF-8\"";

fn refusal(name: &str, mut diagnostic: Diagnostic) -> Diagnostics {
    if diagnostic.place.is_none() {
        diagnostic.place = Some(Place::new(&Source::new(name, ""), 0..0));
    }
    let mut findings = Diagnostics::default();
    findings.push(diagnostic);
    findings
}

fn binary(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const SAVE_AS_CSV: &str = "save the sheet as \"CSV UTF-8\" and give that file";
    match bytes {
        [0x1f, 0x8b, ..] => Some(("a gzip-compressed file", "unpack it first")),
        [b'P', b'K', 3, 4, ..] => Some(("an Excel workbook or another zip file", SAVE_AS_CSV)),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some(("an old Excel workbook (.xls)", SAVE_AS_CSV)),
        [b'%', b'P', b'D', b'F', ..] => Some(("a PDF", SAVE_AS_CSV)),
        _ => None,
    }
}

fn utf8(name: &str, bytes: &[u8], findings: &mut Diagnostics) -> Result<String, Diagnostics> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let source = Source::new(name, text.clone());
    // Decoded as Windows-1252 every byte is one character, so the bad byte is found by counting.
    let at = text.char_indices().nth(error.valid_up_to()).map_or(0, |(at, _)| at);
    let width = text[at..].chars().next().map_or(0, char::len_utf8);
    let place = Some(Place::new(&source, at..at + width));
    let byte = bytes[error.valid_up_to()];
    if is_damaged_utf8(bytes) {
        let message = format!("the bytes here (from {byte:#04X}) are neither UTF-8 nor plausible Windows-1252 text");
        let diagnostic = Diagnostic::error("encoding", message).at(place);
        return Err(refusal(name, diagnostic.remedy(format!("open the original and {SAVE_AS_UTF8}"))));
    }
    findings.push(
        Diagnostic::warning("windows-1252", format!("{name} is not UTF-8 and was read as Windows-1252 (Excel's plain \"CSV\")"))
            .at(place)
            .label(format!("first such character: byte {byte:#04X}"))
            .remedy(format!("check the accents and dashes; {SAVE_AS_UTF8} to be sure")),
    );
    Ok(text)
}

/// Whether bytes that are not UTF-8 look like damaged UTF-8 rather than Windows-1252.
///
/// Signs: proper multi-byte characters elsewhere, a whole sequence of lead and continuation bytes that codes nothing
/// allowed, a lead byte C2 or C3 (rare letters in Windows-1252, common in UTF-8), or bytes Windows-1252 leaves undefined.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let continuations = |from: usize| bytes[from..].iter().take(3).take_while(|byte| (0x80..0xc0).contains(*byte)).count();
    let mut at = 0;
    while at < bytes.len() {
        let wanted = match bytes[at] {
            0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0xc2 | 0xc3 => return true,
            0xc4..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf7 => 3,
            _ => 0,
        };
        if wanted > 0 && continuations(at + 1) >= wanted {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_1252_is_told_from_damaged_utf8() {
        assert!(!is_damaged_utf8(b"Caf\xe9 drop-in \x96 caf\xe9"));
        assert!(is_damaged_utf8(b"Virt\xc3(al"));
        assert!(is_damaged_utf8(b"\xed\xa0\x80rtual"));
    }

    #[test]
    fn utf16_is_read_with_a_note() {
        let bytes: Vec<u8> = std::iter::once(0xfeff).chain("id\n£".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let read = decode("f.csv", &bytes).unwrap();
        assert_eq!(read.value.text(), "id\n£");
        assert_eq!(read.findings.iter().count(), 1);
    }
}
