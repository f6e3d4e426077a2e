//! Known answers: weights, scores, contributions, values and ranks as papers print them or other programs compute them.
//!
//! Data and criteria of a case lie in `tests/cases/<case>/`; the answers stand here as constants. Most sources count
//! values from 0 to 1 and weighup from 0 to 100, so values, scores and contributions are divided by 100 before they are
//! compared; weights are shares of 1 in both.

#[path = "published/methods.rs"]
mod methods;
#[path = "published/portfolio.rs"]
mod portfolio;
#[path = "support/rounds.rs"]
mod rounds;
#[path = "published/sensitivity.rs"]
mod sensitivity;
#[path = "published/simulation.rs"]
mod simulation;
#[path = "published/stakeholders.rs"]
mod stakeholders;

use rounds::{Files, row};
use weighup::analysis::ByName;
use weighup::analysis::rank::Ranking;

/// The best score of weighup, in units of the sources' best score.
const POINTS: f64 = 100.0;

/// Peer programs print eight decimals of a value between 0 and 1; the cases ask for agreement to a millionth.
const PEER: f64 = 1e-6;

/// Where the answer is exact arithmetic, only rounding in the last binary digits is allowed for.
const EXACT: f64 = 1e-9;

/// Checks a figure; one that is not a number never passes.
fn assert_near(what: &str, found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance, "{what}: {found}, not {wanted} within {tolerance}");
}

/// Checks overall values, wanted on 0–1, of all interventions.
fn assert_values(ranking: &Ranking, wanted: &[(&str, f64)], tolerance: f64) {
    assert_eq!(ranking.ranking.len(), wanted.len());
    for (id, value) in wanted {
        assert_near(&format!("value of {id}"), row(ranking, id).value / POINTS, *value, tolerance);
    }
}

/// Checks who comes in which place, best first; ties in the order of the data.
fn assert_ranks(ranking: &Ranking, wanted: &[(&str, usize)]) {
    let found: Vec<_> = ranking.ranking.iter().map(|row| (&*row.id, row.rank)).collect();
    assert_eq!(found, wanted);
}

/// Checks the weights of all criteria or groups.
fn assert_weights(found: &ByName<f64>, wanted: &[(&str, f64)], tolerance: f64) {
    assert_eq!(found.entries().len(), wanted.len());
    for (id, weight) in wanted {
        assert_near(&format!("weight of {id}"), *found.get(id).expect(id), *weight, tolerance);
    }
}

/// Checks scores or contributions, wanted on 0–1, of one intervention on all criteria in file order.
fn assert_cells(of: &str, found: &ByName<f64>, wanted: &[f64], tolerance: f64) {
    assert_eq!(found.entries().len(), wanted.len());
    for ((criterion, points), wanted) in found.iter().zip(wanted) {
        assert_near(&format!("{of} on {criterion}"), points / POINTS, *wanted, tolerance);
    }
}

/// Baltussen & Niessen, Cost Effectiveness and Resource Allocation 2006;4:14, Table 2: the totals, printed as whole
/// numbers on 0–100, and the same before rounding (by hand: 47.5 for the fracture, printed as 48).
#[test]
fn baltussen_totals_and_order() {
    const TOTALS: [(&str, f64, f64); 4] = [
        ("art_hiv", 70.0, 70.0),
        ("childhood_pneumonia", 100.0, 100.0),
        ("inpatient_schizophrenia", 5.0, 5.0),
        ("plaster_simple_fracture", 48.0, 47.5),
    ];
    /// Half a whole number, and last binary digits: the fracture lies at exactly that distance from its print.
    const PRINTED_WHOLE: f64 = 0.5 + EXACT;
    let ranking = Files::of_case("baltussen-2006-priority-setting").rank();
    for (id, printed, unrounded) in TOTALS {
        assert_near(id, row(&ranking, id).value, printed, PRINTED_WHOLE);
        assert_near(id, row(&ranking, id).value, unrounded, EXACT);
    }
    assert_ranks(
        &ranking,
        &[("childhood_pneumonia", 1), ("art_hiv", 2), ("plaster_simple_fracture", 3), ("inpatient_schizophrenia", 4)],
    );
}

const SELFIE: &str = "selfie-2018-stakeholder-groups";

