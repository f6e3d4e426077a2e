//! The board paper: every analysis in the order in which a board reads.

use super::frame::{Frame, Part};
use super::live::live;
use super::{Medium, RunNotes, compare, fund, rank, sensitivity, simulate, weights};
use crate::analysis::compare::Comparison;
use crate::analysis::firmness::Firmness;
use crate::analysis::rank::{Ranking, SortBy};
use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::simulate::Simulation;
use crate::analysis::weights::WeightsResult;
use crate::document::{Block, Document, RowHeight, Table};
use crate::model::decision::Decision;
use crate::present::columns::{label, prose, text};

/// A part of the paper. It appears where what it needs is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// What is asked, by whom, and the answer.
    Decision,
    Criteria,
    Ranking,
    /// Contributions, scores and performances.
    Details,
    ValueForMoney,
    Plan,
    Sensitivity,
    Uncertainty,
    Views,
    Overrides,
    /// Who stands behind the analysis, and what made it.
    Assurance,
}

impl Section {
    /// In the order of the paper.
    pub const ALL: [Self; 11] = [
        Self::Decision,
        Self::Criteria,
        Self::Ranking,
        Self::Details,
        Self::ValueForMoney,
        Self::Plan,
        Self::Sensitivity,
        Self::Uncertainty,
        Self::Views,
        Self::Overrides,
        Self::Assurance,
    ];

    /// As it is typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Criteria => "criteria",
            Self::Ranking => "ranking",
            Self::Details => "details",
            Self::ValueForMoney => "value-for-money",
            Self::Plan => "plan",
            Self::Sensitivity => "sensitivity",
            Self::Uncertainty => "uncertainty",
            Self::Views => "views",
            Self::Overrides => "overrides",
            Self::Assurance => "assurance",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Decision => "The decision and the answer",
            Self::Criteria => "Criteria and weights",
            Self::Ranking => "Ranking",
            Self::Details => "What stands behind the ranking",
            Self::ValueForMoney => "Value for money",
            Self::Plan => "What to fund",
            Self::Sensitivity => "What would change the ranking",
            Self::Uncertainty => "How sure the ranking is",
            Self::Views => "Who sees it differently",
            Self::Overrides => "What the board decides otherwise",
            Self::Assurance => "Assurance and manifest",
        }
    }
}

/// Every analysis of one decision; `None` where the inputs do not ask for it, or do not allow it.
pub struct Analyses {
    pub ranking: Ranking,
    pub weights: WeightsResult,
    pub by_money: Option<Ranking>,
    pub plan: Option<Firmness>,
    pub sensitivity: Option<Sensitivity>,
    pub simulation: Option<Simulation>,
    pub comparison: Option<Comparison>,
    /// Why an analysis that the inputs ask for is not there.
    pub lacking: Vec<String>,
}

