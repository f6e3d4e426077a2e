//! How long the questions of sensitivity take, apart from the process around them. `cargo bench --bench sensitivity`.

use divan::{Bencher, black_box};
use weighup::analysis::sensitivity::{Questions, Target, sensitivity};
use weighup::input::assemble::{Choices, Round, assemble};
use weighup::input::{criteria_file, sheet};

fn main() {
    divan::main();
}

/// Figures that follow no pattern and are the same every time.
fn round(rows: usize, criteria: usize) -> Round {
    let one = |index: usize| {
        let swing = 100 - 3 * index;
        format!("[[criteria]]\nid = \"c{index}\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = {swing}\n")
    };
    let toml: String = (0..criteria).map(one).collect();
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{}.{:03}", (state >> 40) % 100, (state >> 20) % 1000)
    };
    let header: Vec<_> = (0..criteria).map(|index| format!("c{index}")).collect();
    let mut csv = format!("id,{}\n", header.join(","));
    for row in 0..rows {
        let figures: Vec<_> = (0..criteria).map(|_| next()).collect();
        csv.push_str(&format!("I{row},{}\n", figures.join(",")));
    }
    let file = criteria_file::parse("criteria.toml", toml.as_bytes()).expect("sound criteria").value;
    let sheet = sheet::read_csv("data.csv", csv.as_bytes(), None).expect("a sound sheet").value;
    assemble(&file, sheet, &Choices::default()).expect("a sound round").value
}

fn questions() -> Questions {
    Questions::about(Target::Winner)
}

fn timed(bencher: Bencher<'_, '_>, (rows, criteria): (usize, usize), questions: &Questions) {
    let round = round(rows, criteria);
    let decision = round.slices[0].decision().expect("one decision");
    bencher.bench(|| black_box(sensitivity(decision, questions)).is_ok());
}

#[divan::bench(args = [(24, 8), (1_000, 20), (100_000, 8)])]
fn weights_of_the_winner(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    // Flips are left out by size alone; the smallest includes them.
    timed(bencher, size, &questions());
}

#[divan::bench(args = [(24, 8), (1_000, 20)])]
fn intervals_of_all_ranks(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    timed(bencher, size, &Questions { ranks: true, ..questions() });
}

#[divan::bench(args = [(24, 8), (200, 20), (1_000, 20)])]
fn closest_flips(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    timed(bencher, size, &Questions { programmes: true, ..questions() });
}

#[divan::bench(args = [(24, 8), (50, 8)])]
fn best_and_worst_ranks(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    timed(bencher, size, &Questions { intervals: true, ..questions() });
}
