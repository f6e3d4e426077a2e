//! What is decided: the answer in one paragraph, the plan, and what the board decides otherwise.

use super::{BRIEF, LONG, Page, Section, heading, pairs, say, whole};
use crate::analysis::firmness::Firmness;
use crate::analysis::fund::{Considered, Reason};
use crate::analysis::rank::SortBy;
use crate::document::{Block, Cell, figure, words};
use crate::present::columns::{label, numbers, prose, text};
use crate::present::{fund, rank};

impl Page<'_> {
    /// Who asks and for when, and the answer: the plan where there is money, else who comes first.
    pub fn answer(&self) -> Vec<Block> {
        let view = self.rank_view(SortBy::Value, None);
        let answer = match &self.analyses.plan {
            Some(plan) => fund::brief(self.decision, plan, self.fund_view(self.rows())),
            None => rank::answer(self.decision, &self.analyses.ranking, view),
        };
        // That there is no plan, and why, goes before anything else.
        let mut blocks: Vec<_> = self.analyses.no_plan.iter().cloned().map(Block::Paragraph).collect();
        blocks.push(say(answer));
        blocks.extend(self.first_left_out().map(say));
        blocks.push(say(self.who_decides()));
        blocks.extend(self.recommended());
        if let Some(stated) = pairs("Decision", "Stated", &self.statements.decision) {
            blocks.extend([heading("What is stated of the decision"), stated]);
        }
        blocks
    }

    /// Who comes first and is not funded, which a reader of the ranking would ask about.
    fn first_left_out(&self) -> Option<String> {
        let plan = &self.analyses.plan.as_ref()?.funding;
        let is_out = |row: &&&Considered| !row.selected;
        let first = self.analyses.ranking.ranking.iter().filter(|row| row.rank == 1);
        let first = first.filter_map(|first| plan.interventions.iter().find(|row| row.id == first.id));
        let row = first.collect::<Vec<_>>().iter().find(is_out).copied()?;
        let why = fund::why(self.decision, row, self.view.precision);
        Some(format!("First in the ranking and not in the plan is {} ({}): {why}.", row.name, row.id))
    }

    /// That the board decides, and where it does so otherwise.
    fn who_decides(&self) -> String {
        let here = self.overrides_here();
        if here.is_empty() {
            return "The model advises; the board decides, and says so where it decides otherwise.".to_owned();
        }
        let cost = |id: &str| {
            let found = self.decision.interventions.iter().find(|intervention| *intervention.id == *id);
            found.and_then(|found| found.cost).map_or(String::new(), |cost| format!("; {} a year", figure::pounds(cost)))
        };
        let said: Vec<_> = here.iter().map(|over| format!("{} ({}{})", over[0], over[1], cost(&over[0]))).collect();
        format!(
            "The model advises; the board decides, and decides otherwise on {}: none of the figures here holds that.",
            words::listed(said)
        )
    }

    /// What the plan funds, by name: all, unless the list is long.
    fn recommended(&self) -> Vec<Block> {
        let Some(plan) = &self.analyses.plan else { return Vec::new() };
        let funded: Vec<_> = plan.funding.interventions.iter().filter(|row| row.selected).collect();
        if funded.is_empty() {
            return Vec::new();
        }
        let mandated = |row: &Considered| match row.reason {
            Reason::Mandated { .. } => fund::why(self.decision, row, self.view.precision),
            _ => String::new(),
        };
        let shown = if funded.len() > LONG { &funded[..BRIEF] } else { &funded[..] };
        let has_mandates = shown.iter().any(|row| matches!(row.reason, Reason::Mandated { .. }));
        let row = |row: &&Considered| {
            let mut cells = vec![text(row.id.as_ref()), text(row.name.clone()), Cell::Pounds(row.cost)];
            cells.extend(has_mandates.then(|| text(mandated(row))));
            cells
        };
        let mut columns = vec![label("ID"), prose("To be funded"), numbers(self.what_it_costs())];
        columns.extend(has_mandates.then(|| prose("Mandate")));
        let mut blocks = vec![whole(columns, shown.iter().map(row).collect())];
        if shown.len() < funded.len() {
            let annex = if self.has(Section::Annex) { "; the annex names all" } else { "" };
            blocks.push(say(format!("The first {} of {} to be funded{annex}.", shown.len(), funded.len())));
        }
        blocks
    }

    fn what_it_costs(&self) -> &'static str {
        let years = self.decision.portfolio.as_ref().map_or(1, |rules| rules.budgets.len());
        match (self.decision.cost_is_net, years > 1) {
            (true, false) => "Net cost",
            (true, true) => "Net cost, all years",
            (false, true) => "Cost, all years",
            (false, false) => "Cost",
        }
    }

    /// Of a part of the data only its own.
    fn overrides_here(&self) -> Vec<&[String; 4]> {
        let is_here = |id: &str| self.decision.interventions.iter().any(|intervention| *intervention.id == *id);
        let is_aside = |id: &str| self.notes.set_aside.iter().any(|row| *row.id == *id);
        self.statements.overrides.iter().filter(|over| self.part.is_none() || is_here(&over[0]) || is_aside(&over[0])).collect()
    }

    /// The funded plan, what missed it and why, and how streams and limits are used.
    pub fn plan(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        match &self.analyses.plan {
            Some(plan) => {
                fund::plan(&mut blocks, self.decision, plan, self.fund_view(self.rows()));
                blocks.extend(self.elsewhere());
                blocks.extend(self.by_stream(plan));
            }
            None => blocks.extend(self.analyses.no_plan.iter().cloned().map(Block::Paragraph)),
        }
        blocks
    }

    /// The plan stream by stream; nothing where money is not parted so.
    fn by_stream(&self, plan: &Firmness) -> Vec<Block> {
        let Some(rules) = self.decision.portfolio.as_ref().filter(|rules| !rules.streams.is_empty()) else { return Vec::new() };
        let row = |stream: Option<usize>| {
            let of = rules.members.iter().zip(&plan.funding.interventions).filter(|(member, _)| member.stream == stream);
            let (funded, out): (Vec<_>, Vec<_>) = of.map(|(_, row)| row).partition(|row| row.selected);
            let ids = |rows: &[&Considered]| match rows {
                [] => Cell::Absent,
                _ => text(words::first_few(&rows.iter().map(|row| row.id.to_string()).collect::<Vec<_>>(), self.rows())),
            };
            let name = stream.map_or("none of its own", |stream| rules.streams[stream].name.as_str());
            let cost = funded.iter().map(|row| row.cost).sum();
            let is_empty = funded.is_empty() && out.is_empty();
            (!is_empty).then(|| vec![text(name), ids(&funded), Cell::Pounds(cost), ids(&out)])
        };
        let streams = (0..rules.streams.len()).map(Some).chain([None]);
        let columns = vec![prose("Stream"), prose("Funds"), numbers("Cost"), prose("Does not fund")];
        vec![heading("The plan by stream"), whole(columns, streams.filter_map(row).collect())]
    }

    pub fn overrides(&self) -> Vec<Block> {
        let here = self.overrides_here();
        if here.is_empty() {
            return Vec::new();
        }
        let rows = here.into_iter().map(|over| {
            let model = self.model_says(&over[0]);
            let [id, decision, reason, by] = over.clone();
            vec![text(id), text(model), text(decision), text(reason), text(by)]
        });
        let columns = vec![label("ID"), prose("The model"), prose("The board"), prose("Reason"), prose("By")];
        vec![say("Printed beside the answer of the model, which they do not change."), whole(columns, rows.collect())]
    }

    /// What became of an intervention: its rank, and whether it is funded.
    fn model_says(&self, id: &str) -> String {
        let Some(row) = self.analyses.ranking.ranking.iter().find(|row| *row.id == *id) else {
            return "not analysed".to_owned();
        };
        let funded = self.analyses.plan.as_ref().map(|plan| plan.funding.selected.contains(&row.id));
        let fate = match funded {
            Some(true) => ", funded",
            Some(false) => ", not funded",
            None => "",
        };
        format!("rank {}{}{fate}", row.rank, if row.tied { "=" } else { "" })
    }
}
