//! How long reading, assembling and ranking take, apart from the process around them. `cargo bench`.

use divan::{Bencher, black_box};
use weighup::analysis::rank::{SortBy, rank};
use weighup::input::assemble::{Choices, assemble};
use weighup::input::{criteria_file, sheet};

const CRITERIA: usize = 8;

fn main() {
    divan::main();
}

fn criteria() -> String {
    let one = |index: usize| {
        format!("[[criteria]]\nid = \"c{index}\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = {}\n", 100 - 10 * index)
    };
    (0..CRITERIA).map(one).collect()
}

fn data(rows: usize) -> String {
    let header = (0..CRITERIA).map(|index| format!("c{index}")).collect::<Vec<_>>().join(",");
    let row = |row: usize| {
        let figures: Vec<_> = (0..CRITERIA).map(|index| format!("{}.{}", (row * 31 + index * 17) % 100, row % 10)).collect();
        format!("I{row},Intervention {row},{}\n", figures.join(","))
    };
    format!("id,name,{header}\n{}", (0..rows).map(row).collect::<String>())
}

#[divan::bench(args = [30, 1_000, 100_000])]
fn read_and_rank(bencher: Bencher<'_, '_>, rows: usize) {
    let (toml, csv) = (criteria(), data(rows));
    bencher.bench(|| {
        let file = criteria_file::parse("criteria.toml", toml.as_bytes()).expect("sound criteria").value;
        let sheet = sheet::read_csv("data.csv", csv.as_bytes(), None).expect("a sound sheet").value;
        let round = assemble(&file, sheet, &Choices::default()).expect("a sound round").value;
        black_box(round.slices[0].decision().map(|decision| rank(decision, SortBy::Value)))
    });
}

#[divan::bench(args = [30, 1_000, 100_000])]
fn rank_alone(bencher: Bencher<'_, '_>, rows: usize) {
    let file = criteria_file::parse("criteria.toml", criteria().as_bytes()).expect("sound criteria").value;
    let sheet = sheet::read_csv("data.csv", data(rows).as_bytes(), None).expect("a sound sheet").value;
    let round = assemble(&file, sheet, &Choices::default()).expect("a sound round").value;
    let decision = round.slices[0].decision().expect("one decision");
    bencher.bench(|| black_box(rank(decision, SortBy::Value)));
}
