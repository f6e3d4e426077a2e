//! A row for each intervention: performances to try, and scores, contributions, value and rank as formulas.

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, DataValidation, DataValidationRule, Format,
    FormatAlign, FormatBorder, Formula, Worksheet,
};
use unicode_width::UnicodeWidthStr;

use super::layout::{
    ADOPTED_RANK, ADOPTED_VALUE, BEST, DIFFERENCE, FIGURES, HEAD, ID, KNOT, Layout, NAME, RANK, RUNS, VALUE, WORST, cell, down,
};
use super::{formula, formulas, write};
use crate::document::live::Node;
use crate::document::model::{Criterion, Model, Outside, Performance, Row, Scale};
use crate::export::xlsx::figures::number;
use crate::export::xlsx::styles::{self, TextStyle};
use crate::export::xlsx::{Unfit, check_length};
use crate::printable::one_line;

/// Characters side by side on a printed page, in small type.
const PRINTED: usize = 200;
/// Widths of columns.
const IDS: (usize, usize) = (8, 24);
const NAMES: (usize, usize) = (16, 52);
const FIGURE: u16 = 13;

pub fn fill(sheet: &mut Worksheet, model: &Model, layout: &Layout) -> Result<(), Unfit> {
    heads(sheet, model, layout)?;
    let formats = Formats::new(model);
    for (line, row) in (layout.first_row..).zip(&model.rows) {
        leading(sheet, line, row, layout, &formats)?;
        for (column, figure) in (FIGURES..).zip(&row.figures) {
            input(sheet, (line, column), *figure, &formats)?;
        }
        for (index, criterion) in model.criteria.iter().enumerate() {
            by_criterion(sheet, line, (row, index, criterion), layout, &formats)?;
        }
    }
    for (index, criterion) in model.criteria.iter().enumerate() {
        checked(sheet, index, criterion, layout)?;
    }
    marks(sheet, model, layout)?;
    let last = layout.rounded();
    sheet.set_freeze_panes(layout.first_row, ADOPTED_VALUE)?.set_repeat_rows(RUNS, HEAD)?.set_repeat_columns(RANK, VALUE)?;
    sheet.autofilter(HEAD, RANK, layout.last_row, last)?;
    let width = 80 + usize::from(FIGURE) * (model.columns.len() + 3 * model.criteria.len());
    sheet.set_print_fit_to_pages(u16::try_from(width.div_ceil(PRINTED)).unwrap_or(u16::MAX), 0);
    Ok(())
}

fn columns(model: &Model) -> u16 {
    u16::try_from(model.criteria.len()).unwrap_or(u16::MAX)
}

struct Formats {
    rank: Format,
    text: TextStyle,
    points: Format,
    strong: Format,
    moved: Format,
    rounded: Format,
    input: Format,
    label: TextStyle,
}

impl Formats {
    fn new(model: &Model) -> Self {
        let points = styles::cell().set_num_format(number(model.decimals));
        let decimals = number(model.decimals);
        Self {
            rank: styles::cell().set_num_format("0"),
            text: TextStyle::new(styles::indented(styles::cell())),
            strong: points.clone().set_bold(),
            points,
            moved: styles::cell().set_num_format(format!("+{decimals};-{decimals};{decimals}")),
            rounded: styles::cell().set_num_format("0.0000000000"),
            input: styles::input(styles::cell()),
            label: TextStyle::new(styles::input(styles::cell()).set_align(FormatAlign::Right)),
        }
    }
}

fn heads(sheet: &mut Worksheet, model: &Model, layout: &Layout) -> Result<(), Unfit> {
    let width = |texts: &mut dyn Iterator<Item = &String>, (least, most): (usize, usize)| {
        let longest = texts.map(|text| one_line(text).width() + 3).max().unwrap_or(0);
        #[allow(clippy::cast_precision_loss)] // a few dozen
        let width = longest.clamp(least, most) as f64;
        width
    };
    sheet.set_column_width(RANK, 8)?;
    sheet.set_column_width(ID, width(&mut model.rows.iter().map(|row| &row.id), IDS))?;
    sheet.set_column_width(NAME, width(&mut model.rows.iter().map(|row| &row.name), NAMES))?;
    sheet.set_column_range_width(VALUE, layout.contributions + columns(model) - 1, FIGURE)?;
    let figure = || styles::head().set_align(FormatAlign::Right);
    for (column, head) in [
        (RANK, "Rank"),
        (VALUE, "Overall value"),
        (ADOPTED_VALUE, "Value before"),
        (DIFFERENCE, "Difference"),
        (ADOPTED_RANK, "Rank before"),
    ] {
        write(sheet, (HEAD, column), head, figure())?;
    }
    for (column, head) in [(ID, "ID"), (NAME, "Intervention")] {
        write(sheet, (HEAD, column), head, styles::indented(styles::head()))?;
    }
    let mut lines = 2;
    for (first, run, heads) in runs(model, layout).into_iter().filter(|(.., heads)| !heads.is_empty()) {
        for column in (first..).take(heads.len()) {
            sheet.write_blank(RUNS, column, &styles::run())?;
        }
        write(sheet, (RUNS, first), run, styles::run())?;
        for (column, head) in (first..).zip(&heads) {
            let edge = if column == first { figure().set_border_left(FormatBorder::Thin) } else { figure() };
            write(sheet, (HEAD, column), head, edge)?;
            lines = lines.max(styles::lines(&one_line(head), usize::from(FIGURE)));
        }
    }
    write(sheet, (HEAD, layout.rounded()), "Value by which it is ranked", figure())?;
    sheet.set_column_width(layout.rounded(), FIGURE + 4)?;
    sheet.set_row_height(HEAD, styles::height(lines))?;
    Ok(())
}

