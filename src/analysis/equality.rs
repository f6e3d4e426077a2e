//! Whom a plan reaches: people, and how many of them live where needs are greatest, beside those of everything considered.
//!
//! # Source
//! NHS England (2021), `Core20PLUS5`: an approach to reducing healthcare inequalities.

use std::sync::Arc;

use crate::model::decision::Decision;
use crate::model::equality::Reached;
use crate::model::intervention::Intervention;

/// The equality table.
#[derive(Debug, Clone)]
pub struct EqualityResult {
    /// In the order of the data.
    pub rows: Vec<EqualityRow>,
    pub all: Together,
    /// Of what is funded, where there is a plan.
    pub funded: Option<Together>,
}

#[derive(Debug, Clone)]
pub struct EqualityRow {
    pub id: Arc<str>,
    pub name: String,
    pub reached: Reached,
    /// `None` without a plan.
    pub funded: Option<bool>,
    /// Whether its gross cost is below 0: then those it reaches lose something, and it is in no sum.
    pub is_closure: bool,
}

/// Several interventions together; people whom two of them reach count twice.
#[derive(Debug, Clone, Default)]
pub struct Together {
    pub people: f64,
    pub of_group: f64,
    /// Interventions in the sums.
    pub counted: usize,
    /// Those that lack a figure.
    pub without: Vec<Arc<str>>,
    /// Those that release money.
    pub closures: Vec<Arc<str>>,
}

impl Together {
    /// Share of the group among all reached, in per cent; `None` where nobody is.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.people > 0.0).then(|| 100.0 * self.of_group / self.people)
    }

    fn add(&mut self, row: &EqualityRow) {
        match (row.reached.people, row.reached.of_group()) {
            _ if row.is_closure => self.closures.push(Arc::clone(&row.id)),
            (Some(people), Some(of_group)) => {
                self.people += people;
                self.of_group += of_group;
                self.counted += 1;
            }
            _ => self.without.push(Arc::clone(&row.id)),
        }
    }
}

/// Whether running it would release money: by its gross cost, as a service that saves more than it costs is still a service.
fn is_closure(decision: &Decision, intervention: &Intervention) -> bool {
    let taken_off = intervention.saving.filter(|_| decision.cost_is_net).unwrap_or(0.0);
    intervention.cost.is_some_and(|cost| cost + taken_off < 0.0)
}

/// The equality table of a decision; `None` where `[equality]` asks for none.
///
/// - `selected`: ids of what is funded, where there is a plan
#[must_use]
pub fn equality(decision: &Decision, selected: Option<&[Arc<str>]>) -> Option<EqualityResult> {
    decision.equality.as_ref()?;
    let row = |intervention: &Intervention| EqualityRow {
        id: Arc::clone(&intervention.id),
        name: intervention.name.clone(),
        reached: intervention.reached,
        funded: selected.map(|selected| selected.contains(&intervention.id)),
        is_closure: is_closure(decision, intervention),
    };
    let rows: Vec<_> = decision.interventions.iter().map(row).collect();
    let together = |of: &dyn Fn(&EqualityRow) -> bool| {
        let mut sums = Together::default();
        rows.iter().filter(|row| of(row)).for_each(|row| sums.add(row));
        sums
    };
    let all = together(&|_| true);
    let funded = selected.map(|_| together(&|row| row.funded == Some(true)));
    Some(EqualityResult { rows, all, funded })
}
