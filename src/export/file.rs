//! A file written whole or not at all, and never onto an input.
//!
//! The bytes go to a temporary file in the same folder, reach the disk, and take the place of the old file in one step.
//! Owns what stands in the way of that and how it is said; leaves which file and which form to the command line.

use std::fmt;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};

use tempfile::NamedTempFile;

use crate::printable::visible;

/// Links followed before a chain of them is taken for a circle.
const LINKS: usize = 40;
/// The exit code of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// A file that may be written: its folder is there, and it is neither a folder nor an input.
#[derive(Debug)]
pub struct Target {
    /// As the user named it.
    named: PathBuf,
    /// Where the bytes go: links are followed, so that a link stays and what it leads to is replaced.
    path: PathBuf,
    folder: PathBuf,
}

/// Why a file cannot be written.
#[derive(Debug)]
pub enum Unwritable {
    NoFolder {
        path: PathBuf,
        folder: PathBuf,
    },
    IsFolder {
        path: PathBuf,
    },
    /// A device, a pipe or the like, which cannot be written whole or not at all.
    NoFile {
        path: PathBuf,
    },
    IsInput {
        path: PathBuf,
        input: PathBuf,
    },
    Failed {
        path: PathBuf,
        error: std::io::Error,
    },
}

impl Target {
    /// Looks whether a file may be written, before anything is worked out for it.
    ///
    /// - `inputs`: the files of the run, which no output may replace, whatever it is called
    ///
    /// # Errors
    /// What stands in the way.
    pub fn new(named: &Path, inputs: &[PathBuf]) -> Result<Self, Unwritable> {
        let failed = |error| Unwritable::Failed { path: named.to_owned(), error };
        let path = followed(named).map_err(failed)?;
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        if !folder.is_dir() {
            return Err(Unwritable::NoFolder { path: named.to_owned(), folder });
        }
        match path.metadata() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
            Ok(found) if found.is_dir() => return Err(Unwritable::IsFolder { path: named.to_owned() }),
            Ok(found) if !found.is_file() => return Err(Unwritable::NoFile { path: named.to_owned() }),
            Ok(_) => {
                if let Some(input) = inputs.iter().find(|input| is_same(&path, input)) {
                    return Err(Unwritable::IsInput { path: named.to_owned(), input: input.clone() });
                }
                // Replacing needs no right to write the old file, but whoever took that right away meant it.
                std::fs::OpenOptions::new().write(true).open(&path).map_err(failed)?;
            }
        }
        Ok(Self { named: named.to_owned(), path, folder })
    }

    #[must_use]
    pub fn named(&self) -> &Path {
        &self.named
    }

    /// Writes the file; on any error what was there before is there still, and nothing else.
    ///
    /// # Errors
    /// What the disk or the filler says.
    pub fn write(&self, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Unwritable> {
        let failed = |error| Unwritable::Failed { path: self.named.clone(), error };
        let temporary = self.temporary().map_err(failed)?;
        remove_on_interrupt(temporary.path());
        let mut out = BufWriter::with_capacity(1 << 16, temporary.as_file());
        let filled = fill(&mut out).and_then(|()| out.flush());
        drop(out);
        filled.and_then(|()| temporary.as_file().sync_all()).map_err(failed)?;
        temporary.persist(&self.path).map_err(|error| failed(error.error))?;
        sync_folder(&self.folder);
        Ok(())
    }

    /// An empty file beside the target, with the rights that the target has or would have; gone when dropped.
    fn temporary(&self) -> std::io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".weighup-").suffix(".tmp");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less what the user masks
        // The kind alone: the rest of the message names a file that nobody asked for.
        let temporary = builder.tempfile_in(&self.folder).map_err(|error| std::io::Error::from(error.kind()))?;
        if let Ok(old) = self.path.metadata() {
            temporary.as_file().set_permissions(old.permissions())?;
        }
        Ok(temporary)
    }
}

/// The temporary file that is being written.
static OPEN: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Has Ctrl-C remove the temporary file that is being written; nothing else does, as the program ends without unwinding.
fn remove_on_interrupt(path: &Path) {
    if let Ok(mut open) = OPEN.lock() {
        *open = Some(path.to_owned());
    }
    end_on_interrupt();
}

