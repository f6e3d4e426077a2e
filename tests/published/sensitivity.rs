//! Known answers of sensitivity analysis: switching weights and a sweep that another program ran, whose preference turns two
//! stakeholder groups round, and linear and integer programmes solved apart by `HiGHS`.

use weighup::analysis::sensitivity::admissible::Space;
use weighup::analysis::sensitivity::one_weight::{Challenger, WeightStability, intervals};
use weighup::analysis::sensitivity::sweep::sweep;
use weighup::analysis::sensitivity::{Present, Questions, Sensitivity, Target, sensitivity};
use weighup::input::assemble::Choices;
use weighup::model::decision::Decision;
use weighup::model::hierarchy::Node;

use super::rounds::Files;
use super::{EXACT, GETREAL, PEER, POINTS, SELFIE, SELFIE_FORMS, assert_near};

/// Where an end lies and who takes over there.
type End<'a> = Option<(f64, &'a str)>;

/// Checks that the winner changes only at the ends stated.
fn assert_ends(found: &[WeightStability], id: &str, low: End<'_>, high: End<'_>, tolerance: f64) {
    let found = found.iter().find(|stability| **stability.of.id() == *id).expect(id);
    let challenger = |end: End<'_>| end.map(|(_, id)| Challenger::First(id.into()));
    assert_eq!(found.challenger_low, challenger(low), "below the weight of {id}");
    assert_eq!(found.challenger_high, challenger(high), "above the weight of {id}");
    assert_near(&format!("{id}, low"), found.stable_low, low.map_or(0.0, |(weight, _)| weight), tolerance);
    assert_near(&format!("{id}, high"), found.stable_high, high.map_or(1.0, |(weight, _)| weight), tolerance);
}

fn winner_intervals(decision: &Decision) -> Vec<WeightStability> {
    intervals(&Present::new(decision), Target::Winner)
}

/// drugis/mcda-elicitation-web, example `GetReal` with weights 0.5, 0.3, 0.2: its sweep of the weight of overall survival
/// puts the switch between 0.54 and 0.55, and it is 6/11 exactly. The other two by hand, from how far the new treatment lags
/// on the criterion and leads on the rest: 1/7 ÷ (1/7 + 1/2) and 1/8 ÷ (1/8 + 3/4).
#[test]
fn getreal_switching_weights_and_who_takes_over() {
    const NEW: &str = "new_treatment";
    let found = winner_intervals(&Files::of_case(GETREAL).decision(&Choices::default()));
    assert_eq!(found.len(), 5);
    assert_ends(&found, "os", None, Some((6.0 / 11.0, NEW)), EXACT);
    assert_ends(&found, "severe", Some((2.0 / 9.0, NEW)), None, EXACT);
    assert_ends(&found, "moderate", Some((1.0 / 7.0, NEW)), None, EXACT);
    assert_ends(&found, "favourable", None, Some((6.0 / 11.0, NEW)), EXACT);
    assert_ends(&found, "unfavourable", Some((5.0 / 11.0, NEW)), None, EXACT);
}

