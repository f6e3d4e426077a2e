//! The efficient plans, where the plan and a proposed set stand among them, and value for money as triangles.

use super::Page;
use super::tables::rests_on_missing;
use super::words::{ids, swap};
use crate::analysis::firmness::frontier::{EVEN, Efficient, Extent, Frontier, MOST};
use crate::analysis::firmness::placed::{Beside, Placed};
use crate::analysis::firmness::triangles::{Triangle, Triangles};
use crate::analysis::firmness::{Firmness, Which};
use crate::document::chart::{Chart, ChartKind};
use crate::document::triangles::{self as chart, Mark, Point};
use crate::document::{Block, Cell, RowHeight, Table, figure, words};
use crate::present::Medium;
use crate::present::columns::{label, numbers, prose, text};

const MILLION: f64 = 1e6;
/// Efficient plans in a table of people's formats.
const ROWS: usize = 24;

/// What the triangles are.
pub const TRIANGLES: &str = "Each intervention as a triangle, cost across and benefit up, the steepest first and each from where \
                             the one before ended: the slope is its value for money. They are stacked whatever the rules say; \
                             plans that keep the rules lie below that curve.";

impl Page<'_> {
    /// All that `--frontier` asks for.
    pub fn frontier(&mut self) {
        let Some(frontier) = &self.firm.frontier else { return };
        self.blocks.push(Block::Heading("Efficient plans".to_owned()));
        self.say([extent(frontier, self.view.precision)]);
        let streams = (!self.result.streams.is_empty()).then(|| {
            let more = match self.view.medium {
                Medium::Board => "is another question.",
                _ => "is a question for --stability.",
            };
            format!(
                "Streams stay as they are, so that no plan costs more than they can pay: what more money in them would buy {more}"
            )
        });
        self.say(streams);
        let shown = self.shown(frontier);
        if shown.len() < frontier.plans.len() {
            self.say([format!(
                "Shown: {} of them, {} and those about the plan{}.",
                shown.len(),
                if frontier.plans.iter().filter(|plan| plan.supported).count() > ROWS {
                    "some of the supported ones"
                } else {
                    "the supported ones"
                },
                if self.view.medium == Medium::Board { "" } else { "; all are in JSON and workbooks" }
            )]);
        }
        self.blocks.push(Block::Table(plans(&shown, self.view.precision)));
        let placed = &self.firm.placed;
        self.say(placed.iter().flat_map(|placed| self.place(placed)).collect::<Vec<_>>());
        let years = self.result.budget.0.len() > 1;
        self.say(
            years.then(|| "Of several years only the sum counts here: a plan may spend more in a year than there is.".to_owned()),
        );
    }

    /// Value for money as a picture, and its figures as a table.
    pub fn triangles(&mut self) {
        let Some(found) = &self.firm.triangles else {
            let why = "No triangles: cost is a weighed criterion, and a ratio would count it twice.".to_owned();
            return self.say(self.firm.frontier.as_ref().map(|_| why));
        };
        self.blocks.push(Block::Heading("Value for money as triangles".to_owned()));
        self.say([TRIANGLES.to_owned()]);
        self.blocks.extend(triangles(self.firm).map(Block::Chart));
        self.figures_of_triangles(found);
    }

    /// Where the triangles end, as a table.
    pub fn figures_of_triangles(&mut self, found: &Triangles) {
        let most = self.view.top.unwrap_or(super::ROWS).min(found.triangles.len());
        if most > 0 {
            let table = self.table_of_triangles(&found.triangles[..most]);
            self.blocks.push(Block::Table(table));
        }
        if found.start_benefit > 0.0 {
            self.say([format!(
                "The first starts from {} and {} points, which is what costs nothing, or releases money, and adds benefit.",
                figure::pounds(found.start_cost),
                self.points(found.start_benefit)
            )]);
        }
        if !found.without.is_empty() {
            self.say([format!(
                "Without a triangle, as no slope can be given where there is no cost or no benefit: {}.",
                ids(&found.without)
            )]);
        }
    }

    fn table_of_triangles(&self, triangles: &[Triangle]) -> Table {
        let precision = self.view.precision;
        let is_open =
            |id: &str| self.result.interventions.iter().any(|row| *row.id == *id && rests_on_missing(self.decision, row));
        let row = |triangle: &Triangle| {
            vec![
                text(if is_open(&triangle.id) { format!("≈{}", triangle.id) } else { triangle.id.to_string() }),
                text(triangle.name.clone()),
                Cell::Number { value: triangle.value_for_money * MILLION, decimals: precision },
                Cell::Pounds(triangle.cumulative_cost),
                Cell::Number { value: triangle.cumulative_benefit, decimals: precision },
                if triangle.selected { text("yes") } else { Cell::Absent },
            ]
        };
        Table {
            columns: vec![
                label("ID"),
                prose("Intervention"),
                numbers("Per £m"),
                numbers("Cost so far"),
                numbers("Benefit so far").short("So far"),
                label("Funded"),
            ],
            rows: triangles.iter().map(row).collect(),
            ..Table::default()
        }
    }

    fn points(&self, points: f64) -> String {
        figure::fixed(points, self.view.precision)
    }

    /// The supported plans, thinned out if need be, and those about the plan.
    fn shown<'b>(&self, frontier: &'b Frontier) -> Vec<&'b Efficient> {
        let plans = &frontier.plans;
        let cost = self.result.total_cost.sum();
        let at = plans.partition_point(|plan| plan.cost < cost - 0.005);
        let supported = plans.iter().filter(|plan| plan.supported).count();
        let step = supported.div_ceil(ROWS).max(1);
        let mut count = 0;
        let keeps = |(index, plan): (usize, &Efficient)| {
            count += usize::from(plan.supported);
            let is_end = index == 0 || index + 1 == plans.len();
            is_end || index.abs_diff(at) <= 3 || (plan.supported && count.is_multiple_of(step))
        };
        let kept: Vec<_> = plans.iter().enumerate().map(keeps).collect();
        plans.iter().zip(kept).filter(|(_, kept)| *kept).map(|(plan, _)| plan).collect()
    }

    /// Where a set stands.
    fn place(&self, placed: &Placed) -> Vec<String> {
        let name = if placed.set == Which::Proposed { "The proposed set" } else { "The plan" };
        let many = words::count(placed.selected.len(), "intervention");
        let mut said =
            format!("{name} ({many}) costs {} and adds {} points", figure::pounds(placed.cost), self.points(placed.value));
        said.push_str(&match (&placed.breaks, placed.efficient) {
            (None, true) => ": it is efficient, as no plan costs as little and is worth more.".to_owned(),
            (None, false) => ": it is not efficient.".to_owned(),
            (Some(rule), true) => format!(": it cannot be chosen, as {rule}. With more money it would be efficient."),
            (Some(rule), false) => format!(": it cannot be chosen, as {rule}."),
        });
        match (&placed.cheaper, &placed.better) {
            (Some(cheaper), Some(better)) if cheaper.selected == better.selected => {
                let (saved, points) = (placed.cost - better.cost, better.value - placed.value);
                let change = swap(&better.enters, &better.leaves);
                let points = words::apart(points, self.view.precision);
                said.push_str(&format!(" Another plan saves {} and adds {points} points: {change}.", figure::pounds(saved)));
            }
            (cheaper, better) => {
                said.extend(cheaper.as_ref().map(|found| self.cheaper(placed, found)));
                said.extend(better.as_ref().map(|found| self.better(placed, found)));
            }
        }
        vec![said]
    }

    fn cheaper(&self, placed: &Placed, found: &Beside) -> String {
        let saved = figure::pounds(placed.cost - found.cost);
        let (points, change) = (found.value - placed.value, swap(&found.enters, &found.leaves));
        if placed.efficient {
            return format!(
                " The next cheaper one saves {saved} for {} points: {change}.",
                words::apart(-points, self.view.precision)
            );
        }
        let more = if points > 1e-9 {
            format!("adds {} points more", words::apart(points, self.view.precision))
        } else {
            "is worth as much".to_owned()
        };
        format!(" A cheaper one saves {saved} and {more}: {change}{}.", self.broken(found))
    }

    fn better(&self, placed: &Placed, found: &Beside) -> String {
        let (cost, points) = (found.cost - placed.cost, words::apart(found.value - placed.value, self.view.precision));
        let change = swap(&found.enters, &found.leaves);
        if placed.efficient {
            let broken = self.broken(found);
            return format!(" The next better one adds {points} points for {} more: {change}{broken}.", figure::pounds(cost));
        }
        let saved = if cost < 0.0 { format!("and saves {}", figure::pounds(-cost)) } else { "for the same money".to_owned() };
        format!(" A better one adds {points} points more {saved}: {change}{}.", self.broken(found))
    }

    /// That a plan beside another breaks the budget of a year, which no frontier looks at.
    fn broken(&self, found: &Beside) -> String {
        let rule = found.breaks.as_ref().filter(|_| self.result.budget.0.len() > 1);
        rule.map_or_else(String::new, |rule| format!(" (but {rule})"))
    }
}

