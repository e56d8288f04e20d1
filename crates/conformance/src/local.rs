//! The store on this machine, as the suite opens, harms and reopens it.

use happenstance_core::StoreId;
use happenstance_testkit::{Capability, Fixture};
use qizhang::store::{LocalOptions, LocalStore, MemoryStore, Store};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

use crate::handle::Handle;
use crate::limits;
use crate::slot::Slot;

/// Small, so that many rules meet the end of a segment.
const SEGMENT_BYTES: u64 = 16 << 10;

/// More than any segment of this size has left.
pub(crate) const CROWDING_BYTES: usize = 16 << 10;

/// A ledger of its own in a directory that goes away with it.
pub struct Local {
    directory: TempDir,
    slot: Arc<Slot>,
    id: StoreId,
}

impl Local {
    /// An empty one.
    ///
    /// # Panics
    ///
    /// When the directory for temporary files cannot be written to.
    #[expect(clippy::new_without_default, reason = "two of them are two ledgers, so none stands for all")]
    #[expect(clippy::expect_used, reason = "a run without a disk says so and stops")]
    pub fn new() -> Self {
        let directory = TempDir::new().expect("no room for a ledger");
        let path = directory.path().join("ledger");
        let store = LocalStore::create(&path, options(None)).expect("the ledger is not made");
        let head = fs::read(path.join("head")).expect("the head is not there");
        // Where `docs/format.md` says that the ledger's id stands.
        let id = head.get(12..28).and_then(|id| id.try_into().ok()).expect("the head is too short");
        Self { directory, slot: Arc::new(Slot::new(Box::new(store))), id: StoreId::from_bytes(id) }
    }

    fn path(&self) -> PathBuf {
        self.directory.path().join("ledger")
    }

    fn log(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.path().join("log")).into_iter().flatten().flatten().map(|file| file.path());
        let mut segments: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "segment")).collect();
        segments.sort();
        segments
    }

    /// The ledger is closed before it is opened: it has one writer at a time.
    #[expect(clippy::expect_used, reason = "a ledger that does not open again fails the rule")]
    fn open_again(&self, options: LocalOptions) {
        let open = || LocalStore::open(&self.path(), options).expect("the ledger does not open again");
        self.slot.replace(Box::new(MemoryStore::new()), || Box::new(open()) as Box<dyn Store>);
    }
}

fn options(log_bytes_max: Option<u64>) -> LocalOptions {
    LocalOptions { segment_bytes: SEGMENT_BYTES, log_bytes_max, ..LocalOptions::default() }
}

impl Fixture for Local {
    type Store = Handle;

    const SECOND_HANDLE: Capability = Capability::SUPPORTED;
    const REOPEN: Capability = Capability::SUPPORTED;
    const MID_BATCH_FAULT: Capability = Capability::SUPPORTED;
    const READ_FAULT: Capability = Capability::SUPPORTED;
    const HELD_ABOVE_FRONTIER: Capability = Capability::declined("it shows an event from the moment it is durable");
    const MAX_EVENT_DATA_LEN: Option<usize> = Some(limits::DATA_MAX);
    const MAX_TAGS_PER_EVENT: Option<usize> = Some(limits::TAGS_MAX);

    async fn connect(&self) -> Handle {
        Handle::new(Arc::clone(&self.slot), self.id)
    }

    async fn reopen(&self) {
        self.open_again(options(None));
    }

    /// The disk is full between two events of the batch: the log may not grow, and from this event on each needs a
    /// segment more.
    async fn arm_mid_batch_fault(&self, after: usize) {
        let bytes = self.log().iter().filter_map(|path| fs::metadata(path).ok()).map(|file| file.len()).sum();
        self.open_again(options(Some(bytes)));
        self.slot.crowd(after);
    }

    /// A bit flips on the disk, in the middle of what was written last.
    #[expect(clippy::expect_used, reason = "a file that cannot be harmed fails the rule")]
    async fn arm_read_fault(&self) {
        let path = self.log().pop().expect("a ledger has a segment");
        let mut bytes = fs::read(&path).expect("the segment is not read");
        let used = bytes.iter().rposition(|byte| *byte != 0).unwrap_or_default();
        // A segment begins with a header of 64 bytes.
        let byte = bytes.get_mut(usize::midpoint(64, used)).expect("the middle lies inside");
        *byte ^= 1;
        fs::write(&path, bytes).expect("the segment is not written");
    }
}
