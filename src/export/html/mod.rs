//! A document as one web page that needs nothing else: no picture, no font, nothing fetched; a script only where a reader can
//! move the weights.
//!
//! `page` is the frame around any content, `blocks`, `table`, `chart` and `live` the content. No text from an input is ever put into an
//! attribute, and `maud` escapes all text, so that the elements of a page depend on the shape of its document and the lengths of its labels only.

mod blocks;
mod chart;
mod live;
mod page;
mod table;

use blocks::blocks;
use page::page;

use crate::document::Document;
use crate::printable::one_line;

/// Renders a document.
#[must_use]
pub fn render(document: &Document) -> String {
    let title = document.title().map(one_line);
    page(title.as_deref().unwrap_or("weighup"), &blocks(document))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::chart::{Chart, ChartKind, Line, Region};
    use crate::document::rows::{Grid, Interval, Intervals, Named, Stack, Stacks, Swing, Swings, View, Views};
    use crate::document::scatter::{Dot, Scatter};
    use crate::document::triangles::{Mark, Point, Triangle, Triangles};
    use crate::document::{Block, Cell, Column, ColumnKind, RowHeight, Segment, Table};

    fn chart(name: &str, kind: ChartKind) -> Block {
        Block::Chart(Chart { title: name.to_owned(), finding: name.to_owned(), x: name.to_owned(), y: name.to_owned(), kind })
    }

    fn lines(name: &str) -> Block {
        let line = |series, leads| Line { label: name.to_owned(), name: name.to_owned(), series, from: 0.0, to: 1.0, leads };
        chart(name, ChartKind::Lines { lines: vec![line(0, true), line(1, false)], at: 0.5, marks: vec![0.5], places: 2 })
    }

    fn regions(name: &str) -> Block {
        let polygon = vec![(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)];
        let regions = vec![Region { label: name.to_owned(), name: name.to_owned(), series: 0, polygon }];
        chart(name, ChartKind::Regions { regions, at: (0.2, 0.2) })
    }

    fn triangles(name: &str) -> Block {
        let (label, benefit) = (name.to_owned(), 10.0);
        let triangle = |funded| Triangle { label: label.clone(), name: label.clone(), cost: 1e6, benefit, funded };
        let point = |supported| Point { cost: 1e6, benefit, supported };
        let shown = Triangles {
            triangles: vec![triangle(true), triangle(false)],
            start: (0.0, 0.0),
            frontier: vec![point(true), point(false)],
            marks: vec![Mark { label: label.clone(), cost: 5e5, benefit }],
            budget: Some(1.5e6),
        };
        chart(name, ChartKind::Triangles(shown))
    }

    /// A picture of every kind that has a row for each thing, and points.
    fn rows(name: &str) -> Vec<Block> {
        let text = || name.to_owned();
        let of = || Named { label: text(), name: format!("{name}.") };
        let view = |share| View { name: text(), shares: vec![share] };
        let stack = Stack { of: of(), parts: vec![30.0, 20.0], total: 50.0, range: Some((40.0, 60.0)) };
        let interval = Interval { name: text(), low: 0.1, at: 0.2, high: 0.3, below: Some(text()), above: Some(text()) };
        let swing = Swing { of: of(), at_low: 40.0, at_high: 60.0, low: text(), high: text() };
        let dot = Dot { label: text(), name: text(), cost: 1e6, benefit: 1.0, efficient: true, funded: true };
        let kinds = [
            ChartKind::Stacks(Stacks { rows: vec![stack], series: vec![text(), text()], decimals: 1 }),
            ChartKind::Views(Views { rows: vec![text()], used: view(Some(0.2)), views: vec![view(Some(0.1)), view(None)] }),
            ChartKind::Intervals(Intervals { rows: vec![interval] }),
            ChartKind::Swings(Swings { rows: vec![swing], base: 50.0, decimals: 1 }),
            ChartKind::Grid(Grid { columns: vec![text()], rows: vec![(of(), vec![0.5])] }),
            ChartKind::Scatter(Scatter { dots: vec![dot], has_plan: true }),
        ];
        kinds.into_iter().map(|kind| chart(name, kind)).collect()
    }

    fn sample(name: &str) -> Document {
        let table = Table {
            rows_as: RowHeight::Few,
            columns: vec![
                Column::new("Rank", ColumnKind::Figure),
                Column::new(name, ColumnKind::Label),
                Column::new("Made of", ColumnKind::Bar),
                Column::new("Range", ColumnKind::Bar),
            ],
            rows: vec![vec![
                Cell::Rank { rank: 1, tied: true },
                Cell::Text(name.to_owned()),
                Cell::Bar(vec![Segment { share: 0.4, series: 0 }, Segment { share: 0.02, series: 1 }]),
                Cell::Range { low: 0.25, at: Some(1.0), high: 1.0 },
            ]],
            legend: vec![name.to_owned(), "Other".to_owned()],
        };
        let mut document = Document {
            blocks: vec![
                Block::Title(name.to_owned()),
                Block::Banner(name.to_owned()),
                Block::Heading(name.to_owned()),
                Block::Paragraph(name.to_owned()),
                Block::Table(table),
                lines(name),
                regions(name),
                triangles(name),
            ],
        };
        document.blocks.extend(rows(name));
        document
    }

    #[test]
    fn no_text_makes_an_element_or_an_attribute() {
        // Quotes of texts are escaped, so that only an attribute has one after its sign of equality.
        let shape = |page: &str| (page.matches('<').count(), page.matches('"').count(), page.matches("=\"").count());
        let harmless = render(&sample("plain"));
        for name in ["</title></style><svg/onload=alert(1)>", "\" onmouseover=\"alert(1)\" x=\"", "]]><!--", "&lt;b&gt;"] {
            let hostile = render(&sample(name));
            let escaped = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
            // Labels in pictures may be cut.
            assert!((100..=140).contains(&hostile.matches(&escaped).count()), "{name}: {}", hostile.matches(&escaped).count());
            assert_eq!(shape(&hostile), shape(&harmless), "{name}");
        }
    }

    #[test]
    fn a_range_is_a_picture_of_figures_that_stand_beside_it() {
        let page = render(&sample("plain"));
        assert!(page.contains("<rect class=\"range\" x=\"25.00%\" width=\"75.00%\""), "{page}");
        assert!(page.contains("<line class=\"at\" x1=\"100.00%\" x2=\"100.00%\""), "{page}");
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
