//! The criteria of one decision: value functions on their scales, swings on their ranges, weights.

use nalgebra::DMatrix;

use super::nothing;
use super::performances::criterion_place;
use super::scales::{self, Valued};
use super::weights::Sources;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote};
use crate::document::figure;
use crate::input::criteria_file::OnRangeChange;
use crate::input::criteria_file::criterion::CriterionEntry;
use crate::input::criteria_file::value::ValueEntry;
use crate::model::criterion::{Criterion, Judgement, Reading, ReportCriterion};
use crate::model::decision::{Baseline, CostRole, Decision};
use crate::model::equality::Equality;
use crate::model::hierarchy::Group;
use crate::model::performance::Performance;
use crate::model::uncertainty::RawFigures;
use crate::model::value_function::{Scale, Shape, ValueFunction};
use crate::model::weighing::Weighing;
use crate::model::weights::{Weights, WeightsStatus};
use crate::weighting::Leaf;

/// Criteria with the weights they carry.
pub struct Weighed {
    pub criteria: Vec<Criterion>,
    pub weights: Weights,
    pub weighing: Weighing,
}

/// A criterion on its way to its weight.
struct Draft {
    leaf: Leaf,
    /// Least and largest points that its swing may be worth.
    swing_bounds: Option<(f64, f64)>,
    /// By how much its swing was rescaled.
    factor: f64,
    /// All perform alike on it.
    flat: bool,
}

