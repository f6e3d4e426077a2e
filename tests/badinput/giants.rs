//! Files too large to keep: each is a size at which other tools lose rows, run out of memory or take quadratic time.
//!
//! They are written anew for each run, and their numbers follow the corpus they come from.

use std::fmt::Write;

/// A generated file and what must come of it.
pub struct Giant {
    pub name: &'static str,
    pub make: fn() -> String,
    /// Rows read, where it is accepted.
    pub rows: Option<usize>,
    pub mentions: &'static str,
}

pub const GIANTS: [Giant; 8] = [
    Giant { name: "g01_rows_65536.csv", make: rows_65536, rows: Some(65_536), mentions: "65536|65,536;R65535" },
    Giant { name: "g06_columns_100k.csv", make: columns_100k, rows: Some(20), mentions: "R19" },
    Giant { name: "g07_all_bad.csv", make: all_bad, rows: None, mentions: "@file;@line2;800,001 errors" },
    Giant { name: "g08_all_tied.csv", make: all_tied, rows: Some(100_000), mentions: "R99999;ranked 100,000" },
    Giant { name: "g10_repeated_ids.csv", make: repeated_ids, rows: None, mentions: "@file;R0;@line2;50002;50,000 errors" },
    Giant { name: "g13_criteria_50k.toml", make: criteria_50k, rows: Some(5), mentions: "ranked 5" },
    Giant { name: "g13_unknown_keys.toml", make: unknown_keys, rows: None, mentions: "@file;@line1;`id`;200,000 errors" },
    Giant { name: "g14_broken_lines.toml", make: broken_lines, rows: None, mentions: "@file;@line1;1,000,000 errors" },
];

const HEADER: &str = "id,name,cost,health,quality,equity";

/// A header and one line for each number.
fn table(header: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = format!("{header}\n");
    for index in 0..count {
        text.push_str(&line(index));
        text.push('\n');
    }
    text
}

fn ordinary(index: usize) -> String {
    format!("Option {index},{},{},{},{}", 10 + index % 90, index % 51, index % 11, (index * 7) % 11)
}

/// One row more than an old spreadsheet holds: PHE lost 15,841 cases there in 2020.
fn rows_65536() -> String {
    table(HEADER, 65_536, |index| format!("R{index},{}", ordinary(index)))
}

fn columns_100k() -> String {
    let header = (0..100_000).fold(HEADER.to_owned(), |mut header, column| {
        write!(header, ",x{column}").expect("a String takes every text");
        header
    });
    let ones = ",1".repeat(100_000);
    table(&header, 20, |index| format!("R{index},Option {index},{},{index},{},{}{ones}", 10 + index, index % 11, index % 11))
}

/// Four bad cells in each of 200,000 rows.
fn all_bad() -> String {
    table(HEADER, 200_000, |index| format!("R{index},Option {index},tbc,n/a,-,?"))
}

fn all_tied() -> String {
    table(HEADER, 100_000, |index| format!("R{index},Option {index},10,25,5,5"))
}

fn repeated_ids() -> String {
    table(HEADER, 100_000, |index| format!("R{},{}", index % 50_000, ordinary(index)))
}

fn criteria(id: &str, better: &str) -> String {
    (0..50_000).fold(String::new(), |mut text, index| {
        write!(text, "[[criteria]]\n{id}=\"k{index}\"\nname=\"K{index}\"\ncolumn=\"health\"\n")
            .expect("a String takes every text");
        write!(text, "{better}=\"higher\"\nworst=0\nbest=50\nswing=1\n\n").expect("a String takes every text");
        text
    })
}

/// Just below the limit of 5 MB, every criterion sound.
fn criteria_50k() -> String {
    criteria("id", "better")
}

/// The same with two keys of another tool: four errors a criterion.
fn unknown_keys() -> String {
    criteria("key", "direction")
}

/// No TOML at all, just below the limit of 5 MB.
fn broken_lines() -> String {
    "x y\n".repeat(1_000_000)
}
