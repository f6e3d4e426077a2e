//! Everything said on standard error, and the width and colour of standard output.

use std::io::{IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use anstream::{AutoStream, ColorChoice};

use super::arguments::{Colour, TerminalArgs};
use super::failure::Failure;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::document::words;
use crate::present::Medium;
use crate::printable::visible;

/// Width of tables where no terminal says otherwise.
const WIDTH: usize = 80;

#[derive(Default)]
pub struct Terminal {
    colour: ColorChoice,
    quiet: bool,
}

impl Terminal {
    #[must_use]
    pub fn new(args: &TerminalArgs) -> Self {
        let colour = match args.color {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        Self { colour, quiet: args.quiet }
    }

    /// Standard output, with styles stripped where they are not wanted.
    pub fn stdout(&self) -> AutoStream<std::io::Stdout> {
        AutoStream::new(std::io::stdout(), self.colour)
    }

    fn stderr(&self) -> AutoStream<std::io::Stderr> {
        AutoStream::new(std::io::stderr(), self.colour)
    }

    /// How a table on standard output will be read: beside these findings, or on its own.
    pub fn medium(&self) -> Medium {
        let watched = std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
        if watched && !self.quiet { Medium::Terminal } else { Medium::Paper }
    }

    /// Columns of the terminal: `COLUMNS`, else what the terminal says, else 80.
    #[must_use]
    pub fn width() -> usize {
        let asked = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        Self::stated_width().or_else(asked).unwrap_or(WIDTH)
    }

    /// Lines of the terminal; 0 where there is none.
    #[must_use]
    pub fn height() -> usize {
        terminal_size::terminal_size_of(std::io::stdout()).map_or(0, |(_, height)| usize::from(height.0))
    }

    /// Columns of a table in a file, whatever terminal it was asked for from: `COLUMNS`, else 80.
    #[must_use]
    pub fn width_of_files() -> usize {
        Self::stated_width().unwrap_or(WIDTH)
    }

    fn stated_width() -> Option<usize> {
        std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns >= 20)
    }

    /// Whether people asked for no words beside the results.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// A line for people, unless they asked for quiet. Standard error that is closed is no reason to stop.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            let _ = writeln!(self.stderr(), "{}", visible(line));
        }
    }

    /// Warnings and notes, unless they asked for quiet.
    pub fn findings(&self, findings: &Diagnostics) {
        if !self.quiet {
            Self::print(findings, &[Severity::Warning, Severity::Note], &mut self.stderr());
        }
    }

    /// Why a command failed.
    ///
    /// - `undone`: what it did not come to
    pub fn failure(&self, failure: &Failure, undone: &str) {
        let mut stderr = self.stderr();
        match failure {
            Failure::Checked => {}
            Failure::Inputs(findings) => {
                let shown: &[Severity] =
                    if self.quiet { &[Severity::Error] } else { &[Severity::Warning, Severity::Note, Severity::Error] };
                Self::print(findings, shown, &mut stderr);
                let errors = words::count(findings.total(Severity::Error), "error");
                let _ = writeln!(stderr, "Stopped: {errors}, {undone}.");
            }
            Failure::Infeasible(message) => {
                let mut lines = message.lines();
                let title = Level::ERROR.primary_title(visible(lines.next().unwrap_or("")));
                let rendered = Renderer::styled().render(&[title.elements(Vec::<annotate_snippets::Message<'_>>::new())]);
                let _ = writeln!(stderr, "{rendered}");
                for line in lines {
                    let _ = writeln!(stderr, "{}", visible(line));
                }
            }
            Failure::Usage(message) | Failure::File(message) => {
                let rendered = Renderer::styled().render(&[Level::ERROR
                    .primary_title(visible(message))
                    .elements(Vec::<annotate_snippets::Message<'_>>::new())]);
                let _ = writeln!(stderr, "{rendered}");
            }
        }
    }

    /// Findings of these severities, with their places underlined.
    pub fn print(findings: &Diagnostics, severities: &[Severity], out: &mut impl Write) {
        for &severity in severities {
            for finding in findings.in_order(severity) {
                let _ = writeln!(out, "{}", rendered(finding));
            }
            let hidden = findings.hidden(severity);
            if hidden > 0 {
                let noun = if severity == Severity::Error { "error" } else { "warning" };
                let _ = writeln!(out, "... and {} in these files", words::count(hidden, &format!("more {noun}")));
            }
        }
    }
}

/// A finding as the compiler people know would show it.
fn rendered(finding: &Diagnostic) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = visible(&finding.message);
    let label = visible(&finding.label);
    let remedy = visible(&finding.remedy);
    let title = level.primary_title(message.as_ref()).id(finding.code);
    let excerpt = finding.place.as_ref().map(|place| (place, place.excerpt(), visible(place.file()).into_owned()));
    let cell = finding.place.as_ref().and_then(Place::in_workbook).map(|cell| visible(&cell).into_owned());
    let mut group = title.elements(Vec::<annotate_snippets::Message<'_>>::new());
    if let Some((place, excerpt, file)) = &excerpt {
        if excerpt.text.is_empty() {
            group = group.element(Origin::path(file.as_str()).line(place.line()).char_column(place.column()));
        } else {
            let underline = AnnotationKind::Primary.span(excerpt.underlined.clone()).label(label.as_ref());
            let snippet = Snippet::source(excerpt.text.as_str()).line_start(place.line()).annotation(underline);
            group = if let Some(cell) = &cell {
                group.element(Origin::path(cell.as_str())).element(snippet)
            } else if excerpt.cut {
                group.element(Origin::path(file.as_str()).line(place.line()).char_column(place.column())).element(snippet)
            } else {
                group.element(snippet.path(file.as_str()))
            };
        }
    }
    if !remedy.is_empty() {
        group = group.element(Level::HELP.message(remedy.as_ref()));
    }
    let drawn = Renderer::styled().render(&[group]);
    // A cut line has no column of its own, and the renderer marks the gap with a line of `:::`: noise here.
    let kept = drawn.lines().filter(|line| anstream::adapter::strip_str(line).to_string().trim() != ":::");
    kept.collect::<Vec<_>>().join("\n")
}
