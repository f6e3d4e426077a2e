//! Results to documents: the words, the choice of tables and the rounding that people see.

pub mod check;
mod columns;
pub mod compare;
mod drawn;
pub mod elicit;
pub mod explain;
pub mod frame;
pub mod fund;
pub mod live;
pub mod model;
mod named;
pub mod pictures;
pub mod rank;
pub mod report;
pub mod sensitivity;
pub mod simulate;
pub mod weights;

/// How a document will be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// Read at once, with the findings on standard error beside it.
    Terminal,
    /// Kept: it must carry its findings itself.
    Paper,
    /// Kept beside the records, whose figures it need not repeat.
    Workbook,
    /// Part of the board paper, for people who run nothing: it names no option and no other form.
    Board,
}

/// What every result says about its run.
#[derive(Debug, Clone, Default)]
pub struct RunNotes {
    pub title: Option<String>,
    pub scenario: Option<String>,
    /// Columns and values of `--where`.
    pub filters: Vec<String>,
    /// What-ifs, with what stood there before.
    pub what_ifs: Vec<String>,
    pub rows_read: usize,
    pub analysed: usize,
    pub set_aside: Vec<crate::model::decision::SetAside>,
    /// Code and reason of every doubt that the criteria file accepts.
    pub accepted: Vec<(String, String)>,
    /// Code and message of every doubt and note.
    pub findings: Vec<(&'static str, String)>,
}

impl RunNotes {
    /// What `--set` and `--swing` changed, with what stood there before.
    #[must_use]
    pub fn what_if(&self) -> Option<String> {
        (!self.what_ifs.is_empty()).then(|| format!("What if: {}", self.what_ifs.join(" · ")))
    }

    /// How many rows were read, ranked and set aside.
    #[must_use]
    pub fn reconciliation(&self, done: &str) -> String {
        let figure = |count: usize| crate::document::words::count(count, "row");
        let number = |count: usize| figure(count).split(' ').next().unwrap_or("").to_owned();
        format!("Read {}: {done} {}, set aside {}.", figure(self.rows_read), number(self.analysed), number(self.set_aside.len()))
    }
}
