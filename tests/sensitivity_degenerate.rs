//! Models at the edge of what sensitivity analysis can ask: nothing to move, nobody to compare with, ties everywhere, weights
//! of 0 and 1; and the cases that once went wrong.

#![allow(clippy::float_cmp)] // ends of all weights are exact

#[path = "support/rounds.rs"]
#[allow(dead_code)] // shared with the published answers
mod rounds;

use rounds::Files;
use weighup::analysis::explain::explain;
use weighup::analysis::rank::{Shown, SortBy, rank};
use weighup::analysis::sensitivity::admissible::Space;
use weighup::analysis::sensitivity::break_even::break_even_costs;
use weighup::analysis::sensitivity::one_weight::{Challenger, WeightStability};
use weighup::analysis::sensitivity::regions::NotTwo;
use weighup::analysis::sensitivity::{Present, Questions, Sensitivity, Target, Unanswered, sensitivity};
use weighup::input::assemble::Choices;
use weighup::model::decision::Decision;
use weighup::model::hierarchy::Node;

/// A linear criterion on 0–100, higher better, with its swing and further lines.
fn criterion(id: &str, swing: f64, more: &str) -> String {
    format!("[[criteria]]\nid = \"{id}\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = {swing}\n{more}\n")
}

fn decision(criteria: &[String], data: &str) -> Decision {
    let files = Files { criteria: format!("schema = 1\n{}", criteria.concat()), data: data.replace(' ', "\n") };
    files.decision(&Choices::default())
}

/// Every question at once.
fn everything(target: Target) -> Questions {
    Questions {
        programmes: true,
        ranks: true,
        intervals: true,
        sweep: Some(Node::Criterion(0)),
        tornado: Some(None),
        ..Questions::about(target)
    }
}

fn asked(decision: &Decision, target: Target) -> Sensitivity {
    for space in [Space::Ordinal, Space::Interval] {
        let found = sensitivity(decision, &Questions { space, ..everything(target) }).expect("an answer in every space");
        let intervals = found.intervals.expect("asked for");
        let present = Present::new(decision);
        for (interval, &row) in intervals.iter().zip(&present.order) {
            let value = present.values[row];
            assert!(interval.value_min <= value + 1e-9 && value <= interval.value_max + 1e-9, "{space:?}: {interval:?} {value}");
            let rank = present.rank(row);
            assert!(interval.rank_best <= rank && rank <= interval.rank_worst.max(rank), "{space:?}: {interval:?} {rank}");
        }
    }
    sensitivity(decision, &everything(target)).expect("an answer")
}

fn of<'a>(found: &'a Sensitivity, id: &str) -> &'a WeightStability {
    found.weights.iter().find(|stability| **stability.of.id() == *id).expect(id)
}

/// Low, weight, high, and whether somebody takes over at either end.
fn ends(stability: &WeightStability) -> (f64, f64, f64, bool, bool) {
    let challengers = (stability.challenger_low.is_some(), stability.challenger_high.is_some());
    (stability.stable_low, stability.weight, stability.stable_high, challengers.0, challengers.1)
}

const WHOLE: (f64, f64, f64, bool, bool) = (0.0, 1.0, 1.0, false, false);
const TARGETS: [Target; 3] = [Target::Winner, Target::TopK(2), Target::Order];

#[test]
fn the_only_criterion_cannot_move() {
    let round = decision(&[criterion("a", 10.0, "")], "id,a P,80 Q,50 R,20");
    for target in TARGETS {
        let found = asked(&round, target);
        assert_eq!(found.weights.iter().map(ends).collect::<Vec<_>>(), [WHOLE]);
        assert!(found.ranks.iter().flatten().all(|stability| (stability.low, stability.high) == (0.0, 1.0)));
        assert_eq!(found.closest_flips.iter().flatten().map(|flip| flip.l1).collect::<Vec<_>>(), [None, None]);
        assert_eq!(found.potentially_optimal.iter().flatten().map(|id| &**id).collect::<Vec<_>>(), ["P"]);
        let intervals: Vec<_> = found.intervals.iter().flatten().map(|found| (found.rank_best, found.rank_worst)).collect();
        assert_eq!(intervals, [(1, 1), (2, 2), (3, 3)]);
        assert_eq!(found.sweep.expect("asked for").stretches.len(), 1);
        assert_eq!(found.scores.iter().map(|needed| &needed.needed_for_first).collect::<Vec<_>>(), [&Shown::Number(80.0); 2]);
    }
    let found = explain(&round, 1, None, None);
    assert!(found.level_weights.is_empty() && found.closest_weights.is_none() && found.trade_offs.is_empty());
}

