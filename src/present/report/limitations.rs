//! What the analysis does not say, in words: what every such model leaves out, and what this run does.

use super::{Page, Section, whole};
use crate::document::{Block, words};
use crate::model::decision::CostRole;
use crate::model::performance::Performance;
use crate::model::weighing::WeightsKind;
use crate::model::weights::WeightsStatus;
use crate::present::columns::{label, prose, text};

/// Interventions and criteria named in one sentence.
const NAMED: usize = 8;

impl Page<'_> {
    pub fn limitations(&self) -> Vec<Block> {
        let mut said = vec![(
            "Use",
            "Such a model orders and shortens a list. It supplements the appraisal of what is chosen and does not replace it (HM \
             Treasury, supplementary Green Book guidance on multi-criteria decision analysis, May 2024)."
                .to_owned(),
        )];
        said.push(self.about_weights());
        said.push(("Adding up", additive()));
        said.extend(self.about_figures());
        said.extend(self.about_costs());
        said.push(self.about_draws());
        said.extend(self.about_this_run());
        let rows = said.into_iter().map(|(topic, what)| vec![text(topic), text(what)]).collect();
        vec![whole(vec![label("About"), prose("What to keep in mind")], rows)]
    }

    fn about_weights(&self) -> (&'static str, String) {
        let decision = self.decision;
        let what = if decision.weights_status == WeightsStatus::Placeholder {
            "The weights are placeholders: nobody has judged them, and what follows from them is an illustration."
        } else {
            match decision.weighing.kind {
                WeightsKind::Stakeholders => {
                    "The weights pool people who differ: how far the answer hangs on whose weights are taken is for the comparison of \
                     groups to say."
                }
                WeightsKind::Ahp | WeightsKind::Bwm => {
                    "The weights come from asking how important one criterion is beside another, which names no range: they are not \
                     the worth of the moves shown."
                }
                WeightsKind::Rank => "The weights rest on an order of importance alone, not on how much more one move is worth.",
                _ => "One set of weights stands for everyone: no returns of patients, professionals and payers were pooled.",
            }
        };
        ("Weights", what.to_owned())
    }

    fn about_figures(&self) -> Vec<(&'static str, String)> {
        let decision = self.decision;
        let mut said = Vec::new();
        let named = |is: &dyn Fn(usize) -> bool| {
            let ids = decision.interventions.iter().enumerate().filter(|(row, _)| is(*row)).map(|(_, one)| one.id.to_string());
            ids.collect::<Vec<_>>()
        };
        let absent = |row: usize| decision.performances.row(row).iter().any(|found| *found == Performance::Absent);
        let missing = named(&absent);
        if !missing.is_empty() {
            let many = words::first_few(&missing, NAMED);
            said.push(("Missing figures", format!("A figure that counts is missing for {many}{}.", self.under_assumptions())));
        }
        let beyond = |row: usize| {
            decision.criteria.iter().enumerate().any(|(leaf, criterion)| {
                let scale = criterion.value.scale.as_ref();
                scale.zip(decision.performances[(row, leaf)].number()).is_some_and(|(scale, x)| !scale.contains(x))
            })
        };
        let cut = named(&beyond);
        if !cut.is_empty() {
            let many = words::first_few(&cut, NAMED);
            said.push(("Beyond a scale", format!("A figure of {many} lies beyond its scale{}.", self.under_assumptions())));
        }
        let local: Vec<_> = decision
            .criteria
            .iter()
            .filter(|criterion| criterion.value.is_local())
            .map(|criterion| criterion.name.clone())
            .collect();
        if !local.is_empty() {
            let of = words::first_few(&local, NAMED);
            said.push((
                "Local scales",
                format!(
                    "{of}: the scale is made by those compared, so that another intervention in the list would change scores."
                ),
            ));
        }
        said.extend(self.grades().map(|grades| {
            ("Evidence", format!("{grades}. A grade does not change any figure: where it is low, the ranges should be wide."))
        }));
        said
    }

    /// Where the rule stands, if it stands anywhere.
    fn under_assumptions(&self) -> &'static str {
        if self.has(Section::Assurance) { "; the rule for it stands under the assumptions" } else { "" }
    }

    fn about_costs(&self) -> Vec<(&'static str, String)> {
        let decision = self.decision;
        if decision.cost_role == CostRole::Absent {
            return vec![("Cost", "The data hold no cost: this is no order of spending.".to_owned())];
        }
        let mut said = Vec::new();
        if decision.cost_role == CostRole::Weighed {
            said.push((
                "Cost",
                "Cost is weighed as a criterion, so that no value for money is shown: it would count twice.".to_owned(),
            ));
        } else if decision.cost_is_net {
            said.push(("Cost", "Costs are net: expected savings are taken off before they are made.".to_owned()));
        } else {
            said.push(("Cost", "Costs are gross: savings are shown apart and not taken off.".to_owned()));
        }
        if decision.interventions.iter().any(|row| row.setup.is_some_and(|setup| setup > 0.0)) {
            said.push(("One-off costs", "They are shown apart and are in no ratio and no budget.".to_owned()));
        }
        said
    }

    fn about_draws(&self) -> (&'static str, String) {
        let decision = self.decision;
        if decision.draws.is_some() {
            return ("Uncertainty", "Figures or weights of the draws were made elsewhere and are taken as they came.".to_owned());
        }
        if decision.uncertain.is_empty() {
            return (
                "Uncertainty",
                "No figure has a range: all that are given are taken as certain, which they are not.".to_owned(),
            );
        }
        let is_uncertain = |column: &str| decision.uncertain.iter().any(|input| *input.column == *column);
        let certain: Vec<_> = decision
            .criteria
            .iter()
            .filter(|criterion| !criterion.reading.columns().any(is_uncertain))
            .map(|criterion| criterion.name.clone())
            .collect();
        let certain = match certain.len() {
            0 => String::new(),
            _ => format!(" No range is stated for {}, taken as certain.", words::first_few(&certain, NAMED)),
        };
        (
            "Uncertainty",
            format!("Figures of different interventions and columns are drawn as if one said nothing of another.{certain}"),
        )
    }

    fn about_this_run(&self) -> Vec<(&'static str, String)> {
        let notes = self.notes;
        let mut said = Vec::new();
        said.extend(notes.what_if().map(|what| ("What if", format!("{what}. This paper is not about the inputs as they are."))));
        said.extend(
            notes
                .scenario
                .as_ref()
                .map(|name| ("Scenario", format!("The weights are those of \"{name}\", not the adopted ones."))),
        );
        if !notes.filters.is_empty() {
            said.push(("Selection", format!("Only rows with {}.", notes.filters.join(" and "))));
        }
        if let Some(plan) = self.analyses.plan.as_ref().filter(|plan| !plan.funding.optimal) {
            let unproven = "The search for the best plan was stopped early: a better one may exist";
            let gap =
                plan.funding.gap.map_or(String::new(), |gap| format!(", by at most {}", crate::document::figure::percent(gap)));
            said.push(("Proof", format!("{unproven}{gap}.")));
        }
        if self.decision.equality.is_none() {
            said.push(("Equality", "No equality table was asked for ([equality] in the criteria file).".to_owned()));
        }
        said
    }
}

fn additive() -> String {
    "A loss on one criterion can be made good by a gain on another, and what a move is worth is taken not to hang on the other \
     criteria. What two interventions do for the same people counts twice. Whether that holds is for those who set the swings to say."
        .to_owned()
}
