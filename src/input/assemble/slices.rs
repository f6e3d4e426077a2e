//! One decision for all rows, or one for each value of `--by`.

use std::sync::Arc;

use nalgebra::DMatrix;

use super::columns::Columns;
use super::draws::Draws;
use super::performances::Read;
use super::portfolio::{Relations, Ruler};
use super::spreads::Uncertain;
use super::weights::Sources;
use super::{Choices, Refusal, Round, Slice, SliceContent};
use crate::diagnostic::{Diagnostic, Diagnostics, quote};
use crate::input::sheet::Sheet;
use crate::model::decision::{CostRole, Decision, SetAside};
use crate::model::intervention::Intervention;
use crate::model::weights::Weights;

/// Fills the round with its decisions.
///
/// # Errors
/// A `--by` column that does not exist.
pub fn build(
    sources: Sources<'_>,
    (sheet, columns): (&Sheet, &Columns),
    (read, relations): (&Read, &Relations),
    (uncertain, draws): (&Uncertain, &Draws),
    choices: &Choices,
    round: &mut Round,
    findings: &mut Diagnostics,
) -> Result<(), Refusal> {
    let ruler = Ruler::new((sources.file, sheet, columns), (read, relations), choices, &round.set_aside);
    let builder = Builder { sources, sheet, columns, read, ruler, uncertain, draws, net: choices.net };
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
    sources: Sources<'a>,
    sheet: &'a Sheet,
    columns: &'a Columns,
    read: &'a Read,
    ruler: Ruler<'a>,
    uncertain: &'a Uncertain,
    draws: &'a Draws,
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
        let performances = DMatrix::from_fn(members.len(), self.sources.tree.weighed.len(), |row, leaf| {
            self.read.criteria[self.sources.tree.weighed[leaf]][members[row]]
        });
        let weighed = self.sources.weighed(&performances, value, findings)?;
        let cost_role = self.cost_role(&weighed.weights);
        let header = |column: Option<usize>| column.map(|column| self.sheet.headers()[column].clone());
        Some(Decision {
            interventions: members.iter().map(|&at| self.intervention(at)).collect(),
            cost_role,
            cost_column: header(self.columns.cost),
            cost_is_net: self.net,
            size_column: header(self.columns.size),
            budget: self.ruler.budget(members, value),
            portfolio: self.ruler.rules(members, value),
            uncertain: self.uncertain.inputs.iter().map(|input| input.of_rows(members)).collect(),
            raw: self.uncertain.raw.of_rows(members),
            draws: self.draws.of_rows(&members.iter().map(|&at| self.read.rows[at]).collect::<Vec<_>>()),
            ..self.sources.decision(weighed, performances)
        })
    }

    fn intervention(&self, at: usize) -> Intervention {
        let row = self.read.rows[at];
        let stated = |column: Option<usize>| {
            column.map(|column| self.sheet.cell(row, column).trim().to_owned()).filter(|text| !text.is_empty())
        };
        let reports = self.sources.file.criteria.iter().enumerate().filter(|(_, entry)| entry.is_report);
        Intervention {
            id: self.sheet.cell(row, self.columns.id).into(),
            name: self.name(row),
            cost: self.read.costs[at],
            portfolio_cost: self.read.portfolio_costs[at].as_ref().map(|years| years.iter().sum()),
            saving: self.read.savings[at],
            setup: self.read.setups[at],
            size: self.read.sizes[at],
            evidence: stated(self.columns.evidence),
            mandate_source: stated(self.columns.portfolio.mandate_source),
            reached: self.read.reached[at],
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
        if self.sources.tree.weighed.iter().zip(weights.criteria.iter()).any(|(index, weight)| *weight > 0.0 && reads_cost(index))
        {
            CostRole::Weighed
        } else {
            CostRole::Denominator
        }
    }
}
