//! A document as one web page that needs nothing else: no script, no picture, no font, nothing fetched.
//!
//! `page` is the frame around any content, `blocks` and `table` the content. No text from an input is ever put into an
//! attribute, and `maud` escapes all text, so that the elements of a page depend on the shape of its document only.

mod blocks;
mod page;
mod table;

pub use blocks::blocks;
pub use page::page;

use crate::document::{Block, Document};
use crate::printable::one_line;

/// Renders a document.
#[must_use]
pub fn render(document: &Document) -> String {
    let title = document.blocks.iter().find_map(|block| match block {
        Block::Title(text) => Some(one_line(text)),
        _ => None,
    });
    page(title.as_deref().unwrap_or("weighup"), &blocks(document))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Column, ColumnKind, RowHeight, Segment, Table};

    fn sample(name: &str) -> Document {
        let table = Table {
            rows_as: RowHeight::Few,
            columns: vec![
                Column::new("Rank", ColumnKind::Figure),
                Column::new(name, ColumnKind::Label),
                Column::new("Made of", ColumnKind::Bar),
            ],
            rows: vec![vec![
                Cell::Rank { rank: 1, tied: true },
                Cell::Text(name.to_owned()),
                Cell::Bar(vec![Segment { share: 0.4, series: 0 }, Segment { share: 0.02, series: 1 }]),
            ]],
            legend: vec![name.to_owned(), "Other".to_owned()],
        };
        Document {
            blocks: vec![
                Block::Title(name.to_owned()),
                Block::Banner(name.to_owned()),
                Block::Heading(name.to_owned()),
                Block::Paragraph(name.to_owned()),
                Block::Table(table),
            ],
        }
    }

    #[test]
    fn no_text_makes_an_element_or_an_attribute() {
        let shape = |page: &str| (page.matches('<').count(), page.matches('"').count(), page.matches('=').count());
        let harmless = render(&sample("plain"));
        for name in ["</title></style><svg/onload=alert(1)>", "\" onmouseover=\"alert(1)\" x=\"", "]]><!--", "&lt;b&gt;"] {
            let hostile = render(&sample(name));
            let (elements, quotes, equals) = shape(&hostile);
            let escaped = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
            let times = hostile.matches(&escaped).count();
            assert_eq!(times, 9, "{name}");
            assert_eq!((elements, quotes), (shape(&harmless).0, shape(&harmless).1), "{name}");
            assert_eq!(equals - times * name.matches('=').count(), shape(&harmless).2, "{name}");
        }
    }

    #[test]
    fn the_policy_lets_nothing_in_but_the_style_of_the_page() {
        let page = render(&sample("plain"));
        assert!(page.contains("default-src 'none'; style-src 'sha256-"));
        assert!(
            !page.contains(" style=") && !page.contains("<script") && !page.contains("http://") && !page.contains("https://")
        );
    }

    #[test]
    fn bars_say_their_parts_in_words() {
        let page = render(&sample("plain"));
        assert!(page.contains("<title>plain 40.0, Other 2.0, of 100</title>"), "{page}");
    }
}
