//! How far weights, the value of doing nothing and the money can move, in words and as tables.

use super::Page;
use super::words::swap;
use crate::analysis::firmness::money::{MoneyInterval, Step};
use crate::analysis::firmness::stability::{Stability, Swap, WeightInterval};
use crate::document::{Block, Cell, Column, ColumnKind, RowHeight, Table, figure, words};
use crate::model::decision::Decision;
use crate::present::columns::{numbers, prose, text};
use crate::present::named::{inward, percent, weight_of};

impl Page<'_> {
    /// All that `--stability` asks for.
    pub fn stability(&mut self) {
        let Some(found) = &self.firm.stability else { return };
        self.table("How far each weight can move before the plan changes", weights(self.decision, found));
        self.say([baseline(found, self.view.precision)]);
        self.blocks.push(Block::Heading("With less and more money".to_owned()));
        self.say([words::capital(&interval(&found.budget))]);
        self.blocks.push(Block::Table(steps(&found.budget.steps, self.view.precision)));
        if found.budget.in_proportion {
            self.say(["Budgets and streams move in proportion, rounded down to the penny.".to_owned()]);
        }
    }
}

/// For the paragraphs at the top: money, then the weight that is nearest to a change.
pub fn in_short(decision: &Decision, found: &Stability) -> [String; 2] {
    let of = |percent: i64| found.budget.steps.iter().find(|step| step.percent == percent).map(step_in_words);
    let steps: Vec<_> = [of(-5), of(5)].into_iter().flatten().collect();
    let money = format!("If money changes: {} {}.", interval(&found.budget), words::capital(&steps.join("; ")));
    let nearest = found.weights.iter().find_map(|weight| Some((weight, weight.nearest()?)));
    let Some((weight, _)) = nearest else {
        return [money, "If weights change: no weight, moved by itself, changes the plan.".to_owned()];
    };
    let swaps = [("below", &weight.swap_low), ("above", &weight.swap_high)];
    let swaps: Vec<_> = swaps
        .into_iter()
        .filter_map(|(side, change)| {
            Some(format!("{side}, {}", change.as_ref().map(|change| swap(&change.enters, &change.leaves))?))
        })
        .collect();
    let weights = format!(
        "If weights change: nearest to a change is that of {}. The plan stays while it is between {} and {} (now {}); {}.",
        weight_of(decision, &weight.of),
        percent(inward(weight.low, weight.weight, true)),
        percent(inward(weight.high, weight.weight, false)),
        percent(weight.weight),
        swaps.join("; ")
    );
    [money, weights]
}

/// How much money and which weight it takes to change the plan, in one sentence.
pub fn holds(decision: &Decision, found: &Stability) -> String {
    let money = &found.budget;
    let low = figure::pounds(money.low);
    let money = match money.high {
        Some(high) => format!("from {low} to just under {}", figure::pounds(high)),
        None => format!("with {low} or more"),
    };
    let Some(weight) = found.weights.iter().find(|weight| weight.nearest().is_some()) else {
        return format!("It stays the best {money}, and whatever becomes of any single weight.");
    };
    format!(
        "It stays the best {money}, and while the weight of {}, the nearest to a change, is between {} and {} (now {}).",
        weight_of(decision, &weight.of),
        percent(inward(weight.low, weight.weight, true)),
        percent(inward(weight.high, weight.weight, false)),
        percent(weight.weight)
    )
}

/// `5% less: IC17 leaves`.
fn step_in_words(step: &Step) -> String {
    let much = format!("{}% {}", step.percent.abs(), if step.percent < 0 { "less" } else { "more" });
    let what = match step.gain {
        None => "no plan keeps the rules".to_owned(),
        Some(_) if step.enters.is_empty() && step.leaves.is_empty() => "the plan stays".to_owned(),
        Some(_) => swap(&step.enters, &step.leaves),
    };
    format!("{much}: {what}")
}

fn interval(money: &MoneyInterval) -> String {
    let (low, now) = (figure::pounds(money.low), figure::pounds(money.budget));
    let moved = if money.in_proportion { ", all amounts in proportion" } else { "" };
    match money.high {
        Some(high) => format!(
            "the plan is the best as long as there is between {low} and just under {} (now {now}{moved}).",
            figure::pounds(high)
        ),
        None => format!("the plan is the best with {low} and with any money above (now {now}{moved}): no money buys more."),
    }
}

fn baseline(found: &Stability, precision: usize) -> String {
    let baseline = &found.baseline;
    let points = |points: f64| figure::fixed(points, precision.max(1));
    let beyond = |swap_of: &Option<Swap>, which: &str| {
        swap_of.as_ref().map(|change| format!("{which} {}", swap(&change.enters, &change.leaves)))
    };
    let changes: Vec<_> =
        [beyond(&baseline.swap_low, "below that,"), beyond(&baseline.swap_high, "above it,")].into_iter().flatten().collect();
    if changes.is_empty() {
        return "No value of doing nothing on the scale, taken as a constant, changes the plan.".to_owned();
    }
    format!(
        "The plan stays while doing nothing is worth between {} and {} points, taken as a constant (now {}): {}.",
        points(baseline.low),
        points(baseline.high),
        points(baseline.value),
        changes.join("; ")
    )
}

fn weights(decision: &Decision, found: &Stability) -> Table {
    let share = |value: f64| Cell::Number { value: 100.0 * value, decimals: 1 };
    let beyond =
        |change: &Option<Swap>| change.as_ref().map_or(text("no change"), |change| text(swap(&change.enters, &change.leaves)));
    let row = |weight: &WeightInterval| {
        vec![
            text(weight_of(decision, &weight.of)),
            share(weight.weight),
            share(inward(weight.low, weight.weight, true)),
            share(inward(weight.high, weight.weight, false)),
            Cell::Range { low: weight.low, at: Some(weight.weight), high: weight.high },
            beyond(&weight.swap_low),
            beyond(&weight.swap_high),
        ]
    };
    Table {
        columns: vec![
            prose("Weight of"),
            numbers("Now %").short("Now"),
            numbers("Holds from %").short("From"),
            numbers("to %").short("to"),
            Column::new("0 to 100%", ColumnKind::Bar),
            prose("Below it"),
            prose("Above it"),
        ],
        rows: found.weights.iter().map(row).collect(),
        rows_as: RowHeight::Whole,
        ..Table::default()
    }
}

fn steps(steps: &[Step], precision: usize) -> Table {
    let row = |step: &Step| {
        let sign = if step.percent > 0 { "+" } else { "−" };
        let gain = step.gain.map_or(Cell::Absent, |gain| {
            let size = words::apart(gain.abs(), precision);
            text(if gain.abs() <= 0.0 {
                figure::fixed(0.0, precision)
            } else {
                format!("{}{size}", if gain > 0.0 { "+" } else { "−" })
            })
        });
        let what = step_in_words(step);
        let what = what.split_once(": ").map_or(String::new(), |(_, what)| what.to_owned());
        vec![text(format!("{sign}{}%", step.percent.abs())), Cell::Pounds(step.budget), gain, text(what)]
    };
    Table {
        columns: vec![numbers("Money"), numbers("In all"), numbers("Points"), prose("What changes")],
        rows: steps.iter().map(row).collect(),
        rows_as: RowHeight::Whole,
        ..Table::default()
    }
}
