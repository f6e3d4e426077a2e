//! What groups and people make of the weights, side by side.

use super::View;
use super::tables::{percent_of, shares};
use crate::analysis::weights::{PersonWeights, WeightsResult};
use crate::document::{Block, Cell, Column, RowHeight, Table, figure, key};
use crate::model::criterion::Criterion;
use crate::model::decision::Decision;
use crate::model::stakeholders::{Panel, ReturnNote, Spread, StakeholderGroup};
use crate::present::Medium;
use crate::present::columns::{abreast, label, numbers, prose, text};

/// Criteria side by side in one table.
const ABREAST: usize = 8;

pub fn blocks(blocks: &mut Vec<Block>, decision: &Decision, panel: &Panel, result: &WeightsResult, view: View) {
    let mut push = |heading: &str, tables: Vec<Table>| {
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.extend(tables.into_iter().map(Block::Table));
    };
    // Of few people these would tell what single ones answered.
    let is_open = !panel.spread.is_empty();
    if view.medium != Medium::Workbook {
        // Beside the groups that are shown, other pools would give away those that stand together.
        if is_open && panel.merged == 0 {
            push("Three ways to pool, in %", vec![pooled(decision, panel, view.precision)]);
        }
        if panel.groups.len() > 1 {
            push("By group, in %", by_group(decision, panel, view.precision));
        }
        if is_open {
            push("How far people differ, in %", vec![spread(decision, panel, view.precision)]);
        }
    }
    blocks.push(Block::Paragraph(if is_open {
        agreement(panel)
    } else {
        "Fewer than five people answered: how far they differ is not published, as it would show what single ones said."
            .to_owned()
    }));
    blocks.extend(furthest(decision, panel, view.medium).map(Block::Paragraph));
    if let Some(people) = result.stakeholders.as_ref().filter(|_| view.medium != Medium::Workbook) {
        blocks.push(Block::Heading("By person, in %".to_owned()));
        blocks.extend(by_person(decision, people, view.precision).into_iter().map(Block::Table));
    }
    if !panel.returns.is_empty() {
        let row = |note: &ReturnNote| {
            let line = text(note.line.to_string());
            vec![line, text(note.stakeholder.clone()), text(note.finding.clone()), text(note.treatment.clone())]
        };
        blocks.push(Block::Heading("Returns that needed attention".to_owned()));
        blocks.push(Block::Table(Table {
            columns: vec![numbers("Line"), label("Who"), prose("What was found"), prose("What was done")],
            rows: panel.returns.iter().map(row).collect(),
            rows_as: RowHeight::Whole,
            ..Table::default()
        }));
    }
}

/// A row for each person, a few criteria abreast.
fn by_person(decision: &Decision, people: &[PersonWeights], decimals: usize) -> Vec<Table> {
    let all: Vec<_> = decision.criteria.iter().enumerate().collect();
    let table = |part: &[(usize, &Criterion)]| {
        let mut columns = vec![label("Who"), prose("Group")];
        columns.extend(part.iter().map(|(index, criterion)| numbers(&criterion.name).short(key(*index))));
        let row = |person: &PersonWeights| {
            let mut cells = vec![text(person.stakeholder.clone()), text(person.group.clone())];
            // Rounded by themselves, as the least and the most of them are.
            cells.extend(part.iter().map(|(index, _)| {
                person.weights.entries()[*index].map_or(Cell::Absent, |weight| Cell::Number { value: 100.0 * weight, decimals })
            }));
            cells
        };
        Table { columns, rows: people.iter().map(row).collect(), ..Table::default() }
    };
    all.chunks(ABREAST).map(table).collect()
}

/// A row for each criterion, a column for each set of figures.
fn by_criterion(decision: &Decision, figures: Vec<(Column, Vec<Cell>)>) -> Table {
    let mut columns = vec![label("Key"), prose("Criterion")];
    let mut rows: Vec<Vec<Cell>> = decision
        .criteria
        .iter()
        .enumerate()
        .map(|(index, criterion)| vec![text(key(index)), text(criterion.name.clone())])
        .collect();
    for (column, cells) in figures {
        columns.push(column);
        for (row, cell) in rows.iter_mut().zip(cells) {
            row.push(cell);
        }
    }
    Table { columns, rows, ..Table::default() }
}

