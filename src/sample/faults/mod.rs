//! Faults that are planted in a made-up district, and the truth about them.
//!
//! Each story belongs to one detector: something it must find, and beside it the same thing done right, where it must be silent. What is
//! true is written down here as the story is told, by hand and with a pencil: nothing in this folder knows how anything is found.

mod decisions;
mod figures;
mod money;
mod office;
mod papers;
mod plant;
mod sources;
mod truth;

pub(super) use plant::plant;
pub use truth::{Fault, NearMiss, Truth};
