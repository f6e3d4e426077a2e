//! The blocks of a document as paragraphs, tables and pictures, in order; and the paper they stand on, upright or across.
//!
//! A piece is a heading with what stands below it. Pieces with a table that is wide are printed across.

use maud::{Markup, html};

use super::frame::section;
use super::package::{Kind, Part, relation_id};
use super::picture::{self, Frame};
use super::table::{heads, run, shaded, table};
use super::widths::{ACROSS, Band, Need, UPRIGHT, bands, is_wide, needs};
use super::words;
use crate::document::captions::Captions;
use crate::document::chart::{Chart, ChartKind};
use crate::document::{Block, Document, Table, key};
use crate::export::emf;
use crate::export::palette::{self, PAGE};

/// Parts from which on a document has a list of contents.
const CONTENTS_FROM: usize = 3;

/// A heading with what stands below it.
struct Piece<'a> {
    blocks: &'a [Block],
    is_across: bool,
}

/// The text of a document.
///
/// - `parts`: those that it names already; pictures are added
pub fn body(document: &Document, parts: &mut Vec<Part>) -> Markup {
    let pieces = pieces(&document.blocks);
    let contents = Contents::of(&document.blocks);
    let mut writer = Writer { parts, contents, captions: Captions::default(), titles: 0, tables: 0, charts: 0, is_across: false };
    // The end of the first stretch of paper, which may be the only one.
    let turn = (1..pieces.len()).find(|&at| pieces[at].is_across != pieces[at - 1].is_across).unwrap_or(pieces.len());
    html! {
        @for (at, piece) in pieces.iter().enumerate() {
            @for block in piece.blocks { (writer.block(block, piece.is_across)) }
            @match pieces.get(at + 1) {
                Some(next) if next.is_across == piece.is_across => {},
                Some(_) => w:p { w:pPr { w:pStyle w:val="SectionEnd" {} (section(piece.is_across, at < turn)) } },
                None => (section(piece.is_across, at < turn)),
            }
        }
        @if pieces.is_empty() { (section(false, true)) }
    }
}

fn is_head(block: &Block) -> bool {
    matches!(block, Block::Title(_) | Block::Part(_) | Block::Heading(_))
}

fn pieces(blocks: &[Block]) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut start = 0;
    for at in 1..=blocks.len() {
        if at == blocks.len() || is_head(&blocks[at]) {
            let blocks = &blocks[start..at];
            let has_wide =
                blocks.iter().any(|block| matches!(block, Block::Table(table) if is_wide(&needs(table), table.rows.len())));
            pieces.push(Piece { blocks, is_across: has_wide });
            start = at;
        }
    }
    turn(&mut pieces);
    pieces
}