/// Value for money as triangles, with the efficient plans; `None` where these were not asked for, or cost is weighed.
#[must_use]
pub fn triangles(firm: &Firmness) -> Option<Chart> {
    let (found, plan) = (firm.triangles.as_ref()?, &firm.funding);
    let triangle = |one: &Triangle| chart::Triangle {
        label: one.id.to_string(),
        name: one.name.clone(),
        cost: one.cost,
        benefit: one.benefit,
        funded: one.selected,
    };
    let point = |plan: &Efficient| Point { cost: plan.cost, benefit: plan.value, supported: plan.supported };
    let set = |placed: &Placed| Mark {
        label: if placed.set == Which::Proposed { "Proposed" } else { "Plan" }.to_owned(),
        cost: placed.cost,
        benefit: placed.value,
    };
    let list = plan.greedy.skipping.iter();
    let list = list.map(|list| Mark { label: "Sorted list".to_owned(), cost: list.total_cost, benefit: list.total_value });
    Some(Chart {
        title: "Value for money as triangles, and the efficient plans".to_owned(),
        finding: format!(
            "The plan funds {} of {} within {}: {}.",
            plan.selected.len(),
            words::count(plan.interventions.len(), "intervention"),
            figure::pounds(plan.budget.sum()),
            chart::worth(&figure::pounds(plan.total_cost.sum()), plan.total_value)
        ),
        x: "Cost".to_owned(),
        y: "Benefit, in points".to_owned(),
        kind: ChartKind::Triangles(chart::Triangles {
            triangles: found.triangles.iter().map(triangle).collect(),
            start: (found.start_cost, found.start_benefit),
            frontier: firm.frontier.iter().flat_map(|frontier| &frontier.plans).map(point).collect(),
            marks: firm.placed.iter().map(set).chain(list).collect(),
            budget: Some(plan.budget.sum()),
        }),
    })
}

