//! What the criteria file says beside the ranking arrives in the checked decision: uncertain figures with the raw figures
//! beside them, bounds of swings, and what there is to spend.

use weighup::diagnostic::Severity;
use weighup::input::assemble::{Choices, Refusal, Round, assemble};
use weighup::input::{criteria_file, sheet};
use weighup::model::criterion::Judgement;
use weighup::model::decision::Decision;
use weighup::model::performance::Performance;
use weighup::model::uncertainty::{BoundsAre, Law, Parameters, Spread, UncertainInput};

const CRITERIA: &str = r#"
[data]
saving = "saved"
[[criteria]]
id = "health"
column = "gain"
times = "people"
per = "years"
better = "higher"
worst = -1_000
best = 1_000
missing = "range"
swing = 100
swing_low = 80
uncertainty = { low = "gain_low", high = "gain_high", distribution = "triangular" }
[[criteria]]
id = "fit"
value = { levels = { low = 0, high = 100 } }
swing = 50
[[criteria]]
id = "reach"
column = "people"
better = "higher"
missing = "drop"
swing = 30
swing_low = 20
swing_high = 45
[[criteria]]
id = "calm"
better = "lower"
worst = 9
best = 0
swing = 20
[uncertainty]
share = { events = "events", sample = "sample" }
people = { sd = "people_sd" }
cost = { relative = 0.1 }
"#;

const DATA: &str = "\
id,place,cost,saved,gain,gain_low,gain_high,people,people_sd,years,fit,calm,events,sample,share
A,North,100,10,0.3,0.1,0.7,70,7,3,low,1,30,200,0.15
B,South,200,20,-0.1,-0.3,0.2,30,3,7,high,2,12,50,0.3
C,North,300,30,0.7,0.7,0.7,,,11,low,3,0,20,0.01
D,South,,40,1.1,1,2,110,0,13,high,4,,,
E,North,500,50,0,-1,1,170,17,0.3,low,5,4,8,0.5
";

fn read(criteria: &str, data: &str, choices: &Choices) -> (Round, Vec<String>) {
    let file = criteria_file::parse("criteria.toml", criteria.as_bytes()).expect("sound criteria").value;
    let sheet = sheet::read_csv("data.csv", data.as_bytes(), None).expect("sound data").value;
    let round = assemble(&file, sheet, choices).unwrap_or_else(|refusal| match refusal {
        Refusal::Choice(message) => unreachable!("{message}"),
        Refusal::Inputs(findings) => unreachable!("{:?}", findings.iter().map(|found| &found.message).collect::<Vec<_>>()),
    });
    let notes = round.findings.iter().filter(|found| found.severity == Severity::Note && found.code == "swing-bounds");
    let notes = notes.map(|found| found.message.clone()).collect();
    (round.value, notes)
}

fn decision(criteria: &str, choices: &Choices) -> Decision {
    let (mut round, _) = read(criteria, DATA, choices);
    assert_eq!(round.slices.len(), 1);
    round.slices.remove(0).decision().expect("interventions to rank").clone()
}

fn ids(decision: &Decision) -> Vec<&str> {
    decision.interventions.iter().map(|intervention| &*intervention.id).collect()
}

fn input<'a>(decision: &'a Decision, column: &str) -> &'a UncertainInput {
    decision.uncertain.iter().find(|input| *input.column == *column).expect("an uncertain column")
}

fn figures(input: &UncertainInput) -> Vec<Option<f64>> {
    input.figures.iter().map(|spread| spread.map(|spread| spread.figure)).collect()
}

fn bits(performance: Performance) -> Option<u64> {
    performance.number().map(f64::to_bits)
}