/// The paper's figures as natural values, standardised by weighup, and as values standardised beforehand.
const SELFIE_FORMS: [&str; 2] = ["criteria.toml", "criteria-standardised.toml"];

/// The paper rounds every cell to three decimals before it adds up eight of them.
const SELFIE_PRINTED: f64 = 0.002;

/// The figures standardised beforehand carry eight decimals.
const SELFIE_RECOMPUTED: f64 = 1e-8;

/// Rutten-van Mölken et al., BMC Health Services Research 2018;18:576, Table 4: overall values of two stakeholder groups
/// who prefer different options. The figures beside the printed ones are the case's own recomputation.
#[test]
fn selfie_stakeholder_groups_prefer_different_options() {
    const P1: [(&str, f64); 2] = [("integrated_care", 0.722), ("usual_care", 0.632)];
    const P2: [(&str, f64); 2] = [("integrated_care", 0.592), ("usual_care", 0.643)];
    const P1_RECOMPUTED: [(&str, f64); 2] = [("integrated_care", 0.721_686_453_516), ("usual_care", 0.632_144_718_273)];
    const P2_RECOMPUTED: [(&str, f64); 2] = [("integrated_care", 0.591_667_196_32), ("usual_care", 0.643_105_476_835)];
    for form in SELFIE_FORMS {
        let files = Files::of_case_with(SELFIE, form);
        let (first, second) = (files.rank_scenario("P1"), files.rank_scenario("P2"));
        assert_values(&first, &P1, SELFIE_PRINTED);
        assert_values(&second, &P2, SELFIE_PRINTED);
        assert_values(&first, &P1_RECOMPUTED, SELFIE_RECOMPUTED);
        assert_values(&second, &P2_RECOMPUTED, SELFIE_RECOMPUTED);
        assert_ranks(&first, &[("integrated_care", 1), ("usual_care", 2)]);
        assert_ranks(&second, &[("usual_care", 1), ("integrated_care", 2)]);
    }
}

/// The cells of the same table: what each of eight outcomes adds to an option's value, for either group.
#[test]
fn selfie_contributions() {
    const CELLS: [(&str, &str, [f64; 8]); 4] = [
        ("P1", "integrated_care", [0.065, 0.122, 0.075, 0.022, 0.24, 0.08, 0.107, 0.01]),
        ("P1", "usual_care", [0.076, 0.087, 0.1, 0.045, 0.18, 0.06, 0.064, 0.02]),
        ("P2", "integrated_care", [0.163, 0.081, 0.06, 0.045, 0.12, 0.04, 0.043, 0.04]),
        ("P2", "usual_care", [0.19, 0.058, 0.08, 0.089, 0.09, 0.03, 0.026, 0.08]),
    ];
    for form in SELFIE_FORMS {
        let files = Files::of_case_with(SELFIE, form);
        for (group, id, cells) in CELLS {
            let ranking = files.rank_scenario(group);
            assert_cells(&format!("{group}, {id}"), &row(&ranking, id).contributions, &cells, SELFIE_PRINTED);
        }
    }
}

/// The mean of the two groups' weights, and what follows from it: arithmetic of the case, not printed in the paper.
#[test]
fn selfie_mean_weights() {
    const WEIGHTS: [(&str, f64); 8] = [
        ("physical", 0.175),
        ("psychological", 0.125),
        ("social", 0.1125),
        ("resilience", 0.075),
        ("enjoyment", 0.225),
        ("person_centredness", 0.075),
        ("continuity", 0.0875),
        ("costs", 0.125),
    ];
    const OUTCOME_GROUPS: [(&str, f64); 3] = [("health_wellbeing", 0.7125), ("experience", 0.1625), ("costs_group", 0.125)];
    const VALUES: [(&str, f64); 2] = [("integrated_care", 0.656_676_824_918), ("usual_care", 0.637_625_097_554)];
    for form in SELFIE_FORMS {
        let ranking = Files::of_case_with(SELFIE, form).rank();
        assert_weights(&ranking.weights, &WEIGHTS, EXACT);
        assert_weights(&ranking.group_weights, &OUTCOME_GROUPS, EXACT);
        assert_values(&ranking, &VALUES, SELFIE_RECOMPUTED);
    }
}

const GETREAL: &str = "getreal-cancer-linear";

