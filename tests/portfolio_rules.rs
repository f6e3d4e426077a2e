//! The rules of `[portfolio]` arrive in the checked decision: money in pence, relations as indices, what is gone with its reason.

use std::fs;

use weighup::input::assemble::{Choices, Refusal, Round, assemble};
use weighup::input::{criteria_file, sheet};
use weighup::model::decision::Decision;
use weighup::model::portfolio_rules::{PortfolioRules, Prerequisite};

const CRITERION: &str = "[data]\nid = 'id'\ncost = 'annual_cost_gbp'\nsaving = 'cashable_saving_gbp'\n[[criteria]]\nid = 'policy_alignment'\n\
    better = 'higher'\nworst = 0\nbest = 5\nswing = 100\n";

const RULES: &str = "[portfolio]
budget = 15_600_000
mandated = 'national_mandate'
exclusive = 'exclusive_group'
requires = 'requires'
stream = 'funding_stream'
[portfolio.budgets]
Northvale = 4_000_000.005
[portfolio.streams]
'Core allocation' = { amount = 7_600_000, tops_up = true }
'Better Care Fund' = 3_100_000
'Health inequalities fund' = 1_500_000
'Mental health investment standard' = 1_500_000
'Service development funding' = 1_900_000
[[portfolio.limits]]
name = 'Staff'
column = 'wte_required'
at_most = 260
[[portfolio.limits]]
name = 'In Northvale'
count = true
at_least = 1
at_most = 2
where = { place = 'Northvale' }
";

fn board_round() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/board-round/interventions.csv");
    fs::read_to_string(path).expect("the round can be read")
}

fn read(criteria: &str, data: &str, choices: &Choices) -> Result<Round, Refusal> {
    let file = criteria_file::parse("criteria.toml", criteria.as_bytes()).expect("a criteria file").value;
    let sheet = sheet::read_csv("data.csv", data.as_bytes(), None).expect("a data file").value;
    assemble(&file, sheet, choices).map(|round| round.value)
}

fn rules_of(criteria: &str, data: &str, choices: &Choices) -> (Decision, PortfolioRules) {
    let round = read(criteria, data, choices).expect("a round");
    let decision = round.slices[0].decision().expect("a decision").clone();
    let rules = decision.portfolio.clone().expect("rules");
    (decision, rules)
}

fn row(decision: &Decision, id: &str) -> usize {
    decision.interventions.iter().position(|intervention| &*intervention.id == id).expect("an intervention")
}