/// Every performance comes back to the last bit when it is given its own figure anew.
fn assert_reproduced(decision: &Decision) {
    for (index, criterion) in decision.criteria.iter().enumerate() {
        for column in criterion.reading.columns() {
            assert!(decision.raw.column(column).is_none_or(|kept| kept.len() == decision.interventions.len()));
            for row in 0..decision.interventions.len() {
                let present = decision.performances[(row, index)];
                if let Some(figure) = decision.figure(row, column) {
                    let made = decision.performance_with(row, index, column, figure);
                    assert_eq!(bits(made), bits(present), "{} row {row} {column}", criterion.id);
                }
            }
        }
    }
    for input in decision.uncertain.iter().filter(|input| decision.raw.column(&input.column).is_some()) {
        assert_eq!(Some(figures(input).as_slice()), decision.raw.column(&input.column));
    }
}

#[test]
fn uncertain_columns_stand_in_the_order_of_the_file_whether_read_or_not() {
    let decision = decision(CRITERIA, &Choices::default());
    // C has no people, which drops it.
    assert_eq!(ids(&decision), ["A", "B", "D", "E"]);
    let found: Vec<_> = decision.uncertain.iter().map(|input| (&*input.column, input.law, input.law.bounds())).collect();
    let wanted = [
        ("gain", Law::Triangular, BoundsAre::Extremes),
        ("share", Law::Beta, BoundsAre::Interval95),
        ("people", Law::Normal, BoundsAre::Interval95),
        ("cost", Law::Normal, BoundsAre::Interval95),
    ];
    assert_eq!(found, wanted);
    assert_eq!(figures(input(&decision, "cost")), [Some(100.0), Some(200.0), None, Some(500.0)]);
    let gain = Spread { figure: -0.1, low: -0.3, high: 0.2, parameters: Parameters::Ends };
    assert_eq!(input(&decision, "gain").figures[1], Some(gain));
    let people = Spread {
        figure: 30.0,
        low: 30.0 - 1.959_964 * 3.0,
        high: 30.0 + 1.959_964 * 3.0,
        parameters: Parameters::Deviation(3.0),
    };
    assert_eq!(input(&decision, "people").figures[1], Some(people));
    let share = input(&decision, "share").figures[0].expect("a share");
    assert_eq!(share.parameters, Parameters::Beta { alpha: 31.0, beta: 171.0 });
    assert!((share.low - 0.107_259_927_254_149_65).abs() < 1e-10 && (share.high - 0.206_163_194_945_978_7).abs() < 1e-10);
    assert!((share.figure - 0.15).abs() < 1e-15);
}

#[test]
fn raw_figures_are_kept_for_readings_of_several_columns_or_of_an_uncertain_one() {
    let decision = decision(CRITERIA, &Choices::default());
    assert_eq!(decision.raw.column("years"), Some(&[Some(3.0), Some(7.0), Some(13.0), Some(0.3)][..]));
    assert!(["gain", "people"].iter().all(|column| decision.raw.column(column).is_some()));
    assert!(["calm", "fit", "cost", "share", "gain_low"].iter().all(|column| decision.raw.column(column).is_none()));
    assert_reproduced(&decision);
    let certain = CRITERIA.replace("uncertainty = {", "# {").replace("[uncertainty]", "[cea]");
    let stated = |line: &&str| ["share", "people =", "cost ="].iter().any(|key| line.starts_with(key));
    let certain = certain.lines().filter(|line| !stated(line)).collect::<Vec<_>>().join("\n");
    let products = self::decision(&certain, &Choices::default());
    assert!(products.uncertain.is_empty() && products.raw == decision.raw);
    assert_reproduced(&products);
    assert_eq!(products.performance_with(0, 0, "years", 6.0), Performance::Number(0.3 * 70.0 / 6.0));
    let plain = self::decision(&certain.replace("times =", "# ").replace("per =", "# "), &Choices::default());
    assert_eq!(plain.raw, weighup::model::uncertainty::RawFigures::default());
    assert_reproduced(&plain);
}