/// The hypothetical cancer treatment of the `GetReal` course, by the R code of drugis/mcda-elicitation-web
/// (`run_deterministic`) with weights 0.5, 0.3, 0.2.
#[test]
fn getreal_values() {
    let ranking = Files::of_case(GETREAL).rank();
    assert_values(&ranking, &[("new_treatment", 0.475), ("control", 0.525)], PEER);
    assert_ranks(&ranking, &[("control", 1), ("new_treatment", 2)]);
}

/// Values at weights of overall survival from 0 to 1 in steps of 0.01, as the peer sweeps them.
const SWEEP_NEW_TREATMENT: [f64; 101] = [
    0.2, 0.2055, 0.211, 0.2165, 0.222, 0.2275, 0.233, 0.2385, 0.244, 0.2495, 0.255, 0.2605, 0.266, 0.2715, 0.277, 0.2825, 0.288,
    0.2935, 0.299, 0.3045, 0.31, 0.3155, 0.321, 0.3265, 0.332, 0.3375, 0.343, 0.3485, 0.354, 0.3595, 0.365, 0.3705, 0.376,
    0.3815, 0.387, 0.3925, 0.398, 0.4035, 0.409, 0.4145, 0.42, 0.4255, 0.431, 0.4365, 0.442, 0.4475, 0.453, 0.4585, 0.464,
    0.4695, 0.475, 0.4805, 0.486, 0.4915, 0.497, 0.5025, 0.508, 0.5135, 0.519, 0.5245, 0.53, 0.5355, 0.541, 0.5465, 0.552,
    0.5575, 0.563, 0.5685, 0.574, 0.5795, 0.585, 0.5905, 0.596, 0.6015, 0.607, 0.6125, 0.618, 0.6235, 0.629, 0.6345, 0.64,
    0.6455, 0.651, 0.6565, 0.662, 0.6675, 0.673, 0.6785, 0.684, 0.6895, 0.695, 0.7005, 0.706, 0.7115, 0.717, 0.7225, 0.728,
    0.7335, 0.739, 0.7445, 0.75,
];

/// The same of the control.
const SWEEP_CONTROL: [f64; 101] = [
    0.8, 0.7945, 0.789, 0.7835, 0.778, 0.7725, 0.767, 0.7615, 0.756, 0.7505, 0.745, 0.7395, 0.734, 0.7285, 0.723, 0.7175, 0.712,
    0.7065, 0.701, 0.6955, 0.69, 0.6845, 0.679, 0.6735, 0.668, 0.6625, 0.657, 0.6515, 0.646, 0.6405, 0.635, 0.6295, 0.624,
    0.6185, 0.613, 0.6075, 0.602, 0.5965, 0.591, 0.5855, 0.58, 0.5745, 0.569, 0.5635, 0.558, 0.5525, 0.547, 0.5415, 0.536,
    0.5305, 0.525, 0.5195, 0.514, 0.5085, 0.503, 0.4975, 0.492, 0.4865, 0.481, 0.4755, 0.47, 0.4645, 0.459, 0.4535, 0.448,
    0.4425, 0.437, 0.4315, 0.426, 0.4205, 0.415, 0.4095, 0.404, 0.3985, 0.393, 0.3875, 0.382, 0.3765, 0.371, 0.3655, 0.36,
    0.3545, 0.349, 0.3435, 0.338, 0.3325, 0.327, 0.3215, 0.316, 0.3105, 0.305, 0.2995, 0.294, 0.2885, 0.283, 0.2775, 0.272,
    0.2665, 0.261, 0.2555, 0.25,
];

/// The weight of overall survival swept by the same program (`run_sensitivityWeightPlot`), the other two weights kept at
/// 3 : 2. The control leads up to 0.54, the new treatment from 0.55.
#[test]
fn getreal_sweep_of_the_weight_of_survival() {
    const LAST_LEAD_OF_CONTROL: u32 = 54;
    let files = Files::of_case(GETREAL);
    for (step, (new_treatment, control)) in (0..).zip(SWEEP_NEW_TREATMENT.into_iter().zip(SWEEP_CONTROL)) {
        let survival = f64::from(step);
        let rest = POINTS - survival;
        let ranking = files.rank_swings(&[("os", survival), ("severe", 0.6 * rest), ("moderate", 0.4 * rest)]);
        assert_near("weight of os", *ranking.weights.get("os").expect("os"), survival / POINTS, EXACT);
        assert_values(&ranking, &[("new_treatment", new_treatment), ("control", control)], PEER);
        let leader = if step <= LAST_LEAD_OF_CONTROL { "control" } else { "new_treatment" };
        assert_eq!(&*ranking.ranking[0].id, leader, "at {survival} hundredths");
    }
}

