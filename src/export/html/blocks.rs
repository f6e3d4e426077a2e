//! The blocks of a document as elements of a page, in order.

use maud::{Markup, html};

use super::chart::chart;
use super::table::table;
use crate::document::{Block, Document};
use crate::printable::one_line;

/// Everything in a document. The first title is the page's own; later ones open its parts.
#[must_use]
pub fn blocks(document: &Document) -> Markup {
    let mut titles = 0;
    let mut headings = 0;
    let mut element = |block: &Block| {
        titles += usize::from(matches!(block, Block::Title(_)));
        headings += usize::from(matches!(block, Block::Title(_) | Block::Heading(_)));
        match block {
            Block::Title(text) => heading(if titles == 1 { 1 } else { 2 }, headings, text),
            Block::Heading(text) => heading(if titles > 1 { 3 } else { 2 }, headings, text),
            Block::Paragraph(text) => html! { p { (one_line(text)) } },
            Block::Banner(text) => html! { p class="banner" role="note" { strong { (one_line(text)) } } },
            Block::Table(content) => table(content, &anchor(headings)),
            Block::Chart(content) => chart(content, &anchor(headings)),
            Block::Live(_) => html! {},
        }
    };
    html! {
        @for block in &document.blocks { (element(block)) }
    }
}

fn heading(level: usize, number: usize, text: &str) -> Markup {
    let (id, text) = (anchor(number), one_line(text));
    html! {
        @match level {
            1 => h1 id=(id) { (text) },
            2 => h2 id=(id) { (text) },
            _ => h3 id=(id) { (text) },
        }
    }
}

/// What tables and charts below a heading are named by.
fn anchor(heading: usize) -> String {
    format!("part-{heading}")
}
