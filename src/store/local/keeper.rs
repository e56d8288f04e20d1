//! Keeps the head: writes it, and soon afterwards a thread syncs it.
//!
//! Nobody waits for the sync: what was acknowledged is in the log already. It only keeps short what a loss of power leaves
//! to be examined beyond the head.

use super::head::{Head, HeadFile};
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

#[derive(Debug)]
struct Desk {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    head: HeadFile,
    written: bool,
    stopped: bool,
    failed: Option<io::ErrorKind>,
}

impl Keeper {
    /// The thread syncs what was written when a delay has passed.
    pub(super) fn start(head: HeadFile, delay: Duration) -> io::Result<Self> {
        let state = State { head, written: false, stopped: false, failed: None };
        let desk = Arc::new(Desk { state: Mutex::new(state), changed: Condvar::new() });
        let theirs = Arc::clone(&desk);
        let thread = std::thread::Builder::new().name("head".to_owned()).spawn(move || theirs.keep(delay))?;
        Ok(Self { desk, thread: Some(thread) })
    }

    /// Writes the head.
    pub(super) fn write(&self, head: Head) -> io::Result<()> {
        let mut state = self.desk.state();
        state.head.write(head)?;
        if !state.written {
            state.written = true;
            self.desk.changed.notify_all();
        }
        Ok(())
    }

    /// Whether a sync failed: then nothing more may be written.
    pub(super) fn failure(&self) -> Option<io::ErrorKind> {
        self.desk.state().failed
    }

    /// Writes the head into both slots, synced, so that a ledger closed in peace bears damage to either.
    pub(super) fn close(&mut self, head: Head) -> io::Result<()> {
        self.stop();
        let mut state = self.desk.state();
        match state.failed {
            Some(kind) => Err(kind.into()),
            None => state.head.settle(head).and_then(|()| state.head.settle(head)),
        }
    }

    fn stop(&mut self) {
        self.desk.state().stopped = true;
        self.desk.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Desk {
    fn keep(&self, delay: Duration) {
        while self.wait(delay) {
            let (file, sequence) = {
                let state = self.state();
                (state.head.handle(), state.head.sequence())
            };
            // Without the lock: writing goes on meanwhile, into the same slot.
            let synced = file.sync_data();
            let mut state = self.state();
            match synced {
                Ok(()) if state.head.sequence() == sequence => state.head.turn(),
                Ok(()) => {}
                Err(error) => {
                    // Never tried again: the operating system may have dropped what it could not write and would say yes.
                    state.failed = Some(error.kind());
                    return;
                }
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
        self.stop();
    }
}
