//! The tables of a sensitivity analysis.

use std::sync::Arc;

use super::View;
use crate::analysis::rank::Shown;
use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::sensitivity::attainable::Attainable;
use crate::analysis::sensitivity::columns::NeededFigure;
use crate::analysis::sensitivity::flips::ClosestFlip;
use crate::analysis::sensitivity::needed::NeededScore;
use crate::analysis::sensitivity::one_weight::{Challenger, WeightOf, WeightStability};
use crate::analysis::sensitivity::ranks::RankStability;
use crate::analysis::sensitivity::regions::TwoWay;
use crate::analysis::sensitivity::sweep::Sweep;
use crate::analysis::sensitivity::tornado::TornadoBar;
use crate::document::{Cell, Column, ColumnKind, Table, figure, key};
use crate::model::decision::Decision;
use crate::present::columns::{abreast, label, numbers, prose, text};
use crate::present::named::{Marks, bound, intervention, inward, needed, needed_figure, percent, three_digits_down, weight_of};
use crate::present::rank::cost_heading;

const MILLION: f64 = 1e6;
/// Interventions named that enter a plan, and that leave it.
const SWAPPED: usize = 3;
/// Least share of weight, in percentage points, that a move is named with.
const SEEN: f64 = 0.05;

fn share(value: f64) -> Cell {
    Cell::Number { value: 100.0 * value, decimals: 1 }
}

fn bar(heading: &str) -> Column {
    Column::new(heading, ColumnKind::Bar)
}

/// How far each weight can move, nearest change first.
pub fn weights(decision: &Decision, result: &Sensitivity) -> Table {
    let marks = Marks(&result.provisional);
    let row = |stability: &WeightStability| {
        vec![
            text(weight_of(decision, &stability.of)),
            share(stability.weight),
            share(inward(stability.stable_low, stability.weight, true)),
            share(inward(stability.stable_high, stability.weight, false)),
            Cell::Range { low: stability.stable_low, at: Some(stability.weight), high: stability.stable_high },
            challenger(marks, stability.challenger_low.as_ref()),
            challenger(marks, stability.challenger_high.as_ref()),
        ]
    };
    // Several ids may enter and leave.
    let beyond = if result.plan.is_some() { prose } else { label };
    Table {
        columns: vec![
            prose("Weight of"),
            numbers("Now %").short("Now"),
            numbers("Holds from %").short("From"),
            numbers("to %").short("to"),
            bar("0 to 100%"),
            beyond("Below it"),
            beyond("Above it"),
        ],
        rows: result.weights.iter().map(row).collect(),
        ..Table::default()
    }
}

fn challenger(marks: Marks<'_>, challenger: Option<&Challenger>) -> Cell {
    match challenger {
        None => text("no change"),
        Some(Challenger::First(id)) => text(marks.id(id)),
        Some(Challenger::Swap { up, down }) => text(format!("{} for {}", marks.id(up), marks.id(down))),
        Some(Challenger::Sets { up, down }) => text(swap(marks, up, down)),
    }
}

/// Who enters and who leaves a plan.
fn swap(marks: Marks<'_>, up: &[Arc<str>], down: &[Arc<str>]) -> String {
    let named = |ids: &[Arc<str>]| marks.ids(ids, SWAPPED);
    match (up.is_empty(), down.is_empty()) {
        (_, true) => format!("{} in", named(up)),
        (true, false) => format!("{} out", named(down)),
        (false, false) => format!("{} for {}", named(up), named(down)),
    }
}

/// The smallest move of all weights together that puts each rival first, nearest first.
pub fn flips(decision: &Decision, flips: &[ClosestFlip], most: usize, marks: Marks<'_>) -> Option<Table> {
    let row = |flip: &ClosestFlip| {
        let moved = flip.l1? / 2.0;
        let weights = flip.weights.as_ref()?;
        Some(vec![text(marks.id(&flip.id)), share(moved), text(moves(decision, weights.entries()))])
    };
    let rows: Vec<_> = flips.iter().filter_map(row).take(most).collect();
    let columns = vec![label("Then first"), numbers("Weight moved %").short("Moved %"), prose("Changes, in percentage points")];
    (!rows.is_empty()).then(|| Table { columns, rows, ..Table::default() })
}

