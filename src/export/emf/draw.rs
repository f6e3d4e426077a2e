//! What was read, drawn on a canvas: what a metafile does not know becomes what looks the same.

use super::canvas::{Canvas, Pen};
use super::read::{Drawing, Item, Outline, Place};
use super::style::{Anchor, Cap, Colour, Join, Style};
use super::{Emf, path};
use crate::export::letters;

/// The colour of paper.
const WHITE: Colour = Colour([255; 3]);
/// How many times its width a corner may reach beyond its lines before it is cut (SVG, `stroke-miterlimit`).
const REACH: f64 = 4.0;
/// How far letters reach above and below their baseline, as shares of their size.
const ABOVE: f64 = 0.74;
const BELOW: f64 = 0.22;

pub fn drawn(drawing: &Drawing) -> Emf {
    let page = drawing.page.unwrap_or(WHITE);
    let mut canvas = Canvas::new(drawing.width, drawing.height);
    for item in &drawing.items {
        match item {
            Item::Shape(outline, style) => shape(&mut canvas, outline, style, page),
            Item::Words(at, text, style) => words(&mut canvas, *at, text, style),
        }
    }
    Emf { bytes: canvas.finish(&drawing.title), width: drawing.width, height: drawing.height }
}

fn shape(canvas: &mut Canvas, outline: &Outline, style: &Style, page: Colour) {
    let (fill, stroke) = style.colours();
    let brush = fill.map(|fill| over(fill, style.opacity * style.fill_opacity, page));
    let pen = |join| stroke.map(|stroke| pen(stroke, join, style, page));
    match outline {
        // Programs differ in whether a line that leads nowhere has ends.
        Outline::Line(places) if places.len() == 1 => {
            if let (Some(stroke), Cap::Round) = (stroke, style.cap) {
                canvas.circle(places[0], style.stroke_width / 2.0, Some(over(stroke, style.opacity, page)), None);
            }
        }
        Outline::Line(places) => {
            if let Some(pen) = pen(style.join) {
                match &pattern(style, page)[..] {
                    [] => canvas.line(places, pen),
                    pattern => canvas.lines(&path::dashes(places, pattern), pen),
                }
            }
        }
        Outline::Polygon(corners) => {
            let join = if style.join == Join::Mitre && is_sharp(corners) { Join::Round } else { style.join };
            canvas.polygon(corners, brush, pen(join));
        }
        Outline::Circle { centre, radius } => canvas.circle(*centre, *radius, brush, pen(style.join)),
    }
}

fn pen(stroke: Colour, join: Join, style: &Style, page: Colour) -> Pen {
    Pen::new(style.stroke_width, over(stroke, style.opacity, page), join, style.cap)
}

/// The dashes of a line and the gaps between them.
///
/// A line in the colour of the page shows on other colours only, and seen through it has theirs: dots let as much of them through.
fn pattern(style: &Style, page: Colour) -> Vec<f64> {
    let dot = style.stroke_width;
    let is_page = style.colours().1 == Some(page);
    if is_page && style.opacity < 1.0 { vec![dot, dot / style.opacity - dot] } else { style.dashes.clone() }
}

/// A colour seen through, over another one.
fn over(Colour(colour): Colour, opacity: f64, Colour(under): Colour) -> Colour {
    let mixed = |(over, under): (u8, u8)| opacity * f64::from(over) + (1.0 - opacity) * f64::from(under);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between two of them
    let mixed = |index: usize| mixed((colour[index], under[index])).round() as u8;
    Colour([mixed(0), mixed(1), mixed(2)])
}

/// Whether a corner would reach too far, as those of narrow regions do.
fn is_sharp(corners: &[Place]) -> bool {
    let count = corners.len();
    let side = |from: Place, to: Place| (to.0 - from.0, to.1 - from.1);
    (0..count).any(|index| {
        let (a, b, c) = (corners[index], corners[(index + 1) % count], corners[(index + 2) % count]);
        let (one, other) = (side(b, a), side(b, c));
        let lengths = (one.0 * one.0 + one.1 * one.1).sqrt() * (other.0 * other.0 + other.1 * other.1).sqrt();
        // The reach is one over the sine of half the angle, whose square is half of what its cosine lacks to 1.
        let cosine = (one.0 * other.0 + one.1 * other.1) / lengths;
        lengths > 0.0 && (1.0 - cosine) / 2.0 < 1.0 / (REACH * REACH)
    })
}

/// Words, or the halo below them: letters have no strokes here, and copies of them all around would be read out with them, so that a
/// patch as large as the words stands in for it.
fn words(canvas: &mut Canvas, (x, y): Place, text: &str, style: &Style) {
    let (size, weight) = (style.size, style.weight);
    match style.colours() {
        (_, Some(stroke)) => {
            let width = size * letters::width(text, weight);
            let left = match style.anchor {
                Anchor::Start => x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            };
            let (right, top, bottom) = (left + width, y - ABOVE * size, y + BELOW * size);
            canvas.polygon(&[(left, top), (right, top), (right, bottom), (left, bottom)], Some(stroke), None);
        }
        (Some(fill), None) => canvas.words((x, y), text, (size, weight), style.anchor, fill),
        (None, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::style::Paint;
    use super::*;

    #[test]
    fn what_is_seen_through_has_the_colour_it_has_on_the_page() {
        assert_eq!(over(Colour([0, 100, 200]), 0.5, WHITE), Colour([128, 178, 228]));
        let style = Style { stroke_width: 2.0, opacity: 0.25, stroke: Paint::Current, ..Style::default() };
        let grey = pen(style.colour, Join::Mitre, &style, WHITE);
        assert_eq!(grey, Pen::new(2.0, Colour([191; 3]), Join::Mitre, Cap::Flat));
        assert!(pattern(&style, WHITE).is_empty());
        assert_eq!(pattern(&Style { colour: WHITE, ..style }, WHITE), [2.0, 6.0]);
    }

    #[test]
    fn corners_that_would_reach_far_are_sharp() {
        assert!(!is_sharp(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]));
        assert!(is_sharp(&[(0.0, 0.0), (100.0, 0.0), (100.0, 10.0)]));
        assert!(!is_sharp(&[]) && !is_sharp(&[(1.0, 1.0); 3]));
    }
}
