//! The distributions of figures, from the files through a single criterion: moments and tails in closed form.

use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;
use weighup::analysis::simulate::Space;

use super::chance::{Scores, near_share};
use super::evidence::below;
use super::support::{for_all, near};
use super::uncertain::{alternative, decision, questions, simulated};

const DRAWS: u64 = 4_000;
/// The same, to calculate with.
const COUNT: f64 = 4_000.0;
/// Standard errors by which means may be off, and variances, whose tails are heavier.
const FAR: [f64; 2] = [7.0, 10.0];
/// The standard deviations in half a normal 95 % interval.
const INTERVAL: f64 = 1.959_964;

/// A law as the files state it, and what follows from it.
#[derive(Debug, Clone)]
struct Case {
    /// The statement, with columns `p` and `q`, and their cells.
    statement: String,
    figure: f64,
    parts: [f64; 2],
    mean: f64,
    variance: f64,
    /// Fourth central moment over the squared variance.
    kurtosis: f64,
    /// A threshold, and the probability of lying above it where it is elementary.
    above: Option<(f64, f64)>,
}

fn bounds(law: &str) -> String {
    format!("{{ low = \"p\", high = \"q\", distribution = \"{law}\" }}")
}

/// Between bounds: triangular, uniform, PERT.
fn between_bounds() -> impl Strategy<Value = Case> {
    let law = select(vec!["triangular", "uniform", "pert"]);
    (law, -20_i32..=80, 0_u8..=40, 1_u8..=40, 0.05_f64..0.95).prop_map(|(law, low, rise, fall, at)| {
        let (a, m) = (f64::from(low), f64::from(low) + f64::from(rise));
        let b = m + f64::from(fall);
        let x = a + at * (b - a);
        let (mean, variance, kurtosis, above) = match law {
            "uniform" => (f64::midpoint(a, b), (b - a) * (b - a) / 12.0, 1.8, Some(1.0 - at)),
            "triangular" => {
                let variance = (a * a + b * b + m * m - a * b - a * m - b * m) / 18.0;
                let left = (x - a) * (x - a) / ((b - a) * (m - a));
                let right = (b - x) * (b - x) / ((b - a) * (b - m));
                ((a + b + m) / 3.0, variance, 2.4, Some(if x < m { 1.0 - left } else { right }))
            }
            _ => {
                let (alpha, beta) = (1.0 + 4.0 * (m - a) / (b - a), 1.0 + 4.0 * (b - m) / (b - a));
                let mean = (a + 4.0 * m + b) / 6.0;
                (mean, (mean - a) * (b - mean) / 7.0, kurtosis_of_beta(alpha, beta), None)
            }
        };
        let above = above.map(|share| (x, share));
        Case { statement: bounds(law), figure: m, parts: [a, b], mean, variance, kurtosis, above }
    })
}

/// Normal, by bounds, by its deviation and by a share of the figure; lognormal by bounds.
fn around_a_middle() -> impl Strategy<Value = Case> {
    let law = select(vec!["normal", "sd", "relative", "lognormal"]);
    (law, 10_i32..=80, 1_u8..=30, -2.0_f64..2.0).prop_map(|(law, middle, half, z)| {
        let (figure, half) = (f64::from(middle), f64::from(half));
        let above = 1.0 - below(z);
        if law == "lognormal" {
            let (low, high) = (figure / (1.0 + half / 40.0), figure * (1.0 + half / 40.0));
            let deviation = (libm::log(high) - libm::log(low)) / (2.0 * INTERVAL);
            let e = libm::exp(deviation * deviation);
            let mean = figure * e.sqrt();
            let kurtosis = e.powi(4) + 2.0 * e.powi(3) + 3.0 * e.powi(2) - 3.0;
            let above = Some((figure * libm::exp(z * deviation), above));
            return Case {
                statement: bounds(law),
                figure,
                parts: [low, high],
                mean,
                variance: mean * mean * (e - 1.0),
                kurtosis,
                above,
            };
        }
        let (statement, parts, deviation) = match law {
            // Its width is all that counts.
            "normal" => (bounds(law), [figure - half, figure + 2.0 * half], 1.5 * half / INTERVAL),
            "sd" => ("{ sd = \"p\" }".to_owned(), [half, 0.0], half),
            _ => ("{ relative = 0.25 }".to_owned(), [0.0; 2], 0.25 * figure),
        };
        let above = Some((figure + z * deviation, above));
        Case { statement, figure, parts, mean: figure, variance: deviation * deviation, kurtosis: 3.0, above }
    })
}

/// Proportions: from events of a sample, or by α and β.
fn proportions() -> impl Strategy<Value = Case> {
    (any::<bool>(), 0_u16..=60, 0_u16..=60).prop_map(|(counted, one, other)| {
        let (one, other) = (f64::from(one), f64::from(other));
        let (statement, parts, alpha, beta) = if counted {
            ("{ events = \"p\", sample = \"q\" }", [one, one + other], one + 1.0, other + 1.0)
        } else {
            ("{ alpha = \"p\", beta = \"q\" }", [one + 0.5, other + 0.5], one + 0.5, other + 0.5)
        };
        let (mean, sum) = (alpha / (alpha + beta), alpha + beta);
        Case {
            statement: statement.to_owned(),
            figure: 0.5,
            parts,
            mean,
            variance: mean * (1.0 - mean) / (sum + 1.0),
            kurtosis: kurtosis_of_beta(alpha, beta),
            above: None,
        }
    })
}