#[test]
fn every_figure_that_a_weighed_criterion_reads_can_be_asked_for() {
    let decision = decision(&CRITERIA.replace("\"drop\"", "\"range\""), &Choices::default());
    let figures = |column: &str| (0..5).map(|row| decision.figure(row, column)).collect::<Vec<_>>();
    assert_eq!(figures("people"), [Some(70.0), Some(30.0), None, Some(110.0), Some(170.0)]);
    assert_eq!(figures("years"), [Some(3.0), Some(7.0), Some(11.0), Some(13.0), Some(0.3)]);
    assert_eq!(figures("calm"), [1.0, 2.0, 3.0, 4.0, 5.0].map(Some));
    for unread in ["fit", "cost", "share", "gain_low", "place", "nowhere"] {
        assert_eq!(figures(unread), [None; 5], "{unread}");
    }
}

#[test]
fn a_performance_is_made_anew_from_another_figure() {
    let decision = decision(CRITERIA, &Choices::default());
    let (health, fit, reach, calm) = (0, 1, 2, 3);
    assert_eq!(decision.performance_with(0, health, "gain", 0.6), Performance::Number(0.6 * 70.0 / 3.0));
    assert_eq!(decision.performance_with(0, health, "people", 10.0), Performance::Number(0.3 * 10.0 / 3.0));
    assert_eq!(decision.performance_with(0, health, "years", 0.0), Performance::Absent);
    assert_eq!(decision.performance_with(0, health, "years", 5e-324), Performance::Absent);
    assert_eq!(decision.performance_with(0, reach, "people", 10.0), Performance::Number(10.0));
    // Columns a criterion does not read, and levels, change nothing.
    assert_eq!(decision.performance_with(0, reach, "gain", 10.0), Performance::Number(70.0));
    assert_eq!(decision.performance_with(1, fit, "fit", 10.0), Performance::Level(1));
    assert_eq!(decision.performance_with(1, calm, "calm", 5.0), Performance::Number(5.0));
}

#[test]
fn an_absent_figure_stays_absent_until_it_is_given() {
    let decision = decision(&CRITERIA.replace("\"drop\"", "\"range\""), &Choices::default());
    assert_eq!(decision.performances[(2, 0)], Performance::Absent);
    assert_eq!(decision.performance_with(2, 0, "gain", 1.0), Performance::Absent);
    assert_eq!(decision.performance_with(2, 0, "people", 11.0), Performance::Number(0.7 * 11.0 / 11.0));
    assert_eq!(input(&decision, "people").figures[2], None);
}

#[test]
fn figures_follow_the_rows_that_are_analysed() {
    let by = Choices { by: Some("place".to_owned()), ..Choices::default() };
    let (round, _) = read(CRITERIA, DATA, &by);
    let slices: Vec<_> = round.slices.iter().filter_map(|slice| slice.decision()).collect();
    assert_eq!((ids(slices[0]), ids(slices[1])), (vec!["A", "E"], vec!["B", "D"]));
    assert_eq!(figures(input(slices[0], "people")), [Some(70.0), Some(170.0)]);
    assert_eq!(figures(input(slices[1], "people")), [Some(30.0), Some(110.0)]);
    assert_eq!(slices[1].raw.column("years"), Some(&[Some(7.0), Some(13.0)][..]));
    slices.into_iter().for_each(assert_reproduced);

    let filter = vec![("place".to_owned(), "South".to_owned())];
    let south = decision(CRITERIA, &Choices { filter, ..Choices::default() });
    assert_eq!(figures(input(&south, "gain")), [Some(-0.1), Some(1.1)]);
    assert_reproduced(&south);

    let set = ["A.gain=0.4", "A.years=-6", "C.people=10", "C.people_sd=1"].map(str::to_owned).to_vec();
    let changed = decision(CRITERIA, &Choices { set, ..Choices::default() });
    assert_eq!(ids(&changed), ["A", "B", "C", "D", "E"]);
    assert_eq!(figures(input(&changed, "gain"))[0], Some(0.4));
    assert_eq!(figures(input(&changed, "people"))[2], Some(10.0));
    assert_eq!(changed.raw.column("years").expect("kept")[0], Some(-6.0));
    assert_eq!(changed.performances[(0, 0)], Performance::Number(0.4 * 70.0 / -6.0));
    assert_reproduced(&changed);
}

