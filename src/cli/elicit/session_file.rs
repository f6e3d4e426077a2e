//! The file that keeps a session: where it is, what it may replace, and when it goes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::answers::MARK;
use super::arguments::ElicitArgs;
use super::subject::Subject;
use crate::cli::disk::{read_file, shown};
use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::export::file::{Target, is_same};

pub struct SessionFile {
    target: Target,
    /// The files of the run, none of which it may be.
    inputs: Vec<PathBuf>,
    /// What stands there already.
    there: There,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum There {
    Nothing,
    /// The session that goes on now.
    This,
    /// Another session.
    Another,
}

impl SessionFile {
    /// Looks where the session could be kept; never in a file that is something else.
    ///
    /// # Errors
    /// A file that is no session, a place that cannot be written.
    pub fn new(args: &ElicitArgs, subject: &Subject, terminal: &Terminal) -> Result<Self, Failure> {
        let beside =
            || subject.path.as_deref().or(args.output.as_deref()).unwrap_or(Path::new("elicit")).with_extension("session");
        let path = args.save.clone().unwrap_or_else(beside);
        let name = shown(&path);
        let there = if !path.exists() {
            There::Nothing
        } else if !read_file(&path)?.starts_with(MARK.as_bytes()) {
            return Err(Failure::Usage(format!("{name} is there and is no saved session: name another file with --save")));
        } else if args.resume.as_deref().is_some_and(|resumed| is_same(resumed, &path)) {
            There::This
        } else {
            terminal.say(&format!(
                "A session is saved in {name}: --resume {name} goes on with it, this one would be saved beside it."
            ));
            There::Another
        };
        let inputs: Vec<_> =
            [&args.data, &args.stakeholders].into_iter().flatten().cloned().chain(subject.path.clone()).collect();
        Ok(Self { target: Target::new(&path, &inputs)?, inputs, there })
    }

    /// Keeps what would be lost, beside another session that nobody asked to replace; its name.
    pub fn rescue(&self, text: &str) -> Result<String, Failure> {
        if self.there != There::Another {
            return put(&self.target, text);
        }
        let numbered = |number: u16| {
            let mut name = OsString::from(self.target.named());
            name.push(format!("-{number}"));
            PathBuf::from(name)
        };
        let free = (2..=u16::MAX).map(numbered).find(|path| !path.exists());
        put(&Target::new(&free.unwrap_or_else(|| numbered(2)), &self.inputs)?, text)
    }

    /// Takes away the session that went on and came to its end.
    pub fn finish(&self, terminal: &Terminal) {
        let path = self.target.named();
        if self.there == There::This && std::fs::remove_file(path).is_ok() {
            terminal.say(&format!("Removed {}: its session has been written", shown(path)));
        }
    }
}

fn put(target: &Target, text: &str) -> Result<String, Failure> {
    target.write(|out| out.write_all(text.as_bytes()))?;
    Ok(shown(target.named()))
}
