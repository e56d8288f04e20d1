//! The strict profile of JSON Schema that declarations are written in: reading it, and every fault it can have.

mod document;
mod error;
mod field;
mod locate;
mod shape;
mod spot;
mod succeed;
mod tree;
mod upcast;
mod words;

pub(super) use document::read;
pub use error::{DeclarationError, DeclarationFault};
pub use locate::DeclarationPlace;
pub(super) use locate::{Step, locate, steps_of};
pub(super) use shape::SAFE_WHOLE;
pub(super) use succeed::succeed;