#[test]
fn every_law_keeps_what_a_draw_needs() {
    let law = |distribution: &str| {
        let criteria = format!(
            "[[criteria]]\nid = 'x'\nbetter = 'higher'\nworst = 0\nbest = 9\nswing = 1\nuncertainty = {{ low = 'l', high = 'h', distribution = '{distribution}' }}"
        );
        let (round, _) = read(&criteria, "id,x,l,h\nA,2,1,4\nB,2,2,2\n", &Choices::default());
        let decision = round.slices[0].decision().expect("a decision").clone();
        let spreads: Vec<_> = decision.uncertain[0].figures.iter().flatten().copied().collect();
        assert!(spreads.iter().map(|spread| (spread.low, spread.high)).eq([(1.0, 4.0), (2.0, 2.0)]));
        (decision.uncertain[0].law, spreads[0].parameters, spreads[1].parameters)
    };
    let ends = Parameters::Ends;
    assert_eq!(law("triangular"), (Law::Triangular, ends, ends));
    assert_eq!(law("uniform"), (Law::Uniform, ends, ends));
    assert_eq!(law("pert"), (Law::Pert, ends, ends));
    let deviation = |deviation: f64| Parameters::Deviation(deviation / (2.0 * 1.959_964));
    assert_eq!(law("normal"), (Law::Normal, deviation(3.0), deviation(0.0)));
    assert_eq!(law("lognormal"), (Law::Lognormal, deviation(libm::log(4.0)), deviation(0.0)));
}

/// What a criterion whose bounds stand in `l` and `h` becomes under what-ifs: the spread of the first row with the codes and
/// messages of notes and warnings, or the messages of the errors.
fn bounded(distribution: &str, set: &[&str]) -> Result<(Spread, Vec<String>), Vec<String>> {
    bounded_of("A,3,2,4", distribution, set)
}

fn bounded_of(line: &str, distribution: &str, set: &[&str]) -> Result<(Spread, Vec<String>), Vec<String>> {
    let criteria = format!(
        "[[criteria]]\nid = 'x'\nbetter = 'higher'\nmissing = 'range'\nworst = -90\nbest = 90\nswing = 1\nuncertainty = {{ low = 'l', high = 'h', distribution = '{distribution}' }}"
    );
    let file = criteria_file::parse("criteria.toml", criteria.as_bytes()).expect("sound criteria").value;
    let sheet = sheet::read_csv("data.csv", format!("id,x,l,h\n{line}\nB,5,4,6\n").as_bytes(), None).expect("sound data").value;
    let set = set.iter().map(|typed| (*typed).to_owned()).collect();
    match assemble(&file, sheet, &Choices { set, ..Choices::default() }) {
        Ok(round) => {
            let decision = round.value.slices[0].decision().expect("a decision");
            assert_eq!(decision.performances[(0, 0)].number(), decision.uncertain[0].figures[0].map(|spread| spread.figure));
            let said = round.findings.iter().map(|found| format!("{}: {}", found.code, found.message)).collect();
            Ok((decision.uncertain[0].figures[0].expect("a spread"), said))
        }
        Err(Refusal::Inputs(findings)) => Err(findings.iter().map(|found| found.message.clone()).collect()),
        Err(Refusal::Choice(message)) => unreachable!("{message}"),
    }
}

const ALL_BOUNDED: [&str; 5] = ["triangular", "uniform", "pert", "normal", "lognormal"];

