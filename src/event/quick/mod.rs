//! Stored events read quickly.
//!
//! What a ledger keeps is canonical and was written by it: keys in their order, no blanks, hardly a text with an escape. This
//! reader expects exactly that and reads it in one passing, straight to slots. At the first surprise it answers nothing, and
//! the strict reader reads the event from its start: what is refused, and how, is decided there alone. What is read here is
//! what the strict reader would have read; a property test holds both against each other.

mod body;
mod cursor;
mod envelope;

pub(super) use envelope::read;
