//! Relations that no plan can keep: interventions that need one another in a circle, and mandates that exclude each other.

use super::super::columns::Columns;
use super::relations::Relations;
use crate::diagnostic::{Diagnostic, Diagnostics, quote};
use crate::document::words;
use crate::input::sheet::Sheet;

/// Steps of a chain, and rows of a label, that a message shows.
const SHOWN: usize = 8;

/// Reports every circle of prerequisites, and every label that two mandated rows share.
pub fn check(relations: &Relations, sheet: &Sheet, columns: &Columns, findings: &mut Diagnostics) {
    let rows = Rows { sheet, id: columns.id };
    if let Some(column) = columns.portfolio.requires {
        for circle in circles(&relations.requires) {
            findings.push_error(sheet.source().name(), || rows.circle(&circle, column));
        }
    }
    if let (Some(mandated), Some(exclusive)) = (columns.portfolio.mandated, columns.portfolio.exclusive) {
        let reached = reach(relations);
        for (label, sharing) in shared(relations, &reached) {
            let name = &relations.labels[label];
            findings.push_error(sheet.source().name(), || rows.conflict(name, &sharing, &reached, (mandated, exclusive)));
        }
    }
}

/// How a row comes to be funded whatever else is: by its own mandate, or because another such row needs it.
#[derive(Clone, Copy, PartialEq)]
enum Reached {
    No,
    Mandated,
    NeededBy(usize),
}

/// Every row that is mandated or a prerequisite of one, however far.
fn reach(relations: &Relations) -> Vec<Reached> {
    let mandate = |mandated: &bool| if *mandated { Reached::Mandated } else { Reached::No };
    let mut reached: Vec<_> = relations.mandated.iter().map(mandate).collect();
    let mut open: Vec<_> = (0..reached.len()).filter(|&row| relations.mandated[row]).collect();
    let mut next = 0;
    while let Some(&row) = open.get(next) {
        for &needed in &relations.requires[row] {
            if reached[needed] == Reached::No {
                reached[needed] = Reached::NeededBy(row);
                open.push(needed);
            }
        }
        next += 1;
    }
    reached
}

/// The labels that several reached rows carry, with these rows.
fn shared(relations: &Relations, reached: &[Reached]) -> Vec<(usize, Vec<usize>)> {
    let mut carriers = vec![Vec::new(); relations.labels.len()];
    for row in (0..reached.len()).filter(|&row| reached[row] != Reached::No) {
        for &label in &relations.labels_of[row] {
            carriers[label].push(row);
        }
    }
    carriers.into_iter().enumerate().filter(|(_, rows)| rows.len() > 1).collect()
}

/// The circles of prerequisites, each once, from its first row in the data on.
fn circles(requires: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut done = vec![false; requires.len()];
    let mut depth = vec![usize::MAX; requires.len()];
    let mut found = Vec::new();
    for start in 0..requires.len() {
        // The path from `start`: a row, and how many of its prerequisites were followed.
        let mut path: Vec<(usize, usize)> = Vec::new();
        if !done[start] {
            depth[start] = 0;
            path.push((start, 0));
        }
        while let Some(last) = path.last_mut() {
            let row = last.0;
            let next = requires[row].get(last.1).copied();
            last.1 += 1;
            match next {
                None => {
                    done[row] = true;
                    depth[row] = usize::MAX;
                    path.pop();
                }
                Some(next) if depth[next] != usize::MAX => {
                    found.push(from_first(path[depth[next]..].iter().map(|(row, _)| *row).collect()));
                }
                Some(next) if !done[next] => {
                    depth[next] = path.len();
                    path.push((next, 0));
                }
                Some(_) => {}
            }
        }
    }
    found
}

fn from_first(mut circle: Vec<usize>) -> Vec<usize> {
    let first = (0..circle.len()).min_by_key(|&at| circle[at]).unwrap_or(0);
    circle.rotate_left(first);
    circle
}

struct Rows<'a> {
    sheet: &'a Sheet,
    id: usize,
}

impl Rows<'_> {
    fn name(&self, row: usize) -> String {
        format!("`{}`", quote(self.sheet.cell(row, self.id)))
    }

    fn name_and_line(&self, row: usize) -> String {
        format!("{} (line {})", self.name(row), self.sheet.rows[row].line)
    }

    fn error(&self, code: &'static str, message: String, (row, column): (usize, usize)) -> Diagnostic {
        let place = self.sheet.place(row, column).filter(|_| !self.sheet.is_replaced(row, column));
        Diagnostic::error(code, message).at(place).label(format!("column `{}`", quote(&self.sheet.headers()[column])))
    }

    fn circle(&self, circle: &[usize], column: usize) -> Diagnostic {
        let mut chain: Vec<_> = circle.iter().take(SHOWN).map(|&row| self.name_and_line(row)).collect();
        if circle.len() > SHOWN {
            chain.push(format!("{} more", circle.len() - SHOWN));
        }
        let message = format!("interventions require one another in a circle: {} → {}", chain.join(" → "), self.name(circle[0]));
        self.error("requires-circle", message, (circle[0], column)).remedy("take one of them out of the cell before it")
    }

    fn conflict(&self, label: &str, sharing: &[usize], reached: &[Reached], (mandated, exclusive): (usize, usize)) -> Diagnostic {
        let mut rows: Vec<_> = sharing.iter().take(SHOWN).map(|&row| self.why(row, reached)).collect();
        if sharing.len() > SHOWN {
            rows.push(format!("{} more", sharing.len() - SHOWN));
        }
        let heading = quote(&self.sheet.headers()[exclusive]);
        let message = format!(
            "at most one of the label `{}` in column `{heading}` can be funded, but {} of them must be: {}",
            quote(label),
            sharing.len(),
            words::listed(rows)
        );
        let remedy = format!(
            "take the label or the mandate (column `{}`) off all but one of them",
            quote(&self.sheet.headers()[mandated])
        );
        self.error("mandates-exclude", message, (sharing[1], exclusive)).remedy(remedy)
    }

    /// A row that must be funded, with the chain from the mandate to it.
    fn why(&self, row: usize, reached: &[Reached]) -> String {
        let mut chain = Vec::new();
        let mut at = row;
        while let Reached::NeededBy(other) = reached[at] {
            chain.push(other);
            at = other;
        }
        let line = self.sheet.rows[row].line;
        match chain.split_last() {
            None => format!("{} (line {line}, mandated)", self.name(row)),
            Some((root, between)) => {
                let needs = between.iter().rev().take(SHOWN).map(|&row| format!("{}, which requires ", self.name(row)));
                format!(
                    "{} (line {line}: {} is mandated and requires {}it)",
                    self.name(row),
                    self.name_and_line(*root),
                    needs.collect::<String>()
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_found_once_from_its_first_row() {
        let requires = [vec![1], vec![2, 3], vec![1], vec![4], vec![5], vec![4], vec![]].map(|needed| needed);
        assert_eq!(circles(&requires), [vec![1, 2], vec![4, 5]]);
        assert!(circles(&[vec![1, 2], vec![3], vec![3], vec![]]).is_empty());
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let count = 200_000;
        let chain: Vec<Vec<usize>> = (0..count).map(|row| vec![(row + 1) % count]).collect();
        assert_eq!(circles(&chain).len(), 1);
    }
}
