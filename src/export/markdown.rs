//! A document as Markdown: real tables, every text escaped so that it can only be text. Pictures are left out.

use crate::document::{Block, ColumnKind, Document, Table};
use crate::printable::one_line;

/// Renders a document.
#[must_use]
pub fn render(document: &Document) -> String {
    let mut out = String::new();
    for block in document.blocks.iter().filter(|block| !matches!(block, Block::Chart(_) | Block::Live(_) | Block::Model(_))) {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Title(text) | Block::Part(text) => out.push_str(&format!("# {}\n", escaped(text))),
            Block::Heading(text) => out.push_str(&format!("## {}\n", escaped(text))),
            Block::Paragraph(text) => out.push_str(&format!("{}\n", escaped(text))),
            Block::Banner(text) => out.push_str(&format!("> **{}**\n", escaped(text))),
            Block::Table(table) => push_table(&mut out, table),
            Block::Chart(_) | Block::Live(_) | Block::Model(_) => {}
        }
    }
    out
}

fn push_table(out: &mut String, table: &Table) {
    let shown: Vec<_> = (0..table.columns.len()).filter(|&index| table.columns[index].kind != ColumnKind::Bar).collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&line(shown.iter().map(|&index| escaped(&table.columns[index].heading)).collect()));
    let rule = |&index: &usize| if table.columns[index].kind == ColumnKind::Figure { "---:" } else { "---" };
    out.push_str(&line(shown.iter().map(|index| rule(index).to_owned()).collect()));
    for row in &table.rows {
        out.push_str(&line(shown.iter().map(|&index| escaped(&row[index].words())).collect()));
    }
}

/// Text with everything that Markdown or HTML would act on made plain.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '#' | '~' | '$' | '!' => {
                out.push('\\');
                out.push(character);
            }
            ':' if out.ends_with("http") || out.ends_with("https") => out.push_str("&#58;"),
            // Readers that make links of bare addresses find none.
            '@' => out.push_str("&#64;"),
            '.' if out.to_ascii_lowercase().ends_with("www") => out.push_str("&#46;"),
            _ => out.push(character),
        }
    }
    // A dash, or a number and a point, before a space at the start of a line would make a list of it.
    let marker = out.split(' ').next().unwrap_or("");
    let number = marker
        .strip_suffix(['.', ')'])
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if number {
        out.insert(marker.len() - 1, '\\');
    } else if matches!(marker, "-" | "+") || marker.starts_with('=') {
        out.insert(0, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, render};
    use crate::document::chart::{Chart, ChartKind};
    use crate::document::{Block, Document};

    #[test]
    fn a_chart_leaves_no_trace() {
        let kind = ChartKind::Regions { regions: Vec::new(), at: (0.5, 0.5) };
        let chart = Chart { title: "Title".to_owned(), finding: String::new(), x: "x".to_owned(), y: "y".to_owned(), kind };
        let blocks = vec![Block::Chart(chart.clone()), Block::Paragraph("a".to_owned()), Block::Chart(chart)];
        assert_eq!(render(&Document { blocks }), "a\n");
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("a | b\n\n| x |"), "a \\| b \\| x \\|");
        assert_eq!(escaped("<img src=x>&[l](https://e)"), "&lt;img src=x&gt;&amp;\\[l\\](https&#58;//e)");
        assert_eq!(escaped("1. no list"), "1\\. no list");
    }
}