#[test]
fn a_what_if_beyond_its_stated_bounds_widens_them() {
    for distribution in ALL_BOUNDED {
        for (set, side, low, high) in [("A.x=1", "below its lower bound", 1.0, 4.0), ("A.x=9", "above its upper bound", 2.0, 9.0)]
        {
            let (spread, said) = bounded(distribution, &[set]).expect("widened bounds");
            let figure = set.trim_start_matches("A.x=").parse::<f64>().expect("a figure");
            assert_eq!((spread.figure, spread.low, spread.high), (figure, low, high), "{distribution}");
            let wanted = format!(
                "what-if-bounds: What if: `x` of `A` is now {figure}, {side}: its bounds 2 to 4 are widened to {low} to {high}"
            );
            // No word of bounds off centre beside it.
            assert_eq!(said, [wanted], "{distribution}");
            let width = match distribution {
                "normal" => high - low,
                "lognormal" => libm::log(high) - libm::log(low),
                _ => continue,
            };
            assert_eq!(spread.parameters, Parameters::Deviation(width / (2.0 * 1.959_964)));
        }
        let (spread, said) = bounded(distribution, &["A.x=2"]).expect("bounds that hold");
        assert_eq!((spread.low, spread.high, said.len()), (2.0, 4.0, usize::from(distribution == "normal")), "{said:?}");
    }
}

#[test]
fn a_what_if_in_a_blank_without_bounds_is_certain() {
    for distribution in ALL_BOUNDED {
        let (spread, said) = bounded_of("A,,,", distribution, &["A.x=3"]).expect("a certain figure");
        assert_eq!((spread.figure, spread.low, spread.high), (3.0, 3.0, 3.0), "{distribution}");
        assert_eq!(said, ["what-if-bounds: What if: `x` of `A` is now 3, without bounds: it counts as certain"]);
    }
    let one = bounded_of("A,,2,", "triangular", &["A.x=3"]).expect_err("one bound is missing");
    assert!(one.iter().any(|message| message.contains("is missing, though the figure it belongs to is given")), "{one:?}");
}

#[test]
fn a_bound_that_is_a_what_if_is_taken_at_its_word() {
    let below = "is a lower bound above its figure";
    let above = "is an upper bound below its figure";
    for (set, error) in [
        (&["A.l=3.5"][..], below),
        (&["A.h=2.5"], above),
        (&["A.x=1", "A.l=1.5"], below),
        (&["A.x=1", "A.l=2"], below),
        (&["A.x=9", "A.h=8"], above),
        // The figure of another row changes nothing here.
        (&["B.x=1", "A.l=3.5"], below),
    ] {
        let messages = bounded("triangular", set).expect_err("a contradiction");
        assert!(messages.iter().any(|message| message.contains(error) && message.contains("(from --set)")), "{messages:?}");
    }
    let (spread, said) = bounded("triangular", &["A.x=1", "A.h=1.5"]).expect("only the lower bound is beyond");
    assert!((spread.low, spread.high) == (1.0, 1.5) && said[0].contains("2 to 1.5 are widened to 1 to 1.5"), "{said:?}");
    let (spread, said) = bounded("triangular", &["A.x=1", "A.l=0"]).expect("bounds that hold");
    assert!((spread.low, spread.high) == (0.0, 4.0) && said.is_empty(), "{said:?}");
}

#[test]
fn no_what_if_makes_bounds_that_cannot_be() {
    for figure in ["A.x=0", "A.x=-1"] {
        let messages = bounded("lognormal", &[figure]).expect_err("no logarithm");
        assert_eq!(messages, ["`2` in column `l` is a lower bound above its figure"]);
    }
    let (spread, _) = bounded("pert", &["A.x=-1"]).expect("widened bounds");
    assert_eq!((spread.low, spread.high), (-1.0, 4.0));
    // Bounds of the file that contradict one another are no bounds to widen.
    let criteria =
        "[[criteria]]\nid = 'x'\nbetter = 'higher'\nswing = 1\nuncertainty = { low = 'l', high = 'h', distribution = 'uniform' }";
    let file = criteria_file::parse("criteria.toml", criteria.as_bytes()).expect("sound criteria").value;
    let sheet = sheet::read_csv("data.csv", b"id,x,l,h\nA,3,4,2\nB,5,4,6\n", None).expect("sound data").value;
    let refusal = assemble(&file, sheet, &Choices { set: vec!["A.x=5".to_owned()], ..Choices::default() });
    assert!(matches!(refusal, Err(Refusal::Inputs(findings)) if findings.iter().any(|found| found.code == "uncertainty")));
}

