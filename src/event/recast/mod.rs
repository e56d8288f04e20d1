//! A body as another version of its type says it: for whoever knows only that version.

mod lower;
mod raise;
mod reading;

pub use reading::{Recast, Unsaid};