fn kurtosis_of_beta(a: f64, b: f64) -> f64 {
    let sum = a + b;
    3.0 + 6.0 * ((a - b) * (a - b) * (sum + 1.0) - a * b * (sum + 2.0)) / (a * b * (sum + 2.0) * (sum + 3.0))
}

/// Means, deviations and tails of every law are its own, on scales that rise and fall.
#[test]
fn figures_are_drawn_from_their_laws() {
    let (means, variances, tails) = (Scores::default(), Scores::default(), Scores::default());
    let case = prop_oneof![3 => between_bounds(), 4 => around_a_middle(), 2 => proportions()];
    for_all((case, any::<bool>(), any::<u64>()), |(case, falls, seed)| {
        let (low, high) = (0.0, if case.figure < 1.0 { 1.0 } else { 100.0 });
        let (better, worst, best) = if falls { ("lower", high, low) } else { ("higher", low, high) };
        let scale = format!("better = \"{better}\"\nworst = {worst}\nbest = {best}\nswing = 1\noutside = \"extrapolate\"");
        let toml = format!("[[criteria]]\nid = \"x\"\n{scale}\nuncertainty = {}\n", case.statement);
        // A certain rival stands at the threshold: where its law cannot be without spread, without any meaning.
        let rival = case.above.map_or(case.figure, |(threshold, _)| threshold);
        let spread = if case.statement.contains("low") { [rival; 2] } else { case.parts };
        let spread = if case.statement.contains("sd") { [0.0; 2] } else { spread };
        let line = |id: &str, figure: f64, [p, q]: [f64; 2]| format!("{id},{figure},{p},{q}\n");
        let csv = format!("id,x,p,q\n{}{}", line("A", case.figure, case.parts), line("rival", rival, spread));
        let found = simulated(&decision(&toml, &csv, None)?, &questions(Space::Fixed, DRAWS, seed))?.expect("a figure varies");
        let own = alternative(&found, "A");
        let slope = 100.0 / (best - worst);
        let (mean, variance) = (slope * (case.mean - worst), slope * slope * case.variance);
        let errors = [(variance / COUNT).sqrt(), variance * ((case.kurtosis - 1.0) / COUNT).sqrt()];
        near("mean", own.mean, mean, FAR[0] * errors[0])?;
        near("variance", own.sd * own.sd, variance, FAR[1] * errors[1])?;
        means.add(own.mean, mean, errors[0]);
        variances.add(own.sd * own.sd, variance, errors[1]);
        if let Some((_, above)) = case.above.filter(|_| !case.statement.contains("relative")) {
            let wins = if falls { 1.0 - above } else { above };
            let share = own.rank_acceptability[0];
            near_share("ahead of the threshold", share, wins, COUNT)?;
            tails.add(share, wins, (wins * (1.0 - wins) / COUNT).sqrt());
        }
        Ok(())
    });
    means.are_standard();
    variances.are_standard();
    tails.are_standard();
}

/// Draws beyond a scale that does not go on count as its ends: the mass sits there.
#[test]
fn draws_beyond_a_clamped_scale_sit_at_its_ends() {
    let (means, ends) = (Scores::default(), Scores::default());
    for_all((1_u32..=90, 1_u32..=90, any::<bool>(), any::<u64>()), |(below, beyond, says, seed)| {
        let (low, high) = (-f64::from(below), 100.0 + f64::from(beyond));
        let outside = if says { "outside = \"clamp\"\n" } else { "" };
        let toml = format!(
            "[[criteria]]\nid = \"x\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = 1\n{outside}uncertainty = {}\n",
            bounds("uniform")
        );
        let csv = format!("id,x,p,q\nA,50,{low},{high}\nbest,100,100,100\n");
        let found = simulated(&decision(&toml, &csv, None)?, &questions(Space::Fixed, DRAWS, seed))?.expect("a figure varies");
        let own = alternative(&found, "A");
        let width = high - low;
        let mean = (5_000.0 + 100.0 * f64::from(beyond)) / width;
        let square = (1_000_000.0 / 3.0 + 10_000.0 * f64::from(beyond)) / width;
        let error = ((square - mean * mean) / COUNT).sqrt();
        near("mean", own.mean, mean, FAR[0] * error)?;
        means.add(own.mean, mean, error);
        // At the end it ties with the best, which counts half.
        let at_the_end = 2.0 * own.rank_acceptability[0];
        let exact = f64::from(beyond) / width;
        near_share("at the best end", at_the_end, exact, COUNT)?;
        ends.add(at_the_end, exact, (exact * (1.0 - exact) / COUNT).sqrt());
        near("the most", own.p95, if exact > 0.06 { 100.0 } else { own.p95 }, 0.005)
    });
    means.are_standard();
    ends.are_standard();
}