/// Columns that belong together: the first of them, what they hold, and their heads.
fn runs<'a>(model: &Model, layout: &Layout) -> [(u16, &'a str, Vec<String>); 4] {
    let made = model.criteria.iter().filter(|criterion| criterion.made_of.is_some()).count();
    let performances = match made {
        0 => "Performances, to be changed: blue on yellow",
        _ if made == model.criteria.len() => "Performances, made of these figures",
        _ => "Performances: made of these figures, or to be changed where blue on yellow",
    };
    let measured = |criterion: &Criterion| {
        let unit = criterion.unit.as_ref().map_or(String::new(), |unit| format!(", {unit}"));
        format!("{}{unit}{}", criterion.name, if criterion.is_left_out() { " (all alike: left out)" } else { "" })
    };
    let names: Vec<_> = model.criteria.iter().map(|criterion| criterion.name.clone()).collect();
    [
        (FIGURES, "Figures of the data, to be changed: blue on yellow", model.columns.clone()),
        (layout.performances, performances, model.criteria.iter().map(measured).collect()),
        (layout.scores, "Scores, 0 (worst) to 100 (best)", names.clone()),
        (layout.contributions, "Contributions: weight × score", names),
    ]
}

/// Rank, name and value.
fn leading(sheet: &mut Worksheet, line: u32, row: &Row, layout: &Layout, formats: &Formats) -> Result<(), Unfit> {
    // Values that agree to ten decimals tie, as in the program; one that is an error takes no rank, and none from the others.
    let rounded = layout.rounded();
    let own = cell(line, rounded);
    let round = format!("IF(ISNUMBER({0}),ROUND({0},10),\"\")", cell(line, VALUE));
    formula(sheet, (line, rounded), &round, (row.value * 1e10).round() / 1e10, &formats.rounded)?;
    let all = down(layout.first_row, layout.last_row, rounded);
    let rank = format!("IF(ISNUMBER({own}),RANK({own},{all},0),\"\")");
    #[allow(clippy::cast_precision_loss)] // rows are far fewer than 2^53
    formula(sheet, (line, RANK), &rank, row.rank as f64, &formats.rank)?;
    for (column, text) in [(ID, &row.id), (NAME, &row.name)] {
        put(sheet, (line, column), text, &formats.text)?;
    }
    let last = layout.contributions + (layout.contributions - layout.scores) - 1;
    let sum = format!("SUM({}:{})", cell(line, layout.contributions), cell(line, last));
    formula(sheet, (line, VALUE), &sum, row.value, &formats.strong)?;
    sheet.write_number_with_format(line, ADOPTED_VALUE, row.value, &formats.points)?;
    let difference = format!("{}-{}", cell(line, VALUE), cell(line, ADOPTED_VALUE));
    formula(sheet, (line, DIFFERENCE), &difference, 0.0, &formats.moved)?;
    #[allow(clippy::cast_precision_loss)]
    sheet.write_number_with_format(line, ADOPTED_RANK, row.rank as f64, &formats.rank)?;
    Ok(())
}

/// A figure that may be changed, or a cell for one.
fn input(sheet: &mut Worksheet, (line, column): (u32, u16), figure: Option<f64>, formats: &Formats) -> Result<(), Unfit> {
    match figure {
        Some(x) => sheet.write_number_with_format(line, column, x, &formats.input.clone().set_num_format(own(x)))?,
        None => sheet.write_blank(line, column, &formats.input)?,
    };
    Ok(())
}