#[test]
fn a_group_that_holds_everything_cannot_move_and_what_it_holds_can() {
    let groups = "[[groups]]\nid = \"all\"\nswing = 5\n".to_owned();
    let inside = "group = \"all\"";
    let round = decision(&[groups, criterion("a", 30.0, inside), criterion("b", 10.0, inside)], "id,a,b P,80,0 Q,20,100");
    let found = asked(&round, Target::Winner);
    assert_eq!(ends(of(&found, "all")), WHOLE);
    // 80 t = 20 t + 100 (1 − t) where t is 5/8.
    let (low, weight, high, is_low, is_high) = ends(of(&found, "a"));
    assert!((low - 0.625).abs() < 1e-12 && weight == 0.75 && high == 1.0 && is_low && !is_high);
    let two_way = |x, y| sensitivity(&round, &Questions { two_way: Some((x, y)), ..everything(Target::Winner) });
    assert!(matches!(two_way(Node::Criterion(0), Node::Group(0)), Err(Unanswered::NotTwo(NotTwo::Nested))));
    assert!(matches!(two_way(Node::Criterion(0), Node::Criterion(0)), Err(Unanswered::NotTwo(NotTwo::Nested))));
    // The two weights always sum to 1.
    let found = two_way(Node::Criterion(0), Node::Criterion(1)).expect("an answer").two_way.expect("asked for");
    let shares: Vec<_> = found.regions.iter().map(|region| (&*region.id, region.share)).collect();
    assert!(shares[0].0 == "Q" && (shares[0].1 - 0.625).abs() < 1e-12 && (shares[1].1 - 0.375).abs() < 1e-12, "{shares:?}");
}

#[test]
fn where_all_are_equal_nothing_changes_anything() {
    let round = decision(
        &[criterion("a", 30.0, ""), criterion("b", 10.0, ""), criterion("c", 0.0, "")],
        "id,a,b,c P,40,60,7 Q,40,60,7 R,40,60,7",
    );
    for target in TARGETS {
        let found = asked(&round, target);
        assert!(found.weights.iter().all(|found| (found.stable_low, found.stable_high) == (0.0, 1.0)));
        assert!(found.weights.iter().all(|found| found.challenger_low.is_none() && found.challenger_high.is_none()));
        assert!(found.ranks.iter().flatten().all(|found| (found.low, found.high) == (0.0, 1.0)));
        assert!(found.scores.is_empty() && found.closest_flips.expect("few rows").is_empty());
        assert_eq!(found.potentially_optimal.expect("few rows").len(), 3);
        assert!(found.intervals.iter().flatten().all(|found| (found.rank_best, found.rank_worst) == (1, 1)));
        let stretches = found.sweep.expect("asked for").stretches;
        assert_eq!(stretches.len(), 1);
        assert_eq!(stretches[0].order.iter().map(|id| &**id).collect::<Vec<_>>(), ["P", "Q", "R"]);
    }
}

#[test]
fn an_intervention_alone_has_nobody_to_change_places_with() {
    let mut round = decision(&[criterion("a", 30.0, ""), criterion("b", 10.0, "")], "id,a,b P,40,60 Q,70,20");
    round.interventions.truncate(1);
    round.performances = round.performances.rows(0, 1).into_owned();
    for target in TARGETS {
        let found = asked(&round, target);
        assert!(found.weights.iter().all(|found| (found.stable_low, found.stable_high) == (0.0, 1.0)));
        assert!(found.scores.is_empty() && found.closest_flips.expect("few rows").is_empty());
        let interval = &found.intervals.expect("asked for")[0];
        assert_eq!((interval.value_min, interval.value_max, interval.rank_best, interval.rank_worst), (40.0, 60.0, 1, 1));
    }
    let found = explain(&round, 0, None, None);
    assert!(found.against.is_none() && found.value_gap.is_none() && found.level_weights.is_empty());
}

