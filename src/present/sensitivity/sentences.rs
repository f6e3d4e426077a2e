//! The answer of a sensitivity analysis in sentences.

use std::sync::Arc;

use crate::analysis::sensitivity::admissible::Space;
use crate::analysis::sensitivity::one_weight::{Challenger, WeightStability};
use crate::analysis::sensitivity::{PROGRAMMES_LIMIT, Sensitivity, Unanswered};
use crate::document::{figure, words};
use crate::model::decision::Decision;
use crate::present::Medium;
use crate::present::fund::no_plan;
use crate::present::named::{Marks, intervention, inward, percent, weight_of};

/// Interventions named in one sentence.
pub(super) const NAMED: usize = 8;
/// Interventions named that are funded.
const PLANNED: usize = 30;
/// Interventions named that enter or leave a plan.
const SWAPPED: usize = 4;
/// A move of a weight that a tenth of a percentage point does not show.
const LEAST_MOVE: f64 = 0.001;
/// A move of a weight that is none but for rounding.
const BREAKS_TIE: f64 = 1e-9;

pub struct Sentences<'a> {
    pub decision: &'a Decision,
    pub result: &'a Sensitivity,
    /// Decimals of points.
    pub precision: usize,
    pub medium: Medium,
}

impl Sentences<'_> {
    fn named(&self, id: &str) -> String {
        let open = if self.marks().id(id) == id { "" } else { "≈" };
        format!("{open}{}", intervention(self.decision, id))
    }

    fn marks(&self) -> Marks<'_> {
        Marks(&self.result.provisional)
    }

    pub(super) fn ids(&self, ids: &[Arc<str>], few: usize) -> String {
        self.marks().ids(ids, few)
    }

    /// How the ends of the intervals are read, where they name two.
    pub fn about_weights(&self) -> Option<String> {
        match self.result.target {
            "top-k" => Some("A for B: A comes in ahead of B.".to_owned()),
            "order" => Some("A for B: A passes B.".to_owned()),
            "funded" => {
                let read =
                    "A for B: A enters the best plan and B leaves it. Every plan is proven best under all rules of [portfolio]";
                Some(format!("{read} where it takes over."))
            }
            _ => None,
        }
    }

    /// What stays, the nearest change, and how many weights change nothing.
    pub fn answer(&self) -> Vec<String> {
        if self.decision.interventions.len() == 1 {
            let only = self.named(&self.decision.interventions[0].id);
            return vec![format!("{only} is the only intervention: no weight can change who comes first.")];
        }
        let mut said: Vec<_> = self.instead_of_funded().into_iter().collect();
        said.push(self.what_stays());
        said.extend(self.nearest(&self.result.weights, &self.goal()));
        if !self.result.winner.is_empty() {
            let first = self.result.winner.first().filter(|nearest| nearest.nearest().is_some());
            said.push(first.map_or_else(
                || "Who comes first does not change with any single weight.".to_owned(),
                |nearest| format!("Who comes first changes if {}.", self.change(nearest, true)),
            ));
        }
        said.extend(self.by_figures());
        said.extend(self.provisional());
        said
    }

    /// What to type for more; nothing where nobody types.
    fn hint(&self, hint: &'static str) -> &'static str {
        if self.medium == Medium::Board { "" } else { hint }
    }

    /// Whether single uncertain figures change who comes first.
    fn by_figures(&self) -> Option<String> {
        let found = self.result.by_figures.as_ref()?;
        let fall = found
            .fall
            .as_ref()
            .map(|(column, rank)| format!("the first falls to {} place at an end of its `{column}`", words::ordinal(*rank)));
        let comes = if found.rise.len() == 1 {
            "comes first at an end of a figure of its own"
        } else {
            "come first at an end of a figure of their own"
        };
        let rise = (!found.rise.is_empty()).then(|| format!("{} {comes}", self.ids(&found.rise, NAMED)));
        let both: Vec<_> = rise.into_iter().chain(fall).collect();
        Some(if both.is_empty() {
            "No uncertain figure alone, from its low to its high, changes who comes first.".to_owned()
        } else {
            format!(
                "Figures matter as well: one uncertain figure at a time, {}{}.",
                both.join("; "),
                self.hint(" (--tornado shows all)")
            )
        })
    }

    fn provisional(&self) -> Option<String> {
        let point = |value: f64| figure::fixed(value, self.precision);
        let open = self.result.provisional.iter().zip(&self.result.blanks);
        let ranges: Vec<_> =
            open.map(|(id, (low, high))| format!("{id} anywhere from {} to {}", point(*low), point(*high))).collect();
        (!ranges.is_empty()).then(|| {
            format!(
                "PROVISIONAL: figures are missing and count as the middle of what they could be, {}. ≈ marks them; what \
                 is said of them holds at that middle.",
                words::first_few(&ranges, NAMED)
            )
        })
    }

    /// What is to stay, in words that follow "changes".
    fn goal(&self) -> String {
        match (self.result.target, self.result.k) {
            ("top-k", Some(k)) => format!("who is among the first {k}"),
            ("order", _) => "the order".to_owned(),
            ("funded", _) => "the funded set".to_owned(),
            _ => "who comes first".to_owned(),
        }
    }

    fn what_stays(&self) -> String {
        let (holds, all) = (&self.result.holds, self.decision.interventions.len());
        match (self.result.target, self.result.k) {
            ("top-k", Some(k)) if k >= all => {
                format!("All {all} are among the first {k}: no weight can change that.")
            }
            ("top-k", Some(k)) => {
                let tie = if holds.len() > k { ", more than that because the last of them tie" } else { "" };
                let first = if holds.len() == 1 { "The first is".to_owned() } else { format!("The first {k} are") };
                format!("{first} {}{tie}. {}", self.ids(holds, 12), self.leader())
            }
            ("order", _) => format!("The order of all {all} interventions is looked at. {}", self.leader()),
            ("funded", _) => format!("{}{}", self.plan(), self.leader()),
            _ => format!("{}{}", self.budget(), self.leader()),
        }
    }

    /// Who comes first, and by how much.
    fn leader(&self) -> String {
        let all = self.decision.interventions.len();
        let Some(lead) = &self.result.lead else { return String::new() };
        let point = |value: f64| figure::fixed(value, self.precision);
        match &self.result.first[..] {
            [first] => format!(
                "{} comes first of {all} with {} points of 100, {} ahead of {}.",
                self.named(first),
                point(lead.value),
                words::apart(lead.value - lead.second_value, self.precision),
                self.named(&lead.second)
            ),
            tied => format!("{} share first place of {all} with {} points of 100.", self.ids(tied, NAMED), point(lead.value)),
        }
    }

    /// What the best plan funds.
    fn plan(&self) -> String {
        let Some(plan) = &self.result.plan else { return String::new() };
        let all = self.decision.interventions.len();
        let equal = if plan.equally_good { " Another plan is worth as much." } else { "" };
        if plan.interventions == 0 {
            return format!("The best plan funds none of {}.{equal} ", words::count(all, "intervention"));
        }
        let (cost, budget) = (figure::pounds(plan.total_cost.sum()), figure::pounds(plan.budget.sum()));
        let named = self.ids(&self.result.holds, PLANNED);
        format!(
            "The best plan under [portfolio] funds {} of {} for {cost} of {budget}: {named}.{equal} ",
            plan.interventions,
            words::count(all, "intervention")
        )
    }

    /// Why a plan is not what is looked at, though there is money to spend.
    fn instead_of_funded(&self) -> Option<String> {
        let why = match self.result.instead_of_funded.as_ref()? {
            Unanswered::NoPlan(unfundable) => format!("no plan can be made under [portfolio]: {}", no_plan(unfundable)),
            _ => "the search came to no proven best plan within the effort allowed".to_owned(),
        };
        Some(format!("Who comes first is looked at, not who is funded: {why}."))
    }

    /// A budget that is nobody's here.
    fn budget(&self) -> String {
        let has_budget = self.decision.budget.is_some();
        let rules = self.decision.portfolio.as_ref();
        let applies = rules.is_some_and(|rules| !rules.budgets.is_empty() || !rules.streams.is_empty());
        let said = "The budget is stated for all parts together, or for others than this one, and is not applied here. ";
        if has_budget && !applies && self.result.instead_of_funded.is_none() { said.to_owned() } else { String::new() }
    }

    fn nearest(&self, weights: &[WeightStability], goal: &str) -> Vec<String> {
        let moving: Vec<_> = weights.iter().filter(|weight| weight.nearest().is_some()).collect();
        let Some(nearest) = moving.first() else {
            return vec![match weights.len() {
                1 => "There is only one weight, and nothing it could be traded against.".to_owned(),
                _ => format!("No single weight, moved anywhere from 0 to 100%, changes {goal}."),
            }];
        };
        let mut said =
            vec![format!("The nearest change of one weight, the others keeping their proportions: {}.", self.sentence(nearest))];
        let still = weights.len() - moving.len();
        if still > 0 {
            let of = format!("{still} of the {} weights", weights.len());
            said.push(format!("{of} can be anything from 0 to 100% without changing {goal}."));
        }
        said
    }

    fn sentence(&self, stability: &WeightStability) -> String {
        self.change(stability, false)
    }

    /// Which move of a weight does what, the nearer end.
    ///
    /// - `conditional`: the words follow "if"
    fn change(&self, stability: &WeightStability, conditional: bool) -> String {
        let low = stability.challenger_low.as_ref().map(|found| (stability.weight - stability.stable_low, found, true));
        let high = stability.challenger_high.as_ref().map(|found| (stability.stable_high - stability.weight, found, false));
        let Some((distance, challenger, down)) = low.into_iter().chain(high).min_by(|a, b| a.0.total_cmp(&b.0)) else {
            return String::new();
        };
        let name = weight_of(self.decision, &stability.of);
        if distance <= BREAKS_TIE {
            let at =
                if conditional { String::new() } else { format!(" from its {}, which breaks a tie", percent(stability.weight)) };
            return format!("the weight of {name} moves at all{at}: {}", self.either_side(stability));
        }
        let does = format!("then {}", self.does(challenger));
        let verb = if down { "falls" } else { "rises" };
        if distance < LEAST_MOVE {
            return format!(
                "the weight of {name} {verb} by less than 0.1 percentage points from {}: {does}",
                percent(stability.weight)
            );
        }
        // The end as tables and pictures show it.
        let (beyond, end) = if down {
            ("falls below", inward(stability.stable_low, stability.weight, true))
        } else {
            ("rises above", inward(stability.stable_high, stability.weight, false))
        };
        format!("the weight of {name} {beyond} {} (now {}): {does}", percent(end), percent(stability.weight))
    }

    /// What a weight at which a tie breaks does below and above it.
    fn either_side(&self, stability: &WeightStability) -> String {
        let breaks = |distance: f64| distance <= BREAKS_TIE;
        let low = stability.challenger_low.as_ref().filter(|_| breaks(stability.weight - stability.stable_low));
        let high = stability.challenger_high.as_ref().filter(|_| breaks(stability.stable_high - stability.weight));
        let does = |side: &str, challenger: &Challenger| match challenger {
            Challenger::First(id) => format!("{side} it {} comes first", self.named(id)),
            swap @ (Challenger::Swap { .. } | Challenger::Sets { .. }) => format!("{side} it {}", self.does(swap)),
        };
        let low = low.map(|challenger| does("below", challenger));
        let high = high.map(|challenger| does("above", challenger));
        low.into_iter().chain(high).collect::<Vec<_>>().join(", ")
    }

    fn does(&self, challenger: &Challenger) -> String {
        match challenger {
            Challenger::First(id) => format!("{} takes over", self.named(id)),
            Challenger::Swap { up, down } if self.result.target == "order" => {
                format!("{} passes {}", self.marks().id(up), self.marks().id(down))
            }
            Challenger::Swap { up, down } => format!("{} comes in ahead of {}", self.named(up), self.named(down)),
            Challenger::Sets { up, down } => {
                let part = |ids: &[Arc<str>], one: &str, more: &str| {
                    let named: Vec<_> = ids.iter().map(|id| self.named(id)).collect();
                    (!ids.is_empty())
                        .then(|| format!("{} {}", words::first_few(&named, SWAPPED), if ids.len() == 1 { one } else { more }))
                };
                let both = [part(up, "enters", "enter"), part(down, "leaves", "leave")];
                both.into_iter().flatten().collect::<Vec<_>>().join(" and ")
            }
        }
    }

    /// Who cannot come first, and what was not worked out.
    pub fn about_flips(&self) -> Vec<String> {
        let Some(flips) = &self.result.closest_flips else {
            if self.result.unproven {
                return vec!["The solver came to no proven answer, so none is given.".to_owned()];
            }
            return vec![format!(
                "Not worked out for more than {PROGRAMMES_LIMIT} interventions{}.",
                self.hint(" unless asked for with --flips")
            )];
        };
        let never: Vec<_> = flips.iter().filter(|flip| flip.l1.is_none()).map(|flip| Arc::clone(&flip.id)).collect();
        let mut said = Vec::new();
        if !never.is_empty() {
            said.push(format!("Never first, whatever the weights, with figures as they are: {}.", self.ids(&never, 2 * NAMED)));
        }
        said.extend(self.potentially_optimal());
        said
    }

    fn potentially_optimal(&self) -> Option<String> {
        let found = self.result.potentially_optimal.as_ref()?;
        let space = match self.result.weights_space {
            Space::Free => "",
            Space::Ordinal => " in the present order",
            Space::Interval => " within the bounds of the swings",
        };
        let zero = self.decision.weights.criteria.iter().any(|weight| *weight <= 0.0);
        let zero = if zero { " (a swing of 0 staying 0)" } else { "" };
        let ids = self.ids(found, 2 * NAMED);
        let all = self.decision.interventions.len();
        Some(match found.len() {
            1 => format!("At all weights{space}{zero}, {ids} comes first.{}", self.held()),
            count => format!(
                "{count} of {all} come first, or share first place, at some weights or other{space}{zero}: {ids}.{}",
                self.held()
            ),
        })
    }
}
