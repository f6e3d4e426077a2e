//! One stakeholder's return: its cells checked, what is odd about it said, and what was done with it.

use super::ids::is_total;
use super::returns::{Reader, folded};
use crate::diagnostic::{Diagnostic, quote};
use crate::document::{figure, words};
use crate::weighting::stakeholders::{Points, weights_of};
use crate::weighting::{Node, SiblingSet};

const TOP: f64 = 100.0;
const ASK: &str = "ask the person again";
const SET_ASIDE: &str = "the return is set aside";

/// What a person wrote.
struct Answers {
    points: Points,
    given: Vec<Given>,
    /// Nodes and their columns.
    blank: Vec<(Node, usize)>,
    faults: Vec<Fault>,
}

#[derive(Clone, Copy)]
struct Given {
    node: Node,
    column: usize,
    figure: f64,
}

struct Fault {
    column: usize,
    what: String,
    remedy: String,
}

impl Answers {
    fn within<'a>(&'a self, set: &'a SiblingSet) -> Vec<Given> {
        self.given.iter().copied().filter(|given| set.nodes.contains(&given.node)).collect()
    }
}

fn largest(given: &[Given]) -> f64 {
    given.iter().map(|given| given.figure).fold(0.0, f64::max)
}

impl Reader<'_> {
    /// The id and points of a return, unless it is set aside.
    pub fn row(&mut self, row: usize) -> Option<(String, Points)> {
        let id = self.id(row)?;
        let answers = self.answers(row);
        if let Some((column, finding, remedy)) = self.unusable(&answers) {
            self.note(row, column, finding, SET_ASIDE, &remedy);
            return None;
        }
        self.say_what_is_blank(row, &answers);
        for at in 0..self.tree.sets.len() {
            self.say_what_is_odd(row, at, &answers);
        }
        Some((id, answers.points))
    }

    /// An id that nobody before has.
    fn id(&mut self, row: usize) -> Option<String> {
        let own = self.columns.stakeholder;
        let id = self.sheet.cell(row, own).trim().to_owned();
        let line = self.sheet.rows[row].line;
        if id.is_empty() {
            self.note(row, own, "no id in column `stakeholder`".to_owned(), SET_ASIDE, "give each person an id of their own");
            return None;
        }
        if is_total(&id) {
            let finding = "the line looks like a total, not a person".to_owned();
            self.note(row, own, finding, SET_ASIDE, "remove the line, or give the person an id that is no total");
            return None;
        }
        if let Some(first) = self.seen.get(&id) {
            let finding = format!("the id stands on line {first} and line {line}");
            self.note(row, own, finding, "the second return is set aside", "keep one, or give each person an id of their own");
            return None;
        }
        self.seen.insert(id.clone(), line);
        if let Some(first) = self.alike.insert(folded(&id), id.clone()) {
            let message = format!("stakeholders `{}` and `{}` differ only in case or spaces", quote(&first), quote(&id));
            let doubt = Diagnostic::warning("similar-ids", message).at(self.sheet.place(row, own));
            self.findings.push(doubt.remedy("make sure that they are two people"));
        }
        Some(id)
    }

    fn answers(&self, row: usize) -> Answers {
        let points = Points { criteria: vec![None; self.tree.weighed.len()], groups: vec![None; self.tree.groups.len()] };
        let mut answers = Answers { points, given: Vec::new(), blank: Vec::new(), faults: Vec::new() };
        for &(node, column) in &self.columns.nodes {
            match self.points(row, column) {
                Ok(found) => {
                    match found {
                        // What has no sibling needs no points.
                        None if self.is_alone(node) => {}
                        None => answers.blank.push((node, column)),
                        Some(figure) => answers.given.push(Given { node, column, figure }),
                    }
                    match node {
                        Node::Criterion(leaf) => answers.points.criteria[leaf] = found,
                        Node::Group(group) => answers.points.groups[group] = found,
                    }
                }
                Err((why, remedy)) => {
                    let stands = quote(self.sheet.cell(row, column).trim());
                    let what = format!("`{stands}` in column {} {why}", self.header(column));
                    answers.faults.push(Fault { column, what, remedy });
                }
            }
        }
        answers
    }

    /// Why a return cannot be used: the column, what was found, and what to do.
    fn unusable(&self, answers: &Answers) -> Option<(usize, String, String)> {
        if let Some(first) = answers.faults.first() {
            let faults: Vec<_> = answers.faults.iter().map(|fault| fault.what.clone()).collect();
            let top = largest(&answers.given);
            let over =
                if top > TOP { format!(" (and the largest figure is {}, not 100)", figure::plain(top)) } else { String::new() };
            return Some((first.column, format!("{}{over}", faults.join(", and ")), first.remedy.clone()));
        }
        let Some(first) = answers.given.first() else {
            return Some((self.columns.stakeholder, "nothing was answered".to_owned(), ASK.to_owned()));
        };
        let zero = weights_of(&answers.points, &self.tree.sets).err()?;
        let of = self.within(zero.parent);
        Some((first.column, format!("all points{of} are 0"), ASK.to_owned()))
    }

    fn is_alone(&self, node: Node) -> bool {
        self.tree.sets.iter().any(|set| set.nodes == [node])
    }

    fn within(&self, parent: Option<usize>) -> String {
        parent.map_or(String::new(), |group| format!(" in group `{}`", self.tree.groups[group].id))
    }

    /// Whether a group above was left blank, so that what stands below it cannot count.
    fn hangs_in_the_air(&self, parent: Option<usize>, answers: &Answers) -> bool {
        let mut at = parent;
        while let Some(group) = at {
            if answers.blank.iter().any(|(node, _)| *node == Node::Group(group)) {
                return true;
            }
            at = self.tree.groups[group].parent;
        }
        false
    }

    fn say_what_is_blank(&mut self, row: usize, answers: &Answers) {
        let Some((_, first)) = answers.blank.first() else { return };
        let names: Vec<_> = answers.blank.iter().map(|(_, column)| self.header(*column)).collect();
        let finding = format!("nothing in {}", words::first_few(&names, 8));
        let treatment = "weighed over what was answered; there the group's mean is taken over the others";
        self.note(row, *first, finding, treatment, "ask the person for what is missing");
    }

    /// What is odd about the points that are weighed against one another.
    fn say_what_is_odd(&mut self, row: usize, at: usize, answers: &Answers) {
        let set = &self.tree.sets[at];
        let (parent, alone) = (set.parent, set.nodes.len() < 2);
        let given = answers.within(set);
        let Some(first) = given.first().filter(|_| !alone) else { return };
        let within = self.within(parent);
        if self.hangs_in_the_air(parent, answers) {
            let finding = format!("points{within}, which was left blank itself");
            self.note(row, first.column, finding, "they count for nothing", "ask the person for the points of the group");
            return;
        }
        let (top, other) = self.largest_of_all(row, parent, largest(&given));
        if (top - TOP).abs() > 0.0 {
            let whose = other.map_or(String::new(), |column| format!(" ({}, not weighed here)", self.header(column)));
            let finding = format!("the largest figure{within} is {}{whose}, not 100", figure::plain(top));
            let column = given.iter().find(|given| (given.figure - top).abs() <= 0.0).map_or(first.column, |given| given.column);
            self.note(row, column, finding, "rescaled, which keeps the ratios", "check that the most valued swing was meant");
        }
        if given.len() > 1 && given.iter().all(|given| (given.figure - first.figure).abs() <= 0.0) {
            let finding = format!("every swing{within} has the same {} points", figure::plain(first.figure));
            self.note(
                row,
                first.column,
                finding,
                "kept as equal weights",
                "ask whether the person really values all swings alike",
            );
        }
    }

    /// The largest figure among siblings; at the top, also of criteria that are not weighed here: whoever gave one of them
    /// 100 did as asked.
    fn largest_of_all(&self, row: usize, parent: Option<usize>, top: f64) -> (f64, Option<usize>) {
        let elsewhere = self.columns.others.iter().filter(|_| parent.is_none());
        let figures = elsewhere.filter_map(|column| Some((self.points(row, *column).ok().flatten()?, *column)));
        figures
            .filter(|(figure, _)| *figure <= TOP.max(top))
            .fold((top, None), |best, (figure, column)| if figure > best.0 { (figure, Some(column)) } else { best })
    }
}
