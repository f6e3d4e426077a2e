//! What is decided: the answer in one paragraph, the plan, and what the board decides otherwise.

use super::{Page, pairs, say, whole};
use crate::analysis::rank::SortBy;
use crate::document::Block;
use crate::present::columns::{label, prose, text};
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
        let mut blocks: Vec<_> = self.analyses.lacking.iter().cloned().map(Block::Paragraph).collect();
        blocks.push(say(answer));
        blocks.push(say("The model advises; the board decides, and says so where it decides otherwise."));
        blocks.extend(pairs("Decision", "Stated", &self.statements.decision));
        blocks
    }

    /// The funded plan, what missed it and why, and how streams and limits are used.
    pub fn plan(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        match &self.analyses.plan {
            Some(plan) => {
                fund::plan(&mut blocks, self.decision, plan, self.fund_view(self.rows()));
                blocks.extend(self.elsewhere());
            }
            None => blocks.extend(self.analyses.lacking.iter().cloned().map(Block::Paragraph)),
        }
        blocks
    }

    pub fn overrides(&self) -> Vec<Block> {
        let is_here = |id: &str| self.decision.interventions.iter().any(|intervention| *intervention.id == *id);
        // Of a part of the data only its own.
        let here: Vec<_> = self.statements.overrides.iter().filter(|over| !self.is_part || is_here(&over[0])).collect();
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
