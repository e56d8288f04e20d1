//! Facts as they are recorded: which events a reader or a writer speaks of, and the bytes they are kept in.

mod canonical;
mod query;

pub use canonical::canonical_json;
pub use query::{Condition, Guard, Query, QueryItem};
