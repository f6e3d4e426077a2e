//! The session at a terminal: question, answer, and the words that are no answers. Plain lines, which every terminal has.

use std::io::{BufRead, Read, Write};

use super::answers::saved;
use super::session_file::SessionFile;
use super::{Failure, Terminal};
use crate::present::elicit;
use crate::weighting::dialogue::{About, Person, Question, Sitting, Step, replay};

/// Longest line read, in bytes.
const LINE: u64 = 4096;

pub struct Conversation<'a> {
    pub sitting: &'a Sitting<'a>,
    pub terminal: &'a Terminal,
    /// Where the session is kept.
    pub file: &'a SessionFile,
    /// What is shown before the last yes.
    pub plan: &'a dyn Fn(&[Person]) -> Result<String, Failure>,
}

/// What a line typed did to the session.
enum Turn {
    /// It is at another question, or has to be asked again in full.
    Moved,
    Stayed,
    /// It was saved or left.
    Ended,
}

/// How much of a question is shown.
enum Ask {
    InFull,
    /// What is wanted; the rest stands above.
    Again,
}

impl Conversation<'_> {
    /// Asks until everyone has judged; `None` if the session was saved or left.
    ///
    /// - `answers`: those of a session that is resumed; then those of this one, too
    pub fn hold(&self, answers: &mut Vec<String>) -> anyhow::Result<Option<Vec<Person>>> {
        let mut asking = Ask::InFull;
        loop {
            let question = match replay(self.sitting, answers).step {
                Step::Done { people, .. } => return Ok(Some(people)),
                Step::Refused { question, why, .. } => {
                    answers.pop();
                    self.say(&elicit::wrapped(&elicit::refusal(self.sitting, &question, &why), Terminal::width()))?;
                    asking = Ask::Again;
                    question
                }
                Step::Ask(question) => question,
            };
            match asking {
                Ask::InFull => self.ask(&question)?,
                // Nobody sits before a bare prompt.
                Ask::Again => self.say(&elicit::wrapped(&elicit::line(self.sitting, &question), Terminal::width()))?,
            }
            asking = match self.turn(&question, answers)? {
                Turn::Moved => Ask::InFull,
                Turn::Stayed => Ask::Again,
                Turn::Ended => return Ok(None),
            };
        }
    }

    /// One line typed at a question: an answer, or a word that is none.
    fn turn(&self, question: &Question, answers: &mut Vec<String>) -> anyhow::Result<Turn> {
        self.say_here("> ")?;
        let Some(typed) = Self::line()? else {
            self.say("")?;
            if answers.is_empty() {
                self.terminal.say("Nothing was answered and nothing written.");
                return Ok(Turn::Ended);
            }
            return self.rescue(answers).map(|()| Turn::Ended);
        };
        match typed.to_lowercase().as_str() {
            "back" if answers.is_empty() => self.say("This is the first question.")?,
            "help" | "?" => self.say(&elicit::help(Terminal::width()))?,
            "show" => self.say(&elicit::show(self.sitting, question, Terminal::width()))?,
            "save" => {
                // Another session that is kept there is somebody's work.
                return self.rescue(answers).map(|()| Turn::Ended);
            }
            "quit" => return Ok(if self.leaves()? { Turn::Ended } else { Turn::Moved }),
            "" if question.about.on_enter().is_none() => {
                self.say("Type an answer and press Enter; help lists what else you can type.")?;
            }
            word => {
                match (word, question.about.on_enter()) {
                    ("back", _) => drop(answers.pop()),
                    ("", Some(meant)) => answers.push(meant.to_owned()),
                    _ => answers.push(question.about.settled(typed)),
                }
                return Ok(Turn::Moved);
            }
        }
        Ok(Turn::Stayed)
    }

    fn ask(&self, question: &Question) -> anyhow::Result<()> {
        let before = match &question.about {
            About::Write { people } => format!("\n{}", (self.plan)(people)?),
            // What the last person answered goes out of sight.
            About::Person { number: 2.. } => "\n".repeat(Terminal::height()),
            _ => String::new(),
        };
        Ok(self.say(&format!("{before}\n{}", elicit::ask(self.sitting, question, Terminal::width()).trim_end()))?)
    }

    fn leaves(&self) -> anyhow::Result<bool> {
        self.say_here("Leave without writing anything? yes or no\n> ")?;
        let leaves = Self::line()?.is_none_or(|typed| ["yes", "y"].contains(&typed.to_lowercase().as_str()));
        if leaves {
            self.terminal.say("Nothing was written.");
        }
        Ok(leaves)
    }

    /// Keeps the answers of a session that ends before it is over.
    pub fn rescue(&self, answers: &[String]) -> anyhow::Result<()> {
        self.say_saved(&self.file.rescue(&self.text(answers))?);
        Ok(())
    }

    fn text(&self, answers: &[String]) -> String {
        saved(self.sitting, &replay(self.sitting, answers), answers)
    }

    fn say_saved(&self, name: &str) {
        self.terminal.say(&format!("Saved in {name}. Go on with --resume {name}"));
    }

    /// The next line without blanks around it; `None` at the end of the input.
    fn line() -> std::io::Result<Option<String>> {
        let mut typed = Vec::new();
        std::io::stdin().lock().take(LINE).read_until(b'\n', &mut typed)?;
        Ok((!typed.is_empty()).then(|| String::from_utf8_lossy(&typed).trim().to_owned()))
    }

    pub fn say(&self, text: &str) -> std::io::Result<()> {
        self.say_here(&format!("{text}\n"))
    }

    fn say_here(&self, text: &str) -> std::io::Result<()> {
        let mut out = self.terminal.stdout();
        out.write_all(text.as_bytes())?;
        out.flush()
    }
}
