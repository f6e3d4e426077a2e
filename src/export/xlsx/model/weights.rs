//! Points to weights as formulas: shares within each set of siblings, times the weight of the group they stand in.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Format, FormatAlign, Worksheet};

use super::layout::{ADOPTED, Layout, MOVED, NODE, POINTS, SHARE, SWING, SetPlace, WEIGHT, cell, down, fixed};
use super::{formula, write};
use crate::document::figure;
use crate::document::live::{Node, Points, Set, Weighed};
use crate::document::model::Model;
use crate::export::xlsx::{Unfit, styles};

const WEIGHT_FORMAT: &str = "0.0%";

pub fn fill(sheet: &mut Worksheet, model: &Model, layout: &Layout) -> Result<(), Unfit> {
    let title = layout.weights_title;
    write(sheet, (title, NODE), "Points and weights", styles::heading())?;
    let points = if model.points == Points::Swings { "Points (swing)" } else { "Points" };
    let mut heads = vec![
        "Criterion or group",
        points,
        "Share of its set",
        "Weight",
        "Weight before",
        "Difference",
        "What the points are for",
    ];
    if layout.shares_out {
        heads[usize::from(WEIGHT)] = "Weight, all";
        heads.push("Weight that counts");
        sheet.set_column_width(layout.used(), 15)?;
    }
    for (column, head) in (0..).zip(heads) {
        let format = match column {
            NODE => styles::head(),
            SWING => styles::indented(styles::head()),
            _ => styles::head().set_align(FormatAlign::Right),
        };
        write(sheet, (title + 1, column), head, format)?;
    }
    let mut above = vec![1.0; model.groups.len()];
    for (set, place) in model.sets.iter().zip(&layout.sets) {
        fill_set(sheet, model, layout, (set, place), &mut above)?;
    }
    if layout.shares_out { total(sheet, model, layout) } else { Ok(()) }
}

/// - `above`: the weight of each group before weights are shared out, worked out as far as its set
fn fill_set(
    sheet: &mut Worksheet,
    model: &Model,
    layout: &Layout,
    (set, place): (&Set, &SetPlace),
    above: &mut [f64],
) -> Result<(), Unfit> {
    if let Some(row) = place.title {
        let words = set.parent.map_or("At the top".to_owned(), |group| format!("Within {}", model.groups[group].name));
        write(sheet, (row, NODE), &words, Format::new().set_italic())?;
    }
    let total: f64 = set.nodes.iter().map(|weighed| weighed.points).sum();
    let parent = set.parent.map_or(1.0, |group| above[group]);
    for (row, weighed) in (place.first..).zip(&set.nodes) {
        let share = if total > 0.0 { weighed.points / total } else { 0.0 };
        if let Node::Group(index) = weighed.node {
            above[index] = parent * share;
        }
        let is_left_out = matches!(weighed.node, Node::Criterion(index) if model.criteria[index].is_left_out());
        node(sheet, model, (row, weighed), model.is_movable(set) && !is_left_out)?;
        let format = lined().set_num_format(WEIGHT_FORMAT);
        let points = cell(row, POINTS);
        formula(sheet, (row, SHARE), &format!("{points}/SUM({})", down(place.first, place.last, POINTS)), share, &format)?;
        let upper = set.parent.map_or(String::new(), |group| format!("*{}", cell(layout.node(Node::Group(group)), WEIGHT)));
        formula(sheet, (row, WEIGHT), &format!("{}{upper}", cell(row, SHARE)), parent * share, &format)?;
        used(sheet, model, layout, (row, weighed.node))?;
    }
    let rule = DataValidationRule::GreaterThanOrEqualTo(0.0);
    let positive = DataValidation::new().allow_decimal_number(rule).set_error_message("Points are numbers from 0 up.")?;
    sheet.add_data_validation(place.first, POINTS, place.last, POINTS, &positive)?;
    Ok(())
}