/// `Health gain −4.1, Experience of care +4.1`.
#[must_use]
pub fn moves(decision: &Decision, weights: &[f64]) -> String {
    let change = |leaf: usize| 100.0 * (weights[leaf] - decision.weights.criteria[leaf]);
    let mut moved: Vec<_> = (0..weights.len()).filter(|&leaf| change(leaf).abs() >= SEEN).collect();
    moved.sort_by(|&a, &b| change(b).abs().total_cmp(&change(a).abs()));
    let said: Vec<_> = moved
        .into_iter()
        .map(|leaf| {
            let sign = if change(leaf) > 0.0 { "+" } else { "-" };
            format!("{} {sign}{}", decision.criteria[leaf].name, figure::fixed(change(leaf).abs(), 1))
        })
        .collect();
    if said.is_empty() { "less than 0.1 each".to_owned() } else { said.join(", ") }
}

/// What is needed to come first or, with `top`, to enter the first few.
fn wanted(found: &NeededScore, top: bool) -> &Shown {
    found.needed_for_top.as_ref().filter(|_| top).unwrap_or(&found.needed_for_first)
}

/// Whether some figure of an intervention, alone, is enough.
pub fn is_reachable(of: &[NeededScore], top: bool) -> bool {
    of.iter().any(|found| !matches!(wanted(found, top), Shown::Absent(_)))
}

/// What each intervention would need on each criterion, a few criteria abreast.
///
/// - `rows`: for each intervention what is needed on every criterion
pub fn needed_scores(decision: &Decision, rows: &[&[NeededScore]], top: bool, marks: Marks<'_>) -> Vec<Table> {
    let carries = |leaf: &usize| decision.weights.criteria[*leaf] > 0.0;
    let leaves: Vec<_> = (0..decision.criteria.len()).filter(carries).collect();
    let headings: Vec<_> = leaves.iter().map(|&leaf| heading(decision, leaf)).collect();
    let cell = |leaf: usize, found: &NeededScore| match wanted(found, top) {
        Shown::Absent(_) => text("✗"),
        shown => text(needed(decision, leaf, shown)),
    };
    let table = |part: Vec<usize>| {
        let mut columns = vec![label("ID")];
        columns.extend(part.iter().map(|&at| numbers(&headings[at]).short(key(leaves[at]))));
        let row = |of: &&[NeededScore]| {
            let mut cells = vec![text(marks.id(&of[0].id))];
            cells.extend(part.iter().map(|&at| cell(leaves[at], &of[leaves[at]])));
            cells
        };
        Table { columns, rows: rows.iter().map(row).collect(), ..Table::default() }
    };
    abreast(&headings).into_iter().map(table).collect()
}

fn heading(decision: &Decision, leaf: usize) -> String {
    let criterion = &decision.criteria[leaf];
    criterion.unit.as_ref().map_or_else(|| criterion.name.clone(), |unit| format!("{}, {unit}", criterion.name))
}

/// What each intervention would need in each column of the data, a few columns abreast.
///
/// - `rows`: for each intervention what is needed in every column
pub fn needed_figures(decision: &Decision, rows: &[&[NeededFigure]], marks: Marks<'_>) -> Vec<Table> {
    let headings: Vec<_> = rows.first().iter().flat_map(|of| of.iter()).map(|found| found.column.to_string()).collect();
    let table = |part: Vec<usize>| {
        let mut columns = vec![label("ID")];
        columns.extend(part.iter().map(|&at| numbers(&headings[at])));
        let row = |of: &&[NeededFigure]| {
            let mut cells = vec![text(marks.id(&of[0].id))];
            let cell = |found: &NeededFigure| match needed_figure(decision, found) {
                Some(enough) => text(enough),
                None if found.figure.is_none() => Cell::Absent,
                None => text("✗"),
            };
            cells.extend(part.iter().map(|&at| cell(&of[at])));
            cells
        };
        Table { columns, rows: rows.iter().map(row).collect(), ..Table::default() }
    };
    abreast(&headings).into_iter().map(table).collect()
}

