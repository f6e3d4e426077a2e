//! Cells to numbers, a column at a time and each column once, with every form and fault reported.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Diagnostics, quote};
use crate::document::{figure, words};
use crate::input::number::{self, DecimalMark, Form};
use crate::input::sheet::Sheet;

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell {
    Number(f64),
    Missing,
    /// No number; already reported.
    Bad,
}

impl Cell {
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number(figure) => Some(figure),
            Self::Missing | Self::Bad => None,
        }
    }
}

pub struct Cells<'a> {
    pub sheet: &'a Sheet,
    /// The sheet's rows that are analysed.
    pub rows: Vec<usize>,
    pub findings: &'a mut Diagnostics,
    mark: DecimalMark,
    read: HashMap<usize, Rc<[Cell]>>,
    /// Columns whose first data row holds a text where a number should be.
    odd_first_row: Vec<usize>,
}

impl<'a> Cells<'a> {
    pub fn new(sheet: &'a Sheet, rows: Vec<usize>, mark: Option<DecimalMark>, findings: &'a mut Diagnostics) -> Self {
        let mark = mark.unwrap_or(DecimalMark::Point);
        Self { sheet, rows, findings, mark, read: HashMap::new(), odd_first_row: Vec::new() }
    }

    /// The numbers of a column, one for each analysed row.
    pub fn column(&mut self, column: usize) -> Rc<[Cell]> {
        if let Some(read) = self.read.get(&column) {
            return Rc::clone(read);
        }
        let cells: Rc<[Cell]> = self.read_column(column).into();
        self.read.insert(column, Rc::clone(&cells));
        cells
    }

    fn read_column(&mut self, column: usize) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(self.rows.len());
        let mut written: Vec<(Form, usize, f64)> = Vec::new();
        for &row in &self.rows {
            match number::parse(self.sheet.cell(row, column), self.mark) {
                Ok(Some(number)) => {
                    written.extend(number.forms.iter().map(|&form| (form, row, number.value)));
                    cells.push(Cell::Number(number.value));
                }
                Ok(None) => cells.push(Cell::Missing),
                Err(problem) => {
                    let sheet = self.sheet;
                    self.findings.push_error(sheet.source().name(), || error(sheet, row, column, &problem.what, problem.remedy));
                    if row == 0 {
                        self.odd_first_row.push(column);
                    }
                    cells.push(Cell::Bad);
                }
            }
        }
        self.check_percentages(column, &mut cells, &written);
        self.note_forms(column, &written);
        cells
    }

    /// A percentage among plain numbers is either one or the other: refused. A whole column of them is plain.
    fn check_percentages(&mut self, column: usize, cells: &mut [Cell], written: &[(Form, usize, f64)]) {
        let percent: HashSet<_> = written.iter().filter(|(form, ..)| *form == Form::Percent).map(|(_, row, _)| *row).collect();
        let numbers = cells.iter().filter(|cell| matches!(cell, Cell::Number(_))).count();
        if percent.is_empty() || percent.len() == numbers {
            return;
        }
        let few_are_percent = percent.len() * 2 <= numbers;
        for (cell, &row) in cells.iter_mut().zip(&self.rows) {
            if matches!(cell, Cell::Number(_)) && percent.contains(&row) == few_are_percent {
                *cell = Cell::Bad;
                let sheet = self.sheet;
                let (what, remedy) = if few_are_percent {
                    ("is a percentage in a column of plain numbers", "write all figures of the column in one way")
                } else {
                    ("is a plain number in a column of percentages", "write all figures of the column in one way")
                };
                self.findings.push_error(sheet.source().name(), || error(sheet, row, column, what, remedy.to_owned()));
            }
        }
    }

    fn note_forms(&mut self, column: usize, written: &[(Form, usize, f64)]) {
        let name = quote(&self.sheet.headers()[column]);
        for (form, plural) in [
            (Form::Thousands, "with thousands separators"),
            (Form::Pounds, "with a pound sign"),
            (Form::Brackets, "in brackets (negative)"),
            (Form::Percent, "with a per cent sign"),
        ] {
            let found: Vec<_> = written.iter().filter(|(found, ..)| *found == form).collect();
            if let Some((_, row, value)) = found.first() {
                let text = quote(self.sheet.cell(*row, column).trim());
                let message = format!(
                    "column `{name}`: {} {plural}; first on line {}: `{text}` read as {}",
                    words::count(found.len(), "figure"),
                    self.sheet.rows[*row].line,
                    figure::plain(*value)
                );
                self.findings.push(Diagnostic::note("number-form", message).at(self.sheet.place(*row, column)));
            }
        }
    }

    /// A what-if whose figure cannot be read, as a fault of the command line.
    pub fn unreadable_what_if(&self) -> Option<String> {
        let bad = |(&column, cells): (&usize, &Rc<[Cell]>)| {
            let row = self
                .rows
                .iter()
                .zip(cells.iter())
                .find(|(row, cell)| **cell == Cell::Bad && self.sheet.is_replaced(**row, column));
            row.map(|(&row, _)| {
                format!(
                    "--set: `{}` in column `{}` is no figure",
                    quote(self.sheet.cell(row, column)),
                    quote(&self.sheet.headers()[column])
                )
            })
        };
        self.read.iter().filter_map(bad).min()
    }

    /// A first row with text in several number columns is a second header.
    pub fn finish(self) {
        if let [_, _, ..] = self.odd_first_row[..] {
            let names: Vec<_> =
                self.odd_first_row.iter().map(|&column| format!("`{}`", quote(&self.sheet.headers()[column]))).collect();
            let message = format!(
                "line {} looks like a second header or a row of units: no figures in {}",
                self.sheet.rows[0].line,
                words::first_few(&names, 5)
            );
            let place = self.sheet.place(0, 0);
            self.findings.push(
                Diagnostic::error("units-row", message).at(place).remedy("remove the line; units belong into the criteria file"),
            );
        }
    }
}

/// The error of one cell: what stands there, in which column, and what to do.
pub fn error(sheet: &Sheet, row: usize, column: usize, what: &str, remedy: String) -> Diagnostic {
    let name = quote(&sheet.headers()[column]);
    let text = sheet.cell(row, column).trim();
    let origin = if sheet.is_replaced(row, column) { " (from --set)" } else { "" };
    let stands = if text.is_empty() { "an empty cell".to_owned() } else { format!("`{}`", quote(text)) };
    let place = sheet.place(row, column).filter(|_| !sheet.is_replaced(row, column));
    Diagnostic::error("number", format!("{stands}{origin} in column `{name}` {what}"))
        .at(place)
        .label(format!("column `{name}`"))
        .remedy(remedy)
}
