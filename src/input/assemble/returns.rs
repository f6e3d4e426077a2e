//! The stakeholders' returns: every row checked, what is odd about it said, and what was done with it.

use std::collections::HashMap;

use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote, suggestion};
use crate::document::{figure, words};
use crate::input::criteria_file::CriteriaFile;
use crate::input::number::{self, DecimalMark, Form};
use crate::input::sheet::Sheet;
use crate::model::stakeholders::ReturnNote;
use crate::weighting::Node;
use crate::weighting::stakeholders::{Points, UNGROUPED, weights_of};

/// Most points a return may give: beyond it something other than a swing was written.
const MOST_POINTS: f64 = 1000.0;
const TOP: f64 = 100.0;

/// The returns that can be used.
pub struct Returns {
    pub people: Vec<PersonPoints>,
    /// Name and say, those declared first.
    pub groups: Vec<(String, f64)>,
    pub notes: Vec<ReturnNote>,
    /// The header, where findings about all returns point.
    pub place: Option<Place>,
}

/// One person's points.
pub struct PersonPoints {
    pub id: String,
    /// Index into the groups.
    pub group: usize,
    pub points: Points,
}

/// Reads the returns.
///
/// `None` where they cannot be used at all, which is then among the findings.
pub fn read(file: &CriteriaFile, tree: &Tree, sheet: &Sheet, findings: &mut Diagnostics) -> Option<Returns> {
    let columns = Columns::find(file, tree, sheet, findings)?;
    let mark = file.data.decimal.unwrap_or(DecimalMark::Point);
    let mut reader = Reader { file, tree, sheet, columns, mark, findings, seen: HashMap::new(), notes: Vec::new() };
    reader.say_what_is_left_alone();
    let declared = &file.stakeholders.groups;
    let mut groups: Vec<_> = declared.iter().map(|(name, say)| (name.get_ref().clone(), *say)).collect();
    let mut people = Vec::new();
    for row in 0..sheet.rows.len() {
        let Some((id, points)) = reader.row(row) else { continue };
        let group = reader.group(row, &mut groups);
        people.push(PersonPoints { id, group, points });
    }
    let (notes, place) = (reader.notes, sheet.header_place(0));
    let used: Vec<bool> = (0..groups.len()).map(|group| people.iter().any(|person| person.group == group)).collect();
    for ((name, _), used) in declared.iter().zip(&used) {
        if !used {
            let message = format!("no return comes from group \"{}\": its say goes to the others", quote(name.get_ref()));
            let finding = Diagnostic::warning("empty-stakeholder-group", message).at(Some(Place::new(&file.source, name.span())));
            findings.push(finding.remedy("ask the group, or take it out of [stakeholders.groups]"));
        }
    }
    let says: f64 = groups.iter().zip(&used).filter(|(_, used)| **used).map(|((_, say), _)| say).sum();
    if people.is_empty() || says <= 0.0 {
        let why = if people.is_empty() { "no return can be used" } else { "no group with a return has any say" };
        let message = format!("{}: {why}", sheet.source().name());
        let error = Diagnostic::error("stakeholder-return", message).at(place);
        findings.push(error.remedy("correct the returns, or leave them out to use the swings of the criteria file"));
        return None;
    }
    Some(Returns { people, groups, notes, place })
}

/// Where the cells of a return stand.
struct Columns {
    stakeholder: usize,
    group: Option<usize>,
    /// The weighed criteria and groups with their columns.
    nodes: Vec<(Node, usize)>,
    /// Other columns of figures that may be points for criteria that are not weighed here.
    others: Vec<usize>,
}

impl Columns {
    fn find(file: &CriteriaFile, tree: &Tree, sheet: &Sheet, findings: &mut Diagnostics) -> Option<Self> {
        let name = sheet.source().name();
        let mut lacks = |column: &str, what: &str| {
            let message = format!("{name} has no column `{column}`, {what}");
            let remedy = sheet.column_remedy(column);
            findings.push(Diagnostic::error("unknown-column", message).at(sheet.header_place(0)).remedy(remedy));
        };
        let stakeholder = sheet.column("stakeholder");
        if stakeholder.is_none() {
            lacks("stakeholder", "the id of whoever made the return");
        }
        let mut nodes = Vec::new();
        for node in tree.sets.iter().flat_map(|set| &set.nodes) {
            let id = tree.id(file, *node).get_ref();
            match sheet.column(id) {
                Some(column) => nodes.push((*node, column)),
                None => lacks(id, &format!("the swing points of {}", tree.called(file, *node))),
            }
        }
        nodes.sort_unstable();
        let group = sheet.column("group");
        let read = |column: &usize| {
            Some(*column) == stakeholder || Some(*column) == group || nodes.iter().any(|(_, known)| known == column)
        };
        let others = (0..sheet.headers().len()).filter(|column| !read(column)).collect();
        let complete = !findings.has_errors();
        stakeholder.filter(|_| complete).map(|stakeholder| Self { stakeholder, group, nodes, others })
    }
}

