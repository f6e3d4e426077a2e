//! Known answers of weighted product, TOPSIS, VIKOR and PROMETHEE II, in the order of the data; and, by hand, where a method
//! has none and what figures at the edge of numbers make.

use weighup::analysis::methods::promethee::{PAIRS_LIMIT, promethee_ii};
use weighup::analysis::methods::topsis::topsis;
use weighup::analysis::methods::vikor::{Vikor, vikor};
use weighup::analysis::methods::weighted_product::weighted_product;
use weighup::analysis::methods::{Method, Undefined, view};
use weighup::input::assemble::Choices;
use weighup::model::decision::Decision;

use super::rounds::Files;
use super::{EXACT, assert_near};

/// Four printed decimals.
const FOUR_DECIMALS: f64 = 0.000_05 + EXACT;

fn decision(case: &str) -> Decision {
    Files::of_case(case).decision(&Choices::default())
}

fn assert_all(what: &str, found: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(found.len(), wanted.len());
    for (row, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        assert_near(&format!("{what}, row {row}"), *found, *wanted, tolerance);
    }
}

fn ranks(decision: &Decision, method: Method) -> Vec<usize> {
    view(decision, method).ranks().expect("a defined view")
}

/// Tzeng & Huang, Multiple Attribute Decision Making (2011), as asserted in the tests of scikit-criteria; below the same
/// before rounding, by numpy.
#[test]
fn topsis_of_tzeng_and_huang() {
    const PRINTED: [f64; 4] = [0.5037, 0.6581, 0.7482, 0.334];
    const CLOSENESS: [f64; 4] = [0.503_719_658_58, 0.658_084_771_962, 0.748_248_659_941, 0.333_997_436_943];
    let decision = decision("topsis-tzeng-huang-2011");
    let found = topsis(&decision).expect("defined");
    assert_all("closeness", &found, &PRINTED, FOUR_DECIMALS);
    assert_all("closeness", &found, &CLOSENESS, EXACT);
    assert_eq!(ranks(&decision, Method::Topsis), [3, 2, 1, 4]);
}

/// What a set of weights makes of the hydropower systems.
struct Hydropower {
    /// Swings of profit, cost, energy and peak energy; and of homes, reservoir area, villages and environment.
    swings: (f64, f64),
    s: [f64; 6],
    r: [f64; 6],
    q: [f64; 6],
    /// Q before rounding, by numpy.
    q_recomputed: [f64; 6],
    ranks: [usize; 6],
    acceptable_advantage: bool,
    compromise: &'static [usize],
}

const HYDROPOWER: [Hydropower; 4] = [
    Hydropower {
        swings: (1.0, 1.0),
        s: [0.692, 0.7, 0.29, 0.423, 0.28, 0.346],
        r: [0.125, 0.125, 0.121, 0.125, 0.067, 0.125],
        q: [0.991, 1.0, 0.473, 0.67, 0.0, 0.578],
        q_recomputed: [0.990_610_747_583, 1.0, 0.473_180_964_045, 0.669_585_136_135, 0.0, 0.578_327_229_159],
        ranks: [5, 6, 2, 4, 1, 3],
        acceptable_advantage: true,
        compromise: &[4],
    },
    Hydropower {
        swings: (2.0, 1.0),
        s: [0.701, 0.6, 0.386, 0.365, 0.317, 0.459],
        r: [0.167, 0.114, 0.161, 0.167, 0.089, 0.167],
        q: [1.0, 0.533, 0.552, 0.563, 0.0, 0.686],
        q_recomputed: [1.0, 0.532_991_526_613, 0.551_652_038_571, 0.562_889_706_306, 0.0, 0.685_525_020_946],
        ranks: [6, 2, 3, 4, 1, 5],
        acceptable_advantage: true,
        compromise: &[4],
    },
    Hydropower {
        swings: (1.0, 2.0),
        s: [0.683, 0.8, 0.193, 0.48, 0.243, 0.232],
        r: [0.113, 0.167, 0.08, 0.122, 0.044, 0.083],
        q: [0.684, 1.0, 0.147, 0.554, 0.041, 0.191],
        q_recomputed: [0.684_240_013_958, 1.0, 0.147_127_715_028, 0.553_585_380_493, 0.041_137_893_255, 0.191_336_425_049],
        ranks: [5, 6, 2, 4, 1, 3],
        acceptable_advantage: false,
        compromise: &[2, 4, 5],
    },
    Hydropower {
        swings: (1.0, 3.2),
        s: [0.678, 0.857, 0.138, 0.513, 0.222, 0.167],
        r: [0.129, 0.19, 0.057, 0.139, 0.042, 0.06],
        q: [0.668, 1.0, 0.051, 0.588, 0.058, 0.078],
        q_recomputed: [0.668_362_860_41, 1.0, 0.050_838_288_424, 0.588_185_593_865, 0.058_404_786_278, 0.078_151_484_142],
        ranks: [5, 6, 1, 4, 2, 3],
        acceptable_advantage: false,
        compromise: &[2, 4, 5],
    },
];

