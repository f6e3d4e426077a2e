//! A line on standard error that says how far a long run has come, while somebody is watching.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::analysis::simulate::Progress;

/// Runs shorter than this need no line.
const PATIENCE: Duration = Duration::from_millis(700);
const BETWEEN: Duration = Duration::from_millis(200);
/// Characters of the bar, and of the whole line.
const WIDTH: usize = 24;
const LINE: usize = 64;

/// Does some work, with a line that is gone when the work is done.
///
/// - `quiet`: without a line
pub fn watched<R>(quiet: bool, work: impl FnOnce(&Progress) -> R) -> R {
    let progress = Progress::default();
    if quiet || !std::io::stderr().is_terminal() {
        return work(&progress);
    }
    let started = Instant::now();
    let (done, wait) = channel::<()>();
    std::thread::scope(|scope| {
        let progress = &progress;
        scope.spawn(move || {
            let mut pause = PATIENCE;
            let mut shown = false;
            while wait.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let mut stderr = std::io::stderr().lock();
                let _ = write!(stderr, "\r{:width$}", line(progress.so_far(), started.elapsed()), width = LINE);
                let _ = stderr.flush();
                (pause, shown) = (BETWEEN, true);
            }
            if shown {
                let _ = write!(std::io::stderr(), "\r{:width$}\r", "", width = LINE);
            }
        });
        let result = work(progress);
        drop(done);
        result
    })
}

/// The bar, the share that is done, and how long the rest will take if it goes on like this.
fn line((done, all): (u64, u64), elapsed: Duration) -> String {
    let percent = usize::try_from(100 * done.min(all) / all.max(1)).unwrap_or(0);
    let full = percent * WIDTH / 100;
    let left = u32::try_from(done).ok().filter(|done| *done > 0).map(|done| elapsed / done);
    let left = left.and_then(|each| each.checked_mul(u32::try_from(all.saturating_sub(done)).ok()?)).map(|left| left.as_secs());
    let left = match left {
        None | Some(0) => String::new(),
        Some(seconds @ ..100) => format!("  about {seconds} s left"),
        Some(seconds @ ..6000) => format!("  about {} min left", seconds.div_ceil(60)),
        Some(seconds) => format!("  about {} h left", seconds.div_ceil(3600)),
    };
    format!("Drawing  {}{}  {percent:>3}%{left}", "█".repeat(full), "░".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_grows_with_the_work() {
        let after = |seconds| Duration::from_secs(seconds);
        assert_eq!(line((0, 0), after(1)), "Drawing  ░░░░░░░░░░░░░░░░░░░░░░░░    0%");
        assert_eq!(line((30, 60), after(30)), "Drawing  ████████████░░░░░░░░░░░░   50%  about 30 s left");
        assert_eq!(line((1, 100), after(10)), "Drawing  ░░░░░░░░░░░░░░░░░░░░░░░░    1%  about 17 min left");
        assert_eq!(line((9, 9), after(1)), "Drawing  ████████████████████████  100%");
    }
}
