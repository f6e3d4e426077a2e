//! What evidence is worth, in closed form and against itself.

use std::f64::consts::PI;

use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_assume};
use proptest::sample::{Index, select};
use weighup::analysis::simulate::Space;

use super::NEAR;
use super::chance::{Scores, near_share};
use super::support::{for_all, near};
use super::uncertain::{Law, alternative, asked, questions, uncertain};
use super::weights::{COUNT, DRAWS, drawn, linear};

/// Standard errors by which what evidence is worth may be off. Those stated are above the true ones.
const FAR: f64 = 4.0;

/// Evidence never harms, and none on one column is worth more than on all; the only uncertain column is all evidence.
#[test]
fn evidence_on_one_column_is_worth_no_more_than_on_all() {
    for_all((uncertain(), asked(), any::<Index>()), |(mut uncertain, questions, only)| {
        if only.index(2) == 0 {
            let kept = only.index(5);
            uncertain.factors = [Law::Certain; 2];
            (0..5).filter(|other| *other != kept).for_each(|other| uncertain.laws[other] = Law::Certain);
        }
        let Some(found) = uncertain.simulated(&questions)? else { return Ok(()) };
        let rounding = NEAR * found.alternatives.iter().map(|own| own.mean.abs()).fold(1.0, f64::max);
        for (column, worth) in found.evppi.iter() {
            let worth = worth.expect("nothing is drawn elsewhere");
            prop_assert!((0.0..=found.evpi).contains(&worth), "{column}: {worth} of {}", found.evpi);
            if found.evppi.entries().len() == 1 {
                near(&format!("the only column, {column}"), worth, found.evpi, rounding)?;
            }
        }
        prop_assert!(found.evpi >= 0.0 && found.disagreement >= 0.0);
        prop_assert!(found.chosen < found.alternatives.len() || found.evpi <= rounding, "all are chosen anyway");
        prop_assert!(questions.space != Space::Fixed || found.disagreement <= 0.0);
        Ok(())
    });
}

/// Of a standard normal figure.
fn density(z: f64) -> f64 {
    libm::exp(-z * z / 2.0) / (2.0 * PI).sqrt()
}

/// Probability that a standard normal figure is below z.
pub fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / 2.0_f64.sqrt())
}

/// What it is worth to know by how much one of two is ahead: the mean of what the one that is behind may be ahead by.
///
/// - `lead`: mean of a normal figure with this standard deviation
fn gain(lead: f64, deviation: f64) -> f64 {
    let z = lead.abs() / deviation;
    if deviation > 0.0 { deviation * (density(z) - z * below(-z)) } else { 0.0 }
}

/// The standard deviation of that.
fn deviation_of_gain(lead: f64, deviation: f64) -> f64 {
    let z = lead.abs() / deviation;
    let square = deviation * deviation * ((1.0 + z * z) * below(-z) - z * density(z));
    (square - gain(lead, deviation) * gain(lead, deviation)).sqrt()
}

/// Two interventions with normal figures on two criteria: first places, confidence and the worth of evidence in closed form.
#[test]
fn evidence_on_normal_figures_is_worth_what_it_must_be() {
    let (wins, worths) = (Scores::default(), Scores::default());
    let figure = || (20_u32..=80, 0_u32..=20).prop_map(|(mean, deviation)| (f64::from(mean), f64::from(deviation)));
    let inputs = ([[figure(), figure()], [figure(), figure()]], 1_u32..=9, any::<u64>());
    for_all(inputs, |([own, rival], tenths, seed)| {
        let weights = [f64::from(tenths) / 10.0, 1.0 - f64::from(tenths) / 10.0];
        let along = [0, 1].map(|leaf| weights[leaf] * own[leaf].1.hypot(rival[leaf].1));
        let deviation = along[0].hypot(along[1]);
        prop_assume!(deviation > 0.0);
        let lead: f64 = (0..2).map(|leaf| weights[leaf] * (own[leaf].0 - rival[leaf].0)).sum();
        let toml = format!("{}[uncertainty]\nc0 = {{ sd = \"s0\" }}\nc1 = {{ sd = \"s1\" }}\n", linear(&weights));
        let line = |id: &str, [x, y]: [(f64, f64); 2]| format!("{id},{},{},{},{}\n", x.0, y.0, x.1, y.1);
        let csv = format!("id,c0,c1,s0,s1\n{}{}", line("own", own), line("rival", rival));
        let found = drawn(&toml, &csv, &questions(Space::Fixed, DRAWS, seed))?;
        let (first, own) = (below(lead / deviation), alternative(&found, "own"));
        near_share("first place", own.rank_acceptability[0], first, COUNT)?;
        wins.add(own.rank_acceptability[0], first, (first * (1.0 - first) / COUNT).sqrt());
        near("confidence", own.confidence_factor.unwrap_or(0.0), own.rank_acceptability[0], NEAR)?;
        let room = FAR * deviation / COUNT.sqrt();
        near("all evidence", found.evpi, gain(lead, deviation), room)?;
        // Nearer to a tie the draws may say otherwise who is ahead; further off hardly any draw has a gain.
        if (0.3..1.5).contains(&(lead.abs() / deviation)) {
            worths.add(found.evpi, gain(lead, deviation), deviation_of_gain(lead, deviation) / COUNT.sqrt());
        }
        for (leaf, along) in along.into_iter().enumerate() {
            let worth = found.evppi.get(&format!("c{leaf}")).map_or(0.0, |worth| worth.expect("nothing is drawn elsewhere"));
            near(&format!("evidence on c{leaf}"), worth, gain(lead, along), room)?;
        }
        Ok(())
    });
    wins.are_standard();
    worths.are_standard();
}

