//! `weighup report`: which sections a paper has, what it refuses, and that nobody is shown alone.

#[path = "support/program.rs"]
mod program;

use program::Place;

/// The example round with its returns.
fn board_round() -> Place {
    let place = Place::new();
    for (file, name) in
        [("interventions.csv", "data.csv"), ("criteria.toml", "criteria.toml"), ("stakeholders.csv", "returns.csv")]
    {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/board-round").join(file);
        place.write(name, std::fs::read(path).expect("the example"));
    }
    place
}

fn paper(place: &Place, options: &[&str]) -> String {
    let bytes = place.done(&[&["report", "data.csv", "-f", "markdown", "-n", "300"], options].concat());
    String::from_utf8(bytes).expect("a text")
}

fn titles(paper: &str) -> Vec<&str> {
    paper.lines().filter_map(|line| line.strip_prefix("# ")).skip(1).collect()
}

#[test]
fn a_paper_has_every_section_in_the_order_of_a_board() {
    let paper = paper(&board_round(), &[]);
    let wanted = [
        "The decision and the answer",
        "Criteria and weights",
        "Ranking",
        "What stands behind the ranking",
        "Value for money",
        "What to fund",
        "What would change the ranking",
        "How sure the ranking is",
        "Who sees it differently",
        "Assurance and manifest",
    ];
    assert_eq!(titles(&paper), wanted);
    for words in ["DRAFT", "Fund 16 of 24", "Fictional integrated care board", "SHA-256", "Read 24 rows"] {
        assert!(paper.contains(words), "no {words:?}");
    }
}

/// Pooled weights are drawn from the people as they are; the paper itself shows no group of fewer than three.
#[test]
fn returns_are_drawn_whole_and_shown_in_groups() {
    let paper = paper(&board_round(), &["--stakeholders", "returns.csv"]);
    assert!(paper.contains("If figures and weights are other (300 draws)") && !paper.contains("0.0 points of 0.0"), "{paper}");
    assert!(paper.contains("Policy and board") && !paper.contains("Carers and partners"), "small groups are merged");
    assert!(!paper.contains("S08"), "no return is named");
}

#[test]
fn sections_are_chosen_and_appear_where_there_is_something_to_say() {
    let place = Place::new();
    place.write("criteria.toml", "[[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = 100\n");
    place.write("data.csv", "id,value\nA,50\nB,40\n");
    let found = paper(&place, &[]);
    let wanted = [
        "The decision and the answer",
        "Criteria and weights",
        "Ranking",
        "What stands behind the ranking",
        "What would change the ranking",
        "Who sees it differently",
        "Assurance and manifest",
    ];
    assert_eq!(titles(&found), wanted);
    assert_eq!(titles(&paper(&place, &["--sections", "ranking,decision"])), ["The decision and the answer", "Ranking"]);
}

#[test]
fn what_the_board_decides_otherwise_is_printed() {
    let place = Place::new();
    place.write(
        "criteria.toml",
        "[[criteria]]\nid = \"value\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = 100\n\
         [[overrides]]\nid = \"B\"\ndecision = \"fund\"\nreason = \"Winter <b>pressure</b>\"\nby = \"Board, 26 March\"\n\
         [assurance]\nanalyst = \"Ann\"\n[decision]\nowner = \"Board\"\ndate = 2026-03-26\n",
    );
    place.write("data.csv", "id,value\nA,50\nB,40\n");
    let found = paper(&place, &[]);
    for words in ["| B | fund |", "Board, 26 March", "| Analyst | Ann |", "| Date | 2026-03-26 |"] {
        assert!(found.contains(words), "no {words:?} in {found}");
    }
    let page = String::from_utf8(place.done(&["report", "data.csv", "-f", "html"])).expect("a page");
    assert!(page.contains("&lt;b&gt;pressure") && !page.contains("<b>pressure"), "texts are escaped");
}

#[test]
fn a_paper_is_no_table_and_a_final_one_needs_its_grounds() {
    let place = board_round();
    for format in ["csv", "tsv", "json"] {
        assert!(place.refused(&["report", "data.csv", "-f", format], 2).contains("report makes a document"), "{format}");
    }
    assert!(place.refused(&["report", "data.csv", "--final", "-f", "html"], 1).contains("assurance"));
    assert!(place.refused(&["report", "data.csv", "--sections", "rankings"], 2).contains("ranking"));
    let once = place.done(&["report", "data.csv", "-f", "html", "-n", "300", "--threads", "1"]);
    assert_eq!(once, place.done(&["report", "data.csv", "-f", "html", "-n", "300"]), "the same bytes");
}

/// Without any plan the paper stands and says why.
#[test]
fn a_paper_without_a_plan_says_why() {
    let found = paper(&board_round(), &["--budget", "1m"]);
    assert!(found.contains("No plan:") && !titles(&found).contains(&"What to fund"), "{found}");
}
