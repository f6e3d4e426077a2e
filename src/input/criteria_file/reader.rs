//! A TOML table read key by key, so that every wrong type, missing key and unknown key is found in one pass.
//!
//! Serde stops at the first error; people want them all.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, quote, suggestion};

/// The file being read and what was found wrong with it.
pub struct FileReader {
    pub source: Arc<Source>,
    pub problems: RefCell<Diagnostics>,
}

impl FileReader {
    pub fn place(&self, span: Range<usize>) -> Option<Place> {
        Some(Place::new(&self.source, span))
    }

    pub fn error(&self, code: &'static str, span: Range<usize>, message: impl Into<String>, remedy: impl Into<Box<str>>) {
        self.problems.borrow_mut().push(Diagnostic::error(code, message).at(self.place(span)).remedy(remedy));
    }
}

/// Why a value is not what its key wants.
pub enum Refusal {
    /// Another type of value was wanted.
    Type(&'static str),
    /// What is wrong, and what to do.
    Value(String, String),
}

pub type Converted<T> = Result<T, Refusal>;

/// One table; the keys asked for are the keys known.
pub struct TableReader<'a> {
    pub file: &'a FileReader,
    table: &'a DeTable<'a>,
    /// What stands for the whole table in a message: its header.
    pub span: Range<usize>,
    /// As messages call it: `[data]`, `[[criteria]]`.
    pub name: String,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> TableReader<'a> {
    pub fn new(file: &'a FileReader, table: &'a DeTable<'a>, span: Range<usize>, name: impl Into<String>) -> Self {
        Self { file, table, span, name: name.into(), known: RefCell::default() }
    }

    /// The raw value of a key.
    pub fn value(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.borrow_mut().push(key);
        self.table.get(key)
    }

    /// The raw value of a key that is a name.
    pub fn value_of(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(name)
    }

    /// A value converted, or an error that says what stands there and what was wanted.
    pub fn read<T>(&self, key: &'static str, convert: impl FnOnce(&'a DeValue<'a>) -> Converted<T>) -> Option<Spanned<T>> {
        let value = self.value(key)?;
        match convert(value.get_ref()) {
            Ok(converted) => Some(Spanned::new(value.span(), converted)),
            Err(refusal) => {
                self.refuse(key, value, refusal);
                None
            }
        }
    }

    pub fn refuse(&self, key: &str, value: &Spanned<DeValue<'_>>, refusal: Refusal) {
        let (message, remedy) = match refusal {
            Refusal::Type(wanted) => {
                let found = value.get_ref();
                let stands = self.file.source.text().get(value.span()).unwrap_or("");
                let stands = if found.is_table() { String::new() } else { format!(" (`{}`)", quote(stands)) };
                let remedy = match found.as_str() {
                    Some(text) if wanted == NUMBER && text.trim().parse::<f64>().is_ok() => {
                        format!("write {key} = {} without quotes", quote(text.trim()))
                    }
                    _ => format!("write {wanted}"),
                };
                (format!("`{key}` in {} must be {wanted}, not {}{stands}", self.name, a_type(found)), remedy)
            }
            Refusal::Value(message, remedy) => (format!("`{key}` in {} {message}", self.name), remedy),
        };
        self.file.error("criteria-file", value.span(), message, remedy);
    }

