//! How cells of a workbook look, and text cells that stay text.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::export::csv::starts_as_formula;
use crate::export::palette;

const HEAD: Color = Color::RGB(0x00E7_ECF2);
const RULE: Color = Color::RGB(0x00BF_C5CD);
pub const WARNING: Color = Color::RGB(0x00FF_F1CC);
const WARNING_INK: Color = Color::RGB(0x004D_2600);
const LINK: Color = Color::RGB(0x001F_5FA8);
const INPUT: Color = Color::RGB(0x00FF_F9DB);
const INPUT_INK: Color = Color::RGB(0x001F_3F8F);
pub const WARNING_EDGE: Color = Color::RGB(0x00B3_4700);

/// A format for text, and the same for text that begins as a formula would.
pub struct TextStyle {
    plain: Format,
    marked: Format,
}

impl TextStyle {
    pub fn new(format: Format) -> Self {
        Self { marked: format.clone().set_quote_prefix(), plain: format }
    }

    pub fn of(&self, text: &str) -> &Format {
        if starts_as_formula(text) { &self.marked } else { &self.plain }
    }

    /// Writes text as text, whatever it begins with.
    pub fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, column, text, self.of(text))?;
        Ok(())
    }
}

/// Points of a line of the usual type.
const LINE_HEIGHT: f64 = 15.0;
/// Lines beyond which a row grows no higher.
const LINES: usize = 27;

/// Lines that a text takes in a column of some width; widths count digits, and eight letters take the room of seven.
pub fn lines(text: &str, width: usize) -> usize {
    let letters = (width.saturating_sub(2) * 8 / 7).max(1);
    text.lines().map(|line| line.width().div_ceil(letters).max(1)).sum::<usize>().max(1)
}

/// How high a row of so many lines is, in points.
#[allow(clippy::cast_precision_loss)] // a few dozen
pub fn height(lines: usize) -> f64 {
    LINE_HEIGHT * lines.min(LINES) as f64
}

/// To the left, a little away from the figure before it.
pub fn indented(format: Format) -> Format {
    format.set_align(FormatAlign::Left).set_indent(1)
}

pub fn cell() -> Format {
    Format::new().set_align(FormatAlign::Top)
}

pub fn wrapped() -> Format {
    cell().set_text_wrap()
}

pub fn head() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_background_color(HEAD)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(RULE)
}

/// What a run of columns holds, over their heads.
pub fn run() -> Format {
    Format::new().set_bold().set_background_color(HEAD)
}

/// A cell of a small table.
pub fn lined(format: Format) -> Format {
    format.set_border_bottom(FormatBorder::Hair).set_border_bottom_color(RULE)
}

/// Words that lead to another sheet.
pub fn link() -> Format {
    cell().set_font_color(LINK).set_underline(FormatUnderline::Single)
}

/// A cell that a reader may change.
pub fn input(format: Format) -> Format {
    format.set_background_color(INPUT).set_font_color(INPUT_INK).set_border(FormatBorder::Hair).set_border_color(RULE)
}

/// Shaded by how large a share is.
pub fn shaded(format: Format, share: f64) -> Format {
    match palette::shade(share) {
        Some(colour) => format.set_background_color(Color::RGB(colour)),
        None => format,
    }
}

pub fn title() -> Format {
    wrapped().set_bold().set_font_size(16)
}

pub fn heading() -> Format {
    wrapped().set_bold().set_font_size(12)
}

pub fn banner() -> Format {
    wrapped()
        .set_align(FormatAlign::VerticalCenter)
        .set_bold()
        .set_font_size(12)
        .set_font_color(WARNING_INK)
        .set_background_color(WARNING)
        .set_border(FormatBorder::Medium)
        .set_border_color(WARNING_EDGE)
}
