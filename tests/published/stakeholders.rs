//! Known answers of stakeholders' returns, side by side.

use std::sync::Arc;

use weighup::analysis::compare::{comparison, views};
use weighup::input::assemble::Choices;
use weighup::input::sheet::read_csv;

use super::rounds::Files;
use super::{POINTS, SELFIE, SELFIE_PRINTED, assert_near};

/// The weights of Table 4 as the returns of two groups, × 1,000.
const RETURNS: &str = "stakeholder,group,physical,psychological,social,resilience,enjoyment,person_centredness,continuity,costs\n\
    1,P1,100,150,125,50,300,100,125,50\n2,P2,250,100,100,100,150,50,50,200\n";

/// Rutten-van Mölken et al., BMC Health Services Research 2018;18:576, Table 4: side by side, the groups flip the decision.
#[test]
fn selfie_groups_flip_the_decision() {
    const VALUES: [(&str, [f64; 2]); 2] = [("P1", [0.722, 0.632]), ("P2", [0.592, 0.643])];
    let returns = read_csv("returns.csv", RETURNS.as_bytes(), None).expect("sound returns").value;
    let choices = Choices { returns: Some(Arc::new(returns)), ..Choices::default() };
    let decision = Files::of_case(SELFIE).decision(&choices);
    let panel = decision.weighing.panel.as_ref().expect("a panel");
    let mut all = vec![views::base(&decision)];
    all.extend(views::groups(&decision, panel));
    for (view, (name, values)) in all[1..].iter().zip(VALUES) {
        assert_eq!(view.name, name);
        for (found, wanted) in view.values.iter().zip(values) {
            assert_near(name, found.expect("a value") / POINTS, wanted, SELFIE_PRINTED);
        }
    }
    let found = comparison(&decision, &all, 1, None);
    let first = |view: &str| found.first.get(view).expect(view).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!((first("P1"), first("P2")), (vec!["integrated_care".to_owned()], vec!["usual_care".to_owned()]));
    let pair = found.agreement.iter().find(|pair| pair.a == "P1" && pair.b == "P2").expect("both groups");
    assert_eq!((pair.kendall_tau_b, pair.top_k_overlap), (Some(-1.0), Some(0.0)));
}
