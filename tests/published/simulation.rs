//! Simulations: draws that others made give their figures exactly, draws of our own give them within what sampling leaves open.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use weighup::analysis::simulate::{Alternative, Draws, Progress, Questions, Simulation, Space, simulate};
use weighup::input::assemble::Choices;
use weighup::input::sheet::{Sheet, read_csv};

use super::rounds::Files;
use super::{EXACT, POINTS, assert_near};

/// The sources print seven digits.
const SEVEN_DIGITS: f64 = 1e-7;
/// Four standard errors of a share of 200,000 draws and of the source's 200,000 or more: 4 · √(¼ ÷ 200,000 · 2).
const SAMPLING: f64 = 0.0064;
const DRAWS: u64 = 200_000;

fn questions(space: Space) -> Questions {
    Questions { space, concentration: 50.0, draws: Draws::Count(DRAWS), seed: 1, threads: NonZeroUsize::MIN, top: None }
}

fn simulated(files: &Files, choices: &Choices, space: Space) -> Simulation {
    simulate(&files.decision(choices), &questions(space), &Progress::default()).expect("something varies")
}

fn of<'a>(result: &'a Simulation, id: &str) -> &'a Alternative {
    result.alternatives.iter().find(|alternative| *alternative.id == *id).expect(id)
}

/// A file of draws of a case.
fn draws(case: &str, file: &str) -> Arc<Sheet> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "cases", case, file].iter().collect();
    let bytes = std::fs::read(&path).expect("a file of the case");
    Arc::new(read_csv(file, &bytes, None).expect("a sound file").value)
}

fn assert_shares(what: &str, found: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(found.len(), wanted.len(), "{what}");
    for (place, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        assert_near(&format!("{what}, {}", place + 1), *found, *wanted, tolerance);
    }
}

/// Rank acceptabilities, central weights, confidence factors and values of the 10,000 draws that the R package smaa 0.3-3
/// ships (`inst/extdata/thrombo-*`), as its own saved output prints them (`tests/Examples/smaa-Ex.Rout.save`).
#[test]
fn thrombolytics_from_the_given_draws() {
    const CASE: &str = "smaa-thrombolytics-given-samples";
    let files = Files::of_case(CASE);
    let performance_draws = Some(draws(CASE, "performances.csv"));
    let both = Choices { performance_draws, weight_draws: Some(draws(CASE, "weights.csv")), ..Choices::default() };
    let result = simulated(&files, &both, Space::Fixed);
    assert_eq!((result.draws, result.weights_space), (10_000, Space::Draws));
    let known = [
        ("heparin", [0.3504, 0.6496], [0.186_509_7, 0.277_220_5, 0.536_269_8], 0.6682, [0.5895, 0.5885]),
        ("enoxaparin", [0.6496, 0.3504], [0.407_31, 0.364_147_7, 0.228_542_3], 0.8956, [0.6584, 0.669]),
    ];
    for (id, ranks, central, confidence, [mean, median]) in known {
        let found = of(&result, id);
        assert_shares(id, &found.rank_acceptability, &ranks, EXACT);
        assert_shares(id, found.central_weights.as_ref().expect("it wins some").entries(), &central, SEVEN_DIGITS);
        assert_near(id, found.confidence_factor.expect("it wins some"), confidence, EXACT);
        // Printed with four digits.
        assert_near(id, found.mean / POINTS, mean, 5e-5);
        // The median is within 0.005 points besides.
        assert_near(id, found.p50 / POINTS, median, 5e-5 + 5e-5);
    }
    assert_near("heparin ahead", result.pairwise.wins[0][1], 0.3504, EXACT);
    let fixed = simulated(&files, &Choices { weight_draws: None, ..both }, Space::Fixed);
    assert_shares("heparin at fixed weights", &of(&fixed, "heparin").rank_acceptability, &[0.1279, 0.8721], EXACT);
}