/// Opricovic & Tzeng, European Journal of Operational Research 2007;178(2):514-529, hydropower on the river Drina with four
/// sets of weights, as asserted in the tests of scikit-criteria.
#[test]
fn vikor_of_the_hydropower_systems() {
    /// The paper rounds S and R to three decimals before it works out Q.
    const PRINTED: f64 = 0.002;
    let files = Files::of_case("vikor-opricovic-tzeng-2007-hydropower");
    for wanted in HYDROPOWER {
        let economic = ["profit", "cost", "energy", "peak_energy"].map(|id| (id.to_owned(), wanted.swings.0));
        let social = ["homes", "reservoir_area", "villages", "environment"].map(|id| (id.to_owned(), wanted.swings.1));
        let swing = economic.into_iter().chain(social).collect();
        let decision = files.decision(&Choices { swing, ..Choices::default() });
        let found = vikor(&decision).expect("defined");
        assert_all("S", &found.s, &wanted.s, PRINTED);
        assert_all("R", &found.r, &wanted.r, PRINTED);
        assert_all("Q", &found.q, &wanted.q, PRINTED);
        assert_all("Q", &found.q, &wanted.q_recomputed, EXACT);
        assert_eq!(ranks(&decision, Method::Vikor), wanted.ranks);
        assert_eq!(found.acceptable_advantage, wanted.acceptable_advantage);
        assert!(found.acceptable_stability);
        assert_eq!(found.compromise, wanted.compromise);
    }
}

const MOUNTAIN: &str = "vikor-topsis-mountain-2004";

/// Opricovic & Tzeng, European Journal of Operational Research 2004;156(2):445-455, climbing a mountain, also with risk + 5
/// and altitude ÷ 1,000 − 1, as asserted in the tests of scikit-criteria; the numbers are exact.
#[test]
fn vikor_of_the_mountain_whatever_the_units() {
    const OTHER_UNITS: &str = "id,risk,altitude\nA1,6,2\nA2,7,2.75\nA3,10,3.5\n";
    let files = Files::of_case(MOUNTAIN);
    let shifted = Files { data: OTHER_UNITS.to_owned(), ..Files::of_case(MOUNTAIN) };
    for files in [files, shifted] {
        let decision = files.decision(&Choices::default());
        let Vikor { s, r, q, compromise, .. } = vikor(&decision).expect("defined");
        assert_all("S", &s, &[0.5, 0.375, 0.5], EXACT);
        assert_all("R", &r, &[0.5, 0.25, 0.5], EXACT);
        assert_all("Q", &q, &[1.0, 0.0, 1.0], EXACT);
        assert_eq!(ranks(&decision, Method::Vikor), [2, 1, 2]);
        assert_eq!(compromise, [1]);
    }
}

/// The same mountain, with vector normalisation by numpy (the tests of pymcdm normalise by range, which orders otherwise).
#[test]
fn topsis_of_the_mountain() {
    const CLOSENESS: [f64; 3] = [0.762_140_580_124, 0.722_177_833_229, 0.237_859_419_876];
    assert_all("closeness", &topsis(&decision(MOUNTAIN)).expect("defined"), &CLOSENESS, EXACT);
}

/// The transport example of the R package MCDA, a different preference function on each criterion: its preference indices
/// summed and divided by n − 1 as in Brans & Vincke (the package divides by n).
#[test]
fn promethee_with_three_preference_functions() {
    /// The package prints eleven digits of each index; the case asks for seven.
    const PRINTED: f64 = 1e-7;
    const PLUS: [f64; 5] = [0.240_904_690, 0.255_875_155, 0.150_548_622, 0.049_999_999, 0.3125];
    const MINUS: [f64; 5] = [0.0625, 0.018_133_175, 0.189_038_338, 0.465_156_954, 0.274_999_999];
    const NET: [f64; 5] = [0.178_404_690, 0.237_741_980, -0.038_489_716, -0.415_156_955, 0.037_500_001];
    let decision = decision("promethee2-transport-mixed-functions");
    let flows = promethee_ii(&decision).expect("defined");
    assert_all("phi+", &flows.plus, &PLUS, PRINTED);
    assert_all("phi-", &flows.minus, &MINUS, PRINTED);
    assert_all("phi", &flows.net, &NET, PRINTED);
    assert_eq!(ranks(&decision, Method::PrometheeII), [2, 1, 4, 5, 3]);
}

/// Zhao, Peng & Li, Procedia Computer Science 2013;17:181-188, as asserted in the tests of pymcdm; exact decimals.
#[test]
fn promethee_where_any_difference_counts() {
    let decision = decision("promethee2-zhao-usual");
    let flows = promethee_ii(&decision).expect("defined");
    assert_all("phi+", &flows.plus, &[0.55, 0.35, 0.6], EXACT);
    assert_all("phi-", &flows.minus, &[0.45, 0.65, 0.4], EXACT);
    assert_all("phi", &flows.net, &[0.1, -0.3, 0.2], EXACT);
    assert_eq!(ranks(&decision, Method::PrometheeII), [2, 3, 1]);
}

