//! `weighup elicit`: a swing-weighting session that ends in the criteria file.

mod answers;
mod arguments;
mod conversation;
mod date;
mod returns;
mod session_file;
mod subject;
mod writing;

use std::io::IsTerminal;
use std::path::Path;

use super::disk::{read_file, shown};
use super::failure::Failure;
use super::terminal::Terminal;
use crate::document::words;
use crate::export::file::end_on_interrupt;
use crate::present::elicit;
use crate::weighting::dialogue::{Groups, People, Person, Sitting};
use answers::Answers;
pub use arguments::ElicitArgs;
use conversation::Conversation;
use returns::ReturnsFile;
use session_file::SessionFile;
use subject::Subject;
use writing::Writing;

pub fn run(args: &ElicitArgs, terminal: &Terminal) -> anyhow::Result<()> {
    refuse_deaf(args)?;
    let subject = Subject::read(args, terminal)?;
    let returns = args.stakeholders.as_deref().map(|path| ReturnsFile::open(path, &subject)).transpose()?;
    let (taken, used): (&[_], &[_]) = returns.as_ref().map_or((&[], &[]), |returns| (&returns.people, &returns.groups));
    let groups = if subject.groups.is_empty() { Groups::Used(used) } else { Groups::Declared(&subject.groups) };
    let sitting = subject.sitting(if args.several() { People::Several { taken, groups } } else { People::One });
    let writing = Writing::new(args, &subject, &sitting, returns.as_ref())?;
    let given = args.answers.as_deref().or(args.resume.as_deref());
    let given = given.map(|path| Answers::parse(&shown(path), &read_file(path)?, &sitting)).transpose()?;
    if let (Some(given), true) = (&given, args.answers.is_some()) {
        let people = given.judged(&sitting, false)?.unwrap_or_default();
        return Ok(writing.write(&people, terminal)?);
    }
    talk(args, terminal, &subject, &sitting, &writing, given)
}

/// A session needs somebody to answer.
fn refuse_deaf(args: &ElicitArgs) -> Result<(), Failure> {
    let message = if args.answers.is_none() && !std::io::stdin().is_terminal() {
        "elicit asks questions, and nobody can answer: standard input is no terminal. Give the answers in a file with --answers"
    } else if args.data.as_deref() == Some(Path::new("-")) {
        "elicit reads answers from standard input, so the data cannot come from there: name a file"
    } else {
        return Ok(());
    };
    Err(Failure::Usage(message.to_owned()))
}

/// The session at the terminal; what was answered is kept if the files cannot be written.
fn talk(
    args: &ElicitArgs,
    terminal: &Terminal,
    subject: &Subject,
    sitting: &Sitting<'_>,
    writing: &Writing<'_>,
    resumed: Option<Answers>,
) -> anyhow::Result<()> {
    if let Some(resumed) = &resumed {
        resumed.judged(sitting, true)?;
    }
    end_on_interrupt();
    let file = SessionFile::new(args, subject, terminal)?;
    let plan = |people: &[Person]| writing.plan(people);
    let conversation = Conversation { sitting, terminal, file: &file, plan: &plan };
    conversation.say(&elicit::introduction(sitting, subject.title(), Terminal::width()))?;
    let mut answers = resumed.map_or_else(Vec::new, |resumed| resumed.lines);
    if !answers.is_empty() {
        terminal.say(&format!("Going on after {}.", words::count(answers.len(), "answer")));
    }
    let done = match conversation.hold(&mut answers) {
        Ok(None) => return Ok(()),
        Ok(Some(people)) => writing.write(&people, terminal).map(|()| file.finish(terminal)).map_err(anyhow::Error::from),
        Err(error) => Err(error),
    };
    if done.is_err() && !answers.is_empty() {
        conversation.rescue(&answers)?;
    }
    done
}