/// The closed form of the same case: both options are worth 0.5 where survival weighs 6/11, severe events 2/9, or moderate
/// events 1/7, the other two in proportion. Swings in whole numbers say these weights exactly.
#[test]
fn getreal_ties_at_the_switching_weights() {
    const SWITCHES: [(&str, f64, [f64; 3]); 3] =
        [("os", 6.0 / 11.0, [6.0, 3.0, 2.0]), ("severe", 2.0 / 9.0, [5.0, 2.0, 2.0]), ("moderate", 1.0 / 7.0, [15.0, 9.0, 4.0])];
    let files = Files::of_case(GETREAL);
    for (criterion, weight, [os, severe, moderate]) in SWITCHES {
        let ranking = files.rank_swings(&[("os", os), ("severe", severe), ("moderate", moderate)]);
        assert_near(criterion, *ranking.weights.get(criterion).expect(criterion), weight, EXACT);
        assert_values(&ranking, &[("new_treatment", 0.5), ("control", 0.5)], EXACT);
        assert_ranks(&ranking, &[("new_treatment", 1), ("control", 1)]);
    }
}

/// The `GetReal` treatment with piecewise-linear values in both directions (cutoffs of drugis/mcda-elicitation-web), by the
/// same R code; the scores of single criteria by numpy's interpolation.
#[test]
fn getreal_piecewise_values_and_scores() {
    let ranking = Files::of_case("getreal-cancer-piecewise").rank();
    assert_values(&ranking, &[("new_treatment", 0.616_589_51), ("control", 0.693_518_52)], PEER);
    assert_ranks(&ranking, &[("control", 1), ("new_treatment", 2)]);
    let scores = |id: &str| row(&ranking, id).scores.clone();
    assert_cells("new_treatment", &scores("new_treatment"), &[0.845_679_012_346, 0.5625, 0.125], PEER);
    assert_cells("control", &scores("control"), &[0.537_037_037_037, 0.833_333_333_333, 0.875], PEER);
}

/// Two antidepressants and placebo (trial by Nemeroff; Tervonen et al., Statistics in Medicine 2011) at the medians of
/// their distributions, by the R code of drugis/mcda-elicitation-web.
#[test]
fn nemeroff_values_at_the_medians() {
    let ranking = Files::of_case("nemeroff-antidepressants-deterministic").rank();
    assert_values(&ranking, &[("placebo", 0.625_997_74), ("fluoxetine", 0.559_608_54), ("venlafaxine", 0.464_677_86)], PEER);
    assert_ranks(&ranking, &[("placebo", 1), ("fluoxetine", 2), ("venlafaxine", 3)]);
}

/// The transport example of UTA (Siskos et al.): marginal values, which are weighup's contributions, as the tests of the R
/// package MCDA assert them, and their sums. The value functions have flat parts; both metro lines are worth 0.1125.
#[test]
fn transport_with_flat_parts_ties_the_metro_lines() {
    const MARGINAL_VALUES: [(&str, [f64; 3]); 5] = [
        ("RER", [0.08125, 0.9, 0.0]),
        ("METRO1", [0.075, 0.025, 0.0125]),
        ("METRO2", [0.0875, 0.025, 0.0]),
        ("BUS", [0.0625, 0.0, 0.0]),
        ("TAXI", [0.0, 0.0, 0.0125]),
    ];
    let ranking = Files::of_case("transport-uta-piecewise-flat").rank();
    for (id, marginal_values) in MARGINAL_VALUES {
        assert_cells(id, &row(&ranking, id).contributions, &marginal_values, EXACT);
    }
    let values = [("RER", 0.98125), ("METRO1", 0.1125), ("METRO2", 0.1125), ("BUS", 0.0625), ("TAXI", 0.0125)];
    assert_values(&ranking, &values, EXACT);
    assert_ranks(&ranking, &[("RER", 1), ("METRO1", 2), ("METRO2", 2), ("BUS", 4), ("TAXI", 5)]);
}