/// The example of "Weighted product model" in Wikipedia: the ratios printed there, and the logarithms of the products as
/// asserted in the tests of scikit-criteria.
#[test]
fn weighted_product_of_wikipedia() {
    const RATIOS: [(usize, usize, f64); 3] = [(0, 1, 1.007), (0, 2, 1.067), (1, 2, 1.059)];
    const LOGARITHMS: [f64; 3] = [-0.501_285_89, -0.504_484_71, -0.529_472_46];
    /// Three printed decimals.
    const RATIO: f64 = 0.0005 + EXACT;
    /// Eight printed decimals.
    const LOGARITHM: f64 = 5e-9 + EXACT;
    let decision = decision("weighted-product-wikipedia");
    let found = weighted_product(&decision).expect("defined");
    for (one, other, ratio) in RATIOS {
        assert_near(&format!("{one} : {other}"), found[one] / found[other], ratio, RATIO);
    }
    let logarithms: Vec<_> = found.iter().map(|product| libm::log10(*product)).collect();
    assert_all("logarithm", &logarithms, &LOGARITHMS, LOGARITHM);
    assert_eq!(ranks(&decision, Method::WeightedProduct), [1, 2, 3]);
}

fn round(criteria: &str, data: &str) -> Decision {
    Files { criteria: criteria.to_owned(), data: data.to_owned() }.decision(&Choices::default())
}

const TWO: &str = "[[criteria]]\nid = 'x'\nbetter = 'higher'\nworst = 0\nbest = 10\nswing = 1\nmissing = 'range'\n\
                   [[criteria]]\nid = 'y'\nvalue = { levels = { none = 0, some = 40, all = 100 } }\nswing = 1\nmissing = 'worst'\n";

/// By hand: the absent x is 5, the middle of its scale; the absent y is the level worth least.
#[test]
fn absent_performances_and_levels_stand_as_figures() {
    let decision = round(TWO, "id,x,y\na,NA,all\nb,10,\nc,0,some\n");
    let found = vikor(&decision).expect("defined");
    assert_all("S", &found.s, &[0.25, 0.5, 0.8], EXACT);
    let undefined = Undefined::NotPositive { criterion: "x".into(), intervention: "c".into() };
    assert_eq!(weighted_product(&decision), Err(undefined));
}

#[test]
fn what_has_no_answer_says_why() {
    let one = round(TWO, "id,x,y\na,5,all\n");
    for method in Method::ALL {
        assert_eq!(view(&one, method).values, Err(Undefined::OneIntervention), "{}", method.name());
    }
    let alike = round(TWO, "id,x,y\na,5,all\nb,5,all\n");
    assert_eq!(topsis(&alike), Err(Undefined::AllAlike));
    for method in [Method::WeightedProduct, Method::Vikor, Method::PrometheeII] {
        assert_eq!(ranks(&alike, method), [1, 1]);
    }
    let rows: Vec<_> = (0..=PAIRS_LIMIT).map(|row| format!("r{row},5,all")).collect();
    let many = round(TWO, &format!("id,x,y\n{}", rows.join("\n")));
    assert_eq!(promethee_ii(&many), Err(Undefined::TooMany { limit: PAIRS_LIMIT }));
}

/// Figures that only rounding parts are equal: 0.1 × 3 is more than 0.3 by the last binary digit.
#[test]
fn rounding_prefers_nobody() {
    const CRITERIA: &str = "[[criteria]]\nid = 'x'\ntimes = 'people'\nbetter = 'higher'\nworst = 0\nbest = 1\nswing = 1\n\
                            [[criteria]]\nid = 'y'\nbetter = 'lower'\nworst = 9\nbest = 0\nswing = 1\n";
    let decision = round(CRITERIA, "id,x,people,y\na,0.1,3,2\nb,0.3,1,2\n");
    assert_eq!(topsis(&decision), Err(Undefined::AllAlike));
    for method in [Method::WeightedProduct, Method::Vikor, Method::PrometheeII] {
        assert_eq!(ranks(&decision, method), [1, 1], "{}", method.name());
    }
}

/// The largest figure that is read and the smallest there is: squares, quotients and products would overflow or vanish.
#[test]
fn extreme_figures_leave_all_values_finite() {
    const CRITERIA: &str =
        "[[criteria]]\nid = 'x'\nbetter = 'lower'\nswing = 1\n[[criteria]]\nid = 'y'\nbetter = 'higher'\nswing = 9\n";
    for cells in ["5e-324,1e100\nb,1e100,5e-324", "5e-324,1e-320\nb,1e-323,5e-324", "1e100,1e100\nb,9e99,9e99"] {
        let decision = round(CRITERIA, &format!("id,x,y\na,{cells}\n"));
        for method in Method::ALL {
            let values = view(&decision, method).values.expect("defined");
            assert!(values.iter().all(|value| value.is_finite()), "{}, {cells}: {values:?}", method.name());
        }
    }
}
