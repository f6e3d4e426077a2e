//! How firm the answer is, in words before numbers, and who sees it differently.

use super::{Page, Section, heading, say};
use crate::document::Block;
use crate::present::{compare, fund, pictures, sensitivity, simulate};

impl Page<'_> {
    /// What would change the plan and the ranking, and how sure both are; the tables stand in the annex.
    pub fn firmness(&self) -> Vec<Block> {
        let mut blocks = self.of_the_plan();
        blocks.extend(self.where_something_changes());
        blocks.extend(self.over_the_draws());
        blocks.extend(self.analyses.lacking.iter().cloned().map(Block::Paragraph));
        if !blocks.is_empty() && self.has(Section::Annex) {
            let drawn =
                self.analyses.simulation.is_some() || self.analyses.plan.as_ref().is_some_and(|plan| plan.robust.is_some());
            let order = if drawn {
                "Single changes are exact and come first; draws say how they add up."
            } else {
                "All of this is exact."
            };
            blocks.push(say(format!("{order} The annex holds the tables.")));
        }
        blocks
    }

    fn of_the_plan(&self) -> Vec<Block> {
        let (decision, Some(plan)) = (self.decision, &self.analyses.plan) else { return Vec::new() };
        let said = fund::in_short(decision, plan, self.fund_view(self.rows()));
        if said.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![heading("The plan")];
        blocks.extend(said.into_iter().map(Block::Paragraph));
        blocks.extend(plan.stability.as_ref().and_then(|found| pictures::plan_stability(decision, found)).map(Block::Chart));
        blocks
    }

    fn where_something_changes(&self) -> Vec<Block> {
        let (decision, Some(found)) = (self.decision, &self.analyses.sensitivity) else { return Vec::new() };
        let mut blocks = vec![heading("The ranking, where weights or figures change")];
        blocks.extend(sensitivity::answer(decision, found, self.sensitivity_view()).into_iter().map(Block::Paragraph));
        blocks.extend(pictures::stability(decision, found).map(Block::Chart));
        blocks.extend(pictures::tornado(decision, &self.analyses.tornado, self.view.precision).map(Block::Chart));
        blocks
    }

    fn over_the_draws(&self) -> Vec<Block> {
        let (decision, Some(found)) = (self.decision, &self.analyses.simulation) else { return Vec::new() };
        let mut blocks = vec![heading("The ranking over the draws")];
        blocks.extend(simulate::answer(decision, found, self.simulate_view()).into_iter().map(Block::Paragraph));
        blocks.push(Block::Chart(pictures::acceptability(found)));
        blocks
    }

    /// The weights of scenarios as a picture where there are no groups, whose picture stands with the criteria.
    pub fn views(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(found) = self.analyses.comparison.as_ref().filter(|_| self.shows_views()) {
            compare::main_part(&mut blocks, self.decision, found, self.compare_view());
            let open = found.funding.as_ref().is_some_and(|funding| funding.least_regret.is_none() && funding.regrets.len() > 1);
            blocks.extend(open.then(|| {
                say("The plan of least largest regret was not searched for among so many interventions; it can be asked for by itself.")
            }));
            blocks.extend(pictures::weights_by_view(self.decision, "scenario", &self.analyses.scenarios).map(Block::Chart));
            blocks.extend(self.live());
        }
        blocks
    }

    /// Whether there are views that can differ: with one criterion all are the same.
    pub fn shows_views(&self) -> bool {
        let found = self.analyses.comparison.as_ref().is_some_and(|found| found.views.len() > 1);
        found && self.has(Section::Views) && self.decision.criteria.len() > 1
    }
}
