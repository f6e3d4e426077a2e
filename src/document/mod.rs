//! What every format can render: headings, paragraphs, notes, charts and tables whose cells keep numbers as numbers.
//!
//! Owns the shape of a result on its way to people; which words and figures go in belongs to `present`, how they look to `export`.

pub mod captions;
pub mod chart;
pub mod figure;
pub mod live;
pub mod model;
pub mod rows;
pub mod scatter;
pub mod triangles;
pub mod words;

use chart::Chart;
use live::Live;
use model::Model;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    pub blocks: Vec<Block>,
}

impl Document {
    /// The first title: the document's own.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.blocks.iter().find_map(|block| if let Block::Title(text) = block { Some(text.as_str()) } else { None })
    }

    /// Everything that must not be overlooked, once.
    #[must_use]
    pub fn banners(&self) -> Vec<&str> {
        let mut banners: Vec<&str> = Vec::new();
        for block in &self.blocks {
            if let Block::Banner(text) = block
                && !banners.contains(&text.as_str())
            {
                banners.push(text);
            }
        }
        banners
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Title(String),
    /// Opens one of several parts, each with titles of its own.
    Part(String),
    Heading(String),
    Paragraph(String),
    /// Must not be overlooked: a banner.
    Banner(String),
    Table(Table),
    /// A picture, in a terminal and on a page. Markdown, LaTeX and workbooks leave it out: the tables beside it carry its figures.
    Chart(Chart),
    /// A ranking whose weights a reader can move, on a page with a script. Every other format leaves it out.
    Live(Box<Live>),
    /// The ranking as formulas, in a workbook. Every other format leaves it out.
    Model(Box<Model>),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// What each series of the bars stands for; shown where bars are.
    pub legend: Vec<String>,
    /// How much room its rows have where lines count.
    pub rows_as: RowHeight,
}

impl Table {
    /// The column that says what a row is about: words in the first place, or behind a rank.
    #[must_use]
    pub fn row_head(&self) -> Option<usize> {
        self.columns.iter().take(2).position(|column| matches!(column.kind, ColumnKind::Label | ColumnKind::Prose))
    }

    #[must_use]
    pub fn has_bars(&self) -> bool {
        self.columns.iter().any(|column| column.kind == ColumnKind::Bar)
    }
}

/// Lines that a row may take in a terminal; other formats show everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowHeight {
    /// A few; longer texts are cut.
    #[default]
    Few,
    /// One: what stands in the row is known from elsewhere.
    One,
    /// As many as the texts need: nothing may be lost.
    Whole,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub heading: String,
    /// Stands in for the heading where the width is too small for it.
    pub short: Option<String>,
    pub kind: ColumnKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Left-aligned, never wrapped: ids and keys.
    Label,
    /// Left-aligned, takes the width that is left.
    Prose,
    /// Right-aligned.
    Figure,
    /// A picture in characters, shown only where the width allows; the figures stand elsewhere.
    Bar,
}

impl Column {
    #[must_use]
    pub fn new(heading: impl Into<String>, kind: ColumnKind) -> Self {
        Self { heading: heading.into(), short: None, kind }
    }

    #[must_use]
    pub fn short(mut self, short: impl Into<String>) -> Self {
        self.short = Some(short.into());
        self
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    /// A figure and the decimals it is shown with.
    Number {
        value: f64,
        decimals: usize,
    },
    /// A figure with as many decimals as it has.
    Plain(f64),
    Pounds(f64),
    /// A figure with a mark before it, such as `≈`.
    Marked {
        mark: &'static str,
        figure: Box<Cell>,
    },
    /// A place in the order; shared places are marked.
    Rank {
        rank: usize,
        tied: bool,
    },
    Bar(Vec<Segment>),
    /// An interval with a figure in it, in a column of bars; shares of its width, 0–1.
    Range {
        low: f64,
        at: Option<f64>,
        high: f64,
    },
    /// A share of 1, in whole per cent and shaded by how large it is; nothing where it is 0.
    Share(f64),
    /// No figure, where there could be one.
    Absent,
}

/// A part of a bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Share of the full width, 0–1.
    pub share: f64,
    /// Which series it belongs to: its glyph and colour.
    pub series: usize,
}

impl Cell {
    /// The cell with a mark before it.
    #[must_use]
    pub fn marked(self, mark: &'static str) -> Self {
        Self::Marked { mark, figure: Box::new(self) }
    }

    /// The cell as plain words; empty for a bar or a range.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number { value, decimals } => figure::fixed(*value, *decimals),
            Self::Plain(value) => figure::plain(*value),
            Self::Pounds(value) => figure::pounds(*value),
            Self::Marked { mark, figure } => format!("{mark}{}", figure.words()),
            Self::Rank { rank, tied } => format!("{rank}{}", if *tied { "=" } else { "" }),
            Self::Bar(_) | Self::Range { .. } => String::new(),
            Self::Share(share) if *share <= 0.0 => String::new(),
            Self::Share(share) => figure::whole_percent(*share),
            Self::Absent => "–".to_owned(),
        }
    }
}

/// How dark a share is shaded: 0 for none, then quarters up to 4.
#[must_use]
pub fn shade(share: f64) -> usize {
    [0.0, 0.25, 0.5, 0.75].iter().filter(|bound| share > **bound).count()
}

/// Series that can be told apart without colour; beyond them glyphs come round again and the figures must serve.
const GLYPHS: [char; 4] = ['█', '▓', '▒', '░'];

/// The character that draws a series, out of `count` series: shades while they last, else its key.
#[must_use]
pub fn glyph(series: usize, count: usize) -> char {
    let key = key(series);
    let mut letters = key.chars();
    match (letters.next(), letters.next()) {
        _ if count <= GLYPHS.len() => GLYPHS[series % GLYPHS.len()],
        (Some(letter), None) => letter,
        _ => '+',
    }
}

/// What stands for a series in legends and narrow headings: A … Z, a … z, then its number.
#[must_use]
pub fn key(series: usize) -> String {
    let letter = |first: u8, index: usize| char::from(first + u8::try_from(index).unwrap_or(0)).to_string();
    match series {
        0..26 => letter(b'A', series),
        26..52 => letter(b'a', series - 26),
        _ => (series + 1).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_on_after_z() {
        assert_eq!(["A", "Z", "a", "z", "53"].map(str::to_owned), [0, 25, 26, 51, 52].map(key));
    }
}