/// Swing points 100, 50, 25 for heparin and enoxaparin. The weights 4/7, 2/7, 1/7 stand in the tests of
/// drugis/mcda-elicitation-web for the same judgement put as ratios ("twice as much"); values are exact arithmetic.
#[test]
fn swing_points_and_swing_ratios_give_the_same_weights() {
    const WEIGHTS: [(&str, f64); 3] = [("prox_dvt", 4.0 / 7.0), ("dist_dvt", 1.0 / 7.0), ("bleed", 2.0 / 7.0)];
    const VALUES: [(&str, f64); 2] = [("heparin", 0.571_417_714_286), ("enoxaparin", 0.704_127_428_571)];
    let files = Files::of_case("swing-points-thrombolytics");
    let ratios = [("dist_dvt", 1.0), ("bleed", 2.0), ("prox_dvt", 4.0)];
    for ranking in [files.rank(), files.rank_swings(&ratios)] {
        assert_weights(&ranking.weights, &WEIGHTS, EXACT);
        assert_values(&ranking, &VALUES, EXACT);
    }
}

/// Daclizumab and interferon on nine criteria at means and medians: weights from swing points and values by the R code of
/// drugis/mcda-elicitation-web; ranges and points were chosen for the case.
#[test]
fn zinbryta_weights_and_values_at_the_medians() {
    const WEIGHTS: [(&str, f64); 9] = [
        ("ARR", 0.263_157_894_737),
        ("MRI", 0.105_263_157_895),
        ("EDSS", 0.157_894_736_842),
        ("MSIS", 0.078_947_368_421),
        ("GI", 0.026_315_789_474),
        ("Hep", 0.065_789_473_684),
        ("Cut", 0.039_473_684_211),
        ("Inf", 0.052_631_578_947),
        ("Fatal", 0.210_526_315_789),
    ];
    let ranking = Files::of_case("zinbryta-swing-uncertain").rank();
    assert_weights(&ranking.weights, &WEIGHTS, PEER);
    assert_values(&ranking, &[("daclizumab", 0.646_622_43), ("ifn_beta_1a", 0.512_044_32)], PEER);
    assert_ranks(&ranking, &[("daclizumab", 1), ("ifn_beta_1a", 2)]);
}

/// Weights of the places in an order of importance, first to last.
struct RankWeights {
    centroid: &'static [f64],
    sum: &'static [f64],
    reciprocal: &'static [f64],
}

impl RankWeights {
    /// With the word of a criteria file for each rule.
    fn rules(&self) -> [(&'static str, &'static [f64]); 3] {
        [("roc", self.centroid), ("sum", self.sum), ("reciprocal", self.reciprocal)]
    }
}

