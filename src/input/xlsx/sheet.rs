//! The cells of one sheet, read one after the other however far apart they lie.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::attribute;
use super::styles::Style;
use super::text::{Gathered, push, unescaped};
use super::{GridRow, Merged, Problem};

/// The size of a sheet in the format.
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;

pub struct Context<'a> {
    pub strings: &'a [String],
    pub styles: &'a [Style],
    pub from_1904: bool,
    pub part: &'a str,
}

#[derive(Debug, Default)]
pub struct Found {
    pub rows: Vec<GridRow>,
    pub hidden_columns: Vec<usize>,
    pub merged: Vec<Merged>,
}

/// The cell being read.
#[derive(Debug, Default)]
struct Open {
    column: usize,
    kind: String,
    style: usize,
    value: Option<String>,
    formula: Option<String>,
    inline: Gathered,
    inside: Part,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Between,
    Value,
    Formula,
    Inline,
}

/// Reads the XML of a sheet.
pub fn read(text: &str, context: &Context<'_>) -> Result<Found, Problem> {
    let damaged = |why: String| Problem::Damaged { part: context.part.to_owned(), why };
    let mut reader = Reader::from_str(text);
    let mut found = Found::default();
    let mut cell: Option<Open> = None;
    loop {
        let event = reader.read_event().map_err(|error| damaged(error.to_string()))?;
        match &event {
            Event::Eof => return Ok(found),
            Event::Start(element) | Event::Empty(element) if cell.is_none() => {
                found.start(element).map_err(damaged)?;
                if element.local_name().as_ref() == "c" {
                    let opened = found.open(element).map_err(damaged)?;
                    if matches!(event, Event::Start(_)) {
                        cell = Some(opened);
                    }
                }
            }
            Event::End(element) if element.local_name().as_ref() == "c" => {
                if let Some(done) = cell.take() {
                    let column = done.column;
                    let text = done.text(context).map_err(damaged)?;
                    found.keep(column, text).map_err(damaged)?;
                }
            }
            other => {
                if let Some(open) = &mut cell {
                    open.take(other).map_err(damaged)?;
                }
            }
        }
    }
}

