//! A picture as a file of its own, for slides: what must be known stands above it, what its signs mean below, and its style is its
//! own.
//!
//! The style is that part of the page's which pictures share, with its colours written out: programs for slides know no variables.

use maud::{Markup, PreEscaped, html};

use super::labels::{broken, width};
use super::legend::{BOX, legend};
use super::{Picture, picture, said, unit, words};
use crate::document::chart::Chart;

/// The style of pages, of which pictures have a part.
const STYLE: &str = include_str!("../html/style.css");
/// Where that part begins and ends.
const PART: (&str, &str) = ("/* Pictures */", "/* Pictures end */");
/// What only a file needs.
const OWN: &str = "
.chart { font-family: sans-serif; }
.page { fill: var(--page); }
.chart text.title { font-size: 17px; font-weight: 700; }
.warning { fill: var(--warn-page); stroke: var(--warn-line); stroke-width: 2px; }
.chart text.warned { fill: var(--warn-ink); font-size: 15px; font-weight: 700; }
";
const MARGIN: f64 = 20.0;
const LINE: f64 = 19.0;
const TITLE: f64 = 24.0;
/// Between one part and the next.
const GAP: f64 = 12.0;
/// How much wider words of a title and of a warning are than those of the usual size.
const LARGE: f64 = 1.36;
const WARNED: f64 = 1.24;
/// From an entry of the legend to the next.
const APART: f64 = 20.0;

/// What stands above a picture.
#[derive(Debug, Clone, Default)]
pub struct Above {
    /// Must not be overlooked.
    pub banners: Vec<String>,
    /// What makes it differ from the plain one, such as what-ifs.
    pub notes: Vec<String>,
    /// What round it belongs to.
    pub foot: String,
}

/// A whole file.
#[must_use]
pub fn file(chart: &Chart, above: &Above) -> String {
    let picture = picture(chart);
    let mut sheet = Sheet { inside: picture.width, margin: MARGIN, y: MARGIN, parts: Vec::new() };
    above.banners.iter().for_each(|banner| sheet.banner(banner));
    sheet.lines("title start", &chart.title, TITLE, LARGE);
    sheet.lines("start", &chart.finding, LINE, 1.0);
    above.notes.iter().for_each(|note| sheet.lines("strong start", note, LINE, 1.1));
    sheet.y += GAP;
    sheet.picture(&picture);
    sheet.legend(chart);
    sheet.lines("tick start", &above.foot, LINE, 1.0);
    sheet.written(chart, picture.class)
}

/// The picture and what its signs mean and nothing else, for a document that says the rest in words of its own.
#[must_use]
pub fn bare(chart: &Chart) -> String {
    let picture = picture(chart);
    let mut sheet = Sheet { inside: picture.width, margin: 0.0, y: 0.0, parts: Vec::new() };
    sheet.picture(&picture);
    sheet.legend(chart);
    sheet.written(chart, picture.class)
}

/// What is placed so far, from the top down.
struct Sheet {
    /// Between the margins.
    inside: f64,
    margin: f64,
    y: f64,
    parts: Vec<Markup>,
}

impl Sheet {
    /// The text of the file.
    ///
    /// - `kind`: of the picture, for the style
    fn written(&self, chart: &Chart, kind: &str) -> String {
        let (across, down) = (self.inside + 2.0 * self.margin, (self.y + self.margin).ceil());
        let drawn = html! {
            svg xmlns="http://www.w3.org/2000/svg" class={ "chart " (kind) } role="img" width=(across) height=(down)
                viewBox=(format!("0 0 {across} {down}")) {
                (said(chart))
                style { (PreEscaped(style())) }
                rect class="page" width=(across) height=(down) {}
                @for part in &self.parts { (part) }
            }
        };
        // Without end tags of their own, elements without content are shorter; both are well-formed.
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", drawn.into_string())
    }

    /// A text on as many lines as it needs.
    ///
    /// - `height`: of a line; `wider`: than words of the usual size
    fn lines(&mut self, class: &str, text: &str, height: f64, wider: f64) {
        for line in broken(text, self.inside / wider) {
            self.parts.push(words(class, (self.margin, self.y + height / 2.0), &line));
            self.y += height;
        }
    }

    fn banner(&mut self, text: &str) {
        let lines = broken(text, (self.inside - 2.0 * GAP) / WARNED);
        #[allow(clippy::cast_precision_loss)] // a few
        let height = lines.len() as f64 * LINE + 2.0 * GAP;
        self.parts.push(html! {
            rect class="warning" x=(unit(self.margin)) y=(unit(self.y)) width=(unit(self.inside)) height=(unit(height)) {}
            @for (index, line) in (0_u32..).zip(&lines) {
                (words("warned start", (self.margin + GAP, self.y + GAP + LINE * (f64::from(index) + 0.5)), line))
            }
        });
        self.y += height + GAP;
    }

    fn picture(&mut self, picture: &Picture) {
        self.parts
            .push(html! { g transform=(format!("translate({} {})", unit(self.margin), unit(self.y))) { (picture.content) } });
        self.y += picture.height + GAP;
    }

    /// Entries beside one another, in as many lines as they need.
    fn legend(&mut self, chart: &Chart) {
        let (mut x, mut is_first) = (0.0, true);
        for entry in legend(chart) {
            let name = if entry.name.is_empty() { String::new() } else { format!("{} ", entry.name) };
            let said = format!("{name}{}", entry.words);
            let room = BOX.0 + 7.0 + width(&said);
            if !is_first && x + room > self.inside {
                (x, self.y) = (0.0, self.y + LINE + 5.0);
            }
            self.parts.push(html! {
                g transform=(format!("translate({} {})", unit(self.margin + x), unit(self.y))) {
                    (entry.sign)
                    (words("start", (BOX.0 + 7.0, BOX.1 / 2.0), &said))
                }
            });
            x += room + APART;
            is_first = false;
        }
        if !is_first {
            self.y += LINE + GAP + 5.0;
        }
    }
}

/// The shared part of the style and a file's own, in the light colours.
fn style() -> String {
    let shared = STYLE.split_once(PART.0).and_then(|(_, rest)| rest.split_once(PART.1)).map_or("", |(part, _)| part);
    let colours = STYLE.split_once(":root {").and_then(|(_, rest)| rest.split_once('}')).map_or("", |(colours, _)| colours);
    let mut style = format!("{}{OWN}", shared.trim_end());
    for (name, colour) in colours.split(';').filter_map(|declared| declared.trim().split_once(": ")) {
        style = style.replace(&format!("var({name})"), colour);
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_light_colours_of_pages_written_out() {
        let style = style();
        for rule in [".c0 { fill: #1f5fa8; color: #1f5fa8; }", ".chart text.tick { fill: #6b7480;", ".page { fill: #ffffff; }"] {
            assert!(style.contains(rule), "{rule} is not in {style}");
        }
        for foreign in ["var(", "@media", "<", "url(", "system-ui", "color-mix"] {
            assert!(!style.contains(foreign), "{foreign}: {style}");
        }
    }
}