/// Heparin and enoxaparin with beta posteriors, an example of drugis/mcda-elicitation-web: no preferences, an order, exact
/// swings; and bounds of swings. The figures are its own R code's at 200,000 draws and an independent count of 2,000,000 draws in
/// `NumPy`, which agree within sampling error; its tests print the same from 10,000 draws.
#[test]
fn thrombolytics_with_beta_posteriors() {
    let files = Files::of_case("smaa-thrombolytics-mcdaweb");
    let known = [
        (Space::Uniform, [0.341_981_5, 0.653_794], [0.193_698, 0.275_224, 0.531_078], 0.891_115_5),
        (Space::Ordinal, [0.134_784, 0.187_408_5], [0.526_645, 0.121_615, 0.351_740], 0.918_885_5),
        (Space::Fixed, [0.103_236_5, 0.103_236_5], [0.571_429, 0.142_857, 0.285_714], 0.896_763_5),
    ];
    for (space, [first, confidence], central, other) in known {
        let result = simulated(&files, &Choices::default(), space);
        let heparin = of(&result, "heparin");
        assert_near("first", heparin.rank_acceptability[0], first, SAMPLING);
        assert_near("confidence", heparin.confidence_factor.expect("it wins some"), confidence, SAMPLING);
        assert_shares("central weights", heparin.central_weights.as_ref().expect("some").entries(), &central, SAMPLING);
        assert_near("the other", of(&result, "enoxaparin").confidence_factor.expect("some"), other, SAMPLING);
    }
}

/// The same with weights of which prox is 1.5 to 3 times bleed and bleed 1 to 2 times dist: bounds of the swings of prox and dist
/// beside that of bleed. By the R code of drugis/mcda-elicitation-web, 200,000 draws.
#[test]
fn thrombolytics_with_bounds_of_proportions() {
    let mut files = Files::of_case("smaa-thrombolytics-mcdaweb");
    for (swing, own) in [
        (100, "swing = 200\nswing_low = 150\nswing_high = 300"),
        (25, "swing = 75\nswing_low = 50\nswing_high = 100"),
        (50, "swing = 100"),
    ] {
        files.criteria = files.criteria.replace(&format!("swing = {swing}\n"), &format!("{own}\n"));
    }
    let result = simulated(&files, &Choices::default(), Space::Interval);
    let heparin = of(&result, "heparin");
    assert_near("first", heparin.rank_acceptability[0], 0.0954, SAMPLING);
    assert_shares(
        "central weights",
        heparin.central_weights.as_ref().expect("some").entries(),
        &[0.528_312, 0.197_707, 0.273_980],
        SAMPLING,
    );
    assert_shares("mean weights", result.mean_weights.entries(), &[0.544_051, 0.192_066, 0.263_883], SAMPLING);
}

/// Weights within bounds of swings, against counting on a fine grid.
#[test]
fn weights_within_bounds_lie_evenly() {
    let mut files = Files::of_case("smaa-thrombolytics-mcdaweb");
    for (swing, bounds) in [("swing = 100", (80, 100)), ("swing = 50", (30, 60)), ("swing = 25", (10, 50))] {
        let with_bounds = format!("{swing}\nswing_low = {}\nswing_high = {}", bounds.0, bounds.1);
        files.criteria = files.criteria.replace(&format!("{swing}\n"), &format!("{with_bounds}\n"));
    }
    let result = simulated(&files, &Choices::default(), Space::Interval);
    // prox, dist, bleed in file order.
    let (low, high) = ([80.0, 10.0, 30.0], [100.0, 50.0, 60.0]);
    let (mut sums, mut count) = ([0.0; 3], 0.0);
    for i in 0..1000_u32 {
        for j in 0..1000 - i {
            let weights =
                [f64::from(i) + 1.0 / 3.0, f64::from(j) + 1.0 / 3.0, f64::from(1000 - i - j) - 2.0 / 3.0].map(|w| w / 1000.0);
            let within = (0..3).all(|a| (0..3).all(|b| weights[a] * low[b] <= weights[b] * high[a]));
            if within {
                count += 1.0;
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
            }
        }
    }
    let means = sums.map(|sum| sum / count);
    // Far above four standard errors of a mean of 200,000 draws that lie within 0.2 of one another, and the grid's error.
    assert_shares("mean weights", result.mean_weights.entries(), &means, 0.001);
}

