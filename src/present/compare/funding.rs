//! Who would fund what, and what each view loses with the plans of others: tables and sentences.

use std::sync::Arc;

use super::sentences::{NAMED, Sentences, in_which};
use super::tables::by_view;
use crate::analysis::compare::funding::{Funding, LeastRegret, Regrets, ViewPlan};
use crate::document::{Cell, RowHeight, Table, figure, words};
use crate::present::columns::{label, numbers, prose, text};
use crate::present::fund::no_plan;
use crate::present::named::percent;

/// Disputed interventions in a table, and views beside one another in that of regret; machine formats hold all.
const ROWS: usize = 60;
const VIEWS: usize = 20;
/// Ids named in one sentence.
const FEW: usize = 20;
/// What the plan of least largest regret is called where it is nobody's own.
const LEAST: &str = "Least largest regret";

pub struct WhoFunds<'a> {
    pub sentences: &'a Sentences<'a>,
    pub funding: &'a Funding,
}

impl WhoFunds<'_> {
    /// What all views would fund, what none would, and what hangs on them.
    pub fn answer(&self) -> Option<String> {
        let Funding { plans, always, never, disputed, regrets, .. } = self.funding;
        let money = figure::pounds(self.funding.budget.sum());
        let plans = match &plans[..] {
            [] => return None,
            [only] => {
                return Some(format!(
                    "With {money}, {} would fund {}; no other view has a plan.",
                    self.sentences.quoted(&only.view),
                    ids(&only.selected)
                ));
            }
            plans => plans,
        };
        let fund = if always.is_empty() { "nothing in common".to_owned() } else { ids(always) };
        let never = if never.is_empty() { String::new() } else { format!("; none would fund {}", ids(never)) };
        let hangs = if regrets.len() == plans.len() { "the weights" } else { "the view" };
        let hang = match disputed.len() {
            0 => format!(". What is funded does not hang on {hangs} here"),
            count => {
                let told: Vec<_> = disputed.iter().map(|row| format!("{} ({})", row.id, self.funded_in(&row.views))).collect();
                let verb = if count == 1 { "hangs" } else { "hang" };
                format!("; {count} {verb} on {hangs}: {}", words::first_few(&told, 2 * NAMED))
            }
        };
        let all = if plans.len() == 2 { "both views".to_owned() } else { format!("all {} views", plans.len()) };
        Some(format!("With {money}, {all} would fund {fund}{never}{hang}."))
    }

    fn funded_in(&self, views: &[String]) -> String {
        let (within, without): (Vec<_>, Vec<_>) = self.funding.plans.iter().partition(|plan| views.contains(&plan.view));
        let quoted = |plans: Vec<&ViewPlan>| plans.iter().map(|plan| self.sentences.quoted(&plan.view)).collect();
        in_which(quoted(within), quoted(without))
    }

    /// A row for each intervention that some would fund and others not.
    pub fn disputed(&self) -> Vec<Table> {
        let table = &self.sentences.comparison.table;
        let shown: Vec<_> = self.funding.disputed.iter().take(ROWS).collect();
        if shown.is_empty() {
            return Vec::new();
        }
        let row = |id: &Arc<str>| table.iter().find(|row| row.id == *id);
        let views: Vec<_> = self.funding.plans.iter().map(|plan| self.sentences.label(&plan.view)).collect();
        let rows = || {
            let name = |id: &Arc<str>| row(id).map_or_else(String::new, |row| row.name.clone());
            shown.iter().map(|disputed| vec![text(disputed.id.as_ref()), text(name(&disputed.id))]).collect()
        };
        let cells = |view: usize| {
            let view = &self.funding.plans[view].view;
            let is_there = |id: &Arc<str>| row(id).and_then(|row| row.ranks.get(view).copied().flatten()).is_some();
            shown
                .iter()
                .map(|disputed| match disputed.views.contains(view) {
                    true => text("fund"),
                    false if is_there(&disputed.id) => text(""),
                    false => Cell::Absent,
                })
                .collect()
        };
        by_view(RowHeight::Few, &views, || vec![label("ID"), prose("Intervention")], rows, cells)
    }

    /// What the table leaves out, which plans are not proven, and why views have none.
    pub fn about_plans(&self) -> Vec<String> {
        let more = self.funding.disputed.len().saturating_sub(ROWS);
        let mut said: Vec<_> = (more > 0).then(|| format!("{more} more in JSON.")).into_iter().collect();
        let open = self.funding.plans.iter().filter(|plan| !plan.optimal);
        let open: Vec<_> = open.map(|plan| self.sentences.quoted(&plan.view)).collect();
        if !open.is_empty() {
            let views = words::first_few(&open, NAMED);
            said.push(format!("The search was stopped early for {views}: the best plan found, and a better one may exist."));
        }
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for without in &self.funding.without_plan {
            let (why, view) = (no_plan(&without.why), self.sentences.quoted(&without.view));
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, views)) => views.push(view),
                None => reasons.push((why, vec![view])),
            }
        }
        said.extend(reasons.iter().map(|(why, views)| format!("No plan for {}: {why}.", words::first_few(views, NAMED))));
        said
    }

    /// Each plan by itself, with the most that a view loses with it.
    pub fn plans(&self) -> Vec<Table> {
        if self.funding.plans.len() < 2 {
            return Vec::new();
        }
        let decimals = self.sentences.view.precision;
        let row = |plan: &ViewPlan| {
            let regrets = self.funding.regrets.iter().find(|regrets| regrets.plan == plan.view);
            vec![
                text(self.sentences.label(&plan.view)),
                text(plan.selected.len().to_string()),
                Cell::Pounds(plan.total_cost.sum()),
                Cell::Number { value: plan.total_value, decimals },
                regrets.map_or(Cell::Absent, |found| Cell::Number { value: largest(found), decimals }),
            ]
        };
        let mut rows: Vec<_> = self.funding.plans.iter().map(row).collect();
        rows.extend(self.nobodys_own().map(|least| {
            vec![
                text(LEAST),
                text(least.selected.len().to_string()),
                Cell::Pounds(least.total_cost.sum()),
                Cell::Absent,
                Cell::Number { value: least.max_regret, decimals },
            ]
        }));
        let columns = ["Funded", "Cost", "Benefit", "Largest regret"].map(numbers);
        let columns = std::iter::once(prose("Plan of")).chain(columns).collect();
        vec![Table { columns, rows, ..Table::default() }]
    }

    /// What each view loses with each plan; plans that are the same in one row.
    pub fn regrets(&self) -> Vec<Table> {
        let regrets = &self.funding.regrets;
        if regrets.len() > VIEWS || regrets.iter().all(|plan| largest(plan) <= 0.0) {
            return Vec::new();
        }
        let mut plans: Vec<Regretted<'_>> = Vec::new();
        for found in regrets {
            let selected = self.plan(&found.plan).map_or(&[][..], |plan| &plan.selected);
            let label = self.sentences.label(&found.plan);
            match plans.iter_mut().find(|known| known.selected == selected) {
                Some(known) => known.labels.push(label),
                None => plans.push(Regretted { selected, lost: found.by.entries(), labels: vec![label] }),
            }
        }
        plans.extend(self.nobodys_own().map(|least| Regretted {
            selected: &least.selected,
            lost: least.regrets.entries(),
            labels: vec![LEAST.to_owned()],
        }));
        let views: Vec<_> = regrets.iter().map(|plan| self.sentences.label(&plan.plan)).collect();
        let rows = || plans.iter().map(|plan| vec![text(alike(&plan.labels))]).collect();
        let decimals = self.sentences.view.precision;
        let cells = |view: usize| plans.iter().map(|plan| Cell::Number { value: plan.lost[view], decimals }).collect();
        by_view(RowHeight::Whole, &views, || vec![prose("With the plan of")], rows, cells)
    }

    /// The plan of least largest regret against the first view's.
    pub fn least_regret(&self) -> Vec<String> {
        let Some(least) = &self.funding.least_regret else { return Vec::new() };
        let base = self.funding.regrets.first().and_then(|regrets| Some((regrets, self.plan(&regrets.plan)?)));
        let Some((regrets, base)) = base else { return Vec::new() };
        let called = format!("the plan of {}", self.sentences.quoted(&base.view));
        let lacks = |of: &[Arc<str>], other: &[Arc<str>]| of.iter().filter(|id| !other.contains(id)).cloned().collect::<Vec<_>>();
        let (enters, leaves) = (lacks(&least.selected, &base.selected), lacks(&base.selected, &least.selected));
        let part = |what: &str, rows: &[Arc<str>]| (!rows.is_empty()).then(|| format!("{what} {}", ids(rows)));
        let changes: Vec<_> = [part("funds", &enters), part("leaves out", &leaves)].into_iter().flatten().collect();
        let what = if changes.is_empty() {
            format!("{} is also that of least largest regret: {}", capital(&called), self.most(least))
        } else {
            let (changes, most) = (changes.join(" and "), self.most(least));
            let lost = largest(regrets);
            let with_base = match regrets.by.iter().find(|(_, points)| **points >= lost) {
                Some((view, _)) if lost > least.max_regret => {
                    format!("with {called} {} loses {}", self.sentences.quoted(view), self.points(lost))
                }
                _ => format!("{called} keeps within that too, but is no better on average"),
            };
            format!("Against {called}, that of least largest regret {changes}: {most}; {with_base}")
        };
        let proof = if least.proven {
            "Proven: no plan that keeps the rules does better."
        } else {
            "The search was stopped early: this is the best plan found, and another may do better."
        };
        let mut about =
            "Benefit: in points, by the weights of the view itself. Regret: how much of it a view loses with a plan, against its own \
             best plan; a point counts the same in every view."
                .to_owned();
        if self.funding.regrets.len() > VIEWS {
            about.push_str(" What each view loses with each plan is in JSON and workbooks.");
        }
        vec![format!("{what}. {proof}"), about]
    }

    fn most(&self, least: &LeastRegret) -> String {
        let Some(view) = &least.view else { return "no view then loses anything".to_owned() };
        let share = least.share.map_or(String::new(), |share| format!(", {} of its benefit", percent(share)));
        format!("no view then loses more than {} points ({}{share})", self.points(least.max_regret), self.sentences.quoted(view))
    }

    fn points(&self, points: f64) -> String {
        words::apart(points, self.sentences.view.precision)
    }

    fn plan(&self, view: &str) -> Option<&ViewPlan> {
        self.funding.plans.iter().find(|plan| plan.view == view)
    }

    /// The plan of least largest regret, where it is not that of a view.
    fn nobodys_own(&self) -> Option<&LeastRegret> {
        let least = self.funding.least_regret.as_ref()?;
        self.funding.plans.iter().all(|plan| plan.selected != least.selected).then_some(least)
    }
}

/// A plan, the views whose own it is, and what each view loses with it.
struct Regretted<'a> {
    selected: &'a [Arc<str>],
    labels: Vec<String>,
    lost: &'a [f64],
}

/// Views whose plans are the same.
fn alike(labels: &[String]) -> String {
    let named = labels[..labels.len().min(3)].join("; ");
    if labels.len() > 3 { format!("{named}; {} more", labels.len() - 3) } else { named }
}

fn largest(regrets: &Regrets) -> f64 {
    regrets.by.entries().iter().copied().fold(0.0, f64::max)
}

fn ids(ids: &[Arc<str>]) -> String {
    words::first_few(&ids.iter().map(ToString::to_string).collect::<Vec<_>>(), FEW)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
