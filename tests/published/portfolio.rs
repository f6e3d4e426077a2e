//! Plans that are worth most: problems with known optima, and the worked check of the example round.

use weighup::analysis::fund::{Funding, Ordered, Questions, fund};
use weighup::input::assemble::Choices;
use weighup::numeric::selection::{Choice, NoChoice, Problem, Row, choose};

use super::rounds::Files;
use super::{EXACT, POINTS, assert_near};

/// The cases ask for agreement to a millionth of their own unit.
const TOLERANCE: f64 = 1e-6;

#[allow(clippy::panic)] // a test that cannot go on must say why and stop
fn funded(files: &Files) -> Funding {
    let found = fund(&files.decision(&Choices::default()), &Questions::default());
    found.unwrap_or_else(|why| panic!("{why:?}"))
}

fn ids(of: &[std::sync::Arc<str>]) -> Vec<&str> {
    of.iter().map(|id| &**id).collect()
}

fn assert_proven(found: &Funding) {
    assert_eq!((found.optimal, found.gap, found.equally_good), (true, Some(0.0), false));
}

/// The best choice of a knapsack with several budgets, in its own whole numbers, when one choice is not allowed.
fn best_but(files: &Files, budgets: &[i64], without: &[&str]) -> Result<Choice, NoChoice> {
    let table: Vec<Vec<_>> = files.data.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let column = |at: usize| table.iter().map(|cells| cells[at].parse::<i64>().expect("a whole number")).collect::<Vec<_>>();
    let line = |at: usize, at_most: i64| Row { terms: column(at).into_iter().enumerate().collect(), at_most };
    let mut rows: Vec<_> = budgets.iter().zip(2..).map(|(budget, at)| line(at, *budget)).collect();
    let sign = |cells: &Vec<&str>| if without.contains(&cells[0]) { 1 } else { -1 };
    let at_most = i64::try_from(without.len()).expect("few") - 1;
    rows.extend((!without.is_empty()).then(|| Row { terms: table.iter().map(sign).enumerate().collect(), at_most }));
    choose(&Problem { worth: column(1), cost: vec![0; table.len()], rows, envelopes: None })
}

/// Weingartner's first problem (WEING1 of mknap2 in the OR-Library), 28 projects and two budgets: the published optimum. That
/// no other set is as good, and the second best, are the case's own recomputation with CBC.
#[test]
fn weingartner_with_two_yearly_budgets() {
    const SELECTED: [&str; 14] =
        ["p03", "p05", "p06", "p07", "p08", "p10", "p12", "p13", "p14", "p19", "p21", "p23", "p24", "p26"];
    let files = Files::of_case("portfolio-weing1-two-budgets");
    let found = funded(&files);
    assert_eq!(ids(&found.selected), SELECTED);
    assert_near("optimum", found.total_value / POINTS * 40_000.0, 141_278.0, TOLERANCE);
    assert_proven(&found);
    assert_eq!((found.total_cost.0, found.unspent.0), (vec![595.0, 594.0], vec![5.0, 6.0]));
    let worth = |without: &[&str]| best_but(&files, &[600, 600], without).map(|choice| (choice.worth, choice.bound));
    assert_eq!((worth(&[]), worth(&SELECTED)), (Ok((141_278, 141_278)), Ok((141_258, 141_258))));
}