/// Antidepressants of the second generation, benefit and risk: rank acceptabilities, central weights and confidence factors of
/// Tervonen, van Valkenhoef, Buskens, Hillege & Postmus (2011), Statistics in Medicine 30, as the tests of JSMAA assert them within
/// 0.02, 0.02 and 0.03; and an independent count of 1,500,000 draws in `NumPy`, within 0.006.
#[test]
fn antidepressants_benefit_and_risk() {
    type Known = (&'static str, [f64; 4], [f64; 4], [f64; 6], f64, f64);
    const NUMPY: f64 = 0.006;
    const KNOWN: [Known; 4] = [
        (
            "fluoxetine",
            [0.2, 0.28, 0.3, 0.22],
            [0.194_93, 0.281_457, 0.299_966, 0.223_647],
            [0.076_243, 0.135_467, 0.236_500, 0.179_339, 0.159_721, 0.212_730],
            0.48,
            0.485_345,
        ),
        (
            "paroxetine",
            [0.25, 0.29, 0.27, 0.19],
            [0.253_592, 0.293_141, 0.267_497, 0.185_769],
            [0.180_695, 0.169_387, 0.149_244, 0.126_408, 0.151_698, 0.222_568],
            0.44,
            0.441_881,
        ),
        (
            "sertraline",
            [0.17, 0.25, 0.29, 0.3],
            [0.169_634, 0.243_411, 0.285_437, 0.301_517],
            [0.208_124, 0.094_127, 0.221_939, 0.131_301, 0.149_336, 0.195_172],
            0.34,
            0.348_566,
        ),
        (
            "venlafaxine",
            [0.39, 0.18, 0.15, 0.29],
            [0.381_844, 0.181_99, 0.147_099, 0.289_067],
            [0.185_758, 0.212_923, 0.117_924, 0.202_130, 0.187_992, 0.093_273],
            0.74,
            0.730_279,
        ),
    ];
    let result = simulated(&Files::of_case("jsmaa-antidepressants-benefit-risk"), &Choices::default(), Space::Uniform);
    for (id, published, numpy, central, printed, confidence) in KNOWN {
        let found = of(&result, id);
        assert_shares(id, &found.rank_acceptability, &published, 0.02);
        assert_shares(id, &found.rank_acceptability, &numpy, NUMPY);
        assert_shares(id, found.central_weights.as_ref().expect("it wins some").entries(), &central, NUMPY);
        assert_near(id, found.confidence_factor.expect("it wins some"), printed, 0.03);
        assert_near(id, found.confidence_factor.expect("it wins some"), confidence, NUMPY);
    }
}

/// Daclizumab and interferon with normal and beta figures and fixed weights: who comes first, by the R code of
/// drugis/mcda-elicitation-web at 200,000 draws (0.976325) and by 2,000,000 draws in `NumPy`; means and standard deviations of
/// values by the latter.
#[test]
fn zinbryta_with_uncertain_figures() {
    let mut files = Files::of_case_with("zinbryta-swing-uncertain", "uncertain.toml");
    let path: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "tests", "cases", "zinbryta-swing-uncertain", "uncertain.csv"].iter().collect();
    files.data = std::fs::read_to_string(path).expect("a file of the case");
    let result = simulated(&files, &Choices::default(), Space::Fixed);
    let known = [("daclizumab", 0.976_552_5, 0.638_915, 0.048_922), ("ifn_beta_1a", 0.023_447_5, 0.504_388, 0.042_607)];
    for (id, first, mean, sd) in known {
        let found = of(&result, id);
        assert_near(id, found.rank_acceptability[0], first, 0.005);
        assert_near(id, found.mean / POINTS, mean, 0.002);
        assert_near(id, found.sd / POINTS, sd, 0.002);
    }
}