/// Name, points and what they are for, with the weight before anything is changed.
fn node(sheet: &mut Worksheet, model: &Model, (row, weighed): (u32, &Weighed), is_movable: bool) -> Result<(), Unfit> {
    let (name, swing) = match weighed.node {
        Node::Criterion(index) => {
            let criterion = &model.criteria[index];
            let left_out = "all perform alike: left out, its weight goes to the others".to_owned();
            (&criterion.name, if criterion.is_left_out() { left_out } else { criterion.swing.clone() })
        }
        Node::Group(index) => (&model.groups[index].name, "all its moves together".to_owned()),
    };
    write(sheet, (row, NODE), name, lined().set_text_wrap())?;
    write(sheet, (row, SWING), &swing, styles::indented(lined().set_text_wrap()))?;
    let longest = styles::lines(name, 40).max(styles::lines(&swing, 60));
    sheet.set_row_height(row, styles::height(longest))?;
    let format = if is_movable { styles::input(Format::new().set_align(FormatAlign::Top)) } else { lined() };
    sheet.write_number_with_format(row, POINTS, weighed.points, &format.set_num_format(points_format(weighed.points)))?;
    sheet.write_number_with_format(row, ADOPTED, model.weight(weighed.node), &lined().set_num_format(WEIGHT_FORMAT))?;
    Ok(())
}

/// As many decimals as the points have, at most two.
fn points_format(points: f64) -> &'static str {
    let decimals = figure::plain(points).split_once('.').map_or(0, |(_, decimals)| decimals.len());
    ["#,##0", "#,##0.0", "#,##0.00"][decimals.min(2)]
}

/// The weight that counts, where some are shared out, and how far it is from the one before.
fn used(sheet: &mut Worksheet, model: &Model, layout: &Layout, (row, node): (u32, Node)) -> Result<(), Unfit> {
    let format = lined().set_num_format(WEIGHT_FORMAT);
    let column = layout.used();
    if layout.shares_out {
        match node {
            Node::Criterion(index) if model.criteria[index].is_left_out() => {
                sheet.write_number_with_format(row, column, 0.0, &format)?;
            }
            Node::Criterion(index) => {
                let words = format!("{}/{}", cell(row, WEIGHT), fixed(layout.total, WEIGHT));
                formula(sheet, (row, column), &words, model.criteria[index].weight, &format)?;
            }
            Node::Group(index) => {
                let set = model.sets.iter().zip(&layout.sets).find(|(set, _)| set.parent == Some(index));
                let words = set.map_or("0".to_owned(), |(_, place)| format!("SUM({})", down(place.first, place.last, column)));
                formula(sheet, (row, column), &words, model.weight(node), &format)?;
            }
        }
    }
    let moved = lined().set_num_format("+0.0%;-0.0%;0.0%");
    formula(sheet, (row, MOVED), &format!("{}-{}", cell(row, column), cell(row, ADOPTED)), 0.0, &moved)
}

/// What the weights are divided by once some are left out.
fn total(sheet: &mut Worksheet, model: &Model, layout: &Layout) -> Result<(), Unfit> {
    write(sheet, (layout.total, NODE), "Weight of those that count", styles::cell())?;
    let kept = (0..model.criteria.len()).filter(|&index| !model.criteria[index].is_left_out());
    let cells: Vec<_> = kept.map(|index| cell(layout.node(Node::Criterion(index)), WEIGHT)).collect();
    let format = styles::cell().set_num_format(WEIGHT_FORMAT);
    formula(sheet, (layout.total, WEIGHT), &format!("SUM({})", cells.join(",")), kept_weight(model), &format)
}

/// The same before anything is moved.
fn kept_weight(model: &Model) -> f64 {
    let mut above = vec![1.0; model.groups.len()];
    let mut kept = 0.0;
    for set in &model.sets {
        let total: f64 = set.nodes.iter().map(|weighed| weighed.points).sum();
        let parent = set.parent.map_or(1.0, |group| above[group]);
        for weighed in set.nodes.iter().filter(|_| total > 0.0) {
            let weight = parent * (weighed.points / total);
            match weighed.node {
                Node::Group(index) => above[index] = weight,
                Node::Criterion(index) if model.criteria[index].is_left_out() => {}
                Node::Criterion(_) => kept += weight,
            }
        }
    }
    kept
}

fn lined() -> Format {
    styles::lined(styles::cell())
}