/// The same example: overall values at weights of overall survival of 0, 0.01, … 1, the other two staying as 3 to 2, by the
/// peer's own `run_sensitivityWeightPlot()`.
#[test]
fn getreal_sweep_of_overall_survival() {
    const NEW_TREATMENT: [f64; 101] = [
        0.2, 0.205_5, 0.211, 0.216_5, 0.222, 0.227_5, 0.233, 0.238_5, 0.244, 0.249_5, 0.255, 0.260_5, 0.266, 0.271_5, 0.277,
        0.282_5, 0.288, 0.293_5, 0.299, 0.304_5, 0.31, 0.315_5, 0.321, 0.326_5, 0.332, 0.337_5, 0.343, 0.348_5, 0.354, 0.359_5,
        0.365, 0.370_5, 0.376, 0.381_5, 0.387, 0.392_5, 0.398, 0.403_5, 0.409, 0.414_5, 0.42, 0.425_5, 0.431, 0.436_5, 0.442,
        0.447_5, 0.453, 0.458_5, 0.464, 0.469_5, 0.475, 0.480_5, 0.486, 0.491_5, 0.497, 0.502_5, 0.508, 0.513_5, 0.519, 0.524_5,
        0.53, 0.535_5, 0.541, 0.546_5, 0.552, 0.557_5, 0.563, 0.568_5, 0.574, 0.579_5, 0.585, 0.590_5, 0.596, 0.601_5, 0.607,
        0.612_5, 0.618, 0.623_5, 0.629, 0.634_5, 0.64, 0.645_5, 0.651, 0.656_5, 0.662, 0.667_5, 0.673, 0.678_5, 0.684, 0.689_5,
        0.695, 0.700_5, 0.706, 0.711_5, 0.717, 0.722_5, 0.728, 0.733_5, 0.739, 0.744_5, 0.75,
    ];
    const CONTROL: [f64; 101] = [
        0.8, 0.794_5, 0.789, 0.783_5, 0.778, 0.772_5, 0.767, 0.761_5, 0.756, 0.750_5, 0.745, 0.739_5, 0.734, 0.728_5, 0.723,
        0.717_5, 0.712, 0.706_5, 0.701, 0.695_5, 0.69, 0.684_5, 0.679, 0.673_5, 0.668, 0.662_5, 0.657, 0.651_5, 0.646, 0.640_5,
        0.635, 0.629_5, 0.624, 0.618_5, 0.613, 0.607_5, 0.602, 0.596_5, 0.591, 0.585_5, 0.58, 0.574_5, 0.569, 0.563_5, 0.558,
        0.552_5, 0.547, 0.541_5, 0.536, 0.530_5, 0.525, 0.519_5, 0.514, 0.508_5, 0.503, 0.497_5, 0.492, 0.486_5, 0.481, 0.475_5,
        0.47, 0.464_5, 0.459, 0.453_5, 0.448, 0.442_5, 0.437, 0.431_5, 0.426, 0.420_5, 0.415, 0.409_5, 0.404, 0.398_5, 0.393,
        0.387_5, 0.382, 0.376_5, 0.371, 0.365_5, 0.36, 0.354_5, 0.349, 0.343_5, 0.338, 0.332_5, 0.327, 0.321_5, 0.316, 0.310_5,
        0.305, 0.299_5, 0.294, 0.288_5, 0.283, 0.277_5, 0.272, 0.266_5, 0.261, 0.255_5, 0.25,
    ];
    let decision = Files::of_case(GETREAL).decision(&Choices::default());
    let found = sweep(&Present::new(&decision), Node::Criterion(0));
    let mut at = 0.0;
    for (step, wanted) in NEW_TREATMENT.iter().zip(&CONTROL).enumerate() {
        for (row, wanted) in [wanted.0, wanted.1].into_iter().enumerate() {
            let (outside, inside) = found.ends[row];
            let value = at * inside + (1.0 - at) * outside;
            assert_near(&format!("row {row} at step {step}"), value / POINTS, *wanted, EXACT);
        }
        let leads = found.stretches.iter().find(|stretch| stretch.from <= at && at <= stretch.to).expect("no gap");
        let wanted = if wanted.0 > wanted.1 { "new_treatment" } else { "control" };
        assert_eq!(&*leads.order[0], wanted, "at step {step}");
        at = (at + 0.01).min(1.0);
    }
    assert_eq!(found.stretches.len(), 2);
    assert_near("the break", found.stretches[0].to, 6.0 / 11.0, EXACT);
}

