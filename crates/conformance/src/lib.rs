//! The stores of Qizhang, handed to the public conformance suite for stores with dynamic consistency boundaries.
//!
//! The suite has a contract of its own; `handle` is one over ours, `names` and `envelope` translate what an event
//! carries, `memory` and `local` say how a backend is opened for the suite, harmed and opened again. Nothing here checks
//! or repairs anything: what the suite asks for, a store must do by itself. `tests/whole.rs` runs it.

mod envelope;
mod handle;
mod limits;
mod local;
mod memory;
mod names;
mod slot;

pub use handle::{Handle, StoreFault};
pub use local::Local;
pub use memory::Memory;
