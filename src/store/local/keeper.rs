//! The thread that syncs the head soon after it was written.
//!
//! Nobody waits for it: what was acknowledged is in the log already. It only keeps short what a loss of power leaves to
//! be examined beyond the head.

use super::disk::DiskFile;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Lives as long as its store, which drops it; the thread ends then.
#[derive(Debug)]
pub(super) struct Keeper {
    desk: Arc<Desk>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Desk {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    written: bool,
    stopped: bool,
    failed: Option<io::ErrorKind>,
}

impl Keeper {
    pub(super) fn start(head: Arc<dyn DiskFile>, delay: Duration) -> io::Result<Self> {
        let desk = Arc::new(Desk::default());
        let theirs = Arc::clone(&desk);
        let thread = std::thread::Builder::new().name("head".to_owned()).spawn(move || theirs.keep(&*head, delay))?;
        Ok(Self { desk, thread: Some(thread) })
    }

    /// Says that the head was written.
    pub(super) fn written(&self) {
        let mut state = self.desk.state();
        if !state.written {
            state.written = true;
            self.desk.changed.notify_all();
        }
    }

    /// Whether a sync failed: then nothing more may be written.
    pub(super) fn failure(&self) -> Option<io::ErrorKind> {
        self.desk.state().failed
    }
}

impl Desk {
    fn keep(&self, head: &dyn DiskFile, delay: Duration) {
        while self.wait(delay) {
            if let Err(error) = head.sync_data() {
                // Never tried again: the operating system may have dropped what it could not write and would say yes.
                self.state().failed = Some(error.kind());
                return;
            }
        }
    }

    /// Waits until the head was written and the delay has passed; `false` when the store is closing.
    fn wait(&self, delay: Duration) -> bool {
        let state = self.state();
        let idle = |state: &mut State| !state.written && !state.stopped;
        let state = self.changed.wait_while(state, idle).unwrap_or_else(PoisonError::into_inner);
        let running = |state: &mut State| !state.stopped;
        let waited = self.changed.wait_timeout_while(state, delay, running);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.written = false;
        !state.stopped
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.desk.state().stopped = true;
        self.desk.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