/// Spares the reader a turn of the paper for a few lines: a heading goes with what it heads, and what stands alone between two
/// wide pieces with them.
fn turn(pieces: &mut [Piece<'_>]) {
    let has_only_words = |piece: &Piece<'_>| !piece.blocks.iter().any(|block| matches!(block, Block::Table(_) | Block::Chart(_)));
    for at in (1..pieces.len().saturating_sub(1)).rev() {
        let is_title = matches!(pieces[at].blocks.first(), Some(Block::Title(_) | Block::Part(_)));
        let (before, after) = (pieces[at - 1].is_across, pieces[at + 1].is_across);
        if after && ((is_title && has_only_words(&pieces[at])) || before) {
            pieces[at].is_across = true;
        }
    }
}

/// The titles that a list of contents leads to.
struct Contents<'a> {
    /// With their level: those of parts stand a level deeper than the parts.
    titles: Vec<(usize, &'a str)>,
    is_due: bool,
}

impl<'a> Contents<'a> {
    fn of(blocks: &'a [Block]) -> Self {
        let mut below = 1;
        let titles = blocks.iter().filter_map(|block| match block {
            Block::Title(text) => Some((below, text.as_str())),
            Block::Part(text) => {
                below = 2;
                Some((1, text.as_str()))
            }
            _ => None,
        });
        let titles: Vec<_> = titles.skip(1).collect();
        Self { is_due: titles.len() >= CONTENTS_FROM, titles }
    }

    /// The level of the last of so many titles; none of the document's own.
    fn level(&self, titles: usize) -> Option<usize> {
        self.titles.get(titles.checked_sub(2)?).map(|(level, _)| *level)
    }

    /// A field that Word can fill again, with the pages then; until then its entries lead to the titles without them.
    fn list(&self) -> Markup {
        let deepest = self.titles.iter().map(|(level, _)| *level).max().unwrap_or(1);
        let instruction = format!(" TOC \\o \"1-{deepest}\" \\h \\z \\u ");
        html! {
            w:sdt {
                w:sdtPr { w:docPartObj { w:docPartGallery w:val="Table of Contents" {} w:docPartUnique {} } }
                w:sdtContent {
                    w:p { w:pPr { w:pStyle w:val="TOCHeading" {} } (run("Contents")) }
                    @for (index, (level, title)) in self.titles.iter().enumerate() {
                        w:p {
                            w:pPr { w:pStyle w:val=(format!("TOC{level}")) {} }
                            @if index == 0 {
                                w:r { w:fldChar w:fldCharType="begin" {} }
                                w:r { w:instrText xml:space="preserve" { (instruction) } }
                                w:r { w:fldChar w:fldCharType="separate" {} }
                            }
                            w:hyperlink w:anchor=(bookmark(index)) w:history="1" { (run(&words(title))) }
                        }
                    }
                    w:p { w:pPr { w:pStyle w:val="SectionEnd" {} } w:r { w:fldChar w:fldCharType="end" {} } }
                }
            }
        }
    }
}

/// What links lead to.
fn bookmark(index: usize) -> String {
    format!("_Toc{:09}", index + 1)
}

/// Goes along the blocks and counts what must have a number.
struct Writer<'a> {
    parts: &'a mut Vec<Part>,
    contents: Contents<'a>,
    captions: Captions,
    /// Titles and parts so far.
    titles: usize,
    tables: usize,
    charts: usize,
    is_across: bool,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block, is_across: bool) -> Markup {
        self.is_across = is_across;
        match block {
            Block::Title(text) => self.title(text),
            Block::Part(text) => {
                self.captions.part(text);
                self.title(text)
            }
            Block::Heading(text) => {
                let level = self.contents.level(self.titles).map_or(1, |level| level + 1);
                paragraph(&format!("Heading{level}"), &self.captions.heading(text))
            }
            Block::Paragraph(text) => paragraph("BodyText", &words(text)),
            Block::Banner(text) => paragraph("Banner", &words(text)),
            Block::Table(content) => self.table(content),
            Block::Chart(chart) => self.chart(chart),
            Block::Live(_) | Block::Model(_) => html! {},
        }
    }

    /// The first title is the document's own; later ones open its parts.
    fn title(&mut self, text: &str) -> Markup {
        self.titles += 1;
        let text = self.captions.heading(text);
        if self.titles == 1 {
            return paragraph("Title", &text);
        }
        let index = self.titles - 2;
        html! {
            @if index == 0 && self.contents.is_due { (self.contents.list()) }
            w:p {
                w:pPr { w:pStyle w:val=(format!("Heading{}", self.contents.level(self.titles).unwrap_or(1))) {} }
                w:bookmarkStart w:id=(index) w:name=(bookmark(index)) {}
                (run(&text))
                w:bookmarkEnd w:id=(index) {}
            }
        }
    }

    fn table(&mut self, content: &Table) -> Markup {
        let caption = self.captions.table().words;
        let room = if self.is_across { ACROSS } else { UPRIGHT };
        let needs: Vec<Need> = needs(content);
        let bands: Vec<Band> = bands(&needs, heads(content), room);
        let count = bands.len();
        self.tables += 1;
        html! {
            @for (number, band) in bands.iter().enumerate() {
                @let continued = if number > 0 { format!(" (continued, {} of {count})", number + 1) } else { String::new() };
                @let said = format!("{caption}{continued}");
                @if number == 0 {
                    (numbered("Caption", "Table", self.tables, &said, true))
                } @else {
                    (kept("Caption", &format!("Table {}. {said}", self.tables)))
                }
                (table(content, band, &said))
                // Two tables that touch would be one.
                w:p { w:pPr { w:pStyle w:val="TableEnd" {} } }
            }
            @if !content.legend.is_empty() && content.has_bars() { (letters(&content.legend)) }
        }
    }

    fn chart(&mut self, chart: &Chart) -> Markup {
        self.charts += 1;
        let drawn = emf::picture(chart);
        let id = relation_id(self.parts.len());
        let (title, finding) = (words(&chart.title), words(&chart.finding));
        let frame = Frame { number: self.charts, relation: &id, title: &title, is_across: self.is_across };
        let picture = picture::inline(drawn.width, drawn.height, &frame);
        self.parts.push(Part { name: format!("media/image{}.emf", self.charts), kind: Kind::Picture, bytes: drawn.bytes });
        html! {
            w:p { w:pPr { w:pStyle w:val="Figure" {} } w:r { (picture) } }
            (numbered("Caption", "Figure", self.charts, &title, !finding.is_empty()))
            @if !finding.is_empty() { (paragraph("BodyText", &finding)) }
            (names(&chart.kind))
        }
    }
}

