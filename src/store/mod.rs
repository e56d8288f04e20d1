//! The event store: a contract, and the backends that keep it.

mod contract;
#[cfg(feature = "local")]
mod local;
mod memory;

pub use contract::{
    Admitted, Appended, AppendRefusal, Batch, Entry, NaturalKey, OpenError, ReadError, ReadOptions, Store, Stored,
};
#[cfg(feature = "local")]
pub use local::{LocalOptions, LocalStore};
pub use memory::MemoryStore;
