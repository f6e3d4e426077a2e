//! The stakeholders' returns: their columns and groups; each row is read by `one_return`.

use std::collections::HashMap;

use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote, suggestion};
use crate::document::words;
use crate::input::criteria_file::CriteriaFile;
use crate::input::number::{self, DecimalMark, Form};
use crate::input::sheet::Sheet;
use crate::model::stakeholders::ReturnNote;
use crate::weighting::Node;
use crate::weighting::stakeholders::{Points, UNGROUPED};

/// Most points a return may give: beyond it something other than a swing was written.
const MOST_POINTS: f64 = 1000.0;

/// The returns that can be used.
pub struct Returns {
    pub people: Vec<PersonPoints>,
    /// Name and say, those declared first.
    pub groups: Vec<(String, f64)>,
    /// Rows, those set aside among them.
    pub read: usize,
    pub notes: Vec<ReturnNote>,
    /// The header, where findings about all returns point.
    pub place: Option<Place>,
}

/// One person's points.
pub struct PersonPoints {
    pub id: String,
    pub line: usize,
    pub place: Option<Place>,
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
    let mut reader = Reader {
        file,
        tree,
        sheet,
        columns,
        mark,
        findings,
        seen: HashMap::new(),
        alike: HashMap::new(),
        groupless: Vec::new(),
        notes: Vec::new(),
    };
    reader.say_what_is_left_alone();
    let declared = &file.stakeholders.groups;
    let mut groups: Vec<_> = declared.iter().map(|(name, say)| (name.get_ref().clone(), *say)).collect();
    let mut people = Vec::new();
    for row in 0..sheet.rows.len() {
        let found = reader.row(row);
        // A return that is set aside still says that its group was asked.
        let group = reader.group(row, &mut groups);
        let (line, place) = (sheet.rows[row].line, sheet.place(row, reader.columns.stakeholder));
        people.extend(found.map(|(id, points)| PersonPoints { id, line, place, group, points }));
    }
    reader.say_who_names_no_group(&groups);
    let (notes, place) = (reader.notes, sheet.header_place(0));
    let used: Vec<bool> = (0..groups.len()).map(|group| people.iter().any(|person| person.group == group)).collect();
    let any = used.contains(&true);
    for (index, (name, _)) in groups.iter().enumerate().filter(|(index, _)| any && !used[*index]) {
        let at = declared.get(index).map_or_else(|| place.clone(), |(name, _)| Some(Place::new(&file.source, name.span())));
        findings.push(without_voice(name, at));
    }
    say_which_groups_are_alike(&groups, place.as_ref(), findings);
    let says: f64 = groups.iter().zip(&used).filter(|(_, used)| **used).map(|((_, say), _)| say).sum();
    if people.is_empty() || says <= 0.0 {
        let why = if people.is_empty() { "no return can be used" } else { "no group with a return has any say" };
        let message = format!("{}: {why}", sheet.source().name());
        let error = Diagnostic::error("stakeholder-return", message).at(place);
        findings.push(error.remedy("correct the returns, or leave them out to use the swings of the criteria file"));
        return None;
    }
    Some(Returns { people, groups, read: sheet.rows.len(), notes, place })
}

/// Where the cells of a return stand.
pub struct Columns {
    pub stakeholder: usize,
    group: Option<usize>,
    /// The weighed criteria and groups with their columns.
    pub nodes: Vec<(Node, usize)>,
    /// Other columns of figures that may be points for criteria that are not weighed here.
    pub others: Vec<usize>,
}

