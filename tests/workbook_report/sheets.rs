//! Sheets read back: figures by intervention and criterion of a model, and cells of tables.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

/// Cells of a sheet by row and column from 0, blank ones left out.
pub type Cells = BTreeMap<(u32, u32), Data>;

pub fn cells(bytes: &[u8], sheet: &str) -> Cells {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range(sheet).unwrap_or_else(|error| panic!("{sheet}: {error}"));
    let (top, left) = range.start().unwrap_or((0, 0));
    let cells = range.used_cells().map(|(row, column, cell)| {
        let place = (top + u32::try_from(row).expect("a row"), left + u32::try_from(column).expect("a column"));
        (place, cell.clone())
    });
    cells.filter(|(_, cell)| *cell != Data::Empty).collect()
}

pub fn number(cells: &Cells, row: u32, column: u32) -> f64 {
    match cells.get(&(row, column)) {
        Some(Data::Float(value)) => *value,
        #[allow(clippy::cast_precision_loss)] // small
        Some(Data::Int(value)) => *value as f64,
        other => panic!("row {row}, column {column}: {other:?}"),
    }
}

pub fn text(cells: &Cells, row: u32, column: u32) -> String {
    cells.get(&(row, column)).map(ToString::to_string).unwrap_or_default()
}

/// The row whose first cell says this, from some row on.
pub fn row_of(cells: &Cells, words: &str, from: u32) -> u32 {
    let found = cells.iter().find(|((row, column), cell)| *row >= from && *column == 0 && **cell == *words);
    found.unwrap_or_else(|| panic!("no row {words}")).0.0
}

/// Holds both sheets of a model against what the program says of the same round as JSON.
///
/// - `names`: id and name of each criterion, in the order of the file
/// - `tolerance`: how far figures may be from the program's
pub fn agrees(bytes: &[u8], results: &Value, names: &[(&str, &str)], tolerance: f64) {
    let near = |found: f64, wanted: &Value, what: &str| {
        let wanted = wanted.as_f64().unwrap_or_else(|| panic!("{what}: {wanted}"));
        assert!((found - wanted).abs() <= tolerance, "{what}: {found} is not {wanted}");
    };
    let (model, values) = (cells(bytes, "Model"), cells(bytes, "Model values"));
    let head = row_of(&model, "Criterion or group", 0);
    // Where weights are shared out, those that count stand in the last column.
    let used = if text(&model, head, 7) == "Weight that counts" { 7 } else { 3 };
    for (id, name) in names {
        near(number(&model, row_of(&model, name, head), used), &results["weights"][id], &format!("weight of {id}"));
    }
    let count = u32::try_from(names.len()).expect("few criteria");
    // Scores follow the performances, which stand last before them.
    let scores = (0..999).find(|&column| text(&values, 0, column).starts_with("Scores, 0")).expect("scores");
    let ranking = results["ranking"].as_array().expect("a ranking");
    let last = values.keys().map(|(row, _)| *row).max().expect("rows");
    assert_eq!(last as usize, ranking.len() + 1, "a row for each intervention");
    for row in 2..=last {
        let id = text(&values, row, 1);
        let wanted = ranking.iter().find(|entry| entry["id"] == id.as_str()).unwrap_or_else(|| panic!("{id}"));
        near(number(&values, row, 0), &wanted["rank"], &format!("rank of {id}"));
        near(number(&values, row, 3), &wanted["value"], &format!("value of {id}"));
        for (index, (criterion, _)) in (0..).zip(names) {
            let what = format!("{id} on {criterion}");
            near(number(&values, row, scores + index), &wanted["scores"][criterion], &format!("score of {what}"));
            let contribution = number(&values, row, scores + count + index);
            near(contribution, &wanted["contributions"][criterion], &format!("contribution of {what}"));
            if let (Some(wanted), Some(Data::Float(found))) =
                (wanted["performances"][criterion].as_f64(), values.get(&(row, scores - count + index)))
            {
                assert!((found - wanted).abs() <= 1e-12 * wanted.abs(), "performance of {what}");
            }
        }
    }
}
