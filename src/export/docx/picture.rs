//! A picture in a line of text, with words for those who do not see it.

use maud::{Markup, html};

use super::widths::{ACROSS, UPRIGHT};

/// Units of drawings in a pixel, and in a twentieth of a point.
const PIXEL: f64 = 9_525.0;
const TWENTIETH: f64 = 635.0;
/// How high a picture may be with its caption, upright and across, in twentieths of a point.
const HEIGHTS: (usize, usize) = (11_500, 7_000);
/// A picture of 800 pixels, about the usual width, takes the width of the text.
const USUAL: f64 = 800.0;

/// What is around a picture.
pub struct Frame<'a> {
    /// Among all pictures, from 1.
    pub number: usize,
    /// By which the text names its bytes.
    pub relation: &'a str,
    /// What it shows; what it says stands below it.
    pub title: &'a str,
    pub is_across: bool,
}

/// - `width` and `height`: in pixels
pub fn inline(width: f64, height: f64, frame: &Frame<'_>) -> Markup {
    let (across, down) = size(width, height, frame.is_across);
    let name = format!("Figure {}", frame.number);
    html! {
        w:drawing {
            wp:inline distT="0" distB="0" distL="0" distR="0" {
                wp:extent cx=(across) cy=(down) {}
                wp:docPr id=(frame.number) name=(name) descr=(frame.title) {}
                wp:cNvGraphicFramePr {
                    a:graphicFrameLocks xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" noChangeAspect="1" {}
                }
                a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" {
                    a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture" {
                        pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" {
                            pic:nvPicPr {
                                pic:cNvPr id=(frame.number) name=(name) descr=(frame.title) {}
                                pic:cNvPicPr {}
                            }
                            pic:blipFill {
                                a:blip r:embed=(frame.relation) {}
                                a:stretch { a:fillRect {} }
                            }
                            pic:spPr {
                                a:xfrm { a:off x="0" y="0" {} a:ext cx=(across) cy=(down) {} }
                                a:prstGeom prst="rect" { a:avLst {} }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// As large as the text is wide and the page has room for, in the units of drawings.
fn size(width: f64, height: f64, is_across: bool) -> (u64, u64) {
    let (room, most) = if is_across { (ACROSS, HEIGHTS.1) } else { (UPRIGHT, HEIGHTS.0) };
    #[allow(clippy::cast_precision_loss)] // thousands
    let (room, most) = (room as f64 * TWENTIETH, most as f64 * TWENTIETH);
    // Across there is more room than a picture needs.
    #[allow(clippy::cast_precision_loss)]
    let usual = UPRIGHT as f64 * TWENTIETH / (USUAL * PIXEL);
    let (across, down) = (width.max(1.0) * PIXEL, height.max(1.0) * PIXEL);
    let scale = usual.min(room / across).min(most / down);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a page has millions of units
    ((across * scale).round() as u64, (down * scale).round() as u64)
}
