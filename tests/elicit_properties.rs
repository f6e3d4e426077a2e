//! The session as a function of its answers, and the file it writes, on random input.

#![allow(clippy::panic)] // a property that fails must say on what and stop

use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use weighup::export::criteria_file::{NewSwing, rewrite};
use weighup::input::assemble::{Choices, without_data};
use weighup::input::criteria_file;
use weighup::model::criterion::Judgement;
use weighup::model::decision::Decision;
use weighup::model::stakeholders::Aggregate;
use weighup::model::value_function::{Outside, Scale, ScaleOrigin, Shape, ValueFunction};
use weighup::present::elicit;
use weighup::weighting::dialogue::pool::{Pooling, pooled, weights};
use weighup::weighting::dialogue::{Groups, People, Person, Sitting, Step, replay};
use weighup::weighting::{Leaf, SiblingSet, judged_sets};

const TREE: &str = "
[[groups]]
id = 'care'
swing = 1
[[criteria]]
id = 'wait'
better = 'lower'
worst = 80
best = 2
swing = 1
group = 'care'
[[criteria]]
id = 'fit'
value = { levels = { no = 0, yes = 100 } }
swing = 1
group = 'care'
[[criteria]]
id = 'gain'
name = 'Health gain'
value = { points = [[-10, 0], [0, 0], [25, 100]] }
swing = 1
[[criteria]]
id = 'reach'
better = 'higher'
worst = 0
best = 800_000
value = { curvature = 1.5 }
swing = 1
";

/// Runs a property over random inputs: 256, or as many as `PROPTEST_CASES` says.
fn for_all<S: Strategy>(inputs: S, property: impl Fn(S::Value) -> TestCaseResult) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if let Err(failure) = TestRunner::new(config).run(&inputs, property) {
        panic!("{failure}");
    }
}

fn tree() -> (Decision, Vec<SiblingSet>) {
    let file = criteria_file::parse("criteria.toml", TREE.as_bytes()).expect("sound criteria").value;
    let round = without_data(&file, &Choices::default()).expect("fixed scales").value;
    let decision = round.slices[0].decision().expect("criteria").clone();
    let leaf = |criterion: &weighup::model::criterion::Criterion| Leaf { judgement: criterion.judgement, group: criterion.group };
    let leaves: Vec<_> = decision.criteria.iter().map(leaf).collect();
    let mut sets = judged_sets(&leaves, &decision.groups);
    sets.reverse();
    (decision, sets)
}

