//! The event store: a contract, and the backends that keep it.

mod admission;
mod announced;
mod cause;
mod contract;
mod excerpt;
mod facet;
#[cfg(feature = "local")]
mod local;
mod memory;
mod noting;
mod passing;
mod prepared;
mod refusal;
#[cfg(feature = "local")]
mod runs;
mod subscription;
#[cfg(feature = "local")]
mod texts;
mod turns;

pub use cause::Cause;
pub use contract::{
    Admitted, Appended, Batch, EVENT_BYTES_MAX, Entry, LABEL_BYTES_MAX, NaturalKey, ReadOptions, Staged, Store, Stored,
};
pub use excerpt::{Excerpt, Held};
pub use facet::Facet;
#[cfg(feature = "local")]
pub use local::{
    Checkup, Copied, Damage, Disk, DiskEntry, DiskFile, DiskLock, IndexHealth, IndexState, LocalOptions, LocalStore,
    MachineDisk, PostingsState, Report, SegmentReport, SlotState, Syncing, WriterState, check_up, copy, examine,
    examine_on, ledger_id,
};
pub use memory::MemoryStore;
pub use noting::{Noted, Notes, Noting};
pub use passing::{Passing, Tags};
pub use prepared::{Prepared, TooLarge};
pub use refusal::{AppendRefusal, Asked, OpenError, Part, PlaceFault, ReadError};
#[cfg(feature = "local")]
pub(crate) use runs::{RUN, in_order};
pub use subscription::Subscription;