/// Rutten-van Mölken et al., BMC Health Services Research 2018;18:576, Table 4: the two groups prefer different options.
/// Which weight alone would turn which group round, and the least that must move, was worked out apart from the natural
/// figures of the table (differences of standardised scores d, weights w: t = r ÷ (r − d) with r the others' mean of d).
#[test]
fn selfie_weights_that_turn_a_stakeholder_group_round() {
    type Turns = &'static [(&'static str, End<'static>, End<'static>)];
    const USUAL: &str = "usual_care";
    const INTEGRATED: &str = "integrated_care";
    const P1: Turns = &[
        ("physical", None, Some((0.506_993_572_492, USUAL))),
        ("psychological", None, None),
        ("social", None, Some((0.395_596_631_853, USUAL))),
        ("resilience", None, Some((0.208_479_373_392, USUAL))),
        ("enjoyment", None, None),
        ("person_centredness", None, None),
        ("continuity", None, None),
        ("costs", None, Some((0.343_790_628_869, USUAL))),
        ("health_wellbeing", None, None),
        ("experience", None, None),
        ("costs_group", None, Some((0.343_790_628_869, USUAL))),
    ];
    const P2: Turns = &[
        ("physical", None, None),
        ("psychological", None, Some((0.263_046_780_341, INTEGRATED))),
        ("social", None, None),
        ("resilience", None, None),
        ("enjoyment", None, Some((0.323_889_744_822, INTEGRATED))),
        ("person_centredness", None, Some((0.244_347_361_860, INTEGRATED))),
        ("continuity", None, Some((0.173_889_387_705, INTEGRATED))),
        ("costs", None, None),
        ("health_wellbeing", None, None),
        ("experience", None, Some((0.243_354_498_622, INTEGRATED))),
        ("costs_group", None, None),
    ];
    for form in SELFIE_FORMS {
        for (scenario, turns, rival, l1) in [("P1", P1, USUAL, 0.226_627_474_896), ("P2", P2, INTEGRATED, 0.130_188_761_636)] {
            let choices = Choices { scenario: Some(scenario.to_owned()), ..Choices::default() };
            let decision = Files::of_case_with(SELFIE, form).decision(&choices);
            let found = winner_intervals(&decision);
            assert_eq!(found.len(), turns.len());
            for (id, low, high) in turns {
                assert_ends(&found, id, *low, *high, PEER);
            }
            let flips = asked(&decision, Space::Free).closest_flips.expect("two options");
            assert_eq!((flips.len(), &*flips[0].id), (1, rival));
            assert_near("what moves", flips[0].l1.expect("a flip"), l1, PEER);
        }
    }
}

/// What `HiGHS` (through scipy 1.17, `linprog` and `milp`) says of all admissible weights.
struct Solved {
    space: Space,
    potentially_optimal: &'static [&'static str],
    /// Least and largest value, best and worst rank, in the order of the ranking.
    intervals: &'static [(&'static str, f64, f64, usize, usize)],
}

fn asked(decision: &Decision, space: Space) -> Sensitivity {
    let questions = Questions { space, programmes: true, intervals: true, ..Questions::about(Target::Winner) };
    sensitivity(decision, &questions).expect("an answer")
}

fn assert_solved(decision: &Decision, flips: &[(&str, Option<f64>)], solved: &[Solved]) {
    for solved in solved {
        let found = asked(decision, solved.space);
        let first: Vec<_> = found.potentially_optimal.iter().flatten().map(|id| &**id).collect();
        assert_eq!(first, solved.potentially_optimal, "{:?}", solved.space);
        let intervals = found.intervals.expect("asked for");
        assert_eq!(intervals.len(), solved.intervals.len());
        for (found, (id, low, high, best, worst)) in intervals.iter().zip(solved.intervals) {
            let what = format!("{id}, {:?}", solved.space);
            assert_eq!((&*found.id, found.rank_best, found.rank_worst), (*id, *best, *worst), "{what}");
            assert_near(&what, found.value_min, *low, PEER);
            assert_near(&what, found.value_max, *high, PEER);
        }
        let found = found.closest_flips.expect("few rows");
        assert_eq!(found.len(), flips.len());
        for (id, l1) in flips {
            let found = found.iter().find(|flip| *flip.id == **id).expect(id);
            assert_eq!(found.l1.is_some(), l1.is_some(), "{id}");
            assert_near(id, found.l1.unwrap_or(0.0), l1.unwrap_or(0.0), PEER);
        }
        let ways: Vec<_> = found.iter().map(|flip| flip.l1.unwrap_or(f64::INFINITY)).collect();
        assert!(ways.windows(2).all(|pair| pair[0] <= pair[1]), "{ways:?}");
    }
}

