//! One decision for all rows, or one for each value of `--by`: local scales, swings on their ranges, weights.

use std::sync::Arc;

use nalgebra::DMatrix;

use super::columns::Columns;
use super::nothing;
use super::performances::{Read, criterion_place};
use super::scales::{self, Valued};
use super::tree::Tree;
use super::{Choices, Refusal, Round, Slice, SliceContent};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote};
use crate::document::figure;
use crate::input::criteria_file::criterion::CriterionEntry;
use crate::input::criteria_file::value::ValueEntry;
use crate::input::criteria_file::{CriteriaFile, OnRangeChange};
use crate::input::sheet::Sheet;
use crate::model::criterion::{Criterion, Judgement, Reading, ReportCriterion};
use crate::model::decision::{Baseline, Budget, CostRole, Decision, SetAside};
use crate::model::intervention::Intervention;
use crate::model::performance::Performance;
use crate::model::value_function::{Scale, Shape, ValueFunction};
use crate::model::weights::Weights;
use crate::weighting::{self, Leaf};

/// Fills the round with its decisions.
///
/// # Errors
/// A `--by` column that does not exist.
#[allow(clippy::too_many_arguments)] // everything that was read meets here
pub fn build(
    file: &CriteriaFile,
    sheet: &Sheet,
    columns: &Columns,
    tree: &Tree,
    read: &Read,
    choices: &Choices,
    round: &mut Round,
    findings: &mut Diagnostics,
) -> Result<(), Refusal> {
    let builder = Builder { file, sheet, columns, tree, read, net: choices.net };
    let Some(by) = &choices.by else {
        let all: Vec<_> = (0..read.rows.len()).collect();
        if let Some(decision) = builder.decision(&all, None, findings) {
            round.slices.push(Slice { value: None, content: SliceContent::Ranked(Box::new(decision)) });
        }
        return Ok(());
    };
    let unknown = || Refusal::Choice(format!("--by: there is no column `{}`; {}", quote(by), sheet.column_remedy(by)));
    let column = sheet.column(by.trim()).ok_or_else(unknown)?;
    let parts = builder.parts(column);
    warn_similar(by, &parts, findings);
    for (value, members) in parts {
        let content = if let [only] = members[..] {
            let row = read.rows[only];
            let id: Arc<str> = sheet.cell(row, columns.id).into();
            let reason = format!("the only intervention with {} = {}: nothing to rank it against", quote(by), quote(&value));
            findings.push(
                Diagnostic::warning("single-intervention", format!("`{}` is {reason}", quote(&id)))
                    .at(sheet.place(row, column))
                    .remedy("it is shown, not ranked"),
            );
            round.set_aside.push(SetAside { id: Arc::clone(&id), line: sheet.rows[row].line, reason });
            SliceContent::Single { id, name: builder.name(row) }
        } else {
            let Some(decision) = builder.decision(&members, Some(&value), findings) else { continue };
            SliceContent::Ranked(Box::new(decision))
        };
        round.slices.push(Slice { value: Some(value), content });
    }
    Ok(())
}

/// Values that differ only in case or inner spaces make two analyses where one was meant.
fn warn_similar(by: &str, parts: &[(String, Vec<usize>)], findings: &mut Diagnostics) {
    let fold = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut seen = std::collections::HashMap::new();
    for (value, _) in parts {
        if let Some(first) = seen.insert(fold(value), value) {
            let message = format!("`{}` and `{}` in column `{}` count as two values", quote(first), quote(value), quote(by));
            findings.push(Diagnostic::warning("similar-values", message).remedy("write them in one way if they mean the same"));
        }
    }
}

struct Builder<'a> {
    file: &'a CriteriaFile,
    sheet: &'a Sheet,
    columns: &'a Columns,
    tree: &'a Tree,
    read: &'a Read,
    net: bool,
}