fn paragraph(style: &str, text: &str) -> Markup {
    html! { w:p { w:pPr { w:pStyle w:val=(style) {} } (run(text)) } }
}

/// A paragraph on one page with what follows.
fn kept(style: &str, text: &str) -> Markup {
    html! { w:p { w:pPr { w:pStyle w:val=(style) {} w:keepNext {} } (run(text)) } }
}

/// A caption with a number that Word counts by itself where something is added before.
fn numbered(style: &str, what: &str, number: usize, text: &str, is_kept: bool) -> Markup {
    html! {
        w:p {
            w:pPr { w:pStyle w:val=(style) {} @if is_kept { w:keepNext {} } }
            (run(&format!("{what} ")))
            w:fldSimple w:instr=(format!(" SEQ {what} \\* ARABIC ")) { (run(&number.to_string())) }
            (run(&format!(". {text}")))
        }
    }
}

/// What the letters of bars stand for.
fn letters(legend: &[String]) -> Markup {
    html! {
        w:p {
            w:pPr { w:pStyle w:val="TableLegend" {} }
            @for (series, name) in legend.iter().enumerate() {
                (shaded(&format!("\u{a0}{}\u{a0}", key(series)), palette::series(series), PAGE))
                (run(&format!(" {}   ", words(name))))
            }
        }
    }
}

/// The names of what a picture calls by ids only.
fn names(kind: &ChartKind) -> Markup {
    let mut named: Vec<(usize, &str, &str)> = match kind {
        ChartKind::Lines { lines, .. } => {
            lines.iter().filter(|line| line.leads).map(|line| (line.series, line.label.as_str(), line.name.as_str())).collect()
        }
        ChartKind::Regions { regions, .. } => {
            regions.iter().map(|region| (region.series, region.label.as_str(), region.name.as_str())).collect()
        }
        _ => Vec::new(),
    };
    named.sort_by_key(|(series, ..)| *series);
    named.dedup_by_key(|(series, ..)| *series);
    html! {
        @if !named.is_empty() {
            w:p {
                w:pPr { w:pStyle w:val="TableLegend" {} }
                @for (series, label, name) in named {
                    (shaded(&format!("\u{a0}{}\u{a0}", words(label)), palette::series(series), PAGE))
                    (run(&format!(" {}   ", words(name))))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(blocks: &[Block], is_across: bool) -> Piece<'_> {
        Piece { blocks, is_across }
    }

    #[test]
    fn paper_is_not_turned_for_a_few_lines() {
        let title = [Block::Title(String::new())];
        let narrow = [Block::Heading(String::new()), Block::Table(Table::default())];
        let turned = |given: &[(&[Block], bool)]| -> Vec<bool> {
            let mut pieces: Vec<_> = given.iter().map(|(blocks, is_across)| piece(blocks, *is_across)).collect();
            turn(&mut pieces);
            pieces.iter().map(|piece| piece.is_across).collect()
        };
        assert_eq!(turned(&[(&title, false), (&title, false), (&narrow, true)]), [false, true, true]);
        assert_eq!(turned(&[(&narrow, true), (&narrow, false), (&narrow, true)]), [true, true, true]);
        assert_eq!(turned(&[(&narrow, false), (&narrow, false), (&narrow, true)]), [false, false, true]);
    }
}
