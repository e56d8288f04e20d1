//! The event store: a contract, and the backends that keep it.

mod contract;

pub use contract::{
    Admitted, AppendRefusal, Appended, Batch, EVENT_BYTES_MAX, Entry, NaturalKey, OpenError, ReadError, ReadOptions,
    Store, Stored,
};
