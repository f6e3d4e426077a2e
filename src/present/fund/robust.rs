//! How sets fare over the draws, in words and as tables.

use std::sync::Arc;

use super::Page;
use crate::analysis::firmness::Which;
use crate::analysis::firmness::robust::{Affordable, Fare, Funded, Robust};
use crate::analysis::fund::{Funding, Reason};
use crate::analysis::simulate::Space;
use crate::document::{Block, Cell, RowHeight, Table, figure, words};
use crate::model::decision::Decision;
use crate::present::columns::{label, numbers, prose, text};
use crate::present::drawn;
use crate::present::named::Marks;

/// Interventions in a table unless asked for more.
const ROWS: usize = 40;
/// Interventions of a set named as least firm, and of the others as nearest to it.
const LEAST_FIRM: usize = 4;
const NEAREST: usize = 2;
/// Shares below and above which these are named.
const FIRM: f64 = 0.9;
const NEAR: f64 = 0.1;
/// Draws below which shares are rough.
const FEW: u64 = 1_000;

impl Page<'_> {
    /// All that `--robust` asks for.
    pub fn robust(&mut self) {
        let Some(found) = &self.firm.robust else { return };
        self.blocks.push(Block::Heading(format!("Over {}", draws(found.draws))));
        self.say([what_was_drawn(self.decision, found)]);
        let read = |column: &str| found.uncertain.iter().any(|drawn| **drawn == *column);
        self.say(drawn::bounds(self.decision, &read, &[]));
        self.say(how_often(found));
        let most = self.view.top.unwrap_or(ROWS);
        let mut sometimes: Vec<_> = found.interventions.iter().filter(|row| row.p_funded > 0.0 && row.p_funded < 1.0).collect();
        if !sometimes.is_empty() {
            sometimes.sort_by(|a, b| b.p_funded.total_cmp(&a.p_funded));
            let shown = &sometimes[..most.min(sometimes.len())];
            self.blocks.push(Block::Table(self.funded(found, shown)));
            if sometimes.len() > shown.len() {
                self.rest(sometimes.len() - shown.len(), "in JSON and workbooks");
            }
        }
        self.blocks.push(Block::Table(sets(found, self.view.precision)));
        self.say(about_sets(found, self.view.precision));
        self.curve(found, most);
    }

    fn funded(&self, found: &Robust, rows: &[&Funded]) -> Table {
        let marks = Marks(&found.missing);
        let name = |id: &str| self.decision.interventions.iter().find(|row| *row.id == *id).map_or("", |row| &row.name);
        let row = |row: &&Funded| {
            vec![
                text(marks.id(&row.id)),
                text(name(&row.id)),
                Cell::Share(row.p_funded),
                if found.this.selected.contains(&row.id) { text("yes") } else { Cell::Absent },
            ]
        };
        let heading = if found.this.set == Which::Proposed { "Proposed" } else { "In this plan" };
        Table {
            columns: vec![label("ID"), prose("Intervention"), numbers("In the best plan, %").short("Best, %"), label(heading)],
            rows: rows.iter().map(row).collect(),
            rows_as: RowHeight::Whole,
            ..Table::default()
        }
    }

    /// How often each is in the best plan with less and more money.
    fn curve(&mut self, found: &Robust, most: usize) {
        let Some(first) = found.affordability.first() else { return };
        self.blocks.push(Block::Heading("With less and more money, over the draws".to_owned()));
        self.say([format!(
            "In how many per cent of the first {} each is in the best plan, and how many points that adds on average, with money in \
             proportion to the present {}. Blank: in none.",
            draws(first.draws),
            figure::pounds(self.result.budget.sum())
        )]);
        let shares = |row: &Funded| -> Vec<Option<f64>> {
            found.affordability.iter().map(|at| at.p_funded.get(&row.id).copied().flatten()).collect()
        };
        // What is always or never in says nothing about money.
        let at_every = |share: f64| -> Vec<Arc<str>> {
            let is = |found: &Option<f64>| found.is_none_or(|found| (found - share).abs() <= 0.0);
            found.interventions.iter().filter(|row| shares(row).iter().all(is)).map(|row| Arc::clone(&row.id)).collect()
        };
        let (always, never) = (at_every(1.0), at_every(0.0));
        let mut columns = vec![label("ID"), label(if found.this.set == Which::Proposed { "Prop." } else { "Plan" })];
        columns.extend(found.affordability.iter().map(|at| numbers(&format!("{}%", at.percent))));
        let row_of = |name: &str, is_in: bool, of: &dyn Fn(&Affordable) -> Cell| {
            let first = [text(name), if is_in { text("yes") } else { text("") }];
            first.into_iter().chain(found.affordability.iter().map(of)).collect::<Vec<_>>()
        };
        let points = |at: &Affordable| at.expected_value.map_or(Cell::Absent, |value| Cell::Number { value, decimals: 0 });
        let mut rows = vec![row_of("Points", false, &points)];
        let open: Vec<_> =
            found.interventions.iter().filter(|row| !always.contains(&row.id) && !never.contains(&row.id)).collect();
        rows.extend(open.iter().take(most).map(|row| {
            let share = |at: &Affordable| at.p_funded.get(&row.id).copied().flatten().map_or(Cell::Absent, Cell::Share);
            row_of(&row.id, found.this.selected.contains(&row.id), &share)
        }));
        self.blocks.push(Block::Table(Table { columns, rows, ..Table::default() }));
        if open.len() > most {
            self.rest(open.len() - most, "in JSON and workbooks");
        }
        let left_out = [("In every one at any of these amounts", always), ("In none", never)];
        let left_out: Vec<_> =
            left_out.iter().filter(|(_, ids)| !ids.is_empty()).map(|(what, named)| format!("{what}: {}.", all(named))).collect();
        self.say((!left_out.is_empty()).then(|| left_out.join(" ")));
        let without: Vec<_> = found.affordability.iter().filter(|at| at.p_plan < 1.0).collect();
        if !without.is_empty() {
            let each = without.iter().map(|at| format!("{} at {}%", figure::whole_percent(1.0 - at.p_plan), at.percent));
            self.say([format!("Draws in which no plan keeps the rules, which are left out: {}.", words::listed(each))]);
        }
    }
}