/// Words that are answers somewhere, and a few that are answers nowhere.
fn typed() -> impl Strategy<Value = String> {
    let words = [
        "1",
        "2",
        "3",
        "wait",
        "Health gain",
        "3 2",
        "1 3",
        "2 1",
        "skip",
        "accept",
        "keep",
        "change",
        "yes",
        "no",
        "more",
        "less",
        "same",
        "none",
        "S1",
        "board",
        "Bord",
        "S2",
        "0",
        "40",
        "62.5",
        "100",
        "101",
        "-1",
        "nan",
        "inf",
        "",
        "1 1",
        "é",
        "\u{202e}",
        "# no",
    ];
    prop_oneof![9 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

#[test]
fn any_answers_lead_to_a_question_or_an_end_and_back_undoes_the_last() {
    let (decision, sets) = tree();
    for_all((prop::collection::vec(typed(), 0..400), any::<bool>()), |(typed, several)| {
        let used = ["Board".to_owned()];
        let people = if several { People::Several { taken: &[], groups: Groups::Used(&used) } } else { People::One };
        let sitting = Sitting { criteria: &decision.criteria, groups: &decision.groups, sets: &sets, people };
        let mut answers: Vec<String> = Vec::new();
        let mut before = replay(&sitting, &answers);
        for typed in typed {
            answers.push(typed);
            let after = replay(&sitting, &answers);
            let mut fewer = answers.clone();
            fewer.pop();
            prop_assert_eq!(&replay(&sitting, &fewer), &before, "back");
            match &after.step {
                Step::Refused { at, question, why } => {
                    prop_assert_eq!(*at, answers.len() - 1);
                    prop_assert_eq!(&Step::Ask(question.clone()), &before.step);
                    prop_assert!(!elicit::refusal(&sitting, question, why).is_empty());
                    answers.pop();
                    continue;
                }
                Step::Ask(question) => {
                    let shown = elicit::ask(&sitting, question, 80) + &elicit::show(&sitting, question, 80);
                    let plain = anstream::adapter::strip_str(&shown).to_string();
                    for line in plain.lines() {
                        prop_assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{}", line);
                    }
                    prop_assert!(!elicit::answer_line(&sitting, question).contains(['\n', '\r']));
                }
                Step::Done { people, answers: used } => {
                    prop_assert_eq!(*used, answers.len());
                    for set in people.iter().flat_map(|person| &person.points) {
                        prop_assert!(set.contains(&100.0) && set.iter().all(|points| (0.0..=100.0).contains(points)));
                    }
                    let pooling = Pooling { aggregate: Aggregate::Mean, says: &[] };
                    for set in pooled(&sitting, people, pooling).expect("people with a say").points {
                        prop_assert!(set.iter().copied().fold(0.0, f64::max).to_bits() == 100.0_f64.to_bits(), "{:?}", set);
                    }
                    return Ok(());
                }
            }
            before = after;
        }
        Ok(())
    });
}

#[test]
fn pooled_points_weigh_as_the_mean_of_the_means_of_groups() {
    let (decision, sets) = tree();
    let people = People::Several { taken: &[], groups: Groups::Used(&[]) };
    let sitting = Sitting { criteria: &decision.criteria, groups: &decision.groups, sets: &sets, people };
    let points = prop_oneof![2 => 0.0..=100.0_f64, 1 => Just(0.0), 1 => Just(100.0), 1 => 0.0..0.1_f64];
    let person = (prop::collection::vec(points, 5), 0..5_usize, 0..3_usize);
    let says = prop::collection::vec(0.1..9.0_f64, 3);
    for_all((prop::collection::vec(person, 2..8), says), |(people, says)| {
        let groups: Vec<_> = ["A", "B", "C"].into_iter().map(str::to_owned).zip(says).collect();
        let sizes: Vec<_> = sets.iter().map(|set| set.nodes.len()).collect();
        prop_assert_eq!(sizes.iter().sum::<usize>(), 5);
        let judged = |(points, first, _): &(Vec<f64>, usize, usize)| {
            let (inner, outer) = points.split_at(sizes[0]);
            let mut sets = vec![inner.to_vec(), outer.to_vec()];
            for set in &mut sets {
                let first = first % set.len();
                set[first] = 100.0;
            }
            sets
        };
        let sat: Vec<_> = people
            .iter()
            .map(|person| Person { id: "S".to_owned(), group: groups[person.2].0.clone(), points: judged(person) })
            .collect();
        let pooled = pooled(&sitting, &sat, Pooling { aggregate: Aggregate::Mean, says: &groups });
        let found = weights(&sitting, &pooled.expect("people with a say").points);
        let each: Vec<_> = sat.iter().map(|person| weights(&sitting, &person.points)).collect();
        for (set, size) in sizes.iter().enumerate() {
            for node in 0..*size {
                let (mut sum, mut total) = (0.0, 0.0);
                for (name, say) in &groups {
                    let own: Vec<_> = each.iter().zip(&sat).filter(|(_, person)| person.group == *name).collect();
                    if own.is_empty() {
                        continue;
                    }
                    let count = f64::from(u8::try_from(own.len()).expect("a few people"));
                    sum += say * own.iter().map(|(weights, _)| weights[set][node]).sum::<f64>() / count;
                    total += say;
                }
                prop_assert!((found[set][node] - sum / total).abs() <= 0.000_501, "{:?}", found);
            }
        }
        Ok(())
    });
}

#[test]
fn the_criteria_file_reads_back_to_exactly_the_points_written() {
    let ends = prop_oneof![Just("\n"), Just("\r\n")];
    let points = prop_oneof![0.0..=100.0_f64, (0..=100_u8).prop_map(f64::from), (0.0..1e-9_f64)];
    let old = prop::sample::select(
        &["swing = 1 # as before", "weight=0.25", "  rank = 2", "swing = 1_0.5\nswing_low = 10\nswing_high=90"][..],
    );
    let range = (any::<i32>(), 1..1000_u16, any::<bool>());
    let criterion = (points, old, range, prop::option::of(Just("# a comment\n\n")));
    for_all(
        (prop::collection::vec(criterion, 1..6), ends, any::<bool>(), "[ -~é]{0,30}x"),
        |(criteria, end, inline, source)| {
            let mut text = if inline { "weights = { status = 'placeholder' } # w\n".to_owned() } else { String::new() };
            let mut swings = Vec::new();
            for (at, (points, old, (worst, width, stated), comment)) in criteria.iter().enumerate() {
                let range = (f64::from(*worst), f64::from(*worst) + f64::from(*width));
                text.push_str(&format!(
                    "{}[[criteria]]\nid = 'c{at}' # id\nbetter = 'higher'\n{old}\n",
                    comment.unwrap_or_default()
                ));
                if *stated {
                    text.push_str(&format!("worst = {}\nbest = {}\nswing_for = [0, 1]\n", range.0, range.1));
                }
                swings.push(NewSwing { id: format!("c{at}"), swing: *points, range: Some(range) });
            }
            let text = text.trim_end().replace('\n', end);
            let written = rewrite(&text, &swings, &source).expect("a sound file").text;
            let file = criteria_file::parse("c.toml", written.as_bytes());
            let file = file.map_err(|_| TestCaseError::fail(written.clone()))?.value;
            for (entry, swing) in file.criteria.iter().zip(&swings) {
                prop_assert_eq!(entry.judgement.as_ref().map(|found| *found.get_ref()), Some(Judgement::Swing(swing.swing)));
                prop_assert_eq!(entry.swing_for.as_ref().map(|found| *found.get_ref()), swing.range);
            }
            prop_assert_eq!(file.weights.source.as_deref(), Some(source.as_str()), "{}", written);
            let comments = |text: &str| text.matches('#').count();
            prop_assert_eq!(comments(&text), comments(&written) - comments(&source), "{}", written);
            // Nothing is left to change.
            prop_assert_eq!(&rewrite(&written, &swings, &source).expect("a sound file").text, &written);
            Ok(())
        },
    );
}

#[test]
fn the_performance_at_a_score_has_that_score_and_none_nearer_to_the_worst_has() {
    let shape = prop_oneof![
        Just(None),
        (-20.0..20.0_f64).prop_map(|curvature| Some(vec![(curvature, f64::NAN)])),
        prop::collection::vec(0.0..100.0_f64, 1..5).prop_map(|mut values| {
            values.sort_by(f64::total_cmp);
            values.insert(0, 0.0);
            values.push(100.0);
            Some((0_u8..).map(f64::from).zip(values).collect())
        }),
    ];
    for_all((shape, -1e6..1e6_f64, 1e-3..1e6_f64, any::<bool>(), 0.0..=100.0_f64), |(shape, start, width, falls, score)| {
        let (mut worst, mut best) = if falls { (start + width, start) } else { (start, start + width) };
        let shape = match shape {
            None => Shape::Linear,
            Some(one) if one.len() == 1 => Shape::Exponential { curvature: one[0].0 },
            Some(points) => {
                let last = points.len() - 1;
                (worst, best) = (0.0, points[last].0);
                let mut points: Vec<(f64, f64)> = points;
                if falls {
                    (worst, best) = (best, worst);
                    points = points.iter().rev().map(|(x, value)| (worst - x, *value)).collect();
                }
                Shape::Points(points)
            }
        };
        let scale = Scale { worst, best, origin: ScaleOrigin::Fixed };
        let value = ValueFunction { shape, scale: Some(scale), outside: Outside::Error };
        let x = value.performance_at(score).expect("a score on the scale");
        prop_assert!(scale.contains(x));
        prop_assert!((value.score_number(x) - score).abs() < 1e-6, "{:?}: {} has {}", value, x, value.score_number(x));
        let nearer = x + (worst - x) * 1e-3;
        prop_assert!(value.score_number(nearer) <= score + 1e-6);
        Ok(())
    });
}