/// What the criteria file and the run say beside the analyses.
#[derive(Debug, Clone, Default)]
pub struct Statements {
    /// Key and text of `[decision]`, and of the roles in `[assurance]`.
    pub decision: Vec<(&'static str, String)>,
    pub roles: Vec<(&'static str, String)>,
    /// Intervention, decision, reason and by whom.
    pub overrides: Vec<[String; 4]>,
    /// What made the paper: name and figure.
    pub manifest: Vec<(String, String)>,
    /// Whether this is the paper that the decision rests on.
    pub is_final: bool,
}

/// How the paper is made.
#[derive(Debug, Clone)]
pub struct View {
    pub sections: Vec<Section>,
    /// Decimals of points.
    pub precision: usize,
    /// Rows of long tables; `None`: as many as help.
    pub top: Option<usize>,
    pub medium: Medium,
}

/// The paper.
#[must_use]
pub fn document(
    parts: &[Part<'_, Analyses>],
    by: Option<&str>,
    notes: &RunNotes,
    statements: &Statements,
    view: &View,
) -> Document {
    let frame = Frame { what: "Board paper", done: "analysed", by, notes, medium: view.medium };
    frame.document(parts, |blocks, decision, analyses| {
        if !statements.is_final {
            blocks.push(Block::Banner("DRAFT: not checked with --final, not for decisions.".to_owned()));
        }
        let mut page = Page { blocks, decision, analyses, notes, statements, view };
        for section in Section::ALL.into_iter().filter(|section| view.sections.contains(section)) {
            page.section(section);
        }
    })
}

struct Page<'a> {
    blocks: &'a mut Vec<Block>,
    decision: &'a Decision,
    analyses: &'a Analyses,
    notes: &'a RunNotes,
    statements: &'a Statements,
    view: &'a View,
}

impl Page<'_> {
    /// A section with its title, unless it has nothing to say.
    fn section(&mut self, section: Section) {
        let mut blocks = Vec::new();
        self.fill(section, &mut blocks);
        if !blocks.is_empty() {
            self.blocks.push(Block::Title(section.title().to_owned()));
            self.blocks.append(&mut blocks);
        }
    }

    fn fill(&self, section: Section, blocks: &mut Vec<Block>) {
        let Self { decision, analyses, notes, view, .. } = *self;
        let (precision, medium) = (view.precision, view.medium);
        match section {
            Section::Decision => self.answer(blocks),
            Section::Criteria => {
                weights::body(blocks, decision, &analyses.weights, notes, weights::View { precision, medium });
            }
            Section::Ranking => {
                rank::order(blocks, decision, &analyses.ranking, self.rank_view(SortBy::Value));
                blocks.extend(live(decision, &analyses.ranking, precision, view.top));
            }
            Section::Details => rank::details(blocks, decision, &analyses.ranking, self.rank_view(SortBy::Value)),
            Section::ValueForMoney => {
                if let Some(ranking) = &analyses.by_money {
                    rank::order(blocks, decision, ranking, self.rank_view(SortBy::ValueForMoney));
                }
            }
            Section::Plan => {
                if let Some(plan) = &analyses.plan {
                    // The answer stands at the top, unless that was left out.
                    if view.sections.contains(&Section::Decision) {
                        fund::details(blocks, decision, plan, self.fund_view());
                    } else {
                        fund::body(blocks, decision, plan, notes, self.fund_view());
                    }
                }
            }
            Section::Sensitivity => {
                if let Some(found) = &analyses.sensitivity {
                    sensitivity::body(blocks, decision, found, notes, sensitivity::View { precision, medium });
                }
            }
            Section::Uncertainty => {
                if let Some(found) = &analyses.simulation {
                    simulate::body(blocks, decision, found, notes, simulate::View { precision, medium });
                }
            }
            Section::Views => {
                if let Some(found) = &analyses.comparison {
                    let subject = compare::Subject::Weights;
                    compare::body(blocks, decision, found, compare::View { subject, precision, medium });
                }
            }
            Section::Overrides => self.overrides(blocks),
            Section::Assurance => self.assurance(blocks),
        }
    }

    fn rank_view(&self, sort: SortBy) -> rank::View {
        rank::View { sort, precision: self.view.precision, top: self.view.top, medium: self.view.medium }
    }

    fn fund_view(&self) -> fund::View {
        fund::View { precision: self.view.precision, top: self.view.top, medium: self.view.medium }
    }

    /// Who asks and for when, and the answer: the plan where there is money, else who comes first.
    fn answer(&self, blocks: &mut Vec<Block>) {
        blocks.extend(pairs("Decision", "Stated", &self.statements.decision).map(Block::Table));
        let ranking = rank::answer(self.decision, &self.analyses.ranking, self.rank_view(SortBy::Value));
        let plan = self.analyses.plan.iter().flat_map(|plan| fund::answer(self.decision, plan, self.fund_view()));
        let said = plan.chain([ranking]).chain(self.analyses.lacking.iter().cloned());
        blocks.extend(said.map(Block::Paragraph));
    }

    fn overrides(&self, blocks: &mut Vec<Block>) {
        if self.statements.overrides.is_empty() {
            return;
        }
        let said = "Printed beside the answer of the model, which they do not change.";
        blocks.push(Block::Paragraph(said.to_owned()));
        let rows = self.statements.overrides.iter().map(|row| row.iter().cloned().map(text).collect()).collect();
        blocks.push(Block::Table(Table {
            columns: vec![label("ID"), prose("Decision"), prose("Reason"), prose("By")],
            rows,
            rows_as: RowHeight::Whole,
            ..Table::default()
        }));
    }

    fn assurance(&self, blocks: &mut Vec<Block>) {
        blocks.extend(pairs("Role", "Who", &self.statements.roles).map(Block::Table));
        blocks.extend(pairs("Made from", "What", &self.statements.manifest).map(Block::Table));
    }
}

/// Names and what belongs to them, where there is any.
fn pairs<N: AsRef<str>>(name: &str, what: &str, rows: &[(N, String)]) -> Option<Table> {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    let cells = |(name, what): &(N, String)| vec![text(capital(name.as_ref())), text(what.clone())];
    (!rows.is_empty()).then(|| Table {
        columns: vec![label(name), prose(what)],
        rows: rows.iter().map(cells).collect(),
        rows_as: RowHeight::Whole,
        ..Table::default()
    })
}
