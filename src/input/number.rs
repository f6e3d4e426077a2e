//! The text of a cell to a number, or the reason why it is none. Nothing is guessed: forms people use for money
//! and percentages are read and reported, everything doubtful is refused with a suggestion.

/// The decimal mark of the data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    Point,
    Comma,
}

impl DecimalMark {
    fn grouping(self) -> char {
        match self {
            Self::Point => ',',
            Self::Comma => '.',
        }
    }
}

/// How a number was written, where it was more than plain digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    Thousands,
    Pounds,
    Brackets,
    Percent,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    pub value: f64,
    pub forms: Vec<Form>,
}

/// Why a text is no number: what it is, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotANumber {
    pub what: String,
    pub remedy: String,
}

/// Largest magnitude accepted, far above any figure in use and far below overflow.
pub const LARGEST: f64 = 1e100;

/// The texts that mean "missing", upper case.
const MISSING: [&str; 5] = ["", "NA", "N/A", "-", "#N/A"];
const SPREADSHEET_ERRORS: [&str; 8] = ["#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];

/// Whether a cell stands for a missing figure.
#[must_use]
pub fn is_missing(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 4 && MISSING.iter().any(|missing| text.eq_ignore_ascii_case(missing))
}

/// The number a cell holds; `None` where it is missing.
///
/// # Errors
/// Why the text is no number.
pub fn parse(text: &str, mark: DecimalMark) -> Result<Option<Number>, NotANumber> {
    let text = text.trim();
    let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    if mark == DecimalMark::Point
        && text.len() > 1
        && text.bytes().all(plain)
        && let Ok(value) = text.parse::<f64>()
    {
        return finite(value, Vec::new());
    }
    if is_missing(text) {
        return Ok(None);
    }
    written(text, mark)
}

fn finite(value: f64, forms: Vec<Form>) -> Result<Option<Number>, NotANumber> {
    if value.abs() <= LARGEST {
        // Adding 0 turns −0 into 0.
        return Ok(Some(Number { value: value + 0.0, forms }));
    }
    refuse("is too large a number", "write a figure below 1e100, in a larger unit if need be")
}

fn refuse<T>(what: impl Into<String>, remedy: impl Into<String>) -> Result<T, NotANumber> {
    Err(NotANumber { what: what.into(), remedy: remedy.into() })
}

fn written(text: &str, mark: DecimalMark) -> Result<Option<Number>, NotANumber> {
    let mut forms = Vec::new();
    let mut body = text;
    let mut negative = false;
    if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        forms.push(Form::Brackets);
        negative = true;
        body = inner.trim();
    }
    if let Some(rest) = body.strip_suffix('%') {
        forms.push(Form::Percent);
        body = rest.trim_end();
    }
    let (body, outer) = signed(body);
    let pounds = body.strip_prefix('£').map(str::trim_start);
    let (body, inner) = pounds.map_or((body, None), signed);
    if pounds.is_some() {
        forms.push(Form::Pounds);
    }
    if [negative.then_some(true), outer, inner].into_iter().flatten().count() > 1 {
        return refuse("has more than one sign", "write one minus sign");
    }
    negative |= outer.or(inner).unwrap_or(false);
    let Some((digits, grouped)) = ungrouped(body, mark) else { return Err(reason(text, mark)) };
    if grouped {
        forms.push(Form::Thousands);
    }
    if pounds.is_some() && digits.len() > 1 && digits.bytes().all(|byte| byte == b'0') {
        return refuse("looks like a unit, not a figure", "a second header or a row of units must go");
    }
    let Ok(value) = digits.parse::<f64>() else { return Err(reason(text, mark)) };
    finite(if negative { -value } else { value }, forms)
}

/// The text after a sign, and whether that was a minus.
fn signed(body: &str) -> (&str, Option<bool>) {
    let minus = body.strip_prefix(['-', '\u{2212}']);
    minus
        .map(|rest| (rest, Some(true)))
        .or_else(|| body.strip_prefix('+').map(|rest| (rest, Some(false))))
        .unwrap_or((body, None))
}

/// The digits in Rust's own form, and whether thousands were separated; `None` if this is no number.
fn ungrouped(body: &str, mark: DecimalMark) -> Option<(String, bool)> {
    let allowed = |character: char| character.is_ascii_digit() || matches!(character, '.' | ',' | 'e' | 'E' | '+' | '-');
    if !body.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | ',')) || !body.chars().all(allowed) {
        return None;
    }
    let group = mark.grouping();
    let point = if mark == DecimalMark::Point { '.' } else { ',' };
    let grouped = body.contains(group);
    let mut parts = body.splitn(2, point);
    let whole = parts.next().unwrap_or("");
    let fraction = parts.next();
    if grouped {
        let groups: Vec<_> = whole.split(group).collect();
        let sound = groups.len() > 1
            && (1..=3).contains(&groups[0].len())
            && groups[1..].iter().all(|part| part.len() == 3)
            && groups.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
            && !groups[0].starts_with('0')
            && fraction.is_none_or(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        if !sound {
            return None;
        }
    }
    let mut digits = whole.replace(group, "");
    if let Some(fraction) = fraction {
        digits.push('.');
        digits.push_str(fraction);
    }
    Some((digits, grouped))
}

fn reason(text: &str, mark: DecimalMark) -> NotANumber {
    let (what, remedy) = explain(text, mark);
    NotANumber { what: what.to_owned(), remedy }
}

