//! What the session comes to: the new criteria file and the new returns, checked, shown, and written.

use std::path::{Path, PathBuf};

use super::arguments::ElicitArgs;
use super::returns::ReturnsFile;
use super::subject::Subject;
use crate::cli::disk::shown;
use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Block, Document, words};
use crate::export::criteria_file::{NewSwing, Rewritten, rewrite};
use crate::export::file::Target;
use crate::export::text::render;
use crate::input::criteria_file;
use crate::model::criterion::Judgement;
use crate::model::weights::WeightsStatus;
use crate::present::elicit::{self, Change, Plan};
use crate::weighting::dialogue::pool::{Pooled, pooled, weights};
use crate::weighting::dialogue::{Person, Sitting};

pub struct Writing<'a> {
    args: &'a ElicitArgs,
    subject: &'a Subject,
    sitting: &'a Sitting<'a>,
    /// `None` where the criteria file stays as it is.
    criteria: Option<Target>,
    returns: Option<(Target, &'a ReturnsFile)>,
}

impl<'a> Writing<'a> {
    /// Looks whether the files may be written, before anything is asked.
    ///
    /// # Errors
    /// A preset without another file to write, a file that cannot be written.
    pub fn new(
        args: &'a ElicitArgs,
        subject: &'a Subject,
        sitting: &'a Sitting<'a>,
        returns: Option<&'a ReturnsFile>,
    ) -> Result<Self, Failure> {
        let others = |more: &[&Option<PathBuf>]| -> Vec<PathBuf> {
            let given = [&args.data, &args.answers, &args.resume];
            given.into_iter().chain(more.iter().copied()).flatten().cloned().collect()
        };
        let criteria = match args.output.as_ref().or(subject.path.as_ref()) {
            _ if args.returns_only => None,
            Some(path) => Some(Target::new(path, &others(&[&args.stakeholders]))?),
            None => {
                let message = format!("{} is built in and stays as it is: name the file to write with --output", subject.name);
                return Err(Failure::Usage(message));
            }
        };
        let returns = match (&args.stakeholders, returns) {
            (Some(path), Some(file)) => {
                let target = Target::new(path, &others(&[&subject.path, &args.output]))?;
                if Some(path) == args.output.as_ref() {
                    return Err(Failure::Usage(format!("{} cannot be both criteria file and returns", shown(path))));
                }
                Some((target, file))
            }
            _ => None,
        };
        Ok(Self { args, subject, sitting, criteria, returns })
    }

    /// What would be written, for a last look.
    ///
    /// # Errors
    /// A criteria file that cannot take the swings, people who cannot be pooled.
    pub fn plan(&self, people: &[Person]) -> Result<String, Failure> {
        let mut blocks = elicit::side_by_side(self.sitting, people);
        if let Some(target) = &self.criteria {
            blocks.extend(self.plan_of_criteria(target, people)?);
        }
        if let Some((target, file)) = &self.returns {
            let earlier = file.people.len();
            blocks.extend(elicit::plan_of_returns(&shown(target.named()), people, earlier, self.criteria.is_some()));
        }
        Ok(render(&Document { blocks }, Terminal::width()))
    }

    fn plan_of_criteria(&self, target: &Target, people: &[Person]) -> Result<Vec<Block>, Failure> {
        let pooled = self.pooled(people)?;
        let rewritten = self.rewritten(&pooled, people)?;
        let weights = weights(self.sitting, &pooled.points);
        let changes = self.each(&pooled.points).zip(weights.iter().flatten()).map(|((node, swing), weight)| Change {
            name: self.sitting.name(node).to_owned(),
            before: self.subject.before(self.sitting.id(node)).to_owned(),
            swing,
            weight: *weight,
        });
        Ok(elicit::plan(&Plan {
            criteria: shown(target.named()),
            changes: changes.collect(),
            source: self.args.source_of(people.len(), pooled.made),
            pooled: pooled.made,
            removed: rewritten.removed,
        }))
    }