/// Petersen's third problem (mknap1 of the OR-Library; Management Science 1967;13:736–750), 15 projects and ten resources:
/// the published optimum; the second best is the case's own recomputation with CBC.
#[test]
fn petersen_with_ten_resources() {
    const BUDGETS: [i64; 10] = [550, 700, 130, 240, 280, 310, 110, 205, 260, 275];
    const SELECTED: [&str; 9] = ["p01", "p02", "p04", "p06", "p07", "p09", "p10", "p14", "p15"];
    const USED: [f64; 10] = [515.0, 665.0, 118.0, 207.0, 227.0, 239.0, 106.0, 201.0, 241.0, 262.0];
    let files = Files::of_case("portfolio-petersen3-ten-resources");
    let as_limits = Files::of_case_with("portfolio-petersen3-ten-resources", "criteria-limits.toml");
    for files in [&files, &as_limits] {
        let found = funded(files);
        assert_eq!(ids(&found.selected), SELECTED);
        assert_near("optimum", found.total_value / POINTS * 2_000.0, 4_015.0, TOLERANCE);
        assert_proven(&found);
    }
    assert_eq!(funded(&files).total_cost.0, USED);
    assert_eq!(funded(&as_limits).limits.iter().map(|limit| limit.used).collect::<Vec<_>>(), USED[1..]);
    let worth = |without: &[&str]| best_but(&files, &BUDGETS, without).map(|choice| (choice.worth, choice.bound));
    assert_eq!((worth(&[]), worth(&SELECTED)), (Ok((4_015, 4_015)), Ok((4_005, 4_005))));
}

/// By hand: the best ratio first leaves no room for the two that are worth more together.
#[test]
fn the_best_ratio_first_is_not_the_best_plan() {
    let criteria = "[[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nnothing = 0\nswing = 1\n\
                    [portfolio]\ncost = \"cost\"\nbudget = 10\n";
    let data = "id,value,cost\nratio,6.6,6\none,5,5\nother,5,5\n";
    let found = funded(&Files { criteria: criteria.to_owned(), data: data.to_owned() });
    assert_proven(&found);
    assert_eq!(ids(&found.selected), ["one", "other"]);
    assert_near("optimum", found.total_value, 10.0, EXACT);
    let skipping = found.greedy.skipping.expect("it keeps the budget");
    assert_eq!(ids(&skipping.selected), ["ratio"]);
    assert_near("by ratio", skipping.total_value, 6.6, EXACT);
}

/// The example round with five streams, one of which tops up the others: experience and people of the most deprived fifth
/// count at most 15,000 people, blanks count 0, and the disinvestment is left out. Worked out beforehand by branch and bound
/// in another program, which gave the plan, its cost and value, and what the sorted list funds.
///
/// That program's list, when it skips, also funds IC22, which loses benefit and costs £450,000: £15.59m and 5.214. Here no
/// list funds a loss, so that IC22's cost and (negative) benefit are the whole difference.
#[test]
fn the_example_round_with_five_streams() {
    const BEST: [&str; 14] =
        ["IC02", "IC03", "IC07", "IC09", "IC10", "IC12", "IC13", "IC14", "IC15", "IC16", "IC17", "IC18", "IC21", "IC23"];
    /// Half of the last printed digit, in points of 100.
    const PRINTED: f64 = 0.05;
    let found = funded(&Files::of_case("board-round-five-streams"));
    assert_proven(&found);
    assert_eq!(ids(&found.selected), BEST);
    assert_eq!(found.total_cost.0, [15_300_000.0]);
    assert_near("optimum", found.total_value, 535.3, PRINTED);
    let loss = found.interventions.iter().find(|row| &*row.id == "IC22").expect("a row");
    let list = |ordered: &Option<Ordered>| {
        let ordered = ordered.as_ref().expect("it keeps the rules");
        (ordered.total_cost, ordered.total_value)
    };
    let ((skipping_cost, skipping), (stopping_cost, stopping)) = (list(&found.greedy.skipping), list(&found.greedy.stopping));
    assert_near("cost when it stops", stopping_cost, 13_840_000.0, EXACT);
    assert_near("value when it stops", stopping, 514.6, PRINTED);
    assert!(loss.benefit < 0.0);
    assert_near("cost when it skips, with the loss", skipping_cost + loss.cost, 15_590_000.0, EXACT);
    assert_near("value when it skips, with the loss", skipping + loss.benefit, 521.4, PRINTED);
}