    pub fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        self.read(key, text)
    }

    pub fn number(&self, key: &'static str) -> Option<Spanned<f64>> {
        self.read(key, number)
    }

    pub fn boolean(&self, key: &'static str) -> Option<Spanned<bool>> {
        self.read(key, |value| value.as_bool().ok_or(Refusal::Type("true or false")))
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<Spanned<T>> {
        self.read(key, |value| choose(value, words))
    }

    /// A table below this one.
    pub fn table(&self, key: &'static str, name: &str) -> Option<TableReader<'a>> {
        let value = self.value(key)?;
        if let Some(table) = value.get_ref().as_table() {
            return Some(TableReader::new(self.file, table, value.span(), name));
        }
        self.refuse(key, value, Refusal::Type("a table"));
        None
    }

    /// The tables of an array of tables (`[[key]]`).
    pub fn tables(&self, key: &'static str, name: &str) -> Vec<TableReader<'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.refuse(key, value, Refusal::Type("a list of tables, each headed by its name in double brackets"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for (index, item) in array.iter().enumerate() {
            if let Some(table) = item.get_ref().as_table() {
                found.push(TableReader::new(self.file, table, item.span(), format!("{name} number {}", index + 1)));
            } else {
                self.refuse(key, item, Refusal::Type("a table"));
            }
        }
        found
    }

    /// Every key of the table with its value, in file order: for tables whose keys are names.
    pub fn entries(&self) -> Vec<(Spanned<String>, &'a Spanned<DeValue<'a>>)> {
        let mut found: Vec<_> =
            self.table.iter().map(|(key, value)| (Spanned::new(key.span(), key.get_ref().to_string()), value)).collect();
        found.sort_by_key(|(key, _)| key.span().start);
        found
    }

    /// An error about the table as a whole, such as a key it lacks.
    pub fn lacks(&self, message: &str, remedy: impl Into<Box<str>>) {
        self.file.error("criteria-file", self.span.clone(), format!("{} {message}", self.name), remedy);
    }

    /// Reports the keys that were never asked for.
    pub fn finish(&self) {
        let mut known: Vec<&str> = Vec::new();
        for key in self.known.borrow().iter() {
            if !known.contains(key) {
                known.push(key);
            }
        }
        for (key, _) in self.entries() {
            let name = key.get_ref().as_str();
            if !known.contains(&name) {
                let message = format!("unknown key `{}` in {}", quote(name), self.name);
                self.file.error("unknown-key", key.span(), message, suggestion(name, known.iter().copied()));
            }
        }
    }
}

pub const NUMBER: &str = "a number";

#[must_use]
pub fn a_type(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

pub fn text(value: &DeValue<'_>) -> Converted<String> {
    value.as_str().map(str::to_owned).ok_or(Refusal::Type("a text in quotes"))
}

pub fn number(value: &DeValue<'_>) -> Converted<f64> {
    let read = match value {
        DeValue::Integer(integer) => {
            i64::from_str_radix(integer.as_str(), integer.radix()).map_err(|_| too_large())?.to_string().parse()
        }
        DeValue::Float(float) => float.as_str().parse::<f64>(),
        _ => return Err(Refusal::Type(NUMBER)),
    };
    match read {
        Ok(figure) if figure.is_finite() => Ok(figure),
        Ok(_) if value.as_float().is_some_and(|float| float.as_str().contains(['i', 'n'])) => {
            Err(Refusal::Value("must be finite, not inf or nan".to_owned(), "write a figure".to_owned()))
        }
        _ => Err(too_large()),
    }
}

fn too_large() -> Refusal {
    Refusal::Value("is too large a number".to_owned(), "write a smaller figure".to_owned())
}

pub fn not_negative(value: &DeValue<'_>) -> Converted<f64> {
    let figure = number(value)?;
    if figure < 0.0 {
        return Err(Refusal::Value("must not be negative".to_owned(), "write 0 or more".to_owned()));
    }
    Ok(figure)
}

pub fn choose<T: Copy>(value: &DeValue<'_>, words: &[(&'static str, T)]) -> Converted<T> {
    let names = || words.iter().map(|(word, _)| *word);
    let listed = names().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" or ");
    let Some(found) = value.as_str() else {
        return Err(Refusal::Value(format!("must be {listed}, not {}", a_type(value)), format!("write {listed}")));
    };
    words
        .iter()
        .find(|(word, _)| *word == found)
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| Refusal::Value(format!("must be {listed}, not \"{}\"", quote(found)), suggestion(found, names())))
}

/// A list, each item converted.
pub fn list<'a, T>(value: &'a DeValue<'a>, convert: impl Fn(&'a DeValue<'a>) -> Converted<T>) -> Converted<Vec<T>> {
    let array = value.as_array().ok_or(Refusal::Type("a list in [ ]"))?;
    let item = |item: &'a Spanned<DeValue<'a>>| {
        convert(item.get_ref()).map_err(|refusal| match refusal {
            Refusal::Type(wanted) => {
                let message = format!("must be a list whose items are each {wanted}, not {}", a_type(item.get_ref()));
                Refusal::Value(message, format!("write each item as {wanted}"))
            }
            value @ Refusal::Value(..) => value,
        })
    };
    array.iter().map(item).collect()
}

/// Two numbers in a list.
pub fn pair(value: &DeValue<'_>) -> Converted<(f64, f64)> {
    match list(value, number)?[..] {
        [first, second] => Ok((first, second)),
        _ => Err(Refusal::Value("must be two numbers".to_owned(), "write [worst, best] or [x, value]".to_owned())),
    }
}
