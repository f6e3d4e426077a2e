//! A document as a small LaTeX article whose tables can be copied into a paper. Bars and charts are left out: their figures
//! stand beside.
//!
//! Compiles with `pdflatex`, `xelatex` and `lualatex` and the packages of any distribution; `escape` makes texts harmless.

mod escape;

use escape::escaped;

use crate::document::{Block, ColumnKind, Document, Table};
use crate::printable::one_line;

const PREAMBLE: &str = r##"\documentclass[a4paper]{article}
\usepackage[margin=20mm]{geometry}
\usepackage{iftex}
\ifpdftex
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
  \usepackage{lmodern}
\else
  \usepackage{fontspec}
\fi
\usepackage{array}
\usepackage{booktabs}
\usepackage{longtable}
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt plus 2pt}
\setlength{\tabcolsep}{4pt}
\setlength{\emergencystretch}{3em}
% A character outside the fonts of pdfLaTeX: shown by its number there, as itself elsewhere.
\ifpdftex
  \newcommand{\unicodechar}[1]{\texttt{U+#1}}
\else
  \newcommand{\unicodechar}[1]{\char"#1\relax}
\fi
"##;

/// Characters of the small type that stand side by side across the page.
const ACROSS: f64 = 100.0;
/// Characters beyond which a column of running text does not ask for more width.
const WIDEST: usize = 74;
/// Share of the width it asks for that running text keeps at least.
const LEAST: f64 = 0.25;
/// Characters that separate two columns.
const GAP: f64 = 2.0;

/// Renders a document.
#[must_use]
pub fn render(document: &Document) -> String {
    let mut out = String::from(PREAMBLE);
    out.push_str("\\begin{document}\n");
    for block in document.blocks.iter().filter(|block| !matches!(block, Block::Live(_) | Block::Model(_))) {
        out.push('\n');
        match block {
            Block::Title(text) | Block::Part(text) => out.push_str(&format!("\\section*{{{}}}\n", escaped(text))),
            Block::Heading(text) => out.push_str(&format!("\\subsection*{{{}}}\n", escaped(text))),
            Block::Paragraph(text) => out.push_str(&format!("{}\\par\n", escaped(text))),
            Block::Banner(text) => {
                let banner = escaped(text);
                out.push_str(&format!(
                    "\\begin{{center}}\\fboxrule=2pt\\fboxsep=8pt\\fbox{{\\parbox{{0.9\\linewidth}}\
                     {{\\centering\\bfseries\\large {banner}}}}}\\end{{center}}\n"
                ));
            }
            Block::Table(table) => push_table(&mut out, table),
            Block::Chart(_) | Block::Live(_) | Block::Model(_) => {}
        }
    }
    out.push_str("\n\\end{document}\n");
    out
}

fn push_table(out: &mut String, table: &Table) {
    let shown: Vec<_> = (0..table.columns.len()).filter(|&index| table.columns[index].kind != ColumnKind::Bar).collect();
    if shown.is_empty() {
        return;
    }
    let line = |cells: Vec<String>| format!("{} \\\\\n", cells.join(" & "));
    let heads = shown.iter().map(|&index| escaped(&table.columns[index].heading)).collect();
    out.push_str(&format!("{{\\footnotesize\n\\begin{{longtable}}[l]{{@{{}}{}@{{}}}}\n", columns(table, &shown)));
    out.push_str(&format!("\\toprule\n{}\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n", line(heads)));
    for row in &table.rows {
        out.push_str(&line(shown.iter().map(|&index| escaped(&row[index].words())).collect()));
    }
    out.push_str("\\end{longtable}\n}\n");
}

/// Every column with its share of the page: what its longest cell asks for; where that is too much, running text gives way
/// first.
fn columns(table: &Table, shown: &[usize]) -> String {
    let is_prose = |index: usize| table.columns[index].kind == ColumnKind::Prose;
    let asked: Vec<_> = shown.iter().map(|&index| (index, asked(table, index))).collect();
    let sum = |prose: bool| asked.iter().filter(|(index, _)| is_prose(*index) == prose).map(|(_, asked)| asked).sum::<f64>();
    #[allow(clippy::cast_precision_loss)] // a few thousand characters
    let room = ACROSS - GAP * shown.len() as f64;
    let (prose, others) = (sum(true), sum(false));
    let (of_prose, of_others) = match room - others {
        left if left >= prose => (1.0, 1.0),
        left if left >= LEAST * prose => (left / prose, 1.0),
        _ => (room / (prose + others), room / (prose + others)),
    };
    let column = |(index, asked): &(usize, f64)| {
        let ragged = if table.columns[*index].kind == ColumnKind::Figure { "\\raggedleft" } else { "\\raggedright" };
        let share = asked * if is_prose(*index) { of_prose } else { of_others } / ACROSS;
        format!(">{{{ragged}\\arraybackslash}}p{{{share:.4}\\linewidth}}")
    };
    asked.iter().map(column).collect()
}

/// Characters that a column would like: of its longest cell, and of the longest word of its heading.
fn asked(table: &Table, index: usize) -> f64 {
    let length = |text: &str| one_line(text).chars().count();
    let cells = table.rows.iter().map(|row| length(&row[index].words())).max().unwrap_or(0).min(WIDEST);
    let heading = &table.columns[index].heading;
    let word = heading.split(' ').map(length).max().unwrap_or(0);
    let room = if table.columns[index].kind == ColumnKind::Label {
        cells.max(word)
    } else {
        cells.max(word).max(length(heading).min(11))
    };
    #[allow(clippy::cast_precision_loss)] // at most a few hundred
    let room = room.max(2) as f64;
    room + 0.5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Column};

    #[test]
    fn a_row_has_as_many_cells_as_its_table_has_columns() {
        let columns = vec![
            Column::new("Rank & file", ColumnKind::Figure),
            Column::new("Made of", ColumnKind::Bar),
            Column::new("Name", ColumnKind::Prose),
        ];
        let rows = vec![vec![Cell::Absent, Cell::Bar(Vec::new()), Cell::Text("a & b \\\\ c % d".to_owned())]];
        let written = render(&Document { blocks: vec![Block::Table(Table { columns, rows, ..Table::default() })] });
        assert!(written.contains("Rank \\& file & Name \\\\\n"));
        assert!(written.contains("– & a \\& b \\textbackslash{}\\textbackslash{} c \\% d \\\\\n"));
        assert_eq!(written.matches(">{\\ragged").count(), 2, "{written}");
    }
}
