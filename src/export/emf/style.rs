//! How things look: the rules of a style sheet, and what they make of an element.
//!
//! Knows the selectors that our pictures have, names and classes one inside another, and of what they state what a picture
//! can show. Among rules for one element the more specific wins, then the later one.

use crate::export::letters::Weight;

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    None,
    /// The colour of the element, whoever states it.
    Current,
    Colour(Colour),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    Mitre,
    Round,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    Flat,
    Round,
}

/// Which part of words stands at their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// How an element looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    pub colour: Colour,
    pub fill: Paint,
    pub stroke: Paint,
    pub stroke_width: f64,
    pub dashes: Vec<f64>,
    pub join: Join,
    pub cap: Cap,
    pub opacity: f64,
    pub fill_opacity: f64,
    pub size: f64,
    pub weight: Weight,
    pub anchor: Anchor,
}

impl Default for Style {
    fn default() -> Self {
        let black = Colour([0; 3]);
        Self {
            colour: black,
            fill: Paint::Colour(black),
            stroke: Paint::None,
            stroke_width: 1.0,
            dashes: Vec::new(),
            join: Join::Mitre,
            cap: Cap::Flat,
            opacity: 1.0,
            fill_opacity: 1.0,
            size: 16.0,
            weight: Weight::Regular,
            anchor: Anchor::Start,
        }
    }
}

impl Style {
    /// What it fills with, and what it strokes with.
    pub fn colours(&self) -> (Option<Colour>, Option<Colour>) {
        let of = |paint| match paint {
            Paint::None => None,
            Paint::Current => Some(self.colour),
            Paint::Colour(colour) => Some(colour),
        };
        (of(self.fill), of(self.stroke))
    }

    /// Takes over one property; false where it is not understood.
    fn state(&mut self, property: &str, value: &str) -> bool {
        let length = value.strip_suffix("px").unwrap_or(value).parse::<f64>().ok();
        match (property, value) {
            ("color", _) => set(&mut self.colour, colour(value)),
            ("fill", _) => set(&mut self.fill, paint(value)),
            ("stroke", _) => set(&mut self.stroke, paint(value)),
            ("stroke-width", _) => set(&mut self.stroke_width, length),
            ("stroke-dasharray", _) => {
                set(&mut self.dashes, value.split(' ').map(|dash| dash.parse().ok()).collect::<Option<Vec<_>>>())
            }
            ("stroke-linejoin", "round") => set(&mut self.join, Some(Join::Round)),
            ("stroke-linecap", "round") => set(&mut self.cap, Some(Cap::Round)),
            ("opacity", _) => set(&mut self.opacity, length),
            ("fill-opacity", _) => set(&mut self.fill_opacity, length),
            ("font-size", _) => set(&mut self.size, length),
            ("font-weight", "400") => set(&mut self.weight, Some(Weight::Regular)),
            ("font-weight", "700") => set(&mut self.weight, Some(Weight::Bold)),
            ("text-anchor", "start") => set(&mut self.anchor, Some(Anchor::Start)),
            ("text-anchor", "middle") => set(&mut self.anchor, Some(Anchor::Middle)),
            ("text-anchor", "end") => set(&mut self.anchor, Some(Anchor::End)),
            // Our letters have one font, whose figures are all as wide, and stand on their baseline.
            ("font-family", "sans-serif") | ("font-variant-numeric", "tabular-nums") | ("dominant-baseline", "auto") => true,
            _ => false,
        }
    }
}

fn set<T>(property: &mut T, value: Option<T>) -> bool {
    value.map(|value| *property = value).is_some()
}

fn paint(value: &str) -> Option<Paint> {
    match value {
        "none" => Some(Paint::None),
        "currentColor" => Some(Paint::Current),
        _ => colour(value).map(Paint::Colour),
    }
}

/// A colour as `#rrggbb`.
fn colour(value: &str) -> Option<Colour> {
    let digits = value.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Colour([red, green, blue]))
}

/// The name of an element and its classes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    pub element: String,
    pub classes: Vec<String>,
}

impl Name {
    /// A name as a selector writes it, such as `text.tick`.
    fn parsed(text: &str) -> Option<Self> {
        let is_plain = |part: &str| part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        let mut parts = text.split('.').map(str::to_owned);
        let element = parts.next().unwrap_or_default();
        let classes: Vec<_> = parts.collect();
        let is_known = is_plain(&element) && classes.iter().all(|class| is_plain(class) && !class.is_empty());
        is_known.then_some(Self { element, classes })
    }