/// Has Ctrl-C end the program with its own exit code, and without litter.
pub fn end_on_interrupt() {
    static ONCE: Once = Once::new();
    let interrupted = || {
        if let Ok(mut open) = OPEN.lock()
            && let Some(path) = open.take()
        {
            // It may have taken its place a moment ago.
            let _ = std::fs::remove_file(path);
        }
        // What stands on the line, such as how far a run has come, is not to be written on.
        if std::io::stderr().is_terminal() {
            let _ = writeln!(std::io::stderr());
        }
        std::process::exit(INTERRUPTED)
    };
    // Without a handler the worst is a temporary file that stays.
    ONCE.call_once(|| drop(ctrlc::set_handler(interrupted)));
}

/// Where a path leads when every link at its end is followed, whether or not anything is there.
fn followed(path: &Path) -> std::io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        match path.symlink_metadata() {
            Ok(found) if found.is_symlink() => {
                let next = std::fs::read_link(&path)?;
                path = path.parent().unwrap_or(Path::new("")).join(next);
            }
            _ => return Ok(path),
        }
    }
    Err(std::io::Error::other("the links go round in a circle"))
}

/// Whether two paths lead to one file: by name once links and dots are gone, or by the file itself where it has two names.
#[must_use]
pub fn is_same(a: &Path, b: &Path) -> bool {
    let same_name = matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
    same_name || is_same_file(a, b)
}

#[cfg(unix)]
fn is_same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    matches!((a.metadata(), b.metadata()), (Ok(a), Ok(b)) if a.dev() == b.dev() && a.ino() == b.ino())
}

#[cfg(not(unix))]
fn is_same_file(_: &Path, _: &Path) -> bool {
    false
}

/// Brings the new name to the disk. A file system that cannot is no reason to call the whole file a failure.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

impl fmt::Display for Unwritable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFolder { path, folder } => {
                write!(formatter, "{} cannot be written: there is no folder {}; make it first", shown(path), shown(folder))
            }
            Self::IsFolder { path } => write!(formatter, "{} is a directory; name a file in it", shown(path)),
            Self::NoFile { path } => {
                write!(formatter, "{} is no ordinary file; leave --output out to write to a pipe or device", shown(path))
            }
            Self::IsInput { path, input } if path == input => {
                write!(formatter, "{} is an input of this run and will not be written over; choose another name", shown(path))
            }
            Self::IsInput { path, input } => {
                let (path, input) = (shown(path), shown(input));
                write!(formatter, "{path} leads to the input {input}, which will not be written over; choose another name")
            }
            Self::Failed { path, error } => write!(formatter, "{} cannot be written: {error}", shown(path)),
        }
    }
}

impl std::error::Error for Unwritable {}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_that_fails_half_way_leaves_the_old_one_and_no_litter() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "old").unwrap();
        let target = Target::new(&path, &[]).unwrap();
        let failed = target.write(|out| {
            out.write_all(&vec![b'x'; 1 << 20])?;
            Err(std::io::Error::other("no more room"))
        });
        assert!(failed.unwrap_err().to_string().ends_with("no more room"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["a.csv"]);
        target.write(|out| out.write_all(b"new")).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[test]
    fn a_missing_folder_is_named_and_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none");
        let error = Target::new(&missing.join("a.csv"), &[]).unwrap_err();
        assert!(matches!(&error, Unwritable::NoFolder { folder, .. } if *folder == missing), "{error}");
        assert!(!missing.exists());
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_and_their_rights_too() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (link, file) = (folder.path().join("link.csv"), folder.path().join("file.csv"));
        symlink("file.csv", &link).unwrap();
        Target::new(&link, &[]).unwrap().write(|out| out.write_all(b"1")).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "1");
        std::fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).unwrap();
        Target::new(&link, &[]).unwrap().write(|out| out.write_all(b"2")).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "2");
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        assert!(link.symlink_metadata().unwrap().is_symlink());
        symlink("round.csv", folder.path().join("round.csv")).unwrap();
        assert!(Target::new(&folder.path().join("round.csv"), &[]).is_err());
    }
}
