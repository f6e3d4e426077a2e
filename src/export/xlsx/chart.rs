//! Stacked bars as a native chart over cells, which moves with them; and a small sheet of such cells where no model has them.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartAxisLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill,
    ChartType, Color, Worksheet,
};

use super::figures::number;
use super::styles::{self, TextStyle};
use super::texts::shortened;
use super::{Unfit, check_length, last_column, row_number};
use crate::document::chart;
use crate::document::rows::Stacks;
use crate::export::palette;
use crate::printable::one_line;

/// Characters that a workbook has room for in what a screen reader says of a picture.
const SPOKEN: usize = 255;
/// Pixels: of the whole width, of a bar with its gap, and of what stands around the bars.
const WIDTH: u32 = 900;
const BAR: u32 = 24;
const AROUND: u32 = 150;
const GRID: Color = Color::RGB(0x00D9_DEE4);

/// Where the cells of a chart stand.
pub struct Cells<'a> {
    pub sheet: &'a str,
    /// The row of the names of the series, and the first and last row of bars; counted from 0.
    pub head: u32,
    pub rows: (u32, u32),
    pub names: u16,
    /// The first column of figures, and how many.
    pub series: (u16, usize),
}

/// What a chart says.
pub struct Words<'a> {
    pub title: &'a str,
    pub finding: &'a str,
    pub across: &'a str,
}

/// Stacked bars, the first row on top.
pub fn stacked(cells: &Cells<'_>, words: &Words<'_>) -> Chart {
    let mut chart = Chart::new(ChartType::BarStacked);
    let (first, last) = cells.rows;
    for (index, column) in (cells.series.0..).take(cells.series.1).enumerate() {
        let range = |from: u32, column: u16, to: u32| (cells.sheet, from, column, to, column);
        let mut fill = ChartFormat::new();
        fill.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(palette::series(index))))
            .set_border(ChartLine::new().set_color(Color::White).set_width(0.75));
        chart
            .add_series()
            .set_name(range(cells.head, column, cells.head))
            .set_categories(range(first, cells.names, last))
            .set_values(range(first, column, last))
            .set_format(&mut fill)
            .set_gap(40);
    }
    let mut plain = ChartFont::new();
    plain.set_size(9);
    let mut title = ChartFont::new();
    title.set_size(12).set_bold();
    chart.title().set_name(one_line(words.title).as_str()).set_font(&title);
    // In a chart of bars the library calls the axis of names `y`. Turned round, so that the first row stands at the top; names
    // at the left edge even where bars go below 0, figures at the foot.
    chart.y_axis().set_reverse().set_font(&plain).set_label_position(ChartAxisLabelPosition::Low);
    chart.y_axis().set_crossing(ChartAxisCrossing::Max).set_major_gridlines(false);
    chart.x_axis().set_name(words.across).set_name_font(&plain).set_font(&plain).set_num_format("#,##0");
    chart.x_axis().set_major_gridlines(true).set_major_gridlines_line(ChartLine::new().set_color(GRID).set_width(0.75));
    chart.legend().set_position(ChartLegendPosition::Top).set_font(&plain);
    let spoken = format!("{}. {}", one_line(words.title), one_line(words.finding));
    chart.set_alt_text(shortened(spoken.trim(), SPOKEN)).set_width(WIDTH).set_height(AROUND + BAR * (last - first + 1));
    chart
}

/// A sheet with the figures of a chart and the chart beside them.
pub fn fill(sheet: &mut Worksheet, chart: &chart::Chart, stacks: &Stacks) -> Result<(), Unfit> {
    let name = sheet.name();
    let heads = [chart.y.as_str()].into_iter().chain(stacks.series.iter().map(String::as_str)).chain([chart.x.as_str()]);
    for (column, head) in heads.enumerate() {
        let head = one_line(head);
        check_length(&name, 1, &head)?;
        TextStyle::new(styles::head()).write(sheet, 0, last_column(column + 1)?, &head)?;
    }
    let figures = styles::cell().set_num_format(number(stacks.decimals));
    for (row, stack) in stacks.rows.iter().enumerate() {
        let line = row_number(row + 1)?;
        let words = one_line(&stack.of.words());
        check_length(&name, row + 2, &words)?;
        TextStyle::new(styles::cell()).write(sheet, line, 0, &words)?;
        for (column, figure) in stack.parts.iter().chain([&stack.total]).enumerate() {
            sheet.write_number_with_format(line, last_column(column + 2)?, *figure, &figures)?;
        }
    }
    sheet.set_column_width(0, 44)?.set_column_range_width(1, last_column(stacks.series.len() + 2)?, 16)?;
    sheet.set_freeze_panes(1, 1)?.set_print_fit_to_pages(1, 0);
    if !stacks.rows.is_empty() && !stacks.series.is_empty() {
        let cells = Cells {
            sheet: &name,
            head: 0,
            rows: (1, row_number(stacks.rows.len())?),
            names: 0,
            series: (1, stacks.series.len()),
        };
        let words = Words { title: &chart.title, finding: &chart.finding, across: &chart.x };
        sheet.insert_chart(1, last_column(stacks.series.len() + 4)?, &stacked(&cells, &words))?;
    }
    Ok(())
}