/// The example round of 24 interventions and three criteria. Scores were worked out from its data file and ranges by a few
/// lines of Python; weights stand at 100, 80, 60. A flip is a linear programme over weights that differ from the present ones
/// by p − q, with the least Σ (p + q) at which no rival is ahead; who can come first the largest δ by which all rivals are
/// behind, at least 0; ranks count binaries, 1 for a rival that is ahead, with a lead of 0.001 for one that is to count.
#[test]
fn board_round_by_another_solver() {
    const FLIPS: &[(&str, Option<f64>)] = &[
        ("IC07", Some(0.254_816_112_1)),
        ("IC14", Some(0.435_906_518_8)),
        ("IC09", Some(0.707_956_827_3)),
        ("IC01", None),
        ("IC02", None),
        ("IC03", None),
        ("IC04", None),
        ("IC05", None),
        ("IC06", None),
        ("IC08", None),
        ("IC10", None),
        ("IC11", None),
        ("IC12", None),
        ("IC13", None),
        ("IC16", None),
        ("IC17", None),
        ("IC18", None),
        ("IC19", None),
        ("IC20", None),
        ("IC21", None),
        ("IC22", None),
        ("IC23", None),
        ("IC24", None),
    ];
    const SOLVED: [Solved; 2] = [
        Solved {
            space: Space::Free,
            potentially_optimal: &["IC15", "IC14", "IC07", "IC09"],
            intervals: &[
                ("IC15", 41.857_142_857_1, 81.642_857_142_9, 1, 17),
                ("IC14", 47.666_666_666_7, 70.0, 1, 5),
                ("IC03", 41.285_714_285_7, 65.714_285_714_3, 2, 8),
                ("IC17", 37.428_571_428_6, 87.142_857_142_9, 2, 9),
                ("IC07", 33.614_285_714_3, 91.714_285_714_3, 1, 15),
                ("IC19", 50.0, 56.0, 3, 8),
                ("IC02", 43.0, 51.714_285_714_3, 4, 11),
                ("IC10", 26.333_333_333_3, 67.142_857_142_9, 5, 15),
                ("IC06", 32.114_285_714_3, 52.0, 5, 16),
                ("IC08", 32.485_714_285_7, 53.642_857_142_9, 7, 15),
                ("IC09", 12.333_333_333_3, 100.0, 1, 22),
                ("IC01", 35.542_857_142_9, 49.142_857_142_9, 6, 13),
                ("IC12", 33.666_666_666_7, 47.571_428_571_4, 11, 15),
                ("IC16", 28.666_666_666_7, 48.5, 11, 15),
                ("IC13", 27.957_142_857_1, 39.964_285_714_3, 12, 20),
                ("IC20", 21.0, 40.342_857_142_9, 8, 21),
                ("IC05", 24.228_571_428_6, 40.571_428_571_4, 14, 20),
                ("IC18", 16.333_333_333_3, 55.285_714_285_7, 8, 22),
                ("IC21", 19.333_333_333_3, 45.142_857_142_9, 15, 20),
                ("IC04", 19.171_428_571_4, 38.785_714_285_7, 17, 22),
                ("IC23", 10.333_333_333_3, 44.285_714_285_7, 16, 23),
                ("IC11", 12.0, 31.014_285_714_3, 20, 23),
                ("IC22", 8.214_285_714_3, 50.0, 3, 23),
                ("IC24", 5.333_333_333_3, 11.65, 24, 24),
            ],
        },
        Solved {
            space: Space::Ordinal,
            potentially_optimal: &["IC15", "IC07"],
            intervals: &[
                ("IC15", 59.261_904_761_9, 76.666_666_666_7, 1, 4),
                ("IC14", 47.666_666_666_7, 58.833_333_333_3, 2, 5),
                ("IC03", 54.0, 60.357_142_857_1, 2, 5),
                ("IC17", 38.333_333_333_3, 62.738_095_238_1, 2, 9),
                ("IC07", 35.666_666_666_7, 63.690_476_190_5, 1, 10),
                ("IC19", 50.0, 53.0, 3, 7),
                ("IC02", 43.0, 47.357_142_857_1, 5, 9),
                ("IC10", 26.333_333_333_3, 46.738_095_238_1, 8, 15),
                ("IC06", 42.371_428_571_4, 47.5, 5, 11),
                ("IC08", 41.0, 47.321_428_571_4, 7, 11),
                ("IC09", 12.333_333_333_3, 56.166_666_666_7, 6, 20),
                ("IC01", 40.333_333_333_3, 44.738_095_238_1, 8, 12),
                ("IC12", 33.666_666_666_7, 40.619_047_619, 11, 13),
                ("IC16", 28.666_666_666_7, 38.583_333_333_3, 13, 14),
                ("IC13", 30.333_333_333_3, 35.148_809_523_8, 12, 16),
                ("IC20", 21.0, 33.209_523_809_5, 15, 19),
                ("IC05", 27.666_666_666_7, 34.119_047_619, 14, 17),
                ("IC18", 16.333_333_333_3, 35.809_523_809_5, 15, 20),
                ("IC21", 19.333_333_333_3, 32.238_095_238_1, 17, 19),
                ("IC04", 20.333_333_333_3, 29.559_523_809_5, 17, 20),
                ("IC23", 10.333_333_333_3, 27.309_523_809_5, 21, 23),
                ("IC11", 12.0, 21.507_142_857_1, 21, 23),
                ("IC22", 9.440_476_190_5, 22.960_317_460_3, 21, 23),
                ("IC24", 5.333_333_333_3, 7.470_634_920_6, 24, 24),
            ],
        },
    ];
    let read = |file: &str| std::fs::read_to_string(format!("{}/examples/board-round/{file}", env!("CARGO_MANIFEST_DIR")));
    let files = Files { criteria: read("criteria.toml").expect("a file"), data: read("interventions.csv").expect("a file") };
    assert_solved(&files.decision(&Choices::default()), FLIPS, &SOLVED);
}