fn by_criterion(
    sheet: &mut Worksheet,
    line: u32,
    (row, index, criterion): (&Row, usize, &Criterion),
    layout: &Layout,
    formats: &Formats,
) -> Result<(), Unfit> {
    let offset = u16::try_from(index).unwrap_or(0);
    let [performance, score, contribution] =
        [layout.performances, layout.scores, layout.contributions].map(|first| first + offset);
    match (criterion.made_of, &row.performances[index]) {
        (Some(made), found) => {
            let at = |column: usize| cell(line, FIGURES + u16::try_from(column).unwrap_or(0));
            let made = Formula::new(formulas::performance(made, at));
            let (made, format) = match found {
                Performance::Number(x) => (made.set_result(x.to_string()), own(*x)),
                Performance::Level(_) | Performance::Absent => (made.set_result(""), "General"),
            };
            sheet.write_formula_with_format(line, performance, made, &styles::cell().set_num_format(format))?;
        }
        (None, Performance::Number(x)) if criterion.is_left_out() => {
            sheet.write_number_with_format(line, performance, *x, &styles::cell().set_num_format(own(*x)))?;
        }
        (None, Performance::Number(x)) => input(sheet, (line, performance), Some(*x), formats)?,
        (None, Performance::Level(label)) => put(sheet, (line, performance), label, &formats.label)?,
        (None, Performance::Absent) => input(sheet, (line, performance), None, formats)?,
    }
    match formulas::score(criterion, index, &cell(line, performance), layout) {
        Some(words) => formula(sheet, (line, score), &words, row.scores[index], &formats.points)?,
        None => {
            sheet.write_number_with_format(line, score, row.scores[index], &formats.points)?;
        }
    }
    let weight = layout.on_model(layout.node(Node::Criterion(index)), layout.used());
    formula(sheet, (line, contribution), &format!("{}*{weight}", cell(line, score)), row.contributions[index], &formats.points)
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), text: &str, style: &TextStyle) -> Result<(), Unfit> {
    let text = one_line(text);
    check_length(&sheet.name(), usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1), &text)?;
    Ok(style.write(sheet, row, column, &text)?)
}

/// A figure in its own unit: no decimals from 100 up or for whole numbers, else two.
fn own(x: f64) -> &'static str {
    match x.abs() {
        _ if x.fract().abs() < 1e-9 => "#,##0",
        100.0.. => "#,##0",
        0.1.. => "#,##0.00",
        _ => "0.00E+00",
    }
}

/// What a reader may type: a level there is, or a figure on a scale beyond which the program stops.
fn checked(sheet: &mut Worksheet, index: usize, criterion: &Criterion, layout: &Layout) -> Result<(), Unfit> {
    if criterion.made_of.is_some() {
        return Ok(());
    }
    let column = layout.performances + u16::try_from(index).unwrap_or(0);
    let rule = match &criterion.scale {
        Scale::Levels(_) => DataValidation::new()
            .allow_list_formula(Formula::new(layout.knots_on_model(index, KNOT)))
            .set_error_message("Choose a level of the list on the model sheet.")?,
        Scale::Line(ends) | Scale::Curve { ends, .. } if ends.outside == Outside::Stops && !ends.is_local => {
            let at = |column| layout.on_model(layout.scale(index), column);
            let end = |which: &str| Formula::new(format!("{which}({},{})", at(WORST), at(BEST)));
            DataValidation::new()
                .allow_decimal_number_formula(DataValidationRule::Between(end("MIN"), end("MAX")))
                .set_error_message("A figure from the worst to the best end of the scale.")?
        }
        Scale::LeftOut => return Ok(()),
        Scale::Line(_) | Scale::Curve { .. } | Scale::Points(_) | Scale::Relative { .. } => {
            // Any figure, and no text.
            let any = DataValidationRule::Between(-1e300, 1e300);
            DataValidation::new().allow_decimal_number(any).set_error_message("A figure, or nothing where one is missing.")?
        }
    };
    sheet.add_data_validation(layout.first_row, column, layout.last_row, column, &rule)?;
    Ok(())
}

/// Marks shared ranks as the paper does, and scores beyond the ends of their scale.
fn marks(sheet: &mut Worksheet, model: &Model, layout: &Layout) -> Result<(), Unfit> {
    let ranks = format!("$A${}:$A${}", layout.first_row + 1, layout.last_row + 1);
    let shared = ConditionalFormatFormula::new()
        .set_rule(Formula::new(format!("COUNTIF({ranks},$A{})>1", layout.first_row + 1)))
        .set_format(Format::new().set_num_format("0\"=\""));
    sheet.add_conditional_format(layout.first_row, RANK, layout.last_row, RANK, &shared)?;
    let beyond = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::NotBetween(-1e-9, 100.0 + 1e-9))
        .set_format(Format::new().set_background_color(styles::WARNING));
    let last = layout.scores + columns(model) - 1;
    sheet.add_conditional_format(layout.first_row, layout.scores, layout.last_row, last, &beyond)?;
    Ok(())
}