impl Found {
    /// Adds a cell to the row being read; each column once, in order, within the limits of the format.
    fn keep(&mut self, column: usize, text: String) -> Result<(), String> {
        let Some(row) = self.rows.last_mut() else { return Ok(()) };
        if column >= MOST_COLUMNS {
            return Err(format!("a cell in row {} lies beyond the last column", row.number));
        }
        if row.last.is_some_and(|last| column <= last) {
            return Err(format!("row {} holds its cells twice or out of order", row.number));
        }
        row.last = Some(column);
        if !text.is_empty() {
            row.cells.push((column, text));
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        let number = |name: &str| attribute(element, name).and_then(|value| value.parse::<usize>().ok());
        let yes = |name: &str| attribute(element, name).is_some_and(|value| value == "1" || value == "true");
        match element.local_name().as_ref() {
            "row" => {
                let after = self.rows.last().map_or(1, |row| row.number + 1);
                let number = number("r").unwrap_or(after);
                if number > MOST_ROWS {
                    return Err(format!("row {number} lies beyond the last row"));
                }
                if number < after {
                    return Err(format!("row {number} stands below row {}", after - 1));
                }
                self.rows.push(GridRow { number, hidden: yes("hidden"), cells: Vec::new(), last: None });
            }
            "col" if yes("hidden") => {
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    // A range to the sheet's end is its empty rest.
                    self.hidden_columns.extend((first.max(1)..=last.min(first + 999)).map(|column| column - 1));
                }
            }
            "mergeCell" => {
                let reference = attribute(element, "ref").unwrap_or_default();
                if let Some((first, last)) = reference.split_once(':') {
                    let rows = (position(first), position(last));
                    if let (Some((_, first)), Some((_, last))) = rows {
                        self.merged.push(Merged { rows: first..=last, reference });
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn open(&self, element: &BytesStart<'_>) -> Result<Open, String> {
        let row = self.rows.last().ok_or("a cell stands outside a row")?;
        let next = row.last.map_or(0, |column| column + 1);
        let reference = attribute(element, "r");
        let column = match &reference {
            Some(reference) => {
                position(reference).ok_or_else(|| format!("no cell is called {}", crate::diagnostic::quote(reference)))?.0
            }
            None => next,
        };
        let style = attribute(element, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
        Ok(Open { column, kind: attribute(element, "t").unwrap_or_default(), style, ..Open::default() })
    }
}

/// Column from 0 and row from 1 of a reference such as `C3` or `$C$3`.
fn position(reference: &str) -> Option<(usize, usize)> {
    let plain: String = reference.chars().filter(|character| *character != '$').collect();
    let digits = plain.find(|character: char| character.is_ascii_digit())?;
    let (letters, row) = plain.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let column = letters.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    Some((column - 1, row.parse().ok().filter(|row| *row >= 1)?))
}

impl Open {
    fn take(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "v" => self.inside = Part::Value,
                "f" => {
                    self.inside = Part::Formula;
                    self.formula = Some(String::new());
                }
                "is" => self.inside = Part::Inline,
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "f" => self.formula = Some(String::new()),
            Event::End(element) if matches!(element.local_name().as_ref(), "v" | "f" | "is") => self.inside = Part::Between,
            _ => {}
        }
        match self.inside {
            Part::Value => push(self.value.get_or_insert_default(), event),
            Part::Formula => push(self.formula.get_or_insert_default(), event),
            Part::Inline => self.inline.take(event),
            Part::Between => Ok(()),
        }
    }

    /// What the cell says.
    fn text(self, context: &Context<'_>) -> Result<String, String> {
        let Some(value) = self.value else {
            return Ok(match (self.kind.as_str(), self.formula) {
                ("inlineStr", _) => self.inline.finish(),
                (_, Some(formula)) => format!("={formula} (a formula without a stored value)"),
                (_, None) => String::new(),
            });
        };
        match self.kind.as_str() {
            "s" => {
                let index: usize = value
                    .trim()
                    .parse()
                    .map_err(|_| format!("`{}` is no number of a string", crate::diagnostic::quote(&value)))?;
                context.strings.get(index).cloned().ok_or_else(|| format!("there is no string number {index}"))
            }
            "str" | "inlineStr" => Ok(unescaped(&value)),
            "b" => Ok(if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            "e" | "d" => Ok(value.trim().to_owned()),
            _ => Ok(number(value.trim(), context.styles.get(self.style).copied().unwrap_or(Style::Plain), context.from_1904)),
        }
    }
}

/// A number as the sheet shows it: a date as a date, a percentage with its sign.
fn number(value: &str, style: Style, from_1904: bool) -> String {
    let Ok(figure) = value.parse::<f64>() else { return value.to_owned() };
    match style {
        Style::Padded(width) if figure.fract().abs() <= 0.0 => format!("{figure:0width$}"),
        Style::Plain | Style::Padded(_) => value.to_owned(),
        // Twelve digits are more than any sheet shows, and leave out what multiplying by 100 adds.
        Style::Percent => format!("{}%", trimmed(&format!("{:.10}", figure * 100.0))),
        Style::Date if figure < 1.0 && figure > 0.0 => time(figure),
        Style::Date => date(figure, from_1904),
    }
}

/// A share of a day as a time of day.
#[allow(clippy::cast_possible_truncation)] // minutes of a day
fn time(share: f64) -> String {
    let minutes = (share * 1440.0).round() as i64;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn trimmed(digits: &str) -> &str {
    digits.trim_end_matches('0').trim_end_matches('.')
}

/// A serial number of days as a date, by the civil calendar.
#[allow(clippy::cast_possible_truncation)] // days within ±10 million
fn date(serial: f64, from_1904: bool) -> String {
    const DAYS_TO_1970: i64 = 25_569;
    const DAYS_FROM_1900_TO_1904: i64 = 1_462;
    if !(0.0..=2_958_465.0).contains(&serial) {
        return serial.to_string();
    }
    let whole = serial.floor() as i64 + if from_1904 { DAYS_FROM_1900_TO_1904 } else { 0 };
    // Days since 0000-03-01, in eras of 400 years.
    let days = whole - DAYS_TO_1970 + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let (day, month) = (day_of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_dates() {
        assert_eq!(position("C3"), Some((2, 3)));
        assert_eq!(position("XFD1048576"), Some((16_383, 1_048_576)));
        assert_eq!(position("3C"), None);
        assert_eq!(date(45_380.0, false), "2024-03-29");
        assert_eq!(date(43_918.5, true), "2024-03-29");
    }

    #[test]
    fn percentages_show_what_the_sheet_shows() {
        assert_eq!(number("0.45", Style::Percent, false), "45%");
        assert_eq!(number("0.1", Style::Plain, false), "0.1");
    }
}
