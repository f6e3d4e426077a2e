//! A line on standard error that says how far a long run has come, while somebody is watching.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::analysis::simulate::Progress;

/// Runs shorter than this need no line.
const PATIENCE: Duration = Duration::from_millis(700);
const BETWEEN: Duration = Duration::from_millis(200);
/// Characters of the bar.
const WIDTH: usize = 24;

/// Does some work, with a line that is gone when the work is done.
///
/// - `quiet`: without a line
pub fn watched<R>(quiet: bool, work: impl FnOnce(&Progress) -> R) -> R {
    let progress = Progress::default();
    if quiet || !std::io::stderr().is_terminal() {
        return work(&progress);
    }
    let (done, wait) = channel::<()>();
    std::thread::scope(|scope| {
        let progress = &progress;
        scope.spawn(move || {
            let mut pause = PATIENCE;
            let mut shown = false;
            while wait.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let mut stderr = std::io::stderr().lock();
                let _ = write!(stderr, "\r{}", line(progress.so_far()));
                let _ = stderr.flush();
                (pause, shown) = (BETWEEN, true);
            }
            if shown {
                let _ = write!(std::io::stderr(), "\r{:width$}\r", "", width = WIDTH + 24);
            }
        });
        let result = work(progress);
        drop(done);
        result
    })
}

/// The bar and the share that is done.
fn line((done, all): (u64, u64)) -> String {
    let percent = usize::try_from(100 * done.min(all) / all.max(1)).unwrap_or(0);
    let full = percent * WIDTH / 100;
    format!("Drawing  {}{}  {percent:>3}%", "█".repeat(full), "░".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_bar_grows_with_the_work() {
        assert_eq!(line((0, 0)), "Drawing  ░░░░░░░░░░░░░░░░░░░░░░░░    0%");
        assert_eq!(line((30, 60)), "Drawing  ████████████░░░░░░░░░░░░   50%");
        assert_eq!(line((9, 9)), "Drawing  ████████████████████████  100%");
    }
}