/// All ids, up to as many as a table holds.
fn all(ids: &[Arc<str>]) -> String {
    words::first_few(&ids.iter().map(ToString::to_string).collect::<Vec<_>>(), ROWS)
}

fn of(found: &Robust, is: impl Fn(f64) -> bool) -> Vec<Arc<str>> {
    found.interventions.iter().filter(|row| is(row.p_funded)).map(|row| Arc::clone(&row.id)).collect()
}

/// Which are funded always, sometimes and never, and over how many draws.
fn how_often(found: &Robust) -> Vec<String> {
    let (always, never) = (of(found, |p| p >= 1.0), of(found, |p| p <= 0.0));
    let sometimes = found.interventions.len() - always.len() - never.len();
    let mut said = Vec::new();
    if !always.is_empty() {
        said.push(format!("Always in the best plan: {}.", all(&always)));
    }
    if !never.is_empty() {
        said.push(format!("Never: {}.", all(&never)));
    }
    match sometimes {
        0 => {}
        1 => said.push(format!("Sometimes: {}.", all(&of(found, |p| p > 0.0 && p < 1.0)))),
        _ if said.is_empty() => said.push("Sometimes: all.".to_owned()),
        _ => said.push(format!("Sometimes: the other {sometimes}.")),
    }
    let mut said = vec![said.join(" ")];
    if !found.missing.is_empty() {
        said.push(format!("≈ A figure is missing and drawn over its whole scale: {}.", all(&found.missing)));
    }
    said.extend(without_plan(found));
    if found.draws_below_zero > 0 {
        said.push(format!("In {} a cost came out below 0 and counts as money released.", draws(found.draws_below_zero)));
    }
    if !found.cut_off_losses.is_empty() {
        said.push(format!(
            "Figures of {} may be drawn beyond the worst end of a scale, where they are cut off: money is released there and the loss \
             that comes with it does not count in full.",
            all(&found.cut_off_losses)
        ));
    }
    if found.draws_unproven > 0 {
        said.push(format!(
            "In {} the best plan was not proven within the effort allowed; the best found stands for it.",
            draws(found.draws_unproven)
        ));
    }
    said
}

fn without_plan(found: &Robust) -> Option<String> {
    (found.draws_without_plan > 0).then(|| {
        format!(
            "In {} of {} no plan keeps the rules: they are left out of every share and mean.",
            figure::plain(figures(found.draws_without_plan)),
            draws(found.draws)
        )
    })
}

#[allow(clippy::cast_precision_loss)] // a count of draws
pub fn figures(count: u64) -> f64 {
    count as f64
}