impl Sources<'_> {
    /// The criteria over these performances.
    ///
    /// - `performances`: interventions × weighed criteria; no rows where the criteria are looked at by themselves
    /// - `value`: the value of `--by`
    ///
    /// `None` where something is wrong, which is then among the findings.
    pub fn weighed(
        &self,
        performances: &DMatrix<Performance>,
        value: Option<&str>,
        findings: &mut Diagnostics,
    ) -> Option<Weighed> {
        let draft =
            |(leaf, bounds): (&Leaf, &Option<(f64, f64)>)| Draft { leaf: *leaf, swing_bounds: *bounds, factor: 1.0, flat: false };
        let mut drafts: Vec<_> = self.tree.leaves.iter().zip(&self.tree.swing_bounds).map(draft).collect();
        let mut criteria = Vec::with_capacity(drafts.len());
        for (leaf, &index) in self.tree.weighed.iter().enumerate() {
            let entry = &self.file.criteria[index];
            match self.criterion_on_its_scale(entry, &mut drafts[leaf], performances.column(leaf).as_slice(), findings) {
                Ok(criterion) => criteria.push(criterion),
                Err(finding) if matches!(finding.code, "flat-scale" | "range-changed" | "midpoint") => {
                    findings.push(in_slice(value, finding));
                }
                Err(finding) => findings.push_once(finding),
            }
        }
        if criteria.len() < drafts.len() {
            return None;
        }
        let leaves: Vec<_> = drafts.iter().map(|draft| draft.leaf).collect();
        let factors: Vec<_> = drafts.iter().map(|draft| draft.factor).collect();
        let flat: Vec<_> = drafts.iter().map(|draft| draft.flat).collect();
        say_what_is_flat(&flat, &criteria, value, findings);
        let found = self.weigh(&leaves, &factors, &flat, findings);
        if found.is_none() && !findings.has_errors() {
            let message = "all interventions perform alike on every weighed criterion";
            let error = Diagnostic::error("flat-scale", message).at(criteria[0].place.clone()).remedy("declare worst and best");
            findings.push(in_slice(value, error));
        }
        let (weights, weighing) = found?;
        Some(Weighed { criteria, weights, weighing })
    }

    fn criterion_on_its_scale(
        &self,
        entry: &CriterionEntry,
        draft: &mut Draft,
        performances: &[Performance],
        findings: &mut Diagnostics,
    ) -> Result<Criterion, Diagnostic> {
        let value = match scales::value_function(self.file, entry, performances)? {
            Valued::On(value) => value,
            Valued::Flat(value) => {
                draft.flat = true;
                value
            }
        };
        self.guard_range(entry, &value, draft, findings)?;
        let id = entry.id.get_ref();
        let judged_by_itself = self.returns.is_none() && self.tree.comparisons.is_none();
        Ok(Criterion {
            id: id.as_str().into(),
            name: entry.name.as_ref().map_or_else(|| id.clone(), |name| name.get_ref().clone()),
            unit: entry.unit.clone(),
            description: entry.description.clone(),
            reading: Reading {
                column: entry.main_column().get_ref().clone(),
                times: entry.times.as_ref().map(|column| column.get_ref().clone()),
                per: entry.per.as_ref().map(|column| column.get_ref().clone()),
            },
            missing: entry.missing,
            judgement: draft.leaf.judgement.filter(|_| judged_by_itself),
            swing_bounds: draft.swing_bounds.filter(|_| judged_by_itself),
            preference: entry.preference.unwrap_or_default(),
            group: draft.leaf.group,
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
        draft: &mut Draft,
        findings: &mut Diagnostics,
    ) -> Result<(), Diagnostic> {
        // Comparisons carry no range: the doubt about them says so.
        let (Some(swing_for), Some(scale), None) = (&entry.swing_for, &value.scale, &self.tree.comparisons) else {
            return Ok(());
        };
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
        let done = match draft.leaf.judgement {
            _ if value.shape != Shape::Linear || factor <= 0.0 => None,
            _ if self.returns.is_some() => Some(format!("the points of every return times {}", plain(factor))),
            Some(Judgement::Swing(points)) => {
                draft.leaf.judgement = Some(Judgement::Swing(points * factor));
                draft.swing_bounds = draft.swing_bounds.map(|(low, high)| (low * factor, high * factor));
                Some(format!("rescaled from {} to {} points", plain(points), plain(points * factor)))
            }
            _ => None,
        };
        let Some(done) = done else {
            return error(
                format!("the swing of `{id}` was judged from {ranges}, and cannot be rescaled"),
                "only swings of linear criteria whose direction stays can be rescaled: judge it again",
            );
        };
        draft.factor = factor;
        let message = format!("the swing of `{id}` was judged from {ranges}: {done}");
        let doubt = Diagnostic::warning("range-changed", message).at(place);
        findings.push(doubt.remedy("judge the swing again on the new range"));
        Ok(())
    }

    /// A decision over these criteria and performances, without interventions and their costs.
    pub fn decision(&self, weighed: Weighed, performances: DMatrix<Performance>) -> Decision {
        let Weighed { criteria, weights, weighing } = weighed;
        let portfolio = self.file.portfolio.as_ref();
        Decision {
            title: self.file.title.clone(),
            question: self.file.question.clone(),
            criteria,
            report_criteria: self.report_criteria(),
            groups: self.groups(),
            weights,
            weighing,
            // The file's status speaks of its own swings, not of returns that replace them.
            weights_status: if self.returns.is_some() { WeightsStatus::Elicited } else { self.file.weights.status },
            weights_source: self.file.weights.source.clone(),
            weights_place: self.file.weights.place.clone(),
            interventions: Vec::new(),
            performances,
            baseline: portfolio.and_then(|portfolio| portfolio.baseline).map_or(Baseline::Criteria, Baseline::Constant),
            cost_role: CostRole::Absent,
            cost_column: None,
            cost_is_net: false,
            size_column: None,
            budget: None,
            portfolio: None,
            equality: self.equality(),
            uncertain: Vec::new(),
            raw: RawFigures::default(),
            draws: None,
        }
    }

    /// Whom the interventions reach, as far as the file asks.
    fn equality(&self) -> Option<Equality> {
        self.file.equality.as_ref().map(|equality| Equality {
            column: equality.column.get_ref().clone(),
            people: equality.people.get_ref().clone(),
            benchmark: equality.benchmark,
        })
    }

    /// Groups, without judgements that something else replaces.
    fn groups(&self) -> Vec<Group> {
        let replaced = self.returns.is_some() || self.tree.comparisons.is_some();
        let of = |group: &Group| Group {
            judgement: group.judgement.filter(|_| !replaced),
            swing_bounds: group.swing_bounds.filter(|_| !replaced),
            ..group.clone()
        };
        self.tree.groups.iter().map(of).collect()
    }

    /// The criteria that are shown and not weighed.
    fn report_criteria(&self) -> Vec<ReportCriterion> {
        self.file
            .criteria
            .iter()
            .filter(|entry| entry.is_report)
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
}

fn say_what_is_flat(flat: &[bool], criteria: &[Criterion], value: Option<&str>, findings: &mut Diagnostics) {
    for criterion in flat.iter().zip(criteria).filter(|(flat, _)| **flat).map(|(_, criterion)| criterion) {
        let message = format!(
            "all interventions perform alike on criterion `{}`: left out, its weight shared out in proportion",
            criterion.id
        );
        let warning = Diagnostic::warning("flat-ignored", message).at(criterion.place.clone());
        findings.push(in_slice(value, warning.remedy("declare worst and best to keep it")));
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