    /// Whether it holds of an element.
    fn holds(&self, of: &Self) -> bool {
        let is_so_called = self.element.is_empty() || self.element == of.element;
        is_so_called && self.classes.iter().all(|class| of.classes.contains(class))
    }
}

/// A selector and what it states.
#[derive(Debug)]
struct Rule {
    /// From the outermost element in.
    selector: Vec<Name>,
    /// Classes, then names.
    specific: (usize, usize),
    stated: Vec<(String, String)>,
}

impl Rule {
    /// - `path`: an element after those it stands in
    fn holds(&self, path: &[&Name]) -> bool {
        let Some((last, outer)) = self.selector.split_last() else { return false };
        let Some((own, around)) = path.split_last() else { return false };
        let mut around = around.iter();
        last.holds(own) && outer.iter().all(|name| around.any(|of| name.holds(of)))
    }
}

/// A style sheet: its rules, the most specific last.
#[derive(Debug, Default)]
pub struct Sheet(Vec<Rule>);

impl Sheet {
    /// Reads a style sheet.
    ///
    /// - `strange`: takes what is not understood
    pub fn parsed(text: &str, strange: &mut Vec<String>) -> Self {
        let mut rules = Vec::new();
        for (selectors, stated) in text.split('}').filter_map(|rule| rule.split_once('{')) {
            let stated: Vec<_> = stated.split(';').filter_map(|property| property.split_once(':')).map(trimmed).collect();
            let unknown = stated.iter().filter(|(property, value)| !Style::default().state(property, value));
            strange.extend(unknown.map(|(property, value)| format!("{property}: {value}")));
            for selector in selectors.split(',').map(str::trim) {
                match selector.split_whitespace().map(Name::parsed).collect::<Option<Vec<_>>>() {
                    Some(selector) => rules.push(rule(selector, stated.clone())),
                    None => strange.push(selector.to_owned()),
                }
            }
        }
        // Stable: of two that are as specific, the later one stays later.
        rules.sort_by_key(|rule| rule.specific);
        Self(rules)
    }

    /// How an element looks.
    ///
    /// - `path`: the element after those it stands in
    /// - `around`: the style of the element it stands in
    pub fn style(&self, path: &[&Name], around: &Style) -> Style {
        let mut style = Style { opacity: 1.0, ..around.clone() };
        for (property, value) in self.0.iter().filter(|rule| rule.holds(path)).flat_map(|rule| &rule.stated) {
            style.state(property, value);
        }
        style
    }
}

fn trimmed((property, value): (&str, &str)) -> (String, String) {
    (property.trim().to_owned(), value.trim().to_owned())
}

fn rule(selector: Vec<Name>, stated: Vec<(String, String)>) -> Rule {
    let classes = selector.iter().map(|name| name.classes.len()).sum();
    let names = selector.iter().filter(|name| !name.element.is_empty()).count();
    Rule { selector, specific: (classes, names), stated }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::parsed(text).expect("a plain name")
    }

    #[test]
    fn the_more_specific_rule_wins_then_the_later_one() {
        let mut strange = Vec::new();
        let text =
            ".all text.name { fill: currentColor; } .all text, .other { fill: #000001; } .c0 { fill: #0000ff; color: #00ff00; }
            .c1 { stroke: #010203; } .mark { stroke: #040506; opacity: .5; }";
        let sheet = Sheet::parsed(text, &mut strange);
        let root = name("svg.all");
        let of = |text: &str| sheet.style(&[&root, &name(text)], &Style::default());
        assert_eq!(of("text.c0").colours().0, Some(Colour([0, 0, 1])));
        assert_eq!(of("text.name.c0").colours().0, Some(Colour([0, 255, 0])));
        assert_eq!(of("rect.c0").colours().0, Some(Colour([0, 0, 255])));
        assert_eq!(of("rect.mark.c1").colours().1, Some(Colour([4, 5, 6])));
        let inside = sheet.style(&[&root, &name("g.mark"), &name("rect")], &of("g.mark"));
        assert_eq!((inside.colours().1, inside.opacity), (Some(Colour([4, 5, 6])), 1.0));
        assert!(strange.is_empty(), "{strange:?}");
    }

    #[test]
    fn what_is_not_understood_is_told() {
        let mut strange = Vec::new();
        Sheet::parsed("a:hover { fill: none; } .x { fill: var(--ink); rotate: 3deg; stroke-linecap: square; }", &mut strange);
        assert_eq!(strange, ["a:hover", "fill: var(--ink)", "rotate: 3deg", "stroke-linecap: square"]);
    }
}
