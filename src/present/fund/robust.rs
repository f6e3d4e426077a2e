//! How a set fares over the draws, in words and as tables.

use std::sync::Arc;

use super::Page;
use crate::analysis::firmness::robust::{Funded, Robust};
use crate::analysis::simulate::Space;
use crate::document::{Block, Cell, Table, figure, words};
use crate::present::columns::{label, numbers, prose, text};

/// Interventions in a table unless asked for more.
const ROWS: usize = 40;

impl Page<'_> {
    /// All that `--robust` asks for.
    pub fn robust(&mut self) {
        let Some(found) = &self.firm.robust else { return };
        self.blocks.push(Block::Heading(format!("Over {}", draws(found.draws))));
        self.say([what_was_drawn(found)]);
        self.say(how_often(found));
        let most = self.view.top.unwrap_or(ROWS);
        let sometimes: Vec<_> = found.interventions.iter().filter(|row| row.p_funded > 0.0 && row.p_funded < 1.0).collect();
        if !sometimes.is_empty() {
            let mut sorted = sometimes;
            sorted.sort_by(|a, b| b.p_funded.total_cmp(&a.p_funded));
            let shown = &sorted[..most.min(sorted.len())];
            self.blocks.push(Block::Table(self.funded(found, shown)));
            if sorted.len() > shown.len() {
                self.say([format!("{} more in CSV and JSON, or with --top.", sorted.len() - shown.len())]);
            }
        }
        self.say(self.regret(found));
        self.curve(found, most);
    }

    fn funded(&self, found: &Robust, rows: &[&Funded]) -> Table {
        let name = |id: &str| self.decision.interventions.iter().find(|row| *row.id == *id).map_or("", |row| &row.name);
        let row = |row: &&Funded| {
            vec![
                text(row.id.as_ref()),
                text(name(&row.id)),
                Cell::Share(row.p_funded),
                if found.set.contains(&row.id) { text("yes") } else { Cell::Absent },
            ]
        };
        Table {
            columns: vec![label("ID"), prose("Intervention"), numbers("In the best plan"), label(self.set_heading())],
            rows: rows.iter().map(row).collect(),
            ..Table::default()
        }
    }

    fn set_heading(&self) -> &'static str {
        if self.view.proposed { "Proposed" } else { "In this plan" }
    }

    fn set(&self) -> &'static str {
        if self.view.proposed { "the proposed set" } else { "this plan" }
    }

    fn regret(&self, found: &Robust) -> Vec<String> {
        let points = |points: f64| words::apart(points, self.view.precision);
        let set = self.set();
        let mut said = format!(
            "Nothing beats {set} in {} of the draws. On average the best plan is worth {} points more (of {}), at most {}: its \
             regret.",
            figure::whole_percent(found.p_this_set),
            points(found.expected_regret),
            figure::fixed(found.expected_value, self.view.precision),
            points(found.max_regret)
        );
        if found.p_affordable < 1.0 {
            said.push_str(&format!(
                " As a whole it can be paid in {} of the draws; in the others the best part of it that can be paid counts.",
                figure::whole_percent(found.p_affordable)
            ));
        }
        let evpi = found.evpi.map_or_else(
            || "What knowing every figure first would be worth is not defined: no plan keeps the rules at the mean costs.".to_owned(),
            |evpi| {
                format!(
                    "Knowing every figure before choosing would be worth {} points on average, at the mean weights (expected value \
                     of perfect information).",
                    points(evpi)
                )
            },
        );
        vec![said, evpi, format!("Largest standard error of a share: {}.", figure::fixed(found.max_standard_error, 4))]
    }

    /// How often each is in the best plan with less and more money.
    fn curve(&mut self, found: &Robust, most: usize) {
        let Some(first) = found.affordability.first() else { return };
        self.blocks.push(Block::Heading("With less and more money, over the draws".to_owned()));
        self.say([format!(
            "How often each is in the best plan, and what that adds on average, over the first {} and with money in proportion \
             to the present {}.",
            draws(first.draws),
            figure::pounds(self.result.budget.sum())
        )]);
        let mut columns = vec![label("ID")];
        columns.extend(found.affordability.iter().map(|at| numbers(&format!("{}%", at.percent))));
        let figure_row = |name: &str, of: &dyn Fn(&crate::analysis::firmness::robust::Affordable) -> Cell| {
            std::iter::once(text(name)).chain(found.affordability.iter().map(of)).collect::<Vec<_>>()
        };
        let mut rows =
            vec![figure_row("Points", &|at| at.expected_value.map_or(Cell::Absent, |value| Cell::Number { value, decimals: 0 }))];
        let shown = found.interventions.iter().take(most);
        rows.extend(
            shown.map(|row| {
                figure_row(&row.id, &|at| at.p_funded.get(&row.id).copied().flatten().map_or(Cell::Absent, Cell::Share))
            }),
        );
        self.blocks.push(Block::Table(Table { columns, rows, ..Table::default() }));
        if found.interventions.len() > most {
            self.say([format!("{} more in JSON and workbooks, or with --top.", found.interventions.len() - most)]);
        }
        let without: Vec<_> = found.affordability.iter().filter(|at| at.p_plan < 1.0).collect();
        if !without.is_empty() {
            let each = without.iter().map(|at| format!("{} at {}%", figure::whole_percent(1.0 - at.p_plan), at.percent));
            self.say([format!("Draws in which no plan keeps the rules: {}.", words::listed(each))]);
        }
    }
}