/// `10,000 draws`.
fn draws(count: u64) -> String {
    words::count(usize::try_from(count).unwrap_or(usize::MAX), "draw")
}

fn what_was_drawn(decision: &Decision, found: &Robust) -> String {
    let weights = match found.weights_space {
        Space::Fixed => "The weights are the present ones",
        Space::Uniform => "Weights: any, each as likely",
        Space::Ordinal => "Weights: any in the order of the present ones",
        Space::Interval => "Weights: any within the bounds of the swings",
        Space::Dirichlet => "Weights: about the present ones (Dirichlet)",
        Space::Stakeholders => "Weights: as if other people of the same groups had answered",
        Space::Draws => "Weights: from the file of draws",
    };
    let figures = if found.uncertain.is_empty() {
        "; no figure varies".to_owned()
    } else {
        format!("; figures drawn: {}", words::listed(found.uncertain.iter().map(|column| format!("`{column}`"))))
    };
    let limits: Vec<_> = decision
        .portfolio
        .iter()
        .flat_map(|rules| &rules.limits)
        .filter(|limit| limit.column.as_ref().is_some_and(|column| found.uncertain.iter().any(|drawn| **drawn == **column)))
        .map(|limit| format!("\"{}\"", limit.name))
        .collect();
    let limits = if limits.is_empty() {
        String::new()
    } else {
        format!(" The figures of limits stay as stated: {}.", words::listed(limits))
    };
    format!("{weights}{figures}. Every draw is solved anew under all rules; seed {}.{limits}", found.seed)
}

fn named(set: Which) -> &'static str {
    match set {
        Which::Plan => "This plan",
        Which::Proposed => "The proposed set",
        Which::SortedList => "Down the sorted list",
    }
}

/// Sets side by side.
fn sets(found: &Robust, precision: usize) -> Table {
    let row = |fare: &Fare| {
        vec![
            text(named(fare.set)),
            text(figure::whole_percent(fare.p_affordable)),
            Cell::Pounds(fare.expected_cost),
            Cell::Pounds(fare.cost_p90),
            text(figure::whole_percent(fare.p_this_set)),
            Cell::Number { value: fare.expected_regret, decimals: precision },
            Cell::Number { value: fare.max_regret, decimals: precision },
        ]
    };
    Table {
        columns: vec![
            prose("Set"),
            numbers("Paid"),
            numbers("Mean cost"),
            numbers("9 of 10"),
            numbers("Best"),
            numbers("Mean regret"),
            numbers("Largest regret").short("Largest"),
        ],
        rows: std::iter::once(&found.this).chain(&found.beside).map(row).collect(),
        rows_as: RowHeight::Whole,
        ..Table::default()
    }
}

fn about_sets(found: &Robust, precision: usize) -> Vec<String> {
    let all_fares = || std::iter::once(&found.this).chain(&found.beside);
    let short = if all_fares().any(|fare| fare.p_affordable < 1.0) {
        " Where a set cannot be paid as a whole, what has the worst value for money as stated is given up until the rest can, and \
         then what loses benefit without being needed."
    } else {
        ""
    };
    let mut said = vec![format!(
        "Paid: in so many of all draws it can be paid as a whole. 9 of 10: what it costs at most in nine draws of ten. Best: in so many \
         it can be paid and nothing is worth more. Regret: the points by which the best plan of a draw ({} on average) is worth \
         more.{short}",
        figure::fixed(found.expected_value, precision)
    )];
    said.push(found.evpi.map_or_else(
        || "What knowing every figure first would be worth is not defined: no plan keeps the rules at the mean costs.".to_owned(),
        |evpi| {
            let weights = if found.weights_space == Space::Fixed { "" } else { ", at the mean weights" };
            format!(
                "Knowing every figure before choosing would be worth {}{} points on average{weights} (expected value of perfect \
                 information).",
                if found.costs_drawn { "at most " } else { "" },
                figure::fixed(evpi, precision)
            )
        },
    ));
    let unpayable: Vec<_> = all_fares().filter(|fare| fare.p_unpayable > 0.0).map(|fare| named(fare.set)).collect();
    if !unpayable.is_empty() {
        said.push(format!(
            "In some draws not even what is mandated can be paid with what these release: {}. Only what is mandated counts there.",
            words::listed(unpayable.into_iter().map(str::to_owned))
        ));
    }
    let rough = if found.draws < FEW { ": few draws, ask for more before relying on them" } else { "" };
    said.push(format!(
        "Shares are good to about {} percentage points either way{rough}.",
        figure::fixed(200.0 * found.max_standard_error, 1)
    ));
    said
}