#[test]
fn a_spread_stated_of_levels_alone_is_no_uncertain_number() {
    let criteria =
        "[[criteria]]\nid = 'fit'\nvalue = { levels = { 0 = 0, 1 = 100 } }\nswing = 1\nuncertainty = { relative = 0.1 }";
    let (round, _) = read(criteria, "id,fit\nA,0\nB,1\n", &Choices::default());
    let decision = round.slices[0].decision().expect("a decision");
    assert!(decision.uncertain.is_empty() && decision.raw.column("fit").is_none());
}

fn bounds(decision: &Decision) -> Vec<Option<(f64, f64)>> {
    decision.criteria.iter().map(|criterion| criterion.swing_bounds).collect()
}

#[test]
fn bounds_of_swings_arrive_and_stay_while_they_hold_the_swing() {
    let plain = decision(CRITERIA, &Choices::default());
    assert_eq!(bounds(&plain), [Some((80.0, 100.0)), None, Some((20.0, 45.0)), None]);
    let swing = |swings: &[(&str, f64)]| {
        let swing = swings.iter().map(|(id, points)| ((*id).to_owned(), *points)).collect();
        let (round, notes) = read(CRITERIA, DATA, &Choices { swing, ..Choices::default() });
        (bounds(round.slices[0].decision().expect("a decision")), notes)
    };
    let (kept, notes) = swing(&[("health", 85.0), ("reach", 45.0)]);
    assert_eq!((kept, notes.len()), (bounds(&plain), 0));
    let (dropped, notes) = swing(&[("health", 60.0), ("reach", 200.0), ("reach", 40.0), ("fit", 1.0)]);
    assert_eq!(dropped, [None, None, Some((20.0, 45.0)), None]);
    let wanted =
        "the swing of criterion `health` is now 60, outside 80 to 100, the bounds of the swing before: they are left out";
    assert_eq!(notes, [wanted]);
}

const GROUPED: &str = "
[weights]
on_range_change = 'rescale'
[[groups]]
id = 'care'
swing = 60
swing_low = 50
swing_high = 90
[[groups]]
id = 'cure'
swing = 100
swing_low = 100
[[criteria]]
id = 'calm'
group = 'care'
better = 'lower'
swing = 10
[[criteria]]
id = 'people'
group = 'cure'
better = 'higher'
worst = 0
best = 200
swing = 20
swing_low = 10
swing_high = 30
swing_for = [0, 100]
missing = 'worst'
[[scenarios]]
name = 'Care first'
swing = { care = 100, cure = 100 }
";

#[test]
fn groups_have_bounds_and_rescaling_moves_them() {
    let plain = decision(GROUPED, &Choices::default());
    let groups = |decision: &Decision| decision.groups.iter().map(|group| group.swing_bounds).collect::<Vec<_>>();
    assert_eq!(groups(&plain), [Some((50.0, 90.0)), Some((100.0, 100.0))]);
    assert_eq!(plain.criteria[1].judgement, Some(Judgement::Swing(40.0)));
    assert_eq!(bounds(&plain), [None, Some((20.0, 60.0))]);

    let scenario = Choices { scenario: Some("Care first".to_owned()), ..Choices::default() };
    let (round, notes) = read(GROUPED, DATA, &scenario);
    assert_eq!(groups(round.slices[0].decision().expect("a decision")), [None, Some((100.0, 100.0))]);
    assert!(notes.len() == 1 && notes[0].contains("group `care`"), "{notes:?}");
}