/// Which are funded always, sometimes and never, and over how many draws.
fn how_often(found: &Robust) -> Vec<String> {
    let of = |is: &dyn Fn(f64) -> bool| -> Vec<Arc<str>> {
        found.interventions.iter().filter(|row| is(row.p_funded)).map(|row| Arc::clone(&row.id)).collect()
    };
    let (always, never) = (of(&|p| p >= 1.0), of(&|p| p <= 0.0));
    let named = |all: &[Arc<str>]| match all {
        [] => "none".to_owned(),
        _ => words::first_few(&all.iter().map(ToString::to_string).collect::<Vec<_>>(), ROWS),
    };
    let mut said = vec![format!(
        "In the best plan of every draw: {}. Of no draw: {}. Sometimes: {}",
        named(&always),
        named(&never),
        match found.interventions.len() - always.len() - never.len() {
            0 => "none.".to_owned(),
            count => format!("the other {count}."),
        }
    )];
    if found.draws_without_plan > 0 {
        said.push(format!(
            "In {} no plan keeps the rules (what is mandated costs more than there is): they are left out of every share and \
             mean here.",
            draws(found.draws_without_plan)
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

/// `10,000 draws`.
fn draws(count: u64) -> String {
    words::count(usize::try_from(count).unwrap_or(usize::MAX), "draw")
}

fn what_was_drawn(found: &Robust) -> String {
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
        format!("; drawn: {}", words::listed(found.uncertain.iter().map(ToString::to_string)))
    };
    format!("{weights}{figures}. Every draw is solved anew under all rules; seed {}.", found.seed)
}

/// For the paragraph at the top.
pub fn in_short(found: &Robust, is_proposed: bool, precision: usize) -> String {
    let in_set: Vec<_> = found.interventions.iter().filter(|row| found.set.contains(&row.id)).collect();
    let always = in_set.iter().filter(|row| row.p_funded >= 1.0).count();
    let often = in_set.iter().filter(|row| row.p_funded >= 0.9 && row.p_funded < 1.0).count();
    let varies = match (found.uncertain.is_empty(), found.weights_space == Space::Fixed) {
        (false, true) => "figures",
        (true, _) => "weights",
        (false, false) => "figures and weights",
    };
    let set = if is_proposed { "proposed interventions" } else { "funded interventions" };
    format!(
        "Over {} of uncertain {varies}, {always} of the {} {set} are always in the best plan and {often} more in at \
         least 90% of draws; nothing beats the set in {} of draws, and on average it falls {} points short of the best plan, at \
         most {}.",
        draws(found.draws),
        in_set.len(),
        figure::whole_percent(found.p_this_set),
        words::apart(found.expected_regret, precision),
        words::apart(found.max_regret, precision)
    )
}
