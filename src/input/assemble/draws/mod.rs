//! Draws made elsewhere: figures by draw and intervention, weights by draw, checked against the data and the criteria.

mod figures;
mod weights;

use std::collections::HashMap;
use std::sync::Arc;

use super::Choices;
use super::columns::Columns;
use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote};
use crate::document::words;
use crate::input::criteria_file::CriteriaFile;
use crate::input::criteria_file::uncertainty::UncertaintyEntry;
use crate::input::number::{self, DecimalMark};
use crate::input::sheet::Sheet;
use crate::model::draws::{GivenColumn, GivenDraws};
use figures::Reader;

/// Names listed in one message.
const LISTED: usize = 5;

/// What the files of draws hold.
#[derive(Default)]
pub struct Draws {
    pub count: usize,
    pub columns: Vec<DrawnColumn>,
    weights: Option<Vec<Vec<f64>>>,
    /// A what-if in a column whose figures are drawn, by its id and column.
    pub overruled: Option<(String, String)>,
    /// The names of the draws.
    labels: Vec<String>,
    /// For each row of the data that any draw holds, which draws do.
    held: HashMap<usize, Vec<bool>>,
    /// The header of the figures, where findings about whole draws point.
    place: Option<Place>,
}

/// A column of the data with the figures of each row.
pub struct DrawnColumn {
    pub name: String,
    /// By row of the data; as many figures as draws.
    figures: HashMap<usize, Arc<[f64]>>,
}

/// Reads the files of draws that there are; fills blanks of the data that every draw fills, with the mean of the draws.
///
/// What is wrong is among the findings.
pub fn read(
    file: &CriteriaFile,
    sheet: &mut Sheet,
    columns: &Columns,
    tree: &Tree,
    choices: &Choices,
    findings: &mut Diagnostics,
) -> Draws {
    let mark = file.data.decimal.unwrap_or(DecimalMark::Point);
    let mut draws = Draws::default();
    if let Some(given) = &choices.performance_draws {
        let mut reader = Reader { given, mark, findings };
        reader.figures(file, sheet, columns, &mut draws);
        let is_set = |name: &str| {
            let column = sheet.column(name)?;
            let row = (0..sheet.rows.len()).find(|&row| sheet.is_replaced(row, column))?;
            Some((sheet.cell(row, columns.id).to_owned(), name.to_owned()))
        };
        draws.overruled = draws.columns.iter().find_map(|drawn| is_set(&drawn.name));
        if !findings.has_errors() {
            draws.fill_blanks(sheet, mark, findings);
            draws.say_what_is_not_drawn(file, findings);
        }
    }
    if let Some(given) = &choices.weight_draws {
        Reader { given, mark, findings }.weights(file, tree, choices.performance_draws.is_some(), &mut draws);
    }
    draws
}

impl Draws {
    /// Puts the mean of the draws where the data have a blank and every draw a figure.
    fn fill_blanks(&self, sheet: &mut Sheet, mark: DecimalMark, findings: &mut Diagnostics) {
        for drawn in &self.columns {
            let Some(column) = sheet.column(&drawn.name) else { continue };
            let mut filled = 0;
            for (&row, figures) in &drawn.figures {
                if !self.held[&row].iter().all(|held| *held) || !matches!(number::parse(sheet.cell(row, column), mark), Ok(None))
                {
                    continue;
                }
                #[allow(clippy::cast_precision_loss)] // a count of draws
                let mean = figures.iter().sum::<f64>() / figures.len() as f64;
                let text = mean.to_string();
                sheet.replace(row, column, &if mark == DecimalMark::Comma { text.replace('.', ",") } else { text });
                filled += 1;
            }
            if filled > 0 {
                let message = format!(
                    "column `{}`: {} missing in the data; the base case has the mean of the draws",
                    quote(&drawn.name),
                    words::count(filled, "figure")
                );
                findings.push(Diagnostic::note("draws", message).at(sheet.header_place(column)));
            }
        }
    }

    /// Columns that the criteria file calls uncertain and the draws leave out.
    fn say_what_is_not_drawn(&self, file: &CriteriaFile, findings: &mut Diagnostics) {
        let is_drawn = |name: &String| self.columns.iter().any(|drawn| drawn.name == *name);
        let is_read = |name: &String| figures::weighed_columns(file).any(|read| read == name);
        let counts = |entry: &&UncertaintyEntry| is_read(entry.column.get_ref()) && !is_drawn(entry.column.get_ref());
        let mut left: Vec<_> = file.uncertainty.iter().filter(counts).collect();
        left.sort_by_key(|entry| entry.column.span().start);
        let Some(first) = left.first() else { return };
        let names: Vec<_> = left.iter().map(|entry| format!("`{}`", quote(entry.column.get_ref()))).collect();
        let message = format!("uncertain, but not among the draws: {}", words::first_few(&names, LISTED));
        let place = Place::new(&file.source, first.column.span());
        let remedy = "these keep the data's figures in every draw; add their columns to the draws";
        findings.push(Diagnostic::warning("not-drawn", message).at(Some(place)).remedy(remedy));
    }

    /// Whether figures are among the draws.
    #[must_use]
    pub fn have_figures(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Reports every draw that lacks an intervention.
    ///
    /// - `rows`: those of the data that are analysed
    pub fn check_complete(&self, rows: &[usize], id: usize, sheet: &Sheet, findings: &mut Diagnostics) {
        for &row in rows.iter().filter(|_| self.have_figures()) {
            let held = self.held.get(&row);
            let is_held = |draw: usize| held.is_some_and(|held| held[draw]);
            let missing: Vec<_> = (0..self.count).filter(|&draw| !is_held(draw)).map(|draw| self.labels[draw].clone()).collect();
            if !missing.is_empty() {
                let draws = if missing.len() == 1 { "draw" } else { "draws" };
                let which = if missing.len() == self.count {
                    "every draw".to_owned()
                } else {
                    format!("{draws} {}", words::first_few(&missing, LISTED))
                };
                let message = format!("`{}` is absent from {which}", quote(sheet.cell(row, id)));
                let error = Diagnostic::error("draws", message).at(self.place.clone());
                findings.push(error.remedy("every draw has a row for every intervention that is analysed"));
            }
        }
    }

    /// The draws of some rows of the data.
    #[must_use]
    pub fn of_rows(&self, rows: &[usize]) -> Option<GivenDraws> {
        let column = |drawn: &DrawnColumn| {
            let figures = rows.iter().map(|row| drawn.figures.get(row).map(Arc::clone)).collect::<Option<Vec<_>>>()?;
            Some(GivenColumn { column: drawn.name.as_str().into(), figures })
        };
        let columns = self.columns.iter().map(column).collect::<Option<Vec<_>>>()?;
        (self.count > 0).then(|| GivenDraws { count: self.count, columns, weights: self.weights.clone() })
    }
}
