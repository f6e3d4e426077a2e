//! Whom the plan reaches, as words and a table.

use std::sync::Arc;

use super::{Page, say, whole};
use crate::analysis::equality::{EqualityResult, EqualityRow, Together};
use crate::document::{Block, Cell, figure, words};
use crate::model::equality::Equality;
use crate::present::columns::{label, numbers, prose, text};

/// Interventions named in one sentence.
const NAMED: usize = 8;

impl Page<'_> {
    pub fn equality(&self) -> Vec<Block> {
        let (Some(asked), Some(found)) = (&self.decision.equality, &self.analyses.equality) else { return Vec::new() };
        let mut blocks = vec![say(in_words(asked, found))];
        blocks.extend(without_the_largest(found).map(Block::Paragraph));
        blocks.extend(left_out(&found.all).map(Block::Paragraph));
        blocks.push(table(asked, found, self.rows()));
        blocks.extend(self.elsewhere());
        blocks.push(say(
            "People whom two interventions reach count twice. The table speaks of areas, not of persons, and of no other protected \
             characteristic: it does not stand in for an equality impact assessment.",
        ));
        blocks
    }

    /// The table of all, where the text shows the first rows.
    pub fn equality_of_all(&self) -> Option<Block> {
        Some(table(self.decision.equality.as_ref()?, self.analyses.equality.as_ref()?, usize::MAX))
    }
}

/// The people whom each reaches; those that bring most people of the group first, the funded before the others.
///
/// - `most`: rows shown
fn table(asked: &Equality, found: &EqualityResult, most: usize) -> Block {
    let has_plan = found.funded.is_some();
    let mut columns = vec![label("ID"), prose("Intervention")];
    columns.extend(has_plan.then(|| label("Funded")));
    columns.extend([numbers("People reached"), numbers("Most deprived fifth, %").short("%"), numbers("Of them")]);
    columns.extend(asked.benchmark.map(|share| label(&format!("Against {}%", figure::plain(share)))));
    let mut rows: Vec<_> = found.rows.iter().collect();
    rows.sort_by(|a, b| {
        let of = |row: &EqualityRow| row.reached.of_group().unwrap_or(-1.0);
        b.funded.cmp(&a.funded).then(of(b).total_cmp(&of(a)))
    });
    let cells = |row: &&EqualityRow| {
        let whole = |figure: Option<f64>| figure.map_or(Cell::Absent, |value| Cell::Number { value, decimals: 0 });
        let mut cells = vec![text(row.id.as_ref()), text(row.name.clone())];
        cells.extend(has_plan.then(|| text(if row.funded == Some(true) { "yes" } else { "no" })));
        let share = row.reached.share.map_or(Cell::Absent, Cell::Plain);
        cells.extend([whole(row.reached.people), share, whole(row.reached.of_group())]);
        cells.extend(asked.benchmark.map(|parity| beside(row, parity)));
        cells
    };
    whole(columns, rows.iter().take(most).map(cells).collect())
}

/// How a share stands to parity; of a closure, whose people lose something.
fn beside(row: &EqualityRow, parity: f64) -> Cell {
    if row.is_closure {
        return text("lose a service");
    }
    row.reached.share.map_or(Cell::Absent, |share| {
        text(if share > parity {
            "above"
        } else if share < parity {
            "below"
        } else {
            "parity"
        })
    })
}

fn in_words(asked: &Equality, found: &EqualityResult) -> String {
    let people = |count: f64| figure::fixed(count, 0);
    let share = |of: &Together| of.share().map(|share| format!("{}%", figure::fixed(share, 1)));
    let parity = asked.benchmark.map_or(String::new(), |share| format!("; parity is {}%", figure::plain(share)));
    let source = format!("(columns `{}` and `{}`)", asked.people, asked.column);
    match (&found.funded, share(&found.all)) {
        (Some(funded), Some(all)) if share(funded).is_some() => format!(
            "Of {} people whom the plan reaches, {} ({}) live in the most deprived fifth of areas, against {all} over everything \
             considered{parity} {source}.",
            people(funded.people),
            people(funded.of_group),
            share(funded).unwrap_or_default()
        ),
        (_, Some(all)) => format!(
            "Of {} people whom all interventions together reach, {} ({all}) live in the most deprived fifth of areas{parity} {source}.",
            people(found.all.people),
            people(found.all.of_group)
        ),
        (_, None) => format!("The figures do not say whom the interventions reach {source}."),
    }
}

/// Where one intervention is more than half of all people, what the shares are without it.
fn without_the_largest(found: &EqualityResult) -> Option<String> {
    let funded = found.funded.as_ref()?;
    let people = |row: &EqualityRow| row.reached.people.filter(|_| row.reached.of_group().is_some() && !row.is_closure);
    let of_plan = found.rows.iter().filter(|row| row.funded == Some(true));
    let (largest, reached) = of_plan.filter_map(|row| Some((row, people(row)?))).max_by(|a, b| a.1.total_cmp(&b.1))?;
    let rest = |of: &Together| Together {
        people: of.people - reached,
        of_group: of.of_group - largest.reached.of_group().unwrap_or(0.0),
        ..Together::default()
    };
    let share = |of: Together| of.share().map(|share| format!("{}%", figure::fixed(share, 1)));
    let (plan, all) = (share(rest(funded))?, share(rest(&found.all))?);
    (reached > funded.people / 2.0).then(|| {
        format!(
            "{} alone is {} of these people: without it {plan} of those whom the plan reaches live there, against {all} over everything \
             considered.",
            largest.id,
            figure::fixed(reached, 0)
        )
    })
}

/// What is in no sum.
fn left_out(of: &Together) -> Option<String> {
    let named = |ids: &[Arc<str>]| words::first_few(&ids.iter().map(ToString::to_string).collect::<Vec<_>>(), NAMED);
    let without = (!of.without.is_empty()).then(|| format!("{} (a figure is missing)", named(&of.without)));
    let closures = (!of.closures.is_empty()).then(|| {
        let why = if of.closures.len() == 1 {
            "releases money, so that those it reaches lose a service"
        } else {
            "release money, so that those they reach lose a service"
        };
        format!("{} ({why})", named(&of.closures))
    });
    let said: Vec<_> = without.into_iter().chain(closures).collect();
    (!said.is_empty()).then(|| format!("Not in these sums: {}.", said.join("; ")))
}
