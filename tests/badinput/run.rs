//! The program as people run it: started in the corpus folder, stopped if it hangs, everything it said kept.
//!
//! Owns processes, threads and files of tests; knows nothing of what an answer should be.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long one run may take.
pub const PATIENCE: Duration = Duration::from_secs(20);
pub const BASE_DATA: &str = "base/interventions.csv";
pub const BASE_CRITERIA: &str = "base/criteria.toml";

/// How a run ended and what it said.
#[derive(Debug)]
pub struct Run {
    /// `None`: ended by a signal, or stopped because it hung.
    pub code: Option<i32>,
    pub hung: bool,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

impl Run {
    pub fn accepted(&self) -> bool {
        self.code == Some(0)
    }

    pub fn crashed(&self) -> bool {
        (self.code.is_none() && !self.hung)
            || matches!(self.code, Some(101 | 134 | 137 | 139))
            || self.stderr().contains("panicked at")
    }

    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }

    /// Both streams, errors first.
    pub fn text(&self) -> String {
        format!("{}\n{}", self.stderr(), self.stdout())
    }

    /// The exit code and the first lines of what was said, for a failing test.
    pub fn summary(&self) -> String {
        let code = self.code.map_or_else(|| if self.hung { "hung" } else { "signal" }.to_owned(), |code| format!("exit {code}"));
        let head: Vec<_> = self.text().lines().filter(|line| !line.trim().is_empty()).take(3).map(str::to_owned).collect();
        format!("{code}: {}", head.join(" / ").chars().take(300).collect::<String>())
    }
}

/// The folder of the corpus.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/badinput")
}

/// An empty folder of one test's own.
pub fn scratch(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad_input").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

/// A file of one test's own, as an argument.
pub fn written(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("a file for the test");
    path.to_str().expect("a path in UTF-8").to_owned()
}

/// The program with nothing in its surroundings that could change what it prints.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weighup"));
    command.args(arguments).current_dir(folder()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

pub fn run(arguments: &[&str]) -> Run {
    finish(&mut command(arguments), PATIENCE)
}

/// Ranks a data file by a criteria file.
pub fn rank(data: &str, criteria: &str, options: &[&str]) -> Run {
    run(&[&["rank", data, "-c", criteria], options].concat())
}

/// Runs with `bytes` on standard input.
pub fn run_fed(arguments: &[&str], bytes: &[u8]) -> Run {
    let mut command = command(arguments);
    let mut child = command.stdin(Stdio::piped()).spawn().expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe to write to");
    input.write_all(bytes).expect("the program reads its input");
    drop(input);
    wait(child, PATIENCE)
}

/// Runs a command to its end, or to the end of our patience.
pub fn finish(command: &mut Command, patience: Duration) -> Run {
    wait(command.spawn().expect("the program starts"), patience)
}

/// Waits for a program already started; what it says on streams that are still piped is kept.
pub fn wait(mut child: Child, patience: Duration) -> Run {
    let started = Instant::now();
    let (stdout, stderr) = (read_all(child.stdout.take()), read_all(child.stderr.take()));
    let mut pause = Duration::from_micros(500);
    let ended = loop {
        if let Some(status) = child.try_wait().expect("the program can be waited for") {
            break Some(status);
        }
        if started.elapsed() > patience {
            child.kill().expect("the program can be stopped");
            child.wait().expect("the program can be waited for");
            break None;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    let joined = |stream: JoinHandle<Vec<u8>>| stream.join().expect("the stream is read");
    Run { code: ended.and_then(|status| status.code()), hung: ended.is_none(), stdout: joined(stdout), stderr: joined(stderr) }
}

fn read_all(stream: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            stream.read_to_end(&mut bytes).expect("the stream is read");
        }
        bytes
    })
}

/// Works on two threads; results in the order of the items.
pub fn on_two_threads<'a, I: Sync, T: Send>(items: &'a [I], work: impl Fn(&'a I) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match items.get(at) {
                Some(item) => done.push((at, work(item))),
                None => return done,
            }
        }
    };
    let mut done = thread::scope(|scope| {
        let other = scope.spawn(take);
        let mut done = take();
        done.extend(other.join().expect("the other thread ends well"));
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Fails with every failure at once.
pub fn none_fails(rule: &str, failures: &[String]) {
    assert!(failures.is_empty(), "{rule}: {} fail\n{}", failures.len(), failures.join("\n"));
}
