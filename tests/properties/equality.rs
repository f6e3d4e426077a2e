//! The equality table: every row is in one sum, apart, or a closure; a share lies between those of its members.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{any, prop_assert, prop_assert_eq};
use weighup::analysis::equality::{Together, equality};
use weighup::input::assemble::Choices;

use crate::support::{for_all, near, round};

const TOML: &str = "[data]\nsaving = 'saving'\n[equality]\ncolumn = 'share'\npeople = 'people'\nbenchmark = 20\n\
    [[criteria]]\nid = 'value'\nbetter = 'higher'\nworst = 0\nbest = 100\nswing = 100\n";

#[test]
fn everybody_is_counted_once_or_named() {
    let share = option::weighted(0.8, 0_u32..=1000);
    let people = option::weighted(0.8, 0_u32..=100_000);
    let row = (share, people, -50_i32..=200, 0_u32..=300, any::<bool>());
    for_all((vec(row, 2..12), any::<bool>()), |(rows, net)| {
        let cell = |figure: Option<f64>| figure.map_or(String::new(), |figure| figure.to_string());
        let shares: Vec<_> = rows.iter().map(|row| row.0.map(|tenths| f64::from(tenths) / 10.0)).collect();
        let line = |(at, (_, people, cost, saving, _)): (usize, &(_, Option<u32>, i32, u32, bool))| {
            format!("R{at},50,{cost},{saving},{},{}\n", cell(shares[at]), cell(people.map(f64::from)))
        };
        let csv = format!("id,value,cost,saving,share,people\n{}", rows.iter().enumerate().map(line).collect::<String>());
        let round = round(TOML, &csv, &Choices { net, ..Choices::default() })?;
        let decision = round.slices[0].decision().expect("a decision");
        let selected: Vec<Arc<str>> =
            rows.iter().enumerate().filter(|(_, row)| row.4).map(|(at, _)| Arc::from(format!("R{at}"))).collect();
        let found = equality(decision, Some(&selected)).expect("a table");
        let of = |is_in: &dyn Fn(usize) -> bool| {
            // By the gross cost, whether or not savings are taken off.
            let counts = |at: usize| is_in(at) && rows[at].2 >= 0;
            let both = |at: usize| Some((shares[at]?, f64::from(rows[at].1?)));
            (0..rows.len()).filter(|&at| counts(at)).filter_map(both).collect::<Vec<_>>()
        };
        let funded = found.funded.as_ref().expect("a plan");
        for (together, members, all) in [(&found.all, of(&|_| true), rows.len()), (funded, of(&|at| rows[at].4), selected.len())]
        {
            prop_assert_eq!(together.counted, members.len());
            prop_assert_eq!(together.counted + together.without.len() + together.closures.len(), all);
            near("people", together.people, members.iter().map(|(_, people)| people).sum(), 1e-6)?;
            near("of the group", together.of_group, members.iter().map(|(share, people)| share * people / 100.0).sum(), 1e-6)?;
            within(together, &members)?;
        }
        prop_assert!(funded.people <= found.all.people + 1e-6 && funded.of_group <= found.all.of_group + 1e-6);
        Ok(())
    });
}

fn within(together: &Together, members: &[(f64, f64)]) -> proptest::test_runner::TestCaseResult {
    let Some(share) = together.share() else {
        prop_assert!(members.iter().all(|(_, people)| *people <= 0.0));
        return Ok(());
    };
    let shares = || members.iter().filter(|(_, people)| *people > 0.0).map(|(share, _)| *share);
    let (least, most) = (shares().fold(f64::INFINITY, f64::min), shares().fold(f64::NEG_INFINITY, f64::max));
    prop_assert!((least - 1e-9..=most + 1e-9).contains(&share), "{share} is not between {least} and {most}");
    Ok(())
}