impl Columns {
    fn find(file: &CriteriaFile, tree: &Tree, sheet: &Sheet, findings: &mut Diagnostics) -> Option<Self> {
        let name = sheet.source().name();
        let mut lacks = |column: &str, what: &str, called: Option<&str>| {
            let message = format!("{name} has no column `{column}`, {what}");
            let remedy = match called.filter(|called| sheet.column(called).is_some()) {
                Some(called) => format!("columns go by ids: head `{}` with `{column}`", quote(called)),
                None => sheet.column_remedy(column),
            };
            findings.push(Diagnostic::error("unknown-column", message).at(sheet.header_place(0)).remedy(remedy));
        };
        let stakeholder = sheet.column("stakeholder");
        if stakeholder.is_none() {
            lacks("stakeholder", "the id of whoever made the return", None);
        }
        let mut nodes = Vec::new();
        for node in tree.sets.iter().flat_map(|set| &set.nodes) {
            let id = tree.id(file, *node).get_ref();
            match sheet.column(id) {
                Some(column) => nodes.push((*node, column)),
                None => lacks(id, &format!("the swing points of {}", tree.called(file, *node)), tree.name(file, *node)),
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

/// The doubt about a group of which no return counts.
pub fn without_voice(group: &str, at: Option<Place>) -> Diagnostic {
    let message = format!("no usable return comes from group \"{}\": its say goes to the others", quote(group));
    let doubt = Diagnostic::warning("empty-stakeholder-group", message).at(at);
    doubt.remedy("ask the group again, or say in the paper that it has no voice")
}

/// Groups that differ only in case or inner spaces get a say each where one was meant.
fn say_which_groups_are_alike(groups: &[(String, f64)], place: Option<&Place>, findings: &mut Diagnostics) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (name, _) in groups {
        if let Some(first) = seen.insert(folded(name), name) {
            let message = format!("groups \"{}\" and \"{}\" of stakeholders count as two", quote(first), quote(name));
            let doubt = Diagnostic::warning("similar-values", message).at(place.cloned());
            findings.push(doubt.remedy("write them in one way if they mean the same: each group has a say of its own"));
        }
    }
}

/// A text as people tell names apart: without case and extra spaces.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

pub struct Reader<'a> {
    file: &'a CriteriaFile,
    pub tree: &'a Tree,
    pub sheet: &'a Sheet,
    pub columns: Columns,
    mark: DecimalMark,
    pub findings: &'a mut Diagnostics,
    /// The line of every id, and the ids as people tell them apart.
    pub seen: HashMap<String, usize>,
    pub alike: HashMap<String, String>,
    /// Rows that name no group.
    groupless: Vec<usize>,
    notes: Vec<ReturnNote>,
}

impl Reader<'_> {
    pub fn header(&self, column: usize) -> String {
        format!("`{}`", quote(&self.sheet.headers()[column]))
    }

    fn say_what_is_left_alone(&mut self) {
        let near = |column: &&usize| self.sheet.headers()[**column].trim().eq_ignore_ascii_case("group");
        if let Some(&column) = self.columns.others.iter().find(near).filter(|_| self.columns.group.is_none()) {
            let message = format!("column {} is not read, so that all people are one group", self.header(column));
            let doubt = Diagnostic::warning("stakeholder-return", message).at(self.sheet.header_place(column));
            self.findings.push(doubt.remedy("did you mean `group`? Headings are compared letter for letter"));
        }
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
    ///
    /// # Errors
    /// Why there are none, and what to do.
    pub fn points(&self, row: usize, column: usize) -> Result<Option<f64>, (String, String)> {
        let refuse = |why: &str| Err((why.to_owned(), "ask the person again".to_owned()));
        match number::parse(self.sheet.cell(row, column), self.mark) {
            Ok(None) => Ok(None),
            Ok(Some(number)) if number.forms.contains(&Form::Pounds) => refuse("is money, not points"),
            Ok(Some(number)) if number.forms.contains(&Form::Percent) => refuse("is a percentage, not points"),
            Ok(Some(number)) if number.value < 0.0 => refuse("is negative"),
            Ok(Some(number)) if number.value > MOST_POINTS => refuse("is over 1,000"),
            Ok(Some(number)) => Ok(Some(number.value)),
            Err(problem) => Err((problem.what, problem.remedy)),
        }
    }

    /// A finding about a return, said once for people and once for the result.
    pub fn note(&mut self, row: usize, column: usize, finding: String, treatment: &str, remedy: &str) {
        let id = self.sheet.cell(row, self.columns.stakeholder).trim().to_owned();
        let line = self.sheet.rows[row].line;
        let who = if id.is_empty() { format!("line {line}") } else { format!("{} (line {line})", quote(&id)) };
        let message = format!("{who}: {finding}: {treatment}");
        let place = self.sheet.place(row, column);
        self.findings.push(Diagnostic::warning("stakeholder-return", message).at(place).remedy(remedy));
        self.notes.push(ReturnNote { stakeholder: id, line, finding, treatment: treatment.to_owned() });
    }

    /// People without a group beside people with one are a group of their own, with a say.
    fn say_who_names_no_group(&mut self, groups: &[(String, f64)]) {
        let (Some(&first), Some(column)) = (self.groupless.first(), self.columns.group) else { return };
        if groups.len() < 2 {
            return;
        }
        let lines: Vec<_> = self.groupless.iter().map(|&row| self.sheet.rows[row].line.to_string()).collect();
        let message = format!(
            "no group is named on line {}: counted as group \"{UNGROUPED}\", with a say of its own",
            words::first_few(&lines, 5)
        );
        let doubt = Diagnostic::warning("stakeholder-return", message).at(self.sheet.place(first, column));
        self.findings.push(doubt.remedy("name the group of each person"));
    }

    /// The group of a return; one that is not declared among declared ones is an error.
    fn group(&mut self, row: usize, groups: &mut Vec<(String, f64)>) -> usize {
        let cell = self.columns.group.map_or("", |column| self.sheet.cell(row, column).trim());
        let name = if cell.is_empty() { UNGROUPED } else { cell };
        if cell.is_empty() && self.columns.group.is_some() {
            self.groupless.push(row);
        }
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