    /// Writes the criteria file, then the returns.
    ///
    /// # Errors
    /// A file that was changed meanwhile or cannot be written, and what was written before it.
    pub fn write(&self, people: &[Person], terminal: &Terminal) -> Result<(), Failure> {
        let rewritten = match &self.criteria {
            Some(target) => Some((target, self.rewritten(&self.pooled(people)?, people)?)),
            None => None,
        };
        if let Some(path) = &self.subject.path {
            refuse_changed(path, Some(self.subject.text.as_bytes()))?;
        }
        if let Some((target, file)) = &self.returns {
            refuse_changed(target.named(), file.bytes.as_deref())?;
        }
        if let Some((target, rewritten)) = &rewritten {
            write_criteria(target, rewritten, terminal)?;
        }
        let Some((target, file)) = &self.returns else { return Ok(()) };
        let text = file.with(self.sitting, people);
        target.write(|out| out.write_all(text.as_bytes())).map_err(|error| match &self.criteria {
            None => Failure::from(error),
            Some(criteria) => {
                let (criteria, rows) = (shown(criteria.named()), words::listed(ids(people)));
                Failure::File(format!("{error}. {criteria} was written; only the rows of {rows} are missing"))
            }
        })?;
        terminal.say(&format!("Wrote {}: {} added", shown(target.named()), words::count(people.len(), "row")));
        if self.criteria.is_none() {
            terminal.say(&format!("{} is as it was", self.subject.name));
        }
        Ok(())
    }

    /// Every swing with its points.
    fn each(&self, swings: &[Vec<f64>]) -> impl Iterator<Item = (crate::weighting::Node, f64)> {
        let points = swings.iter().flatten().copied().collect::<Vec<_>>();
        self.sitting.sets.iter().flat_map(|set| set.nodes.iter().copied()).zip(points)
    }

    /// The points of all as one, as returns of the same people would weigh.
    fn pooled(&self, people: &[Person]) -> Result<Pooled, Failure> {
        pooled(self.sitting, people, self.subject.pooling()).map_err(|why| {
            let (message, remedy) = elicit::unpoolable(self.sitting, &why);
            let mut findings = Diagnostics::default();
            findings.push(Diagnostic::error("stakeholder-return", message).remedy(remedy));
            findings.into()
        })
    }

    /// The new text, which says what was meant when it is read back.
    fn rewritten(&self, pooled: &Pooled, people: &[Person]) -> Result<Rewritten, Failure> {
        let new = |(node, swing)| NewSwing { id: self.sitting.id(node).to_owned(), swing, range: self.subject.range(node) };
        let new: Vec<_> = self.each(&pooled.points).map(new).collect();
        let source = self.args.source_of(people.len(), pooled.made);
        let rewritten = rewrite(&self.subject.text, &new, &source).filter(|found| says(&found.text, &new, &source));
        rewritten.ok_or_else(|| {
            Failure::File(format!(
                "the swings cannot be put into {} without changing more of it: write each criterion in a [[criteria]] \
                 section of its own",
                self.subject.name
            ))
        })
    }
}

fn write_criteria(target: &Target, rewritten: &Rewritten, terminal: &Terminal) -> Result<(), Failure> {
    target.write(|out| out.write_all(rewritten.text.as_bytes()))?;
    for (id, key) in &rewritten.removed {
        terminal.say(&format!("Took out `{key}` of `{id}`, which the new swing leaves"));
    }
    let comments = if rewritten.text.contains('#') { "; its comments are as they were: see whether they still hold" } else { "" };
    terminal.say(&format!("Wrote {}{comments}", shown(target.named())));
    Ok(())
}

fn ids(people: &[Person]) -> impl Iterator<Item = String> {
    people.iter().map(|person| person.id.clone())
}

/// Whether a criteria file reads as these swings, with this source.
fn says(text: &str, swings: &[NewSwing], source: &str) -> bool {
    let Ok(file) = criteria_file::parse("", text.as_bytes()) else { return false };
    let file = file.value;
    let swing = |new: &NewSwing| {
        let criterion = file.criteria.iter().find(|entry| *entry.id.get_ref() == new.id);
        let judgement = match criterion {
            Some(criterion) => &criterion.judgement,
            None => &file.groups.iter().find(|entry| *entry.id.get_ref() == new.id)?.judgement,
        };
        let range = criterion.and_then(|criterion| criterion.swing_for.as_ref()).map(|range| *range.get_ref());
        Some(*judgement.as_ref()?.get_ref() == Judgement::Swing(new.swing) && range == new.range)
    };
    swings.iter().all(|new| swing(new) == Some(true))
        && file.weights.status == WeightsStatus::Elicited
        && file.weights.source.as_deref() == Some(source)
}

/// What somebody else wrote during the session is not written over.
fn refuse_changed(path: &Path, before: Option<&[u8]>) -> Result<(), Failure> {
    if std::fs::read(path).ok().as_deref() == before {
        return Ok(());
    }
    Err(Failure::File(format!("{} was changed while the session ran, and is left as it is; nothing was written", shown(path))))
}
