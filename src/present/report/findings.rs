//! How firm the answer is, in words before numbers, and who sees it differently.

use super::{Page, heading, say};
use crate::document::Block;
use crate::present::{compare, fund, sensitivity, simulate};

impl Page<'_> {
    /// What would change the plan and the ranking, and how sure both are; the tables stand in the annex.
    pub fn firmness(&self) -> Vec<Block> {
        let Self { decision, analyses, .. } = *self;
        let mut blocks = Vec::new();
        if let Some(plan) = &analyses.plan {
            blocks.push(heading("The plan"));
            blocks.extend(fund::in_short(decision, plan, self.fund_view(self.rows())).into_iter().map(Block::Paragraph));
        }
        if let Some(found) = &analyses.sensitivity {
            blocks.push(heading("The ranking, where weights or figures change"));
            blocks.extend(sensitivity::answer(decision, found, self.sensitivity_view()).into_iter().map(Block::Paragraph));
        }
        if let Some(found) = &analyses.simulation {
            blocks.push(heading("The ranking over the draws"));
            blocks.extend(simulate::answer(decision, found, self.simulate_view()).into_iter().map(Block::Paragraph));
        }
        if !blocks.is_empty() {
            blocks.push(say("Single changes are exact and come first; draws say how they add up. The annex holds the tables."));
        }
        blocks
    }

    pub fn views(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(found) = &self.analyses.comparison {
            compare::main_part(&mut blocks, self.decision, found, self.compare_view());
        }
        blocks
    }
}