#[test]
fn weights_of_0_and_1_move_one_way_only() {
    let round = decision(&[criterion("a", 30.0, ""), criterion("b", 0.0, "")], "id,a,b P,80,0 Q,20,100");
    let found = asked(&round, Target::Winner);
    // 80 t = 20 t + 100 (1 − t): b takes over from 3/8 on.
    let (low, weight, high, is_low, is_high) = ends(of(&found, "b"));
    assert!(low == 0.0 && weight == 0.0 && !is_low && is_high && (high - 0.375).abs() < 1e-12, "{high}");
    let (low, weight, high, is_low, is_high) = ends(of(&found, "a"));
    assert!((low - 0.625).abs() < 1e-12 && weight == 1.0 && high == 1.0 && is_low && !is_high, "{low}");
    // A criterion of weight 0 brings nobody to the top, and stays 0 among admissible weights; a flip may move it.
    let needed: Vec<_> = found.scores.iter().map(|needed| &needed.needed_for_first).collect();
    assert_eq!(needed, [&Shown::Number(80.0), &Shown::Absent(None)]);
    assert_eq!(found.potentially_optimal.iter().flatten().map(|id| &**id).collect::<Vec<_>>(), ["P"]);
    let flip = &found.closest_flips.as_ref().expect("few rows")[0];
    assert!((flip.l1.expect("a flip") - 0.75).abs() < 1e-9);
}

#[test]
fn a_tie_at_the_end_of_all_weights_leaves_room_inside() {
    // At a weight of 0 of b the two tie; the way up parts them.
    let round = decision(&[criterion("a", 30.0, ""), criterion("b", 0.0, "")], "id,a,b P,50,0 Q,50,100");
    for target in TARGETS.into_iter().filter(|target| *target != Target::TopK(2)) {
        let found = asked(&round, target);
        let stability = of(&found, "b");
        assert_eq!(ends(stability), (0.0, 0.0, 0.0, false, true), "{target:?}");
        let wanted = if target == Target::Winner {
            Challenger::First("Q".into())
        } else {
            Challenger::Swap { up: "Q".into(), down: "P".into() }
        };
        assert_eq!(stability.challenger_high, Some(wanted));
    }
}

#[test]
fn an_exact_tie_for_first_that_any_move_breaks_has_no_room() {
    let round = decision(&[criterion("a", 50.0, ""), criterion("b", 50.0, "")], "id,a,b P,80,20 Q,20,80 R,10,10");
    let found = asked(&round, Target::Winner);
    assert_eq!(found.holds.iter().map(|id| &**id).collect::<Vec<_>>(), ["P", "Q"]);
    let stability = of(&found, "a");
    assert_eq!(ends(stability), (0.5, 0.5, 0.5, true, true));
    assert_eq!(stability.challenger_low, Some(Challenger::First("Q".into())));
    assert_eq!(stability.challenger_high, Some(Challenger::First("P".into())));
    // The first two stay the first two.
    assert_eq!(ends(of(&asked(&round, Target::TopK(2)), "a")), (0.0, 0.5, 1.0, false, false));
}

#[test]
fn a_row_and_its_duplicate_stay_together() {
    let round = decision(&[criterion("a", 50.0, ""), criterion("b", 30.0, "")], "id,a,b P,80,20 Q,20,90 P2,80,20 Q2,20,90");
    let found = asked(&round, Target::Winner);
    assert_eq!(found.holds.iter().map(|id| &**id).collect::<Vec<_>>(), ["P", "P2"]);
    // 60 t = 70 (1 − t) where t is 7/13; of two who take over the first in the data is named.
    let stability = of(&found, "a");
    assert!((stability.stable_low - 7.0 / 13.0).abs() < 1e-12);
    assert_eq!(stability.challenger_low, Some(Challenger::First("Q".into())));
    let flips: Vec<_> = found.closest_flips.iter().flatten().map(|flip| (&*flip.id, flip.l1.expect("a flip"))).collect();
    assert!(flips[0].0 == "Q" && flips[1].0 == "Q2" && (flips[0].1 - flips[1].1).abs() < 1e-9, "{flips:?}");
    let ranks: Vec<_> = found.intervals.iter().flatten().map(|found| (found.rank_best, found.rank_worst)).collect();
    assert_eq!(ranks, [(1, 3); 4]);
    // All four are among the first three, whichever pair is ahead: the second pair shares the third place.
    assert_eq!(ends(of(&asked(&round, Target::TopK(3)), "a")), (0.0, 0.625, 1.0, false, false));
    let sweep = asked(&round, Target::Order).sweep.expect("asked for");
    let orders: Vec<Vec<_>> = sweep.stretches.iter().map(|found| found.order.iter().map(|id| &**id).collect()).collect();
    assert_eq!(orders, [["Q", "Q2", "P", "P2"], ["P", "P2", "Q", "Q2"]]);
}