fn extent(frontier: &Frontier, precision: usize) -> String {
    let count = words::count(frontier.plans.len(), "plan");
    let supported = frontier.plans.iter().filter(|plan| plan.supported).count();
    let which = match frontier.extent {
        Extent::All => format!(
            "{count} {} efficient under every rule but the budget: no plan costs as little and is worth more",
            if frontier.plans.len() == 1 { "is" } else { "are" }
        ),
        Extent::TooMany | Extent::TooLong => format!(
            "More than {} are efficient under every rule but the budget{}. Looked at: {count}, the supported ones and the best at \
             {EVEN} even budgets",
            words::count(frontier.at_least.saturating_sub(1).min(MOST), "plan"),
            if frontier.extent == Extent::TooLong { ", and listing them all would take long" } else { "" }
        ),
    };
    let ends = match (frontier.plans.first(), frontier.plans.last()) {
        (Some(first), Some(last)) if frontier.plans.len() > 1 => {
            let end =
                |plan: &Efficient| format!("{} points for {}", figure::fixed(plan.value, precision), figure::pounds(plan.cost));
            format!(", from {} to {}", end(first), end(last))
        }
        _ => String::new(),
    };
    let hull = match supported {
        1 => "1 is supported".to_owned(),
        count => format!("{count} are supported"),
    };
    let open = match frontier.unproven {
        0 => String::new(),
        count => format!(" {} left out, as the best plan there was not proven.", words::count(count, "budget")),
    };
    format!("{which}{ends}. {hull}: the best for some worth of a pound.{open}")
}

fn plans(plans: &[&Efficient], precision: usize) -> Table {
    let row = |(at, plan): (usize, &&Efficient)| {
        let before = at.checked_sub(1).map(|above| plans[above]);
        let change = before.map_or(text("the cheapest"), |before| {
            let lacks = |of: &Efficient, other: &Efficient| {
                of.selected.iter().filter(|id| !other.selected.contains(id)).cloned().collect::<Vec<_>>()
            };
            text(swap(&lacks(plan, before), &lacks(before, plan)))
        });
        vec![
            Cell::Pounds(plan.cost),
            Cell::Number { value: plan.value, decimals: precision },
            text(plan.selected.len().to_string()),
            if plan.supported { text("yes") } else { Cell::Absent },
            change,
        ]
    };
    Table {
        rows: plans.iter().enumerate().map(row).collect(),
        columns: vec![numbers("Cost"), numbers("Benefit"), numbers("Funded"), label("Supported"), prose("Against the row above")],
        rows_as: RowHeight::Whole,
        ..Table::default()
    }
}
