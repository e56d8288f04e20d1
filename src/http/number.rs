//! The number of a request, by which its line in a log and its answer are found. It is made here and never taken from the request, which could put
//! a name into it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers one after another.
pub(super) struct Numbers {
    /// What the numbers of this run begin with, so that those of another are not taken for them.
    run: u32,
    given: AtomicU64,
}

impl Numbers {
    /// Numbers of a new run.
    pub(super) fn begun() -> io::Result<Self> {
        let mut run = [0; 4];
        getrandom::fill(&mut run).map_err(io::Error::other)?;
        Ok(Self { run: u32::from_le_bytes(run), given: AtomicU64::new(0) })
    }

    /// The next one.
    pub(super) fn next(&self) -> Arc<str> {
        let number = self.given.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        format!("{:08x}-{number}", self.run).into()
    }
}