/// Costs at which places by value for money change.
pub fn break_even(decision: &Decision, result: &Sensitivity, rows: usize) -> Table {
    let cost = |found: Option<f64>| found.map_or(Cell::Absent, |cost| Cell::Pounds(three_digits_down(cost)));
    let tied = |rank: usize| result.break_even_costs.iter().filter(|other| other.rank == rank).count() > 1;
    let budget = decision.budget.as_ref().is_some_and(|budget| budget.total.is_some());
    let top = result.k;
    let line = |found: &crate::analysis::sensitivity::break_even::BreakEven| {
        let mut cells = vec![
            Cell::Rank { rank: found.rank, tied: tied(found.rank) },
            text(Marks(&result.provisional).id(&found.id)),
            per_million(found.value_for_money),
            Cell::Pounds(found.cost),
            cost(found.break_even_cost),
        ];
        cells.extend(top.map(|_| cost(found.break_even_cost_for_top)));
        cells.extend(budget.then(|| cost(found.break_even_cost_for_budget)));
        cells
    };
    let mut columns = vec![
        numbers("Order"),
        label("ID"),
        numbers("Per £m"),
        numbers(cost_heading(decision)).short("Cost"),
        numbers("Level with the first"),
    ];
    columns.extend(top.map(|k| numbers(&format!("Among the first {k}"))));
    columns.extend(budget.then(|| numbers("Within the budget")));
    Table { columns, rows: result.break_even_costs.iter().take(rows).map(line).collect(), ..Table::default() }
}

/// The interval over which each rank holds: a row for each intervention, a column for each weight.
pub fn ranks(decision: &Decision, result: &Sensitivity, ranks: &[RankStability], rows: usize) -> Vec<Table> {
    let marks = Marks(&result.provisional);
    let now = |of: &WeightOf| result.weights.iter().find(|found| found.of == *of).map_or(0.0, |found| found.weight);
    let Some(first) = ranks.first() else { return Vec::new() };
    let per = ranks.iter().take_while(|found| found.id == first.id).count();
    let headings: Vec<_> = ranks[..per].iter().map(|found| weight_of(decision, &found.of)).collect();
    // Two percentages and a dash are wider than the words of most headings.
    let wide: Vec<_> = headings.iter().map(|heading| format!("{heading} 00.0–100.0")).collect();
    let table = |part: Vec<usize>| {
        let mut columns = vec![label("ID")];
        columns.extend(part.iter().map(|&at| numbers(&headings[at]).short(key(at))));
        let line = |of: &[RankStability]| {
            let mut cells = vec![text(marks.id(&of[0].id))];
            let ends = |found: &RankStability| {
                let weight = now(&found.of);
                let end = |end: f64, is_low: bool| figure::fixed(100.0 * inward(end, weight, is_low), 1);
                text(format!("{}–{}", end(found.low, true), end(found.high, false)))
            };
            cells.extend(part.iter().map(|&at| ends(&of[at])));
            cells
        };
        Table { columns, rows: ranks.chunks(per).take(rows).map(line).collect(), ..Table::default() }
    };
    abreast(&wide).into_iter().map(table).collect()
}

/// The stretches of one weight over which the first few stay the same, joined where only later places change.
pub fn sweep(sweep: &Sweep, first: usize, marks: Marks<'_>) -> Table {
    let few = |order: &[Arc<str>]| order.iter().take(first).map(|id| marks.id(id)).collect::<Vec<_>>();
    let mut joined: Vec<(f64, f64, Vec<String>)> = Vec::new();
    for stretch in &sweep.stretches {
        let order = few(&stretch.order);
        match joined.last_mut().filter(|last| last.2 == order) {
            Some(last) => last.1 = stretch.to,
            None => joined.push((stretch.from, stretch.to, order)),
        }
    }
    let now = |from: f64, to: f64| if from <= sweep.weight && sweep.weight <= to { "now" } else { "" };
    let rows =
        joined.iter().map(|(from, to, order)| vec![share(*from), share(*to), text(order.join(", ")), text(now(*from, *to))]);
    let columns = vec![numbers("From %"), numbers("to %"), prose(&format!("The first {first}, in order")), label("")];
    Table { rows: rows.collect(), columns, ..Table::default() }
}

/// Where each leads over two weights: its share, and the corners of its polygon.
pub fn regions(decision: &Decision, two_way: &TwoWay) -> Table {
    let corner = |[x, y]: &[f64; 2]| format!("({}, {})", figure::fixed(100.0 * x, 1), figure::fixed(100.0 * y, 1));
    let row = |region: &crate::analysis::sensitivity::regions::Region| {
        let corners: Vec<_> = region.polygon.iter().map(corner).collect();
        vec![text(intervention(decision, &region.id)), share(region.share), text(corners.join(" "))]
    };
    let corners = format!("Corners: weight of {} and {}, %", weight_of(decision, &two_way.x), weight_of(decision, &two_way.y));
    let columns = vec![prose("First"), numbers("Share of all weights %").short("Share %"), prose(&corners)];
    Table {
        columns,
        rows: two_way.regions.iter().map(row).collect(),
        rows_as: crate::document::RowHeight::Whole,
        ..Table::default()
    }
}