impl Builder<'_> {
    /// The rows of each value of a column, values in the order of the data.
    fn parts(&self, column: usize) -> Vec<(String, Vec<usize>)> {
        let mut index = std::collections::HashMap::new();
        let mut parts: Vec<(String, Vec<usize>)> = Vec::new();
        for (at, &row) in self.read.rows.iter().enumerate() {
            let value = self.sheet.cell(row, column).trim();
            let part = *index.entry(value).or_insert_with(|| {
                parts.push((value.to_owned(), Vec::new()));
                parts.len() - 1
            });
            parts[part].1.push(at);
        }
        parts
    }

    fn name(&self, row: usize) -> String {
        let id = self.sheet.cell(row, self.columns.id);
        let name = self.columns.name.map_or(id, |column| self.sheet.cell(row, column));
        if name.trim().is_empty() { id.to_owned() } else { name.to_owned() }
    }

    fn decision(&self, members: &[usize], value: Option<&str>, findings: &mut Diagnostics) -> Option<Decision> {
        let performances = DMatrix::from_fn(members.len(), self.tree.weighed.len(), |row, leaf| {
            self.read.criteria[self.tree.weighed[leaf]][members[row]]
        });
        let mut leaves = self.tree.leaves.clone();
        let mut flat = vec![false; leaves.len()];
        let mut criteria = Vec::with_capacity(leaves.len());
        for (leaf, &index) in self.tree.weighed.iter().enumerate() {
            let entry = &self.file.criteria[index];
            let made = self.criterion(entry, &mut leaves[leaf], &mut flat[leaf], performances.column(leaf).as_slice(), findings);
            match made {
                Ok(criterion) => criteria.push(criterion),
                Err(finding) if matches!(finding.code, "flat-scale" | "range-changed" | "midpoint") => {
                    findings.push(in_slice(value, finding));
                }
                Err(finding) => findings.push_once(finding),
            }
        }
        if criteria.len() < leaves.len() {
            return None;
        }
        let weights = self.weights(&leaves, &flat, &criteria, value, findings)?;
        let portfolio = self.file.portfolio.as_ref();
        let header = |column: Option<usize>| column.map(|column| self.sheet.headers()[column].clone());
        Some(Decision {
            title: self.file.title.clone(),
            question: self.file.question.clone(),
            report_criteria: self.report_criteria(),
            interventions: members.iter().map(|&at| self.intervention(at)).collect(),
            groups: self.tree.groups.clone(),
            cost_role: self.cost_role(&weights),
            weights,
            weights_status: self.file.weights.status,
            weights_source: self.file.weights.source.clone(),
            weights_place: self.file.weights.place.clone(),
            performances,
            baseline: portfolio.and_then(|portfolio| portfolio.baseline).map_or(Baseline::Criteria, Baseline::Constant),
            cost_column: header(self.columns.cost),
            cost_is_net: self.net,
            size_column: header(self.columns.size),
            budget: self.budget(members),
            criteria,
        })
    }

    /// The weights, those of flat criteria shared out among the others.
    fn weights(
        &self,
        leaves: &[Leaf],
        flat: &[bool],
        criteria: &[Criterion],
        value: Option<&str>,
        findings: &mut Diagnostics,
    ) -> Option<Weights> {
        let groups = &self.tree.groups;
        let weights = match weighting::weigh(leaves, groups, self.file.weights.from_ranks) {
            Ok(weights) => weights,
            Err(errors) => {
                for error in &errors {
                    findings.push(self.tree.describe(self.file, error));
                }
                return None;
            }
        };
        for criterion in flat.iter().zip(criteria).filter(|(flat, _)| **flat).map(|(_, criterion)| criterion) {
            let message = format!(
                "all interventions perform alike on criterion `{}`: left out, its weight shared out in proportion",
                criterion.id
            );
            let warning = Diagnostic::warning("flat-ignored", message).at(criterion.place.clone());
            findings.push(in_slice(value, warning.remedy("declare worst and best to keep it")));
        }
        if !flat.contains(&true) {
            return Some(weights);
        }
        let rest = weighting::without(&weights, flat, leaves, groups);
        if rest.is_none() {
            let message = "all interventions perform alike on every weighed criterion";
            let error = Diagnostic::error("flat-scale", message).at(criteria[0].place.clone()).remedy("declare worst and best");
            findings.push(in_slice(value, error));
        }
        rest
    }

    fn criterion(
        &self,
        entry: &CriterionEntry,
        leaf: &mut Leaf,
        flat: &mut bool,
        performances: &[Performance],
        findings: &mut Diagnostics,
    ) -> Result<Criterion, Diagnostic> {
        let value = match scales::value_function(self.file, entry, performances)? {
            Valued::On(value) => value,
            Valued::Flat(value) => {
                *flat = true;
                value
            }
        };
        self.guard_range(entry, &value, leaf, findings)?;
        let id = entry.id.get_ref();
        Ok(Criterion {
            id: id.as_str().into(),
            name: entry.name.as_ref().map_or_else(|| id.clone(), |name| name.get_ref().clone()),
            unit: entry.unit.clone(),
            reading: Reading {
                column: entry.main_column().get_ref().clone(),
                times: entry.times.as_ref().map(|column| column.get_ref().clone()),
                per: entry.per.as_ref().map(|column| column.get_ref().clone()),
            },
            missing: entry.missing,
            judgement: leaf.judgement,
            preference: entry.preference.unwrap_or_default(),
            group: leaf.group,
            nothing: nothing::score(self.file, entry, &value, findings)?,
            place: Some(criterion_place(self.file, entry)),
            value,
        })
    }

    /// A swing belongs to the range on which it was judged.
    fn guard_range(
        &self,
        entry: &CriterionEntry,
        value: &ValueFunction,
        leaf: &mut Leaf,
        findings: &mut Diagnostics,
    ) -> Result<(), Diagnostic> {
        let (Some(swing_for), Some(scale)) = (&entry.swing_for, &value.scale) else { return Ok(()) };
        let (worst, best) = *swing_for.get_ref();
        if same_range((worst, best), scale) {
            return Ok(());
        }
        let id = entry.id.get_ref();
        let plain = figure::plain;
        let ranges = format!(
            "{} to {}, but its scale now runs from {} to {}",
            plain(worst),
            plain(best),
            plain(scale.worst),
            plain(scale.best)
        );
        let place = Some(Place::new(&self.file.source, swing_for.span()));
        let error =
            |message: String, remedy: &str| Err(Diagnostic::error("range-changed", message).at(place.clone()).remedy(remedy));
        if self.file.weights.on_range_change == OnRangeChange::Error {
            return error(
                format!("the swing of `{id}` was judged from {ranges}"),
                "judge the swing again, or set `[weights] on_range_change = \"rescale\"`",
            );
        }
        let factor = (scale.best - scale.worst) / (best - worst);
        match leaf.judgement {
            Judgement::Swing(points) if value.shape == Shape::Linear && factor > 0.0 => {
                leaf.judgement = Judgement::Swing(points * factor);
                let message = format!(
                    "the swing of `{id}` was judged from {ranges}: rescaled from {} to {} points",
                    plain(points),
                    plain(points * factor)
                );
                findings.push(
                    Diagnostic::warning("range-changed", message).at(place).remedy("judge the swing again on the new range"),
                );
                Ok(())
            }
            _ => error(
                format!("the swing of `{id}` was judged from {ranges}, and cannot be rescaled"),
                "only swings of linear criteria whose direction stays can be rescaled: judge it again",
            ),
        }
    }

    /// The budget and the least that any intervention costs by `[portfolio]`'s own columns.
    fn budget(&self, members: &[usize]) -> Option<Budget> {
        let portfolio = self.file.portfolio.as_ref()?;
        let cheapest = members.iter().filter_map(|&at| self.read.portfolio_costs[at]).min_by(f64::total_cmp);
        Some(Budget { most: portfolio.most?, cheapest, place: portfolio.place.clone() })
    }

    fn report_criteria(&self) -> Vec<ReportCriterion> {
        self.file
            .criteria
            .iter()
            .filter(|entry| entry.is_report())
            .map(|entry| ReportCriterion {
                id: entry.id.get_ref().as_str().into(),
                name: entry.name.as_ref().map_or_else(|| entry.id.get_ref().clone(), |name| name.get_ref().clone()),
                unit: entry.unit.clone(),
                levels: match &entry.value {
                    ValueEntry::Levels(levels) => levels.iter().map(|level| level.label.clone()).collect(),
                    _ => Vec::new(),
                },
            })
            .collect()
    }

    fn intervention(&self, at: usize) -> Intervention {
        let row = self.read.rows[at];
        let reports = self.file.criteria.iter().enumerate().filter(|(_, entry)| entry.is_report());
        Intervention {
            id: self.sheet.cell(row, self.columns.id).into(),
            name: self.name(row),
            cost: self.read.costs[at],
            saving: self.read.savings[at],
            setup: self.read.setups[at],
            size: self.read.sizes[at],
            evidence: self
                .columns
                .evidence
                .map(|column| self.sheet.cell(row, column).trim().to_owned())
                .filter(|grade| !grade.is_empty()),
            report: reports.map(|(index, _)| self.read.criteria[index][at]).collect(),
            place: self.sheet.row_place(row),
        }
    }

    /// A criterion of weight 0 weighs no cost.
    fn cost_role(&self, weights: &Weights) -> CostRole {
        let Some(cost) = self.columns.cost else { return CostRole::Absent };
        let reads_cost = |&index: &usize| {
            self.columns.criteria[index]
                .is_some_and(|columns| [Some(columns.main), columns.times, columns.per].contains(&Some(cost)))
        };
        if self.tree.weighed.iter().zip(weights.criteria.iter()).any(|(index, weight)| *weight > 0.0 && reads_cost(index)) {
            CostRole::Weighed
        } else {
            CostRole::Denominator
        }
    }
}

/// A finding of one value of `--by`, which it names.
fn in_slice(value: Option<&str>, mut finding: Diagnostic) -> Diagnostic {
    if let Some(value) = value {
        finding.message = format!("{}: {}", quote(value), finding.message);
    }
    finding
}

/// Whether two ranges are the same but for rounding in the file.
fn same_range((worst, best): (f64, f64), scale: &Scale) -> bool {
    let width = (scale.best - scale.worst).abs();
    (worst - scale.worst).abs() <= 1e-9 * width && (best - scale.best).abs() <= 1e-9 * width
}