struct Reader<'a> {
    file: &'a CriteriaFile,
    tree: &'a Tree,
    sheet: &'a Sheet,
    columns: Columns,
    mark: DecimalMark,
    findings: &'a mut Diagnostics,
    /// The line of every id.
    seen: HashMap<String, usize>,
    notes: Vec<ReturnNote>,
}

impl Reader<'_> {
    fn header(&self, column: usize) -> String {
        format!("`{}`", quote(&self.sheet.headers()[column]))
    }

    fn say_what_is_left_alone(&mut self) {
        let (figures, texts): (Vec<usize>, Vec<usize>) =
            self.columns.others.iter().partition(|column| self.holds_points(**column));
        let names = |columns: &[usize]| {
            let names: Vec<_> = columns.iter().map(|column| self.header(*column)).collect();
            (!names.is_empty()).then(|| words::first_few(&names, 8))
        };
        let name = self.sheet.source().name();
        let dropped = names(&figures).map(|names| format!("points in {names} are left out: no criterion of that id is weighed"));
        let ignored = names(&texts).map(|names| format!("left alone: {names}"));
        let said: Vec<_> = [dropped, ignored].into_iter().flatten().collect();
        if !said.is_empty() {
            let note = Diagnostic::note("columns-left-alone", format!("{name}: {}", said.join("; ")));
            self.findings.push(note.at(self.sheet.header_place(self.columns.others[0])));
        }
        self.columns.others = figures;
    }

    /// Whether most cells of a column could be points.
    fn holds_points(&self, column: usize) -> bool {
        let rows = 0..self.sheet.rows.len();
        let could_be = |row: &usize| self.points(*row, column).is_ok();
        2 * rows.clone().filter(could_be).count() > rows.len()
            && rows.clone().any(|row| matches!(self.points(row, column), Ok(Some(_))))
    }

    /// The points in a cell; `None` if it is blank.
    fn points(&self, row: usize, column: usize) -> Result<Option<f64>, &'static str> {
        match number::parse(self.sheet.cell(row, column), self.mark) {
            Ok(None) => Ok(None),
            Ok(Some(number)) if number.forms.contains(&Form::Pounds) => Err("is money, not points"),
            Ok(Some(number)) if number.value < 0.0 => Err("is negative"),
            Ok(Some(number)) if number.value > MOST_POINTS => Err("is over 1,000"),
            Ok(Some(number)) => Ok(Some(number.value)),
            Err(_) => Err("is not a number"),
        }
    }

    /// A finding about a return, said once for people and once for the result.
    fn note(&mut self, row: usize, column: usize, finding: String, treatment: &str, remedy: &str) {
        let id = self.sheet.cell(row, self.columns.stakeholder).trim().to_owned();
        let line = self.sheet.rows[row].line;
        let who = if id.is_empty() { format!("line {line}") } else { format!("{} (line {line})", quote(&id)) };
        let message = format!("{who}: {finding}: {treatment}");
        let place = self.sheet.place(row, column);
        self.findings.push(Diagnostic::warning("stakeholder-return", message).at(place).remedy(remedy));
        self.notes.push(ReturnNote { stakeholder: id, line, finding, treatment: treatment.to_owned() });
    }

    /// A return, unless it is set aside.
    fn row(&mut self, row: usize) -> Option<(String, Points)> {
        const ASK: &str = "ask the person again";
        const SET_ASIDE: &str = "the return is set aside";
        let own = self.columns.stakeholder;
        let id = self.sheet.cell(row, own).trim().to_owned();
        let line = self.sheet.rows[row].line;
        if id.is_empty() {
            self.note(row, own, "no id in column `stakeholder`".to_owned(), SET_ASIDE, "give each person an id of their own");
            return None;
        }
        if let Some(first) = self.seen.get(&id) {
            let finding = format!("the id stands on line {first} and line {line}");
            self.note(row, own, finding, "the second return is set aside", "keep one, or give each person an id of their own");
            return None;
        }
        self.seen.insert(id.clone(), line);
        let mut points = Points { criteria: vec![None; self.tree.weighed.len()], groups: vec![None; self.tree.groups.len()] };
        let mut faults = Vec::new();
        let mut first_fault = None;
        let mut blanks = Vec::new();
        let mut given = Vec::new();
        for &(node, column) in &self.columns.nodes {
            let header = self.header(column);
            match self.points(row, column) {
                Ok(found) => {
                    match found {
                        None => blanks.push((column, header)),
                        Some(figure) => given.push((column, figure, header)),
                    }
                    match node {
                        Node::Criterion(leaf) => points.criteria[leaf] = found,
                        Node::Group(group) => points.groups[group] = found,
                    }
                }
                Err(why) => {
                    faults.push(format!("`{}` in column {header} {why}", quote(self.sheet.cell(row, column).trim())));
                    first_fault.get_or_insert(column);
                }
            }
        }
        let top = given.iter().map(|(_, figure, _)| *figure).fold(0.0, f64::max);
        if let Some(column) = first_fault {
            let above = given.iter().filter(|(_, figure, _)| *figure > TOP);
            faults
                .extend(above.map(|(_, figure, header)| format!("`{}` in column {header} is over 100", figure::plain(*figure))));
            self.note(row, column, faults.join(", and "), SET_ASIDE, ASK);
            return None;
        }
        let first = given.first().map_or(own, |(column, ..)| *column);
        if given.is_empty() {
            self.note(row, own, "nothing was answered".to_owned(), SET_ASIDE, ASK);
            return None;
        }
        if let Err(zero) = weights_of(&points, &self.tree.sets) {
            let of = zero.parent.map_or(String::new(), |group| format!(" in group `{}`", self.tree.groups[group].id));
            self.note(row, first, format!("all points{of} are 0"), SET_ASIDE, ASK);
            return None;
        }
        self.odd_points(row, (first, top), &given, &blanks);
        Some((id, points))
    }

    /// What is odd about a return that is kept.
    fn odd_points(&mut self, row: usize, (first, top): (usize, f64), given: &[(usize, f64, String)], blanks: &[(usize, String)]) {
        let elsewhere = || self.columns.others.iter().filter_map(|column| self.points(row, *column).ok().flatten());
        let full_marks_elsewhere = top < TOP && elsewhere().any(|figure| (figure - TOP).abs() <= 0.0);
        if (top - TOP).abs() > 0.0 && !full_marks_elsewhere {
            let finding = format!("the largest figure is {}, not 100", figure::plain(top));
            let column = given.iter().find(|(_, figure, _)| (figure - top).abs() <= 0.0).map_or(first, |(column, ..)| *column);
            self.note(row, column, finding, "rescaled, which keeps the ratios", "check that the most valued swing was meant");
        }
        let same = given.iter().all(|(_, figure, _)| (figure - given[0].1).abs() <= 0.0);
        if same && given.len() > 1 {
            let finding = format!("every swing has the same {} points", figure::plain(given[0].1));
            self.note(row, first, finding, "kept as equal weights", "ask whether the person really values all swings alike");
        }
        if let Some((column, _)) = blanks.first() {
            let names: Vec<_> = blanks.iter().map(|(_, header)| header.clone()).collect();
            let finding = format!("nothing in {}", words::first_few(&names, 8));
            let treatment = "weighed over what was answered; there the group's mean is taken over the others";
            self.note(row, *column, finding, treatment, "ask the person for what is missing");
        }
    }

    /// The group of a return; one that is not declared among declared ones is an error.
    fn group(&mut self, row: usize, groups: &mut Vec<(String, f64)>) -> usize {
        let cell = self.columns.group.map_or("", |column| self.sheet.cell(row, column).trim());
        let name = if cell.is_empty() { UNGROUPED } else { cell };
        if let Some(known) = groups.iter().position(|(known, _)| known == name) {
            return known;
        }
        if !self.file.stakeholders.groups.is_empty() {
            let declared: Vec<_> = self.file.stakeholders.groups.iter().map(|(name, _)| name.get_ref().as_str()).collect();
            let message = format!("group \"{}\" has no say in [stakeholders.groups]", quote(name));
            let place = self.sheet.place(row, self.columns.group.unwrap_or(self.columns.stakeholder));
            let remedy = format!("declare it there, or correct the name: {}", suggestion(name, declared));
            self.findings.push_once(Diagnostic::error("unknown-stakeholder-group", message).at(place).remedy(remedy));
        }
        groups.push((name.to_owned(), 1.0));
        groups.len() - 1
    }
}