fn low_to_high(decision: &Decision, bar: &TornadoBar) -> String {
    let end = |end| bound(decision, &bar.input, end);
    format!("{} to {}", end(bar.low), end(bar.high))
}

/// What each uncertain figure does to the value of its intervention, widest first.
pub fn tornado(decision: &Decision, bars: &[&TornadoBar], view: View) -> Table {
    let ends = bars.iter().flat_map(|bar| [bar.low_value, bar.high_value]);
    let (least, most) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
    let place = |value: f64| if most > least { (value - least) / (most - least) } else { 0.5 };
    let points = |value: f64| Cell::Number { value, decimals: view.precision };
    let row = |bar: &&TornadoBar| {
        let (low, high) = (bar.low_value.min(bar.high_value), bar.low_value.max(bar.high_value));
        vec![
            text(bar.id.as_ref()),
            text(bar.input.as_ref()),
            text(low_to_high(decision, bar)),
            points(bar.low_value),
            points(bar.high_value),
            Cell::Range { low: place(low), at: None, high: place(high) },
            text(format!("{} to {}", bar.low_rank, bar.high_rank)),
        ]
    };
    let columns = vec![
        label("ID"),
        label("Figure"),
        numbers("Low to high"),
        numbers("Value at low").short("At low"),
        numbers("at high"),
        bar("Value"),
        numbers("Rank"),
    ];
    Table { columns, rows: bars.iter().map(row).collect(), ..Table::default() }
}

/// What each uncertain cost or size does to value for money.
pub fn tornado_of_money(decision: &Decision, bars: &[&TornadoBar]) -> Table {
    let ratio = |found: Option<f64>| found.map_or(Cell::Absent, per_million);
    let rank = |found: Option<usize>| found.map_or("–".to_owned(), |rank| rank.to_string());
    let row = |bar: &&TornadoBar| {
        let money = bar.money.as_ref()?;
        Some(vec![
            text(bar.id.as_ref()),
            text(bar.input.as_ref()),
            text(low_to_high(decision, bar)),
            ratio(money.low_value_for_money),
            ratio(money.high_value_for_money),
            text(format!("{} to {}", rank(money.low_rank), rank(money.high_rank))),
        ])
    };
    let columns = vec![
        label("ID"),
        label("Figure"),
        numbers("Low to high"),
        numbers("Per £m at low"),
        numbers("at high"),
        numbers("Order by money").short("Order"),
    ];
    Table { columns, rows: bars.iter().filter_map(row).collect(), ..Table::default() }
}

/// Points per £m, with a decimal only where that is not lost on the size of the figure.
fn per_million(ratio: f64) -> Cell {
    let value = ratio * MILLION;
    Cell::Number { value, decimals: usize::from(value.abs() < 1000.0) }
}

/// Least and largest value, best and worst rank, over all admissible weights.
pub fn intervals(decision: &Decision, found: &[Attainable], view: View, marks: Marks<'_>) -> Table {
    let points = |value: f64| Cell::Number { value, decimals: view.precision };
    let row = |found: &Attainable| {
        vec![
            text(marks.id(&found.id)),
            text(intervention_name(decision, &found.id)),
            points(found.value_min),
            points(found.value_max),
            Cell::Range {
                low: (found.value_min / 100.0).clamp(0.0, 1.0),
                at: None,
                high: (found.value_max / 100.0).clamp(0.0, 1.0),
            },
            text(found.rank_best.to_string()),
            text(found.rank_worst.to_string()),
        ]
    };
    let columns = vec![
        label("ID"),
        prose("Intervention"),
        numbers("Least value").short("Least"),
        numbers("Largest value").short("Most"),
        bar("0 to 100"),
        numbers("Best rank").short("Best"),
        numbers("Worst rank").short("Worst"),
    ];
    Table { columns, rows: found.iter().map(row).collect(), ..Table::default() }
}

fn intervention_name(decision: &Decision, id: &str) -> String {
    let found = decision.interventions.iter().find(|intervention| *intervention.id == *id);
    found.map_or_else(String::new, |found| found.name.clone())
}

/// A share in words, for headings.
pub fn now(decision: &Decision, sweep: &Sweep) -> String {
    format!("Weight of {}, now {}", weight_of(decision, &sweep.of), percent(sweep.weight))
}
