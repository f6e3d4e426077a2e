//! The board paper: every analysis in the order in which a board reads.
//!
//! This file knows the sections and what they are made from; `opening` fills those up to the ranking, `answer` what is decided,
//! `findings` what the analyses found, `equality`, `limitations`, `checklist`, `annex` and `assurance` those of their names.

mod annex;
mod answer;
mod assurance;
mod checklist;
mod equality;
mod findings;
mod limitations;
mod opening;

use super::frame::{Frame, Part, name_of};
use super::{Medium, RunNotes, compare, fund, rank, sensitivity, simulate};
use crate::analysis::compare::Comparison;
use crate::analysis::equality::EqualityResult;
use crate::analysis::firmness::Firmness;
use crate::analysis::rank::{Ranking, SortBy};
use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::sensitivity::tornado::TornadoBar;
use crate::analysis::simulate::Simulation;
use crate::analysis::weights::WeightsResult;
use crate::document::{Block, Cell, Column, Document, RowHeight, Table, words};
use crate::model::decision::Decision;
use crate::present::columns::{label, prose, text};
use crate::present::pictures::WeightView;

/// Interventions beyond which tables in the text show the first few only.
const LONG: usize = 40;
const BRIEF: usize = 20;

/// A part of the paper. It appears where what it needs is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// What is asked, by whom, and the answer.
    Decision,
    /// What was considered, and what passed the gates.
    LongList,
    /// What is weighed: definitions, ranges, swings.
    Criteria,
    /// What each is expected to do, and on what evidence.
    Performances,
    Ranking,
    ValueForMoney,
    Plan,
    /// What would change the answer, and how sure it is.
    Firmness,
    /// Who sees it differently.
    Views,
    Equality,
    Overrides,
    Limitations,
    /// The ISPOR checklist.
    Checklist,
    /// Complete tables.
    Annex,
    /// Assumptions, who stands behind the analysis, and what made it.
    Assurance,
}

impl Section {
    /// In the order of the paper.
    pub const ALL: [Self; 15] = [
        Self::Decision,
        Self::LongList,
        Self::Criteria,
        Self::Performances,
        Self::Ranking,
        Self::ValueForMoney,
        Self::Plan,
        Self::Firmness,
        Self::Views,
        Self::Equality,
        Self::Overrides,
        Self::Limitations,
        Self::Checklist,
        Self::Annex,
        Self::Assurance,
    ];

    /// As it is typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::LongList => "long-list",
            Self::Criteria => "criteria",
            Self::Performances => "performances",
            Self::Ranking => "ranking",
            Self::ValueForMoney => "value-for-money",
            Self::Plan => "plan",
            Self::Firmness => "firmness",
            Self::Views => "views",
            Self::Equality => "equality",
            Self::Overrides => "overrides",
            Self::Limitations => "limitations",
            Self::Checklist => "checklist",
            Self::Annex => "annex",
            Self::Assurance => "assurance",
        }
    }

    /// Whether it speaks of what is funded.
    #[must_use]
    pub fn needs_plan(self) -> bool {
        use Section::{Annex, Decision, Equality, Firmness, Limitations, Overrides, Plan, ValueForMoney};
        matches!(self, Decision | ValueForMoney | Plan | Firmness | Equality | Overrides | Limitations | Annex)
    }

    /// Whether it speaks of what changes where weights or figures are other.
    #[must_use]
    pub fn needs_firmness(self) -> bool {
        matches!(self, Self::Firmness | Self::Checklist | Self::Annex)
    }

    /// Whether it speaks of other views.
    #[must_use]
    pub fn needs_views(self) -> bool {
        matches!(self, Self::Views | Self::Checklist | Self::Annex)
    }

    fn title(self) -> &'static str {
        match self {
            Self::Decision => "The decision and the answer",
            Self::LongList => "From the long list to the short list",
            Self::Criteria => "What counts, and how much",
            Self::Performances => "What each is expected to do",
            Self::Ranking => "The ranking, and what makes it",
            Self::ValueForMoney => "Value for money",
            Self::Plan => "What to fund",
            Self::Firmness => "How firm this is",
            Self::Views => "Who sees it differently",
            Self::Equality => "Equality",
            Self::Overrides => "What the board decides otherwise",
            Self::Limitations => "Limitations",
            Self::Checklist => "Checklist of good practice",
            Self::Annex => "Annex: complete tables",
            Self::Assurance => "Assumptions, assurance and manifest",
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
    /// One uncertain figure at a time; empty where none is.
    pub tornado: Vec<TornadoBar>,
    pub simulation: Option<Simulation>,
    pub equality: Option<EqualityResult>,
    pub comparison: Option<Comparison>,
    /// The weights of scenarios, where they are compared.
    pub scenarios: Vec<WeightView>,
    /// Why there is no plan, where there is money.
    pub no_plan: Option<String>,
    /// Why how firm the answer is was not worked out.
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
            blocks.push(Block::Banner("DRAFT, not for decisions: not yet checked and signed off.".to_owned()));
        }
        if statements.is_final {
            let roles = statements.roles.iter().map(|(role, who)| format!("{}: {who}.", words::capital(role)));
            let scenario =
                notes.scenario.as_ref().map_or(String::new(), |name| format!(" at the weights of scenario \"{name}\""));
            blocks.push(say(format!("FINAL paper{scenario}. {}", roles.collect::<Vec<_>>().join(" "))));
        }
        let page = Page { decision, analyses, notes, statements, view, part: name_of(parts, by, decision) };
        for section in Section::ALL.into_iter().filter(|section| view.sections.contains(section)) {
            let content = page.content(section);
            if !content.is_empty() {
                blocks.push(Block::Title(section.title().to_owned()));
                blocks.extend(content);
            }
        }
        // What closes the document stands after the last part.
        let last = parts.iter().rev().find_map(Part::analysed);
        let is_last = last.is_some_and(|(last, _)| std::ptr::eq(last, decision));
        if is_last && !view.sections.contains(&Section::Assurance) {
            blocks.push(Block::Title("Rows and doubts".to_owned()));
        }
    })
}