#[test]
fn what_was_left_out_moves_nowhere_and_the_present_weights_stay_admissible() {
    // Left out of a judged group, its weight went to all: the group's 1/3 shrinks to less, and a, b grow.
    let criteria = [
        "[[groups]]\nid = \"g\"\nswing = 10\n".to_owned(),
        criterion("a", 10.0, ""),
        criterion("b", 10.0, ""),
        "[[criteria]]\nid = \"flat\"\nbetter = \"higher\"\nswing = 1\ngroup = \"g\"\nflat = \"ignore\"\n".to_owned(),
        criterion("c", 10.0, "group = \"g\""),
    ];
    let round = decision(&criteria, "id,a,b,flat,c P,80,20,3,70 Q,20,90,3,40 R,50,50,3,100");
    let found = asked(&round, Target::Winner);
    assert!(found.weights.iter().all(|stability| **stability.of.id() != *"flat"));
    assert_eq!(found.weights.len(), 4);
    for flip in found.closest_flips.iter().flatten() {
        assert_eq!(flip.weights.as_ref().expect("a flip").get("flat"), Some(&0.0));
    }
    let needed = found.scores.iter().filter(|needed| *needed.criterion == *"flat");
    assert!(needed.into_iter().all(|needed| needed.needed_for_first == Shown::Absent(None)));
}

#[test]
fn two_interventions_swap_their_ranks_where_they_cross() {
    let round = decision(&[criterion("a", 60.0, ""), criterion("b", 40.0, "")], "id,a,b P,80,0 Q,20,60");
    let found = asked(&round, Target::Order);
    for stability in found.ranks.iter().flatten().filter(|found| **found.of.id() == *"a") {
        assert!((stability.low - 0.5).abs() < 1e-12 && stability.high == 1.0, "{stability:?}");
    }
    let ranks: Vec<_> = found.intervals.iter().flatten().map(|found| (found.rank_best, found.rank_worst)).collect();
    assert_eq!(ranks, [(1, 2), (1, 2)]);
}

/// A rank once seemed to hold for good: of three that tied above, the one that falls back was lost from view.
#[test]
fn whoever_falls_back_out_of_a_tie_is_met() {
    let round = decision(&[criterion("a", 10.0, ""), criterion("b", 0.0, "")], "id,a,b P,100,100 Q,100,0 R,0,100 S,100,100");
    let found = asked(&round, Target::Winner);
    let mine = found.ranks.iter().flatten().find(|found| *found.id == *"R" && **found.of.id() == *"b").expect("a rank");
    assert!(mine.low == 0.0 && (mine.high - 0.5).abs() < 1e-12, "{mine:?}");
}

/// Two rivals once seemed ahead at the same weights though each leads only where the other does not: a number next to 1 was
/// taken for 1.
#[test]
fn rivals_that_lead_where_the_other_lags_are_never_ahead_together() {
    let round = decision(&[criterion("a", 10.0, ""), criterion("b", 10.0, "")], "id,a,b P,15,50 Q,10,100 R,20,0");
    let found = asked(&round, Target::Winner);
    let mine = found.intervals.iter().flatten().find(|found| *found.id == *"P").expect("a row");
    assert_eq!((mine.rank_best, mine.rank_worst), (1, 2));
}

/// A tie that a move parts once seemed to end the first three, though even the lowest of it still shared the third place.
#[test]
fn the_first_few_stay_where_those_that_part_still_share_a_place() {
    // P and Q are the same; R ties with them now, and falls behind them as a is weighed more.
    let round = decision(&[criterion("a", 50.0, ""), criterion("b", 50.0, "")], "id,a,b W,100,100 P,60,40 Q,60,40 R,40,60");
    let found = asked(&round, Target::TopK(3));
    let stability = of(&found, "a");
    assert_eq!(ends(stability), (0.0, 0.5, 0.5, false, true));
    assert_eq!(stability.challenger_high, Some(Challenger::Swap { up: "P".into(), down: "R".into() }));
}

/// Rounding once asked for the far end of a flat part.
#[test]
fn a_needed_performance_is_the_near_end_of_a_flat_part() {
    let flat = "[[criteria]]\nid = \"c\"\nvalue = { points = [[0, 100], [2, 50], [4, 50], [5, 0]] }\nswing = 60\n".to_owned();
    let round = decision(&[criterion("a", 22.0, ""), flat], "id,a,c P,100,2 Q,100,5");
    let found = asked(&round, Target::Winner);
    let needed = found.scores.iter().find(|needed| *needed.criterion == *"c").expect("a criterion");
    assert_eq!((&needed.needed_for_first, needed.change), (&Shown::Number(4.0), Some(-1.0)));
}