fn explain(text: &str, mark: DecimalMark) -> (&'static str, String) {
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches(['-', '+', '£', '(']).trim_end_matches(')');
    let own = |remedy: &str| remedy.to_owned();
    if text.chars().any(|character| crate::printable::is_hidden(character) || (character.is_whitespace() && character != ' ')) {
        return ("holds a hidden character or a non-breaking space", own("type the figure again with plain digits"));
    }
    if text.starts_with('=') {
        return (
            "is a formula, not a figure",
            own("open the file in Excel and save it, so that the formula's value is stored; or write the figure"),
        );
    }
    if SPREADSHEET_ERRORS.iter().any(|error| error.eq_ignore_ascii_case(text)) {
        return ("is a spreadsheet error, not a figure", own("mend the formula in the spreadsheet and export again"));
    }
    if matches!(bare, "inf" | "infinity" | "nan") {
        return ("is not a finite number", own("write a finite figure, or leave the cell empty"));
    }
    if bare.starts_with(['<', '>', '≤', '≥']) {
        return (
            "is a suppressed or bounded figure, not a number",
            own("decide on a value and write it, or leave the cell empty"),
        );
    }
    if looks_like_date(bare) {
        return (
            "looks like a date, not a number",
            own("spreadsheets turn some figures into dates: write the figure again as a number"),
        );
    }
    if let Some(figure) = with_multiplier(bare) {
        return ("is not a plain number", format!("write it in full: {figure}"));
    }
    if bare.starts_with("0x") {
        return ("is not a decimal number", own("write it with the digits 0 to 9"));
    }
    if bare.contains(['€', '$', '¥']) {
        return ("is in another currency", own("convert it to pounds and write the plain figure"));
    }
    if bare.contains('_') {
        return ("is not a number", own("write the figure without underscores"));
    }
    if mark == DecimalMark::Point && is_decimal_comma(bare) {
        return (
            "is not a number",
            format!("write {}, or set `[data] decimal = \",\"` for the whole file", bare.replace(',', ".")),
        );
    }
    if mark == DecimalMark::Comma && bare.contains('.') {
        return ("is not a number where `[data] decimal = \",\"`", own("write the decimal mark as a comma"));
    }
    if bare.chars().any(|character| character.is_numeric() && !character.is_ascii_digit()) {
        return ("is not written with the digits 0 to 9", own("type the figure again with plain digits"));
    }
    ("is not a number", own("write the figure, or leave the cell empty if there is none"))
}

fn looks_like_date(text: &str) -> bool {
    ['/', '-', '.'].iter().any(|&mark| {
        let parts: Vec<_> = text.split(mark).collect();
        let month = |part: &str| part.len() >= 3 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        match parts[..] {
            [day, middle, year] => {
                digits(day)
                    && (digits(middle) || month(middle))
                    && digits(year)
                    && (day.len() == 4 || year.len() == 4 || mark != '.')
            }
            [day, name] => digits(day) && month(name) || month(day) && digits(name),
            _ => false,
        }
    })
}

fn with_multiplier(text: &str) -> Option<String> {
    let (figure, zeros) =
        [("bn", 9), ("m", 6), ("k", 3)].iter().find_map(|(suffix, zeros)| Some((text.strip_suffix(suffix)?.trim(), *zeros)))?;
    let value: f64 = figure.parse().ok()?;
    (value.is_finite() && figure.starts_with(|first: char| first.is_ascii_digit()))
        .then(|| format!("{}", value * 10_f64.powi(zeros)))
}

fn is_decimal_comma(text: &str) -> bool {
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(',').is_some_and(|(whole, fraction)| all_digits(whole) && all_digits(fraction))
}

/// A cell that says yes or no; an empty one says no.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Some(true),
        "no" | "n" | "false" | "0" | "" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<f64> {
        parse(text, DecimalMark::Point).unwrap().map(|number| number.value)
    }

    #[test]
    fn forms_people_use_are_read() {
        let read = [
            ("7", 7.0),
            ("22", 22.0),
            ("+22", 22.0),
            ("2.2e1", 22.0),
            ("-0", 0.0),
            ("1,234.5", 1234.5),
            ("£1,234", 1234.0),
            ("(1,234)", -1234.0),
            ("-£80", -80.0),
            ("£-80", -80.0),
            ("45%", 45.0),
            ("\u{2212}3", -3.0),
            (" 5 ", 5.0),
            (".5", 0.5),
        ];
        for (text, wanted) in read {
            assert_eq!(value(text), Some(wanted), "{text}");
        }
        assert_eq!(parse("1.234,5", DecimalMark::Comma).unwrap().unwrap().value.to_bits(), 1234.5_f64.to_bits());
    }

    #[test]
    fn missing_in_any_case() {
        for text in ["", " ", "\u{a0}", "NA", "n/a", "-", "#n/a"] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn doubtful_texts_are_refused() {
        for text in [
            "TBC",
            "NULL",
            "nan",
            "-inf",
            "1e400",
            "£80k",
            "€80",
            "<5",
            "22*",
            "12.5.3",
            "1_000",
            "８０",
            "½",
            "12/03/2024",
            "12,5",
            "0x50",
            "1,23",
            "1,2345",
            "1\u{a0}234",
            "--5",
            "£000",
            "80 GBP",
            "#REF!",
            "1e5e5",
            "%",
            "()",
            "£",
            "٨٠",
            "Mar-24",
            "0,123",
        ] {
            assert!(parse(text, DecimalMark::Point).is_err(), "{text}");
        }
    }

    #[test]
    fn suggestions_name_the_figure() {
        assert_eq!(parse("£80k", DecimalMark::Point).unwrap_err().remedy, "write it in full: 80000");
        assert!(parse("12,5", DecimalMark::Point).unwrap_err().remedy.starts_with("write 12.5"));
    }
}
