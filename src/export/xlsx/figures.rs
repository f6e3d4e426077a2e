//! Cells of documents as figures with the formats that show them as the page does; the figure itself keeps full precision.

use crate::document::{Cell, figure};

/// A figure and how it is shown; none for words and pictures.
pub fn figure(cell: &Cell) -> Option<(f64, String)> {
    match cell {
        Cell::Number { value, decimals } => Some((*value, number(*decimals))),
        Cell::Plain(value) => {
            let words = figure::plain(*value);
            let decimals = words.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            Some((*value, if words.contains('e') { "0.00E+00".to_owned() } else { number(decimals) }))
        }
        Cell::Pounds(value) => {
            let decimals = if value.abs() >= 100.0 || value.fract().abs() < 1e-9 { 0 } else { 2 };
            Some((*value, format!("\"£\"{0};-\"£\"{0}", number(decimals))))
        }
        Cell::Marked { mark, figure } => {
            let (value, shown) = self::figure(figure)?;
            Some((value, marked(mark, &shown)))
        }
        Cell::Share(share) => Some((*share, self::share(*share).to_owned())),
        #[allow(clippy::cast_precision_loss)] // rows are far fewer than 2^53
        Cell::Rank { rank, tied } => Some((*rank as f64, if *tied { "0\"=\"" } else { "0" }.to_owned())),
        Cell::Text(_) | Cell::Bar(_) | Cell::Range { .. } | Cell::Absent => None,
    }
}

/// The figure that a text of a column of figures prints, and how: `+4.8`, `£1,250`, `32%`; none for words and ids such as 007.
pub fn printed(text: &str) -> Option<(f64, String)> {
    let (sign, rest) = match text.chars().next()? {
        '+' => (Some(1.0), &text[1..]),
        '-' => (Some(-1.0), &text[1..]),
        '−' => (Some(-1.0), &text['−'.len_utf8()..]),
        _ => (None, text),
    };
    let (pounds, rest) = rest.strip_prefix('£').map_or(("", rest), |rest| ("\"£\"", rest));
    let (percent, digits) = rest.strip_suffix('%').map_or(("", rest), |rest| ("%", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = whole.replace(',', "");
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = is_number(&plain) && !plain.is_empty() && plain.len() <= 15 && (plain == "0" || !plain.starts_with('0'));
    let is_parted = !whole.contains(',') || figure::fixed(plain.parse().ok()?, 0) == whole;
    if !is_whole || !is_parted || !is_number(decimals) || digits.ends_with('.') {
        return None;
    }
    let value: f64 = format!("{plain}.{decimals}0").parse().ok()?;
    let value = if percent.is_empty() { value } else { value / 100.0 };
    let shown = format!("{pounds}{}{percent}", number(decimals.len()));
    let shown = match sign {
        Some(_) if text.starts_with('+') => format!("+{shown};-{shown}"),
        _ if pounds.is_empty() => shown,
        _ => format!("{shown};-{shown}"),
    };
    Some((sign.unwrap_or(1.0) * value, shown))
}

/// Thousands parted, and so many decimals.
pub fn number(decimals: usize) -> String {
    if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals)) }
}

/// A mark before the figure, its sign too.
fn marked(mark: &str, shown: &str) -> String {
    let negative = shown.split_once(';').map_or_else(|| format!("-{shown}"), |(_, negative)| negative.to_owned());
    let positive = shown.split(';').next().unwrap_or(shown);
    format!("\"{mark}\"{positive};\"{mark}\"{negative}")
}

/// Whole per cent; nothing for 0, and never 0% or 100% for what is not quite that.
fn share(share: f64) -> &'static str {
    match share {
        ..=0.0 => "0%;-0%;",
        _ if share <= 0.005 => "\"<1%\"",
        _ if (0.995..1.0).contains(&share) => "\">99%\"",
        _ => "0%",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_figures_are_figures_and_words_are_not() {
        let found = |text: &str| printed(text).map(|(value, shown)| format!("{value} {shown}")).unwrap_or_default();
        assert_eq!(found("16"), "16 #,##0");
        assert_eq!(found("−20.7"), "-20.7 #,##0.0");
        assert_eq!(found("+4.8"), "4.8 +#,##0.0;-#,##0.0");
        assert_eq!(found("32%"), "0.32 #,##0%");
        assert_eq!(found("-£1,250"), "-1250 \"£\"#,##0;-\"£\"#,##0");
        for words in ["007", "", "-", "1,2", "12.", "6–10", "1e5", "£", "%", "yes", "1 to 3", "=1"] {
            assert_eq!(found(words), "", "{words}");
        }
    }

    #[test]
    fn figures_are_shown_as_on_the_page() {
        let shown = |cell: Cell| figure(&cell).map(|(_, shown)| shown).unwrap_or_default();
        assert_eq!(shown(Cell::Number { value: 1.0, decimals: 2 }), "#,##0.00");
        assert_eq!(shown(Cell::Plain(12.25)), "#,##0.00");
        assert_eq!(shown(Cell::Pounds(-650_000.0)), "\"£\"#,##0;-\"£\"#,##0");
        assert_eq!(shown(Cell::Number { value: 1.0, decimals: 1 }.marked("≈")), "\"≈\"#,##0.0;\"≈\"-#,##0.0");
        assert_eq!(shown(Cell::Pounds(1.0).marked("≈")), "\"≈\"\"£\"#,##0;\"≈\"-\"£\"#,##0");
        assert_eq!(shown(Cell::Rank { rank: 3, tied: true }), "0\"=\"");
        assert_eq!([0.0, 0.004, 0.5, 0.996, 1.0].map(share), ["0%;-0%;", "\"<1%\"", "0%", "\">99%\"", "0%"]);
        assert_eq!(figure(&Cell::Absent), None);
    }
}
