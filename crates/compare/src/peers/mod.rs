//! The stores, each behind the same questions.

pub(crate) mod ours;
pub(crate) mod redb;
pub(crate) mod sled;
pub(crate) mod sqlite;
pub(crate) mod umadb;
