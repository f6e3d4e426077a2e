//! Figures kept in pictures, so that a viewer that works nothing out draws them: the library keeps those of cells with numbers, and
//! none of cells with formulas.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::Unfit;

/// Figures by the reference of their cells, as a picture has it.
pub type Kept = HashMap<String, Vec<f64>>;

/// Writes the figures into the pictures of a workbook.
///
/// # Errors
/// A container that cannot be read again.
pub fn filled(workbook: Vec<u8>, kept: &Kept) -> Result<Vec<u8>, Unfit> {
    if kept.is_empty() {
        return Ok(workbook);
    }
    refilled(workbook, kept).map_err(Unfit::Container)
}

fn refilled(workbook: Vec<u8>, kept: &Kept) -> std::io::Result<Vec<u8>> {
    let mut old = ZipArchive::new(Cursor::new(workbook))?;
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index)?;
        let name = part.name()?.into_owned();
        if !name.starts_with("xl/charts/chart") {
            new.raw_copy_file(part)?;
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        new.start_file(name, options.last_modified_time(DateTime::default()))?;
        new.write_all(with_points(&text, kept).as_bytes())?;
    }
    Ok(new.finish()?.into_inner())
}

/// The text of a picture with points after the counts of its caches that have none.
fn with_points(text: &str, kept: &Kept) -> String {
    let mut out = String::with_capacity(2 * text.len());
    for (at, piece) in text.split("<c:f>").enumerate() {
        if at > 0 {
            out.push_str("<c:f>");
        }
        let (reference, _) = piece.split_once("</c:f>").unwrap_or_default();
        let figures = kept.get(&reference.replace("&amp;", "&"));
        match (figures, piece.split_once("</c:numCache>")) {
            (Some(figures), Some((cache, rest))) if !cache.contains("<c:pt ") => {
                let point = |(index, figure): (usize, &f64)| format!("<c:pt idx=\"{index}\"><c:v>{figure}</c:v></c:pt>");
                let points: Vec<_> = figures.iter().enumerate().map(point).collect();
                out.push_str(&format!("{cache}{}</c:numCache>{rest}", points.concat()));
            }
            _ => out.push_str(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_caches_are_filled_and_others_stay() {
        let cache = |reference: &str, points: &str| {
            format!("<c:f>{reference}</c:f><c:numCache><c:ptCount val=\"2\"/>{points}</c:numCache>")
        };
        let kept = Kept::from([("M!$A$1:$A$2".to_owned(), vec![1.5, -2.0])]);
        let points = "<c:pt idx=\"0\"><c:v>1.5</c:v></c:pt><c:pt idx=\"1\"><c:v>-2</c:v></c:pt>";
        let text = format!("a{}b{}", cache("M!$A$1:$A$2", ""), cache("M!$B$1:$B$2", ""));
        assert_eq!(with_points(&text, &kept), format!("a{}b{}", cache("M!$A$1:$A$2", points), cache("M!$B$1:$B$2", "")));
        assert_eq!(with_points(&cache("M!$A$1:$A$2", points), &kept), cache("M!$A$1:$A$2", points));
    }
}
