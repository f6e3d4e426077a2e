//! A comparison as records for CSV and workbooks: every figure at full precision.

use std::collections::HashSet;
use std::sync::Arc;

use crate::analysis::ByName;
use crate::analysis::compare::funding::Funding;
use crate::analysis::compare::{Comparison, Row};
use crate::export::csv::{Field, Records};
use crate::model::decision::Decision;
use crate::model::intervention::Intervention;
use crate::present::frame::{Content, Part};

/// A table of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// Ranks and values.
    Comparison,
    /// Every intervention, and whether each view would fund it.
    Funded,
    /// Every plan, and what each view loses with it.
    Regret,
}

impl Listed {
    /// Those for workbooks only, where there is money.
    pub const BESIDE: [Self; 2] = [Self::Funded, Self::Regret];

    /// What its sheet in a workbook is called.
    #[must_use]
    pub fn sheet(self) -> &'static str {
        match self {
            Self::Comparison => "Comparison",
            Self::Funded => "Who funds what",
            Self::Regret => "Regret",
        }
    }

    fn header(self, views: &[&str]) -> Vec<String> {
        let (first, figures): (&[&str], &[&str]) = match self {
            Self::Comparison => (&["id", "name"], &["rank", "value"]),
            Self::Funded => (&["id", "name"], &["funded"]),
            Self::Regret => (&["plan", "total_cost", "total_value", "max_regret"], &["regret"]),
        };
        let figures = figures.iter().flat_map(|figure| views.iter().map(move |view| format!("{figure}.{view}")));
        first.iter().map(|name| (*name).to_owned()).chain(figures).collect()
    }

    fn rows(self, decision: &Decision, comparison: &Comparison, views: &[&str]) -> Vec<Vec<Field>> {
        match (self, &comparison.funding) {
            (Self::Comparison, _) => ranked(comparison, views),
            (Self::Funded, Some(funding)) => funded(decision, funding, views),
            (Self::Regret, Some(funding)) => regrets(funding, views),
            (_, None) => Vec::new(),
        }
    }
}

/// One of the tables, the `--by` column first; empty where a view has no figure.
#[must_use]
pub fn records(parts: &[Part<'_, Comparison>], by: Option<&str>, listed: Listed) -> Records {
    let mut views: Vec<&str> = Vec::new();
    for (_, comparison) in parts.iter().filter_map(Part::analysed) {
        for view in &comparison.views {
            if !views.contains(&view.as_str()) {
                views.push(view);
            }
        }
    }
    let header: Vec<_> = by.map(str::to_owned).into_iter().chain(listed.header(&views)).collect();
    let mut rows = Vec::new();
    for part in parts {
        let first: Vec<Field> = part.value.map(Field::from).into_iter().collect();
        match &part.content {
            Content::Analysed { decision, result } => {
                rows.extend(
                    listed.rows(decision, result, &views).into_iter().map(|row| first.iter().cloned().chain(row).collect()),
                );
            }
            Content::Single { id, name } if listed == Listed::Comparison => {
                let mut fields = first;
                fields.extend([Field::from(*id), Field::from(*name)]);
                fields.resize(header.len(), Field::Empty);
                rows.push(fields);
            }
            Content::Single { .. } => {}
        }
    }
    Records { header, rows }
}

/// `id,name,rank.<view>…,value.<view>…`.
fn ranked(comparison: &Comparison, views: &[&str]) -> Vec<Vec<Field>> {
    let row = |row: &Row| {
        let mut fields = vec![Field::Text(row.id.clone()), Field::from(row.name.as_str())];
        fields.extend(views.iter().map(|view| row.ranks.get(view).copied().flatten().map_or(Field::Empty, Field::Count)));
        fields.extend(views.iter().map(|view| Field::from(row.values.get(view).copied().flatten())));
        fields
    };
    comparison.table.iter().map(row).collect()
}

/// `id,name,funded.<view>…`; empty where a view has no plan.
fn funded(decision: &Decision, funding: &Funding, views: &[&str]) -> Vec<Vec<Field>> {
    let set = |view: &&str| Some(funding.plans.iter().find(|plan| plan.view == *view)?.selected.iter().collect::<HashSet<_>>());
    let plans: Vec<_> = views.iter().map(set).collect();
    let is_in = |set: &HashSet<_>, id: &Arc<str>| Field::from(if set.contains(id) { "yes" } else { "no" });
    let row = |intervention: &Intervention| {
        let mut fields = vec![Field::Text(intervention.id.clone()), Field::from(intervention.name.as_str())];
        fields.extend(plans.iter().map(|set| set.as_ref().map_or(Field::Empty, |set| is_in(set, &intervention.id))));
        fields
    };
    decision.interventions.iter().map(row).collect()
}

/// `plan,total_cost,total_value,max_regret,regret.<view>…`, the plan of least largest regret last.
fn regrets(funding: &Funding, views: &[&str]) -> Vec<Vec<Field>> {
    let row = |plan: &str, cost: f64, value: Option<f64>, by: &ByName<f64>| {
        let largest = by.entries().iter().copied().fold(0.0, f64::max);
        let mut fields = vec![Field::from(plan), Field::Number(cost), Field::from(value), Field::Number(largest)];
        fields.extend(views.iter().map(|view| Field::from(by.get(view).copied())));
        fields
    };
    let own = funding.regrets.iter().filter_map(|regrets| {
        let plan = funding.plans.iter().find(|plan| plan.view == regrets.plan)?;
        Some(row(&plan.view, plan.total_cost.sum(), Some(plan.total_value), &regrets.by))
    });
    let least =
        funding.least_regret.iter().map(|least| row("least largest regret", least.total_cost.sum(), None, &least.regrets));
    own.chain(least).collect()
}
