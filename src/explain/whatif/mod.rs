//! A scenario beside what it is held against, in words: `page` has the whole, `changes` what is supposed, `moving` the lines that differ.

mod changes;
mod moving;
mod page;

pub(super) use changes::change_words;
pub use moving::Moving;
pub(super) use page::held;
pub use page::{Supposition, whatif};
pub(super) use page::{by, head, number, side_head};