/// Twelve interventions with random scores on five criteria in two judged groups, with bounds of swings of criteria and
/// groups; the same programmes, under one condition for each pair of siblings.
#[test]
fn bounds_of_swings_in_groups_by_another_solver() {
    const FLIPS: &[(&str, Option<f64>)] = &[
        ("S07", Some(0.318_086_325_4)),
        ("S03", Some(0.378_235_294_1)),
        ("S10", Some(0.544_925_662_6)),
        ("S06", Some(0.675_739_861_2)),
        ("S11", Some(0.785_714_285_7)),
        ("S05", Some(0.934_033_613_4)),
        ("S09", Some(1.128_151_260_5)),
        ("S01", None),
        ("S02", None),
        ("S04", None),
        ("S12", None),
    ];
    const SOLVED: [Solved; 3] = [
        Solved {
            space: Space::Free,
            potentially_optimal: &["S08", "S07", "S06", "S03", "S10", "S11", "S09", "S05"],
            intervals: &[
                ("S08", 40.0, 95.0, 1, 9),
                ("S07", 35.0, 100.0, 1, 9),
                ("S06", 45.0, 80.0, 1, 9),
                ("S01", 30.0, 75.0, 2, 10),
                ("S03", 20.0, 90.0, 1, 11),
                ("S12", 0.0, 85.0, 2, 12),
                ("S10", 5.0, 100.0, 1, 12),
                ("S11", 25.0, 100.0, 1, 11),
                ("S09", 5.0, 95.0, 1, 12),
                ("S04", 5.0, 55.0, 6, 12),
                ("S05", 0.0, 95.0, 1, 12),
                ("S02", 25.0, 40.0, 8, 12),
            ],
        },
        Solved {
            space: Space::Ordinal,
            potentially_optimal: &["S08", "S03", "S10"],
            intervals: &[
                ("S08", 75.0, 90.0, 1, 2),
                ("S07", 35.0, 72.916_666_666_7, 2, 9),
                ("S06", 60.0, 77.5, 2, 5),
                ("S01", 55.0, 70.0, 2, 8),
                ("S03", 50.0, 80.0, 1, 9),
                ("S12", 35.0, 85.0, 2, 11),
                ("S10", 38.75, 100.0, 1, 11),
                ("S11", 25.0, 67.5, 4, 11),
                ("S09", 15.0, 65.0, 5, 12),
                ("S04", 37.5, 52.5, 6, 11),
                ("S05", 15.0, 67.5, 4, 12),
                ("S02", 27.5, 35.0, 8, 12),
            ],
        },
        Solved {
            space: Space::Interval,
            potentially_optimal: &["S08"],
            intervals: &[
                ("S08", 77.946_778_711_5, 85.665_892_373_2, 1, 1),
                ("S07", 59.171_842_650_1, 72.647_992_530_3, 2, 7),
                ("S06", 62.514_518_002_3, 67.802_768_166_1, 2, 3),
                ("S01", 54.237_207_078, 63.468_720_821_7, 3, 8),
                ("S03", 55.029_036_004_6, 64.235_294_117_6, 3, 7),
                ("S12", 46.337_946_943_5, 64.513_677_811_6, 3, 10),
                ("S10", 49.160_130_719, 63.687_572_59, 3, 9),
                ("S11", 45.963_995_354_2, 62.816_224_529, 4, 9),
                ("S09", 34.082_186_065_9, 49.304_388_422, 9, 11),
                ("S04", 38.985_994_397_8, 47.197_057_684_9, 8, 11),
                ("S05", 33.664_343_786_3, 51.133_986_928_1, 7, 11),
                ("S02", 29.950_019_223_4, 32.192_323_738, 12, 12),
            ],
        },
    ];
    assert_solved(&Files::of_case("solver-12-by-5").decision(&Choices::default()), FLIPS, &SOLVED);
}

