//! The store on this machine: a log of frames, which is the truth, and what helps to search it.
//!
//! `disk` is what a store asks of the place its files lie in, `machine` the usual one; `root` names the files and `making` brings
//! them to their place; `head`, `segment`, `frame`, `record` and `postings` are their bytes (`docs/format.md`); `walk`
//! and `beyond` read the log, `recovery` puts it in order, `known`, `select`, `fetch` and `archive` answer questions; `request`,
//! `draft`, `writer`, `staged`, `tried` and `desk` append; `keeper` and `indexer` are the two threads in the background; `store` opens
//! all of it, and `asked` hands on what it is asked.

mod archive;
mod asked;
mod beyond;
mod bytes;
mod cache;
mod checkup;
mod copy;
mod desk;
mod disk;
mod draft;
mod fault;
mod fetch;
mod filter;
mod frame;
mod head;
mod identity;
mod index;
mod indexer;
mod keeper;
mod known;
mod machine;
mod making;
mod options;
mod pages;
mod passed;
mod postings;
mod record;
mod recovery;
mod report;
mod request;
mod root;
mod sealed;
mod segment;
mod select;
mod staged;
mod store;
mod tail;
mod term;
mod tried;
mod walk;
mod writer;

pub use checkup::{Checkup, IndexHealth, WriterState, check_up};
pub use copy::{Copied, copy};
pub use disk::{Disk, DiskEntry, DiskFile, DiskLock, Syncing};
pub use fault::Damage;
pub use head::SlotState;
pub use identity::ledger_id;
pub use indexer::IndexState;
pub use machine::MachineDisk;
pub use options::LocalOptions;
pub use report::{PostingsState, Report, SegmentReport, examine, examine_on};
pub use store::LocalStore;
pub(super) use term::{Use, uses_of};
