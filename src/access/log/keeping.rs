//! The access log of a ledger as programs hold it: lines are handed to the system before an answer leaves, and made durable in groups shortly
//! after.

use super::chain::{Chain, Mark, Walk};
use super::fault::{LogFault, Past};
use super::latest::Checked;
use super::line::{Line, Look};
use super::tail::{NAME, Tail, aside};
use crate::access::desk::Desk;
use crate::access::error::AccessError;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// What was written is durable within this time; a loss of power takes no more.
const DURABLE: Duration = Duration::from_secs(1);

/// The access log of a ledger. It begins with the first token or user: before that nobody can say who he is.
pub struct AccessLog {
    kept: Arc<Kept>,
    syncing: Mutex<Option<JoinHandle<()>>>,
    checked: Checked,
}

struct Kept {
    folder: PathBuf,
    desk: PathBuf,
    ledger: Arc<str>,
    state: Mutex<State>,
    /// Told whenever there is something to be made durable, and at the end.
    told: Condvar,
}

#[derive(Default)]
struct State {
    open: Option<Tail>,
    waits: bool,
    ends: bool,
    /// The disk did not take what the system had taken: nobody knows any more what is on it.
    lost: bool,
}

impl Kept {
    fn state(&self) -> MutexGuard<'_, State> {
        // A line is added whole or not at all, and where the file ends is looked up again.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes durable what waits, as often as there is something.
    fn sync(&self) {
        loop {
            let state = self.told.wait_while(self.state(), |state| !state.waits && !state.ends);
            let state = state.unwrap_or_else(PoisonError::into_inner);
            let more = self.told.wait_timeout_while(state, DURABLE, |state| !state.ends);
            let (mut state, _) = more.unwrap_or_else(PoisonError::into_inner);
            let (ends, waits) = (state.ends, std::mem::take(&mut state.waits));
            let file = state.open.as_ref().map(|tail| Arc::clone(&tail.file)).filter(|_| waits);
            drop(state);
            if file.is_some_and(|file| file.sync_data().is_err()) {
                self.state().lost = true;
            }
            if ends {
                return;
            }
        }
    }
}

impl AccessLog {
    /// The log beside the desk of a ledger.
    pub fn of(desk: &Desk) -> Self {
        let (folder, ledger) = (desk.path().with_extension("access"), desk.ledger());
        let (state, told) = (Mutex::new(State::default()), Condvar::new());
        let kept = Kept { folder, desk: desk.path().to_owned(), ledger, state, told };
        Self { kept: Arc::new(kept), syncing: Mutex::new(None), checked: Checked::default() }
    }

    /// The file of its lines.
    pub fn file(&self) -> PathBuf {
        self.kept.folder.join(NAME)
    }

    /// Whether there is somebody to write about: a desk, or a log that was begun.
    pub fn is_kept(&self) -> bool {
        self.kept.desk.exists() || self.kept.folder.exists()
    }

    /// Writes the line of a look. When this comes back the system has it, and no process that ends can lose it. False where no log is kept.
    pub fn note(&self, look: &Look) -> Result<bool, AccessError> {
        let mut state = self.kept.state();
        if state.lost {
            return Err(LogFault::Lost { file: self.file() }.into());
        }
        if state.open.is_none() {
            if !self.is_kept() {
                return Ok(false);
            }
            state.open = Some(Tail::open(&self.kept.folder, &self.kept.ledger, look.at)?);
            self.begin_syncing()?;
        }
        if let Some(tail) = &mut state.open {
            tail.add(look)?;
        }
        let first = !std::mem::replace(&mut state.waits, true);
        drop(state);
        if first {
            self.kept.told.notify_all();
        }
        Ok(true)
    }

    fn begin_syncing(&self) -> Result<(), AccessError> {
        let mut syncing = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        if syncing.is_none() {
            let kept = Arc::clone(&self.kept);
            let begun = std::thread::Builder::new().name("access-log".to_owned()).spawn(move || kept.sync());
            *syncing = Some(begun.map_err(|error| LogFault::unwritable(&self.file(), error))?);
        }
        Ok(())
    }

    /// Makes all that was written durable; nothing is written afterwards but by a log that is opened anew.
    pub fn end(&self) {
        self.kept.state().ends = true;
        self.kept.told.notify_all();
        let syncing = self.syncing.lock().unwrap_or_else(PoisonError::into_inner).take();
        let _ = syncing.map(JoinHandle::join);
        let mut state = self.kept.state();
        (state.open, state.ends) = (None, false);
    }

    /// Reads every line in order, and finds out whether each follows the one before. None where no log was begun.
    pub fn walk(&self, visit: &mut dyn FnMut(Line)) -> Result<Option<Chain>, AccessError> {
        self.passed(&mut |_, line| {
            if let Some(line) = line {
                visit(line);
            }
        })
    }

    /// The same, with the mark of every line.
    fn passed(&self, visit: &mut dyn FnMut(Mark, Option<Line>)) -> Result<Option<Chain>, AccessError> {
        let path = self.file();
        let failed = |cause| AccessError::from(LogFault::Unread { file: path.clone(), cause });
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        // A line that is just being written is no torn one: as far as the file goes while nobody writes.
        let length = measured(&file).map_err(failed)?;
        let mut walk = Walk::whole();
        walk.along(BufReader::new(file.take(length)), visit).map_err(failed)?;
        Ok(walk.found(aside(&self.kept.folder).map_err(failed)?))
    }

    /// Whether the log is whole and, where somebody noted a place of it earlier, still has it.
    pub fn verify(&self, against: Option<Mark>) -> Result<Chain, AccessError> {
        let missing = || AccessError::from(LogFault::Missing { file: self.file() });
        let mut own = None;
        let chain = self.passed(&mut |mark, _| {
            if against.is_some_and(|against| against.number == mark.number) {
                own = Some(mark.digest);
            }
        });
        let chain = chain?.ok_or_else(missing)?;
        if let Some(of) = chain.ledger.clone().filter(|of| !self.kept.ledger.is_empty() && **of != *self.kept.ledger) {
            let own = Arc::clone(&self.kept.ledger);
            return Err(LogFault::OfOther { file: self.file(), of: of.into(), own }.into());
        }
        match against.filter(|against| own != Some(against.digest)) {
            Some(noted) => {
                let past = Box::new(Past { noted, own, head: chain.head });
                Err(LogFault::OtherPast { file: self.file(), past }.into())
            }
            None => Ok(chain),
        }
    }

    /// How far it was found to be whole.
    pub(super) const fn checked(&self) -> &Checked {
        &self.checked
    }

    /// Where it lies.
    pub(super) fn folder(&self) -> &Path {
        &self.kept.folder
    }
}

impl Drop for AccessLog {
    fn drop(&mut self) {
        self.end();
    }
}

pub(super) fn measured(file: &File) -> std::io::Result<u64> {
    file.lock_shared()?;
    let length = file.metadata().map(|found| found.len());
    file.unlock()?;
    length
}

impl std::fmt::Debug for AccessLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessLog").field("folder", &self.kept.folder).finish_non_exhaustive()
    }
}