/// Two to ten criteria, by pyDecision (`roc_method`, `rsw_method`, `rrw_method`), to twelve decimals.
const RANK_WEIGHTS: [RankWeights; 9] = [
    RankWeights {
        centroid: &[0.75, 0.25],
        sum: &[0.666_666_666_667, 0.333_333_333_333],
        reciprocal: &[0.666_666_666_667, 0.333_333_333_333],
    },
    RankWeights {
        centroid: &[0.611_111_111_111, 0.277_777_777_778, 0.111_111_111_111],
        sum: &[0.5, 0.333_333_333_333, 0.166_666_666_667],
        reciprocal: &[0.545_454_545_455, 0.272_727_272_727, 0.181_818_181_818],
    },
    RankWeights {
        centroid: &[0.520_833_333_333, 0.270_833_333_333, 0.145_833_333_333, 0.0625],
        sum: &[0.4, 0.3, 0.2, 0.1],
        reciprocal: &[0.48, 0.24, 0.16, 0.12],
    },
    RankWeights {
        centroid: &[0.456_666_666_667, 0.256_666_666_667, 0.156_666_666_667, 0.09, 0.04],
        sum: &[0.333_333_333_333, 0.266_666_666_667, 0.2, 0.133_333_333_333, 0.066_666_666_667],
        reciprocal: &[0.437_956_204_38, 0.218_978_102_19, 0.145_985_401_46, 0.109_489_051_095, 0.087_591_240_876],
    },
    RankWeights {
        centroid: &[
            0.408_333_333_333,
            0.241_666_666_667,
            0.158_333_333_333,
            0.102_777_777_778,
            0.061_111_111_111,
            0.027_777_777_778,
        ],
        sum: &[0.285_714_285_714, 0.238_095_238_095, 0.190_476_190_476, 0.142_857_142_857, 0.095_238_095_238, 0.047_619_047_619],
        reciprocal: &[
            0.408_163_265_306,
            0.204_081_632_653,
            0.136_054_421_769,
            0.102_040_816_327,
            0.081_632_653_061,
            0.068_027_210_884,
        ],
    },
    RankWeights {
        centroid: &[
            0.370_408_163_265,
            0.227_551_020_408,
            0.156_122_448_98,
            0.108_503_401_361,
            0.072_789_115_646,
            0.044_217_687_075,
            0.020_408_163_265,
        ],
        sum: &[
            0.25,
            0.214_285_714_286,
            0.178_571_428_571,
            0.142_857_142_857,
            0.107_142_857_143,
            0.071_428_571_429,
            0.035_714_285_714,
        ],
        reciprocal: &[
            0.385_674_931_129,
            0.192_837_465_565,
            0.128_558_310_376,
            0.096_418_732_782,
            0.077_134_986_226,
            0.064_279_155_188,
            0.055_096_418_733,
        ],
    },
    RankWeights {
        centroid: &[
            0.339_732_142_857,
            0.214_732_142_857,
            0.152_232_142_857,
            0.110_565_476_19,
            0.079_315_476_19,
            0.054_315_476_19,
            0.033_482_142_857,
            0.015_625,
        ],
        sum: &[
            0.222_222_222_222,
            0.194_444_444_444,
            0.166_666_666_667,
            0.138_888_888_889,
            0.111_111_111_111,
            0.083_333_333_333,
            0.055_555_555_556,
            0.027_777_777_778,
        ],
        reciprocal: &[
            0.367_936_925_099,
            0.183_968_462_549,
            0.122_645_641_7,
            0.091_984_231_275,
            0.073_587_385_02,
            0.061_322_820_85,
            0.052_562_417_871,
            0.045_992_115_637,
        ],
    },
    RankWeights {
        centroid: &[
            0.314_329_805_996,
            0.203_218_694_885,
            0.147_663_139_33,
            0.110_626_102_293,
            0.082_848_324_515,
            0.060_626_102_293,
            0.042_107_583_774,
            0.026_234_567_901,
            0.012_345_679_012,
        ],
        sum: &[
            0.2,
            0.177_777_777_778,
            0.155_555_555_556,
            0.133_333_333_333,
            0.111_111_111_111,
            0.088_888_888_889,
            0.066_666_666_667,
            0.044_444_444_444,
            0.022_222_222_222,
        ],
        reciprocal: &[
            0.353_485_762_379,
            0.176_742_881_19,
            0.117_828_587_46,
            0.088_371_440_595,
            0.070_697_152_476,
            0.058_914_293_73,
            0.050_497_966_054,
            0.044_185_720_297,
            0.039_276_195_82,
        ],
    },
    RankWeights {
        centroid: &[
            0.292_896_825_397,
            0.192_896_825_397,
            0.142_896_825_397,
            0.109_563_492_063,
            0.084_563_492_063,
            0.064_563_492_063,
            0.047_896_825_397,
            0.033_611_111_111,
            0.021_111_111_111,
            0.01,
        ],
        sum: &[
            0.181_818_181_818,
            0.163_636_363_636,
            0.145_454_545_455,
            0.127_272_727_273,
            0.109_090_909_091,
            0.090_909_090_909,
            0.072_727_272_727,
            0.054_545_454_545,
            0.036_363_636_364,
            0.018_181_818_182,
        ],
        reciprocal: &[
            0.341_417_152_147,
            0.170_708_576_074,
            0.113_805_717_382,
            0.085_354_288_037,
            0.068_283_430_429,
            0.056_902_858_691,
            0.048_773_878_878,
            0.042_677_144_018,
            0.037_935_239_127,
            0.034_141_715_215,
        ],
    },
];

