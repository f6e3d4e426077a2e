//! The blocks of a document as elements of a page, in order, and the contents that lead to its parts.

use maud::{Markup, html};

use super::chart::chart;
use super::live::live;
use super::table::table;
use crate::document::captions::Captions;
use crate::document::{Block, Document};
use crate::printable::one_line;

/// Parts from which on a page has a list of contents.
const CONTENTS_FROM: usize = 3;

/// What a page shows.
pub struct Content {
    /// The first title: the page's own.
    pub header: Markup,
    pub main: Markup,
    /// Whether a reader can move something, so that the page needs its script.
    pub is_live: bool,
}

/// Everything in a document. The first title is the page's own; later ones open its parts.
#[must_use]
pub fn blocks(document: &Document) -> Content {
    let parts = parts(document);
    let is_title = |block: &Block| matches!(block, Block::Title(_) | Block::Part(_));
    let first = document.blocks.first().filter(|block| is_title(block));
    let mut writer = Writer::default();
    let header = html! { @if let Some(block) = first { (writer.element(block)) } };
    let contents_before = parts.first().filter(|_| parts.len() >= CONTENTS_FROM).map(|(at, _)| *at);
    let rest = document.blocks.iter().enumerate().skip(usize::from(first.is_some()));
    let main = html! {
        @for (at, block) in rest {
            @if contents_before == Some(at) { (contents(&parts, document)) }
            (writer.element(block))
        }
    };
    let is_live = document.blocks.iter().any(|block| matches!(block, Block::Live(_)));
    Content { header, main, is_live }
}

/// The second and later titles: where each stands among the blocks, and the number of its heading.
fn parts(document: &Document) -> Vec<(usize, usize)> {
    let headings = document
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| matches!(block, Block::Title(_) | Block::Part(_) | Block::Heading(_)));
    let titles = headings.enumerate().filter(|(_, (_, block))| matches!(block, Block::Title(_) | Block::Part(_))).skip(1);
    titles.map(|(number, (at, _))| (at, number + 1)).collect()
}

fn contents(parts: &[(usize, usize)], document: &Document) -> Markup {
    let words = |at: usize| match &document.blocks[at] {
        Block::Title(text) | Block::Part(text) => one_line(text),
        _ => String::new(),
    };
    html! {
        nav aria-labelledby="contents" {
            p id="contents" { "Contents" }
            ol { @for (at, number) in parts { li { a href={ "#" (anchor(*number)) } { (words(*at)) } } } }
        }
    }
}

/// Counts what was written, so that every element that is named by another finds it.
#[derive(Default)]
struct Writer {
    titles: usize,
    headings: usize,
    captions: Captions,
    tables: usize,
    charts: usize,
    lives: usize,
}

impl Writer {
    fn element(&mut self, block: &Block) -> Markup {
        match block {
            Block::Title(text) | Block::Part(text) => {
                if matches!(block, Block::Part(_)) {
                    self.captions.part(text);
                }
                self.titles += 1;
                self.heading(if self.titles == 1 { 1 } else { 2 }, text)
            }
            Block::Heading(text) => self.heading(self.level(), text),
            Block::Paragraph(text) => html! { p { (one_line(text)) } },
            Block::Banner(text) => html! { p class="banner" role="note" { strong { (one_line(text)) } } },
            Block::Table(content) => {
                self.tables += 1;
                table(content, &self.captions.table(), self.tables)
            }
            Block::Chart(content) => {
                self.charts += 1;
                chart(content, self.charts)
            }
            Block::Live(content) => {
                self.lives += 1;
                live(content, self.level(), self.lives)
            }
            Block::Model(_) => html! {},
        }
    }

    /// The level of what stands below the last title.
    fn level(&self) -> usize {
        if self.titles > 1 { 3 } else { 2 }
    }

    fn heading(&mut self, level: usize, text: &str) -> Markup {
        self.headings += 1;
        let words = self.captions.heading(text);
        let id = anchor(self.headings);
        html! {
            @match level {
                1 => h1 id=(id) { (words) },
                2 => h2 id=(id) { (words) },
                _ => h3 id=(id) { (words) },
            }
        }
    }
}

/// What links lead to.
fn anchor(heading: usize) -> String {
    format!("part-{heading}")
}