/// All 27 rows with 0, 50 or 100 on three criteria, where most leads are exactly opposed and a solver's tolerances count: best
/// and worst ranks under any weights, by the integer programmes above.
#[test]
fn ranks_of_a_grid_full_of_ties_by_another_solver() {
    const RANKS: [(usize, usize); 27] = [
        (19, 27),
        (10, 26),
        (1, 25),
        (10, 26),
        (10, 23),
        (1, 22),
        (1, 25),
        (1, 22),
        (1, 19),
        (10, 26),
        (10, 23),
        (1, 22),
        (10, 23),
        (10, 14),
        (1, 13),
        (1, 22),
        (1, 13),
        (1, 10),
        (1, 25),
        (1, 22),
        (1, 19),
        (1, 22),
        (1, 13),
        (1, 10),
        (1, 19),
        (1, 10),
        (1, 1),
    ];
    let criterion = |id: &str| format!("[[criteria]]\nid = \"{id}\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = 10\n");
    let step = |row: usize, place: usize| 50 * (row / place % 3);
    let line = |row: usize| format!("R{row},{},{},{}\n", step(row, 9), step(row, 3), step(row, 1));
    let files = Files {
        criteria: format!("schema = 1\n{}{}{}", criterion("a"), criterion("b"), criterion("c")),
        data: format!("id,a,b,c\n{}", (0..27).map(line).collect::<String>()),
    };
    let found = asked(&files.decision(&Choices::default()), Space::Free).intervals.expect("asked for");
    for (row, wanted) in RANKS.iter().enumerate() {
        let id = format!("R{row}");
        let found = found.iter().find(|found| *found.id == *id).expect("a row");
        assert_eq!((found.rank_best, found.rank_worst), *wanted, "{id}");
    }
}
