//! Blocks of draws shared out among threads. Which thread takes which block changes nothing: what they find is joined exactly.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// How far a run has come, for whoever watches it.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    all: AtomicU64,
}

impl Progress {
    /// Blocks done, and blocks there are to do as far as is known.
    #[must_use]
    pub fn so_far(&self) -> (u64, u64) {
        (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }

    pub fn expect(&self, blocks: u64) {
        self.all.fetch_add(blocks, Ordering::Relaxed);
    }
}

/// Does every block once; as many results as threads.
///
/// - `new`: what a thread starts from; `work`: does a block
pub fn shared_out<T: Send>(
    blocks: Range<u64>,
    threads: NonZeroUsize,
    progress: &Progress,
    new: impl Fn() -> T + Sync,
    work: impl Fn(&mut T, u64) + Sync,
) -> Vec<T> {
    let next = AtomicU64::new(blocks.start);
    let busy = || {
        let mut mine = new();
        loop {
            let block = next.fetch_add(1, Ordering::Relaxed);
            if block >= blocks.end {
                return mine;
            }
            work(&mut mine, block);
            progress.done.fetch_add(1, Ordering::Relaxed);
        }
    };
    let wanted = blocks.end.saturating_sub(blocks.start).max(1);
    let others = threads.get().min(usize::try_from(wanted).unwrap_or(usize::MAX)) - 1;
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..others).map(|_| scope.spawn(busy)).collect();
        let mine = busy();
        // A thread that panicked has said why; its panic goes on here.
        let theirs = handles.into_iter().map(|handle| handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(mine).chain(theirs).collect()
    })
}