#[test]
fn what_replaces_swings_has_no_bounds_of_them() {
    let returns =
        sheet::read_csv("returns.csv", b"stakeholder,calm,people,care,cure\nAnn,100,50,100,60\n", None).expect("returns");
    let pooled = decision(GROUPED, &Choices { returns: Some(returns.value.into()), ..Choices::default() });
    assert!(bounds(&pooled) == [None, None] && pooled.groups.iter().all(|group| group.swing_bounds.is_none()));
    let compared = "[weights]\nmethod = 'ahp'\npairwise = [[1, 2], [0.5, 1]]\n[[criteria]]\nid = 'calm'\nbetter = 'lower'\nswing = 5\nswing_low = 4\n[[criteria]]\nid = 'gain'\nbetter = 'higher'\nswing = 5";
    assert_eq!(bounds(&decision(compared, &Choices::default())), [None, None]);
}

#[test]
fn what_there_is_to_spend_arrives() {
    let calm = "[[criteria]]\nid = 'calm'\nbetter = 'lower'\nswing = 1\n";
    let data = DATA.replace("D,South,,", "D,South,400,");
    let total = |portfolio: &str, by: Option<&str>| {
        let choices = Choices { by: by.map(str::to_owned), ..Choices::default() };
        let (round, _) = read(&format!("{calm}[portfolio]\n{portfolio}"), &data, &choices);
        let budgets = round.slices.iter().filter_map(|slice| slice.decision()).map(|decision| decision.budget.as_ref());
        budgets.map(|budget| budget.and_then(|budget| budget.total)).collect::<Vec<_>>()
    };
    let budgets = "[portfolio.budgets]\nNorth = 7\n";
    let streams = "stream = 'place'\n[portfolio.streams]\nNorth = { amount = 300, tops_up = true }\nSouth = 200\n";
    assert_eq!(total("budget = 900", None), [Some(900.0)]);
    assert_eq!(total("budget = [900]", None), [Some(900.0)]);
    assert_eq!(total("budget = [400, 500]\ncost = ['cost', 'saved']", None), [None]);
    assert_eq!(total(streams, None), [Some(500.0)]);
    assert_eq!(total(&format!("budget = 900\n{streams}"), None), [Some(900.0)]);
    assert_eq!(total(budgets, None), [None]);
    assert_eq!(total(budgets, Some("place")), [Some(7.0), None]);
    assert_eq!(total(&format!("budget = 900\n{budgets}"), Some("place")), [Some(7.0), None]);
    assert_eq!(total("size = 'calm'", None), [None]);
}

#[test]
fn what_funding_takes_out_of_the_budget_is_all_years_less_the_savings_of_each_where_asked() {
    let calm = "[data]\nsaving = 'saved'\n[[criteria]]\nid = 'calm'\nbetter = 'lower'\nswing = 1\n";
    let costs = |portfolio: &str, data: &str, net: bool| {
        let (round, _) = read(&format!("{calm}{portfolio}"), data, &Choices { net, ..Choices::default() });
        let decision = round.slices[0].decision().expect("a decision");
        decision.interventions.iter().map(|intervention| (intervention.portfolio_cost, intervention.cost)).collect::<Vec<_>>()
    };
    let full = DATA.replace("D,South,,", "D,South,400,");
    let yearly = "[portfolio]\nbudget = [5, 5]\ncost = ['cost', 'saved']";
    assert_eq!(costs("", DATA, false)[0], (Some(100.0), Some(100.0)));
    assert_eq!(costs("", DATA, true)[0], (Some(90.0), Some(90.0)));
    assert_eq!(costs("", DATA, true)[3], (None, None));
    assert_eq!(costs("[portfolio]\nbudget = 5", &full, false)[1], (Some(200.0), Some(200.0)));
    assert_eq!(costs("[portfolio]\nbudget = 5", &full, true)[1], (Some(180.0), Some(180.0)));
    assert_eq!(costs(yearly, &full, false)[1], (Some(220.0), Some(200.0)));
    assert_eq!(costs(yearly, &full, true)[1], (Some(180.0), Some(180.0)));
}
