//! From a position to words: one phrase per thing that can be said, each in both languages.

mod phrase;
mod why;

pub use phrase::Phrase;
pub use why::{Explanation, Line, why};