struct Page<'a> {
    decision: &'a Decision,
    analyses: &'a Analyses,
    notes: &'a RunNotes,
    statements: &'a Statements,
    view: &'a View,
    /// What it is called where it is one value of `--by`.
    part: Option<String>,
}

impl Page<'_> {
    /// What a section says; empty where it has nothing to say.
    fn content(&self, section: Section) -> Vec<Block> {
        match section {
            Section::Decision => self.answer(),
            Section::LongList => self.long_list(),
            Section::Criteria => self.criteria(),
            Section::Performances => self.performances(),
            Section::Ranking => self.ranking(),
            Section::ValueForMoney => self.value_for_money(),
            Section::Plan => self.plan(),
            Section::Firmness => self.firmness(),
            Section::Views => self.views(),
            Section::Equality => self.equality(),
            Section::Overrides => self.overrides(),
            Section::Limitations => self.limitations(),
            Section::Checklist => self.checklist(),
            Section::Annex => self.annex(),
            Section::Assurance => self.assurance(),
        }
    }

    /// Rows of a table in the text; the annex is complete.
    fn rows(&self) -> usize {
        let all = self.decision.interventions.len();
        self.view.top.unwrap_or(if all > LONG { BRIEF } else { all })
    }

    /// Whether a section is asked for.
    fn has(&self, section: Section) -> bool {
        self.view.sections.contains(&section)
    }

    /// Whether the tables in the text leave something out.
    fn is_cut(&self) -> bool {
        self.rows() < self.decision.interventions.len()
    }

    fn rank_view(&self, sort: SortBy, top: Option<usize>) -> rank::View {
        rank::View { sort, precision: self.view.precision, top, medium: Medium::Board }
    }

    fn fund_view(&self, top: usize) -> fund::View {
        fund::View { precision: self.view.precision, top: Some(top), medium: Medium::Board }
    }

    fn sensitivity_view(&self) -> sensitivity::View {
        sensitivity::View { precision: self.view.precision, rows: usize::MAX, medium: Medium::Board }
    }

    fn simulate_view(&self) -> simulate::View {
        simulate::View { precision: self.view.precision, rows: usize::MAX, medium: Medium::Board }
    }

    fn compare_view(&self) -> compare::View {
        let subject = compare::Subject::Weights;
        compare::View { subject, precision: self.view.precision, medium: Medium::Board }
    }
}

/// A paragraph.
fn say(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

/// A table whose rows are read whole.
fn whole(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table { columns, rows, rows_as: RowHeight::Whole, ..Table::default() })
}

/// Names and what belongs to them, where there is any.
fn pairs<N: AsRef<str>>(name: &str, what: &str, rows: &[(N, String)]) -> Option<Block> {
    let cells = |(name, what): &(N, String)| vec![text(words::capital(name.as_ref())), text(what.clone())];
    (!rows.is_empty()).then(|| whole(vec![label(name), prose(what)], rows.iter().map(cells).collect()))
}