/// For the paragraphs at the top.
pub fn in_short(funding: &Funding, found: &Robust, precision: usize) -> String {
    let this = &found.this;
    let varies = varies(found);
    let name = if this.set == Which::Proposed { "the proposed set" } else { "the plan" };
    let paid = match (found.costs_drawn, this.p_affordable < 1.0) {
        (_, false) => format!("{name} can be paid as a whole in every draw."),
        (true, true) => format!(
            "{name} can be paid as a whole in {} of draws: it costs {} on average, and up to {} in nine draws of ten.",
            figure::whole_percent(this.p_affordable),
            figure::short_pounds(this.expected_cost),
            figure::short_pounds(this.cost_p90)
        ),
        (false, true) => format!("{name} costs {}, which cannot be paid.", figure::pounds(this.expected_cost)),
    };
    let mut said = vec![format!("If {varies} turn out differently ({}): {paid}", draws(found.draws))];
    said.extend(firm_ones(funding, found));
    said.push(format!(
        "As it stands it is the best in {} of draws; on average it falls {} points of {} short of the best plan, at most {}.",
        figure::whole_percent(this.p_this_set),
        figure::fixed(this.expected_regret, precision),
        figure::fixed(found.expected_value, precision),
        figure::fixed(this.max_regret, precision)
    ));
    if let Some(plan) = found.beside.iter().find(|fare| fare.set == Which::Plan) {
        said.push(format!(
            "The plan itself: {} on average, at most {}.",
            figure::fixed(plan.expected_regret, precision),
            figure::fixed(plan.max_regret, precision)
        ));
    }
    said.extend(without_plan(found));
    said.join(" ")
}

/// What differs from draw to draw.
pub fn varies(found: &Robust) -> &'static str {
    match (found.uncertain.is_empty(), found.weights_space == Space::Fixed) {
        (false, true) => "figures",
        (true, _) => "weights",
        (false, false) => "figures and weights",
    }
}

/// How many of a set are always in the best plan, which are least firm, and which others are nearest.
fn firm_ones(funding: &Funding, found: &Robust) -> Option<String> {
    let (mut inside, mut outside): (Vec<&Funded>, Vec<&Funded>) =
        found.interventions.iter().partition(|row| found.this.selected.contains(&row.id));
    let is_mandated =
        |id: &Arc<str>| funding.interventions.iter().any(|row| row.id == *id && matches!(row.reason, Reason::Mandated { .. }));
    let always: Vec<_> = inside.iter().filter(|row| row.p_funded >= 1.0).collect();
    let mandated = always.iter().filter(|row| is_mandated(&row.id)).count();
    let of_them = match mandated {
        0 => String::new(),
        all if all == always.len() => " (all mandated)".to_owned(),
        some => format!(" ({some} of them mandated)"),
    };
    let mut said = match (inside.len(), always.len()) {
        (0, _) => return None,
        (1, 1) => format!("Its only intervention{of_them} is in the best plan of every draw"),
        (1, _) => "Its only intervention is not in the best plan of every draw".to_owned(),
        (all, count) if all == count => format!("All {all} of its interventions{of_them} are in the best plan of every draw"),
        (all, 0) => format!("Of its {all} interventions none is in the best plan of every draw"),
        (all, 1) => format!("Of its {all} interventions 1{of_them} is in the best plan of every draw"),
        (all, count) => format!("Of its {all} interventions {count}{of_them} are in the best plan of every draw"),
    };
    let named = |rows: &[&Funded], most: usize| {
        let share = |row: &&Funded| format!("{} ({})", row.id, figure::whole_percent(row.p_funded));
        words::listed(rows.iter().take(most).map(share))
    };
    inside.retain(|row| row.p_funded < FIRM);
    inside.sort_by(|a, b| a.p_funded.total_cmp(&b.p_funded));
    if !inside.is_empty() {
        said.push_str(&format!("; least firm: {}", named(&inside, LEAST_FIRM)));
    }
    outside.retain(|row| row.p_funded >= NEAR);
    outside.sort_by(|a, b| b.p_funded.total_cmp(&a.p_funded));
    if !outside.is_empty() {
        said.push_str(&format!("; nearest outside: {}", named(&outside, NEAREST)));
    }
    said.push('.');
    Some(said)
}
