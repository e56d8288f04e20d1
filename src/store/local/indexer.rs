//! The thread that keeps the index behind the log.

use super::archive::Archive;
use super::head::Head;
use super::index::{BATCH_MAX, Index, Opened, Why};
use super::tail::{Labels, Volume};
use crate::value::Position;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// A rest after each batch while others append: the index is in no hurry, and appends need the processor and the disk. sled takes
/// some milliseconds of processor time for a batch, a quarter of all there is when many append at once and it never rests.
const REST: Duration = Duration::from_millis(20);
/// On closing, more than so many missing events are left to the log: reading them there is quicker than writing them here.
const LAST_EVENTS_MAX: u64 = 10_000;

/// How far the index is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexState {
    /// This process keeps none: it was opened for reading, or sled cannot reach the disk.
    Absent,
    /// It has everything up to this position.
    Reaches(Position),
    /// It failed and is left alone until the ledger is opened again or the index rebuilt. Nothing else is affected.
    Failed {
        /// In the words of sled or of the operating system.
        why: String,
    },
}

/// Lives as long as its store, which drops it; the thread ends then.
#[derive(Debug)]
pub(super) struct Indexer {
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
    behind: bool,
    /// Nothing was appended during the last rest.
    quiet: bool,
    stopped: bool,
    index: IndexState,
}

/// The thread's own view: the next event to write is at this place of this segment.
struct Cursor {
    archive: Arc<Archive>,
    index: Index,
    segment: u64,
    place: u32,
    /// Segments before this one may still have labels.
    clean: bool,
}

impl Indexer {
    /// Starts with an index that reaches to a position, or with one that failed, or without.
    pub(super) fn start(archive: Arc<Archive>, index: Opened, reaches: Position) -> std::io::Result<Self> {
        let (index, state) = match index {
            Some(Ok(index)) => (Some(index), IndexState::Reaches(reaches)),
            Some(Err(why)) => (None, IndexState::Failed { why }),
            None => (None, IndexState::Absent),
        };
        let state = State { behind: true, quiet: false, stopped: false, index: state };
        let desk = Arc::new(Desk { state: Mutex::new(state), changed: Condvar::new() });
        let Some(index) = index else { return Ok(Self { desk, thread: None }) };
        let cursor = Cursor::new(archive, index, reaches);
        let theirs = Arc::clone(&desk);
        let thread = std::thread::Builder::new().name("index".to_owned()).spawn(move || theirs.keep(cursor))?;
        Ok(Self { desk, thread: Some(thread) })
    }

    /// Says that the log has grown.
    pub(super) fn grown(&self) {
        let mut state = self.desk.state();
        if !state.behind {
            state.behind = true;
            self.desk.changed.notify_all();
        }
    }

    pub(super) fn state(&self) -> IndexState {
        self.desk.state().index.clone()
    }

    /// Ends the thread and closes the index.
    pub(super) fn stop(&mut self) {
        self.desk.state().stopped = true;
        self.desk.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Desk {
    fn keep(&self, mut cursor: Cursor) {
        let mut busy = true;
        while self.wait(busy) {
            match cursor.step() {
                Ok(more) => {
                    busy = more;
                    self.reached(&cursor);
                }
                Err(why) => return self.fail(why),
            }
        }
        if let Err(why) = cursor.finish() {
            self.fail(why);
        }
    }

    /// Rests between batches until nothing comes any more, or waits until the log has grown; `false` when the store is closing.
    fn wait(&self, busy: bool) -> bool {
        let state = self.state();
        let mut state = if busy && state.quiet && !state.behind {
            state
        } else if busy {
            let rested = self.changed.wait_timeout_while(state, REST, |state| !state.stopped);
            let mut state = rested.unwrap_or_else(PoisonError::into_inner).0;
            state.quiet = !state.behind;
            state
        } else {
            let waited = self.changed.wait_while(state, |state| !state.behind && !state.stopped);
            waited.unwrap_or_else(PoisonError::into_inner)
        };
        state.behind = false;
        !state.stopped
    }

    fn reached(&self, cursor: &Cursor) {
        let first = cursor.archive.known().tail.first();
        self.state().index = IndexState::Reaches(Position(first.0 - 1 + u64::from(cursor.place)));
    }

    fn fail(&self, why: Why) {
        self.state().index = IndexState::Failed { why };
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Cursor {
    fn new(archive: Arc<Archive>, index: Index, reaches: Position) -> Self {
        let (segment, place) = {
            let known = archive.known();
            let place = reaches.0.saturating_sub(known.tail.first().0 - 1);
            (known.segment.number, u32::try_from(place).unwrap_or(0))
        };
        Self { archive, index, segment, place, clean: false }
    }

    /// Writes one batch; whether there is more to do.
    fn step(&mut self) -> Result<bool, Why> {
        let (first, labels, reached) = self.next();
        if labels.is_empty() {
            self.clean = self.clean || !self.index.forget_before(self.segment)?;
            return Ok(!self.clean);
        }
        self.index.write(self.segment, first, &labels, reached)?;
        self.place += super::bytes::len32(labels.len());
        Ok(true)
    }

    /// The next events to write, and how far the index is with them when they are the last ones.
    fn next(&mut self) -> (Position, Vec<Labels>, Option<Head>) {
        let known = self.archive.known();
        if self.segment != known.segment.number {
            // What the old segment lacks is in its postings.
            (self.segment, self.place, self.clean) = (known.segment.number, 0, false);
        }
        let missing = known.tail.labels_from(self.place);
        let labels = missing.get(..BATCH_MAX - 1).unwrap_or(missing).to_vec();
        let whole = labels.len() == missing.len() && known.tail.last() == known.head.position;
        let first = Position(known.tail.first().0 + u64::from(self.place));
        (first, labels, whole.then_some(known.head))
    }

    /// Catches up on closing, if little is missing.
    fn finish(&mut self) -> Result<(), Why> {
        let missing = |cursor: &Self| cursor.archive.known().tail.labels_from(cursor.place).len();
        if super::bytes::len64(missing(self)) <= LAST_EVENTS_MAX {
            while missing(self) > 0 {
                self.step()?;
            }
        }
        Ok(())
    }
}

impl Drop for Indexer {
    fn drop(&mut self) {
        self.stop();
    }
}
