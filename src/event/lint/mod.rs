//! What can be wrong with a declaration that keeps to the profile, what is worth a second look, and what becomes of old bodies and of
//! old readers with a new version.
//!
//! `kinds` says what there is to remark; `look` goes over a declaration with `examples`, `wording` and `versions`; `shape` compares two
//! versions.

mod examples;
mod kinds;
mod look;
mod shape;
mod versions;
mod wording;

pub use kinds::{Lint, Linted};
pub use look::{lint, place_at, place_of};
pub use shape::{Barrier, Barring, barriers};