/// Figures made of two columns: evidence on one of them leaves the other at its mean.
#[test]
fn evidence_on_a_factor_of_a_product_is_worth_what_it_must_be() {
    let figure = || (20_u32..=90, 1_u32..=25).prop_map(|(mean, deviation)| (f64::from(mean), f64::from(deviation)));
    let factor =
        || (8_u32..=12, 1_u32..=10).prop_map(|(tenths, hundredths)| (f64::from(tenths) / 10.0, f64::from(hundredths) / 100.0));
    for_all(([figure(), figure()], [factor(), factor()], any::<u64>()), |([a, b], [r, s], seed)| {
        let uncertain = "times = \"reach\"\nuncertainty = { sd = \"s0\" }\n[uncertainty]\nreach = { sd = \"s1\" }\n";
        let line = |id: &str, x: (f64, f64), r: (f64, f64)| format!("{id},{},{},{},{}\n", x.0, x.1, r.0, r.1);
        let csv = format!("id,c0,s0,reach,s1\n{}{}", line("A", a, r), line("B", b, s));
        let found = drawn(&format!("{}{uncertain}", linear(&[1.0])), &csv, &questions(Space::Fixed, DRAWS, seed))?;
        let lead = (a.0 * r.0 - b.0 * s.0).abs();
        let along = [(a.1 * r.0).hypot(b.1 * s.0), (a.0 * r.1).hypot(b.0 * s.1)];
        let all = along[0].hypot(along[1]).hypot((a.1 * r.1).hypot(b.1 * s.1));
        // Who leads by how much is found from the draws, too.
        let chance = FAR * all / COUNT.sqrt();
        for (column, deviation) in ["c0", "reach"].into_iter().zip(along) {
            let worth = found.evppi.get(column).expect("both vary").expect("nothing is drawn elsewhere");
            // The mean of the other column is that of 4,096 draws.
            let room = FAR * deviation / COUNT.sqrt() + FAR * deviation / 4_096.0_f64.sqrt();
            let (least, most) = (gain(lead + chance, deviation), gain((lead - chance).max(0.0), deviation));
            // Where one leads by far the evidence has no worth at all; rounding may make it a hair less than nothing.
            let room = room * (most.max(0.0) / gain(0.0, deviation)).sqrt() + NEAR;
            prop_assert!((least - room..=most + room).contains(&worth), "{column}: {worth}, not {least} to {most}");
        }
        Ok(())
    });
}

/// One column that serves two criteria in opposite directions is drawn once: with equal weights every value is 50.
#[test]
fn a_column_that_serves_both_ways_is_drawn_once() {
    let law = select(vec!["triangular", "uniform", "pert", "normal"]);
    let inputs = (law, 20_u32..=80, 1_u32..=60, 1_u32..=60, any::<bool>(), any::<bool>(), any::<u64>());
    for_all(inputs, |(law, figure, down, up, clamps, absent, seed)| {
        let outside = if clamps { "clamp" } else { "extrapolate" };
        let criterion = |id: &str, better: &str, worst: u32, best: u32| {
            let scale = format!("better = \"{better}\"\nworst = {worst}\nbest = {best}\noutside = \"{outside}\"\n");
            format!("[[criteria]]\nid = \"{id}\"\ncolumn = \"x\"\nswing = 10\nmissing = \"range\"\n{scale}")
        };
        let statement = format!("x = {{ low = \"low\", high = \"high\", distribution = \"{law}\" }}");
        let pair = format!("{}{}", criterion("more", "higher", 0, 100), criterion("less", "lower", 100, 0));
        let toml = format!("{pair}[uncertainty]\n{statement}\n");
        let (low, high) = (i64::from(figure) - i64::from(down), figure + up);
        let second = if absent { "NA,NA,NA".to_owned() } else { "50,40,70".to_owned() };
        let csv = format!("id,x,low,high\nA,{figure},{low},{high}\nB,{second}\n");
        let found = drawn(&toml, &csv, &questions(Space::Fixed, 500, seed))?;
        for own in &found.alternatives {
            near("mean", own.mean, 50.0, NEAR)?;
            near("deviation", own.sd, 0.0, 1e-6)?;
            prop_assert_eq!(own.rank_acceptability.as_slice(), [0.5, 0.5]);
        }
        near("what is known beforehand", found.evpi, 0.0, NEAR)
    });
}
