//! `weighup elicit`: a swing-weighting session that ends in the criteria file.

mod answers;
mod arguments;
mod conversation;
mod date;
mod returns;
mod subject;
mod writing;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::files::{self, shown};
use super::terminal::Terminal;
use crate::document::words;
use crate::export::file::{Target, end_on_interrupt};
use crate::present::elicit;
use crate::weighting::dialogue::{Groups, People, Person, Sitting};
use answers::{Answers, MARK};
pub use arguments::ElicitArgs;
use conversation::Conversation;
use returns::ReturnsFile;
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
    let given = given.map(|path| Answers::parse(&shown(path), &files::read_file(path)?, &sitting)).transpose()?;
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
    let save = save_target(args, subject, terminal)?;
    let plan = |people: &[Person]| writing.plan(people);
    let conversation = Conversation { sitting, terminal, save: &save, plan: &plan };
    conversation.say(&elicit::introduction(sitting, subject.title(), Terminal::width()))?;
    let mut answers = resumed.map_or_else(Vec::new, |resumed| resumed.lines);
    if !answers.is_empty() {
        terminal.say(&format!("Going on after {}.", words::count(answers.len(), "answer")));
    }
    let done = match conversation.hold(&mut answers) {
        Ok(None) => return Ok(()),
        Ok(Some(people)) => writing.write(&people, terminal).map_err(anyhow::Error::from),
        Err(error) => Err(error),
    };
    if done.is_err() && !answers.is_empty() {
        conversation.save(&answers)?;
    }
    done
}

/// Where the session would be kept; never in a file that is something else.
fn save_target(args: &ElicitArgs, subject: &Subject, terminal: &Terminal) -> Result<Target, Failure> {
    let beside = || subject.path.as_deref().or(args.output.as_deref()).unwrap_or(Path::new("elicit")).with_extension("session");
    let path = args.save.clone().unwrap_or_else(beside);
    if path.exists() {
        if !files::read_file(&path)?.starts_with(MARK.as_bytes()) {
            let message = format!("{} is there and is no saved session: name another file with --save", shown(&path));
            return Err(Failure::Usage(message));
        }
        if args.resume.as_deref() != Some(&path) {
            let name = shown(&path);
            terminal.say(&format!("A session is saved in {name}: --resume {name} goes on with it, saving again replaces it."));
        }
    }
    let inputs: Vec<PathBuf> =
        [&args.data, &args.stakeholders].into_iter().flatten().cloned().chain(subject.path.clone()).collect();
    Ok(Target::new(&path, &inputs)?)
}