/// Four criteria, as textbooks print them; the rules are those of Stillwell, Seaver & Edwards (1981) and Barron & Barrett
/// (1996).
const FOUR_RANKS: RankWeights = RankWeights {
    centroid: &[0.5208, 0.2708, 0.1458, 0.0625],
    sum: &[0.4, 0.3, 0.2, 0.1],
    reciprocal: &[0.48, 0.24, 0.16, 0.12],
};

/// Half of the last of four printed decimals, and last binary digits.
const FOUR_DECIMALS: f64 = 0.00005 + EXACT;

/// A round of `count` criteria, the last in importance first in the file, and as many interventions, each of which is the
/// best on one criterion and the worst on all others: its value is that criterion's weight.
fn ranked_round(count: usize, rule: &str) -> Files {
    let places = || (1..=count).rev();
    let criterion =
        |place| format!("[[criteria]]\nid = \"place{place}\"\nbetter = \"higher\"\nworst = 0\nbest = 1\nrank = {place}\n");
    let header = format!("id,{}", places().map(|place| format!("place{place}")).collect::<Vec<_>>().join(","));
    let line = |best: usize| {
        let cells: Vec<_> = places().map(|place| if place == best { "1" } else { "0" }).collect();
        format!("best{best},{}", cells.join(","))
    };
    let criteria: Vec<_> = places().map(criterion).collect();
    let lines: Vec<_> = std::iter::once(header).chain(places().map(line)).collect();
    Files { criteria: format!("[weights]\nfrom_ranks = \"{rule}\"\n{}", criteria.concat()), data: lines.join("\n") }
}

/// Checks the weights that ranks 1 to n are given, and the values that follow.
fn assert_rank_weights(rule: &str, wanted: &[f64], tolerance: f64) {
    let ranking = ranked_round(wanted.len(), rule).rank();
    for (at, weight) in wanted.iter().enumerate() {
        let place = at + 1;
        let what = format!("{rule}, place {place} of {}", wanted.len());
        assert_near(&what, *ranking.weights.get(&format!("place{place}")).expect("place"), *weight, tolerance);
        assert_near(&what, row(&ranking, &format!("best{place}")).value / POINTS, *weight, tolerance);
        assert_eq!(row(&ranking, &format!("best{place}")).rank, place, "{what}");
    }
}

/// Rank order centroid, rank sum and rank reciprocal for two to ten criteria, as pyDecision computes them.
#[test]
fn weights_from_ranks_for_two_to_ten_criteria() {
    for (count, weights) in (2..).zip(&RANK_WEIGHTS) {
        for (rule, wanted) in weights.rules() {
            assert_eq!(wanted.len(), count);
            assert_rank_weights(rule, wanted, EXACT);
        }
    }
}

/// The weights of four criteria as they are widely printed, to four decimals.
#[test]
fn weights_from_four_ranks_as_printed() {
    for (rule, wanted) in FOUR_RANKS.rules() {
        assert_rank_weights(rule, wanted, FOUR_DECIMALS);
    }
}

/// The `GetReal` treatment with nothing but an order of its criteria: centroid weights 11/18, 5/18, 2/18 give 13/24 and
/// 11/24. The mean over 200,000 weights drawn under that order by drugis/mcda-elicitation-web comes near both.
#[test]
fn centroid_weights_are_the_mean_of_all_weights_in_that_order() {
    const EXACT_VALUES: [(&str, f64); 2] = [("new_treatment", 13.0 / 24.0), ("control", 11.0 / 24.0)];
    const DRAWN_WEIGHTS: [(&str, f64); 3] = [("os", 0.611_038_81), ("severe", 0.277_932_45), ("moderate", 0.111_028_74)];
    const DRAWN_VALUES: [(&str, f64); 2] = [("new_treatment", 0.541_640_81), ("control", 0.458_359_19)];
    /// Of the case: what chance may do to a mean over that many draws.
    const DRAWS: f64 = 0.002;
    let mut files = Files::of_case(GETREAL);
    for (swing, rank) in [("swing = 50", "rank = 1"), ("swing = 30", "rank = 2"), ("swing = 20", "rank = 3")] {
        files.criteria = files.criteria.replace(swing, rank);
    }
    let ranking = files.rank();
    assert_values(&ranking, &EXACT_VALUES, EXACT);
    assert_weights(&ranking.weights, &DRAWN_WEIGHTS, DRAWS);
    assert_values(&ranking, &DRAWN_VALUES, DRAWS);
}