fn complete(weights: &[f64]) -> Vec<Option<f64>> {
    weights.iter().map(|weight| Some(*weight)).collect()
}

fn pooled(decision: &Decision, panel: &Panel, decimals: usize) -> Table {
    let ways = [("By say (used)", &panel.pooled), ("Equal groups", &panel.equal_groups), ("Equal people", &panel.equal_person)];
    by_criterion(decision, ways.map(|(heading, weights)| (numbers(heading), shares(&complete(weights), decimals))).to_vec())
}

fn by_group(decision: &Decision, panel: &Panel, decimals: usize) -> Vec<Table> {
    let column =
        |group: &StakeholderGroup| (numbers(&format!("{} ({})", group.name, group.people)), shares(&group.weights, decimals));
    let headings: Vec<_> = panel.groups.iter().map(|group| format!("{} ({})", group.name, group.people)).collect();
    let table = |part: Vec<usize>| by_criterion(decision, part.into_iter().map(|group| column(&panel.groups[group])).collect());
    abreast(&headings).into_iter().map(table).collect()
}

fn spread(decision: &Decision, panel: &Panel, decimals: usize) -> Table {
    let column = |heading: &str, of: fn(&Spread) -> f64| {
        let cell = |spread: &Spread| Cell::Number { value: 100.0 * of(spread), decimals };
        (numbers(heading), panel.spread.iter().map(cell).collect())
    };
    let columns =
        vec![column("Least", |spread| spread.min), column("Middle", |spread| spread.median), column("Most", |spread| spread.max)];
    by_criterion(decision, columns)
}

/// Kendall's W with words for its size.
fn agreement(panel: &Panel) -> String {
    let Some(w) = panel.kendall_w else {
        return "Agreement between people cannot be measured: it takes two complete returns and two criteria.".to_owned();
    };
    let size = match w {
        0.9.. => "almost the same order",
        0.7.. => "strong agreement",
        0.5.. => "moderate agreement",
        0.3.. => "weak agreement",
        _ => "hardly any agreement",
    };
    format!("Agreement on the order of the criteria (Kendall's W, 0 none to 1 all): {}, {size}.", figure::fixed(w, 2))
}

/// The criterion on which groups lie furthest apart.
fn furthest(decision: &Decision, panel: &Panel, medium: Medium) -> Option<String> {
    // A group that left a criterion blank is weighed over fewer: its figures do not compare.
    let complete =
        |group: &StakeholderGroup| Some((group.name.clone(), group.weights.iter().copied().collect::<Option<Vec<_>>>()?));
    let groups: Vec<_> = panel.groups.iter().filter_map(complete).collect();
    let mut widest: Option<(f64, usize, usize, usize)> = None;
    for criterion in 0..decision.criteria.len() {
        let order = |a: &usize, b: &usize| groups[*a].1[criterion].total_cmp(&groups[*b].1[criterion]);
        let (low, high) = ((0..groups.len()).min_by(order)?, (0..groups.len()).max_by(order)?);
        let width = groups[high].1[criterion] - groups[low].1[criterion];
        if widest.is_none_or(|(widest, ..)| width > widest) {
            widest = Some((width, criterion, low, high));
        }
    }
    let (_, criterion, low, high) = widest.filter(|(width, ..)| *width > 1e-9)?;
    let said = |group: usize| format!("{} {}", groups[group].0, percent_of(&groups[group].1, criterion));
    let more = if medium == Medium::Board { "" } else { " Whether that changes the answer, weighup compare says." };
    Some(format!(
        "Groups lie furthest apart on {}: {} against {}.{more}",
        decision.criteria[criterion].name,
        said(high),
        said(low)
    ))
}
