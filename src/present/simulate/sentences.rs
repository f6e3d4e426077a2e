//! The answer of a simulation in sentences.

use crate::analysis::simulate::{Alternative, Simulation, Space};
use crate::document::{figure, words};
use crate::model::decision::Decision;
use crate::present::drawn;
use crate::present::named::with_id;

/// Share of draws from which on a rank counts as settled.
const SETTLED: f64 = 0.9;
/// Draws from which on that can be said.
const ENOUGH: u64 = 100;
/// Points beyond which quantiles are less exact.
const FAR: f64 = 200.0;
/// Interventions and columns named in one sentence.
const NAMED: usize = 8;

pub struct Sentences<'a> {
    pub decision: &'a Decision,
    pub result: &'a Simulation,
    /// Decimals of points.
    pub precision: usize,
}

/// A share of draws: never 0% or 100% for what is less sure than that.
fn draws(share: f64) -> String {
    match share {
        _ if share >= 1.0 => "every draw".to_owned(),
        _ if share <= 0.0 => "no draw".to_owned(),
        _ => format!("{} of draws", figure::whole_percent(share).replace('<', "less than ").replace('>', "more than ")),
    }
}

impl Sentences<'_> {
    /// A gain in points; never 0 for what is more.
    fn points(&self, value: f64) -> String {
        let decimals = self.precision.max(2);
        match words::apart(value, decimals) {
            _ if value <= 0.0 => "nothing".to_owned(),
            shown if shown.starts_with(|first: char| first.is_ascii_digit()) => format!("{shown} points"),
            shown => format!("{} points", shown.replace("under", "less than")),
        }
    }

    fn named(alternative: &Alternative) -> String {
        with_id(&alternative.name, &alternative.id)
    }

    /// How often the leader leads, which ranks are settled, which evidence matters.
    pub fn answer(&self) -> Vec<String> {
        let all = &self.result.alternatives;
        let Some(leader) = all
            .iter()
            .reduce(|leader, next| if next.rank_acceptability[0] > leader.rank_acceptability[0] { next } else { leader })
        else {
            return Vec::new();
        };
        if all.len() == 1 {
            return vec![format!("{} is the only intervention: there is nothing to rank it against.", Self::named(leader))];
        }
        vec![self.leads(leader), self.settled(), self.evidence()]
    }

    fn leads(&self, leader: &Alternative) -> String {
        let all = &self.result.alternatives;
        let wins = |a: &Alternative, b: &Alternative| self.result.pairwise.wins[a.row][b.row];
        let rivals = all.iter().filter(|other| other.row != leader.row);
        let rival = rivals.reduce(|rival, next| if wins(next, leader) > wins(rival, leader) { next } else { rival });
        let beaten = match rival {
            Some(rival) if wins(rival, leader) > 0.0 => {
                format!(
                    "it is most often beaten by {}, which is ahead of it in {}",
                    Self::named(rival),
                    draws(wins(rival, leader))
                )
            }
            _ => "nothing is ever ahead of it".to_owned(),
        };
        let is_few = |count: &str| count.parse::<usize>().is_ok_and(|count| count > 1 && count < all.len());
        // Nothing is added by more places than those it is always among.
        let mut before = leader.rank_acceptability[0];
        let mut adds = |share: f64| std::mem::replace(&mut before, share) < 1.0;
        let few: Vec<_> = leader.p_top.iter().filter(|(count, share)| is_few(count) && adds(**share)).collect();
        let few: Vec<_> = few.into_iter().map(|(count, share)| format!("the first {count} in {}", draws(*share))).collect();
        let few = if few.is_empty() { String::new() } else { format!("; it is among {}", words::listed(few)) };
        let first = format!("{} comes first in {}{few}; {beaten}.", Self::named(leader), draws(leader.rank_acceptability[0]));
        match all.iter().find(|alternative| alternative.id == self.result.base_winner) {
            Some(base) if base.row != leader.row && base.base_rank != leader.base_rank => format!(
                "{first} At the present weights and figures {} comes first, which it does in {}.",
                Self::named(base),
                draws(base.rank_acceptability[0])
            ),
            _ => first,
        }
    }

    fn settled(&self) -> String {
        let all = &self.result.alternatives;
        let holder = |rank: usize| all.iter().find(|alternative| alternative.rank_acceptability[rank] >= SETTLED);
        let (settled, open): (Vec<_>, Vec<_>) = (0..all.len()).partition(|&rank| holder(rank).is_some());
        let least = figure::whole_percent(SETTLED);
        if self.result.draws < ENOUGH {
            let drawn = words::count(usize::try_from(self.result.draws).unwrap_or(usize::MAX), "draw");
            return format!("{drawn} cannot tell which ranks are settled: that takes at least {ENOUGH}.");
        }
        if settled.is_empty() {
            return format!("No rank is settled: none is one intervention's in at least {least} of draws.");
        }
        if open.is_empty() {
            return format!("Every rank is settled: each is one intervention's in at least {least} of draws.");
        }
        let held: Vec<_> =
            settled.iter().filter_map(|&rank| Some(format!("{} ({})", words::ordinal(rank + 1), holder(rank)?.id))).collect();
        format!(
            "Settled, as one intervention has the rank in at least {least} of draws: {}. Open: {}.",
            words::first_few(&held, NAMED),
            words::first_few(&runs(&open), NAMED)
        )
    }

    fn evidence(&self) -> String {
        let result = self.result;
        let weights = self.disagreement();
        let choosing = match result.chosen {
            1 => "choosing".to_owned(),
            count => format!("choosing the best {count} (their points added up)"),
        };
        let all = self.points(result.evpi);
        let known = result.evppi.iter().filter_map(|(input, gain)| Some((input, (*gain)?)));
        let most = known.reduce(|most, next| if next.1 > most.1 { next } else { most });
        let evidence = match most {
            _ if result.evppi.entries().is_empty() => "No figure is uncertain here: only the weights vary.".to_owned(),
            None => format!(
                "Knowing every figure before {choosing} is worth {all} on average; which one matters most cannot be told \
                 from draws that were made elsewhere."
            ),
            Some(_) if result.evpi < 0.005 => {
                format!(
                    "Better evidence would hardly change the choice: knowing every figure before {choosing} is worth {all} on average."
                )
            }
            Some((input, gain)) if result.evppi.entries().len() > 1 => format!(
                "Of the evidence, `{input}` matters most: knowing it before {choosing} is worth {} on average, knowing \
                 every uncertain figure {all}.",
                self.points(gain)
            ),
            Some((input, _)) => format!("Knowing `{input}` before {choosing} is worth {all} on average."),
        };
        format!("{evidence}{weights}")
    }

    /// What the weights leave open, where they vary.
    fn disagreement(&self) -> String {
        let result = self.result;
        if result.weights_space == Space::Fixed {
            return String::new();
        }
        let base = result.alternatives.iter().find(|alternative| alternative.id == result.base_winner);
        let named = base.map_or_else(|| result.base_winner.to_string(), Self::named);
        if result.disagreement <= 0.0 {
            return format!(" At mean figures none of the weights drawn puts another ahead of {named}.");
        }
        format!(
            " What the weights leave open: at mean figures, the best is {} ahead of {named} on average.",
            self.points(result.disagreement)
        )
    }

    pub fn about_evidence(&self) -> String {
        let choice = match self.result.chosen {
            1 => "the best one".to_owned(),
            count => format!("the best {count} (their points added up)"),
        };
        format!(
            "By how much the choice of {choice} would gain on average if a column's figures were known beforehand, at the mean \
             weights. It says which evidence to ask for, not what it costs."
        )
    }

    /// What was drawn, and how.
    pub fn how(&self) -> Vec<String> {
        let result = self.result;
        let seed = match self.decision.draws.as_ref() {
            Some(given) if !given.columns.is_empty() && given.weights.is_some() => "made elsewhere".to_owned(),
            Some(_) => format!("made elsewhere; everything else drawn with seed {}", result.seed),
            None => format!("seed {}", result.seed),
        };
        let drawn = words::count(usize::try_from(result.draws).unwrap_or(usize::MAX), "draw");
        let error = format!("{:.2}", 100.0 * result.max_standard_error);
        let is_far = |alternative: &Alternative| alternative.p05.min(-alternative.p95) < -FAR;
        let far = if result.alternatives.iter().any(is_far) { " (beyond 200 points, within 0.02%)" } else { "" };
        let mut how = vec![format!(
            "{drawn} ({seed}); weights: {}. The largest standard error of a share is {error} percentage points; quantiles of \
             values are within 0.005 points of those of the draws{far}.",
            self.space()
        )];
        let read = |column: &str| self.result.evppi.iter().any(|(input, _)| input == column);
        let missing = self.result.evppi.iter().zip(&self.result.gaps).filter(|(_, is_gap)| **is_gap);
        let missing: Vec<_> = missing.map(|((input, _), _)| input).collect();
        how.extend(drawn::bounds(self.decision, &read, &missing));
        how
    }

    fn space(&self) -> String {
        let space = match self.result.weights_space {
            Space::Fixed => "the present ones in every draw",
            Space::Uniform => "any that sum to 1, each as likely",
            Space::Ordinal => "any in the order of the present ones, each as likely",
            Space::Interval => "any within the bounds of the swings, each as likely",
            Space::Dirichlet => {
                return format!("about the present ones (Dirichlet, concentration {})", figure::plain(self.result.concentration));
            }
            Space::Stakeholders => "pooled anew in each draw from people drawn again within their groups",
            Space::Draws => "from the file",
        };
        space.to_owned()
    }
}

