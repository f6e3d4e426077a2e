//! Papers in Markdown read back: they have everything that a page has but its pictures.

#![allow(dead_code)] // not every test uses all of it

/// A document's text: headings with their level, paragraphs, and tables by rows.
#[derive(Debug, PartialEq)]
pub enum Said {
    Heading(usize, String),
    Paragraph(String),
    Table(Vec<Vec<String>>),
}

/// What Markdown says, which has everything that a page has but its pictures.
pub fn said_in_markdown(text: &str) -> Vec<Said> {
    let mut said = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let was_open = std::mem::replace(&mut is_open, line.starts_with("| "));
        if line.is_empty() {
            continue;
        }
        if let Some(row) = line.strip_prefix("| ") {
            let row = row.strip_suffix(" |").expect("a closed row").replace("\\|", "\u{1}");
            let cells: Vec<_> = row.split(" | ").map(|cell| plain(&cell.replace('\u{1}', "|"))).collect();
            let is_rule = cells.iter().all(|cell| cell.trim_end_matches(':') == "---");
            match said.last_mut() {
                _ if is_rule => {}
                Some(Said::Table(rows)) if was_open => rows.push(cells),
                _ => said.push(Said::Table(vec![cells])),
            }
        } else if let Some(text) = line.strip_prefix("## ") {
            said.push(Said::Heading(2, plain(text)));
        } else if let Some(text) = line.strip_prefix("# ") {
            said.push(Said::Heading(1, plain(text)));
        } else {
            let text = line.strip_prefix("> **").and_then(|line| line.strip_suffix("**")).unwrap_or(line);
            said.push(Said::Paragraph(plain(text)));
        }
    }
    said
}

/// Text with its escapes taken off.
pub fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&#58;", ":").replace("&#64;", "@").replace("&#46;", ".");
    let mut out = String::new();
    let mut letters = text.replace("&amp;", "&").chars().collect::<Vec<_>>().into_iter();
    while let Some(letter) = letters.next() {
        out.push(if letter == '\\' { letters.next().unwrap_or('\\') } else { letter });
    }
    out
}

/// The tables of a paper: rows of words, the heads first.
pub fn tables(markdown: &str) -> Vec<Vec<Vec<String>>> {
    let table = |block| if let Said::Table(rows) = block { Some(rows) } else { None };
    said_in_markdown(markdown).into_iter().filter_map(table).collect()
}
