//! What the bounds of a row's figure are: as stated, but widened to a figure of `--set` that lies beyond them; where `--set`
//! fills a blank that has none, the figure itself.
//!
//! The one place that says so: `uncertainty` checks these bounds, `spreads` keeps them. The cells stay as they are.

use std::rc::Rc;

use super::cells::{Cell, Cells};
use crate::diagnostic::{Diagnostic, quote};
use crate::document::figure::plain;
use crate::input::criteria_file::uncertainty::{Distribution, Law, UncertaintyEntry};

/// The bounds of a column, one for each analysed row.
pub struct Bounds {
    pub distribution: Distribution,
    /// The column of the figures, of the lower and of the upper bounds.
    pub columns: [usize; 3],
    pub figures: Rc<[Cell]>,
    pub low: Rc<[Cell]>,
    pub high: Rc<[Cell]>,
    /// In the order of the rows.
    pub widened: Vec<Widened>,
    /// Analysed rows whose figure is a what-if without any bounds.
    certain: Vec<usize>,
}

/// A row whose figure is a what-if beyond a bound that is none.
pub struct Widened {
    /// Among the analysed rows.
    pub at: usize,
    side: Side,
    figure: f64,
    /// The bounds that stood there.
    stated: (f64, f64),
}

#[derive(Clone, Copy)]
enum Side {
    Low,
    High,
}

impl Bounds {
    /// `None` if the statement is none of bounds, or names a column that is not there.
    pub fn of(entry: &UncertaintyEntry, cells: &mut Cells<'_>) -> Option<Self> {
        let Law::Bounds { low, high, distribution } = &entry.law else { return None };
        let index = |name: &str| cells.sheet.column(name);
        let columns = [index(entry.column.get_ref())?, index(low.get_ref())?, index(high.get_ref())?];
        let [figures, low, high] = columns.map(|column| cells.column(column));
        let mut bounds =
            Self { distribution: *distribution, columns, figures, low, high, widened: Vec::new(), certain: Vec::new() };
        bounds.certain = (0..cells.rows.len()).filter(|&at| bounds.is_certain(at, cells)).collect();
        for &at in &bounds.certain {
            Rc::make_mut(&mut bounds.low)[at] = bounds.figures[at];
            Rc::make_mut(&mut bounds.high)[at] = bounds.figures[at];
        }
        bounds.widened = (0..cells.rows.len()).filter_map(|at| bounds.widening(at, cells)).collect();
        for &Widened { at, side, figure, .. } in &bounds.widened {
            let bound = match side {
                Side::Low => &mut bounds.low,
                Side::High => &mut bounds.high,
            };
            Rc::make_mut(bound)[at] = Cell::Number(figure);
        }
        Some(bounds)
    }

    /// Whether the row's figure is a what-if where the file has neither bound, nor `--set` states one.
    fn is_certain(&self, at: usize, cells: &Cells<'_>) -> bool {
        let [is_set, low_is_set, high_is_set] = self.columns.map(|column| cells.sheet.is_replaced(cells.rows[at], column));
        let has_none = matches!((self.low[at], self.high[at]), (Cell::Missing, Cell::Missing));
        is_set && has_none && !low_is_set && !high_is_set && self.figures[at].number().is_some()
    }

    /// Whether the row's figure is a what-if beyond its bounds that may widen them.
    ///
    /// A bound that is a what-if itself is taken at its word, and bounds of the file that contradict one another stay wrong.
    fn widening(&self, at: usize, cells: &Cells<'_>) -> Option<Widened> {
        let [is_set, low_is_set, high_is_set] = self.columns.map(|column| cells.sheet.is_replaced(cells.rows[at], column));
        if !is_set {
            return None;
        }
        let (figure, low, high) = (self.figures[at].number()?, self.low[at].number()?, self.high[at].number()?);
        let side = match (figure < low, figure > high) {
            (true, false) if !low_is_set => Side::Low,
            (false, true) if !high_is_set => Side::High,
            _ => return None,
        };
        let are_bounds = low <= high || low_is_set || high_is_set;
        let can_be = self.distribution != Distribution::Lognormal || figure > 0.0;
        (are_bounds && can_be).then_some(Widened { at, side, figure, stated: (low, high) })
    }

    /// Says which bounds were widened, and what stood there; and which figures have none.
    ///
    /// - `id`: the column of ids
    pub fn note_widened(&self, id: usize, cells: &mut Cells<'_>) {
        let sheet = cells.sheet;
        let [column, low, high] = self.columns.map(|column| quote(&sheet.headers()[column]));
        for &at in &self.certain {
            let row = cells.rows[at];
            let message = format!(
                "What if: `{column}` of `{}` is now {}, without bounds: it counts as certain",
                quote(sheet.cell(row, id).trim()),
                plain(self.figures[at].number().unwrap_or_default()),
            );
            cells.findings.push(
                Diagnostic::note("what-if-bounds", message)
                    .at(sheet.place(row, self.columns[1]))
                    .label(format!("column `{low}`"))
                    .remedy(format!("for bounds, set `{low}` and `{high}` of this row as well")),
            );
        }
        for &Widened { at, side, figure, stated } in &self.widened {
            let row = cells.rows[at];
            let (beyond, bound, widened) = match side {
                Side::Low => ("below its lower bound", self.columns[1], (figure, stated.1)),
                Side::High => ("above its upper bound", self.columns[2], (stated.0, figure)),
            };
            let interval = |(low, high): (f64, f64)| format!("{} to {}", plain(low), plain(high));
            let message = format!(
                "What if: `{column}` of `{}` is now {}, {beyond}: its bounds {} are widened to {}",
                quote(sheet.cell(row, id).trim()),
                plain(figure),
                interval(stated),
                interval(widened)
            );
            cells.findings.push(
                Diagnostic::note("what-if-bounds", message)
                    .at(sheet.place(row, bound))
                    .label(format!("column `{}`", quote(&sheet.headers()[bound])))
                    .remedy(format!("for other bounds, set `{low}` and `{high}` of this row as well")),
            );
        }
    }
}