pub fn about_central_weights(alternatives: &[Alternative], shown: usize) -> String {
    let never = alternatives.iter().filter(|alternative| alternative.central_weights.is_none()).count();
    let all = alternatives.len() - never;
    let rest = if all > shown { format!(" {} more come first now and then.", all - shown) } else { String::new() };
    let never = match never {
        0 => String::new(),
        1 => " One never comes first and has none.".to_owned(),
        _ => format!(" {never} never come first and have none."),
    };
    format!("Confidence: how often each comes first at just these weights, when only figures vary.{rest}{never}")
}

/// `1st`, `3rd to 7th`, from places that rise.
fn runs(places: &[usize]) -> Vec<String> {
    let run = |run: &[usize]| match run {
        [first, .., last] => format!("{} to {}", words::ordinal(first + 1), words::ordinal(last + 1)),
        [only] => words::ordinal(only + 1),
        [] => String::new(),
    };
    places.chunk_by(|a, b| a + 1 == *b).map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_a_row_are_said_together() {
        assert_eq!(runs(&[0, 2, 3, 4, 9]), ["1st", "3rd to 5th", "10th"]);
    }

    #[test]
    fn what_is_not_sure_is_not_said_to_be() {
        assert_eq!(
            [1.0, 0.999, 0.62, 0.002, 0.0].map(draws),
            ["every draw", "more than 99% of draws", "62% of draws", "less than 1% of draws", "no draw"]
        );
    }
}