/// Equal ratios once came in another order than in the ranking by value for money, so that a budget paid for another one.
#[test]
fn equal_value_for_money_comes_in_the_order_of_the_ranking() {
    let files = Files {
        criteria: format!("schema = 1\n{}", criterion("a", 10.0, "")),
        data: "id,cost,a\nP,500,40\nQ,1000,80\nR,900,20\n".to_owned(),
    };
    let round = files.decision(&Choices::default());
    let found = break_even_costs(&Present::new(&round), None);
    let places: Vec<_> = found.iter().map(|found| (&*found.id, found.rank, found.break_even_cost)).collect();
    assert_eq!(places, [("Q", 1, Some(1000.0)), ("P", 1, Some(500.0)), ("R", 3, Some(250.0))]);
    let ranking = rank(&round, SortBy::ValueForMoney);
    assert!(ranking.ranking.iter().map(|row| &row.id).eq(found.iter().map(|found| &found.id)));
}

/// A group's weight once stood at 1 less a rounding error, and an intervention was said to take over from itself on the way up.
#[test]
fn a_group_with_all_the_weight_has_no_way_up() {
    // 50, 60 and 81 are shares that do not sum to 1 in binary once the 50 is left out.
    let criteria = [
        "[[groups]]\nid = \"g\"\n".to_owned(),
        "[[criteria]]\nid = \"flat\"\nbetter = \"lower\"\nswing = 50\nflat = \"ignore\"\n".to_owned(),
        criterion("a", 0.0, ""),
        criterion("b", 60.0, "group = \"g\""),
        criterion("c", 81.0, "group = \"g\""),
    ];
    let round = decision(&criteria, "id,flat,a,b,c P,0,5,0,0 Q,0,0,100,100 R,0,0,0,0");
    let found = asked(&round, Target::Order);
    assert_eq!(ends(of(&found, "g")), (1.0, 1.0, 1.0, true, false));
    assert_eq!(of(&found, "g").challenger_low, Some(Challenger::Swap { up: "P".into(), down: "R".into() }));
}

/// A bar of the column that benefit is multiplied by once left benefit's size as it was.
#[test]
fn a_tornado_bar_of_the_size_changes_the_size() {
    let files = Files {
        criteria: format!(
            "schema = 1\n[portfolio]\nbudget = 2000\nsize = \"people\"\n[uncertainty]\npeople = {{ low = \"few\", high = \"many\", \
             distribution = \"triangular\" }}\n{}{}",
            criterion("a", 10.0, "times = \"people\""),
            criterion("b", 10.0, "")
        ),
        data: "id,cost,people,few,many,a,b\nP,500,2,1,4,10,40\nQ,1000,3,3,5,10,60\n".to_owned(),
    };
    let found = asked(&files.decision(&Choices::default()), Target::Winner).tornado.expect("asked for");
    let bar = found.iter().find(|bar| *bar.id == *"P").expect("a bar");
    // (10 × 1 + 40) ÷ 2 × 1 ÷ 500 and (10 × 4 + 40) ÷ 2 × 4 ÷ 500.
    let money = bar.money.expect("ratios");
    assert_eq!((money.low_value_for_money, money.high_value_for_money), (Some(0.05), Some(0.32)));
}

/// A rounding error of a gap, to be closed by one of a lead, once moved all the weight of a third criterion.
#[test]
fn what_rounding_leaves_of_a_gap_moves_no_weight() {
    let criteria = [
        "[[criteria]]\nid = \"a\"\nbetter = \"lower\"\nworst = 9\nbest = 0\nswing = 10\n".to_owned(),
        "[[criteria]]\nid = \"b\"\nbetter = \"lower\"\nworst = 1.2\nbest = 1.0\nswing = 2\nmissing = \"range\"\n".to_owned(),
        "[[criteria]]\nid = \"c\"\nbetter = \"lower\"\nworst = 1\nbest = 0\nswing = 10\n".to_owned(),
    ];
    let round = decision(&criteria, "id,a,b,c P,0,,0 Q,1,1.1,0");
    let found = explain(&round, 0, None, None).closest_weights.expect("they tie without the first criterion");
    // All of it leaves the first criterion, for whichever other.
    let [a, b, c] = found.entries() else { panic!("three weights, not {found:?}") };
    assert!(a.abs() < 1e-12 && *b >= 2.0 / 22.0 - 1e-12 && *c >= 10.0 / 22.0 - 1e-12, "{found:?}");
}