#[test]
fn the_board_round_has_its_rules() {
    let (decision, rules) = rules_of(&format!("{CRITERION}{RULES}"), &board_round(), &Choices::default());
    assert_eq!((rules.budgets.as_slice(), rules.members.len()), (&[1_560_000_000][..], 24));
    assert!(rules.budget_place.is_some_and(|place| place.line() == 12) && rules.lost_mandates.is_empty());
    assert_eq!(rules.cost_columns, ["annual_cost_gbp"]);
    let streams: Vec<_> = rules.streams.iter().map(|stream| (stream.name.as_str(), stream.amount, stream.tops_up)).collect();
    assert_eq!(streams.len(), 5);
    assert_eq!(streams[0], ("Core allocation", 760_000_000, true));
    assert_eq!(streams[4], ("Service development funding", 190_000_000, false));
    let ids = |chosen: &dyn Fn(usize) -> bool| {
        let rows = (0..24).filter(|&at| chosen(at));
        rows.map(|at| decision.interventions[at].id.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(&|at| rules.members[at].mandated), "IC07 IC15 IC16 IC21");
    assert_eq!(rules.labels, ["FRAILTY", "VWARD"]);
    assert_eq!(ids(&|at| rules.members[at].labels == [0]), "IC03 IC04");
    assert_eq!(ids(&|at| rules.members[at].labels == [1]), "IC05 IC06");
    let shared_record = row(&decision, "IC09");
    let needs_it = |at: usize| matches!(rules.members[at].requires[..], [Prerequisite::Row(needed)] if needed == shared_record);
    assert_eq!(ids(&needs_it), "IC01 IC02 IC06");
    assert_eq!(ids(&|at| rules.members[at].stream == Some(1)), "IC03 IC04 IC08 IC18");
    assert_eq!(rules.members[row(&decision, "IC24")].costs, [-65_000_000]);
    let [staff, north] = &rules.limits[..] else { panic!("two limits") };
    assert_eq!((staff.column.as_deref(), staff.at_most, staff.uses[23]), (Some("wte_required"), Some(260.0), -14.0));
    assert_eq!((north.column.as_deref(), north.at_least, north.at_most), (None, Some(1.0), Some(2.0)));
    assert_eq!(ids(&|at| north.uses[at] > 0.0), "IC01 IC11 IC24");
    assert!(north.uses.iter().all(|uses| [0.0, 1.0].contains(uses)));
}

#[test]
fn what_is_set_aside_is_gone_with_its_reason() {
    let gate =
        "[[gates]]\nname = 'Business case'\ncolumn = 'stage'\npass = ['outline business case', 'strategic outline case']\n";
    let (decision, rules) = rules_of(&format!("{CRITERION}{gate}{RULES}"), &board_round(), &Choices::default());
    let lost: Vec<_> = rules.lost_mandates.iter().map(|lost| lost.id.as_ref()).collect();
    assert_eq!(lost, ["IC07", "IC15", "IC16", "IC21"]);
    let first = &rules.lost_mandates[0];
    assert!(first.reason.contains("gate \"Business case\""), "{}", first.reason);
    assert!(first.place.as_ref().is_some_and(|place| place.line() == 8));
    let [Prerequisite::Gone { id, reason }] = &rules.members[row(&decision, "IC02")].requires[..] else { panic!("IC09 is gone") };
    assert!(&**id == "IC09" && reason.contains("fails the gate"), "{id}: {reason}");

    let north = Choices { filter: vec![("place".to_owned(), "Northvale".to_owned())], ..Choices::default() };
    let (_, rules) = rules_of(&format!("{CRITERION}{RULES}"), &board_round(), &north);
    assert!(rules.lost_mandates.iter().any(|lost| lost.reason.contains("--where place=Northvale")));
}

#[test]
fn each_part_has_its_own_amount_and_its_own_mandates() {
    let by = Choices { by: Some("place".to_owned()), ..Choices::default() };
    let round = read(&format!("{CRITERION}{RULES}"), &board_round(), &by).expect("a round");
    let north = round.slices.iter().find(|slice| slice.value.as_deref() == Some("Northvale")).expect("a part");
    let decision = north.decision().expect("a decision");
    let rules = decision.portfolio.as_ref().expect("rules");
    assert_eq!((rules.budgets.as_slice(), rules.streams.len(), rules.members.len()), (&[400_000_001][..], 5, 3));
    assert!(rules.lost_mandates.is_empty() && rules.labels.is_empty());
    let [Prerequisite::Gone { id, reason }] = &rules.members[0].requires[..] else { panic!("IC09 is elsewhere") };
    assert_eq!((&**id, reason.as_str()), ("IC09", "not in Northvale"));
    assert!(matches!(rules.members[1].requires[..], [Prerequisite::Row(0)]));
    for slice in round.slices.iter().filter(|slice| slice.value.as_deref() != Some("Northvale")) {
        assert!(slice.decision().is_none_or(|other| other.portfolio.as_ref().is_some_and(|rules| rules.budgets.is_empty())));
    }
}

const SMALL: &str = "id,cost,next,saving,gain,must,label,needs,wte\n\
    A,1000.10,500,100.05,1,Y,x; y ;;x,\" B ; C;B\",1.25\nB,2000,0,0,2,FALSE,-,,0.1\nC,3000,5,1,3,,y,NA,\n";
const SMALL_CRITERIA: &str = "[data]\nsaving = 'saving'\n[[criteria]]\nid = 'gain'\nbetter = 'higher'\nswing = 1\n";

#[test]
fn money_is_in_pence_and_net_where_asked() {
    let yearly = format!("{SMALL_CRITERIA}[portfolio]\nbudget = [10, 20.5]\ncost = ['cost', 'next']\n");
    let (_, rules) = rules_of(&yearly, SMALL, &Choices::default());
    assert_eq!((rules.budgets.as_slice(), &rules.members[0].costs[..]), (&[1000, 2050][..], &[100_010, 50_000][..]));
    let net = Choices { net: true, ..Choices::default() };
    let (decision, rules) = rules_of(&yearly, SMALL, &net);
    assert_eq!((&rules.members[0].costs[..], rules.members[0].cost()), (&[90_005, 39_995][..], 130_000));
    assert!((decision.interventions[0].portfolio_cost.expect("a cost") - 1300.0).abs() < 1e-9);
    let blank = SMALL.replace("C,3000,5,1,", "C,3000,5,,");
    assert!(
        matches!(read(&yearly, &blank, &net), Err(Refusal::Inputs(found)) if found.iter().any(|one| one.remedy.contains("--net")))
    );
    assert!(read(&yearly, &blank, &Choices::default()).is_ok());
}

#[test]
fn cells_hold_several_labels_and_ids() {
    let criteria = format!(
        "{SMALL_CRITERIA}[portfolio]\nbudget = 1\nmandated = 'must'\nexclusive = 'label'\nrequires = 'needs'\n\
         [[portfolio.limits]]\ncolumn = 'wte'\nat_most = 1.3\nwhere = {{ id = ['A', 'B'] }}\n"
    );
    // `A` and what it needs share a label, and would both have to be funded.
    assert!(matches!(read(&criteria, SMALL, &Choices::default()), Err(Refusal::Inputs(_))));
    let (_, rules) = rules_of(&criteria, &SMALL.replace(",Y,", ",n,"), &Choices::default());
    assert_eq!(rules.labels, ["x", "y"]);
    let labels: Vec<_> = rules.members.iter().map(|member| member.labels.clone()).collect();
    assert_eq!(labels, [vec![0, 1], vec![], vec![1]]);
    assert!(matches!(rules.members[0].requires[..], [Prerequisite::Row(1), Prerequisite::Row(2)]));
    assert!(rules.members[2].requires.is_empty());
    assert_eq!((rules.limits[0].name.as_str(), rules.limits[0].uses.as_slice()), ("wte", &[1.25, 0.1, 0.0][..]));
}

#[test]
fn a_typed_budget_takes_the_place_of_the_stated_one() {
    let typed = |amounts: &[f64]| Choices { budget: Some(amounts.to_vec()), ..Choices::default() };
    let (decision, rules) = rules_of(SMALL_CRITERIA, SMALL, &typed(&[4000.0]));
    assert_eq!((rules.budgets.as_slice(), rules.cost_columns[0].as_str()), (&[400_000][..], "cost"));
    assert!(rules.budget_place.is_none() && rules.streams.is_empty() && !rules.members[0].mandated);
    let budget = decision.budget.expect("a budget");
    assert_eq!((budget.total, budget.most, budget.cheapest), (Some(4000.0), 4000.0, Some(1000.10)));
    let (_, rules) = rules_of(&format!("{SMALL_CRITERIA}[portfolio]\nbudget = 5\n"), SMALL, &typed(&[6.0]));
    assert_eq!(rules.budgets, [600]);

    let refused = |criteria: &str, data: &str, choices: &Choices| match read(criteria, data, choices) {
        Err(Refusal::Choice(message)) => message,
        other => panic!("{other:?}"),
    };
    assert!(refused(SMALL_CRITERIA, SMALL, &typed(&[1.0, 2.0])).contains("2 amounts, one a year, but costs stand in 1 column"));
    assert!(refused(SMALL_CRITERIA, &SMALL.replace("id,cost,", "id,price,"), &typed(&[1.0])).contains("no column of costs"));
    assert!(refused(SMALL_CRITERIA, SMALL, &typed(&[f64::NAN])).contains("--budget"));
    let by = Choices { by: Some("label".to_owned()), ..typed(&[1.0]) };
    assert!(refused(SMALL_CRITERIA, SMALL, &by).contains("[portfolio.budgets]"));
    let blank = read(SMALL_CRITERIA, &SMALL.replace("B,2000", "B,"), &typed(&[1.0]));
    assert!(matches!(blank, Err(Refusal::Inputs(_))));
    assert!(read(SMALL_CRITERIA, &SMALL.replace("B,2000", "B,"), &Choices::default()).is_ok());
}

#[test]
fn a_what_if_that_is_no_relation_is_a_fault_of_the_command_line() {
    let criteria = format!("{SMALL_CRITERIA}[portfolio]\nbudget = 1\nmandated = 'must'\nrequires = 'needs'\n");
    for (typed, says) in [("B.must=perhaps", "yes or no"), ("B.needs=Q", "`Q`"), ("B.needs=B", "own id")] {
        let choices = Choices { set: vec![typed.to_owned()], ..Choices::default() };
        assert!(matches!(read(&criteria, SMALL, &choices), Err(Refusal::Choice(message)) if message.contains(says)), "{typed}");
    }
}

#[test]
fn without_money_or_without_costs_there_are_no_rules() {
    let none = |criteria: &str, data: &str| {
        let round = read(criteria, data, &Choices::default()).expect("a round");
        round.slices[0].decision().expect("a decision").portfolio.is_none()
    };
    assert!(none(SMALL_CRITERIA, SMALL));
    assert!(none(&format!("{SMALL_CRITERIA}[portfolio]\nbaseline = 0\n"), &SMALL.replace("id,cost,", "id,price,")));
    let priced =
        read(&format!("{SMALL_CRITERIA}[portfolio]\nbudget = 1\n"), &SMALL.replace("id,cost,", "id,price,"), &Choices::default());
    assert!(matches!(priced, Err(Refusal::Inputs(found)) if found.iter().any(|one| one.message.contains("no column `cost`"))));
}
